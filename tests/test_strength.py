"""Events become ties: every number can be computed by hand, every sentence is true."""

import dataclasses
import math
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.decisions import TieWord
from netgraph.errors import ReadError
from netgraph.records import BANDS, KINDS, Event
from netgraph.strength import Model, Tie, crowded, freshness, heed, shortlist, ties

PEOPLE = {"a": "ann", "b": "ben", "c": "cay", "d": "dee", "a2": "ann"}
NAMES = {"ann": "Ann Osei", "ben": "Ben Okafor", "cay": "Cay Li", "dee": "Dee Roe"}
TODAY = "2026-11-20"


def tie(*events: Event, pair: tuple[str, str] = ("ann", "ben"), model: Model | None = None) -> Tie:
    """Give the tie of two people."""
    return ties(events, PEOPLE, as_of=TODAY, model=model, names=NAMES)[pair]


PLAIN = Model.default().replace(floors=dict.fromkeys(KINDS, 0.0), one_way=1.0, bystander=1.0)


@pytest.mark.parametrize(
    ("when", "strength"),
    [
        ("2026-11-20", 1.0),
        ("2026-11-20T09:00:00", 1.0),
        ("2026-08-22", 0.5),
        ("2025-11-25", 0.0625),
        ("2027-01-01", 1.0),
        ("2026-08", 2 ** (-97 / 90)),
        ("2025", 2 ** (-507 / 90)),
        ("", 0.0),
    ],
)
def test_an_event_fades_by_half_every_half_life(when: str, strength: float) -> None:
    """One mail, aged by days; months and years count from their middle, the future has no age."""
    found = tie(Event("mail", ("a", "b"), when), model=PLAIN).strength
    assert found == pytest.approx(strength, abs=1e-5)


def test_an_event_of_many_is_shared_out() -> None:
    """Each pair of n people gets 1/(n-1) of a paper."""
    found = ties([Event("coauthor", ("a", "b", "c", "d"), TODAY)], PEOPLE, as_of=TODAY, model=PLAIN)
    assert len(found) == 6
    assert {round(t.strength, 9) for t in found.values()} == {1.0}


def test_who_was_only_addressed_together_is_tied_less() -> None:
    """The sender reaches each recipient; the recipients among themselves count for a part."""
    model = PLAIN.replace(bystander=0.25)
    found = ties([Event("mail", ("a", "b", "c"), TODAY)], PEOPLE, as_of=TODAY, model=model)
    assert found["ann", "ben"].strength == pytest.approx(0.5)
    assert found["ben", "cay"].strength == pytest.approx(0.125)


def test_mail_that_goes_one_way_only_counts_less() -> None:
    """Reciprocity counts, and only for what can be answered."""
    model = PLAIN.replace(one_way=0.5)
    there, back = Event("mail", ("a", "b"), TODAY, id="1"), Event("mail", ("b", "a"), TODAY, id="2")
    assert tie(there, model=model).strength == pytest.approx(0.5)
    assert tie(there, back, model=model).strength == pytest.approx(2.0)
    assert tie(Event("recommendation", ("a", "b"), TODAY), model=model).strength == pytest.approx(2)


def test_what_has_been_remains_as_a_floor() -> None:
    """Three old papers are worth twice one old paper, and one of sixty authors next to nothing."""
    papers = [Event("coauthor", ("a", "b"), "1990", f"Paper {n}", id=str(n)) for n in range(3)]
    one, three = tie(papers[0]).strength, tie(*papers).strength
    assert one == pytest.approx(Model().floors["coauthor"])
    assert three == pytest.approx(2 * one)
    many = Event("coauthor", ("a", "b", *(f"x{n}" for n in range(62))), "1990")
    people = {**PEOPLE, **{f"x{n}": f"x{n}" for n in range(62)}}
    assert ties([many], people, as_of=TODAY)["ann", "ben"].strength < 0.05 * one


