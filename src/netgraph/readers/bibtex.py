r"""BibTeX: lists of references, and what ORCID and Google Scholar export of one's own works.

Where from: Zotero, Mendeley, JabRef, Google Scholar, ORCID ("Export works"), publishers::

    @article{o24,
      author = {Osei-Tutu, Amara and Bj{\"o}rn Lindqvist and {HANDOVER Study Group} and others},
      title = {Handover delays}, year = 2024, doi = {10.1000/x}}

A name in braces without a comma is an organisation, "others" is nobody. BibTeX has no
affiliations, ORCIDs only in the export of Web of Science, and the exports of one's own works often
lack the co-authors.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Final

from bibtexparser.entrypoint import parse_string
from bibtexparser.library import Library
from bibtexparser.middlewares import LatexDecodingMiddleware, RemoveEnclosingMiddleware
from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry, Field

from netgraph.readers import _papers
from netgraph.readers._author_list import Authors
from netgraph.readers._opening import Source
from netgraph.readers._papers import Paper, is_plain_text, published
from netgraph.records import Record, Skipped

BLIND = (
    "BibTeX shows who has published together, without affiliations or ORCIDs: the same papers"
    " from PubMed as .nbib say more."
)

_ENTRY = re.compile(r"@\w+\s*[{(]\s*[^\n,{}()@=]*\s*,\s*[\w-]+\s*=")
#: A piece of a value that is put together: roe # " and " # {Doe, John}.
_PIECE = re.compile(r'\s*(?:"([^"]*)"|\{([^{}]*)\}|([^\s#"{}]+))\s*(?:#|$)')
#: The name of a field that follows another without a comma between.
_MOST_TORN: Final = 20
_TORN = re.compile(r"\s*([\w-]+)\s*=\s*")
_AND = re.compile(r"(?:^|(?<= ))(?:and|\\?&)(?: |$)|;|,? et\.? al\.?$", re.IGNORECASE)
#: Several names as PubMed writes them: Roe J, Doe JA.
_INITIALS = re.compile(r"(?:[^\W\d_][^,{}]* [A-Z]{1,3}(?:, |$)){2,}")
#: A name of BibLaTeX in parts: family=Berg, given=Jan, prefix=van den.
_PART = re.compile(r"\b(family|given|prefix|suffix)\s*=\s*[\"{]*([^,=\"{}]+)")
#: How Web of Science says whose an ORCID is: Roe, Jane/0000-0002-0000-0001.
_ORCID = re.compile(r"([^/]{3,80})/((?:\d{4}-){3}\d{3}[\dXx])")


def claims(source: Source) -> bool:
    """Say whether it is BibTeX: an entry with a key and a field."""
    return is_plain_text(source.head_text) and bool(_ENTRY.search(source.head_text))


def read(source: Source) -> Iterator[Record]:
    """Yield the authors and papers of a BibTeX file."""
    yield from _papers.records(_read(source), source.path)


def _read(source: Source) -> Iterator[Paper | Skipped]:
    library = _parse("".join(source.lines()))  # which have a longest length
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
    strings = {key.lower(): str(one.value) for key, one in library.strings_dict.items()}
    by_key = {entry.key: _values(entry, strings) for entry in entries}
    for entry in sorted(entries, key=lambda entry: entry.start_line or 0):
        fields = _values(entry, strings)
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


def _values(entry: Entry, strings: Mapping[str, str]) -> dict[str, str]:
    """Give the fields by lower-case name; the first of two equal names counts."""
    fields: dict[str, str] = {}
    for field in entry.fields:
        value = str(field.value)
        if "#" in value and '"' in value:
            pieces = _PIECE.findall(value)
            value = "".join(
                one or two or strings.get(word.lower(), word) for one, two, word in pieces
            )
        for name, part in _torn(field.key, value.strip()):
            fields.setdefault(name.lower(), part)
    return fields


def _torn(name: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield a field, and those that follow it where the comma between is missing."""
    for _ in range(_MOST_TORN):
        end = _outside(value).find("}") if value.startswith("{") else -1
        following = _TORN.match(value, end + 1) if end > 0 else None
        if not following:
            break
        yield name, value[1:end]
        name, value = following[1], value[following.end() :]
    yield name, value


def _paper(
    fields: dict[str, str], parent: dict[str, str], line: int, path: str
) -> Iterator[Paper | Skipped]:
    yield from [Skipped(path, line, _papers.EDITOR)] * len(_names(fields.get("editor", "")))
    names = []
    for name in _names(fields.get("author", "")):
        if _is_braced(name) and "," not in name:
            yield Skipped(path, line, _papers.GROUP)
        else:
            names.append(_decode(name))
    authors = Authors(names)
    for name, orcid in _ORCID.findall(_decode(fields.get("orcid-numbers", ""))):
        authors.find(name).orcid = orcid
    date = fields.get("date", "").partition("/")[0]
    year = fields.get("year") or parent.get("year") or parent.get("date", "")
    month, day = fields.get("month", ""), fields.get("day", "")
    separator = "-" if month.isdigit() else " "
    when = published(date or separator.join(filter(None, (year, month, day))))
    title = unescape(_decode(fields.get("title", "")))
    pmid = fields.get("pmid", "").strip()
    doi = re.sub(r"[{}\\]", "", fields.get("doi") or fields.get("url", ""))
    yield Paper(line, title, when, authors.listed(), doi if "10." in doi else "", pmid)


def _names(value: str) -> list[str]:
    """Split a list of names at "and", and at semicolons, which some write instead."""
    value = unescape(" ".join(value.split())).rstrip(" ,")
    if _is_braced(value) and " and " in value and "," in value:  # one brace too many around all
        value = value[1:-1]
    if _INITIALS.fullmatch(value):
        value = value.replace(", ", ";")
    found = list(_AND.finditer(_outside(value)))
    starts, ends = [0, *(one.end() for one in found)], [*(one.start() for one in found), None]
    names = (value[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [_whole(name) for name in names if name]


def _whole(name: str) -> str:
    """Put together a name that is written in parts."""
    parts = dict(_PART.findall(name))
    if "family" not in parts:
        return name
    family = " ".join(parts[one].strip() for one in ("prefix", "family") if one in parts)
    return ", ".join([family, *(parts[one].strip() for one in ("suffix", "given") if one in parts)])


def _is_braced(name: str) -> bool:
    """Say whether one pair of braces holds all of it."""
    return name.startswith("{") and _outside(name) == f"{{{'.' * (len(name) - 2)}}}"


def _outside(value: str) -> str:
    """Write a dot for each letter within braces."""
    depth, shown = 0, []
    for letter in value:
        depth -= letter == "}" and depth > 0
        shown.append("." if depth else letter)
        depth += letter == "{"
    return "".join(shown)


def _decode(text: str) -> str:
    """Turn LaTeX into letters."""
    if not any(sign in text for sign in "\\{}$~"):
        return text
    entry = Entry("misc", "x", [Field("x", text)])
    decoded = LatexDecodingMiddleware().transform_entry(entry, Library())
    value = decoded.fields[0].value if isinstance(decoded, Entry) else text
    return " ".join(str(value).replace("{", "").replace("}", "").split())
