"""How good is the ranking of introducers? Replay dated events and see whom it would have named.

What a case is, and that only the past is used, `netgraph.replay` says. A strict case is one in
which the two then get in touch themselves within `within_days`.

Co-mailing is a stand-in for introductions inside one organisation. It says little about strangers.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

import networkx as nx
import numpy as np
import pandas as pd
from tqdm.auto import tqdm

from netgraph.edge_lists import Rows, as_events
from netgraph.errors import NotMeaningfulError
from netgraph.rankers import LOGIT, RANKERS, Ranker, features, product
from netgraph.records import Event
from netgraph.replay import Case, Past, Replay, moment
from netgraph.strength import Model
from netgraph.tables import as_text

__all__ = ["LOGIT", "RANKERS", "Backtest", "Case", "Past", "backtest", "cases", "features"]

_RESAMPLES: Final = 500
#: Fewer cases than this prove little.
_MANY: Final = 30
_FEWEST: Final = 3


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
        """Say what came out in sentences, with the tables in words."""
        parts = [_told(self.rankings, kind, self.within_days) for kind in ("all", "strict")]
        near = self.closing.assign(in_touch=self.closing["in_touch"].map("{:.2%}".format))
        chances = self.reliability[["predicted", "observed"]].map("{:.1%}".format)
        unasked = "who came in touch unasked, for pairs with a common acquaintance"
        parts += [
            f"How many pairs came in touch within {self.within_days:g} days, by distance:",
            as_text(near),
            f"Predicted chance against {unasked}. They should rise together, not be equal:",
            as_text(chances.assign(pairs=self.reliability["pairs"])),
        ]
        return "\n\n".join(filter(None, parts))

    def _repr_html_(self) -> str:
        tables = (self.rankings, self.closing, self.reliability)
        return "".join(table.round(4).to_html(index=False, escape=True) for table in tables)


def _told(rankings: pd.DataFrame, kind: str, days: float) -> str:
    """Say how often each ranking named the introducer, in percent with the 95 % interval."""
    rows = rankings[rankings["kind"] == kind]
    if rows.empty:
        return "These events show no introduction." if kind == "all" else ""
    cases = int(rows["cases"].iloc[0])
    then = f", who then got in touch themselves within {days:g} days" if kind == "strict" else ""
    table = rows[["ranking"]].copy()
    for column, heading in (("hit1", "named first"), ("hit3", "among the first three")):
        ends = zip(rows[column], rows[f"{column}_low"], rows[f"{column}_high"], strict=True)
        table[heading] = [f"{at:.0%} ({low:.0%} to {high:.0%})" for at, low, high in ends]
    few = " So few cases prove little." if cases < _MANY else ""
    return (
        f"{cases} times somebody brought two people together who had never been in touch{then}."
        f"{few} How often each ranking names the one who did it (in brackets what chance allows):"
        f"\n\n{as_text(table)}"
    )


def backtest(
    events: Iterable[Event] | Rows,
    *,
    person_of: Mapping[str, str] | None = None,
    model: Model | None = None,
    within_days: float = 180.0,
    most: int | None = 10,
    introducer: Literal["sender", "anyone"] = "sender",
    repeated: bool = False,
    alone: bool = False,
    me: Iterable[str] = (),
    start: str = "",
    end: str = "",
    rankers: Mapping[str, Ranker] | None = None,
    seed: int = 0,
    progress: bool | None = None,
) -> Backtest:
    """Replay events and compare rankings of introducers.

    Args:
        events: Dated events, in any order; or an edge list, as a table or as rows of sender,
            receiver and time, where the rows of one sender and one time are one message.
        person_of: Person id of every key; without it every key is a person.
        model: The model of a tie; the default model if None.
        within_days: A strict case is one in which the two get in touch this soon.
        most: Messages to more people are no introductions; None if messages of any size are.
        introducer: Who is to be named: the sender, who brought two receivers together; or anyone
            on the message who knew the two, whoever sent it, so that it may be several people.
        repeated: Count every message that addresses two people together until they are in touch,
            not the first only. Cases of one pair are much alike: the intervals are too narrow.
        alone: Count as in touch only who writes to the other and to nobody else.
        me: Ids of the user, who knows nearly everybody in her own mail, but is not whom she asks:
            she is nobody's introducer, and nobody's candidate.
        start: Judge only cases from this date on; what came before is still known.
        end: Judge only cases before this date.
        rankers: Rankings to compare; `RANKERS` if None.
        seed: For the intervals and for the sample of pairs.
        progress: Show a bar; None shows it in a terminal or notebook once it takes a second.

    Returns:
        The tables.

    Raises:
        NotMeaningfulError: There are no dated events.
    """
    every = list(as_events(events))
    model = model or Model.default()
    replay = Replay(every, person_of, model, most, introducer, repeated, alone, frozenset(me))
    chosen = rankers or RANKERS
    found: list[Case] = []
    ranks: list[list[tuple[float, float, float]]] = []
    reach = _Reach(within_days, seed)
    since, until = moment(start) if start else -math.inf, moment(end) if end else math.inf
    moments = len({event.when for event in every if event.when})
    hidden = None if progress is None else not progress
    for when, past, here in tqdm(
        replay.run(), "Replaying", moments, leave=False, disable=hidden, delay=1, unit=" moments"
    ):
        reach.look(when, past)
        for case in here if since <= when < until else ():
            found.append(case)
            ranks.append([_place(past, case, ranker) for ranker in chosen.values()])
    if not replay.met:
        raise NotMeaningfulError(
            "There are no dated events to replay.",
            hint="A mailbox or a chat archive with several people on one message has them.",
        )
    rankings = _rankings(found, np.array(ranks, float), list(chosen), within_days, seed)
    unused = sum(not event.when for event in every)
    return Backtest(rankings, *reach.tables(replay.met), within_days, unused)


def cases(
    events: Iterable[Event] | Rows,
    *,
    person_of: Mapping[str, str] | None = None,
    model: Model | None = None,
    most: int | None = 10,
    introducer: Literal["sender", "anyone"] = "sender",
    repeated: bool = False,
    alone: bool = False,
    me: Iterable[str] = (),
) -> Iterator[tuple[Case, Past]]:
    """Give every case with the past from which it is to be judged.

    The past moves on with the iteration: look at it before taking the next case.
    """
    model, every = model or Model.default(), list(as_events(events))
    options = most, introducer, repeated, alone, frozenset(me)
    for _, past, here in Replay(every, person_of, model, *options).run():
        for case in here:
            yield case, past


def _place(past: Past, case: Case, ranker: Ranker) -> tuple[float, float, float]:
    """Say how well a ranking does in a case: named first, among the first three, 1/place."""
    scores = {c: ranker(past, case.u, case.v, c) for c in case.candidates}
    best = max(scores[c] for c in case.truth)
    close = 1e-12 * max(1.0, abs(best))
    level = {c for c, score in scores.items() if abs(score - best) <= close}
    above = sum(score > best + close for score in scores.values())
    return _expected(above, len(level), len(level.intersection(case.truth)))


@lru_cache(maxsize=10_000)
def _expected(above: int, level: int, true: int) -> tuple[float, float, float]:
    """Give what is to be expected where people are level: any order of them is as likely."""
    orders = math.comb(level, true)
    first = [(above + i, math.comb(level - i, true - 1) / orders) for i in range(1, level + 1)]
    hit1, hit3 = (sum(chance for place, chance in first if place <= k) for k in (1, 3))
    return hit1, hit3, sum(chance / place for place, chance in first)


def _rankings(
    found: Sequence[Case], ranks: np.ndarray, names: Sequence[str], within: float, seed: int
) -> pd.DataFrame:
    """Turn places into hit rates; whoever is level with others is named first with that chance."""
    if not found:
        return pd.DataFrame(columns=_COLUMNS)
    groups = np.array([case.event for case in found])
    strict = np.array([case.later <= within for case in found])
    rows = []
    for label, which in (("all", np.ones(len(found), bool)), ("strict", strict)):
        for column, name in enumerate(names if which.any() else ()):
            row: dict[str, object] = {"cases": int(which.sum()), "kind": label, "ranking": name}
            for number, measure in enumerate(("hit1", "hit3", "mrr")):
                mine = ranks[which, column, number]
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
        best = max(common, key=lambda c: product(past, u, v, c))
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
        grouped = table.groupby("distance")["observed"]
        closing = grouped.agg(pairs="size", in_touch="mean").reset_index()
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
