"""The functions behind ``import retally``: an opened archive, `change`, `read` and `check`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from retally.errors import CrsError, GeometryError, UsageError

if TYPE_CHECKING:
    import shapely

    from retally.archive.archive import Archive
    from retally.check.story_check import StoryCheck
    from retally.measure.change import Change
    from retally.measure.regions import Regions
    from retally.model.story import Reading, Story
    from retally.series.gains import Gains
    from retally.series.ground import Ground
    from retally.series.held import Held


class OpenedArchive:
    """An archive of control maps, with the measures that can be asked of it.

    Parameters
    ----------
    path
        The archive's folder; one that is absent reads as empty, and what can be is answered
        from the reference series that ship with the package.
    """

    def __init__(self, path: str | PathLike[str]) -> None:
        from retally.archive.archive import Archive

        self.archive: Archive = Archive.open(Path(path))

    def gains(
        self,
        definition: str,
        *,
        start: date | str | None = None,
        end: date | str | None = None,
        by: str | None = None,
        regions: Regions | Any | None = None,
        near: str | None = None,
        km: float | None = None,
        as_of: datetime | str | None = None,
    ) -> Gains:
        """Ground gained, lost and net over windows, under a named definition.

        Definition: docs/methods/gains.md. Units: km2.

        Parameters
        ----------
        definition
            A name that ``retally definitions`` lists.
        start, end
            First and last day, both counted, as dates or YYYY-MM-DD; None for the series' own.
        by
            ``day``, ``week``, ``month`` or ``year``; None for one row.
        regions
            Regions to split by: a `retally.measure.regions.Regions`, or a GeoDataFrame with a
            column ``name``.
        near, km
            Only the change within so many km of a place.
        as_of
            Only what had been captured by then.

        Raises
        ------
        UnknownNameError
            If there is no such definition or place; the nearest name is suggested.
        NotMeasuredError
            If no map at hand answers.
        """
        return self._ground(_moment(as_of)).gains(
            definition,
            start=_day(start),
            end=_day(end),
            by=by,
            regions=_regions(regions),
            near=near,
            km=km,
        )

    def held(self, definition: str, day: date | str) -> Held:
        """Ground held at the end of a day, by the nearest map at or before it. Units: km2."""
        asked = _day(day)
        if asked is None:
            raise TypeError("held needs a day")
        return self._ground(None).held(definition, asked)

    def map(self, definition: str, day: date | str) -> Any:
        """The ground held under a definition on a day, as geometry in degrees lon, lat.

        Returns
        -------
        geopandas.GeoDataFrame or shapely.MultiPolygon
            A GeoDataFrame with one row where geopandas is installed, else the geometry; a notebook
            shows either as a drawing.
        """
        asked = _day(day)
        if asked is None:
            raise TypeError("map needs a day")
        map_day, geometry = self._ground(None).geometry(definition, asked)
        if find_spec("geopandas") is None:
            return geometry
        from retally.publish.notebook_map import map_frame

        return map_frame(definition, map_day.isoformat(), geometry)

    def _ground(self, as_of: datetime | None) -> Ground:
        """The series this archive and the reference give together."""
        from retally.series.definitions import definitions_at
        from retally.series.ground import Ground

        known = definitions_at(self.archive.path)
        return Ground(self.archive, as_of=as_of, definitions=known)


def open_archive(path: str | PathLike[str]) -> OpenedArchive:
    """Open an archive of control maps for measuring; it is never written to."""
    return OpenedArchive(path)


def change(before: Any, after: Any, *, crs: str | None = None) -> Change:
    """Area gained and lost between two polygon sets.

    Definition: gained = area(after minus before), lost = area(before minus after), on the WGS84
    ellipsoid with edges straight in lon/lat. Units: km2. Validity is trusted.

    Parameters
    ----------
    before, after
        shapely polygons or multipolygons in degrees lon, lat, or GeoDataFrames (reprojected
        where they carry another reference system).
    crs
        The reference system of shapely geometry, where it is not EPSG:4326.
    """
    from retally.measure.change import change as measured
    from retally.measure.worth import WORTH

    WORTH.expect_more()
    return measured(_degrees(before, crs), _degrees(after, crs))


def read(story_or_text: Story | Reading | str, *, published: date | str | None = None) -> Reading:
    """All that can be read in a story: figures, statements and relations, with their spans.

    Parameters
    ----------
    story_or_text
        The story's plain text, a story as `retally.stories` makes it of a page, or what `read`
        gave.
    published
        The day it came out; None where the story must tell.

    Returns
    -------
    Reading
        The same for the same text. ``to_dict()`` is the document of ``retally read --json``.
    """
    from retally.reader.read import read as read_story

    return read_story(_story(story_or_text), published=_day(published))


def check(
    story_or_text: Story | Reading | str,
    *,
    archive: OpenedArchive | str | PathLike[str] | None = None,
    published: date | str | None = None,
) -> StoryCheck:
    """Recompute the figures of a story.

    Parameters
    ----------
    story_or_text
        The story's plain text, a story as `retally.stories` makes it of a page, or what `read`
        gave.
    archive
        An opened archive or its path; None for the reference series alone.
    published
        The day the story was published; None where the text must tell.
    """
    from retally.check.check import check_story

    opened = archive if isinstance(archive, OpenedArchive) else OpenedArchive(archive or "")
    story = _story(story_or_text)
    return check_story(story, ground=opened._ground(None), published=_day(published))


def _story(value: Story | Reading | str) -> Story:
    """A story as given, the one that was read, or the one that plain text holds."""
    from retally.model.story import Reading, Story
    from retally.stories.plain import plain_story

    if isinstance(value, str):
        return plain_story(value)
    story = value.story if isinstance(value, Reading) else value
    if not isinstance(story, Story):
        raise UsageError("no story", expected="text or a story", got=type(value).__name__)
    return story


def _day(value: date | str | None) -> date | None:
    """A day given as a date or as YYYY-MM-DD."""
    if not isinstance(value, str):
        return value
    try:
        return date.fromisoformat(value)
    except ValueError as error:
        raise UsageError("is no day", expected="YYYY-MM-DD", got=repr(value)) from error


def _moment(value: datetime | str | None) -> datetime | None:
    """A moment given as a datetime or as RFC 3339; without an offset it is UTC."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else value
    except ValueError as error:
        raise UsageError("is no moment", expected="RFC 3339", got=repr(value)) from error
    return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


