"""What the metrics are computed with: triangles, structural holes, cuts. Arrays in and out.

The workhorse is one pass over all triangles. Ties are directed from the person with fewer ties to
the one with more; then each triangle is found once, from its lowest corner, and the number of
candidates stays below m^1.5 however large the hubs are (Chiba & Nishizeki 1985).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, depth_first_order

from netgraph.metrics.engine import Bools, Floats, Ints, View

#: Bits of the table that tells most open wedges at a glance: few enough for the cache.
_GLANCE: Final = 22
#: Wedges that are looked at together: enough for NumPy, few enough for the cache.
_PORTION: Final = 1 << 18


class Triangle(NamedTuple):
    """Many triangles at once: their corners, and the ties opposite to them."""

    corners: tuple[Ints, Ints, Ints]
    opposite: tuple[Ints, Ints, Ints]


def triangles(view: View) -> Iterator[Triangle]:
    """Give all triangles, each once, in portions."""
    n, m, s = view.n, view.m, view.s
    a, b, tie, later = _upward(view)
    key = s.u * n + s.v
    mark = _marks(n)
    seen = np.zeros(1 << _GLANCE, np.bool_)
    seen[_place(mark[s.u] + mark[s.v])] = True
    mark = mark[b]
    reached = np.cumsum(later)
    i = 0
    while i < m:
        done = int(reached[i - 1]) if i else 0
        j = max(i + 1, int(np.searchsorted(reached, done + _PORTION, "right")))
        ab = np.repeat(np.arange(i, j), later[i:j])
        ac = np.repeat(np.arange(i + 1, j + 1) - (reached[i:j] - later[i:j] - done), later[i:j])
        ac += np.arange(len(ac))
        maybe = np.flatnonzero(seen[_place(mark[ab] + mark[ac])])
        ab, ac = ab[maybe], ac[maybe]
        wanted = b[ab] * n + b[ac]
        bc = np.minimum(np.searchsorted(key, wanted), m - 1)
        closed = np.flatnonzero(key[bc] == wanted)
        ab, bc, ac = ab[closed], bc[closed], ac[closed]
        yield Triangle((a[ab], b[ab], b[ac]), (bc, tie[ac], tie[ab]))
        i = j


def _upward(view: View) -> tuple[Ints, Ints, Ints, Ints]:
    """Direct each tie to whoever has more ties: lower end, upper end, tie, how many stand later.

    They are sorted by both ends. With each go those of the same lower end that stand after it.
    """
    n, s = view.n, view.s
    rank = np.empty(n, np.int32)
    rank[np.argsort(view.degree, kind="stable")] = np.arange(n, dtype=np.int32)
    up = np.flatnonzero(rank[s.indices] > np.repeat(rank, view.degree))
    end = np.searchsorted(up, s.indptr)
    lower = np.repeat(np.arange(n), np.diff(end))
    return lower, s.indices[up], s.tie[up], end[lower + 1] - np.arange(1, view.m + 1)


def _marks(n: int) -> NDArray[np.uint32]:
    """Give everybody a number whose sums with the others' are spread evenly."""
    mark = np.arange(n, dtype=np.uint32) * np.uint32(0x9E3779B1)
    mark ^= mark >> np.uint32(15)
    return mark * np.uint32(0x85EBCA6B)


def _place(marks: NDArray[np.uint32]) -> NDArray[Any]:
    marks >>= np.uint32(32 - _GLANCE)
    return marks


def support(view: View) -> Ints:
    """Count for each tie how many people know both its ends (its embeddedness)."""
    found = np.zeros(view.m, np.int64)
    for _, opposite in triangles(view):
        for tie in opposite:
            np.add.at(found, tie, 1)
    return found


def around(view: View, support: Ints) -> Ints:
    """Count in how many triangles each person stands: each lies behind two of their ties."""
    return (view.sum_ends(support, support) / 2).astype(np.int64)


class Holes(NamedTuple):
    """Burt's structural-hole figures of everybody; nan where a person has no tie.

    Attributes:
        constraint: Sum over contacts of (p_ij + sum_q p_iq p_qj)^2.
        effective_size: Sum over contacts j of 1 - sum_q p_iq m_jq, with m_jq the tie j-q divided
            by j's strongest tie. For equal weights this is n - 2t/n (Borgatti 1997).
        hierarchy: How far the constraint comes from one contact only: 0 all alike, 1 one alone
            (Coleman-Theil index; nan below two ties).
    """

    constraint: Floats
    effective_size: Floats
    hierarchy: Floats


def holes(view: View) -> Holes:
    """Compute all structural-hole figures in one pass over the triangles.

    Source: R. S. Burt, Structural Holes (1992), chapter 2.
    """
    n, m, (u, v) = view.n, view.m, (view.s.u, view.s.v)
    strongest = np.zeros(n)
    np.maximum.at(strongest, u, view.w)
    np.maximum.at(strongest, v, view.w)
    share = _inverse(view.total)
    part = _inverse(strongest)
    indirect = np.zeros((2, m))  # sum_q p_iq p_qj, for i = u and for i = v
    redundant = np.zeros(n)
    for corners, opposite in triangles(view):
        for x in range(3):
            i, j, q = corners[x], corners[x - 2], corners[x - 1]
            ij, iq = opposite[x - 1], opposite[x - 2]
            tie = opposite[x]
            # Here i stands between j and q: their mutual tie makes them redundant for i ...
            w_jq, w_ij, w_iq = view.w[tie], view.w[ij], view.w[iq]
            seen = share[i] * w_jq * (w_iq * part[j] + w_ij * part[q])
            np.add.at(redundant, i, seen)
            # ... and i is the third person through whom j invests in q, and q in j.
            via = w_ij * w_iq * share[i]
            first = np.where(j < q, j, q)
            np.add.at(indirect[0], tie, via * share[first])
            np.add.at(indirect[1], tie, via * share[j + q - first])
    local_u = (view.w * share[u] + indirect[0]) ** 2
    local_v = (view.w * share[v] + indirect[1]) ** 2
    total = view.sum_ends(local_u, local_v)
    total[view.total == 0] = np.nan
    size = np.where(np.isnan(total), np.nan, view.degree - redundant)
    return Holes(total, size, _hierarchy(view, local_u, local_v, total))


