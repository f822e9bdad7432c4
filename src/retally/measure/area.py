"""Areas of polygons in lon/lat, under each of the three area models."""

from __future__ import annotations

import numpy as np
import shapely
from pyproj import Geod

from retally.measure.ellipsoid import EQUATORIAL_RADIUS_KM, edges_km2
from retally.measure.rings import Rings, rings
from retally.model.words import AreaModel


def area_km2(geometry: shapely.Geometry, *, model: AreaModel = AreaModel.ELLIPSOID) -> float:
    """Area of a polygon or multipolygon: of each part, its exterior less its holes.

    Definition: `AreaModel` says how each model joins vertices. Units: km2, zero or more for
    valid input. A ring's direction does not matter. Source: Karney (2013),
    doi:10.1007/s00190-012-0578-z, for ``GEODESIC``; docs/methods/area.md for the others.

    Parameters
    ----------
    geometry
        Polygon or MultiPolygon in degrees lon, lat (EPSG:4326), no edge over the antimeridian;
        Z is ignored, and so are points and lines. Empty gives 0.0. Nothing is rounded or
        repaired.
    model
        How a ring's area is computed from its vertices.

    Examples
    --------
    >>> from shapely import box
    >>> round(area_km2(box(0, 0, 1, 1)), 3)
    12308.464
    """
    found = rings(geometry)
    return float(_unsigned_km2(found, model).sum())


def areas_km2(geometries: np.ndarray, *, model: AreaModel = AreaModel.ELLIPSOID) -> np.ndarray:
    """Area of each of many geometries, in km2: `area_km2` in one go.

    Parameters
    ----------
    geometries
        Shape (n,), each as for `area_km2`.
    """
    found = rings(geometries)
    summed: np.ndarray = np.bincount(
        found.owner, weights=_unsigned_km2(found, model), minlength=len(geometries)
    )
    return summed


def _unsigned_km2(found: Rings, model: AreaModel) -> np.ndarray:
    """Shape (r,): area of each ring, taken off where it is a hole."""
    areas: np.ndarray = np.abs(ring_areas_km2(found, model=model))
    areas[found.is_hole] *= -1
    return areas


def ring_areas_km2(found: Rings, *, model: AreaModel) -> np.ndarray:
    """Shape (r,): area of each ring, positive where it runs counter-clockwise."""
    if not len(found):
        return np.zeros(0)
    if model is AreaModel.GEODESIC:
        return _geodesic_km2(found)
    lon, lat = found.coordinates.T
    if model is AreaModel.SPHERE_CHORD:
        return found.sums(_chord_km2(lon, lat))
    near = float(lat.min() + lat.max()) / 2
    rise_from, rise_to = lat[:-1] - near, lat[1:] - near
    # A step from ring to ring is no edge: were it left as long as it is, it would keep all edges
    # from being taken for short ones.
    rise_to[found.between] = rise_from[found.between]
    return found.sums(edges_km2(np.diff(lon), rise_from, rise_to, near=near))


def _chord_km2(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Per step, DeepState's chord rule on its sphere: R^2 dlon (sin lat1 + sin lat2) / 2."""
    sine = np.sin(np.radians(lat))
    strip: np.ndarray = -np.radians(np.diff(lon)) * (sine[:-1] + sine[1:]) / 2
    return EQUATORIAL_RADIUS_KM**2 * strip


def _geodesic_km2(found: Rings) -> np.ndarray:
    """Area of each ring with geodesic edges."""
    geod = Geod(ellps="WGS84")
    areas = np.zeros(len(found))
    for i, (start, stop) in enumerate(zip(found.offsets[:-1], found.offsets[1:], strict=True)):
        lon, lat = found.coordinates[start : stop - 1].T
        areas[i] = geod.polygon_area_perimeter(lon, lat)[0] / 1e6
    return areas
