"""The portrait: figures beside everybody else's, sleeping ties, and honest caveats."""

from __future__ import annotations

from typing import Any

import networkx as nx
import pandas as pd
import pytest

from netgraph.errors import AmbiguousPersonError, NotMeaningfulError
from netgraph.metrics.bridges import brokers
from netgraph.metrics.portrait import portrait
from tests.metrics.test_bridges import two_hospitals


def figure(G: nx.Graph[Any], name: str, **options: Any) -> Any:
    return portrait(G, **options).figures.set_index("figure").loc[name]


def test_figures_are_those_of_the_broker_table() -> None:
    """The portrait of a person shows the very figures that the table of brokers has."""
    G = two_hospitals()
    mine = brokers(G).set_index("id").loc["ana"]
    for name in ("ties", "circles", "constraint", "effective_size", "betweenness"):
        assert figure(G, name).value == pytest.approx(mine[name])


def test_percentiles_compare_with_others_of_two_ties_and_more() -> None:
    """Ana has fewer ties than Ben and more than the six who know only their ward."""
    G = two_hospitals()
    assert figure(G, "ties").percentile == pytest.approx(100 * 6 / 7)
    assert figure(G, "ties", person="Bo").percentile == pytest.approx(100 * 2.5 / 7)
    assert portrait(G).reference == "the other 7 people with two ties or more"


def test_sentences_say_what_crosses_and_what_stays() -> None:
    """Three of Ana's four ties stay in her hospital, one leads out, to the other cluster."""
    G = two_hospitals()
    G.add_node("alone")
    told = portrait(G).figures.set_index("figure").in_words
    assert told["ei_organisation"] == (
        "75% of your ties stay in St. Hilda's; ties to another organisation: 1."
    )
    assert told["clusters"] == "Your ties reach 2 clusters of 2."


def test_one_contact_and_one_circle_are_told_in_the_singular() -> None:
    """Nobody knows "1 people", and contacts who are all joined are no doors to elsewhere."""
    G = nx.wheel_graph(["me", *"abcde"])
    G.add_edge("a", "far")
    G.graph["me"] = ("me",)
    told = portrait(G).figures.set_index("figure").in_words
    assert told["circles"] == (
        "Your contacts form one circle: ties join them all even without you."
    )
    assert portrait(G, person="far").figures.in_words[0] == "They know 1 person here."


def test_a_star_gets_its_ties_and_the_reason_for_no_more() -> None:
    """One contact list: how many and how strong, and what to add for the rest."""
    G = nx.star_graph(["me", *"abc"])
    G.graph["me"] = ("me",)
    G.edges["me", "a"]["band"] = "strong"
    found = portrait(G)
    assert found.figures.figure.tolist() == ["ties"]
    assert found.figures.in_words[0] == "You know 3 people here. 1 of these ties are strong."
    assert any("friend who lends it" in one for one in found.caveats)


def test_sleeping_ties_are_those_that_the_model_calls_dormant() -> None:
    """One definition of dormant holds everywhere, the band; those last heard of come first."""
    G = nx.star_graph(["me", *"abcd"])
    G.graph["me"] = ("me",)
    G.nodes["a"].update(name="Asha", organisation="St. Hilda's")
    told = ["strong once: 9 e-mails until May 2025, nothing since", "exchanged 9 e-mails"]
    G.edges["me", "d"].update(band="dormant", last="2019")
    G.edges["me", "a"].update(band="dormant", last="2025-05-01", evidence=told)
    G.edges["me", "b"].update(band="weak", last="2012", evidence=told)
    found = portrait(G).dormant
    assert found.id.tolist() == ["a", "d"]
    assert found.in_words.tolist() == [
        "Asha: strong once: 9 e-mails until May 2025, nothing since.",
        "d: long silent.",
    ]


def test_whose_portrait_must_be_clear() -> None:
    """Nobody marked as me, or two, is an error that says what to give."""
    with pytest.raises(NotMeaningfulError, match="person="):
        portrait(nx.path_graph(4))
    G = nx.path_graph(["a", "b", "c", "d"], nx.Graph())
    G.graph["me"] = ("a", "d")
    with pytest.raises(AmbiguousPersonError) as caught:
        portrait(G)
    assert caught.value.candidates == ("a", "d")


@pytest.mark.parametrize("loop", [False, True])
def test_one_person_has_a_portrait(loop: bool) -> None:  # noqa: FBT001 - a parameter of the test
    """Alone, or tied to herself, she knows nobody here, and the portrait says so."""
    G = nx.Graph([("me", "me")]) if loop else nx.empty_graph(["me"])
    G.graph["me"] = ("me",)
    found = portrait(G)
    assert found.figures.value.tolist() == [0.0]
    assert found.dormant.empty
    assert found.caveats == ("There is no tie between two people.",)


def test_your_own_ties_flatter_you_and_it_says_so() -> None:
    """Others' ties are seen only in part: the caveat stands beside the percentiles."""
    assert any("flatter" in one for one in portrait(two_hospitals()).caveats)
    assert not any("flatter" in one for one in portrait(two_hospitals(), person="ben").caveats)


def test_somebody_else_is_not_you() -> None:
    """The portrait of another person speaks of them."""
    told = portrait(two_hospitals(), person="ben").figures.in_words.tolist()
    assert told[0] == "They know 5 people here."
    assert not {word.lower() for one in told for word in one.split()} & {"you", "your"}


def test_it_can_be_shown_and_stored() -> None:
    """As text, as HTML in which no name runs, and as plain values without nan."""
    G = two_hospitals()
    G.nodes["ana"]["name"] = "<script>alert(1)</script>"
    found = portrait(G)
    assert "<script>" not in found._repr_html_()
    assert repr(found).startswith("The network of <script>")
    stored = found.to_dict()
    assert stored["id"] == "ana"
    assert all(not pd.isna(row["value"]) for row in stored["figures"])
    assert stored["figures"][-1]["percentile"] is not None
