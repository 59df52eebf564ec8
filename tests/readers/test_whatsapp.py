"""WhatsApp chats: who wrote on which day, in every way phones write dates."""

from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import Order, whatsapp
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Note, Record, Skipped, key_value
from tests.conftest import shared
from tests.readers.told import reasons


def records(text: str, path: str = "chat/_chat.txt") -> list[Record]:
    """Read a literal chat."""
    return list(whatsapp.read(Source.of_text(text, path)))


def events(found: Iterable[Record]) -> list[tuple[str, str, list[str]]]:
    """Give (kind, date, names) of each event."""
    return [
        (one.kind, one.when, [key_value(who) for who in one.people])
        for one in found
        if isinstance(one, Event)
    ]


def names(found: Iterable[Record]) -> list[str]:
    """Give everybody who was told."""
    return [key_value(one.keys[0]) for one in found if isinstance(one, Contact) and not one.owner]


def note(found: Iterable[Record]) -> str:
    """Give what is said about the dates."""
    return next(one.text for one in found if isinstance(one, Note))


def test_a_group_that_names_itself_in_its_second_line_is_nobody() -> None:
    """The notice of encryption has the group's title before it, with its mark or without."""
    start = "[04.03.21, 10:18:18] "
    found = records(
        f"{start}You created group “Night shift”\n"
        f"{start}Night shift: Messages and calls are end-to-end encrypted. No one outside of this"
        " chat, not even WhatsApp, can read or listen to them.\n"
        f"{start}Amara: is it encrypted?\n{start}Ben: yes\n{start}Cleo: good\n"
    )
    assert names(found) == ["Amara", "Ben", "Cleo"]


def test_one_who_wrote_without_an_answer_wrote_to_the_owner() -> None:
    """The chat is named after them; where it is not, nobody knows whom they wrote to."""
    text = "13/6/2026, 12:34 - Maria: hola\n14/6/2026, 09:10 - Maria: buenos dias\n"
    found = records(text, "chat/WhatsApp Chat with Maria.txt")
    assert [who for _, _, who in events(found)] == [["Maria", "whatsapp"]] * 2
    assert events(records(text)) == []


def test_whoever_the_first_notice_names_may_write_as_well() -> None:
    """A group's title never does, and what it seems to say happened to the group."""
    notice = "Messages and calls are end-to-end encrypted. Only people in this chat can read them."
    rest = (
        "[14.08.2024, 21:00:11] {0}: Ann added you\n"
        "[14.08.2024, 21:01:57] {0}: You're now an admin\n"
        "[15.08.2024, 21:01:00] Ann: hi\n[15.08.2024, 21:02:00] Ben: hi\n"
        "[15.08.2024, 21:03:00] Cleo: hi\n"
    )
    found = records(f"[14.08.2024, 21:00:10] Ward 7: {notice}\n" + rest.format("Ward 7"))
    assert names(found) == ["Ann", "Ben", "Cleo"]
    wrote = "[16.08.2024, 21:03:00] Dana: good morning\n"
    found = records(f"[14.08.2024, 21:00:10] Dana: {notice}\n" + rest.format("Dana") + wrote)
    assert names(found) == ["Ann", "Ben", "Cleo", "Dana"]


def test_a_chat_of_two_is_a_message_for_each_day() -> None:
    """Who wrote first that day comes first; texts, and lines that continue one, are not kept."""
    found = records(
        "[05/03/24, 14:05:09] Amara Osei-Tutu: Draft sent\nsee you: Friday\n"
        "[05/03/24, 14:06:00] ~ Ben: ok\n[05/03/24, 14:07:00] Amara Osei-Tutu: fine\n"
        "[25/03/24, 14:06:00] ~\u202fBen: hello\n"
    )
    assert events(found) == [
        ("message", "2024-03-05", ["Amara Osei-Tutu", "Ben"]),
        ("message", "2024-03-25", ["Ben", "Amara Osei-Tutu"]),
    ]
    assert names(found) == ["Amara Osei-Tutu", "Ben"]
    assert found[0] == Contact(
        ("name:Amara Osei-Tutu|chat/_chat.txt",), "Amara Osei-Tutu", file="chat/_chat.txt", line=1
    )
    assert "Friday" not in repr(found)
    assert "Draft" not in repr(found)


