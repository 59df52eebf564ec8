"""Networks whose clusters are known: small groups inside large ones, few with many ties."""

import networkx as nx
import numpy as np
from numpy.typing import NDArray

SMALL = 45
"""People in a small group on average."""


def planted(
    people: int, *, large: int = 12, seed: int = 0
) -> "tuple[nx.Graph[str], NDArray[np.int64], NDArray[np.int64]]":
    """Four ties in five stay in the small group, three in four of the rest in the large one.

    Returns:
        The network, and the small and the large group of each person in the order of the ids.
    """
    rng = np.random.default_rng(seed)
    groups = max(1, people // SMALL)
    small = rng.integers(0, groups, people)
    wide = small % max(2, min(large, groups // 3))
    activity = rng.pareto(2.5, people) + 0.5
    pools = [np.flatnonzero(small == g) for g in range(groups)]
    circles = [np.flatnonzero(wide == g) for g in range(wide.max() + 1)]
    share = {
        id(pool): np.cumsum(activity[pool]) / activity[pool].sum()
        for pool in (*pools, *circles)
        if len(pool)
    }
    G: nx.Graph[str] = nx.Graph()
    G.add_nodes_from(f"p{i:06d}" for i in range(people))
    for i, ties in enumerate(rng.poisson(3.4 * activity).tolist()):
        for _ in range(max(1, ties)):
            chance = rng.random()
            pool = pools[small[i]] if chance < 0.8 else circles[wide[i]]
            j = (
                int(pool[np.searchsorted(share[id(pool)], rng.random())])
                if chance < 0.95
                else int(rng.integers(people))
            )
            if i != j:
                G.add_edge(
                    f"p{i:06d}",
                    f"p{j:06d}",
                    strength=float(rng.pareto(1.5) + 0.05),
                    evidence=["met once"],
                )
    return G, small, wide
