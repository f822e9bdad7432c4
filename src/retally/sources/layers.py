"""Polygons as published, made into one layer of a control map."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import shapely

from retally.errors import GeometryError
from retally.measure.repair import repaired
from retally.model.control_map import Layer, Repair
from retally.model.geometry import LATTICE_PER_DEGREE, canonical
from retally.model.words import Party, Status

Extent = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

UKRAINE_AND_BORDER: Extent = (20.0, 43.0, 50.0, 60.0)
"""Ground that maps of this war show. Its latitudes begin above Ukraine's last longitude (40.2),
so that no swapped map fits; chosen on all maps at hand, do not widen one side alone."""


def layer(
    drawn: Sequence[shapely.Geometry],
    *,
    party: Party,
    status: Status,
    includes: frozenset[Status] = frozenset(),
    published_area_km2: float | None = None,
    repairs: Iterable[Repair] = (),
) -> Layer:
    """One layer: its polygons repaired, united and brought into canonical form.

    Parameters
    ----------
    drawn
        Polygons, multipolygons or collections in lon/lat, as published. None at all gives an
        empty layer: published as empty.
    party, status, includes, published_area_km2
        As in `Layer`.
    repairs
        What was mended before.

    Raises
    ------
    GeometryError
        If a polygon cannot be made valid, or GEOS cannot unite them.
    """
    array = np.array([None, *drawn], dtype=object)[1:]
    try:
        geometry, made = _united(array)
    except shapely.GEOSException as error:
        raise GeometryError(
            "the polygons could not be united",
            got=str(error)[:200],
            do="redraw the ground at that place, or leave it out",
        ) from error
    return Layer(
        party=party,
        status=status,
        geometry=geometry,
        includes=includes,
        published_area_km2=published_area_km2,
        vertices=int(shapely.get_num_coordinates(array).sum()),
        doubled=is_doubled(array),
        repairs=(*repairs, *made),
    )


def on_lattice(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """A valid polygonal geometry in canonical form, and still valid.

    Rounding to the lattice makes 60 of ISW's 143 layers at hand touch or cross themselves by a
    step of it (0.1 m), and GEOS then refuses to unite layers on some days. Where that happens
    the edges are snapped to the lattice's points they pass within half a step of.
    """
    rounded = canonical(geometry)
    if shapely.is_valid(rounded):
        return rounded
    snapped = shapely.set_precision(geometry, 1 / LATTICE_PER_DEGREE)
    # A geometry with a precision of its own would snap every later result; WKB has none.
    return canonical(shapely.from_wkb(shapely.to_wkb(snapped)))


def is_doubled(drawn: Sequence[shapely.Geometry] | np.ndarray) -> bool:
    """Whether every polygon is there at least twice, whatever the order of its vertices.

    None at all is not doubled.
    """
    parts = _singles(np.asarray(drawn, dtype=object))
    if len(parts) < 2:
        return False
    # Equal polygons have equal boxes, so that one lonely box settles nearly every map.
    boxes, counts = np.unique(shapely.bounds(parts), axis=0, return_counts=True)
    if counts.min() < 2 or not len(boxes):
        return False
    keys = shapely.to_wkb(shapely.normalize(shapely.force_2d(parts)))
    seen: dict[bytes, int] = {}
    for key in keys:
        seen[key] = seen.get(key, 0) + 1
    return min(seen.values()) >= 2


def refuse_elsewhere(drawn: Sequence[shapely.Geometry], *, extent: Extent, where: str) -> None:
    """Raise `GeometryError` for polygons that lie outside what their source maps.

    Parameters
    ----------
    drawn
        In lon/lat.
    extent
        What the source maps.
    where
        The file, for messages.
    """
    parts = _singles(np.array([None, *drawn], dtype=object)[1:])
    if not len(parts):
        return
    boxes = shapely.bounds(parts)
    swapped = boxes[:, [1, 0, 3, 2]]
    wrong = ~_is_within(boxes, extent)
    if not wrong.any():
        return
    west, south, east, north = boxes[wrong][0]
    got = f"lon {west:.5g} to {east:.5g}, lat {south:.5g} to {north:.5g}"
    expected = "lon {0:g} to {2:g}, lat {1:g} to {3:g}".format(*extent)
    if (wrong & _is_within(swapped, extent)).any():
        what, do = "latitude and longitude are swapped", "write longitude first"
    elif not wrong.all():
        return
    else:
        what, do = "the polygons lie outside what the source maps", "check source and --crs"
    raise GeometryError(what, where=where, expected=expected, got=got, do=do)


def _united(array: np.ndarray) -> tuple[shapely.MultiPolygon, list[Repair]]:
    """All geometries as one in canonical form, and what was repaired to make it so."""
    # Whatever is wrong or overlaps by more than a step of the lattice does so on the lattice
    # too, so that one look at the rounded form is enough for most maps.
    if (shapely.get_dimensions(array) == _GROUND).all():
        rounded = canonical(shapely.GeometryCollection(list(array)))
        if shapely.is_valid(rounded):
            return rounded, []
    valid, made = _valid(array)
    return on_lattice(valid[0] if len(valid) == 1 else shapely.union_all(valid)), made


def _valid(array: np.ndarray) -> tuple[np.ndarray, list[Repair]]:
    """Every geometry valid and polygonal, and what was repaired to make it so."""
    sound = shapely.is_valid(array) & np.isin(shapely.get_type_id(array), _POLYGONAL)
    if sound.all():
        return array, []
    valid = array.copy()
    made: list[Repair] = []
    for index in np.flatnonzero(~sound):
        valid[index], repairs = repaired(array[index])
        made += repairs
    return valid, made


def _singles(array: np.ndarray) -> np.ndarray:
    """The polygons of all geometries, however deep in collections."""
    parts = shapely.get_parts(array[~shapely.is_empty(array)])
    while (shapely.get_type_id(parts) > _POLYGON).any():
        parts = shapely.get_parts(parts)
    kept: np.ndarray = parts[shapely.get_type_id(parts) == _POLYGON]
    return kept


def _is_within(boxes: np.ndarray, extent: Extent) -> np.ndarray:
    west, south, east, north = extent
    inside: np.ndarray = np.all(boxes >= (west, south, west, south), axis=1)
    inside &= np.all(boxes <= (east, north, east, north), axis=1)
    return inside


_POLYGON = 3
_POLYGONAL = (_POLYGON, 6)
_GROUND = 2
