"""The same world in every format: the same people, the same papers, the same answers."""

from collections import Counter
from pathlib import Path

import pytest

import netgraph as ng
from netgraph.readers import Reading, read
from tests.test_answers import PEOPLE, TRUTH, keys_of, true_ids
from tests.world.build import write_everything

PAPERS = ("papers.nbib", "papers.ris", "papers.bib", "papers.xml", "openalex.json")
CONTACTS = ("contacts.vcf", "google.csv", "outlook.csv")


@pytest.fixture(scope="module", name="folder")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the world in every format we can write."""
    folder = tmp_path_factory.mktemp("every")
    write_everything(folder)
    return folder


def papers(reading: Reading) -> Counter[tuple[str, int]]:
    """Count papers by year and number of authors."""
    return Counter((event.when[:4], len(event.people)) for event in reading.events)


def addresses(reading: Reading) -> set[str]:
    """List the e-mail addresses of the people in it."""
    keys = (one for contact in reading.contacts for one in contact.keys)
    return {one for one in keys if one.startswith("email:")}


def test_every_file_is_read(folder: Path) -> None:
    """Each file has exactly one reader, and yields people."""
    for report in read(folder).files:
        assert report.reader, report.path
        assert report.contacts or "Education" in report.path, report.path


@pytest.mark.parametrize("name", PAPERS[1:])
def test_all_formats_of_papers_tell_the_same(folder: Path, name: str) -> None:
    """The same papers, with as many authors in the same years, in each format."""
    assert papers(read(folder / name)) == papers(read(folder / PAPERS[0]))


@pytest.mark.parametrize("name", CONTACTS[1:])
def test_all_address_books_tell_the_same(folder: Path, name: str) -> None:
    """The same addresses in each format."""
    assert addresses(read(folder / name)) == addresses(read(folder / CONTACTS[0]))
    assert len(addresses(read(folder / name))) > 20


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
