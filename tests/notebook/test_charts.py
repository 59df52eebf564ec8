"""Charts say in words what they show, hold no script, and are the same each time."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

import networkx as nx
import pytest
from defusedxml import ElementTree

import netgraph as ng
from netgraph.graph import Graph
from netgraph.notebook import charts
from netgraph.notebook.charts import Chart

ALL = (charts.growth, charts.sources, charts.strength, charts.clusters, charts.brokers)
every = pytest.mark.parametrize("draw", ALL, ids=[draw.__name__ for draw in ALL])


@cache
def world() -> Graph:
    return ng.load(ng.sample_folder() / "exports", me="Anvita Kurundkar")


@cache
def drawn(draw: Callable[[Graph], Chart]) -> Chart:
    return draw(world())


@every
def test_same_network_same_picture(draw: Callable[[Graph], Chart]) -> None:
    """Two charts of one network are equal, byte for byte."""
    assert drawn(draw).svg == draw(world()).svg


@every
def test_it_loads_and_runs_nothing(draw: Callable[[Graph], Chart]) -> None:
    """The picture refers to nothing outside itself and has no script."""
    svg = drawn(draw).svg
    assert "<script" not in svg
    links = set(re.findall(r'(?:href|src)="([^"]*)"', svg))
    assert all(link.startswith("#") for link in links)


@every
def test_it_has_words_for_those_who_cannot_see_it(draw: Callable[[Graph], Chart]) -> None:
    """The title and a sentence with its main numbers are the text of the picture."""
    chart = drawn(draw)
    assert re.search(r"\d", chart.description)
    assert f'alt="{chart.title}. ' in chart._repr_html_()


def test_numbers_are_those_of_the_network() -> None:
    """The words count what the graph holds."""
    bands = [data["band"] for _, _, data in world().edges(data=True)]
    assert f"{bands.count('strong'):,} strong" in drawn(charts.strength).description
    linkedin = sum("linkedin" in data["sources"] for _, data in world().nodes(data=True))
    assert f"LinkedIn archive {linkedin}" in drawn(charts.sources).description
    largest = ng.clusters(world())["people"].max()
    assert f" {largest};" in drawn(charts.clusters).description
    dated = sum(bool(data["first"]) for _, _, data in world().edges(data=True))
    assert drawn(charts.growth).description.startswith(f"{dated:,} ties")


def test_names_of_all_scripts_stay_text() -> None:
    """A name of any script stands in the picture as text; no formula or tag in it runs."""
    names = ["李伟", "जानकी", "محمد", "$x^2$", "<b>&amp;"]
    G = nx.star_graph(4)
    nx.set_node_attributes(G, dict(enumerate(names)), "name")
    G.add_edge(1, 2)
    G = nx.relabel_nodes(G, str)
    texts = {
        node.text
        for node in ElementTree.fromstring(charts.brokers(G, names=5).svg).iter()
        if node.text
    }
    assert names[0] in texts
    assert texts & set(names[1:])


def test_a_chart_of_nothing_says_why() -> None:
    """Without dates there is no growth, without ties no strength, without sources no bars."""
    G: Graph = nx.empty_graph(2)
    for draw in (charts.growth, charts.sources, charts.strength, charts.clusters):
        with pytest.raises(ng.NotMeaningfulError):
            draw(G)


def test_it_saves_itself(tmp_path: Path) -> None:
    """The file holds the picture."""
    path = drawn(charts.sources).save(tmp_path / "sources.svg")
    assert path.read_text(encoding="utf-8") == drawn(charts.sources).svg
