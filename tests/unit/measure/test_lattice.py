"""A map's boundary on the lattice."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from retally.measure.lattice import boundaries, points
from retally.measure.segments import segments
from shapes import EMPTY, FRAME, ISLET, NAMED, UNIT, island, reversed_rings


def with_length(found):
    kept = found.start != found.end
    return set(zip(found.start[kept].tolist(), found.end[kept].tolist(), strict=True))


def test_points_come_apart_as_they_were_put_together():
    for lon, lat in [(0, 0), (-180, -90), (180, 90), (36.5, -48.25), (-0.000001, 0.000001)]:
        corner = shapely.box(lon - 1e-6, lat - 1e-6, lon, lat)
        (found,) = boundaries([corner])
        lons, lats = points(found.start)
        assert lons.max() == round(lon * 1e6)
        assert lats.max() == round(lat * 1e6)


def test_ground_lies_to_the_left_whatever_the_direction():
    for name in ("unit", "frame", "islet"):
        one, other = boundaries([NAMED[name], reversed_rings(NAMED[name])])
        assert with_length(one) == with_length(other)
        twice_area = segments(one).twice_areas.sum()
        assert twice_area / 2e12 == pytest.approx(shapely.area(NAMED[name]))


def test_steps_between_rings_and_edges_below_the_lattice_have_no_length():
    doubled = shapely.Polygon([(0, 0), (1e-7, 0), (1, 0), (1, 1)])
    found, frame = boundaries([doubled, FRAME])
    assert len(with_length(found)) == 3
    assert len(with_length(frame)) == 8


def test_empty_maps_have_no_edges():
    assert [len(with_length(found)) for found in boundaries([EMPTY, UNIT, EMPTY])] == [0, 4, 0]


def test_large_maps_apart_give_what_small_ones_give_together():
    many = [island(seed, 30_000) for seed in range(4)]
    together = boundaries(many)
    for drawn, found in zip(many, together, strict=True):
        (alone,) = boundaries([drawn])
        assert np.array_equal(found.start[:-1], alone.start[: len(found.start) - 1])
        assert with_length(found) == with_length(alone)


def test_islet_and_its_frame_keep_their_roles():
    (found,) = boundaries([ISLET])
    assert len(with_length(found)) == 12
