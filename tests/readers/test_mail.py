"""Mail: who wrote to whom, told from headers as programs really write them."""

import io
import mailbox
from collections import Counter
from collections.abc import Iterable
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import _headers, mail
from netgraph.readers._mail_marks import folder_role, sort_of
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Note, Record, Skipped, key_value
from tests.conftest import shared
from tests.readers.told import reasons

FROM_ = "From 1790123456789012345@xxx Tue Mar 05 09:00:00 +0000 2024\n"


def letter(sender: str = "Ben <ben@x.example>", to: str = "me@example.com", **more: str) -> str:
    """Write one mail."""
    lines = [f"From: {sender}", f"To: {to}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in more.items()]
    return "\n".join(lines) + "\n\nbody\n"


def mbox(*letters: str) -> str:
    """Write an mbox."""
    return "\n".join(FROM_ + one for one in letters)


def records(*texts: str | bytes, path: str = "Inbox.mbox") -> list[Record]:
    """Read literals as the files of one call."""
    memory: dict[str, object] = {}
    found: list[Record] = []
    for text in texts:
        source = Source.of_text(text, path)
        source.shared = memory
        found += mail.read(source)
    return found


def events(found: Iterable[Record], kind: str = "mail") -> list[list[str]]:
    """Give the people of the events of one kind, as addresses."""
    return [
        [key_value(one) for one in event.people]
        for event in found
        if isinstance(event, Event) and event.kind == kind
    ]


def sorts(found: Iterable[Record]) -> dict[str, str]:
    """Give what is not a person, and what it is instead."""
    contacts = [one for one in found if isinstance(one, Contact)]
    return {key_value(one.keys[0]): one.sort for one in contacts if one.sort != "person"}


def owners(found: Iterable[Record]) -> list[str]:
    """Give the addresses that were found to be the owner's."""
    return [key_value(one.keys[0]) for one in found if isinstance(one, Contact) and one.owner]


def names(found: Iterable[Record]) -> list[tuple[str, str]]:
    """Give the (address, name) of everybody."""
    return [(key_value(one.keys[0]), one.name) for one in found if isinstance(one, Contact)]


# One mail


def test_a_mail_is_one_event_of_its_sender_and_recipients() -> None:
    """Sender first, then To and Cc once each, in UTC, with the Message-ID, without the subject."""
    found = records(
        mbox(
            "X-Gmail-Labels: Inbox,Important\n"
            'From: "Lindqvist, Björn" <Bjorn@kei.example>\n'
            "To: Amara Osei-Tutu <a.osei@example.org>, me@example.com\n"
            "Cc: a.osei@example.org, bjorn@kei.example\ncc: dana@x.example\n"
            "Date: Tue, 5 Mar 2024 10:00:00 +0100\n"
            "Subject: A secret\nMessage-ID: <i1@kei.example>\n\nDear both, To: ghost@x.example\n"
        )
    )
    (event,) = [one for one in found if isinstance(one, Event)]
    assert event == Event(
        "mail",
        (
            "email:bjorn@kei.example", "email:a.osei@example.org", "email:me@example.com",
            "email:dana@x.example",
        ),
        "2024-03-05T09:00:00", "", "Inbox.mbox", 1, 1.0, "i1@kei.example",
    )  # fmt: skip
    assert ("bjorn@kei.example", "Lindqvist, Björn") in names(found)
    assert "secret" not in repr(found)
    assert "ghost" not in repr(found)


def test_a_single_mail_is_read_alike() -> None:
    """An .eml, Apple's .emlx with its byte count, and old Mac or UTF-16 text are one mail."""
    text = letter(Date="Tue, 5 Mar 2024 09:00:00 +0000")
    variants: list[str | bytes] = [
        text, "\ufeff" + text, "1234      \n" + text, text.replace("\n", "\r\n"),
        text.replace("\n", "\r"), text.encode("utf-16"), "\n\n" + text,
    ]  # fmt: skip
    for variant in variants:
        source = Source.of_text(variant, "a.eml")
        assert mail.claims(source)
        assert events(mail.read(source)) == [["ben@x.example", "me@example.com"]]


@pytest.mark.parametrize(
    "text",
    [
        "From  : ben@x.example\nTo    : me@example.com\n\nbody\n",  # a blank was allowed there
        "Received: by x\ntorn Delivered-To: x\nFrom: ben@x.example\nTo: me@example.com\n\nbody\n",
        "From: Ben\nDate: Tue, 5 Mar\n 2024\nTo: me@example.com\n\n".replace(
            "Ben", "ben@x.example"
        ),
    ],
)
def test_old_and_torn_headers_are_still_those_of_a_mail(text: str) -> None:
    """One damaged line, or a blank before the colon, does not make it another file."""
    source = Source.of_text(text, "a.eml")
    assert mail.claims(source)
    assert events(mail.read(source)) == [["ben@x.example", "me@example.com"]]


def test_everybody_who_signs_a_mail_is_in_it() -> None:
    """A mail may be from several people."""
    found = records(letter("Ben <ben@x.example>, Cleo <cleo@x.example>"))
    assert events(found) == [["ben@x.example", "cleo@x.example", "me@example.com"]]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32"])
def test_a_mailbox_in_wide_letters_is_read_whole(encoding: str) -> None:
    """Windows saves text with two bytes for each letter: no mail after the first is lost."""
    text = mbox(*(letter(f"Zoë <z{n}@x.example>") for n in range(300)))
    source = Source.of_text(text.encode(encoding), "Inbox.mbox")
    assert mail.claims(source)
    found = list(mail.read(source))
    assert len(events(found)) == 300
    assert ("z299@x.example", "Zoë") in names(found)


@pytest.mark.parametrize(
    "text",
    [
        "", "Hello Ben,\nhow are you?\n", 'Notes:\n"..."\n\nFirst Name,Last Name\n',
        "BEGIN:VCARD\nVERSION:3.0\nFN:A\nEND:VCARD\n", "BEGIN:VCALENDAR\nVERSION:2.0\n",
        "BEGIN:VEVENT\nDESCRIPTION:Forwarded:\nFrom: Ben\nTo: Amara\nSubject: Rounds\n",
        "PMID- 1\nTI  - A title\nFAU - Osei, A\n", "From,To\nA,B\n", '{"from": "a"}',
        "[05/03/24, 14:05:09] Ben: hi\n", "From here on: nothing\n", "To: do\nmilk\n",
    ],
)  # fmt: skip
def test_other_text_is_not_mail(text: str) -> None:
    """Two headers of mail, or a From_ line with one after it, make a mail; nothing else does."""
    assert not mail.claims(Source.of_text(text, "Inbox.mbox"))


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("Tue, 17 Nov 2009 19:50:40 -0500", "2009-11-18T00:50:40"),
        ("5 Mar 24 9:00 EST", "2024-03-05T14:00:00"),
        ("Tue, 05 Mar 2024 09:00:00 -0000 (no zone)", "2024-03-05T09:00:00"),
        ("01 Jan 2001 00:01+0000", "2001-01-01T00:01:00"),
        ("Tue, 5 Mar 1904 09:00:00 +0000", "2024-03-05T08:00:00"),  # then: the last server's
        ("Tue, 5 Mar 2924 09:00:00 +0000", "2024-03-05T08:00:00"),
        ("Thu Jan 01 00:00:10 +0000", "2024-03-05T08:00:00"),
        ("yesterday, 99:99", "2024-03-05T08:00:00"),
    ],
)
def test_dates_fall_back_to_the_last_server(field: str, expected: str) -> None:
    """Two-digit years, named zones and comments are read; garbage gives way to Received."""
    received = "from a.example\n\tby b.example; Tue, 5 Mar 2024 10:00:00 +0200"
    found = records(letter(Date=field, Received=received))
    assert [one.when for one in found if isinstance(one, Event)] == [expected]


