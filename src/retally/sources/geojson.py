"""GeoJSON (RFC 7946) from bytes: every ring as drawn, and what had to be closed or left out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NoReturn

import numpy as np
import shapely

from retally.errors import DecodeError, GeometryError
from retally.model.control_map import Repair
from retally.sources.limits import refuse_json_vertices, refuse_size
from retally.sources.tables import LON_LAT, Feature, Table


def text_of(content: bytes, where: str) -> str:
    """The bytes as text: UTF-8, with or without a byte order mark.

    Raises
    ------
    DecodeError
        If there are none, or they are not UTF-8.
    LimitError
        If there are too many.
    """
    refuse_size(content, where)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DecodeError(
            "the text has a wrong encoding",
            where=where,
            expected="UTF-8",
            got=f"byte {content[error.start]:#04x} at position {error.start:,}",
            do="save it again as UTF-8",
        ) from error


def document(content: bytes, where: str) -> dict[str, Any]:
    """The JSON object that the bytes hold.

    Raises
    ------
    DecodeError
        If it is empty, no UTF-8, cut off, no JSON object, or a service's error message.
    GeometryError
        If it holds NaN or Infinity.
    LimitError
        If it is too large.
    """
    # Counted before the text is made of them: memory is spent on what is within the limits alone.
    refuse_size(content, where)
    refuse_json_vertices(content, where)
    text = text_of(content, where)

    def refuse_constant(name: str) -> NoReturn:
        raise GeometryError(
            "a coordinate is not a number", where=where, got=name, do="remove or correct it"
        )

    try:
        read = json.loads(text, parse_constant=refuse_constant)
    except GeometryError:
        raise
    except (ValueError, RecursionError) as error:
        raise DecodeError(_json_fault(text, error), where=where, do="fetch it again") from error
    if not isinstance(read, dict):
        raise DecodeError("not a JSON object", where=where, expected="GeoJSON", got=_kind(read))
    if "error" in read and "features" not in read:
        message = json.dumps(read["error"], ensure_ascii=False)[:200]
        raise DecodeError(
            "the service answered with an error, not a map",
            where=where,
            got=message,
            do="fetch it again later",
        )
    return read


def table(read: Mapping[str, Any], *, name: str, where: str) -> Table:
    """The features of a GeoJSON object.

    Parameters
    ----------
    read
        FeatureCollection, Feature or geometry.
    name
        The table's name where the object has none.
    where
        The file, for messages.

    Raises
    ------
    DecodeError
        If it is no GeoJSON object.
    """
    repairs: list[Repair] = []
    found = tuple(
        Feature(
            properties=_properties(feature, where),
            geometry=geometry(feature.get("geometry"), where=where, repairs=repairs),
        )
        for feature in _features(read, where)
    )
    return Table(
        name=str(read.get("name") or name),
        crs=_stated_crs(read),
        assumed_crs=LON_LAT,
        features=found,
        repairs=tuple(repairs),
    )


def geometry(
    member: Mapping[str, Any] | None, *, where: str, repairs: list[Repair]
) -> shapely.Geometry | None:
    """The polygons of a GeoJSON geometry, unclosed rings closed; 2-D, neither rounded nor valid.

    Parameters
    ----------
    member
        The geometry object; None gives None.
    where
        The feature or file, for messages.
    repairs
        Every ring that is closed or left out is added to it.

    Returns
    -------
    shapely.Geometry or None
        Polygon or MultiPolygon. A point or line comes back as an empty Point or LineString.
    """
    if member is None:
        return None
    kind = _type(member)
    if kind in _NO_GROUND:
        return _NO_GROUND[kind]
    found = _polygons(member, where, repairs)
    if len(found) == 1:
        return found[0]
    return shapely.MultiPolygon(found)


_NO_GROUND: dict[Any, shapely.Geometry] = {
    "Point": shapely.Point(),
    "MultiPoint": shapely.Point(),
    "LineString": shapely.LineString(),
    "MultiLineString": shapely.LineString(),
}


def _type(member: Any) -> str | None:
    """What a member says it is; None where it says nothing, or no word."""
    kind = member.get("type") if isinstance(member, Mapping) else None
    return kind if isinstance(kind, str) else None


def _properties(feature: Mapping[str, Any], where: str) -> Mapping[str, Any]:
    """The attributes of a feature; none where it has none."""
    properties = feature.get("properties")
    if properties is None:
        return {}
    if not isinstance(properties, Mapping):
        raise DecodeError(
            "a feature's properties are no object", where=where, got=_kind(properties)
        )
    return properties


def _features(read: Mapping[str, Any], where: str) -> list[Mapping[str, Any]]:
    kind = _type(read)
    features: list[Mapping[str, Any]]
    if kind == "FeatureCollection" and isinstance(read.get("features"), list):
        features = read["features"]
    elif kind == "Feature":
        features = [read]
    elif kind in _INNER or kind in _NO_GROUND:
        features = [{"geometry": read, "properties": {}}]
    else:
        raise DecodeError(
            "not a GeoJSON object",
            where=where,
            expected="a FeatureCollection with features",
            got="no type" if kind is None else f"type {kind[:60]!r}",
        )
    for number, feature in enumerate(features):
        if not isinstance(feature, Mapping):
            raise DecodeError(f"feature {number} is no object", where=where, got=_kind(feature))
    return features


_INNER: dict[Any, str] = {
    "Polygon": "coordinates",
    "MultiPolygon": "coordinates",
    "GeometryCollection": "geometries",
}
"""Every type that may hold ground, and the member that holds what it is made of."""


def _polygons(
    member: Mapping[str, Any], where: str, repairs: list[Repair]
) -> list[shapely.Polygon]:
    built = [
        _polygon(rings, where, repairs)
        for single in _singles(member, where)
        for rings in (
            single["coordinates"] if single["type"] == "MultiPolygon" else [single["coordinates"]]
        )
    ]
    return [polygon for polygon in built if polygon is not None]


def _singles(member: Mapping[str, Any], where: str) -> Iterator[Mapping[str, Any]]:
    """The polygons and multipolygons of a geometry, in order, however deep in collections."""
    # Not by recursion: a file may nest deeper than Python's stack goes.
    left: list[Any] = [member]
    while left:
        one = left.pop()
        kind = _type(one)
        if kind in _NO_GROUND:
            continue
        inner = one.get(_INNER[kind]) if kind in _INNER else None
        if not isinstance(inner, list):
            got = _kind(one) if kind is None else f"type {kind[:60]!r}"
            raise DecodeError("not a GeoJSON geometry", where=where, got=got)
        if kind == "GeometryCollection":
            left += reversed(inner)
        else:
            yield one


def _polygon(rings: Sequence[Any], where: str, repairs: list[Repair]) -> shapely.Polygon | None:
    if not isinstance(rings, list):
        raise DecodeError("the coordinates are no list of rings", where=where, got=_kind(rings))
    closed = [_ring(ring, where, repairs) for ring in rings]
    if not closed or closed[0] is None:
        return None
    return shapely.Polygon(closed[0], [hole for hole in closed[1:] if hole is not None])


def _ring(positions: Any, where: str, repairs: list[Repair]) -> np.ndarray | None:
    """A closed ring, shape (n, 2), lon and lat; None where it encloses nothing."""
    lon_lat = _positions(positions, where)
    if not len(lon_lat):
        return None
    if not np.isfinite(lon_lat).all():
        raise GeometryError(
            "a coordinate is not a number (NaN or infinite)", where=where, do="remove or correct it"
        )
    start = (float(lon_lat[0, 0]), float(lon_lat[0, 1]))
    if (lon_lat[0] != lon_lat[-1]).any():
        lon_lat = np.vstack([lon_lat, lon_lat[:1]])
        repairs.append(Repair(what="unclosed ring", lon_lat=start, moved_km2=0.0))
    if len(lon_lat) < 4:
        what = "zero-area ring of fewer than four points"
        repairs.append(Repair(what=what, lon_lat=start, moved_km2=0.0))
        return None
    return lon_lat


def _positions(positions: Any, where: str) -> np.ndarray:
    try:
        array = np.array(positions, dtype=float)
        # Some writers give Z to a part of the positions only: those are read one by one.
        if array.ndim != 2 or array.shape[1] < 2:
            return np.zeros((0, 2)) if array.size == 0 else _refuse_positions(where)
        return array[:, :2]
    except (ValueError, TypeError, OverflowError):
        pass
    try:
        return np.array([position[:2] for position in positions], dtype=float).reshape(-1, 2)
    except OverflowError:
        return np.full((1, 2), np.inf)
    except (ValueError, TypeError, KeyError):
        return _refuse_positions(where)


def _refuse_positions(where: str) -> NoReturn:
    raise DecodeError(
        "a ring's coordinates are no numbers", where=where, expected="[[lon, lat], ...]"
    )


def _stated_crs(read: Mapping[str, Any]) -> str | None:
    """The reference system of the ``crs`` member of GeoJSON 2008, which some still write."""
    stated = read.get("crs")
    if not isinstance(stated, Mapping):
        return None
    properties = stated.get("properties")
    name = properties.get("name") if isinstance(properties, Mapping) else None
    if not isinstance(name, str):
        return None
    return LON_LAT if name.upper().endswith("CRS84") else name


def _json_fault(text: str, error: Exception) -> str:
    start = text[:200].lstrip().lower()
    if start.startswith("<"):
        return "a web page or XML, not GeoJSON"
    if isinstance(error, json.JSONDecodeError):
        is_end = error.pos >= len(text.rstrip()) - 1 or error.msg.startswith("Unterminated")
        cut = "cut off" if is_end else "damaged"
        return f"the JSON is {cut} at character {error.pos:,} ({error.msg})"
    if isinstance(error, RecursionError):
        return "the JSON is nested too deep"
    return "a number of the JSON has more digits than any measure"


def _kind(value: object) -> str:
    return type(value).__name__
