"""The summary: everything a page shows, nothing it must not know."""

import copy
import json
from dataclasses import dataclass

import networkx as nx
import pytest

from netgraph.errors import UnknownPersonError
from netgraph.maps import draw
from netgraph.maps.drawing import Renderer
from tests.maps.example import example, way


@dataclass(frozen=True)
class Leg:
    """A leg as the introductions give it."""

    reasons: list[str]


@dataclass(frozen=True)
class Path:
    """A path as the introductions give it."""

    people: list[str]
    legs: list[Leg]
    band: str = "weak"


def small() -> "nx.Graph[str]":
    """Ana knows Ben well and Cai a little; Dan knows nobody."""
    G: nx.Graph[str] = nx.Graph(me=("ana",), as_of="2026-11-22")
    G.add_node("ana", name="Ana", me=True, organisation="St. Hilda's", sources=("mail", "pubmed"))
    G.add_node("ben", name="Ben", organisation="St. Hilda's", title="Registrar", location="Accra")
    G.add_node("cai", name="Cai", keys=("email:cai@example.org", "phone:+15550100"))
    G.add_node("dan", name="Dan")
    G.add_edge(
        "ana", "ben", strength=2.5, band="strong", basis="stated", kinds={"mail": 4},
        first="2019", last="2026-03-01", evidence=["e-mailed 4 times", "b", "c", "d"],
    )  # fmt: skip
    G.add_edge("cai", "ana", strength=0.1, band="weak")
    return G


def test_people_ties_and_texts_are_columns() -> None:
    """People stand by name, ties by their ends, texts by number."""
    s = draw(small(), title="Mine").summary

    assert s["title"] == "Mine"
    assert s["people"]["name"] == ["Ana", "Ben", "Cai", "Dan"]
    assert s["people"]["me"] == [0]
    assert [s["texts"][t] for t in s["people"]["organisation"]] == ["St. Hilda's"] * 2 + [""] * 2
    assert [s["texts"][t] for t in s["people"]["sources"][0]] == ["mail", "pubmed"]
    ties = s["ties"]
    assert (ties["a"], ties["b"], ties["strength"]) == ([0, 0], [1, 2], [2.5, 0.1])
    assert [s["bands"][band] for band in ties["band"]] == ["strong", "weak"]
    assert [s["bases"][basis] for basis in ties["basis"]] == ["stated", "recorded"]
    assert [s["texts"][t] for t in ties["why"][0]] == ["e-mailed 4 times", "b", "c"]
    assert (s["texts"][ties["first"][0]], s["texts"][ties["last"][0]]) == ("2019", "2026-03-01")
    json.dumps(s, allow_nan=False)


def test_the_graph_is_not_changed() -> None:
    """Drawing leaves people, ties and attributes as they were."""
    G = example(60)
    before = copy.deepcopy(G)

    draw(G, path=way(G), redact="names", renderer="pyvis").html  # noqa: B018 - rendering is the act

    assert nx.utils.graphs_equal(G, before)


def test_contact_details_are_there_only_when_asked_for() -> None:
    """Addresses and numbers in the keys reach the page with contacts=True, and never otherwise."""
    assert "cai@example.org" not in draw(small()).html
    assert "+15550100" not in draw(small()).html
    asked = draw(small(), contacts=True).summary["people"]
    assert asked["contact"][2] == ["cai@example.org", "+15550100"]
    assert "contact" not in draw(small(), contacts=True, redact="names").summary["people"]


def test_an_address_as_name_or_id_is_not_shown_in_full() -> None:
    """Somebody known only by an address appears by its first part."""
    G = nx.Graph([("email:jane.roe@example.org", "name:bo")])

    assert draw(G).summary["people"]["name"] == ["bo", "jane.roe@…"]
    assert "example.org" not in draw(G).html


def test_redacted_names_are_nowhere_in_the_page() -> None:
    """A copy without names holds no name, id, title, sentence or rare organisation of anybody."""
    G = example(60)
    for i, person in enumerate(G):
        G.nodes[person]["name"] = f"Qname{i}"
        G.nodes[person]["title"] = f"Qtitle{i}"
        G.nodes[person]["organisation"] = f"Qorg{i}"
    for _, _, data in G.edges(data=True):
        data["evidence"] = ["Qsentence about a paper"]
    clusters = dict.fromkeys(G, "Qcluster")
    path = Path(way(G), [Leg(["Qreason"])] * 3)

    renderers: tuple[Renderer, ...] = ("canvas", "pyvis")
    for renderer in renderers:
        page = draw(G, path=path, clusters=clusters, redact="names", renderer=renderer).html
        shown = page[page.index('id="data"') :]
        for secret in ("Qname", "Qtitle", "Qorg", "Qsentence", "Qcluster", "Qreason", "p00003"):
            assert secret not in shown


