"""Who stands between which groups: brokerage roles, the E-I index, and who joins two chosen groups.

A group is what people share: an organisation, a place, any other node attribute, a cluster, or a
mapping of your own. People whose group is not known are left out, and counted in the caveats.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import Any, Final, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from netgraph.metrics.caveats import caveats, refuse_star
from netgraph.metrics.clusters import communities
from netgraph.metrics.engine import Ints, View, view
from netgraph.metrics.kernels import triangles
from netgraph.metrics.naming import grouped, name_clusters
from netgraph.metrics.traits import traits
from netgraph.people import Match, name_of
from netgraph.wording import counted

__all__ = ["connectors", "ei_index", "roles"]

By = str | Mapping[Any, Hashable]

#: The four roles of an undirected network, and what each means.
ROLES: Final = {
    "coordinator": "joins {n} within {group}",
    "gatekeeper": "joins {n}, one in {group} and one outside",
    "consultant": "joins {n} within one other group",
    "liaison": "joins {n} across two other groups",
}


class _Groups(NamedTuple):
    """The group of each person as a number; -1 if it is not known."""

    code: Ints
    labels: list[str]


def roles(G: nx.Graph[Any], *, by: By = "organisation", seed: int = 0) -> pd.DataFrame:
    """Count the brokerage roles of Gould and Fernandez: whom each person joins, by group.

    Counted are the pairs of contacts who do not know each other. **Coordinator**: all three in
    one group. **Gatekeeper**: the pair is one of the own group and one of another (in a network
    without directions the same as representative). **Consultant**: both of one other group.
    **Liaison**: three different groups.

    Columns: ``person``, ``id``, ``group``, the roles ``coordinator``, ``gatekeeper``,
    ``consultant`` and ``liaison``, ``total``, ``internal`` and ``external`` (ties within and
    outside the own group), ``ei`` ((external - internal) / both: -1 to 1), ``in_words``. Sorted by
    ``total``.

    Args:
        G: The graph.
        by: Node attribute, "cluster", or a mapping of id to group.
        seed: For finding clusters.

    Raises:
        NotMeaningfulError: All ties end in one person.

    >>> table = roles(nx.path_graph(4), by={0: "home", 1: "home", 2: "abroad", 3: "abroad"})
    >>> table[["id", "gatekeeper"]].values.tolist()
    [[1, 1], [2, 1], [0, 0], [3, 0]]

    Source: R. Gould & R. Fernandez, Sociological Methodology 19 (1989).
    """
    arrays = view(G, weight=None)
    refuse_star(G)
    groups = _groups(G, arrays, by, seed)
    known = np.flatnonzero(groups.code >= 0)
    counts = _roles(arrays, groups.code)
    internal, external = _sides(arrays, groups.code)
    table = pd.DataFrame(
        {
            "person": [name_of(G, arrays.s.ids[x]) for x in known],
            "id": pd.Series([arrays.s.ids[x] for x in known], dtype=object),
            "group": [groups.labels[groups.code[x]] for x in known],
            **{role: counts[i, known] for i, role in enumerate(ROLES)},
            "total": counts[:, known].sum(axis=0),
            "internal": internal[known],
            "external": external[known],
            "ei": _ei(internal[known], external[known]),
        }
    )
    table["in_words"] = [_role_words(row) for row in table.itertuples()]
    table = table.sort_values("total", ascending=False, kind="stable", ignore_index=True)
    return _signed(table, G, arrays, groups, by)


def _groups(G: nx.Graph[Any], arrays: View, by: By, seed: int) -> _Groups:
    """Number the groups."""
    if by == "cluster":
        found = communities(G, seed=seed)
        names = name_clusters(G, found)
        by = {node: names[number].name for node, number in found.items()}
    group = traits(G, by) if isinstance(by, str) else by
    labels: dict[str, int] = {}
    code = np.full(arrays.n, -1)
    for x, node in enumerate(arrays.s.ids):
        value = group.get(node, "")
        if value not in {"", None}:
            code[x] = labels.setdefault(str(value), len(labels))
    return _Groups(code, list(labels))


def _roles(arrays: View, code: Ints) -> Ints:
    """Count all pairs of contacts by role, less those that know each other."""
    n, s = arrays.n, arrays.s
    source = arrays.source
    seen = (code[source] >= 0) & (code[s.indices] >= 0)
    kinds = int(code.max(initial=0)) + 1
    cell, size = np.unique(source[seen] * kinds + code[s.indices[seen]], return_counts=True)
    ego, group = cell // kinds, cell % kinds
    all_of = np.bincount(ego, size, n)
    within = np.bincount(ego, size * (size - 1) / 2, n)
    mine = group == code[ego]
    own = np.bincount(ego[mine], size[mine], n)
    colleagues = own * (own - 1) / 2
    mixed = own * (all_of - own)
    one_other = within - colleagues
    rest = all_of * (all_of - 1) / 2 - colleagues - mixed - one_other
    counts = np.array([colleagues, mixed, one_other, rest])
    for corners, _ in triangles(arrays):
        known = np.all([code[corner] >= 0 for corner in corners], axis=0)
        for x in range(3):
            ego, a, b = (corners[x - i][known] for i in range(3))
            same_a, same_b = code[a] == code[ego], code[b] == code[ego]
            role = np.select(
                [same_a & same_b, same_a | same_b, code[a] == code[b]], [0, 1, 2], default=3
            )
            np.subtract.at(counts, (role, ego), 1)
    return counts.astype(np.int64)


def _sides(arrays: View, code: Ints) -> tuple[Ints, Ints]:
    """Count each person's ties within and outside the own group."""
    a, b = code[arrays.s.u], code[arrays.s.v]
    known = (a >= 0) & (b >= 0)
    inside, outside = known & (a == b), known & (a != b)
    return (
        arrays.sum_ends(inside, inside).astype(np.int64),
        arrays.sum_ends(outside, outside).astype(np.int64),
    )


