"""Loops, which of them are plain, and their areas, as compiled code: `loops` again."""

from __future__ import annotations

import numpy as np

from retally.measure.compiled import HALF, entry, part, slot_of, table_for

_REACH = 0.15
_SHORT = 0.005
"""As in `ellipsoid`: where its Taylor series holds, in radians."""


@entry
def loops_of(
    start: np.ndarray, end: np.ndarray
) -> tuple[np.ndarray, tuple[int, int], np.ndarray, np.ndarray, np.ndarray]:
    """Left-over edges, at least one, as loops that pass no point twice.

    Returns
    -------
    table, origin, offsets, directions, is_plain
        As in `segments` and `loops`; and shape (l,): whether a loop is simple and crosses,
        encloses and lies in no other. Plain loops may touch at vertices: the inside of each is
        one face all the same.
    """
    order, offsets = _cycles(start, end)
    table = np.empty((len(order), 4), dtype=np.int64)
    lon, lat = 0, 0
    for i in range(len(order)):
        lon_from, lon_to = (start[order[i]] + HALF) >> 32, (end[order[i]] + HALF) >> 32
        lat_from, lat_to = start[order[i]] - (lon_from << 32), end[order[i]] - (lon_to << 32)
        if i == 0:
            lon, lat = lon_from, lat_from
        table[i, 0], table[i, 1] = lon_from - lon, lat_from - lat
        table[i, 2], table[i, 3] = lon_to - lon, lat_to - lat
    directions, is_plain = _directions(table, offsets)
    loop = _loop_numbers(offsets)
    _tell_crossings_at_vertices(table, offsets, loop, start[order], is_plain)
    _tell_meetings(table, offsets, loop, is_plain)
    return table, (lon, lat), offsets, directions, is_plain


