"""What address books have in common, whether tables or cards: keys, companies, relations.

An entry is no tie: whose address book it is, the file does not say, and nobody knows everybody
in it. What an entry states about others ("manager: Björn Lindqvist") is one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Final, NamedTuple

from netgraph.readers._mail_marks import same_addresses, sort_by_form, sort_by_name
from netgraph.records import KEY_KINDS, Contact, Event, Note, Record, Skipped, key

BLIND: Final = (
    "An address book lists people without saying who knows whom; only a stated manager, assistant,"
    " spouse or the like is a tie."
)

#: What the name of a column of mail addresses has in it, in the languages of address books.
EMAIL_COLUMN: Final = re.compile(
    r"e-?mail|^mail$|mail ?address|user principal name|e-post|messagerie|posta elettronica"
    r"|courriel|électronique|correo|sähköposti|электронн"
    r"|почт|電子郵件|邮件|邮箱|メール|이메일|전자 ?메일|البريد"
)
_RANKS: Final = {kind: rank for rank, kind in enumerate(KEY_KINDS)}
_SEPARATOR = re.compile(r"[\s,;]+")
#: Numbers that are not the person's own: the switchboard, the assistant's, machines.
_SHARED = re.compile(r"fax|faks|pager|main|assist|asist|asyst|compan|zentrale", re.IGNORECASE)
#: Entries that telephones come with.
_SERVICES: Final = frozenset(
    {"voicemail", "voice mail", "mailbox", "my number", "customer care", "customer service",
     "emergency", "notruf", "kundenservice", "service client", "messagerie vocale",
     "buzón de voz", "atención al cliente", "segreteria telefonica", "correio de voz"}
)  # fmt: skip
_SYSTEM_LABELS: Final = frozenset({"my contacts", "mycontacts", "starred", "starred in android"})


class Entry(NamedTuple):
    """One entry of an address book.

    Attributes:
        contact: Who it is.
        names: How other entries may call it: full name, short name, the id of a card.
        relations: What it states about others: ("manager", "Björn Lindqvist").
        labels: The groups its owner put it in.
    """

    contact: Contact
    names: tuple[str, ...] = ()
    relations: tuple[tuple[str, str], ...] = ()
    labels: tuple[str, ...] = ()


def records(file: str, entries: Callable[[], Iterable[Entry | Skipped]]) -> Iterator[Record]:
    """Yield the people of an address book, and the ties that it states.

    Args:
        file: Where it stands.
        entries: Reads the entries; again, if any of them names another person.
    """
    stated: list[Entry] = []
    labels: set[tuple[str, ...]] = set()
    for entry in entries():
        if isinstance(entry, Skipped):
            yield entry
            continue
        yield entry.contact
        if entry.labels:
            labels.add(entry.labels)
        if entry.relations and entry.contact.sort == "person":
            stated.append(entry)
    if stated:
        yield from _relations(file, stated, entries())
    own = {label for some in labels for label in some if not is_system_label(label)}
    if own:
        yield Note(file, f"labels of its owner: {len(own):,}; a label does not say who knows whom")


def _relations(
    file: str, stated: list[Entry], entries: Iterable[Entry | Skipped]
) -> Iterator[Record]:
    """Yield a tie for each relation, to the entry of that name if there is exactly one."""
    wanted = {_folded(name): set[str]() for entry in stated for _, name in entry.relations}
    for entry in entries:
        if isinstance(entry, Entry):
            for name in map(_folded, entry.names):
                if name in wanted and entry.contact.sort == "person":
                    wanted[name].add(entry.contact.keys[0])
    told: set[str] = set()
    for entry in stated:
        this = entry.contact
        for what, name in entry.relations:
            found = wanted[_folded(name)]
            other = min(found) if len(found) == 1 else key("email", name) or key("name", name, file)
            if name.startswith("urn:") and not found:
                yield Skipped(file, this.line, "names a card that is not in the file")
                continue
            if other not in found and other not in told:
                told.add(other)
                plain = "" if other.startswith("email") else name
                yield Contact((other,), plain, file=file, line=this.line)
            if other != this.keys[0]:
                yield Event("related", (this.keys[0], other), "", what, file, this.line)


def by_strength(keys: Iterable[str]) -> list[str]:
    """Sort keys by what they prove, the strongest first."""
    return sorted(filter(None, keys), key=lambda one: _RANKS[one.partition(":")[0]])


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def is_system_label(label: str) -> bool:
    """Say whether a label is every address book's own: "* myContacts"."""
    return label.startswith("* ") or label.casefold() in _SYSTEM_LABELS


