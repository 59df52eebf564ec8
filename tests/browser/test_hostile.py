# ruff: noqa: E501 - hostile texts read best as they are
"""Hostile names in every field run nothing and fetch nothing, whatever one does with the map."""

import html
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import networkx as nx
import pytest
from playwright.sync_api import Frame, Page, expect

from netgraph.maps import Map, draw
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


def hostile() -> "nx.Graph[str]":
    """A ring of hostile people, every text of whom is hostile, and so is every id."""
    G: nx.Graph[str] = nx.cycle_graph(HOSTILE)
    G.graph.update(me=(HOSTILE[0],), as_of=HOSTILE[4])
    for node in G:
        for name in ("name", "organisation", "title", "location", HOSTILE[2]):
            G.nodes[node][name] = node
        G.nodes[node].update(
            sources=(node,), keys=(f"email:{node}",), image="https://tracker.example/i.png"
        )
        G.nodes[node].update(shape="image", href=node, label=node, color=node, group=node)
    for i, (_, _, tie) in enumerate(G.edges(data=True)):
        text = HOSTILE[(i + 3) % len(HOSTILE)]
        tie.update(strength=1.0, kinds={text: 1}, evidence=[text], first=text, last=text, band=text)
    return G


def hostile_map(renderer: Renderer = "canvas") -> Map:
    """Their map: hostile heading, names of clusters, paths, reasons, name of an attribute too."""
    G = hostile()
    clusters = {node: HOSTILE[i % 5] for i, node in enumerate(G)}
    told = SimpleNamespace(people=HOSTILE[:2], band=HOSTILE[0], legs=[SimpleNamespace(reasons=HOSTILE[:3])])  # fmt: skip
    return draw(
        G, title=HOSTILE[1], paths=[HOSTILE[:4], HOSTILE[5:8], told], clusters=clusters,
        colour=HOSTILE[2], contacts=True, renderer=renderer,
    )  # fmt: skip


def use(place: Page | Frame, folder: Path) -> None:
    """Hover, click, search, go through paths, colours, ties, filters, exports and tables."""
    page = place if isinstance(place, Page) else place.page
    stage = place.locator("canvas.stage")
    box = stage.bounding_box()
    assert box is not None
    for part in range(1, 30):
        x, y = box["width"] * part / 30, (part * 83) % box["height"]
        stage.hover(position={"x": x, "y": y}, force=True)
    stage.click(position={"x": box["width"] * 0.6, "y": box["height"] / 2}, force=True)
    for lit in place.locator(".routes > li > button").all():
        lit.click()
    for by in ("cluster", "organisation", "source", "distance", "own"):
        place.get_by_label("Colour").select_option(by)
    search = place.locator(".panel input[type=search]")
    for text in ("script", "x", "javascript", "😀", "<img"):
        search.fill(text)
        search.press("ArrowDown")
    search.fill("<img")
    search.press("Enter")
    expect(place.locator(".card h2")).to_contain_text("<img src=x")
    place.locator(".card .ties .person").first.click()
    place.get_by_text("Filter ties and time").click()
    for name in ("Save as an SVG drawing", "Save as a PNG picture"):
        with page.expect_download() as caught:
            place.get_by_role("button", name=name).click()
        caught.value.save_as(folder / caught.value.suggested_filename)
    place.get_by_role("button", name="Show people and ties as tables").click()
    expect(place.locator("table").first).to_contain_text("<img src=x")
    built = "#map img, #map iframe, #map a, #map script, #map link, #map meta, #map style"
    assert place.locator(built).count() == 0


def test_nothing_runs_in_our_page(watched: Watched, tmp_path: Path) -> None:
    """Whatever one does with the map, and on paper too, nothing runs and nothing is asked for."""
    file = hostile_map().save(tmp_path / "map.html")
    page = watched.open(file)

    use(page, tmp_path)
    page.emulate_media(media="print")
    page.wait_for_timeout(100)

    watched.assert_harmless(file)


@pytest.mark.parametrize("refused", ["<img src='https://tracker.example/i.png'>", "<script>1</script>", "<p style='color:red'>"])  # fmt: skip
def test_an_attempt_that_the_policy_refuses_is_noticed(
    watched: Watched, tmp_path: Path, refused: str
) -> None:
    """The tests do not rest on the policy: what it had to refuse counts as harm."""
    file = tmp_path / "map.html"
    page = draw(nx.path_graph(["a", "b"])).html.replace("<div", f"{refused}<div", 1)
    file.write_text(page, encoding="utf-8")
    watched.open(file)
    watched.errors.clear()  # the browser's console tells it too

    with pytest.raises(AssertionError):
        watched.assert_harmless(file)