def _inverse(x: Floats) -> Floats:
    return np.divide(1.0, x, out=np.zeros_like(x), where=x > 0)


def _hierarchy(view: View, local_u: Floats, local_v: Floats, total: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = view.degree / total
        r_u, r_v = local_u * scale[view.s.u], local_v * scale[view.s.v]
        entropy = view.sum_ends(r_u * np.log(r_u), r_v * np.log(r_v))
        result: Floats = entropy / (view.degree * np.log(view.degree))
    result[view.degree < 2] = np.nan  # noqa: PLR2004 - one contact cannot be unequal
    return np.maximum(result, 0.0)


class Cuts(NamedTuple):
    """Where the network falls apart.

    Attributes:
        component: Number of each person's component.
        tie: Whether taking the tie away cuts its component in two (a bridge).
        side: People on the smaller side of such a tie; 0 for the others.
        person: Whether taking the person away cuts the rest of their component.
        pieces: Into how many pieces the component falls without the person.
        loses: How many people the largest of these pieces loses.
        kept: Pairs (ordered) of the component that stay connected without the person.
        behind: How many people lose the root; where there is none, the first of the component.
    """

    component: Ints
    tie: Bools
    side: Ints
    person: Bools
    pieces: Ints
    loses: Ints
    kept: Ints
    behind: Ints


def cuts(view: View, *, root: int = 0) -> Cuts:
    """Find bridges and cut people, and what each of them separates, in one depth-first walk.

    Source: J. Hopcroft & R. Tarjan, Algorithm 447, CACM 16 (1973).
    """
    n, s = view.n, view.s
    component, parent, before, low, size = _walk(view, root)
    members = np.bincount(component, minlength=1)
    child = np.flatnonzero(parent >= 0)
    above = parent[child]
    cut = child[low[child] == before[child]]  # nothing in the subtree reaches out of it
    up = parent[cut]
    tie, side = np.zeros(view.m, np.bool_), np.zeros(view.m, np.int64)
    place = np.searchsorted(s.u * n + s.v, np.minimum(cut, up) * n + np.maximum(cut, up))
    tie[place] = True
    side[place] = np.minimum(size[cut], members[component[cut]] - size[cut])
    parted = low[child] >= before[above]  # pieces that hang on their parent alone
    child, above = child[parted], above[parted]
    behind = np.bincount(above, size[child], n).astype(np.int64)
    rest = members[component] - 1 - behind
    pieces = np.bincount(above, minlength=n) + (rest > 0)
    largest = rest.copy()
    np.maximum.at(largest, above, size[child])
    pairs = np.bincount(above, size[child] * (size[child] - 1.0), n) + rest * (rest - 1.0)
    kept = pairs.astype(np.int64)
    loses = members[component] - 1 - largest
    return Cuts(component, tie, side, pieces > 1, pieces, loses, kept, behind)


def components(view: View) -> Ints:
    """Number the components: people whom some chain of ties connects have one number."""
    return np.asarray(connected_components(view.matrix, directed=False)[1], dtype=np.int64)


def _walk(view: View, root: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Walk depth-first; give component, parent (-1: none), time, lowest time reached, subtree size.

    The components are strung on a chain of extra ties, so that one walk visits them all. Whoever
    has one tie hangs on it and is left out of the walk: a hub of many such would slow it down.
    """
    n, s = view.n, view.s
    parent, before, some = np.full(n, -1), np.arange(n), np.flatnonzero(view.degree)
    if not view.m:
        return before, parent, before, before, np.ones(n, np.int64)
    component = components(view)
    first = np.unique(component, return_index=True)[1]
    first[component[root]] = root
    first = np.concatenate(([root], first[first != root]))
    hangs = view.degree == 1
    hangs[first] = False
    parent[hangs] = s.indices[s.indptr[:-1][hangs]]
    source = np.repeat(np.arange(n), view.degree)
    inner = ~(hangs[source] | hangs[s.indices])
    start = np.concatenate(([0], np.cumsum(inner)))[s.indptr]
    core = csr_array((np.ones(start[-1]), s.indices[inner], start), shape=(n, n))
    chain = csr_array((np.ones(len(first) - 1), (first[:-1], first[1:])), shape=(n, n))
    order, above = depth_first_order(core + chain, root)
    parent[order] = above[order]
    parent[first] = -1
    order = np.concatenate((order, np.flatnonzero(hangs)))
    before[order] = np.arange(n)
    reach = np.where(s.indices == parent[source], n, before[s.indices])
    low = before.copy()
    low[some] = np.minimum(before[some], np.minimum.reduceat(reach, s.indptr[some]))
    return component, parent, before, *_gather(order[::-1].tolist(), parent.tolist(), low.tolist())


def _gather(upwards: list[int], parent: list[int], low: list[int]) -> tuple[Ints, Ints]:
    """Hand lowest time and size from every person to their parent, leaves first."""
    size = [1] * len(parent)
    for x in upwards:
        p = parent[x]
        if p >= 0:
            size[p] += size[x]
            if low[x] < low[p]:  # noqa: PLR1730 - twice as fast as min()
                low[p] = low[x]
    return np.array(low, dtype=np.int64), np.array(size, dtype=np.int64)