def _ei(internal: Ints, external: Ints) -> Any:
    with np.errstate(invalid="ignore"):
        return (external - internal) / (external + internal)


def _role_words(row: Any) -> str:
    best = max(ROLES, key=lambda role: int(getattr(row, role)))
    count = int(getattr(row, best))
    if not count:
        return "Joins nobody who is not tied already."
    told = ROLES[best].format(n=counted(count, "pair"), group=grouped(row.group))
    return f"Mostly {best}: {told}."


def _signed(
    table: pd.DataFrame, G: nx.Graph[Any], arrays: View, groups: _Groups, by: By
) -> pd.DataFrame:
    """Say what the table rests on."""
    table.attrs["parameters"] = {"by": by if isinstance(by, str) else "a mapping"}
    table.attrs["caveats"] = caveats(G, arrays)
    if missing := int((groups.code < 0).sum()):
        table.attrs["caveats"].append(f"{counted(missing, 'person')} left out: group not known.")
    return table


def ei_index(G: nx.Graph[Any], *, by: By = "organisation", seed: int = 0) -> pd.DataFrame:
    """Say how much groups keep to themselves: the E-I index of each.

    (external ties - internal ties) / all ties of the group: -1 all inside, 1 all outside.

    Columns: ``group``, ``people``, ``internal``, ``external``, ``ei``, ``expected`` (what it would
    be if the group's ties went to anybody alike), ``in_words``. Largest group first; the index of
    the whole network stands in ``attrs["ei"]``.

    Args:
        G: The graph.
        by: Node attribute, "cluster", or a mapping of id to group.
        seed: For finding clusters.

    >>> G = nx.Graph([(0, 1), (1, 2)])
    >>> ei_index(G, by={0: "home", 1: "home", 2: "abroad"})[["group", "ei"]].values.tolist()
    [['home', 0.0], ['abroad', 1.0]]

    Source: D. Krackhardt & R. Stern, Social Psychology Quarterly 51 (1988).
    """
    arrays = view(G, weight=None)
    groups = _groups(G, arrays, by, seed)
    code, kinds = groups.code, len(groups.labels)
    a, b = code[arrays.s.u], code[arrays.s.v]
    known = (a >= 0) & (b >= 0)
    same, across = known & (a == b), known & (a != b)
    people = np.bincount(code[code >= 0], minlength=kinds)
    internal = np.bincount(a[same], minlength=kinds)
    external = np.bincount(np.concatenate((a[across], b[across])), minlength=kinds)
    with np.errstate(divide="ignore", invalid="ignore"):
        inside = people * (people - 1) / 2
        outside = people * (people.sum() - people)
        expected = (outside - inside) / (outside + inside)
    table = pd.DataFrame(
        {
            "group": groups.labels,
            "people": people,
            "internal": internal,
            "external": external,
            "ei": _ei(internal, external),
            "expected": expected,
        }
    )
    table["in_words"] = [_ei_words(row) for row in table.itertuples()]
    table = table.sort_values("people", ascending=False, kind="stable", ignore_index=True)
    table = _signed(table, G, arrays, groups, by)
    table.attrs["ei"] = float(_ei(same.sum(), across.sum()))
    return table


