"""How strong is a tie: events become strengths, chances, bands and the sentences that explain them.

``strength = Σ over events of weight(kind) · event.weight · share · 2^(-age / half-life)``
``         + Σ over kinds of floor(kind) · log2(1 + number of such events)``

The share is 1/(n-1) for an event of n people (Newman 2001). The floor is what remains for good:
ties fade (Burt 2002), but long ones do not fade to nothing. Rank with `strength`; show `chance`
or the band.
"""

from __future__ import annotations

import dataclasses
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from netgraph.decisions import TieWord
from netgraph.errors import ReadError
from netgraph.records import INFERRED_KINDS, KINDS, STATED_KINDS, Event, key_kind, key_value

_WEIGHTS: Final = {
    "connection": 0.0, "message": 1.0, "mail": 1.0, "meeting": 2.0, "coauthor": 3.0,
    "endorsement": 0.3, "recommendation": 2.0, "invitation": 0.0, "mention": 0.3, "reply": 1.0,
    "follow": 0.0, "group": 0.3, "stated": 1.0, "introduced": 1.0, "related": 1.0,
    "same_organisation": 0.0, "same_school": 0.0, "same_ward": 0.0,
}  # fmt: skip
_FLOORS: Final = {
    "connection": 0.1, "message": 0.05, "mail": 0.05, "meeting": 0.15, "coauthor": 0.4,
    "endorsement": 0.1, "recommendation": 0.5, "invitation": 0.05, "mention": 0.05, "reply": 0.05,
    "follow": 0.05, "group": 0.05, "stated": 0.4, "introduced": 0.4, "related": 0.4,
    "same_organisation": 0.05, "same_school": 0.05, "same_ward": 0.1,
}  # fmt: skip
#: Kinds that show no contact: a tie with nothing else is unknown, which is not the same as weak.
CLICKS: Final = frozenset({"connection", "follow", "invitation"})
#: Kinds in which the first person acts and the others are only addressed together.
ADDRESSED: Final = frozenset({"mail", "message", "mention", "reply", "follow", "endorsement"})
#: Kinds that can be answered, so that silence says something.
ANSWERABLE: Final = frozenset({"mail", "message", "mention", "reply"})
_ACTED: Final = ADDRESSED | {"recommendation", "invitation"}
#: Kinds that hold when they are said: their date says since when, and does not age them.
_TIMELESS: Final = frozenset({"stated", "related"})
_FEW: Final = 3
#: A tie that the model gives nothing is still a tie.
_LEAST: Final = 1e-6
_HEAVIEST: Final = 1000.0


