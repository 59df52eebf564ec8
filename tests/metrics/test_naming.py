"""Names of clusters: what sets the members apart, with the evidence."""

from __future__ import annotations

import networkx as nx
import pytest

from netgraph.metrics.clusters import communities
from netgraph.metrics.naming import name_clusters
from tests.metrics.test_bridges import two_hospitals


def test_a_cluster_is_named_after_what_sets_it_apart() -> None:
    """The name is the organisation that members share and others do not; the evidence counts."""
    G = two_hospitals()
    names = name_clusters(G, communities(G))
    assert names[0] == ("Northside", "4 of 5 are at Northside; 0 elsewhere")
    assert names[1] == ("St. Hilda's", "4 of 4 are at St. Hilda's; 0 elsewhere")


def test_a_cluster_that_shares_nothing_is_named_after_its_core() -> None:
    """What everybody has names nobody; then the person with the strongest ties does."""
    G = nx.barbell_graph(4, 0)
    G.add_edge(1, 2, strength=5.0)
    G.add_edge(1, 0, strength=5.0)
    for x in G:
        G.nodes[x]["organisation"] = "Everywhere Hospital"
    name, evidence = name_clusters(G, communities(G))[0]
    assert name == "around 1"
    assert evidence == "no organisation, place or title sets them apart"


def test_a_cluster_of_co_authors_is_named_after_their_paper() -> None:
    """Where people share nothing else, the work that half of their ties rest on is the name."""
    G = nx.barbell_graph(5, 0)
    told = ["co-authored one paper in 2021 (“On holes”)"]
    for a, b in list(G.edges)[:8]:
        G.edges[a, b]["evidence"] = told
    names = name_clusters(G, {x: x // 5 for x in G})
    assert names[0] == ("“On holes”", "8 of the 10 ties inside rest on “On holes”")
    assert names[1].name.startswith("around")


def test_two_clusters_never_have_one_name() -> None:
    """Two circles in one hospital are told apart by whom they gather around."""
    G = nx.barbell_graph(5, 0)
    for x in range(10):
        G.nodes[x]["organisation"] = "St. Hilda's"
    G.add_nodes_from((f"p{x}", {"organisation": "Northside"}) for x in range(20))
    names = [name for name, _ in name_clusters(G, communities(G)).values()]
    assert len(set(names)) == len(names)
    assert names[:2] == ["St. Hilda's", "St. Hilda's, around 5"]


def test_what_few_share_gives_way_to_the_paper_of_all() -> None:
    """A paper behind most ties says more than the hospital of a quarter of the people."""
    G = nx.complete_graph(8)
    nx.set_edge_attributes(G, {e: ["co-authored “A registry”"] for e in G.edges}, "evidence")
    G.add_nodes_from((x, {"organisation": "St. Hilda's" if x < 2 else ""}) for x in range(8))
    G.add_nodes_from((x, {"organisation": "Northside"}) for x in range(8, 20))
    assert name_clusters(G, dict.fromkeys(range(8), 0))[0].name == "“A registry”"
    nx.set_edge_attributes(G, {e: [] for e in G.edges}, "evidence")
    found = name_clusters(G, dict.fromkeys(range(8), 0))[0]
    assert found == ("St. Hilda's", "2 of 8 are at St. Hilda's; 0 elsewhere")


@pytest.mark.parametrize(
    ("organisation", "name"),
    [
        ("Department of Cardiology, St. Hilda's Hospital, Leeds, West Yorkshire, England",
         "St. Hilda's Hospital"),
        ("St. Hilda's Hospital, Leeds", "St. Hilda's Hospital, Leeds"),
        ("Ward of a hospital; " * 20, "Ward of a hospital"),
        ("Ward of a hospital and " * 20, "Ward of a hospital and " * 2 + "Ward of a …"),
    ],
)  # fmt: skip
def test_a_long_affiliation_is_named_by_its_institution(organisation: str, name: str) -> None:
    """Papers that give each author everybody's addresses make no name of a paragraph."""
    G = two_hospitals()
    for one in ("ana", "amir", "asha", "ada"):
        G.nodes[one]["location"] = G.nodes[one]["organisation"] = organisation
    found = name_clusters(G, communities(G))[1]
    assert found.name == name
    assert found.name in found.evidence


def test_the_beginning_of_a_long_title_is_a_name_and_the_evidence_has_all_of_it() -> None:
    """A title of several lines would be louder on a map than the people it names."""
    title = "“The ward round starts at eight and ends when everybody has been seen, not before”"
    G = nx.complete_graph(4)
    nx.set_edge_attributes(G, {e: [f"wrote {title} together"] for e in G.edges}, "evidence")
    name, evidence = name_clusters(G, dict.fromkeys(range(4), 0))[0]
    assert name == "“The ward round starts at eight and ends …”"
    assert title in evidence
