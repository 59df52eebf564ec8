"""The user's file: readable, written back as it was read, and never misunderstood in silence."""

from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.decisions import (
    FILE,
    LOG,
    Decisions,
    PersonWord,
    TieWord,
    read_decisions,
    read_review,
    review,
    write_decisions,
)
from netgraph.errors import ReadError
from netgraph.outcomes import read_outcomes
from netgraph.strength import Model
from netgraph.tables import to_csv

EXAMPLE = """
[[pair]]
a = "linkedin:wei-zhang-1a2"
b = "name:wei zhang~3fa2"
is = "different"

[[tie]]
a = "Dr. Jane Roe"
band = "strong"
note = "my mentor, would help"

[[person]]
who = "email:r.doe@example.org"
ask = false

[model]
half_life_days = 120
weights.meeting = 3.0
"""


def test_the_example_of_the_documentation_is_understood(tmp_path: Path) -> None:
    """Pairs, ties, people and numbers are read from one file, found in the folder."""
    (tmp_path / FILE).write_text(EXAMPLE, encoding="utf-8")
    found = read_decisions(tmp_path)
    assert found.different == (("linkedin:wei-zhang-1a2", "name:wei zhang~3fa2"),)
    assert found.ties == (TieWord("Dr. Jane Roe", band="strong", note="my mentor, would help"),)
    assert found.people == (PersonWord("email:r.doe@example.org", ask=False),)
    assert found.model == {"half_life_days": 120, "weights": {"meeting": 3.0}}


def test_the_page_about_ties_is_understood(tmp_path: Path) -> None:
    """What docs/ties.md tells the user to write is read, and its numbers are taken."""
    page = (Path(__file__).resolve().parent.parent / "docs" / "ties.md").read_text(encoding="utf-8")
    toml, log = (page.partition(f"```{kind}\n")[2].partition("```")[0] for kind in ("toml", "csv"))
    (tmp_path / FILE).write_text(toml, encoding="utf-8")
    (tmp_path / LOG).write_text(log, encoding="utf-8")
    found = read_decisions(tmp_path)
    assert Model.default().replace(**found.model).floors["mail"] == 0.1
    assert [word.ask for word in found.people] == [False]
    assert [one.state for one in read_outcomes(tmp_path / LOG)] == ["asked", "agreed"]


def test_no_file_is_no_decision(tmp_path: Path) -> None:
    """Whoever has decided nothing yet is not told off."""
    assert read_decisions(tmp_path) == Decisions()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a = ", "not written as expected"),
        ("[pairs]\n", r"\[pairs\] is not understood"),
        ("[pair]\na = 'x'\n", "double brackets"),
        ("[[pair]]\na = 'x'\nb = 'y'\nis = 'perhaps'\n", "a \\[\\[pair\\]\\] is not understood"),
        ("[[pair]]\na = 'x'\nis = 'same'\n", "a \\[\\[pair\\]\\] is not understood"),
        ("[[tie]]\na = 'x'\nband = 'huge'\n", "band as one of strong"),
        ("[[tie]]\na = 'x'\nstrength = '3'\n", "“strength” in"),
        ('[[tie]]\na = "x"\nstrength = nan\n', "a strength of 0 or more"),
        ('[[tie]]\na = "x"\nstrength = inf\n', "a strength of 0 or more"),
        ("[[person]]\nask = false\n", "“who”"),
        ("[[person]]\nwho = 'x'\nask = 'no'\n", "“ask” in"),
        ("model = 3\n", "with numbers below it"),
    ],
)
def test_what_is_not_understood_is_an_error_that_says_what(
    tmp_path: Path, text: str, says: str
) -> None:
    """A slip in the file is named with the file and the way out, never ignored."""
    (tmp_path / FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ReadError, match=says) as caught:
        read_decisions(tmp_path)
    assert caught.value.file.endswith(FILE)


def test_what_she_wrote_into_the_file_stays(tmp_path: Path) -> None:
    """New answers go to its end: her comments and notes stay, and a later answer outweighs."""
    file = tmp_path / FILE
    file.write_text(EXAMPLE + "# asked her on Monday", encoding="utf-8")
    pair = ("linkedin:wei-zhang-1a2", "name:wei zhang~3fa2")
    write_decisions(Decisions(same=(pair,), unsure=(("x", "y"),)), tmp_path)
    text = file.read_text(encoding="utf-8")
    assert text.startswith(EXAMPLE + "# asked her on Monday\n")
    found = read_decisions(file)
    assert (found.same, found.different, found.unsure) == ((pair,), (), (("x", "y"),))
    assert found.model == {"half_life_days": 120, "weights": {"meeting": 3.0}}
    write_decisions(found, file)
    assert file.read_text(encoding="utf-8") == text
    with pytest.raises(ReadError, match="model"):
        write_decisions(Decisions(model={"strong": 2}), file)


