"""Tests of the address books that are cards."""

import base64
import quopri

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import _folded, detect, read, vcard
from netgraph.readers._opening import Source
from netgraph.records import Contact, Event, Note, Record, Skipped
from tests.conftest import shared

CARD = """BEGIN:VCARD
VERSION:3.0
N:Osei-Tutu;Amara;;Dr.;MD
FN:Dr. Amara Osei-Tutu MD
ORG:St. Hilda's Hospital;Cardiology
TITLE:Registrar
item1.EMAIL;type=INTERNET:a.osei@example.org
TEL;TYPE=CELL:+44 20 7946 0958
ADR;TYPE=WORK:;;12 St;Leeds;;LS1;UK
END:VCARD
"""
ANDROID = "vnd.android.cursor.item"
AMARA = "email:a.osei@example.org"


def records(raw: str | bytes, encoding: str = "") -> list[Record]:
    source = Source.of_text(raw, path="book.vcf", unit="box")
    source.given_encoding = encoding
    assert detect(source).name == "vcard"
    return [*vcard.read(source), *source.skipped]


def contacts(raw: str | bytes, encoding: str = "") -> list[Contact]:
    return [one for one in records(raw, encoding) if isinstance(one, Contact)]


def related(*lines: str) -> list[tuple[str, str]]:
    """Read one card with these lines: whom it names as what."""
    text = CARD.replace("END:VCARD", "\n".join(lines) + "\nEND:VCARD")
    return [(one.what, one.people[1]) for one in records(text) if isinstance(one, Event)]


def test_one_address_of_a_machine_does_not_make_a_person_one() -> None:
    """Who can be reached otherwise too is no newsletter."""
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:Jane Roe\nEMAIL:news@x.example\n{}END:VCARD\n"
    assert [one.sort for one in contacts(text.format(""))] == ["robot"]
    assert [one.sort for one in contacts(text.format("EMAIL:jane@x.example\n"))] == ["person"]
    assert [one.sort for one in contacts(text.format("TEL:+442079460958\n"))] == ["person"]


def test_what_telephones_come_with_is_nobody() -> None:
    """The voice mail is a service, and a number for a name is no name."""
    text = "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nTEL:{}\nEND:VCARD\n"
    assert [one.sort for one in contacts(text.format("Voicemail", "*100#"))] == ["robot"]
    number = "+44 20 7946 0958"
    assert [one.name for one in contacts(text.format(number, number))] == [""]
    assert [type(one) for one in records(text.format(number, "100"))] == [Skipped]


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
def test_every_version(version: str) -> None:
    """A card gives name, work, place and keys in each version."""
    (contact,) = contacts(CARD.replace("3.0", version))
    assert contact.keys == (AMARA, "phone:+442079460958")
    assert contact[1:5] == (
        "Dr. Amara Osei-Tutu MD", "St. Hilda's Hospital", "Registrar", "Leeds, UK",
    )  # fmt: skip
    assert (contact.file, contact.line, contact.sort) == ("book.vcf", 1, "person")


@pytest.mark.parametrize(
    "text",
    [
        CARD.replace("\n", "\r\n"),
        CARD.replace("\n", "\r"),
        "\ufeff\n\n" + CARD,
        CARD.lower().replace("a.osei", "A.OSEI"),
        CARD.replace("BEGIN:VCARD", "BEGIN: VCARD ").replace("VERSION:3.0\n", "PROFILE:VCard\n"),
    ],
)
def test_line_ends_capitals_and_blank_lines(text: str) -> None:
    """Any line end, capitals, blank lines or a byte order mark before it change nothing."""
    assert contacts(text)[0].keys == (AMARA, "phone:+442079460958")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])
def test_encodings(encoding: str) -> None:
    """UTF-16 without a mark and cp1252 without a word about it are read."""
    assert contacts(CARD.replace("Amara", "Zoë").encode(encoding))[0].name[4:7] == "Zoë"


def test_many_cards_with_blank_lines_between() -> None:
    """A file holds as many cards as it likes, each with the line it begins at."""
    found = contacts(CARD + "\n\n" + CARD + CARD)
    assert [one.line for one in found] == [1, 13, 23]