@part
def _vertices(start: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A table of points, the newest edge out of each, and for each edge an older one, or -1."""
    table = table_for(len(start))
    mask = len(table) - 1
    older = np.full(len(start), -1, dtype=np.int32)
    newest = np.full(len(table), -1, dtype=np.int32)
    # Backwards, so that edges out of one point are met in their order.
    for k in range(len(start) - 1, -1, -1):
        slot = slot_of(start[k], mask)
        while table[slot] >= 0 and start[table[slot]] != start[k]:
            slot = (slot + 1) & mask
        if table[slot] < 0:
            table[slot] = k
        older[k] = newest[slot]
        newest[slot] = k
    return table, newest, older


@part
def _place(point: int, start: np.ndarray, table: np.ndarray) -> int:
    """Where in the table of `_vertices` a point lies that is there."""
    mask = len(table) - 1
    slot = slot_of(point, mask)
    while start[table[slot]] != point:
        slot = (slot + 1) & mask
    return slot


@part
def _cycles(start: np.ndarray, end: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Edges in the order of cycles that pass no point twice, and where each cycle starts.

    A walk goes on until it is back at a point on its way; the cycle closed there is taken off.
    """
    table, unused, older = _vertices(start)
    order, offsets = np.empty(len(start), dtype=np.int32), np.zeros(len(start) + 1, dtype=np.int64)
    way, way_slots = np.empty(len(start), dtype=np.int32), np.empty(len(start), dtype=np.int32)
    depth_at = np.full(len(table), -1, dtype=np.int32)
    depth = done = cycles = 0
    for first in range(len(start)):
        slot = _place(start[first], start, table)
        while unused[slot] >= 0:
            edge = unused[slot]
            unused[slot] = older[edge]
            way[depth], way_slots[depth], depth_at[slot] = edge, slot, depth
            depth += 1
            slot = _place(end[edge], start, table)
            closes = depth_at[slot]
            if closes >= 0:
                for k in range(closes, depth):
                    order[done] = way[k]
                    depth_at[way_slots[k]] = -1
                    done += 1
                depth = closes
                cycles += 1
                offsets[cycles] = done
    return order[:done], offsets[: cycles + 1]


@part
def _directions(table: np.ndarray, offsets: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """1 where a loop runs counter-clockwise, -1 clockwise, 0 without area; and where not 0."""
    directions = np.zeros(len(offsets) - 1, dtype=np.int64)
    for loop in range(len(directions)):
        lon, lat = table[offsets[loop], 0], table[offsets[loop], 1]
        twice_area = np.int64(0)
        for i in range(offsets[loop], offsets[loop + 1]):
            rise, run = table[i, 3] - table[i, 1], table[i, 2] - table[i, 0]
            twice_area += (table[i, 0] - lon) * rise - (table[i, 1] - lat) * run
        directions[loop] = np.sign(twice_area)
    return directions, directions != 0


@part
def _loop_numbers(offsets: np.ndarray) -> np.ndarray:
    """The loop that each segment belongs to."""
    loop = np.empty(offsets[-1], dtype=np.int32)
    for k in range(len(offsets) - 1):
        loop[offsets[k] : offsets[k + 1]] = k
    return loop


@part
def _tell_crossings_at_vertices(
    table: np.ndarray,
    offsets: np.ndarray,
    loop: np.ndarray,
    start: np.ndarray,
    is_plain: np.ndarray,
) -> None:
    """Loops that pass through one point and cross there are not plain."""
    _, newest, older = _vertices(start)
    for slot in range(len(newest)):
        one = newest[slot]
        while one >= 0:
            other = older[one]
            while other >= 0:
                into_one = one - 1 if one > offsets[loop[one]] else offsets[loop[one] + 1] - 1
                into = other - 1 if other > offsets[loop[other]] else offsets[loop[other] + 1] - 1
                if _is_between(table, one, into_one, other, False) != _is_between(
                    table, one, into_one, into, True
                ):
                    is_plain[loop[one]] = is_plain[loop[other]] = False
                other = older[other]
            one = older[one]


@part
def _is_between(table: np.ndarray, out: int, into: int, third: int, comes_in: bool) -> bool:
    """Whether a third ray from a vertex lies left of the way in by `into` and out by `out`."""
    a_lon, a_lat = table[out, 2] - table[out, 0], table[out, 3] - table[out, 1]
    b_lon, b_lat = table[into, 0] - table[into, 2], table[into, 1] - table[into, 3]
    c_lon, c_lat = table[third, 2] - table[third, 0], table[third, 3] - table[third, 1]
    if comes_in:
        c_lon, c_lat = -c_lon, -c_lat
    a_to_b, a_to_c = a_lon * b_lat - a_lat * b_lon, a_lon * c_lat - a_lat * c_lon
    c_to_b = c_lon * b_lat - c_lat * b_lon
    # Counter-clockwise from a to b, less than half a turn or more.
    if a_to_b > 0:
        return bool(a_to_c > 0 and c_to_b > 0)
    return bool(a_to_c > 0 or c_to_b > 0)


@part
def _tell_meetings(
    table: np.ndarray, offsets: np.ndarray, loop: np.ndarray, is_plain: np.ndarray
) -> None:
    """Loops that meet others or themselves beside a shared vertex, and nested ones, are not plain.

    Segments are sorted into rows, in each from west to east (`rows.Rows`).
    """
    n = len(table)
    bottom = min(table[:, 1].min(), table[:, 3].min())
    left = min(table[:, 0].min(), table[:, 2].min())
    height = 2 * (np.abs(table[:, 3] - table[:, 1]).sum() // n) + 1
    count = 0
    for i in range(n):
        south, north = min(table[i, 1], table[i, 3]), max(table[i, 1], table[i, 3])
        count += (north - bottom) // height - (south - bottom) // height + 1
    keys, segment = np.empty(count, dtype=np.int64), np.empty(count, dtype=np.int32)
    k = 0
    for i in range(n):
        south, north = min(table[i, 1], table[i, 3]), max(table[i, 1], table[i, 3])
        west = min(table[i, 0], table[i, 2]) - left
        for row in range((south - bottom) // height, (north - bottom) // height + 1):
            keys[k], segment[k] = row * (2 * HALF) + west, i
            k += 1
    order = np.argsort(keys)
    keys, segment = keys[order], segment[order]
    for k in range(count):
        one = segment[k]
        row = keys[k] >> 32
        last = row * (2 * HALF) + max(table[one, 0], table[one, 2]) - left
        other = k + 1
        while other < count and keys[other] <= last:
            if _meet(table, one, segment[other]):
                is_plain[loop[one]] = is_plain[loop[segment[other]]] = False
            other += 1
    around = np.zeros(len(is_plain), dtype=np.int32)
    for inner in range(len(is_plain)):
        first = offsets[inner]
        # The middle of a segment, for a vertex may lie on another loop; twice, to be whole.
        lon, lat = table[first, 0] + table[first, 2], table[first, 1] + table[first, 3]
        row = ((lat >> 1) - bottom) // height
        k = begin = np.searchsorted(keys, row * (2 * HALF))
        while k < count and keys[k] >> 32 == row:
            around[loop[segment[k]]] += _turn_at(table, segment[k], lon, lat)
            k += 1
        while k > begin:
            k -= 1
            outer = loop[segment[k]]
            if around[outer] != 0 and outer != inner:
                is_plain[inner] = is_plain[outer] = False
            around[outer] = 0


@part
def _turn_at(table: np.ndarray, k: int, lon: int, lat: int) -> int:
    """1 where a line eastward from a point meets a segment that runs north, -1 for south, else 0.

    The point is given in half steps. A segment counts from its lower end to just below its upper.
    """
    rise = table[k, 3] - table[k, 1]
    low, high = min(table[k, 1], table[k, 3]), max(table[k, 1], table[k, 3])
    if not 2 * low <= lat < 2 * high:
        return 0
    turn = 1 if rise > 0 else -1
    side = (table[k, 2] - table[k, 0]) * (lat - 2 * table[k, 1])
    side -= rise * (lon - 2 * table[k, 0])
    return turn if side * turn > 0 else 0


@part
def _meet(table: np.ndarray, one: int, other: int) -> bool:
    """Whether two segments that overlap in lon share more than a vertex of both."""
    a_lon, a_lat, b_lon, b_lat = table[one, 0], table[one, 1], table[one, 2], table[one, 3]
    c_lon, c_lat, d_lon, d_lat = table[other, 0], table[other, 1], table[other, 2], table[other, 3]
    if max(a_lat, b_lat) < min(c_lat, d_lat) or max(c_lat, d_lat) < min(a_lat, b_lat):
        return False
    ab_lon, ab_lat, cd_lon, cd_lat = b_lon - a_lon, b_lat - a_lat, d_lon - c_lon, d_lat - c_lat
    cross = ab_lon * cd_lat - ab_lat * cd_lon
    is_shared_start = (a_lon == c_lon and a_lat == c_lat) or (b_lon == d_lon and b_lat == d_lat)
    is_shared_turned = (a_lon == d_lon and a_lat == d_lat) or (b_lon == c_lon and b_lat == c_lat)
    if is_shared_start or is_shared_turned:
        # Beyond the vertex they meet only where they set out the same way.
        along = ab_lon * cd_lon + ab_lat * cd_lat
        return bool(cross == 0 and (along > 0 if is_shared_start else along < 0))
    side_c = ab_lon * (c_lat - a_lat) - ab_lat * (c_lon - a_lon)
    side_a = (c_lon - a_lon) * cd_lat - (c_lat - a_lat) * cd_lon
    parts_cd = np.sign(side_c) * np.sign(side_c + cross) <= 0
    parts_ab = np.sign(side_a) * np.sign(side_a - cross) <= 0
    return bool(parts_cd and parts_ab)


@entry
def apart_of(
    table: np.ndarray, offsets: np.ndarray, is_plain: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Plain loops, as table and offsets, and the others, as table and the loop of each segment."""
    kept, rest = np.empty_like(table), np.empty_like(table)
    kept_offsets = np.zeros(len(offsets), dtype=np.int64)
    rest_loop = np.empty(len(table), dtype=np.int64)
    m = n = kept_loops = rest_loops = 0
    for loop in range(len(is_plain)):
        for i in range(offsets[loop], offsets[loop + 1]):
            if is_plain[loop]:
                kept[m] = table[i]
                m += 1
            else:
                rest[n], rest_loop[n] = table[i], rest_loops
                n += 1
        if is_plain[loop]:
            kept_loops += 1
            kept_offsets[kept_loops] = m
        else:
            rest_loops += 1
    return kept[:m], kept_offsets[: kept_loops + 1], rest[:n], rest_loop[:n]


@entry
def windings_of(table: np.ndarray, points: np.ndarray) -> np.ndarray:
    """As `arrangement.windings`, by trying every segment; points as lon, lat."""
    around = np.zeros(len(points), dtype=np.int64)
    for p in range(len(points)):
        lon, lat = points[p, 0], points[p, 1]
        for i in range(len(table)):
            low, high = min(table[i, 1], table[i, 3]), max(table[i, 1], table[i, 3])
            if low <= lat < high:
                turn = 1 if table[i, 3] > table[i, 1] else -1
                side = (table[i, 2] - table[i, 0]) * (lat - table[i, 1])
                side -= (table[i, 3] - table[i, 1]) * (lon - table[i, 0])
                around[p] += turn if side * turn > 0 else 0
    return around


@entry
def loop_areas_km2(
    table: np.ndarray, offsets: np.ndarray, origin_lat: int, near: float, coefficients: np.ndarray
) -> tuple[np.ndarray, bool]:
    """Area of each loop in km2, zero or more, and whether the Taylor series held everywhere.

    Parameters
    ----------
    origin_lat
        What lats in the table count from, in lattice steps.
    near, coefficients
        A latitude in degrees, and `ellipsoid.taylor` there.
    """
    areas = np.zeros(len(offsets) - 1)
    holds = True
    for loop in range(len(areas)):
        for i in range(offsets[loop], offsets[loop + 1]):
            middle = table[i, 1] + table[i, 3] + 2 * origin_lat - 2e6 * near
            strip, is_good = _strip(middle, table[i, 3] - table[i, 1], coefficients)
            holds = holds and is_good
            areas[loop] -= (table[i, 2] - table[i, 0]) * strip
    return np.abs(areas), holds


@entry
def cell_areas_km2(
    coordinates: np.ndarray,
    cell: np.ndarray,
    origin_lat: int,
    near: float,
    coefficients: np.ndarray,
) -> tuple[np.ndarray, bool]:
    """The same for polygons without holes, whose vertices may lie off the lattice.

    Parameters
    ----------
    coordinates, cell
        Shape (n, 2) and (n,): vertices in lattice steps, at least one, and the polygon of each.
    """
    areas = np.zeros(cell[-1] + 1)
    holds = True
    for i in range(len(cell) - 1):
        if cell[i] == cell[i + 1]:
            run = coordinates[i + 1, 0] - coordinates[i, 0]
            rise = coordinates[i + 1, 1] - coordinates[i, 1]
            middle = coordinates[i, 1] + coordinates[i + 1, 1] + 2 * origin_lat - 2e6 * near
            strip, is_good = _strip(middle, rise, coefficients)
            holds = holds and is_good
            areas[cell[i]] -= run * strip
    return np.abs(areas), holds


@part
def _strip(twice_middle: float, rise: float, coefficients: np.ndarray) -> tuple[float, bool]:
    """Height of the strip along an edge, in km2 a lattice step, and whether the series held."""
    to_radians = np.pi / 180e6
    middle, half = twice_middle * (to_radians / 2), rise * (to_radians / 2)
    zeroth = second = fourth = 0.0
    for k in range(len(coefficients) - 1, -1, -1):
        zeroth = zeroth * middle + coefficients[k, 0]
        second = second * middle + coefficients[k, 1]
        fourth = fourth * middle + coefficients[k, 2]
    strip = zeroth + half * half * (second + half * half * fourth)
    return strip * to_radians, bool(abs(middle) <= _REACH and abs(half) <= _SHORT)
