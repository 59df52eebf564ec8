"""Finding people: what is typed loosely finds whom it means, and nobody is guessed."""

import contextlib

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import AmbiguousPersonError, UnknownPersonError
from netgraph.people import Directory, Match, find, match, who

PEOPLE = {
    "p1": ("Chidi Okafor", "Northfield Hospital", "Resident", "Leeds"),
    "p2": ("Ngozi Okafor", "St. Hilda’s Hospital", "Programme Director", "York"),
    "p3": ("Jane Roe", "Dept. of Cardiology, Hospital of Saint Hilda, York", "Attending", "York"),
    "p4": ("Zoë Brandt", "Northfield Hospital", "Program Director", "Leeds"),
    "p5": ("李伟", "Westbrook University", "Professor", "Hefei"),
    "p6": ("Олена Коваль", "Westbrook Univ.", "Vice President", "Kyiv"),
    "p7": ("Siobhán O'Brien-Lund", "", "", ""),
    "p8": ("An Nguyen", "Hilda Street Clinic", "Nurse", "Saint Louis"),
    "p9": ("nurse77", "", "", ""),
}
KEYS = {
    "p3": ("orcid:0000-0002-1825-0097", "email:j.roe@example.org"),
    "p4": ("linkedin:zoe-brandt-77",),
}


@pytest.fixture(name="G")
def _graph() -> "nx.Graph[str]":
    graph: nx.Graph[str] = nx.Graph()
    for person, (name, organisation, title, location) in PEOPLE.items():
        graph.add_node(
            person, name=name, organisation=organisation, title=title, location=location,
            keys=KEYS.get(person, ()),
        )  # fmt: skip
    graph.add_edges_from([("p1", "p3"), ("p2", "p3"), ("p2", "p4")])
    return graph


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("p5", "p5"),
        ("Jane Roe", "p3"),
        ("Roe, Jane", "p3"),
        ("dr. JANE ROE, MD, FACC", "p3"),
        ("roe", "p3"),
        ("J. Roe", "p3"),
        ("Roe J", "p3"),
        ("J.Roe@Example.org", "p3"),
        ("0000000218250097", "p3"),
        ("https://orcid.org/0000-0002-1825-0097", "p3"),
        ("zoe brandt", "p4"),
        ("Brandt", "p4"),
        ("https://www.linkedin.com/in/zoe-brandt-77/", "p4"),
        ("zoe-brandt-77", "p4"),
        ("li wei", "p5"),
        ("Liwei", "p5"),
        ("李伟", "p5"),
        ("Olena Koval", "p6"),
        ("OBrien", "p7"),
        ("siobhan o’brien", "p7"),
        ("chid oka", "p1"),
        ("An Nguyen", "p8"),
        ("nurse77", "p9"),
    ],
)
def test_loose_writing_finds_the_person(G: "nx.Graph[str]", text: str, person: str) -> None:
    """Case, accents, script, order, titles, credentials and kind of key do not matter."""
    assert who(G, text) == person
    assert Directory(G).target(text).ids == (person,)


def test_several_of_a_name_are_listed_not_chosen(G: "nx.Graph[str]") -> None:
    """An ambiguous name names the candidates, best connected first, and how to say which."""
    with pytest.raises(AmbiguousPersonError, match=r"Ngozi Okafor .*Chidi Okafor") as caught:
        who(G, "okafor")
    assert caught.value.candidates == ("p2", "p1")
    assert "full name" in str(caught.value)


def test_full_name_beats_a_longer_one(G: "nx.Graph[str]") -> None:
    """Whoever bears exactly the name is meant, though a longer name has these words too."""
    G.add_node("p9", name="Jane Mary Roe")
    assert who(G, "Jane Roe") == "p3"


def test_initial_must_fit() -> None:
    """An initial rules out those whose other names begin differently."""
    G: nx.Graph[str] = nx.Graph()
    G.add_node("a", name="Jane Roe")
    G.add_node("b", name="Mary Roe")
    assert who(G, "M. Roe") == "b"


@pytest.mark.parametrize("text", ["Jane Rowe", "Chidy Okafor", "Brand Zoe"])
def test_near_miss_is_offered_not_taken(G: "nx.Graph[str]", text: str) -> None:
    """A name that is only similar is a suggestion in the error."""
    if text == "Brand Zoe":  # the beginning of a word is enough, a wrong letter is not
        assert who(G, text) == "p4"
        return
    with pytest.raises(UnknownPersonError, match="Did you mean"):
        who(G, text)


