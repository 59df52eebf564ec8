"""Many targets: whom to ask for whom, so that nobody is asked too often.

A tired mentor is the scarce good. `plan` takes the best ways to every target and chooses among
them, at most one a target and at most so many an introducer, so that the expected number of
introductions is the greatest possible.
"""

from __future__ import annotations

import datetime as dt
import html
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import networkx as nx
import pandas as pd

from netgraph.errors import UnknownPersonError
from netgraph.introducing.choosing import Way, best, cover, ways_to
from netgraph.introducing.limits import BASES, Limits, People
from netgraph.introducing.ways import Path, describe, in_words, people_of
from netgraph.people import Directory, Match, Target
from netgraph.wording import counted

__all__ = ["Ask", "Plan", "plan"]


@dataclass(frozen=True)
class Ask:
    """One request of a plan.

    Attributes:
        target: Whom it is to reach.
        path: The way: `path.introducers[0]` is asked, or nobody if I know the target.
        week: In which week, from 1.
    """

    target: Target
    path: Path
    week: int


@dataclass(frozen=True)
class Plan:
    """A campaign.

    Attributes:
        asks: The requests, in the order in which to make them.
        expected: How many introductions to expect of them: the sum of their chances.
        unreached: For each target that is not in it, why.
        asks_per_introducer: The limit that was kept.
        complete: All ways to all targets were weighed; otherwise the best ones to each.
    """

    asks: tuple[Ask, ...]
    expected: float
    unreached: tuple[tuple[str, str], ...]
    asks_per_introducer: int
    complete: bool
    _graph: nx.Graph[str] = field(repr=False, compare=False)
    _ways: tuple[Way, ...] = field(repr=False, compare=False)
    _start: str = field(default="", repr=False, compare=False)

    def table(self) -> pd.DataFrame:
        """Give one row per request, in order.

        Returns:
            ``week``, ``date`` (the Monday, if a start was given), ``ask``, ``for`` (the target as
            given), ``target``, ``then`` (further introducers), ``band``, ``chance``, ``why``,
            ``ask_id``, ``target_id``.
        """
        columns = "week date ask for target then band chance why ask_id target_id"
        return pd.DataFrame([self._row(one) for one in self.asks], columns=columns.split())

    def _row(self, ask: Ask) -> list[object]:
        path = ask.path
        asked = path.people[1]
        then = ", ".join(one.name for one in path.introducers[1:])
        return [
            ask.week, _monday(self._start, ask.week), asked.name, ask.target.name,
            path.people[-1].name, then, path.band, path.chance, " | ".join(path.lines()),
            asked.id, path.people[-1].id,
        ]  # fmt: skip

    def cover(self) -> pd.DataFrame:
        """Give the smallest set of first introducers through whom every reachable target is met.

        Among the smallest sets it is the one with the greatest sum of chances. Targets I know
        myself need nobody.

        Returns:
            One row per introducer, most targets first: ``id``, ``name``, ``targets``, ``count``.
        """
        ways = [one for one in self._ways if one.found.introducers]
        met: dict[str, list[int]] = {}
        for one in cover(ways, {way.target for way in self._ways if not way.found.introducers}):
            met.setdefault(one.found.introducers[0], []).append(one.target)
        names = {way.target: describe(self._graph, way.found).people[-1].name for way in ways}
        rows = [
            [who, str(people_of(self._graph, [who])[0].name), "; ".join(names[t] for t in some),
             len(some)]
            for who, some in sorted(met.items(), key=lambda item: (-len(item[1]), item[0]))
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["id", "name", "targets", "count"])

    def losses(self) -> pd.DataFrame:
        """Say what is lost if one introducer says no and the rest is planned anew.

        Returns:
            One row per introducer of the plan, the dearest first: ``id``, ``name``, ``asks`` (in
            the plan), ``expected`` (without them), ``lost``.
        """
        asks = Counter(who for one in self.asks for who in one.path.introducers)
        rows = []
        for who, count in asks.items():
            rest = [way for way in self._ways if who.id not in way.found.introducers]
            left = sum(one.chance for one in best(rest, self.asks_per_introducer))
            rows.append((-round(self.expected - left, 12), who.id, who.name, count, left))
        table = [[who, name, n, left, -lost + 0.0] for lost, who, name, n, left in sorted(rows)]
        columns = ["id", "name", "asks", "expected", "lost"]
        return pd.DataFrame(table, columns=columns)

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "asks": [
                {"week": one.week, "target": one.target.to_dict(), **one.path.to_dict()}
                for one in self.asks
            ],
            "expected": round(self.expected, 4),
            "unreached": [{"target": name, "why": why} for name, why in self.unreached],
            "complete": self.complete,
        }

    def _lines(self) -> list[tuple[str, list[str]]]:
        weeks: dict[str, list[str]] = {}
        for one in self.asks:
            monday = _monday(self._start, one.week)
            week = f"Week {one.week}" + (f", from {monday}" if monday else "")
            weeks.setdefault(week, []).append(f"{one.path.headline} ({in_words(one.path)})")
        missing = [f"{name}: {why}" for name, why in self.unreached]
        return [*weeks.items(), *([("Not in the plan", missing)] if missing else [])]

    def _summary(self) -> str:
        people = len({one.path.people[1] for one in self.asks})
        cut = "" if self.complete else " Not all ways were weighed, only the best to each target."
        asks, most = len(self.asks), self.asks_per_introducer
        return (
            f"{counted(asks, 'request')} to {counted(people, 'person')},"
            f" nobody on more than {most} of the ways; expect about {self.expected:.1f} to"
            f" work.{cut}"
        )

    def __str__(self) -> str:
        """Write it as text, week by week."""
        parts = ["\n".join([head, *(f"- {one}" for one in some)]) for head, some in self._lines()]
        return "\n\n".join([self._summary(), *parts])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        parts = [
            f"<h4>{html.escape(head)}</h4><ul>"
            + "".join(f"<li>{html.escape(one)}</li>" for one in some)
            + "</ul>"
            for head, some in self._lines()
        ]
        return f"<section aria-label='Plan'><p>{self._summary()}</p>{''.join(parts)}</section>"


