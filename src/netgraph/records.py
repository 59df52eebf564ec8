"""What an export says: `Contact`, `Event`, `Skipped`, `Note`. Plain values, nothing more.

A reader turns a file into a stream of these four. They are named tuples: immutable, comparable,
and cheap enough to make a million of.

**Keys.** An export knows a person by keys: ``"email:a.osei@example.org"``,
``"linkedin:amara-osei-tutu-1a2"``. `key` writes them in one normal form, so that equal keys mean
the same person. Two kinds of key are *local*, because they identify nobody outside their file:

- ``name:`` keys carry a scope, the smallest unit in which the export itself treats a name as one
  person (a paper, a row, a chat): ``"name:Wei Zhang|a.nbib#90000001"``. Whether two of them are
  one person is for `netgraph.identity` to decide, never for a reader.
- ``owner:`` keys stand for the person whose export it is, known or not yet:
  ``"owner:linkedin/Connections"``. A profile file says who that is by a contact with both keys.

**Dates** are ISO 8601 text as precise as the export: ``"2024"``, ``"2024-05"``, ``"2024-05-03"``,
``"2024-05-03T14:05:09"``, or ``""`` if it does not say. They sort as text.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple
from urllib.parse import unquote

#: Kinds of key, strongest evidence of identity first.
KEY_KINDS: Final = (
    "orcid", "email", "linkedin", "x", "phone", "openalex", "instagram", "mastodon",
    "facebook", "id", "owner", "name",
)  # fmt: skip

#: Kinds of key that mean the same person wherever they occur.
STRONG_KEYS: Final = frozenset(KEY_KINDS) - {"id", "owner", "name"}

#: Kinds of event: what shows that people know each other.
KINDS: Final = (
    "connection", "message", "mail", "meeting", "coauthor", "endorsement", "recommendation",
    "invitation", "mention", "reply", "follow", "group", "stated", "introduced", "related",
    "same_organisation", "same_school", "same_ward",
)  # fmt: skip

#: Kinds in which the first person acts and the others are only addressed together.
ADDRESSED: Final = frozenset({"mail", "message", "mention", "reply", "follow", "endorsement"})

#: Kinds that nobody recorded and nobody stated: concluded by us, and always labelled so.
INFERRED_KINDS: Final = frozenset({"same_organisation", "same_school", "same_ward"})

#: Kinds that a person stated rather than an export recorded.
STATED_KINDS: Final = frozenset({"stated", "introduced", "related"})

#: How well two people know each other, best first. A dormant tie was strong and has long been
#: silent: easier to revive than a weak one to build. Unknown is not weak: it is not known.
BANDS: Final = ("strong", "familiar", "dormant", "weak", "unknown")

#: What a tie rests on, surest first.
BASES: Final = ("recorded", "stated", "inferred")


class Contact(NamedTuple):
    """One mention of a person (or of something that looks like one) in an export.

    Attributes:
        keys: The keys by which the export knows them, strongest first; at least one.
        name: As written, credentials and all; "" if the export gives none.
        organisation: Employer, hospital or affiliation, as written.
        title: Job title or role, as written.
        location: Place, as written.
        file: Where it stands: the path of the file as the user would name it.
        line: Line or record number in it, from 1.
        sort: "person", or what it is instead: "list", "company", "room", "group", "robot".
            Anything but a person is kept out of the graph, and out of the events.
        owner: The export belongs to this person.
    """

    keys: tuple[str, ...]
    name: str = ""
    organisation: str = ""
    title: str = ""
    location: str = ""
    file: str = ""
    line: int = 0
    sort: str = "person"
    owner: bool = False


class Event(NamedTuple):
    """Something that shows that people know each other.

    An event with n people is one event; ties are made from it later, each weighted 1/(n-1).

    Attributes:
        kind: One of `KINDS`.
        people: A key of each, no two of one person; the first is the author, sender or asker
            where there is one.
        when: ISO date as precise as the export, or "".
        what: Title of the paper or meeting, name of the group, the words of a statement. Short,
            and never the body of a message.
        file: Where it stands.
        line: Line or record number in it, from 1.
        weight: Multiplies the weight of the kind: a stated strength, a count of equal events.
        id: Equal ids of one kind are one event that was exported twice (a Message-ID, a DOI).
    """

    kind: str
    people: tuple[str, ...]
    when: str = ""
    what: str = ""
    file: str = ""
    line: int = 0
    weight: float = 1.0
    id: str = ""


class Skipped(NamedTuple):
    """A row, record or file that was not used, and why. Equal reasons are worded equally."""

    file: str
    line: int
    reason: str


class Note(NamedTuple):
    """Something the user should know about a file that was read: a guess that was made, a limit."""

    file: str
    text: str


Record = Contact | Event | Skipped | Note

_ORCID = re.compile(r"(\d{4})-?(\d{4})-?(\d{4})-?(\d{3}[\dXx])(?![\dXx])")
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\|]+@[^\s@<>,;:\"()\[\]\\|]+\.[^\s@<>,;:\"()\[\]\\|.]+")
_PLAIN_EMAIL = re.compile(r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)
_E164 = re.compile(r"\+[1-9]\d{6,14}")
_PHONE_MARKS: Final = dict.fromkeys(
    map(ord, " \t\r\n().-\u2010\u2011\u2012\u2013\u2014\u2015\u00a0\u202f")
)
_PROFILE: Final = "https://www.linkedin.com/in/"
_SLUG = re.compile(r"linkedin\.com/(?:in|pub|mwlite/in)/([^/?#\s]+)", re.IGNORECASE)
#: A profile's address until 2015. Its name is shared by all of that name; the codes are hers.
_OLD_PROFILE = re.compile(
    r"linkedin\.com/pub/([^/?#\s]+)/(\w{1,3})/(\w{1,3})/(\w{1,3})\b", re.IGNORECASE
)


def key(kind: str, value: str, scope: str = "") -> str:
    """Write a key in its normal form, or "" if the value cannot be one.

    Args:
        kind: One of `KEY_KINDS`.
        value: The value as the export has it: an address, a profile URL, an id, a name.
        scope: For local kinds ("id", "owner", "name"): the unit in which the value is one person.

    Returns:
        The key, or "" for a value that identifies nobody (an X.500 address, a broken ORCID).

    >>> key("email", " A.Osei@Example.org ")
    'email:a.osei@example.org'
    >>> key("linkedin", "www.linkedin.com/in/Zo%C3%AB-Brandt/?trk=x")
    'linkedin:zoë-brandt'
    """
    normal = _NORMAL.get(kind)
    text = normal(value) if normal else " ".join(value.split())
    if not text:
        return ""
    return f"{kind}:{text}|{scope}" if scope else f"{kind}:{text}"


def key_kind(text: str) -> str:
    """Say of which kind a key is."""
    return text.partition(":")[0]


def key_value(text: str) -> str:
    """Give a key's value without its kind and scope."""
    return text.partition(":")[2].rpartition("|")[0] or text.partition(":")[2]


