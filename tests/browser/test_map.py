# ruff: noqa: E501 - scripts for the page stand on their own lines
"""The map in a real browser: what people see and can do."""

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from playwright.sync_api import Page, expect

from netgraph.maps import draw
from tests.browser.conftest import Watched
from tests.maps.example import example, way

pytestmark = pytest.mark.browser

ACCENT = (200, 55, 29)
"""Colour of a lit path on light ground."""


@pytest.fixture(name="file", scope="module")
def _file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A map of 60 people with two introduction paths."""
    G = example(60)
    paths = [way(G), way(G, steps=2)]
    drawn = draw(G, paths=paths, title="Who can introduce me?")
    return drawn.save(tmp_path_factory.mktemp("maps") / "map.html")


def pixels(page: Page, colour: tuple[int, int, int]) -> int:
    """How many pixels of the canvas have a colour."""
    return int(page.evaluate(
        """([r, g, b]) => {
            const canvas = document.querySelector("canvas.stage");
            const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            let count = 0;
            for (let i = 0; i < data.length; i += 4) count += data[i] === r && data[i + 1] === g && data[i + 2] === b;
            return count;
        }""",
        list(colour),
    ))  # fmt: skip


def settled(page: Page) -> None:
    """Wait for two frames, so that what was asked for is drawn."""
    page.evaluate(
        "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )


def test_opening_asks_for_nothing_but_the_file(watched: Watched, file: Path) -> None:
    """The page draws itself without a request, an error or a word on the console."""
    page = watched.open(file)

    expect(page.get_by_role("heading", name="Who can introduce me?")).to_be_visible()
    watched.assert_harmless(file)
    assert watched.requests == [file.as_uri()]


def test_the_map_is_there_as_soon_as_the_page_is(watched: Watched, file: Path) -> None:
    """It waits for no frame, nor does it go blank in a window of a new size: pictures taken then are of a map."""
    watched.page.add_init_script("window.requestAnimationFrame = () => 1")
    page = watched.open(file)
    assert pixels(page, ACCENT) > 500

    page.set_viewport_size({"width": 1000, "height": 700})
    expect(page.locator("canvas.stage")).to_have_attribute("width", "1000")
    assert pixels(page, ACCENT) > 500


def test_the_policy_refuses_what_a_script_might_try(watched: Watched, file: Path) -> None:
    """Even script inside the page can fetch nothing, load no picture, run no text."""
    page = watched.open(file)

    refused = page.evaluate(
        """async () => {
            const out = [];
            await fetch("https://tracker.example/").catch(() => out.push("fetch"));
            await new Promise((done) => { const i = new Image(); i.onerror = done; i.src = "https://tracker.example/i.png"; });
            out.push("image");
            try { (0, eval)("1"); } catch { out.push("eval"); }
            const s = document.createElement("script"); s.textContent = "window.__ran = 1"; document.body.append(s);
            if (!window.__ran) out.push("inline script");
            return out;
        }"""
    )  # fmt: skip

    assert refused == ["fetch", "image", "eval", "inline script"]
    assert watched.requests == [file.as_uri()]


def test_the_path_is_lit_and_told(watched: Watched, file: Path) -> None:
    """The first path is drawn in its colour with numbers, and the panel gives its reasons."""
    page = watched.open(file)
    legs = page.locator(".legs > li")
    G = example(60)
    path = way(G)

    expect(legs).to_have_count(len(path))
    expect(legs.first).to_contain_text(G.edges[path[0], path[1]]["evidence"][0])
    assert pixels(page, ACCENT) > 500

    page.locator(".routes > li > button").first.click()
    settled(page)
    expect(page.locator(".legs")).to_have_count(0)
    assert pixels(page, ACCENT) == 0


def test_paths_are_lit_one_by_one(watched: Watched, file: Path) -> None:
    """Choosing the second path puts out the first, and the address remembers it."""
    page = watched.open(file)

    page.locator(".routes > li > button").nth(1).click()

    expect(page.locator(".routes > li.lit")).to_have_count(1)
    expect(page.locator(".routes > li").nth(1)).to_have_class("lit")
    assert page.url.endswith("#path=2")


def test_search_completes_by_name_organisation_and_title(watched: Watched, file: Path) -> None:
    """Typing finds people by name without accents, or by organisation; Enter chooses the first."""
    page = watched.open(file)
    G = example(60)
    person = next(p for p in G if "Ł" in G.nodes[p]["name"] or "ø" in G.nodes[p]["name"] or "ó" in G.nodes[p]["name"])  # fmt: skip
    name = G.nodes[person]["name"]
    box = page.get_by_role("combobox", name=re.compile("Find a person"))

    box.fill(name.split()[1].lower())
    expect(page.get_by_role("option").filter(has_text=name)).to_be_visible()
    box.fill("cardiology")
    expect(page.get_by_role("option").first).to_contain_text("Cardiology, Lakeside")
    box.fill("nurse manager")
    expect(page.get_by_role("option").first).to_contain_text("Nurse manager")
    box.fill("nobody of this name")
    expect(page.get_by_text("Nobody found")).to_be_visible()
    box.fill(name)
    box.press("Enter")

    expect(page.get_by_role("heading", name=name)).to_be_visible()
    assert "#person=" in page.url


def test_the_card_leads_to_neighbours_and_ways(watched: Watched, file: Path) -> None:
    """A card shows title, sources and ties with evidence; ties are buttons; a way is one click off."""
    page = watched.open(file, "#path=none")
    G = example(60)
    far = way(G)[-1]
    page.goto(file.as_uri() + f"#person={G.nodes[far]['name'].replace(' ', '%20')}")
    card = page.locator(".card")

    expect(card).to_contain_text(G.nodes[far]["location"])
    expect(card).to_contain_text("from " + G.nodes[far]["sources"][0])
    best = max(G[far].items(), key=lambda item: item[1]["strength"])
    expect(card.locator(".ties li").first).to_contain_text(best[1]["evidence"][0])

    card.get_by_role("button", name="Way from me").click()
    expect(page.locator(".routes > li").last).to_have_class("lit")
    expect(page.locator(".routes > li").last.locator(".legs > li")).to_have_count(4)

    page.locator(".legs .person").nth(1).click()
    expect(card.locator("h2")).not_to_contain_text(G.nodes[far]["name"])


def discs(page: Page, colour: tuple[int, int, int]) -> list[tuple[float, float]]:
    """Middles of the discs of a colour on the canvas, from left to right; none above another."""
    spots = page.evaluate(
        """([r, g, b]) => {
            const canvas = document.querySelector("canvas.stage");
            const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
            const found = [];
            for (let i = 0; i < data.length; i += 4) {
                if (data[i] === r && data[i + 1] === g && data[i + 2] === b) found.push([(i / 4) % width, Math.floor(i / 4 / width)]);
            }
            return found;
        }""",
        list(colour),
    )
    groups: list[list[tuple[float, float]]] = []
    for spot in sorted(spots):
        if not groups or spot[0] - groups[-1][-1][0] > 12:
            groups.append([])
        groups[-1].append(spot)
    middle = [(min(g)[0] + max(g)[0]) / 2 for g in groups]
    return [(x, sum(y for _, y in g) / len(g)) for x, g in zip(middle, groups, strict=True)]


def test_click_and_shift_click(watched: Watched, tmp_path: Path) -> None:
    """A click opens a card, a shift-click on another person lights the way between the two."""
    G = nx.Graph([("Ana", "Ben"), ("Ben", "Cai")])
    file = draw(G).save(tmp_path / "map.html")
    page = watched.open(file)
    left, middle, right = discs(page, (63, 117, 170))

    page.mouse.move(*middle)
    expect(page.locator(".tip b")).to_have_text("Ben")
    page.mouse.click(*left)
    expect(page.locator(".card h2")).to_have_text(re.compile("Ana|Cai"))
    page.keyboard.down("Shift")
    page.mouse.click(*right)

    expect(page.locator(".legs > li")).to_have_count(3)
    settled(page)
    assert pixels(page, ACCENT) > 300


def test_legend_switches_clusters_off(watched: Watched, file: Path) -> None:
    """A switched-off cluster is gone from the map, and the panel says how many people are left."""
    page = watched.open(file, "#path=none")
    first = page.locator(".legend button").first
    count = int(first.locator(".count").inner_text())

    first.click()

    expect(first).to_have_attribute("aria-pressed", "false")
    expect(page.locator(".shown")).to_contain_text(f"Shown: {60 - count} of 60 people")


def test_colour_can_mean_other_things(watched: Watched, file: Path) -> None:
    """The legend follows the colour: source, organisation, distance from me."""
    page = watched.open(file)
    colour = page.get_by_label("Colour")

    colour.select_option("distance")
    expect(page.locator(".legend .name").first).to_have_text("Me")
    assert "colour=distance" in page.url
    colour.select_option("source")
    expect(page.locator(".legend")).to_contain_text("linkedin")
    colour.select_option("organisation")
    expect(page.locator(".legend")).to_contain_text("Cardiology, Lakeside")


def test_filters_hide_ties(watched: Watched, file: Path) -> None:
    """Strength, time, kind and evidence narrow what is shown, and can be undone."""
    page = watched.open(file, "#path=none")
    shown = page.locator(".shown")
    page.get_by_text("Filter ties and time").click()
    total = example(60).number_of_edges()

    strength = page.get_by_role("slider", name="Strength")
    strength.fill("50")
    expect(shown).to_contain_text(f"of {total} ties")
    expect(page.get_by_text("strongest 50 % of ties")).to_be_visible()
    strength.fill("0")
    expect(shown).to_be_empty()
    page.get_by_label("coauthor").uncheck()
    expect(shown).to_contain_text(f"of {total} ties")
    page.get_by_label("coauthor").check()
    page.get_by_label("pubmed").uncheck()
    left = sum(set(d["sources"]) != {"pubmed"} for _, d in example(60).nodes(data=True))
    expect(shown).to_contain_text(f"{left} of 60 people")
    page.get_by_label("pubmed").check()
    since = page.get_by_role("slider", name="In touch since")
    since.fill(str(2026 * 12))
    later = sum(d["last"] >= "2026" or not d["last"] for _, _, d in example(60).edges(data=True))
    expect(shown).to_contain_text(f"{later} of {total} ties")


def test_the_keyboard_does_it_all(watched: Watched, file: Path) -> None:
    """Arrows walk from person to person, keys zoom, search, open tables, and let go."""
    page = watched.open(file, "#path=none")
    page.locator("canvas.stage").focus()

    page.keyboard.press("ArrowRight")
    first = page.locator(".card h2").inner_text()
    page.keyboard.press("ArrowLeft")
    assert page.locator(".card h2").inner_text() != first
    expect(page.locator("[aria-live=polite]").first).not_to_be_empty()
    page.keyboard.press("Enter")
    expect(page.locator(".card h2")).to_be_focused()
    page.locator("canvas.stage").focus()
    page.keyboard.press("Escape")
    expect(page.locator(".card")).to_be_hidden()
    page.keyboard.press("/")
    expect(page.get_by_role("combobox", name=re.compile("Find a person"))).to_be_focused()
    page.locator("canvas.stage").focus()
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="People and ties")).to_be_focused()


def test_the_table_twin_has_the_same_content(watched: Watched, file: Path) -> None:
    """Everybody and every tie of the map stands in the tables, which can be sorted."""
    page = watched.open(file)
    G = example(60)
    page.get_by_role("button", name="Show people and ties as tables").click()
    people, ties = page.locator("table").nth(0), page.locator("table").nth(1)

    names = people.locator("tbody tr td:first-child").all_inner_texts()
    assert sorted(names) == sorted(G.nodes[p]["name"] for p in G)
    assert ties.locator("tbody tr").count() == min(200, G.number_of_edges())
    people.get_by_role("button", name="Ties").click()
    people.get_by_role("button", name="Ties").click()
    assert people.locator("tbody tr").first.locator("td").nth(5).inner_text() == str(max(d for _, d in G.degree()))  # fmt: skip

    people.locator(".person").first.click()
    expect(page.locator(".card h2")).to_be_visible()


def test_the_tables_keep_the_focus_until_one_leaves_them(watched: Watched, file: Path) -> None:
    """Tab stays within the tables, Escape leads back to the map."""
    page = watched.open(file, "#path=none")
    page.locator("canvas.stage").focus()
    page.keyboard.press("t")

    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.closest('.panel, .tools, .card, canvas')") is None
    page.get_by_role("button", name="Back to the map").focus()
    page.keyboard.press("Escape")

    expect(page.locator(".twin")).to_be_hidden()
    expect(page.locator("canvas.stage")).to_be_focused()


def test_zoom_fit_and_minimap(watched: Watched, file: Path) -> None:
    """Zooming in shows the small map; fitting shows everything again."""
    page = watched.open(file, "#path=none")
    mini = page.locator(".minimap")

    expect(mini).to_be_hidden()
    page.mouse.move(800, 400)
    page.mouse.wheel(0, -900)
    expect(mini).to_be_visible()
    page.get_by_role("button", name="Show the whole map").click()
    expect(mini).to_be_hidden()


def test_two_fingers_zoom(watched: Watched, file: Path) -> None:
    """Fingers that move apart zoom in."""
    page = watched.open(file, "#path=none")
    page.evaluate(
        """() => {
            const canvas = document.querySelector("canvas.stage");
            const send = (type, id, x) => canvas.dispatchEvent(new PointerEvent(type, {
                pointerId: id, pointerType: "touch", clientX: x, clientY: 400, bubbles: true }));
            canvas.setPointerCapture = () => {};
            send("pointerdown", 1, 700); send("pointerdown", 2, 800);
            send("pointermove", 2, 900); send("pointermove", 1, 560);
            send("pointerup", 1, 560); send("pointerup", 2, 900);
        }"""
    )
    expect(page.locator(".minimap")).to_be_visible()


def test_pictures_look_as_on_screen(watched: Watched, file: Path, tmp_path: Path) -> None:
    """The SVG holds the names, the legend and the lit path; the PNG is a PNG twice the size."""
    page = watched.open(file)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as an SVG drawing").click()
    caught.value.save_as(tmp_path / "map.svg")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as a PNG picture").click()
    caught.value.save_as(tmp_path / "map.png")

    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - made by the page just now
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"Who can introduce me?", "Amara Osei-Tutu", "1", "2"} <= set(texts)
    assert any(e.get("stroke") == "#c8371d" for e in root.iter("{http://www.w3.org/2000/svg}path"))
    head = (tmp_path / "map.png").read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    assert (int.from_bytes(head[16:20]), int.from_bytes(head[20:24])) == (2560, 1600)
    watched.assert_harmless(file)


def test_a_picture_of_a_phone_has_its_legend_under_the_map(
    watched: Watched, file: Path, tmp_path: Path
) -> None:
    """On a narrow screen title and legend stand over and under the map, not on it."""
    watched.page.set_viewport_size({"width": 390, "height": 844})
    page = watched.open(file)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as an SVG drawing").click()
    caught.value.save_as(tmp_path / "map.svg")

    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - made by the page just now
    texts = list(root.iter("{http://www.w3.org/2000/svg}text"))
    legend = [float(t.get("y", 0)) for t in texts if t.get("x") == "46"]
    names = [float(t.get("y", 0)) for t in texts if t.get("text-anchor") == "middle"]
    assert legend
    assert names
    assert 72 < min(names) < max(names) < min(legend) < max(legend) < float(root.get("height", 0))


def test_the_theme_chosen_stays_in_the_address(watched: Watched, file: Path) -> None:
    """A view that was switched to dark is shared dark."""
    page = watched.open(file, "#path=none")
    page.get_by_role("button", name="Light or dark").click()

    assert page.url.endswith("#path=none&theme=dark")


def test_an_address_opens_the_same_view(watched: Watched, file: Path) -> None:
    """Person, colour, size and theme in the address are shown at once."""
    page = watched.open(file, "#person=Amara+Osei-Tutu&colour=source&size=equal&theme=dark")

    expect(page.locator(".card h2")).to_contain_text("Amara Osei-Tutu")
    expect(page.get_by_label("Colour")).to_have_value("source")
    expect(page.get_by_label("Size")).to_have_value("equal")
    expect(page.locator("#map")).to_have_attribute("data-theme", "dark")


def test_filters_and_time_travel_in_the_address(watched: Watched, file: Path) -> None:
    """Who opens a copied address sees the same people, ties, sliders and switches."""
    page = watched.open(file, "#path=none")
    page.get_by_text("Filter ties and time").click()
    page.get_by_role("slider", name="Strength").fill("40")
    since = page.get_by_role("slider", name="In touch since")
    since.fill(str(int(since.get_attribute("min") or 0) + 30))
    page.get_by_role("group", name="Kind of tie").get_by_label("mail").uncheck()
    page.locator(".legend button").first.click()
    expect(page).to_have_url(re.compile("groups="))
    shown = page.locator(".shown").inner_text()
    assert "Shown: " in shown

    other = watched.page.context.new_page()
    other.goto(page.url)

    expect(other.locator(".shown")).to_have_text(shown)
    expect(other.get_by_role("slider", name="In touch since")).to_have_value(since.input_value())
    expect(other.locator(".legend button").first).to_have_attribute("aria-pressed", "false")
    other.evaluate("location.hash = '#path=none'")
    expect(other.locator(".shown")).to_be_empty()
    other.close()


@pytest.mark.parametrize(
    "text",
    ["<img src=x onerror=alert(1)>", "__proto__", "-1e999", "%FF%00", "constructor|toString"],
)
def test_hostile_addresses_do_nothing(watched: Watched, file: Path, text: str) -> None:
    """Whatever stands in an address, everybody is on the map and nothing runs."""
    names = (
        "person", "to", "path", "colour", "size", "theme", "table", "groups",
        "strength", "since", "until", "undated", "kinds", "sources", "bases",
    )  # fmt: skip
    page = watched.open(file, "#" + "&".join(f"{name}={text}" for name in names if name != "table"))

    expect(page.locator(".shown")).to_be_empty()
    watched.assert_harmless(file)


@pytest.mark.parametrize("people", [0, 1])
def test_empty_maps_say_what_to_do(watched: Watched, tmp_path: Path, people: int) -> None:
    """A map without people, or with one, explains itself instead of staying blank."""
    file = draw(example(people) if people else nx.Graph()).save(tmp_path / "map.html")
    page = watched.open(file)

    expect(page.locator(".empty")).to_contain_text("Add an export of your contacts")
    expect(page.get_by_role("button", name="Zoom in")).to_have_count(0)
    expect(page.get_by_role("button", name="Save as a PNG picture")).to_have_count(people)
    watched.assert_harmless(file)


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (900, 600), (390, 844), (320, 568)])
def test_panels_do_not_overlap(watched: Watched, file: Path, width: int, height: int) -> None:
    """On any screen panel, card and tools stand clear of each other and inside the window."""
    watched.page.set_viewport_size({"width": width, "height": height})
    page = watched.open(file, "#person=Amara+Osei-Tutu")
    parts = (".panel", ".card", ".tools") if width >= 700 else (".card", ".tools")
    boxes = [page.locator(s).bounding_box() for s in parts]

    for box in boxes:
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width + 1
        assert box["y"] + box["height"] <= height + 1
    for one, other in combinations(boxes, 2):
        assert one is not None
        assert other is not None
        assert (
            one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            or one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
        )  # fmt: skip


def test_print_shows_map_and_legend_without_tools(watched: Watched, file: Path) -> None:
    """On paper the tools are gone, the legend stays."""
    page = watched.open(file)
    size = "() => [document.querySelector('canvas.stage').width, document.querySelector('canvas.stage').height]"
    screen = page.evaluate(size)
    page.emulate_media(media="print")

    expect(page.locator(".tools")).to_be_hidden()
    expect(page.locator(".legend")).to_be_visible()
    expect(page.locator("canvas.stage")).to_be_visible()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(size) == [2080, 1060]
    assert pixels(page, (255, 255, 255)) > 1e6
    assert pixels(page, ACCENT) > 500
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(size) == screen


def test_a_wide_map_stands_upright_on_a_phone(watched: Watched, tmp_path: Path) -> None:
    """On a screen that is higher than wide the map is turned on its side."""
    row = {f"p{i}": (120.0 * i, 0.0) for i in range(6)}
    drawn = draw(nx.path_graph(list(row)), layout=row, clusters=dict.fromkeys(row, 1))
    file = drawn.save(tmp_path / "map.html")

    assert len(discs(watched.open(file), (63, 117, 170))) == 6
    watched.page.set_viewport_size({"width": 390, "height": 844})
    expect(watched.page.locator("canvas.stage")).to_have_attribute("width", "390")
    assert len(discs(watched.page, (63, 117, 170))) == 1


def test_names_keep_off_people_and_panels(watched: Watched, tmp_path: Path) -> None:
    """In a full map no name of a cluster lies on a person, under a panel or on another name."""
    file = draw(example(1000), title="Names").save(tmp_path / "map.html")
    page = watched.open(file)
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save as an SVG drawing").click()
    caught.value.save_as(tmp_path / "map.svg")
    root = ET.parse(tmp_path / "map.svg").getroot()  # noqa: S314 - made by the page just now
    space = "{http://www.w3.org/2000/svg}"
    names = [t for t in root.iter(f"{space}text") if t.get("text-anchor") == "middle" and "650" in t.get("style", "")]  # fmt: skip
    spots = [m for path in root.iter(f"{space}path") if path.get("fill") not in (None, "none") and not path.get("fill-opacity")
             for m in re.findall(r"M([\d.]+) ([\d.]+)", path.get("d", "")) if len(path.get("d", "")) < 140]  # fmt: skip

    assert len({t.text for t in names}) > 8
    assert len(spots) > 900
    for name in names:
        x, y, half = float(name.get("x", 0)), float(name.get("y", 0)), 3.0 * len(name.text or "")
        assert x - half > 300
        assert not [p for p in spots if abs(float(p[0]) - x) < half and abs(float(p[1]) - y) < 4]


def test_text_has_enough_contrast(watched: Watched, file: Path) -> None:
    """Text and quiet text keep a contrast of at least 4.5 to 1 on their ground, light and dark."""
    for theme in ("light", "dark"):
        page = watched.open(file, f"#theme={theme}")
        page.reload()
        page.wait_for_selector("[data-drawn=yes]")
        values = page.evaluate(
            "() => ['--ink', '--quiet', '--link', '--back', '--accent'].map((n) => getComputedStyle(document.querySelector('#map')).getPropertyValue(n).trim())"
        )
        ink, quiet, link, back, accent = values
        for colour in (ink, quiet, link):
            assert contrast(colour, back) >= 4.5
        assert contrast(accent, back) >= 3


FAINT = """() => {
    const light = (c) => { const [r, g, b] = c.map((v) => v / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
    const parts = (text) => { const [r, g, b, a = 1] = text.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
    const over = ([r, g, b, a], under) => [r, g, b].map((v, i) => v * a + under[i] * (1 - a));
    const ratio = (text, element, faded) => {
        let ground = [255, 255, 255], seen = faded;
        const line = []; for (let e = element; e; e = e.parentElement) line.unshift(e);
        for (const e of line) { const style = getComputedStyle(e); ground = over(parts(style.backgroundColor), ground); seen *= Number(style.opacity); }
        const [r, g, b, a] = parts(text), [p, q] = [light(over([r, g, b, a * seen], ground)), light(ground)];
        return (Math.max(p, q) + 0.05) / (Math.min(p, q) + 0.05);
    };
    const found = [];
    for (const e of document.querySelectorAll("#map *")) {
        if (e.offsetParent === null || e.closest(".unseen")) continue;
        const hint = e.placeholder ? getComputedStyle(e, "::placeholder") : null;
        if (hint && ratio(hint.color, e, Number(hint.opacity)) < 4.5) found.push(e.placeholder);
        if ([...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && ratio(getComputedStyle(e).color, e, 1) < 4.5) found.push(e.textContent);
    }
    return found;
}"""
"""Texts on the page whose contrast to their ground is below 4.5 to 1."""


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_text_can_be_read(watched: Watched, file: Path, theme: str) -> None:
    """Whatever is open or switched off, each text and each hint in a field has enough contrast."""
    page = watched.open(file, f"#theme={theme}")
    page.get_by_text("Filter ties and time").click()
    page.locator(".legend button").first.click()
    page.get_by_role("combobox", name=re.compile("Find a person")).fill("a")
    assert page.evaluate(FAINT) == []
    page.keyboard.press("Enter")
    expect(page.locator(".card")).to_be_visible()
    assert page.evaluate(FAINT) == []
    page.get_by_role("button", name="Show people and ties as tables").click()
    assert page.evaluate(FAINT) == []


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as WCAG 2 defines it."""

    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)
