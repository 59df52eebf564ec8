"""`report`: one page about a network that somebody else can read, offline and without a notebook.

Everything in it is worked out from a copy of the network from which was taken what is not to be
shown, so what is redacted is nowhere in the file.
"""

from __future__ import annotations

import base64
import html
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import networkx as nx
import pandas as pd
from markupsafe import Markup

from netgraph.errors import AmbiguousPersonError, NetgraphError, UnknownPersonError
from netgraph.introducing.introductions import Introductions, introductions
from netgraph.introducing.ways import Path as Way
from netgraph.introducing.ways import in_words
from netgraph.maps import draw
from netgraph.maps.redaction import OTHER, Redaction
from netgraph.metrics.bridges import brokers
from netgraph.metrics.clusters import clusters
from netgraph.metrics.portrait import portrait
from netgraph.notebook import charts, pages
from netgraph.notebook.sheet import show
from netgraph.people import Directory, name_of
from netgraph.summary import summary
from netgraph.wording import in_a_row

__all__ = ["Report", "report"]

#: How many brokers and groups are listed, and ways to each target.
_BROKERS: Final = 15
_GROUPS: Final = 20
_WAYS: Final = 3
_ABOUT_GROUPS: Final = ["name", "people", "ties", "ways_in", "in_words"]
_ABOUT_BROKERS: Final = ["person", "organisation", "ties", "circles", "loses", "in_words"]
_KEPT: Final = ("strength", "chance", "band", "basis", "kinds")
_OPEN: Final = (
    "This page holds names of people who did not ask to be in it. Keep it among those who need it."
)
_SHARED: Final = "Names are replaced and what could give people away is left out."


