"""Calendars: who took part in what, and what an entry must not make up."""

import itertools
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import _series, ics
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Note, Record, Skipped, key_value
from tests.conftest import shared
from tests.readers.told import reasons

BEN = "ATTENDEE;PARTSTAT=ACCEPTED;CN=Ben:mailto:ben@x.example"
AMARA = "ORGANIZER;CN=Amara Osei:mailto:amara@x.example"


def entry(*lines: str, start: str = "20240305T120000", people: Iterable[str] = (AMARA, BEN)) -> str:
    """Write one entry of a calendar."""
    return "\n".join(["BEGIN:VEVENT", f"DTSTART:{start}", *people, *lines, "END:VEVENT", ""])


def records(*entries: str, head: str = "") -> list[Record]:
    """Read a literal calendar."""
    text = f"BEGIN:VCALENDAR\nVERSION:2.0\n{head}{''.join(entries)}END:VCALENDAR\n"
    return list(ics.read(Source.of_text(text, "cal.ics")))


def meetings(found: Iterable[Record]) -> list[Event]:
    """Keep only the meetings."""
    return [one for one in found if isinstance(one, Event)]


def people(found: Iterable[Record]) -> list[list[str]]:
    """Give who met, as addresses."""
    return [[key_value(one) for one in event.people] for event in meetings(found)]


def test_a_meeting_is_its_organiser_and_who_accepted() -> None:
    """Decliners and rooms are out and counted; upper-case MAILTO and quoted commas are read."""
    found = records(
        entry(
            "UID:m1@example",
            "SUMMARY:Handover\\, ward 3",
            people=[
                'ORGANIZER;CN="Lindqvist, Björn":MAILTO:Bjorn@kei.example',
                "ATTENDEE;PARTSTAT=ACCEPTED;CN=Amara Osei-Tutu:mailto:a.osei@example.org",
                "ATTENDEE;PARTSTAT=DECLINED;CN=Me:mailto:me@example.com",
                "ATTENDEE;PARTSTAT=TENTATIVE;CN=T:mailto:t@x.example",
                "ATTENDEE;CN=N:mailto:n@x.example",
                "ATTENDEE;PARTSTAT=ACCEPTED;ROLE=NON-PARTICIPANT:mailto:fyi@x.example",
                "ATTENDEE;CUTYPE=ROOM;CN=Seminar 2:mailto:room2@x.example",
                "ATTENDEE;CN=Lab:mailto:c_1@resource.calendar.google.com",
                "ATTENDEE;CUTYPE=GROUP;PARTSTAT=ACCEPTED;CN=All:mailto:all@x.example",
            ],
        )
    )
    (event,) = meetings(found)
    assert event == Event(
        "meeting", ("email:bjorn@kei.example", "email:a.osei@example.org"),
        "2024-03-05T12:00:00", "Handover, ward 3", "cal.ics", 3, 1.0, "m1@example",
    )  # fmt: skip
    assert reasons(found) == ["an invited person who did not accept"] * 4
    contacts = [one for one in found if isinstance(one, Contact)]
    assert [(one.name, one.sort) for one in contacts] == [
        ("Lindqvist, Björn", "person"), ("Amara Osei-Tutu", "person"),
        ("Seminar 2", "room"), ("Lab", "room"), ("All", "group"),
    ]  # fmt: skip


def test_where_no_answers_are_recorded_everybody_invited_counts() -> None:
    """Outlook's exports have no answer at all; one answer shows that answers are recorded."""
    asked = "ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE"  # as in an invitation that was kept
    guests = [f"{asked};CN=B:mailto:b@x.example", "ATTENDEE;CN=C:mailto:c@x.example"]
    assert people(records(entry(people=[AMARA, *guests]))) == [
        ["amara@x.example", "b@x.example", "c@x.example"]
    ]
    assert people(records(entry(people=[AMARA, BEN, *guests]))) == [
        ["amara@x.example", "ben@x.example"]
    ]


