"""The honest no: what lies near when no path leads to the target, and what would open one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import Final

import networkx as nx

from netgraph.introducing.lenders import lenders
from netgraph.introducing.limits import Limits
from netgraph.introducing.ways import Nearest, describe, names, people_of
from netgraph.names import organisations
from netgraph.people import Target
from netgraph.wording import counted, sentence

__all__ = ["honest_no", "nearest"]

_SHOWN: Final = 5
_LENDERS: Final = 3


def nearest(G: nx.Graph[str], limits: Limits, target: Target) -> Nearest:
    """Look around both ends of a path that does not exist.

    Args:
        G: A graph.
        limits: Who asks, and what the path had to keep to.
        target: Whom to reach.
    """
    ends = {*limits.sources, *target.ids, *limits.banned}
    allowed = set(target.ids) - limits.banned
    around = _tied(G, allowed, ends)
    mine = _tied(G, limits.sources, ends)
    colleagues = _colleagues(G, target.ids, ends)
    to_colleague = next(iter(limits.search(G, colleagues)), None)
    if to_colleague:  # within reach first
        reached = to_colleague.people[-1]
        colleagues = [reached, *(one for one in colleagues if one != reached)]
    lists = lenders(G, k=_SHOWN, me=limits.sources)["id"].tolist()
    return Nearest(
        to_target=people_of(G, list(around)[:_SHOWN]),
        to_me=people_of(G, _likely(G, mine, around, allowed)[:_SHOWN]),
        colleagues=people_of(G, colleagues[:_SHOWN]),
        colleague_path=describe(G, to_colleague) if to_colleague else None,
        new_tie=next(iter(people_of(G, _opening(G, around, {*allowed, *colleagues}))), None),
        lenders=people_of(G, [one for one in lists if one not in limits.banned][:_LENDERS]),
        hops=_longer(G, limits, allowed),
    )


def _tied(G: nx.Graph[str], people: Iterable[str], but: Collection[str]) -> dict[str, float]:
    """Give those who know any of them, and how well, best first."""
    total: Counter[str] = Counter()
    for one in sorted(people):  # sums of floats depend on their order
        for other, tie in G.adj[one].items():
            if other not in but:
                total[other] += tie.get("strength", 1.0)
    return dict(sorted(total.items(), key=lambda item: (-item[1], item[0])))


def _colleagues(G: nx.Graph[str], people: Iterable[str], but: Collection[str]) -> list[str]:
    there = set().union(*(_institutions(G, one) for one in people))
    if not there:
        return []
    return sorted(
        (one for one in G if one not in but and _institutions(G, one) & there),
        key=lambda one: (-G.degree(one), one),
    )


def _institutions(G: nx.Graph[str], person: str) -> frozenset[str]:
    return organisations(str(G.nodes[person].get("organisation") or ""))


def _likely(
    G: nx.Graph[str],
    mine: Mapping[str, float],
    around: Collection[str],
    target: Iterable[str],
) -> list[str]:
    """Order my contacts: who knows the target, works there, lives there, is well known to me."""
    wanted = [G.nodes[one] for one in target]
    employers = {one.get("organisation") for one in wanted} - {"", None}
    places = {one.get("location") for one in wanted} - {"", None}

    def distance(person: str) -> tuple[bool, bool, bool, float, str]:
        data = G.nodes[person]
        elsewhere = data.get("organisation") not in employers
        abroad = data.get("location") not in places
        return (person not in around, elsewhere, abroad, -mine[person], person)

    return sorted(mine, key=distance)


def _opening(G: nx.Graph[str], around: Mapping[str, float], wanted: set[str]) -> list[str]:
    """Order those who know the target by how many of the wanted they know, then how well."""
    return sorted(around, key=lambda p: (-len(wanted & G.adj[p].keys()), -around[p], p))


def _longer(G: nx.Graph[str], limits: Limits, targets: set[str]) -> int:
    """Count the ties on the shortest way of any length, 0 if there is none."""
    keep = limits.keep or (lambda _: True)
    seen = {*limits.sources, *limits.banned}
    front: Collection[str] = set(limits.sources) - limits.banned
    for hops in range(1, len(G)):
        front = {o for p in front for o, tie in G.adj[p].items() if o not in seen and keep(tie)}
        if front & targets:
            return hops
        if not front:
            return 0
        seen |= front
    return 0


def honest_no(target: Target, near: Nearest, max_hops: int) -> list[str]:
    """Say that there is no path, what is near, and what would open one."""
    count = max_hops - 1
    allowed = f"with at most {counted(count, 'introducer')}" if count else "without introducers"
    lines = [f"No path {allowed} leads to {target.name}. {_why(target, near)}"]
    if near.to_target:
        lines.append(sentence(f"Nearest to {target.name}: {names(near.to_target)}"))
    if near.to_me:
        lines.append(sentence(f"Nearest to you: {names(near.to_me)}"))
    if near.colleague_path:
        way = near.colleague_path
        lines.append(
            f"At the same organisation you can reach {way.people[-1].name}: {way.headline}"
        )
    elif near.colleagues:
        lines.append(sentence(f"At the same organisation: {names(near.colleagues)}"))
    if near.new_tie in near.to_me:
        lines.append(
            f"{near.new_tie.name} knows both sides, but not by ties that you allow: get to know"
            " them better, or allow more."
        )
    elif near.new_tie:
        lines.append(
            f"The one new tie that would open most: get to know {near.new_tie.name}, at a"
            " conference, over a paper, through your school."
        )
    if near.lenders:
        lines.append(
            f"Lists that could show a hidden way: ask {names(near.lenders)} whether they would lend"
            " you their contact list."
        )
    return lines


def _why(target: Target, near: Nearest) -> str:
    if near.hops:
        return f"There is a way of {near.hops} ties, too long to promise anything."
    if not near.to_target:
        return sentence(f"Nothing that was read shows anybody who knows {target.name}")
    return sentence(f"Nobody you know leads to the people around {target.name}")
