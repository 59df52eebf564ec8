"""`show`: a table for reading, with search and sorting, that works offline and in a saved page."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Final

import networkx as nx
import pandas as pd
from markupsafe import Markup

from netgraph.notebook import pages
from netgraph.notebook.cards import card
from netgraph.tables import as_text

__all__ = ["Sheet", "show"]

#: Height of a table in a notebook, in pixels: a row, a card, what stands above, and the most.
_ROW: Final = 36
_CARD: Final = 220
_HEAD: Final = 92
_MOST: Final = 460
#: A page with more rows than this is slow to open, and nobody reads it to the end.
_LINES: Final = 500
#: Columns that ``in_words`` tells as well: left out beside it unless everything is asked for.
_TOLD: Final = frozenset({"cluster", "core", "hubs", "evidence", "me", "cut"})
_TIME: Final = re.compile(r"(?<=^\d{4}-\d\d-\d\d)T.*")
_DATE: Final = re.compile(r"(\d{4}(-\d\d){0,2})?")
#: From so many letters on a column holds sentences, which need room.
_SENTENCE: Final = 40


@dataclass(frozen=True, eq=False)
class Sheet:
    """A table as a person reads it.

    Attributes:
        table: What is shown.
        title: What it is about.
        notes: Sentences that go with it.
        cards: Who is in it; see `netgraph.notebook.cards`.
        people: For each row, the places in ``cards`` of those whose names stand in it.
    """

    table: pd.DataFrame
    title: str
    notes: tuple[str, ...]
    cards: tuple[Mapping[str, Any], ...] = ()
    people: tuple[tuple[int, ...], ...] = ()

    def __repr__(self) -> str:
        """Write it as text."""
        return "\n".join([as_text(self.table), *self.notes])

    def rows(self) -> str:
        """Give the table as plain HTML, every text escaped."""
        kinds = [_kind(self.table[name]) for name in self.table]
        heads = "".join(
            f"<th{kind}>{_escaped(_spoken(name))}</th>"
            for kind, name in zip(kinds, self.table, strict=True)
        )
        people = self.people or ((),) * len(self.table)
        lines = (
            "".join(
                f"<td{kind}{link}>{_text(cell)}</td>"
                for kind, link, cell in zip(kinds, self._links(row, known), row, strict=True)
            )
            for row, known in zip(self.table.itertuples(index=False), people, strict=True)
        )
        body = "".join(f"<tr>{line}</tr>" for line in lines)
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>"

    def _links(self, row: tuple[object, ...], people: tuple[int, ...]) -> Iterator[str]:
        """Mark each cell that is somebody's name; of two namesakes the first comes first."""
        left = list(people)
        for cell in row:
            found = next((one for one in left if self.cards[one]["name"] == cell), None)
            if found is not None:
                left.remove(found)
            yield "" if found is None else f' data-card="{found}"'

    def html(self) -> str:
        """Give a page that shows the table, with search and sorting."""
        return pages.render(
            "sheet.html",
            code=pages.asset("sheet.js"),
            style=pages.asset("sheet.css"),
            title=self.title,
            cards=self.cards,
            table=Markup(self.rows()),  # noqa: S704 - escaped cell by cell
        )

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        rows = sum(map(_height, self.table.itertuples(index=False)))
        height = min(_MOST, _HEAD + max(rows, _CARD * bool(self.cards)))
        notes = "".join(f"<p>{_escaped(note)}</p>" for note in self.notes)
        return pages.frame(self.html(), self.title, height, self.rows()) + notes


def show(
    table: pd.DataFrame,
    G: nx.Graph[str] | None = None,
    *,
    figures: bool = False,
    title: str = "A table",
) -> Sheet:
    """Show a table for reading: names, counts and words; search it, click a heading to sort.

    Args:
        table: Any table of this package; of a long one, the first 500 rows are shown.
        G: The graph that it is about: then a click on a name shows who that is.
        figures: Show all columns, also the measures (numbers with decimals) and what the column
            of words tells as well; ids are never shown.
        title: What it is about, for those who cannot see it.

    Returns:
        Something that shows itself in a notebook, and in a page made from one.

    >>> show(pd.DataFrame({"id": ["a"], "name": ["Ana"], "ties": [3], "constraint": [0.2]}))
    name  ties
     Ana     3
    """
    notes = tuple(map(str, table.attrs.get("caveats", ())))
    if len(table) > _LINES:
        notes = (f"The first {_LINES} of {len(table):,} rows; the table itself has all.", *notes)
        table = table.head(_LINES)
    left_out = _TOLD if "in_words" in table else frozenset()
    ids = [name for name in table if _is_id(str(name))]
    chosen = table[[
        name for name in table if name not in ids
        and (figures or not (name in left_out or pd.api.types.is_float_dtype(table[name])))
    ]]  # fmt: skip
    people = [] if G is None else _people(table[ids], G)
    everybody = {person: i for i, person in enumerate(dict.fromkeys(chain(*people)))}
    cards = () if G is None else tuple(card(G, person) for person in everybody)
    places = tuple(tuple(everybody[person] for person in row) for row in people)
    return Sheet(chosen, title, notes, cards, places)


def _people(ids: pd.DataFrame, G: nx.Graph[str]) -> list[list[str]]:
    rows = ids.itertuples(index=False)
    return [[one for one in row if isinstance(one, str) and one in G] for row in rows]


def _is_id(name: str) -> bool:
    return name in {"id", "ids", "a", "b"} or name.startswith("id_") or name.endswith("_id")


def _spoken(name: object) -> str:
    return str(name).replace("_", " ")


def _kind(column: pd.Series[Any]) -> str:
    if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
        return ' class="number"'
    texts = list(map(_plain, column))
    if all(map(_DATE.fullmatch, texts)):
        return ' class="date"'
    return ' class="words"' if max(map(len, texts), default=0) > _SENTENCE else ""


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
