"""Layouts: CPU seconds, and how many of the ten nearest on the map are of the same planted group.

python -m benchmarks.maps.layouts 1000 10000
"""

import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from benchmarks.maps.planted import planted
from netgraph.maps import layout

Positions = Mapping[str, Any]
PEERS_UP_TO = 1000
"""networkx needs minutes above this."""


def share(at: Positions, group: NDArray[np.int64]) -> float:
    """Share of the ten nearest that are of one's own group."""
    nearest = cKDTree([at[p] for p in sorted(at)]).query([at[p] for p in sorted(at)], 11)[1][:, 1:]
    return float((group[nearest] == group[:, None]).mean())


def peers(people: int) -> "dict[str, Callable[[nx.Graph[str]], Positions]]":
    """The layouts to compare."""
    ours: dict[str, Callable[[nx.Graph[str]], Positions]] = {
        "netgraph, clusters": layout,
        "netgraph, spread": lambda G: layout(G, kind="spread"),
    }
    if people <= PEERS_UP_TO:
        ours["networkx, spring"] = lambda G: nx.spring_layout(G, seed=0)
        ours["networkx, ForceAtlas2"] = lambda G: nx.forceatlas2_layout(G, seed=0)
        ours["networkx, ForceAtlas2 LinLog"] = lambda G: nx.forceatlas2_layout(
            G, seed=0, linlog=True, max_iter=300
        )
    return ours


def main() -> None:
    print(f"{'people':>7} {'ties':>7}  {'layout':<30} {'CPU s':>6} {'small':>6} {'large':>6}")
    for people in map(int, sys.argv[1:] or ["1000", "10000"]):
        G, small, wide = planted(people)
        for name, place in peers(people).items():
            start = time.process_time()
            at = place(G)
            spent = time.process_time() - start
            print(
                f"{people:>7} {G.number_of_edges():>7}  {name:<30} {spent:>6.2f} "
                f"{share(at, small):>6.3f} {share(at, wide):>6.3f}"
            )


if __name__ == "__main__":
    main()
