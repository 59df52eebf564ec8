"""The headers of mails as values: where they stand in a mailbox, their fields, addresses, dates.

Bodies are passed over in large blocks and never looked into. What mails really hold is more
than the standards allow, and Python's own parsers either raise or lose everybody on it, so
nothing here raises and an address that can be read is read.
"""

from __future__ import annotations

import re
from binascii import Error as Base64Error
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from email.errors import MessageError
from email.header import decode_header
from email.utils import parsedate_tz
from functools import lru_cache
from typing import IO, Final, NamedTuple

from netgraph.readers._folded import text_of
from netgraph.records import key

#: How much of a mailbox is held at a time, and how long the headers of one mail may be.
BLOCK: Final = 4 * 1024**2
LONGEST: Final = 1024**2

_WANTED: Final = (
    "from|sender|to|cc|bcc|reply-to|x-original-from|date|subject|message-id|in-reply-to"
    "|references|delivered-to|x-delivered-to|x-original-to|list-id|list-post|list-unsubscribe"
    "|mailing-list|x-mailing-list|x-beenthere|precedence|auto-submitted|feedback-id|x-spam-flag|x-gmail-labels"
    "|x-mozilla-status|return-path|x-autoreply|x-autorespond"
)
_UNFOLDED: Final = r"[ \t]*:([^\n]*(?:\n[ \t][^\n]*)*)"
_FIELD = re.compile(rf"\n({_WANTED}){_UNFOLDED}", re.IGNORECASE | re.ASCII)
_RECEIVED = re.compile(rf"\nreceived{_UNFOLDED}".encode(), re.IGNORECASE)
_LENGTH: Final = b"\nContent-Length:"
#: A From_ line as it should be, an address (which archives of lists write with "at") and a date,
#: and a header (or an escaped From_) after it. Gmail and Netscape at times leave the date out.
_SURE = re.compile(
    rb"From (?:\S+(?: at \S+)? +[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d(?::\d\d)?"
    rb"(?: [-+\w]{3,5})? \d{4}|-|\d+@xxx)[ \r]*\n"
    rb">?(?:From |[!-9;-~]+[ \t]*:)"
)
#: One as it also is, after a blank line: with a time and a year, in either order; or with neither,
#: before a header that mails begin with.
_FROM = re.compile(
    rb"From (?:"
    rb"(?=[^\n]{0,400}?\d:\d\d)[^\n]{0,400}?\b\d{4}\b[^\n]{0,80}\n>?(?:From |[!-9;-~]+[ \t]*:)"
    rb"|\S+[ \r]*\n"
    rb"(?i:X-[\w-]+|Return-Path|Received|Delivered-To|Message-ID|MIME-Version|From|Date):)"
)
_FROM_DATE = re.compile(
    r"([A-Z][a-z]{2}) +(\d{1,2}) +(\d{1,2}:\d\d(?::\d\d)?) +(?:([-+]\d{4}|[A-Z]{2,5}) +)?(\d{4})"
)
_HEADER_LINE = re.compile(rb"([!-9;-~]+)[ \t]*:|[ \t]")
_CORE: Final = frozenset(
    b"from to cc subject date message-id received return-path delivered-to mime-version sender"
    b" content-type x-gmail-labels in-reply-to".split()
)


def is_mailbox(head: bytes) -> bool:
    """Say whether these first bytes of a file are those of an mbox."""
    return _FROM.match(_unix(_trimmed(head))) is not None


def is_mail(head: bytes) -> bool:
    """Say whether these first bytes are the headers of one mail, of which one line may be torn."""
    names: set[bytes] = set()
    torn = 0
    for line in _one_mail(head).split(b"\n", 200)[:200]:
        found = _HEADER_LINE.match(line)
        torn += not found
        if torn > 1 or not (found or (names and line.strip())):
            break
        names.add(((found and found[1]) or b"").lower())
    return len(names & _CORE) > 1 and b"begin" not in names  # a card or calendar may quote a mail


