"""Structural holes and cuts, against NetworkX and published tables."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.metrics import kernels
from netgraph.metrics.engine import View, view
from netgraph.metrics.kernels import around, cuts, holes, support


@st.composite
def graphs(draw: st.DrawFn, people: int = 14) -> nx.Graph[Any]:
    """Draw a graph with isolates, self-made ties, and strengths on some ties only."""
    n = draw(st.integers(1, people))
    ends = st.integers(0, n - 1)
    strength = st.sampled_from([None, 0.25, 1.0, 3.0])
    G: nx.Graph[Any] = nx.empty_graph(n)
    for a, b, s in draw(st.lists(st.tuples(ends, ends, strength), max_size=3 * n)):
        G.add_edge(a, b, **({"strength": s} if s else {}))
    return G


def without_loops(G: nx.Graph[Any]) -> nx.Graph[Any]:
    H: nx.Graph[Any] = nx.Graph(G)
    H.remove_edges_from(list(nx.selfloop_edges(H)))
    return H


def by_id(arrays: View, values: Any) -> dict[Any, float]:
    return dict(zip(arrays.s.ids, np.asarray(values).tolist(), strict=True))


def ties(arrays: View, chosen: Any) -> set[frozenset[Any]]:
    ends = zip(arrays.s.u[chosen], arrays.s.v[chosen], strict=True)
    return {frozenset((arrays.s.ids[a], arrays.s.ids[b])) for a, b in ends}


@pytest.mark.property
@pytest.mark.parametrize("weight", ["strength", None])
@settings(max_examples=60, deadline=None)
@given(G=graphs())
def test_structural_holes_are_those_of_networkx(weight: str | None, G: nx.Graph[Any]) -> None:
    """Constraint and effective size equal NetworkX's, tie by tie (`nodes=`), weighted or not."""
    arrays, H = view(G, weight=weight), without_loops(G)
    found = holes(arrays)
    constraint = nx.constraint(H, nodes=list(H), weight=weight)
    size = nx.effective_size(H, nodes=list(H), weight=weight)
    assert by_id(arrays, found.constraint) == pytest.approx(constraint, nan_ok=True)
    assert by_id(arrays, found.effective_size) == pytest.approx(size, nan_ok=True)
    assert by_id(arrays, around(arrays, support(arrays))) == nx.triangles(H)


