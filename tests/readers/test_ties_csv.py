"""Who-knows-whom tables: what people and other programs write, and how little can be relied on."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import ties_csv
from netgraph.readers._opening import Source
from netgraph.records import Contact, Event, Note, Record, Skipped, key_value


def records(text: str | bytes) -> list[Record]:
    """Read a literal table."""
    return list(ties_csv.read(Source.of_text(text, "ties.csv")))


def ties(text: str | bytes) -> list[Event]:
    """Keep only the ties."""
    return [one for one in records(text) if isinstance(one, Event)]


def pairs(events: Sequence[Event]) -> list[tuple[str, ...]]:
    """Name the people of each event."""
    return [tuple(key_value(one) for one in event.people) for event in events]


def test_semicolons_spaces_capitals_and_titles_do_not_make_two_people_of_one() -> None:
    """One person is one key, whatever the spaces, capitals and "Dr." of each mention."""
    first, second, third = ties(
        "Person A;Person B;How;Strength;Since\n"
        "Björn Lindqvist;Dr Jane Roe;co-chaired session;3;2022-06\n"
        "Amara Osei-Tutu; björn  lindqvist ;mentor;;2023\n"
        "Jane Roe;Prof. Dr. Amara Osei-Tutu;;;\n"
    )
    assert first.people == ("name:Björn Lindqvist|ties.csv", "name:Dr Jane Roe|ties.csv")
    assert second.people[1] == first.people[0]
    assert third.people == (first.people[1], second.people[0])
    assert (first.what, first.when, second.what, second.when) == (
        "co-chaired session", "2022-06", "mentor", "2023",
    )  # fmt: skip


@pytest.mark.parametrize(
    "header",
    [
        "source,target", "from,to", "from_id,to_id", "author1,author2",
        "sender_name,recipient_name", "Person A,Person B", "a,b", "name1,name2", "ego,alter",
        "src,dst", "sender,receiver", "Node1,Node2", "PERSON_A,PERSON_B", "Source;Target",
        "Source\tTarget", "\ufeffFrom,To", "Person 1,Person 2", "Who,Knows",
        "id1,id2", "source_name,target_name",
    ],
)  # fmt: skip
def test_headers_may_be_called_many_things(header: str) -> None:
    """Each usual name of the two columns is understood, with each delimiter and with a mark."""
    delimiter = next(one for one in ",;\t" if one in header)
    text = f"{header}\nAmara Osei{delimiter}Ben Okafor\n"
    assert ties_csv.claims(Source.of_text(text))
    assert pairs(ties(text)) == [("Amara Osei", "Ben Okafor")]


def test_names_beside_numbers_are_who_it_is() -> None:
    """Where a table gives both ends a number and a name, the name is read."""
    text = "source,source_name,target,target_name\n1,Amara Osei,2,Ben Okafor\n"
    assert pairs(ties(text)) == [("Amara Osei", "Ben Okafor")]


@pytest.mark.parametrize(
    "text",
    [
        "From,To,Date,Subject,Content,Direction,Folder\nA,B,2017-01-01,Hi,Text,OUTGOING,INBOX\n",
        "From,To,Sent At,Message,Direction\nA,B,,Hi,OUTGOING\n",
        "Name,Given Name,Family Name\nAmara,Amara,Osei\n",
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n",
        "Dear Ben,\nfrom, say, Accra to, say, Leeds\n",
        "BEGIN:VCARD\nVERSION:3.0\nEND:VCARD\n",
        "",
    ],
)
def test_other_tables_are_left_to_others(text: str) -> None:
    """Messages, invitations, address books and prose are not who-knows-whom."""
    assert not ties_csv.claims(Source.of_text(text))
    assert records(text) == []


def test_gephi_edges_give_weights_and_labels_not_directions() -> None:
    """In Gephi's edge list Type is a direction, Label says how, Weight is taken as it is."""
    one, two = ties(
        "Source,Target,Type,Id,Label,Timeset,Weight\n"
        "n1,n2,Undirected,0,rounds together,,2.5\nn1,n3,Directed,1,,,\n"
    )
    assert (one.what, one.weight, two.what, two.weight) == ("rounds together", 2.5, "", 1.0)


