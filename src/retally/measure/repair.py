"""Invalid geometry made valid once, on the way in, with a record of every change.

Method and its limits: docs/methods/repair.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np
import shapely

from retally.errors import GeometryError
from retally.measure.area import area_km2
from retally.model.control_map import Repair

_POLYGONAL = frozenset({"Polygon", "MultiPolygon"})
_COARSER_DECIMALS = 9
"""Decimals of the second attempt: a thousandth of the lattice (0.1 mm), so that no lattice vertex
moves, yet edges that nearly coincide fall together."""


def repaired(geometry: shapely.Geometry) -> tuple[shapely.Geometry, tuple[Repair, ...]]:
    """A valid geometry, and what had to be changed to make it so.

    Definition: a ring encloses all ground it winds round, whichever way; holes are taken from
    their shell; a hole that lies wholly outside its shell is a part of its own; parts that
    overlap are united. Units: ``moved_km2`` is |area after - area before|, the area before being
    |shell| minus the sum of |holes| by signed ring areas, on the ellipsoid.
    Source: GEOS ``make_valid``, method "structure". Accuracy: docs/methods/repair.md.

    Parameters
    ----------
    geometry
        Polygon, MultiPolygon or a collection of them, in degrees lon, lat. Points and lines in
        a collection enclose nothing: they are left out, and that is recorded. Empty is valid.

    Returns
    -------
    tuple
        The geometry itself and no repairs where it is a valid Polygon or MultiPolygon; else a
        valid MultiPolygon, possibly empty, and the repairs.

    Raises
    ------
    GeometryError
        If a coordinate is not finite or out of range, an edge crosses the antimeridian, or GEOS
        finds no valid form.

    Examples
    --------
    >>> bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    >>> valid, repairs = repaired(bow_tie)
    >>> len(valid.geoms), repairs[0].what, repairs[0].lon_lat
    (2, 'self-intersection', (0.5, 0.5))
    """
    _refuse_impossible(geometry)
    if geometry.geom_type in _POLYGONAL and shapely.is_valid(geometry):
        return geometry, ()
    repairs: list[Repair] = []
    polygons = _distinct(_polygons(geometry, repairs), repairs)
    valid = [part for polygon in polygons for part in _valid_parts(polygon, repairs)]
    result = shapely.MultiPolygon(_apart(valid, repairs))
    return _checked(result), tuple(repairs)


def _refuse_impossible(geometry: shapely.Geometry) -> None:
    """Raise unless every coordinate is a place on Earth and no edge goes round its back."""
    coordinates = shapely.get_coordinates(geometry)
    finite = np.isfinite(coordinates).all(axis=1)
    _raise_at(coordinates[~finite], "a coordinate is not a finite number", "remove or correct it")
    outside = (np.abs(coordinates) > (180.0, 90.0)).any(axis=1)
    _raise_at(
        coordinates[outside],
        "a coordinate is no longitude and latitude",
        "give degrees in the order longitude, latitude, or state the reference system",
    )
    if len(coordinates) and np.ptp(coordinates[:, 0]) > 180:
        _refuse_antimeridian(geometry)


def _refuse_antimeridian(geometry: shapely.Geometry) -> None:
    """Raise if an edge is longer than half a turn; a whole turn is a parallel, and allowed."""
    coordinates, ring = shapely.get_coordinates(
        shapely.get_rings(_flat(geometry)), return_index=True
    )
    turn = np.abs(np.diff(coordinates[:, 0]))
    # An edge along a pole has no extent, and world maps close Antarctica with one.
    polar = (np.abs(coordinates[:-1, 1]) == 90) & (np.abs(coordinates[1:, 1]) == 90)
    crossing = (np.diff(ring) == 0) & (turn > 180) & (turn < 360) & ~polar
    _raise_at(
        coordinates[:-1][crossing],
        "a ring crosses the antimeridian or a pole",
        "cut it at 180 degrees into two parts",
    )


def _raise_at(coordinates: np.ndarray, what: str, do: str) -> None:
    """Raise with the first of the offending coordinates, if there is any."""
    if len(coordinates):
        lon, lat = coordinates[0]
        raise GeometryError(
            what, expected="lon -180..180, lat -90..90", got=f"{lon:.7g}, {lat:.7g}", do=do
        )


def _flat(geometry: shapely.Geometry) -> list[shapely.Geometry]:
    """The single parts of a geometry, however deep in collections."""
    if not hasattr(geometry, "geoms"):
        return [geometry]
    return [single for part in geometry.geoms for single in _flat(part)]


def _polygons(geometry: shapely.Geometry, repairs: list[Repair]) -> list[shapely.Polygon]:
    """The 2-D polygons of a geometry; what is no polygon is recorded as left out."""
    kept = []
    for part in _flat(geometry):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            kept.append(shapely.force_2d(part))
        else:
            what = f"{part.geom_type.lower()} left out, it encloses nothing"
            repairs.append(Repair(what=what, lon_lat=_first(part), moved_km2=0.0))
    return kept


def _distinct(polygons: Iterable[shapely.Polygon], repairs: list[Repair]) -> list[shapely.Polygon]:
    """Each polygon once, in the order of its first appearance."""
    seen: dict[bytes, shapely.Polygon] = {}
    for polygon in polygons:
        key = shapely.to_wkb(shapely.normalize(polygon))
        if key in seen:
            moved_km2 = abs(_area_as_drawn_km2(polygon))
            repairs.append(
                Repair(what="duplicate polygon", lon_lat=_first(polygon), moved_km2=moved_km2)
            )
        seen.setdefault(key, polygon)
    return list(seen.values())


def _valid_parts(polygon: shapely.Polygon, repairs: list[Repair]) -> list[shapely.Polygon]:
    """The polygons that one polygon becomes: itself where it is valid."""
    if shapely.is_valid(polygon):
        return [polygon]
    solid = _without_empty_rings(polygon, repairs)
    if solid is None or shapely.is_valid(solid):
        return [] if solid is None else [solid]
    try:
        mended = _restructured(solid)
    except shapely.GEOSException:
        mended = _coarsened(solid)
    what, lon_lat = _fault(solid)
    moved_km2 = abs(area_km2(mended) - _area_as_drawn_km2(solid))
    repairs.append(Repair(what=what, lon_lat=lon_lat, moved_km2=moved_km2))
    return list(mended.geoms)


def _without_empty_rings(polygon: shapely.Polygon, repairs: list[Repair]) -> shapely.Polygon | None:
    """The polygon without its rings that enclose nothing; None where its shell is one."""
    holes = []
    for hole in polygon.interiors:
        if _is_collapsed(hole):
            repairs.append(_zero_area(hole))
        else:
            holes.append(hole)
    if _is_collapsed(polygon.exterior):
        repairs.append(_zero_area(polygon.exterior))
        return None
    return shapely.Polygon(polygon.exterior, holes)


def _is_collapsed(ring: shapely.LinearRing) -> bool:
    """Whether a ring encloses no ground at all (a bow-tie encloses some)."""
    coordinates = shapely.get_coordinates(ring)
    if len(np.unique(coordinates, axis=0)) < 3:
        return True
    # buffer(0) would keep one lobe of a bow-tie only; linework keeps every enclosed face.
    return bool(_multi(shapely.make_valid(shapely.Polygon(ring))).is_empty)


def _zero_area(ring: shapely.LinearRing) -> Repair:
    return Repair(what="zero-area ring", lon_lat=_first(ring), moved_km2=0.0)


def _restructured(polygon: shapely.Polygon) -> shapely.MultiPolygon:
    """Shell minus holes, with rings in the wrong role put right."""
    shell, *holes = (_filled(ring) for ring in (polygon.exterior, *polygon.interiors))
    # A hole that swallows its shell is the shell, and the shell its hole.
    for place, hole in enumerate(holes):
        if shapely.covers(hole, shell) and not shapely.equals(hole, shell):
            shell, holes[place] = hole, shell
    meets = [bool(shapely.relate_pattern(shell, hole, "T********")) for hole in holes]
    inner = [hole for hole, met in zip(holes, meets, strict=True) if met]
    stray = [hole for hole, met in zip(holes, meets, strict=True) if not met]
    body = shapely.difference(shell, shapely.union_all(inner)) if inner else shell
    return _multi(shapely.union_all([body, _nested(stray)]))


def _nested(rings: list[shapely.Geometry]) -> shapely.Geometry:
    """Stray rings as ground of their own: one inside another is its hole."""
    ground: shapely.Geometry = shapely.MultiPolygon()
    for ring in sorted(rings, key=shapely.area, reverse=True):
        inside = shapely.covers(ground, ring)
        ground = shapely.difference(ground, ring) if inside else shapely.union(ground, ring)
    return ground


def _filled(ring: shapely.LinearRing) -> shapely.MultiPolygon:
    """All the ground that a ring winds round."""
    return _multi(
        shapely.make_valid(shapely.Polygon(ring), method="structure", keep_collapsed=False)
    )


def _coarsened(polygon: shapely.Polygon) -> shapely.MultiPolygon:
    """The second and third attempt, where GEOS's overlay fails on nearly coincident edges."""
    # Not set_precision: it leaves a grid on its result that would round every later overlay.
    rounded = shapely.transform(polygon, lambda degrees: np.round(degrees, _COARSER_DECIMALS))
    for attempt in (_restructured, _buffered):
        try:
            return attempt(rounded)
        except shapely.GEOSException as error:
            failure = error
    what, (lon, lat) = _fault(polygon)
    raise GeometryError(
        f"a polygon could not be made valid ({failure})",
        got=f"{what} at {lon:.6f}, {lat:.6f}",
        do="redraw it, or leave it out",
    ) from failure


