"""The sample world: reproducible, consistent, invented, and worth searching."""

from __future__ import annotations

import csv
import io
import itertools
import json
import re
import zipfile
from collections import Counter, defaultdict
from datetime import datetime
from email import message_from_string
from email.message import Message
from email.utils import getaddresses
from pathlib import Path
from typing import Any, Final

import icalendar
import pytest
from bibtexparser.entrypoint import parse_string
from defusedxml import ElementTree

from tests.conftest import ROOT
from tests.world.build import everything, write_everything, write_sample
from tests.world.people import ME, PEOPLE, orcid
from tests.world.story import TODAY, tell

SAMPLE: Final = ROOT / "data" / "sample"
EXPORTS: Final = SAMPLE / "exports"
WORLD: Final[dict[str, Any]] = json.loads((SAMPLE / "world.json").read_text(encoding="utf-8"))
TARGETS: Final = {target["id"]: target for target in WORLD["targets"]}


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_regenerated_sample_is_the_same_bytes(tmp_path: Path) -> None:
    """What is committed is what the generator writes, byte for byte, and nothing else."""
    write_sample(tmp_path)
    committed = _files(SAMPLE)
    del committed["README.md"], committed[".gitattributes"]
    assert sorted(committed) == sorted(_files(tmp_path))
    assert committed == _files(tmp_path)


def test_exports_are_laid_out_as_promised() -> None:
    """Every file that the README names is there."""
    assert sorted(_files(EXPORTS)) == [
        "linkedin-from-bilal.zip",
        "linkedin-from-farheen.zip",
        "linkedin/Connections.csv",
        "linkedin/Education.csv",
        "linkedin/Email Addresses.csv",
        "linkedin/Endorsement_Given_Info.csv",
        "linkedin/Endorsement_Received_Info.csv",
        "linkedin/Invitations.csv",
        "linkedin/Positions.csv",
        "linkedin/Profile.csv",
        "linkedin/Recommendations_Received.csv",
        "linkedin/messages.csv",
        "mail.mbox",
        "papers.nbib",
        "who-knows-whom.csv",
    ]


def test_sample_stays_small() -> None:
    """The whole folder is under 1.5 MB."""
    assert sum(map(len, _files(SAMPLE).values())) < 1_500_000


def test_people_and_communities() -> None:
    """There are 125 people in five communities, and three who stand apart."""
    assert Counter(person["community"] for person in WORLD["people"]) == {
        "home": 41,
        "research": 22,
        "programme": 22,
        "diaspora": 20,
        "circle": 17,
        "apart": 3,
    }


def test_everybody_appears_in_some_file() -> None:
    """A person whom no export shows would be no use to any test."""
    assert [person["id"] for person in WORLD["people"] if not person["appears_as"]] == []


# --- invented -----------------------------------------------------------------------------------

_RESERVED = re.compile(r"(?:^|\.)(?:example|example\.(?:com|net|org))$")
_DOMAIN = re.compile(rb"[\w.+-]+@([\w-]+(?:\.[\w-]+)*)|https?://([\w.-]+)|\bwww\.([\w.-]+)")


def _texts() -> dict[str, bytes]:
    """Give every file of the sample, the members of the zips among them."""
    files = _files(SAMPLE)
    for name in [name for name in files if name.endswith(".zip")]:
        with zipfile.ZipFile(io.BytesIO(files.pop(name))) as archive:
            files |= {f"{name}/{one.filename}": archive.read(one) for one in archive.infolist()}
    return files


@pytest.mark.parametrize("name", sorted(_texts()))
def test_only_reserved_domains(name: str) -> None:
    """No address and no link leads to anybody: LinkedIn profiles are named so that none exists."""
    found = {
        next(filter(None, match)).decode().lower() for match in _DOMAIN.findall(_texts()[name])
    }
    strange = {one for one in found if not _RESERVED.search(one)}
    assert strange <= {"www.linkedin.com", "linkedin.com", "xxx"}  # @xxx: Gmail's separator


