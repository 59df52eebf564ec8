"""Introductions: on a small world whose answers are evident."""

import datetime as dt
import itertools
import json
import math
import random

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.backtest import RANKERS, cases
from netgraph.errors import AmbiguousPersonError, UnknownPersonError
from netgraph.introducing.introductions import Introductions, introductions
from netgraph.introducing.ways import chance_of
from netgraph.people import match
from netgraph.records import Event
from netgraph.store import load
from netgraph.strength import ties
from tests.conftest import shared

CHANCE = {"strong": 0.6, "familiar": 0.4, "weak": 0.1, "unknown": 0.05}


def person(G: "nx.Graph[str]", who: str, name: str, work: str = "", title: str = "") -> None:
    G.add_node(who, name=name, organisation=work, title=title, location="")


def tie(
    G: "nx.Graph[str]",
    a: str,
    b: str,
    strength: float,
    band: str = "familiar",
    *reasons: str,
    basis: str = "recorded",
    last: str = "2026-03-01",
) -> None:
    G.add_edge(
        a, b, strength=strength, band=band, chance=CHANCE[band], basis=basis, last=last,
        evidence=list(reasons),
    )  # fmt: skip


@pytest.fixture(name="G")
def _graph() -> "nx.Graph[str]":
    """Ben is the best way to Jane Roe, Zoë the second; Iso Late is tied to nobody."""
    graph: nx.Graph[str] = nx.Graph(me=("me",), as_of="2026-06-30")
    person(graph, "me", "Amara Osei-Tutu")
    person(graph, "ben", "Ben Adeyemi", "Northfield Hospital")
    person(graph, "zoe", "Zoë Brandt", "Northfield Hospital")
    person(graph, "roe", "Jane Roe", "St. Hilda's Hospital", "Programme Director")
    person(graph, "li", "李伟", "St. Hilda's Hospital", "Programme coordinator")
    person(graph, "iso", "Iso Late", "St. Hilda's Hospital")
    person(graph, "far", "Far Away", "Elsewhere")
    person(graph, "edge", "Edgar Lund", "Elsewhere")
    tie(graph, "me", "ben", 2.0, "strong", "e-mailed 14 times, last in 2026-03")
    tie(graph, "ben", "roe", 0.8, "familiar", "co-authored 3 papers, last in 2023", last="2023")
    tie(graph, "me", "zoe", 0.1, "unknown", "connected since 2020")
    tie(graph, "zoe", "roe", 0.5, "familiar", "met twice")
    tie(graph, "zoe", "li", 1.5, "strong", "worked on the same ward", basis="inferred")
    tie(graph, "edge", "far", 1.0)
    return graph


def routes(found: Introductions) -> list[tuple[str, ...]]:
    return [tuple(one.id for one in path.people) for path in found.paths]


def test_best_way_first_with_reasons(G: "nx.Graph[str]") -> None:
    """Paths come by the product of raw strengths; each leg has band, basis, date and reasons."""
    found = introductions(G, to="Dr. Jane Roe")
    assert routes(found) == [("me", "ben", "roe"), ("me", "zoe", "roe")]
    best = found.paths[0]
    assert best.score == pytest.approx(1.6)
    assert best.chance == pytest.approx(0.6 * 0.4)
    assert best.legs[1].reasons == ("co-authored 3 papers, last in 2023",)
    assert (best.legs[1].basis, best.legs[1].last) == ("recorded", "2023")
    assert found.chance == pytest.approx(1 - (1 - 0.24) * (1 - 0.05 * 0.4))


def test_unknown_is_not_weak(G: "nx.Graph[str]") -> None:
    """A path's band is its weakest leg's, and unknown if any leg is."""
    bands = [path.band for path in introductions(G, to="roe").paths]
    assert bands == ["familiar", "unknown"]
    tie(G, "me", "ben", 2.0, "weak")
    assert introductions(G, to="roe").paths[0].band == "weak"