def test_an_organiser_who_declined_was_not_there() -> None:
    """The organiser counts unless their own answer says otherwise."""
    declined = "ATTENDEE;PARTSTAT=DECLINED:mailto:amara@x.example"
    cleo = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:cleo@x.example"
    found = records(entry(people=[AMARA, BEN, declined, cleo]))
    assert people(found) == [["ben@x.example", "cleo@x.example"]]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (entry("STATUS:CANCELLED"), "cancelled"),
        (entry(start="20240305"), "an all-day entry"),
        (entry(start="29990305T120000"), "still to come"),
        (entry(people=[AMARA]), "nobody else took part"),
        (entry(people=[]), "nobody else took part"),
        (entry(people=[f"ATTENDEE:mailto:{n}@x.example" for n in range(61)]),
         "more than 60 took part"),
        ("BEGIN:VTODO\nUID:1\nEND:VTODO\n", "a task, a journal entry or busy time, not a meeting"),
        ("BEGIN:VFREEBUSY\nEND:VFREEBUSY\n", "a task, a journal entry or busy time, not a meeting"),
    ],
)  # fmt: skip
def test_what_is_no_meeting_is_counted(text: str, reason: str) -> None:
    """Cancelled, all-day, future, lonely and huge entries, tasks and busy times are skips."""
    found = records(text)
    assert meetings(found) == []
    assert reasons(found) == [reason]


def test_a_cancellation_file_cancels() -> None:
    """A calendar sent to cancel holds no meeting that took place."""
    assert reasons(records(entry(), head="METHOD:CANCEL\n")) == ["cancelled"]


@pytest.mark.parametrize("mark", ["PRIVATE", "CONFIDENTIAL"])
def test_the_titles_of_private_meetings_are_not_kept(mark: str) -> None:
    """Who met stays; what about does not."""
    found = records(entry("SUMMARY:Divorce", f"CLASS:{mark}"))
    assert [one.what for one in meetings(found)] == [""]
    assert "Divorce" not in repr(found)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("SUMMARY:Canceled: Rounds", "cancelled"),
        ("SUMMARY:Abgesagt: Visite", "cancelled"),
        ("X-MICROSOFT-CDO-ALLDAYEVENT:TRUE", "an all-day entry"),
    ],
)
def test_outlook_says_so_in_its_own_way(line: str, reason: str) -> None:
    """Outlook cancels in the title, and gives all-day entries a time of day."""
    assert reasons(records(entry(line))) == [reason]


def test_addresses_may_be_written_as_those_of_the_web() -> None:
    """An address is a link there, in which "@" may be "%40" and a subject may follow."""
    found = records(
        "BEGIN:VEVENT\nUID:1\nDTSTART:20240305T120000Z\n"
        "ORGANIZER;CN=Ann:mailto:ann%40x.example\n"
        "ATTENDEE;CN=Ben;PARTSTAT=ACCEPTED:mailto:ben%40x.example?subject=ward\nEND:VEVENT\n"
    )
    assert people(found) == [["ann@x.example", "ben@x.example"]]


def test_vcalendar_1_names_people_and_answers_otherwise() -> None:
    """Old phones write names beside bare addresses, STATUS for the answer, ORGANIZER as a role."""
    people = [
        "ATTENDEE;ROLE=ORGANIZER;STATUS=CONFIRMED:Amara <amara@x.example>",
        "ATTENDEE;ROLE=ATTENDEE;STATUS=ACCEPTED:Ben <ben@x.example>",
        "ATTENDEE;STATUS=ACCEPTED:cleo@x.example",
        "ATTENDEE;STATUS=DECLINED:Dana <dana@x.example>",
    ]
    found = records(entry(people=people))
    assert [one.name for one in found if isinstance(one, Contact)] == ["Amara", "Ben", ""]
    assert [[key_value(one) for one in event.people] for event in meetings(found)] == [
        ["amara@x.example", "ben@x.example", "cleo@x.example"]
    ]


@pytest.mark.parametrize(
    ("name", "sort"),
    [("Conference Room 3", "room"), ("DL Ward 3 Staff", "list"), ("All users, Leeds", "list")],
)
def test_a_room_or_list_without_a_mark_is_told_by_its_name(name: str, sort: str) -> None:
    """Many calendars invite them as if they were people."""
    other = f'ATTENDEE;PARTSTAT=ACCEPTED;CN="{name}":mailto:conf3@x.example'
    found = records(entry(people=[AMARA, BEN, other]))
    assert people(found) == [["amara@x.example", "ben@x.example"]]
    assert [one.name for one in found if isinstance(one, Contact) and one.sort == sort] == [name]


