"""How likely it is that two mentions are one person: evidence in bits, reasons in words.

Fellegi and Sunter (1969): each thing the two agree or disagree on multiplies the odds by
m/u, the share of true pairs that show it over the share of other pairs that do. Here the
logarithms are added: a name that one person in a thousand bears is worth about ten bits.
Both shares are taken from the records themselves, without labels: m from records that share an
ORCID or an address and so are one person anyway, u from how frequent each name, institution and
acquaintance is.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from netgraph.names import LEVELS, Name, likeness, organisations, parse
from netgraph.records import Contact, key_kind

#: Share of the records of one person whose names agree in this way, before the records are asked.
_LEVELS: Final = {
    "identical": 0.74, "extra": 0.11, "order": 0.03, "nickname": 0.07, "spelling": 0.05,
}  # fmt: skip
#: Bare initials are a way of writing, not an agreement: where one name has them, they fit.
_INITIALS_FIT: Final = 0.95
#: Share of the records of one person that differ in this although both have it, likewise.
_DIFFER: Final = {"organisation": 0.4, "email": 0.4, "phone": 0.3, "linkedin": 0.01}
#: How many pairs these first guesses are worth against what the records show.
_GUESSED: Final = 50.0
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
_FEW: Final = 3
#: Share of the profiles that are people of their own, once the certain keys have been followed.
_DISTINCT: Final = 0.65
#: Share of the people whose name has a given initial at a given place.
_INITIAL: Final = 0.08
#: So many other names agree as loosely with a given one.
_LOOSE: Final = {"spelling": 4.0, "extra": 3.0, "nickname": 3.0}
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
        keys: Their keys of each kind that a person has one or few of; LinkedIn profiles also by
            the archive in which they stand, for nobody has two in one.
        neighbours: Signatures of those they had to do with.
        events: Numbers of the papers they wrote: nobody is two of the authors.
    """

    names: tuple[Name, ...] = ()
    organisations: frozenset[str] = frozenset()
    keys: dict[str, set[str]] = field(default_factory=dict)
    neighbours: frozenset[str] = frozenset()
    events: frozenset[int] = frozenset()

    def keys_of(self, kind: str) -> set[str]:
        """Give the keys of one kind."""
        return self.keys.get(kind, _NO_KEYS)


_NO_KEYS: Final[set[str]] = set()


class Score(NamedTuple):
    """Evidence that two profiles are one person.

    Attributes:
        bits: Logarithm to base 2 of the odds.
        second: Something besides the name agrees.
        level: How the names agree.
    """

    bits: float
    second: bool
    level: str

    @property
    def probability(self) -> float:
        """The odds as a probability; never quite certain."""
        return float(1 / (1 + 2.0 ** -max(-60.0, min(self.bits, 10.0))))


def signature(name: Name) -> str:
    """Give the roughest form of a name: the family name and one initial."""
    initial = name.given[0][0] if name.given else ""
    return f"{' '.join(name.family)} {initial}".strip()


class _Bearers:
    """Counts the people behind profiles that share a value, some of whom are the same person.

    A few signatures are so many people. Where there are many, initials no longer tell people
    apart, and the profiles are counted, less those that will turn out to be one person.
    """

    def __init__(self) -> None:
        self._signatures: defaultdict[str, set[str]] = defaultdict(set)
        self._profiles: Counter[str] = Counter()

    def add(self, value: str, sign: str) -> None:
        """Note a profile."""
        self._signatures[value].add(sign)
        self._profiles[value] += 1

    def people(self) -> dict[str, float]:
        """Estimate the number of people for each value."""
        return {
            value: len(signs)
            if len(signs) <= _FEW
            else max(len(signs), _DISTINCT * self._profiles[value])
            for value, signs in self._signatures.items()
        }


