"""How likely it is that two mentions are one person: evidence in bits, reasons in words.

Fellegi and Sunter (1969): each thing the two agree or disagree on multiplies the odds by
m/u, the share of true pairs that show it over the share of other pairs that do. Here the
logarithms are added: a name that one person in a thousand bears is worth about ten bits.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from netgraph.names import LEVELS, Likeness, Name, likeness

#: Share of the records of one person that agree in this way, and so what agreement is worth.
_M: Final = {
    "identical": 0.75, "extra": 0.1, "order": 0.03, "nickname": 0.05, "initials": 0.3,
    "spelling": 0.03,
}  # fmt: skip
#: An unseen family or given name is taken to be this frequent at most.
_RARE: Final = 5e-4
#: Family names borne by millions, which say little even where the data hold few of them.
_COMMON: Final = frozenset(
    re.findall(
        r"\w+",
        "ahmed ali anderson brown chan chen cheng choi das davis garcia gonzalez gupta hassan huang"
        " hernandez ibrahim johnson jones jung kang kaur khan kim kumar le lee li lin liu lopez"
        " martin martinez miller mohamed muller nguyen park patel perez pham ram reddy rodriguez"
        " sanchez shah sharma silva singh smith sun tan taylor thomas tran wang white williams"
        " wilson wong wu xu yang yu zhang zhao zhou zhu",
    )
)
_COMMON_SHARE: Final = 5e-3
_MAIL_FOR_ALL: Final = frozenset(
    re.findall(
        r"\S+",
        "gmail.com googlemail.com yahoo.com hotmail.com outlook.com live.com icloud.com me.com"
        " aol.com gmx.net gmx.de web.de proton.me protonmail.com qq.com 163.com 126.com mail.ru"
        " yandex.ru rediffmail.com msn.com",
    )
)


@dataclass(slots=True)
class Profile:
    """What is known of somebody once the certain keys have been followed.

    Attributes:
        names: The names they go by, taken apart.
        organisations: Normal forms of their institutions.
        emails: Their addresses.
        unique: Keys of which a person has only one, by kind and, if local, by unit.
        neighbours: Signatures of those they had to do with.
        events: Numbers of the papers and groups they were in.
        worlds: Owners in whose own exports they occur.
    """

    names: tuple[Name, ...] = ()
    organisations: set[str] = field(default_factory=set)
    emails: set[str] = field(default_factory=set)
    unique: dict[str, set[str]] = field(default_factory=dict)
    neighbours: set[str] = field(default_factory=set)
    events: set[int] = field(default_factory=set)
    worlds: set[str] = field(default_factory=set)


class Score(NamedTuple):
    """Evidence that two profiles are one person.

    Attributes:
        bits: Logarithm to base 2 of the odds.
        reasons: In words, most telling first.
        second: Something besides the name agrees.
        level: How the names agree.
    """

    bits: float
    reasons: tuple[str, ...]
    second: bool
    level: str

    @property
    def probability(self) -> float:
        """The odds as a probability; never quite certain."""
        return 1 / (1 + 2.0 ** -min(self.bits, 10.0)) if self.bits > -60 else 0.0  # noqa: PLR2004


def signature(name: Name) -> str:
    """Give the roughest form of a name: the family name and one initial."""
    initial = name.given[0][0] if name.given else ""
    return f"{' '.join(name.family)} {initial}".strip()


class Frequencies:
    """How frequent names, institutions and acquaintances are among these people."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        families: defaultdict[str, set[str]] = defaultdict(set)
        given: defaultdict[str, set[str]] = defaultdict(set)
        organisations: defaultdict[str, set[str]] = defaultdict(set)
        neighbours: Counter[str] = Counter()
        signatures: set[str] = set()
        number = 0
        for profile in profiles:
            number += 1
            for name in profile.names:
                sign = signature(name)
                signatures.add(sign)
                families[" ".join(name.family)].add(sign)
                if name.given:
                    given[name.given[0]].add(sign)
                for place in profile.organisations:
                    organisations[place].add(sign)
            neighbours.update(profile.neighbours)
        self.people: int = max(len(signatures), 2)
        self._families = {k: len(v) for k, v in families.items()}
        self._given = {k: len(v) for k, v in given.items()}
        self._organisations = {k: len(v) for k, v in organisations.items()}
        self._neighbours = neighbours
        self._profiles: int = max(number, 2)

    def family(self, name: Name) -> float:
        """Share of the people who bear this family name."""
        share = self._share(self._families, " ".join(name.family))
        return max(share, _COMMON_SHARE) if is_common(name) else share

    def given(self, name: Name) -> float:
        """Share of the people with this first given name or initial."""
        return self._share(self._given, name.given[0]) if name.given else 1.0

    def organisation(self, place: str) -> float:
        """Share of the people at this institution."""
        return max(self._organisations.get(place, 1), 1) / self.people

    def neighbour(self, sign: str) -> float:
        """Share of the profiles that had to do with somebody of this signature."""
        return max(self._neighbours[sign], 2) / self._profiles

    def _share(self, counts: dict[str, int], value: str) -> float:
        count = counts.get(value, 1)
        return count / self.people if count > 1 else min(_RARE, 1 / self.people)


