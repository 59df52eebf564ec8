"""The replay: cases are what the protocol says, only the past is used, and a leak is caught."""

import math
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from netgraph.backtest import LOGIT, RANKERS, Case, Past, backtest, cases, features
from netgraph.errors import NotMeaningfulError
from netgraph.records import Event
from netgraph.strength import ties


def mail(day: str, *people: str, id_: str = "") -> Event:
    """Make a mail of a day in 2024: sender first."""
    return Event("mail", people, f"2024-{day}T09:00", id=id_ or f"{day} {people}")


#: u and v each write with a, b and c; a most of all. Then a writes to both.
BEFORE = [
    *(mail(f"01-{d:02}", "a", who) for d in range(1, 9) for who in ("u", "v")),
    *(mail("01-10", one, who) for one in ("b", "c") for who in ("u", "v")),
]
CASE = mail("02-01", "a", "u", "v")
AFTER = [mail("02-09", "u", "v")]


def judged(events: Sequence[Event]) -> list[tuple[Case, list[list[float]]]]:
    """Give each case with what every ranking says about its candidates."""
    rankers = RANKERS.values()
    return [
        (case, [[rank(past, case.u, case.v, c) for c in case.candidates] for rank in rankers])
        for case, past in cases(events)
    ]


def test_a_case_is_a_first_meeting_through_a_common_acquaintance() -> None:
    """Two who never wrote to each other, addressed together by one of three whom both know."""
    ((case, _),) = judged([*BEFORE, CASE, *AFTER])
    assert (case.u, case.v, case.truth) == ("u", "v", ("a",))
    assert case.candidates == ("a", "b", "c")
    assert case.later == pytest.approx(8.0)


@pytest.mark.parametrize(
    "events",
    [
        [*BEFORE, mail("01-20", "u", "v"), CASE],  # they wrote to each other before
        [*BEFORE[:16], mail("01-10", "b", "u"), CASE],  # one common acquaintance only
        [*BEFORE, mail("02-01", "x", "u", "v")],  # nobody knows the sender
        [*BEFORE, mail("02-01", "a", "u", "v", *(f"x{n}" for n in range(20)))],  # an announcement
    ],
)
def test_what_is_no_case(events: list[Event]) -> None:
    """Acquaintances, strangers' mails and announcements show no introduction."""
    assert judged(events) == []
    assert backtest(events).rankings.empty
    assert "no introduction" in repr(backtest(events))


def test_who_asks_is_nobodys_introducer() -> None:
    """In one's own mail one knows nearly everybody: the question is who else does."""
    more = [mail("01-12", "d", who) for who in ("u", "v")]
    assert not list(cases([*BEFORE, CASE], me=["a"]))  # who did it was I
    assert not list(cases([*BEFORE, CASE], me=["b"]))  # two others are left
    ((case, _),) = [(case, past) for case, past in cases([*BEFORE, *more, CASE], me=["b"])]
    assert case.candidates == ("a", "c", "d")
    assert backtest([*BEFORE, *more, CASE], me=["a"]).rankings.empty


def test_only_the_first_time_counts() -> None:
    """The same two addressed together again are no second case."""
    assert len(judged([*BEFORE, CASE, mail("03-01", "b", "u", "v")])) == 1


def test_every_time_counts_where_that_is_asked_for() -> None:
    """Until they are in touch; then no more."""
    again = [mail("03-01", "b", "u", "v"), mail("03-02", "u", "v"), mail("03-03", "c", "u", "v")]
    found = [case for case, _ in cases([*BEFORE, CASE, *again], repeated=True)]
    assert [case.truth for case in found] == [("a",), ("b",)]


def test_alone_is_to_nobody_else() -> None:
    """A mail to v and somebody else is being in touch, but not alone."""
    later = [mail("02-09", "u", "v", "x"), mail("02-20", "v", "u")]
    days = [next(cases([*BEFORE, CASE, *later], alone=alone))[0].later for alone in (False, True)]
    assert days == pytest.approx([8.0, 19.0])


def test_anyone_on_the_message_who_knew_both_may_have_introduced_them() -> None:
    """The sender x is unknown to both, but a and b, who know both, are on it; chance counts two."""
    together = mail("02-01", "x", "u", "v", "a", "b")
    assert judged([*BEFORE, together]) == []
    found = [case for case, _ in cases([*BEFORE, together], introducer="anyone")]
    assert [(case.u, case.v, case.truth) for case in found] == [("u", "v", ("a", "b"))]
    table = backtest([*BEFORE, together], introducer="anyone").rankings.set_index("ranking")
    assert table.loc["random", "hit1"] == pytest.approx(2 / 3)
    assert table.loc["random", "hit3"] == pytest.approx(1.0)
    assert table.loc["random", "mrr"] == pytest.approx(2 / 3 + 1 / 3 / 2)
    assert table.loc["product of strengths", "hit1"] == 1.0


def test_a_sender_may_be_introduced_by_whom_he_copies() -> None:
    """With anyone: u writes to v for the first time and copies a, who knows both."""
    first = mail("02-01", "u", "v", "a")
    found = [case for case, _ in cases([*BEFORE, first], introducer="anyone")]
    assert [(case.u, case.v, case.truth) for case in found] == [("u", "v", ("a",))]


