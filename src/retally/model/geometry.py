"""The canonical form of a geometry, and its hash.

Canonical: 2-D, EPSG:4326, every coordinate on the lattice of 1e-6 degrees, exteriors
counter-clockwise, rings and parts in shapely's normal order. Two captures of the same ground
have equal canonical geometry whatever their vertex order, direction or trailing digits.
"""

from __future__ import annotations

import hashlib

import numpy as np
import shapely

LATTICE_PER_DEGREE = 1_000_000
"""Lattice steps in one degree. 47 % of DeepState's vertices carry a seventh decimal that library
noise changes from day to day; at six decimals 98-100 % of vertices repeat. Do not move alone:
the kernel, the hashes and every stored map rest on it."""


def canonical(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """The canonical form of a valid polygonal geometry.

    Parameters
    ----------
    geometry
        Polygon, MultiPolygon or a collection of them, in degrees lon, lat; Z is dropped.
        Lines and points in a collection are dropped. Empty gives an empty MultiPolygon.

    Returns
    -------
    shapely.MultiPolygon
        On the lattice. Rounding can make a ring degenerate or touch itself; it is kept as it is,
        because the kernel's edge cancelling needs every edge.
    """
    parts = polygons_of(geometry)
    if not len(parts):
        return shapely.MultiPolygon()
    flat = shapely.force_2d(shapely.multipolygons(parts))
    rounded = shapely.transform(flat, on_lattice)
    oriented: shapely.MultiPolygon = shapely.orient_polygons(shapely.normalize(rounded))
    return oriented


def on_lattice(degrees: np.ndarray) -> np.ndarray:
    """Coordinates in degrees, shape (n, 2), moved to the nearest lattice point."""
    rounded: np.ndarray = np.rint(degrees * LATTICE_PER_DEGREE) / LATTICE_PER_DEGREE
    return rounded


def geometry_hash(geometry: shapely.MultiPolygon) -> str:
    """Hash of a canonical geometry: SHA-256 over its integer lattice coordinates and ring sizes.

    Parameters
    ----------
    geometry
        A result of `canonical`.

    Returns
    -------
    str
        64 hexadecimal digits; equal exactly when the canonical geometries are equal.
    """
    parts = shapely.get_parts(geometry)
    rings, of_part = shapely.get_rings(parts, return_index=True)
    coordinates = shapely.get_coordinates(geometry)
    sizes = (
        shapely.get_num_coordinates(rings),
        np.bincount(of_part, minlength=len(parts)),
        [len(parts)],
    )
    digest = hashlib.sha256()
    digest.update(np.rint(coordinates * LATTICE_PER_DEGREE).astype("<i8").tobytes())
    # Where each ring, part and geometry ends, as GeoArrow counts it: without it, a hole and a
    # part of its own would hash alike.
    for size in sizes:
        digest.update(np.concatenate(([0], np.cumsum(size))).astype("<i8").tobytes())
    return digest.hexdigest()


def polygons_of(geometry: shapely.Geometry) -> np.ndarray:
    """The polygons of a geometry, however deep in collections, as an array."""
    parts = shapely.get_parts(geometry)
    while len(parts) and (shapely.get_type_id(parts) > _POLYGON).any():
        parts = shapely.get_parts(parts)
    kept: np.ndarray = parts[(shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)]
    return kept


_POLYGON = 3
