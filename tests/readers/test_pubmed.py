"""PubMed: MEDLINE text, XML, CSV. All people, papers and addresses are invented."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import _medline, _papers, pubmed
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Note, Record, Skipped
from tests.conftest import shared
from tests.readers.told import contacts, events, names, reasons

PAPER = """
PMID- 90000001
OWN - NLM
DP  - 2024 May
TI  - Handover delays in two
      district hospitals.
LID - 10.1000/X.1 [doi]
AB  - Background: FAU - is not a field here.
FAU - Osei-Tutu, Amara
AU  - Osei-Tutu A
AUID- ORCID: 0000-0002-0000-0001
AD  - St. Hilda's Hospital, Leeds, UK (A.O.-T.). Electronic address: a.osei@example.org.
AD  - Second Clinic, Leeds, UK.
FAU - Lindqvist, Björn
AU  - Lindqvist B
AD  - Karolinska Example Institute,
      Stockholm, Sweden.
CN  - HANDOVER Study Group
AD  - Group Address, Nowhere.
FIR - Okafor, Ben
IR  - Okafor B
SO  - J Ex. 2024 May;1(2):3-9.
"""


def read(text: str | bytes, path: str = "a.nbib") -> list[Record]:
    source = Source.of_text(text, path)
    assert pubmed.claims(source)
    return list(pubmed.read(source))


def test_position_links_author_orcid_and_affiliation() -> None:
    """What stands after an author is that author's, and nobody else's."""
    amara, bjorn = contacts(read(PAPER))
    assert amara == Contact(
        (
            "orcid:0000-0002-0000-0001",
            "email:a.osei@example.org",
            "name:Osei-Tutu, Amara|a.nbib#90000001",
        ),
        "Osei-Tutu, Amara",
        "St. Hilda's Hospital, Leeds, UK",
        file="a.nbib",
        line=2,
    )
    assert bjorn.keys == ("name:Lindqvist, Björn|a.nbib#90000001",)
    assert bjorn.organisation == "Karolinska Example Institute, Stockholm, Sweden"


def test_a_paper_is_one_event_with_its_authors_in_order() -> None:
    """One paper is one event: authors by their strongest key, date as precise as given, DOI."""
    assert events(read(PAPER)) == [
        Event(
            "coauthor",
            ("orcid:0000-0002-0000-0001", "name:Lindqvist, Björn|a.nbib#90000001"),
            "2024-05",
            "Handover delays in two district hospitals",
            "a.nbib",
            2,
            id="doi:10.1000/x.1",
        )
    ]


@pytest.mark.parametrize(
    ("written", "when"),
    [
        ("DP  - 2018 Apr", "2018-04"),
        ("DP  - 2019 Jan-Feb", "2019-01"),
        ("DP  - 2009", "2009"),
        ("DP  - 2018 Spring", "2018"),
        ("DP  - 2018 Dec-2019 Jan", "2018-12"),
        ("DP  - 1998 Dec 30", "1998-12-30"),
        ("DEP - 20180227\nDP  - 2018 Apr", "2018-04"),
        ("DEP - 20180227", "2018-02-27"),
        ("EDAT- 2017/07/30 06:00", "2017-07-30"),
    ],
)
def test_g_dates_are_as_precise_as_what_is_written(written: str, when: str) -> None:
    """A month, a pair of months, a season or a year; the day online only where DP is not."""
    text = f"PMID- 7\n{written}\nFAU - Okafor, Ben\nFAU - Roe, Jane\n"
    assert [event.when for event in events(read(text))] == [when]


def test_i_variants_of_a_name_are_told_apart_by_paper_and_joined_by_orcid() -> None:
    """One paper has the ORCID and initials, the next neither: no key but the ORCID leaves it."""
    text = (
        "PMID- 7\nFAU - Okafor, Ben O\nAUID- ORCID: 0000-0002-0000-0001\nFAU - Roe, Jane\n\n"
        "PMID- 8\nFAU - Okafor, Ben\nFAU - Roe, Jane\n"
    )
    assert [one.keys for one in contacts(read(text)) if "Okafor" in one.name] == [
        ("orcid:0000-0002-0000-0001", "name:Okafor, Ben O|a.nbib#7"),
        ("name:Okafor, Ben|a.nbib#8",),
    ]


def test_groups_and_investigators_are_counted_and_not_people() -> None:
    """A study group and its investigators are skips, and what stands after them is theirs."""
    assert reasons(read(PAPER)) == [_papers.GROUP, _papers.INVESTIGATOR]


def test_old_records_have_initials_and_one_affiliation_before_the_authors() -> None:
    """Without FAU the short names count; an affiliation before all authors is the first's."""
    found = read("PMID- 7\nAD  - Leeds. b@example.org\nAU  - Okafor B\nAU  - Lindqvist B\n")
    assert [(one.name, one.organisation) for one in contacts(found)] == [
        ("Okafor B", "Leeds"),
        ("Lindqvist B", ""),
    ]
    assert contacts(found)[0].keys[0] == "email:b@example.org"
    assert events(found)[0].id == "pmid:7"
    assert events(found)[0].when == ""


