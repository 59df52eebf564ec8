"""Key players: who as a set holds the network together or reaches most of it; whom a loss costs."""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from typing import Any, Literal

import networkx as nx
import numpy as np
import pandas as pd

from netgraph.errors import NotMeaningfulError
from netgraph.metrics.caveats import caveats, refuse_star
from netgraph.metrics.engine import Ints, View, view, without
from netgraph.metrics.kernels import components, cuts
from netgraph.people import name_of, who
from netgraph.wording import counted

__all__ = ["key_players", "losses"]

Goal = Literal["fragment", "reach"]


def key_players(
    G: nx.Graph[Any], *, k: int = 3, goal: Goal = "fragment", steps: int = 1
) -> pd.DataFrame:
    """Choose people who matter most as a set, one after the other, each the best addition.

    **Fragment**: without them, most pairs of people are cut off from each other. **Reach**: most
    people are among them or within `steps` of one of them. The best set of k is not always the
    k best single people: two who do the same job count once.

    Columns: ``rank``, ``person``, ``id``, ``share`` (after so many choices: of the pairs that are
    not connected, or of the people reached), ``gain`` (what this choice added), ``in_words``.

    Args:
        G: The graph.
        k: How many to choose at most; fewer if nobody adds anything.
        goal: "fragment" or "reach".
        steps: For "reach": how far a person reaches.

    Raises:
        NotMeaningfulError: All ties end in one person.
        ValueError: The goal is neither, or k or steps is below 1.

    >>> key_players(nx.barbell_graph(4, 1), k=1).in_words[0]
    'Without this person, 57% of all pairs of people are not connected.'

    Source: S. Borgatti, Computational & Mathematical Organization Theory 12 (2006). Choosing one
    after the other reaches at least 63 % of the best possible reach (G. Nemhauser, L. Wolsey &
    M. Fisher, Math. Programming 14, 1978); for fragmentation no such bound is known.
    """
    if goal not in {"fragment", "reach"} or k < 1 or steps < 1:
        raise ValueError('goal is "fragment" or "reach"; k and steps are at least 1.')
    arrays = view(G, weight=None)
    refuse_star(G)
    found = _fragment(arrays, k) if goal == "fragment" else _reach(arrays, k, steps)
    base = before = _apart(components(arrays), arrays.n) if goal == "fragment" else 0.0
    rows = []
    for rank, (node, share) in enumerate(found, 1):
        told = _words(goal, rank, share, base, steps)
        rows.append((rank, name_of(G, node), node, share, share - before, told))
        before = share
    table = pd.DataFrame(rows, columns=["rank", "person", "id", "share", "gain", "in_words"])
    table.attrs["parameters"] = {"k": k, "goal": goal, "steps": steps}
    bound = "at least 63 % of what the best set reaches" if goal == "reach" else "no bound is known"
    table.attrs["caveats"] = [*caveats(G, arrays), f"Chosen one after the other: {bound}."]
    return table


def _apart(component: Ints, people: int) -> float:
    """Give the share of pairs that no chain connects."""
    size = np.bincount(component)
    return float(1 - (size * (size - 1)).sum() / (people * (people - 1))) if people > 1 else 0.0


def _fragment(arrays: View, k: int) -> Iterator[tuple[Any, float]]:
    """Take away, k times, the person without whom fewest pairs stay connected."""
    gone: list[int] = []
    while len(gone) < k and (found := _costliest(without(arrays, gone))):
        best, connected = found
        gone.append(best)
        left = arrays.n - len(gone)
        yield arrays.s.ids[best], 1 - connected / (left * (left - 1)) if left > 1 else 0.0


def _costliest(arrays: View) -> tuple[int, int] | None:
    """Find who breaks most pairs by leaving, and how many (ordered) pairs stay connected."""
    if not arrays.m:
        return None
    cut = cuts(arrays)
    size = np.bincount(cut.component)[cut.component]
    broken = size * (size - 1) - cut.kept
    best = int(np.lexsort((np.arange(arrays.n), -arrays.degree, -broken))[0])
    return best, int((size - 1).sum() - broken[best])


