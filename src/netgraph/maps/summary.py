"""From a graph to a plain dictionary: everything a page shows, and nothing else.

The dictionary is JSON in columns: people sorted by name, ties by their ends, texts that repeat
kept once in `texts` and meant by their number. What redaction takes out never enters it.
"""

import math
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from numbers import Real
from typing import Any, Final

import networkx as nx

from netgraph.errors import UnknownPersonError
from netgraph.maps.redaction import Redaction
from netgraph.metrics.clusters import name_clusters
from netgraph.records import BANDS, BASES

COLOURS: Final = ("cluster", "source", "organisation", "distance")
SIZES: Final = ("strength", "degree", "reach", "equal")
SENTENCES: Final = 3
"""Evidence kept for each tie; the most telling comes first."""
FEWEST: Final = 3
"""Two people are a tie, not a cluster."""
CONTACT_KEYS: Final = ("email:", "mailto:", "phone:", "tel:")

TIE: Final = ("a", "b", "strength", "band", "basis", "first", "last", "kinds", "why")

Person = Mapping[str, Any]
Choice = str | Mapping[str, Any]


@dataclass(slots=True)
class Texts:
    """A list of different texts, and the number of each."""

    all: list[str] = field(default_factory=lambda: [""])
    number: dict[str, int] = field(default_factory=lambda: {"": 0})

    def add(self, text: str) -> int:
        if text not in self.number:
            self.number[text] = len(self.all)
            self.all.append(text)
        return self.number[text]


@dataclass(frozen=True, slots=True)
class Scope:
    """What every part of the summary needs to know."""

    G: "nx.Graph[str]"
    redaction: Redaction
    order: list[str]
    shown: Mapping[str, str]
    index: Mapping[str, int]
    texts: Texts = field(default_factory=Texts)

    @classmethod
    def of(cls, G: "nx.Graph[str]", redaction: Redaction) -> "Scope":
        """Settle who is called what, and stand people in the order of those names."""
        ids = [str(person) for person in G]
        shown = dict(zip(ids, redaction.people(ids, [_name(G, p) for p in ids]), strict=True))
        order = sorted(ids, key=lambda p: (shown[p].casefold(), p))
        return cls(G, redaction, order, shown, {person: i for i, person in enumerate(order)})

    def column(self, attribute: str) -> list[str]:
        """An attribute of everybody as text, empty where there is none."""
        return [str(self.G.nodes[person].get(attribute) or "") for person in self.order]


def summarise(
    G: "nx.Graph[str]",
    positions: Mapping[str, tuple[float, float]],
    *,
    redaction: Redaction,
    title: str = "",
    paths: Sequence[Any] = (),
    clusters: Mapping[str, Hashable],
    colour: Choice = "cluster",
    size: Choice = "strength",
) -> dict[str, Any]:
    """Gather what a page shows of a network.

    Args:
        G: The network.
        positions: Place of every person.
        redaction: What to leave out.
        title: Heading of the page.
        paths: Introduction paths: node ids in order, or objects with `people` and `legs`.
        clusters: Cluster of each person, by name or number.
        colour: What colours mean at first: one of `COLOURS`, a node attribute, or a mapping.
        size: What sizes mean at first: one of `SIZES`, a node attribute, or a mapping.

    Returns:
        A dictionary of lists, strings and numbers, ready for `json.dumps`.
    """
    scope = Scope.of(G, redaction)
    member, groups = _clusters(scope, clusters)
    people = _people(scope) | {
        "cluster": member,
        "x": [positions[person][0] for person in scope.order],
        "y": [positions[person][1] for person in scope.order],
    }
    return {
        "title": redaction.text(title) or "Network map",
        "asOf": redaction.day(str(G.graph.get("as_of", ""))),
        "redacted": redaction.names,
        "people": people,
        "ties": _ties(scope),
        "clusters": groups,
        "paths": [_path(scope, path) for path in paths],
        "colour": _choice(scope, _telling(colour, groups, people), COLOURS),
        "size": _choice(scope, size, SIZES),
        "texts": scope.texts.all,
        "bands": list(BANDS),
        "bases": list(BASES),
    }