def test_linkedin_slugs_end_in_example() -> None:
    """No profile address in the sample can be a real member's."""
    slugs = re.findall(rb"linkedin\.com/in/([^\s,;\"]+)", b"\n".join(_texts().values()))
    assert len(slugs) > 300
    assert {slug for slug in slugs if not slug.endswith(b"-example")} == set()


def test_orcids_have_a_right_check_digit_and_an_unused_block() -> None:
    """An ORCID of the sample is well formed, and lies where ORCID assigns none."""
    assert orcid(3) == "0009-9000-0000-0037"
    found = set(re.findall(rb"0009-\d{4}-\d{4}-\d{3}[\dX]", _texts()["exports/papers.nbib"]))
    assert len(found) > 60
    for one in found:
        digits = [10 if digit == "X" else int(digit) for digit in one.decode().replace("-", "")]
        assert sum(digit * 2 ** (15 - at) for at, digit in enumerate(digits)) % 11 == 1
        assert one.startswith(b"0009-9000-")


# --- the truth is consistent --------------------------------------------------------------------


def test_every_id_exists() -> None:
    """Ties, targets, paths, namesakes and aliases speak of people who are in the list."""
    used = {person for tie in WORLD["ties"] for person in tie["people"]}
    used |= {person for pair in WORLD["namesakes"] for person in pair}
    used |= set(WORLD["aliases"]) | {WORLD["me"]} | set(TARGETS)
    for target in WORLD["targets"]:
        for path in filter(None, [target["best"], *target["acceptable"]]):
            assert path[0] == WORLD["me"]
            assert path[-1] == target["id"]
            used |= set(path)
    assert used <= {person["id"] for person in WORLD["people"]}


def test_ties_are_strengths_of_distinct_pairs() -> None:
    """A tie joins two people once, in alphabetical order, with a strength between 0 and 1."""
    pairs = [tuple(tie["people"]) for tie in WORLD["ties"]]
    assert len(pairs) == len(set(pairs)) > 500
    assert all(one < other for one, other in pairs)
    assert all(0 < tie["strength"] <= 1 for tie in WORLD["ties"])


def test_she_knows_nobody_at_the_programme() -> None:
    """No true tie joins her to the programme, except through the friend."""
    programme = {one["id"] for one in WORLD["people"] if one["community"] == "programme"}
    assert not [
        tie for tie in WORLD["ties"] if ME in tie["people"] and programme & set(tie["people"])
    ]


def test_legs_are_true_ties() -> None:
    """Every step of a best path is a true and strong tie."""
    strength = {frozenset(tie["people"]): tie["strength"] for tie in WORLD["ties"]}
    for target in WORLD["targets"]:
        path = target["best"] or []
        for leg in itertools.pairwise(path):
            assert strength[frozenset(leg)] > 0.6, leg


def test_namesakes_share_a_name_and_no_key() -> None:
    """Two people are called Priya Nair; only their names are equal in the exports."""
    one, other = (
        next(person for person in WORLD["people"] if person["id"] == name)
        for name in WORLD["namesakes"][0]
    )
    assert one["name"] == other["name"] == "Priya Nair"
    keys = [{k for ks in person["appears_as"].values() for k in ks} for person in (one, other)]
    assert keys[0] & keys[1] == {"Priya Nair", "Nair, Priya"}


# --- the exports show it (read here with as little code as possible) ----------------------------


def _linkedin_pairs(tables: dict[str, str], owner: str) -> set[frozenset[str]]:
    """Whoever's profile name or e-mail stands in an archive is tied to its owner."""
    found = set()
    for person in PEOPLE.values():
        marks = [f"/{person.slug}", *person.emails]
        if any(mark in text for text in tables.values() for mark in marks):
            found.add(frozenset({owner, person.id}))
    return found


def _mails() -> list[Message]:
    text = (EXPORTS / "mail.mbox").read_text(encoding="utf-8")
    return list(map(message_from_string, re.split(r"(?m)^From \d{19}@xxx .*\n", text)[1:]))