@pytest.mark.parametrize(
    ("cells", "weights"),
    [
        (["1", "3", "5", ""], [0.3333, 1.0, 1.6667, 1.0]),
        (["0.3", "0,6", "1"], [0.5, 1.0, 1.6667]),
        (["6", "10"], [1.0, 1.6667]),
        (["60", "100"], [1.0, 1.6667]),
        (["weak", "Medium", "STRONG"], [0.3333, 1.0, 1.6667]),
    ],
)
def test_strengths_are_read_on_the_scale_the_column_shows(
    cells: list[str], weights: list[float]
) -> None:
    """The middle of the scale weighs 1, its top 1.67, whether 0-1, 1-5, 1-10, 0-100 or words."""
    rows = "".join(f"A{n};B{n};{cell}\n" for n, cell in enumerate(cells))
    assert [tie.weight for tie in ties("From;To;Strength\n" + rows)] == weights


def test_the_delimiter_may_be_a_bar_and_be_named_first() -> None:
    """Excel writes "sep=;" above, hands write a title or a remark, spread over empty cells."""
    for text in (
        "Person A|Person B\nAnn|Ben\n",
        "sep=;\nPerson A;Person B\nAnn;Ben\n",
        "Who knows whom,,\n\nFrom,To,Since\nAnn,Ben,\n",
    ):
        assert pairs(ties(text)) == [("Ann", "Ben")], text


@pytest.mark.parametrize(
    ("text", "how", "when"),
    [
        ("Ann Archer,Ben Baker\nBen Baker,Cyd Cole\n", "", ""),
        ("Ann Archer;Ben Baker;mentor\nBen Baker;Cyd Cole;\n", "mentor", ""),
        ("Ann Archer\tBen Baker\t2019\nBen Baker\tCyd Cole\t2020\n", "", "2019"),
    ],
)
def test_a_table_without_a_header_is_read_if_it_is_clear(text: str, how: str, when: str) -> None:
    """Full names in two columns, one of them in both: the others are told by what they hold."""
    first = ties(text)[0]
    assert (pairs([first])[0], first.what, first.when) == (("Ann Archer", "Ben Baker"), how, when)


@pytest.mark.parametrize(
    "text",
    [
        "New York,United States\nLeeds,United Kingdom\n",
        "Ann Archer,Ben Baker\n",
        "Ann Archer,Ben Baker\nBen Baker,Cyd Cole,and more\n",
        "ann archer,ben baker\nben baker,cyd cole\n",
    ],
)
def test_a_table_that_is_not_clear_is_left_alone(text: str) -> None:
    """One row, uneven rows, small letters, or nobody in both columns: it could be anything."""
    assert not ties_csv.claims(Source.of_text(text, "x.csv"))


def test_a_matrix_is_a_tie_for_each_pair() -> None:
    """The first cell is empty, rows and columns have the same names; the greater number counts."""
    found = ties(";Ann;Ben;Cyd\nAnn;0;2;0\nBen;1;0;0\nCyd;;3;0\n")
    assert pairs(found) == [("Ann", "Ben"), ("Ben", "Cyd")]
    assert [one.weight for one in found] == [2, 3]
    assert not ties_csv.claims(Source.of_text(",x,y\n0,1,2\n1,3,4\n"))


def test_a_row_of_a_matrix_without_a_name_is_counted() -> None:
    """Whoever it is about, the others keep their ties."""
    found = records(",Ann,Ben,Cyd,Dan\nAnn,0,2,1,1\nBen,2,0,0,0\n,1,0,0,5\nDan,1,0,5,0\n")
    assert pairs([one for one in found if isinstance(one, Event)]) == [
        ("Ann", "Ben"),
        ("Ann", "Dan"),
    ]
    assert [one.reason for one in found if isinstance(one, Skipped)] == ["a row without a name"]


