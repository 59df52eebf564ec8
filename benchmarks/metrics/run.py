"""Metrics side by side with NetworkX and igraph: CPU seconds, peak memory, and the ratios.

    python benchmarks/metrics/run.py 1000 10000 100000

igraph and networkit are used if they are installed; neither is needed by the package. Every case
runs in a process of its own, forked from one that holds the graph in all forms, in one thread.
CPU time is of the process; memory is the peak above what the process held before the call. A case
over the limit is stopped.
"""

from __future__ import annotations

import importlib
import importlib.util
import json
import math
import os
import resource
import signal
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

import networkx as nx
import numpy as np

from netgraph import bridges, brokers, clusters
from netgraph.metrics.betweenness import sampled
from netgraph.metrics.engine import View, view
from netgraph.metrics.kernels import cuts, holes
from netgraph.metrics.leiden import leiden, modularity

LIMIT = 100
#: Above so many people what takes n * n or n * m is left out.
QUADRATIC = 10_000
Case = tuple[str, str, Callable[[], Any]]


def world(people: int, seed: int = 1) -> nx.Graph[str]:
    """Make a social graph: groups with a heavy tail, weak ties between them, closed triangles."""
    rng = np.random.default_rng(seed)
    sizes: list[int] = []
    while sum(sizes) < people:
        sizes.append(int(min(20 * rng.random() ** (-1 / 1.3), 20 + people**0.6)))
    group = np.repeat(np.arange(len(sizes)), sizes)[:people]
    activity = np.minimum(rng.random(people) ** (-1 / 1.8), people**0.5)
    ends = [_pairs(rng, np.flatnonzero(group == g), activity, 3.0) for g in range(len(sizes))]
    u, v = np.concatenate([*ends, _pairs(rng, np.arange(people), activity, 1.2)], axis=1)
    G: nx.Graph[int] = nx.Graph()
    G.add_nodes_from(range(people))
    G.add_edges_from(zip(u.tolist(), v.tolist(), strict=True))
    near = [list(G[x]) for x in range(people)]
    for x in rng.integers(people, size=int(1.6 * people)).tolist():
        if len(near[x]) > 1:
            G.add_edge(*(near[x][i] for i in rng.choice(len(near[x]), 2, replace=False)))
    G.remove_edges_from(list(nx.selfloop_edges(G)))
    for a, b, data in G.edges(data=True):
        data["strength"] = float(
            rng.uniform(0.3, 1) if group[a] == group[b] else rng.uniform(0, 0.6)
        )
    named: nx.Graph[str] = nx.Graph()
    named.add_nodes_from(f"p{x:07d}" for x in G)
    named.add_edges_from((f"p{a:07d}", f"p{b:07d}", data) for a, b, data in G.edges(data=True))
    return named


def _pairs(
    rng: np.random.Generator, people: np.ndarray, activity: np.ndarray, mean: float
) -> np.ndarray:
    share = activity[people] / activity[people].sum()
    return rng.choice(people, (2, int(mean * len(people))), p=share)


