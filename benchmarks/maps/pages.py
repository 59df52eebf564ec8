# ruff: noqa: E501 - scripts for the page and rows of the table stand on their own lines
"""Pages: size, CPU to the first drawing, CPU a frame while moving, memory; ours beside others.

    python -m benchmarks.maps.pages 200 1000 5000 20000 100000

All pages are opened in the same headless Chromium without a GPU (WebGL is drawn by the processor).
CPU is that of all its processes, as Chromium itself counts it. All have the same positions; pyvis
as it comes has its own physics, and its first drawing is when that rests. sigma and force-graph
are fetched with npm into a folder that is thrown away.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import networkx as nx
from playwright.sync_api import Browser, TimeoutError, sync_playwright  # noqa: A004 - as Playwright calls it
from pyvis.network import Network
from tests.browser.conftest import launch

from benchmarks.maps.planted import planted
from netgraph.maps import Map, draw

FRAMES = 30
PATIENCE = 150_000
"""Milliseconds to wait for a page to be drawn."""
PEERS = ("sigma@3.0.3", "graphology@0.26.0", "force-graph@1.52.0")
WEBGL = ("--use-angle=swiftshader", "--enable-unsafe-swiftshader")

FINISH = """() => { for (const canvas of document.querySelectorAll("canvas")) {
    const flat = canvas.getContext("2d");
    if (flat) { flat.getImageData(0, 0, 1, 1); continue; }
    const gl = canvas.getContext("webgl2") ?? canvas.getContext("webgl");
    gl?.readPixels(0, 0, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, new Uint8Array(4));
} }"""
MOVE = """(frames) => new Promise((done) => {
    const all = [...document.querySelectorAll("canvas")], canvas = document.querySelector(".sigma-mouse") ?? all[0];
    let left = frames;
    const step = () => {
        if (!left--) { (FINISH)(); done(); return; }
        canvas.dispatchEvent(new WheelEvent("wheel", { deltaY: left % 2 ? -60 : 40, clientX: 700, clientY: 400, bubbles: true, cancelable: true }));
        requestAnimationFrame(step);
    };
    step();
})""".replace("FINISH", FINISH)

SIGMA = """const graph = new graphology.Graph();
for (const n of data.nodes) graph.addNode(n.id, { x: n.x, y: -n.y, size: 3, label: n.name, color: n.color });
for (const l of data.links) graph.addEdge(l.source, l.target, { size: 0.5, color: "#ccc" });
const map = new Sigma(graph, place);
map.once("afterRender", drawn);
map.refresh();"""
FORCE = """ForceGraph()(place).nodeLabel(() => "").nodeColor((n) => n.color).linkColor(() => "#cccccc")
.cooldownTicks(0).onRenderFramePost(drawn).graphData(data);"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a page costs."""

    first: float
    frame: float
    megabytes: float


@cache
def fetched() -> dict[str, str]:
    """The scripts of the peers, or nothing where npm cannot be asked."""
    files = {
        "sigma": ("graphology/dist/graphology.umd.min.js", "sigma/dist/sigma.min.js"),
        "force-graph": ("force-graph/dist/force-graph.min.js",),
    }
    npm = shutil.which("npm")
    with tempfile.TemporaryDirectory() as folder:
        call = [
            npm or "",
            "install",
            "--no-save",
            "--ignore-scripts",
            "--silent",
            "--prefix",
            folder,
            *PEERS,
        ]
        if not npm or subprocess.run(call, check=False, capture_output=True).returncode:
            return {}
        modules = Path(folder) / "node_modules"
        return {
            name: "\n".join((modules / part).read_text(encoding="utf-8") for part in parts)
            for name, parts in files.items()
        }


def peer(name: str, start: str) -> Callable[[dict[str, Any]], str]:
    """Write a page that draws the same people at the same places with somebody else's script."""

    def write(summary: dict[str, Any]) -> str:
        if name not in fetched():
            raise ModuleNotFoundError(name)
        people, ties = summary["people"], summary["ties"]
        nodes = [
            {"id": i, "name": name, "x": x, "y": y, "color": f"hsl({group * 47 % 360} 50% 50%)"}
            for i, (name, x, y, group) in enumerate(
                zip(people["name"], people["x"], people["y"], people["cluster"], strict=True)
            )
        ]
        links = [{"source": a, "target": b} for a, b in zip(ties["a"], ties["b"], strict=True)]
        return (
            "<!doctype html><meta charset=utf-8><style>body{margin:0}#place{height:100vh}</style><div id=place></div>"
            f"<script>{fetched()[name]}</script><script>const place = document.getElementById('place');"
            "const drawn = () => { place.dataset.drawn = 'yes'; };"
            f"const data = {json.dumps({'nodes': nodes, 'links': links})};\n{start}</script>"
        )

    return write


