"""The ground gained and lost between two maps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, starmap

import numpy as np
import shapely

from retally.measure.area import area_km2
from retally.measure.faces import Faces, faces, overlaid_faces
from retally.measure.lattice import boundaries
from retally.measure.left_over import left_over
from retally.measure.worth import WORTH
from retally.model.geometry import polygons_of
from retally.model.words import AreaModel


@dataclass(frozen=True, kw_only=True)
class Change:
    """The ground gained and lost between two maps.

    Parameters
    ----------
    before, after
        The two geometries.
    model
        How areas are computed.
    faces
        The ground that changed hands, piece by piece.
    gained_km2, lost_km2
        Area of after less before, and of before less after, in km2; zero or more.
    """

    before: shapely.Geometry
    after: shapely.Geometry
    model: AreaModel
    faces: Faces
    gained_km2: float
    lost_km2: float

    @property
    def net_km2(self) -> float:
        """Gained less lost, in km2."""
        return self.gained_km2 - self.lost_km2

    @cached_property
    def before_km2(self) -> float:
        """Area of `before`, in km2."""
        return area_km2(self.before, model=self.model)

    @cached_property
    def after_km2(self) -> float:
        """Area of `after`, in km2."""
        return area_km2(self.after, model=self.model)

    @property
    def pieces(self) -> int:
        """Number of separate pieces gained and lost."""
        return len(self.faces.windings)

    @cached_property
    def gained(self) -> shapely.MultiPolygon:
        """The ground gained, in degrees lon, lat; valid."""
        return _valid(self.faces.polygons[self.faces.windings > 0])

    @cached_property
    def lost(self) -> shapely.MultiPolygon:
        """The ground lost, in degrees lon, lat; valid."""
        return _valid(self.faces.polygons[self.faces.windings < 0])

    def to_dict(self) -> dict[str, float | int]:
        """The ``change`` document."""
        return {
            "gained_km2": self.gained_km2,
            "lost_km2": self.lost_km2,
            "net_km2": self.net_km2,
            "before_km2": self.before_km2,
            "after_km2": self.after_km2,
            "pieces": self.pieces,
        }

    def _repr_html_(self) -> str:
        """The table that a notebook shows."""
        areas = {"gained": self.gained_km2, "lost": self.lost_km2, "net": self.net_km2}
        cells = "".join(
            f"<tr><th>{name}</th><td>{km2:,.1f} km2</td></tr>" for name, km2 in areas.items()
        )
        return f"<table><caption>change in {self.pieces} pieces</caption>{cells}</table>"


def _valid(polygons: np.ndarray) -> shapely.MultiPolygon:
    """Faces as one geometry; on the lattice they may touch along a line, which is mended."""
    ground = shapely.multipolygons(polygons)
    if shapely.is_valid(ground):
        return ground
    mended = shapely.make_valid(ground, method="structure", keep_collapsed=False)
    return shapely.multipolygons(polygons_of(mended))


def change(
    before: shapely.Geometry, after: shapely.Geometry, *, model: AreaModel = AreaModel.ELLIPSOID
) -> Change:
    """The ground gained and lost between two maps.

    Definition: gained is the area of `after` less `before`, lost that of `before` less `after`,
    both on the lattice of 1e-6 degrees. Units: km2. Method and accuracy: docs/methods/change.md.

    Parameters
    ----------
    before, after
        Polygons or multipolygons in degrees lon, lat (EPSG:4326), valid; empty ones are a map
        on which nothing is held.
    model
        How areas are computed.

    Examples
    --------
    >>> from shapely import box
    >>> found = change(box(0, 0, 1, 1), box(0, 0, 1, 2))
    >>> round(found.gained_km2, 1), found.lost_km2, found.pieces
    (12304.7, 0.0, 1)
    """
    return changes([before, after], model=model)[0]


def changes(
    maps: Sequence[shapely.Geometry], *, model: AreaModel = AreaModel.ELLIPSOID
) -> list[Change]:
    """The change between each map and the next; each map is prepared once.

    Parameters
    ----------
    maps
        As for `change`, in order of days. Fewer than two have no change.
    """
    return [
        _change(before, after, found, model)
        for (before, after), found in zip(pairwise(maps), _faces(maps), strict=True)
    ]


def _faces(maps: Sequence[shapely.Geometry]) -> Iterator[Faces]:
    """The faces of each pair, through compiled code where that is worth its start."""
    vertices = int(shapely.get_num_coordinates(maps).sum()) if len(maps) else 0
    if WORTH.is_reached(vertices):
        from retally.measure.compiled_faces import compiled_boundaries, compiled_faces

        return starmap(compiled_faces, pairwise(compiled_boundaries(maps)))
    return (faces(left_over(*pair)) for pair in pairwise(boundaries(maps)))


def _change(
    before: shapely.Geometry, after: shapely.Geometry, found: Faces, model: AreaModel
) -> Change:
    """The change of one pair whose faces are at hand."""
    if not found.is_whole:
        found = overlaid_faces(before, after)
    areas = found.areas_km2(model)
    return Change(
        before=before,
        after=after,
        model=model,
        faces=found,
        gained_km2=float(areas @ np.maximum(found.windings, 0)),
        lost_km2=float(areas @ np.maximum(-found.windings, 0)),
    )
