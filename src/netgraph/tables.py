"""Tables out, safely: a spreadsheet must never run what a contact wrote into a name. And back.

And as text: what a terminal shows.
"""

from __future__ import annotations

import codecs
import math
import os
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pandas as pd

from netgraph.errors import ReadError

__all__ = ["as_text", "own_lines", "plain_cell", "safe_cell", "to_csv"]

#: What makes a spreadsheet take a cell for a formula (OWASP, "CSV Injection").
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(value: object) -> object:
    """Disarm a text that a spreadsheet would run as a formula, by an apostrophe before it.

    >>> safe_cell("=HYPERLINK(1)"), safe_cell("Ann"), safe_cell(-1)
    ("'=HYPERLINK(1)", 'Ann', -1)
    """
    armed = isinstance(value, str) and value.lstrip(" ").startswith(_FORMULA)
    return f"'{value}" if armed else value


def plain_cell(text: str) -> str:
    """Take off the apostrophe that `safe_cell` put on."""
    return text[1:] if text.startswith("'") and safe_cell(text[1:]) == text else text


def to_csv(table: pd.DataFrame, path: str | os.PathLike[str]) -> Path:
    """Write a table as CSV that spreadsheets show rightly and never run.

    Args:
        table: Any table; its index is not written.
        path: The file. It is written in UTF-8 with a mark, without which Excel garbles names.

    Returns:
        The file.
    """
    target = Path(path)
    safe = table.rename(columns=safe_cell).map(safe_cell)
    safe.to_csv(target, index=False, encoding="utf-8-sig", lineterminator="\n")
    return target


def as_text(table: pd.DataFrame, *, widest: int = 60) -> str:
    """Write a table for a terminal: words begin at the left, numbers end at the right.

    Args:
        table: Any table; its index is not written.
        widest: Longer texts end in "…".

    >>> print(as_text(pd.DataFrame({"who": ["Ann", "李伟"], "ties": [7, 12]})))
    who   ties
    Ann      7
    李伟    12
    """
    right = [pd.api.types.is_numeric_dtype(kind) for kind in table.dtypes]
    rows = [[*map(str, table)], *([_cell(value, widest) for value in row] for row in _rows(table))]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(map(_padded, row, widths, right)).rstrip() for row in rows)


def _rows(table: pd.DataFrame) -> Iterable[tuple[object, ...]]:
    return table.itertuples(index=False, name=None)


def _cell(value: object, widest: int) -> str:
    if isinstance(value, float):
        return "" if math.isnan(value) else f"{value:.2f}"
    text = " ".join(str(value).split())
    return text if len(text) <= widest else f"{text[: widest - 1]}…"


def _width(text: str) -> int:
    """Count the columns a terminal gives a text: two for most East Asian characters."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(map(bool, map(unicodedata.combining, text)))


def _padded(text: str, width: int, right: bool) -> str:  # noqa: FBT001 - mapped over columns
    space = " " * (width - _width(text))
    return space + text if right else text + space


def own_lines(path: str | os.PathLike[str]) -> tuple[list[str], str]:
    """Read a small table of the user's own, as any spreadsheet saves it, for the module `csv`.

    Args:
        path: A CSV file in UTF-8, UTF-16 with its mark or cp1252.

    Returns:
        Its lines, and what parts the cells of the first: comma, semicolon or tab.

    Raises:
        ReadError: It cannot be read.
    """
    try:
        text = _decoded(Path(path).read_bytes())
    except (OSError, UnicodeError) as error:
        raise ReadError(f"cannot be read: {error}", file=os.fspath(path)) from error
    return text.splitlines(keepends=True), max(",;\t", key=text.partition("\n")[0].count)


def _decoded(data: bytes) -> str:
    """Decode what a spreadsheet saved: Excel's "CSV" is cp1252, its "Unicode text" UTF-16."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252")