def test_a_message_of_any_size_counts_where_that_is_asked_for() -> None:
    """Ten receivers at most, unless told otherwise."""
    crowd = mail("02-01", "a", "u", "v", *(f"x{n}" for n in range(20)))
    assert [case.truth for case, _ in cases([*BEFORE, crowd], most=None)] == [("a",)]


def test_an_anonymous_edge_list_is_replayed_as_it_is() -> None:
    """Rows of numbers, one for each receiver: the same cases as from events with names."""
    letters = [*BEFORE, CASE, *AFTER]
    rows = [
        ("abcuv".index(event.people[0]), "abcuv".index(other), 3600 * number)
        for number, event in enumerate(letters)
        for other in event.people[1:]
    ]
    whens = [datetime.fromtimestamp(3600 * n, UTC).isoformat()[:19] for n in range(len(letters))]
    named = [event._replace(when=when) for event, when in zip(letters, whens, strict=True)]
    one, other = backtest(rows), backtest(named)
    assert set(one.rankings["cases"]) == {1}
    assert one.rankings.equals(other.rankings)


def test_who_says_that_he_introduced_them_is_believed() -> None:
    """An event "a introduced u to v" is a case without any mail."""
    event = Event("introduced", ("a", "u", "v"), "2024-02-01")
    ((case, _),) = judged([*BEFORE, event])
    assert case.truth == ("a",)


def test_the_strength_of_the_replay_is_the_strength_of_the_graph() -> None:
    """At any moment the past weighs a tie exactly as `ties` does on the events so far."""
    events = [
        *BEFORE,
        mail("01-11", "u", "a"),
        Event("coauthor", ("b", "u", "w"), "2023-08-01"),
        Event("meeting", ("a", "v", "c"), "2024-01-15"),
        Event("stated", ("a", "w"), "2021-01-01", "mentor"),
    ]
    people = {k: k for event in events for k in event.people}
    whole = ties(events, people, as_of="2024-02-01")
    case, past = next(cases([*events, CASE]))
    for pair, tie in whole.items():
        assert past.strength(*pair) == pytest.approx(tie.strength, rel=0.01), pair
    assert case.truth == ("a",)


def leak_free(events: Sequence[Event], later: Sequence[Event]) -> bool:
    """Say whether the judgement of what happened so far is the same with and without a future."""
    without, with_future = judged(events), judged([*events, *later])
    assert without, "nothing to judge"
    return [scores for _, scores in without] == [
        scores for _, scores in with_future[: len(without)]
    ]


#: In the future c becomes the great friend of both: whoever peeks will rank c first.
FUTURE = [mail(f"03-{d:02}", "c", who) for d in range(1, 29) for who in ("u", "v")]


def test_the_future_changes_no_judgement() -> None:
    """What comes after a case is not known to any ranking."""
    assert leak_free([*BEFORE, CASE], FUTURE)
    same_moment = [mail("02-01", "c", "u"), mail("02-01", "c", "v")]
    assert judged([*BEFORE, CASE])[0][1] == judged([*BEFORE, CASE, *same_moment])[0][1]


def test_a_planted_leak_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    """A replay that learns everything before it judges fails the same check."""
    module = sys.modules["netgraph.replay"]
    honest = module.Replay.run

    def leaky(self):  # type: ignore[no-untyped-def]  # noqa: ANN001, ANN202 - a fault on purpose
        known = Past(self.model)
        for event in self.events:
            known.now = module.moment(event.when)
            known.learn(event, event.people, led=True)
        for moment, _, here in honest(self):
            known.now = max(known.now, moment)
            yield moment, known, here

    monkeypatch.setattr(module.Replay, "run", leaky)
    assert not leak_free([*BEFORE, CASE], FUTURE)


def test_the_features_are_what_can_be_computed_by_hand() -> None:
    """Both strengths, the days since each was written to, who brings strangers together."""
    case, past = next(cases([*BEFORE, mail("01-20", "u", "b"), CASE]))
    seen = {c: features(past, "u", "v", c) for c in case.candidates}
    for c, days in (("a", 24), ("b", 22), ("c", 22)):
        assert seen[c]["silence"] == pytest.approx(-2 * math.log1p(days)), c
        product = past.strength("u", c) * past.strength(c, "v")
        assert seen[c]["strength"] == pytest.approx(math.log(product))
        score = RANKERS["strength, silence, practice"](past, "u", "v", c)
        assert score == pytest.approx(sum(LOGIT[name] * seen[c][name] for name in LOGIT))
    assert seen["a"]["practice"] == pytest.approx(math.log(0.5 / 21))


