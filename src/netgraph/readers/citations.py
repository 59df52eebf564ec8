"""Citations: RIS in the dialects of its vendors, EndNote, Web of Science, and tables.

Where from: Zotero, EndNote, Mendeley, Embase, Ovid, Scopus, ProQuest, publishers ("Export
citation: RIS", "EndNote"); Web of Science ("Export: Plain text file"); Scopus, Embase, IEEE Xplore
("Export: CSV"). RIS looks like this::

    TY  - JOUR
    AU  - Osei-Tutu, Amara
    A1  - Lindqvist B.
    PY  - 2024
    M1  - (Lindqvist B., b@kei.example) Karolinska Example Institute
    ER  -

RIS knows no affiliations of authors. Where a vendor writes whose they are (Embase in M1, Ovid in
AD and AI, Scopus in a note on correspondence) they are used, where not (Scopus in AD) they are
left out. So are editors, and Ovid's A2, which holds everybody who is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from netgraph.readers import _papers
from netgraph.readers._opening import Header, Source
from netgraph.readers._papers import Author, Paper, fits, is_plain_text, published
from netgraph.records import Record, Skipped

BLIND = (
    "Citations show who has published together, mostly by initials and without affiliations:"
    " the same papers from PubMed as .nbib say more."
)

_RIS = re.compile(r"^ {0,3}(?:TY {1,2}|ty  )- ?\S", re.MULTILINE)
#: What tells it where its first line is missing: an author, and the end of a record.
_RIS_AUTHOR = re.compile(r"^A[U1]  - \S", re.MULTILINE)
_RIS_END = re.compile(r"^ER  -[ \r]*$", re.MULTILINE)
_WOS = re.compile(r"\s*FN .*\n\s*VR |\s*VR .*\n\s*PT |\s*PT [A-Z]\n\s*AU ")

#: The columns that tell the tables of Scopus, Embase and IEEE Xplore.
_TABLES: Final = (
    ("authors", "title", "source title", "eid"),
    ("author names", "title", "source", "correspondence address"),
    ("authors", "document title", "author affiliations", "publication title"),
)
_ENDNOTE = re.compile(r"\s*(?:%[0-9A-Z@~!#$&(+*^>?=<_-] .*\n)*?%A \S")

#: Values by tag, in the order of the record.
Fields = dict[str, list[str]]


def claims(source: Source) -> bool:
    """Say whether it is RIS, EndNote's or Web of Science's text, or a table of papers."""
    start = source.head_text.replace("\r\n", "\n")
    known = _WOS.match(start) or _RIS.search(start) or _ENDNOTE.match(start)
    known = known or (_RIS_AUTHOR.search(start) and _RIS_END.search(start))
    return (is_plain_text(start) and bool(known)) or _table(source) is not None


def read(source: Source) -> Iterator[Record]:
    """Yield the authors and papers of a list of citations."""
    if header := _table(source):
        yield from _papers.records(_of_table(source, header), source.path)
        return
    start, lines = source.head_text.replace("\r\n", "\n"), source.lines()
    lines = _of_endnote(lines) if _ENDNOTE.match(start) else lines
    parse = web_of_science if _WOS.match(start) else ris
    yield from _papers.records(parse(lines, source.path), source.path)


def _table(source: Source) -> Header | None:
    found = (source.find_header(*columns) for columns in _TABLES)
    return next((header for header in found if header), None)


# --- RIS ----------------------------------------------------------------------------------------

#: Small letters, and no space after the dash, only if the two spaces before it are there. Longer
#: tags are no RIS, but are written ("PMID - 123").
_TAG = re.compile(
    r" {0,3}([A-Z][A-Z0-9](?= - | -\s*$)|[A-Za-z][A-Za-z0-9](?=  -)|[A-Z]{3,6}(?= {1,2}- ))"
    r" {1,2}-(.*)",
    re.DOTALL,
)
_RIS_WANTED: Final = frozenset(
    {"AU", "A1", "A2", "A3", "A4", "ED", "TI", "T1", "CT", "PY", "Y1", "YR", "DA", "DO", "UR"}
    | {"AD", "AI", "M1", "N1", "L2"}
)
_EMBASE = re.compile(r"\(([^()]+)\)\s*(.*)", re.DOTALL)
_NAMED = re.compile(r"([^:]{3,60}):\s*(.+)", re.DOTALL)
_OVID_ORCID = re.compile(r"([^;/]{3,60}); ORCID: https?://orcid\.org/([\dXx-]{16,19})")
_CORRESPONDENCE = re.compile(r"Correspondence Address: ([^;]{3,60});(.*)", re.DOTALL)


def ris(lines: Iterable[str], path: str) -> Iterator[Paper | Skipped]:
    """Yield the papers of RIS text. What stands between two records is passed over."""
    fields: Fields | None = None
    begin, last = 0, ""
    for number, line in enumerate(lines, 1):
        found = _TAG.match(line)
        tag = found[1].upper() if found else ""
        value = (found[2] if found else line).strip()
        if tag == "TY":
            if fields is not None:  # the one before has no end
                yield from _ris_paper(fields, begin, path)
            fields, begin, last = {}, number, ""
        elif tag == "ER" and fields is not None:
            yield from _ris_paper(fields, begin, path)
            fields = None
        elif found and (fields is not None or tag in {"AU", "A1", "TI", "T1"}):
            if fields is None:  # its first line is missing
                fields, begin = {}, number
            last = tag if tag in _RIS_WANTED else ""
            if last and value:
                fields.setdefault(tag, []).append(value)
        elif fields is not None and value:
            _continue(fields, last, value)
    if fields is not None:
        yield from _ris_paper(fields, begin, path)


def _continue(fields: Fields, tag: str, value: str) -> None:
    """Add a line without a tag: another author in a list of them, else more of the text."""
    if tag in {"AU", "A1"}:
        fields.setdefault(tag, []).append(value)
    elif tag and tag in fields:
        fields[tag][-1] += " " + value


def _ris_paper(fields: Fields, line: int, path: str) -> Iterator[Paper | Skipped]:
    editors = sum(len(fields.get(tag, ())) for tag in ("A2", "A3", "A4", "ED"))
    yield from [Skipped(path, line, _papers.EDITOR)] * editors
    authors = _Authors(_names(fields))
    _link(fields, authors)
    day, year = (_date(_first(fields, *tags)) for tags in (("DA",), _YEAR_TAGS))
    doi = _first(fields, "DO") or next(
        (url for url in (*fields.get("UR", ()), *fields.get("L2", ())) if "doi.org/" in url), ""
    )
    yield Paper(
        line,
        _first(fields, "TI", "T1", "CT"),
        published(year or day, published(day), published(f"{year} {day}")),
        authors.listed(),
        doi,
    )


_YEAR_TAGS: Final = ("PY", "Y1", "YR")


def _date(written: str) -> str:
    """Leave out what a dialect writes after the day: "1998/5/12/epub"."""
    return "/".join(written.replace("undefined", "").split("/")[:3])


#: EndNote's own tags (.enw), and those of RIS that say the same.
_OF_ENDNOTE: Final = {
    "%A": "AU", "%E": "ED", "%T": "TI", "%D": "PY", "%8": "DA", "%R": "DO", "%U": "UR",
}  # fmt: skip


def _of_endnote(lines: Iterable[str]) -> Iterator[str]:
    """Write EndNote's lines as those of RIS; a blank line ends a record."""
    for line in lines:
        tag, value = line[:2], line[2:].strip()
        if line.strip():
            yield f"{_OF_ENDNOTE.get(tag, 'XX')}  - {value}" if tag[0] == "%" else line
        else:
            yield "ER  - "


