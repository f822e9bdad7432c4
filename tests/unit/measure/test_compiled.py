"""Compiled code gives what numpy gives; run once compiled and once as Python."""

from __future__ import annotations

from collections import Counter

import numba
import numpy as np
import pytest
import shapely

from kernel_paths import run_as_python, take
from random_maps import random_pair
from retally.measure import compiled, compiled_edges, compiled_faces, compiled_loops
from retally.measure.area import area_km2
from retally.measure.change import change, changes
from retally.measure.compiled_faces import compiled_boundaries
from retally.measure.compiled_faces import compiled_faces as faces_of
from retally.measure.lattice import Boundary, boundaries
from retally.measure.left_over import left_over
from retally.model.geometry import canonical
from retally.model.words import AreaModel
from shapes import EMPTY, NAMED, UNIT, island


@pytest.fixture(params=["compiled", "as Python"], autouse=True)
def way(request, monkeypatch):
    """The functions themselves and as coverage can see them."""
    take("compiled", monkeypatch)
    if request.param == "as Python":
        run_as_python(monkeypatch)


def counted(found: Boundary) -> Counter:
    kept = found.start != found.end
    return Counter(zip(found.start[kept].tolist(), found.end[kept].tolist(), strict=True))


def left(before: Boundary, after: Boundary) -> Counter:
    start, end = compiled_edges.left_over_of(before.start, before.end, after.start, after.end)
    return counted(Boundary(start=start, end=end))


def drawn(*edges: tuple[int, int]) -> Boundary:
    table = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return Boundary(start=table[:, 0].copy(), end=table[:, 1].copy())


@pytest.mark.parametrize("name", NAMED)
def test_edges_are_those_of_the_numpy_way(name):
    (one,), (other,) = boundaries([NAMED[name]]), compiled_boundaries([NAMED[name]])
    assert counted(one) == counted(other)


def test_edges_of_a_ring_that_runs_backward_still_follow_each_other():
    (found,) = compiled_boundaries([shapely.reverse(UNIT.normalize())])
    assert found.start[1:].tolist() == found.end[:-1].tolist()


def test_empty_parts_and_what_is_no_polygon_have_no_edges():
    odd = shapely.GeometryCollection([shapely.Point(5, 5), UNIT, shapely.Polygon()])
    assert counted(compiled_boundaries([odd])[0]) == counted(boundaries([UNIT])[0])
    assert len(compiled_boundaries([EMPTY])[0]) == 0


def test_a_ring_that_rounding_may_have_turned_takes_its_direction_from_numpy():
    thin = shapely.Polygon([(0, 0), (1, 4e-7), (1, 1e-6)])
    (one,), (other,) = boundaries([thin]), compiled_boundaries([thin])
    assert counted(one) == counted(other)


def test_edges_without_length_that_numpy_keeps_are_not_left():
    thin = shapely.Polygon([(5, 0), (6, 4e-7), (6, 1e-6)])
    maps = [EMPTY, shapely.MultiPolygon([thin, UNIT, shapely.box(2, 0, 3, 1)])]
    before, after = compiled_boundaries(maps)
    assert (after.start == after.end).any()
    start, end = compiled_edges.left_over_of(before.start, before.end, after.start, after.end)
    assert (start != end).all()


SHIFTS = [0, 1, 40, 300, 500]


@pytest.mark.parametrize("shift", SHIFTS)
def test_a_ring_that_starts_elsewhere_cancels(shift):
    (one,) = compiled_boundaries([island(6, 1000)])
    other = Boundary(start=np.roll(one.start, shift), end=np.roll(one.end, shift))
    assert left(one, other) == Counter()


