"""GraphML and GEXF written by others: Gephi, yEd, NetworkX, igraph, Cytoscape.

Nodes are people, edges are ties that somebody stated::

    <graphml><key id="d0" for="node" attr.name="name" attr.type="string"/>
    <graph edgedefault="undirected"><node id="n1"><data key="d0">Amara Osei-Tutu</data></node>
    <edge source="n1" target="n2"/></graph></graphml>

NetworkX refuses mixed directions, old namespaces and undeclared attributes. So elements are taken
here by their local name, and what is not known is passed over. A graph that netgraph saved does
not come here: `netgraph.load` takes it as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element

from netgraph.readers._dates import parse_day
from netgraph.readers._opening import Source, plain
from netgraph.readers._papers import shorten
from netgraph.readers._xml import elements
from netgraph.records import Contact, Event, Record, Skipped, key

BLIND = (
    "A drawn network shows the ties that somebody put into it: whether they are from records or"
    " from memory, and how old they are, it mostly does not say."
)

_ROOT = re.compile(r"<(?:\w+:)?(?:graphml|gexf)[\s>]")

#: Names that an attribute may have, as `plain` writes them, best first.
_NAME: Final = ("name", "full name", "fullname", "display name", "label", "vertex label")
_GIVEN: Final = ("first name", "firstname", "given name", "givenname")
_FAMILY: Final = ("last name", "lastname", "family name", "surname")
_SORT: Final = ("type", "node type", "kind", "category", "class", "networkcanvastype")
_NOT_PEOPLE: Final = frozenset(
    {"organisation", "organization", "company", "institution", "hospital", "university", "group",
     "event", "paper", "publication", "journal", "place", "topic", "project", "club", "venue",
     "room", "channel", "mailing list", "keyword", "concept"}
)  # fmt: skip
_ORGANISATION: Final = (
    "organisation", "organization", "company", "employer", "affiliation", "institution",
)  # fmt: skip
_TITLE: Final = ("title", "job title", "position", "role", "occupation")
_PLACE: Final = ("location", "city", "place", "country")
_KEYS: Final = {
    "orcid": ("orcid",),
    "email": ("email", "e-mail", "mail", "email address", "e-mail address"),
    "linkedin": ("linkedin", "linkedin url", "profile url"),
}
_WHAT: Final = (
    "label", "edge label", "relation", "relationship", "interaction", "type", "kind", "how",
)  # fmt: skip
_WHEN: Final = (
    "date", "since", "start", "year", "time", "timestamp", "timestamps", "intervals", "timeset",
    "interval",
)  # fmt: skip
_WEIGHT: Final = ("weight", "strength", "value", "count")


def claims(source: Source) -> bool:
    """Say whether it is GraphML or GEXF."""
    start = source.head_text
    return start.lstrip().startswith("<") and bool(_ROOT.search(start))


def read(source: Source) -> Iterator[Record]:
    """Yield the nodes and edges of a graph file, in its order.

    Raises:
        ReadError: It is not XML, or it breaks off; what stood before has been yielded.
    """
    drawing = _Drawing(source.path)
    with elements(source) as found:
        for element in found:
            yield from drawing.take(element)
    yield from drawing.without_nodes()


class _Drawing:
    """A network as far as it was read: what its attributes are called, and who is in it."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.number = 0
        self.names: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
        self.nodes: set[str] = set()
        self.boxes: set[str] = set()
        self.ends: dict[str, None] = {}

    def take(self, element: Element) -> Iterator[Record]:
        """Read an element that is complete, and free it."""
        kind = _local(element)
        if kind in {"key", "attributes"}:
            self.declare(element)
        elif kind in {"node", "edge", "hyperedge"}:
            self.number += 1
            yield self.node(element) if kind == "node" else self.edge(element)
            element.clear()

    def declare(self, element: Element) -> None:
        """Remember what the attributes of nodes or of edges are called; both may count from 0."""
        about = element.get("for") or element.get("class") or "all"
        for one in (element, *element):
            if title := plain(one.get("attr.name") or one.get("title") or ""):
                for kind in self.names if about == "all" else {about} & self.names.keys():
                    self.names[kind][one.get("id", "")] = title

    def node(self, element: Element) -> Contact | Skipped:
        """Read a node, who is a person unless it says otherwise."""
        name = element.get("id", "")
        identifier = key("id", name, self.path)
        self.nodes.add(name)
        if not identifier:
            return Skipped(self.path, self.number, "a node without an id")
        if any(_local(child) == "graph" for child in element):
            self.boxes.add(name)
            return Skipped(self.path, self.number, "a box around nodes, not a person")
        values = _attributes(element, self.names["node"])
        strong = [key(kind, _first(values, *columns)) for kind, columns in _KEYS.items()]
        strong = [one for one in (*strong, key("email", name)) if one]
        return Contact(
            (*dict.fromkeys(strong), identifier),
            _name(element, values) or ("" if strong else name),
            _first(values, *_ORGANISATION),
            _first(values, *_TITLE),
            _first(values, *_PLACE),
            self.path,
            self.number,
            _sort(values),
        )

    def edge(self, element: Element) -> Event | Skipped:
        """Read a tie; nobody is tied to a box."""
        ends = [end for end in _ends(element) if end not in self.boxes]
        people = tuple(dict.fromkeys(key("id", end, self.path) for end in ends))
        if len(people) < 2 or not all(people):  # noqa: PLR2004
            return Skipped(self.path, self.number, "an edge that joins no two nodes")
        values = _attributes(element, self.names["edge"])
        weight = _number(_first(values, *_WEIGHT))
        if weight <= 0:
            return Skipped(self.path, self.number, "an edge of weight zero or less")
        self.ends |= dict.fromkeys(ends)
        when = parse_day(_first(values, *_WHEN))
        what = shorten(_first(values, *_WHAT) or _drawn(element))
        return Event("stated", people, when, what, self.path, self.number, weight)

    def without_nodes(self) -> Iterator[Contact]:
        """Yield those whom only edges name: Gephi writes edges without their nodes if told so."""
        for one in self.ends:
            if one not in self.nodes:
                yield Contact((key("id", one, self.path),), one, file=self.path)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _name(element: Element, values: Mapping[str, str]) -> str:
    """Give the name of a node: in one attribute, in two, or drawn."""
    both = filter(None, (_first(values, *_GIVEN), _first(values, *_FAMILY)))
    return _first(values, *_NAME) or " ".join(both) or _drawn(element)


