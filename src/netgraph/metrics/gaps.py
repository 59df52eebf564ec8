"""Gaps: which organisations, places and titles of a target list no tie reaches."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

import networkx as nx
import pandas as pd

from netgraph.metrics.caveats import caveats
from netgraph.metrics.engine import view
from netgraph.people import Match, name_of
from netgraph.wording import counted, sentence

__all__ = ["gaps"]

#: What a target can say, and that can be looked for.
_ABOUT: Final = ("organisation", "location", "title")
_NOBODY: Final = float("inf")


def gaps(G: nx.Graph[Any], *, targets: pd.DataFrame | Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Say for each organisation, place and title of the targets how near your ties come to it.

    Columns: ``about`` (organisation, location, title), ``value``, ``targets`` (how many ask for
    it), ``people`` (how many in the graph fit), ``steps`` (to the nearest of them from *me*: 1 you
    know somebody there; inf nobody can be reached), ``nearest`` (their names), ``in_words``. What
    nobody reaches comes first, the most wanted of it at the top.

    Args:
        G: The graph.
        targets: A table or dicts with any of ``organisation``, ``location``, ``title``.

    >>> G = nx.Graph([("me", "a")], me=("me",))
    >>> G.nodes["a"]["organisation"] = "St. Hilda's Hospital"
    >>> wanted = [{"organisation": "St Hilda's"}, {"organisation": "Northside"}]
    >>> gaps(G, targets=wanted)[["value", "steps"]].values.tolist()
    [['Northside', inf], ["St Hilda's", 1.0]]
    """
    table = targets if isinstance(targets, pd.DataFrame) else pd.DataFrame(list(targets))
    mine = [one for one in G.graph.get("me", ()) if one in G]
    steps: dict[Any, int] = {}
    for me in mine:
        for node, far in nx.single_source_shortest_path_length(G, me).items():
            steps[node] = min(far, steps.get(node, far))
    rows = []
    for about in _ABOUT:
        wanted = (" ".join(str(value).split()) for value in table.get(about, pd.Series()).dropna())
        for value, count in Counter(filter(None, wanted)).items():
            people = [one for one in Match(**{about: value}).people(G) if one not in mine]
            rows.append((about, value, count, *_near(G, people, steps)))
    columns = ["about", "value", "targets", "people", "steps", "nearest", "in_words"]
    found = pd.DataFrame(rows, columns=columns)
    found = found.sort_values(["steps", "targets", "value"], ascending=[False, False, True])
    found = found.reset_index(drop=True)
    found.attrs["parameters"] = {"targets": len(table)}
    found.attrs["caveats"] = caveats(G, view(G, weight=None))
    if not mine:
        found.attrs["caveats"].append("Nobody is marked as you: no distance can be given.")
    return found


def _near(
    G: nx.Graph[Any], people: list[Any], steps: Mapping[Any, int]
) -> tuple[int, float, str, str]:
    """Find the nearest of these people, and say how near that is."""
    far = min((steps[one] for one in people if one in steps), default=_NOBODY)
    nearest = sorted(name_of(G, one) for one in people if steps.get(one) == far)[:3]
    names = "; ".join(nearest)
    if not people:
        told = "Nobody in this network is known to be there."
    elif far == _NOBODY:
        told = f"{counted(len(people), 'person')} there, but no chain of ties leads to them."
    elif far == 1:
        told = sentence(f"You know {names}")
    else:
        told = sentence(f"{counted(int(far) - 1, 'introducer')} away: {names}")
    return len(people), far, names, told
