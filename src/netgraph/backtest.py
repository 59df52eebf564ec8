"""How good is the ranking of introducers? Replay dated events and see whom it would have named.

**A case.** Two people who never had to do with each other are addressed together by somebody whom
both know. That somebody is the true introducer; the candidates are all common acquaintances, three
or more. A strict case is one in which the two then get in touch themselves within `within_days`.
Only the first time counts. A message to more than `most` people is an announcement, not an
introduction, and makes no case; an event that says outright "A introduced B to C" makes one.

**Only the past is used.** A case is judged from what came strictly before it. An event dated by
month or year is known only at the end of that month or year; one without a date, never.

Co-mailing is a stand-in for introductions inside one organisation. It says little about strangers.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations, groupby
from typing import Final, NamedTuple

import networkx as nx
import numpy as np
import pandas as pd

from netgraph.errors import NotMeaningfulError
from netgraph.records import Event
from netgraph.strength import ADDRESSED, ANSWERABLE, Model, shares, unique

__all__ = ["Backtest", "Case", "Past", "backtest", "cases"]

_DAY: Final = 86_400.0
#: Days for which a snapshot of the network serves the measures that need all of it.
_SNAPSHOT_DAYS: Final = 30.0
_FEWEST: Final = 3
_RESAMPLES: Final = 500


class _Leg:
    """What has passed between two people so far, each sum decayed to its last event."""

    __slots__ = ("acted", "decayed", "last", "standing")

    def __init__(self) -> None:
        self.decayed: dict[str, float] = {}
        self.standing: dict[str, float] = {}
        self.acted: set[str] = set()
        self.last = -math.inf


class Past:
    """All that was known before a moment: the only thing a ranking may look at.

    Attributes:
        graph: Who has had to do with whom, directly.
        now: The moment, in days.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self.graph: nx.Graph[str] = nx.Graph()
        self.now = 0.0
        self.introduced: Counter[str] = Counter()
        self.wrote: Counter[str] = Counter()
        self._legs: defaultdict[tuple[str, str], _Leg] = defaultdict(_Leg)
        self._snapshot: dict[str, tuple[float, Mapping[str, float]]] = {}

    def strength(self, one: str, other: str) -> float:
        """Strength of a tie now, by the same formula as `netgraph.strength.ties`."""
        leg = self._legs.get(_pair(one, other))
        if leg is None:
            return 0.0
        fade = self._fade(leg)
        one_way = self.model.one_way if len(leg.acted) == 1 else 1.0
        return sum(
            leg.decayed[kind] * fade * (one_way if kind in ANSWERABLE else 1.0)
            + self.model.floors.get(kind, 0.0) * math.log2(1.0 + leg.standing[kind])
            for kind in leg.decayed
        )

    def days_since(self, one: str, other: str) -> float:
        """Days since the two last had to do with each other."""
        leg = self._legs.get(_pair(one, other))
        return self.now - leg.last if leg else math.inf

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
        direct = event.kind not in ADDRESSED
        strangers = any(not self.graph.has_edge(a, b) for a, b in combinations(people[1:], 2))
        for a, b, direction, worth, standing in shares(event, people, self.model, led=led):
            leg = self._legs[_pair(a, b)]
            fade = self._fade(leg)
            for kind in leg.decayed:
                leg.decayed[kind] *= fade
            leg.decayed[event.kind] = leg.decayed.get(event.kind, 0.0) + worth
            leg.standing[event.kind] = leg.standing.get(event.kind, 0.0) + standing
            leg.last = self.now
            if direction and event.kind in ANSWERABLE:
                leg.acted.add(a)
            if direction or direct:
                self.graph.add_edge(a, b)
        if led and not direct:
            self.wrote[people[0]] += 1
            self.introduced[people[0]] += strangers

    def _fade(self, leg: _Leg) -> float:
        return float(2.0 ** (-max(0.0, self.now - leg.last) / self.model.half_life_days))


class Case(NamedTuple):
    """Two people about to be brought together, and who could have done it.

    Attributes:
        event: Number of the event: cases of one event are not independent.
        u, v: The two.
        truth: Who did it.
        candidates: All common acquaintances, sorted.
        later: Days until the two got in touch themselves; infinite if they never did.
    """

    event: int
    u: str
    v: str
    truth: str
    candidates: tuple[str, ...]
    later: float


Ranker = Callable[[Past, str, str, str], float]


def _product(past: Past, u: str, v: str, c: str) -> float:
    return past.strength(u, c) * past.strength(c, v)


#: A conditional logit (McFadden 1974) fitted on the first half of Enron's cases: the product of
#: the strengths, how fresh both ties are, and how often somebody's mails bring strangers together.
_PRODUCT, _FRESH, _PRACTISED = 0.15, 0.35, 0.77


