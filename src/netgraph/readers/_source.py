"""One file to read: its first bytes for a look, its content as bytes, text, lines or table rows.

Memory stays bounded whatever the file: lines and fields have a longest length. Damage costs the
damaged line or row and is counted, never the rest of the file.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import io
import itertools
import operator
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import IO, Any, Final, NamedTuple

from netgraph.errors import ReadError
from netgraph.readers._dates import Order
from netgraph.records import Note, Skipped

#: How much of a file is looked at to say what it is.
HEAD: Final = 64 * 1024
#: Longest line and longest table field, in characters. Real ones stay far below.
LONGEST: Final = 8 * 1024 * 1024
#: Largest file that is read in one piece (JSON, XML). A longer one is refused, not tried.
WHOLE: Final = 2 * 1024**3

#: More at once is slower: it does not stay near the processor.
_CHUNK: Final = 128 * 1024
#: How often a quotation mark that never closes is left out before the file is taken as it is.
_TORN_ROWS: Final = 16
_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: How pictures, films, sounds and packed files begin: no text to look at.
_MEDIA = re.compile(
    rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF|%PDF|PK\x03\x04|\x1f\x8b|OggS|ID3|.{4}ftyp|\x1aE\xdf\xa3"
    rb"|.{257}ustar",
    re.DOTALL,
)
#: What cp1252 makes of the bytes 0x80 to 0x9f, and back.
_CP1252: Final = {
    ord(char): byte
    for byte in range(0x80, 0xA0)
    if (char := bytes([byte]).decode("cp1252", "ignore"))
}


@dataclass(eq=False)
class Source:
    """One file to read.

    Attributes:
        path: As the user would name it: ``exports/Takeout.zip/Mail/Inbox.mbox``.
        unit: The folder or zip around it. Files of one unit are one export of one person.
        size: Bytes, unpacked.
        opener: Opens it anew, as bytes.
        given_encoding: What the user said; "" to find out.
        given_order: Which comes first, day or month, if the user said so.
        skipped: What `lines` and `table` had to leave out. The pipeline reports it.
        notes: What they did that the user should know. The pipeline reports it.
        shared: What a reader may remember from file to file of one call, under its own name:
            a mailbox can be many files, and an answer stand in another one than the question.
            Under "paths" it holds the paths of all files of the call, so that a missing part of
            an export can be told.
    """

    path: str
    unit: str
    size: int
    opener: Callable[[], IO[bytes]]
    given_encoding: str = ""
    given_order: Order = ""
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
        return self.path.rpartition("/")[2]

    @cached_property
    def head(self) -> bytes:
        """The first bytes, to tell by."""
        with self.opener() as file:
            return file.read(HEAD)

    @cached_property
    def head_text(self) -> str:
        """The first bytes as text, up to a letter that is cut; "" for pictures and the like."""
        if _MEDIA.match(self.head):
            return ""
        name = (
            self.given_encoding
            or _marked(self.head)
            or _utf8_or_cp1252(lambda: [self.head], cut=True)
        )
        decoder = codecs.getincrementaldecoder(name)(errors="replace")
        return decoder.decode(self.head).lstrip("\ufeff").replace("\0", "")

    @cached_property
    def wide(self) -> str:
        """The encoding if it has two bytes or more for each letter, else ""."""
        name = self.given_encoding or _marked(self.head)
        is_wide = codecs.lookup(name or "utf-8").name.startswith(("utf-16", "utf-32"))
        return name if is_wide else ""

    @cached_property
    def encoding(self) -> str:
        """The encoding: as given, by byte order mark, UTF-8 if nearly all of it is, else cp1252."""
        name = self.given_encoding or _marked(self.head) or _utf8_or_cp1252(self._chunks)
        if name == "cp1252" and not self.given_encoding:
            self.note(_no_utf8(self.head))
        return name

    def _chunks(self) -> Iterator[bytes]:
        with self.opener() as file:
            while chunk := file.read(_CHUNK):
                yield chunk

    def has_with_it(self, tail: str) -> bool:
        """Say whether a file whose path ends so was given as well; yes, if nobody knows."""
        paths: set[str] | None = self.shared.get("paths")
        return paths is None or any(f"/{path}".endswith(f"/{tail}") for path in paths)

    def forget(self) -> None:
        """Free what was remembered of the content."""
        self.__dict__.pop("head", None)
        self.__dict__.pop("head_text", None)

    def skip(self, line: int, reason: str) -> None:
        """Count something that was left out, once however often the file is read."""
        skipped = Skipped(self.path, line, reason)
        if skipped not in self.skipped:
            self.skipped.append(skipped)

    def note(self, text: str) -> None:
        """Tell the user something about the file, once."""
        if (note := Note(self.path, text)) not in self.notes:
            self.notes.append(note)

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
        found = self.encoding.startswith("utf-8") and re.search("[ÂÃÄÅÐÑ]|â€|ðŸ", text)
        if not found or (once := _saved_once(text)) == text or "\ufffd" in once:
            return False
        self.note("its letters were garbled (Ã© for é) and are repaired")
        return True

    def text(self) -> str:
        """Give all of it as text, without a byte order mark."""
        text = self.read_bytes().decode(self.encoding, errors="replace").lstrip("\ufeff")
        return _saved_once(text) if self.saved_twice else text

    def lines(self) -> Iterator[str]:
        """Give the lines with their ends. What is longer than `LONGEST` is cut, and counted."""
        # StringIO knows the three line ends, and no others, and all of this runs at C's speed
        batches = (io.StringIO(batch, newline="") for batch in self._batches())
        lines = itertools.chain.from_iterable(batches)
        return map(_saved_once, lines) if self.saved_twice else lines

    def _batches(self) -> Iterator[str]:
        """Yield the text in pieces of whole lines, without NULs, which no text has."""
        damaged, number, rest, start = 0, 1, "", True
        stream = self.opener()
        with io.TextIOWrapper(stream, self.encoding, errors="replace", newline="") as file:
            while chunk := file.read(_CHUNK):
                damaged += chunk.count("\ufffd")
                rest += (chunk.lstrip("\ufeff") if start else chunk).replace("\0", "")
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
        if damaged:
            self.note(f"{damaged:,} letters are damaged, or not in {self.encoding}")

    def find_header(self, *columns: str) -> Header | None:
        """Find the row of a table that names all these columns, among the first rows.

        Args:
            columns: Names as `plain` writes them ("connected on").
        """
        return find_header(self.head_text, frozenset(columns).issubset)

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
        pick = _picker(places)
        for line, cells in self.table(header):
            if len(cells) < width:
                cells.extend([""] * (width - len(cells)))
            cells.append("")  # the cell of a column that is not there, at position -1
            yield line, pick(cells)

    def table(self, header: Header) -> Iterator[tuple[int, list[str]]]:
        """Give (line number, cells) of each row after the header, blank rows left out.

        A cell that says "no value", as programs write that, is empty.
        """
        rows = self._whole_table(header)
        said = _NO_VALUE.findall(self.head_text)
        empty = _NO_VALUES if said.count("NA") > _A_FAMILY else _NO_VALUES - {"NA"}
        if empty.isdisjoint(said):
            return rows
        return ((line, ["" if one in empty else one for one in row]) for line, row in rows)

    def _whole_table(self, header: Header) -> Iterator[tuple[int, list[str]]]:
        previous = csv.field_size_limit(LONGEST)
        try:
            at = header.lines
            for left in range(_TORN_ROWS, -1, -1):
                at = yield from self._rows(at, header.delimiter, stop=left > 0)
                if not at:
                    return
                self.skip(at, "a quotation mark that never closes")
        finally:
            csv.field_size_limit(previous)

    def _rows(
        self, after: int, delimiter: str, *, stop: bool
    ) -> Generator[tuple[int, list[str]], None, int]:
        """Yield the rows after a line; stop at one that never ends, and give its line, or 0."""
        ended: list[bool] = []

        def last_line() -> Iterator[str]:
            ended.append(True)
            yield "end\n"

        # whether this line comes back alone or within a row shows how the table ended
        rows = csv.reader(
            itertools.chain(itertools.islice(self.lines(), after, None), last_line()),
            delimiter=delimiter,
        )
        start = after + 1
        while True:
            try:
                for cells in rows:
                    if ended:
                        return 0 if cells == ["end"] else start
                    if cells and (cells[0] or any(cells)):
                        yield start, cells
                    start = after + rows.line_num + 1
            except csv.Error as error:
                if stop:
                    return start
                self.skip(start, f"not a table row: {error}")
                start = after + rows.line_num + 1
            else:
                return 0


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


#: Cells with "NA", which R writes where there is nothing, and Koreans who write in capitals.
_A_FAMILY: Final = 3
#: What pandas, R, Excel and JavaScript write into an empty cell. "Null" and "Nan" are names.
_NO_VALUES: Final = frozenset(
    {"NaN", "nan", "<NA>", "#N/A", "N/A", "n/a", "NA", "NULL", "null", "None", "undefined"}
)
_NO_VALUE = re.compile(rf"(?:^|[,;|\t\n\"])({'|'.join(sorted(_NO_VALUES))})(?=[,;|\t\r\n\"]|$)")


def _picker(places: list[int]) -> Callable[[list[str]], tuple[str, ...]]:
    if len(places) == 1:
        return lambda cells: (cells[places[0]],)
    return operator.itemgetter(*places)


def plain(cell: str) -> str:
    """Write a column name the one way: lower case, single spaces, no underscores, no mark."""
    return " ".join(cell.replace("\ufeff", "").replace("_", " ").split()).casefold()


def find_header(text: str, accept: Callable[[Sequence[str]], bool]) -> Header | None:
    """Find the first row that `accept` takes, trying comma, semicolon, tab and bar.

    Args:
        text: The first part of a file.
        accept: Is told the row's cells as `plain` writes them.
    """
    return next((header for header in _first_rows(text) if accept(header.columns)), None)


#: How JSON, XML, cards, calendars and mails begin, which are no tables.
_NO_TABLE = re.compile(
    r"\s*(?:[{\[<]|BEGIN:|(?:>?From [^\n]*\n)?(?:(?:From|To|Subject|Date|Received|Message-ID"
    r"|Return-Path|Delivered-To|MIME-Version|DKIM-Signature|Authentication-Results|X-[\w-]+"
    r"|ARC-[\w-]+|Content-Type|Reply-To|Sender):[^\n]*\n(?:[ \t][^\n]*\n)*){2})",
    re.IGNORECASE,
)


@lru_cache(maxsize=4)
def _first_rows(text: str) -> tuple[Header, ...]:
    """Give the rows that could be a header, once for all who look."""
    if _NO_TABLE.match(text):
        return ()
    found = []
    for delimiter in ",;\t|":
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
        try:
            found += [
                Header(tuple(map(plain, cells)), delimiter, rows.line_num)
                for cells in itertools.islice(rows, 40)
                if len(cells) > 1
            ]
        except csv.Error:
            continue
    return tuple(found)


def _after_the_line(file: io.TextIOWrapper, rest: str) -> str:
    """Drop the rest of an overlong line: give what follows it."""
    while rest:
        ends = [at for at in (rest.find("\n"), rest.find("\r", 0, -1)) if at >= 0]
        if ends:
            end = min(ends)
            return rest[end + 1 + rest.startswith("\r\n", end) :]
        rest = file.read(_CHUNK)
    return ""


def _marked(head: bytes) -> str:
    """Tell the encoding by a byte order mark, or by the zeros of UTF-16; "" by neither."""
    marked = next((name for mark, name in _BOMS if head.startswith(mark)), "")
    even, odd = head[0:2048:2], head[1:2048:2]
    if marked or len(odd) < 8:  # noqa: PLR2004
        return marked
    if odd.count(0) > len(odd) * 0.4 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.4 and odd.count(0) < len(odd) * 0.1:
        return "utf-16-be"
    return ""


def _utf8_or_cp1252(chunks: Callable[[], Iterable[bytes]], *, cut: bool = False) -> str:
    """Say "utf-8" if all of it is, or nearly: a damaged letter does not change the others.

    If the last letter may be cut, it is no damage.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    with contextlib.suppress(UnicodeDecodeError):
        for chunk in chunks():
            decoder.decode(chunk)
        decoder.decode(b"", final=not cut)
        return "utf-8"
    sound = damaged = 0
    decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
    for chunk in itertools.chain(chunks(), [b""]):
        text = decoder.decode(chunk, final=not chunk)
        damaged += len(_ESCAPED.findall(text))
        sound += len(_BEYOND_ASCII.findall(text))
    return "utf-8" if sound > 20 * damaged else "cp1252"  # other text hardly has any


