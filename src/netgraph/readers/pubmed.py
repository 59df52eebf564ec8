"""PubMed: papers and their authors, as MEDLINE text (.nbib), XML or CSV.

Where from: the results page of PubMed, "Save" with format "PubMed" (or "Send to: Citation
manager"); "CSV" works too but knows initials only. MEDLINE text looks like this::

    PMID- 90000001
    DP  - 2024 May
    FAU - Osei-Tutu, Amara
    AU  - Osei-Tutu A
    AUID- ORCID: 0000-0002-0000-0001
    AD  - St. Hilda's Hospital, Leeds, UK. Electronic address: a.osei@example.org.

What stands after an author, up to the next one, is that author's: position is the only link
between author, ORCID and affiliation. Left out: editors, study groups and their investigators.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from netgraph.errors import ReadError
from netgraph.readers import _medline, _papers
from netgraph.readers._opening import Source
from netgraph.readers._paper_tables import OF_PUBMED
from netgraph.readers._papers import Author, Paper, published
from netgraph.records import Record, Skipped

BLIND = (
    "Papers show who has published together, not whether they still talk; and nothing about"
    " people who do not publish."
)

_MEDLINE = re.compile(r"^(?:PMID ?- ?\d|PMC ?- ?PMC\d|FAU - |OWN - \w)", re.MULTILINE)
#: What begins a record of RIS, in which a PubMed number may stand too.
_RIS = re.compile(r"^ {0,3}TY {1,2}- {0,3}\S", re.MULTILINE)
_XML = re.compile(r"<(?:PubmedArticle|PubmedBookArticle|MedlineCitation)(?:Set)?[\s>]")


def claims(source: Source) -> bool:
    """Say whether it is MEDLINE text, PubMed XML, or PubMed's CSV."""
    start = source.head_text
    if start.lstrip().startswith("<"):
        return bool(_XML.search(start))
    if found := _MEDLINE.search(start):
        return _papers.is_plain_text(start) and not _RIS.search(start, 0, found.start())
    return source.find_header(*OF_PUBMED) is not None


def read(source: Source) -> Iterator[Record]:
    """Give the authors and papers of a PubMed export."""
    if source.head_text.lstrip().startswith("<"):
        papers = _from_xml(source)
    elif _MEDLINE.search(source.head_text):
        papers = _medline.papers(source)
    else:
        papers = _from_csv(source)
    return _papers.records(papers, source.path)


# --- XML ----------------------------------------------------------------------------------------

_ARTICLE = re.compile(r"<(PubmedArticle|PubmedBookArticle|MedlineCitation)[\s>]")
_CHUNK: Final = 1024 * 1024
_TAIL: Final = 64


def _from_xml(source: Source) -> Iterator[Paper | Skipped]:
    for line, text in _articles(source):
        try:
            article = fromstring(text, forbid_dtd=True)
        except (ParseError, DefusedXmlException):
            yield Skipped(source.path, line, "not a whole record of PubMed XML")
        else:
            yield from _paper_of_xml(article, line, source.path)


def _articles(source: Source) -> Iterator[tuple[int, str]]:
    """Yield each record's line and text, "" for a broken one, which costs no other one."""
    text, line = "", 1
    with io.TextIOWrapper(source.opener(), source.encoding, errors="replace") as file:
        while chunk := file.read(_CHUNK):
            text += chunk
            while start := _ARTICLE.search(text):
                _refuse_entities(text[: start.start()], source.path)
                line += text.count("\n", 0, start.start())
                text = text[start.start() :]
                end = text.find(f"</{start[1]}>")
                again = text.find(f"<{start[1]}", 1)
                if 0 < again < end:  # it has no end, and the next one begins
                    end = again
                    yield line, ""
                elif end > 0:
                    end += len(start[1]) + 3
                    yield line, text[:end]
                elif len(text) > _medline.LONGEST:
                    end = len(text)
                    yield line, ""
                else:
                    break
                line += text.count("\n", 0, end)
                text = text[end:]
            else:
                _refuse_entities(text, source.path)
                line += text.count("\n", 0, max(0, len(text) - _TAIL))
                text = text[-_TAIL:]
    if _ARTICLE.match(text):
        yield line, ""


def _refuse_entities(text: str, path: str) -> None:
    if "<!ENTITY" in text:
        raise ReadError(
            "the XML defines entities of its own, which no export of PubMed does: not read.",
            hint="Download the file again from PubMed.",
            file=path,
        )


