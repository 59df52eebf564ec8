"""Keys: one normal form, however an export writes the same."""

from hypothesis import given
from hypothesis import strategies as st

from netgraph.records import key

PLAIN = r"[a-z0-9._%+-]{1,8}@[a-z0-9-]{1,8}(\.[a-z0-9-]{1,4}){1,2}"


@given(st.from_regex(PLAIN, fullmatch=True))
def test_a_plain_address_is_its_own_key(address: str) -> None:
    """The short way for plain addresses gives what the long way gives for the same, wrapped."""
    assert key("email", address) == f"email:{address}"
    for written in (f" <{address}>\n", f"'{address}'", f"mailto:{address}", address.upper()):
        assert key("email", written) == f"email:{address}"


@given(st.from_regex(PLAIN, fullmatch=True), st.sampled_from(" ,;@\\|[()"), st.integers(0, 30))
def test_an_address_with_a_mark_in_it_is_none(address: str, mark: str, place: int) -> None:
    """A second address, a second at sign or a space in the middle identify nobody."""
    place = min(max(place, 1), len(address) - 1)
    assert not key("email", address[:place] + mark + address[place:])