def _regions(value: Any) -> Regions | None:
    """Regions as given, or made from a GeoDataFrame with a column ``name``."""
    from retally.measure.regions import Regions

    if value is None or isinstance(value, Regions):
        return value
    if not hasattr(value, "columns") or "name" not in value.columns:
        raise UsageError(
            "regions are a retally Regions, or a GeoDataFrame with a column name",
            got=type(value).__name__,
            do="read the file with geopandas.read_file and rename the column",
        )
    frame = _in_degrees(value, None)
    names: Sequence[str] = [str(name) for name in frame["name"]]
    return Regions(names, list(frame.geometry))


def _degrees(value: Any, crs: str | None) -> shapely.Geometry:
    """Polygons in degrees lon, lat: of a GeoDataFrame, or of shapely geometry in `crs`."""
    import shapely

    from retally.model.geometry import polygons_of

    if hasattr(value, "geometry"):
        parts = list(_in_degrees(value, crs).geometry)
        found = parts[0] if len(parts) == 1 else shapely.union_all(parts)
    elif isinstance(value, shapely.Geometry):
        found = value if crs is None else _projected(value, crs)
    else:
        raise UsageError(
            "no geometry",
            expected="shapely polygons or a GeoDataFrame",
            got=type(value).__name__,
            do="`retally change` takes files",
        )
    if not found.is_empty and not len(polygons_of(found)):
        raise GeometryError("no ground", expected="polygons", got=found.geom_type)
    _refuse_other_units(found)
    return found


def _in_degrees(frame: Any, crs: str | None) -> Any:
    """A GeoDataFrame in degrees lon, lat; one without a reference system is in `crs`."""
    if frame.crs is None and crs is not None:
        frame = frame.set_crs(crs)
    return frame if frame.crs is None else frame.to_crs("EPSG:4326")


def _projected(geometry: shapely.Geometry, crs: str) -> shapely.Geometry:
    """Geometry of another reference system, in degrees lon, lat."""
    import shapely
    from pyproj import Transformer
    from pyproj.exceptions import CRSError

    try:
        transformer = Transformer.from_crs(crs, "EPSG:4326", always_xy=True)
    except CRSError as error:
        raise CrsError("no such reference system", got=crs, do="as EPSG:32637") from error
    return shapely.transform(geometry, transformer.transform, interleaved=False)


def _refuse_other_units(geometry: shapely.Geometry) -> None:
    """Metres taken for degrees would give millions of square kilometres; `CrsError` instead."""
    if geometry.is_empty:
        return
    west, south, east, north = geometry.bounds
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise CrsError(
            "the coordinates are no degrees",
            expected="lon -180..180, lat -90..90",
            got=f"{west:g} {south:g} to {east:g} {north:g}",
            do="say the reference system, as crs='EPSG:32637'",
        )