def test_further_introducers_cost(G: "nx.Graph[str]") -> None:
    """The second introducer multiplies chance and score by the discount of the graph."""
    G.remove_edge("me", "zoe")
    path = introductions(G, to="zoe").paths[0]
    assert path.score == pytest.approx(2.0 * 0.8 * 0.5 * 0.2)
    assert path.chance == pytest.approx(0.6 * 0.4 * 0.4 * 0.2)
    G.graph["hop_discount"] = 0.5
    assert introductions(G, to="zoe").paths[0].score == pytest.approx(2.0 * 0.8 * 0.5 * 0.5)


def test_json_shape_is_kept(G: "nx.Graph[str]") -> None:
    """The promised JSON: me, target, paths with people and legs, advice; people as id and name."""
    shown = json.loads(json.dumps(introductions(G, to="roe").to_dict()))
    assert shown["me"]["id"] == "me"
    assert shown["target"] == {"id": "roe", "name": "Jane Roe"}
    assert isinstance(shown["advice"], str)
    path = shown["paths"][0]
    assert path["people"][1] == {"id": "ben", "name": "Ben Adeyemi"}
    assert {"people", "chance", "band", "legs"} <= set(path)
    promised = {"from", "to", "chance", "band", "basis", "reasons"}
    assert all(promised <= set(leg) for leg in path["legs"])
    assert (path["legs"][0]["from"], path["legs"][0]["to"]) == ("me", "ben")
    anyone = introductions(G, to="anyone at St. Hilda's").to_dict()["target"]
    assert anyone["anyone"] is True
    assert anyone["name"] == "anyone at St. Hilda's"
    assert anyone["ids"] == ["iso", "li", "roe"]


def test_text_is_advice(G: "nx.Graph[str]") -> None:
    """The text says whom to ask first, why, how sure it is, and what to do next."""
    text = str(introductions(G, to="roe"))
    assert "1. Ask Ben Adeyemi to introduce you to Jane Roe. (familiar, about 1 in 4)" in text
    assert "You and Ben Adeyemi (strong): e-mailed 14 times, last in 2026-03" in text
    assert "Ask Ben Adeyemi first" in text
    assert "in person or by phone" in text
    assert "Roghanizad" in text


def test_years_of_silence_are_said(G: "nx.Graph[str]") -> None:
    """A tie of which nothing has been seen for years may have ended, however weak it was."""
    G.edges["ben", "roe"].update(band="weak", basis="recorded", last="2019-05-02")
    G.graph["as_of"] = "2022-12-31"
    said = "Ben Adeyemi and Jane Roe were in touch once, but nothing since 2019 shows it"
    assert said not in str(introductions(G, to="roe"))
    G.graph["as_of"] = "2023-01-01"
    assert f"{said}: ask whether they are still in touch." in str(introductions(G, to="roe"))
    G.edges["ben", "roe"].update(basis="stated")
    assert said not in str(introductions(G, to="roe"))


def test_a_dormant_tie_is_said_and_asked_about(G: "nx.Graph[str]") -> None:
    """Strong once, long silent: the way says so, and what to do; weaker than familiar it is not."""
    G.edges["ben", "roe"].update(band="dormant")
    found = introductions(G, to="roe")
    assert found.paths[0].band == "dormant"
    assert "Ben Adeyemi and Jane Roe were close once, but nothing since 2023 shows it" in str(found)
    assert routes(introductions(G, to="roe", min_band="dormant"))[0] == ("me", "ben", "roe")
    assert ("me", "ben", "roe") not in routes(introductions(G, to="roe", min_band="familiar"))


def test_direct_tie_is_said(G: "nx.Graph[str]") -> None:
    """Somebody I know needs no introduction: that comes first, whatever its strength."""
    tie(G, "me", "roe", 0.01, "unknown")
    found = introductions(G, to="roe")
    assert found.paths[0].direct
    assert found.paths[0].headline == "You know Jane Roe already."
    assert "though nothing shows how well" in found.advice
    assert len(found.paths) == 3


def test_inferred_tie_is_a_warning(G: "nx.Graph[str]") -> None:
    """A path over a tie that is only inferred says so."""
    advice = introductions(G, to="li").advice
    assert "Zoë Brandt and 李伟 know each other is only inferred" in advice
    assert "only inferred" not in introductions(G, to="roe").advice


