"""Which people are worth comparing: those whose names may agree, found without trying all pairs.

A hundred thousand people make five thousand million pairs. It is names that are compared, every
two different ones once: only those that share a block (`netgraph.names.blocks`), and of these only
those that pass a rough test at C speed. Then everybody who bears the one is paired with everybody
who bears the other. Where that would be crowds, only those are paired who also share an
institution, an acquaintance or the private part of an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cpdist
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from netgraph.names import LEVELS, Name, blocks, level_of, nickname_groups

#: Most names in a block, and most people in a crowd who share all that is known, who are paired.
_BLOCK: Final = 200
_FINE: Final = 120
#: Most pairs of people that two names may make before the name says nothing.
_CROWD: Final = 200
#: Words less alike than this (Jaro and Winkler) are not one word, however it is spelled.
_ALIKE: Final = 0.8
_PARTIAL: Final = LEVELS.index("partial")

Numbers = NDArray[np.int64]


class Pairs(NamedTuple):
    """Pairs of people with names that may be one person's, as columns, sorted.

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


def pairs(
    person: Numbers, name: Numbers, names: Sequence[Name], traits: Sequence[Iterable[str]]
) -> tuple[Pairs, int]:
    """Find the pairs of people with a compatible name.

    Args:
        person: With `name`: who bears which name, by number.
        name: Number of a name in `names`.
        names: Every different name.
        traits: What else may tell that two people of one name are one, as text, per person.

    Returns:
        The pairs, and how many people were not all paired, because too many share all that is
        known of them.
    """
    x, y, level = _levels(names)
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
    return _best(Pairs(a, b, x, y, level, np.arange(len(a)) < len(light[0]))), lost


def _levels(names: Sequence[Name]) -> tuple[Numbers, Numbers, Numbers]:
    """Compare every two names that share a block, and every name with itself."""
    x, y = _alike(*_blocked(names), names)
    found = [
        LEVELS.index(level_of(names[i], names[j]))
        for i, j in zip(x.tolist(), y.tolist(), strict=True)
    ]
    level, own = np.array(found, np.int64), np.arange(len(names))
    x, y = np.r_[x[level < _PARTIAL], own], np.r_[y[level < _PARTIAL], own]
    itself = np.array([LEVELS.index(level_of(name, name)) for name in names], np.int64)
    level = np.r_[level[level < _PARTIAL], itself]
    whole = level < _PARTIAL  # one short word is no whole name, and not even its own like
    order = np.lexsort((y[whole], x[whole]))
    return x[whole][order], y[whole][order], level[whole][order]


def _blocked(names: Sequence[Name]) -> tuple[Numbers, Numbers]:
    number: dict[str, int] = {}
    across = not all(name.latin for name in names)
    keys = [sorted(blocks(name, across=across)) for name in names]
    found = [[number.setdefault(key, len(number)) for key in own] for own in keys]
    owner = np.repeat(np.arange(len(names)), [len(own) for own in found])
    block = np.array([b for own in found for b in own], np.int64)
    return _within(owner, block, _BLOCK)[:2]


def _within(owner: Numbers, group: Numbers, most: int) -> tuple[Numbers, Numbers, int]:
    """Give every two owners in one group, and how many are in groups too big for that."""
    base = int(owner.max(initial=0)) + 1
    owner, group = np.divmod(_distinct(group * base + owner), base)[::-1]
    start = np.flatnonzero(np.diff(group, prepend=-1))
    size = np.diff(np.r_[start, len(group)])
    codes = [np.empty(0, np.int64)]
    for n in np.unique(size[(size > 1) & (size <= most)]):
        table = owner[start[size == n][:, None] + np.arange(n)]
        i, j = np.triu_indices(n, 1)
        codes.append((table[:, i] * base + table[:, j]).ravel())
    one, other = np.divmod(_distinct(np.concatenate(codes)), base)
    return one, other, int(size[size > most].sum())


def _distinct(codes: Numbers) -> Numbers:
    codes = np.sort(codes)  # half the time of np.unique, which makes a table of hashes
    return codes[np.diff(codes, prepend=-1) > 0]


