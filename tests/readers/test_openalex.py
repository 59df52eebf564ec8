"""OpenAlex works. All people and papers are invented."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import _papers, openalex
from netgraph.readers._opening import Source
from netgraph.records import Contact, Note, Record, Skipped
from tests.readers.told import events

WORK: dict[str, Any] = {
    "id": "https://openalex.org/W1",
    "doi": "https://doi.org/10.1000/X",
    "title": "Handover <i>delays</i>",
    "publication_date": "2024-05-02",
    "ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/9"},
    "is_authors_truncated": True,
    "authorships": [
        {
            "author": {
                "id": "https://openalex.org/A1",
                "display_name": "Amara Osei-Tutu",
                "orcid": "https://orcid.org/0000-0002-0000-0001",
            },
            "raw_author_name": "A Osei-Tutu",
            "institutions": [{"display_name": "St. Hilda's"}],
            "raw_affiliation_strings": ["St. Hilda's, Leeds. a.osei@example.org"],
        },
        {"author": {"id": "https://openalex.org/A2", "display_name": "Björn Lindqvist"}},
        {"author": {"id": None}, "raw_author_name": "Okafor B", "raw_affiliation_string": "Kumasi"},
        {"author": {"id": "https://openalex.org/A4", "display_name": "HANDOVER Study Group"}},
    ],
}


def read(value: Any, path: str = "a.json") -> list[Record]:
    text = value if isinstance(value, str) else json.dumps(value)
    source = Source.of_text(text, path)
    assert openalex.claims(source)
    return list(openalex.read(source))


def test_a_work_of_openalex() -> None:
    """Ids, ORCID, institution, an address in the affiliation; groups are no people."""
    found = read(WORK)
    contacts = [one for one in found if isinstance(one, Contact)]
    assert [(one.keys, one.organisation) for one in contacts] == [
        (
            (
                "orcid:0000-0002-0000-0001",
                "email:a.osei@example.org",
                "openalex:A1",
                "name:Amara Osei-Tutu|a.json#9",
            ),
            "St. Hilda's",
        ),
        (("openalex:A2", "name:Björn Lindqvist|a.json#9"), ""),
        (("name:Okafor B|a.json#9",), "Kumasi"),
    ]
    (event,) = events(found)
    assert event.people == tuple(one.keys[0] for one in contacts)
    assert (event.when, event.id) == ("2024-05-02", "doi:10.1000/x")
    assert Skipped("a.json", 1, _papers.GROUP) in found
    assert Note("a.json", "of 1 works only the first 100 authors are listed.") in found


def test_what_the_paper_itself_says_of_an_author() -> None:
    """Its ORCID where OpenAlex has none, and affiliations in the form of today."""
    author = {
        "author": {"id": "https://openalex.org/A7", "display_name": "Cara Diaz", "orcid": None},
        "raw_orcid": "https://orcid.org/0000-0002-0000-0003",
        "institutions": [{"display_name": None}, {"display_name": "Ward Seven"}],
        "affiliations": [{"raw_affiliation_string": "Ward Seven, Leeds. c.diaz@example.org"}],
    }
    found = read({**WORK, "authorships": [author, WORK["authorships"][1]]})
    cara = next(one for one in found if isinstance(one, Contact))
    assert cara.keys[:3] == (
        "orcid:0000-0002-0000-0003", "email:c.diaz@example.org", "openalex:A7",
    )  # fmt: skip
    assert cara.organisation == "Ward Seven"


def test_the_first_of_january_is_a_year() -> None:
    """OpenAlex writes it when it knows no more."""
    assert events(read({**WORK, "publication_date": "2024-01-01"}))[0].when == "2024"


@pytest.mark.parametrize("shape", ["page", "list", "pages", "lines", "pages in lines"])
def test_works_in_pages_lists_and_lines(shape: str) -> None:
    """Pages of results, a list, and one work or page a line give the same papers."""
    works = [{**WORK, "doi": f"10.1000/{number}"} for number in range(3)]
    pages = [{"meta": {}, "results": some} for some in (works[:1], works[1:])]
    shapes = {
        "page": {"meta": {}, "results": works}, "list": works, "pages": pages,
        "lines": "\n".join(map(json.dumps, works)),
        "pages in lines": "\n".join(map(json.dumps, pages)),
    }  # fmt: skip
    found = read(shapes[shape])
    assert [event.id for event in events(found)] == [f"doi:10.1000/{number}" for number in range(3)]


def test_a_broken_line_costs_no_other() -> None:
    """In a file of one work a line it is a counted skip."""
    other = {**WORK, "doi": "10.1000/2"}
    found = read(f'{json.dumps(WORK)}\n{{"authorships": \n{json.dumps(other)}\n7\n')
    assert len(events(found)) == 2
    assert Skipped("a.json", 2, "not a whole work of OpenAlex") in found
    assert Skipped("a.json", 4, "not a work of OpenAlex") in found


def test_half_a_file_is_an_error() -> None:
    """Half a JSON value cannot be read, and is said to be damaged."""
    with pytest.raises(ReadError, match="damaged"):
        read(json.dumps(WORK)[:-1])


def test_an_author_that_is_deleted_is_known_by_name_only() -> None:
    """Works of many people carry the id of an author that OpenAlex has deleted."""
    author = {"id": "https://openalex.org/A5", "display_name": "Deleted Author"}
    lists = [{"author": author, "raw_author_name": "Jane Roe"}, *WORK["authorships"]]
    (event,) = events(read({**WORK, "authorships": lists}))
    assert event.people[0].startswith("name:Jane Roe|")


def test_an_id_of_two_authors_identifies_neither() -> None:
    """OpenAlex sometimes takes two authors of one paper for one person."""
    twice = [
        {"author": {"id": "https://openalex.org/A1", "display_name": n}} for n in ("A B", "C D")
    ]
    assert all(
        one.startswith("name:") for one in events(read({**WORK, "authorships": twice}))[0].people
    )


@pytest.mark.property
@settings(deadline=None, max_examples=100)
@given(
    st.dictionaries(
        st.sampled_from(["authorships", "title", "doi", "ids", "publication_date", "author", "id"]),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(
                    st.sampled_from(["author", "display_name", "institutions"]), inner
                )
            ),
            max_leaves=8,
        ),
    )
)
def test_values_of_any_type_give_records(value: dict[str, Any]) -> None:
    """No value is trusted to have its type."""
    read(
        {"id": "https://openalex.org/W1", "authorships": [], "results": [value, {**WORK, **value}]}
    )