def _mail_pairs() -> set[frozenset[str]]:
    by_address = {email: one.id for one in PEOPLE.values() for email in one.emails}
    found = set()
    for mail in _mails():
        fields = [str(value) for name in ("From", "To", "Cc") for value in mail.get_all(name, [])]
        people = {by_address[a] for _, a in getaddresses(fields) if a in by_address}
        found |= {frozenset(pair) for pair in itertools.combinations(people, 2)}
    return found


def _paper_pairs() -> set[frozenset[str]]:
    by_orcid = {one.orcid: one.id for one in PEOPLE.values() if one.orcid}
    found = set()
    for record in (EXPORTS / "papers.nbib").read_text(encoding="utf-8").split("\n\n"):
        people = {by_orcid[one] for one in re.findall(r"ORCID: (\S+)", record)}
        if len(people) <= 10:
            found |= {frozenset(pair) for pair in itertools.combinations(people, 2)}
    return found


def _stated_pairs() -> set[frozenset[str]]:
    by_name = {
        name: person["id"]
        for person in WORLD["people"]
        for name in person["appears_as"].get("who-knows-whom.csv", [])
    }
    text = (EXPORTS / "who-knows-whom.csv").read_text(encoding="utf-8-sig")
    rows = [[cell.strip() for cell in row] for row in csv.reader(text.splitlines(), delimiter=";")]
    return {
        frozenset((by_name[row[0]], by_name[row[1]]))
        for row in rows
        if row[0] in by_name and row[1] in by_name
    }


def _pairs_by_file() -> dict[str, set[frozenset[str]]]:
    texts = {name: data.decode("utf-8-sig") for name, data in _texts().items()}
    lent = "exports/linkedin-from-farheen.zip/"
    return {
        "linkedin": _linkedin_pairs(
            {n: t for n, t in texts.items() if n.startswith("exports/linkedin/")}, ME
        ),
        "linkedin-from-farheen.zip": _linkedin_pairs(
            {n: t for n, t in texts.items() if n.startswith(lent)}, "farheen-lindqvist"
        ),
        "mail.mbox": _mail_pairs(),
        "papers.nbib": _paper_pairs(),
        "who-knows-whom.csv": _stated_pairs(),
    }


def test_every_leg_has_evidence_where_the_truth_says() -> None:
    """For each leg of a best path, each file named in world.json shows the two together."""
    pairs = _pairs_by_file()
    for target in WORLD["targets"]:
        legs = [leg[:2] for leg in target["legs"]]
        assert legs == [list(leg) for leg in itertools.pairwise(target["best"] or [])]
        for one, other, files in target["legs"]:
            assert files
            for file in files:
                assert frozenset((one, other)) in pairs[file], (one, other, file)


def test_every_acceptable_path_is_shown_too() -> None:
    """Another answer is acceptable only if some file shows each of its steps."""
    shown = set().union(*_pairs_by_file().values())
    paths = [path for target in WORLD["targets"] for path in target["acceptable"]]
    assert len(paths) == 7
    for path in paths:
        assert {frozenset(leg) for leg in itertools.pairwise(path)} <= shown, path


def test_nobody_reaches_the_one_apart() -> None:
    """From her, following every tie that any file shows, the isolated target is never met."""
    shown = set().union(*_pairs_by_file().values())
    met, fresh = {ME}, {ME}
    while fresh:
        fresh = {p for pair in shown if pair & fresh for p in pair} - met
        met |= fresh
    assert len(met) > 100
    assert TARGETS["ieva-kazlauskiene"]["best"] is None
    assert met.isdisjoint(one["id"] for one in WORLD["people"] if one["community"] == "apart")


def test_some_targets_are_out_of_reach_of_her_own_linkedin() -> None:
    """Her archive alone leads to no target: the lent one and the papers carry the last steps."""
    mine = _pairs_by_file()["linkedin"]
    assert {person for pair in mine for person in pair} & set(TARGETS) == set()


# --- the best paths win by a clear margin -------------------------------------------------------


