"""X archives of all eras. All people and accounts are invented."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph import readers as reading
from netgraph.errors import ReadError
from netgraph.readers import x_archive
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Note, Record, Skipped
from tests.conftest import shared
from tests.readers.told import events, people, ties

OWNER = "owner:x|a.zip"


def read(text: str, unit: str = "a.zip/data") -> list[Record]:
    source = Source.of_text(text, f"{unit}/x.js", unit)
    assert x_archive.claims(source)
    return list(x_archive.read(source))


def ytd(name: str, rows: Any, part: int = 0) -> str:
    return f"window.YTD.{name}.part{part} = {json.dumps(rows, indent=2)}"


def skips(records: list[Record]) -> int:
    return sum(isinstance(one, Skipped) for one in records)


def test_account_says_whose_archive_it_is() -> None:
    """The owner has number and handle; the e-mail address in the file is not kept."""
    row = {
        "accountId": "7",
        "username": "Me_Self",
        "accountDisplayName": "Me",
        "email": "m@e.example",
    }
    (found,) = read(ytd("account", [{"account": row}]))
    assert isinstance(found, Contact)
    assert found.keys == ("x:7", "x:@me_self", OWNER)
    assert found.owner


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        (ytd("account", [{"account": {"accountId": "7"}}]), "a.zip"),
        (ytd("account", [{"account": {"accountId": "7"}}]), "a.zip/data"),
        ('window.__THAR_CONFIG = {"userInfo": {"accountId": "7"}}', "a.zip/data"),
        ('var user_details = {"id": "7", "full_name": ""}', "a.zip/data/js"),
        ('Grailbird.data.tweets_2014_01 = [{"user": {"id_str": "7"}}]', "a.zip/data/js/tweets"),
    ],
)
def test_all_files_of_one_archive_have_one_owner(text: str, unit: str) -> None:
    """In whatever folder of the archive a file lies, the owner's key is that of the archive."""
    assert people(read(text, unit)) == [(("x:7", OWNER), "")]


def test_follows_are_numbers_in_both_directions() -> None:
    """Following goes out, followers come in; undated, each once."""
    link = "https://twitter.com/intent/user?user_id=222"
    row = {"accountId": "222", "userLink": link}
    out = read(ytd("following", [{"following": row}, {"following": row}]))
    assert ties(out) == [("follow", (OWNER, "x:222"), "")]
    assert ties(read(ytd("follower", [{"follower": row}], 1))) == [("follow", ("x:222", OWNER), "")]


def test_a_handle_in_the_link_is_used() -> None:
    """Some links carry the handle."""
    links = ["https://twitter.com/intent/user?screen_name=amaraot", "https://x.com/Bjornl"]
    rows = [
        {"follower": {"accountId": str(n), "userLink": link}} for n, link in enumerate(links, 1)
    ]
    assert [keys for keys, _ in people(read(ytd("follower", rows)))] == [
        ("x:1", "x:@amaraot"),
        ("x:2", "x:@bjornl"),
    ]


def test_odd_rows_are_counted_and_others_kept() -> None:
    """Numbers that lost digits, foreign links, markup, empty and wrong rows are skips."""
    rows: list[Any] = [
        {"following": {"accountId": 98765432}},
        {"following": {"accountId": " 1788990011223344556 "}},
        {"following": {"userLink": "https://x.com/intent/user?user_id=271"}},
        {"following": {"accountId": 1600000000000000042}},
        {"following": {"accountId": "<img src=x onerror=alert(1)>"}},
        {"following": {"userLink": "javascript:alert(1)//https://x.com/intent/user?user_id=5"}},
        {"following": {"userLink": "https://x.com/intent/user?user_id=7&next=javascript:a(1)"}},
        {"follower": {"accountId": "999"}},
        {"following": {}},
        None,
    ]
    found = read(ytd("following", rows))
    assert [people[1] for _, people, _ in ties(found)] == [
        "x:98765432",
        "x:1788990011223344556",
        "x:271",
    ]
    assert skips(found) == 7


def test_files_saved_again_are_read() -> None:
    """A byte order mark, CRLF, a semicolon at the end, or plain JSON without the name in front."""
    text = ytd("follower", [{"follower": {"accountId": "1"}}])
    for again in ("\ufeff" + text.replace("\n", "\r\n") + ";\r\n", text[text.index("[") :]):
        assert len(ties(read(again))) == 1


