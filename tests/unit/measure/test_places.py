"""Each changed piece goes to the place nearest to it."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from retally.measure import places as places_module
from retally.measure.change import change
from retally.measure.places import Place, Places, by_place

NOTHING = shapely.MultiPolygon()
ALPHA = Place(name="Alpha", lon_lat=(37.0, 48.0), country="AA")
BETA = Place(name="Beta", lon_lat=(37.6, 48.0), country="BB")


def disc(lon, lat, degrees=0.01):
    return shapely.Point(lon, lat).buffer(degrees)


def test_each_piece_goes_to_its_nearest_place():
    found = change(disc(37.5, 48.1), shapely.union(disc(37.1, 48), disc(37.55, 47.9, 0.02)))
    beta, alpha = by_place(found, [ALPHA, BETA], 5)
    assert (beta.name, beta.country, beta.lon_lat) == ("Beta", "BB", (37.6, 48.0))
    assert beta.lost_km2 == pytest.approx(found.lost_km2)
    assert beta.net_km2 == beta.gained_km2 - beta.lost_km2
    assert alpha.lost_km2 == 0
    assert alpha.gained_km2 + beta.gained_km2 == pytest.approx(found.gained_km2, abs=1e-9)


def test_a_large_piece_is_shared_between_the_places_in_it():
    found = change(NOTHING, shapely.box(36.7, 47.8, 37.9, 48.2))
    shares = by_place(found, [ALPHA, BETA], 5)
    assert sum(share.gained_km2 for share in shares) == pytest.approx(found.gained_km2, abs=1e-9)
    assert [share.net_km2 / found.net_km2 for share in shares] == pytest.approx([0.5] * 2, abs=0.03)


def test_a_large_piece_with_a_hole_keeps_its_area():
    frame = shapely.box(36, 47, 38, 49).difference(shapely.box(36.5, 47.5, 37.53, 48.52))
    found = change(NOTHING, frame)
    (only,) = by_place(found, [ALPHA], 5)
    assert only.gained_km2 == pytest.approx(found.gained_km2, abs=1e-9)


def test_the_largest_net_comes_first_and_most_limits_how_many():
    ground = [disc(37, 48, 0.01), disc(37.6, 48, 0.02), disc(37.3, 48.5, 0.015)]
    gamma = Place(name="Gamma", lon_lat=(37.3, 48.5))
    found = change(shapely.union(ground[1], NOTHING), shapely.union(ground[0], ground[2]))
    names = [share.name for share in by_place(found, [ALPHA, BETA, gamma], 2)]
    assert names == ["Beta", "Gamma"]


def test_two_places_of_one_name_are_two_rows():
    twin = Place(name="Alpha", lon_lat=(37.6, 48.0), country="AA")
    found = change(NOTHING, shapely.union(disc(37, 48), disc(37.6, 48)))
    shares = by_place(found, Places((ALPHA, twin)), 5)
    assert {share.lon_lat for share in shares} == {(37.0, 48.0), (37.6, 48.0)}


@pytest.mark.parametrize(
    ("after", "places"), [(NOTHING, [ALPHA]), (disc(37, 48), [])], ids=["no change", "no places"]
)
def test_without_change_or_places_there_are_no_rows(after, places):
    assert by_place(change(NOTHING, after), places, 5) == ()


@pytest.mark.parametrize("block", [1, 4_000_000], ids=["row by row", "at once"])
def test_nearest_is_by_geodesic_distance(monkeypatch, block):
    monkeypatch.setattr(places_module, "_BLOCK", block)
    random = np.random.default_rng(7)
    centres = np.column_stack([random.uniform(-180, 180, 60), random.uniform(-89, 89, 60)])
    positions = np.column_stack([random.uniform(-180, 180, 40), random.uniform(-89, 89, 40)])
    known = Places(tuple(Place(name=str(i), lon_lat=tuple(at)) for i, at in enumerate(centres)))
    geod = Geod(ellps="WGS84")
    for position, found in zip(positions, known.nearest(positions), strict=True):
        lon, lat = np.broadcast_to(position, centres.shape).T
        assert found == np.argmin(geod.inv(lon, lat, centres[:, 0], centres[:, 1])[2])


def test_no_positions_have_no_nearest_place():
    assert Places((ALPHA,)).nearest(np.zeros((0, 2))).tolist() == []