def test_an_event_exported_twice_counts_once() -> None:
    """Equal ids, and equal content in two files, are one event; twice in one file is meant."""
    mail = Event("mail", ("a", "b"), TODAY, id="<1@x>", file="one.mbox")
    again = mail._replace(people=("a2", "b"), file="two.mbox", line=9)
    assert tie(mail, again).kinds == {"mail": 1}
    chat = Event("message", ("a", "b"), "2026-11-20T09:00", file="one.txt")
    assert tie(chat, chat._replace(file="two.txt")).kinds == {"message": 1}
    assert tie(chat, chat._replace(line=2)).kinds == {"message": 2}


def test_nobody_is_tied_to_themselves_and_strangers_to_the_list_are_dropped() -> None:
    """Two keys of one person make no tie; whoever is no person is left out of the event."""
    assert ties([Event("mail", ("a", "a2"), TODAY)], PEOPLE, as_of=TODAY) == {}
    found = ties([Event("meeting", ("room", "a", "b"), TODAY)], PEOPLE, as_of=TODAY, model=PLAIN)
    assert found["ann", "ben"].strength == pytest.approx(2.0)


def test_without_the_sender_the_others_were_only_addressed_together() -> None:
    """A robot's mail to two people is not a mail from one of them."""
    found = tie(Event("mail", ("robot", "a", "b"), TODAY))
    assert found.evidence == ["both addressed in 1 e-mail in November 2026"]


@pytest.mark.parametrize("kind", ["connection", "follow", "invitation"])
def test_a_click_is_unknown_not_weak(kind: str) -> None:
    """A tie whose only evidence is a click has its own band."""
    assert tie(Event(kind, ("a", "b"), TODAY)).band == "unknown"
    assert tie(Event(kind, ("a", "b"), TODAY), Event("message", ("a", "b"), "1999")).band == "weak"


def mails(count: int, when: str) -> list[Event]:
    """Make mails that go to and fro within a month."""
    pairs = (("a", "b"), ("b", "a"))
    return [
        Event("mail", pairs[n % 2], f"{when}-{n + 1:02}", id=f"{when} {n}") for n in range(count)
    ]


@pytest.mark.parametrize(
    ("events", "band"),
    [
        (mails(20, "2016-03"), "dormant"),
        (mails(20, "2016-03") + mails(1, "2016-08"), "dormant"),
        (mails(20, "2025-11"), "dormant"),  # the last on the 20th: a year ago to the day
        (mails(6, "2025-12"), "familiar"),  # eleven months of silence
        (mails(2, "2016-03"), "weak"),  # two mails were never a strong tie
        ([*mails(20, "2016-03"), *mails(4, "2026-11")], "strong"),  # in touch again
        ([*mails(20, "2016-03"), Event("stated", ("a", "b"))], "strong"),  # somebody vouches
        ([*mails(20, "2016-03"), Event("connection", ("a", "b"), "2026-11-01")], "dormant"),
        ([Event("coauthor", ("a", "b"), f"199{n}", id=str(n)) for n in range(9)], "dormant"),
    ],
)
def test_strong_once_and_long_silent_is_dormant(events: list[Event], band: str) -> None:
    """A tie that was strong on its last day, a year ago or more, is dormant: not weak, nor strong.

    On its last day it was strong: the same events seen from that day say so.
    """
    found = tie(*events)
    assert found.band == band
    if band == "dormant":
        contact = [event for event in events if event.kind != "connection"]
        last = max(event.when for event in contact)
        then = ties(contact, PEOPLE, as_of=f"{last}-07-01"[:10])["ann", "ben"]
        assert then.band == "strong"
        assert found.evidence[0].startswith(f"strong once: {len(contact)} ")


def test_dormant_stands_between_familiar_and_weak() -> None:
    """The sentence says how much there was and until when; the order of the bands is fixed."""
    assert tie(*mails(20, "2016-03")).evidence == [
        "strong once: 20 e-mails until March 2016, nothing since",
        "exchanged 20 e-mails, last in March 2016 (Ben Okafor wrote 10)",
    ]
    assert BANDS == ("strong", "familiar", "dormant", "weak", "unknown")


