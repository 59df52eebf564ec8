"""Bridges and brokers: which ties and which people hold together what is otherwise apart.

These figures describe the map. They do not say who introduces well: on e-mail with known
introducers, ranking by them was no better than chance (`netgraph.introducing.introductions` is
for that).
"""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import networkx as nx
import numpy as np
import pandas as pd
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from netgraph.metrics.betweenness import CONFIDENCE, betweenness
from netgraph.metrics.caveats import caveats, refuse_star
from netgraph.metrics.engine import Ints, View, view
from netgraph.metrics.kernels import Holes, cuts, holes, support, triangles
from netgraph.metrics.searches import spans
from netgraph.metrics.traits import brief, traits
from netgraph.people import name_of
from netgraph.wording import counted

__all__ = ["bridges", "brokers"]

#: How many circles or organisations a sentence names before it only counts.
_NAMED: Final = 3
#: So much of an address stands for an organisation in a sentence.
_LONGEST: Final = 60


def brokers(
    G: nx.Graph[Any], *, weight: str | None = "strength", error: float = 0.02, seed: int = 0
) -> pd.DataFrame:
    """Rank people by how much they stand between others.

    Columns: ``person``, ``id``, ``organisation``, ``me``, ``ties``, ``strength`` (summed),
    ``betweenness`` (share of the shortest chains between two others; steps, not strengths),
    ``betweenness_error`` (0 where it is exact), ``constraint`` (0 free to 1 and more: contacts who
    are tied among themselves), ``effective_size`` (contacts less those that are redundant),
    ``efficiency`` (the same per contact), ``hierarchy`` (0 to 1: constraint from one contact
    alone), ``circles`` (groups of contacts that know nobody of the other groups), ``cut`` (whether
    the network falls apart without this person), ``loses`` (how many people its largest part would
    lose), ``in_words``.
    Sorted by betweenness, then by constraint. Undefined figures are nan.

    Effective size is Burt's, with strengths: two contacts are as redundant as the tie between them
    is strong beside the strongest tie of each, in the whole network. With `weight` None, or where
    all ties are equal, that is Borgatti's contacts - 2 * ties among them / contacts. It equals
    ``networkx.effective_size(G, nodes=G, weight=weight)``; the fast path that NetworkX 3.6 takes
    without ``nodes`` gives other values where ties differ.

    Args:
        G: The graph.
        weight: Edge attribute for Burt's figures; None counts every tie alike.
        error: Error of betweenness that is accepted in graphs of more than 2,000 people;
            0 for exact values however long they take.
        seed: For the sample that betweenness rests on there.

    Raises:
        NotMeaningfulError: All ties end in one person.

    >>> brokers(nx.path_graph(["a", "b", "c", "d"]))[["person", "betweenness"]].values.tolist()
    [['b', 0.666...], ['c', 0.666...], ['a', 0.0], ['d', 0.0]]

    Source: L. Freeman, Sociometry 40 (1977); R. S. Burt, Structural Holes (1992).
    """
    arrays = view(G, weight=weight)
    refuse_star(G)
    between = betweenness(arrays, error=error, seed=seed)
    gaps, cut = holes(arrays), cuts(arrays)
    table = _people(G, arrays)
    table["betweenness"], table["betweenness_error"] = between.value, between.error
    table = table.assign(**_burt(arrays, gaps))
    circle, known = _circles(arrays)
    table["circles"] = _per_person(arrays, circle)
    table["cut"], table["loses"] = cut.person, cut.loses
    table["in_words"] = _stories(G, table, arrays, circle, known)
    table = table.sort_values(
        ["betweenness", "constraint", "ties"], ascending=[False, True, False], kind="stable",
        ignore_index=True,
    )  # fmt: skip
    table.attrs["parameters"] = {
        "weight": weight, "seed": seed, "betweenness": "sampled" if between.samples else "exact",
        "chains": between.samples, "error": error if between.samples else 0.0,
        "effective_size": "Burt 1992; n - 2t/n where all ties are equal",
    }  # fmt: skip
    table.attrs["caveats"] = caveats(G, arrays)
    if between.samples:
        table.attrs["caveats"].append(
            f"Betweenness is estimated from {between.samples:,} chains drawn at random;"
            f" with {CONFIDENCE:.0%} confidence no figure is off by more than `betweenness_error`."
        )
    return table


