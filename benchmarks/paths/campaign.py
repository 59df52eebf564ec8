"""A plan for 200 targets: CPU seconds for the plan, the smallest cover, and what each no costs.

Run: ``python -m benchmarks.paths.campaign [people ...]`` (default 10000 100000). Once for somebody
of 60 to 100 contacts, once for the best-connected of all.
"""

import random
import sys
from time import process_time

import networkx as nx

from benchmarks.paths.worlds import world
from netgraph.introducing.planning import plan


def campaign(G: "nx.Graph[str]", me: str, targets: list[str]) -> str:
    start = process_time()
    found = plan(G, me=me, targets=targets, per_week=5)
    planned = process_time()
    cover = found.cover()
    covered = process_time()
    losses = found.losses()
    done = process_time()
    return (
        f"| {len(G):,} | {G.degree(me)} | {len(found.asks)} | {found.expected:.2f} |"
        f" {planned - start:.2f} | {len(cover)} | {covered - planned:.2f} |"
        f" {len(losses)} | {done - covered:.2f} |"
    )


def main(arguments: list[str]) -> None:
    print("| people | contacts | asks | expected | plan s | cover | s | introducers | all noes s |")
    print("|---:|---:|---:|---:|---:|---:|---:|---:|---:|")
    for people in map(int, arguments or ["10000", "100000"]):
        G = world(people)
        chance = random.Random(5)
        names = sorted(G)
        targets = chance.sample(names, 200)
        usual = next(one for one in chance.sample(names, people) if 60 <= G.degree(one) <= 100)
        degree = dict(G.degree())
        for me in (usual, max(names, key=degree.__getitem__)):
            print(campaign(G, me, [one for one in targets if one != me]), flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
