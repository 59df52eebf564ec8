"""Who is who, measured: our resolution beside exact keys, on four kinds of records.

    python benchmarks/identity/who_is_who.py --graphs ../shared/graphs --febrl DIR 10000 100000

The generated people have one to six records in LinkedIn, Google, phone and mail exports: 1.75 on
average. Two thirds of the records carry no address. Names are typed wrong, shortened to nicknames
or initials, turned round and doubled by marriage; employers are stale. The most frequent names are
much more so than the rare ones, so that the larger the world, the more namesakes.

Peers run in an environment of their own (`splink_peer.py`), on tables that ``--dump DIR`` writes.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import random
import re
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, pairwise
from pathlib import Path
from typing import NamedTuple

from netgraph.identity import Doubt, People, resolve
from netgraph.identity.candidates import pairs
from netgraph.identity.joined import Joined
from netgraph.identity.mentions import mentions
from netgraph.identity.profiling import profiles_of, traits
from netgraph.names import WORDS, parse, parse_all
from netgraph.readers import read
from netgraph.records import STRONG_KEYS, Contact, Event, key_kind, key_value

#: Records in one lent archive: nobody occurs twice under two profiles in it.
_ARCHIVE = 2_000
#: From these probabilities on questions are taken as answered yes.
_CURVE = (0.94, 0.9, 0.8, 0.7, 0.6, 0.5)
_SYLLABLES = re.findall(
    r"\w+",
    "ba be bi bo da de di do ka ke ki ko la le li lo ma me mi mo na ne ni no ra re ri ro sa se si"
    " so ta te ti to va ve vi vo za zu shan tor ben mar lin der ron vik sen dal ger hol win stro",
)
_TAILS = ("son", "ez", "ov", "ian", "er", "man", "ski", "ini", "sen", "aro", "ath", "oglu")
_PLACES = ("Hospital", "Medical College", "Clinic", "Institute", "University", "Health Trust")


class Called(NamedTuple):
    """A generated person's true name."""

    first: str
    middle: str
    last: str


class World(NamedTuple):
    """Records, the number of the person behind each, by place in the list, and their names."""

    contacts: list[Contact]
    truth: list[int]
    called: Sequence[Called] = ()


class Measure(NamedTuple):
    """How well pairs of records were joined."""

    precision: float
    recall: float
    f1: float
    false_merges: float


