r"""Facebook, Messenger and Instagram ("Download your information", format JSON, not HTML).

Lists have changed their shape every year; the name of the list says what it is, or, where it has
none, the name of the file::

    {"friends_v2": [{"name": "Bj\\u00c3\\u00b6rn Lindqvist", "timestamp": 1709600000}]}
    {"relationships_following": [{"title": "amara.ot", "string_list_data": [{"href": "..."}]}]}
    {"participants": [{"name": "Amara"}], "messages": [{"sender_name": "Amara", "timestamp_ms": 1}]}

Every byte of a letter beyond ASCII is written as a character of its own; that is undone. Facebook
knows people by name only: one name is one person in an archive, unless one list has it twice.
Requests, removed friends and suggestions are no ties. The text of messages is never kept.
"""

from __future__ import annotations

import contextlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final, NamedTuple

from netgraph.readers import _json
from netgraph.readers._dates import parse_day
from netgraph.readers._json import get, items, strings, text
from netgraph.readers._opening import Source
from netgraph.readers._papers import why_nobody
from netgraph.records import Contact, Event, Note, Record, Skipped, key

BLIND: Final = (
    "Facebook and Instagram show your own friends and follows, by name or handle only; who knows"
    " whom among them is seen only where a group conversation shows it."
)

#: Lists that are ties, by name without "relationships_" and version: kind, and who comes first.
_TIES: Final = {
    "friends": ("connection", True),
    "following": ("follow", True),
    "followers": ("follow", False),
}
_OTHER_LISTS: Final = (
    r"(?:deleted|removed)_friends|(?:sent|received|rejected)_requests|people_you_may_know"
    r"|pages_followed|relationships_\w+|text_post_app_\w+|blocked_users|restricted_users"
    r"|(?:permanent_)?follow_requests\w*|following_hashtags|dismissed_suggested_users|close_friends"
)
_LIST = re.compile(
    rf"\s*\{{\s*\"(?:friends|following|followers|{_OTHER_LISTS})(?:_v\d+)?\"\s*:\s*[\[{{]"
)
_ROWS = re.compile(r"\s*[\[{].{0,2000}?\"(?:string_list_data|label_values)\"\s*:\s*\[", re.DOTALL)
_PROFILE = re.compile(
    r"\s*\{\s*\"(?:profile_user\"\s*:\s*\[|profile(?:_v\d+)?\"\s*:\s*\{\s*\"name\")"
    r"|\s*\{[^{}]*\"date_joined\"\s*:[^{}]*\"username\"\s*:"
)
_TALK = re.compile(
    r"\s*\{.{0,4000}?\"(?:sender_name|senderName)\"\s*:"
    r"|\s*\{\s*\"participants\"\s*:\s*\[.{0,60000}?\"messages\"\s*:\s*\["
    r"|\s*\[\s*\{\s*\"participants\"\s*:\s*\[[^{}]*\],\s*\"conversation\"\s*:",
    re.DOTALL,
)
_FOLDER = re.compile(
    r"(?:^|/)(?:messages|connections|friends|friends_and_followers|following_and_followers"
    r"|followers_and_following|(?:profile|personal)_information|your_(?:facebook|instagram)_activity"
    r"|your_activity_across_facebook)(?:/.*)?$"
)
_IN_FOLDER_NAME = re.compile(r"(?:^|/)instagram-([\w.]+)-(?:\d{4}-\d\d-\d\d|\d{8})")
_HANDLE = re.compile(r"@?[\w.]{1,30}")
_HANDLE_IN_LINK = re.compile(r"https?://(?:www\.)?instagram\.com/(?:_u/)?([\w.]{1,30})/?$")
_NOBODY = re.compile(
    r"|instagrammer|meta ai"
    r"|(?:facebook|instagram)[ -](?:user|nutzer(?:in)?|gebruiker|bruker|bruger|användare)"
    r"|(?:utilisateur|usuario|usuário|utente|użytkownik|пользователь)(?: d[eio])?"
    r" (?:facebook|instagram)a?",
    re.IGNORECASE,
)
#: Lists without a name of their own, by the name of the file.
_BARE_LISTS: Final = (
    ("followers", re.compile(r"followers|people_who_(?:have_)?follow")),
    ("following", re.compile(r"following(?!_hash)|who_you.{0,3}(?:ve)?_follow")),
    ("friends", re.compile(r"(?:your_)?friends")),
)
_THREAD = re.compile(r"/message_\d+\.json$")
#: A part of a list or conversation that is not its first: its folder and name, its number.
_LATER_PART = re.compile(
    r"([^/]+/(?:message|followers|people_who_followed_you)_)([2-9]|[1-9]\d{1,4})\.json$"
)
_USERNAME: Final = frozenset(
    {"username", "benutzername", "nom d'utilisateur", "nombre de usuario", "nome de usuário",
     "nome utente", "nazwa użytkownika", "имя пользователя"}
)  # fmt: skip
_NAME: Final = frozenset({"name", "nom", "nombre", "nome", "imię i nazwisko", "имя"})