def _first(fields: Fields, *tags: str) -> str:
    return next((fields[tag][0] for tag in tags if fields.get(tag)), "")


def _names(fields: Fields) -> list[str]:
    """Give the authors; A1 and AU may name the same ones, and one line several."""
    first, second = (
        [name.strip() for value in fields.get(tag, ()) for name in _split(value) if name.strip()]
        for tag in ("A1", "AU")
    )
    known = set(map(_letters, first))
    return [*first, *(name for name in second if _letters(name) not in known)]


def _split(value: str) -> list[str]:
    return re.split(r"; *| and (?=[^,]{1,80},)" if value.count(",") > 1 else ";", value)


class _Extra:
    """What other fields say about an author."""

    def __init__(self) -> None:
        self.affiliations: list[str] = []
        self.emails: list[str] = []
        self.orcid = ""


class _Authors:
    """The authors of a paper, two of one name included, and what is said about each name."""

    def __init__(self, names: list[str]) -> None:
        self.names = names
        self.known = {_letters(name): _Extra() for name in names}

    def find(self, name: str) -> _Extra:
        """Find what is known of a name; of one that is not there, what is lost."""
        return self.known.get(_letters(name)) or _Extra()

    def listed(self) -> tuple[Author, ...]:
        """Give them in their order."""
        found = ((name, self.find(name)) for name in self.names)
        return tuple(
            Author(name, tuple(one.affiliations), one.orcid, emails=tuple(one.emails))
            for name, one in found
        )


