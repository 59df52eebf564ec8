"""Who is who: records become persons. Every merge carries its reason, every doubt is kept.

Five steps, none of which depends on the order of the files:

1. What is no person is set aside (`netgraph.identity.mentions`).
2. Mentions that share a key which identifies people (an ORCID, an address) are one person, unless
   something says otherwise: two ORCIDs, or an address used under different names.
3. The owner of each export is found among the mentions in it (`netgraph.identity.owners`).
4. Mentions with compatible names are weighed (`netgraph.identity.matching`). What is as good as
   certain and rests on more than the name is merged; what is likely is kept as a `Doubt`.
5. Each person gets an id that the next run gives again.
"""

from __future__ import annotations

import gc
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from pathlib import PurePosixPath
from typing import Final, NamedTuple, NoReturn

from netgraph.decisions import Decisions
from netgraph.errors import AmbiguousPersonError
from netgraph.identity.candidates import pairs
from netgraph.identity.joined import Joined, Link
from netgraph.identity.matching import (
    Evidence,
    Profile,
    Score,
    absorb,
    apart,
    is_common,
    private_parts,
    reasons,
    signature,
    weigh,
)
from netgraph.identity.mentions import mentions
from netgraph.identity.owners import find_owners
from netgraph.names import Name, organisations, parse
from netgraph.records import (
    KEY_KINDS,
    STRONG_KEYS,
    Contact,
    Event,
    Skipped,
    key,
    key_kind,
    key_value,
)

