# ruff: noqa: E501 - hostile texts read best as they are
"""Hostile names in every field run nothing and fetch nothing, whatever one does with the map."""

from pathlib import Path

import networkx as nx
import pytest
from playwright.sync_api import expect

from netgraph.maps import draw
from netgraph.maps.drawing import Renderer
from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

RUN = "window.__ran=(window.__ran||0)+1"
HOSTILE = (
    f"<img src=x onerror={RUN}>", f"</script><script>{RUN}</script>", f'"><svg onload="{RUN}">',
    f"<iframe srcdoc='<script>parent.{RUN}</script>'>", f"javascript:{RUN}", f"href='javascript:{RUN}'",
    f"<a href=https://tracker.example/ onmouseover={RUN}>x</a>", f"{{{{constructor.constructor('{RUN}')()}}}}",
    "<link rel=stylesheet href=https://tracker.example/a.css>", "<style>@import 'https://tracker.example/b.css'</style>",
    "<meta http-equiv=refresh content='0;url=https://tracker.example/'>", "\u202eright to left", "x" * 10_000,
    "😀👩🏾‍⚕️", "line\nbreak\ttab", "nul\x00bel\x07", "__proto__", "<!--", "&lt;img src=x&gt;", "' OR 1=1 --",
)  # fmt: skip


@pytest.fixture(name="graph")
def _graph() -> "nx.Graph[str]":
    """A ring of hostile people, every text of whom is hostile, and so is every id."""
    G: nx.Graph[str] = nx.cycle_graph(HOSTILE)
    G.graph["me"] = (HOSTILE[0],)
    for node in G:
        for name in ("name", "organisation", "title", "location", "hobby"):
            G.nodes[node][name] = node
        G.nodes[node].update(
            sources=(node,), keys=(f"email:{node}",), image="https://tracker.example/i.png"
        )
        G.nodes[node].update(shape="image", href=node, label=node, color=node, group=node)
    for i, (_, _, tie) in enumerate(G.edges(data=True)):
        text = HOSTILE[(i + 3) % len(HOSTILE)]
        tie.update(strength=1.0, kinds={text: 1}, evidence=[text], first=text, last=text, band=text)
    return G


def test_nothing_runs_in_our_page(watched: Watched, graph: "nx.Graph[str]", tmp_path: Path) -> None:
    """Load, hover, click, search, every colour, tables, exports, print: nothing runs."""
    clusters = {node: HOSTILE[i % 5] for i, node in enumerate(graph)}
    file = draw(
        graph, title=HOSTILE[1], paths=[HOSTILE[:4], HOSTILE[5:8]], clusters=clusters, colour="hobby", contacts=True
    ).save(tmp_path / "map.html")  # fmt: skip
    page = watched.open(file)

    for x in range(340, 1270, 30):
        page.mouse.move(x, 60 + (x * 7) % 700)
    page.mouse.click(700, 400)
    for lit in page.locator(".routes > li > button").all():
        lit.click()
    for by in ("cluster", "organisation", "source", "distance", "own"):
        page.get_by_label("Colour").select_option(by)
    box = page.locator(".panel input[type=search]")
    for text in ("<img", "script", "x", "javascript", "😀"):
        box.fill(text)
        box.press("ArrowDown")
    box.fill("<img")
    box.press("Enter")
    expect(page.locator(".card h2")).to_contain_text("<img src=x")
    for tie in page.locator(".card .ties .person").all()[:1]:
        tie.click()
    page.get_by_text("Filter ties and time").click()
    for name in ("Save as an SVG drawing", "Save as a PNG picture"):
        with page.expect_download() as caught:
            page.get_by_role("button", name=name).click()
        caught.value.save_as(tmp_path / caught.value.suggested_filename)
    page.get_by_role("button", name="Show people and ties as tables").click()
    page.emulate_media(media="print")
    page.wait_for_timeout(100)

    watched.assert_harmless(file)
    assert (
        page.locator("#map img, #map iframe, #map a, #map script, #map link, #map meta").count()
        == 0
    )


def test_nothing_runs_in_the_exported_drawing(
    watched: Watched, graph: "nx.Graph[str]", tmp_path: Path
) -> None:
    """The SVG that the page saves is well-formed and inert when opened by itself."""
    file = draw(graph, title=HOSTILE[2]).save(tmp_path / "map.html")
    page = watched.open(file)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as an SVG drawing").click()
    drawing = tmp_path / "map.svg"
    caught.value.save_as(drawing)

    page.goto(drawing.as_uri())

    assert page.evaluate("document.documentElement.nodeName") == "svg"
    assert page.evaluate("document.querySelectorAll('script, image, a, foreignObject').length") == 0
    watched.assert_harmless(file, drawing)


def test_an_address_is_only_compared_with_names(
    watched: Watched, graph: "nx.Graph[str]", tmp_path: Path
) -> None:
    """Whatever stands in the address, nothing of it runs."""
    file = draw(graph).save(tmp_path / "map.html")
    for text in ("#person=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "#colour=__proto__&size=constructor", "#%E0%A4%A", "#path=1e9&to=x"):  # fmt: skip
        watched.open(file, text)
        watched.page.reload()
        watched.page.wait_for_selector("[data-drawn=yes]")

    watched.assert_harmless(file)


@pytest.mark.parametrize("renderer", ["pyvis"])
def test_nothing_runs_in_the_pyvis_page(
    watched: Watched, graph: "nx.Graph[str]", tmp_path: Path, renderer: Renderer
) -> None:
    """Load, hover with tips, click and drag in the pyvis page: nothing runs, nothing is fetched."""
    clusters = {node: HOSTILE[i % 5] for i, node in enumerate(graph)}
    file = draw(
        graph, title=HOSTILE[1], path=HOSTILE[:4], clusters=clusters, renderer=renderer
    ).save(tmp_path / "map.html")
    page = watched.open(file)

    for x in range(20, 1270, 15):
        page.mouse.move(x, 80 + (x * 11) % 680)
    page.mouse.click(640, 400)
    page.mouse.wheel(0, -300)
    page.wait_for_timeout(500)

    expect(page.locator("h1")).to_contain_text("</script>")
    watched.assert_harmless(file)
    assert watched.requests == [file.as_uri()]


def test_a_tip_of_the_pyvis_page_is_text(watched: Watched, tmp_path: Path) -> None:
    """Hovering over a person in the pyvis page shows the name as it is written."""
    G: nx.Graph[str] = nx.Graph()
    G.add_node("a", name="<b>href</b><img src=x>")
    page = watched.open(draw(G, renderer="pyvis").save(tmp_path / "map.html"))
    box = page.locator("#map").bounding_box()
    assert box is not None

    page.wait_for_timeout(200)  # vis-network draws once more after it has fitted the view
    for away in (4, 2, 0):
        page.mouse.move(box["x"] + box["width"] / 2 - away, box["y"] + box["height"] / 2 - 6)

    expect(page.locator(".vis-tooltip")).to_have_text("<b>href</b><img src=x>")
    assert page.locator(".vis-tooltip img").count() == 0
