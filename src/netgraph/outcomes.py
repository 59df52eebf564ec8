"""What became of the requests: a small CSV that one keeps, and that nobody else needs.

`netgraph.load` heeds it if it lies beside the exports as
``netgraph-outcomes.csv``. One row per step::

    date,introducer,target,state,note
    2026-11-23,Ben Adeyemi,Jane Roe,asked,by phone
    2026-11-29,Ben Adeyemi,Jane Roe,agreed,

It is a log: a step is added, never changed, so that files of two computers merge without loss.
People are named by id, by any of their keys, or by a name that only one of them has.
"""

from __future__ import annotations

import csv
import datetime as dt
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

import pandas as pd

from netgraph.errors import ReadError
from netgraph.tables import own_lines, plain_cell, to_csv

__all__ = ["STATES", "Outcome", "merge_outcomes", "read_outcomes", "write_outcomes"]

#: The states of a request, in their order.
STATES: Final = ("asked", "agreed", "declined", "introduced", "met")


class Outcome(NamedTuple):
    """A step of a request.

    Attributes:
        date: ISO date.
        introducer: Who was asked.
        target: Whom it was to reach.
        state: One of `STATES`.
        note: Anything.
    """

    date: str
    introducer: str
    target: str
    state: str
    note: str = ""


def read_outcomes(path: str | os.PathLike[str]) -> list[Outcome]:
    """Read the log.

    Raises:
        ReadError: It cannot be read, a column is missing, or a row has a date or a state that
            cannot be; it names the line. The file is one's own: better mended than half read.
    """
    lines, separator = own_lines(path)
    rows = csv.DictReader(lines, delimiter=separator)
    if missing := set(Outcome._fields[:4]) - set(rows.fieldnames or ()):
        raise ReadError(f"the columns {', '.join(sorted(missing))} are missing.", file=str(path))
    return [_outcome(row, str(path), rows.line_num) for row in rows]


def _outcome(row: dict[str, str], file: str, line: int) -> Outcome:
    values = {name: plain_cell((row.get(name) or "").strip()) for name in Outcome._fields}
    outcome = Outcome(**values)
    if outcome.state not in STATES:
        hint = f"States are {', '.join(STATES)}."
        raise ReadError(f"“{outcome.state}” is no state.", hint=hint, file=file, line=line)
    try:
        dt.date.fromisoformat(outcome.date)
    except ValueError:
        text = f"“{outcome.date}” is no date; write 2026-11-23."
        raise ReadError(text, file=file, line=line) from None
    return outcome


def write_outcomes(outcomes: Iterable[Outcome], path: str | os.PathLike[str]) -> Path:
    """Write the log, in order and without repetition."""
    return to_csv(pd.DataFrame(merge_outcomes(outcomes), columns=Outcome._fields), path)


def merge_outcomes(*logs: Iterable[Outcome]) -> list[Outcome]:
    """Put logs together: every step once, by date, then in the order of the states.

    >>> asked = Outcome("2026-11-23", "ben", "roe", "asked")
    >>> agreed = Outcome("2026-11-29", "ben", "roe", "agreed")
    >>> [step.state for step in merge_outcomes([agreed], [asked, agreed])]
    ['asked', 'agreed']
    """
    every = {one for log in logs for one in log}
    return sorted(every, key=lambda one: (one.date, STATES.index(one.state), one))