def test_set_target_gives_the_best_person_for_each_way(G: "nx.Graph[str]") -> None:
    """Of a programme, each introducer leads to whom they know best; a coordinator is a way in."""
    found = introductions(G, to="anyone at St. Hilda's")
    assert routes(found) == [("me", "ben", "roe"), ("me", "zoe", "li")]
    assert introductions(G, to=match(title="coordinator")).advice.count("a way in, not a detour")
    assert routes(introductions(G, to=["iso", "li"])) == [("me", "zoe", "li")]


def test_whom_i_know_of_a_set_leads_to_the_others(G: "nx.Graph[str]") -> None:
    """A member I know is named first, is nobody's target, and can introduce me to the rest."""
    tie(G, "me", "li", 1.0, "strong")
    tie(G, "li", "iso", 1.0, "strong")
    found = introductions(G, to="anyone at St. Hilda's")
    assert routes(found)[:2] == [("me", "li"), ("me", "ben", "roe")]
    assert ("me", "li", "iso") in routes(found)
    assert "Ask whom of the others they would introduce you to" in found.advice
    assert routes(introductions(G, to=["li"], k=1)) == [("me", "li")]


def test_several_owners_are_told_apart(G: "nx.Graph[str]") -> None:
    """If the exports are of several people and nobody said who asks, that is asked."""
    G.graph["me"] = ("me", "edge")
    assert "say with me=… which of them you are" in introductions(G, to="far").advice
    assert "say with" not in introductions(G, to="roe", me="Amara").advice


def test_avoid_via_basis_and_band(G: "nx.Graph[str]") -> None:
    """Each limit is kept by every path."""
    assert routes(introductions(G, to="roe", avoid="Ben Adeyemi")) == [("me", "zoe", "roe")]
    assert routes(introductions(G, to="roe", avoid=["anyone at Northfield"])) == []
    assert routes(introductions(G, to="roe", via=["zoe"])) == [("me", "zoe", "roe")]
    assert routes(introductions(G, to="li", basis="recorded")) == []
    assert routes(introductions(G, to="li", basis=("recorded", "inferred"))) == [
        ("me", "zoe", "li")
    ]
    assert routes(introductions(G, to="roe", min_band="weak")) == [("me", "ben", "roe")]
    assert routes(introductions(G, to="roe", max_hops=1)) == []
    assert routes(introductions(G, to="roe", k=1)) == [("me", "ben", "roe")]


def test_avoiding_an_ambiguous_name_avoids_all(G: "nx.Graph[str]") -> None:
    """Never to be asked: where a name fits two, neither is asked, and it is said."""
    person(G, "ben2", "Ben Adeyemi Cole")
    G.nodes["ben"]["name"] = "Ben Adeyemi Lund"
    found = introductions(G, to="roe", avoid=["Ben Adeyemi"])
    assert routes(found) == [("me", "zoe", "roe")]
    assert "all were avoided" in found.advice
    with pytest.raises(UnknownPersonError):
        introductions(G, to="roe", avoid=["Bem Adeyemo"])


def test_different_introducers_by_default(G: "nx.Graph[str]") -> None:
    """Paths share no introducer unless that is allowed."""
    tie(G, "ben", "zoe", 1.0, "strong")
    shared = introductions(G, to="roe", disjoint=False)
    assert routes(shared)[0] == ("me", "ben", "roe")
    assert ("me", "ben", "zoe", "roe") in routes(shared)
    assert routes(introductions(G, to="roe")) == [("me", "ben", "roe"), ("me", "zoe", "roe")]
    assert shared.chance == pytest.approx(1 - (1 - 0.24) * (1 - 0.02))


def test_nobody_is_led_to_an_introducer_she_can_ask_herself() -> None:
    """The way through a mentor's friend to the mentor is left out, however strong its ties are."""
    G: nx.Graph[str] = nx.Graph(me=("me",))
    tie(G, "me", "friend", 9.0, "strong")
    tie(G, "friend", "mentor", 9.0, "strong")
    tie(G, "me", "mentor", 1.0, "strong")
    tie(G, "mentor", "roe", 1.0, "strong")
    assert routes(introductions(G, to="roe")) == [("me", "mentor", "roe")]
    assert routes(introductions(G, to="roe", disjoint=False)) == [("me", "mentor", "roe")]
    tie(G, "me", "mentor", 0.1, "unknown")  # a click: being introduced is better
    ways = routes(introductions(G, to="roe", disjoint=False))
    assert ("me", "friend", "mentor", "roe") in ways
    avoided = introductions(G, to="roe", min_band="weak")
    assert routes(avoided) == [("me", "friend", "mentor", "roe")]