def test_dates_fall_back_to_the_from_line() -> None:
    """Without any header with a date, the line that begins the mail in an mbox has one."""
    found = records(
        FROM_.replace("+0000", "-0100") + letter(),
        "From ben@x.example  Tue Mar  5 09:00:00 2024\n" + letter(),
        letter(),
    )
    assert [one.when for one in found if isinstance(one, Event)] == [
        "2024-03-05T10:00:00", "2024-03-05T09:00:00", "",
    ]  # fmt: skip


# Addresses


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("=?utf-8?Q?P=C3=A9rez=2C_Jos=C3=A9?= <j@x.example>", [("j@x.example", "Pérez, José")]),
        ("Okafor, Ben <b@x.example>", [("b@x.example", "Okafor, Ben")]),
        ("alice@x.example <alice@x.example>", [("alice@x.example", "")]),
        ('"boss@hospital.example" <x@evil.example>', [("x@evil.example", "")]),
        ("unlisted-recipients:; (no To-header on input)", []),
        ("undisclosed-recipients:;", []),
        ("Team: a@x.example, Ben <b@x.example>;", [("a@x.example", ""), ("b@x.example", "Ben")]),
        ("/o=ExchangeLabs/ou=Group/cn=Ben, a@x.example", [("a@x.example", "")]),
        ('IMCEAEX-_O=A@x.example, "a@b" <c@x.example>', [("c@x.example", "")]),
        ("ben@x.example (Ben (B.) Okafor)", [("ben@x.example", "B.")]),
        ("'Ben Okafor' <b@x.example>", [("b@x.example", "Ben Okafor")]),
        (r'"Okafor \"Ben\", B." <b@x.example>', [("b@x.example", "Okafor Ben , B.")]),
        ('"open <a@x.example>, b@x.example', [("a@x.example", "open"), ("b@x.example", "")]),
        ("Ben <ben@xn--bcher-kva.example>", [("ben@bücher.example", "Ben")]),
        ("<@r.example:ben@x.example>; mailto:a@x.example?subject=b", [
            ("ben@x.example", ""), ("a@x.example", ""),
        ]),
        ("Ben Okafor ben@x.example", [("ben@x.example", "")]),
        ("=?no-such-charset?Q?B?= <b@x.example>", [("b@x.example", "B")]),
        ("=?utf-8?Q?Jos=E9?= <b@x.example>", [("b@x.example", "José")]),
        ("=?utf-8?B?a?= <b@x.example>", [("b@x.example", "")]),
        ("=?utf-8?B?QmVuIDxiQHguZXhhbXBsZT4=?=", [("b@x.example", "Ben")]),
        ("=?gb2312?B?1cXI/Q==?= <b@x.example>", [("b@x.example", "张三")]),
        ("=?ISO-2022-JP?B?GyRCMkNHPBsoQg==?= <b@x.example>", [("b@x.example", "加納")]),
        ("=?UTF-8?B?QmVu?= =?UTF-8?B?IE8=?= <b@x.example>", [("b@x.example", "Ben O")]),
        ("Ben Okafor (ben@x.example)", [("ben@x.example", "")]),
        ('"ben.okafor"@x.example, jo(Jo)@x.example', [
            ("ben.okafor@x.example", ""), ("jo@x.example", "Jo"),
        ]),
        ("Ben [mailto:ben@x.example]", [("ben@x.example", "")]),
        ("ben.ok at x.example (Ben Okafor)", [("ben.ok@x.example", "Ben Okafor")]),
        ("Ben at the ward", []),
        ('<<b@x.example>>, b@x.example., "B"b@x.example', [("b@x.example", "")] * 3),
        ("Ben <SMTP:ben@x.example>", [("ben@x.example", "Ben")]),
        ("(Team) ida@x.example, o'brien@x.example", [
            ("ida@x.example", "Team"), ("o'brien@x.example", ""),
        ]),
        ("<img src=x> <b@x.example>", [("b@x.example", "<img src=x>")]),
        ("x@y@z.example, root, <>, @, ,,", []),
        ("a@x.example b@x.example", [("a@x.example", ""), ("b@x.example", "")]),
        ("Amara <a(her own)@x.example>", [("a@x.example", "Amara")]),
    ],
)  # fmt: skip
def test_addresses_as_they_are_really_written(field: str, expected: list[tuple[str, str]]) -> None:
    """Every form in which programs write addresses gives (address, name), or nothing."""
    assert [(key_value(one), name) for one, name in _headers.addresses(field)] == expected