def test_full_and_short_names_in_blocks_are_the_same_people() -> None:
    """All FAU lines before all AU lines are still one author per pair."""
    found = read("PMID- 7\nFAU - Okafor, Ben\nFAU - Roe, Jane\nAU  - Okafor B\nAU  - Roe J\n")
    assert names(found) == ["Okafor, Ben", "Roe, Jane"]


def test_the_flavour_of_pmc_begins_with_its_own_number() -> None:
    """A record may begin with PMC; a late PMC line begins none."""
    one = "PMC - PMC6{0}\nPMID- 3{0}\nDP  - 2018\nDEP - 20180330\nAU  - Roe J\nAU  - Okafor B\n"
    found = events(
        read(f"{one.format(1)}\n{one.format(2)}\nPMID- 99\nAU  - A B\nAU  - C D\nPMC - PMC9\n")
    )
    assert [(event.id, event.when) for event in found] == [
        ("pmid:31", "2018-03-30"),
        ("pmid:32", "2018-03-30"),
        ("pmid:99", ""),
    ]


def test_records_need_no_blank_line_between_them() -> None:
    """A second PMID begins a record, blank line or not, and blank lines inside one do no harm."""
    found = read("PMID- 1\nAU  - A B\n\nAU  - C D\nPMID- 2\nAU  - E F\nAU  - G H\n")
    assert [len(event.people) for event in events(found)] == [2, 2]


def test_malformed_lines_are_counted_and_lose_no_record() -> None:
    """A line that is no field is a skip with its number; all fields around it are read."""
    found = read("PMID- 1\nAU  - A B\n<b>oops\nAU  - C D\n\nPMID:2\n\nPMID- 3\nAU- E F\nAU  -G H\n")
    assert [(one.line, one.reason) for one in found if isinstance(one, Skipped)] == [
        (3, "not a line of a PubMed record"),
        (6, "not a line of a PubMed record"),
    ]
    assert [event.id for event in events(found)] == ["pmid:1", "pmid:3"]


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("0000-0002-0000-0001", "orcid:0000-0002-0000-0001"),
        ("ORCID: 000000020000000X", "orcid:0000-0002-0000-000X"),
        ("ORCID: https://orcid.org/0000-0002-0000-0001", "orcid:0000-0002-0000-0001"),
        ("http://orcid.org/0000-0002-0000-0001", "orcid:0000-0002-0000-0001"),
        ("ISNI: 0000000200000001", "name:Roe, Jane|a.nbib#1"),
        ("ORCID: none", "name:Roe, Jane|a.nbib#1"),
    ],
)
def test_orcid_in_its_spellings(written: str, key: str) -> None:
    """ORCIDs are read in every spelling; other schemes with sixteen digits are not ORCIDs."""
    assert contacts(read(f"PMID- 1\nFAU - Roe, Jane\nAUID- {written}\n"))[0].keys[0] == key


def test_equal_names_in_one_paper_are_two_people() -> None:
    """Two authors of one name have different keys."""
    first, second = contacts(read("PMID- 1\nFAU - Zhang, Wei\nFAU - Zhang, Wei\n"))
    assert first.keys == ("name:Zhang, Wei|a.nbib#1/1",)
    assert second.keys == ("name:Zhang, Wei|a.nbib#1/2",)


def test_a_key_that_two_authors_share_identifies_neither() -> None:
    """One ORCID at two authors is a slip of the publisher."""
    orcid = "AUID- 0000-0002-0000-0001\n"
    found = read(f"PMID- 1\nFAU - Roe, Jane\n{orcid}FAU - Doe, John\n{orcid}")
    assert events(found)[0].people == ("name:Roe, Jane|a.nbib#1", "name:Doe, John|a.nbib#1")


