"""Who knows whom: a table that a person wrote, or the edge list of another program (Gephi).

::

    Person A;Person B;How;Strength;Since
    Björn Lindqvist;Dr Jane Roe;co-chaired a session;3;2022-06
    Amara Osei-Tutu; björn lindqvist ;mentor;;05/03/2024

Only the two columns of people are needed; they may be called source and target, from and to,
ego and alter, and so on. A name is one person within the file, whatever its capitals, spaces or
"Dr."; a cell may also hold an address, ``Jane Roe <jane@roe.example>``, a LinkedIn address, or
"me", and the second one several names with semicolons between. Columns for e-mail, organisation,
date and "introduced by" are read if they are there. Without a header the first two columns must
hold full names. A matrix, its first cell empty, and Gephi's table of nodes (Id, Label), which says
who the numbers in its table of edges are, are read as well.

A stated *strength* counts 1 in the middle of its scale and 1.67 at the top: "weak", "medium" and
"strong", 1 to 5, or 1 to 10, 0 to 100, or 0 to 1 if the column holds such numbers. A *weight*
or *count* is taken as it is.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from netgraph.readers._dates import order_of, parse_date
from netgraph.readers._opening import Header, Source, find_header, plain
from netgraph.readers._tie_values import MOST, Scale, TieDates, count, number
from netgraph.records import Contact, Event, Record, Skipped, key

BLIND = "A who-knows-whom table shows what its author knew and thought of, nothing else."

_FIRST: Final = (
    "source name", "from name", "source", "from", "person a", "a", "name1", "ego", "src",
    "sender", "node1", "person 1", "person1", "name 1", "name a", "node 1", "id1", "id 1",
    "source id", "from id", "fromnodeid", "sender name", "user1", "author 1", "author1",
    "person", "who", "von", "name",
)  # fmt: skip
_SECOND: Final = (
    "target name", "to name", "target", "to", "person b", "b", "name2", "alter", "dst",
    "receiver", "node2", "person 2", "person2", "name 2", "name b", "node 2", "id2", "id 2",
    "target id", "to id", "tonodeid", "recipient name", "receiver name", "user2",
    "author 2", "author2", "knows", "whom", "an",
)  # fmt: skip
_HOW: Final = (
    "how", "relation", "relationship", "tie", "type", "kind", "label", "context", "beziehung",
)  # fmt: skip
_STRENGTH: Final = ("strength", "closeness", "how well", "stärke")
_COUNT: Final = ("weight", "value", "count")
_DATE: Final = (
    "date", "since", "time", "timestamp", "ts", "when", "year", "last contact", "seit", "datum",
    "timeset", "interval",
)  # fmt: skip
_VIA: Final = ("introduced by", "introducer", "via", "through")
#: What else a table of nodes says of people: organisation, title and place.
_WORK: Final = (
    ("organisation", "organization", "company", "employer", "affiliation", "institution"),
    ("title", "job title", "position", "role"),
    ("location", "city", "place", "country"),
)
#: Columns of messages and invitations, which also have senders and receivers.
_FOREIGN: Final = frozenset(
    {
        "content",
        "subject",
        "message",
        "sent at",
        "direction",
        "folder",
        "conversation id",
        "body",
        "betreff",
    }
)
#: The columns of times that Gephi adds to every table of nodes, whatever else is in it.
_TIMES: Final = frozenset({"timeset", "interval"})
#: What Gephi writes into its table of nodes beside id and label: times, and its own measures.
_OF_GEPHI: Final = _TIMES | frozenset(
    {"degree", "indegree", "outdegree", "in-degree", "out-degree",
     "weighted degree", "weighted indegree", "weighted outdegree", "weighted in-degree",
     "weighted out-degree", "eccentricity", "closnesscentrality", "harmonicclosnesscentrality",
     "betweenesscentrality", "closeness centrality", "harmonic closeness centrality",
     "betweenness centrality", "eigencentrality", "eigenvector centrality", "pageranks", "pagerank",
     "authority", "hub", "clustering", "clustering coefficient", "triangles", "component id",
     "componentnumber", "strongcompnum", "modularity class"}
)  # fmt: skip
_DIRECTIONS: Final = frozenset({"directed", "undirected", "mutual"})
_LONGEST_WORDS: Final = 200

_TITLE = re.compile(
    r"(?:(?:dr|prof|professor|mr|mrs|ms|herr|frau|dra?|sir)\b\.?\s*)+", re.IGNORECASE
)
_WITH_ADDRESS = re.compile(r"(.*?)\s*[<(\[]\s*([^<>()\[\]\s]+@[^<>()\[\]\s]+)\s*[>)\]]")
#: What stands for a person whose name is in another table.
_NUMBER = re.compile(r"[A-Za-z]{0,2}\d+")
_FULL_NAME = re.compile(r"(?:[^\W\d_a-z][\w.'\u2019-]* ){1,4}[^\W\d_][\w.'\u2019-]*")
_ABOUT_TIES = re.compile(r"know|ties?\b|edges?\b|network|relation", re.IGNORECASE)


def claims(source: Source) -> bool:
    """Say whether it is a table with two columns of people, a matrix, or a table of nodes."""
    return any(find(source) is not None for find in (_header, _matrix, _nodes))


def read(source: Source) -> Iterator[Record]:
    """Yield the people and ties that the table states."""
    if header := _header(source):
        yield from _ties(source, header)
    elif header := _matrix(source):
        yield from _matrix_ties(source, header)
    elif header := _nodes(source):
        for line, row in source.rows(header, "id", "label", *_WORK):
            one, name, organisation, title, place = row
            if known := _id(one, source):
                work = name.strip(), organisation, title, place
                yield Contact((known,), *work, source.path, line)
            else:
                yield Skipped(source.path, line, "a node without an id")


def _ties(source: Source, header: Header) -> Iterator[Record]:
    rows = [_Row(line, *map(str.strip, cells)) for line, cells in source.rows(header, *_columns())]
    dates = TieDates(order_of(row.date for row in rows) or source.given_order)
    scale = Scale(row.strength for row in rows)
    people = _People(source)
    for row in rows:
        several = [one for one in map(str.strip, row.second.split(";")) if one]
        for second in several or [""]:
            yield from _row(row._replace(second=second), people, dates, scale)
    yield from dates.notes(source.path)
    yield from scale.notes(source.path)


def _header(source: Source) -> Header | None:
    header = find_header(source.head_text, _is_header)
    if header is None:
        return _headerless(source)
    before = source.head_text.splitlines()[: header.lines - 1]  # a title, perhaps, but no table
    filled = [sum(map(bool, map(str.strip, line.split(header.delimiter)))) for line in before]
    return None if any(many > 1 for many in filled) else header


def _is_header(columns: Sequence[str]) -> bool:
    names = set(columns)
    if "name" in names and names.isdisjoint({"knows", "whom"}):
        names.remove("name")  # other tables have a column of names
    return not (names.isdisjoint(_FIRST) or names.isdisjoint(_SECOND) or names & _FOREIGN)


def _headerless(source: Source) -> Header | None:
    """Find a table of full names without a header, if it is clear that it is one of ties."""
    if not find_header(source.head_text, bool):  # no row has two cells, or it is no table
        return None
    lines = source.head_text.splitlines()[:30]
    for delimiter in ",;\t|":
        rows = [cells for cells in csv.reader(lines, delimiter=delimiter) if any(cells)]
        columns = [[cell.strip() for cell in column] for column in zip(*rows, strict=False)]
        if len(rows) < 2 or len({*map(len, rows)}) > 1 or not 2 <= len(columns) <= 5:  # noqa: PLR2004
            continue
        first, second = columns[:2]
        told = set(first) & set(second) or _ABOUT_TIES.search(source.name)
        if told and all(map(_FULL_NAME.fullmatch, (*first, *second))):
            return Header(("person a", "person b", *map(_role, columns[2:])), delimiter, 0)
    return None


def _role(cells: Sequence[str]) -> str:
    """Say what a column without a name holds."""
    filled = [cell for cell in cells if cell]
    if all(number(cell) is not None and len(cell) < 4 for cell in filled):  # noqa: PLR2004 - a year
        return "strength"
    return "date" if all(map(parse_date, filled)) else "how"


def _matrix(source: Source) -> Header | None:
    """Find a table whose rows and columns have the same names."""
    header = find_header(source.head_text, lambda row: len(row) > 2 and not row[0] and all(row[1:]))  # noqa: PLR2004
    if header is None:
        return None
    lines = source.head_text.splitlines()[header.lines : header.lines + 2]
    rows = [plain(cells[0]) for cells in csv.reader(lines, delimiter=header.delimiter) if cells]
    return header if rows == list(header.columns[1:3]) else None


def _matrix_ties(source: Source, header: Header) -> Iterator[Record]:
    """Yield a tie for each pair, the greater of its two numbers being the weight."""
    people, found = _People(source), []
    weights: dict[tuple[int, int], float] = {}
    for row, (line, cells) in enumerate(source.table(header)):
        name = cells[0].strip()
        if not name:
            yield Skipped(source.path, line, "a row without a name")
        person, told = people.find(name, line) if name else ("", ())
        yield from told
        found.append((person, line))
        for column, cell in enumerate(cells[1 : len(header.columns)]):
            pair = min(row, column), max(row, column)
            weights[pair] = max(weights.get(pair, 0.0), number(cell) or 0.0)
    for (one, other), weight in sorted(weights.items()):
        if one != other < len(found) and weight > 0:
            (first, _), (second, line) = found[one], found[other]
            if first != second and first and second:
                both = (first, second)
                yield Event("stated", both, "", "", source.path, line, min(weight, MOST))


def _nodes(source: Source) -> Header | None:
    def is_nodes(columns: Sequence[str]) -> bool:
        others = set(columns) - {"id", "label"}
        told = others <= _OF_GEPHI or others & _TIMES or "node" in source.name.lower()
        return {"id", "label"} <= set(columns) and bool(told)

    return find_header(source.head_text, is_nodes)


def _id(cell: str, source: Source) -> str:
    """Give the key of who is a number here: the same in all tables of the folder."""
    return key("id", cell.strip(), source.unit)


class _Row(NamedTuple):
    line: int
    first: str
    second: str
    via: str
    how: str
    label: str
    strength: str
    counted: str
    date: str
    first_email: str
    second_email: str
    first_organisation: str
    second_organisation: str


def _columns() -> list[tuple[str, ...]]:
    """Name the columns of a `_Row` as they may be called."""
    return [
        _FIRST, _SECOND, _VIA, _HOW, ("label", "kind"), _STRENGTH, _COUNT, _DATE,
        *(
            tuple(f"{one} {two}" for w in words for e in ends for one, two in ((w, e), (e, w)))
            for words in (("email", "e-mail", "mail"), ("organisation", "organization", "company"))
            for ends in (("a", "1", "source", "from", "ego"), ("b", "2", "target", "to", "alter"))
        ),
    ]  # fmt: skip


def _row(row: _Row, people: _People, dates: TieDates, scale: Scale) -> Iterator[Record]:
    file = people.source.path
    if not row.first or not row.second:
        yield Skipped(file, row.line, "one of the two people is missing")
        return
    first, told = people.find(row.first, row.line, row.first_email, row.first_organisation)
    yield from told
    second, told = people.find(row.second, row.line, row.second_email, row.second_organisation)
    yield from told
    weight = scale(row.strength) * count(row.counted)
    if first == second:
        yield Skipped(file, row.line, "both are the same person")
    elif weight <= 0:
        yield Skipped(file, row.line, "a strength of nothing is no tie")
    else:
        how = row.label if row.how.casefold() in _DIRECTIONS else row.how
        how = how[:_LONGEST_WORDS]
        when = dates(row.date)
        yield Event("stated", (first, second), when, how, file, row.line, weight)
        if row.via:
            third, told = people.find(row.via, row.line)
            yield from told
            if third not in {first, second}:
                yield Event("introduced", (third, first, second), when, how, file, row.line)


class _People:
    """Who is who within one table."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.key_of: dict[str, str] = {}
        self.told: set[tuple[str, ...]] = set()

    def find(
        self, cell: str, line: int, email: str = "", organisation: str = ""
    ) -> tuple[str, Iterable[Contact]]:
        """Give the key of whom a cell names, and what it says about them if that is new."""
        file = self.source.path
        if cell.casefold() in {"me", "i", "myself", "ich", "moi", "yo"}:
            found, name = key("owner", "ties_csv", self.source.unit), ""
            strongest = [key("email", email), found]
        else:
            named = _WITH_ADDRESS.fullmatch(cell)
            address = key("email", named[2]) if named else ""
            name = named[1] if named and address else cell
            strong = key("linkedin", name) if "linkedin.com/" in name.lower() else ""
            strong = key("email", name) or strong
            name = "" if strong else name
            bare = " ".join(_TITLE.sub("", name, 1).split() or name.split()).casefold()
            local = _id(name, self.source) if _NUMBER.fullmatch(name) else key("name", name, file)
            name = "" if local.startswith("id:") else name
            found = self.key_of.setdefault(bare, local) if bare else strong
            strongest = [address, key("email", email), strong, found]
        keys = tuple(dict.fromkeys(one for one in strongest if one))
        fresh = (*keys, organisation) not in self.told
        self.told.add((*keys, organisation))
        owner = found.startswith("owner:")
        contact = Contact(keys, name, organisation, file=file, line=line, owner=owner)
        return found or keys[0], [contact] if fresh else []
