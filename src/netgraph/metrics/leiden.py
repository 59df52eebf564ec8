"""Communities by the Leiden method: groups with more ties inside than chance would give them.

A Louvain that repairs its own faults: after people have moved to the group that suits them best,
each group is taken apart and put together again from its well-connected parts, and only those
parts are merged into one node for the next round. So every community is connected.

Source: V. Traag, L. Waltman & N. J. van Eck, From Louvain to Leiden, Scientific Reports 9 (2019).
Quality is modularity with a resolution (Newman & Girvan 2004; Reichardt & Bornholdt 2006).
"""

from __future__ import annotations

import importlib.util
import itertools
import random
from collections import deque
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from netgraph.metrics.engine import Bools, Floats, Ints, View

#: Above so many people networkit answers if it is installed: as well, and fifteen times as fast.
LARGE: Final = 20_000
OWN: Final = "Leiden"
#: A move must gain more than this share of all ties, or rounding would move people forever.
_GAIN: Final = 1e-12


class _Level(NamedTuple):
    """A graph of nodes, each a person or (later) a group that moves as one."""

    near: list[list[int]]
    weight: list[list[float]]
    mass: list[float]  # summed weight of a node's ties
    pull: float  # resolution / total mass: what chance expects between two units of mass
    least: float  # smallest gain that counts


def leiden(view: View, *, resolution: float = 1.0, seed: int = 0, rounds: int = 2) -> Ints:
    """Divide the people into communities.

    Args:
        view: The graph; ties of weight 0 count as none.
        resolution: Above 1 for smaller communities, below 1 for larger ones.
        seed: The order in which people are visited; one seed, one answer.
        rounds: At most how often to start again from the best division so far.

    Returns:
        A community number per person, from 0 by falling size. Every community is connected.
    """
    real = view.w > 0
    u, v, w = view.s.u[real], view.s.v[real], view.w[real]
    if not len(w):
        return by_size(np.arange(view.n), view.degree == 0)
    if method(view) != OWN:
        labels = _networkit(u, v, w, n=view.n, resolution=resolution, seed=seed)
        return by_size(labels, view.degree == 0)
    rng = random.Random(seed)
    ties = csr_array((w, (u, v)), shape=(view.n, view.n))
    labels, before = np.arange(view.n), -np.inf
    for _ in range(rounds):
        labels = _round(ties + ties.T, labels, resolution, rng)
        quality = modularity(view, labels, resolution=resolution)
        if quality <= before + _GAIN:
            break
        before = quality
    return by_size(labels, view.degree == 0)


def method(view: View) -> str:
    """Say which program divides this graph."""
    large = view.n > LARGE and importlib.util.find_spec("networkit")
    return "Leiden (networkit)" if large else OWN


def _networkit(u: Ints, v: Ints, w: Floats, *, n: int, resolution: float, seed: int) -> Ints:
    """Let networkit do it, in one thread: with several, one seed gives several answers."""
    import networkit  # noqa: PLC0415 - optional, and slow to import

    threads = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    networkit.setSeed(seed, False)  # noqa: FBT003 - their signature
    try:
        graph = networkit.GraphFromCoo((w, (u, v)), n=n, weighted=True)
        run = networkit.community.ParallelLeiden(graph, iterations=3, gamma=resolution)
        run.run()
    finally:
        networkit.setNumberOfThreads(threads)
    found = np.array(run.getPartition().getVector())
    inner = found[u] == found[v]
    kept = csr_array((np.ones(int(inner.sum())), (u[inner], v[inner])), shape=(n, n))
    return np.asarray(connected_components(kept, directed=False)[1], dtype=np.int64)


def modularity(view: View, labels: Ints, *, resolution: float = 1.0) -> float:
    """Give the share of ties inside communities minus what chance would put there; nan if none."""
    all_ties = view.w.sum()
    if not all_ties:
        return float("nan")
    inside = view.w[labels[view.s.u] == labels[view.s.v]].sum() / all_ties
    mass = np.bincount(labels, view.total) / (2 * all_ties)
    return float(inside - resolution * (mass @ mass))


def by_size(labels: Ints, alone: Bools) -> Ints:
    """Number communities from 0 by falling size; among equals, the one with the first person.

    Who has no tie and so stands alone comes last.
    """
    _, first, label, size = np.unique(
        labels, return_index=True, return_inverse=True, return_counts=True
    )
    rank = np.empty(len(first), np.int64)
    rank[np.lexsort((first, alone[first], -size))] = np.arange(len(first))
    return rank[label]


