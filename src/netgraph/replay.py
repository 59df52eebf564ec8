"""The past, event by event: what was known at each moment, and who then brought whom together.

**A case.** Two people who never had to do with each other are addressed together by somebody whom
both know. That somebody is the true introducer; the candidates are all common acquaintances, three
or more. Only the first time counts. A message to more than `most` people is an announcement, not an
introduction, and makes no case; an event that says outright "A introduced B to C" makes one.
With ``introducer="anyone"`` any two people on a message count, its sender too, and whoever else is
on it and knew both is a true introducer: a wider notion, with which chance does better as well.

**Only the past is used.** A case is judged from what came strictly before it. An event dated by
month or year is known only at the end of that month or year; one without a date, never.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import combinations, groupby
from operator import attrgetter
from typing import Any, Final, Literal, NamedTuple, TypeVar, cast

import networkx as nx

from netgraph.evidence import Line
from netgraph.records import ADDRESSED, Event
from netgraph.strength import TIMELESS, Model, pair, shares, silence, unique, worth

__all__ = ["Case", "Happening", "Past", "Replay", "moment"]

_DAY: Final = 86_400.0
#: Days for which a snapshot of the network serves the measures that need all of it.
_SNAPSHOT_DAYS: Final = 30.0
_FEWEST: Final = 3
T = TypeVar("T")


class Past:
    """All that was known before a moment: the only thing a ranking may look at.

    Attributes:
        graph: Who has had to do with whom, directly.
        now: The moment, in days.
        wrote: How many messages each has sent.
        introduced: How many of these went to two people who did not know each other.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.graph: nx.Graph[str] = nx.Graph()
        self.now = 0.0
        self.introduced: Counter[str] = Counter()
        self.wrote: Counter[str] = Counter()
        self._lines: defaultdict[tuple[str, str], dict[str, Line]] = defaultdict(dict)
        self._last: dict[tuple[str, str], float] = {}
        self._turned: dict[tuple[str, str], float] = {}
        self._snapshot: dict[str, tuple[float, Mapping[str, float]]] = {}
        self._found: dict[tuple[object, ...], Any] = {}

    def strength(self, one: str, other: str) -> float:
        """Strength of a tie now, by the same formula as `netgraph.strength.ties`."""
        tie = pair(one, other)
        return self.once(("strength", *tie), lambda: self._strength(tie))

    def _strength(self, tie: tuple[str, str]) -> float:
        return math.fsum(worth(self._lines.get(tie, {}), self.model, self._fade(tie)).values())

    def silence(self, one: str, other: str) -> float:
        """Days since two were last in touch, as `netgraph.strength.silence` counts them."""
        today = date(1970, 1, 1) + timedelta(days=math.floor(self.now))
        lines = self._lines.get(pair(one, other), {})
        return silence(lines, self.strength(one, other), self.model, today)

    def common(self, one: str, other: str) -> tuple[str, ...]:
        """Give the people who know both, sorted."""
        # NetworkX's own dictionaries: the public view of them costs ten times as much.
        near = self.graph._adj  # type: ignore[attr-defined]  # noqa: SLF001
        two = pair(one, other)
        return self.once(
            ("common", *two), lambda: tuple(sorted(near[one].keys() & near[other].keys()))
        )

    def once(self, name: tuple[str, ...], compute: Callable[[], T]) -> T:
        """Compute something once at a moment, until more is learned."""
        known = (self.now, *name)
        if known not in self._found:
            self._found[known] = compute()
        return cast("T", self._found[known])

    def days_since(self, one: str, other: str) -> float:
        """Days since one last turned to the other; infinite if never."""
        return self.now - self._turned.get((one, other), -math.inf)

    def measure(
        self, name: str, of: Callable[[nx.Graph[str]], Mapping[str, float]]
    ) -> Mapping[str, float]:
        """Give a measure of the whole network, computed anew every `_SNAPSHOT_DAYS` days."""
        when, values = self._snapshot.get(name, (-math.inf, {}))
        if self.now - when > _SNAPSHOT_DAYS:
            values = of(self.graph)
            self._snapshot[name] = (self.now, values)
        return values

    def learn(self, event: Event, people: tuple[str, ...], *, led: bool) -> None:
        """Add an event to the past."""
        self._found.clear()
        if led and event.kind in ADDRESSED:
            strangers = (not self.graph.has_edge(a, b) for a, b in combinations(people[1:], 2))
            self.wrote[people[0]] += 1
            self.introduced[people[0]] += any(strangers)
        for a, b, direction, weight, standing in shares(event, people, self.model, led=led):
            self._age(pair(a, b))
            line = self._lines[pair(a, b)].setdefault(event.kind, Line())
            line.add(event, direction if a < b else -direction, weight, standing)
            if direction or event.kind not in ADDRESSED:
                self.graph.add_edge(a, b)
                self._turned[a, b] = self.now
            if event.kind not in ADDRESSED:
                self._turned[b, a] = self.now

    def _age(self, tie: tuple[str, str]) -> None:
        """Bring the sums of a tie, which are of the day of its last event, to today."""
        fade = self._fade(tie)
        for kind, line in self._lines[tie].items():
            line.decayed *= 1.0 if kind in TIMELESS else fade
        self._last[tie] = self.now

    def _fade(self, tie: tuple[str, str]) -> float:
        since = max(0.0, self.now - self._last.get(tie, self.now))
        return float(2.0 ** (-since / self.model.half_life_days))


