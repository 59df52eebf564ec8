"""The ten best paths within four hops, side by side with the peers, in CPU milliseconds.

Run: ``python -m benchmarks.paths.compare [people ...]`` (default 1000 10000 100000; 1000000 needs
6 GB). rustworkx takes part if it is installed. Every engine answers the same random pairs until
its time is up; its ratio is to our time on the pairs that it answered, and the answers of those
with a hop limit are checked against ours. Strengths are below 1 here, because the peers need
lengths that are not negative; our time with strengths up to 50 stands in a row of its own.
"""

from __future__ import annotations

import heapq
import importlib
import itertools
import math
import random
import statistics
import sys
from collections.abc import Callable, Iterator
from time import process_time

import networkx as nx
import numpy as np
from scipy.sparse.csgraph import yen

from benchmarks.paths.worlds import world
from netgraph.introducing.paths import Search, disjoint

K, HOPS, DISCOUNT = 10, 4, 0.2
BUDGET = 40.0  # CPU seconds for each engine
PAIRS = 60

Engine = Callable[[str, str], list[float]]


def score(G: nx.Graph[str], path: list[str]) -> float:
    strengths = [float(G.edges[pair]["strength"]) for pair in itertools.pairwise(path)]
    return math.prod(strengths) * float(DISCOUNT ** max(0, len(path) - 3))


def ours(G: nx.Graph[str], hops: int = HOPS, k: int = K) -> Engine:
    def query(s: str, t: str) -> list[float]:
        return [one.score for one in itertools.islice(Search(G, [s], [t], max_hops=hops), k)]

    return query


def ours_disjoint(G: nx.Graph[str]) -> Engine:
    return lambda s, t: [one.score for one in disjoint(Search(G, [s], [t]), 5)[0]]


def enumerated(G: nx.Graph[str]) -> Engine:
    def query(s: str, t: str) -> list[float]:
        every = nx.all_simple_paths(G, s, t, cutoff=HOPS)
        return heapq.nlargest(K, (score(G, path) for path in every))

    return query


def lengths(G: nx.Graph[str]) -> None:
    """Add the lengths whose sum is smallest where the score is greatest (every hop costs)."""
    for _, _, tie in G.edges(data=True):
        tie["length"] = -math.log(tie["strength"] * DISCOUNT)


def shortest_simple(G: nx.Graph[str]) -> Engine:
    def query(s: str, t: str) -> list[float]:
        found = nx.shortest_simple_paths(G, s, t, weight="length")
        return [score(G, path) for path in itertools.islice(found, K)]

    return query


def scipy_yen(G: nx.Graph[str]) -> Engine:
    place = {person: i for i, person in enumerate(G)}
    matrix = nx.to_scipy_sparse_array(G, weight="length", format="csr")
    matrix.indices, matrix.indptr = matrix.indices.astype("i4"), matrix.indptr.astype("i4")
    return lambda s, t: list(np.exp(-yen(matrix, place[s], place[t], K, directed=False)))


def rustworkx_paths(G: nx.Graph[str]) -> Engine:
    rx = importlib.import_module("rustworkx")  # not a dependency of the project

    place = {person: i for i, person in enumerate(G)}
    people = list(G)
    graph = rx.PyGraph(multigraph=False)
    graph.add_nodes_from(people)
    graph.add_edges_from(
        [(place[a], place[b], tie["strength"]) for a, b, tie in G.edges(data=True)]
    )

    def query(s: str, t: str) -> list[float]:
        every = rx.all_simple_paths(graph, place[s], place[t], cutoff=HOPS + 1)
        return heapq.nlargest(K, (score(G, [people[i] for i in path]) for path in every))

    return query


def timed(engine: Engine, pairs: list[tuple[str, str]]) -> Iterator[tuple[float, list[float]]]:
    """Yield CPU milliseconds and answer for each pair, until the budget is spent."""
    spent = 0.0
    for s, t in pairs:
        start = process_time()
        answer = engine(s, t)
        took = process_time() - start
        yield 1000 * took, answer
        spent += took
        if spent > BUDGET:
            return


def row(name: str, times: list[float], base: list[float]) -> str:
    ratio = statistics.fmean(times) / statistics.fmean(base[: len(times)])
    mean, most = statistics.fmean(times), max(times)
    return f"| {name} | {mean:,.2f} | {most:,.1f} | {len(times)} | {ratio:,.1f} |"


def compare(people: int) -> list[str]:
    G = world(people, below_one=True)
    lengths(G)
    chance = random.Random(1)
    components: list[set[str]] = list(nx.connected_components(G))
    largest = max(components, key=len)
    names = sorted(largest)
    pairs = [(s, t) for s, t in (chance.sample(names, 2) for _ in range(PAIRS))]
    mine = list(timed(ours(G), pairs))
    base = [took for took, _ in mine]
    found = statistics.fmean(bool(answer) for _, answer in mine)
    degrees = sorted((degree for _, degree in G.degree()), reverse=True)
    head = f"\n{people:,} people, {G.number_of_edges():,} ties, the best-connected {degrees[0]:,};"
    lines = [
        f"{head} {found:.0%} of the pairs have a path\n",
        "| engine | mean ms | max ms | pairs | times ours |",
        "|---|---:|---:|---:|---:|",
        row("**netgraph**, pure Python on the NetworkX graph", base, base),
    ]
    others: dict[str, tuple[Callable[[nx.Graph[str]], Engine], bool]] = {
        "rustworkx all_simple_paths + nlargest": (rustworkx_paths, True),
        "networkx all_simple_paths + nlargest": (enumerated, True),
        "networkx shortest_simple_paths (no hop limit)": (shortest_simple, False),
        "scipy yen (no hop limit)": (scipy_yen, False),
    }
    for name, (make, limited) in others.items():
        if people > 100_000 and not limited:
            continue
        try:
            times = list(timed(make(G), pairs))
        except ImportError:
            continue
        if limited:
            for (_, theirs), (_, own) in zip(times, mine, strict=False):
                np.testing.assert_allclose(theirs, own, rtol=1e-9)
        lines.append(row(name, [took for took, _ in times], base))
    raw = world(people)
    variants = {
        "netgraph, 3 hops": ours(G, hops=3),
        "netgraph, the 5 best that share nobody, 3 hops": ours_disjoint(G),
        "netgraph, strengths up to 50 and more": ours(raw),
    }
    lines += [
        row(name, [x for x, _ in timed(query, pairs)], base) for name, query in variants.items()
    ]
    return lines


def main(arguments: list[str]) -> None:
    for people in map(int, arguments or ["1000", "10000", "100000"]):
        print(*compare(people), sep="\n", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
