"""Conversations of many people, month by month."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator


def monthly(said: Iterable[tuple[str, str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield each month in which several people wrote, and who they were.

    Args:
        said: Who wrote on which day (an ISO date), in any order.

    >>> list(monthly([("ada", "2024-05-03"), ("ben", "2024-05-09"), ("ada", "2024-06-01")]))
    [('2024-05', ('ada', 'ben'))]
    """
    months: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for who, day in said:
        months[day[:7]][who] = None
    yield from ((month, tuple(who)) for month, who in sorted(months.items()) if len(who) > 1)
