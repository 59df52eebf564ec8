"""Calendars (.ics): Google Takeout, Outlook, Apple. Who sat together, and when.

::

    BEGIN:VEVENT
    UID:m1@example
    DTSTART;TZID=Europe/London:20240305T120000
    ORGANIZER;CN="Lindqvist, Bjorn":MAILTO:bjorn@kei.example
    ATTENDEE;PARTSTAT=ACCEPTED;CN=Amara Osei-Tutu:mailto:a.osei@example.org
    END:VEVENT

A meeting is one event of its organiser and of those who accepted; where a calendar records no
answer at all (Outlook), of everybody invited. Cancelled, all-day and future entries, rooms, and
meetings of more than sixty are left out and counted. A series counts once per occurrence, up to
today, within the two years before its last one. Times stay as written, without their zone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import Final, NamedTuple
from urllib.parse import unquote

from icalendar.parser import Contentline

from netgraph.errors import ReadError
from netgraph.readers._folded import physical, text_of
from netgraph.readers._headers import addresses
from netgraph.readers._mail_marks import sort_by_name, sort_of
from netgraph.readers._opening import Source
from netgraph.readers._series import Series, iso_time
from netgraph.records import Contact, Event, Note, Record, Skipped, key

BLIND = "A calendar shows invitations, not who really came, and no meeting that nobody wrote down."

#: More people than this are an audience.
MOST_PEOPLE: Final = 60
#: How far back from its last occurrence a series counts.
WINDOW: Final = timedelta(days=730)
_FIRST_WINDOW: Final = "0003"
_LONGEST: Final = 64 * 1024
_LONGEST_TITLE: Final = 200
_ALL_DAY: Final = "X-MICROSOFT-CDO-ALLDAYEVENT"
_PROPERTIES: Final = frozenset(
    "UID DTSTART ORGANIZER ATTENDEE STATUS RRULE RDATE EXDATE RECURRENCE-ID SUMMARY CLASS"
    f" SEQUENCE {_ALL_DAY}".split()
)
#: A line that goes on begins with a space; no line of its own begins with the other two.
_FOLDED: Final = (b" ", b"\t", b":", b";")
_NAME = re.compile(r"[A-Za-z-]+")
_NOTES = re.compile(r"(?:mailto:)?\s*CN=([^/]+)/", re.IGNORECASE)
_NO_PERSON: Final = {"ROOM": "room", "RESOURCE": "room", "GROUP": "group"}
_NO_ANSWER: Final = frozenset({"", "NEEDS-ACTION"})
_BEGIN = re.compile(
    r"\s*BEGIN:V(?:CALENDAR|EVENT|TODO|JOURNAL|FREEBUSY|TIMEZONE|ALARM)\b", re.IGNORECASE
)
_OTHER = re.compile(r'\s*(?:\[\s*)+"vcalendar"|\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?icalendar[\s>]')
#: How Outlook writes that a meeting was cancelled: before its title.
_CANCELLED = re.compile(
    r"(?:cancell?ed|abgesagt|annulée?|annullato|cancelad[oa]|geannuleerd)(?: \w+)?\s*:",
    re.IGNORECASE,
)

_Parameters = dict[str, str | list[str]]
_Values = dict[str, list[tuple[_Parameters, str]]]


def claims(source: Source) -> bool:
    """Say whether it is a calendar, or an entry of one."""
    return (_BEGIN.match(source.head_text) or _OTHER.match(source.head_text)) is not None


def read(source: Source) -> Iterator[Record]:
    """Yield the people and meetings of a calendar."""
    if _OTHER.match(source.head_text):
        raise ReadError("a calendar as JSON or XML: export it as .ics", file=source.path)
    calendar = _Calendar(source)
    meetings: dict[tuple[str, str], _Meeting] = {}
    for entry in _entries(source):
        if entry.kind == "calendar":
            yield from calendar.owner(entry)
        elif meeting := calendar.meeting(entry):
            place = (meeting.uid or f"line {meeting.line}", meeting.instance)
            other = meetings.get(place, meeting)
            if other.sequence == meeting.sequence and other.start != meeting.start:
                meeting = meeting._replace(uid=f"{meeting.uid}/{meeting.start}")
                place = (meeting.uid, "")  # two meetings of one id
            if place in meetings:
                calendar.skip(meeting.line, "the same meeting stands there twice")
            if meetings.setdefault(place, meeting).sequence < meeting.sequence:
                meetings[place] = meeting
        yield from calendar.skipped
        calendar.skipped.clear()
    replaced = {place for place in meetings if place[1]}
    for meeting in meetings.values():
        yield from calendar.records(meeting, replaced)
    if calendar.series:
        text = "Of a series, each occurrence up to today counts, within its last two years"
        yield Note(source.path, f"{text}: {calendar.series:,} series.")


class _Entry(NamedTuple):
    """A component of the file: its kind, its line, and the lines of its properties."""

    kind: str
    line: int
    properties: list[tuple[str, str]]


class _Meeting(NamedTuple):
    """One entry of the calendar, read.

    `instance` is the day of the series that it replaces, `people` are who took part: nobody, if
    it was cancelled or is none of the meetings that count.
    """

    uid: str
    line: int
    sequence: int
    start: str
    zone: str
    instance: str
    rules: tuple[str, ...]
    extra: tuple[str, ...]
    without: frozenset[str]
    what: str
    people: tuple[Contact, ...]
    others: tuple[Contact, ...]


def _lines(source: Source) -> Iterator[tuple[int, str]]:
    """Yield (line number, line) with folded lines joined, which must be done before decoding."""
    held, begun = b"", 0
    for number, line in physical(source):
        if line[:1] in _FOLDED:
            held += line[line[:1].isspace() :] if len(held) < _LONGEST else b""
        elif line:  # old Mozilla calendars have blank lines inside folded ones
            yield begun, text_of(held, source.given_encoding)
            held, begun = line[:_LONGEST], number
    yield begun, text_of(held, source.given_encoding)


def _entries(source: Source) -> Iterator[_Entry]:
    """Yield the calendar's own properties, and each of its entries, finished or not."""
    entry, inner = _Entry("calendar", 1, []), 0
    for number, line in _lines(source):
        name, _, value = line.lstrip("\ufeff").partition(":")
        mark, kind = name.strip().upper(), value.strip().upper()
        if mark == "BEGIN" and kind in {"VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VCALENDAR"}:
            yield entry
            entry = _Entry("calendar" if kind == "VCALENDAR" else kind, number, [])
            inner = 0
        elif mark == "BEGIN":
            inner += 1
        elif mark == "END" and inner:
            inner -= 1
        elif mark == "END":
            yield entry
            entry = _Entry("calendar", number, [])
        elif not inner and (found := _NAME.match(line)):
            entry.properties.append((found[0].upper(), line[:_LONGEST]))
    yield entry


