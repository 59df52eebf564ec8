"""Names are compared in columns by the same rules as one by one, and no like is missed."""

from itertools import combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.identity.comparing import Names, levels
from netgraph.names import LEVELS, Name, level_of, parse


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zaidat OO", "Osama O. Zaidat"),
        ("Bob Smith", "Robert Smith"),
        ("Zhang Wei", "Wei Zhang"),
        ("Bjoern Lindqvist", "Björn Lindqvist"),
        ("Jürgen Müller", "Juergen Mueller"),
        ("Mohamed Elsayed", "Mohammed El-Sayed"),
        ("Kareem Khalil", "Karim Khaleel"),
        ("Aleksandr Yakovlev", "Alexander Iakovlev"),
        ("Al-Zahrani F", "Fatimah Alzahrani"),
        ("Nguyen Khanh Linh", "Nguyen, Khanh Linh"),
        ("Anna Smith", "Anna Smith-Jones"),
        ("Gabriel García", "Gabriel García Márquez"),
        ("Amara Osei-Tutu", "Amara Oseitutu"),
        ("M. Osama Zaidat", "Osama Zaidat"),
        ("Priya R.", "Priya Raman"),
        ("Юлия Иванова", "Yulia Ivanova"),
    ],
)
def test_names_that_agree_are_compared(one: str, other: str) -> None:
    """Initials, order, nicknames, slips, second family names and other scripts meet."""
    names = [parse(one), parse(other)]
    assert level_of(*names) not in {"partial", "different"}
    x, y, _ = levels(Names(names))
    assert (0, 1) in set(zip(x.tolist(), y.tolist(), strict=True))


_WORD = st.sampled_from(
    ["anna", "ann", "annie", "bob", "robert", "j", "jo", "smith", "smyth", "smithe", "sm", "roe",
     "jurgen", "juergen", "muller", "mueller", "a", "y", "elsayed", "sayed",
     "khalil", "khaleel"]
)  # fmt: skip
_NAME = st.lists(_WORD, min_size=1, max_size=4).map(lambda words: parse(" ".join(words).title()))


@pytest.mark.property
@given(st.lists(_NAME, unique=True, min_size=2, max_size=8))
@settings(deadline=None, max_examples=200)
def test_columns_say_what_one_by_one_says(names: list[Name]) -> None:
    """Whatever is found has the level of `level_of`; of names in one word apart all are found."""
    x, y, level = levels(Names(names))
    found = dict(zip(zip(x.tolist(), y.tolist(), strict=True), level.tolist(), strict=True))
    for pair in combinations_with_replacement(range(len(names)), 2):
        one, other = (names[n] for n in pair)
        how = level_of(one, other)
        assert pair not in found or LEVELS[found[pair]] == how
        close = one.family == other.family and one.given[:1] == other.given[:1]
        assert pair in found or not close or how in {"partial", "different"}


@pytest.mark.property
@given(
    st.text("abcde", min_size=4, max_size=12),
    st.integers(1, 11),
    st.sampled_from(["", "a", "e", "ab"]),
    st.integers(0, 2),
)
@settings(deadline=None, max_examples=300)
def test_no_slip_is_missed_for_its_letters(word: str, place: int, put: str, cut: int) -> None:
    """Words are measured only where they share letters enough, and none that is near is lost."""
    slip = word[:place] + put + word[place + cut :]
    names = [Name(("anna",), (text,), text) for text in dict.fromkeys((word, slip))]
    x, y, level = levels(Names(names))
    found = {LEVELS[how] for a, b, how in zip(x, y, level, strict=True) if a != b}
    expected = level_of(names[0], names[-1])
    assert found == {expected} - {"identical", "partial", "different"}
