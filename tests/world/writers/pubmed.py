"""A PubMed selection as PubMed saves it (.nbib): an author's affiliation follows his name."""

from __future__ import annotations

import textwrap

from tests.world.people import MENTOR, PEOPLE
from tests.world.story import LARGE_STUDY, Event, Story
from tests.world.writers import Show

#: Who is the corresponding author whenever on the paper: the address stands in the affiliation.
_CORRESPONDS = (MENTOR, "temitope-adeyemisola", "margaret-ellingsworthy", "rafael-de-la-quintanar")


def paper_name(person: str) -> tuple[str, str]:
    """Give ``("Deshmukh, Jayashree V", "Deshmukh JV")``."""
    one = PEOPLE[person]
    full = one.spelled("paper")
    if full == one.name:
        full = f"{one.family}, {one.given}" if one.family else one.given
    family, _, given = full.partition(", ")
    initials = "".join(part[0] for part in given.replace("-", " ").split())
    return full, f"{family} {initials}".strip()


def medline(story: Story, show: Show) -> bytes:
    """Write all papers, newest first."""
    papers = list(enumerate(story.of("paper")))
    return "\n".join(_record(number, paper, show) for number, paper in reversed(papers)).encode()


def _record(number: int, paper: Event, show: Show) -> str:
    printed, *marks = paper.marks
    lines = [("PMID", str(90_000_001 + number)), ("OWN", "NLM"), ("STAT", "PubMed"),
             ("DP", printed), ("TI", f"{paper.what}."),
             ("LID", f"10.5555/sample.{number + 1:04d} [doi]")]  # fmt: skip
    writer = _corresponding(paper)
    for person in paper.people:
        lines += _initials(person, show) if "initials" in marks else _author(
            person, show, writes=person == writer)  # fmt: skip
    if paper.what == LARGE_STUDY:
        lines.append(("CN", marks[0]))
    lines += [("LA", "eng"), ("PT", "Journal Article"), ("TA", "Sample J Heart"),
              ("JT", "The sample journal of the heart"),
              ("EDAT", f"{paper.when:%Y/%m/%d} 06:00")]  # fmt: skip
    return "".join(map(_line, *zip(*lines, strict=True)))


def _corresponding(paper: Event) -> str:
    return next((one for one in _CORRESPONDS if one in paper.people), paper.people[0])


def _initials(person: str, show: Show) -> list[tuple[str, str]]:
    """As old records have it: no full name, no affiliation."""
    short = paper_name(person)[1]
    show(person, short)
    return [("AU", short)]


def _author(person: str, show: Show, *, writes: bool) -> list[tuple[str, str]]:
    one, (full, short) = PEOPLE[person], paper_name(person)
    lines = [("FAU", full), ("AU", short)]
    if one.orcid:
        lines.append(("AUID", f"ORCID: {one.orcid}"))
    where = f"{one.organisation.name}, {one.organisation.place}."
    email = one.emails[0] if writes else ""
    lines.append(("AD", f"{where} Electronic address: {email}." if writes else where))
    show(person, full, one.orcid, email)
    return lines


def _line(tag: str, value: str) -> str:
    wrapped = textwrap.wrap(value, 82, break_long_words=False, break_on_hyphens=False)
    return f"{tag:4}- " + "\n      ".join(wrapped) + "\n"
