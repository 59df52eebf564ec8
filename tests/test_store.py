"""Graphs as files: what is saved comes back, and damage is said."""

import contextlib
import json
from pathlib import Path

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from netgraph.errors import GraphError, ReadError, UnknownPersonError
from netgraph.graph import build, validate
from netgraph.store import load, save
from tests.test_graph import reading

FORMATS = (".json", ".graphml", ".gexf")
HOSTILE = '<img src=x onerror=alert(1)>&"\'\x00\x0b]]> =HYPERLINK("x") \u202e ﷽ 名'


@pytest.mark.parametrize("ending", FORMATS)
def test_a_saved_graph_comes_back_the_same(tmp_path: Path, ending: str) -> None:
    """Nodes, ties, and all attributes of both and of the graph survive each format."""
    G = build(reading())
    back = load(save(G, tmp_path / f"network{ending}"))

    assert nx.utils.graphs_equal(back, G)
    assert {k: v for k, v in back.graph.items() if k != "netgraph_format"} == {
        k: v for k, v in G.graph.items() if k != "netgraph_format"
    }


@pytest.mark.parametrize("ending", FORMATS)
def test_saving_twice_gives_the_same_bytes(tmp_path: Path, ending: str) -> None:
    """No clock, no random id: the same graph is the same file."""
    one = save(build(reading()), tmp_path / f"one{ending}").read_bytes()
    two = save(build(reading()), tmp_path / f"two{ending}").read_bytes()

    assert one == two


@pytest.mark.parametrize("ending", [".graphml", ".gexf"])
def test_gephi_and_networkx_find_label_and_weight(tmp_path: Path, ending: str) -> None:
    """NetworkX's own readers open the file and find names and weights where Gephi looks."""
    path = save(build(reading()), tmp_path / f"network{ending}")
    plain = nx.read_graphml(path) if ending == ".graphml" else nx.read_gexf(path)

    assert {data["label"] for _, data in plain.nodes(data=True)} >= {"Amara Osei-Tutu"}
    assert all(data["weight"] > 0 for _, _, data in plain.edges(data=True))


def test_json_is_node_link_data(tmp_path: Path) -> None:
    """The JSON is what `networkx.node_link_graph` reads."""
    path = save(build(reading()), tmp_path / "network.json")
    data = json.loads(path.read_text(encoding="utf-8"))

    assert set(data) == {"directed", "multigraph", "graph", "nodes", "edges"}
    assert len(nx.node_link_graph(data, edges="edges")) == 3


@pytest.mark.parametrize("ending", FORMATS)
def test_hostile_names_neither_break_nor_leave_the_file(tmp_path: Path, ending: str) -> None:
    """Markup, formulas and control characters in a name survive as text (XML drops NUL and VT)."""
    G = build(reading())
    person = next(iter(G))
    G.nodes[person]["name"] = HOSTILE
    back = load(save(G, tmp_path / f"network{ending}"))
    kept = HOSTILE if ending == ".json" else HOSTILE.replace("\x00", "").replace("\x0b", "")

    assert back.nodes[person]["name"] == kept


@pytest.mark.parametrize("ending", FORMATS)
def test_a_cut_file_is_a_clear_error(tmp_path: Path, ending: str) -> None:
    """Half a file is said to be damaged, with its name."""
    path = save(build(reading()), tmp_path / f"network{ending}")
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 2 // 3])

    with pytest.raises(ReadError, match="damaged"):
        load(path)


def test_a_changed_graph_is_refused(tmp_path: Path) -> None:
    """A saved graph that no longer keeps the contract says which part broke."""
    path = save(build(reading()), tmp_path / "network.json")
    data = json.loads(path.read_text(encoding="utf-8"))
    data["edges"][0]["chance"] = 7
    path.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(GraphError, match="chance"):
        load(path)


def test_an_entity_in_xml_is_refused(tmp_path: Path) -> None:
    """A document type that defines entities is not even parsed."""
    path = save(build(reading()), tmp_path / "network.graphml")
    text = path.read_text(encoding="utf-8")
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa">]>'
    path.write_text(text.replace("<graphml", bomb + "<graphml", 1), encoding="utf-8")

    with pytest.raises(ReadError, match="damaged"):
        load(path)


def test_a_saved_graph_can_be_seen_through_other_eyes(tmp_path: Path) -> None:
    """Naming somebody makes them *me*; a name that nobody has is an error."""
    path = save(build(reading()), tmp_path / "network.json")
    G = load(path, me="chidi okafor")

    assert [G.nodes[one]["name"] for one in G.graph["me"]] == ["Chidi Okafor"]
    assert [data["me"] for _, data in G.nodes(data=True)].count(True) == 1
    assert validate(G) == []
    with pytest.raises(UnknownPersonError):
        load(path, me="Zzyzx Qwfp")


def test_wrong_endings_and_mixtures_say_what_to_do(tmp_path: Path) -> None:
    """An unknown ending, no path, and a saved graph beside others each give a hint."""
    G = build(reading())
    path = save(G, tmp_path / "network.json")

    with pytest.raises(ReadError, match=r"Use \.json"):
        save(G, tmp_path / "network.xlsx")
    with pytest.raises(ReadError, match="no export"):
        load()
    with pytest.raises(ReadError, match="together"):
        load(path, tmp_path)


@pytest.mark.property
@given(cut=st.integers(0, 4000), junk=st.binary(max_size=8), ending=st.sampled_from(FORMATS))
def test_any_damage_is_an_error_of_ours(
    tmp_path_factory: pytest.TempPathFactory, cut: int, junk: bytes, ending: str
) -> None:
    """However a saved file is changed, it loads or raises ReadError or GraphError."""
    path = save(build(reading()), tmp_path_factory.mktemp("d") / f"network{ending}")
    data = path.read_bytes()
    path.write_bytes(data[:200] + data[200:][:cut] + junk + data[200:][cut + len(junk) :])
    with contextlib.suppress(ReadError, GraphError):
        assert validate(load(path)) == []
