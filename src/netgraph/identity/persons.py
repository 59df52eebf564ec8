"""Persons: what each set of mentions comes to, under an id that the next run gives again."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from netgraph.identity.joined import Joined, base_name
from netgraph.names import Name, parse
from netgraph.records import KEY_KINDS, STRONG_KEYS, Skipped, key, key_kind, key_value


class Merge(NamedTuple):
    """Two mentions that became one person: how each is written and where, and why."""

    a: str
    b: str
    reason: str
    probability: float


class Doubt(NamedTuple):
    """Two persons that may be one: their ids and names, and what speaks for it."""

    a: str
    b: str
    name_a: str
    name_b: str
    reason: str
    probability: float


class Person(NamedTuple):
    """One person, as far as the exports tell.

    Attributes:
        id: Stable between runs: the strongest key, or the name and a mark of where it stands.
        name: The fullest form of the name, without credentials.
        organisation, title, location: As written most often, or "".
        keys: Every key by which an export knows them, strongest first.
        files: Where they occur.
        me: Whether this is the user.
        merges: Why mentions written differently are held to be one person.
    """

    id: str
    name: str
    organisation: str
    title: str
    location: str
    keys: tuple[str, ...]
    files: tuple[str, ...]
    me: bool
    merges: tuple[Merge, ...]


@dataclass(frozen=True)
class People:
    """Everybody in the exports.

    Attributes:
        persons: Sorted by id.
        person_of: Person id of every key; keys of lists, rooms and robots are absent.
        doubts: Pairs that may be one person, most likely first.
        left_out: What looked like a person and is none, with the reason.
        notes: Guesses that were made, in words.
    """

    persons: tuple[Person, ...]
    person_of: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    left_out: tuple[Skipped, ...]
    notes: tuple[str, ...]

    def find(self, text: str) -> str:
        """Give the id that an id, a key, an address or a name means; "" if nobody's or several's.

        Of a name, middle names and initials may be left out.
        """
        for each in (text, key("email", text) if "@" in text else ""):
            if each in self.person_of:
                return self.person_of[each]
        wanted = parse(text)
        names = {person.id: parse(person.name) for person in self.persons}
        found = (
            [text] * (text in names)
            or [one for one in names if names[one].folded == wanted.folded != ""]
            or [one for one in names if wanted.full and _short(names[one]) == _short(wanted)]
        )
        return found[0] if len(found) == 1 else ""


def _short(name: Name) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return name.given[:1], name.family


def people_of(
    joined: Joined,
    mine: set[int],
    settled: Sequence[tuple[list[int], list[int]]],
    left_out: tuple[Skipped, ...],
    notes: list[str],
) -> People:
    """Give every set of mentions its id, its name and its reasons."""
    members: defaultdict[int, list[int]] = defaultdict(list)
    for number in range(len(joined.mentions)):
        members[joined.find(number)].append(number)
    holder = {
        k: _majority(joined, who) if len(who) > 1 else joined.find(who[0])
        for k, who in joined.at.items()
    }
    own: defaultdict[int, list[str]] = defaultdict(list)
    for k, root in holder.items():
        own[root].append(k)
    keys = {root: _keys(joined, own.get(root, ()), root) for root in members}
    ids = _ids(keys)
    merges: defaultdict[int, list[Merge]] = defaultdict(list)
    for link in joined.links:
        one, other = joined.where(link.a), joined.where(link.b)
        if one != other:
            merges[joined.find(link.a)].append(Merge(one, other, link.reason, link.probability))
    persons = [
        _person(joined, who, ids[root], keys[root], tuple(merges.get(root, ())), me=root in mine)
        for root, who in members.items()
    ]
    persons.sort(key=lambda person: person.id)
    person_of = {k: ids[root] for k, root in holder.items()}
    names = {person.id: person.name for person in persons}
    doubts = _doubts(joined, ids, names, settled)
    return People(tuple(persons), person_of, doubts, left_out, tuple(dict.fromkeys(notes)))


def _person(
    joined: Joined,
    who: Sequence[int],
    one: str,
    keys: tuple[str, ...],
    merges: tuple[Merge, ...],
    *,
    me: bool,
) -> Person:
    contacts = [joined.mentions[n] for n in who]
    name = _display([joined.names[n] for n in who]) or _nameless(keys)
    organisation, title, location = _usual([c[2:5] for c in contacts])
    files = {c.file for c in contacts} if len(who) > 1 else {contacts[0].file}
    told = tuple(sorted(files - {""}))
    return Person(one, name, organisation, title, location, keys, told, me, merges)


_RANK: Final = {kind: rank for rank, kind in enumerate(KEY_KINDS)}


def _majority(joined: Joined, who: Sequence[int]) -> int:
    """Give a key under which there are two people to whom it is said of most often."""
    counts = Counter(joined.find(n) for n in who)
    return min(counts, key=lambda root: (-counts[root], root))


def _keys(joined: Joined, own: Sequence[str], root: int) -> tuple[str, ...]:
    """Sort a person's own keys; whoever has none left is known by name and place."""
    if own:
        return tuple(sorted(own, key=by_strength) if len(own) > 1 else own)
    first = joined.mentions[root]
    return (f"name:{first.name or 'somebody'}|{first.file}#{first.line}",)


