"""GraphML and GEXF written by others. NetworkX is the oracle where it can read them."""

import contextlib
import io

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from netgraph.errors import ReadError
from netgraph.readers import detect, graph_file
from netgraph.readers._opening import Source, sources
from netgraph.records import Contact, Event, Record
from tests.conftest import shared
from tests.readers.told import events, names, reasons


def read(text: str | bytes, path: str = "g") -> list[Record]:
    source = Source.of_text(text, path)
    assert graph_file.claims(source)
    return list(graph_file.read(source))


def test_graphml_with_named_attributes() -> None:
    """Name, organisation, title, e-mail of a node; weight, date and relation of an edge."""
    found = read(
        '<?xml version="1.0"?><graphml><key id="d0" for="node" attr.name="Name"/>'
        '<key id="d1" for="node" attr.name="Affiliation"/><key id="d2" for="all" attr.name="role"/>'
        '<key id="d3" for="node" attr.name="E-Mail"/><key id="d4" for="edge" attr.name="weight"/>'
        '<key id="d5" for="edge" attr.name="Since"/><graph>'
        '<node id="1"><data key="d0">Amara\n Osei-Tutu</data><data key="d1">St. Hilda\'s</data>'
        '<data key="d2">Registrar</data><data key="d3">A@Example.org</data></node><node id="2"/>'
        '<edge source="1" target="2" directed="true"><data key="d4">2.5</data>'
        '<data key="d5">2022-06</data><data key="relation">mentor</data></edge></graph></graphml>'
    )
    assert found == [
        Contact(("email:a@example.org", "id:1|g"), "Amara Osei-Tutu", "St. Hilda's", "Registrar",
                "", "g", 1),
        Contact(("id:2|g",), "2", file="g", line=2),
        Event("stated", ("id:1|g", "id:2|g"), "2022-06", "mentor", "g", 3, 2.5),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "namespace",
    [
        "",
        'xmlns="http://www.gexf.net/1.1draft"',
        'xmlns="http://www.gexf.net/1.2draft"',
        'xmlns="http://gexf.net/1.3"',
        'xmlns="http://www.gephi.org/gexf"',
    ],
)
def test_gexf_of_every_version(namespace: str) -> None:
    """Attributes of nodes and of edges may have equal ids; types of lists do no harm."""
    found = read(
        f'<gexf {namespace} version="1"><graph type="static" defaultedgetype="undirected">'
        '<attributes class="node"><attribute id="0" title="Company" type="string"/></attributes>'
        '<attributes class="edge"><attribute id="0" title="How" type="listboolean"/></attributes>'
        '<nodes><node id="a" label="Amara"><attvalues><attvalue for="0" value="St. Hilda\'s"/>'
        '</attvalues></node><node id="b" label="Björn"/></nodes><edges>'
        '<edge id="0" source="a" target="b" type="directed" weight="3"><attvalues>'
        '<attvalue for="0" value="trial"/></attvalues></edge>'
        '<edge id="1" source="b" target="a" type="undirected"/></edges></graph></gexf>'
    )
    assert [one.organisation for one in found if isinstance(one, Contact)] == ["St. Hilda's", ""]
    assert [(one.what, one.weight) for one in events(found)] == [("trial", 3.0), ("", 1.0)]


def test_yed_draws_labels_and_boxes() -> None:
    """A drawn label is the name; a box around nodes is no person, the nodes in it are."""
    label = '<data key="d6"><y:ShapeNode><y:NodeLabel> {} <y:x/></y:NodeLabel></y:ShapeNode></data>'
    found = read(
        '<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:y="http://y.example/">'
        '<key id="d6" for="node" yfiles.type="nodegraphics"/><graph edgedefault="directed">'
        f'<node id="box">{label.format("Ward")}<graph id="box:"><node id="box::n0">'
        f'{label.format("Amara")}</node></graph></node><node id="n1">{label.format("Ben")}'
        '<port name="x"/></node><edge source="box::n0" target="n1"/></graph></graphml>'
    )
    assert names(found) == ["Amara", "Ben"]
    assert reasons(found) == ["a box around nodes, not a person"]
    assert len(events(found)) == 1


def test_what_networkx_refuses_is_read() -> None:
    """Mixed directions, keys nobody declared, lists of words, an old namespace, ports."""
    graphml = (
        '<graphml><graph edgedefault="undirected"><node id="a"><data key="none">x</data><port'
        ' name="p"/></node><node id="b"/><edge source="a" target="b" directed="true"'
        ' sourceport="p"/><edge source="b" target="a"/></graph></graphml>'
    )
    gexf = (
        '<gexf xmlns="http://www.gephi.org/gexf"><graph type="static" defaultedgetype="mutual">'
        '<attributes class="node"><attribute id="0" title="tags" type="liststring"/></attributes>'
        '<nodes><node id="a"><attvalues><attvalue for="0" value="x|y"/>'
        '<attvalue for="9" value="z"/></attvalues></node><node id="b"/></nodes>'
        '<edges><edge source="a" target="b" type="directed"/>'
        '<edge source="b" target="a" type="undirected"/></edges></graph></gexf>'
    )
    for text in (graphml, gexf):
        with pytest.raises((nx.NetworkXError, KeyError, UserWarning)):
            (nx.read_graphml if text is graphml else nx.read_gexf)(io.BytesIO(text.encode()))
        found = read(text)
        assert names(found) == ["a", "b"]
        assert [len(one.people) for one in events(found)] == [2, 2]


