"""Folders, zips and single files -> the files in them, each as a `Source`.

The only place that opens files. A zip is looked into, never unpacked; what it may ask for is
limited. A file that stands there twice (a zip beside its unpacked folder) is read once.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import re
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path, PurePosixPath
from typing import IO, Any, Final, NamedTuple, cast

from netgraph.decisions import FILE, LOG
from netgraph.errors import ReadError, UnsafeArchiveError
from netgraph.readers._dates import Order
from netgraph.readers._source import HEAD, LONGEST, Header, Source, find_header, plain
from netgraph.records import Skipped

__all__ = [
    "HEAD", "LONGEST", "Header", "Limits", "Source", "find_header", "plain", "sources",
]  # fmt: skip


class Limits(NamedTuple):
    """What a zip may ask for. A mailbox is large; a bomb is larger, or far too well packed.

    Attributes:
        members: Most files in one zip.
        total: Most bytes that all of them may unpack to.
        ratio: Most bytes from one packed byte, for a member over 16 MiB.
        nested: Most bytes of the zips inside it, which are held in memory.
    """

    members: int = 200_000
    total: int = 64 * 1024**3
    ratio: int = 200
    nested: int = 256 * 1024**2


#: Zips that are documents, not exports.
_NOT_A_CONTAINER: Final = frozenset(
    {
        ".xlsx",
        ".docx",
        ".pptx",
        ".odt",
        ".ods",
        ".epub",
        ".jar",
        ".apk",
        ".numbers",
        ".pages",
        ".olm",
    }
)
#: From this size on, a file may be packed no better than the limit says.
_SMALL: Final = 16 * 1024**2


def sources(
    paths: Iterable[str | os.PathLike[str]],
    *,
    encoding: str = "",
    dates: Order = "",
    limits: Limits | None = None,
) -> Iterator[Source | Skipped]:
    """Yield every file in the folders, zips and files named, in a stable order.

    Args:
        paths: What the user named.
        encoding: If given, every text is read in it.
        dates: What 3/4/24 means, "dmy" or "mdy", where nothing in its file proves it.
        limits: What a zip may ask for.

    Raises:
        ReadError: Nothing is there, or the encoding or the order of dates is none.
        UnsafeArchiveError: A zip breaks the limits.
    """
    _check_encoding(encoding)
    _check_order(dates)
    given_paths: set[str] = set()
    shared: dict[str, Any] = {"paths": given_paths}
    twins = _Twins()
    parts: dict[str, set[int]] = {}
    for given in paths:
        path = Path(given)
        if not path.exists():
            raise ReadError("there is no such file or folder.", file=_shown(path))
        for found in _walk(path) if path.is_dir() else [path]:
            inside = [found] if isinstance(found, Skipped) else _open_one(found, limits or Limits())
            for one in inside:
                given_paths.add(one.path if isinstance(one, Source) else one.file)
                if isinstance(one, Source):
                    one.shared, one.given_encoding, one.given_order = shared, encoding, dates
                    one.unit = _whole(one.unit, parts)
                    twin = twins.of(one)
                    yield Skipped(one.path, 0, f"read already: the same as {twin}") if twin else one
                else:
                    yield one
    for whole, numbers in parts.items():
        for number in sorted(set(range(1, max(numbers))) - numbers):
            yield Skipped(whole, 0, f"part {number} of this archive is not here")


#: An archive that came in parts: Google's "takeout-20240305T090000Z-1-002.zip", "..._part2.zip".
_PART = re.compile(
    r"(?i)((?:^|/)(?:takeout-\d{8}t\d{6}z(?:-\d+)?(?=-\d)|[^/]+?[-_ .](?=part)))"
    r"(?:-|part[-_ ]?)(\d{1,3})(?=\.zip|/|$)"
)


def _whole(unit: str, parts: dict[str, set[int]]) -> str:
    """Give the unit without the number of the part that it is in, and remember the number."""
    found = _PART.search(unit)
    if not found:
        return unit
    parts.setdefault(unit[: found.end(1)].rstrip("-_ ."), set()).add(int(found[2]))
    return unit[: found.end(1)] + unit[found.end() :]


def _check_encoding(encoding: str) -> None:
    try:
        "".encode(encoding or "utf-8")
    except (LookupError, ValueError):
        raise ReadError(
            f"there is no encoding called {encoding!r}.",
            hint="Common ones are utf-8, cp1252, iso-8859-2, shift_jis, big5, gbk.",
        ) from None


def _check_order(dates: str) -> None:
    if dates not in {"", "dmy", "mdy"}:
        raise ReadError(
            f"there is no order of dates called {dates!r}.",
            hint='"dmy" if the day comes first, "mdy" if the month does.',
        )


class _Twins:
    """Tells files that are equal: of one name and size, and with equal content.

    A small one must also stand in the same place, but for the zip around it: the exports of two
    people who follow one and the same person are equal there.
    """

    def __init__(self) -> None:
        self.alone: dict[tuple[str, int], Source] = {}
        self.known: dict[tuple[str, int, bytes], Source] = {}

    def of(self, source: Source) -> str:
        """Give the path of an equal file that came before, or ""."""
        where = source.name if source.size > _TELLING else source.path.replace(".zip/", "/")
        this = _COPY.sub("", where.lower()), source.size
        first = self.alone.setdefault(this, source)
        if first is source:
            return ""
        try:
            self.known.setdefault((*this, _digest(first)), first)
            first = self.known.setdefault((*this, _digest(source)), source)
        except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error):
            return ""  # whoever reads it will say what is wrong
        return "" if first is source else first.path


#: Bytes; a larger file is not equal to another by chance.
_TELLING: Final = 1024
#: What browsers and file managers add to the name of a copy.
_COPY = re.compile(r" ?\(\d+\)| - copy| copy(?: \d+)?(?=\.|$)")


def _digest(source: Source) -> bytes:
    digest = hashlib.blake2b(digest_size=16)
    with source.opener() as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.digest()


def _walk(folder: Path) -> Iterator[Path | Skipped]:
    closed: list[OSError] = []
    for base, folders, files in os.walk(folder, onerror=closed.append):  # follows no links
        folders[:] = sorted(one for one in folders if not _is_junk(one) or _is_mailbox(base, one))
        yield from (Path(base, name) for name in sorted(files) if not _is_junk(name))
    for error in closed:
        shown = _shown(Path(error.filename))
        yield Skipped(shown, 0, f"the folder cannot be opened: {error.strerror or error}")


def _is_junk(name: str) -> bool:
    """Say whether it is a thing that file managers leave behind, or one of our own files."""
    return name.startswith(".") or name in {"__MACOSX", "Thumbs.db", "desktop.ini", FILE, LOG}


def _is_mailbox(base: str, name: str) -> bool:
    """Say whether it is a folder of a Maildir, which are hidden: ".Sent"."""
    return Path(base, name, "cur").is_dir()


def _shown(path: Path) -> str:
    """Write a path so that it can be printed, whatever bytes its name has."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def _open_one(path: Path, limits: Limits) -> Iterator[Source | Skipped]:
    shown = _shown(path)
    try:
        size = path.stat().st_size
        if not stat.S_ISREG(path.stat().st_mode):
            yield Skipped(shown, 0, "not a regular file")
        elif not size:
            yield Skipped(shown, 0, "the file is empty")
        elif path.suffix.lower() in _NOT_A_CONTAINER or not _is_zip(path):
            yield Source(shown, _shown(path.parent), size, lambda: path.open("rb"))
        else:
            yield from _members(path, shown, limits)
    except OSError as error:
        yield Skipped(shown, 0, f"cannot be opened: {error.strerror or error}")


