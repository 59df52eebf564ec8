"""Facebook, Messenger and Instagram. All people and accounts are invented."""

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph import readers as reading
from netgraph.errors import ReadError
from netgraph.readers import meta
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Note, Record
from tests.conftest import shared
from tests.readers.told import people, reasons, ties

OWNER = "owner:meta|a.zip"
T = 1_700_000_000  # 14 November 2023
FF = "a.zip/connections/followers_and_following/"


def broken(text: str) -> str:
    """Write letters as Meta does: each byte as a character."""
    return text.encode().decode("latin-1")


def read(value: Any, path: str = "a.zip/connections/friends/your_friends.json") -> list[Record]:
    text = value if isinstance(value, str) else json.dumps(value)
    source = Source.of_text(text, path, path.rpartition("/")[0])
    assert meta.claims(source)
    return list(meta.read(source))


def others(records: list[Record]) -> list[str]:
    pairs = [people for _, people, _ in ties(records)]
    return [next(one.split(":", 1)[1].split("|")[0] for one in p if one != OWNER) for p in pairs]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("friends_v2", "a.zip/connections/friends/your_friends.json"),
        ("friends_v2", "a.zip/friends_and_followers/friends.json"),
        ("friends", "a.zip/friends/friends.json"),
        ("friends_v2", "a.zip/your_friends.json"),
    ],
)
def test_friends_of_every_era(name: str, path: str) -> None:
    """Names are repaired, dates kept; a closed account without a name is a counted skip."""
    rows = [{"name": broken("Björn Lindqvist"), "timestamp": T}, {"name": "", "timestamp": T}]
    found = read({name: rows}, path)
    assert people(found) == [(("name:Björn Lindqvist|a.zip",), "Björn Lindqvist")]
    assert ties(found) == [("connection", (OWNER, "name:Björn Lindqvist|a.zip"), "2023-11-14")]
    assert reasons(found) == ["a closed account, or an assistant: not a person"]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (broken("José Kovač 😀"), "José Kovač 😀"),
        ("Renée", "Renée"),
        ("Łukasz", "Łukasz"),
        (" Two  spaces ", "Two spaces"),
        ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    ],
)
def test_names_are_repaired_only_if_broken(written: str, name: str) -> None:
    """A name that is right already stays as it is."""
    assert people(read({"friends_v2": [{"name": written, "timestamp": T}]}))[0][1] == name


def test_two_of_one_name_in_a_list_are_two_people() -> None:
    """The date tells them apart; an entry that is repeated is one person."""
    row = {"name": "John Smith", "timestamp": T}
    found = read({"friends_v2": [row, {**row, "timestamp": T - 40_000_000}, row]})
    assert [keys for keys, _ in people(found)] == [
        ("name:John Smith|a.zip#2023-11-14",),
        ("name:John Smith|a.zip#2022-08-08",),
    ]


def test_facebook_follows_in_their_shapes() -> None:
    """Three versions with names, and lists of texts: out or in by the name of list or file."""
    folder = "a.zip/connections/followers/"
    for name in ("following", "following_v2", "following_v3"):
        found = read({name: [{"name": "Jane Roe", "timestamp": T}]}, folder + "x.json")
        assert ties(found)[0][:2] == ("follow", (OWNER, "name:Jane Roe|a.zip"))
    rows = [{"title": "", "string_list_data": [{"value": "Jane Roe", "timestamp": T}]}]
    found = read(rows, folder + "people_who_followed_you_2.json")
    assert ties(found)[0][:2] == ("follow", ("name:Jane Roe|a.zip", OWNER))
    found = read({"followers_v2": [{"name": "Jane Roe"}]}, folder + "x.json")
    assert ties(found) == [("follow", ("name:Jane Roe|a.zip", OWNER), "")]


def test_label_values_are_read() -> None:
    """The newest shape of a record has labels."""
    row = {"timestamp": T, "label_values": [{"label": "Name", "value": "Jane Roe"}]}
    assert others(read({"friends_v2": [row]})) == ["Jane Roe"]
    labels = [{"label": "URL", "href": "x"}, {"label": "Username", "value": "jane.roe"}]
    row = {"timestamp": T, "label_values": labels}
    assert ties(read([row], FF + "followers_1.json"))[0][1] == ("instagram:jane.roe", OWNER)
    labels = [{"label": "Name", "value": "Jane"}, {"label": "Benutzername", "value": "jane.roe"}]
    found = read([{"label_values": labels}], FF + "following.json")
    assert people(found) == [(("instagram:jane.roe",), "Jane")]


