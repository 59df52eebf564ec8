"""Laws that hold for every reader, whatever bytes it is given."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import READERS, Reader, detect
from netgraph.readers._opening import Source
from netgraph.records import KEY_KINDS, KINDS, Contact, Event, Note, Record, Skipped, key_kind

IN = "https://www.linkedin.com/in/"
#: A small file of each kind, to be torn and mixed.
SEEDS = {
    "linkedin": [
        ('Notes:\n"a, b"\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n'
        f'Amara,"Osei, MD",{IN}amara,a@example.org,X,Y,03 Mar 2024\n,,,,,,03 Mar 2024\n'),
        ("CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,RECIPIENT PROFILE URLS,"
        f'DATE,SUBJECT,CONTENT,FOLDER\n1,T,A,{IN}a,"B, C, PhD","{IN}b,{IN}c",'
        '2024-03-04 08:00:00 UTC,,"x\ny",INBOX\n'),
        ("From,To,Sent At,Message,Direction,inviterProfileUrl,inviteeProfileUrl\n"
        f'A,B,"3/2/24, 9:41 PM",hi,OUTGOING,{IN}a,{IN}b\n'),
    ],
    "contacts_csv": [
        ("First Name,Last Name,Organization Name,Labels,E-mail 1 - Label,E-mail 1 - Value,"
        "Relation 1 - Label,Relation 1 - Value,Phone 1 - Value\nA,B,C,* myContacts ::: D,* Work,"
        "a@example.org ::: b@example.org,Manager,E F,+442079460958\n"),
        "Vorname;Nachname;Firma;E-Mail-Adresse\nBjörn;Lindqvist;X;b@example.org\n",
    ],
    "vcard": [
        ("BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:A=C3=B6;=\n"
        "B\nPHOTO;BASE64:/9j/\n 4AAQ\n\nEMAIL:a@example.org\nAGENT:\nBEGIN:VCARD\nFN:C\nEND:VCARD\n"
        "item1.X-ABRELATEDNAMES:D\nitem1.X-ABLabel:_$!<Spouse>!$_\n"
        "RELATED:urn:uuid:1\nEND:VCARD\n"),
    ],
    "pubmed": [
        ("\nPMID- 90000001\nDP  - 2024\nTI  - Delays.\nFAU - Osei-Tutu, Amara\nAU  - Osei-Tutu A\n"
        "AUID- ORCID: 0000-0002-0000-0001\nAD  - X. a@example.org.\nFAU - Roe, J\nAU  - Roe J\n"),
        ('<?xml version="1.0"?><PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID>'
        "<Article><AuthorList><Author><LastName>A</LastName><ForeName>B</ForeName></Author>"
        "</AuthorList></Article></MedlineCitation></PubmedArticle></PubmedArticleSet>"),
        ("PMID,Title,Authors,Citation,First Author,Journal/Book,Publication Year,Create Date,PMCID,"
        'NIHMS ID,DOI\n1,T,"Osei-Tutu A, Roe J.",C,Osei-Tutu A,J,2024,2024/05/02,,,10.1000/x\n'),
    ],
    "orcid": [
        ('{"orcid-identifier":{"path":"0000-0002-0000-0001"},"activities-summary":'
        '{"works":{"group":[]}}}')
    ],
    "openalex": [
        ('{"id":"https://openalex.org/W1","publication_date":"2024-05-02","authorships":[{"author":'
        '{"id":"https://openalex.org/A1","display_name":"A B","orcid":null},"institutions":[]}]}'),
    ],
    "bibtex": ['@article{o24, author={Osei-Tutu, Amara and Bj{\\"o}rn Lindqvist}, year=2024}\n'],
    "citations": ["TY  - JOUR\nAU  - Osei-Tutu, Amara\nA1  - Lindqvist B.\nPY  - 2024\nER  - \n"],
    "graph_file": [
        ('<?xml version="1.0"?><graphml><graph edgedefault="undirected"><node id="a"/>'
        '<node id="b"/><edge source="a" target="b"/></graph></graphml>'),
    ],
    "mail": [
        ('From 17@xxx Tue Mar 05 09:00:00 +0000 2024\nFrom: "L, B" <b@kei.example>\nTo: Amara '
        "<a@example.org>, me@example.com\nDate: Tue, 05 Mar 2024 09:00:00 +0000\n"
        "Subject: x\nMessage-ID: <i1@kei.example>\n\nbody\n\nFrom nobody\n"),
    ],
    "ties_csv": ["Person A;Person B;How;Strength;Since\nA B;C D;co-chair;3;2022-06\n"],
    "calendar": [
        ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:m1@example\nDTSTART:20240305T120000Z\n"
        'ORGANIZER;CN="L, B":MAILTO:b@kei.example\nATTENDEE;PARTSTAT=ACCEPTED;CN=A:'
        "mailto:a@x.org\nEND:VEVENT\nEND:VCALENDAR\n"),
    ],
    "x_archive": [
        'window.YTD.following.part0 = [ { "following" : { "accountId" : "222000111" } } ]',
        ('window.YTD.tweets.part0 = [{"tweet":{"id_str":"1","created_at":"Tue Mar 05 '
        '14:02:11 +0000 2024","full_text":"@a hi","entities":'
        '{"user_mentions":[{"id_str":"3","screen_name":"a"}]}}}]'),
    ],
    "whatsapp": ["[05/03/24, 14:05:09] Amara O: Draft\nsee you\n[05/03/24, 14:06:09] B: ok\n"],
    "meta": [
        '{"friends_v2":[{"name":"Bj\\u00c3\\u00b6rn L","timestamp":1709600000}]}',
        ('{"relationships_following":[{"title":"amara.ot","string_list_data":[{"href":'
        '"https://www.instagram.com/_u/amara.ot","timestamp":1709600000}]}]}'),
    ],
    "mastodon": ["Account address,Show boosts,Notify on new posts,Languages\na@x.example,true,,\n"],
}  # fmt: skip
_ISO = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d:\d\d)?)?)?)?")


def check(record: Record) -> None:
    """Check what the docstrings of records.py promise."""
    if isinstance(record, Contact):
        assert record.keys
        assert {key_kind(one) for one in record.keys} <= set(KEY_KINDS)
        assert record.sort in {"person", "list", "company", "room", "group", "robot"}
        assert record.line >= 0
    elif isinstance(record, Event):
        assert record.kind in KINDS
        assert len(set(record.people)) == len(record.people) > 1
        assert {key_kind(one) for one in record.people} <= set(KEY_KINDS)
        assert _ISO.fullmatch(record.when), record.when
        assert record.weight > 0
    elif isinstance(record, Skipped):
        assert record.reason
    else:
        assert isinstance(record, Note)
        assert record.text


def read_all(reader: Reader, raw: bytes, path: str) -> None:
    """Read bytes as this reader would; a `ReadError` is an answer too."""
    source = Source.of_text(raw, path=path, unit="box")
    assert isinstance(reader.claims(source), bool)
    try:
        for record in [*reader.read(source), *source.skipped, *source.notes]:
            check(record)
    except ReadError as error:
        assert error.message  # noqa: PT017 - the law allows it


SHREDS = st.binary(max_size=8) | st.sampled_from(
    [b"", b"\0", b"\xff", b'"', b"\n", b"\r", b",", b";", b":", b"=", b"{", b"]", b"<", b"-1",
     b"\xef\xbb\xbf", b"\xff\xfe", b"9" * 30, b"null"]
)  # fmt: skip


@st.composite
def torn(draw: st.DrawFn, seed: bytes) -> bytes:
    """Tear a file: cut, double and insert anywhere."""
    data = seed
    for _ in range(draw(st.integers(0, 5))):
        at = draw(st.integers(0, len(data)))
        to = draw(st.integers(at, min(len(data), at + 40)))
        new = data[at:to] * 2 if draw(st.booleans()) else draw(SHREDS)
        data = data[:at] + new + data[to:]
    return data


PARTS = [(one, number) for one in READERS for number in range(len(SEEDS.get(one.name, ())))]


def test_every_reader_is_put_to_the_test() -> None:
    """Each line of the table of readers has a small file here."""
    assert {reader.name for reader in READERS} <= set(SEEDS)


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_exactly_one_reader_claims_each_kind_of_file(reader: Reader) -> None:
    """The small files of a kind are claimed by its reader and by no other."""
    for seed in SEEDS.get(reader.name, ()):
        assert detect(Source.of_text(seed, path="file", unit="box")).name == reader.name


@pytest.mark.property
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@given(raw=st.binary(max_size=400), path=st.sampled_from(["x", "x.csv", "x.json", "Skills.csv"]))
@settings(deadline=None, max_examples=30)
def test_any_bytes(reader: Reader, raw: bytes, path: str) -> None:
    """Any bytes at all give records and skips, or a `ReadError`."""
    read_all(reader, raw, path)


@pytest.mark.property
@pytest.mark.parametrize(
    ("reader", "number"), PARTS, ids=lambda one: getattr(one, "name", str(one))
)
@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_any_torn_file(reader: Reader, number: int, data: st.DataObject) -> None:
    """A file of the right kind that was torn anywhere gives records and skips, or a `ReadError`."""
    seed = SEEDS[reader.name][number].encode()
    read_all(reader, data.draw(torn(seed)), "file")


@pytest.mark.property
@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_every_beginning_of_a_file(reader: Reader) -> None:
    """A file that was cut off while it was written is read as far as it goes."""
    for seed in SEEDS.get(reader.name, ()):
        raw = seed.encode()
        for end in range(0, len(raw), 7):
            read_all(reader, raw[:end], "file")