def test_how_long_a_silence_makes_a_tie_dormant_can_be_changed() -> None:
    """Days of silence are a number of the model like the others."""
    model = Model.default().replace(dormant_days=30, half_life_days=10)
    assert tie(*mails(20, "2026-09"), model=model).band == "dormant"
    assert tie(*mails(20, "2026-09")).band == "strong"


def test_bands_chance_and_basis() -> None:
    """Bands follow the strength; the chance never reaches its ceiling; the best basis counts."""
    mails = [Event("mail", ("a", "b"), TODAY, id=str(n)) for n in range(9)]
    strong = tie(*mails)
    assert (strong.band, strong.basis) == ("strong", "recorded")
    assert strong.chance == pytest.approx(0.73 * (1 - math.exp(-strong.strength)))
    assert tie(Event("stated", ("a", "b"))).basis == "stated"
    assert tie(Event("same_school", ("a", "b"))).basis == "inferred"


def test_a_huge_event_ties_only_its_first_person() -> None:
    """Five thousand authors do not make twelve million ties, and a sentence says so."""
    keys = [f"k{n}" for n in range(400)]
    event = Event("coauthor", tuple(keys), TODAY, "Big paper")
    found = ties([event], {k: k for k in keys}, as_of=TODAY)
    assert len(found) == 399
    assert crowded([event])[0].startswith("Big paper: 400 people")
    assert crowded([Event("coauthor", ("a", "b"))]) == []


@pytest.mark.parametrize(
    ("events", "sentence"),
    [
        (
            [Event("coauthor", ("a", "b"), f"202{n}", f"Title {n}") for n in range(4, 7)],
            "co-authored 3 papers, last in 2026 (“Title 6”)",
        ),
        ([Event("coauthor", ("a", "b"), "2023-05-01")], "co-authored one paper in May 2023"),
        (
            [Event("coauthor", ("a", "b", *map(str, range(62))), "2019-03", "Registry")],
            "co-authored one paper with 62 others in March 2019 (“Registry”)",
        ),
        (
            [Event("coauthor", ("a", "b", *map(str, range(n))), "2020") for n in (10, 62)],
            "co-authored 2 papers, each with 10 others or more, last in 2020",
        ),
        (
            [Event("coauthor", ("a", "b", *map(str, range(n))), "2020") for n in (9, 62)],
            "co-authored 2 papers, last in 2020",
        ),
        (
            [
                *(Event("mail", ("a", "b"), f"2026-10-0{n}") for n in range(1, 4)),
                Event("mail", ("b", "a"), "2026-09-09"),
            ],
            "exchanged 4 e-mails, last in October 2026 (Ben Okafor wrote 1)",
        ),
        (
            [Event("mail", ("b", "a"), "2026-10-01")],
            "Ben Okafor wrote 1 e-mail to Ann Osei in October 2026",
        ),
        ([Event("meeting", ("a", "b"), "2024-03", "Club")], "met once in March 2024 (“Club”)"),
        (
            [Event("endorsement", ("a", "b"), "2024", "Echo")],
            "Ann Osei endorsed Ben Okafor for Echo in 2024",
        ),
        (
            [
                Event("recommendation", ("b", "a"), "2024"),
                Event("recommendation", ("a", "b"), "2023"),
            ],
            "recommended each other in 2024",
        ),
        ([Event("stated", ("a", "b"), "", "mentor")], "stated: “mentor”"),
        ([Event("group", ("a", "b", "c"), "", "IMG 2026")], "both in the group “IMG 2026”"),
        ([Event("same_school", ("a", "b"), "", "X College")], "inferred: both went to X College"),
        (
            [Event("same_organisation", ("a", "b"), "2024", "X Clinic")],
            "inferred: both at X Clinic in 2024",
        ),
        (
            [Event("connection", ("a", "b"), "2024-03-01")],
            "connected since March 2024 (no contact recorded)",
        ),
    ],
)
def test_the_sentence_says_what_there_is(events: list[Event], sentence: str) -> None:
    """Counts, the last date as precisely as known, one title, and who did it."""
    assert tie(*events).evidence == [sentence]


