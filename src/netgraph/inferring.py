"""Ties that nobody recorded: people who were at one organisation at one time. Off by default.

Only what the exports date is used. A list of contacts says where each of them is on the day of the
export, so two rows of one list overlap; a paper says where each author was in its year. Two lists,
or papers of different years, show no overlap. What dates a job or a school of the user only
(LinkedIn's Positions and Education) has nobody to compare with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from netgraph.names import organisations
from netgraph.records import Contact, Event

__all__ = ["LARGEST", "colleagues"]

#: A larger group is a hospital or a university, not people who know each other.
LARGEST: Final = 25


def colleagues(
    contacts: Iterable[Contact], events: Iterable[Event], person_of: Mapping[str, str]
) -> tuple[list[Event], list[str]]:
    """Find people who were at one organisation at one time.

    Args:
        contacts: What the exports say about people.
        events: Their events; a paper dates the affiliations on it.
        person_of: Person id of every key.

    Returns:
        An event of kind "same_organisation" for each organisation and time, and sentences about
        what was left out.

    >>> both = [Contact((f"email:{x}@x.example",), organisation="St. Hilda's") for x in "ab"]
    >>> ids = {contact.keys[0]: contact.keys[0] for contact in both}
    >>> [event.what for event in colleagues(both, [], ids)[0]]
    ["St. Hilda's"]
    """
    paper = {(one.file, one.line): one.when[:4] for one in events if one.kind == "coauthor"}
    groups: defaultdict[tuple[str, str, str], dict[str, Contact]] = defaultdict(dict)
    for one in contacts:
        person = next((person_of[key] for key in one.keys if key in person_of), "")
        when = paper.get((one.file, one.line))
        if person and one.organisation and when != "":
            for place in organisations(one.organisation):
                groups[place, when or "", "" if when else one.file].setdefault(person, one)
    found = [(when, members) for (_, when, _), members in sorted(groups.items())]
    crowds = sum(len(members) > LARGEST for _, members in found)
    left_out = f"No ties were inferred from organisations of more than {LARGEST} people ({crowds})."
    events = [_event(when, members) for when, members in found if 1 < len(members) <= LARGEST]
    return events, [left_out] if crowds else []


def _event(when: str, members: Mapping[str, Contact]) -> Event:
    told = min((one.organisation for one in members.values()), key=lambda text: (len(text), text))
    people = tuple(members[person].keys[0] for person in sorted(members))
    return Event("same_organisation", people, when, told)
