"""Citations: RIS in the dialects of its vendors, EndNote, Web of Science, and tables.

Where from: Zotero, EndNote, Mendeley, Embase, Ovid, Scopus, ProQuest, publishers ("Export
citation: RIS", "EndNote"); Web of Science; tables: `_paper_tables`. RIS looks like this::

    TY  - JOUR
    AU  - Osei-Tutu, Amara
    A1  - Lindqvist B.
    PY  - 2024
    M1  - (Lindqvist B., b@kei.example) Karolinska Example Institute
    ER  -

RIS knows no affiliations of authors. Where a vendor writes whose they are (Embase in M1, Ovid in
AD and AI, OpenAlex in C1 after each author, Scopus in a note on correspondence) they are used,
where not (Scopus in AD) they are left out. So are editors, and Ovid's A2, which holds everybody
who is cited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from netgraph.readers import _endnote_xml, _paper_tables, _papers
from netgraph.readers import _web_of_science as web_of_science
from netgraph.readers._author_list import Authors, Fields, first, letters
from netgraph.readers._opening import Source
from netgraph.readers._papers import Paper, is_plain_text, published
from netgraph.records import Record, Skipped

BLIND = (
    "Citations show who has published together, mostly by initials and without affiliations:"
    " the same papers from PubMed as .nbib say more."
)

_RIS = re.compile(r"^ {0,3}(?:TY {1,2}|ty  )- {0,3}\S", re.MULTILINE)
#: What tells it where its first line is missing: an author, and the end of a record.
_RIS_AUTHOR = re.compile(r"^A[U1]  - \S", re.MULTILINE)
_RIS_END = re.compile(r"^ER  -[ \r]*$", re.MULTILINE)

_ENDNOTE = re.compile(r"\s*(?:%[0-9A-Z@~!#$&(+*^>?=<_-] .*\n)*?%A \S")


def claims(source: Source) -> bool:
    """Say whether it is RIS, of EndNote or Web of Science, or a table of papers."""
    start = source.head_text.replace("\r\n", "\n")
    known = web_of_science.START.match(start) or _RIS.search(start) or _ENDNOTE.match(start)
    known = known or (_RIS_AUTHOR.search(start) and _RIS_END.search(start))
    if is_plain_text(start) and known:
        return True
    return _endnote_xml.claims(source) or _paper_tables.find(source) is not None


def read(source: Source) -> Iterator[Record]:
    """Yield the authors and papers of a list of citations."""
    if header := _paper_tables.find(source):
        yield from _papers.records(_paper_tables.papers(source, header), source.path)
        return
    if _endnote_xml.claims(source):
        yield from _papers.records(_endnote_xml.papers(source), source.path)
        return
    start, lines = source.head_text.replace("\r\n", "\n"), source.lines()
    lines = _of_endnote(lines) if _ENDNOTE.match(start) else lines
    parse = web_of_science.papers if web_of_science.START.match(start) else ris
    yield from _papers.records(parse(lines, source.path), source.path)


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
    | {"AD", "AI", "C1", "M1", "N1", "L1", "L2", "L3"}
)
_NAMED = re.compile(r"([^:]{3,60}):\s*(.+)", re.DOTALL)
_INITIALS = re.compile(r"(?:[A-Z]\.? ?-?){1,3}")
_WITH_INITIALS = re.compile(r",| [A-Z]\.?$")
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
                author = f"{len(fields.get('AU', ()))} " if tag == "C1" else ""
                fields.setdefault(tag, []).append(author + value)
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
    everybody = _names(fields)
    names = [name for name in everybody if not _ED.search(name)]
    editors += len(everybody) - len(names)
    yield from [Skipped(path, line, _papers.EDITOR)] * editors
    authors = Authors(names)
    _link(fields, authors)
    day, year = (_date(first(fields, *tags)) for tags in (("DA",), _YEAR_TAGS))
    doi = first(fields, "DO") or next(
        (link for tag in _LINKS for link in fields.get(tag, ()) if _DOI.match(link)), ""
    )
    yield Paper(
        line,
        first(fields, "TI", "T1", "CT"),
        published(year or day, published(day), published(f"{year} {day}")),
        authors.listed(),
        doi,
    )


_LINKS: Final = ("UR", "L1", "L2", "L3")
_DOI = re.compile(r"\S*doi\.org/|10\.\d")
#: How ERIC marks an editor among the authors, and Mendeley that there is no first name.
_ED = re.compile(r", Eds?\.?$")
_NULL = re.compile(r", null$")
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


def _names(fields: Fields) -> list[str]:
    """Give the authors; A1 and AU may name the same ones, and one line several."""
    first, second = (
        [
            _NULL.sub("", name)
            for value in fields.get(tag, ())
            for name in map(str.strip, _split(value))
        ]
        for tag in ("A1", "AU")
    )
    known = set(map(letters, first))
    return _whole([*first, *(name for name in second if letters(name) not in known)])


def _whole(names: list[str]) -> list[str]:
    """Put initials that stand alone to the name before, from which some program tore them."""
    whole: list[str] = []
    for name in filter(None, names):
        if whole and _INITIALS.fullmatch(name) and not _WITH_INITIALS.search(whole[-1]):
            whole[-1] += f", {name}"
        else:
            whole.append(name)
    return whole


def _split(value: str) -> list[str]:
    return re.split(r"; *| and (?=[^,]{1,80},)" if value.count(",") > 1 else ";", value)


def _link(fields: Fields, authors: Authors) -> None:
    """Find what the dialects say about single authors."""
    after = [value.partition(" ") for value in fields.get("C1", ())]
    if len({number for number, _, _ in after}) > 1:  # OpenAlex writes each author's places after it
        for number, _, place in after:
            if number != "0":
                authors.find(fields["AU"][int(number) - 1]).affiliations.append(place)
    for value in fields.get("M1", ()):
        authors.place(value)
    for value in (*fields.get("AD", ()), *fields.get("N1", ())):
        if found := _CORRESPONDENCE.search(value) or _NAMED.match(value):
            authors.find(found[1]).affiliations.append(found[2])
    for value in fields.get("AI", ()):
        for name, orcid in _OVID_ORCID.findall(value):
            authors.find(name).orcid = orcid
