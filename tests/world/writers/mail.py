"""A mailbox as Gmail hands it out: one mbox, with labels and threads in headers of its own."""

from __future__ import annotations

import base64
import zlib
from collections import Counter
from datetime import datetime
from typing import Final

from tests.world.people import ME, MENTOR, PEOPLE
from tests.world.story import LIST, LIST_NAME, ROBOTS, Event, Story
from tests.world.writers import DAYS, MONTHS, Show

#: The one conversation that the mentor leads from her private address.
_PRIVATE: Final = "Nothing urgent"
#: The mail whose sender's clock was broken: its `Date` says nothing.
_BROKEN_DATE: Final = "Bike"
#: Every so often Gmail hands out a mail twice, once for each label.
_TWICE: Final = 75


def mbox(story: Story, show: Show) -> bytes:
    """Write every mail of the story, oldest first."""
    mails = []
    replies: Counter[str] = Counter()
    for number, event in enumerate(story.of("mail", "notice")):
        turn = replies[event.thread] if event.thread else 0
        replies[event.thread] += 1
        mails.append(_mail(number, turn, event, show))
        if number % _TWICE == _TWICE - 1:
            mails.append(mails[-1].replace("X-Gmail-Labels: ", "X-Gmail-Labels: Important,", 1))
    return "\n".join(mails).encode()


def _mail(number: int, turn: int, event: Event, show: Show) -> str:
    sender, *others = (_address(person, event, show) for person in event.people)
    to, copy = others[: len(others) - event.cc], others[len(others) - event.cc :]
    thread = event.thread or f"notice-{number}"
    lines = [
        f"From {1790000000000000000 + number}@xxx {_from_line(event.when)}",
        f"X-GM-THRID: {_thread_number(thread)}",
        f"X-Gmail-Labels: {_labels(event)}",
        *([] if event.people[0] == ME else [f"Delivered-To: {PEOPLE[ME].emails[0]}"]),
        f"From: {sender}",
        f"To: {_list(to)}",
        *([f"Cc: {_list(copy)}"] if copy else []),
        f"Subject: {encoded(('Re: ' if turn else '') + event.what, word=False)}",
        f"Date: {_date(event, turn)}",
        f"Message-ID: {_id(thread, turn)}",
        *([f"In-Reply-To: {_id(thread, turn - 1)}"] if turn else []),
        *([f"References: {_list([_id(thread, n) for n in range(turn)], ' ')}"] if turn else []),
        *_robot_headers(event),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=utf-8",
    ]
    if event.text.isascii():
        body = event.text
    else:
        lines.append("Content-Transfer-Encoding: base64")
        body = base64.b64encode(event.text.encode()).decode()
    return "\n".join([*lines, "", body, ""])


def _address(person: str, event: Event, show: Show) -> str:
    """Write one party: a person with one of her addresses, a list, or a robot."""
    if person not in PEOPLE:
        name = LIST_NAME if person == LIST else ROBOTS.get(person, "Lucky Draw")
        return f"{encoded(name)} <{person}>"
    one = PEOPLE[person]
    name, address = one.spelled("mail"), one.emails[0]
    if person == MENTOR and event.what == _PRIVATE:
        name, address = one.spelled("mail2"), one.emails[1]
    if person == ME and event.when.year == 2024:  # an intern writes from the ward
        address = one.emails[1]
    if len(person) % 7 == 0 and person != MENTOR:  # some address books hold no name
        show(person, address)
        return address
    show(person, name, address)
    return f"{encoded(name)} <{address}>"


def encoded(text: str, *, word: bool = True) -> str:
    """Write a name or subject as headers want it: plain, quoted, or in encoded words (RFC 2047).

    >>> encoded("Deshmukh, Jayashree")
    '"Deshmukh, Jayashree"'
    >>> encoded("Zoë")
    '=?UTF-8?Q?Zo=C3=AB?='
    """
    if text.isascii():
        return f'"{text}"' if word and set(text) & set(",.()@") else text
    chunks, size = [""], 0
    for character in text:
        size += len(character.encode())
        if size > 39:
            chunks.append("")
            size = len(character.encode())
        chunks[-1] += character
    return "\n ".join(map(_encoded_word, chunks))


def _encoded_word(text: str) -> str:
    if sum(not character.isascii() for character in text) * 3 > len(text):
        return f"=?UTF-8?B?{base64.b64encode(text.encode()).decode()}?="
    octets = "".join(
        character if character.isascii() and character.isalnum()
        else "_" if character == " "
        else "".join(f"={octet:02X}" for octet in character.encode())
        for character in text
    )  # fmt: skip
    return f"=?UTF-8?Q?{octets}?="


def _list(items: list[str], separator: str = ", ") -> str:
    return f"{separator.rstrip()}\n ".join(items)


def _labels(event: Event) -> str:
    if "spam" in event.marks:
        return "Spam"
    if event.people[0] == ME:
        return "Sent"
    if "robot" in event.marks:
        return "Inbox,Category updates"
    return "Inbox,Opened" if event.thread else "=?UTF-8?Q?Bo=C3=AEte_de_r=C3=A9ception?="


def _robot_headers(event: Event) -> list[str]:
    sender = event.people[0]
    if sender.startswith("newsletter@"):
        return [f"List-Unsubscribe: <mailto:leave@{sender.partition('@')[2]}>"]
    if sender in ROBOTS:
        return ["Auto-Submitted: auto-generated"]
    if "headers" in event.marks:
        return [f"List-Id: {LIST_NAME} <{LIST.replace('@', '.')}>", "Precedence: list"]
    return []


def _thread_number(thread: str) -> int:
    """Give a thread a number that depends on its name only."""
    return 1700000000000000000 + zlib.crc32(thread.encode())


def _id(thread: str, turn: int) -> str:
    return f"<{zlib.crc32(thread.encode()):08x}.{turn}@mail.example.com>"


def _date(event: Event, turn: int) -> str:
    if event.what == _BROKEN_DATE and turn == 1:
        return "someday in winter, 25:99"
    when = event.when
    day = f"{DAYS[when.weekday()]}, {when.day:02d} {MONTHS[when.month - 1]} {when.year}"
    return f"{day} {when:%H:%M:%S} +0000"


def _from_line(when: datetime) -> str:
    day = f"{DAYS[when.weekday()]} {MONTHS[when.month - 1]} {when.day:02d}"
    return f"{day} {when:%H:%M:%S} +0000 {when.year}"
