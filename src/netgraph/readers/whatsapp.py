"""WhatsApp chats, exported without media: ``_chat.txt`` or ``WhatsApp Chat with ….txt``.

::

    [05/03/24, 14:05:09] Amara Osei-Tutu: Draft sent
    see you Friday
    3/5/24, 2:06 PM - ~ Ben: ok
    05.03.24, 14:07 - Amara added Ben

Texts are not kept. A chat of two gives one ``message`` event for each day on which one of them
wrote, whoever wrote first that day first. A chat of more gives one ``group`` event for each
month, of those who wrote in it, dated with the last day on which one did.

Which number is the day is told from the whole chat, and a note says how: a number over 12 is no
month; else the number that changes faster is the day; else dots say that the day is first; else
only the year is kept. What the user says (``dates="dmy"``) stands above all but the first.

Notices by WhatsApp have no author. On iPhones they have one, which may be the chat itself, and a
mark before the text: who has nothing else to their name wrote nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final, NamedTuple

from netgraph.readers._opening import Source
from netgraph.records import Contact, Event, Note, Record, Skipped, key

BLIND = "A WhatsApp chat shows who wrote, not who is in the group and only reads."

#: More writers in one month than this are an audience.
MOST_PEOPLE: Final = 60
_MONTHS: Final = 12
_DAYS: Final = 31
#: Years of Iran since there is WhatsApp.
_PERSIAN: Final = range(1388, 1430)

_MARKS = str.maketrans(
    dict.fromkeys("\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069\ufeff")
)
_START = re.compile(
    r"""\[?
    (?P<clock>\d{1,2}:\d\d(?::\d\d)?(?:\s[AP]M)?,?\s)?  # first of all in Vietnam
    (?P<a>\d{1,4})\.?\s?(?P<mark>[-/.년])\s?(?P<b>\d{1,2})\.?\s?(?:(?P=mark)|월)
    \s?(?P<c>[RH]?\d{1,4})[.일]?(?:\sBE|\s\u0433\.)?(?P<comma>[,،]?)
    (?(clock)|
        \s?[^\W\d_]{0,8}\.?\s?[^\W\d_]{0,3}\s?  # "klo", "a las", and 下午
        \d{1,2}[:.]\d\d(?P<seconds>[:.]\d\d)?)
    (?:
        \s?(?:[^\W\d_]{1,4}\.?\s?(?:[^\W\d_]{1,2}\.?)?)?  # "p. m."
        (?:\]\s|\s[-\u2013]\s|,\s(?=[^:\n]{1,60}\s:\s))  # the last one in Korea
    |   (?:\s[AP]M)?:?\s(?![A-Z]{4,8}:)(?=[^:\n]{1,60}:\s)  # old phones: a space, or a colon
    )""",
    re.VERBOSE,
)
_AUTHOR = re.compile(r"(.{1,100}?):(?:\s|$)")
_MARK: Final = "\u200e"
_ENCRYPTED = re.compile(
    r"en[ck]r[iy]pt?|verschlüssel|c?ifrad|chiffr|crittograf|cript|szyfr|krypter|versleutel|titkos"
    r"|[şš]ifr|salat|xifra|mã hóa|шифр|κρυπτογρ|מוצפנ|مشف|رمزگ|एन्क्रिप्ट|এনক্রিপ্ট|เข้ารหัส|加密|暗号"
    r"|암호",
    re.IGNORECASE,
)
#: What iPhones mark as they mark a notice, though a person did it: pictures, calls, deleting.
_DONE = re.compile(
    r"omit|attach|adjunt|angehängt|weggel|absent|joint|omess|allegat|ocult|anexad|bijgevoegd"
    r"|utel|pomini|пропущ|вложен|ausgeschlossen|忽略|省略|생략"
    r"|delet|gelöscht|elimin|supprim|apagad|missed|verpasst|perdid|manqué|pers[ae]"
    r"|poll|umfrage|encuesta|sondage|enquete|sondaggio|location|standort|ubicación|https?:",
    re.IGNORECASE,
)
#: What notices say, where another program took their marks: only of whoever is before the first.
_HAPPENED = re.compile(
    r"\b(?:added|removed|left|joined|created|changed|admin|invite link|security code)\b"
    r"|hinzugefügt|entfernt|verlassen|erstellt|geändert|beigetreten|añad|elimin|sali[óo]|cre[óo]"
    r"|cambi|unió|ajout|retir|quitt|créé|rejoint|adicion|remov|saiu|criou|mudou|entrou|aggiunt"
    r"|rimoss|abbandon",
    re.IGNORECASE,
)
#: Authors that are WhatsApp itself, or a machine of it.
_SYSTEM: Final = frozenset(
    {"WhatsApp", "System", "Système", "Sistema", "Meta AI", "WhatsApp Business", "WhatsApp Support"}
)
#: What some programs call who exported the chat.
_MYSELF: Final = frozenset({"You", "Vous", "Você", "Tú"})
_TITLE = re.compile(
    r"whatsapp.*?\s(?:with|mit|con|avec|com|met|med|-|\u2013)\s+(.+?)(?:\.txt|\.zip)?$",
    re.IGNORECASE,
)
_QUOTES: Final = '"“”„«»「」'
_LONG_NAME: Final = 4
#: What WhatsApp says of encryption at the start is longer than what people then ask about it.
_A_NOTICE: Final = 80
_LONGEST_NAME: Final = 8


def claims(source: Source) -> bool:
    """Say whether it begins as a chat does."""
    found = _START.match(_plain(source.head_text[:400]).lstrip())
    # a log file writes 2024-03-05 12:00:00, without a comma, and never the mark
    return found is not None and (
        f"{len(found['a'])}{found['mark']}" != "4-"
        or not found["seconds"]
        or found["comma"] != ""
        or _MARK in source.head_text
    )


def read(source: Source) -> Iterator[Record]:
    """Yield who wrote in a chat, and when."""
    lines = list(_messages(source))
    title = _title(source.path)
    people = _people(lines, title)
    mark = lines[0].mark if lines else ""
    order, why = _order([one.numbers for one in lines], mark, source.given_order)
    chat = _Chat(source, title)
    for one in lines:
        day = _day(one.numbers, order)
        if not one.typed or one.author not in people:
            yield Skipped(source.path, one.line, "a notice by WhatsApp, not a message")
        else:
            yield from chat.wrote(one, day)
            if not day:
                yield Skipped(source.path, one.line, "a message with no date that can be read")
    yield Note(source.path, f"Dates were read as {_ORDERS[order]}: {why}.")
    if chat.is_of_two({one.author for one in lines if not one.typed} - people - {""}):
        yield from chat.messages()
    else:
        yield from chat.groups()


#: The numbers of a date, in the order in which they are written.
_Numbers = tuple[int, int, int]


class _Line(NamedTuple):
    """The first line of a message: its date's numbers as written, and who is named before it.

    `typed` is false for a notice that has a name before it.
    """

    line: int
    numbers: _Numbers
    mark: str
    author: str
    typed: bool


def _plain(text: str) -> str:
    """Take away marks of direction, and make every space the same."""
    return text.translate(_MARKS).replace("\u202f", " ").replace("\u00a0", " ")


def _messages(source: Source) -> Iterator[_Line]:
    """Yield the lines that begin a message or a notice; the others continue one."""
    first, begun, host = True, False, ""
    for number, line in enumerate(source.lines(), 1):
        head = _plain(line[:400])
        if found := _START.match(head):
            named = _AUTHOR.match(head, found.end())
            author, typed = _author(named[1]) if named else "", True
            if named and _plain(line.partition(f": {_MARK}")[0]) == head[: named.end(1)]:
                typed = begun and _DONE.search(head, named.end()) is not None
            elif first or (not begun and len(head) - found.end() > _A_NOTICE):
                typed = _ENCRYPTED.search(head, found.end()) is None
                host = "" if typed else author
            elif author and author == host:
                typed = _HAPPENED.search(head, found.end() + len(author)) is None
            numbers = int(found["a"]), int(found["b"]), _year(found["c"])
            yield _Line(number, numbers, found["mark"], author, typed)
            first, begun = False, begun or (typed and author != "")


def _year(written: str) -> int:
    """Read a year, which may be one of the emperor's."""
    return int(written.lstrip("RH")) + {"R": 2018, "H": 1988}.get(written[0], 0)


