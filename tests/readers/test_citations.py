"""RIS in its vendors' dialects, Web of Science, Scopus. All people and papers are invented."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import _papers, citations, detect
from netgraph.readers._opening import Source, sources
from netgraph.records import Event, Record
from tests.conftest import shared
from tests.readers.told import contacts, events, names, reasons


def read(text: str | bytes, path: str = "a.ris") -> list[Record]:
    source = Source.of_text(text, path)
    assert citations.claims(source)
    return list(citations.read(source))


def first_keys(records: list[Record]) -> list[str]:
    return [one.keys[0].partition("|")[0] for one in contacts(records)]


def test_a_paper_in_ris() -> None:
    """Authors in order, whichever tag they have; title, year and DOI."""
    found = read(
        "TY  - JOUR\nAU  - Osei-Tutu, Amara\nA1  - Lindqvist B.\nTI  - Handover delays.\n"
        "PY  - 2024\nDO  - https://doi.org/10.1000/X\nER  - \n"
    )
    assert events(found) == [
        Event(
            "coauthor",
            ("name:Lindqvist B.|a.ris#1", "name:Osei-Tutu, Amara|a.ris#1"),
            "2024",
            "Handover delays",
            "a.ris",
            1,
            id="doi:10.1000/x",
        )
    ]


def test_embase_writes_affiliations_and_addresses_in_m1() -> None:
    """M1 names the authors of an affiliation, with an address after the one whose it is."""
    found = read(
        "\ufeffTY  - JOUR\nA1  - Liu R.\nA1  - Roe J.D.\nM1  - Some note\n"
        "M1  - (Liu R.; Roe J.D., jd@example.org) Department of Ants, Example University\n"
        "M1  - (Roe J.D., jd@example.org) Elsewhere\nER  - \n"
    )
    assert first_keys(found) == ["name:Liu R.", "email:jd@example.org"]
    assert {one.organisation for one in contacts(found)} == {
        "Department of Ants, Example University"
    }
    assert len(contacts(found)[1].keys) == 2


def test_ovid_writes_orcids_in_ai_and_cited_people_in_a2() -> None:
    """Numbers before records, text after them, ORCIDs by name, and A2 is not authors."""
    found = read(
        "1.\nTY  - JOUR\nA1  - Trent, Ines A\nA1  - Iron, Chris\nA2  - Achen, Barned, Berry\n"
        "AI  - ORCID: http://orcid.org/Trent, Ines A.; ORCID: http://orcid.org/0000-0002-0000-0001"
        ", Iron, Chris; ORCID: http://orcid.org/0000-0002-0000-0002\nY1  - 2019//\n"
        "AD  - Trent, Ines A.: Centre for Ants, Coimbra, ines@example.org\nER  -\n"
        "NL  - Clin Ant\n\nLink to the Full Text: https://example.org/T1  - x\n\n2.\n"
        "TY  - JOUR\nA1  - Solo, Han\nER  -\n"
    )
    assert [(one.keys[0], one.organisation) for one in contacts(found)][:2] == [
        ("orcid:0000-0002-0000-0001", "Centre for Ants, Coimbra"),
        ("orcid:0000-0002-0000-0002", ""),
    ]
    assert contacts(found)[0].keys[1] == "email:ines@example.org"
    assert names(found)[2:] == ["Solo, Han"]
    assert reasons(found) == [_papers.EDITOR]
    assert events(found)[0].when == "2019"


def test_scopus_does_not_say_whose_affiliation_is_whose() -> None:
    """A list of affiliations is nobody's; the note on correspondence is one author's."""
    found = read(
        "TY  - JOUR\nPY  - 2020\nAU  - Lab, A.\nAU  - Els, S.\nAD  - Institute of Ants, Essen\n"
        "N1  - Export Date: 18 November 2019\nN1  - Correspondence Address: Els, S.; Ant House,"
        " Essen; email: s.els@example.org\nER  - \n"
    )
    given_first = read(
        "TY  - JOUR\nAU  - Els, S.A.\nAU  - Lab, A.\nN1  - Export Date: 1 May 2024; Cited By: 3;"
        " Correspondence Address: S.A. Els; Ant House; email: s.els@example.org\nER  - \n"
    )
    assert first_keys(given_first) == ["email:s.els@example.org", "name:Lab, A."]
    assert [one.organisation for one in contacts(found)] == ["", "Ant House, Essen"]
    assert first_keys(found) == ["name:Lab, A.", "email:s.els@example.org"]


def test_proquest_lists_degrees_numbers_and_tags_of_its_own() -> None:
    """A type in words, a list of ISSNs and a tag that RIS does not know harm nobody."""
    found = read(
        "TY  - Journal Article\nAU  - Valle-Roe,J. J.\nAU  - Doe, John, PhD, RN\nVO  - 3\n"
        "SN  - 1234-5678, 8765-4321\nPY  - 2018\nDA  - Mar 2018\nER  -\n"
    )
    assert names(found) == ["Valle-Roe,J. J.", "Doe, John, PhD, RN"]
    assert events(found)[0].when == "2018-03"


@pytest.mark.parametrize(
    ("fields", "when"),
    [
        ("PY  - 2021\nDA  - 2021/02/01/\n", "2021-02-01"),
        ("PY  - 2019\nDA  - 2019/10//undefined\n", "2019-10"),
        ("DA  - 2019///\nPY  - 2019\n", "2019"),
        ("PY  - 1948/07//\n", "1948-07"),
        ("Y1  - 2014//\n", "2014"),
        ("PY  - 2020\nDA  - 2019/12/30\n", "2020"),
        ("PY  - soon\n", ""),
        ("PY  - 2021\nDA  - May 3\n", "2021-05-03"),
        ("PY  - 2019\nDA  - JAN-FEB\n", "2019-01"),
        ("Y1  - 1998/5/12/epub\n", "1998-05-12"),
        ("Y1  - 2018/Mar/\n", "2018-03"),
    ],
)
def test_dates_are_as_precise_as_written(fields: str, when: str) -> None:
    """Year, month or day, whichever the dialect writes, in the year of publication."""
    assert events(read(f"TY  - JOUR\nAU  - A, B\nAU  - C, D\n{fields}ER  - \n"))[0].when == when


def test_records_without_beginning_or_end_are_read() -> None:
    """A missing ER, a missing TY, an ER without space, an end of file: no record is lost."""
    found = read(
        "TY  - JOUR\nAU  - A, A\nAU  - B, B\nTY  - Journal Article\nAU  - C, C\nAU  - D, D\n"
        "ER  -\nAU  - E, E\nAU  - F, F\nER  - \nTY  - BOOK\nAU  - G, G\nAU  - H, H"
    )
    assert [len(event.people) for event in events(found)] == [2, 2, 2, 2]


@pytest.mark.parametrize(
    "text",
    [
        "ty  - JOUR\nau  - A, A\nau  - B, B\ner  - \n",
        "TY - JOUR\nAU - A, A\nAU - B, B\nER -\n",
        "TY  -JOUR\nAU  -A, A\nAU  -B, B\nER  -\n",
        "  TY  - JOUR\r\n  AU  - A, A\r\n  AU  - B, B\r\n  ER  - \r\n",
        "\ufeffProvider: P\nContent:text/plain\n\nTY  - JOUR\nAU  - A, A\nA1  - A, A\nAU  - B, B\n",
    ],
)
def test_tags_in_their_spellings(text: str) -> None:
    """Small letters, a space too few or too many, other line ends, lines before the first."""
    assert [len(event.people) for event in events(read(text))] == [2]


def test_two_authors_of_one_name_are_two() -> None:
    """Initials are often equal; what is said about the name is then nobody's."""
    found = read(
        "TY  - JOUR\nA1  - Wang L.\nA1  - Roe J.\nA1  - Wang L.\n"
        "M1  - (Wang L., l.wang@example.org) Department of Ants\nER  - \n"
    )
    assert [len(set(event.people)) for event in events(found)] == [3]
    assert not any(key.startswith("email") for one in contacts(found) for key in one.keys)


