"""Charts of a network: how it grew, where it comes from, how strong its ties are, who joins it.

Drawn by matplotlib as SVG whose text stays text: the browser's fonts show names of all scripts,
and a saved notebook or a report shows them without a script and without the internet.
"""

from __future__ import annotations

import base64
import html
import io
import os
import warnings
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, cast

import matplotlib as mpl
import networkx as nx
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from netgraph.errors import NotMeaningfulError
from netgraph.metrics.bridges import brokers as find_brokers
from netgraph.metrics.clusters import clusters as find_clusters
from netgraph.readers import READERS

__all__ = ["Chart", "brokers", "clusters", "growth", "sources", "strength"]

#: Told apart in all forms of colour blindness, and by lightness alone (Okabe and Ito 2008).
BLUE: Final = "#0072b2"
SKY: Final = "#56b4e9"
ORANGE: Final = "#d55e00"
PALE: Final = "#c9ddec"
GREY: Final = "#b6b3ab"
BANDS: Final = {
    "strong": "#08306b", "familiar": "#2f7fbc", "dormant": ORANGE, "weak": "#a6cde4",
    "unknown": GREY,
}  # fmt: skip

_STYLE: Final[dict[str, Any]] = {
    "svg.fonttype": "none", "svg.hashsalt": "netgraph", "font.size": 10, "figure.dpi": 100,
    "axes.spines.top": False, "axes.spines.right": False, "axes.spines.left": False,
    "axes.edgecolor": "#8a8780", "axes.labelcolor": "#4a4f56", "text.color": "#22262c",
    "xtick.color": "#4a4f56", "ytick.color": "#4a4f56", "ytick.left": False,
    "axes.grid": True, "grid.color": "#eceae4", "axes.axisbelow": True,
    "axes.titlesize": 12, "axes.titleweight": "bold", "axes.titlelocation": "left",
    "axes.titlepad": 14, "legend.frameon": False, "figure.facecolor": "white",
}  # fmt: skip
_FONT: Final = "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"
_LONGEST: Final = 34


@dataclass(frozen=True)
class Chart:
    """A chart.

    Attributes:
        title: What it shows.
        description: The same in words, for those who cannot see it.
        svg: The picture.
    """

    title: str
    description: str
    svg: str

    def save(self, path: str | os.PathLike[str]) -> Path:
        """Write the picture as an SVG file."""
        target = Path(path)
        target.write_text(self.svg, encoding="utf-8", newline="\n")
        return target

    def __repr__(self) -> str:
        """Tell it in words."""
        return f"{self.title}. {self.description}"

    def _repr_html_(self) -> str:
        """Show it in a notebook, with its words for a screen reader."""
        data = base64.b64encode(self.svg.encode()).decode()
        words = html.escape(repr(self), quote=True)
        return f'<img alt="{words}" style="max-width:100%" src="data:image/svg+xml;base64,{data}">'


def growth(G: nx.Graph[Any]) -> Chart:
    """Show how many ties and people there were at what time.

    A tie begins with the first thing that shows it; a person with the first tie. What has no date
    is counted in the words below, not drawn.
    """
    begun = sorted(str(d["first"])[:7] for _, _, d in G.edges(data=True) if d.get("first"))
    if not begun:
        raise NotMeaningfulError("No tie here has a date, so there is no growth to show.")
    seen: dict[Any, str] = {}
    for u, v, data in G.edges(data=True):
        for one in (u, v) if data.get("first") else ():
            seen[one] = min(seen.get(one, "9999"), str(data["first"])[:7])
    undated = G.number_of_edges() - len(begun)
    start = _year(sorted(seen.values())[len(seen) // 20])  # a few old ties would fill the chart

    def draw(figure: Figure) -> None:
        both = ((sorted(seen.values()), ORANGE, "people"), (begun, BLUE, "ties"))
        for axes, (dates, colour, name) in zip(figure.subplots(1, 2), both, strict=True):
            begin, number = np.unique([max(start, _year(one)) for one in dates], return_counts=True)
            years = [*begin.tolist(), _year(begun[-1])]
            count = [*number.cumsum().tolist(), len(dates)]
            axes.fill_between(years, count, step="post", color=colour, alpha=0.2, linewidth=0)
            axes.step(years, count, where="post", color=colour, linewidth=2)
            axes.set_title(f"{count[-1]:,} {name}", loc="right", color=colour)
            axes.set_ylim(bottom=0)
            axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))

    told = (
        f"{len(begun):,} ties among {len(seen):,} people began between {begun[0]} and {begun[-1]}"
    )
    rest = f"; {undated:,} have no date" if undated else ""
    return _chart("How the network grew", f"{told}{rest}.", draw)