def test_the_sentence_names_the_medium_that_the_keys_show() -> None:
    """A connection between LinkedIn keys is one on LinkedIn."""
    people = {"owner:linkedin|x": "me", "linkedin:b": "ben"}
    event = Event("connection", ("owner:linkedin|x", "linkedin:b"), "2024-03-01")
    (found,) = ties([event], people, as_of=TODAY).values()
    assert found.evidence == ["connected on LinkedIn since March 2024 (no contact recorded)"]


def test_the_most_telling_sentence_comes_first() -> None:
    """What adds most to the strength is said first."""
    found = tie(Event("connection", ("a", "b"), "2020"), Event("mail", ("a", "b"), TODAY))
    assert found.evidence[0].startswith("Ann Osei wrote 1 e-mail")
    assert found.evidence[1] == "connected since 2020"
    assert (found.first, found.last) == ("2020", TODAY)


def test_every_kind_has_a_weight_a_floor_and_a_sentence() -> None:
    """No kind of event is forgotten by the model or left without words."""
    assert set(Model().weights) == set(Model().floors) == set(KINDS)
    for kind in KINDS:
        (sentence,) = tie(Event(kind, ("a", "b"), "2024-05-01")).evidence
        assert sentence


_EVENTS = st.lists(
    st.builds(
        Event,
        st.sampled_from(KINDS),
        st.lists(st.sampled_from(sorted(PEOPLE)), min_size=2, max_size=4).map(tuple),
        st.sampled_from(["", "2024", "2026-05", "2026-11-01", "2031-01-01"]),
        st.sampled_from(["", "x"]),
        file=st.sampled_from(["f", "g"]),
        line=st.just(0),
        weight=st.sampled_from([1.0, 3.0]),
        id=st.just(""),
    ),
    max_size=8,
)


@pytest.mark.property
@given(_EVENTS, st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=80)
def test_the_order_of_the_events_changes_nothing(events: list[Event], rng: object) -> None:
    """Ties are a sum: shuffled events give the same ties."""
    shuffled = list(events)
    rng.shuffle(shuffled)  # type: ignore[attr-defined]
    here, there = (ties(e, PEOPLE, as_of=TODAY) for e in (events, shuffled))
    assert list(here) == list(there)
    for pair, one in here.items():
        assert one.strength == pytest.approx(there[pair].strength)
        assert one._replace(strength=0, chance=0) == there[pair]._replace(strength=0, chance=0)


@pytest.mark.property
@given(_EVENTS, _EVENTS)
@settings(deadline=None, max_examples=60)
def test_more_events_never_weaken_a_tie(events: list[Event], more: list[Event]) -> None:
    """A further event adds or adds nothing."""
    before, after = (ties(e, PEOPLE, as_of=TODAY) for e in (events, events + more))
    for pair, one in before.items():
        assert after[pair].strength >= one.strength - 1e-9
        assert one.strength > 0
        assert 0 < one.chance < Model().p_max


@pytest.mark.parametrize("weight", [-5.0, float("nan"), float("inf"), 1e300])
def test_an_absurd_weight_breaks_nothing(weight: float) -> None:
    """An export may say anything: the strength stays a positive, finite number."""
    found = tie(Event("stated", ("a", "b"), TODAY, weight=weight))
    assert 0 < found.strength < math.inf
    assert found.chance <= Model().p_max


def test_the_users_word_outweighs_what_was_computed() -> None:
    """Her band or strength holds, her words come first, what was recorded remains behind."""
    found = ties([Event("connection", ("a", "b"), "2020")], PEOPLE, as_of=TODAY, names=NAMES)
    words = [
        TieWord("Ben", "Ann", band="strong", note="mentor, would help"),
        TieWord("Cay", strength=0.5),
        TieWord("Nobody", "Ann", band="weak"),
    ]
    who = {"Ann": "ann", "Ben": "ben", "Cay": "cay"}
    heeded, notes = heed(found, words, lambda text: who.get(text, ""), me=["ann"])
    mentor, cay = heeded["ann", "ben"], heeded["ann", "cay"]
    assert (mentor.band, mentor.basis) == ("strong", "stated")
    assert mentor.strength > Model().strong
    assert mentor.evidence[0] == "you said: “mentor, would help”"
    assert mentor.evidence[1].startswith("connected since 2020")
    assert mentor.kinds == {"connection": 1, "stated": 1}
    assert (cay.strength, cay.band) == (0.5, "familiar")
    assert len(notes) == 1
    assert "Nobody" in notes[0]
    assert found["ann", "ben"].band == "unknown"