class Case(NamedTuple):
    """Two people about to be brought together, and who could have done it.

    Attributes:
        event: Number of the event: cases of one event are not independent.
        u, v: The two.
        truth: Who did it: the sender, or whoever on the message knew both.
        candidates: All common acquaintances, sorted.
        later: Days until the two got in touch themselves; infinite if they never did.
    """

    event: int
    u: str
    v: str
    truth: tuple[str, ...]
    candidates: tuple[str, ...]
    later: float


class Happening(NamedTuple):
    """An event at its moment.

    Attributes:
        moment: When it became known, in days.
        event: The event.
        people: Ids of its people.
        led: The first of them is the one who acted.
    """

    moment: float
    event: Event
    people: tuple[str, ...]
    led: bool


@dataclass
class Replay:
    """The events in the order in which they became known.

    Attributes:
        events: In any order.
        person_of: Person id of every key; without it every key is a person.
        model: The model of a tie.
        most: Messages to more people are no introductions; None if messages of any size are.
        introducer: Whether the sender introduces the receivers, or anyone the others.
        repeated: Every message until the two are in touch makes a case, not only the first.
        alone: In touch afterwards are only those who write to each other and to nobody else.
        me: Who asks, and so is nobody's introducer.
        met: When each pair was in touch directly. Only the outcome of a case uses it.
    """

    events: Iterable[Event]
    person_of: Mapping[str, str] | None
    model: Model
    most: int | None
    introducer: Literal["sender", "anyone"] = "sender"
    repeated: bool = False
    alone: bool = False
    me: frozenset[str] = frozenset()
    met: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    _talked: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def run(self) -> Iterator[tuple[float, Past, list[Case]]]:
        """Yield each moment with the past before it and its cases, then let it become past."""
        dated = self._dated()
        for one in dated:
            self._note_meetings(one)
        past, asked, number = Past(self.model), set[tuple[str, str]](), 0
        for past.now, group in groupby(dated, key=attrgetter("moment")):
            now, here = list(group), list[Case]()
            for number, one in enumerate(now, number + 1):  # noqa: B020 - the numbers go on
                here += self._cases(number, one, past, asked)
            yield past.now, past, here
            for one in now:
                past.learn(one.event, one.people, led=one.led)

    def _dated(self) -> list[Happening]:
        events = list(self.events)
        whose = self.person_of or {k: k for event in events for k in event.people}
        return sorted(
            Happening(moment(event.when), event, people, whose.get(event.people[0]) == people[0])
            for event, people in unique(events, whose)
            if event.when
        )

    def _note_meetings(self, one: Happening) -> None:
        people = one.people
        pairs = [(people[0], other) for other in people[1:] if one.led]
        if one.event.kind not in ADDRESSED and len(people) <= self.model.crowd:
            pairs += combinations(people[1:], 2)
        for a, b in pairs:
            self.met.setdefault(pair(a, b), []).append(one.moment)
            if len(people) == 2 or not self.alone:  # noqa: PLR2004 - nobody else
                self._talked.setdefault(pair(a, b), []).append(one.moment)

    def _cases(
        self, number: int, one: Happening, past: Past, asked: set[tuple[str, str]]
    ) -> Iterator[Case]:
        introducing = one.event.kind in ADDRESSED or one.event.kind == "introduced"
        few = _FEWEST <= len(one.people) <= self.model.crowd
        if not (introducing and one.led and few):
            return
        graph, sender = past.graph, self.introducer == "sender"
        counts = self.most is None or len(one.people) <= self.most + 1
        for u, v in combinations(sorted(one.people[sender:]), 2):
            met = graph.has_edge(u, v) or (u, v) in asked
            if met or not (graph.has_node(u) and graph.has_node(v)):
                continue
            common = tuple(c for c in past.common(u, v) if c not in self.me)
            truth = tuple(c for c in one.people[: 1 if sender else None] if c in common)
            if truth and len(common) >= _FEWEST:
                if not self.repeated:
                    asked.add((u, v))
                if counts:
                    yield Case(number, u, v, truth, common, self._later(u, v, past.now))

    def _later(self, u: str, v: str, now: float) -> float:
        return min(
            (when - now for when in self._talked.get((u, v), ()) if when > now), default=math.inf
        )


def moment(when: str) -> float:
    """Give a date in days; a month or year counts from its end, when all of it is known."""
    year, month = int(when[:4]), int(when[5:7] or 12)
    if len(when) < len("2024-05-03"):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - December
        when = f"{year:04}-{month:02}-01"
    return (datetime.fromisoformat(when[:19]) - datetime(1970, 1, 1)).total_seconds() / _DAY  # noqa: DTZ001 - naive, like the exports
