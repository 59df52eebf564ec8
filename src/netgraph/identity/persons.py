"""Persons: what each set of mentions comes to, under an id that the next run gives again."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress, pairwise, starmap
from operator import attrgetter, itemgetter
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from netgraph.identity.comparing import Numbers, sort_within
from netgraph.identity.joined import Joined, Link, base_name
from netgraph.names import Name, parse
from netgraph.records import KEY_KINDS, STRONG_KEYS, Contact, Skipped, key, key_kind, key_value

_T = TypeVar("_T")


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

    @property
    def me(self) -> tuple[str, ...]:
        """The ids of the user, who may be several people as far as the exports tell."""
        return tuple(person.id for person in self.persons if person.me)

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
    place, roots = pd.factorize(joined.roots())
    holder, number = _holders(joined, place), place.tolist()
    keys = _keys(joined, holder, roots.tolist())
    ids, names, everybody = _ids(joined, keys), _names(joined, place, keys), range(len(roots))
    me, merges = {number[n] for n in mine}, _merges(joined, number)
    columns = (
        ids,
        names,
        *(_usual(joined, place, one, len(roots)) for one in ("organisation", "title", "location")),
        keys,
        _files(joined, place, len(roots)),
        map(me.__contains__, everybody),
        (merges.get(n, ()) for n in everybody),
    )
    persons = tuple(sorted(starmap(Person, zip(*columns, strict=True)), key=itemgetter(0)))
    person_of = dict(zip(joined.keys.texts, map(ids.__getitem__, holder.tolist()), strict=True))
    doubts = _doubts(joined, number, ids, names, settled)
    return People(persons, person_of, doubts, left_out, tuple(dict.fromkeys(notes)))


def _grouped(group: Numbers, groups: int, values: list[_T]) -> Iterator[list[_T]]:
    """Cut the values, which are sorted by their group, where the groups end."""
    ends = np.cumsum(np.bincount(group, minlength=groups)).tolist()
    return (values[start:end] for start, end in pairwise([0, *ends]))


def _holders(joined: Joined, place: Numbers) -> Numbers:
    """Give the person to whom each key belongs: where there are several, who has it most often."""
    keys = joined.keys
    holder: Numbers = place[keys.first]
    elsewhere = place[keys.mention] != holder[keys.key]
    for number in np.unique(keys.key[elsewhere]).tolist():
        counts = Counter(place[keys.at(number)].tolist())
        holder[number] = min(counts, key=lambda n: (-counts[n], n))
    return holder


def _merges(joined: Joined, place: Sequence[int]) -> dict[int, tuple[Merge, ...]]:
    """Say of each person why the mentions were joined, where one can tell them apart."""
    found: defaultdict[int, list[Merge]] = defaultdict(list)
    for link in joined.links:
        one, other = joined.where(link.a), joined.where(link.b)
        if one != other:
            found[place[link.a]].append(Merge(one, other, link.reason, link.probability))
    return {n: tuple(merges) for n, merges in found.items()}


def _names(joined: Joined, place: Numbers, keys: Sequence[tuple[str, ...]]) -> list[str]:
    """Choose the form in which each person is named; who has no name is called by a key."""
    person, form, count = _counted(place, joined.written, len(joined.different))
    whose, names = person.tolist(), [joined.different[n] for n in form.tolist()]
    shown = {n: name.shown for n, name in zip(whose, names, strict=True)}
    forms: defaultdict[int, dict[Name, int]] = defaultdict(dict)
    several = (np.bincount(person)[person] > 1).tolist()
    for n, name, often in compress(zip(whose, names, count.tolist(), strict=True), several):
        forms[n][name] = often
    shown |= {n: _display(counts) for n, counts in forms.items()}
    return [shown[n] or _nameless(own) for n, own in enumerate(keys)]


def _counted(person: Numbers, value: Numbers, values: int) -> tuple[Numbers, Numbers, Numbers]:
    """Give who has which value, sorted, and how often."""
    rows, count = np.unique(person * values + value, return_counts=True)
    return *np.divmod(rows, max(values, 1)), count


def _said(
    joined: Joined, place: Numbers, field: str, rank: Callable[[str], Any] = str
) -> tuple[Numbers, Numbers, list[str]]:
    """Give who has which text of one kind, sorted by both, and how often; none that is empty."""
    value, texts = joined.told(field)
    order = sorted(range(len(texts)), key=lambda n: rank(texts[n]))
    person, which, count = _counted(place, np.argsort(order)[value], len(texts))
    own = np.array(texts, object)[np.array(order, np.int64)][which]
    written = own != ""
    return person[written], count[written], own[written].tolist()


def _usual(joined: Joined, place: Numbers, field: str, persons: int) -> list[str]:
    """Take what is written most often of each person, then the shortest; "" if nothing is."""
    person, count, texts = _said(joined, place, field, lambda text: (len(text), text))
    order = np.lexsort((-count, person))
    best = order[np.diff(person[order], prepend=-1) > 0]
    found = [""] * persons
    for n, row in zip(person[best].tolist(), best.tolist(), strict=True):
        found[n] = texts[row]
    return found


def _files(joined: Joined, place: Numbers, persons: int) -> list[tuple[str, ...]]:
    """Say in which files each person occurs."""
    person, _, files = _said(joined, place, "file")
    return [*map(tuple, _grouped(person, persons, files))]


def _keys(joined: Joined, holder: Numbers, roots: Sequence[int]) -> list[tuple[str, ...]]:
    """Sort each person's own keys; whoever has none left is known by name and place."""
    kind = holder * len(KEY_KINDS) + joined.keys.kind
    order = np.argsort(kind, kind="stable")
    own = np.array(joined.keys.texts, object)[order].tolist()
    sort_within(kind[order], own)
    found = [*map(tuple, _grouped(holder, len(roots), own))]
    for n in np.flatnonzero(np.bincount(holder, minlength=len(roots)) == 0).tolist():
        found[n] = (_local(joined.mentions[roots[n]]),)
    return found


