"""The graph as arrays: built once per graph, never stale, invisible to users.

`view` gives a NetworkX graph as NumPy arrays. Its structure (who is tied to whom) is kept as long
as the graph lives and forgotten when the graph changes. Weights are read anew at each call, from
the very dictionaries the graph holds: ``G[a][b]["strength"] = 2`` is always noticed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from operator import itemgetter
from typing import Any, Final
from weakref import WeakKeyDictionary

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netgraph.errors import GraphError

Ints = NDArray[np.signedinteger[Any]]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_MARK: Final = "netgraph"


@dataclass(frozen=True, eq=False, slots=True)
class Structure:
    """Who is tied to whom. A tie with oneself is left out: it says nothing about others.

    Attributes:
        ids: Node ids; position in the arrays -> id. In sorted order if all are text, so that the
            same graph gives the same arrays whatever order it was built in.
        index: Id -> position.
        u: First end of each tie, always the smaller position.
        v: Second end of each tie. Ties are sorted by (u, v).
        indptr: Neighbours of i stand in ``indices[indptr[i]:indptr[i + 1]]``.
        indices: Neighbours, in ascending order.
        tie: For each entry of `indices`, which tie it is.
        data: The graph's own attribute dictionary of each tie.
        reading: The ties in the order in which these dictionaries lie in memory; to read them
            all in this order takes half the time.
        self_loops: How many ties with oneself were left out.

    Numbers of people and ties are kept in 32 bits: what multiplies them must widen them first.
    """

    ids: tuple[Any, ...]
    index: dict[Any, int]
    u: Ints
    v: Ints
    indptr: Ints
    indices: Ints
    tie: Ints
    data: NDArray[np.object_]
    reading: Ints
    self_loops: int

    def read(self, of: Callable[[Any], Any], kind: type) -> NDArray[Any]:
        """Read something of each tie from the graph's own dictionaries."""
        found: NDArray[Any] = np.empty(len(self.data), kind)
        found[self.reading] = np.fromiter(map(of, self.data[self.reading]), kind, len(found))
        return found


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """A graph as arrays: its structure and one weight per tie."""

    s: Structure
    w: Floats

    @property
    def n(self) -> int:
        """How many people."""
        return len(self.s.ids)

    @property
    def m(self) -> int:
        """How many ties."""
        return len(self.s.u)

    @property
    def degree(self) -> Ints:
        """How many ties each person has."""
        return np.diff(self.s.indptr).astype(np.int64)

    @property
    def source(self) -> Ints:
        """Whose neighbour each entry of ``indices`` is."""
        return np.repeat(np.arange(self.n, dtype=np.int32), self.degree)

    @property
    def key(self) -> Ints:
        """One number per tie, ascending, by which it is found: ``u * n + v``."""
        return self.s.u.astype(np.int64) * self.n + self.s.v

    @property
    def total(self) -> Floats:
        """Summed weight of each person's ties."""
        return self.sum_ends(self.w, self.w)

    @property
    def matrix(self) -> csr_array:
        """Who is tied to whom: 1 for each tie, in both directions."""
        ones = np.ones(2 * self.m)
        return csr_array((ones, self.s.indices, self.s.indptr), shape=(self.n, self.n))

    def sum_ends(self, at_u: NDArray[Any], at_v: NDArray[Any]) -> Floats:
        """Sum per person what each tie gives to its first and to its second end."""
        first = np.bincount(self.s.u, at_u, self.n)
        return np.asarray(first + np.bincount(self.s.v, at_v, self.n), dtype=np.float64)


_structures: WeakKeyDictionary[nx.Graph[Any], tuple[object, Structure]] = WeakKeyDictionary()


def view(G: nx.Graph[Any], *, weight: str | None = "strength") -> View:
    """Give the graph as arrays.

    Args:
        G: An undirected graph without parallel ties.
        weight: Edge attribute to read; a tie that lacks it counts 1, and so do all if None.

    Raises:
        GraphError: The graph is directed or has parallel ties, or a weight is not a finite
            number >= 0.
    """
    structure = _structure(G)
    return View(structure, _weights(structure, weight))


