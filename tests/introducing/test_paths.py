"""The best paths: exact against listing all of them, whatever the strengths, ends and bans."""

import itertools
import math
import random
from collections.abc import Iterable, Sequence
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.introducing.paths import Found, Search, disjoint

Query = tuple["nx.Graph[str]", dict[str, Any], int]


def graph(*ties: tuple[str, str, float]) -> "nx.Graph[str]":
    G: nx.Graph[str] = nx.Graph()
    G.add_weighted_edges_from(ties, weight="strength")
    return G


def paths(
    G: "nx.Graph[str]", source: str, target: str, *, max_hops: int = 3, discount: float = 0.2
) -> list[Found]:
    return list(Search(G, [source], [target], max_hops=max_hops, discount=discount))


def all_paths(  # the oracle: list every simple path, score it, sort
    G: "nx.Graph[str]",
    sources: Iterable[str],
    targets: Iterable[str],
    *,
    hops: int,
    discount: float,
    banned: Iterable[str] = (),
    via: Iterable[str] = (),
) -> list[Found]:
    starts = set(sources) - set(banned)
    ends = set(targets) - starts - set(banned)
    allowed = G.subgraph(set(G) - set(banned))
    found = []
    for start in starts if ends else ():
        for path in nx.all_simple_paths(allowed, start, ends, cutoff=hops):
            inner = set(path[1:-1])
            if inner & (ends | starts) or (set(via) and not inner & set(via)):
                continue
            strengths = [G[a][b]["strength"] for a, b in itertools.pairwise(path)]
            score = math.prod(strengths) * discount ** max(0, len(path) - 3)
            found.append(Found(score, tuple(path)))
    return sorted(found, key=lambda one: (-one.score, one.people))


def best_set(found: Sequence[Found], k: int) -> float:  # the oracle for `disjoint`
    best = 0.0
    for size in range(1, k + 1):
        for some in itertools.combinations(found, size):
            asked = [person for one in some for person in one.introducers]
            if len(asked) == len(set(asked)):
                best = max(best, sum(one.score for one in some))
    return best


DYADIC = [0.25, 0.5, 1.0, 2.0, 4.0]  # products of these are exact, so that equal is equal
ANY = [0.013, 0.1, 0.37, 0.9, 1.7, 3.1, 20.0]


@st.composite
def queries(draw: st.DrawFn, strengths: Sequence[float]) -> Query:
    size = draw(st.integers(2, 8))
    people = [f"p{i}" for i in range(size)]
    pairs = list(itertools.combinations(people, 2))
    G = graph()
    G.add_nodes_from(people)
    for a, b in draw(st.lists(st.sampled_from(pairs), unique=True, max_size=20)):
        G.add_edge(a, b, strength=draw(st.sampled_from(strengths)))
    some = st.lists(st.sampled_from(people), unique=True, min_size=1, max_size=min(3, size))
    ends = {
        "sources": draw(some),
        "targets": draw(some),
        "banned": draw(st.just([]) | some),
        "via": draw(st.just([]) | some),
    }
    return G, ends, draw(st.integers(1, 6))


@pytest.mark.property
@settings(max_examples=120, deadline=None)
@given(queries(DYADIC))
def test_order_is_exact_with_equal_scores(
    query: Query,
) -> None:
    """All paths come, best first, equal ones by their ids, as if all had been listed and sorted."""
    G, ends, hops = query
    search = Search(G, max_hops=hops, discount=0.25, **ends)
    assert list(search) == all_paths(G, hops=hops, discount=0.25, **ends)
    assert not search.cut


