"""Tests of the LinkedIn reader. The numbers 1-16 are the quirks of LinkedIn's files."""

import pytest

from netgraph.readers import detect, linkedin, read
from netgraph.readers._opening import Source
from netgraph.records import Contact, Event, Note, Record
from tests.conftest import shared
from tests.readers.told import contacts, events, reasons

PREAMBLE = 'Notes:\n"When exporting, some addresses may be missing, and so on."\n\n'
HEADER = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
ROW = "Amara,Osei-Tutu,https://www.linkedin.com/in/amara-1a2,,St. Hilda's,Registrar,03 Mar 2024\n"
ME = "owner:linkedin|box"
MESSAGES = (
    "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
    "DATE,SUBJECT,CONTENT,FOLDER\n"
)
IN = "https://www.linkedin.com/in/"


def records(text: str | bytes, name: str = "Connections.csv") -> list[Record]:
    """Read one file of an archive that lies in the folder "box"."""
    source = Source.of_text(text, path=f"box/{name}", unit="box")
    assert detect(source).name == "linkedin"
    return [*linkedin.read(source), *source.skipped]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        (  # 2017-18
            (
                "First Name,Last Name,Address,Email Address,Company,Position,Connected On,Websites,"
                "Instant Messengers\nAmara,Osei-Tutu,,a@example.org,St. Hilda's,Registrar,"
                '"03/24/18, 14:05 PM",,\n'
            ),
            ("email:a@example.org", "name:Amara Osei-Tutu|box"),
        ),
        (  # to mid-2021
            (
                "First Name,Last Name,Email Address,Company,Position,Connected On\n"
                "Amara,Osei-Tutu,,St. Hilda's,Registrar,24 Mar 2018\n"
            ),
            ("name:Amara Osei-Tutu|box",),
        ),
        (  # to mid-2023
            PREAMBLE + "First Name,Last Name,Email Address,Company,Position,Connected On\n"
            "Amara,Osei-Tutu,,St. Hilda's,Registrar,24 Mar 2018",
            ("name:Amara Osei-Tutu|box",),
        ),
        (PREAMBLE + HEADER + ROW.replace("03 Mar 2024", "24 Mar 2018"), ("linkedin:amara-1a2",)),
        (  # 2026: every field quoted
            PREAMBLE + '"First Name","Last Name","URL","Email Address","Company","Position",'
            f'"Connected On"\n"Amara","Osei-Tutu","{IN}amara-1a2","","St. Hilda\'s","Registrar",'
            '"24 Mar 2018"\n',
            ("linkedin:amara-1a2",),
        ),
    ],
)
def test_connections_of_every_era(text: str, keys: tuple[str, ...]) -> None:
    """Each era's header gives the same person, tie and date."""
    contact, event = records(text)
    assert isinstance(contact, Contact)
    assert isinstance(event, Event)
    assert contact.keys == keys
    assert contact[1:4] == ("Amara Osei-Tutu", "St. Hilda's", "Registrar")
    assert event[:2] == ("connection", (ME, keys[0]))
    assert event.when[:10] == "2018-03-24"


@pytest.mark.parametrize(
    ("header", "day"),
    [
        ("Vorname,Nachname,URL,E-Mail-Adresse,Unternehmen,Position,Verbunden am", "24 März 2018"),
        ("Prénom,Nom,URL,Adresse e-mail,Entreprise,Poste,Date de connexion", "24 mars 2018"),
        ("Nombre,Apellidos,URL,Correo electrónico,Empresa,Cargo,Fecha", "24 mar. 2018"),
    ],
)
@pytest.mark.parametrize("profile", ["", IN + "amara-1a2"])
def test_connections_with_translated_headers(header: str, day: str, profile: str) -> None:
    """A connections list is told by where its columns stand; an address book of them is none."""
    row = f"Amara,Osei-Tutu,{profile},a@example.org,St. Hilda's,Registrar,{day}\n"
    contact, event = records(f"{PREAMBLE}{header}\n{row}")
    assert isinstance(contact, Contact)
    assert isinstance(event, Event)
    assert contact[1:4] == ("Amara Osei-Tutu", "St. Hilda's", "Registrar")
    assert event[:3] == ("connection", (ME, contact.keys[0]), "2018-03-24")


