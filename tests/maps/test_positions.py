"""Positions: the same every time, near means tied, and no odd graph breaks them."""

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.spatial import cKDTree

from netgraph.maps import layout
from netgraph.maps.forces import Points, settle
from netgraph.maps.positions import BETWEEN, Kind, gathering, ties_of
from tests.maps.example import example


def named(G: "nx.Graph[Any]") -> "nx.Graph[str]":
    """The same graph with node ids as the contract has them."""
    return nx.relabel_nodes(G, {node: f"p{node:06d}" for node in G})


def points(G: "nx.Graph[str]") -> Points:
    at = layout(G)
    return np.array([at[person] for person in sorted(G)])


def test_nobody_and_one_person_have_a_place() -> None:
    """An empty graph has no positions; one person stands at the origin."""
    assert layout(nx.Graph()) == {}
    assert layout(named(nx.empty_graph(1))) == {"p000000": (0.0, 0.0)}


SHAPES: dict[str, "nx.Graph[Any]"] = {
    "pair": nx.path_graph(2),
    "chain": nx.path_graph(100),
    "star": nx.star_graph(400),
    "small complete": nx.complete_graph(25),
    "complete": nx.complete_graph(60),
    "circle": nx.cycle_graph(200),
    "tree": nx.balanced_tree(3, 5),
    "isolates": nx.empty_graph(50),
    "pieces": nx.disjoint_union_all([nx.path_graph(4)] * 5 + [nx.complete_graph(40)]),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("kind", ["clusters", "spread"])
def test_everybody_has_a_place_of_their_own(shape: str, kind: Kind) -> None:
    """On every shape of graph positions are finite and no two people share one."""
    G = named(SHAPES[shape])

    at = layout(G, kind=kind)

    assert set(at) == set(G)
    assert np.isfinite(np.array(list(at.values()))).all()
    assert len(set(at.values())) == len(G)


def test_order_of_people_does_not_matter() -> None:
    """The same people and ties in another order stand in the same places."""
    G = example(80)
    H: nx.Graph[str] = nx.Graph()
    H.add_nodes_from(reversed(list(G)))
    H.add_edges_from((b, a, d) for a, b, d in reversed(list(G.edges(data=True))))

    assert layout(G) == layout(H)
    assert layout(G, seed=1) != layout(G, seed=2)


def test_hub_of_a_star_stands_in_the_middle() -> None:
    """In a star the hub is the person nearest to the middle of all."""
    at = points(named(nx.star_graph(300)))
    away = np.linalg.norm(at - at.mean(axis=0), axis=1)

    assert away[0] < np.percentile(away, 5)


def test_the_strongest_ties_of_a_star_stand_nearest() -> None:
    """In a star distance from the hub follows the strength of the tie."""
    G: nx.Graph[str] = nx.Graph()
    for i in range(60):
        G.add_edge("hub", f"p{i:02d}", strength=1.0 + (i * 7 % 60))
    at = layout(G)

    away = {p: np.hypot(*np.subtract(at[p], at["hub"])) for p in G["hub"]}

    assert (
        sorted(away, key=away.__getitem__)[:5]
        == sorted(away, key=lambda p: -G["hub"][p]["strength"])[:5]
    )


def test_many_small_components_stand_beside_the_large_one() -> None:
    """A picture with hundreds of small groups stays wider than high."""
    G = named(nx.disjoint_union_all([nx.complete_graph(60)] + [nx.complete_graph(3)] * 15))
    size = np.ptp(points(G), axis=0)

    assert size[0] > size[1]


def test_a_chain_is_drawn_in_order() -> None:
    """People of a short chain stand in the order of the chain, left to right or right to left."""
    x = points(named(nx.path_graph(12)))[:, 0]

    assert (np.diff(x) > 0).all() or (np.diff(x) < 0).all()


def test_components_do_not_overlap() -> None:
    """Each component has its own box, and the largest comes first."""
    parts = [nx.complete_graph(40), nx.path_graph(10), nx.star_graph(6), nx.empty_graph(1)]
    G = named(nx.disjoint_union_all(parts))
    at = layout(G)
    boxes = []
    for part in nx.connected_components(G):
        xy = np.array([at[person] for person in part])
        boxes.append((*xy.min(axis=0), *xy.max(axis=0)))

    for i, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[i + 1 :]:
            assert right < other[0] or other[2] < left or bottom < other[1] or other[3] < top


def test_people_without_ties_stand_in_a_neat_block() -> None:
    """Isolates stand in rows with equal gaps."""
    at = points(named(nx.empty_graph(30)))

    columns, rows = np.unique(at[:, 0]), np.unique(at[:, 1])
    assert (len(columns), len(rows)) == (7, 5)
    assert len({*np.diff(columns), *np.diff(rows)}) == 1


def test_clusters_stay_together() -> None:
    """Of the five nearest on the map, at least nine in ten are of the same planted cluster."""
    G = nx.planted_partition_graph(10, 40, 0.25, 0.004, seed=3)
    at = points(named(nx.Graph(G.edges)))
    cluster = np.array(sorted(G.nodes)) // 40
    nearest = cKDTree(at).query(at, 6)[1][:, 1:]

    assert (cluster[nearest] == cluster[:, None]).mean() > 0.9


def test_ties_between_communities_pull_less() -> None:
    """Within a community a tie pulls as before, between two of them by a part of it."""
    G: nx.Graph[str] = nx.path_graph(["a", "b", "c", "d"])
    ties = ties_of(G, ["a", "b", "c", "d"], {"a": 0, "b": 0, "c": 1, "d": 1})

    assert gathering(ties).weight.tolist() == [1.0, BETWEEN, 1.0]


def test_many_small_communities_are_disentangled() -> None:
    """Sixty loose communities come apart; from a start in one place three in four would."""
    G = nx.planted_partition_graph(60, 60, 0.05, 0.0002, seed=3)
    G = G.subgraph(max(nx.connected_components(G), key=len))
    at = points(named(nx.Graph(G.edges)))
    cluster = np.array(sorted(G.nodes)) // 60
    nearest = cKDTree(at).query(at, 6)[1][:, 1:]

    assert (cluster[nearest] == cluster[:, None]).mean() > 0.78


def test_pinned_people_stay_and_newcomers_join_their_friends() -> None:
    """With an earlier map given, its people do not move, and a newcomer stands near them."""
    G = example(120)
    before = layout(G)
    G.add_edge("new", "p00003", strength=5.0)
    G.add_edge("new", next(iter(G["p00003"])), strength=5.0)

    after = layout(G, pinned=before)

    assert {person: after[person] for person in before} == before
    away = {p: np.hypot(*np.subtract(after["new"], after[p])) for p in before}
    assert away["p00003"] < np.percentile(list(away.values()), 30)


def test_newcomers_without_ties_to_anybody_known_stand_by_themselves() -> None:
    """Strangers, alone or in a circle of their own, stand below the rest and not on one spot."""
    G = example(120)
    before = layout(G)
    G.add_nodes_from(f"alone{i}" for i in range(40))
    nx.add_cycle(G, [f"ring{i}" for i in range(8)])

    after = layout(G, pinned=before)

    at = np.array([after[p] for p in G if p not in before])
    assert at[:, 1].min() > max(y for _, y in before.values())
    assert cKDTree(at).query(at, 2)[0][:, 1].min() > 15


def test_strengths_that_make_no_sense_count_as_one() -> None:
    """A strength that is missing, negative or not a number does not break the layout."""
    G = nx.Graph([("a", "b"), ("b", "c"), ("c", "d"), ("d", "d")])
    G.edges["a", "b"]["strength"] = float("nan")
    G.edges["b", "c"]["strength"] = -1

    assert len(set(layout(G).values())) == 4


def test_a_hundred_thousand_people_do_not_fit_badly() -> None:
    """The forces of 100,000 people are finite and keep everybody within a bounded picture."""
    rng = np.random.default_rng(0)
    count = 100_000
    G = nx.Graph(zip(range(count), rng.permutation(count).tolist(), strict=True))
    ties = ties_of(named(G), sorted(named(G)), dict.fromkeys(named(G), 0))

    at = settle(rng.normal(0, 1000, (count, 2)), ties, rng, steps=2, logarithmic=True)

    assert np.isfinite(at).all()
    assert np.abs(at).max() < 1e6


@pytest.mark.property
@settings(deadline=None, max_examples=30)
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), max_size=30))
def test_any_small_graph_can_be_laid_out(edges: list[tuple[int, int]]) -> None:
    """Whatever the ties, everybody gets one finite place, and none is shared."""
    G = named(nx.Graph(edges))

    at = layout(G)

    assert set(at) == set(G)
    assert np.isfinite(np.array([*at.values(), (0, 0)])).all()
    assert len(set(at.values())) == len(at)