def by_strength(each: str) -> tuple[int, str]:
    """Give what keys are sorted by: the kind that tells most first."""
    return _RANK[key_kind(each)], each


def _nameless(keys: Sequence[str]) -> str:
    """Call somebody without a name by their key."""
    kind, unit = key_kind(keys[0]), keys[0].rpartition("|")[2]
    return f"Owner of {unit}" if kind == "owner" else key_value(keys[0])


def _doubts(
    joined: Joined,
    ids: Mapping[int, str],
    names: Mapping[str, str],
    settled: Sequence[tuple[list[int], list[int]]],
) -> tuple[Doubt, ...]:
    """Keep the best reason for each pair of persons that was not joined after all."""
    closed = {
        frozenset((ids[joined.find(a)], ids[joined.find(b)]))
        for ones, others in settled
        for a in ones
        for b in others
    }
    best: dict[tuple[str, str], Doubt] = {}
    for link in joined.doubts:
        one, other = sorted((ids[joined.find(link.a)], ids[joined.find(link.b)]))
        if one == other or frozenset((one, other)) in closed:
            continue
        doubt = Doubt(one, other, names[one], names[other], link.reason, link.probability)
        if (one, other) not in best or best[one, other].probability < doubt.probability:
            best[one, other] = doubt
    return tuple(sorted(best.values(), key=lambda d: (-d.probability, d.a, d.b)))


SHORT: Final = 4
LONG: Final = 16


def _ids(keys: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Make an id from the strongest key; a local one gets a short mark of where it stands."""
    found = {root: id_of(own[0], SHORT) for root, own in keys.items()}
    twice = {one for one, number in Counter(found.values()).items() if number > 1}
    return {
        root: id_of(keys[root][0], LONG) if one in twice else one for root, one in found.items()
    }


def id_of(strongest: str, digits: int) -> str:
    """Make an id of a key. The short one leaves out the folders, so that it moves with them."""
    kind = key_kind(strongest)
    if kind in STRONG_KEYS:
        return strongest
    key, _, scope = strongest.rpartition("|")
    place, number, rest = scope.partition("#")
    moved = f"{key}|{base_name(place)}{number}{rest}" if digits == SHORT else strongest
    mark = hashlib.blake2b(moved.encode(), digest_size=8).hexdigest()[:digits]
    shown = parse(key_value(strongest)).shown if kind == "name" else ""
    return f"{kind}:{(shown or key_value(strongest)).lower()}~{mark}"


def _display(names: Sequence[Name]) -> str:
    """Choose the fullest form: names written out, then the most frequent, then the longest."""
    found = [name for name in names if name.shown]
    if len(found) < 2:  # noqa: PLR2004 - nothing to choose between
        return found[0].shown if found else ""
    counts = Counter(found)
    best = min(
        counts,
        key=lambda n: (not n.full, not n.latin, not n.given[1:], -counts[n], -len(n.shown), n),
    )
    return best.shown


def _usual(rows: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Take from each column what is written most often."""
    return rows[0] if len(rows) == 1 else tuple(map(_mode, zip(*rows, strict=True)))


def _mode(values: Iterable[str]) -> str:
    found = [value for value in values if value]
    if len(set(found)) < 2:  # noqa: PLR2004 - nothing to choose between
        return found[0] if found else ""
    counts = Counter(found)
    return min(counts, key=lambda v: (-counts[v], len(v), v))
