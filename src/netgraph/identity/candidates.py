"""Which pairs of people are worth comparing: those whose names may agree, found without trying all.

A hundred thousand people make five thousand million pairs. Names that agree share a block (the
sound of one word and an initial of another, `netgraph.names.blocks`); only within a block are
people paired. A crowded block is cut finer: there, people are paired who also share the whole
name, an institution, an acquaintance or the private part of an address.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from netgraph.names import LEVELS, Name, blocks, level_of

#: Most people in a block who are all paired.
_BLOCK: Final = 30
#: Most people in a finer block. Beyond it, only the name tells them apart, and it does not.
_FINE: Final = 120
_LEVEL: Final = {level: rank for rank, level in enumerate(LEVELS)}
_PARTIAL: Final = _LEVEL["partial"]
_DIFFERENT: Final = _LEVEL["different"]

_Codes = NDArray[np.int64]


def pairs(
    names: Sequence[tuple[Name, ...]], traits: Sequence[Iterable[str]]
) -> tuple[Iterator[tuple[int, int, str]], int]:
    """Find the pairs of people with a compatible name.

    Args:
        names: The names of each person.
        traits: What else may tell that two people of one name are one, as text, per person.

    Returns:
        Pairs of positions, smaller first and sorted, each with the level of its best names; and
        the number of people who were not all paired, because too many share all that is known.
    """
    owner, block = _memberships(names)
    groups, crowded = _grouped(owner, block, _BLOCK)
    owner, block = _finer(crowded, names, traits)
    fine, lost = _grouped(owner, block, _FINE)
    size = max(len(names), 1)
    codes = np.unique(np.concatenate([_paired(g, size) for g in chain(groups, fine)] or [_NONE]))
    return _levels(codes // size, codes % size, names), sum(len(one) for one in lost)


_NONE: Final = np.empty(0, np.int64)


def _memberships(names: Sequence[tuple[Name, ...]]) -> tuple[_Codes, _Codes]:
    """List who is in which block."""
    number: dict[str, int] = {}
    known: dict[Name, list[int]] = {}
    owner, block = [], []
    for person, own in enumerate(names):
        for name in own:
            found = known.get(name)
            if found is None:
                found = [number.setdefault(b, len(number)) for b in blocks(name)]
                known[name] = found
            owner += [person] * len(found)
            block += found
    return np.array(owner, np.int64), np.array(block, np.int64)


def _grouped(owner: _Codes, block: _Codes, most: int) -> tuple[list[_Codes], list[_Codes]]:
    """Give the blocks of each size as a table, one block a row, and those too big apart."""
    codes = np.unique(block * (owner.max(initial=0) + 1) + owner)  # nobody twice in a block
    owner, block = codes % (owner.max(initial=0) + 1), codes // (owner.max(initial=0) + 1)
    starts = np.flatnonzero(np.r_[True, block[1:] != block[:-1]][: len(block)])
    sizes = np.diff(np.r_[starts, len(block)])
    tables = [
        owner[starts[sizes == size][:, None] + np.arange(size)]
        for size in range(2, most + 1)
        if (sizes == size).any()
    ]
    big = np.flatnonzero(sizes > most)
    return tables, [owner[starts[i] : starts[i] + sizes[i]] for i in big]


def _paired(table: _Codes, size: int) -> _Codes:
    """Write every pair in every row of a table as one number."""
    i, j = np.triu_indices(table.shape[1], 1)
    codes: _Codes = (table[:, i] * size + table[:, j]).ravel()
    return codes


def _finer(
    crowded: Sequence[_Codes],
    names: Sequence[tuple[Name, ...]],
    traits: Sequence[Iterable[str]],
) -> tuple[_Codes, _Codes]:
    number: dict[tuple[int, str], int] = {}
    owner, block = [], []
    for big, members in enumerate(crowded):
        for person in members.tolist():
            for part in {*(" ".join(sorted(n.folded.split())) for n in names[person]),
                         *traits[person]}:  # fmt: skip
                owner.append(person)
                block.append(number.setdefault((big, part), len(number)))
    return np.array(owner, np.int64), np.array(block, np.int64)


def _levels(
    a: _Codes, b: _Codes, names: Sequence[tuple[Name, ...]]
) -> Iterator[tuple[int, int, str]]:
    """Compare the names of each pair, every two names once."""
    number: dict[Name, int] = {}
    every = [[number.setdefault(name, len(number)) for name in own] for own in names]
    named, size = list(number), len(number)
    compared: dict[int, int] = {}
    for one, other in zip(a.tolist(), b.tolist(), strict=True):
        best = _DIFFERENT
        for x in every[one]:
            for y in every[other]:
                pair = x * size + y if x < y else y * size + x
                level = compared.get(pair)
                if level is None:
                    level = compared[pair] = _LEVEL[level_of(named[x], named[y])]
                best = min(best, level)
        if best < _PARTIAL:
            yield one, other, LEVELS[best]