def test_machines_and_lists_take_no_part() -> None:
    """Booking systems, distribution lists and Google's unknown organiser are nobody to know."""
    for address, sort in {
        "no-reply@booking.example": "robot", "unknownorganizer@calendar.google.com": "robot",
        "abc@group.calendar.google.com": "list", "all-staff@x.example": "list",
    }.items():  # fmt: skip
        cleo = "ATTENDEE;PARTSTAT=ACCEPTED:mailto:cleo@x.example"
        found = records(entry(people=[f"ORGANIZER:mailto:{address}", BEN, cleo]))
        assert people(found) == [["ben@x.example", "cleo@x.example"]]
        (other,) = [one for one in found if isinstance(one, Contact) and one.sort != "person"]
        assert other.sort == sort


def test_an_unreadable_date_keeps_the_meeting() -> None:
    """The people met, though the file does not say when."""
    found = records(entry(start="tomorrow"))
    assert [one.when for one in meetings(found)] == [""]


# Series


def days(found: Iterable[Record]) -> list[str]:
    """Give the days of the meetings."""
    return [one.when[:10] for one in meetings(found)]


def test_a_series_counts_once_per_occurrence() -> None:
    """Its exceptions are out, its extra dates in, moved and cancelled ones as moved."""
    found = records(
        entry(
            "UID:s", "RRULE:FREQ=WEEKLY;COUNT=6", "EXDATE:20240312T120000",
            "RDATE:20240401T120000,20240402T120000Z",
        ),
        entry("UID:s", "RECURRENCE-ID:20240319T120000", start="20240320T150000"),
        entry("UID:s", "RECURRENCE-ID:20240326T120000", "STATUS:CANCELLED"),
    )  # fmt: skip
    assert sorted(days(found)) == [
        "2024-03-05", "2024-03-20", "2024-04-01", "2024-04-02", "2024-04-09",
    ]  # fmt: skip
    assert "s/2024-03-19" in {one.id for one in meetings(found)}
    assert reasons(found) == ["cancelled"]
    (note,) = [one for one in found if isinstance(one, Note)]
    assert "two years" in note.text


@pytest.mark.parametrize(
    "zone", ["America/New_York", '"Eastern Standard Time"', "/vendor.example/x/America/New_York"]
)
def test_exceptions_in_utc_are_days_of_the_place(zone: str) -> None:
    """An evening in New York is the next day in UTC; zones have names of Windows and vendors."""
    series = entry("UID:s", "RRULE:FREQ=WEEKLY;COUNT=3", "EXDATE:20240313T010000Z")
    moved = entry("UID:s", "RECURRENCE-ID:20240320T010000Z")
    start, later = f"DTSTART;TZID={zone}:20240305T210000", f"DTSTART;TZID={zone}:20240321T210000"
    found = records(
        series.replace("DTSTART:20240305T120000", start),
        moved.replace("DTSTART:20240305T120000", later),
    )
    assert days(found) == ["2024-03-05", "2024-03-21"]


def test_the_end_of_a_series_is_a_time_of_the_place() -> None:
    """UNTIL is in UTC: midnight in Tokyo is the afternoon before, and the evening still counts."""
    text = entry("UID:s", "RRULE:FREQ=DAILY;UNTIL=20240306T145959Z")
    found = records(text.replace("DTSTART:20240305T1200", "DTSTART;TZID=Asia/Tokyo:20240305T1800"))
    assert days(found) == ["2024-03-05", "2024-03-06"]


def test_all_rules_of_a_series_are_followed() -> None:
    """A series may have two rules; what both give counts once."""
    found = records(entry("UID:s", "RRULE:FREQ=WEEKLY;COUNT=2", "RRULE:FREQ=MONTHLY;COUNT=2"))
    assert sorted(days(found)) == ["2024-03-05", "2024-03-12", "2024-04-05"]


