"""The best paths between people: exact, in order, and with at most so many hops.

A path's score is the product of its ties' strengths, times a discount for every introducer after
the first. `Search` yields all simple paths from best to worst, without listing the others first:

1. *Completion values.* The best score that can still be added from a person with ``h`` hops left
   is computed for the people around the targets (pushed outwards, hop by hop) and, where the
   search asks for it, around the sources (pulled in, remembered). Which side does how many hops
   depends on how many ties lie there, so that a hub on one side is met from the other.
2. *Best first.* Beginnings of paths wait in a heap by the score so far times the completion
   value. That is never less than any completion's score, so what is complete when it comes up is
   the best that is left.

Strengths may exceed 1. The best completion may then walk back over the path so far; it is still
an upper bound, so the order stays exact, and only more beginnings are looked at. Paths of equal
score come in the order of their ids, whatever the order in which the graph was built.
"""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

import networkx as nx

__all__ = ["Found", "Search", "disjoint"]

Tie = Mapping[str, Any]
#: Heap entry: minus the bound, the beginning, its score, its siblings in order, its place there.
_Entry = tuple[float, tuple[str, ...], float, list[tuple[float, str, float]], int]

#: How many beginnings of paths a search looks at before it gives up (some seconds).
BUDGET: Final = 500_000


class Found(NamedTuple):
    """A path.

    Attributes:
        score: Product of its strengths, discounted for every introducer after the first.
        people: Node ids, from the asker to the target.
    """

    score: float
    people: tuple[str, ...]

    @property
    def introducers(self) -> tuple[str, ...]:
        """Everybody between the two ends."""
        return self.people[1:-1]


#: A path and its introducers.
_Candidate = tuple[Found, frozenset[str]]


