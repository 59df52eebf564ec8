"""The same world in every format: the same people, the same ties, the same answers."""

from collections.abc import Iterable
from pathlib import Path

import pytest

import netgraph as ng
from netgraph.readers import read
from netgraph.records import Contact, key_kind, key_value
from tests.test_answers import PEOPLE, TRUTH, keys_of, true_ids
from tests.world.build import write_everything
from tests.world.carried import FORMATS, Format, keys_in_any_format
from tests.world.people import PEOPLE as WORLD
from tests.world.story import tell

#: Namesakes count as the first of them: by its name alone nobody can tell one from the other.
FIRST = {
    person: next(other for other in WORLD if WORLD[other].name == WORLD[person].name)
    for person in WORLD
}


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the world in every format we can write."""
    folder = tmp_path_factory.mktemp("every")
    write_everything(folder)
    return folder


def true_people(form: Format, contacts: Iterable[Contact]) -> dict[str, str]:
    """Say of each key which true person has it; of one that nobody has, what it is.

    No contact may have the keys of two people.
    """
    known = {
        spelled: FIRST[person]
        for person in WORLD
        for spelled in (
            *keys_in_any_format(person),
            *(f"name:{name}" for name in form.names(person)),
        )
    }
    people: dict[str, str] = {}
    for one in contacts:
        forms = {f"{key_kind(key)}:{key_value(key)}" for key in one.keys if key_kind(key) != "id"}
        found = {form.owner if one.owner else known.get(each, each) for each in forms}
        (person,) = found or {known.get(f"name:{one.name}", one.name)}
        people |= dict.fromkeys(one.keys, person)
    return people


def test_every_file_is_read(folder: Path) -> None:
    """Each file has exactly one reader, and yields people."""
    for report in read(folder).files:
        assert report.reader, report.path
        assert report.contacts or "Education" in report.path, report.path


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: str(form.path))
def test_a_format_carries_its_share_of_the_world(folder: Path, form: Format) -> None:
    """It gives the people it can show and nobody else, and their ties, each with its date."""
    story, reading = tell(), read(folder / form.path)
    ties = {
        (kind, frozenset(FIRST[one] for one in both), when) for kind, both, when in form.ties(story)
    }
    shown = {FIRST[one] for one in (*form.shown(story), *filter(None, [form.owner]))}
    people = true_people(form, (one for one in reading.contacts if one.sort == "person"))
    people |= {key: form.owner for one in reading.events for key in one.people
               if key_kind(key) == "owner"}  # fmt: skip
    nobody = {key for one in reading.contacts if one.sort != "person" for key in one.keys}
    events = [
        (one, [people[key] for key in one.people if key not in nobody]) for one in reading.events
    ]

    assert set(people.values()) == shown.union(*(both for _, both, _ in ties))
    assert {(one.kind, frozenset(both), one.when) for one, both in events if len(both) > 1} == ties


def test_more_formats_make_no_more_people(folder: Path) -> None:
    """All formats at once: no two people become one, and the expected ways are still found."""
    G = ng.load(folder, me=PEOPLE[TRUTH["me"]]["name"])
    owner = {one: person for person, data in PEOPLE.items() for one in keys_of(data)}
    for _, data in G.nodes(data=True):
        assert len({owner[one] for one in data["keys"] if one in owner}) <= 1
    true = true_ids(G)
    for target in TRUTH["targets"]:
        found = ng.introductions(G, to=PEOPLE[target["id"]]["name"])
        best = [true.get(one.id) for one in found.paths[0].people] if found.paths else None
        assert best in [target["best"], *target["acceptable"]]
