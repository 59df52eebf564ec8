"""What the page holds is small, and the page reads from it exactly what Python gathered."""

import json
import subprocess
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

from netgraph.maps import draw
from netgraph.maps.packing import column, ends, packed
from netgraph.maps.page import asset
from tests.maps.example import example
from tests.maps.test_scripts import tool

PLAIN = """import fs from "node:fs";
import { unpack } from "./unpack.js";
const plain = (key, value) => (ArrayBuffer.isView(value) ? [...value] : value);
const { lists, ...summary } = unpack(JSON.parse(fs.readFileSync("packed.json", "utf8")));
fs.writeFileSync("plain.json", JSON.stringify(summary, plain));
"""


def lonely() -> "nx.Graph[str]":
    """Three people without a tie."""
    G: nx.Graph[str] = nx.Graph()
    G.add_nodes_from("abc")
    return G


def alike() -> "nx.Graph[str]":
    """Everybody and every tie alike, in a circle of more than ten."""
    G: nx.Graph[str] = nx.cycle_graph([f"p{i}" for i in range(12)])
    return G


@pytest.mark.parametrize("graph", [example(60), alike(), lonely(), nx.Graph()])
def test_the_page_reads_what_was_gathered(tmp_path: Path, graph: "nx.Graph[str]") -> None:
    """Packed by Python and unpacked by the page, a summary is the same."""
    node = tool("node", "apt-get install nodejs, or https://nodejs.org")
    summary = draw(graph).summary
    (tmp_path / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    (tmp_path / "unpack.js").write_text(asset("js/unpack.js"), encoding="utf-8")
    (tmp_path / "plain.js").write_text(PLAIN, encoding="utf-8")
    (tmp_path / "packed.json").write_text(json.dumps(packed(summary)), encoding="utf-8")

    subprocess.run([node, "plain.js"], cwd=tmp_path, check=True, timeout=60)

    read = json.loads((tmp_path / "plain.json").read_text(encoding="utf-8"))
    assert read == json.loads(json.dumps(summary))


def test_packing_leaves_the_summary_alone() -> None:
    """The map's own summary stays in columns of numbers and lists."""
    summary = draw(example(30)).summary
    before = json.dumps(summary)

    packed(summary)

    assert json.dumps(summary) == before


def test_what_repeats_is_said_once() -> None:
    """Equal values are one number, small ones digits; lists that are alike are one list."""
    small: Any = packed(draw(alike()).summary)

    assert small["people"]["organisation"] == 0
    assert small["ties"]["strength"] == 1.0
    assert small["ties"]["kinds"] == 0
    assert small["lists"] == [[]]
    assert column([1, 0, 9]) == "109"
    assert column([-1, 3]) == [-1, 3]
    assert column([]) == []
    assert ends([], []) == ([], [])
