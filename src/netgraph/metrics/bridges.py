"""Bridges and brokers: which ties and which people hold together what is otherwise apart.

These figures describe the map. They do not say who introduces well: on e-mail with known
introducers, ranking by them was no better than chance (`netgraph.introducing.introductions` is
for that).
"""

from __future__ import annotations

from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from netgraph.metrics.betweenness import CONFIDENCE, betweenness
from netgraph.metrics.caveats import caveats, refuse_star
from netgraph.metrics.circles import circles, stories
from netgraph.metrics.engine import view
from netgraph.metrics.kernels import cuts, holes, support
from netgraph.metrics.searches import spans
from netgraph.people import name_of
from netgraph.wording import counted, sentence

__all__ = ["bridges", "brokers"]


def brokers(
    G: nx.Graph[Any], *, weight: str | None = "strength", error: float = 0.02, seed: int = 0
) -> pd.DataFrame:
    """Rank people by how much they stand between others.

    Columns: ``person``, ``id``, ``organisation``, ``me``, ``ties``, ``strength`` (summed),
    ``betweenness`` (share of the shortest chains between two others; steps, not strengths),
    ``betweenness_error`` (0 where it is exact), ``constraint`` (0 free to 1 and more: contacts who
    are tied among themselves), ``effective_size`` (contacts less those that are redundant),
    ``efficiency`` (the same per contact), ``hierarchy`` (0 to 1: constraint from one contact
    alone), ``circles`` (groups of contacts that know nobody of the other groups), ``cut`` (whether
    the network falls apart without this person), ``loses`` (how many people its largest part would
    lose), ``in_words``.
    Sorted by betweenness, then by constraint. Undefined figures are nan.

    Effective size is Burt's, with strengths: two contacts are as redundant as the tie between them
    is strong beside the strongest tie of each, in the whole network. With `weight` None, or where
    all ties are equal, that is Borgatti's contacts - 2 * ties among them / contacts. It equals
    ``networkx.effective_size(G, nodes=G, weight=weight)``; the fast path that NetworkX 3.6 takes
    without ``nodes`` gives other values where ties differ.

    Args:
        G: The graph.
        weight: Edge attribute for Burt's figures; None counts every tie alike.
        error: Error of betweenness that is accepted in graphs of more than 2,000 people;
            0 for exact values however long they take.
        seed: For the sample that betweenness rests on there.

    Raises:
        NotMeaningfulError: All ties end in one person.

    >>> brokers(nx.path_graph(["a", "b", "c", "d"]))[["person", "betweenness"]].values.tolist()
    [['b', 0.666...], ['c', 0.666...], ['a', 0.0], ['d', 0.0]]

    Source: L. Freeman, Sociometry 40 (1977); R. S. Burt, Structural Holes (1992).
    """
    arrays = view(G, weight=weight)
    refuse_star(G)
    between = betweenness(arrays, error=error, seed=seed)
    around, gaps, cut = circles(arrays), holes(arrays), cuts(arrays)
    names = [name_of(G, node) for node in arrays.s.ids]
    told = stories(G, arrays, names, around, cut.loses)
    figures = {
        "ties": arrays.degree,
        "strength": arrays.total,
        "betweenness": between.value,
        "betweenness_error": between.error,
        "constraint": gaps.constraint,
        "effective_size": gaps.effective_size,
        "efficiency": gaps.effective_size / np.maximum(arrays.degree, 1),
        "hierarchy": gaps.hierarchy,
        "circles": around.number,
        "cut": cut.person,
        "loses": cut.loses,
    }
    order = np.lexsort((-arrays.degree, gaps.constraint, -between.value))
    table = _people(G, {arrays.s.ids[x]: names[x] for x in order.tolist()})
    table = table.assign(**{name: column[order] for name, column in figures.items()})
    table["in_words"] = [told[x] for x in order.tolist()]
    table.attrs["parameters"] = {
        "weight": weight, "seed": seed, "betweenness": "sampled" if between.samples else "exact",
        "chains": between.samples, "error": error if between.samples else 0.0,
        "effective_size": "Burt 1992; n - 2t/n where all ties are equal",
    }  # fmt: skip
    table.attrs["caveats"] = caveats(G, arrays)
    if between.samples:
        table.attrs["caveats"].append(
            f"Betweenness is estimated from {between.samples:,} chains drawn at random;"
            f" with {CONFIDENCE:.0%} confidence no figure is off by more than `betweenness_error`."
        )
    return table