def _round(graph: csr_array, start: Ints, resolution: float, rng: random.Random) -> Ints:
    """Move, refine and merge until nothing more can be merged."""
    node = np.arange(len(start))  # the node of the present level in which each person is
    labels = np.unique(start, return_inverse=True)[1].tolist()
    while True:
        level = _level(graph, resolution)
        _move(level, labels, rng)
        if len(set(labels)) == len(labels):
            return node
        refined = np.unique(_refine(level, labels, rng), return_inverse=True)[1]
        groups = int(refined.max()) + 1
        if groups == len(labels):
            return np.array(labels)[node]
        of = csr_array((np.ones(len(refined)), (np.arange(len(refined)), refined)))
        graph = of.T @ graph @ of
        merged = np.zeros(groups, np.int64)
        merged[refined] = labels
        labels = np.unique(merged, return_inverse=True)[1].tolist()
        node = refined[node]


def _level(graph: csr_array, resolution: float) -> _Level:
    """Lay the rows out as lists: Python walks them faster than arrays.

    Ties inside a node count for its mass, and are then left out.
    """
    mass = np.asarray(graph.sum(axis=1)).ravel()
    whole = float(mass.sum())
    graph = graph.tocsr()
    inner = graph.diagonal()
    if inner.any():
        graph = (graph - csr_array((inner, (range(len(inner)), range(len(inner)))))).tocsr()
        graph.eliminate_zeros()
    graph.sort_indices()
    cut = graph.indptr.tolist()
    near, weight = graph.indices.tolist(), graph.data.tolist()
    rows = list(itertools.pairwise(cut))
    return _Level(
        [near[i:j] for i, j in rows],
        [weight[i:j] for i, j in rows],
        mass.tolist(),
        resolution / whole,
        _GAIN * whole,
    )


def _move(level: _Level, labels: list[int], rng: random.Random) -> None:
    """Move each node to the community where it gains most, until none wants to move."""
    n = len(labels)
    total = [0.0] * n
    for x, c in enumerate(labels):
        total[c] += level.mass[x]
    empty = [c for c in range(n) if not total[c]]
    order = list(range(n))
    rng.shuffle(order)
    queue, waiting = deque(order), [True] * n
    while queue:
        x = queue.popleft()
        waiting[x] = False
        here = labels[x]
        total[here] -= level.mass[x]
        best = _best(level, x, labels, total)
        if best < 0:
            best = empty.pop() if total[here] else here
        total[best] += level.mass[x]
        if best != here:
            labels[x] = best
            if not total[here]:
                empty.append(here)
            for y in level.near[x]:
                if not waiting[y] and labels[y] != best:
                    waiting[y] = True
                    queue.append(y)


def _best(level: _Level, x: int, labels: list[int], total: list[float]) -> int:
    """Choose the community in which a node gains most; -1 if alone is better than anywhere."""
    links: dict[int, float] = {}
    for y, w in zip(level.near[x], level.weight[x], strict=True):
        links[labels[y]] = links.get(labels[y], 0.0) + w
    here, expect = labels[x], level.mass[x] * level.pull
    best, most = here, links.get(here, 0.0) - expect * total[here] + level.least
    for c, w in links.items():
        gain = w - expect * total[c]
        if gain > most:
            best, most = c, gain
    return best if most >= 0 else -1


def _refine(level: _Level, labels: list[int], rng: random.Random) -> Ints:
    """Put each community together again from single nodes, merging only what is well connected."""
    n = len(labels)
    total = [0.0] * n
    for x, c in enumerate(labels):
        total[c] += level.mass[x]
    part, mass, single = list(range(n)), level.mass.copy(), [True] * n
    outward = [0.0] * n  # ties of a part to the rest of its community
    for x, c in enumerate(labels):
        ties = zip(level.near[x], level.weight[x], strict=True)
        outward[x] = sum(w for y, w in ties if labels[y] == c)
    order = list(range(n))
    rng.shuffle(order)
    for x in order:
        whole, kx = total[labels[x]], level.mass[x]
        if not single[x] or outward[x] < level.pull * kx * (whole - kx):
            continue
        links: dict[int, float] = {}
        for y, w in zip(level.near[x], level.weight[x], strict=True):
            if labels[y] == labels[x]:
                links[part[y]] = links.get(part[y], 0.0) + w
        best, most = x, level.least
        for c, w in links.items():
            gain = w - level.pull * kx * mass[c]
            if gain > most and outward[c] >= level.pull * mass[c] * (whole - mass[c]):
                best, most = c, gain
        if best != x:
            part[x], single[best] = best, False
            mass[best] += kx
            outward[best] += outward[x] - 2 * links[best]
    return np.array(part, dtype=np.int64)
