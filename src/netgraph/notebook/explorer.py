"""`explore`: search, introduction paths, drafts and the map in one place, in a notebook.

What is shown is worked out here, in Python, whenever the user changes something; the script in
`templates/explorer.js` only shows it. Whatever is selected is data in the next cell.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path as File
from typing import Any, Final

import anywidget
import networkx as nx
import traitlets as tr

from netgraph.errors import AmbiguousPersonError, NetgraphError
from netgraph.introducing.introductions import Introductions, introductions
from netgraph.introducing.letters import letters
from netgraph.introducing.ways import Path, in_words
from netgraph.maps import Map, draw
from netgraph.metrics.bridges import brokers
from netgraph.metrics.clusters import clusters, communities
from netgraph.notebook.cards import LISTED, card, introduce
from netgraph.people import Directory
from netgraph.records import BANDS, BASES

__all__ = ["Explorer", "explore"]

_TEMPLATES: Final = File(__file__).parent / "templates"
#: How many brokers are listed.
_ROWS: Final = 30
#: A map of more people than this is not drawn beside the list: it would weigh too much.
_MAP: Final = 5000
#: What the map says between clicks, so that the same click counts twice.
_NOTHING: Final = -2


class Explorer(anywidget.AnyWidget):
    """The explorer: a widget whose state is data.

    Attributes:
        selection: Node ids of who is selected: one person, or everybody on a path in order.
        paths: The paths shown, best first, as `Introductions.paths`.
        found: The whole answer, or None if nobody is sought.
    """

    _esm = _TEMPLATES / "explorer.js"
    _css = _TEMPLATES / "explorer.css"

    # what the user sets
    to = tr.Unicode().tag(sync=True)
    max_hops = tr.Int(3, min=1, max=5).tag(sync=True)
    min_band = tr.Enum(BANDS, "unknown").tag(sync=True)
    basis = tr.List(tr.Enum(BASES), list(BASES)).tag(sync=True)
    avoid = tr.List(tr.Unicode()).tag(sync=True)
    tab = tr.Enum(("ways", "brokers", "clusters"), "ways").tag(sync=True)
    selection = tr.List(tr.Unicode()).tag(sync=True)
    query = tr.Unicode().tag(sync=True)
    clicked = tr.Int(_NOTHING).tag(sync=True)

    # what is shown
    suggestions = tr.Dict().tag(sync=True)
    answer = tr.Dict().tag(sync=True)
    avoided = tr.List(tr.Dict()).tag(sync=True)
    card = tr.Dict().tag(sync=True)
    table = tr.Dict().tag(sync=True)
    map_page = tr.Unicode().tag(sync=True)
    on_map = tr.Dict().tag(sync=True)
    turn = tr.Int().tag(sync=True)

    found: Introductions | None

    def __init__(self, G: nx.Graph[str], *, to: str = "", me: Any = None) -> None:
        """Prepare the explorer of a network; see `explore`."""
        self._graph, self._me = G, me
        self._directory = Directory(G)
        self._map: Map | None = None
        self._order: list[str] = []
        if len(G) <= _MAP:
            self._map, self._order = _numbered(G)
        self._number = {person: i for i, person in enumerate(self._order)}
        self.found = None
        super().__init__(map_page=self._map.html if self._map else "", to=to)
        self._search()

    @property
    def paths(self) -> tuple[Path, ...]:
        """The paths shown, best first."""
        return self.found.paths if self.found else ()

    def _repr_mimebundle_(self, **kwargs: Any) -> Any:
        """Show the widget; where widgets cannot live, what it showed when the cell was run."""
        bundle = super()._repr_mimebundle_(**kwargs)
        data = bundle[0] if isinstance(bundle, tuple) else bundle
        return {**(data or {}), "text/plain": repr(self), "text/html": self._still()}

    def __repr__(self) -> str:
        """Say what it is and what it shows."""
        shown = f"; {len(self.paths)} ways to {self.found.target.name}" if self.found else ""
        return f"<Explorer of {len(self._graph)} people{shown}>"

    def _still(self) -> str:
        note = "<p><em>This is a still picture: run the cell to search and click.</em></p>"
        ways = self.found._repr_html_() if self.found else ""
        picture = draw(self._graph, paths=self.paths)._repr_mimebundle_() if self._map else {}
        return note + ways + picture.get("text/html", "")

    # --- the user did something ------------------------------------------------------------

    @tr.observe("to", "max_hops", "min_band", "basis", "avoid")
    def _search(self, _: object = None) -> None:
        self.avoided = [introduce(self._graph, one) for one in self.avoid if one in self._graph]
        self.found, self.answer = None, {}
        if self.to.strip():
            try:
                self.found = introductions(
                    self._graph, to=self.to, me=self._me, max_hops=self.max_hops,
                    min_band=self.min_band, basis=self.basis, avoid=self.avoid,
                )  # fmt: skip
            except (NetgraphError, ValueError) as error:
                self.answer = _problem(self._graph, error)
            else:
                self.answer = _answer(self._graph, self.found)
        self.tab = "ways"
        self.selection = [one.id for one in self.paths[0].people] if self.paths else []
        self._point()
        self.turn += 1

    @tr.observe("query")
    def _suggest(self, _: object) -> None:
        text = self.query.strip()
        found = self._directory.find(text, limit=LISTED)["id"].tolist() if text else []
        people = [introduce(self._graph, one) for one in found]
        self.suggestions = {"query": self.query, "people": people}
        self.turn += 1

    @tr.observe("clicked")
    def _from_map(self, _: object) -> None:
        if self.clicked != _NOTHING:
            self.selection = self._order[self.clicked : self.clicked + 1]
            self.clicked = _NOTHING

    @tr.observe("selection")
    def _select(self, _: object = None) -> None:
        known = [one for one in self.selection if one in self._graph]
        self.card = card(self._graph, known[0]) if len(known) == 1 else {}
        self._point()

    @tr.observe("tab")
    def _tabulate(self, _: object) -> None:
        if self.tab != "ways":
            self.table = _table(self._graph, self.tab)

    def _point(self) -> None:
        """Tell the map who is selected, and which ways there are."""
        ways = [[one.id for one in path.people] for path in self.paths]
        numbers = [[self._number[one] for one in way if one in self._number] for way in ways]
        wish: dict[str, Any] = {"routes": numbers}
        if self.selection in ways:
            wish["lit"] = ways.index(self.selection)
        elif len(self.selection) == 1:
            wish["select"] = self._number.get(self.selection[0], -1)
        else:
            wish["select"] = -1
            wish["near"] = [self._number[one] for one in self.selection if one in self._number]
        self.on_map = wish


def explore(G: nx.Graph[str], *, to: str = "", me: str | Iterable[str] | None = None) -> Explorer:
    """Open the explorer in a notebook.

    Args:
        G: A graph.
        to: Whom to look for at first.
        me: Who asks; by default ``G.graph["me"]``.

    Returns:
        A widget: its ``selection`` (ids) and ``paths`` say what is chosen and shown in it.

    >>> G = nx.Graph([("me", "ben"), ("ben", "roe")], me=("me",))
    >>> explore(G, to="roe").selection
    ['me', 'ben', 'roe']
    """
    return Explorer(G, to=to, me=me)


# --- what is shown, as plain values ------------------------------------------------------


def _numbered(G: nx.Graph[str]) -> tuple[Map, list[str]]:
    """Draw the map, and say which of its people is who.

    A map numbers its people by name; colours given by id come back in that order.
    """
    place = {person: i for i, person in enumerate(G)}
    people = list(place)
    drawn = draw(G, colour=place, clusters=communities(G))
    order = [people[int(i)] for i in drawn.summary["colour"]["values"]]
    drawn.summary["colour"] = {"by": "cluster"}
    return drawn, order


def _problem(G: nx.Graph[str], error: Exception) -> dict[str, Any]:
    """Say in words why there is no answer, and whom the user may have meant."""
    meant = error.candidates if isinstance(error, AmbiguousPersonError) else ()
    return {"problem": str(error), "meant": [introduce(G, one) for one in meant if one in G]}


def _answer(G: nx.Graph[str], found: Introductions) -> dict[str, Any]:
    return {
        "target": found.target.name,
        "ways": [_way(G, path) for path in found.paths],
        "advice": found.advice.split("\n"),
    }


def _way(G: nx.Graph[str], path: Path) -> dict[str, Any]:
    return {
        "headline": path.headline,
        "sure": in_words(path),
        "band": path.band,
        "people": [one._asdict() for one in path.people],
        "lines": path.lines(),
        "letters": {name: text for name, text in letters(G, path).to_dict().items() if text},
    }


def _table(G: nx.Graph[str], which: str) -> dict[str, Any]:
    """List brokers or clusters: who or what, and in words why."""
    try:
        if which == "brokers":
            rows = brokers(G).head(_ROWS).itertuples()
            listed = [
                {"people": [row.id], "name": row.person, "words": row.in_words} for row in rows
            ]
        else:
            member = communities(G)
            listed = [
                {
                    "people": [one for one in member if member[one] == row.cluster],
                    "name": row.name, "words": row.in_words,
                }
                for row in clusters(G).itertuples(index=False)
            ]  # fmt: skip
    except NetgraphError as error:
        return {"which": which, "rows": [], "problem": str(error)}
    return {"which": which, "rows": listed}