MENTIONS = [
    {"id_str": "222", "screen_name": "amaraot", "name": "Amara O-T"},
    {"id_str": "333", "screen_name": "BjornL", "name": "Björn L"},
    {"id_str": "-1", "screen_name": "gone_user", "name": ""},
]
TWEET: dict[str, Any] = {
    "id_str": "9",
    "created_at": "Tue Mar 05 14:02:11 +0000 2024",
    "full_text": "@amaraot thanks @bjornl",
    "in_reply_to_user_id_str": "222",
    "in_reply_to_screen_name": "amaraot",
    "entities": {"user_mentions": MENTIONS},
}


def test_a_reply_and_whom_it_mentions_besides() -> None:
    """The answered one is a reply, the others one mention; -1 is an account that is gone."""
    found = read(ytd("tweets", [{"tweet": TWEET}]))
    when = "2024-03-05T14:02:11"
    assert ties(found) == [
        ("reply", (OWNER, "x:222"), when),
        ("mention", (OWNER, "x:333"), when),
    ]
    assert skips(found) == 1
    assert (("x:222", "x:@amaraot"), "Amara O-T") in people(found)
    assert (("x:333", "x:@bjornl"), "Björn L") in people(found)
    assert not any("thanks" in str(one) for one in found)


def test_an_answer_to_whom_only_a_number_is_left_is_a_reply() -> None:
    """In one of ten answers the handle is missing; the number is enough."""
    tweet = {**TWEET, "in_reply_to_screen_name": None, "entities": {"user_mentions": []}}
    found = read(ytd("tweets", [{"tweet": tweet}]))
    assert [both for _, both, _ in ties(found)] == [(OWNER, "x:222")]
    assert people(found) == [(("x:222",), "")]


def test_a_retweet_mentions_its_author_who_mentions_the_others() -> None:
    """Who passes a tweet on did not speak to those who are mentioned in it."""
    tweet = {
        **TWEET,
        "full_text": "RT @amaraot: with @bjornl",
        "in_reply_to_user_id_str": None,
        "in_reply_to_screen_name": "",
        "entities": {"user_mentions": MENTIONS[:2]},
    }
    assert [(kind, people) for kind, people, _ in ties(read(ytd("tweet", [{"tweet": tweet}])))] == [
        ("mention", (OWNER, "x:222")),
        ("mention", ("x:222", "x:333")),
    ]


def test_a_quote_mentions_whom_it_quotes() -> None:
    """A quote is a link to a tweet; a link to one's own, or one without its author, is none."""
    urls = [f"https://{where}" for where in (
        "twitter.com/CleoD/status/5?s=20", "x.com/me_self/status/1",
        "mobile.twitter.com/bjornl/status/6",
        "twitter.com/i/web/status/7", "twitter.com/CleoD", "x.example/CleoD/status/8",
    )]  # fmt: skip
    tweet = {"id_str": "1", "created_at": TWEET["created_at"],
             "entities": {"user_mentions": MENTIONS[1:2],
                          "urls": [{"expanded_url": url} for url in urls]}}  # fmt: skip
    found = read(ytd("tweets", [{"tweet": tweet}]))
    assert [(kind, both) for kind, both, _ in ties(found)] == [
        ("mention", (OWNER, "x:333", "x:@cleod"))
    ]


def test_the_same_tweet_in_two_parts_has_one_id() -> None:
    """Events of one tweet are known again, and differ from each other."""
    ids = [
        [one.id for one in read(ytd("tweets", [{"tweet": TWEET}], part)) if isinstance(one, Event)]
        for part in (0, 1)
    ]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 2


def test_old_archives_hold_tweets_with_their_author() -> None:
    """Grailbird: no follows, another date, the author in each tweet."""
    tweet = {**TWEET, "created_at": "2012-01-31 13:05:40 +0000", "text": TWEET["full_text"],
             "user": {"id_str": "7", "screen_name": "me_self", "name": "Me Self"}}  # fmt: skip
    text = "Grailbird.data.tweets_2012_01 =\n " + json.dumps([tweet])
    found = read(text, "a.zip/data/js/tweets")
    assert ties(found)[0] == ("reply", (OWNER, "x:222"), "2012-01-31T13:05:40")
    assert (("x:7", "x:@me_self", OWNER), "Me Self") in people(found)


def message(sender: str, when: str, recipient: str = "") -> dict[str, Any]:
    to = {"recipientId": recipient} if recipient else {}
    return {"messageCreate": {"senderId": sender, "createdAt": when, "text": "secret", **to}}


