"""The summary: what was read, and what the graph cannot tell."""

import networkx as nx

from netgraph.graph import Graph, build
from netgraph.summary import STAR, summary
from tests.test_graph import reading


def test_it_counts_people_ties_and_files() -> None:
    """The headline tells people, ties, whose network it is, files and years."""
    shown = summary(build(reading()))

    assert shown.headline.startswith("3 people and 2 ties around Amara Osei-Tutu, from 2 files")
    assert list(shown.files["file"]) == ["Connections.csv", "papers.nbib"]
    assert list(shown.skipped["count"]) == [2]


def test_a_star_is_called_a_star() -> None:
    """A graph in which every tie goes to me says first what that means."""
    G = nx.star_graph(5)
    G.graph["me"] = (0,)

    assert summary(G).caveats[0] == STAR
    assert STAR not in summary(nx.path_graph(4)).caveats


def test_unknown_is_not_weak() -> None:
    """Ties of unknown strength are counted and explained."""
    caveats = " ".join(summary(build(reading())).caveats)

    assert "1 of 2 ties are of unknown strength" in caveats
    assert "Unknown is not weak" in caveats


def test_hostile_names_are_inert_in_a_notebook() -> None:
    """Nothing that an export says becomes markup."""
    evil = "<img src=x onerror=alert(1)>"
    G = build(reading())
    G.nodes[G.graph["me"][0]]["name"] = evil
    G.graph["notes"] = [evil]
    G.graph["skipped"] = [{"file": evil, "reason": evil, "count": 1, "line": 1}]

    page = summary(G)._repr_html_()
    assert evil not in page
    assert "&lt;img" in page


def test_words_begin_at_the_left_and_numbers_end_at_the_right() -> None:
    """In a notebook columns read as in print."""
    page = summary(build(reading()))._repr_html_()

    assert '<td style="text-align:left">LinkedIn archive</td>' in page
    assert '<td style="text-align:right">2</td>' in page


def test_nobody_is_shown_where_on_the_disk_her_exports_lie() -> None:
    """The folder that all files share is left out, in tables and in notes."""
    G: Graph = nx.Graph(
        sources=[
            dict.fromkeys(("title", "reader", "first", "last"), "")
            | {"contacts": 1, "events": 1, "skipped": 0, "path": f"/home/roe/exports/{name}"}
            for name in ("a.csv", "li/b.csv")
        ],
        skipped=[{"file": "/home/roe/exports/a.csv", "reason": "odd", "count": 1, "line": 1}],
        notes=["/home/roe/exports/li/c.csv: holds nothing"],
    )

    assert "/home/roe" not in str(summary(G)) + summary(G)._repr_html_()
    assert summary(G).notes == ("li/c.csv: holds nothing",)


def test_a_plain_graph_has_a_summary_too() -> None:
    """A NetworkX graph without any of our attributes is described as far as it goes."""
    assert summary(nx.empty_graph(0)).headline == "0 people and 0 ties."
    assert "2 ties" in str(summary(nx.path_graph(3)))
