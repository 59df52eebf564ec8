"""How numbers and names are written in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["counted", "in_a_row"]


def counted(number: int, noun: str) -> str:
    """Write a number with its noun.

    >>> counted(1, "tie"), counted(2000, "person")
    ('1 tie', '2,000 people')
    """
    plural = "people" if noun == "person" else f"{noun}s"
    return f"{number:,} {noun if number == 1 else plural}"


def in_a_row(texts: Sequence[str]) -> str:
    """Write several as one.

    >>> in_a_row(["Ann"]), in_a_row(["Ann", "Ben", "Li"])
    ('Ann', 'Ann, Ben and Li')
    """
    *head, last = texts or [""]
    return f"{', '.join(head)} and {last}" if head else last
