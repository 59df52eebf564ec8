"""What can be known at all: the best that anybody could do on the generated records.

    python benchmarks/identity/ceiling.py 10000 100000 1000000

The oracle is told more than any program can know: the true first and last name behind every
record, whatever was typed; for certain, which records of one person are linked by addresses or
employers in common; and of all other pairs of one true name the share that are one person among
those that look the same, counted with the truth. Pairs look the same that agree in how frequent
the name is, in how many records bear it, in what both say of employers and middle names, and in
whether both are profiles in one archive. It joins the pairs that look best, down to the precision
that is asked for. What that leaves out nobody can find at that precision.
"""

from __future__ import annotations

import argparse
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from who_is_who import World, build  # type: ignore[import-not-found]

from netgraph.names import parse
from netgraph.records import Contact

Look = tuple[object, ...]

PRECISION = 0.99
#: Names borne by more records than this are left to the oracle's ignorance: most are namesakes.
_CROWD = 60
#: Looks with fewer pairs than this prove nothing; they are pooled by the frequency of the name.
_FEW = 100


def islands(world: World) -> list[int]:
    """Number the records by what addresses and employers in common make one person for certain."""
    records = defaultdict[int, list[int]](list)
    for n, person in enumerate(world.truth):
        records[person].append(n)
    island = list(range(len(world.truth)))
    for own in records.values():
        for a, b in combinations(own, 2):
            if _linked(world.contacts[a], world.contacts[b]):
                old, new = island[b], island[a]
                for n in own:
                    island[n] = new if island[n] == old else island[n]
    return island


def _linked(one: Contact, other: Contact) -> bool:
    place = bool(one.organisation) and one.organisation == other.organisation
    return place or not {*one.keys}.isdisjoint(other.keys)


def looks(world: World, island: Sequence[int]) -> dict[Look, Counter[bool]]:
    """Count how many of the pairs that look the same are one person: of one name, not linked."""
    blocks = defaultdict[tuple[str, str], list[int]](list)
    for n, person in enumerate(world.truth):
        blocks[world.called[person].first, world.called[person].last].append(n)
    firsts, lasts = Counter(c.first for c in world.called), Counter(c.last for c in world.called)
    found = defaultdict[Look, Counter[bool]](Counter)
    for (first, last), block in blocks.items():
        if len(block) > _CROWD:
            continue
        rarity = round(3 * math.log2(firsts[first] * lasts[last] / len(world.called)))
        for a, b in combinations(block, 2):
            if island[a] != island[b]:
                look = _look(world.contacts[a], world.contacts[b])
                same = world.truth[a] == world.truth[b]
                found[rarity, min(len(block), 6), *look][same] += 1
    return found


def _look(one: Contact, other: Contact) -> Look:
    """Say what two records show that share nothing certain."""
    places = bool(one.organisation and other.organisation), one.organisation == other.organisation
    middles = [parse(c.name).given[1:] for c in (one, other)]
    apart = one.file == other.file and one.file.endswith("Connections.csv")
    return (*places, all(middles), middles[0] == middles[1], apart)


def ceiling(world: World) -> tuple[float, float, float]:
    """Give the share of the true pairs that is certain, and the recall and F1 of the oracle."""
    island = islands(world)
    true, sure = _count(world.truth), _count(island)
    right = joined = sure
    for found in sorted(_pooled(looks(world, island)), key=lambda c: -c[True] / c.total()):
        if right + found[True] < PRECISION * (joined + found.total()):
            break
        right, joined = right + found[True], joined + found.total()
    precision, recall = right / joined, right / true
    return sure / true, recall, 2 * precision * recall / (precision + recall)


def _count(groups: Sequence[int]) -> int:
    return sum(n * (n - 1) // 2 for n in Counter(groups).values())


def _pooled(looks: dict[Look, Counter[bool]]) -> Iterator[Counter[bool]]:
    """Give the pairs of each look; those of rare ones by the frequency of the name alone."""
    rare: defaultdict[object, Counter[bool]] = defaultdict(Counter)
    for look, found in looks.items():
        if found.total() >= _FEW:
            yield found
        else:
            rare[look[0]] += found
    yield from rare.values()


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", type=int)
    print(f"| records | certain | recall at precision {PRECISION} | F1 |\n|---|---|---|---|")
    for size in parser.parse_args().sizes:
        sure, recall, f1 = ceiling(build(size))
        print(f"| {size:,} | {sure:.3f} | {recall:.3f} | {f1:.3f} |", flush=True)


if __name__ == "__main__":
    main()
