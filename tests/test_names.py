"""Names are taken apart and compared as a careful reader would."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.names import (
    LEVELS,
    WORDS,
    clean,
    likeness,
    organisations,
    parse,
    parse_all,
    phone,
)


def test_chinese_and_korean_names_are_shown_as_they_are_written() -> None:
    """Two columns of an export put the given name first; nobody writes it so."""
    shown = [parse(one).shown for one in ("景华 徐", "徐 景华", "徐景华", "민수 김", "Li Wei")]
    assert shown == ["徐景华", "徐景华", "徐景华", "김민수", "Li Wei"]


@pytest.mark.parametrize(
    ("written", "given_names", "family"),
    [
        ("Priya Raman MD, MPH 🩺 | IMG", ("priya",), ("raman",)),
        ("Jane Hale, PhD", ("jane",), ("hale",)),
        ("Jane Smith, MD, PhD, FACP", ("jane",), ("smith",)),
        ("Jane Roe, MRCP(UK)", ("jane",), ("roe",)),
        ("Jane Roe, C-TAGME", ("jane",), ("roe",)),
        ("Tola Ade FWACP", ("tola",), ("ade",)),
        ("Osei-Tutu, Amara, MD", ("amara",), ("osei", "tutu")),
        ("Zaidat, Osama O", ("osama", "o"), ("zaidat",)),
        ("Zaidat OO", ("o", "o"), ("zaidat",)),
        ("JA Smith", ("j", "a"), ("smith",)),
        ("Kim JY", ("j", "y"), ("kim",)),
        ("Kim Y MD", ("y",), ("kim",)),
        ("Y Park MD", ("y",), ("park",)),
        ("Smith A. E.", ("a", "e"), ("smith",)),
        ("Sung Y. Park, MD", ("sung", "y"), ("park",)),
        ("Dr. Sung Y Park", ("sung", "y"), ("park",)),
        ("José García y López", ("jose", "garcia"), ("lopez",)),
        ("João e Silva", ("joao",), ("silva",)),
        ("Smith J. A.", ("j", "a"), ("smith",)),
        ("Dupont MD", ("m", "d"), ("dupont",)),
        ("van der Berg J", ("j",), ("berg",)),
        ("Ludwig van der Berg MD", ("ludwig",), ("berg",)),
        ("Khoury, Ramy El", ("ramy",), ("khoury",)),
        ("Dr. med. Anna Müller", ("anna",), ("muller",)),
        ("Robert (Bob) Smith Jr.", ("robert",), ("smith",)),
        ("Jack Ma", ("jack",), ("ma",)),
        ("WEI MA", ("wei",), ("ma",)),
        ("王伟", ("wei",), ("wang",)),
        ("欧阳娜", ("na",), ("ouyang",)),
        ("歐陽 娜", ("na",), ("ouyang",)),
        ("娜 欧阳", ("na",), ("ouyang",)),
        ("诸葛孔明", ("kongming",), ("zhuge",)),
        ("欧阳", ("yang",), ("ou",)),
        ("남궁민", ("min",), ("namgung",)),
        ("김민수, MD", ("minsu",), ("kim",)),
        ("김 민수", ("minsu",), ("kim",)),
        ("민수 김", ("minsu",), ("kim",)),
        ("Петров Иван Сергеевич", ("ivan", "sergeevich"), ("petrov",)),
        ("Иван Сергеевич Петров", ("ivan", "sergeevich"), ("petrov",)),
        ("Ivan Petrovich", ("ivan",), ("petrovich",)),
        ("DR. AMARA B. ROE MD", ("amara", "b"), ("roe",)),
        ("ANNA MARIA MA", ("anna", "maria"), ("ma",)),
        ("दीपिका शर्मा", ("dipika",), ("srma",)),
        ("O'Brien, Conan", ("conan",), ("obrien",)),
        ("Widodari -", (), ("widodari",)),
        ("", (), ()),
        ("🩺", (), ()),
        ("a.osei@example.org", (), ()),
    ],
)
def test_a_name_is_taken_apart_however_it_is_written(
    written: str, given_names: tuple[str, ...], family: tuple[str, ...]
) -> None:
    """Credentials, emoji, order, initials, particles and scripts do not change who it is."""
    name = parse(written)
    assert (name.given, name.family) == (given_names, family)


@pytest.mark.parametrize(
    ("one", "other", "level"),
    [
        ("Amara Osei-Tutu, MD", "Osei Tutu, Amara", "identical"),
        ("Alex Abou-Chebl", "Abou Chebl, Alex", "identical"),
        ("Osama Zaidat", "Osama O. Zaidat", "extra"),
        ("Gabriel García", "Gabriel García Márquez", "extra"),
        ("Anna Smith", "Anna Smith-Jones", "extra"),
        ("Wei Zhang", "Zhang Wei", "order"),
        ("Xiaoming Li", "Li Xiao-Ming", "order"),
        ("Nguyen Khanh Linh", "Nguyen, Khanh Linh", "order"),
        ("Bob Smith", "Robert Smith", "nickname"),
        ("Jaya Deshmukh", "Jayashree Deshmukh", "nickname"),
        ("Zaidat OO", "Osama O. Zaidat", "initials"),
        ("María José García López", "Maria Garcia", "extra"),
        ("Nguyễn Thị Minh Khai", "Minh Khai Nguyen", "extra"),
        ("Chan Tai Man Peter", "Peter Chan", "extra"),
        ("Anna Maria Berg Holm", "Anna Maria", "extra"),
        ("María José García López", "José Rodríguez", "different"),
        ("박지성", "Park Ji-sung", "spelling"),
        ("박지성", "Park Ji-min", "different"),
        ("محمد عبد الله", "Mohammed Abdullah", "spelling"),
        ("Priya R.", "Priya Raman", "initials"),
        ("Okafor B.", "Ben Okafor", "initials"),
        ("Bjoern Lindqvist", "Björn Lindqvist", "spelling"),
        ("Jürgen Müller", "Juergen Mueller", "spelling"),
        ("Mohamed Elsayed", "Mohammed El-Sayed", "nickname"),
        ("Ahmad A. Hussain", "Ahmed Hussein", "spelling"),
        ("Al-Zahrani F", "Fatimah Alzahrani", "initials"),
        ("Abdul Rahman Saleh", "Abdelrahman Saleh", "spelling"),
        ("Kareem Khalil", "Karim Khaleel", "spelling"),
        ("Aisha Siddiqui", "Aysha Siddiqi", "spelling"),
        ("Ahmad Chaudhry", "Ahmed Choudhry", "spelling"),
        ("Aleksandr Yakovlev", "Alexander Iakovlev", "nickname"),
        ("de la Cruz, Ana", "Ana Delacruz", "spelling"),
        ("Hassan Khalil", "Hussein Khaleel", "different"),
        ("Simona Khalil", "Simone Khaleel", "different"),
        ("Günther Maier", "Gunter Mayer", "partial"),
        ("عثمان علي", "Usman Ali", "spelling"),
        ("عثمان علي", "Othman Ali", "spelling"),
        ("সৌরভ গাঙ্গুলী", "Sourav Ganguly", "spelling"),
        ("משה כהן", "Moshe Cohen", "spelling"),
        ("عثمان علي", "Iman Ali", "different"),
        ("Deepika Sharma", "दीपिका शर्मा", "spelling"),
        ("Mahmoud al-Sabbaghi", "محمود الصباغي", "spelling"),
        ("Zaidad OO", "Osama Zaidat", "partial"),
        ("Amara", "Amara Osei", "partial"),
        ("Widodari", "WIDODARI", "identical"),
        ("Osama Zaidat", "Omar Zaidat", "different"),
        ("John A. Smith", "John B. Smith", "different"),
        ("J Smith", "A Smith", "different"),
        ("Smith AB", "Smith BA", "different"),
        ("Kim JY", "Kim JH", "different"),
        ("Kim JY", "Ji-Young Kim", "initials"),
        ("J. Amara Osei", "Amara J. Osei", "extra"),
        ("Anna Smith", "Anna Jones", "different"),
        ("Okafor B.", "Daniel Okafor", "different"),
        ("M. Amara Osei", "Amara Osei", "extra"),
        ("Amara Efua Osei", "Abena Amara Osei", "different"),
    ],
)
def test_how_two_names_agree(one: str, other: str, level: str) -> None:
    """The level says how two names agree, whichever is named first."""
    assert likeness(parse(one), parse(other)).level == level
    assert likeness(parse(other), parse(one)).level == level


@pytest.mark.parametrize("after", [",", ", MD", ", M.D., PhD", ", MBBS, MRCP | IMG", ", MD [x]"])
def test_letters_after_a_comma_change_nothing(after: str) -> None:
    assert parse(f"Amara B. Osei-Tutu{after}") == parse("Amara B. Osei-Tutu")


def test_what_follows_a_comma_may_still_be_a_name_or_make_it_none() -> None:
    texts = ["Amara Osei, Kofi", "Amara Osei, MD Kofi", "Amara Osei, a.osei@example.org"]
    assert [name.given for name in parse_all(texts)] == [("kofi",), ("md", "kofi"), ()]
    assert parse_all(texts) == list(map(parse, texts))


def test_what_is_shown_keeps_the_script_and_drops_the_credentials() -> None:
    """A person is shown their name as they write it, given names first."""
    assert parse("Lindqvist, Björn, PhD").shown == "Björn Lindqvist"
    assert parse("王伟").shown == "王伟"
    assert parse("Zaidat, Osama O").shown == "Osama O. Zaidat"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("St. Hilda's Hospital", "Dept of Cardiology, Saint Hildas Hosp, Leeds, UK.", True),
        ("University of Toledo", "Department of Neurology, University of Toledo, OH, USA", True),
        ("University of Toledo", "Mercy Hospital, Toledo, OH", False),
        ("University Hospital", "University Hospital, Leeds", False),
        ("Example Robotics Ltd.", "example robotics", False),
    ],
)
def test_institutions_agree_by_name_not_by_town_or_kind(
    one: str, other: str, *, same: bool
) -> None:
    """Only a telling part that both name in full makes two institutions one."""
    assert bool(organisations(one) & organisations(other)) is same


def test_a_phone_number_is_never_given_a_country_that_nobody_named() -> None:
    """A number without a country code is a key only if the region is given."""
    assert phone("020 7946 0958") == ""
    assert phone("020 7946 0958", region="gb") == "+442079460958"
    assert phone("+44 20 7946 0958") == "+442079460958"
    assert phone("extension 12") == ""


@pytest.mark.property
@given(st.text(max_size=40), st.text(max_size=40))
@settings(deadline=None, max_examples=150)
def test_any_text_is_a_name_or_none(one: str, other: str) -> None:
    """Whatever strangers call themselves, nothing breaks, and likeness has no direction."""
    a, b = parse(one), parse(other)
    assert likeness(a, b) == likeness(b, a)
    assert likeness(a, b).level in LEVELS
    assert clean(clean(one)) == clean(one)


_TITLES = frozenset(WORDS["titles"].split())
_LETTERS = st.text("abcdefghijklmnoprstuvwxyz", min_size=4, max_size=8)
_WORD = _LETTERS.filter(lambda word: word not in _TITLES).map(str.title)  # "Univ A" is Mr. A


@pytest.mark.property
@given(_WORD, _WORD)
@settings(deadline=None, max_examples=100)
def test_every_writing_of_a_plain_name_is_compatible(first: str, family: str) -> None:
    """Order, a comma, credentials and initials never turn one name into two."""
    plain = parse(f"{first} {family}")
    for written in (f"{family}, {first}", f"Dr. {first} {family}, MD", f"{family} {first[0]}"):
        assert likeness(plain, parse(written)).compatible


@pytest.mark.parametrize(
    ("text", "given", "family"),
    [("JANE ROE", ("jane",), ("roe",)), ("LEE J", ("j",), ("lee",)), ("WEI LI", ("wei",), ("li",))],
)
def test_capitals_are_not_initials(
    text: str, given: tuple[str, ...], family: tuple[str, ...]
) -> None:
    """In a name all in capitals only single letters are initials."""
    name = parse(text)

    assert (name.given, name.family) == (given, family)