def build(records: int, *, seed: int = 1) -> World:
    """Make about that many records, shuffled."""
    rng = random.Random(seed)
    nicknames = [
        line.split() for row in WORDS["nicknames"].split("\n") for line in row.split("|") if line
    ]
    given = [(row[0], row[1:]) for row in nicknames] + [(_word(rng, 2), []) for _ in range(700)]
    family = list(dict.fromkeys(_word(rng, 2) + rng.choice(_TAILS) for _ in range(4_500)))
    places = [f"{_word(rng, 2).title()} {rng.choice(_PLACES)}" for _ in range(records // 60 + 20)]
    rows: list[tuple[int, Contact]] = []
    called: list[Called] = []
    while len(rows) < records:
        name, found = _person(rng, len(called), given, family, places)
        rows += [(len(called), c) for c in found]
        called.append(name)
    rng.shuffle(rows)
    rows = rows[:records]
    placed = [
        c._replace(file=f"pool/{n // _ARCHIVE}/{c.file}", line=n) for n, (_, c) in enumerate(rows)
    ]
    return World(placed, [number for number, _ in rows], called)


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
) -> tuple[Called, list[Contact]]:
    first, nicks = given[_pick(rng, given)]
    last = family[_pick(rng, family)]
    middle = chr(97 + rng.randrange(26)) if rng.random() < 0.3 else ""
    works = [rng.choice(places), rng.choice(places)]
    house = f"mail{number % 40}.example"
    mails = [f"{first[0]}.{last}{number}@{house}", f"{first}{number}@{house}.net"]
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
    return Called(first, middle, last), found


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


_SURNAMES = re.findall(
    r"\w+",
    "Wang Li Zhang Liu Chen Yang Zhao Huang Zhou Wu Xu Sun Hu Zhu Gao Lin He Guo Ma Luo Liang Song"
    " Zheng Xie Han Tang Feng Yu Dong Xiao Cheng Cao Yuan Deng Fu Shen Zeng Peng Su Jiang Cai Ding",
)
_PINYIN = re.findall(
    r"\w+",
    "wei xiao ming hua jun jie li na fang min jing yan hong lei qiang tao chao peng yong bin jian"
    " ping gang hui yu xin ying hao bo kai zhi yi wen bing guo",
)


def teams(number: int, *, full: float, seed: int = 1) -> tuple[World, list[Event]]:
    """Make papers of teams of twelve whose members have Chinese names, the most frequent in many.

    A paper has three to seven authors of one team, in a quarter of the cases two of another; it
    writes all names in full (that share of the papers does) or all in initials, and four of five
    authors with their hospital, of which there are 35.
    """
    rng, weights = random.Random(seed), [(n + 1) ** -0.7 for n in range(len(_SURNAMES))]
    people: list[tuple[str, list[str], str]] = []
    for member in range(number * 12):
        given = rng.sample(_PINYIN, 2 if rng.random() < 0.75 else 1)
        house = f"Hospital of {_PINYIN[member // 12 % 35].title()}"
        people.append((rng.choices(_SURNAMES, weights)[0], given, house))
    contacts, truth, events = list[Contact](), list[int](), list[Event]()
    for paper in range(number * 8):
        first = 12 * rng.randrange(number)
        who = [first + n for n in rng.sample(range(12), rng.randrange(3, 8))]
        if rng.random() < 0.25:
            who += [n for n in rng.sample(range(len(people)), 2) if n not in who]
        whole, keys = rng.random() < full, []
        for place, one in enumerate(who):
            family, given, house = people[one]
            short = "".join(word[0].upper() for word in given)
            name = f"{''.join(given).title()} {family}" if whole else f"{family} {short}"
            keys.append(f"name:{name}|{paper}.{place}")
            work = house if rng.random() < 0.8 else ""
            contacts.append(Contact((keys[-1],), name, work, file=f"{paper}.nbib", line=place))
        truth += who
        events.append(Event("coauthor", tuple(keys), f"{2010 + paper % 15}-01-01", id=str(paper)))
    return World(contacts, truth), events


def measure(found: Sequence[object], truth: Sequence[object]) -> Measure:
    """Compare two ways of grouping the same records, pair by pair."""
    both = _pairs(Counter(zip(found, truth, strict=True)).values())
    joined = _pairs(Counter(found).values())
    true = _pairs(Counter(truth).values())
    precision, recall = both / joined if joined else 1.0, both / true if true else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return Measure(precision, recall, f1, mixed(found, truth))


def mixed(found: Sequence[object], truth: Sequence[object]) -> float:
    """Share of the merges that join two people: false merges. n records of one take n-1."""
    groups: defaultdict[object, list[object]] = defaultdict(list)
    for one, true in zip(found, truth, strict=True):
        groups[one].append(true)
    merges = sum(len(who) - 1 for who in groups.values())
    return sum(len(set(who)) - 1 for who in groups.values()) / max(merges, 1)


def _pairs(sizes: Iterable[int]) -> int:
    return sum(size * (size - 1) // 2 for size in sizes)


def namesakes(world: World) -> float:
    """Share of the people who share their plain name with somebody else."""
    names: dict[int, str] = {}
    for contact, person in zip(world.contacts, world.truth, strict=True):
        names.setdefault(person, contact.name.partition(",")[0].lower())
    counts: Mapping[str, int] = Counter(names.values())
    return sum(counts[name] > 1 for name in names.values()) / len(names)


def mails(folder: Path) -> list[Event]:
    """Read them."""
    with (folder / "enron_nodes.csv").open(encoding="utf-8") as file:
        key = {r["id"]: f"email:{r['email']}@enron.example" for r in csv.DictReader(file)}
    found: defaultdict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    with gzip.open(folder / "enron_edges.csv.gz", "rt", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["time"] >= "1998":  # earlier stamps are wrong
                found[key[row["from"]], row["time"]][key[row["to"]]] = None
    return [
        Event("mail", (sender, *to), when.replace(" ", "T"), id=f"{sender} {when}")
        for (sender, when), to in found.items()
    ]


def report(label: str, found: Sequence[object], truth: Sequence[object], seconds: float) -> None:
    """Print one line of the table."""
    m = measure(found, truth)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"| {label} | {m.precision:.4f} | {m.recall:.4f} | {m.f1:.4f} | {m.false_merges:.4f}"
        f" | {seconds:.1f} | {memory} |",
        flush=True,
    )


def judge(label: str, world: World, events: Sequence[Event] = ()) -> People:
    """Compare with the truth: as merged, every question answered yes, and each answered right."""
    began = time.process_time()
    people = resolve(world.contacts, events)
    seconds = time.process_time() - began
    found = [people.person_of[c.keys[-1]] for c in world.contacts]
    exact = _closed(
        {n: [k for k in c.keys if key_kind(k) in STRONG_KEYS] for n, c in enumerate(world.contacts)}
    )
    report(f"{label}, exact keys", exact, world.truth, 0.0)
    report(f"{label}, default", found, world.truth, seconds)
    for least in _CURVE:
        every = _answered(people, found, _from(least))
        report(f"{label}, p ≥ {least}", every, world.truth, seconds)
    who: defaultdict[str, set[int]] = defaultdict(set)
    for one, true in zip(found, world.truth, strict=True):
        who[one].add(true)
    right = {doubt for doubt in people.doubts if not who[doubt.a].isdisjoint(who[doubt.b])}
    answered = _answered(people, found, right.__contains__)
    report(f"{label}, {len(people.doubts):,} questions answered", answered, world.truth, seconds)
    for high, low in pairwise(_CURVE):
        asked = [d for d in people.doubts if low <= d.probability < high]
        share = sum(d in right for d in asked) / max(len(asked), 1)
        print(f"  of {len(asked):,} questions at {low} to {high}, {share:.1%} are one person")
    return people


def taking_apart(contacts: Iterable[Contact]) -> float:
    """Give the CPU time of taking the different names apart, which peers are given so."""
    names = dict.fromkeys(contact.name for contact in contacts)
    began = time.process_time()
    parse_all(names)
    return time.process_time() - began


def compared(world: World) -> float:
    """Give the share of the true pairs that are compared at all, or share a key."""
    joined = Joined(mentions(world.contacts, ())[0])
    true = dict(zip(world.contacts, world.truth, strict=True))
    joined.follow_keys()
    roots, profiles = profiles_of(joined, ())
    found = pairs(profiles.person, profiles.name, profiles.names, traits(profiles))[0]
    size, owner = Counter(map(joined.find, range(len(joined.mentions)))), joined.mentions
    met = sum(
        size[roots[a]] * size[roots[b]]
        for a, b in zip(found.a.tolist(), found.b.tolist(), strict=True)
        if true[owner[roots[a]]] == true[owner[roots[b]]]
    )
    same = _pairs(size.values())
    return (met + same) / _pairs(Counter(world.truth).values())


def _from(least: float) -> Callable[[Doubt], bool]:
    return lambda doubt: doubt.probability >= least


def _answered(people: People, found: Sequence[str], says: Callable[[Doubt], bool]) -> list[str]:
    """Join the likely pairs to which somebody says yes."""
    parent = {person.id: person.id for person in people.persons}

    def root(one: str) -> str:
        while parent[one] != one:
            parent[one] = one = parent[parent[one]]
        return one

    for doubt in people.doubts:
        if doubt.probability >= _CURVE[-1] and says(doubt):
            parent[root(doubt.a)] = root(doubt.b)
    return [root(one) for one in found]


def _closed(keys: dict[int, list[str]]) -> list[int]:
    """Join records that share a key."""
    first: dict[str, int] = {}
    parent = list(keys)

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for number, own in keys.items():
        for each in own:
            parent[root(number)] = root(first.setdefault(each, number))
    return [root(number) for number in parent]


def enron(folder: Path) -> World:
    """Make a contact of every address; who has several is known by the full name."""
    with (folder / "enron_nodes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    contacts = [
        Contact(
            (f"email:{row['email']}@enron.example",),
            "" if row["name"] == "NA" else row["name"],
            title="" if row["note"] == "NA" else row["note"],
            file="enron",
        )
        for row in rows
    ]
    names = [row["name"] if row["name"] != "NA" else row["email"] for row in rows]
    number = {name: n for n, name in enumerate(dict.fromkeys(names))}
    return World(contacts, [number[name] for name in names])


def pubmed(file: Path) -> tuple[World, list[Event]]:
    """Take papers with written-out first names, and write those of every other in initials.

    The truth is the name as it was written out: nobody but its bearers has it in so small a set.
    """
    reading = read(file)
    contacts, truth = [], []
    numbers = {where: n for n, where in enumerate(dict.fromkeys(map(_paper, reading.contacts)))}
    for contact in reading.contacts:
        name = parse(contact.name)
        if not name.full or len(name.given[0]) == 1:
            continue
        short = f"{' '.join(name.family).title()} {''.join(w[0] for w in name.given).upper()}"
        shown = short if numbers[_paper(contact)] % 2 else contact.name
        local = tuple(k for k in contact.keys if key_kind(k) == "name")
        contacts.append(contact._replace(keys=local, name=shown))
        truth.append(f"{name.given[0]} {' '.join(name.family)}")
    number = {name: n for n, name in enumerate(dict.fromkeys(truth))}
    return World(contacts, [number[name] for name in truth]), list(reading.events)


def _paper(contact: Contact) -> str:
    return contact.keys[-1].rpartition("|")[2]


def febrl(files: Sequence[Path], *, account: bool) -> World:
    """Read FEBRL sets as a contact export would have them: a name and a postal address.

    The date of birth is left out, for no export has it. With `account`, the social security
    number stands in for an account number.
    """
    contacts, truth = [], []
    for file in files:
        for n, row in enumerate(febrl_rows(file)):
            keys = [f"facebook:{row['soc_sec_id']}"] if account and row["soc_sec_id"] else []
            street = f"{row['street_number']} {row['address_1']}".strip()
            parts = (street, row["address_2"], row["suburb"], row["postcode"])
            name = f"{row['given_name'].title()} {row['surname'].title()}".strip()
            keys.append(f"name:{name}|{file.stem}#{n}")
            location = ", ".join(part for part in parts if part)
            contacts.append(
                Contact(tuple(keys), name, location=location, file=f"{file.stem} {n}.csv", line=n)
            )
            truth.append(int(row["rec_id"].split("-")[1]))
    return World(contacts, truth)


def febrl_rows(file: Path) -> Iterator[dict[str, str]]:
    """Read the rows of a set, without the blanks around everything."""
    with file.open(encoding="utf-8") as handle:
        for written in csv.DictReader(handle):
            yield {k.strip(): v.strip() for k, v in written.items()}


def dump_febrl(files: Sequence[Path], out: Path, *, account: bool) -> None:
    """Write a set as the table that peers read, with the same fields."""
    rows = [row for file in files for row in febrl_rows(file)]
    with out.open("w", encoding="utf-8", newline="") as handle:
        table = csv.writer(handle)
        number = ["number"] * account
        table.writerow(
            ["unique_id", "truth", "first", "last", "street", "suburb", "postcode", *number]
        )
        for n, row in enumerate(rows):
            street = f"{row['street_number']} {row['address_1']}".strip()
            names = [row["given_name"], row["surname"], street, row["suburb"], row["postcode"]]
            own = [row["soc_sec_id"]] * account
            table.writerow([n, row["rec_id"].split("-")[1], *names, *own])


def febrl_sets(folder: Path) -> dict[str, list[Path]]:
    """Name the four sets; the fourth is in two files, which are to be linked."""
    sets = {f"FEBRL {n}": [folder / f"dataset{n}.csv"] for n in (1, 2, 3)}
    return sets | {"FEBRL 4": [folder / "dataset4a.csv", folder / "dataset4b.csv"]}


def _without_addresses(world: World) -> World:
    """Leave out addresses of which nobody has two alike, but take the name from them."""
    bare = [
        c._replace(keys=c.keys[:0], name=c.name or key_value(c.keys[0]).partition("@")[0])
        for c in world.contacts
    ]
    return World(bare, world.truth)


def dump(world: World, file: Path) -> None:
    """Write a world as the table that peers read."""
    with file.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle)
        out.writerow(
            ["unique_id", "truth", "first", "last", "company", "email", "phone", "linkedin"]
        )
        for n, (contact, person) in enumerate(zip(world.contacts, world.truth, strict=True)):
            name = parse(contact.name)
            kinds = {key_kind(k): key_value(k) for k in contact.keys}
            keys = [kinds.get(kind, "") for kind in ("email", "phone", "linkedin")]
            first = name.given[0] if name.given else ""
            out.writerow(
                [n, person, first, " ".join(name.family), contact.organisation.lower(), *keys]
            )


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--graphs", type=Path)
    parser.add_argument("--teams", type=int, help="so many teams of authors, who write papers")
    parser.add_argument("--nbib", type=Path)
    parser.add_argument("--febrl", type=Path)
    parser.add_argument("--dump", type=Path)
    return parser.parse_args()


def main() -> None:
    """Run what was asked for."""
    asked = _asked()
    print("| records | precision | recall | F1 | false merges | CPU s | MB |")
    print("|---|---|---|---|---|---|---|")
    if asked.febrl:
        judge_febrl(asked.febrl, asked.dump)
    if asked.graphs:
        world = enron(asked.graphs / "enron")
        judge("Enron, names only", world)
        known(judge("Enron, with the mails", world, mails(asked.graphs / "enron")), world)
        if asked.dump:
            dump(_without_addresses(world), asked.dump / "Enron.csv")
    if asked.teams:
        judge_teams(asked.teams, asked.dump)
    for size in asked.sizes:
        world = build(size)
        print(f"{size:,} records, {namesakes(world):.1%} of the people have a namesake")
        judge(f"{size:,}", world)
        print(f"  taking the names apart alone: {taking_apart(world.contacts):.2f} s")
        if asked.dump:
            dump(world, asked.dump / f"{size}.csv")
    if asked.nbib:
        world, events = pubmed(asked.nbib)
        judge("PubMed, every other paper in initials", world, events)
        if asked.dump:
            dump(world, asked.dump / "PubMed.csv")
        reading = read(asked.nbib)
        people = resolve(reading.contacts, reading.events)
        variants(people)


def known(people: People, world: World) -> None:
    """Say of everybody with several records whether they were joined, asked about or missed."""
    own: defaultdict[int, set[str]] = defaultdict(set)
    for contact, person in zip(world.contacts, world.truth, strict=True):
        own[person].add(people.person_of[contact.keys[-1]])
    name = dict(zip(world.truth, world.contacts, strict=True))
    size = Counter(world.truth)
    asked = {frozenset((d.a, d.b)): d for d in people.doubts}
    for person in sorted((n for n in size if size[n] > 1), key=lambda n: name[n].name):
        found = [
            asked[pair] for pair in map(frozenset, combinations(own[person], 2)) if pair in asked
        ]
        how = "joined" if len(own[person]) == 1 else "not found"
        how = "; ".join(f"asked at {d.probability:.2f}: {d.reason}" for d in found) or how
        print(f"- {name[person].name}, {size[person]} addresses: {how}")


def judge_febrl(folder: Path, out: Path | None) -> None:
    """Compare with the truth of each set, with and without an account number."""
    for name, files in febrl_sets(folder).items():
        for account, what in ((False, "name and address"), (True, "and a number")):
            world = febrl(files, account=account)
            judge(f"{name}, {what}", world)
            print(f"  {compared(world):.1%} of the true pairs are compared")
            if out:
                dump_febrl(files, out / f"{name}, {what}.csv", account=account)


def judge_teams(number: int, out: Path | None) -> None:
    """Compare with the truth where all papers, half of them, or none write names in full."""
    for full in (1.0, 0.5, 0.0):
        world, events = teams(number, full=full)
        judge(f"Teams, {full:.0%} of the papers in full", world, events)
        if out:
            dump(world, out / f"Teams, {full:.0%} in full.csv")


def variants(people: People) -> None:
    """List the people of whom several spellings were joined, with the reason of each join."""
    for person in people.persons:
        written = Counter(parse(m.a.rpartition(" (")[0]).shown for m in person.merges)
        written.update(parse(m.b.rpartition(" (")[0]).shown for m in person.merges)
        if len(written) > 1:
            print(f"- {person.name}: {', '.join(sorted(written))}")
            for reason in sorted({m.reason for m in person.merges if "“" in m.reason})[:2]:
                print(f"    {reason}")


if __name__ == "__main__":
    main()