def _ei_words(row: Any) -> str:
    ties = row.internal + row.external
    if not ties:
        return "No tie to anybody whose group is known."
    told = f"{row.internal / ties:.0%} of the {counted(int(ties), 'tie')} stay inside"
    if row.ei < row.expected:
        return f"{told}: more than if ties went to anybody alike."
    return f"{told}: no more than if ties went to anybody alike."


def connectors(G: nx.Graph[Any], *, between: tuple[str, str], by: By = "location") -> pd.DataFrame:
    """Find who joins two groups: people with ties into both.

    Columns: ``person``, ``id``, ``of`` (the group they belong to, or ""), ``ties_a`` and ``ties_b``
    (contacts in the first and in the second group), ``pairs`` (of one from each, who are not tied
    to each other), ``only`` (pairs whom nobody else joins), ``in_words``. Sorted by ``pairs``.

    Args:
        G: The graph.
        between: The two groups: ("India", "United States"). All their words must occur, so that
            "India" finds "Pune, India" and not "Indiana".
        by: "organisation", "title", "location", another node attribute, or a mapping.

    >>> G = nx.Graph([("a", "x"), ("x", "b"), ("b", "c")])
    >>> connectors(G, between=("home", "abroad"), by={"a": "home", "b": "abroad"}).id.tolist()
    ['x']
    """
    first, second = (_members(G, by, group) for group in between)
    found: dict[Any, tuple[int, int, list[tuple[Any, Any]]]] = {}
    joined: Counter[tuple[Any, Any]] = Counter()
    for node in sorted(G, key=str):
        a, b = (set(G[node]) & first) - {node}, (set(G[node]) & second) - first - {node}
        if a and b:
            pairs = [(x, y) for x in a for y in b if not G.has_edge(x, y)]
            found[node] = len(a), len(b), pairs
            joined.update(pairs)
    rows = []
    for node, (a_ties, b_ties, pairs) in found.items():
        of = between[0] if node in first else between[1] if node in second else ""
        only = sum(joined[pair] == 1 for pair in pairs)
        told = f"Knows {counted(a_ties, 'person')} of {between[0]} and {b_ties} of {between[1]}; "
        told += _pairs(len(pairs), only)
        rows.append((name_of(G, node), node, of, a_ties, b_ties, len(pairs), only, told))
    columns = ["person", "id", "of", "ties_a", "ties_b", "pairs", "only", "in_words"]
    table = pd.DataFrame(rows, columns=columns)
    table = table.sort_values(["pairs", "only"], ascending=False, kind="stable", ignore_index=True)
    table.attrs["parameters"] = {"between": between, "by": by if isinstance(by, str) else "mapping"}
    table.attrs["caveats"] = caveats(G, view(G, weight=None))
    table.attrs["caveats"] += [
        f"Nobody in this network is of {group!r}{_of_how_many(G, by)}."
        for group, members in zip(between, (first, second), strict=True) if not members
    ]  # fmt: skip
    return table


def _pairs(count: int, only: int) -> str:
    if not count:
        return "these know each other already."
    told = f"{counted(count, 'pair')} of these not tied, "
    return (
        f"{told}{only} of which nobody else joins." if only else f"{told}but others join them too."
    )


def _of_how_many(G: nx.Graph[Any], by: By) -> str:
    """Say of how many people the attribute is known that was looked at."""
    if not isinstance(by, str):
        return ""
    known = sum(1 for _, value in G.nodes(data=by) if value)
    return f" by {by}, which is known of {known:,} of {counted(len(G), 'person')}"


def _members(G: nx.Graph[Any], by: By, group: str) -> set[Any]:
    if isinstance(by, str) and by in {"organisation", "title", "location"}:
        return set(Match(**{by: group}).people(G))
    groups = {n: G.nodes[n].get(by, "") for n in G} if isinstance(by, str) else by
    return {n for n in G if str(groups.get(n, "")).casefold() == group.casefold()}
