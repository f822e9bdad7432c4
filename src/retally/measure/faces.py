"""The faces that left-over edges enclose, each with its winding number.

At any point the winding number of "boundary of after less boundary of before" is 1 where the
ground was gained, -1 where it was lost and 0 elsewhere. Where parts of a map overlap it goes
beyond 1; it is counted as it is.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely

from retally.measure.area import areas_km2
from retally.measure.arrangement import Noding, arrangement, quickly, robustly
from retally.measure.ellipsoid import edges_km2
from retally.measure.lattice import Boundary
from retally.measure.loops import Loops, is_plain, loops
from retally.measure.rings import rings
from retally.measure.segments import Segments, segments
from retally.model.geometry import LATTICE_PER_DEGREE, canonical, polygons_of
from retally.model.words import AreaModel

FEW_SEGMENTS = 400
"""Up to this many left-over edges GEOS arranges all of them. For the 30 to 100 of a usual day
that takes 0.3 ms, and telling loops apart first takes as long again; where the two meet was not
measured, and the result does not depend on it."""


@dataclass(frozen=True, kw_only=True)
class Faces:
    """Faces with a winding number other than zero: first those of plain loops, then arranged ones.

    Parameters
    ----------
    plain
        Loops whose inside is one face, counter-clockwise where it was gained; None for none.
    arranged
        Shape (p,): the faces of all other left-over edges, as polygons in lattice steps.
    arranged_windings
        Shape (p,): their winding numbers.
    origin
        Lon and lat of the lattice point that all faces are counted from, in lattice steps.
    is_whole
        Whether the faces add up to what the left-over edges enclose; False shows that GEOS lost
        a face.
    known_km2
        Shape (f,): area of each face on the ellipsoid, where it is known already.
    """

    plain: Loops | None = None
    arranged: np.ndarray
    arranged_windings: np.ndarray
    origin: tuple[int, int] = (0, 0)
    is_whole: bool = True
    known_km2: np.ndarray | None = None

    @cached_property
    def windings(self) -> np.ndarray:
        """Shape (f,): the winding number of each face, whole and not zero."""
        if self.plain is None:
            return self.arranged_windings
        if not len(self.arranged):
            return self.plain.directions
        return np.concatenate([self.plain.directions, self.arranged_windings])

    @cached_property
    def polygons(self) -> np.ndarray:
        """Shape (f,): each face as a polygon in degrees lon, lat."""
        drawn = self.arranged
        if self.plain is not None:
            drawn = np.concatenate([self.plain.polygons(), drawn])
        origin = np.array(self.origin, dtype=float)
        placed: np.ndarray = shapely.transform(
            drawn, lambda local: (local + origin) / LATTICE_PER_DEGREE
        )
        return placed

    def areas_km2(self, model: AreaModel) -> np.ndarray:
        """Shape (f,): the area of each face."""
        if model is not AreaModel.ELLIPSOID:
            return areas_km2(self.polygons, model=model)
        if self.known_km2 is not None:
            return self.known_km2
        arranged = _arranged_km2(self.arranged, self.origin[1])
        if self.plain is None:
            return arranged
        return np.concatenate([_plain_km2(self.plain), arranged])


NONE = Faces(arranged=np.zeros(0, dtype=object), arranged_windings=np.zeros(0, dtype=np.int64))
"""No face at all."""


def faces(edges: Boundary) -> Faces:
    """The faces that left-over edges enclose.

    Parameters
    ----------
    edges
        As `left_over` gives them; none enclose nothing.
    """
    if not len(edges):
        return NONE
    found = segments(edges)
    if len(found) <= FEW_SEGMENTS:
        quick = arranged_faces(found, None, quickly)
        return quick if quick.is_whole else arranged_faces(found, None, robustly)
    joined = loops(found)
    plain = is_plain(joined)
    if plain.all():
        return replace(NONE, plain=joined, origin=found.origin)
    rest = joined.segments.taken(~plain[joined.loop])
    return arranged_faces(rest, joined.taken(plain) if plain.any() else None, robustly)


def overlaid_faces(before: shapely.Geometry, after: shapely.Geometry) -> Faces:
    """The faces by two differences of the whole maps on the lattice: slow, and the last resort."""
    sides = [_on_lattice(geometry) for geometry in (before, after)]
    gained = polygons_of(shapely.difference(sides[1], sides[0]))
    lost = polygons_of(shapely.difference(sides[0], sides[1]))
    return Faces(
        arranged=np.concatenate([gained, lost]),
        arranged_windings=np.repeat([1, -1], [len(gained), len(lost)]),
    )


def _on_lattice(geometry: shapely.Geometry) -> shapely.Geometry:
    """A valid geometry in whole lattice steps; what rounding made invalid is mended."""
    steps = shapely.transform(canonical(geometry), lambda degrees: degrees * LATTICE_PER_DEGREE)
    rounded = shapely.transform(steps, np.rint)
    return shapely.make_valid(rounded, method="structure", keep_collapsed=False)


def arranged_faces(found: Segments, plain: Loops | None, noded: Noding) -> Faces:
    """The faces of segments through GEOS, behind those of plain loops."""
    try:
        cells, around = arrangement(found, noded)
    except shapely.errors.GEOSException:
        return replace(NONE, is_whole=False)
    return Faces(
        plain=plain,
        arranged=cells,
        arranged_windings=around,
        origin=found.origin,
        is_whole=add_up(found, cells, around),
    )


def add_up(found: Segments, cells: np.ndarray, around: np.ndarray) -> bool:
    """Whether faces are together as large as what segments enclose."""
    # In squared lattice steps, of which one is about 1e-8 km2: a lost face shows as its area.
    enclosed = float(found.twice_areas.sum()) / 2
    areas = shapely.area(cells)
    tolerance = max(1.0, 1e-12 * float(areas.sum()))
    return abs(float(areas @ around) - enclosed) <= tolerance


def _plain_km2(plain: Loops) -> np.ndarray:
    """Area on the ellipsoid of loops."""
    found = plain.segments
    strips = _strips_km2(found.lon_to - found.lon, found.lat, found.lat_to, found.origin[1])
    areas: np.ndarray = np.abs(np.add.reduceat(strips, plain.offsets[:-1]))
    return areas


def _arranged_km2(cells: np.ndarray, origin_lat: int) -> np.ndarray:
    """Area on the ellipsoid of polygons in lattice steps; local numbers keep all digits."""
    if not len(cells):
        return np.zeros(0)
    if np.count_nonzero(shapely.get_num_interior_rings(cells)):
        return _pierced_km2(cells, origin_lat)
    coordinates, cell = shapely.get_coordinates(cells, return_index=True)
    lon, lat = coordinates.T
    steps = _strips_km2(np.diff(lon), lat[:-1], lat[1:], origin_lat)
    steps[cell[1:] != cell[:-1]] = 0
    return np.abs(np.bincount(cell[:-1], weights=steps))


def _pierced_km2(cells: np.ndarray, origin_lat: int) -> np.ndarray:
    """The same where some have holes."""
    found = rings(cells)
    lon, lat = found.coordinates.T
    areas = np.abs(found.sums(_strips_km2(np.diff(lon), lat[:-1], lat[1:], origin_lat)))
    areas[found.is_hole] *= -1
    summed: np.ndarray = np.bincount(found.polygon, weights=areas)
    return summed


def _strips_km2(
    lon_step: np.ndarray, lat: np.ndarray, lat_to: np.ndarray, origin_lat: int
) -> np.ndarray:
    """Shape (n,): area between segments, in lattice steps, and a parallel near them."""
    near = parallel_near(origin_lat + (float(lat.min()) + float(lat.max())) / 2)
    shift = origin_lat - near * LATTICE_PER_DEGREE
    return edges_km2(
        lon_step / LATTICE_PER_DEGREE,
        (lat + shift) / LATTICE_PER_DEGREE,
        (lat_to + shift) / LATTICE_PER_DEGREE,
        near=near,
    )


def parallel_near(lat: float) -> float:
    """The half degree nearest to a lat in lattice steps: pairs of maps then share its series."""
    return round(2 * lat / LATTICE_PER_DEGREE) / 2