def item(handle: str, link: str | None = None, title: str = "") -> dict[str, Any]:
    link = f"https://www.instagram.com/{handle}" if link is None else link
    return {"title": title, "media_list_data": [],
            "string_list_data": [{"href": link, "value": handle, "timestamp": T}]}  # fmt: skip


def item_2025(handle: str) -> dict[str, Any]:
    link = f"https://www.instagram.com/_u/{handle}"
    return {"title": handle, "string_list_data": [{"href": link, "timestamp": T}]}


@pytest.mark.parametrize(
    ("value", "file", "out"),
    [
        ([item("amara.ot")], "followers_1.json", False),
        ({"relationships_followers": [item("amara.ot")]}, "followers.json", False),
        ({"relationships_following": [item("amara.ot")]}, "following.json", True),
        ({"relationships_following": [item_2025("amara.ot")]}, "following.json", True),
        ({"blocked_users": {"x": "2019-01-01"}, "followers": {"amara.ot": "2023-11-14T10:00:00"}},
         "connections.json", False),
    ],
)  # fmt: skip
def test_instagram_of_every_era(value: Any, file: str, out: bool) -> None:  # noqa: FBT001
    """Handles from value, title or link, with the date, in the right direction."""
    person = "instagram:amara.ot"
    pair = (OWNER, person) if out else (person, OWNER)
    assert ties(read(value, FF + file)) == [("follow", pair, "2023-11-14")]


def test_links_to_facebook_are_no_handles() -> None:
    """A list of Facebook's stays one of names, links or not, in whatever folder it lies."""
    rows = [{"string_list_data": [{"href": "https://www.facebook.com/j", "value": "Jane Roe"}]}]
    folder = "Facebook and Instagram/fb.zip/connections/followers/"
    assert others(read(rows, folder + "people_who_followed_you_1.json")) == ["Jane Roe"]


@pytest.mark.parametrize(
    "file", ["recent_follow_requests.json", "recently_unfollowed_profiles.json", "blocked.json"]
)
def test_nameless_lists_of_strangers_are_no_followers(file: str) -> None:
    """Requests and those no longer followed have the shape of followers, and are none."""
    (found,) = read([item("amara.ot")], FF + file)
    assert isinstance(found, Note)


def test_a_missing_part_is_told(tmp_path: Path) -> None:
    """Part 3 without part 2 is said; part 2 beside part 1, in another zip or not, is not."""
    for name in ("a/inbox/x_1/message_1.json", "b/inbox/x_1/message_2.json", "c/followers_3.json"):
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(json.dumps([item("amara.ot")]))
    notes = [note.text for note in reading.read(tmp_path).notes if "part" in note.text]
    assert notes == ["the part before this one is not here: c/followers_2.json"]


def test_handles_are_written_one_way_and_odd_ones_counted() -> None:
    """Case, spaces and @ make no difference; markup and scripts are nobody's handle."""
    rows = [item("Anna.Schmidt"), item("@anna.schmidt "), item_2025(broken("café_bär")),
            item("<img src=x>", "javascript:alert(1)"), item("=HYPERLINK(1)")]  # fmt: skip
    rows += [{"title": "<b>", "string_list_data": [{"href": "https://www.instagram.com/_u/real"}]}]
    rows += [{"title": "", "string_list_data": item("multi_a")["string_list_data"] * 2}]
    found = read({"relationships_following": rows}, FF + "following.json")
    assert others(found) == ["anna.schmidt", "café_bär", "real", "multi_a"]
    assert reasons(found) == ["not the name of an account"] * 2


@pytest.mark.parametrize(
    "name",
    ["deleted_friends_v2", "sent_requests_v2", "rejected_requests", "people_you_may_know_v2",
     "pages_followed", "relationships_blocked_users", "relationships_follow_requests_sent",
     "text_post_app_text_post_app_followers"],
)  # fmt: skip
def test_requests_and_the_like_are_no_ties(name: str) -> None:
    """They are known files that hold no ties."""
    (found,) = read({name: [{"name": "Jane Roe", "timestamp": T}]})
    assert isinstance(found, Note)


