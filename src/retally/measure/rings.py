"""The rings of a polygonal geometry as flat arrays."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

_POLYGON = 3
"""GEOS's type number; those of multi-part geometries are higher."""


@dataclass(frozen=True, kw_only=True)
class Rings:
    """The rings of a geometry, one after the other.

    Parameters
    ----------
    outlines
        Shape (r,), shapely LinearRings.
    coordinates
        Shape (n, 2), lon and lat in degrees; every ring ends with its first vertex.
    offsets
        Shape (r + 1,): ring i is ``coordinates[offsets[i]:offsets[i + 1]]``.
    polygon
        Shape (r,): the polygon each ring belongs to; its exterior comes first.
    owner
        Shape (r,): the geometry each ring belongs to.
    """

    outlines: np.ndarray
    coordinates: np.ndarray
    offsets: np.ndarray
    polygon: np.ndarray
    owner: np.ndarray

    def __len__(self) -> int:
        return len(self.polygon)

    @cached_property
    def is_hole(self) -> np.ndarray:
        """Shape (r,): a ring's role comes from its place in the polygon, never its direction."""
        hole = np.zeros(len(self), dtype=bool)
        np.equal(self.polygon[1:], self.polygon[:-1], out=hole[1:])
        return hole

    @cached_property
    def between(self) -> np.ndarray:
        """Shape (r - 1,): the steps, counted by their first vertex, from one ring to the next."""
        return self.offsets[1:-1] - 1

    def sums(self, per_step: np.ndarray) -> np.ndarray:
        """Sum over the edges of each ring of a value given for each of the n - 1 steps.

        The values at the steps from one ring to the next are overwritten with zero.
        """
        per_step[self.between] = 0
        summed: np.ndarray = np.add.reduceat(per_step, self.offsets[:-1])
        return summed


def rings(geometries: shapely.Geometry | np.ndarray) -> Rings:
    """The rings of a polygonal geometry, or of an array of them; empty ones have none.

    Parameters
    ----------
    geometries
        In degrees lon, lat; Z is dropped, and so are points and lines.
    """
    parts, owner = _parts(geometries)
    outlines, polygon = shapely.get_rings(parts, return_index=True)
    sizes = shapely.get_num_coordinates(outlines)
    offsets = np.zeros(len(outlines) + 1, dtype=np.intp)
    np.cumsum(sizes, out=offsets[1:])
    return Rings(
        outlines=outlines,
        coordinates=shapely.get_coordinates(outlines),
        offsets=offsets,
        polygon=polygon,
        owner=owner[polygon],
    )


def plain_rings(
    geometries: np.ndarray,
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Coordinates, offsets, roles and owners of rings, as in `Rings`.

    Cheaper than `rings`, since rings are only taken apart where a polygon has holes.
    """
    parts, owner = _parts(geometries)
    sizes = shapely.get_num_coordinates(parts)
    is_kept = (shapely.get_type_id(parts) == _POLYGON) & (sizes > 0)
    if not is_kept.all():
        parts, owner, sizes = parts[is_kept], owner[is_kept], sizes[is_kept]
    is_hole = np.zeros(len(parts), dtype=bool)
    if shapely.get_num_interior_rings(parts).any():
        outlines, polygon = shapely.get_rings(parts, return_index=True)
        is_hole = np.zeros(len(polygon), dtype=bool)
        np.equal(polygon[1:], polygon[:-1], out=is_hole[1:])
        owner, sizes = owner[polygon], shapely.get_num_coordinates(outlines)
    offsets = np.zeros(len(sizes) + 1, dtype=np.int64)
    np.cumsum(sizes, out=offsets[1:])
    return shapely.get_coordinates(parts), offsets, is_hole, owner


def _parts(geometries: shapely.Geometry | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The parts of geometries, however deep in collections, and whose each is."""
    parts, owner = shapely.get_parts(geometries, return_index=True)
    while (shapely.get_type_id(parts) > _POLYGON).any():
        parts, inner = shapely.get_parts(parts, return_index=True)
        owner = owner[inner]
    return parts, owner
