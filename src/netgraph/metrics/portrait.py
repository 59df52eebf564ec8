"""My network: the figures of one person, each beside everybody else's and in plain words."""

from __future__ import annotations

import html
from collections import Counter
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx
import numpy as np
import pandas as pd

from netgraph.errors import AmbiguousPersonError, NotMeaningfulError
from netgraph.graph import is_star
from netgraph.metrics.bridges import brokers
from netgraph.metrics.caveats import caveats, refuse_star
from netgraph.metrics.clusters import communities
from netgraph.metrics.engine import view
from netgraph.metrics.roles import roles
from netgraph.people import name_of, who
from netgraph.wording import counted

__all__ = ["Portrait", "portrait"]

#: Figure, how it is worded, and which column of `brokers` it is.
_FIGURES: Final = {
    "ties": "{You} know {people} here.",
    "circles": "{Your} contacts form {value:.0f} circles with no tie from one to the next: each is"
    " a door to other people and other news.",
    "effective_size": "The more strongly contacts are tied to one another, the less each counts:"
    " {your} contacts are worth {value:.1f} who do not know each other.",
    "efficiency": "That is {value:.0%} of all of them: 100% if no two knew each other.",
    "constraint": "Constraint {value:.2f}: low means that {your} contacts do not all know each"
    " other, so that no single group hems {you} in.",
    "hierarchy": "Hierarchy {value:.2f}: near 1, a single contact stands behind most of {your}"
    " ties.",
    "betweenness": "{You} stand on {value:.1%} of the shortest chains between two others.",
}
_ONE_CIRCLE: Final = "{Your} contacts form one circle: ties join them all even without {you}."
_ME: Final = {"You": "You", "you": "you", "Your": "Your", "your": "your"}
_OTHER: Final = {"You": "They", "you": "them", "Your": "Their", "your": "their"}