def test_profiles_say_whose_archive_it_is() -> None:
    """Facebook's with work and place, Instagram's in other languages, the old one."""
    work = [{"employer": "St. Hilda's", "title": "Registrar"}]
    profile = {"name": {"full_name": broken("Jané Doe")}, "work_experiences": work,
               "current_city": {"name": "Leeds"}}  # fmt: skip
    (found,) = read({"profile_v2": profile}, "a.zip/personal_information/p/profile.json")
    assert found == Contact((OWNER,), "Jané Doe", "St. Hilda's", "Registrar", "Leeds",
                            "a.zip/personal_information/p/profile.json", 1, owner=True)  # fmt: skip
    labels = {broken("Nazwa użytkownika"): {"value": "Demo.User"}, "Name": {"value": "Demo"}}
    (found,) = read({"profile_user": [{"string_map_data": labels}]}, "a.zip/personal_information/p")
    assert isinstance(found, Contact)
    assert (found.keys, found.name) == (("instagram:demo.user", OWNER), "Demo")
    (found,) = read({"profile": {"name": "Jane Doe"}}, "a.zip/profile_information/p.json")
    assert isinstance(found, Contact)
    assert found.name == "Jane Doe"
    (found,) = read({"date_joined": "2019", "username": "demo.user"}, "a.zip/profile.json")
    assert isinstance(found, Contact)
    assert found.keys == ("instagram:demo.user", OWNER)


def test_family_and_partner_are_ties() -> None:
    """Facebook's profile says who is of her family; nobody is who gave no name."""
    profile = {
        "name": {"full_name": "Jane Doe"},
        "family_members": [{"name": broken("Zoë Doe"), "relation": "Sister"}, {"relation": "Aunt"}],
        "relationship": {"partner": "Leo Brandt", "status": "Married"},
    }
    found = read({"profile_v2": profile}, "a.zip/personal_information/p/profile.json")
    told = [(one.people[0], one.people[1], one.what) for one in found if isinstance(one, Event)]
    assert told == [
        (OWNER, "name:Zoë Doe|a.zip", "sister"),
        (OWNER, "name:Leo Brandt|a.zip", "partner"),
    ]


def test_the_folder_of_an_instagram_export_names_its_owner() -> None:
    """Meta writes the handle into the name of the download."""
    path = "instagram-demo.user-2026-09-01-AbC/connections/followers_and_following/followers_1.json"
    owner = read([item("x")], path)[0]
    assert isinstance(owner, Contact)
    assert owner.keys[0] == "instagram:demo.user"
    assert owner.owner


def talk(people: list[str], written: list[tuple[str, int]], title: str = "") -> dict[str, Any]:
    return {
        "participants": [{"name": broken(one)} for one in people],
        "messages": [
            {"sender_name": broken(who), "timestamp_ms": when * 1000, "content": "secret"}
            for who, when in written
        ],
        "title": broken(title),
    }


INBOX = "a.zip/your_facebook_activity/messages/inbox/x_1/message_1.json"


def test_a_talk_of_two_is_one_event_a_day_and_direction() -> None:
    """The one whose name is not the title is the owner; texts are not kept."""
    written = [("José", T), ("Me", T + 60), ("José", T + 90), ("Me", T + 86400)]
    found = read(talk(["José", "Me"], written, "José"), INBOX)
    jose, me = "name:José|a.zip", "name:Me|a.zip"
    assert people(found) == [((jose,), "José"), ((OWNER, me), "Me")]
    assert ties(found) == [
        ("message", (jose, me), "2023-11-14"),
        ("message", (me, jose), "2023-11-14"),
        ("message", (me, jose), "2023-11-15"),
    ]
    assert "secret" not in str(found)


def test_a_group_joins_who_wrote_in_a_month() -> None:
    """One event a month; who never wrote is a person without a tie; closed accounts are none."""
    members = ["Ada", "Ben", "Cyd", "Dee", "Facebook user"]
    month = 30 * 86400
    written = [("Ada", T), ("Ben", T + 9), ("Ada", T + 10), ("Cyd", T + month), ("Eve", T + month)]
    found = read(talk(members, written, "IMG cohort"), INBOX)
    assert [(when, len(who)) for _, who, when in ties(found)] == [("2023-11", 2), ("2023-12", 2)]
    assert [one.what for one in found if isinstance(one, Event)] == ["IMG cohort"] * 2
    assert [name for _, name in people(found)] == ["Ada", "Ben", "Cyd", "Dee", "Eve"]
    assert len(reasons(found)) == 1