def test_several_authors_on_a_line_or_under_it() -> None:
    """Authors may be joined by semicolons or continue on lines of their own."""
    found = read("TY  - JOUR\nAU  - Roe, J.; Doe,K.\n      Poe, L.\nER  - \n")
    assert names(found) == ["Roe, J.", "Doe,K.", "Poe, L."]
    found = read("TY  - JOUR\nAU  - Roe, Jane and Doe, Kim\nER  - \n")
    assert names(found) == ["Roe, Jane", "Doe, Kim"]


def test_groups_editors_and_et_al_are_counted() -> None:
    """None of them is a person."""
    found = read(
        "TY  - CHAP\nAU  - Roe, J.\nAU  - HANDOVER Study Group\nAU  - et al.\nED  - Boss, A.\n"
        "AU  - Group, J.\nAU  - Example Conference 2005\nAU  - Poe 3rd, Bo\nER  - \n"
    )
    assert names(found) == ["Roe, J.", "Group, J.", "Poe 3rd, Bo"]
    assert reasons(found) == [_papers.EDITOR, _papers.GROUP, _papers.NOBODY, _papers.GROUP]


def test_multi_line_abstracts_are_not_fields() -> None:
    """Lines of a text that look like the end of a record are not its end."""
    found = read(
        "TY  - JOUR\nN2  - first,\nER then second\nTY or not\n   last\n"
        "AU  - A, B\nAU  - C, D\nER  - \n"
    )
    assert len(events(found)) == 1


