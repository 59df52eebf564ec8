"""LinkedIn archive ("Get a copy of your data"): a zip, a folder, or a single CSV out of it.

Each file of the archive is told by its header, whatever it is called. A connections list::

    Notes:  (this line and the next two: since 2021)
    "When exporting your connection data, you may notice that some ... are missing. ..."

    First Name,Last Name,URL,Email Address,Company,Position,Connected On
    Amara,"Osei-Tutu, MD",https://www.linkedin.com/in/amara-osei-tutu-1a2,,St. Hilda's,,03 Mar 2024
    ,,,,,,19 Apr 2024

The last row is somebody who closed the account. Before 2021 the three lines on top are missing,
before 2023 the URL; then a name is all there is, and it is one person within the archive.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from netgraph.readers._dates import Dates, order_of
from netgraph.readers._opening import Header, Source, find_header
from netgraph.records import Contact, Event, Note, Record, Skipped, key

BLIND: Final = (
    "It shows only your own ties: which of your contacts know each other is in it only where a"
    " group conversation shows it."
)

_Reader = Callable[[Source, Header], Iterator[Record]]


class _Table(NamedTuple):
    """One kind of file in the archive: the columns that tell it, and what reads it."""

    columns: frozenset[str]
    read: _Reader


def claims(source: Source) -> bool:
    """Say whether the file belongs to a LinkedIn archive."""
    return _table_of(source) is not None or _holds_no_ties(source)


def read(source: Source) -> Iterator[Record]:
    """Yield the people and ties in one file of the archive."""
    found = _table_of(source)
    if found is None:
        yield Note(source.path, "holds nothing about who knows whom")
    else:
        table, header = found
        yield from table.read(source, header)


def _table_of(source: Source) -> tuple[_Table, Header] | None:
    if _ASSISTANTS.search(source.name):
        return None
    header = find_header(source.head_text, lambda cells: _table_with(cells) is not None)
    table = _table_with(header.columns) if header else None
    return (table, header) if table and header else None


def _table_with(columns: Sequence[str]) -> _Table | None:
    return next((table for table in _TABLES if table.columns.issubset(columns)), None)


def _holds_no_ties(source: Source) -> bool:
    """Say whether it is one of the archive's other files."""
    stem = re.sub(r"[^a-z]", "", source.name.lower().removesuffix(".csv"))
    column = _NO_TIES.get(stem)
    if column is not None and source.name.lower().endswith(".csv"):
        return column in source.head_text[:2000].lower()
    article = "/Articles/" in source.path and source.name.endswith(".html")
    return bool(_ASSISTANTS.search(source.name)) or (article and b"linkedin.com" in source.head)


def _owner(source: Source) -> str:
    return key("owner", "linkedin", source.unit)


def _person(source: Source, url: str, name: str) -> str:
    """Give the key of a person: the profile if it is known, else the name within this archive."""
    return (url and key("linkedin", url)) or key("name", name, source.unit)


def _full(first: str, last: str) -> str:
    return " ".join(f"{first} {last}".split())


def _connections(source: Source, header: Header) -> Iterator[Record]:
    owner, file, unit = _owner(source), source.path, source.unit
    dates = Dates()
    names: set[str] = set()
    columns = "first name", "last name", "url", "email address", "company", "position"
    for line, row in source.rows(header, *columns, "connected on"):
        first, last, url, email, company, position, day = row
        name = f"{first} {last}".strip()
        profile = key("linkedin", url) if "linkedin" in url else ""
        known = [profile] if profile else []
        if email and (address := key("email", email)):
            known.append(address)
        if name and not profile:  # the second row of a name is somebody else
            known.append(key("name", name, f"{unit}#{line}" if name in names else unit))
            names.add(name)
        if not known or (name == _GONE and not profile):
            yield Skipped(file, line, _NO_NAME)
            continue
        yield Contact(tuple(known), name, company, position, "", file, line)
        yield Event("connection", (owner, known[0]), dates[day], "", file, line)
    yield from dates.notes(file)


#: What LinkedIn calls somebody who left.
_GONE: Final = "LinkedIn Member"
_NO_NAME: Final = "an account that was closed or hidden: no name is left"


