"""A layer is valid, on the lattice and counts no ground twice."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from map_files import square
from retally.errors import GeometryError
from retally.measure.area import area_km2
from retally.model.geometry import on_lattice as rounded
from retally.model.words import Party, Status
from retally.sources.layers import (
    UKRAINE_AND_BORDER,
    is_doubled,
    layer,
    on_lattice,
    refuse_elsewhere,
)

ONE = shapely.Polygon(square(36, 48))
OTHER = shapely.Polygon(square(37, 48))


def made(*drawn):
    return layer(drawn, party=Party("reds"), status=Status.CONTROL)


def test_disjoint_polygons_are_kept_vertex_by_vertex():
    result = made(ONE, OTHER)
    assert result.vertices == 10
    assert shapely.get_num_coordinates(result.geometry) == 10
    assert result.repairs == ()


def test_overlapping_and_touching_polygons_are_united():
    result = made(ONE, shapely.Polygon(square(36.05, 48)), shapely.Polygon(square(36.15, 48)))
    assert len(result.geometry.geoms) == 1
    assert result.geometry.is_valid


def test_nothing_drawn_is_an_empty_layer():
    result = made()
    assert result.geometry.is_empty
    assert not result.doubled


def test_rounding_to_the_lattice_leaves_a_layer_valid():
    # A wedge thinner than a step of the lattice becomes a line there and back.
    needle = shapely.Polygon([(36, 48), (36.1, 48), (36.1, 48.1), (36.05, 48.0000002), (36, 48.1)])
    result = made(needle)
    assert result.geometry.is_valid
    coordinates = shapely.get_coordinates(result.geometry)
    assert np.array_equal(coordinates, rounded(coordinates))
    assert area_km2(result.geometry) == pytest.approx(area_km2(needle), abs=1e-2)


def test_a_snapped_geometry_has_no_precision_of_its_own():
    bow = shapely.Polygon([(36, 48), (36.1, 48), (36.1, 48.1), (36.05, 48.0000002), (36, 48.1)])
    assert shapely.get_precision(on_lattice(bow)) == 0


DOUBLED = [
    ([], False),
    ([ONE], False),
    ([ONE, OTHER], False),
    ([ONE, ONE], True),
    ([ONE, ONE, OTHER], False),
    ([ONE, OTHER, OTHER, ONE], True),
    ([shapely.MultiPolygon([ONE, OTHER]), OTHER, ONE], True),
    ([ONE, shapely.Polygon(square(36, 48)[2:] + square(36, 48)[1:3])], True),
    (
        [
            shapely.box(36, 48, 37, 49),
            shapely.Polygon([(36, 48), (37, 48), (37, 49), (36, 49), (36, 48.5)]),
        ],
        False,
    ),
    ([shapely.GeometryCollection([ONE, shapely.Point(1, 1)]), ONE], True),
]


@pytest.mark.parametrize(("drawn", "expected"), DOUBLED, ids=range(len(DOUBLED)))
def test_a_layer_is_doubled_when_every_polygon_is_there_twice(drawn, expected):
    assert is_doubled(drawn) is expected


def test_one_stray_polygon_is_no_reason_to_refuse_a_map():
    stray = shapely.Polygon(square(-70, -30))
    refuse_elsewhere([], extent=UKRAINE_AND_BORDER, where="x")
    refuse_elsewhere([ONE, stray], extent=UKRAINE_AND_BORDER, where="x")
    with pytest.raises(
        GeometryError, match=r"x: the polygons lie outside .*expected lon 20 to 50, lat 43 to 60"
    ):
        refuse_elsewhere([stray], extent=UKRAINE_AND_BORDER, where="x")
    swapped = shapely.Polygon([(y, x) for x, y in square(36, 48)])
    with pytest.raises(GeometryError, match=r"swapped"):
        refuse_elsewhere([ONE, swapped], extent=UKRAINE_AND_BORDER, where="x")
