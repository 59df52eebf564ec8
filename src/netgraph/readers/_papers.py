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
_REMEMBERED: Final = 1 << 14
#: Shorter titles ("Editorial") belong to many papers.
_TELLING_TITLE: Final = 30

_EMAIL = re.compile(r"(?<![\w.+'%-])([\w.+'%-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+)")
#: How PubMed adds the address of one author to an affiliation that others may have as well.
_ADDED: Final = "Electronic address:"
_ONLY_EMAIL = re.compile(rf"\s*{_EMAIL.pattern}\.?\s*")
_EMAIL_LABEL = re.compile(
    r"\b(?:electronic address|e-?mail(?: address)?)\s*:[\s.;,]*", re.IGNORECASE
)
#: Initials of the authors who share an affiliation: "(D.C.H., M.A.A-S.)".
_INITIALS = re.compile(r"\s*\((?:[^\W\d_][.\-]\s?){2,6}[^()a-z]{0,200}\)")
#: Ids of institutions, which publishers paste in front of a name without a space.
_INSTITUTION_ID = re.compile(
    r"(?:\bGRID )?grid\.\d+\.[0-9a-f]|(?:\bISNI )?(?:\d{4} ){3}\d{3}[\dX]|https?://ror\.org/\w{9}"
)
_GROUP = re.compile(
    r"^the\b|\b(?:(?:19|20)\d\d|groups?|consorti(?:um|a)|investigators|collaborat(?:ion|ive|ors)|committees?"
    r"|networks?|registry|study|trial|society|association|team|initiative|task ?force"
    r"|program(?:me)?|organi[sz]ation|institute|university|hospital|college|cent(?:er|re)s?"
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
        names = "\n".join([author.name for author in paper.authors])
        shown, who = paper_id(paper), hash(names)
        if seen.get(shown) == who:
            yield Skipped(path, paper.line, AGAIN)
            continue
        if shown in seen:  # the chapters of a book may all carry the DOI of the book
            shown = ""
        elif shown:
            seen[shown] = who
        if not paper.authors:
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
_PLAIN = re.compile(r"(?:[^\W\d_][^\s,]*,(?: [^\s,]+){1,2}(?:\n(?=.)|$))+")


def _of_paper(paper: Paper, people: Sequence[Author], shown: str, path: str) -> list[Record]:
    """Give the contacts of a paper, and its event if they are several."""
    line, new = paper.line, tuple.__new__  # half the time of Contact(...), where there are millions
    organisations, emails = _affiliated(people)
    keys = _keys(people, emails, f"{path}#{paper.pmid or line}")
    told: list[Record] = [
        new(Contact, (own, author[0], place, "", "", path, line, "person", False))
        for author, own, place in zip(people, keys, organisations, strict=True)
    ]
    if len(people) > 1:
        everyone = tuple([own[0] for own in keys])
        what = shorten(paper.title)
        told.append(new(Event, ("coauthor", everyone, paper.when, what, path, line, 1.0, shown)))
    return told


def _affiliated(people: Sequence[Author]) -> tuple[list[str], dict[int, set[str]]]:
    """Give each author's organisation, and the addresses that stand in the affiliations of some."""
    organisations: list[str] = []
    emails: dict[int, set[str]] = {}
    for author in people:
        organisation = ""
        for text in author[1]:
            name, addresses = _AFFILIATIONS[text]
            organisation = organisation or name
            if addresses:
                emails.setdefault(len(organisations), set()).update(addresses)
        organisations.append(organisation)
    return organisations, emails


def _keys(
    people: Sequence[Author], emails: dict[int, set[str]], scope: str
) -> list[tuple[str, ...]]:
    """Give each author's keys, strongest first; what two of them share identifies neither."""
    names = [author[0] for author in people]
    local = [f"name:{name}|{scope}" for name in names]  # as `key` does: the names are clean
    if len(set(names)) < len(names):
        times = Counter(names)
        local = [
            f"{one}/{place}" if times[name] > 1 else one
            for place, (name, one) in enumerate(zip(names, local, strict=True), 1)
        ]
    keys: list[tuple[str, ...]] = [(one,) for one in local]
    strong = _strong(people, _whose(emails, people) if emails else {})
    known = list(chain.from_iterable(strong.values()))
    twice = {one for one in known if known.count(one) > 1} if len(set(known)) < len(known) else ()
    for place, own in strong.items():
        keys[place] = (*[one for one in own if one not in twice], local[place])
    return keys


def _strong(people: Sequence[Author], whose: dict[int, list[str]]) -> dict[int, tuple[str, ...]]:
    """Give the keys that hold outside the paper, of those who have any."""
    strong = {}
    for place, (_, _, orcid, openalex, given) in enumerate(people):
        if orcid or openalex or given or place in whose:
            found = [key("orcid", orcid)] if orcid else []
            found += [key("email", email) for email in (*given, *whose.get(place, ()))]
            found += [key("openalex", openalex)] if openalex else []
            strong[place] = tuple(dict.fromkeys(filter(None, found)))
    return strong


def _whose(beside: dict[int, set[str]], people: Sequence[Author]) -> dict[int, list[str]]:
    """Say which addresses in the affiliations are whose.

    A publisher may repeat one text, with the address of one author in it, at several. So an
    address is somebody's if it stands at nobody else, or if of those it fits by name only one;
    and not if it stands with others that fit better, or fits somebody else's name.
    """
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


def _affiliation(text: str) -> tuple[str, tuple[str, ...]]:
    """Give what of an affiliation is an organisation's name, and the addresses in it.

    Addresses, the initials of those who share it, and pasted ids are no part of the name.
    """
    before, added, after = text.partition(_ADDED)
    if added and (only := _ONLY_EMAIL.fullmatch(after)):
        name, others = _AFFILIATIONS[before]
        return name, (*others, only[1].lower())
    words = text.split()
    addresses: list[str] = []
    if "@" in text:
        for place, word in enumerate(words):
            if "@" in word:
                parts = _EMAIL.split(word)
                addresses += parts[1::2]
                words[place] = "".join(parts[::2])
    name = " ".join(words)[: 4 * _LONGEST_ORGANISATION]
    if addresses and ":" in name:
        name = _EMAIL_LABEL.sub(" ", name)
    if "(" in name:
        name = _INITIALS.sub("", name)
    if "grid." in name or "ror." in name or "0000 " in name:  # as all pasted ids have
        name = _INSTITUTION_ID.sub("", name)
    name = name.removeprefix("From ").removeprefix("the ")
    name = " ".join(name.split()) if "  " in name else name
    return name[:_LONGEST_ORGANISATION].strip(" .,;:"), tuple(map(str.lower, addresses))


class _Affiliations(dict[str, tuple[str, tuple[str, ...]]]):
    """What `_affiliation` says of each text: many authors share one, on one paper and on many."""

    def __missing__(self, text: str) -> tuple[str, tuple[str, ...]]:
        if len(self) >= _REMEMBERED:
            self.clear()
        return self.setdefault(text, _affiliation(text))


_AFFILIATIONS: Final = _Affiliations()


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