def _people(G: nx.Graph[Any], arrays: View) -> pd.DataFrame:
    """Begin a table with one row per person."""
    ids = arrays.s.ids
    mine = set(G.graph.get("me", ()))
    return pd.DataFrame(
        {
            "person": [name_of(G, node) for node in ids],
            "id": pd.Series(ids, dtype=object),
            "organisation": [str(G.nodes[node].get("organisation") or "") for node in ids],
            "me": [node in mine for node in ids],
            "ties": arrays.degree,
            "strength": arrays.total,
        }
    )


def _burt(arrays: View, gaps: Holes) -> dict[str, Any]:
    return {
        "constraint": gaps.constraint,
        "effective_size": gaps.effective_size,
        "efficiency": gaps.effective_size / np.maximum(arrays.degree, 1),
        "hierarchy": gaps.hierarchy,
    }


def _circles(arrays: View) -> tuple[Ints, Ints]:
    """Number the circles: contacts of one person belong together if a chain of them does.

    The first result has one entry per entry of ``indices``; numbers run on over all people. The
    second says of each person how many pairs of contacts know each other.
    """
    s, slots = arrays.s, 2 * arrays.m
    source = arrays.source
    at = np.empty((2, arrays.m), np.int32)  # where a tie stands in the lists of its two ends
    for end, here in enumerate((source < s.indices, source > s.indices)):
        place = np.flatnonzero(here)
        at[end, s.tie[place]] = place
    pairs = [np.empty((2, 0), np.int32)]
    for corners, opposite in triangles(arrays):
        for x in range(3):
            one, two = opposite[x - 1], opposite[x - 2]
            ends = [at[(s.v[tie] == corners[x]).astype(int), tie] for tie in (one, two)]
            pairs.append(np.array(ends))
    a, b = np.concatenate(pairs, axis=1)
    linked = csr_array((np.ones(len(a), np.int8), (a, b)), shape=(slots, slots))
    known = np.bincount(source[a], minlength=arrays.n)
    if not slots:
        return np.empty(0, np.int32), known
    return np.asarray(connected_components(linked, directed=False)[1], dtype=np.int32), known


def _per_person(arrays: View, circle: Ints) -> Ints:
    """Count the circles of each person."""
    first = np.unique(circle, return_index=True)[1]
    source = arrays.source
    return np.bincount(source[first], minlength=arrays.n)


def _stories(
    G: nx.Graph[Any], table: pd.DataFrame, arrays: View, circle: Ints, known: Ints
) -> list[str]:
    """Say in a sentence or two what each person holds together."""
    names, places = table["person"].tolist(), _telling_places(G, arrays)
    pairs = arrays.degree * (arrays.degree - 1) / 2
    closed = (known / np.maximum(pairs, 1)).tolist()
    source = arrays.source
    strongest = np.lexsort((-arrays.w[arrays.s.tie], source))  # of each person, first
    near, group = arrays.s.indices[strongest], circle[strongest]
    cut = arrays.s.indptr.tolist()
    told = []
    for x, (count, loses) in enumerate(zip(table["circles"], table["loses"], strict=True)):
        mine = slice(cut[x], cut[x + 1])
        shown = near[mine].tolist(), group[mine].tolist()
        story = _story(*shown, names, places, count, closed=closed[x])
        if loses:
            story += f" Without them, {counted(loses, 'person')} would lose touch with the rest."
        told.append(story)
    return told


def _telling_places(G: nx.Graph[Any], arrays: View) -> list[str]:
    """Give everybody's organisation, but not the one of most people: it tells no circle apart."""
    found = traits(G, "organisation")
    usual = {place for place, times in Counter(found.values()).items() if 2 * times > arrays.n}
    return [found[node] if found[node] not in usual else "" for node in arrays.s.ids]


def _story(
    known: list[int],
    groups: list[int],
    names: list[str],
    places: list[str],
    count: int,
    *,
    closed: float,
) -> str:
    if not known:
        return "No tie to anybody is known."
    if len(known) == 1:
        return f"Has one tie, to {names[known[0]]}."
    if count == 1 and closed == 1:
        return f"The {len(known)} people they know all know each other."
    if count == 1:
        told = f"The {len(known)} people they know form one circle"
        return f"{told}; of its pairs, {_percent(closed)} know each other directly."
    circles: dict[int, list[int]] = {}
    for x, circle in zip(known, groups, strict=True):
        circles.setdefault(circle, []).append(x)
    largest = sorted(circles.values(), key=len, reverse=True)[:_NAMED]
    labels = "; ".join(_label(members, names, places) for members in largest)
    more = f"; and {count - _NAMED} more" if count > _NAMED else ""
    return f"Links {count} circles with no tie between them: {labels}{more}."


