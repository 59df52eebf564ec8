"""How strong is a tie: events become strengths, chances, bands and the sentences that explain them.

``strength = Σ over events of weight(kind) · event.weight · share · 2^(-age / half-life)``
``         + Σ over kinds of floor(kind) · log2(1 + number of such events)``

The share is 1/(n-1) for an event of n people (Newman 2001). The floor is what remains for good:
ties fade (Burt 2002), but long ones do not fade to nothing. Rank with `strength`; show `chance`
or the band.
"""

from __future__ import annotations

import dataclasses
import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

from netgraph.decisions import NOBODY, TieWord
from netgraph.errors import ReadError
from netgraph.evidence import Line, asleep, sentence
from netgraph.records import ADDRESSED, INFERRED_KINDS, KINDS, STATED_KINDS, Event

#: For every kind of event: what one adds on its day, and what remains of it for good.
_TABLE: Final = {
    "connection": (0.0, 0.1), "message": (1.0, 0.05), "mail": (1.0, 0.05), "meeting": (2.0, 0.15),
    "coauthor": (3.0, 0.4), "endorsement": (0.3, 0.1), "recommendation": (2.0, 0.5),
    "invitation": (0.0, 0.05), "mention": (0.3, 0.05), "reply": (1.0, 0.05), "follow": (0.0, 0.05),
    "group": (0.3, 0.05), "stated": (1.0, 0.4), "introduced": (1.0, 0.4), "related": (1.0, 0.4),
    "same_organisation": (0.0, 0.05), "same_school": (0.0, 0.05), "same_ward": (0.0, 0.1),
}  # fmt: skip
#: Kinds that show no contact: a tie with nothing else is unknown, which is not the same as weak.
CLICKS: Final = frozenset({"connection", "follow", "invitation"})
_NO_CONTACT: Final = CLICKS | INFERRED_KINDS
#: Kinds that can be answered, so that silence says something.
ANSWERABLE: Final = frozenset({"mail", "message", "mention", "reply"})
_ACTED: Final = ADDRESSED | {"recommendation", "invitation"}
#: Kinds that hold when they are said: their date says since when, and does not age them.
TIMELESS: Final = frozenset({"stated", "related"})
_FEW: Final = 3
#: A tie that the model gives nothing is still a tie.
_LEAST: Final = 1e-6
_HEAVIEST: Final = 1000.0
#: Days of silence that stand for "never".
NEVER: Final = 1000.0
#: Of so many of the strongest ways, so many are named first.
POOL: Final = 5
_SHORTLIST: Final = 3
#: None of them if its chance is a smaller share of the best one's.
_HOPELESS: Final = 0.05
#: What strength weighs beside silence where these are chosen, and where they are put in order.
_TO_CHOOSE: Final = 3.0
_TO_ORDER: Final = 0.5
#: Numbers with limits of their own: more than the first, at most the second.
_RANGES: Final = (
    ("half_life_days", 0.0, math.inf), ("p_max", 0.0, 1.0), ("hop_discount", 0.0, 1.0),
)  # fmt: skip
_TABLES: Final = ("weights", "floors")
_T = TypeVar("_T")
#: Half-lives after which nothing is left that could be grown back.
_LONGEST: Final = 1000.0


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
        dormant_days: Days of silence after which a tie that was strong is called dormant.
        crowd: An event of more people ties only the first of them to the others.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: _column(0))
    floors: Mapping[str, float] = field(default_factory=lambda: _column(1))
    half_life_days: float = 90.0
    p_max: float = 0.73
    hop_discount: float = 0.2
    bystander: float = 0.1
    one_way: float = 0.75
    strong: float = 1.0
    familiar: float = 0.3
    dormant_days: float = 365.0
    crowd: int = 200

    def __post_init__(self) -> None:
        """Refuse what would divide by nothing, and chances that are none."""
        for name, least, most in _RANGES:
            value = getattr(self, name)
            if not least < value <= most:
                limits = "more than 0" + (f" and at most {most:g}" if most < math.inf else "")
                raise ReadError(f"{name} must be {limits}.")

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
        tables: dict[str, Any] = {}
        for table in _TABLES:
            if table in changes:
                given = changes.pop(table)
                if not isinstance(given, Mapping):
                    raise ReadError(
                        f"{table} must be given by kind.", hint=f"Say {table}.mail = 1."
                    )
                _check(given, KINDS)
                tables[table] = MappingProxyType({**getattr(self, table), **given})
        _check(changes, [one.name for one in dataclasses.fields(self) if one.name not in _TABLES])
        return dataclasses.replace(self, **changes, **tables)

    def chance(self, strength: float) -> float:
        """Probability that a request along a tie of this strength is honoured."""
        return self.p_max * (1.0 - math.exp(-strength))

    def band(
        self, strength: float, kinds: Iterable[str], *, once: float = 0.0, silent_days: float = 0.0
    ) -> str:
        """Name the strength; "unknown" if no contact is known, "dormant" if it has long ended.

        Args:
            strength: The strength today.
            kinds: What kinds of event it rests on.
            once: The strength on the day of the last contact.
            silent_days: Days since then.
        """
        if set(kinds) <= _NO_CONTACT:
            return "unknown"
        if once >= self.strong and silent_days >= self.dormant_days:
            return "dormant"
        if strength >= self.strong:
            return "strong"
        return "familiar" if strength >= self.familiar else "weak"


