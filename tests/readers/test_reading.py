"""The table of readers and the one call that reads everything."""

import os
import tarfile
import zipfile
from pathlib import Path
from typing import Self

import pytest

import netgraph.readers
from netgraph.errors import ReadError
from netgraph.readers import READERS, detect, read
from netgraph.readers._opening import Source
from tests.conftest import ROOT

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Amara,Osei-Tutu,https://www.linkedin.com/in/amara-osei-tutu-1a2,,St. Hilda's,Registrar,"
    "03 Mar 2024\n"
)


def test_every_reader_has_a_row_in_the_readme() -> None:
    """The README tells of each system where to get its export and what it yields."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [reader.title for reader in READERS if f"| {reader.title} |" not in readme] == []


def test_every_reader_says_what_it_cannot_show() -> None:
    """Each line of the table has a name of its own and a sentence on its blind spot."""
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert all(reader.blind.endswith(".") and len(reader.blind) > 20 for reader in READERS)


def test_a_folder_is_read_whole(tmp_path: Path) -> None:
    """Files in folders and zips are read alike; junk of file managers is passed over."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (tmp_path / ".DS_Store").write_bytes(b"x")
    with zipfile.ZipFile(tmp_path / "lent.zip", "w") as archive:
        archive.writestr("Connections.csv", CONNECTIONS.replace("Amara", "Zoë"))
    reading = read(tmp_path)

    assert [report.reader for report in reading.files] == ["linkedin", "linkedin"]
    assert sum(event.kind == "connection" for event in reading.events) == 2


def test_a_file_without_anything_in_it_is_not_passed_over(tmp_path: Path) -> None:
    """Nothing was read and nothing left out: the report says that there was nothing."""
    (tmp_path / "a.csv").write_text("Person A,Person B\n", encoding="utf-8")
    (report,) = read(tmp_path).files

    assert report.notes == ["holds nothing about who knows whom"]


@pytest.mark.parametrize(
    ("folder", "name"),
    [
        ("linkedin-from-bilal", "Bilal"),
        ("Exports of Jane Roe (2)", "Jane Roe"),
        ("Jane Roe's LinkedIn 2024-03-05", "Jane Roe"),
        ("Zoë Osei-Tutu", "Zoë Osei-Tutu"),  # whom the other list knows
        ("Amara Osei-Tutu", ""),  # who is in the list itself
        ("Night Shift", ""),
        ("Basic_LinkedInDataExport_03-05-2024", ""),
        ("linkedin from phone", ""),
    ],
)
def test_a_folder_says_whose_export_it_is(tmp_path: Path, folder: str, name: str) -> None:
    """A list of connections alone names nobody, so the name of the folder counts."""
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    mine = CONNECTIONS.replace("Amara", "Zoë").replace("amara", "zoe")
    (tmp_path / "Connections.csv").write_text(mine, encoding="utf-8")
    reading = read(tmp_path)

    assert [one.name for one in reading.contacts if one.owner] == [name][: bool(name)]
    assert [bool(one.notes) for one in reading.files if one.path.count(folder)] == [bool(name)]


def test_a_profile_says_it_better_than_the_folder(tmp_path: Path) -> None:
    """The export names its owner, and nothing is guessed."""
    profile = "First Name,Last Name,Headline,Geo Location\nNed,Osei,Nurse,Leeds\n"
    (tmp_path / "linkedin from bilal").mkdir()
    (tmp_path / "linkedin from bilal" / "Connections.csv").write_text(CONNECTIONS, encoding="utf-8")
    (tmp_path / "linkedin from bilal" / "Profile.csv").write_text(profile, encoding="utf-8")

    assert [one.name for one in read(tmp_path).contacts if one.owner] == ["Ned Osei"]