def test_older_connections_with_translated_headers() -> None:
    """Without the profiles, the last column must speak of being connected."""
    header = "Vorname,Nachname,E-Mail-Adresse,Firma,Position,"
    row = "Amara,Osei-Tutu,a@example.org,St. Hilda's,Registrar,24 Mar 2018\n"
    contact, event = records(f"{header}Vernetzt am\n{row}")
    assert isinstance(contact, Contact)
    assert event[:2] == ("connection", (ME, "email:a@example.org"))
    assert detect(Source.of_text(f"{header}Notizen\n{row}")).name == "contacts_csv"


@pytest.mark.parametrize("lines", [0, 1, 3, 7])
def test_1_preamble_of_any_length(lines: int) -> None:
    """The header is found by its cells, however many lines stand above it."""
    contact, _ = records("Note, with a comma\n" * lines + HEADER + ROW)
    assert isinstance(contact, Contact)
    assert contact.line == lines + 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_2_encodings(encoding: str) -> None:
    """A byte order mark before the preamble, UTF-16 and cp1252 hide nobody."""
    text = PREAMBLE + HEADER + ROW.replace("Amara", "Zoë")
    assert contacts(records(text.encode(encoding)))[0].name == "Zoë Osei-Tutu"


def test_3_closed_accounts_are_counted() -> None:
    """A row with only a date is nobody, and is counted."""
    found = records(PREAMBLE + HEADER + ",,,,,,07 Jun 2026\n" + ROW + ",,,,,,08 Jun 2026\n")
    assert len(contacts(found)) == len(events(found)) == 1
    assert reasons(found) == ["an account that was closed or hidden: no name is left"] * 2


def test_4_an_address_is_a_second_key() -> None:
    """The address that few connections share stands behind the profile."""
    found = records(HEADER + ROW.replace(",,", ",A.Osei@Example.org,"))
    assert contacts(found)[0].keys == ("linkedin:amara-1a2", "email:a.osei@example.org")


def test_5_a_company_is_todays_and_not_of_the_day_of_connecting() -> None:
    """Company and position are the person's; the dated tie carries neither."""
    contact, event = records(HEADER + ROW)
    assert isinstance(contact, Contact)
    assert isinstance(event, Event)
    assert (contact.organisation, contact.title) == ("St. Hilda's", "Registrar")
    assert event.what == ""


@pytest.mark.parametrize("last", ['"Hale, PhD"', '"Doe, Ph.D."', "Raman MD, 🩺 | IMG", "𝓡𝓪𝓶𝓪𝓷"])
def test_6_names_stay_as_written(last: str) -> None:
    """Credentials, emoji and fancy letters belong to the name as written."""
    quoted = last if last.startswith('"') else f'"{last}"'
    found = records(HEADER + ROW.replace("Osei-Tutu", quoted))
    assert contacts(found)[0].name == "Amara " + quoted.strip('"')


def test_7_recipients_are_parted_by_their_profiles() -> None:
    """Recipients' names contain the comma that joins them; their profiles do not."""
    found = records(
        MESSAGES + f"2-A=,Match 2025 IMGs,Amara Osei-Tutu,{IN}amara,"
        f'"Me Self, Björn Lindqvist, PhD","{IN}meself,{IN}bj%C3%B6rn-l",'
        '2024-03-04 08:00:00 UTC,,"Line one\nline two",INBOX\n',
        "messages.csv",
    )
    assert {one.keys[0]: one.name for one in contacts(found)} == {
        "linkedin:amara": "Amara Osei-Tutu",
        "linkedin:meself": "Me Self",
        "linkedin:björn-l": "Björn Lindqvist, PhD",
    }
    (event,) = events(found)
    assert event.people == ("linkedin:amara", "linkedin:björn-l", "linkedin:meself")
    assert (event.when, event.what) == ("2024-03-04T08:00:00", "Match 2025 IMGs")


@pytest.mark.parametrize("separator", [",", ";", " ; ", ", "])
def test_7_profiles_are_told_by_their_shape(separator: str) -> None:
    """Profiles are found whatever separates them."""
    urls = separator.join([IN + "b", IN + "c"])
    found = records(MESSAGES + f'1,,A,{IN}a,"B, C","{urls}",,,hi,INBOX\n', "messages.csv")
    assert set(events(found)[0].people) == {"linkedin:a", "linkedin:b", "linkedin:c"}


def test_7_nobody_is_named_by_guesswork() -> None:
    """Where names and profiles do not pair off, the profile stays without a name."""
    row = f'1,,A,{IN}a,"Ben Okafor, Zoë Brandt",{IN}b,,,hi,INBOX\n'
    assert {one.name for one in contacts(records(MESSAGES + row, "messages.csv"))} == {"A", ""}