def _name(G: "nx.Graph[str]", person: str) -> str:
    """The name, else the id without what kind of id it is."""
    name = str(G.nodes[person].get("name") or "").strip()
    return name or person.partition(":")[2] or person


def _people(scope: Scope) -> dict[str, list[Any]]:
    texts, redaction = scope.texts, scope.redaction
    data: list[Person] = [scope.G.nodes[person] for person in scope.order]
    owners = set(scope.G.graph.get("me", ()))
    titles = [""] * len(data) if redaction.names else scope.column("title")
    columns: dict[str, list[Any]] = {
        "name": [scope.shown[person] for person in scope.order],
        "title": [texts.add(redaction.text(title)) for title in titles],
        "sources": [
            [texts.add(redaction.text(s)) for s in _listed(d.get("sources"))] for d in data
        ],
        "me": [i for i, d in enumerate(data) if d.get("me") is True or scope.order[i] in owners],
    }
    for name in ("organisation", "location"):
        columns[name] = [texts.add(value) for value in redaction.groups(scope.column(name))]
    if not redaction.contacts:
        columns["contact"] = [_contact(d) for d in data]
    return columns


def _listed(value: object) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Iterable):
        return [str(value)] if value else []
    return sorted({str(item) for item in value})


def _contact(person: Person) -> list[str]:
    keys = [key for key in _listed(person.get("keys")) if key.startswith(CONTACT_KEYS)]
    return [Redaction(contacts=False).text(key.partition(":")[2]) for key in keys]


def _ties(scope: Scope) -> dict[str, list[Any]]:
    """Columns of the ties; a loop says nothing and is left out."""
    rows = sorted(
        (*sorted((scope.index[a], scope.index[b])), i)
        for i, (a, b) in enumerate(scope.G.edges())
        if a != b
    )
    data = [tie for _, _, tie in scope.G.edges(data=True)]
    ties = [{"a": a, "b": b} | _tie(scope, data[i]) for a, b, i in rows]
    return {name: [tie[name] for tie in ties] for name in TIE}


def _tie(scope: Scope, data: Mapping[str, Any]) -> dict[str, Any]:
    texts, redaction = scope.texts, scope.redaction
    kinds = sorted(redaction.text(kind) for kind in dict(data.get("kinds") or {}))
    return {
        "strength": _number(data.get("strength"), 1.0),
        "band": _place(BANDS, data.get("band"), "unknown"),
        "basis": _place(BASES, data.get("basis"), "recorded"),
        "first": texts.add(redaction.day(str(data.get("first") or ""))),
        "last": texts.add(redaction.day(str(data.get("last") or ""))),
        "kinds": [texts.add(kind) for kind in kinds],
        "why": [texts.add(sentence) for sentence in _reasons(data, redaction)],
    }


def _number(value: object, default: float) -> float:
    """A finite number of four digits."""
    if isinstance(value, bool) or not isinstance(value, Real):
        return default
    number = float(value)
    return float(f"{number:.4g}") if math.isfinite(number) else default


def _place(words: Sequence[str], value: object, default: str) -> int:
    return words.index(str(value) if value in words else default)


def _reasons(tie: Mapping[str, Any], redaction: Redaction) -> list[str]:
    """Evidence as sentences; without names and subjects in a redacted copy."""
    if not redaction.evidence:
        return [redaction.text(line) for line in _sentences(tie.get("evidence"))]
    kinds = dict(tie.get("kinds") or {})
    counts = [f"{redaction.text(kind).replace('_', ' ')} x {kinds[kind]}" for kind in sorted(kinds)]
    last = redaction.day(str(tie.get("last") or ""))
    return [", ".join(counts) + (f", last in {last[:4]}" if last else "")] if counts else []


def _sentences(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(line) for line in value][:SENTENCES] if isinstance(value, Iterable) else []


def large(found: Mapping[str, int]) -> dict[str, int]:
    """Leave out communities too small to speak of."""
    size = Counter(found.values())
    return {person: label for person, label in found.items() if size[label] >= FEWEST}


