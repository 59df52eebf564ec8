"""Who asks, and through whom and which ties a path may lead."""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import networkx as nx

from netgraph.errors import AmbiguousPersonError, UnknownPersonError
from netgraph.introducing.paths import Found, Search
from netgraph.learning import refusals
from netgraph.people import Directory, Match, listed, name_of
from netgraph.records import BANDS, BASES

__all__ = ["BASES", "Limits", "People", "Straight", "hop_discount", "tie_chance"]

#: First forwarding of a letter in Travers & Milgram (1969), the most a request can hope for.
_P_MAX: Final = 0.73

People = str | Match | Iterable[str | Match]
Keep = Callable[[Mapping[str, Any]], bool]


@dataclass(frozen=True)
class Limits:
    """What every path has to keep to.

    Attributes:
        sources: Who asks.
        max_hops: Most ties.
        banned: Who is never on a path.
        keep: Which ties may be used; None if all may.
        notes: What to tell about them.
    """

    sources: tuple[str, ...]
    max_hops: int
    banned: frozenset[str]
    keep: Keep | None
    notes: tuple[str, ...]

    @classmethod
    def of(
        cls,
        G: nx.Graph[str],
        directory: Directory,
        *,
        me: str | Iterable[str] | None,
        max_hops: int,
        avoid: People,
        basis: str | Iterable[str],
        min_band: str,
    ) -> Limits:
        """Make them of the options that `introductions` and `plan` document."""
        banned, notes = _banned(G, directory, avoid)
        keep = _usable(basis, min_band)
        sources = _askers(G, directory, me)
        return cls(sources, max_hops, frozenset(banned), keep, tuple(notes))

    def search(self, G: nx.Graph[str], targets: Iterable[str], via: Iterable[str] = ()) -> Search:
        """Search for paths that keep to them, and lead through nobody who is not to be asked.

        That is whom the user decided never to ask, and who declined to introduce her to these.
        """
        ends = set(targets)
        closed = self.banned.union(G.graph.get("do_not_ask", ()), refusals(G, ends))
        through = [*via]
        search = Search if through else Straight  # whom she wants to ask may be a detour
        return search(
            G, self.sources, ends, max_hops=self.max_hops, discount=hop_discount(G),
            banned=closed - (ends - self.banned),
            via=through, keep=self.keep,
        )  # fmt: skip


class Straight(Search):
    """A search that leaves out detours: being led to an introducer whom one can ask oneself.

    A detour's raw strengths may have the greater product, since a strong tie more raises it. What
    is left out is never the only way: the same way without the detour is there, and likelier.
    """

    def __iter__(self) -> Iterator[Found]:
        """Yield the paths that are no detours, best first."""
        return (found for found in super().__iter__() if not self._detour(found))

    def _detour(self, found: Found) -> bool:
        asker, reached = found.people[0], 1.0
        for i, (one, person) in enumerate(itertools.pairwise(found.people[:-1])):
            reached *= tie_chance(self._ties[one][person]) * (self._discount if i else 1.0)
            tie = self._ties[asker].get(person) if i else None
            if tie and tie_chance(tie) >= reached:
                return True
        return False


def tie_chance(tie: Mapping[str, Any]) -> float:
    """Give a tie's chance: as the graph says, else saturating with its strength."""
    chance = tie.get("chance")
    return float(-_P_MAX * math.expm1(-tie.get("strength", 1.0)) if chance is None else chance)


def hop_discount(G: nx.Graph[str]) -> float:
    """Give the factor for every introducer after the first."""
    return float(G.graph.get("hop_discount", 0.2))


def _askers(
    G: nx.Graph[str], directory: Directory, me: str | Iterable[str] | None
) -> tuple[str, ...]:
    if me is not None:
        return tuple(directory.who(one) for one in ([me] if isinstance(me, str) else me))
    if mine := tuple(one for one in G.graph.get("me", ()) if one in G):
        return mine
    raise UnknownPersonError("Nobody says whose network this is.", hint="Say so: me=“your name”.")


def _usable(
    basis: str | Iterable[str], min_band: str
) -> Callable[[Mapping[str, Any]], bool] | None:
    if min_band not in BANDS:
        raise ValueError(f"min_band must be one of {', '.join(BANDS)}")
    bases = {basis} if isinstance(basis, str) else set(basis)
    if unknown := bases - set(BASES):
        raise ValueError(f"basis must be of {', '.join(BASES)}, not {', '.join(sorted(unknown))}")
    bands = set(BANDS[: BANDS.index(min_band) + 1])
    if bases == set(BASES) and len(bands) == len(BANDS):
        return None
    return lambda tie: tie.get("basis", "recorded") in bases and tie.get("band", "unknown") in bands


def _banned(G: nx.Graph[str], directory: Directory, avoid: People) -> tuple[set[str], list[str]]:
    """Say who is never to be asked; where a name fits several people, none of them is."""
    banned: set[str] = set()
    notes = []
    for one in [avoid] if isinstance(avoid, str | Match) else avoid:
        try:
            banned.update(directory.target(one).ids)
        except AmbiguousPersonError as error:
            banned.update(error.candidates)
            shown = listed([name_of(G, person) for person in error.candidates])
            notes.append(f"“{one}” could be several people, and all were avoided: {shown}.")
    return banned, notes
