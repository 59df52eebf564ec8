"""Imports only point down: a module may use what lies below it, never what lies above."""

import ast
import subprocess
import sys
from pathlib import Path

import networkx as nx
import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "netgraph"

#: From the bottom up. Modules of one layer do not import one another; those of one package may,
#: as long as they do not come round in a circle.
LAYERS = (
    {"errors", "records", "wording"},
    {"tables"},
    {"names", "decisions", "evidence", "outcomes", "edge_lists"},
    {"readers.*"},
    {"readers"},
    {"identity.*"},
    {"identity", "strength", "inferring"},
    {"graph", "replay"},
    {"sample", "people", "summary"},
    {"learning"},
    {"store", "metrics.*", "introducing.*"},
    {"metrics", "introducing", "rankers"},
    {"maps.*", "backtest"},
    {"maps"},
    {"notebook.*"},
    {"notebook", "printing"},
    {""},
    {"cli"},
    {"__main__"},
)


def modules() -> dict[str, Path]:
    """Name every module as it stands under the package: `readers.mail`; "" is the front door."""
    named = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        named[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return named


def layer(name: str) -> int:
    """Give the layer of a module, counted from the bottom."""
    for pattern in (name, name.rpartition(".")[0] + ".*"):
        for height, names in enumerate(LAYERS):
            if pattern in names:
                return height
    pytest.fail(f"{name} stands in no layer: add it to LAYERS where it belongs")


def imports(path: Path) -> set[str]:
    """List the modules of ours that a module imports at any depth of its code."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative import"
            base = node.module or ""
            found |= {base} | {f"{base}.{alias.name}" for alias in node.names}
    ours = {name.partition(".")[2] for name in found if name.partition(".")[0] == "netgraph"}
    return ours & set(modules()) if ours else set()


def package(name: str) -> str:
    """Give the package inside netgraph that a module stands in, "" for a module at its root."""
    return name.partition(".")[0] if (PACKAGE / name.partition(".")[0]).is_dir() else ""


@pytest.mark.parametrize("name", modules())
def test_imports_only_point_down(name: str) -> None:
    """A module imports only from layers below its own, or from its own package."""
    for other in imports(modules()[name]) - {"", name}:
        inside = package(name) and package(other) == package(name)
        below = layer(other) < layer(name)
        assert below or inside, f"netgraph.{name} must not import netgraph.{other}"


def test_no_imports_come_round_in_a_circle() -> None:
    """The imports at the head of the modules have an order."""
    heads: nx.DiGraph[str] = nx.DiGraph()
    for name, path in modules().items():
        heads.add_edges_from((name, other) for other in imports(path) - {"", name, package(name)})

    assert [sorted(one) for one in nx.strongly_connected_components(heads) if len(one) > 1] == []


def test_only_maps_know_pyvis() -> None:
    """Pyvis is fenced in: no module outside maps/ imports it."""
    for name, path in modules().items():
        if name.partition(".")[0] != "maps":
            assert "import pyvis" not in path.read_text(encoding="utf-8"), name
            assert "from pyvis" not in path.read_text(encoding="utf-8"), name


def test_readers_do_not_know_each_other() -> None:
    """A reader module imports no other reader, only the private helpers they share."""
    for name, path in modules().items():
        if name.startswith("readers.") and not name.startswith("readers._"):
            others = {other for other in imports(path) if other.startswith("readers.")}
            assert not {o for o in others if not o.startswith("readers._")}, name


def test_importing_does_nothing() -> None:
    """The front door imports no notebook, no pyvis and no reader library before it is asked to."""
    code = "import sys, netgraph; print([m for m in ('pyvis', 'IPython') if m in sys.modules])"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"
