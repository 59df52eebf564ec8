"""What people answered corrects what was assumed, and few answers correct little."""

import networkx as nx
import pytest

from netgraph.errors import UnknownPersonError
from netgraph.introducing.calibration import learned_chances
from netgraph.introducing.outcomes import Outcome


def world() -> "nx.Graph[str]":
    """Make somebody with one strong and one weak tie."""
    graph: nx.Graph[str] = nx.Graph(me=("me",))
    graph.add_edge("me", "ben", band="strong", chance=0.6)
    graph.add_edge("me", "cay", band="weak", chance=0.1)
    return graph


def log(introducer: str, *states: str) -> list[Outcome]:
    """Make a request to each of several targets that ended so."""
    return [Outcome("2026-11-01", introducer, f"t{n}", state) for n, state in enumerate(states)]


def test_the_posterior_is_the_one_of_the_textbook() -> None:
    """Beta(8·0.6 + 3, 8·0.4 + 1) after three of four agreed."""
    table = learned_chances(world(), log("ben", "agreed", "met", "introduced", "declined"))
    row = table.set_index("band").loc["strong"]
    assert (row["answered"], row["agreed"]) == (4, 3)
    assert row["chance"] == pytest.approx((8 * 0.6 + 3) / 12)
    assert row["low"] < row["chance"] < row["high"]
    assert "3 of 4 agreed; that proves little yet" in row["says"]


def test_nothing_answered_changes_nothing() -> None:
    """A request without an answer is not a refusal, and an untouched band keeps its chance."""
    table = learned_chances(world(), log("cay", "asked")).set_index("band")
    assert table.loc["weak", "answered"] == 0
    assert table.loc["weak", "chance"] == pytest.approx(0.1)
    assert table.loc["familiar", "says"] == "nobody has answered yet: this is assumed"


def test_the_last_state_counts_once() -> None:
    """Asked, then agreed, then met is one answer."""
    steps = [
        Outcome(f"2026-11-0{n}", "ben", "t", s) for n, s in enumerate(("asked", "agreed", "met"), 1)
    ]
    assert learned_chances(world(), steps).set_index("band").loc["strong", "answered"] == 1


def test_many_answers_outweigh_the_assumption() -> None:
    """After forty refusals of weak ties hardly anything of the assumption is left."""
    table = learned_chances(world(), log("cay", *["declined"] * 40)).set_index("band")
    row = table.loc["weak"].to_dict()
    assert row["chance"] < 0.02
    assert "begins to say something" in row["says"]


def test_an_introducer_without_a_tie_counts_as_unknown() -> None:
    """Whoever is asked out of the blue is no weak tie."""
    table = learned_chances(world(), log("stranger", "agreed")).set_index("band")
    assert table.loc["unknown", "agreed"] == 1


def test_a_graph_without_me_cannot_tell() -> None:
    """Without a user there are no ties of theirs."""
    with pytest.raises(UnknownPersonError):
        learned_chances(nx.Graph(), [])