def mailbox(file: IO[bytes]) -> Iterator[bytes]:
    """Yield the headers of each mail of an mbox, the From_ line first.

    A mail begins with a From_ line: at the start of the file, after a blank line, or anywhere if
    it is beyond doubt. A line of a body that merely starts with "From " is none, whether it was
    escaped or not; nor is anything within the length that the headers give for the body.
    """
    buffer = _trimmed(file.read(BLOCK))
    old = b"\n" not in buffer
    buffer = _unix(buffer)
    sized = _LENGTH in buffer[: _end(buffer, 0)]  # a program that writes lengths writes them all
    more = bool(buffer)
    start = 0
    while True:
        while more and len(buffer) - start < LONGEST:
            block = _block(file, old=old)
            more, buffer, start = bool(block), buffer[start:] + block, 0
        end = _end(buffer, start)
        yield buffer[start:end]
        start = _past_the_body(buffer, start, end) if sized else end
        while not _begins(buffer, start := buffer.find(b"\nFrom ", start)):
            if more and (start < 0 or len(buffer) - start < 1000):  # noqa: PLR2004 - a From_ line
                block = _block(file, old=old)
                keep = max(start, len(buffer) - 1000, 8) - 8
                more, buffer = bool(block), buffer[keep:] + block
                start = 0
            elif start < 0:
                return
            else:
                start += 1
        start += 1


def _block(file: IO[bytes], *, old: bool) -> bytes:
    block = file.read(BLOCK)
    return block.replace(b"\r", b"\n") if old else block


def one_mail(file: IO[bytes]) -> bytes:
    """Give the headers of a file that is one mail."""
    text = _one_mail(file.read(LONGEST))
    return text[: _end(text, 0)]


def _trimmed(head: bytes) -> bytes:
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n")


def _unix(text: bytes) -> bytes:
    """Give old Mac text, whose lines end with CR alone, the line ends of others."""
    return text if b"\n" in text else text.replace(b"\r", b"\n")


def _one_mail(head: bytes) -> bytes:
    """Leave out what stands before the headers: a mark, Apple's byte count, a From_ line."""
    text = _unix(re.sub(rb"\A\s*\d+\s*\n", b"", _trimmed(head)))
    return re.sub(rb"\A>?From (?!\s*:)[^\n]*\n", b"", text)


def _end(buffer: bytes, start: int) -> int:
    """Find the line end before the blank line that ends the headers, with LF or CRLF."""
    limit = min(start + LONGEST, len(buffer))
    first = buffer.find(b"\n", start, limit)
    usual, other = b"\n\n", b"\n\r\n"
    if first > start and buffer[first - 1] == ord("\r"):
        usual, other = other, usual
    end = buffer.find(usual, start, limit)
    end = limit if end < 0 else end
    mixed = buffer.find(other, start, end)
    return end if mixed < 0 else mixed


def _past_the_body(buffer: bytes, start: int, end: int) -> int:
    """Skip a body whose length the headers give, if that is true: another mail follows it."""
    field = buffer.find(_LENGTH, start, end)
    length = buffer[field + len(_LENGTH) :][:12].split() if field >= 0 else ()
    if not length or not length[0].isdigit():
        return end
    after = end + 1 + int(length[0])
    place = buffer.find(b"\nFrom ", after, after + 8)
    return place if place >= 0 and _FROM.match(buffer, place + 1) else end


def _begins(buffer: bytes, at: int) -> bool:
    """Say whether a mail begins after the line end here."""
    if at < 0:
        return False
    if _SURE.match(buffer, at + 1):
        return True
    blank = buffer.endswith((b"\n", b"\n\r"), max(at - 2, 0), at)
    return blank and _FROM.match(buffer, at + 1) is not None


