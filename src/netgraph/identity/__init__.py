"""Who is who: records become persons. See `netgraph.identity.resolution`."""

from netgraph.identity.persons import Doubt, Merge, People, Person
from netgraph.identity.resolution import resolve

__all__ = ["Doubt", "Merge", "People", "Person", "resolve"]