def test_direct_messages_are_one_event_a_day_and_direction() -> None:
    """Ten messages in an hour are one contact; an answer is another."""
    talk = {
        "conversationId": "7-222",
        "messages": [
            message("7", "2024-03-05T10:00:00.000Z", "222"),
            message("7", "2024-03-05T10:01:00.000Z", "222"),
            message("222", "2024-03-05T11:00:00.000Z", "7"),
            message("7", "2024-03-06T10:00:00.000Z", "222"),
            {"reactionCreate": {"senderId": "7"}},
            message("x", "2024-03-06T10:00:00.000Z", "7"),
            message("7", "2024-03-07T10:00:00.000Z", "7"),
        ],
    }
    found = read(ytd("direct_messages", [{"dmConversation": talk}]))
    assert ties(found) == [
        ("message", ("x:7", "x:222"), "2024-03-05"),
        ("message", ("x:222", "x:7"), "2024-03-05"),
        ("message", ("x:7", "x:222"), "2024-03-06"),
    ]
    assert [keys for keys, _ in people(found)] == [("x:7",), ("x:222",)]
    assert skips(found) == 2
    assert "secret" not in str(found)


def test_group_messages_join_who_wrote_in_a_month() -> None:
    """One event a month with those who wrote; the silent members are people without a tie."""
    talk = {
        "conversationId": "1",
        "messages": [
            {"joinConversation": {"participantsSnapshot": ["7", "222", "333"]}},
            {"participantsJoin": {"userIds": ["444"]}},
            {"conversationNameUpdate": {"name": "IMG cohort"}},
            message("222", "2024-03-05T10:00:00.000Z"),
            message("7", "2024-03-06T10:00:00.000Z"),
            message("222", "2024-03-07T10:00:00.000Z"),
            message("333", "2024-04-07T10:00:00.000Z"),
        ],
    }
    found = read(ytd("direct_messages_group", [{"dmConversation": talk}]))
    assert ties(found) == [("group", ("x:222", "x:7"), "2024-03")]
    assert [(one.what, one.id) for one in events(found)] == [("IMG cohort", "x:1/2024-03")]
    assert [keys for keys, _ in people(found)] == [(f"x:{n}",) for n in ("222", "333", "444", "7")]


def test_a_message_without_its_reader_is_for_the_other_of_the_two() -> None:
    """The name of the conversation holds both numbers; who is in all conversations is me."""
    talks = [
        {"conversationId": "7-222", "messages": [message("7", "2024-03-05T10:00:00.000Z")]},
        {"conversationId": "7-333", "messages": []},
    ]
    found = read(ytd("direct_messages", [{"dmConversation": talk} for talk in talks]))
    assert ties(found) == [("message", ("x:7", "x:222"), "2024-03-05")]
    assert people(found)[-1] == (("x:7", OWNER), "")


def test_headers_without_the_messages_say_the_same() -> None:
    """Who took the messages out, for privacy, may leave the headers; together they count once."""
    talks = [{"dmConversation": {"conversationId": "7-222", "messages": [
        message("7", "2024-03-05T10:00:00.000Z", "222")]}}]  # fmt: skip
    whole, headers = (
        events(read(ytd(name, talks))) for name in ("direct_messages", "direct_message_headers")
    )
    assert whole == headers
    assert whole[0].id == "x:7>x:222/2024-03-05"


def test_a_group_has_a_name_and_those_who_only_reacted() -> None:
    """The name may stand beside the messages, members in any sort of entry."""
    said = [
        {"messageCreate": {"senderId": str(n), "createdAt": "2024-03-05T14:02:11.000Z"}}
        for n in (7, 222)
    ]
    others = [
        {"reactionCreate": {"senderId": "333"}},
        {"joinConversation": {"initiatingUserId": "444", "userIds": ["555"]}},
    ]
    talk = {"conversationId": "g1", "name": "Ward 3", "messages": [*said, *others]}
    found = read(ytd("direct_messages_group", [{"dmConversation": talk}]))
    assert [one.what for one in found if isinstance(one, Event)] == ["Ward 3"]
    everybody = {k for one in found if isinstance(one, Contact) for k in one.keys}
    assert {"x:333", "x:444", "x:555"} <= everybody


def test_one_who_left_a_group_was_in_it() -> None:
    """Numbers may be text or numbers, and members come and go."""
    talk = {
        "conversationId": "1",
        "messages": [
            {"joinConversation": {"participantsSnapshot": [7, "222"]}},
            {"participantsLeave": {"userIds": ["444"]}},
        ],
    }
    found = read(ytd("direct_messages_group", [{"dmConversation": talk}]))
    assert people(found) == [(("x:222",), ""), (("x:444",), ""), (("x:7",), "")]


def test_who_answers_their_own_tweet_is_me() -> None:
    """So a lone tweets.js tells whose it is, and a thread is no tie to a stranger."""
    first = {"id_str": "9", "full_text": "one"}
    then = {
        "id_str": "10",
        "full_text": "two",
        "in_reply_to_status_id_str": "9",
        "in_reply_to_user_id_str": "7",
        "in_reply_to_screen_name": "me_self",
    }
    found = read(ytd("tweets", [{"tweet": first}, {"tweet": then}]))
    assert (("x:7", "x:@me_self", OWNER), "") in people(found)


