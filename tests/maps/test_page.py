"""The page: one file, nothing fetched, data that cannot become markup."""

import base64
import hashlib
import json
import re
from html import unescape
from html.parser import HTMLParser

import networkx as nx
import pytest

from netgraph.maps import draw
from netgraph.maps.drawing import Renderer
from netgraph.maps.page import MODULES, asset, inert, script
from tests.maps.example import example, way

HOSTILE = (
    "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", "<!--<script>", "]]>",
    "javascript:alert(1)", "' onmouseover='alert(1)", "\u202eevil\u2066", "x" * 10_000,
    "😀\x00\n\r\t",
    "{{ 7*7 }}", "href", "&lt;b&gt;", "\u2028\u2029", "__proto__", "constructor",
)  # fmt: skip


def hostile() -> "nx.Graph[str]":
    """A complete graph in which every text is hostile, and every id as well."""
    G: nx.Graph[str] = nx.complete_graph(HOSTILE)
    for node in G:
        for name in ("name", "organisation", "title", "location"):
            G.nodes[node][name] = node
        G.nodes[node]["keys"] = (f"email:{node}",)
        G.nodes[node]["sources"] = (node,)
    for i, (_, _, tie) in enumerate(G.edges(data=True)):
        text = HOSTILE[i % len(HOSTILE)]
        tie.update(strength=1.0, kinds={text: 1}, evidence=[text], first=text, last=text)
        tie.update(band=text, basis=text)
    return G


class Tags(HTMLParser):
    """What a browser would find: elements with attributes, and nothing guessed."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("renderer", ["canvas", "pyvis"])
def test_hostile_texts_add_no_element_and_no_attribute(renderer: Renderer) -> None:
    """Whatever people are called, the page has the same elements as with harmless names."""
    pages = [
        draw(G, title=t, path=list(G)[:3], clusters=dict.fromkeys(G, t), renderer=renderer).html
        for G, t in ((hostile(), HOSTILE[1]), (example(15), "Harmless"))
    ]  # fmt: skip
    found = []
    for page in pages:
        parser = Tags()
        parser.feed(page)
        found.append(
            [(tag, {k: v for k, v in at.items() if k != "content"}) for tag, at in parser.found]
        )

    assert found[0] == found[1]


@pytest.mark.parametrize("renderer", ["canvas", "pyvis"])
def test_the_policy_allows_exactly_the_script_and_the_style(renderer: Renderer) -> None:
    """The policy names the hashes of the style and the one script that runs, and no address."""
    page = draw(example(15), renderer=renderer).html
    policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', page)[1])  # type: ignore[index]

    allowed = []
    for element in ("style", "script"):
        body = re.search(rf"<{element}>(.*?)</{element}>", page, re.DOTALL)[1]  # type: ignore[index]
        allowed.append(base64.b64encode(hashlib.sha256(body.encode()).digest()).decode())

    assert policy == (
        f"default-src 'none'; script-src 'sha256-{allowed[1]}'; style-src 'sha256-{allowed[0]}'; "
        "img-src data: blob:; form-action 'none'; base-uri 'none'"
    )
    assert page.index("Content-Security-Policy") < page.index("<style>")


@pytest.mark.parametrize("renderer", ["canvas", "pyvis"])
def test_no_element_points_outside(renderer: Renderer) -> None:
    """No element of the page has an address but the empty icon."""
    parser = Tags()
    parser.feed(draw(example(15), renderer=renderer).html)

    addresses = [
        at[k] for _, at in parser.found for k in ("src", "href", "srcset", "action") if k in at
    ]

    assert addresses == ["data:,"]


def test_data_come_back_as_they_were() -> None:
    """The inert form holds no character of markup and reads back to the same data."""
    data = {"texts": list(HOSTILE), "number": 0.5}

    text = inert(data)

    assert json.loads(text) == data
    assert text.isascii()
    assert not set("<>&") & set(text)
    with pytest.raises(ValueError, match="not JSON compliant"):
        inert(float("nan"))


@pytest.mark.parametrize("renderer", ["canvas", "pyvis"])
def test_the_same_input_gives_the_same_page(renderer: Renderer) -> None:
    """Two drawings of one graph are equal, byte for byte."""
    G = example(40)

    first, second = (draw(G, path=way(G), renderer=renderer).html for _ in range(2))

    assert first == second


def test_no_script_of_ours_makes_markup_from_text() -> None:
    """The scripts never use what turns text into markup or code, nor what could fetch."""
    code = script() + asset("vis.js")

    markup = ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "DOMParser")
    running = ("eval(", "Function(", "import(", "javascript:")
    fetching = (
        "fetch(",
        "XMLHttpRequest",
        "WebSocket",
        "sendBeacon",
        "EventSource",
        "http://",
        "https://",
    )
    for word in (*markup, *running, *fetching):
        assert word not in code.replace("http://www.w3.org/2000/svg", "")


def test_every_module_is_in_the_page_and_after_what_it_needs() -> None:
    """A module imports only from modules that stand before it."""
    for place, name in enumerate(MODULES):
        needs = re.findall(
            r'^import .* from "\./(\w+)\.js";$', asset(f"js/{name}.js"), re.MULTILINE
        )

        assert set(needs) <= set(MODULES[:place])
        assert "import " not in script().split(f"const {name}_ =")[1].split("\nreturn {")[0]


def test_a_page_for_little_is_little() -> None:
    """A map of 200 people stays below 200 kB, one of 1,000 below 500 kB."""
    assert len(draw(example(200)).html) < 200_000
    assert len(draw(example(1000)).html) < 500_000
