"""Brokers and bridging ties: right figures, plain sentences, or a refusal."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings

from netgraph.errors import NotMeaningfulError
from netgraph.graph import is_star
from netgraph.metrics.bridges import bridges, brokers
from tests.metrics.test_kernels import graphs, without_loops


def two_hospitals() -> nx.Graph[str]:
    """Two wards of four who all know one another; only Ana and Ben link them; Zoe knows Ben."""
    G: nx.Graph[str] = nx.Graph(me=("ana",), sources=[{"reader": "mail"}, {"reader": "pubmed"}])
    wards = {
        "St. Hilda's": ["ana", "amir", "asha", "ada"],
        "Northside": ["ben", "bo", "bea", "bai"],
    }
    for place, people in wards.items():
        for one in people:
            G.add_node(one, name=one.title(), organisation=place, me=one == "ana")
        for i, one in enumerate(people):
            G.add_edges_from(((one, two) for two in people[i + 1 :]), strength=1.0)
    G.add_node("zoe", name="Zoe", organisation="")
    G.add_edge("ana", "ben", strength=0.5, basis="recorded")
    G.add_edge("ben", "zoe", strength=0.1, basis="stated")
    return G


def test_brokers_are_ranked_and_explained() -> None:
    """Ben holds three circles together, and his row says which and what would be lost."""
    table = brokers(two_hospitals())
    first = table.iloc[0]
    assert (first.person, first.id, first.organisation, first.ties) == (
        "Ben",
        "ben",
        "Northside",
        5,
    )
    assert (first.circles, first.cut, first.loses) == (3, True, 4)
    assert first.in_words == (
        "Links 3 circles with no tie between them: Northside (3); Ana; Zoe."
        " Without them, 4 people would lose touch with the rest."
    )
    assert table.iloc[1].id == "ana"
    assert table.me.tolist() == [False, True] + [False] * 7
    assert table.set_index("id").loc["zoe", "in_words"] == "Has one tie, to Ben."


def test_one_circle_is_told_by_how_many_in_it_know_each_other() -> None:
    """A circle hangs together by chains: few of its pairs may know each other, or all."""
    told = brokers(nx.wheel_graph(6)).set_index("id").in_words  # a hub and a ring of five
    assert told[0] == (
        "The 5 people they know form one circle; of its pairs, 50% know each other directly."
    )
    assert set(brokers(nx.complete_graph(4)).in_words) == {
        "The 3 people they know all know each other."
    }


def test_an_organisation_of_nearly_everybody_tells_no_circle_apart() -> None:
    """In one company's mail, circles are called by their people."""
    G = two_hospitals()
    for data in G.nodes.values():
        data["organisation"] = "Northside"
    told = brokers(G).in_words[0]
    assert told.startswith("Links 3 circles with no tie between them: Bai and 2 others; Ana; Zoe.")


def test_circles_are_told_by_their_strongest_member() -> None:
    """Of a circle that shares no organisation, the person with the strongest tie is named."""
    G = nx.Graph([("hub", x) for x in "abcd"] + [("a", "b"), ("c", "d")])
    G.edges["hub", "b"]["strength"] = 9.0
    told = brokers(G).set_index("id").in_words["hub"]
    assert told.startswith("Links 2 circles with no tie between them: b and 1 other; c and 1 other")


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(G=graphs())
def test_every_column_is_that_of_networkx(G: nx.Graph[Any]) -> None:
    """Figures equal NetworkX's and circles the components of the contacts among themselves."""
    H = without_loops(G)
    if is_star(G):
        with pytest.raises(NotMeaningfulError):
            brokers(G)
        return
    table = brokers(G).set_index("id")
    assert sorted(table.index) == sorted(G)
    assert table.betweenness.to_dict() == pytest.approx(nx.betweenness_centrality(H))
    constraint = nx.constraint(H, nodes=list(H), weight="strength")
    assert table.constraint.to_dict() == pytest.approx(constraint, nan_ok=True)
    for node in H:
        circles = nx.number_connected_components(H.subgraph(H[node])) if H[node] else 0
        assert table.loc[node, "circles"] == circles
        assert table.loc[node, "ties"] == H.degree(node)