def as_it_comes(summary: dict[str, Any]) -> str:
    """What a page of pyvis is without our fence: everything inlined that it can inline."""
    net = Network(cdn_resources="in_line")
    net.from_nx(nx.Graph(zip(summary["ties"]["a"], summary["ties"]["b"], strict=True)))
    return str(net.generate_html())


#: What Chromium itself costs, which is in all other rows too.
EMPTY = "<!doctype html><meta charset=utf-8><canvas data-drawn=yes></canvas>"

#: Ways to write a page of a summary, and up to how many people each is tried.
PAGES: dict[str, tuple[Callable[[dict[str, Any]], str], int]] = {
    "nothing": (lambda _: EMPTY, 10**9),
    "netgraph": (lambda summary: _ours(summary, "canvas"), 10**9),
    "sigma": (peer("sigma", SIGMA), 20_000),
    "force-graph": (peer("force-graph", FORCE), 20_000),
    "pyvis, fenced": (lambda summary: _ours(summary, "pyvis"), 20_000),
    "pyvis as it comes": (as_it_comes, 1000),
}


def _ours(summary: dict[str, Any], renderer: str) -> str:

    return Map(summary, renderer=renderer).html


def processes(browser: Browser) -> dict[int, float]:
    """CPU seconds of every process of the browser."""
    session = browser.new_browser_cdp_session()
    info = session.send("SystemInfo.getProcessInfo")
    session.detach()
    return {p["id"]: p["cpuTime"] for p in info["processInfo"]}


def memory(browser: Browser) -> float:
    """Megabytes of all processes, shared pages counted once."""
    rollups = [Path(f"/proc/{pid}/smaps_rollup") for pid in processes(browser)]
    lines = [line for one in rollups if one.exists() for line in one.read_text().splitlines()]
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def measure(html: str, *, rests: bool) -> Cost:
    """Open a page in a fresh browser and measure it."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        file = Path(folder) / "map.html"
        file.write_text(html, encoding="utf-8")
        browser = launch(playwright, *WEBGL)
        if browser is None:
            raise SystemExit("No browser found.")
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.set_default_timeout(PATIENCE)
        page.route("https://**", lambda route: route.abort())
        page.goto("about:blank")
        blank, before = memory(browser), sum(processes(browser).values())
        page.goto(file.as_uri())
        if rests:
            page.wait_for_selector("#loadingBar", state="hidden")
        else:
            page.wait_for_selector("[data-drawn=yes]")
        page.evaluate(FINISH)
        first = sum(processes(browser).values()) - before
        page.evaluate(MOVE, 3)
        start = sum(processes(browser).values())
        page.evaluate(MOVE, FRAMES)
        frame = (sum(processes(browser).values()) - start) / FRAMES
        used = memory(browser) - blank
        browser.close()
    return Cost(first, frame * 1000, used)


def row(summary: dict[str, Any], name: str) -> str:
    """What one page costs, as the end of a row of the table."""
    try:
        start = time.process_time()
        html = PAGES[name][0](summary)
        spent = time.process_time() - start
        cost = measure(html, rests=name == "pyvis as it comes")
    except ModuleNotFoundError:
        return "| not installed | | | | |"
    except TimeoutError:
        return f"| not drawn in {PATIENCE // 1000} s | | | | |"
    return f"| {len(html.encode()) // 1024:,} | {spent:.2f} | {cost.first:.2f} | {cost.frame:.1f} | {cost.megabytes:.0f} |"


def main() -> None:
    print("| people | ties | page | kB | writing, CPU s | first, CPU s | frame, ms | MB |")
    print("|--:|--:|---|--:|--:|--:|--:|--:|")
    for people in map(int, sys.argv[1:] or ["200", "1000"]):
        G, small, _ = planted(people)
        clusters = {p: int(g) % 30 for p, g in zip(sorted(G), small, strict=True)}
        summary = draw(G, clusters=clusters).summary
        for name, (_, limit) in PAGES.items():
            if people <= limit:
                print(
                    f"| {people:,} | {G.number_of_edges():,} | {name} {row(summary, name)}",
                    flush=True,
                )


if __name__ == "__main__":
    main()