def _percent(share: float) -> str:
    """Write a share that is neither none nor all; it is not rounded to either."""
    return f"{min(max(share, 0.01), 0.99):.0%}"


def _label(members: list[int], names: list[str], places: list[str]) -> str:
    """Name a circle by the organisation that most of it shares, or by its first person."""
    if len(members) == 1:
        return names[members[0]]
    known = [places[x] for x in members if places[x]]
    place, times = Counter(known).most_common(1)[0] if 2 * len(known) > len(members) else ("", 0)
    if 2 * times > len(members):
        return f"{brief(place, _LONGEST)} ({len(members)})"
    return f"{names[members[0]]} and {counted(len(members) - 1, 'other')}"


def bridges(G: nx.Graph[Any], *, weight: str | None = "strength") -> pd.DataFrame:
    """List the ties that bridge: those without which two people are apart, or far apart.

    Columns: ``person_a``, ``id_a``, ``person_b``, ``id_b``, ``kind`` ("cut tie": its ends would
    not be connected at all without it; "local bridge": its ends share no acquaintance), ``span``
    (steps between the ends without the tie; inf for a cut tie), ``separates`` (people on the
    smaller side of a cut tie, else 0), ``strength``, ``basis``, ``in_words``. First the ties that
    cut off more than one person, then local bridges by span, then the only tie of somebody.

    Args:
        G: The graph.
        weight: Edge attribute shown as strength; it plays no part in what is a bridge.

    Raises:
        NotMeaningfulError: All ties end in one person.

    >>> bridges(nx.barbell_graph(3, 0))[["id_a", "id_b", "kind", "separates"]].values.tolist()
    [[2, 3, 'cut tie', 3]]

    Source: M. Granovetter, The Strength of Weak Ties, Am. J. Sociology 78 (1973).
    """
    arrays = view(G, weight=weight)
    refuse_star(G)
    cut = cuts(arrays)
    ties = np.flatnonzero(support(arrays) == 0)
    ends, separates = (arrays.s.u[ties], arrays.s.v[ties]), cut.side[ties]
    apart = np.full(len(ties), np.inf)
    apart[separates == 0] = spans(arrays, ties[separates == 0])
    a, b = ([arrays.s.ids[x] for x in end] for end in ends)
    table = pd.DataFrame(
        {
            "person_a": [name_of(G, node) for node in a],
            "id_a": pd.Series(a, dtype=object),
            "person_b": [name_of(G, node) for node in b],
            "id_b": pd.Series(b, dtype=object),
            "kind": np.where(separates, "cut tie", "local bridge"),
            "span": apart,
            "separates": separates,
            "strength": arrays.w[ties],
            "basis": [str(data.get("basis") or "") for data in arrays.s.data[ties]],
        }
    )
    lonely = np.where(arrays.degree[ends[0]] == 1, table["person_a"], table["person_b"])
    table["in_words"] = list(map(_bridge_words, table.itertuples(), lonely))
    rank = np.select([table["separates"] > 1, table["separates"] == 0], [0, 1], 2)
    table = (
        table.assign(rank=rank)
        .sort_values(
            ["rank", "separates", "span", "strength"], ascending=[True, False, False, False],
            kind="stable", ignore_index=True,
        )
        .drop(columns="rank")
    )  # fmt: skip
    table.attrs["parameters"] = {"weight": weight}
    table.attrs["caveats"] = caveats(G, arrays)
    return table


def _bridge_words(row: Any, lonely: str) -> str:
    """Say what would be lost with a tie; `lonely` is the one who would lose everybody."""
    if row.separates > 1:
        return f"The only link between {counted(row.separates, 'person')} and the rest."
    if row.separates:
        return f"The only tie of {lonely}."
    told = f"{row.person_a} and {row.person_b} know nobody in common"
    return f"{told}; without it, {row.span:.0f} steps apart."