def test_a_word_that_fits_what_was_computed_changes_no_number() -> None:
    """Who calls a strong tie strong must not make it weaker; another band moves it."""
    found = ties(mails(20, "2026-11"), PEOPLE, as_of=TODAY)
    before = found["ann", "ben"].strength
    assert before > 2 * Model().strong

    def said(word: TieWord) -> Tie:
        heeded, _ = heed(found, [word], lambda text: text)
        return heeded["ann", "ben"]

    assert said(TieWord("ann", "ben", band="strong", note="would help")).strength == before
    assert said(TieWord("ann", "ben", note="would help")).strength == before
    assert said(TieWord("ann", "ben", band="dormant")).band == "dormant"
    weaker = said(TieWord("ann", "ben", band="weak"))
    assert (weaker.band, weaker.basis) == ("weak", "stated")
    assert weaker.strength < Model().familiar


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"half_life": 30}, "Did you mean “half_life_days”"),
        ({"p_max": "much"}, "“p_max = much”: a number of the model is 0 or more"),
        ({"weights": {"meetings": 1.0}}, "Did you mean “meeting”"),
        ({"half_life_days": float("nan")}, "0 or more"),
        ({"half_life_days": True}, "0 or more"),
        ({"half_life_days": {"a": 1}}, "0 or more"),
        ({"floors": {"mail": -1}}, "0 or more"),
        ({"weights": 3}, "by kind"),
        ({"weight": {"mail": 3}}, "Did you mean “weights”"),
        ({"half_life_days": 0}, "more than 0"),
        ({"hop_discount": 0}, "more than 0 and at most 1"),
        ({"p_max": 2}, "at most 1"),
    ],
)
def test_a_wrong_number_is_named_with_the_right_one(changes: dict[str, object], says: str) -> None:
    """A slip in the model is an error, not a model that ignores it."""
    with pytest.raises(ReadError, match=says):
        Model.default().replace(**changes)


def test_a_statement_does_not_age() -> None:
    """ "A mentors B, since 2019" says how it is now: the date is no day on which it happened."""
    said = Event("stated", ("a", "b"), "2019", "mentor")

    assert tie(said).strength == tie(said._replace(when="")).strength
    assert tie(said).first == "2019"


def test_answers_are_told_as_answers() -> None:
    """Replies read as answers, so that they are not counted as more mails."""
    there = Event("reply", ("a", "b"), "2026-05-01", id="1")
    back = Event("reply", ("b", "a"), "2026-05-02", id="2")

    assert tie(there, back).evidence[0].startswith("answered each other 2 times, last in May 2026")


