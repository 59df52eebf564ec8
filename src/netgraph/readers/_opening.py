"""The only place that opens files: folders, zips, encodings, the header of a table.

Everything a reader sees is a `Source`: one file, wherever it lay, with its first bytes at hand
for a look and its content as bytes, text, lines or table rows. Memory stays bounded whatever
the file: lines and fields have a longest length, zips a largest size.
"""

from __future__ import annotations

import codecs
import csv
import io
import itertools
import operator
import os
import re
import stat
import zipfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, NamedTuple

from netgraph.errors import ReadError, UnsafeArchiveError
from netgraph.records import Note, Skipped

#: How much of a file is looked at to say what it is.
HEAD: Final = 64 * 1024
#: Longest line and longest table field, in characters. Real ones stay far below.
LONGEST: Final = 8 * 1024 * 1024
#: Largest file that is read in one piece (JSON, XML). A longer one is refused, not tried.
WHOLE: Final = 2 * 1024**3

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK: Final = 1024 * 1024


class Limits(NamedTuple):
    """What a zip may ask for. A mailbox is large; a bomb is larger, or far too well packed.

    Attributes:
        members: Most files in one zip.
        total: Most bytes that all of them may unpack to.
        ratio: Most bytes from one packed byte, for a member over 16 MiB.
    """

    members: int = 200_000
    total: int = 64 * 1024**3
    ratio: int = 200


