"""How numbers and names are written in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["counted", "in_a_row", "sentence"]


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


def sentence(text: str) -> str:
    """End a sentence, which a name such as "Jaya D." may have done already.

    >>> sentence("The only tie of Jaya D."), sentence("The only tie of Li")
    ('The only tie of Jaya D.', 'The only tie of Li.')
    """
    return text if text.endswith(".") else f"{text}."
