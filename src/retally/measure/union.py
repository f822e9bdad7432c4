"""The union of several layers of one map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import shapely

from retally.model.geometry import canonical, polygons_of


def union(geometries: Sequence[shapely.MultiPolygon]) -> shapely.MultiPolygon:
    """The ground that at least one of several layers covers, in canonical form.

    Ground that only moves from one layer to another within the union leaves it as it is, but for
    the lattice: where layers cross between lattice points, the crossing is rounded to one.

    Parameters
    ----------
    geometries
        Canonical multipolygons, which rounding may have left touching themselves; empty ones are
        passed over. None at all gives an empty one, and a single one is handed back as it is.

    Returns
    -------
    shapely.MultiPolygon
        Canonical, and as with every canonical geometry rounding may have left it touching itself.
    """
    filled = [geometry for geometry in geometries if not geometry.is_empty]
    if len(filled) == 1:
        return filled[0]
    return canonical(shapely.union_all(_valid_parts(filled)))


def _valid_parts(layers: Sequence[shapely.Geometry]) -> np.ndarray:
    """The polygons of all layers, those that touch or cross themselves mended.

    GEOS can lose ground, without a word, when it unites what is not valid. One by one the
    polygons nearly all are, even where those of a layer touch along an edge.
    """
    parts = shapely.get_parts(layers)
    is_bad = ~shapely.is_valid(parts)
    mended = shapely.make_valid(parts[is_bad], method="structure", keep_collapsed=False)
    drawn = [polygons_of(geometry) for geometry in mended]
    return np.concatenate([parts[~is_bad], *drawn])