@pytest.mark.parametrize(
    "url",
    [
        "https://www.linkedin.com/in/zo%C3%AB-brandt",
        "https://www.linkedin.com/in/Zo%C3%AB-Brandt/?trk=x",
        "www.linkedin.com/in/zoë-brandt/",
        "https://de.linkedin.com/in/ZOË-brandt",
    ],
)
def test_8_profile_addresses_in_every_form(url: str) -> None:
    """Percent signs, capitals, slashes and country hosts do not make another person."""
    found = records(HEADER + f"Zoë,Brandt,{url},,,,03 Mar 2024\n")
    assert contacts(found)[0].keys == ("linkedin:zoë-brandt",)


def test_9_without_profiles_a_name_is_one_person_but_two_rows_are_two() -> None:
    """Where the name is all there is, the second row of the same name is somebody else."""
    header = "First Name,Last Name,Email Address,Company,Position,Connected On\n"
    rows = "Wei,Zhang,,A,,01 Mar 2020\nWei,Zhang,,B,,02 Mar 2020\n"
    found = records(header + rows)
    assert [one.keys for one in contacts(found)] == [
        ("name:Wei Zhang|box",),
        ("name:Wei Zhang|box#3",),
    ]
    assert events(found)[1].people == (ME, "name:Wei Zhang|box#3")


def test_10_linkedin_member_is_nobody() -> None:
    """Closed accounts never become one shared person, as sender or as recipient."""
    rows = (
        "1,,LinkedIn Member,,Me,https://www.linkedin.com/in/me,2024-03-04 08:00:00 UTC,,x,INBOX\n"
        "1,,Me,https://www.linkedin.com/in/me,LinkedIn Member,,2024-03-04 08:00:00 UTC,,x,INBOX\n"
    )
    found = records(MESSAGES + rows, "messages.csv")
    assert not contacts(found)
    assert not events(found)
    assert reasons(found) == ["an account that was closed or hidden: no name is left"] * 2


def test_10_linkedin_itself_is_nobody() -> None:
    """It writes without a profile; a person may be called so and have one."""
    text = MESSAGES + (
        f"1,,LinkedIn Premium,,Me,{IN}me,2024-03-04 08:00:00 UTC,,x,INBOX\n"
        f"2,,LinkedIn Lover,{IN}lover,Me,{IN}me,2024-03-04 08:00:00 UTC,,x,INBOX\n"
    )
    found = records(text, "messages.csv")
    assert [event.people[0] for event in events(found)] == ["linkedin:lover"]
    assert reasons(found) == ["a message by LinkedIn itself"]


def test_11_sponsored_spam_and_drafts_are_left_out_and_counted() -> None:
    """Advertising, spam and unsent drafts show no tie."""
    start = f"1,,Ben,{{}},Me,{IN}me,2024-03-04 08:00:00 UTC,,"
    header = MESSAGES.strip() + ",ATTACHMENTS,IS MESSAGE DRAFT,IS CONVERSATION DRAFT\n"
    quill = '"<p class=""spinmail-quill-editor__spin-break"">Hi</p>"'
    rows = [
        start.format("") + quill + ",INBOX,,No,No",
        start.format("") + "Hello %FIRSTNAME%,INBOX,,No,No",
        start.format(IN + "ben") + "hi,SPAM,,No,No",
        start.format(IN + "ben") + "hi,INBOX,,Yes,No",
        start.format(IN + "ben") + "hi,INBOX,,No,Yes",
        start.format(IN + "ben") + "I wrote %FIRSTNAME%,INBOX,,No,No",
    ]
    found = records(header + "\n".join(rows), "messages.csv")
    assert reasons(found) == [
        "sponsored mail",
        "sponsored mail",
        "spam",
        "a draft that was never sent",
        "a draft that was never sent",
    ]
    assert len(events(found)) == 1


def test_12_the_one_in_every_conversation_is_the_owner() -> None:
    """Sent messages lie in INBOX too; whoever is in all conversations owns the archive."""
    rows = [
        f"1,,Ana,{IN}ana,Me,{IN}me,2024-03-04 08:00:00 UTC,,x,INBOX",
        f"2,,Me,{IN}me,Ben,{IN}ben,2024-03-05 08:00:00 UTC,,x,INBOX",
    ]
    one = records(MESSAGES + rows[0], "messages.csv")
    two = records(MESSAGES + "\n".join(rows), "messages.csv")
    assert [each.keys for each in contacts(one) if each.owner] == []
    assert [each.keys for each in contacts(two) if each.owner] == [(ME, "linkedin:me")]


