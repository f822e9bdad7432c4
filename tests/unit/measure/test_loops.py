"""Loops, and which of them are the edge of just one face."""

from __future__ import annotations

import numpy as np
import pytest

from retally.measure import rows as rows_module
from retally.measure.arrangement import arrangement, robustly, windings
from retally.measure.loops import is_plain, loops
from retally.measure.segments import Segments


def closed(*rings: list[tuple[int, int]]) -> Segments:
    table = [
        (*one, *other)
        for ring in rings
        for one, other in zip(ring, ring[1:] + ring[:1], strict=True)
    ]
    return Segments(table=np.array(table, dtype=np.int64), origin=(0, 0))


def square(x: int, y: int, size: int) -> list[tuple[int, int]]:
    return [(x, y), (x + size, y), (x + size, y + size), (x, y + size)]


PLAIN = {
    "one square": ([square(0, 0, 10)], [True]),
    "two apart": ([square(0, 0, 10), square(20, 0, 10)[::-1]], [True, True]),
    "boxes meet, loops do not": ([[(0, 0), (10, 0), (0, 10)], square(8, 8, 2)], [True, True]),
    "touching at a corner": ([square(0, 0, 10), square(10, 10, 5)], [False, False]),
    "vertex on an edge": ([square(0, 0, 10), [(10, 5), (15, 0), (15, 9)]], [False, False]),
    "crossing": ([square(0, 0, 10), square(5, 5, 10)], [False, False]),
    "one within the other": ([square(0, 0, 10), square(4, 4, 2)], [False, False]),
    "crossing itself": ([[(0, 0), (10, 10), (10, 0), (0, 10)]], [False]),
    "folded back": ([[(0, 0), (10, 0), (4, 0), (4, 5)]], [False]),
    "no area": ([[(0, 0), (10, 0)]], [False]),
    "straight on": ([[(0, 0), (5, 0), (10, 0), (10, 10)]], [True]),
}


@pytest.mark.parametrize("name", PLAIN)
def test_a_loop_is_plain_when_it_is_simple_and_apart(name):
    rings, expected = PLAIN[name]
    assert is_plain(loops(closed(*rings))).tolist() == expected


def test_shuffled_segments_join_into_the_same_loops():
    found = closed(square(0, 0, 10), square(20, 0, 5), square(40, 0, 2)[::-1])
    shuffled = found.taken(np.random.default_rng(1).permutation(len(found)))
    joined = loops(shuffled)
    assert joined.sizes.tolist() == [4, 4, 4]
    assert sorted(joined.directions.tolist()) == [-1, 1, 1]
    assert all(joined.segments.lon[joined.following] == joined.segments.lon_to)


def test_pairs_in_small_blocks_find_the_same(monkeypatch):
    monkeypatch.setattr(rows_module, "_BLOCK", 3)
    rings = [square(20 * k, 0, 10) for k in range(30)] + [square(5, 5, 10)]
    assert is_plain(loops(closed(*rings))).tolist() == [False] + [True] * 29 + [False]


@pytest.mark.parametrize("many", [1, 20_000], ids=["all tried", "by rows"])
def test_winding_numbers_count_every_turn(many):
    found = closed(square(0, 0, 10), square(0, 0, 10), square(4, 4, 2)[::-1])
    lon, lat = np.array([[5.0, 5.0], [1.0, 1.0], [20.0, 5.0], [1.0, 30.0]]).T
    around = windings(found, np.tile(lon, many), np.tile(lat, many))
    assert around.tolist() == [1, 2, 0, 0] * many


def test_faces_of_crossing_squares_keep_their_winding_numbers():
    polygons, around = arrangement(closed(square(0, 0, 10), square(5, 5, 10)), robustly)
    areas = sorted(
        (polygon.area, turn) for polygon, turn in zip(polygons, around.tolist(), strict=True)
    )
    assert areas == [(25.0, 2), (75.0, 1), (75.0, 1)]


def test_segments_without_area_have_no_face():
    polygons, around = arrangement(closed([(0, 0), (10, 0)]), robustly)
    assert len(polygons) == len(around) == 0
