"""What is a person at all: lists, rooms, robots and companies are set aside, with reasons."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

from netgraph.identity.comparing import sort_within
from netgraph.names import Name, parse
from netgraph.records import STRONG_KEYS, Contact, Event, Skipped, key_kind, key_value

_SORTS: Final = {
    "list": "a mailing list, not a person",
    "company": "a company, not a person",
    "room": "a room, not a person",
    "group": "a group, not a person",
    "robot": "an automatic sender, not a person",
}
#: An address that this many wrote to, that never wrote and has no personal name, is a list.
_LIST_SENDERS: Final = 4
_PERSONAL: Final = re.compile(r"email:[a-z]+[._-][a-z]+\d*@.*")
_LISTY: Final = re.compile(
    r"\b(?:all|announce|club|dev|discuss|everyone|group|info|lists?|members|news|staff|team|users)\b"
)
#: What stands before the "@" where an address is an office's rather than somebody's.
_OFFICE: Final = re.compile(
    r"email:(?:[^@]+[._-](?:info|office|support|team)|(?:info|contact|contacto|kontakt|contatto"
    r"|support|soporte|suporte|service|services|sales|office|admin|team|help|helpdesk|webmaster"
    r"|hostmaster|abuse|billing|enquir(?:y|ies)|inquir(?:y|ies)|feedback|orders?|press|jobs|careers"
    r"|hr|reception|secretariat|sekretariat|hello|customer|customerservice|it)(?:[._-][^@]*)?)\d*@"
)
_OFFICIAL: Final = re.compile(
    r"\b(?:admin|association|center|centre|clini[ck]|college|company|customer|department|desk"
    r"|foundation|group|help|helpdesk|hospital|info|institute?|journal|office|sales|secretariat"
    r"|services?|society|support|team|the|universi\w+)\b"
)


def mentions(
    contacts: Iterable[Contact], events: Sequence[Event]
) -> tuple[list[Contact], tuple[Skipped, ...]]:
    """Sort the contacts, add who occurs in events only, and set aside what is no person.

    Args:
        contacts: In any order.
        events: Where somebody may occur without a contact of their own, and where an address that
            behaves like a mailing list is recognised though no header said so.

    Returns:
        The mentions of people, in an order that does not depend on the files', and what was left
        out, each with its reason.
    """
    every = list(dict.fromkeys(contacts))  # in the order of memory, which is read faster
    special = sorted(c for c in every if c.owner or c.sort != "person")
    owned = {k for c in special if c.owner for k in c.keys}
    out = {k: c for c in special if c.sort != "person" for k in c.keys if k not in owned}
    silent = _lists(events, every, owned) - set(out)
    offices = _offices(every, owned) - set(out) - silent
    left_out = {Skipped(c.file, c.line, _SORTS.get(c.sort, "not a person")) for c in out.values()}
    left_out |= {
        Skipped("", 0, f"{key_value(k)}: a mailing list (many write to it, it never writes)")
        for k in silent
    }
    left_out |= {
        Skipped("", 0, f"{key_value(k)}: an office's address (no person's name is on it)")
        for k in offices
    }
    gone = silent | offices | set(out)
    kept = _ordered([c for c in every if c.sort == "person"] if special else every)
    kept = [left for c in kept if (left := _without(c, gone))] if gone else kept
    extra = {k for event in events for k in event.people} - gone
    if extra:
        extra.difference_update(k for contact in every for k in contact.keys)
    kept += [Contact((k,), key_value(k) if key_kind(k) == "name" else "") for k in sorted(extra)]
    return kept, tuple(sorted(left_out))


def _ordered(contacts: Iterable[Contact]) -> list[Contact]:
    """Sort the contacts, first by the first key, which most have to themselves."""
    found = sorted(contacts, key=lambda contact: contact.keys[0])
    sort_within(np.array([contact.keys[0] for contact in found], object), found)
    return found


def _without(contact: Contact, gone: set[str]) -> Contact | None:
    """Take the keys of non-persons from a contact; nothing is left of one that had no others."""
    if gone.isdisjoint(contact.keys):
        return contact
    keys = tuple(k for k in contact.keys if k not in gone)
    return contact._replace(keys=keys) if any(key_kind(k) in STRONG_KEYS for k in keys) else None


def _lists(events: Sequence[Event], contacts: Sequence[Contact], owned: set[str]) -> set[str]:
    """Find addresses that many write to and that never write, unless a person's name is on them."""
    senders: defaultdict[str, set[str]] = defaultdict(set)
    wrote: set[str] = set()
    for event in events:
        if event.kind == "mail" and event.people:
            wrote.add(event.people[0])
            for recipient in event.people[1:]:
                if len(senders[recipient]) < _LIST_SENDERS:
                    senders[recipient].add(event.people[0])
    silent = {k for k, who in senders.items() if len(who) >= _LIST_SENDERS} - wrote - owned
    if not silent:
        return silent
    named = {k for c in contacts for k in c.keys if k in silent and parse(c.name).full}
    return {k for k in silent - named if not _PERSONAL.fullmatch(k) or _LISTY.search(k)}


def _offices(contacts: Sequence[Contact], owned: set[str]) -> set[str]:
    """Find the addresses of offices ("info@"), unless a person's name is on them."""
    emails = [k for contact in contacts for k in contact.keys if k[:6] == "email:"]
    offices = {k for k in filter(_OFFICE.match, emails) if k not in owned}
    if not offices:
        return offices
    named = {(k, c.name) for c in contacts for k in offices.intersection(c.keys)}
    return offices - {k for k, name in named if _is_personal(name, k)}


def _is_personal(name: str, address: str) -> bool:
    """Say whether it is a person's name: in full, and not what the address is called."""
    words = set(re.findall(r"\w+", name.lower()))
    written = set(re.split(r"\W+", address.lower()))
    return bool(parse(name).full and words - written and not _OFFICIAL.search(name.lower()))


def named_by_address(keys: Iterable[str]) -> set[Name]:
    """Read the name that an address spells out: "amara.osei@" is a name, "aosei@" is not."""
    spelled = [
        key_value(k).partition("@")[0].rstrip("0123456789") for k in keys if _PERSONAL.fullmatch(k)
    ]
    return {parse(re.sub(r"[._-]", " ", text).title()) for text in spelled}
