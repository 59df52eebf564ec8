"""Plans: the best there is, within the limits, against trying everything."""

import itertools
import json
import math
import random
from collections import Counter

import networkx as nx
import pytest

from netgraph.introducing.planning import Plan, plan
from netgraph.people import match


def graph(*ties: tuple[str, str, float]) -> "nx.Graph[str]":
    G: nx.Graph[str] = nx.Graph(me=("me",))
    for a, b, chance in ties:
        G.add_edge(a, b, strength=chance * 4, chance=chance, band="familiar")
    return G


def pairs(found: Plan) -> set[tuple[str, str]]:
    return {(one.path.people[1].id, one.path.people[-1].id) for one in found.asks}


def test_the_best_plan_is_not_the_greedy_one() -> None:
    """Ann is best for both targets but may be asked once: Bob's target decides who gets her."""
    G = graph(
        ("me", "ann", 1), ("me", "bob", 1), ("ann", "x", 0.5), ("ann", "y", 0.4), ("bob", "x", 0.45)
    )  # fmt: skip
    found = plan(G, targets=["x", "y"], asks_per_introducer=1)
    assert pairs(found) == {("bob", "x"), ("ann", "y")}
    assert found.expected == pytest.approx(0.85)
    assert found.complete


@pytest.mark.property
@pytest.mark.parametrize("seed", range(12))
def test_no_other_plan_expects_more(seed: int) -> None:
    """On small networks every choice of ways within the limit expects at most as much."""
    chance = random.Random(seed)
    people = [f"i{n}" for n in range(4)]
    targets = ["x", "y", "z"]
    G = graph(*(("me", one, chance.uniform(0.1, 0.7)) for one in people[:3]))
    G.add_nodes_from([*people, *targets])
    for a, b in [*itertools.product(people, targets), *itertools.combinations(people, 2)]:
        if chance.random() < 0.5:
            G.add_edge(a, b, strength=1.0, chance=chance.uniform(0.1, 0.7))
    limit = chance.choice([1, 2])
    found = plan(G, targets=targets, asks_per_introducer=limit)
    assert found.expected == pytest.approx(best_by_trying(G, targets, limit))
    asked = Counter(who.id for one in found.asks for who in one.path.introducers)
    assert max(asked.values(), default=0) <= limit
    assert len({one.target.ids for one in found.asks}) == len(found.asks)


def best_by_trying(G: "nx.Graph[str]", targets: list[str], limit: int) -> float:
    ways = []
    for target in targets:
        here: list[tuple[float, tuple[str, ...]]] = [(0.0, ())]
        for path in nx.all_simple_paths(G, "me", target, cutoff=3):
            legs = [G.edges[a, b]["chance"] for a, b in itertools.pairwise(path)]
            here.append((math.prod(legs) * 0.2 ** max(0, len(path) - 3), tuple(path[1:-1])))
        ways.append(here)
    allowed = (
        sum(chance for chance, _ in choice)
        for choice in itertools.product(*ways)
        if max(Counter(w for _, some in choice for w in some).values(), default=0) <= limit
    )
    return max(allowed)


def test_second_introducers_are_spared_too() -> None:
    """Everybody on a way counts as asked, not only the first."""
    ties = [("me", "a", 1), ("me", "b", 1), ("a", "far", 1), ("b", "far", 1)]
    G = graph(*((a, b, float(p)) for a, b, p in ties), ("far", "x", 1.0), ("far", "y", 1.0))
    found = plan(G, targets=["x", "y"], asks_per_introducer=1)
    assert len(found.asks) == 1
    assert (
        found.unreached[0][1] == "everybody who could lead there is asked often enough for others"
    )


