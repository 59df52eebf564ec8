"""A real JupyterLab on this machine: every notebook runs, the explorer answers, nothing leaves."""

import json
import re
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from netgraph.notebook import lab
from tests.browser.conftest import Watched, end
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
WITH_EXPLORER = "02-find-an-introduction.ipynb"
PATIENCE = 60_000  # milliseconds: a kernel must start, on a machine that does other things too
CELLS = (
    "import netgraph as ng\nfrom netgraph.notebook.explorer import explore",
    'G = ng.load(ng.sample_folder() / "exports", me="Anvita Kurundkar")',
    "explorer = explore(G)\nexplorer",
    """names = [G.nodes[one]["name"] for one in explorer.selection]
print("CHOSEN", names, len(explorer.paths), explorer.max_hops, explorer.avoid)""",
)


@dataclass(frozen=True)
class Lab:
    """A running server."""

    url: str
    folder: Path

    def address(self, path: str) -> str:
        return f"{self.url}/{path}{'&' if '?' in path else '?'}token=test"


@pytest.fixture(name="server", scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """JupyterLab as `netgraph lab` starts it, in a folder of its own."""
    folder = lab.prepare(tmp_path_factory.mktemp("lab"))
    cells: list[dict[str, Any]] = [
        {"cell_type": "code", "execution_count": None, "id": f"c{i}", "metadata": {},
         "outputs": [], "source": source}
        for i, source in enumerate(CELLS)
    ]  # fmt: skip
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    notebook = {
        "cells": cells,
        "metadata": {"kernelspec": kernel, "language_info": {"name": "python"}},
    }
    text = json.dumps({**notebook, "nbformat": 4, "nbformat_minor": 5})
    (folder / "explorer.ipynb").write_text(text)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = lab.environment(folder) | {"JUPYTER_TOKEN": "test"}
    with (
        (folder / "log.txt").open("w") as log,
        subprocess.Popen(
            lab.command(folder, browser=False, port=port),
            env=environment, stdout=log, stderr=subprocess.STDOUT,
        ) as process,
    ):  # fmt: skip
        running = Lab(f"http://127.0.0.1:{port}", folder)
        try:
            wait_for(running)
            yield running
        finally:
            end(process)


def wait_for(running: Lab) -> None:
    for _ in range(300):
        try:
            with urllib.request.urlopen(running.address("api")):  # noqa: S310 - our own server
                return
        except URLError:
            time.sleep(0.2)
    pytest.fail("JupyterLab did not start: " + (running.folder / "log.txt").read_text()[-2000:])


def run_all(watched: Watched, server: Lab, name: str) -> Page:
    """Open a notebook as a user would, and run all of it."""
    page = watched.page
    page.set_default_timeout(PATIENCE)
    page.goto(server.address(f"lab/tree/{name}?reset"))
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    page.get_by_text(re.compile(r"\| Idle$")).wait_for()  # else it asks which kernel to run in
    page.get_by_text("Run", exact=True).click()
    page.get_by_text("Run All Cells", exact=True).click()
    cells = page.locator(".jp-NotebookPanel .jp-CodeCell")
    expect(page.locator(".jp-InputPrompt", has_text="[*]")).to_have_count(0, timeout=PATIENCE)
    last = cells.last.locator(".jp-InputPrompt")
    expect(last).to_have_text(re.compile(r"\[\d+\]:"), timeout=PATIENCE)
    return page


def asked_elsewhere(watched: Watched, server: Lab) -> list[str]:
    """List what was asked of anybody but this server."""
    own = (server.url, server.url.replace("http", "ws"), "data:", "blob:", "about:")
    return [url for url in watched.requests if not url.startswith(own)]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_in_the_lab(watched: Watched, server: Lab, name: str) -> None:
    """Open it, run all: no error, no question about news, nothing asked elsewhere; and saved as
    HTML it shows its tables and maps offline."""
    page = run_all(watched, server, name)
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator('[data-mime-type="application/vnd.jupyter.error"]').count() == 0
    assert page.locator('[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
    assert asked_elsewhere(watched, server) == []

    page.keyboard.press("Control+s")
    expect(page.locator(".jp-mod-current.jp-mod-dirty")).to_have_count(0)
    saved = server.folder / f"{name}.html"
    page.wait_for_timeout(500)
    with urllib.request.urlopen(server.address(f"nbconvert/html/{name}")) as answer:  # noqa: S310 - our own server
        saved.write_bytes(answer.read())
    watched.requests.clear()
    page.goto(saved.as_uri())
    assert page.get_by_text("This is a still picture").count() == (name == WITH_EXPLORER)
    frames = page.locator("iframe")
    for i in range(frames.count()):
        frames.nth(i).scroll_into_view_if_needed()
        inside = frames.nth(i).content_frame
        expect(inside.locator("[data-drawn=yes], tbody tr").first).to_be_attached()
    assert asked_elsewhere(watched, server) == [saved.as_uri()]


@pytest.fixture(name="explorer")
def _explorer(watched: Watched, server: Lab) -> Locator:
    page = run_all(watched, server, "explorer.ipynb")
    found = page.locator(".netgraph-explorer")
    found.locator("iframe").scroll_into_view_if_needed()  # what nobody sees is not drawn
    found.frame_locator("iframe").locator("[data-drawn=yes]").wait_for(state="attached")
    return found


def chosen(page: Page) -> str:
    """Run the last cell and give what it says about the explorer."""
    cell = page.locator(".jp-NotebookPanel .jp-CodeCell").last
    before = cell.locator(".jp-InputPrompt").inner_text()
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Control+Enter")
    expect(cell.locator(".jp-InputPrompt")).not_to_have_text(before)
    expect(cell.locator(".jp-InputPrompt")).to_have_text(re.compile(r"\[\d+\]:"))
    return cell.locator(".jp-OutputArea-output").inner_text()


def test_the_explorer_answers(watched: Watched, server: Lab, explorer: Locator) -> None:
    """Type a target, move the slider, click people, avoid one: the next cell knows it all."""
    page = watched.page
    field = explorer.get_by_role("combobox", name="Whom do you want to reach?")
    field.click()
    field.press_sequentially("ellings")
    expect(explorer.locator(".options:visible li")).to_have_count(1)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    ways = explorer.locator(".way")
    expect(ways.first).to_contain_text("Ask Farheen Lindqvist to introduce you")
    expect(ways.first).to_have_attribute("data-chosen", "true")
    assert "['Anvita S. Kurundkar', 'Farheen Lindqvist', 'Margaret R. Ellingsworthy']" in chosen(
        page
    )

    slider = explorer.get_by_role("slider")
    slider.focus()
    page.keyboard.press("ArrowLeft")
    expect(explorer.locator(".limits output")).to_have_text("1")
    assert re.search(r"CHOSEN .* 2 \[\]", chosen(page))

    ways.first.get_by_role("button", name="Farheen Lindqvist", exact=True).click()
    expect(explorer.locator(".card h4")).to_have_text("Farheen Lindqvist")
    assert "CHOSEN ['Farheen Lindqvist']" in chosen(page)

    explorer.get_by_role("button", name="Never ask", exact=True).click()
    expect(explorer.locator(".chips")).to_contain_text("Farheen Lindqvist")
    expect(explorer.locator(".body")).not_to_contain_text("Ask Farheen Lindqvist to introduce")
    assert asked_elsewhere(watched, server) == []


def test_the_map_and_the_list_go_together(watched: Watched, explorer: Locator) -> None:
    """A person chosen on the map is chosen in the list, and the other way round; tabs by keys."""
    page = watched.page
    explorer.frame_locator("iframe").locator("canvas.stage").focus()
    page.keyboard.press("ArrowRight")
    expect(explorer.locator(".card h4")).not_to_be_empty()
    name = explorer.locator(".card h4").inner_text()
    assert f"CHOSEN ['{name}']" in chosen(page).replace('"', "'")

    contact = explorer.locator(".card .person").first
    name = contact.inner_text()
    contact.click()
    shown = explorer.frame_locator("iframe").locator("[aria-live]", has_text=name)
    expect(shown.first).to_be_attached()

    explorer.get_by_role("tab", name="Ways").focus()
    page.keyboard.press("ArrowRight")
    expect(explorer.get_by_role("tab", name="Brokers")).to_have_attribute("aria-selected", "true")
    expect(explorer.locator(".rows li")).to_have_count(30)
    page.keyboard.press("ArrowRight")
    expect(explorer.locator(".rows li").first).to_contain_text("ties among them")


def test_a_draft_can_be_copied(watched: Watched, explorer: Locator) -> None:
    """With the keyboard alone: a target, its draft, Copy; the clipboard holds what was changed."""
    page = watched.page
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    field = explorer.get_by_role("combobox", name="Whom do you want to reach?")
    field.focus()
    page.keyboard.type("Margaret Ellingsworthy")
    page.keyboard.press("Enter")
    drafts = explorer.locator("details", has_text="What to write").first
    drafts.locator("summary").focus()
    page.keyboard.press("Enter")
    question = drafts.get_by_role("textbox", name="First, the question")
    expect(question).to_have_value(
        re.compile(r"^Dear Farheen Lindqvist, .* \[what I am", re.DOTALL)
    )
    question.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("My own words. ")
    drafts.get_by_role("button", name="Copy").first.focus()
    page.keyboard.press("Enter")
    expect(drafts.get_by_role("status").first).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == question.input_value()
    assert question.input_value().startswith("My own words. Dear Farheen Lindqvist")


def test_after_a_restart_it_says_so(watched: Watched, explorer: Locator) -> None:
    """When the kernel is restarted the explorer says that its cell must be run again."""
    page = watched.page
    page.get_by_text("Kernel", exact=True).click()
    page.get_by_text("Restart Kernel…", exact=True).click()
    page.locator(".jp-Dialog .jp-mod-accept").click()
    expect(explorer.locator(".gone")).to_contain_text("Run its cell again", timeout=PATIENCE)


def test_untrusted_the_tables_and_maps_still_show(context: BrowserContext, server: Lab) -> None:
    """A notebook that somebody else ran shows rows and a picture, and runs nothing."""
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    source = json.loads((server.folder / "00-first-look.ipynb").read_text(encoding="utf-8"))
    assert any(cell.get("outputs") for cell in source["cells"]), "run the other tests first"
    source["metadata"]["by"] = "somebody else"
    for cell in source["cells"]:  # what is not signed here is not trusted
        if cell["cell_type"] == "code":
            cell["source"] = [*cell["source"], "\n# theirs"]
    (server.folder / "theirs.ipynb").write_text(json.dumps(source), encoding="utf-8")
    page.goto(server.address("lab/tree/theirs.ipynb?reset"))
    page.wait_for_selector(".jp-NotebookPanel .jp-Cell")
    shown = page.locator(".jp-RenderedHTMLCommon td", has_text="Farheen Lindqvist")
    expect(shown.first).to_be_attached()
    expect(page.locator(".jp-OutputArea iframe")).to_have_count(0)
    page.close()


def test_nothing_is_written_outside_the_folder(server: Lab) -> None:
    """What JupyterLab keeps, it keeps in the folder."""
    kept = {path.name for path in (server.folder / ".jupyter").iterdir()}
    assert {"config", "data", "runtime", "ipython"} <= kept
    started = (server.folder / "explorer.ipynb").stat().st_ctime
    for place in (".jupyter", ".ipython", ".local/share/jupyter"):
        home = Path.home() / place
        new = [one for one in home.rglob("*") if one.stat().st_mtime > started]
        assert new == []
