"""A hand-written "who knows whom" table, as a spreadsheet saves it in Europe."""

from __future__ import annotations

from tests.world.people import PEOPLE
from tests.world.story import Story
from tests.world.writers import Show

_HEADER = "Person A;Person B ;How;STRENGTH;Since;;"
#: What hands do: a row without a second person, one about herself, and an empty one.
_SLIPS = ["Harleen Bedinath;;ask her whom she knows;;;;", ";;;;;;",
          "Anvita Kurundkar;Anvita Kurundkar;me;;;;"]  # fmt: skip


def table(story: Story, show: Show) -> bytes:
    """Write the statements with a byte order mark, semicolons and trailing empty columns."""
    rows = [_HEADER]
    for number, event in enumerate(story.of("stated")):
        one, other = (PEOPLE[person].spelled("stated") for person in event.people)
        show(event.people[0], one)
        show(event.people[1], other)
        if number % 5 == 3:
            other = f" {other} "
        rows.append(";".join((one, other, event.what, *event.marks, "", "")))
    rows[5:5] = _SLIPS
    return b"\xef\xbb\xbf" + "".join(f"{row}\r\n" for row in rows).encode()
