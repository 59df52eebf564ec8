"""The explorer's state is data: what the user sets and selects, and what is shown for it."""

import json
import re
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

import netgraph as ng
from netgraph.graph import Graph
from netgraph.notebook.explorer import Explorer, explore

TEMPLATES = Path(ng.__file__).parent / "notebook" / "templates"
HOSTILE = "</script><img src=x onerror=alert(1)>"


@cache
def world() -> Graph:
    return ng.load(ng.sample_folder() / "exports", me="Anvita Kurundkar")


@pytest.fixture
def explorer() -> Explorer:
    return explore(world(), to="Margaret Ellingsworthy")


def chain(*names: str) -> Graph:
    """A chain of people who know the next one, all called by their ids; the first is me."""
    G: Graph = nx.path_graph(names)
    G.graph["me"] = names[:1]
    return G


def test_it_shows_what_introductions_finds(explorer: Explorer) -> None:
    """The paths are those of `introductions`, as data and as cards, and the best is selected."""
    paths = ng.introductions(world(), to="Margaret Ellingsworthy").paths
    assert explorer.paths == paths
    assert [way["headline"] for way in explorer.answer["ways"]] == [one.headline for one in paths]
    assert explorer.selection == [one.id for one in paths[0].people]


def test_each_way_has_its_reasons_and_drafts(explorer: Explorer) -> None:
    """A card holds one line for each tie, and the drafts that `letters` gives."""
    for way, path in zip(explorer.answer["ways"], explorer.paths, strict=True):
        assert way["lines"] == path.lines()
        assert way["letters"]["request"] == ng.letters(world(), path).request


def test_every_control_changes_the_answer() -> None:
    """Hops, bands, basis and the avoid-list mean what they mean to `introductions`."""
    G = chain("me", "a", "b", "goal")
    for u, v, band, basis in (("me", "a", "strong", "recorded"), ("b", "goal", "weak", "inferred")):
        G.edges[u, v].update(band=band, basis=basis)
    G.add_edge("a", "goal", band="unknown", basis="stated", strength=0.01)
    shown = explore(G, to="goal")
    assert ways(shown) == [["me", "a", "b", "goal"]]
    shown.max_hops = 2
    assert ways(shown) == [["me", "a", "goal"]]
    shown.basis = ["recorded"]
    assert ways(shown) == []
    shown.basis, shown.max_hops, shown.avoid = ["recorded", "stated", "inferred"], 3, ["b"]
    assert ways(shown) == [["me", "a", "goal"]]
    assert shown.avoided == [{"id": "b", "name": "b", "about": ""}]
    shown.min_band = "weak"
    assert ways(shown) == []


def ways(explorer: Explorer) -> list[list[str]]:
    """Give the ids on each path shown."""
    return [[one.id for one in path.people] for path in explorer.paths]


def test_completion_finds_parts_of_names(explorer: Explorer) -> None:
    """What is typed comes back with the people it may mean."""
    explorer.query = "elling"
    assert explorer.suggestions["query"] == "elling"
    assert explorer.suggestions["people"][0]["name"] == "Margaret R. Ellingsworthy"
    explorer.query = " "
    assert explorer.suggestions["people"] == []


def test_several_of_one_name_are_offered(explorer: Explorer) -> None:
    """An ambiguous name gives a choice, an unknown one a sentence, no name nothing."""
    explorer.to = "Priya Nair"
    assert len(explorer.answer["meant"]) >= 2
    assert explorer.paths == ()
    assert explorer.selection == []
    explorer.to = "Nobody Whatsoever"
    assert "Nobody Whatsoever" in explorer.answer["problem"]
    explorer.to = ""
    assert explorer.answer == {}


def test_a_click_on_the_map_selects_that_person(explorer: Explorer) -> None:
    """The map's numbers are people: each comes back as its own id, again and again."""
    names = [str(name) for name in embedded(explorer)["people"]["name"]]
    for number in (0, 7, 7, len(names) - 1):
        explorer.selection = []
        explorer.clicked = number
        (person,) = explorer.selection
        assert world().nodes[person]["name"] == names[number]
        assert explorer.on_map["select"] == number
    explorer.clicked = -1
    assert explorer.selection == []


def embedded(explorer: Explorer) -> dict[str, dict[str, list[object]]]:
    """Read the data that the map's page holds."""
    found = re.search(r'<script type="application/json"[^>]*>(.*?)</script>', explorer.map_page)
    assert found
    data: dict[str, dict[str, list[object]]] = json.loads(found[1])
    return data


def test_the_map_lights_the_way_selected(explorer: Explorer) -> None:
    """Selecting a path tells the map which; selecting a person tells it whom."""
    assert explorer.on_map["lit"] == 0
    explorer.selection = [one.id for one in explorer.paths[1].people]
    assert explorer.on_map["lit"] == 1
    route = [embedded(explorer)["people"]["name"][i] for i in explorer.on_map["routes"][1]]
    assert route == [one.name for one in explorer.paths[1].people]


def test_a_person_s_card_lists_whom_they_know_best(explorer: Explorer) -> None:
    """The strongest ties come first, with a reason."""
    farheen = explorer.paths[0].people[1].id
    explorer.selection = [farheen]
    assert explorer.card["name"] == "Farheen Lindqvist"
    assert explorer.card["count"] == world().degree(farheen)
    ties = [world().edges[farheen, one["id"]]["strength"] for one in explorer.card["ties"]]
    assert ties == sorted(ties, reverse=True)
    assert explorer.card["ties"][0]["why"]


def test_tabs_list_brokers_and_groups(explorer: Explorer) -> None:
    """The rows are those of `brokers` and `clusters`; selecting a group selects its members."""
    explorer.tab = "brokers"
    names = ng.brokers(world())["person"].head(30).tolist()
    assert [row["name"] for row in explorer.table["rows"]] == names
    explorer.tab = "clusters"
    sizes = [len(row["people"]) for row in explorer.table["rows"]]
    assert sizes == ng.clusters(world())["people"].tolist()


def test_a_star_says_that_it_has_no_brokers() -> None:
    """Where brokers mean nothing, the tab says why."""
    star: Graph = nx.relabel_nodes(nx.star_graph(5), str)
    star.graph["me"] = ("0",)
    shown = explore(star)
    shown.tab = "brokers"
    assert "All ties end in one person" in shown.table["problem"]


def test_a_saved_page_shows_the_ways_and_the_map(explorer: Explorer) -> None:
    """Without widgets the output is a still: the ways in words, and the map in its frame."""
    bundle = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in bundle
    assert "Ask Farheen Lindqvist to introduce you" in bundle["text/html"]
    assert 'sandbox="allow-scripts' in bundle["text/html"]


def test_hostile_names_stay_text_everywhere() -> None:
    """No name is built as markup: not in the still, and the script knows no way to do it."""
    G = chain("me", HOSTILE, "goal")
    still = explore(G, to="goal")._repr_mimebundle_()["text/html"]
    assert "<img src=x" not in still
    script = (TEMPLATES / "explorer.js").read_text(encoding="utf-8")
    for danger in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert danger not in script
    assert not re.search(r"https?://", script)


def test_it_leaves_the_graph_as_it_was() -> None:
    """Exploring changes nothing in the graph."""
    G = chain("me", "a", "goal")
    before = nx.node_link_data(G)
    explore(G, to="goal").tab = "clusters"
    assert nx.node_link_data(G) == before