def _practised(past: Past, u: str, v: str, c: str) -> float:
    fresh = math.log1p(past.days_since(u, c)) + math.log1p(past.days_since(c, v))
    habit = math.log((past.introduced[c] + 0.5) / (past.wrote[c] + 5.0))
    strong = math.log(_product(past, u, v, c) + 1e-8)
    return _PRODUCT * strong - _FRESH * fresh + _PRACTISED * habit


def _embedded(past: Past, u: str, v: str, c: str) -> float:
    near = set(past.graph[c])
    return float(len(near & set(past.graph[u])) + len(near & set(past.graph[v])))


#: The rankings that are compared, the toolkit's own first. A higher value ranks first.
RANKERS: Final[Mapping[str, Ranker]] = {
    "product of strengths": _product,
    "product, recency, practice": _practised,
    "own side only": lambda past, u, _v, c: past.strength(u, c),
    "most recent": lambda past, u, v, c: -(past.days_since(u, c) + past.days_since(c, v)),
    "embeddedness": _embedded,
    "betweenness": lambda past, _u, _v, c: past.measure("b", nx.betweenness_centrality).get(c, 0.0),
    "Burt constraint": lambda past, _u, _v, c: -past.measure("c", nx.constraint).get(c, 9.0),
    "degree": lambda past, _u, _v, c: float(past.graph.degree[c]),
    "random": lambda _past, _u, _v, _c: 0.0,
}


@dataclass(frozen=True)
class Backtest:
    """What came out.

    Attributes:
        rankings: One row per ranking and kind of case ("all", "strict"): ``cases``, ``hit1``,
            ``hit3``, ``mrr``, each with the ends of its 95 % interval (``hit1_low`` and so on).
            Cases of one event are resampled together.
        closing: One row per distance: how many pairs at that distance, and which share of them
            came in touch within the time.
        reliability: One row per tenth of the pairs at distance two, by predicted chance:
            ``predicted``, ``observed``, ``pairs``. Predicted is the chance that a request would be
            honoured; observed is who came in touch unasked. They should rise together, and
            cannot be equal.
        within_days: How soon a meeting counts as a consequence.
        unused: Events without a date, which cannot be replayed.
    """

    rankings: pd.DataFrame
    closing: pd.DataFrame
    reliability: pd.DataFrame
    within_days: float
    unused: int

    def __repr__(self) -> str:
        """Show the tables as text."""
        named = "How often the true introducer was named first, or among the first three:\n"
        rankings = self.rankings.round(3).to_string(index=False)
        parts = [
            "These events show no introduction." if self.rankings.empty else named + rankings,
            f"How many pairs came in touch within {self.within_days:g} days, by distance:",
            self.closing.round(4).to_string(index=False),
            "Predicted chance against what happened, for pairs with a common acquaintance:",
            self.reliability.round(4).to_string(index=False),
        ]
        return "\n\n".join(parts)

    def _repr_html_(self) -> str:
        tables = (self.rankings, self.closing, self.reliability)
        return "".join(table.round(4).to_html(index=False, escape=True) for table in tables)


def backtest(
    events: Iterable[Event],
    *,
    person_of: Mapping[str, str] | None = None,
    model: Model | None = None,
    within_days: float = 180.0,
    most: int = 10,
    start: str = "",
    end: str = "",
    rankers: Mapping[str, Ranker] | None = None,
    seed: int = 0,
) -> Backtest:
    """Replay events and compare rankings of introducers.

    Args:
        events: Dated events, in any order.
        person_of: Person id of every key; without it every key is a person.
        model: The model of a tie; the default model if None.
        within_days: A strict case is one in which the two get in touch this soon.
        most: Messages to more people are no introductions.
        start: Judge only cases from this date on; what came before is still known.
        end: Judge only cases before this date.
        rankers: Rankings to compare; `RANKERS` if None.
        seed: For the intervals and for the sample of pairs.

    Returns:
        The tables.

    Raises:
        NotMeaningfulError: There are no dated events.
    """
    replay = _Replay(events, person_of, model or Model.default(), most)
    chosen = rankers or RANKERS
    found: list[Case] = []
    ranks: list[list[tuple[int, int]]] = []
    reach = _Reach(within_days, seed)
    since, until = _moment(start) if start else -math.inf, _moment(end) if end else math.inf
    for moment, past, here in replay.run():
        reach.look(moment, past)
        for case in here:
            if since <= moment < until:
                found.append(case)
                ranks.append([_place(past, case, ranker) for ranker in chosen.values()])
    if not replay.met:
        raise NotMeaningfulError(
            "There are no dated events to replay.",
            hint="A mailbox or a chat archive with several people on one message has them.",
        )
    tables = reach.tables(replay.met)
    return Backtest(
        _rankings(found, np.array(ranks, float), list(chosen), within_days, seed),
        *tables, within_days, replay.unused,
    )  # fmt: skip


