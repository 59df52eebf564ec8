"""Mentions joined into persons: disjoint sets that keep every reason and respect every wall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from netgraph.identity.comparing import Numbers, lengths, numbered, texts_numbered
from netgraph.identity.matching import Claims, contradict, exclude, strangers
from netgraph.identity.mentions import named_by_address
from netgraph.names import Name, parse, parse_all
from netgraph.records import KEY_KINDS, STRONG_KEYS, Contact, key_kind, key_value

_CERTAIN: Final = {
    "orcid": (0.999, "the same ORCID"), "email": (0.99, "the same e-mail address"),
    "linkedin": (0.999, "the same LinkedIn profile"), "x": (0.99, "the same X account"),
    "phone": (0.95, "the same phone number"), "openalex": (0.98, "the same OpenAlex author"),
    "instagram": (0.99, "the same Instagram account"),
    "mastodon": (0.99, "the same Mastodon account"),
    "facebook": (0.99, "the same Facebook account"),
    "owner": (1.0, "the owner of this export"), "name": (1.0, "one person in this export"),
}  # fmt: skip
#: Keys that people share or pass on, so that different names under one of them are believed.
_SHAREABLE: Final = frozenset({"email", "phone"})
#: The export's own word for one person comes first, then the keys, strongest first.
_ORDER: Final = tuple(map(("name", "id", "owner", *KEY_KINDS).index, KEY_KINDS))
_KINDS: Final = {kind: n for n, kind in enumerate(KEY_KINDS)}


def base_name(path: str) -> str:
    """Give the name of a file without its folders."""
    return path.rstrip("/").rpartition("/")[2]


class Link(NamedTuple):
    """Why two mentions are, or may be, one person."""

    a: int
    b: int
    reason: str
    probability: float
    kind: str = ""


class Keys:
    """Who has which key, as columns.

    Attributes:
        texts: Every different key, in the order of the first mention that has it.
        kind: The kind of each, by number in `KEY_KINDS`.
        mention: With `key`: which mention has which key, by number, mentions in their order.
        key: Number in `texts`.
        first: The first mention of each key.
    """

    def __init__(self, mentions: Sequence[Contact]) -> None:
        own = [contact.keys for contact in mentions]
        self.key, self.texts = texts_numbered([*chain.from_iterable(own)])
        self.kind = np.array([_KINDS[each.partition(":")[0]] for each in self.texts], np.int64)
        self.mention = np.repeat(np.arange(len(own)), lengths(own))
        held = self.mention[np.argsort(self.key, kind="stable")]
        end = np.cumsum(np.bincount(self.key, minlength=len(self.texts)))
        self.first = held[np.r_[np.int64(0), end][:-1]]
        self._held: list[int] = held.tolist()
        self._end: list[int] = end.tolist()

    @cached_property
    def _number(self) -> dict[str, int]:
        """Number every key; only events, owners and decisions ask by text."""
        return dict(zip(self.texts, range(len(self.texts)), strict=True))

    def __contains__(self, key: str) -> bool:
        """Say whether anybody has it."""
        return key in self._number

    def __getitem__(self, key: str) -> list[int]:
        """Give the mentions that have a key; none if nobody has."""
        number = self._number.get(key)
        return [] if number is None else self.at(number)

    def at(self, number: int) -> list[int]:
        """Give the mentions that have a key, by its number."""
        return self._held[self._end[number - 1] if number else 0 : self._end[number]]

    def of_kind(self, kind: str) -> list[tuple[str, list[int]]]:
        """Give the keys of a kind, and who has each."""
        return [(self.texts[n], self.at(n)) for n in np.flatnonzero(self.are(kind)).tolist()]

    def are(self, kind: str) -> NDArray[np.bool_]:
        """Say which keys are of a kind."""
        found: NDArray[np.bool_] = self.kind == _KINDS[kind]
        return found

    def shared(self) -> list[int]:
        """Give the keys that several mentions have, by number."""
        return [int(n) for n in np.flatnonzero(np.bincount(self.key) > 1)]


class Joined:
    """Disjoint sets of mentions (Tarjan 1975). A set is named by its first mention.

    Attributes:
        mentions: The mentions, in an order that does not depend on the files'.
        keys: Which mentions have a key.
        different: Every different name, taken apart.
        written: Which of them each mention has, by number.
        names: The name of each mention.
        spelled: By mention the names, by number, that addresses spell out where no whole name is.
        variants: The names of each set.
        links: Why mentions were joined.
        doubts: Why they may be one, although they were not joined.
    """

    def __init__(self, mentions: Sequence[Contact]) -> None:
        self.mentions = list(mentions)
        self.keys = Keys(self.mentions)
        self._told: dict[str, tuple[Numbers, list[str]]] = {}
        written, texts = self.told("name")
        names = parse_all(texts)
        self._known = dict(zip(texts, names, strict=True))
        self.names = list(map(names.__getitem__, written.tolist()))
        spelled = list(self._spelled(np.array([name.full for name in names], np.bool_)[written]))
        number, self.different = numbered([*names, *(name for _, name in spelled)])
        self.written, others = number[written], number[len(names) :].tolist()
        self.spelled = [(n, other) for (n, _), other in zip(spelled, others, strict=True)]
        alone = [frozenset([name] if name.family else []) for name in self.different]
        self.variants = list(map(alone.__getitem__, self.written.tolist()))
        for mention, name in spelled:
            self.variants[mention] |= {name}
        self.links: list[Link] = []
        self.doubts: list[Link] = []
        self._parent = list(range(len(self.mentions)))
        self._claims: dict[int, dict[str, set[str]]] = {}
        for each, holders in self.keys.of_kind("orcid"):
            for holder in holders:
                self.claim(holder, "ORCID", each)

    def _spelled(self, full: NDArray[np.bool_]) -> Iterator[tuple[int, Name]]:
        for n in np.flatnonzero(~full).tolist():
            for name in sorted(named_by_address(self.mentions[n].keys)):
                yield n, name

    def read(self, text: str) -> Name:
        """Take a name apart, unless that was done."""
        return self._known.get(text) or parse(text)

    def told(self, field: str) -> tuple[Numbers, list[str]]:
        """Give a field of every mention, by number, and its different texts."""
        if field not in self._told:
            self._told[field] = texts_numbered([*map(attrgetter(field), self.mentions)])
        return self._told[field]

    def call(self, mention: int, text: str) -> None:
        """Give a name to a mention that has none."""
        self.mentions[mention] = self.mentions[mention]._replace(name=text)
        self.names[mention] = name = parse(text)
        if name not in self.different:
            self.different.append(name)
        self.written[mention] = self.different.index(name)
        self.variants[self.find(mention)] |= {name}

    def roots(self) -> Numbers:
        """Name the set that each mention is in."""
        root = np.array(self._parent, np.int64)
        while (root != (up := root[root])).any():
            root = up
        return root

    def find(self, mention: int) -> int:
        """Name the set that a mention is in."""
        root = mention
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[mention] != root:
            self._parent[mention], mention = root, self._parent[mention]
        return root

    def of_key(self, each: str) -> int:
        """Name the set that a key is in."""
        return self.find(self.keys[each][0])

    def claim(self, mention: int, where: str, what: str) -> None:
        """Note that a person has this of which nobody has two; see `matching.Claims`."""
        self._claims.setdefault(self.find(mention), {}).setdefault(where, set()).add(what)

    def apart(self, one: int, other: int) -> bool:
        """Say whether two sets may not be joined: each has its own of what a person has once."""
        here, there = self._claims.get(one), self._claims.get(other)
        return bool(here and there and exclude(here, there))

    def join(self, a: int, b: int, reason: str, probability: float, kind: str = "") -> None:
        """Join two sets, unless they are kept apart, and note why."""
        one, other = sorted((self.find(a), self.find(b)))
        if one == other or self.apart(one, other):
            return
        self._parent[other] = one
        if self.variants[other] is not self.variants[one]:
            self.variants[one] |= self.variants[other]
        for where, what in self._claims.pop(other, {}).items():
            self._claims.setdefault(one, {}).setdefault(where, set()).update(what)
        self.links.append(Link(a, b, reason, probability, kind))

    def follow_keys(self) -> None:
        """Join the mentions that share a key, strongest kind first."""
        keys = self.keys
        for _, each, number in sorted(
            (_ORDER[keys.kind[n]], keys.texts[n], n) for n in keys.shared()
        ):
            first, *others = keys.at(number)
            for other in others:
                self._join_by_key(first, other, each)

    def _join_by_key(self, a: int, b: int, shared: str) -> None:
        one, other = self.find(a), self.find(b)
        if one == other:
            return
        kind = key_kind(shared)
        probability, words = _CERTAIN.get(kind, (1.0, "the same entry"))
        reason = f"{words} ({key_value(shared)})" if kind in STRONG_KEYS else words
        if self.apart(one, other):
            self.doubts.append(Link(a, b, f"{reason}, but something keeps them apart", 0.5))
        elif kind in _SHAREABLE and strangers(self.variants[one], self.variants[other]):
            self.doubts.append(Link(a, b, f"{reason}, but different names", 0.5))
        else:
            self.join(a, b, reason, probability, kind)

    def may_join(self, one: int, other: int) -> bool:
        """Say whether two sets are two, not kept apart, and have names that fit together."""
        return (
            one != other
            and not self.apart(one, other)
            and not contradict(self.variants[one], self.variants[other])
        )

    def known(self, roots: Sequence[int]) -> tuple[list[frozenset[Name]], dict[int, Claims]]:
        """Give the names of some sets, and the claims of those that have any."""
        claims: dict[int, Claims] = {
            n: self._claims[root] for n, root in enumerate(roots) if root in self._claims
        }
        return [self.variants[root] for root in roots], claims

    def where(self, number: int) -> str:
        """Say how a mention is written and where."""
        contact = self.mentions[number]
        name = contact.name or key_value(contact.keys[0])
        place = base_name(contact.file)
        return f"{name} ({place}, record {contact.line})" if place else name