class Search:
    """Simple paths from any source to the first target they meet, best first.

    Iterate once. Afterwards `cut` says whether the budget ended it before the paths did.

    >>> G = nx.Graph()
    >>> G.add_weighted_edges_from(
    ...     [("me", "a", 2), ("a", "t", 3), ("me", "b", 4), ("b", "t", 1)], weight="strength"
    ... )
    >>> [(found.score, found.introducers) for found in Search(G, ["me"], ["t"])]
    [(6.0, ('a',)), (4.0, ('b',))]

    Args:
        G: An undirected graph; ids must be comparable with each other.
        sources: Whence. Paths lead through no other source.
        targets: Whither. A path ends at the first target it meets.
        max_hops: Most ties in a path.
        discount: Factor for every introducer after the first, above 0.
        banned: Nobody of these is on any path.
        via: If given, at least one of these is on every path, between its ends.
        keep: Which ties may be used, by their data; all if None.
        budget: Most beginnings of paths to look at.

    Attributes:
        examined: How many beginnings were looked at.
        cut: The budget ran out: the paths yielded are the best, but there may be more.
    """

    def __init__(
        self,
        G: nx.Graph[str],
        sources: Iterable[str],
        targets: Iterable[str],
        *,
        max_hops: int = 3,
        discount: float = 0.2,
        banned: Iterable[str] = (),
        via: Iterable[str] = (),
        keep: Callable[[Tie], bool] | None = None,
        budget: int = BUDGET,
    ) -> None:
        if max_hops < 1 or discount <= 0:
            raise ValueError("max_hops must be at least 1 and discount above 0")
        # NetworkX's own dictionaries: the public view of them costs ten times as much a tie.
        adjacency = G._adj  # type: ignore[attr-defined]  # noqa: SLF001
        self._ties: Mapping[str, Mapping[str, Tie]] = _Kept(adjacency, keep) if keep else adjacency
        refused = set(banned)
        self._sources = sorted({one for one in sources if one in G} - refused)
        self._targets = {one for one in targets if one in G} - refused - set(self._sources)
        self._closed = refused | set(self._sources)
        self._ends = self._closed | self._targets
        self._hops = max_hops
        self._discount = discount
        self._via = {one for one in via if one in G} - self._ends
        self._must_pass = bool(set(via))
        self._dropped: set[str] = set()
        self._budget = budget
        self.examined = 0
        self.cut = False

    def drop(self, person: str) -> None:
        """Yield no further path through this introducer."""
        self._dropped.add(person)

    def ways(self) -> int:
        """Bound how many paths there can be that share no introducer."""
        direct = sum(len(self._targets & self._ties[one].keys()) for one in self._sources)
        first = self._around(self._sources) - self._ends
        return direct + min(len(first), len(self._around(self._targets) - self._ends))

    def __iter__(self) -> Iterator[Found]:
        """Yield the paths, best first."""
        if not self._sources or not self._targets or (self._must_pass and not self._via):
            return
        self._bound()
        self._near_via = self._balls(self._via) if self._must_pass else []
        # The first two ties are free of the discount that every tie gets below.
        free = self._discount**-2
        heap: list[_Entry] = [(-float("inf"), (one,), free, [], 0) for one in self._sources]
        while heap:
            _, path, score, siblings, place = heapq.heappop(heap)
            if place + 1 < len(siblings):
                bound, person, following = siblings[place + 1]
                entry = (bound, (*path[:-1], person), following, siblings, place + 1)
                heapq.heappush(heap, entry)
            if not self._dropped.isdisjoint(path):
                continue
            if path[-1] in self._targets:
                yield Found(self._score(path), path)
                continue
            if self.examined >= self._budget:
                self.cut = True
                return
            self.examined += 1
            if children := self._children(path, score):
                bound, person, following = children[0]
                heapq.heappush(heap, (bound, (*path, person), following, children, 0))

    def _score(self, path: tuple[str, ...]) -> float:
        score = self._discount ** max(0, len(path) - 3)
        for a, b in itertools.pairwise(path):
            score *= self._ties[a][b].get("strength", 1.0)
        return float(score)

    def _children(self, path: tuple[str, ...], score: float) -> list[tuple[float, str, float]]:
        """Give the next steps: minus the bound, who, the score so far; best first."""
        left = self._hops - len(path)
        score *= self._discount
        found = []
        for person, strength, completion in self._steps(path[-1], left):
            if person in path:
                continue
            following = score * strength
            if len(path) == 1 and person in self._targets:
                following *= self._discount  # a single tie has no second one to be free
            found.append((-following * completion, person, following))
        if self._must_pass and self._via.isdisjoint(path):
            found = [one for one in found if left and one[1] in self._near_via[left - 1]]
        found.sort()
        return found

    def _steps(self, person: str, left: int) -> Iterator[tuple[str, float, float]]:
        """Yield (neighbour, strength, completion value with ``left`` hops) where there is one."""
        ties = self._ties[person]
        if left < len(self._pushed):
            values = self._pushed[left]
            near: Iterable[str] = ties.keys() & values.keys()
        else:
            near = ties.keys() - self._closed
            values = {other: self._completion(other, left) for other in near}
        for other in near:
            if (strength := ties[other].get("strength", 1.0)) > 0 and (value := values[other]) > 0:
                yield other, strength, value

    def _completion(self, person: str, left: int) -> float:
        """Bound what a path can still multiply its score by, from here with so many hops left."""
        known = self._pulled[left]
        value = known.get(person)
        if value is None:
            if person in self._targets:
                value = 1.0
            else:
                steps = self._steps(person, left - 1)
                value = max((s * beyond for _, s, beyond in steps), default=0.0) * self._discount
            known[person] = value
        return value

    def _bound(self) -> None:
        """Push completion values from the targets for as many hops as that side is the cheaper."""
        self._pushed = [dict.fromkeys(self._targets, 1.0)]
        self._pulled: list[dict[str, float]] = [{} for _ in range(self._hops + 1)]
        front: Collection[str] = self._targets
        fringe = self._around(self._sources)
        pulls = 0
        while len(self._pushed) + pulls < self._hops:
            if self._volume(front) <= self._volume(fringe):
                front = self._push(front)
            else:
                pulls += 1
                if len(self._pushed) + pulls < self._hops:
                    fringe = self._around(fringe)

    def _push(self, front: Collection[str]) -> Collection[str]:
        """Add one hop around the targets; only a value that has just improved can improve more."""
        last = self._pushed[-1]
        values = dict(last)
        improved: dict[str, None] = {}
        for person in front:
            value = last[person] * self._discount
            for other, tie in self._ties[person].items():
                gain = tie.get("strength", 1.0) * value
                if gain > values.get(other, 0.0) and other not in self._ends:
                    values[other] = gain
                    improved[other] = None
        self._pushed.append(values)
        return improved

    def _around(self, people: Iterable[str]) -> set[str]:
        return set().union(*(self._ties[one] for one in people))

    def _volume(self, people: Iterable[str]) -> int:
        return sum(len(self._ties[one]) for one in people)

    def _balls(self, people: set[str]) -> list[set[str]]:
        """Give the people within 0, 1, 2 ... hops of these."""
        balls = [people]
        for _ in range(self._hops - 2):
            balls.append(balls[-1] | self._around(balls[-1] - self._ends))
        return [ball - self._ends for ball in balls]


