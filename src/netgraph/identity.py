"""Who is who: records become persons. Every merge carries its reason, every doubt is kept.

Four steps, none of which depends on the order of the files:

1. Mentions that share a key which identifies people (an ORCID, an address) are one person, unless
   something says otherwise: two ORCIDs, or an address used under different names.
2. The owner of each export is found among the mentions in it.
3. Mentions with compatible names are weighed (`netgraph.matching`). What is as good as certain and
   rests on more than the name is merged; what is likely is kept as a `Doubt`.
4. Each person gets an id that the next run gives again.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from netgraph.decisions import Decisions
from netgraph.errors import AmbiguousPersonError
from netgraph.matching import (
    Frequencies,
    Profile,
    Score,
    apart,
    compare,
    contradict,
    is_common,
    same_given,
    signature,
)
from netgraph.names import Name, blocks, likeness, organisations, parse
from netgraph.records import (
    KEY_KINDS,
    STRONG_KEYS,
    Contact,
    Event,
    Skipped,
    key,
    key_kind,
    key_value,
)  # fmt: skip

#: Merge on our own from this probability on; below it, down to `DOUBT`, ask.
MERGE: Final = 0.95
DOUBT: Final = 0.5
#: Events with more people say little about who knows whom, and are not used to tell people apart.
CROWD: Final = 100
#: Most people that share one block and are all compared; a larger block is cut finer.
_BLOCK: Final = 150
#: Two candidates whose evidence differs by fewer bits fit about equally well.
_CLOSE: Final = 3.0
#: Most candidates for one mention that are looked at to see whether they are namesakes.
_RIVALS: Final = 12


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


@dataclass(frozen=True, slots=True)
class Person:
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


def resolve(
    contacts: Iterable[Contact],
    events: Iterable[Event] = (),
    *,
    me: str = "",
    decisions: Decisions | None = None,
) -> People:
    """Say which mentions are one person.

    Args:
        contacts: What the exports say about people.
        events: What they had to do with one another: shared acquaintances tell namesakes apart.
        me: The user's name, e-mail address or LinkedIn slug. If empty, all known owners are.
        decisions: What the user decided before about pairs.

    Returns:
        The persons, a way from every key to one of them, and what remains doubtful.

    Raises:
        AmbiguousPersonError: Several people answer to `me` and none of them owns an export.

    >>> a = Contact(("orcid:0000-0002-0000-0001", "name:Osei-Tutu A|p1"), "Osei-Tutu A")
    >>> b = Contact(("orcid:0000-0002-0000-0001",), "Amara Osei-Tutu, MD")
    >>> [person.name for person in resolve([a, b]).persons]
    ['Amara Osei-Tutu']
    """
    events = list(events)
    mentions, left_out = _mentions(contacts, events)
    resolution = _Resolution(mentions, events, decisions or Decisions())
    resolution.follow_keys()
    resolution.find_owners(me)
    resolution.match_names()
    return resolution.people(left_out)


# --- what is a person at all -----------------------------------------------------------------

_SORTS: Final = {
    "list": "a mailing list, not a person",
    "company": "a company, not a person",
    "room": "a room, not a person",
    "group": "a group, not a person",
    "robot": "an automatic sender, not a person",
}
#: An address that this many wrote to, that never wrote and has no personal name, is a list.
_LIST_SENDERS: Final = 4
_PERSONAL: Final = re.compile(r"email:[a-z]+[._-][a-z]+\d*@.*")
_LISTY: Final = re.compile(
    r"\b(?:all|announce|club|dev|discuss|everyone|group|info|lists?|members|news|staff|team|users)\b"
)


def _mentions(
    contacts: Iterable[Contact], events: Sequence[Event]
) -> tuple[list[Contact], tuple[Skipped, ...]]:
    """Sort the contacts, add who occurs in events only, and set aside what is no person."""
    every = sorted(set(contacts))
    owned = {k for c in every if c.owner for k in c.keys}
    out = {k: c for c in every if c.sort != "person" for k in c.keys if k not in owned}
    silent = _lists(events, every, owned)
    left_out = {Skipped(c.file, c.line, _SORTS.get(c.sort, "not a person")) for k, c in out.items()}
    left_out |= {
        Skipped("", 0, f"{key_value(k)}: a mailing list (many write to it, it never writes)")
        for k in silent - set(out)
    }
    gone = silent | set(out)
    kept = []
    for contact in every:
        keys = tuple(k for k in contact.keys if k not in gone)
        only_local = all(key_kind(k) not in STRONG_KEYS for k in keys)
        lost = len(keys) < len(contact.keys)
        if keys and contact.sort == "person" and not (lost and only_local):
            kept.append(contact._replace(keys=keys))
    known = {k for contact in every for k in contact.keys}
    extra = sorted({k for event in events for k in event.people} - known - gone)
    kept += [Contact((k,), key_value(k) if key_kind(k) == "name" else "", file="") for k in extra]
    return kept, tuple(sorted(left_out))


def _lists(events: Sequence[Event], contacts: Sequence[Contact], owned: set[str]) -> set[str]:
    """Find addresses that behave like mailing lists though no header said so."""
    senders: defaultdict[str, set[str]] = defaultdict(set)
    wrote: set[str] = set()
    for event in events:
        if event.kind == "mail" and event.people:
            wrote.add(event.people[0])
            for recipient in event.people[1:]:
                senders[recipient].add(event.people[0])
    silent = {
        k for k, who in senders.items()
        if len(who) >= _LIST_SENDERS and k not in wrote and k not in owned
    }  # fmt: skip
    named = {k for c in contacts if parse(c.name).full for k in c.keys if k in silent}
    return {k for k in silent - named if not _PERSONAL.fullmatch(k) or _LISTY.search(k)}


# --- the resolution itself -------------------------------------------------------------------

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


class _Sets:
    """Disjoint sets of mentions, by number (Tarjan 1975)."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def find(self, item: int) -> int:
        root = item
        while self.parent[root] != root:
            root = self.parent[root]
        while self.parent[item] != root:
            self.parent[item], item = root, self.parent[item]
        return root

    def union(self, a: int, b: int) -> int:
        """Join two sets; the smaller root remains, whatever the order."""
        a, b = sorted((self.find(a), self.find(b)))
        self.parent[b] = a
        return a