@pytest.mark.property
@settings(max_examples=80, deadline=None)
@given(queries(ANY), st.sampled_from([0.2, 0.5, 1.0]))
def test_scores_are_exact_for_any_strengths(query: Query, discount: float) -> None:
    """Strengths far above 1 change nothing: the same paths, the same falling scores."""
    G, ends, hops = query
    found = list(Search(G, max_hops=hops, discount=discount, **ends))
    truth = all_paths(G, hops=hops, discount=discount, **ends)
    assert [one.score for one in found] == pytest.approx([one.score for one in truth])
    assert {one.people for one in found} == {one.people for one in truth}


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(queries(ANY), st.integers(1, 3))
def test_disjoint_set_is_the_best_there_is(query: Query, k: int) -> None:
    """No other k paths that share no introducer have a greater sum of scores."""
    G, ends, hops = query
    truth = all_paths(G, hops=min(hops, 4), discount=0.2, **ends)[:60]
    chosen, proved = disjoint(Search(G, max_hops=min(hops, 4), **ends), k)
    asked = [person for one in chosen for person in one.introducers]
    assert len(asked) == len(set(asked))
    assert len(chosen) <= k
    assert proved
    if len(truth) < 60:
        assert sum(one.score for one in chosen) == pytest.approx(best_set(truth, k))


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(queries(ANY), st.randoms(use_true_random=False))
def test_order_of_building_does_not_matter(query: Query, chance: random.Random) -> None:
    """The same people and ties, added in any order, give the same paths in the same order."""
    G, ends, hops = query
    ties = [(a, b, tie["strength"]) for a, b, tie in G.edges(data=True)]
    chance.shuffle(ties)
    other = graph(*((b, a, s) if chance.random() < 0.5 else (a, b, s) for a, b, s in ties))
    ends = {name: [one for one in some if one in other] for name, some in ends.items()}
    one, two = (list(Search(H, max_hops=hops, **ends)) for H in (G, other))
    assert one == two


def test_first_introducer_is_free_and_every_further_one_costs() -> None:
    """One introducer costs nothing, two cost one discount, three cost two."""
    G = graph(("a", "b", 2), ("b", "c", 3), ("c", "d", 5), ("d", "e", 7))
    score = {end: paths(G, "a", end, max_hops=4)[0].score for end in "bcde"}
    assert score == pytest.approx({"b": 2, "c": 6, "d": 30 * 0.2, "e": 210 * 0.2**2})


def test_a_strong_tie_to_and_fro_is_no_path() -> None:
    """A walk over the strongest tie and back scores best but is not simple, and is not given."""
    G = graph(("a", "b", 1), ("b", "c", 100), ("b", "d", 1), ("c", "e", 0.001), ("d", "e", 0.001))
    found = paths(G, "a", "e", max_hops=5, discount=1.0)
    assert found == all_paths(G, ["a"], ["e"], hops=5, discount=1.0)


def test_path_ends_at_the_first_target() -> None:
    """Of a set of targets, none is used as an introducer to another."""
    G = graph(("me", "t1", 1), ("t1", "t2", 1))
    assert [one.people for one in Search(G, ["me"], ["t1", "t2"])] == [("me", "t1")]


def test_path_leads_through_no_other_source() -> None:
    """With several askers, none of them introduces another."""
    G = graph(("m1", "m2", 9), ("m2", "t", 1))
    assert [one.people for one in Search(G, ["m1", "m2"], ["t"])] == [("m2", "t")]


def test_greedy_choice_is_not_taken() -> None:
    """The best path asks two people who do better one by one: both are asked, and it is not."""
    ties = [("me", "a", 1), ("me", "b", 1), ("a", "b", 8), ("a", "t", 1), ("b", "t", 1)]
    G = graph(*ties)
    search = Search(G, ["me"], ["t"])
    chosen, proved = disjoint(search, 2)
    assert [one.people for one in chosen] == [("me", "a", "t"), ("me", "b", "t")]
    assert proved


def test_two_far_ways_beat_the_one_that_crosses_them() -> None:
    """A crossing path that scores best alone gives way to two that share nobody."""
    G = graph(
        ("me", "a", 1), ("me", "c", 1), ("a", "b", 1), ("c", "d", 1), ("b", "t", 1), ("d", "t", 1),
        ("a", "d", 1.5),
    )  # fmt: skip
    chosen, _ = disjoint(Search(G, ["me"], ["t"]), 2)
    assert {one.people for one in chosen} == {("me", "a", "b", "t"), ("me", "c", "d", "t")}
    assert disjoint(Search(G, ["me"], ["t"]), 1)[0][0].people == ("me", "a", "d", "t")


