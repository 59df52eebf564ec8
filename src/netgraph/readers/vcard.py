"""Address books as cards: vCard 2.1, 3.0 and 4.0 in the dialects of many programs.

::

    BEGIN:VCARD
    VERSION:3.0
    N:Osei-Tutu;Amara;;Dr.;MD
    FN:Dr. Amara Osei-Tutu
    ORG:St. Hilda's Hospital;Cardiology
    item1.EMAIL;type=INTERNET:a.osei@example.org
    item2.X-ABRELATEDNAMES:Björn Lindqvist
    item2.X-ABLabel:_$!<Manager>!$_
    END:VCARD

Lines are unfolded before they are decoded, because a fold may stand within a letter; and each is
decoded for itself, because one card may mix encodings. A broken card costs that card alone.
"""

from __future__ import annotations

import binascii
import contextlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from netgraph.errors import ReadError
from netgraph.readers import _address_book as book
from netgraph.readers._folded import physical
from netgraph.readers._headers import addresses
from netgraph.readers._opening import Source
from netgraph.records import Record, Skipped, key

BLIND: Final = book.BLIND

_BEGIN = re.compile(r"\s*BEGIN[ \t]*:[ \t]*VCARD\s", re.IGNORECASE)
_OTHER = re.compile(r"\s*(?:\[\s*)+\"vcard\"|\s*(?:<\?xml[^>]*>\s*)?<(?:\w+:)?vcards?[\s>]")
_LINE = re.compile(
    rb'(?:([\w-]+)\.)?([\w-]+)((?:;(?:[^":;]++|"[^"]*+")*+)*+):(.*)', re.DOTALL | re.ASCII
)
_LOOSE = re.compile(rb"(?:([\w-]+)\.)?([\w-]+)(;[^:]*)?:(.*)", re.DOTALL | re.ASCII)
#: Charsets that text is really in. Others (punycode, rot13) are no encodings of cards.
_CHARSET = re.compile(r"(?:utf|us-ascii|ascii|iso|latin|windows|cp|koi8|big5|gb|shift|euc|mac)")
#: Never looked at: pictures, sounds, and what the owner wrote about people.
_UNREAD: Final = frozenset({b"PHOTO", b"LOGO", b"SOUND", b"KEY", b"NOTE", b"X-MS-CARDPICTURE"})
_KINDS: Final = {
    "org": "company", "organization": "company", "company": "company", "group": "group",
    "location": "room", "application": "robot", "device": "robot",
}  # fmt: skip
_KIND_LINES: Final = (
    "KIND", "X-KIND", "X-ADDRESSBOOKSERVER-KIND", "X-EVOLUTION-KIND", "X-ABSHOWAS",
)  # fmt: skip
#: A relation in more words than a name has is a sentence: "Please contact my assistant for ...".
_LONGEST_NAME: Final = 8
_WHOLE: Final = ("FN", "NICKNAME")
_NAMED = re.compile(
    r"X-(?:[A-Z]+-)*(MANAGER|ASSISTANT|SPOUSE|PARTNER|REFERRED[-_]BY)(?:S?_?NAME)?", re.ASCII
)
#: Android writes the relation as a number.
_ANDROID: Final = (
    "", "assistant", "brother", "child", "domestic partner", "father", "friend", "manager",
    "mother", "parent", "partner", "referred by", "relative", "sister", "spouse",
)  # fmt: skip


class _Property(NamedTuple):
    """One line of a card: ``item1.EMAIL;TYPE=WORK:a@example.org``."""

    line: int
    group: str
    name: str
    params: str
    value: str

    def fields(self) -> list[str]:
        """Give the parts that ";" separates."""
        return [_unescaped(part) for part in re.split(r"(?<!\\);", self.value)]

    def param(self, name: str) -> str:
        """Give a parameter in lower case, or ""."""
        found = re.search(rf";{name}=(\"[^\"]*\"|[^;]*)", self.params, re.IGNORECASE)
        return found[1].strip('"').lower() if found else ""


@dataclass
class _Card:
    line: int
    properties: list[_Property] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)

    def first(self) -> dict[str, _Property]:
        """Give the first property of each name that holds something."""
        found: dict[str, _Property] = {}
        for one in self.properties:
            if one.value.strip(" ;"):
                found.setdefault(one.name, one)
        return found

    def labels(self) -> dict[str, str]:
        """Give the label of each group of lines: "ITEM1" -> "_$!<Manager>!$_"."""
        found = (one for one in self.properties if one.name == "X-ABLABEL" and one.group)
        return {one.group: one.value for one in found}


