"""The faces of segments that touch or cross, through GEOS, and their winding numbers."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import shapely

from retally.measure.rows import Rows
from retally.measure.segments import Segments

_SMALL = 1 << 16
"""Up to this many (point, segment) pairs, trying all is cheaper than sorting into rows."""


Noding = Callable[[np.ndarray], shapely.Geometry]


def quickly(lines: np.ndarray) -> shapely.Geometry:
    """Lines cut where they meet, by GEOS's iterated noding: the cheapest for few of them."""
    return shapely.node(shapely.multilinestrings(lines))


def robustly(lines: np.ndarray) -> shapely.Geometry:
    """Lines cut where they meet, by GEOS's overlay, which tries again with snapping."""
    return shapely.unary_union(lines)


def arrangement(found: Segments, noded: Noding) -> tuple[np.ndarray, np.ndarray]:
    """Faces whose winding number is not zero, and those numbers.

    GEOS nodes the segments and gives the faces; which of them are gained or lost follows from
    the segments themselves, at a point inside each face.

    Parameters
    ----------
    found
        At least one; as many into every point as out of it.
    noded
        `quickly` or `robustly`.

    Returns
    -------
    polygons, windings
        Shape (p,): polygons in lattice steps from the segments' origin, and whole numbers.
    """
    cells = shapely.get_parts(shapely.polygonize([noded(_chains(found))]))
    if not len(cells):
        return cells, np.zeros(0, dtype=np.int64)
    lon, lat = shapely.get_coordinates(shapely.point_on_surface(cells)).T
    around = windings(found, lon, lat)
    turns = around != 0
    return cells[turns], around[turns]


def windings(found: Segments, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Winding number of all segments together around each point, shape (p,).

    Parameters
    ----------
    lon, lat
        Shape (p,): points that lie on no segment, in lattice steps from the segments' origin.
    """
    if len(lon) * len(found) <= _SMALL:
        return _windings_all(found, lon[:, np.newaxis], lat[:, np.newaxis])
    rows = Rows(found)
    total = np.zeros(len(lon), dtype=np.int64)
    for point, _, turn in rows.crossed(lon, lat):
        np.add.at(total, point, turn)
    return total


def _windings_all(found: Segments, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """The same, by trying every segment; points as a column."""
    # A segment counts from its lower end to just below its upper one, so that a line through a
    # vertex meets one of its two segments.
    turn = (lat < found.lat_to).astype(np.int64)
    turn -= lat < found.lat
    side = (found.lon_to - found.lon) * (lat - found.lat)
    side -= (found.lat_to - found.lat) * (lon - found.lon)
    turn *= side * turn > 0
    around: np.ndarray = turn.sum(axis=1)
    return around


def _chains(found: Segments) -> np.ndarray:
    """Segments that follow each other as one line: noded quicker than one by one."""
    table = found.table
    last = np.flatnonzero((table[1:, :2] != table[:-1, 2:]).any(axis=1))
    # Starts are even and ends odd: every start is a vertex, and so is the end of a chain.
    twice = 2 * len(table)
    vertices = np.concatenate([np.arange(0, twice, 2), 2 * last + 1, [twice - 1]])
    vertices.sort()
    closes = vertices & 1
    chain = np.cumsum(closes) - closes
    lines: np.ndarray = shapely.linestrings(table.reshape(-1, 2)[vertices], indices=chain)
    return lines