_WORDS = st.text("abcXYZ éüß,.'()-", min_size=1, max_size=12).map(str.strip).filter(bool)


@pytest.mark.property
@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(_WORDS, st.from_regex(r"[a-z]{1,8}", fullmatch=True)), min_size=1))
def test_well_formed_lists_are_split_as_by_the_standard_library(
    people: list[tuple[str, str]],
) -> None:
    """What Python writes as an address list is read back: nobody lost, nobody invented."""
    message = EmailMessage()
    message["To"] = [Address(name, local, "x.example") for name, local in people]
    text = " ".join(str(message["To"]).split())
    assert [key_value(one) for one, _ in _headers.addresses(text)] == [
        address for _, address in getaddresses([text])
    ]


def test_raw_bytes_in_headers_are_read() -> None:
    """Names in unencoded UTF-8 and in Windows bytes are names, also in one mail; NUL is nothing."""
    mixed = b"From: Zo\xc3\xab <z@x.example>\nTo: Jos\xe9 <j@x.example>, \0a@x.example\n\n"
    assert names(records(mixed)) == [
        ("z@x.example", "Zoë"), ("j@x.example", "José"), ("a@x.example", ""),
    ]  # fmt: skip
    one = letter("Zoë <z@x.example>").encode() + letter("José <j@x.example>").encode("cp1252")
    assert names(records(one))[0] == ("z@x.example", "Zoë")
    assert names(records(letter("José <j@x.example>").encode("cp1252")))[0][1] == "José"


def test_gmail_dots_and_tags_are_one_account() -> None:
    """A Gmail address comes with the address it is the same as; others are left alone."""
    found = records(letter("A <A.Osei+jobs@gmail.com>", "b.c+d@x.example"))
    assert [one.keys for one in found if isinstance(one, Contact)] == [
        ("email:a.osei+jobs@gmail.com", "email:aosei@gmail.com"),
        ("email:b.c+d@x.example",),
    ]


# Where mails begin


def test_a_line_that_starts_with_from_does_not_begin_a_mail() -> None:
    """Python's mailbox finds three mails in these two; a From_ line needs a blank line before."""
    text = mbox(
        letter() + "one\nFrom now on 2024 12:00\nTo: x\n\nFrom Monday, 4 March 2024, 9:00 I am\n",
        letter("Cleo <cleo@x.example>") + "\n>From a@b Tue Mar 05 09:00:00 2024\nTo: x\n",
    )
    assert [one[0] for one in events(records(text))] == ["ben@x.example", "cleo@x.example"]


def test_a_sure_from_line_begins_a_mail_without_a_blank_line() -> None:
    """Some leave the blank line out; an address, also hidden, a full date and a header do."""
    text = "".join(
        f"From {name}{at}x.example  Tue Mar  5 09:00:00 2024\nFrom: {name}{at}x.example\n"
        "To: me@example.com\n\nFrom Tue 2024 09:00 on\nall is well\nFrom Tue 2024 9:00\nTo: x\n"
        for name, at in (("a", "@"), ("b", " at "), ("c", "@"))
    )
    assert [one[0] for one in events(records(text))] == [f"{n}@x.example" for n in "abc"]