@pytest.mark.parametrize("count", [3, 50, 300])
def test_a_replaced_stretch_leaves_what_numpy_leaves(count):
    ring = shapely.get_coordinates(island(6, 1000))
    moved = ring.copy()
    moved[500 : 500 + count] *= 1.0001
    shorter = np.delete(ring, np.s_[200 : 200 + count], axis=0)
    for changed in (moved, shorter):
        sides = compiled_boundaries([shapely.Polygon(ring), shapely.Polygon(changed)])
        assert left(*sides) == counted(left_over(*sides))


def test_maps_with_nothing_in_common_leave_all_of_both():
    sides = compiled_boundaries([island(6, 100), island(7, 300)])
    assert sum(left(*sides).values()) == 400


def test_edges_count_as_often_as_they_are_there():
    before, after = drawn((1, 2), (1, 2), (5, 6)), drawn((1, 2), (1, 2), (1, 2), (6, 5))
    assert left(before, after) == Counter({(1, 2): 1, (6, 5): 2})
    assert left(after, before) == Counter({(2, 1): 1, (5, 6): 2})


def test_edges_that_run_both_ways_within_a_map_cancel():
    assert left(drawn(), drawn((1, 2), (2, 1))) == Counter()


def test_many_points_of_one_place_in_the_table_are_told_apart(monkeypatch):
    monkeypatch.setattr(compiled_edges, "slot_of", lambda point, mask: 0)
    if isinstance(compiled_edges.left_over_of, numba.core.dispatcher.Dispatcher):
        pytest.skip("compiled code keeps the function it was compiled with")
    before = drawn(*[(k, k + 1) for k in range(0, 400, 2)])
    after = drawn(*[(k, k + 1) for k in range(398, -1, -2)], (7, 9))
    assert left(before, after) == Counter({(7, 9): 1})


def square(x: int, y: int, size: int) -> list[tuple[int, int]]:
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]