@pytest.mark.parametrize("portion", [1, 7, 1 << 18])
def test_triangles_in_portions(monkeypatch: pytest.MonkeyPatch, portion: int) -> None:
    """However few neighbours are compared together, no triangle is lost."""
    monkeypatch.setattr(kernels, "_PORTION", portion)
    G = nx.barabasi_albert_graph(60, 4, seed=2)
    arrays = view(G)
    known = {tie: len(set(G[tie[0]]) & set(G[tie[1]])) for tie in G.edges}
    assert (
        dict(zip(zip(arrays.s.u, arrays.s.v, strict=True), support(arrays), strict=True)) == known
    )
    assert by_id(arrays, around(arrays, support(arrays))) == nx.triangles(G)


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(G=graphs())
def test_bridges_and_cut_people_are_those_of_networkx(G: nx.Graph[Any]) -> None:
    """A cut tie is a bridge, a cut person an articulation point, in every component."""
    arrays, H = view(G), without_loops(G)
    found = cuts(arrays)
    assert ties(arrays, found.tie) == {frozenset(tie) for tie in nx.bridges(H)}
    cut = {arrays.s.ids[x] for x in np.flatnonzero(found.person)}
    assert cut == set(nx.articulation_points(H))


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(G=graphs(), data=st.data())
def test_what_is_lost_is_what_taking_away_shows(G: nx.Graph[Any], data: st.DataObject) -> None:
    """Pieces, losses and pairs left are those counted after really removing each person."""
    arrays, H = view(G), without_loops(G)
    root = data.draw(st.integers(0, len(G) - 1))
    found = cuts(arrays, root=root)
    first = arrays.s.ids[root]
    for x, node in enumerate(arrays.s.ids):
        rest = H.subgraph(nx.node_connected_component(H, node) - {node})
        pieces = list(nx.connected_components(rest))
        sizes = sorted(map(len, pieces))
        assert found.pieces[x] == len(pieces)
        assert found.loses[x] == sum(sizes[:-1])
        assert found.kept[x] == sum(size * (size - 1) for size in sizes)
        if node != first and nx.has_path(H, node, first):
            assert found.behind[x] == sum(len(piece) for piece in pieces if first not in piece)


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(G=graphs())
def test_removing_a_bridge_adds_a_component(G: nx.Graph[Any]) -> None:
    """Without a cut tie there is one component more, and its smaller part has `side` people."""
    arrays, H = view(G), without_loops(G)
    found = cuts(arrays)
    before = nx.number_connected_components(H)
    for tie in range(arrays.m):
        a, b = arrays.s.ids[arrays.s.u[tie]], arrays.s.ids[arrays.s.v[tie]]
        data = dict(H.edges[a, b])
        H.remove_edge(a, b)
        added = nx.number_connected_components(H) - before
        parts = [len(nx.node_connected_component(H, end)) for end in (a, b)]
        assert added == found.tie[tie]
        assert found.side[tie] == (min(parts) if added else 0)
        H.add_edge(a, b, **data)


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(G=graphs(), factor=st.sampled_from([0.01, 7.0]))
def test_bounds_and_scale(G: nx.Graph[Any], factor: float) -> None:
    """Constraint lies between 1/ties and 9/8, effective size within the ties; units do not matter.

    Bounds: Everett & Borgatti, Social Networks 62 (2020), for ties of equal strength.
    """
    arrays, equal = view(G), holes(view(G, weight=None))
    found, scaled = holes(arrays), holes(View(arrays.s, arrays.w * factor))
    assert np.allclose(found.constraint, scaled.constraint, equal_nan=True)
    assert np.allclose(found.hierarchy, scaled.hierarchy, equal_nan=True)
    tied = arrays.degree > 0
    assert np.isnan(found.constraint[~tied]).all()
    assert (equal.constraint[tied] <= 1.125 + 1e-9).all()
    for one in (equal, found):
        assert (one.constraint[tied] >= 1 / arrays.degree[tied] - 1e-9).all()
        assert (one.effective_size[tied] <= arrays.degree[tied] + 1e-9).all()
        known = ~np.isnan(one.hierarchy)
        assert ((one.hierarchy[known] >= 0) & (one.hierarchy[known] <= 1 + 1e-9)).all()


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(G=graphs())
def test_hierarchy_is_that_of_the_definition(G: nx.Graph[Any]) -> None:
    """Burt's formula on whole matrices: Coleman and Theil's index of each person's constraints."""
    arrays = view(G)
    W = nx.to_numpy_array(without_loops(G), nodelist=list(arrays.s.ids), weight="strength")
    P = np.divide(W, W.sum(axis=1, keepdims=True), out=np.zeros_like(W), where=W > 0)
    for x, found in enumerate(holes(arrays).hierarchy):
        local = ((P + P @ P) ** 2)[x, W[x] > 0]
        ratio = local / local.mean() if len(local) else local
        if not len(local):
            assert np.isnan(found)
        elif len(local) == 1:
            assert found == 1
        else:
            theil = (ratio * np.log(ratio)).sum() / (len(local) * np.log(len(local)))
            assert found == pytest.approx(theil, abs=1e-9)


