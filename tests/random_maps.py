"""Random pairs of maps with holes, touches, shared edges, slivers and multi-parts."""

from __future__ import annotations

import numpy as np
import shapely

from retally.model.geometry import canonical, polygons_of

CORNER_LON_LAT = np.array([36.0, 48.0])


def random_pair(seed: int) -> tuple[shapely.MultiPolygon, shapely.MultiPolygon]:
    """Two canonical, valid maps that share most of their edges, as maps of two days do."""
    random = np.random.default_rng(seed)
    before = _valid(_map(random))
    after = before
    for _ in range(random.integers(0, 4)):
        patch = _patch(random)
        act = random.choice(np.array([shapely.union, shapely.difference]))
        after = act(after, patch)
    if random.random() < 0.3:
        after = _nudged(random, after)
    if random.random() < 0.1:
        after = _map(random)
    return before, _valid(after)


def _map(random: np.random.Generator) -> shapely.Geometry:
    """A few cells of a coarse grid (so that edges and corners are shared) and free shapes."""
    cells = [
        shapely.box(x, y, x + 1, y + 1)
        for x, y in random.integers(0, 6, size=(random.integers(1, 14), 2))
    ]
    drawn = shapely.union_all([*cells, *[_patch(random) for _ in range(random.integers(0, 4))]])
    for _ in range(random.integers(0, 3)):
        drawn = shapely.difference(drawn, _patch(random))
    return drawn


def _patch(random: np.random.Generator) -> shapely.Geometry:
    """A star, a grid cell, or a sliver a few lattice steps wide."""
    kind = random.integers(0, 4)
    x, y = random.integers(0, 6, size=2)
    if kind == 0:
        return shapely.box(x, y, x + 1, y + 1)
    if kind == 1:
        return shapely.box(x, y, x + random.integers(1, 4), y + 1e-4 * random.integers(1, 9))
    if kind == 2:
        return shapely.box(x + 0.25, y + 0.25, x + 0.75, y + 0.75)
    count = random.integers(3, 24)
    angle = np.sort(random.uniform(0, 2 * np.pi, count))
    radius = random.uniform(0.2, 1.5, count)
    spread = np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, np.newaxis]
    return shapely.make_valid(shapely.Polygon(spread + random.uniform(0, 6, 2)))


def _nudged(random: np.random.Generator, drawn: shapely.Geometry) -> shapely.Geometry:
    """About a tenth of the vertices moved by up to a hundredth of a cell.

    Where to depends on the vertex alone, so that a ring stays closed.
    """
    salt = random.uniform(1e4, 2e4, size=(2, 3))

    def moved(points: np.ndarray) -> np.ndarray:
        noise = np.sin(points @ salt)
        return points + 0.01 * noise[:, :2] * (noise[:, 2:] > 0.95)

    return shapely.transform(drawn, moved)


def _valid(drawn: shapely.Geometry) -> shapely.MultiPolygon:
    """On the lattice and valid: mended and rounded until both hold."""
    placed = shapely.transform(drawn, lambda cell: cell * 0.02 + CORNER_LON_LAT)
    for _ in range(10):
        mended = shapely.make_valid(placed, method="structure", keep_collapsed=False)
        placed = canonical(shapely.multipolygons(polygons_of(mended)))
        if placed.is_valid:
            return placed
    return shapely.MultiPolygon()
