"""Social media: her X archive, WhatsApp chats, Facebook, Instagram and Mastodon lists."""

from __future__ import annotations

import json
from datetime import UTC
from typing import Any

from tests.world.people import FRIEND, ME, PEOPLE, community
from tests.world.story import BATCH, BATCHMATES, Event, Story
from tests.world.writers import DAYS, MONTHS, table

CIRCLE = community("circle")


def x_id(person: str) -> str:
    """Give an account number far above those that X has reached."""
    return str(9_000_000_000_000_000_000 + list(PEOPLE).index(person))


def handle(person: str) -> str:
    """Give an account name."""
    return "anvita_echo_ex" if person == ME else f"sample_md_{list(PEOPLE).index(person):03d}"


def x_archive(story: Story) -> dict[str, bytes]:
    """Write an X archive: what she wrote to the circle is in tweets, and in direct messages."""
    account = {"account": {"accountId": x_id(ME), "username": handle(ME),
                           "accountDisplayName": "Anvita K 🫀"}}  # fmt: skip
    said = _posts(story)
    follows = [_follow(one) for one in CIRCLE]
    return {
        "account.js": _part("account", [account]),
        "following.js": _part("following", [{"following": one} for one in follows]),
        "follower.js": _part("follower", [{"follower": one} for one in follows[::2]]),
        "tweets.js": _part("tweets", [
            {"tweet": _tweet(number, event)} for number, event in enumerate(said)
        ]),
        "direct-messages.js": _part("direct_messages", [
            _conversation(story, one) for one in CIRCLE if any(
                one in event.people for event in story.of("message"))
        ]),
    }  # fmt: skip


def _posts(story: Story) -> list[Event]:
    """Give what she wrote to the circle, which she does in public on X and Mastodon."""
    said = story.of("mail", "message")
    return [one for one in said if one.people[0] == ME and set(one.people[1:]) & set(CIRCLE)]


def _part(name: str, items: list[Any]) -> bytes:
    text = json.dumps(items, ensure_ascii=False, indent=2)
    return f"window.YTD.{name}.part0 = {text}".encode()


def _follow(person: str) -> dict[str, str]:
    link = f"https://twitter.com/intent/user?user_id={x_id(person)}"
    return {"accountId": x_id(person), "userLink": link}


def _tweet(number: int, event: Event) -> dict[str, Any]:
    others = [one for one in event.people[1:] if one in CIRCLE]
    when = event.when
    date = f"{DAYS[when.weekday()]} {MONTHS[when.month - 1]} {when.day:02d}"
    return {
        "id_str": str(9_100_000_000_000_000_000 + number),
        "created_at": f"{date} {when:%H:%M:%S} +0000 {when.year}",
        "full_text": " ".join([*(f"@{handle(one)}" for one in others), event.text]),
        "in_reply_to_user_id_str": x_id(others[0]),
        "in_reply_to_screen_name": handle(others[0]),
        "entities": {"user_mentions": [
            {"id_str": x_id(one), "screen_name": handle(one), "name": PEOPLE[one].name}
            for one in others
        ]},
    }  # fmt: skip


def _conversation(story: Story, other: str) -> dict[str, Any]:
    said = [event for event in story.of("message") if set(event.people) == {ME, other}]
    return {"dmConversation": {
        "conversationId": f"{x_id(ME)}-{x_id(other)}",
        "messages": [
            {"messageCreate": {
                "id": str(9_200_000_000_000_000_000 + number), "text": event.text,
                "senderId": x_id(event.people[0]), "recipientId": x_id(event.people[1]),
                "createdAt": f"{event.when:%Y-%m-%dT%H:%M:%S}.000Z",
            }}
            for number, event in enumerate(said)
        ],
    }}  # fmt: skip


def whatsapp_group(story: Story) -> bytes:
    """Write the group chat of the batch, as an iPhone does."""
    lines = ["[02/11/25, 08:00:00] Batch of 2019: \u200eMessages and calls are private."]
    lines += [
        f"[{event.when:%d/%m/%y, %H:%M:%S}] {PEOPLE[event.people[0]].name}: {event.text}"
        for event in story.of("message") if event.what == BATCH
    ]  # fmt: skip
    return ("\r\n".join(lines) + "\r\n").encode()


