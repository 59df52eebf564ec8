"""Mastodon. All people and servers are invented."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import mastodon
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Note, Record, Skipped
from tests.conftest import shared
from tests.readers.told import ties

OWNER = "owner:mastodon|a.zip"
ME = "mastodon:me@med.example"
PUBLIC = "https://www.w3.org/ns/activitystreams#Public"


def read(value: Any, name: str = "outbox.json") -> list[Record]:
    text = value if isinstance(value, str) else json.dumps(value)
    source = Source.of_text(text, f"a.zip/{name}", "a.zip")
    assert mastodon.claims(source)
    return list(mastodon.read(source))


def keys(records: list[Record]) -> list[tuple[str, ...]]:
    return [one.keys for one in records if isinstance(one, Contact)]


def test_followed_accounts() -> None:
    """Each address once, however it is written; what is no address is a skip."""
    found = read(
        "Account address,Show boosts,Notify on new posts,Languages\n"
        "AmaraOT@med.example,true,false,\n@amaraot@Med.example,true,false,\nnobody,,,\n",
        "following_accounts.csv",
    )
    assert keys(found) == [("mastodon:amaraot@med.example",)]
    assert ties(found) == [("follow", (OWNER, "mastodon:amaraot@med.example"), "")]
    assert sum(isinstance(one, Skipped) for one in found) == 1


def test_lists_hold_accounts_that_one_follows() -> None:
    """No header; the same account on two lists is one follow."""
    found = read(
        "Mentors,amaraot@med.example\nIMG,amaraot@med.example\nIMG,b@x.example", "lists.csv"
    )
    assert [people[1] for _, people, _ in ties(found)] == [
        "mastodon:amaraot@med.example",
        "mastodon:b@x.example",
    ]


@pytest.mark.parametrize("name", ["following_accounts.csv", "following_accounts (1).csv"])
def test_the_oldest_tables_have_no_header(name: str) -> None:
    """The name of the file tells whom one follows from whom one blocks."""
    rows = "amaraot@med.example\nb@x.example\n"
    assert len(ties(read(rows, name))) == 2
    assert not mastodon.claims(Source.of_text(rows, "a.zip/blocked_accounts.csv", "a.zip"))


def test_muted_accounts_are_no_ties() -> None:
    """The table is known, and nothing in it is a tie."""
    (found,) = read("Account address,Hide notifications\nx@y.example,true\n", "muted_accounts.csv")
    assert isinstance(found, Note)


def test_the_actor_is_the_owner() -> None:
    """actor.json says whose archive it is."""
    actor = {"@context": [PUBLIC[:-7]], "id": "https://med.example/users/Me", "type": "Person",
             "name": "Me Self"}  # fmt: skip
    (found,) = read(actor, "actor.json")
    assert found == Contact((ME, OWNER), "Me Self", file="a.zip/actor.json", line=1, owner=True)


def post(**more: Any) -> dict[str, Any]:
    tags = [{"type": "Mention", "href": f"https://{one.split('@')[1]}/users/9", "name": f"@{one}"}
            for one in more.pop("names", ())]  # fmt: skip
    to = more.pop("to", [PUBLIC])
    whole = {"id": "https://med.example/1/activity", "type": "Create", "to": to,
             "actor": "https://med.example/users/me", "published": "2024-03-05T14:02:11Z",
             "object": {"type": "Note", "content": "secret", "tag": tags, **more}}  # fmt: skip
    return {"@context": PUBLIC[:-7], "id": "outbox.json", "type": "OrderedCollection",
            "orderedItems": [whole]}  # fmt: skip


def test_posts_mention_answer_and_write() -> None:
    """Mentions, an answer by the address of the post, a message to those named only."""
    when = "2024-03-05T14:02:11"
    a, b = "mastodon:a@x.example", "mastodon:b@y.example"
    names = ["a@x.example", "b@y.example"]
    assert ties(read(post(names=names))) == [("mention", (ME, a, b), when)]
    answered = "https://y.example/users/b/statuses/123"
    assert ties(read(post(names=names, inReplyTo=answered))) == [
        ("reply", (ME, b), when),
        ("mention", (ME, a), when),
    ]
    found = read(post(names=names, to=["https://x.example/users/a"]))
    assert ties(found) == [("message", (ME, a, b), when)]
    assert keys(found) == [(ME, OWNER), (a,), (b,)]
    assert "secret" not in str(found)


def test_boosts_mention_their_author_and_own_threads_nobody() -> None:
    """Passing a post on counts as a mention; answering oneself is no tie."""
    boost = post()
    boost["orderedItems"][0] |= {"type": "Announce", "object": "https://x.example/@a/123"}
    assert [people for _, people, _ in ties(read(boost))] == [(ME, "mastodon:a@x.example")]
    assert ties(read(post(inReplyTo="https://med.example/users/me/statuses/1"))) == []
    assert ties(read(post(inReplyTo="https://x.example/notes/17"))) == []


@pytest.mark.parametrize(
    ("url", "author"),
    [
        ("https://x.example/users/a/statuses/01JABC", "mastodon:a@x.example"),
        ("https://x.example/p/a/17/", "mastodon:a@x.example"),
        ("https://blog.example/my-article/", ""),
        ("https://x.example/objects/2b-9c", ""),
        ("https://x.example/ap/users/115/statuses/7", ""),
    ],
)
def test_an_answer_is_to_the_author_that_the_address_names(url: str, author: str) -> None:
    """Other programs write other addresses; an article of a blog is no person."""
    assert [both[1:] for _, both, _ in ties(read(post(inReplyTo=url)))] == [(author,)] * bool(
        author
    )


@pytest.mark.parametrize("where", ["activity", "object", "nowhere"])
def test_a_post_is_public_by_its_own_word_or_its_activitys(where: str) -> None:
    """Some programs write whom it is for only into the post, and as one text."""
    whole = post(names=["a@x.example"], to=[])
    one = whole["orderedItems"][0]
    if where != "nowhere":
        (one if where == "activity" else one["object"])["to"] = PUBLIC
    assert [kind for kind, _, _ in ties(read(whole))] == ["mention"]


def test_an_account_of_the_same_server_is_named_without_it() -> None:
    """The address is completed from the link."""
    tag = [{"type": "Mention", "name": "@a", "href": "https://med.example/users/a"}]
    assert ties(read(post(tag=tag)))[0][1] == (ME, "mastodon:a@med.example")


def test_groups_are_nobody() -> None:
    """Who is mentioned so that a whole group reads it is no person."""
    tags = [
        {"type": "Mention", "href": href, "name": ""}
        for href in ("https://a.gup.pe/u/med", "https://lemmy.example/c/echo")
    ]
    post = {"type": "Create", "actor": "https://med.example/users/me", "to": [PUBLIC],
            "object": {"tag": tags}}  # fmt: skip
    context = "https://www.w3.org/ns/activitystreams"
    found = read({"@context": context, "type": "OrderedCollection", "orderedItems": [post]})
    assert keys(found) == [(ME, OWNER)]


def test_an_actor_known_by_number_is_named_by_its_page() -> None:
    """Since 2025 an actor's id may hold a number instead of the name."""
    context = "https://www.w3.org/ns/activitystreams"
    actor = {"@context": [context], "type": "Person", "id": "https://med.example/ap/users/115",
             "url": "https://med.example/@me", "name": "Me"}  # fmt: skip
    assert keys(read(actor, "actor.json")) == [(ME, OWNER)]


