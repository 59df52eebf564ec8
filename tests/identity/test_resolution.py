"""Who is who: what must be joined, what must stay apart, and that the order never matters."""

import gc
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.decisions import Decisions
from netgraph.errors import AmbiguousPersonError
from netgraph.identity import People, resolve
from netgraph.records import Contact, Event, key
from tests.conftest import shared


def person(people: People, each: str) -> str:
    """Give the person id of a key."""
    return people.person_of[each]


def same(people: People, *keys: str) -> bool:
    """Say whether all keys are one person."""
    return len({people.person_of[k] for k in keys}) == 1


OSEI = Contact(("orcid:0000-0002-0000-0001", "name:Osei-Tutu A|p#1"), "Osei-Tutu A", file="p.nbib")


OFFICE = "an office's address (no person's name is on it)"


# --- strong keys -----------------------------------------------------------------------------


def test_a_shared_key_makes_one_person_and_says_why() -> None:
    """Two mentions with one ORCID are one person, with the ORCID as the reason."""
    other = Contact(("orcid:0000-0002-0000-0001",), "Amara Osei-Tutu, MD", file="q.nbib", line=7)
    (found,) = resolve([OSEI, other]).persons
    assert found.name == "Amara Osei-Tutu"
    assert found.id == "orcid:0000-0002-0000-0001"
    assert found.files == ("p.nbib", "q.nbib")
    (merge,) = found.merges
    assert {merge.a, merge.b} == {
        "Osei-Tutu A (p.nbib, record 0)",
        "Amara Osei-Tutu, MD (q.nbib, record 7)",
    }
    assert "the same ORCID" in merge.reason
    assert merge.probability > 0.99


def test_two_orcids_keep_namesakes_apart_even_with_a_shared_address() -> None:
    """Two ORCIDs are two people; the address they share is a doubt, not a merge."""
    people = resolve(
        [
            Contact(("orcid:0000-0002-0000-0001", "email:office@a.example"), "Wei Zhang"),
            Contact(("orcid:0000-0002-0000-0002", "email:office@a.example"), "Wei Zhang"),
        ]
    )
    assert len(people.persons) == 2
    assert len(people.doubts) == 1


def test_an_address_under_two_quite_different_names_is_doubted() -> None:
    """A family's or an office's address does not make one person of two."""
    people = resolve(
        [
            Contact(("email:home@a.example", "name:Ben Okafor|1"), "Ben Okafor"),
            Contact(("email:home@a.example", "name:Grace Okafor|2"), "Grace Okafor"),
        ]
    )
    assert not same(people, "name:Ben Okafor|1", "name:Grace Okafor|2")
    assert "different names" in people.doubts[0].reason


@pytest.mark.parametrize("name", ["Farheen Lindqvist", "F. Shaikhani", "فرهين", "Fari S."])
def test_an_address_outweighs_a_changed_name_and_another_script(name: str) -> None:
    """Marriage, initials, another script or a nickname under one address stay one person."""
    people = resolve(
        [
            Contact(("email:farheen@a.example", "name:a|1"), "Farheen Shaikhani"),
            Contact(("email:farheen@a.example", "name:b|2"), name),
        ]
    )
    assert same(people, "name:a|1", "name:b|2")


# --- names and a second agreement ------------------------------------------------------------

LINKEDIN = Contact(
    ("linkedin:amara-1",), "Amara Osei-Tutu, MD 🩺", "St. Hilda's Hospital", file="li/C.csv"
)


@pytest.mark.parametrize("name", ["Osei-Tutu, Amara", "Osei-Tutu A", "Osei-Tutu, Amara B"])
def test_a_paper_and_a_profile_are_one_by_name_and_employer(name: str) -> None:
    """Compatible names at the same institution are merged, with both reasons."""
    paper = Contact(
        ("name:x|p#1",), name, "Dept. of Cardiology, St Hilda's Hosp., Leeds, UK", file="p.nbib"
    )
    people = resolve([LINKEDIN, paper, *crowd(40)])
    assert same(people, "linkedin:amara-1", "name:x|p#1")
    merges = next(p for p in people.persons if p.id == "linkedin:amara-1").merges
    assert "both at saint hildas h" in merges[0].reason


