"""Betweenness: on which share of the shortest chains between two others a person stands.

Exact up to `EXACT` people. Above that, chains are drawn at random, and a bound on the error of
every person's figure is known in advance. Many searches run side by side in the same arrays: a
search's place for a person is ``search * n + person``.
"""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse.csgraph import dijkstra

from netgraph.metrics.engine import Floats, Ints, View
from netgraph.metrics.kernels import components
from netgraph.metrics.searches import distinct, expand

#: Up to so many people betweenness is exact unless asked otherwise (about a second).
EXACT: Final = 2_000
#: Up to so many steps across, all people are looked at in every step: quicker than lists.
_WIDE: Final = 40
#: How sure the error bound of a sample is.
CONFIDENCE: Final = 0.9


class Betweenness(NamedTuple):
    """Everybody's share of the shortest chains between two others, counted in steps.

    Attributes:
        value: 0 to 1, as in `networkx.betweenness_centrality`.
        error: By how much each figure may be off; with probability `CONFIDENCE` none is off by
            more. 0 if exact.
        samples: How many chains were drawn; 0 if exact.
    """

    value: Floats
    error: Floats
    samples: int


def betweenness(view: View, *, error: float = 0.02, seed: int = 0) -> Betweenness:
    """Compute betweenness, exactly for `EXACT` people or if no error is accepted.

    Args:
        view: The graph; weights play no part.
        error: The error that is accepted in larger graphs.
        seed: Which chains are drawn.
    """
    if view.n <= EXACT or not error:
        return Betweenness(exact(view), np.zeros(view.n), 0)
    return sampled(view, error=error, seed=seed)


