"""What the cells of a who-knows-whom table say: dates, stated strengths, weights."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Final

from netgraph.readers._dates import Dates
from netgraph.records import Note

#: A count is taken as it is up to this one, which nobody would miss.
MOST: Final = 1000.0
_WORDS: Final = {
    "weak": 1,
    "low": 1,
    "medium": 3,
    "familiar": 3,
    "strong": 5,
    "close": 5,
    "high": 5,
}
_SECONDS = re.compile(r"([1-9]\d{9})(?:\d{3})?")
_AMBIGUOUS = re.compile(r"\d{1,2}\s*([-/.])\s*\d{1,2}\s*\1\s*(\d{4})\b")


class TieDates(Dates):
    """Reads dates; of one that could be two it keeps the year."""

    ambiguous = 0

    def __call__(self, text: str) -> str:
        """Read one date."""
        if seconds := _SECONDS.fullmatch(text):
            return datetime.fromtimestamp(int(seconds[1]), UTC).date().isoformat()
        found = _AMBIGUOUS.match(text)
        if not found or self.order:
            return super().__call__(text)[:10]
        before = self.unread, self.example
        if day := super().__call__(text)[:10]:
            return day
        self.unread, self.example = before
        self.ambiguous += 1
        return found[2]

    def notes(self, file: str) -> Iterator[Note]:
        """Say that dates were left out or cut, if any were."""
        yield from super().notes(file)
        if self.ambiguous:
            text = "only the year was kept of dates that do not show which number is the month"
            yield Note(file, f"{text}: {self.ambiguous:,}")


class Scale:
    """Reads stated strengths, on the scale that the whole column shows."""

    def __init__(self, cells: Iterable[str]) -> None:
        self.unread = 0
        values = [value for cell in cells if (value := number(cell)) is not None]
        top = max(values, default=0.0)
        fractions = top <= 1 and any(not value.is_integer() for value in values)
        self.top = (
            1.0 if fractions else next((one for one in (5.0, 10.0, 100.0) if top <= one), top)
        )

    def __call__(self, cell: str) -> float:
        """Give the weight of one cell; an empty one counts as the middle."""
        if not cell:
            return 1.0
        if cell.casefold() in _WORDS:
            return round(_WORDS[cell.casefold()] / 3, 4)
        value = number(cell)
        if value is None:
            self.unread += 1
            return 1.0
        return round(5 / 3 * value / self.top, 4)

    def notes(self, file: str) -> Iterator[Note]:
        """Say that strengths were left out, if any were."""
        if self.unread:
            yield Note(file, f"strengths that could not be read count as medium: {self.unread:,}")


def count(cell: str) -> float:
    """Read a weight or a count, which is one where there is none."""
    value = number(cell)
    return 1.0 if value is None else min(value, MOST)


def number(cell: str) -> float | None:
    """Read a number with a point or a comma; None if it is none."""
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        return None
    return value if math.isfinite(value) else None
