"""How likely it is that two people are one: evidence in bits, reasons in words.

Fellegi and Sunter (1969): each thing the two agree or disagree on multiplies the odds by
m/u, the share of true pairs that show it over the share of other pairs that do. Here the
logarithms are added: an employer where one person in a thousand works is worth about ten bits.
Nobody labels anything; all shares are taken from the records:

- m from records that share an ORCID or an address, and so are one person anyway, and from those
  of one rare name: how many acquaintances and co-authors they share of those that they could;
- u from how frequent each name, institution and acquaintance is;
- what names alone are worth, from the pairs themselves. Pairs whose names agree in the same way
  and are about equally frequent share one prior: the share of them that are one person. Where
  many of them agree on the employer as well, it must be high. Expectation maximisation (Dempster,
  Laird and Rubin 1977) finds it, and leans on the frequencies where there are few pairs to ask.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netgraph.identity.candidates import Pairs
from netgraph.identity.comparing import Names, Numbers, distinct, overlap
from netgraph.identity.matching import COMMON
from netgraph.names import LEVELS, WORDS, Name, in_words, level_of, organisations
from netgraph.records import Contact, key_kind

_Bits = NDArray[np.float64]

#: Share of the records of one person whose names agree in this way, before the records are asked.
_LEVELS: Final = {
    "identical": 0.68, "extra": 0.11, "order": 0.03, "nickname": 0.07, "initials": 0.0,
    "spelling": 0.05, "slip": 0.04, "partial": 0.02,
}  # fmt: skip
#: Bare initials are a way of writing, not an agreement: where one name has them, they fit.
_INITIALS_FIT: Final = 0.95
#: So many other names agree as loosely with a given one.
_LOOSE: Final = {"spelling": 4.0, "extra": 3.0, "nickname": 3.0, "slip": 8.0}
#: Share of the records of one person that differ in this although both have it, likewise.
_DIFFER: Final = {
    "organisation": 0.4,
    "location": 0.4,
    "email": 0.4,
    "phone": 0.3,
    "linkedin": 0.01,
}
#: From so many bits on a name is borne by one person: how often do his records differ?
_SURE: Final = 7.0
#: How many pairs these first guesses are worth against what the records show.
_GUESSED: Final = 50.0
_PRIOR: Final = 20.0
#: An unseen family or given name is taken to be this frequent at most.
_RARE: Final = 5e-4
#: Family names borne by millions say little even where the data hold few of them.
_COMMON: Final = 5e-3
#: Up to so many signatures of a name are so many people; of more, this share of the profiles.
_FEW: Final = 3
_DISTINCT: Final = 0.65
#: Share of the people whose name has a given initial at a given place.
_INITIAL: Final = 0.08
#: Share of the fewer acquaintances of two records of one person that they have in common, likewise.
_SAME_COMPANY: Final = 0.3
#: However much the records show, it is never all of them.
_NEARLY_ALL: Final = 0.95
#: In how far it may speak against a match that two have few co-authors in common, and no
#: acquaintances at all: in mails and in papers one meets others.
_FEW_COAUTHORS: Final = -2.0
_NO_ACQUAINTANCES: Final = -0.5
#: What it is worth that two addresses have the same private part, which is not just the name.
_HABIT: Final = 4.0
#: Where people are, and how that is said.
_PLACES: Final = {"organisation": "at", "location": "in"}
#: What a town must be worth to count as more than the name: one in fifty lives there.
_TELLING: Final = 5.0
#: Kinds of key of which one person may well have two.
ADDRESSES: Final = ("email", "phone", "linkedin")
_MAIL_FOR_ALL: Final = frozenset(WORDS["mail_for_all"].split())
_ROUNDS: Final = 40


class Table:
    """Who has what of one kind: people by values, sparse.

    Args:
        people: How many there are.
        person: With `value`: who has what.
        value: Number in `texts`.
        texts: What one may have.
    """

    def __init__(self, people: int, person: Numbers, value: Numbers, texts: Sequence[str]) -> None:
        self.texts = texts or [""]
        width = len(self.texts)
        rows, columns = np.divmod(distinct(person * width + value), width)
        self.held = csr_array((np.ones(len(rows)), (rows, columns)), shape=(people, width))
        self.some = np.diff(self.held.indptr) > 0
        self._starts: list[int] = self.held.indptr.tolist()
        self._cells: list[int] = self.held.indices.tolist()

    def of(self, person: int) -> list[str]:
        """Give what one person has."""
        return [self.texts[n] for n in self._of(person)]

    def common(self, one: int, other: int) -> set[int]:
        """Give what two have in common, by number."""
        return set(self._of(one)).intersection(self._of(other))

    def _of(self, person: int) -> list[int]:
        return self._cells[self._starts[person] : self._starts[person + 1]]

    def shared(self, pairs: Pairs, worth: _Bits) -> csr_array:
        """Give what the two of each pair share, each value with its worth."""
        both = self.held[pairs.a].multiply(self.held[pairs.b]).tocsr()
        both.data = worth[both.indices]
        return csr_array(both)

    def both(self, pairs: Pairs) -> NDArray[np.bool_]:
        """Say in which pairs both have something."""
        found: NDArray[np.bool_] = self.some[pairs.a] & self.some[pairs.b]
        return found


@dataclass
class Profiles:
    """What is known of everybody once the certain keys have been followed.

    Attributes:
        names: Every different name.
        person: With `name`: who bears which, by number.
        name: Number in `names`.
        tables: Who has which organisation, location, neighbour, coauthor, email, phone, linkedin.
        stated: Of whom an organisation is stated, not only told by an address.
    """

    names: Names
    person: Numbers
    name: Numbers
    tables: dict[str, Table]
    stated: NDArray[np.bool_]


class Certain(NamedTuple):
    """Two mentions of one person, the kind of key that says so, and their names."""

    kind: str
    one: Contact
    other: Contact
    names: tuple[Name, Name]


class Scores(NamedTuple):
    """Evidence that pairs are one person, as columns.

    Attributes:
        bits: What it is worth.
        second: Whether more than the name agrees.
        organisation: The rarest that both have, by number, or -1.
        location: Likewise.
    """

    bits: _Bits
    second: NDArray[np.bool_]
    organisation: Numbers
    location: Numbers

    def take(self, rows: Numbers) -> Scores:
        """Give some of the rows."""
        return Scores(*(column[rows] for column in self))  # type: ignore[arg-type]  # by name

    @property
    def probability(self) -> _Bits:
        """The odds as probabilities; never quite certain."""
        chance: _Bits = 1 / (1 + 2.0 ** -np.clip(self.bits, -60.0, 10.0))
        return chance


def signature(name: Name) -> str:
    """Give the roughest form of a name: the family name and one initial."""
    initial = name.given[0][0] if name.given else ""
    return f"{' '.join(name.family)} {initial}".strip()


class Evidence:
    """What agreement is worth among these people: m and u of Fellegi and Sunter.

    Attributes:
        people: How many there seem to be.
        common: Of each name whether millions bear the family name.

    Args:
        profiles: Everybody.
        certain: Pairs of mentions of one person each.
    """

    def __init__(self, profiles: Profiles, certain: Iterable[Certain] = ()) -> None:
        self._profiles = profiles
        self._learn(certain)
        self._count()

    def _learn(self, certain: Iterable[Certain]) -> None:
        """Take m from pairs of records that are one person for another reason."""
        levels = {level: share * _GUESSED for level, share in _LEVELS.items()}
        differ = {kind: share * _GUESSED for kind, share in _DIFFER.items()}
        both = dict.fromkeys(_DIFFER, _GUESSED)
        for anchor, one, other, names in certain:
            level = level_of(*names)
            level = "partial" if level == "different" and _meet(*names) else level
            if level in levels:
                levels[level] += level != "initials"
            for kind, same in _shared(anchor, one, other):
                both[kind] += 1
                differ[kind] += not same
        total = sum(levels.values())
        self._level = np.array([levels.get(level, 0) / total for level in LEVELS])
        self._level[LEVELS.index("initials")] = _INITIALS_FIT
        self._seen = {kind: (differ[kind], both[kind]) for kind in both}
        self._differ = {kind: differ[kind] / both[kind] for kind in both}

    def _count(self) -> None:
        """Take u from how many people bear a name, are at a place, know somebody."""
        p = self._profiles
        families, given = p.names.family, p.names.first
        initial = np.array([ord(text[:1] or " ") for text in p.names.texts], np.int64)[given]
        signs = pd.factorize(families * int(initial.max(initial=0) + 1) + initial)[0][p.name]
        bearers = _people(families[p.name], signs)
        self.people = max(float(bearers.sum()), 2.0)
        self.common = p.names.any(
            np.array([word in COMMON for word in p.names.words], np.bool_), p.names.in_family
        )
        family = self._share(bearers[families])
        self._family = np.where(self.common, np.maximum(family, _COMMON), family)
        self._given = self._share(_people(given[p.name], signs)[given])
        self._given[p.names.given == 0] = 1.0
        self._sign = np.zeros(int(p.person.max(initial=-1)) + 1, np.int64)
        self._sign[p.person] = signs

    def _learn_more(self, pairs: Pairs) -> None:
        """See how often those of one rare name differ in institution, place and acquaintances."""
        rare = pairs.every & (pairs.level == 0)
        rare[rare] = self._by_frequency(pairs.take(np.flatnonzero(rare))) > _SURE
        one = pairs.take(np.flatnonzero(rare))
        for kind in _PLACES:
            table = self._profiles.tables[kind]
            both = table.both(one)
            same = table.shared(one, np.ones(len(table.texts))).sum(axis=1) > 0
            differ, seen = self._seen[kind]
            self._differ[kind] = (differ + (both & ~same).sum()) / (seen + both.sum())
        self._places = {kind: self._rarity(kind, self._sign) for kind in _PLACES}
        self._same = {kind: self._learn_shared(kind, one) for kind in ("neighbour", "coauthor")}
        held = self._profiles.tables["neighbour"].held
        known = held.sum(axis=0) / (held.shape[0] + 2)
        self._company = np.maximum(0.0, np.log2(self._same["neighbour"] / np.maximum(known, 1e-6)))

    def _learn_shared(self, kind: str, one: Pairs) -> float:
        """See which share of what they could have in common those of one rare name do have."""
        same, most = self._in_common(kind, one)
        share = (_SAME_COMPANY * _GUESSED + same.sum()) / (_GUESSED + most.sum())
        return min(float(share), _NEARLY_ALL)

    def _in_common(self, kind: str, pairs: Pairs) -> tuple[_Bits, _Bits]:
        """Count the acquaintances that two have in common, and how many these could be."""
        table = self._profiles.tables[kind]
        size = np.diff(table.held.indptr)
        same: _Bits = table.shared(pairs, np.ones(len(table.texts))).sum(axis=1)
        return same, np.minimum(size[pairs.a], size[pairs.b]).astype(np.float64)

    def _rarity(self, kind: str, signs: Numbers) -> _Bits:
        """Give the bits of a common institution or place, by how few people are there."""
        held = self._profiles.tables[kind].held
        rows, columns = held.nonzero()
        signs = np.r_[signs, np.zeros(held.shape[0] - len(signs), np.int64)]
        at = np.maximum(_people(columns, signs[rows], held.shape[1]), 1) / self.people
        return np.maximum(0.5, np.log2((1 - self._differ[kind]) / at))

    def _share(self, counts: _Bits) -> _Bits:
        share: _Bits = counts / self.people
        return np.where(counts > 1, share, np.minimum(_RARE, share))

    def weigh(self, pairs: Pairs) -> Scores:
        """Add up the evidence about pairs of people."""
        self._learn_more(pairs)
        tables = self._profiles.tables
        common = {kind: self._common_place(kind, pairs) for kind in _PLACES}
        places = {kind: self._worth(kind, best, pairs) for kind, best in common.items()}
        stated = self._profiles.stated
        places["organisation"] *= stated[pairs.a] | stated[pairs.b]  # else see the addresses
        company, mail = self._circle(pairs), self._mails(pairs)
        bits = sum(places.values(), mail) + company
        for kind in ADDRESSES:
            differ, left = self._apart(kind)
            bits += np.where(tables[kind].both(pairs), differ, -left)
        telling = mail > np.where(self.common[pairs.x], _HABIT - 1, 0)
        telling |= (company > 0) | (places["organisation"] > 0) | (places["location"] >= _TELLING)
        return Scores(bits + self._names(pairs, bits), telling, **common)

    def _circle(self, pairs: Pairs) -> _Bits:
        """Weigh the acquaintances that two have in common, and co-authors that they could have."""
        same, most = self._in_common("coauthor", pairs)
        missed = np.maximum((most - same) * np.log2(1 - self._same["coauthor"]), _FEW_COAUTHORS)
        table = self._profiles.tables["neighbour"]
        worth = table.shared(pairs, self._company).sum(axis=1)
        alone = np.where(table.both(pairs) & (worth == 0), _NO_ACQUAINTANCES, 0.0)
        bits: _Bits = np.minimum(worth + np.minimum(missed, alone), 20.0)
        return bits

    def _common_place(self, kind: str, pairs: Pairs) -> Numbers:
        """Find the rarest institution or place that two have in common, by number, or -1."""
        table = self._profiles.tables[kind]
        order = np.lexsort((np.array(table.texts, object), -self._places[kind]))
        rank = np.empty(table.held.shape[1])
        rank[order] = np.arange(len(rank), 0, -1)
        best = table.shared(pairs, rank).max(axis=1).toarray().ravel().astype(np.int64)
        found: Numbers = np.r_[-1, order[::-1]][best]
        return found

    def _worth(self, kind: str, best: Numbers, pairs: Pairs) -> _Bits:
        """Weigh it, or that they have none in common."""
        none = np.where(self._profiles.tables[kind].both(pairs), np.log2(self._differ[kind]), 0.0)
        return np.where(best >= 0, np.r_[self._places[kind], 0.0][best], none)

    def _apart(self, kind: str) -> tuple[float, float]:
        """Give the bits for two different addresses of a kind, and for all who are still two.

        Who shares one is one person already, so that fewer of those who are left can be.
        """
        both, differ = float(self._profiles.tables[kind].some.mean()) ** 2, self._differ[kind]
        left = float(np.log2(1 - both * (1 - differ)))
        return float(np.log2(differ)) - left, left

    def _mails(self, pairs: Pairs) -> _Bits:
        table = self._profiles.tables["email"]
        bits = np.zeros(len(pairs.a))
        for n in np.flatnonzero(table.both(pairs)).tolist():
            name = self._profiles.names.each[pairs.x[n]]
            bits[n] = mail(name, table.of(pairs.a[n]), table.of(pairs.b[n]))[0]
        return bits

    def _names(self, pairs: Pairs, rest: _Bits) -> _Bits:
        """Give the odds that names like these are one person's, before the rest is known."""
        guess = self._by_frequency(pairs) + sum(self._apart(kind)[1] for kind in ADDRESSES)
        kinds = pairs.level * 100 + np.clip(np.round(guess), -40, 40).astype(np.int64)
        kind = np.unique(kinds[pairs.every], return_inverse=True)[1]
        worth, first = 2.0 ** rest[pairs.every], 1 / (1 + 2.0 ** -guess[pairs.every])
        count = np.bincount(kind)
        start = np.bincount(kind, first) / np.maximum(count, 1)
        prior = start
        for _ in range(_ROUNDS):
            odds = (prior / (1 - prior))[kind] * worth
            found = np.bincount(kind, odds / (1 + odds))
            prior = np.clip((found + _PRIOR * start) / (count + _PRIOR), 1e-9, 1 - 1e-9)
        bits = guess.copy()
        bits[pairs.every] = np.log2(prior / (1 - prior))[kind]
        return bits

    def _by_frequency(self, pairs: Pairs) -> _Bits:
        """Weigh an agreement of names by how few people it would fit by chance."""
        x, y, each = pairs.x, pairs.y, self._profiles.names.each
        loose = np.array([_LOOSE.get(level, 1.0) for level in LEVELS])
        chance = np.minimum(self._family[x], self._family[y]) * loose[pairs.level]
        initials = pairs.level == LEVELS.index("initials")
        given = np.maximum(self._given[x], self._given[y])
        given[initials] = [
            _INITIAL ** min(2, _same_initials(each[i], each[j]))
            for i, j in zip(x[initials].tolist(), y[initials].tolist(), strict=True)
        ]
        partial = np.flatnonzero(pairs.level == LEVELS.index("partial"))
        chance[partial], given[partial] = self._in_part(x[partial], y[partial]), 1.0
        m = self._level[pairs.level]
        bits: _Bits = np.log2(m / np.maximum(chance * given, 1e-12)) - np.log2(self.people)
        return bits

    def _in_part(self, x: Numbers, y: Numbers) -> _Bits:
        """Weigh the part in which two names agree by how few people have it."""
        family, given = self._family, self._given
        straight, first, turned, back = overlap(x, y, self._profiles.names)
        one = np.where(straight, np.minimum(family[x], family[y]), 1.0)
        one = one * np.where(first, np.maximum(given[x], given[y]), 1.0)
        other = np.where(turned, np.maximum(given[x], family[y]), 1.0)
        other = other * np.where(back, np.maximum(family[x], given[y]), 1.0)
        return np.minimum(one, other)

    def reasons(self, pairs: Pairs, scores: Scores, rows: Sequence[int]) -> list[str]:
        """Say in words what agrees between the two of some pairs, the names first."""
        names, tables = self._profiles.names.each, self._profiles.tables
        writers = tables["email"].both(pairs).tolist()
        met = tables["neighbour"].both(pairs).tolist()
        columns = (*pairs[:5], *(getattr(scores, kind) for kind in _PLACES), scores.second)
        found = []
        for n, row in zip(rows, np.array(columns)[:, rows].T.tolist(), strict=True):
            a, b, x, y, level, *places, second = row
            both = (names[x], names[y]) if x == y else sorted((names[x], names[y]))
            words = [in_words(LEVELS[level], *both)]
            for (kind, preposition), place in zip(_PLACES.items(), places, strict=True):
                if place >= 0:
                    words.append(f"both {preposition} {tables[kind].texts[place]}")
            if met[n]:
                words += self._acquaintances(a, b)
            if writers[n]:
                words.append(mail(names[x], tables["email"].of(a), tables["email"].of(b))[1])
            if not second:
                words.append("nothing but the name agrees")
            found.append("; ".join(filter(None, words)))
        return found

    def _acquaintances(self, a: int, b: int) -> list[str]:
        table = self._profiles.tables["neighbour"]
        worth = [(-self._company[n], table.texts[n]) for n in table.common(a, b)]
        telling = sorted((bits, sign) for bits, sign in worth if bits < 0)
        if not telling:
            return []
        names = " and ".join(f"“{_shown(sign)}”" for _, sign in telling[:2])
        more = f" and {len(telling) - 2} more" if len(telling) > 2 else ""  # noqa: PLR2004
        return [f"both had to do with {names}{more}"]