def test_the_same_paper_without_a_doi_counts_once() -> None:
    """A telling title and the year are enough to know a paper again; a short title is not."""
    paper = "TY  - JOUR\nAU  - A, B\nAU  - C, D\nPY  - 2020\nTI  - {}\nER  - \n"
    long = paper.format("Ants in the wards of two district hospitals")
    assert len(events(read(long + long))) == 1
    assert len(events(read(paper.format("Editorial") * 2))) == 2


WOS = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Osei-Tutu, A
   Lindqvist, B
AF Osei-Tutu, Amara
   Lindqvist, Bjorn
CA HANDOVER Study Grp
TI Handover delays in
   hospitals
C1 [Osei-Tutu, Amara; Lindqvist, Bjorn] Example Univ, Leeds, England.
   [Lindqvist, Bjorn] Karolinska Example Inst, Stockholm, Sweden.
RP Osei-Tutu, A (corresponding author), Example Univ, Leeds, England.
EM a.osei@example.org; lindqvist@kei.example
OI Lindqvist, Bjorn/0000-0002-0000-0002;
PD JUN 8
PY 2004
DI 10.1000/x
PM 123
ER

PT J
AU Solo, H
ER

EF
"""


def test_web_of_science_plain_text() -> None:
    """Full names, affiliations by name, addresses by fit, ORCIDs, dates with the month's name."""
    found = read(WOS, "savedrecs.txt")
    assert names(found) == ["Osei-Tutu, Amara", "Lindqvist, Bjorn", "Solo, H"]
    assert contacts(found)[0].organisation == "Example Univ, Leeds, England"
    assert [one.keys[0] for one in contacts(found)][1] == "orcid:0000-0002-0000-0002"
    (event,) = events(found)
    assert (event.when, event.what, event.id, event.line) == (
        "2004-06-08",
        "Handover delays in hospitals",
        "doi:10.1000/x",
        3,
    )
    assert reasons(found) == [_papers.GROUP]


@pytest.mark.parametrize(
    "text", ["PMID- 1\nTI  - x\n", "<p>\nTY  - JOUR\n", "From: a@b.example\n\nTY  - JOUR\n", ""]
)
def test_other_files_are_not_claimed(text: str) -> None:
    """Other citations, pages and mails are for others."""
    assert not citations.claims(Source.of_text(text))


SCOPUS = (
    "Authors,Author full names,Author(s) ID,Title,Year,Source title,DOI,Authors with affiliations,"
    "PubMed ID,EID\n"
)


def test_the_table_of_scopus() -> None:
    """Full names without Scopus' numbers, and to each author the address that is theirs."""
    found = read(
        f"\ufeff{SCOPUS}"
        'Osei-Tutu A.; Lindqvist B.-O.,"Osei-Tutu, Amara (571); Lindqvist, Björn-Olof (572)",571;'
        ' 572,Handover delays,2024,J Ex,10.1000/X,"Osei-Tutu A., Ward of Hearts, Leeds; Lindqvist'
        ' B.-O., Example Institute, Solna",9001,2-s2.0-1\n',
        "scopus.csv",
    )
    assert [(one.name, one.organisation) for one in contacts(found)] == [
        ("Osei-Tutu, Amara", "Ward of Hearts, Leeds"),
        ("Lindqvist, Björn-Olof", "Example Institute, Solna"),
    ]
    assert [(one.when, one.what, one.id) for one in events(found)] == [
        ("2024", "Handover delays", "doi:10.1000/x")
    ]


def test_older_tables_of_scopus_have_commas_between_authors() -> None:
    """Without full names the short ones count; who is not named is nobody."""
    columns = SCOPUS.replace("Author full names,", "")
    found = read(
        f'{columns}"Roe J., Okafor B.K.",1; 2,Rounds,2019,J Ex,,'
        '"Roe, J., Leeds; Okafor, B.K., Pune",,1\n'
        "[No author name available],,Editorial,2019,J Ex,,,,2\n",
        "scopus.csv",
    )
    assert [(one.name, one.organisation) for one in contacts(found)] == [
        ("Roe J.", "Leeds"),
        ("Okafor B.K.", "Pune"),
    ]
    assert reasons(found) == [_papers.NO_AUTHORS]


