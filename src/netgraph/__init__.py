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
from netgraph.clusters import clusters, communities
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
from netgraph.introductions import introductions
from netgraph.maps import draw
from netgraph.people import find, match, who
from netgraph.readers import READERS, read
from netgraph.sample import sample_folder
from netgraph.store import load, save
from netgraph.summary import summary

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
    "clusters",
    "communities",
    "draw",
    "find",
    "introductions",
    "load",
    "match",
    "read",
    "sample_folder",
    "save",
    "summary",
    "validate",
    "who",
]

try:
    __version__ = version("netgraph-contacts")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"
