"""Tests of folders, zips, encodings, lines and tables, whoever made them."""

import io
import os
import struct
import tracemalloc
import zipfile
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError, UnsafeArchiveError
from netgraph.readers import Order, _source, read
from netgraph.readers._opening import Limits, Source, find_header, sources
from netgraph.records import Note, Skipped


def zipped(path: Path, members: dict[str, str | bytes], **packing: int) -> Path:
    """Write a zip with these members, in this order."""
    with zipfile.ZipFile(path, "w", **packing) as archive:  # type: ignore[call-overload]
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def found(*paths: Path, limits: Limits | None = None) -> dict[str, str]:
    """List what stands at the paths: name after the folder -> its text, or why it was skipped."""
    base = f"{paths[0] if paths[0].is_dir() else paths[0].parent}/"
    return {
        (one.file if isinstance(one, Skipped) else one.path).removeprefix(base): (
            f"({one.reason})" if isinstance(one, Skipped) else one.text()
        )
        for one in sources(paths, limits=limits)
    }


def rows(text: str | bytes) -> list[tuple[int, list[str]]]:
    """Read a table whose header has the columns a and b."""
    source = Source.of_text(text)
    header = source.find_header("a", "b")
    assert header
    return list(source.table(header))


# Folders and zips


def test_folders_are_walked_in_a_stable_order(tmp_path: Path) -> None:
    """Files come sorted, folder by folder, without what file managers leave behind."""
    for name in ["b/2", "b/1", "a", ".DS_Store", "b/Thumbs.db", "__MACOSX/x", "._a", ".git/x"]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name, encoding="utf-8")
    assert list(found(tmp_path)) == ["a", "b/1", "b/2"]


def test_hidden_folders_of_a_maildir_are_walked(tmp_path: Path) -> None:
    """A Maildir hides its folders: ".Sent" with "cur" in it is one."""
    (tmp_path / ".Sent" / "cur").mkdir(parents=True)
    (tmp_path / ".Sent" / "cur" / "1:2,S").write_text("x", encoding="utf-8")
    assert list(found(tmp_path)) == [".Sent/cur/1:2,S"]
    archive = zipped(tmp_path / "a.zip", {"M/.Sent/cur/1": "y", "M/.x/1": "n", "M/cur/.x": "n"})
    assert list(found(archive)) == ["a.zip/M/.Sent/cur/1"]


def test_links_in_a_circle(tmp_path: Path) -> None:
    """Links to folders are not followed, so that a circle has an end."""
    (tmp_path / "a").write_text("x", encoding="utf-8")
    (tmp_path / "loop").symlink_to(tmp_path)
    assert list(found(tmp_path)) == ["a"]


def test_what_is_no_file_is_said(tmp_path: Path) -> None:
    """Pipes are not waited for; empty files and dead links are told."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "empty").touch()
    (tmp_path / "dead").symlink_to(tmp_path / "nothing")
    assert found(tmp_path) == {
        "dead": "(cannot be opened: No such file or directory)",
        "empty": "(the file is empty)",
        "pipe": "(not a regular file)",
    }


def test_a_closed_folder_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder that cannot be opened is counted, and the others are read."""
    (tmp_path / "closed").mkdir()
    (tmp_path / "open").write_text("x", encoding="utf-8")
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    assert found(tmp_path) == {
        "open": "x",
        "closed": "(the folder cannot be opened: Permission denied)",
    }


def test_names_that_are_no_text(tmp_path: Path) -> None:
    """A file name with bytes that are no UTF-8 can be printed and is read."""
    (tmp_path / os.fsdecode(b"caf\xe9.txt")).write_text("x", encoding="utf-8")
    (name,) = found(tmp_path)
    assert name.encode() == "caf\ufffd.txt".encode()


def test_a_path_that_is_not_there_and_an_encoding_that_is_none(tmp_path: Path) -> None:
    """Both are errors at once, with a sentence and no traceback of Python's own."""
    with pytest.raises(ReadError, match="no such file"):
        list(sources([tmp_path / "nothing"]))
    for name in ("utf-99", "rot13", "a\0b"):
        with pytest.raises(ReadError, match="no encoding called"):
            list(sources([tmp_path], encoding=name))
    with pytest.raises(ReadError, match="no order of dates called 'ymd'"):
        list(sources([tmp_path], dates=cast("Order", "ymd")))


