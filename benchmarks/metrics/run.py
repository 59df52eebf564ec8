"""Metrics side by side with NetworkX and igraph: CPU seconds, peak memory, and the ratios.

    python benchmarks/metrics/run.py 1000 10000 100000

igraph, networkit and scikit-network are used if they are installed; none is needed by the package.
Every case runs in a process of its own, forked from one that holds the graph in all forms, in one
thread. CPU time is of the process; memory is the peak above what the process held before the call.
A short case is run several times, and the best time counts, for every engine alike.
A case over the limit is stopped. Where two must agree, a difference ends the run.
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
import tracemalloc
from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

import networkx as nx
import numpy as np
from pandas import DataFrame
from scipy.sparse import csr_matrix

from netgraph import bridges, brokers, clusters, key_players
from netgraph.metrics.backend import Backend, Pointer
from netgraph.metrics.betweenness import sampled
from netgraph.metrics.engine import View, view
from netgraph.metrics.kernels import cuts, holes, support
from netgraph.metrics.leiden import leiden, modularity
from netgraph.metrics.searches import spans

LIMIT = 60
#: What takes less than so many seconds is run several times, and the best counts.
SHORT, REPEATS = 2, 5
#: Above so many people what takes n * n or n * m is left out.
QUADRATIC = 10_000
#: Who does a job, and how; the answer is compared where a job has but one.
Job = dict[str, Callable[[], Any]]


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


def measured(run: Callable[[], Any], limit: int = LIMIT) -> dict[str, Any]:
    """Run in a fork; give CPU seconds, MB and what the case says of its answer."""
    out, into = os.pipe()
    child = os.fork()
    if not child:
        signal.alarm(limit)  # a limit on CPU time would make that clock coarse
        before, times = _peak(), list[float]()
        while not times or (len(times) < REPEATS and sum(times) < SHORT):
            start = time.process_time()
            answer = run()
            times.append(time.process_time() - start)
        told = "" if isinstance(answer, DataFrame) else answer
        found = {"s": min(times), "mb": _peak() - before, "answer": told}
        os.write(into, json.dumps(found).encode())
        os._exit(0)
    os.close(into)
    with os.fdopen(out) as pipe:
        text = pipe.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) not in {signal.SIGALRM, signal.SIGKILL}:
        raise RuntimeError(f"the case died of signal {os.WTERMSIG(status)}")
    return json.loads(text) if text else {"s": float("nan"), "mb": float("nan"), "answer": ""}


def traced(run: Callable[[], Any]) -> dict[str, float]:
    """Give the most MB that were asked for at once, and how many of them the answer keeps."""
    tracemalloc.start()
    answer = run()  # noqa: F841 - kept while it is counted
    kept, most = tracemalloc.get_traced_memory()
    return {"traced": most / 1e6, "kept": kept / 1e6}


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def jobs(G: nx.Graph[str]) -> dict[str, Job]:
    """List what is compared. Constraint to clustering come from one pass: each pays for all."""
    found: dict[str, Job] = {
        "array view, built": {
            "netgraph": lambda: _anew(G),
            "NetworkX": lambda: nx.to_scipy_sparse_array(G, weight="strength").nnz,
        },
        "bridges and cut people": {
            "netgraph": lambda: _ours_cut(G),
            "NetworkX": lambda: [_count(nx.bridges(G)), _count(nx.articulation_points(G))],
        },
        "constraint": {
            "netgraph": lambda: _sum(holes(view(G)).constraint.tolist()),
            "NetworkX": lambda: _sum(nx.constraint(G, weight="strength").values()),
        },
        "effective size": {"netgraph": lambda: _sum(holes(_equal(G)).effective_size.tolist())},
        "local bridges": {
            "netgraph": lambda: int((support(_equal(G)) == 0).sum()),
            "NetworkX": lambda: _count(nx.local_bridges(G, with_span=False)),
        },
        "local bridges with spans": {"netgraph": lambda: _spanned(G)},
        "clustering": {
            "netgraph": lambda: round(Backend.average_clustering(Pointer(G, None)), 4),
            "NetworkX": lambda: round(nx.average_clustering(G), 4),
        },
        "betweenness (netgraph: error .02)": {"netgraph": lambda: sampled(view(G), error=0.02)[2]},
        "communities": {
            "netgraph": lambda: _quality(G, leiden(view(G))),
            "NetworkX (Louvain)": lambda: _louvain(G),
        },
        "table of brokers": {"netgraph": lambda: brokers(G)},
        "table of bridges": {"netgraph": lambda: bridges(G)},
        "table of clusters, no stability": {"netgraph": lambda: clusters(G, resamples=0)},
        "table of clusters, 10 resamples": {"netgraph": lambda: clusters(G)},
        "three key players": {"netgraph": lambda: key_players(G)},
    }
    if len(G) <= QUADRATIC:
        found["effective size"]["NetworkX"] = lambda: _sum(nx.effective_size(G).values())
        found["local bridges with spans"]["NetworkX"] = lambda: _count(nx.local_bridges(G))
        found["betweenness (netgraph: error .02)"]["NetworkX"] = lambda: _count(
            nx.betweenness_centrality(G)
        )
    _igraph(G, found)
    _others(G, found["communities"])
    return found


def _igraph(G: nx.Graph[str], found: dict[str, Job]) -> None:
    if not importlib.util.find_spec("igraph"):
        return
    igraph, arrays = importlib.import_module("igraph"), view(G)
    edges = list(zip(arrays.s.u.tolist(), arrays.s.v.tolist(), strict=True))
    g, w = igraph.Graph(n=arrays.n, edges=edges), arrays.w.tolist()
    ours: Job = {
        "bridges and cut people": lambda: [len(g.bridges()), len(g.articulation_points())],
        "constraint": lambda: _sum(g.constraint(weights=w)),
        "clustering": lambda: round(g.transitivity_avglocal_undirected(mode="zero"), 4),
        "communities": lambda: _quality(
            G, g.community_leiden("modularity", weights=w, n_iterations=2).membership
        ),
    }
    if len(G) <= QUADRATIC:
        ours["betweenness (netgraph: error .02)"] = lambda: len(g.betweenness())
    for job, run in ours.items():
        found[job]["igraph"] = run


def _others(G: nx.Graph[str], found: Job) -> None:
    """Add two more engines for communities, each from its own form of the graph."""
    arrays = view(G)
    u, v, w, n = arrays.s.u, arrays.s.v, arrays.w, arrays.n
    if importlib.util.find_spec("networkit"):
        networkit = importlib.import_module("networkit")
        networkit.setNumberOfThreads(1)
        graph = networkit.GraphFromCoo((w, (u, v)), n=n, weighted=True)

        def parallel_leiden() -> float:
            run = networkit.community.ParallelLeiden(graph, iterations=3)
            run.run()
            return _quality(G, run.getPartition().getVector())

        found["networkit"] = parallel_leiden
    if importlib.util.find_spec("sknetwork"):
        engine = importlib.import_module("sknetwork.clustering").Leiden(random_state=0)
        once = csr_matrix((w, (u, v)), shape=(n, n))
        both = (once + once.T).tocsr()
        found["scikit-network"] = lambda: _quality(G, engine.fit_predict(both))


def _anew(G: nx.Graph[str]) -> int:
    """Build the arrays as for a graph never seen: what is kept goes with NetworkX's own cache."""
    getattr(G, "__networkx_cache__").clear()  # noqa: B009 - not in the type stubs
    return 2 * view(G).m


