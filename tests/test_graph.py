"""The graph: built from records, true to its contract."""

import zipfile
from pathlib import Path

import networkx as nx
import pytest

from netgraph.decisions import Decisions, PersonWord, TieWord
from netgraph.errors import GraphError, ReadError
from netgraph.graph import Graph, build, is_star, load_exports, require_valid, validate
from netgraph.readers import FileReport, Reading
from netgraph.records import Contact, Event, Note, Skipped, key

LIST = "exports/Connections.csv"
PAPERS = "exports/papers.nbib"


def reading() -> Reading:
    """Give three people: Amara knows Björn from LinkedIn, Björn wrote with Chidi."""
    me, bjorn = key("owner", "linkedin", "exports"), key("linkedin", "bjorn-l")
    chidi = key("email", "chidi@example.org")
    return Reading(
        files=[
            FileReport(LIST, "linkedin", "LinkedIn archive", contacts=2, events=1),
            FileReport(PAPERS, "pubmed", "PubMed", contacts=2, events=1),
        ],
        contacts=[
            Contact((me,), "Amara Osei-Tutu", file=LIST, owner=True),
            Contact((bjorn,), "Björn Lindqvist, PhD", "Example Institute", file=LIST, line=5),
            Contact(
                (key("email", "bjorn@example.org"), bjorn), "Lindqvist, Björn", file=PAPERS, line=1
            ),
            Contact((chidi,), "Okafor, Chidi", "St. Hilda's Hospital", file=PAPERS, line=1),
        ],
        events=[
            Event("connection", (me, bjorn), "2024-03-03", file=LIST, line=5),
            Event("coauthor", (bjorn, chidi), "2025", "Handover delays", PAPERS, 1),
        ],
        skipped=[Skipped(LIST, 9, "no name"), Skipped(LIST, 12, "no name")],
    )


def by_name(G: Graph) -> dict[str, str]:
    """Map each person's shown name to the node id."""
    return {data["name"]: node for node, data in G.nodes(data=True)}


def test_records_become_people_and_ties() -> None:
    """One node for each person however many keys they have, one edge for each pair that met."""
    G = build(reading())
    people = by_name(G)

    assert len(G) == 3
    assert {len(name.split()) for name in people} == {2}
    assert G.number_of_edges() == 2
    assert validate(G) == []


def test_a_person_keeps_keys_sources_and_reasons() -> None:
    """A person met in two exports carries the keys and sources of both, and why they are one."""
    G = build(reading())
    bjorn = next(data for node, data in G.nodes(data=True) if "Björn" in data["name"])

    assert {"linkedin:bjorn-l", "email:bjorn@example.org"} <= set(bjorn["keys"])
    assert bjorn["sources"] == ("linkedin", "pubmed")
    assert bjorn["organisation"] == "Example Institute"


def test_a_connection_without_contact_is_unknown_not_weak() -> None:
    """A tie whose only evidence is a connection is of unknown strength."""
    G = build(reading())
    bands = {next(iter(data["kinds"])): data["band"] for _, _, data in G.edges(data=True)}

    assert bands["connection"] == "unknown"
    assert bands["coauthor"] != "unknown"


def test_decay_counts_from_the_latest_event() -> None:
    """Without as_of, the graph ages from its latest event, so that it does not depend on today."""
    assert build(reading()).graph["as_of"] == "2025-12-31"
    assert build(reading(), as_of="2026-01-31").graph["as_of"] == "2026-01-31"


@pytest.mark.parametrize(
    ("when", "day"),
    [("2024", "2024-12-31"), ("2024-02", "2024-02-29"), ("2023-02-07T10:00:00", "2023-02-07")],
)
def test_an_imprecise_date_counts_to_its_end(when: str, day: str) -> None:
    """A year or month that is all we know lasts to its last day."""
    one = reading()
    one.events = [Event("mail", ("email:a@example.org", "email:b@example.org"), when)]

    assert build(one).graph["as_of"] == day


def test_a_date_still_to_come_does_not_age_the_graph() -> None:
    """A meeting planned for next century is not the day from which ties decay."""
    one = reading()
    one.events.append(Event("meeting", one.events[0].people, "2999-01-01"))

    assert build(one).graph["as_of"] == "2025-12-31"


def test_as_of_must_be_a_date() -> None:
    """A day that is none is refused with an example of one."""
    with pytest.raises(ReadError, match="2026-11-22"):
        build(reading(), as_of="yesterday")


def test_equal_notes_fold() -> None:
    """What is to be said of many files is said once."""
    one = reading()
    one.notes = [Note(f"x/{name}.csv", "holds nothing") for name in "abcde"]

    assert build(one).graph["notes"][0] == "5 files (a.csv, b.csv, c.csv and 2 more): holds nothing"


