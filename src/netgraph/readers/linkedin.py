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

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Final, NamedTuple

from netgraph.readers._dates import Dates
from netgraph.readers._linkedin_archive import (
    CONNECTIONS,
    GONE,
    NO_NAME,
    People,
    full_name,
    in_english,
    owner_key,
    profile_key,
    us_dates,
)
from netgraph.readers._linkedin_messages import URL, messages
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
    if header:
        header = header._replace(columns=in_english(header.columns) or header.columns)
    table = _table_with(header.columns) if header else None
    return (table, header) if table and header else None


def _table_with(columns: Sequence[str]) -> _Table | None:
    named = in_english(columns) or columns
    return next((table for table in _TABLES if table.columns.issubset(named)), None)


def _holds_no_ties(source: Source) -> bool:
    """Say whether it is one of the archive's other files."""
    stem = re.sub(r"[^a-z]", "", source.name.lower().removesuffix(".csv"))
    column = _NO_TIES.get(stem)
    if column is not None and source.name.lower().endswith(".csv"):
        return column in source.head_text[:2000].lower()
    article = "/Articles/" in source.path and source.name.endswith(".html")
    ours = b"linkedin.com" in source.head or "linkedin" in source.path.lower()
    return bool(_ASSISTANTS.search(source.name)) or (article and ours)


def _connections(source: Source, header: Header) -> Iterator[Record]:
    owner, file, unit, new = owner_key(source), source.path, source.unit, tuple.__new__
    dates = us_dates(source, header, "connected on")
    names: set[str] = set()
    columns = [_ALSO.get(column, column) for column in CONNECTIONS]
    for line, row in source.rows(header, *columns):
        first, last, url, email, company, position, day = row
        name = f"{first} {last}".strip()
        profile = key("linkedin", url) if "linkedin" in url else ""
        known: tuple[str, ...] = (profile,) if profile else ()
        if email and (address := key("email", email)):
            known += (address,)
        if name and not profile:  # the second row of a name is somebody else
            known += (key("name", name, f"{unit}#{line}" if name in names else unit),)
            names.add(name)
        if not known or (name == GONE and not profile):
            yield Skipped(file, line, NO_NAME)
            continue
        # half the time of Contact(...) and Event(...), where there are millions
        yield new(Contact, (known, name, company, position, "", file, line, "person", False))
        yield new(Event, ("connection", (owner, known[0]), dates[day], "", file, line, 1.0, ""))
    yield from dates.notes(file)


#: What other programs that save the list again call its columns.
_ALSO: Final = {
    "url": ("url", "profile url", "linkedin url", "public profile url"),
    "email address": ("email address", "email"),
}


def _invitations(source: Source, header: Header) -> Iterator[Record]:
    file, people = source.path, People(source)
    dates = us_dates(source, header, "sent at")
    columns = "from", "to", "sent at", "direction", "inviterprofileurl", "inviteeprofileurl"
    for line, row in source.rows(header, *columns):
        asker, asked, day, direction, asker_url, asked_url = row
        sent, received = direction == "OUTGOING", direction == "INCOMING"
        first = people.key(asker_url, asker, line, owner=sent)
        second = people.key(asked_url, asked, line, owner=received)
        yield from people.announced()
        if not first or not second:
            yield Skipped(file, line, NO_NAME)
        elif first != second:
            yield Event("invitation", (first, second), dates(day), "", file, line)
    yield from dates.notes(file)


def _endorsements(source: Source, header: Header, *, role: str) -> Iterator[Record]:
    """Read who vouched for a skill: the others for the owner ("endorser"), or she for them."""
    columns = f"{role} first name", f"{role} last name", f"{role} public url"
    file, people, dates = source.path, People(source), Dates()
    for line, row in source.rows(header, *columns, "endorsement date", "skill name"):
        first, last, url, day, skill = row
        other = people.key(url, full_name(first, last), line)
        yield from people.announced()
        if other:
            pair = (other, people.owner) if role == "endorser" else (people.owner, other)
            yield Event("endorsement", pair, dates(day), skill, file, line)
        else:
            yield Skipped(file, line, NO_NAME)
    yield from dates.notes(file)


def _recommendations(source: Source, header: Header) -> Iterator[Record]:
    file, people = source.path, People(source)
    dates = us_dates(source, header, "creation date")
    given = "given" in source.name.lower()
    if not given and "received" not in source.name.lower():
        yield Note(
            file, "its name does not say whether you gave or received these: taken as received"
        )
    columns = "first name", "last name", "company", "job title", "creation date"
    for line, (first, last, company, title, day) in source.rows(header, *columns):
        other = people.key("", full_name(first, last), line, work=(company, title))
        yield from people.announced()
        if other:
            pair = (people.owner, other) if given else (other, people.owner)
            yield Event("recommendation", pair, dates(day), "", file, line)
        else:
            yield Skipped(file, line, NO_NAME)
    yield from dates.notes(file)


