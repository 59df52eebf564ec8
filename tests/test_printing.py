"""What the command line prints."""

import networkx as nx
import pandas as pd

from netgraph.decisions import review
from netgraph.printing import listed, reading_as_text, wrapped
from netgraph.readers import FileReport, Reading
from netgraph.records import Skipped


def test_a_table_with_sentences_is_a_list() -> None:
    """A row with a sentence is told as name, place, sentence and a few figures."""
    table = pd.DataFrame(
        [{"person": "Zoë", "id": "x", "organisation": "St. Hilda's", "ties": 1200,
          "constraint": 0.5, "in_words": "Links two groups."}]
    )  # fmt: skip

    expected = "1. Zoë, St. Hilda's\n   Links two groups.\n   (ties 1,200, constraint 0.50)"
    assert listed(table) == expected


def test_a_question_is_told_whole_with_the_keys_of_both() -> None:
    """Two namesakes are told apart by their keys, and no reason is cut."""
    doubt = {
        "a": "email:w.zhang@example.org", "name_a": "Wei Zhang", "b": "linkedin:wei-zhang-1a2",
        "name_b": "Wei Zhang", "probability": 0.6, "reason": "the same name; " * 9,
    }  # fmt: skip

    assert listed(review(nx.Graph(doubts=[doubt]))) == (
        "1. Wei Zhang and Wei Zhang\n   email:w.zhang@example.org, linkedin:wei-zhang-1a2\n"
        f"   {doubt['reason']}\n   (probability 0.60)"
    )


def test_a_table_without_sentences_stays_one_without_ids() -> None:
    """Other tables keep their columns, but for ids, which mean nothing to a person."""
    shown = listed(pd.DataFrame([{"name": "Zoë", "id": "email:zoe@example.org"}]))

    assert "Zoë" in shown
    assert "email:" not in shown
    assert listed(pd.DataFrame()) == "(none)"


def test_long_sentences_break_and_tables_do_not() -> None:
    """A sentence is broken under its own mark; a line with gaps is a table row and stays."""
    sentence = "- " + "word " * 60
    row = "cell  " * 60

    assert all(line.startswith(("- ", "  ")) for line in wrapped(sentence).splitlines())
    assert max(map(len, wrapped(sentence).splitlines())) <= 100
    assert wrapped(row).splitlines() == [row]


def test_a_maildir_is_told_as_one() -> None:
    """Mails that are files of one folder are summed; other files are told one by one."""
    files = [FileReport(f"box/cur/{n}", "mail", "Mail", "", 1, 2, 0, "2024-01-0" + n, "2024-02-01")
             for n in "123"]  # fmt: skip
    files.append(FileReport("papers.nbib", "pubmed", "PubMed papers", "", 5, 1))
    shown = reading_as_text(Reading(files, skipped=[Skipped("box/cur/1", 1, "spam")] * 2))

    assert "box/cur (3 mails)" in shown
    assert "3 contacts, 6 events, 2024-01-01 to 2024-02-01" in shown
    assert "papers.nbib\n" in shown
    assert "left out: 2 x spam, from line or record 1 on" in shown


def test_control_characters_do_not_reach_the_terminal() -> None:
    """A card cannot colour, ring or retitle the terminal, nor turn the direction of the text."""
    assert wrapped("a\x1b[31mb\x07c\u202ed\n- e") == "a[31mbcd\n- e"
