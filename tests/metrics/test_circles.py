"""Circles: the components of what is left of a person's contacts without the person."""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings

from netgraph.metrics import circles as module
from netgraph.metrics import leiden
from netgraph.metrics.bridges import brokers
from netgraph.metrics.circles import circles
from netgraph.metrics.engine import view
from tests.metrics.test_kernels import graphs, without_loops


@settings(max_examples=60, deadline=None)
@given(graphs())
def test_circles_are_the_parts_of_a_persons_contacts(G: nx.Graph[Any]) -> None:
    """NetworkX's components of the contacts, and how many ties there are among them."""
    G = without_loops(G)
    arrays = view(G)
    found = circles(arrays)
    for x, node in enumerate(arrays.s.ids):
        slots = slice(arrays.s.indptr[x], arrays.s.indptr[x + 1])
        among = G.subgraph(G[node])
        groups: dict[int, set[Any]] = {}
        for y, circle in zip(arrays.s.indices[slots], found.of[slots].tolist(), strict=True):
            groups.setdefault(circle, set()).add(arrays.s.ids[y])
        parts = sorted(map(sorted, nx.connected_components(among)))
        assert sorted(map(sorted, groups.values())) == parts
        assert (found.number[x], found.known[x]) == (len(parts), among.number_of_edges())


def test_portions_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few neighbours are looked at together, the table and the groups are the same."""
    G = nx.davis_southern_women_graph()
    G.add_nodes_from(["Nobody", "Ann"])
    nx.set_node_attributes(G, {node: f"Club {len(node) % 3}" for node in G}, "organisation")
    arrays = view(G)
    table, groups = brokers(G), leiden.leiden(arrays)
    monkeypatch.setattr(module, "_PORTION", 3)
    monkeypatch.setattr(leiden, "_PORTION", 3)
    pd.testing.assert_frame_equal(brokers(G), table)
    assert np.array_equal(leiden.leiden(arrays), groups)
