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


#: An author and the name with single spaces.
Named = tuple[str, Author]


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
        if not paper.authors:
            yield Skipped(path, paper.line, NO_AUTHORS)
        people = []
        for author in paper.authors:
            name = " ".join(author.name.split())
            if reason := why_nobody(name):
                yield Skipped(path, paper.line, reason)
            else:
                people.append((name, author))
        alone += len(people) == 1
        yield from _of_paper(paper, people, shown, path)
    if alone:
        yield Note(path, f"papers of a single author, who show no tie: {alone:,}.")


def _of_paper(paper: Paper, people: Sequence[Named], shown: str, path: str) -> Iterator[Record]:
    keys = _keys(paper, people, path)
    line = paper.line
    for (name, author), own in zip(people, keys, strict=True):
        places = author.affiliations
        organisation = _organisation(places[0]) if places else ""
        if places and not organisation:
            organisation = next(filter(None, map(_organisation, places)), "")
        yield Contact(own, name, organisation, "", "", path, line)
    if len(people) > 1:
        everyone = tuple([own[0] for own in keys])
        what = shorten(paper.title)
        yield Event("coauthor", everyone, paper.when, what, path, line, id=shown)


def _keys(paper: Paper, people: Sequence[Named], path: str) -> list[tuple[str, ...]]:
    """Give each author's keys, strongest first; what two of them share identifies neither."""
    scope = f"{path}#{paper.pmid or paper.line}"
    names = [name for name, _ in people]
    local = [f"name:{name}|{scope}" for name in names]  # as `key` does: the names are clean
    if len(set(names)) < len(names):
        times = Counter(names)
        local = [
            f"{one}/{place}" if times[name] > 1 else one
            for place, (name, one) in enumerate(zip(names, local, strict=True), 1)
        ]
    keys: list[tuple[str, ...]] = [(one,) for one in local]
    strong = _strong(people)
    times = Counter(one for own in strong.values() for one in own)
    for place, own in strong.items():
        keys[place] = (*(one for one in own if times[one] == 1), local[place])
    return keys


def _strong(people: Sequence[Named]) -> dict[int, tuple[str, ...]]:
    """Give the keys that hold outside the paper, of those who have any."""
    emails = _emails(people)
    held = {
        place for place, (_, one) in enumerate(people) if one.orcid or one.openalex or one.emails
    }
    strong = {}
    for place in sorted(held | emails.keys()):
        author = people[place][1]
        addresses = (*author.emails, *emails.get(place, ()))
        found = [key("orcid", author.orcid)] if author.orcid else []
        found += [key("email", email) for email in addresses]
        found.append(key("openalex", author.openalex))
        strong[place] = tuple(dict.fromkeys(filter(None, found)))
    return strong


def _emails(people: Sequence[Named]) -> dict[int, list[str]]:
    """Say which addresses in the affiliations are whose.

    A publisher may repeat one text, with the address of one author in it, at several. So an
    address is somebody's if it stands at nobody else, or if of those it fits by name only one;
    and not if it stands with others that fit better, or fits somebody else's name.
    """
    beside: dict[int, set[str]] = {}
    for place, (_, author) in enumerate(people):
        for text in author.affiliations:
            if "@" in text:
                beside.setdefault(place, set()).update(_EMAIL.findall(text.lower()))
    whose: dict[int, list[str]] = {}
    for email in sorted(set().union(*beside.values())):
        places = [place for place, emails in beside.items() if email in emails]
        fitting = [place for place in places if fits(email, people[place][0])]
        foreign = not fitting and any(fits(email, name) for name, _ in people)
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


@lru_cache(maxsize=1 << 14)
def _organisation(text: str) -> str:
    """Clean an affiliation of what is not its name: addresses, initials, pasted ids."""
    text = " ".join(text[: 4 * _LONGEST_ORGANISATION].split())
    if "@" in text:
        text = _EMAIL_LABEL.sub(" ", _EMAIL.sub("", text))
    text = _INSTITUTION_ID.sub("", _INITIALS.sub("", text)).removeprefix("From the ")
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
    when = parse_day(text) or parse_day(re.split(r"(?<=[^\W\d])-|(?<=\d)-(?=\d{1,2}$)", text)[0])
    if not when:
        year = _YEAR.search(text)
        when = year[0] if year else ""
    return next((day for day in finer if day.startswith(when) and len(day) > len(when)), when)
