"""Who can introduce me: the best paths to a person, or to anyone of a kind.

Paths are ranked by the product of their ties' raw strengths, times ``hop_discount`` for every
introducer after the first: on mail with known introductions both legs together found the
introducer first in half of the cases, either leg alone in two fifths, and measures of brokerage
no more often than chance. Chances are shown; they are saturated, and saturating first ranks
worse. Only between ways of different length do chances decide: there raw strengths mislead, since
a strong tie more would raise their product. Of the five ways that then stand first, and are of the
same length, `netgraph.strength.shortlist` names three first: who was in touch lately with both
introduces more often than who has the strongest ties (``benchmarks/introducers``).
"""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import networkx as nx

from netgraph.errors import UnknownPersonError
from netgraph.evidence import TOGETHER
from netgraph.introducing import paths
from netgraph.introducing.limits import BASES, Limits, People
from netgraph.introducing.nearest import honest_no, nearest
from netgraph.introducing.ways import (
    CHANNEL,
    Introductions,
    Leg,
    Nearest,
    Path,
    Person,
    describe,
    in_words,
    names,
    one_in,
    people_of,
)  # fmt: skip
from netgraph.learning import lesson, reminders
from netgraph.people import Directory, Target
from netgraph.strength import NEVER, POOL, shortlist
from netgraph.wording import sentence

__all__ = ["BASES", "Introductions", "Leg", "Nearest", "Path", "Person", "introductions"]

#: How many paths are looked through for others who could be asked, and how many are named.
_LOOKED_AT: Final = 200
_STAND_INS: Final = 3
#: After so many years without a sign the user is told to ask whether a tie still stands.
_SILENT_YEARS: Final = 3
_GATEKEEPERS: Final = ("coordinator", "assistant", "secretary", "administrator", "manager")


def introductions(
    G: nx.Graph[str],
    *,
    to: People,
    me: str | Iterable[str] | None = None,
    k: int = 5,
    max_hops: int = 3,
    avoid: People = (),
    via: People = (),
    basis: str | Iterable[str] = BASES,
    min_band: str = "unknown",
    disjoint: bool = True,
) -> Introductions:
    """Find the best ways to be introduced to somebody.

    Args:
        G: A graph.
        to: A name, an address, a profile, an id; "anyone at St. Hilda's"; a `match`; or a list of
            these, of whom any one will do. Those of them whom I know lead to the others.
        me: Who asks, one or several; by default ``G.graph["me"]``.
        k: Most paths; with 1, the strongest.
        max_hops: Most ties in a path; 3 is two introducers.
        avoid: Never to be asked and never to be on a path; a name that fits several avoids all.
        via: If given, one of these is on every path.
        basis: Which ties may be used: any of recorded, stated, inferred.
        min_band: The least a tie must be: unknown, weak, dormant, familiar, strong.
        disjoint: No two paths share an introducer, and together their scores are the greatest
            possible; otherwise simply the best paths.

    Returns:
        The paths with their reasons, and advice. Without a path, what lies near.

    Raises:
        AmbiguousPersonError: Several people are called that.
        UnknownPersonError: Nobody is; the hint has near misses.

    >>> G = nx.Graph([("me", "ben"), ("ben", "roe")], me=("me",))
    >>> [one.headline for one in introductions(G, to="roe").paths]
    ['Ask ben to introduce you to roe.']
    """
    directory = Directory(G)
    limits = Limits.of(
        G, directory, me=me, max_hops=max_hops, avoid=avoid, basis=basis, min_band=min_band
    )
    target = directory.target(to)
    if set(target.ids) <= set(limits.sources):
        raise UnknownPersonError(f"“{target.name}” is you.", hint="Name somebody else to reach.")
    through = directory.target(via).ids if via else ()
    known, strangers = _known(G, limits, target)
    direct = list(itertools.islice(replace(limits, max_hops=1).search(G, known, through), 1))
    search = limits.search(G, strangers, through)
    found, proved = _choose(search, k - len(direct), disjoint=disjoint)
    strongest = _merged([describe(G, one) for one in (*direct, *found)])
    ways = _lately_first(G, strongest)
    mine = people_of(G, limits.sources)
    notes = list(limits.notes)
    if len(mine) > 1 and me is None:
        notes.append(f"The exports are of {names(mine)}: say with me=… which of them you are.")
    asked = {one.id for way in ways for one in way.introducers}
    notes += reminders(G, target.ids, asked.union(target.ids))
    if not ways:
        near = nearest(G, limits, target)
        notes += _refused(G, limits, target, through)
        advice = "\n".join([*honest_no(target, near, max_hops), *notes])
        return Introductions(mine, target, (), advice, near, proved)
    if found and disjoint:
        notes += _others(G, found, limits.search(G, strangers, through))
    notes += _why_first(G, ways, strongest)
    notes += lesson(G, ways[0].legs[0].band)
    notes += _shorter(G, ways, replace(limits, max_hops=2).search(G, strangers, through))
    if not proved:
        notes.append("The search was cut short: these are the best found, not proved to be best.")
    mine = tuple(dict.fromkeys([ways[0].people[0], *mine]))
    answer = Introductions(mine, target, ways, "", None, proved)
    return replace(answer, advice="\n".join([*_advice(G, answer), *notes]))


