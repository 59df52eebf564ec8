# ruff: noqa: E501 - scripts for the page stand on their own lines
"""Maps in notebooks: alive in JupyterLab and after nbconvert, harmless in both."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect

from netgraph.maps import Map, draw
from netgraph.notebook import lab
from tests.browser.conftest import Watched, end
from tests.browser.test_hostile import HOSTILE, hostile_map, use
from tests.maps.example import example, way

pytestmark = pytest.mark.browser

MAPS = 10


def notebook(maps: list[Map]) -> str:
    """A notebook that was run, in its file format: one map a cell, some text between."""
    cells: list[dict[str, Any]] = []
    for one in maps:
        output = {"output_type": "display_data", "data": one._repr_mimebundle_(), "metadata": {}}
        code = {"cell_type": "code", "source": "draw(G)", "metadata": {}}
        cells.append(code | {"execution_count": 1, "outputs": [output]})
        cells.append({"cell_type": "markdown", "source": "Text.\n\n" * 12, "metadata": {}})
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    return json.dumps(
        {"nbformat": 4, "nbformat_minor": 4, "metadata": {"kernelspec": kernel}, "cells": cells}
    )


def maps(count: int) -> list[Map]:
    """Different small maps, the first hostile in every field."""
    others = [example(20, seed=seed) for seed in range(1, count)]
    return [hostile_map(), *(draw(G, path=way(G), title=f"Map {i}") for i, G in enumerate(others, 1))]  # fmt: skip


def converted(maps: list[Map], folder: Path) -> Path:
    """The notebook as nbconvert writes it when told to load nothing."""
    exporter = HTMLExporter(mathjax_url="", require_js_url="")  # type: ignore[no-untyped-call]
    source, file = folder / "notebook.ipynb", folder / "notebook.html"
    source.write_text(notebook(maps), encoding="utf-8")
    file.write_text(exporter.from_filename(str(source))[0], encoding="utf-8")
    return file


def drawn(page: Page) -> set[str]:
    """Titles of the maps in view, each of which draws itself (out of view, browsers let them rest)."""
    titles = set()
    for frame in page.locator("iframe").all():
        box = frame.bounding_box()
        if box and -200 < box["y"] < 500:
            handle = frame.element_handle()
            inner = handle.content_frame() if handle else None
            assert inner is not None
            inner.wait_for_selector("[data-drawn=yes]", timeout=15_000)
            assert inner.evaluate("window.__ran") is None
            titles.add(inner.title())
    return titles


TITLES = {HOSTILE[1], *(f"Map {i}" for i in range(1, MAPS))}


def test_ten_maps_are_alive_after_nbconvert(watched: Watched, tmp_path: Path) -> None:
    """A converted notebook draws all of its maps without a request; hostile names run nothing."""
    file = converted(maps(MAPS), tmp_path)
    page = watched.page
    page.goto(file.as_uri())

    expect(page.locator("iframe")).to_have_count(MAPS)
    titles = set()
    for frame in page.locator("iframe").all():
        frame.scroll_into_view_if_needed()
        titles |= drawn(page)

    assert titles == TITLES
    use(page.frames[1], tmp_path)
    assert page.frames[1].evaluate("[window.__ran ?? 0, window.__refused.length]") == [0, 0]
    assert {r for r in watched.requests if not r.startswith(("data:", "about:"))} == {file.as_uri()}
    assert page.evaluate("window.__ran") is None


def test_a_map_cannot_reach_the_page_around_it(watched: Watched, tmp_path: Path) -> None:
    """The frame has no origin: the page around it is closed to its scripts, and so are cookies."""
    file = converted(maps(2)[1:], tmp_path)
    watched.page.goto(file.as_uri())
    frame = watched.page.frames[1]
    frame.wait_for_selector("[data-drawn=yes]")

    reached = frame.evaluate(
        """() => ["parent.document", "document.cookie", "localStorage"].filter((what) => {
            try { if (what === "parent.document") parent.document.title; else if (what === "localStorage") localStorage.length; else document.cookie; return true; } catch { return false; }
        })"""
    )

    assert frame.evaluate("window.origin") == "null"
    assert reached == []


@pytest.fixture(name="server", scope="module")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """JupyterLab on this machine, as `netgraph lab` starts it."""
    pytest.importorskip("jupyterlab", reason="pip install 'netgraph-contacts[notebook]'")
    place = lab.prepare(tmp_path_factory.mktemp("lab"))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    arguments = [*lab.command(place, browser=False, port=port), "--IdentityProvider.token="]
    environment = lab.environment(place)
    for name, count in (("trusted", MAPS), ("untrusted", 1)):
        (place / f"{name}.ipynb").write_text(notebook(maps(count)), encoding="utf-8")
    trust = [sys.executable, "-m", "jupyter", "trust", str(place / "trusted.ipynb")]
    subprocess.run(trust, env=environment, check=True, capture_output=True)
    log = place / "lab.log"
    with log.open("w") as out:
        process = subprocess.Popen(arguments, env=environment, stdout=out, stderr=subprocess.STDOUT)
    address = f"http://127.0.0.1:{port}"
    for _ in range(120):
        try:
            urllib.request.urlopen(f"{address}/api", timeout=2).close()  # noqa: S310 - our own server
            break
        except OSError:
            time.sleep(0.5)
    else:
        process.kill()
        pytest.fail(f"JupyterLab did not start: {log.read_text()[-2000:]}")
    yield address, place
    end(process)


def open_notebook(watched: Watched, address: str, name: str) -> Page:
    """Open a notebook in a fresh workspace of JupyterLab."""
    page = watched.page
    page.goto(f"{address}/lab/workspaces/{name}-{os.getpid()}/tree/{name}.ipynb?reset")
    page.wait_for_selector(".jp-Notebook .jp-OutputArea-output", timeout=60_000)
    return page


def test_maps_live_in_jupyterlab_through_scrolling(
    watched: Watched, server: tuple[str, Path]
) -> None:
    """In a trusted notebook every map draws itself when it comes into view, there and back."""
    address, folder = server
    page = open_notebook(watched, address, "trusted")
    hostile = page.locator(".jp-OutputArea iframe").first.element_handle().content_frame()
    assert hostile is not None
    use(hostile, folder)
    assert hostile.evaluate("[window.__ran ?? 0, window.__refused.length]") == [0, 0]
    page.locator(".jp-Notebook").first.hover()
    seen: dict[int, set[str]] = {500: set(), -500: set()}
    for turn, titles in seen.items():
        for _ in range(60):
            titles.update(drawn(page))
            if titles == TITLES:
                break
            page.mouse.wheel(0, turn)
            page.wait_for_timeout(150)

    assert seen[500] == seen[-500] == TITLES
    outside = [
        r
        for r in watched.requests
        if not r.startswith((address, "ws:", "data:", "blob:", "about:"))
    ]
    assert outside == []
    assert page.evaluate("window.__ran") is None


def test_an_untrusted_notebook_shows_the_still_picture(
    watched: Watched, server: tuple[str, Path]
) -> None:
    """Where JupyterLab drops the frame, the picture of the map stands there, and nothing runs."""
    address, _ = server
    page = open_notebook(watched, address, "untrusted")
    picture = page.locator(".jp-OutputArea-output img")

    expect(picture).to_be_visible(timeout=20_000)
    assert page.locator(".jp-OutputArea-output iframe").count() == 0
    assert picture.evaluate("image => image.naturalWidth") > 0
    assert page.evaluate("window.__ran") is None
