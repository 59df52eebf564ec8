"""`show` gives tables that read well, sort, search, and run nothing from their cells."""

import html
import re

import networkx as nx
import pandas as pd

import netgraph as ng
from netgraph.graph import Graph
from netgraph.notebook.sheet import show

HOSTILE = "</script><img src=x onerror=alert(1)>"


def table() -> pd.DataFrame:
    return pd.DataFrame(
        {"id": ["a"], "from_id": ["b"], "name": [HOSTILE], "in_words": ["x"], "constraint": [0.123]}
    )


def test_ids_are_never_shown_and_measures_only_when_asked_for() -> None:
    """Names, counts and words by default; decimals with figures=True; ids not at all."""
    assert list(show(table()).table) == ["name", "in_words"]
    assert list(show(table(), figures=True).table) == ["name", "in_words", "constraint"]


def test_headings_are_words() -> None:
    """A column called in_words is headed “in words”."""
    assert "<th>in words</th>" in show(table()).rows()


def test_cells_are_text_whatever_stands_in_them() -> None:
    """Markup in a cell or a heading is shown, never built: in the page and below it."""
    shown = show(table().rename(columns={"in_words": HOSTILE}), title=HOSTILE)
    for text in (shown.rows(), shown.html(), shown._repr_html_()):
        assert "<img" not in text
        assert "onerror=alert(1)>" not in text.replace("&gt;", "")


def test_the_page_admits_only_its_own_script() -> None:
    """A policy by hash stands in the page, and nothing is loaded from anywhere."""
    page = html.unescape(show(table()).html())
    assert "default-src 'none'; script-src 'sha256-" in page
    assert not re.search(r"https?://", page)


def test_untrusted_notebooks_still_show_the_rows() -> None:
    """The rows stand in the output itself, for where the frame is dropped."""
    output = show(pd.DataFrame({"name": ["Ana"]}))._repr_html_()
    assert "<td>Ana</td>" in output.split("<iframe")[0]


def test_what_the_data_cannot_carry_is_said_below() -> None:
    """The caveats of a table go with it."""
    G = ng.load(ng.sample_folder() / "exports", me="Anvita Kurundkar")
    clusters = ng.clusters(G)
    assert clusters.attrs["caveats"]
    for note in clusters.attrs["caveats"]:
        assert note in show(clusters)._repr_html_()
        assert note in repr(show(clusters))


def test_values_read_well() -> None:
    """Yes or nothing for truth, three figures for measures, nothing for undefined, lists joined."""
    rows = pd.DataFrame(
        {"cut": [True, False], "share": [0.12345, float("nan")], "who": [("Ana", "Ben"), ()]}
    )
    text = show(rows, figures=True).rows()
    assert "<td>yes</td>" in text
    assert '<td class="number">0.123</td>' in text
    assert "<td>Ana; Ben</td>" in text
    assert "nan" not in text


def test_names_lead_to_cards_if_the_graph_is_given() -> None:
    """Each name whose id stands in the row is marked, of two namesakes each with their own card."""
    G: Graph = nx.Graph([("a", "b"), ("a", "c")])
    nx.set_node_attributes(G, {"a": "Priya Nair", "b": "Priya Nair", "c": "Chidi"}, "name")
    pairs = pd.DataFrame({"a": ["a"], "b": ["b"], "name_a": "Priya Nair", "name_b": "Priya Nair"})
    shown = show(pairs.assign(who="Chidi"), G)
    assert re.findall(r"<td(.*?)>(.*?)</td>", shown.rows()) == [
        (' data-card="0"', "Priya Nair"),
        (' data-card="1"', "Priya Nair"),
        ("", "Chidi"),
    ]
    assert [card["count"] for card in shown.cards] == [2, 1]
    assert shown.html().count('<section class="card"') == 2
    assert "data-card" not in show(pairs).rows()


def test_a_long_table_is_shown_in_part_and_says_so() -> None:
    """Nobody reads 501 rows, and the page would be slow."""
    shown = show(pd.DataFrame({"ties": range(501)}))
    assert len(shown.table) == 500
    assert shown.notes == ("The first 500 of 501 rows; the table itself has all.",)


def test_same_table_same_page() -> None:
    """Two pages of one table are equal, byte for byte."""
    assert show(table())._repr_html_() == show(table())._repr_html_()