def _known(G: nx.Graph[str], limits: Limits, target: Target) -> tuple[set[str], set[str]]:
    """Part a set into those I know, who can introduce me to the others, and the others."""
    ids = set(target.ids)
    if not target.anyone:
        return set(), ids
    keep = limits.keep or (lambda _: True)
    ties = (tie for one in limits.sources for tie in G.adj[one].items())
    known = {one for one, tie in ties if one in ids and keep(tie)}
    return known, ids - known


def _choose(search: paths.Search, k: int, *, disjoint: bool) -> tuple[list[paths.Found], bool]:
    if disjoint:
        found, proved = paths.disjoint(search, k)
    else:
        found = list(itertools.islice(search, k))
        proved = not search.cut
    return sorted(found, key=lambda one: bool(one.introducers)), proved


def _merged(ways: Iterable[Path]) -> tuple[Path, ...]:
    """Order ways of different length: raw strengths compare only ways of equally many ties.

    Among these the order stays. Between them the chance decides, which no further tie can raise,
    while a strong tie raises a product of strengths.
    """
    lanes: dict[int, deque[Path]] = {}
    for way in ways:
        lanes.setdefault(len(way.people), deque()).append(way)
    merged = []
    while any(lanes.values()):
        heads = [lane[0] for _, lane in sorted(lanes.items()) if lane]
        best = max(heads, key=lambda way: (way.direct, way.chance))
        merged.append(lanes[len(best.people)].popleft())
    return tuple(merged)


def _lately_first(G: nx.Graph[str], ways: tuple[Path, ...]) -> tuple[Path, ...]:
    """Among the first ways that are equally long, let the shortlist stand first, by freshness."""
    first = [i for i, way in enumerate(ways) if not way.direct][:POOL]
    places = [i for i in first if len(ways[i].people) == len(ways[first[0]].people)]
    fresh = shortlist({i: _ties(G, ways[i]) for i in places})
    ordered = list(ways)
    for i, chosen in zip(places, sorted(places, key=lambda i: -fresh.get(i, 0.0)), strict=True):
        ordered[i] = ways[chosen]
    return tuple(ordered)


def _ties(G: nx.Graph[str], way: Path) -> list[tuple[float, float]]:
    """Give strength and silence of the ties of a way."""
    ties = (G.edges[leg.from_.id, leg.to.id] for leg in way.legs)
    return [(tie.get("strength", 1.0), tie.get("silence", NEVER)) for tie in ties]


def _why_first(G: nx.Graph[str], ways: tuple[Path, ...], strongest: tuple[Path, ...]) -> list[str]:
    """Say so where the way that stands first is not the strongest."""
    first, other = (next((w for w in some if not w.direct), None) for some in (ways, strongest))
    if first == other or not (first and other):
        return []
    silence, longer = (max(days for _, days in _ties(G, way)) for way in (first, other))
    why = "its people were in touch more lately" if silence < longer else "it is likelier to work"
    text = f"Of the strongest ways the one through {names(first.introducers)} stands first: {why}."
    return [sentence(f"{text} The strongest ties lead through {names(other.introducers)}")]


def _refused(
    G: nx.Graph[str], limits: Limits, target: Target, through: tuple[str, ...]
) -> list[str]:
    """Say which wishes of the asker may be why there is no path."""
    notes = []
    if set(target.ids) <= limits.banned:
        notes.append(sentence(f"You asked never to involve {target.name}"))
    if through:
        notes.append(f"Only ways through {names(people_of(G, through))} were looked for.")
    if limits.keep:
        notes.append("Ties that basis or min_band exclude were not used.")
    return notes


