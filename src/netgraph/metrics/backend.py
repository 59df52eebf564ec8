"""Our kernels as a NetworkX backend: ``nx.constraint(G, backend="netgraph")``.

NetworkX keeps converted graphs, and does not notice a weight written as ``G[a][b]["w"] = 2``. Our
conversion only points to the graph, whose arrays `netgraph.metrics.engine` keeps up to date itself.
"""

# ruff: noqa: FBT001, FBT002, PLR0917 - the signatures are NetworkX's
from __future__ import annotations

import inspect
import random
from collections.abc import Iterable, Iterator
from typing import Any

import networkx as nx
import numpy as np

from netgraph.metrics.betweenness import exact
from netgraph.metrics.engine import View, view
from netgraph.metrics.kernels import around, cuts, holes, support
from netgraph.metrics.leiden import leiden
from netgraph.metrics.searches import spans

__all__ = ["Backend"]

#: Arguments that change what is computed, with the only value we can do.
_ONLY = {
    "k": None, "endpoints": False, "max_level": None, "metric": "modularity", "theta": 0.01,
}  # fmt: skip
_UNWEIGHTED = {"average_clustering", "betweenness_centrality", "clustering", "local_bridges"}
_NO_LOOPS = {"constraint", "effective_size", "leiden_communities"}


class Pointer:
    """What NetworkX takes for a converted graph: the graph itself, and which weight is meant."""

    __networkx_backend__ = "netgraph"

    def __init__(self, G: nx.Graph[Any], weight: str | None) -> None:
        self.graph, self.weight = G, weight

    def is_directed(self) -> bool:
        """Say what NetworkX asks: no."""
        return self.graph.is_directed()

    def is_multigraph(self) -> bool:
        """Say what NetworkX asks: no."""
        return self.graph.is_multigraph()

    def arrays(self) -> View:
        """Give the graph as arrays, as it is now."""
        return view(self.graph, weight=self.weight)


