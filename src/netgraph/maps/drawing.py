"""`draw`: a map of a network that shows itself in a notebook and saves itself as a file."""

import base64
import html
import os
from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args

import networkx as nx

from netgraph.maps import page, picture, positions, summary
from netgraph.maps.redaction import Redaction
from netgraph.metrics.clusters import communities

if TYPE_CHECKING:
    from pyvis.network import Network

Renderer = Literal["canvas", "pyvis"]

HEIGHT = 640
"""Height of a map in a notebook, in pixels."""


class Map:
    """A drawn network: a page of its own, and the same page inside a notebook.

    Attributes:
        summary: Everything the page shows, as a plain dictionary.
        renderer: `canvas` or `pyvis`.
    """

    def __init__(self, data: dict[str, Any], *, renderer: str = "canvas") -> None:
        self.summary = data
        self.renderer = renderer

    @cached_property
    def html(self) -> str:
        """The whole page as text."""
        if self.renderer == "pyvis":
            from netgraph.maps import vis  # noqa: PLC0415 - pyvis loads IPython: only if wanted

            return vis.render(self.summary)
        return page.render(self.summary)

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the page into a file and say where it is."""
        target = Path(path)
        target.write_text(self.html, encoding="utf-8", newline="\n")
        return target

    def __repr__(self) -> str:
        people, ties = len(self.summary["people"]["name"]), len(self.summary["ties"]["a"])
        return f"<Map of {people} people and {ties} ties; .save('map.html') writes it>"

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        """Show the map in a notebook: a sandboxed frame over a still picture of it.

        The frame has no origin of its own, so its page cannot reach the notebook. A notebook that
        is not trusted drops the frame and shows the picture.
        """
        still = base64.b64encode(picture.svg(self.summary).encode()).decode()
        text = html.escape(str(self.summary["title"]), quote=True)
        return {
            "text/plain": repr(self),
            "text/html": (
                f'<div style="position:relative;height:{HEIGHT}px;overflow:hidden">'
                f'<img alt="{text}" src="data:image/svg+xml;base64,{still}" '
                f'style="position:absolute;width:100%;height:{HEIGHT}px;object-fit:contain">'
                f'<iframe title="{text}" sandbox="allow-scripts allow-downloads" '
                f'style="position:absolute;width:100%;height:{HEIGHT}px;border:0" '
                f'srcdoc="{html.escape(self.html, quote=True)}"></iframe></div>'
            ),
        }


def draw(
    G: "nx.Graph[str]",
    *,
    path: Any = None,
    paths: Sequence[Any] | None = None,
    title: str = "",
    renderer: Renderer = "canvas",
    layout: positions.Kind | Mapping[str, tuple[float, float]] = "clusters",
    colour: summary.Choice = "cluster",
    size: summary.Choice = "strength",
    redact: str | Iterable[str] = (),
    redact_key: str = "",
    contacts: bool = False,
    clusters: Mapping[str, Hashable] | None = None,
    seed: int = 0,
) -> Map:
    """Draw a map of a network: one HTML page that works offline and asks the network for nothing.

    Args:
        G: The network; it is not changed.
        path: An introduction path to light up: node ids in order, or one that
            `ng.introductions` found.
        paths: Several of them; the page lists them with their reasons.
        title: Heading of the page.
        renderer: `canvas`, our own, or `pyvis` (vis-network; plainer, for small networks).
        layout: `clusters`, `spread`, or positions to keep (of an earlier map, say): people without
            one are placed around the others.
        colour: What colours mean at first: `cluster`, `source`, `organisation`, `distance` from
            me, a node attribute, or a mapping from node id to value.
        size: What sizes mean at first: `strength` (of all ties together, so that a paper by sixty
            people makes nobody big), `degree` (number of ties), `reach` (other clusters in which
            somebody knows people), `equal`, a node attribute, or a mapping to numbers, such as a
            broker score.
        redact: For a copy to share: `names` (pseudonyms; no titles, sentences or rare
            organisations), `organisations` (and places), `evidence`. What is redacted is not in
            the file.
        redact_key: A secret that gives each person the same pseudonym on every map.
        contacts: Whether e-mail addresses and phone numbers may stand in the page.
        clusters: Cluster of each person, by name or number; None finds them.
        seed: The same seed and network give the same page, byte for byte.

    Returns:
        The map: `.save("map.html")` writes it, `.html` is its text, a notebook shows it.

    Raises:
        UnknownPersonError: A path names somebody who is not in the network.
        ValueError: An option has a value that it does not know.

    Examples:
        >>> draw(nx.Graph([("Ana", "Ben"), ("Ben", "Cai")]), path=["Ana", "Ben", "Cai"])
        <Map of 3 people and 2 ties; .save('map.html') writes it>
    """
    if renderer not in get_args(Renderer):
        raise ValueError(f"renderer= knows canvas and pyvis, not {renderer!r}.")
    found = communities(G, seed=seed)
    data = summary.summarise(
        G,
        place(G, layout, found, seed=seed),
        redaction=Redaction.of(redact, contacts=contacts, key=redact_key, seed=seed),
        title=title,
        paths=([] if path is None else [path]) + list(paths or ()),
        clusters=summary.large(found) if clusters is None else clusters,
        colour=colour,
        size=size,
    )
    return Map(data, renderer=renderer)


def place(
    G: "nx.Graph[str]",
    layout: str | Mapping[str, tuple[float, float]],
    found: Mapping[str, int],
    *,
    seed: int,
) -> dict[str, tuple[float, float]]:
    """Positions by kind of layout, or around those that are given."""
    if not isinstance(layout, str):
        return positions.layout(G, seed=seed, pinned=layout, found=found)
    if layout not in ("clusters", "spread"):
        raise ValueError(f"layout= knows clusters, spread or positions, not {layout!r}.")
    kind: positions.Kind = "spread" if layout == "spread" else "clusters"
    return positions.layout(G, seed=seed, kind=kind, found=found)


def to_pyvis(G: "nx.Graph[str]", **options: Any) -> "Network":
    """Turn a network into a `pyvis.network.Network` for people who know pyvis.

    Positions are given, physics is off, ids are integers (people sorted by name), and only
    harmless attributes are passed on. Its page asks the network for nothing.

    Args:
        G: The network; it is not changed.
        **options: As for `draw`.

    Returns:
        The network; its `generate_html` and `write_html` are safe.

    Examples:
        >>> to_pyvis(nx.Graph([("Ana", "Ben")])).num_nodes()
        2
    """
    from netgraph.maps import vis  # noqa: PLC0415 - pyvis loads IPython: only if wanted

    return vis.network(draw(G, **options).summary)
