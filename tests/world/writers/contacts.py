"""Her address book in other forms: vCard (3.0), Google CSV (of 2024 and later), Outlook CSV."""

from __future__ import annotations

from tests.world.people import ME, MENTOR, PEOPLE, Person
from tests.world.story import BATCH, BATCHMATES, Story
from tests.world.writers import table


def address_book(story: Story) -> list[Person]:
    """Whom she has in her address book: everybody she ever wrote a mail to, in order of names."""
    written = {one for event in story.of("mail") if event.people[0] == ME for one in event.people}
    return [PEOPLE[one] for one in sorted(written - {ME})]


def phone(person: Person) -> str:
    """Give a number from the range that Britain keeps for drama."""
    return f"+44 7700 900{list(PEOPLE).index(person.id):03d}"


def _manager(person: Person) -> str:
    return PEOPLE[MENTOR].name if person.id in {"imtiyaz-bhatkali", "janaki-s"} else ""


def vcards(story: Story) -> bytes:
    """Write one card each, as a Mac does; assistants name their manager."""
    return "".join(map(_card, address_book(story))).encode()


def _card(person: Person) -> str:
    lines = [
        "BEGIN:VCARD", "VERSION:3.0", f"N:{person.family};{person.given};;;", f"FN:{person.name}",
        f"ORG:{person.organisation.name};", "TITLE:" + person.title.replace(",", "\\,"),
        *(f"EMAIL;type=INTERNET;type=WORK:{email}" for email in person.emails),
        f"TEL;type=CELL:{phone(person)}",
    ]  # fmt: skip
    if person.id in BATCHMATES:
        lines.append(f"CATEGORIES:{BATCH}")
    if _manager(person):
        lines += [f"item1.X-ABRELATEDNAMES:{_manager(person)}",
                  "item1.X-ABLabel:_$!<Manager>!$_"]  # fmt: skip
    return "\r\n".join([*lines, "END:VCARD", ""])


def google(story: Story) -> bytes:
    """Write the table that Google Contacts exports now."""
    rows = []
    for person in address_book(story):
        labels = f"{BATCH} ::: * myContacts" if person.id in BATCHMATES else "* myContacts"
        manager = _manager(person)
        rows.append([person.given, "", person.family, person.organisation.name, person.title,
                     labels, "* Work", " ::: ".join(person.emails), "Mobile", phone(person),
                     "Manager" if manager else "", manager])  # fmt: skip
    header = (
        "First Name,Middle Name,Last Name,Organization Name,Organization Title,Labels,"
        "E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,"
        "Relation 1 - Label,Relation 1 - Value"
    )
    return table(header, rows)


def outlook(story: Story) -> bytes:
    """Write the table that outlook.com exports."""
    rows = [
        [person.given, "", person.family, "Dr.", *(*person.emails, "")[:2], person.title,
         person.organisation.name, phone(person), _manager(person)]
        for person in address_book(story)
    ]  # fmt: skip
    header = (
        "First Name,Middle Name,Last Name,Title,E-mail Address,E-mail 2 Address,Job Title,Company,"
        "Mobile Phone,Manager's Name"
    )
    return b"\xef\xbb\xbf" + table(header, rows).replace(b"\n", b"\r\n")
