"""The steps from maps to faces through compiled code; what is not simple goes the other way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely

from retally.measure.arrangement import quickly, robustly
from retally.measure.compiled_edges import edges_of, left_over_of
from retally.measure.compiled_loops import (
    apart_of,
    cell_areas_km2,
    loop_areas_km2,
    loops_of,
    windings_of,
)
from retally.measure.ellipsoid import taylor
from retally.measure.faces import NONE, Faces, add_up, arranged_faces, parallel_near
from retally.measure.lattice import Boundary, boundaries, together
from retally.measure.loops import Loops
from retally.measure.rings import plain_rings
from retally.measure.segments import Segments

_NO_CELLS = NONE.arranged
_NO_TURNS = NONE.arranged_windings


def compiled_boundaries(geometries: Sequence[shapely.Geometry]) -> list[Boundary]:
    """As `lattice.boundaries`, but that edges without length are left out."""
    return [found for group in together(geometries) for found in _boundaries(group)]


def _boundaries(geometries: np.ndarray) -> list[Boundary]:
    """The same, all together."""
    coordinates, offsets, is_hole, owner = plain_rings(geometries)
    start, end, edge_offsets, is_sure = edges_of(coordinates, offsets, is_hole)
    if not is_sure:
        # Some ring is so thin that its direction must come from the coordinates as they are.
        return boundaries(geometries.tolist())
    rings_of = np.searchsorted(owner, np.arange(len(geometries) + 1))
    bounds = edge_offsets[rings_of].tolist()
    return [Boundary(start=start[low:high], end=end[low:high]) for low, high in pairwise(bounds)]


def compiled_faces(before: Boundary, after: Boundary) -> Faces:
    """The faces that the left-over edges of two boundaries enclose."""
    start, end = left_over_of(before.start, before.end, after.start, after.end)
    if not len(start):
        return NONE
    table, origin, offsets, directions, is_plain = loops_of(start, end)
    if is_plain.all():
        return _known(_loops(table, origin, offsets, directions), _NO_CELLS, _NO_TURNS)
    kept, kept_offsets, rest, rest_loop = apart_of(table, offsets, is_plain)
    plain = _loops(kept, origin, kept_offsets, directions[is_plain]) if len(kept) else None
    others = Segments(table=rest, origin=origin)
    try:
        cells, around = _cells(rest, rest_loop)
        is_whole = add_up(others, cells, around)
    except shapely.errors.GEOSException:
        is_whole = False
    if is_whole:
        return _known(plain, cells, around, origin)
    return arranged_faces(others, plain, robustly)


def _loops(
    table: np.ndarray, origin: tuple[int, int], offsets: np.ndarray, directions: np.ndarray
) -> Loops:
    """Loops from their parts."""
    found = Segments(table=table, origin=origin)
    return Loops(segments=found, offsets=offsets, directions=directions)


def _cells(table: np.ndarray, loop: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As `arrangement.arrangement`, from closed loops."""
    lines = shapely.linearrings(table[:, :2].astype(float), indices=loop)
    cells = shapely.get_parts(shapely.polygonize([quickly(lines)]))
    around = windings_of(table, shapely.get_coordinates(shapely.point_on_surface(cells)))
    turns = around != 0
    return cells[turns], around[turns]


def _known(
    plain: Loops | None, cells: np.ndarray, around: np.ndarray, origin: tuple[int, int] = (0, 0)
) -> Faces:
    """Faces whose areas are known, where they do not reach too far for one Taylor series."""
    if plain is not None:
        origin = plain.segments.origin
    near = parallel_near(origin[1])
    found = []
    if plain is not None:
        table, offsets = plain.segments.table, plain.offsets
        found.append(loop_areas_km2(table, offsets, origin[1], near, taylor(near)))
    is_pierced = False
    if len(cells):
        is_pierced = shapely.get_num_interior_rings(cells).any()
        coordinates, cell = shapely.get_coordinates(cells, return_index=True)
        found.append(cell_areas_km2(coordinates, cell, origin[1], near, taylor(near)))
    is_known = bool(found) and not is_pierced and all(holds for _, holds in found)
    return Faces(
        plain=plain,
        arranged=cells,
        arranged_windings=around,
        origin=origin,
        known_km2=np.concatenate([areas for areas, _ in found]) if is_known else None,
    )