@pytest.mark.property
@settings(max_examples=30, deadline=None)
@given(G=graphs())
def test_names_and_order_of_people_change_nothing(G: nx.Graph[Any]) -> None:
    """Calling everybody something else, in another order, gives the same figures."""
    names = {node: f"p{(node * 7) % 15:02d}" for node in G}
    H: nx.Graph[str] = nx.Graph()
    H.add_nodes_from(names[node] for node in reversed(list(G)))
    H.add_edges_from((names[a], names[b], data) for a, b, data in G.edges(data=True))
    if is_star(G):
        return
    columns = ["betweenness", "constraint", "effective_size", "hierarchy", "circles", "loses"]
    one: Any = brokers(G).set_index("id")
    two: Any = brokers(H).set_index("id")
    for node, name in names.items():
        figures = [row[columns].astype(float).tolist() for row in (one.loc[node], two.loc[name])]
        assert figures[0] == pytest.approx(figures[1], nan_ok=True)
    assert len(bridges(G)) == len(bridges(H))


@pytest.mark.parametrize("answer", [brokers, bridges])
def test_a_bare_star_is_refused_with_advice(answer: Any) -> None:
    """One contact list says nothing about who links whom; the error says what to add."""
    star = nx.star_graph(["me", "a", "b", "c"])
    star.add_node("alone")
    with pytest.raises(NotMeaningfulError, match=r"PubMed.*friend who lends"):
        answer(star)


@pytest.mark.parametrize("answer", [brokers, bridges])
@pytest.mark.parametrize(
    "G", [nx.Graph(), nx.empty_graph(1), nx.empty_graph(3), nx.Graph([(0, 0)])]
)
def test_nobody_and_people_without_ties(answer: Any, G: nx.Graph[Any]) -> None:
    """A graph without ties gives a table, of people or of nothing, and says why."""
    table = answer(G)
    assert len(table) == (len(G) if answer is brokers else 0)
    assert table.attrs["caveats"] == ["There is no tie between two people."]


def test_a_graph_without_any_attributes_has_brokers() -> None:
    """In Padgett's Florence the Medici stand between most (Padgett & Ansell 1993)."""
    table = brokers(nx.florentine_families_graph())
    assert table.person[0] == "Medici"
    assert table.betweenness[0] == pytest.approx(0.521978, abs=1e-6)


def test_the_graph_is_left_as_it_was() -> None:
    """Asking does not change people, ties or attributes."""
    G, H = two_hospitals(), two_hospitals()
    brokers(G)
    bridges(G)
    assert nx.utils.graphs_equal(G, H)


def test_bridges_come_in_the_order_of_what_they_hold_together() -> None:
    """The tie between the wards comes first; the only tie of one person comes last."""
    G = two_hospitals()
    G.add_edges_from([("amir", "x"), ("x", "y"), ("y", "bo")])
    G.add_edge("y", "w")
    table = bridges(G)
    shown = table[["id_a", "id_b", "kind", "span", "separates"]].values.tolist()
    assert shown[0] == ["amir", "x", "local bridge", 5, 0]
    assert shown[-1][2:] == ["cut tie", float("inf"), 1]
    assert {tuple(row[:2]) for row in shown[-2:]} == {("ben", "zoe"), ("w", "y")}
    assert table.in_words[0] == "Amir and x know nobody in common; without it, 5 steps apart."
    assert "The only tie of Zoe." in set(table.in_words)


def test_the_only_link_of_two_groups_says_how_many_it_separates() -> None:
    """Losing the tie of Ana and Ben would part four people from the other five."""
    row = bridges(two_hospitals()).iloc[0]
    assert (row.person_a, row.person_b, row.separates) == ("Ana", "Ben", 4)
    assert (row.strength, row.basis) == (0.5, "recorded")
    assert row.in_words == "The only link between 4 people and the rest."


def test_tables_say_what_they_rest_on() -> None:
    """Parameters and caveats travel with the table; few ties among others are pointed out."""
    G = nx.star_graph(["me", *"abcdefghijklmn"])
    G.graph.update(me=("me",), sources=[{"reader": "linkedin"}])
    G.add_edge("a", "b", basis="inferred")
    attrs = brokers(G).attrs
    assert attrs["parameters"]["betweenness"] == "exact"
    assert attrs["caveats"] == [
        "Only 1 of 15 ties do not end in the owner of an export:"  # noqa: ISC004 - one sentence
        " most of what lies between the others is not seen.",
        "All ties come from one kind of export: ties elsewhere are not seen.",
        "1 tie inferred: nobody recorded or stated them.",
    ]


def test_a_large_graph_is_sampled_and_says_so() -> None:
    """Above the documented size betweenness is an estimate, and the caveat gives its error."""
    G = nx.connected_watts_strogatz_graph(2100, 4, 0.3, seed=1)
    table = brokers(G, error=0.1)
    assert table.attrs["parameters"]["betweenness"] == "sampled"
    assert "with 90% confidence" in table.attrs["caveats"][-1]
    assert brokers(G, error=0.1).equals(table)
