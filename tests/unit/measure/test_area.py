"""Areas of shapes one can draw."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from retally.measure.area import area_km2, areas_km2
from retally.model.words import AreaModel
from shapes import EMPTY, FRAME, ISLET, NAMED, UNIT, reversed_rings


@pytest.mark.parametrize("model", AreaModel)
@pytest.mark.parametrize("empty", [EMPTY, shapely.Polygon(), shapely.GeometryCollection()])
def test_nothing_has_no_area(empty, model):
    assert area_km2(empty, model=model) == 0


@pytest.mark.parametrize("model", AreaModel)
def test_a_hole_is_taken_off(model):
    hole = shapely.box(0.25, 0.25, 0.75, 0.75)
    expected = area_km2(UNIT, model=model) - area_km2(hole, model=model)
    assert area_km2(FRAME, model=model) == pytest.approx(expected, abs=1e-8)


@pytest.mark.parametrize("model", AreaModel)
@pytest.mark.parametrize("name", NAMED)
def test_direction_does_not_matter(name, model):
    turned = reversed_rings(NAMED[name])
    assert area_km2(turned, model=model) == pytest.approx(area_km2(NAMED[name], model=model))


def test_height_points_and_lines_count_nothing():
    with_height = shapely.force_3d(UNIT, 7)
    mixed = shapely.GeometryCollection(
        [shapely.Point(0, 0), shapely.LineString([(0, 0), (1, 1)]), shapely.MultiPolygon([UNIT])]
    )
    assert area_km2(with_height) == area_km2(mixed) == area_km2(UNIT)


def test_areas_of_many_are_those_of_each():
    many = np.array([UNIT, EMPTY, ISLET, FRAME], dtype=object)
    assert areas_km2(many).tolist() == pytest.approx([area_km2(one) for one in many])


def test_areas_of_none_are_none():
    assert areas_km2(np.zeros(0, dtype=object)).tolist() == []


def test_empty_parts_count_nothing():
    drawn = shapely.MultiPolygon([shapely.Polygon(), UNIT, shapely.Polygon()])
    assert area_km2(drawn) == area_km2(UNIT)
