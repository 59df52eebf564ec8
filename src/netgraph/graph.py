"""The graph: what it promises, how it is built, and how a breach is found.

A netgraph graph is a `networkx.Graph` whose nodes are people and whose edges are ties.

- **Graph**: ``me`` (tuple of node ids: whose exports these are), ``as_of`` (ISO date from which
  decay counts), ``half_life_days``, ``hop_discount``, ``sources`` (one dict per file read),
  ``skipped`` (dicts of ``file``, ``reason``, ``count``, ``line``), ``notes`` (sentences),
  ``doubts`` (pairs that may be one person) and ``do_not_ask`` (ids of people who are never to be
  introducers, because the user said so).
- **Node**: a stable ``str`` id; ``name``, ``organisation``, ``title``, ``location`` (str, maybe
  empty), ``keys`` and ``sources`` (tuples of str), ``me`` (bool), ``merges`` (tuple of sentences:
  which records were taken for this person, and why).
- **Edge**: ``strength`` (float > 0; rank with it), ``chance`` (0 to 1: how likely a request along
  this tie is honoured; show it), ``band`` (strong, familiar, dormant, weak, unknown), ``basis``
  (recorded, stated, inferred), ``kinds`` (dict of kind to count), ``first`` and ``last`` (ISO dates
  or ""), ``evidence`` (sentences, most telling first), ``silence`` (days since they were last in
  touch; a graph saved by an earlier version has none).

Functions that analyse a graph take it first, never change it, and do with less where they can:
a plain NetworkX graph without these attributes is a graph of equal, undated ties.
"""

from __future__ import annotations

import calendar
import datetime as dt
import functools
import operator
import os
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath
from typing import Any, Final, TypeAlias

import networkx as nx

from netgraph.decisions import NOBODY, Decisions, read_decisions
from netgraph.errors import GraphError, ReadError
from netgraph.identity import People, Person, resolve
from netgraph.inferring import colleagues
from netgraph.readers import FileReport, Order, Reading, read
from netgraph.records import BANDS, BASES, Event, Note, Skipped
from netgraph.strength import Model, Tie, crowded, heed, ties

__all__ = ["FORMAT", "build", "is_star", "load_exports", "validate"]

#: People are nodes; any hashable will do in a graph that is not ours.
Graph: TypeAlias = "nx.Graph[Any]"

#: Marks a file as written by us, in every format.
FORMAT: Final = "netgraph-1"

_NODE: Final[Mapping[str, type]] = {
    "name": str, "organisation": str, "title": str, "location": str,
    "keys": tuple, "sources": tuple, "me": bool,
}  # fmt: skip
_EDGE: Final[Mapping[str, type]] = {
    "strength": float, "chance": float, "band": str, "basis": str,
    "kinds": dict, "first": str, "last": str, "evidence": list,
}  # fmt: skip


def load_exports(
    *paths: str | os.PathLike[str],
    me: str = "",
    as_of: str = "",
    model: Model | None = None,
    encoding: str = "",
    dates: Order = "",
    progress: bool | None = None,
    infer: bool = False,
) -> Graph:
    """Read exports and build the graph of the people in them.

    Args:
        paths: Folders, zips or single files.
        me: Whose network it is: a name, an e-mail address or a profile; "" to find it out.
        as_of: ISO date from which ties decay; "" for the date of the latest event.
        model: How events become strength; None for the defaults.
        encoding: Read every text in this encoding instead of the one found.
        dates: What 3/4/24 means where nothing in its file proves it: "dmy" or "mdy".
        progress: Show progress; None to decide by where it runs.
        infer: Add ties between people who were at one organisation at one time.

    Raises:
        ReadError: A path does not exist, or nothing in it could be read.
    """
    decisions = functools.reduce(operator.or_, map(_decided, paths), Decisions())
    reading = read(*paths, encoding=encoding, dates=dates, progress=progress)
    if not any(report.reader for report in reading.files):
        reasons = {f"{one.file}: {one.reason}" for one in reading.skipped[:5]}
        raise ReadError(
            "nothing here is an export that can be read. " + "; ".join(sorted(reasons)),
            hint="The README lists what can be read and where to get it.",
            file=", ".join(map(str, paths)),
        )
    return build(reading, me=me, as_of=as_of, model=model, decisions=decisions, infer=infer)


