"""What an answer about introductions is made of, and how it reads.

`Person`, `Leg` and `Path` are plain values; `Introductions` puts them in the words of a careful
friend: whom to ask first, why, how sure that is, and what to do next.
"""

from __future__ import annotations

import html
import itertools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import networkx as nx
import pandas as pd

from netgraph.introducing.limits import hop_discount, tie_chance
from netgraph.introducing.paths import Found
from netgraph.people import Target, name_of
from netgraph.records import BANDS
from netgraph.wording import in_a_row, sentence

__all__ = [
    "Introductions", "Leg", "Nearest", "Path", "Person", "chance_of", "describe",
    "in_words", "names", "one_in", "people_of",
]  # fmt: skip


#: How many reasons for a tie are told; the table and the JSON have them all.
_SHOWN: Final = 3
_CHANCES: Final = (
    (0.5, "more likely than not"),
    (0.02, "about 1 in {}"),
    (0.002, "a long shot"),
    (0.0, "a very long shot"),
)
#: Roghanizad, Bohns (2017), J. Exp. Soc. Psychol. 69, 223; Flynn, Lake (2008), JPSP 95, 128.
CHANNEL: Final = (
    "Ask in person or by phone if you can, and write only if you cannot: in an experiment seven of"
    " ten strangers agreed to a request made face to face, and hardly any to the same one by"
    " e-mail (Roghanizad & Bohns 2017). People who ask expect too few to say yes (Flynn & Lake"
    " 2008)."
)


class Person(NamedTuple):
    """Somebody in the graph: the id, and the name to show."""

    id: str
    name: str


@dataclass(frozen=True)
class Leg:
    """One tie of a path.

    Attributes:
        from_: Who is asked to use it, or asks.
        to: Whom it leads to.
        chance: How likely a request along it is honoured, 0 to 1.
        band: strong, familiar, dormant (strong once, long silent), weak, or unknown: nothing shows
            that they are in touch.
        basis: recorded, stated or inferred.
        reasons: What it rests on, most telling first.
        last: ISO date of the last sign of it, or "".
    """

    from_: Person
    to: Person
    chance: float
    band: str
    basis: str
    reasons: tuple[str, ...]
    last: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "from": self.from_.id, "to": self.to.id, "chance": round(self.chance, 4),
            "band": self.band, "basis": self.basis, "reasons": list(self.reasons),
            "last": self.last,
        }  # fmt: skip


@dataclass(frozen=True)
class Path:
    """One way to a target.

    Attributes:
        people: From the asker to the target.
        legs: The ties between them.
        chance: The product of the legs' chances, discounted for every introducer after the first.
        band: The band of the weakest leg; unknown if any leg is.
        score: What paths are ranked by: the same product over the raw strengths.
    """

    people: tuple[Person, ...]
    legs: tuple[Leg, ...]
    chance: float
    band: str
    score: float

    @property
    def introducers(self) -> tuple[Person, ...]:
        """Everybody between the two ends, in the order in which they are asked."""
        return self.people[1:-1]

    @property
    def direct(self) -> bool:
        """The two know each other already."""
        return len(self.people) == 2  # noqa: PLR2004

    @property
    def headline(self) -> str:
        """Whom to ask for what, in a sentence."""
        target = self.people[-1].name
        if self.direct:
            return f"You know {target} already."
        first, *others = (one.name for one in self.introducers)
        chain = "".join(f" to {one}, who can lead on" for one in others)
        return sentence(f"Ask {first} to introduce you{chain} to {target}")

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values."""
        return {
            "people": [one._asdict() for one in self.people],
            "chance": round(self.chance, 4),
            "band": self.band,
            "legs": [one.to_dict() for one in self.legs],
            "score": self.score,
        }

    def lines(self) -> list[str]:
        """Tell what each leg rests on; the asker is "You"."""
        return [_leg_line(leg, "" if i else "You") for i, leg in enumerate(self.legs)]

    def __str__(self) -> str:
        """Write it as text, the reasons below."""
        legs = [f"- {line}" for line in self.lines()]
        return "\n".join([f"{self.headline} ({in_words(self)})", *legs])


@dataclass(frozen=True)
class Nearest:
    """What lies near when there is no path.

    Attributes:
        to_target: Whom the target knows best.
        to_me: Whom I know and who looks nearest: same organisation or place, else best known.
        colleagues: People at the target's organisation, those within reach first.
        colleague_path: The best path to one of them, if there is one.
        new_tie: The person whose acquaintance would open most, if anybody's would.
        lenders: Whose contact lists would show most that is now hidden.
        hops: Ties on the shortest way that is longer than was asked for; 0 if there is none.
    """

    to_target: tuple[Person, ...] = ()
    to_me: tuple[Person, ...] = ()
    colleagues: tuple[Person, ...] = ()
    colleague_path: Path | None = None
    new_tie: Person | None = None
    lenders: tuple[Person, ...] = ()
    hops: int = 0

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values."""
        lists = ("to_target", "to_me", "colleagues", "lenders")
        return {
            **{name: [one._asdict() for one in getattr(self, name)] for name in lists},
            "colleague_path": self.colleague_path and self.colleague_path.to_dict(),
            "new_tie": self.new_tie and self.new_tie._asdict(),
            "hops": self.hops,
        }


