"""How the hot part of a change is compiled, and whether it is already.

Importing this module imports numba, which is not worth it for a few pairs of maps: `worth` says
when it is. numba's cache notices changes of the file that a function lies in: whoever changes
`slot_of` or `table_for` here deletes ``__pycache__/*.nbi``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

import numba
import numpy as np

_F = TypeVar("_F", bound=Callable[..., Any])

_ENTRIES: list[Any] = []
"""What Python calls; parts are compiled into these."""

HALF = 1 << 31
"""Half the range of a packed lat (`lattice.LAT_BITS`)."""

_LOW = 0x7FFFFFFF
"""31 bits: their products with 32-bit multipliers fit int64, so that nothing overflows where the
functions run as Python."""


def part(function: _F) -> _F:
    """The function through numba, as a part of entries."""
    return cast(_F, numba.njit(function))


def entry(function: _F) -> _F:
    """A function that Python calls, kept in numba's cache where there is a place to write it."""
    try:
        made = cast(_F, numba.njit(cache=True)(function))
    except RuntimeError:
        # Neither the package's folder nor the user's cache folder can be written.
        made = part(function)
    _ENTRIES.append(made)
    return made


def is_cold() -> bool:
    """Whether the first use would have to compile, which takes seconds, as no cache has it yet."""
    from retally.measure import compiled_edges, compiled_loops  # noqa: F401

    return not all(_is_at_hand(function) for function in _ENTRIES)


def _is_at_hand(function: Any) -> bool:
    """Whether a function is compiled in this process or its cache holds the present source."""
    if function.signatures:
        return True
    # numba has no public way to ask. Were this one to go, the code would count as cold, and be
    # loaded later than it could.
    kept = getattr(getattr(function, "_cache", None), "_cache_file", None)
    return kept is not None and bool(kept._load_index())


def warm() -> None:
    """Compile everything, or load it from the cache, with the smallest inputs."""
    from retally.measure.compiled_edges import edges_of, left_over_of
    from retally.measure.compiled_loops import (
        apart_of,
        cell_areas_km2,
        loop_areas_km2,
        loops_of,
        windings_of,
    )

    square = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 0.0]])
    start, end, _, _ = edges_of(square, np.array([0, 4]), np.array([False]))
    edges = left_over_of(start[:0], end[:0], start, end)
    table, origin, offsets, _, is_plain = loops_of(*edges)
    apart_of(table, offsets, is_plain)
    windings_of(table, square)
    series = 0.0, np.zeros((15, 3))
    loop_areas_km2(table, offsets, origin[1], *series)
    cell_areas_km2(square, np.zeros(4, dtype=np.int64), origin[1], *series)


@part
def slot_of(point: int, mask: int) -> int:
    """A place for a packed point in a table of ``mask + 1`` places."""
    mixed = (point & _LOW) * 0x9E3779B1 ^ ((point >> 32) & _LOW) * 0x85EBCA77
    return (mixed ^ (mixed >> 31)) >> 8 & mask


@part
def table_for(size: int) -> np.ndarray:
    """An empty table, at most half full with `size` entries; its length is a power of two."""
    places = 16
    while places < 2 * size:
        places *= 2
    return np.full(places, -1, dtype=np.int32)