def cases(
    events: Iterable[Event],
    *,
    person_of: Mapping[str, str] | None = None,
    model: Model | None = None,
    most: int = 10,
) -> Iterator[tuple[Case, Past]]:
    """Give every case with the past from which it is to be judged.

    The past moves on with the iteration: look at it before taking the next case.
    """
    for _, past, here in _Replay(events, person_of, model or Model.default(), most).run():
        for case in here:
            yield case, past


@dataclass
class _Replay:
    """The events in the order in which they became known."""

    events: Iterable[Event]
    person_of: Mapping[str, str] | None
    model: Model
    most: int
    unused: int = 0
    met: dict[tuple[str, str], list[float]] = field(default_factory=dict)

    def run(self) -> Iterator[tuple[float, Past, list[Case]]]:
        """Yield each moment with the past before it and its cases, then let it become past."""
        events = list(self.events)
        whose = self.person_of or {k: k for event in events for k in event.people}
        dated = [
            (_moment(event.when), event, people, whose.get(event.people[0]) == people[0])
            for event, people in unique(events, whose)
            if event.when
        ]
        self.unused = sum(not event.when for event in events)
        dated.sort(key=lambda item: (item[0], item[1]))
        self._note_meetings(dated)
        past, asked, number = Past(self.model), set[tuple[str, str]](), 0
        for moment, group in groupby(dated, key=lambda item: item[0]):
            now = list(group)
            here: list[Case] = []
            past.now = moment
            for _, event, people, led in now:
                number += 1
                if led:
                    here += self._cases(number, event, people, past, asked)
            yield moment, past, here
            for _, event, people, led in now:
                past.learn(event, people, led=led)

    def _note_meetings(self, dated: Iterable[tuple[float, Event, tuple[str, ...], bool]]) -> None:
        """Write down when each pair was in touch directly. Only the outcome of a case uses it."""
        for moment, event, people, led in dated:
            addressed = event.kind in ADDRESSED
            for other in people[1:] if led else ():
                self.met.setdefault(_pair(people[0], other), []).append(moment)
            if not addressed and len(people) <= self.model.crowd:
                for a, b in combinations(people[1:], 2):
                    self.met.setdefault(_pair(a, b), []).append(moment)

    def _cases(
        self,
        number: int,
        event: Event,
        people: tuple[str, ...],
        past: Past,
        asked: set[tuple[str, str]],
    ) -> Iterator[Case]:
        introducing = event.kind in ADDRESSED or event.kind == "introduced"
        if not introducing or not _FEWEST <= len(people) <= self.model.crowd:
            return
        graph, truth = past.graph, people[0]
        if truth not in graph:
            return
        for u, v in combinations(sorted(people[1:]), 2):
            known = graph.has_edge(truth, u) and graph.has_edge(truth, v)
            if not known or graph.has_edge(u, v) or (u, v) in asked:
                continue
            common = tuple(sorted(set(graph[u]) & set(graph[v])))
            if len(common) >= _FEWEST:
                asked.add((u, v))
                if len(people) > self.most + 1:
                    continue
                later = [when - past.now for when in self.met.get((u, v), ()) if when > past.now]
                yield Case(number, u, v, truth, common, min(later, default=math.inf))


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _moment(when: str) -> float:
    """Give a date in days; a month or year counts from its end, when all of it is known."""
    year, month = int(when[:4]), int(when[5:7] or 12)
    if len(when) < len("2024-05-03"):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - December
        return (datetime(year, month, 1) - datetime(1970, 1, 1)).total_seconds() / _DAY  # noqa: DTZ001 - naive, like the exports
    return (datetime.fromisoformat(when[:19]) - datetime(1970, 1, 1)).total_seconds() / _DAY  # noqa: DTZ001 - see above


def _place(past: Past, case: Case, ranker: Ranker) -> tuple[int, int]:
    """Say how many candidates rank above the true introducer, and how many level with them."""
    scores = {c: ranker(past, case.u, case.v, c) for c in case.candidates}
    true = scores[case.truth]
    close = 1e-12 * max(1.0, abs(true))
    level = sum(abs(s - true) <= close for s in scores.values())
    return sum(s > true + close for s in scores.values()), level