def plan(
    G: nx.Graph[str],
    *,
    targets: Iterable[str | Match],
    asks_per_introducer: int = 2,
    per_week: int | None = None,
    start: str = "",
    me: str | Iterable[str] | None = None,
    max_hops: int = 3,
    avoid: People = (),
    basis: str | Iterable[str] = BASES,
    min_band: str = "unknown",
) -> Plan:
    """Plan who is asked for whom.

    Each target gets at most one way. Everybody on it counts as asked, so that two requests do not
    end with the same second introducer either. Nobody is asked twice in a week.

    Args:
        G: A graph.
        targets: Names, addresses, phrases ("anyone at St. Hilda's") or matches; who cannot be
            found is listed in `Plan.unreached`, not an error.
        asks_per_introducer: Most ways that anybody is on.
        per_week: Most requests in a week; no limit if None.
        start: ISO date of the first week, for dates in the table.
        me: Who asks; by default ``G.graph["me"]``.
        max_hops: Most ties in a way.
        avoid: Never to be asked.
        basis: Which ties may be used: any of recorded, stated, inferred.
        min_band: The least a tie must be.

    >>> G = nx.Graph([("me", "a"), ("me", "b"), ("a", "x"), ("a", "y"), ("b", "y")], me=("me",))
    >>> table = plan(G, targets=["x", "y"], asks_per_introducer=1).table()
    >>> table[["ask", "target"]].values.tolist()
    [['a', 'x'], ['b', 'y']]
    """
    if asks_per_introducer < 1 or (per_week is not None and per_week < 1):
        raise ValueError("asks_per_introducer and per_week must be at least 1")
    directory = Directory(G)
    limits = Limits.of(
        G, directory, me=me, max_hops=max_hops, avoid=avoid, basis=basis, min_band=min_band
    )
    wanted, unreached = _resolve(directory, targets, limits.sources)
    searches = [limits.search(G, target.ids) for target in wanted]
    found = [ways_to(G, i, one, len(wanted)) for i, one in enumerate(searches)]
    ways = tuple(way for some, _ in found for way in some)
    chosen = best(ways, asks_per_introducer)
    unreached += _left_out(wanted, ways, chosen)
    asks = [
        Ask(wanted[way.target], describe(G, way.found), week)
        for way, week in zip(chosen, _weeks(chosen, per_week), strict=True)
    ]
    return Plan(
        tuple(sorted(asks, key=lambda one: one.week)),
        sum(way.chance for way in chosen),
        tuple(unreached),
        asks_per_introducer,
        all(complete for _, complete in found),
        G,
        ways,
        start,
    )


def _left_out(
    wanted: Sequence[Target], ways: Sequence[Way], chosen: Sequence[Way]
) -> Iterator[tuple[str, str]]:
    """Say of every target that is not in the plan why."""
    reached, taken = ({way.target for way in some} for some in (ways, chosen))
    for number, target in enumerate(wanted):
        if number not in reached:
            yield target.name, "no path leads there"
        elif number not in taken:
            yield target.name, "everybody who could lead there is asked often enough for others"


def _resolve(
    directory: Directory, targets: Iterable[str | Match], me: Collection[str]
) -> tuple[list[Target], list[tuple[str, str]]]:
    wanted: dict[tuple[str, ...], Target] = {}
    unreached = []
    for one in [targets] if isinstance(targets, str | Match) else targets:
        try:
            target = directory.target(one)
        except UnknownPersonError as error:
            unreached.append((str(one), str(error)))
            continue
        if set(target.ids) <= set(me):
            unreached.append((target.name, "that is you"))
        else:
            wanted.setdefault(target.ids, target)
    return list(wanted.values()), unreached


def _weeks(ways: Sequence[Way], per_week: int | None) -> list[int]:
    """Put each request in the first week that has room and in which nobody is asked twice."""
    busy: list[set[str]] = []
    count: list[int] = []
    weeks = []
    for way in ways:
        week = 0
        while week < len(busy) and (
            count[week] == per_week or not busy[week].isdisjoint(way.found.introducers)
        ):
            week += 1
        if week == len(busy):
            busy.append(set())
            count.append(0)
        busy[week].update(way.found.introducers)
        count[week] += 1
        weeks.append(week + 1)
    return weeks


def _monday(start: str, week: int) -> str:
    if not start:
        return ""
    day = dt.date.fromisoformat(start)
    return (day - dt.timedelta(days=day.weekday()) + dt.timedelta(weeks=week - 1)).isoformat()
