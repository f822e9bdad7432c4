"""Dissolved daily files of DeepState's map: all that is occupied, as one multipolygon.

A public job takes DeepState's map at 03:00 UTC and dissolves Crimea, the parts of Donetsk and
Luhansk held before 2022 and what was occupied since into one. Its file name carries the day it
ran, not the day of the map. docs/sources/deepstate-daily.md describes how the day is found.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from operator import attrgetter
from pathlib import PurePosixPath

import shapely

from retally.errors import DecodeError
from retally.measure.area import area_km2
from retally.model.control_map import ControlMap
from retally.model.words import AreaModel, Status
from retally.reference.deepstate import PublishedVersion
from retally.sources import geojson
from retally.sources.base import Captured, Decoded, Source
from retally.sources.days import readings, settled
from retally.sources.deepstate import RUSSIA
from retally.sources.layers import UKRAINE_AND_BORDER, layer, refuse_elsewhere
from retally.sources.limits import refuse_json_vertices
from retally.sources.tables import Feature, Table, in_lon_lat, polygons

NAME = "deepstate-daily"

CONSTANTS_KM2 = (43_969.749, 43_969.768, 43_964.525, 43_964.493, 43_964.5625)
"""Area of a file less `occupied` of the version it shows, in km2 by DeepState's chord rule: what
was held before 2022, less what dissolving swallows. Measured on the 353 files from 2024-07-08 to
2025-06-30: each fits one of these to 0.005 km2, and they changed on 2024-07-22, 2024-11-03,
2024-12-14 and 2025-02-22, when the pre-2022 polygons were redrawn."""

TOLERANCE_KM2 = 0.006
"""How far a file may lie from its constant: the worst is 0.0047, where dissolving slipped.
Neighbouring versions differ by 5 km2 at the median."""

CAPTURED_AT_UTC = time(3)
"""When the job takes the map, on the day of its file's name. It may start late by an hour."""

_LATE = timedelta(hours=1)
_REACH = timedelta(days=5)
"""How far back a version is looked for: no file shows one older than three days."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The version that a file shows.

    Parameters
    ----------
    version
        As DeepState published its areas.
    day
        The last day on which it stood, no later than the day before the file's.
    """

    version: PublishedVersion
    day: date


def decode(captured: Captured) -> Decoded:
    """The one layer of a daily file: control, with what was held before 2022 merged in.

    Raises
    ------
    InputError
        If it cannot be read, or its name has no day.
    """
    from retally.reference.deepstate import versions

    where = captured.address or captured.name
    table = in_lon_lat(_table(captured, where), crs=captured.crs, where=where)
    drawn = polygons(table.features)
    if not drawn:
        raise DecodeError("the file holds no polygons", where=where, do="fetch it again")
    refuse_elsewhere(drawn, extent=UKRAINE_AND_BORDER, where=where)
    area = sum(area_km2(geometry, model=AreaModel.SPHERE_CHORD) for geometry in drawn)
    day, evidence, published_at = _day(captured, area, versions(), where)
    made = layer(
        drawn,
        party=RUSSIA,
        status=Status.CONTROL,
        includes=frozenset({Status.PREWAR}),
        repairs=table.repairs,
    )
    return Decoded(
        maps=(ControlMap(source=NAME, day=day, layers=(made,)),),
        day_evidence=evidence,
        published_at=published_at,
    )


def shown(area_km2: float, file_day: date, versions: Sequence[PublishedVersion]) -> Shown | None:
    """The version whose area a file has, and the day it stands for.

    Parameters
    ----------
    area_km2
        Area of the file by DeepState's chord rule, on the coordinates as published.
    file_day
        The day in its name.
    versions
        What DeepState published, in order.

    Returns
    -------
    Shown or None
        The newest version before the job ran that fits, since an area that did not change
        fits several. None where none fits: beyond the published list, or another constant.
    """
    ran_at = datetime.combine(file_day, CAPTURED_AT_UTC, UTC) + _LATE
    first, last = (
        bisect_right(versions, moment, key=attrgetter("published_at"))
        for moment in (ran_at - _REACH, ran_at)
    )
    recent = versions[first:last]
    for version in reversed(recent):
        if _fits(area_km2 - version.occupied_km2):
            return Shown(version=version, day=_last_day(version, file_day, recent))
    return None


def _fits(rest_km2: float) -> bool:
    return any(abs(rest_km2 - constant) <= TOLERANCE_KM2 for constant in CONSTANTS_KM2)


def _last_day(
    version: PublishedVersion, file_day: date, recent: Sequence[PublishedVersion]
) -> date:
    """The last day at whose end a version stood, at most the day before the file's."""
    evening = file_day - timedelta(days=1)
    later = [one.day for one in recent if one.published_at > version.published_at]
    until = min([evening, *(day - timedelta(days=1) for day in later)])
    return max(version.day, until)


def _day(
    captured: Captured, area: float, versions: Sequence[PublishedVersion], where: str
) -> tuple[date, str, datetime | None]:
    """The map's day, how it is known, and when its version was published."""
    if captured.day is not None:
        day, evidence = settled(
            (), given=captured.day, captured_at=captured.captured_at, where=where
        )
        return day, evidence, None
    file_day, evidence = settled(
        readings(PurePosixPath(captured.name).stem, "file name"),
        given=None,
        captured_at=captured.captured_at,
        where=where,
    )
    found = shown(area, file_day, versions)
    if found is None:
        day = file_day - timedelta(days=1)
        return day, f"{evidence} less one day; may be D-2, no published area fits", None
    version = found.version
    shows = f"its area is that of version {version.id} of {version.day} in Kyiv"
    return found.day, f"{evidence}; {shows}", version.published_at


def _table(captured: Captured, where: str) -> Table:
    """The file's features, by GEOS's own reader where it takes them: four times as fast."""
    content = captured.content
    refuse_json_vertices(content, where)
    text = geojson.text_of(content, where)
    try:
        read = shapely.from_geojson(text)
    except shapely.GEOSException:
        # The slow reader mends what can be mended, and says what cannot.
        return geojson.table(geojson.document(content, where), name=captured.name, where=where)
    if read.geom_type != "GeometryCollection" or not _is_plain(content):
        return geojson.table(geojson.document(content, where), name=captured.name, where=where)
    found = tuple(Feature(properties={}, geometry=one) for one in shapely.get_parts(read))
    return Table(name=captured.name, crs="OGC:CRS84", features=found)


def _is_plain(content: bytes) -> bool:
    """Whether a file is a FeatureCollection in longitude and latitude, by its first lines."""
    head = content[:1000]
    return b'"FeatureCollection"' in head and (b'"crs"' not in head or b"CRS84" in head)


SOURCE = Source(
    name=NAME,
    title="DeepState, dissolved daily files",
    licence="not stated",
    redistributable=False,
    covers_from=date(2022, 2, 24),
    decode=decode,
    suffixes=(".geojson", ".json"),
)