@pytest.mark.parametrize(
    ("texts", "owner"),
    [
        (["Leeds. xy1@example.org", "Kumasi."], 0),
        (["Leeds. b.okafor@example.org", "Leeds. b.okafor@example.org"], 1),
        (["Leeds. office@example.org", "Leeds. office@example.org"], None),
        (["Leeds. okafor@example.org", "Kumasi."], None),
        (["Leeds. x1@example.org, x2@example.org", "Kumasi."], None),
        (["Leeds. roe@example.org, x2@example.org", "Kumasi."], 0),
    ],
)
def test_an_address_is_only_plausibly_somebodys(texts: list[str], owner: int | None) -> None:
    """An address counts for the author it stands alone at, or alone fits; else for nobody."""
    authors = zip(("Roe, Jane", "Okafor, Ben"), texts, strict=True)
    found = read("PMID- 1\n" + "".join(f"FAU - {name}\nAD  - {text}\n" for name, text in authors))
    having = [i for i, one in enumerate(contacts(found)) if one.keys[0].startswith("email:")]
    assert having == ([] if owner is None else [owner])


def test_affiliations_are_cleaned_of_what_is_pasted_in_front() -> None:
    """Ids of institutions are not part of their name."""
    text = "0000 0000 9939 5719grid.1029.aExample University, Leeds"
    assert contacts(read(f"PMID- 1\nAU  - A B\nAD  - {text}\n"))[0].organisation == (
        "Example University, Leeds"
    )


def test_huge_fields_are_read_in_no_time_and_kept_short() -> None:
    """A megabyte of spaces or letters in an affiliation does no harm."""
    for filling in (" ", "a.", "("):
        text = f"x{filling * 500_000} a@example.org"
        (one,) = contacts(read(f"PMID- 1\nAU  - A B\nAD  - {text}\n"))
        assert len(one.organisation) <= 1000


def test_the_same_paper_twice_in_one_file_counts_once() -> None:
    """A second copy is a counted skip; another paper with the same DOI is not lost."""
    other = PAPER.replace("90000001", "2").replace("Lindqvist", "Berg")
    found = read(PAPER + PAPER + other)
    assert reasons(found).count(_papers.AGAIN) == 1
    assert [event.id for event in events(found)] == ["doi:10.1000/x.1", ""]


def test_papers_of_one_author_show_a_person_and_no_tie() -> None:
    """They give a contact and a note; papers of none a skip."""
    found = read("PMID- 1\nAU  - Roe J\n\nPMID- 2\nTI  - Nobody wrote this.\n")
    assert names(found) == ["Roe J"]
    assert not events(found)
    assert reasons(found) == [_papers.NO_AUTHORS]
    assert [one.text for one in found if isinstance(one, Note)] == [
        "papers of a single author, who show no tie: 1."
    ]


def test_a_long_list_of_authors_stays_one_event() -> None:
    """Hyper-authored papers are one event; their ties are weighted later."""
    found = read("PMID- 1\n" + "".join(f"AU  - Author{i} A\n" for i in range(3000)))
    assert [len(event.people) for event in events(found)] == [3000]


def test_a_title_is_cut_between_words() -> None:
    """No title is longer than about 120 characters."""
    found = read("PMID- 1\nTI  - " + "delay " * 100 + "\nAU  - A B\nAU  - C D\n")
    assert events(found)[0].what == " ".join(["delay"] * 20) + " …"


ARTICLE = """<PubmedArticle><MedlineCitation><PMID Version="1">{0}</PMID><Article>
<Journal><JournalIssue><PubDate><Year>2024</Year><Month>May</Month></PubDate></JournalIssue></Journal>
<ArticleTitle>Delays at <i>handover</i>.</ArticleTitle>
<AuthorList><Author ValidYN="Y"><LastName>Osei-Tutu</LastName><ForeName>Amara</ForeName>
<Initials>A</Initials><Suffix>Jr</Suffix>
<Identifier Source="ORCID">https://orcid.org/0000-0002-0000-0001</Identifier>
<AffiliationInfo><Affiliation>St. Hilda's Hospital.</Affiliation></AffiliationInfo>
<AffiliationInfo><Affiliation>Other.</Affiliation></AffiliationInfo></Author>
<Author><LastName>Lindqvist</LastName><Initials>B</Initials></Author>
<Author ValidYN="N"><LastName>Lindquist</LastName></Author>
<Author><CollectiveName>HANDOVER Study Group</CollectiveName></Author></AuthorList>
<ArticleDate><Year>2024</Year><Month>05</Month><Day>02</Day></ArticleDate></Article>
<InvestigatorList><Investigator><LastName>Okafor</LastName></Investigator></InvestigatorList>
</MedlineCitation><PubmedData><ArticleIdList>
<ArticleId IdType="doi">10.1000/x.{0}</ArticleId></ArticleIdList>
<ReferenceList><Reference><ArticleIdList><ArticleId IdType="doi">10.1000/other</ArticleId>
</ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>
"""
DOCTYPE = (
    '<?xml version="1.0" ?>\n<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD"'
    ' "https://dtd.example/x.dtd">\n'
)