def test_the_numbers_of_gephi_are_named_by_its_table_of_nodes() -> None:
    """A number is nobody's name: both tables of one folder mean the same person by it."""
    edges = ties("Source,Target,Type,Id,Label,Weight\n0,1,Undirected,0,,1.0\n")
    nodes = records("Id,Label,timeset,modularity_class\n0,Ann Archer,,2\n1,Ben Baker,,1\n")
    assert edges[0].people == ("id:0|test", "id:1|test")
    people = [(one.keys, one.name) for one in nodes if isinstance(one, Contact)]
    assert people == [(("id:0|test",), "Ann Archer"), (("id:1|test",), "Ben Baker")]


@pytest.mark.parametrize(
    ("path", "header"),
    [("people.csv", "Id,Label,Timeset,Institution"), ("nodes.csv", "Id,Label,Unit,Institution")],
)
def test_a_table_of_nodes_may_say_more(path: str, header: str) -> None:
    """Gephi's has a column of times, others are told by the name of the file."""
    source = Source.of_text(f"{header}\nu1,Ann Archer,,St. Hilda's\n,Ben,,\n", path)
    assert ties_csv.claims(source)
    ann, ben = ties_csv.read(source)
    assert isinstance(ann, Contact)
    assert ann[:3] == (("id:u1|test",), "Ann Archer", "St. Hilda's")
    assert isinstance(ben, Skipped)


def test_the_times_of_gephi_are_dates() -> None:
    """It writes all times of a tie into one cell: the last counts."""
    found = ties(
        'Source,Target,Type,Timeset\nAnn,Ben,Undirected,"<[2026-03-02T09:15:00Z, 2026-03-04]>"\n'
        'Ann,Cyd,Undirected,"<[2003.0, 2004.0]>"\nAnn,Dan,Undirected,<[]>\n'
    )
    assert [one.when for one in found] == ["2026-03-04", "2004", ""]


def test_several_names_in_one_cell_are_several_ties() -> None:
    """Who lists many people writes semicolons between them."""
    found = ties("Name,Knows\nAnn Archer,Ben Baker; Cyd Cole\n")
    assert pairs(found) == [("Ann Archer", "Ben Baker"), ("Ann Archer", "Cyd Cole")]


def test_seconds_since_1970_are_a_date() -> None:
    """Programs write times so, with thousandths or without."""
    found = ties("src,dst,ts\nAnn,Ben,1700000000\nAnn,Cyd,1700000000000\n")
    assert [one.when for one in found] == ["2023-11-14", "2023-11-14"]


def test_bad_rows_are_counted_and_nothing_else_is_lost() -> None:
    """A missing person, a tie with oneself and a strength of 0 are skips; the rest is read."""
    found = records(
        "From,To,Strength,,\nAmara Osei,,3,,\n,Ben Okafor,3,,\nCleo Diaz, cleo diaz ,3,,\n"
        "Amara Osei,Ben Okafor,0,,\n,,,,\nAmara Osei,Dana Ek,5,,\nAmara Osei\n"
    )
    assert [(one.line, one.reason) for one in found if isinstance(one, Skipped)] == [
        (2, "one of the two people is missing"),
        (3, "one of the two people is missing"),
        (4, "both are the same person"),
        (5, "a strength of nothing is no tie"),
        (8, "one of the two people is missing"),
    ]
    assert pairs([one for one in found if isinstance(one, Event)]) == [("Amara Osei", "Dana Ek")]


def test_a_date_that_could_be_two_keeps_its_year_and_says_so() -> None:
    """Where no row of the column shows the order, day and month stay unknown, with a note."""
    found = records("From,To,Since\nA B,C D,05/03/2024\nA B,E F,in spring\nA B,G H,07/07/2023\n")
    assert [one.when for one in found if isinstance(one, Event)] == ["2024", "", "2023-07-07"]
    notes = [one.text for one in found if isinstance(one, Note)]
    assert len(notes) == 2
    assert "in spring" in notes[0]
    assert "only the year" in notes[1]