@pytest.mark.property
@given(st.integers(0, 10_000))
@settings(deadline=None, max_examples=40)
def test_what_is_left_out_is_never_the_best(seed: int) -> None:
    """On random graphs a way is shown if and only if there is one, and none could be cut short."""
    rng = random.Random(seed)
    G = nx.relabel_nodes(nx.gnm_random_graph(8, 14, seed=seed), str)
    G.graph["me"] = ("0",)
    for _, _, data in G.edges(data=True):
        data["strength"] = rng.choice([0.1, 0.5, 1.0, 4.0])
    found = introductions(G, to="7", k=9, disjoint=False).paths
    near = nx.single_source_shortest_path_length(G, "0", cutoff=3)
    assert bool(found) == ("7" in near)
    for way in found:
        ids = [one.id for one in way.people]
        shorter = [["0", *ids[i:]] for i in range(2, len(ids) - 1) if G.has_edge("0", ids[i])]
        assert all(chance_of(G, other) < way.chance for other in shorter)


def test_best_single_way_left_out_is_said() -> None:
    """If asking two people apart is better than the best path through both, the text says so."""
    G: nx.Graph[str] = nx.Graph(me=("me",))
    ties = [
        ("me", "a", 1),
        ("a", "t", 1),
        ("a", "b", 8),
        ("b", "t", 1),
        ("me", "c", 1),
        ("c", "b", 4),
    ]
    for a, b, s in ties:
        G.add_edge(a, b, strength=s)
    found = introductions(G, to="t")
    assert routes(found) == [("me", "a", "t"), ("me", "c", "b", "t")]
    assert "The best single way asks a and b" in found.advice


def test_stand_ins_are_named() -> None:
    """If all ways share somebody I do not know, others who could be asked first are named."""
    G: nx.Graph[str] = nx.Graph(me=("me",))
    for a, b, s in [("me", "a", 2), ("me", "b", 1), ("a", "x", 1), ("b", "x", 1), ("x", "t", 1)]:
        G.add_edge(a, b, strength=s)
    found = introductions(G, to="t")
    assert routes(found) == [("me", "a", "x", "t")]
    assert "If the first say no, b could be asked instead" in found.advice


def test_shorter_way_is_named(G: "nx.Graph[str]") -> None:
    """If the best way asks two people, the best that asks only one is named as well."""
    tie(G, "me", "edge", 9.0, "strong")
    tie(G, "edge", "far", 9.0, "strong")
    tie(G, "far", "roe", 9.0, "strong")
    found = introductions(G, to="roe", k=1)
    assert routes(found) == [("me", "edge", "far", "roe")]
    assert "asks one person only: Ask Ben Adeyemi to introduce you to Jane Roe." in found.advice
    assert "one person only" not in introductions(G, to="far").advice


def test_honest_no_names_what_lies_near(G: "nx.Graph[str]") -> None:
    """Without a path: said, with colleagues within reach and lists that might show a way."""
    found = introductions(G, to="Iso Late")
    assert found.paths == ()
    assert found.nearest is not None
    assert found.nearest.to_target == ()
    assert found.nearest.colleague_path is not None
    assert found.nearest.colleagues[0].id == "roe"
    assert found.nearest.lenders[0].id == "zoe"
    text = str(found)
    assert "No path with at most 2 introducers leads to Iso Late" in text
    assert "Nothing that was read shows anybody who knows Iso Late" in text
    assert json.dumps(found.to_dict())


