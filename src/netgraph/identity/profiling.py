"""What is known of everybody once the certain keys have been followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np
import pandas as pd

from netgraph.identity.candidates import Traits
from netgraph.identity.comparing import (
    Names,
    Numbers,
    distinct,
    numbered,
    ordered,
    sort_within,
    spans,
)
from netgraph.identity.evidence import (
    ADDRESSES,
    Certain,
    Profiles,
    Table,
    localities,
    private_part,
    signature,
)
from netgraph.identity.joined import Joined
from netgraph.names import WORDS, organisations
from netgraph.records import KEY_KINDS, STRONG_KEYS, Event

#: Events with more people say little about who knows whom, and are not used to tell people apart.
_CROWD: Final = 100
#: Letters of a word that names one house rather than a kind of house.
_TELLING: Final = 5
_KIND: Final = frozenset(WORDS["empty"].split())


def profiles_of(joined: Joined, events: Sequence[Event]) -> tuple[list[int], Profiles]:
    """Sum up what is known of each set of mentions, and note what excludes others.

    Returns:
        The sets, in the order of the profiles, and the profiles.
    """
    roots, place = np.unique(joined.roots(), return_inverse=True)
    held = _held_by(joined, place)
    stated = np.isin(np.arange(len(roots)), held["organisation"].person)
    held["organisation"] = _with_houses(held["email"], held["organisation"])
    neighbours = [*_neighbours(joined, events)]
    for kind, rows in (
        ("neighbour", neighbours),
        ("coauthor", [row for row in neighbours if row[2]]),
    ):
        who = place[np.array([n for n, _, _ in rows], np.int64)]
        held[kind] = _held((who, np.arange(len(who)), [[sign] for _, sign, _ in rows]))
    _claim_profiles(joined)
    tables = {kind: Table(len(roots), *columns) for kind, columns in held.items()}
    return roots.tolist(), Profiles(*_borne(joined, place), tables, stated)


def _borne(joined: Joined, place: Numbers) -> tuple[Names, Numbers, Numbers]:
    """Give every different name, and who bears which."""
    mention, spelled = np.array(joined.spelled, np.int64).reshape(-1, 2).T
    names, name = joined.different, np.r_[joined.written, spelled]
    whole = np.array([bool(name.family) for name in names], np.bool_)
    rows = distinct((np.r_[place, place[mention]] * len(names) + name)[whole[name]])
    person, name = np.divmod(rows, max(len(names), 1))
    each = name.tolist()
    sort_within(person, each, names.__getitem__)  # in an order that files do not change
    name, used = pd.factorize(np.array(each, np.int64))
    return Names([names[n] for n in used.tolist()]), person, name


class _Held(NamedTuple):
    """Who has what of one kind: people and values as columns, and the texts of the values."""

    person: Numbers
    value: Numbers
    texts: list[str]


def _held_by(joined: Joined, place: Numbers) -> dict[str, _Held]:
    """Read each different employer and place once, and sort the addresses by their kind."""
    found, keys = {}, joined.keys
    for kind, read in (("organisation", organisations), ("location", localities)):
        text, different = joined.told(kind)
        found[kind] = _held((place, text, [[*read(each)] for each in different]))
    person = place[keys.mention]
    for kind in ADDRESSES:
        rows = keys.are(kind)[keys.key]
        value, used = pd.factorize(keys.key[rows])
        found[kind] = _Held(person[rows], value, [keys.texts[n] for n in used])
    return found


def _held(*told: tuple[Numbers, Numbers, Sequence[Sequence[str]]]) -> _Held:
    """Put together whose what is, by number, and what that says; nothing, one thing or several."""
    value, values = numbered(each for _, _, said in told for own in said for each in own)
    size = np.array([len(own) for _, _, said in told for own in said], np.int64)
    before = np.cumsum([0, *(len(said) for _, _, said in told)])
    which = np.concatenate(
        [text + start for (_, text, _), start in zip(told, before[:-1], strict=True)]
    )
    row, where = spans((np.cumsum(size) - size)[which], size[which])
    return _Held(np.concatenate([person for person, _, _ in told])[row], value[where], values)


def _claim_profiles(joined: Joined) -> None:
    """Note that nobody has two LinkedIn profiles in one archive."""
    for each, holders in joined.keys.of_kind("linkedin"):
        for number in holders:
            joined.claim(number, _archive(joined.mentions[number].file), each)


@lru_cache(maxsize=1 << 12)
def _archive(file: str) -> str:
    return f"LinkedIn in {file.rpartition('/')[0]}"


def _with_houses(emails: _Held, places: _Held) -> _Held:
    """Put who writes from a house together with who works where that is part of the name."""
    labels = [each.rpartition("@")[2].split(".")[:-1] for each in emails.texts]
    words = [place.split() for place in places.texts]
    named = set().union(*labels) & set().union(*words) - _KIND
    named = {word for word in named if len(word) >= _TELLING}
    if not named:
        return places
    return _held(
        (places.person, places.value, [[place] for place in places.texts]),
        (emails.person, emails.value, [sorted(named.intersection(own)) for own in labels]),
        (places.person, places.value, [sorted(named.intersection(own)) for own in words]),
    )


def _neighbours(joined: Joined, events: Sequence[Event]) -> Iterator[tuple[int, str, bool]]:
    """Say whom people had to do with, and if by a paper; nobody is two of its authors."""
    for number, event in enumerate(events):
        if len(event.people) > _CROWD:
            continue
        people = {joined.of_key(k): k for k in event.people if k in joined.keys}
        signs = {n: signature(max(joined.variants[n])) for n in people if joined.variants[n]}
        for n, each in people.items():
            paper = event.kind == "coauthor"
            yield from ((n, sign, paper) for sign in set(signs.values()) - {signs.get(n)})
            if paper:
                joined.claim(n, f"paper {number}", each)


def traits(profiles: Profiles) -> Traits:
    """Give what may tell people of one name apart, where there are many of them."""
    tables = profiles.tables
    writers, address = tables["email"].held.nonzero()
    part = numbered(map(private_part, tables["email"].texts))[0]
    found = [
        tables["organisation"].held.nonzero(),
        (writers, part[address]),
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
    exact = np.array([any(map(str.isdigit, part)) for part in table.texts], np.bool_)
    once = (one < other) & (exact[one] | exact[other])
    return owner[once], one[once] * len(table.texts) + other[once]


def certain(joined: Joined) -> Iterator[Certain]:
    """Give mentions that share a key across files: the same person, however the rest reads."""
    for number in joined.keys.shared():
        if (kind := KEY_KINDS[joined.keys.kind[number]]) in STRONG_KEYS:
            yield from _across(joined, kind, joined.keys.at(number))


def _across(joined: Joined, kind: str, who: Sequence[int]) -> Iterator[Certain]:
    first = joined.mentions[who[0]]
    for number in who[1:]:
        other = joined.mentions[number]
        apart = joined.find(who[0]) != joined.find(number)
        if not apart and first.file != other.file and first.name and other.name:
            yield Certain(kind, first, other, (joined.names[who[0]], joined.names[number]))