def _buffered(polygon: shapely.Polygon) -> shapely.MultiPolygon:
    return _multi(shapely.buffer(polygon, 0))


def _apart(parts: list[shapely.Polygon], repairs: list[Repair]) -> list[shapely.Polygon]:
    """Valid polygons united wherever they overlap or share an edge."""
    array = np.array(parts, dtype=object)
    one, other = shapely.STRtree(array).query(array, predicate="intersects")
    one, other = one[one < other], other[one < other]
    overlaps = shapely.relate_pattern(array[one], array[other], "T********")
    joined = overlaps | shapely.relate_pattern(array[one], array[other], "F***1****")
    one, other, overlaps = one[joined], other[joined], overlaps[joined]
    result: list[shapely.Polygon] = []
    for members in _components(len(parts), one, other):
        if len(members) == 1:
            result.append(parts[members[0]])
            continue
        united = _multi(shapely.union_all(array[members]))
        inside = np.isin(one, members)
        repairs.append(_merge(array, united, one[inside], other[inside], overlaps[inside]))
        result.extend(united.geoms)
    return result


def _merge(
    parts: np.ndarray,
    united: shapely.MultiPolygon,
    one: np.ndarray,
    other: np.ndarray,
    overlaps: np.ndarray,
) -> Repair:
    """The record of parts that became one: where the first of their pairs meets."""
    first = int(overlaps.argmax())
    shared = shapely.intersection(parts[one[first]], parts[other[first]])
    point = shapely.point_on_surface(shared)
    members = parts[np.union1d(one, other)]
    return Repair(
        what="parts overlap" if overlaps.any() else "parts share an edge",
        lon_lat=(float(point.x), float(point.y)),
        moved_km2=abs(area_km2(united) - sum(area_km2(part) for part in members)),
    )