def test_honest_no_names_the_tie_that_would_open_most(G: "nx.Graph[str]") -> None:
    """In another component, the new tie is the target's contact who knows most of the others."""
    person(G, "hub", "Hub Quist")
    person(G, "far2", "Far Too", "Elsewhere")
    tie(G, "hub", "far", 0.5)
    tie(G, "hub", "far2", 0.5)
    near = introductions(G, to="Far Away").nearest
    assert near is not None
    assert [one.id for one in near.to_target] == ["edge", "hub"]
    assert near.new_tie is not None
    assert near.new_tie.id == "hub"


def test_honest_no_says_that_a_longer_way_exists(G: "nx.Graph[str]") -> None:
    """A way that is longer than allowed is counted, not drawn out."""
    tie(G, "roe", "edge", 1.0)
    found = introductions(G, to="Far Away")
    assert found.nearest is not None
    assert found.nearest.hops == 4
    assert "There is a way of 4 ties" in found.advice


def test_refused_ties_explain_the_no(G: "nx.Graph[str]") -> None:
    """Somebody who knows both sides by ties that the limits refuse is pointed out."""
    advice = introductions(G, to="roe", avoid=["ben"], min_band="weak").advice
    assert "Zoë Brandt knows both sides" in advice


def test_wishes_that_rule_all_paths_out_are_named(G: "nx.Graph[str]") -> None:
    """If avoid, via, basis or max_hops leave nothing, the answer says which it was."""
    assert "never to involve Jane Roe" in introductions(G, to="roe", avoid="roe").advice
    assert "Only ways through Edgar Lund" in introductions(G, to="roe", via="edge").advice
    assert "basis or min_band" in introductions(G, to="li", basis="recorded").advice
    assert "No path without introducers" in introductions(G, to="roe", max_hops=1).advice
    assert "at most 1 introducer leads" in introductions(G, to="iso", max_hops=2).advice


def test_who_is_meant(G: "nx.Graph[str]") -> None:
    """Ambiguous and unknown targets are errors that name candidates; oneself is no target."""
    person(G, "roe2", "Mary Roe")
    with pytest.raises(AmbiguousPersonError, match="Jane Roe"):
        introductions(G, to="Roe")
    with pytest.raises(UnknownPersonError, match="Did you mean"):
        introductions(G, to="Jane Rowe")
    with pytest.raises(UnknownPersonError, match="is you"):
        introductions(G, to="Amara")
    with pytest.raises(UnknownPersonError, match="whose network"):
        introductions(nx.Graph([("a", "b")]), to="a")
    with pytest.raises(ValueError, match="min_band"):
        introductions(G, to="iso", min_band="good")
    with pytest.raises(ValueError, match="basis"):
        introductions(G, to="iso", basis="guessed")


def test_several_askers(G: "nx.Graph[str]") -> None:
    """With two of us, the better placed asks, and it is said who."""
    found = introductions(G, to="far", me=["me", "Edgar Lund"])
    assert routes(found) == [("edge", "far")]
    assert found.me[0].id == "edge"
    assert "For Edgar Lund: You know Far Away already." in str(found)


def test_plain_graph_is_enough() -> None:
    """A NetworkX graph with nothing but ties gives paths, bands unknown, chances from strength."""
    found = introductions(nx.Graph([("a", "b"), ("b", "c")]), to="c", me="a")
    assert routes(found) == [("a", "b", "c")]
    assert found.paths[0].band == "unknown"
    assert found.paths[0].chance == pytest.approx((0.73 * (1 - math.exp(-1))) ** 2)
    assert "nothing more is recorded" in str(found)


def test_hostile_names_are_inert() -> None:
    """Names, reasons and titles are escaped in what a notebook shows."""
    evil = "<img src=x onerror=alert(1)>"
    G: nx.Graph[str] = nx.Graph(me=("me",))
    for one in ("me", "b", "t"):
        G.add_node(one, name=f"{one} {evil}", organisation=evil)
    G.add_edge("me", "b", evidence=[evil])
    G.add_edge("b", "t", evidence=[evil])
    for to in ("t", "anyone at " + evil):
        assert "<img" not in introductions(G, to=to)._repr_html_()
    G.remove_edge("b", "t")
    assert "<img" not in introductions(G, to="t")._repr_html_()