def _paper_of_xml(article: Element, line: int, path: str) -> Iterator[Paper | Skipped]:
    core = article.find("MedlineCitation")
    if core is None:
        core = article.find("BookDocument")
    core = article if core is None else core
    body = core.find("Article")
    body = core if body is None else body
    editors = core.findall(".//AuthorList[@Type='editors']/Author")
    yield from [Skipped(path, line, _papers.EDITOR)] * len(editors)
    investigators = core.findall("./InvestigatorList/Investigator")
    yield from [Skipped(path, line, _papers.INVESTIGATOR)] * len(investigators)
    authors = []
    for author in _author_elements(body):
        if _text(author, "CollectiveName"):
            yield Skipped(path, line, _papers.GROUP)
        elif author.get("ValidYN", "Y") == "N":
            yield Skipped(path, line, "an author's name in a spelling that PubMed has corrected")
        else:
            authors.append(_author_of_xml(author))
    title = _text(body, "ArticleTitle") or _text(body, "VernacularTitle")
    title = title or _text(body, "Book/BookTitle")
    pmid = _text(core, "PMID")
    yield Paper(line, title, _date_of_xml(body), tuple(authors), _doi_of_xml(article, body), pmid)


def _author_elements(body: Element) -> list[Element]:
    for path in ("AuthorList", "Book/AuthorList"):
        lists = [one for one in body.findall(path) if one.get("Type") != "editors"]
        if lists:
            return [author for one in lists for author in one.findall("Author")]
    return []


def _author_of_xml(author: Element) -> Author:
    given = _text(author, "ForeName") or _text(author, "FirstName") or _text(author, "Initials")
    given = " ".join(filter(None, (given, _text(author, "Suffix"))))
    name = ", ".join(filter(None, (_text(author, "LastName"), given)))
    orcids = [
        "".join(one.itertext())
        for one in author.findall("Identifier")
        if one.get("Source", "").upper() == "ORCID"
    ]
    places = [*author.findall("AffiliationInfo/Affiliation"), *author.findall("Affiliation")]
    texts = tuple(filter(None, ("".join(one.itertext()).strip() for one in places)))
    return Author(name, texts, orcids[0] if orcids else "")


def _doi_of_xml(article: Element, body: Element) -> str:
    """Find the paper's own DOI: the list of references holds many others."""
    return (
        _text(article, "PubmedData/ArticleIdList/ArticleId[@IdType='doi']")
        or _text(article, "PubmedBookData/ArticleIdList/ArticleId[@IdType='doi']")
        or _text(body, "ELocationID[@EIdType='doi']")
    )


def _date_of_xml(body: Element) -> str:
    issue = body.find("Journal/JournalIssue/PubDate")
    if issue is None:
        issue = body.find("Book/PubDate")
    electronic = body.find("ArticleDate")
    dates = [_date_text(one) for one in (issue, electronic)]
    return published(dates[0] or dates[1], published(dates[1]))


def _date_text(date: Element | None) -> str:
    if date is None:
        return ""
    parts = [_text(date, part) for part in ("Year", "Month", "Day")]
    separator = "-" if parts[1].isdigit() else " "
    return separator.join(filter(None, parts)) or _text(date, "MedlineDate")


def _text(element: Element, path: str) -> str:
    """Give all text under the first such element, on one line; or ""."""
    found = element.find(path)
    return "" if found is None else " ".join("".join(found.itertext()).split())


# --- CSV ----------------------------------------------------------------------------------------


def _from_csv(source: Source) -> Iterator[Paper | Skipped]:
    header = source.find_header(*OF_PUBMED)
    if header is None:
        return
    names = ("title", "authors", "publication year", "create date", "doi", "pmid")
    places = [header.position(name) for name in names]
    for number, cells in source.table(header):
        title, authors, year, created, doi, pmid = (
            cells[place].strip() if 0 <= place < len(cells) else "" for place in places
        )
        if not pmid.isdigit():
            yield Skipped(source.path, number, "a row without a PubMed number")
            continue
        people = (name.strip(" .") for name in re.split(r"[,;]", authors))
        listed = tuple(Author(name) for name in people if name)
        yield Paper(number, title, published(year, published(created)), listed, doi, pmid)