@dataclass(frozen=True)
class Model:
    """Every number of the model of a tie. All can be changed; see `replace`.

    Attributes:
        weights: What one event of a kind adds on its day.
        floors: What one such event is worth for good; three are worth twice that, seven thrice.
            An event of more than three people counts for less than one, as its crowd is larger.
        half_life_days: Days after which an event counts half.
        p_max: Highest chance that a request is honoured (Travers and Milgram 1969: 217 of 296).
        hop_discount: Factor for every introducer after the first.
        bystander: Share of the weight for two people who were only addressed together.
        one_way: Factor for contacts that only ever went in one direction.
        strong, familiar: Least strength of these bands.
        crowd: An event of more people ties only the first of them to the others.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: MappingProxyType(_WEIGHTS))
    floors: Mapping[str, float] = field(default_factory=lambda: MappingProxyType(_FLOORS))
    half_life_days: float = 90.0
    p_max: float = 0.73
    hop_discount: float = 0.2
    bystander: float = 0.1
    one_way: float = 0.75
    strong: float = 1.0
    familiar: float = 0.3
    crowd: int = 200

    def __post_init__(self) -> None:
        """Refuse what would divide by nothing."""
        if not self.half_life_days > 0:
            raise ReadError("half_life_days must be more than 0.")

    @classmethod
    def default(cls) -> Model:
        """Give the model of the documentation."""
        return cls()

    def replace(self, **changes: Any) -> Model:
        """Give a copy with some numbers changed; single weights and floors may be given.

        Raises:
            ReadError: There is no such number or kind of event, or the value is no number.

        >>> Model.default().replace(weights={"mail": 2.0}).weights["mail"]
        2.0
        """
        _check(changes, [one.name for one in dataclasses.fields(self)])
        for table in ("weights", "floors"):
            if table in changes:
                _check(changes[table], KINDS)
                changes[table] = MappingProxyType({**getattr(self, table), **changes[table]})
        return dataclasses.replace(self, **changes)

    def chance(self, strength: float) -> float:
        """Probability that a request along a tie of this strength is honoured."""
        return self.p_max * (1.0 - math.exp(-strength))

    def band(self, strength: float, kinds: Iterable[str]) -> str:
        """Name the strength; "unknown" if nothing but clicks is known."""
        if set(kinds) <= CLICKS:
            return "unknown"
        if strength >= self.strong:
            return "strong"
        return "familiar" if strength >= self.familiar else "weak"


def _check(changes: Mapping[str, Any], known: Sequence[str]) -> None:
    for name, value in changes.items():
        number = isinstance(value, int | float) and value >= 0 and math.isfinite(value)
        if name not in known or not (number or isinstance(value, Mapping)):
            near = get_close_matches(name, known, 1)
            raise ReadError(
                f"the model of a tie has no number “{name} = {value}”.",
                hint=f"Did you mean “{near[0]}”?" if near else f"It has {', '.join(known)}.",
            )


class Tie(NamedTuple):
    """What two people have to do with each other: exactly the edge attributes of the graph.

    Attributes:
        strength: Raw decayed sum; rank with it.
        chance: Probability that a request along this tie is honoured.
        band: "strong", "familiar", "weak" or "unknown".
        basis: "recorded", "stated" or "inferred", the best that any of it is.
        kinds: How many events of each kind.
        first, last: Dates of the earliest and the latest event, or "".
        evidence: Short sentences, most telling first.
    """

    strength: float
    chance: float
    band: str
    basis: str
    kinds: dict[str, int]
    first: str
    last: str
    evidence: list[str]


@dataclass(slots=True)
class _Line:
    """What one kind of event adds to one tie."""

    decayed: float = 0.0
    standing: float = 0.0  # how many such events, crowds counted for less
    forth: int = 0  # the first person of the pair acted
    back: int = 0
    together: int = 0  # neither did, or it has no direction
    first: str = ""
    last: str = ""
    what: str = ""
    medium: str = ""

    @property
    def count(self) -> int:
        return self.forth + self.back + self.together


def ties(
    events: Iterable[Event],
    person_of: Mapping[str, str],
    *,
    as_of: str,
    model: Model | None = None,
    names: Mapping[str, str] | None = None,
) -> dict[tuple[str, str], Tie]:
    """Turn events into ties.

    Args:
        events: What the exports say, in any order; an event exported twice counts once.
        person_of: Person id of every key. Whoever is absent is left out of the event.
        as_of: The day from which age is counted. What lies after it has no age.
        model: The numbers; the default model if None.
        names: Names by person id, for the sentences.

    Returns:
        The ties by pair of ids, the smaller id first, sorted. An undated event adds its floor
        only, since its age is not known, except for what somebody stated.

    >>> mail = Event("mail", ("email:a@x.example", "email:b@x.example"), "2026-05-01")
    >>> same = {"email:a@x.example": "ann", "email:b@x.example": "ben"}
    >>> ties([mail], same, as_of="2026-05-01")["ann", "ben"].strength
    0.8
    """
    model = model or Model.default()
    today = _day(as_of)
    sums: defaultdict[tuple[str, str], dict[str, _Line]] = defaultdict(dict)
    for event, people in unique(events, person_of):
        decay = _decay(event, today, model)
        led = person_of.get(event.people[0]) == people[0]
        for a, b, direction, worth, standing in shares(event, people, model, led=led):
            pair = (a, b) if a < b else (b, a)
            line = sums[pair].setdefault(event.kind, _Line())
            _add(line, event, direction if a < b else -direction, worth * decay, standing)
    names = names or {}
    return {pair: _tie(pair, sums[pair], model, names) for pair in sorted(sums)}


def unique(
    events: Iterable[Event], person_of: Mapping[str, str]
) -> Iterator[tuple[Event, tuple[str, ...]]]:
    """Give each event once, with the ids of its people.

    Equal ids of one kind are one event. Without ids, equal events in different files are one,
    while a file that says the same thing twice means it.
    """
    named: dict[tuple[str, str], tuple[Event, tuple[str, ...]]] = {}
    given: dict[tuple[object, ...], int] = {}
    in_file: dict[tuple[object, ...], int] = {}
    for event in events:
        people = tuple(dict.fromkeys(person_of[k] for k in event.people if k in person_of))
        if len(people) < 2:  # noqa: PLR2004 - a pair
            continue
        if event.id:
            this = (event.kind, event.id)
            old = named.get(this)
            if old is None or (len(old[1]), old) < (len(people), (event, people)):
                named[this] = (event, people)
            continue
        content = (event.kind, people, event.when, event.what, event.weight)
        here = (*content, event.file)
        in_file[here] = in_file.get(here, 0) + 1
        if in_file[here] > given.get(content, 0):
            given[content] = in_file[here]
            yield event, people
    yield from named.values()


def heed(
    found: Mapping[tuple[str, str], Tie],
    words: Iterable[TieWord],
    who: Callable[[str], str],
    *,
    me: Sequence[str] = (),
    model: Model | None = None,
) -> tuple[dict[tuple[str, str], Tie], list[str]]:
    """Let the user's word on ties outweigh what was computed.

    Args:
        found: The ties, from `ties`.
        words: What she said.
        who: Gives the person id that a text means, or "" if nobody's or several people's.
        me: Ids of the user, whom a word without `b` is about.
        model: The numbers; the default model if None.

    Returns:
        The ties, some changed and some new, and sentences about words that fit nobody. What she
        said comes first in the evidence, and what was recorded remains behind it.
    """
    model = model or Model.default()
    changed, notes = dict(found), []
    for word in words:
        a, others = who(word.a), [who(word.b)] if word.b else list(me)
        notes += [f"netgraph.toml: “{name}” is nobody here, or several people."
                  for name, known in ((word.a, a), (word.b, all(others))) if not known]  # fmt: skip
        for b in others:
            if a and b and a != b:
                pair = (a, b) if a < b else (b, a)
                changed[pair] = _as_said(changed.get(pair), word, model)
    return dict(sorted(changed.items())), notes


def _as_said(tie: Tie | None, word: TieWord, model: Model) -> Tie:
    typical = {"strong": 2.0 * model.strong, "familiar": (model.strong + model.familiar) / 2,
               "weak": model.familiar / 2, "unknown": model.floors["connection"]}  # fmt: skip
    kinds = {**(tie.kinds if tie else {}), "stated": 1}
    strength = word.strength or typical.get(word.band) or (tie.strength if tie else model.familiar)
    said = f"you said: “{word.note}”" if word.note else f"you said: {word.band or word.strength}"
    return Tie(
        strength=strength,
        chance=model.chance(strength),
        band=word.band or model.band(strength, kinds),
        basis="stated",
        kinds=dict(sorted(kinds.items())),
        first=tie.first if tie else "",
        last=tie.last if tie else "",
        evidence=[said, *(tie.evidence if tie else ())],
    )


def crowded(events: Iterable[Event], model: Model | None = None) -> list[str]:
    """Name the events with more people than the model ties to one another, as sentences."""
    limit = (model or Model.default()).crowd
    return [
        f"{event.what or event.kind}: {len(event.people)} people; only the first of them was tied"
        " to the others."
        for event in events
        if len(event.people) > limit
    ]


def shares(
    event: Event, people: tuple[str, ...], model: Model, *, led: bool
) -> Iterator[tuple[str, str, int, float, float]]:
    """Share an event out among the pairs of its people.

    Args:
        event: The event.
        people: The ids of its people.
        model: The numbers.
        led: The first of `people` is the one who acted, not lost from the list.

    Yields:
        Two people; 1 if the first of them acted towards the other, else 0; what the event adds
        to their tie on its day; and how much of a whole such event it is.
    """
    share = 1.0 / (len(people) - 1)
    led = led and event.kind in _ACTED
    among = share * (model.bystander if event.kind in ADDRESSED else 1.0)
    weight = model.weights.get(event.kind, 0.0) * _times(event)
    whole = min(1.0, share * (_FEW - 1)) * (_times(event) if event.kind in STATED_KINDS else 1.0)
    for other in people[1:]:
        yield people[0], other, int(led), weight * (share if led else among), whole
    if len(people) <= model.crowd:
        for i, a in enumerate(people[1:], 2):
            for b in people[i:]:
                yield a, b, 0, weight * among, whole


def _times(event: Event) -> float:
    """Take the event's own weight within reason: an export may say anything, even "NaN"."""
    return min(max(0.0, event.weight), _HEAVIEST)


