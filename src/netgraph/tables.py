"""Tables out, safely: a spreadsheet must never run what a contact wrote into a name."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import pandas as pd

__all__ = ["plain_cell", "safe_cell", "to_csv"]

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
