"""Which people are worth comparing: those whose names may agree, found without trying all pairs.

A hundred thousand people make five thousand million pairs. It is names that are compared, every
two different ones once (`netgraph.identity.comparing`). Then everybody who bears the one is paired
with everybody who bears the other. Where that would be crowds, only those are paired who also
share a trait: an institution, a home, an acquaintance or the private part of an address. And who
shares a rare trait is paired although the names agree in part only.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from netgraph.identity.comparing import Names, Numbers, levels, overlap, spans, within
from netgraph.names import LEVELS

#: Most people in a crowd who share all that is known, who are paired.
_FINE: Final = 120
#: Most pairs of people that two names may make before the name says nothing.
_CROWD: Final = 200
#: Most people with a trait that is rare.
_RARE: Final = 12
_PARTIAL: Final = LEVELS.index("partial")


class Traits(NamedTuple):
    """What may tell that two people of one name are one: who has which, by number.

    Attributes:
        person: Position, sorted.
        trait: Number.
        telling: Whether it tells even of two whose names agree in part only.
    """

    person: Numbers
    trait: Numbers
    telling: NDArray[np.bool_]


class Pairs(NamedTuple):
    """Pairs of people with names that may be one person's, as columns.

    Attributes:
        a: Position of the one.
        b: Position of the other, which is larger.
        x: Which of the different names of `a` agrees best, by number.
        y: The same of `b`.
        level: How they agree, by number in `netgraph.names.LEVELS`.
        every: Everybody of these names was paired with everybody: the sample is not a choice.
    """

    a: Numbers
    b: Numbers
    x: Numbers
    y: Numbers
    level: Numbers
    every: NDArray[np.bool_]

    def take(self, rows: Numbers) -> Pairs:
        """Give some of the rows."""
        return Pairs(*(column[rows] for column in self))  # type: ignore[arg-type]  # by name


def pairs(person: Numbers, name: Numbers, names: Names, traits: Traits) -> tuple[Pairs, int]:
    """Find the pairs of people with a compatible name, or with part of a name and a rare trait.

    Args:
        person: With `name`: who bears which name, by number.
        name: Number of a name in `names`.
        names: Every different name.
        traits: What else may tell that two are one.

    Returns:
        The pairs, and how many people were not all paired, because too many share all that is
        known of them.
    """
    x, y, level = levels(names)
    known = x * len(names) + y
    order = np.argsort(name, kind="stable")
    bearers, size = person[order], np.bincount(name, minlength=len(names))
    start = np.cumsum(size) - size
    count = np.where(x == y, size[x] * (size[x] - 1) // 2, size[x] * size[y])
    few = count <= _CROWD
    light = _spread(x[few], y[few], bearers, start, size)
    heavy, lost = _by_trait(x[~few], y[~few], person, name, traits)
    a, b, x, y = (np.concatenate(both) for both in zip(light, heavy, strict=True))
    level = level[np.searchsorted(known, x * len(names) + y)]
    found = _best(Pairs(a, b, x, y, level, np.arange(len(a)) < len(light[0])))
    more = _in_part(found, person, name, names, traits)
    return Pairs(*map(np.concatenate, zip(found, more, strict=True))), lost  # type: ignore[arg-type]


def _spread(
    x: Numbers, y: Numbers, bearers: Numbers, start: Numbers, size: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Pair all who bear one name with all who bear the other."""
    count = size[x] * size[y]
    pair, place = spans(np.zeros_like(count), count)
    i, j = np.divmod(place, size[y][pair])
    return bearers[start[x][pair] + i], bearers[start[y][pair] + j], x[pair], y[pair]


def _by_trait(
    x: Numbers, y: Numbers, person: Numbers, name: Numbers, traits: Traits
) -> tuple[tuple[Numbers, Numbers, Numbers, Numbers], int]:
    """Pair those who bear frequent names and share something else."""
    names = int(name.max(initial=0)) + 1
    _, kin = connected_components(coo_array((np.ones(len(x)), (x, y)), shape=(names, names)))
    crowd = np.flatnonzero(np.isin(name, np.r_[x, y]))
    start, end = (np.searchsorted(traits.person, person[crowd], side) for side in ("left", "right"))
    which, place = spans(start, end - start)
    rows = crowd[which]
    group = kin[name[rows]] * (int(traits.trait.max(initial=0)) + 1) + traits.trait[place]
    one, other, lost = within(rows, group, _FINE)
    lower, upper = np.minimum(name[one], name[other]), np.maximum(name[one], name[other])
    meant = np.isin(lower * names + upper, x * names + y)
    one, other = one[meant], other[meant]
    swap = name[one] > name[other]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    return (person[one], person[other], name[one], name[other]), lost


def _in_part(found: Pairs, person: Numbers, name: Numbers, names: Names, traits: Traits) -> Pairs:
    """Pair those who share a rare trait, and of whose names the one or the other part agrees."""
    base = int(max(person.max(initial=0), traits.person.max(initial=0))) + 1
    own = np.full(base, -1)
    own[person[::-1]] = name[::-1]
    told = traits.telling & (own[traits.person] >= 0)
    a, b, _ = within(traits.person[told], traits.trait[told], _RARE)
    new = ~np.isin(a * base + b, found.a * base + found.b)
    a, b = a[new], b[new]
    fits = overlap(own[a], own[b], names).any(axis=0)
    a, b = a[fits], b[fits]
    nothing = np.zeros(len(a), np.bool_)
    return Pairs(a, b, own[a], own[b], np.full(len(a), _PARTIAL), nothing)


def _best(pairs: Pairs) -> Pairs:
    """Keep the best names of each pair of people, the smaller first."""
    a, b, x, y, level, every = pairs
    swap = a > b
    a, b, x, y = np.where(swap, b, a), np.where(swap, a, b), *np.where(swap, (y, x), (x, y))
    order = np.lexsort((y, x, level, b, a))
    order = order[a[order] != b[order]]
    new = (np.diff(a[order], prepend=-1) != 0) | (np.diff(b[order], prepend=-1) != 0)
    kept = order[new]
    return Pairs(a, b, x, y, level, every).take(kept)
