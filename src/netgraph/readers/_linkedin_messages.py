"""Messages of a LinkedIn archive, in four eras.

In 2017 the columns were ``From,To,Date,Subject,Content,Direction,Folder``; then came the profile
of the sender, in 2023 those of the recipients, and since 2024 marks of drafts::

    CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,...

Sent mail lies in INBOX like received mail. TO joins names with ", ", which is in names too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from netgraph.readers._linkedin_archive import GONE, NO_NAME, People, owner_key, us_dates
from netgraph.readers._opening import Header, Source
from netgraph.records import Contact, Event, Record, Skipped

URL = re.compile(r"https?://[^,;\s]+")


def messages(source: Source, header: Header) -> Iterator[Record]:
    """Yield who wrote to whom and when; the title only of a group, and never a word of the text.

    Args:
        source: A messages.csv of any era.
        header: Its header.
    """
    file, dates = source.path, us_dates(source, header, "date")
    people = People(source, names_join=header.position("recipient profile urls") < 0)
    columns = "from", "sender profile url", "to", "recipient profile urls"
    rest = "date", "conversation title", "content", "folder"
    marks = "direction", "is message draft", "is conversation draft"
    always: set[str] | None = None
    for line, row in source.rows(header, *columns, *rest, *marks):
        name, url, to, urls, day, title, content, folder, direction, *drafts = row
        reason = _unwanted(name, url, content, folder, drafts)
        if reason:
            yield Skipped(file, line, reason)
            continue
        sender = people.key(url, name, line, owner=direction == "OUTGOING")
        others = {
            people.owner if one == ("", "You") else people.key(*one, line)
            for one in _recipients(to, urls)
        } - {sender, ""}
        if not sender or not others:
            nobody = "names no recipient" if sender else "names no sender"
            yield Skipped(file, line, NO_NAME if sender and GONE in to else nobody)
            continue
        yield from people.announced()
        who = sender, *sorted(others)
        when = dates(day)
        same = "|".join((when, *who)) if "T" in when else ""
        yield Event("message", who, when, title if len(who) > 2 else "", file, line, id=same)  # noqa: PLR2004
        always = others | {sender} if always is None else always & {sender, *others}
    if always and len(always) == 1:  # the one person who is in every conversation
        yield Contact((owner_key(source), *always), file=file, line=header.lines, owner=True)
    yield from dates.notes(file)


def _unwanted(name: str, url: str, content: str, folder: str, drafts: list[str]) -> str:
    """Say why a row of the messages shows no tie, or ""."""
    if folder.upper().startswith("DRAFT") or any(one.lower() in {"yes", "true"} for one in drafts):
        return "a draft that was never sent"
    if folder.upper() == "SPAM":
        return "spam"
    if content.startswith('<p class="spinmail') or (not url and "%FIRSTNAME%" in content[:2000]):
        return "sponsored mail"
    if not url and name.strip() in {"", GONE}:
        return NO_NAME if name.strip() else "names no sender"
    if not url and name.casefold().split()[0] == "linkedin":  # "LinkedIn Premium"
        return "a message by LinkedIn itself"
    return ""


def _recipients(to: str, urls: str) -> list[tuple[str, str]]:
    """Pair the recipients' profiles with their names, where it is clear which is whose."""
    names = [name for name in _names(to) if name != GONE]
    profiles = URL.findall(urls)
    if not profiles or len(profiles) == len(names):
        return list(zip(profiles or [""] * len(names), names, strict=True))
    return [(profile, "") for profile in profiles]


def _names(joined: str) -> list[str]:
    """Part names that ", " joins, though names contain it: "Ben Okafor, Björn Lindqvist, PhD"."""
    names: list[list[str]] = []
    for part in joined.split(", "):
        if names and all(map(_CREDENTIAL.fullmatch, part.split())):
            names[-1].append(part)
        elif part.strip():
            names.append([part.strip()])
    return [", ".join(parts) for parts in names]


#: What follows a comma within a name: two capitals (PhD, FACP) or a full stop (Ph.D., Jr.).
_CREDENTIAL = re.compile(r"(?=.*(?:[A-Z].*[A-Z]|\.))\S{1,12}|[JS]r|I{1,3}|IV")