@pytest.mark.parametrize(("length", "count"), [(0, 2), (-100, 3), (900, 3)])
def test_a_body_is_as_long_as_its_header_says_if_that_is_true(length: int, count: int) -> None:
    """An mbox within a body is no mail where Content-Length covers it and another mail follows."""
    body = mbox(letter("ghost@x.example")) + "more\n"
    size = f"{len(body) + length}"
    found = records(
        mbox(letter(Content_Length=size).replace("body\n", body), letter("c@x.example"))
    )
    assert len(events(found)) == count


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "line",
    [
        "From 1790123456789012345@xxx Mon Mar 04 11:20:34 +0000 2024",
        "From - Mon Mar 04 11:20:34 2024",
        "From ben@x.example  Mon Mar  4 11:20:34 2024",
        "From MAILER-DAEMON Mon Mar  4 11:20 GMT 2024",
        "From 1790123456789012345@xxx",
        "From - ",
        "From ben@x.example",
    ],
)
def test_from_lines_of_gmail_thunderbird_and_apple(line: str, ends: str) -> None:
    """Each program's From_ line begins a mail, with either line end, and after a mark."""
    text = "\ufeff" + "\n".join(f"{line}\n{letter(f'{n}@x.example')}" for n in range(3))
    source = Source.of_text(text.replace("\n", ends), "mbox")
    assert mail.claims(source)
    assert [one[0] for one in events(mail.read(source))] == [f"{n}@x.example" for n in range(3)]


_BODY = st.text("From abc:\n\r>12 40", max_size=40)


@pytest.mark.property
@settings(max_examples=60, deadline=None)
@given(st.lists(_BODY, min_size=1, max_size=8), st.integers(1, 60))
def test_mails_are_found_wherever_the_blocks_end(bodies: list[str], block: int) -> None:
    """However the file falls into blocks, every mail is found, whatever the bodies hold."""
    blocks: list[bytes] = []
    text = "\n".join(f"{FROM_}From: {n}@x.example\n\n{one}\n" for n, one in enumerate(bodies))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_headers, "BLOCK", block)
        patch.setattr(_headers, "LONGEST", 200)
        blocks = list(_headers.mailbox(io.BytesIO(text.encode())))
    found = [_headers.headers(one).addresses("from")[0][0] for one in blocks]
    assert found == [f"email:{n}@x.example" for n in range(len(bodies))]


def test_a_mailbox_written_by_python_is_read_back(tmp_path: Path) -> None:
    """Every mail that the standard library writes into an mbox is found in it."""
    box = mailbox.mbox(tmp_path / "box")
    for n in range(5):
        message = EmailMessage()
        message["From"], message["To"] = f"{n}@x.example", "me@example.com"
        message.set_content("From the ward:\n\nFrom 9:00 in 2024\nall is well\n")
        box.add(message)
    box.flush()
    box.close()
    (source,) = [one for one in sources([tmp_path / "box"]) if isinstance(one, Source)]
    assert [one[0] for one in events(mail.read(source))] == [f"{n}@x.example" for n in range(5)]


def test_endless_headers_are_cut() -> None:
    """A header without an end neither fills the memory nor loses the next mail."""
    text = mbox("From: a@x.example\nTo: b@x.example\nX: " + "x" * 3_000_000 + "\n", letter())
    assert [one[0] for one in events(records(text))] == ["a@x.example", "ben@x.example"]


# Answers


def test_an_answer_is_a_tie_even_through_a_list() -> None:
    """Who answers knows whom they answer, though both only wrote to the list."""
    found = records(
        mbox(
            letter("Amara <a@x.example>", "ward@lists.example", Message_ID="<q@x>"),
            letter("Ben <b@x.example>", "ward@lists.example", In_Reply_To="<q@x> (Amara's)"),
            letter("Cleo <c@x.example>", "ward@lists.example", References="<p@x> <q@x>"),
            letter("Amara <a@x.example>", "ward@lists.example", In_Reply_To="<q@x>"),
            letter("Dana <d@x.example>", "ward@lists.example", In_Reply_To="<unknown@x>"),
        )
    )
    answers = [["b@x.example", "a@x.example"], ["c@x.example", "a@x.example"]]
    assert events(found, "reply") == answers


def test_question_and_answer_may_stand_in_two_files_in_either_order() -> None:
    """A Maildir is one file per mail, and Sent is another mailbox than Inbox."""
    question = letter("Amara <a@x.example>", "ben@x.example", Message_ID="<q@x>")
    answer = letter("Ben <ben@x.example>", "a@x.example", Message_ID="<r@x>", In_Reply_To="<q@x>")
    for texts in [(question, answer), (answer, question), (mbox(answer), mbox(question))]:
        assert events(records(*texts), "reply") == [["ben@x.example", "a@x.example"]]


