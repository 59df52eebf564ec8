"""What is known of everybody once the certain keys have been followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

import numpy as np

from netgraph.identity.candidates import Traits
from netgraph.identity.comparing import Numbers, numbered, ordered
from netgraph.identity.evidence import Profiles, Table, localities, private_parts, signature
from netgraph.identity.joined import Joined
from netgraph.names import WORDS, Name, organisations
from netgraph.records import STRONG_KEYS, Contact, Event, key_kind

#: Events with more people say little about who knows whom, and are not used to tell people apart.
_CROWD: Final = 100
#: Letters of a word that names one house rather than a kind of house.
_TELLING: Final = 5
_KIND: Final = frozenset(WORDS["empty"].split())
_KINDS: Final = ("organisation", "location", "neighbour", "email", "phone", "linkedin")


def profiles_of(joined: Joined, events: Sequence[Event]) -> tuple[list[int], Profiles]:
    """Sum up what is known of each set of mentions, and note what excludes others.

    Returns:
        The sets, in the order of the profiles, and the profiles.
    """
    roots = sorted({joined.find(n) for n in range(len(joined.mentions))})
    place = {root: n for n, root in enumerate(roots)}
    held: dict[str, list[tuple[int, str]]] = {kind: [] for kind in _KINDS}
    for number, contact in enumerate(joined.mentions):
        person = place[joined.find(number)]
        if contact.organisation:
            held["organisation"] += [(person, o) for o in organisations(contact.organisation)]
        if contact.location:
            held["location"] += [(person, part) for part in localities(contact.location)]
        for each in contact.keys:
            kind = key_kind(each)
            if kind in held:
                held[kind].append((person, each))
            if kind == "linkedin":  # nobody has two profiles in one archive
                joined.claim(number, f"LinkedIn in {contact.file.rpartition('/')[0]}", each)
    stated = np.isin(np.arange(len(roots)), [n for n, _ in held["organisation"]])
    held["organisation"] += _houses(held["email"], held["organisation"])
    held["neighbour"] = [(place[n], sign) for n, sign in _neighbours(joined, events)]
    number_of: dict[Name, int] = {}
    borne = [
        (place[root], number_of.setdefault(name, len(number_of)))
        for root in roots
        for name in sorted(joined.variants[root])
    ]
    person_of, name = np.array(borne, np.int64).reshape(-1, 2).T
    tables = {kind: Table(len(roots), cells) for kind, cells in held.items()}
    return roots, Profiles(list(number_of), person_of, name, tables, stated)


def _houses(
    emails: Sequence[tuple[int, str]], places: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, str]]:
    """Put who writes from a house together with who works where that is part of the name."""
    labels = {each: each.rpartition("@")[2].split(".")[:-1] for each in {e for _, e in emails}}
    words = {place: place.split() for place in {p for _, p in places}}
    named = set().union(*labels.values()) & set().union(*words.values()) - _KIND
    if named := {word for word in named if len(word) >= _TELLING}:
        every = labels | words
        for n, value in (*emails, *places):
            yield from ((n, word) for word in named.intersection(every[value]))


def _neighbours(joined: Joined, events: Sequence[Event]) -> Iterator[tuple[int, str]]:
    """Say whom people had to do with; nobody is two of the authors of a paper."""
    for number, event in enumerate(events):
        if len(event.people) > _CROWD:
            continue
        people = {joined.of_key(k): k for k in event.people if k in joined.at}
        signs = {n: signature(max(joined.variants[n])) for n in people if joined.variants[n]}
        for n, each in people.items():
            yield from ((n, sign) for sign in set(signs.values()) - {signs.get(n)})
            if event.kind == "coauthor":
                joined.claim(n, f"paper {number}", each)


def traits(profiles: Profiles) -> Traits:
    """Give what may tell people of one name apart, where there are many of them."""
    tables = profiles.tables
    mail = [(n, p) for n in np.flatnonzero(tables["email"].some).tolist()
            for p in private_parts(tables["email"].of(n))]  # fmt: skip
    writers = np.array([n for n, _ in mail], np.int64)
    found = [
        tables["organisation"].held.nonzero(),
        (writers, numbered(part for _, part in mail)[0]),
        _homes(tables["location"]),
        tables["neighbour"].held.nonzero(),
    ]
    person = np.concatenate([own for own, _ in found]).astype(np.int64)
    trait = np.concatenate([number * len(found) + n for n, (_, number) in enumerate(found)])
    order = np.argsort(person, kind="stable")
    telling = trait % len(found) < len(found) - 1  # the authors of a paper share all neighbours
    return Traits(person[order], trait[order].astype(np.int64), telling[order])


def _homes(table: Table) -> tuple[Numbers, Numbers]:
    """Take two parts of a place together: a number in a street and its town are a home."""
    size = np.diff(table.held.indptr).astype(np.int64)
    owner, one, other = ordered(table.held.indices.astype(np.int64), size)
    exact = np.array([any(map(str.isdigit, part)) for part in table.values], np.bool_)
    once = (one < other) & (exact[one] | exact[other])
    return owner[once], one[once] * len(table.values) + other[once]


def certain(joined: Joined) -> Iterator[tuple[str, Contact, Contact]]:
    """Give mentions that share a key across files: the same person, however the rest reads."""
    for each, who in joined.at.items():
        if len(who) > 1 and key_kind(each) in STRONG_KEYS:
            yield from _across(joined, key_kind(each), who)


def _across(
    joined: Joined, kind: str, who: Sequence[int]
) -> Iterator[tuple[str, Contact, Contact]]:
    first = joined.mentions[who[0]]
    for number in who[1:]:
        other = joined.mentions[number]
        apart = joined.find(who[0]) != joined.find(number)
        if not apart and first.file != other.file and first.name and other.name:
            yield kind, first, other