def test_redacted_own_colours_do_not_name_anybody() -> None:
    """Texts given as colours become numbered groups when names go."""
    s = draw(small(), colour={"ana": "Team Zed", "ben": "Team Ann"}, redact="names").summary

    assert sorted(set(s["colour"]["values"])) == ["", "Group 1", "Group 2"]


def test_clusters_that_are_given_keep_their_names() -> None:
    """Named clusters stand largest first; people of none have -1."""
    s = draw(small(), clusters={"ana": "Home", "ben": "Work", "cai": "Work"}).summary

    assert [c["name"] for c in s["clusters"]] == ["Work", "Home"]
    assert s["people"]["cluster"] == [1, 0, 0, -1]


def test_clusters_that_are_found_are_named_by_what_they_share() -> None:
    """Found clusters are those of the cluster table, by name; two people are none."""
    G = nx.disjoint_union_all([nx.complete_graph(4), nx.star_graph(5), nx.path_graph(2)])
    H: nx.Graph[str] = nx.relabel_nodes(G, str)
    nx.set_node_attributes(H, dict.fromkeys("0123", "Ward 5") | {"5": "Ward 9"}, "organisation")

    s = draw(H).summary

    assert [c["name"] for c in s["clusters"]] == ["around 4", "Ward 5"]
    cluster = dict(zip(s["people"]["name"], s["people"]["cluster"], strict=True))
    assert [cluster[person] for person in ("0", "4", "10")] == [1, 0, -1]


def test_numbered_clusters_are_named_as_found_ones() -> None:
    """Clusters given as numbers get names from what their members share."""
    G = small()
    G.nodes["dan"]["organisation"] = "Elsewhere"

    s = draw(G, clusters={"ana": 7, "ben": 7, "cai": 3}).summary

    assert [c["name"] for c in s["clusters"]] == ["St. Hilda's", "around Cai"]


def test_a_path_tells_the_reasons_for_each_leg() -> None:
    """Reasons given with a path are shown, else the evidence of the tie, if there is one."""
    G = small()

    given = draw(G, path=Path(["cai", "ana", "ben"], [Leg(["asked once"]), Leg([])])).summary
    plain = draw(G, paths=[["ana", "ben"], ["ben", "dan"]]).summary

    recorded = ["e-mailed 4 times", "b", "c"]
    assert given["paths"] == [
        {"people": [2, 0, 1], "why": [["asked once"], recorded], "band": "weak"}
    ]  # fmt: skip
    assert [p["why"] for p in plain["paths"]] == [
        [["e-mailed 4 times", "b", "c"]],
        [["no tie is recorded between them"]],
    ]


def test_a_path_through_a_stranger_is_refused() -> None:
    """A path that names somebody who is not in the graph is an error, not an empty drawing."""
    with pytest.raises(UnknownPersonError, match="zoe, who is not in this network"):
        draw(small(), path=["ana", "zoe"])


def test_colour_and_size_take_names_attributes_and_mappings() -> None:
    """Known names are left to the page; attributes and mappings become columns."""
    G = small()

    assert draw(G, colour="distance").summary["colour"] == {"by": "distance"}
    assert draw(G, colour="title").summary["colour"]["values"] == ["", "Registrar", "", ""]
    assert draw(G, size={"ben": 0.5}).summary["size"] == {
        "by": "own",
        "name": "given",
        "values": [None, 0.5, None, None],
    }
    with pytest.raises(ValueError, match="'colour me' is neither one of cluster, source"):
        draw(G, colour="colour me")


def test_a_plain_graph_is_enough() -> None:
    """A NetworkX graph without any attribute is drawn, with strengths of one."""
    s = draw(nx.Graph([("a", "b"), ("b", "b")])).summary

    assert s["people"]["name"] == ["a", "b"]
    assert s["ties"]["strength"] == [1.0]