def test_later_decisions_win() -> None:
    """A pair, tie or person that is decided again is decided anew, whichever way round."""
    early = Decisions(same=(("a", "b"),), people=(PersonWord("p"),), model={"p_max": 0.5})
    late = Decisions(different=(("b", "a"),), people=(PersonWord("p", ask=False),))
    both = early | late
    assert (both.same, both.different) == ((), (("b", "a"),))
    assert both.people == (PersonWord("p", ask=False),)
    assert both.model == {"p_max": 0.5}


DOUBTS = [
    {
        "a": "linkedin:x",
        "b": "name:=1+1~ab",
        "name_a": "Ann",
        "name_b": "=1+1",
        "reason": "the same name",
        "probability": 0.9,
    },
    {"a": "c", "b": "d", "name_a": "C", "name_b": "D", "reason": "r", "probability": 0.6},
]


def test_numbers_of_two_files_are_put_together() -> None:
    """A weight in one file does not undo another weight in the other."""
    one = Decisions(model={"half_life_days": 30, "weights": {"mail": 2.0, "meeting": 4.0}})
    two = Decisions(model={"strong": 2, "weights": {"mail": 3.0}})
    both = {"half_life_days": 30, "strong": 2, "weights": {"mail": 3.0, "meeting": 4.0}}
    assert (one | two).model == both


def test_a_review_goes_out_and_comes_back_with_answers(tmp_path: Path) -> None:
    """What is answered in the table is decided, what is not stays open; formulas stay text."""
    table = review(nx.Graph(doubts=DOUBTS))
    assert list(table["decision"]) == ["", ""]
    path = to_csv(table, tmp_path / "review.csv")
    text = path.read_text(encoding="utf-8-sig")
    answered = text.replace("the same name,", "the same name,Different ", 1)
    for separator in (",", ";"):
        path.write_text(answered.replace(",", separator), encoding="utf-8-sig")
        assert read_review(path) == Decisions(different=(("linkedin:x", "name:=1+1~ab"),))
    for encoding in ("utf-16", "cp1252"):  # Excel's "Unicode text" and its "CSV"
        path.write_text(answered.replace("Ann", "Zoë").replace(",", "\t"), encoding=encoding)
        assert read_review(path) == Decisions(different=(("linkedin:x", "name:=1+1~ab"),))
    table.loc[1, "decision"] = "same"
    assert read_review(table) == Decisions(same=(("c", "d"),))


def test_a_wrong_answer_is_named_with_its_line(tmp_path: Path) -> None:
    """An answer that is none, and a table that is none, are errors."""
    path = tmp_path / "r.csv"
    path.write_text("a,b,decision\nx,y,same\nx,z,yes\n", encoding="utf-8")
    with pytest.raises(ReadError, match="line 3: “yes” is no answer"):
        read_review(path)
    path.write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(ReadError, match="not a review table"):
        read_review(path)
    with pytest.raises(ReadError, match="cannot be read"):
        read_review(tmp_path / "none.csv")


def test_a_graph_without_doubts_has_nothing_to_review() -> None:
    """A foreign graph gives an empty table with the same columns."""
    assert list(review(nx.path_graph(["x", "y"])).columns)[-1] == "decision"


_TEXT = st.text(min_size=1, max_size=12)


@pytest.mark.property
@given(
    st.builds(
        Decisions,
        same=st.lists(st.tuples(_TEXT, _TEXT), max_size=2).map(tuple),
        ties=st.lists(
            st.builds(
                TieWord,
                _TEXT,
                st.text(max_size=5),
                st.floats(0, 10),
                st.sampled_from(["", "strong"]),
                st.text(max_size=9),
            ),
            max_size=2,
        ).map(tuple),
        people=st.lists(st.builds(PersonWord, _TEXT, st.booleans(), _TEXT), max_size=2).map(tuple),
        model=st.just({"half_life_days": 30.0, "weights": {"mail": 2.0}}),
    )
)
@settings(deadline=None, max_examples=100)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, decisions: Decisions
) -> None:
    """Any text survives the file: quotation marks, line breaks, other scripts."""
    file = write_decisions(decisions, tmp_path_factory.mktemp("d"))
    assert file.name == FILE
    assert read_decisions(file) == decisions
