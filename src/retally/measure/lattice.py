"""A map's boundary as directed edges between points of an integer lattice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely

from retally.measure.rings import rings
from retally.model.geometry import LATTICE_PER_DEGREE

LAT_BITS = 32
"""A lattice point is one integer, ``lon * 2^32 + lat``: both fit (180e6 and 90e6 are below 2^31),
so two points are equal exactly when their integers are."""

BLOCK = 1 << 14
"""Vertices a block: passes over one stay in the processor's cache, and memory stays flat."""


_TOGETHER = 1 << 16
"""Vertices of maps that are taken apart together."""


@dataclass(frozen=True, kw_only=True)
class Boundary:
    """Directed edges of one map, its ground to the left of each.

    Parameters
    ----------
    start, end
        Shape (n,), int64: the lattice points of each edge (`points` takes them apart).
    """

    start: np.ndarray
    end: np.ndarray

    def __len__(self) -> int:
        return len(self.start)

    def taken(self, chosen: np.ndarray) -> Boundary:
        """The edges at the places given."""
        return Boundary(start=self.start[chosen], end=self.end[chosen])


def boundary(geometry: shapely.Geometry) -> Boundary:
    """The boundary of one valid polygon or multipolygon, as `boundaries` gives it."""
    return boundaries([geometry])[0]


def boundaries(geometries: Sequence[shapely.Geometry]) -> list[Boundary]:
    """The boundary of each of many valid polygons or multipolygons.

    Exteriors run counter-clockwise and holes clockwise, whatever direction they came in.

    Parameters
    ----------
    geometries
        In degrees lon, lat; Z is dropped. Empty ones have no edges.

    Returns
    -------
    list[Boundary]
        On the lattice of 1e-6 degrees, one edge a vertex, in ring order. The step from one ring
        to the next is there as an edge without length, so that nothing has to be copied.
    """
    return [found for group in together(geometries) for found in _boundaries(group)]


def together(geometries: Sequence[shapely.Geometry]) -> list[np.ndarray]:
    """Small maps together, since each call costs more than the work; large ones one by one."""
    array = np.array(geometries, dtype=object)
    vertices = np.cumsum(shapely.get_num_coordinates(array))
    if not len(array) or vertices[-1] <= _TOGETHER:
        return [array]
    cuts = np.flatnonzero(np.diff(vertices // _TOGETHER)) + 1
    return np.split(array, cuts)


def _boundaries(geometries: np.ndarray) -> list[Boundary]:
    """`boundaries`, all together."""
    found = rings(geometries)
    point = _points(found.coordinates)
    start, end = point[:-1], point[1:].copy()
    end[found.between] = start[found.between]
    # A ring's role comes from its place in the polygon, its direction from the coordinates as
    # they are: rounding can turn a very thin one over.
    backward = shapely.is_ccw(found.outlines) == found.is_hole
    if backward.any():
        turned = np.repeat(backward, np.diff(found.offsets))[:-1]
        start, end = np.where(turned, end, start), np.where(turned, start, end)
    bounds = found.offsets[np.searchsorted(found.owner, np.arange(len(geometries) + 1))].tolist()
    return [Boundary(start=start[low:high], end=end[low:high]) for low, high in pairwise(bounds)]


def _points(degrees: np.ndarray) -> np.ndarray:
    """Lattice points of coordinates in degrees, shape (n, 2), as one integer each."""
    point = np.empty(len(degrees), dtype=np.int64)
    for low in range(0, len(degrees), BLOCK):
        steps = degrees[low : low + BLOCK] * LATTICE_PER_DEGREE
        np.rint(steps, out=steps)
        piece = point[low : low + BLOCK]
        piece[:] = steps[:, 0]
        piece <<= LAT_BITS
        piece += steps[:, 1].astype(np.int64)
    return point


def points(point: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Lon and lat of lattice points, as whole lattice steps."""
    # Adding half the range makes the shift round to the nearest, so that a negative lat is right.
    lon = (point + (1 << (LAT_BITS - 1))) >> LAT_BITS
    return lon, point - (lon << LAT_BITS)
