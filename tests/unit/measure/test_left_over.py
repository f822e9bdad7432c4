"""What is left once shared edges are cancelled."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from retally.measure.lattice import Boundary, boundaries
from retally.measure.left_over import _each_with_each, left_over
from shapes import EMPTY, NAMED, UNIT, island


def drawn(*edges: tuple[int, int]) -> Boundary:
    table = np.array(edges, dtype=np.int64).reshape(-1, 2)
    return Boundary(start=table[:, 0].copy(), end=table[:, 1].copy())


def counted(before: Boundary, after: Boundary) -> Counter:
    """The same by counting every edge both ways."""
    counts: Counter = Counter()
    for side, sign in ((after, 1), (before, -1)):
        for start, end in zip(side.start.tolist(), side.end.tolist(), strict=True):
            if start != end:
                counts[start, end] += sign
                counts[end, start] -= sign
    return Counter({edge: count for edge, count in counts.items() if count > 0})


def as_counter(found: Boundary) -> Counter:
    return Counter(zip(found.start.tolist(), found.end.tolist(), strict=True))


@pytest.mark.parametrize("before", NAMED)
@pytest.mark.parametrize("after", NAMED)
def test_what_is_left_is_what_counting_leaves(before, after):
    sides = boundaries([NAMED[before], NAMED[after]])
    assert as_counter(left_over(*sides)) == counted(*sides)


@pytest.mark.parametrize("vertices", [100, 3_000, 60_000])
def test_equal_maps_leave_nothing(vertices):
    ring = island(6, vertices)
    assert len(left_over(*boundaries([ring, ring]))) == 0


@pytest.mark.parametrize("vertices", [100, 3_000, 60_000])
def test_a_third_of_the_vertices_moved_leaves_what_counting_leaves(vertices):
    sides = boundaries([island(7, vertices), island(8, vertices)])
    third = vertices // 3
    after = Boundary(
        start=np.concatenate([sides[0].start[third:], sides[1].start[:third]]),
        end=np.concatenate([sides[0].end[third:], sides[1].end[:third]]),
    )
    assert as_counter(left_over(sides[0], after)) == counted(sides[0], after)


@pytest.mark.parametrize("padding", [0, 400], ids=["few", "many"])
def test_edges_count_as_often_as_they_are_there(padding):
    rest = [(10 * k, 10 * k + 1) for k in range(1, padding)]
    before = drawn((1, 2), (1, 2), (5, 6), *rest)
    after = drawn((1, 2), (1, 2), (1, 2), (6, 5), *rest)
    assert as_counter(left_over(before, after)) == Counter({(1, 2): 1, (6, 5): 2})
    assert as_counter(left_over(after, before)) == Counter({(2, 1): 1, (5, 6): 2})


def test_an_edge_twice_in_after_alone_is_left_once():
    rest = [(10 * k, 10 * k + 1) for k in range(1, 400)]
    found = left_over(drawn((1, 2), *rest), drawn((1, 2), (1, 2), *rest))
    assert as_counter(found) == Counter({(1, 2): 1})


def test_edges_that_run_both_ways_within_a_map_cancel():
    assert len(left_over(drawn(), drawn((1, 2), (2, 1)))) == 0


def test_nothing_before_leaves_the_whole_boundary():
    nothing, all_of = boundaries([EMPTY, UNIT])
    assert len(left_over(nothing, all_of)) == 4
    assert len(left_over(all_of, nothing)) == 4
    assert len(left_over(nothing, nothing)) == 0


def test_comparing_each_with_each_leaves_repeated_edges_to_the_exact_cancelling():
    met_before, met_after = _each_with_each(drawn((1, 2), (3, 4)), drawn((1, 2), (1, 2)))
    assert not met_before.any()
    assert not met_after.any()