def test_years_before_the_window_can_reach_are_no_trap() -> None:
    """A meeting in the year 1 that repeats is one meeting in the year 1, or as often as listed."""
    text = entry("UID:s", "RRULE:FREQ=YEARLY", start="00010101T090000")
    assert days(records(text)) == ["0001-01-01"]
    more = text.replace("UID:s", "UID:s\nRDATE:00020101T090000")
    assert days(records(more)) == ["0001-01-01", "0002-01-01"]


def test_numbers_that_nobody_can_count_to_are_no_trap() -> None:
    """A count or a version with thousands of digits is only a large one."""
    huge = "9" * 5000
    found = records(entry("UID:s", f"SEQUENCE:{huge}", f"RRULE:FREQ=DAILY;COUNT={huge}"))
    assert len(meetings(found)) > 700


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("FREQ=WEEKLY;UNTIL=20240320T000000Z", 3),
        ("FREQ=WEEKLY;UNTIL=20240319", 3),
        ("FREQ=WEEKLY;INTERVAL=2;COUNT=3", 3),
        ("FREQ=MONTHLY;BYDAY=1TU;COUNT=4", 4),
        ("FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR;COUNT=10", 10),
        ("FREQ=DAILY;COUNT=5;BYHOUR=9,10,11", 5),
        ("FREQ=DAILY\\;COUNT=3", 3),
        ("freq=weekly;count=2;", 2),
        ("FREQ=NEVER;COUNT=3", 1),
        ("FREQ=WEEKLY;BYDAY=XX", 1),
        ("FREQ=WEEKLY;INTERVAL=0;COUNT=2", 2),
        ("FREQ=WEEKLY;UNTIL=20000001T000000Z;COUNT=2", 2),
        ("nonsense", 1),
        ("", 1),
    ],
)
def test_rules_are_followed(rule: str, count: int) -> None:
    """The usual rules give the dates they say; a rule that cannot be read gives the first."""
    assert len(days(records(entry("UID:s", f"RRULE:{rule}")))) == count


def test_a_rule_without_end_counts_up_to_today_within_two_years() -> None:
    """A weekly meeting since 2010 counts about 104 times, none of them to come."""
    found = days(records(entry("UID:s", "RRULE:FREQ=WEEKLY", start="20100105T090000")))
    assert 104 <= len(found) <= 106
    assert max(found) <= datetime.now(UTC).date().isoformat()
    assert min(found) >= (datetime.now(UTC) - timedelta(days=739)).date().isoformat()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY;COUNT=1000000000",
        "FREQ=DAILY;COUNT=1000000000",
        "FREQ=WEEKLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=YEARLY;INTERVAL=999999999999",
        f"FREQ=DAILY;BYSECOND={','.join(map(str, range(60)))}",
        "FREQ=DAILY;COUNT=" + "9" * 30,
    ],
)
def test_hostile_rules_end(rule: str) -> None:
    """A rule with a billion occurrences, or with none, is followed for a bounded time."""
    begun = process_time()
    found = records(*(entry(f"UID:{n}", f"RRULE:{rule}", start="19710101T090000") for n in "abc"))
    assert len(meetings(found)) <= 3 * 732
    assert process_time() - begun < 60


def test_many_long_series_are_followed_no_longer_than_a_file_may_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Beyond the budget of a file a series counts once."""
    monkeypatch.setattr(_series, "_BUDGET", 30)
    found = records(
        *(entry(f"UID:{n}", "RRULE:FREQ=DAILY;UNTIL=20240325T130000") for n in range(3))
    )
    assert len(days(found)) == 21 + 1 + 1


# Files as they are


def test_copies_count_once() -> None:
    """An entry that stands twice in a calendar is one meeting."""
    found = records(entry("UID:1"), entry("UID:1"), entry("UID:2"))
    assert len(meetings(found)) == 2
    assert reasons(found) == ["the same meeting stands there twice"]


def test_two_meetings_of_one_id_are_two() -> None:
    """Some programs give every entry the id of the calendar: what differs in time is not moved."""
    found = records(entry("UID:1"), entry("UID:1", start="20240306T120000"))
    assert days(found) == ["2024-03-05", "2024-03-06"]
    assert len({one.id for one in meetings(found)}) == 2


def test_the_newest_version_of_an_entry_counts() -> None:
    """A later SEQUENCE moves a meeting, or cancels it."""
    moved = entry("UID:1", "SEQUENCE:2", start="20240306T120000")
    assert days(records(moved, entry("UID:1", "SEQUENCE:1"))) == ["2024-03-06"]
    assert days(records(entry("UID:1"), moved)) == ["2024-03-06"]
    assert days(records(entry("UID:1"), moved.replace("UID:1", "UID:1\nSTATUS:CANCELLED"))) == []


def test_google_names_the_owner_of_the_first_calendar() -> None:
    """A calendar called by an address is that person's; one called by a name says nothing."""
    (owner,) = [
        one
        for one in records(head="X-WR-CALNAME:me@example.com\n")
        if isinstance(one, Contact) and one.owner
    ]
    assert owner.keys == ("email:me@example.com", "owner:calendar|test")
    assert records(head="X-WR-CALNAME:Work\nX-WR-CALNAME:a@group.calendar.google.com\n") == []