def _clusters(
    scope: Scope, given: Mapping[str, Hashable]
) -> tuple[list[int], list[dict[str, str]]]:
    """Number of each person's cluster (-1: none) and the clusters, largest first, named."""
    people: dict[Hashable, list[str]] = {}
    for person in scope.order:
        if given.get(person) not in (None, "", -1):
            people.setdefault(given[person], []).append(person)
    ranked = sorted(people.items(), key=lambda item: (-len(item[1]), str(item[0])))
    number = {person: i for i, (_, members) in enumerate(ranked) for person in members}
    names = _cluster_names(scope, [label for label, _ in ranked], number)
    return [number.get(person, -1) for person in scope.order], [{"name": name} for name in names]


def _cluster_names(scope: Scope, labels: list[Hashable], number: Mapping[str, int]) -> list[str]:
    """Names that were given, or else what the members of each cluster share."""
    if scope.redaction.names or scope.redaction.organisations:
        return [f"Cluster {i + 1}" for i in range(len(labels))]
    found = (
        {} if all(isinstance(label, str) for label in labels) else name_clusters(scope.G, number)
    )
    return [
        scope.redaction.text(label if isinstance(label, str) else found[i].name)
        for i, label in enumerate(labels)
    ]


def _path(scope: Scope, path: Any) -> dict[str, Any]:
    """People of an introduction path, and the reasons for each of its legs."""
    people = [str(getattr(person, "id", person)) for person in getattr(path, "people", path)]
    for person in people:
        if person not in scope.index:
            raise UnknownPersonError(
                f"The path names {scope.redaction.text(person)}, who is not in this network.",
                hint="Give node ids, or a path that ng.introductions() found in this graph.",
            )
    legs = list(getattr(path, "legs", ()))
    reasons = [getattr(leg, "reasons", None) for leg in legs] + [None] * len(people)
    return {
        "people": [scope.index[person] for person in people],
        "why": [_leg(scope, *leg) for leg in zip(people, people[1:], reasons, strict=False)],
        "band": scope.redaction.text(getattr(path, "band", "")),
    }


def _leg(scope: Scope, a: str, b: str, given: object) -> list[str]:
    """Why `a` can introduce to `b`: the reasons given, else the evidence of their tie."""
    if given and not scope.redaction.evidence:
        return [scope.redaction.text(line) for line in _sentences(given)]
    if not scope.G.has_edge(a, b):
        return ["no tie is recorded between them"]
    return _reasons(scope.G.edges[a, b], scope.redaction)


def _telling(colour: Choice, groups: list[Any], people: Mapping[str, list[Any]]) -> Choice:
    """One cluster or none tells nothing: then organisations are the better colours."""
    dull = colour == "cluster" and not groups[1:] and any(people["organisation"])
    return "organisation" if dull else colour


def _choice(scope: Scope, choice: Choice, known: Sequence[str]) -> dict[str, Any]:
    """How colours or sizes start: a name the page knows, or a column of values."""
    if isinstance(choice, str) and choice in known:
        return {"by": choice}
    if isinstance(choice, str):
        column = [scope.G.nodes[person].get(choice) for person in scope.order]
        if scope.order and all(value is None for value in column):
            allowed = ", ".join(known)
            raise ValueError(f"{choice!r} is neither one of {allowed} nor a node attribute.")
    else:
        column = [choice.get(person) for person in scope.order]
    name = scope.redaction.text(choice) if isinstance(choice, str) else "given"
    return {"by": "own", "name": name, "values": _values(scope, column)}


def _values(scope: Scope, column: list[Any]) -> list[float | str | None]:
    """Numbers if all are numbers, else texts; texts become numbered groups where names go."""
    present = [value for value in column if value is not None]
    if all(isinstance(v, Real) and not isinstance(v, bool) for v in present):
        return [None if value is None else _number(float(value), 0.0) for value in column]
    texts = ["" if value is None else scope.redaction.text(value) for value in column]
    if not scope.redaction.names:
        return list(texts)
    number = {text: f"Group {i + 1}" for i, text in enumerate(sorted(set(texts) - {""}))}
    return [number.get(text, "") for text in texts]
