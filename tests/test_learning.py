"""What people answered corrects what was assumed, and few answers correct little."""

from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np
import pytest

import netgraph as ng
from netgraph.errors import UnknownPersonError
from netgraph.learning import learn, learned_chances
from netgraph.outcomes import Outcome, write_outcomes


def world() -> "nx.Graph[str]":
    """Make somebody who knows Ben and Dee well and Cay a little; all three know two others."""
    graph: nx.Graph[str] = nx.Graph(me=("me",))
    for one, band, chance in (("ben", "strong", 0.6), ("dee", "strong", 0.7), ("cay", "weak", 0.1)):
        graph.add_edge("me", one, band=band, chance=chance, strength=chance)
        graph.add_edge(one, "roe", band="strong", chance=0.5)
        graph.add_edge(one, "li", band="strong", chance=0.5)
    return graph


def log(introducer: str, *states: str) -> list[Outcome]:
    """Make a request to each of several targets that ended so."""
    targets = ("roe", "li", "ben", "dee", "cay")
    return [Outcome("2026-11-01", introducer, targets[n], state) for n, state in enumerate(states)]


def told(G: "nx.Graph[str]", band: str) -> dict[Any, Any]:
    """Give what is learned of a band."""
    return learned_chances(G).set_index("band").loc[band].to_dict()


def test_the_posterior_is_the_one_of_the_textbook() -> None:
    """Beta(8·p + 3, 8·(1 - p) + 1) after three of four agreed, for each tie of the band."""
    G = learn(world(), log("ben", "agreed", "met", "introduced", "declined"))
    assert G.edges["me", "ben"]["chance"] == pytest.approx((8 * 0.6 + 3) / 12)
    assert G.edges["me", "dee"]["chance"] == pytest.approx((8 * 0.7 + 3) / 12)
    assert G.edges["me", "cay"]["chance"] == 0.1
    assert G.edges["ben", "roe"]["chance"] == 0.5
    row = told(G, "strong")
    assert (row["answered"], row["agreed"], row["assumed"]) == (4, 3, pytest.approx(0.65))
    assert row["chance"] == pytest.approx((8 * 0.65 + 3) / 12)
    assert "3 of 4 agreed; that proves little yet" in str(row["says"])


def test_the_interval_holds_nine_tenths_of_the_distribution() -> None:
    """Low and high against a million draws of the same Beta distribution."""
    row = told(learn(world(), log("ben", "agreed", "met", "declined")), "strong")
    drawn = np.random.default_rng(7).beta(8 * 0.65 + 2, 8 * 0.35 + 1, 1_000_000)
    assert ((drawn > row["low"]) & (drawn < row["high"])).mean() == pytest.approx(0.9, abs=0.002)


def test_nothing_answered_changes_nothing() -> None:
    """A request without an answer is not a refusal, and an untouched band keeps its chance."""
    G = learn(world(), log("cay", "asked"))
    assert G.edges["me", "cay"]["chance"] == 0.1
    assert told(G, "weak")["says"] == "nobody has answered yet: this is assumed"


def test_one_request_is_one_answer() -> None:
    """Asked, then agreed, then met is one yes; that the target declined does not undo the yes."""
    steps = [
        Outcome(f"2026-11-0{n}", "ben", "roe", s)
        for n, s in enumerate(("asked", "agreed", "declined"), 1)
    ]
    row = told(learn(world(), steps), "strong")
    assert (row["answered"], row["agreed"]) == (1, 1)


def test_learning_in_steps_is_learning_at_once() -> None:
    """What was learned before counts once, in whatever order it comes."""
    first, second = log("ben", "agreed", "declined"), log("dee", "declined", "met")
    at_once = learn(world(), first + second)
    in_steps = learn(learn(learn(world(), second), first), second)
    assert in_steps.graph["outcomes"] == at_once.graph["outcomes"]
    for tie, data in at_once.edges.items():
        assert in_steps.edges[tie]["chance"] == pytest.approx(data["chance"])


