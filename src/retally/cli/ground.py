"""Opens what the measuring commands measure on: an archive, reference and a set of regions."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from retally.cli.output import say
from retally.errors import DecodeError, UsageError

if TYPE_CHECKING:
    from retally.measure.regions import Regions
    from retally.series.ground import Ground


def open_ground(archive_path: Path, *, as_of: datetime | None = None) -> Ground:
    """The archive at that path (a missing one reads as empty) and the shipped reference."""
    from retally.archive.archive import Archive
    from retally.series.definitions import definitions_at
    from retally.series.ground import Ground

    known = definitions_at(archive_path)
    return Ground(Archive.open(archive_path), as_of=as_of, definitions=known, announce=say)


def region_set(path: Path | None, field: str | None) -> Regions | None:
    """The regions of a polygon file, named by a field of it.

    Raises
    ------
    UsageError
        If the field is not given or not there; the fields that are there are listed.
    """
    if path is None:
        return None
    from retally.measure.regions import Regions

    polygons = read_polygon_file(path, crs=None)
    fields = sorted({key for properties, _ in polygons for key in properties})
    if field is None or field not in fields:
        raise UsageError(
            "which field names a region?",
            where=str(path),
            expected=f"--region-name with one of {', '.join(fields) or 'no fields'}",
            got=field or "none",
        )
    names = [str(properties.get(field)) for properties, _ in polygons]
    return Regions(names, [geometry for _, geometry in polygons])


def read_polygon_file(path: Path, *, crs: str | None) -> list[tuple[dict[str, object], object]]:
    """The polygons of a file with their properties, in degrees lon, lat, valid."""
    from retally.sources.vector import read_polygons

    try:
        content = path.read_bytes()
    except OSError as error:
        raise DecodeError(error.strerror or "cannot be read", where=str(path)) from error
    return read_polygons(content, path.name, crs=crs, where=str(path))