def _orcid(value: str) -> str:
    """Take the sixteen digits; the check digit is not tested, a typo in it harms nobody."""
    found = _ORCID.search(value)
    return "-".join(found.groups()).upper() if found else ""


def _email(value: str) -> str:
    if _PLAIN_EMAIL.fullmatch(value):  # as most are
        return value
    text = value.strip().strip("<>'\"").lower().removeprefix("mailto:")
    return text if _EMAIL.fullmatch(text) else ""


def _linkedin(value: str) -> str:
    slug = value.removeprefix(_PROFILE)
    if slug is not value and slug.replace("-", "").isalnum():  # most are; it saves half the time
        return slug.lower()
    if old := _OLD_PROFILE.search(value):
        name, *codes = old.groups()
        return f"{unquote(name)}-{codes[2]:0>3}{codes[1]:0>3}{codes[0]}".lower()
    found = _SLUG.search(value)
    if found:
        return unquote(found[1]).strip().lower()
    text = value.strip()
    return "" if re.search(r"[:/\s]", text) else unquote(text).lower()


def _handle(value: str) -> str:
    return value.strip().lstrip("@").lower()


def _x(value: str) -> str:
    """Give an X account as its numeric id, or as "@handle"."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return text
    handle = _handle(text)
    return f"@{handle}" if re.fullmatch(r"\w{1,15}", handle, re.ASCII) else ""


def _phone(value: str) -> str:
    """Only a number that is E.164 already is a key; `netgraph.names` knows regions."""
    text = value.replace(" ", "").replace("-", "")  # mostly enough, and five times as quick
    text = text if _E164.fullmatch(text) else value.translate(_PHONE_MARKS)
    return text if _E164.fullmatch(text) else ""


_NORMAL: Final = {
    "orcid": _orcid,
    "email": _email,
    "linkedin": _linkedin,
    "x": _x,
    "phone": _phone,
    "instagram": _handle,
    "mastodon": _handle,
}