@pytest.mark.parametrize("text", ["", "  ", "🩺", "%%%"])
def test_nothing_typed(G: "nx.Graph[str]", text: str) -> None:
    """A text without a name finds nobody and says so."""
    with pytest.raises(UnknownPersonError):
        who(G, text)


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("anyone at St. Hilda's", {"p2", "p3"}),
        ("Anybody at saint hildas hospital", {"p2", "p3"}),
        ("programme director at St. Hilda's", {"p2"}),
        ("a program director at northfield", {"p4"}),
        ("any vice president", {"p6"}),
        ("any VP", {"p6"}),
        ("anyone in Leeds", {"p1", "p4"}),
        ("program director in York", {"p2"}),
        ("anyone at Westbrook University", {"p5", "p6"}),
        ("Okafor at Northfield", {"p1"}),
        ("Dr. Ngozi Okafor at St. Hilda's", {"p2"}),
    ],
)
def test_phrases(G: "nx.Graph[str]", text: str, people: set[str]) -> None:
    """ "Anyone at", "director at", "name at" mean whom they say; whole words, in any spelling."""
    target = Directory(G).target(text)
    assert set(target.ids) == people
    assert target.anyone == ("Okafor" not in text)


def test_organisation_is_never_a_mere_substring(G: "nx.Graph[str]") -> None:
    """ "Hilda's" is not "Hilda Street", and "field" is not "Northfield"."""
    assert match(organisation="Hilda Hospital").people(G) == ("p2", "p3")
    assert match(organisation="field").people(G) == ()


def test_match_needs_all_that_is_given(G: "nx.Graph[str]") -> None:
    """Organisation, title, place and cluster must all fit."""
    assert match(title="program director").people(G) == ("p2", "p4")
    assert match(title="program director", location="Leeds").people(G) == ("p4",)
    assert match(cluster=["p1", "p2"], location="Leeds").people(G) == ("p1",)
    G.nodes["p5"]["cluster"] = 3
    assert match(cluster=3).people(G) == ("p5",)
    with pytest.raises(ValueError, match="needs"):
        match()


def test_unknown_organisation_offers_near_ones(G: "nx.Graph[str]") -> None:
    """An organisation nobody works at is said, with those that sound like it."""
    with pytest.raises(UnknownPersonError, match="Did you mean Northfield Hospital"):
        Directory(G).target("anyone at Northfeild Hospital")


def test_unknown_person_at_known_organisation_lists_who_is_there(G: "nx.Graph[str]") -> None:
    """Somebody who is not in the graph: the people of their organisation are named."""
    with pytest.raises(UnknownPersonError, match=r"In it are, at Northfield: Chidi.*Zoë"):
        Directory(G).target("Maria Lopez at Northfield")


def test_known_person_at_unknown_organisation(G: "nx.Graph[str]") -> None:
    """The name exists elsewhere: that is said, and not taken for the one meant."""
    with pytest.raises(UnknownPersonError, match=r"elsewhere: Jane Roe"):
        Directory(G).target("Jane Roe at Nowhere General")


def test_list_of_targets_is_any_of_them(G: "nx.Graph[str]") -> None:
    """A list means any one of its people, each once, phrases and matches included."""
    target = Directory(G).target(["Jane Roe", "anyone at St Hilda's", match(location="Kyiv")])
    assert set(target.ids) == {"p2", "p3", "p6"}
    assert target.anyone


def test_find_ranks_certain_before_similar(G: "nx.Graph[str]") -> None:
    """Keys come first, then names, then descriptions, then what is similar."""
    assert find(G, "j.roe@example.org")["matched"].tolist() == ["key"]
    assert find(G, "okafor")["id"].tolist() == ["p2", "p1"]
    assert find(G, "hildas director")["id"].tolist() == ["p2"]
    assert find(G, "Jane Rowe")[["id", "matched"]].to_numpy().tolist()[0] == ["p3", "similar name"]
    assert len(find(G, "hospital", limit=2)) == 2
    assert find(G, "nobody at all").empty
    assert list(find(G, "").columns) == [
        "id", "name", "organisation", "title", "location", "matched", "score",
    ]  # fmt: skip


def test_plain_graph_knows_people_by_id() -> None:
    """Without attributes, the id is the name."""
    G: nx.Graph[str] = nx.Graph([("ann", "bob")])
    assert who(G, "Ann") == "ann"
    assert find(G, "bob").loc[0, "name"] == "bob"


@pytest.mark.property
@settings(max_examples=150, deadline=None)
@given(st.text(max_size=30))
def test_any_text_gives_a_person_or_a_clear_error(text: str) -> None:
    """Whatever is typed, the answer is somebody in the graph or an error of ours."""
    G: nx.Graph[str] = nx.Graph()
    G.add_node("p1", name=text, organisation=text, title=text)
    G.add_node("p2", name="Jane Roe")
    with contextlib.suppress(UnknownPersonError):
        assert set(Directory(G).target(text).ids) <= set(G)
    find(G, text)
    assert isinstance(str(Match(organisation=text)), str)