class Backend:
    """The interface NetworkX looks for. Each function answers as the one of its name there."""

    @staticmethod
    def convert_from_nx(
        G: nx.Graph[Any], *, edge_attrs: dict[str, Any] | None = None, **_: Any
    ) -> Pointer:
        """Point to the graph; the weight is the one edge attribute the function asks for."""
        return Pointer(G, next(iter(edge_attrs or {}), None))

    @staticmethod
    def convert_to_nx(result: Any, **_: Any) -> Any:
        """Give plain answers back as they are."""
        return result.graph if isinstance(result, Pointer) else result

    @staticmethod
    def can_run(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> bool | str:
        """Say whether we can, or why not."""
        given = _arguments(name, args, kwargs)
        G = given["G"]
        G = G.graph if isinstance(G, Pointer) else G
        if not isinstance(G, nx.Graph) or G.is_directed() or G.is_multigraph():
            return "only undirected graphs without parallel edges"
        if name in _UNWEIGHTED and given.get("weight") is not None:
            return "only without weights"
        if any(given.get(key, value) != value for key, value in _ONLY.items()):
            return f"only without {', '.join(_ONLY)}"
        if name in _NO_LOOPS and nx.number_of_selfloops(G):
            return "only without self-loops"
        return True

    @staticmethod
    def constraint(
        G: Pointer, nodes: Iterable[Any] | None = None, weight: str | None = None
    ) -> dict[Any, float]:
        """Burt's constraint."""
        del weight  # the pointer knows it
        return _per_node(G, holes(G.arrays()).constraint, nodes)

    @staticmethod
    def effective_size(
        G: Pointer, nodes: Iterable[Any] | None = None, weight: str | None = None
    ) -> dict[Any, float]:
        """Burt's effective size."""
        del weight
        return _per_node(G, holes(G.arrays()).effective_size, nodes)

    @staticmethod
    def triangles(G: Pointer, nodes: Any = None) -> Any:
        """Triangles of each node, or of the one asked for."""
        return _one_or_all(G, _triangles(G.arrays()), nodes)

    @staticmethod
    def clustering(G: Pointer, nodes: Any = None, weight: None = None) -> Any:
        """Clustering of each node, or of the one asked for."""
        del weight
        return _one_or_all(G, _clustering(G.arrays()), nodes)

    @staticmethod
    def average_clustering(
        G: Pointer,
        nodes: Iterable[Any] | None = None,
        weight: None = None,
        count_zeros: bool = True,
    ) -> float:
        """Mean clustering, of all or of those above 0."""
        del weight
        values = _clustering(G.arrays())
        if nodes is not None:
            values = np.array(list(_per_node(G, values, nodes).values()))
        counted = values if count_zeros else values[values > 0]
        return float(counted.sum()) / len(counted)

    @staticmethod
    def transitivity(G: Pointer) -> float:
        """Closed among all pairs of contacts."""
        arrays = G.arrays()
        pairs = int((arrays.degree * (arrays.degree - 1)).sum())
        return 2 * int(_triangles(arrays).sum()) / pairs if pairs else 0

    @staticmethod
    def betweenness_centrality(
        G: Pointer,
        k: None = None,
        normalized: bool = True,
        weight: None = None,
        endpoints: bool = False,
        seed: Any = None,
    ) -> dict[Any, float]:
        """Exact betweenness."""
        del k, weight, endpoints, seed
        n = len(G.graph)
        return _per_node(G, exact(G.arrays()) * (1 if normalized else (n - 1) * (n - 2) / 2), None)

    @staticmethod
    def articulation_points(G: Pointer) -> Iterator[Any]:
        """Nodes without which a component falls apart."""
        arrays = G.arrays()
        yield from (arrays.s.ids[x] for x in np.flatnonzero(cuts(arrays).person))

    @staticmethod
    def bridges(G: Pointer, root: Any = None) -> Iterator[tuple[Any, Any]]:
        """Edges without which a component falls apart; with a root, of its component."""
        arrays = G.arrays()
        if root is not None and root not in arrays.s.index:
            raise nx.NodeNotFound(f"Root node {root} is not in graph")
        cut = cuts(arrays)
        chosen = cut.tie
        if root is not None:
            chosen = chosen & (cut.component[arrays.s.u] == cut.component[arrays.s.index[root]])
        yield from _edges(G, arrays, np.flatnonzero(chosen).tolist()).values()

    @staticmethod
    def has_bridges(G: Pointer, root: Any = None) -> bool:
        """Say whether there is such an edge."""
        return any(True for _ in Backend.bridges(G, root))

    @staticmethod
    def local_bridges(
        G: Pointer, with_span: bool = True, weight: None = None
    ) -> Iterator[tuple[Any, ...]]:  # fmt: skip
        """Edges in no triangle, with the distance of their ends without them."""
        del weight
        arrays = G.arrays()
        open_ties = np.flatnonzero(support(arrays) == 0)
        edges = _edges(G, arrays, open_ties.tolist())
        if not with_span:
            yield from edges.values()
            return
        found = dict(zip(open_ties.tolist(), spans(arrays, open_ties).tolist(), strict=True))
        yield from ((*edge, found[tie]) for tie, edge in edges.items())

    @staticmethod
    def leiden_communities(
        G: Pointer, weight: str | None = "weight", resolution: float = 1, max_level: None = None,
        seed: Any = None, metric: str = "modularity", theta: float = 0.01,
    ) -> list[set[Any]]:  # fmt: skip
        """Communities, largest first."""
        del weight, max_level, metric, theta
        arrays = G.arrays()
        if not isinstance(seed, int):
            seed = (seed or random).randrange(1 << 31)
        labels = leiden(arrays, resolution=resolution, seed=seed)
        found: list[set[Any]] = [set() for _ in range(int(labels.max(initial=-1)) + 1)]
        for node, label in zip(arrays.s.ids, labels.tolist(), strict=True):
            found[label].add(node)
        return found


def _arguments(name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    """Name what was given; of what was not, what NetworkX does by itself (Leiden: not ours)."""
    given = inspect.signature(getattr(Backend, name)).bind(*args, **kwargs).arguments
    theirs = getattr(nx, name, None) or getattr(nx.community, name)
    metric = inspect.signature(theirs).parameters.get("metric")
    return given if metric is None else {"metric": metric.default, **given}


def _per_node(G: Pointer, values: Any, nodes: Iterable[Any] | None) -> dict[Any, Any]:
    """Give values as NetworkX does: by node, in the order of the graph or of those asked for."""
    found = dict(zip(G.arrays().s.ids, values.tolist(), strict=True))
    return {
        node: found[node] for node in (G.graph if nodes is None else G.graph.nbunch_iter(nodes))
    }


def _one_or_all(G: Pointer, values: Any, nodes: Any) -> Any:
    if nodes is not None and nodes in G.graph:
        return _per_node(G, values, [nodes])[nodes]
    return _per_node(G, values, nodes)


def _triangles(arrays: View) -> Any:
    return around(arrays, support(arrays))


def _clustering(arrays: View) -> Any:
    pairs = arrays.degree * (arrays.degree - 1)
    return 2 * _triangles(arrays) / np.maximum(pairs, 1)


def _edges(G: Pointer, arrays: View, ties: list[int]) -> dict[int, tuple[Any, Any]]:
    """Give edges with their ends in the order of the graph, as NetworkX does."""
    place = {node: x for x, node in enumerate(G.graph)}
    ends = {tie: (arrays.s.ids[arrays.s.u[tie]], arrays.s.ids[arrays.s.v[tie]]) for tie in ties}
    edges = {tie: (a, b) if place[a] < place[b] else (b, a) for tie, (a, b) in ends.items()}
    return dict(sorted(edges.items(), key=lambda item: tuple(map(place.__getitem__, item[1]))))