def test_table_has_one_row_per_leg(G: "nx.Graph[str]") -> None:
    """The table lists the legs of all paths in order."""
    table = introductions(G, to="roe").table()
    assert table[["path", "leg", "from_id", "to_id"]].to_numpy().tolist() == [
        [1, 1, "me", "ben"], [1, 2, "ben", "roe"], [2, 1, "me", "zoe"], [2, 2, "zoe", "roe"],
    ]  # fmt: skip


def test_graph_is_left_alone_and_answers_repeat(G: "nx.Graph[str]") -> None:
    """Asking changes nothing, and asking again gives the same to the letter."""
    before = nx.node_link_data(G)
    first = str(introductions(G, to="anyone at St. Hilda's").to_dict())
    introductions(G, to="iso")
    assert nx.node_link_data(G) == before
    assert str(introductions(G, to="anyone at St. Hilda's").to_dict()) == first


@pytest.mark.shared
def test_authors_who_never_wrote_together() -> None:
    """In real papers, the best path is the one that trying all finds, and each leg has papers."""
    G = load(shared("samples/publications/nbib/pubmed-balloongui-set.nbib"))
    largest = max(nx.connected_components(G), key=len)
    people = sorted(largest)
    chance = random.Random(3)
    pairs = [chance.sample(people, 2) for _ in range(12)]
    apart = [(a, b) for a, b in pairs if nx.shortest_path_length(G, a, b) in {2, 3}]
    assert len(apart) > 3
    for a, b in apart[:4]:
        found = introductions(G, to=b, me=a, k=1).paths[0]
        every = nx.all_simple_paths(G, a, b, cutoff=3)
        strengths = ([G.edges[tie]["strength"] for tie in itertools.pairwise(p)] for p in every)
        best = max(math.prod(some) * 0.2 ** (len(some) - 2) for some in strengths)
        assert found.score == pytest.approx(best)
        assert all("co-authored" in " ".join(leg.reasons) for leg in found.legs)


def test_a_longer_way_comes_first_only_if_it_is_likelier() -> None:
    """Two introducers and a weak last tie stand behind one introducer, however strong the first."""
    G: nx.Graph[str] = nx.Graph(me=("me",))
    ties = [("me", "a", 20.0), ("a", "b", 10.0), ("b", "t", 0.1), ("me", "c", 1.0), ("c", "t", 1.0)]
    G.add_weighted_edges_from(ties, weight="strength")
    found = introductions(G, to="t")

    assert [[one.id for one in path.introducers] for path in found.paths] == [["c"], ["a", "b"]]
    assert found.paths[0].score < found.paths[1].score


def test_being_written_to_together_is_no_acquaintance() -> None:
    """A tie that rests on nothing but common letters is said to show no contact."""
    G: nx.Graph[str] = nx.Graph(me=("me",))
    tie(G, "me", "t", 0.1, "weak", "both addressed in 2 e-mails, last in February 2026")
    assert "only written to together" in introductions(G, to="t").advice

    tie(G, "me", "t", 0.1, "weak", "both addressed in 2 e-mails", "met once in May 2024")
    assert "only written to together" not in introductions(G, to="t").advice


def test_whom_she_wants_to_ask_may_be_a_detour() -> None:
    """Through Ann to Ben, whom she knows: left out, unless she asks for ways through Ann."""
    G: nx.Graph[str] = nx.Graph(me=("me",))
    for a, b in (("me", "ann"), ("ann", "ben"), ("me", "ben"), ("ben", "roe")):
        tie(G, a, b, 2.0, "strong")

    ways = introductions(G, to="roe", disjoint=False).paths
    through = introductions(G, to="roe", via="ann").paths
    assert [[one.id for one in way.introducers] for way in ways] == [["ben"]]
    assert [[one.id for one in way.introducers] for way in through] == [["ann", "ben"]]


def fan(*silence: float | None) -> "nx.Graph[str]":
    """Make a graph with introducers of falling strength, whose ties have been silent so long."""
    graph: nx.Graph[str] = nx.Graph(me=("me",), as_of="2026-06-30")
    for number, days in enumerate(silence):
        for end in ("me", "roe"):
            tie(graph, end, "abcdef"[number], 2.0 - 0.1 * number)
            if days is not None:
                graph.edges[end, "abcdef"[number]]["silence"] = days
    return graph