def _reach(arrays: View, k: int, steps: int) -> Iterator[tuple[Any, float]]:
    """Add, k times, the person who reaches most people not yet reached.

    A person's gain only falls as others are chosen, so an old value is a bound: look again only
    at whoever comes first by it (Minoux 1978).
    """
    bound = np.ones(arrays.n)
    for _ in range(steps):
        bound = 1 + arrays.matrix @ bound
    queue = [(-int(gain), x) for x, gain in enumerate(bound)]
    heapq.heapify(queue)
    reached: set[int] = set()
    while queue and k:
        x = heapq.heappop(queue)[1]
        fresh = _ball(arrays, x, steps) - reached
        if queue and (-len(fresh), x) > queue[0]:
            heapq.heappush(queue, (-len(fresh), x))
        elif not fresh:
            return
        else:
            reached |= fresh
            k -= 1
            yield arrays.s.ids[x], len(reached) / arrays.n


def _ball(arrays: View, x: int, steps: int) -> set[int]:
    """Find everybody within so many steps of a person, the person included."""
    s, seen, edge = arrays.s, {x}, {x}
    for _ in range(steps):
        near = {y for z in edge for y in s.indices[s.indptr[z] : s.indptr[z + 1]].tolist()}
        edge = near - seen
        seen |= edge
    return seen


def _words(goal: Goal, rank: int, share: float, base: float, steps: int) -> str:
    whom = "this person" if rank == 1 else f"these {rank}"
    if goal == "fragment":
        told = f"Without {whom}, {share:.0%} of all pairs of people are not connected"
        return f"{told}; with everybody, {base:.0%}." if base else f"{told}."
    return f"Through {whom}, {share:.0%} of all people are within {counted(steps, 'step')}."


def losses(G: nx.Graph[Any], *, person: str) -> pd.DataFrame:
    """List whom you would lose if this person left: those to whom every chain goes through them.

    Columns: ``person``, ``id``, ``organisation``, ``ties``; sorted by ties. If no chain leads from
    *me* to the person, those who would be cut off from the largest part of what is left.

    Args:
        G: The graph.
        person: An id or a name.

    Raises:
        UnknownPersonError: Nobody answers to it, or several do.
        NotMeaningfulError: The person is *me*.

    >>> G = nx.path_graph(["me", "a", "b"], nx.Graph())
    >>> G.graph["me"] = ("me",)
    >>> losses(G, person="a").id.tolist()
    ['b']
    """
    node = person if person in G else who(G, person)
    mine = [one for one in G.graph.get("me", ()) if one in G]
    if node in mine:
        raise NotMeaningfulError("That is you: everybody would be lost.", hint="Name another.")
    arrays = view(G, weight=None)
    x = arrays.s.index[node]
    before, after = components(arrays), components(without(arrays, [x]))
    after[x] = after.max() + 1
    tied = (before == before[x]) & (np.arange(arrays.n) != x)
    stay = tied & np.isin(np.arange(arrays.n), [arrays.s.index[one] for one in mine])
    if not stay.any():
        stay = tied & (after == np.bincount(after[tied], minlength=1).argmax())
    gone = tied & ~np.isin(after, after[stay])
    lost = [arrays.s.ids[y] for y in np.lexsort((np.arange(arrays.n), -arrays.degree)) if gone[y]]
    table = pd.DataFrame(
        [
            (name_of(G, one), one, str(G.nodes[one].get("organisation") or ""), G.degree(one))
            for one in lost
        ],
        columns=["person", "id", "organisation", "ties"],
    )
    table.attrs["parameters"] = {"person": node}
    table.attrs["caveats"] = caveats(G, arrays)
    if not lost:
        table.attrs["caveats"].append(f"Without {name_of(G, node)} nobody would be lost.")
    return table