def test_the_shortlist_is_of_the_strongest_and_its_order_the_freshest() -> None:
    """Three of the strongest go before the others: first whoever was in touch with both last."""
    written = [
        mail(f"01-{10 + day - 2 * number:02}", c, one)
        for number, c in enumerate("abcde")
        for day in range(2 * number + 1)
        for one in ("u", "v")
    ]
    case, past = next(cases([*written, CASE]))
    by = {name: {c: rank(past, "u", "v", c) for c in "abcde"} for name, rank in RANKERS.items()}
    product, chosen = by["product of strengths"], by[next(iter(RANKERS))]
    assert sorted(case.candidates, key=lambda c: -product[c]) == ["e", "d", "c", "b", "a"]
    assert [past.silence("u", c) for c in "abcde"] == [22] * 5
    fresh = mail("01-30", "c", "u"), mail("01-30", "c", "v")
    case, past = next(cases([*written, *fresh, CASE]))
    toolkit = next(iter(RANKERS.values()))
    assert sorted("abcde", key=lambda c: -toolkit(past, "u", "v", c)) == ["c", "e", "d", "b", "a"]
    assert sorted(case.candidates, key=lambda c: -chosen[c]) == ["e", "d", "c", "b", "a"]


def test_bringing_strangers_together_is_practice() -> None:
    """After the case, `a` has done it once in eighteen mails."""
    again = [mail("02-02", one, "w") for one in ("a", "b", "c")]
    replayed = cases([*BEFORE, CASE, *again, mail("02-03", "a", "u", "w")])
    practice = [features(past, case.u, case.v, "a")["practice"] for case, past in replayed]
    assert practice == pytest.approx([math.log(0.5 / 21), math.log(1.5 / 23)])


def test_who_never_wrote_is_ranked_all_the_same() -> None:
    """Whom both wrote to and who never answered counts as silent for a thousand days."""
    quiet = [mail("01-10", one, "q") for one in ("u", "v")]
    case, past = next(cases([*BEFORE, *quiet, CASE]))
    assert "q" in case.candidates
    assert features(past, "u", "v", "q")["silence"] == pytest.approx(-2 * math.log1p(1000))


def test_an_imprecise_date_is_known_only_when_it_is_over() -> None:
    """A paper "of 2024" cannot have helped anybody in February 2024."""
    paper = Event("coauthor", ("u", "v"), "2024")
    month = Event("coauthor", ("u", "v"), "2024-01")
    assert len(judged([*BEFORE, CASE, paper])) == 1
    assert judged([*BEFORE, CASE, month]) == []


def test_rates_are_what_can_be_counted_by_hand() -> None:
    """One case that the product gets right; random hits one of three; undated ones are counted."""
    found = backtest([*BEFORE, CASE, *AFTER, Event("mail", ("a", "u"))])
    table = found.rankings.set_index(["kind", "ranking"])
    assert table.loc[("all", "product of strengths"), "hit1"] == 1.0
    assert table.loc[("strict", "random"), "hit1"] == pytest.approx(1 / 3)
    assert table.loc[("all", "random"), "hit3"] == pytest.approx(1.0)
    assert table.loc[("all", "random"), "mrr"] == pytest.approx((1 + 1 / 2 + 1 / 3) / 3)
    assert found.unused == 1
    assert set(table.loc["all"].index) == set(RANKERS)
    assert "product of strengths" in repr(found)
    assert found._repr_html_().startswith("<table")


def test_a_case_outside_the_time_is_not_judged_but_still_known() -> None:
    """With start and end, cases are taken from a part of the time only."""
    assert backtest([*BEFORE, CASE], start="2024-03-01").rankings.empty
    assert len(backtest([*BEFORE, CASE], start="2024-02-01", end="2024-02-02").rankings) > 0


def test_nothing_dated_is_nothing_to_learn_from() -> None:
    """Without a date nothing can be replayed, and that is said."""
    with pytest.raises(NotMeaningfulError, match="no dated events"):
        backtest([Event("mail", ("a", "u"))])


def test_the_same_events_give_the_same_tables() -> None:
    """Order does not matter and chance is seeded."""
    events = [*BEFORE, CASE, *AFTER]
    one, other = backtest(events, seed=3), backtest(events[::-1], seed=3)
    assert one.rankings.equals(other.rankings)
    assert one.closing.equals(other.closing)
    assert one.reliability.equals(other.reliability)


def test_pairs_that_are_near_come_in_touch_more_often() -> None:
    """The closing table counts pairs by distance and says how many met."""
    later = [mail("08-01", "u", "v"), mail("12-20", "x", "y")]
    found = backtest([*BEFORE, CASE, *later], within_days=120)
    pairs = dict(zip(found.closing["distance"], found.closing["pairs"], strict=True))
    assert pairs["2"] >= 1
    assert found.reliability["pairs"].sum() == pairs["2"]


def test_progress_is_shown_where_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """A bar goes to the error stream, once the replay has taken a second."""
    rows = [Event("mail", ("a", "b"), f"{year}-01-01") for year in range(1000, 5000)]

    def slow(_past: Past, _u: str, _v: str, _c: str) -> float:
        time.sleep(1.2)
        return 0.0

    backtest([*BEFORE, CASE, *rows], rankers={"slow": slow}, progress=True)
    assert "Replaying" in capsys.readouterr().err
    backtest([*BEFORE, CASE], rankers={"slow": slow}, progress=False)
    assert capsys.readouterr().err == ""