def test_a_group_is_an_event_for_each_month() -> None:
    """Those who wrote in a month, on its last day with a message, with the group's name."""
    found = records(
        "24/02/2025, 14:05 - A: x\n25/02/2025, 14:05 - B: x\n01/03/2025, 14:05 - A: x\n"
        "02/03/2025, 14:05 - C: x\n03/03/2025, 14:05 - B: x\n03/04/2025, 14:05 - C: x\n",
        "WhatsApp Chat with Ward 3.txt",
    )
    assert events(found) == [
        ("group", "2025-02-25", ["A", "B"]), ("group", "2025-03-03", ["A", "C", "B"]),
    ]  # fmt: skip
    assert {one.what for one in found if isinstance(one, Event)} == {"Ward 3"}
    assert reasons(found) == ["a month in which only one person wrote"]


@pytest.mark.parametrize(
    ("start", "day"),
    [
        ("[25/03/24, 14:05:09]", "2024-03-25"),
        ("\u200e[25/03/2024, 2:05:09\u202fPM]", "2024-03-25"),
        ("25/03/2024, 14:05 -", "2024-03-25"),
        ("3/25/24, 2:05\u202fPM -", "2024-03-25"),
        ("3/25/24, 02:05 p. m. -", "2024-03-25"),
        ("25.03.24, 14:05 -", "2024-03-25"),
        ("25.03.24., 14:05 -", "2024-03-25"),
        ("25.3.2024 klo 14.05 -", "2024-03-25"),
        ("25/3/24, a las 14:05 -", "2024-03-25"),
        ("25. 3. 2024 14:05 -", "2024-03-25"),
        ("25-03-2024 14:05 -", "2024-03-25"),
        ("[25-03-24 14:05:09]", "2024-03-25"),
        ("2024-03-25, 14:05 -", "2024-03-25"),
        ("[2024-03-25, 14:05:09]", "2024-03-25"),
        ("2024/03/25, 14:05 -", "2024-03-25"),
        ("2024/3/25 下午2:05 -", "2024-03-25"),
        ("2024. 3. 25. 오후 2:05 -", "2024-03-25"),
        ("24/03/31, 14:05 -", "2024-03-31"),
        ("25/3/2567 14:05 -", "2024-03-25"),
        ("25/03/2024 à 14:05 -", "2024-03-25"),
        ("[25.3.2024 klo 14.05.18]", "2024-03-25"),
        ("25-03-2024, 02.05 PM -", "2024-03-25"),
        ("[25/3/24 2:05:00 p. m.]", "2024-03-25"),
        ("25.03.24 14.05.15:", "2024-03-25"),
        ("25. 3. 2024. 14:05:15", "2024-03-25"),
        ("2024-03-25 14:05 -", "2024-03-25"),
        ("\u200e[2024-03-25 14:05:09]", "2024-03-25"),
        ("3/25/24, 2:05:09 PM:", "2024-03-25"),
        ("[14:05:09, 25/3/24]", "2024-03-25"),
        ("14:05, 25/3/24 -", "2024-03-25"),
        ("25.03.24 г., 14:05 ч. -", "2024-03-25"),
        ("[3/25/2567 BE, 14:05:09]", "2024-03-25"),
        ("[3/25/R6, 14:05:09]", "2024-03-25"),
        ("[3/25/H28, 14:05:09]", "2016-03-25"),
        ("۱۴۰۳/۱/۶، ۱۴:۰۵ -", "2024-03-25"),
        ("1403/12/30, 14:05 -", "2025-03-20"),
        ("\u200f٢٥\u200f/٣\u200f/٢٠٢٤، ٢:٠٥ م -", "2024-03-25"),
    ],
)
def test_every_way_in_which_phones_write_dates(start: str, day: str) -> None:
    """Order, separators, clocks, marks, words and digits of many countries give one date."""
    text = f"{start} Amara: x\n{start} Ben: y\n"
    assert whatsapp.claims(Source.of_text(text))
    assert events(records(text)) == [("message", day, ["Amara", "Ben"])]