def _components(count: int, one: np.ndarray, other: np.ndarray) -> list[list[int]]:
    """Indices 0 to count - 1 grouped by the pairs that join them, in order of the first."""
    root = list(range(count))

    def find(index: int) -> int:
        while root[index] != index:
            root[index] = root[root[index]]
            index = root[index]
        return index

    for left, right in zip(one.tolist(), other.tolist(), strict=True):
        low, high = sorted((find(left), find(right)))
        root[high] = low
    groups: dict[int, list[int]] = {}
    for index in range(count):
        groups.setdefault(find(index), []).append(index)
    return list(groups.values())


def _checked(result: shapely.MultiPolygon) -> shapely.MultiPolygon:
    """The result, which has to be valid: parts that meet in many points are united once more."""
    if shapely.is_valid(result):
        return result
    united = _multi(shapely.union_all(shapely.get_parts(result)))
    if shapely.is_valid(united):
        return united
    what, (lon, lat) = _fault(united)
    raise GeometryError(
        "a geometry could not be made valid",
        got=f"{what} at {lon:.6f}, {lat:.6f}",
        do="redraw it, or leave it out",
    )


def _area_as_drawn_km2(polygon: shapely.Polygon) -> float:
    """|shell| minus the sum of |holes|, by signed ring areas, whatever the rings do."""
    holes_km2 = sum((area_km2(shapely.Polygon(hole)) for hole in polygon.interiors), 0.0)
    return area_km2(shapely.Polygon(polygon.exterior)) - holes_km2


def _fault(geometry: shapely.Geometry) -> tuple[str, tuple[float, float]]:
    """What GEOS finds wrong first, in its words, and where."""
    reason = shapely.is_valid_reason(geometry)
    found = re.fullmatch(r"(?P<what>[^\[]+)\[(?P<lon>\S+) (?P<lat>\S+)\]", reason)
    if found is None:
        return reason.lower(), _first(geometry)
    return found["what"].lower(), (float(found["lon"]), float(found["lat"]))


def _first(geometry: shapely.Geometry) -> tuple[float, float]:
    """The first coordinate of a geometry."""
    lon, lat = shapely.get_coordinates(geometry)[0]
    return float(lon), float(lat)


def _multi(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """The polygonal part of a GEOS result."""
    return shapely.MultiPolygon([part for part in _flat(geometry) if _is_ground(part)])


def _is_ground(part: shapely.Geometry) -> bool:
    return part.geom_type == "Polygon" and not part.is_empty