def test_a_broken_card_costs_only_itself() -> None:
    """Good, bad, good: the good cards are read and the bad lines are counted."""
    bad = "BEGIN:VCARD\nVERSION:3.0\nwhat is this\nFN\nEND:VCARD\n"
    found = records(CARD + bad + CARD)
    assert sum(isinstance(one, Contact) for one in found) == 2
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        "not a line of a card",
        "not a line of a card",
        "an entry without a name, an address or a full phone number",
    ]


def test_a_card_without_end_is_ended_by_the_next() -> None:
    """Half-written cards give what they have, in the middle of a file and at its end."""
    torn = CARD.replace("END:VCARD\n", "")
    assert len(contacts(torn + torn)) == 2


def test_folding_within_a_letter() -> None:
    """3.0 folds by bytes, even inside "ö", and the encoding is still UTF-8."""
    raw = CARD.replace("Amara", "Björn").encode()
    at = raw.index("ö".encode(), raw.index(b"FN")) + 1
    source = Source.of_text(raw[:at] + b"\r\n " + raw[at:], path="book.vcf")
    (contact,) = vcard.read(source)
    assert isinstance(contact, Contact)
    assert contact.name == "Dr. Björn Osei-Tutu MD"
    assert source.encoding == "utf-8"


def test_folding_keeps_the_space_in_2_1_only() -> None:
    """vCard 2.1 folds before a space that belongs to the text, later versions add one."""
    card = "BEGIN:VCARD\nVERSION:{}\nFN:Amara\n\tOsei\nEND:VCARD\n"
    assert contacts(card.format("2.1"))[0].name == "Amara Osei"
    assert contacts(card.format("3.0"))[0].name == "AmaraOsei"


def test_quoted_printable_with_soft_breaks() -> None:
    """Outlook and Android break lines with "=", and the next starts without a space."""
    text = (
        "BEGIN:VCARD\nVERSION:2.1\n"
        "N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Lindqvist;Bj=C3=\n=B6rn;;;\n"
        "LABEL;WORK;ENCODING=QUOTED-PRINTABLE:12 Street=0D=0A=\nLeeds: UK=\n\n"
        "ORG;QUOTED-PRINTABLE;CHARSET=windows-1252:Sp=E4te Klinik;Ward=3B 2\n"
        "TEL;WORK;VOICE:+46812345678\nX;ENCODING=QUOTED-PRINTABLE:torn=\nEND:VCARD\n"
    )
    (contact,) = contacts(text)
    assert contact[:3] == (("phone:+46812345678",), "Björn Lindqvist", "Späte Klinik")


def test_quoted_printable_without_a_charset() -> None:
    """Where the card says nothing (The Bat!), the user can say it."""
    raw = b"BEGIN:VCARD\nVERSION:2.1\nFN;QUOTED-PRINTABLE:=A3ukasz\nTEL:+48123456789\nEND:VCARD\n"
    source = Source.of_text(raw)
    assert isinstance(one := next(iter(list(vcard.read(source)))), Contact)
    assert one.name == "£ukasz"
    assert [note.text for note in source.notes] == [
        "some letters are in no encoding that it names: read as cp1252"
    ]
    assert contacts(raw, "iso-8859-2")[0].name == "Łukasz"


def test_shift_jis_and_base64_text() -> None:
    """A declared charset is used, also for text in base64; what is no charset is not."""
    word = "加納".encode("shift_jis")
    coded = base64.b64encode(word).decode()
    for line in (
        b"FN;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:" + quopri.encodestring(word),
        f"FN;CHARSET=SHIFT_JIS;ENCODING=BASE64:{coded}".encode(),
        b"FN;CHARSET=SHIFT_JIS:" + word,
        "FN;CHARSET=rot13:加納".encode(),
    ):
        assert contacts(b"BEGIN:VCARD\n" + line + b"\nEND:VCARD\n")[0].name == "加納"


