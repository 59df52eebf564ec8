"""BibTeX. All people and papers are invented."""

import logging

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.readers import _papers, _source, bibtex
from netgraph.readers._opening import Source, sources
from netgraph.records import Event, Record, Skipped
from tests.conftest import shared
from tests.readers.told import contacts, events, names, reasons


def read(text: str | bytes, path: str = "a.bib", encoding: str = "") -> list[Record]:
    source = Source.of_text(text, path)
    source.given_encoding = encoding
    assert bibtex.claims(source)
    return list(bibtex.read(source))


def test_titles_with_signs_of_html() -> None:
    """Web of Science writes them so."""
    text = "@article{a, author={Roe, Jane and Doe, John}, title={A ward&apos;s day}}"
    (event,) = events(read(text))
    assert event.what == "A ward's day"


def test_a_value_without_end_is_not_held(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry with a line of many megabytes is counted, and the entries after it are read."""
    monkeypatch.setattr(_source, "LONGEST", 1000)
    source = Source.of_text(
        f"@article{{a, author={{Ann Roe and Ben Doe}}, abstract={{{'x' * 400_000}}}}}\n"
        "@article{b, author={Cyd Roe and Ben Doe}, title={One}}\n"
    )
    found = list(bibtex.read(source))
    assert names(found) == ["Cyd Roe", "Ben Doe"]
    assert [*reasons(found), *reasons(source.skipped)] == [
        "not a whole entry of BibTeX",
        "the line is too long and was cut",
    ]


def test_web_of_science_says_whose_an_orcid_is() -> None:
    """One a line, each with the name; nobody else gets it."""
    found = read(
        "@article{ WOS:1,\nAuthor = {Roe, Jane and Okafor, Ben and Berg, Eva},\n"
        "ORCID-Numbers = {Berg, Eva/0000-0002-0000-0002\n   Roe, Jane/0000-0002-0000-0001\n   },\n}"
    )
    assert [one.keys[0].partition("|")[0] for one in contacts(found)] == [
        "orcid:0000-0002-0000-0001",
        "name:Okafor, Ben",
        "orcid:0000-0002-0000-0002",
    ]


def test_a_paper_in_bibtex() -> None:
    """Accents are decoded, braces mark groups, "others" is nobody, DOI and date are read."""
    found = read(
        "% Encoding: UTF-8\n@string{x = {y}}\n@comment{a, b = c}\n"
        r"@Article{o24, Author={Osei-Tutu, Amara and Bj{\"o}rn Lindqvist and {HANDOVER Group}"
        r" and others}, year=2024, doi={10.1000/X}, month=may, title={The {DNA} of \'Etude \& Co}}"
    )
    assert events(found) == [
        Event(
            "coauthor",
            ("name:Osei-Tutu, Amara|a.bib#4", "name:Björn Lindqvist|a.bib#4"),
            "2024-05",
            "The DNA of Étude & Co",
            "a.bib",
            4,
            id="doi:10.1000/x",
        )
    ]
    assert reasons(found) == [_papers.GROUP, _papers.NOBODY]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (r"{Ko{\v{c}}i, \'{A}gnes and {\O}stby, Ann}", ["Koči, Ágnes", "Østby, Ann"]),
        ('"Roe, Jane and Doe, John"', ["Roe, Jane", "Doe, John"]),
        ('"Roe, Jane" # " and Doe, John"', ["Roe, Jane", "Doe, John"]),
        ("{{Roe, Jane and Doe, John}}", ["Roe, Jane", "Doe, John"]),
        ("{{Roe, Jane} and {Poe}, Ann}", ["Roe, Jane", "Poe, Ann"]),
        ("{Roe, Jane; Doe, John}", ["Roe, Jane", "Doe, John"]),
        ("{Roe, Jane\n   AND Doe, Jr., John}", ["Roe, Jane", "Doe, Jr., John"]),
        ("{{Ministry of Health and Welfare} and World Health Organization}", []),
        (
            r'"Roe, Jane and \v{C}apek, Karel and {\'E}. Roe"',
            ["Roe, Jane", "Čapek, Karel", "É. Roe"],
        ),
        (
            "{family=Roe, given=Jane and family=Berg, given=Jan, prefix=van den, useprefix=true}",
            ["Roe, Jane", "van den Berg, Jan"],
        ),
        ("{Wang, Wei and Wang, Wei}", ["Wang, Wei", "Wang, Wei"]),
        ("{Roe J, van Doe JA, Poe B}", ["Roe J", "van Doe JA", "Poe B"]),
        ('jr # " and " # {Doe, John}', ["Jane Roe", "Doe, John"]),
        (r"{Ren&eacute;e Roe and J{\"u}rgen~M{\"u}ller}", ["Renée Roe", "Jürgen Müller"]),
    ],
)
def test_names_in_their_spellings(written: str, expected: list[str]) -> None:
    """Names are split at "and" outside braces, whatever encloses the field."""
    text = f"@string(jr = {{Jane Roe}})\n@article{{a, author = {written}, year = 2020}}"
    assert names(read(text)) == expected


@pytest.mark.parametrize(
    ("fields", "when"),
    [
        ("year={2020}, month={6}", "2020-06"),
        ("year=2020, month=jun", "2020-06"),
        ("date={2020-05-03/2021}", "2020-05-03"),
        ("year={in press}", ""),
        ("crossref={book}", "2019"),
        ('year=2020, month = jun # "~3"', "2020-06-03"),
        ("year={{2020}}, month={{MAR-APR}}", "2020-03"),
        ("year=2020, month=6, day=3", "2020-06-03"),
    ],
)
def test_dates_in_their_spellings(fields: str, when: str) -> None:
    """Year and month, the date of BibLaTeX, the year of the book a chapter refers to."""
    text = f"@incollection{{a, author={{A, B and C, D}}, {fields}}}\n@book{{book, year=2019}}"
    assert events(read(text))[0].when == when


@pytest.mark.parametrize(
    "field", ["doi={{10.1000/a_b}}", r"doi={10.1000/a\_b}", "url={https://doi.org/10.1000/a_b}"]
)
def test_the_doi_in_its_spellings(field: str) -> None:
    """Braces, escapes and addresses around it make no difference."""
    text = f"@article{{a, author={{A, B and C, D}}, {field}}}"
    assert events(read(text))[0].id == "doi:10.1000/a_b"


@pytest.mark.parametrize(
    "text",
    [
        "@article{k, author = {Roe, Jane and Doe, John}\n year = {2001}\n title = {T}, volume=1}",
        "@article{key 1\n , author = {Roe, Jane AND Doe, John}\n , year = 2001}",
        "Mine @ home:\n@article(k, author = {Roe, Jane & Doe, John}, year = {2001})",
        "@article{k, author = {Roe, Jane and Doe, John, et al.}, year = 2001}",
    ],
)
def test_slips_of_the_hand_cost_nothing(text: str) -> None:
    """A missing comma, a space in the key, text before, & for and, et al. at the end."""
    found = read(text)
    assert names(found) == ["Roe, Jane", "Doe, John"]
    assert [event.when for event in events(found)] == ["2001"]


def test_broken_entries_are_counted_and_lose_no_other() -> None:
    """A brace that is never closed costs one entry; equal keys and equal fields cost none."""
    found = read(
        "@article{k, author={A, B and C, D}}\n@article{bad, author={E, F and G\n year = 2020,\n"
        "@article{k, author={H, I and J, K}}\n@article{l, author={L, M and N, O}, author={P}}\n"
        "@article{m, author={Q, R and S, T}"
    )
    assert [event.people[0] for event in events(found)] == [
        "name:A, B|a.bib#1",
        "name:H, I|a.bib#4",
        "name:L, M|a.bib#5",
    ]
    assert [(one.line, one.reason) for one in found if isinstance(one, Skipped)] == [
        (2, "not a whole entry of BibTeX"),
        (6, "not a whole entry of BibTeX"),
    ]


def test_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """What is left out is counted, not printed by the library."""
    with caplog.at_level(logging.DEBUG):
        read("@article{k, author={A}}\n@article{bad, author={E")
    assert not [one for one in caplog.records if one.levelno >= logging.WARNING]


def test_editors_are_not_authors() -> None:
    """The editors of a book are counted, and no people."""
    found = read("@book{a, editor={Boss, A and Chief, B}, year=2020}")
    assert names(found) == []
    assert reasons(found) == [_papers.EDITOR, _papers.EDITOR, _papers.NO_AUTHORS]


def test_other_encodings_are_read_when_said() -> None:
    """GBK text is read in the encoding the user gives."""
    text = "@article{王2013, author={王伟 and 李娜}}".encode("gbk")
    assert names(read(text, encoding="gbk")) == ["王伟", "李娜"]


def test_old_western_text_is_read() -> None:
    """What is not UTF-8 is cp1252, as programs wrote it long ago."""
    text = "@article{m99, author={Müller, Jürgen and Roe, Zoë}}".encode("cp1252")
    assert names(read(text)) == ["Müller, Jürgen", "Roe, Zoë"]


@pytest.mark.parametrize(
    "text",
    ["@media (x) { a = b }", "TY  - JOUR\n", "From: a@b.example\n\n@a{b, c={d}}", "", "<@a{b,c="],
)
def test_other_files_are_not_claimed(text: str) -> None:
    """Mail addresses and style sheets are not BibTeX."""
    assert not bibtex.claims(Source.of_text(text))


PIECES = ["@article{k,", "author={", "A, B", " and ", "}", '"', "\\", "{\\'e}", "year=2020"]
PIECES += [",", "#", "$", "\n", "@string{", "crossref={k}"]


@pytest.mark.property
@settings(deadline=None, max_examples=150)
@given(st.lists(st.sampled_from(PIECES)))
def test_any_pieces_give_records(pieces: list[str]) -> None:
    """However an entry is broken, the whole one before it is read."""
    found = read("@article{first, author={Y, Y and Z, Z}}\n" + "".join(pieces))
    assert names(found)[:2] == ["Y, Y", "Z, Z"]


@pytest.mark.shared
def test_real_samples_are_read() -> None:
    """A comment before, a GBK file: one author each."""
    for source in sources([shared("samples/publications/bibtexparser")], encoding="gb18030"):
        assert isinstance(source, Source)
        assert len(names(list(bibtex.read(source)))) == 1