class _Kept(dict[str, dict[str, Tie]]):
    """The adjacency without the ties that may not be used, made where it is asked for."""

    def __init__(
        self, adjacency: Mapping[str, Mapping[str, Tie]], keep: Callable[[Tie], bool]
    ) -> None:
        super().__init__()
        self._adjacency = adjacency
        self._keep = keep

    def __missing__(self, person: str) -> dict[str, Tie]:
        ties = {o: tie for o, tie in self._adjacency[person].items() if self._keep(tie)}
        self[person] = ties
        return ties


#: How many paths `disjoint` looks at before it settles for the best set among them.
STREAM: Final = 2_000
#: How many paths it compares when it tries whether they are enough, and at the end.
_TRY: Final = 200_000
_END: Final = 3_000_000
#: Sums of equal numbers in another order differ by less.
_SAME: Final = 1 + 1e-12


def disjoint(search: Search, k: int, *, stream: int = STREAM) -> tuple[list[Found], bool]:
    """Choose at most k paths that share no introducer, with the greatest sum of scores.

    Taking the best path, then the best that shares nobody with it, and so on, is not the best
    set: a path through two introducers can stand in the way of one through each. This streams
    the ordered paths and stops as soon as no later path can be part of a better set.

    Args:
        search: A fresh search.
        k: How many paths at most.
        stream: Most paths to look at.

    Returns:
        The paths, best first, and whether the set is proved to be the best.
    """
    k = min(k, search.ways())
    pool: list[_Candidate] = []
    try_at = k
    for number, found in enumerate(search):
        if len(pool) >= try_at:
            if _settled(pool, k, found.score):
                return _choose(pool, k)[1], True
            try_at = len(pool) + len(pool) // 4 + 1
        if number >= stream:
            return _choose(pool, k, work=_END)[1], False
        who = frozenset(found.introducers)
        # A path that asks one of these people and more, for less, is never needed.
        if not any(others and who >= others for _, others in pool):
            pool.append((found, who))
        if len(who) == 1:
            search.drop(found.people[1])
    _, chosen, exact = _choose(pool, k, work=_END)
    return chosen, exact and not search.cut


def _settled(pool: list[_Candidate], k: int, score: float) -> bool:
    """Say whether k paths are found that no paths of this score or less can better."""
    value, chosen, _ = _choose(pool, k)
    if len(chosen) < k:
        return False
    bound, _, exact = _choose(pool, k, filler=score)
    return exact and value * _SAME >= bound


def _choose(
    pool: list[_Candidate], k: int, *, filler: float = 0.0, work: int = _TRY
) -> tuple[float, list[Found], bool]:
    """Branch and bound: the best set of k, where each missing path counts as much as the filler.

    Returns:
        Its value, its paths, and whether all sets were weighed or ruled out.
    """
    best: tuple[float, list[Found]] = (k * filler, [])
    stack: list[tuple[float, list[Found], list[_Candidate]]] = [(0.0, [], pool)]
    while stack and work > 0:
        value, chosen, rest = stack.pop()
        work -= len(rest) + 1
        missing = k - len(chosen)
        if value + missing * filler > best[0] * _SAME:
            best = (value + missing * filler, chosen)
        top = rest[:missing]
        bound = value + sum(found.score for found, _ in top) + filler * (missing - len(top))
        if not top or bound <= best[0] * _SAME:
            continue
        (found, who), *others = rest
        stack.append((value, chosen, others))
        apart = [one for one in others if who.isdisjoint(one[1])]
        stack.append((value + found.score, [*chosen, found], apart))
    return (*best, not stack)
