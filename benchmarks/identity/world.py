"""A generator of contact exports whose truth is known, and the measure of an answer.

People have one to six records in LinkedIn, Google, phone and mail exports: 1.75 on average. Two
thirds of the records carry no address. Names are typed wrong, shortened to nicknames or initials,
turned round and doubled by marriage; employers are stale. Names are drawn from pools in which the
most frequent are much more so than the rare, so that the larger the world, the more namesakes.
"""

from __future__ import annotations

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from netgraph.names import _NICKNAMES
from netgraph.records import Contact

#: Records in one lent archive: nobody occurs twice under two profiles in it.
_ARCHIVE = 2_000
_SYLLABLES = re.findall(
    r"\w+",
    "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si"
    " so ta te ti to va ve vi vo za zu shan tor ben mar lin der ron vik sen dal ger hol win stro",
)
_TAILS = ("son", "ez", "ov", "ian", "er", "man", "ski", "ini", "sen", "aro", "ath", "oglu")
_PLACES = ("Hospital", "Medical College", "Clinic", "Institute", "University", "Health Trust")


class World(NamedTuple):
    """Records, and the number of the person behind each, by place in the list."""

    contacts: list[Contact]
    truth: list[int]


class Measure(NamedTuple):
    """How well pairs of records were joined."""

    precision: float
    recall: float
    f1: float
    false_merges: float


def build(records: int, *, seed: int = 1) -> World:
    """Make about that many records, shuffled."""
    rng = random.Random(seed)
    nicknames = [line.split() for row in _NICKNAMES.split("\n") for line in row.split("|") if line]
    given = [(row[0], row[1:]) for row in nicknames] + [(_word(rng, 2), []) for _ in range(1500)]
    family = list(dict.fromkeys(_word(rng, 2) + rng.choice(_TAILS) for _ in range(20_000)))
    places = [f"{_word(rng, 2).title()} {rng.choice(_PLACES)}" for _ in range(records // 60 + 20)]
    rows: list[tuple[int, Contact]] = []
    person = 0
    while len(rows) < records:
        rows += [(person, c) for c in _person(rng, person, given, family, places)]
        person += 1
    rng.shuffle(rows)
    rows = rows[:records]
    placed = [
        c._replace(file=f"pool/{n // _ARCHIVE}/{c.file}", line=n) for n, (_, c) in enumerate(rows)
    ]
    return World(placed, [number for number, _ in rows])


def _word(rng: random.Random, syllables: int) -> str:
    return "".join(rng.choice(_SYLLABLES) for _ in range(syllables + (rng.random() < 0.4)))


def _pick(rng: random.Random, pool: Sequence[object]) -> int:
    """Draw with a long tail: the square of a uniform number favours the head."""
    return int(len(pool) * rng.random() ** 2.2)


def _person(
    rng: random.Random,
    number: int,
    given: Sequence[tuple[str, list[str]]],
    family: Sequence[str],
    places: Sequence[str],
) -> list[Contact]:
    first, nicks = given[_pick(rng, given)]
    last = family[_pick(rng, family)]
    middle = chr(97 + rng.randrange(26)) if rng.random() < 0.3 else ""
    works = [rng.choice(places), rng.choice(places)]
    mails = [f"{first[0]}.{last}{number}@example.org", f"{first}{number}@example.net"]
    phone = f"+4477{number:08d}"
    slug = f"{first}-{last}-{number:x}"
    count = rng.choices((1, 2, 3, 4, 5, 6), (55, 25, 12, 5, 2, 1))[0]
    kinds = ("Connections.csv", "google.csv", "phone.vcf", "mail.mbox")
    found: list[Contact] = []
    for drawn in rng.choices(kinds, (4, 3, 2, 2), k=count):
        again = drawn == kinds[0] and any(c.file == drawn for c in found)
        system = kinds[1] if again else drawn
        keys = []
        if rng.random() < 0.35:
            keys.append("email:" + mails[rng.random() < 0.2])
        if system == "Connections.csv" and rng.random() < 0.7:
            keys.append(f"linkedin:{slug}")
        if rng.random() < 0.26:
            keys.append(f"phone:{phone}")
        name = _written(rng, first, middle, last, nicks, family)
        keys.append(f"name:{name}|{number}.{len(found)}.{system}")
        place = "" if rng.random() < 0.38 else works[rng.random() < 0.28]
        found.append(Contact(tuple(keys), name, place, file=system))
    return found


def _written(  # noqa: PLR0917 - one caller
    rng: random.Random,
    first: str,
    middle: str,
    last: str,
    nicks: list[str],
    family: Sequence[str],
) -> str:
    """Write a name as people do: mostly right."""
    shown, chance = first, rng.random()
    if nicks and rng.random() < 0.12:
        shown = rng.choice(nicks)
    elif chance < 0.03:
        shown = first[0]
    elif chance < 0.075:
        shown = _typo(rng, first)
    if rng.random() < 0.045:
        last = _typo(rng, last)
    elif rng.random() < 0.02:
        last = f"{last}-{family[_pick(rng, family)].title()}"
    if middle and len(shown) > 1 and rng.random() < 0.4:
        shown = f"{shown} {middle.upper()}."
    parts = [shown[0].upper() + shown[1:], last[0].upper() + last[1:]]
    text = " ".join(reversed(parts) if rng.random() < 0.02 else parts)
    return f"{text}, {rng.choice(('MD', 'PhD', 'MBBS, MRCP'))}" if rng.random() < 0.1 else text


def _typo(rng: random.Random, word: str) -> str:
    place = rng.randrange(1, max(2, len(word)))
    kind = rng.randrange(4)
    if kind == 0:
        return word[:place] + word[place + 1 :]
    if kind == 1:
        return word[:place] + rng.choice("aeioulnrst") + word[place:]
    if kind == 2:
        return word[:place] + rng.choice("aeioulnrst") + word[place + 1 :]
    return word[: place - 1] + word[place : place + 1] + word[place - 1 : place] + word[place + 1 :]


def measure(found: Sequence[object], truth: Sequence[object]) -> Measure:
    """Compare two ways of grouping the same records, pair by pair."""
    both = _pairs(Counter(zip(found, truth, strict=True)).values())
    joined = _pairs(Counter(found).values())
    true = _pairs(Counter(truth).values())
    precision, recall = both / joined if joined else 1.0, both / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Measure(precision, recall, f1, mixed(found, truth))


def mixed(found: Sequence[object], truth: Sequence[object]) -> float:
    """Share of the resulting persons that mix two people: false merges."""
    groups: defaultdict[object, set[object]] = defaultdict(set)
    for one, true in zip(found, truth, strict=True):
        groups[one].add(true)
    return sum(len(who) > 1 for who in groups.values()) / max(len(groups), 1)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def namesakes(world: World) -> float:
    """Share of the people who share their plain name with somebody else."""
    names: dict[int, str] = {}
    for contact, person in zip(world.contacts, world.truth, strict=True):
        names.setdefault(person, contact.name.partition(",")[0].lower())
    counts: Mapping[str, int] = Counter(names.values())
    return sum(counts[name] > 1 for name in names.values()) / len(names)
