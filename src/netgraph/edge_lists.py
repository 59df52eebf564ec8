"""Edge lists: who wrote to whom and when, a row for each receiver, and no names.

Network archives publish mail so. The rows of one sender and one time are one message to several
people. Times are dates, or seconds since 1970 or since any other beginning.
"""

from __future__ import annotations

import csv
import gzip
import itertools
import math
import os
import re
from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, TextIO, TypeAlias, cast

import pandas as pd

from netgraph.errors import ReadError
from netgraph.records import Event

__all__ = ["Rows", "as_events", "read_edges"]

#: Sender, receiver, time; or a table with these columns.
Rows: TypeAlias = pd.DataFrame | Iterable[Sequence[Hashable]]

#: How the three columns are called.
_NAMES: Final = (
    {"sender", "from", "source", "src", "u", "i"},
    {"receiver", "recipient", "to", "target", "dst", "tgt", "v", "j"},
    {"time", "timestamp", "date", "datetime", "when", "unixtime", "unixts", "ts", "t", "seconds"},
)
#: A table of more columns is something else, and more lines than this are not needed to tell.
_MOST_COLUMNS: Final = 6
_LOOKED_AT: Final = 50
_PEEK: Final = 50_000
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?([eE]\+?\d+)?")
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?")
#: Seconds since 1970 have no more than eleven figures in this age: these are thousandths.
_THOUSANDTHS: Final = 1e11
_START: Final = datetime(1970, 1, 1, tzinfo=UTC)


def as_events(events: Iterable[Event] | Rows) -> Iterable[Event]:
    """Give events as they are, and turn the rows of an edge list into events.

    >>> list(as_events([("ann", "ben", 0), ("ann", "cay", 0)]))[0].people
    ('ann', 'ben', 'cay')
    """
    if isinstance(events, pd.DataFrame):
        return _messages(_columns(events).itertuples(index=False, name=None))
    rows = iter(events)
    first = next(rows, None)
    if first is None:
        return []
    every = itertools.chain([first], rows)
    if isinstance(first, Event):
        return cast("Iterable[Event]", every)
    return _messages(cast("Iterable[Sequence[Any]]", every))


def _columns(table: pd.DataFrame) -> pd.DataFrame:
    """Pick the three columns by name, or take the first three."""
    found = _places([str(name) for name in table.columns])
    if found is None and len(table.columns) < len(_NAMES):
        raise ReadError("an edge list has three columns: sender, receiver and time.")
    return table.iloc[:, list(found or range(len(_NAMES)))]


def _places(header: Sequence[str]) -> list[int] | None:
    """Say where sender, receiver and time stand, if the header names them."""
    plain = ["".join(filter(str.isalnum, name.casefold())) for name in header]
    places = [[i for i, name in enumerate(plain) if name in names] for names in _NAMES]
    return [one[0] for one in places] if all(places) else None


def _messages(rows: Iterable[Sequence[Any]]) -> Iterator[Event]:
    """Put the rows of one sender and one time together. A note to oneself is no message."""
    receivers: dict[tuple[str, str], dict[str, None]] = {}
    times: dict[Any, str] = {}
    for sender, receiver, time, *_ in rows:
        when = times.get(time)
        if when is None:
            when = times[time] = _iso(time)
        if not when:
            yield Event("mail", (str(sender), str(receiver)))
        elif sender != receiver:
            receivers.setdefault((str(sender), when), {})[str(receiver)] = None
    for (sender, when), to in receivers.items():
        yield Event("mail", (sender, *to), when, id=f"{sender} {when}")


def _iso(time: Any) -> str:
    """Give a time as an ISO date in UTC, or "" if it is none."""
    if isinstance(time, str) and not _NUMBER.fullmatch(time.strip()):
        return _dated(time.strip())
    try:
        if isinstance(time, datetime):
            return "" if pd.isna(time) else _dated(time.isoformat())
        seconds = float(time)
        seconds /= 1000.0 if abs(seconds) >= _THOUSANDTHS else 1.0
        if not math.isfinite(seconds):
            return ""
        return (_START + timedelta(seconds=seconds)).isoformat()[:26].removesuffix("+00:00")
    except (TypeError, ValueError, OverflowError):
        return ""


def _dated(text: str) -> str:
    if not _DATE.fullmatch(text):
        return ""
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return ""
    if len(text) <= len("2001-05-03"):
        return text
    return (read.astimezone(UTC) if read.tzinfo else read).replace(tzinfo=None).isoformat()


def read_edges(path: str | os.PathLike[str]) -> list[Event] | None:
    """Read an edge list from a text file, packed by gzip or not.

    It has sender, receiver and time in columns that a header names, or in the first two and the
    last column; columns are parted by white space, commas, semicolons or tabs. Lines that begin
    with ``#`` or ``%`` are remarks.

    Returns:
        The messages, and every line without a time as one that has none; None if the file is
        something else.
    """
    path = Path(path)
    if not path.is_file():
        return None
    try:
        with _opened(path) as file:
            peek = file.read(_PEEK)
        head = [*_plain(peek.splitlines(keepends=True))]
        if len(peek) == _PEEK:
            head = head[:-1]  # cut off in the middle
        if (layout := _layout(head[:_LOOKED_AT])) is None:
            return None
        parted, places, header = layout
        with _opened(path) as file:
            rows = _split(itertools.islice(_plain(file), header, None), parted)
            cells = ([row[i] if i < len(row) else "" for i in places] for row in rows)
            return list(_messages(cells))
    except (OSError, EOFError, UnicodeError, csv.Error):
        return None


def _plain(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if line.strip() and line[0] not in "#%")


def _opened(path: Path) -> TextIO:
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
    if packed:
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _split(lines: Iterable[str], parted: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=parted) if parted else map(str.split, lines)


def _layout(head: Sequence[str]) -> tuple[str, list[int], int] | None:
    """Say how columns are parted, which are the three, and whether a header stands above them."""
    if not head:
        return None
    for parted in ("\t", ";", ",", ""):
        rows = list(_split(head, parted))
        width = len(rows[0])
        if not len(_NAMES) <= width <= _MOST_COLUMNS or any(len(row) != width for row in rows):
            continue
        named = _places(rows[0])
        places, body = named or [0, 1, width - 1], rows[bool(named) :]
        if body and all(_is_edge([row[i] for i in places], named=bool(named)) for row in body):
            return parted, places, int(bool(named))
    return None


def _is_edge(row: Sequence[str], *, named: bool) -> bool:
    """Say whether a row may be sender, receiver and time; without a header time is a number."""
    sender, receiver, time = (cell.strip() for cell in row)
    timed = _NUMBER.fullmatch(time) or (_DATE.fullmatch(time) if named else None)
    return bool(sender and receiver and timed and (named or " " not in sender + receiver))
