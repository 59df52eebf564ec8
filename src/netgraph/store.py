"""Graphs as files: JSON (NetworkX node-link data), GraphML and GEXF (Gephi reads both).

JSON holds everything as it is. GraphML and GEXF know only text and numbers, so what is more
(keys, kinds, evidence, the graph's own attributes) is written into them as JSON text, and
``label`` and ``weight`` are added, which Gephi looks for. `load` reads all three back to the
same graph.
"""

from __future__ import annotations

import io
import json
import os
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final
from xml.etree.ElementTree import Element, SubElement

import networkx as nx
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException
from networkx.readwrite.gexf import GEXFWriter

from netgraph.decisions import LOG
from netgraph.errors import ReadError
from netgraph.graph import Graph, load_exports, require_valid
from netgraph.learning import heed_outcomes
from netgraph.outcomes import read_outcomes
from netgraph.people import who
from netgraph.readers import Order
from netgraph.strength import Model

__all__ = ["load", "save"]

#: What a damaged or hostile file makes the parsers raise.
_DAMAGE: Final = (
    ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError,
    ElementTree.ParseError, DefusedXmlException, nx.NetworkXException,
)  # fmt: skip
#: Attributes that GraphML and GEXF hold as JSON text.
_PACKED: Final = frozenset({"keys", "sources", "merges", "kinds", "evidence"})
#: Attributes of people that are tuples in memory and lists in JSON.
_TUPLES: Final = frozenset({"keys", "sources", "merges"})
#: Characters that XML 1.0 cannot hold at all.
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def load(
    *paths: str | os.PathLike[str],
    me: str = "",
    as_of: str = "",
    model: Model | None = None,
    encoding: str = "",
    dates: Order = "",
    progress: bool | None = None,
    infer: bool = False,
) -> Graph:
    """Load exports, or a graph that `save` wrote.

    What the user decided (``netgraph.toml``) and what became of her requests
    (``netgraph-outcomes.csv``) is heeded if it lies beside them.

    Args:
        paths: An export folder, zip or file, several of them, or one saved graph.
        me: Whose network it is: a name, an e-mail address or a profile; "" to find it out.
        as_of: ISO date from which ties decay; "" for the date of the latest event.
        model: How events become strength; None for the defaults.
        encoding: Read every text in this encoding instead of the one found.
        dates: What 3/4/24 means where nothing in its file proves it: "dmy" or "mdy".
        progress: Show progress; None to decide by where it runs.
        infer: Add ties between people who were at one organisation at one time, as far as the
            exports date it. Such ties are marked "inferred", and never taken for known.

    Returns:
        A graph that keeps the contract of `netgraph.graph`.

    Raises:
        ReadError: There is no such path, or nothing in it could be read.
        GraphError: A saved graph was changed so that it no longer keeps the contract.
        UnknownPersonError: Nobody in it is called `me`, or several people are.
    """
    if not paths:
        raise ReadError("no export was named.", hint='Try load("exports/").')
    saved = [path for path in paths if _is_saved(Path(path))]
    if not saved:
        graph = load_exports(
            *paths, me=me, as_of=as_of, model=model, encoding=encoding, dates=dates,
            progress=progress, infer=infer,
        )  # fmt: skip
        return _taught(_belongs_to(graph, "" if graph.graph["me"] else me), paths)
    if len(paths) > 1:
        raise ReadError(
            "a saved graph cannot be read together with other files.",
            hint="Name the exports it was made from instead.",
            file=str(saved[0]),
        )
    return _taught(_belongs_to(_read(Path(saved[0])), me), paths)


def _taught(graph: Graph, paths: Iterable[str | os.PathLike[str]]) -> Graph:
    """Let the outcomes that lie in a folder of exports, or beside a file, change the chances."""
    places = {Path(path) if Path(path).is_dir() else Path(path).parent for path in paths}
    for log in sorted(place / LOG for place in places):
        if log.is_file():
            heed_outcomes(graph, read_outcomes(log))
    return graph


def _belongs_to(graph: Graph, me: str) -> Graph:
    """Make somebody in a graph of nobody's own, such as a list of papers, its *me*."""
    if me:
        graph.graph["me"] = (who(graph, me),)
        for node, data in graph.nodes(data=True):
            data["me"] = node in graph.graph["me"]
    return graph


def save(G: Graph, path: str | os.PathLike[str]) -> Path:
    """Write the graph to a file; its ending says how: .json, .graphml or .gexf.

    Args:
        G: The graph.
        path: Where to; a file of that name is replaced.

    Returns:
        The path written.

    Raises:
        ReadError: The ending is none of the three.
    """
    target = Path(path)
    write, _ = _format(target)
    data = write(G)  # before the file is opened: a failure leaves the old one as it was
    target.write_bytes(data)
    return target