class Headers(NamedTuple):
    """What the headers of one mail say.

    Attributes:
        fields: Values by lower-case name, in the order they stand, unfolded.
        block: The bytes they were read from.
    """

    fields: dict[str, list[str]]
    block: bytes

    def text(self, name: str) -> str:
        """Give the first value of a field, decoded, or ""."""
        values = self.fields.get(name)
        return decoded(values[0]) if values else ""

    def addresses(self, *names: str) -> list[tuple[str, str]]:
        """Give (key, display name) of everybody in these fields."""
        found: list[tuple[str, str]] = []
        for name in names:
            for value in self.fields.get(name, ()):
                found += addresses(value)
        return found

    def when(self, latest: str) -> str:
        """Give the date in UTC: from Date, else from the last server, else from the From_ line.

        Args:
            latest: ISO date after which no mail can have been written.
        """
        return next((utc for text in self._dates() if "1990" <= (utc := _utc(text)) < latest), "")

    def _dates(self) -> Iterator[str]:
        yield from self.fields.get("date", ())[:1]
        if received := _RECEIVED.search(b"\n" + self.block):
            yield text_of(received[1]).rpartition(";")[2]
        first = self.block.split(b"\n", 1)[0].decode("latin-1")
        if first.startswith("From ") and (found := _FROM_DATE.search(first)):
            month, day, clock, zone, year = found.groups("+0000")
            yield f"{day} {month} {year} {clock} {zone}"


def headers(block: bytes) -> Headers:
    """Read the fields of one mail's headers that say who wrote to whom, and when."""
    block = block.replace(b"\0", b"")
    try:
        found = _FIELD.findall("\n" + block.decode())
    except UnicodeDecodeError:  # not allowed there, and each line may be in another encoding
        lines = _FIELD.findall("\n" + block.decode("latin-1"))
        found = [(name, text_of(value.encode("latin-1"))) for name, value in lines]
    fields: dict[str, list[str]] = {}
    for written, value in found:
        name, text = written.lower(), " ".join(value.split()) if "\n" in value else value.strip()
        if name in fields:
            fields[name].append(text)
        else:
            fields[name] = [text]
    return Headers(fields, block)


_MONTHS: Final = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)  # noqa: SIM905
}
#: A date as nearly all mails have it, which is read much faster so.
_DATE = re.compile(
    r"(?:[A-Z][a-z]{2}, )?(\d{1,2}) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) "
    r"([-+])(\d\d)(\d\d)\b"
)


def _utc(text: str) -> str:
    """Turn a date of RFC 5322, or what is meant as one, into ISO text; "" if it is none."""
    try:
        if (found := _DATE.match(text)) and (month := _MONTHS.get(found[2])):
            day, year, hour, minute, second, hours, minutes = map(
                int, found.group(1, 3, 4, 5, 6, 8, 9)
            )
            offset = (hours * 60 + minutes) * (-60 if found[7] == "-" else 60)
        elif parts := parsedate_tz(text[:200]):
            year, month, day, hour, minute, second = parts[:6]
            offset = parts[9] or 0
        else:
            return ""
        local = datetime(year, month, day, hour, minute, min(second, 59))  # noqa: DTZ001 - made UTC
        return (local - timedelta(seconds=offset) if offset else local).isoformat()
    except (ValueError, OverflowError, TypeError, IndexError):
        return ""


@lru_cache(maxsize=1 << 14)
def decoded(text: str) -> str:
    """Decode encoded words; what cannot be decoded stays as it is.

    >>> decoded("=?utf-8?Q?P=C3=A9rez=2C_Jos=C3=A9?=")
    'Pérez, José'
    """
    if "=?" not in text:
        return text
    try:
        pieces = [
            raw if isinstance(raw, str) else text_of(raw, charset or "")
            for raw, charset in decode_header(text)
        ]
    except (ValueError, MessageError, Base64Error):
        return text
    return " ".join("".join(pieces).split())


