"""What is left of two boundaries once every edge they share has been cancelled.

Two maps of neighbouring days share nearly all of their edges. In the chain "boundary of after
less boundary of before" equal edges cancel, and what is left encloses just the ground that
changed hands.
"""

from __future__ import annotations

import numpy as np

from retally.measure.lattice import BLOCK, Boundary

_MIX = np.uint64(0x9E3779B97F4A7C15)
"""Odd 64-bit multiplier (the golden ratio). It only spreads points over a table: equality is
always decided on the points themselves."""

_SLOTS = 1 << 16
"""Least size of a table, and four slots an edge beyond. Of n edges about n^2 / 2 over the size
lose their slot to another one and are met later: a few dozen for a map of 3,000 vertices."""

_FEW = 256
"""Up to this many edges a side, comparing each with each costs less than another round."""


def left_over(before: Boundary, after: Boundary) -> Boundary:
    """The edges of `after`, and those of `before` turned round, that do not cancel.

    Exact: edges are compared as whole numbers, each counts as often as it is there, and edges
    that run both ways cancel too. The result has as many edges into every point as out of it.
    """
    rest_before, rest_after = _unshared(before, after)
    # Reversed order keeps the neighbours of a turned chain next to each other.
    turned = rest_before[::-1]
    return _cancelled(
        np.concatenate([after.start[rest_after], before.end[turned]]),
        np.concatenate([after.end[rest_after], before.start[turned]]),
    )


def _unshared(before: Boundary, after: Boundary) -> tuple[np.ndarray, np.ndarray]:
    """Indices of edges of either boundary, in order, with nearly all shared ones taken out.

    Each round writes the edges of `before` into a table by their start, and looks up those of
    `after`. An edge that lost its slot to another one stays for the next round.
    """
    met_before, met_after = _round(before, after)
    rest_before, rest_after = np.flatnonzero(~met_before), np.flatnonzero(~met_after)
    while len(rest_before) and len(rest_after) and met_after.any():
        side = before.taken(rest_before), after.taken(rest_after)
        is_last = max(len(rest_before), len(rest_after)) <= _FEW
        met_before, met_after = _each_with_each(*side) if is_last else _round(*side)
        rest_before, rest_after = rest_before[~met_before], rest_after[~met_after]
        if is_last:
            break
    return rest_before, rest_after


def _round(before: Boundary, after: Boundary) -> tuple[np.ndarray, np.ndarray]:
    """Which edges of either side meet an equal one of the other in a table, each at most once."""
    met_before, met_after = np.zeros(len(before), dtype=bool), np.zeros(len(after), dtype=bool)
    if not len(before) or not len(after):
        return met_before, met_after
    bits = max(_SLOTS, 4 * len(before)).bit_length() - 1
    table = np.zeros(1 << bits, dtype=np.int32)
    for low in range(0, len(before), BLOCK):
        start = before.start[low : low + BLOCK]
        table[_slot(start, bits)] = np.arange(low, low + len(start), dtype=np.int32)
    for low in range(0, len(after), BLOCK):
        start, end = after.start[low : low + BLOCK], after.end[low : low + BLOCK]
        candidate = table[_slot(start, bits)]
        met = before.start[candidate] == start
        met &= before.end[candidate] == end
        met_before[candidate[met]] = True
        met_after[low : low + BLOCK] = met
    if np.count_nonzero(met_before) < np.count_nonzero(met_after):
        # An edge that is there twice in `after` met one edge of `before` twice. Rare: all edges
        # are left to the exact cancelling.
        return np.zeros_like(met_before), np.zeros_like(met_after)
    return met_before, met_after


def _each_with_each(before: Boundary, after: Boundary) -> tuple[np.ndarray, np.ndarray]:
    """The same, by comparing all; edges that are there more than once are left as they are."""
    same = after.start[:, np.newaxis] == before.start
    same &= after.end[:, np.newaxis] == before.end
    met_before, met_after = same.any(axis=0), same.any(axis=1)
    if np.count_nonzero(same) > min(np.count_nonzero(met_before), np.count_nonzero(met_after)):
        return np.zeros_like(met_before), np.zeros_like(met_after)
    return met_before, met_after


def _slot(point: np.ndarray, bits: int) -> np.ndarray:
    """A place in a table of ``2**bits`` for each point."""
    mixed = point.view(np.uint64) * _MIX
    mixed >>= np.uint64(64 - bits)
    return mixed.view(np.int64)


def _cancelled(start: np.ndarray, end: np.ndarray) -> Boundary:
    """Edges less those without length and those that run both ways, by sorting: exact.

    Of n edges one way and m the other, the difference is left, at the places of the first ones.
    """
    low, high = np.minimum(start, end), np.maximum(start, end)
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    is_first = np.ones(len(order), dtype=bool)
    is_first[1:] = (low[1:] != low[:-1]) | (high[1:] != high[:-1])
    if is_first.all():
        kept = start != end
        return Boundary(start=start[kept], end=end[kept])
    sign = np.sign(end - start)
    group = np.cumsum(is_first) - 1
    surplus = np.bincount(group, weights=sign[order]).astype(np.int64)
    # Rank of each edge among those of its group that run the way of the surplus.
    goes_with = sign[order] * np.sign(surplus)[group] > 0
    rank = np.cumsum(goes_with)
    rank -= (rank - goes_with)[np.flatnonzero(is_first)][group]
    kept = np.sort(order[goes_with & (rank <= np.abs(surplus)[group])])
    return Boundary(start=start[kept], end=end[kept])
