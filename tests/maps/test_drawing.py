"""`draw` and the map it returns: a file, a notebook output, nothing else."""

import re
from html import unescape
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest

from netgraph.maps import draw, layout
from netgraph.maps.page import asset
from netgraph.maps.picture import COLOURS, GREY, PATH, svg
from tests.maps.example import example, way
from tests.maps.test_page import HOSTILE, Tags, hostile


def test_a_map_is_saved_as_utf8_and_nothing_beside_it(tmp_path: Path) -> None:
    """One file is written, with the page in it, whatever the names."""
    G = nx.Graph([("Łukasz Ólafsdóttir", "王小明")])
    drawn = draw(G)

    target = drawn.save(tmp_path / "map.html")

    assert [p.name for p in tmp_path.iterdir()] == ["map.html"]
    assert target.read_bytes().decode("utf-8") == drawn.html


def test_repr_is_one_short_line() -> None:
    """The repr says how many people and ties there are, and how to write the map."""
    assert repr(draw(example(15))).startswith("<Map of 15 people and ")
    assert len(repr(draw(example(15)))) < 80


def test_in_a_notebook_a_sandboxed_frame_stands_over_a_still_picture() -> None:
    """The frame may run scripts but has no origin; the picture stands where it is dropped."""
    drawn = draw(example(30), title="A & B")
    bundle = drawn._repr_mimebundle_(include=None, exclude=None)
    parser = Tags()
    parser.feed(bundle["text/html"])
    tags = dict(parser.found)

    assert set(bundle) == {"text/plain", "text/html"}
    assert [tag for tag, _ in parser.found] == ["div", "img", "iframe"]
    assert tags["iframe"]["sandbox"] == "allow-scripts allow-downloads"
    assert tags["iframe"]["srcdoc"] == drawn.html
    assert str(tags["img"]["src"]).startswith("data:image/svg+xml;base64,")
    assert tags["img"]["alt"] == "A & B"


def test_hostile_names_do_not_leave_the_frame() -> None:
    """In the notebook's own page hostile texts are nothing but the value of an attribute."""
    parser = Tags()
    parser.feed(draw(hostile(), title=HOSTILE[1])._repr_mimebundle_()["text/html"])

    assert [tag for tag, _ in parser.found] == ["div", "img", "iframe"]
    assert all(not name.startswith("on") for _, at in parser.found for name in at)


def test_the_still_picture_is_well_formed() -> None:
    """The picture is XML that parses, names escaped, for any network."""

    for G in (nx.Graph(), example(1), example(60), hostile()):
        root = ET.fromstring(svg(draw(G, path=way(G) if "p00001" in G else None).summary))  # noqa: S314
        assert root.tag.endswith("svg")


def test_positions_of_an_earlier_map_can_be_kept() -> None:
    """Given positions are used as they are."""
    G = example(20)
    at = layout(G, seed=5)

    s = draw(G, layout=at).summary

    names = [
        G.nodes[p]["name"] for p in sorted(G, key=lambda p: (G.nodes[p]["name"].casefold(), p))
    ]
    assert s["people"]["name"] == names
    assert sorted(zip(s["people"]["x"], s["people"]["y"], strict=True)) == sorted(at.values())


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("renderer", "webgl", "knows canvas and pyvis"),
        ("layout", "circle", "knows clusters, spread"),
    ],
)
def test_options_that_are_not_known_are_refused(option: str, value: str, said: str) -> None:
    """A misspelt option names the values that are allowed."""
    with pytest.raises(ValueError, match=said):
        draw(example(3), **{option: value})  # type: ignore[arg-type]


def test_large_still_pictures_stay_small() -> None:
    """The notebook picture keeps the strongest ties only: it is bounded."""
    G = example(3000)
    html = draw(G, clusters={})._repr_mimebundle_()["text/html"]
    still = re.search(r'src="(data:[^"]*)"', html)

    assert still is not None
    assert len(unescape(still[1])) < 900_000


def test_names_of_the_still_picture_do_not_lie_on_each_other() -> None:
    """Names that would cover one that is there already are left out."""
    root = ET.fromstring(svg(draw(example(1000)).summary))  # noqa: S314 - made just now
    texts = root.findall(".//{*}g/{*}text")
    boxes = [(float(t.get("x", 0)), float(t.get("y", 0)), 6 * len(t.text or "")) for t in texts]

    assert len(boxes) > 8
    for (x, y, wide), (u, v, other) in combinations(boxes, 2):
        assert abs(y - v) > 12 or x + wide < u or u + other < x


def test_the_still_picture_has_the_colours_of_the_page() -> None:
    """Cluster colours of picture and pyvis are those of the page's light theme."""
    light = re.search(r"LIGHT = \{(.*?)\};", asset("js/palette.js"), re.DOTALL)

    assert light is not None
    assert re.findall(r'"(#\w{6})"', light[1].partition("groups:")[2])[:12] == list(COLOURS)
    assert f'none: "{GREY}"' in light[1]
    assert f'accent: "{PATH}"' in light[1]
