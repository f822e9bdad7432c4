"""Lines that a user adds to the maps: boundaries, rivers, each named with its source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from retally.errors import DecodeError, UsageError
from retally.publish.graticule import whole_box

if TYPE_CHECKING:
    import shapely

    from retally.publish.frames import Lattice


@dataclass(frozen=True)
class Overlay:
    """One file of lines.

    Parameters
    ----------
    name
        What it is and whose, as the page says it.
    geometry
        Lines in degrees lon, lat; polygons by their boundary.
    """

    name: str
    geometry: shapely.Geometry


def overlay(path: Path, *, name: str | None = None) -> Overlay:
    """The lines of a vector file.

    Parameters
    ----------
    name
        What it is and whose; None for the file's name.

    Raises
    ------
    DecodeError
        If it cannot be read.
    UsageError
        If it holds no line and no polygon.
    """
    import shapely

    geometries = _geometries(path)
    lines = list(_lines(shapely.get_parts(geometries)))
    if not lines:
        raise UsageError("nothing to draw", where=str(path), expected="lines or polygons")
    return Overlay(name=name or path.name, geometry=shapely.multilinestrings(lines))


def _geometries(path: Path) -> list[shapely.Geometry]:
    """Every geometry of a file in degrees lon, lat; one without a reference system is in them."""
    import shapely
    from pyogrio.errors import DataSourceError
    from pyogrio.raw import read
    from pyproj import CRS, Transformer

    try:
        content = path.read_bytes()
    except OSError as error:
        raise DecodeError(error.strerror or "cannot be read", where=str(path)) from error
    try:
        meta, _, wkb, _ = read(content, columns=[])
        found = [one for one in shapely.from_wkb(wkb) if one is not None]
    except (DataSourceError, shapely.errors.GEOSException, ValueError, TypeError) as error:
        raise DecodeError(
            "cannot be read", where=str(path), expected="a vector file, as GeoJSON"
        ) from error
    crs = meta.get("crs")
    if not crs or CRS.from_user_input(crs).equals(CRS.from_epsg(4326), ignore_axis_order=True):
        return found
    turned = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    return [shapely.transform(one, turned.transform, interleaved=False) for one in found]


def _lines(parts: Iterable[shapely.Geometry]) -> Iterable[shapely.LineString]:
    import shapely

    for part in parts:
        if part.geom_type == "Polygon":
            for ring in (part.exterior, *part.interiors):
                yield shapely.linestrings(shapely.get_coordinates(ring))
        elif part.geom_type in ("LineString", "LinearRing") and not part.is_empty:
            yield shapely.linestrings(shapely.get_coordinates(part))


def overlay_path(one: Overlay, lattice: Lattice, coarse: float) -> str:
    """The lines as the ``d`` of an SVG path, cut to what the drawing can show.

    Parameters
    ----------
    coarse
        Steps of the lattice that a simplified line may be off.
    """
    import shapely

    drawn = []
    x, y, width, height = whole_box(lattice)
    for line in shapely.get_parts(one.geometry):
        steps = lattice.steps(shapely.get_coordinates(line))
        inside = shapely.clip_by_rect(
            shapely.simplify(shapely.LineString(steps), coarse), x, y, x + width, y + height
        )
        for part in shapely.get_parts(inside):
            points = np.rint(shapely.get_coordinates(part)).astype(int).tolist()
            if part.geom_type == "LineString" and len(points) > 1:
                first, *others = points
                drawn.append(f"M{first[0]},{first[1]}L" + " ".join(f"{x},{y}" for x, y in others))
    return "".join(drawn)
