"""Which likely pairs are merged, which are asked, and which the rest of the evidence overrules.

Pairs are taken from the likeliest down. Two people who each have been joined with others are
joined only if all pairs between them, on average, speak for it (average linkage), so that a chain
of namesakes is not closed by its links. What is as good as certain is merged. The rest becomes
questions, each as if those before it had been answered yes, so that nothing is asked twice.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from netgraph.identity.candidates import Pairs
from netgraph.identity.evidence import Evidence, Profiles, Scores
from netgraph.identity.joined import Joined, Link
from netgraph.identity.matching import contradict, is_common
from netgraph.names import LEVELS

#: Merge on our own from this probability on; below it, down to `DOUBT`, ask.
MERGE: Final = 0.95
DOUBT: Final = 0.5
#: What a name alone may be worth: just enough if it is whole and rare.
_NAME_ALONE: Final = 0.96
#: How likely it must be for that; with a further part on one side more, for that may be another's.
_ALONE_NEEDS: Final = {"identical": 0.975, "order": 0.975, "extra": 0.99}
#: Two names that differ by a letter may be Maria's and Marta's: always a question.
_ASKED: Final = 0.94
#: From here on what is asked at any rate is squeezed below that, so that it keeps its order.
_SQUEEZED: Final = 0.9
#: Half a name and a home may be a brother's and a sister's, whatever the numbers say.
_HALF: Final = 0.6
#: Two candidates whose evidence differs by fewer bits fit about equally well.
_CLOSE: Final = 3.0
#: Most candidates for one person that are looked at to see whether they are namesakes.
_RIVALS: Final = 12
#: More bits than any evidence is worth: keeps people apart in one column of numbers.
_WIDE: Final = 1e4
_PARTIAL: Final = LEVELS.index("partial")
#: What a pair counts between two groups if its names do not even agree.
_UNLIKE: Final = -6.0


class Settling:
    """Goes through the pairs once, and leaves merges and doubts in `joined`.

    Args:
        joined: The sets of mentions.
        roots: The set that each profile is.
        profiles: What is known of them.
        evidence: What that is worth.
        pairs: Who was compared with whom.
    """

    def __init__(
        self,
        joined: Joined,
        roots: Sequence[int],
        profiles: Profiles,
        evidence: Evidence,
        pairs: Pairs,
    ) -> None:
        self._joined, self._evidence = joined, evidence
        scores = evidence.weigh(pairs)
        probability = _cautious(scores, pairs, profiles)
        likely = np.flatnonzero(scores.probability >= DOUBT)
        order = likely[np.argsort(-scores.bits[likely], kind="stable")]
        self._pairs = pairs.take(order)
        self._scores = Scores(scores.bits[order], scores.second[order])
        self._probability = probability[order].tolist()
        self._place = list(zip(self._pairs.a.tolist(), self._pairs.b.tolist(), strict=True))
        self._roots = [(roots[a], roots[b]) for a, b in self._place]
        self._root = roots
        self._members = {root: [n] for n, root in enumerate(roots)}
        met = np.isin(pairs.a, self._pairs.a) | np.isin(pairs.a, self._pairs.b)
        telling = np.flatnonzero((scores.bits > _UNLIKE) & met)
        ends = zip(pairs.a[telling].tolist(), pairs.b[telling].tolist(), strict=True)
        self._bits = dict(zip(ends, scores.bits[telling].tolist(), strict=True))
        self._contested = _contested(self._pairs, self._scores.bits).tolist()
        self._rivals: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for (a, b), bits in zip(self._place, self._scores.bits.tolist(), strict=True):
            self._rivals[a].append((bits, b))
            self._rivals[b].append((bits, a))

    def run(self) -> None:
        """Merge, then ask."""
        sure = [n for n, chance in enumerate(self._probability) if chance >= MERGE]
        done = {n for n in sure if self._merge(n)}
        draft = self._joined.draft()
        for n in range(len(self._probability)):
            if n not in done:
                self._ask(draft, n)

    def _merge(self, n: int) -> bool:
        """Join a pair for good, unless it might be another of that name."""
        one, other = map(self._joined.find, self._roots[n])
        if not self._fit(self._joined, one, other):
            return True
        if self._rivals_of(self._joined, n):
            return False
        self._join(self._joined, n, self._reason(n))
        return True

    def _ask(self, draft: Joined, n: int) -> None:
        """Make a question of a pair, and go on as if the answer were yes."""
        one, other = map(draft.find, self._roots[n])
        in_part = self._pairs.level[n] == _PARTIAL
        if one == other or draft.apart(one, other):
            return
        if not (in_part or self._fit(draft, one, other)):
            return
        rivals, probability = self._rivals_of(draft, n), self._probability[n]
        caveat = "; but it could be another of that name" if rivals else ""
        link = Link(*self._roots[n], self._reason(n) + caveat, probability / (rivals + 1))
        self._joined.doubts.append(link)
        if not rivals:
            self._join(draft, n, "")

    def _join(self, joined: Joined, n: int, reason: str) -> None:
        one, other = sorted(map(joined.find, self._roots[n]))
        joined.join(one, other, reason, self._probability[n])
        self._members[one] = self._members[one] + self._members.pop(other)

    def _fit(self, joined: Joined, one: int, other: int) -> bool:
        """Say whether two sets may be joined, by the evidence between all who are in them."""
        if one == other or joined.apart(one, other):
            return False
        ones, others = self._members[one], self._members[other]
        if len(ones) + len(others) > 2 and sum(self._between(ones, others)) < 0:  # noqa: PLR2004
            return False
        names = joined.variants[one], joined.variants[other]
        if max(map(len, names)) < 2 or not contradict(*names):  # noqa: PLR2004 - were compared
            return True
        return any(contradict(own, own) for own in names)  # goes by several names as it is

    def _between(self, ones: Sequence[int], others: Sequence[int]) -> list[float]:
        """Give the evidence between all people of two sets."""
        ends = ((min(a, b), max(a, b)) for a in ones for b in others)
        return [self._bits.get(pair, _UNLIKE) for pair in ends]

    def _rivals_of(self, joined: Joined, n: int) -> int:
        """Count who else fits one of the two about equally well, and cannot be the same."""
        if not self._contested[n]:
            return 0
        least, found = self._scores.bits[n] - _CLOSE, 0
        for who, mate in (self._place[n], self._place[n][::-1]):
            close = [other for bits, other in self._rivals[who] if bits >= least]
            sets = {joined.find(self._root[x]) for x in (*close, mate)}
            sets.discard(joined.find(self._root[who]))
            if len(sets) > 1:
                found = max(found, self._several(joined, sorted(sets)[:_RIVALS]))
        return found

    def _several(self, joined: Joined, sets: Sequence[int]) -> int:
        """Count pairs of sets that cannot be one person, one at most for each set."""
        return len(
            {
                other
                for one, other in combinations(sets, 2)
                if joined.apart(one, other) or self._are_two(joined, one, other)
            }
        )

    def _are_two(self, joined: Joined, one: int, other: int) -> bool:
        if not contradict(joined.variants[one], joined.variants[other]):
            return False
        sure = joined is self._joined  # a question may rest on what likely is one, a merge not
        return sure or max(self._between(self._members[one], self._members[other])) <= 0

    def _reason(self, n: int) -> str:
        words = self._evidence.reasons(*(int(column[n]) for column in self._pairs[:5]))
        if not self._scores.second[n]:
            words.append("nothing but the name agrees")
        return "; ".join(words)


def _contested(pairs: Pairs, bits: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Say of which pairs one has another candidate who fits about equally well."""
    who, worth = np.r_[pairs.a, pairs.b], np.tile(bits, 2)
    order = np.lexsort((worth, who))
    sorted_key = who[order] * _WIDE + worth[order]
    first = np.searchsorted(sorted_key, who * _WIDE + worth - _CLOSE)
    close = np.searchsorted(who[order], who, side="right") - first
    found: NDArray[np.bool_] = (close > 1).reshape(2, -1).any(axis=0)
    return found


def _cautious(scores: Scores, pairs: Pairs, profiles: Profiles) -> NDArray[np.float64]:
    """Lower the probability where nothing but the name agrees, or where a letter differs."""
    chance, level = scores.probability, pairs.level
    rare = np.array([name.full and not is_common(name) for name in profiles.names], np.bool_)
    whole = chance >= np.array([_ALONE_NEEDS.get(how, 2.0) for how in LEVELS])[level]
    whole &= rare[pairs.x] & rare[pairs.y]
    asked = (level >= LEVELS.index("slip")) | ~(scores.second | whole)
    most = np.where(asked, _ASKED, np.where(scores.second, 1.0, _NAME_ALONE))
    half = level == _PARTIAL
    start, most = np.where(half, DOUBT, _SQUEEZED), np.where(half, _HALF, most)
    squeezed = start + (chance - start) * (most - start) / (1 - start)
    return np.where(asked & (chance > start), squeezed, np.minimum(chance, most))