@pytest.mark.parametrize(
    "photo",
    [
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\n SkZJRgAB\n\n",  # a blank line ends it
        "PHOTO;ENCODING=BASE64;JPEG:/9j/4AAQ\nSkZJRgAB\nSkZJ\n\n",  # folded without a space
        "item1.PHOTO;ENCODING=b:/9j/4AAQ\n\tSkZJRgAB\n",
        "NOTE;ENCODING=QUOTED-PRINTABLE:SECRET=0D=0A=\nTEL:+15550100000 SECRET=\n\n",
    ],
)
def test_pictures_and_notes_are_not_read(photo: str) -> None:
    """Pictures in any folding, and what the owner wrote about people, leave no trace."""
    found = records(CARD.replace("TITLE", photo + "TITLE"))
    assert len(found) == 1
    assert "SECRET" not in repr(found)
    assert isinstance(found[0], Contact)
    assert found[0].keys == (AMARA, "phone:+442079460958")


def test_escapes() -> None:
    """Commas, semicolons, colons and newlines are written with backslashes."""
    text = CARD.replace("FN:Dr. Amara Osei-Tutu MD", "FN:Osei-Tutu\\, Amara\\nMD\\; PhD")
    text = text.replace("ORG:St.", "ORG:A\\;B \\\\ C").replace(
        "TITLE:Registrar", "URL:http\\://www.linkedin.com/in/amara-1a2"
    )
    (contact,) = contacts(text)
    assert contact[1:3] == ("Osei-Tutu, Amara MD; PhD", "A;B \\ C Hilda's Hospital")
    assert contact.keys[1] == "linkedin:amara-1a2"


@pytest.mark.parametrize(
    ("lines", "name", "sort"),
    [
        ("N:Osei;Amara;;;", "Amara Osei", "person"),  # no FN
        ("FN:Osei\nN:;;;;", "Osei", "person"),
        ("N:;;;;\nNICKNAME:Ama", "Ama", "person"),
        ("FN:a.osei@example.org\nN:;;;;\nEMAIL:a.osei@example.org", "", "person"),
        ("FN:Acme\nORG:Acme;\nX-ABShowAs:COMPANY", "Acme", "company"),
        ("N:;;;;\nFN:Acme\nORG:Acme", "Acme", "company"),
        ("ORG:Acme", "Acme", "company"),
        ("FN:Acme\nKIND:org", "Acme", "company"),
        ("FN:Ward 3\nKIND:group\nMEMBER:mailto:a@example.org", "Ward 3", "group"),
        ("FN:Ward 3\nX-ADDRESSBOOKSERVER-KIND:group", "Ward 3", "group"),
        ("FN:Seminar room\nKIND:location", "Seminar room", "room"),
        ("FN:Shop\nEMAIL:no-reply@shop.example", "Shop", "robot"),
        ("FN:Ward 3\nX-EVOLUTION-LIST:TRUE", "Ward 3", "list"),
        ("FN:Amy\nN:Osei-Tutu;Amara\nNICKNAME:Amy", "Amara Osei-Tutu", "person"),
        ("FN:Amara\nN:Osei-Tutu;Amara", "Amara Osei-Tutu", "person"),
        ("FN:Amara\nN:Amara", "Amara", "person"),
        ("FN:Chief\nN:Osei-Tutu;Amara", "Chief", "person"),
        ("FN:Amara\nX-EVOLUTION-LIST:FALSE", "Amara", "person"),
        ("FN:Amara\nKIND:individual\nBDAY:--0412", "Amara", "person"),
    ],
)
def test_who_or_what_a_card_is(lines: str, name: str, sort: str) -> None:
    """Companies, groups and rooms are no people; FN may be missing, or hold half of N only."""
    (contact,) = contacts(f"BEGIN:VCARD\n{lines}\nEND:VCARD")
    assert (contact.name, contact.sort) == (name, sort)


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ('TEL;VALUE=uri;TYPE="work,voice":tel:+44-20-7946-0958;ext=102', ["phone:+442079460958"]),
        ("TEL;WORK;FAX:+44 20 7946 0958", []),
        ("TEL;TYPE=PAGER:+44 20 7946 0958", []),
        ("item7.TEL:+442079460958\nitem7.X-ABLabel:_$!<AssistantPhone>!$_", []),
        ("TEL:020 7946 0958", []),
        ("EMAIL;PREF:mailto:B@Example.org", ["email:b@example.org"]),
        ("EMAIL;TYPE=X400:/c=gb/o=x", []),
        ("URL:https://orcid.org/0000-0002-0000-0001", ["orcid:0000-0002-0000-0001"]),
        ("X-SOCIALPROFILE;type=twitter:http://twitter.com/AmaraOT", ["x:@amaraot"]),
        ("X-SOCIALPROFILE;type=twitter;x-user=AmaraOT:x-apple:AmaraOT", ["x:@amaraot"]),
        ("SOCIALPROFILE;SERVICE-TYPE=X:https://x.com/AmaraOT", ["x:@amaraot"]),
        ("SOCIALPROFILE;SERVICE-TYPE=Twitter;VALUE=text:AmaraOT", ["x:@amaraot"]),
        ("X-SOCIALPROFILE;TYPE=TWITTER:@AmaraOT", ["x:@amaraot"]),
        ("X-SOCIALPROFILE;TYPE=FACEBOOK:AmaraOT", []),
        ("X-SOCIALPROFILE;type=linkedin:http://www.linkedin.com/in/amara", ["linkedin:amara"]),
        ('ADR;LABEL="a:b;c":;;x', []),
        ('ADR;LABEL="torn:;;x', []),
    ],
)  # fmt: skip
def test_keys(line: str, keys: list[str]) -> None:
    """Addresses, full numbers and profiles are keys; numbers that people share are not."""
    (contact,) = contacts(f"BEGIN:VCARD\nFN:Amara\n{line}\nEND:VCARD\n")
    assert list(contact.keys) == (keys or ["name:Amara|book.vcf#1"])


