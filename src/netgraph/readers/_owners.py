"""Whose export it is, where nothing in it says so: the name of the folder or zip around it.

``linkedin-from-bilal.zip``, ``Exports of Jane Roe`` and ``Jane Roe's Facebook`` say it outright.
A folder that is merely called ``Jane Roe`` says it if somebody in the exports bears that name, so
that ``Night Shift`` is nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Final

from netgraph.records import STRONG_KEYS, Contact, Event, key_kind, key_value

#: Exports that one person asked for. A folder of chats may be called after whom they are with.
_WHOLE: Final = frozenset({"linkedin", "meta", "x"})
_KINDS: Final = (
    r"(?:exports?|archives?|data|contacts|connections|linkedin|facebook|instagram|twitter|x)"
)
_OUTRIGHT = re.compile(
    rf"(?:.*\b)?{_KINDS} (?:of|from|by|von|de) (?P<after>.+)"
    rf"|(?P<before>.+?)['\u2019]s? (?:.+ )?{_KINDS}",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_][\w.'\u2019-]*(?: [^\W\d_][\w.'\u2019-]*){0,3}")
#: Events of a file that are looked at.
_ENOUGH: Final = 1000
#: What browsers and people add to the name of a file: a date, a number, a format.
_ADDED = re.compile(r"\.zip$|\(.*\)$|\d[\d .-]*$")
_NOBODY: Final = frozenset(
    {"me", "my", "mine", "friend", "friends", "others", "backup", "old", "new", "phone", "iphone",
     "android", "mac", "pc", "laptop", "work", "home", "google", "linkedin", "facebook", "twitter"}
)  # fmt: skip


def owners_of(contacts: Iterable[Contact], events: Sequence[Event]) -> set[str]:
    """Give the owners that one file speaks of: whoever owns it is among the first in it."""
    found = {k for contact in contacts if contact.owner for k in contact.keys}
    found |= {k for event in events[:_ENOUGH] for k in event.people}
    return {k for k in found if key_kind(k) == "owner" and key_value(k) in _WHOLE}


def named_after_folders(
    owners: Iterable[str], contacts: Sequence[Contact]
) -> Iterator[tuple[Contact, str]]:
    """Yield each owner that only a folder names, and where that folder is.

    Args:
        owners: All of them.
        contacts: What was read, in which an owner may be named.
    """
    told = {k for contact in contacts if _is_told(contact) for k in contact.keys}
    for owner in sorted(set(owners) - told):
        unit = owner.rpartition("|")[2]
        if name := _name(unit, contacts):
            yield Contact((owner,), name, file=unit, owner=True), unit


def _is_told(contact: Contact) -> bool:
    """Say whether it tells who an owner is."""
    return contact.owner and bool(
        contact.name or any(key_kind(one) in STRONG_KEYS for one in contact.keys)
    )


def _is_known(name: str, unit: str, contacts: Iterable[Contact]) -> bool:
    """Say whether somebody is called so elsewhere: nobody is among her own contacts."""
    wanted = _plain(name)
    return any(_plain(one.name) == wanted for one in contacts if not one.file.startswith(unit))


def _plain(name: str) -> str:
    return " ".join(re.split(r"[\s_-]+", name)).strip().casefold()


def _name(unit: str, contacts: Iterable[Contact]) -> str:
    """Give the name in the innermost folder that has one."""
    for part in reversed(PurePosixPath(unit).parts):
        called = _ADDED.sub("", _ADDED.sub("", part).rstrip(" _-")).replace("_", " ").strip(" -")
        told = _OUTRIGHT.fullmatch(re.sub(r"[ -]+", " ", called))
        name = (told["after"] or told["before"]).strip() if told else called
        if not _NAME.fullmatch(name) or name.casefold() in _NOBODY:
            continue
        if told or (" " in name and _is_known(name, unit, contacts)):
            return name if name != name.lower() else name.title()
    return ""