def test_a_mail_that_stands_twice_counts_once() -> None:
    """Labels overlap: the second copy of a Message-ID is counted and left out."""
    found = records(mbox(letter(Message_ID="<1@x>"), letter(Message_ID="<1@x>")))
    assert len(events(found)) == 1
    assert reasons(found) == ["the same mail stands in another place too"]


def test_a_copy_that_names_more_people_loses_none() -> None:
    """One's own copy names Bcc too: it counts again under the same id, of which one is kept."""
    short, bcc = letter(Message_ID="<1@x>"), letter(Message_ID="<1@x>", Bcc="cleo@x.example")
    assert [len(one) for one in events(records(mbox(short, bcc)))] == [2, 3]
    assert [len(one) for one in events(records(mbox(bcc, short)))] == [3]
    other = letter(to="Dana <dana@x.example>", Message_ID="<1@x>")
    assert ("dana@x.example", "Dana") in names(records(mbox(short, other)))


def test_one_message_id_of_two_senders_is_two_mails() -> None:
    """Some programs give all mails one Message-ID: then it identifies none of them."""
    found = records(mbox(letter(Message_ID="<1@x>"), letter("c@x.example", Message_ID="<1@x>")))
    assert [(one.people[0], one.id) for one in found if isinstance(one, Event)] == [
        ("email:ben@x.example", "1@x"), ("email:c@x.example", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("subject", "to", "introduces"),
    [
        ("Introducing you two", "a@x.example, c@x.example", True),
        ("Intro: Amara <> Cleo", "a@x.example, c@x.example", True),
        ("=?utf-8?q?E-Introduction?=", "a@x.example, c@x.example", True),
        ("Amara, meet Cleo", "a@x.example, c@x.example", True),
        ("Amara <> Cleo (cardiology)", "a@x.example, c@x.example", True),
        ("Connecting Amara and Cleo", "a@x.example, c@x.example", True),
        ("Sorry, meet later", "a@x.example", False),
        ("Let us meet", "a@x.example, c@x.example", False),
        ("Connecting flights", "a@x.example, c@x.example", False),
        ("Introducing myself", "a@x.example, c@x.example", False),
        ("Introduction to cardiology", "a@x.example", False),
        ("Re: Intro: Amara and Cleo", "a@x.example, c@x.example", False),
        ("Introducing you all", "a@x.example, c@x.example, d@x.example", False),
    ],
)
def test_an_introduction_is_told_by_its_subject(subject: str, to: str, introduces: bool) -> None:  # noqa: FBT001 - a column of the table
    """A mail to exactly two people, with such a subject, introduces them."""
    found = events(records(letter(to=to, Subject=subject)), "introduced")
    expected = [["ben@x.example", "a@x.example", "c@x.example"]]
    assert found == (expected if introduces else [])


# Who is no person


@pytest.mark.parametrize(
    "more",
    [
        {"List_Post": "<mailto:ward@x.example>"},
        {"X_BeenThere": "ward@x.example"},
        {"X_Mailing_List": "ward@x.example"},
        {"Mailing_List": "list ward@x.example; contact ward-owner@x.example"},
        {"List_Id": "The ward <ward.x.example>", "List_Unsubscribe": "<https://x.example>"},
        {"Sender": "ward-bounces+me=example.com@x.example", "Precedence": "list"},
        {"Sender": "owner-ward@x.example", "Precedence": "bulk"},
        {"Subject": "Re: [Ward] Friday"},
    ],
)
def test_a_mailing_list_is_told_by_its_headers(more: dict[str, str]) -> None:
    """Each header of list software, or a tag equal to its name, makes the address a list."""
    found = records(letter(to="ward@x.example, Cleo <cleo@x.example>", **more))
    assert sorts(found) == {"ward@x.example": "list"}
    assert events(found) == [["ben@x.example", "ward@x.example", "cleo@x.example"]]


def test_a_list_with_a_describing_name_is_told_by_its_tag() -> None:
    """A display name such as "Discussion about ..." is no person's; "Amara Osei" is."""
    tagged = {"Subject": "[amara] Friday"}
    assert sorts(records(letter(to="Discussion about X <amara@x.example>", **tagged)))
    assert sorts(records(letter(to="amara <amara@x.example>", **tagged)))
    assert not sorts(records(letter(to="Amara Osei <amara@x.example>", **tagged)))


def test_a_list_stays_one_where_its_headers_are_missing() -> None:
    """What one mail shows to be a list is one in every mail of the mailbox."""
    found = records(
        mbox(
            letter(to="ward@x.example"),
            letter(to="ward@x.example", List_Post="<mailto:ward@x.example>"),
            letter(to="Ward <ward@x.example>"),
        )
    )
    listed = [one for one in found if isinstance(one, Contact) and one.sort == "list"]
    assert [one.name for one in listed] == ["", "Ward"]


@pytest.mark.parametrize(
    ("address", "sort"),
    [
        ("noreply@x.example", "robot"), ("no-reply@x.example", "robot"),
        ("do_not_reply@x.example", "robot"), ("messages-noreply@x.example", "robot"),
        ("notifications@x.example", "robot"), ("bounce-123@x.example", "robot"),
        ("mailer-daemon@x.example", "robot"), ("postmaster@x.example", "robot"),
        ("ward-request@x.example", "robot"), ("reply+abc@reply.x.example", "robot"),
        ("calendar-notification@x.example", "robot"), ("newsletter@x.example", "robot"),
        ("room1@resource.calendar.google.com", "room"), ("abc@group.calendar.google.com", "list"),
        ("ward@googlegroups.com", "list"), ("ward@lists.x.example", "list"),
        ("dl-ward@x.example", "list"), ("ward-dl@x.example", "list"), ("all@x.example", "list"),
        ("all.staff@x.example", "list"), ("ward-list@x.example", "list"),
        ("ward-discuss@x.example", "list"), ("linux-x@x.example", "list"),
        ("ward-dev@x.example", "list"), ("ward-user@x.example", "list"),
        ("691@bugs.x.example", "robot"), ("ward@bounce.x.example", "robot"),
        ("user@x.example", "person"), ("ben@bugstown.example", "person"),
        ("a.discuss@x.example", "person"), ("notificaciones@x.example", "robot"),
        ("benachrichtigung@x.example", "robot"),
        ("unknownorganizer@calendar.google.com", "robot"),
        ("dl.roe@x.example", "person"), ("allan@x.example", "person"),
        ("all.smith@x.example", "person"), ("lister@x.example", "person"),
        ("nora.reply@x.example", "person"), ("bouncer@x.example", "person"),
        ("amara@mylists.example", "person"), ("norepson@x.example", "person"),
        ("news@x.example", "robot"), ("shop_newsflash@x.example", "robot"),
        ("enews@x.example", "robot"), ("alerts+1@x.example", "robot"),
        ("announcements@x.example", "robot"), ("jane.deals@x.example", "person"),
        ("newsom@x.example", "person"), ("inmail-hit-reply@x.example", "robot"),
        ("order-update@x.example", "robot"), ("jira@x.example", "robot"),
        ("scanner-2@x.example", "robot"), ("undisclosed-recipients@x.example", "robot"),
        ("friendupdates@facebookmail.com", "robot"), ("mention@noreply.github.com", "robot"),
        ("ben@users.noreply.github.com", "person"), ("ben.fax@x.example", "person"),
        ("botham@x.example", "person"), ("jan.bot@x.example", "person"),
        ("patch-bot+net@x.example", "robot"), ("syzbot+1a2b@x.example", "robot"),
        ("root@x.example", "person"),
    ],
)  # fmt: skip
def test_an_address_tells_what_it_is(address: str, sort: str) -> None:
    """Machines, rooms and lists have addresses of their own form; people's may come close."""
    assert sort_of(f"email:{address}") == sort


@pytest.mark.parametrize(
    "name",
    [
        "The Ward Newsletter",
        "Bank notifications",
        "Mail Delivery",
        "root",
        "x test robot",
        "a[bot]",
    ],
)
def test_a_display_name_tells_a_machine(name: str) -> None:
    """Nobody is called a newsletter."""
    assert reasons(records(letter(f"{name} <x1@x.example>"))) == ["sent by a machine"]


def test_lists_and_rooms_are_told_by_their_names_too() -> None:
    """Companies give them addresses like people's."""
    found = records(letter(to="DL Ward 3 Staff <w3@x.example>, Meeting room 2 <m2@x.example>"))
    assert [one.sort for one in found if isinstance(one, Contact)] == ["person", "list", "room"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"List_Unsubscribe": "<https://x.example>"}, "a newsletter or circular"),
        ({"Precedence": "bulk"}, "a newsletter or circular"),
        ({"Precedence": "junk"}, "a newsletter or circular"),
        ({"Feedback_ID": "1:2:3"}, "a newsletter or circular"),
        ({"List_Id": "<news.x.example>", "List_Post": "NO"}, "a newsletter or circular"),
        ({"Auto_Submitted": "auto-replied"}, "an automatic mail"),
        ({"X_Autoreply": "yes"}, "an automatic mail"),
        ({"Return_Path": "<>"}, "an automatic mail"),
        ({"Subject": "Automatic reply: Rounds"}, "an automatic mail"),
        ({"Subject": "=?utf-8?q?R=C3=A9ponse_automatique_=3A_ok?="}, "an automatic mail"),
        ({"Subject": "Undeliverable: Rounds"}, "an automatic mail"),
        ({"X_Spam_Flag": "YES"}, "in the spam folder"),
        ({"X_Gmail_Labels": "Opened,Spam"}, "in the spam folder"),
        ({"X_Gmail_Labels": "=?UTF-8?Q?Papierkorb,Ge=C3=B6ffnet?="}, "in the trash"),
        ({"X_Gmail_Labels": "Chat"}, "a chat, not a mail"),
        ({"X_Gmail_Labels": "Brouillons"}, "a draft"),
        ({"X_Mozilla_Status": "0009"}, "in the trash"),
        ({"sender": "noreply@x.example"}, "sent by a machine"),
        ({"sender": "Mail Delivery Subsystem <a@x.example>"}, "sent by a machine"),
        ({"sender": "Ben"}, "no sender with an address"),
        ({"sender": ""}, "no sender with an address"),
        ({"to": "ben@x.example"}, "it names nobody else it was sent to"),
        ({"to": "undisclosed-recipients:;"}, "it names nobody else it was sent to"),
        ({"to": ",".join(f"{n}@x.example" for n in range(61))}, "sent to more than 60 people"),
        ({"sender": "Ben via Docs <drive-shares@x.example>"},
         "sent by a list or service in somebody's name"),
    ],
)  # fmt: skip
def test_what_is_no_mail_between_people_is_counted(more: dict[str, str], reason: str) -> None:
    """Bulk, machines, spam, trash, chats and drafts give no event, and one skip each."""
    found = records(letter(**more))
    assert reasons(found) == [reason]
    assert events(found) == []


