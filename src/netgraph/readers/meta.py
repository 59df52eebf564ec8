r"""Facebook, Messenger and Instagram ("Download your information", format JSON, not HTML).

Lists have changed their shape every year; the name of the list says what it is, or, where it has
none, the name of the file::

    {"friends_v2": [{"name": "Bj\\u00c3\\u00b6rn Lindqvist", "timestamp": 1709600000}]}
    {"relationships_following": [{"title": "amara.ot", "string_list_data": [{"href": "..."}]}]}
    {"participants": [{"name": "Amara"}], "messages": [{"sender_name": "Amara", "timestamp_ms": 1}]}

Every byte of a letter beyond ASCII is written as a character of its own; that is undone. Facebook
knows people by name only: one name is one person in an archive, unless one list has it twice.
Requests, removed friends and suggestions are no ties; an address book that the telephone uploaded
gives people without ties. The text of messages is never kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from netgraph.readers import _address_book as book
from netgraph.readers import _json
from netgraph.readers._json import get, items, text
from netgraph.readers._meta_talks import (
    CLOSED,
    clean,
    conversation,
    day_of,
    is_page,
    named,
    owner_of,
    page,
)
from netgraph.readers._opening import Source
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
_LETTER = re.compile(r"[^\W\d_]")
_BOOKS: Final = frozenset({"address_book", "contacts_contact_info"})
_OTHER_LISTS: Final = (
    r"(?:deleted|removed)_friends|(?:sent|received|rejected)_requests|people_you_may_know"
    r"|pages_followed|relationships_\w+|text_post_app_\w+|blocked_users|restricted_users"
    r"|(?:permanent_)?follow_requests\w*|following_hashtags|dismissed_suggested_users|close_friends"
    r"|address_book|contacts_contact_info"
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
_IN_FOLDER_NAME = re.compile(r"(?:^|/)instagram-([\w.]+)-(?:\d{4}-\d\d-\d\d|\d{8})")
_HANDLE = re.compile(r"@?[\w.]{1,30}")
_HANDLE_IN_LINK = re.compile(r"https?://(?:www\.)?instagram\.com/(?:_u/)?([\w.]{1,30})/?$")
#: Lists without a name of their own, by the name of the file.
_BARE_LISTS: Final = (
    ("followers", re.compile(r"followers|people_who_(?:have_)?follow")),
    ("following", re.compile(r"following(?!_hash)|who_you.{0,3}(?:ve)?_follow")),
    ("friends", re.compile(r"(?:your_)?friends")),
)
#: A part of a list or conversation that is not its first: its folder and name, its number.
_LATER_PART = re.compile(
    r"([^/]+/(?:message|followers|people_who_followed_you)_)([2-9]|[1-9]\d{1,4})\.json$"
)
_USERNAME: Final = frozenset(
    {"username", "benutzername", "nom d'utilisateur", "nombre de usuario", "nome de usuário",
     "nome utente", "nazwa użytkownika", "имя пользователя"}
)  # fmt: skip
_NAME: Final = frozenset({"name", "nom", "nombre", "nome", "imię i nazwisko", "имя"})

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
            yield from conversation(talk, line, source)
    else:
        yield from _lists(value, source)


# --- lists --------------------------------------------------------------------------------------


def _lists(value: Any, source: Source) -> Iterator[Record]:
    if handle := _IN_FOLDER_NAME.search(source.path):
        keys = (key("instagram", handle[1]), owner_of(source))
        yield Contact(keys, file=source.path, owner=True)
    lists = value.items() if isinstance(value, dict) else [(_list_name(source.name), value)]
    found = False
    for name, rows in lists:
        tie = _TIES.get(re.sub(r"^relationships_|_v\d+$", "", name))
        if tie and isinstance(rows, list | dict):
            found = True
            yield from _ties(list(_rows(rows)), *tie, source)
        elif re.sub(r"_v\d+$", "", name) in _BOOKS:
            found = True
            yield from _book(items(rows, "address_book") or items(rows), source)
    if not found:
        yield Note(source.path, "holds nothing about who knows whom")


def _book(rows: list[dict[str, Any]], source: Source) -> Iterator[Record]:
    """Read an uploaded address book: what is no address and no number is part of a name."""
    for line, row in enumerate(rows, 1):
        values = [
            text(one, "value") for some in items(row, "string_map_data") for one in some.values()
        ]
        values += [
            text(row, "name"),
            *(text(one, "contact_point") for one in items(row, "details")),
        ]
        known = {one: book.addresses(one) or book.phones(one) for one in values}
        name = clean(" ".join(one for one in values if not known[one] and _LETTER.search(one)))
        keys = book.by_strength(one for some in known.values() for one in some)
        found = book.entry(keys, (name,), ("", "", ""), (source.path, line))
        yield found if isinstance(found, Skipped) else found.contact


def _list_name(file: str) -> str:
    """Say what a list without a name is, from the name of the file; "" if it is no tie."""
    shown = file.casefold().replace("\u2019", "'")
    return next((name for name, pattern in _BARE_LISTS if pattern.match(shown)), "")


def _rows(rows: Any) -> Iterator[_Row]:
    if isinstance(rows, dict):  # 2020: handle -> date
        for line, (handle, day) in enumerate(rows.items(), 1):
            yield _Row(line, handle, _LINK + handle, day_of(day))
        return
    for line, row in enumerate(items(rows), 1):
        title = text(row, "name") or text(row, "title")
        when = day_of(get(row, "timestamp"))
        for one in items(row, "string_list_data"):
            name = text(one, "value") or title
            yield _Row(line, name, text(one, "href"), day_of(get(one, "timestamp")) or when)
        if not items(row, "string_list_data"):
            labels = {_label(text(one, "label")): one for one in items(row, "label_values")}
            handle = _labelled(labels, _USERNAME)
            name = _labelled(labels, _NAME)
            link = text(labels.get("url"), "href") or text(labels.get("url"), "value")
            link = _LINK + handle if handle else link
            yield _Row(line, handle or name or title, link, when, name)


_LINK: Final = "https://www.instagram.com/"


def _label(written: str) -> str:
    return clean(written).casefold().replace("\u2019", "'")


def _labelled(labels: dict[str, Any], names: frozenset[str]) -> str:
    """Give the value under a label in any language."""
    return next((text(labels[name], "value") for name in labels if name in names), "")


def _ties(rows: list[_Row], kind: str, out: bool, source: Source) -> Iterator[Record]:  # noqa: FBT001
    by_handle = any("instagram." in row.link for row in rows)
    by_handle |= "followers_and_following/" in source.path  # Facebook calls that folder otherwise
    times = Counter(clean(name) for name, _ in {(row.name, row.when) for row in rows})
    seen: set[str] = set()
    for row in rows:
        name = clean(row.name)
        twice = row.when if times[name] > 1 else ""
        person = _account(row) if by_handle else named(name, source, twice)
        if not person:
            yield Skipped(source.path, row.line, _NO_HANDLE if by_handle else CLOSED)
        elif kind == "follow" and not by_handle and is_page(name):
            yield from page(name, row.line, source)
        elif person not in seen:
            seen.add(person)
            pair = (owner_of(source), person) if out else (person, owner_of(source))
            shown = clean(row.shown) if by_handle else name
            yield Contact((person,), shown, file=source.path, line=row.line)
            yield Event(kind, pair, row.when, "", source.path, row.line, id=">".join(pair))


def _account(row: _Row) -> str:
    link = _HANDLE_IN_LINK.match(row.link)
    name = clean(row.name)
    handle = name if _HANDLE.fullmatch(name) else link[1] if link else ""
    return key("instagram", handle)


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
    keys = (key("instagram", handle) if handle else "", owner_of(source))
    yield from _family(facebook, source)
    yield Contact(
        tuple(filter(None, keys)),
        clean(name),
        clean(text(work, "employer")),
        clean(text(work, "title")),
        clean(text(facebook, "current_city", "name")),
        source.path,
        1,
        owner=True,
    )


def _family(profile: Any, source: Source) -> Iterator[Record]:
    """Yield whom Facebook's profile calls family, and the partner."""
    told = [(text(one, "name"), text(one, "relation")) for one in items(profile, "family_members")]
    told.append((text(profile, "relationship", "partner"), "partner"))
    for name, relation in ((clean(name), clean(relation).lower()) for name, relation in told):
        if name and (person := named(name, source)):
            yield Contact((person,), name, file=source.path, line=1)
            yield Event("related", (owner_of(source), person), "", relation, source.path, 1)
