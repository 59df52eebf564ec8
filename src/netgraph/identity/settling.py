"""Which likely pairs are merged, which are asked, and which the rest of the evidence overrules.

Pairs are taken from the likeliest down. Two people who each have been joined with others are
joined only if all pairs between them, on average, speak for it (average linkage), so that a chain
of namesakes is not closed by its links. What is as good as certain is merged. The rest becomes
questions, each as if those before it had been answered yes, so that nothing is asked twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy
from itertools import combinations
from typing import Final

import numpy as np
from numpy.typing import NDArray

from netgraph.identity.candidates import Pairs
from netgraph.identity.comparing import Names
from netgraph.identity.evidence import Evidence, Profiles, Scores
from netgraph.identity.joined import Joined, Link
from netgraph.identity.matching import Claims, contradict, exclude, goes_by_several
from netgraph.names import LEVELS, Name

#: Merge on our own from this probability on; below it, down to `DOUBT`, ask.
MERGE: Final = 0.97
DOUBT: Final = 0.5
#: What a name alone may be worth: just enough if it is whole and rare.
_NAME_ALONE: Final = 0.975
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


class Groups:
    """Which people are one so far. A group is named by its first member.

    Attributes:
        of: The group of everybody.
        members: Who is in each group.
        names: The names that each goes by.
        claims: What each has of which nobody has two; see `netgraph.identity.matching.Claims`.
    """

    def __init__(self, names: Sequence[frozenset[Name]], claims: dict[int, Claims]) -> None:
        self.of = list(range(len(names)))
        self.members = [[n] for n in self.of]
        self.names, self.claims = list(names), claims

    def draft(self) -> Groups:
        """Copy, to see what follows from joining on."""
        other = copy(self)
        own = {name: copy(value) for name, value in vars(self).items()}
        vars(other).update(own)
        return other

    def join(self, one: int, other: int) -> None:
        """Make one group of two."""
        one, other = sorted((one, other))
        for each in self.members[other]:
            self.of[each] = one
        self.members[one] = self.members[one] + self.members[other]
        if self.names[other] is not self.names[one]:
            self.names[one] |= self.names[other]
        if there := self.claims.get(other):
            here = self.claims.get(one, {})
            both = {where: here.get(where, set()) | what for where, what in there.items()}
            self.claims[one] = {**here, **both}

    def apart(self, one: int, other: int) -> bool:
        """Say whether two groups may not be joined."""
        here, there = self.claims.get(one), self.claims.get(other)
        return bool(here and there and exclude(here, there))


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
        self._joined, self._roots, self._evidence = joined, roots, evidence
        scores = evidence.weigh(pairs)
        likely = np.flatnonzero(scores.probability >= DOUBT)
        order = likely[np.argsort(-scores.bits[likely], kind="stable")]
        self._pairs, self._scores = pairs.take(order), scores.take(order)
        self._probability = _cautious(
            self._scores, self._pairs, profiles.names, evidence.common
        ).tolist()
        self._ends = list(zip(self._pairs.a.tolist(), self._pairs.b.tolist(), strict=True))
        self._in_part = (self._pairs.level == _PARTIAL).tolist()
        self._bits = _between(pairs, scores.bits, self._pairs)
        self._list_mates()

    def _list_mates(self) -> None:
        """List everybody's candidates in one row, the best of each first.

        A pair is contested if one of the two has another who fits about equally well. Of both is
        noted where in the row such people stand.
        """
        a, b, against = self._pairs.a, self._pairs.b, np.tile(-self._scores.bits, 2)
        who, mate = np.r_[a, b], np.r_[b, a]
        best = np.lexsort((against, who))
        row = who[best] * _WIDE + against[best]
        start = np.searchsorted(who[best], who)
        end = np.searchsorted(row, who * _WIDE + against + _CLOSE, side="right")
        self._mates: list[int] = mate[best].tolist()
        contested = np.flatnonzero((end - start > 1).reshape(2, -1).any(axis=0))
        near = np.array([who, start, end]).reshape(3, 2, -1).T[contested]
        self._contested = dict(zip(contested.tolist(), near.tolist(), strict=True))

    def run(self) -> None:
        """Merge, then ask."""
        groups = Groups(*self._joined.known(self._roots))
        merged, done = list[int](), set[int]()
        for n, chance in enumerate(self._probability):
            if chance >= MERGE and self._merge(groups, n, merged):
                done.add(n)
        asked = self._ask(groups.draft(), [n for n in range(len(self._ends)) if n not in done])
        reasons = self._evidence.reasons(self._pairs, self._scores, [*merged, *asked])
        for n, reason in zip(merged, reasons, strict=False):
            self._joined.join(*self._mentions(n), reason, self._probability[n])
        for (n, rivals), reason in zip(asked.items(), reasons[len(merged) :], strict=True):
            caveat = "; but it could be another of that name" if rivals else ""
            chance = self._probability[n] / (rivals + 1)
            self._joined.doubts.append(Link(*self._mentions(n), reason + caveat, chance))

    def _mentions(self, n: int) -> tuple[int, int]:
        a, b = self._ends[n]
        return self._roots[a], self._roots[b]

    def _groups(self, groups: Groups, n: int) -> tuple[int, int]:
        a, b = self._ends[n]
        return groups.of[a], groups.of[b]

    def _merge(self, groups: Groups, n: int, merged: list[int]) -> bool:
        """Join a pair for good, unless it might be another of that name.

        Returns:
            Whether nothing is left to ask about it.
        """
        one, other = self._groups(groups, n)
        if not self._fit(groups, one, other):
            return True
        if n in self._contested and self._rivals_of(groups, n, sure=True):
            return False
        groups.join(one, other)
        merged.append(n)
        return True

    def _ask(self, draft: Groups, rows: Iterable[int]) -> dict[int, int]:
        """Make questions of pairs, and go on each time as if the answer were yes.

        Returns:
            How many rivals each pair that is asked about has.
        """
        asked = {}
        for n in rows:
            one, other = self._groups(draft, n)
            if one == other or draft.apart(one, other):
                continue
            if self._in_part[n] or self._fit(draft, one, other):
                asked[n] = self._rivals_of(draft, n, sure=False) if n in self._contested else 0
                if not asked[n]:
                    draft.join(one, other)
        return asked

    def _fit(self, groups: Groups, one: int, other: int) -> bool:
        """Say whether two groups may be joined, by the evidence between all who are in them."""
        if one == other or groups.apart(one, other):
            return False
        ones, others = groups.members[one], groups.members[other]
        if len(ones) + len(others) > 2 and sum(self._between(ones, others)) < 0:  # noqa: PLR2004
            return False
        names = groups.names[one], groups.names[other]
        if len(names[0]) == len(names[1]) == 1 or not contradict(*names):  # were compared
            return True
        return any(contradict(own, own) for own in names)  # goes by several names as it is

    def _between(self, ones: Sequence[int], others: Sequence[int]) -> list[float]:
        """Give the evidence between all people of two groups."""
        found = self._bits.get
        return [found((a, b) if a < b else (b, a), _UNLIKE) for a in ones for b in others]

    def _rivals_of(self, groups: Groups, n: int, *, sure: bool) -> int:
        """Count who else fits one of the two about equally well, and cannot be the same."""
        found, of = 0, groups.of
        for who, start, end in self._contested[n]:
            near = {of[mate] for mate in self._mates[start:end]} - {of[who]}
            if len(near) > 1:
                rivals = sorted(near)[:_RIVALS]
                found = max(found, self._several(groups, of[who], rivals, sure=sure))
        return found

    def _several(self, groups: Groups, who: int, near: Sequence[int], *, sure: bool) -> int:
        """Count pairs of groups that cannot be one person, one at most for each group."""
        found, own = set[int](), groups.names[who]
        both = own if goes_by_several(own) else frozenset[Name]()  # each may fit one of them
        for one, other in combinations(near, 2):
            if other not in found and (
                groups.apart(one, other) or self._are_two(groups, one, other, both, sure=sure)
            ):
                found.add(other)
        return len(found)

    def _are_two(
        self, groups: Groups, one: int, other: int, both: frozenset[Name], *, sure: bool
    ) -> bool:
        """A question may rest on what likely is one person, a merge may not."""
        if not contradict(groups.names[one] | both, groups.names[other] | both):
            return False
        return sure or max(self._between(groups.members[one], groups.members[other])) <= 0


def _between(
    pairs: Pairs, bits: NDArray[np.float64], likely: Pairs
) -> dict[tuple[int, int], float]:
    """Look up what was found between any two who may come to be in two groups to be joined."""
    met = np.zeros(int(pairs.b.max(initial=-1)) + 1, np.bool_)
    met[likely.a] = met[likely.b] = True
    telling = np.flatnonzero((bits > _UNLIKE) & met[pairs.a] & met[pairs.b])
    ends = zip(pairs.a[telling].tolist(), pairs.b[telling].tolist(), strict=True)
    return dict(zip(ends, bits[telling].tolist(), strict=True))


def _cautious(
    scores: Scores, pairs: Pairs, names: Names, common: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Lower the probability where nothing but the name agrees, or where a letter differs."""
    chance, level = scores.probability, pairs.level
    long = np.array([len(word) > 1 for word in names.words], np.bool_)
    rare = names.any(long, names.in_family) & names.any(long, ~names.in_family) & ~common
    whole = chance >= np.array([_ALONE_NEEDS.get(how, 2.0) for how in LEVELS])[level]
    whole &= rare[pairs.x] & rare[pairs.y]
    asked = (level >= LEVELS.index("slip")) | ~(scores.second | whole)
    most = np.where(asked, _ASKED, np.where(scores.second, 1.0, _NAME_ALONE))
    half = level == _PARTIAL
    start, most = np.where(half, DOUBT, _SQUEEZED), np.where(half, _HALF, most)
    squeezed = start + (chance - start) * (most - start) / (1 - start)
    return np.where(asked & (chance > start), squeezed, np.minimum(chance, most))