def test_an_edge_to_a_box_is_none() -> None:
    """Nobody is tied to a box; what is drawn at an edge says how two are."""
    found = read(
        '<graphml xmlns:y="y"><graph><node id="a"/><node id="g"><graph><node id="g::b"/></graph>'
        '</node><edge source="a" target="g"/><edge source="a" target="g::b"><data key="d">'
        "<y:PolyLineEdge><y:EdgeLabel>mentor</y:EdgeLabel></y:PolyLineEdge></data></edge>"
        "</graph></graphml>"
    )
    assert [(one.people, one.what) for one in events(found)] == [
        (("id:a|g", "id:g::b|g"), "mentor")
    ]
    assert names(found) == ["a", "g::b"]


def test_names_in_two_columns_and_addresses_as_ids() -> None:
    """Given and family name are put together; an id may be an address, and is then no name."""
    found = read(
        '<graphml><key id="f" for="node" attr.name="First Name"/><key id="l" for="node"'
        ' attr.name="Last Name"/><graph><node id="1"><data key="f">Ann</data><data key="l">Archer'
        '</data></node><node id="b@example.org"/><edge source="1" target="b@example.org"/></graph>'
        "</graphml>"
    )
    people = [one for one in found if isinstance(one, Contact)]
    assert [one.name for one in people] == ["Ann Archer", ""]
    assert people[1].keys[0] == "email:b@example.org"


def test_nodes_that_say_they_are_no_people_are_none() -> None:
    """Drawings of people and their hospitals have both as nodes."""
    found = read(
        '<gexf><graph><attributes class="node"><attribute id="0" title="Type"/></attributes>'
        '<nodes><node id="1" label="Ann"><attvalues><attvalue for="0" value="Person"/></attvalues>'
        '</node><node id="2" label="St. Hilda\'s"><attvalues><attvalue for="0" value="Hospital"/>'
        "</attvalues></node></nodes></graph></gexf>"
    )
    sorts = [one.sort for one in found if isinstance(one, Contact)]
    assert sorts == ["person", "company"]


def test_groups_that_people_are_in_are_nobody() -> None:
    """NetworkX marks the second mode of a network of people and their clubs with 1."""
    found = read(
        '<graphml><key id="d0" for="node" attr.name="bipartite"/><graph><node id="Ann Archer">'
        '<data key="d0">0</data></node><node id="Chess club"><data key="d0">1</data></node>'
        '<edge source="Ann Archer" target="Chess club"/></graph></graphml>'
    )
    sorts = [one.sort for one in found if isinstance(one, Contact)]
    assert sorts == ["person", "group"]


@pytest.mark.parametrize(
    "edge",
    [
        'timestamps="&lt;[2026-03-01T00:00:00Z, 2026-03-06]&gt;">',
        'intervals="&lt;[2009-03-01,2009-04-02];[2026-03-05,2026-03-06]&gt;">',
        '><spells><spell timestamp="2026-03-06T09:15:00Z"/><spell timestamp="2026"/></spells>',
    ],
)
def test_the_times_of_gexf_1_3_are_dates(edge: str) -> None:
    """Sets of times or of spans, or a spell for each: the last counts."""
    found = read(
        f'<gexf><graph><edges><edge source="a" target="b" {edge}</edge></edges></graph></gexf>'
    )
    assert [one.when for one in events(found)] == ["2026-03-06"]


def test_a_tie_of_several_spells_is_as_old_as_the_last() -> None:
    """Gephi's dynamic graphs say from when to when a tie lasted, several times."""
    found = read(
        '<gexf><graph mode="dynamic"><edges><edge source="a" target="b"><spells>'
        '<spell start="2012-05" end="2013"/><spell start="2010-01-05"/></spells></edge></edges>'
        "</graph></gexf>"
    )
    assert [one.when for one in events(found)] == ["2012-05"]


def test_a_hyperedge_is_one_event_of_many() -> None:
    """All its ends are the people of one event."""
    found = read(
        '<graphml><graph><node id="1"/><node id="2"/><node id="3"/><hyperedge>'
        '<endpoint node="1"/><endpoint node="2"/><endpoint node="3"/></hyperedge></graph></graphml>'
    )
    assert [event.people for event in events(found)] == [("id:1|g", "id:2|g", "id:3|g")]


