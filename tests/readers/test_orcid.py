"""ORCID records and works. All people and papers are invented."""

import json
from typing import Any

import pytest

from netgraph.errors import ReadError
from netgraph.readers import _papers, orcid
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Note, Record, Skipped
from tests.conftest import shared

RECORD: dict[str, Any] = {
    "orcid-identifier": {"path": "0000-0002-0000-0001"},
    "person": {"name": {"given-names": {"value": "Amara"}, "family-name": {"value": "Osei-Tutu"}}},
    "activities-summary": {
        "employments": {
            "affiliation-group": [
                {
                    "summaries": [
                        {
                            "employment-summary": {
                                "organization": {"name": "Old House"},
                                "end-date": {"year": {"value": "2019"}},
                            }
                        }
                    ]
                },
                {
                    "summaries": [
                        {
                            "employment-summary": {
                                "organization": {"name": "St. Hilda's"},
                                "role-title": "Registrar",
                            }
                        }
                    ]
                },
            ]
        },
        "works": {"group": [{"work-summary": [{"title": {"title": {"value": "One"}}}]}]},
    },
}

WORK = """<?xml version="1.0" encoding="UTF-8"?>
<work:work xmlns:work="http://www.orcid.org/ns/work" xmlns:common="http://www.orcid.org/ns/common">
<work:title><common:title>Handover delays</common:title></work:title>
<common:publication-date><common:year>2024</common:year><common:month>05</common:month>
</common:publication-date>
<common:external-ids><common:external-id><common:external-id-type>doi</common:external-id-type>
<common:external-id-value>10.1000/x</common:external-id-value>
<common:external-id-relationship>self</common:external-id-relationship></common:external-id>
<common:external-id><common:external-id-type>doi</common:external-id-type>
<common:external-id-value>10.1000/book</common:external-id-value>
<common:external-id-relationship>part-of</common:external-id-relationship></common:external-id>
</common:external-ids>
<work:contributors><work:contributor><common:contributor-orcid>
<common:path>0000-0002-0000-0001</common:path></common:contributor-orcid>
<work:credit-name>Amara Osei-Tutu</work:credit-name></work:contributor>
<work:contributor><work:credit-name>Björn Lindqvist</work:credit-name></work:contributor>
<work:contributor><work:credit-name>Björn Lindqvist</work:credit-name></work:contributor>
<work:contributor><work:credit-name>Ed Boss</work:credit-name><work:contributor-attributes>
<work:contributor-role>editor</work:contributor-role></work:contributor-attributes>
</work:contributor><work:contributor><work:credit-name>Ward Ltd</work:credit-name>
<work:contributor-attributes><work:contributor-role>assignee</work:contributor-role>
</work:contributor-attributes></work:contributor></work:contributors></work:work>"""


def read(text: str, path: str = "a") -> list[Record]:
    source = Source.of_text(text, path)
    assert orcid.claims(source)
    return list(orcid.read(source))


def test_a_record_says_whose_it_is_and_shows_no_tie() -> None:
    """The owner with the present job; works without authors are noted."""
    assert read(json.dumps(RECORD)) == [
        Contact(
            ("orcid:0000-0002-0000-0001", "owner:orcid|0000-0002-0000-0001"),
            "Amara Osei-Tutu",
            "St. Hilda's",
            "Registrar",
            file="a",
            line=1,
            owner=True,
        ),
        Note("a", "works that are listed without their authors show no ties: 1"),
    ]


def test_the_addresses_of_a_record_are_its_owners() -> None:
    """Those that the owner shows join the record to a mailbox."""
    shown = {**RECORD["person"], "emails": {"email": [{"email": "A.Osei@example.org"}]}}
    found = read(json.dumps({**RECORD, "person": shown}))
    assert isinstance(found[0], Contact)
    assert "email:a.osei@example.org" in found[0].keys