def test_auto_submitted_no_is_an_ordinary_mail() -> None:
    """The header says "no" where a person wrote."""
    assert len(events(records(letter(Auto_Submitted="no", X_Mozilla_Status="0001")))) == 1


@pytest.mark.parametrize("header", ["X_Original_From", "Reply_To"])
def test_who_wrote_behind_a_list_that_sends_in_their_name_is_found(header: str) -> None:
    """Lists that put their own address into From say elsewhere who wrote."""
    more = {header: "Ben Okafor <ben@x.example>, ward@lists.example"}
    found = records(letter("'Ben Okafor' via Ward <ward@lists.example>", "c@x.example", **more))
    assert events(found) == [["ben@x.example", "c@x.example"]]
    assert names(found)[0] == ("ben@x.example", "Ben Okafor")


def test_an_address_that_many_write_to_past_the_owner_is_a_list() -> None:
    """Five people's mails reached this mailbox only through it, and it never writes."""
    writers = [letter(f"{n}@x.example", "staff@x.example", Delivered_To="me@x") for n in range(5)]
    mine = [letter("head@x.example", "Me <me@x.example>", Delivered_To="me@x.example")] * 3
    boss = [letter(f"{n}@x.example", "me@x.example", Cc="boss@x.example") for n in range(5)]
    found = records(mbox(*mine, *writers, *boss))
    assert sorts(found) == {"staff@x.example": "list"}
    assert "staff@x.example was taken" in " ".join(n.text for n in found if isinstance(n, Note))