MESSAGES: tuple[dict[str, Any], ...] = (
    {"select": 1e9}, {"select": "<img>"}, {"select": {"a": 1}}, {"select": -5}, {"select": 0.5}, {"lit": "x"}, {"lit": 99},
    {"routes": "x"}, {"routes": [[0, 99]]}, {"routes": [["0", "1"]]}, {"routes": [[0]]}, {"routes": [[0, 2]], "lit": 0},
    {"near": [1e9]}, {"near": "abc"}, {"near": {"length": 3}}, {"__proto__": {"select": 1}}, {"select": None}, {},
)  # fmt: skip


def test_messages_from_the_page_around_are_checked(watched: Watched, tmp_path: Path) -> None:
    """The explorer's map takes numbers of people and nothing else, and only from the page around."""
    map_html = draw(nx.path_graph(["Ana", "Ben", "Cai", "Dan"])).html
    file = tmp_path / "around.html"
    file.write_text(
        "<!doctype html><iframe sandbox='allow-scripts' width=900 height=600 srcdoc="
        f'"{html.escape(map_html, quote=True)}"></iframe><iframe id=beside srcdoc="<p>beside"></iframe>'
        "<script>addEventListener('message', (event) => (window.said ??= []).push(event.data))</script>",
        encoding="utf-8",
    )
    page = watched.page
    page.goto(file.as_uri())
    inner = page.frames[1]
    inner.wait_for_selector("[data-drawn=yes]")
    say = "(data) => document.querySelector('iframe').contentWindow.postMessage(data, '*')"
    live = inner.locator("[aria-live=polite]").first

    page.evaluate("([data]) => document.querySelector('#beside').contentWindow.eval(`parent.frames[0].postMessage(${JSON.stringify(data)}, '*')`)", [{"netgraph": "show", "select": 1}])  # fmt: skip
    messages: list[Any] = [{"netgraph": "show", **one} for one in MESSAGES]
    for message in [None, "show", 7, [], *messages]:
        page.evaluate(say, message)
    page.wait_for_timeout(200)
    expect(live).not_to_contain_text("Ben")
    page.evaluate(say, {"netgraph": "show", "select": 2, "routes": [[0, 1, 2]]})
    expect(live).to_contain_text("Cai")
    page.evaluate(say, {"netgraph": "show", "lit": 0, "near": [0, 1]})
    expect(live).to_contain_text("Ana, then Ben, then Cai")

    said = page.evaluate("window.said")
    assert said[0] == {"netgraph": "ready"}
    assert all(set(one) <= {"netgraph", "person"} for one in said)
    watched.assert_harmless(file)


def test_nothing_runs_in_the_exported_drawing(watched: Watched, tmp_path: Path) -> None:
    """The SVG that the page saves is well-formed and inert when opened by itself."""
    file = hostile_map().save(tmp_path / "map.html")
    page = watched.open(file)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as an SVG drawing").click()
    drawing = tmp_path / "map.svg"
    caught.value.save_as(drawing)

    page.goto(drawing.as_uri())

    assert page.evaluate("document.documentElement.nodeName") == "svg"
    assert page.evaluate("document.querySelectorAll('script, image, a, foreignObject').length") == 0
    watched.assert_harmless(file, drawing)


def test_an_address_is_only_compared_with_names(watched: Watched, tmp_path: Path) -> None:
    """Whatever stands in the address, nothing of it runs."""
    file = hostile_map().save(tmp_path / "map.html")
    for text in ("#person=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", "#colour=__proto__&size=constructor", "#%E0%A4%A", "#path=1e9&to=x"):  # fmt: skip
        watched.open(file, text)
        watched.page.reload()
        watched.page.wait_for_selector("[data-drawn=yes]")

    watched.assert_harmless(file)


def test_nothing_runs_in_the_pyvis_page(watched: Watched, tmp_path: Path) -> None:
    """Load, hover with tips, click and drag in the pyvis page: nothing runs, nothing is fetched."""
    file = hostile_map("pyvis").save(tmp_path / "map.html")
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