@pytest.mark.parametrize("start", ["2024. 3. 25. 오후 2:05,", "2024년 3월 25일 오후 2:05,"])
def test_korean_phones_write_a_comma_and_a_colon_around_the_author(start: str) -> None:
    """And syllables in place of dots, in older ones."""
    found = records(f"{start} Amara : x\n{start} Ben : y: z\n")
    assert events(found) == [("message", "2024-03-25", ["Amara", "Ben"])]


@pytest.mark.parametrize(
    ("dates", "expected", "why"),
    [
        (["01/03/24", "02/03/24", "03/04/24"], "2024-03-01", "first number changes faster"),
        (["03/01/24", "03/02/24", "04/03/24"], "2024-03-01", "second number changes faster"),
        (["01/03/24", "13/03/24"], "2024-03-01", "first number goes beyond 12"),
        (["03/01/24", "03/13/24"], "2024-03-01", "second number goes beyond 12"),
        (["01/03/24", "02/04/24"], "2024", "nothing in the chat shows"),
        (["03/03/24", "04/04/24"], "2024-03-03", "nothing in the chat shows"),
        (["01.03.24", "02.04.24"], "2024-03-01", "with dots"),
        (["24/12/30", "24/12/31"], "2024-12-30", "year comes first"),
    ],
)
def test_which_number_is_the_day_is_told_from_the_whole_chat(
    dates: list[str], expected: str, why: str
) -> None:
    """A number over 12, else the one that changes faster; else the year alone; and a note."""
    found = records("".join(f"{day}, 14:05 - {who}: x\n" for day in dates for who in "AB"))
    assert events(found)[0][1] == expected
    assert why in note(found)


def test_you_is_who_exported_the_chat_and_meta_ai_is_nobody() -> None:
    """Some programs write "You" for the owner; a machine that answers in a chat is no person."""
    found = records(
        "25/03/2024, 14:05 - You: x\n25/03/2024, 14:06 - Ben: y\n25/03/2024, 14:07 - Meta AI: z\n",
        "chat/WhatsApp Chat with Ben.txt",
    )
    assert events(found) == [("message", "2024-03-25", ["whatsapp", "Ben"])]
    assert {one.name for one in found if isinstance(one, Contact)} == {"", "Ben"}
    assert reasons(found) == ["a notice by WhatsApp, not a message"]


@pytest.mark.parametrize(
    ("given", "expected"), [("dmy", "2024-04-03"), ("mdy", "2024-03-04"), ("", "2024")]
)
def test_the_user_may_say_which_number_is_the_month(given: Order, expected: str) -> None:
    """What she says stands above a guess, and below what the dates of the chat prove."""
    lines = ["03/04/24, 14:05 - A: x\n", "03/04/24, 14:06 - B: x\n", "25/04/24, 14:06 - B: x\n"]
    source = Source.of_text("".join(lines[:2]), "chat.txt")
    source.given_order = given
    found = list(whatsapp.read(source))
    assert events(found)[0][1] == expected
    assert ("you said so" in note(found)) == bool(given)
    source = Source.of_text("".join(lines), "chat.txt")
    source.given_order = given
    assert events(whatsapp.read(source))[0][1] == "2024-04-03"


def test_a_year_before_the_day_and_who_wrote_without_a_date() -> None:
    """A day that stands in the month's place is read; who wrote on no day is still a person."""
    found = records("2024/20/03, 14:05 - A: x\n2024/20/03, 14:05 - B: x\n2024/99/99, 1:05 - C: x\n")
    assert events(found) == [("group", "2024-03-20", ["A", "B"])]
    assert names(found) == ["A", "B", "C"]
    assert reasons(found) == ["a message with no date that can be read"]


