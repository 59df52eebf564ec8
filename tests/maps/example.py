# ruff: noqa: E501, SIM905 - lists of invented names read best as lines of words
"""An invented network with everything a map shows, of any size; the same seed, the same network."""

import random
from itertools import pairwise

import networkx as nx

FIRST = (
    "Amara Kwame Ifeoma Tunde Zainab Chidi Lindiwe Thabo Mei Hiroshi Priya Arjun Fatima Omar Leila Yusuf "
    "Ana Bruno Carla Diego Elena Felipe Greta Hans Ingrid Jonas Katya Lukas Marta Nils Olga Pavel Rosa "
    "Søren Teresa Uma Viktor Wanjiru Xiomara Yara Zoë Nguyễn Łukasz Ólafur Chloé Jürgen Siobhán Mikołaj"
).split()
LAST = (
    "Osei-Tutu Okafor Mensah Adeyemi Dlamini Nkosi Tanaka Chen Sharma Patel Rahman Haddad Kaya Silva Costa "
    "Moreno Vega Ivanova Novák Kowalska Schmidt Larsen Berg Virtanen O'Neill Murphy Dubois Laurent Rossi "
    "Bianchi Petrov Horváth Popescu Kamau Wanjiku Abebe Tadesse Nakamura Kim Park Trần Lê Ortiz Ramos"
).split()
CLUSTERS = (
    "Cardiology, Lakeside", "Class of 2021", "St. Hilda's Hospital", "Malaria trial group", "Family and home",
    "Residency applicants", "Public health school", "Surgery, Northgate", "Paediatrics network", "Exam study circle",
    "Hospital choir", "Global surgery fellows", "Emergency ward", "Radiology, Eastholm",
)  # fmt: skip
TITLES = (
    "Consultant",
    "Resident",
    "Professor",
    "Nurse manager",
    "Research fellow",
    "Programme director",
    "Registrar",
)
PLACES = ("Accra", "Lagos", "Leeds", "Toronto", "Nairobi", "Oslo", "Chicago", "Mumbai")
KINDS = {"coauthor": "co-authored {n} papers, last in {y}", "mail": "e-mailed {n} times, last in {y}", "meeting": "met {n} times, last in {y}", "connection": "connected on LinkedIn in {y}", "stated": "you wrote: knows well"}  # fmt: skip


def example(people: int = 120, *, seed: int = 7) -> "nx.Graph[str]":
    """A network of several circles; `me` is Amara Osei-Tutu, person `p00000`."""
    rng = random.Random(seed)
    circles = max(1, min(len(CLUSTERS), round(people**0.5 / 2.2)))
    micro = max(1, people // (45 * circles))
    G: nx.Graph[str] = nx.Graph(
        me=("p00000",), as_of="2026-11-22", half_life_days=90.0, skipped=[],
        sources=[{"path": "exports/Connections.csv", "reader": "linkedin", "contacts": people}],
    )  # fmt: skip
    group = [
        0 if i == 0 else min(int(rng.betavariate(1, 1.6) * circles), circles - 1)
        for i in range(people)
    ]
    part = [rng.randrange(micro) for _ in range(people)]
    used: set[str] = {"Amara Osei-Tutu"}
    for i in range(people):
        name = "Amara Osei-Tutu" if i == 0 else f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        while i and name in used and people < len(FIRST) * len(LAST) // 2:
            name = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
        used.add(name)
        G.add_node(
            f"p{i:05d}", name=name, me=i == 0, circle=CLUSTERS[group[i]],
            organisation=CLUSTERS[group[i]] if rng.random() < 0.7 else "",
            title=rng.choice(TITLES) if rng.random() < 0.8 else "", location=rng.choice(PLACES),
            keys=(f"email:p{i}@example.org", f"phone:+155501{i:05d}"),
            sources=tuple(sorted(rng.sample(["linkedin", "pubmed", "mail"], rng.choice([1, 1, 2])))),
        )  # fmt: skip
    _tie_circles(G, group, part, rng)
    return G


def _tie_circles(G: "nx.Graph[str]", group: list[int], part: list[int], rng: random.Random) -> None:
    """Mostly within circles and their parts, some between, a few people with many ties."""
    ids = list(G)
    circle: dict[int, list[int]] = {}
    corner: dict[tuple[int, int], list[int]] = {}
    for i, g in enumerate(group):
        circle.setdefault(g, []).append(i)
        corner.setdefault((g, part[i]), []).append(i)
    for i in range(1, len(ids)):
        for _ in range(1 + min(30, int(rng.paretovariate(1.3)))):
            chance = rng.random()
            near = corner[group[i], part[i]] if chance < 0.72 else circle[group[i]]
            j = rng.choice(near) if chance < 0.975 else rng.randrange(len(ids))
            if i != j:
                tie(G, ids[i], ids[j], rng)
    for member in rng.sample(ids[1:], min(14, len(ids) - 1)):
        tie(G, ids[0], member, rng)


def tie(G: "nx.Graph[str]", a: str, b: str, rng: random.Random) -> None:
    """Add a tie with everything the contract of the graph asks for."""
    strength = round(rng.paretovariate(0.9) / 8, 4)
    kinds = {
        kind: rng.randrange(1, 9) for kind in rng.sample(sorted(KINDS), rng.choice([1, 1, 1, 2]))
    }
    first = rng.randrange(2009, 2025)
    last = rng.randrange(first, 2027)
    dated = rng.random() < 0.92
    G.add_edge(
        a, b, strength=strength, chance=min(0.73, strength / 3), kinds=kinds,
        band="strong" if strength > 1 else "familiar" if strength > 0.4 else "weak" if strength > 0.18 else "unknown",
        basis="stated" if "stated" in kinds else rng.choices(["recorded", "inferred"], [12, 1])[0],
        first=f"{first}-0{rng.randrange(1, 10)}-15" if dated else "", last=f"{last}" if dated else "",
        evidence=[KINDS[kind].format(n=n, y=last) for kind, n in kinds.items()],
    )  # fmt: skip


def way(G: "nx.Graph[str]", steps: int = 3) -> list[str]:
    """Somebody a few steps from me, and the way there."""
    paths = nx.single_source_shortest_path(G, "p00000")
    far = [path for path in paths.values() if len(path) - 1 == steps]
    return min(far or list(paths.values()), key=lambda path: (-len(path), path))


def has_ties(G: "nx.Graph[str]", path: list[str]) -> bool:
    """Whether people next to each other on a path are tied."""
    return all(G.has_edge(a, b) for a, b in pairwise(path))