def test_messages_need_no_folder() -> None:
    """A table of messages is told by its conversations even where the folder is left out."""
    text = (
        "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT\n"
        f"1,,Ana,{IN}ana,Ben Okafor,2024-03-04 08:00:00 UTC,,x\n"
    )
    assert [event.kind for event in events(records(text, "messages.csv"))] == ["message"]


def test_messages_may_name_recipients_by_their_profiles_alone() -> None:
    """Some programs leave out who is named as recipient, and the profiles say it as well."""
    text = (
        "CONVERSATION ID,FROM,SENDER PROFILE URL,RECIPIENT PROFILE URLS,DATE,CONTENT\n"
        f"1,Ana,{IN}ana,{IN}ben,2024-03-04 08:00:00 UTC,x\n"
    )
    (event,) = events(records(text, "messages.csv"))
    assert event.people == ("linkedin:ana", "linkedin:ben")


def test_messages_to_you_are_to_the_owner() -> None:
    """Some exports write "You" instead of the owner's name: that is nobody's name."""
    text = MESSAGES + f"1,,Ana,{IN}ana,You,,2024-03-04 08:00:00 UTC,,x,INBOX\n"
    found = records(text, "messages.csv")
    assert [event.people for event in events(found)] == [("linkedin:ana", ME)]
    assert "You" not in {one.name for one in contacts(found)}


def test_13_message_bodies_are_never_kept() -> None:
    """However long the body and whatever is in it, no record holds a word of it."""
    body = "SECRET &amp; <b>\n" * 20_000
    text = MESSAGES + f'1,,Ana,{IN}ana,Me,{IN}me,2024-03-04 08:00:00 UTC,SECRET,"{body}",INBOX\n'
    found = records(text, "messages.csv")
    assert len(events(found)) == 1
    assert "SECRET" not in repr(found)


def test_14_letters_that_were_saved_in_the_wrong_encoding_are_repaired() -> None:
    """UTF-8 that was taken for cp1252 and saved again is read as it once was, and that is said."""
    garbled = (HEADER + ROW.replace("Amara", "Zoë")).encode().decode("cp1252")
    source = Source.of_text(garbled, path="box/Connections.csv", unit="box")
    assert contacts(linkedin.read(source))[0].name == "Zoë Osei-Tutu"
    assert ["garbled" in note.text for note in source.notes] == [True]


def test_15_utf16_tabs_and_no_newline_at_the_end() -> None:
    """An endorsement file that Excel saved again, as UTF-16 with tabs, is read the same."""
    text = (
        "Endorsement Date\tSkill Name\tEndorser First Name\tEndorser Last Name\t"
        "Endorser Public Url\tEndorsement Status\r\n2024/03/05 10:00:00 UTC\tEchocardiography\t"
        "Björn\tLindqvist, PhD\twww.linkedin.com/in/bj%C3%B6rn-l\tACCEPTED"
    )
    found = records(text.encode("utf-16"), "Endorsement Received Info.csv")
    assert contacts(found)[0].name == "Björn Lindqvist, PhD"
    assert events(found)[0][:4] == (
        "endorsement",
        ("linkedin:björn-l", ME),
        "2024-03-05T10:00:00",
        "Echocardiography",
    )


def test_16_endorsements_point_from_the_one_who_vouches() -> None:
    """Given endorsements start at the owner; before 2023 there is only a name."""
    text = (
        "Endorsement Date,Skill Name,Endorsee First Name,Endorsee Last Name,Endorsement Status\n"
        "2019/03/05 10:00:00 UTC,Surgery,Björn,Lindqvist,PENDING\n,Surgery,,,ACCEPTED\n"
    )
    found = records(text, "Endorsement_Given_Info.csv")
    assert events(found)[0].people == (ME, "name:Björn Lindqvist|box")
    assert len(reasons(found)) == 1


def test_messages_of_2017_have_only_names() -> None:
    """The first era of messages knows names alone, and a name is one person in it."""
    text = (
        "From,To,Date,Subject,Content,Direction,Folder\n"
        'Me Self,"Ben Okafor, Björn Lindqvist, MD PhD",'
        '"3/4/17, 9:41 PM",,hi,OUTGOING,SENT\n'
        "Ben Okafor,Me Self,2017-03-05 08:00:00 UTC,,hi,INCOMING,INBOX\n"
        "Zoë Brandt,Me Self,2017-03-05 08:00:00 UTC,,hi,INCOMING,INBOX\n"
    )
    found = records(text, "Messages.csv")
    assert events(found)[0].people == (
        "name:Me Self|box",
        "name:Ben Okafor|box",
        "name:Björn Lindqvist, MD PhD|box",
    )
    assert events(found)[0].when == "2017-03-04T21:41:00"
    assert {one.keys for one in contacts(found) if one.owner} == {(ME, "name:Me Self|box")}