def _add(line: _Line, event: Event, direction: int, worth: float, standing: float) -> None:
    line.decayed += worth
    line.standing += standing
    line.forth += direction > 0
    line.back += direction < 0
    line.together += direction == 0
    if event.when:
        line.first = min(line.first or event.when, event.when)
    line.last, line.what = max((line.last, line.what), (event.when, event.what))
    line.medium = line.medium or _medium(event)


def _decay(event: Event, today: date, model: Model) -> float:
    if event.kind in _TIMELESS:
        return 1.0
    if not event.when:
        return 0.0
    age = max(0, (today - _day(event.when)).days)
    return float(2.0 ** (-age / model.half_life_days))


def _day(text: str) -> date:
    """Take the middle of a month or year that is all an export gives."""
    year, month, day = text[:4], text[5:7] or "07", text[8:10]
    return date(int(year), int(month), int(day or (15 if text[5:7] else 1)))


def _tie(
    pair: tuple[str, str], lines: dict[str, _Line], model: Model, names: Mapping[str, str]
) -> Tie:
    talk = [line for kind, line in lines.items() if kind in ANSWERABLE]
    one_way = any(line.forth for line in talk) != any(line.back for line in talk)
    worth = {
        kind: line.decayed * (model.one_way if kind in ANSWERABLE and one_way else 1.0)
        + model.floors.get(kind, 0.0) * math.log2(1.0 + line.standing)
        for kind, line in lines.items()
    }
    strength = math.fsum(worth.values()) or _LEAST
    order = sorted(lines, key=lambda kind: (-worth[kind], KINDS.index(kind)))
    firsts = [line.first for line in lines.values() if line.first]
    return Tie(
        strength=strength,
        chance=model.chance(strength),
        band=model.band(strength, lines),
        basis=_basis(lines),
        kinds={kind: lines[kind].count for kind in sorted(lines)},
        first=min(firsts, default=""),
        last=max(line.last for line in lines.values()),
        evidence=[_sentence(kind, lines[kind], pair, names, alone=set(lines) <= CLICKS)
                  for kind in order],
    )  # fmt: skip