@pytest.mark.parametrize(
    ("silence", "order"),
    [
        ((3, 2, 1, 9, 9, 0), "cbadef"),  # three of the first five only
        ((10, 20, 30, 40, 50), "abcde"),
        ((None,) * 5, "abcde"),  # a graph of an earlier version
        ((1000, 1000, 1000, 0, 0), "deabc"),
    ],
)
def test_of_the_strongest_the_freshest_stands_first(
    silence: tuple[float | None, ...], order: str
) -> None:
    """Who was in touch lately with both goes first; it is said where that is not the strongest."""
    found = introductions(fan(*silence), to="roe", k=6)
    assert "".join(path.people[1].id for path in found.paths) == order
    told = f"the one through {order[0]} stands first: its people were in touch more lately."
    assert (told in found.advice) == (order[0] != "a")
    assert ("The strongest ties lead through a." in found.advice) == (order[0] != "a")
    alone = introductions(fan(*silence), to="roe", k=1)
    assert [path.people[1].id for path in alone.paths] == ["a"]


def test_a_way_that_hardly_works_does_not_stand_first() -> None:
    """However strong and fresh one of its ties is, if the other is next to nothing."""
    G = fan(9, 0)
    for (one, other), strength in {("me", "a"): 1.5, ("roe", "a"): 1.5, ("me", "b"): 80.0}.items():
        G.edges[one, other]["strength"] = strength
    G.edges["roe", "b"]["strength"] = 0.04
    found = introductions(G, to="roe")
    assert [path.people[1].id for path in found.paths] == ["b", "a"]
    G.edges["roe", "b"]["strength"] = 0.03
    found = introductions(G, to="roe")
    assert [path.people[1].id for path in found.paths] == ["a", "b"]
    told = "the one through a stands first: it is likelier to work. The strongest ties lead"
    assert told in found.advice


def test_fresh_ties_do_not_move_a_way_of_another_length() -> None:
    """Between ways of different length the chance decides, as ever."""
    G = fan(30, 20)
    for a, b in (("me", "x"), ("x", "y"), ("y", "roe")):
        tie(G, a, b, 2.0, "strong")
        G.edges[a, b]["silence"] = 0
    ways = [len(path.people) for path in introductions(G, to="roe").paths]
    assert ways == [3, 3, 4]
    tie(G, "me", "roe", 0.1, "weak")
    assert routes(introductions(G, to="roe"))[:2] == [("me", "roe"), ("me", "b", "roe")]


def test_the_backtest_ranks_as_introductions_do() -> None:
    """On events, whole days and the same model: the same order from the graph and the replay."""
    rng = random.Random(5)
    people = {f"p{n}": f"p{n}" for n in range(9)}
    rows = []
    for number in range(400):
        sender, *to = rng.sample(sorted(people), rng.choice((2, 2, 2, 3, 4)))
        if not {"p0", "p1"} <= {sender, *to}:
            day = dt.date(2024, 1, 1) + dt.timedelta(days=number)
            rows.append(Event("mail", (sender, *to), day.isoformat(), id=str(number)))
    meeting = Event("mail", ("p5", "p0", "p1"), "2025-03-01", id="last")
    replayed = cases([*rows, meeting])
    case, past = next(one for one in replayed if (one[0].u, one[0].v) == ("p0", "p1"))
    G: nx.Graph[str] = nx.Graph(me=("p0",), as_of="2025-03-01")
    found = ties(rows, people, as_of="2025-03-01")
    G.add_edges_from((a, b, one._asdict()) for (a, b), one in found.items())
    for c in case.candidates:
        for end in ("p0", "p1"):
            assert past.silence(end, c) == pytest.approx(G.edges[end, c]["silence"]), (end, c)
    toolkit = next(iter(RANKERS.values()))
    value = {c: toolkit(past, "p0", "p1", c) for c in case.candidates}
    shown = introductions(G, to="p1", me="p0", k=9, max_hops=2)
    order = [path.people[1].id for path in shown.paths]
    assert len(order) > 4
    assert order == sorted(value, key=lambda c: -value[c])