#: One entry of an address list: commas inside quotes, comments and angle brackets do not end it.
_ENTRY = re.compile(r'(?:"[^"]*"|\([^()]*\)|<[^<>]*>|[^",;(<]|["(<])+')
_MARKED = re.compile(r"[<(\"]")
_ANGLE = re.compile(r"<([^<>]*)>")
_COMMENT = re.compile(r"\(([^()]*)\)")
#: How archives of mailing lists hide addresses: "ben at x.example (Ben Okafor)".
_OBSCURED = re.compile(r"^\s*([\w.+-]+) at ([\w-]+(?:\.[\w-]+)+)(?=\s*(?:\(|$))")
_QUOTED = re.compile(r'^"([^"]*)"@')
_SOMEWHERE = re.compile(r"[^\s@<>,;:\"()\[\]]+@[^\s@<>,;:\"()\[\]]*\w")


def addresses(value: str) -> tuple[tuple[str, str], ...]:
    """Split a list of addresses as people and programs write it.

    Lists are split before names are decoded, for a decoded name may hold a comma. What is no
    address (``undisclosed-recipients:;``, an X.500 path, a lone name) is left out.

    Returns:
        (email key, display name) of each; the name is "" where it is missing, or is an address:
        a repetition, or a disguise.

    >>> addresses('"Okafor, Ben" <b@x.example>, Team: a@x.example (Amara);')
    (('email:b@x.example', 'Okafor, Ben'), ('email:a@x.example', 'Amara'))
    """
    return _cached(value) if len(value) < 4000 else tuple(_split(value))  # noqa: PLR2004


@lru_cache(maxsize=1 << 14)
def _cached(value: str) -> tuple[tuple[str, str], ...]:
    return tuple(_split(value))


def _split(value: str) -> Iterable[tuple[str, str]]:
    family = ""
    for written in _ENTRY.findall(value):
        entry = written if "@" in written else decoded(_OBSCURED.sub(r"\1@\2", written))
        if "@" not in entry:
            family = "" if ":" in entry or "/" in entry else entry.strip()
            continue
        found, name = _person(entry)
        if family and '"' not in entry and "<" in entry:
            name = ", ".join(filter(None, (_name(family), name)))
        family = ""
        if found:
            yield found, name
        if entry.count("@") > 1 and not _MARKED.search(entry):  # "a@x.example b@x.example"
            yield from ((one, "") for one in map(email_key, entry.split()[1:]) if one)


@lru_cache(maxsize=1 << 14)
def _person(entry: str) -> tuple[str, str]:
    """Read one entry of an address list: (email key or "", display name)."""
    angles = _ANGLE.findall(entry)
    if angles:
        address, name = _COMMENT.sub("", angles[-1]), entry[: entry.rfind("<")]
    else:
        comment = _COMMENT.search(entry)
        words = _COMMENT.sub("", entry).split()
        address = next(word for word in [*words, entry] if "@" in word)
        name = comment[1] if comment else ""
    address = address.partition("?")[0] if "mailto:" in address.lower() else address
    found = email_key(_QUOTED.sub(r"\1@", address.rpartition(":")[2]))
    if not found and entry.count("@") == 1:
        somewhere = _SOMEWHERE.search(decoded(entry))
        found = email_key(somewhere[0]) if somewhere else ""
    return found, _name(name)


def email_key(address: str) -> str:
    """Write the key of an address; an international host in its own script."""
    found = key("email", address)
    if "@xn--" in found or ".xn--" in found:
        local, _, host = found.rpartition("@")
        try:
            found = f"{local}@{host.encode().decode('idna')}"
        except UnicodeError:
            return found
    return "" if found.startswith("email:imceaex-") else found


def _name(text: str) -> str:
    name = text.strip()
    name = name if '"' in name else name.rpartition(":")[2]
    name = decoded(re.sub(r"\\(.)", r"\1", name).replace('"', " ").strip())
    name = " ".join(name.strip(" '\"").split())
    return "" if "@" in name or "=?" in name or not re.search(r"\w", name) else name
