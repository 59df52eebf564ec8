"""What was read, from where, what was skipped, and what the graph can and cannot tell."""

from __future__ import annotations

import html
import os
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

import networkx as nx
import pandas as pd

from netgraph.graph import Graph, is_star
from netgraph.readers import READERS
from netgraph.tables import as_text
from netgraph.wording import counted, in_a_row

__all__ = ["Summary", "summary"]

STAR: Final = (
    "This is a star: every tie goes to the owner of the export, so nobody here can be seen to"
    " know anybody else. Introduction paths and broker scores need ties among the others: add"
    " papers (PubMed .nbib), mail, a who-knows-whom list, or the archive a friend lends you."
)


@dataclass(frozen=True)
class Summary:
    """What a graph holds, in sentences and tables.

    Attributes:
        headline: People, ties, sources and period in a sentence.
        people, ties: How many.
        me: Names of those whose exports these are.
        files: One row per file: path, what it is, contacts, events, skipped, first, last.
        skipped: One row per file and reason: how many rows were not used, and the first one.
        ties_by_band: How many ties are strong, familiar, dormant, weak, unknown.
        caveats: What these data cannot tell, most important first.
        notes: Guesses that were made while reading.
    """

    headline: str
    people: int
    ties: int
    me: tuple[str, ...]
    files: pd.DataFrame
    skipped: pd.DataFrame
    ties_by_band: dict[str, int]
    caveats: tuple[str, ...]
    notes: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Give the same as plain values, for JSON."""
        return {
            **self.__dict__,
            "me": list(self.me),
            "files": self.files.to_dict("records"),
            "skipped": self.skipped.to_dict("records"),
            "caveats": list(self.caveats),
            "notes": list(self.notes),
        }

    def __str__(self) -> str:
        """Write it as text."""
        parts = [self.headline]
        if len(self.files):
            parts.append("What was read:\n" + as_text(_exports(self.files)))
        if len(self.skipped):
            parts.append("What was not used, and why:\n" + as_text(_reasons(self.skipped)))
        if self.notes:
            parts.append("Good to know:\n" + _bullets(self.notes))
        if self.caveats:
            parts.append("What it cannot tell:\n" + _bullets(self.caveats))
        return "\n\n".join(parts)

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        parts = [f"<p><strong>{html.escape(self.headline)}</strong></p>"]
        for title, table, fold in (
            ("What was read", self.files, _exports),
            ("What was not used, and why", self.skipped, _reasons),
        ):
            if len(table):
                parts.append(f"<h4>{title}</h4>{_html(fold(table))}")
        for title, lines in (("Good to know", self.notes), ("What it cannot tell", self.caveats)):
            if lines:
                items = "".join(f"<li>{html.escape(line)}</li>" for line in lines)
                parts.append(f"<h4>{title}</h4><ul>{items}</ul>")
        return "".join(parts)


def summary(G: Graph) -> Summary:
    """Say what the graph holds and what it cannot tell.

    Args:
        G: A graph.

    Returns:
        Sentences and tables that read well printed and in a notebook.

    >>> import networkx as nx
    >>> print(summary(nx.path_graph(3)).headline)
    3 people and 2 ties.
    """
    bands = Counter(data.get("band", "unknown") for _, _, data in G.edges(data=True))
    me = tuple(str(G.nodes[one].get("name", one)) for one in G.graph.get("me", ()) if one in G)
    return Summary(
        headline=_headline(G, me),
        people=len(G),
        ties=G.number_of_edges(),
        me=me,
        files=_files(G),
        skipped=_skipped(G),
        ties_by_band=dict(sorted(bands.items())),
        caveats=tuple(_caveats(G, bands)),
        notes=_notes(G),
    )


def _headline(G: Graph, me: tuple[str, ...]) -> str:
    sources = G.graph.get("sources", [])
    years = sorted(one[end][:4] for one in sources for end in ("first", "last") if one[end])
    text = f"{len(G):,} people and {G.number_of_edges():,} ties"
    if me:
        text += f" around {in_a_row(me)}"
    if sources:
        text += f", from {counted(len(sources), 'file')}"
    if years:
        text += f", {years[0]}" + (f" to {years[-1]}" if years[-1] != years[0] else "")
    return text + "."


def _files(G: Graph) -> pd.DataFrame:
    shown = ["path", "title", "contacts", "events", "skipped", "first", "last"]
    table = pd.DataFrame(G.graph.get("sources", []), columns=shown)
    for end in ("first", "last"):
        table[end] = [str(when)[:10] for when in table[end]]
    table["path"] = _short(list(table["path"]))
    return table.rename(columns={"path": "file", "title": "what it is"})


def _skipped(G: Graph) -> pd.DataFrame:
    table = pd.DataFrame(G.graph.get("skipped", []), columns=["count", "reason", "file", "line"])
    table["file"] = _short(list(table["file"]))
    return table.rename(columns={"line": "first line"})


def _notes(G: Graph) -> tuple[str, ...]:
    shared = _folder([str(one["path"]) for one in G.graph.get("sources", ())])
    return tuple(note.replace(shared, "") if shared else note for note in G.graph.get("notes", ()))


def _short(paths: list[str]) -> list[str]:
    """Leave out the folder that all of them share."""
    shared = _folder(paths)
    return [path.removeprefix(shared) for path in paths]


def _folder(paths: list[str]) -> str:
    """Name the folder that all of them share, with a slash at its end; "" if there is none."""
    parents = {PurePosixPath(path).parent.as_posix() for path in paths if path}
    shared = os.path.commonpath(parents) if parents and not _mixed(parents) else ""
    return f"{shared}/" if shared not in {"", "."} else ""


def _mixed(parents: set[str]) -> bool:
    return len({PurePosixPath(parent).is_absolute() for parent in parents}) > 1


def _exports(files: pd.DataFrame) -> pd.DataFrame:
    """Fold the files of one archive into one line: a person thinks in exports."""
    folders = [PurePosixPath(path).parent.as_posix() for path in files["file"]]
    where = pd.Series(folders, index=files.index, dtype=object)
    alone = files.groupby([where, "what it is"])["file"].transform("size") == 1
    return (
        files.assign(export=where.mask(alone | (where == "."), files["file"]), files=1)
        .groupby(["export", "what it is"], sort=False, as_index=False)
        .agg({"files": "sum", "contacts": "sum", "events": "sum", "skipped": "sum",
              "first": _earliest, "last": "max"})
    )  # fmt: skip


def _earliest(dates: Iterable[str]) -> str:
    return min(filter(None, dates), default="")


def _reasons(skipped: pd.DataFrame) -> pd.DataFrame:
    """Fold equal reasons into one line with the first place where it happened."""
    lines = [f", line {line}" if line else "" for line in skipped["first line"]]
    place = skipped["file"] + pd.Series(lines, index=skipped.index, dtype=object)
    folded = skipped.assign(**{"first one": place}).groupby("reason", sort=False, as_index=False)
    table = folded.agg({"count": "sum", "first one": "first"})
    return table[["count", "reason", "first one"]].sort_values(
        "count", ascending=False, kind="stable"
    )


def _caveats(G: Graph, bands: Counter[str]) -> list[str]:
    caveats = []
    if is_star(G):
        caveats.append(STAR)
    elif me := [one for one in G.graph.get("me", ()) if one in G]:
        reach = set().union(*(nx.node_connected_component(G, one) for one in me))
        if apart := len(G) - len(reach):
            caveats.append(f"{apart:,} of {len(G):,} people are not linked to you by any chain.")
    if unknown := bands["unknown"]:
        caveats.append(
            f"{unknown:,} of {bands.total():,} ties are of unknown strength: they show that two"
            " people are connected, not that they have been in touch. Unknown is not weak."
        )
    if inferred := sum(d.get("basis") == "inferred" for _, _, d in G.edges(data=True)):
        caveats.append(f"{inferred:,} ties are inferred: nobody recorded or stated them.")
    if doubts := len(G.graph.get("doubts", ())):
        caveats.append(f"{doubts:,} pairs may be one person each: `netgraph review` lists them.")
    blind = {reader.name: reader.blind for reader in READERS}
    used = dict.fromkeys(one["reader"] for one in G.graph.get("sources", []))
    return caveats + [blind[name] for name in used if blind.get(name)]


def _html(table: pd.DataFrame) -> str:
    """Write a table: words begin at the left, numbers end at the right."""
    kinds = map(pd.api.types.is_numeric_dtype, table.dtypes)
    sides = ["right" if number else "left" for number in kinds]
    lines = [
        "".join(
            f'<{tag} style="text-align:{side}">{html.escape(str(cell))}</{tag}>'
            for side, cell in zip(sides, row, strict=True)
        )
        for tag, row in [("th", [*table]), *(("td", [*row]) for row in table.to_numpy())]
    ]
    head, *body = (f"<tr>{line}</tr>" for line in lines)
    return f"<table><thead>{head}</thead><tbody>{''.join(body)}</tbody></table>"


def _bullets(lines: tuple[str, ...]) -> str:
    return "\n".join(f"- {line}" for line in lines)
