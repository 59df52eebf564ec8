# ruff: noqa: E501 - scripts for the page and rows of the table stand on their own lines
"""Pages: size, CPU to the first drawing, CPU a frame while moving, memory; ours beside pyvis.

    python -m benchmarks.maps.pages 200 1000 5000 20000 100000

All pages are opened in the same headless Chromium. CPU is that of all its processes, as Chromium
itself counts it; the first drawing of pyvis as it comes includes waiting until its physics rests.
"""

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import networkx as nx
from playwright.sync_api import Browser, TimeoutError, sync_playwright  # noqa: A004 - as Playwright calls it
from pyvis.network import Network
from tests.browser.conftest import launch

from benchmarks.maps.planted import planted
from netgraph.maps import draw

FRAMES = 100
PATIENCE = 150_000
"""Milliseconds to wait for a page to be drawn."""
UP_TO = {"netgraph": 10**9, "pyvis, fenced": 20_000, "pyvis as it comes": 1000}

MOVE = """(frames) => new Promise((done) => {
    const canvas = document.querySelector("canvas");
    let left = frames;
    const step = () => {
        if (!left--) { canvas.getContext("2d").getImageData(0, 0, 1, 1); done(); return; }
        canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: left % 2 ? -60 : 40, clientX: 700, clientY: 400, bubbles: true, cancelable: true }));
        requestAnimationFrame(step);
    };
    step();
})"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page costs."""

    kilobytes: int
    python: float
    first: float
    frame: float
    megabytes: float


def processes(browser: Browser) -> dict[int, float]:
    """CPU seconds of every process of the browser."""
    session = browser.new_browser_cdp_session()
    info = session.send("SystemInfo.getProcessInfo")
    session.detach()
    return {p["id"]: p["cpuTime"] for p in info["processInfo"]}


def memory(browser: Browser) -> float:
    """Megabytes of all processes, shared pages counted once."""
    total = 0
    for pid in processes(browser):
        rollup = Path(f"/proc/{pid}/smaps_rollup")
        if rollup.exists():
            total += next(
                int(line.split()[1])
                for line in rollup.read_text().splitlines()
                if line.startswith("Pss:")
            )
    return total / 1024


def measure(html: str, python: float, *, rests: bool) -> Cost:
    """Open a page in a fresh browser and measure it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        file.write_text(html, encoding="utf-8")
        browser = launch(playwright)
        if browser is None:
            raise SystemExit("No browser found.")
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.route("https://**", lambda route: route.abort())
        page.goto("about:blank")
        blank, before = memory(browser), sum(processes(browser).values())
        page.goto(file.as_uri())
        if rests:
            page.wait_for_function(
                "document.getElementById('bar') === null || getComputedStyle(document.getElementById('loadingBar')).display === 'none'",
                timeout=PATIENCE,
            )
        else:
            page.wait_for_selector("[data-drawn=yes]", timeout=PATIENCE)
        page.evaluate(
            "() => document.querySelector('canvas').getContext('2d').getImageData(0, 0, 1, 1).data[0]"
        )
        first = sum(processes(browser).values()) - before
        page.evaluate(MOVE, 3)
        start = sum(processes(browser).values())
        page.evaluate(MOVE, FRAMES)
        frame = (sum(processes(browser).values()) - start) / FRAMES
        used = memory(browser) - blank
        browser.close()
    return Cost(len(html.encode()) // 1024, python, first, frame * 1000, used)


def as_it_comes(G: "nx.Graph[str]") -> str:
    """What a page of pyvis is without our fence: everything inlined that it can inline."""
    net = Network(cdn_resources="in_line")
    net.from_nx(nx.Graph(G.edges()))
    return str(net.generate_html())


def main() -> None:
    print(
        f"{'people':>7} {'ties':>7}  {'page':<18} {'kB':>6} {'Python s':>9} {'first s':>8} {'frame ms':>9} {'MB':>6}"
    )
    for people in map(int, sys.argv[1:] or ["200", "1000"]):
        G, small, _ = planted(people)
        clusters = {p: int(g) % 30 for p, g in zip(sorted(G), small, strict=True)}
        for name, limit in UP_TO.items():
            if people > limit:
                continue
            start = time.process_time()
            if name == "pyvis as it comes":
                html = as_it_comes(G)
            else:
                html = draw(
                    G, clusters=clusters, renderer="canvas" if name == "netgraph" else "pyvis"
                ).html
            try:
                cost = measure(html, time.process_time() - start, rests=name == "pyvis as it comes")
            except TimeoutError:
                print(
                    f"{people:>7} {G.number_of_edges():>7}  {name:<18} not drawn in {PATIENCE // 1000} s",
                    flush=True,
                )
                continue
            print(
                f"{people:>7} {G.number_of_edges():>7}  {name:<18} {cost.kilobytes:>6} {cost.python:>9.2f} "
                f"{cost.first:>8.2f} {cost.frame:>9.1f} {cost.megabytes:>6.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
