"""Where people stand before the forces work: communities apart, in each a random walk's order."""

import numpy as np
from scipy import sparse

from netgraph.maps.forces import TINY, Pairs, Points, Ties, Values, settle

APART = 250.0
"""How far communities start from one another: forces pull together better than they disentangle."""


def community_start(ties: Ties, rng: np.random.Generator) -> Points:
    """Set communities apart as their ties to one another ask, and people around their middles.

    Forces alone cannot disentangle hundreds of small communities that begin in one place.
    """
    of = np.unique(ties.community, return_inverse=True)[1]
    size = np.bincount(of)
    if len(size) == 1:
        return spectral_start(ties, rng)
    across = of[ties.ends[:, 0]] != of[ties.ends[:, 1]]
    at = spectral_start(Ties(ties.count, ties.ends[~across], ties.weight[~across]), rng)
    for axis in (0, 1):
        at[:, axis] -= (np.bincount(of, at[:, axis]) / size)[of]
    spread = np.sqrt(np.bincount(of, (at**2).sum(axis=1)) / size) + TINY
    at *= (0.5 * np.sqrt(size) / spread)[of][:, None]
    between = _quotient(of[ties.ends[across]], ties.weight[across], size)
    middle = settle(rng.normal(size=(len(size), 2)), between, rng, steps=200, logarithmic=False)
    middle *= 0.35 * np.sqrt(ties.count) / (middle.std() + TINY)
    return np.asarray((middle[of] + at) * APART)


def _quotient(ends: Pairs, weight: Values, size: Pairs) -> Ties:
    """Ties of communities: what their people have in common, fairly to small and large."""
    low, high = np.sort(ends, axis=1).T
    total = sparse.coo_matrix((weight, (low, high)), (len(size), len(size))).tocsr().tocoo()
    strength = total.data / np.sqrt(size[total.row] * size[total.col])
    pairs = np.column_stack([total.row, total.col]).astype(np.int64)
    return Ties(len(size), pairs, strength / np.median(strength))


def spectral_start(ties: Ties, rng: np.random.Generator, *, rounds: int = 60) -> Points:
    """Where a random walk would tell people apart: smoothed noise, kept orthogonal.

    People of one cluster start together, so that the forces need only arrange them.
    """
    total = np.maximum(ties.per_person(ties.weight), TINY)
    left, right = ties.ends.T
    both = (np.r_[left, right], np.r_[right, left])
    shape = (ties.count, ties.count)
    matrix = sparse.csr_matrix((np.r_[ties.weight, ties.weight], both), shape)
    walk = (sparse.diags(0.5 / total) @ matrix + 0.5 * sparse.eye(ties.count)).tocsr()
    root = np.sqrt(total)[:, None]
    wave = rng.normal(size=(ties.count, min(8, ties.count)))
    for turn in range(1, rounds + 1):
        wave = walk @ wave
        wave -= (total[:, None] * wave).sum(axis=0) / total.sum()
        if turn % 10 == 0:
            wave = np.linalg.qr(root * wave)[0] / root
    order = np.argsort(-(total[:, None] * wave * (walk @ wave)).sum(axis=0), kind="stable")
    at = wave[:, order[:2]]
    at = at / (at.std(axis=0) + TINY)
    at = np.arcsinh(2 * at) + rng.normal(0, 0.05, at.shape)
    at -= at.mean(axis=0)
    return np.asarray(at / (at.std() + TINY) * np.sqrt(ties.count) * 10)