@dataclass(frozen=True)
class Introductions:
    """The ways to a target, and what to make of them.

    Attributes:
        me: Who asks: for several, the one whose path is best comes first.
        target: Whom to reach.
        paths: The ways; one that needs no introducer comes first, then by score; of the first
            five, three that are fresh as well stand first (`netgraph.strength.shortlist`).
        advice: Whom to ask first, how sure it is, what to mind, what to do next.
        nearest: If there is no path, what lies near.
        complete: The search was not cut short: these are proved to be the best.
    """

    me: tuple[Person, ...]
    target: Target
    paths: tuple[Path, ...]
    advice: str
    nearest: Nearest | None = None
    complete: bool = True

    @property
    def chance(self) -> float:
        """How likely it is that one way at least works, over ways that share no introducer."""
        asked: set[Person] = set()
        fails = 1.0
        for path in self.paths:
            if asked.isdisjoint(path.introducers):
                asked.update(path.introducers)
                fails *= 1 - path.chance
        return 1 - fails

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values: the shape that ``netgraph introduce --json`` promises."""
        return {
            "me": {**self.me[0]._asdict(), "ids": [one.id for one in self.me]},
            "target": self.target.to_dict(),
            "paths": [one.to_dict() for one in self.paths],
            "advice": self.advice,
            "combined_chance": round(self.chance, 4),
            "complete": self.complete,
            "nearest": self.nearest and self.nearest.to_dict(),
        }

    def table(self) -> pd.DataFrame:
        """Give one row per leg: ``path``, ``leg``, ``from``, ``to``, ``band`` and so on."""
        rows = [
            [i, j, leg.from_.name, leg.to.name, leg.band, leg.chance, leg.basis, leg.last,
             "; ".join(leg.reasons), leg.from_.id, leg.to.id, path.chance, path.score]
            for i, path in enumerate(self.paths, 1)
            for j, leg in enumerate(path.legs, 1)
        ]  # fmt: skip
        columns = "path leg from to band chance basis last reasons from_id to_id path_chance score"
        return pd.DataFrame(rows, columns=columns.split())

    def asker(self, path: Path) -> str:
        """Say for whom a path is, where several ask: "you" is then the one named."""
        return f"For {path.people[0].name}: " if len(self.me) > 1 else ""

    def _title(self) -> str:
        return f"How {self.me[0].name} can reach {self.target.name}"

    def __str__(self) -> str:
        """Write it as text."""
        ways = [
            f"{i}. {self.asker(one)}" + str(one).replace("\n", "\n   ")
            for i, one in enumerate(self.paths, 1)
        ]
        return "\n\n".join([self._title(), *ways, self.advice])

    __repr__ = __str__

    def _repr_html_(self) -> str:
        """Show it in a notebook."""
        ways = "".join(_path_html(one, self.asker(one)) for one in self.paths)
        advice = "".join(f"<p>{html.escape(one)}</p>" for one in self.advice.splitlines() if one)
        title = html.escape(self._title())
        return (
            f'<section aria-label="{title}"><h3>{title}</h3>'
            + (f"<ol>{ways}</ol>" if ways else "")
            + f"{advice}</section>"
        )


def in_words(path: Path) -> str:
    """Say how sure a path is: its band, and its chance as one in so many."""
    if path.band == "unknown":
        return f"unknown; at a guess {one_in(path.chance)}"
    return f"{path.band}, {one_in(path.chance)}"


def one_in(chance: float) -> str:
    """Say a chance in words, with no more figures than are meant.

    >>> [one_in(chance) for chance in (0.6, 0.24, 0.021, 0.01, 0)]
    ['more likely than not', 'about 1 in 4', 'about 1 in 50', 'a long shot', 'a very long shot']
    """
    words = next(words for least, words in _CHANCES if chance >= least)
    figure = round(1 / chance) if chance > 1 / 10 else round(0.2 / (chance or 1)) * 5
    return words.format(figure)


def _leg_line(leg: Leg, first: str = "") -> str:
    why = "; ".join(leg.reasons[:_SHOWN]) or "a tie of which nothing more is recorded"
    why += f"; and {more} more" if (more := len(leg.reasons) - _SHOWN) > 0 else ""
    basis = {"recorded": "", "inferred": ", only inferred: ask first"}.get(leg.basis, ", stated")
    return f"{first or leg.from_.name} and {leg.to.name} ({leg.band}{basis}): {why}"


def _path_html(path: Path, asker: str) -> str:
    legs = "".join(f"<li>{html.escape(line)}</li>" for line in path.lines())
    head = f"<strong>{html.escape(asker + path.headline)}</strong> ({html.escape(in_words(path))})"
    return f"<li>{head}<ul>{legs}</ul></li>"


def names(people: Sequence[Person]) -> str:
    """Write the names of people in a row."""
    return in_a_row([one.name for one in people])


def describe(G: nx.Graph[str], found: Found) -> Path:
    """Tell a path: who is on it, what each tie rests on, how sure it is."""
    people = people_of(G, found.people)
    legs = tuple(_leg(G, a, b) for a, b in itertools.pairwise(people))
    band = max((leg.band for leg in legs), key=BANDS.index)
    return Path(people, legs, chance_of(G, found.people), band, found.score)


def chance_of(G: nx.Graph[str], people: Sequence[str]) -> float:
    """Give the product of the ties' chances, discounted for every introducer after the first."""
    chances = (tie_chance(G.edges[a, b]) for a, b in itertools.pairwise(people))
    return math.prod(chances) * hop_discount(G) ** max(0, len(people) - 3)


def _leg(G: nx.Graph[str], a: Person, b: Person) -> Leg:
    tie = G.edges[a.id, b.id]
    band = tie.get("band")
    return Leg(
        a, b, tie_chance(tie), band if band in BANDS else "unknown",
        str(tie.get("basis", "recorded")), tuple(map(str, tie.get("evidence", ()))),
        str(tie.get("last", "")),
    )  # fmt: skip


def people_of(G: nx.Graph[str], ids: Iterable[str]) -> tuple[Person, ...]:
    """Give people with their names."""
    return tuple(Person(one, name_of(G, one)) for one in ids)
