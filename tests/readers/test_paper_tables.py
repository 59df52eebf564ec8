"""Tables of papers in the ways programs write them. All people and papers are invented."""

import pytest

from netgraph.readers import _papers, citations, detect
from netgraph.readers._opening import Source
from netgraph.records import Record
from tests.readers.told import contacts, events, names, reasons


def read(text: str, path: str = "papers.csv") -> list[Record]:
    source = Source.of_text(text, path)
    assert detect(source).name == "citations"
    return list(citations.read(source))


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Roe, Jane; Okafor, Ben; ", ["Roe, Jane", "Okafor, Ben"]),
        ("['Roe, Jane', \"O'Neil, Ben\"]", ["Roe, Jane", "O'Neil, Ben"]),
        ("Jane Roe|Ben Okafor", ["Jane Roe", "Ben Okafor"]),
        ("Roe, Jane and Okafor, Ben", ["Roe, Jane", "Okafor, Ben"]),
        ("Roe, J. L., Berg, E., & Okafor, B. K.", ["Roe, J. L.", "Berg, E.", "Okafor, B. K."]),
        ("Roe J., Okafor B.K.", ["Roe J.", "Okafor B.K."]),
        ("J Roe, B Okafor", ["J Roe", "B Okafor"]),
        ("Roe J, Okafor BK", ["Roe J", "Okafor BK"]),
        ("Jane Roe, Ben Okafor and Eva Berg", ["Jane Roe", "Ben Okafor", "Eva Berg"]),
        ("Roe, Jane, Okafor, Ben", ["Roe, Jane", "Okafor, Ben"]),
        ("Roe, Jane, Jr.", ["Roe, Jane Jr."]),
        ("van den Berg, Jan Willem", ["van den Berg, Jan Willem"]),
        ("Roe, J.\n and Li, X.\n and WARD Study Group\n", ["Roe, J.", "Li, X."]),
        ("van den Berg,null;Roe,Jane B.", ["van den Berg", "Roe,Jane B."]),
        ("nan", []),
        ("[]", []),
    ],
)
def test_authors_are_parted_in_many_ways(cell: str, people: list[str]) -> None:
    """Semicolons, lists of Python, bars, "and", commas; a comma within a name parts nothing."""
    quoted = cell.replace('"', '""')
    found = read(f'authors,title,abstract,doi,year\n"{quoted}",Rounds,We went.,10.1000/x,2021\n')
    assert names(found) == people


def test_all_rows_are_parted_as_some_show() -> None:
    """A name with a comma is one where other rows have semicolons; no group is cut at "and"."""
    found = read('Author,Title,Year\n"van den Berg, Jan Willem",A,2020\n"Roe, J; Li, X",B,2021\n')
    assert names(found) == ["van den Berg, Jan Willem", "Roe, J", "Li, X"]
    found = read(
        'Author,Title,Year\n"Roe, J and Li, X",A,2020\nCenters for Care and Prevention,B,2021\n'
    )
    assert names(found) == ["Roe, J", "Li, X"]
    assert _papers.GROUP in reasons(found)


def test_a_list_that_was_cut_short() -> None:
    """Dots for those left out are counted and are nobody."""
    found = read('Cites,Authors,Title,Year\n3,"J Roe, B Okafor, ...",Rounds,2021\n')
    assert names(found) == ["J Roe", "B Okafor"]
    assert reasons(found) == [_papers.NOBODY]


def test_the_table_of_asreview() -> None:
    """First authors, editors apart, years with slashes; the title may be missing."""
    found = read(
        "abstract ;first_authors;title;publication_year;secondary_authors\n"
        "We went.;['Roe, Jane', 'Okafor, Ben'];Rounds;2014//;['Berg, Eva']\n"
    )
    assert names(found) == ["Roe, Jane", "Okafor, Ben"]
    assert [(one.when, one.what) for one in events(found)] == [("2014", "Rounds")]
    assert reasons(found) == [_papers.EDITOR]
    found = read("abstract,authors,publication_year\nWe went.,\"['Roe, J', 'Li, X']\",2014//\n")
    assert names(found) == ["Roe, J", "Li, X"]