def exact(view: View) -> Floats:
    """Count over all pairs. Source: U. Brandes, J. Math. Sociology 25 (2001)."""
    n = view.n
    total = np.zeros(n)
    if not view.m:
        return total
    wide = _longest(view) <= _WIDE
    batch = 100 if wide else max(1, 20_000 // max(n, 1))  # few enough for the processor's cache
    for first in range(0, n, batch):
        sources = np.arange(first, min(n, first + batch))
        total += _levels(view, sources) if wide else _dependency(view, sources)
    return total / max((n - 1) * (n - 2), 1)


def _dependency(view: View, sources: Ints) -> Floats:
    """Sum what each person carries of the shortest chains from the sources to everybody."""
    n, searches = view.n, len(sources)
    paths, carried = np.zeros(searches * n), np.zeros(searches * n)
    distance = np.full(searches * n, -1)
    edge = np.arange(searches) * n + sources
    paths[edge], distance[edge] = 1.0, 0
    levels = []
    while len(edge):
        levels.append(edge)
        at, near, _ = expand(view, edge)
        fresh = np.flatnonzero(distance[near] < 0)
        near = near[fresh]
        np.add.at(paths, near, paths[edge][at[fresh]])
        edge = distinct(near, distance)
        distance[edge] = len(levels)
    for depth in range(len(levels) - 1, 0, -1):
        edge = levels[depth]
        at, near, _ = expand(view, edge)
        back = distance[near] == depth - 1
        near, far = near[back], edge[at[back]]
        np.add.at(carried, near, paths[near] / paths[far] * (1 + carried[far]))
    carried[levels[0]] = 0
    return np.asarray(carried.reshape(searches, n).sum(axis=0))


def _levels(view: View, sources: Ints) -> Floats:
    """Sum the same, each step of all sources in one product of the ties and a full matrix."""
    near, paths = view.matrix, np.zeros((view.n, len(sources)))
    paths[sources, np.arange(len(sources))] = 1.0
    depth = np.where(paths > 0, 0, -1).astype(np.int16)
    fresh, far = paths, 0
    while fresh.any():
        far += 1
        fresh = near @ fresh
        fresh[depth >= 0] = 0.0
        depth[fresh > 0] = far
        paths = paths + fresh
    carried = np.zeros_like(paths)
    for level in range(far - 1, 1, -1):
        owed = np.divide(1 + carried, paths, out=np.zeros_like(paths), where=depth == level)
        carried += np.where(depth == level - 1, paths * (near @ owed), 0.0)
    return np.asarray(carried.sum(axis=1))


def sampled(view: View, *, error: float, seed: int = 0) -> Betweenness:
    """Draw pairs of people, and for each pair one of their shortest chains.

    The number of chains follows from the error and from the longest shortest chain: M. Riondato &
    E. Kornaropoulos, Data Mining and Knowledge Discovery 30 (2016), theorem 1. Small figures are
    better known than that: Chernoff's bound for a share, for all people at once.
    """
    n = view.n
    rng = np.random.default_rng(seed)
    spread = math.floor(math.log2(max(_longest(view) - 2, 1))) + 1
    samples = math.ceil(0.5 / error**2 * (spread + math.log(1 / (1 - CONFIDENCE))))
    counts = np.zeros(n)
    searches = _Searches(view, max(16, 1_000_000 // n))
    for first in range(0, samples, searches.pairs):
        pairs = min(searches.pairs, samples - first)
        s = rng.integers(n, size=pairs)
        t = (s + rng.integers(1, n, size=pairs)) % n
        counts += np.bincount(searches.draw(s, t, rng), minlength=n)
    share, chance = counts / samples, math.log(2 * n / (1 - CONFIDENCE)) / samples
    bound = np.minimum(error, np.sqrt(2 * share * chance) + 2 * chance)
    return Betweenness(share * n / (n - 2), bound * n / (n - 2), samples)


def _longest(view: View) -> int:
    """Bound the number of people on a shortest chain: twice the depth of one search, and one.

    There is a search in each component, from whoever has most ties there.
    """
    component = components(view)
    order = np.lexsort((-view.degree, component))
    hubs = order[np.unique(component[order], return_index=True)[1]]
    far = dijkstra(view.matrix, indices=hubs, unweighted=True, min_only=True)
    return 2 * int(far.max()) + 1


class _Searches:
    """Two-sided searches for many pairs side by side; side 1 stands `half` places after side 0."""

    def __init__(self, view: View, pairs: int) -> None:
        self.view, self.pairs, self.degree = view, pairs, view.degree
        self.half = pairs * view.n
        self.distance = np.full(2 * self.half, -1, np.int32)
        self.paths = np.zeros(2 * self.half)

    def draw(self, s: Ints, t: Ints, rng: np.random.Generator) -> Ints:
        """Give the people between s and t on one random shortest chain of each pair."""
        start = np.arange(len(s)) * self.view.n
        edge = np.concatenate((start + s, start + t + self.half))
        self.distance[edge], self.paths[edge] = 0, 1.0
        visited, meetings = [edge], []
        while len(edge):
            edge, new, met = self._step(edge)
            visited.append(new)
            meetings.append(np.minimum(met, self._opposite(met)))
        between = self._trace(np.concatenate(meetings), rng)
        cells = np.concatenate(visited)
        self.distance[cells], self.paths[cells] = -1, 0.0
        return between % self.view.n

    def _opposite(self, places: Ints) -> Ints:
        """Give the same people in the search from the other end."""
        return np.where(places < self.half, places + self.half, places - self.half)

    def _step(self, edge: Ints) -> tuple[Ints, Ints, Ints]:
        """Move on by one step, for each pair on the side that has fewer ties to follow.

        Gives the new edge of those that have not met, what is reached, and where others met. Of
        those who meet, the rest of the step is not made: it is on no shortest chain.
        """
        pair, side = edge % self.half // self.view.n, edge // self.half
        search = pair + side * self.pairs
        work = np.bincount(search, self.degree[edge % self.view.n], 2 * self.pairs)
        stuck = np.bincount(search, minlength=2 * self.pairs) == 0
        turn = work[self.pairs :] < work[: self.pairs]
        lost = stuck[self.pairs :] | stuck[: self.pairs]
        moves = (side == turn[pair]) & ~lost[pair]
        stays = (side != turn[pair]) & ~lost[pair]
        at, near, _ = expand(self.view, edge[moves])
        met, of = self.distance[self._opposite(near)] >= 0, pair[moves][at]
        done = np.zeros(self.pairs, np.bool_)
        done[of[met]] = True
        new = self._reach(edge[moves], at, near, np.flatnonzero(met | ~done[of]))
        over = done[new % self.half // self.view.n]
        return np.concatenate((edge[stays & ~done[pair]], new[~over])), new, new[over]

    def _reach(self, edge: Ints, at: Ints, near: Ints, some: Ints) -> Ints:
        """Mark some of the neighbours as reached, with how many chains lead to each."""
        fresh = some[self.distance[near[some]] < 0]
        at, near = at[fresh], near[fresh]
        np.add.at(self.paths, near, self.paths[edge][at])
        depth = (self.distance[edge] + 1)[at]
        new = distinct(near, self.distance)
        self.distance[near] = depth
        return new

    def _trace(self, met: Ints, rng: np.random.Generator) -> Ints:
        """Choose one meeting place per pair, walk from it to both ends, and give who is passed."""
        chains = self.paths[met] * self.paths[self._opposite(met)]
        place = self._choose(met // self.view.n, met, chains, rng)
        walk = np.concatenate((place, self._opposite(place)))
        inside = (self.distance[walk[: len(place)]] > 0) & (self.distance[walk[len(place) :]] > 0)
        between = [place[inside]]
        while len(walk := walk[self.distance[walk] > 1]):
            at, near, _ = expand(self.view, walk)
            back = self.distance[near] == self.distance[walk[at]] - 1
            walk = self._choose(at[back], near[back], self.paths[near[back]], rng)
            between.append(walk)
        return np.concatenate(between)

    def _choose(self, group: Ints, item: Ints, weight: Floats, rng: np.random.Generator) -> Ints:
        """Draw one item of each group, in proportion to its weight."""
        order = np.argsort(group, kind="stable")
        group, item = group[order], item[order]
        reached = np.cumsum(weight[order])
        last = np.flatnonzero(np.diff(group, append=-1))
        low = np.concatenate(([0.0], reached[last[:-1]]))
        aim = low + rng.random(len(last)) * (reached[last] - low)
        chosen: Ints = item[np.minimum(np.searchsorted(reached, aim, "right"), last)]
        return chosen
