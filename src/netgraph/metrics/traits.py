"""What people share: organisations compared by institution, other attributes by their words."""

from __future__ import annotations

import re
from collections import Counter
from textwrap import shorten
from typing import Any

import networkx as nx

from netgraph.names import organisations

__all__ = ["brief", "traits"]


def traits(G: nx.Graph[Any], about: str) -> dict[Any, str]:
    """Give an attribute of each person such that what means the same is spelt the same.

    "St Hilda's Hospital" and "Dept. of Cardiology, St. Hilda's Hospital, Leeds, UK" are one
    organisation, shown in its commonest spelling, the shorter one if both are as common.

    Args:
        G: The graph.
        about: Name of a node attribute.

    Returns:
        The spelling to show; "" where nothing is known.

    >>> G = nx.Graph()
    >>> G.add_nodes_from([(0, {"location": "Pune"}), (1, {"location": "pune "}), (2, {})])
    >>> traits(G, "location")
    {0: 'Pune', 1: 'Pune', 2: ''}
    """
    texts = {node: " ".join(str(data.get(about) or "").split()) for node, data in G.nodes.items()}
    meanings = {text: _meaning(text, about) for text in set(texts.values())}
    spellings: dict[str, Counter[str]] = {}
    for text, times in Counter(texts.values()).items():
        spellings.setdefault(meanings[text], Counter())[text] = times
    shown = {
        meaning: min(found, key=lambda text: (-found[text], len(text), text))
        for meaning, found in spellings.items()
    }
    return {node: shown[meanings[text]] if text else "" for node, text in texts.items()}


def brief(text: str, longest: int) -> str:
    """Shorten an affiliation to the institution in it, and that between words.

    >>> brief("Department of Cardiology, St. Hilda's Hospital, Leeds, UK", 30)
    "St. Hilda's Hospital"
    """
    if len(text) > longest:
        found = organisations(text)
        parts = (part for part in re.split(r"[,;|]", text) if organisations(part) & found)
        text = next(parts, text)
    return shorten(text, longest, placeholder=" …")


def _meaning(text: str, about: str) -> str:
    found = organisations(text) if about == "organisation" and text else frozenset[str]()
    return "; ".join(sorted(found)) or text.casefold()
