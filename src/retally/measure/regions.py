"""A change split by regions, with a row for what lies outside every one of them.

Method and its limits: docs/methods/regions.md.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from retally.errors import UsageError
from retally.measure.pieces import (
    GAINED,
    LOST,
    Changed,
    Pieces,
    overlay,
    pieces,
    polygon_areas_km2,
    scaled_to,
)
from retally.measure.repair import repaired
from retally.model.control_map import Repair
from retally.model.words import AreaModel

OUTSIDE = "(outside)"
"""Name of the row for ground outside every region."""

_CHUNK_VERTICES = 32
"""Boundary edges indexed together. With 16 to 64 the time of a month's split over 27 oblasts does
not differ; the index of fewer would be larger."""


@dataclass(frozen=True, kw_only=True)
class RegionShare:
    """The part of a change that lies in one region, in km2; net is gained minus lost."""

    name: str
    gained_km2: float
    lost_km2: float
    net_km2: float


class Regions:
    """A set of named regions, indexed once and used for any number of changes.

    Parameters
    ----------
    names
        One a geometry; geometries of the same name are one region. The order matters where
        regions overlap: ground belongs to the first that covers it.
    geometries
        Polygon or MultiPolygon in degrees lon, lat (EPSG:4326). Invalid ones are repaired, and
        `repairs` says what was done to which.

    Raises
    ------
    UsageError
        If names and geometries differ in number, or a region is named ``(outside)``.
    GeometryError
        If a geometry cannot be made valid.

    Examples
    --------
    >>> halves = Regions(["west", "east"], [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)])
    >>> halves.names
    ('west', 'east')
    """

    def __init__(self, names: Sequence[str], geometries: Sequence[shapely.Geometry]) -> None:
        by_name = _by_name(names, geometries)
        self.names: tuple[str, ...] = tuple(by_name)
        valid = [repaired(_one(parts)) for parts in by_name.values()]
        self.geometries: tuple[shapely.Geometry, ...] = tuple(geometry for geometry, _ in valid)
        self.repairs: Mapping[str, tuple[Repair, ...]] = {
            name: repairs for name, (_, repairs) in zip(by_name, valid, strict=True) if repairs
        }
        shapely.prepare(list(self.geometries))
        chunks, self._owner = _boundary_chunks(self.geometries)
        self._tree = shapely.STRtree(chunks)

    def split(self, change: Changed, *, model: AreaModel | None = None) -> tuple[RegionShare, ...]:
        """The change by region, in the order of `names`, and last the row ``(outside)``.

        Definition: area of each changed piece's intersection with each region; ground that
        several regions cover counts for the first alone. Units: km2. The rows add up to the
        change's own totals to 1e-9 km2. Accuracy: docs/methods/regions.md.

        Parameters
        ----------
        change
            Any change. Where nothing changed, every row is zero.
        model
            How areas are computed; None for the change's own model. The totals are always the
            change's.
        """
        found = pieces(change, model=model)
        weighed = self._fractions(found) * found.area_km2
        gained, lost = (
            scaled_to(total, weighed[:, found.column == column].sum(axis=1)).tolist()
            for column, total in ((GAINED, change.gained_km2), (LOST, change.lost_km2))
        )
        return tuple(
            RegionShare(name=name, gained_km2=got, lost_km2=gave, net_km2=got - gave)
            for name, got, gave in zip((*self.names, OUTSIDE), gained, lost, strict=True)
        )

    def _fractions(self, found: Pieces) -> np.ndarray:
        """The fraction of each piece in each region and, last, outside: shape (regions + 1, n)."""
        meets = self._meets(found)
        lon_lat = _first_vertices(found.polygons)
        rest = found.polygons.copy()
        is_open = np.ones(len(found), dtype=bool)
        fractions = np.zeros((len(self.names) + 1, len(found)))
        for place, region in enumerate(self.geometries):
            # A piece that no edge of the region meets lies wholly within or wholly without, so
            # one of its vertices tells.
            within = is_open & ~meets[place]
            within[within] = shapely.contains_xy(region, lon_lat[within])
            fractions[place, within] = polygon_areas_km2(rest[within])
            is_open = is_open & ~within
            cut = is_open & meets[place]
            if cut.any():
                inside = overlay(shapely.intersection, rest[cut], region)
                fractions[place, cut] = polygon_areas_km2(inside)
                rest[cut] = overlay(shapely.difference, rest[cut], region)
        fractions[-1, is_open] = polygon_areas_km2(rest[is_open])
        summed = fractions.sum(axis=0)
        np.divide(fractions, summed, out=fractions, where=summed > 0)
        return fractions

    def _meets(self, found: Pieces) -> np.ndarray:
        """Whether the boundary of a region meets a piece: shape (regions, n)."""
        meets = np.zeros((len(self.names), len(found)), dtype=bool)
        piece, chunk = self._tree.query(found.polygons, predicate="intersects")
        meets[self._owner[chunk], piece] = True
        return meets


def _by_name(
    names: Sequence[str], geometries: Sequence[shapely.Geometry]
) -> dict[str, list[shapely.Geometry]]:
    """Geometries grouped by name, in order of first appearance."""
    if len(names) != len(geometries):
        raise UsageError(
            "every region needs a name",
            expected=f"{len(geometries)} names",
            got=str(len(names)),
            do="name the field that holds the regions' names",
        )
    by_name: dict[str, list[shapely.Geometry]] = {}
    for name, geometry in zip(names, geometries, strict=True):
        by_name.setdefault(name, []).append(geometry)
    if OUTSIDE in by_name:
        raise UsageError(
            f'a region is named "{OUTSIDE}"',
            expected="any other name: this one is the row for ground outside every region",
            do="rename it",
        )
    return by_name


def _one(parts: list[shapely.Geometry]) -> shapely.Geometry:
    """Several geometries of one name as one, not yet valid where they overlap."""
    return parts[0] if len(parts) == 1 else shapely.GeometryCollection(parts)


def _boundary_chunks(geometries: Sequence[shapely.Geometry]) -> tuple[np.ndarray, np.ndarray]:
    """The boundaries in short lines, and for each line the place of its region."""
    chunks: list[shapely.LineString] = []
    owner: list[int] = []
    for place, geometry in enumerate(geometries):
        for ring in shapely.get_rings(shapely.get_parts(geometry)):
            coordinates = shapely.get_coordinates(ring)
            for start in range(0, len(coordinates) - 1, _CHUNK_VERTICES):
                chunks.append(shapely.LineString(coordinates[start : start + _CHUNK_VERTICES + 1]))
                owner.append(place)
    return np.array(chunks, dtype=object), np.array(owner, dtype=np.intp)


def _first_vertices(polygons: np.ndarray) -> np.ndarray:
    """One vertex of each polygon, shape (n, 2)."""
    shells = shapely.get_exterior_ring(polygons)
    lon_lat: np.ndarray = shapely.get_coordinates(shapely.get_point(shells, 0))
    return lon_lat
