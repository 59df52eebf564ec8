"""Mastodon: the tables of "Import and export: Data export", and the archive of one's posts.

Follows and lists are tables, the archive is ActivityPub's JSON (actor.json, outbox.json)::

    Account address,Show boosts,Notify on new posts,Languages
    amaraot@med.example,true,false,

Lists (``lists.csv``, without a header) hold only accounts that one follows. There is no table of
followers. The text of posts is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from netgraph.readers import _json
from netgraph.readers._dates import parse_date
from netgraph.readers._json import items, strings, text
from netgraph.readers._opening import Header, Source
from netgraph.records import Contact, Event, Note, Record, Skipped, key

BLIND: Final = (
    "Mastodon shows whom you follow and whom you wrote to; not who follows you, and not who knows"
    " whom among them."
)

_ADDRESS = re.compile(r"@?([\w.-]+)@([\w-]+(?:\.[\w-]+)+)")
#: Tables without a header, by the name of the file: lists, and whom one followed before 2019.
_HEADERLESS: Final = {
    "lists": Header(("list", "account address"), ",", 0),
    "following": Header(("account address",), ",", 0),
}
_HEADERLESS_ROW = re.compile(r"\s*(?:[^,\n]*,)?@?[\w.-]+@[\w-]+(?:\.[\w-]+)+\s*(?:\n|$)")
_ACTIVITY = re.compile(
    r"\s*\{(?=.{0,6000}?\"@context\"\s*:)(?=.{0,8000}?\"https://www\.w3\.org/ns/activitystreams\")"
    r"(?=.{0,8000}?\"type\"\s*:\s*\"(?:OrderedCollection|Person|Service)\")",
    re.DOTALL,
)
#: Where an account stands; and, with the name of its author, a post: an article has none.
_OF_URL = re.compile(r"https?://([\w.-]+)/(?:@|users/|u/)?([\w.-]+)/?")
_OF_POST = re.compile(r"https?://([\w.-]+)/(?:@|users/|u/|p/)([\w.-]+)/(?:statuses/)?\w+/?")
#: Accounts that pass on to a group what is written to them: of Lemmy, and of Guppe.
_GROUP = re.compile(r"https?://[\w.-]+/c/|https?://a\.gup\.pe/")
_PUBLIC: Final = ("#Public", "as:Public", "Public")


def claims(source: Source) -> bool:
    """Say whether it is a table of accounts, or a file of the archive."""
    return _header(source) is not None or bool(_ACTIVITY.match(source.head_text))


def read(source: Source) -> Iterator[Record]:
    """Yield the people and ties in one file."""
    if header := _header(source):
        yield from _table(source, header)
        return
    value = _json.parse(source.text(), source.path)
    if isinstance(value, dict):
        yield from _outbox(value, source) if "orderedItems" in value else _actor(value, source)


def _header(source: Source) -> Header | None:
    named = source.find_header("account address", "show boosts") or source.find_header(
        "account address", "hide notifications"
    )
    if named or not _HEADERLESS_ROW.match(source.head_text):
        return named
    return _HEADERLESS.get(re.split(r"[^a-z]", source.name.casefold())[0])


def _owner(source: Source) -> str:
    return key("owner", "mastodon", source.unit)


def _table(source: Source, header: Header) -> Iterator[Record]:
    if "hide notifications" in header.columns:
        yield Note(source.path, "holds the accounts you muted: no ties")
        return
    owner, at = _owner(source), header.position("account address")
    seen: set[str] = set()
    for line, cells in source.table(header):
        address = _ADDRESS.fullmatch(cells[at].strip()) if at < len(cells) else None
        if not address:
            yield Skipped(source.path, line, "not an account's address")
            continue
        person = key("mastodon", f"{address[1]}@{address[2]}")
        if person not in seen:
            seen.add(person)
            yield Contact((person,), file=source.path, line=line)
            same = f"{owner}>{person}"
            yield Event("follow", (owner, person), "", "", source.path, line, id=same)


# --- the archive --------------------------------------------------------------------------------


def _account(url: str, name: str = "") -> str:
    """Give the key of an account by its address, else by where it stands."""
    if address := _ADDRESS.fullmatch(name):
        return key("mastodon", f"{address[1]}@{address[2]}")
    found = _OF_URL.fullmatch(url)
    return key("mastodon", f"{found[2]}@{found[1]}") if found else ""


def _author(post: str) -> str:
    """Give the key of whose post it is, or "" if its address does not say."""
    found = _OF_POST.fullmatch(post)
    return key("mastodon", f"{found[2]}@{found[1]}") if found else ""


def _actor(value: dict[str, Any], source: Source) -> Iterator[Record]:
    account = _account(text(value, "id")) or _account(text(value, "url"))
    known = filter(None, (account, _owner(source)))
    yield Contact(tuple(known), text(value, "name"), file=source.path, line=1, owner=True)


def _outbox(value: dict[str, Any], source: Source) -> Iterator[Record]:
    if not items(value, "orderedItems"):
        yield Note(source.path, "holds nothing about who knows whom")
    people: set[str] = set()
    for line, activity in enumerate(items(value, "orderedItems"), 1):
        me = _account(text(activity, "actor")) or _owner(source)
        for person in dict.fromkeys((me, *_named(activity))):
            if person not in people:
                people.add(person)
                keys = dict.fromkeys((person, _owner(source)) if person == me else (person,))
                yield Contact(tuple(keys), file=source.path, line=line, owner=person == me)
        when = parse_date(text(activity, "published"))
        for kind, others in _ties(activity, me):
            same = f"{text(activity, 'id')}/{kind}" if text(activity, "id") else ""
            yield Event(kind, (me, *others), when, "", source.path, line, id=same)


def _named(activity: dict[str, Any]) -> list[str]:
    """Give the accounts that a post names."""
    tags = [one for one in items(activity, "object", "tag") if text(one, "type") == "Mention"]
    people = [one for one in tags if not _GROUP.match(text(one, "href"))]
    found = [_account(text(one, "href"), text(one, "name")) for one in people]
    passed_on = activity.get("object")
    if text(activity, "type") == "Announce" and isinstance(passed_on, str):
        found.append(_author(passed_on))
    found.append(_author(text(activity, "object", "inReplyTo")))
    return list(dict.fromkeys(filter(None, found)))


def _ties(activity: dict[str, Any], me: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what a post shows: an answer, a mention, or a message to those named only."""
    others = [one for one in _named(activity) if one != me]
    if text(activity, "type") not in {"Create", "Announce"}:
        return
    answered = _author(text(activity, "object", "inReplyTo"))
    places = [(*where, part) for where in ((), ("object",)) for part in ("to", "cc")]
    to = [one for at in places for one in (text(activity, *at), *strings(activity, *at)) if one]
    open_to_all = any(one.endswith((*_PUBLIC, "/followers")) for one in to)
    if others and to and not open_to_all:
        yield ("message", others)
        return
    if answered in others:
        others.remove(answered)
        yield ("reply", [answered])
    if others:
        yield ("mention", others)