def _is_zip(path: Path) -> bool:
    """Say whether it is a zip, or was one before it was damaged."""
    with path.open("rb") as file:
        return file.read(4) == b"PK\x03\x04" or zipfile.is_zipfile(file)


def _members(
    path: Path | IO[bytes], shown: str, limits: Limits, *, nested: bool = False
) -> Iterator[Source | Skipped]:
    try:
        archive = zipfile.ZipFile(path)  # stays open as long as a source needs it
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        yield Skipped(shown, 0, f"the zip is damaged: {error}")
        return
    members = archive.infolist()
    _check_size(shown, members, limits)
    seen: set[str] = set()
    room = 0 if nested else limits.nested
    for member in sorted(members, key=lambda one: one.filename):
        name = _member_name(member)
        parts = PurePosixPath(name).parts
        if name.endswith("/") or (any(map(_is_junk_member, parts)) and not _is_mail(parts)):
            continue
        inside = f"{shown}/{name}"
        if reason := _refusal(member, name, limits) or (name in seen and _TWICE):
            yield Skipped(inside, 0, reason)
        elif not member.file_size:
            yield Skipped(inside, 0, "the file is empty")
        elif not name.lower().endswith(".zip"):
            unit = PurePosixPath(inside).parent.as_posix()
            opener = cast("Callable[[], IO[bytes]]", partial(archive.open, member))
            yield Source(inside, unit, member.file_size, opener)
        elif member.file_size > room:
            yield Skipped(inside, 0, "a zip inside a zip, too large or too deep: unpack it first")
        else:
            room -= member.file_size
            yield from _inner(archive, member, inside, limits)
        seen.add(name)


def _inner(
    archive: zipfile.ZipFile, member: zipfile.ZipInfo, inside: str, limits: Limits
) -> Iterator[Source | Skipped]:
    """Yield what is in a zip inside a zip: held in memory, for within it one cannot go back."""
    try:
        content = archive.read(member)
    except (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error) as error:
        yield Skipped(inside, 0, f"the zip is damaged: {error}")
    else:
        yield from _members(io.BytesIO(content), inside, limits, nested=True)


_TWICE: Final = "the zip holds this name twice: the first was read"


def _member_name(member: zipfile.ZipInfo) -> str:
    """Give the name with forward slashes; without its mark, UTF-8 was taken for cp437."""
    name = member.filename
    if not member.flag_bits & 0x800:
        with contextlib.suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return name.replace("\\", "/")


def _is_junk_member(part: str) -> bool:
    return part != ".." and _is_junk(part)


def _is_mail(parts: tuple[str, ...]) -> bool:
    """Say whether it is a message in a hidden folder of a Maildir: ".Sent/cur/1700000000.eml"."""
    return len(parts) > 1 and parts[-2] in {"cur", "new"} and not _is_junk(parts[-1])


def _check_size(shown: str, members: list[zipfile.ZipInfo], limits: Limits) -> None:
    total = sum(member.file_size for member in members)
    if len(members) > limits.members or total > limits.total:
        raise UnsafeArchiveError(
            f"the zip holds {len(members):,} files of {total / 1024**3:,.1f} GB together, more"
            " than a contact export does, and was not opened.",
            hint="Unpack it yourself and name the folder, if you trust it.",
            file=shown,
        )


def _refusal(member: zipfile.ZipInfo, name: str, limits: Limits) -> str:
    if re.match(r"/|[A-Za-z]:", name) or ".." in PurePosixPath(name).parts:
        return "refused: the name points outside the zip"
    if member.flag_bits & 0x1:
        return "the file is protected by a password"
    if member.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        return "packed in a way that cannot be opened: unpack the zip first"
    if member.file_size > max(_SMALL, limits.ratio * member.compress_size):
        return "refused: it unpacks to far more than it should (a zip bomb?)"
    return ""
