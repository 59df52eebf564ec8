"""Inferred ties: only a dated overlap counts, they change no other tie, and they are labelled."""

from pathlib import Path

import pytest

import netgraph as ng
from netgraph.graph import build, validate
from netgraph.inferring import LARGEST, colleagues
from netgraph.readers import Reading
from netgraph.records import Contact, Event


def row(who: str, organisation: str, file: str = "list.csv", line: int = 0) -> Contact:
    """Make a row of a list of contacts, or an author of a paper."""
    return Contact((f"email:{who}@x.example",), who, organisation, file=file, line=line)


def paper(line: int, year: str, *people: str) -> Event:
    """Make a paper."""
    return Event("coauthor", tuple(f"email:{one}@x.example" for one in people), year,
                 file="p.nbib", line=line, id=str(line))  # fmt: skip


def pairs(contacts: list[Contact], events: list[Event]) -> set[tuple[str, ...]]:
    """Give the groups that are inferred, by name, with their year."""
    ids = {one.keys[0]: one.name for one in contacts}
    found, _ = colleagues(contacts, events, ids)
    return {(*sorted(ids[key] for key in event.people), event.when) for event in found}


HILDA, DEPT = "St. Hilda's Hospital", "Dept. of Cardiology, St. Hilda's Hospital, Leeds, UK"


@pytest.mark.parametrize(
    ("contacts", "events", "expected"),
    [
        ([row("ann", HILDA), row("ben", DEPT)], [], {("ann", "ben", "")}),
        ([row("ann", HILDA), row("ben", "Northfield Hospital")], [], set()),
        ([row("ann", HILDA), row("ben", HILDA, "other.csv")], [], set()),  # no common day
        ([row("ann", ""), row("ben", "")], [], set()),
        (
            [row("ann", HILDA, "p.nbib", 1), row("ben", HILDA, "p.nbib", 2)],
            [paper(1, "2024-05", "ann", "x"), paper(2, "2024", "ben", "y")],
            {("ann", "ben", "2024")},
        ),
        (
            [row("ann", HILDA, "p.nbib", 1), row("ben", HILDA, "p.nbib", 2)],
            [paper(1, "2024", "ann", "x"), paper(2, "2023", "ben", "y")],
            set(),  # one may have left before the other came
        ),
        (
            [row("ann", HILDA, "p.nbib", 1), row("ben", HILDA, "p.nbib", 1)],
            [paper(1, "", "ann", "ben")],
            set(),  # an undated paper dates no affiliation
        ),
    ],
)
def test_only_a_dated_overlap_counts(
    contacts: list[Contact], events: list[Event], expected: set[tuple[str, ...]]
) -> None:
    """One list is one day, a paper is its year; nothing else shows that two were there at once."""
    assert pairs(contacts, events) == expected


def test_a_whole_hospital_is_no_circle_of_friends() -> None:
    """A group above the cap ties nobody, and a sentence says so; one at the cap does."""
    staff = [row(f"p{n}", HILDA) for n in range(LARGEST + 1)]
    ids = {one.keys[0]: one.name for one in staff}
    assert len(colleagues(staff[:-1], [], ids)[0]) == 1
    found, notes = colleagues(staff, [], ids)
    assert found == []
    assert "organisations of more than 25 people (1)" in notes[0]


def test_inferred_ties_are_asked_for_labelled_and_change_no_other() -> None:
    """Off by default; when on, the recorded ties stay as they were to the last digit."""
    reading = Reading(
        contacts=[row("ann", HILDA), row("ben", HILDA), row("cay", HILDA)],
        events=[Event("mail", ("email:ann@x.example", "email:ben@x.example"), "2024-05-01")],
    )
    plain, G = build(reading), build(reading, infer=True)
    assert plain.number_of_edges() == 1
    assert G.number_of_edges() == 3
    assert validate(G) == []
    (recorded,) = plain.edges
    assert G.edges[recorded] == plain.edges[recorded]
    guessed = [data for _, _, data in G.edges(data=True) if data["basis"] == "inferred"]
    assert [data["band"] for data in guessed] == ["unknown"] * 2
    assert [data["evidence"] for data in guessed] == [[f"inferred: both at {HILDA}"]] * 2
    assert max(data["strength"] for data in guessed) < plain.edges[recorded]["strength"]


def test_no_path_hides_that_a_tie_is_only_inferred(tmp_path: Path) -> None:
    """Through `load` and in every way shown; with basis= they are left out."""
    (tmp_path / "Connections.csv").write_text(
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Ben,Okafor,https://www.linkedin.com/in/ben-example,,St. Hilda's Hospital,,01 May 2024\n"
        "Jane,Roe,https://www.linkedin.com/in/roe-example,,St. Hilda's Hospital,,02 May 2024\n",
        encoding="utf-8",
    )
    G = ng.load(tmp_path, infer=True)
    ben, roe = ng.who(G, "Ben Okafor"), ng.who(G, "Jane Roe")
    found = ng.introductions(G, to=roe, me=ben, avoid=list(G.graph["me"]))
    assert [path.legs[0].basis for path in found.paths] == ["inferred"]
    assert "only inferred: ask first" in str(found)
    assert "is only inferred. Ask first." in found.advice
    known = ng.introductions(G, to=roe, me=ben, basis=("recorded", "stated"))
    assert all(leg.basis == "recorded" for path in known.paths for leg in path.legs)
    assert not ng.load(tmp_path).has_edge(ben, roe)
