"""Boundaries and what is left of them, as compiled code: `lattice` and `left_over` again."""

from __future__ import annotations

import numpy as np

from retally.measure.compiled import HALF, entry, part, slot_of, table_for

_FAR = 256
_NEAR = 32
_STRIDE = 16
"""Where the maps part, the walk looks 256 edges ahead for as many edges on either side, then 32
for any number, then for one of the points marked at every sixteenth edge. The changes of a day
mostly replace fewer; what the walk misses costs a place in a table, never a wrong result."""


@entry
def edges_of(
    coordinates: np.ndarray, offsets: np.ndarray, is_hole: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, bool]:
    """Directed edges of rings on the lattice, ground to the left, those without length left out.

    Parameters
    ----------
    coordinates
        Shape (n, 2), degrees lon, lat.
    offsets, is_hole
        Shape (r + 1,) and (r,): where each ring starts, and its role.

    Returns
    -------
    start, end, edge_offsets, is_sure
        The packed points of each edge, where each ring's edges start, and whether every ring's
        direction is beyond doubt. Rounding can turn a very thin ring over; then it is not.
    """
    start = np.empty(len(coordinates), dtype=np.int64)
    end = np.empty(len(coordinates), dtype=np.int64)
    edge_offsets = np.zeros(len(offsets), dtype=np.int64)
    filled, is_sure = 0, True
    for ring in range(len(is_hole)):
        first = filled
        lon_0 = np.int64(np.rint(coordinates[offsets[ring], 0] * 1e6))
        lat_0 = np.int64(np.rint(coordinates[offsets[ring], 1] * 1e6))
        lon, lat, twice_area, length, off = lon_0, lat_0, np.int64(0), np.int64(0), 0.0
        for i in range(offsets[ring] + 1, offsets[ring + 1]):
            x, y = coordinates[i, 0] * 1e6, coordinates[i, 1] * 1e6
            lon_to, lat_to = np.int64(np.rint(x)), np.int64(np.rint(y))
            off = max(off, abs(x - lon_to), abs(y - lat_to))
            if lon_to == lon and lat_to == lat:
                continue
            run, rise = lon_to - lon, lat_to - lat
            twice_area += (lon - lon_0) * rise - (lat - lat_0) * run
            length += abs(run) + abs(rise)
            start[filled] = lon * (2 * HALF) + lat
            end[filled] = lon_to * (2 * HALF) + lat_to
            filled += 1
            lon, lat = lon_to, lat_to
        # Moving vertices by up to half a step changes twice the area by at most the length, and
        # a little more for the steps themselves; on the lattice already nothing moves.
        slack = 0 if off < 1e-3 else 2 * length + 2 * (filled - first)
        is_sure = is_sure and bool(abs(twice_area) > slack or filled == first)
        if (twice_area > 0) == is_hole[ring]:
            _turn(start, end, first, filled)
        edge_offsets[ring + 1] = filled
    return start[:filled], end[:filled], edge_offsets, is_sure


@part
def _turn(start: np.ndarray, end: np.ndarray, first: int, stop: int) -> None:
    """Turn round a stretch of edges in place, so that they still follow each other."""
    low, high = first, stop - 1
    while low <= high:
        start[low], end[low], start[high], end[high] = end[high], start[high], end[low], start[low]
        low += 1
        high -= 1