def test_a_group_in_two_parts_is_one_event_a_month() -> None:
    """Both parts of a conversation give the month the same id."""
    written = [("Ada", T), ("Ben", T)]
    ids = [
        [one.id for one in read(talk(["Ada", "Ben", "Cyd"], written, "IMG"), path)
         if isinstance(one, Event)]
        for path in (INBOX, INBOX.replace("_1.json", "_2.json"))
    ]  # fmt: skip
    assert ids[0] == ids[1] == ["a.zip/your_facebook_activity/messages/inbox/x_1#1/2023-11"]


def test_a_request_to_talk_is_no_tie() -> None:
    """Who wrote without being known or answered is a counted skip."""
    (found,) = read(talk(["Spam", "Me"], [("Spam", T)], "Spam"),
                    "a.zip/messages/message_requests/s_1/message_1.json")  # fmt: skip
    assert found.reason == "a request to talk that was not answered"  # type: ignore[union-attr]


def test_a_page_that_writes_is_nobody() -> None:
    """Orders and invitations come from pages, alone or into a group of friends."""
    alone = talk(["Corner Bakery", "Me"], [("Corner Bakery", T)], "Corner Bakery")
    assert [one for _, one in people(read(alone, INBOX)) if one != "Me"] == ["Corner Bakery"]
    assert ties(read(alone, INBOX)) == []
    group = talk(["Corner Bakery", "Ann", "Me"], [("Ann", T), ("Me", T), ("Corner Bakery", T)])
    found = read(group, INBOX)
    assert [len(among) for _, among, _ in ties(found)] == [2]
    assert [one.sort for one in found if isinstance(one, Contact)].count("company") == 1
    assert reasons(found) == ["a page, not a person"]


@pytest.mark.parametrize("name", ["Facebook user", "Utilisateur Facebook", "Instagram-Nutzer"])
def test_closed_accounts_are_nobody_in_any_language(name: str) -> None:
    """What Meta writes for them is no name."""
    found = read(talk([name, "Me"], [(name, T)], name), INBOX)
    assert [one for _, one in people(found)] == ["Me"]
    assert ties(found) == []


def test_pages_that_one_follows_are_nobody() -> None:
    """Those that call themselves one are counted, and told as companies; friends never are."""
    pages = [
        "St. Hilda's University Hospital",
        "Corner Bakery",
        "The Ward 3 News",
        "Some Brand Page",
    ]
    rows = [{"name": name} for name in ("Jane Roe", "The Anh", "Larry Page", *pages)]
    found = read({"following_v3": rows}, "a.zip/connections/followers/x.json")
    contacts = [one for one in found if isinstance(one, Contact)]
    assert [one.name for one in contacts if one.sort == "company"] == pages
    assert {both[1][5:].partition("|")[0] for _, both, _ in ties(found)} == {
        "Jane Roe", "The Anh", "Larry Page",
    }  # fmt: skip
    assert reasons(found) == ["a page, not a person"] * 4
    friend = read({"friends_v2": [{"name": pages[0]}]})
    assert len(ties(friend)) == 1
    assert not {one.keys for one in contacts} & {
        one.keys for one in friend if isinstance(one, Contact)
    }


def test_an_uploaded_address_book_gives_people_without_ties() -> None:
    """Facebook and Instagram keep what the telephone uploaded, under labels in any language."""
    details = [{"contact_point": "+44 20 7946 0958"}, {"contact_point": "a@x.example"}]
    facebook = {"name": "Bj\u00c3\u00b6rn Roe", "details": details, "created_timestamp": T}
    values = {"Vorname": "Amara", "Nachname": "Osei", "Kontaktinfo": "020 7946 0000"}
    instagram = {"title": "", "string_map_data": {k: {"value": v} for k, v in values.items()}}
    found = [
        *read({"address_book_v2": {"address_book": [facebook, {"name": ""}]}}),
        *read({"contacts_contact_info": [instagram]}),
    ]
    assert [
        (one.keys[0].partition("|")[0], one.name) for one in found if isinstance(one, Contact)
    ] == [
        ("email:a@x.example", "Björn Roe"), ("name:Amara Osei", "Amara Osei"),
    ]  # fmt: skip
    assert ties(found) == []
    assert len(reasons(found)) == 1