def _is_saved(path: Path) -> bool:
    if path.suffix.lower() not in _FORMATS or not path.is_file():
        return False
    with path.open("rb") as file:
        return b"netgraph_format" in file.read(64 * 1024)


def _format(path: Path) -> tuple[Callable[[Graph], bytes], Callable[[bytes], Graph]]:
    try:
        return _FORMATS[path.suffix.lower()]
    except KeyError:
        raise ReadError(
            f"a graph cannot be written as {path.suffix or 'a file without an ending'}.",
            hint="Use .json, .graphml or .gexf.",
            file=str(path),
        ) from None


def _read(path: Path) -> Graph:
    _, parse = _format(path)
    try:
        graph = parse(path.read_bytes())
    except _DAMAGE as error:
        raise ReadError(f"the saved graph is damaged: {error}", file=str(path)) from error
    return require_valid(graph, str(path))


def _write_json(G: Graph) -> bytes:
    data = nx.node_link_data(G, edges="edges")
    data["graph"] = {"netgraph_format": G.graph.get("netgraph_format", ""), **G.graph}
    return json.dumps(data, ensure_ascii=False, allow_nan=False, indent=1).encode()


def _read_json(data: bytes) -> Graph:
    graph: Graph = nx.node_link_graph(json.loads(data), edges="edges")
    return _restore(graph)


def _write_graphml(G: Graph) -> bytes:
    return "\n".join(nx.generate_graphml(_packed(G))).encode()


def _read_graphml(data: bytes) -> Graph:
    ElementTree.fromstring(data, forbid_dtd=True)
    return _unpacked(nx.parse_graphml(data.decode()))


def _write_gexf(G: Graph) -> bytes:
    packed = _packed(G)
    writer = GEXFWriter(encoding="utf-8", prettyprint=False)
    writer.add_graph(packed)
    meta: Element = writer.xml.find("meta")
    meta.set("lastmodifieddate", str(G.graph.get("as_of", "")))  # not the clock: same in, same out
    SubElement(meta, "description").text = json.dumps(packed.graph, ensure_ascii=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _read_gexf(data: bytes) -> Graph:
    root = ElementTree.fromstring(data, forbid_dtd=True)
    graph: Graph = nx.read_gexf(io.BytesIO(data))
    description = next(one for one in root.iter() if one.tag.endswith("}description"))
    graph.graph = json.loads(description.text or "{}")
    return _unpacked(graph)


def _packed(G: Graph) -> Graph:
    """Copy the graph with text and numbers only, and with what Gephi looks for."""
    packed: Graph = nx.Graph()
    packed.graph.update({name: _text(value) for name, value in G.graph.items()})
    for node, data in G.nodes(data=True):
        packed.add_node(node, label=_xml(data.get("name", str(node))), **_pack(data))
    for a, b, data in G.edges(data=True):
        packed.add_edge(a, b, weight=data.get("strength", 1.0), **_pack(data))
    return packed


def _pack(data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _text(value) if name in _PACKED else _xml(value) for name, value in data.items()}


def _text(value: object) -> str:
    return _NOT_XML.sub("", json.dumps(value, ensure_ascii=False))


def _xml(value: Any) -> Any:
    return _NOT_XML.sub("", value) if isinstance(value, str) else value


def _unpacked(packed: Graph) -> Graph:
    graph: Graph = nx.Graph()
    added = {"node_default", "edge_default", "mode"}  # by NetworkX's own readers
    graph.graph.update(
        {name: json.loads(value) for name, value in packed.graph.items() if name not in added}
    )
    for node, data in packed.nodes(data=True):
        graph.add_node(node, **_unpack(data, "label"))
    for a, b, data in packed.edges(data=True):
        graph.add_edge(a, b, **_unpack(data, "weight"))
    return _restore(graph)


def _unpack(data: Mapping[str, Any], added: str) -> dict[str, Any]:
    return {
        name: json.loads(value) if name in _PACKED else value
        for name, value in data.items()
        if name not in {added, "id"}
    }


def _restore(graph: Graph) -> Graph:
    if isinstance(graph.graph.get("me"), list):
        graph.graph["me"] = tuple(graph.graph["me"])
    for _, data in graph.nodes(data=True):
        for name in _TUPLES & data.keys():
            if isinstance(data[name], list):
                data[name] = tuple(data[name])
    return graph


_FORMATS: Final[
    Mapping[str, tuple[Callable[[Graph], bytes], Callable[[bytes], Graph]]]
] = {
    ".json": (_write_json, _read_json),
    ".graphml": (_write_graphml, _read_graphml),
    ".gexf": (_write_gexf, _read_gexf),
}  # fmt: skip