def test_a_merge_names_the_two_mentions_that_its_reason_is_about() -> None:
    """A record that joins two others by their second employer is said to match that record."""
    records = [
        Contact(("name:a|a",), "Ilse Roehampton", "Alpha Clinic", file="a.csv"),
        Contact(("name:b|b",), "Ilse Roehampton", "Alpha Clinic; Beta Clinic", file="b.csv"),
        Contact(("name:c|c",), "Ilse Roehampton", "Beta Clinic", file="c.csv"),
    ]
    (one,) = (p for p in resolve([*records, *crowd(60)]).persons if "name:a|a" in p.keys)
    files = {frozenset((m.a.split("(")[1][0], m.b.split("(")[1][0])) for m in one.merges}
    assert files == {frozenset("ab"), frozenset("bc")}


def crowd(size: int) -> list[Contact]:
    """Make people around, so that a name or a hospital says something."""
    rng = random.Random(size)
    words = ["ra", "mo", "li", "ken", "tas", "vor", "bel", "dun", "sho", "pir"]
    return [
        Contact(
            (f"linkedin:p{n}",),
            "".join(rng.choices(words, k=2)).title()
            + " "
            + "".join(rng.choices(words, k=3)).title(),
            f"Place {n % 20} Clinic",
            file="other/C.csv",
        )
        for n in range(size)
    ]


def test_shared_coauthors_join_spellings_of_one_author() -> None:
    """Bare initials join the full name where both wrote with the same people."""
    authors = [
        ["Zaidat OO", "Lopes D", "Budzik R"],
        ["Zaidat, Osama O", "Lopes, Demetrius", "Kass, Ron"],
    ]
    contacts, events = papers(authors)
    people = resolve(contacts + crowd(40), events)
    assert same(people, "name:Zaidat OO|0", "name:Zaidat, Osama O|1")
    assert same(people, "name:Lopes D|0", "name:Lopes, Demetrius|1")


@pytest.mark.parametrize("seed", range(3))
def test_teams_with_a_name_in_common_each_have_their_own(seed: int) -> None:
    """Who is of a team meets it again: one like name among many strange ones is no agreement.

    The truth is known: forty teams of eight, whose names are drawn from 128.
    """
    rng = random.Random(seed)
    families = ["Wang", "Li", "Zhang", "Liu", "Chen", "Roe", "Osei", "Kim"]
    families += ["Khan", "Cole", "Diaz", "Berg", "Haas", "Ito", "Fox", "Gill"]
    names = [f"{family} {initial}" for family in families for initial in "ABCDEFGH"]
    teams = [rng.sample(names, 8) for _ in range(40)]
    whose = [number % len(teams) for number in range(240)]
    contacts, events = papers([rng.sample(teams[team], 5) for team in whose])
    people, found = resolve(contacts, events), dict[str, set[tuple[str, int]]]()
    for one in contacts:
        found.setdefault(person(people, one.keys[0]), set()).add((one.name, whose[one.line]))
    mixed = sum(len(who) - 1 for who in found.values())
    assert mixed < 0.02 * (len(contacts) - len(found))
    assert len(found) < 2 * len({(one.name, whose[one.line]) for one in contacts})


def test_who_goes_by_two_names_may_be_both_of_two_candidates() -> None:
    """Maiden name on one paper, married name in a chat: no rivals, since her address has both."""
    hers = ("email:nima@a.example",)
    contacts = [
        Contact(hers, "Nima Shaikhmaad", "Alpha Clinic", file="k.csv"),
        Contact(hers, "Nima Lindqvistova", "Alpha Clinic", file="c.vcf"),
        Contact(("name:maiden|p",), "Shaikhmaad, Nima", "Alpha Clinic", file="p.ris"),
        Contact(("name:married|w",), "Nima Lindqvistova", "Alpha Clinic", file="w.txt"),
    ]
    people = resolve([*contacts, *crowd(200)])
    assert same(people, *hers, "name:maiden|p", "name:married|w")
    apart = resolve([*contacts[1:], *crowd(200)])  # nothing says that she has two names
    assert not same(apart, "name:maiden|p", "name:married|w")


def papers(authors: list[list[str]]) -> tuple[list[Contact], list[Event]]:
    """Make the records of some papers."""
    contacts = [
        Contact((f"name:{a}|{n}",), a, file="p.nbib", line=n)
        for n, who in enumerate(authors)
        for a in who
    ]
    events = [
        Event("coauthor", tuple(f"name:{a}|{n}" for a in who), "2020", f"Paper {n}", "p.nbib")
        for n, who in enumerate(authors)
    ]
    return contacts, events


