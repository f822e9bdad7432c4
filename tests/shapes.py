"""Tiny shapes that one can draw, with names; coordinates in degrees lon, lat."""

from __future__ import annotations

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon, box

UNIT = box(0, 0, 1, 1)
"""One degree by one, its corner at 0, 0."""

TALL = box(0, 0, 1, 2)
"""`UNIT` and the square north of it."""

EAST = box(1, 0, 2, 1)
"""The square that shares `UNIT`'s eastern edge."""

SHIFTED = box(0.5, 0.5, 1.5, 1.5)
"""Crosses `UNIT` at two points."""

CORNER = box(1, 1, 2, 2)
"""Touches `UNIT` at one corner."""

APART = box(5, 5, 6, 6)
"""Touches nothing."""

FRAME = Polygon(UNIT.exterior.coords, [box(0.25, 0.25, 0.75, 0.75).exterior.coords])
"""`UNIT` with a square hole."""

ISLET = MultiPolygon([FRAME, box(0.4, 0.4, 0.6, 0.6)])
"""`FRAME` with a square in its hole."""

TOUCHING_HOLE = Polygon(UNIT.exterior.coords, [[(0.5, 0), (0.75, 0.5), (0.25, 0.5)]])
"""A hole that touches the southern edge at one point."""

EMPTY = MultiPolygon()

NAMED = {
    "unit": UNIT,
    "tall": TALL,
    "east": EAST,
    "shifted": SHIFTED,
    "corner": CORNER,
    "apart": APART,
    "frame": FRAME,
    "islet": ISLET,
    "touching hole": TOUCHING_HOLE,
    "empty": EMPTY,
}
"""Every shape by name."""


def reversed_rings(geometry: shapely.Geometry) -> shapely.Geometry:
    """The same ground with every ring running the other way."""
    return shapely.reverse(geometry)


def island(seed: int, vertices: int, *, lon_lat: tuple[float, float] = (36.0, 48.0)) -> Polygon:
    """A made-up ragged island about one degree across: star-shaped, so it never crosses itself."""
    random = np.random.default_rng(seed)
    angle = np.sort(random.uniform(0, 2 * np.pi, vertices))
    radius = 0.4 + 0.1 * random.uniform(-1, 1, vertices)
    points = np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, np.newaxis]
    return Polygon(np.round(points + lon_lat, 6))