def _people(G: nx.Graph[Any], names: dict[Any, str]) -> pd.DataFrame:
    """Begin a table with one row per person."""
    mine, ids = set(G.graph.get("me", ())), list(names)
    return pd.DataFrame(
        {
            "person": list(names.values()),
            "id": pd.Series(ids, dtype=object),
            "organisation": [str(G.nodes[node].get("organisation") or "") for node in ids],
            "me": [node in mine for node in ids],
        }
    )


def bridges(G: nx.Graph[Any], *, weight: str | None = "strength") -> pd.DataFrame:
    """List the ties that bridge: those without which two people are apart, or far apart.

    Columns: ``person_a``, ``id_a``, ``person_b``, ``id_b``, ``kind`` ("cut tie": its ends would
    not be connected at all without it; "local bridge": its ends share no acquaintance), ``span``
    (steps between the ends without the tie; inf for a cut tie), ``separates`` (people on the
    smaller side of a cut tie, else 0), ``strength``, ``basis``, ``in_words``. First the ties that
    cut off more than one person, then local bridges by span, then the only tie of somebody.

    Args:
        G: The graph.
        weight: Edge attribute shown as strength; it plays no part in what is a bridge.

    Raises:
        NotMeaningfulError: All ties end in one person.

    >>> bridges(nx.barbell_graph(3, 0))[["id_a", "id_b", "kind", "separates"]].values.tolist()
    [[2, 3, 'cut tie', 3]]

    Source: M. Granovetter, The Strength of Weak Ties, Am. J. Sociology 78 (1973).
    """
    arrays = view(G, weight=weight)
    refuse_star(G)
    cut = cuts(arrays)
    ties = np.flatnonzero(support(arrays) == 0)
    ends, separates = (arrays.s.u[ties], arrays.s.v[ties]), cut.side[ties]
    apart = np.full(len(ties), np.inf)
    apart[separates == 0] = spans(arrays, ties[separates == 0])
    a, b = ([arrays.s.ids[x] for x in end] for end in ends)
    table = pd.DataFrame(
        {
            "person_a": [name_of(G, node) for node in a],
            "id_a": pd.Series(a, dtype=object),
            "person_b": [name_of(G, node) for node in b],
            "id_b": pd.Series(b, dtype=object),
            "kind": np.where(separates, "cut tie", "local bridge"),
            "span": apart,
            "separates": separates,
            "strength": arrays.w[ties],
            "basis": [str(data.get("basis") or "") for data in arrays.s.data[ties]],
        }
    )
    lonely = np.where(arrays.degree[ends[0]] == 1, table["person_a"], table["person_b"])
    table["in_words"] = list(map(_bridge_words, table.itertuples(), lonely))
    rank = np.select([table["separates"] > 1, table["separates"] == 0], [0, 1], 2)
    table = (
        table.assign(rank=rank)
        .sort_values(
            ["rank", "separates", "span", "strength"], ascending=[True, False, False, False],
            kind="stable", ignore_index=True,
        )
        .drop(columns="rank")
    )  # fmt: skip
    table.attrs["parameters"] = {"weight": weight}
    table.attrs["caveats"] = caveats(G, arrays)
    return table


def _bridge_words(row: Any, lonely: str) -> str:
    """Say what would be lost with a tie; `lonely` is the one who would lose everybody."""
    if row.separates > 1:
        return f"The only link between {counted(row.separates, 'person')} and the rest."
    if row.separates:
        return sentence(f"The only tie of {lonely}")
    told = f"{row.person_a} and {row.person_b} know nobody in common"
    return f"{told}; without it, {row.span:.0f} steps apart."
