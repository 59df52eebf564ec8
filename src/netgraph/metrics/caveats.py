"""What a graph cannot tell: the sentences that go with every table of figures."""

from __future__ import annotations

from operator import methodcaller
from typing import Any, Final

import networkx as nx
import numpy as np

from netgraph.errors import NotMeaningfulError
from netgraph.graph import is_star
from netgraph.metrics.engine import View
from netgraph.wording import counted

#: Below this share of ties that do not end in *me*, what lies between others is mostly unseen.
_FEW: Final = 0.1
#: Below so many people percentiles and clusters are anecdotes.
_SMALL: Final = 10


def refuse_star(G: nx.Graph[Any]) -> None:
    """Refuse to give figures that a star of any size would give.

    Raises:
        NotMeaningfulError: Every tie ends in one person.
    """
    if is_star(G):
        raise NotMeaningfulError(
            "All ties end in one person, as in any single contact list: nobody can be seen to"
            " know anybody else, so every figure would be the same for any list of this length.",
            hint="Add what shows ties among the others: a mailbox, papers (PubMed), calendars, a"
            " file of who knows whom, or the list of a friend who lends it.",
        )


def caveats(G: nx.Graph[Any], arrays: View) -> list[str]:
    """List in sentences what makes figures about this graph weaker than they look."""
    notes = []
    if not arrays.m:
        return ["There is no tie between two people."]
    if arrays.n < _SMALL:
        notes.append(f"Only {counted(arrays.n, 'person')}: a single tie more changes the picture.")
    mine = [arrays.s.index[me] for me in G.graph.get("me", ()) if me in arrays.s.index]
    others = int((~np.isin(arrays.s.u, mine) & ~np.isin(arrays.s.v, mine)).sum())
    if others < _FEW * arrays.m and not is_star(G):
        notes.append(
            f"Only {others:,} of {arrays.m:,} ties do not end in the owner of an export: most of"
            " what lies between the others is not seen."
        )
    if len({source.get("reader") for source in G.graph.get("sources", ())}) == 1:
        notes.append("All ties come from one kind of export: ties elsewhere are not seen.")
    ties = arrays.s.data[arrays.s.reading]
    inferred = list(map(methodcaller("get", "basis"), ties)).count("inferred")
    if inferred:
        notes.append(f"{counted(inferred, 'tie')} inferred: nobody recorded or stated them.")
    return notes
