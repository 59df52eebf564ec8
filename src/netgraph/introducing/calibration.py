"""The user's own outcomes correct the assumed chances: a Beta prior for each band of ties.

The model's chances come from old experiments among strangers. What people really answered to this
user is better evidence, as soon as there is enough of it; until then it moves the chances little,
and the table says how little it proves.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import networkx as nx
import pandas as pd
from scipy.stats import beta

from netgraph.errors import UnknownPersonError
from netgraph.introducing.outcomes import Outcome, standing
from netgraph.records import BANDS

__all__ = ["learned_chances"]

#: Chance of a band in which the user has no tie at all.
_USUAL: Final = {"strong": 0.6, "familiar": 0.3, "dormant": 0.12, "weak": 0.12, "unknown": 0.07}
_FEW: Final = 10


def learned_chances(
    G: nx.Graph[str], outcomes: Iterable[Outcome], *, trust: float = 8.0
) -> pd.DataFrame:
    """Say for each band how often introducers agreed, and what chance that leaves to assume.

    Args:
        G: The graph in which the requests were made; its `me` asked.
        outcomes: The log of requests. Those without an answer yet are not counted.
        trust: How many answers the assumed chance is worth: after so many, it counts half.

    Returns:
        One row per band: ``band``, ``answered``, ``agreed``, ``assumed`` (mean chance of the user's
        ties in it), ``chance`` (mean of the posterior Beta distribution), ``low`` and ``high`` (its
        middle 90 %), and ``says``, a sentence.

    Raises:
        UnknownPersonError: The graph does not say who the user is.

    >>> G = nx.Graph([("me", "ben", {"band": "weak", "chance": 0.1})], me=("me",))
    >>> log = [Outcome("2026-11-29", "ben", "roe", "agreed")]
    >>> learned_chances(G, log).loc[3, ["answered", "agreed"]].tolist()
    [1, 1]
    """
    mine = G.graph.get("me", ())
    if not mine:
        raise UnknownPersonError("the graph does not say who you are.", hint="Load it with me=.")
    answers: dict[str, list[bool]] = {band: [] for band in BANDS}
    for step in standing(outcomes).values():
        if step.state != "asked":
            answers[_band(G, mine, step.introducer)].append(step.state != "declined")
    return pd.DataFrame(
        [_row(band, answers[band], _assumed(G, mine, band), trust) for band in BANDS]
    )


def _band(G: nx.Graph[str], mine: Iterable[str], introducer: str) -> str:
    """Give the best band in which any of the user's selves knows an introducer."""
    known = [
        G.edges[me, introducer].get("band", "unknown") for me in mine if G.has_edge(me, introducer)
    ]
    return min(known, key=BANDS.index, default="unknown")


def _assumed(G: nx.Graph[str], mine: Iterable[str], band: str) -> float:
    chances = [
        tie.get("chance", _USUAL[band])
        for me in mine
        if me in G
        for _, _, tie in G.edges(me, data=True)
        if tie.get("band", "unknown") == band
    ]
    return sum(chances) / len(chances) if chances else _USUAL[band]


def _row(band: str, answers: list[bool], assumed: float, trust: float) -> dict[str, object]:
    yes, number = sum(answers), len(answers)
    share = min(max(assumed, 0.01), 0.99)
    posterior = beta(trust * share + yes, trust * (1 - share) + number - yes)
    low, high = posterior.ppf([0.05, 0.95])
    return {
        "band": band, "answered": number, "agreed": yes, "assumed": assumed,
        "chance": posterior.mean(), "low": low, "high": high,
        "says": _says(yes, number, float(low), float(high)),
    }  # fmt: skip


def _says(yes: int, number: int, low: float, high: float) -> str:
    if not number:
        return "nobody has answered yet: this is assumed"
    proves = "that proves little yet" if number < _FEW else "that begins to say something"
    return f"{yes} of {number} agreed; {proves}: anything from {low:.0%} to {high:.0%} would fit"