@dataclass(frozen=True)
class Report:
    """A report: one page of its own.

    Attributes:
        html: The page as text.
    """

    html: str

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page into a file and say where it is."""
        target = Path(path)
        target.write_text(self.html, encoding="utf-8", newline="\n")
        return target

    def __repr__(self) -> str:
        """Say what to do with it."""
        return f"<Report of {len(self.html) // 1024} KB; .save('report.html') writes it>"

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        return pages.frame(self.html, "Report", 640, html.escape(repr(self)))


def report(
    G: nx.Graph[str],
    *,
    targets: Iterable[str] = (),
    redact: str | Iterable[str] = (),
    title: str = "",
    seed: int = 0,
) -> Report:
    """Write a report: portrait, groups, brokers, introductions and the map, in one offline page.

    Args:
        G: A graph.
        targets: Whom to reach: names, or "anyone at St. Hilda's".
        redact: For a copy to share: ``names``, ``organisations``, ``evidence``; see `draw`.
        title: Heading; by default whose network it is.
        seed: For groups and the map.

    Returns:
        The report: ``.save("report.html")`` writes it.

    >>> report(nx.Graph([("me", "a"), ("a", "b")], me=("me",)), targets=["b"]).html[:15]
    '<!doctype html>'
    """
    redaction = Redaction.of(redact, contacts=False, seed=seed)
    shown, new_id = _redacted(G, redaction)
    directory = Directory(G)
    sought = [_target(shown, directory, one, new_id, redaction) for one in targets]
    ways = [way for one in sought for way in one["paths"][:1]]
    picture = draw(shown, paths=ways, title=title or "Map", seed=seed).html
    told, dormant, notes = _portrait(shown, seed)
    about = summary(shown)
    text = pages.render(
        "report.html", style=pages.asset("report.css"), inner=picture,
        title=redaction.text(title) or _title(shown), headline=about.headline,
        privacy=_SHARED if redaction.names else _OPEN,
        targets=sought, portrait=told, dormant=dormant, charts=_charts(shown, seed),
        groups=_table(lambda: clusters(shown, seed=seed).head(_GROUPS)[_ABOUT_GROUPS]),
        brokers=_table(lambda: brokers(shown, seed=seed).head(_BROKERS)[_ABOUT_BROKERS]),
        map=picture, caveats=dict.fromkeys([*notes, *about.caveats]),
    )  # fmt: skip
    return Report(text)


def _title(G: nx.Graph[str]) -> str:
    mine = [name_of(G, one) for one in G.graph["me"]]
    return f"The network of {in_a_row(mine)}" if mine else "A network"


# --- what is left out ----------------------------------------------------------------------


def _redacted(G: nx.Graph[str], redaction: Redaction) -> tuple[nx.Graph[str], dict[str, str]]:
    """Copy the graph with only what may be shown; ids become numbers."""
    ids = list(G)
    new_id = {person: f"person-{i}" for i, person in enumerate(ids)}
    names = redaction.people(ids, [name_of(G, one) for one in ids])
    copy: nx.Graph[str] = nx.Graph(
        me=tuple(new_id[one] for one in G.graph.get("me", ()) if one in new_id),
        as_of=_as_of(str(G.graph.get("as_of", "")), redaction),
        sources=[] if redaction.names else list(G.graph.get("sources", ())),
    )
    data = [G.nodes[one] for one in ids]
    about = {
        column: [
            "" if group == OTHER else group  # else strangers would seem to share a place
            for group in redaction.groups([str(one.get(column) or "") for one in data])
        ]
        for column in ("organisation", "location")
    }
    titles = ["" if redaction.names else redaction.text(one.get("title") or "") for one in data]
    for i, one in enumerate(data):
        copy.add_node(
            f"person-{i}", name=names[i], title=titles[i], me=bool(one.get("me")),
            organisation=about["organisation"][i], location=about["location"][i],
            sources=tuple(one.get("sources") or ()), keys=(),
        )  # fmt: skip
    for u, v, tie in G.edges(data=True):
        copy.add_edge(new_id[u], new_id[v], **_tie(tie, redaction))
    return copy, new_id


def _as_of(day: str, redaction: Redaction) -> str:
    """Give the day from which ties decay, or only its year, as its last day."""
    return f"{day[:4]}-12-31" if day and redaction.names else day


def _tie(tie: dict[str, Any], redaction: Redaction) -> dict[str, Any]:
    kept: dict[str, Any] = {key: tie[key] for key in _KEPT if key in tie}
    for end in ("first", "last"):
        kept[end] = redaction.day(str(tie.get(end) or ""))
    if redaction.evidence:
        counts = sorted(dict(tie.get("kinds") or {}).items())
        kept["evidence"] = [f"{kind.replace('_', ' ')} x {count}" for kind, count in counts]
    else:
        kept["evidence"] = [redaction.text(one) for one in tie.get("evidence") or ()]
    return kept


# --- what is shown -------------------------------------------------------------------------


def _target(
    G: nx.Graph[str], directory: Directory, text: str, new_id: dict[str, str], redaction: Redaction
) -> dict[str, Any]:
    """Tell how to reach one target; a name that says nothing, or too much, says so."""
    try:
        ids = [new_id[one] for one in directory.target(text).ids]
        found = introductions(G, to=ids, k=_WAYS)
    except (AmbiguousPersonError, UnknownPersonError) as error:
        several = isinstance(error, AmbiguousPersonError)
        why = "Several people are called that." if several else "Nobody here is called that."
        hidden = redaction.names
        told = why if hidden else str(error)
        return {"name": "a target" if hidden else text, "ways": [], "advice": [told], "paths": ()}
    several = len(ids) > 1
    name = f"one of {len(ids)} people" if redaction.names else redaction.text(text)
    return {
        "name": name if several else name_of(G, ids[0]),
        "ways": [_way(path) for path in found.paths],
        "advice": _advice(found),
        "paths": found.paths,
    }


def _way(path: Way) -> dict[str, Any]:
    return {
        "headline": path.headline, "band": path.band, "sure": in_words(path).partition(", ")[2],
        "lines": path.lines(),
    }  # fmt: skip


def _advice(found: Introductions) -> list[str]:
    """Give all of the advice if there is no way; the general part of it is not for each target."""
    return found.advice.split("\n")[: 2 if found.paths else None]


def _portrait(G: nx.Graph[str], seed: int) -> tuple[list[str], list[str], tuple[str, ...]]:
    try:
        found = portrait(G, seed=seed)
    except NetgraphError as error:
        return [str(error)], [], ()
    return list(found.figures["in_words"]), list(found.dormant["in_words"]), found.caveats


def _table(make: Callable[[], pd.DataFrame]) -> Markup:
    """Give the table as HTML, or say why there is none."""
    try:
        return Markup(show(make()).rows())  # noqa: S704 - escaped cell by cell
    except NetgraphError as error:
        return Markup("<p>{}</p>").format(str(error))


def _charts(G: nx.Graph[str], seed: int) -> list[dict[str, str]]:
    """Draw what there is to draw."""
    drawn = []
    for make in (
        charts.growth,
        charts.strength,
        charts.sources,
        partial(charts.clusters, seed=seed),
    ):
        try:
            chart = make(G)
        except NetgraphError:  # no dates, say: the report is shorter
            continue
        data = base64.b64encode(chart.svg.encode()).decode()
        drawn.append({"alt": repr(chart), "src": f"data:image/svg+xml;base64,{data}"})
    return drawn
