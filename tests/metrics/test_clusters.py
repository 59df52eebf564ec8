"""Clusters: who belongs together, what it is called and why, and what lies between."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from netgraph.metrics.clusters import cluster_ties, clusters, communities
from netgraph.metrics.engine import view
from netgraph.metrics.leiden import modularity
from tests.metrics.test_bridges import two_hospitals
from tests.metrics.test_kernels import graphs, without_loops


def test_communities_are_numbered_by_size() -> None:
    """The larger ward is 0; keys stand in the order of the graph."""
    found = communities(two_hospitals())
    assert list(found) == list(two_hospitals())
    assert {one for one, c in found.items() if c == 0} == {"ben", "bo", "bea", "bai", "zoe"}
    assert {one for one, c in found.items() if c == 1} == {"ana", "amir", "asha", "ada"}


def test_the_order_of_building_changes_nothing() -> None:
    """The same people and ties give the same communities whatever came first."""
    G = nx.relabel_nodes(nx.karate_club_graph(), str)
    H: nx.Graph[str] = nx.Graph()
    H.add_nodes_from(reversed(list(G)))
    H.add_edges_from((b, a, d) for a, b, d in reversed(list(G.edges(data=True))))
    assert communities(G) == communities(H)


def test_the_table_describes_each_cluster() -> None:
    """Sizes, ties and strengths are those counted by hand in the two wards."""
    table = clusters(two_hospitals())
    first: Any = table.iloc[0]
    assert table.name.tolist() == ["Northside", "St. Hilda's"]
    assert (first.people, first.ties, first.density) == (5, 7, 0.7)
    assert (first.internal, first.external) == pytest.approx((6.1, 0.5))
    assert first.conductance == pytest.approx(0.5 / 12.5)  # 2 * 6 + 0.5 of the other ward
    assert first.ei == pytest.approx((1 - 7) / 8)
    assert (first.core, first.hubs, first.ways_in) == ("Ben; Bai; Bea", "Ben", "Ben")
    assert table.ways_in[1] == "you are in it"
    assert first.stability > 0.8
    assert first.in_words == (
        "5 people, 7 ties among them; held together by Ben, Bai and Bea."
        " Ben links it with other groups."
    )


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(G=graphs())
def test_figures_are_those_of_networkx(G: nx.Graph[Any]) -> None:
    """Ties, density, conductance and modularity agree with NetworkX on any graph."""
    H = without_loops(G)
    nx.set_edge_attributes(H, {e: H.edges[e].get("strength", 1.0) for e in H.edges}, "strength")
    table, found = clusters(G, resamples=2), communities(G)
    assert table.people.sum() == sum(1 for node in H if H[node])
    row: Any
    for row in table.itertuples():
        group = {node for node, c in found.items() if c == row.cluster}
        inside = H.subgraph(group)
        assert row.ties == inside.number_of_edges()
        assert row.density == pytest.approx(nx.density(inside))
        assert row.internal == pytest.approx(inside.size(weight="strength"))
        assert 0 <= row.stability <= 1
        if H.size(weight="strength") > inside.size(weight="strength"):
            assert row.conductance == pytest.approx(nx.conductance(H, group, weight="strength"))
        else:
            assert np.isnan(row.conductance)
    arrays = view(G)
    labels = np.array([found[node] for node in arrays.s.ids])
    expected = modularity(arrays, labels)
    assert table.attrs["parameters"]["modularity"] == pytest.approx(expected, nan_ok=True)


def test_people_without_ties_are_no_cluster_however_fine_the_grain() -> None:
    """At a resolution where everybody is alone, those without a tie still do not count."""
    G = nx.Graph([("b", "d"), ("d", "f")])
    G.add_nodes_from("ace")
    table = clusters(G, resolution=60)
    assert table.people.tolist() == [1, 1, 1]
    assert table.in_words[0] == "1 person, 0 ties among them. b links it with other groups."
    assert "3 people without a tie: in no cluster." in table.attrs["caveats"]


def test_stability_tells_firm_groups_from_noise() -> None:
    """Cliques joined by single ties stay together; a random graph falls apart otherwise."""
    firm = clusters(nx.connected_caveman_graph(6, 6)).stability
    noise = clusters(nx.gnp_random_graph(60, 0.08, seed=1)).stability
    assert firm.min() > 0.9
    assert noise.mean() < 0.7


@pytest.mark.parametrize("G", [nx.Graph(), nx.empty_graph(1), nx.Graph([(0, 0)])])
def test_nobody_to_group(G: nx.Graph[Any]) -> None:
    """Without ties there is no cluster, and the table says so."""
    table = clusters(G)
    assert table.empty
    assert "There is no tie between two people." in table.attrs["caveats"]
    assert cluster_ties(G).empty
    assert set(communities(G)) == set(G)


def test_what_lies_between_clusters_and_who_carries_it() -> None:
    """One tie joins the wards, and either of its ends is the only carrier."""
    row: Any = cluster_ties(two_hospitals()).iloc[0]
    assert (row.name_a, row.name_b, row.ties, row.strength) == ("Northside", "St. Hilda's", 1, 0.5)
    assert (row.carriers, row.sole) == ("Ana; Ben", "Ana; Ben")
    assert row.in_words == (
        "1 tie between Northside and St. Hilda's, carried by Ana and Ben."
        " Without Ana or Ben there would be none."
    )


def test_a_second_carrier_means_nobody_is_alone() -> None:
    """With two separate ties between the wards, losing one person loses neither."""
    G = nx.Graph(two_hospitals())
    G.add_edge("ada", "bo", strength=2.0)
    row: Any = cluster_ties(G, communities(two_hospitals())).iloc[0]
    assert (row.ties, row.strength, row.sole) == (2, 2.5, "")
    assert row.carriers == "Ada; Bo; Ana"