def _strengths(weights: dict[str, float]) -> dict[frozenset[str], float]:
    """Weigh the events that the exports show, by design: halved every 90 days, by 1/(n-1)."""
    total: dict[frozenset[str], float] = defaultdict(float)
    for event in tell().of(*weights):
        when = datetime(2025, 6, 1) if event.kind == "stated" else event.when  # noqa: DTZ001
        people, size = event.people, len(event.people)
        if "draft" in event.marks:
            continue
        add = weights[event.kind] * 0.5 ** ((TODAY - when).days / 90) / (size - 1)
        for pair in itertools.combinations(people, 2):
            total[frozenset(pair)] += add
    return total


def _best_paths(
    strength: dict[frozenset[str], float], target: str
) -> list[tuple[float, list[str]]]:
    """All paths of at most three steps, best first: the product, a fifth for each more."""
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for pair, value in strength.items():
        one, other = sorted(pair)
        near[one][other] = near[other][one] = value
    found = [(near[ME][target], [ME, target])] if target in near[ME] else []
    for first, leg in near[ME].items():
        if first == target:
            continue
        if target in near[first]:
            found.append((leg * near[first][target], [ME, first, target]))
        for second, middle in near[first].items():
            if second not in {ME, target} and target in near[second]:
                score = 0.2 * leg * middle * near[second][target]
                found.append((score, [ME, first, second, target]))
    return sorted(found, reverse=True)


_EVEN: Final = dict.fromkeys(
    ("connection", "invitation", "message", "endorsement", "recommendation", "mail", "paper",
     "stated"), 1.0)  # fmt: skip


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"connection": 0.1, "invitation": 0.3},
        {"paper": 3.0, "stated": 0.5},
        {"paper": 0.3, "mail": 0.3},
        {"message": 0.3, "endorsement": 0.3, "recommendation": 0.3},
    ],
)
def test_best_paths_win_by_a_clear_margin(change: dict[str, float]) -> None:
    """However the kinds are weighed, the expected path scores at least twice any other."""
    strength = _strengths(_EVEN | change)
    for name, target in TARGETS.items():
        paths = _best_paths(strength, name)
        if target["best"] is None:
            assert paths == []
            continue
        (best, path), (second, _), *_ = [*paths, (0.0, [])]
        assert path == target["best"], (name, change)
        assert best > 2 * second, (name, change, paths[:3])


# --- the awkward things are in there ------------------------------------------------------------


def test_mailbox_holds_what_breaks_naive_readers() -> None:
    """Duplicates, a broken date, "From " in a body, a list announced only now and then."""
    mails = _mails()
    assert 300 < len(mails) < 400
    assert len({str(mail["Message-ID"]) for mail in mails}) == len(mails) - 4
    assert sum("25:99" in str(mail["Date"]) for mail in mails) == 1
    assert sum(str(mail.get_payload()).startswith("From the ward") for mail in mails) > 5
    assert sum("=?UTF-8?" in str(mail["From"]) for mail in mails) > 5
    assert sum(str(mail["From"]).startswith('"Deshmukh, Jayashree"') for mail in mails) > 20
    to_list = [mail for mail in mails if "members@lists.moaa.example" in str(mail["To"])]
    assert len({str(mail["Message-ID"]) for mail in to_list}) == 26
    assert len({str(mail["Message-ID"]) for mail in to_list if "List-Id" in mail}) == 7


def test_papers_hold_what_breaks_naive_readers() -> None:
    """Old records with initials only, a group name, sixty authors, dates in many forms."""
    records = (EXPORTS / "papers.nbib").read_text(encoding="utf-8").split("\n\n")
    assert len(records) == 43
    assert sum("FAU - " not in record for record in records) == 3
    assert [r.count("\nFAU - ") for r in records if "\nCN  - " in r] == [60]
    dates = set(re.findall(r"^DP  - (.*)$", "\n".join(records), re.MULTILINE))
    assert {"2026 Spring", "2024", "2025 Dec-2026 Jan", "2025 Sep-Oct", "2026 Nov 2"} <= dates


