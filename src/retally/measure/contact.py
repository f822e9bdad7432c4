"""The contact line: the boundary that two holdings share.

Method and its limits: docs/methods/contact-line.md.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from pyproj import Geod

from retally.measure.lattice import boundary, points
from retally.model.geometry import LATTICE_PER_DEGREE

_GEOD = Geod(ellps="WGS84")
_ON_EDGE_STEPS = 0.75
"""How far, in lattice steps, a vertex may lie from an edge that it divides. A node put on an edge
and then rounded to the lattice is off it by up to half a diagonal, 0.71 steps (8 cm)."""


@dataclass(frozen=True, kw_only=True)
class ContactLine:
    """The boundary that two holdings share.

    Parameters
    ----------
    length_km
        Geodesic length on the WGS84 ellipsoid, zero where they share no edge.
    geometry
        The line, EPSG:4326; points where the two only touch are not part of it.
    """

    length_km: float
    geometry: shapely.MultiLineString


def contact_line(one: shapely.Geometry, other: shapely.Geometry) -> ContactLine:
    """The boundary that two polygonal geometries share, whichever side of it each lies on.

    Definition: edges common to both on the lattice of 1e-6 degrees, after each edge has been
    divided at the other side's vertices that lie on it. Units: km. Source: Karney (2013),
    doi:10.1007/s00190-012-0578-z, for the length. Accuracy: docs/methods/contact-line.md.

    Parameters
    ----------
    one, other
        Polygon or MultiPolygon, valid, on the lattice (`canonical`); in either order. Empty
        gives a length of zero and an empty line.

    Examples
    --------
    >>> line = contact_line(shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 2))
    >>> round(line.length_km, 3), line.geometry.wkt
    (110.574, 'MULTILINESTRING ((1 0, 1 1))')
    """
    shared = _shared(_edges(one), _edges(other))
    degrees = _lon_lat(shared) / LATTICE_PER_DEGREE
    (lon, lat), (lon_to, lat_to) = degrees[:, 0].T, degrees[:, 1].T
    metres = _GEOD.inv(lon, lat, lon_to, lat_to)[2]
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(degrees)))
    lines = [part for part in shapely.get_parts(merged) if not part.is_empty]
    return ContactLine(
        length_km=float(np.sum(metres)) / 1000, geometry=shapely.MultiLineString(lines)
    )


def _edges(geometry: shapely.Geometry) -> np.ndarray:
    """The edges on the lattice, shape (n, 2): each a pair of lattice points, the lower first."""
    drawn = boundary(geometry)
    return _ordered(drawn.start, drawn.end)


def _ordered(start: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Edges with their ends in order, so that direction does not matter; each once."""
    edges = np.column_stack([np.minimum(start, end), np.maximum(start, end)])
    edges = edges[start != end]
    edges = edges[np.lexsort(edges.T)]
    is_first = np.ones(len(edges), dtype=bool)
    is_first[1:] = (edges[1:] != edges[:-1]).any(axis=1)
    unique: np.ndarray = edges[is_first]
    return unique


def _lon_lat(edges: np.ndarray) -> np.ndarray:
    """Both ends of each edge in lattice steps, shape (n, 2, 2)."""
    return np.stack(points(edges), axis=-1)


def _shared(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The edges of both, divided where one side has vertices that the other lacks."""
    same, one_left, other_left = _common(one, other)
    # Only edges without an equal can be divided ones: a few where maps share their vertices.
    divided, _, _ = _common(_divided(one_left, other_left), _divided(other_left, one_left))
    return np.vstack([same, divided])


def _common(one: np.ndarray, other: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Edges in both, in one alone and in the other alone."""
    both = np.vstack([one, other])
    order = np.lexsort(both.T)
    is_twin = (both[order[1:]] == both[order[:-1]]).all(axis=1)
    is_common = np.zeros(len(both), dtype=bool)
    is_common[order[1:][is_twin]] = is_common[order[:-1][is_twin]] = True
    in_one, in_other = is_common[: len(one)], is_common[len(one) :]
    return one[in_one], one[~in_one], other[~in_other]


def _divided(edges: np.ndarray, by: np.ndarray) -> np.ndarray:
    """Edges cut at the ends of other edges that lie on them."""
    nodes = np.unique(by)
    ends = _lon_lat(edges)
    node, edge = _on_edges(np.column_stack(points(nodes)), ends)
    is_inner = (edges[edge] != nodes[node, None]).all(axis=1)
    node, edge = nodes[node[is_inner]], edge[is_inner]
    start, step = ends[:, 0], ends[:, 1] - ends[:, 0]
    along = ((np.column_stack(points(node)) - start[edge]) * step[edge]).sum(axis=1)
    whole = (step * step).sum(axis=1)
    # Along each edge its start, the nodes on it and its end, in order.
    every = np.arange(len(edges))
    owner = np.concatenate([every, edge, every])
    order = np.lexsort([np.concatenate([np.zeros_like(whole), along, whole]), owner])
    stops = np.concatenate([edges[:, 0], node, edges[:, 1]])[order]
    is_piece = owner[order][:-1] == owner[order][1:]
    return _ordered(stops[:-1][is_piece], stops[1:][is_piece])


def _on_edges(lon_lat: np.ndarray, ends: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (point, edge) of points that lie on an edge but for their rounding."""
    tree = shapely.STRtree(shapely.linestrings(ends.astype(float)))
    point, edge = tree.query(
        shapely.points(lon_lat.astype(float)), predicate="dwithin", distance=_ON_EDGE_STEPS
    )
    return point, edge
