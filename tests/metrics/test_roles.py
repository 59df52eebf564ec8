"""Roles between groups, the E-I index and connectors: counted by hand and by brute force."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import NotMeaningfulError
from netgraph.graph import is_star
from netgraph.metrics.roles import ROLES, connectors, ei_index, roles
from tests.metrics.test_bridges import two_hospitals
from tests.metrics.test_kernels import graphs, without_loops


def role(ego: str, a: str, b: str) -> str:
    """The definition of Gould and Fernandez, word for word."""
    if a == b == ego:
        return "coordinator"
    if ego in {a, b}:
        return "gatekeeper"
    return "consultant" if a == b else "liaison"


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(G=graphs(), data=st.data())
def test_roles_are_those_found_by_looking_at_every_pair(
    G: nx.Graph[Any], data: st.DataObject
) -> None:
    """Each pair of contacts who do not know each other counts once, in the role it gives."""
    group = {node: data.draw(st.sampled_from(["a", "b", "c", ""])) for node in G}
    if is_star(G):
        return
    table = roles(G, by=group).set_index("id")
    known = {node for node in G if group[node]}
    assert set(table.index) == known
    for ego in known:
        near = (set(G[ego]) & known) - {ego}
        pairs = [(a, b) for a, b in combinations(near, 2) if not G.has_edge(a, b)]
        expected = Counter(role(group[ego], group[a], group[b]) for a, b in pairs)
        assert {one: table.loc[ego, one] for one in ROLES} == {o: expected[o] for o in ROLES}
        same = sum(group[x] == group[ego] for x in near)
        assert (table.loc[ego, "internal"], table.loc[ego, "external"]) == (same, len(near) - same)


def test_roles_are_those_of_the_sna_package() -> None:
    """`brokerage` of R's sna 2.7 counts ordered pairs, so twice all but the gatekeepers."""
    G = nx.karate_club_graph()
    table = roles(G, by={node: str(node % 3) for node in G}).set_index("id")
    counted = {0: (10, 52, 41, 60), 1: (6, 10, 11, 10), 2: (0, 18, 15, 20), 31: (2, 6, 6, 4),
               32: (26, 8, 30, 12), 33: (20, 46, 55, 66)}  # fmt: skip
    for node, (coordinator, consultant, gatekeeper, liaison) in counted.items():
        ours: Any = table.loc[node]
        found = ours.coordinator, ours.consultant, ours.gatekeeper, ours.liaison
        assert found == (coordinator / 2, consultant / 2, gatekeeper, liaison / 2)
    assert table[list(ROLES)].sum().to_dict() == {
        "coordinator": 35, "consultant": 79, "gatekeeper": 183, "liaison": 96,
    }  # fmt: skip


def test_roles_in_words() -> None:
    """Ben stands at the gate of Northside; Zoe, whose group is unknown, is left out and counted."""
    table = roles(two_hospitals())
    first: Any = table.set_index("id").loc["ben"]
    assert (first.gatekeeper, first.total, first.internal, first.external) == (3, 3, 3, 1)
    assert first.in_words == ("Mostly gatekeeper: joins 3 pairs, one in Northside and one outside.")
    assert first.ei == -0.5
    assert "1 person left out: group not known." in table.attrs["caveats"]


def test_roles_between_clusters() -> None:
    """Found clusters can be the groups, under their names."""
    assert set(roles(two_hospitals(), by="cluster").group) == {"Northside", "St. Hilda's"}


def test_a_star_has_no_roles() -> None:
    """On a single contact list every role would be the owner's."""
    with pytest.raises(NotMeaningfulError):
        roles(nx.star_graph(4), by=dict.fromkeys(range(5), "x"))


def test_ei_index_of_krackhardts_extremes() -> None:
    """All ties inside give -1, all outside 1, as many of each 0."""
    G = nx.Graph([("a1", "a2"), ("b1", "c1"), ("d1", "d2"), ("d1", "e1")])
    table = ei_index(G, by={node: node[0] for node in G}).set_index("group")
    assert table.ei.to_dict() == {"a": -1.0, "d": 0.0, "b": 1.0, "c": 1.0, "e": 1.0}
    assert ei_index(G, by={node: node[0] for node in G}).attrs["ei"] == 0.0
    assert table.in_words["a"].startswith("100% of the 1 tie stay inside: more than")


def test_expected_ei_is_what_a_complete_graph_has() -> None:
    """If everybody knows everybody, no group keeps to itself more than chance would have it."""
    G = nx.complete_graph(9)
    table = ei_index(G, by={x: "ab"[x > 3] for x in G})
    assert table.ei.tolist() == pytest.approx(table.expected.tolist())


@pytest.mark.parametrize("G", [nx.Graph(), nx.empty_graph(1), nx.Graph([(0, 0)])])
def test_nobody_has_no_role(G: nx.Graph[Any]) -> None:
    """Without people, ties or groups the tables are empty."""
    assert roles(G).empty
    assert ei_index(G).empty
    assert connectors(G, between=("a", "b")).empty


def test_connectors_of_two_places() -> None:
    """Whoever knows both sides is found, whole words only, and the only link is named so."""
    G = nx.Graph([("a", "x"), ("b", "x"), ("x", "u"), ("a", "y"), ("y", "u"), ("w", "x")])
    places = {"a": "Pune, India", "b": "Delhi, India", "u": "Boston, United States", "w": "Indiana"}
    for node, place in places.items():
        G.nodes[node]["location"] = place
    table = connectors(G, between=("India", "United States"))
    shown = table[["id", "ties_a", "ties_b", "pairs", "only"]].values.tolist()
    assert shown == [["x", 2, 1, 2, 1], ["y", 1, 1, 1, 0]]
    assert table.in_words[0] == (
        "Knows 2 people of India and 1 of United States;"
        " 2 pairs of these not tied, 1 of which nobody else joins."
    )
    assert table.in_words[1].endswith("; 1 pair of these not tied, but others join them too.")
    nobody = connectors(G, between=("India", "Peru")).attrs["caveats"]
    told = "Nobody in this network is of 'Peru' by location, which is known of 4 of 6 people."
    assert told in nobody


def test_connected_groups_have_no_connector_and_clusters_are_named_in_sentences() -> None:
    """Whoever knows both of a tied pair joins nobody; a group named by its core is "the group"."""
    G = nx.complete_graph(["a", "b", "x"])
    table = connectors(G, between=("one", "two"), by={"a": "one", "b": "two"})
    assert table.in_words.tolist() == [
        "Knows 1 person of one and 1 of two; these know each other already."
    ]
    told = roles(nx.barbell_graph(4, 0), by="cluster").in_words[0]
    assert told.startswith("Mostly gatekeeper: joins 3 pairs, one in the group around ")


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(G=graphs(), data=st.data())
def test_connectors_join_pairs_two_steps_apart(G: nx.Graph[Any], data: st.DataObject) -> None:
    """Every pair of the two groups at distance two, and no other, is joined by somebody."""
    H = without_loops(G)
    group = {node: data.draw(st.sampled_from(["a", "b", ""])) for node in H}
    table = connectors(G, between=("a", "b"), by=group)
    length = dict(nx.all_pairs_shortest_path_length(H))
    apart = [(x, y) for x in H for y in H if (group[x], group[y]) == ("a", "b")]
    joined = sum(length[x].get(y) == 2 for x, y in apart)
    assert bool(table.pairs.sum()) == bool(joined)
    assert table.only.sum() <= joined <= table.pairs.sum()
