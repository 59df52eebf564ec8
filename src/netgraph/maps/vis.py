"""The second renderer: pyvis (vis-network), fenced in.

pyvis as it comes loads scripts from other servers in every mode, writes headings and ids into its
page unescaped, and takes any attribute of a node for an instruction. So people get integer ids and
only the attributes named here, physics is off, and the page is our own template with the
vis-network that the installed pyvis carries.
"""

import json
import os
from collections import Counter
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

import numpy as np
from pyvis.network import Network

from netgraph.maps import page
from netgraph.maps.picture import PATH, colour

NODE: Final = ("id", "label", "title", "x", "y", "size", "color", "shape", "font")
EDGE: Final = ("from", "to", "title", "width", "color")
#: Shapes of vis-network that need no picture, in the order of the clusters.
SHAPES: Final = ("dot", "square", "diamond", "triangle", "hexagon", "triangleDown", "star")
#: vis-network draws people and names in map units: they need more room between them.
ROOMIER: Final = 2.5
#: So many of the best connected are named even from afar.
NAMED: Final = 12
#: Width of the strongest band of ties and of the weakest.
WIDTHS: Final = (3.0, 0.8)
#: Looks that pyvis has no setting for; what it has, `Network.options` decides.
LOOKS: Final[dict[str, dict[str, Any]]] = {
    "interaction": {"hover": True},
    "nodes": {
        "scaling": {"label": {"drawThreshold": 9}},
        "font": {"size": 13, "color": "#22262c", "strokeWidth": 3, "strokeColor": "#fbfaf7"},
    },
    "edges": {"color": {"color": "#6a707855"}},
}


class OfflineNetwork(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network whose page asks the network for nothing and runs nothing from its data."""

    def generate_html(self, name: str = "", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002, FBT001, FBT002 - pyvis's signature
        """The page as text; the arguments are pyvis's and change nothing."""
        data = {
            "nodes": [{k: node[k] for k in NODE if k in node} for node in self.nodes],
            "edges": [{k: edge[k] for k in EDGE if k in edge} for edge in self.edges],
            "options": _options(self.options),
        }
        self.html = page.fill(
            "vis.html",
            str(self.heading),
            data,
            library() + page.asset("vis.js"),
            page.asset("vis.css"),
        )
        return self.html

    def write_html(self, name: str | os.PathLike[str], *_: object, **__: object) -> None:
        """Write the page as UTF-8, and no folder beside it."""
        Path(name).write_text(self.generate_html(), encoding="utf-8", newline="\n")

    save_graph = write_html


def _options(chosen: Any) -> dict[str, Any]:
    """Our looks under what the network says; pyvis keeps that as an object or, once set, a dict."""
    own: dict[str, Any] = json.loads(
        json.dumps(chosen) if isinstance(chosen, dict) else chosen.to_json()
    )
    return own | {part: look | own.get(part, {}) for part, look in LOOKS.items()}


@cache
def library() -> str:
    """vis-network as the installed pyvis carries it."""
    folder = resources.files("pyvis") / "templates" / "lib"
    newest = max(entry.name for entry in folder.iterdir() if entry.name.startswith("vis-"))
    return (folder / newest / "vis-network.min.js").read_text(encoding="utf-8") + "\n"


def render(summary: dict[str, Any]) -> str:
    """The page of a summary, drawn by vis-network."""
    return network(summary).generate_html()


def network(summary: dict[str, Any]) -> OfflineNetwork:
    """A pyvis network of a summary: person i of the summary is node i."""
    drawn = OfflineNetwork(
        height="100%", bgcolor="#fbfaf7", heading=summary["title"], cdn_resources="in_line"
    )
    drawn.toggle_physics(False)  # noqa: FBT003 - pyvis's signature
    drawn.options.interaction.hideEdgesOnDrag = True
    drawn.options.edges.smooth.enabled = False
    drawn.options.edges.color = LOOKS["edges"]["color"]
    drawn.nodes = _nodes(summary)
    drawn.node_ids = [node["id"] for node in drawn.nodes]
    drawn.node_map = {node["id"]: node for node in drawn.nodes}
    drawn.edges = _edges(summary)
    return drawn


def _nodes(summary: dict[str, Any]) -> list[dict[str, Any]]:
    people, ties, texts = summary["people"], summary["ties"], summary["texts"]
    degree = Counter([*ties["a"], *ties["b"]])
    best = max(degree.values(), default=1)
    on_path = {i for path in summary["paths"] for i in path["people"]}
    named = on_path | set(people["me"]) | {i for i, _ in degree.most_common(NAMED)}
    nodes = []
    for i, name in enumerate(people["name"]):
        group = people["cluster"][i]
        about = [name, texts[people["title"][i]], texts[people["organisation"][i]]]
        cluster = summary["clusters"][group]["name"] if group >= 0 else ""
        nodes.append({
            "id": i,
            "label": name if len(name) <= 40 else name[:39] + "…",  # noqa: PLR2004 - room for a label
            "title": "\n".join(line for line in (*about, cluster) if line),
            "x": round(people["x"][i] * ROOMIER, 1),
            "y": round(people["y"][i] * ROOMIER, 1),
            "size": round(6 + 12 * (degree[i] / best) ** 0.5, 1),
            "color": PATH if i in on_path else colour(group),
            "shape": SHAPES[group % len(SHAPES)] if group >= 0 else "dot",
            **({"font": {"size": 24}} if i in named else {}),
        })  # fmt: skip
    return nodes


def _edges(summary: dict[str, Any]) -> list[dict[str, Any]]:
    ties, texts = summary["ties"], summary["texts"]
    lit = {
        frozenset(leg)
        for path in summary["paths"]
        for leg in zip(path["people"], path["people"][1:], strict=False)
    }
    widths = np.linspace(*WIDTHS, len(summary["bands"])).round(1).tolist()
    edges = []
    for i, (a, b) in enumerate(zip(ties["a"], ties["b"], strict=True)):
        edge: dict[str, Any] = {"from": a, "to": b, "width": widths[ties["band"][i]]}
        if ties["why"][i]:
            edge["title"] = "\n".join(texts[text] for text in ties["why"][i])
        if frozenset((a, b)) in lit:
            edge |= {"width": 6.0, "color": PATH}
        edges.append(edge)
    return edges
