"""Closed loops of directed segments, and which of them are the edge of just one face."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely

from retally.measure.rows import Rows
from retally.measure.segments import Segments


@dataclass(frozen=True, kw_only=True)
class Loops:
    """Closed loops, one after the other.

    Parameters
    ----------
    segments
        Shape (n,), in the order of a walk along each loop.
    offsets
        Shape (l + 1,): loop i holds the segments ``offsets[i]`` to ``offsets[i + 1]``.
    directions
        Shape (l,): 1 where a loop runs counter-clockwise, -1 clockwise, 0 without area.
    """

    segments: Segments
    offsets: np.ndarray
    directions: np.ndarray

    def __len__(self) -> int:
        return len(self.offsets) - 1

    @cached_property
    def sizes(self) -> np.ndarray:
        """Shape (l,): number of segments of each loop."""
        return np.diff(self.offsets)

    @cached_property
    def loop(self) -> np.ndarray:
        """Shape (n,): the loop that each segment belongs to."""
        return np.repeat(np.arange(len(self)), self.sizes)

    @cached_property
    def following(self) -> np.ndarray:
        """Shape (n,): the segment after each segment in its loop."""
        after = np.arange(1, len(self.segments) + 1)
        after[self.offsets[1:] - 1] = self.offsets[:-1]
        return after

    def taken(self, chosen: np.ndarray) -> Loops:
        """The loops that the boolean array `chosen` picks, at least one."""
        offsets = np.append(0, np.cumsum(self.sizes[chosen]))
        return Loops(
            segments=self.segments.taken(chosen[self.loop]),
            offsets=offsets,
            directions=self.directions[chosen],
        )

    def polygons(self) -> np.ndarray:
        """Shape (l,): the inside of each loop as a polygon, in lattice steps."""
        vertices = np.column_stack([self.segments.lon, self.segments.lat]).astype(float)
        # GEOS closes a ring whose last vertex is not its first.
        drawn: np.ndarray = shapely.polygons(shapely.linearrings(vertices, indices=self.loop))
        return drawn


def loops(found: Segments) -> Loops:
    """Segments joined into closed loops.

    Where several loops pass through one point, the segments in and out of it are paired in any
    order: the winding numbers do not depend on it.

    Parameters
    ----------
    found
        At least one; as many into every point as out of it.
    """
    following = np.empty(len(found), dtype=np.intp)
    arriving = np.lexsort((found.lat_to, found.lon_to))
    following[arriving] = np.lexsort((found.lat, found.lon))
    order, sizes = _joined(following)
    offsets = np.zeros(len(sizes) + 1, dtype=np.intp)
    np.cumsum(sizes, out=offsets[1:])
    ordered = found.taken(order)
    directions = np.sign(np.add.reduceat(ordered.twice_areas, offsets[:-1]))
    return Loops(segments=ordered, offsets=offsets, directions=directions)


def is_plain(found: Loops) -> np.ndarray:
    """Shape (l,): loops that are simple and neither touch, cross, enclose nor lie in another.

    Exact, in whole numbers. The inside of such a loop is one face, and its winding number is
    the loop's direction.
    """
    rows = Rows(found.segments)
    plain: np.ndarray = found.directions != 0
    for one, other in rows.pairs():
        meet = _meet(found, one, other)
        plain[found.loop[one[meet]]] = False
        plain[found.loop[other[meet]]] = False
    for loop in _nested(found, rows):
        plain[loop] = False
    return plain


def _meet(found: Loops, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Whether the segments of each pair, whose boxes meet, share a point that they should not."""
    s, after = found.segments, found.following
    ab_lon, ab_lat = s.lon_to[one] - s.lon[one], s.lat_to[one] - s.lat[one]
    cd_lon, cd_lat = s.lon_to[other] - s.lon[other], s.lat_to[other] - s.lat[other]
    ac_lon, ac_lat = s.lon[other] - s.lon[one], s.lat[other] - s.lat[one]
    cross = ab_lon * cd_lat - ab_lat * cd_lon
    side_c, side_a = ab_lon * ac_lat - ab_lat * ac_lon, ac_lon * cd_lat - ac_lat * cd_lon
    # Seen from ab, c and d lie on either side or on it, and so do a and b seen from cd: then
    # segments whose boxes meet do meet.
    parts_cd = np.sign(side_c) * np.sign(side_c + cross) <= 0
    parts_ab = np.sign(side_a) * np.sign(side_a - cross) <= 0
    # Neighbours share their vertex; they meet beyond it only where one folds back on the other.
    is_neighbour = (after[one] == other) | (after[other] == one)
    folds_back = (cross == 0) & (ab_lon * cd_lon + ab_lat * cd_lat < 0)
    meet: np.ndarray = (one != other) & parts_cd & parts_ab & (~is_neighbour | folds_back)
    return meet


def _nested(found: Loops, rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """Pairs (inner, outer) of loops where the first vertex of one lies within the other."""
    first = found.offsets[:-1]
    keys, turns = [], []
    for inner, segment, turn in rows.crossed(found.segments.lon[first], found.segments.lat[first]):
        outer = found.loop[segment]
        others = inner != outer
        keys.append(inner[others] * len(found) + outer[others])
        turns.append(turn[others])
    pair, place = np.unique(np.concatenate(keys), return_inverse=True)
    around = np.bincount(place, weights=np.concatenate(turns), minlength=len(pair))
    inner, outer = np.divmod(pair[around != 0], len(found))
    return inner, outer


def _joined(following: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Segments in loop order, and the number of segments of each loop.

    Segments that follow each other in the array are runs; only runs are walked one by one.
    """
    places = np.arange(len(following))
    last = np.flatnonzero(following != places + 1)
    first = np.append(0, last[:-1] + 1)
    run_order, runs_a_loop = _walked(np.searchsorted(first, following[last]).tolist())
    lengths = (last - first + 1)[run_order]
    ends = np.cumsum(lengths)
    order = places + np.repeat(first[run_order] - (ends - lengths), lengths)
    return order, np.add.reduceat(lengths, np.append(0, np.cumsum(runs_a_loop)[:-1]))


def _walked(next_run: list[int]) -> tuple[list[int], list[int]]:
    """Runs in the order a walk along each loop meets them, and the number of runs of each loop."""
    order: list[int] = []
    runs_a_loop: list[int] = []
    is_walked = [False] * len(next_run)
    for first in range(len(next_run)):
        if is_walked[first]:
            continue
        before, run = len(order), first
        while not is_walked[run]:
            is_walked[run] = True
            order.append(run)
            run = next_run[run]
        runs_a_loop.append(len(order) - before)
    return order, runs_a_loop