@dataclass(eq=False)
class Source:
    """One file to read.

    Attributes:
        path: As the user would name it: ``exports/Takeout.zip/Mail/Inbox.mbox``.
        unit: The folder or zip around it. Files of one unit are one export of one person.
        size: Bytes, unpacked.
        opener: Opens it anew, as bytes.
        given_encoding: What the user said; "" to find out.
        skipped: What `lines` and `table` had to leave out. The pipeline reports it.
        notes: What they did that the user should know. The pipeline reports it.
        shared: What a reader may remember from file to file of one call, under its own name:
            a mailbox can be many files, and an answer stand in another one than the question.
    """

    path: str
    unit: str
    size: int
    opener: Callable[[], IO[bytes]]
    given_encoding: str = ""
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    shared: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def of_text(cls, text: str | bytes, path: str = "test.txt", unit: str = "test") -> Source:
        """Make a source of a literal: for tests, and for text that is at hand already."""
        data = text.encode() if isinstance(text, str) else text
        return cls(path, unit, len(data), lambda: io.BytesIO(data))

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.path).name

    @cached_property
    def head(self) -> bytes:
        """The first bytes, to tell by."""
        with self.opener() as file:
            return file.read(HEAD)

    @cached_property
    def head_text(self) -> str:
        """The first bytes as text, never failing: a cut character at the end is dropped."""
        return self.head.decode(self.encoding, errors="replace").lstrip("\ufeff").replace("\0", "")

    @cached_property
    def encoding(self) -> str:
        """The encoding: as given, by byte order mark, UTF-8 if all of it is, else cp1252."""
        return self.given_encoding or _bom(self.head) or _utf16(self.head) or self._utf8_or_cp1252()

    def _utf8_or_cp1252(self) -> str:
        decoder = codecs.getincrementaldecoder("utf-8")()
        try:
            with self.opener() as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
        return "utf-8"

    def read_bytes(self) -> bytes:
        """Give all of it. Raises `ReadError` if it is too large for one piece."""
        if self.size > WHOLE:
            raise ReadError(
                f"{self.size / 1024**3:.1f} GB in one piece is more than any export of this kind.",
                hint="Ask for the export again in smaller parts.",
                file=self.path,
            )
        with self.opener() as file:
            return file.read(WHOLE + 1)

    @cached_property
    def saved_twice(self) -> bool:
        """Whether UTF-8 was taken for cp1252 and saved again, so that "é" became "Ã©".

        Only if every line of the head says so, and with one of the usual first letters.
        """
        text = self.head_text[: self.head_text.rfind("\n") + 1] or self.head_text
        found = self.encoding.startswith("utf-8") and re.search("[ÂÃÄÅÐÑ]|â€", text)
        if found and (once := _saved_once(text)) != text and "\ufffd" not in once:
            self.notes.append(
                Note(self.path, "its letters were garbled (Ã© for é) and are repaired")
            )
            return True
        return False

    def text(self) -> str:
        """Give all of it as text, without a byte order mark."""
        text = self.read_bytes().decode(self.encoding, errors="replace").lstrip("\ufeff")
        return _saved_once(text) if self.saved_twice else text

    def lines(self) -> Iterator[str]:
        """Yield the lines with their ends. What is longer than `LONGEST` is cut, and counted."""
        repair = _saved_once if self.saved_twice else None
        for batch in self._batches():
            # StringIO knows the three line ends, and no others, and iterates at the speed of C
            lines = io.StringIO(batch, newline="")
            yield from map(repair, lines) if repair else lines

    def _batches(self) -> Iterator[str]:
        """Yield the text in pieces of whole lines."""
        stream = self.opener()
        with io.TextIOWrapper(stream, self.encoding, errors="replace", newline="") as file:
            number, rest, start = 1, "", True
            while chunk := file.read(_CHUNK):
                rest += chunk.lstrip("\ufeff") if start else chunk
                start = False
                end = rest.rfind("\n") + 1 or rest.rfind("\r", 0, -1) + 1
                if end:
                    yield rest[:end]
                    number += rest.count("\n", 0, end) or rest.count("\r", 0, end)
                    rest = rest[end:]
                elif len(rest) > LONGEST:
                    self.skip(number, "the line is too long and was cut")
                    yield rest[:LONGEST] + "\n"
                    number += 1
                    rest = _after_the_line(file, rest)
            if rest:
                yield rest

    def skip(self, line: int, reason: str) -> None:
        """Count something that was left out, once however often the file is read."""
        skipped = Skipped(self.path, line, reason)
        if skipped not in self.skipped:
            self.skipped.append(skipped)

    def find_header(self, *columns: str) -> Header | None:
        """Find the row of a table that names all these columns, among the first rows.

        Args:
            columns: Names as `plain` writes them ("connected on").
        """
        wanted = frozenset(columns)
        return find_header(self.head_text, lambda cells: wanted <= frozenset(cells))

    def rows(
        self, header: Header, *columns: str | tuple[str, ...]
    ) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield (line number, the cells of these columns) of each row.

        Args:
            header: What `find_header` found.
            columns: For each its name as `plain` writes it, or several it may have. A column
                that is not there, and a row that is too short for it, give "".
        """
        names = [(column,) if isinstance(column, str) else column for column in columns]
        places = [header.position(*each) for each in names]
        width = max(places) + 1
        pick = operator.itemgetter(*places, -1)
        for line, cells in self.table(header):
            if len(cells) < width:
                cells.extend([""] * (width - len(cells)))
            cells.append("")  # the cell of a column that is not there, at position -1
            yield line, pick(cells)[:-1]

    def table(self, header: Header) -> Iterator[tuple[int, list[str]]]:
        """Yield (line number, cells) of each row after the header, blank rows left out."""
        previous = csv.field_size_limit(LONGEST)
        try:
            yield from self._rows(header)
        finally:
            csv.field_size_limit(previous)

    def _rows(self, header: Header) -> Iterator[tuple[int, list[str]]]:
        lines = self.lines()
        for _ in itertools.islice(lines, header.lines):
            pass
        rows = csv.reader(lines, delimiter=header.delimiter)
        start = header.lines + 1
        while True:
            try:
                for cells in rows:
                    if any(cells):
                        yield start, cells
                    start = header.lines + rows.line_num + 1
            except csv.Error as error:
                self.skip(start, f"not a table row: {error}")
                start = header.lines + rows.line_num + 1
            else:
                return


class Header(NamedTuple):
    """The header row of a table.

    Attributes:
        columns: Its cells as `plain` writes them.
        delimiter: What separates the cells.
        lines: How many lines of the file end with the header row.
    """

    columns: tuple[str, ...]
    delimiter: str
    lines: int

    def position(self, *names: str) -> int:
        """Find a column by any of its names: its position, or -1."""
        return next((self.columns.index(name) for name in names if name in self.columns), -1)


def plain(cell: str) -> str:
    """Write a column name the one way: lower case, single spaces, no underscores, no mark."""
    return " ".join(cell.replace("\ufeff", "").replace("_", " ").split()).casefold()


def find_header(text: str, accept: Callable[[Sequence[str]], bool]) -> Header | None:
    """Find the first row that `accept` takes, trying comma, semicolon and tab.

    Args:
        text: The first part of a file.
        accept: Is told the row's cells as `plain` writes them.
    """
    for delimiter in ",;\t":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            for cells in itertools.islice(rows, 40):
                columns = tuple(map(plain, cells))
                if len(columns) > 1 and accept(columns):
                    return Header(columns, delimiter, rows.line_num)
        except csv.Error:
            continue
    return None


def _after_the_line(file: io.TextIOWrapper, rest: str) -> str:
    """Drop the rest of an overlong line: give what follows it."""
    while rest:
        if ends := re.search(r"\n|\r(?!\n|$)", rest):
            return rest[ends.end() :]
        rest = file.read(_CHUNK)
    return ""


def _bom(head: bytes) -> str:
    return next((name for mark, name in _BOMS if head.startswith(mark)), "")


#: What cp1252 makes of the bytes 0x80 to 0x9f, and back.
_CP1252: Final = {
    ord(char): byte
    for byte in range(0x80, 0xA0)
    if (char := bytes([byte]).decode("cp1252", "ignore"))
}


def _saved_once(text: str) -> str:
    """Undo a second saving, if that is what happened to all of this text."""
    try:
        return text.translate(_CP1252).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def _utf16(head: bytes) -> str:
    """UTF-16 without a mark shows as zeros in every second byte of what is mostly ASCII."""
    even, odd = head[0:2048:2], head[1:2048:2]
    if len(odd) < 8:  # noqa: PLR2004
        return ""
    if odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.1:
        return "utf-16-be"
    return ""


def sources(
    paths: Iterable[str | os.PathLike[str]], *, encoding: str = "", limits: Limits | None = None
) -> Iterator[Source | Skipped]:
    """Yield every file in the folders, zips and files named, in a stable order.

    Args:
        paths: What the user named.
        encoding: If given, every text is read in it.
        limits: What a zip may ask for.

    Raises:
        ReadError: Nothing is there, or it is neither file nor folder.
        UnsafeArchiveError: A zip breaks the limits.
    """
    shared: dict[str, Any] = {}
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise ReadError("there is no such file or folder.", file=str(path))
        for found in _walk(path) if path.is_dir() else [path]:
            for one in _open_one(found, encoding, limits or Limits()):
                if isinstance(one, Source):
                    one.shared = shared
                yield one


def _walk(folder: Path) -> Iterator[Path]:
    for base, folders, files in os.walk(folder):  # does not follow links to folders
        folders[:] = sorted(name for name in folders if not _is_junk(name))
        yield from (Path(base, name) for name in sorted(files) if not _is_junk(name))


def _is_junk(name: str) -> bool:
    """Say whether it is a thing that file managers leave behind."""
    return name.startswith(("._", ".")) or name in {"__MACOSX", "Thumbs.db", "desktop.ini"}


def _open_one(path: Path, encoding: str, limits: Limits) -> Iterator[Source | Skipped]:
    shown = path.as_posix()
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            yield Skipped(shown, 0, "not a regular file")
        elif zipfile.is_zipfile(path) and path.suffix.lower() not in _NOT_A_CONTAINER:
            yield from _members(path, encoding, limits)
        elif size := path.stat().st_size:
            unit = path.parent.as_posix()
            yield Source(shown, unit, size, lambda: path.open("rb"), encoding)
        else:
            yield Skipped(shown, 0, "the file is empty")
    except OSError as error:
        yield Skipped(shown, 0, f"cannot be opened: {error.strerror or error}")


#: Zips that are documents, not exports.
_NOT_A_CONTAINER: Final = frozenset({".xlsx", ".docx", ".pptx", ".odt", ".ods", ".epub", ".jar"})


def _members(path: Path, encoding: str, limits: Limits) -> Iterator[Source | Skipped]:
    shown = path.as_posix()
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield Skipped(shown, 0, f"the zip is damaged: {error}")
        return
    _check_size(shown, members, limits)
    seen: set[str] = set()
    for member in sorted(members, key=lambda one: one.filename):
        name = member.filename.replace("\\", "/")
        parts = PurePosixPath(name).parts
        if member.is_dir() or name.endswith("/") or any(map(_is_junk_member, parts)):
            continue
        reason = _refusal(member, name, seen, limits)
        seen.add(name)
        inside = f"{shown}/{name}"
        if reason:
            yield Skipped(inside, 0, reason)
        elif member.file_size:
            unit = PurePosixPath(inside).parent.as_posix()
            opener = _member_opener(path, member.filename)
            yield Source(inside, unit, member.file_size, opener, encoding)


def _is_junk_member(part: str) -> bool:
    return part != ".." and _is_junk(part)


def _check_size(shown: str, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > limits.members or total > limits.total:
        raise UnsafeArchiveError(
            f"the zip holds {len(members):,} files of {total / 1024**3:,.1f} GB together, more"
            " than a contact export does, and was not opened.",
            hint="Unpack it yourself and name the folder, if you trust it.",
            file=shown,
        )


def _refusal(member: zipfile.ZipInfo, name: str, seen: set[str], limits: Limits) -> str:
    packed_too_well = member.file_size > limits.ratio * max(member.compress_size, 1)
    if name.startswith("/") or ".." in PurePosixPath(name).parts or ":" in name.split("/", 1)[0]:
        return "refused: the name points outside the zip"
    if member.flag_bits & 0x1:
        return "the file is protected by a password"
    if member.file_size > 16 * 1024**2 and packed_too_well:
        return "refused: it unpacks to far more than it should (a zip bomb?)"
    if name.lower().endswith(".zip"):
        return "a zip inside a zip is not opened: unpack it first"
    return "the zip holds this name twice: the first was read" if name in seen else ""


def _member_opener(path: Path, name: str) -> Callable[[], IO[bytes]]:
    def opener() -> IO[bytes]:
        archive = zipfile.ZipFile(path)
        file = archive.open(name)
        close = file.close

        def close_both() -> None:
            close()
            archive.close()

        file.close = close_both  # type: ignore[method-assign]
        return file

    return opener