def test_the_table_of_zotero() -> None:
    """The day of publication, not the day it was added."""
    found = read(
        '"Key","Item Type","Publication Year","Author","Title","DOI","Date","Date Added","Editor"\n'
        '"K1","bookSection","2021","Roe, Jane; Okafor, Ben","Rounds","10.1000/x","2021-03-04",'
        '"2024-01-01 10:00:00","Berg, Eva; Lindqvist, Bo"\n'
    )
    assert [(one.when, one.id) for one in events(found)] == [("2021-03-04", "doi:10.1000/x")]
    assert reasons(found) == [_papers.EDITOR] * 2


@pytest.mark.parametrize(
    ("cell", "people"),
    [
        ("Jane RoeBen Okafor", ["Jane Roe", "Ben Okafor"]),
        (
            "Karin L RoeXiaolong (Luke) LiJürgen Öz",
            ["Karin L Roe", "Xiaolong (Luke) Li", "Jürgen Öz"],
        ),
        ("J. R. RoeB. Okafor", ["J. R. Roe", "B. Okafor"]),
        ("Ann McRoeBen Roe Jr.Eva Berg", ["Ann McRoe", "Ben Roe Jr.", "Eva Berg"]),
        ("Quoc LeJane LeRoeEva De Berg", ["Quoc Le", "Jane LeRoe", "Eva De Berg"]),
        ("McKenzie RoeDeAndre Berg", ["McKenzie Roe", "DeAndre Berg"]),
        ("Jan van den Berg", ["Jan van den Berg"]),
        ("", []),
    ],
)
def test_springer_writes_authors_without_anything_between(cell: str, people: list[str]) -> None:
    """A capital in a word begins a name, unless one of the two would be a single word."""
    found = read(
        "Item Title,Publication Title,Item DOI,Authors,Publication Year,URL,Content Type\n"
        f'Rounds,J Ex,10.1000/x,"{cell}",2021,,Article\n'
    )
    assert names(found) == people


def test_the_table_of_dimensions_has_a_line_before_and_pubmed_numbers() -> None:
    """It is no table of PubMed, though it has such a column; a number may look like 9.0."""
    found = read(
        '"About the data: exported for Jane"\nRank,DOI,PMID,Title,Authors,PubYear\n'
        '1,,9.0,Rounds,"Roe, Jane; Okafor, Ben",2021\n'
    )
    assert names(found) == ["Roe, Jane", "Okafor, Ben"]
    assert [one.id for one in events(found)] == ["pmid:9"]


def test_the_tables_of_openalex() -> None:
    """Bars between authors; the older one calls the title a display name."""
    found = read(
        "id,doi,display_name,authorships.author.display_name,authorships.author.id,"
        "authorships.author.orcid,publication_year\n"
        "https://openalex.org/W1,https://doi.org/10.1000/x,Rounds,Jane Roe|Ben Okafor,"
        "https://openalex.org/A1|https://openalex.org/A2,https://orcid.org/0000-0002-0000-0001,2023\n"
    )
    assert [(one.name, one.keys[0]) for one in contacts(found)] == [
        ("Jane Roe", "openalex:A1"),
        ("Ben Okafor", "openalex:A2"),
    ]
    assert [(one.what, one.id) for one in events(found)] == [("Rounds", "doi:10.1000/x")]


def test_the_newer_table_of_embase() -> None:
    """The query stands before it; addresses name their authors; the day has its own column."""
    found = read(
        '"SEARCH QUERY","ward:ti"\n-------------\n\n'
        '"Title","Author Names","Author Addresses","Source","Publication Year",'
        '"Date of Publication","Medline PMID","DOI"\n'
        '"Rounds","Roe J., Li X.","(Roe J., j.roe@ward.example; Li X.) Leeds Ward. , (Li X.) Pune'
        ' Ward.","J Ex (2024) 1:1","2024","21 Jun 2024",9001,\n'
    )
    assert [(one.name, one.organisation) for one in contacts(found)] == [
        ("Roe J.", "Leeds Ward"),
        ("Li X.", "Leeds Ward"),
    ]
    assert contacts(found)[0].keys[0] == "email:j.roe@ward.example"
    assert [(one.when, one.id) for one in events(found)] == [("2024-06-21", "pmid:9001")]


