"""DeepState: history versions of its map, with every category.

A version is one FeatureCollection, as a bare file named after its id or as the service's object
``{id, datetime, map}``. docs/sources/deepstate.md describes the format and its quirks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import numpy as np
import shapely

from retally.errors import DayError, DecodeError
from retally.measure.area import area_km2
from retally.model.control_map import ControlMap, Layer, Repair
from retally.model.words import AreaModel, Party, Status
from retally.reference.deepstate import KYIV
from retally.sources import geojson
from retally.sources.base import Captured, Decoded, Source
from retally.sources.days import refuse_future
from retally.sources.layers import UKRAINE_AND_BORDER, layer, refuse_elsewhere
from retally.sources.tables import Feature, Table, in_lon_lat, is_polygonal

NAME = "deepstate"

RUSSIA = Party("russia")
UKRAINE = Party("ukraine")
UKRAINE_IN_RUSSIA = Party("ukraine-in-russia")
"""Ukraine on Russia's side of the border (Kursk), which DeepState lists apart from Ukraine: its
blue and grey there never enter an area of Ukraine's own ground."""


@dataclass(frozen=True)
class Category:
    """What a colour or key means."""

    party: Party
    status: Status


CONTROL = Category(RUSSIA, Status.CONTROL)
PREWAR = Category(RUSSIA, Status.PREWAR)
CONTESTED = Category(RUSSIA, Status.CONTESTED)
LIBERATED = Category(UKRAINE, Status.LIBERATED)
CONTESTED_IN_RUSSIA = Category(UKRAINE_IN_RUSSIA, Status.CONTESTED)
LIBERATED_IN_RUSSIA = Category(UKRAINE_IN_RUSSIA, Status.LIBERATED)

ALWAYS = (CONTROL, PREWAR, CONTESTED, LIBERATED)
"""What every version asserts, if only that there is none. In Russia nothing was asserted before
August 2024, so that a version without such polygons leaves it unknown."""

FILLS: Mapping[str, Category] = {
    "#a52714": CONTROL,
    "#880e4f": PREWAR,
    "#bcaaa4": CONTESTED,
    "#0f9d58": LIBERATED,
    "#0288d1": LIBERATED,
    "#bdbdbd": CONTESTED_IN_RUSSIA,
    "#01579b": LIBERATED_IN_RUSSIA,
}
"""Every fill that lies in or beside Ukraine. It is a list of what is taken, not of what is left
out: #ff5252 and #000000 are Transnistria, Abkhazia, the Kurils and others."""

_IN_RUSSIA: Mapping[str, Mapping[Category, Category]] = {
    "#bdbdbd": {CONTESTED: CONTESTED_IN_RUSSIA},
    "#01579b": {LIBERATED: LIBERATED_IN_RUSSIA},
}

_KEYS: tuple[tuple[str, Category], ...] = (
    ("geojson.status.occupied", CONTROL),
    ("geojson.status.unknown", CONTESTED),
    # DeepState has called its grey so since 2026.
    ("geojson.status.infiltrat", CONTESTED),
    ("geojson.status.dismissed", LIBERATED),
    ("geojson.zmiinyi_island", LIBERATED),
    ("geojson.territories.crimea", PREWAR),
    ("geojson.territories.ordlo", PREWAR),
    ("geojson.territories.tuzla", PREWAR),
)

_ID = re.compile(r"(?<!\d)(1[6-9]\d{8}|2\d{9})(?!\d)")
_FIRST_ID, _LAST_ID = 1_600_000_000, 2_999_999_999
"""Unix seconds that `_ID` takes: from September 2020, before the map began, to 2065."""

_A_DAY_S = 24 * 3600


def decode(captured: Captured) -> Decoded:
    """The layers of one version.

    Each layer's `published_area_km2` is DeepState's own area of the layer's fill colours: by
    the chord rule, on the coordinates as published.

    Raises
    ------
    InputError
        If it cannot be read, has no id, or marks nothing as occupied.
    """
    where = captured.address or captured.name
    read = geojson.document(captured.content, where)
    collection = read["map"] if isinstance(read.get("map"), Mapping) else read
    version = _version(read, captured, where)
    day, evidence = _day(version, captured, where)
    table = in_lon_lat(
        geojson.table(collection, name=captured.name, where=where), crs=captured.crs, where=where
    )
    layers = _layers(table, where)
    published_at = None if version is None else datetime.fromtimestamp(version, UTC)
    return Decoded(
        maps=(ControlMap(source=NAME, day=day, layers=layers),),
        day_evidence=evidence,
        published_at=published_at,
    )


def category(properties: Mapping[str, Any]) -> Category | None:
    """What a feature asserts: by its key where it has one, else by its fill; None for no ground.

    Parameters
    ----------
    properties
        Of the feature. ``name`` is "українською /// English /// geoJSON.status.occupied" since
        2024-03-23, and free text before.
    """
    fill = str(properties.get("fill") or "").strip().lower()
    key = str(properties.get("name") or "").split("///")[-1].strip().lower()
    if key.startswith("geojson."):
        for start, found in _KEYS:
            if key.startswith(start):
                return _IN_RUSSIA.get(fill, {}).get(found, found)
        # A new territory is left out; a new status is taken by its colour.
        return None if key.startswith("geojson.territories.") else FILLS.get(fill)
    return FILLS.get(fill)


