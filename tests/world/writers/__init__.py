"""One module per export format; all take the same story. Here: what they share."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Final

from tests.world.people import PEOPLE

MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
DAYS: Final = "Mon Tue Wed Thu Fri Sat Sun".split()  # noqa: SIM905

#: Tells that a person appears in a file, by these names and keys.
Show = Callable[..., None]


class Seen:
    """Who appears in which file, and as what."""

    def __init__(self) -> None:
        self._seen: dict[str, dict[str, set[str]]] = {one: {} for one in PEOPLE}

    def at(self, path: str) -> Show:
        """Give the function by which the writer of one file tells whom it shows."""

        def show(person: str, *names: str) -> None:
            self._seen[person].setdefault(path, set()).update(filter(None, names))

        return show

    def of(self, person: str) -> dict[str, list[str]]:
        """Give one person's names and keys by file."""
        return {path: sorted(names) for path, names in sorted(self._seen[person].items())}


def table(
    header: str, rows: Iterable[Sequence[str]], *, preamble: str = "", quote_all: bool = False
) -> bytes:
    """Write a table as LinkedIn does: UTF-8, line feeds, quotes where needed or everywhere."""
    text = io.StringIO()
    writer = csv.writer(
        text, lineterminator="\n", quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    )
    writer.writerow(header.split(","))
    writer.writerows(rows)
    return (preamble + text.getvalue()).encode()


def zipped(files: dict[str, bytes]) -> bytes:
    """Pack files so that the zip is the same bytes everywhere: stored, one date, one system."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, (2026, 11, 19, 9, 0, 0))
            member.create_system = 3
            member.external_attr = 0o644 << 16
            archive.writestr(member, data, zipfile.ZIP_STORED)
    return packed.getvalue()


def day_month_year(when: datetime) -> str:
    """Write ``08 Feb 2026``, whatever the locale."""
    return f"{when.day:02d} {MONTHS[when.month - 1]} {when.year}"


def american(when: datetime, *, padded: bool = False) -> str:
    """Write ``1/29/26, 2:37 PM`` or, padded, ``01/29/26, 02:37 PM``."""
    width = 2 if padded else 1
    hour = when.hour % 12 or 12
    half = "AM" if when.hour < 12 else "PM"
    date = f"{when.month:0{width}d}/{when.day:0{width}d}/{when.year % 100:02d}"
    return f"{date}, {hour:0{width}d}:{when.minute:02d} {half}"