def test_messages_to_2023_join_names_with_the_sender_profiles() -> None:
    """Where only senders have profiles, the same name as recipient is the same person."""
    header = MESSAGES.replace("RECIPIENT PROFILE URLS,", "")
    text = header + (
        f"1,,Ben Okafor,{IN}ben,Me Self,2020-03-04 08:00:00 UTC,,x,INBOX\n"
        f"1,,Me Self,{IN}me,Ben Okafor,2020-03-05 08:00:00 UTC,,x,INBOX\n"
        f"2,,Ben Okafor,{IN}another-ben,Me Self,2020-03-05 08:00:00 UTC,,x,INBOX\n"
    )
    found = records(text, "messages.csv")
    first, second, third = events(found)
    assert set(first.people) == set(second.people) == {"name:Ben Okafor|box", "name:Me Self|box"}
    assert third.people == ("linkedin:another-ben", "name:Me Self|box")
    assert ("linkedin:ben", "name:Ben Okafor|box") in [one.keys for one in contacts(found)]


def test_a_profile_that_is_told_later_is_not_lost() -> None:
    """Whoever was a recipient before, by name alone, has a profile once they write themselves."""
    header = MESSAGES.replace("RECIPIENT PROFILE URLS,", "")
    text = header + (
        f"1,,Ana Ruhl,{IN}ana,Ben Okafor,2020-03-04 08:00:00 UTC,,x,INBOX\n"
        f"1,,Ben Okafor,{IN}ben,Ana Ruhl,2020-03-05 08:00:00 UTC,,x,INBOX\n"
        f"1,,Ben Okafor,{IN}ben,Ana Ruhl,2020-03-06 08:00:00 UTC,,x,INBOX\n"
    )
    found = [one.keys for one in contacts(records(text, "messages.csv")) if not one.owner]
    assert found == [
        ("linkedin:ana", "name:Ana Ruhl|box"),
        ("name:Ben Okafor|box",),
        ("linkedin:ben", "name:Ben Okafor|box"),
    ]


def test_a_list_that_another_program_saved_again() -> None:
    """Its columns are renamed and in another order, and empty cells say NaN or undefined."""
    text = (
        "First Name,Last Name,Email,Company,Position,Connected On,Profile URL\n"
        f"Ana,undefined,a@x.example,NaN,Nurse,05 Mar 2024,{IN}ana\nNaN,NaN,,,,06 Mar 2024,NaN\n"
    )
    found = records(text)
    (ana,) = contacts(found)
    assert ana[:4] == (("linkedin:ana", "email:a@x.example"), "Ana", "", "Nurse")
    assert len(reasons(found)) == 1


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.linkedin.com/pub/wei-zhang/1b/215/b97", "linkedin:wei-zhang-b972151b"),
        ("http://uk.linkedin.com/pub/wei-zhang/4/7A/15/", "linkedin:wei-zhang-01507a4"),
        ("https://www.linkedin.com/pub/wei-zhang", "linkedin:wei-zhang"),
    ],
)
def test_addresses_of_before_2015_are_not_shared_by_a_name(url: str, key: str) -> None:
    """The name in them is everybody's of that name; with the codes it is one person's."""
    text = HEADER + f"Wei,Zhang,{url},,,,05 Mar 2024\n"
    assert contacts(records(text))[0].keys == (key,)


def test_one_message_in_two_archives_is_one_event() -> None:
    """Sender and recipient both hold the message; its id is the same in both exports."""
    row = f'1,,A,{IN}a,"B, C","{{}}",2024-03-04 08:00:00 UTC,,x,INBOX\n'
    one = events(records(MESSAGES + row.format(f"{IN}b,{IN}c"), "messages.csv"))
    two = events(records(MESSAGES + row.format(f"{IN}c,{IN}b"), "messages.csv"))
    assert one[0].id == two[0].id != ""


