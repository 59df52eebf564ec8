"""Networks to measure on: clustered, heavy-tailed, ten ties a person on average."""

from __future__ import annotations

import networkx as nx
import numpy as np
from numpy.typing import NDArray


def world(
    people: int, *, seed: int = 1, degree: float = 10.0, below_one: bool = False
) -> nx.Graph[str]:
    """Make a network of communities of about 100, where a few people know very many.

    Four ties of five stay inside a community; ends are drawn in proportion to a Pareto weight
    (exponent 2.3), so that a few know a thousand and more. Strengths are log-normal with a quarter
    of them above 1; ``below_one`` saturates them, for engines that need probabilities.
    """
    rng = np.random.default_rng(seed)
    weight = np.minimum(rng.pareto(1.3, people) + 1, 0.01 * people)
    wanted = int(people * degree / 2 * 1.35)  # some are drawn twice
    group = rng.integers(0, max(1, people // 100), people)
    order = np.argsort(group, kind="stable")
    near = _within(rng, weight, group, order, int(wanted * 0.85))
    share = weight / weight.sum()
    far = rng.choice(people, (int(wanted * 0.2), 2), p=share)
    pairs = np.sort(np.concatenate([near, far]), axis=1)
    pairs = np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)
    strength = rng.lognormal(-1.0, 1.4, len(pairs))
    strength = -np.expm1(-strength) if below_one else strength
    names = [f"p{i:07d}" for i in range(people)]
    graph: nx.Graph[str] = nx.Graph()
    graph.add_nodes_from(names)
    ties = zip(pairs[:, 0].tolist(), pairs[:, 1].tolist(), strength.tolist(), strict=True)
    graph.add_edges_from((names[a], names[b], {"strength": s}) for a, b, s in ties)
    return graph


def _within(
    rng: np.random.Generator,
    weight: NDArray[np.float64],
    group: NDArray[np.int64],
    order: NDArray[np.intp],
    count: int,
) -> NDArray[np.intp]:
    """Draw one end by weight, the other by weight among those of the same group."""
    running = np.cumsum(weight[order])
    sorted_groups = group[order]
    start = np.searchsorted(sorted_groups, np.arange(group.max() + 1))
    end = np.append(start[1:], len(order))
    before = np.concatenate([[0.0], running])
    low, high = before[start], before[end]
    first = rng.choice(len(weight), count, p=weight / weight.sum())
    its = group[first]
    point = low[its] + rng.random(count) * (high[its] - low[its])
    second = order[np.minimum(np.searchsorted(running, point, side="right"), len(order) - 1)]
    return np.stack([first, second], axis=1)
