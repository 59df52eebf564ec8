"""What the user decided, in one small file beside her exports."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Decisions:
    """The user's decisions.

    Attributes:
        same, different, unsure: Pairs of people, each given by a key or an id.
    """

    same: tuple[tuple[str, str], ...] = ()
    different: tuple[tuple[str, str], ...] = ()
    unsure: tuple[tuple[str, str], ...] = ()