def test_a_small_number_is_no_date() -> None:
    """A list without dates has 0 or 1 in their place, which would be 1970."""
    assert [
        when for _, _, when in ties(read({"friends_v2": [{"name": "Jane", "timestamp": 1}]}))
    ] == [""]


def test_talks_in_other_shapes() -> None:
    """End-to-end encrypted ones, those without participants, and Instagram's of 2020."""
    message = {"senderName": "Ada", "timestamp": T * 1000, "type": "text"}
    encrypted = {"participants": ["Ada", "Ben"], "threadName": "Ben_7", "messages": [message]}
    found = read(encrypted, "e.zip/x.json")
    assert ties(found)[0][2] == "2023-11-14"
    assert [one.name for one in found if isinstance(one, Contact) and one.owner] == ["Ada"]
    bare = {"messages": talk([], [("Ada", T), ("Ben", T)])["messages"]}
    assert len(ties(read(bare, "e.zip/x.json"))) == 2
    message = {"sender": "ada", "created_at": "2019-05-01T10:00:00+00:00", "text": "secret"}
    old = [{"participants": ["ada", "ben.x"], "conversation": [message]}]
    assert ties(read(old, "a.zip/messages.json")) == [
        ("message", ("instagram:ada", "instagram:ben.x"), "2019-05-01")
    ]


def test_an_empty_talk_is_nothing() -> None:
    """No people, no messages, no records, no error."""
    assert read({"participants": [], "messages": []}, INBOX) == []


@pytest.mark.parametrize(
    "text",
    [
        '{"error": "Please try again later"}',
        '{"messages": [1]}',
        '{"name": "x", "type": "personal_chat", "messages": []}',
        "[]",
        "<html></html>",
        '{"following": "x"}',
        "",
    ],
)
def test_other_json_is_not_claimed(text: str) -> None:
    """Other systems and error pages are for others."""
    assert not meta.claims(Source.of_text(text))


def test_half_a_file_is_an_error() -> None:
    """A list that breaks off is said to be damaged."""
    with pytest.raises(ReadError, match="damaged"):
        read('{"relationships_following": [{"title": "anna", "string_list_')


NAMES = [
    "friends_v2",
    "following",
    "participants",
    "messages",
    "sender_name",
    "timestamp_ms",
    "name",
]
NAMES += ["string_list_data", "label_values", "title", "href", "value", "timestamp"]
NAMES += ["profile_v2", "profile_user", "string_map_data", "work_experiences"]


@pytest.mark.property
@settings(deadline=None, max_examples=150)
@given(
    st.sampled_from(["friends_v2", "relationships_following", "followers", "profile_user"]),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.sampled_from(["Ada", "b.c"]),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=5)
        ),
        max_leaves=15,
    ),
)
def test_values_of_any_type_give_records(name: str, value: Any) -> None:
    """No value is trusted to have its type, and no event joins a key with itself."""
    for whole in ({name: [value]}, {"participants": [], "messages": [value, {"sender_name": "A"}]}):
        source = Source.of_text(json.dumps(whole), "a.zip/x.json", "a.zip")
        for record in meta.read(source):
            if isinstance(record, Event):
                assert len(set(record.people)) == len(record.people) > 1


@pytest.mark.property
@settings(deadline=None, max_examples=50)
@given(st.text())
def test_any_text_gives_records_or_a_read_error(text: str) -> None:
    """Nothing else happens."""
    with contextlib.suppress(ReadError):
        read('{"friends_v2": [' + text)


@pytest.mark.shared
def test_real_samples_are_read() -> None:
    """A talk with broken letters, and one without participants."""
    for folder, name in (("facebook", "José García"), ("chat/chatminer/instagram", "John Doe")):
        every = [one for one in sources([shared(f"samples/{folder}")]) if isinstance(one, Source)]
        (source,) = [one for one in every if meta.claims(one)]
        found = list(meta.read(source))
        assert people(found)[0][1] == name
        assert len(ties(found)) == 2