def test_a_torn_row_is_counted_and_the_rest_is_read() -> None:
    """A row without its cells is a skip, never the end of the file."""
    row = f"1,,Ana,{IN}ana,Me,{IN}me,2024-03-04 08:00:00 UTC,,x,INBOX\n"
    found = records(MESSAGES + "BADROW\n" + row, "messages.csv")
    assert reasons(found) == ["names no sender"]
    assert len(events(found)) == 1


@pytest.mark.parametrize(
    "name",
    ["guide_messages.csv", "learning_coach_messages.csv", "LearningCoachMessages.csv",
     "learning_role_play_messages.csv", "coach_messages.csv"],
)  # fmt: skip
def test_talks_with_robots_are_no_ties(name: str) -> None:
    """LinkedIn's own assistants write files like messages.csv; they are nobody."""
    row = f"1,,Coach,{IN}coach,Me,{IN}me,2024-03-04 08:00:00 UTC,,x,INBOX\n"
    for text in (MESSAGES + row, "No conversations found"):
        assert [type(one) for one in records(text, name)] == [Note]


def test_invitations_name_the_owner_and_drop_the_note() -> None:
    """The inviter comes first, the direction says who the owner is, the note is not kept."""
    text = (
        "From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'Me Self,Amara,"3/2/24, 9:41 PM","Met at the SECRET day",OUTGOING,{IN}me,{IN}amara\n'
        f'Ben,Me Self,"3/3/24, 9:41 AM",,INCOMING,{IN}ben,{IN}me\n'
        ',Me Self,"3/3/24, 9:41 AM",,INCOMING,,\n'
    )
    found = records(text, "Invitations.csv")
    assert [one[1:4] for one in events(found)] == [
        (("linkedin:me", "linkedin:amara"), "2024-03-02T21:41:00", ""),
        (("linkedin:ben", "linkedin:me"), "2024-03-03T09:41:00", ""),
    ]
    assert ("linkedin:me", ME, "name:Me Self|box") in [
        one.keys for one in contacts(found) if one.owner
    ]
    assert "SECRET" not in repr(found)
    assert len(reasons(found)) == 1


def test_invitations_before_2023_have_only_names() -> None:
    """Without profiles the owner is joined by the name the profile file tells."""
    text = "From,To,Sent At,Message,Direction\nMe Self,Amara,2019-03-02 10:00:00,,OUTGOING\n"
    found = records(text, "Invitations.csv")
    assert events(found)[0].people == (ME, "name:Amara|box")
    assert contacts(found)[0].keys == (ME, "name:Me Self|box")


def test_dates_that_a_file_writes_day_first() -> None:
    """American dates are assumed only where the file does not show the contrary."""
    header = "From,To,Sent At,Message,Direction\n"
    rows = 'A,Me,"3/4/24, 9:41",,INCOMING\nB,Me,"25/4/24, 9:41",,INCOMING\n'
    assert [one.when[:10] for one in events(records(header + rows))] == ["2024-04-03", "2024-04-25"]
    assert [one.when[:10] for one in events(records(header + rows[:30]))] == ["2024-03-04"]


def test_dates_in_an_unknown_language_are_told() -> None:
    """A date that nobody can read costs the date, not the tie, and is told."""
    found = records(HEADER + ROW.replace("Mar", "мар") + ROW.replace("03 Mar", "3. März"))
    assert [one.when for one in events(found)] == ["", "2024-03-03"]
    assert found[-1] == Note(
        "box/Connections.csv", "dates that could not be read: 1, such as '03 мар 2024'"
    )


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Recommendations_Received.csv", ("name:Björn Lindqvist, PhD|box", ME)),
        ("Recommendations Given.csv", (ME, "name:Björn Lindqvist, PhD|box")),
    ],
)
def test_recommendations(name: str, people: tuple[str, str]) -> None:
    """Who recommends comes first; the praise itself is not kept."""
    text = (
        "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\n"
        'Björn,"Lindqvist, PhD",Example Institute,Professor,"SECRET, kind.",'
        '"03/06/24, 11:02 AM",VISIBLE\n'
    )
    contact, event = records(text, name)
    assert isinstance(contact, Contact)
    assert isinstance(event, Event)
    assert contact[1:4] == ("Björn Lindqvist, PhD", "Example Institute", "Professor")
    assert event[:4] == ("recommendation", people, "2024-03-06T11:02:00", "")


def test_recommendations_whose_file_was_renamed() -> None:
    """Only the file's name says who recommends whom; without it the user is told."""
    text = "First Name,Last Name,Company,Job Title,Text,Creation Date,Status\nA,B,,,,,VISIBLE\n"
    assert isinstance(records(text, "r.csv")[0], Note)