def _local(mention: Contact) -> str:
    return f"name:{mention.name or 'somebody'}|{mention.file}#{mention.line}"


def by_strength(each: str) -> tuple[int, str]:
    """Give what keys are sorted by: the kind that tells most first."""
    return KEY_KINDS.index(key_kind(each)), each


def _nameless(keys: Sequence[str]) -> str:
    """Call somebody without a name by their key."""
    kind, unit = key_kind(keys[0]), keys[0].rpartition("|")[2]
    return f"Owner of {unit}" if kind == "owner" else key_value(keys[0])


def _doubts(
    joined: Joined,
    place: Sequence[int],
    ids: Sequence[str],
    names: Sequence[str],
    settled: Sequence[tuple[list[int], list[int]]],
) -> tuple[Doubt, ...]:
    """Keep the best reason for each pair of persons that was not joined after all."""
    closed = {
        frozenset((place[a], place[b])) for ones, others in settled for a in ones for b in others
    }
    best: dict[tuple[int, int], Link] = {}
    for link in joined.doubts:
        one, other = place[link.a], place[link.b]
        pair = (one, other) if ids[one] < ids[other] else (other, one)
        if one == other or (closed and frozenset(pair) in closed):
            continue
        if pair not in best or best[pair].probability < link.probability:
            best[pair] = link
    found = (
        Doubt(ids[one], ids[other], names[one], names[other], link.reason, link.probability)
        for (one, other), link in best.items()
    )
    return tuple(sorted(found, key=lambda d: (-d.probability, d.a, d.b)))


#: How keys begin that identify nobody outside their file.
_LOCAL: Final = tuple(f"{kind}:" for kind in KEY_KINDS if kind not in STRONG_KEYS)
SHORT: Final = 4
LONG: Final = 16


def _ids(joined: Joined, keys: Sequence[Sequence[str]]) -> list[str]:
    """Make an id from the strongest key; a local one gets a short mark of where it stands."""
    found = [own[0] for own in keys]
    local = [n for n, strongest in enumerate(found) if strongest.startswith(_LOCAL)]
    short = {n: id_of(found[n], SHORT, joined.read) for n in local}
    often = Counter(short.values())
    for n, one in short.items():
        found[n] = one if often[one] == 1 else id_of(found[n], LONG, joined.read)
    return found


def id_of(strongest: str, digits: int, read: Callable[[str], Name] = parse) -> str:
    """Make an id of a key. The short one leaves out the folders, so that it moves with them."""
    if not strongest.startswith(_LOCAL):
        return strongest
    key, _, scope = strongest.rpartition("|")
    place, number, rest = scope.partition("#")
    moved = f"{key}|{base_name(place)}{number}{rest}" if digits == SHORT else strongest
    mark = hashlib.blake2b(moved.encode(), digest_size=8).hexdigest()[:digits]
    value = key_value(strongest)
    kind = key_kind(strongest)
    shown = read(value).shown if kind == "name" else ""
    return f"{kind}:{(shown or value).lower()}~{mark}"


def _display(names: Mapping[Name, int]) -> str:
    """Choose the fullest form: names written out, then the most frequent, then the longest."""
    shown = {name.shown for name in names} - {""}
    if len(shown) < 2:  # noqa: PLR2004 - nothing to choose between
        return "".join(shown)
    best = min(
        filter(attrgetter("shown"), names),
        key=lambda n: (not n.full, not n.latin, not n.given[1:], -names[n], -len(n.shown), n),
    )
    return best.shown