PLAIN = {
    "one square": ([square(0, 0, 10)], [True]),
    "two apart": ([square(0, 0, 10), square(20, 0, 10)[::-1]], [True, True]),
    "boxes meet, loops do not": ([[(0, 0), (10, 0), (0, 10)], square(8, 8, 2)], [True, True]),
    "one above the other": ([square(0, 0, 10), square(0, 11, 10)], [True, True]),
    "touching at a corner": ([square(0, 0, 10), square(10, 10, 5)], [True, True]),
    "touching, one gained and one lost": (
        [square(0, 0, 10), square(10, 10, 5)[::-1]],
        [True, True],
    ),
    "three at one corner": (
        [square(0, 0, 10), square(10, 10, 5), [(10, 10), (5, 20), (0, 15)]],
        [True, True, True],
    ),
    "vertex on an edge": ([square(0, 0, 10), [(10, 5), (15, 0), (15, 9)]], [False, False]),
    "crossing": ([square(0, 0, 10), square(5, 5, 10)], [False, False]),
    "crossing at two vertices": (
        [[(0, 0), (10, 0), (20, 0), (10, 20)], [(10, 0), (14, -9), (30, 5), (10, 20), (9, 5)]],
        [False, False],
    ),
    "one within the other": ([square(0, 0, 10), square(4, 4, 2)], [False, False]),
    "within, touching at a corner": ([square(0, 0, 10), square(0, 0, 2)[::-1]], [False, False]),
    "within, at the tip of a notch": (
        [[(0, 0), (10, 0), (10, 10), (5, 3), (0, 10)], [(5, 3), (4, 1), (6, 1)]],
        [False, False],
    ),
    "within a notch": (
        [[(0, 0), (10, 0), (10, 10), (5, 3), (0, 10)], [(5, 3), (6, 8), (4, 8)]],
        [True, True],
    ),
    "crossing itself": ([[(0, 0), (10, 10), (10, 0), (0, 10)]], [False]),
    "folded back": ([[(0, 0), (10, 0), (4, 0), (4, 5)]], [False]),
    "no area": ([[(0, 0), (5, 0), (10, 0)]], [False]),
    "straight on": ([[(0, 0), (5, 0), (10, 0), (10, 10)]], [True]),
    "figure of eight": ([[(0, 0), (5, 5), (10, 0), (10, 10), (5, 5), (0, 10)]], [True, True]),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_loop_is_plain_when_its_inside_is_one_face(name):
    rings, expected = PLAIN[name]
    packed = [[(lon << 32) + lat for lon, lat in ring] for ring in rings]
    edges = [pair for ring in packed for pair in zip(ring, ring[1:] + ring[:1], strict=True)]
    found = drawn(*edges)
    _, _, offsets, directions, is_plain = compiled_loops.loops_of(found.start, found.end)
    assert is_plain.tolist() == expected
    assert len(offsets) == len(directions) + 1


@pytest.mark.parametrize("seed", range(12))
def test_change_of_random_pairs_is_their_difference(seed):
    before, after = random_pair(seed)
    found = change(before, after)
    gained, lost = shapely.difference(after, before), shapely.difference(before, after)
    assert found.gained_km2 == pytest.approx(area_km2(gained), abs=1e-6)
    assert found.lost_km2 == pytest.approx(area_km2(lost), abs=1e-6)
    assert area_km2(found.gained) == pytest.approx(found.gained_km2, abs=1e-9)


def test_pieces_are_those_of_the_numpy_way(monkeypatch):
    maps = [geometry for seed in range(4) for geometry in random_pair(seed)]
    found = changes(maps)
    take("loops told apart", monkeypatch)
    assert [one.pieces for one in found] == [one.pieces for one in changes(maps)]


def test_loops_too_far_for_one_series_are_measured_by_the_other():
    tall = shapely.box(10, -80, 11, 80)
    assert change(EMPTY, tall).gained_km2 == pytest.approx(area_km2(tall), abs=1e-6)


def test_every_area_model_measures_the_same_faces():
    for model in AreaModel:
        found = change(UNIT, canonical(shapely.box(0, 0, 1, 2)), model=model)
        assert found.gained_km2 == pytest.approx(area_km2(shapely.box(0, 1, 1, 2), model=model))


def refused(lines):
    raise shapely.errors.GEOSException("no convergence")


def incomplete(lines):
    return shapely.node(shapely.multilinestrings(lines[:1]))


@pytest.mark.parametrize("noding", [refused, incomplete])
def test_noding_that_geos_refuses_or_leaves_incomplete_is_tried_robustly(noding, monkeypatch):
    monkeypatch.setattr(compiled_faces, "quickly", noding)
    other = shapely.MultiPolygon([shapely.box(-0.5, 0.2, 1.5, 0.4), shapely.box(2, 2, 3, 3)])
    found = change(UNIT, other)
    gained = area_km2(shapely.difference(other, UNIT))
    assert found.gained_km2 == pytest.approx(gained, abs=1e-6)


def test_faces_with_holes_are_measured_less_their_holes():
    ring = shapely.difference(UNIT, shapely.box(0.2, 0.2, 0.8, 0.8))
    assert change(EMPTY, ring).gained_km2 == pytest.approx(area_km2(ring), abs=1e-6)


def test_equal_maps_have_no_face():
    (one,) = compiled_boundaries([UNIT])
    assert len(faces_of(one, one).windings) == 0


def test_all_is_at_hand_once_it_is_warm():
    compiled.warm()
    assert not compiled.is_cold()


def test_code_that_no_cache_holds_is_cold(monkeypatch):
    def new(x: int) -> int:
        return x

    monkeypatch.setattr(compiled, "_ENTRIES", [numba.njit(new)])
    assert compiled.is_cold()


def test_where_no_cache_can_be_written_functions_are_compiled_for_the_process(monkeypatch):
    def refusing(function=None, *, cache=False):
        if cache:
            raise RuntimeError("no locator available")
        return ("for the process", function)

    monkeypatch.setattr(numba, "njit", refusing)
    monkeypatch.setattr(compiled, "_ENTRIES", [])
    assert compiled.entry(len) == ("for the process", len)