def without(view: View, people: Sequence[int]) -> View:
    """Leave out all ties of some people, who stay in the graph alone.

    What the graph itself holds of the ties (`data`) is not carried over.
    """
    if not people:
        return view
    s, gone = view.s, np.zeros(view.n, np.bool_)
    gone[list(people)] = True
    kept = ~(gone[s.u] | gone[s.v])
    slots = kept[s.tie]
    indptr = row_starts(slots, s.indptr)
    number = np.cumsum(kept, dtype=np.int32) - 1
    return View(
        replace(s, u=s.u[kept], v=s.v[kept], indptr=indptr, indices=s.indices[slots],
                tie=number[s.tie[slots]], data=s.data[:0], reading=s.reading[:0]),
        view.w[kept],
    )  # fmt: skip


def row_starts(kept: Bools, indptr: Ints) -> Ints:
    """Say where the rows of a sparse matrix begin when only some of its entries are kept."""
    return np.append(np.int32(0), np.cumsum(kept, dtype=np.int32))[indptr]


def _structure(G: nx.Graph[Any]) -> Structure:
    """Reuse the kept structure if nothing changed.

    NetworkX empties ``G.__networkx_cache__`` whenever a method adds or removes something; a token
    of ours in it therefore lives as long as the structure does. The two counts catch code that
    fills the dictionaries behind NetworkX's back. Views and frozen graphs are not told of changes
    in the graph below them, so nothing is kept for them.
    """
    if G.is_directed() or G.is_multigraph():
        raise GraphError(
            "This needs an undirected graph with at most one tie between two people.",
            hint="nx.Graph(G) makes one.",
        )
    cache = G.__networkx_cache__
    token, kept = _structures.get(G, (None, None))
    slots = sum(map(len, map(itemgetter(1), G.adjacency())))
    if kept is not None and cache.get(_MARK) is token:
        counts = len(kept.ids), len(kept.indices) + kept.self_loops
        if counts == (len(G), slots):
            return kept
    made = _build(dict(G.adjacency()), slots)
    if not nx.is_frozen(G):
        cache[_MARK] = token = object()
        _structures[G] = (token, made)
    return made


def _build(adjacency: dict[Any, Any], slots: int) -> Structure:
    """Walk through the graph in the order in which it was made, and sort the arrays afterwards."""
    ids: tuple[Any, ...] = tuple(adjacency)
    if all(isinstance(node, str) for node in ids):
        ids = tuple(sorted(ids))
    n = len(ids)
    index = dict(zip(ids, range(n), strict=True))
    u, v, data, loops = _ties(adjacency, index, slots)
    both = _numbered(np.concatenate((u, v)), np.concatenate((v, u)), n)
    reading = np.argsort(np.fromiter(map(id, data), np.uint64, len(u))).astype(np.int32)
    return Structure(
        ids, index, u, v, both.indptr, both.indices, both.data % max(len(u), 1), data, reading,
        loops,
    )  # fmt: skip


def _ties(
    adjacency: dict[Any, Any], index: dict[Any, int], slots: int
) -> tuple[Ints, Ints, NDArray[np.object_], int]:
    """Give both ends of each tie and its dictionary, in order; and how many are with oneself."""
    n, rows = len(index), adjacency.values()
    position = map(index.__getitem__, chain(adjacency, chain.from_iterable(rows)))
    place = np.fromiter(position, np.int32, n + slots)
    source = np.repeat(place[:n], np.fromiter(map(len, rows), np.int32, n))
    target = place[n:]
    once = np.flatnonzero(source < target)
    attributes = chain.from_iterable(row.values() for row in rows)
    data = np.fromiter(attributes, np.object_, slots)[once]
    u, v = source[once], target[once]
    order = _numbered(u, v, n).data
    return u[order], v[order], data[order], int(np.count_nonzero(source == target))


def _numbered(ends: Ints, others: Ints, n: int) -> csr_array:
    """Put pairs in order of both; the data of the result say which pair each entry is."""
    number = np.arange(len(ends), dtype=np.int32)
    return csr_array((number, (ends, others)), shape=(n, n))


def _weights(s: Structure, weight: str | None) -> Floats:
    if weight is None:
        return np.broadcast_to(np.float64(1), len(s.data))  # one number, however many ties
    try:
        try:
            w = s.read(itemgetter(weight), np.float64)
        except KeyError:
            w = s.read(lambda data: data.get(weight, 1.0), np.float64)
    except (TypeError, ValueError):
        raise GraphError(f"Some tie's {weight!r} is not a number.") from None
    bad = np.flatnonzero(~(np.isfinite(w) & (w >= 0)))
    if len(bad):
        a, b = s.ids[s.u[bad[0]]], s.ids[s.v[bad[0]]]
        raise GraphError(f"{weight!r} of the tie {a!r} - {b!r} is {w[bad[0]]}, not a number >= 0.")
    return w
