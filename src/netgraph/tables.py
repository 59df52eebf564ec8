"""Tables out, safely: a spreadsheet must never run what a contact wrote into a name. And back."""

from __future__ import annotations

import codecs
import os
from pathlib import Path
from typing import Final

import pandas as pd

from netgraph.errors import ReadError

__all__ = ["own_lines", "plain_cell", "safe_cell", "to_csv"]

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