def in_set(*articles: str) -> str:
    return DOCTYPE + "<PubmedArticleSet>\n" + "".join(articles) + "</PubmedArticleSet>"


def test_xml_gives_what_medline_gives() -> None:
    """Names, ORCID, first affiliation, the more precise date, the paper's own DOI."""
    found = read(in_set(ARTICLE.format(1)), "a.xml")
    assert [(one.name, one.organisation, one.line) for one in contacts(found)] == [
        ("Osei-Tutu, Amara Jr", "St. Hilda's Hospital", 4),
        ("Lindqvist, B", "", 4),
    ]
    assert events(found) == [
        Event(
            "coauthor",
            ("orcid:0000-0002-0000-0001", "name:Lindqvist, B|a.xml#1"),
            "2024-05-02",
            "Delays at handover",
            "a.xml",
            4,
            id="doi:10.1000/x.1",
        )
    ]
    assert reasons(found) == [
        _papers.INVESTIGATOR,
        "an author's name in a spelling that PubMed has corrected",
        _papers.GROUP,
    ]


def test_bare_articles_and_files_pasted_together_are_read() -> None:
    """No declaration, no set around it, several declarations in one file: all the same."""
    assert len(events(read(ARTICLE.format(1), "a.xml"))) == 1
    assert len(events(read(in_set(ARTICLE.format(1)) + in_set(ARTICLE.format(2)), "a.xml"))) == 2


@pytest.mark.parametrize("broken", ["<LastName>A & B</LastName>", "</Article>", "&unknown;"])
def test_a_broken_article_costs_no_other(broken: str) -> None:
    """It is a skip with its line, and the articles before and after it are read."""
    bad = ARTICLE.format(2).replace("<Initials>A</Initials>", broken)
    found = read(in_set(ARTICLE.format(1), bad, ARTICLE.format(3)), "a.xml")
    assert [event.id for event in events(found)] == ["doi:10.1000/x.1", "doi:10.1000/x.3"]
    assert "not a whole record of PubMed XML" in reasons(found)


@pytest.mark.parametrize("cut", [100, 500, 1200])
def test_half_an_article_is_a_skip(cut: int) -> None:
    """A file that breaks off keeps the whole articles."""
    for text in (
        in_set(ARTICLE.format(1), ARTICLE.format(2)[:cut]),
        in_set(ARTICLE.format(2)[:cut], ARTICLE.format(1)),
    ):
        found = read(text, "a.xml")
        assert len(events(found)) == 1
        assert reasons(found).count("not a whole record of PubMed XML") == 1


def test_entities_are_refused() -> None:
    """A file that defines entities is an error, before anything grows."""
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    with pytest.raises(ReadError, match="entities"):
        read(bomb + f"<PubmedArticleSet>{ARTICLE.format('&b;')}</PubmedArticleSet>", "a.xml")


def test_chapters_of_books_are_papers() -> None:
    """PubmedBookArticle: the chapter's authors, not the editors of the book."""
    found = read(
        "<PubmedBookArticle><BookDocument><PMID>5</PMID><Book><PubDate><Year>2020</Year></PubDate>"
        '<AuthorList Type="editors"><Author><LastName>Boss</LastName></Author></AuthorList></Book>'
        "<ArticleTitle>A chapter</ArticleTitle><AuthorList><Author><LastName>Roe</LastName>"
        "<ForeName>J</ForeName></Author><Author><LastName>Doe</LastName></Author></AuthorList>"
        "</BookDocument></PubmedBookArticle>",
        "b.xml",
    )
    assert names(found) == ["Roe, J", "Doe"]
    assert [(event.when, event.what) for event in events(found)] == [("2020", "A chapter")]
    assert reasons(found) == [_papers.EDITOR]


CSV = (
    "\ufeffPMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,"
    "PMCID,NIHMS ID,DOI\n"
)


