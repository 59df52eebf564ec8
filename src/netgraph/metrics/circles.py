"""Circles: those contacts of one person who know each other, directly or through one another.

Whoever has contacts in several circles is the only link between them that is in sight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise, starmap
from typing import Any, Final, NamedTuple

import networkx as nx
import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from netgraph.metrics.engine import Ints, View
from netgraph.metrics.kernels import triangles
from netgraph.metrics.traits import brief, traits
from netgraph.wording import counted, sentence

__all__ = ["Circles", "circles", "stories"]

#: How many circles a sentence names before it only counts.
_NAMED: Final = 3
#: So much of an address stands for an organisation in a sentence.
_LONGEST: Final = 60
#: So many neighbours are looked at together, to save memory.
_PORTION: Final = 1 << 18


class Circles(NamedTuple):
    """The circles around everybody.

    Attributes:
        of: For each entry of the graph's ``indices``, in which circle that neighbour is; numbers
            run on over all people.
        number: How many circles there are around each person.
        known: How many pairs of a person's contacts know each other.
    """

    of: Ints
    number: Ints
    known: Ints


def circles(view: View) -> Circles:
    """Find the circles around everybody: contacts belong together if a chain of them does.

    Args:
        view: The graph; weights play no part.
    """
    a, b = _pairs(view)
    of, some = np.empty(2 * view.m, np.int32), 0
    count, known = np.zeros((2, view.n), np.int64)
    for people, slots in _portions(view):
        start, width = slots.start, slots.stop - slots.start
        here = (a >= start) & (a < slots.stop)
        ends = a[here] - start, b[here] - start
        linked = csr_array((np.ones(len(ends[0])), ends), shape=(width, width))
        found, label = connected_components(linked, directed=False) if width else (0, ends[0])
        owner, whose = _owners(view, people), np.empty(found, np.int64)
        whose[label] = owner
        of[slots] = label + some
        count[people] = np.bincount(whose, minlength=people.stop - people.start)
        known[people] = np.bincount(owner[ends[0]], minlength=people.stop - people.start)
        some += found
    return Circles(of, count, known)


def _portions(view: View) -> Iterator[tuple[slice, slice]]:
    """Give everybody in portions, and where their neighbours stand."""
    indptr = view.s.indptr
    bounds = np.searchsorted(indptr, np.arange(0, 2 * view.m, _PORTION))
    for low, high in pairwise(sorted({0, *bounds.tolist(), view.n})):
        yield slice(low, high), slice(int(indptr[low]), int(indptr[high]))


def _owners(view: View, people: slice) -> Ints:
    """Say whose neighbour each entry of the people's lists is, counted from the first of them."""
    degree = np.diff(view.s.indptr[people.start : people.stop + 1])
    return np.repeat(np.arange(len(degree)), degree)


def _pairs(view: View) -> Ints:
    """Give all pairs of neighbours of one person who know each other, as places in ``indices``."""
    s, source = view.s, view.source
    at = np.empty((2, view.m), np.int32)  # where a tie stands in the lists of its two ends
    for end, here in enumerate((source < s.indices, source > s.indices)):
        place = np.flatnonzero(here)
        at[end, s.tie[place]] = place
    pairs = [np.empty((2, 0), np.int32)]
    for corners, opposite in triangles(view):
        for x in range(3):
            one, two = opposite[x - 1], opposite[x - 2]
            ends = [at[(s.v[tie] == corners[x]).astype(int), tie] for tie in (one, two)]
            pairs.append(np.array(ends))
    return np.concatenate(pairs, axis=1)


