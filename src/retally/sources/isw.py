"""Institute for the Study of War and Critical Threats: assessed control of terrain.

One file is one layer of one day, as a zipped shapefile or GeoJSON; a time-lapse file holds
several days of one layer. docs/sources/isw.md describes the format and its quirks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any

from retally.errors import DayError, DecodeError
from retally.model.control_map import ControlMap, Layer
from retally.model.words import Party, Status
from retally.sources import files
from retally.sources.base import Captured, Decoded, Source
from retally.sources.days import readings, refuse_future, settled
from retally.sources.isw_names import told
from retally.sources.layers import UKRAINE_AND_BORDER, layer, refuse_elsewhere
from retally.sources.tables import Feature, Table, in_lon_lat, polygons

NAME = "isw"

DAY_FIELDS = ("datetime", "pub_date")
"""Fields of the time-lapse services that hold the map's day. ``publicatio`` is not one: it is
the day a polygon was first drawn (12 of 13 Kursk files carry a day weeks before their own), and
``EditDate`` and ``CreationDate`` are the editor's."""


def decode(captured: Captured) -> Decoded:
    """The layers of a file, by day.

    Returns
    -------
    Decoded
        Without maps where the file is known to be no control map (Kursk events are points);
        `Decoded.day_evidence` then says why it was passed over.

    Raises
    ------
    InputError
        If it cannot be read, or its layer or day is not known for certain.
    """
    where = captured.address or captured.name
    layers: dict[date, list[Layer]] = {}
    notes: list[str] = []
    for table in files.tables(captured.content, name=captured.name, where=where):
        known = told((table.name, captured.name), folder=captured.folder, where=where)
        if known.party is None or known.status is None:
            notes.append(f"passed over: {known.what}, no control map")
            continue
        days, evidence = _days(table, captured, where)
        notes.append(evidence)
        placed = in_lon_lat(table, crs=captured.crs, where=where)
        for day, features in days.items():
            made = _layer(placed, features, known.party, known.status, where)
            _add(layers.setdefault(day, []), made, where)
    maps = tuple(
        ControlMap(source=NAME, day=day, layers=tuple(layers[day])) for day in sorted(layers)
    )
    return Decoded(maps=maps, day_evidence="; ".join(dict.fromkeys(notes)))


def _layer(
    table: Table, features: Iterable[int], party: Party, status: Status, where: str
) -> Layer:
    """The layer of some features of a table, by their numbers."""
    chosen = [table.features[number] for number in features]
    drawn = polygons(chosen)
    _refuse_no_polygons(chosen, drawn, where)
    refuse_elsewhere(drawn, extent=UKRAINE_AND_BORDER, where=where)
    return layer(drawn, party=party, status=status, repairs=table.repairs)


def _refuse_no_polygons(features: list[Feature], drawn: list[Any], where: str) -> None:
    kinds = {feature.geometry.geom_type for feature in features if feature.geometry is not None}
    if not drawn and kinds - {"Polygon", "MultiPolygon"}:
        raise DecodeError(
            "the file holds no polygons",
            where=where,
            expected="polygons",
            got=", ".join(sorted(kinds)),
            do="leave it out, it is no control map",
        )


def _add(layers: list[Layer], made: Layer, where: str) -> None:
    if any(other.party == made.party and other.status == made.status for other in layers):
        raise DecodeError(
            "the file holds one layer twice",
            where=where,
            got=f"{made.party} {made.status}",
            do="add the two as files of their own",
        )
    layers.append(made)


def _days(table: Table, captured: Captured, where: str) -> tuple[Mapping[date, Iterable[int]], str]:
    """Numbers of the features of each day, and how the days are known."""
    names = [
        *readings(PurePosixPath(table.name).name, "layer name"),
        *readings(PurePosixPath(captured.name).stem, "file name"),
        *readings(captured.folder, "folder"),
    ]
    field, stamped = _stamped(table, where)
    everything = range(len(table.features))
    if len(stamped) > 1:
        return _of_several(stamped, field, captured, where)
    for day in stamped:
        names += readings(day.isoformat(), f"field {field}")
    day, evidence = settled(
        names, given=captured.day, captured_at=captured.captured_at, where=where
    )
    return {day: everything}, evidence


def _of_several(
    stamped: Mapping[date, list[int]], field: str, captured: Captured, where: str
) -> tuple[Mapping[date, Iterable[int]], str]:
    """The days of a time-lapse: all, or the one the user gave."""
    if captured.day is None:
        for day in stamped:
            refuse_future(day, captured_at=captured.captured_at, where=where)
        return stamped, f"field {field}"
    if captured.day in stamped:
        return {captured.day: stamped[captured.day]}, f"field {field}, given by the user"
    raise DayError(
        "the file holds several days, and not the one given",
        where=where,
        expected=str(captured.day),
        got=f"{min(stamped)} to {max(stamped)}",
        do="give one of its days, or leave --day away",
    )


def _stamped(table: Table, where: str) -> tuple[str, dict[date, list[int]]]:
    """The day field and the numbers of the features of each day; nothing where there is none."""
    for field in DAY_FIELDS:
        days: dict[date, list[int]] = {}
        for number, feature in enumerate(table.features):
            value = feature.properties.get(field)
            if value is not None:
                days.setdefault(_day(value, field, where), []).append(number)
        if len(days) > 1 and sum(map(len, days.values())) < len(table.features):
            raise DayError(
                "some features of several days have none",
                where=where,
                expected=f"the field {field} filled in for each",
                do="fetch it again",
            )
        if days:
            return field, dict(sorted(days.items()))
    return "", {}


def _day(value: Any, field: str, where: str) -> date:
    """The day of a stamp; stamps are 20:00 UTC, 16:00 in Washington, of the map's own day."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    try:
        if isinstance(value, int | float) and value > _FIRST_MILLISECOND:
            return datetime.fromtimestamp(value / 1000, UTC).date()
        return date.fromisoformat(str(value)[:10].replace("/", "-"))
    except (ValueError, OverflowError, OSError) as error:
        raise DayError(
            f"the field {field} holds no day", where=where, got=repr(value)[:60], do="correct it"
        ) from error


_FIRST_MILLISECOND = 1e12
"""September 2001 in milliseconds: ArcGIS writes its dates so."""

SOURCE = Source(
    name=NAME,
    title="Institute for the Study of War and AEI's Critical Threats Project",
    licence="not stated",
    redistributable=False,
    covers_from=date(2022, 2, 24),
    decode=decode,
    suffixes=(".zip", ".shp", ".geojson", ".json"),
)
