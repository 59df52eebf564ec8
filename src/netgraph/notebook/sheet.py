"""`show`: a table for reading, with search and sorting, that works offline and in a saved page."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd
from markupsafe import Markup

from netgraph.notebook import pages

__all__ = ["Sheet", "show"]

#: Height of a table in a notebook, in pixels: a row, what stands above them, and the most.
_ROW: Final = 36
_HEAD: Final = 92
_MOST: Final = 460
#: Columns that ``in_words`` tells as well: left out beside it unless everything is asked for.
_TOLD: Final = frozenset({"cluster", "core", "hubs", "evidence", "me", "cut"})
_TIME: Final = re.compile(r"(?<=^\d{4}-\d\d-\d\d)T.*")
#: From so many letters on a column holds sentences, which need room.
_SENTENCE: Final = 40


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table as a person reads it.

    Attributes:
        table: What is shown.
        title: What it is about.
        notes: Sentences that go with it.
    """

    table: pd.DataFrame
    title: str
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        """Write it as text."""
        return "\n".join([self.table.to_string(index=False, max_colwidth=60), *self.notes])

    def rows(self) -> str:
        """Give the table as plain HTML, every text escaped."""
        kinds = [_kind(self.table[name]) for name in self.table]
        heads = "".join(
            f"<th{kind}>{_escaped(_spoken(name))}</th>"
            for kind, name in zip(kinds, self.table, strict=True)
        )
        lines = (
            "".join(f"<td{kind}>{_text(cell)}</td>" for kind, cell in zip(kinds, row, strict=True))
            for row in self.table.itertuples(index=False)
        )
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"

    def html(self) -> str:
        """Give a page that shows the table, with search and sorting."""
        return pages.render(
            "sheet.html",
            code=pages.asset("sheet.js"),
            style=pages.asset("sheet.css"),
            title=self.title,
            table=Markup(self.rows()),  # noqa: S704 - escaped cell by cell
        )

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        height = min(_MOST, _HEAD + sum(map(_height, self.table.itertuples(index=False))))
        notes = "".join(f"<p>{_escaped(note)}</p>" for note in self.notes)
        return pages.frame(self.html(), self.title, height, self.rows()) + notes


def show(table: pd.DataFrame, *, figures: bool = False, title: str = "A table") -> Sheet:
    """Show a table for reading: names, counts and words; search it, click a heading to sort.

    Args:
        table: Any table of this package.
        figures: Show all columns, also the measures (numbers with decimals) and what the column
            of words tells as well; ids are never shown.
        title: What it is about, for those who cannot see it.

    Returns:
        Something that shows itself in a notebook, and in a page made from one.

    >>> show(pd.DataFrame({"id": ["a"], "name": ["Ana"], "ties": [3], "constraint": [0.2]}))
    name  ties
     Ana     3
    """
    left_out = _TOLD if "in_words" in table else frozenset()
    chosen = table[[
        name for name in table if not _is_id(str(name))
        and (figures or not (name in left_out or pd.api.types.is_float_dtype(table[name])))
    ]]  # fmt: skip
    return Sheet(chosen, title, tuple(map(str, table.attrs.get("caveats", ()))))


def _is_id(name: str) -> bool:
    return name in {"id", "ids"} or name.startswith("id_") or name.endswith("_id")


def _spoken(name: object) -> str:
    return str(name).replace("_", " ")


def _kind(column: pd.Series[Any]) -> str:
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return ' class="number"'
    long = any(len(_plain(cell)) > _SENTENCE for cell in column)
    return ' class="words"' if long else ""


def _plain(cell: object) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else ""
    if isinstance(cell, float):
        return f"{cell:.3g}" if cell == cell else ""  # noqa: PLR0124 - not a number
    if isinstance(cell, Sequence) and not isinstance(cell, str):
        return "; ".join(map(_plain, cell))
    return _TIME.sub("", str(cell))


def _text(cell: object) -> str:
    return _escaped(_plain(cell))


def _escaped(text: str) -> str:
    return html.escape(text, quote=True)


def _height(row: tuple[object, ...]) -> int:
    longest = max((len(_plain(cell)) for cell in row), default=0)
    return _ROW + 18 * (longest // 60)
