"""Communities by the Leiden method: groups with more ties inside than chance would give them.

A Louvain that repairs its own faults: after people have moved to the group that suits them best,
each group is taken apart and put together again from its well-connected parts, and only those
parts are merged into one node for the next level. Here many people move at once: in every sweep,
a random half of those whose surroundings changed. What a sweep needs to know, the ties of each
person to each group, is a sparse matrix whose columns are put together by group; so a hundred
thousand people take seconds. The first round is left unrepaired: the second one repairs it.

Source: V. Traag, L. Waltman & N. J. van Eck, From Louvain to Leiden, Scientific Reports 9 (2019);
moving at random in parallel: C. Staudt & H. Meyerhenke, IEEE TPDS 27 (2016). Quality is modularity
with a resolution (Newman & Girvan 2004; Reichardt & Bornholdt 2006).
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netgraph.metrics.engine import Bools, Floats, Ints, View, row_starts
from netgraph.metrics.kernels import connected

Labels = NDArray[np.int32]

#: A move must gain more than this share of all ties, or rounding would move people forever.
_GAIN: Final = 1e-12
#: Sweeps after which moving ends even if somebody still wants to.
_SWEEPS: Final = 100
#: The ties of so many neighbours are compared together: few enough for little memory.
_PORTION: Final = 1 << 17
#: Small graphs are divided so often, if all runs together see no more ties than that.
_RUNS: Final = 3
_EFFORT: Final = 20_000


class _Level(NamedTuple):
    """A graph of nodes, each a person or (later) a group that moves as one."""

    ties: csr_array
    mass: Floats  # summed weight of a node's ties, those inside it included
    pull: float  # resolution / total mass: what chance expects between two units of mass


def leiden(view: View, *, resolution: float = 1.0, seed: int = 0, quick: bool = False) -> Ints:
    """Divide the people into communities.

    Args:
        view: The graph; ties of weight 0 count as none.
        resolution: Above 1 for smaller communities, below 1 for larger ones.
        seed: Who moves when; one seed, one answer.
        quick: Whether to be content with the first division found; else small graphs are divided
            several times, and every division is the start of another.

    Returns:
        A community number per person, from 0 by falling size. Every community is connected.
    """
    s = view.s
    ties = csr_array((view.w[s.tie], s.indices, s.indptr), shape=(view.n, view.n), copy=True)
    ties.eliminate_zeros()
    rng = np.random.default_rng(seed)
    best, most = np.arange(view.n), -np.inf
    for _ in range(1 if quick else max(1, min(_RUNS, _EFFORT // max(view.m, 1)))):
        labels = np.arange(view.n)
        for repair in (True,) if quick else (False, True):
            labels = _round(ties, labels, resolution, rng, repair=repair)
            quality = modularity(view, labels, resolution=resolution)
            if quality <= most + _GAIN:  # no better than before, or than another run was
                break
            best, most = labels, quality
    return by_size(connected(_inside(ties, best)), view.degree == 0)


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


def _round(
    ties: csr_array, start: Ints, resolution: float, rng: np.random.Generator, *, repair: bool
) -> Ints:
    """Move, repair the groups and merge until nothing more can be merged."""
    mass = np.asarray(ties.sum(axis=1))
    level = _Level(ties, mass, resolution / max(mass.sum(), 1e-300))
    node = np.arange(len(start))  # the node of the present level in which each person is
    labels: Labels = _numbered(start)
    while True:
        labels = _move(level, labels, rng)
        parts = _numbered(_repaired(level, labels, rng) if repair else labels)
        groups = int(parts.max(initial=-1)) + 1
        if groups == len(labels):
            return np.asarray(labels, dtype=np.int64)[node]
        mass = np.bincount(parts, level.mass, groups).astype(np.float64, copy=False)
        level = level._replace(ties=_between(level.ties, parts, groups), mass=mass)
        merged = np.empty(groups, np.int64)
        merged[parts] = labels
        labels, node = _numbered(merged), np.asarray(parts[node], dtype=np.int64)


def _repaired(level: _Level, labels: Labels, rng: np.random.Generator) -> Labels:
    """Take the groups apart, and put together again what is well connected within each."""
    apart = level._replace(ties=_inside(level.ties, labels))
    return _move(apart, np.arange(len(labels), dtype=np.int32), rng)


def _numbered(labels: NDArray[np.integer]) -> Labels:
    numbers: Labels = np.unique(labels, return_inverse=True)[1].astype(np.int32)
    return numbers


def _inside(ties: csr_array, labels: NDArray[np.integer]) -> csr_array:
    """Leave out the ties between groups."""
    kept = np.repeat(labels, np.diff(ties.indptr)) == labels[ties.indices]
    start = row_starts(kept, ties.indptr)
    return csr_array((ties.data[kept], ties.indices[kept], start), shape=ties.shape)


def _between(ties: csr_array, parts: Labels, groups: int) -> csr_array:
    """Put the ties between the parts together."""
    a, b = np.repeat(parts, np.diff(ties.indptr)), parts[ties.indices]
    kept = a != b
    a, b = a[kept], b[kept]
    return csr_array((ties.data[kept], (a, b)), shape=(groups, groups))


def _move(level: _Level, labels: Labels, rng: np.random.Generator) -> Labels:
    """Move nodes to the group where they gain most, until none wants to move."""
    n, labels = len(labels), labels.copy()
    total = np.bincount(labels, level.mass, n).astype(np.float64, copy=False)
    waiting = np.diff(level.ties.indptr) > 0
    for _ in range(_SWEEPS):
        queue = np.flatnonzero(waiting)
        some = queue[rng.random(len(queue)) < 0.5]  # noqa: PLR2004 - half
        if len(some):
            waiting[some] = False
            portions = _portions(level, some)
            to = np.concatenate([_best(level, few, labels, total) for few in portions])
            moves = to != labels[some]
            movers, to = some[moves], to[moves]
            np.subtract.at(total, labels[movers], level.mass[movers])
            np.add.at(total, to, level.mass[movers])
            labels[movers] = to
            waiting[_elsewhere(level.ties[movers], labels, to)] = True
        elif not len(queue):
            break
    return labels


def _elsewhere(near: csr_array, labels: Labels, to: Labels) -> Ints:
    """Find the neighbours of those who moved that are not where these went."""
    kept = labels[near.indices] != np.repeat(to, np.diff(near.indptr))
    return np.asarray(near.indices[kept])


def _portions(level: _Level, some: Ints) -> list[Ints]:
    """Part the nodes so that each part has few ties: who is where does not change meanwhile."""
    reached = np.cumsum(np.diff(level.ties.indptr)[some], dtype=np.int64)
    return np.split(some, np.flatnonzero(np.diff(reached // _PORTION)) + 1)


def _best(level: _Level, some: Ints, labels: Labels, total: Floats) -> Labels:
    """Choose for some nodes the group in which each gains most; their own if none is better."""
    near = level.ties[some]
    links = csr_array((near.data, labels[near.indices], near.indptr), shape=near.shape)
    links.sum_duplicates()  # to each group; sorting short rows is faster than a sparse product
    row = np.repeat(np.arange(len(some)), np.diff(links.indptr))
    home, mass = labels[some], level.mass[some]
    own = links.indices == home[row]
    gain = links.data - level.pull * mass[row] * (total[links.indices] - own * mass[row])
    stay = -level.pull * mass * (total[home] - mass)
    stay[row[own]] = gain[own]
    most = np.maximum.reduceat(gain, links.indptr[:-1])
    better = most > stay + _GAIN / level.pull
    at = np.flatnonzero((gain == most[row]) & better[row])
    home[row[at]] = links.indices[at]
    return home