def _basis(kinds: Iterable[str]) -> str:
    kinds = set(kinds)
    if kinds - STATED_KINDS - INFERRED_KINDS:
        return "recorded"
    return "stated" if kinds & STATED_KINDS else "inferred"


# --- sentences -------------------------------------------------------------------------------

#: How a sentence begins that tells of no more than having been addressed together.
TOGETHER: Final = "both addressed in"
_MEDIA: Final = {
    "linkedin": "LinkedIn", "facebook": "Facebook", "instagram": "Instagram", "x": "X",
    "mastodon": "Mastodon", "whatsapp": "WhatsApp",
}  # fmt: skip
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
#: For each directed kind: one thing, several, and the verb for one direction.
_DIRECTED: Final = {
    "mail": ("e-mail", "e-mails", "wrote"), "message": ("message", "messages", "wrote"),
    "mention": ("mention", "mentions", "made"),
}  # fmt: skip
_ONE_WAY: Final = {
    "endorsement": ("endorsed each other", "endorsed"),
    "recommendation": ("recommended each other", "recommended"),
    "invitation": ("invited each other to connect", "invited"),
    "follow": ("follow each other", "follows"),
}


def _medium(event: Event) -> str:
    for each in event.people:
        kind = key_kind(each)
        found = _MEDIA.get(key_value(each).partition("/")[0] if kind == "owner" else kind)
        if found:
            return f" on {found}"
    return ""


