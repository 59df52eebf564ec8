"""X (Twitter) archive ("Download an archive of your data"): zip, folder, or single files of it.

Every file under ``data/`` is JSON with a name in front::

    window.YTD.following.part0 = [ { "following" : { "accountId" : "222000111" } } ]

Follow lists hold numbers only, without names or dates. Names come from where a person is mentioned
in a tweet, and from a table of one's own: ``id,handle,name``. Archives from before 2018 hold
tweets only (``Grailbird.data...``). The text of tweets and messages is never kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from netgraph.readers import _json
from netgraph.readers._dates import parse_date
from netgraph.readers._json import get, items, objects, text
from netgraph.readers._opening import Header, Source, find_header
from netgraph.readers._x_messages import LOST, me, messages, number_of, owner_of, person_of
from netgraph.records import Contact, Event, Note, Record, Skipped, key

BLIND: Final = (
    "An X archive shows your own ties; those who follow and are followed are numbers until a"
    " mention, or a table of yours (id,handle,name), says who they are."
)

_NAMED = re.compile(
    r"\s*(?:window\.(?:YTD\.(\w+)\.part\d+|(__THAR_CONFIG))|Grailbird\.data\.(tweets)_\w+"
    r"|var (user_details|payload_details|tweet_index))\s*="
)
_BARE = re.compile(r"\s*\[\s*\{\s*\"(following|follower|account|dmConversation|tweet)\"\s*:\s*\{")
_HANDLE_IN_LINK = re.compile(
    r"https?://(?:www\.)?(?:twitter|x)\.com/(?:intent/user\?(?:.*&)?screen_name=)?(\w{1,15})/?$",
    re.ASCII,
)
_ID_IN_LINK = re.compile(
    r"https?://(?:\w+\.)?(?:twitter|x)\.com/(?:intent/user\?user_id=|i/user/)(\d+)$"
)
_STATUS = re.compile(
    r"https?://(?:(?:www|mobile)\.)?(?:twitter|x)\.com/(?!i/)(\w{1,15})/status(?:es)?/(\d+)",
    re.ASCII,
)
_RETWEET = re.compile(r"RT @(\w{1,15})\b", re.ASCII)
_TWEET_DATE = re.compile(r"\w{3} (\w{3}) (\d\d) (\d\d:\d\d:\d\d) \+0000 (\d{4})")
_GONE: Final = "an account that is gone"


#: What the columns of a table of one's own may be called; others may only be remarks.
_COLUMNS: Final = (
    ("id", "user id", "userid", "account id", "accountid", "x id", "twitter id", "id str"),
    ("handle", "screen name", "screenname", "username", "user name", "x handle", "twitter handle"),
    ("name", "display name", "displayname", "full name", "fullname"),
)
_REMARKS: Final = frozenset({"", "note", "notes", "comment", "remarks", "location", "bio"})


def claims(source: Source) -> bool:
    """Say whether it is a file of an X archive, or a table of ids and handles."""
    start = source.head_text
    return bool(_NAMED.match(start) or _BARE.match(start)) or _table(source) is not None


def read(source: Source) -> Iterator[Record]:
    """Yield the people and ties in one file of an X archive."""
    if header := _table(source):
        yield from _handles(source, header)
        return
    whole = source.text()
    named, bare = _NAMED.match(whole), _BARE.match(whole)
    start, sort = (named.end(), next(filter(None, named.groups()))) if named else (0, "")
    value = _json.parse(whole[start:].rstrip().rstrip(";"), source.path)
    parse = _PARSERS.get(sort or (bare[1] if bare else ""))
    if parse is None:
        yield Note(source.path, "holds nothing about who knows whom")
    else:
        yield from parse(value, source)


def _table(source: Source) -> Header | None:
    return find_header(source.head_text, _is_table)


def _is_table(columns: Sequence[str]) -> bool:
    given = set(columns) - _REMARKS
    known = given & set(_COLUMNS[0]), given & set(_COLUMNS[1]), given & set(_COLUMNS[2])
    return all(known[:2]) and given == set().union(*known)


def _handles(source: Source, header: Header) -> Iterator[Record]:
    """Read a table of one's own that says which handle and name a number has."""
    for line, (number, handle, name) in source.rows(header, *_COLUMNS):
        person = person_of(source, number, handle.strip().lstrip("@"), name)
        yield person._replace(line=line) if person else Skipped(source.path, line, LOST)


# --- whose archive ------------------------------------------------------------------------------


def _account(value: Any, source: Source) -> Iterator[Record]:
    """Read account.js, the list of contents, or user_details.js: each says whose it is."""
    for row in items(value):
        one = get(row, "account") or get(row, "userInfo") or row
        handle = text(one, "username") or text(one, "userName") or text(one, "screen_name")
        name = text(one, "accountDisplayName") or text(one, "displayName") or text(one, "full_name")
        yield from me(source, get(one, "accountId") or get(one, "id"), handle, name)


def _manifest(value: Any, source: Source) -> Iterator[Record]:
    """Read the list of contents, which also says whose archive it is."""
    yield from _account(value, source)
    for one in objects(get(value, "dataTypes")):
        name, sort = text(one, "fileName"), text(one, "globalName").split(".")
        if name and not _PARSERS.keys().isdisjoint(sort) and not source.has_with_it(name):
            yield Note(source.path, f"{name} belongs to this archive, and is not here")


def _profile(value: Any, source: Source) -> Iterator[Record]:
    for row in items(value):
        if place := text(row, "profile", "description", "location"):
            yield Contact((owner_of(source),), location=place, file=source.path, owner=True)