def test_a_chat_in_two_orders_loses_no_message() -> None:
    """Exports that were joined by hand may change the order: each date is read as it can be."""
    days = ("25/03/24", "26/03/24", "03/27/24", "99/99/24")
    found = records("".join(f"{day}, 14:05 - {who}: x\n" for day in days for who in "AB"))
    assert [one[1] for one in events(found)] == ["2024-03-25", "2024-03-26", "2024-03-27"]
    assert reasons(found) == ["a message with no date that can be read"] * 2
    joined = ("2024-03-25", "2024.03.26", "01/07/2025")
    found = records("".join(f"[{day}, 14:05:01] {who}: x\n" for day in joined for who in "AB"))
    assert [one[1] for one in events(found)] == ["2024-03-25", "2024-03-26", "2025"]


def test_notices_are_nobodys_messages() -> None:
    """Lines without an author, and colons inside what a notice quotes, make no person."""
    found = records(
        "25/03/24, 14:00 - Messages and calls are end-to-end encrypted. Tap to learn more.\n"
        '25/03/24, 14:01 - Amara created group "Ward: nights"\n'
        "25/03/24, 14:02 - Amara hat Björn hinzugefügt\n"
        "25/03/24, 14:03 - Amara changed the group name to “Ward: 3”\n"
        "25/03/24, 14:04 - Amara: hello\n"
        "25/03/24, 14:05 - Amara ha cambiado la descripción a: nights\n"
        "25/03/24, 14:06 - Ben: hello\n"
        '25/03/24, 14:07 - Cleo "Bear" Diaz: hello\n'
    )
    assert names(found) == ["Amara", "Ben", 'Cleo "Bear" Diaz']
    assert reasons(found) == ["a notice by WhatsApp, not a message"] * 5


@pytest.mark.parametrize(
    ("mark", "path"),
    [
        ("\u200e", "WhatsApp Chat - Ward 3.zip/_chat.txt"),
        ("\u200e", "_chat.txt"),
        ("", "_chat.txt"),
    ],
)
def test_the_title_of_a_group_is_no_person(mark: str, path: str) -> None:
    """Newer iPhones name the group as the author of notices, marked or, after copying, not."""
    found = records(
        f"[25/03/24, 14:00:00] Ward 3: {mark}Messages and calls are end-to-end encrypted.\n"
        f"[25/03/24, 14:00:01] Ben: \u200eBen joined using this group's link\n"
        "[25/03/24, 14:01:00] Amara: hello\n\u200e[25/03/24, 14:02:00] Ben: \u200eimage omitted\n"
        "[25/03/24, 14:03:00] Cleo: hello\n",
        path,
    )
    assert names(found) == ["Amara", "Ben", "Cleo"]
    assert reasons(found) == ["a notice by WhatsApp, not a message"] * 2


@pytest.mark.parametrize(
    "notice",
    [
        "Messages and calls are end-to-end encrypted. Tap: learn more",
        "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt: mehr",
        "Los mensajes y las llamadas están cifrados de extremo a extremo: más",
        "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta: mais",
        "Les messages et les appels sont chiffrés de bout en bout : plus",
        "I messaggi e le chiamate sono crittografati end-to-end: altro",
        "संदेश और कॉल एंड-टू-एंड एन्क्रिप्टेड हैं: और जानें",
        "الرسائل والمكالمات مشفّرة تمامًا بين الطرفين: المزيد",
        "WhatsApp: update",
        "Système: Amara a créé le groupe",
    ],
)
def test_no_sentence_of_whatsapp_is_a_name(notice: str) -> None:
    """The notice that begins a chat makes no person, in any language, even with a colon in it."""
    start = "25/03/24, 14:00 - "
    found = records(f"{start}{notice}\n{start}Amara: is it encrypted?\n{start}Ben: yes\n")
    assert names(found) == ["Amara", "Ben"]
    assert reasons(found) == ["a notice by WhatsApp, not a message"]


