"""Dates as exports write them -> ISO text of the same precision, or "" if they do not say.

Nothing is guessed: ``03/04/2024`` is a date only for a caller who knows which number is the
month, and ``Apr-21`` (a day? a year?) is none. Times with an offset are turned into UTC.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Final, Literal

from netgraph.records import Note

#: Which of two small numbers is the month: "" if nobody knows.
Order = Literal["dmy", "mdy", ""]

_MONTHS: Final = (
    "jan january janvier janv enero ene januar jaenner janner janeiro",
    "feb february fevrier fevr fev febrero februar fevereiro",
    "mar march mars marzo marz maerz mrz marco",
    "apr april avril avr abril abr",
    "may mai mayo maio",
    "jun june juin junio juni junho",
    "jul july juillet juil julio juli julho",
    "aug august aout agosto ago",
    "sep sept september septembre septiembre setiembre setembro set",
    "oct october octobre octubre oktober okt outubro out",
    "nov november novembre noviembre novembro",
    "dec december decembre diciembre dic dezember dez dezembro",
)
_MONTH_OF: Final = {
    name: number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
_FILLERS: Final = frozenset({"de", "del", "of", "the", "st", "nd", "rd", "th", "er"})

_ISO = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})(?:\2(\d{1,2}))?)?/*")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?", re.ASCII)
_NUMERIC = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4}|\d{2})")
_TIME = re.compile(
    r"(?:^|[T,\s])\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(?:([ap])\.?\s?m\.?)?"
    r"\s*(?:Z|UTC|GMT|([+-])(\d{2}):?(\d{2}))?\s*$",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_IN_A_SET = re.compile(r"[^\s,;<>\[\]()]+")


#: No date is longer. What is longer is not looked at, and not remembered.
_LONGEST: Final = 60
_REMEMBERED: Final = 1 << 16


def parse_date(text: str, order: Order = "") -> str:
    """Read a date, with or without a time of day.

    Args:
        text: As the export writes it: ISO in its many spellings, day and month as numbers, or
            with the month's name in English, French, Spanish, German or Portuguese.
        order: Which number comes first where both could be the month.

    Returns:
        ISO text as precise as the text, or "" if it is no date or could be two.

    >>> parse_date("08 Feb 2026"), parse_date("1/29/26, 2:37 PM"), parse_date("03/04/2024")
    ('2026-02-08', '2026-01-29T14:37:00', '')
    >>> parse_date("<[2026-03-02, 2026-03-04]>")
    '2026-03-04'
    """
    if text.startswith("<["):  # Gephi's sets of times and spans: the last of them
        times = (one.removesuffix(".0") for one in _IN_A_SET.findall(text))
        return max((_parsed(one, order) for one in times if len(one) <= _LONGEST), default="")
    return _parsed(text, order) if len(text) <= _LONGEST else ""


@lru_cache(maxsize=_REMEMBERED)
def _parsed(text: str, order: Order) -> str:
    text = text.strip()
    if compact := _COMPACT.fullmatch(text):
        day = _valid(*map(int, compact.group(1, 2, 3)))
        return _at(day, *map(int, compact.group(4, 5, 6))) if compact[4] else day
    clock = _TIME.search(text)
    day = _day(text[: clock.start()].rstrip(" ,") if clock else text, order)
    return _with_clock(day, clock) if clock else day


def parse_day(text: str, order: Order = "") -> str:
    """Read a date and leave out the time of day.

    >>> parse_day("2024-03-04 08:00:00 UTC"), parse_day("Jan 2024"), parse_day("3. März 2024")
    ('2024-03-04', '2024-01', '2024-03-03')
    """
    return parse_date(text, order)[:10]


def order_of(texts: Iterable[str]) -> Order:
    """Tell from a file's dates whether its days or its months come first; "" if none shows it.

    >>> order_of(["03/04/2024", "25/04/2024"])
    'dmy'
    """
    found: Order = ""
    for text in texts:
        numeric = _NUMERIC.match(text.strip())
        first, second = (int(numeric[1]), int(numeric[3])) if numeric else (0, 0)
        this: Order = "dmy" if first > 12 >= second else "mdy" if second > 12 >= first else ""  # noqa: PLR2004
        if this and found and this != found:
            return ""
        found = found or this
    return found


class Dates(dict[str, str]):
    """Reads the dates of one file, each spelling once, and remembers how many were none.

    Args:
        order: Which number comes first where both could be the month.

    >>> dates = Dates("mdy")
    >>> dates["3/2/24"], dates["never"], dates.unread
    ('2024-03-02', '', 1)
    """

    def __init__(self, order: Order = "") -> None:
        super().__init__()
        self.order = order
        self.unread = 0
        self.example = ""

    def __missing__(self, text: str) -> str:
        """Read one date; "" if the cell is empty or holds none."""
        iso = parse_date(text, self.order)
        if iso and len(self) < _REMEMBERED:
            self[text] = iso
        elif text and not iso and not text.isspace():
            self.unread += 1
            self.example = self.example or text.strip()[:_LONGEST]
        return iso

    def __call__(self, text: str) -> str:
        """Read one date, as ``dates[text]`` does."""
        return self[text]

    def notes(self, file: str) -> Iterator[Note]:
        """Say that dates were left out, if any were."""
        if self.unread:
            yield Note(
                file, f"dates that could not be read: {self.unread:,}, such as {self.example!r}"
            )


def _day(text: str, order: Order) -> str:
    if iso := _ISO.fullmatch(text):
        return _valid(*(int(part or 0) for part in iso.group(1, 3, 4)))
    if numeric := _NUMERIC.fullmatch(text):
        first, second = int(numeric[1]) or -1, int(numeric[3]) or -1
        year = _year(numeric[4])
        if first == second or second > 12 or (order == "mdy" and first <= 12):  # noqa: PLR2004
            return _valid(year, first, second)
        return _valid(year, second, first) if order == "dmy" or first > 12 else ""  # noqa: PLR2004
    return _named(text)


def _named(text: str) -> str:
    """Read a date with the name of a month: "8 de fev. de 2026", "March 2, 2024", "4-Apr-21"."""
    folded = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    tokens = [token for token in _TOKEN.findall(folded) if token not in _FILLERS]
    months = [token for token in tokens if token in _MONTH_OF]
    numbers = [token for token in tokens if token.isdigit()]
    if len(months) != 1 or len(months) + len(numbers) != len(tokens):
        return ""
    month = _MONTH_OF[months[0]]
    match [len(number) for number in numbers]:
        case [4]:
            return _valid(int(numbers[0]), month, 0)
        case [1 | 2, 2 | 4]:
            return _valid(_year(numbers[1]), month, int(numbers[0]) or -1)
        case [4, 1 | 2]:
            return _valid(int(numbers[0]), month, int(numbers[1]) or -1)
    return ""


def _year(digits: str) -> int:
    """Take two digits as POSIX does: 69 to 99 are the last century."""
    year = int(digits)
    return year if len(digits) > 2 else year + (1900 if year > 68 else 2000)  # noqa: PLR2004


def _valid(year: int, month: int, day: int) -> str:
    """Write it if the calendar has it. Month or day 0 means that the export does not say."""
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year:04}" + (f"-{month:02}" + (f"-{day:02}" if day else "") if month else "")


def _with_clock(day: str, clock: re.Match[str]) -> str:
    hour, minute, second = (int(part or 0) for part in clock.group(1, 2, 3))
    if clock[4] and hour <= 12:  # noqa: PLR2004 - LinkedIn once wrote "14:05 PM"
        hour = hour % 12 + (12 if clock[4] in "pP" else 0)
    local = _at(day, hour, minute, second)
    if "T" not in local or not clock[5]:
        return local
    offset = timedelta(hours=int(clock[6]), minutes=int(clock[7]))
    try:
        return (
            datetime.fromisoformat(local) + (offset if clock[5] == "-" else -offset)
        ).isoformat()
    except OverflowError:
        return local


def _at(day: str, hour: int, minute: int, second: int) -> str:
    """Add a time of day to a full date; a time that no clock shows is left out."""
    if len(day) < len("2024-01-01") or hour > 23 or minute > 59 or second > 59:  # noqa: PLR2004
        return day
    return f"{day}T{hour:02}:{minute:02}:{second:02}"
