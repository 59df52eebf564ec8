"""Tables in a real browser: search, sorting, and the card of whoever is clicked."""

from pathlib import Path

import networkx as nx
import pandas as pd
import pytest
from playwright.sync_api import expect

from netgraph.graph import Graph
from netgraph.notebook.sheet import show
from tests.browser.conftest import Watched

pytestmark = pytest.mark.browser

HOSTILE = "<img src=x onerror='window.__ran=1'>"


@pytest.fixture(name="file")
def _file(tmp_path: Path) -> Path:
    G: Graph = nx.Graph([("zoe", "ben"), ("ben", "evil")], me=("zoe",))
    nx.set_node_attributes(G, {"zoe": "Zoë", "ben": "Ben", "evil": HOSTILE}, "name")
    G.edges["zoe", "ben"].update(band="strong", evidence=["wrote a paper together"], strength=2.0)
    people = pd.DataFrame(
        {"person": ["Zoë", "Ben", HOSTILE], "id": ["zoe", "ben", "evil"], "ties": [9, 10, 1]}
    )
    file = tmp_path / "table.html"
    file.write_text(show(people, G, title="People").html(), encoding="utf-8")
    return file


def test_search_and_sorting(file: Path, watched: Watched) -> None:
    """Accents do not matter in the search; numbers are sorted as numbers, both ways."""
    page = watched.page
    page.goto(file.as_uri())
    names = page.locator("tbody tr:visible td:first-child")
    page.get_by_role("searchbox").fill("zoe")
    expect(names).to_have_text(["Zoë"])
    page.get_by_role("searchbox").fill("")
    page.get_by_role("button", name="ties").click()
    expect(names).to_have_text([HOSTILE, "Zoë", "Ben"])
    page.get_by_role("button", name="ties").click()
    expect(names).to_have_text(["Ben", "Zoë", HOSTILE])
    watched.assert_harmless(file)


def test_a_name_leads_to_the_card_of_that_person(file: Path, watched: Watched) -> None:
    """With the keyboard: open a card, read whom they know and why, close it, be back."""
    page = watched.page
    page.goto(file.as_uri())
    name = page.get_by_role("button", name="Ben")
    name.focus()
    page.keyboard.press("Enter")
    card = page.get_by_role("region", name="Ben")
    expect(card).to_contain_text("Knows 2 here")
    expect(card.locator("li").first).to_contain_text("Zoë strongwrote a paper together")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(name).to_be_focused()
    watched.assert_harmless(file)
