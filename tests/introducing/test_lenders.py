"""Lenders: whose lists would show most."""

import networkx as nx

from netgraph.introducing.lenders import lenders


def test_each_next_lender_adds_most() -> None:
    """The second lender is who adds most to the first, not who knows second most."""
    G = nx.Graph([("me", one) for one in "abc"], me=("me",))
    G.add_edges_from(("a", f"x{i}") for i in range(5))
    G.add_edges_from(("b", f"x{i}") for i in range(4))
    G.add_edges_from(("c", f"y{i}") for i in range(2))
    table = lenders(G, k=2)
    assert table[["id", "knows", "new"]].to_numpy().tolist() == [["a", 5, 5], ["c", 2, 2]]


def test_star_is_ordered_by_how_well_one_knows_them() -> None:
    """Where nothing is seen among the contacts, the better known come first, and it is said."""
    G: nx.Graph[str] = nx.Graph(me=("me",))
    G.add_edge("me", "a", strength=1.0, band="weak")
    G.add_edge("me", "b", strength=3.0, band="strong")
    table = lenders(G)
    assert table[["id", "band", "knows"]].to_numpy().tolist() == [
        ["b", "strong", 0],
        ["a", "weak", 0],
    ]
    assert table["why"].str.contains("nothing here shows").all()


def test_who_has_lent_is_not_asked_again() -> None:
    """Another *me* has lent already; nobody's network has no lenders."""
    G = nx.Graph([("me", "you"), ("you", "x"), ("me", "a")], me=("me", "you"))
    assert lenders(G)["id"].tolist() == ["a", "x"]
    assert lenders(nx.Graph([("a", "b")])).empty


def test_an_export_that_was_read_is_a_list_that_was_lent() -> None:
    """Somebody who owns an export in the graph is not asked for it, even if they are not me."""
    G: nx.Graph[str] = nx.Graph([("me", "a"), ("me", "b"), ("a", "x"), ("a", "y"), ("b", "y")])
    G.nodes["a"]["keys"] = ("owner:linkedin|lent",)

    assert list(lenders(G, me=["me"])["id"]) == ["b"]
