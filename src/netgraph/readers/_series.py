"""Series of meetings: when a rule of a calendar (RFC 5545, RRULE) says that they took place."""

from __future__ import annotations

import contextlib
import itertools
import re
import warnings
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from typing import Final

from dateutil.rrule import rrulestr
from icalendar.timezone import tzp

from netgraph.readers._dates import parse_date

#: How many days of series are followed in one file; a real calendar has far fewer.
_BUDGET: Final = 3_000_000
#: What a rule costs that is never true: it is searched for until the end of the calendar.
_NEVER: Final = 1_000_000
_EARLIEST: Final = 1970
_FREQUENCIES: Final = frozenset({"DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
#: Parts of a rule that are followed. Without the hours, a day has one occurrence.
_PARTS: Final = frozenset(
    {"FREQ", "INTERVAL", "BYDAY", "BYMONTH", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO", "BYSETPOS"}
    | {"WKST"}
)
_TIME = re.compile(r"\d{8}(?:T\d{6}Z?)?")
_DAY: Final = len("2024-03-05")


def iso_time(value: str, zone: str = "") -> str:
    """Read a date or time of a calendar, or the beginning of a period; "" if it is none.

    Args:
        value: As the calendar writes it.
        zone: The time zone in which a time in UTC is wanted, by any of its names.

    >>> iso_time("20240305T120000Z"), iso_time("20240305"), iso_time("20240305T020000Z", "EST")
    ('2024-03-05T12:00:00', '2024-03-05', '2024-03-04T21:00:00')
    """
    found = _TIME.match(value.strip().upper())
    iso = parse_date(found[0]) if found else ""
    if len(iso) > _DAY and found and found[0][-1] == "Z" and (place := _place(zone)):
        with contextlib.suppress(OverflowError):
            utc = datetime.fromisoformat(iso).replace(tzinfo=UTC)
            iso = utc.astimezone(place).replace(tzinfo=None).isoformat()
    return iso if len(iso) >= _DAY else ""


@lru_cache(maxsize=256)
def _place(zone: str) -> tzinfo | None:
    """Find a time zone, also by its Windows name; None if nobody knows it."""
    with warnings.catch_warnings(), contextlib.suppress(OSError, ValueError):
        warnings.simplefilter("ignore")  # a guess at a vendor's name is what is wanted here
        return tzp.timezone(zone)
    return None


class Series:
    """Follows the rules of one file, for a bounded time.

    A rule may be hostile: every second, a billion times, or every 30th of February.
    """

    def __init__(self) -> None:
        self.budget = _BUDGET

    def follow(self, rule: str, start: str, today: datetime, zone: str = "") -> list[str]:
        """List the occurrences up to today; none if the rule cannot be followed.

        >>> Series().follow("FREQ=WEEKLY;COUNT=2", "2024-03-05T12:00:00", datetime(2025, 1, 1))
        ['2024-03-05T12:00:00', '2024-03-12T12:00:00']
        """
        parts = dict(part.split("=", 1) for part in rule.upper().split(";") if "=" in part)
        first = datetime.fromisoformat(start)
        until = iso_time(parts.get("UNTIL", ""), zone)
        until = f"{until}T23:59:59" if len(until) == _DAY else until
        last = min(datetime.fromisoformat(until), today) if until else today
        days = (last - first).days
        known = parts.get("FREQ") in _FREQUENCIES and first.year >= _EARLIEST
        if not known or not 0 <= days <= self.budget:
            return []
        self.budget -= days
        kept = [
            f"{name}={parts[name]}" for name in sorted(_PARTS & parts.keys()) if parts[name] != "0"
        ]
        count = parts.get("COUNT", "")[:9]  # nobody can count further
        most = min(int(count), days + 1) if count.isdecimal() else days + 1
        try:
            dates = rrulestr(";".join([*kept, f"UNTIL={last:%Y%m%dT%H%M%S}"]), dtstart=first)
            found = [one.isoformat() for one in itertools.islice(dates, most)]
        except (ValueError, TypeError, OverflowError):
            return []
        self.budget -= 0 if found else _NEVER
        return found