def _decided(path: str | os.PathLike[str]) -> Decisions:
    """Read what the user decided, from the file that lies in an export folder or beside a file."""
    return read_decisions(Path(path) if Path(path).is_dir() else Path(path).parent)


def build(
    reading: Reading,
    *,
    me: str = "",
    as_of: str = "",
    model: Model | None = None,
    decisions: Decisions | None = None,
    infer: bool = False,
) -> Graph:
    """Build the graph from records that were read.

    Args:
        reading: What `netgraph.readers.read` gave.
        me: Whose network it is; "" to find it out.
        as_of: ISO date from which ties decay; "" for the date of the latest event.
        model: How events become strength; None for the defaults.
        decisions: What the user decided about people and ties; it outweighs everything else.
        infer: Add ties between people who were at one organisation at one time (see
            `netgraph.inferring`). Their basis is "inferred", and they change no other tie.
    """
    decisions = decisions or Decisions()
    model = (model or Model.default()).replace(**decisions.model)
    people = resolve(reading.contacts, reading.events, me=me, decisions=decisions)
    as_of = _day(as_of) if as_of else _latest(reading.events)
    found, notes = _ties(reading, people, as_of, model, infer=infer)
    mine = people.me
    found, unheeded = heed(found, decisions.ties, people.find, me=mine, model=model)
    refused = {word.who: people.find(word.who) for word in decisions.people if not word.ask}
    notes += unheeded + [NOBODY.format(name) for name, one in refused.items() if not one]
    graph: Graph = nx.Graph(
        netgraph_format=FORMAT,
        me=mine,
        as_of=as_of,
        half_life_days=model.half_life_days,
        hop_discount=model.hop_discount,
        **_told(reading, people, notes),
        do_not_ask=sorted(set(refused.values()) - {""}),
    )
    _add_people(graph, people, {report.path: report.reader for report in reading.files})
    graph.add_edges_from((a, b, tie._asdict()) for (a, b), tie in sorted(found.items()))
    return graph


def _told(reading: Reading, people: People, notes: list[str]) -> dict[str, Any]:
    """Say what was read, what was left out, and what is doubtful."""
    return {
        "sources": [_source(report) for report in reading.files if report.reader],
        "skipped": _count([*reading.skipped, *people.left_out]),
        "notes": [*_fold(reading.notes), *people.notes, *notes],
        "doubts": [doubt._asdict() for doubt in people.doubts],
    }


def _ties(
    reading: Reading, people: People, as_of: str, model: Model, *, infer: bool
) -> tuple[dict[tuple[str, str], Tie], list[str]]:
    """Make the ties, the inferred ones only where there is no other, and what to note on them."""
    whose, names = people.person_of, {person.id: person.name for person in people.persons}
    found = ties(reading.events, whose, as_of=as_of, model=model, names=names)
    notes = crowded(reading.events, model)
    if infer:
        guessed, left_out = colleagues(reading.contacts, reading.events, whose)
        found = ties(guessed, whose, as_of=as_of, model=model) | found
        notes += left_out
    return found, notes


def _latest(events: Iterable[Event]) -> str:
    """Give the date of the latest event that has happened: exports age, their graph does not."""
    today = dt.datetime.now(dt.UTC).date().isoformat()
    begun = (event.when[:10] for event in events if event.when and event.when <= today)
    return min(_end(max(begun, default=today)), today)


def _end(when: str) -> str:
    """Give the last day of a year or month, or the day itself."""
    if len(when) == len("2024"):
        return f"{when}-12-31"
    if len(when) == len("2024-05"):
        return f"{when}-{calendar.monthrange(int(when[:4]), int(when[5:]))[1]}"
    return when


def _day(as_of: str) -> str:
    try:
        return dt.date.fromisoformat(as_of).isoformat()
    except ValueError:
        raise ReadError(f"{as_of!r} is not a date.", hint="Write it as 2026-11-22.") from None


def _fold(notes: Iterable[Note]) -> list[str]:
    """Fold equal notes on several files into one sentence."""
    files: dict[str, list[str]] = {}
    for note in notes:
        files.setdefault(note.text, []).append(note.file)
    return [_noted(text, where) for text, where in files.items()]


def _noted(text: str, files: list[str]) -> str:
    if len(files) == 1:
        return f"{files[0]}: {text}"
    shown = ", ".join(PurePosixPath(file).name for file in files[:3])
    more = f" and {len(files) - 3} more" if len(files) > 3 else ""  # noqa: PLR2004
    return f"{len(files)} files ({shown}{more}): {text}"