def _follows(source: Source, header: Header) -> Iterator[Record]:
    file, people, dates = source.path, People(source), Dates()
    for line, (day, status, name) in source.rows(header, "date", "status", "fullname"):
        other = people.key("", name, line)
        yield from people.announced()
        if not other or status.lower() in {"inactive", "unfollowed"}:
            yield Skipped(file, line, "no longer followed" if other else NO_NAME)
        else:
            yield Event("follow", (people.owner, other), dates(day), "", file, line)
    yield from dates.notes(file)


def _address_book(source: Source, header: Header) -> Iterator[Record]:
    """Read the owner's uploaded contacts: an address book, not ties on LinkedIn."""
    names = ("firstname", "first name"), ("lastname", "last name"), ("fullname", "full name")
    reach = ("emails", "email address"), ("phonenumbers", "phone numbers"), "profiles"
    for line, row in source.rows(header, *names, *reach, "companies", "title", "location"):
        first, last, full, emails, phones, profiles, company, title, location = row
        name = full_name(first, last) or full.strip()
        known = [key("email", each) for each in re.split(r"[,;\s]+", emails)]
        known += [profile_key(each) for each in URL.findall(profiles)]
        known += [key("phone", each) for each in re.split(r"[,;]", phones)]
        keys = dict.fromkeys(filter(None, [*known, key("name", name, f"{source.path}#{line}")]))
        if keys:
            yield Contact(tuple(keys), name, company, title, location, source.path, line)
        else:
            yield Skipped(source.path, line, NO_NAME)


def _notes(source: Source, header: Header) -> Iterator[Record]:
    people = People(source)
    columns = "connection first name", "connection last name", "connection profile url"
    for line, (first, last, url) in source.rows(header, *columns):
        people.key(url, full_name(first, last), line)
        yield from people.announced()
    yield Note(source.path, "your private notes about people are not read")


def _profile(source: Source, header: Header) -> Iterator[Record]:
    columns = "first name", "last name", "headline", "geo location", "twitter handles", "websites"
    for line, (first, last, headline, place, handles, sites) in source.rows(header, *columns):
        name = full_name(first, last)
        keys = [key("orcid", sites) if "orcid.org" in sites else ""]
        keys += [key("x", handle) for handle in handles.strip("[] ").split(",") if handle]
        keys += [owner_key(source), key("name", name, source.unit)]
        known = tuple(filter(None, keys))
        yield Contact(known, name, "", headline, place, source.path, line, owner=True)


def _positions(source: Source, header: Header) -> Iterator[Record]:
    columns = "company name", "title", "location", "finished on"
    for line, (company, title, place, until) in source.rows(header, *columns):
        if not until.strip():
            keys = (owner_key(source),)
            yield Contact(keys, "", company, title, place, source.path, line, owner=True)
            return
    yield Note(source.path, "no position that still lasts")


def _education(source: Source, header: Header) -> Iterator[Record]:
    schools = {school.strip() for _, (school,) in source.rows(header, "school name")} - {""}
    if schools:
        listed = ", ".join(sorted(schools))
        yield Note(source.path, f"you were at {listed}: who else was, no export of LinkedIn says")


def _emails(source: Source, header: Header) -> Iterator[Record]:
    for line, (address, confirmed) in source.rows(header, "email address", "confirmed"):
        known = key("email", address)
        if not known or confirmed.strip().lower() == "no":
            yield Skipped(source.path, line, "an address that was never confirmed")
        else:
            yield Contact((known, owner_key(source)), file=source.path, line=line, owner=True)


def _phones(source: Source, header: Header) -> Iterator[Record]:
    for line, (area, number) in source.rows(header, "extension", "number"):
        known = key("phone", number) or key("phone", area + number)
        if known:
            yield Contact((known, owner_key(source)), file=source.path, line=line, owner=True)
        else:
            yield Skipped(source.path, line, "a phone number without its country")


def _registration(source: Source, header: Header) -> Iterator[Record]:
    people, dates = People(source), Dates("mdy")
    columns = "inviter first name", "inviter last name", ("registered at", "registration date")
    for line, (first, last, day) in source.rows(header, *columns):
        if inviter := people.key("", full_name(first, last), line):
            yield from people.announced()
            pair = inviter, people.owner
            yield Event("invitation", pair, dates(day), "", source.path, line)


def _table(columns: str, read: _Reader) -> _Table:
    return _Table(frozenset(columns.split(", ")), read)


#: What can be read, told by columns that no other file has together.
_TABLES: Final = (
    _table("first name, last name, connected on", _connections),
    _table("from, to, date, subject, content, folder", messages),
    _table("conversation id, from, to, date, content", messages),
    _table("conversation id, from, recipient profile urls, date", messages),
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
    _table("school name, degree name", _education),
    _table("email address, confirmed, primary", _emails),
    _table("extension, number, type", _phones),
    _table("inviter first name, inviter last name", _registration),
)

#: Talks with LinkedIn's own robots: their files look like messages.csv.
_ASSISTANTS = re.compile(r"(?:guide|coach|role.?play).*messages.*\.csv$", re.IGNORECASE)

#: The other files: the name in plain letters, and a column that must be there too where the name
#: alone could be anybody's.
_NO_TIES: Final = {
    "profilesummary": "", "skills": "name",
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
    "whatsappphonenumbers": "", "providers": "marketplace type",
}  # fmt: skip