def _author(text: str) -> str:
    """Give who is named before a colon, or "" if it is part of a sentence by WhatsApp."""
    name = text.removeprefix("~").strip()
    in_quotes = sum(map(name.count, _QUOTES)) % 2  # the colon is part of a group's name
    sentence = len(name.split()) > _LONGEST_NAME or _ENCRYPTED.search(name)
    return "" if in_quotes or sentence or name in _SYSTEM else name


def _people(lines: Sequence[_Line], title: str) -> set[str]:
    """Tell the people among the authors from the chat itself, and from sentences with a colon."""
    counts = Counter(one.author for one in lines if one.typed)
    people = set(counts) - {""}
    for one in sorted(people):
        words = one.split()
        if counts[one] == 1 and len(words) >= _LONG_NAME:
            known = (" ".join(words[:n]) in people for n in range(1, len(words) - 1))
            people -= {one} if any(known) else set()
    if len(people) > 2:  # noqa: PLR2004 - a chat of two has the name of one of them
        people -= {title}
    return people


_ORDERS: Final = {
    "ymd": "year, month, day", "dmy": "day, month, year", "mdy": "month, day, year",
    "y": "years only",
}  # fmt: skip


def _order(dates: Sequence[_Numbers], mark: str, given: str = "") -> tuple[str, str]:
    """Tell which number is what, and why; `mark` stands between them."""
    first, second, third = zip(*dates, strict=True) if dates else ((), (), ())
    this_year = datetime.now(UTC).year % 100
    future = any(this_year < n <= _DAYS for n in third) and all(n <= this_year for n in first)
    if future or 2 * sum(n > _DAYS for n in first) > len(first):
        return "ymd", "the year comes first"
    high, other = sum(n > _MONTHS for n in first), sum(n > _MONTHS for n in second)
    if high != other:
        return ("dmy", "the first number goes beyond 12") if high > other else (
            "mdy", "the second number goes beyond 12")  # fmt: skip
    if given:
        return given, "you said so"
    fast, slow = (sum(a != b for a, b in pairwise(n)) for n in (first, second))
    if fast != slow:
        return ("dmy", "the first number changes faster") if fast > slow else (
            "mdy", "the second number changes faster")  # fmt: skip
    if mark == ".":
        return "dmy", "no country writes a month first with dots"
    return "y", "nothing in the chat shows which number is the month, so say it"