def test_people_without_an_address_are_known_by_name_within_the_file() -> None:
    """Apple writes principals instead of addresses, with the address beside them or nothing."""
    found = records(
        entry(
            people=[
                "ORGANIZER;CN=Amara;EMAIL=amara@x.example:/aBc/principal/",
                "ATTENDEE;CN=Ben Okafor;PARTSTAT=ACCEPTED:invalid:nomail",
                "ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail",
            ]
        )
    )
    assert [one.people for one in meetings(found)] == [
        ("email:amara@x.example", "name:Ben Okafor|cal.ics")
    ]


def test_folded_lines_are_joined_before_they_are_decoded() -> None:
    """A fold may stand inside a letter, after a blank line, and before an endless attachment."""
    text = entry(
        "SUMMARY:Zoë", f"ATTACH:{'A' * 70}", *[" " + "A" * 70] * 3000, "CLASS", "", " :PUBLIC"
    )
    data = text.encode().replace("ë".encode(), "ë".encode()[:1] + b"\r\n " + "ë".encode()[1:])
    (event,) = meetings(ics.read(Source.of_text(data, "cal.ics")))
    assert event.what == "Zoë"


def test_names_as_lotus_notes_writes_them_are_people() -> None:
    """A path of its directory stands where an address belongs; nothing else goes without a word."""
    boss = "ORGANIZER:mailto:CN=Jane Roe/OU=Ward/O=Hospital"
    guest = 'ATTENDEE;PARTSTAT=ACCEPTED;CN="Cleo Roe/Hospital":mailto:cleo@x.example'
    found = records(entry(people=(boss, guest, "ATTENDEE;PARTSTAT=ACCEPTED:invalid:nomail")))
    assert [one.name for one in found if isinstance(one, Contact)] == ["Jane Roe", "Cleo Roe"]
    assert len(meetings(found)) == 1
    assert reasons(found) == ["an invited person without an address or a name"]


@pytest.mark.parametrize(
    "name",
    [
        "HQ-Conf Rm 12",
        "Mtg. Room B",
        "Sala de juntas",
        "Konferensrum 2",
        "会议室",
        "Vergaderruimte 1",
    ],
)
def test_rooms_are_told_by_their_names(name: str) -> None:
    """Calendars that know no rooms invite them like people."""
    room = f'ATTENDEE;PARTSTAT=ACCEPTED;CN="{name}":mailto:x12@x.example'
    found = records(entry(people=(AMARA, BEN, room)))
    assert people(found) == [["amara@x.example", "ben@x.example"]]


def test_a_line_that_lost_its_first_blank_is_joined_too() -> None:
    """No line of its own begins with a colon or a semicolon: Exchange broke lines there."""
    cleo = "ATTENDEE;PARTSTAT=ACCEPTED\n;CN=Cleo\n:\n  mailto:cleo@x.example"
    found = records(entry(people=(AMARA, cleo)))
    assert people(found) == [["amara@x.example", "cleo@x.example"]]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(encoding: str) -> None:
    """A mark, UTF-16 and Windows text are calendars too."""
    text = f"begin:vcalendar\r\n{entry('SUMMARY:Zoë')}end:vcalendar\r\n"
    source = Source.of_text(text.encode(encoding), "cal.ics")
    assert ics.claims(source)
    assert [one.what for one in meetings(ics.read(source))] == ["Zoë"]


