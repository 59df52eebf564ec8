"""Whose contact lists to ask for: they show ties that one's own export cannot.

One person's export is a star, and most friends of friends stay hidden. On public networks the
lists of five random contacts revealed 23 % (co-authors) to 38 % (mail) of them, the lists of the
five best-connected contacts 67 % and 75 %, ten lists 85 % and 88 %.

Nobody knows who is best connected; `lenders` goes by what is seen. If one in ten of the ties
beyond one's contacts is seen, its five lists revealed 53 % (co-authors) and 66 % (messages) of the
friends of friends, five random ones 25 % and 31 %, the truly best-connected 62 % and 69 %. On a
bare star it does no better than chance (``benchmarks/paths/lending.py``).
"""

from __future__ import annotations

from collections.abc import Iterable

import networkx as nx
import pandas as pd

from netgraph.people import name_of

__all__ = ["lenders"]


def lenders(G: nx.Graph[str], *, k: int = 5, me: Iterable[str] | None = None) -> pd.DataFrame:
    """Name the contacts whose lists would probably reveal most friends of friends.

    How many people somebody knows is estimated by how many they are seen to know; each next
    lender is the one who adds most people to those before (a greedy choice, at least 63 % of the
    best possible: Nemhauser, Wolsey, Fisher 1978). Where nothing is seen among one's contacts,
    they come by how well one knows them, and ``knows`` says 0. Those whose lists are in the graph
    already, as an export that says whose it is, are not asked again.

    Args:
        G: A graph.
        k: How many lenders.
        me: Whose contacts; by default ``G.graph["me"]``.

    Returns:
        One row per lender, best first: ``id``, ``name``, ``organisation``, ``band`` (how well you
        know them), ``knows`` (people they are seen to know besides you), ``new`` (of those,
        people neither you nor a lender above knows), ``why``.

    >>> G = nx.Graph([("me", "a"), ("me", "b"), ("a", "x"), ("a", "y"), ("b", "y")])
    >>> lenders(G, k=2, me=["me"])[["id", "new"]].values.tolist()
    [['a', 2], ['b', 0]]
    """
    mine = [one for one in (me if me is not None else G.graph.get("me", ())) if one in G]
    contacts = sorted(set().union(*(G.adj[one] for one in mine)) - set(mine)) if mine else []
    seen = {*mine, *contacts}
    contacts = [one for one in contacts if not _has_lent(G, one)]
    known = {one: set(G.adj[one]) - set(mine) for one in contacts}
    strength = {one: max(_strength(G, here, one) for here in mine) for one in contacts}
    rows: list[list[object]] = []
    while contacts and len(rows) < k:
        best = min(contacts, key=lambda p: (-len(known[p] - seen), -len(known[p]), -strength[p], p))
        rows.append(_row(G, mine, best, len(known[best]), len(known[best] - seen)))
        contacts.remove(best)
        seen |= known[best]
    columns = ["id", "name", "organisation", "band", "knows", "new", "why"]
    return pd.DataFrame(rows, columns=columns)


def _has_lent(G: nx.Graph[str], person: str) -> bool:
    return any(str(one).startswith("owner:") for one in G.nodes[person].get("keys", ()))


def _strength(G: nx.Graph[str], me: str, other: str) -> float:
    return float(G.adj[me][other].get("strength", 1.0)) if other in G.adj[me] else 0.0


def _row(G: nx.Graph[str], mine: list[str], person: str, knows: int, new: int) -> list[object]:
    tie = G.edges[max(mine, key=lambda one: _strength(G, one, person)), person]
    why = f"is seen to know {knows} others, {new} of them new to you"
    if not knows:
        why = "nothing here shows whom they know; you know them better than others"
    organisation = str(G.nodes[person].get("organisation") or "")
    band = str(tie.get("band", "unknown"))
    return [person, name_of(G, person), organisation, band, knows, new, why]
