"""Tests of the dates of exports."""

from datetime import date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.readers._dates import Order, order_of, parse_date, parse_day

NAMES = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "es": "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    "pt": "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro "
    "dezembro",
}
SHORT = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
    "es": "ene feb mar abr may jun jul ago sept oct nov dic",
    "de": "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez.",
    "pt": "jan. fev. mar. abr. mai. jun. jul. ago. set. out. nov. dez.",
}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("08 Feb 2026", "2026-02-08"),  # LinkedIn Connections
        ("2025-06-01 14:03:22 UTC", "2025-06-01T14:03:22"),  # LinkedIn messages
        ("1/29/26, 2:37 PM", "2026-01-29T14:37:00"),  # LinkedIn Invitations
        ("3/22/24, 9:41\u202fPM", "2024-03-22T21:41:00"),  # narrow no-break space before PM
        ("2023/06/20 13:05:02 UTC", "2023-06-20T13:05:02"),  # LinkedIn Endorsements
        ("2026-02-09 01:21:47", "2026-02-09T01:21:47"),  # LinkedIn Shares
        ("Jan 2024", "2024-01"),  # LinkedIn Positions
        ("January 2024", "2024-01"),
        ("2009", "2009"),  # LinkedIn Education
        ("2009-09", "2009-09"),
        ("4-Apr-21", "2021-04-04"),  # Excel, saved again
        ("7-Feb-22", "2022-02-07"),
        ("01/23/18, 14:05 PM", "2018-01-23T14:05:00"),  # LinkedIn 2017-18: 24 hours and PM
        ("03/24/24, 11:02 AM", "2024-03-24T11:02:00"),
        ("12/31/24, 12:15 AM", "2024-12-31T00:15:00"),
        ("12/31/24, 12:15 p. m.", "2024-12-31T12:15:00"),
        ("2024-03-04T08:00:00Z", "2024-03-04T08:00:00"),
        ("2024-03-04T00:30:00+02:00", "2024-03-03T22:30:00"),
        ("2024-03-04T08:00:00.123456-0500", "2024-03-04T13:00:00"),
        ("20120305T131933Z", "2012-03-05T13:19:33"),
        ("20240305", "2024-03-05"),
        ("2021/02/01/", "2021-02-01"),  # Zotero
        ("2019//", "2019"),  # Ovid
        ("3.2024", ""),
        ("1er mars 2024", "2024-03-01"),
        ("8 de fev. de 2026", "2026-02-08"),
        ("3. März 2024", "2024-03-03"),
        ("March 2, 2024", "2024-03-02"),
        ("2018 Apr 7", "2018-04-07"),
        ("02.02.2024", "2024-02-02"),  # either way the same day
        ("1833-06-05 14:00:00 UTC", "1833-06-05T14:00:00"),
    ],
)
def test_dates_of_real_exports(text: str, iso: str) -> None:
    """Every date format that formats.md names has one reading."""
    assert parse_date(text) == iso
    assert parse_day(text) == iso[:10]


@pytest.mark.parametrize("language", NAMES)
@pytest.mark.parametrize("names", [NAMES, SHORT])
def test_month_names(language: str, names: dict[str, str]) -> None:
    """Months are understood by name in five languages, long and short, in any case."""
    for number, name in enumerate(names[language].split(), 1):
        assert parse_date(f"07 {name} 2024") == f"2024-{number:02}-07"
        assert parse_date(f"{name.upper()} 2024") == f"2024-{number:02}"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "0/0/00", "00/00/0000", "--0412", "--03-07", "31 Feb 2024", "2024-13-01",
        "2023-02-29", "Apr-21", "yesterday", "12:30", "8 Foo 2024", "Mar Apr 2024", "0 Mar 2024",
        "1 2 3", "99999", "3/4", "٣/٤", "2024-03-04-05", "not 08 Feb 2026", "x" * 10_000_000,
    ],
)  # fmt: skip
def test_no_date_is_no_date(text: str) -> None:
    """What is no date, or could be two, gives "" and never a guess."""
    assert parse_date(text) == ""


def test_order_of_day_and_month() -> None:
    """Two small numbers are a date only if the order is known or one of them is no month."""
    assert parse_date("03/04/2024") == ""
    assert parse_date("03/04/2024", "mdy") == "2024-03-04"
    assert parse_date("03/04/2024", "dmy") == "2024-04-03"
    assert parse_date("25/04/2024") == parse_date("04/25/2024") == "2024-04-25"
    assert parse_date("25.04.24, 14:05") == "2024-04-25T14:05:00"


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (["03/04/2024", "25/04/2024"], "dmy"),
        (["3/4/24, 9:41 PM", "3/25/24, 9:41 PM"], "mdy"),
        (["03/04/2024", "2024-04-25", ""], ""),
        (["25/04/2024", "04/25/2024"], ""),
        (["88/99/2024"], ""),
    ],
)
def test_order_shown_by_a_file(texts: list[str], order: Order) -> None:
    """A file shows its order by a number over 12; two that contradict show nothing."""
    assert order_of(texts) == order


def test_two_digit_years() -> None:
    """Two digits are read as POSIX does: 68 is this century, 69 the last."""
    assert parse_date("1-Jan-68") == "2068-01-01"
    assert parse_date("1-Jan-69") == "1969-01-01"


def test_offset_at_the_edge_of_the_calendar() -> None:
    """An offset that leads out of the calendar is left out, not an error."""
    assert parse_date("9999-12-31T23:59:59-01:00") == "9999-12-31T23:59:59"
    assert parse_date("2024-05-05T25:61:00Z") == "2024-05-05"


@pytest.mark.property
@given(st.dates(min_value=date(1000, 1, 1)))
@settings(deadline=None, max_examples=200)
def test_every_day_in_every_spelling(day: date) -> None:
    """Each day of the calendar comes back from each spelling."""
    iso = day.isoformat()
    spellings = [iso, iso.replace("-", "/"), iso.replace("-", ""), day.strftime("%d %b %Y")]
    assert {parse_date(text) for text in spellings} == {iso}
    assert parse_date(f"{day.month}/{day.day}/{day.year}", "mdy") == iso
    assert parse_date(f"{day.day}.{day.month}.{day.year}", "dmy") == iso


@pytest.mark.property
@given(st.text(max_size=70), st.sampled_from(["", "dmy", "mdy"]))
@settings(deadline=None, max_examples=300)
def test_any_text_gives_iso_or_nothing(text: str, order: Order) -> None:
    """Whatever the text, the answer is "" or a date that the calendar has."""
    found = parse_date(text, order)
    if found:
        datetime.fromisoformat((found + "-01-01")[:10] if len(found) < 10 else found)
