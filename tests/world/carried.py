"""What each format can carry of the world: told from the story, never from a reader.

A format knows a person by some forms (keys, or a name as it spells it), shows some people, and
some ties, each dated as precisely as its file says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tests.world.people import FELLOW, FRIEND, ME, MENTOR, PEOPLE, community
from tests.world.story import BATCH, BATCHMATES, LIST, Event, Story
from tests.world.writers import calendar, contacts, linkedin, pubmed, social

#: Kind, people, date.
Tie = tuple[str, frozenset[str], str]
#: Gives the ties that a format shows.
Ties = Callable[[Story], Iterable[Tie]]

DAY: Final = "%Y-%m-%d"
MONTH: Final = "%Y-%m"
MINUTE: Final = "%Y-%m-%dT%H:%M:00"
SECOND: Final = "%Y-%m-%dT%H:%M:%S"


@dataclass(frozen=True)
class Format:
    """One file or folder, and what it carries.

    Attributes:
        path: Below the folder into which `write_everything` writes.
        ties: The ties it shows.
        names: The names by which it may know somebody, besides the keys of everybody.
        shown: Whom it shows, with a tie or without.
        owner: Whose export it is, if it says so or shows the ties of one person.
    """

    path: str
    ties: Ties
    names: Callable[[str], set[str]] = lambda _: set()
    shown: Callable[[Story], Iterable[str]] = lambda _: ()
    owner: str = ME


def keys_in_any_format(person: str) -> set[str]:
    """Give every key that some format has for a person."""
    one, number = PEOPLE[person], list(PEOPLE).index(person)
    account = social.handle(person)
    return {
        *(f"email:{email}" for email in one.emails),
        f"orcid:{one.orcid}", f"linkedin:{one.slug}", f"openalex:A99{number:08d}",
        f"x:{social.x_id(person)}", f"x:@{account}", f"instagram:{account}",
        f"mastodon:{account}@social.echorounds.example",
        f"phone:{contacts.phone(one).replace(' ', '')}",
    }  # fmt: skip


def _full_name(person: str) -> set[str]:
    return {PEOPLE[person].name}


def _paper_names(person: str) -> set[str]:
    return {PEOPLE[person].name, *pubmed.paper_name(person)}


def _linkedin_names(person: str) -> set[str]:
    spelled = (linkedin.names(person, spelling) for spelling in ("linkedin", "friend"))
    return {" ".join(part for part in both if part not in {"", ".", "-"}) for both in spelled}


def _stated_name(person: str) -> set[str]:
    return {PEOPLE[person].spelled("stated")}


# --- ties ---------------------------------------------------------------------------------------


def _tie(event: Event, precision: str, kind: str = "") -> Tie:
    return kind or event.kind, frozenset(event.people), event.when.strftime(precision)


def _papers(precision: str) -> Ties:
    return lambda story: (_tie(paper, precision, "coauthor") for paper in story.of("paper"))


def _openalex(story: Story) -> Iterator[Tie]:
    """1 January is what OpenAlex writes for a year."""
    for kind, people, when in _papers(DAY)(story):
        yield kind, people, when.removesuffix("-01-01")


def _linkedin(owner: str, *, messages: bool) -> Ties:
    def ties(story: Story) -> Iterator[Tie]:
        for kind, precision in (
            ("connection", DAY), ("invitation", MINUTE), ("endorsement", SECOND),
        ):  # fmt: skip
            yield from (_tie(one, precision) for one in story.of(kind) if owner in one.people)
        for one in story.of("recommendation"):
            if one.people[1] == owner:
                yield _tie(one, MINUTE)
        for one in story.of("message") if messages else ():
            if "draft" not in one.marks:
                yield _tie(one, SECOND)

    return ties


def _old_linkedin(story: Story) -> Iterator[Tie]:
    for one in story.of("connection"):
        if FELLOW in one.people and one.when < datetime(2022, 2, 11):  # noqa: DTZ001
            yield _tie(one, DAY)


def _mail(story: Story) -> Iterator[Tie]:
    before: dict[str, Event] = {}
    for one in story.of("mail"):
        yield _tie(one, SECOND)
        if one.thread in before:
            answered = before[one.thread].people[0]
            if answered != one.people[0]:
                yield "reply", frozenset({one.people[0], answered}), one.when.strftime(SECOND)
        elif one.thread == "introduction":
            yield _tie(one, SECOND, "introduced")
        before[one.thread] = one


def _writers_of_circulars(story: Story) -> set[str]:
    """Give those who wrote to the list only, in circulars that do not say that they are some."""
    circulars = (one for one in story.of("notice") if LIST in one.people)
    return {one.people[0] for one in circulars if "headers" not in one.marks}


def _managers(_: Story) -> Iterator[Tie]:
    for person in ("imtiyaz-bhatkali", "janaki-s"):
        yield "related", frozenset({person, MENTOR}), ""


def _address_book(story: Story) -> set[str]:
    return {person.id for person in contacts.address_book(story)}


def _meetings(story: Story) -> Iterator[Tie]:
    for one in calendar.meetings(story):
        yield _tie(one, f"{DAY}T12:00:00", "meeting")


def _whatsapp_group(story: Story) -> Iterator[Tie]:
    """A month of a group is one tie of those who wrote in it, on the last day of theirs."""
    months: dict[str, list[Event]] = {}
    for one in story.of("message"):
        if one.what == BATCH:
            months.setdefault(one.when.strftime(MONTH), []).append(one)
    for said in months.values():
        everybody = frozenset(one.people[0] for one in said)
        yield "group", everybody, said[-1].when.strftime(DAY)


def _chat_with_friend(story: Story) -> Iterator[Tie]:
    return (_tie(one, DAY) for one in story.of("message") if FRIEND in one.people)


def _connected(kind: str, people: list[str]) -> Ties:
    def ties(story: Story) -> Iterator[Tie]:
        for one in story.of("connection"):
            if one.people[0] == ME and one.people[1] in people:
                yield _tie(one, DAY, kind)

    return ties


def _posts(story: Story) -> Iterator[Tie]:
    """Show what she wrote to the circle: an answer to the first, a mention of the others."""
    circle = set(community("circle"))
    for one in story.of("mail", "message"):
        first, *others = [person for person in one.people[1:] if person in circle] or [""]
        if one.people[0] == ME and first:
            when = one.when.strftime(SECOND)
            yield "reply", frozenset({ME, first}), when
            if others:
                yield "mention", frozenset({ME, *others}), when


def _x(story: Story) -> Iterator[Tie]:
    """Follows without a date, tweets, and direct messages by the day."""
    yield from _followed(story)
    yield from _posts(story)
    for one in story.of("message"):
        if len(one.people) == 2 and set(one.people) & set(community("circle")):
            yield _tie(one, DAY)


def _messenger(story: Story) -> Iterator[Tie]:
    """Conversations of two by the day, those of more by the month."""
    months: dict[str, set[str]] = {}
    for one in story.of("message"):
        if len(one.people) > 2:
            months.setdefault(one.when.strftime(MONTH), set()).add(one.people[0])
        elif "draft" not in one.marks:
            yield _tie(one, DAY)
    yield from (("group", frozenset(both), month) for month, both in months.items())


def _group(story: Story) -> set[str]:
    """Give the members of the group, most of whom only read."""
    return {person for one in story.of("message") if one.what == BATCH for person in one.people}


def _followed(_: Story) -> Iterator[Tie]:
    return (("follow", frozenset({ME, one}), "") for one in community("circle"))


def _stated(story: Story) -> Iterator[Tie]:
    for one in story.of("stated"):
        written = one.marks[1]
        day = datetime.strptime(written, "%d/%m/%Y") if "/" in written else None  # noqa: DTZ007
        yield "stated", frozenset(one.people), day.strftime(DAY) if day else written


FORMATS: Final = (
    Format("linkedin", _linkedin(ME, messages=True), _linkedin_names),
    Format("linkedin-from-farheen.zip", _linkedin(FRIEND, messages=False), _linkedin_names,
           owner=FRIEND),
    Format("linkedin-from-bilal.zip", _old_linkedin, _linkedin_names, owner=FELLOW),
    Format("mail.mbox", _mail, shown=_writers_of_circulars),
    Format("contacts.vcf", _managers, shown=_address_book, owner=""),
    Format("google.csv", _managers, shown=_address_book, owner=""),
    Format("outlook.csv", _managers, shown=_address_book, owner=""),
    Format("papers.nbib", _papers(DAY), _paper_names),
    Format("papers.xml", _papers(MONTH), _paper_names),
    Format("papers.ris", _papers(DAY), _paper_names),
    Format("papers.bib", _papers(MONTH), _paper_names),
    Format("wos.txt", _papers(MONTH), _paper_names),
    Format("openalex.json", _openalex, _paper_names),
    Format("orcid.json", _papers(DAY), _paper_names),
    Format("calendar.ics", _meetings),
    Format("x", _x),
    Format("WhatsApp Chat - Batch of 2019", _whatsapp_group, _full_name),
    Format("WhatsApp Chat with Farheen.txt", _chat_with_friend, _full_name),
    Format("connections/friends", _connected("connection", [*BATCHMATES, *community("circle")]),
           _full_name),
    Format("connections/followers_and_following", _connected("follow", BATCHMATES)),
    Format("messages", _messenger, _full_name, shown=_group),
    Format("following_accounts.csv", _followed),
    Format("outbox.json", _posts),
    Format("who-knows-whom.csv", _stated, _stated_name),  # a row of it is about herself
    Format("drawn.graphml", _stated, _stated_name, owner=""),
    Format("drawn.gexf", _stated, _stated_name, owner=""),
)  # fmt: skip