@dataclass(frozen=True)
class Portrait:
    """One person's network in figures and sentences.

    Attributes:
        person: Name.
        id: Node id.
        figures: One row per figure: ``figure``, ``value``, ``percentile`` (how many of 100 others
            have less; nan if there is nobody to compare with), ``in_words``.
        reference: With whom the percentiles compare.
        dormant: Ties worth reviving (their band is "dormant"), one row each: ``person``, ``id``,
            ``organisation``, ``last``, ``in_words``.
        caveats: What the data cannot carry.
    """

    person: str
    id: Any
    figures: pd.DataFrame
    reference: str
    dormant: pd.DataFrame
    caveats: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the same as plain values, for JSON; an undefined figure is None."""
        tables = {one: getattr(self, one).astype(object) for one in ("figures", "dormant")}
        rows = {one: t.where(t.notna(), None).to_dict("records") for one, t in tables.items()}
        return {**self.__dict__, **rows, "caveats": list(self.caveats)}

    def __repr__(self) -> str:
        """Write it as text."""
        lines = [f"The network of {self.person}, beside {self.reference}"]
        told = zip(self.figures["in_words"], self.figures["percentile"], strict=True)
        lines += [f"- {one}{_place(percentile)}" for one, percentile in told]
        if len(self.dormant):
            lines += ["Ties worth reviving:", *(f"- {one}" for one in self.dormant["in_words"])]
        return "\n".join([*lines, *(f"! {one}" for one in self.caveats)])

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        parts = [f"<p><strong>The network of {html.escape(self.person)}</strong></p>"]
        shown = self.figures.to_html(index=False, border=0, na_rep="", float_format="{:.3g}".format)
        parts += [shown, f"<p>Percentiles beside {html.escape(self.reference)}.</p>"]
        if len(self.dormant):
            told = "".join(f"<li>{html.escape(one)}</li>" for one in self.dormant["in_words"])
            parts.append(f"<p>Ties worth reviving:</p><ul>{told}</ul>")
        told = "".join(f"<li>{html.escape(one)}</li>" for one in self.caveats)
        return "".join([*parts, f"<ul>{told}</ul>" if told else ""])


def _place(percentile: float) -> str:
    if np.isnan(percentile):
        return ""
    whom = "all others" if percentile == 100 else f"{int(percentile)} of 100"  # noqa: PLR2004
    return f" (higher than {whom})"


def portrait(
    G: nx.Graph[Any], *, person: str = "", weight: str | None = "strength", seed: int = 0
) -> Portrait:
    """Describe one person's network: its figures, where they stand, and which ties sleep.

    Figures are set beside those of the other people in the graph, not beside published ones: size
    and constraint depend on how contacts were collected, and studies that ask for a handful of
    names cannot be compared with exports of hundreds.

    Args:
        G: The graph.
        person: Id or name; "" for *me*.
        weight: Edge attribute for Burt's figures; None counts every tie alike.
        seed: For clusters, and for betweenness in large graphs.

    Raises:
        NotMeaningfulError: No person is given, and the graph has no *me*.
        AmbiguousPersonError: The graph has several *me*.
        UnknownPersonError: Nobody answers to the name.

    >>> portrait(nx.path_graph(["a", "b", "c", "d"], nx.Graph()), person="b").figures.in_words[0]
    'They know 2 people here.'
    """
    node = _whose(G, person)
    arrays = view(G, weight=weight)
    notes = caveats(G, arrays)
    star = is_star(G)
    voice = _ME if node in G.graph.get("me", ()) else _OTHER
    rows, reference = _plain(G, node, voice), "nobody"
    if star:
        try:
            refuse_star(G)
        except NotMeaningfulError as refusal:
            notes.append(str(refusal))
    elif arrays.m:
        table = brokers(G, weight=weight, seed=seed).set_index("id")
        others = table[(table["ties"] > 1) & (table.index != node)]
        reference = f"the other {counted(len(others), 'person')} with two ties or more"
        rows = _compared(table.loc[node], others, voice) + _mixing(G, node, voice, seed)
        if voice is _ME:
            notes.append(
                "Your own ties are recorded, other people's only as far as your exports show"
                " them: the percentiles flatter you."
            )
    figures = pd.DataFrame(rows, columns=["figure", "value", "percentile", "in_words"])
    return Portrait(name_of(G, node), node, figures, reference, _dormant(G, node), tuple(notes))


def _whose(G: nx.Graph[Any], person: str) -> Any:
    if person:
        return person if person in G else who(G, person)
    mine = [one for one in G.graph.get("me", ()) if one in G]
    if not mine:
        raise NotMeaningfulError("Nobody in this graph is marked as you.", hint="Give person=.")
    if len(mine) > 1:
        hint = f"Say which one you are: {', '.join(name_of(G, one) for one in mine)}."
        raise AmbiguousPersonError(
            "These exports belong to several people.", candidates=tuple(mine), hint=hint
        )
    return mine[0]


def _plain(G: nx.Graph[Any], node: Any, voice: dict[str, str]) -> list[tuple[Any, ...]]:
    """Say what can be said without ties among the others."""
    ties = sum(1 for other in G[node] if other != node)
    bands = Counter(str(data.get("band") or "unknown") for data in G[node].values())
    known = f" {bands['strong']} of these ties are strong." if bands["strong"] else ""
    return [("ties", float(ties), float("nan"), _worded("ties", ties, voice) + known)]


def _compared(mine: Any, others: pd.DataFrame, voice: dict[str, str]) -> list[tuple[Any, ...]]:
    """Put each figure beside those of the others; equals count half."""
    rows = []
    for figure in _FIGURES:
        value, theirs = round(float(mine[figure]), 9), others[figure].dropna().round(9)
        if not np.isnan(value):
            place = 50 * ((theirs < value).mean() + (theirs <= value).mean())
            rows.append((figure, value, float(place), _worded(figure, value, voice)))
    return rows


def _worded(figure: str, value: float, voice: dict[str, str]) -> str:
    wording = _ONE_CIRCLE if figure == "circles" and value == 1 else _FIGURES[figure]
    return wording.format(value=value, people=counted(int(value), "person"), **voice)


def _mixing(G: nx.Graph[Any], node: Any, voice: dict[str, str], seed: int) -> list[tuple[Any, ...]]:
    """Say how far the ties cross clusters, organisations and places."""
    found = communities(G, seed=seed)
    touched = len({found[other] for other in G[node]} | {found[node]})
    tied = {found[other] for other in G if any(one != other for one in G[other])}
    told = f"{voice['Your']} ties reach {counted(touched, 'cluster')} of {len(tied)}."
    rows: list[tuple[Any, ...]] = [("clusters", float(touched), float("nan"), told)]
    for by in ("organisation", "location"):
        table = roles(G, by=by)
        mine = table[table["id"] == node]
        if not len(mine) or not mine["internal"].iloc[0] + mine["external"].iloc[0]:
            continue
        row: Any = mine.iloc[0]
        inside = row.internal / (row.internal + row.external)
        told = f"{inside:.0%} of {voice['your']} ties stay in {row.group};"
        told += f" ties to another {by}: {row.external}."
        theirs = table[table["id"] != node]["ei"].dropna()
        place = 50 * ((theirs < row.ei).mean() + (theirs <= row.ei).mean())
        rows.append((f"ei_{by}", float(row.ei), float(place), told))
    return rows


def _dormant(G: nx.Graph[Any], node: Any) -> pd.DataFrame:
    """Find ties that were strong and have long been silent, those that last spoke first.

    They are cheap to revive, and rich in news: D. Levin, J. Walter & K. Murnighan, Organization
    Science 22 (2011).
    """
    rows = []
    for other, data in G[node].items():
        if other != node and data.get("band") == "dormant":
            told = f"{name_of(G, other)}: {next(iter(data.get('evidence') or ()), 'long silent')}."
            place = str(G.nodes[other].get("organisation") or "")
            rows.append((name_of(G, other), other, place, str(data.get("last") or ""), told))
    table = pd.DataFrame(rows, columns=["person", "id", "organisation", "last", "in_words"])
    return table.sort_values(["last", "person"], ascending=[False, True], ignore_index=True)
