"""A summary made small for the page: half the bytes, and no small lists for a browser to keep.

What repeats is said once. `unpack.js` is the other half.
"""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any, Final

#: Columns of people and of ties in which everybody has a list of numbers.
LISTS: Final = (("people", "sources"), ("ties", "kinds"), ("ties", "why"))
#: Columns of people and of ties in which everybody has a number that often repeats.
NUMBERS: Final = (
    ("people", "title"), ("people", "organisation"), ("people", "location"), ("people", "cluster"),
    ("ties", "strength"), ("ties", "band"), ("ties", "basis"), ("ties", "first"), ("ties", "last"),
)  # fmt: skip


def packed(summary: Mapping[str, Any]) -> dict[str, Any]:
    """Write a summary in fewer characters; the summary itself stays as it is.

    Examples:
        >>> ends([0, 0, 2], [1, 3, 3])
        ([0, 0, 2], [1, 2, 1])
        >>> column([7, 7, 7]), column([1, 0, 2]), column([10, 11])
        (7, '102', [10, 11])
    """
    parts = {"people": dict(summary["people"]), "ties": dict(summary["ties"])}
    number: dict[tuple[int, ...], int] = {}
    for part, name in LISTS:
        rows = (tuple(row) for row in parts[part][name])
        parts[part][name] = column([number.setdefault(row, len(number)) for row in rows])
    for part, name in NUMBERS:
        parts[part][name] = column(parts[part][name])
    parts["ties"]["a"], parts["ties"]["b"] = ends(parts["ties"]["a"], parts["ties"]["b"])
    return {**summary, **parts, "lists": list(map(list, number))}


def column(values: Sequence[float]) -> float | str | list[float]:
    """One number if all are equal, a text of digits if all have one digit, else the list."""
    different = set(values)
    if len(different) == 1:
        return values[0]
    if different and all(isinstance(value, int) and 0 <= value <= 9 for value in different):  # noqa: PLR2004 - one digit
        return "".join(map(str, values))
    return list(values)


def ends(a: Sequence[int], b: Sequence[int]) -> tuple[list[int], list[int]]:
    """Ends of ties as steps from the tie before: they are sorted, so steps are small.

    The first end is a step from the tie before; so is the second if the first stays the same, and
    else it is a step from the first.
    """
    steps = [q - p for p, q in pairwise((0, *a))]
    before = [p if step == 0 else q for step, p, q in zip(steps, (0, *b), a, strict=False)]
    return steps, [q - p for p, q in zip(before, b, strict=True)]
