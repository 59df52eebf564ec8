"""Where people stand on the map: components laid out one by one, then packed in rows."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from netgraph.errors import GraphError
from netgraph.maps.forces import TINY, Pairs, Points, Ties, Values, settle
from netgraph.maps.starting import community_start
from netgraph.metrics.clusters import communities

Kind = Literal["clusters", "spread"]

ROOM = 40.0
"""Side of the square that each person gets on average, in map units."""
SCREEN = 1.3
"""How much wider than high the room for a map usually is."""
BETWEEN = 0.5
"""How much a tie between two communities pulls, when clusters are to be seen."""
SMALL = 30
"""Components up to this size are drawn by their distances, not by forces."""
MANY = 10_000
"""Up to this, discs of the spread layout are pushed apart."""
CROWD = 2_000
"""Up to this, discs are pushed apart in the cluster layout; beyond, only so far that all show."""


def layout(
    G: "nx.Graph[str]",
    *,
    seed: int = 0,
    kind: Kind = "clusters",
    pinned: Mapping[str, tuple[float, float]] | None = None,
    found: Mapping[str, int] | None = None,
) -> dict[str, tuple[float, float]]:
    """Place people so that those who know each other stand close together.

    The cluster layout (LinLog) shows clusters further apart than they are; `"spread"` is truer to
    distances and looser. Components are drawn one by one and packed in rows, the largest first;
    people without ties stand in a block at the end.

    Args:
        G: The network; `strength` of a tie counts where there is one.
        seed: The same seed and graph give the same positions.
        kind: `"clusters"` or `"spread"`.
        pinned: Positions to keep, from an earlier map: the others are placed around them.
        found: The communities, if they are known already: they start apart.

    Returns:
        Position of every person, in map units, y pointing down.

    Examples:
        >>> layout(nx.Graph())
        {}
        >>> layout(nx.path_graph(["a", "b"]))["a"]
        (0.0, 0.0)

    References:
        Noack, "Energy models for graph clustering", JGAA 11(2), 2007;
        Jacomy et al., "ForceAtlas2", PLoS ONE 9(6), 2014.
    """
    people = sorted(G)
    if not people:
        return {}
    rng = np.random.default_rng(seed)
    ties = ties_of(G, people, _communities(G, seed) if found is None else found)
    known = pinned or {}
    fixed = np.array([p in known for p in people])
    if fixed.any():
        start = np.array([known.get(p, (0.0, 0.0)) for p in people], dtype=float)
        at = _around(ties, start, fixed, rng, kind)
    else:
        at = _packed([_component(ties, m, rng, kind) for m in _members(ties)], ties.count)
    placed = zip(people, np.round(at, 1).tolist(), strict=True)
    return {person: (x + 0.0, y + 0.0) for person, (x, y) in placed}


def _communities(G: "nx.Graph[str]", seed: int) -> dict[str, int]:
    """Find who belongs together; where strengths make no sense, every tie counts alike."""
    try:
        return communities(G, seed=seed)
    except GraphError:
        return communities(G, seed=seed, weight=None)


def ties_of(G: "nx.Graph[str]", people: list[str], found: Mapping[str, int]) -> Ties:
    """Read the ties into arrays, strengths compressed: one close friendship must not fold a map."""
    index = {person: i for i, person in enumerate(people)}
    rows = sorted(
        (min(index[a], index[b]), max(index[a], index[b]), _strength(data))
        for a, b, data in G.edges(data=True)
        if a != b
    )
    ends = np.array([row[:2] for row in rows], dtype=np.int64).reshape(-1, 2)
    strength = np.array([row[2] for row in rows])
    middle = float(np.median(strength)) if rows else 1.0
    weight = np.clip(np.sqrt(strength / middle), 0.3, 3.0)
    return Ties(len(people), ends, weight, np.array([found[person] for person in people]))


def _strength(data: Mapping[str, Any]) -> float:
    value = data.get("strength", 1.0)
    usable = isinstance(value, int | float) and np.isfinite(value) and value > 0
    return float(value) if usable else 1.0


def _members(ties: Ties) -> list[Pairs]:
    """Who belongs to each component, the largest first."""
    left, right = ties.ends.T
    matrix = sparse.csr_matrix((np.ones(len(left)), (left, right)), (ties.count, ties.count))
    _, label = csgraph.connected_components(matrix, directed=False)
    order = np.argsort(label, kind="stable")
    groups = np.split(order, np.flatnonzero(np.diff(label[order])) + 1)
    return sorted(groups, key=lambda group: (-len(group), int(group[0])))


def _component(
    ties: Ties, members: Pairs, rng: np.random.Generator, kind: Kind
) -> tuple[Pairs, Points]:
    """Lay out one component around the origin, in map units."""
    part = _restricted(ties, members)
    if part.count == 1:
        return members, np.zeros((1, 2))
    if part.count <= SMALL:
        return members, _by_distance(part, rng)
    hub = int(np.argmax(part.per_person(np.ones(len(part.ends)))))
    if (part.ends == hub).any(axis=1).all():
        return members, _sunflower(part, hub)
    at = settle(
        community_start(part, rng),
        gathering(part) if kind == "clusters" else part,
        rng,
        steps=int(np.clip(part.count / 100, 100, 300)),  # crowds need longer to settle
        logarithmic=kind == "clusters",
    )
    at = _level(_gathered(at))
    at *= ROOM * np.sqrt(part.count) / (np.sqrt(np.prod(_extent(at))) + TINY)
    if part.count <= CROWD or (kind == "spread" and part.count <= MANY):
        at = push_apart(at, rng, gap=ROOM * (0.55 if kind == "clusters" else 0.8))
    else:
        at = push_apart(at, rng, gap=ROOM / 4, rounds=10)
    return members, at


def gathering(ties: Ties) -> Ties:
    """Let ties between communities pull less: networks of many small circles would tangle."""
    one, other = ties.community[ties.ends].T
    return replace(ties, weight=ties.weight * np.where(one == other, 1.0, BETWEEN))


def _restricted(ties: Ties, members: Pairs) -> Ties:
    if len(members) == ties.count:
        return ties
    place = np.full(ties.count, -1)
    place[members] = np.arange(len(members))
    ends = place[ties.ends]
    inside = ends[:, 0] >= 0
    return Ties(len(members), ends[inside], ties.weight[inside], ties.community[members])


def _by_distance(ties: Ties, rng: np.random.Generator) -> Points:
    """Stress majorisation (SMACOF; Gansner, Koren and North 2004): exact, for few people."""
    left, right = ties.ends.T
    matrix = sparse.csr_matrix((np.ones(len(left)), (left, right)), (ties.count, ties.count))
    goal = csgraph.shortest_path(matrix, directed=False, unweighted=True)
    weight = 1 / np.maximum(goal, 1) ** 2 * (1 - np.eye(ties.count))
    inverse = np.linalg.pinv(np.diag(weight.sum(axis=1)) - weight)
    at = rng.normal(size=(ties.count, 2))
    for _ in range(60):
        apart = at[:, None] - at[None]
        ratio = weight * goal / (np.sqrt((apart**2).sum(axis=2)) + TINY)
        at = inverse @ (np.diag(ratio.sum(axis=1)) - ratio) @ at
    return push_apart(_level(at) * ROOM * 1.4, rng, gap=ROOM * 0.75)


def _sunflower(star: Ties, hub: int) -> Points:
    """A star says nothing but how strong its ties are: the strongest stand nearest to the hub."""
    strength = star.per_person(star.weight)
    strength[hub] = np.inf
    place = np.empty(star.count)
    place[np.argsort(-strength, kind="stable")] = np.arange(star.count)
    angle = place * np.pi * (3 - np.sqrt(5))
    radius = 0.6 * ROOM * np.sqrt(place) + np.where(place > 0, ROOM, 0)
    return np.asarray(np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None])


def _gathered(at: Points) -> Points:
    """Bring those in who fly far off, so that they do not make everybody else small."""
    at = at - np.median(at, axis=0)
    away = np.sqrt((at**2).sum(axis=1)) + TINY
    edge = 1.25 * np.percentile(away, 90) + TINY
    ratio = np.maximum(away / edge, 1)
    return np.asarray(at * ((1 + 0.5 * np.log(ratio)) / ratio)[:, None])


def _level(at: Points) -> Points:
    """Turn the picture so that it is widest from left to right: screens are."""
    at = at - at.mean(axis=0)
    axes = np.linalg.eigh(at.T @ at)[1][:, ::-1]
    axes = axes * np.where(axes[0] < 0, -1.0, 1.0)
    return np.asarray(at @ axes)


def _extent(at: Points) -> Values:
    """Width and height without the outermost two in a hundred."""
    return np.asarray(np.percentile(at, 99, axis=0) - np.percentile(at, 1, axis=0))


def push_apart(at: Points, rng: np.random.Generator, *, gap: float, rounds: int = 40) -> Points:
    """Move people who stand closer than `gap` away from each other, a little at a time."""
    at = at + rng.normal(0, gap * 0.01, at.shape)
    for _ in range(rounds):
        close = cKDTree(at).query_pairs(gap, output_type="ndarray")
        if not len(close):
            break
        apart = at[close[:, 0]] - at[close[:, 1]]
        length = np.sqrt((apart**2).sum(axis=1)) + TINY
        apart *= ((gap - length) / length / 2)[:, None]
        crowd = np.sqrt(np.bincount(close.ravel(), minlength=len(at)) + 1.0)
        for axis in (0, 1):
            push = np.bincount(close[:, 0], apart[:, axis], len(at))
            push -= np.bincount(close[:, 1], apart[:, axis], len(at))
            at[:, axis] += push / crowd
    return at


def _packed(components: list[tuple[Pairs, Points]], count: int) -> Points:
    """Set components in rows, or the largest by itself and the others in rows beside it.

    Whichever of the two can be shown larger on a screen is taken. Where one component holds most
    people it is the picture, and the others stand closer.
    """
    close = 0.7 if len(components[0][0]) > count / 2 else 1.0
    components = [components[0], *((members, at * close) for members, at in components[1:])]
    boxes = [
        np.ptp(at, axis=0) + ROOM * close * (1.6 if len(at) > 1 else 0.6) for _, at in components
    ]
    area = np.array([np.prod(box) for box in boxes])
    wide, high = boxes[0].tolist()
    rows = _rows(boxes, max(wide, SCREEN * np.sqrt(area.sum())))
    rest = _rows(boxes[1:], 1.1 * area[1:].sum() / high) + np.array([wide, 0.0])
    beside = np.vstack([np.zeros((1, 2)), rest])
    corners = min((rows, beside), key=lambda way: (np.max(way + boxes, axis=0) / (SCREEN, 1)).max())
    out = np.zeros((count, 2))
    for (members, at), corner in zip(components, corners, strict=True):
        out[members] = at - at.min(axis=0) + corner
    return out


def _rows(boxes: list[Values], width: float) -> Points:
    """Corners of boxes set from left to right, in rows as wide as asked or as needed."""
    width = max([width, *(float(box[0]) for box in boxes)])
    corners, x, y, row = np.zeros((len(boxes), 2)), 0.0, 0.0, 0.0
    for i, (wide, high) in enumerate(boxes):
        if x and x + wide > width + TINY:
            x, y, row = 0.0, y + row, 0.0
        corners[i] = x, y
        x, row = x + float(wide), max(row, float(high))
    return corners


def _around(
    ties: Ties, at: Points, fixed: NDArray[np.bool_], rng: np.random.Generator, kind: Kind
) -> Points:
    """Keep who is fixed; the others start beside their neighbours and settle.

    Newcomers whom no tie leads to from anybody fixed are laid out as if alone, and stand below.
    """
    groups = _members(ties)
    near = np.sort(np.concatenate([m for m in groups if fixed[m].any()]))
    strangers = [m for m in groups if not fixed[m].any()]
    at[near] = _joining(_restricted(ties, near), at[near], fixed[near], rng, kind)
    if strangers:
        apart = np.concatenate(strangers)
        below = _packed([_component(ties, m, rng, kind) for m in strangers], ties.count)[apart]
        at[apart] = below + np.array([at[near, 0].min(), at[near, 1].max() + ROOM])
    return at


def _joining(
    ties: Ties, at: Points, fixed: NDArray[np.bool_], rng: np.random.Generator, kind: Kind
) -> Points:
    """Let newcomers settle among those whom they are tied to."""
    new = ~fixed
    at[new] = at[fixed].mean(axis=0)
    left, right = ties.ends.T
    degree = np.maximum(ties.per_person(np.ones(len(left))), 1)
    for _ in range(20):  # far enough for a chain of newcomers
        total = [
            np.bincount(left, at[right, axis], ties.count)
            + np.bincount(right, at[left, axis], ties.count)
            for axis in (0, 1)
        ]
        at[new] = (np.column_stack(total) / degree[:, None])[new]
    at[new] += rng.normal(0, ROOM / 2, (int(new.sum()), 2))
    return settle(at, ties, rng, steps=60, logarithmic=kind == "clusters", fixed=fixed)