def _alike(x: Numbers, y: Numbers, names: Sequence[Name]) -> tuple[Numbers, Numbers]:
    """Drop the pairs of names whose family names, or first names, are too far apart.

    Names with several family names or more than initials after the first name only need a word
    in common, and those in another script nothing.
    """
    family = np.array([" ".join(name.family) for name in names], object)
    first = np.array([name.given[0] if name.given else "" for name in names], object)
    odd = np.array([not _is_plain(name) for name in names], np.bool_)
    words = [{w for w in (*n.given, *n.family) if len(w) > 1} or {""} for n in names]
    keep = (family[x] == first[y]) | (first[x] == family[y])
    left = np.flatnonzero(odd[x] | odd[y])
    ends = zip(x[left].tolist(), y[left].tolist(), strict=True)
    keep[left] = [
        not words[i].isdisjoint(words[j]) or not (names[i].latin and names[j].latin)
        for i, j in ends
    ]
    x, y, keep = (column[keep | ~(odd[x] | odd[y])] for column in (x, y, keep))
    same = first[x] == first[y]
    keep[same] |= _similar(family, x[same], y[same])
    left = np.flatnonzero(~keep & ~same & (family[x] == family[y]))
    keep[left] = _similar(first, x[left], y[left])
    left = left[~keep[left]]
    keep[left] = [_fit(first[i], first[j]) for i, j in zip(x[left], y[left], strict=True)]
    return x[keep], y[keep]


def _similar(words: NDArray[np.object_], x: Numbers, y: Numbers) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = cpdist(words[x], words[y], scorer=JaroWinkler.similarity) >= _ALIKE
    return found


def _fit(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[0] == other[0]
    return not nickname_groups(one).isdisjoint(nickname_groups(other))


def _is_plain(name: Name) -> bool:
    plain = len(name.family) == 1 and len(name.family[0]) > 1 and name.latin and name.given
    return bool(plain) and all(len(word) == 1 for word in name.given[1:])


def _spread(
    x: Numbers, y: Numbers, bearers: Numbers, start: Numbers, size: Numbers
) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Pair all who bear one name with all who bear the other."""
    count = size[x] * size[y]
    pair = np.repeat(np.arange(len(x)), count)
    within = np.arange(len(pair)) - np.repeat(np.cumsum(count) - count, count)
    i, j = np.divmod(within, size[y][pair])
    return bearers[start[x][pair] + i], bearers[start[y][pair] + j], x[pair], y[pair]


def _by_trait(
    x: Numbers, y: Numbers, person: Numbers, name: Numbers, traits: Sequence[Iterable[str]]
) -> tuple[tuple[Numbers, Numbers, Numbers, Numbers], int]:
    """Pair those who bear frequent names and share something else."""
    nobody = np.empty(0, np.int64)
    if not x.size:
        return (nobody, nobody, nobody, nobody), 0
    names = int(name.max()) + 1
    _, kin = connected_components(coo_array((np.ones(len(x)), (x, y)), shape=(names, names)))
    number: dict[tuple[int, str], int] = {}
    crowd = np.isin(name, np.union1d(x, y)).nonzero()[0]
    found = [
        (row, number.setdefault((kin[name[row]], trait), len(number)))
        for row in crowd.tolist()
        for trait in traits[person[row]]
    ]
    rows, group = np.array(found, np.int64).reshape(-1, 2).T
    one, other, lost = _within(rows, group, _FINE)
    lower, upper = np.minimum(name[one], name[other]), np.maximum(name[one], name[other])
    meant = np.isin(lower * names + upper, x * names + y)
    one, other = one[meant], other[meant]
    swap = name[one] > name[other]
    one, other = np.where(swap, other, one), np.where(swap, one, other)
    return (person[one], person[other], name[one], name[other]), lost


def _best(pairs: Pairs) -> Pairs:
    """Keep the best names of each pair of people, the smaller first."""
    a, b, x, y, level, every = pairs
    swap = a > b
    a, b, x, y = np.where(swap, b, a), np.where(swap, a, b), *np.where(swap, (y, x), (x, y))
    order = np.lexsort((y, x, level, b, a))
    order = order[a[order] != b[order]]
    new = (np.diff(a[order], prepend=-1) != 0) | (np.diff(b[order], prepend=-1) != 0)
    kept = order[new]
    return Pairs(a[kept], b[kept], x[kept], y[kept], level[kept], every[kept])