def _layers(table: Table, where: str) -> tuple[Layer, ...]:
    drawn: dict[Category, list[shapely.Geometry]] = {found: [] for found in ALWAYS}
    coloured: dict[Category, list[shapely.Geometry]] = {}
    for feature in table.features:
        if not is_polygonal(feature.geometry):
            continue
        found = category(feature.properties)
        if found is not None:
            drawn.setdefault(found, []).append(feature.geometry)
        by_fill = _by_fill(feature)
        if by_fill is not None:
            coloured.setdefault(by_fill, []).append(feature.geometry)
    if not drawn[CONTROL]:
        raise DecodeError(
            "nothing is marked as occupied",
            where=where,
            expected="polygons named geoJSON.status.occupied or filled #a52714",
            do="check the source; if DeepState changed its format, report it",
        )
    refuse_elsewhere(
        [one for group in drawn.values() for one in group], extent=UKRAINE_AND_BORDER, where=where
    )
    return tuple(
        layer(
            group,
            party=found.party,
            status=found.status,
            published_area_km2=_published_km2(coloured.get(found, ())),
            repairs=_repairs_of(table, found),
        )
        for found, group in drawn.items()
    )


def _by_fill(feature: Feature) -> Category | None:
    """The category DeepState counts a feature's area under: its colour decides, not its key.

    14 versions of October 2024 have a grey polygon keyed as dismissed, and their published grey
    area includes it.
    """
    return FILLS.get(str(feature.properties.get("fill") or "").strip().lower())


def _published_km2(drawn: Sequence[shapely.Geometry]) -> float:
    """Area as DeepState computes it: every polygon on its own, overlaps counted twice."""
    parts = shapely.get_parts(np.array([None, *drawn], dtype=object)[1:])
    return area_km2(shapely.MultiPolygon(list(parts)), model=AreaModel.SPHERE_CHORD)


def _repairs_of(table: Table, found: Category) -> tuple[Repair, ...]:
    """Rings mended on reading, noted once, with the layer that a definition is about."""
    return table.repairs if found == CONTROL else ()


def _version(read: Mapping[str, Any], captured: Captured, where: str) -> int | None:
    """The id, from the object or the name; None where neither has one."""
    stated = read.get("id")
    found = _ID.findall(captured.name) or _ID.findall(captured.folder)
    ids: dict[int, str] = {}
    if isinstance(stated, int) and not isinstance(stated, bool):
        if not _FIRST_ID <= stated <= _LAST_ID:
            raise DayError(
                "its id is no Unix time of this war",
                where=where,
                expected=f"seconds from {_FIRST_ID} on",
                got=str(stated)[:40] if abs(stated) < _LAST_ID**2 else "a far larger number",
                do="check the source, or remove the id and give the day with --day",
            )
        ids[stated] = f"{stated} within"
    for name in found:
        ids.setdefault(int(name), f"{name} in its name")
    if len(ids) > 1:
        raise DayError(
            "two ids that contradict each other",
            where=where,
            got=", ".join(ids.values()),
            do="name it after the right one",
        )
    return next(iter(ids), None)


def _day(version: int | None, captured: Captured, where: str) -> tuple[date, str]:
    """The day in Kyiv of the version, or what the user says."""
    latest = captured.captured_at.timestamp() + _A_DAY_S
    if version is not None and version > latest:
        raise DayError(
            "the version lies in the future",
            where=where,
            expected=f"at most {captured.captured_at:%Y-%m-%d}, when it was captured",
            got=f"{datetime.fromtimestamp(version, UTC):%Y-%m-%d}",
            do="check its name, or the day it was captured",
        )
    if version is None:
        return _given_day(captured, "", where)
    at = datetime.fromtimestamp(version, UTC).astimezone(KYIV)
    evidence = f"id {version}, {at:%Y-%m-%d %H:%M} in Kyiv"
    if captured.day in (None, at.date()):
        return at.date(), evidence
    return _given_day(captured, f" (against {evidence})", where)


def _given_day(captured: Captured, against: str, where: str) -> tuple[date, str]:
    """The day the user says, and what contradicts it."""
    day = captured.day
    if day is None:
        raise DayError(
            "no version id",
            where=where,
            expected="a file named after its Unix time, as 1730409422.geojson",
            do="rename it, or give its day with --day YYYY-MM-DD",
        )
    refuse_future(day, captured_at=captured.captured_at, where=where)
    return day, f"given by the user{against}"


SOURCE = Source(
    name=NAME,
    title="DeepState",
    licence="not stated",
    redistributable=False,
    covers_from=date(2022, 2, 24),
    decode=decode,
    suffixes=(".geojson", ".json"),
)
