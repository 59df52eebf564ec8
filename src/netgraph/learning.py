"""What the user's own requests teach: a Beta prior for each band of her ties.

The model's chances come from old experiments among strangers. What people really answered to her
is better evidence, as soon as there is enough of it; until then it moves the chances little, and
the sentence beside them says how little it proves.

A tie's chance is the mean of a Beta distribution that is worth `TRUST` answers. After n answers
along her ties of the same band, of which y were yes, it is ``(TRUST · chance + y) / (TRUST + n)``.
What was said about one person counts for all she knows equally well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import networkx as nx
import pandas as pd
from scipy.special import betaincinv

from netgraph.errors import AmbiguousPersonError, UnknownPersonError
from netgraph.outcomes import Outcome, merge_outcomes
from netgraph.people import name_of, who
from netgraph.records import BANDS

__all__ = ["heed_outcomes", "learn", "learned_chances", "lesson", "refusals", "reminders"]

#: How many answers the assumed chance is worth: after so many, it counts half.
TRUST: Final = 8.0
_FEW: Final = 10
_YES: Final = frozenset({"agreed", "introduced", "met"})


def learn(G: nx.Graph[str], outcomes: Iterable[Outcome]) -> nx.Graph[str]:
    """Give a copy of the graph whose chances the outcomes have changed.

    `netgraph.load` does this by itself with the file ``netgraph-outcomes.csv`` beside the exports.

    Args:
        G: A graph; outcomes that it knows already count once.
        outcomes: The log of requests.

    Returns:
        The copy. Outcomes about people who are not in it are named in its notes.

    >>> G = nx.Graph([("me", "ben", {"band": "weak", "chance": 0.1})], me=("me",))
    >>> learn(G, [Outcome("2026-11-29", "ben", "roe", "agreed")]).edges["me", "ben"]["chance"]
    0.2
    """
    copy = G.copy()
    heed_outcomes(copy, outcomes)
    return copy


def heed_outcomes(G: nx.Graph[str], outcomes: Iterable[Outcome]) -> None:
    """Change the chances of a graph that nobody else has seen yet; see `learn`."""
    before = _answers(G)
    known = [resolved for one in outcomes if (resolved := _resolved(G, one))]
    G.graph["outcomes"] = [one._asdict() for one in merge_outcomes(_log(G), known)]
    after = _answers(G)
    for tie in _mine(G):
        if "chance" in tie and (answers := after[_band(tie)]):
            tie["chance"] = _posterior(_prior(tie["chance"], before[_band(tie)]), answers)


def _log(G: nx.Graph[str]) -> list[Outcome]:
    return [Outcome(**one) for one in G.graph.get("outcomes", ())]


def _resolved(G: nx.Graph[str], outcome: Outcome) -> Outcome | None:
    """Put ids in place of names. A target whom nobody in the graph knows keeps the name."""
    found = [outcome.introducer, outcome.target]
    for i, name in enumerate(found):
        try:
            found[i] = name if name in G else who(G, name)
        except (UnknownPersonError, AmbiguousPersonError) as error:
            if i == 0:
                note = f"An outcome of {outcome.date} was left out: {error}"
                G.graph["notes"] = [*G.graph.get("notes", ()), note]
                return None
    return outcome._replace(introducer=found[0], target=found[1])


def _mine(G: nx.Graph[str]) -> Iterator[dict[str, Any]]:
    """Give the data of the user's ties, each once."""
    yield from (tie for _, _, tie in G.edges(_me(G), data=True))


def _band(tie: Mapping[str, Any]) -> str:
    return str(tie["band"]) if tie.get("band") in BANDS else "unknown"


def _me(G: nx.Graph[str]) -> list[str]:
    return [one for one in G.graph.get("me", ()) if one in G]


def _answers(G: nx.Graph[str]) -> dict[str, list[bool]]:
    """List, for each band of her ties, who said yes when asked, and who no."""
    found: dict[str, list[bool]] = {band: [] for band in BANDS}
    states: dict[tuple[str, str], set[str]] = {}
    for step in _log(G):
        states.setdefault((step.introducer, step.target), set()).add(step.state)
    for (introducer, _), steps in states.items():
        ties = [G.edges[me, introducer] for me in _me(G) if G.has_edge(me, introducer)]
        bands = [_band(tie) for tie in ties]
        if bands and steps != {"asked"}:
            found[min(bands, key=BANDS.index)].append(bool(steps & _YES))
    return found