def mail(name: Name, mine: Iterable[str], theirs: Iterable[str]) -> tuple[float, str]:
    """Weigh two people's addresses, given that the names agree, and say what tells in words.

    Another provider, and the same in front of it: a habit. At one house, two forms of one name
    may be one person's aliases; addresses told apart by a number are two namesakes'.
    """
    ones, others = ([_split(address) for address in each] for each in (mine, theirs))
    private = {part for part, _ in ones} & {part for part, _ in others}
    if private:
        worth = 2.0 if _spells(min(private), name) else _HABIT
        return worth, f"both write as “{min(private)}@”"
    houses = ({house for _, house in ones} & {house for _, house in others}) - _MAIL_FOR_ALL
    if not houses:
        return 0.0, ""
    house = min(houses)
    here, there = ([part for part, at in each if at == house] for each in (ones, others))
    if {_digits(part) for part in here}.isdisjoint(_digits(part) for part in there):
        return -15.0, f"but the addresses at {house} are numbered apart"
    if all(_spells(part, name) for part in here + there):
        return 2.0, f"both addresses at {house} are forms of the name"
    return 1.0, f"both have an address at {house}"


def localities(location: str) -> list[str]:
    """Take a place apart: "12 High St, Leeds, LS1 1AA" is a street, a town and a code."""
    parts = (" ".join(re.findall(r"[^\W_]+", part.lower())) for part in location.split(","))
    return [part for part in parts if part]