def test_two_authors_of_one_paper_are_two_people() -> None:
    """Nobody is two of the authors of a paper, however alike the names."""
    contacts, events = papers([["Zhang W", "Zhang, Wei", "Okafor B"]])
    assert len(resolve(contacts, events).persons) == 3


def test_a_common_name_alone_is_asked_not_merged() -> None:
    """Wei Zhang and Wei Zhang without a second agreement are a question for the user."""
    people = resolve(
        [
            Contact(("linkedin:wz",), "Wei Zhang", "Alpha Clinic", file="li/C.csv"),
            Contact(("name:Wei Zhang|p#1",), "Zhang, Wei", file="p.nbib"),
            *crowd(300),
        ]
    )
    assert not same(people, "linkedin:wz", "name:Wei Zhang|p#1")
    (doubt,) = people.doubts
    assert "nothing but the name agrees" in doubt.reason


def test_a_rare_whole_name_alone_is_merged_and_the_reason_says_so() -> None:
    """Nobody else is called so: merged, and labelled as resting on the name alone."""
    people = resolve(
        [
            Contact(("linkedin:tl",), "Tinashe Lindqvistova", file="li/C.csv"),
            Contact(("name:tl|k.csv",), "tinashe lindqvistova", file="k.csv"),
            *crowd(40),
        ]
    )
    assert same(people, "linkedin:tl", "name:tl|k.csv")
    merges = next(p for p in people.persons if p.id == "linkedin:tl").merges
    assert "nothing but the name agrees" in merges[0].reason


def test_known_namesakes_are_never_guessed_between() -> None:
    """Two profiles of one name in one archive: a third mention of the name joins neither."""
    people = resolve(
        [
            Contact(("linkedin:pn-1",), "Priya Nairobian", "Alpha Clinic", file="li/C.csv"),
            Contact(("linkedin:pn-2",), "Priya Nairobian", "Beta Clinic", file="li/C.csv"),
            Contact(("email:pn@x.example",), "Priya Nairobian", file="m.mbox"),
            Contact(("name:pn|p#1",), "Nairobian, Priya", "Beta Clinic, Leeds", file="p.nbib"),
            *crowd(60),
        ]
    )
    assert not same(people, "linkedin:pn-1", "linkedin:pn-2")
    assert person(people, "email:pn@x.example") == "email:pn@x.example"
    assert not same(people, "linkedin:pn-1", "name:pn|p#1")
    assert any("could be another of that name" in doubt.reason for doubt in people.doubts)


def test_a_contradiction_in_any_name_keeps_two_clusters_apart() -> None:
    """Initials that fit both Osama and Omar do not make them one."""
    contacts, events = papers(
        [["Zaidat O", "Lopes D"], ["Zaidat, Osama", "Lopes D"], ["Zaidat, Omar", "Lopes D"]]
    )
    people = resolve(contacts + crowd(40), events)
    assert not same(people, "name:Zaidat, Osama|1", "name:Zaidat, Omar|2")


# --- owners ----------------------------------------------------------------------------------


def archive(unit: str, name: str) -> list[Contact]:
    """Make a LinkedIn archive with a profile and the owner's own messages."""
    slug = name.lower().replace(" ", "-")
    return [
        Contact((f"owner:linkedin|{unit}",), name, file=f"{unit}/Profile.csv", owner=True),
        Contact((f"linkedin:{slug}",), name, file=f"{unit}/messages.csv", line=2),
    ]


def sent(unit: str, name: str) -> Event:
    """Make an event that shows which files an owner's export is made of."""
    who = (f"owner:linkedin|{unit}", f"linkedin:friend-of-{unit}")
    return Event("connection", who, "2024-01-01", file=f"{unit}/messages.csv", id=name)


def test_the_profile_names_the_sender_of_the_messages() -> None:
    """The owner is the one who wrote under that name in the same archive, and is me."""
    people = resolve(archive("li", "Amara Osei"), [sent("li", "Amara Osei")])
    assert same(people, "owner:linkedin|li", "linkedin:amara-osei")
    assert [p.id for p in people.persons if p.me] == ["linkedin:amara-osei"]


def test_two_lenders_are_two_and_me_picks_one() -> None:
    """Without me= every known owner is; with it, only the one who is meant."""
    contacts = archive("li", "Amara Osei") + archive("friend", "Ben Okafor")
    events = [sent("li", "a"), sent("friend", "b")]
    assert sum(p.me for p in resolve(contacts, events).persons) == 2
    for me in ("Amara Osei", "linkedin.com/in/amara-osei", "Dr. Amara B. Osei, MD"):
        people = resolve(contacts, events, me=me)
        assert [p.id for p in people.persons if p.me] == ["linkedin:amara-osei"]


