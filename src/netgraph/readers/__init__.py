"""From exports to records: the table of readers, and the one call that reads everything.

A reader is a module with two functions: ``claims(source)`` looks at the first bytes and says
whether the file is of its kind, ``read(source)`` yields `Contact`, `Event`, `Skipped` and `Note`.
It keeps no state beyond its file. To add a system: write the module, add its line to `READERS`.
"""

from __future__ import annotations

import gc
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any, Final, NamedTuple, NoReturn

from tqdm.auto import tqdm

from netgraph.errors import ReadError
from netgraph.readers import (
    bibtex,
    citations,
    contacts_csv,
    graph_file,
    ics,
    linkedin,
    mail,
    mastodon,
    meta,
    openalex,
    orcid,
    pubmed,
    ties_csv,
    vcard,
    whatsapp,
    x_archive,
)
from netgraph.readers._dates import Order
from netgraph.readers._opening import Source, sources
from netgraph.readers._owners import named_after_folders, owners_of
from netgraph.records import Contact, Event, Note, Record, Skipped
from netgraph.wording import in_a_row

__all__ = ["READERS", "FileReport", "Order", "Reader", "Reading", "detect", "read"]


class Reader(NamedTuple):
    """One export system.

    Attributes:
        name: Short name, used in reports and as the name of the source in the graph.
        title: What a person calls it.
        claims: Whether a file is of this kind, told from its content.
        read: The records in it.
        blind: What such an export cannot show, as a sentence.
    """

    name: str
    title: str
    claims: Callable[[Source], bool]
    read: Callable[[Source], Iterator[Record]]
    blind: str


#: Every system that can be read. The order means nothing: exactly one reader may claim a file.
READERS: Final = (
    Reader("linkedin", "LinkedIn archive", linkedin.claims, linkedin.read, linkedin.BLIND),
    Reader(
        "contacts_csv",
        "Contacts table (Google, Outlook, Thunderbird)",
        contacts_csv.claims,
        contacts_csv.read,
        contacts_csv.BLIND,
    ),
    Reader("vcard", "Contact cards (vCard)", vcard.claims, vcard.read, vcard.BLIND),
    Reader("pubmed", "PubMed papers", pubmed.claims, pubmed.read, pubmed.BLIND),
    Reader("mastodon", "Mastodon", mastodon.claims, mastodon.read, mastodon.BLIND),
    Reader("meta", "Facebook and Instagram", meta.claims, meta.read, meta.BLIND),
    Reader(
        "graph_file",
        "Network drawn elsewhere (GraphML, GEXF)",
        graph_file.claims,
        graph_file.read,
        graph_file.BLIND,
    ),
    Reader("orcid", "ORCID record", orcid.claims, orcid.read, orcid.BLIND),
    Reader("openalex", "OpenAlex works", openalex.claims, openalex.read, openalex.BLIND),
    Reader("bibtex", "BibTeX references", bibtex.claims, bibtex.read, bibtex.BLIND),
    Reader(
        "citations",
        "RIS and Web of Science citations",
        citations.claims,
        citations.read,
        citations.BLIND,
    ),
    Reader("calendar", "Calendar", ics.claims, ics.read, ics.BLIND),
    Reader("x_archive", "X (Twitter) archive", x_archive.claims, x_archive.read, x_archive.BLIND),
    Reader("whatsapp", "WhatsApp chat", whatsapp.claims, whatsapp.read, whatsapp.BLIND),
    Reader("mail", "Mail", mail.claims, mail.read, mail.BLIND),
    Reader("ties_csv", "Who-knows-whom table", ties_csv.claims, ties_csv.read, ties_csv.BLIND),
)


@dataclass
class FileReport:
    """What one file yielded.

    Attributes:
        path: The file.
        reader: Name of the reader that took it, or "" if none did.
        title: What it is, in words.
        encoding: How its text was encoded, or "" for formats that say so themselves.
        contacts, events, skipped: How many of each.
        first, last: Dates of the earliest and the latest event, or "".
        notes: What the user should know about it.
    """

    path: str
    reader: str = ""
    title: str = ""
    encoding: str = ""
    contacts: int = 0
    events: int = 0
    skipped: int = 0
    first: str = ""
    last: str = ""
    notes: list[str] = field(default_factory=list)

    def tell(self, part: Reading) -> None:
        """Count what was read from the file."""
        self.contacts, self.events = len(part.contacts), len(part.events)
        self.skipped = len(part.skipped)
        dates = [event.when for event in part.events if event.when]
        self.first, self.last = min(dates, default=""), max(dates, default="")
        self.notes = [note.text for note in part.notes]