def measured(run: Callable[[], Any]) -> dict[str, Any]:
    """Run in a fork; give CPU seconds, MB and what the case says of its answer."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        resource.setrlimit(resource.RLIMIT_CPU, (LIMIT, LIMIT + 1))
        before, start = _peak(), time.process_time()
        answer = run()
        found = {"s": time.process_time() - start, "mb": _peak() - before, "answer": answer}
        os.write(into, json.dumps(found).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) not in {signal.SIGXCPU, signal.SIGKILL}:
        raise RuntimeError(f"the case died of signal {os.WTERMSIG(status)}")
    return json.loads(text) if text else {"s": float("nan"), "mb": float("nan"), "answer": ""}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def cases(G: nx.Graph[str]) -> list[Case]:
    """List what is compared: the job, who does it, how."""
    arrays = view(G)
    bridging, holed = (
        "bridges and cut people",
        "constraint, effective size, local bridges, clustering",
    )
    return [
        ("array view", "netgraph", lambda: _anew(G)),
        ("array view", "networkx", lambda: nx.to_scipy_sparse_array(G, weight="strength").nnz),
        (bridging, "netgraph", lambda: int(cuts(view(G, weight=None)).tie.sum())),
        (bridging, "networkx", lambda: _cut(G)),
        (holed, "netgraph", lambda: _sum(holes(view(G)).constraint.tolist())),
        ("constraint", "networkx", lambda: _sum(nx.constraint(G, weight="strength").values())),
        ("local bridges", "networkx", lambda: _count(nx.local_bridges(G, with_span=False))),
        ("clustering", "networkx", lambda: _sum([nx.average_clustering(G)])),
        ("betweenness", "netgraph, error .02", lambda: sampled(view(G), error=0.02).samples),
        ("communities", "netgraph: Leiden", lambda: _quality(arrays, leiden(view(G)))),
        ("communities", "networkx: Louvain", lambda: _louvain(G)),
        ("table of brokers", "netgraph", lambda: len(brokers(G))),
        ("table of bridges", "netgraph", lambda: len(bridges(G))),
        ("table of clusters, without stability", "netgraph", lambda: len(clusters(G, resamples=0))),
        *(_small(G) if len(G) <= QUADRATIC else []),
        *_igraph(arrays),
    ]  # fmt: skip


def _small(G: nx.Graph[str]) -> list[Case]:
    return [
        ("effective size", "networkx", lambda: _sum(nx.effective_size(G).values())),
        ("betweenness", "networkx, exact", lambda: _count(nx.betweenness_centrality(G))),
    ]


def _igraph(arrays: View) -> list[Case]:
    if not importlib.util.find_spec("igraph"):
        return []
    igraph = importlib.import_module("igraph")
    edges = list(zip(arrays.s.u.tolist(), arrays.s.v.tolist(), strict=True))
    g, w = igraph.Graph(n=arrays.n, edges=edges), arrays.w.tolist()
    found: list[Case] = [
        (
            "bridges and cut people",
            "igraph",
            lambda: (len(g.bridges()), g.articulation_points())[0],
        ),
        ("constraint", "igraph", lambda: _sum(g.constraint(weights=w))),
        ("clustering", "igraph", lambda: _sum([g.transitivity_avglocal_undirected(mode="zero")])),
        ("communities", "igraph: Leiden", lambda: _quality(arrays, _leiden(g, w))),
    ]
    exact: Case = ("betweenness", "igraph, exact", lambda: len(g.betweenness()))
    return [*found, exact] if arrays.n <= QUADRATIC else found


def _anew(G: nx.Graph[str]) -> int:
    """Build the arrays as for a graph never seen: what is kept goes with NetworkX's own cache."""
    getattr(G, "__networkx_cache__").clear()  # noqa: B009 - not in the type stubs
    return 2 * view(G).m


def _cut(G: nx.Graph[str]) -> int:
    return min(_count(nx.bridges(G)), 10 * _count(nx.articulation_points(G)))


def _louvain(G: nx.Graph[str]) -> float:
    found = nx.community.louvain_communities(G, weight="strength", seed=1)
    return round(nx.community.modularity(G, found, weight="strength"), 4)


def _leiden(g: Any, w: list[float]) -> Any:
    return g.community_leiden("modularity", weights=w, n_iterations=2).membership


def _quality(arrays: View, labels: Any) -> float:
    return round(modularity(arrays, np.asarray(labels)), 4)


def _count(found: Iterable[Any]) -> int:
    return sum(1 for _ in found)


def _sum(found: Iterable[Any]) -> float:
    return round(float(np.nansum(list(found))), 4)


def main(sizes: list[int]) -> None:
    for size in sizes:
        G = world(size)
        s = view(G).s
        if importlib.util.find_spec("networkit"):
            importlib.import_module("networkit")  # its import is not part of any case
        held = sum(one.nbytes for one in (s.u, s.v, s.indptr, s.indices, s.tie, s.data)) / 1e6
        print(f"\n### {size:,} people, {len(s.u):,} ties; the arrays hold {held:.1f} MB\n")
        print("| job | by | CPU s | +MB | answer |\n|---|---|---:|---:|---|")
        for job, by, run in cases(G):
            found = measured(run)
            seconds = f"over {LIMIT}" if math.isnan(found["s"]) else f"{found['s']:.3f}"
            print(
                f"| {job} | {by} | {seconds} | {found['mb']:.0f} | {found['answer']} |", flush=True
            )


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
