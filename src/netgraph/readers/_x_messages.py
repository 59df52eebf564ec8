"""Accounts and direct messages of an X archive.

A conversation of two gives one event a day and direction, a group one a month. The text of
messages is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any, Final

from netgraph.readers._dates import parse_date
from netgraph.readers._json import get, items, listed, text
from netgraph.readers._months import monthly
from netgraph.readers._source import Source
from netgraph.records import Contact, Event, Record, Skipped, key

_IN_ARCHIVE = re.compile(r"(?:^|/)data(?:/js(?:/tweets)?)?$")
#: A greater number has lost digits if another program has saved the file again.
_EXACT: Final = 2**53
LOST: Final = "an account without a usable number"
_SELF: Final = "a message to oneself"


def owner_of(source: Source) -> str:
    """Give the key of whose archive it is: the folder above ``data/``."""
    return key("owner", "x", _IN_ARCHIVE.sub("", source.unit))


def number_of(value: Any) -> str:
    """Give an id as text; "" for none, for -1, and for a number that may have lost digits."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _EXACT:
        return str(value)
    digits = value.strip() if isinstance(value, str) else ""
    return digits if digits.isascii() and digits.isdigit() and digits.strip("0") else ""


def person_of(source: Source, number: Any, handle: str = "", name: str = "") -> Contact | None:
    """Give the person behind a number or handle; None if neither is one."""
    keys = (key("x", number_of(number)), key("x", f"@{handle}") if handle else "")
    found = tuple(filter(None, keys))
    shown = " ".join(unescape(name).split())
    return Contact(found, shown, file=source.path) if found else None


def me(source: Source, number: Any, handle: str = "", name: str = "") -> Iterator[Contact]:
    """Yield the one whose archive it is, if number or handle say so."""
    if person := person_of(source, number, handle, name):
        yield person._replace(keys=(*person.keys, owner_of(source)), owner=True)


# --- direct messages ------------------------------------------------------------------------------

_TALK: Final = ("dmConversation", "conversationId")


def messages(value: Any, source: Source) -> Iterator[Record]:
    """Read direct messages: one event a day and direction, or for a group one a month."""
    pairs: list[set[str]] = []
    for line, row in enumerate(items(value), 1):
        entries = items(row, "dmConversation", "messages")
        written = [one for entry in entries for one in items(entry, "messageCreate")]
        pair = set(map(number_of, text(row, *_TALK).split("-")))
        if len(pair - {""}) == 2 or any("recipientId" in one for one in written):  # noqa: PLR2004
            pairs.append(pair - {""})
            yield from _direct(written, pair, line, source)
        else:
            yield from _group(get(row, "dmConversation"), written, line, source)
    both = set.intersection(*pairs) if len(pairs) > 1 else set()
    if len(both) == 1:  # who takes part in all of them
        yield from me(source, *both)


def _direct(
    written: list[dict[str, Any]], pair: set[str], line: int, source: Source
) -> Iterator[Record]:
    seen: set[tuple[str, ...]] = set()
    for one in written:
        sender = number_of(one.get("senderId"))
        recipient = number_of(one.get("recipientId"))
        if not recipient and sender in pair:
            recipient = "".join(pair - {sender})
        people = (f"x:{sender}", f"x:{recipient}")
        day = parse_date(text(one, "createdAt"))[:10]
        if not sender or not recipient.isdigit() or sender == recipient:
            yield Skipped(source.path, line, _SELF if sender == recipient else LOST)
        elif (*people, day) not in seen:
            if not seen:
                yield from (Contact((k,), file=source.path, line=line) for k in people)
            seen.add((*people, day))
            same = f"{'>'.join(people)}/{day}" if day else ""
            yield Event("message", people, day, "", source.path, line, id=same)


def _group(talk: Any, written: list[dict[str, Any]], line: int, source: Source) -> Iterator[Record]:
    """Read a group: who wrote in a month was in touch that month; the others are members."""
    members = [one.get("senderId") for one in written]
    title, identity = text(talk, "name"), text(talk, "conversationId")
    for one in items(talk, "messages"):
        members += listed(one, "joinConversation", "participantsSnapshot")
        members.append(get(one, "reactionCreate", "senderId"))
        for change in ("joinConversation", "participantsJoin", "participantsLeave"):
            members += [*listed(one, change, "userIds"), get(one, change, "initiatingUserId")]
        title = text(one, "conversationNameUpdate", "name") or title
    for number in sorted(set(map(number_of, members)) - {""}):
        yield Contact((key("x", number),), file=source.path, line=line)
    said = (
        (f"x:{number}", parse_date(text(one, "createdAt")))
        for one in written
        if (number := number_of(one.get("senderId")))
    )
    for month, writers in monthly(said):
        same = f"x:{identity}/{month}" if identity else ""
        yield Event("group", writers, month, title[:120], source.path, line, id=same)