@entry
def left_over_of(
    before_start: np.ndarray, before_end: np.ndarray, after_start: np.ndarray, after_end: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Start and end of what is left of two boundaries, as `left_over.left_over`.

    A walk along both finds nearly all shared edges, a table the others.
    """
    met_before = np.zeros(len(before_start), dtype=np.bool_)
    met_after = np.zeros(len(after_start), dtype=np.bool_)
    _walk(before_start, before_end, after_start, after_end, met_before, met_after)
    rest_before, rest_after = np.flatnonzero(~met_before), np.flatnonzero(~met_after)
    m, n = len(rest_before), len(rest_after)
    rest_start, rest_end = np.empty(m + n, dtype=np.int64), np.empty(m + n, dtype=np.int64)
    for k in range(n):
        rest_start[k], rest_end[k] = after_start[rest_after[k]], after_end[rest_after[k]]
    for k in range(m):
        # Reversed order keeps the neighbours of a turned chain next to each other.
        turned = rest_before[m - 1 - k]
        rest_start[n + k], rest_end[n + k] = before_end[turned], before_start[turned]
    return _cancelled(rest_start, rest_end)


@part
def _walk(
    before_start: np.ndarray,
    before_end: np.ndarray,
    after_start: np.ndarray,
    after_end: np.ndarray,
    met_before: np.ndarray,
    met_after: np.ndarray,
) -> None:
    """Mark pairs of equal edges, each edge in one pair at most; not all are found."""
    marks = np.empty(0, dtype=np.int32)
    i = j = 0
    while j < len(after_start):
        while (
            i < len(before_start)
            and j < len(after_start)
            and before_start[i] == after_start[j]
            and before_end[i] == after_end[j]
            and not met_before[i]
        ):
            met_before[i] = met_after[j] = True
            i, j = i + 1, j + 1
        if j == len(after_start):
            return
        ahead = _ahead(before_start[i : i + _FAR], after_start[j : j + _FAR])
        if ahead[0] >= 0:
            i, j = i + ahead[0], j + ahead[1]
            continue
        # A ring starts elsewhere, is new or gone: marks along the other map show the way.
        if not len(marks):
            marks = _marks(before_start)
        i = -1
        while j < len(after_start) and i < 0:
            i = _marked(after_start[j], before_start, marks)
            if i < 0 or met_before[i] or before_end[i] != after_end[j]:
                i, j = -1, j + 1
        # Back to where the maps had come together again.
        k = 1
        while (
            i >= k
            and j >= k
            and not met_before[i - k]
            and not met_after[j - k]
            and before_start[i - k] == after_start[j - k]
            and before_end[i - k] == after_end[j - k]
        ):
            met_before[i - k] = met_after[j - k] = True
            k += 1


@part
def _ahead(one: np.ndarray, other: np.ndarray) -> tuple[int, int]:
    """How far to go on either side to be at the same point again; -1 if that is not in sight."""
    for i in range(1, min(len(one), len(other))):
        if one[i] == other[i]:
            return i, i
    near_one, near_other = min(len(one), _NEAR), min(len(other), _NEAR)
    for total in range(1, near_one + near_other - 1):
        for i in range(max(0, total - near_other + 1), min(total, near_one - 1) + 1):
            if one[i] == other[total - i]:
                return i, total - i
    return -1, -1


@part
def _marks(start: np.ndarray) -> np.ndarray:
    """A table of every `_STRIDE`-th point."""
    table = table_for(len(start) // _STRIDE + 1)
    mask = len(table) - 1
    for k in range(0, len(start), _STRIDE):
        slot = slot_of(start[k], mask)
        while table[slot] >= 0:
            slot = (slot + 1) & mask
        table[slot] = k
    return table


@part
def _marked(point: int, start: np.ndarray, marks: np.ndarray) -> int:
    """Where a point is marked, or -1."""
    mask = len(marks) - 1
    slot = slot_of(point, mask)
    while marks[slot] >= 0:
        if start[marks[slot]] == point:
            return int(marks[slot])
        slot = (slot + 1) & mask
    return -1


@part
def _cancelled(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Edges less those without length and those that run both ways; equal ones are counted."""
    table = table_for(len(start))
    mask = len(table) - 1
    surplus = np.zeros(len(start), dtype=np.int32)
    for k in range(len(start)):
        if start[k] == end[k]:
            continue
        low, high = min(start[k], end[k]), max(start[k], end[k])
        slot = (slot_of(low, mask) + 3 * slot_of(high, mask)) & mask
        while table[slot] >= 0:
            met = table[slot]
            if min(start[met], end[met]) == low and max(start[met], end[met]) == high:
                break
            slot = (slot + 1) & mask
        if table[slot] < 0:
            table[slot] = k
        met = table[slot]
        surplus[met] += 1 if start[k] == start[met] else -1
    total = np.int64(0)
    for k in range(len(start)):
        total += abs(surplus[k])
    left_start, left_end = np.empty(total, dtype=np.int64), np.empty(total, dtype=np.int64)
    n = 0
    for k in range(len(start)):
        for _ in range(abs(surplus[k])):
            is_turned = surplus[k] < 0
            left_start[n] = end[k] if is_turned else start[k]
            left_end[n] = start[k] if is_turned else end[k]
            n += 1
    return left_start, left_end
