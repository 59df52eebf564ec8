"""Finding people: loosely typed names, addresses, profiles, and "anyone at St. Hilda's".

Names are compared in Latin letters without accents, titles and credentials, so "okafor",
"Dr. Jane Roe, MD" and "李伟" all find whom they mean. What is merely similar is offered, never
taken: a near miss is a suggestion in an error, not an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Final

import networkx as nx
import pandas as pd
from anyascii import anyascii
from rapidfuzz import fuzz, process

from netgraph import names
from netgraph.errors import AmbiguousPersonError, UnknownPersonError
from netgraph.records import key

__all__ = ["Directory", "Match", "Target", "find", "label", "match", "name_of", "who"]

#: A looser name than this is not even a suggestion (rapidfuzz's 0 to 100).
NEAR: Final = 78.0
#: How many names an error lists before it says "and 12 more".
LISTED: Final = 8

_LOOK_AROUND: Final = "Look around with find(), or add the export of somebody who knows them."
_ALIASES: Final = {
    "programme": "program", "saint": "st", "centre": "center", "hosp": "hospital",
    "univ": "university", "dept": "department", "inst": "institute", "labour": "labor",
    "vp": "vice president", "pd": "program director", "apd": "associate program director",
}  # fmt: skip
_SYLLABIC: Final = re.compile("[\u3400-\u9fff\uac00-\ud7af]")
_EMPTY: Final = frozenset({"the", "of", "and", "for", "at", "in", "a", "an"})
_ANYONE: Final = re.compile(
    r"(?:any|every|some)\s?(?:one|body)|(?:all )?(?:people|members)|whoever", re.IGNORECASE
)
_ARTICLE: Final = re.compile(r"(?:any|some|an?|the)\s+", re.IGNORECASE)
_PLACE: Final = re.compile(r"\s+(at|from|in|@)\s+", re.IGNORECASE)


def name_of(G: nx.Graph[str], person: str) -> str:
    """Give a person's name, or the id of one who has none."""
    return str(G.nodes[person].get("name") or person)


def label(G: nx.Graph[str], person: str) -> str:
    """Give a person's name with what tells them from a namesake."""
    data = G.nodes[person]
    about = ", ".join(str(data[one]) for one in ("title", "organisation") if data.get(one))
    return f"{name_of(G, person)} ({about})" if about else name_of(G, person)


def listed(texts: Sequence[str]) -> str:
    """Write names in a row, and how many more there are."""
    more = f" and {len(texts) - LISTED} more" if len(texts) > LISTED else ""
    return "; ".join(texts[:LISTED]) + more


