"""Edge lists: rows of one sender and one time are one message; other files are left alone."""

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pandas as pd
import pytest

from netgraph.backtest import backtest
from netgraph.edge_lists import as_events, read_edges
from netgraph.errors import ReadError
from netgraph.records import Event

ROWS = [(7, 8, 100), (7, 9, 100), (8, 7, 160), (7, 7, 200), (7, 8, 100)]
READ = [(("7", "8", "9"), "1970-01-01T00:01:40"), (("8", "7"), "1970-01-01T00:02:40")]


def told(events: list[Event] | None) -> list[tuple[tuple[str, ...], str]]:
    """Give people and times."""
    return [(event.people, event.when) for event in events or ()]


def test_rows_of_one_sender_and_second_are_one_mail() -> None:
    """Two receivers at one second are one mail to two; a note to oneself is none."""
    assert told(list(as_events(ROWS))) == READ
    assert told(list(as_events(pd.DataFrame(ROWS, columns=["src", "dst", "unixts"])))) == READ
    moved = pd.DataFrame(
        [(t, "x", s, r) for s, r, t in ROWS], columns=["time", "type", "from", "to"]
    )
    assert told(list(as_events(moved))) == READ


def test_events_remain_events() -> None:
    """What is an event already is passed on; of nothing comes nothing."""
    event = Event("coauthor", ("a", "b"), "2024")
    assert list(as_events([event])) == [event]
    assert list(as_events([])) == []
    with pytest.raises(ReadError, match="three columns"):
        as_events(pd.DataFrame([(1, 2)]))


@pytest.mark.parametrize(
    ("time", "when"),
    [
        (0, "1970-01-01T00:00:00"),
        ("1082040961", "2004-04-15T14:56:01"),
        (1082040961000, "2004-04-15T14:56:01"),
        ("2004-04-15 14:56:01", "2004-04-15T14:56:01"),
        ("2004-04-15T14:56:01+02:00", "2004-04-15T12:56:01"),
        ("2004-04-15", "2004-04-15"),
        (datetime(2004, 4, 15, 14, 56, 1, tzinfo=UTC), "2004-04-15T14:56:01"),
        (pd.Timestamp("2004-04-15 14:56:01"), "2004-04-15T14:56:01"),
        (float("nan"), ""),
        (pd.NaT, ""),
        ("soon", ""),
        ("2004-13-45", ""),
        (1e300, ""),
        (None, ""),
    ],
)
def test_a_time_is_a_date_or_seconds(time: object, when: str) -> None:
    """Seconds, thousandths, dates with and without a zone; anything else is no time."""
    ((_, found),) = told(list(as_events([("a", "b", time)])))
    assert found == when


@pytest.mark.parametrize(
    "text",
    [
        "7 8 100\n7 9 100\n8 7 160\n",
        "# sender receiver time\n% more\n\n7\t8\t100\n7\t9\t100\n8\t7\t160\n",
        "7 8 1 100\n7 9 1 100\n8 7 1 160\n",
        "sender,receiver,time\n7,8,100\n7,9,100\n8,7,160\n",
        '\ufeff"Time";"To";"From"\n100;8;7\n100;9;7\n160;7;8\n',
        "from,to,time,type\n7,8,1970-01-01 00:01:40,to\n7,9,1970-01-01 00:01:40,cc\n8,7,160,\n",
    ],
)
def test_edge_lists_as_archives_write_them(text: str, tmp_path: Path) -> None:
    """White space, tabs, commas or semicolons; remarks, a weight, a header in any order; gzip."""
    plain, packed = tmp_path / "mail.txt", tmp_path / "mail.txt.gz"
    plain.write_text(text, encoding="utf-8")
    packed.write_bytes(gzip.compress(text.encode()))
    assert told(read_edges(plain)) == told(read_edges(packed)) == READ


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Dear Ann,\nit was good to see you.\n",
        "Person A;Person B;How;Strength;Since\nAnn;Ben;mentor;2;2019\n",
        "From,To,Sent At,Message,Direction\nAnn,Ben,1/2/24,,OUTGOING\n",
        "Ann Abe,Ben Bo,2024-05-03\n",
        "First Name,Last Name,Company\nAnn,Abe,5\n",
        "a,b\n1,2\n",
    ],
)
def test_what_is_no_edge_list(text: str, tmp_path: Path) -> None:
    """Letters, contacts and tables of who knows whom are left to the readers."""
    (tmp_path / "x.csv").write_text(text, encoding="utf-8")
    assert read_edges(tmp_path / "x.csv") is None


def test_a_broken_file_is_no_edge_list(tmp_path: Path) -> None:
    """Half a gzip, bytes that are no text, a folder: None, and no traceback."""
    whole = gzip.compress(b"7 8 100\n" * 9999)
    (tmp_path / "half.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00\xd8 8 9\n")
    assert [read_edges(tmp_path / name) for name in ("half.gz", "bytes", "")] == [None] * 3


def test_one_endless_line_is_not_read(tmp_path: Path) -> None:
    """Whatever has no line end in its first part is no edge list, however long it goes on."""
    (tmp_path / "mail.txt").write_text("1 " * 200_000, encoding="utf-8")
    assert read_edges(tmp_path / "mail.txt") is None


def test_every_line_without_a_time_is_counted(tmp_path: Path) -> None:
    """The backtest says how many messages had none: a line cut short, a time that is none."""
    lines = ["1 2 100"] * 60 + ["3 4", "5", "3 4 ?", "1 3 200"]
    (tmp_path / "mail.txt").write_text("\n".join(lines), encoding="utf-8")
    assert backtest(read_edges(tmp_path / "mail.txt") or []).unused == 3
