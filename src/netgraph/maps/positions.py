"""Where people stand on the map: components laid out one by one, then packed in rows."""

from collections.abc import Mapping
from typing import Any, Literal

import networkx as nx
import numpy as np
from scipy import sparse
from scipy.sparse import csgraph
from scipy.spatial import cKDTree

from netgraph.maps.forces import TINY, Pairs, Points, Ties, Values, settle, spectral_start

Kind = Literal["clusters", "spread"]

ROOM = 40.0
"""Side of the square that each person gets on average, in map units."""
SMALL = 30
"""Components up to this size are drawn by their distances, not by forces."""
MANY = 20_000
"""Above this, the forces need more steps to settle and discs are not pushed apart."""
CROWD = 2_000
"""Up to this, discs of tight clusters are pushed apart even in the cluster layout."""


def layout(
    G: "nx.Graph[str]",
    *,
    seed: int = 0,
    kind: Kind = "clusters",
    pinned: Mapping[str, tuple[float, float]] | None = None,
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
    ties = ties_of(G, people)
    known = {p: pinned[p] for p in people if p in pinned} if pinned else {}
    if known:
        at = _around(people, ties, known, rng, logarithmic=kind == "clusters")
    else:
        at = _packed([_component(ties, m, rng, kind) for m in _members(ties)], ties.count)
    placed = zip(people, np.round(at, 1).tolist(), strict=True)
    return {person: (x + 0.0, y + 0.0) for person, (x, y) in placed}


def ties_of(G: "nx.Graph[str]", people: list[str]) -> Ties:
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
    return Ties(len(people), ends, np.clip(np.sqrt(strength / middle), 0.3, 3.0))


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
        spectral_start(part, rng),
        part,
        rng,
        steps=150 if part.count <= MANY else 300,
        logarithmic=kind == "clusters",
    )
    at = _level(_gathered(at))
    at *= ROOM * np.sqrt(part.count) / (np.sqrt(np.prod(_extent(at))) + TINY)
    if part.count <= CROWD or (kind == "spread" and part.count <= MANY):
        at = push_apart(at, rng, gap=ROOM * (0.55 if kind == "clusters" else 0.8))
    return members, at


def _restricted(ties: Ties, members: Pairs) -> Ties:
    if len(members) == ties.count:
        return ties
    place = np.full(ties.count, -1)
    place[members] = np.arange(len(members))
    ends = place[ties.ends]
    inside = ends[:, 0] >= 0
    return Ties(len(members), ends[inside], ties.weight[inside])


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
    """Set components in rows, the largest first.

    If one holds half of the people it is the picture: the others go under it, or beside it if they
    need much room.
    """
    boxes = [np.ptp(at, axis=0) + ROOM * (1.6 if len(at) > 1 else 0.7) for _, at in components]
    area = [float(np.prod(box)) for box in boxes]
    wide, high = boxes[0].tolist()
    out = np.zeros((count, 2))
    if len(components[0][0]) < count / 2:
        _in_rows(out, components, boxes, corner=(0.0, 0.0), width=1.25 * np.sqrt(sum(area)))
        return out
    beside = sum(area[1:]) > 0.25 * area[0]
    corner = (wide, 0.0) if beside else (0.0, high)
    width = 1.1 * sum(area[1:]) / high if beside else wide
    _in_rows(out, components[:1], boxes[:1], corner=(0.0, 0.0), width=wide)
    _in_rows(out, components[1:], boxes[1:], corner=corner, width=width)
    return out


def _in_rows(
    out: Points,
    components: list[tuple[Pairs, Points]],
    boxes: list[Values],
    *,
    corner: tuple[float, float],
    width: float,
) -> None:
    """Write components into `out` from left to right, in rows as wide as asked or as needed."""
    width = max([width, *(float(box[0]) for box in boxes)])
    (x, y), row = corner, 0.0
    for (members, at), box in zip(components, boxes, strict=True):
        if x > corner[0] and x + box[0] > corner[0] + width + TINY:
            x, y, row = corner[0], y + row, 0.0
        out[members] = at - at.min(axis=0) + (x, y)
        x, row = x + float(box[0]), max(row, float(box[1]))


def _around(
    people: list[str],
    ties: Ties,
    known: Mapping[str, tuple[float, float]],
    rng: np.random.Generator,
    *,
    logarithmic: bool,
) -> Points:
    """Keep the known positions; start the others beside their neighbours and let them settle."""
    fixed = np.array([person in known for person in people])
    at = np.array([known.get(person, (0.0, 0.0)) for person in people], dtype=float)
    at[~fixed] = at[fixed].mean(axis=0)
    left, right = ties.ends.T
    for _ in range(20):  # far enough for a chain of newcomers
        degree = np.maximum(ties.per_person(np.ones(len(left))), 1)
        for axis in (0, 1):
            total = np.bincount(left, at[right, axis], ties.count)
            total += np.bincount(right, at[left, axis], ties.count)
            new = total / degree
            alone = ties.per_person(np.ones(len(left))) == 0
            at[:, axis] = np.where(fixed | alone, at[:, axis], new)
    at[~fixed] += rng.normal(0, ROOM / 2, (int((~fixed).sum()), 2))
    return settle(at, ties, rng, steps=60, logarithmic=logarithmic, fixed=fixed)
