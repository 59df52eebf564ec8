"""Tables of papers: of Scopus, Web of Science, Embase, IEEE, Springer, Zotero, or one's own.

A table is one of papers if it has a column of authors and two more that papers have: title,
year, abstract, DOI, journal. Each program parts the authors in its own way::

    Authors,Title,Year,DOI
    "Osei-Tutu, Amara; Lindqvist, Björn",Handover delays,2024,10.1000/x

So does this one in all its rows: with semicolons, as a list of Python, with "and", or with commas.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import Final

from netgraph.readers import _papers
from netgraph.readers import _web_of_science as web_of_science
from netgraph.readers._author_list import Authors
from netgraph.readers._opening import Header, Source, find_header
from netgraph.readers._papers import Author, Paper, published
from netgraph.records import Skipped

#: The columns of PubMed's own table, for which there is a reader.
OF_PUBMED: Final = ("pmid", "authors", "title", "create date")
_AUTHORS: Final = (
    "authors", "author", "author names", "author/s", "author(s)", "first authors",
    "authors, primary", "authorships.author.display name",
)  # fmt: skip
_FULL: Final = ("author full names", "author(s) full names")
_RUN_TOGETHER: Final = "item title"
_TITLE: Final = (
    "title", "document title", "article title", "primary title", "title primary", "paper title",
    "display name", _RUN_TOGETHER,
)  # fmt: skip
_YEAR: Final = ("year", "publication year", "published year", "pub year", "pubyear", "source")
_DAY: Final = (
    "date", "publication date", "date published", "date of publication", "originalpaperdate",
)  # fmt: skip
_DOI: Final = ("doi", "item doi", "originalpaperdoi")
_PMID: Final = ("pubmed id", "pmid", "medline pmid", "ids.pmid")
_PLACES: Final = ("authors with affiliations", "author affiliations")
#: Embase says who is where in another way.
_ADDRESSES: Final = "author addresses"
_EDITORS: Final = ("editors", "editor", "secondary authors", "authors, secondary")
#: What papers have; a table of books read has at most one of them.
_OF_PAPERS: Final = (
    _TITLE, _YEAR[:-1], _DOI, ("abstract", "abstract note"), ("eid", "pubmed id", "pmid"),
    ("source title", "publication title", "journal", "journal title", "journal/book",
     "periodical full", "correspondence address"),
)  # fmt: skip
#: The tags of Web of Science, and the names of its columns where they are written out.
_WEB_OF_SCIENCE: Final = {
    "AU": "authors", "AF": "author full names", "TI": "article title", "PY": "publication year",
    "PD": "publication date", "DI": "doi", "PM": "pubmed id", "C1": "addresses", "OI": "orcids",
    "EM": "email addresses", "CA": "group authors", "BE": "book editors",
}  # fmt: skip
#: What says more about single authors.
_BESIDE: Final = _PLACES, _ADDRESSES, "authorships.author.orcid", "authorships.author.id"
_SAMPLE: Final = 200

#: Scopus' number for an author, after the full name, and Citavi's word for no first name; who is
#: nobody; the short name in an address.
_NULL = re.compile(r"\s*\(\d+\)$|,\s*null$")
_SCOPUS_NOBODY: Final = "[No author name available]"
_SCOPUS_SHORT = re.compile(r"[^,]+?(?: |, )(?:\w\.-?)+, ")
#: "PUBMED 21314913", "9.0", or the end of an address; 0 is none.
_NUMBER = re.compile(r"\D*([1-9]\d*)")
#: What programs write into a cell that has no value.
_NOTHING: Final = frozenset({"", "na", "n/a", "nan", "none", "null", "-", "[]"})


def find(source: Source) -> Header | None:
    """Find the header of a table of papers."""
    return find_header(source.head_text, _is_header)


def papers(source: Source, header: Header) -> Iterator[Paper | Skipped]:
    """Yield the papers of a table."""
    known = set(header.columns)
    if {"au", "ti"} <= known or {"author full names", "article title"} <= known:
        return _of_web_of_science(source, header)
    return _of_any(source, header)


def _is_header(columns: Sequence[str]) -> bool:
    names = set(columns)
    if {"au", "ti", "so"} <= names:
        return True
    of_papers = sum(not names.isdisjoint(each) for each in _OF_PAPERS)
    return not names.isdisjoint(_AUTHORS) and of_papers > 1 and not names.issuperset(OF_PUBMED)


def _of_web_of_science(source: Source, header: Header) -> Iterator[Paper | Skipped]:
    names = [(tag.lower(), name) for tag, name in _WEB_OF_SCIENCE.items()]
    for line, row in source.rows(header, *names):
        fields = {tag: [cell.strip()] for tag, cell in zip(_WEB_OF_SCIENCE, row, strict=True)}
        fields = {tag: values for tag, values in fields.items() if values != [""]}
        for tag, parting in (("C1", r";\s*(?=\[)"), ("CA", ";"), ("BE", ";")):
            if tag in fields:
                fields[tag] = re.split(parting, fields[tag][0])
        yield from web_of_science.paper(fields, line, source.path)


def _of_any(source: Source, header: Header) -> Iterator[Paper | Skipped]:
    columns = _AUTHORS, _FULL, _TITLE, _YEAR, _DAY, _DOI, _PMID, _EDITORS, *_BESIDE
    rows = source.rows(header, *columns)
    first = list(islice(rows, _SAMPLE))
    split = _way([row[1] or row[0] for _, row in first])
    if _RUN_TOGETHER in header.columns and not any(";" in row[0] for _, row in first):
        split = _apart
    for line, row in chain(first, rows):
        short, full, title, year, day, doi, pmid, editors, *beside = row
        names = _people(full or short, split)
        yield from [Skipped(source.path, line, _papers.EDITOR)] * len(_people(editors, split))
        when = published(year.rpartition("Date of Publication:")[2])
        when = published(when or day, published(day)).removesuffix("-01-01")
        found = _NUMBER.match(pmid)
        authors = _authors(names, *beside)
        yield Paper(line, title, when, authors, doi, found[1] if found else "")


def _authors(
    names: list[str], places: str, addresses: str, orcids: str, ids: str
) -> tuple[Author, ...]:
    """Give the authors with what other columns say of them, one by one or by name."""
    if addresses:
        authors = Authors(names)
        for address in re.split(r"\s,\s(?=\()", addresses):
            authors.place(address)
        return authors.listed()
    where = _each(places.split("; "), names)
    known = zip(
        names, where, _each(orcids.split("|"), names), _each(ids.split("|"), names), strict=True
    )
    return tuple(
        Author(
            name,
            (_SCOPUS_SHORT.sub("", place, count=1),) if place else (),
            orcid,
            one.rpartition("/")[2],
        )
        for name, place, orcid, one in known
    )


def _each(values: list[str], names: list[str]) -> list[str]:
    """Give the values if there is one for each name: only then it is clear whose each is."""
    if len(values) != len(names):
        return [""] * len(names)
    return ["" if value.strip().lower() in _NOTHING else value.strip() for value in values]


# --- How the authors are parted -----------------------------------------------------------------

_LIST = re.compile(r"\s*\[\s*['\"]")
_QUOTED = re.compile(r"\"((?:[^\"\\]|\\.)*)\"|'((?:[^'\\]|\\.)*)'")
_AND = re.compile(r",?\s+(?:and|&)\s+")
#: A comma after initials: "Roe J., Okafor B.K.", "Roe, J., & Okafor, B. K."
_AFTER_INITIALS = re.compile(r"(?<=\.)(?:,\s+(?:(?:and|&)\s+)?|\s+(?:and|&)\s+)")
_BY_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?-?){1,3} .+|.+ [^\W\d_a-z]{1,3}")
_SUFFIX = re.compile(r",\s*(?=(?:Jr|Sr|III?|Ph\.?D|M\.?D)\b\.?\s*(?:,|$))")


def _people(cell: str, split: Callable[[str], list[str]]) -> list[str]:
    in_list = _QUOTED.findall(cell) if _LIST.match(cell) else ()
    names = [one or two for one, two in in_list] or split(cell)
    names = [_NULL.sub("", name.strip(" \t\r\n,")) for name in names]
    return [name for name in names if name.lower() not in _NOTHING and name != _SCOPUS_NOBODY]


def _way(cells: Sequence[str]) -> Callable[[str], list[str]]:
    """Tell from some cells of a column how all of them part the names."""
    for sign in (";", "|"):
        if any(sign in cell for cell in cells if not _LIST.match(cell)):
            return lambda cell: cell.split(sign)
    if any(_is_joined(cell) for cell in cells):
        return lambda cell: [cell] if _is_group(cell) else _AND.split(cell)
    if any(map(_AFTER_INITIALS.search, cells)):
        return _AFTER_INITIALS.split
    many = any(cell.count(",") > 1 for cell in cells)
    return lambda cell: _by_commas(cell, many=many)


def _is_group(cell: str) -> bool:
    """Say whether an "and" is within the name of a group: "Centers for Care and Prevention"."""
    return "," not in cell and bool(_papers.why_nobody(cell))


def _is_joined(cell: str) -> bool:
    """Say whether "and" alone parts the names: "Roe, Jane and Okafor, Ben"."""
    names = _AND.split(cell)
    return len(names) > 1 and len({name.count(",") for name in names}) == 1


def _by_commas(cell: str, *, many: bool) -> list[str]:
    """Part names at commas, if not a comma stands within each: "Roe, Jane"."""
    cell = _SUFFIX.sub(" ", cell)
    names = [name.strip() for name in re.split(r",\s*(?:(?:and|&)\s)?|\s(?:and|&)\s", cell)]
    some = [name for name in names if any(map(str.isalpha, name))]
    whole = all(" " in name for name in some)
    if whole and (many or all(map(_BY_INITIALS.fullmatch, some))):
        return names
    if len(names) > 3 and len(names) % 2 == 0 and not whole:  # noqa: PLR2004 - two names in pairs
        return [", ".join(pair) for pair in zip(names[::2], names[1::2], strict=True)]
    return names if len(names) > 2 else [cell]  # noqa: PLR2004


#: What may stand before a capital within a name, and is never a whole one; and what may be one.
_BOUND: Final = frozenset({"Mc", "Mac", "Fitz"})
_PARTICLES: Final = frozenset({"De", "Di", "Du", "La", "Le", "Da", "Van", "Del", "Des"})
_SEAM = re.compile(r"(?<=[^\W\d_])(?=[^\W\d_])|(?<=\w\w\.)(?=\w)")


def _apart(cell: str) -> list[str]:
    """Part names with nothing between them: "Jane McRoeBen Okafor" is two, of two words each."""
    seams = [
        at.start()
        for at in _SEAM.finditer(cell)
        if cell[at.start()].isupper() and not cell[at.start() - 1].isupper()
    ]
    names, begin = [], 0
    for seam, following in zip(seams, [*seams[1:], len(cell)], strict=False):
        before, after = cell[begin:seam].split(), cell[seam:following].split()
        if len(before) < 2 or before[-1] in _BOUND:  # noqa: PLR2004
            continue
        if before[-1] in _PARTICLES and len(after) < 2:  # noqa: PLR2004
            continue
        names.append(cell[begin:seam])
        begin = seam
    return [*names, cell[begin:]]
