"""Whether the names of two people, and what else excludes it, let them be one person."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final

from netgraph.names import WORDS, Name, level_of, likeness

#: Family names that are borne by millions.
COMMON: Final = frozenset(WORDS["common"].split())

#: What a person has one of, by where it counts: an ORCID; a LinkedIn profile in one archive; a
#: place among the authors of one paper; a side in a decision of the user.
Claims = Mapping[str, set[str]]


def exclude(one: Claims, other: Claims) -> bool:
    """Say whether two people each have their own of what a person has one of."""
    return any(where in other and mine.isdisjoint(other[where]) for where, mine in one.items())


def strangers(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    """Say whether no given name of one fits the other; a family name may have changed."""
    pairs = list(_full(ones, others))
    return bool(pairs) and not any(likeness(*p).compatible or _same_given(*p) for p in pairs)


@lru_cache(maxsize=1 << 16)
def contradict(ones: frozenset[Name], others: frozenset[Name]) -> bool:
    """Say whether a full name of one person rules out a full name of another.

    If they also share a full name, another family name beside it is a former one.
    """
    pairs = list(_full(ones, others))
    levels = [level_of(*pair) for pair in pairs]
    against = [pair for pair, level in zip(pairs, levels, strict=True) if level == "different"]
    if not against:
        return False
    return "identical" not in levels or not all(_same_given(*pair) for pair in against)


def _full(ones: Iterable[Name], others: Iterable[Name]) -> Iterator[tuple[Name, Name]]:
    others = list(others)
    return ((a, b) for a in ones for b in others if a.full and b.full and a.latin == b.latin)


def _same_given(one: Name, other: Name) -> bool:
    """Say whether two names differ in the family name at most, which marriage may change."""
    return likeness(one, other._replace(family=one.family)).compatible