class _People:
    """The people of one file that names everybody again and again.

    Args:
        source: The file.
        names_join: It names some people without their profile, so that within it a name is one
            person, whether a profile stands beside it or not.
    """

    def __init__(self, source: Source, *, names_join: bool = False) -> None:
        self.source = source
        self.owner = _owner(source)
        self.names_join = names_join
        self.profiles: dict[str, str] = {}
        self.seen: set[tuple[str, bool]] = set()
        self.new: list[Contact] = []

    def key(
        self,
        url: str,
        name: str,
        line: int,
        *,
        owner: bool = False,
        work: tuple[str, str] = ("", ""),
    ) -> str:
        """Give somebody's key, "" for nobody; what is new about them waits in `new`."""
        name = "" if name.strip() == _GONE else name.strip()
        profile, local = url and key("linkedin", url), key("name", name, self.source.unit)
        keys = [one for one in (profile, owner and self.owner) if one]
        # of two profiles with one name, only the first is who the bare name means
        first = self.profiles.setdefault(local, profile) if profile else ""
        if local and (not profile or ((owner or self.names_join) and first == profile)):
            keys.append(local)
        if not keys:
            return ""
        who = keys[-1] if self.names_join else keys[0]
        if not {(who, bool(name)), (who, True)} & self.seen:
            self.seen.add((who, bool(name)))
            where = self.source.path, line
            self.new.append(Contact(tuple(keys), name, *work, "", *where, owner=owner))
        return who

    def announced(self) -> Iterator[Contact]:
        """Yield who is new since the last call."""
        yield from self.new
        self.new.clear()


def _messages(source: Source, header: Header) -> Iterator[Record]:
    file, dates = source.path, Dates()
    people = _People(source, names_join=header.position("recipient profile urls") < 0)
    columns = "from", "sender profile url", "to", "recipient profile urls"
    rest = "date", "conversation title", "content", "folder"
    drafts = "is message draft", "is conversation draft"
    always: set[str] | None = None
    for line, row in source.rows(header, *columns, *rest, *drafts):
        name, url, to, urls, day, title, content, folder, *marks = row
        reason = _unwanted(name, url, content, folder, marks)
        if reason:
            yield Skipped(file, line, reason)
            continue
        sender = people.key(url, name, line)
        others = {people.key(*one, line) for one in _recipients(to, urls)} - {sender, ""}
        if not sender or not others:
            nobody = "names no recipient" if sender else "names no sender"
            yield Skipped(file, line, _NO_NAME if sender and _GONE in to else nobody)
            continue
        yield from people.announced()
        who = sender, *sorted(others)
        when = dates(day)
        same = "|".join((when, *who)) if "T" in when else ""
        yield Event("message", who, when, title if len(who) > 2 else "", file, line, id=same)  # noqa: PLR2004
        always = others | {sender} if always is None else always & {sender, *others}
    if always and len(always) == 1:  # the one person who is in every conversation
        yield Contact((_owner(source), *always), file=file, line=header.lines, owner=True)
    yield from dates.notes(file)


def _unwanted(name: str, url: str, content: str, folder: str, marks: list[str]) -> str:
    """Say why a row of the messages shows no tie, or ""."""
    if folder.upper().startswith("DRAFT") or any(mark.lower() in {"yes", "true"} for mark in marks):
        return "a draft that was never sent"
    if folder.upper() == "SPAM":
        return "spam"
    if content.startswith('<p class="spinmail') or (not url and "%FIRSTNAME%" in content[:2000]):
        return "sponsored mail"
    if not url and name.strip() in {"", _GONE}:
        return _NO_NAME if name.strip() else "names no sender"
    return ""


_URL = re.compile(r"https?://[^,;\s]+")


def _recipients(to: str, urls: str) -> list[tuple[str, str]]:
    """Pair the recipients' profiles with their names, where it is clear which is whose."""
    names = [name for name in _names(to) if name != _GONE]
    profiles = _URL.findall(urls)
    if len(profiles) == 1:
        names = [", ".join(names)]
    if not profiles or len(profiles) == len(names):
        return list(zip(profiles or [""] * len(names), names, strict=True))
    return [(profile, "") for profile in profiles]


def _names(joined: str) -> list[str]:
    """Part names that ", " joins, though names contain it: "Ben Okafor, Björn Lindqvist, PhD"."""
    names: list[str] = []
    for part in joined.split(", "):
        if names and all(map(_CREDENTIAL.fullmatch, part.split())):
            names[-1] += f", {part}"
        else:
            names.append(part.strip())
    return [name for name in names if name]


#: What follows a comma within a name: two capitals (PhD, FACP) or a full stop (Ph.D., Jr.).
_CREDENTIAL = re.compile(r"(?=.*(?:[A-Z].*[A-Z]|\.))\S{1,12}|[JS]r|I{1,3}|IV")