@pytest.mark.parametrize(
    ("line", "what", "name"),
    [
        ("item2.X-ABRELATEDNAMES:Jenny Roe\nitem2.X-ABLabel:_$!<Spouse>!$_", "spouse", "Jenny Roe"),
        ("i.X-ABLabel:REFERRED_BY\ni.X-ABRELATEDNAMES:Jenny Roe", "referred by", "Jenny Roe"),
        ("X-ABRELATEDNAMES:Jenny Roe", "", "Jenny Roe"),
        ("RELATED;TYPE=co-worker;VALUE=text:Jenny Roe", "co worker", "Jenny Roe"),
        ("X-MS-MANAGER:Jenny Roe", "manager", "Jenny Roe"),
        ("X-MS-ASSISTANT;CHARSET=utf-8:Jenny Roe", "assistant", "Jenny Roe"),
        ("X-MS-SPOUSE;N:Jenny Roe", "spouse", "Jenny Roe"),
        ("X-EVOLUTION-MANAGER:Jenny Roe", "manager", "Jenny Roe"),
        ("X-WAB-SPOUSE_NAME:Jenny Roe", "spouse", "Jenny Roe"),
        ("X-SPOUSE:Jenny Roe", "spouse", "Jenny Roe"),
        ("X-KADDRESSBOOK-X-ManagersName:Jenny Roe", "manager", "Jenny Roe"),
        (f"X-ANDROID-CUSTOM:{ANDROID}/relation;Jenny Roe;14;;;;", "spouse", "Jenny Roe"),
        (f"X-ANDROID-CUSTOM:{ANDROID}/relation;Jenny Roe;0;Tutor", "tutor", "Jenny Roe"),
        (f"X-ANDROID-CUSTOM:{ANDROID}/relation;Jenny Roe;{'9' * 5000};Tutor", "tutor", "Jenny Roe"),
        ("AGENT:BEGIN:VCARD\\nFN:Jenny Roe\\nEND:VCARD\\n", "agent", "Jenny Roe"),
    ],
)  # fmt: skip
def test_relations_in_every_dialect(line: str, what: str, name: str) -> None:
    """Whom a card names as manager, assistant, spouse or friend is tied to its person."""
    assert related(line) == [(what, f"name:{name}|book.vcf")]


