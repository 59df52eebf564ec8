"""The NetworkX backend: NetworkX's own tests pass on it, and it is never stale."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
from typing import Any

import networkx as nx
import pytest

import netgraph_backend_info
from netgraph.metrics.backend import Backend

ANNOUNCED = frozenset(netgraph_backend_info._NOTES)
SUITES = [
    "networkx.algorithms.tests.test_structuralholes",
    "networkx.algorithms.tests.test_bridges",
    "networkx.algorithms.tests.test_cluster",
    "networkx.algorithms.components.tests.test_biconnected",
    "networkx.algorithms.centrality.tests.test_betweenness_centrality",
    "networkx.algorithms.community.tests.test_leiden",
]


#: Runs the suites with our functions wrapped: they say that they were called, or answer wrongly.
RUNNER = """
import functools, sys, pytest
from netgraph.metrics.backend import Backend
called, wrong = set(), sys.argv[1]
def watched(name, function):
    @functools.wraps(function)
    def run(*args, **kwargs):
        called.add(name)
        return {} if name == wrong else function(*args, **kwargs)
    return staticmethod(run)
for name in sys.argv[2].split():
    setattr(Backend, name, watched(name, getattr(Backend, name)))
code = pytest.main(sys.argv[3:])
print("called:", *sorted(called))
sys.exit(code)
"""


def suite(*suites: str, wrong: str = "") -> subprocess.CompletedProcess[str]:
    """Run tests of NetworkX with every graph converted to our backend."""
    environment = {
        **os.environ, "NETWORKX_TEST_BACKEND": "netgraph", "NETWORKX_FALLBACK_TO_NX": "True",
    }  # fmt: skip
    options = ["-q", "-p", "no:cacheprovider", "-c", os.devnull]
    but = ["-k", "not (test_undirected_selfloops and modularity)", "--pyargs", *suites]
    return subprocess.run(
        [sys.executable, "-c", RUNNER, wrong, " ".join(ANNOUNCED), *options, *but],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_networkx_knows_the_backend() -> None:
    """Installed through its entry points; every function that is announced exists."""
    for name in ANNOUNCED:
        theirs: Any = getattr(nx, name, None) or getattr(nx.community, name)
        assert "netgraph" in theirs.backends
        assert callable(getattr(Backend, name))


def test_networkx_own_test_suite_passes() -> None:
    """NetworkX's tests of these functions pass with every graph converted to our backend.

    But one, of NetworkX 3.7: it wants the same groups with and without small loops, and those
    with loops come from NetworkX itself, which finds others.
    """
    done = suite(*SUITES)
    assert done.returncode == 0, done.stdout[-3000:]
    passed = int(done.stdout.rpartition(" passed")[0].split()[-1])
    assert passed > 150
    assert set(done.stdout.rpartition("called: ")[2].split()) == ANNOUNCED


def test_networkx_own_test_suite_notices_a_wrong_answer() -> None:
    """The suite really runs on our functions: with one that answers nothing, it fails."""
    done = suite(SUITES[0], wrong="constraint")
    assert done.returncode == 1
    assert "TestStructuralHoles" in done.stdout


@pytest.mark.parametrize("name", ["constraint", "effective_size"])
def test_asked_for_some_people_it_answers_for_those(name: str) -> None:
    """`nodes=` and `weight=` mean what they mean in NetworkX."""
    G = nx.karate_club_graph()
    theirs = getattr(nx, name)(G, nodes=[0, 5, 33], weight="weight", backend="networkx")
    ours = getattr(nx, name)(G, nodes=[0, 5, 33], weight="weight", backend="netgraph")
    assert ours == pytest.approx(theirs)


@pytest.mark.filterwarnings("ignore:Note. conversions to backend graphs")
def test_a_weight_written_by_hand_is_noticed() -> None:
    """NetworkX keeps what it converted and misses such a write; ours reads the weight anew."""
    G: nx.Graph[Any] = nx.karate_club_graph()
    nx.constraint(G, weight="weight", backend="netgraph")
    G[0][1]["weight"] = 1000
    ours = nx.constraint(G, weight="weight", backend="netgraph")
    assert ours == pytest.approx(nx.constraint(G, weight="weight", backend="networkx"))


def test_leiden_communities_are_offered() -> None:
    """Ours finds the known best modularity, and leaves other aims (NetworkX 3.7) to others."""
    G = nx.karate_club_graph()
    leiden = nx.community.leiden_communities
    aims = "metric" in inspect.signature(leiden).parameters
    aim: dict[str, Any] = {"metric": "modularity"} if aims else {}
    found = leiden(G, weight=None, seed=1, backend="netgraph", **aim)
    assert aims == (Backend.can_run("leiden_communities", (G,), {}) is not True)
    assert nx.community.modularity(G, found, weight=None) == pytest.approx(0.41978961)
    assert sorted(map(len, found)) == [5, 6, 11, 12]


@pytest.mark.parametrize(
    ("name", "G", "options", "reason"),
    [
        ("constraint", nx.DiGraph([(0, 1)]), {}, "undirected"),
        ("constraint", nx.Graph([(0, 0), (0, 1)]), {}, "self-loops"),
        ("clustering", nx.path_graph(3), {"weight": "w"}, "weights"),
        ("betweenness_centrality", nx.path_graph(3), {"k": 2}, "without k"),
    ],
)
def test_what_it_cannot_do_it_declines(
    name: str, G: nx.Graph[Any], options: dict[str, Any], reason: str
) -> None:
    """It says why; NetworkX then takes its own code, or, asked for us by name, raises."""
    assert reason in str(Backend.can_run(name, (G,), options))
    with pytest.raises(NotImplementedError, match="netgraph"):
        getattr(nx, name)(G, **options, backend="netgraph")


def test_importing_networkx_does_not_load_the_package() -> None:
    """The announcement is a module of its own: people who only use NetworkX pay nothing for us."""
    code = "import sys, networkx; print('netgraph' in sys.modules, 'pandas' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"