@dataclass
class Reading:
    """Everything that was read, kept apart by sort."""

    files: list[FileReport] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)

    def take(self, records: Iterable[Record], tick: Callable[[], None] = lambda: None) -> None:
        """Keep records, each with its sort; tick now and then."""
        keep: dict[type, Callable[[Any], None]] = {
            Contact: self.contacts.append,
            Event: self.events.append,
            Skipped: self.skipped.append,
            Note: self.notes.append,
        }
        for number, record in enumerate(records):
            keep[type(record)](record)
            if not number % 1024:
                tick()

    def join(self, part: Reading) -> None:
        """Add what was read elsewhere."""
        self.contacts += part.contacts
        self.events += part.events
        self.skipped += part.skipped
        self.notes += part.notes


def detect(source: Source) -> Reader:
    """Say which reader a file is for, from its content.

    Raises:
        ReadError: No reader claims it, or several do; the message names them.
    """
    if _is_ours(source):
        raise ReadError("written by netgraph itself: not read again", file=source.path)
    claimants = [reader for reader in READERS if reader.claims(source)]
    if len(claimants) == 1:
        return claimants[0]
    if claimants:
        names = in_a_row([reader.title for reader in claimants])
        raise ReadError(f"it could be {names}.", file=source.path)
    raise ReadError(_why_unclaimed(source), file=source.path)


#: Columns that only our own tables have: what they tell is no more than what they were made of.
_OURS: Final = (
    ("in words",),
    ("name a", "name b", "reason"),
    ("matched", "score"),
    ("knows", "new", "why"),
    ("ask", "for", "ask id", "target id"),
    ("leg", "from id", "to id", "path chance"),
)


def _is_ours(source: Source) -> bool:
    """Say whether it is a network that we saved, or a table that we wrote."""
    start = source.head_text.lstrip()
    saved = start.startswith(("{", "<")) and "netgraph_format" in start
    return saved or any(source.find_header(*columns) for columns in _OURS)