def _day(numbers: _Numbers, order: str) -> str:
    """Give the ISO date, in the other order if this one is impossible; "" if none is possible."""
    first, second, third = numbers
    if first > _DAYS or (order == "ymd" and third <= _DAYS):
        return _iso(first, second, third) or _iso(first, third, second)
    if order in {"y", "ymd"}:
        return _iso(third, first, second) if first == second else _iso(third, 1, 1)[:4]
    dmy, mdy = _iso(third, second, first), _iso(third, first, second)
    return (dmy or mdy) if order == "dmy" else (mdy or dmy)


def _iso(year: int, month: int, day: int) -> str:
    """Write a date, also of the calendars of Thailand and Iran."""
    if year in _PERSIAN:
        return _persian(year, month, day)
    year += 2000 if year < 100 else -543 if 2500 < year < 2600 else 0  # noqa: PLR2004 - Thai years
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _persian(year: int, month: int, day: int) -> str:
    """Convert a date of Iran: six months of 31 days and six of 30, from the first day of spring."""
    before = 31 * (month - 1) - max(month - 7, 0) + day - 1
    spring = date(year + 621, 3, 21 - (year % 4 == 3))  # noqa: PLR2004 - true until 2028
    return (spring + timedelta(days=before)).isoformat() if 1 <= month <= _MONTHS else ""


def _title(path: str) -> str:
    """Give the chat's name from the name of its file, or of the zip or folder around it."""
    for part in reversed(PurePosixPath(path).parts[-2:]):
        if found := _TITLE.search(_plain(part)):
            return found[1].strip()
    return ""


class _Chat:
    """Who wrote on which day."""

    def __init__(self, source: Source, title: str) -> None:
        self.source, self.title = source, title
        self.owner = key("owner", "whatsapp", source.unit)
        self.keys: dict[str, str] = {}  # of every author as written
        self.names: dict[str, str] = {}  # of every key
        self.days: dict[str, dict[str, None]] = {}
        self.lines: dict[str, int] = {}

    def wrote(self, one: _Line, day: str) -> Iterator[Contact]:
        """Take note of a message, and of its day if that is known; tell a new author."""
        file = self.source.path
        if one.author not in self.keys:
            mine = one.author in _MYSELF
            sure = self.owner if mine else key("phone", one.author)
            found = self.keys[one.author] = sure or key("name", one.author, file)
            if found not in self.names:
                self.names[found] = one.author
                name = "" if sure else one.author
                yield Contact((found,), name, file=file, line=one.line, owner=mine)
        if day:
            self.lines.setdefault(day, one.line)
            self.days.setdefault(day, {})[self.keys[one.author]] = None

    def is_of_two(self, strangers: set[str]) -> bool:
        """Say whether it is no group: nothing in it is named otherwise than one of the two."""
        if len(self.names) == 1:  # the other one has not written yet, or has exported it
            return bool(self._named())
        group = strangers or (self.title and not self._named())
        return len(self.names) == 2 and not group  # noqa: PLR2004

    def _named(self) -> list[str]:
        """List those that the chat is named after, by their whole name or its beginning."""
        return [
            one for one, name in self.names.items() if self.title and name.startswith(self.title)
        ]

    def messages(self) -> Iterator[Record]:
        """Yield the days of a chat of two. If it is named after one, the other exported it."""
        both = list(self.names)
        file = self.source.path
        if len(both) == 1:
            both.append(self.owner)
            yield Contact((self.owner,), file=file, owner=True)
        elif len(named := self._named()) == 1:
            mine = both[1 - both.index(named[0])]
            yield Contact(tuple(dict.fromkeys((mine, self.owner))), file=file, owner=True)
        for day, authors in self.days.items():
            first = next(iter(authors))
            other = both[1 - both.index(first)]
            yield Event("message", (first, other), day, "", file, self.lines[day])

    def groups(self) -> Iterator[Record]:
        """Yield the months of a group."""
        file = self.source.path
        months: dict[str, dict[str, None]] = {}
        last: dict[str, str] = {}
        for day, authors in self.days.items():
            months.setdefault(day[:7], {}).update(authors)
            last[day[:7]] = max(last.get(day[:7], ""), day)
        for month, everybody in months.items():
            line = self.lines[last[month]]
            if 1 < len(everybody) <= MOST_PEOPLE:
                yield Event("group", tuple(everybody), last[month], self.title, file, line)
            else:
                few = len(everybody) == 1
                what = "only one person wrote" if few else f"more than {MOST_PEOPLE} people wrote"
                yield Skipped(file, line, f"a month in which {what}")
