"""Conversations of Facebook, Messenger and Instagram, and what names mean there.

A conversation of two gives one event a day and direction, a larger one an event a month. The text
of messages is never kept.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from operator import itemgetter
from typing import Any, Final

from netgraph.readers._dates import parse_day
from netgraph.readers._json import items, strings, text
from netgraph.readers._months import monthly
from netgraph.readers._papers import why_nobody
from netgraph.readers._source import Source
from netgraph.records import Contact, Event, Record, Skipped, key

#: No earlier date is one: where there is none, a small number stands.
_FOUNDED: Final = 2004
CLOSED: Final = "a closed account, or an assistant: not a person"
_REQUEST: Final = "a request to talk that was not answered"
_FOLDER = re.compile(
    r"(?:^|/)(?:messages|connections|friends|friends_and_followers|following_and_followers"
    r"|followers_and_following|(?:profile|personal)_information|your_(?:facebook|instagram)_activity"
    r"|your_activity_across_facebook)(?:/.*)?$"
)
_NOBODY = re.compile(
    r"|instagrammer|meta ai"
    r"|(?:facebook|instagram)[ -](?:user|nutzer(?:in)?|gebruiker|bruker|bruger|användare)"
    r"|(?:utilisateur|usuario|usuário|utente|użytkownik|пользователь)(?: d[eio])?"
    r" (?:facebook|instagram)a?",
    re.IGNORECASE,
)
_THREAD = re.compile(r"/message_\d+\.json$")
#: Folders of those who wrote without being known.
_ASKED = re.compile(r"/(?:message_requests|filtered_threads)/")


_PAGE: Final = "a page, not a person"
#: The last words of names that companies have and people do not, beyond those of author groups.
_COMPANY = re.compile(
    r"\b(?:inc|ltd|llc|gmbh|plc|corp|company|news|magazine|journal|tv|radio|official|store|shop"
    r"|bakery|restaurant|hotel|museum|school|clinic|festival|fans|\S+ \S+ page)\W*$",
    re.IGNORECASE,
)


def root_of(source: Source) -> str:
    """Give the folder of the whole archive."""
    return _FOLDER.sub("", source.unit) or "."


def owner_of(source: Source) -> str:
    return key("owner", "meta", root_of(source))


def clean(name: str) -> str:
    """Undo the bytes that were written as characters, if that is what they are."""
    with contextlib.suppress(UnicodeError):
        name = name.encode("latin-1").decode("utf-8")
    return " ".join(name.split())


def day_of(value: Any) -> str:
    """Read seconds or milliseconds since 1970, or a date."""
    if isinstance(value, str):
        return parse_day(value)
    if not isinstance(value, int | float) or not 0 < value < 10**13:
        return ""
    day = datetime.fromtimestamp(value / 1000 if value > 10**11 else value, UTC).date()
    return day.isoformat() if day.year >= _FOUNDED else ""


def named(name: str, source: Source, when: str = "") -> str:
    """Give the key of a name, which is one person here, or one of several who joined on a day."""
    if _NOBODY.fullmatch(name):
        return ""
    return key("name", name, f"{root_of(source)}#{when}" if when else root_of(source))


def is_page(name: str) -> bool:
    """Tell by its words whether a name is a page's. Not by "The": The Anh is a person's."""
    bare = re.sub(r"^the ", "", name, flags=re.IGNORECASE)
    return bool(why_nobody(bare) or _COMPANY.search(bare))


def page(name: str, line: int, source: Source) -> Iterator[Record]:
    """Set a page aside; a friend may be called so too."""
    own = key("name", name, f"{root_of(source)}#page")
    yield Contact((own,), name, file=source.path, line=line, sort="company")
    yield Skipped(source.path, line, _PAGE)


class _Talk:
    """Who takes part in a conversation, and who wrote on which day."""

    def __init__(self, talk: dict[str, Any]) -> None:
        bare = strings(talk, "participants")
        people = bare or [text(one, "name") for one in items(talk, "participants")]
        self.by_handle = "conversation" in talk
        encrypted = re.sub(r"_\d+$", "", text(talk, "threadName"))
        self.title = clean(text(talk, "title") or encrypted)
        self.days: dict[tuple[str, str], None] = {}
        for one in items(talk, "messages") or items(talk, "conversation"):
            who = text(one, "sender_name") or text(one, "senderName") or text(one, "sender")
            when = next(filter(None, map(one.get, ("timestamp_ms", "timestamp", "created_at"))), "")
            self.days[clean(who), day_of(when)] = None
        self.people = list(dict.fromkeys([*map(clean, people), *(who for who, _ in self.days)]))


def conversation(value: dict[str, Any], line: int, source: Source) -> Iterator[Record]:
    """Yield the people in one conversation, and when they were in touch."""
    if _ASKED.search(source.path):
        yield Skipped(source.path, line, _REQUEST)
        return
    talk = _Talk(value)
    keys: dict[str, str] = {}
    for name in talk.people:
        known = key("instagram", name) if talk.by_handle else named(name, source)
        if not known:
            yield Skipped(source.path, line, CLOSED)
            continue
        if not talk.by_handle and is_page(name):
            yield from page(name, line, source)
            continue
        keys[name] = known
        mine = len(talk.people) == 2 and talk.title in talk.people and name != talk.title  # noqa: PLR2004
        both = (owner_of(source), known) if mine else (known,)
        shown = "" if talk.by_handle else name
        yield Contact(both, shown, file=source.path, line=line, owner=mine)
    if len(talk.people) == 2 == len(keys):  # noqa: PLR2004
        yield from _direct(talk, keys, line, source)
    else:
        yield from _group(talk, keys, line, source)


def _direct(talk: _Talk, keys: dict[str, str], line: int, source: Source) -> Iterator[Event]:
    """Yield one event a day for each who wrote: a chat of an hour is one contact."""
    for who, day in talk.days:
        pair = (keys[who], next(one for name, one in keys.items() if name != who))
        same = f"{'>'.join(pair)}/{day}" if day else ""
        yield Event("message", pair, day, "", source.path, line, id=same)


def _group(talk: _Talk, keys: dict[str, str], line: int, source: Source) -> Iterator[Event]:
    """Yield one event a month with those who wrote in it."""
    said = ((keys[who], day) for who, day in sorted(talk.days, key=itemgetter(1)) if who in keys)
    for month, writers in monthly(said):
        same = f"{_THREAD.sub('', source.path)}#{line}/{month}"
        yield Event("group", writers, month, talk.title[:120], source.path, line, id=same)