@dataclass
class _Resolution:
    """The state of one call of `resolve`."""

    mentions: list[Contact]
    events: list[Event]
    decisions: Decisions
    notes: list[str] = field(default_factory=list)
    mine: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.sets = _Sets(len(self.mentions))
        self.names = [parse(contact.name) for contact in self.mentions]
        self.at: defaultdict[str, list[int]] = defaultdict(list)
        for number, contact in enumerate(self.mentions):
            for each in contact.keys:
                self.at[each].append(number)
        self.variants = [
            ({n} if n.family else set[Name]()) | (set() if n.full else _named_by_address(c.keys))
            for n, c in zip(self.names, self.mentions, strict=True)
        ]
        self.orcids = [{k for k in c.keys if k.startswith("orcid:")} for c in self.mentions]
        self.merges: list[tuple[int, int, str, float]] = []
        self.doubted: list[tuple[int, int, str, float]] = []

    # ... step 1

    def follow_keys(self) -> None:
        """Join the mentions that share a key, strongest kind first."""
        order = {kind: rank for rank, kind in enumerate(("name", "id", "owner", *KEY_KINDS[:-3]))}
        shared = sorted(
            (order.get(key_kind(k), 99), k) for k, who in self.at.items() if len(who) > 1
        )
        for _, each in shared:
            first, *others = self.at[each]
            for other in others:
                self._join_by_key(first, other, each)

    def _join_by_key(self, a: int, b: int, shared: str) -> None:
        kind = key_kind(shared)
        probability, words = _CERTAIN.get(kind, (1.0, "the same entry"))
        one, other = self.sets.find(a), self.sets.find(b)
        if one == other:
            return
        reason = f"{words} ({key_value(shared)})" if kind in STRONG_KEYS else words
        if self.orcids[one] and self.orcids[other] and not self.orcids[one] & self.orcids[other]:
            self.doubted.append((a, b, f"{reason}, but two different ORCIDs", 0.5))
        elif kind in _SHAREABLE and _strangers(self.variants[one], self.variants[other]):
            self.doubted.append((a, b, f"{reason}, but different names", 0.5))
        else:
            self._join(a, b, reason, probability)

    def _join(self, a: int, b: int, reason: str, probability: float) -> None:
        one, other = self.sets.find(a), self.sets.find(b)
        if one == other:
            return
        root = self.sets.union(one, other)
        gone = other if root == one else one
        self.variants[root] |= self.variants[gone]
        self.orcids[root] |= self.orcids[gone]
        self.merges.append((a, b, reason, probability))

    # ... step 2

    def find_owners(self, me: str) -> None:
        """Find whose exports these are, and which of the owners is the user."""
        owners = sorted(k for k in self.at if key_kind(k) == "owner")
        for owner in owners:
            self._find_in_unit(self.at[owner][0], owner.rpartition("|")[2])
        known = sorted({self._root(k) for k in owners if self.variants[self._root(k)]})
        for i, one in enumerate(known):
            for other in known[i + 1 :]:
                if _agree(self.variants[self.sets.find(one)], self.variants[self.sets.find(other)]):
                    self._join(one, other, "each owns an export, and the names agree", 0.98)
        self._find_me(me, owners)

    def _root(self, each: str) -> int:
        return self.sets.find(self.at[each][0])

    def _find_in_unit(self, owner: int, unit: str) -> None:
        """Join the owner with the mention of that name in their own export."""
        names = self.variants[self.sets.find(owner)]
        if not names or not unit:
            return
        found = {
            self.sets.find(n) for n, c in enumerate(self.mentions)
            if _is_within(c.file, unit) and self.names[n].full
            and _agree(names, {self.names[n]})
        } - {self.sets.find(owner)}  # fmt: skip
        if len(found) == 1:
            self._join(owner, found.pop(), "the owner of this export, by name", 0.98)
        elif found:
            self.notes.append(
                f"{unit}: {len(found)} people in it bear the owner's name; none was taken for them."
            )

    def _find_me(self, me: str, owners: Sequence[str]) -> None:
        known = {self._root(k) for k in owners if not self._is_unknown(k)}
        unknown = [k for k in owners if self._is_unknown(k)]
        if me:
            self.mine = {self._called(me, known, unknown)} - {-1}
        else:
            self.mine = set(known)
        if unknown and len(self.mine) == 1:
            mine = next(iter(self.mine))
            for each in unknown:
                self.notes.append(
                    f"{each.rpartition('|')[2]}: does not say whose it is;"
                    f" taken to be {self._shown(mine)}'s."
                )
                self._join(mine, self.at[each][0], "the only owner known", 0.9)
        elif unknown and not me and not known:
            self.mine = {self.at[unknown[0]][0]}
            for each in unknown[1:]:
                self._join(self.at[unknown[0]][0], self.at[each][0], "both unknown owners", 0.8)
            self.notes.append("No export says whose it is; give me= to name yourself.")
        self.mine = {self.sets.find(n) for n in self.mine}

    def _is_unknown(self, owner: str) -> bool:
        root = self._root(owner)
        strong = any(
            key_kind(k) in STRONG_KEYS for n in self.at[owner] for k in self.mentions[n].keys
        )
        return not self.variants[root] and not strong

    def _called(self, me: str, known: set[int], unknown: Sequence[str]) -> int:
        """Find the mention that `me` means; -1 if nobody answers to it."""
        for kind in ("email", "linkedin", "orcid", "phone"):
            each = key(kind, me)
            if each in self.at:
                return self._root(each)
        wanted = {parse(me)}
        owners = {n for n in known if _agree(self.variants[n], wanted)}
        found = owners or {
            self.sets.find(n) for n, name in enumerate(self.names)
            if name.full and _agree({name}, wanted)
        }  # fmt: skip
        exact = {n for n in found if any(v.folded == parse(me).folded for v in self.variants[n])}
        found = exact or found
        if len(found) > 1 and not (owners or unknown):
            shown = tuple(sorted(self._where(n) for n in found))
            raise AmbiguousPersonError(
                f"{len(found)} people answer to “{me}”: {'; '.join(shown[:5])}.",
                candidates=shown,
                hint="Give your e-mail address or LinkedIn slug as me= instead.",
            )
        if found:
            return min(found)
        if not unknown:
            self.notes.append(f"Nobody in these exports is called “{me}”.")
            return -1
        number = self.at[unknown[0]][0]
        self.names[number] = parse(me)
        self.mentions[number] = self.mentions[number]._replace(name=me)
        self.variants[self.sets.find(number)] = {parse(me)}
        return number

    # ... step 3

    def match_names(self) -> None:
        """Merge what is as good as certain, keep what is likely as doubts."""
        profiles = self._profiles()
        among = Frequencies(profiles.values())
        scored: dict[tuple[int, int], Score] = {}
        for a, b in _candidates(profiles):
            score = compare(profiles[a], profiles[b], among)
            if score and score.probability >= DOUBT:
                scored[a, b] = score
        rivals: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for (a, b), score in scored.items():
            rivals[a].append((score.bits, b))
            rivals[b].append((score.bits, a))
        for (a, b), score in sorted(scored.items(), key=lambda item: (-item[1].bits, item[0])):
            self._decide(a, b, score, profiles, rivals)

    def _decide(
        self,
        a: int,
        b: int,
        score: Score,
        profiles: dict[int, Profile],
        rivals: Mapping[int, list[tuple[float, int]]],
    ) -> None:
        one, other = self.sets.find(a), self.sets.find(b)
        if one == other:
            return
        if apart(profiles[one], profiles[other]) or contradict(
            self.variants[one], self.variants[other]
        ):
            return
        reason, probability = "; ".join(score.reasons), score.probability
        contested = self._is_contested(a, b, score.bits, rivals, profiles)
        if not score.second:
            alone = score.level in {"identical", "order"} and not any(
                is_common(n) or not n.full for n in self.variants[one] | self.variants[other]
            )
            reason += "; nothing but the name agrees"
            probability = min(probability, 0.96 if alone else 0.9)
        if contested:
            reason += "; but it could be another of that name"
            probability = min(probability, 0.6)
        if probability < MERGE:
            self.doubted.append((a, b, reason, probability))
            return
        self._join(a, b, reason, probability)
        root = self.sets.find(a)
        _absorb(profiles[root], profiles[other if root == one else one])

    def _is_contested(
        self,
        a: int,
        b: int,
        bits: float,
        rivals: Mapping[int, list[tuple[float, int]]],
        profiles: Mapping[int, Profile],
    ) -> bool:
        """Say whether one of the two fits several people about equally well who are not one."""
        for who, mate in ((a, b), (b, a)):
            fitting = {self.sets.find(mate)}
            fitting |= {self.sets.find(n) for close, n in rivals[who] if close >= bits - _CLOSE}
            for one, other in combinations(sorted(fitting - {self.sets.find(who)})[:_RIVALS], 2):
                if apart(profiles[one], profiles[other]) or contradict(
                    self.variants[one], self.variants[other]
                ):
                    return True
        return False

    def _profiles(self) -> dict[int, Profile]:
        """Sum up what is known of each person after steps 1 and 2."""
        found: defaultdict[int, Profile] = defaultdict(Profile)
        for number, contact in enumerate(self.mentions):
            root = self.sets.find(number)
            profile = found[root]
            profile.names = tuple(sorted(self.variants[root]))
            profile.organisations |= organisations(contact.organisation)
            for each in contact.keys:
                self._note_key(profile, each, contact)
        self._note_events(found)
        return {n: found[n] for n in sorted(found)}

    def _note_key(self, profile: Profile, each: str, contact: Contact) -> None:
        kind = key_kind(each)
        if kind == "email":
            profile.emails.add(key_value(each))
        elif kind == "orcid":
            profile.unique.setdefault(kind, set()).add(each)
        elif kind == "linkedin":
            unit = PurePosixPath(contact.file).parent.as_posix()
            profile.unique.setdefault(f"{kind} in {unit}", set()).add(each)

    def _note_events(self, profiles: Mapping[int, Profile]) -> None:
        signs = {n: signature(p.names[-1]) for n, p in profiles.items() if p.names}
        for number, event in enumerate(self.events):
            if len(event.people) > CROWD:
                continue
            people = {self.sets.find(self.at[k][0]) for k in event.people if k in self.at}
            around = {signs[n] for n in people if n in signs}
            for n in people:
                profiles[n].neighbours |= around - {signs.get(n, "")}
                if event.kind == "coauthor":
                    profiles[n].events.add(number)

    # ... step 4

    def people(self, left_out: tuple[Skipped, ...]) -> People:
        """Give every set of mentions its id, its name and its reasons."""
        members: defaultdict[int, list[int]] = defaultdict(list)
        for number in range(len(self.mentions)):
            members[self.sets.find(number)].append(number)
        ids = _ids({root: self._keys_of(who) for root, who in members.items()})
        reasons: defaultdict[int, list[Merge]] = defaultdict(list)
        for a, b, reason, probability in self.merges:
            one, other = self._where(a), self._where(b)
            if one != other:
                reasons[self.sets.find(a)].append(Merge(one, other, reason, probability))
        persons = [self._person(ids[root], who, reasons[root]) for root, who in members.items()]
        person_of = {k: ids[self._majority(who)] for k, who in sorted(self.at.items())}
        return People(
            tuple(sorted(persons, key=lambda person: person.id)),
            person_of, tuple(self._doubts(ids)), left_out, tuple(self.notes),
        )  # fmt: skip

    def _keys_of(self, who: Sequence[int]) -> list[str]:
        rank = {kind: n for n, kind in enumerate(KEY_KINDS)}
        return sorted(
            {k for n in who for k in self.mentions[n].keys}, key=lambda k: (rank[key_kind(k)], k)
        )

    def _majority(self, who: Sequence[int]) -> int:
        """Give a key that was split to whom it is said of most often."""
        counts = Counter(self.sets.find(n) for n in who)
        return min(counts, key=lambda root: (-counts[root], root))

    def _person(self, id_: str, who: Sequence[int], merges: list[Merge]) -> Person:
        mentions = [self.mentions[n] for n in who]
        return Person(
            id=id_,
            name=_display(self.names[n] for n in who) or self._nameless(mentions),
            organisation=_usual(c.organisation for c in mentions),
            title=_usual(c.title for c in mentions),
            location=_usual(c.location for c in mentions),
            keys=tuple(self._keys_of(who)),
            files=tuple(sorted({c.file for c in mentions} - {""})),
            me=bool(self.mine & set(who)),
            merges=tuple(merges),
        )

    def _nameless(self, mentions: Sequence[Contact]) -> str:
        keys = self._keys_of(range(0)) or sorted(k for c in mentions for k in c.keys)
        owner = next((k for k in keys if key_kind(k) == "owner"), "")
        return f"Owner of {owner.rpartition('|')[2]}" if owner else key_value(keys[0])

    def _shown(self, number: int) -> str:
        return _display(self.variants[self.sets.find(number)]) or self._where(number)

    def _where(self, number: int) -> str:
        contact = self.mentions[number]
        name = contact.name or key_value(contact.keys[0])
        place = PurePosixPath(contact.file).name
        return f"{name} ({place}, record {contact.line})" if place else name

    def _doubts(self, ids: Mapping[int, str]) -> Iterator[Doubt]:
        best: dict[tuple[str, str], Doubt] = {}
        for a, b, reason, probability in self.doubted:
            one, other = sorted((self.sets.find(a), self.sets.find(b)), key=lambda n: ids[n])
            if one != other and not apart_orcid(self.orcids[one], self.orcids[other]):
                doubt = Doubt(
                    ids[one], ids[other], self._shown(one), self._shown(other), reason, probability
                )
                old = best.get(doubt[:2])
                if old is None or probability > old.probability:
                    best[doubt[:2]] = doubt
        yield from sorted(best.values(), key=lambda d: (-d.probability, d.a, d.b))


