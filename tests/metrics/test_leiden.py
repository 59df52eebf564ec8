"""Leiden: as good as the reference methods, always connected, one seed one answer."""

from __future__ import annotations

import itertools
from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from netgraph.metrics.engine import view
from netgraph.metrics.leiden import by_size, leiden, modularity
from tests.metrics.test_kernels import graphs


def partition(G: nx.Graph[Any], labels: np.ndarray) -> list[set[object]]:
    groups: dict[int, set[object]] = {}
    for node, label in zip(view(G).s.ids, labels.tolist(), strict=True):
        groups.setdefault(label, set()).add(node)
    return list(groups.values())


@pytest.mark.parametrize(
    ("G", "best"),
    [
        (nx.karate_club_graph(), 0.41978961),  # proven optimal: Brandes et al. 2008
        (nx.florentine_families_graph(), 0.39875),  # by complete enumeration
        (nx.les_miserables_graph(), 0.56001),
    ],
)
def test_known_optima_are_found(G: nx.Graph[Any], best: float) -> None:
    """On the classic small networks the best known modularity is reached, with any seed."""
    arrays = view(G, weight=None)
    for seed in range(5):
        assert modularity(arrays, leiden(arrays, seed=seed)) == pytest.approx(best, abs=2e-3)


def test_small_graphs_are_divided_as_well_as_can_be() -> None:
    """No division of six people is better: all 203 were tried."""
    G = nx.Graph([(0, 1), (1, 2), (0, 2), (2, 3), (3, 4), (4, 5)])
    arrays = view(G)
    best = max(
        modularity(arrays, np.array(labels)) for labels in itertools.product(range(6), repeat=6)
    )
    assert modularity(arrays, leiden(arrays)) == pytest.approx(best)


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(G=graphs())
def test_communities_are_connected_and_repeatable(G: nx.Graph[Any]) -> None:
    """Every community is connected, numbers fall with size, and one seed gives one answer."""
    arrays = view(G)
    labels = leiden(arrays, seed=3)
    assert labels.tolist() == leiden(arrays, seed=3).tolist()
    assert all(nx.is_connected(G.subgraph(group)) for group in partition(G, labels))
    sizes = np.bincount(labels)
    assert sizes.all()
    assert (np.diff(sizes) <= 0).all()
    if arrays.m:
        alone = modularity(arrays, np.arange(arrays.n))
        assert modularity(arrays, labels) >= max(alone, 0) - 1e-12


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(G=graphs())
def test_modularity_is_that_of_networkx(G: nx.Graph[Any]) -> None:
    """Quality equals NetworkX's, with strengths and with a resolution."""
    arrays = view(G)
    H: nx.Graph[Any] = nx.Graph(G)
    H.remove_edges_from(list(nx.selfloop_edges(H)))
    nx.set_edge_attributes(H, {e: H.edges[e].get("strength", 1.0) for e in H.edges}, "strength")
    labels = leiden(arrays, resolution=1.3)
    ours = modularity(arrays, labels, resolution=1.3)
    if H.number_of_edges():
        theirs = nx.community.modularity(H, partition(H, labels), "strength", 1.3)
        assert ours == pytest.approx(theirs)
    else:
        assert np.isnan(ours)


def test_planted_groups_are_found() -> None:
    """Groups that were put in come out, none of them lost or joined."""
    G = nx.planted_partition_graph(8, 25, 0.5, 0.01, seed=4)
    labels = leiden(view(G)).reshape(8, 25)
    assert [len(set(row)) for row in labels.tolist()] == [1] * 8
    assert len(set(labels.ravel().tolist())) == 8


def test_resolution_sets_the_grain() -> None:
    """A higher resolution gives more communities, a very low one only the components."""
    arrays = view(nx.connected_caveman_graph(12, 5))
    counts = [leiden(arrays, resolution=r).max() + 1 for r in (0.001, 0.3, 1.0, 60.0)]
    assert counts == sorted(counts)
    assert (counts[0], counts[2], counts[3]) == (1, 12, 60)


def test_no_worse_than_louvain() -> None:
    """On a random graph with groups, modularity is at least that of NetworkX's Louvain."""
    G = nx.relaxed_caveman_graph(40, 8, 0.3, seed=2)
    louvain = max(
        nx.community.modularity(G, nx.community.louvain_communities(G, seed=s)) for s in range(3)
    )
    arrays = view(G)
    assert modularity(arrays, leiden(arrays)) >= louvain - 0.002


def test_numbers_go_by_size_then_by_first_person() -> None:
    """The largest group is 0; of equal ones that with the first person; the lonely come last."""
    labels = np.array([5, 7, 7, 3, 3, 9, 9, 9, 4])
    alone = np.arange(9) == 0
    assert by_size(labels, alone).tolist() == [4, 1, 1, 2, 2, 0, 0, 0, 3]