def test_profile_tells_the_owner() -> None:
    """The profile has the owner's name, headline, place, X handle and ORCID."""
    text = (
        "First Name,Last Name,Maiden Name,Address,Birth Date,Headline,Summary,Industry,Zip Code,"
        "Geo Location,Twitter Handles,Websites,Instant Messengers\n"
        'Me,Self,,,,IMG | Cardiology,"Two\nlines",,,"Leeds, UK","[meself,other_one]",'
        '"[OTHER:https://orcid.org/0000-0002-0000-0001]",\n'
    )
    (owner,) = records(text, "Profile.csv")
    assert isinstance(owner, Contact)
    assert owner.owner
    assert owner.keys == (
        "orcid:0000-0002-0000-0001", "x:@meself", "x:@other_one", ME, "name:Me Self|box",
    )  # fmt: skip
    assert (owner.name, owner.title, owner.location) == ("Me Self", "IMG | Cardiology", "Leeds, UK")


def test_files_about_the_owner() -> None:
    """Addresses, numbers in either column order, and the position that lasts."""
    mail = "Email Address,Confirmed,Primary,Updated On\nme@example.org,Yes,Yes,\nno@x.org,No,No,\n"
    found = records(mail, "Email Addresses.csv")
    assert contacts(found)[0].keys == ("email:me@example.org", ME)
    assert len(reasons(found)) == 1
    for text in (
        "Extension,Number,Type\n+44,20 7946 0958,Mobile\n,0207 1,Home\n",
        "Number,Extension,Type\n20 7946 0958,+44,Mobile\n0207 1,,Home\n",
    ):
        found = records(text, "PhoneNumbers.csv")
        assert contacts(found)[0].keys == ("phone:+442079460958", ME)
        assert reasons(found) == ["a phone number without its country"]
    jobs = (
        "Company Name,Title,Description,Location,Started On,Finished On\n"
        "Old Clinic,Intern,,Accra,Jan 2019,Dec 2020\nSt. Hilda's,Registrar,,Leeds,Jan 2021,\n"
    )
    (job,) = contacts(records(jobs, "Positions.csv"))
    assert job[:5] == ((ME,), "", "St. Hilda's", "Registrar", "Leeds")
    assert not contacts(records(jobs.replace("2021,", "2021,Feb 2022"), "Positions.csv"))


@pytest.mark.parametrize(
    "text",
    [
        (
            "Source,FirstName,LastName,Companies,Title,Emails,PhoneNumbers,CreatedAt,Addresses,"
            "Sites,InstantMessageHandles,FullName,Birthday,Location,BookmarkedAt,Profiles\n"
            'X,Amara,Osei-Tutu,St. Hilda\'s,Registrar,"a@example.org,b@example.org",'
            f"+44 20 7946 0958,,,,,,,Leeds,,{IN}amara\nX,,,,,,,,,,,,,,,\n"
        ),
        (
            "FirstName,MiddleName,LastName,Emails,PhoneNumbers,Title,Location,CreatedAt,UpdatedAt,"
            "Companies,Profiles\nAmara,,Osei-Tutu,a@example.org;b@example.org,+442079460958,"
            f"Registrar,Leeds,,,St. Hilda's,{IN}amara\n,,,,,,,2024,,,\n"
        ),
        (
            "First Name,Last Name,Companies,Title,Email Address,Phone Numbers,Created At,Location,"
            "Full Name,Profiles\nAmara,Osei-Tutu,St. Hilda's,Registrar,a@example.org b@example.org,"
            f"+44 20 7946 0958,,Leeds,,{IN}amara\n,,,,,,x,,,\n"
        ),
    ],
)
def test_uploaded_contacts_are_an_address_book(text: str) -> None:
    """Contacts that LinkedIn was given give people, but no ties on LinkedIn."""
    found = records(text, "ImportedContacts.csv")
    (contact,) = contacts(found)
    assert set(contact.keys) == {
        "email:a@example.org", "email:b@example.org", "linkedin:amara", "phone:+442079460958",
        "name:Amara Osei-Tutu|box/ImportedContacts.csv#2",
    }  # fmt: skip
    assert contact[1:5] == ("Amara Osei-Tutu", "St. Hilda's", "Registrar", "Leeds")
    assert not events(found)
    assert len(reasons(found)) == 1


