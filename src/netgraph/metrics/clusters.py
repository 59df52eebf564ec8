"""Groups: who belongs together, what to call it, how firm it is, and what lies between groups."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

import networkx as nx
import numpy as np
import pandas as pd

from netgraph.graph import is_star
from netgraph.metrics.caveats import caveats
from netgraph.metrics.engine import Floats, Ints, View, view
from netgraph.metrics.leiden import leiden, modularity
from netgraph.metrics.naming import ClusterName, grouped, name_clusters
from netgraph.people import name_of
from netgraph.wording import counted, in_a_row, sentence

__all__ = ["ClusterName", "cluster_ties", "clusters", "communities", "name_clusters"]

#: Share of the ties that stay when the stability of clusters is tested.
_KEPT: Final = 0.9
_SHOWN: Final = 3


def communities(
    G: nx.Graph[Any], *, seed: int = 0, resolution: float = 1.0, weight: str | None = "strength"
) -> dict[Any, int]:
    """Divide the people into communities: groups with more ties inside than chance would give.

    Leiden method; every community is connected. People without ties stand alone.

    Args:
        G: The graph.
        seed: One seed, one answer.
        resolution: Above 1 for smaller communities, below 1 for larger ones.
        weight: Edge attribute to use; None counts every tie alike.

    Returns:
        Community number of each person, from 0 by falling size.

    >>> communities(nx.Graph([("a", "b"), ("c", "d")]))
    {'a': 0, 'b': 0, 'c': 1, 'd': 1}
    """
    arrays = view(G, weight=weight)
    labels = leiden(arrays, resolution=resolution, seed=seed)
    found = dict(zip(arrays.s.ids, labels.tolist(), strict=True))
    return {node: found[node] for node in G}


def clusters(
    G: nx.Graph[Any],
    *,
    seed: int = 0,
    resolution: float = 1.0,
    weight: str | None = "strength",
    resamples: int = 10,
) -> pd.DataFrame:
    """Describe the clusters of the network, largest first.

    Columns: ``cluster`` (number), ``name`` and ``evidence`` (what the name rests on), ``people``,
    ``ties`` (inside), ``density`` (share of the possible ties inside), ``internal`` and
    ``external`` (summed strength inside and to others), ``conductance`` (external as a share of
    all, seen from the smaller side: 0 apart, 1 dissolved; nan if there is nothing else), ``ei``
    (E-I index of the tie counts: -1 all inside, 1 all outside), ``stability`` (how often two
    members stay together when a tenth of all ties is left out: 0 to 1), ``core`` (most strongly
    tied inside), ``hubs`` (most strongly tied to other clusters), ``ways_in`` (members whom *me*
    knows, strongest first), ``in_words``. People without a tie stand in no cluster.

    Args:
        G: The graph.
        seed: For finding and for resampling.
        resolution: Above 1 for smaller clusters, below 1 for larger ones.
        weight: Edge attribute to use; None counts every tie alike.
        resamples: How often the network is resampled; 0 leaves ``stability`` empty.

    >>> list(clusters(nx.barbell_graph(4, 0)).people)
    [4, 4]
    """
    arrays = view(G, weight=weight)
    labels = leiden(arrays, resolution=resolution, seed=seed)
    tied = arrays.degree > 0
    count = int(labels[tied].max()) + 1 if tied.any() else 0
    membership = dict(zip(arrays.s.ids, labels.tolist(), strict=True))
    shown = {node: label for node, label in membership.items() if label < count}
    table = _figures(arrays, labels, count)
    names = name_clusters(G, shown)
    table.insert(1, "name", [names[c].name for c in range(count)])
    table["stability"] = _stability(arrays, labels, seed, resolution, resamples)[:count]
    table["core"], table["hubs"] = _leading(G, arrays, labels, count)
    table["ways_in"] = _ways_in(G, arrays, labels, count)
    table["evidence"] = [names[c].evidence for c in range(count)]
    table["in_words"] = [_words(row) for row in table.itertuples()]
    table.attrs["parameters"] = {
        "method": "Leiden", "seed": seed, "resolution": resolution, "weight": weight,
        "resamples": resamples, "modularity": modularity(arrays, labels, resolution=resolution),
    }  # fmt: skip
    table.attrs["caveats"] = _caveats(G, arrays)
    return table


def _figures(arrays: View, labels: Ints, count: int) -> pd.DataFrame:
    """Add up what lies inside and outside each cluster."""
    a, b = labels[arrays.s.u], labels[arrays.s.v]
    inner = a == b
    ends, w = np.concatenate((a[~inner], b[~inner])), np.tile(arrays.w[~inner], 2)
    people = np.bincount(labels, minlength=count)[:count]
    ties, out = np.bincount(a[inner], minlength=count), np.bincount(ends, minlength=count)
    internal = np.bincount(a[inner], arrays.w[inner], count)
    external = np.bincount(ends, w, count)
    volume = 2 * internal + external
    smaller = np.minimum(volume, 2 * arrays.w.sum() - volume)
    with np.errstate(divide="ignore", invalid="ignore"):
        return pd.DataFrame(
            {
                "cluster": np.arange(count),
                "people": people,
                "ties": ties,
                "density": ties / (people * (people - 1) / 2),
                "internal": internal,
                "external": external,
                "conductance": external / smaller,
                "ei": (out - ties) / (out + ties),
            }
        )


def _stability(arrays: View, labels: Ints, seed: int, resolution: float, resamples: int) -> Floats:
    """Say how often pairs of one cluster stay together when some ties are left out."""
    rng = np.random.default_rng(seed)
    size = np.bincount(labels, minlength=1)
    together = np.zeros(len(size))
    for run in range(resamples):
        fewer = View(arrays.s, arrays.w * (rng.random(arrays.m) < _KEPT))
        other = leiden(fewer, resolution=resolution, seed=seed + run + 1, quick=True)
        pair, count = np.unique(labels * arrays.n + other, return_counts=True)
        together += np.bincount(pair // arrays.n, count * (count - 1), len(size))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(together / (resamples * size * (size - 1)))


def _leading(
    G: nx.Graph[Any], arrays: View, labels: Ints, count: int
) -> tuple[list[str], list[str]]:
    """Name who holds each cluster together, and who ties it to others."""
    inside = arrays.w * (labels[arrays.s.u] == labels[arrays.s.v])
    own = arrays.sum_ends(inside, inside)
    return _top(G, arrays, labels, own, count), _top(G, arrays, labels, arrays.total - own, count)


def _top(G: nx.Graph[Any], arrays: View, labels: Ints, score: Floats, count: int) -> list[str]:
    """Name the highest scorers of each cluster."""
    best: list[list[str]] = [[] for _ in range(count)]
    for x in np.lexsort((np.arange(arrays.n), -score.round(9))).tolist():
        label = int(labels[x])
        if label < count and score[x] > 1e-9 and len(best[label]) < _SHOWN:  # noqa: PLR2004 - rounding
            best[label].append(name_of(G, arrays.s.ids[x]))
    return ["; ".join(names) for names in best]


def _ways_in(G: nx.Graph[Any], arrays: View, labels: Ints, count: int) -> list[str]:
    """Name the members whom *me* knows, strongest tie first; a cluster of hers says so."""
    score = np.zeros(arrays.n)
    mine: set[int] = set()
    for me in G.graph.get("me", ()):
        if (x := arrays.s.index.get(me)) is not None:
            mine.add(int(labels[x]))
            near = slice(arrays.s.indptr[x], arrays.s.indptr[x + 1])
            np.maximum.at(score, arrays.s.indices[near], arrays.w[arrays.s.tie[near]])
    found = _top(G, arrays, labels, score, count)
    return ["you are in it" if c in mine else names for c, names in enumerate(found)]


def _words(row: Any) -> str:
    told = f"{counted(row.people, 'person')}, {counted(row.ties, 'tie')} among them"
    told = sentence(told + (f"; held together by {_spoken(row.core)}" if row.core else ""))
    if row.external:
        links = "link" if ";" in row.hubs else "links"
        told += f" {_spoken(row.hubs)} {links} it with other groups."
    else:
        told += " Nobody links it with other groups."
    if row.stability < 0.5:  # noqa: PLR2004 - more often apart than together
        told += " A loose group: leave out a few ties and it divides otherwise."
    return told


def _spoken(names: str) -> str:
    return in_a_row(names.split("; "))


def _caveats(G: nx.Graph[Any], arrays: View) -> list[str]:
    notes = caveats(G, arrays)
    if alone := int((arrays.degree == 0).sum()):
        notes.append(f"{counted(alone, 'person')} without a tie: in no cluster.")
    if is_star(G):
        notes.append("Every tie ends in one person: there is no group to see in a star.")
    return notes


def cluster_ties(
    G: nx.Graph[Any],
    membership: Mapping[Any, int] | None = None,
    *,
    seed: int = 0,
    resolution: float = 1.0,
    weight: str | None = "strength",
) -> pd.DataFrame:
    """Show what ties clusters to one another, and who carries it; strongest first.

    Columns: ``cluster_a``, ``name_a``, ``cluster_b``, ``name_b``, ``ties``, ``strength`` (summed),
    ``carriers`` (people at the ends, most strength first), ``sole`` (people without whom none of
    these ties would be left), ``in_words``.

    Args:
        G: The graph.
        membership: Cluster of each person; None to find them with `communities`.
        seed: For finding them.
        resolution: For finding them.
        weight: Edge attribute to use; None counts every tie alike.

    >>> cluster_ties(nx.barbell_graph(4, 0)).ties.tolist()
    [1]
    """
    arrays = view(G, weight=weight)
    if membership is None:
        membership = communities(G, seed=seed, resolution=resolution, weight=weight)
    names = name_clusters(G, membership)
    between: dict[tuple[int, int], list[int]] = {}
    for tie, ends in enumerate(zip(arrays.s.u.tolist(), arrays.s.v.tolist(), strict=True)):
        a, b = sorted(membership[arrays.s.ids[x]] for x in ends)
        if a != b:
            between.setdefault((a, b), []).append(tie)
    rows = [_bundle(G, arrays, pair, ties, names) for pair, ties in sorted(between.items())]
    columns = ["cluster_a", "name_a", "cluster_b", "name_b", "ties", "strength", "carriers",
               "sole", "in_words"]  # fmt: skip
    table = pd.DataFrame(rows, columns=columns)
    table = table.sort_values("strength", ascending=False, kind="stable", ignore_index=True)
    table.attrs["parameters"] = {"seed": seed, "resolution": resolution, "weight": weight}
    table.attrs["caveats"] = _caveats(G, arrays)
    return table


def _bundle(
    G: nx.Graph[Any],
    arrays: View,
    pair: tuple[int, int],
    ties: list[int],
    names: dict[int, ClusterName],
) -> tuple[Any, ...]:
    """Describe the ties between two clusters as a row."""
    carried: Counter[int] = Counter()
    sole: set[int] | None = None
    for tie in ties:
        ends = {int(arrays.s.u[tie]), int(arrays.s.v[tie])}
        sole = ends if sole is None else sole & ends
        for x in ends:
            carried[x] += arrays.w[tie]
    first = sorted(carried, key=lambda x: (-carried[x], x))[:_SHOWN]
    carriers = "; ".join(name_of(G, arrays.s.ids[x]) for x in first)
    alone = "; ".join(name_of(G, arrays.s.ids[x]) for x in sorted(sole or ()))
    a, b = (names[one].name for one in pair)
    groups = f"{grouped(a)} and {grouped(b)}"
    bundle = f"{counted(len(ties), 'tie')} between {groups}"
    told = sentence(f"{bundle}, carried by {_spoken(carriers)}")
    if alone:
        told += f" Without {alone.replace('; ', ' or ')} there would be none."
    strength = float(arrays.w[ties].sum())
    return pair[0], a, pair[1], b, len(ties), strength, carriers, alone, told
