"""How the command line prints: tables as sentences, long lines broken, reports in full."""

from __future__ import annotations

import itertools
import re
import shutil
import textwrap
from collections import Counter
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any, Final

import pandas as pd

from netgraph.readers import READERS, FileReport, Reading
from netgraph.records import Skipped
from netgraph.tables import as_text
from netgraph.wording import counted

__all__ = ["listed", "reading_as_dict", "reading_as_text", "wrapped"]

#: So many mails that are files of one folder (a Maildir) are told as one.
_MANY: Final = 2


def reading_as_dict(reading: Reading) -> dict[str, Any]:
    """Give the report on a reading in the shape that `netgraph read --json` promises."""
    return {
        "files": [report.__dict__ for report in reading.files],
        "contacts": len(reading.contacts),
        "events": len(reading.events),
        "skipped": [skipped._asdict() for skipped in reading.skipped],
    }


def reading_as_text(reading: Reading) -> str:
    """Say what each file yielded, what was left out of it and why, and what none of it can show."""
    left_out: dict[str, list[Skipped]] = {}
    for skipped in reading.skipped:
        left_out.setdefault(skipped.file, []).append(skipped)
    parts = [
        _told(report, [skipped for path in paths for skipped in left_out.get(path, ())])
        for report, paths in _folded(reading.files)
    ]
    blind = {reader.name: f"{reader.title}: {reader.blind}" for reader in READERS}
    used = dict.fromkeys(report.reader for report in reading.files if report.reader)
    if used:
        parts += ["", "What these exports cannot show:", *(f"- {blind[name]}" for name in used)]
    return "\n".join(parts)


def _folded(files: list[FileReport]) -> Iterator[tuple[FileReport, list[str]]]:
    """Give each report with its files: the mails of a Maildir, a file each, are told as one."""
    for (folder, reader), group in itertools.groupby(files, key=_place):
        reports = list(group)
        if reader == "mail" and len(reports) >= _MANY:
            whole = _sum(f"{folder} ({len(reports)} mails)", reports)
            yield whole, [report.path for report in reports]
        else:
            yield from ((report, [report.path]) for report in reports)


def _place(report: FileReport) -> tuple[str, str]:
    return PurePosixPath(report.path).parent.as_posix(), report.reader


def _sum(path: str, reports: list[FileReport]) -> FileReport:
    dates = [date for one in reports for date in (one.first, one.last) if date]
    return FileReport(
        path, reports[0].reader, reports[0].title, reports[0].encoding,
        sum(one.contacts for one in reports), sum(one.events for one in reports),
        sum(one.skipped for one in reports), min(dates, default=""), max(dates, default=""),
        list(dict.fromkeys(note for one in reports for note in one.notes)),
    )  # fmt: skip


def _told(report: FileReport, left_out: list[Skipped]) -> str:
    if not report.reader:
        return f"{report.path}\n  not used: {report.title}"
    period = f", {report.first[:10]} to {report.last[:10]}" if report.first else ""
    encoding = f" [{report.encoding}]" if report.encoding else ""
    counts = f"{counted(report.contacts, 'contact')}, {counted(report.events, 'event')}"
    line = f"  {report.title}{encoding}: {counts}{period}"
    return "\n".join(
        [report.path, line, *_reasons(left_out), *(f"  note: {note}" for note in report.notes)]
    )


def _reasons(left_out: list[Skipped]) -> Iterator[str]:
    """Count what was left out by its reason, with the first place where it happened."""
    first = {skipped.reason: skipped.line for skipped in reversed(left_out)}
    for reason, count in Counter(skipped.reason for skipped in left_out).most_common():
        where = f", from line or record {first[reason]:,} on" if first[reason] else ""
        yield f"  left out: {count:,} x {reason}{where}"


def listed(table: pd.DataFrame) -> str:
    """Write a table as a list where it has a sentence for each row, else as a table."""
    words = next((name for name in ("in_words", "why", "reason") if name in table), "")
    if table.empty:
        return "(none)"
    if words:
        cards = [_card(number, row, words) for number, row in enumerate(_rows(table), 1)]
        return "\n".join(cards)
    hidden = [name for name in map(str, table) if name == "id" or name.endswith("_id")]
    return as_text(table.drop(columns=hidden), widest=50)


def _rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    return [{str(name): value for name, value in row.items()} for row in table.to_dict("records")]


def _card(number: int, row: dict[str, Any], words: str) -> str:
    names = ("person", "name", "group")
    pair = next(
        (f"{row[f'{one}_a']} and {row[f'{one}_b']}" for one in names if f"{one}_a" in row), ""
    )
    heading = pair or next(str(row[one]) for one in names if one in row)
    place = f", {row['organisation']}" if row.get("organisation") else ""
    figures = [f"{name.replace('_', ' ')} {_figure(row[name])}" for name in _FIGURES if name in row]
    keys = [f"   {row['a']}, {row['b']}"] if "a" in row else []  # namesakes need more than a name
    lines = [f"{number}. {heading}{place}", *keys, f"   {row[words]}"]
    return "\n".join(lines + [f"   ({', '.join(figures)})"] * bool(figures))


def _figure(value: float) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:.2f}"


#: The figures that a printed list shows; --csv and --json have them all.
_FIGURES: Final = (
    "ties", "betweenness", "constraint", "effective_size", "density", "conductance", "stability",
    "knows", "new", "probability",
)  # fmt: skip


def wrapped(text: str) -> str:
    """Break long sentences where the terminal ends; tables, told by their gaps, stay whole."""
    width = max(60, min(shutil.get_terminal_size((100, 24)).columns, 100))
    return "\n".join(
        line if len(line) <= width or "  " in line.strip() else _broken(line, width)
        for line in _CONTROL.sub("", text).split("\n")
    )


def _broken(line: str, width: int) -> str:
    indent = " " * (len(line) - len(line.lstrip()))
    mark = _MARK.match(line.lstrip())
    hang = indent + " " * (len(mark[0]) if mark else 0)
    return textwrap.fill(
        line, width, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
    )


#: What would move the cursor, ring, or retitle the window, were it printed from a contact's card.
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_MARK: Final = re.compile(r"(?:[-!•]|\d+\.)\s+")
