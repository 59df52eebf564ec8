"""Numbers and names in sentences."""

from netgraph.wording import counted, in_a_row


def test_a_number_agrees_with_its_noun() -> None:
    """One tie, many ties; one person, many people."""
    told = [counted(1, "tie"), counted(2000, "tie"), counted(1, "person"), counted(0, "person")]
    assert told == ["1 tie", "2,000 ties", "1 person", "0 people"]


def test_names_stand_in_a_row_as_in_speech() -> None:
    """Commas between names and "and" before the last; one name, or none, stays as it is."""
    assert [in_a_row(one) for one in (["A", "B", "C"], ("A", "B"), ["A"], [], [""])] == [
        "A, B and C", "A and B", "A", "", "",
    ]  # fmt: skip
