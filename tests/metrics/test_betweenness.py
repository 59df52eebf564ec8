"""Betweenness: exact equals NetworkX; a sample stays within the error it promises."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings

from netgraph.metrics import betweenness as module
from netgraph.metrics.betweenness import EXACT, betweenness, exact, sampled
from netgraph.metrics.engine import view
from tests.metrics.test_kernels import by_id, graphs


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(G=graphs())
def test_exact_values_are_those_of_networkx(G: nx.Graph[Any]) -> None:
    """Every person's share of shortest chains equals NetworkX's, components and all."""
    arrays = view(G)
    expected = nx.betweenness_centrality(G)
    assert by_id(arrays, exact(arrays)) == pytest.approx(expected)


def test_the_kite_of_krackhardt() -> None:
    """Krackhardt (1990): Heather (7) stands between most, with fewer ties than Diane (3)."""
    value = exact(view(nx.krackhardt_kite_graph()))
    assert value == pytest.approx(
        [0.023148, 0.023148, 0, 0.101852, 0, 0.231481, 0.231481, 0.388889, 0.222222, 0], abs=1e-6
    )


@pytest.mark.parametrize(
    "G",
    [
        nx.karate_club_graph(),
        nx.path_graph(30),
        nx.grid_2d_graph(7, 6),
        nx.cycle_graph(21),
        nx.gnp_random_graph(80, 0.03, seed=5),  # several components
        nx.star_graph(40),
    ],
)
def test_a_sample_keeps_its_promise(G: nx.Graph[Any]) -> None:
    """No figure of a sample is off by more than the error it states."""
    arrays = view(G, weight=None)
    found = sampled(arrays, error=0.03, seed=1)
    assert (np.abs(found.value - exact(arrays)) <= found.error).all()
    assert found.error.max() <= 0.03 * len(G) / (len(G) - 2)
    assert found.value.tolist() == sampled(arrays, error=0.03, seed=1).value.tolist()


def test_every_shortest_chain_is_drawn_equally_often() -> None:
    """With many chains of equal length, each is as likely as any other."""
    G = nx.Graph([("s", x) for x in "abcd"] + [(x, "t") for x in "abcd"] + [("t", "u")])
    arrays = view(G)
    found = by_id(arrays, sampled(arrays, error=0.01, seed=2).value)
    spread = [found[x] for x in "abcd"]
    assert spread == pytest.approx([exact(arrays)[arrays.s.index["a"]]] * 4, rel=0.1)


def test_small_graphs_are_exact_and_large_ones_say_so() -> None:
    """Up to the documented size there is no sample; above it, the error comes with the values."""
    small = betweenness(view(nx.path_graph(50)))
    assert (small.error.max(), small.samples) == (0.0, 0)
    G = nx.connected_watts_strogatz_graph(EXACT + 1, 6, 0.2, seed=1)
    large = betweenness(view(G), error=0.1)
    assert large.samples > 0
    assert 0 < large.error.min() <= large.error.max() < 0.101


def test_small_figures_are_better_known_than_large_ones() -> None:
    """Nobody is off by more than is accepted, and who is rarely drawn by much less."""
    arrays = view(nx.barabasi_albert_graph(300, 2, seed=3))
    found = sampled(arrays, error=0.02, seed=0)
    assert (np.abs(found.value - exact(arrays)) <= found.error).all()
    assert found.error[found.value.argmin()] < 0.005


def test_step_by_step_and_list_by_list_are_one_count(monkeypatch: pytest.MonkeyPatch) -> None:
    """Several parts, some long, more people than fit into one batch: as NetworkX, both ways."""
    parts = [nx.gnm_random_graph(260, 1900, seed=2), nx.barbell_graph(40, 7), nx.empty_graph(2)]
    G = nx.disjoint_union_all(parts)
    arrays = view(G)
    expected = by_id(arrays, exact(arrays))
    assert expected == pytest.approx(nx.betweenness_centrality(G), abs=1e-12)
    monkeypatch.setattr(module, "_WIDE", 0)
    assert by_id(arrays, exact(arrays)) == pytest.approx(expected, abs=1e-12)
    assert exact(view(nx.empty_graph(1))).tolist() == [0.0]


def test_the_longest_chain_of_any_part_is_bounded() -> None:
    """A hub in one part says nothing about how long the chains of another part are."""
    G = nx.disjoint_union(nx.star_graph(30), nx.path_graph(20))
    assert module._longest(view(G)) >= 20
