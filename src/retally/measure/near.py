"""The part of a change that lies within so many km of a place.

Method and its limits: docs/methods/near.md.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely
from pyproj import Geod

from retally.errors import GeometryError, UsageError
from retally.measure.pieces import Changed, overlay
from retally.measure.regions import Regions
from retally.model.geometry import polygons_of
from retally.model.words import AreaModel

CIRCLE_VERTICES = 1440
"""Vertices of a circle, one every quarter of a degree: its polygon lies inside the true circle by
at most 2.4e-6 of the radius (10 cm at 40 km) and its area is 3.2e-6 too small."""

_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True, kw_only=True)
class NearShare:
    """The part of a change within a circle, in km2; net is gained minus lost."""

    gained_km2: float
    lost_km2: float
    net_km2: float


def circle(lon_lat: tuple[float, float], km: float) -> shapely.Polygon:
    """All ground within a geodesic distance of a place, as a polygon.

    Definition: `CIRCLE_VERTICES` vertices at geodesic distance `km` on the WGS84 ellipsoid.
    Source: Karney (2013), doi:10.1007/s00190-012-0578-z. Accuracy: docs/methods/near.md.

    Parameters
    ----------
    lon_lat
        Degrees.
    km
        Radius, more than zero.

    Raises
    ------
    UsageError
        If the radius is not a positive number.
    GeometryError
        If the place is no place on Earth, or the circle reaches a pole or the antimeridian.

    Examples
    --------
    >>> [round(edge, 3) for edge in circle((37.18, 48.28), 40).bounds]
    [36.641, 47.92, 37.719, 48.64]
    """
    lon, lat = lon_lat
    if not (math.isfinite(km) and km > 0):
        raise UsageError("a radius is a positive number of km", got=f"{km:g}", do="give --km N")
    if not (abs(lon) <= 180 and abs(lat) <= 90):
        raise GeometryError(
            "a place is no longitude and latitude",
            expected="lon -180..180, lat -90..90",
            got=f"{lon:g}, {lat:g}",
            do="give LON,LAT in degrees",
        )
    around = _around(lon, lat, km)
    if _reaches_pole(lon, lat, km) or np.abs(np.diff(around[:, 0])).max() > 180:
        raise GeometryError(
            f"a circle of {km:g} km round {lon:g}, {lat:g} reaches a pole or the antimeridian",
            expected="a circle that does not",
            do="give a smaller --km",
        )
    return shapely.Polygon(around)


@dataclass(frozen=True, kw_only=True)
class ChangeWithin:
    """The part of a change within a circle, as ground: km2 and degrees lon, lat."""

    gained: shapely.MultiPolygon
    lost: shapely.MultiPolygon
    gained_km2: float
    lost_km2: float
    model: AreaModel


def change_within(change: Changed, lon_lat: tuple[float, float], km: float) -> ChangeWithin:
    """The ground of a change within so many km of a place, to be split further or written.

    Definition and errors: as `share_within`, whose areas it carries.
    """
    share = share_within(change, lon_lat, km)
    around = circle(lon_lat, km)
    cut = overlay(shapely.intersection, np.array([change.gained, change.lost]), around)
    gained, lost = (shapely.multipolygons(polygons_of(side)) for side in cut)
    return ChangeWithin(
        gained=gained,
        lost=lost,
        gained_km2=share.gained_km2,
        lost_km2=share.lost_km2,
        model=change.model,
    )


def share_within(
    change: Changed,
    lon_lat: tuple[float, float],
    km: float,
    *,
    model: AreaModel | None = None,
) -> NearShare:
    """The part of a change within so many km of a place.

    Definition: area of the change's intersection with `circle`. Units: km2.

    Parameters
    ----------
    change
        Any change; where nothing changed, the shares are zero.
    lon_lat, km
        As for `circle`, which also says what is raised.
    model
        How areas are computed; None for the change's own model. The totals are always the
        change's.
    """
    share, _ = _within(lon_lat, km).split(change, model=model)
    return NearShare(gained_km2=share.gained_km2, lost_km2=share.lost_km2, net_km2=share.net_km2)


@lru_cache(maxsize=8)
def _within(lon_lat: tuple[float, float], km: float) -> Regions:
    # A series asks about the same circle every day; building its index costs more than using it.
    return Regions(["near"], [circle(lon_lat, km)])


def _around(lon: float, lat: float, km: float) -> np.ndarray:
    """The circle's vertices counter-clockwise, the first repeated at the end: shape (n + 1, 2)."""
    bearing = -np.linspace(0, 360, CIRCLE_VERTICES + 1)
    every = np.ones_like(bearing)
    lons, lats, _ = _GEOD.fwd(lon * every, lat * every, bearing, 1000 * km * every)
    around = np.column_stack([lons, lats])
    around[-1] = around[0]
    return around


def _reaches_pole(lon: float, lat: float, km: float) -> bool:
    return any(_GEOD.inv(lon, lat, lon, pole)[2] <= 1000 * km for pole in (-90.0, 90.0))