def test_where_nobody_is_known_to_own_the_box_the_busiest_address_may_be_the_owner() -> None:
    """An inbox without Delivered-To is not a list's archive, unless answers show it is."""
    inbox = [letter(f"{n}@x.example", "me@x.example", Message_ID=f"<{n}@x>") for n in range(6)]
    found = records(mbox(*inbox))
    assert sorts(found) == {}
    assert [one.text for one in found if isinstance(one, Note)] == [
        "It does not say whose mailbox it is: name yourself. Most of it went to me@x.example."
    ]
    past = [letter(f"{n}@x.example", "me@x.example", In_Reply_To="<0@x>") for n in (1, 2)]
    assert sorts(records(mbox(*inbox, *past))) == {"me@x.example": "list"}


# Whose mailbox


@pytest.mark.parametrize(
    ("path", "more"),
    [
        ("Inbox.mbox", {"Delivered_To": "me@example.com"}),
        ("Inbox.mbox", {"X_Delivered_To": "me@example.com"}),
        ("Inbox.mbox", {"X_Original_To": "me@example.com"}),
        ("Inbox.mbox", {"sender": "Me <me@example.com>", "to": "b@x.example",
                        "X_Gmail_Labels": "=?UTF-8?Q?Messages_envoy=C3=A9s?="}),
        ("Sent.mbox", {"sender": "Me <me@example.com>", "to": "b@x.example"}),
        ("Gesendete Elemente.mbox/mbox", {"sender": "Me <me@example.com>", "to": "b@x.example"}),
    ],
)  # fmt: skip
def test_the_owner_is_whom_it_was_delivered_to_or_who_sent_it(
    path: str, more: dict[str, str]
) -> None:
    """Delivery headers, the label Sent in any language, and a folder's name tell the owner."""
    found = records(mbox(letter(**more)), path=path)
    assert owners(found) == ["me@example.com"]
    (contact,) = [one for one in found if isinstance(one, Contact) and one.owner]
    assert contact.keys[-1] == "owner:mail|test"


def test_a_list_is_never_the_owner() -> None:
    """Delivered-To names the list too where the list was one of the stations."""
    more = {"Delivered_To": "me@example.com\nDelivered-To: ward@lists.example"}
    assert owners(records(mbox(letter(to="ward@lists.example", **more)))) == ["me@example.com"]
    more = {"Delivered_To": "ward@x.example", "Sender": "owner-ward@x.example"}
    assert owners(records(mbox(letter(**more)))) == []


def test_all_own_addresses_are_found_and_chance_ones_are_not() -> None:
    """Addresses to which a tenth of the mail or more was delivered are aliases of one owner."""
    counts = {"me@example.com": 30, "me@work.example": 5, "stray@x.example": 1}
    letters = [letter(Delivered_To=to) for to, count in counts.items() for _ in range(count)]
    found = records(mbox(*letters))
    assert owners(found) == ["me@example.com", "me@work.example"]
    assert len({one.keys[-1] for one in found if isinstance(one, Contact) and one.owner}) == 1