_ESCAPED = re.compile("[\udc80-\udcff]")
_BEYOND_ASCII = re.compile("[^\0-\x7f\udc80-\udcff]")
#: Words of two or more letters beyond ASCII: Western ones have one here and there.
_RUN = re.compile(rb"[\x80-\xff]{2,}")
_OTHERS: Final = ("gb18030", "big5", "shift_jis", "euc_kr", "cp1251", "cp1253", "cp1255", "cp1256")


def _no_utf8(head: bytes) -> str:
    """Say what it was read as, and what else it could be where its letters are not Western."""
    within_runs = sum(map(len, _RUN.findall(head)))
    if within_runs <= len(re.findall(rb"[\x80-\xff]", head)) / 2:
        return "not UTF-8: read as cp1252 (Western); if names look wrong, give its encoding"
    fitting = []
    for name in _OTHERS:
        with contextlib.suppress(UnicodeDecodeError):
            codecs.getincrementaldecoder(name)().decode(head)
            fitting.append(name)
    return (
        "not UTF-8, and hardly Western: read as cp1252, so names will look wrong; give its"
        f" encoding, which could be {', '.join(fitting) or 'any'}"
    )


def _saved_once(text: str) -> str:
    """Undo a second saving, if that is what happened to all of this text."""
    try:
        return text.translate(_CP1252).encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text
