"""Whether the names of two people, and what else excludes it, let them be one person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Final

from netgraph.names import COMPATIBLE, WORDS, Name, level_of

#: Family names that are borne by millions.
COMMON: Final = frozenset(WORDS["common"].split())

#: How two names agree that are whole: initials would fit too many.
_WRITTEN_OUT: Final = COMPATIBLE - {"initials"}

#: What a person has one of, by where it counts: an ORCID; a LinkedIn profile in one archive; a
#: place among the authors of one paper; a side in a decision of the user.
Claims = Mapping[str, set[str]]


def exclude(one: Claims, other: Claims) -> bool:
    """Say whether two people each have their own of what a person has one of."""
    return any(where in other and mine.isdisjoint(other[where]) for where, mine in one.items())


def strangers(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    """Say whether no given name of one fits the other; a family name may have changed."""
    pairs = _full(ones, others) if ones != others else []
    return bool(pairs) and not any(_compatible(*p) or _same_given(*p) for p in pairs)


@lru_cache(maxsize=1 << 16)
def contradict(ones: frozenset[Name], others: frozenset[Name]) -> bool:
    """Say whether a full name of one person rules out a full name of another.

    It does not where both are other forms of two names that fit: a slip, a former family name.
    """
    pairs = _full(ones, others)
    against = [(a, b) for a, b in pairs if a != b and level_of(a, b) == "different"]
    if len(against) == len(pairs) or not against:
        return bool(against)
    fit = [pair for pair in pairs if level_of(*pair) in _WRITTEN_OUT]
    return not all(
        any(_is_form(a, one) and _is_form(b, other) for one, other in fit) for a, b in against
    )


@lru_cache(maxsize=1 << 16)
def goes_by_several(names: frozenset[Name]) -> bool:
    """Say whether a person goes by names that differ in more than the spelling, as by marriage."""
    return any(level_of(*pair) == "different" for pair in _full(names, names))


def _is_form(one: Name, other: Name) -> bool:
    """Say whether two names that one person has differ by a slip or in the family name only."""
    return level_of(one, other) in _WRITTEN_OUT or _same_given(one, other)


def _full(ones: Iterable[Name], others: Iterable[Name]) -> list[tuple[Name, Name]]:
    here, there = ([name for name in each if name.full] for each in (ones, others))
    return [(a, b) for a in here for b in there if a.latin == b.latin]


def _same_given(one: Name, other: Name) -> bool:
    """Say whether two names differ in the family name at most, which marriage may change."""
    return _compatible(one, other._replace(family=one.family))


def _compatible(one: Name, other: Name) -> bool:
    """Say the same as `netgraph.names.likeness`, without its words."""
    return one == other or level_of(*sorted((one, other))) in COMPATIBLE