def _ends(element: Element) -> list[str]:
    if _local(element) == "hyperedge":
        return [one.get("node", "") for one in element if _local(one) == "endpoint"]
    return [element.get("source", ""), element.get("target", "")]


def _attributes(element: Element, names: Mapping[str, str]) -> dict[str, str]:
    """Give all that is said about a node or edge, by the names of the attributes."""
    values = {plain(name): value.strip() for name, value in element.attrib.items()}
    for child in element.iter():
        if _local(child) == "data" and not len(child):
            name, value = child.get("key", ""), child.text or ""
        elif _local(child) == "attvalue":
            name = child.get("for") or child.get("id") or ""
            value = child.get("value", "")
        elif _local(child) == "spell":  # the last time that the two were in touch
            name, this = "start", child.get("start") or child.get("timestamp") or ""
            value = max(values.get("start", ""), this)
        else:
            continue
        values[names.get(name) or plain(name)] = " ".join(value.split())
    if values.get("type") in {"directed", "undirected", "mutual"}:
        del values["type"]  # says how to draw it
    return values


def _sort(values: Mapping[str, str]) -> str:
    """Say what a node is; of a network in two modes the second is what people are in."""
    if values.get("bipartite") == "1":
        return "group"
    return "company" if _first(values, *_SORT).casefold() in _NOT_PEOPLE else "person"


def _first(values: Mapping[str, str], *names: str) -> str:
    return next((values[name] for name in names if values.get(name)), "")


def _drawn(element: Element) -> str:
    """Give the label that yEd draws, which is no attribute."""
    drawn = {"NodeLabel", "EdgeLabel"}
    labels = (one.text or "" for one in element.iter() if _local(one) in drawn)
    return next(filter(None, (" ".join(label.split()) for label in labels)), "")


def _number(text: str) -> float:
    try:
        value = float(text or 1)
    except ValueError:
        return 1.0
    return value if math.isfinite(value) else 1.0