def test_a_zip_is_read_like_its_folder(tmp_path: Path) -> None:
    """Members are named through the zip; their folder is their unit."""
    archive = zipped(tmp_path / "a.zip", {"two/Mail/x.mbox": "m", "two/y.csv": "y", "one/": ""})
    one, two = sources([archive])
    assert isinstance(one, Source)
    assert isinstance(two, Source)
    assert (one.path, one.unit) == (f"{archive}/two/Mail/x.mbox", f"{archive}/two/Mail")
    assert (two.name, two.unit, two.size, two.text()) == ("y.csv", f"{archive}/two", 1, "y")


def test_repacked_on_a_mac(tmp_path: Path) -> None:
    """Finder adds a folder, resource forks, and writes UTF-8 names without saying so."""
    archive = zipped(
        tmp_path / "a.zip",
        {"Export/Connections.csv": "x", "__MACOSX/Export/._Connections.csv": "fork",
         "Export/.DS_Store": "x", "Export/Envoy\u00e9s.csv": "y"},
    )  # fmt: skip
    raw = archive.read_bytes()
    unmarked = raw.replace(struct.pack("<H", 0x800), struct.pack("<H", 0))
    archive.write_bytes(unmarked)
    assert set(found(archive)) == {"a.zip/Export/Connections.csv", "a.zip/Export/Envoy\u00e9s.csv"}


def test_repacked_on_windows(tmp_path: Path) -> None:
    """Old Windows tools write backslashes between the folders."""
    archive = zipped(tmp_path / "a.zip", {"Export\\data\\x.csv": "x", "Export\\data\\": ""})
    (one,) = sources([archive])
    assert isinstance(one, Source)
    assert one.unit == f"{archive}/Export/data"