def _column(number: int) -> Mapping[str, float]:
    return MappingProxyType({kind: values[number] for kind, values in _TABLE.items()})


def _check(changes: Mapping[str, Any], known: Sequence[str]) -> None:
    for name, value in changes.items():
        if name not in known:
            near = get_close_matches(name, [*known, *_TABLES], 1)
            raise ReadError(
                f"the model of a tie has no number “{name}”.",
                hint=f"Did you mean “{near[0]}”?" if near else f"It has {', '.join(known)}.",
            )
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (number and value >= 0 and math.isfinite(value)):
            raise ReadError(f"“{name} = {value}”: a number of the model is 0 or more.")


class Tie(NamedTuple):
    """What two people have to do with each other: exactly the edge attributes of the graph.

    Attributes:
        strength: Raw decayed sum; rank with it.
        chance: Probability that a request along this tie is honoured.
        band: One of `netgraph.records.BANDS`.
        basis: "recorded", "stated" or "inferred", the best that any of it is.
        kinds: How many events of each kind.
        first, last: Dates of the earliest and the latest event, or "".
        evidence: Short sentences, most telling first.
        silence: Days since they were last in touch, as `netgraph.strength.silence` counts them.
    """

    strength: float
    chance: float
    band: str
    basis: str
    kinds: dict[str, int]
    first: str
    last: str
    evidence: list[str]
    silence: float = NEVER


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
    sums: defaultdict[tuple[str, str], dict[str, Line]] = defaultdict(dict)
    for event, people in unique(events, person_of):
        decay = _decay(event, today, model)
        led = person_of.get(event.people[0]) == people[0]
        for a, b, direction, weight, standing in shares(event, people, model, led=led):
            line = sums[pair(a, b)].setdefault(event.kind, Line())
            line.add(event, direction if a < b else -direction, weight * decay, standing)
    names = names or {}
    return {two: _tie(two, sums[two], model, names, today) for two in sorted(sums)}


def pair(a: str, b: str) -> tuple[str, str]:
    """Put two ids in order."""
    return (a, b) if a < b else (b, a)


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
        notes += [NOBODY.format(name)
                  for name, known in ((word.a, a), (word.b, all(others))) if not known]  # fmt: skip
        for b in others:
            if a and b and a != b:
                two = pair(a, b)
                changed[two] = _as_said(changed.get(two), word, model)
    return dict(sorted(changed.items())), notes


def _as_said(tie: Tie | None, word: TieWord, model: Model) -> Tie:
    typical = {
        "strong": 2.0 * model.strong, "familiar": (model.strong + model.familiar) / 2,
        "dormant": model.familiar, "weak": model.familiar / 2,
        "unknown": model.floors["connection"],
    }  # fmt: skip
    kinds = {**(tie.kinds if tie else {}), "stated": 1}
    fits = tie and word.band in {"", model.band(tie.strength, kinds)}
    computed = tie.strength if tie and fits else typical.get(word.band, model.familiar)
    strength = max(word.strength or computed, _LEAST)
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
        silence=_usual(strength, model),
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


def _decay(event: Event, today: date, model: Model) -> float:
    if event.kind in TIMELESS:
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
    two: tuple[str, str],
    lines: dict[str, Line],
    model: Model,
    names: Mapping[str, str],
    today: date,
) -> Tie:
    value = worth(lines, model)
    strength = math.fsum(value.values()) or _LEAST
    order = sorted(lines, key=lambda kind: (-value[kind], KINDS.index(kind)))
    firsts = [line.first for line in lines.values() if line.first]
    alone = set(lines) <= CLICKS
    once, silent_days = _heyday(lines, model, today)
    band = model.band(strength, lines, once=once, silent_days=silent_days)
    said = [asleep(_contact(lines))] if band == "dormant" else []
    return Tie(
        strength=strength,
        chance=model.chance(strength),
        band=band,
        basis=_basis(lines),
        kinds={kind: lines[kind].count for kind in sorted(lines)},
        first=min(firsts, default=""),
        last=max(line.last for line in lines.values()),
        evidence=said + [sentence(kind, lines[kind], two, names, alone=alone) for kind in order],
        silence=silence(lines, strength, model, today),
    )