#: Merge on our own from this probability on; below it, down to `DOUBT`, ask.
MERGE: Final = 0.95
DOUBT: Final = 0.5
#: What a name alone may be worth: just enough if it is whole and rare, else not.
_NAME_ALONE: Final = 0.96
_LESS_THAN_A_NAME: Final = 0.9
#: A name with a further part on one side needs more, for it may be another person's.
_EXTRA_NEEDS: Final = 0.99
_CONTESTED: Final = 0.6
#: Two candidates whose evidence differs by fewer bits fit about equally well.
_CLOSE: Final = 3.0
#: Most candidates for one mention that are looked at to see whether they are namesakes.
_RIVALS: Final = 12
#: Events with more people say little about who knows whom, and are not used to tell people apart.
_CROWD: Final = 100


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
        decisions: What the user decided before about pairs; it outweighs everything else.

    Returns:
        The persons, a way from every key to one of them, and what remains doubtful.

    Raises:
        AmbiguousPersonError: Several people answer to `me` and none of them owns an export.

    >>> a = Contact(("orcid:0000-0002-0000-0001", "name:Osei-Tutu A|p1"), "Osei-Tutu A")
    >>> b = Contact(("orcid:0000-0002-0000-0001",), "Amara Osei-Tutu, MD")
    >>> [person.name for person in resolve([a, b]).persons]
    ['Amara Osei-Tutu']
    """
    with _collector_paused():
        return _resolve(contacts, list(events), me, decisions or Decisions())


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep Python from walking a million new objects again and again in search of cycles."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def _resolve(
    contacts: Iterable[Contact], events: Sequence[Event], me: str, decisions: Decisions
) -> People:
    kept, left_out = mentions(contacts, events)
    joined, notes = Joined(kept), list[str]()
    settled = _heed(joined, decisions, notes)
    joined.follow_keys()
    mine = find_owners(joined, events, me, notes)
    _match_names(joined, events, notes)
    roots = {joined.find(n) for n in mine}
    if me and len(roots) > 1:
        _refuse(joined, me, roots)
    return _people(joined, roots, settled, left_out, notes)


def _refuse(joined: Joined, me: str, roots: Iterable[int]) -> NoReturn:
    shown = tuple(sorted(joined.where(n) for n in roots))
    raise AmbiguousPersonError(
        f"{len(shown)} people answer to “{me}”: {'; '.join(shown[:5])}.",
        candidates=shown,
        hint="Give your e-mail address or LinkedIn slug as me= instead.",
    )


# --- the user's decisions --------------------------------------------------------------------


def _heed(
    joined: Joined, decisions: Decisions, notes: list[str]
) -> list[tuple[list[int], list[int]]]:
    """Raise walls between those who are different, join those who are the same.

    Returns:
        The groups of mentions about whom nothing more is to be asked.
    """
    if not (decisions.same or decisions.different or decisions.unsure):
        return []
    ids = {_id(k, size): k for k in joined.at for size in (_SHORT, _LONG)}
    settled = []
    for number, pair in enumerate(decisions.different):
        settled.append(_meant(joined, ids, pair, notes))
        joined.wall(number, *settled[-1])
    for pair in decisions.same:
        ones, others = _meant(joined, ids, pair, notes)
        if ones and others:
            joined.join(ones[0], others[0], "you said so", 1.0)
    return settled + [_meant(joined, ids, pair, notes) for pair in decisions.unsure]


def _meant(
    joined: Joined, ids: Mapping[str, str], pair: tuple[str, str], notes: list[str]
) -> tuple[list[int], list[int]]:
    ones, others = (joined.at.get(ids.get(text, text), []) for text in pair)
    for text, found in zip(pair, (ones, others), strict=True):
        if not found:
            notes.append(f"A decision names “{text}”, who is not in these exports.")
    return ones, others


# --- names -----------------------------------------------------------------------------------


def _match_names(joined: Joined, events: Sequence[Event], notes: list[str]) -> None:
    """Merge what is as good as certain, keep what is likely as doubts."""
    profiles = _profiles(joined, events)
    evidence = Evidence(profiles.values(), _certain(joined))
    roots = list(profiles)
    found, lost = pairs([p.names for p in profiles.values()], [*map(_traits, profiles.values())])
    if lost:
        notes.append(f"{lost} people have names too common to be compared with all others.")
    scored: dict[tuple[int, int], Score] = {}
    rivals: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
    for i, j, level in found:
        a, b = roots[i], roots[j]
        score = weigh(profiles[a], profiles[b], level, evidence)
        if score and score.probability >= DOUBT:
            scored[a, b] = score
            rivals[a].append((score.bits, b))
            rivals[b].append((score.bits, a))
    for (a, b), score in sorted(scored.items(), key=lambda item: (-item[1].bits, item[0])):
        one, other = joined.find(a), joined.find(b)
        if not joined.may_join(one, other) or apart(profiles[one], profiles[other]):
            continue
        probability, caveats = _caution(joined, (a, b), score, profiles, rivals)
        reason = "; ".join(reasons(profiles[a], profiles[b], evidence) + caveats)
        if probability < MERGE:
            joined.doubts.append(Link(a, b, reason, probability))
        else:
            joined.join(a, b, reason, probability)
            absorb(profiles[min(one, other)], profiles[max(one, other)])


def _caution(
    joined: Joined,
    pair: tuple[int, int],
    score: Score,
    profiles: Mapping[int, Profile],
    rivals: Mapping[int, list[tuple[float, int]]],
) -> tuple[float, list[str]]:
    """Lower the probability where nothing but the name agrees, or where it fits several people."""
    probability, caveats = score.probability, []
    if not score.second:
        names = [name for n in pair for name in joined.variants[joined.find(n)]]
        rare = all(name.full for name in names) and not any(map(is_common, names))
        enough = score.level in {"identical", "order"} or (
            score.level == "extra" and probability >= _EXTRA_NEEDS
        )
        probability = min(probability, _NAME_ALONE if rare and enough else _LESS_THAN_A_NAME)
        caveats.append("nothing but the name agrees")
    if _is_contested(joined, pair, score.bits, profiles, rivals):
        probability = min(probability, _CONTESTED)
        caveats.append("but it could be another of that name")
    return probability, caveats


def _is_contested(
    joined: Joined,
    pair: tuple[int, int],
    bits: float,
    profiles: Mapping[int, Profile],
    rivals: Mapping[int, list[tuple[float, int]]],
) -> bool:
    """Say whether one of the two fits several people about equally well who are not one."""
    for who, mate in (pair, pair[::-1]):
        if len(rivals[who]) == 1:
            continue
        close = {n for worth, n in rivals[who] if worth >= bits - _CLOSE} | {mate}
        fitting = {joined.find(n) for n in close} - {joined.find(who)}
        for one, other in combinations(sorted(fitting)[:_RIVALS], 2):
            if not joined.may_join(one, other) or apart(profiles[one], profiles[other]):
                return True
    return False


def _certain(joined: Joined) -> Iterator[tuple[str, Contact, Contact]]:
    """Give what one key joined across files: the same person, however the rest reads."""
    for link in joined.links:
        one, other = joined.mentions[link.a], joined.mentions[link.b]
        if link.kind in STRONG_KEYS and one.file != other.file and one.name and other.name:
            yield link.kind, one, other


def _profiles(joined: Joined, events: Sequence[Event]) -> dict[int, Profile]:
    """Sum up what is known of each person so far."""
    found: defaultdict[int, Profile] = defaultdict(Profile)
    for number, contact in enumerate(joined.mentions):
        profile = found[joined.find(number)]
        if contact.organisation:
            places = organisations(contact.organisation)
            profile.organisations = profile.organisations | places or places
        for each in contact.keys:
            kind = key_kind(each)
            if kind in {"orcid", "email", "phone", "linkedin"}:
                profile.keys.setdefault(kind, set()).add(each)
            if kind == "linkedin":
                unit = contact.file.rpartition("/")[0]
                profile.keys.setdefault(f"linkedin in {unit}", set()).add(each)
    for root, profile in found.items():
        profile.names = tuple(sorted(joined.variants[root]))
    _note_events(joined, found, events)
    return {root: found[root] for root in sorted(found)}


def _note_events(joined: Joined, profiles: Mapping[int, Profile], events: Sequence[Event]) -> None:
    signs = {n: signature(p.names[-1]) for n, p in profiles.items() if p.names}
    for number, event in enumerate(events):
        if len(event.people) > _CROWD:
            continue
        people = {joined.of_key(k) for k in event.people if k in joined.at}
        around = {signs[n] for n in people if n in signs}
        for n in people:
            profiles[n].neighbours |= around - {signs.get(n, "")}
            if event.kind == "coauthor":
                profiles[n].events |= {number}


def _traits(profile: Profile) -> frozenset[str]:
    """Give what may tell people of one name apart, where there are many of them."""
    private = {f"{part}@" for part in private_parts(profile.keys_of("email"))}
    return profile.organisations | profile.neighbours | private


# --- persons ---------------------------------------------------------------------------------


def _people(
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
    holder = {k: _majority(joined, who) for k, who in joined.at.items()}
    keys = {root: _keys(joined, who, holder, root) for root, who in members.items()}
    ids = _ids(keys)
    merges: defaultdict[int, list[Merge]] = defaultdict(list)
    for link in joined.links:
        one, other = joined.where(link.a), joined.where(link.b)
        if one != other:
            merges[joined.find(link.a)].append(Merge(one, other, link.reason, link.probability))
    persons = []
    for root, who in members.items():
        contacts = [joined.mentions[n] for n in who]
        person = Person(
            id=ids[root],
            name=_display(joined.names[n] for n in who) or _nameless(keys[root]),
            organisation=_usual(c.organisation for c in contacts),
            title=_usual(c.title for c in contacts),
            location=_usual(c.location for c in contacts),
            keys=keys[root],
            files=tuple(sorted({c.file for c in contacts} - {""})),
            me=root in mine,
            merges=tuple(merges[root]),
        )
        persons.append(person)
    persons.sort(key=lambda person: person.id)
    person_of = {k: ids[root] for k, root in sorted(holder.items())}
    names = {person.id: person.name for person in persons}
    doubts = _doubts(joined, ids, names, settled)
    return People(tuple(persons), person_of, doubts, left_out, tuple(dict.fromkeys(notes)))


_RANK: Final = {kind: rank for rank, kind in enumerate(KEY_KINDS)}


def _majority(joined: Joined, who: Sequence[int]) -> int:
    """Give a key under which there are two people to whom it is said of most often."""
    if len(who) == 1:
        return joined.find(who[0])
    roots = [joined.find(n) for n in who]
    if len(set(roots)) == 1:
        return roots[0]
    counts = Counter(roots)
    return min(counts, key=lambda root: (-counts[root], root))


def _keys(
    joined: Joined, who: Sequence[int], holder: Mapping[str, int], root: int
) -> tuple[str, ...]:
    """List a person's own keys; whoever has none left is known by name and place."""
    every = {k for n in who for k in joined.mentions[n].keys if holder[k] == root}
    first = joined.mentions[who[0]]
    alone = f"name:{first.name or 'somebody'}|{first.file}#{first.line}"
    return tuple(sorted(every, key=lambda k: (_RANK[key_kind(k)], k))) or (alone,)


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