def test_an_owner_whom_nothing_names_is_me() -> None:
    """Connections.csv alone does not say whose it is: me= does, and a note says what was taken."""
    event = Event("connection", ("owner:linkedin|li", "linkedin:ben"), "2024", file="li/C.csv")
    people = resolve(
        [Contact(("linkedin:ben",), "Ben Okafor", file="li/C.csv")], [event], me="Amara Osei"
    )
    (mine,) = (p for p in people.persons if p.me)
    assert mine.name == "Amara Osei"
    unnamed = resolve([], [event])
    (owner,) = (p for p in unnamed.persons if p.me)
    assert owner.name == "Owner of li"
    assert "me=" in unnamed.notes[0]


def test_me_who_could_be_two_people_is_an_error_that_names_them() -> None:
    """A name that several people bear is not guessed."""
    contacts = [
        Contact(("email:a@alpha.example",), "Wei Zhang", "Alpha Clinic"),
        Contact(("email:b@beta.example",), "Wei Zhang", "Beta Clinic"),
    ]
    with pytest.raises(AmbiguousPersonError) as caught:
        resolve(contacts, me="Wei Zhang")
    assert len(caught.value.candidates) == 2


# --- what is no person -----------------------------------------------------------------------


def test_lists_are_left_out_with_the_reason() -> None:
    """A declared list, and an address that many write to and that never writes, are no people."""
    mails = [
        Event("mail", (f"email:p{n}@x.example", "email:notes@x.example"), "2024") for n in range(5)
    ]
    people = resolve([Contact(("email:dev@x.example",), "Dev", sort="list")], mails)
    assert "email:notes@x.example" not in people.person_of
    assert "email:dev@x.example" not in people.person_of
    assert len(people.left_out) == 2
    assert len(people.persons) == 5


def test_a_silent_person_with_a_name_is_no_list() -> None:
    """Somebody whom many write to and who never answers is still a person: the name says so."""
    mails = [
        Event("mail", (f"email:p{n}@x.example", "email:boss@x.example"), "2024") for n in range(9)
    ]
    people = resolve([Contact(("email:boss@x.example",), "Grace Okafor")], mails)
    assert "email:boss@x.example" in people.person_of


@pytest.mark.parametrize(
    ("address", "name", "reasons"),
    [
        ("info@hilda.example", "", [OFFICE]),
        ("info@hilda.example", "St Hilda Hospital", [OFFICE]),
        ("support@x.example", "Support Team", [OFFICE]),
        ("cardiology.office@hilda.example", "Cardiology", [OFFICE]),
        ("office@pizza-napoli.example", "Pizza Napoli", [OFFICE]),
        ("office@x.example", "Grace Okafor", []),
        ("informatics@x.example", "", []),
        ("grace.info@x.example", "Grace Okafor", []),
    ],
)
def test_an_office_is_nobody_unless_a_persons_name_is_on_it(
    address: str, name: str, reasons: list[str]
) -> None:
    """An address such as info@ is left out, and said so, but for a person's own name on it."""
    contacts = [Contact((f"email:{address}",), each) for each in ("", name)]
    people = resolve(contacts)
    assert (f"email:{address}" in people.person_of) == (not reasons)
    assert [one.reason.rpartition(": ")[2] for one in people.left_out] == reasons


# --- decisions -------------------------------------------------------------------------------


def test_the_users_word_outweighs_everything() -> None:
    """Different splits what a key joined, same joins what nothing would."""
    home = [
        Contact(("email:home@a.example", "name:b|1"), "Ben Okafor", file="a.csv"),
        Contact(("email:home@a.example", "name:c|2"), "Ben K Okafor", file="b.csv"),
    ]
    assert same(resolve(home), "name:b|1", "name:c|2")
    split = resolve(home, decisions=Decisions(different=(("name:b|1", "name:c|2"),)))
    assert not same(split, "name:b|1", "name:c|2")
    assert split.doubts == ()
    two = [Contact(("linkedin:a",), "Amara Osei"), Contact(("email:zed@x.example",), "Zed")]
    joined = resolve(two, decisions=Decisions(same=(("linkedin:a", "email:zed@x.example"),)))
    assert same(joined, "linkedin:a", "email:zed@x.example")
    ghost = resolve(two, decisions=Decisions(same=(("linkedin:gone", "linkedin:a"),)))
    assert "linkedin:gone" in ghost.notes[0]