def silence(lines: Mapping[str, Line], strength: float, model: Model, today: date) -> float:
    """Give the days since two people were last in touch, at most a thousand.

    To be addressed together is not to be in touch: it counts like a contact that is older by as
    much as it weighs less. What nobody dated, and what holds as long as it is said, takes the
    gap that is usual in a tie of that strength.
    """
    contact = _contact(lines).values()
    turned = max((line.turned for line in contact), default="")
    last = max((line.last for line in contact), default="")
    if not last or not TIMELESS.isdisjoint(lines):
        return _usual(strength, model)
    days = [1.0 + max(0, (today - _day(turned)).days)] if turned else []
    if model.bystander:
        days.append((1 + max(0, (today - _day(last)).days)) / model.bystander)
    return min([NEVER, *(one - 1 for one in days)])


def _usual(strength: float, model: Model) -> float:
    """Give the days between the contacts that keep up this strength at a steady pace."""
    return min(NEVER, model.half_life_days / math.log(2) / max(strength, _LEAST))


def freshness(ties: Sequence[tuple[float, float]], weight: float = _TO_ORDER) -> float:
    """Weigh a way by the strength of its ties, and by how lately even the stalest was in use.

    Args:
        ties: Strength and silence of each.
        weight: What strength weighs beside silence: ``benchmarks/introducers``.
    """
    strength = math.prod(each for each, _ in ties)
    return math.pow(strength, weight) / (1.0 + max(days for _, days in ties)) ** len(ties)


def shortlist(ways: Mapping[_T, Sequence[tuple[float, float]]]) -> dict[_T, float]:
    """Choose the ways that are named first: strong ones none of whose ties was silent for long.

    Args:
        ways: Strength and silence of each tie of each way. The ways are equally long, and the
            strongest stands first; only the first `POOL` are looked at.

    Returns:
        How fresh the chosen ones are; the freshest is to be named first.
    """
    chance = {
        way: math.prod(-math.expm1(-strength) for strength, _ in ways[way])
        for way in list(ways)[:POOL]
    }
    least = _HOPELESS * max(chance.values(), default=0.0)
    pool = [way for way in chance if chance[way] >= least]
    chosen = heapq.nlargest(_SHORTLIST, pool, key=lambda way: freshness(ways[way], _TO_CHOOSE))
    return {way: freshness(ways[way]) for way in chosen}


def worth(lines: Mapping[str, Line], model: Model, change: float = 1.0) -> dict[str, float]:
    """Say what each kind adds to a strength.

    Args:
        lines: What is known, by kind.
        model: The numbers.
        change: By how much the sums count for more or less than on the day they are of.
    """
    talk = [line for kind, line in lines.items() if kind in ANSWERABLE]
    one_way = any(line.forth for line in talk) != any(line.back for line in talk)
    return {
        kind: line.decayed
        * (1.0 if kind in TIMELESS else change)
        * (model.one_way if kind in ANSWERABLE and one_way else 1.0)
        + model.floors.get(kind, 0.0) * math.log2(1.0 + line.standing)
        for kind, line in lines.items()
    }


def _contact(lines: Mapping[str, Line]) -> dict[str, Line]:
    """Leave out what shows no contact, and answers, which are mails or messages themselves."""
    told = _NO_CONTACT | ({"reply"} if {"mail", "message"} & set(lines) else set())
    return {kind: line for kind, line in lines.items() if kind not in told}


def _heyday(lines: Mapping[str, Line], model: Model, today: date) -> tuple[float, float]:
    """Give the strength on the day of the last contact, and the days since.

    Two contacts are no heyday, and what somebody says of a tie does not age.
    """
    contact = _contact(lines)
    last = max((line.last for line in contact.values()), default="")
    few = sum(line.count for line in contact.values()) < _FEW
    if few or not last or not TIMELESS.isdisjoint(lines):
        return 0.0, 0.0
    days = max(0, (today - _day(last)).days)
    grown = 2.0 ** min(days / model.half_life_days, _LONGEST)
    return math.fsum(worth(lines, model, grown).values()), days


def _basis(kinds: Iterable[str]) -> str:
    kinds = set(kinds)
    if kinds - STATED_KINDS - INFERRED_KINDS:
        return "recorded"
    return "stated" if kinds & STATED_KINDS else "inferred"