def test_many_answers_outweigh_the_assumption() -> None:
    """After forty refusals of weak ties hardly anything of the assumption is left."""
    steps = [Outcome(f"2026-{m:02}-{d:02}", "cay", "roe", "declined", str(d))
             for m in (1, 2) for d in range(1, 21)]  # fmt: skip
    assert told(learn(world(), steps), "weak")["answered"] == 1
    G = world()
    G.add_edges_from(("roe", f"x{n}") for n in range(40))
    G = learn(G, [Outcome("2026-01-01", "cay", f"x{n}", "declined") for n in range(40)])
    assert G.edges["me", "cay"]["chance"] == pytest.approx(8 * 0.1 / 48)
    assert "begins to say something" in str(told(G, "weak")["says"])


def test_whoever_is_nobody_here_is_named() -> None:
    """An outcome about people who are not in the graph changes nothing and is not lost silently."""
    G = learn(world(), [Outcome("2026-11-01", "stranger", "roe", "agreed")])
    assert nx.utils.edges_equal(G.edges(data=True), world().edges(data=True))
    assert "2026-11-01 was left out" in G.graph["notes"][0]


def test_a_graph_without_me_cannot_tell() -> None:
    """Without a user there are no ties of theirs."""
    with pytest.raises(UnknownPersonError):
        learned_chances(nx.Graph())


def test_who_declined_is_not_asked_again_for_the_same_person() -> None:
    """For the same target another way is shown, for another target a warning; and why."""
    G = learn(world(), [*log("ben", "declined"), *log("dee", "asked")])
    asked = ng.introductions(G, to="roe", k=5)
    assert {one.id for way in asked.paths for one in way.introducers} == {"dee", "cay"}
    assert "ben to introduce you to roe, who declined on 2026-11-01 and is not asked" in str(asked)
    assert "You asked dee on 2026-11-01 to introduce you to roe and have noted no answer" in str(
        asked
    )
    assert "along strong ties 0 of 1 agreed; that proves little yet" in str(asked)
    other = ng.introductions(G, to="li", k=5)
    assert "ben" in {one.id for way in other.paths for one in way.introducers}
    assert "who declined on 2026-11-01: think twice" in str(other)
    plan = ng.plan(G, targets=["roe"])
    assert "ben" not in {one.id for ask in plan.asks for one in ask.path.people}


def test_who_changed_their_mind_may_be_asked() -> None:
    """The last step of a request counts: declined, then agreed, is no refusal."""
    G = learn(world(), [*log("ben", "declined"), Outcome("2026-11-09", "ben", "roe", "agreed")])
    asked = ng.introductions(G, to="roe", k=5)
    assert "ben" in {one.id for way in asked.paths for one in way.introducers}
    assert "declined" not in asked.advice


def test_the_log_beside_the_exports_is_heeded(tmp_path: Path) -> None:
    """`load` finds the file, takes names for ids, keeps it when saved; it is no export."""
    (tmp_path / "who.csv").write_text(
        "person a,person b,relation,strength\nAda Me,Ben Okafor,mentor,strong\n"
        "Ben Okafor,Jane Roe,colleague,strong\n",
        encoding="utf-8",
    )
    plain = ng.load(tmp_path, me="Ada Me")
    ada, ben = ng.who(plain, "Ada Me"), ng.who(plain, "Ben Okafor")
    before = plain.edges[ada, ben]["chance"]
    outcome = Outcome("2026-11-01", "Ben Okafor", "Jane Roe", "declined")
    write_outcomes([outcome], tmp_path / "netgraph-outcomes.csv")
    G = ng.load(tmp_path, me="Ada Me")
    assert [one["path"] for one in G.graph["sources"]] == [(tmp_path / "who.csv").as_posix()]
    assert G.edges[ada, ben]["chance"] == pytest.approx(8 * before / 9)
    again = ng.load(ng.save(G, tmp_path / "network.json"))
    assert again.edges[ada, ben]["chance"] == pytest.approx(8 * before / 9)
    assert ng.introductions(G, to="Jane Roe").paths == ()