def _sentence(
    kind: str, line: _Line, pair: tuple[str, str], names: Mapping[str, str], *, alone: bool
) -> str:
    a, b = (names.get(one, "") for one in pair)
    if kind in _DIRECTED:
        return _exchange(kind, line, a, b)
    if kind == "reply":
        return _answers(line, a, b)
    if kind in _ONE_WAY:
        return _act(kind, line, a, b)
    if kind == "connection":
        since = f" since {_spoken(line.first)}" if line.first else ""
        return f"connected{line.medium}{since}" + " (no contact recorded)" * alone
    if kind in _DONE_TOGETHER:
        return _together(kind, line)
    words, without = _OTHER[kind]
    said = words.format(line.what) if line.what else without
    return said + (_in(line.last) if kind == "introduced" else "")


_DONE_TOGETHER: Final = {
    "coauthor": ("co-authored one paper", "co-authored {} papers"),
    "meeting": ("met once", "met {} times"),
}
#: What is said about a kind with the event's own words, and without.
_OTHER: Final = {
    "group": ("both in the group “{}”", "both in one group"),
    "stated": ("stated: “{}”", "stated that they know each other"),
    "introduced": ("brought together by an introduction (“{}”)", "met through an introduction"),
    "related": ("an address book says: {}", "linked in an address book"),
    "same_organisation": ("inferred: both at {}", "inferred: both at one organisation"),
    "same_school": ("inferred: both went to {}", "inferred: both went to one school"),
    "same_ward": ("inferred: both worked on {}", "inferred: both worked on one ward"),
}


def _together(kind: str, line: _Line) -> str:
    once, often = _DONE_TOGETHER[kind]
    last, title = _in(line.last), f" (“{line.what}”)" if line.what else ""
    if line.count == 1:
        return f"{once}{last}{title}"
    return often.format(line.count) + (f", last{last}" if last else "") + title


def _exchange(kind: str, line: _Line, a: str, b: str) -> str:
    one, several, verb = _DIRECTED[kind]
    direct = line.forth + line.back
    number = f"{direct or line.together} {one if (direct or line.together) == 1 else several}"
    last = _in(line.last)
    last = f", last{last}" if last and line.count > 1 else last
    if not direct:
        return f"{TOGETHER} {number}{line.medium}{last}"
    if line.forth and line.back:
        wrote = f" ({b} {verb} {line.back})" if b else f" ({line.forth} one way, {line.back} back)"
        return f"exchanged {number}{line.medium}{last}{wrote}"
    actor, other = (a, b) if line.forth else (b, a)
    who = f"{actor} {verb} {number} to {other}" if a and b else f"{number}, one way only"
    return f"{who}{line.medium}{last}"


def _answers(line: _Line, a: str, b: str) -> str:
    count = line.forth + line.back
    times = "once" if count == 1 else f"{count} times"
    last = _in(line.last)
    last = f", last{last}" if last and count > 1 else last
    if line.forth and line.back:
        return f"answered each other {times}{line.medium}{last}"
    actor, other = (a or "one", b or "the other") if line.forth else (b or "one", a or "the other")
    return f"{actor} answered {other} {times}{line.medium}{last}"


def _act(kind: str, line: _Line, a: str, b: str) -> str:
    each_other, verb = _ONE_WAY[kind]
    topic = f" for {line.what}" if line.what and kind == "endorsement" else ""
    tail = f"{topic}{line.medium}{_in(line.last)}"
    if line.forth and line.back:
        return f"{each_other}{tail}"
    actor, other = (a or "one", b or "the other") if line.forth else (b or "one", a or "the other")
    return f"{actor} {verb} {other}{' to connect' * (kind == 'invitation')}{tail}"


def _in(when: str) -> str:
    return f" in {_spoken(when)}" if when else ""


def _spoken(when: str) -> str:
    """Say a date as precisely as it is known, to the month at most."""
    return f"{_MONTHS[int(when[5:7]) - 1]} {when[:4]}" if when[5:7] else when[:4]