def _others(G: nx.Graph[str], chosen: list[paths.Found], search: paths.Search) -> list[str]:
    """Name what was left out because it shares introducers: the best path, other first steps."""
    ordered = list(itertools.islice(search, _LOOKED_AT))
    notes = []
    if ordered[0].score > max(one.score for one in chosen):
        together = names(people_of(G, ordered[0].introducers))
        text = (
            f"The best single way asks {together} for one introduction; apart, as above, they are"
        )
        notes.append(f"{text} better taken together.")
    asked = {person for one in chosen for person in one.introducers}
    mine = set().union(*(G.adj[one.people[0]] for one in ordered))
    strange = (one for one in ordered if mine.isdisjoint(one.people[2:]))
    first = dict.fromkeys(one.people[1] for one in strange if one.introducers)
    if others := people_of(G, [one for one in first if one not in asked][:_STAND_INS]):
        text = f"If the first say no, {names(others)} could be asked instead, but"
        notes.append(f"{text} only through people who are on a way above already.")
    return notes


def _shorter(G: nx.Graph[str], ways: tuple[Path, ...], search: paths.Search) -> list[str]:
    """Where the best way asks two people or more, name the best that asks one."""
    asking = [one for one in ways if not one.direct]
    if not asking or len(asking[0].introducers) == 1:
        return []
    one_step = (describe(G, found) for found in search if found.introducers)
    return [
        f"The best way that asks one person only: {one.headline} ({in_words(one)})"
        for one in itertools.islice(one_step, 1)
    ]


# --- the words ---------------------------------------------------------------------------


def _advice(G: nx.Graph[str], answer: Introductions) -> list[str]:
    best = answer.paths[0]
    lines = [_opening(answer), *_cautions(G, answer)]
    ways = [one for one in answer.paths if not one.direct]
    asked = [one for way in ways for one in way.introducers]
    apart = len(set(asked)) == len(asked)
    if len(ways) > 1:
        together = f" The chance that one of them works: {one_in(answer.chance)}." if apart else ""
        lines.append(
            "Do not ask all of them at once: if one says no, or does not answer in two weeks, go"
            f" on to the next.{together}"
        )
    if ways and best is ways[0]:
        lines.append(
            f"Next: first ask {best.people[1].name} only how well they know"
            f" {best.people[2].name}; ask for the introduction when they have answered. Offer a"
            " short note about yourself that they can forward."
        )
    return [*lines, CHANNEL]


def _opening(answer: Introductions) -> str:
    best = answer.paths[0]
    target = best.people[-1].name
    if best.direct:
        band = best.legs[0].band
        known = ", though nothing shows how well" if band == "unknown" else f" ({band})"
        then = ""
        if answer.target.anyone:
            then = " Ask whom of the others they would introduce you to."
        elif len(answer.paths) > 1:
            then = " Or let one of the others put in a word first."
        return f"You know {target} already{known}: you can write to them yourself.{then}"
    who = best.people[1].name
    return f"{answer.asker(best)}Ask {who} first ({in_words(best)})."


def _cautions(G: nx.Graph[str], answer: Introductions) -> list[str]:
    best = answer.paths[0]
    told = (_caution(G, leg, mine=not i) for i, leg in enumerate(best.legs))
    lines = [line for line in told if line]
    end = best.people[-1]
    title = str(G.nodes[end.id].get("title") or "")
    if answer.target.anyone and any(word in title.casefold() for word in _GATEKEEPERS):
        text = f"{end.name} ({title}) decides what reaches the others"
        lines.append(f"{text}: a way in, not a detour.")
    return lines


def _caution(G: nx.Graph[str], leg: Leg, *, mine: bool) -> str:
    """Say what to mind about a tie, or "" if it is recorded and alive."""
    who, whom = "you" if mine else leg.from_.name, leg.to.name
    if leg.basis == "inferred":
        return f"Mind: that {who} and {whom} know each other is only inferred. Ask first."
    if leg.band == "unknown":
        text = f"Mind: nothing shows how well {who} and {whom} know each other"
        return f"{text}. That is not weak, it is unknown: ask."
    if leg.reasons and all(one.startswith(TOGETHER) for one in leg.reasons):
        text = f"Mind: {who} and {whom} were only written to together"
        return f"{text}; nothing shows that they ever wrote to each other."
    if leg.band == "dormant" or _silent(G, leg):
        once = "close" if leg.band == "dormant" else "in touch"
        text = f"{who} and {whom} were {once} once, but nothing since {leg.last[:4]} shows it"
        then = "say hello first" if mine else "ask whether they are still in touch"
        return f"{text[0].upper()}{text[1:]}: {then}."
    return ""


def _silent(G: nx.Graph[str], leg: Leg) -> bool:
    """Say whether years have passed since anything showed a recorded tie."""
    today = str(G.graph.get("as_of") or "")
    if leg.basis != "recorded" or not (leg.last and today):
        return False
    return int(today[:4]) - int(leg.last[:4]) > _SILENT_YEARS
