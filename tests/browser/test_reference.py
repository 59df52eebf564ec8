"""The reference: made from the docstrings, whole, without warnings, without a foreign address."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

import netgraph as ng
from tests.browser.conftest import Watched
from tests.conftest import ROOT

#: What a page may load or run; links that a reader may follow (`<a href>`) are not loaded.
LOADED = re.compile(r"""<(?:script|img|link|iframe)\b[^>]*?(?:src|href)=["']([^"']*)""")


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build it as `make docs` does, warnings being errors."""
    folder = tmp_path_factory.mktemp("reference")
    command = [sys.executable, "-W", "error", str(ROOT / "docs/reference.py"), str(folder)]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (made.returncode, made.stderr) == (0, "")
    return folder


@pytest.fixture(name="pages", scope="module")
def _pages(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*.html"))
    }


@pytest.mark.parametrize("name", ng.__all__)
def test_every_public_name_is_in_it(pages: dict[str, str], name: str) -> None:
    """The first page tells every public name, with an explanation of its own."""
    place = pages["netgraph.html"].partition(f'<section id="{name}"')[2].partition("</section>")[0]
    assert 'class="docstring"' in place or name in {"READERS", "charts"}


def test_what_is_returned_is_told_too(pages: dict[str, str]) -> None:
    """The kinds of answers have pages: ways, plans, maps, summaries."""
    for page, kind in {
        "introducing/ways": "Introductions",
        "introducing/planning": "Plan",
        "maps/drawing": "Map",
        "summary": "Summary",
        "notebook/explorer": "Explorer",
    }.items():
        assert f'<section id="{kind}"' in pages[f"netgraph/{page}.html"]


def test_its_pages_name_no_place_to_load_from(pages: dict[str, str]) -> None:
    """Scripts, styles and pictures are in the pages or beside them."""
    loaded = {where for text in pages.values() for where in LOADED.findall(text)}
    assert [one for one in loaded if re.match(r"(?!data:)\w*:?//|(?!data:)\w+:", one)] == []


@pytest.mark.browser
def test_it_can_be_searched_offline(folder: Path, watched: Watched) -> None:
    """Whoever types a word gets the functions that speak of it; only files beside it are read."""
    page = watched.page
    page.goto((folder / "netgraph.html").as_uri())
    page.get_by_role("searchbox").fill("introducer")
    expect(page.locator("a[href*='introductions']").first).to_be_visible()
    assert all(url.startswith((folder.as_uri(), "data:")) for url in watched.requests)
