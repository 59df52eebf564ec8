"""MEDLINE text, the ``.nbib`` of PubMed, into papers.

A record is fields of four letters, continued on indented lines. What stands after an author, up
to the next one, is that author's: position is the only link between name, ORCID and affiliation.
Nearly all records are sound: their authors are found at once, which is quick. Damaged ones, and
those with groups or editors among the authors, are read line by line.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from netgraph.readers import _papers
from netgraph.readers._opening import Source
from netgraph.readers._papers import Author, Paper, published
from netgraph.records import Skipped

Field = tuple[str, str]

#: More at once is slower: it does not stay near the processor.
_CHUNK: Final = 128 * 1024
#: Longest record in characters. The longest real ones, of 3,000 authors, have a tenth of it.
LONGEST: Final = 32 * 1024 * 1024


def papers(source: Source) -> Iterator[Paper | Skipped]:
    """Yield the papers of a file, and what of it is no part of one."""
    for line, piece in _pieces(source):
        if _BEGIN.match(piece) and (paper := _at_once(piece, line)):
            yield paper
        else:
            yield from _by_line(piece.splitlines(), source.path, line)


def _pieces(source: Source) -> Iterator[tuple[int, str]]:
    """Yield the text from each beginning of a record to the next, with its line."""
    text, line = "", 1
    with io.TextIOWrapper(source.opener(), source.encoding, errors="replace") as file:
        while chunk := file.read(_CHUNK):
            at, found = 0, max(0, len(text) - len("\nPMID"))  # what stood before was searched
            text += chunk
            found = text.find("\nPMID", found)
            while found >= 0:
                # in the exports of PMC its own number comes before
                before = text.rfind("\n", at, found) + 1
                cut = before if text.startswith("PMC ", before) else found + 1
                if cut > at:
                    yield line, text[at:cut]
                    line += text.count("\n", at, cut)
                at = cut
                found = text.find("\nPMID", found + 1)
            text = text[at:]
            if len(text) > LONGEST:
                yield line, text
                line += text.count("\n")
                text = ""
    if text.strip("\n\ufeff "):
        yield line, text


_BEGIN = re.compile(r"(?:PMC +- PMC\d+\n)?PMID- \d")
#: What a sound record says of an author: the name, full and short, then ids and affiliations. Then
#: the other fields that are used, padded to four letters. Last, as nothing, a line that is no
#: field at all, which no sound record has. The fields that are not used are passed over.
_SOUND = re.compile(
    r"\n(?:FAU - (.*)\nAU  - .*((?:\nAUID- .*)*)((?:\nAD  - .*(?:\n      .*)*)*)"
    r"|(PMID|LID |AID |TI  |BTI |TT  |DP  |DEP |EDAT|FAU |AU  |AUID|AD  "
    r"|CN  |FIR |IR  |FED |ED  |FPS |PS  )- (.*(?:\n      .*)*)"
    r"|(?!      |[A-Z][A-Z0-9][A-Z0-9 ]{2}- ))"
)
#: People and groups that stand among the authors. What follows them is theirs.
_NOT_AUTHORS: Final = frozenset({"CN  ", "FIR ", "IR  ", "FED ", "ED  ", "FPS ", "PS  "})
_OF_AUTHORS: Final = frozenset({"FAU ", "AU  ", "AUID", "AD  "})
_WANTED: Final = (
    _NOT_AUTHORS
    | _OF_AUTHORS
    | {"PMID", "TI  ", "BTI ", "TT  ", "DP  ", "DEP ", "EDAT", "LID ", "AID "}
)
_TAG = re.compile(r"([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)", re.DOTALL)
#: After a blank line these begin a record even if the one before had no PMID.
_STARTS: Final = frozenset({"PMID", "PMC ", "OWN ", "STAT"})


def _by_line(lines: Iterable[str], path: str, start: int) -> Iterator[Paper | Skipped]:
    """Yield the papers of MEDLINE text, however damaged."""
    fields: list[Field] = []
    begin, blank, keep = start, True, False
    for number, line in enumerate(lines, start):
        if line[:1] in {" ", "\t"} and line.strip():
            if keep:
                fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line.strip()}")
            continue
        found = _TAG.match(line.lstrip("\ufeff"))
        if not found:
            if line.strip():
                yield Skipped(path, number, "not a line of a PubMed record")
            blank, keep = blank or not line.strip(), False
            continue
        tag, value = found[1].ljust(4), found[2].strip()
        if fields and _begins(tag, blank, fields):
            yield from _of_fields(fields, begin, path)
            fields = []
        begin = begin if fields else number
        keep, blank = tag in _WANTED, False
        if keep or not fields:
            fields.append((tag, value))
    if fields:
        yield from _of_fields(fields, begin, path)


def _begins(tag: str, blank: bool, fields: list[Field]) -> bool:  # noqa: FBT001
    """Say whether a line opens a record: blank lines also stand inside damaged ones."""
    if tag == "PMID":
        return any(name == "PMID" for name, _ in fields)
    return blank and (
        tag in _STARTS or (tag == "TI  " and any(name == "TI  " for name, _ in fields))
    )


def _at_once(text: str, line: int) -> Paper | None:
    """Read a record; None if it is not sound, or groups or editors stand among its authors."""
    fields: list[Field] = []
    authors = []
    new = tuple.__new__  # half the time of Author(...), where there are millions
    for name, ids, places, tag, value in _SOUND.findall(f"\n{text.rstrip()}"):
        if name:
            orcid = next(filter(_is_orcid, ids.split("\nAUID- ")[1:]), "") if ids else ""
            texts = tuple(places.split("\nAD  - ")[1:])
            authors.append(new(Author, (name, texts, orcid, "", ())))
        elif tag:
            fields.append((tag, value))
        else:
            return None
    one = dict(reversed(fields))  # of several, the first
    if _NOT_AUTHORS.isdisjoint(one) and _OF_AUTHORS.isdisjoint(one):
        return _paper(fields, one, tuple(authors), line)
    return None


def _of_fields(fields: list[Field], line: int, path: str) -> Iterator[Paper | Skipped]:
    """Yield the paper of a record, and who stands among its authors and is none."""
    one = dict(reversed(fields))
    if not _NOT_AUTHORS.isdisjoint(one):
        tags = Counter(tag for tag, _ in fields)
        yield from [Skipped(path, line, _papers.GROUP)] * tags["CN  "]
        yield from [Skipped(path, line, _papers.EDITOR)] * max(tags["FED "], tags["ED  "])
        yield from [Skipped(path, line, _papers.INVESTIGATOR)] * max(tags["FIR "], tags["IR  "])
    yield _paper(fields, one, _authors(fields), line)


def _paper(
    fields: list[Field], one: dict[str, str], authors: tuple[Author, ...], line: int
) -> Paper:
    doi = one.get("LID ", "")
    if "[doi]" not in doi:
        others = (value for tag, value in fields if tag in {"LID ", "AID "} and "[doi]" in value)
        doi = next(others, "")
    title = one.get("TI  ") or one.get("BTI ") or one.get("TT  ", "")
    finer = [published(one.get(tag, "").partition(" ")[0]) for tag in ("DEP ", "EDAT")]
    when = published(one.get("DP  ", ""), *finer)
    pmid = one.get("PMID", "").strip()
    return Paper(line, title, when, authors, doi.partition("[doi]")[0].strip(), pmid)


def _authors(fields: list[Field]) -> tuple[Author, ...]:
    """Put each name, ORCID and affiliation with the author after whom it stands."""
    names: list[str] = []
    places: list[list[str]] = []
    orcids: dict[int, str] = {}
    short = 0  # how many have their short form, which comes after the full one, or alone
    first: list[str] = []  # old records name the first author's affiliation before all authors
    now = first
    for tag, value in fields:
        if tag == "AD  ":
            now.append(value)
        elif tag == "AU  " and short < len(names):
            short += 1
        elif tag in {"FAU ", "AU  "}:
            names.append(value)
            now = []
            places.append(now)
            short += tag == "AU  "
        elif tag == "AUID":
            if names and now is places[-1] and _is_orcid(value):
                orcids.setdefault(len(names), value)
        elif tag in _NOT_AUTHORS:
            now = []
    if places and not places[0]:
        places[0] = first
    return tuple(
        Author(name, tuple(texts), orcids.get(place, ""))
        for place, (name, texts) in enumerate(zip(names, places, strict=True), 1)
    )


def _is_orcid(value: str) -> bool:
    """Say whether an identifier is an ORCID: those of other schemes have sixteen digits too."""
    scheme = value.partition(":")[0].strip().casefold() if ":" in value else "orcid"
    return scheme in {"orcid", "http", "https"}
