"""Letters: short, honest, and nothing in them that only an export could know."""

import re
from pathlib import Path as File

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.introducing.introductions import introductions
from netgraph.introducing.letters import LONGEST, Letters, letters


def graph(*reasons: str, basis: str = "recorded") -> "nx.Graph[str]":
    G: nx.Graph[str] = nx.Graph(me=("me",))
    G.add_node("me", name="Amara Osei", title="Intern", organisation="Westbrook Hospital")
    G.add_node("ben", name="Ben Adeyemi")
    G.add_node("roe", name="Dr. Jane Roe")
    G.add_edge("me", "ben", evidence=["exchanged 90 e-mails"])
    G.add_edge("ben", "roe", evidence=list(reasons), basis=basis)
    return G


def drafts(G: "nx.Graph[str]", to: str = "roe") -> Letters:
    return letters(G, introductions(G, to=to).paths[0])


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("co-authored 3 papers, last in 2023 (“Strain”)",
         "I saw that you and Dr. Jane Roe co-authored 3 papers, last in 2023."),
        ("Dr. Jane Roe recommended Ben Adeyemi on LinkedIn in May 2026",
         "I saw that Dr. Jane Roe recommended you on LinkedIn in May 2026."),
        ("connected on LinkedIn since 2020",
         "I saw that you and Dr. Jane Roe are connected on LinkedIn since 2020."),
    ],
)  # fmt: skip
def test_evidence_becomes_the_reason(reason: str, sentence: str) -> None:
    """A sign of the tie that anybody may know is told as the reason for asking."""
    assert sentence in drafts(graph("exchanged 9 e-mails", reason)).question


@pytest.mark.parametrize("reason", ["exchanged 24 e-mails (Jane wrote 12)", "wrote 3 messages", ""])
def test_who_writes_to_whom_is_not_told(reason: str) -> None:
    """Correspondence of others, from a lent archive, is in no letter."""
    text = str(drafts(graph(reason)).to_dict())
    assert "24" not in text
    assert "I saw" not in text


def test_what_is_only_inferred_is_not_claimed() -> None:
    """A conclusion of ours is no reason to put to anybody."""
    assert "I saw" not in drafts(graph("worked at the same hospital", basis="inferred")).question


def test_after_a_long_silence_the_letter_says_so() -> None:
    """To whom one was close once, one does not write as if it were yesterday."""
    G = graph("met once")
    assert "long time" not in drafts(G).question
    G.edges["me", "ben"].update(band="dormant", last="2016-03")
    assert "we were last in touch in 2016." in drafts(G).question
    assert "we were last in touch in 2016." in drafts(G, to="ben").request


def test_placeholders_for_what_cannot_be_known() -> None:
    """What only the writer knows stands in brackets; what the graph says of her is filled in."""
    found = drafts(graph())
    assert "[one question]" in found.note
    assert "My name is Amara Osei. At present: Intern, Westbrook Hospital." in found.note
    assert found.request.startswith("Dear Ben Adeyemi,")
    assert "introduce me to Dr. Jane Roe?" in found.request
    assert "$" not in str(found)


def test_two_introducers() -> None:
    """The first is asked about the second, and told whom it is to reach in the end."""
    G = graph()
    G.add_edge("roe", "far")
    found = drafts(G, "far")
    assert "how well you know Dr. Jane Roe?" in found.question
    assert "In the end I hope to reach far." in found.request


def test_direct_tie() -> None:
    """Somebody I know gets a letter of their own, and no question to an introducer."""
    found = drafts(graph(), "ben")
    assert found.question == ""
    assert found.request.startswith("Dear Ben Adeyemi,")
    assert str(found).startswith("1. The request")


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(st.text(max_size=600), st.text(max_size=600), st.text(max_size=600))
def test_messages_stay_short_and_whole(a: str, b: str, reason: str) -> None:
    """Whatever the names, no draft is over 400 characters, and none breaks."""
    G = graph(f"co-authored {reason}", f"{a} recommended {b}")
    G.nodes["ben"]["name"], G.nodes["roe"]["name"], G.nodes["me"]["title"] = a, b, reason
    for text in drafts(G).to_dict().values():
        assert 0 < len(text) <= LONGEST
    assert not re.search("<(?!/?(section|h4|blockquote|p)[ >])", drafts(G)._repr_html_())


def test_own_words(tmp_path: File) -> None:
    """Templates can be given by name or as files; the rest stay as they are."""
    G = graph()
    path = introductions(G, to="roe").paths[0]
    mine = letters(G, path, templates={"thanks": "Thanks, $introducer! [more] $unknown $$5"})
    assert mine.thanks == "Thanks, Ben Adeyemi! [more] $unknown $5"
    assert mine.request == letters(G, path).request
    (tmp_path / "question.txt").write_text("Do you know $next?\n", encoding="utf-8")
    assert letters(G, path, templates=tmp_path).question == "Do you know Dr. Jane Roe?"
    with pytest.raises(ReadError, match="no template"):
        letters(G, path, templates=tmp_path / "nowhere")
    with pytest.raises(ValueError, match="thank-you"):
        letters(G, path, templates={"thank-you": ""})