def apart_orcid(one: set[str], other: set[str]) -> bool:
    """Say whether two people have ORCIDs, and different ones."""
    return bool(one and other and not one & other)


def _named_by_address(keys: Iterable[str]) -> set[Name]:
    """Read the name that an address spells out: "amara.osei@" is a name, "aosei@" is not."""
    spelled = [
        key_value(k).partition("@")[0].rstrip("0123456789") for k in keys if _PERSONAL.fullmatch(k)
    ]
    return {parse(re.sub(r"[._-]", " ", text).title()) for text in spelled}


def _strangers(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    """Say whether no given name of one fits the other; a family name may have changed."""
    others = list(others)
    pairs = [(a, b) for a in ones for b in others if a.full and b.full and a.latin == b.latin]
    return bool(pairs) and all(
        likeness(a, b).level == "different" and not same_given(a, b) for a, b in pairs
    )


def _agree(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    others, ones = list(others), list(ones)
    some = any(likeness(a, b).compatible for a in ones for b in others)
    return some and not contradict(ones, others)


def _is_within(file: str, unit: str) -> bool:
    return file == unit or file.startswith(f"{unit}/")


def _absorb(into: Profile, other: Profile) -> None:
    into.events |= other.events
    for kind, values in other.unique.items():
        into.unique.setdefault(kind, set()).update(values)


def _candidates(profiles: Mapping[int, Profile]) -> Iterator[tuple[int, int]]:
    """Pair those whose names may agree; a crowded block is cut by full name and institution."""
    groups: defaultdict[str, list[int]] = defaultdict(list)
    for number, profile in profiles.items():
        for block in {b for name in profile.names for b in blocks(name)}:
            groups[block].append(number)
    seen: set[tuple[int, int]] = set()
    for block in sorted(groups):
        for group in _cut(groups[block], profiles):
            for i, a in enumerate(group):
                for b in group[i + 1 :]:
                    if (a, b) not in seen:
                        seen.add((a, b))
                        yield a, b


def _cut(group: list[int], profiles: Mapping[int, Profile]) -> list[list[int]]:
    if len(group) <= _BLOCK:
        return [group]
    finer: defaultdict[str, list[int]] = defaultdict(list)
    for number in group:
        profile = profiles[number]
        for part in {*(n.folded for n in profile.names), *profile.organisations}:
            finer[part].append(number)
    return [part[: _BLOCK * 2] for part in finer.values() if len(part) > 1]


def _ids(keys: Mapping[int, list[str]]) -> dict[int, str]:
    """Make an id from the strongest key; names get a short mark of where they stand."""
    found = {root: _id(own[0], 4) for root, own in keys.items()}
    twice = {one for one, number in Counter(found.values()).items() if number > 1}
    return {root: _id(keys[root][0], 16) if one in twice else one for root, one in found.items()}


def _id(strongest: str, digits: int) -> str:
    kind = key_kind(strongest)
    if kind in STRONG_KEYS:
        return strongest
    mark = hashlib.blake2b(strongest.encode(), digest_size=8).hexdigest()[:digits]
    shown = parse(key_value(strongest)).shown if kind == "name" else ""
    return f"{kind}:{(shown or key_value(strongest)).lower()}~{mark}"


def _display(names: Iterable[Name]) -> str:
    """Choose the fullest form: names written out, then the most frequent, then the longest."""
    counts = Counter(name for name in names if name.shown)
    if not counts:
        return ""
    best = min(
        counts,
        key=lambda n: (
            not n.full,
            not n.latin,
            -min(len(n.given), 2),
            -counts[n],
            -len(n.shown),
            n,
        ),
    )
    return best.shown


def _usual(values: Iterable[str]) -> str:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda v: (-counts[v], len(v), v)) if counts else ""
