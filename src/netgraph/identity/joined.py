"""Mentions joined into persons: disjoint sets that keep every reason and respect every wall."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from copy import copy
from typing import Final, NamedTuple

from netgraph.identity.matching import contradict, exclude, strangers
from netgraph.identity.mentions import named_by_address
from netgraph.names import parse
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
_ORDER: Final = {kind: n for n, kind in enumerate(("name", "id", "owner", *KEY_KINDS[:-3]))}


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


class Joined:
    """Disjoint sets of mentions (Tarjan 1975). A set is named by its first mention.

    Attributes:
        mentions: The mentions, in an order that does not depend on the files'.
        at: Which mentions have a key.
        names: The name of each mention, taken apart.
        variants: The names of each set.
        links: Why mentions were joined.
        doubts: Why they may be one, although they were not joined.
    """

    def __init__(self, mentions: Sequence[Contact]) -> None:
        self.mentions = list(mentions)
        self.at: defaultdict[str, list[int]] = defaultdict(list)
        for number, contact in enumerate(self.mentions):
            for each in contact.keys:
                self.at[each].append(number)
        self.names = [parse(contact.name) for contact in self.mentions]
        alone = {name: frozenset([name] if name.family else []) for name in set(self.names)}
        whole = {name for name in alone if name.full}
        self.variants = [
            alone[name] if name in whole else alone[name] | named_by_address(contact.keys)
            for name, contact in zip(self.names, self.mentions, strict=True)
        ]
        self.links: list[Link] = []
        self.doubts: list[Link] = []
        self._parent = list(range(len(self.mentions)))
        self._claims: dict[int, dict[str, set[str]]] = {}
        for each, who in self.at.items():
            if key_kind(each) == "orcid":
                for number in who:
                    self.claim(number, "ORCID", each)

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
        return self.find(self.at[each][0])

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
        self.variants[one] |= self.variants[other]
        for where, what in self._claims.pop(other, {}).items():
            self._claims.setdefault(one, {}).setdefault(where, set()).update(what)
        self.links.append(Link(a, b, reason, probability, kind))

    def follow_keys(self) -> None:
        """Join the mentions that share a key, strongest kind first."""
        shared = sorted((_ORDER[key_kind(k)], k) for k, who in self.at.items() if len(who) > 1)
        for _, each in shared:
            first, *others = self.at[each]
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

    def draft(self) -> Joined:
        """Copy, to see what follows from joining on."""
        other = copy(self)
        own = {n: {k: set(v) for k, v in c.items()} for n, c in self._claims.items()}
        vars(other).update(_parent=[*self._parent], _claims=own, variants=[*self.variants])
        vars(other).update(links=[], doubts=[])
        return other

    def where(self, number: int) -> str:
        """Say how a mention is written and where."""
        contact = self.mentions[number]
        name = contact.name or key_value(contact.keys[0])
        place = base_name(contact.file)
        return f"{name} ({place}, record {contact.line})" if place else name