def is_common(name: Name) -> bool:
    """Whether the family name is borne by millions."""
    return any(token in _COMMON for token in name.family)


def compare(one: Profile, other: Profile, among: Frequencies) -> Score | None:
    """Weigh all the evidence about two profiles, or give None if they cannot be one person."""
    if apart(one, other):
        return None
    pair, how = _best_names(one.names, other.names)
    if not how.compatible:
        return None
    bits, reasons, second = -math.log2(among.people), [how.reason], False
    bits += _name_bits(pair, how.level, among)
    for found, words in (
        _places(one, other, among), _company(one, other, among), _mail(one, other),
    ):  # fmt: skip
        bits += found
        second = second or found > 0
        reasons += [words] * (words != "")
    return Score(bits, tuple(reasons), second, how.level)


def apart(one: Profile, other: Profile) -> bool:
    """Say whether something rules out that two profiles are one person."""
    clash = any(
        kind in other.unique and not values & other.unique[kind]
        for kind, values in one.unique.items()
    )
    return clash or bool(one.events & other.events)


def same_given(one: Name, other: Name) -> bool:
    """Say whether two names differ in the family name at most, which marriage may change."""
    return likeness(one, other._replace(family=one.family)).compatible


def contradict(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    """Say whether a full name of one person rules out a full name of another.

    If they also share a full name, another family name beside it is a former one.
    """
    others = list(others)
    pairs = [(a, b) for a in ones for b in others if a.full and b.full and a.latin == b.latin]
    against = [pair for pair in pairs if likeness(*pair).level == "different"]
    if not against:
        return False
    shared = any(likeness(*pair).level == "identical" for pair in pairs)
    return not (shared and all(same_given(*pair) for pair in against))


def _best_names(ones: Sequence[Name], others: Sequence[Name]) -> tuple[tuple[Name, Name], Likeness]:
    """Compare every name with every other: a contradiction counts, then the best agreement."""
    found = [((a, b), likeness(a, b)) for a in ones for b in others]
    if not found:
        nobody = Name((), (), "")
        return (nobody, nobody), Likeness("partial", "there is no name")
    pair, how = min(found, key=lambda each: LEVELS.index(each[1].level))
    if len(found) > 1 and contradict(ones, others):
        return pair, Likeness("different", "their other names differ")
    return pair, how


def _name_bits(pair: tuple[Name, Name], level: str, among: Frequencies) -> float:
    chance = min(among.family(name) for name in pair)
    if level == "initials":
        shared = sum(x[0] == y[0] for x, y in zip(pair[0].given, pair[1].given, strict=False))
        chance *= 0.08 ** min(shared, 2)
    else:
        chance *= max(among.given(name) for name in pair)
    return math.log2(_M[level] / max(chance, 1e-9))


def _places(one: Profile, other: Profile, among: Frequencies) -> tuple[float, str]:
    if not (one.organisations and other.organisations):
        return 0.0, ""
    shared = sorted(one.organisations & other.organisations, key=among.organisation)
    if not shared:
        return -1.0, ""
    return max(1.0, math.log2(0.5 / among.organisation(shared[0]))), f"both at {shared[0]}"


def _company(one: Profile, other: Profile, among: Frequencies) -> tuple[float, str]:
    shared = one.neighbours & other.neighbours
    worth = {sign: max(0.0, math.log2(0.3 / among.neighbour(sign))) for sign in shared}
    telling = sorted((s for s in shared if worth[s] > 0), key=lambda s: (-worth[s], s))
    if not telling:
        return 0.0, ""
    names = " and ".join(f"“{_shown(sign)}”" for sign in telling[:2])
    more = f" and {len(telling) - 2} more" if len(telling) > 2 else ""  # noqa: PLR2004
    return min(20.0, sum(worth[s] for s in telling[:6])), f"both had to do with {names}{more}"


def _shown(sign: str) -> str:
    family, _, initial = sign.rpartition(" ")
    return f"{family.title()} {initial.upper()}" if family else sign


def _mail(one: Profile, other: Profile) -> tuple[float, str]:
    """Same private part at another provider, or the same house's own domain."""
    locals_one, locals_other = (
        {address.partition("@")[0] for address in profile.emails} for profile in (one, other)
    )
    if locals_one & locals_other:
        return 4.0, f"both write as “{min(locals_one & locals_other)}@”"
    domains_one, domains_other = (
        {address.rpartition("@")[2] for address in p.emails} - _MAIL_FOR_ALL for p in (one, other)
    )
    if domains_one & domains_other:
        return 2.0, f"both have an address at {min(domains_one & domains_other)}"
    return 0.0, ""