def sources(G: nx.Graph[Any]) -> Chart:
    """Show how many people each export knows, and how many only it knows."""
    titles = {reader.name: reader.title for reader in READERS}
    known = [set(data.get("sources") or ()) for _, data in G.nodes(data=True)]
    every = Counter(one for some in known for one in some)
    if not every:
        raise NotMeaningfulError("This network does not say where its people come from.")
    only = Counter(next(iter(some)) for some in known if len(some) == 1)
    rows = sorted(every, key=lambda one: (every[one], one))
    words = [f"{titles.get(one, one)} {every[one]:,} ({only[one]:,} only there)" for one in rows]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        names = [_short(titles.get(one, one)) for one in rows]
        axes.barh(names, [only[one] for one in rows], color=BLUE, label="only there")
        both = [every[one] - only[one] for one in rows]
        axes.barh(names, both, left=[only[one] for one in rows], color=PALE, label="elsewhere too")
        _numbers(axes, [every[one] for one in rows])
        axes.legend(loc="lower right")

    return _chart("Where people come from", f"People: {'; '.join(words[::-1])}.", draw, len(rows))


def strength(G: nx.Graph[Any]) -> Chart:
    """Show how strong the ties are, on a scale on which each step is ten times the last."""
    by_band: dict[str, list[float]] = {band: [] for band in BANDS}
    for _, _, data in G.edges(data=True):
        band = str(data.get("band", "unknown"))
        by_band[band if band in BANDS else "unknown"].append(float(data.get("strength", 1.0)))
    values = [one for some in by_band.values() for one in some]
    if not values:
        raise NotMeaningfulError("There is no tie here.")
    low, high = np.floor(np.log10(min(values))), np.ceil(np.log10(max(values)))
    bins = np.logspace(low, max(high, low + 1), int(max(high - low, 1) * 6) + 1).tolist()

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        shown = [band for band in BANDS if by_band[band]]
        counts = [f"{band} ({len(by_band[band]):,})" for band in shown]
        for band, label in zip(shown, counts, strict=True):
            axes.hist(by_band[band], bins, color=BANDS[band], alpha=0.85, label=label, ec="white")
        axes.set_yscale("log")
        axes.set_xscale("log")
        axes.set_xlabel("strength: recent contact counts most, old contact fades")
        axes.set_ylabel("ties (each step ten times more)")
        for scale in (axes.xaxis, axes.yaxis):
            scale.set_major_formatter(lambda value, _: f"{value:,g}")
        axes.legend()

    told = ", ".join(f"{len(by_band[band]):,} {band}" for band in BANDS)
    return _chart("How strong the ties are", f"Of {len(values):,} ties: {told}.", draw)


def clusters(G: nx.Graph[Any], *, seed: int = 0) -> Chart:
    """Show how large the groups are, and which of them are yours."""
    table = find_clusters(G, seed=seed)
    if table.empty:
        raise NotMeaningfulError("There is no group here: nobody is tied to anybody.")
    table = table.head(20).iloc[::-1]
    own = [ways == "you are in it" for ways in table["ways_in"]]

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        at = range(len(table))
        axes.barh(at, table["people"].tolist(), color=[ORANGE if mine else BLUE for mine in own])
        axes.set_yticks(at, [_short(name) for name in table["name"]])
        _numbers(axes, table["people"].tolist(), [" (with you)" if mine else "" for mine in own])

    rows = zip(table["name"][::-1], table["people"][::-1], strict=True)
    told = "; ".join(f"{name} {people}" for name, people in rows)
    return _chart("How large the groups are", f"People: {told}.", draw, len(table))


