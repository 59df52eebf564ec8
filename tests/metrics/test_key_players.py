"""Key players and losses: greedy choices checked by trying everybody."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import NotMeaningfulError, UnknownPersonError
from netgraph.graph import is_star
from netgraph.metrics.key_players import key_players, losses
from tests.metrics.test_bridges import two_hospitals
from tests.metrics.test_kernels import graphs, without_loops


def fragmentation(G: nx.Graph[Any]) -> float:
    pairs = list(combinations(G, 2))
    return sum(not nx.has_path(G, a, b) for a, b in pairs) / len(pairs) if pairs else 0.0


def ball(G: nx.Graph[Any], chosen: Any, steps: int) -> set[Any]:
    return {y for x in chosen for y in nx.single_source_shortest_path_length(G, x, steps)}


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(G=graphs())
def test_each_choice_to_fragment_is_the_best_addition(G: nx.Graph[Any]) -> None:
    """No other next person would leave fewer pairs connected; the share is Borgatti's F."""
    H = without_loops(G)
    if is_star(G):
        return
    gone: list[Any] = []
    for row in key_players(G, k=3).itertuples():
        connected = {
            x: sum(len(p) * (len(p) - 1) for p in nx.connected_components(
                H.subgraph(set(H) - {*gone, x}))) for x in set(H) - set(gone)
        }  # fmt: skip
        assert connected[row.id] == min(connected.values())
        gone.append(row.id)
        assert row.share == pytest.approx(fragmentation(H.subgraph(set(H) - set(gone))))


@pytest.mark.property
@settings(max_examples=40, deadline=None)
@given(G=graphs(), steps=st.integers(1, 3))
def test_each_choice_to_reach_is_the_best_addition(G: nx.Graph[Any], steps: int) -> None:
    """No other next person would reach more; and 63 % of the best pair's reach is kept."""
    H = without_loops(G)
    if is_star(G):
        return
    table = key_players(G, k=2, goal="reach", steps=steps)
    chosen: list[Any] = []
    for row in table.itertuples():
        best = max(len(ball(H, [*chosen, x], steps)) for x in H)
        chosen.append(row.id)
        assert len(ball(H, chosen, steps)) == best
        assert row.share == pytest.approx(best / len(H))
    if len(H) > 1:
        most = max(len(ball(H, pair, steps)) for pair in combinations(H, 2))
        assert len(ball(H, chosen, steps)) >= 0.63 * most


def test_two_who_do_the_same_job_count_once() -> None:
    """The second choice is not the second best person but the best addition."""
    G = nx.Graph([(hub, x) for hub in ("h1", "h2") for x in "abcdef"] + [("k", "x"), ("k", "y")])
    table = key_players(G, k=2, goal="reach")
    assert table.id.tolist() == ["h1", "k"]
    assert table.in_words.tolist() == [
        "Through this person, 64% of all people are within 1 step.",
        "Through these 2, 91% of all people are within 1 step.",
    ]
    assert table.attrs["caveats"][-1].endswith("at least 63 % of what the best set reaches.")


def test_the_medici_hold_florence_together() -> None:
    """Taking the Medici away breaks most pairs of families; the next are the Guadagni."""
    table = key_players(nx.florentine_families_graph(), k=2)
    assert table.person.tolist() == ["Medici", "Guadagni"]
    assert table.gain.sum() == pytest.approx(table.share[1])


def test_stars_and_bad_goals_are_refused() -> None:
    """A contact list has one key player, its owner; and there are two goals."""
    with pytest.raises(NotMeaningfulError):
        key_players(nx.star_graph(4))
    with pytest.raises(ValueError, match="fragment"):
        key_players(nx.path_graph(5), k=0)


@pytest.mark.parametrize("goal", ["fragment", "reach"])
@pytest.mark.parametrize("G", [nx.Graph(), nx.empty_graph(1)])
def test_nobody_is_key_to_nothing(goal: Any, G: nx.Graph[Any]) -> None:
    """Without ties nobody fragments anything, and people reach themselves."""
    assert len(key_players(G, goal=goal)) == (len(G) if goal == "reach" else 0)


def test_losses_are_those_behind_a_person() -> None:
    """Were Ben to leave, Ana would lose his ward and Zoe; a name finds him as well."""
    assert losses(two_hospitals(), person="ben").id.tolist() == ["bai", "bea", "bo", "zoe"]
    assert losses(two_hospitals(), person="Ben").equals(losses(two_hospitals(), person="ben"))
    assert losses(two_hospitals(), person="bo").empty
    assert losses(two_hospitals(), person="ben").organisation.tolist()[:2] == ["Northside"] * 2


def test_losses_without_me_are_from_the_largest_part() -> None:
    """Where nobody is *me*, those are lost who would be cut off from most."""
    assert losses(nx.path_graph(5), person=1).id.tolist() == [0]  # type: ignore[arg-type]


def test_losses_far_from_me_are_from_the_largest_part_too() -> None:
    """If no chain leads from *me* to the person, it is their own network that is looked at."""
    G = nx.path_graph(["a", "b", "c", "d"], nx.Graph())
    G.add_edge("me", "friend")
    G.graph["me"] = ("me",)
    assert losses(G, person="b").id.tolist() == ["a"]
    nobody = losses(G, person="d")
    assert nobody.empty
    assert nobody.attrs["caveats"][-1] == "Without d nobody would be lost."


def test_nobody_loses_themselves() -> None:
    """Asking for one's own leaving, or for nobody, is an error that says so."""
    with pytest.raises(NotMeaningfulError, match="you"):
        losses(two_hospitals(), person="ana")
    with pytest.raises(UnknownPersonError):
        losses(two_hospitals(), person="Quentin")
