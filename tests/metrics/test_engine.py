"""The array view: the same graph gives the same arrays, and nothing in them is ever stale."""

from __future__ import annotations

import copy
import pickle
from typing import Any

import networkx as nx
import numpy as np
import pytest

from netgraph.errors import GraphError
from netgraph.metrics.engine import view


def triangle() -> nx.Graph[Any]:
    G: nx.Graph[Any] = nx.Graph()
    G.add_weighted_edges_from([("c", "a", 2.0), ("b", "c", 3.0), ("a", "b", 1.0)], "strength")
    return G


def test_ties_stand_in_order_of_ids_whatever_the_order_of_building() -> None:
    """Two graphs of the same people and ties give the same arrays."""
    G = triangle()
    H: nx.Graph[Any] = nx.Graph()
    H.add_nodes_from(["b", "c", "a"])
    H.add_edges_from(reversed(list(G.edges(data=True))))
    one, two = view(G), view(H)
    assert one.s.ids == two.s.ids == ("a", "b", "c")
    assert one.s.u.tolist() == two.s.u.tolist() == [0, 0, 1]
    assert one.s.v.tolist() == two.s.v.tolist() == [1, 2, 2]
    assert one.w.tolist() == two.w.tolist() == [1.0, 2.0, 3.0]


def test_neighbours_are_those_of_networkx() -> None:
    """Row i of the array form lists exactly the neighbours of person i, with their ties."""
    G = nx.karate_club_graph()
    arrays = view(G, weight="weight")
    for i, node in enumerate(arrays.s.ids):
        row = slice(arrays.s.indptr[i], arrays.s.indptr[i + 1])
        near = [arrays.s.ids[x] for x in arrays.s.indices[row]]
        assert near == sorted(G[node])
        assert arrays.w[arrays.s.tie[row]].tolist() == [G[node][x]["weight"] for x in near]


def test_a_weight_written_by_hand_is_noticed() -> None:
    """Weights are read anew at each call, so that no answer rests on an old one."""
    G = triangle()
    assert view(G).total.tolist() == [3.0, 4.0, 5.0]
    G["a"]["b"]["strength"] = 10.0
    assert view(G).total.tolist() == [12.0, 13.0, 5.0]


def test_the_structure_is_kept_until_the_graph_changes() -> None:
    """Structure is built once per graph; every change of people or ties makes it anew."""
    G = triangle()
    kept = view(G).s
    assert view(G, weight=None).s is kept
    G.remove_edge("a", "b")
    G.add_edge("a", "d")  # as many ties as before
    assert {view(G).s.ids[x] for x in view(G).s.indices} == {"a", "b", "c", "d"}
    G.remove_node("d")
    assert view(G).s.ids == ("a", "b", "c")


def test_ties_filled_in_behind_the_back_of_networkx_are_noticed() -> None:
    """Code that writes the adjacency itself, without a method, is caught by the counts."""
    G = triangle()
    view(G)
    G.add_node("d")
    view(G)
    data = {"strength": 4.0}
    adjacency: dict[str, Any] = dict(G.adjacency())
    adjacency["a"]["d"] = adjacency["d"]["a"] = data
    assert view(G).total.tolist() == [7.0, 4.0, 5.0, 4.0]


def test_views_of_a_graph_follow_it() -> None:
    """A subgraph view changes with the graph below it, and so do its arrays."""
    G = triangle()
    part = G.subgraph(["a", "b"])
    assert view(part).m == 1
    G.remove_edge("a", "b")
    assert view(part).m == 0


def test_copies_do_not_share_arrays() -> None:
    """A copied or pickled graph has arrays of its own."""
    G = triangle()
    view(G)
    for H in (copy.deepcopy(G), G.copy(), pickle.loads(pickle.dumps(G))):  # noqa: S301 - ours
        H["a"]["b"]["strength"] = 7.0
        assert view(H).w.tolist() == [7.0, 2.0, 3.0]
    assert view(G).w.tolist() == [1.0, 2.0, 3.0]


def test_graphs_are_not_changed() -> None:
    """Looking at a graph leaves its people, ties and attributes as they were."""
    G = triangle()
    before = copy.deepcopy(G)
    view(G)
    assert nx.utils.graphs_equal(G, before)


def test_ties_without_the_attribute_count_one_and_self_made_ties_are_left_out() -> None:
    """A plain NetworkX graph is a graph of equal ties; nobody is tied to themselves."""
    G = nx.Graph([("a", "b"), ("b", "b"), ("b", "c")])
    G["a"]["b"]["strength"] = 0.5
    arrays = view(G)
    assert arrays.w.tolist() == [0.5, 1.0]
    assert arrays.s.self_loops == 1
    assert arrays.degree.tolist() == [1, 2, 1]


@pytest.mark.parametrize("G", [nx.Graph(), nx.empty_graph(1), nx.Graph([(0, 0)])])
def test_graphs_without_ties_have_arrays(G: nx.Graph[Any]) -> None:
    """Nobody, one person, and one person tied to herself are graphs too."""
    arrays = view(G)
    assert (arrays.n, arrays.m) == (len(G), 0)
    assert arrays.total.tolist() == [0.0] * len(G)


@pytest.mark.parametrize("bad", [-1.0, np.nan, np.inf, "strong", None])
def test_a_weight_that_is_no_weight_is_an_error(bad: object) -> None:
    """Negative, infinite and non-numeric strengths are refused, naming the attribute."""
    with pytest.raises(GraphError, match="strength"):
        view(nx.Graph([("a", "b", {"strength": bad})]))


@pytest.mark.parametrize("G", [nx.DiGraph([(0, 1)]), nx.MultiGraph([(0, 1), (0, 1)])])
def test_directed_and_parallel_ties_are_refused(G: nx.Graph[Any]) -> None:
    """The contract is one undirected tie between two people."""
    with pytest.raises(GraphError, match="undirected"):
        view(G)
