"""Forces between people, computed for all of them at once with NumPy and SciPy.

Repulsion is a convolution on a grid, done by FFT, so one step costs O(n + g^2 log g) instead of
O(n^2). Attraction and the adaptive step size follow ForceAtlas2 (Jacomy, Venturini, Heymann and
Bastian, PLoS ONE 9(6), 2014); the logarithmic attraction is Noack's LinLog (Journal of Graph
Algorithms and Applications 11(2), 2007), which pulls clusters apart.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from scipy import fft

Points = NDArray[np.float64]
Values = NDArray[np.float64]
Pairs = NDArray[np.int64]

TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Ties:
    """The ties of `count` people: who (`ends`, one pair a row) and how strong (`weight`).

    `community` tells to which community each person belongs, where that is known.
    """

    count: int
    ends: Pairs
    weight: Values
    community: Pairs = field(default_factory=lambda: np.zeros(0, dtype=np.int64))

    def per_person(self, values: Values) -> Values:
        """Sum a value of every tie at both of its ends."""
        left, right = self.ends.T
        total = np.bincount(left, values, self.count) + np.bincount(right, values, self.count)
        return total.astype(float)


@dataclass(frozen=True, slots=True)
class Grid:
    """A square grid and the Fourier transform of the 1/r push that a unit mass exerts on it."""

    cells: int
    push_x: NDArray[np.complex64]
    push_y: NDArray[np.complex64]

    @classmethod
    def of(cls, count: int) -> "Grid":
        """Choose a grid of 128, 256 or 512 cells a side, so that few people share a cell."""
        cells = int(2 ** np.clip(np.ceil(np.log2(np.sqrt(count) * 1.6)), 7, 9))
        offset = np.arange(2 * cells, dtype=np.float32)
        offset[cells:] -= 2 * cells
        square = offset[:, None] ** 2 + offset[None, :] ** 2
        square[0, 0] = np.inf
        return cls(
            cells,
            fft.rfft2(offset[:, None] / square, workers=1),
            fft.rfft2(offset[None, :] / square, workers=1),
        )


def lengths(vectors: Points) -> Values:
    """How long each vector is; NumPy sums rows of two several times slower."""
    return np.asarray(np.sqrt(np.einsum("ij,ij->i", vectors, vectors)))


def repulsion(at: Points, mass: Values, grid: Grid, rng: np.random.Generator) -> Points:
    """Push of everybody on everybody, falling with distance.

    The grid is shifted at random at each call: a fixed one shows as streaks along its axes.
    """
    low, high = at.min(axis=0), at.max(axis=0)
    cell = (high - low).max() * 1.0001 / (grid.cells - 5) + TINY
    origin = (low + high) / 2 - cell * ((grid.cells - 1) / 2 - 2 * (rng.random(2) - 0.5))
    corner, share = _shares((at - origin) / cell, grid.cells)
    density = np.zeros(grid.cells**2)
    for where, part in zip(corner, share, strict=True):
        density += np.bincount(where, mass * part, grid.cells**2)
    plane = density.reshape(grid.cells, -1).astype(np.float32)  # half the work, and exact enough
    # The other half of the plane is empty, and nobody asks what is pushed there: so by one axis
    # after the other, and only where it counts.
    wave = fft.fft(fft.rfft(plane, 2 * grid.cells, axis=1), 2 * grid.cells, axis=0)
    force = np.empty_like(at)
    for axis, kernel in enumerate((grid.push_x, grid.push_y)):
        rows = fft.ifft(wave * kernel, axis=0)[: grid.cells]
        flat = fft.irfft(rows, 2 * grid.cells, axis=1)[:, : grid.cells].ravel()
        force[:, axis] = sum(part * flat[i] for i, part in zip(corner, share, strict=True))
    return np.asarray(force * (mass / cell)[:, None])


def _shares(at: Points, cells: int) -> tuple[list[NDArray[np.int64]], list[Values]]:
    """The four grid points around each person, and how much of the mass each of them takes."""
    whole = at.astype(np.int64)
    right, up = (at - whole).T
    base = whole[:, 0] * cells + whole[:, 1]
    corner = [base, base + 1, base + cells, base + cells + 1]
    return corner, [(1 - right) * (1 - up), (1 - right) * up, right * (1 - up), right * up]


def attraction(at: Points, ties: Ties, *, logarithmic: bool) -> Points:
    """Pull along the ties: growing with the distance, or with its logarithm (LinLog)."""
    left, right = ties.ends.T
    pull = at[left] - at[right]
    factor = ties.weight
    if logarithmic:
        length = lengths(pull) + TINY
        factor = factor * np.log1p(length) / length
    pull *= factor[:, None]
    force = np.empty_like(at)
    for axis in (0, 1):
        force[:, axis] = np.bincount(right, pull[:, axis], ties.count)
        force[:, axis] -= np.bincount(left, pull[:, axis], ties.count)
    return force


@dataclass(slots=True)
class Pace:
    """How far people may move in one step: little while they swing, more while they travel."""

    speed: float = 1.0
    efficiency: float = 1.0
    before: Points = field(default_factory=lambda: np.zeros((0, 2)))

    def step(self, force: Points, mass: Values) -> Points:
        """Turn forces into moves, and adapt the pace to how much they swung since last time."""
        before = self.before if len(self.before) else np.zeros_like(force)
        swing = lengths(force - before)
        travel = lengths(force + before) / 2
        self._adapt(float((mass * swing).sum()) + TINY, float((mass * travel).sum()), len(force))
        self.before = force
        return np.asarray(force * (self.speed / (1 + np.sqrt(self.speed * swing)))[:, None])

    def _adapt(self, swing: float, travel: float, count: int) -> None:
        ideal = 0.05 * np.sqrt(count)
        tolerance = max(np.sqrt(ideal), min(10.0, ideal * travel / count**2))
        if swing > 2 * travel:
            self.efficiency = max(0.05, self.efficiency * 0.5)
            tolerance = max(tolerance, 1.0)
        target = tolerance * self.efficiency * travel / swing
        if swing > tolerance * travel:
            self.efficiency = max(0.05, self.efficiency * 0.7)
        elif self.speed < 1000:  # noqa: PLR2004 - ForceAtlas2's own bound
            self.efficiency *= 1.3
        self.speed += min(target - self.speed, 0.5 * self.speed)


def settle(
    at: Points,
    ties: Ties,
    rng: np.random.Generator,
    *,
    steps: int,
    logarithmic: bool,
    fixed: NDArray[np.bool_] | None = None,
) -> Points:
    """Let the forces work for a number of steps; people marked `fixed` stay where they are."""
    mass = ties.per_person(np.ones(len(ties.ends))) + 1
    grid, pace = Grid.of(ties.count), Pace()
    free = 1.0 if fixed is None else np.where(fixed, 0.0, 1.0)[:, None]
    for _ in range(steps):
        force = 2 * repulsion(at, mass, grid, rng) + attraction(at, ties, logarithmic=logarithmic)
        middle = at - at.mean(axis=0)
        force -= middle * (mass / (lengths(middle) + TINY))[:, None]
        move = pace.step(force, mass)
        length = lengths(move) + TINY
        furthest = 0.1 * np.ptp(at, axis=0).max() + TINY
        at = at + move * np.minimum(1, furthest / length)[:, None] * free
    return at
