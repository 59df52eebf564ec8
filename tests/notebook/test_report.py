"""A report is one offline page; what is redacted is nowhere in it, and no name in it runs."""

import html
import re
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

import netgraph as ng
from netgraph.graph import Graph
from netgraph.notebook.report import Report, report

HOSTILE = "</script><img src=x onerror=alert(1)>"
TARGETS = ("Margaret Ellingsworthy", "anyone at Corvane Lakes University Hospital", "Priya Nair")


@cache
def world() -> Graph:
    return ng.load(ng.sample_folder() / "exports", me="Anvita Kurundkar")


@cache
def made(redact: str = "") -> Report:
    return report(world(), targets=TARGETS, redact=[redact] if redact else ())


def around_the_map(text: str) -> str:
    """Give what stands in the page itself, without the map's own page."""
    return html.unescape(re.sub(r'srcdoc="[^"]*"', "", text))


def test_it_holds_what_a_mentor_reads() -> None:
    """Introductions to each target, portrait, groups, brokers and caveats are in the page."""
    text = around_the_map(made().html)
    for target in TARGETS[:2]:
        for path in ng.introductions(world(), to=target, k=3).paths:
            assert path.headline in text
    for line in ng.portrait(world()).figures["in_words"]:
        assert line in text
    assert ng.brokers(world())["in_words"][1] in text
    assert ng.clusters(world())["name"][0] in text
    assert "The network of Anvita" in text


def test_a_target_that_says_too_little_is_told_so() -> None:
    """Several people of one name are a sentence in the report, not its end."""
    assert "could be any of" in around_the_map(made().html)
    unknown = report(nx.Graph([("me", "a"), ("a", "b")], me=("me",)), targets=["zzz"])
    assert "zzz" in unknown.html


def test_redacted_names_are_nowhere_in_the_file() -> None:
    """With names redacted no name, id, title or sentence of evidence is left, in page or map."""
    text = html.unescape(html.unescape(made("names").html))
    for person, data in world().nodes(data=True):
        assert not data["name"] or data["name"] not in text
        assert person not in text
        assert not data["title"] or data["title"] not in text
    for _, _, tie in world().edges(data=True):
        assert not any(sentence in text for sentence in tie["evidence"])


def test_redacted_organisations_are_nowhere_in_the_file() -> None:
    """With organisations redacted no workplace and no place stands beside a person."""
    G: Graph = nx.Graph([("me", "a"), ("a", "b"), ("b", "me"), ("b", "c")], me=("me",))
    nx.set_node_attributes(G, dict.fromkeys(G, "Secret Hospital"), "organisation")
    nx.set_node_attributes(G, dict.fromkeys(G, "Secret Town"), "location")
    assert "Secret" in report(G).html
    assert "Secret" not in report(G, redact="organisations").html


def test_addresses_and_numbers_are_never_in_it() -> None:
    """Mail addresses and phone numbers do not stand in a report, redacted or not."""
    text = html.unescape(html.unescape(made().html))
    found = {
        key.partition(":")[2]
        for _, data in world().nodes(data=True)
        for key in data["keys"]
        if key.startswith(("email:", "phone:"))
    }
    assert found
    assert not [one for one in found if one in text]


def test_nothing_in_it_comes_from_elsewhere_or_runs() -> None:
    """No address to fetch from; names full of markup stay text; scripts only by hash."""
    G: Graph = nx.path_graph(["me", HOSTILE, "goal"])
    G.graph["me"] = ("me",)
    nx.set_node_attributes(G, dict.fromkeys(G, HOSTILE), "organisation")
    text = report(G, targets=["goal"], title=HOSTILE).html
    assert "<img src=x" not in text
    assert "<img src=x" not in html.unescape(re.findall(r'srcdoc="([^"]*)"', text)[0])
    assert "default-src 'none'" in html.unescape(text[:400])
    links = re.findall(r'(?:src|href)="([^"]*)"', text)
    assert all(link.startswith(("data:", "#")) for link in links)


def test_the_map_may_run_inside() -> None:
    """The page's policy admits by hash what the map's own policy admits."""
    inner = html.unescape(re.findall(r'srcdoc="([^"]*)"', made().html)[0])
    for mark in re.findall(r"sha256-[^']*", html.unescape(inner[:1000])):
        assert mark in html.unescape(made().html[:1000])


def test_a_star_gets_a_report_too() -> None:
    """Where brokers mean nothing the report says why, and is written all the same."""
    star: Graph = nx.relabel_nodes(nx.star_graph(5), str)
    star.graph["me"] = ("0",)
    assert "All ties end in one person" in report(star).html
    assert "<h2>Map</h2>" in report(nx.Graph(a="b")).html


def test_it_saves_itself_and_is_the_same_each_time(tmp_path: Path) -> None:
    """The file is the page, byte for byte the same for the same network."""
    path = made().save(tmp_path / "report.html")
    assert path.read_text(encoding="utf-8") == made().html
    assert report(world(), targets=TARGETS).html == made().html


def test_wrong_redaction_is_refused() -> None:
    """A misspelt wish for privacy is an error, not a report with names."""
    with pytest.raises(ValueError, match="redact"):
        report(world(), redact="name")
