"""Many breadth-first searches side by side in one array.

A search's place for a person is ``search * n + person``; so one step of all searches is a handful
of array operations, however many there are.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from netgraph.metrics.engine import Bools, Floats, Ints, View

#: So many places are kept for the searches that run at once (a byte each).
_PLACES: Final = 4_000_000


def expand(view: View, edge: Ints) -> tuple[Ints, Ints, Ints]:
    """Give all neighbours of the places: of which place each is one, where it is, by which slot."""
    person = edge % view.n
    start = view.s.indptr[person]
    count = view.s.indptr[person + 1] - start
    at = np.repeat(np.arange(len(edge)), count)
    slot = np.repeat(start - np.cumsum(count) + count, count) + np.arange(len(at))
    return at, view.s.indices[slot] + (edge - person)[at], slot


def distinct(places: Ints, scratch: NDArray[np.signedinteger]) -> Ints:
    """Drop repetitions without sorting; the scratch cells of the places are overwritten."""
    mine = np.arange(len(places))
    scratch[places] = mine
    kept: Ints = places[scratch[places] == mine]
    return kept


def spans(view: View, ties: Ints) -> Floats:
    """Count the steps between the ends of each tie if it were not there; inf for a bridge.

    From both ends at once, each time on the side where fewer ties are to be followed.
    """
    found = np.full(len(ties), np.inf)
    batch = max(1, min(len(ties), _PLACES // (2 * max(view.n, 1))))
    seen = np.zeros(2 * batch * view.n, np.bool_)
    scratch = np.empty(len(seen), np.int32)
    for first in range(0, len(ties), batch):
        found[first : first + batch] = _spans(view, ties[first : first + batch], seen, scratch)
    return found


def _spans(view: View, ties: Ints, seen: Bools, scratch: NDArray[np.int32]) -> Floats:
    """Search around some ties; what is marked as seen is cleared at the end."""
    k, half, degree = len(ties), len(seen) // 2, view.degree
    found, start = np.full(k, np.inf), np.arange(k) * view.n
    edge = np.concatenate((start + view.s.u[ties], start + view.s.v[ties] + half))
    visited, steps = [edge], 0
    seen[edge] = True
    while len(edge):
        steps += 1
        search, side = edge % half // view.n, edge // half
        work = np.bincount(2 * search + side, degree[edge % view.n], 2 * k).reshape(k, 2)
        moving = side == (work[:, 1] < work[:, 0])[search]
        at, near, slot = expand(view, edge[moving])
        of = search[moving][at]
        other = view.s.tie[slot] != ties[of]
        near, of = near[other], of[other]
        found[of[seen[(near + half) % (2 * half)]]] = steps
        near = distinct(near[np.isinf(found)[of] & ~seen[near]], scratch)
        seen[near] = True
        visited.append(near)
        edge = np.concatenate((edge[~moving], near))
        search, side = edge % half // view.n, edge // half
        left = np.bincount(2 * search + side, minlength=2 * k).reshape(k, 2).all(axis=1)
        edge = edge[(left & np.isinf(found))[search]]
    seen[np.concatenate(visited)] = False
    return found
