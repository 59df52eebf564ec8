r"""BibTeX: lists of references, and what ORCID and Google Scholar export of one's own works.

Where from: Zotero, Mendeley, JabRef, Google Scholar, ORCID ("Export works"), publishers::

    @article{o24,
      author = {Osei-Tutu, Amara and Bj{\"o}rn Lindqvist and {HANDOVER Study Group} and others},
      title = {Handover delays}, year = 2024, doi = {10.1000/x}}

A name in braces without a comma is an organisation, "others" is nobody. BibTeX has no
affiliations, and the exports of one's own works often lack the co-authors.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field

from netgraph.readers import _papers
from netgraph.readers._opening import Source
from netgraph.readers._papers import Author, Paper, is_plain_text, published
from netgraph.records import Record, Skipped

BLIND = (
    "BibTeX shows who has published together, without affiliations or ORCIDs: the same papers"
    " from PubMed as .nbib say more."
)

_ENTRY = re.compile(r"@\w+\s*[{(]\s*[^\s,{}()]*\s*,\s*[\w-]+\s*=")
_JOINED = re.compile(r"[\"}]\s*#\s*[\"{]")


def claims(source: Source) -> bool:
    """Say whether it is BibTeX: an entry with a key and a field."""
    return is_plain_text(source.head_text) and bool(_ENTRY.search(source.head_text))


def read(source: Source) -> Iterator[Record]:
    """Yield the authors and papers of a BibTeX file."""
    yield from _papers.records(_read(source), source.path)


def _read(source: Source) -> Iterator[Paper | Skipped]:
    library = _parse(source.text())
    entries = list(library.entries)
    for block in library.failed_blocks:
        entry = block.ignore_error_block
        if isinstance(block, (DuplicateBlockKeyBlock, DuplicateFieldKeyBlock)) and isinstance(
            entry, Entry
        ):
            entries.append(RemoveEnclosingMiddleware().transform_entry(entry, library))
        else:
            line = (block.start_line or 0) + 1
            yield Skipped(source.path, line, "not a whole entry of BibTeX")
    by_key = {entry.key: _values(entry) for entry in entries}
    for entry in sorted(entries, key=lambda entry: entry.start_line or 0):
        fields = _values(entry)
        parent = by_key.get(fields.get("crossref", ""), {})
        yield from _paper(fields, parent, (entry.start_line or 0) + 1, source.path)


def _parse(text: str) -> Library:
    """Parse it without the library's own messages: what it leaves out is counted by us."""
    logger = logging.getLogger("bibtexparser")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        return parse_string(text)
    finally:
        logger.setLevel(level)


def _values(entry: Entry) -> dict[str, str]:
    """Give the fields by lower-case name; the first of two equal names counts."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        value = _JOINED.sub("", str(field.value)).strip().strip('"')
        fields.setdefault(field.key.lower(), value)
    return fields


def _paper(
    fields: dict[str, str], parent: dict[str, str], line: int, path: str
) -> Iterator[Paper | Skipped]:
    yield from [Skipped(path, line, _papers.EDITOR)] * len(_names(fields.get("editor", "")))
    authors = []
    for name in _names(fields.get("author", "")):
        if _is_braced(name) and "," not in name:
            yield Skipped(path, line, _papers.GROUP)
        else:
            authors.append(Author(_decode(name)))
    date = fields.get("date", "").partition("/")[0]
    year = fields.get("year") or parent.get("year") or parent.get("date", "")
    month = fields.get("month", "")
    when = published(date or (f"{year}-{month}" if month.isdigit() else f"{year} {month}".strip()))
    title = _decode(fields.get("title", ""))
    pmid = fields.get("pmid", "").strip()
    yield Paper(line, title, when, tuple(authors), fields.get("doi", ""), pmid)


def _names(value: str) -> list[str]:
    """Split a list of names at "and", and at semicolons, which some write instead."""
    value = " ".join(value.split())
    if _is_braced(value) and " and " in value and "," in value:  # one brace too many around all
        value = value[1:-1]
    parts = [part for name in split_multiple_persons_names(value) for part in name.split(";")]
    return [part.strip() for part in parts if part.strip()]


def _is_braced(name: str) -> bool:
    """Say whether one pair of braces holds all of it."""
    if not (name.startswith("{") and name.endswith("}")):
        return False
    depth = 0
    for place, letter in enumerate(name):
        depth += (letter == "{") - (letter == "}")
        if not depth:
            return place == len(name) - 1
    return False


def _decode(text: str) -> str:
    """Turn LaTeX into letters."""
    if not any(sign in text for sign in "\\{}$~"):
        return text
    entry = Entry("misc", "x", [Field("x", text)])
    decoded = LatexDecodingMiddleware().transform_entry(entry, Library())
    value = decoded.fields[0].value if isinstance(decoded, Entry) else text
    return " ".join(str(value).replace("{", "").replace("}", "").split())