def test_the_first_version_called_things_otherwise() -> None:
    """Until 2018 a record held its works whole, with their contributors."""
    names = [{"credit-name": {"value": name}} for name in ("Amara Osei-Tutu", "Björn Lindqvist")]
    work = {
        "work-title": {"title": {"value": "Handover delays"}},
        "work-contributors": {"contributor": names},
        "publication-date": {"year": {"value": "2013"}},
    }
    name = {"given-names": {"value": "Amara"}, "family-name": {"value": "Osei-Tutu"}}
    profile = {
        "orcid-identifier": {"path": "0000-0002-0000-0001"},
        "orcid-bio": {"personal-details": name},
        "orcid-activities": {"orcid-works": {"orcid-work": [work]}},
    }
    found = read(json.dumps({"message-version": "1.2", "orcid-profile": profile}))
    owner, *_ = [one for one in found if isinstance(one, Contact) and one.owner]
    assert (owner.name, owner.keys[0]) == ("Amara Osei-Tutu", "orcid:0000-0002-0000-0001")
    (event,) = [one for one in found if isinstance(one, Event)]
    assert (len(event.people), event.when, event.what) == (2, "2013", "Handover delays")


def test_two_records_in_one_folder_are_two_people() -> None:
    """Each record is its own person's, wherever it lies."""
    other = json.dumps(RECORD).replace("0000-0002-0000-0001", "0000-0002-0000-0002")
    ones, others = (
        {key for one in read(text) if isinstance(one, Contact) for key in one.keys}
        for text in (json.dumps(RECORD), other)
    )
    assert not ones & others


def test_a_whole_work_names_its_contributors() -> None:
    """Each once, though named once per role; no editors, no owners of patents; only its own DOI."""
    found = read(WORK)
    people = ("orcid:0000-0002-0000-0001", "name:Björn Lindqvist|a#1")
    (event,) = [one for one in found if isinstance(one, Event)]
    assert event == Event(
        "coauthor", people, "2024-05", "Handover delays", "a", 1, id="doi:10.1000/x"
    )
    assert [one.reason for one in found if isinstance(one, Skipped)] == [
        _papers.EDITOR,
        _papers.GROUP,
    ]


def test_xml_and_json_say_the_same() -> None:
    """The same work as JSON gives the same event."""
    contributor = {
        "contributor-orcid": {"path": "0000-0002-0000-0001"},
        "credit-name": {"value": "Amara Osei-Tutu"},
    }
    work = {
        "title": {"title": {"value": "Handover delays"}},
        "publication-date": {"year": {"value": "2024"}, "month": {"value": "05"}, "day": None},
        "external-ids": {
            "external-id": [
                {
                    "external-id-type": "doi",
                    "external-id-value": "10.1000/x",
                    "external-id-relationship": "self",
                }
            ]
        },
        "contributors": {
            "contributor": [contributor, {"credit-name": {"value": "Björn Lindqvist"}}]
        },
    }
    events = [one for one in read(json.dumps({"bulk": [{"work": work}]})) if isinstance(one, Event)]
    assert [(one.people[0], one.when, one.what, one.id) for one in events] == [
        ("orcid:0000-0002-0000-0001", "2024-05", "Handover delays", "doi:10.1000/x")
    ]


def test_entities_and_half_files_are_errors() -> None:
    """XML with a DTD, and XML that breaks off, cannot be read and is said so."""
    for text in ("<!DOCTYPE x [<!ENTITY a 'b'>]>" + WORK[39:], WORK[:600]):
        with pytest.raises(ReadError, match="XML cannot be read"):
            read(text)


@pytest.mark.parametrize("text", ['{"a": 1}', "<work/>", "[]", ""])
def test_other_files_are_not_claimed(text: str) -> None:
    """Other JSON and XML is for others."""
    assert not orcid.claims(Source.of_text(text))


@pytest.mark.shared
def test_real_samples_are_read() -> None:
    """ORCID's own examples: two records with an owner, no co-authors."""
    found = []
    for source in sources([shared("samples/publications/orcid")]):
        assert isinstance(source, Source)
        assert orcid.claims(source)
        found += list(orcid.read(source))
    assert sum(isinstance(one, Contact) and one.owner for one in found) == 2
    assert not any(isinstance(one, Event) for one in found)