def test_people_are_found_by_id_key_or_a_name_of_one() -> None:
    """A middle name may be left out; a name that two bear means nobody."""
    people = resolve(
        [
            Contact(("email:a@x.example", "name:a|1"), "Amara B. Osei"),
            Contact(("linkedin:z1",), "Wei Zhang", file="li/C.csv"),
            Contact(("linkedin:z2",), "Wei Zhang", file="li/C.csv"),
        ]
    )
    for text in ("email:a@x.example", "A@x.example", "name:a|1", "Osei, Amara, MD", "Amara B Osei"):
        assert people.find(text) == "email:a@x.example"
    assert people.find("Wei Zhang") == people.find("Nobody") == people.find("") == ""


# --- laws ------------------------------------------------------------------------------------

_NAMES = st.sampled_from(
    ["Wei Zhang", "Zhang W", "Zhang, Wei", "Bob Okafor", "Robert Okafor", "R. Okafor", "Amara Osei"]
)
_KEYS = st.sampled_from(
    ["email:a@x.example", "email:b@x.example", "linkedin:s1", "linkedin:s2", "orcid:0000-0001"]
)


@st.composite
def some_contacts(draw: st.DrawFn) -> list[Contact]:
    """Make a few mentions that share names, keys and employers in every way."""
    found = []
    for n in range(draw(st.integers(1, 7))):
        keys = draw(st.lists(_KEYS, max_size=2, unique=True))
        place = draw(st.sampled_from(["", "Alpha Clinic", "Beta Clinic"]))
        file = draw(st.sampled_from(["a/C.csv", "b.nbib"]))
        found.append(Contact((*keys, f"name:x|{n}"), draw(_NAMES), place, file=file, line=n))
    return found


@pytest.mark.property
@given(some_contacts(), st.randoms(use_true_random=False))
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_records_changes_nothing(
    contacts: list[Contact], rng: random.Random
) -> None:
    """Shuffled records give the same people, ids, merges and doubts."""
    shuffled = list(contacts)
    rng.shuffle(shuffled)
    assert resolve(shuffled) == resolve(contacts)


@pytest.mark.property
@given(some_contacts())
@settings(deadline=None, max_examples=60)
def test_everybody_is_somebody_once(contacts: list[Contact]) -> None:
    """Every key is one person's, every person has a key, and no id is given twice."""
    people = resolve(contacts)
    assert set(people.person_of) == {k for c in contacts for k in c.keys}
    assert set(people.person_of.values()) <= {p.id for p in people.persons}
    assert len({p.id for p in people.persons}) == len(people.persons)


@pytest.mark.property
@given(some_contacts())
@settings(deadline=None, max_examples=40)
def test_ids_stay_when_an_export_of_others_is_added(contacts: list[Contact]) -> None:
    """Another export about other people leaves everybody's id as it was."""
    before = resolve(contacts)
    others = [
        Contact((f"linkedin:new-{n}",), name, file="new/C.csv")
        for n, name in enumerate(["Tove Quist", "Ilse Brandt"])
    ]
    after = resolve([*contacts, *others])
    assert {p.id for p in before.persons} <= {p.id for p in after.persons}


@pytest.mark.shared
def test_the_authors_of_a_field_are_told_apart() -> None:
    """In a real PubMed set, variants of one author are one, and two Zhangs are two."""
    from netgraph.readers import read  # noqa: PLC0415 - only where the sample is

    reading = read(shared("samples/publications/nbib/pubmed-balloongui-set.nbib"))
    people = resolve(reading.contacts, reading.events)
    zaidat = [p for p in people.persons if p.name.endswith("Zaidat")]
    assert len(zaidat) == 1
    assert 470 <= len(people.persons) <= 500


def test_ids_move_with_the_folder() -> None:
    """A person known by name only keeps the id when the exports stand in another folder."""
    ids = [
        resolve([Contact((f"name:Wei Zhang|{folder}/who.csv",), "Wei Zhang", file="x")])
        .persons[0]
        .id
        for folder in ("exports", "/home/amara/exports")
    ]

    assert ids[0] == ids[1]


