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

_EMAIL = re.compile(r"[\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+")
_EMAIL_LABEL = re.compile(
    r"\s*\b(?:electronic address|e-?mail(?: address)?)\s*:[\s.;,]*", re.IGNORECASE
)
#: Initials of the authors who share an affiliation: "(D.C.H., M.A.A-S.)".
_INITIALS = re.compile(r"\s*\((?:[^\W\d_][.\-]\s?){2,6}[^()a-z]{0,200}\)")
#: Ids of institutions, which publishers paste in front of a name without a space.
_INSTITUTION_ID = re.compile(
    r"(?:\bGRID )?grid\.\d+\.[0-9a-f]|(?:\bISNI )?(?:\d{4} ){3}\d{3}[\dX]|https?://ror\.org/\w{9}"
)
_GROUP = re.compile(
    r"^the\b|\b(?:groups?|consorti(?:um|a)|investigators|collaborat(?:ion|ive|ors)|committees?"
    r"|networks?|registry|study|trial|society|association|team|initiative|task ?force"
    r"|program(?:me)?|organi[sz]ation|institute|university|hospital|college|cent(?:er|re)"
    r"|department|ministry|council|agency|foundation|federation|academy|on behalf of)\b",
    re.IGNORECASE,
)
_NOBODY = re.compile(
    r"(?:and )?others|et\.? al|anon(?:ymous)?|no authors? listed|unknown", re.IGNORECASE
)
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
        shown, names = paper_id(paper), hash(paper.authors)
        if seen.get(shown) == names:
            yield Skipped(path, paper.line, AGAIN)
            continue
        if shown in seen:  # the chapters of a book may all carry the DOI of the book
            shown = ""
        elif shown:
            seen[shown] = names
        people = []
        for one in _people(paper, path):
            if isinstance(one, Skipped):
                yield one
            else:
                people.append(one)
        alone += len(people) == 1
        yield from _of_paper(paper, people, shown, path)
    if alone:
        yield Note(path, f"papers of a single author, who show no tie: {alone:,}.")


def _people(paper: Paper, path: str) -> Iterator[Author | Skipped]:
    if not paper.authors:
        yield Skipped(path, paper.line, NO_AUTHORS)
    for author in paper.authors:
        reason = why_nobody(author.name)
        yield Skipped(path, paper.line, reason) if reason else author


def _of_paper(paper: Paper, people: Sequence[Author], shown: str, path: str) -> Iterator[Record]:
    keys = _keys(paper, people, path)
    for author, own in zip(people, keys, strict=True):
        organisation = next(filter(None, map(_organisation, author.affiliations)), "")
        name = " ".join(author.name.split())
        yield Contact(own, name, organisation, file=path, line=paper.line)
    everyone = tuple(dict.fromkeys(own[0] for own in keys))
    if len(everyone) > 1:
        what = shorten(paper.title)
        yield Event("coauthor", everyone, paper.when, what, path, paper.line, id=shown)


def _keys(paper: Paper, people: Sequence[Author], path: str) -> list[tuple[str, ...]]:
    """Give each author's keys, strongest first; what two of them share identifies neither."""
    strong = [
        _strong(author, emails) for author, emails in zip(people, _emails(people), strict=True)
    ]
    times = Counter(one for own in strong for one in own)
    names = Counter(author.name for author in people)
    scope = f"{path}#{paper.pmid or paper.line}"
    return [
        (
            *(one for one in own if times[one] == 1),
            key("name", author.name, f"{scope}/{place}" if names[author.name] > 1 else scope),
        )
        for place, (author, own) in enumerate(zip(people, strong, strict=True), 1)
    ]


def _strong(author: Author, emails: Iterable[str]) -> tuple[str, ...]:
    addresses = (key("email", email) for email in emails)
    found = (key("orcid", author.orcid), *addresses, key("openalex", author.openalex))
    return tuple(dict.fromkeys(filter(None, found)))


def _emails(people: Sequence[Author]) -> list[tuple[str, ...]]:
    """Say which addresses in the affiliations are whose.

    A publisher may repeat one text, with the address of one author in it, at several. So an
    address is somebody's if it stands at nobody else, or if of those it fits by name only one;
    and not if it stands with others that fit better, or fits somebody else's name.
    """
    at: dict[str, list[int]] = {}
    for place, author in enumerate(people):
        text = " ".join(author.affiliations)
        for email in dict.fromkeys(_EMAIL.findall(text.lower()) if "@" in text else ()):
            at.setdefault(email, []).append(place)
    whose: list[tuple[str, ...]] = [author.emails for author in people]
    for email, places in at.items():
        fitting = [place for place, author in enumerate(people) if fits(email, author.name)]
        here = [place for place in places if place in fitting] or ([] if fitting else places)
        alone = [place for place in here if place in fitting or _only_email(people[place])]
        if len(here) == 1 and alone and email not in whose[here[0]]:
            whose[here[0]] = (*whose[here[0]], email)
    return whose


def _only_email(author: Author) -> bool:
    return len(set(_EMAIL.findall(" ".join(author.affiliations).lower()))) == 1


def fits(email: str, name: str) -> bool:
    """Say whether a word of the name stands in the local part."""
    local = email.partition("@")[0]
    return any(word in local for word in _words(name))


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> tuple[str, ...]:
    words = re.findall(r"[a-z]+", anyascii(name[:200]).lower().replace("-", "").replace("'", ""))
    return tuple(word for word in words if len(word) > 2)  # noqa: PLR2004 - initials fit anybody


@lru_cache(maxsize=1 << 14)
def _organisation(text: str) -> str:
    """Clean an affiliation of what is not its name: addresses, initials, pasted ids."""
    if "@" in text:
        text = _EMAIL_LABEL.sub(" ", _EMAIL.sub("", text))
    text = _INSTITUTION_ID.sub("", _INITIALS.sub("", text)).removeprefix("From the ")
    return " ".join(text.split())[:_LONGEST_ORGANISATION].strip(" .,;:")


def is_plain_text(start: str) -> bool:
    """Say whether a file begins as neither mail nor markup nor JSON."""
    return not start.lstrip().startswith(("<", "{", "[")) and not _MAIL.match(start)


def why_nobody(name: str) -> str:
    """Say why a name in a list of authors is no person's, or "" if it can be one's."""
    if not any(map(str.isalpha, name)) or _NOBODY.fullmatch(name.strip(" .[]()")):
        return NOBODY
    several_words = "," not in name or len(name.split()) > 3  # noqa: PLR2004
    return GROUP if several_words and _GROUP.search(name) else ""


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
    when = parse_day(text) or parse_day(re.split(r"(?<=[^\W\d])-|(?<=\d)-(?=\d{1,2}$)", text)[0])
    if not when:
        year = _YEAR.search(text)
        when = year[0] if year else ""
    return next((day for day in finer if day.startswith(when) and len(day) > len(when)), when)
