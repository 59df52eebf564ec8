"""Tables out: a spreadsheet shows what a contact wrote and never runs it."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netgraph.tables import as_text, plain_cell, safe_cell, to_csv


@pytest.mark.parametrize("text", ["=1+1", "+44", "-x", "@SUM(A1)", "\t=1", " =1", "\r=1", "\n=1"])
def test_formulas_are_disarmed(text: str) -> None:
    """What a spreadsheet would run gets an apostrophe."""
    assert safe_cell(text) == "'" + text


@pytest.mark.parametrize("value", ["Ann", "", "a=b", -1.5, None, "'quoted"])
def test_other_values_stay(value: object) -> None:
    """Everything else is left as it is."""
    assert safe_cell(value) == value


@pytest.mark.property
@given(st.text())
def test_disarming_can_be_undone(text: str) -> None:
    """What was written safely is read back unchanged."""
    assert plain_cell(str(safe_cell(text))) == text or text.startswith("'")


def test_file_is_safe_and_readable(tmp_path: Path) -> None:
    """Cells and column names are disarmed, names of all scripts survive."""
    table = pd.DataFrame({"name": ["=cmd()", "李伟"], "=x": [1, -2.5]})
    text = to_csv(table, tmp_path / "out.csv").read_text(encoding="utf-8-sig")
    assert text == "name,'=x\n'=cmd(),1.0\n李伟,-2.5\n"


def test_a_terminal_shows_columns_that_stand_straight() -> None:
    """Words begin at the left and numbers end at the right, in scripts of any width."""
    table = pd.DataFrame({"who": ["Zoe\u0308", "李伟", "x" * 70], "share": [0.5, float("nan"), 12]})
    assert as_text(table, widest=9) == (
        "who        share\nZoe\u0308         0.50\n李伟\nxxxxxxxx…  12.00"
    )
    assert as_text(pd.DataFrame({"a": []})) == "a"
