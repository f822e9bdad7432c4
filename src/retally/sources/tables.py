"""Features as a file holds them, and the way from their coordinates to longitude and latitude."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import numpy as np
import shapely
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError
from pyproj.transformer import TransformerGroup

from retally.errors import CrsError, GeometryError
from retally.model.control_map import Repair
from retally.sources.limits import refuse_vertices

LON_LAT = "OGC:CRS84"
"""WGS84 longitude and latitude, in this order."""


@dataclass(frozen=True, kw_only=True)
class Feature:
    """One feature: its attributes, and its geometry as drawn, or None where it has none."""

    properties: Mapping[str, Any]
    geometry: shapely.Geometry | None


@dataclass(frozen=True, kw_only=True)
class Table:
    """The features of one layer of a file.

    Parameters
    ----------
    name
        The layer's name within its file; empty where it has none.
    crs
        Its reference system as the file states it; None where it states none.
    assumed_crs
        The one its format prescribes where none is stated (GeoJSON, TopoJSON); None where a
        format prescribes nothing (a shapefile without .prj).
    features
        In the order of the file.
    repairs
        What had to be mended before the rings could be built.
    """

    name: str
    crs: str | None
    assumed_crs: str | None = None
    features: tuple[Feature, ...]
    repairs: tuple[Repair, ...] = ()


def in_lon_lat(table: Table, *, crs: str | None, where: str) -> Table:
    """A table with every vertex in degrees, WGS84, longitude first.

    Vertices are moved one by one and nothing is added between them. Z and M are dropped.

    Parameters
    ----------
    table
        As read.
    crs
        The reference system the user gave, for a file that states none.
    where
        The file, for messages.

    Raises
    ------
    CrsError
        If no reference system is known, or the user's contradicts the file's.
    GeometryError
        If a coordinate is not finite, or no place on Earth.
    LimitError
        If there are too many vertices.
    """
    source = _reference_system(table, crs, where)
    drawn = [feature.geometry for feature in table.features]
    geometries = np.array([None, *drawn], dtype=object)[1:]
    refuse_vertices(int(shapely.get_num_coordinates(geometries).sum()), where)
    flat = shapely.force_2d(geometries)
    if not is_lon_lat(source):
        _refuse_degrees_as_metres(flat, source, crs, where)
        flat = _reprojected(flat, source, where)
    refuse_impossible(flat, where)
    features = tuple(
        replace(feature, geometry=geometry)
        for feature, geometry in zip(table.features, flat, strict=True)
    )
    return replace(table, features=features, crs=LON_LAT)


def _refuse_degrees_as_metres(flat: np.ndarray, source: str, crs: str | None, where: str) -> None:
    """`CrsError` where the user names a system in metres for coordinates that are degrees."""
    is_empty = not shapely.get_num_coordinates(flat).sum()
    if crs is None or is_empty or not _crs(source, where).is_projected:
        return
    bounds = shapely.total_bounds(flat)
    if np.abs(bounds[[0, 2]]).max() <= 180 and np.abs(bounds[[1, 3]]).max() <= 90:
        raise CrsError(
            "the coordinates look like degrees",
            where=where,
            expected=f"metres of {crs}",
            got=" ".join(f"{edge:g}" for edge in bounds),
            do="leave --crs out",
        )


def polygons(features: Sequence[Feature]) -> list[shapely.Geometry]:
    """The geometries that hold a polygon, however deep in collections."""
    return [feature.geometry for feature in features if is_polygonal(feature.geometry)]


def is_polygonal(geometry: shapely.Geometry | None) -> bool:
    """Whether a geometry is, or holds, a polygon that is not empty."""
    if geometry is None or geometry.is_empty:
        return False
    return bool(shapely.get_dimensions(geometry) == 2)


@lru_cache(maxsize=64)
def is_lon_lat(crs: str) -> bool:
    """Whether a reference system is WGS84 in degrees, whatever the order of its axes."""
    if crs in (LON_LAT, "EPSG:4326"):
        return True
    try:
        known = CRS.from_user_input(crs)
        return known.is_geographic and known.to_epsg(min_confidence=70) == 4326
    except _NO_CRS:
        return False


def refuse_impossible(geometries: np.ndarray, where: str) -> None:
    """Raise `GeometryError` for coordinates that are no longitude and latitude.

    Parameters
    ----------
    geometries
        Degrees, longitude first; None entries are passed over.
    """
    lon_lat = shapely.get_coordinates(geometries)
    if not len(lon_lat):
        return
    if not np.isfinite(lon_lat).all():
        raise GeometryError(
            "a coordinate is not a number (NaN or infinite)", where=where, do="remove or correct it"
        )
    (west, south), (east, north) = lon_lat.min(axis=0), lon_lat.max(axis=0)
    if west < -180 or east > 180 or south < -90 or north > 90:
        _refuse_range((float(west), float(south), float(east), float(north)), where)
    if east - west > 180:
        _refuse_long_edges(geometries, where)
    if south == -90 or north == 90:
        raise GeometryError(
            "a ring touches a pole",
            where=where,
            expected="latitudes short of 90 degrees",
            do="cut the map off before the pole",
        )


def _refuse_range(extent: tuple[float, float, float, float], where: str) -> None:
    """Raise for an extent beyond the globe, with the likely cause."""
    west, south, east, north = extent
    got = f"lon {west:.6g} to {east:.6g}, lat {south:.6g} to {north:.6g}"
    farthest = max(abs(value) for value in extent)
    expected = "lon -180 to 180, lat -90 to 90"
    if farthest > 400:
        raise CrsError(
            "the coordinates are no degrees",
            where=where,
            expected=expected,
            got=got,
            do="state their reference system with --crs, as in --crs EPSG:3857",
        )
    if west >= -90 and east <= 90 and south >= -180 and north <= 180:
        what, do = "latitude and longitude are swapped", "write longitude first"
    elif east > 180 or west < -180:
        what, do = "a ring goes over the antimeridian", "cut it at 180 degrees into two parts"
    else:
        what, do = "coordinates out of range", "correct them"
    raise GeometryError(what, where=where, expected=expected, got=got, do=do)


def _refuse_long_edges(geometries: np.ndarray, where: str) -> None:
    """Raise for an edge longer than half a turn, which only the antimeridian explains."""
    parts = shapely.get_parts(geometries[~shapely.is_missing(geometries)])
    while (shapely.get_type_id(parts) > _POLYGON).any():
        parts = shapely.get_parts(parts)
    rings = shapely.get_rings(parts[shapely.get_type_id(parts) == _POLYGON])
    lon_lat, ring = shapely.get_coordinates(rings, return_index=True)
    crossing = (np.diff(ring) == 0) & (np.abs(np.diff(lon_lat[:, 0])) > 180)
    if crossing.any():
        lon, lat = lon_lat[:-1][crossing][0]
        raise GeometryError(
            "a ring goes over the antimeridian or a pole",
            where=where,
            got=f"an edge of more than 180 degrees at {lon:.6g}, {lat:.6g}",
            do="cut it at 180 degrees into two parts",
        )


def _reference_system(table: Table, given: str | None, where: str) -> str:
    """The reference system to read a table in; contradictions are reported."""
    if given is None:
        source = table.crs or table.assumed_crs
        if source is None:
            raise CrsError(
                "no coordinate reference system",
                where=where,
                expected="a .prj beside the .shp, or a system stated in the file",
                do="give it with --crs, as in --crs EPSG:4326",
            )
        return source
    if table.crs is not None and not _is_same(table.crs, given, where):
        raise CrsError(
            "two reference systems that contradict each other",
            where=where,
            expected=f"{given} (--crs)",
            got=_crs_name(table.crs),
            do="leave --crs away, or correct the file",
        )
    return table.crs or given


def _is_same(stated: str, given: str, where: str) -> bool:
    wanted = _crs(given, where)
    if is_lon_lat(stated) and is_lon_lat(given):
        return True
    own = _crs(stated, where)
    return bool(own.equals(wanted, ignore_axis_order=True)) or (
        own.to_authority(min_confidence=70) is not None
        and own.to_authority(min_confidence=70) == wanted.to_authority(min_confidence=70)
    )


def _crs(text: str, where: str) -> CRS:
    try:
        return CRS.from_user_input(text)
    except _NO_CRS as error:
        raise CrsError(
            "unknown coordinate reference system",
            where=where,
            got=repr(text[:60]),
            do="name it as EPSG:4326",
        ) from error


def _crs_name(text: str) -> str:
    try:
        return str(CRS.from_user_input(text).name)
    except _NO_CRS:
        return repr(text[:60])


@lru_cache(maxsize=16)
def _transformer(crs: str) -> Transformer:
    """One operation for all vertices.

    Left to itself PROJ chooses a datum shift for each point, and two neighbours could move by
    different ones: ED50 has 32, up to 100 m apart. The first listed is valid for the widest
    area (ED50 to WGS 84 (1) for ISW's Kursk layers).
    """
    with warnings.catch_warnings():
        # A better one may need a grid that is not installed; results must not hang on that.
        warnings.simplefilter("ignore", UserWarning)
        group = TransformerGroup(CRS.from_user_input(crs), LON_LAT, always_xy=True)
    if not group.transformers:
        raise ProjError("no operation leads to longitude and latitude")
    return group.transformers[0]


def _reprojected(geometries: np.ndarray, crs: str, where: str) -> np.ndarray:
    stated = _crs(crs, where)
    nowhere = CrsError(
        "its reference system is no place on Earth",
        where=where,
        expected="a geographic or projected one",
        got=_crs_name(crs),
        do="give the right one with --crs",
    )
    # Heights and local grids have no way to degrees, or PROJ leaves their numbers as they are.
    if not (stated.is_geographic or stated.is_projected):
        raise nowhere
    try:
        to_lon_lat = _transformer(crs)
    except ProjError as error:
        raise nowhere from error
    moved: np.ndarray = shapely.transform(
        geometries, lambda xy: np.column_stack(to_lon_lat.transform(xy[:, 0], xy[:, 1]))
    )
    return moved


_POLYGON = 3
_NO_CRS = (CRSError, UnicodeEncodeError)
"""What PROJ raises for words that are no reference system, and for no words at all."""