@pytest.mark.parametrize(
    "line",
    [
        "X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Ama;1",
        "X-MANAGER-PHONE:+44 20",
        "RELATED;TYPE=friend:https://example.org/jenny",
        "X-ABRELATEDNAMES:",
        "RELATED;TYPE=me:urn:uuid:4fbe8971",
        "RELATED;TYPE=agent;VALUE=text:Please ask for my assistant Jenny Roe at the desk.",
        "AGENT;VALUE=uri:CID:JQPUBLIC.part3",
    ],
)
def test_what_is_no_relation(line: str) -> None:
    """Nicknames, numbers, sentences, addresses of pages and oneself name nobody else."""
    assert related(line) == []


def test_relations_to_other_cards() -> None:
    """A relation points to the card with that UID, name or address; without one it is skipped."""
    other = (
        "BEGIN:VCARD\nVERSION:4.0\nUID:{}4fbe8971\nFN:Björn Lindqvist\nEMAIL:b@example.org\n"
        "END:VCARD\n"
    )
    by_uid = CARD.replace("END:", "RELATED;TYPE=colleague:urn:uuid:4fbe8971\nEND:")
    by_name = CARD.replace("END:", "X-MS-MANAGER:björn lindqvist\nEND:")
    for text in (by_uid + other.format("urn:uuid:"), by_uid + other.format("")):
        assert [one for one in records(text) if isinstance(one, Event)] == [
            Event("related", (AMARA, "email:b@example.org"), "", "colleague", "book.vcf", 1)
        ]
    assert len(contacts(other.format("") + by_name)) == 2
    assert related("RELATED;TYPE=friend:mailto:c@example.org") == [
        ("friend", "email:c@example.org")
    ]
    assert [one.reason for one in records(by_uid) if isinstance(one, Skipped)] == [
        "names a card that is not in the file"
    ]


def test_a_list_of_evolution_holds_the_addresses_of_its_members() -> None:
    """They are people, and no addresses of the list: or nobody of them would be known."""
    found = contacts(
        "BEGIN:VCARD\nFN:Ward 3\nX-EVOLUTION-LIST:TRUE\n"
        'EMAIL;X-EVOLUTION-DEST-NAME="Amara":Amara Osei <a.osei@example.org>\n'
        "EMAIL;X-EVOLUTION-DEST-HTML-MAIL=FALSE:ben@example.org\nEND:VCARD"
    )
    assert [(one.keys[0], one.name, one.sort) for one in found] == [
        ("email:a.osei@example.org", "Amara Osei", "person"),
        ("email:ben@example.org", "", "person"),
        ("name:Ward 3|book.vcf#1", "Ward 3", "list"),
    ]


def test_agents_within_a_card() -> None:
    """In vCard 2.1 the card of an agent stands inside the card; both people are read."""
    agent = "AGENT:\nBEGIN:VCARD\nFN:Jenny Roe\nEMAIL:jenny@example.org\nEND:VCARD\n"
    found = records(CARD.replace("END:VCARD", agent + "END:VCARD"))
    assert {one.keys[0] for one in found if isinstance(one, Contact)} == {
        AMARA,
        "email:jenny@example.org",
    }
    assert [one.people for one in found if isinstance(one, Event)] == [
        (AMARA, "email:jenny@example.org")
    ]


def test_an_agent_is_called_as_its_card_calls_it() -> None:
    """The agent's card needs no FN: the name is put together from its parts."""
    agent = "AGENT:\nBEGIN:VCARD\nN:Roe;Jenny\nEND:VCARD\n"
    found = records(CARD.replace("END:VCARD", agent + "END:VCARD"))
    assert [one.people[1] for one in found if isinstance(one, Event)] == [
        "name:Jenny Roe|book.vcf#11"
    ]