def test_alarms_and_time_zones_are_not_the_meeting() -> None:
    """The attendee of an alarm is whom it mails; a time zone has rules of its own."""
    alarm = "BEGIN:VALARM\nATTENDEE:mailto:alarm@x.example\nEND:VALARM"
    zone = "BEGIN:VTIMEZONE\nBEGIN:STANDARD\nDTSTART:19701025T030000\nEND:STANDARD\nEND:VTIMEZONE\n"
    assert people(records(zone, entry(alarm))) == [["amara@x.example", "ben@x.example"]]


def test_what_can_be_read_of_a_broken_calendar_is_read() -> None:
    """Bad lines, a missing END and a file that stops half-way lose no other meeting."""
    found = records(
        entry("UID:1", 'ATTENDEE;CN="x:mailto:b@x.example', "X"),
        entry("UID:2").replace("END:VEVENT\n", ""),
        entry("UID:3").replace("END:VEVENT\n", "SUMM"),
    )
    assert [one.id for one in meetings(found)] == ["1", "2", "3"]
    assert reasons(found) == ["a line of the entry that cannot be read"]


@pytest.mark.parametrize(
    "text",
    [
        '["vcalendar",[],[["vevent",[],[]]]]',
        '<?xml version="1.0"?><icalendar xmlns="urn:ietf:params:xml:ns:icalendar-2.0"/>',
    ],
)
def test_calendars_as_json_or_xml_are_recognised(text: str) -> None:
    """What no calendar program exports by itself is named, not left as unknown."""
    source = Source.of_text(text)
    assert ics.claims(source)
    with pytest.raises(ReadError, match="JSON or XML"):
        list(ics.read(source))


def test_old_mac_line_ends_are_line_ends() -> None:
    """A calendar whose lines end with CR alone is read like any other."""
    text = f"BEGIN:VCALENDAR\n{entry('UID:1')}END:VCALENDAR\n".replace("\n", "\r")
    assert people(ics.read(Source.of_text(text))) == [["amara@x.example", "ben@x.example"]]


@pytest.mark.parametrize(
    "text", ["", "BEGIN:VCARD\nEND:VCARD\n", "VEVENT", "From: a@x.example\nTo: b@x.example\n"]
)
def test_other_files_are_left_to_others(text: str) -> None:
    """Only what begins as a calendar or an entry is one."""
    assert not ics.claims(Source.of_text(text))


_LINE = st.one_of(
    st.sampled_from(
        [AMARA, BEN, "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "RRULE:FREQ=DAILY;COUNT=3",
         "DTSTART:20240305T120000", "RECURRENCE-ID:20240305", "END:VCALENDAR", "UID:1", " "]
    ),
    st.tuples(st.sampled_from(sorted(ics._PROPERTIES)), st.text(max_size=30)).map(":".join),
    st.tuples(st.sampled_from(sorted(ics._PROPERTIES)), st.text(max_size=30)).map(";".join),
)  # fmt: skip


@pytest.mark.property
@settings(max_examples=120, deadline=None)
@given(st.one_of(st.lists(_LINE).map(lambda lines: "\n".join(lines).encode()), st.binary()))
def test_any_bytes_give_records_or_a_clear_error(data: bytes) -> None:
    """Whatever stands in a calendar, reading it gives records, or a ReadError."""
    try:
        found = list(ics.read(Source.of_text(b"BEGIN:VEVENT\n" + data, "cal.ics")))
    except ReadError:
        return
    for one in found:
        assert isinstance(one, Contact | Event | Skipped | Note)
        if isinstance(one, Event):
            assert len(set(one.people)) == len(one.people) > 1


@pytest.mark.shared
def test_odd_and_broken_calendars_of_others_are_read() -> None:
    """The icalendar package's own hard cases neither raise nor lose a meeting with people."""
    files = [one for one in sources([shared("samples/ics/icalendar")]) if isinstance(one, Source)]
    claimed = [one for one in files if ics.claims(one) and not one.name.endswith(".jcal")]
    found = list(itertools.chain.from_iterable(map(ics.read, claimed)))
    assert len(claimed) > 135
    assert ["jsmith@example.com", "jdoe@example.com", "janedoe@example.com"] in people(found)