def test_notes_follows_and_registration() -> None:
    """Private notes are not kept; a follow and the inviter of the first day are ties."""
    notes = (
        "Connection First Name,Connection Last Name,Connection Profile URL,Note,Created On,"
        f"Edited On\nAmara,Osei-Tutu,{IN}amara,SECRET,2026-01-02,\n"
    )
    found = records(notes, "Notes.csv")
    assert contacts(found)[0].keys == ("linkedin:amara",)
    assert "SECRET" not in repr(found)
    follows = "Date,Status,FullName\n2020-01-02 10:00:00 UTC,Active,Ben Okafor\n"
    assert events(records(follows, "Member_Follows.csv"))[0][:3] == (
        "follow",
        (ME, "name:Ben Okafor|box"),
        "2020-01-02T10:00:00",
    )
    day_one = (
        "Registered At,Registration Ip,Inviter First Name,Inviter Last Name\n"
        '"1/29/15, 2:37 PM",203.0.113.1,Ben,Okafor\n'
    )
    assert events(records(day_one, "Registration.csv"))[0][:3] == (
        "invitation",
        ("name:Ben Okafor|box", ME),
        "2015-01-29T14:37:00",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Skills.csv", "Name\nSurgery\n"),
        ("Company Follows.csv", "Organization,Followed On\nX,28 Nov 2024\n"),
        ("Comments_2.csv", "Date,Link,Message\n2024-01-01 10:00:00,x,y\n"),
        ("Rich_Media.csv", "Time,Media Link\nx,y\n"),
        ("SearchQueries.csv", "Time,Search Query\nx,y\n"),
        ("Profile Summary.csv", "Profile Summary\n\n"),
        (
            "Job Applications_1.csv",
            (
                "Application Date,Contact Email,Contact Phone Number,Company Name,Job Title\n"
                "1/2/24,me@example.org,123,St. Hilda's,Registrar\n"
            ),
        ),
        (
            "Verifications.csv",
            (
                "First name,Middle name,Last name,Verification type,Organization name,"
                "Email address\nAna,,Roe,EMAIL,St. Hilda's,me@example.org\n"
            ),
        ),
    ],
)
def test_files_without_ties_are_known(name: str, text: str) -> None:
    """The archive's other files are told as such, not called unknown."""
    assert records(text, name) == [Note(f"box/{name}", "holds nothing about who knows whom")]


def test_schools_are_told_and_tie_nobody() -> None:
    """Education names the owner's schools; that she knows anybody from there, nothing says."""
    text = "School Name,Start Date,End Date,Notes,Degree Name,Activities\nExample Medical,2009\n"
    told = "you were at Example Medical: who else was, no export of LinkedIn says"
    assert records(text, "Education.csv") == [Note("box/Education.csv", told)]


@pytest.mark.parametrize("path", ["skills.csv", "Events.csv", "people.csv", "Notes.csv"])
def test_other_tables_are_not_claimed(path: str) -> None:
    """A table of people with such a name is left to the reader that knows it."""
    source = Source.of_text("Person A,Person B,How\nx,y,z\n", path=path)
    assert not linkedin.claims(source)


def test_mojibake_of_a_second_save_is_repaired() -> None:
    """14: UTF-8 that was read as cp1252 and saved again is read as it was meant."""
    mangled = ROW.replace("Amara", "Zoë ’n José").encode().decode("cp1252")
    assert contacts(records(HEADER + mangled))[0].name == "Zoë ’n José Osei-Tutu"


def test_hostile_names_are_just_names() -> None:
    """Markup, formulas and other protocols are text like any other."""
    row = '"<img src=x onerror=alert(1)>",=HYPERLINK(1),javascript:alert(1),,,,03 Mar 2024\n'
    (contact,) = contacts(records(HEADER + row))
    assert contact.name == "<img src=x onerror=alert(1)> =HYPERLINK(1)"
    assert contact.keys[0].startswith("name:")


@pytest.mark.shared
def test_samples() -> None:
    """The public samples give the people and ties that one counts by eye."""
    box = read(shared("samples/linkedin/silkyrich_sample_export"), progress=False)
    kinds = [one.kind for one in box.events]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {
        "connection": 2000, "endorsement": 2200, "invitation": 162, "recommendation": 48,
    }  # fmt: skip
    assert not box.skipped
    assert {one.name for one in box.contacts if one.owner and one.name} == {"Ada Byron-Lovelace"}
    box = read(shared("samples/linkedin/kawsay"), progress=False)
    assert [one.kind for one in box.events] == ["connection"] * 2 + ["message"] * 2
    assert len(box.skipped) == 1