@lru_cache(maxsize=1 << 18)
def _name_words(text: str) -> tuple[str, ...]:
    """Write a name as words in lower-case Latin letters."""
    latin = anyascii(text)
    if _SYLLABIC.search(text):  # each of these characters becomes a capitalised syllable
        latin = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", latin)
    return tuple(re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", latin.lower())))


@lru_cache(maxsize=1 << 18)
def _words(text: str) -> frozenset[str]:
    """Give the words that tell one organisation, title or place from another."""
    words = (_ALIASES.get(word, word) for word in _name_words(text))
    return frozenset(
        word.removesuffix("s") if len(word) > 3 else word  # noqa: PLR2004
        for word in " ".join(words).split()
        if word not in _EMPTY
    )


def _agrees(wanted: str, text: object) -> bool:
    """Say whether all words of the one stand, whole, in the other; never a mere substring."""
    return not wanted or (bool(_words(wanted)) and _words(wanted) <= _words(str(text or "")))


@dataclass(frozen=True)
class Match:
    """Anyone who fits a description.

    Attributes:
        organisation: Words of the employer or affiliation.
        title: Words of the job title or role.
        location: Words of the place.
        cluster: Ids of the members, or the value of the node attribute ``cluster``.
    """

    organisation: str = ""
    title: str = ""
    location: str = ""
    cluster: frozenset[str] | str = ""

    def people(self, G: nx.Graph[str]) -> tuple[str, ...]:
        """Give the ids of those who fit, in order."""
        return tuple(sorted(one for one, data in G.nodes(data=True) if self._fits(one, data)))

    def _fits(self, person: str, data: dict[str, Any]) -> bool:
        if isinstance(self.cluster, str):
            inside = not self.cluster or str(data.get("cluster")) == self.cluster
        else:
            inside = person in self.cluster
        texts = ("organisation", "title", "location")
        return inside and all(_agrees(getattr(self, one), data.get(one)) for one in texts)

    def __str__(self) -> str:
        """Say it in words."""
        where = f" at {self.organisation}" if self.organisation else ""
        where += f" in {self.location}" if self.location else ""
        where += " in that cluster" if self.cluster else ""
        return (f"any {self.title}" if self.title else "anyone") + where


def match(
    *,
    organisation: str = "",
    title: str = "",
    location: str = "",
    cluster: Iterable[str] | str | int | None = None,
) -> Match:
    """Describe a set of people, any of whom will do: a programme, a department, a role.

    All that is given must fit; a text fits if all its words occur, whole, in any order and
    whatever the accents ("St. Hilda's" fits "Hospital of Saint Hilda").

    Args:
        organisation: Employer, hospital, affiliation.
        title: Job title or role.
        location: Place.
        cluster: Ids of the members, or the value of a node attribute ``cluster``.

    >>> print(match(organisation="St. Hilda's", title="programme director"))
    any programme director at St. Hilda's
    """
    if not (organisation or title or location or cluster is not None):
        raise ValueError("match() needs an organisation, a title, a location or a cluster")
    members = str(cluster) if isinstance(cluster, str | int) else frozenset(cluster or ())
    return Match(organisation, title, location, "" if cluster is None else members)


@dataclass(frozen=True)
class Target:
    """Whom to reach: a person, or any of several.

    Attributes:
        name: Their name, or the description in words.
        ids: Who it may be.
        anyone: It is a set of which any one will do.
    """

    name: str
    ids: tuple[str, ...]
    anyone: bool = False

    def to_dict(self) -> dict[str, Any]:
        """Give it as plain values: id, name, and for a set all ids."""
        if not self.anyone:
            return {"id": self.ids[0], "name": self.name}
        return {"id": "", "name": self.name, "anyone": True, "ids": list(self.ids)}


class Directory:
    """The people of a graph, each index made once, where it is needed.

    Args:
        G: A graph; of its attributes only those are used that are there.
    """

    def __init__(self, G: nx.Graph[str]) -> None:
        self._graph = G

    @cached_property
    def _keys(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for person, data in self._graph.nodes(data=True):
            for one in data.get("keys", ()):
                found.setdefault(one, []).append(person)
        return found

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for person in self._graph:
            for word in dict.fromkeys(self._known(person)):
                found.setdefault(word, []).append(person)
        return found

    def who(self, text: str) -> str:
        """Give the id of the one person meant; see `who`."""
        if not text.strip():
            raise UnknownPersonError("Nobody was named.", hint=_LOOK_AROUND)
        if text in self._graph:
            return text
        found = self._by_key(text) or self._by_name(text)
        if not found:
            raise self._unknown(text)
        return self._only(text, found)

    def target(self, to: str | Match | Iterable[str | Match]) -> Target:
        """Say who is meant by a name, a phrase, a `Match`, or a list of which any will do."""
        if isinstance(to, Match):
            return self._anyone(to)
        if isinstance(to, str):
            return self._phrase(to)
        ids = tuple(dict.fromkeys(one for text in to for one in self.target(text).ids))
        if len(ids) == 1:
            return self._one(ids[0])
        return Target(listed([name_of(self._graph, one) for one in ids]), ids, anyone=True)

    def _phrase(self, text: str) -> Target:
        if text not in self._graph and not self._by_key(text):
            what, preposition, where = self._split(" ".join(text.split()))
            if preposition:
                return self._at(text, what, preposition, where)
            if _ARTICLE.match(what) and not self._by_name(what):
                return self._anyone(Match(title=_ARTICLE.sub("", what, count=1)))
        return self._one(self.who(text))

    def find(self, text: str, *, limit: int = 20) -> pd.DataFrame:
        """Give a table of the people found; see `find`."""
        G = self._graph
        found = dict.fromkeys(self._by_key(text), ("key", 100.0))
        for one in self._by_name(text):
            found.setdefault(one, ("name", 95.0))
        wanted = _words(text)
        for one, data in G.nodes(data=True):
            if one not in found and wanted and wanted <= _described(one, data):
                found[one] = ("description", 85.0)
        for score, one in self._similar(text, limit):
            found.setdefault(one, ("similar name", 0.8 * score))
        ranked = sorted(found, key=lambda one: (-found[one][1], -G.degree(one), one))[:limit]
        columns = ("organisation", "title", "location")
        rows = [
            [one, name_of(G, one), *(str(G.nodes[one].get(c) or "") for c in columns), *found[one]]
            for one in ranked
        ]
        return pd.DataFrame(rows, columns=["id", "name", *columns, "matched", "score"])

    def suggestions(self, text: str) -> list[str]:
        """Give the ids of people whose names are like it, most alike first."""
        near = [one for _, one in self._similar(text, LISTED)]
        family = [one for word in _query(text)[-1:] for one in self._words.get(word, ())]
        return list(dict.fromkeys([*near, *sorted(family)]))[:LISTED]

    def _similar(self, text: str, limit: int) -> list[tuple[float, str]]:
        pool = {one: " ".join(self._known(one)) for one in self._graph}
        found = process.extract(
            " ".join(_query(text)), pool,
            scorer=fuzz.token_sort_ratio, limit=limit, score_cutoff=NEAR,
        )  # fmt: skip
        return sorted(((score, one) for _, score, one in found), key=lambda x: (-x[0], x[1]))

    def _one(self, person: str) -> Target:
        return Target(name_of(self._graph, person), (person,))

    def _anyone(self, wanted: Match) -> Target:
        if not (ids := wanted.people(self._graph)):
            raise UnknownPersonError(
                f"This network does not show {wanted}.", hint=self._nearby(wanted)
            )
        return Target(str(wanted), ids, anyone=True)

    def _nearby(self, wanted: Match) -> str:
        """Say who is at the organisation all the same, or which organisations sound like it."""
        if wanted.organisation:
            if there := Match(organisation=wanted.organisation).people(self._graph):
                people = listed([label(self._graph, one) for one in there])
                return f"In it are, at {wanted.organisation}: {people}."
            every = {
                str(data.get("organisation") or "") for _, data in self._graph.nodes(data=True)
            }
            found = process.extract(
                wanted.organisation, sorted(every - {""}), scorer=fuzz.token_set_ratio,
                processor=str.casefold, limit=3, score_cutoff=NEAR,
            )  # fmt: skip
            if found:
                return f"Did you mean {listed([one for one, *_ in found])}?"
        return _LOOK_AROUND

    @staticmethod
    def _split(text: str) -> tuple[str, str, str]:
        found = _PLACE.search(text)
        if not found:
            return text, "", ""
        return text[: found.start()], found[1].lower(), text[found.end() :]

    def _at(self, text: str, what: str, preposition: str, where: str) -> Target:
        """Read "anyone at X", "director at X" and "Wei Zhang at X"; "in X" is a place first."""
        place = Match(location=where) if preposition == "in" else Match(organisation=where)
        if preposition == "in" and not place.people(self._graph):
            place = Match(organisation=where)
        if _ANYONE.fullmatch(what):
            return self._anyone(place)
        there = set(place.people(self._graph))
        if not there and (named := self._by_name(what)):
            elsewhere = listed([label(self._graph, one) for one in named])
            message = f"This network does not show {place}."
            raise UnknownPersonError(message, hint=f"There is, elsewhere: {elsewhere}.")
        if named := [one for one in self._by_name(what) if one in there]:
            return self._one(self._only(text, named))
        title = _ARTICLE.sub("", what, count=1)
        wanted = Match(organisation=place.organisation, location=place.location, title=title)
        if wanted.people(self._graph) or not self.suggestions(what):
            return self._anyone(wanted)
        raise self._unknown(what, self._nearby(wanted))

    def _by_key(self, text: str) -> list[str]:
        kinds = ("email", "orcid", "linkedin", "x", "phone", "instagram", "mastodon")
        wanted = {text, *(key(kind, text) for kind in kinds)}
        return sorted({one for found in wanted for one in self._keys.get(found, ())})

    def _by_name(self, text: str) -> list[str]:
        """Find those who bear the name: all of it, or all these words, or words beginning so."""
        return self._bearing(_query(text)) or self._bearing(_query(text.title()))

    def _bearing(self, words: Sequence[str]) -> list[str]:
        if not words:
            return []
        whole = [word for word in words if len(word) > 1]
        sets = [set(self._words.get(word, ())) for word in whole]
        found = set.intersection(*sets) if sets else set()
        found = {one for one in found if self._initials_fit(words, one)}
        exact = {one for one in found if len(self._known(one)) == len(words)}
        return sorted(exact or found or self._by_beginning(words))

    def _initials_fit(self, words: Sequence[str], person: str) -> bool:
        rest = [word for word in self._known(person) if word not in words]
        return all(
            any(other.startswith(word) for other in rest)
            for word in words
            if len(word) == 1 and word not in self._known(person)
        )

    def _known(self, person: str) -> tuple[str, ...]:
        return _name_words(name_of(self._graph, person))

    def _by_beginning(self, words: Sequence[str]) -> set[str]:
        """Match words of three letters and more with the beginnings of words, or run together."""
        joined = "".join(words)
        if any(len(word) < 3 for word in words):  # noqa: PLR2004
            return set()
        sets = []
        for wanted in words:
            begun = [found for word, found in self._words.items() if word.startswith(wanted)]
            sets.append({one for found in begun for one in found})
        found: set[str] = set.intersection(*sets)
        return found or {one for one in self._graph if joined == "".join(self._known(one))}

    def _only(self, text: str, found: Sequence[str]) -> str:
        if len(found) == 1:
            return found[0]
        ranked = sorted(found, key=lambda one: (-self._graph.degree(one), one))
        raise AmbiguousPersonError(
            f"“{text}” could be any of {len(found)} people: "
            + listed([label(self._graph, one) for one in ranked])
            + ".",
            candidates=tuple(ranked),
            hint="Say which: the full name, an e-mail address or profile, or “name at place”.",
        )

    def _unknown(self, text: str, hint: str = "") -> UnknownPersonError:
        if near := [label(self._graph, one) for one in self.suggestions(text)]:
            hint = f"Did you mean {listed(near)}? {hint}".rstrip()
        message = f"Nobody in this network is called “{text}”."
        return UnknownPersonError(message, hint=hint or _LOOK_AROUND)


def _query(text: str) -> list[str]:
    """Take a typed name apart, without titles and credentials; a handle stays whole."""
    parsed = names.parse(text)
    words = [*parsed.given, *parsed.family]
    return words if words and not any(map(str.isdigit, text)) else list(_name_words(text))


def who(G: nx.Graph[str], text: str) -> str:
    """Give the id of the one person meant by a name, an address, a profile or an id.

    Args:
        G: A graph.
        text: Loosely typed: "okafor", "Dr. Jane Roe", "j.roe@example.org", an ORCID, an id.

    Raises:
        AmbiguousPersonError: Several people answer to it; `candidates` has their ids.
        UnknownPersonError: Nobody does; the hint has names that are like it.

    >>> G = nx.Graph()
    >>> G.add_node("p1", name="Chidi Okafor")
    >>> who(G, "Dr. OKAFOR")
    'p1'
    """
    return Directory(G).who(text)


def find(G: nx.Graph[str], text: str, *, limit: int = 20) -> pd.DataFrame:
    """Find people by name, organisation, title, place or key, however loosely typed.

    Args:
        G: A graph.
        text: What to look for; every word of it must occur, or the name must be similar.
        limit: Most rows.

    Returns:
        One row per person, best first: ``id``, ``name``, ``organisation``, ``title``,
        ``location``, ``matched`` (key, name, description, similar name) and ``score`` (100 is
        certain).

    >>> G = nx.Graph()
    >>> G.add_node("p1", name="Chidi Okafor", organisation="St. Hilda's Hospital")
    >>> find(G, "hilda")["name"].tolist()
    ['Chidi Okafor']
    """
    return Directory(G).find(text, limit=limit)


def _described(person: str, data: dict[str, Any]) -> frozenset[str]:
    texts = (data.get(one) or "" for one in ("organisation", "title", "location"))
    return _words(str(data.get("name") or person)).union(*(_words(str(one)) for one in texts))
