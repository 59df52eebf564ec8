"""What NetworkX asks about our backend when it is imported: names only, and nothing else is loaded.

A module of its own, because a module inside the package would load the whole package with every
``import networkx``. The functions are in `netgraph.metrics.backend`.
"""

_NOTES = {
    "articulation_points": "Depth-first walk in C.",
    "average_clustering": "Without weights.",
    "betweenness_centrality": "Exact; without weights, `k` and `endpoints`.",
    "bridges": "Depth-first walk in C.",
    "clustering": "Without weights.",
    "constraint": "All people in one pass over the triangles. No self-loops.",
    "effective_size": "As networkx with `nodes=`, weighted too. No self-loops.",
    "has_bridges": "Depth-first walk in C.",
    "leiden_communities": "Communities are always connected. Without `max_level`.",
    "local_bridges": "Without weights.",
    "transitivity": "",
    "triangles": "",
}


def get_info() -> dict[str, object]:
    """Describe the backend to NetworkX."""
    return {
        "backend_name": "netgraph",
        "project": "netgraph-contacts",
        "package": "netgraph",
        "short_summary": "Structural holes, bridges and communities on NumPy arrays.",
        "functions": {name: {"additional_docs": note} for name, note in _NOTES.items()},
    }