def test_csv_has_initials_and_no_affiliations() -> None:
    """Names split at commas, the last dot is no name, groups after a semicolon are no people."""
    row = '"9","Delays.","Osei-Tutu A, de Oliveira Filho AS; X Study Group.","J","O","J","2024",'
    found = read(CSV + row + '"2024/05/02","","","10.1000/x"\n', "a.csv")
    assert names(found) == ["Osei-Tutu A", "de Oliveira Filho AS"]
    assert [(event.when, event.id) for event in events(found)] == [("2024-05-02", "doi:10.1000/x")]
    assert reasons(found) == [_papers.GROUP]


def test_csv_rows_without_a_number_are_skips() -> None:
    """A row that is no paper is counted and the next one read."""
    found = read(CSV + 'x,y\n9,T,"A B, C D"\n', "a.csv")
    assert reasons(found) == ["a row without a PubMed number"]
    assert len(events(found)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "TY  - JOUR\nAU  - A\nER  - \n",
        "From: a@example.org\nSubject: x\n\nPMID- 1\n",
        "<html>PMID- 1</html>",
        "nothing",
        "",
    ],
)
def test_other_files_are_not_claimed(text: str) -> None:
    """Only what PubMed writes is claimed."""
    assert not pubmed.claims(Source.of_text(text))


def test_other_encodings_are_read_when_said() -> None:
    """GBK text is read in the encoding the user gives."""
    source = Source.of_text("PMID- 1\nFAU - 王, 伟\nFAU - 李, 娜\n".encode("gbk"), "a.nbib")
    source.given_encoding = "gbk"
    assert names(list(pubmed.read(source))) == ["王, 伟", "李, 娜"]


@pytest.mark.property
@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(st.sampled_from(PAPER.strip().splitlines()[1:])), max_size=4))
def test_quick_and_careful_reading_agree(papers: list[list[str]]) -> None:
    """Fields found at once and line by line give the same papers, in whatever order they stand."""
    text = "\n\n".join(
        "\n".join([f"PMID- {number}", "TI  - x", *lines]) for number, lines in enumerate(papers, 1)
    )
    quick = list(_medline.papers(Source.of_text(text, "a")))
    careful = list(_medline._by_line(text.splitlines(), "a", 1))
    spaced = [
        [" ".join(repr(one).replace(r"\n", " ").split()) for one in each]
        for each in (quick, careful)
    ]
    assert spaced[0] == spaced[1]


@pytest.mark.property
@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from([*PAPER.splitlines(), *ARTICLE.splitlines(), "", "&", "\0"])))
def test_any_lines_give_records(lines: list[str]) -> None:
    """Whatever the order of lines, each event joins different keys, each of a contact."""
    for start in ("PMID- 1\n", "<PubmedArticleSet>\n"):
        found = read(start + "\n".join(lines))
        known = {one for contact in contacts(found) for one in contact.keys}
        for event in events(found):
            assert len(set(event.people)) == len(event.people) > 1
            assert set(event.people) <= known


@pytest.mark.property
@settings(deadline=None, max_examples=60)
@given(st.binary())
def test_any_bytes_give_records_or_a_read_error(data: bytes) -> None:
    """No input makes the reader fail in another way."""
    for start in (b"PMID- 1\nFAU - ", b"<PubmedArticle><PMID>", CSV.encode()):
        source = Source.of_text(start + data, "x")
        if pubmed.claims(source):
            with contextlib.suppress(ReadError):
                list(pubmed.read(source))


@pytest.mark.shared
def test_seventy_five_real_papers() -> None:
    """Counted by other means: 75 papers, two of one author; 770 mentions; all ids kept."""
    (source,) = sources([shared("samples/publications/nbib/pubmed-balloongui-set.nbib")])
    assert isinstance(source, Source)
    found = list(pubmed.read(source))
    assert len(events(found)) == 73
    assert len(contacts(found)) == source.text().count("\nFAU ") == 770
    assert max(len(event.people) for event in events(found)) == 64
    keys = [key for contact in contacts(found) for key in contact.keys]
    assert sum(key.startswith("orcid:") for key in keys) == source.text().count("\nAUID") == 36
    assert len({key for key in keys if key.startswith("email:")}) == 30


def test_nbib_of_others_has_no_number() -> None:
    """ERIC writes .nbib whose records begin with their owner and have no PMID."""
    record = "OWN - ERIC\nTI  - {}\nAU  - Osei-Tutu, Amara\nAU  - Roe, Jane\nDP  - 2000\n"
    found = read(
        "\n\n".join(map(record.format, ("Handover delays on the ward", "Rounds at night")))
    )
    assert [one.what for one in events(found)] == ["Handover delays on the ward", "Rounds at night"]
    assert len(contacts(found)) == 4
