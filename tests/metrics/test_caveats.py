"""Caveats: what a graph cannot tell, in sentences."""

from __future__ import annotations

import networkx as nx
import pytest

from netgraph.errors import NotMeaningfulError
from netgraph.graph import is_star
from netgraph.metrics.caveats import caveats, refuse_star
from netgraph.metrics.engine import view


@pytest.mark.parametrize(
    ("G", "star"),
    [
        (nx.star_graph(5), True),
        (nx.path_graph(2), True),
        (nx.path_graph(4), False),
        (nx.complete_graph(3), False),
        (nx.empty_graph(4), False),
        (nx.Graph([("me", "a"), ("me", "b"), ("you", "b"), ("you", "c")]), False),
        (nx.Graph([("me", "a"), ("me", "b"), ("b", "b")]), True),
    ],
)
def test_a_star_is_a_graph_whose_ties_all_end_in_one_person(G: nx.Graph[str], star: bool) -> None:  # noqa: FBT001
    """Isolates and self-made ties do not change it; a triangle or a longer chain does."""
    G.add_node("alone")
    assert is_star(G) is star
    if star:
        with pytest.raises(NotMeaningfulError, match="any single contact list"):
            refuse_star(G)
    else:
        refuse_star(G)


def test_two_lists_hardly_show_what_lies_between_others() -> None:
    """Two owners' lists are no star, but all their ties end in an owner, and that is said."""
    G = nx.compose(nx.star_graph(["me", *"abcdefgh"]), nx.star_graph(["you", *"ghijklmn"]))
    G.graph["me"] = ("me", "you")
    (told,) = caveats(G, view(G))
    assert told.startswith("Only 0 of 16 ties do not end in the owner of an export")


def test_a_full_network_of_several_sources_has_no_caveat() -> None:
    """Where nothing is wrong nothing is said; of few people, that they are few."""
    large, small = nx.karate_club_graph(), nx.complete_graph(4)
    assert caveats(large, view(large)) == []
    assert caveats(small, view(small)) == ["Only 4 people: a single tie more changes the picture."]