class Evidence:
    """What agreement is worth among these people: m and u of Fellegi and Sunter.

    Args:
        profiles: Everybody.
        certain: Pairs of mentions of one person each, with the kind of key that says so.
    """

    def __init__(
        self, profiles: Iterable[Profile], certain: Iterable[tuple[str, Contact, Contact]] = ()
    ) -> None:
        self._count(profiles)
        self._learn(certain)

    def _count(self, profiles: Iterable[Profile]) -> None:
        families, given, places = _Bearers(), _Bearers(), _Bearers()
        self._neighbours: Counter[str] = Counter()
        self._profiles: int = 2
        for profile in profiles:
            self._profiles += 1
            for name in profile.names:
                sign = signature(name)
                families.add(" ".join(name.family), sign)
                if name.given:
                    given.add(name.given[0], sign)
                for place in profile.organisations:
                    places.add(place, sign)
            self._neighbours.update(profile.neighbours)
        self._families, self._given, self._places = (
            each.people() for each in (families, given, places)
        )
        self.people: float = max(sum(self._families.values()), 2.0)

    def _learn(self, certain: Iterable[tuple[str, Contact, Contact]]) -> None:
        """Take m from pairs of records that are one person for another reason."""
        levels = {level: share * _GUESSED for level, share in _LEVELS.items()}
        differ = {kind: share * _GUESSED for kind, share in _DIFFER.items()}
        both = dict.fromkeys(_DIFFER, _GUESSED)
        for anchor, one, other in certain:
            level = likeness(parse(one.name), parse(other.name)).level
            if level in levels:
                levels[level] += 1
            for kind, same in _shared(anchor, one, other):
                both[kind] += 1
                differ[kind] += not same
        total = sum(levels.values())
        self.level = {level: count / total for level, count in levels.items()}
        self.level["initials"] = _INITIALS_FIT
        self.differ = {kind: differ[kind] / both[kind] for kind in both}

    def family(self, name: Name) -> float:
        """Share of the people who bear this family name."""
        share = self._share(self._families, " ".join(name.family))
        return max(share, _COMMON_SHARE) if is_common(name) else share

    def given(self, name: Name) -> float:
        """Share of the people with this first given name or initial."""
        return self._share(self._given, name.given[0]) if name.given else 1.0

    def place(self, place: str) -> float:
        """Share of the people at this institution."""
        return max(self._places.get(place, 1), 1) / self.people

    def neighbour(self, sign: str) -> float:
        """Share of the profiles that had to do with somebody of this signature."""
        return max(self._neighbours[sign], 2) / self._profiles

    def _share(self, counts: Mapping[str, float], value: str) -> float:
        count = counts.get(value, 1.0)
        return count / self.people if count > 1 else min(_RARE, 1 / self.people)


def _shared(anchor: str, one: Contact, other: Contact) -> Iterator[tuple[str, bool]]:
    """Say in what two records of one person agree or differ, where both have it."""
    here, there = organisations(one.organisation), organisations(other.organisation)
    if here and there:
        yield "organisation", bool(here & there)
    for kind in ("email", "phone", "linkedin"):
        if kind != anchor:
            a, b = ({k for k in c.keys if key_kind(k) == kind} for c in (one, other))
            if a and b:
                yield kind, bool(a & b)


def is_common(name: Name) -> bool:
    """Whether the family name is borne by millions."""
    return any(token in _COMMON for token in name.family)


def weigh(one: Profile, other: Profile, level: str, evidence: Evidence) -> Score | None:
    """Add up the evidence about two profiles whose best names agree at this level.

    Gives None if they cannot be one person.
    """
    if apart(one, other):
        return None
    if (len(one.names) > 1 or len(other.names) > 1) and contradict(one.names, other.names):
        return None
    bits = _name_bits(one.names, other.names, level, evidence) - math.log2(evidence.people)
    agree = [_places(one, other, evidence), _company(one, other, evidence), _mail(one, other)]
    bits += sum(found for found, _ in agree)
    for kind in ("email", "phone", "linkedin"):
        mine, theirs = one.keys_of(kind), other.keys_of(kind)
        if mine and theirs and not mine & theirs:
            bits += math.log2(evidence.differ[kind])
    return Score(bits, any(found > 0 for found, _ in agree), level)