def test_two_mailboxes_in_one_folder_are_not_made_one_person() -> None:
    """Boxes with different owners keep them apart; boxes that share an address do not."""
    amara = mbox(letter(Delivered_To="amara@x.example"))
    ben = mbox(letter("x@x.example", Delivered_To="ben@x.example"))
    both = [one for one in records(amara, ben) if isinstance(one, Contact) and one.owner]
    assert len({one.keys[-1] for one in both}) == 2


def test_loose_mails_need_three_deliveries() -> None:
    """One .eml says little about whose folder it lies in; three to one address say enough."""
    one = letter(Delivered_To="me@example.com")
    assert owners(records(one, one)) == []
    assert owners(records(one, one, one, letter(Delivered_To="you@example.com"))) == [
        "me@example.com"
    ]


# Folders


@pytest.mark.parametrize(
    ("path", "role"),
    [
        ("Takeout/Mail/All mail Including Spam and Trash.mbox", ""),
        ("Takeout/Mail/Spam.mbox", "in the spam folder"), ("Mail/Sent-1.mbox", "sent"),
        ("Mail/Corbeille", "in the trash"), ("Maildir/.INBOX.Drafts/cur", "a draft"),
        ("V10/A/Deleted Messages.mbox/8F3A0000-0000-0000-0000-00000000000A/Data/3/Messages",
         "in the trash"),
        ("allen-p/_sent_mail", "sent"), ("allen-p/deleted_items", "in the trash"),
        ("Sent/Inbox.mbox", ""), ("Profiles/x/ImapMail/INBOX.sbd/Entwürfe", "a draft"),
    ],
)  # fmt: skip
def test_a_folder_tells_by_its_name_what_it_is_for(path: str, role: str) -> None:
    """The nearest name counts, as a whole, in the languages of mail programs."""
    assert folder_role(path) == role


def test_a_maildir_is_one_box_with_flags(tmp_path: Path) -> None:
    """Trashed and draft mails are out; the owner is the owner of the whole Maildir."""
    for name in ("cur/1:2,S", "cur/2:2,ST", "cur/3:2,D", "new/4", "cur/5:2,", ".Junk/cur/6:2,S"):
        path = tmp_path / "Maildir" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(letter(Delivered_To="me@example.com"), encoding="utf-8")
    files = [one for one in sources([tmp_path]) if isinstance(one, Source)]
    found = [record for one in files for record in mail.read(one)]
    assert len(events(found)) == 3
    assert sorted(reasons(found)) == ["a draft", "in the spam folder", "in the trash"]
    (owner,) = [one for one in found if isinstance(one, Contact) and one.owner]
    assert owner.keys[-1] == f"owner:mail|{(tmp_path / 'Maildir').as_posix()}"


# Anything


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from([FROM_, "", "From: a@x.example\n"]),
    st.one_of(
        st.binary(max_size=200),
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["From", "To", "Cc", "Date", "Subject", "References", "Sender", "List-Id"]
                ),
                st.text(max_size=40),
            )
        ).map(lambda lines: "\n".join(f"{name}: {text}" for name, text in lines).encode()),
    ),
)
def test_any_bytes_give_records_or_a_clear_error(start: str, data: bytes) -> None:
    """Whatever stands in a mailbox, reading it gives records, or a ReadError."""
    try:
        found = list(mail.read(Source.of_text(start.encode() + data, "box")))
    except ReadError:
        return
    for one in found:
        assert isinstance(one, Contact | Event | Skipped | Note)
        if isinstance(one, Event):
            assert len(set(one.people)) == len(one.people) > 1


@pytest.mark.shared
def test_the_notmuch_corpus_is_a_list_and_its_people() -> None:
    """Its 53 mails are read; the list is a list; answers make the ties."""
    found: list[Record] = []
    for one in sources([shared("samples/email/notmuch/default")]):
        assert isinstance(one, Source)
        assert mail.claims(one)
        found += mail.read(one)
    assert sorts(found) == {
        "notmuch@notmuchmail.org": "list", "aur-general@archlinux.org": "list",
    }  # fmt: skip
    counts = Counter(one.kind for one in found if isinstance(one, Event))
    assert (counts["mail"], len(reasons(found))) == (51, 2)
    assert counts["reply"] == 25
    people = {one.keys[0] for one in found if isinstance(one, Contact) and one.sort == "person"}
    assert "email:notmuch@notmuchmail.org" not in people - {"email:notmuch@notmuchmail.org"}
    assert owners(found) == []


@pytest.mark.shared
def test_pythons_own_hard_mails_are_read() -> None:
    """None of the mails on which parsers break loses a person or raises."""
    found: list[Record] = []
    for one in sources([shared("samples/email/cpython")]):
        if isinstance(one, Source) and mail.claims(one):
            found += mail.read(one)
    assert ["aperson@example.com", "bdude@example.com"] in events(found)
    assert "freebsd-isp@freebsd.org" not in owners(found)