def _equal(G: nx.Graph[str]) -> View:
    return view(G, weight=None)


def _ours_cut(G: nx.Graph[str]) -> list[int]:
    cut = cuts(_equal(G))
    return [int(cut.tie.sum()), int(cut.person.sum())]


def _spanned(G: nx.Graph[str]) -> int:
    arrays = _equal(G)
    return len(spans(arrays, np.flatnonzero(support(arrays) == 0)))


def _louvain(G: nx.Graph[str]) -> float:
    found = nx.community.louvain_communities(G, weight="strength", seed=1)
    return round(nx.community.modularity(G, found, weight="strength"), 4)


def _quality(G: nx.Graph[str], labels: Any) -> float:
    return round(modularity(view(G), np.asarray(labels)), 4)


def _count(found: Iterable[Any]) -> int:
    return sum(1 for _ in found)


def _sum(found: Iterable[Any]) -> float:
    return round(float(np.nansum(list(found))), 4)


def main(sizes: list[int]) -> None:
    for size in sizes:
        G = world(size)
        s, w = view(G).s, view(G).w
        arrays = (s.u, s.v, s.indptr, s.indices, s.tie, s.data, s.reading, w)
        held = sum(one.nbytes for one in arrays) / 1e6
        print(f"\n### {size:,} people, {len(s.u):,} ties; the arrays hold {held:.1f} MB\n")
        print("| job | netgraph | others: CPU seconds, memory, times netgraph's |\n|---|---:|---|")
        for name, job in jobs(G).items():
            if size > QUADRATIC and "resamples" in name:
                continue
            found = {by: measured(run) for by, run in job.items()}
            ours = found.pop("netgraph")
            ours |= measured(partial(traced, job["netgraph"]), 5 * LIMIT)["answer"] or {}
            others = "; ".join(f"{by} {_told(one, ours['s'])}" for by, one in found.items())
            print(f"| {name} | {_told(ours)} | {others} |", flush=True)
            if name == "communities":
                told = "; ".join(f"{by} {one['answer']}" for by, one in found.items())
                print(f"| their modularity | {ours['answer']} | {told} |")
            elif not name.startswith("betweenness"):
                answers = {str(one["answer"]) for one in found.values() if one["answer"] != ""}
                if answers - {str(ours["answer"])}:
                    raise SystemExit(f"{name}: {ours['answer']} against {answers}")


def _told(one: dict[str, Any], than: float = float("nan")) -> str:
    if math.isnan(one["s"]):
        return f"over {LIMIT} s"
    times = "" if math.isnan(than) else f", {one['s'] / than:.1f} x"
    traced = f" ({one['traced']:.1f}, kept {one['kept']:.1f})" if "traced" in one else ""
    return f"{one['s']:.3f} s, {one['mb']:.0f} MB{traced}{times}"


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or [1_000, 10_000])