def test_weeks_spread_the_requests() -> None:
    """At most so many in a week, nobody twice in one, the likeliest first; Mondays if wanted."""
    G = graph(("me", "a", 0.9), ("me", "b", 0.8), *(("a", f"x{i}", 0.5) for i in range(2)),
              *(("b", f"y{i}", 0.5) for i in range(2)))  # fmt: skip
    wanted = ["x0", "x1", "y0", "y1"]
    table = plan(G, targets=wanted, per_week=2, start="2026-11-25").table()
    assert table[["week", "ask"]].to_numpy().tolist() == [[1, "a"], [1, "b"], [2, "a"], [2, "b"]]
    assert table["date"].tolist() == ["2026-11-23"] * 2 + ["2026-11-30"] * 2
    assert plan(G, targets=wanted, per_week=1).table()["week"].tolist() == [1, 2, 3, 4]


def test_smallest_cover() -> None:
    """Two people reach all four targets, though a third alone reaches most and comes first."""
    reach = {"a": "wx", "b": "yz", "c": "wxy"}
    G = graph(*(("me", one, 0.5) for one in reach))
    G.add_edges_from((one, to, {"chance": 0.5}) for one, some in reach.items() for to in some)
    G.add_edge("me", "known", chance=0.5)
    found = plan(G, targets=["w", "x", "y", "z", "known"], max_hops=2)
    cover = found.cover()
    assert len(cover) == 2
    assert cover["count"].sum() == 4
    assert "b" in cover["id"].tolist()


def test_losses_are_after_planning_anew() -> None:
    """If Ann says no, Bob takes over her target at his chance; what remains lost is the rest."""
    G = graph(
        ("me", "ann", 1), ("me", "bob", 1), ("ann", "x", 0.5), ("bob", "x", 0.3), ("bob", "y", 0.2)
    )
    losses = plan(G, targets=["x", "y"]).losses().set_index("id")
    assert losses.loc["ann", "lost"] == pytest.approx(0.2)
    assert losses.loc["bob", "lost"] == pytest.approx(0.2)
    assert losses.loc["ann", "expected"] == pytest.approx(0.5)


def test_whom_the_plan_cannot_reach_and_why() -> None:
    """Unknown, ambiguous, unreachable targets and oneself are listed with the reason."""
    G = graph(("me", "ann", 0.5), ("ann", "x", 0.5))
    G.add_node("p1", name="Sam Lee", organisation="Westbrook")
    G.add_node("p2", name="Sam Lee")
    found = plan(G, targets=["x", "x", "nobody", "Sam Lee", "me", match(organisation="Westbrook")])
    assert pairs(found) == {("ann", "x")}
    why = dict(found.unreached)
    assert "Nobody in this network" in why["nobody"]
    assert "could be any of 2" in why["Sam Lee"]
    assert why["me"] == "that is you"
    assert why["anyone at Westbrook"] == "no path leads there"


def test_known_target_needs_no_introducer() -> None:
    """Somebody I know is written to; that uses up nobody's asks."""
    G = graph(("me", "x", 0.5), ("me", "a", 0.5), ("a", "y", 0.5))
    found = plan(G, targets=["x", "y"], asks_per_introducer=1)
    assert pairs(found) == {("x", "x"), ("a", "y")}
    assert "You know x already" in str(found)


def test_answer_reads_well_and_is_inert() -> None:
    """The text says how many are asked and what to expect; hostile names are escaped."""
    G = graph(("me", "a", 0.5), ("a", "x", 0.5))
    G.nodes["a"]["name"] = "<script>1</script>"
    found = plan(G, targets=["x", "<b>"])
    assert "1 request to 1 person" in str(found)
    assert "Week 1" in str(found)
    assert "<script>" not in found._repr_html_()
    assert "<b>" not in found._repr_html_()
    assert json.loads(json.dumps(found.to_dict()))["asks"][0]["people"][1]["id"] == "a"


def test_nothing_to_plan() -> None:
    """No target that can be reached is a plan of nothing, not an error."""
    found = plan(graph(("me", "a", 0.5)), targets=["nobody"])
    assert found.asks == ()
    assert found.cover().empty
    assert found.losses().empty
    assert found.table().empty
    with pytest.raises(ValueError, match="at least 1"):
        plan(graph(("me", "a", 0.5)), targets=["a"], per_week=0)
