"""Choosing among many ways: an integer programme each, solved to the optimum by HiGHS."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any, Final, NamedTuple

import networkx as nx
import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import coo_array, eye_array, hstack

from netgraph.introducing.paths import Found, Search
from netgraph.introducing.ways import chance_of

__all__ = ["Way", "best", "cover", "ways_to"]

#: Ways that are weighed and paths that are looked at: at least for each target, and for all.
_WAYS: Final = (40, 8_000)
_LOOKED_AT: Final = (400, 40_000)


class Way(NamedTuple):
    """A path to one of many targets.

    Attributes:
        target: The target's number.
        found: The path.
        chance: How likely it is to work.
    """

    target: int
    found: Found
    chance: float


def ways_to(G: nx.Graph[str], number: int, search: Search, of: int) -> tuple[list[Way], bool]:
    """Collect the ways to one target of so many, without those that ask more people for less."""
    most, look_at = (max(each, every // of) for each, every in (_WAYS, _LOOKED_AT))
    ways: list[Way] = []
    for looked, found in enumerate(search):
        if looked == look_at or len(ways) == most:
            return ways, False
        chance = chance_of(G, found.people)
        who = set(found.introducers)
        if not any(chance <= way.chance and who.issuperset(way.found.introducers) for way in ways):
            ways.append(Way(number, found, chance))
    return ways, not search.cut


def best(ways: Sequence[Way], limit: int) -> list[Way]:
    """Choose the ways with the greatest sum of chances: one a target, so many an introducer."""
    if not ways:
        return []
    targets = _incidence([[str(way.target)] for way in ways])
    people = _incidence([way.found.introducers for way in ways])
    rules = [LinearConstraint(targets, ub=1)]
    if people.shape[0]:
        rules.append(LinearConstraint(people, ub=limit))
    taken = _solve([-way.chance for way in ways], rules)
    chosen = [way for way, one in zip(ways, taken, strict=True) if one]
    return sorted(chosen, key=lambda way: (-way.chance, way.target))


def cover(ways: Sequence[Way], known: Collection[int]) -> list[Way]:
    """Choose a way to each target so that as few different people as possible are asked first."""
    likeliest: dict[tuple[str, int], Way] = {}
    for way in ways:
        here = (way.found.introducers[0], way.target)
        if way.target not in known and (
            here not in likeliest or likeliest[here].chance < way.chance
        ):
            likeliest[here] = way
    ways = list(likeliest.values())
    if not ways:
        return []
    first = _incidence([[way.found.introducers[0]] for way in ways]).T
    targets = _incidence([[str(way.target)] for way in ways])
    people = first.shape[1]
    # Columns: a way is used, then a person is asked. One person fewer outweighs all chances.
    cost = [-way.chance for way in ways] + [float(len(ways) + 1)] * people
    rules = [
        LinearConstraint(hstack([targets, coo_array((targets.shape[0], people))]), lb=1, ub=1),
        LinearConstraint(hstack([eye_array(len(ways)), -first]), ub=0),
    ]
    taken = _solve(cost, rules)
    return [way for way, one in zip(ways, taken, strict=False) if one]


def _incidence(groups: Sequence[Sequence[str]]) -> Any:
    """Make the matrix with a row per member and a column per group."""
    rows = {one: i for i, one in enumerate(dict.fromkeys(one for some in groups for one in some))}
    cells = [(rows[one], column) for column, some in enumerate(groups) for one in some]
    where = np.array(cells, dtype=int).reshape(-1, 2)
    return coo_array((np.ones(len(cells)), where.T), shape=(len(rows), len(groups)))


def _solve(cost: Sequence[float], rules: Sequence[LinearConstraint]) -> list[bool]:
    """Solve a programme of yes and no to the optimum (no gap is allowed, no clock runs)."""
    exact = {"mip_rel_gap": 0}
    found = milp(
        np.array(cost), constraints=rules, integrality=1, bounds=Bounds(0, 1), options=exact
    )
    if found.x is None:  # "nothing at all" keeps every rule, so this cannot be
        raise RuntimeError(found.message)
    return [bool(one) for one in found.x > 0.5]  # noqa: PLR2004
