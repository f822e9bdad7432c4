"""The part of a change within so many km of a place."""

import math

import numpy as np
import pytest
import shapely
from pyproj import Geod

from retally.errors import GeometryError, UsageError
from retally.measure.area import area_km2
from retally.measure.change import change
from retally.measure.near import CIRCLE_VERTICES, circle, share_within

GEOD = Geod(ellps="WGS84")
NOTHING = shapely.MultiPolygon()


@pytest.mark.parametrize("lon_lat", [(37.18, 48.28), (0, 0), (-70, -33), (15, 78)], ids=str)
@pytest.mark.parametrize("km", [0.5, 40, 400])
def test_every_vertex_of_a_circle_is_at_its_radius(lon_lat, km):
    ring = shapely.get_coordinates(circle(lon_lat, km).exterior)
    assert len(ring) == CIRCLE_VERTICES + 1
    lon, lat = np.broadcast_to(lon_lat, ring.shape).T
    metres = GEOD.inv(lon, lat, ring[:, 0], ring[:, 1])[2]
    assert metres == pytest.approx(1000 * km, abs=1e-5)


def test_a_circle_has_the_area_of_a_disc_to_the_error_stated():
    # On so small a disc the Earth's curvature takes 1e-7 of the area.
    found = area_km2(circle((37.18, 48.28), 5))
    assert found == pytest.approx(math.pi * 25 * (1 - 3.2e-6), rel=3e-7)


def test_a_circle_is_a_valid_polygon_counter_clockwise():
    found = circle((37.18, 48.28), 40)
    assert found.is_valid
    assert found.exterior.is_ccw


@pytest.mark.parametrize("km", [0, -1, math.nan, math.inf], ids=str)
def test_a_radius_is_a_positive_number(km):
    with pytest.raises(UsageError, match="a radius is a positive number of km"):
        circle((37, 48), km)


@pytest.mark.parametrize("lon_lat", [(181, 0), (0, 91), (math.nan, 0)], ids=str)
def test_a_place_has_a_longitude_and_a_latitude(lon_lat):
    with pytest.raises(GeometryError, match="a place is no longitude and latitude"):
        circle(lon_lat, 40)


@pytest.mark.parametrize(
    ("lon_lat", "km"),
    [((179.9, 50), 40), ((-180, 0), 1), ((30, 89.9), 40), ((30, -89.9), 40), ((0, 0), 19_000)],
    ids=["antimeridian", "on it", "north pole", "south pole", "most of the world"],
)
def test_a_circle_over_the_antimeridian_or_a_pole_is_refused(lon_lat, km):
    with pytest.raises(GeometryError, match="reaches a pole or the antimeridian"):
        circle(lon_lat, km)


def test_only_what_lies_within_the_circle_counts():
    found = change(shapely.box(37, 47.9, 37.1, 48), shapely.box(37, 48, 39, 48.1))
    share = share_within(found, (37.1, 48), 30)
    around = circle((37.1, 48), 30)
    assert share.gained_km2 == pytest.approx(area_km2(found.gained.intersection(around)), abs=1e-6)
    assert share.lost_km2 == pytest.approx(found.lost_km2)
    assert share.net_km2 == share.gained_km2 - share.lost_km2


def test_where_nothing_changed_nothing_is_near():
    share = share_within(change(NOTHING, NOTHING), (37, 48), 40)
    assert (share.gained_km2, share.lost_km2, share.net_km2) == (0, 0, 0)