def relation(label: str) -> str:
    """Write what somebody is to an entry in plain words.

    >>> relation("* Assistant"), relation("_$!<Manager>!$_"), relation("REFERRED_BY")
    ('assistant', 'manager', 'referred by')
    """
    return re.sub(r"[\W_]+", " ", label).strip().lower()


def phones(cell: str, sort: str = "") -> list[str]:
    """Give the keys of the numbers in a cell, unless several people share that sort of number."""
    if "+" not in cell or _is_shared(sort):
        return []
    return [key("phone", part) for part in cell.split(":::")]


@lru_cache(maxsize=1024)
def _is_shared(sort: str) -> bool:
    return _SHARED.search(sort) is not None


def addresses(cell: str, _sort: str = "") -> tuple[str, ...]:
    """Give the keys of the e-mail addresses in a cell; what is no address gives none."""
    if whole := key("email", cell):
        return same_addresses(whole)
    found = (key("email", part) for part in _SEPARATOR.split(cell))
    return tuple(same for one in found if one for same in same_addresses(one))


def profiles(url: str) -> tuple[str, ...]:
    """Give the keys that a web address holds: a LinkedIn, X or ORCID profile."""
    low = url.lower()
    if "linkedin.com/" in low:
        return (key("linkedin", url),)
    if "orcid.org/" in low:
        return (key("orcid", url),)
    if handle := re.search(
        r"(?:twitter|//(?:www\.)?x)\.com/@?(\w{1,15})/?(?:\?.*)?$", low, re.ASCII
    ):
        return (key("x", handle[1]),)
    return ()


def _sort(known: tuple[str, ...], name: str) -> str:
    """Tell what an entry is: a person, if one of its addresses could be a person's."""
    if not known or known[0].startswith("phone"):
        return "robot" if name.casefold() in _SERVICES else "person"
    first = sort_by_form(known[0])
    if first != "person" and any(sort_by_form(other) == "person" for other in known[1:]):
        return "person"
    return first


def entry(
    keys: Iterable[str],
    names: tuple[str, ...],
    work: tuple[str, str, str],
    where: tuple[str, int],
    *,
    sort: str = "",
    relations: Iterable[tuple[str, str]] = (),
    labels: tuple[str, ...] = (),
) -> Entry | Skipped:
    """Make an entry, or say that nobody is in it.

    An entry that has an organisation and no name of its own is the organisation's. Without any
    key, the name is one person in this entry alone.

    Args:
        keys: Those that the entry gives, strongest first; "" is left out.
        names: The name as written, and how else other entries may call it.
        work: Organisation, title and location.
        where: The file, and the line in it.
        sort: If the entry itself says what it is.
        relations: See `Entry`.
        labels: See `Entry`.
    """
    known = tuple(dict.fromkeys(filter(None, keys)))
    name, organisation = names[0], work[0]
    if ("@" in name and key("email", name)) or (name[:1] == "+" and key("phone", name)):
        name = ""  # only the address or the number again
    if not sort:
        company = organisation and (not name or name == organisation)
        sort = "company" if company else _sort(known, name)
        if sort == "person" and not (organisation or work[1]):  # who has a job is no room
            sort = sort_by_name(name, known[0] if known else "")
    if not name and sort == "company":
        name = organisation
    if not known:
        alone = key("name", name, f"{where[0]}#{where[1]}")
        if not alone:
            return Skipped(*where, "an entry without a name, an address or a full phone number")
        known = (alone,)
    # half the time of Contact(...) and Entry(...), where there are millions
    contact = tuple.__new__(Contact, (known, name, *work, *where, sort, False))
    return tuple.__new__(Entry, (contact, names, tuple(relations), labels))