def test_what_nobody_claims_is_reported_with_advice(tmp_path: Path) -> None:
    """An unknown file, a web page and a picture each stand in the report with a reason."""
    (tmp_path / "notes.txt").write_text("buy milk", encoding="utf-8")
    (tmp_path / "friends.html").write_text("<!DOCTYPE html><html></html>", encoding="utf-8")
    (tmp_path / "archive_browser.html").write_text("<!DOCTYPE html><html></html>", encoding="utf-8")
    (tmp_path / "people.xhtml").write_text('<?xml version="1.0"?>\n<html/>', encoding="utf-8")
    (tmp_path / "about.txt").write_text("how to write <html>", encoding="utf-8")
    (tmp_path / "face.png").write_bytes(b"\x89PNG\r\n\x1a\n....")
    (tmp_path / "empty.csv").write_bytes(b"")
    (tmp_path / "book.ldif").write_text("dn: cn=Amara\ncn: Amara\n", encoding="utf-8")
    (tmp_path / "AddressBook.abcddb").write_bytes(b"SQLite format 3\0" + b"\0" * 90)
    (tmp_path / "bare.csv").write_text("Amara,Osei-Tutu,Leeds\n", encoding="utf-8")
    with tarfile.open(tmp_path / "takeout.tar", "w") as tar:
        (tmp_path / "inner.csv").write_text(CONNECTIONS, encoding="utf-8")
        tar.add(tmp_path / "inner.csv")
    reasons = {Path(one.file).name: one.reason for one in read(tmp_path).skipped}

    assert "unpack it" in reasons["takeout.tar"]
    assert "no reader knows" in reasons["notes.txt"]
    assert "no reader knows" in reasons["about.txt"]
    assert "JSON or CSV" in reasons["friends.html"]
    assert "JSON or CSV" in reasons["people.xhtml"]
    assert "start page" in reasons["archive_browser.html"]
    assert "picture" in reasons["face.png"]
    assert "empty" in reasons["empty.csv"]
    assert "first row" in reasons["bare.csv"]
    assert "export it as .csv" in reasons["book.ldif"]
    assert "export it as .vcf" in reasons["AddressBook.abcddb"]


def test_a_path_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    """A typo in a path is said at once."""
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "exprots")


def test_a_file_that_changes_while_it_is_read_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was cut off meanwhile is not lost silently."""
    path = tmp_path / "Connections.csv"
    path.write_text(CONNECTIONS + "x,y,,,,,\n" * 9000, encoding="utf-8")
    inner = netgraph.readers.detect

    def cut(source: Source) -> netgraph.readers.Reader:
        found = inner(source)
        os.truncate(path, len(CONNECTIONS))
        return found

    monkeypatch.setattr("netgraph.readers.detect", cut)
    reading = read(path)
    assert len(reading.contacts) == 1
    assert ["changed while" in one.reason for one in reading.skipped] == [True]


def test_nothing_is_claimed_by_chance() -> None:
    """Text of no format is claimed by no reader."""
    for text in ("", "x,y,z\n1,2,3\n", "{}", "[]", "Dear all,\n\nhello\n", "<a/>", "\x00" * 100):
        with pytest.raises(ReadError):
            detect(Source.of_text(text))


def test_the_bar_moves_within_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It moves by the bytes read, many times in a long file, and ends at the size of all files."""
    moved: list[int] = []

    class Bar:
        def __init__(self, total: int, **_: object) -> None:
            self.total = total

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            assert sum(moved) == self.total

        def update(self, by: int) -> None:
            moved.append(by)

    monkeypatch.setattr("netgraph.readers.tqdm", Bar)
    head, row = CONNECTIONS.splitlines(keepends=True)
    rows = "".join(row.replace("1a2", f"{n}") for n in range(9000))
    (tmp_path / "Connections.csv").write_text(head + rows, encoding="utf-8")
    (tmp_path / "more.csv").write_text("Person A,Person B\nX Y,Z W\n", encoding="utf-8")
    assert len(read(tmp_path).contacts) > 9000
    assert len(moved) > 3
    assert min(moved) > 0