def _us_dates(source: Source, header: Header, column: str) -> Dates:
    """Read this file's dates month first, as LinkedIn does, unless the file shows otherwise."""
    first = itertools.islice(source.rows(header, column), 1000)
    return Dates(order_of(cell for _, (cell,) in first) or "mdy")


def _invitations(source: Source, header: Header) -> Iterator[Record]:
    file, people = source.path, _People(source)
    dates = _us_dates(source, header, "sent at")
    columns = "from", "to", "sent at", "direction", "inviterprofileurl", "inviteeprofileurl"
    for line, row in source.rows(header, *columns):
        asker, asked, day, direction, asker_url, asked_url = row
        sent, received = direction == "OUTGOING", direction == "INCOMING"
        first = people.key(asker_url, asker, line, owner=sent)
        second = people.key(asked_url, asked, line, owner=received)
        yield from people.announced()
        if not first or not second:
            yield Skipped(file, line, _NO_NAME)
        elif first != second:
            yield Event("invitation", (first, second), dates(day), "", file, line)
    yield from dates.notes(file)


def _endorsements(source: Source, header: Header, *, role: str) -> Iterator[Record]:
    """Read who vouched for a skill: the others for the owner ("endorser"), or she for them."""
    columns = f"{role} first name", f"{role} last name", f"{role} public url"
    file, people, dates = source.path, _People(source), Dates()
    for line, row in source.rows(header, *columns, "endorsement date", "skill name"):
        first, last, url, day, skill = row
        other = people.key(url, _full(first, last), line)
        yield from people.announced()
        if other:
            pair = (other, people.owner) if role == "endorser" else (people.owner, other)
            yield Event("endorsement", pair, dates(day), skill, file, line)
        else:
            yield Skipped(file, line, _NO_NAME)
    yield from dates.notes(file)


def _recommendations(source: Source, header: Header) -> Iterator[Record]:
    file, people = source.path, _People(source)
    dates = _us_dates(source, header, "creation date")
    given = "given" in source.name.lower()
    if not given and "received" not in source.name.lower():
        yield Note(
            file, "its name does not say whether you gave or received these: taken as received"
        )
    columns = "first name", "last name", "company", "job title", "creation date"
    for line, (first, last, company, title, day) in source.rows(header, *columns):
        other = people.key("", _full(first, last), line, work=(company, title))
        yield from people.announced()
        if other:
            pair = (people.owner, other) if given else (other, people.owner)
            yield Event("recommendation", pair, dates(day), "", file, line)
        else:
            yield Skipped(file, line, _NO_NAME)
    yield from dates.notes(file)


def _follows(source: Source, header: Header) -> Iterator[Record]:
    file, people, dates = source.path, _People(source), Dates()
    for line, (day, status, name) in source.rows(header, "date", "status", "fullname"):
        other = people.key("", name, line)
        yield from people.announced()
        if not other or status.lower() in {"inactive", "unfollowed"}:
            yield Skipped(file, line, "no longer followed" if other else _NO_NAME)
        else:
            yield Event("follow", (people.owner, other), dates(day), "", file, line)
    yield from dates.notes(file)


def _address_book(source: Source, header: Header) -> Iterator[Record]:
    """Read the owner's uploaded contacts: an address book, not ties on LinkedIn."""
    names = ("firstname", "first name"), ("lastname", "last name"), ("fullname", "full name")
    reach = ("emails", "email address"), ("phonenumbers", "phone numbers"), "profiles"
    for line, row in source.rows(header, *names, *reach, "companies", "title", "location"):
        first, last, full, emails, phones, profiles, company, title, location = row
        name = _full(first, last) or full.strip()
        known = [key("email", each) for each in re.split(r"[,;\s]+", emails)]
        known += [
            key("linkedin", each) for each in _URL.findall(profiles) if "linkedin.com" in each
        ]
        known += [key("phone", each) for each in re.split(r"[,;]", phones)]
        keys = dict.fromkeys(filter(None, [*known, key("name", name, f"{source.path}#{line}")]))
        if keys:
            yield Contact(tuple(keys), name, company, title, location, source.path, line)
        else:
            yield Skipped(source.path, line, _NO_NAME)


def _notes(source: Source, header: Header) -> Iterator[Record]:
    people = _People(source)
    columns = "connection first name", "connection last name", "connection profile url"
    for line, (first, last, url) in source.rows(header, *columns):
        people.key(url, _full(first, last), line)
        yield from people.announced()
    yield Note(source.path, "your private notes about people are not read")