_CLOSED: Final = "a closed account, without a name"
_PAGE: Final = "a page, not a person"
_REQUEST: Final = "a request to talk that was not answered"
_NO_HANDLE: Final = "not the name of an account"


class _Row(NamedTuple):
    """One entry of a list; a link is to an account of Instagram, and `name` its handle or title."""

    line: int
    name: str
    link: str
    when: str
    shown: str = ""


def claims(source: Source) -> bool:
    """Say whether it is a list, a profile or a conversation of Facebook or Instagram."""
    start = source.head_text
    return any(pattern.match(start) for pattern in (_LIST, _ROWS, _PROFILE, _TALK))


def read(source: Source) -> Iterator[Record]:
    """Yield the people and ties in one file."""
    value = _json.parse(source.text(), source.path)
    start = source.head_text
    part = _LATER_PART.search(source.path)
    before = f"{part[1]}{int(part[2]) - 1}.json" if part else ""
    if before and not source.has_with_it(before):
        yield Note(source.path, f"the part before this one is not here: {before}")
    if _PROFILE.match(start):
        yield from _profile(value, source)
    elif _TALK.match(start) and not _LIST.match(start):
        for line, talk in enumerate(items(value), 1):
            if re.search(r"/(?:message_requests|filtered_threads)/", source.path):
                yield Skipped(source.path, line, _REQUEST)
            else:
                yield from _talk(talk, line, source)
    else:
        yield from _lists(value, source)


def _root(source: Source) -> str:
    """Give the folder of the whole archive."""
    return _FOLDER.sub("", source.unit) or "."


def _owner(source: Source) -> str:
    return key("owner", "meta", _root(source))


def _clean(name: str) -> str:
    """Undo the bytes that were written as characters, if that is what they are."""
    with contextlib.suppress(UnicodeError):
        name = name.encode("latin-1").decode("utf-8")
    return " ".join(name.split())


def _day(value: Any) -> str:
    """Read seconds or milliseconds since 1970, or a date."""
    if isinstance(value, str):
        return parse_day(value)
    if not isinstance(value, int | float) or not 0 < value < 10**13:
        return ""
    return datetime.fromtimestamp(value / 1000 if value > 10**11 else value, UTC).date().isoformat()


# --- lists --------------------------------------------------------------------------------------


def _lists(value: Any, source: Source) -> Iterator[Record]:
    if handle := _IN_FOLDER_NAME.search(source.path):
        keys = (key("instagram", handle[1]), _owner(source))
        yield Contact(keys, file=source.path, owner=True)
    lists = value.items() if isinstance(value, dict) else [(_list_name(source.name), value)]
    found = False
    for name, rows in lists:
        tie = _TIES.get(re.sub(r"^relationships_|_v\d+$", "", name))
        if tie and isinstance(rows, list | dict):
            found = True
            yield from _ties(list(_rows(rows)), *tie, source)
    if not found:
        yield Note(source.path, "holds nothing about who knows whom")


def _list_name(file: str) -> str:
    """Say what a list without a name is, from the name of the file; "" if it is no tie."""
    shown = file.casefold().replace("\u2019", "'")
    return next((name for name, pattern in _BARE_LISTS if pattern.match(shown)), "")


def _rows(rows: Any) -> Iterator[_Row]:
    if isinstance(rows, dict):  # 2020: handle -> date
        for line, (handle, day) in enumerate(rows.items(), 1):
            yield _Row(line, handle, _LINK + handle, _day(day))
        return
    for line, row in enumerate(items(rows), 1):
        title = text(row, "name") or text(row, "title")
        when = _day(get(row, "timestamp"))
        for one in items(row, "string_list_data"):
            name = text(one, "value") or title
            yield _Row(line, name, text(one, "href"), _day(get(one, "timestamp")) or when)
        if not items(row, "string_list_data"):
            labels = {_label(text(one, "label")): one for one in items(row, "label_values")}
            handle = _labelled(labels, _USERNAME)
            name = _labelled(labels, _NAME)
            link = text(labels.get("url"), "href") or text(labels.get("url"), "value")
            link = _LINK + handle if handle else link
            yield _Row(line, handle or name or title, link, when, name)


_LINK: Final = "https://www.instagram.com/"


def _label(written: str) -> str:
    return _clean(written).casefold().replace("\u2019", "'")


