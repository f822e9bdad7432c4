"""Segments sorted into horizontal rows, so that those near each other are found quickly."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from retally.measure.segments import Segments

_BLOCK = 1 << 19
"""Pairs made in one go, which bounds their memory to some 50 MB."""

_ROW = 1 << 32
"""More than any lon in lattice steps (3.6e8), so row and lon fit one sortable number."""


class Rows:
    """Segments by the rows that they reach into.

    A row is twice as high as the mean segment, so a segment lies in 2.5 rows on average at
    most, however uneven they are.

    Parameters
    ----------
    found
        At least one.
    """

    def __init__(self, found: Segments) -> None:
        self.found = found
        self.west = np.minimum(found.lon, found.lon_to)
        self.east = np.maximum(found.lon, found.lon_to)
        self.south = np.minimum(found.lat, found.lat_to)
        self.north = np.maximum(found.lat, found.lat_to)
        self._bottom = int(self.south.min())
        self._height = 2 * int(np.mean(self.north - self.south)) + 1
        first, last = self._row_of(self.south), self._row_of(self.north)
        segment, row = _repeated(first, last - first + 1)
        key = row * _ROW + (self.west - self.west.min())[segment]
        order = np.argsort(key)
        self._segment, self._row, self._key = segment[order], row[order], key[order]

    def pairs(self) -> Iterator[tuple[np.ndarray, np.ndarray]]:
        """Blocks of pairs of segments whose boxes meet; a pair may come more than once."""
        east = (self.east - self.west.min())[self._segment]
        stop = np.searchsorted(self._key, self._row * _ROW + east, side="right")
        here = np.arange(1, len(self._segment) + 1)
        for place, other in _blocks(here, np.maximum(stop - here, 0)):
            one, two = self._segment[place], self._segment[other]
            meet = self.south[one] <= self.north[two]
            meet &= self.south[two] <= self.north[one]
            yield one[meet], two[meet]

    def crossed(
        self, lon: np.ndarray, lat: np.ndarray
    ) -> Iterator[tuple[np.ndarray, np.ndarray, np.ndarray]]:
        """Blocks of (point, segment, turn) where a line eastward from the point meets a segment.

        `turn` is 1 where the segment runs north, -1 where it runs south. A segment counts from
        its lower end to just below its upper one, so that a line through a vertex meets one of
        its two segments.
        """
        found, row = self.found, self._row_of(lat)
        start = np.searchsorted(self._row, row, side="left")
        stop = np.searchsorted(self._row, row, side="right")
        for point, place in _blocks(start, stop - start):
            segment = self._segment[place]
            spans = (self.south[segment] <= lat[point]) & (lat[point] < self.north[segment])
            spans &= self.east[segment] >= lon[point]
            point, segment = point[spans], segment[spans]
            run = found.lon_to[segment] - found.lon[segment]
            rise = found.lat_to[segment] - found.lat[segment]
            turn = np.sign(rise)
            side = run * (lat[point] - found.lat[segment])
            side -= rise * (lon[point] - found.lon[segment])
            is_east = side * turn > 0
            yield point[is_east], segment[is_east], turn[is_east]

    def _row_of(self, lat: np.ndarray) -> np.ndarray:
        row: np.ndarray = np.floor_divide(lat - self._bottom, self._height).astype(np.int64)
        return row


def _repeated(start: np.ndarray, count: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Each index i ``count[i]`` times, and beside it start[i], start[i] + 1, ..."""
    index = np.repeat(np.arange(len(start)), count)
    ends = np.cumsum(count)
    return index, np.arange(len(index)) + np.repeat(start - (ends - count), count)


def _blocks(start: np.ndarray, count: np.ndarray) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """`_repeated`, in pieces of about `_BLOCK` rows."""
    ends = np.cumsum(count)
    cuts = np.searchsorted(ends, np.arange(_BLOCK, int(ends[-1]), _BLOCK)) + 1
    bounds = np.unique([0, *cuts.tolist(), len(start)])
    for low, high in pairwise(bounds.tolist()):
        index, value = _repeated(start[low:high], count[low:high])
        yield index + low, value
