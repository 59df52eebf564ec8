"""Rankings of introducers, to be compared: the toolkit's own, and what it has to beat.

A ranking gives a value for a candidate who knows both of two people, from the past alone; the
higher value is named first.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping
from typing import Final

import networkx as nx

from netgraph.metrics.betweenness import betweenness
from netgraph.metrics.engine import Floats, View, view
from netgraph.metrics.kernels import holes
from netgraph.replay import Past
from netgraph.strength import NEVER, POOL, shortlist

__all__ = ["LOGIT", "RANKERS", "Ranker", "features", "product"]

Ranker = Callable[[Past, str, str, str], float]


def product(past: Past, u: str, v: str, c: str) -> float:
    """Multiply the strengths of both ties."""
    return past.strength(u, c) * past.strength(c, v)


def _toolkit(past: Past, u: str, v: str, c: str) -> float:
    """Rank as introductions are: by the product, and the shortlist by freshness."""
    return past.once(("toolkit", u, v), lambda: _ordered(past, u, v))[c]


def _ordered(past: Past, u: str, v: str) -> dict[str, float]:
    """Give every candidate a value, those of the shortlist above 1."""
    products = {c: product(past, u, v, c) for c in past.common(u, v)}
    strongest = heapq.nlargest(POOL, products, key=products.__getitem__)
    ties = {c: [(past.strength(one, c), past.silence(one, c)) for one in (u, v)] for c in strongest}
    values = {c: value / (1.0 + value) for c, value in products.items()}
    return values | {c: 1.0 + fresh for c, fresh in shortlist(ties).items()}


def features(past: Past, u: str, v: str, c: str) -> dict[str, float]:
    """Describe a candidate by what `LOGIT` weighs.

    Returns:
        ``strength``: log of the product of both strengths; ``silence``: minus the logs of the days
        since the candidate last wrote to each; ``practice``: log of the share of the candidate's
        messages that brought strangers together.
    """
    days = (min(past.days_since(c, one), NEVER) for one in (u, v))
    return {
        "strength": math.log(product(past, u, v, c) + 1e-8),
        "silence": -math.fsum(map(math.log1p, days)),
        "practice": math.log((past.introduced[c] + 0.5) / (past.wrote[c] + 5.0)),
    }


#: A conditional logit (McFadden 1974), fitted by ``benchmarks/introducers/replay.py`` on Enron's
#: cases before 21 March 2001, by maximum likelihood.
LOGIT: Final[Mapping[str, float]] = {"strength": 0.17, "silence": 0.32, "practice": 0.71}


def _logit(past: Past, u: str, v: str, c: str) -> float:
    return math.fsum(LOGIT[name] * value for name, value in features(past, u, v, c).items())


def _recent(past: Past, u: str, v: str, c: str) -> float:
    """Rank by the days since the last contact on either side, whoever turned to whom."""
    days = (min(past.days_since(c, one), past.days_since(one, c)) for one in (u, v))
    return -math.fsum(map(math.log1p, days))


def _embedded(past: Past, u: str, v: str, c: str) -> float:
    return float(len(past.common(c, u)) + len(past.common(c, v)))


def _measured(of: Callable[[View], Floats]) -> Callable[[nx.Graph[str]], Mapping[str, float]]:
    """Give a measure of the arrays by person."""

    def by_person(graph: nx.Graph[str]) -> Mapping[str, float]:
        arrays = view(graph, weight=None)
        return dict(zip(arrays.s.ids, of(arrays).tolist(), strict=True))

    return by_person


_betweenness = _measured(lambda arrays: betweenness(arrays).value)
_constraint = _measured(lambda arrays: holes(arrays).constraint)

#: The rankings that are compared, the toolkit's own first.
RANKERS: Final[Mapping[str, Ranker]] = {
    "product, then freshness": _toolkit,
    "product of strengths": product,
    "strength, silence, practice": _logit,
    "own side only": lambda past, u, _v, c: past.strength(u, c),
    "most recent": _recent,
    "embeddedness": _embedded,
    "betweenness": lambda past, _u, _v, c: past.measure("b", _betweenness).get(c, 0.0),
    "Burt constraint": lambda past, _u, _v, c: -past.measure("c", _constraint).get(c, 9.0),
    "degree": lambda past, _u, _v, c: float(len(past.graph[c])),
    "random": lambda _past, _u, _v, _c: 0.0,
}
