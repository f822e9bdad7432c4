"""The pieces of a change and their areas."""

import numpy as np
import pytest
import shapely

from retally.measure.area import area_km2
from retally.measure.change import change
from retally.measure.pieces import GAINED, LOST, overlay, pieces, polygon_areas_km2, scaled_to
from retally.model.words import AreaModel

WEST = shapely.box(0, 0, 1, 1)
EAST = shapely.box(2, 0, 4, 1)
RING = shapely.box(0, 0, 3, 3).difference(shapely.box(1, 1, 2, 2))


def test_gained_pieces_stand_before_lost_ones():
    found = pieces(change(WEST, EAST))
    assert found.column.tolist() == [GAINED, LOST]
    assert len(found) == 2
    assert found.area_km2 == pytest.approx([area_km2(EAST), area_km2(WEST)])


def test_no_change_has_no_pieces():
    assert len(pieces(change(WEST, WEST))) == 0


def test_areas_are_by_the_changes_own_model_unless_another_is_named():
    found = change(WEST, EAST, model=AreaModel.SPHERE_CHORD)
    chord = area_km2(EAST, model=AreaModel.SPHERE_CHORD)
    assert pieces(found).area_km2[0] == pytest.approx(chord)
    ellipsoid = pieces(found, model=AreaModel.ELLIPSOID).area_km2[0]
    assert ellipsoid == pytest.approx(area_km2(EAST))
    assert ellipsoid != pytest.approx(chord, rel=1e-6)


def test_areas_of_many_geometries_keep_their_order():
    mixed = [shapely.MultiPolygon([WEST, EAST]), shapely.Point(0, 0), RING, shapely.Polygon()]
    expected = [area_km2(WEST) + area_km2(EAST), 0, area_km2(RING), 0]
    assert polygon_areas_km2(np.array(mixed)) == pytest.approx(expected)


def test_lines_alone_and_nothing_at_all_have_no_area():
    assert polygon_areas_km2(np.array([shapely.LineString([(0, 0), (1, 1)])])).tolist() == [0]
    assert polygon_areas_km2(np.array([], dtype=object)).tolist() == []


def test_scaled_shares_add_up_and_shares_of_nothing_stay_nothing():
    assert scaled_to(10.0, np.array([1.0, 3.0])).tolist() == [2.5, 7.5]
    assert scaled_to(10.0, np.zeros(2)).tolist() == [0, 0]


def test_an_overlay_that_geos_refuses_is_done_on_mended_pieces():
    tried = []

    def refusing_once(ground, other):
        tried.append(ground)
        if len(tried) == 1:
            raise shapely.GEOSException("TopologyException: side location conflict")
        return shapely.intersection(ground, other)

    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    found = overlay(refusing_once, np.array([bow_tie]), shapely.box(0, 0, 1, 1))
    assert found[0].area == pytest.approx(0.5)