def test_the_documentation_has_every_number_of_the_model() -> None:
    """The tables of docs/ties.md are the model that is used, row by row."""
    text = (Path(__file__).resolve().parent.parent / "docs" / "ties.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()]
    told = {row[0]: row[1:] for row in rows if len(row) == 3}
    model = Model.default()
    for kind in KINDS:
        assert [float(cell) for cell in told[kind]] == [model.weights[kind], model.floors[kind]]
    for number in dataclasses.fields(Model):
        if number.name not in {"weights", "floors"}:
            assert float(told[number.name][0]) == getattr(model, number.name)


@pytest.mark.parametrize(
    ("events", "days"),
    [
        ([Event("mail", ("a", "b"), "2026-11-10")], 10),
        ([Event("mail", ("b", "a"), "2026-11-10T09:00"), Event("mail", ("a", "b"), "2026")], 10),
        ([Event("mail", ("a", "b"), "2027-05-01")], 0),
        ([Event("mail", ("c", "a", "b"), "2026-11-10")], 11 / 0.1 - 1),  # together, ten days ago
        (
            [Event("mail", ("c", "a", "b"), "2026-11-20"), Event("mail", ("a", "b"), "2026-09-01")],
            9,
        ),
        ([Event("mail", ("x", "a", "b"), "2026-11-20")], 9),  # the sender is lost
        ([Event("coauthor", ("c", "a", "b"), "2026-11-10")], 10),
        ([Event("mail", ("a", "b"), "2019")], 1000),
        ([Event("meeting", ("a", "b"), "2026-11-10"), Event("follow", ("a", "b"), TODAY)], 10),
    ],
)
def test_silence_is_counted_from_the_last_contact(events: list[Event], days: float) -> None:
    """A click is no contact; to be addressed together is one that is ten times as old."""
    assert tie(*events).silence == pytest.approx(days)


@pytest.mark.parametrize(
    "event",
    [
        Event("stated", ("a", "b"), "2001-01-01", "mentor"),
        Event("connection", ("a", "b"), TODAY),
        Event("coauthor", ("a", "b")),
    ],
)
def test_what_has_no_date_of_contact_takes_the_usual_silence(event: Event) -> None:
    """A tie kept up by one mail every so many days has this strength just between two of them."""
    found = tie(event)
    often = 90 / math.log(2) / found.strength
    assert found.silence == pytest.approx(min(1000.0, often))
    assert heed({}, [TieWord("ann", "ben", band="strong")], str)[0]["ann", "ben"].silence == (
        pytest.approx(90 / math.log(2) / 2)
    )


def test_who_counts_for_nothing_together_was_never_in_touch() -> None:
    """With a bystander's share of 0, to be addressed together is no contact at all."""
    model = Model().replace(bystander=0)
    assert tie(Event("mail", ("c", "a", "b"), TODAY), model=model).silence == 1000


def test_a_way_is_as_fresh_as_its_stalest_tie() -> None:
    """The root of the strengths, over the longest silence once for each tie."""
    assert freshness([(4.0, 9.0)]) == pytest.approx(0.2)
    assert freshness([(4.0, 9.0), (9.0, 1.0)]) == pytest.approx(0.06)
    assert freshness([(4.0, 1.0), (9.0, 9.0)]) == pytest.approx(0.06)


def test_three_of_the_first_five_ways_are_named_first() -> None:
    """Strength weighs more where they are chosen than where they are put in order."""
    ways = {
        "a": [(8.0, 3.0), (1.0, 0.0)],
        "b": [(2.0, 0.0), (1.0, 0.0)],
        "c": [(1.9, 9.0), (1.0, 0.0)],
        "d": [(1.8, 7.0), (1.0, 0.0)],
        "e": [(1.0, 1.0), (0.7, 1.0)],
        "f": [(1.0, 0.0), (1.0, 0.0)],  # comes too late
    }
    assert shortlist(ways) == pytest.approx({"a": 8**0.5 / 16, "b": 2**0.5, "d": 1.8**0.5 / 64})
    assert shortlist({}) == {}


def test_a_way_without_hope_is_not_named_first() -> None:
    """A strong tie and a recent one do not make up for a tie that hardly is one."""
    ways = {
        "strong": [(30.0, 0.0), (0.05, 0.0)],
        "even": [(1.1, 9.0), (1.1, 9.0)],
        "weak": [(1.0, 99.0), (1.0, 99.0)],
    }
    assert [*shortlist(ways)] == ["strong", "even", "weak"]
    ways["strong"] = [(80.0, 0.0), (0.019, 0.0)]
    assert [*shortlist(ways)] == ["even", "weak"]


def test_nothing_said_makes_a_tie_of_no_strength() -> None:
    """Where the floor of a click is nothing, a tie said to be unknown is still one."""
    model = Model().replace(floors={"connection": 0.0})
    found = heed({}, [TieWord("ann", "ben", band="unknown")], str, model=model)[0]["ann", "ben"]
    assert found.strength > 0
