"""What the metrics are computed with: triangles, structural holes, cuts. Arrays in and out.

The workhorse is one pass over all triangles. Ties are directed from the person with fewer ties to
the one with more; then each triangle is found once, from its lowest corner, and the number of
candidates stays below m^1.5 however large the hubs are (Chiba & Nishizeki 1985).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import numpy as np
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components, depth_first_order
from scipy.special import xlogy

from netgraph.metrics.engine import Bools, Floats, Ints, View, row_starts

#: So many neighbours are compared together: enough for SciPy, few enough for the cache.
_PORTION: Final = 1 << 18


class Triangle(NamedTuple):
    """Many triangles at once: their corners, and the ties opposite to them."""

    corners: tuple[Ints, Ints, Ints]
    opposite: tuple[Ints, Ints, Ints]


def triangles(view: View) -> Iterator[Triangle]:
    """Give all triangles, each once, in portions.

    People are numbered by how many ties they have, so that the hubs, who are asked for most, stand
    side by side in memory. Who is above both ends of a tie is what two sorted rows share.
    """
    who, up = _upward(view)
    above = np.diff(up.indptr)
    a, b = np.repeat(np.arange(view.n, dtype=np.int32), above), up.indices
    reached = np.cumsum(above[a] + above[b], dtype=np.int64)
    i = 0
    while i < view.m:
        done = reached[i - 1] if i else 0
        j = max(i + 1, int(np.searchsorted(reached, done + _PORTION, "right")))
        of_a, of_b = up[a[i:j]], up[b[i:j]]
        ac, bc = of_a.multiply(_ones(of_b)), _ones(of_a).multiply(of_b)
        ab, c = np.repeat(np.arange(i, j), np.diff(ac.indptr)), ac.indices
        opposite = bc.data - 1, ac.data - 1, up.data[ab] - 1
        yield Triangle((who[a[ab]], who[b[ab]], who[c]), opposite)
        i = j


def _ones(rows: csr_array) -> csr_array:
    """Keep where something stands, but not what."""
    ones = np.ones(len(rows.data), np.int8)
    return csr_array((ones, rows.indices, rows.indptr), shape=rows.shape)


def _upward(view: View) -> tuple[Ints, csr_array]:
    """Direct each tie to whoever has more ties: people by rank, and the ties (from 1) from each."""
    who = np.argsort(view.degree, kind="stable").astype(np.int32)
    rank = np.empty(view.n, np.int32)
    rank[who] = np.arange(view.n, dtype=np.int32)
    a, b, number = rank[view.s.u], rank[view.s.v], np.arange(1, view.m + 1, dtype=np.int32)
    ends = np.minimum(a, b), np.maximum(a, b)
    return who, csr_array((number, ends), shape=(view.n, view.n))


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
            (Coleman-Theil index; whoever has one contact only depends on it: 1).
    """

    constraint: Floats
    effective_size: Floats
    hierarchy: Floats


def holes(view: View) -> Holes:
    """Compute all structural-hole figures in one pass over the triangles.

    Source: R. S. Burt, Structural Holes (1992), chapter 2.
    """
    (u, v), w = (view.s.u, view.s.v), view.w
    strongest = np.zeros(view.n)
    np.maximum.at(strongest, u, w)
    np.maximum.at(strongest, v, w)
    share, part = _inverse(view.total), _inverse(strongest)
    indirect = np.zeros(view.m)  # sum_q w_iq w_qj / w_q: the same for i = u and for i = v
    redundant = np.zeros(view.n)
    for corners, opposite in triangles(view):
        weight = [w[tie] for tie in opposite]
        for x in range(3):
            i, j, q = (corners[x - y] for y in range(3))
            w_jq, w_qi, w_ij = (weight[x - y] for y in range(3))
            # Here i stands between j and q: their mutual tie makes them redundant for i ...
            np.add.at(redundant, i, w_jq * (w_qi * part[j] + w_ij * part[q]))
            # ... and i is the third person through whom j invests in q, and q in j.
            np.add.at(indirect, opposite[x], w_ij * w_qi * share[i])
    local_u, local_v = ((share[end] * (w + indirect)) ** 2 for end in (u, v))
    total = view.sum_ends(local_u, local_v)
    total[view.total == 0] = np.nan
    size = np.where(np.isnan(total), np.nan, view.degree - share * redundant)
    return Holes(total, size, _hierarchy(view, local_u, local_v, total))


