"""The truth: who really knows whom, and what an honest reading of the exports should find."""

from __future__ import annotations

import itertools
import random
from typing import Any, Final

from tests.world.people import FELLOW, FRIEND, ME, MENTOR, PEOPLE, community
from tests.world.story import AS_OF, BATCHMATES, FACULTY, LARGE_GROUP, LIST, ROBOTS, SEED, Story
from tests.world.writers import Seen

_LENT: Final = "linkedin-from-farheen.zip"
_MINE: Final = ["linkedin", "mail.mbox"]

#: Each leg: two people, and the files that show it.
TARGETS: Final[list[dict[str, Any]]] = [
    {
        "id": "margaret-ellingsworthy",
        "best": [ME, FRIEND, "margaret-ellingsworthy"],
        "acceptable": [[ME, MENTOR, "rafael-de-la-quintanar", "margaret-ellingsworthy"]],
        "legs": [[ME, FRIEND, _MINE],
                 [FRIEND, "margaret-ellingsworthy", [_LENT, "who-knows-whom.csv"]]],
        "why": "Only the friend's lent archive reaches the programme director in one step: a"
        " connection, an invitation, three endorsements and a recommendation, most of them of"
        " this autumn. Her own LinkedIn shows nobody at Corvane Lakes but the friend.",
    },
    {
        "id": "rafael-de-la-quintanar",
        "best": [ME, MENTOR, "rafael-de-la-quintanar"],
        "acceptable": [
            [ME, FRIEND, "rafael-de-la-quintanar"],
            [ME, "imtiyaz-bhatkali", "rafael-de-la-quintanar"],
        ],
        "legs": [[ME, MENTOR, [*_MINE, "papers.nbib"]],
                 [MENTOR, "rafael-de-la-quintanar", ["papers.nbib"]]],
        "why": "The mentor wrote three papers with the associate director in 2026, two people on"
        " the last. The friend is only connected to him on LinkedIn, and that is all we know.",
    },
    {
        "id": "dang-thu-ha",
        "best": [ME, "temitope-adeyemisola", "dang-thu-ha"],
        "acceptable": [
            [ME, FRIEND, "dang-thu-ha"],
            [ME, "nguyen-khanh-linh", "dang-thu-ha"],
        ],
        "legs": [[ME, "temitope-adeyemisola", _MINE],
                 ["temitope-adeyemisola", "dang-thu-ha", ["papers.nbib", "who-knows-whom.csv"]]],
        "why": "Two papers of autumn 2026 and a course together join the echo director to a"
        " colleague whom she met at a workshop and writes with every week.",
    },
    {
        "id": "lucille-abernethan",
        "best": [ME, FRIEND, "lucille-abernethan"],
        "acceptable": [],
        "legs": [[ME, FRIEND, _MINE],
                 [FRIEND, "lucille-abernethan", [_LENT, "who-knows-whom.csv"]]],
        "why": "The coordinator keeps the gate. She invited the friend on LinkedIn and has"
        " endorsed her twice since October; nobody else in the exports knows her but colleagues.",
    },
    {
        "id": "solveig-marchettini",
        "best": [ME, MENTOR, "alasdair-pennistone", "solveig-marchettini"],
        "acceptable": [
            [ME, "kwabena-asante-boadu", "alasdair-pennistone", "solveig-marchettini"],
            [ME, FELLOW, "alasdair-pennistone", "solveig-marchettini"],
        ],
        "legs": [[ME, MENTOR, [*_MINE, "papers.nbib"]],
                 [MENTOR, "alasdair-pennistone", ["papers.nbib", "who-knows-whom.csv"]],
                 ["alasdair-pennistone", "solveig-marchettini", ["papers.nbib"]]],
        "why": "Co-authorship alone leads there, over two introducers: mentor and Leeds have"
        " recent papers, Leeds and Rochester have recent papers, and she knows nobody in"
        " Rochester.",
    },
    {
        "id": "ieva-kazlauskiene",
        "best": None,
        "acceptable": [],
        "legs": [],
        "why": "She publishes with two colleagues of her own house, and none of the three occurs"
        " anywhere else. There is no path, and the honest answer says so.",
    },
]  # fmt: skip

#: Of pairs in one circle: how likely they know each other, and how well.
_CIRCLES: Final = (
    ("batch", BATCHMATES, 0.5, 0.3), ("faculty", FACULTY, 0.7, 0.4),
    ("alumni", community("diaspora"), 0.25, 0.2),
    ("institute", community("research")[:19], 0.5, 0.4),
    ("programme", [*community("programme"), FRIEND], 0.55, 0.4),
    ("journal club", community("circle"), 0.3, 0.2),
)  # fmt: skip

#: How much one event says about how well two people know each other.
_SAYS: Final = {
    "connection": 0.08, "invitation": 0.05, "message": 0.12, "endorsement": 0.2,
    "recommendation": 0.5, "mail": 0.12, "paper": 0.5, "stated": 0.6,
}  # fmt: skip
_MOST: Final = 12  # a paper with more authors proves no acquaintance


def ties(story: Story) -> list[dict[str, object]]:
    """Give every pair that really knows each other, with a true strength from 0 to 1 and how."""
    strength: dict[tuple[str, str], float] = {}
    how: dict[tuple[str, str], set[str]] = {}

    def tie(one: str, other: str, add: float, reason: str) -> None:
        pair = (min(one, other), max(one, other))
        left = 1 - strength.get(pair, 0.0)
        strength[pair] = 1 - left * (1 - add)
        how.setdefault(pair, set()).add(reason)

    chance = random.Random(SEED)
    for reason, circle, likely, well in _CIRCLES:
        for one, other in itertools.combinations(circle, 2):
            if chance.random() < likely:
                tie(one, other, well * (0.5 + chance.random()), reason)
    for event in story.of(*_SAYS):
        if len(event.people) <= _MOST and "draft" not in event.marks:
            for one, other in itertools.combinations(event.people, 2):
                tie(one, other, _SAYS[event.kind] / (len(event.people) - 1), event.kind)
    return [
        {"people": list(pair), "strength": round(strength[pair], 3), "how": sorted(how[pair])}
        for pair in sorted(strength)
    ]


def truth(story: Story, seen: Seen) -> dict[str, object]:
    """Give everything that world.json says."""
    return {
        "about": "An invented world: nobody in it exists. See README.md.",
        "me": ME,
        "as_of": AS_OF,
        "people": [
            {
                "id": person.id,
                "name": person.name,
                "community": person.community,
                "organisation": person.organisation.name,
                "title": person.title,
                "location": person.organisation.place,
                "appears_as": seen.of(person.id),
            }
            for person in PEOPLE.values()
        ],
        "ties": ties(story),
        "targets": TARGETS,
        "not_people": {
            "list": [LIST],
            "robot": [*ROBOTS, "prize@lucky-draw.example"],
            "group": [LARGE_GROUP],
            "nobody": ["LinkedIn Member", "Exam Courses Ltd"],
        },
        "namesakes": [["priya-nair", "priya-nair-corvane"]],
        "aliases": [ME, MENTOR, FRIEND],
    }
