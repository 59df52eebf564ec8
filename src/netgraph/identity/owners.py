"""Whose exports these are, and which of their owners is the user."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from netgraph.identity.joined import Joined
from netgraph.identity.matching import contradict
from netgraph.names import Name, likeness, parse
from netgraph.records import STRONG_KEYS, Event, key, key_kind


def find_owners(joined: Joined, events: Iterable[Event], me: str, notes: list[str]) -> set[int]:
    """Join each owner with their mention by name, and say which sets of mentions are the user.

    Args:
        joined: The mentions; owners are joined in it.
        events: They tell which files make up an owner's export.
        me: The user's name, e-mail address, LinkedIn slug, ORCID or phone number, or "".
        notes: Guesses that were made are added to it.

    Returns:
        Any mention of each set that is the user, or may be.
    """
    owners = sorted(owner for owner, _ in joined.keys.of_kind("owner"))
    files = _files(joined, events, owners)
    for owner in owners:
        _find_in_unit(joined, owner, files[owner], notes)
    known = sorted({joined.of_key(k) for k in owners if not _is_unknown(joined, k)})
    for i, one in enumerate(known):
        for other in known[i + 1 :]:
            a, b = joined.find(one), joined.find(other)
            if _agree(joined.variants[a], joined.variants[b]):
                joined.join(a, b, "each owns an export, and the names agree", 0.98)
    mine = _find_me(joined, me, owners, notes)
    _find_in_tables(joined, events, mine)
    return mine


def _find_in_tables(joined: Joined, events: Iterable[Event], mine: Iterable[int]) -> None:
    """Join the user with the mention of her full name in a table of who knows whom.

    She wrote the table, or had it written: she names herself there like anybody else.
    """
    stated = {event.file for event in events if event.kind == "stated"}
    for me in mine:
        names = {name.folded for name in joined.variants[joined.find(me)] if name.full}
        for number, contact in enumerate(joined.mentions):
            if contact.file not in stated or joined.names[number].folded not in names:
                continue
            one, other = joined.find(me), joined.find(number)
            if one != other and joined.may_join(one, other):
                joined.join(one, other, "a table of who knows whom names you; the name alone", 0.96)


def _files(joined: Joined, events: Iterable[Event], owners: Iterable[str]) -> dict[str, set[str]]:
    """Say in which files each owner's key occurs: those are their export."""
    files = {k: {joined.mentions[n].file for n in joined.keys[k]} for k in owners}
    if files:
        for event in events:
            for each in event.people:
                if each in files:
                    files[each].add(event.file)
    return files


def _find_in_unit(joined: Joined, owner: str, files: set[str], notes: list[str]) -> None:
    """Join the owner with the one mention of that name in their own export."""
    unit, mine = owner.rpartition("|")[2], joined.of_key(owner)
    names = joined.variants[mine]
    if not names:
        return
    found = {
        joined.find(n)
        for n, contact in enumerate(joined.mentions)
        if contact.file in files and joined.names[n].full and _agree(names, {joined.names[n]})
    } - {mine}
    if len(found) == 1:
        joined.join(mine, found.pop(), "the owner of this export, by name", 0.98)
    elif found:
        notes.append(f"{unit}: {len(found)} people bear the owner's name; none was taken for them.")


def _find_me(joined: Joined, me: str, owners: Sequence[str], notes: list[str]) -> set[int]:
    unknown = [k for k in owners if _is_unknown(joined, k)]
    mine = {joined.of_key(k) for k in owners if k not in unknown}
    if me:
        mine = _called(joined, me, mine, unknown, notes)
    if not mine and unknown and not me:
        mine = {joined.of_key(unknown[0])}
        notes.append("No export says whose it is; give me= to name yourself.")
    if len(mine) == 1:
        for each in unknown:
            (one,) = mine
            other = joined.of_key(each)
            if joined.find(one) != other:
                unit = each.rpartition("|")[2]
                notes.append(f"{unit}: does not say whose it is; taken to be the user's.")
                joined.join(one, other, "taken to be the owner of this export", 0.9)
    return mine


def _is_unknown(joined: Joined, owner: str) -> bool:
    """Say whether neither a name nor a key tells who owns an export."""
    keys = {k for n in joined.keys[owner] for k in joined.mentions[n].keys}
    strong = any(key_kind(k) in STRONG_KEYS for k in keys)
    return not strong and not joined.variants[joined.of_key(owner)]


def _called(
    joined: Joined, me: str, known: set[int], unknown: Sequence[str], notes: list[str]
) -> set[int]:
    """Find whom `me` means: by key, then among the owners, then among everybody."""
    for kind in ("email", "linkedin", "orcid", "phone"):
        if key(kind, me) in joined.keys:
            return {joined.of_key(key(kind, me))}
    wanted = parse(me)
    owners = {n for n in known if _agree(joined.variants[joined.find(n)], {wanted})}
    found = owners or {
        joined.find(n)
        for n, name in enumerate(joined.names)
        if name.full and _agree({name}, {wanted})
    }
    exact = {n for n in found if wanted.folded in {name.folded for name in joined.variants[n]}}
    found = exact or found
    if len(found) == 1 or owners:
        return {min(found)}
    if found and not unknown:
        return found  # records of one person or of several: their names have yet to be weighed
    if not unknown:
        notes.append(f"Nobody in these exports is called “{me}”.")
        return set()
    number = joined.keys[unknown[0]][0]
    joined.call(number, me)
    return {number}


def _agree(ones: Iterable[Name], others: Iterable[Name]) -> bool:
    """Say whether some name of one fits the other's, and none speaks against it."""
    ones, others = frozenset(ones), frozenset(others)
    some = any(likeness(a, b).compatible for a in ones for b in others)
    return some and not contradict(ones, others)