_WEB_PAGE: Final = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype )?html", re.IGNORECASE)
_START_PAGES: Final = frozenset({"archive_browser.html", "start_here.html", "your archive.html"})
#: Where a tar says so.
_TAR: Final = 257
#: How files begin that are no export, and what to do about them.
_ADVICE: Final = {
    (b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8"):
        "a document or picture: nothing about ties to read",
    (b"PK\x03\x04",):
        "an Office document or an app: save its table as .csv first",
    (b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zXZ", b"ustar"):
        "a packed archive that is no zip: unpack it and name the folder",
    (b"dn:", b"dn::", b"version: 1", b"# extended LDIF", b"<!-- <mdb:mork"):
        "an address book of a kind that is not read: export it as .csv or .vcf",
    (b"SQLite format 3", b"bplist00"):
        "a program's own database: let the program export it as .vcf, .csv, .ics or .mbox",
    (b"!BDN", b"\xd0\xcf\x11\xe0"):
        "an Outlook or Office file: export it as .csv, .ics, .mbox or .eml first",
}  # fmt: skip


def _why_unclaimed(source: Source) -> str:
    if source.name.lower() in _START_PAGES:
        return "the start page of an archive: nothing about ties to read"
    if _WEB_PAGE.match(source.head_text):
        return "a web page: ask for this export again as JSON or CSV, not HTML"
    for marks, advice in _ADVICE.items():
        if source.head.startswith(marks) or source.head.startswith(marks, _TAR):
            return advice
    if source.name.lower().endswith((".csv", ".tsv")):
        return (
            "a table whose columns are not known: let its first row name them, such as"
            " First Name,Last Name,E-mail Address or Person A,Person B,Date"
        )
    return "no reader knows this kind of file"


@contextmanager
def _rare_collection() -> Iterator[None]:
    """Let Python look for cycles less often: a million records have none, and cost a third."""
    usual = gc.get_threshold()
    gc.set_threshold(100_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*usual)


@_rare_collection()
def read(
    *paths: str | os.PathLike[str],
    encoding: str = "",
    dates: Order = "",
    progress: bool | None = None,
) -> Reading:
    """Read every export in the folders, zips and files named.

    Args:
        paths: Folders (read whole), zips, or single files.
        encoding: If given, every text is read in it instead of the one found.
        dates: "dmy" or "mdy": what 3/4/24 means where the export does not say and no other date
            in the file proves it. Otherwise it is guessed from the file, and a note says how.
        progress: Show a bar; None shows it in a terminal or notebook once it takes a second.

    Returns:
        The records, and a report for each file. Nothing is lost silently: what was not used is
        in `Reading.skipped` with its reason.

    Raises:
        ReadError: A path does not exist, there is no file in it, or a zip is unsafe to open; or
            there is no such encoding or order.
    """
    reading, owners = Reading(), set[str]()
    found = list(sources(paths, encoding=encoding, dates=dates))
    if not found:
        hint = "Put the exports into it as they came, packed or not."
        raise ReadError("there is no file in it.", hint=hint, file=", ".join(map(str, paths)))
    total = sum(one.size for one in found if isinstance(one, Source))
    with tqdm(
        total=total, unit="B", unit_scale=True, desc="Reading", delay=1, leave=False,
        disable=None if progress is None else not progress,
    ) as bar:  # fmt: skip
        for one in found:
            if isinstance(one, Skipped):
                reading.skipped.append(one)
                reading.files.append(FileReport(one.file, title=one.reason, skipped=1))
                continue
            report, part = FileReport(one.path), Reading()
            ahead = _Progress(one, bar)
            part.take(_records(one, report), ahead.tick)
            if not (part.contacts or part.events or part.skipped or part.notes):
                part.notes.append(Note(one.path, "holds nothing about who knows whom"))
            report.tell(part)
            owners |= owners_of(part.contacts, part.events)
            reading.files.append(report)
            reading.join(part)
            one.forget()
            ahead.done()
    _name_owners(reading, owners)
    return reading


def _name_owners(reading: Reading, owners: set[str]) -> None:
    """Name the owners of exports that do not say whose they are after their folders."""
    for owner, unit in list(named_after_folders(owners, reading.contacts)):
        reading.contacts.append(owner)
        text = f"taken to be {owner.name}'s, after the name of its folder"
        within = (one for one in reading.files if one.path.startswith(unit))
        report = next(within, reading.files[0])
        reading.notes.append(Note(report.path, text))
        report.notes.append(text)


class _Progress:
    """Moves the bar by the bytes of one file, however often and in what order they are read."""

    def __init__(self, source: Source, bar: tqdm[NoReturn]) -> None:
        self.bar, self.size, self.told = bar, source.size, 0
        self.file: IO[bytes] | None = None
        self.opener = source.opener
        source.opener = self.open

    def open(self) -> IO[bytes]:
        """Open the file, and watch how far it is read."""
        self.file = self.opener()
        return self.file

    def tick(self) -> None:
        """Move the bar to where the file is."""
        if self.file and not self.file.closed:
            self.move(self.file.tell())

    def move(self, to: int) -> None:
        """Move the bar if that is further than before."""
        to = min(to, self.size)
        if to > self.told:
            self.bar.update(to - self.told)
            self.told = to

    def done(self) -> None:
        """Move the bar past the file, and let go of it."""
        self.move(self.size)
        self.file = None


#: What a damaged file can do to a parser. Anything else is a fault of ours and is not hidden.
_DAMAGE: Final = (
    OSError, EOFError, UnicodeError, zipfile.BadZipFile, zlib.error, RecursionError,
    NotImplementedError,  # a zip of a kind that Python does not open
)  # fmt: skip


def _records(source: Source, report: FileReport) -> Iterable[Record]:
    """Yield one file's records; damage ends the file with a counted skip, not the run."""
    try:
        reader = detect(source)
        report.reader, report.title = reader.name, reader.title
        yield from reader.read(source)
        report.encoding = source.__dict__.get("encoding", "")
    except ReadError as error:
        told = f"{error.message} {error.hint}".strip()
        report.title = report.title or told
        yield Skipped(source.path, error.line, told)
    except _DAMAGE as error:
        yield Skipped(source.path, 0, f"the file is damaged from here on: {error}")
    with suppress(OSError):  # in a zip it has no path of its own
        if Path(source.path).stat().st_size != source.size:
            yield Skipped(source.path, 0, "the file changed while it was read: read it again")
    yield from source.skipped
    yield from source.notes
