"""Build the reference from the docstrings: ``python docs/reference.py build/docs``."""

import sys
from pathlib import Path
from types import GenericAlias
from typing import Any, get_type_hints

import networkx as nx
import pdoc

import netgraph


def modules() -> list[str]:
    """List the front door, the modules it opens, and those that tell what comes back."""
    wanted = ["netgraph"]
    for name in netgraph.__all__:
        public = getattr(netgraph, name)
        setattr(netgraph, name, public)  # some are loaded on first use
        for one in (public, returned(public)):
            module = str(getattr(one, "__module__", ""))
            if module.startswith("netgraph.") and module not in pdoc.extract.walk_specs(wanted):
                wanted.append(module)
    return wanted


def returned(public: Any) -> Any:
    """Say what a function gives back; what is not ours, and imported late, is not told here."""
    try:
        return get_type_hints(public).get("return") if callable(public) else None
    except NameError:
        return None


def resolve(module: str) -> None:
    """Let the NamedTuples of a module say what their fields are: they forget what was imported."""
    for one in vars(sys.modules[module]).values():
        if isinstance(one, type) and hasattr(one, "_fields"):
            one.__new__.__annotations__ = get_type_hints(one)


def build(folder: Path) -> None:
    """Write the pages; they ask nobody for anything."""
    # Annotations say what a graph's nodes are; only the type checker knows such graphs.
    nx.Graph.__class_getitem__ = classmethod(GenericAlias)  # type: ignore[attr-defined]
    names = modules()
    for name in names:
        resolve(name)
    pdoc.render.configure(docformat="google", footer_text="netgraph", show_source=False)
    pdoc.pdoc(*names, output_directory=folder)


if __name__ == "__main__":
    build(Path(sys.argv[1] if len(sys.argv) > 1 else "build/docs"))