def test_who_has_only_marked_notices_wrote_nothing() -> None:
    """The title stands anywhere in a chat that was cut; a picture or deleted text is somebody's."""
    found = records(
        "[25/03/24, 14:00:00] Amara: hello\n"
        "[25/03/24, 14:00:01] Ward 3: \u200eAmara changed the group name to “Ward 3”\n"
        "[25/03/24, 14:00:02] Cleo: \u200eCleo joined using this group's invite link\n"
        "[25/03/24, 14:01:00] ~\u202fBen: \u200eimage omitted\n"
        "[25/03/24, 14:02:00] \u202a+44 7700 900123\u202c: \u200eThis message was deleted.\n"
        "[25/03/24, 14:03:00] Dana: note: \u200e<This message was edited>\n"
    )
    assert names(found) == ["Amara", "Ben", "+447700900123", "Dana"]
    assert reasons(found) == ["a notice by WhatsApp, not a message"] * 2


def test_a_title_whose_marks_were_lost_is_told_by_the_name_of_the_file() -> None:
    """Or by the first notice. Where three write, the chat is named after none; where two, it is."""
    two = "25/03/24, 14:00 - Amara: a\n25/03/24, 14:00 - Ben: a\n"
    three = "25/03/24, 14:00 - Ward 3: Amara added Ben\n" + two
    assert names(records(three, "WhatsApp Chat with Ward 3.txt")) == ["Amara", "Ben"]
    begun = "25/03/24, 14:00 - Ward 3: Messages are end-to-end encrypted\n" + three
    assert names(records(begun)) == ["Amara", "Ben"]
    assert names(records(two, "WhatsApp Chat with Ben.txt")) == ["Amara", "Ben"]


def test_a_group_in_which_two_write_is_a_group() -> None:
    """Its notices or its file are named after it, not after one of the two."""
    two = "[25/03/24, 14:01:00] Amara: hello\n[25/03/24, 14:03:00] Ben Okafor: hello\n"
    notice = "[25/03/24, 14:00:00] Ward 3: \u200eMessages and calls are private.\n"
    group, pair = [("group", "2024-03-25", ["Amara", "Ben Okafor"])], "message"
    assert events(records(notice + two)) == group
    assert events(records(two, "WhatsApp Chat with Ward 3.txt")) == group
    assert events(records(two, "WhatsApp Chat with Ben.txt"))[0][0] == pair
    assert events(records(notice.replace("Ward 3", "Amara") + two))[0][0] == pair


def test_numbers_are_phone_keys() -> None:
    """A sender who is not in the phone's contacts is a number, wrapped in marks."""
    found = records(
        "[25/03/24, 14:01:00] \u202a+44 7700 900123\u202c: hi\n[25/03/24, 14:02:00] Amara: hi\n"
    )
    first = next(one for one in found if isinstance(one, Contact))
    assert first[:2] == (("phone:+447700900123",), "")


