"""Maps of a network: positions, a summary, a page; `draw` ties them together."""

from netgraph.maps.drawing import Map, draw, to_pyvis
from netgraph.maps.positions import layout

__all__ = ["Map", "draw", "layout", "to_pyvis"]