def stories(
    G: nx.Graph[Any], view: View, names: Sequence[str], around: Circles, loses: Ints
) -> list[str]:
    """Say in a sentence or two what each person holds together.

    Args:
        G: The graph.
        view: The same as arrays; of a circle the strongest tie is named first.
        names: What everybody is called.
        around: The circles around everybody.
        loses: How many people would lose touch with the rest without each person.
    """
    place, places = _telling_places(G, view)
    closed = (around.known / np.maximum(view.degree * (view.degree - 1) / 2, 1)).tolist()
    told = []
    for people, slots in _portions(view):
        whose, *shown = _largest(view, around.of, place, people, slots)
        each = zip(*(column.tolist() for column in shown), strict=True)
        labels = [_label(size, names[lead], places[where]) for size, lead, where in each]
        start = np.searchsorted(whose, np.arange(people.stop - people.start + 1)).tolist()
        ties, count = view.degree[people].tolist(), around.number[people].tolist()
        for x, own in enumerate(starmap(slice, pairwise(start))):
            told.append(_story(labels[own], ties[x], count[x], closed[people.start + x]))
    for x in np.flatnonzero(loses).tolist():
        lost = counted(int(loses[x]), "person")
        told[x] += f" Without them, {lost} would lose touch with the rest."
    return told


def _telling_places(G: nx.Graph[Any], view: View) -> tuple[Ints, list[str]]:
    """Number the organisations, and give everybody's; 0 is none.

    Nor is that of most people one: it tells no circle apart.
    """
    found = traits(G, "organisation")
    usual = {place for place, times in Counter(found.values()).items() if 2 * times > view.n}
    places = ["", *sorted(set(found.values()) - usual - {""})]
    number = {text: x for x, text in enumerate(places)}
    return np.array([number.get(found[node], 0) for node in view.s.ids], np.int64), places


def _largest(
    view: View, of: Ints, place: Ints, people: slice, slots: slice
) -> tuple[Ints, Ints, Ints, Ints]:
    """Give the largest circles: whose, how large, the strongest tie in it, and the place of most.

    Of circles of one size, the one with the stronger tie comes first.
    """
    owner, near, circle = _owners(view, people), view.s.indices[slots], of[slots]
    w = view.w[view.s.tie[slots]]
    order = np.lexsort((-w, circle))
    first = np.flatnonzero(np.diff(circle[order], prepend=-1))
    size, lead = np.diff(first, append=len(order)), order[first]
    row = np.empty(len(order), np.int64)  # to which of these circles each neighbour belongs
    row[order] = np.repeat(np.arange(len(first)), size)
    shared, kinds = np.zeros(len(first), np.int64), place.max(initial=0) + 1
    placed = np.flatnonzero(place[near])
    pair, times = np.unique(row[placed] * kinds + place[near[placed]], return_counts=True)
    most, which = np.divmod(pair, kinds)
    shared[most[2 * times > size[most]]] = which[2 * times > size[most]]
    rank = np.lexsort((lead, -w[lead], -size, owner[lead]))
    whose = owner[lead[rank]]
    rank = rank[np.arange(len(rank)) - np.searchsorted(whose, whose) < _NAMED]
    return owner[lead[rank]], size[rank], near[lead[rank]], shared[rank]


def _label(size: int, name: str, place: str) -> str:
    """Name a circle by the organisation that most of it shares, or by its strongest tie."""
    if size == 1:
        return name
    if place:
        return f"{brief(place, _LONGEST)} ({size})"
    return f"{name} and {counted(size - 1, 'other')}"


def _story(labels: list[str], ties: int, count: int, closed: float) -> str:
    if not ties:
        return "No tie to anybody is known."
    if ties == 1:
        return sentence(f"Has one tie, to {labels[0]}")
    if count == 1 and closed == 1:
        return f"The {ties} people they know all know each other."
    if count == 1:
        told = f"The {ties} people they know form one circle"
        return f"{told}; of its pairs, {_percent(closed)} know each other directly."
    more = f"; and {count - _NAMED} more" if count > _NAMED else ""
    return sentence(f"Links {count} circles with no tie between them: {'; '.join(labels)}{more}")


def _percent(share: float) -> str:
    """Write a share that is neither none nor all; it is not rounded to either."""
    return f"{min(max(share, 0.01), 0.99):.0%}"
