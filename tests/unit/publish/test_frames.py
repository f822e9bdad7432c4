"""Frames: what a page draws of control maps, told day by day."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from retally.publish.frames import LATTICE, Lattice, Ring, frames, mercator, path, polyline, rings

SQUARE = shapely.box(30, 48, 31, 49)


def decoded_polyline(text: str, start: tuple[int, int]) -> list[tuple[int, int]]:
    """The encoded polyline format read back, as the page's script reads it."""
    numbers, number, shift = [], 0, 0
    for sign in text:
        five = ord(sign) - 63
        number |= (five & 31) << shift
        shift += 5
        if five < 32:
            numbers.append(~(number >> 1) if number & 1 else number >> 1)
            number, shift = 0, 0
    x, y = start
    out = []
    for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = x + dx, y + dy
        out.append((x, y))
    return out


def decoded(told: list[Any]) -> list[list[list[tuple[int, int]]]]:
    """Frames read back by the rules that `frames` states."""
    before: list[list[tuple[int, int]]] = []
    days = []
    for frame in told:
        if frame != 0:
            flat = [point for ring in before for point in ring]
            after: list[list[tuple[int, int]]] = []
            for run in frame:
                if not isinstance(run[0], str):
                    after += before[run[0] : run[0] + run[1]]
                    continue
                ring: list[tuple[int, int]] = []
                for at in range(0, len(run), 3):
                    ring += decoded_polyline(run[at], ring[-1] if ring else (0, 0))
                    if at + 1 < len(run):
                        ring += flat[run[at + 1] : run[at + 1] + run[at + 2]]
                after.append(ring)
            before = after
        days.append(before)
    return days


def as_lists(drawn: list[Ring]) -> list[list[tuple[int, int]]]:
    return [[(x, y) for x, y in ring.tolist()] for ring in drawn]


ring = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=3, max_size=12).map(
    lambda points: np.array(points, dtype=np.int32)
)


@given(st.lists(st.lists(ring, max_size=4), max_size=6))
def test_frames_read_back_as_the_rings_they_tell(days):
    told = json.loads(json.dumps(frames(days)))
    assert decoded(told) == [as_lists(day) for day in days]


def test_day_that_equals_the_day_before_costs_nothing():
    drawn = rings(SQUARE, Lattice.around(SQUARE.bounds))
    assert frames([drawn, drawn, drawn])[1:] == [0, 0]


def test_days_without_anything_are_told_apart_from_days_that_changed():
    drawn = rings(SQUARE, Lattice.around(SQUARE.bounds))
    assert frames([[], drawn, []]) == [0, [[polyline(as_lists(drawn)[0])]], []]


def test_one_moved_vertex_costs_one_vertex():
    points = np.column_stack([np.arange(1000), np.arange(1000) % 7]).astype(np.int32)
    moved = points.copy()
    moved[500] += 1
    frame = frames([[points], [moved]])[1]
    assert frame[0][1:3] == [0, 500]
    assert len(json.dumps(frame)) < 40


@pytest.mark.parametrize(
    "box",
    [(22, 44, 40, 52), (30, 50, 30, 50), (-180, -89, 180, 89)],
    ids=["a country", "a point", "the world"],
)
def test_lattice_holds_its_box(box):
    lattice = Lattice.around(box)
    corners = lattice.steps(np.array([[box[0], box[3]], [box[2], box[1]]], dtype=float))
    assert corners[0].tolist() == [0, 0]
    assert abs(corners[1] - [lattice.width, lattice.height]).max() <= 1
    assert max(lattice.width, lattice.height) <= LATTICE + 1


def test_north_is_up():
    lattice = Lattice.around(SQUARE.bounds)
    south, north = lattice.steps(np.array([[30.5, 48.0], [30.5, 49.0]]))
    assert north[1] < south[1]


def test_mercator_of_known_points():
    # Snyder (1987), Map Projections: a Working Manual, table 6: y at 45 degrees is 0.88137.
    assert mercator(np.array([[0.0, 45.0], [180.0, 0.0]])) == pytest.approx(
        np.array([[0.0, 0.881374], [np.pi, 0.0]]), abs=1e-6
    )


def test_holes_are_rings_of_their_own_and_slivers_vanish():
    holed = shapely.Polygon(SQUARE.exterior, [shapely.box(30.4, 48.4, 30.6, 48.6).exterior])
    sliver = shapely.Polygon([(30, 48), (30.0000001, 48), (30, 48.0000001)])
    lattice = Lattice.around(SQUARE.bounds)
    assert len(rings(holed, lattice)) == 2
    assert rings(sliver, lattice) == []
    assert rings(None, lattice) == []


def test_path_closes_every_ring():
    drawn = [np.array([[0, 0], [10, 0], [10, 5]], dtype=np.int32)]
    assert path(drawn) == "M0,0l10,0 0,5z"
