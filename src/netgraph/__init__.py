"""netgraph: who do I know who can introduce me?

Exports become records, records become people and ties, those a NetworkX graph, and the graph
answers: introduction paths, brokers, bridges, clusters, and an offline map.

>>> import netgraph as ng
>>> G = ng.load(ng.sample_folder() / "exports")
>>> G.number_of_nodes() > 100
True
"""

from importlib.metadata import PackageNotFoundError, version

from netgraph.bridges import bridges, brokers
from netgraph.clusters import cluster_ties, clusters, communities
from netgraph.errors import (
    AmbiguousPersonError,
    GraphError,
    NetgraphError,
    NotMeaningfulError,
    ReadError,
    UnknownPersonError,
    UnsafeArchiveError,
)
from netgraph.gaps import gaps
from netgraph.graph import build, validate
from netgraph.introductions import introductions
from netgraph.key_players import key_players, losses
from netgraph.lenders import lenders
from netgraph.letters import letters
from netgraph.maps import draw, to_pyvis
from netgraph.outcomes import read_outcomes, write_outcomes
from netgraph.people import find, match, who
from netgraph.planning import plan
from netgraph.portrait import portrait
from netgraph.readers import READERS, read
from netgraph.roles import connectors, ei_index, roles
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