def _posterior(chance: float, answers: list[bool]) -> float:
    return (TRUST * chance + sum(answers)) / (TRUST + len(answers))


def _prior(chance: float, answers: list[bool]) -> float:
    """Undo `_posterior`."""
    return (chance * (TRUST + len(answers)) - sum(answers)) / TRUST


def learned_chances(G: nx.Graph[str]) -> pd.DataFrame:
    """Say for each band how often introducers agreed, and what chance that leaves to assume.

    Args:
        G: A graph that knows outcomes, from `load` or `learn`.

    Returns:
        One row per band in which the user has ties, best first: ``band``, ``answered``, ``agreed``,
        ``assumed`` (mean chance of her ties in it before any answer), ``chance`` (after them),
        ``low`` and ``high`` (middle 90 % of the Beta distribution), and ``says``, a sentence.

    Raises:
        UnknownPersonError: The graph does not say who the user is.

    >>> G = nx.Graph([("me", "ben", {"band": "weak", "chance": 0.1})], me=("me",))
    >>> learned_chances(G)["says"].tolist()
    ['nobody has answered yet: this is assumed']
    """
    if not G.graph.get("me"):
        raise UnknownPersonError("the graph does not say who you are.", hint="Load it with me=.")
    answers, chances = _answers(G), dict[str, list[float]]()
    for tie in _mine(G):
        if "chance" in tie:
            chances.setdefault(_band(tie), []).append(tie["chance"])
    rows = [
        _row(band, answers[band], sum(chances[band]) / len(chances[band]))
        for band in BANDS if band in chances
    ]  # fmt: skip
    columns = ["band", "answered", "agreed", "assumed", "chance", "low", "high", "says"]
    return pd.DataFrame(rows, columns=columns)


def _row(band: str, answers: list[bool], chance: float) -> tuple[object, ...]:
    yes, number = sum(answers), len(answers)
    likely = (TRUST + number) * min(max(chance, 0.001), 0.999)
    low, high = (float(betaincinv(likely, TRUST + number - likely, q)) for q in (0.05, 0.95))
    says = _says(yes, number, low, high)
    return band, number, yes, _prior(chance, answers), chance, low, high, says


def _says(yes: int, number: int, low: float, high: float) -> str:
    if not number:
        return "nobody has answered yet: this is assumed"
    proves = "that proves little yet" if number < _FEW else "that begins to say something"
    return f"{yes} of {number} agreed; {proves}: anything from {low:.0%} to {high:.0%} would fit"


def refusals(G: nx.Graph[str], targets: Iterable[str]) -> set[str]:
    """Say who declined to introduce the user to each of these people: not to be asked again."""
    wanted, declined = set(targets), dict[str, set[str]]()
    for one in _last(G):
        if one.state == "declined":
            declined.setdefault(one.introducer, set()).add(one.target)
    return {introducer for introducer, about in declined.items() if wanted <= about}


def reminders(G: nx.Graph[str], targets: Iterable[str], asked: Iterable[str]) -> list[str]:
    """Say what came before: who declined, and who has not answered yet.

    Args:
        G: A graph that knows outcomes.
        targets: Whom to reach.
        asked: Who is to be asked now.
    """
    closed, asked = refusals(G, targets), set(asked)
    return [
        _reminder(G, one, closed=one.introducer in closed)
        for one in _last(G)
        if one.state in {"asked", "declined"} and one.introducer in (closed | asked)
    ]


def _last(G: nx.Graph[str]) -> Iterable[Outcome]:
    """Give the step at which each request stands."""
    return {(one.introducer, one.target): one for one in _log(G)}.values()


def _reminder(G: nx.Graph[str], one: Outcome, *, closed: bool) -> str:
    person = name_of(G, one.introducer)
    whom = name_of(G, one.target) if one.target in G else one.target
    about = f"to introduce you to {whom}" if person != whom else "for help"
    if one.state == "asked":
        return f"You asked {person} on {one.date} {about} and have noted no answer yet."
    text = f"You asked {person} {about}, who declined on {one.date}"
    return f"{text} and is not asked again." if closed else f"{text}: think twice before you ask."


def lesson(G: nx.Graph[str], band: str) -> list[str]:
    """Say what her own requests along ties of a band have shown, if there were any."""
    answers = _answers(G)[band]
    if not answers:
        return []
    told = learned_chances(G).set_index("band")["says"][band]
    return [f"Of your own requests along {band} ties {told}."]
