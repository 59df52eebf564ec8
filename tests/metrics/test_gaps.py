"""Gaps: which of the wanted places no tie reaches."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd

from netgraph.metrics.gaps import gaps


def network() -> nx.Graph[str]:
    """Me - Ann - Bob at Northside; Cat at Elm without any chain to her."""
    G: nx.Graph[str] = nx.Graph([("me", "ann"), ("ann", "bob")], me=("me",))
    G.nodes["ann"].update(name="Ann", organisation="St. Hilda's Hospital", location="Leeds, UK")
    G.nodes["bob"].update(name="Bob", organisation="Northside Clinic", location="Boston")
    G.add_node("cat", name="Cat", organisation="Elm Hospital", title="Program Director")
    return G


def test_each_wanted_place_is_found_near_far_or_not_at_all() -> None:
    """Nearest last; what nobody reaches comes first, the most wanted of it at the top."""
    wanted: list[dict[str, Any]] = [
        {"organisation": "St Hilda's"},
        {"organisation": "Northside Clinic", "location": "Boston"},
        {"organisation": "Elm Hospital"},
        {"organisation": "Quillan Bay"},
        {"organisation": "Quillan Bay", "title": None},
    ]
    table = gaps(network(), targets=wanted)
    columns = ["about", "value", "targets", "people", "steps"]
    assert table[columns].to_numpy().tolist() == [
        ["organisation", "Quillan Bay", 2, 0, float("inf")],
        ["organisation", "Elm Hospital", 1, 1, float("inf")],
        ["location", "Boston", 1, 1, 2.0],
        ["organisation", "Northside Clinic", 1, 1, 2.0],
        ["organisation", "St Hilda's", 1, 1, 1.0],
    ]
    assert table.in_words.tolist() == [
        "Nobody in this network is known to be there.",
        "1 person there, but no chain of ties leads to them.",
        "1 introducer away: Bob.",
        "1 introducer away: Bob.",
        "You know Ann.",
    ]
    assert gaps(network(), targets=pd.DataFrame(wanted)).equals(table)


def test_without_me_there_is_no_distance() -> None:
    """Where nobody is *me*, the table can only say who is there, and says so."""
    G: nx.Graph[Any] = network()
    G.graph["me"] = ()
    table = gaps(G, targets=[{"location": "Leeds"}])
    assert table.steps.tolist() == [float("inf")]
    assert "Nobody is marked as you" in table.attrs["caveats"][-1]


def test_no_targets_no_gaps() -> None:
    """An empty list of targets gives an empty table with the same columns."""
    assert gaps(network(), targets=[]).columns.tolist() == gaps(
        network(), targets=[{"title": "Program Director"}]
    ).columns.tolist()  # fmt: skip