def _inverse(x: Floats) -> Floats:
    return np.divide(1.0, x, out=np.zeros_like(x), where=x > 0)


def _hierarchy(view: View, local_u: Floats, local_v: Floats, total: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = view.degree / total
        r_u, r_v = local_u * scale[view.s.u], local_v * scale[view.s.v]
        entropy = view.sum_ends(xlogy(r_u, r_u), xlogy(r_v, r_v))
        result: Floats = entropy / (view.degree * np.log(view.degree))
    result[view.degree == 1] = 1.0
    return np.where(np.isnan(total), np.nan, np.clip(result, 0.0, 1.0))


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
    n = view.n
    component, parent, before, low, size = _walk(view, root)
    members = np.bincount(component, minlength=1)
    child = np.flatnonzero(parent >= 0)
    above = parent[child]
    cut = child[low[child] == before[child]]  # nothing in the subtree reaches out of it
    up = parent[cut]
    tie, side = np.zeros(view.m, np.bool_), np.zeros(view.m, np.int64)
    place = np.searchsorted(view.key, np.minimum(cut, up) * n + np.maximum(cut, up))
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
    return connected(view.matrix)


def connected(symmetric: csr_array) -> Ints:
    """Number the parts of a symmetric matrix that nothing connects.

    Strong and weak parts are the same then; for weak ones SciPy would turn the matrix round.
    """
    found = connected_components(symmetric, directed=True, connection="strong")
    return np.asarray(found[1], dtype=np.int64)


def _walk(view: View, root: int) -> tuple[Ints, Ints, Ints, Ints, Ints]:
    """Give everybody's component, parent (-1: none), time, lowest time reached, subtree size."""
    n, s = view.n, view.s
    if not view.m:
        return np.arange(n), np.full(n, -1), np.arange(n), np.arange(n), np.ones(n, np.int64)
    component = components(view)
    order, parent = _tree(view, root, component)
    before = np.empty(n, np.int32)
    before[order] = np.arange(n, dtype=np.int32)
    reach = before[s.indices]
    reach[s.indices == parent[view.source]] = n
    low, some = before.copy(), np.flatnonzero(view.degree)
    low[some] = np.minimum(before[some], np.minimum.reduceat(reach, s.indptr[some]))
    return component, parent, before, *_gather(order[::-1].tolist(), parent.tolist(), low.tolist())


def _tree(view: View, root: int, component: Ints) -> tuple[Ints, Ints]:
    """Give the order in which a depth-first walk meets the people, and whom each is met from.

    The components are strung on a chain of extra ties, so that one walk visits them all. Whoever
    has one tie hangs on it and is left out of the walk: a hub of many such would slow it down.
    """
    n, s = view.n, view.s
    first = np.unique(component, return_index=True)[1]
    first[component[root]] = root
    first = np.concatenate(([root], first[first != root]))
    parent, hangs = np.full(n, -1, np.int32), view.degree == 1
    hangs[first] = False
    parent[hangs] = s.indices[s.indptr[:-1][hangs]]
    chain = csr_array((np.ones(len(first) - 1, np.int8), (first[:-1], first[1:])), shape=(n, n))
    strung = _among(view, ~hangs) + chain
    strung.data = np.ones(strung.nnz)  # or SciPy would copy all of it
    order, above = depth_first_order(strung, root)
    parent[order] = above[order]
    parent[first] = -1
    return np.concatenate((order, np.flatnonzero(hangs))), parent


def _among(view: View, some: Bools) -> csr_array:
    """Keep the ties among some people: 1 for each, in both directions."""
    s = view.s
    kept = some[view.source] & some[s.indices]
    start = row_starts(kept, s.indptr)
    return csr_array((np.ones(start[-1], np.int8), s.indices[kept], start), shape=(view.n, view.n))


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