def test_likes_are_known_and_hold_no_ties() -> None:
    """They are addresses of posts only."""
    likes = {"@context": PUBLIC[:-7], "id": "likes.json", "type": "OrderedCollection",
             "orderedItems": ["https://x.example/users/a/statuses/1"]}  # fmt: skip
    (found,) = read(likes, "likes.json")
    assert isinstance(found, Note)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Amara,a@example.org\n", "x.csv"),
        ("a,b\n", "lists.csv"),
        ('{"type": "Person"}', "a"),
        ("", ""),
    ],
)
def test_other_files_are_not_claimed(text: str, name: str) -> None:
    """A table of names and addresses is no list of Mastodon."""
    assert not mastodon.claims(Source.of_text(text, name))


@pytest.mark.property
@settings(deadline=None, max_examples=100)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.sampled_from(["https://x.example/@a/1", "x"]),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(
                    ["type", "actor", "object", "tag", "inReplyTo", "href", "to", "name"]
                ),
                inner,
            )
        ),
        max_leaves=12,
    )
)
def test_values_of_any_type_give_records(value: Any) -> None:
    """No value is trusted to have its type, and no event joins a key with itself."""
    for whole in (post(tag=value, inReplyTo=value), {**post(), "orderedItems": [value]}):
        for record in read(whole):
            if isinstance(record, Event):
                assert len(set(record.people)) == len(record.people) > 1


@pytest.mark.property
@settings(deadline=None, max_examples=50)
@given(st.text())
def test_any_text_gives_records_or_a_read_error(text: str) -> None:
    """Nothing else happens."""
    with contextlib.suppress(ReadError):
        read(json.dumps(post())[:-1] + text)


@pytest.mark.shared
@pytest.mark.parametrize("text", ["2", "null", "[]", '"x"'])
def test_json_that_is_no_object_holds_nobody(text: str) -> None:
    """The head may promise more than the file keeps."""
    assert not list(mastodon.read(Source.of_text(text, "a.zip/outbox.json", "a.zip")))


def test_a_real_archive() -> None:
    """Nineteen posts: thirteen mentions, one answer to another; the owner once."""
    found: list[Record] = []
    for source in sources([shared("samples/mastodon/fossilizer_mastodon-export.zip")]):
        if isinstance(source, Source) and mastodon.claims(source):
            found += mastodon.read(source)
    kinds = [kind for kind, _, _ in ties(found)]
    assert (kinds.count("mention"), kinds.count("reply")) == (13, 1)
    owners = {one.keys[0] for one in found if isinstance(one, Contact) and one.owner}
    assert owners == {"mastodon:lmorchard@toot.lmorchard.com"}