def test_members_that_point_outside(tmp_path: Path) -> None:
    """Names with "..", absolute ones and drives are refused; a colon in a name is none."""
    members: dict[str, str | bytes] = {
        "../evil": "x", "a/../../evil": "x", "/etc/passwd": "x", "C:\\evil": "x", "..\\worse": "x",
        "Re: hello.eml": "fine", "a..b": "fine",
    }  # fmt: skip
    answer = found(zipped(tmp_path / "a.zip", members))
    assert list(answer.values()).count("(refused: the name points outside the zip)") == 5
    assert sorted(answer.values())[-2:] == ["fine", "fine"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_one_name_twice(tmp_path: Path) -> None:
    """Of two members with one name the first is read, and the second is told."""
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for content in ("first", "second"):
            archive.writestr("x.csv", content)
    one, two = sources([path])
    assert isinstance(one, Source)
    assert one.text() == "first"
    assert isinstance(two, Skipped)
    assert "twice" in two.reason


def test_bombs(tmp_path: Path) -> None:
    """Too many files, too many bytes and too good a packing are refused before unpacking."""
    zeros = zipped(
        tmp_path / "zeros.zip", {"0": bytes(20_000_000), "a": "x"},
        compression=zipfile.ZIP_DEFLATED,
    )  # fmt: skip
    assert found(zeros) == {
        "zeros.zip/0": "(refused: it unpacks to far more than it should (a zip bomb?))",
        "zeros.zip/a": "x",
    }
    for limits in (Limits(total=1_000_000), Limits(members=1)):
        with pytest.raises(UnsafeArchiveError, match="more than a contact export") as caught:
            found(zeros, limits=limits)
        assert caught.value.file == zeros.as_posix()
        assert caught.value.hint


TOO_DEEP = "(a zip inside a zip, too large or too deep: unpack it first)"


def test_members_that_cannot_be_opened(tmp_path: Path) -> None:
    """Passwords, rare packings and zips too deep are told, each with what to do."""
    odd = zipped(tmp_path / "odd.zip", {"a.csv": "x" * 100}, compression=zipfile.ZIP_BZIP2)
    once = zipped(tmp_path / "once.zip", {"b.csv": "b", "in.zip": odd.read_bytes()}).read_bytes()
    (tmp_path / "once.zip").unlink()
    zipped(tmp_path / "nested.zip", {"in.zip": once, "cut.zip": once[:50], "empty.csv": ""})
    locked = zipped(tmp_path / "locked.zip", {"a.csv": "x"})
    raw = bytearray(locked.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 1
    locked.write_bytes(raw)
    assert found(tmp_path) == {
        "locked.zip/a.csv": "(the file is protected by a password)",
        "nested.zip/empty.csv": "(the file is empty)",
        "nested.zip/cut.zip": "(the zip is damaged: File is not a zip file)",
        "nested.zip/in.zip/b.csv": "b",
        "nested.zip/in.zip/in.zip": TOO_DEEP,
        "odd.zip/a.csv": "(packed in a way that cannot be opened: unpack the zip first)",
    }


def test_a_damaged_zip_is_said(tmp_path: Path) -> None:
    """A zip that was cut off is called damaged; one damaged inside costs only that file."""
    whole = zipped(tmp_path / "a.zip", {"x.csv": "a,b\n" * 50, "y.csv": "y"})
    cut = tmp_path / "cut.zip"
    cut.write_bytes(whole.read_bytes()[:150])
    assert "the zip is damaged" in found(cut)["cut.zip"]
    raw = bytearray(whole.read_bytes())
    raw[raw.index(b"a,b") + 8] ^= 0xFF
    whole.write_bytes(raw)
    reading = read(whole, progress=False)
    assert any("damaged from here on" in one.reason for one in reading.skipped)
    assert [report.path.rpartition("/")[2] for report in reading.files] == ["x.csv", "y.csv"]


def test_office_files_are_no_containers(tmp_path: Path) -> None:
    """A workbook is a zip inside, and nobody wants to hear of its sheets."""
    zipped(tmp_path / "a.xlsx", {"xl/workbook.xml": "<x/>"})
    assert [one.path for one in sources([tmp_path]) if isinstance(one, Source)] == [
        f"{tmp_path}/a.xlsx"
    ]


def test_a_zip_beside_its_folder_is_read_once(tmp_path: Path) -> None:
    """The same file a second time, or as a copy, counts once; another one of its size counts."""
    (tmp_path / "a").mkdir()
    for name, content in {"x.csv": "same", "x (1).csv": "same", "y.csv": "diff"}.items():
        (tmp_path / "a" / name).write_text(content, encoding="utf-8")
    zipped(tmp_path / "a.zip", {"x.csv": "same", "y.csv": "DIFF", "z.csv": "same"})
    assert found(tmp_path, tmp_path / "a" / "y.csv") == {
        "a.zip/x.csv": "same",
        "a.zip/y.csv": "DIFF",
        "a.zip/z.csv": "same",
        "a/x (1).csv": f"(read already: the same as {tmp_path}/a.zip/x.csv)",
        "a/x.csv": f"(read already: the same as {tmp_path}/a.zip/x.csv)",
        "a/y.csv": f"(read already: the same as {tmp_path}/a/y.csv)",
    }


def test_two_people_with_equal_small_files(tmp_path: Path) -> None:
    """Two who follow the same person have equal lists of it: both count, a large one only once."""
    for owner in ("bilal", "farheen"):
        (tmp_path / owner).mkdir()
        (tmp_path / owner / "following.json").write_text("same", encoding="utf-8")
        (tmp_path / owner / "all.json").write_text("same" * 1000, encoding="utf-8")
    assert [one for one, what in found(tmp_path).items() if what.startswith("same")] == [
        "bilal/all.json", "bilal/following.json", "farheen/following.json",
    ]  # fmt: skip


def test_a_nested_zip_that_is_too_large(tmp_path: Path) -> None:
    """Zips inside a zip are held in memory, so they may need only so much of it together."""
    inner = zipped(tmp_path / "inner.zip", {"a.csv": "x"}).read_bytes()
    (tmp_path / "inner.zip").unlink()
    outer = zipped(tmp_path / "outer.zip", {"a.zip": inner, "b.zip": inner})
    limits = Limits(nested=len(inner) + 1)
    paths = [
        one.path if isinstance(one, Source) else one.reason
        for one in sources([outer], limits=limits)
    ]
    assert [one.rpartition("outer.zip/")[2] for one in paths] == ["a.zip/a.csv", TOO_DEEP[1:-1]]


def test_a_zip_of_a_kind_that_python_does_not_open(tmp_path: Path) -> None:
    """Windows packs large folders in a way of its own; whatever zipfile refuses is a skip."""
    path = zipped(tmp_path / "a.zip", {"x.csv": "a,b"})
    raw = bytearray(path.read_bytes())
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        raw[raw.index(mark) + at] |= 0x20  # "compressed patched data"
    path.write_bytes(raw)
    reading = read(path, progress=False)
    assert [one.reason for one in reading.skipped] == [
        "the file is damaged from here on: compressed patched data (flag bit 5)"
    ]


def test_a_part_that_is_missing_is_told(tmp_path: Path) -> None:
    """The parts of an archive are one unit, and a gap in their numbers is counted."""
    for number in (1, 3):
        zipped(tmp_path / f"takeout-20240305T090000Z-00{number}.zip", {f"Takeout/{number}.x": "x"})
    given = [*sources([tmp_path])]
    assert len({one.unit for one in given if isinstance(one, Source)}) == 1
    assert [one.reason for one in given if isinstance(one, Skipped)] == [
        "part 2 of this archive is not here"
    ]


def test_a_file_that_vanishes_while_it_is_read(tmp_path: Path) -> None:
    """What is gone by the time of reading is a skip."""
    (tmp_path / "x").write_text("x", encoding="utf-8")
    (one,) = sources([tmp_path])
    (tmp_path / "x").unlink()
    assert isinstance(one, Source)
    with pytest.raises(OSError, match="No such file"):
        one.text()


@pytest.mark.property
@given(data=st.data())
@settings(deadline=None, max_examples=80)
def test_any_torn_zip(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    """A zip torn anywhere gives sources and skips, and reading them records and skips."""
    path = zipped(
        tmp_path_factory.mktemp("zip") / "a.zip", {"a.csv": "a,b\n1,2\n", "b/c": "x" * 90}
    )
    raw = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw[: data.draw(st.integers(1, len(raw)))])
    try:
        reading = read(path, progress=False)
    except UnsafeArchiveError:
        return
    assert reading.files


# Text


@pytest.mark.parametrize(
    ("raw", "encoding"),
    [
        (b"abc", "utf-8"),
        ("é".encode(), "utf-8"),
        ("é".encode("utf-8-sig"), "utf-8-sig"),
        ("é;abcdefgh".encode("utf-16"), "utf-16"),
        ("é;abcdefgh".encode("utf-16-le"), "utf-16-le"),
        ("é;abcdefgh".encode("utf-16-be"), "utf-16-be"),
        ("é".encode("utf-32"), "utf-32"),
        (b"\xe9", "cp1252"),
        (b"a" * 3_000_000 + b"\xe9", "cp1252"),
        ("é".encode()[:1] + b"\n", "cp1252"),
        (b"", "utf-8"),
    ],
)
def test_the_encoding_is_found(raw: bytes, encoding: str) -> None:
    """Marks first, then the zeros of UTF-16, then UTF-8 if all of it is, else cp1252."""
    source = Source.of_text(raw)
    assert source.encoding == encoding
    assert "".join(source.lines()) == source.text() == raw.decode(encoding).lstrip("\ufeff")


def test_a_given_encoding_is_used() -> None:
    """What the user says wins over what one would guess."""
    source = Source.of_text("加納\n".encode("shift_jis"))
    source.given_encoding = "shift_jis"
    assert list(source.lines()) == ["加納\n"]
    assert source.head_text == "加納\n"


def test_letters_that_cannot_be_decoded_are_told() -> None:
    """A wrong encoding loses letters, and the user hears how many."""
    source = Source.of_text(b"ab\xe9c\n\xff")
    source.given_encoding = "utf-8"
    assert list(source.lines()) == ["ab\ufffdc\n", "\ufffd"]
    assert source.notes == [Note("test.txt", "2 letters are damaged, or not in utf-8")]


def test_the_head_is_cut_between_bytes() -> None:
    """A letter that the end of the head cuts in two does not change the encoding."""
    text = "a" * (_source.HEAD - 1) + "é" + "b"
    assert Source.of_text(text).head_text == "a" * (_source.HEAD - 1)


@pytest.mark.parametrize(
    "text",
    ["Zoë’s “café”", "Łukasz", "Ирина", "🩺 Raman", "¿Qué?", "Í Ý À"],
)
def test_text_that_was_saved_twice_is_repaired(text: str) -> None:
    """UTF-8 that was read as cp1252 and saved again is read as it was meant, and told."""
    table = {byte: chr(byte) for byte in (0x81, 0x8D, 0x8F, 0x90, 0x9D)}
    mangled = "".join(
        table.get(byte) or bytes([byte]).decode("cp1252") for byte in f"{text}\n".encode()
    )
    source = Source.of_text(f"plain\n{mangled}")
    assert list(source.lines()) == ["plain\n", f"{text}\n"]
    assert source.text() == f"plain\n{text}\n"
    assert source.notes


@pytest.mark.parametrize("text", ["José", "ANDRÉ’S", "Ã", "naïve Ãƒ café", "Ünal Ğ", "A\u00c2 é"])
def test_text_that_is_fine_is_left_alone(text: str) -> None:
    """Nothing is repaired unless all of it fits, with a letter that only garbling makes."""
    source = Source.of_text(f"{text}\n")
    assert list(source.lines()) == [f"{text}\n"]
    assert not source.notes


def test_lines_end_in_three_ways_and_no_others() -> None:
    """Newline, return and both end a line; form feeds and Unicode's separators do not."""
    text = "a\nb\r\nc\rd\x0b\x0c\x1c\u2028\u0085e"
    assert list(Source.of_text(text).lines()) == [
        "a\n",
        "b\r\n",
        "c\r",
        "d\x0b\x0c\x1c\u2028\u0085e",
    ]


def test_nul_bytes_are_no_text() -> None:
    """NULs, as a half-written file has them, are dropped."""
    assert list(Source.of_text(b"a\0b\n\0\0\0").lines()) == ["ab\n"]
    assert list(Source.of_text(bytes(3_000_000) + b"x\n").lines()) == ["x\n"]


def test_an_overlong_line_is_cut_and_counted() -> None:
    """A line without end is cut, the memory stays small, and the lines after it are read."""
    size = 20 * _source.LONGEST

    class Endless(io.RawIOBase):
        """A first line of many megabytes, made as it is read."""

        left = size

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: object) -> int:
            view = memoryview(buffer)  # type: ignore[arg-type]
            if not self.left:
                return 0
            count = min(len(view), self.left)
            self.left -= count
            view[:count] = b"x" * count if self.left else b"x" * (count - 3) + b"\nb\n"[:count]
            return count

    source = Source("f", "u", size, lambda: io.BufferedReader(Endless()))
    tracemalloc.start()
    lengths = [len(line) for line in source.lines()]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert lengths == [_source.LONGEST + 1, 2]
    assert source.skipped == [Skipped("f", 1, "the line is too long and was cut")]
    assert peak < 10 * _source.LONGEST


@pytest.mark.property
@given(
    text=st.text(alphabet="ab\n\r\u2028é", max_size=80),
    chunk=st.integers(1, 9),
    encoding=st.sampled_from(["utf-8", "utf-16", "utf-8-sig"]),
)
@settings(deadline=None, max_examples=150)
def test_lines_are_pythons_lines(text: str, chunk: int, encoding: str) -> None:
    """However the file is cut into pieces, the lines are those that Python finds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_source, "_CHUNK", chunk)
        found = list(Source.of_text(text.encode(encoding)).lines())
    assert found == list(io.StringIO(text, newline=""))


# Tables


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("before", ["", 'Notes:\n"some, text; here"\n\n', "\n\n\n"])
def test_the_header_is_found_by_its_cells(delimiter: str, before: str) -> None:
    """Whatever stands above it and whatever separates its cells; case and underscores are free."""
    text = before + delimiter.join(["A_A ", "\ufeffB", "c"]) + "\n" + delimiter.join("123") + "\n"
    source = Source.of_text(text)
    header = source.find_header("a a", "b")
    assert header
    assert header.delimiter == delimiter
    assert header.position("x", "b") == 1
    assert list(source.table(header)) == [(before.count("\n") + 2, ["1", "2", "3"])]
    assert list(source.rows(header, "b", "x", ("y", "a a"))) == [
        (before.count("\n") + 2, ("2", "", "1"))
    ]


def test_separators_of_unicode_above_the_header() -> None:
    """Line numbers hold where the lines above contain what other programs take for line ends."""
    assert rows("x\u2028y\x0c\na,b\n1,2\n") == [(3, ["1", "2"])]


@pytest.mark.parametrize("text", ["", "a\n1\n", "a,c\n", '{"a,b": 1}', "<a,b>", "\n" * 50 + "a,b"])
def test_no_header(text: str) -> None:
    """A single column, other columns, JSON, XML and a header far below are none."""
    assert Source.of_text(text).find_header("a", "b") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("From: Ann, Ben\nTo: Cyd, Dan\n\na,b\n", 0),
        ("From a@x Tue Mar 5\nReceived: by x,\n\ty, z\nDate: Tue, 5 Mar\n\na,b\n", 0),
        ("BEGIN:VCARD\nN:Roe,Ann\na,b\n", 0),
        ("Report: ward\nOwner: Ann\na,b\n", 3),
        ("Date: today\na,b\n", 2),
    ],
)
def test_mails_and_cards_are_no_tables(text: str, line: int) -> None:
    """A folder of a hundred thousand mails is not searched for the headers of tables."""
    found = find_header(text, lambda columns: columns == ("a", "b"))
    assert (found.lines if found else 0) == line


def test_pictures_have_no_header() -> None:
    """Files that are no text are not searched."""
    assert Source.of_text(b"\x89PNG\r\n\x1a\na,b\n").head_text == ""


def test_rows_are_told_by_their_first_line() -> None:
    """A row of several lines stands at its first; blank rows are left out and counted in."""
    assert rows('a,b\n"1\n\n2",x\n\n,\n3,y') == [(2, ["1\n\n2", "x"]), (7, ["3", "y"])]


def test_short_and_long_rows() -> None:
    """A short row is filled up, a long one is cut."""
    source = Source.of_text("a,b\n1\n1,2,3,4\n")
    header = source.find_header("a", "b")
    assert header
    assert list(source.rows(header, "b", "a")) == [(2, ("", "1")), (3, ("2", "1"))]


def test_cells_that_say_that_they_are_empty() -> None:
    """Programs write "no value" in many ways; "Null" and "Nan" in such a table are still names."""
    text = 'Name,Company,Note\nNan,NULL,"<NA>"\nNull,Null & Co,NA\nNA,,\n'
    source = Source.of_text(text)
    header = source.find_header("name")
    assert header
    assert list(source.rows(header, "name", "company", "note")) == [
        (2, ("Nan", "", "")),
        (3, ("Null", "Null & Co", "NA")),
        (4, ("NA", "", "")),
    ]
    source = Source.of_text(f"{text}Ann,NA,NA\n")  # now it is R's, and no name
    assert list(source.rows(header, "name", "company", "note"))[2:] == [
        (4, ("", "", "")),
        (5, ("Ann", "", "")),
    ]


@pytest.mark.parametrize(
    ("text", "cells", "line"),
    [
        ('a,b\n1,2\n"3,4\n5,6\n7,8\n', ["1", "5", "7"], 3),  # opens and never closes
        ('a,b\n1,2\n3,"4', ["1"], 3),  # cut off while it was written
        ('a,b\n1,2\n3,"4\n', ["1"], 3),
        ('a,b\n1,"2\n"\n"3,4\n5,6\n', ["1", "5"], 4),
    ],
)
def test_a_quote_that_never_closes_costs_one_row(text: str, cells: list[str], line: int) -> None:
    """The rest of the file is not swallowed as one cell; the line is counted."""
    source = Source.of_text(text)
    header = source.find_header("a", "b")
    assert header
    assert [row[0] for _, row in source.table(header)] == cells
    assert source.skipped == [Skipped("test.txt", line, "a quotation mark that never closes")]


def test_many_quotes_that_never_close() -> None:
    """A file made to be torn everywhere is read in bounded time."""
    source = Source.of_text("a,b\n" + 'x"y,"z\n' * 200_000)
    header = source.find_header("a", "b")
    assert header
    assert len(list(source.table(header))) < 200_000
    assert 0 < len(source.skipped) < 40


def test_an_overlong_field_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A field over the limit costs its row; the rows after it are read."""
    monkeypatch.setattr(_source, "LONGEST", 100)
    source = Source.of_text('a,b\n1,2\n"' + "x\n" * 80 + '",2\n3,4\n')
    header = source.find_header("a", "b")
    assert header
    assert [row[0] for _, row in source.table(header)][-1] == "3"
    assert source.skipped


def test_a_source_that_was_read_twice_tells_once() -> None:
    """Skips and notes stand once, however often the lines were read."""
    source = Source.of_text('a,b\n"1,2\n')
    header = source.find_header("a", "b")
    assert header
    assert list(source.table(header)) == list(source.table(header)) == []
    assert len(source.skipped) == 1


def test_too_large_for_one_piece(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that must be read whole and is too large is an error with advice."""
    monkeypatch.setattr(_source, "WHOLE", 3)
    assert Source.of_text("abc").text() == "abc"
    with pytest.raises(ReadError, match="in one piece") as caught:
        Source.of_text("abcd").text()
    assert caught.value.hint