def claims(source: Source) -> bool:
    """Say whether it begins with a card."""
    return (_BEGIN.match(source.head_text) or _OTHER.match(source.head_text)) is not None


def read(source: Source) -> Iterator[Record]:
    """Yield the people on the cards, and the relations that the cards state."""
    if _OTHER.match(source.head_text):
        raise ReadError("cards as JSON or XML: export them as .vcf", file=source.path)
    yield from book.records(source.path, lambda: _entries(source))


def _entries(source: Source) -> Iterator[book.Entry | Skipped]:
    for card in _cards(source):
        if isinstance(card, Skipped):
            yield card
            continue
        if _is_list(card.first()):
            yield from _members(source.path, card)
        yield _entry(source.path, card)


def _is_list(first: dict[str, _Property]) -> bool:
    return "X-EVOLUTION-LIST" in first and first["X-EVOLUTION-LIST"].value.lower() == "true"


def _members(file: str, card: _Card) -> Iterator[book.Entry | Skipped]:
    """Yield whom a list of Evolution writes to, and take their addresses from the list."""
    for one in card.properties:
        if one.name == "EMAIL":
            for address, name in addresses(_unescaped(one.value)):
                yield book.entry([address], (name,), ("", "", ""), (file, one.line))
    card.properties = [one for one in card.properties if one.name != "EMAIL"]


def _entry(file: str, card: _Card) -> book.Entry | Skipped:
    first = card.first()
    text = {name: _unescaped(one.value) for name, one in first.items()}
    name, short = _names(first)
    units = first["ORG"].fields() if "ORG" in first else []
    company = next(filter(None, units), "")
    place = [*(first["ADR"].fields() if "ADR" in first else []), *[""] * 7]
    where = ", ".join(part for part in (place[3], place[6]) if part)
    title = text.get("TITLE") or text.get("ROLE", "")
    sort = next(
        (_KINDS[text[one].lower()] for one in _KIND_LINES if text.get(one, "").lower() in _KINDS),
        "list" if _is_list(first) else "",
    )
    labels = card.labels()
    keys = book.by_strength(one for each in card.properties for one in _keys(each, labels))
    names = name, short, "urn:uuid:" + text.get("UID", "").removeprefix("urn:uuid:")
    groups = tuple(one.strip() for one in text.get("CATEGORIES", "").split(",") if one.strip())
    work, related = (company, title, where), _relations(card)
    return book.entry(
        keys, names, work, (file, card.line), sort=sort, relations=related, labels=groups
    )


def _names(first: dict[str, _Property]) -> tuple[str, str]:
    """Give the name as the card writes it, if that is all of it; and its short form.

    Some programs write only a nickname or the first name where the whole name belongs.
    """
    parts = [*(first["N"].fields() if "N" in first else []), *[""] * 5]
    family, given, middle, prefix, suffix = parts[:5]
    joined = " ".join(part for part in (prefix, given, middle, family, suffix) if part)
    whole, nick = (_unescaped(first[one].value) if one in first else "" for one in _WHOLE)
    if not whole or (family and given and whole in {family, given, nick}):
        whole = joined or nick
    return whole, f"{given} {family}"


def _keys(one: _Property, labels: dict[str, str]) -> Iterable[str]:
    """Give the keys that a property holds."""
    if one.name == "EMAIL":
        return book.addresses(one.value)
    if one.name == "TEL":
        number = one.value.removeprefix("tel:").partition(";")[0]
        return book.phones(number, one.params + labels.get(one.group, ""))
    if one.name in {"URL", "X-SOCIALPROFILE", "SOCIALPROFILE"}:
        profile = _unescaped(one.value)
        if {"twitter", "x"} & {one.param("type"), one.param("service-type")} and "/" not in profile:
            profile = one.param("x-user") or one.param("username") or profile
            return (key("x", profile),)
        return book.profiles(profile)
    return ()