def test_names_hold_no_entities() -> None:
    """X writes & as an entity, in names too."""
    mentions = [{"id_str": "2", "screen_name": "cleo", "name": "Cleo &amp; Co"}]
    found = read(ytd("tweets", [{"tweet": {"entities": {"user_mentions": mentions}}}]))
    assert people(found) == [(("x:2", "x:@cleo"), "Cleo & Co")]


def test_a_missing_part_is_told(tmp_path: Path) -> None:
    """The list of contents names every file; of those with ties, the ones not given are told."""
    files = [
        {"fileName": f"data/{name}.js", "globalName": f"YTD.{sort}.part0"}
        for name, sort in (
            ("follower", "follower"), ("follower-part1", "follower"), ("ad-engagements", "ad"),
        )
    ]  # fmt: skip
    contents = {"userInfo": {"accountId": "7"}, "dataTypes": {"follower": {"files": files}}}
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "manifest.js").write_text(f"window.__THAR_CONFIG = {json.dumps(contents)}")
    (tmp_path / "data" / "follower.js").write_text(ytd("follower", [{}]))
    (note,) = reading.read(tmp_path).notes
    assert note.text == "data/follower-part1.js belongs to this archive, and is not here"


@pytest.mark.parametrize("name", ["like", "ad_engagements", "account_suspension", "block"])
def test_other_files_are_known_and_hold_no_ties(name: str) -> None:
    """Likes and all the rest are noted, not reported as unknown."""
    (found,) = read(ytd(name, [{"like": {"tweetId": "1"}}]))
    assert isinstance(found, Note)


def test_a_table_of_ones_own_names_the_numbers() -> None:
    """id,handle,name: with or without the last column."""
    source = Source.of_text("id,handle,name\n222,@AmaraOT,Amara Osei-Tutu\n,,\nx,,\n", "names.csv")
    assert x_archive.claims(source)
    found = list(x_archive.read(source))
    assert people(found) == [(("x:222", "x:@amaraot"), "Amara Osei-Tutu")]
    assert skips(found) == 1
    assert not x_archive.claims(Source.of_text("id,handle,e-mail\n1,a,b\n"))


@pytest.mark.parametrize(
    "header",
    [
        "User ID;Screen Name;Display Name",
        "x_id,username,full name,notes",
        "accountId\thandle\tname",
    ],
)
def test_a_table_of_ones_own_may_name_its_columns_otherwise(header: str) -> None:
    """Any usual name of number, handle and name will do, with each delimiter."""
    delimiter = next(one for one in ";,\t" if one in header)
    row = delimiter.join(["222", "amaraot", "Amara O-T"])
    assert people(read(f"{header}\n{row}\n")) == [(("x:222", "x:@amaraot"), "Amara O-T")]


def test_half_a_file_is_an_error() -> None:
    """A file that breaks off is said to be damaged."""
    with pytest.raises(ReadError, match="damaged"):
        read('window.YTD.follower.part0 = [ {"follower" : {"accountId" : "14')


NAMES = ["tweet", "following", "accountId", "dmConversation", "messages", "messageCreate", "user"]
NAMES += ["senderId", "recipientId", "entities", "user_mentions", "id_str", "full_text"]
NAMES += ["joinConversation", "participantsSnapshot", "createdAt"]


@pytest.mark.property
@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from(["account", "following", "tweets", "direct_messages", "direct_messages_group"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.sampled_from(["1", "x", "2024-01-01"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(NAMES),
                inner,
            )
        ),
        max_leaves=12,
    ),
)
def test_values_of_any_type_give_records(name: str, value: Any) -> None:
    """No value is trusted to have its type, and no event joins a key with itself."""
    for record in read(ytd(name, value)):
        if isinstance(record, Event):
            assert len(set(record.people)) == len(record.people) > 1


@pytest.mark.property
@settings(deadline=None, max_examples=50)
@given(st.text())
def test_any_text_gives_records_or_a_read_error(text: str) -> None:
    """Nothing else happens."""
    with contextlib.suppress(ReadError):
        read("window.YTD.tweets.part0 = " + text)


@pytest.mark.shared
def test_a_real_archive() -> None:
    """Two followed, two followers, the owner."""
    found: list[Record] = []
    for source in sources([shared("samples/x_archive")]):
        assert isinstance(source, Source)
        assert x_archive.claims(source)
        found += x_archive.read(source)
    assert len(ties(found)) == 4
    assert sum(isinstance(one, Contact) and one.owner for one in found) == 1
