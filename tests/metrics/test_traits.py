"""Shared attributes: equal in meaning, equal in spelling."""

import networkx as nx

from netgraph.metrics.traits import traits


def test_an_institution_is_recognised_in_an_affiliation() -> None:
    """Department, place and spelling of Saint do not make another hospital; the town's does."""
    texts = {
        1: "St. Hilda's Hospital",
        2: "Dept. of Cardiology, St Hilda's Hospital, Leeds, UK.",
        3: "St. Hilda's Hospital",
        4: "Northside Hospital",
        5: "",
        6: None,
    }
    G = nx.empty_graph(0)
    G.add_nodes_from((node, {"organisation": text}) for node, text in texts.items())
    assert traits(G, "organisation") == {
        1: "St. Hilda's Hospital",
        2: "St. Hilda's Hospital",
        3: "St. Hilda's Hospital",
        4: "Northside Hospital",
        5: "",
        6: "",
    }


def test_the_commonest_spelling_is_shown_and_the_shorter_of_two() -> None:
    """Which spelling is shown does not depend on who comes first."""
    G = nx.empty_graph(0)
    G.add_nodes_from((n, {"title": t}) for n, t in enumerate(["RESIDENT", "Resident", "Resident"]))
    assert set(traits(G, "title").values()) == {"Resident"}
    G = nx.empty_graph(0)
    G.add_nodes_from(
        (n, {"organisation": t}) for n, t in enumerate(["Elm Clinic, Rome", "Elm Clinic"])
    )
    assert set(traits(G, "organisation").values()) == {"Elm Clinic"}
