"""The statements as a network drawn elsewhere: NetworkX writes GraphML and GEXF."""

from __future__ import annotations

import io

import networkx as nx

from tests.world.people import PEOPLE
from tests.world.story import Story


def graphml(story: Story) -> bytes:
    """Write GraphML as NetworkX does."""
    out = io.BytesIO()
    nx.write_graphml(_drawn(story), out)
    return out.getvalue()


def gexf(story: Story) -> bytes:
    """Write GEXF as NetworkX does."""
    out = io.BytesIO()
    nx.write_gexf(_drawn(story), out)
    return out.getvalue()


def _drawn(story: Story) -> nx.Graph[int]:
    """Draw the statements: people are numbers with a label, as in most programs."""
    numbers = {person: number for number, person in enumerate(PEOPLE)}
    graph: nx.Graph[int] = nx.Graph()
    for event in story.of("stated"):
        one, other = event.people
        day, _, rest = event.marks[1].partition("/")
        month, _, year = rest.partition("/")
        since = f"{year}-{month}-{day}" if rest else event.marks[1]
        graph.add_edge(numbers[one], numbers[other], since=since, how=event.what)
        for person in event.people:
            graph.nodes[numbers[person]]["label"] = PEOPLE[person].spelled("stated")
    return graph
