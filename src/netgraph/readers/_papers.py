"""From a paper to records: what all readers of publications share.

One paper is one event, however many authors it has, and one contact per author. A name is a key
within its paper only: that two authors of two papers are one person is said by an ORCID, an
address or an OpenAlex id, or else is for `netgraph.identity` to decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple

from anyascii import anyascii

from netgraph.readers._dates import parse_day
from netgraph.records import Contact, Event, Note, Record, Skipped, key

#: Reasons, worded once, so that they are counted together.
GROUP: Final = "a group of authors, not a person"
NOBODY: Final = 'a placeholder such as "et al.", not a person'
EDITOR: Final = "an editor, not an author"
INVESTIGATOR: Final = "an investigator of a study group, not an author"
NO_AUTHORS: Final = "a paper without authors"
AGAIN: Final = "the same paper again"

_LONGEST_TITLE: Final = 120
_LONGEST_ORGANISATION: Final = 1000
#: Shorter titles ("Editorial") belong to many papers.
_TELLING_TITLE: Final = 30

_EMAIL = re.compile(r"(?<![\w.+'%-])[\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_EMAIL_LABEL = re.compile(
    r"\b(?:electronic address|e-?mail(?: address)?)\s*:[\s.;,]*", re.IGNORECASE
)
#: Initials of the authors who share an affiliation: "(D.C.H., M.A.A-S.)".
_INITIALS = re.compile(r"\s*\((?:[^\W\d_][.\-]\s?){2,6}[^()a-z]{0,200}\)")
#: Ids of institutions, which publishers paste in front of a name without a space.
_INSTITUTION_ID = re.compile(
    r"(?:\bGRID )?grid\.\d+\.[0-9a-f]|(?:\bISNI )?(?:\d{4} ){3}\d{3}[\dX]|https?://ror\.org/\w{9}"
)
#: What all of them have, and quick to find.
_PASTED = re.compile(r"grid\.|ror\.|0000 ")
_GROUP = re.compile(
    r"^the\b|\b(?:(?:19|20)\d\d|groups?|consorti(?:um|a)|investigators|collaborat(?:ion|ive|ors)|committees?"
    r"|networks?|registry|study|trial|society|association|team|initiative|task ?force"
    r"|program(?:me)?|organi[sz]ation|institute|university|hospital|college|cent(?:er|re)"
    r"|department|ministry|council|agency|foundation|federation|academy|on behalf of)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:and )?others|et\.? al|anon(?:ymous)?|no authors? listed|unknown", re.IGNORECASE
)
_WORD = re.compile(r"[a-z]+")
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DOI = re.compile(r"10\.\d{3,9}/\S+")


#: How an e-mail begins, which may hold a citation but is for the reader of mail.
_MAIL = re.compile(
    r"\s*(?:From |(?:Return-Path|Received|Delivered-To|Message-ID|MIME-Version|Date|From|To"
    r"|Subject|X-[\w-]+):)",
    re.IGNORECASE,
)


class Author(NamedTuple):
    """One author of one paper.

    Attributes:
        name: As written: "Osei-Tutu, Amara", or "Osei-Tutu A" where that is all.
        affiliations: The texts that stand at this author, with their e-mail addresses.
        orcid: As written, or "".
        openalex: OpenAlex id, or "".
        emails: Addresses that the record itself gives to this author.
    """

    name: str
    affiliations: tuple[str, ...] = ()
    orcid: str = ""
    openalex: str = ""
    emails: tuple[str, ...] = ()


class Paper(NamedTuple):
    """One paper.

    Attributes:
        line: Where its record begins.
        title: As written.
        when: ISO date as precise as the record.
        authors: In the order of the paper.
        doi: As written, or "".
        pmid: PubMed's number, or "".
    """

    line: int
    title: str
    when: str
    authors: tuple[Author, ...]
    doi: str = ""
    pmid: str = ""


def records(papers: Iterable[Paper | Skipped | Note], path: str) -> Iterator[Record]:
    """Yield the contacts and the event of each paper, and pass on what was skipped or noted.

    Args:
        papers: Papers, and what stood in the file instead of one.
        path: The file.
    """
    seen: dict[str, int] = {}
    alone = 0
    for paper in papers:
        if not isinstance(paper, Paper):
            yield paper
            continue
        names = "".join([f"{author.name}\n" for author in paper.authors])
        shown, who = paper_id(paper), hash(names)
        if seen.get(shown) == who:
            yield Skipped(path, paper.line, AGAIN)
            continue
        if shown in seen:  # the chapters of a book may all carry the DOI of the book
            shown = ""
        elif shown:
            seen[shown] = who
        if not names:
            yield Skipped(path, paper.line, NO_AUTHORS)
        people: Sequence[Author] = paper.authors
        if not _PLAIN.fullmatch(names):
            people = [author._replace(name=" ".join(author.name.split())) for author in people]
            reasons = [why_nobody(author.name) for author in people]
            yield from [Skipped(path, paper.line, reason) for reason in reasons if reason]
            people = [one for one, reason in zip(people, reasons, strict=True) if not reason]
        alone += len(people) == 1
        yield from _of_paper(paper, people, shown, path)
    if alone:
        yield Note(path, f"papers of a single author, who show no tie: {alone:,}.")


#: Names that are surely names, as nearly all are: "Osei-Tutu, Amara B", one a line.
_PLAIN = re.compile(r"(?:[^\W\d_][^\s,]*,(?: [^\s,]+){1,2}\n)*")


def _of_paper(paper: Paper, people: Sequence[Author], shown: str, path: str) -> Iterator[Record]:
    keys = _keys(paper, people, path)
    line, new = paper.line, tuple.__new__
    for author, own in zip(people, keys, strict=True):
        organisation = ""
        for text in author.affiliations:
            if organisation := _organisation(text):
                break
        # half the time of Contact(...), where there are millions
        yield new(Contact, (own, author.name, organisation, "", "", path, line, "person", False))
    if len(people) > 1:
        everyone = tuple([own[0] for own in keys])
        what = shorten(paper.title)
        yield Event("coauthor", everyone, paper.when, what, path, line, id=shown)


def _keys(paper: Paper, people: Sequence[Author], path: str) -> list[tuple[str, ...]]:
    """Give each author's keys, strongest first; what two of them share identifies neither."""
    scope = f"{path}#{paper.pmid or paper.line}"
    names = [author.name for author in people]
    local = [f"name:{name}|{scope}" for name in names]  # as `key` does: the names are clean
    if len(set(names)) < len(names):
        times = Counter(names)
        local = [
            f"{one}/{place}" if times[name] > 1 else one
            for place, (name, one) in enumerate(zip(names, local, strict=True), 1)
        ]
    strong = _strong(people)
    times = Counter(chain.from_iterable(strong.values()))
    keys: list[tuple[str, ...]] = [(one,) for one in local]
    for place, own in strong.items():
        keys[place] = (*[one for one in own if times[one] == 1], local[place])
    return keys


