"""A person's card: who they are, and whom they know best. For the explorer and for tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import networkx as nx

from netgraph.people import label, name_of

__all__ = ["LISTED", "card", "introduce"]

#: How many contacts stand on a card.
LISTED: Final = 8


def introduce(G: nx.Graph[str], person: str) -> dict[str, str]:
    """Say who somebody is: id, name, and what tells them from a namesake."""
    about = label(G, person).removeprefix(name_of(G, person)).strip(" ()")
    return {"id": person, "name": name_of(G, person), "about": about}


def card(G: nx.Graph[str], person: str) -> dict[str, Any]:
    """Describe a person: who they are, and whom they know best."""
    ties = sorted(
        G.adj[person].items(), key=lambda tie: (-float(tie[1].get("strength", 1.0)), tie[0])
    )
    return {
        **introduce(G, person),
        "location": str(G.nodes[person].get("location") or ""),
        "count": len(ties),
        "ties": [
            {**introduce(G, other), "band": str(tie.get("band", "unknown")), "why": _first(tie)}
            for other, tie in ties[:LISTED]
        ],
    }


def _first(tie: Mapping[str, Any]) -> str:
    return str(next(iter(tie.get("evidence") or ()), ""))