def private_part(address: str) -> str:
    """Give what stands before the @."""
    return _split(address)[0]


def _split(address: str) -> tuple[str, str]:
    part, _, house = address.partition(":")[2].rpartition("@")
    return part, house


def _digits(part: str) -> str:
    return "".join(filter(str.isdigit, part))


def _spells(part: str, name: Name) -> bool:
    """Say whether the private part of an address is the name, in one of the usual forms."""
    letters, family = "".join(filter(str.isalpha, part)), "".join(name.family)
    initials = "".join(word[0] for word in name.given)
    words = {form for word in (*name.given, initials) for form in (word, word[:1]) if word}
    return letters in {family, *name.given, *(form + family for form in words),
                       *(family + form for form in words)}  # fmt: skip


def _people(value: Numbers, sign: Numbers, size: int = 0) -> _Bits:
    """Estimate the people behind profiles that share a value, some of whom are one person.

    A few signatures are so many people. Where there are many, initials no longer tell people
    apart, and the profiles are counted, less those that will turn out to be one person.
    """
    base = int(sign.max(initial=0)) + 1
    profiles = np.bincount(value, minlength=size)
    signs = np.bincount(distinct(value * base + sign) // base, minlength=size)
    return np.where(signs <= _FEW, signs, np.maximum(signs, _DISTINCT * profiles))


def _same_initials(one: Name, other: Name) -> int:
    return sum(x[0] == y[0] for x, y in zip(one.given, other.given, strict=False))


def _shared(anchor: str, one: Contact, other: Contact) -> Iterator[tuple[str, bool]]:
    """Say in what two records of one person agree or differ, where both have it."""
    here, there = organisations(one.organisation), organisations(other.organisation)
    if here and there:
        yield "organisation", bool(here & there)
    if one.location and other.location:
        towns = [set(localities(c.location)) for c in (one, other)]
        if all(towns):
            yield "location", not towns[0].isdisjoint(towns[1])
    mine, theirs = ({(key_kind(k), k) for k in c.keys} for c in (one, other))
    kinds = {kind for kind, _ in mine} & {kind for kind, _ in theirs} - {anchor}
    same = {kind for kind, _ in mine & theirs}
    yield from ((kind, kind in same) for kind in kinds.intersection(ADDRESSES))


def _meet(one: Name, other: Name) -> bool:
    """Say whether two names have a word in common."""
    here, there = ({*name.given, *name.family} for name in (one, other))
    return any(len(word) > 1 for word in here & there)


def _shown(sign: str) -> str:
    family, _, initial = sign.rpartition(" ")
    return f"{family.title()} {initial.upper()}" if family else sign
