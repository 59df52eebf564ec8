"""netgraph: who do I know who can introduce me?

Exports become records, records become people and ties, those a NetworkX graph, and the graph
answers: introduction paths, brokers, bridges, clusters, and an offline map.

>>> import netgraph as ng
>>> G = ng.load(ng.sample_folder() / "exports")
>>> G.number_of_nodes() > 100
True
"""

from importlib.metadata import PackageNotFoundError, version

from netgraph.errors import (
    AmbiguousPersonError,
    GraphError,
    NetgraphError,
    NotMeaningfulError,
    ReadError,
    UnknownPersonError,
    UnsafeArchiveError,
)
from netgraph.graph import build, validate
from netgraph.introducing.introductions import introductions
from netgraph.introducing.lenders import lenders
from netgraph.introducing.letters import letters
from netgraph.introducing.outcomes import read_outcomes, write_outcomes
from netgraph.introducing.planning import plan
from netgraph.maps import draw, to_pyvis
from netgraph.metrics.bridges import bridges, brokers
from netgraph.metrics.clusters import cluster_ties, clusters, communities
from netgraph.metrics.gaps import gaps
from netgraph.metrics.key_players import key_players, losses
from netgraph.metrics.portrait import portrait
from netgraph.metrics.roles import connectors, ei_index, roles
from netgraph.people import find, match, who
from netgraph.readers import READERS, read
from netgraph.sample import sample_folder
from netgraph.store import load, save
from netgraph.summary import summary
from netgraph.tables import to_csv

__all__ = [
    "READERS",
    "AmbiguousPersonError",
    "GraphError",
    "NetgraphError",
    "NotMeaningfulError",
    "ReadError",
    "UnknownPersonError",
    "UnsafeArchiveError",
    "bridges",
    "brokers",
    "build",
    "cluster_ties",
    "clusters",
    "communities",
    "connectors",
    "draw",
    "ei_index",
    "find",
    "gaps",
    "introductions",
    "key_players",
    "lenders",
    "letters",
    "load",
    "losses",
    "match",
    "plan",
    "portrait",
    "read",
    "read_outcomes",
    "roles",
    "sample_folder",
    "save",
    "summary",
    "to_csv",
    "to_pyvis",
    "validate",
    "who",
    "write_outcomes",
]

try:
    __version__ = version("netgraph-contacts")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"
