"""The metrics on real networks: what somebody of the field would recognise, checked another way."""

from __future__ import annotations

import csv
import gzip
from typing import Any

import networkx as nx
import pytest

from netgraph.metrics.bridges import bridges, brokers
from netgraph.metrics.clusters import clusters
from netgraph.metrics.key_players import key_players
from tests.conftest import shared


@pytest.mark.shared
def test_the_centre_of_informetrics() -> None:
    """Wolfgang Glänzel stands between most co-authors; without him 102 people are cut off."""
    path = shared("graphs/coauthors/inf1990-2004.net")
    G: nx.Graph[Any] = nx.Graph(nx.read_pajek(path, encoding="latin-1"))
    first: Any = brokers(G, weight="weight").iloc[0]
    assert first.id == "Glanzel, W"
    component = nx.node_connected_component(G, first.id)
    parts = nx.connected_components(G.subgraph(component - {first.id}))
    assert first.loses == len(component) - 1 - max(map(len, parts)) == 102
    assert key_players(G, k=1).id[0] == "Glanzel, W"


@pytest.mark.shared
def test_the_theorists_of_high_energy_physics() -> None:
    """7,610 authors: the bridges are NetworkX's, and the division as good as its Louvain's."""
    G: nx.Graph[str] = nx.Graph()
    with gzip.open(shared("graphs/coauthors/hep-th.edges.csv.gz"), "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            G.add_edge(row["a"], row["b"], strength=float(row["weight"]))
    assert (bridges(G).kind == "cut tie").sum() == sum(1 for _ in nx.bridges(G))
    found = clusters(G, resamples=0)
    louvain = nx.community.louvain_communities(G, weight="strength", seed=0)
    quality = nx.community.modularity(G, louvain, weight="strength")
    assert found.attrs["parameters"]["modularity"] > quality - 0.002
