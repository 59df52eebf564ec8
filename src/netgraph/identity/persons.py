"""Persons: what each set of mentions comes to, under an id that the next run gives again."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter
from typing import Final, NamedTuple, TypeVar

import numpy as np
import pandas as pd

from netgraph.identity.comparing import Numbers
from netgraph.identity.joined import Joined, base_name
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
    holder = _holders(joined, place)
    keys = _keys(joined, holder, roots.tolist())
    ids = _ids(keys)
    number = place.tolist()
    merges = _merges(joined, number)
    me = {number[n] for n in mine}
    persons = [
        _person(joined, who, ids[n], keys[n], merges.get(n, ()), me=n in me)
        for n, who in enumerate(
            _grouped(place, len(roots), np.argsort(place, kind="stable").tolist())
        )
    ]
    person_of = dict(zip(joined.keys.texts, map(ids.__getitem__, holder.tolist()), strict=True))
    doubts = _doubts(joined, [persons[n] for n in number], settled)
    by_id = tuple(sorted(persons, key=itemgetter(0)))
    return People(by_id, person_of, doubts, left_out, tuple(dict.fromkeys(notes)))


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


def _person(
    joined: Joined,
    who: Sequence[int],
    one: str,
    keys: tuple[str, ...],
    merges: tuple[Merge, ...],
    *,
    me: bool,
) -> Person:
    if len(who) == 1:
        _, _, organisation, title, location, file, *_ = joined.mentions[who[0]]
        name = joined.names[who[0]].shown or _nameless(keys)
        return Person(
            one, name, organisation, title, location, keys, (file,) if file else (), me, merges
        )
    _, _, organisations, titles, locations, files, *_ = zip(
        *[joined.mentions[n] for n in who], strict=True
    )
    name = _display([joined.names[n] for n in who]) or _nameless(keys)
    places = tuple(sorted({*files} - {""}))
    usual = _usual(organisations), _usual(titles), _usual(locations)
    return Person(one, name, *usual, keys, places, me, merges)


_RANK: Final = {kind: rank for rank, kind in enumerate(KEY_KINDS)}


def _keys(joined: Joined, holder: Numbers, roots: Sequence[int]) -> list[tuple[str, ...]]:
    """Sort each person's own keys; whoever has none left is known by name and place."""
    texts, kinds = joined.keys.texts, joined.keys.kinds
    rank = np.array([_RANK[kind] for kind in kinds], np.int64)
    kind = holder * len(_RANK) + rank
    order = np.argsort(kind, kind="stable")
    own = np.array(texts, object)[order].tolist()
    found = [*map(tuple, _grouped(holder, len(roots), own))]
    for n in np.flatnonzero(np.bincount(holder, minlength=len(roots)) == 0).tolist():
        found[n] = (_local(joined.mentions[roots[n]]),)
    again = order[1:][np.diff(kind[order]) == 0]  # several of a kind
    for n in np.unique(holder[again]).tolist():
        found[n] = tuple(sorted(found[n], key=by_strength))
    return found


def _local(mention: Contact) -> str:
    return f"name:{mention.name or 'somebody'}|{mention.file}#{mention.line}"


def by_strength(each: str) -> tuple[int, str]:
    """Give what keys are sorted by: the kind that tells most first."""
    return _RANK[key_kind(each)], each


def _nameless(keys: Sequence[str]) -> str:
    """Call somebody without a name by their key."""
    kind, unit = key_kind(keys[0]), keys[0].rpartition("|")[2]
    return f"Owner of {unit}" if kind == "owner" else key_value(keys[0])


def _doubts(
    joined: Joined,
    whose: Sequence[Person],
    settled: Sequence[tuple[list[int], list[int]]],
) -> tuple[Doubt, ...]:
    """Keep the best reason for each pair of persons that was not joined after all."""
    closed = {
        frozenset((whose[a].id, whose[b].id))
        for ones, others in settled
        for a in ones
        for b in others
    }
    best: dict[tuple[str, str], Doubt] = {}
    for link in joined.doubts:
        one, other = whose[link.a], whose[link.b]
        if other.id < one.id:
            one, other = other, one
        ids = one.id, other.id
        if one is other or (closed and frozenset(ids) in closed):
            continue
        if ids not in best or best[ids].probability < link.probability:
            best[ids] = Doubt(*ids, one.name, other.name, link.reason, link.probability)
    return tuple(sorted(best.values(), key=lambda d: (-d.probability, d.a, d.b)))


SHORT: Final = 4
LONG: Final = 16


def _ids(keys: Sequence[Sequence[str]]) -> list[str]:
    """Make an id from the strongest key; a local one gets a short mark of where it stands."""
    found = [id_of(own[0], SHORT) for own in keys]
    if len(set(found)) == len(found):
        return found
    twice = {one for one, number in Counter(found).items() if number > 1}
    return [id_of(k[0], LONG) if one in twice else one for k, one in zip(keys, found, strict=True)]


def id_of(strongest: str, digits: int) -> str:
    """Make an id of a key. The short one leaves out the folders, so that it moves with them."""
    if (kind := key_kind(strongest)) in STRONG_KEYS:
        return strongest
    key, _, scope = strongest.rpartition("|")
    place, number, rest = scope.partition("#")
    moved = f"{key}|{base_name(place)}{number}{rest}" if digits == SHORT else strongest
    mark = hashlib.blake2b(moved.encode(), digest_size=8).hexdigest()[:digits]
    value = key_value(strongest)
    shown = parse(value).shown if kind == "name" else ""
    return f"{kind}:{(shown or value).lower()}~{mark}"


def _display(names: Sequence[Name]) -> str:
    """Choose the fullest form: names written out, then the most frequent, then the longest."""
    shown = {name.shown for name in names} - {""}
    if len(shown) < 2:  # noqa: PLR2004 - nothing to choose between
        return "".join(shown)
    counts = Counter(name for name in names if name.shown)
    best = min(
        counts,
        key=lambda n: (not n.full, not n.latin, not n.given[1:], -counts[n], -len(n.shown), n),
    )
    return best.shown


def _usual(values: Sequence[str]) -> str:
    """Take what is written most often."""
    written = {*values} - {""}
    if len(written) < 2:  # noqa: PLR2004 - nothing to choose between
        return "".join(written)
    counts = Counter(values)
    return min(written, key=lambda v: (-counts[v], len(v), v))