_SHORT: Final = 4
_LONG: Final = 16


def _ids(keys: Mapping[int, Sequence[str]]) -> dict[int, str]:
    """Make an id from the strongest key; a local one gets a short mark of where it stands."""
    found = {root: _id(own[0], _SHORT) for root, own in keys.items()}
    twice = {one for one, number in Counter(found.values()).items() if number > 1}
    return {root: _id(keys[root][0], _LONG) if one in twice else one for root, one in found.items()}


def _id(strongest: str, digits: int) -> str:
    """Make an id of a key. The short one leaves out the folders, so that it moves with them."""
    kind = key_kind(strongest)
    if kind in STRONG_KEYS:
        return strongest
    key, _, scope = strongest.rpartition("|")
    place, number, rest = scope.partition("#")
    moved = f"{key}|{PurePosixPath(place).name}{number}{rest}" if digits == _SHORT else strongest
    mark = hashlib.blake2b(moved.encode(), digest_size=8).hexdigest()[:digits]
    shown = parse(key_value(strongest)).shown if kind == "name" else ""
    return f"{kind}:{(shown or key_value(strongest)).lower()}~{mark}"


def _display(names: Iterable[Name]) -> str:
    """Choose the fullest form: names written out, then the most frequent, then the longest."""
    found = [name for name in names if name.shown]
    if len(set(found)) < 2:  # noqa: PLR2004 - nothing to choose between
        return found[0].shown if found else ""
    counts = Counter(found)
    best = min(
        counts,
        key=lambda n: (not n.full, not n.latin, not n.given[1:], -counts[n], -len(n.shown), n),
    )
    return best.shown


def _usual(values: Iterable[str]) -> str:
    found = [value for value in values if value]
    if len(found) < 2:  # noqa: PLR2004 - nothing to choose between
        return found[0] if found else ""
    counts = Counter(found)
    return min(counts, key=lambda v: (-counts[v], len(v), v))