def _rankings(
    found: Sequence[Case], ranks: np.ndarray, names: Sequence[str], within: float, seed: int
) -> pd.DataFrame:
    """Turn places into hit rates; whoever is level with others is named first with that chance."""
    if not found:
        return pd.DataFrame(columns=_COLUMNS)
    above, level = ranks[:, :, 0], ranks[:, :, 1]
    hit1, hit3 = (np.clip((k - above) / level, 0.0, 1.0) for k in (1, 3))
    mrr = np.vectorize(lambda a, n: np.mean(1.0 / np.arange(a + 1, a + n + 1)))(above, level)
    groups = np.array([case.event for case in found])
    strict = np.array([case.later <= within for case in found])
    rows = []
    for label, which in (("all", np.ones(len(found), bool)), ("strict", strict)):
        for column, name in enumerate(names if which.any() else ()):
            row: dict[str, object] = {"cases": int(which.sum()), "kind": label, "ranking": name}
            for measure, values in (("hit1", hit1), ("hit3", hit3), ("mrr", mrr)):
                mine = values[which, column]
                row[measure] = mine.mean()
                row[f"{measure}_low"], row[f"{measure}_high"] = _interval(mine, groups[which], seed)
            rows.append(row)
    return pd.DataFrame(rows, columns=_COLUMNS)


_COLUMNS: Final = ["ranking", "kind", "cases"] + [
    f"{measure}{end}" for measure in ("hit1", "hit3", "mrr") for end in ("", "_low", "_high")
]


def _interval(values: np.ndarray, groups: np.ndarray, seed: int) -> tuple[float, float]:
    """Give the 95 % interval of a mean, resampling whole events (bootstrap, Efron 1979)."""
    _, which = np.unique(groups, return_inverse=True)
    sums, sizes = np.bincount(which, values), np.bincount(which)
    draws = np.random.default_rng(seed).integers(0, len(sums), (_RESAMPLES, len(sums)))
    means = sums[draws].sum(1) / sizes[draws].sum(1)
    low, high = np.quantile(means, (0.025, 0.975))
    return float(low), float(high)


_FARTHEST: Final = 4
_SOURCES: Final = 150


class _Reach:
    """Looks at the network now and then: how far apart are pairs, and do they come in touch?"""

    def __init__(self, within: float, seed: int) -> None:
        self.within = within
        self.next = -math.inf
        self.rng = np.random.default_rng(seed)
        self.seen: list[tuple[float, str, str, int, float]] = []

    def look(self, moment: float, past: Past) -> None:
        """Note distance and predicted chance of pairs that are not in touch, once per period."""
        if moment < self.next or past.graph.number_of_nodes() < _FEWEST:
            return
        self.next = moment + self.within
        people = sorted(past.graph)
        number = min(_SOURCES, len(people))
        for source in self.rng.choice(len(people), number, replace=False):
            u = people[source]
            far = nx.single_source_shortest_path_length(past.graph, u, cutoff=_FARTHEST)
            for v in people:
                if v > u and far.get(v, 0) != 1:
                    chance = self._chance(past, u, v) if far.get(v) == 2 else 0.0  # noqa: PLR2004 - one introducer
                    self.seen.append((moment, u, v, far.get(v, 0), chance))

    @staticmethod
    def _chance(past: Past, u: str, v: str) -> float:
        """Chance that the best common acquaintance would bring the two together."""
        model, common = past.model, sorted(set(past.graph[u]) & set(past.graph[v]))
        best = max(common, key=lambda c: _product(past, u, v, c))
        return model.chance(past.strength(u, best)) * model.chance(past.strength(best, v))

    def tables(
        self, met: Mapping[tuple[str, str], Sequence[float]]
    ) -> tuple[pd.DataFrame, pd.DataFrame]:
        """Compare with what happened. The last period is left out: it is not over."""
        end = max((when for times in met.values() for when in times), default=0.0)
        table = pd.DataFrame(
            [
                (distance, chance, any(t < w <= t + self.within for w in met.get((u, v), ())))
                for t, u, v, distance, chance in self.seen
                if t + self.within <= end
            ],
            columns=["distance", "predicted", "observed"],
        )
        closing = table.groupby("distance")["observed"].agg(["size", "mean"]).reset_index()
        closing.columns = pd.Index(["distance", "pairs", "in_touch"])
        closing["distance"] = closing["distance"].map(
            lambda d: str(d) if d else f"more than {_FARTHEST}, or no path"
        )
        return closing, _tenths(table[table["distance"] == 2])  # noqa: PLR2004 - one introducer


_BINS: Final = 10


def _tenths(pairs: pd.DataFrame) -> pd.DataFrame:
    """Cut pairs into tenths by predicted chance, and give what was predicted and observed."""
    order = pairs["predicted"].rank(method="first")
    tenth = (order - 1) * _BINS // max(len(pairs), 1)
    grouped = pairs.groupby(tenth)
    table = grouped[["predicted", "observed"]].mean().assign(pairs=grouped.size())
    return table.reset_index(drop=True)