def brokers(G: nx.Graph[Any], *, names: int = 10) -> Chart:
    """Show who has many contacts, and who stands between others.

    Args:
        G: The graph.
        names: How many brokers are named, as far as their names do not cover each other.
    """
    table = find_brokers(G)

    def draw(figure: Figure) -> None:
        axes = figure.subplots()
        mine = table["me"].astype(bool)
        for some, colour in ((table[~mine], SKY), (table[mine], ORANGE)):
            axes.scatter(some["ties"], some["betweenness"], s=42, color=colour, edgecolor="white")
        axes.set_xscale("function", functions=(np.sqrt, np.square))
        axes.set_yscale("function", functions=(np.sqrt, np.square))
        axes.set_ylim(bottom=0)
        axes.set_xlabel("contacts")
        axes.set_ylabel("share of shortest chains\nbetween two others")
        axes.yaxis.set_major_formatter(lambda share, _: f"{share:.0%}")
        axes.xaxis.set_major_formatter(lambda ties, _: f"{ties:.0f}")
        _name(axes, table.head(names))

    told = "; ".join(
        f"{row.person} {row.ties} contacts, {row.betweenness:.1%}"
        for row in table.head(5).itertuples()
    )
    return _chart("Who stands between others", f"Most of the shortest chains: {told}.", draw)


# --- drawing -------------------------------------------------------------------------------


def _chart(title: str, told: str, draw: Callable[[Figure], None], rows: int = 9) -> Chart:
    """Draw into a figure of its own: no state is shared, and nothing is shown by itself."""
    with mpl.rc_context(cast("Any", _STYLE)), warnings.catch_warnings():
        # it measures names with a font that lacks most scripts; the browser has fonts for them
        warnings.filterwarnings("ignore", message="(?s).*Glyph")
        warnings.filterwarnings("ignore", message="(?s).*font does not support")
        figure = Figure(figsize=(8, 1.3 + 0.33 * rows), layout="constrained")
        draw(figure)
        figure.axes[0].set_title(title)
        out = io.StringIO()
        figure.savefig(out, format="svg", metadata={"Date": None, "Creator": None})
    svg = out.getvalue()
    return Chart(title, told, svg[svg.index("<svg") :].replace("'DejaVu Sans'", _FONT))


def _numbers(axes: Axes, values: list[int], notes: list[str] | None = None) -> None:
    """Write the number at the end of each bar, and leave out the scale."""
    for at, value in enumerate(values):
        label = f"{value:,}{notes[at] if notes else ''}"
        axes.annotate(label, (value, at), (5, 0), textcoords="offset points", va="center")
    axes.set_xticks([])
    axes.grid(visible=False)
    axes.spines["bottom"].set_visible(False)
    axes.margins(x=0.12)


def _name(axes: Axes, table: Any) -> None:
    """Write names beside points, leaving out those that would cover another."""
    taken: list[Any] = []
    for row in table.itertuples():
        left = row.ties > table["ties"].max() / 2
        label = axes.annotate(
            _short(row.person), (row.ties, row.betweenness), (-7 if left else 7, 0),
            textcoords="offset points", va="center", ha="right" if left else "left", fontsize=9,
        )  # fmt: skip
        box = label.get_window_extent()
        if any(box.overlaps(other) for other in taken):
            label.remove()
        else:
            taken.append(box)


def _year(month: str) -> float:
    return int(month[:4]) + (int(month[5:7] or 1) - 1) / 12


def _short(text: str) -> str:
    """Shorten a name; a dollar sign would start a formula."""
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return shown.replace("$", r"\$")