def test_the_rest_of_the_column_tells_which_number_is_the_month() -> None:
    """One date with a number over 12 settles the order of all of them."""
    text = "From,To,Since\nA B,C D,05/03/2024\nA B,E F,25/03/2024\n"
    assert [tie.when for tie in ties(text)] == ["2024-03-05", "2024-03-25"]
    assert not [one for one in records(text) if isinstance(one, Note)]


def test_addresses_organisations_and_profiles_become_keys() -> None:
    """E-mail and organisation columns, addresses beside names and LinkedIn addresses are read."""
    found = records(
        "Person A,Email A,Organisation A,Person B,Email B\n"
        "Amara Osei,A.Osei@example.org,St. Hilda's,Ben Okafor <ben@x.example>,\n"
        "https://www.linkedin.com/in/cleo-d/,,,dana@x.example,\n"
        "Amara Osei,,,Ben Okafor,\n"
    )
    contacts = [one for one in found if isinstance(one, Contact)]
    assert contacts[0].keys == ("email:a.osei@example.org", "name:Amara Osei|ties.csv")
    assert contacts[0].organisation == "St. Hilda's"
    assert contacts[1].keys == ("email:ben@x.example", "name:Ben Okafor|ties.csv")
    assert contacts[2][:2] == (("linkedin:cleo-d",), "")
    assert contacts[3][:2] == (("email:dana@x.example",), "")
    events = [one for one in found if isinstance(one, Event)]
    assert events[0].people == events[2].people


def test_introduced_by_is_an_introduction() -> None:
    """A third person in "introduced by" introduced the two, besides the tie of the two."""
    stated, introduced = ties("A,B,Introduced by\nAmara Osei,Ben Okafor,Cleo Diaz\n")
    assert (stated.kind, introduced.kind) == ("stated", "introduced")
    assert pairs([introduced]) == [("Cleo Diaz", "Amara Osei", "Ben Okafor")]


def test_me_is_the_owner_of_the_file() -> None:
    """Who writes "me" means the person whose file it is."""
    found = records("From,To\nme,Ben Okafor\n")
    assert found[0] == Contact(("owner:ties_csv|test",), file="ties.csv", line=2, owner=True)


def test_hostile_cells_stay_text() -> None:
    """A formula, a script and a huge number are names and numbers, never more."""
    tie = ties('From,To,Weight\n=HYPERLINK("http://x"),<img src=x onerror=y>,1e308\n')[0]
    assert "<img src=x onerror=y>" in tie.people[1]
    assert tie.weight == 1000


def test_what_only_looks_like_an_address_is_a_name() -> None:
    """A cell that is neither name nor valid address still names somebody."""
    assert pairs(ties("From,To\nAmara Osei,<ben@x>\n")) == [("Amara Osei", "<ben@x>")]


def test_windows_text_is_read() -> None:
    """A table saved by an old Excel is cp1252 with semicolons and Windows line ends."""
    tie = ties("Person A;Person B\r\nJosé Núñez;Zoë Brandt\r\n".encode("cp1252"))[0]
    assert pairs([tie]) == [("José Núñez", "Zoë Brandt")]


@pytest.mark.property
@settings(max_examples=80, deadline=None)
@given(st.one_of(st.text(max_size=300).map(str.encode), st.binary(max_size=300)))
def test_any_bytes_give_records_or_a_clear_error(data: bytes) -> None:
    """Whatever stands under the header, the table gives records, or a ReadError."""
    source = Source.of_text(b"From,To,Strength,Since,Email A\n" + data, "ties.csv")
    try:
        found = list(ties_csv.read(source))
    except ReadError:
        return
    assert all(isinstance(one, Contact | Event | Skipped | Note) for one in found)
    for one in found:
        if isinstance(one, Event):
            assert len(set(one.people)) == len(one.people) > 1
            assert one.weight > 0
