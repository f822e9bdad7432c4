"""Areas of strips against closed forms, geographiclib by way of pyproj, and drawn polygons."""

from __future__ import annotations

from math import atanh, radians, sin, sqrt
from random import Random

import numpy as np
import pytest
import shapely

from retally.demo.strips import Patch, Strips, whole

A_KM, F = 6378.137, 1 / 298.257223563


def curve(*degrees: float) -> np.ndarray:
    return whole(np.array(degrees) * 1e6)


def authalic(lat: float) -> float:
    """Ellipsoid area from the equator to `lat` over one radian of longitude, closed form, km2."""
    e = sqrt(F * (2 - F))
    s = sin(radians(lat))
    return A_KM**2 * (1 - e**2) / 2 * (s / (1 - e**2 * s**2) + atanh(e * s) / e)


def test_a_cell_of_a_grid_has_the_area_of_the_closed_form() -> None:
    strips = Strips(lats=curve(-48.0, -47.98, -47.96))
    area = strips.area_km2(east_of=[curve(10, 10, 10)], west_of=[curve(11, 11, 11)])
    assert area == pytest.approx(radians(1) * (authalic(-47.96) - authalic(-48.0)), abs=1e-9)


def test_a_sphere_s_triangle_is_not_what_a_strip_is() -> None:
    """A strip's edge is straight in lon/lat; half a cell's width at the top gives the integral."""
    south, north = 50.0, 50.02
    strips = Strips(lats=curve(south, north))
    area = strips.area_km2(east_of=[curve(0, 0)], west_of=[curve(1, 0)])
    lats = np.radians(np.linspace(south, north, 20001))
    e2 = F * (2 - F)
    density = A_KM**2 * (1 - e2) * np.cos(lats) / (1 - e2 * np.sin(lats) ** 2) ** 2
    width = radians(1) * np.linspace(1, 0, 20001)
    assert area == pytest.approx(np.trapezoid(density * width, lats), rel=1e-8)


def test_ground_on_the_wrong_side_of_a_curve_has_no_area() -> None:
    strips = Strips(lats=curve(0, 0.02))
    assert strips.area_km2(east_of=[curve(1, 1)], west_of=[curve(0, 0)]) == 0.0
    assert strips.area_km2(east_of=[curve(1, 1)], west_of=[curve(1, 1)]) == 0.0


def test_curves_that_cross_within_a_strip_split_it_where_they_cross() -> None:
    strips = Strips(lats=curve(0, 0.02))
    one, other = curve(0, 1), curve(1, 0)
    ahead = strips.area_km2(east_of=[one], west_of=[other])
    behind = strips.area_km2(east_of=[other], west_of=[one])
    # Near the equator a strip's density is flat, so both triangles are a quarter of the cell.
    cell = strips.area_km2(east_of=[curve(0, 0)], west_of=[curve(1, 1)])
    assert ahead == pytest.approx(cell / 4, rel=1e-6)
    assert behind == pytest.approx(cell / 4, rel=1e-6)
    assert ahead > behind


def test_ground_between_several_curves_adds_up_to_the_whole() -> None:
    random = Random(3)
    strips = Strips(lats=whole(np.linspace(-47e6, -46e6, 40)))
    front, divide = (
        whole(np.array([4e6 + 5e5 * random.random() for _ in range(40)])) for _ in range(2)
    )
    west, east = whole(np.full(40, 3.9e6)), whole(np.full(40, 4.6e6))
    before = strips.area_km2(east_of=[front], west_of=[east, divide])
    after = strips.area_km2(east_of=[front, divide], west_of=[east])
    assert before + after == pytest.approx(
        strips.area_km2(east_of=[front], west_of=[east]), abs=1e-9
    )
    assert strips.area_km2(east_of=[west], west_of=[front, divide]) > 0


def test_polygons_have_the_strips_area_to_the_mesh_of_a_fine_sum() -> None:
    """Drawn as a polygon, each strip is a trapezoid: summed as sphere-free quadrature of edges."""
    strips = Strips(lats=curve(-48.0, -47.9, -47.8, -47.7))
    west, east = curve(1.0, 1.0, 1.2, 1.5), curve(1.0, 1.5, 1.4, 1.5)
    (polygon,) = strips.polygons(west, east)
    assert polygon.is_valid
    assert polygon.exterior.is_ccw
    lon, lat = np.radians(np.array(polygon.exterior.coords)).T
    total = 0.0
    for k in range(len(lon) - 1):
        share = (np.arange(2000) + 0.5) / 2000
        lats = lat[k] + (lat[k + 1] - lat[k]) * share
        total -= np.mean([authalic(np.degrees(one)) for one in lats]) * (lon[k + 1] - lon[k])
    assert strips.area_km2(east_of=[west], west_of=[east]) == pytest.approx(abs(total), rel=1e-7)


def test_a_gap_and_a_pinched_node_both_part_the_ground() -> None:
    strips = Strips(lats=curve(0, 0.02, 0.04, 0.06, 0.08, 0.1))
    west = curve(0, 0, 0, 0, 0, 0)
    assert len(strips.polygons(west, curve(1, 1, 0, 1, 1, 1))) == 2
    assert len(strips.polygons(west, curve(1, 0, 0, 0, 1, 1))) == 2
    assert strips.polygons(west, west) == []
    assert shapely.MultiPolygon(strips.polygons(west, curve(1, 1, 0, 1, 1, 1))).is_valid


def test_a_patch_knows_its_area_and_its_polygon() -> None:
    patch = Patch(strips=Strips(lats=curve(0, 0.5, 1)), west=curve(0, -1, 0), east=curve(0, 1, 0))
    assert len(patch.polygons) == 1
    # A rhombus of 2 by 1 degrees at the equator: half of its frame, to the curvature.
    frame = 2 * radians(1) * authalic(1)
    assert patch.area_km2 == pytest.approx(frame / 2, rel=1e-4)


def test_the_density_integrates_to_the_ellipsoid_s_surface() -> None:
    strips = Strips(lats=whole(np.linspace(-90e6, 90e6, 361)))
    flat = np.zeros(361, dtype=np.int64)
    area = strips.area_km2(east_of=[flat], west_of=[flat + 1_000_000]) * 360
    assert area == pytest.approx(510_065_621.724, rel=1e-9)