def _relations(card: _Card) -> Iterator[tuple[str, str]]:
    """Yield what the card says about others: (what they are, their name or the UID of a card)."""
    labels = card.labels()
    yield from (("agent", name) for name in card.agents)
    for one in card.properties:
        what, name = one.param("type"), _unescaped(one.value)
        if one.name == "X-ANDROID-CUSTOM":
            kind, name, number, label, *_ = [*one.fields(), "", "", ""]
            plain = number.isdecimal() and 0 < int(number[:3]) < len(_ANDROID)
            what = _ANDROID[int(number[:3])] if plain else label
            name = name if kind.endswith("/relation") else ""
        elif one.name == "X-ABRELATEDNAMES":
            what = labels.get(one.group, what) if one.group else what
        elif named := _NAMED.fullmatch(one.name):
            what = named[1]
        elif one.name == "AGENT":
            inline = re.search(r"(?:^|\\n)FN[^:]*:(.*?)(?:\\n|$)", one.value, re.IGNORECASE)
            what, name = "agent", _unescaped(inline[1]) if inline else ""
        elif one.name != "RELATED" or name.startswith(("http:", "https:")) or what == "me":
            continue
        if name and len(name.split()) <= _LONGEST_NAME:
            yield book.relation(what), name.removeprefix("mailto:")


def _unescaped(value: str) -> str:
    """Resolve backslashes, on one line."""
    plain = re.sub(r"\\(.)", lambda found: " " if found[1] in "nN" else found[1], value)
    return " ".join(plain.split())


def _cards(source: Source) -> Iterator[_Card | Skipped]:
    """Yield the cards; one that never ends is ended by the next, unless it is that one's agent."""
    open_: list[_Card] = []
    for one in _properties(source):
        if isinstance(one, Skipped):
            yield one
        elif one.name == "BEGIN" and one.value.strip().upper() == "VCARD":
            inner = open_ and open_[-1].properties and open_[-1].properties[-1].name == "AGENT"
            if open_ and not inner:
                yield open_.pop()
            open_.append(_Card(one.line))
        elif one.name == "END" and open_:
            card = open_.pop()
            if open_:
                open_[-1].agents += filter(None, _names(card.first())[:1])
            yield card
        elif open_:
            open_[-1].properties.append(one)
    yield from open_


def _properties(source: Source) -> Iterator[_Property | Skipped]:
    """Yield the lines of the cards, parsed and decoded."""
    guessed = False
    for number, raw in _unfolded(source):
        found = _LINE.fullmatch(raw) or _LOOSE.fullmatch(raw)
        if not found:
            if raw.strip():
                yield Skipped(source.path, number, "not a line of a card")
            continue
        group, name, params = (part.decode("latin-1") for part in found.groups(b"")[:3])
        value, sure = _decoded(found[4], params.upper(), source.given_encoding)
        guessed = guessed or not sure
        yield _Property(number, group.upper(), name.upper(), params, value)
    if guessed:
        source.note("some letters are in no encoding that it names: read as cp1252")
    elif source.encoding == "cp1252":
        source.encoding = "utf-8"  # it was only that folds parted letters


def _decoded(raw: bytes, params: str, given: str) -> tuple[str, bool]:
    """Decode a value, and say whether its encoding is sure."""
    if not params and raw.isascii():
        return raw.decode("ascii"), True
    if "QUOTED-PRINTABLE" in params:
        raw = binascii.a2b_qp(raw)
    elif "BASE64" in params or "ENCODING=B" in params:
        with contextlib.suppress(binascii.Error):
            raw = binascii.a2b_base64(raw)
    declared = re.search(r";CHARSET=\"?([\w-]+)", params)
    charset = declared[1].lower() if declared else ""
    for name in (charset if _CHARSET.match(charset) else "", given, "utf-8"):
        with contextlib.suppress(LookupError, UnicodeError):
            if name:
                return raw.decode(name), True
    return raw.decode("cp1252", "replace"), False


def _unfolded(source: Source) -> Iterator[tuple[int, bytes]]:
    """Yield whole lines, each with the number of its first, without those that are never read."""
    parts: list[bytes] = []
    start, soft, unread, old = 0, False, False, False
    for number, line in physical(source):
        if soft and line.strip().upper() != b"END:VCARD":  # quoted-printable: "=" at the end
            parts += [line.removesuffix(b"=")] * (not unread)
            soft = line.endswith(b"=")
        elif start and line[:1] in {b" ", b"\t"}:  # vCard 2.1 folds before a space that counts
            parts += [line if old else line[1:]] * (not unread)
        elif not (unread and line and b":" not in line):  # or base64 without the space
            if parts:
                yield start, b"".join(parts)
            head = line.partition(b":")[0].upper()
            unread = head.partition(b";")[0].rpartition(b".")[2] in _UNREAD
            soft = b"QUOTED-PRINTABLE" in head and line.endswith(b"=")
            old = b"2.1" in line if head == b"VERSION" else old
            parts, start = ([] if unread else [line.removesuffix(b"=") if soft else line]), number
    if parts:
        yield start, b"".join(parts)
