"""Layouts: CPU seconds, and how many of the ten nearest on the map are of the same planted group.

    python -m benchmarks.maps.layouts 1000 10000

Compared with networkx and, where they are installed, rustworkx, networkit, umap-learn and
graphviz's sfdp; none of them is needed otherwise. CPU is that of this process and its children.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from benchmarks.maps.planted import planted
from netgraph.maps import layout

Positions = Mapping[str, Any]
Layout = Callable[["nx.Graph[str]"], Positions]


def share(at: Positions, group: NDArray[np.int64]) -> float:
    """Share of the ten nearest that are of one's own group."""
    nearest = cKDTree([at[p] for p in sorted(at)]).query([at[p] for p in sorted(at)], 11)[1][:, 1:]
    return float((group[nearest] == group[:, None]).mean())


def by_rustworkx(G: "nx.Graph[str]") -> Positions:
    rx = import_module("rustworkx")
    graph = rx.networkx_converter(G)
    at = rx.spring_layout(graph, seed=0)
    return {
        str(person): at[i] for i, person in zip(graph.node_indices(), graph.nodes(), strict=True)
    }


def by_networkit(G: "nx.Graph[str]") -> Positions:
    nk = import_module("networkit")
    nk.setNumberOfThreads(1)  # else its threads burn CPU while they wait for each other
    people = sorted(G)
    graph = nk.nxadapter.nx2nk(nx.relabel_nodes(G, {p: i for i, p in enumerate(people)}))
    drawn = nk.viz.MaxentStress(graph, 2, 3)
    drawn.run()
    return dict(zip(people, drawn.getCoordinates(), strict=True))


def by_umap(G: "nx.Graph[str]") -> Positions:
    """UMAP's own layout step on the graph itself, from its spectral start."""
    umap = import_module("umap.umap_")
    people = sorted(G)
    matrix = nx.to_scipy_sparse_array(G, nodelist=people, weight="", dtype=np.dtype(np.float32))
    a, b = umap.find_ab_params(1.0, 0.1)
    at, _ = umap.simplicial_set_embedding(
        np.zeros((len(people), 2), np.float32), matrix.tocoo(), 2, 1.0, a, b, 1.0, 5, 200,
        "spectral", np.random.RandomState(0), "euclidean", {}, False, {}, False,  # noqa: FBT003 - umap's signature
    )  # fmt: skip
    return dict(zip(people, at, strict=True))


def by_sfdp(G: "nx.Graph[str]") -> Positions:
    program = shutil.which("sfdp")
    if program is None:
        raise ModuleNotFoundError("sfdp")
    text = "graph{" + "".join(f"{a}--{b};" for a, b in G.edges) + ";".join(G) + "}"
    run = subprocess.run(
        [program, "-Tplain"], input=text, capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in run.stdout.splitlines() if line.startswith("node ")]
    return {row[1]: (float(row[2]), float(row[3])) for row in rows}


#: Layouts, and up to how many people each is tried: the others would need many minutes.
LAYOUTS: dict[str, tuple[Layout, int]] = {
    "netgraph, clusters": (layout, 10**9),
    "netgraph, spread": (lambda G: layout(G, kind="spread"), 10**9),
    "umap-learn": (by_umap, 100_000),
    "graphviz sfdp": (by_sfdp, 20_000),
    "networkit MaxentStress": (by_networkit, 20_000),
    "rustworkx spring": (by_rustworkx, 10_000),
    "networkx spring": (lambda G: nx.spring_layout(G, seed=0), 1000),
    "networkx ForceAtlas2": (lambda G: nx.forceatlas2_layout(G, seed=0), 1000),
    "networkx ForceAtlas2, LinLog": (
        lambda G: nx.forceatlas2_layout(G, seed=0, linlog=True, max_iter=300), 1000,
    ),
}  # fmt: skip


def spent() -> float:
    """CPU seconds of this process and of the children it has waited for."""
    return sum(os.times()[:4])


def main() -> None:
    print("| people | ties | layout | CPU s | small group | large group |")
    print("|--:|--:|---|--:|--:|--:|")
    for people in map(int, sys.argv[1:] or ["1000", "10000"]):
        G, small, wide = planted(people)
        for name, (place, limit) in LAYOUTS.items():
            if people > limit:
                continue
            start = f"| {people:,} | {G.number_of_edges():,} | {name} "
            try:
                place(planted(100)[0])  # what is loaded or compiled once is not the layout's cost
                before = spent()
                at = place(G)
                took = spent() - before
            except ModuleNotFoundError:
                print(start + "| not installed | | |", flush=True)
                continue
            except ValueError as error:
                print(start + f"| {str(error).rpartition('. ')[2]} | | |", flush=True)
                continue
            print(
                start + f"| {took:.2f} | {share(at, small):.3f} | {share(at, wide):.3f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