def _labelled(labels: dict[str, Any], names: frozenset[str]) -> str:
    """Give the value under a label in any language."""
    return next((text(labels[name], "value") for name in labels if name in names), "")


def _ties(rows: list[_Row], kind: str, out: bool, source: Source) -> Iterator[Record]:  # noqa: FBT001
    by_handle = any("instagram." in row.link for row in rows)
    by_handle |= "followers_and_following/" in source.path  # Facebook calls that folder otherwise
    times = Counter(_clean(name) for name, _ in {(row.name, row.when) for row in rows})
    seen: set[str] = set()
    for row in rows:
        name = _clean(row.name)
        twice = row.when if times[name] > 1 else ""
        person = _account(row) if by_handle else _named(name, source, twice)
        if not person:
            yield Skipped(source.path, row.line, _NO_HANDLE if by_handle else _CLOSED)
        elif kind == "follow" and not by_handle and why_nobody(name):
            yield Skipped(source.path, row.line, _PAGE)
        elif person not in seen:
            seen.add(person)
            pair = (_owner(source), person) if out else (person, _owner(source))
            shown = _clean(row.shown) if by_handle else name
            yield Contact((person,), shown, file=source.path, line=row.line)
            yield Event(kind, pair, row.when, "", source.path, row.line, id=">".join(pair))


def _account(row: _Row) -> str:
    link = _HANDLE_IN_LINK.match(row.link)
    name = _clean(row.name)
    handle = name if _HANDLE.fullmatch(name) else link[1] if link else ""
    return key("instagram", handle)


def _named(name: str, source: Source, when: str = "") -> str:
    """Give the key of a name, which is one person here, or one of several who joined on a day."""
    if _NOBODY.fullmatch(name):
        return ""
    return key("name", name, f"{_root(source)}#{when}" if when else _root(source))


# --- profiles -----------------------------------------------------------------------------------


def _profile(value: Any, source: Source) -> Iterator[Record]:
    """Read whose archive it is."""
    handle, name = text(value, "username"), text(value, "name")
    facebook = next(iter(items(value, "profile_v2") or items(value, "profile")), {})
    name = name or text(facebook, "name", "full_name") or text(facebook, "name")
    for row in items(value, "profile_user"):
        for listed in items(row, "string_map_data"):
            labels = {_label(label): one for label, one in listed.items()}
            handle, name = _labelled(labels, _USERNAME) or handle, _labelled(labels, _NAME) or name
    work = next(iter(items(facebook, "work_experiences")), {})
    keys = (key("instagram", handle) if handle else "", _owner(source))
    yield Contact(
        tuple(filter(None, keys)),
        _clean(name),
        _clean(text(work, "employer")),
        _clean(text(work, "title")),
        _clean(text(facebook, "current_city", "name")),
        source.path,
        1,
        owner=True,
    )


# --- conversations ------------------------------------------------------------------------------


class _Talk:
    """Who takes part in a conversation, and who wrote on which day."""

    def __init__(self, talk: dict[str, Any]) -> None:
        bare = strings(talk, "participants")
        people = bare or [text(one, "name") for one in items(talk, "participants")]
        self.by_handle = "conversation" in talk
        encrypted = re.sub(r"_\d+$", "", text(talk, "threadName"))
        self.title = _clean(text(talk, "title") or encrypted)
        self.days: dict[tuple[str, str], None] = {}
        self.first: dict[str, int] = {}
        for line, one in enumerate(items(talk, "messages") or items(talk, "conversation"), 1):
            who = text(one, "sender_name") or text(one, "senderName") or text(one, "sender")
            when = next(filter(None, map(one.get, ("timestamp_ms", "timestamp", "created_at"))), "")
            self.days[_clean(who), _day(when)] = None
            self.first.setdefault(_clean(who), line)
        self.people = list(dict.fromkeys([*map(_clean, people), *(who for who, _ in self.days)]))


def _talk(value: dict[str, Any], line: int, source: Source) -> Iterator[Record]:
    talk = _Talk(value)
    keys: dict[str, str] = {}
    for name in talk.people:
        known = key("instagram", name) if talk.by_handle else _named(name, source)
        if not known:
            yield Skipped(source.path, line, _CLOSED)
            continue
        keys[name] = known
        mine = len(talk.people) == 2 and talk.title in talk.people and name != talk.title  # noqa: PLR2004
        both = (_owner(source), known) if mine else (known,)
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
    months: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for who, day in sorted(talk.days, key=lambda one: one[1]):
        if who in keys:
            months[day[:7]][keys[who]] = None
    for month, writers in months.items():
        if len(writers) > 1:
            same = f"{_THREAD.sub('', source.path)}#{line}/{month}"
            what = talk.title[:120]
            yield Event("group", tuple(writers), month, what, source.path, line, id=same)
