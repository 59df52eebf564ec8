"""Her calendar (.ics): the meetings of the cohort and of the journal club."""

from __future__ import annotations

from tests.world.people import ME, PEOPLE
from tests.world.story import Event, Story

_MEETINGS = ("Cohort meeting", "EchoRounds", "Interview practice")


def ics(story: Story) -> bytes:
    """Write one event per conversation about a meeting, folded as the standard asks."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//sample//EN"]
    for number, event in enumerate(meetings(story), 1):
        lines += _meeting(number, event)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"]).encode()


def meetings(story: Story) -> list[Event]:
    """Give the first mail about each meeting."""
    first = {event.thread: event for event in reversed(story.of("mail"))}
    return [event for event in reversed(first.values()) if event.what in _MEETINGS]


def _meeting(number: int, event: Event) -> list[str]:
    host, *others = event.people
    return [
        "BEGIN:VEVENT", f"UID:meeting-{number}@example.org", f"DTSTAMP:{event.when:%Y%m%d}T060000Z",
        f"DTSTART:{event.when:%Y%m%d}T120000Z", f"DTEND:{event.when:%Y%m%d}T130000Z",
        f"SUMMARY:{event.what}", f"ORGANIZER;{_party(host)}",
        *(f"ATTENDEE;PARTSTAT=ACCEPTED;{_party(one)}" for one in others),
        "ATTENDEE;CUTYPE=ROOM;CN=Seminar room:mailto:seminar@rooms.maruvanta.example",
        "END:VEVENT",
    ]  # fmt: skip


def _party(person: str) -> str:
    one = PEOPLE[person]
    name = "Me" if person == ME else f"{one.family}, {one.given}".strip(", ")
    return f'CN="{name}":MAILTO:{one.emails[0]}'


def _folded(line: str) -> str:
    """Fold after 70 octets, never inside a character."""
    parts, size = [""], 0
    for character in line:
        size += len(character.encode())
        if size > 70:
            parts.append("")
            size = len(character.encode())
        parts[-1] += character
    return "\r\n ".join(parts)
