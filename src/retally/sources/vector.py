"""Any vector file with a user's mapping: another war, another mapper, a hand-drawn map."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

import numpy as np
import shapely

from retally.errors import DayError, DecodeError
from retally.measure.repair import repaired
from retally.model.control_map import ControlMap, Layer
from retally.model.words import Party, Status
from retally.sources import files
from retally.sources.base import Captured, Decoded, Source
from retally.sources.days import readings, refuse_future, settled
from retally.sources.layers import layer
from retally.sources.statuses import Mapped, Place, mapped, places
from retally.sources.tables import Feature, Table, in_lon_lat, is_polygonal

NAME = "vector"


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A feature, with what the mapping makes of it."""

    feature: Feature
    place: Place
    day: date


def decode(captured: Captured) -> Decoded:
    """The layers of a file under the user's mapping, one map a day.

    Raises
    ------
    InputError
        If it cannot be read, a day is not known, or the mapping leaves values open.
    UsageError
        If the mapping itself is wrong.
    """
    where = captured.address or captured.name
    known = mapped(captured.mapping, where)
    found = [
        in_lon_lat(table, crs=captured.crs, where=where)
        for table in files.tables(
            captured.content, name=captured.name, where=where, layer=known.layer
        )
    ]
    named = [(table.name, feature) for table in found for feature in table.features]
    _refuse_no_polygons([feature for _, feature in named], where)
    meant = places([(name, feature.properties) for name, feature in named], known, where)
    kept = [
        (feature, place)
        for (_, feature), place in zip(named, meant, strict=True)
        if place is not None
    ]
    dated, evidence = _dated(kept, known, captured, where)
    maps = _maps(dated, found, source=known.source or NAME)
    return Decoded(maps=maps, day_evidence=evidence)


def read_polygons(
    content: bytes, name: str, *, crs: str | None, where: str
) -> list[tuple[Mapping[str, Any], shapely.Geometry]]:
    """The polygons of any vector file: attributes, and a valid geometry in lon/lat.

    Parameters
    ----------
    content
        The file's bytes, in any format of `files.SUFFIXES`.
    name
        Its name.
    crs
        The reference system the user gave, for a file that states none.
    where
        The file, for messages.

    Returns
    -------
    list
        One entry a feature that has ground, in the order of the file. Points and lines are
        left out.

    Raises
    ------
    InputError
        If it cannot be read, or has no polygon at all.
    """
    found = [
        in_lon_lat(table, crs=crs, where=where)
        for table in files.tables(content, name=name, where=where)
    ]
    features = [feature for table in found for feature in table.features]
    _refuse_no_polygons(features, where)
    ground = [feature for feature in features if is_polygonal(feature.geometry)]
    return [(feature.properties, repaired(feature.geometry)[0]) for feature in ground]


def _refuse_no_polygons(features: list[Feature], where: str) -> None:
    geometries = np.array([None, *(feature.geometry for feature in features)], dtype=object)
    if any(is_polygonal(geometry) for geometry in geometries):
        return
    kinds = {one.geom_type.lower() for one in geometries if one is not None}
    raise DecodeError(
        "the file holds no polygons",
        where=where,
        expected="polygons",
        got=", ".join(sorted(kinds)) or "no geometry",
        do="leave it out, or draw the ground as polygons",
    )


def _dated(
    kept: list[tuple[Feature, Place]], known: Mapped, captured: Captured, where: str
) -> tuple[list[Placed], str]:
    """Every feature with its day: the user's, its field's or the mapping's, or its file name's."""
    days = {place.day for _, place in kept}
    if captured.day is not None:
        return _chosen(kept, days, captured, where)
    evidence = f"field {known.day_field}" if known.day is None else "the mapping"
    single: date | None = None
    if None in days:
        if len(days) > 1:
            raise DayError(
                "some features have no day",
                where=where,
                expected=f"a day in the field {known.day_field!r} of each",
                do="fill them in, or give one day with --day YYYY-MM-DD",
            )
        single, evidence = settled(
            _named(captured), given=None, captured_at=captured.captured_at, where=where
        )
    dated = [
        Placed(feature=feature, place=place, day=day)
        for feature, place in kept
        if (day := place.day or single) is not None
    ]
    for one in dated:
        refuse_future(one.day, captured_at=captured.captured_at, where=where)
    return dated, evidence


def _chosen(
    kept: list[tuple[Feature, Place]], days: set[date | None], captured: Captured, where: str
) -> tuple[list[Placed], str]:
    """The features of the day the user gave: all, unless the file itself tells several days."""
    day, evidence = settled(
        _named(captured), given=captured.day, captured_at=captured.captured_at, where=where
    )
    has_several = len(days - {None}) > 1
    chosen = [
        Placed(feature=feature, place=place, day=day)
        for feature, place in kept
        if not has_several or place.day in (day, None)
    ]
    if not chosen:
        raise DayError(
            "the file has no feature of the day given",
            where=where,
            got=", ".join(str(other) for other in sorted(days - {None}, key=str)[:5]),
            do="give one of its days, or leave --day away",
        )
    return chosen, evidence


def _named(captured: Captured) -> list[Any]:
    return [
        *readings(PurePosixPath(captured.name).stem, "file name"),
        *readings(captured.folder, "folder"),
    ]


def _maps(dated: list[Placed], tables: list[Table], *, source: str) -> tuple[ControlMap, ...]:
    groups: dict[date, dict[tuple[Party, Status], list[shapely.Geometry]]] = {}
    for one in dated:
        drawn = groups.setdefault(one.day, {}).setdefault((one.place.party, one.place.status), [])
        if is_polygonal(one.feature.geometry):
            drawn.append(one.feature.geometry)
    repairs = tuple(repair for table in tables for repair in table.repairs)
    maps: list[ControlMap] = []
    for day, layers in sorted(groups.items()):
        made: list[Layer] = []
        for (party, status), drawn in layers.items():
            # Rings are mended before days are told apart: noted once, with the first layer.
            noted = repairs if not maps and not made else ()
            made.append(layer(drawn, party=party, status=status, repairs=noted))
        maps.append(ControlMap(source=source, day=day, layers=tuple(made)))
    return tuple(maps)


SOURCE = Source(
    name=NAME,
    title="Vector file with a mapping",
    licence="not stated",
    redistributable=False,
    covers_from=None,
    decode=decode,
    suffixes=files.SUFFIXES,
)