class _Calendar:
    """What the entries of one calendar have in common."""

    def __init__(self, source: Source) -> None:
        self.file, self.unit = source.path, source.unit
        self.today = datetime.now(UTC).replace(tzinfo=None)
        self.rules = Series()
        self.cancels = False
        self.series = 0
        self.told: set[Contact] = set()
        self.skipped: list[Skipped] = []

    def skip(self, line: int, reason: str) -> None:
        self.skipped.append(Skipped(self.file, line, reason))

    def owner(self, entry: _Entry) -> Iterator[Contact]:
        """Tell whose calendar it is: Google calls the first one by its owner's address."""
        for name, line in entry.properties:
            value = line.partition(":")[2]
            if name == "METHOD":
                self.cancels = value.strip().upper() == "CANCEL"
            elif name == "X-WR-CALNAME" and (address := key("email", value)):
                keys = (address, key("owner", "calendar", self.unit))
                if "@group." not in address:
                    yield Contact(keys, file=self.file, line=entry.line, owner=True)

    def meeting(self, entry: _Entry) -> _Meeting | None:
        """Read an entry; what is no meeting that was held is skipped, and has no people."""
        if entry.kind != "VEVENT":
            self.skip(entry.line, "a task, a journal entry or busy time, not a meeting")
            return None
        values = self._values(entry)
        first = {name: found[0][1].strip() for name, found in values.items()}
        zone = _text(values["DTSTART"][0][0], "TZID") if "DTSTART" in values else ""
        start = iso_time(first.get("DTSTART", ""))
        people, others = self._people(values, entry.line)
        if reason := self._unused(first, start, len(people)):
            self.skip(entry.line, reason)
        sequence = first.get("SEQUENCE", "")[:9]
        public = first.get("CLASS", "PUBLIC").upper() == "PUBLIC"
        return _Meeting(
            first.get("UID", ""), entry.line, int(sequence) if sequence.isdecimal() else 0,
            start, zone, iso_time(first.get("RECURRENCE-ID", ""), zone)[:10],
            tuple(value.strip() for _, value in values.get("RRULE", ()) if value.strip()),
            tuple(one for one in _times(values, "RDATE", zone) if "T" in one),
            frozenset(one[:10] for one in _times(values, "EXDATE", zone)),
            first.get("SUMMARY", "") if public else "", () if reason else people, others,
        )  # fmt: skip

    def _values(self, entry: _Entry) -> _Values:
        """Read the properties that matter, with their parameters."""
        values: _Values = {}
        for name, line in entry.properties:
            if name in _PROPERTIES:
                try:
                    _, parameters, value = Contentline(line).parts()  # type: ignore[no-untyped-call]
                except ValueError:
                    self.skip(entry.line, "a line of the entry that cannot be read")
                else:
                    values.setdefault(name, []).append((parameters, str(value)))
        return values

    def _unused(self, first: dict[str, str], start: str, people: int) -> str:
        cancelled = first.get("STATUS", "").upper() == "CANCELLED"
        if self.cancels or cancelled or _CANCELLED.match(first.get("SUMMARY", "")):
            return "cancelled"
        if len(start) == len("2024-03-05") or first.get(_ALL_DAY, "").upper() == "TRUE":
            return "an all-day entry"
        if start > self.today.isoformat():
            return "still to come"
        many = "more than 60 took part" if people > MOST_PEOPLE else ""
        return many if people > 1 else "nobody else took part"

    def _people(
        self, values: _Values, line: int
    ) -> tuple[tuple[Contact, ...], tuple[Contact, ...]]:
        """Tell who took part, the organiser first, and which rooms and groups did."""
        invited = values.get("ATTENDEE", [])
        asked = any(_answer(parameters) not in _NO_ANSWER for parameters, _ in invited)
        took: dict[str, Contact] = {}
        others: list[Contact] = []
        declined: set[str] = set()
        for place, (parameters, value) in enumerate([*values.get("ORGANIZER", [])[:1], *invited]):
            contact = self._contact(parameters, value, line)
            if contact is None:
                self.skip(line, "an invited person without an address or a name")
                continue
            role, answer = _text(parameters, "ROLE").upper(), _answer(parameters)
            organises = (place == 0 and "ORGANIZER" in values) or role == "ORGANIZER"
            came = answer == "ACCEPTED" or not asked
            if contact.sort != "person":
                others.append(contact)
            elif organises or (came and role != "NON-PARTICIPANT"):
                took.setdefault(contact.keys[0], contact)
            elif contact.keys[0] not in took or answer == "DECLINED":
                declined.add(contact.keys[0])
                self.skip(line, "an invited person who did not accept")
        return tuple(one for one in took.values() if one.keys[0] not in declined), tuple(others)

    def _contact(self, parameters: _Parameters, value: str, line: int) -> Contact | None:
        places = map(unquote, (value, _text(parameters, "EMAIL")))  # "mailto:ann%40x.example"
        written = [*chain.from_iterable(map(addresses, places)), ("", "")]
        address, called = written[0]
        notes = _NOTES.match(value)  # "CN=Jane Roe/OU=Ward/O=Hospital", "Jane Roe/Hospital"
        written_name = _text(parameters, "CN") or (notes[1] if notes else "")
        name = " ".join(written_name.partition("/")[0].split()).strip("'") or called
        name = "" if "@" in name else name
        found = address or key("name", name, self.file if name else "")
        sort = _NO_PERSON.get(_text(parameters, "CUTYPE").upper()) or sort_of(address)
        sort = sort_by_name(name, address) if sort == "person" else sort
        return Contact((found,), name, file=self.file, line=line, sort=sort) if found else None

    def records(self, meeting: _Meeting, replaced: set[tuple[str, str]]) -> Iterator[Record]:
        """Yield who took part and each occurrence, but for those that another entry replaces."""
        for contact in (*meeting.people, *meeting.others):
            plain = contact._replace(line=0)
            if plain not in self.told:
                self.told.add(plain)
                yield contact
        people = tuple(one.keys[0] for one in meeting.people)
        for start in self._occurrences(meeting) if people else ():
            day = start[:10]
            if not meeting.instance and (meeting.uid, day) in replaced:
                continue
            single = not (meeting.rules or meeting.extra or meeting.instance)
            identity = meeting.uid if single else f"{meeting.uid}/{meeting.instance or day}"
            what = meeting.what[:_LONGEST_TITLE]
            yield Event("meeting", people, start, what, self.file, meeting.line, id=identity)

    def _occurrences(self, meeting: _Meeting) -> list[str]:
        """List when a meeting took place: once, or as its rule says."""
        if not (meeting.rules or meeting.extra) or meeting.instance or not meeting.start:
            return [meeting.start]
        self.series += 1
        now = self.today.isoformat()
        ruled = [
            day
            for rule in meeting.rules
            for day in self.rules.follow(rule, meeting.start, self.today, meeting.zone)
        ]
        every = {one[:10]: one for one in (*meeting.extra, *ruled, meeting.start)}
        held = sorted(
            one for day, one in every.items() if one <= now and day not in meeting.without
        )
        if not held or held[-1] < _FIRST_WINDOW:
            return held
        since = (datetime.fromisoformat(held[-1]) - WINDOW).isoformat()
        return [one for one in held if one >= since]


def _text(parameters: _Parameters, name: str) -> str:
    """Give a parameter; of several values the first."""
    value = parameters.get(name, "")
    return value if isinstance(value, str) else str(value[0]) if value else ""


def _answer(parameters: _Parameters) -> str:
    """Give what an invited person answered; vCalendar 1.0 has another name for it."""
    return (_text(parameters, "PARTSTAT") or _text(parameters, "STATUS")).upper()


def _times(values: _Values, name: str, zone: str) -> Iterator[str]:
    return (iso_time(one, zone) for _, value in values.get(name, ()) for one in value.split(","))
