"""What is known of a tie, as sentences: how many, the last date as far as known, who did it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from netgraph.records import ADDRESSED, Event, key_kind, key_value

__all__ = ["TOGETHER", "Line", "asleep", "sentence"]


@dataclass(slots=True)
class Line:
    """What one kind of event adds to one tie."""

    decayed: float = 0.0
    standing: float = 0.0  # how many such events, crowds counted for less
    forth: int = 0  # the first person of the pair acted
    back: int = 0
    together: int = 0  # neither did, or it has no direction
    first: str = ""
    last: str = ""
    turned: str = ""  # the last time that one turned to the other, not both addressed together
    what: str = ""
    medium: str = ""
    fewest: int = 0  # people at the smallest of these events

    @property
    def count(self) -> int:
        """How many events."""
        return self.forth + self.back + self.together

    def add(self, event: Event, direction: int, worth: float, standing: float) -> None:
        """Add an event; the direction is 1 if the first of the pair acted, -1 if the other."""
        self.decayed += worth
        self.standing += standing
        self.forth += direction > 0
        self.back += direction < 0
        self.together += direction == 0
        if event.when:
            self.first = min(self.first or event.when, event.when)
        if direction or event.kind not in ADDRESSED:
            self.turned = max(self.turned, event.when)
        self.last, self.what = max((self.last, self.what), (event.when, event.what))
        self.medium = self.medium or _medium(event)
        self.fewest = min(self.fewest or len(event.people), len(event.people))


#: How a sentence begins that tells of no more than having been addressed together.
TOGETHER: Final = "both addressed in"
_MEDIA: Final = {
    "linkedin": "LinkedIn", "facebook": "Facebook", "instagram": "Instagram", "x": "X",
    "mastodon": "Mastodon", "whatsapp": "WhatsApp",
}  # fmt: skip
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
#: For each directed kind: one thing, several, and the verb for one direction.
_DIRECTED: Final = {
    "mail": ("e-mail", "e-mails", "wrote"), "message": ("message", "messages", "wrote"),
    "mention": ("mention", "mentions", "made"),
}  # fmt: skip
_ONE_WAY: Final = {
    "endorsement": ("endorsed each other", "endorsed"),
    "recommendation": ("recommended each other", "recommended"),
    "invitation": ("invited each other to connect", "invited"),
    "follow": ("follow each other", "follows"),
}


def _medium(event: Event) -> str:
    for each in event.people:
        kind = key_kind(each)
        found = _MEDIA.get(key_value(each).partition("/")[0] if kind == "owner" else kind)
        if found:
            return f" on {found}"
    return ""


def sentence(
    kind: str, line: Line, pair: tuple[str, str], names: Mapping[str, str], *, alone: bool
) -> str:
    """Say what one kind of event shows of two people; alone: there is nothing but clicks."""
    a, b = (names.get(one, "") for one in pair)
    if kind in _DIRECTED:
        return _exchange(kind, line, a, b)
    if kind == "reply":
        return _answers(line, a, b)
    if kind in _ONE_WAY:
        return _act(kind, line, a, b)
    if kind == "connection":
        since = f" since {_spoken(line.first)}" if line.first else ""
        return f"connected{line.medium}{since}" + " (no contact recorded)" * alone
    if kind in _DONE_TOGETHER:
        return _together(kind, line)
    words, without = _OTHER[kind]
    said = words.format(line.what) if line.what else without
    return said + (_in(line.last) if kind in _DATED else "")


_DONE_TOGETHER: Final = {
    "coauthor": ("co-authored one paper", "co-authored {} papers"),
    "meeting": ("met once", "met {} times"),
}
#: From how many people on, a paper or a meeting does not say that any two of them know each other.
_MANY: Final = 12
#: What is said about a kind with the event's own words, and without.
_OTHER: Final = {
    "group": ("both in the group “{}”", "both in one group"),
    "stated": ("stated: “{}”", "stated that they know each other"),
    "introduced": ("brought together by an introduction (“{}”)", "met through an introduction"),
    "related": ("an address book says: {}", "linked in an address book"),
    "same_organisation": ("inferred: both at {}", "inferred: both at one organisation"),
    "same_school": ("inferred: both went to {}", "inferred: both went to one school"),
    "same_ward": ("inferred: both worked on {}", "inferred: both worked on one ward"),
}


_DATED: Final = frozenset({"introduced", "same_organisation"})


def _together(kind: str, line: Line) -> str:
    once, often = _DONE_TOGETHER[kind]
    title = f" (“{line.what}”)" if line.what else ""
    done = once if line.count == 1 else often.format(line.count)
    return f"{done}{_among(line)}{_last(line)}{title}"


def _among(line: Line) -> str:
    """Say that they were two of many, where that makes a sign of acquaintance a faint one."""
    if line.fewest < _MANY:
        return ""
    others = line.fewest - 2
    return f" with {others} others" if line.count == 1 else f", each with {others} others or more"


def _exchange(kind: str, line: Line, a: str, b: str) -> str:
    one, several, verb = _DIRECTED[kind]
    direct = line.forth + line.back
    number = f"{direct or line.together} {one if (direct or line.together) == 1 else several}"
    last = _last(line)
    if not direct:
        return f"{TOGETHER} {number}{line.medium}{_among(line)}{last}"
    if line.forth and line.back:
        wrote = f" ({b} {verb} {line.back})" if b else f" ({line.forth} one way, {line.back} back)"
        return f"exchanged {number}{line.medium}{last}{wrote}"
    actor, other = (a, b) if line.forth else (b, a)
    who = f"{actor} {verb} {number} to {other}" if a and b else f"{number}, one way only"
    return f"{who}{line.medium}{last}"


def _answers(line: Line, a: str, b: str) -> str:
    times = "once" if line.count == 1 else f"{line.count} times"
    who = "answered each other" if line.forth and line.back else _who(line, a, b, "answered")
    return f"{who} {times}{line.medium}{_last(line)}"


def _act(kind: str, line: Line, a: str, b: str) -> str:
    each_other, verb = _ONE_WAY[kind]
    topic = f" for {line.what}" if line.what and kind == "endorsement" else ""
    tail = f"{topic}{line.medium}{_in(line.last)}"
    if line.forth and line.back:
        return f"{each_other}{tail}"
    return f"{_who(line, a, b, verb)}{' to connect' * (kind == 'invitation')}{tail}"


def _who(line: Line, a: str, b: str, verb: str) -> str:
    actor, other = (a, b) if line.forth else (b, a)
    return f"{actor or 'one'} {verb} {other or 'the other'}"


def asleep(lines: Mapping[str, Line]) -> str:
    """Say what there was, and since when there is nothing.

    >>> asleep({"mail": Line(forth=40, last="2016-03-05")})
    'strong once: 40 e-mails until March 2016, nothing since'
    """
    count = sum(line.count for line in lines.values())
    what = _SEVERAL.get(next(iter(lines)), "contacts") if len(lines) == 1 else "contacts"
    until = _spoken(max(line.last for line in lines.values()))
    return f"strong once: {count} {what} until {until}, nothing since"


#: What several events of a kind are called.
_SEVERAL: Final = {
    **{kind: words[1] for kind, words in _DIRECTED.items()},
    "coauthor": "papers together", "meeting": "meetings", "reply": "answers",
}  # fmt: skip


def _last(line: Line) -> str:
    return ", last" * bool(line.last and line.count > 1) + _in(line.last)


def _in(when: str) -> str:
    return f" in {_spoken(when)}" if when else ""


def _spoken(when: str) -> str:
    """Say a date as precisely as it is known, to the month at most."""
    return f"{_MONTHS[int(when[5:7]) - 1]} {when[:4]}" if when[5:7] else when[:4]