# --- follows ------------------------------------------------------------------------------------


def _follows(value: Any, source: Source, sort: str) -> Iterator[Record]:
    """Read following.js and follower.js: numbers, and a handle where the link has one."""
    seen: set[str] = set()
    owner = owner_of(source)
    for line, row in enumerate(value if isinstance(value, list) else [], 1):
        link, given = text(row, sort, "userLink"), get(row, sort, "accountId")
        in_link, handle = _ID_IN_LINK.match(link), _HANDLE_IN_LINK.match(link)
        number = number_of(in_link[1] if given is None and in_link else given)
        person = person_of(source, number, handle[1] if handle else "")
        if person is None or not number:
            yield Skipped(source.path, line, LOST)
        elif number not in seen:
            seen.add(number)
            other = person.keys[0]
            pair = (owner, other) if sort == "following" else (other, owner)
            yield person._replace(line=line)
            yield Event("follow", pair, "", "", source.path, line, id=">".join(pair))


# --- tweets -------------------------------------------------------------------------------------


def _tweets(value: Any, source: Source) -> Iterator[Record]:
    known: set[Contact] = set()
    tweets = [get(row, "tweet") or row for row in items(value)]
    own = {text(tweet, "id_str") for tweet in tweets} - {""}
    for line, tweet in enumerate(tweets, 1):
        if text(tweet, "in_reply_to_status_id_str") in own:  # so the one who is answered is me
            yield from me(source, *_answered(tweet))
        for record in _tweet(tweet, line, own, source):
            if not isinstance(record, Contact):
                yield record
            elif record not in known:
                known.add(record)
                yield record._replace(line=line)


def _tweet(tweet: dict[str, Any], line: int, own: set[str], source: Source) -> Iterator[Record]:
    """Read one tweet: its people, and what it shows."""
    if user := get(tweet, "user"):
        number = get(user, "id_str") or get(user, "id")
        yield from me(source, number, text(user, "screen_name"), text(user, "name"))
    people: list[Contact] = []
    for one in (*_mentioned(tweet, line, source), *_quoted(tweet, own, source)):
        if not isinstance(one, Contact):
            yield one
        elif not any(one.keys[0] in other.keys for other in people):
            people.append(one)
    yield from people
    answered = person_of(source, *_answered(tweet))
    if answered and not any(answered.keys[0] in one.keys for one in people):
        yield answered
    when = _tweet_date(text(tweet, "created_at"))
    number = text(tweet, "id_str") or text(tweet, "id")
    for part, (kind, both) in enumerate(_ties(tweet, people, answered, owner_of(source))):
        if len(both) > 1:
            same = f"x:{number}/{part}" if number else ""
            yield Event(kind, both, when, "", source.path, line, id=same)


def _ties(
    tweet: dict[str, Any], people: list[Contact], answered: Contact | None, owner: str
) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield whom a tweet answers, mentions or quotes, and passes on."""
    if retweet := _RETWEET.match(text(tweet, "full_text") or text(tweet, "text")):
        handle = key("x", f"@{retweet[1]}")
        first = next((one.keys[0] for one in people if handle in one.keys), handle)
        yield "mention", (owner, first)
        yield "mention", (first, *_others(people, first))  # its author did, not who passes it on
    else:
        first = answered.keys[0] if answered else ""
        yield "reply", (owner, *filter(None, [first]))
        yield "mention", (owner, *_others(people, first))


def _mentioned(tweet: dict[str, Any], line: int, source: Source) -> Iterator[Contact | Skipped]:
    for one in items(tweet, "entities", "user_mentions"):
        number = get(one, "id_str") or get(one, "id")
        person = person_of(source, number, text(one, "screen_name"), text(one, "name"))
        if person and str(number) != "-1":
            yield person
        else:
            yield Skipped(source.path, line, _GONE)


def _quoted(tweet: dict[str, Any], own: set[str], source: Source) -> Iterator[Contact]:
    """Yield whose tweets it quotes: a quote is a link to a tweet."""
    for link in items(tweet, "entities", "urls"):
        found = _STATUS.match(text(link, "expanded_url"))
        if found and found[2] not in own and (author := person_of(source, "", found[1])):
            yield author


def _answered(tweet: dict[str, Any]) -> tuple[Any, str]:
    """Give number and handle of whom a tweet answers; the handle is often missing."""
    number = get(tweet, "in_reply_to_user_id_str") or get(tweet, "in_reply_to_user_id")
    return number, text(tweet, "in_reply_to_screen_name")


def _others(people: list[Contact], but: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.keys[0] for one in people if but not in one.keys))


def _tweet_date(written: str) -> str:
    if found := _TWEET_DATE.fullmatch(written):
        month, day, clock, year = found.groups()
        written = f"{day} {month} {year} {clock}"
    return parse_date(written)


#: What reads which file, by the name in front of its JSON.
_PARSERS: Final[dict[str, Callable[[Any, Source], Iterator[Record]]]] = {
    "account": _account,
    "__THAR_CONFIG": _manifest,
    "user_details": _account,
    "profile": _profile,
    "following": partial(_follows, sort="following"),
    "follower": partial(_follows, sort="follower"),
    "tweet": _tweets,
    "tweets": _tweets,
    "deleted_tweets": _tweets,
    "community_tweet": _tweets,
    "twitter_circle_tweet": _tweets,
    "direct_messages": messages,
    "direct_message": messages,
    "direct_messages_group": messages,
    "direct_message_group": messages,
    "direct_message_headers": messages,
    "direct_message_group_headers": messages,
    "dmConversation": messages,
}
