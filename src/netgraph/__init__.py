"""netgraph: who do I know who can introduce me?

Exports become records, records become people and ties, those a NetworkX graph, and the graph
answers: introduction paths, brokers, bridges, clusters, and an offline map.

The names of this module are the public ones. Those that need JupyterLab's extras (`explore`,
`show`, `report`, `charts`) are loaded when they are first used.

>>> import netgraph as ng
>>> G = ng.load(ng.sample_folder() / "exports")
>>> G.number_of_nodes() > 100
True
"""

from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any, Final

from netgraph.backtest import backtest
from netgraph.decisions import Decisions, read_decisions, read_review, review, write_decisions
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
from netgraph.introducing.planning import plan
from netgraph.learning import learn, learned_chances
from netgraph.maps import draw, to_pyvis
from netgraph.metrics.bridges import bridges, brokers
from netgraph.metrics.clusters import cluster_ties, clusters, communities
from netgraph.metrics.gaps import gaps
from netgraph.metrics.key_players import key_players, losses
from netgraph.metrics.portrait import portrait
from netgraph.metrics.roles import connectors, ei_index, roles
from netgraph.outcomes import Outcome, read_outcomes, write_outcomes
from netgraph.people import find, match, who
from netgraph.readers import READERS, read
from netgraph.sample import sample_folder
from netgraph.store import load, save
from netgraph.strength import Model
from netgraph.summary import summary
from netgraph.tables import to_csv

if TYPE_CHECKING:
    from netgraph.notebook import charts
    from netgraph.notebook.explorer import explore
    from netgraph.notebook.report import report
    from netgraph.notebook.sheet import show

__all__ = [
    "READERS",
    "AmbiguousPersonError",
    "Decisions",
    "GraphError",
    "Model",
    "NetgraphError",
    "NotMeaningfulError",
    "Outcome",
    "ReadError",
    "UnknownPersonError",
    "UnsafeArchiveError",
    "backtest",
    "bridges",
    "brokers",
    "build",
    "charts",
    "cluster_ties",
    "clusters",
    "communities",
    "connectors",
    "draw",
    "ei_index",
    "explore",
    "find",
    "gaps",
    "introductions",
    "key_players",
    "learn",
    "learned_chances",
    "lenders",
    "letters",
    "load",
    "losses",
    "match",
    "plan",
    "portrait",
    "read",
    "read_decisions",
    "read_outcomes",
    "read_review",
    "report",
    "review",
    "roles",
    "sample_folder",
    "save",
    "show",
    "summary",
    "to_csv",
    "to_pyvis",
    "validate",
    "who",
    "write_decisions",
    "write_outcomes",
]

#: Loaded on first use, since they need packages that not everybody installs.
_LATER: Final = {
    "charts": "netgraph.notebook.charts",
    "explore": "netgraph.notebook.explorer",
    "report": "netgraph.notebook.report",
    "show": "netgraph.notebook.sheet",
}

try:
    __version__ = version("netgraph-contacts")
except PackageNotFoundError:  # run from a folder that was never installed
    __version__ = "0"


def __getattr__(name: str) -> Any:
    """Load one of the later names."""
    if name not in _LATER:
        raise AttributeError(f"module 'netgraph' has no attribute {name!r}")
    module = import_module(_LATER[name])
    return module if name == "charts" else getattr(module, name)