def _link(fields: Fields, authors: _Authors) -> None:
    """Find what the dialects say about single authors."""
    for value in fields.get("M1", ()):
        if (found := _EMBASE.match(value)) and found[2]:
            for part in found[1].split(";"):
                name, _, email = part.partition(",")
                extra = authors.find(name)
                extra.affiliations.append(found[2])
                extra.emails += [email] if "@" in email else []
    for value in (*fields.get("AD", ()), *fields.get("N1", ())):
        if found := _CORRESPONDENCE.search(value) or _NAMED.match(value):
            authors.find(found[1]).affiliations.append(found[2])
    for value in fields.get("AI", ()):
        for name, orcid in _OVID_ORCID.findall(value):
            authors.find(name).orcid = orcid


def _letters(name: str) -> str:
    """Write a name so that its commas, dots and spaces, and its order, make no difference."""
    return "".join(sorted(filter(str.isalpha, name.casefold())))


# --- Web of Science -----------------------------------------------------------------------------

_WOS_TAG = re.compile(r"([A-Z][A-Z0-9])(?: (.*)|\s*$)", re.DOTALL)
_WOS_ADDRESS = re.compile(r"\[([^\]]+)\]\s*(.*)")


def web_of_science(lines: Iterable[str], path: str) -> Iterator[Paper | Skipped]:
    """Yield the papers of Web of Science plain text."""
    fields: Fields = {}
    begin, last = 0, ""
    for number, line in enumerate(lines, 1):
        if found := _WOS_TAG.match(line):
            last = found[1]
            if last == "PT" and fields:
                yield from _wos_paper(fields, begin, path)
                fields = {}
            if last == "PT":
                begin = number
            if last == "ER":
                yield from _wos_paper(fields, begin, path)
                fields = {}
            elif begin and last not in {"FN", "VR", "EF"}:
                fields.setdefault(last, []).append((found[2] or "").strip())
        elif line.startswith("   ") and last in fields:
            fields[last].append(line.strip())
    if fields:
        yield from _wos_paper(fields, begin, path)


def _wos_paper(fields: Fields, line: int, path: str) -> Iterator[Paper | Skipped]:
    yield from [Skipped(path, line, _papers.GROUP)] * len(fields.get("CA", ()))
    yield from [Skipped(path, line, _papers.EDITOR)] * len(fields.get("BE", ()))
    short, full = fields.get("AU", []), fields.get("AF", [])
    names = full if len(full) >= len(short) else short
    authors = _Authors([one.strip() for name in names for one in name.split(";")])
    for value in fields.get("C1", ()):
        if found := _WOS_ADDRESS.match(value):
            for name in found[1].split(";"):
                authors.find(name).affiliations.append(found[2])
    for part in " ".join(fields.get("OI", ())).split(";"):
        name, _, orcid = part.partition("/")
        authors.find(name).orcid = orcid
    for email in re.split(r"[;\s]+", " ".join(fields.get("EM", ()))):
        owners = [name for name in authors.names if email and fits(email, name)]
        if len(owners) == 1:
            authors.find(owners[0]).emails.append(email)
    when = " ".join((_first(fields, "PY"), _first(fields, "PD").title())).strip()
    pmid = _first(fields, "PM")
    title = " ".join(fields.get("TI", ()))
    yield Paper(line, title, published(when), authors.listed(), _first(fields, "DI"), pmid)


# --- Tables -------------------------------------------------------------------------------------

#: Scopus' number for an author, after the full name; who is nobody; the short name in an address.
_SCOPUS_ID = re.compile(r"\s*\(\d+\)$")
_SCOPUS_NOBODY: Final = "[No author name available]"
_SCOPUS_SHORT = re.compile(r"[^,]+?(?: |, )(?:\w\.-?)+, ")


def _of_table(source: Source, header: Header) -> Iterator[Paper]:
    """Yield the papers of a table; Embase, and Scopus before 2023, part authors by commas."""
    columns = (
        ("authors", "author names"), "author full names", ("document title", "title"),
        ("year", "publication year", "source"), "doi", "pubmed id",
        ("authors with affiliations", "author affiliations"),
    )  # fmt: skip
    for line, row in source.rows(header, *columns):
        short, full, title, year, doi, pmid, places = row
        names = [_SCOPUS_ID.sub("", name.strip()) for name in (full or short).split(";")]
        if not full and len(names) == 1:
            names = re.split(r"(?<=\.),\s", short)
        names = [name for name in names if name and name != _SCOPUS_NOBODY]
        where = [_SCOPUS_SHORT.sub("", place, count=1) for place in places.split("; ")]
        where = where if len(where) == len(names) else [""] * len(names)
        authors = zip(names, where, strict=True)
        listed = tuple(Author(name, (place,) if place else ()) for name, place in authors)
        when = published(year.rpartition("Date of Publication:")[2])
        yield Paper(line, title, when, listed, doi, pmid)
