"""Outcomes: a log that survives spreadsheets and two computers."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.outcomes import (
    STATES,
    Outcome,
    merge_outcomes,
    read_outcomes,
    write_outcomes,
)

LOG = [
    Outcome("2026-11-23", "ben", "roe", "asked", "by phone"),
    Outcome("2026-11-29", "zoe", "li", "asked", '=HYPERLINK("x")'),
    Outcome("2026-11-29", "ben", "roe", "agreed"),
]

some = st.text(st.characters(exclude_categories=["C", "Z"]), max_size=8).filter(
    lambda text: not text.startswith("'")
)
logs = st.lists(
    st.builds(
        Outcome, st.dates().map(str), some, some, st.sampled_from(STATES), some
    ), max_size=5,
)  # fmt: skip


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """The file gives the same steps back, and arms no spreadsheet."""
    file = write_outcomes(reversed(LOG), tmp_path / "outcomes.csv")
    assert read_outcomes(file) == LOG
    assert "'=HYPERLINK" in file.read_text(encoding="utf-8-sig")


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(logs, logs)
def test_merging_loses_and_repeats_nothing(one: list[Outcome], two: list[Outcome]) -> None:
    """Merging is a union: free of order, and doing it again changes nothing."""
    merged = merge_outcomes(one, two)
    assert set(merged) == {*one, *two}
    assert merged == merge_outcomes(two, one) == merge_outcomes(merged, one)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "date,introducer,target,state\n2026-11-23,a,b,asked\n2026-11-23,a,b,maybe\n",
            "line 3.*maybe",
        ),
        ("date,introducer,target,state\n23/11/2026,a,b,asked\n", "line 2.*no date"),
        ("date,introducer\n", "state, target are missing"),
        ("", "missing"),
    ],
)
def test_a_row_that_cannot_be_is_named(tmp_path: Path, text: str, message: str) -> None:
    """A wrong state, date or column is an error with its line, not a guess."""
    file = tmp_path / "outcomes.csv"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=message):
        read_outcomes(file)


def test_no_such_file(tmp_path: Path) -> None:
    """A file that is not there, or not text, is a clear error."""
    with pytest.raises(ReadError):
        read_outcomes(tmp_path / "none.csv")
    (tmp_path / "bytes.csv").write_bytes(b"\xff\xfe\x00\x81")
    with pytest.raises(ReadError):
        read_outcomes(tmp_path / "bytes.csv")
