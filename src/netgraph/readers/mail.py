"""Mail: mbox files (Gmail Takeout, Thunderbird, Apple Mail), Maildirs, and single .eml files.

::

    From 1790123456789012345@xxx Tue Mar 05 09:00:00 +0000 2024
    X-Gmail-Labels: Inbox,Important
    From: "Lindqvist, Bjorn" <bjorn@kei.example>
    To: Amara Osei-Tutu <a.osei@example.org>, me@example.com

Only headers are read; subjects are looked at and not kept. Each mail is one event ``mail``,
sender first. An answer is one more event ``reply`` from who answers to who is answered, even
where both wrote to a mailing list; question and answer may stand in different files. A mail to
exactly two people whose subject says that it introduces is one more event ``introduced``.

A mailing list is told by its headers, by its host, by a ``[tag]`` in subjects equal to its own
name, and, since copies lose their headers, by how it is written to: five senders or more address
it in mails that do not name the owner of the mailbox, and it never writes. Where the owner is
not known, that could be the owner: then answers must also go to it past the person answered.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import PurePosixPath
from typing import IO, Final, cast

from netgraph.readers._headers import Headers, headers, is_mail, is_mailbox, mailbox, one_mail
from netgraph.readers._mail_marks import (
    LEFT_OUT,
    ROLE_OF,
    answers_by_itself,
    flag_role,
    folder_role,
    introduces,
    is_machine,
    list_of_machinery,
    same_addresses,
    sort_by_name,
    sort_of,
    tagged,
    tags,
)
from netgraph.readers._opening import Source
from netgraph.records import Contact, Event, Note, Record, Skipped, key, key_value

BLIND = "A mailbox shows who wrote to whom, not what about, and nothing that was said elsewhere."

#: A mail to more people than this is a circular, not a tie.
MOST_RECIPIENTS: Final = 60
#: So many people must write to an address that never writes before it is taken for a list.
_WRITERS: Final = 5
#: So many mails outside an mbox must have been delivered to an address that is to be the owner's.
_DELIVERIES: Final = 3

_MAILDIR: Final = frozenset({"cur", "new", "tmp"})
_ID = re.compile(r"<([^<>\s]+)>")
_LABELS = re.compile(r"\s*,\s*")
_VIA = re.compile(r"(.*?)['\"]?\s+\(?via\s")
#: Headers that mark mails which are none between people.
_MACHINES: Final = frozenset({"x-autoreply", "x-autorespond"})
_MASS: Final = frozenset({"list-unsubscribe", "feedback-id", "list-id"})
_MARKS: Final = _MACHINES | _MASS | {"x-spam-flag", "x-mozilla-status"}
#: Headers that name a list, or the machinery of one.
_POSTED: Final = ("list-post", "x-beenthere", "mailing-list", "x-mailing-list")
_LISTS: Final = frozenset({*_POSTED, "list-id", "sender"})
_DELIVERED: Final = ("delivered-to", "x-delivered-to", "x-original-to")


def claims(source: Source) -> bool:
    """Say whether it is a mailbox or a mail."""
    head = _head(source)
    return is_mailbox(head) or is_mail(head)


def read(source: Source) -> Iterator[Record]:
    """Yield the people, mails and answers of a mailbox or a single mail."""
    memory: _Memory = source.shared.setdefault("mail", _Memory())
    with _opened(source) as file:
        if is_mailbox(_head(source)):
            box = _Box(memory, _home(source))
            role = folder_role(source.path)
            for number, block in enumerate(mailbox(file), 1):
                yield from _Mail(box, source.path, number, headers(block), role).records()
            yield from box.verdict(source.path, box.writers, whole=True)
        else:
            folder = PurePosixPath(source.path).parent
            box = memory.box(_home(source), folder.name)
            role = folder_role(folder.as_posix()) or flag_role(source.name)
            mail = _Mail(box, source.path, 1, headers(one_mail(file)), role)
            yield from mail.records()
            yield from box.verdict(source.path, mail.recipients, whole=False)


def _head(source: Source) -> bytes:
    return source.head_text.encode() if source.wide else source.head


def _opened(source: Source) -> IO[bytes]:
    """Open it, as UTF-8 if it has two bytes for each letter: Windows saves text so."""
    file = source.opener()
    if not source.wide:
        return file
    return cast("IO[bytes]", codecs.EncodedFile(file, "utf-8", source.wide, errors="replace"))


def _home(source: Source) -> str:
    """Name the mailbox as a whole: above a Maildir's cur and new, above Apple's Name.mbox."""
    unit = PurePosixPath(source.unit)
    unit = unit.parent if unit.name in _MAILDIR else unit
    return (unit.parent if unit.name.startswith(".") or unit.suffix == ".mbox" else unit).as_posix()


class _Memory:
    """What all mails of one call have in common: who wrote which, and answers not yet placed."""

    def __init__(self) -> None:
        self.author: dict[int, str] = {}
        self.reached: dict[int, int] = {}
        self.waiting: dict[int, list[Event]] = {}
        self.boxes: dict[str, _Box] = {}
        self.owners: dict[str, set[str]] = {}
        self.latest = (datetime.now(UTC) + timedelta(days=1)).isoformat()

    def box(self, home: str, folder: str) -> _Box:
        """Give the box of mails that are files: a Maildir, or what somebody put together."""
        if home not in self.boxes:
            self.boxes[home] = _Box(self, home, loose=folder not in _MAILDIR)
        return self.boxes[home]

    def wrote(self, sender: str, identity: str, recipients: int) -> Iterator[Event]:
        """Remember who wrote a mail to how many, and yield the answers to it that came first."""
        number = hash(identity)
        self.author[number], self.reached[number] = sender, recipients
        for event in self.waiting.pop(number, ()):
            if event.people[0] != sender:
                yield event._replace(people=(event.people[0], sender))


class _Box:
    """What the mails of one mailbox show together: whose it is, and which addresses are lists."""

    def __init__(self, memory: _Memory, home: str, *, loose: bool = False) -> None:
        self.memory, self.home, self.loose = memory, home, loose
        self.told: set[tuple[str, str, str]] = set()
        self.lists: set[str] = set()
        self.senders: set[str] = set()
        self.owners: Counter[str] = Counter()
        self.addressed: Counter[str] = Counter()
        self.writers: dict[str, set[str]] = {}
        self.passed: dict[str, set[str]] = {}

    def saw(self, mail: _Mail) -> None:
        """Take note of who wrote to whom."""
        self.senders.add(mail.sender)
        for address in mail.recipients:
            self.addressed[address] += 1
        if mail.sender in self.owners or not self.owners.keys().isdisjoint(mail.recipients):
            return
        for address in mail.recipients:
            if len(writers := self.writers.setdefault(address, set())) < _WRITERS:
                writers.add(mail.sender)

    def answered(self, mail: _Mail, author: str) -> None:
        """Take note of an answer that went elsewhere than to the person answered."""
        if author not in mail.recipients and len(mail.recipients) == 1:
            self.passed.setdefault(mail.recipients[0], set()).add(mail.sender)

    def verdict(self, file: str, candidates: Iterable[str], *, whole: bool) -> Iterator[Record]:
        """Yield what is known by now: after the last mail of an mbox, or after each mail."""
        known = self._owners(1 if whole else _DELIVERIES)
        for address in candidates:
            silent = address not in self.senders | known | self.lists
            passed = len(self.passed.get(address, ())) > 1 or (bool(known) and whole)
            if silent and passed and len(self.writers.get(address, ())) >= _WRITERS:
                self.lists.add(address)
                yield Contact((address,), file=file, sort="list")
                yield Note(file, f"{key_value(address)} was taken for a mailing list.")
        if known:
            yield from self._owned(known, file)
        elif whole:
            yield self._unknown(file)

    def _owners(self, least: int) -> set[str]:
        """Give the addresses that a good part of the mail was delivered to or sent from."""
        counted = [one for one in self.owners.most_common() if one[0] not in self.lists]
        enough = max(least, counted[0][1] / 10) if counted else 0
        return {one for one, count in counted[: 1 if self.loose else None] if count >= enough}

    def _owned(self, known: set[str], file: str) -> Iterator[Contact]:
        """Tell the owner's addresses. Two boxes in one place need not be one person's."""
        before = self.memory.owners.setdefault(self.home, known)
        scope = self.home if before & known else file
        self.memory.owners[self.home] = before | known if scope == self.home else before
        owner = key("owner", "mail", scope)
        for address in sorted(known):
            if (address, owner, "owner") not in self.told:
                self.told.add((address, owner, "owner"))
                yield Contact((*same_addresses(address), owner), file=file, owner=True)

    def _unknown(self, file: str) -> Note:
        top = next((one for one, _ in self.addressed.most_common() if one not in self.lists), "")
        guess = f" Most of it went to {key_value(top)}." if top else ""
        return Note(file, f"It does not say whose mailbox it is: name yourself.{guess}")


class _Mail:
    """One mail: what its headers mean."""

    def __init__(self, box: _Box, file: str, line: int, head: Headers, role: str) -> None:
        self.box, self.file, self.line, self.head = box, file, line, head
        self.roles = {role}
        if "x-gmail-labels" in head.fields:
            labels = _LABELS.split(head.text("x-gmail-labels").lower())
            self.roles |= {ROLE_OF.get(label, "") for label in labels}
        self.subject = head.text("subject")
        self.senders = head.addresses("from")
        self.others = self.senders[1:] + head.addresses("to", "cc", "bcc")
        self.sender = ""
        self.recipients: tuple[str, ...] = ()

    def records(self) -> Iterator[Record]:
        """Yield everybody in it, the mail, and whom it answers; or why it was left out."""
        lists = self._lists()
        reason = self._left_out(lists) or self._find_sender(lists)
        if reason:
            yield self._skipped(reason)
            return
        self._find_owner(lists)
        self.recipients = tuple(dict.fromkeys(one for one, _ in self.others if one != self.sender))
        yield from self._contacts(lists)
        identity = self._id("message-id")
        known = self.box.memory.author.get(hash(identity)) if identity else None
        if known == self.sender and len(self.recipients) <= self.box.memory.reached[hash(identity)]:
            yield self._skipped("the same mail stands in another place too")
            return
        self.box.saw(self)
        yield from self._events("" if known not in {None, self.sender} else identity)

    def _skipped(self, reason: str) -> Skipped:
        return Skipped(self.file, self.line, reason)

    def _left_out(self, lists: set[str]) -> str:
        head, marked = self.head, self.head.fields.keys() & _MARKS
        for role in self.roles & LEFT_OUT:
            return role
        if marked and head.text("x-spam-flag").lower().startswith("yes"):
            return "in the spam folder"
        status = head.text("x-mozilla-status") if marked else ""
        if re.fullmatch("[0-9a-fA-F]{4}", status) and int(status, 16) & 8:
            return "in the trash"  # Thunderbird keeps it until the folder is compacted
        returned = head.fields.get("return-path") == ["<>"]
        machine = marked & _MACHINES or head.text("auto-submitted").lower() not in {"", "no"}
        if returned or machine or answers_by_itself(self.subject):
            return "an automatic mail"
        mass = marked & _MASS or head.text("precedence").lower() in {"bulk", "junk", "list"}
        return "a newsletter or circular" if mass and not lists else ""

    def _find_sender(self, lists: set[str]) -> str:
        """Find who wrote it, behind a list or service that sends in somebody's name."""
        senders = self.senders or self.head.addresses("sender")
        if not senders:
            return "no sender with an address"
        address, name = senders[0]
        if (via := _VIA.match(name)) or address in lists:
            true = dict(self.head.addresses("x-original-from", "reply-to"))
            hidden = [
                one for one in true if one not in lists | {address} and sort_of(one) == "person"
            ]
            if len(hidden) != 1:
                return "sent by a list or service in somebody's name"
            address, name = hidden[0], via[1].strip(" '\"") if via else true[hidden[0]]
        self.sender, self.name = address, name
        return "sent by a machine" if is_machine(address, name) else ""

    def _lists(self) -> set[str]:
        """Find the mailing lists that this mail shows to be lists, or that are known for it."""
        head, box = self.head, self.box
        present = {one for one, _ in [*self.senders, *self.others]}
        found = {one for one in present if one in box.lists or sort_of(one) == "list"}
        if "[" in self.subject and (among := tags(self.subject)):
            found |= {one for one, name in self.others if tagged(one, name, among)} - box.senders
        if not head.fields.keys().isdisjoint(_LISTS):
            present |= {one for one, _ in head.addresses(*_DELIVERED)}
            found |= {one for one, _ in head.addresses(*_POSTED)}
            found |= {list_of_machinery(one) for one, _ in head.addresses("sender")} & present
            for identity in _ID.findall(head.text("list-id")):
                found |= {key("email", identity.replace(".", "@", 1))} & present
        return {one for one in found if sort_of(one) != "robot"}

    def _find_owner(self, lists: set[str]) -> None:
        """Count whose mailbox it shows: where it was delivered, or who sent it."""
        found = {self.sender} if "sent" in self.roles else set()
        for name in _DELIVERED:
            if name in self.head.fields:
                found.update(one for one, _ in self.head.addresses(name)[:1])
        for address in found - lists:
            if sort_of(address) == "person":
                self.box.owners[address] += 1

    def _contacts(self, lists: set[str]) -> Iterator[Contact]:
        """Yield who is in it, once for each name that somebody has in this mailbox."""
        box = self.box
        box.lists.update(one for one in self.recipients if one in lists)
        for address, name in [(self.sender, self.name), *self.others]:
            sort = "list" if address in lists else sort_of(address)
            sort = sort_by_name(name, address) if sort == "person" else sort
            if (address, name, sort) not in box.told:
                box.told.add((address, name, sort))
                keys = same_addresses(address)
                yield Contact(keys, name, file=self.file, line=self.line, sort=sort)

    def _events(self, identity: str) -> Iterator[Record]:
        when = self.head.when(self.box.memory.latest)
        where = ("", self.file, self.line, 1.0, identity)
        if not self.recipients:
            yield self._skipped("it names nobody else it was sent to")
        elif len(self.recipients) > MOST_RECIPIENTS:
            yield self._skipped(f"sent to more than {MOST_RECIPIENTS} people")
        else:
            people = (self.sender, *self.recipients)
            yield Event("mail", people, when, *where)
            if self._introduces():
                yield Event("introduced", people, when, *where)
        if question := self._id("in-reply-to") or self._id("references"):
            yield from self._answers(question, Event("reply", (self.sender,), when, *where))
        if identity:
            yield from self.box.memory.wrote(self.sender, identity, len(self.recipients))

    def _answers(self, question: str, answer: Event) -> Iterator[Event]:
        """Yield whom it answers, or keep the answer until that mail comes by."""
        memory = self.box.memory
        author = memory.author.get(hash(question))
        if author is None:
            memory.waiting.setdefault(hash(question), []).append(answer)
        elif author != self.sender:
            self.box.answered(self, author)
            yield answer._replace(people=(self.sender, author))

    def _introduces(self) -> bool:
        """Say whether it puts two people in touch: told by its subject, and by being to two."""
        if len(self.recipients) != 2 or "in-reply-to" in self.head.fields:  # noqa: PLR2004
            return False
        both = all(
            sort_of(one) == "person" and one not in self.box.lists for one in self.recipients
        )
        return both and introduces(self.subject)

    def _id(self, name: str) -> str:
        """Give the id in a field; of several mails that it refers to, the last one's."""
        values = self.head.fields.get(name)
        found = _ID.findall(values[0]) if values else ()
        return found[-1 if name == "references" else 0] if found else ""
