"""What to call a group of people, and why: by what its members share and others do not."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from functools import partial
from textwrap import shorten
from typing import Any, Final, NamedTuple

import networkx as nx

from netgraph.metrics.traits import brief, traits
from netgraph.people import name_of

__all__ = ["ClusterName", "name_clusters"]

#: Node attributes that can name a cluster, and how the evidence words them.
_NAMING: Final = {"organisation": "are at", "location": "are in", "title": "have the title"}
#: So many members at least must have in common what a cluster is named after; most of them, or
#: some if nothing better is found.
_FEWEST: Final = 2
_MOST: Final = 0.5
_SHARED: Final = 0.25
#: Longest name, in letters: some papers give every author the addresses of all of them.
_LONGEST: Final = 60
#: Of the title of a paper the beginning is enough, the evidence has all of it.
_LONGEST_TITLE: Final = 44
#: The title of a paper or meeting in a sentence of evidence.
_QUOTED: Final = re.compile("“[^”]+”")


class ClusterName(NamedTuple):
    """What a cluster is called, and why."""

    name: str
    evidence: str


def name_clusters(G: nx.Graph[Any], membership: Mapping[Any, int]) -> dict[int, ClusterName]:
    """Name communities by what distinguishes their members: an organisation, a place, a title.

    A value names a community if at least two members and half of them share it, and if it is more
    common inside than in the whole graph; or else a paper or meeting that half of the ties inside
    rest on; or else a value that a quarter shares; or else the member with the strongest ties.

    Args:
        G: The graph.
        membership: Community of each person, as `netgraph.metrics.clusters.communities` gives it.
    """
    members: dict[int, list[Any]] = {}
    for node in sorted(membership, key=str):
        members.setdefault(membership[node], []).append(node)
    known = {about: traits(G, about) for about in _NAMING}
    usual = {about: Counter(filter(None, known[about].values())) for about in _NAMING}
    inside, held = _inside(G, membership)
    names: dict[int, ClusterName] = {}
    used: set[str] = set()
    for number in sorted(members):
        ours = partial(_telling, members[number], known, usual)
        found = ours(_MOST) or _work(inside[number]) or ours(_SHARED)
        core = name_of(G, min(members[number], key=lambda node: (-held[node], str(node))))
        name = found.name if found else f"around {core}"
        if name in used:
            name = f"{name}, around {core}"
        used.add(name)
        evidence = found.evidence if found else "no organisation, place or title sets them apart"
        names[number] = ClusterName(name, evidence)
    return names


def grouped(name: str) -> str:
    """Write the name of a cluster for a sentence.

    >>> grouped("around Mei Chen")
    'the group around Mei Chen'
    """
    return f"the group {name}" if name.startswith("around ") else name


def _inside(
    G: nx.Graph[Any], membership: Mapping[Any, int]
) -> tuple[defaultdict[int, list[Mapping[str, Any]]], defaultdict[Any, float]]:
    """Collect the ties inside each community, and how strongly they hold each person in it."""
    inside: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    held: defaultdict[Any, float] = defaultdict(float)
    for a, b, data in G.edges(data=True):
        number = membership.get(a)
        if a != b and number is not None and number == membership.get(b):
            inside[number].append(data)
            for end in (a, b):
                held[end] += data.get("strength", 1.0)
    return inside, held


def _telling(
    members: list[Any],
    known: dict[str, dict[Any, str]],
    usual: dict[str, Counter[str]],
    least: float,
) -> ClusterName | None:
    """Find the value that is most over-represented among the members."""
    best, most = None, 0.0
    for about, verb in _NAMING.items():
        everywhere = usual[about].total()
        inside = Counter(value for node in members if (value := known[about][node]))
        for value, count in sorted(inside.items()):
            share, elsewhere = count / len(members), usual[about][value] - count
            score = share * math.log(share / (usual[about][value] / everywhere))
            common = about == "title" and elsewhere >= count  # "Employee" tells nobody apart
            if score > most and count >= _FEWEST and share >= least and not common:
                name = brief(value, _LONGEST)
                told = f"{count} of {len(members)} {verb} {name}; {elsewhere} elsewhere"
                best, most = ClusterName(name, told), score
    return best


def _work(inside: list[Mapping[str, Any]]) -> ClusterName | None:
    """Find the paper or meeting that at least half of the ties inside rest on."""
    told = (next(iter(data.get("evidence") or ()), "") for data in inside)
    works = Counter(found[0] for text in told if (found := _QUOTED.search(text)))
    work, count = max(works.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    if count < _FEWEST or count < _MOST * len(inside):
        return None
    name = f"“{shorten(work.strip('“”'), _LONGEST_TITLE, placeholder=' …')}”"
    return ClusterName(name, f"{count:,} of the {len(inside):,} ties inside rest on {work}")