@pytest.mark.parametrize(
    ("number", "shown"), [("PUBMED 9001", "pmid:9001"), ("0", ""), ("9001.0", "pmid:9001")]
)
def test_numbers_of_pubmed_in_every_form(number: str, shown: str) -> None:
    """Cochrane writes a word before, Abstrackr a zero for none, and pandas a decimal."""
    found = read(f'PubMed ID,Author(s),Title,Abstract\n{number},"Roe, J; Li, X",Rounds,We went.\n')
    assert [one.id for one in events(found)] == [shown]


def test_the_tables_of_cinahl_and_of_citavi() -> None:
    """Dates as formulas of Excel give their year; blanks in empty cells are no editors."""
    found = read(
        "Article Title,Author,Journal Title,ISSN,Publication Date,DOI\n"
        '"Rounds","Roe, J; Li, X","J Ex",="19326203",="4/3/2024","10.1000/x"\n'
    )
    assert [(one.when, one.what) for one in events(found)] == [("2024", "Rounds")]
    found = read(
        "Authors, Primary\tTitle Primary\tPeriodical Full\tPub Year\tAuthors, Secondary\n"
        "Roe,Jane;Li,X.\tRounds\tJ Ex\t2014\t \n"
    )
    assert names(found) == ["Roe,Jane", "Li,X."]
    assert reasons(found) == []


def test_ieee_writes_na_where_no_affiliation_is_known() -> None:
    """It is no organisation."""
    found = read(
        '"Document Title",Authors,"Author Affiliations","Publication_Year"\n'
        'Rounds,"J. Roe; B. Okafor","NA; Pune Ward",2021\n'
    )
    assert [one.organisation for one in contacts(found)] == ["", "Pune Ward"]


WOS_TAGS = "PT\tAU\tAF\tCA\tBE\tTI\tSO\tC1\tOI\tPD\tPY\tDI\tPM"
WOS_NAMES = (
    "Publication Type\tAuthors\tAuthor Full Names\tGroup Authors\tBook Editors\tArticle Title\t"
    "Source Title\tAddresses\tORCIDs\tPublication Date\tPublication Year\tDOI\tPubmed Id"
)


@pytest.mark.parametrize("header", [WOS_TAGS, WOS_NAMES])
def test_the_table_of_web_of_science(header: str) -> None:
    """Tags or names as columns: each author's own affiliation and ORCID."""
    found = read(
        f"\ufeff{header}\nJ\tRoe, J; Okafor, B\tRoe, Jane; Okafor, Ben\tWARD Grp\tBerg, E; Li, X\t"
        "Rounds\tJ EX\t[Roe, Jane; Okafor, Ben] Example Univ, Leeds; [Okafor, Ben] Pune Inst\t"
        "Okafor, Ben/0000-0002-0000-0002\tJUN 8\t2004\t10.1000/x\t9\n",
        "savedrecs.txt",
    )
    told = [(one.name, one.organisation) for one in contacts(found)]
    assert told == [("Roe, Jane", "Example Univ, Leeds"), ("Okafor, Ben", "Example Univ, Leeds")]
    assert contacts(found)[1].keys[0] == "orcid:0000-0002-0000-0002"
    assert [(one.when, one.id) for one in events(found)] == [("2004-06-08", "doi:10.1000/x")]
    assert reasons(found) == [_papers.GROUP, _papers.EDITOR, _papers.EDITOR]


@pytest.mark.parametrize(
    "text",
    [
        "Book Id,Title,Author,My Rating,Year Published,Date Read\n1,Dunes,J Roe,5,1965,x\n",
        "title,abstract,doi\nRounds,We went.,10.1000/x\n",
        "Name,Title,Year\nJane Roe,Nurse,2021\n",
    ],
)
def test_other_tables_are_not_claimed(text: str) -> None:
    """Books that were read, papers without a word on authors, people with titles."""
    assert not citations.claims(Source.of_text(text, "a.csv"))