def test_nodes_that_only_edges_name_exist() -> None:
    """They are people known by their id."""
    found = read('<gexf><graph><edges><edge source="Amara" target="Ben"/></edges></graph></gexf>')
    assert names(found) == ["Amara", "Ben"]


def test_edges_that_say_nothing_are_counted() -> None:
    """Loops, missing ends and weights of zero or less are skips; odd weights count as one."""
    nodes = '<node id="1"/><node id="2"/>'
    edges = ['target="1"', 'target=""', 'target="2" weight="0"', 'target="2" weight="-1"']
    edges += ['target="2" weight="many"', 'target="2" weight="nan"', 'target="2" weight="inf"']
    text = "".join(f'<edge source="1" {edge}/>' for edge in edges)
    found = read(f"<gexf><graph><nodes>{nodes}</nodes><edges>{text}</edges></graph></gexf>")
    assert (
        reasons(found)
        == ["an edge that joins no two nodes"] * 2 + ["an edge of weight zero or less"] * 2
    )
    assert [event.weight for event in events(found)] == [1.0] * 3


def test_our_own_graphs_are_not_claimed() -> None:
    """A graph that netgraph saved is loaded as it is, not read as an export."""
    text = '<graphml><key id="d0" for="graph" attr.name="netgraph_format"/></graphml>'
    with pytest.raises(ReadError, match="netgraph itself"):
        detect(Source.of_text(text))
    assert not graph_file.claims(Source.of_text("<html><p>graphml</p></html>"))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (
            '<!DOCTYPE x [<!ENTITY a "b">]><graphml><graph><node id="&a;"/></graph></graphml>',
            "entities of its own",
        ),
        ('<graphml><graph><node id="1"/><node', "damaged"),
        ("<graphml>\0</graphml>", "damaged"),
    ],
)
def test_hostile_and_broken_xml_is_an_error(text: str, why: str) -> None:
    """Entities are refused, half a file is said to be one."""
    with pytest.raises(ReadError, match=why):
        read(text)


def test_what_stands_before_the_damage_is_kept() -> None:
    """Records come as they are read, so a cut file loses only its end."""
    found = graph_file.read(Source.of_text('<graphml><graph><node id="1"/><node id="2"/><nod'))
    assert [next(found), next(found)]


def test_an_old_document_type_is_no_attack() -> None:
    """Early GraphML names its DTD by address, which is not fetched."""
    dtd = '<!DOCTYPE graphml SYSTEM "http://g.example/g.dtd">'
    assert names(read(dtd + '<graphml><graph><node id="1"/></graph></graphml>')) == ["1"]


@pytest.mark.property
@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.floats(0.1, 1e6)), max_size=20),
    st.sampled_from([nx.Graph, nx.DiGraph]),
    st.sampled_from(["graphml", "gexf"]),
)
def test_what_networkx_writes_is_read(
    edges: list[tuple[int, int, float]],
    kind: "type[nx.Graph[int]]",
    form: str,
) -> None:
    """Same nodes, same edges, same weights as the graph that NetworkX wrote."""
    graph = kind()
    graph.add_nodes_from((number, {"name": f"Person {number}"}) for number in range(10))
    graph.add_weighted_edges_from(one for one in edges if one[0] != one[1])
    out = io.BytesIO()
    (nx.write_graphml if form == "graphml" else nx.write_gexf)(graph, out)
    found = read(out.getvalue())
    assert sorted(names(found)) == sorted(nx.get_node_attributes(graph, "name").values())
    written = [data["weight"] for _, _, data in graph.edges(data=True)]
    assert [one.weight for one in events(found)] == written


@pytest.mark.property
@settings(deadline=None, max_examples=80)
@given(st.binary(), st.integers(0, 200))
def test_any_bytes_give_records_or_a_read_error(data: bytes, place: int) -> None:
    """Nothing else happens, wherever the bytes stand."""
    whole = b'<graphml><graph><node id="1"/><edge source="1" target="2"/></graph></graphml>'
    source = Source.of_text(whole[:place] + data + whole[place:])
    if graph_file.claims(source):
        with contextlib.suppress(ReadError):
            list(graph_file.read(source))


@pytest.mark.shared
def test_real_samples_are_read() -> None:
    """Those NetworkX refuses are read too; the counts were taken with grep."""
    counts = {}
    for source in sources([shared("samples/graphs")]):
        assert isinstance(source, Source)
        if graph_file.claims(source):
            found = list(graph_file.read(source))
            counts[source.name.removeprefix("graphology_")] = (
                len(names(found)),
                len(events(found)),
            )
    assert counts == {
        "basic.gexf": (2, 2),
        "basic.graphml": (11, 12),
        "les_miserables.gexf": (77, 254),
        "miserables.graphml": (77, 254),
        "miserables_broken.graphml": (77, 254),
        "mixed.gexf": (3, 3),
        "mixed_multigraph.graphml": (6, 8),
    }
