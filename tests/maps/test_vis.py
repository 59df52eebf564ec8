"""The pyvis renderer: fenced in."""

from pathlib import Path

import pytest

from netgraph.maps import draw, to_pyvis
from netgraph.maps.vis import EDGE, NODE
from tests.maps.example import example, way
from tests.maps.test_page import hostile


def test_people_have_integer_ids_and_harmless_attributes() -> None:
    """Nodes and edges carry only what is listed; no image, no group, no keys."""
    net = to_pyvis(hostile())

    assert net.node_ids == list(range(len(hostile())))
    assert all(set(node) <= set(NODE) for node in net.nodes)
    assert all(set(edge) <= set(EDGE) for edge in net.edges)
    assert {node["shape"] for node in net.nodes} <= {"dot", "square", "diamond"}


def test_every_tie_is_there_once() -> None:
    """As many edges as ties, between the people they join."""
    G = example(50)

    net = to_pyvis(G)

    names = [node["label"] for node in net.nodes]
    drawn = {frozenset((names[e["from"]], names[e["to"]])) for e in net.edges}
    assert drawn == {frozenset((G.nodes[a]["name"], G.nodes[b]["name"])) for a, b in G.edges}


def test_positions_are_given_and_physics_is_off() -> None:
    """The picture stands still from the start."""
    net = to_pyvis(example(20))

    assert '"physics":{"enabled":false' in net.generate_html()
    assert all("x" in node and "y" in node for node in net.nodes)


def test_the_path_is_lit() -> None:
    """People and ties of the path have its colour, the ties are the widest."""
    G = example(60)
    net = to_pyvis(G, path=way(G))

    lit = [edge for edge in net.edges if edge.get("color") == "#c8371d"]
    assert len(lit) == len(way(G)) - 1
    assert min(e["width"] for e in lit) > max(e["width"] for e in net.edges if e not in lit)


def test_pyvis_own_ways_of_writing_are_safe_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`write_html` and `save_graph` write our page, as UTF-8, and no folder beside it."""
    monkeypatch.chdir(tmp_path)
    net = to_pyvis(example(10))
    net.write_html("a.html")
    net.save_graph("b.html")

    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.html", "b.html"]
    assert (tmp_path / "a.html").read_text(encoding="utf-8") == net.generate_html()
    assert "cdn" not in net.generate_html().split('id="data"')[0]
    assert draw(example(10), renderer="pyvis").html == net.generate_html()


def test_options_that_pyvis_users_set_are_kept() -> None:
    """What is changed on the network through pyvis reaches the page."""
    net = to_pyvis(example(10))
    net.toggle_physics(True)  # noqa: FBT003 - pyvis's signature

    assert '"physics":{"enabled":true' in net.generate_html()

    net.set_options('{"nodes": {"borderWidth": 7}}')

    assert '"borderWidth":7' in net.generate_html()
