"""The pieces of a change: each connected polygon of ground that was gained or lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import shapely

from retally.measure.area import areas_km2
from retally.model.words import AreaModel

GAINED, LOST = 0, 1
"""Columns of every table of areas by piece."""

_POLYGON = 3
_STRUCTURE = {"method": "structure", "keep_collapsed": False}


class Changed(Protocol):
    """What can be told apart by region and place: a whole change, or the part in a circle."""

    @property
    def gained(self) -> shapely.MultiPolygon:
        """The ground gained, in degrees lon, lat."""

    @property
    def lost(self) -> shapely.MultiPolygon:
        """The ground lost, in degrees lon, lat."""

    @property
    def gained_km2(self) -> float:
        """Its area, in km2."""

    @property
    def lost_km2(self) -> float:
        """Its area, in km2."""

    @property
    def model(self) -> AreaModel:
        """How areas are computed."""


@dataclass(frozen=True, kw_only=True)
class Pieces:
    """The pieces of one change, gained ones first.

    Parameters
    ----------
    polygons
        Shape (n,), shapely Polygons, EPSG:4326.
    column
        Shape (n,): `GAINED` or `LOST`.
    area_km2
        Shape (n,), zero or more.
    """

    polygons: np.ndarray
    column: np.ndarray
    area_km2: np.ndarray

    def __len__(self) -> int:
        return len(self.polygons)


def pieces(change: Changed, *, model: AreaModel | None = None) -> Pieces:
    """The pieces of a change with their areas; none where nothing changed."""
    gained, lost = (shapely.get_parts(side) for side in (change.gained, change.lost))
    polygons = np.concatenate([gained, lost])
    return Pieces(
        polygons=polygons,
        column=np.repeat([GAINED, LOST], [len(gained), len(lost)]),
        area_km2=polygon_areas_km2(polygons, model=model or change.model),
    )


def polygon_areas_km2(
    polygons: np.ndarray, *, model: AreaModel = AreaModel.ELLIPSOID
) -> np.ndarray:
    """Area of each of many geometries in km2, in one pass; what is no polygon counts nothing.

    Parameters
    ----------
    polygons
        Shape (n,), any geometries in degrees lon, lat, or collections of them.
    """
    if not len(polygons):
        return np.zeros(0)
    parts, owner = shapely.get_parts(polygons, return_index=True)
    is_ground = (shapely.get_type_id(parts) == _POLYGON) & ~shapely.is_empty(parts)
    parts, owner = parts[is_ground], owner[is_ground]
    if not len(parts):
        return np.zeros(len(polygons))
    return np.bincount(owner, weights=areas_km2(parts, model=model), minlength=len(polygons))


def scaled_to(total_km2: float, shares_km2: np.ndarray) -> np.ndarray:
    """Shares of a total that add up to it to the last digits.

    The shares are measured; what dividing and summing them lost to rounding is spread over them
    in proportion (docs/methods/regions.md says how little that is).
    """
    summed = float(shares_km2.sum())
    if summed == 0.0:
        return shares_km2
    scaled: np.ndarray = shares_km2 * (total_km2 / summed)
    return scaled


def overlay(
    operation: Callable[..., np.ndarray], ground: np.ndarray, other: shapely.Geometry
) -> np.ndarray:
    """GEOS's overlay of many polygons with one geometry.

    Rounding to the lattice can make a piece touch itself. GEOS mostly overlays it all the same;
    where it refuses, pieces are mended first.
    """
    try:
        return operation(ground, other)
    except shapely.GEOSException:
        mended = [shapely.make_valid(side, **_STRUCTURE) for side in (ground, other)]
        return operation(*mended)
