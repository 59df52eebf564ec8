"""Who is who: records become persons. See `netgraph.identity.resolution`."""

from netgraph.identity.resolution import Doubt, Merge, People, Person, resolve

__all__ = ["Doubt", "Merge", "People", "Person", "resolve"]