def _profile(source: Source, header: Header) -> Iterator[Record]:
    columns = "first name", "last name", "headline", "geo location", "twitter handles", "websites"
    for line, (first, last, headline, place, handles, sites) in source.rows(header, *columns):
        name = _full(first, last)
        keys = [key("orcid", sites) if "orcid.org" in sites else ""]
        keys += [key("x", handle) for handle in handles.strip("[] ").split(",") if handle]
        keys += [_owner(source), key("name", name, source.unit)]
        known = tuple(filter(None, keys))
        yield Contact(known, name, "", headline, place, source.path, line, owner=True)


def _positions(source: Source, header: Header) -> Iterator[Record]:
    columns = "company name", "title", "location", "finished on"
    for line, (company, title, place, until) in source.rows(header, *columns):
        if not until.strip():
            keys = (_owner(source),)
            yield Contact(keys, "", company, title, place, source.path, line, owner=True)
            return
    yield Note(source.path, "no position that still lasts")


def _emails(source: Source, header: Header) -> Iterator[Record]:
    for line, (address, confirmed) in source.rows(header, "email address", "confirmed"):
        known = key("email", address)
        if not known or confirmed.strip().lower() == "no":
            yield Skipped(source.path, line, "an address that was never confirmed")
        else:
            yield Contact((known, _owner(source)), file=source.path, line=line, owner=True)


def _phones(source: Source, header: Header) -> Iterator[Record]:
    for line, (area, number) in source.rows(header, "extension", "number"):
        known = key("phone", number) or key("phone", area + number)
        if known:
            yield Contact((known, _owner(source)), file=source.path, line=line, owner=True)
        else:
            yield Skipped(source.path, line, "a phone number without its country")


def _registration(source: Source, header: Header) -> Iterator[Record]:
    people, dates = _People(source), Dates("mdy")
    columns = "inviter first name", "inviter last name", ("registered at", "registration date")
    for line, (first, last, day) in source.rows(header, *columns):
        if inviter := people.key("", _full(first, last), line):
            yield from people.announced()
            pair = inviter, people.owner
            yield Event("invitation", pair, dates(day), "", source.path, line)


def _table(columns: str, read: _Reader) -> _Table:
    return _Table(frozenset(columns.split(", ")), read)


#: What can be read, told by columns that no other file has together.
_TABLES: Final = (
    _table("first name, last name, connected on", _connections),
    _table("from, to, date, subject, content, folder", _messages),
    _table("from, to, sent at, direction", _invitations),
    _table("endorsement date, endorser first name", partial(_endorsements, role="endorser")),
    _table("endorsement date, endorsee first name", partial(_endorsements, role="endorsee")),
    _table("first name, last name, text, creation date, status", _recommendations),
    _table("date, status, fullname", _follows),
    _table("firstname, lastname, emails, phonenumbers", _address_book),
    _table("first name, last name, companies, phone numbers, created at", _address_book),
    _table("connection profile url, note", _notes),
    _table("first name, last name, headline, geo location", _profile),
    _table("company name, title, started on, finished on", _positions),
    _table("email address, confirmed, primary", _emails),
    _table("extension, number, type", _phones),
    _table("inviter first name, inviter last name", _registration),
)

#: Talks with LinkedIn's own robots: their files look like messages.csv.
_ASSISTANTS = re.compile(r"(?:guide|coach|role.?play).*messages.*\.csv$", re.IGNORECASE)

#: The other files: the name in plain letters, and a column that must be there too where the name
#: alone could be anybody's.
_NO_TIES: Final = {
    "profilesummary": "", "education": "school name", "skills": "name",
    "languages": "proficiency", "companyfollows": "", "hashtagfollows": "",
    "events": "event name", "comments": "message", "publications": "published on",
    "reactions": "type", "shares": "sharelink", "votes": "optiontext",
    "registration": "registered at", "richmedia": "media link", "adtargeting": "",
    "learning": "content", "inferencesaboutyou": "", "logins": "login date", "searchqueries": "",
    "projects": "started on", "causesyoucareabout": "", "certifications": "authority",
    "courses": "number", "honors": "issued on", "patents": "", "testscores": "",
    "volunteering": "cause", "organizations": "started on", "receipts": "transaction",
    "receiptsv": "transaction", "saveditems": "", "savedjobs": "", "savedjobalerts": "",
    "jobapplications": "", "jobseekerpreferences": "", "jobapplicantsavedanswers": "",
    "onlinejobpostings": "", "jobapplicantsavedscreeningquestionresponses": "",
    "verifications": "", "adsclicked": "", "lanadsengagement": "", "securitychallenges": "",
    "accountstatushistory": "", "instantreposts": "", "privateidentityasset": "",
    "whatsappphonenumbers": "",
}  # fmt: skip
