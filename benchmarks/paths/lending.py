"""How much do the lists that `lenders` asks for reveal, when little is seen?

Run: ``python benchmarks/paths/lending.py EDGES.csv[.gz] ...`` with public networks (two columns of
ids, header or not). For 60 people with 15 to 200 contacts: their contacts are seen, and each tie
among or beyond those with a probability of 0, 5, 10 or 30 %. The figure is the share of all true
friends of friends that five lists reveal: those of our lenders, of random contacts, of the
best-connected as far as is seen, and of the truly best-connected, which nobody can know.
"""

import csv
import gzip
import random
import statistics
import sys
from collections.abc import Iterable
from pathlib import Path

import networkx as nx

from netgraph.introducing.lenders import lenders


def network(path: Path) -> "nx.Graph[str]":
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    lines = text.decode().splitlines()
    rows = csv.reader(lines, delimiter="," if "," in lines[0] else " ")
    graph: nx.Graph[str] = nx.Graph()
    graph.add_edges_from((a, b) for a, b, *_ in rows if a not in {"src", "source", b})
    return graph


def seen_from(
    full: "nx.Graph[str]", me: str, share: float, chance: random.Random
) -> "nx.Graph[str]":
    mine = set(full[me])
    seen: nx.Graph[str] = nx.Graph((me, one) for one in sorted(mine))
    beyond = (tie for tie in sorted(full.edges(mine)) if me not in tie)
    seen.add_edges_from(tie for tie in beyond if chance.random() < share)
    return seen


def measure(full: "nx.Graph[str]", share: float) -> dict[str, float]:
    chance = random.Random(1)
    people = [one for one in sorted(full) if 15 <= full.degree(one) <= 200]
    found: dict[str, list[float]] = {}
    for me in chance.sample(people, min(60, len(people))):
        contacts = sorted(full[me])
        seen = seen_from(full, me, share, chance)
        hidden = set().union(*(full[one] for one in contacts)) - {me, *contacts}
        asked = {
            "lenders()": lenders(seen, k=5, me=[me])["id"].tolist(),
            "random": chance.sample(contacts, 5),
            "most ties seen": sorted(contacts, key=lambda one: -seen.degree(one))[:5],
            "most ties in truth": sorted(contacts, key=lambda one: -full.degree(one))[:5],
        }
        for name, some in asked.items():
            found.setdefault(name, []).append(revealed(full, some, hidden))
    return {name: statistics.fmean(some) for name, some in found.items()}


def revealed(full: "nx.Graph[str]", some: Iterable[str], hidden: set[str]) -> float:
    return len(set().union(*(full[one] for one in some)) & hidden) / max(1, len(hidden))


if __name__ == "__main__":
    for argument in sys.argv[1:]:
        graph = network(Path(argument))
        for part in (0.0, 0.05, 0.1, 0.3):
            shares = measure(graph, part)
            shown = ", ".join(f"{name} {share:.2f}" for name, share in shares.items())
            print(f"{argument}, {part:.0%} seen: {shown}")
