"""Where a change was: each changed piece goes to the place nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from pyproj import Geod

from retally.measure.pieces import (
    GAINED,
    LOST,
    Changed,
    overlay,
    pieces,
    polygon_areas_km2,
    scaled_to,
)
from retally.model.words import AreaModel

_GEOD = Geod(ellps="WGS84")
_SEMI_MAJOR_KM, _SEMI_MINOR_KM = _GEOD.a / 1000, _GEOD.b / 1000
CELL_DEGREES = 0.05
"""Side of the grid along which large pieces are cut, about 5.6 by 3.7 km in eastern Ukraine, where
settlements lie 3 to 5 km apart. A year's advance is one connected piece of thousands of km2: whole,
it would all go to one village."""
_CANDIDATES = 4
"""Places nearest by straight chord whose geodesic distances are compared. Chord and geodesic
disagree on the order only where two distances are equal to about 1e-3 or, within 100 km, 1e-5."""
_BLOCK = 4_000_000
"""Most distances held at once (32 MB)."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A populated place.

    Parameters
    ----------
    name
        Its primary name, in Latin letters.
    lon_lat
        Its centre, degrees.
    country
        ISO 3166-1 alpha-2 code; empty for a bare position.
    population
        As the gazetteer states it; 0 where it states none.
    alternatives
        Other spellings and names.
    """

    name: str
    lon_lat: tuple[float, float]
    country: str = ""
    population: int = 0
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PlaceShare:
    """The part of a change nearest to one place, in km2; net is gained minus lost.

    Two places of one name are two shares: `lon_lat` and `country` tell them apart.
    """

    name: str
    gained_km2: float
    lost_km2: float
    net_km2: float
    lon_lat: tuple[float, float]
    country: str


@dataclass(frozen=True)
class Places:
    """Places prepared once for any number of `by_place`."""

    all: tuple[Place, ...]

    @cached_property
    def lon_lat(self) -> np.ndarray:
        """Shape (n, 2), degrees."""
        return np.array([place.lon_lat for place in self.all], dtype=float).reshape(-1, 2)

    @cached_property
    def chord_km(self) -> np.ndarray:
        """Earth-centred coordinates, shape (n, 3), km."""
        return _earth_centred_km(self.lon_lat)

    def nearest(self, lon_lat: np.ndarray) -> np.ndarray:
        """Index of the geodesically nearest place to each of m positions: shape (m,).

        Parameters
        ----------
        lon_lat
            Shape (m, 2), degrees. There must be at least one place.
        """
        block = max(1, _BLOCK // len(self.all))
        starts = range(0, len(lon_lat), block)
        found = [self._nearest(lon_lat[start : start + block]) for start in starts]
        return np.concatenate([np.zeros(0, dtype=np.intp), *found])

    def _nearest(self, lon_lat: np.ndarray) -> np.ndarray:
        # Squares of chords, less the part that is the same for every place of a row.
        to = self.chord_km
        chords = (to**2).sum(axis=1) - 2 * _earth_centred_km(lon_lat) @ to.T
        count = min(_CANDIDATES, len(self.all))
        candidates = np.argpartition(chords, count - 1, axis=1)[:, :count]
        lon, lat = self.lon_lat[candidates].transpose(2, 0, 1)
        from_lon, from_lat = np.repeat(lon_lat, count, axis=0).T
        metres = np.asarray(_GEOD.inv(from_lon, from_lat, lon.ravel(), lat.ravel())[2])
        closest = metres.reshape(candidates.shape).argmin(axis=1)
        nearest: np.ndarray = candidates[np.arange(len(candidates)), closest]
        return nearest


def by_place(
    change: Changed,
    places: Places | Sequence[Place],
    most: int,
    *,
    model: AreaModel | None = None,
) -> tuple[PlaceShare, ...]:
    """The places where a change was, those with the largest net first.

    Definition: each connected gained or lost piece, cut along a grid of `CELL_DEGREES` where it is
    larger, goes to the place whose centre is geodesically nearest to its centroid. Units: km2.
    Over all places the shares add up to the change's totals to 1e-9 km2.
    Source: Karney (2013), doi:10.1007/s00190-012-0578-z.

    Parameters
    ----------
    change
        Any change; where nothing changed there are no shares.
    places
        The places to choose from; none gives no shares. Hand in `Places` where many changes
        are asked about the same ones.
    most
        How many places at most; ties in |net| go to the larger gain, then by name.
    model
        How areas are computed; None for the change's own model. The totals are always the
        change's.
    """
    known = places if isinstance(places, Places) else Places(tuple(places))
    found = pieces(change, model=model)
    if not known.all or not len(found):
        return ()
    parts, owner = _cut(found.polygons)
    part_km2 = polygon_areas_km2(parts, model=model or change.model)
    nearest = known.nearest(shapely.get_coordinates(shapely.centroid(parts)))
    touched, row = np.unique(nearest, return_inverse=True)
    areas_km2 = np.zeros((2, len(touched)))
    np.add.at(areas_km2, (found.column[owner], row.ravel()), part_km2)
    gained = scaled_to(change.gained_km2, areas_km2[GAINED]).tolist()
    lost = scaled_to(change.lost_km2, areas_km2[LOST]).tolist()
    shares = [
        _share(known.all[index], got, gave)
        for index, got, gave in zip(touched.tolist(), gained, lost, strict=True)
    ]
    return tuple(sorted(shares, key=_largest_first)[:most])


def _cut(polygons: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Polygons cut along the grid where they are larger than a cell, and the index of each's own.

    Cuts change no area on the ellipsoid: edges are straight in lon/lat.
    """
    first = np.floor(shapely.bounds(polygons) / CELL_DEGREES).astype(int)
    columns, rows = first[:, 2] - first[:, 0] + 1, first[:, 3] - first[:, 1] + 1
    is_large = (columns > 2) | (rows > 2)
    cells, owner = [], []
    for index in np.flatnonzero(is_large).tolist():
        lon, lat = np.meshgrid(np.arange(columns[index]), np.arange(rows[index]))
        west = (first[index, 0] + lon.ravel()) * CELL_DEGREES
        south = (first[index, 1] + lat.ravel()) * CELL_DEGREES
        boxes = shapely.box(west, south, west + CELL_DEGREES, south + CELL_DEGREES)
        shapely.prepare(polygons[index])
        met = boxes[shapely.intersects(polygons[index], boxes)]
        cells.append(overlay(shapely.intersection, met, polygons[index]))
        owner.append(np.full(len(met), index))
    parts = np.concatenate([polygons[~is_large], *cells])
    owners = np.concatenate([np.flatnonzero(~is_large), *owner])
    is_ground = shapely.area(parts) > 0
    return parts[is_ground], owners[is_ground]


def _share(place: Place, gained_km2: float, lost_km2: float) -> PlaceShare:
    return PlaceShare(
        name=place.name,
        gained_km2=gained_km2,
        lost_km2=lost_km2,
        net_km2=gained_km2 - lost_km2,
        lon_lat=place.lon_lat,
        country=place.country,
    )


def _largest_first(share: PlaceShare) -> tuple[float, float, str]:
    return (-abs(share.net_km2), -share.gained_km2, share.name)


def _earth_centred_km(lon_lat: np.ndarray) -> np.ndarray:
    """Positions on the WGS84 ellipsoid as Earth-centred coordinates, shape (n, 3), km."""
    lon, lat = np.radians(lon_lat).T
    squashed = (_SEMI_MINOR_KM / _SEMI_MAJOR_KM) ** 2
    normal_km = _SEMI_MAJOR_KM / np.sqrt(np.cos(lat) ** 2 + squashed * np.sin(lat) ** 2)
    across_km = normal_km * np.cos(lat)
    return np.column_stack(
        [across_km * np.cos(lon), across_km * np.sin(lon), squashed * normal_km * np.sin(lat)]
    )
