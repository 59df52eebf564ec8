"""The whole way, from the sample's exports to the answers that its truth demands."""

import json
from typing import Any

import pytest

import netgraph as ng
from netgraph.graph import Graph, validate
from netgraph.records import key
from netgraph.sample import sample_folder

TRUTH = json.loads((sample_folder() / "world.json").read_text(encoding="utf-8"))
PEOPLE = {one["id"]: one for one in TRUTH["people"]}
STRONG = ("orcid", "email", "linkedin")


@pytest.fixture(scope="module", name="G")
def _graph() -> Graph:
    """Load the sample as the user it belongs to."""
    return ng.load(sample_folder() / "exports", me=PEOPLE[TRUTH["me"]]["name"])


def keys_of(person: dict[str, Any]) -> set[str]:
    """List the keys by which a true person stands in the exports."""
    forms = (form for forms in person["appears_as"].values() for form in forms)
    return {made for form in forms for kind in STRONG if (made := key(kind, form))}


def true_ids(G: Graph) -> dict[str, str]:
    """Map each node with a key that identifies people to the true person who has it."""
    owner = {one: person for person, data in PEOPLE.items() for one in keys_of(data)}
    return {
        node: owner[one]
        for node, data in G.nodes(data=True)
        for one in data["keys"]
        if one in owner
    }


def test_the_graph_keeps_its_contract(G: Graph) -> None:
    """Nothing in the sample makes a graph that `validate` would complain of."""
    assert validate(G) == []
    assert len(G) > 120


@pytest.mark.parametrize("target", TRUTH["targets"], ids=lambda target: str(target["id"]))
def test_the_expected_introduction_is_found_first(G: Graph, target: dict[str, Any]) -> None:
    """Each target's best path is the one the truth names, and no path is said to be none."""
    found = ng.introductions(G, to=PEOPLE[target["id"]]["name"])
    true = true_ids(G)
    paths = [[true.get(person.id) for person in path.people] for path in found.paths]

    if target["best"] is None:
        assert paths == []
        assert "No path" in str(found)
    else:
        assert paths[0] in [target["best"], *target["acceptable"]]
        assert paths[0] == target["best"]


def test_no_two_true_people_are_one(G: Graph) -> None:
    """Nobody carries keys of two people; the namesakes stay apart."""
    owner = {one: person for person, data in PEOPLE.items() for one in keys_of(data)}
    for _, data in G.nodes(data=True):
        assert len({owner[one] for one in data["keys"] if one in owner}) <= 1
    for pair in TRUTH["namesakes"]:
        assert len({node for node, person in true_ids(G).items() if person in pair}) >= len(pair)


def test_few_true_people_are_two(G: Graph) -> None:
    """At most one person in ten stands in two nodes: what nothing links cannot be merged."""
    true = list(true_ids(G).values())

    assert len(true) - len(set(true)) <= len(PEOPLE) / 10


def test_lists_and_robots_are_nobody(G: Graph) -> None:
    """Addresses of lists and machines, and group names, are no people."""
    not_people = {name.casefold() for names in TRUTH["not_people"].values() for name in names}
    for _, data in G.nodes(data=True):
        assert data["name"].casefold() not in not_people
        assert not {one.partition(":")[2] for one in data["keys"]} & not_people


def test_the_order_of_the_exports_changes_nothing(G: Graph) -> None:
    """Naming the files one by one, in any order, gives the same people and ties."""
    files = sorted((sample_folder() / "exports").iterdir(), reverse=True)
    again = ng.load(*files, me=PEOPLE[TRUTH["me"]]["name"])

    assert set(again) == set(G)
    assert {frozenset(edge) for edge in again.edges} == {frozenset(edge) for edge in G.edges}
    assert all(again.edges[a, b]["strength"] == pytest.approx(d["strength"])
               for a, b, d in G.edges(data=True))  # fmt: skip
