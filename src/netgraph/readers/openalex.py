"""OpenAlex works: JSON of its API, a page of results, one work, or one work a line.

Where from: a search of works at openalex.org, or its API (``/works?filter=...``)::

    {"id": "https://openalex.org/W1", "publication_date": "2024-05-02", "authorships": [
      {"author": {"id": "https://openalex.org/A1", "display_name": "Amara Osei-Tutu",
                  "orcid": "https://orcid.org/0000-0002-0000-0001"},
       "institutions": [{"display_name": "St. Hilda's"}]}]}

Who is who is OpenAlex's own conclusion, ORCIDs included. Lists of works hold at most the first
100 authors of each; 1 January is what it writes when it knows the year only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from netgraph.errors import ReadError
from netgraph.readers import _json, _papers
from netgraph.readers._json import get, items, listed, strings, text
from netgraph.readers._opening import Source
from netgraph.readers._papers import Author, Paper, published
from netgraph.records import Note, Record, Skipped

BLIND = (
    "OpenAlex works show who has published together; who is who is OpenAlex's own conclusion, and"
    " sometimes wrong for common names."
)

_WORK = re.compile(r'"authorships"\s*:')
_LINES = re.compile(r"\s*\{[^\n]*\}[ \t\r]*\n\s*\{")


def claims(source: Source) -> bool:
    """Say whether it is a work, or a list of works."""
    start = source.head_text.lstrip()
    return start.startswith(("{", "[")) and "openalex.org/" in start and bool(_WORK.search(start))


def read(source: Source) -> Iterator[Record]:
    """Yield the authors and papers of OpenAlex works."""
    yield from _papers.records(_papers_of(source), source.path)


def _papers_of(source: Source) -> Iterator[Paper | Skipped | Note]:
    cut = 0
    for line, work in _works(source):
        if isinstance(work, Skipped):
            yield work
        elif get(work, "authorships") is not None:
            cut += work.get("is_authors_truncated") is True
            yield _paper(work, line)
        else:
            yield Skipped(source.path, line, "not a work of OpenAlex")
    if cut:
        yield Note(source.path, f"of {cut:,} works only the first 100 authors are listed.")


def _works(source: Source) -> Iterator[tuple[int, Any]]:
    """Yield each work and its line, or its number in the list."""
    if not _LINES.match(source.head_text):
        yield from enumerate(_listed(_json.parse(source.text(), source.path)), 1)
        return
    for number, line in enumerate(source.lines(), 1):
        if line.strip():
            try:
                for work in _listed(_json.parse(line, source.path)):
                    yield number, work
            except ReadError:
                yield number, Skipped(source.path, number, "not a whole work of OpenAlex")


def _listed(value: Any) -> Iterator[Any]:
    """Yield what is in a list, a page of results, or a list of pages."""
    for one in value if isinstance(value, list) else [value]:
        page = listed(one, "results")
        yield from page or [one]


def _paper(work: dict[str, Any], line: int) -> Paper:
    when = published(text(work, "publication_date") or text(work, "publication_year"))
    authors = tuple(map(_author, items(work, "authorships")))
    title = text(work, "title") or text(work, "display_name")
    doi = text(work, "doi") or text(work, "ids", "doi")
    pmid = text(work, "ids", "pmid").rstrip("/").rpartition("/")[2]
    return Paper(line, title, when.removesuffix("-01-01"), authors, doi, pmid)


def _author(one: dict[str, Any]) -> Author:
    known = get(one, "author")
    if text(known, "display_name").casefold() == "deleted author":  # an id of many people
        known = None
    name = text(known, "display_name") or text(one, "raw_author_name")
    raw = strings(one, "raw_affiliation_strings") or [text(one, "raw_affiliation_string")]
    raw += [text(place, "raw_affiliation_string") for place in items(one, "affiliations")]
    places = [text(place, "display_name") for place in items(one, "institutions")]
    orcid = text(known, "orcid") or text(one, "raw_orcid")
    found = text(known, "id").rpartition("/")[2].upper()
    where = (next(filter(None, places), ""), *raw)
    return Author(name, tuple(dict.fromkeys(filter(None, where))), orcid, found)