def whatsapp_friend(story: Story) -> bytes:
    """Write the chat with the friend, as an Android telephone does; one message has two lines."""
    lines = [
        f"{event.when:%d/%m/%Y, %H:%M} - {PEOPLE[event.people[0]].name}: {event.text}"
        for event in story.of("message") if FRIEND in event.people
    ]  # fmt: skip
    return ("\n".join([*lines, "and one more thing"]) + "\n").encode()


def _followed(story: Story, people: list[str]) -> list[tuple[str, int]]:
    """Give those of them whom she is connected to, with a Unix time."""
    return [
        (event.people[1], int(event.when.replace(tzinfo=UTC).timestamp()))
        for event in story.of("connection")
        if event.people[0] == ME and event.people[1] in people
    ]


def facebook(story: Story) -> bytes:
    """Write Facebook's list of friends, every octet of UTF-8 escaped as Meta does."""
    friends = [
        {"name": PEOPLE[one].name.encode().decode("latin-1"), "timestamp": when}
        for one, when in _followed(story, [*BATCHMATES, *CIRCLE])
    ]
    return json.dumps({"friends_v2": friends}, indent=2).encode()


def messenger(story: Story) -> dict[str, bytes]:
    """Write a file for each conversation, the newest message first."""
    talks: dict[str, list[Event]] = {}
    for event in reversed(story.of("message")):
        if "draft" not in event.marks:
            others = [one for one in event.people if one != ME]
            talks.setdefault(event.what or others[0], []).append(event)
    return {
        f"{number}_x/message_1.json": _talk(title, said)
        for number, (title, said) in enumerate(talks.items())
    }


def _talk(title: str, said: list[Event]) -> bytes:
    """Write one conversation; that of two has the name of the other."""
    talk = {
        "participants": [{"name": PEOPLE[one].name} for one in said[0].people],
        "messages": [
            {"sender_name": PEOPLE[event.people[0]].name, "content": event.text,
             "timestamp_ms": int(event.when.replace(tzinfo=UTC).timestamp() * 1000)}
            for event in said
        ],
        "title": PEOPLE[title].name if title in PEOPLE else title,
    }  # fmt: skip
    text = json.dumps(talk, ensure_ascii=False)
    return json.dumps(json.loads(text.encode().decode("latin-1")), indent=1).encode()


def instagram(story: Story) -> bytes:
    """Write Instagram's list of accounts she follows, in the form of 2025."""
    follows = [
        {"title": handle(one), "string_list_data": [
            {"href": f"https://www.instagram.com/_u/{handle(one)}", "timestamp": when}]}
        for one, when in _followed(story, BATCHMATES)
    ]  # fmt: skip
    return json.dumps({"relationships_following": follows}, indent=2).encode()


def _fediverse(person: str) -> str:
    return f"https://social.echorounds.example/users/{handle(person)}"


def outbox(story: Story) -> bytes:
    """Write what she posted in the fediverse: answers to the first whom she names."""
    context = "https://www.w3.org/ns/activitystreams"
    posts = [_post(number, event, context) for number, event in enumerate(_posts(story))]
    box = {"@context": context, "type": "OrderedCollection", "orderedItems": posts}
    return json.dumps(box, indent=1).encode()


def _post(number: int, event: Event, context: str) -> dict[str, Any]:
    others = [one for one in event.people[1:] if one in CIRCLE]
    return {
        "id": f"{_fediverse(ME)}/statuses/{number}/activity", "type": "Create",
        "actor": _fediverse(ME), "published": f"{event.when:%Y-%m-%dT%H:%M:%S}Z",
        "to": [f"{context}#Public"], "cc": [_fediverse(one) for one in others],
        "object": {
            "type": "Note", "content": event.text,
            "inReplyTo": f"{_fediverse(others[0])}/statuses/{number}",
            "tag": [{"type": "Mention", "href": _fediverse(one), "name": f"@{handle(one)}"}
                    for one in others],
        },
    }  # fmt: skip


def mastodon() -> bytes:
    """Write the accounts she follows in the fediverse."""
    rows = [[f"{handle(one)}@social.echorounds.example", "true", "false", ""] for one in CIRCLE]
    return table("Account address,Show boosts,Notify on new posts,Languages", rows)