def test_a_table_of_who_knows_whom_names_the_user() -> None:
    """Her own full name in a table of ties is she, and not one more person."""
    me, row = key("owner", "linkedin", "in"), key("name", "Amara Osei-Tutu", "who.csv")
    ben = key("name", "Ben Okafor", "who.csv")
    people = resolve(
        [
            Contact((me,), "Amara Osei-Tutu, MD", file="in/Profile.csv", owner=True),
            Contact((row,), "Amara Osei-Tutu", file="who.csv"),
            Contact((ben,), "Ben Okafor", file="who.csv"),
        ],
        [Event("stated", (row, ben), what="batchmates", file="who.csv")],
    )

    assert people.person_of[row] == people.person_of[me]
    assert len(people.persons) == 2


def test_me_may_be_several_records_of_one_person() -> None:
    """A name that stands on several papers of one author is one person, once they are weighed."""
    orcid = key("orcid", "0000-0002-0000-0001")
    papers = [
        Contact((orcid, key("name", "Osei-Tutu, Amara", f"p#{n}")), "Osei-Tutu, Amara", file="p")
        for n in range(3)
    ]

    assert [one.me for one in resolve(papers, me="Amara Osei-Tutu").persons] == [True]


# --- addresses at one house, slips, scripts --------------------------------------------------


def joined_by_mail(name: str, one: str, other: str, *, people: int = 60) -> tuple[bool, str]:
    """Say whether two addresses of one name become one person, and why or why not."""
    found = resolve(
        [
            Contact((f"email:{one}@clinic.example",), name, file="a.csv"),
            Contact((f"email:{other}@clinic.example",), name, file="b.csv"),
            *crowd(people),
        ]
    )
    keys = [f"email:{part}@clinic.example" for part in (one, other)]
    reasons = [m.reason for p in found.persons for m in p.merges] + [d.reason for d in found.doubts]
    return same(found, *keys), " ".join(reasons)


def test_two_forms_of_a_rare_name_at_one_house_are_aliases() -> None:
    """j.roehampton@ and jane.roehampton@ are one Jane Roehampton, and the reason says why."""
    one, reason = joined_by_mail("Jane Roehampton", "j.roehampton", "jane.roehampton")
    assert one
    assert "both addresses at clinic.example are forms of the name" in reason


def test_a_name_of_one_word_may_have_two_addresses() -> None:
    """A name without a given part has no initials that an address could be made of."""
    _, reason = joined_by_mail("Papageorgiou", "papageorgiou", "papag")
    assert "both have an address at clinic.example" in reason


def test_forms_of_a_frequent_name_at_one_house_are_asked() -> None:
    """A hospital may employ two Wei Zhangs: the second one gets another form of address."""
    one, reason = joined_by_mail("Wei Zhang", "w.zhang", "wei.zhang")
    assert not one
    assert "nothing but the name agrees" in reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Erin Papageorgiou", "Laura Papageorgiou"),
        ("Papageorgiou", "Laura Papageorgiou"),
        ("Laura Vrontakis", "Laura Papageorgiou"),
        ("Lauar Papagiorgiuo", "Laura Papageorgiou"),
    ],
)
def test_half_a_name_at_one_home_is_asked_and_never_merged(one: str, other: str) -> None:
    """A second name, a lost one, a married one or a garbled one: only the user can know."""
    home = "30 Elimatta Street, Woollahra"
    people = resolve(
        [
            Contact(("name:a|a",), one, location=home, file="a.csv"),
            Contact(("name:b|b",), other, location=home, file="b.csv"),
            *crowd(1000),
        ]
    )
    assert not same(people, "name:a|a", "name:b|b")
    assert "agree in part" in people.doubts[0].reason
    assert people.doubts[0].probability <= 0.6


def test_half_a_name_in_one_town_is_nothing() -> None:
    """A town is no home: who shares only that and a family name is not asked about."""
    town = [
        Contact((f"name:{n}|{n}",), f"{n} Papageorgiou", location="Woollahra, Australia", file=n)
        for n in ("Erin", "Laura")
    ]
    assert not resolve([*town, *crowd(1000)]).doubts


def test_an_address_at_a_house_speaks_for_who_works_there() -> None:
    """selvamani@maruvanta is the Selvamani of the Maruvanta Hospital, but any clinic's is not."""
    colleague = Contact(("linkedin:s",), "Selvamani", "Maruvanta Charitable Hospital", file="l/C")
    for house, one in (("maruvanta.example", True), ("clinic.example", False)):
        sender = Contact((f"email:selvamani@{house}",), "Selvamani", file="m.mbox")
        assert same(resolve([colleague, sender, *crowd(200)]), *colleague.keys, *sender.keys) is one