def test_hierarchy_is_none_among_equals_and_computed_by_hand_elsewhere() -> None:
    """Equal contacts constrain equally (0); a contact known to all the others stands out."""
    arrays = view(nx.complete_graph(4))
    assert holes(arrays).hierarchy == pytest.approx([0.0] * 4, abs=1e-12)
    # Ego 0 knows 1, 2, 3; 1 knows 2 and 3 as well. Local constraint of 0: by 1
    # (1/3 + 1/3*1/2*2)^2 = 4/9, by 2 and by 3 (1/3 + 1/3*1/3)^2 = 16/81.
    arrays = view(nx.Graph([(0, 1), (0, 2), (0, 3), (1, 2), (1, 3)]))
    local = np.array([4 / 9, 16 / 81, 16 / 81])
    ratio = local / local.mean()
    assert holes(arrays).constraint[0] == pytest.approx(local.sum())
    assert holes(arrays).hierarchy[0] == pytest.approx(
        (ratio * np.log(ratio)).sum() / (3 * np.log(3))
    )


BORGATTI = [
    ("A", "B", 2), ("A", "F", 3), ("A", "G", 5), ("A", "E", 2), ("E", "G", 8), ("F", "G", 3),
    ("B", "G", 4), ("B", "D", 1), ("D", "G", 3), ("G", "C", 10),
]  # fmt: skip


@pytest.mark.parametrize(
    ("weight", "hierarchy", "constraint", "size"),
    [
        (None, [0.168, 0.074, 1.0, 0.095], [0.595, None, 1.0, 0.400], [2.50, None, 1.0, 4.67]),
        ("strength", [0.395, 0.421, 1, 0.125], [0.795, None, 1, 0.299], [2.47, None, 1, 5.47]),
    ],
)  # fmt: skip
def test_holes_of_the_example_that_ucinet_was_asked_for(
    weight: str | None, hierarchy: list[float], constraint: list[float], size: list[float]
) -> None:
    """Borgatti's network (Connections 20, 1997), with the values that NetworkX's tests give for it.

    Those for constraint and effective size were computed with UCINET and igraph; hierarchy is from
    the tests of the function that NetworkX is to have after 3.6.
    """
    G: nx.Graph[Any] = nx.Graph()
    G.add_weighted_edges_from(BORGATTI, "strength")
    arrays = view(G, weight=weight)
    found = holes(arrays)
    for values, expected, digits in (
        (found.hierarchy, hierarchy, 3), (found.constraint, constraint, 3),
        (found.effective_size, size, 2),
    ):  # fmt: skip
        for node, known in zip("ABCG", expected, strict=True):
            if known is not None:
                assert by_id(arrays, values)[node] == pytest.approx(known, abs=10**-digits)


def test_hierarchy_of_one_contact_and_of_ties_without_weight() -> None:
    """Depending on one alone is hierarchy 1; a tie of no weight is no constraint, and no nan."""
    G = nx.path_graph(4)
    assert holes(view(G)).hierarchy.tolist() == pytest.approx([1.0, 0.0, 0.0, 1.0])
    G.add_edge(1, "none", strength=0.0)
    known = by_id(view(G), holes(view(G)).hierarchy)
    assert 0 < known[1] <= 1
    assert np.isnan(known["none"])


def test_effective_size_of_borgattis_worked_example() -> None:
    """Borgatti (1997): G has six contacts with four ties among them, so 6 - 2 * 4/6 = 4.67."""
    G = nx.Graph([("G", x) for x in "ABCDEF"])
    G.add_edges_from([("A", "B"), ("A", "E"), ("A", "F"), ("B", "D")])
    arrays = view(G)
    found = by_id(arrays, holes(arrays).effective_size)
    assert found["G"] == pytest.approx(14 / 3)
    assert found["A"] == pytest.approx(4 - 2 * 3 / 4)
    assert found["C"] == 1


def test_a_large_star_is_walked_quickly_and_rightly() -> None:
    """A hub of many contacts is visited once, not once for each of them."""
    arrays = view(nx.star_graph(60_000))
    found = cuts(arrays)
    assert found.tie.all()
    assert np.flatnonzero(found.person).tolist() == [0]
    assert found.loses[0] == 59_999
