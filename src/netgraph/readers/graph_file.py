"""GraphML and GEXF written by others: Gephi, yEd, NetworkX, igraph, Cytoscape.

Nodes are people, edges are ties that somebody stated::

    <graphml><key id="d0" for="node" attr.name="name" attr.type="string"/>
    <graph edgedefault="undirected"><node id="n1"><data key="d0">Amara Osei-Tutu</data></node>
    <edge source="n1" target="n2"/></graph></graphml>

NetworkX refuses mixed directions, old namespaces and undeclared attributes. So elements are taken
here by their local name, and what is not known is passed over. A graph that netgraph saved is
none of these: `netgraph.load` takes it as it is.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from netgraph.errors import ReadError
from netgraph.readers._dates import parse_day
from netgraph.readers._opening import Source, plain
from netgraph.readers._papers import shorten
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
_SORT: Final = ("type", "node type", "kind", "category", "class")
_NOT_PEOPLE: Final = frozenset(
    {"organisation", "organization", "company", "institution", "hospital", "university", "group",
     "event", "paper", "publication", "journal", "place", "topic", "project"}
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
_WHEN: Final = ("date", "since", "start", "year", "time", "timestamp")
_WEIGHT: Final = ("weight", "strength", "value", "count")


def claims(source: Source) -> bool:
    """Say whether it is GraphML or GEXF, and not a graph that we saved."""
    start = source.head_text
    is_graph = start.lstrip().startswith("<") and _ROOT.search(start)
    return bool(is_graph) and "netgraph_format" not in start


def read(source: Source) -> Iterator[Record]:
    """Yield the nodes and edges of a graph file, in its order.

    Raises:
        ReadError: It is not XML, or it breaks off; what stood before has been yielded.
    """
    names: dict[str, dict[str, str]] = {"node": {}, "edge": {}}
    known: set[str] = set()
    boxes: set[str] = set()
    ends: dict[str, None] = {}
    number = 0
    try:
        with source.opener() as file:
            for _, element in iterparse(file):
                match _local(element):
                    case "key" | "attributes":
                        _declare(element, names)
                    case "node":
                        number += 1
                        known.add(element.get("id", ""))
                        record = _node(element, names["node"], source.path, number)
                        if isinstance(record, Skipped):
                            boxes.add(element.get("id", ""))
                        yield record
                        element.clear()
                    case "edge" | "hyperedge":
                        number += 1
                        both = [end for end in _ends(element) if end not in boxes]
                        edge = _edge(element, both, names["edge"], source.path, number)
                        if isinstance(edge, Event):
                            ends |= dict.fromkeys(both)
                        yield edge
                        element.clear()
    except (ParseError, DefusedXmlException, LookupError, ValueError) as error:
        raise ReadError(f"the XML is damaged, or breaks off: {error}", file=source.path) from None
    for one in ends:
        if one not in known:  # Gephi writes edges without their nodes when told so
            yield Contact((key("id", one, source.path),), one, file=source.path)


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _declare(element: Element, names: dict[str, dict[str, str]]) -> None:
    """Remember what the attributes of nodes or of edges are called; both may count from 0."""
    about = element.get("for") or element.get("class") or "all"
    for one in (element, *element):
        if title := plain(one.get("attr.name") or one.get("title") or ""):
            for kind in names if about == "all" else {about} & names.keys():
                names[kind][one.get("id", "")] = title


def _node(element: Element, names: Mapping[str, str], path: str, number: int) -> Contact | Skipped:
    identifier = key("id", element.get("id", ""), path)
    if not identifier:
        return Skipped(path, number, "a node without an id")
    if any(_local(child) == "graph" for child in element):
        return Skipped(path, number, "a box around nodes, not a person")
    values = _attributes(element, names)
    strong = [key(kind, _first(values, *columns)) for kind, columns in _KEYS.items()]
    strong = [one for one in (*strong, key("email", element.get("id", ""))) if one]
    both = " ".join(filter(None, (_first(values, *_GIVEN), _first(values, *_FAMILY))))
    name = _first(values, *_NAME) or both or _drawn(element)
    return Contact(
        (*dict.fromkeys(strong), identifier),
        name or ("" if strong else element.get("id", "")),
        _first(values, *_ORGANISATION),
        _first(values, *_TITLE),
        _first(values, *_PLACE),
        path,
        number,
        "company" if _first(values, *_SORT).casefold() in _NOT_PEOPLE else "person",
    )


def _edge(
    element: Element, ends: list[str], names: Mapping[str, str], path: str, number: int
) -> Event | Skipped:
    people = tuple(dict.fromkeys(key("id", end, path) for end in ends))
    if len(people) < 2 or not all(people):  # noqa: PLR2004
        return Skipped(path, number, "an edge that joins no two nodes")
    values = _attributes(element, names)
    weight = _number(_first(values, *_WEIGHT))
    if weight <= 0:
        return Skipped(path, number, "an edge of weight zero or less")
    when = parse_day(_first(values, *_WHEN))
    what = shorten(_first(values, *_WHAT) or _drawn(element))
    return Event("stated", people, when, what, path, number, weight)


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
            name, value = "start", max(values.get("start", ""), child.get("start", ""))
        else:
            continue
        values[names.get(name) or plain(name)] = " ".join(value.split())
    if values.get("type") in {"directed", "undirected", "mutual"}:
        del values["type"]  # says how to draw it
    return values


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