@pytest.mark.parametrize(
    "path",
    [
        "WhatsApp Chat with Ben Okafor.txt", "WhatsApp-Chat mit Ben Okafor.txt",
        "Chat de WhatsApp con Ben Okafor.txt", "Discussion WhatsApp avec Ben Okafor.txt",
        "x/WhatsApp Chat - Ben Okafor.zip/_chat.txt", "Conversa do WhatsApp com Ben Okafor.txt",
    ],
)  # fmt: skip
def test_a_chat_named_after_one_was_exported_by_the_other(path: str) -> None:
    """The file's name tells the chat's; in a chat of two the owner is who it is not named after."""
    found = records("25/03/24, 14:01 - Ben Okafor: hi\n25/03/24, 14:02 - Me Self: hi\n", path)
    (owner,) = [one for one in found if isinstance(one, Contact) and one.owner]
    assert owner.keys == (f"name:Me Self|{path}", "owner:whatsapp|test")
    assert not [one for one in records("25/03/24, 14:01 - A: x\n25/03/24, 14:02 - B: x\n", path)
                if isinstance(one, Contact) and one.owner]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "", "Dear Ben,\n25/03/24, 14:05 - Amara: hi\n", "2024-03-05 12:00:00 - root - INFO: up\n",
        "[2024-03-05 12:00:00] local.ERROR: down\n", "25/03/24;14:05;Amara\n", "05/03/2024\n",
        "12:00 - Amara: hi\n", "25.12.2024 20:00:01: INFO: started\n",
        "13. 6. 2018. 21:25:15 we met\nnothing: else\n", "From: a@x.example\nTo: b@x.example\n",
    ],
)  # fmt: skip
def test_other_files_are_left_to_others(text: str) -> None:
    """Letters, logs and tables do not begin as a chat does."""
    assert not whatsapp.claims(Source.of_text(text))


def test_an_audience_is_not_a_group_of_acquaintances() -> None:
    """A month in which more than sixty wrote is counted, and everybody in it told."""
    found = records("".join(f"25/03/24, 14:05 - P{n}: x\n" for n in range(61)))
    assert len(names(found)) == 61
    assert reasons(found) == ["a month in which more than 60 people wrote"]


def test_hostile_names_stay_text() -> None:
    """A name that is a script is a name."""
    text = (
        "25/03/24, 14:05 - <img src=x onerror=alert(1)>: x\n25/03/24, 14:05 - =cmd|' /C calc: x\n"
    )
    assert names(records(text)) == ["<img src=x onerror=alert(1)>", "=cmd|' /C calc"]


@pytest.mark.property
@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["25/03/24, 14:05 - ", "[1/2/3, 1:02] ", "99/99/9999, 1:01 - ", ""]),
            st.text(max_size=20),
            st.sampled_from([": ", ":\u0020\u200e", " "]),
            st.text(max_size=10),
        ).map("".join)
    )
)
def test_any_text_gives_records_or_a_clear_error(lines: list[str]) -> None:
    """Whatever stands in a chat, reading it gives records, or a ReadError."""
    try:
        found = records("\n".join(lines))
    except ReadError:
        return
    for one in found:
        assert isinstance(one, Contact | Event | Skipped | Note)
        if isinstance(one, Event):
            assert len(set(one.people)) == len(one.people) > 1


@pytest.mark.shared
def test_the_same_chat_in_six_date_formats_gives_the_same_events() -> None:
    """Five people, in two months, whatever the phone's country."""
    found = [
        events(whatsapp.read(one))
        for one in sources([shared("samples/chat/chatminer/whatsapp")])
        if isinstance(one, Source) and whatsapp.claims(one)
    ]
    assert len(found) == 5
    assert found[0] == [
        ("group", "2019-01-30", ["John Doe", "Jahn Doe"]),
        ("group", "2021-12-30", ["John Doe 🤓", "🤓", "John Doe"]),
    ]
    assert all(each == found[0] for each in found)


def test_one_author_in_two_spellings() -> None:
    """A name with an invisible character in it, or a number with other spaces, is one author."""
    text = (
        "[05/03/24, 14:05:09] Ben\x1fOkafor: a\n[05/03/24, 14:06:09] Ben Okafor: b\n"
        "[05/03/24, 14:07:09] +44 20 7946 0958: c\n[05/03/24, 14:08:09] +44 2079 460958: d\n"
        "[05/03/24, 14:09:09] Amara Osei: e\n"
    )
    found = [*whatsapp.read(Source.of_text(text, path="chat.txt", unit="box"))]
    people = [one.keys for one in found if isinstance(one, Contact)]
    assert len(people) == len(set(people)) == 3
    assert [len(one.people) for one in found if isinstance(one, Event)] == [3]