def test_ties_that_may_not_be_used_are_not() -> None:
    """A tie that `keep` refuses is on no path, on either side."""
    G = graph(("me", "a", 9), ("a", "t", 9), ("me", "b", 1), ("b", "t", 1))
    G["a"]["t"]["basis"] = "inferred"
    search = Search(G, ["me"], ["t"], keep=lambda tie: tie.get("basis") != "inferred")
    assert [one.people for one in search] == [("me", "b", "t")]


@pytest.mark.parametrize("hub", ["me", "h", "t"])
def test_hub_of_fifty_thousand(hub: str) -> None:
    """A hub at either end or on the way neither hides the best paths nor makes the search long."""
    G = graph(
        ("me", "h", 1), ("h", "t", 1), ("me", "a", 2), ("a", "t", 3), ("h", "b", 1), ("b", "t", 9)
    )
    G.add_edges_from(((hub, f"x{i}") for i in range(50_000)), strength=1.0)
    G.add_edges_from(((f"x{i}", f"x{i + 1}") for i in range(49_999)), strength=1.0)
    search = Search(G, ["me"], ["t"], max_hops=4)
    assert next(iter(search)).people == ("me", "a", "t")
    assert search.examined < 100


def test_hub_in_an_unweighted_graph_gives_equal_paths_by_id() -> None:
    """A hundred thousand paths of equal score: the first by their ids come at once."""
    G = nx.relabel_nodes(nx.complete_bipartite_graph(300, 300), lambda i: f"p{i:03d}")
    search = Search(G, ["p000"], ["p299"], max_hops=4)
    first = [one.people for one in itertools.islice(search, 3)]
    assert first == [("p000", f"p{i}", "p299") for i in (300, 301, 302)]
    assert search.examined < 1000


def test_a_cut_is_said() -> None:
    """A search that reaches its budget stops and says so."""
    G = nx.relabel_nodes(nx.complete_graph(12), str)
    search = Search(G, ["0"], ["1"], max_hops=5, budget=50)
    assert len(list(search)) <= 50
    assert search.cut
    assert disjoint(Search(G, ["0"], ["1"], budget=3), 5)[1] is False


def test_a_cut_stream_is_said() -> None:
    """The set chosen from a cut stream is not called proved."""
    G = nx.relabel_nodes(nx.complete_graph(30), str)
    G.remove_edge("0", "1")
    for person in map(str, range(2, 30)):  # no single introducer, so that pairs must be matched
        G.remove_edge(person, "0" if int(person) % 2 else "1")
    assert disjoint(Search(G, ["0"], ["1"]), 14, stream=20)[1] is False


def test_plain_graph_counts_every_tie_as_one() -> None:
    """Without strengths all ties are equal, and a tie without strength above 0 is none."""
    G = nx.relabel_nodes(nx.path_graph(3), str)
    assert paths(G, "0", "2")[0].score == 1.0
    G["0"]["1"]["strength"] = 0.0
    assert paths(G, "0", "2") == []


@pytest.mark.parametrize("strength", [float("nan"), -1.0, 0.0])
def test_broken_strength_is_no_tie(strength: float) -> None:
    """A strength that is not above 0 is no tie, and breaks nothing."""
    G = graph(("a", "b", strength), ("b", "c", 1), ("a", "d", 1), ("d", "c", 1))
    assert [one.introducers for one in paths(G, "a", "c", max_hops=4)] == [("d",)]


def test_nobody_to_reach() -> None:
    """Ends that are missing, banned or the same give no path, not an error."""
    G = graph(("a", "b", 1))
    assert not list(Search(G, ["a"], ["nobody"]))
    assert not list(Search(G, ["a"], ["a"]))
    assert not list(Search(G, ["a"], ["b"], banned=["b"]))
    assert not list(Search(G, ["a"], ["b"], via=["nobody"]))


def test_graph_is_left_alone() -> None:
    """A search changes nothing in the graph."""
    G = graph(("me", "a", 1), ("a", "t", 2))
    before = nx.node_link_data(G)
    list(Search(G, ["me"], ["t"], keep=lambda _: True))
    assert nx.node_link_data(G) == before


def test_options_that_mean_nothing() -> None:
    """No hop at all, or a discount of nothing, is wrong use."""
    with pytest.raises(ValueError, match="max_hops"):
        Search(graph(), [], [], max_hops=0)
    with pytest.raises(ValueError, match="discount"):
        Search(graph(), [], [], discount=0)