def reasons(one: Profile, other: Profile, evidence: Evidence) -> list[str]:
    """Say in words what agrees, the names first."""
    found = (likeness(a, b) for a in one.names for b in other.names)
    name = min(found, key=lambda how: LEVELS.index(how.level)).reason
    agree = [_places(one, other, evidence), _company(one, other, evidence), _mail(one, other)]
    return [name] + [words for _, words in agree if words]


def apart(one: Profile, other: Profile) -> bool:
    """Say whether something rules out that two profiles are one person."""
    if one.events and other.events and one.events & other.events:
        return True
    return any(
        (kind == "orcid" or kind.startswith("linkedin in "))
        and kind in other.keys
        and not values & other.keys[kind]
        for kind, values in one.keys.items()
    )


def absorb(into: Profile, other: Profile) -> None:
    """Add what rules others out, when two profiles have become one person."""
    into.events |= other.events
    for kind, values in other.keys.items():
        into.keys.setdefault(kind, set()).update(values)


def same_given(one: Name, other: Name) -> bool:
    """Say whether two names differ in the family name at most, which marriage may change."""
    return likeness(one, other._replace(family=one.family)).compatible


def strangers(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    """Say whether no given name of one fits the other; a family name may have changed."""
    others = list(others)
    pairs = [(a, b) for a in ones for b in others if a.full and b.full and a.latin == b.latin]
    return bool(pairs) and not any(likeness(*p).compatible or same_given(*p) for p in pairs)


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


def _name_bits(ones: Sequence[Name], others: Sequence[Name], level: str, by: Evidence) -> float:
    """Weigh an agreement of names by how few people it would fit by chance."""
    one, other = ones[0], others[0]
    if len(ones) > 1 or len(others) > 1:
        found = ((a, b) for a in ones for b in others if likeness(a, b).level == level)
        one, other = next(found, (one, other))
    chance = min(by.family(one), by.family(other))
    if level == "initials":
        shared = sum(x[0] == y[0] for x, y in zip(one.given, other.given, strict=False))
        chance *= _INITIAL ** min(shared, 2)
    else:
        chance *= max(by.given(one), by.given(other))
    chance *= _LOOSE.get(level, 1.0)
    return math.log2(by.level[level] / max(chance, 1e-12))


def _places(one: Profile, other: Profile, evidence: Evidence) -> tuple[float, str]:
    if not (one.organisations and other.organisations):
        return 0.0, ""
    shared = sorted(one.organisations & other.organisations, key=evidence.place)
    if not shared:
        return math.log2(evidence.differ["organisation"]), ""
    same = 1.0 - evidence.differ["organisation"]
    return max(0.5, math.log2(same / evidence.place(shared[0]))), f"both at {shared[0]}"


def _company(one: Profile, other: Profile, evidence: Evidence) -> tuple[float, str]:
    shared = one.neighbours & other.neighbours
    worth = {sign: max(0.0, math.log2(0.3 / evidence.neighbour(sign))) for sign in shared}
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
    mine, theirs = one.keys_of("email"), other.keys_of("email")
    if not (mine and theirs):
        return 0.0, ""
    private = private_parts(mine) & private_parts(theirs)
    if private:
        return _SAME_PRIVATE_PART, f"both write as “{min(private)}@”"
    domains = _domains(mine) & _domains(theirs)
    if domains:
        return _SAME_DOMAIN, f"both have an address at {min(domains)}"
    return 0.0, ""


#: Given that the names agree, which already makes such parts likely.
_SAME_PRIVATE_PART: Final = 4.0
_SAME_DOMAIN: Final = 2.0


def private_parts(emails: Iterable[str]) -> set[str]:
    """Give what stands before the @."""
    return {address.partition(":")[2].partition("@")[0] for address in emails}


def _domains(emails: Iterable[str]) -> set[str]:
    return {address.rpartition("@")[2] for address in emails} - _MAIL_FOR_ALL