@pytest.mark.parametrize(
    "text",
    [
        '["vcard",[["fn",{},"text","Jenny"]]]',
        '[\n ["vcard", [["fn",{},"text","Jenny"]]]]',
        '<?xml version="1.0"?>\n<vcards xmlns="urn:ietf:params:xml:ns:vcard-4.0"></vcards>',
    ],
)
def test_cards_as_json_or_xml_are_recognised(text: str) -> None:
    """What no address book exports by itself is named, not left as unknown."""
    source = Source.of_text(text, path="book")
    assert detect(source).name == "vcard"
    with pytest.raises(ReadError, match="JSON or XML"):
        list(vcard.read(source))


def test_a_picture_of_outlook_is_no_text_in_an_unknown_encoding() -> None:
    """Bytes of pictures are not letters that were hard to read."""
    line = "X-MS-CARDPICTURE;TYPE=JPEG;ENCODING=BASE64:\n /9j/4AAQ\n\n"
    source = Source.of_text(CARD.replace("TITLE", line + "TITLE"))
    assert len(list(vcard.read(source))) == 1
    assert source.notes == []


def test_companies_state_no_relations() -> None:
    """The manager on a company's card is no tie between people."""
    text = CARD.replace("END:", "X-MS-MANAGER:Jenny\nX-ABShowAs:COMPANY\nEND:")
    assert [type(one) for one in records(text)] == [Contact]


def test_categories_are_no_ties_but_are_told() -> None:
    """Categories are circles of the owner: mentioned, unless every address book has them."""
    text = CARD.replace("END:", "CATEGORIES:myContacts,Mentors,Research\nEND:")
    assert records(text)[-1] == Note(
        "book.vcf", "labels of its owner: 2; a label does not say who knows whom"
    )


def test_overlong_lines_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line without end neither fills the memory nor hides the cards after it."""
    monkeypatch.setattr(_folded, "LONGEST", 1000)
    text = CARD.replace("TITLE:", "X-LONG:" + "x" * 5000 + "\nTITLE:")
    found = records(text + CARD)
    assert sum(isinstance(one, Contact) for one in found) == 2
    assert found[-1] == Skipped("book.vcf", 6, "the line is too long and was cut")


@pytest.mark.parametrize("text", ["", "BEGIN:VCALENDAR\n", "From: x\n\nBEGIN:VCARD\n", "VCARD"])
def test_other_files_are_not_claimed(text: str) -> None:
    """A card stands at the very beginning; calendars and mails are left to their readers."""
    assert not vcard.claims(Source.of_text(text))


@pytest.mark.property
@given(st.text(alphabet=st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=60))
@settings(deadline=None, max_examples=100)
def test_a_name_survives_every_way_of_writing_it(name: str) -> None:
    """Whatever the name, it comes back from plain, quoted-printable and folded lines."""
    escaped = name.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    plain = b"FN:" + escaped.encode()
    quoted = quopri.encodestring(escaped.encode()).replace(b"\n", b"\r\n")
    folded = b"\r\n ".join(plain[at : at + 5] for at in range(0, len(plain), 5))
    for line in (plain, b"FN;ENCODING=QUOTED-PRINTABLE:" + quoted, folded):
        raw = b"BEGIN:VCARD\r\nVERSION:3.0\r\n" + line + b"\r\nTEL:+15550100000\r\nEND:VCARD\r\n"
        (contact,) = contacts(raw)
        assert contact.name in {name, ""}  # "" where the name is itself an address
        assert ("@" in name) >= (contact.name == "")


@pytest.mark.shared
def test_samples() -> None:
    """The public samples give the cards that one counts by eye, with every name."""
    box = read(shared("samples/vcard"), progress=False)
    assert not box.skipped
    cards = [
        one for one in box.contacts if not one.keys[0].startswith("name:") or "#" in one.keys[0]
    ]
    assert len(cards) == 23
    assert {one.encoding for one in box.files} == {"utf-8"}
    names = {one.name for one in cards}
    assert {"Arnold Smith", "Simon Perreault", "Ñ Ñ Ñ Ñ", "Dummy, Dummy", "Tim Howes"} <= names
    assert sum(one.kind == "related" for one in box.events) == 24