def test_her_linkedin_holds_what_breaks_naive_readers() -> None:
    """A preamble, members who left, hardly any e-mail, an advertisement, a draft, a group."""
    connections = (EXPORTS / "linkedin/Connections.csv").read_text(encoding="utf-8")
    assert connections.startswith("Notes:\n")
    rows = list(csv.DictReader(connections.splitlines()[3:]))
    assert sum(not row["First Name"] for row in rows) == 4
    assert sum(bool(row["Email Address"]) for row in rows) == 3
    text = (EXPORTS / "linkedin/messages.csv").read_text(encoding="utf-8")
    messages = list(csv.DictReader(io.StringIO(text)))
    assert sum(row["FROM"] == "LinkedIn Member" for row in messages) == 2
    assert sum(row["FOLDER"] == "SPAM" for row in messages) == 1
    assert sum(row["IS MESSAGE DRAFT"] == "Yes" for row in messages) == 1
    assert sum(row["CONVERSATION TITLE"] == "Maruvanta Batch of 2019" for row in messages) == 12


# --- the same world in every other format -------------------------------------------------------


def test_every_format_shows_the_same_papers() -> None:
    """RIS, BibTeX, PubMed XML and OpenAlex hold the 43 papers with the same number of authors."""
    files = {name: data.decode() for name, data in everything().items()}
    authors = [len(event.people) for event in tell().of("paper")]
    library = parse_string(files["papers.bib"])
    assert not library.failed_blocks
    assert [len(e["author"].split(" and ")) for e in library.entries] == authors
    articles = ElementTree.fromstring(files["papers.xml"]).iter("PubmedArticle")
    assert [len(list(article.iter("Author"))) for article in articles] == authors
    works = json.loads(files["openalex.json"])["results"]
    assert [len(work["authorships"]) for work in works] == authors
    assert [r.count("AU  - ") for r in files["papers.ris"].split("\nER  - ")[:-1]] == authors


def test_calendar_holds_the_meetings() -> None:
    """Nine conversations were about a meeting; each invites the others, and one room."""
    calendar = icalendar.Calendar.from_ical(everything()["calendar.ics"])
    invited = [len(list(meeting["ATTENDEE"])) for meeting in calendar.walk("VEVENT")]  # type: ignore[arg-type]
    assert invited == [6, 5, 5, 5, 5, 5, 5, 2, 5]


def test_address_books_hold_the_same_people() -> None:
    """vCard, Google and Outlook have one entry for each person she ever wrote to."""
    files = {name: data.decode("utf-8-sig") for name, data in everything().items()}
    cards = re.findall(r"^FN:(.*?)\r$", files["contacts.vcf"], re.MULTILINE)
    google = list(csv.DictReader(io.StringIO(files["google.csv"])))
    outlook = list(csv.DictReader(io.StringIO(files["outlook.csv"])))
    assert len(cards) > 30
    for rows in (google, outlook):
        assert [f"{row['First Name']} {row['Last Name']}".strip() for row in rows] == cards


def test_social_media_are_well_formed() -> None:
    """X parts are JSON after an equals sign; Facebook names are octets of UTF-8, one by one."""
    files = {name: data.decode() for name, data in everything().items()}
    following = json.loads(files["x/data/following.js"].partition("=")[2])
    assert len(following) == 17
    tweets = json.loads(files["x/data/tweets.js"].partition("=")[2])
    mentions = [one for tweet in tweets for one in tweet["tweet"]["entities"]["user_mentions"]]
    assert {one["screen_name"][:10] for one in mentions} == {"sample_md_"}
    friends = json.loads(files["connections/friends/your_friends.json"])["friends_v2"]
    names = {friend["name"].encode("latin-1").decode() for friend in friends}
    assert "Tèmítọ́pẹ́ Adéyẹmísọlá" in names
    assert files["WhatsApp Chat - Batch of 2019/_chat.txt"].count("] ") == 13


def test_everything_is_written_the_same_twice(tmp_path: Path) -> None:
    """The other formats are reproducible too, and stand beside the sample's exports."""
    write_everything(tmp_path / "one")
    write_everything(tmp_path / "two")
    assert _files(tmp_path / "one") == _files(tmp_path / "two")
    assert set(_files(EXPORTS)) < set(_files(tmp_path / "one"))