def _add_people(graph: Graph, people: People, reader_of: Mapping[str, str]) -> None:
    for person in people.persons:
        sources = sorted({reader_of[file] for file in person.files if reader_of.get(file)})
        graph.add_node(
            person.id,
            name=person.name or _nameless(person),
            organisation=person.organisation,
            title=person.title,
            location=person.location,
            keys=person.keys,
            sources=tuple(sources),
            me=person.me,
            merges=tuple(f"{one.a} = {one.b}: {one.reason}" for one in person.merges),
        )


def _nameless(person: Person) -> str:
    """Show somebody whose name no export gives by what is known of them."""
    return person.id.partition(":")[2] or person.id


def _source(report: FileReport) -> dict[str, Any]:
    shown = ("path", "reader", "title", "contacts", "events", "skipped", "first", "last")
    return {name: getattr(report, name) for name in shown}


def _count(skipped: Iterable[Skipped]) -> list[dict[str, Any]]:
    """Fold equal reasons of one file into one line with a count and the first place."""
    counts: Counter[tuple[str, str]] = Counter()
    first: dict[tuple[str, str], int] = {}
    for one in skipped:
        counts[one.file, one.reason] += 1
        first.setdefault((one.file, one.reason), one.line)
    return [
        {"file": file, "reason": reason, "count": count, "line": first[file, reason]}
        for (file, reason), count in sorted(counts.items())
    ]


def is_star(G: Graph) -> bool:
    """Say whether all ties end in one person, as they do in any single contact list.

    Nobody in a star can be seen to introduce anybody to anybody, but the person in the middle.
    Two people's lists with a contact in common are no star: each shows the other a way.

    >>> is_star(nx.star_graph(3)), is_star(nx.path_graph(5))
    (True, False)
    """
    middle: set[Any] | None = None
    for a, b in G.edges:
        if a != b:
            middle = {a, b} if middle is None else middle & {a, b}
            if not middle:
                return False
    return middle is not None


def validate(G: Graph) -> list[str]:
    """List every breach of the contract in this module's docstring; an empty list is good.

    Args:
        G: Any NetworkX graph.
    """
    if G.is_directed() or G.is_multigraph():
        return ["the graph must be an undirected `networkx.Graph` with one edge for each tie"]
    problems = [f"the graph lacks `{name}`" for name in ("me", "as_of") if name not in G.graph]
    problems += [f"`me` names {one!r}, who is not in it" for one in _me(G) if one not in G]
    problems += [f"node {n!r} is not a str" for n in G if not isinstance(n, str)]
    for node, data in G.nodes(data=True):
        problems += _wrong(f"node {node!r}", data, _NODE)
    for a, b, data in G.edges(data=True):
        where = f"tie {a!r} to {b!r}"
        problems += _wrong(where, data, _EDGE) or _wrong_values(where, data)
        if a == b:
            problems.append(f"{where} is a tie to oneself")
    return problems


def _me(G: Graph) -> tuple[object, ...]:
    me = G.graph.get("me", ())
    return tuple(me) if isinstance(me, tuple | list) else (me,)


def _wrong(where: str, data: Mapping[str, Any], contract: Mapping[str, type]) -> list[str]:
    return [
        f"{where}: `{name}` should be a {kind.__name__}, is {data.get(name)!r:.80}"
        for name, kind in contract.items()
        if not isinstance(data.get(name), kind)
    ]


def _wrong_values(where: str, data: Mapping[str, Any]) -> list[str]:
    problems = []
    if not 0 < data["strength"] < float("inf"):
        problems.append(f"{where}: `strength` should be above 0, is {data['strength']}")
    if not 0 <= data["chance"] <= 1:
        problems.append(f"{where}: `chance` should be from 0 to 1, is {data['chance']}")
    for name, allowed in (("band", BANDS), ("basis", BASES)):
        if data[name] not in allowed:
            problems.append(f"{where}: `{name}` should be one of {allowed}, is {data[name]!r:.80}")
    return problems


def require_valid(G: Graph, file: str = "") -> Graph:
    """Give the graph back if it keeps the contract.

    Raises:
        GraphError: It does not; the message says how, and how often.
    """
    if problems := validate(G):
        more = f" (and {len(problems) - 3} more)" if len(problems) > 3 else ""  # noqa: PLR2004
        raise GraphError("; ".join(problems[:3]) + more + ".", file=file)
    return G
