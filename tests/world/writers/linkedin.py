"""A LinkedIn archive: hers in today's form, a friend's lent one, and one of 2022 without URLs."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from tests.world.people import FRIEND, ME, MENTOR, PEOPLE
from tests.world.story import BATCH, Event, Story
from tests.world.writers import Show, american, day_month_year, table

_PREAMBLE: Final = (
    'Notes:\n"Some e-mail addresses are missing from this list: only members who agreed to share'
    ' them, with their connections, are shown with one."\n\n'
)
_NEW: Final = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
_OLD: Final = "First Name,Last Name,Email Address,Company,Position,Connected On"
_MESSAGES: Final = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,DATE,"
    "SUBJECT,CONTENT,FOLDER,ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT"
)
_PROFILE: Final = (
    "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
    "Geo Location,Twitter Handles,Websites,Instant Messengers"
)

#: Who lets connections see an e-mail address: hardly anybody.
_SHARES_EMAIL: Final = frozenset(
    {MENTOR, FRIEND, "temitope-adeyemisola", "margaret-ellingsworthy", "rafael-de-la-quintanar"}
)
#: When the owner of the old archive asked for it.
_OLD_EXPORT: Final = "2022-02-11"


def archive(story: Story, owner: str, show: Show) -> dict[str, bytes]:
    """Write her own archive, unpacked."""
    show(owner, PEOPLE[owner].name, PEOPLE[owner].slug, *PEOPLE[owner].emails)
    return {
        "Connections.csv": connections(story, owner, show),
        "Education.csv": _education(),
        "Email Addresses.csv": _addresses(owner),
        "Endorsement_Given_Info.csv": _endorsements(story, owner, show, given=True),
        "Endorsement_Received_Info.csv": _endorsements(story, owner, show, given=False),
        "Invitations.csv": _invitations(story, owner, show),
        "Positions.csv": _positions(),
        "Profile.csv": _profile(owner, maiden="", summary="Learning the heart.\nSlowly."),
        "Recommendations_Received.csv": _recommendations(story, owner, show),
        "messages.csv": messages(story, owner, show),
    }


def lent_archive(story: Story, owner: str, show: Show) -> dict[str, bytes]:
    """Write what a friend lends: no messages, she took them out."""
    show(owner, PEOPLE[owner].name, PEOPLE[owner].slug, *PEOPLE[owner].emails)
    return {
        "Connections.csv": connections(story, owner, show, spelling="friend"),
        "Email Addresses.csv": _addresses(owner),
        "Endorsement_Given_Info.csv": _endorsements(story, owner, show, given=True),
        "Endorsement_Received_Info.csv": _endorsements(story, owner, show, given=False),
        "Invitations.csv": _invitations(story, owner, show),
        "Profile.csv": _profile(owner, maiden="Shaikhani", summary=""),
        "Recommendations_Received.csv": _recommendations(story, owner, show),
    }


def old_archive(story: Story, owner: str, show: Show) -> dict[str, bytes]:
    """Write an archive of 2022: connections had no URL then."""
    show(owner, PEOPLE[owner].name)
    return {
        "Connections.csv": connections(story, owner, show, old=True),
        "Profile.csv": _profile(owner, maiden="", summary=""),
    }


def names(person: str, spelling: str = "linkedin") -> tuple[str, str]:
    """Give first and last name as the member typed them."""
    written = PEOPLE[person].spelled(spelling)
    if "/" in written:
        first, last = written.split("/")
        return first, last
    return PEOPLE[person].given, PEOPLE[person].family


def _name(person: str) -> str:
    spelling = "friend" if "friend" in PEOPLE[person].spellings else "linkedin"
    return " ".join(part for part in names(person, spelling) if part not in {"", ".", "-"})


def _url(person: str) -> str:
    return f"https://www.linkedin.com/in/{PEOPLE[person].slug}"


def connections(
    story: Story, owner: str, show: Show, *, spelling: str = "linkedin", old: bool = False
) -> bytes:
    """Write Connections.csv, newest first, with a few members who have closed their account."""
    rows = []
    for event in reversed(story.of("connection")):
        if owner not in event.people or (old and event.when.isoformat() > _OLD_EXPORT):
            continue
        other = next(one for one in event.people if one != owner)
        person, (first, last) = PEOPLE[other], names(other, spelling)
        email = person.emails[0] if other in _SHARES_EMAIL and not old else ""
        url = [] if old else [_url(other)]
        when = day_month_year(event.when)
        rows.append([first, last, *url, email, person.organisation.name, person.title, when])
        show(other, f"{first} {last}", *([] if old else [person.slug]), email)
        if len(rows) % 18 == 6:
            rows.append([""] * (len(rows[-1]) - 1) + [when])
    return table(_OLD if old else _NEW, rows, preamble=_PREAMBLE)


def _invitations(story: Story, owner: str, show: Show) -> bytes:
    rows = []
    for event in reversed(story.of("invitation")):
        asker, asked = event.people
        if owner in event.people:
            direction = "OUTGOING" if asker == owner else "INCOMING"
            rows.append([_name(asker), _name(asked), american(event.when), event.what, direction,
                         _url(asker), _url(asked)])  # fmt: skip
            show(asker, _name(asker), PEOPLE[asker].slug)
            show(asked, _name(asked), PEOPLE[asked].slug)
    header = "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl"
    return table(header, rows)


def _endorsements(story: Story, owner: str, show: Show, *, given: bool) -> bytes:
    who = "Endorsee" if given else "Endorser"
    rows = []
    for event in reversed(story.of("endorsement")):
        giver, taker = event.people
        if owner != (giver if given else taker):
            continue
        other = taker if given else giver
        first, last = names(other, "friend" if owner == FRIEND else "linkedin")
        when = f"{event.when:%Y/%m/%d %H:%M:%S} UTC"
        url = _url(other).removeprefix("https://")
        rows.append([when, event.what, first, last, url, "ACCEPTED"])
        show(other, f"{first} {last}", PEOPLE[other].slug)
    header = (
        f"Endorsement Date,Skill Name,{who} First Name,{who} Last Name,{who} Public Url,"
        "Endorsement Status"
    )
    return table(header, rows)


def _recommendations(story: Story, owner: str, show: Show) -> bytes:
    rows = []
    for event in reversed(story.of("recommendation")):
        giver, taker = event.people
        if taker == owner:
            person = PEOPLE[giver]
            first, last = names(giver, "friend" if owner == FRIEND else "linkedin")
            rows.append([first, last, person.organisation.name, person.title, event.what,
                         american(event.when, padded=True), "VISIBLE"])  # fmt: skip
            show(giver, f"{first} {last}")
    return table("First Name,Last Name,Company,Job Title,Text,Creation Date,Status", rows)


def messages(story: Story, owner: str, show: Show) -> bytes:
    """Write messages.csv, newest first, with an advertisement and a member who has left."""
    rows = [_message_row(event, show) for event in story.of("message") if owner in event.people]
    rows += [_sponsored(), *_from_nobody()]
    rows.sort(key=lambda row: row[6], reverse=True)
    return table(_MESSAGES, rows, quote_all=True)


def _message_row(event: Event, show: Show) -> list[str]:
    sender, *others = event.people
    for one in event.people:
        show(one, _name(one), PEOPLE[one].slug)
    draft = "Yes" if "draft" in event.marks else "No"
    urls = ",".join(map(_url, others))
    title = event.what if event.what == BATCH else ""
    return [_conversation(event), title, _name(sender), _url(sender), ", ".join(map(_name, others)),
            urls, _utc(event.when), "", event.text, "INBOX", "", draft, draft]  # fmt: skip


def _conversation(event: Event) -> str:
    """One conversation per group of people, as LinkedIn keeps them."""
    people = "-".join(sorted(one.split("-")[0] for one in event.people if one != ME))
    return f"2-{people}=="


def _utc(when: datetime) -> str:
    return f"{when:%Y-%m-%d %H:%M:%S} UTC"


def _sponsored() -> list[str]:
    text = '<p class="spinmail-quill-editor__spin-break">Dear %FIRSTNAME%, buy our course.</p>'
    return ["2-sponsored==", "", "Exam Courses Ltd", "", _name(ME), _url(ME),
            "2026-08-01 10:00:00 UTC", "Pass at once", text, "SPAM", "", "No", "No"]  # fmt: skip


def _from_nobody() -> list[list[str]]:
    return [
        ["2-left==", "", "LinkedIn Member", "", _name(ME), _url(ME), _utc(when), "", text,
         "INBOX", "", "No", "No"]
        for when, text in (
            (datetime(2024, 2, 3, 9, 30), "Are you also in the batch of 2019?"),  # noqa: DTZ001
            (datetime(2024, 2, 4, 8, 5), "Never mind,\nfound it &amp; thanks"),  # noqa: DTZ001
        )
    ]  # fmt: skip


def _profile(owner: str, *, maiden: str, summary: str) -> bytes:
    person = PEOPLE[owner]
    handles = "[anvita_echo_example]" if owner == ME else ""
    return table(_PROFILE, [[
        person.given, person.family, maiden, "", "", person.title, summary, "Hospitals", "",
        person.organisation.place, handles, "", "",
    ]])  # fmt: skip


def _addresses(owner: str) -> bytes:
    rows = [
        [address, "Yes", "Yes" if number == 0 else "No", f"2025-0{number + 3}-02 07:15:00 UTC"]
        for number, address in enumerate(PEOPLE[owner].emails)
    ]
    return table("Email Address,Confirmed,Primary,Updated On", rows)


def _positions() -> bytes:
    job, place = "Research Assistant, Cardiology", "Mangaluru, India"
    hospital = "Maruvanta Charitable Hospital"
    return table("Company Name,Title,Description,Location,Started On,Finished On", [
        [hospital, job, "Rheumatic echo cohort", place, "Apr 2025", ""],
        [hospital, "Intern", "Rotating internship", place, "Mar 2024", "Mar 2025"],
    ])  # fmt: skip


def _education() -> bytes:
    return table("School Name,Start Date,End Date,Notes,Degree Name,Activities", [
        ["Maruvanta Medical College", "2019", "2025", "", "MBBS", "Echo club"],
    ])  # fmt: skip