def test_the_tables_of_embase_and_of_ieee() -> None:
    """Embase parts its authors by commas and dates in the source; IEEE says where each one is."""
    found = read(
        "Title,Original Title,Author Names,Correspondence Address,Editors,Source\n"
        'Rounds,,"Roe J., Okafor B.K.","J. Roe, Leeds",,J Ex (2004) 1:2. Date of Publication:'
        " 25 Aug 2004\n",
        "embase.csv",
    )
    assert names(found) == ["Roe J.", "Okafor B.K."]
    assert [one.when for one in events(found)] == ["2004-08-25"]
    found = read(
        '"Document Title","Authors","Author Affiliations","Publication Title","Publication Year"\n'
        '"Rounds","J. Roe; B. Okafor","Leeds Ward; Pune Ward","J Ex","2021"\n',
        "export.csv",
    )
    told = [(one.name, one.organisation) for one in contacts(found)]
    assert told == [("J. Roe", "Leeds Ward"), ("B. Okafor", "Pune Ward")]


def test_a_file_that_lost_its_first_line() -> None:
    """It is RIS by its authors and the end of its record."""
    found = read("\ufeff\nT1  - Rounds\nAU  - Roe, Jane\nA1  - Okafor, Ben\nPY  - 2001\nER  -\n  ")
    assert sorted(names(found)) == ["Okafor, Ben", "Roe, Jane"]
    assert not citations.claims(Source.of_text("T1  - Rounds\nAU  - Roe, Jane\n"))


def test_cochrane_writes_more_spaces() -> None:
    """And lines about the record before each."""
    found = read(
        "Record #3 of 18\nProvider: Example\n\nTY  -  JOUR\nAU  -  Roe, J\nAU  -  Li, X\n"
        "TI  -  Rounds\nPY  -  2011\nER  -  \n\n\nRecord #4 of 18\n"
    )
    assert names(found) == ["Roe, J", "Li, X"]
    assert [(one.when, one.what) for one in events(found)] == [("2011", "Rounds")]


def test_openalex_writes_affiliations_after_each_author() -> None:
    """In C1, which holds something else where it does not stand after several authors."""
    text = (
        "TY  - JOUR\nAU  - Roe, Jane\nC1  - Leeds Ward\nC1  - Pune Ward\nAU  - Li, X\n"
        "AU  - Berg, Eva\nC1  - {}\nER  - \n"
    )
    told = [(one.name, one.organisation) for one in contacts(read(text.format("Solna Ward")))]
    assert told == [("Roe, Jane", "Leeds Ward"), ("Li, X", ""), ("Berg, Eva", "Solna Ward")]
    found = read("TY  - JOUR\nAU  - Roe, Jane\nAU  - Li, X\nC1  - Full date: 2016\nER  - \n")
    assert [one.organisation for one in contacts(found)] == ["", ""]


def test_marks_beside_a_name_are_no_part_of_it() -> None:
    """ERIC marks editors among the authors, Mendeley that a first name is missing."""
    found = read(
        "TY  - JOUR\nAU  - Roe, Jane, Ed\nAU  - van den Berg, null\nAU  - Li, X\n"
        "L3  - 10.1000/x\nER  - \n"
    )
    assert names(found) == ["van den Berg", "Li, X"]
    assert reasons(found) == [_papers.EDITOR]
    assert [one.id for one in events(found)] == ["doi:10.1000/x"]


def test_initials_alone_are_nobody() -> None:
    """A program that parts names at spaces tears them from a family name of two words."""
    found = read("TY  - JOUR\nA1  - Roe J A\nA1  - Dos Santos\nA1  - H B\nA1  - Li X\nER  - \n")
    assert names(found) == ["Roe J A", "Dos Santos, H B", "Li X"]


ENDNOTE = """<?xml version="1.0" encoding="UTF-8"?>
<xml>
 <records>
  <record><database name="a.enl" path="a">a.enl</database><ref-type name="Book">6</ref-type>
   <contributors>
    <authors>
     <author><style face="normal">
       Roe,
       J. A.</style></author>
     <author>Okafor, Ben</author><author>HANDOVER Study Group,</author>
    </authors>
    <secondary-authors><author>Berg, Eva</author></secondary-authors>
   </contributors>
   <auth-address>Example Ward, Leeds</auth-address>
   <titles><title><style>On </style><style face="italic">rounds</style></title></titles>
   <dates><year><style>2015</style></year><pub-dates><date>Mar 3</date></pub-dates></dates>
   <electronic-resource-num>10.1000/x</electronic-resource-num>
  </record>
"""