def test_what_the_user_decided_outweighs_what_was_read() -> None:
    """Her word on a tie, on whom not to ask and on the half-life is heeded, and shown as hers."""
    decisions = Decisions(
        ties=(TieWord("Chidi Okafor", band="strong", note="my mentor"), TieWord("Nobody Atall")),
        people=(PersonWord("linkedin:bjorn-l", ask=False), PersonWord("Nobody Else", ask=False)),
        model={"half_life_days": 30},
    )
    G = build(reading(), decisions=decisions)
    people = by_name(G)
    tie = G.edges[people["Amara Osei-Tutu"], people["Chidi Okafor"]]

    assert (tie["band"], tie["basis"]) == ("strong", "stated")
    assert tie["evidence"][0] == "you said: “my mentor”"
    assert G.graph["do_not_ask"] == [people["Björn Lindqvist"]]
    assert G.graph["half_life_days"] == 30
    for name in ("Nobody Atall", "Nobody Else"):
        assert f"netgraph.toml: “{name}” is nobody here, or several people." in G.graph["notes"]
    assert validate(G) == []


def test_decisions_are_found_beside_the_exports(tmp_path: Path) -> None:
    """A `netgraph.toml` in the folder is heeded, and is not reported as an unknown export."""
    (tmp_path / "netgraph.toml").write_text("[model]\nhalf_life_days = 45\n", encoding="utf-8")
    (tmp_path / "who.csv").write_text("Person A,Person B,How\nZoë,Ben,friends\n", encoding="utf-8")
    G = load_exports(tmp_path)

    assert G.graph["half_life_days"] == 45
    assert G.graph["skipped"] == []


def test_skips_are_counted_with_reason_and_first_line() -> None:
    """Equal reasons in one file fold into one entry with its count and first line."""
    expected = {"file": LIST, "reason": "no name", "count": 2, "line": 9}

    assert expected in build(reading()).graph["skipped"]


def test_me_is_the_owner_of_the_export() -> None:
    """The owner that an export names is `me`."""
    G = build(reading())

    assert [G.nodes[one]["name"] for one in G.graph["me"]] == ["Amara Osei-Tutu"]
    assert [data["me"] for _, data in G.nodes(data=True)].count(True) == 1


def test_a_contact_list_alone_is_a_star() -> None:
    """A graph in which every tie goes to me is a star; one tie among others ends that."""
    G: Graph = nx.star_graph(4)
    G.graph["me"] = (0,)
    assert is_star(G)

    G.add_edge(1, 2)
    assert not is_star(G)


@pytest.mark.parametrize(
    ("name", "value", "complaint"),
    [
        ("strength", -1.0, "above 0"),
        ("strength", float("inf"), "above 0"),
        ("chance", 2.0, "from 0 to 1"),
        ("band", "great", "one of"),
        ("basis", "guess", "one of"),
        ("kinds", [], "should be a dict"),
        ("last", None, "should be a str"),
    ],
)
def test_validate_names_each_breach(name: str, value: object, complaint: str) -> None:
    """A wrong edge attribute is reported with the tie and what it should be."""
    G = build(reading())
    a, b = next(iter(G.edges))
    G.edges[a, b][name] = value

    assert [complaint in problem and name in problem for problem in validate(G)] == [True]


def test_a_graph_that_is_not_ours_is_refused_with_reasons() -> None:
    """`require_valid` raises with the first problems and how many more there are."""
    with pytest.raises(GraphError, match=r"lacks `me`.*and \d+ more"):
        require_valid(nx.path_graph(5))
    assert validate(nx.DiGraph()) != []


def test_two_archives_in_one_folder_give_two_owners(tmp_path: Path) -> None:
    """Each archive says whose it is; an owner who is a contact in the other is one person."""
    profile = "First Name,Last Name,Headline,Geo Location\n"
    rows = "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    for me, other in (("Amara,Osei-Tutu", "Ben,Okafor"), ("Ben,Okafor", "Zoë,Brandt")):
        with zipfile.ZipFile(tmp_path / f"{me}.zip", "w") as archive:
            archive.writestr("Profile.csv", f"{profile}{me},,\n")
            url = f"https://www.linkedin.com/in/{other.replace(',', '-')}"
            archive.writestr("Connections.csv", f"{rows}{other},{url},,,,03 Mar 2024\n")
    G = load_exports(tmp_path)

    named = {G.nodes[one]["name"] for one in G.graph["me"]}
    assert named == {"Amara Osei-Tutu", "Ben Okafor"}
    assert len(G) == 3
    assert sorted(len(G[one]) for one in G.graph["me"]) == [1, 2]