def _strong(people: Sequence[Author]) -> dict[int, tuple[str, ...]]:
    """Give the keys that hold outside the paper, of those who have any."""
    emails = _emails(people)
    strong = {}
    for place, (_, _, orcid, openalex, given) in enumerate(people):
        if orcid or openalex or given or place in emails:
            found = [key("orcid", orcid)] if orcid else []
            found += [key("email", email) for email in (*given, *emails.get(place, ()))]
            found.append(key("openalex", openalex))
            strong[place] = tuple(dict.fromkeys(filter(None, found)))
    return strong


def _emails(people: Sequence[Author]) -> dict[int, list[str]]:
    """Say which addresses in the affiliations are whose.

    A publisher may repeat one text, with the address of one author in it, at several. So an
    address is somebody's if it stands at nobody else, or if of those it fits by name only one;
    and not if it stands with others that fit better, or fits somebody else's name.
    """
    beside: dict[int, set[str]] = {}
    for place, author in enumerate(people):
        for text in author.affiliations:
            if "@" in text:
                beside.setdefault(place, set()).update(_addresses(text))
    whose: dict[int, list[str]] = {}
    for email in sorted(set().union(*beside.values())):
        places = [place for place, emails in beside.items() if email in emails]
        fitting = [place for place in places if fits(email, people[place].name)]
        foreign = not fitting and any(fits(email, author.name) for author in people)
        here = fitting or ([] if foreign else places)
        if len(here) == 1 and (here[0] in fitting or len(beside[here[0]]) == 1):
            whose.setdefault(here[0], []).append(email)
    return whose