def test_endnote_xml() -> None:
    """Text in pieces of several styles; the one address is nobody's in particular."""
    text = f"{ENDNOTE}</records></xml>"
    assert detect(Source.of_text(text, "a.xml")).name == "citations"
    found = read(text, "a.xml")
    assert [(one.name, one.organisation) for one in contacts(found)] == [
        ("Roe, J. A.", ""),
        ("Okafor, Ben", ""),
    ]
    assert [(one.when, one.what, one.id) for one in events(found)] == [
        ("2015-03-03", "On rounds", "doi:10.1000/x")
    ]
    assert reasons(found) == [_papers.EDITOR, _papers.GROUP]


def test_endnote_xml_that_breaks_off_gives_what_stands_before() -> None:
    """The error comes after the records that are whole."""
    told: list[Record] = []
    with pytest.raises(ReadError, match="breaks off"):
        told.extend(citations.read(Source.of_text(f"{ENDNOTE}<record>", "a.xml")))
    assert names(told) == ["Roe, J. A.", "Okafor, Ben"]


def test_endnote_tags() -> None:
    """What "Export citation: EndNote" gives; an editor is no author."""
    found = read(
        "%0 Journal Article\n%T Rounds\n%A Roe, Jane\n%A Okafor, Ben\n%D 2021\n"
        "%8 September 1, 2021\n%R 10.1000/x\n\n\n%T Notes\n%0 Book Section\n%A Roe, Jane\n"
        "%A Berg, Eva\n%E Lindqvist, Bo\n%D 2019\n",
        "a.enw",
    )
    assert names(found) == ["Roe, Jane", "Okafor, Ben", "Roe, Jane", "Berg, Eva"]
    assert [(one.when, one.what, one.line) for one in events(found)] == [
        ("2021-09-01", "Rounds", 2),
        ("2019", "Notes", 10),
    ]
    assert reasons(found) == [_papers.EDITOR]
    assert not citations.claims(Source.of_text("% a comment of TeX\n%A Roe\n"))


def test_web_of_science_with_all_authors_on_one_line() -> None:
    """Some programs part them by semicolons instead of writing each on a line."""
    found = read("FN ISI\nVR 1.0\nPT J\nAU Roe, Jane; Okafor, Ben\nTI Rounds\nPY 2006\nER\nEF\n")
    assert names(found) == ["Roe, Jane", "Okafor, Ben"]


def test_ris_with_a_number_of_pubmed_is_ris() -> None:
    """A line "PMID - …" within a record of RIS makes no export of PubMed of it, and is nobody."""
    text = "TY  - JOUR\nAU  - Osei-Tutu, Amara\nAU  - Roe, Jane\nPMID - 90000001\nER  - \n"
    assert detect(Source.of_text(text, "a.ris")).name == "citations"
    assert [one.name for one in contacts(read(text))] == ["Osei-Tutu, Amara", "Roe, Jane"]


@pytest.mark.property
@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from([*WOS.splitlines(), "TY  - JOUR", "AU  - A, B; C", "ER  - ", "&"])))
def test_any_lines_give_records(lines: list[str]) -> None:
    """Whatever the order of lines, each event joins different keys, each of a contact."""
    for start in ("TY  - JOUR\n", "FN x\nVR 1.0\n"):
        found = read(start + "\n".join(lines))
        known = {one for contact in contacts(found) for one in contact.keys}
        for event in events(found):
            assert len(set(event.people)) == len(event.people) > 1
            assert set(event.people) <= known


@pytest.mark.property
@settings(deadline=None, max_examples=50)
@given(st.binary())
def test_any_bytes_give_records(data: bytes) -> None:
    """No input makes the reader fail."""
    for start in (b"TY  - JOUR\nAU  - ", b"FN x\nVR 1.0\nPT J\nAU "):
        source = Source.of_text(start + data)
        if citations.claims(source):
            list(citations.read(source))


@pytest.mark.shared
def test_real_samples_are_read() -> None:
    """Every sample of RIS is claimed, and gives the records it has."""
    papers = {}
    for source in sources([shared("samples/publications/rispy")]):
        assert isinstance(source, Source)
        assert citations.claims(source)
        found = list(citations.read(source))
        papers[source.name] = (len(contacts(found)), len(events(found)))
    assert papers["example_full.ris"] == (4, 2)
    assert papers["example_wos.ris"] == (13, 2)
    assert papers["example_utf_chars.ris"] == (5, 1)
    assert papers["example_bom.ris"] == (0, 0)