def test_who_goes_by_two_names_may_be_found_by_either() -> None:
    """Two names under one account do not rule out a third record with one of them."""
    clinic = "Alpha Clinic"
    people = resolve(
        [
            Contact(("facebook:1", "name:a|a"), "Erin Papageorgiou", clinic, file="a"),
            Contact(("facebook:1", "name:b|b"), "Thalia Papageorgiou", clinic, file="b"),
            Contact(("name:c|c",), "Erin Papageorgiou", clinic, file="c"),
            *crowd(200),
        ]
    )
    assert same(people, "name:a|a", "name:c|c")


@pytest.mark.parametrize(
    ("other", "third", "joined"),
    [
        ("Madelnie Roehampton", "Roehampton Madeline", True),
        ("Madeline Okafor", "Roehampton Madeline", True),
        ("M Roehampton", "Roehampton Martha", False),
    ],
)
def test_another_form_of_a_name_that_fits_rules_nothing_out(
    other: str, third: str, *, joined: bool
) -> None:
    """A slip or a former name stands beside the name that fits; initials fit too many names."""
    clinic = "Alpha Clinic"
    people = resolve(
        [
            Contact(("phone:+441", "name:a|a"), "Madeline Roehampton", clinic, file="a"),
            Contact(("phone:+441", "name:b|b"), other, clinic, file="b"),
            Contact(("name:c|c",), third, clinic, file="c"),
            *crowd(200),
        ]
    )
    assert same(people, "name:a|a", "name:c|c") is joined


@pytest.mark.parametrize("name", ["Wei Zhang", "Jane Roehampton"])
def test_addresses_told_apart_by_a_number_are_two_namesakes(name: str) -> None:
    """Nobody needs a 2 in their own address: whoever has it came second."""
    first, family = name.lower().split()
    one, _ = joined_by_mail(name, f"{first}.{family}", f"{first}.{family}2")
    assert not one


def test_a_slip_of_one_letter_is_always_asked() -> None:
    """Marta and Maria at one clinic may be sisters: never merged by the model, always asked."""
    people = resolve(
        [
            Contact(("linkedin:a",), "Marta Lindqvist", "Alpha Clinic", file="li/C.csv"),
            Contact(("name:b|k",), "Maria Lindqvist", "Alpha Clinic", file="k.csv"),
            *crowd(60),
        ]
    )
    assert not same(people, "linkedin:a", "name:b|k")
    assert "differ by one letter" in people.doubts[0].reason


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("王伟", "Wang Wei"),
        ("王伟", "Wei Wang"),
        ("محمد علي", "Mohamed Ali"),
        ("김민수", "Kim Minsu"),
        ("Дмитрий Иванов", "Dmitry Ivanov"),
    ],
)
def test_a_name_in_two_scripts_is_at_least_asked(one: str, other: str) -> None:
    """What anyascii makes of a name is near enough to a person's own Latin spelling to ask."""
    people = resolve(
        [
            Contact(("linkedin:a",), one, file="li/C.csv"),
            Contact(("name:b|k",), other, file="k.csv"),
            *crowd(60),
        ]
    )
    assert same(people, "linkedin:a", "name:b|k") or people.doubts


def test_a_chain_of_namesakes_is_not_closed_by_its_links() -> None:
    """Initials fit Anna and Arne, who do not fit each other: one question, not one person."""
    people = resolve(
        [
            Contact(("linkedin:anna",), "Anna Lindqvist", "Alpha Clinic", file="li/C.csv"),
            Contact(("name:a|k",), "A Lindqvist", "Alpha Clinic", file="k.csv"),
            Contact(("name:arne|m",), "Arne Lindqvist", "Alpha Clinic", file="m.csv"),
            *crowd(60),
        ]
    )
    assert not same(people, "linkedin:anna", "name:arne|m")


def test_the_collector_is_left_as_it_was() -> None:
    """Whether or not it ran before; what somebody froze stays frozen."""
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        resolve([OSEI])
        assert gc.get_freeze_count() == frozen
    finally:
        gc.unfreeze()
    resolve([OSEI])
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    gc.disable()
    try:
        resolve([OSEI])
        assert not gc.isenabled()
    finally:
        gc.enable()
