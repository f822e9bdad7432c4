"""The canonical form, and the hash that recognises equal ground."""

from __future__ import annotations

import numpy as np
import shapely

from retally.model.geometry import canonical, geometry_hash, polygons_of

SQUARE = shapely.box(30.0, 48.0, 30.2, 48.2)
HOLE = shapely.box(30.05, 48.05, 30.1, 48.1)


def test_vertex_order_direction_and_trailing_digits_do_not_matter():
    reversed_ring = shapely.Polygon(list(SQUARE.exterior.coords)[::-1])
    shifted = shapely.Polygon(np.roll(np.array(SQUARE.exterior.coords)[:-1], 2, axis=0))
    noisy = shapely.transform(SQUARE, lambda degrees: degrees + 2e-7)
    hashes = {geometry_hash(canonical(one)) for one in (SQUARE, reversed_ring, shifted, noisy)}
    assert len(hashes) == 1


def test_a_step_of_the_lattice_is_another_geometry():
    moved = shapely.transform(SQUARE, lambda degrees: degrees + 1e-6)
    assert geometry_hash(canonical(moved)) != geometry_hash(canonical(SQUARE))


def test_a_hole_and_a_part_of_its_own_hash_apart():
    with_hole = canonical(shapely.difference(SQUARE, HOLE))
    two_parts = shapely.MultiPolygon([SQUARE, HOLE])
    assert geometry_hash(with_hole) != geometry_hash(canonical(two_parts))


def test_exteriors_run_counter_clockwise_and_holes_clockwise():
    (part,) = canonical(shapely.difference(SQUARE, HOLE)).geoms
    assert part.exterior.is_ccw
    assert not part.interiors[0].is_ccw


def test_z_lines_and_points_are_dropped():
    mixed = shapely.GeometryCollection(
        [shapely.Point(30, 48, 1), shapely.LineString([(0, 0), (1, 1)]), shapely.force_3d(SQUARE)]
    )
    found = canonical(mixed)
    assert not found.has_z
    assert geometry_hash(found) == geometry_hash(canonical(SQUARE))


def test_nothing_is_an_empty_multipolygon_with_a_hash_of_its_own():
    assert canonical(shapely.MultiPolygon()).is_empty
    assert len(polygons_of(shapely.Point(1, 1))) == 0
    assert geometry_hash(canonical(shapely.Point(1, 1))) != geometry_hash(canonical(SQUARE))