def fits(email: str, name: str) -> bool:
    """Say whether a word of the name stands in the local part."""
    local = email.partition("@")[0]
    return any(word in local for word in _words(name))


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> tuple[str, ...]:
    folded = name[:200] if name.isascii() else anyascii(name[:200])
    words = _WORD.findall(folded.lower().replace("-", "").replace("'", ""))
    return tuple(word for word in words if len(word) > 2)  # noqa: PLR2004 - initials fit anybody


def _addresses(text: str) -> list[str]:
    words = [word.lower() for word in text.split() if "@" in word]
    return [address for word in words for address in _EMAIL.findall(word)]


@lru_cache(maxsize=1 << 14)
def _organisation(text: str) -> str:
    """Clean an affiliation of what is not its name: addresses, initials, pasted ids."""
    words = text[: 4 * _LONGEST_ORGANISATION].split()
    text = " ".join(words)
    if "@" in text:
        text = " ".join([_EMAIL.sub("", word) if "@" in word else word for word in words])
        text = _EMAIL_LABEL.sub(" ", text)
    if "(" in text:
        text = _INITIALS.sub("", text)
    if _PASTED.search(text):
        text = _INSTITUTION_ID.sub("", text)
    text = text.removeprefix("From ").removeprefix("the ")
    return " ".join(text.split())[:_LONGEST_ORGANISATION].strip(" .,;:")


def is_plain_text(start: str) -> bool:
    """Say whether a file begins as neither mail nor markup nor JSON."""
    return not start.lstrip().startswith(("<", "{", "[")) and not _MAIL.match(start)


def why_nobody(name: str) -> str:
    """Say why a name in a list of authors is no person's, or "" if it can be one's."""
    many_words = name.count(" ") > 2  # noqa: PLR2004
    if ", " in name and not many_words and name[0].isalpha():
        return ""
    if not any(map(str.isalpha, name)) or _NOBODY.fullmatch(name.strip(" .[]()")):
        return NOBODY
    return GROUP if (many_words or "," not in name) and _GROUP.search(name) else ""


def paper_id(paper: Paper) -> str:
    """Give what is equal wherever this paper was exported from: DOI, else PMID, else title."""
    if doi := _DOI.search(paper.doi):
        return f"doi:{doi[0].lower().rstrip('.,;')}"
    if paper.pmid:
        return f"pmid:{paper.pmid}"
    title = "".join(filter(str.isalnum, paper.title.casefold()))
    return f"title:{title}|{paper.when[:4]}" if len(title) >= _TELLING_TITLE else ""


def shorten(title: str) -> str:
    """Cut a title between words if it is long."""
    title = " ".join(title.split()).removesuffix(".")
    if len(title) <= _LONGEST_TITLE:
        return title
    return title[:_LONGEST_TITLE].rsplit(" ", 1)[0].rstrip(" ,;:-") + " …"


def published(text: str, *finer: str) -> str:
    """Read a date of publication: "2018 Apr", "2019 Jan-Feb" (its first month), "2009 Spring".

    Args:
        text: The date of the issue.
        finer: Other dates of the paper, which count if they say the same more precisely.

    >>> published("2018", "2018-03-30"), published("2019 Jan-Feb"), published("2001 Spring")
    ('2018-03-30', '2019-01', '2001')
    """
    when = _issued(text[:_LONGEST_TITLE])
    return next((day for day in finer if day.startswith(when) and len(day) > len(when)), when)


@lru_cache(maxsize=1 << 14)
def _issued(text: str) -> str:
    when = parse_day(text) or parse_day(re.split(r"(?<=[^\W\d])-|(?<=\d)-(?=\d{1,2}$)", text)[0])
    year = None if when else _YEAR.search(text)
    return year[0] if year else when
