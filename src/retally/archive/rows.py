"""Rows of the catalogue as values, and values as the text that rows hold."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from retally.model.snapshot import LayerDay, Snapshot
from retally.model.words import Party, State, Status

if TYPE_CHECKING:
    # shapely comes with it, and an archive must open without.
    from retally.model.control_map import Repair


@dataclass(frozen=True, kw_only=True)
class Part:
    """One part as the catalogue knows it: its name below `maps/`, its hash, its rows."""

    source: str
    month: str
    name: str
    sha256: str
    rows: int


@dataclass(frozen=True, kw_only=True)
class LayerRow:
    """One vintage of one layer of one day.

    Parameters
    ----------
    layer
        What series and rules need.
    reason
        Why it is held; None where it is not.
    released
        Whether a person has freed it.
    number
        Of its row.
    vintage
        Orders the vintages of a day: version published, captured, added. The last one counts.
    repairs
        As JSON; None where nothing was repaired.
    """

    layer: LayerDay
    reason: str | None
    released: bool
    number: int
    vintage: tuple[str, str, int]
    repairs: str | None


@dataclass(frozen=True, kw_only=True)
class SnapshotRow:
    """A snapshot that is about to be added: all but its layers."""

    id: str
    source: str
    day: date
    day_evidence: str
    published_at: datetime | None
    captured_at: datetime
    address: str
    licence: str
    sha256: str
    size: int
    geometry_hash: str


def moment_text(moment: datetime) -> str:
    """A moment as the catalogue has it: UTC, microseconds, so that text order is time order."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def includes_text(statuses: Iterable[Status]) -> str:
    """Statuses merged into a layer, as the catalogue and the parts have them: ``prewar``."""
    return ",".join(sorted(status.value for status in statuses))


def repairs_of(text: str | None) -> tuple[Repair, ...]:
    """The repairs of a layer as the catalogue has them."""
    from retally.model.control_map import Repair

    return tuple(
        Repair(what=what, lon_lat=None if place is None else (place[0], place[1]), moved_km2=moved)
        for what, place, moved in (json.loads(text) if text else ())
    )


def repairs_text(repairs: Sequence[Repair]) -> str | None:
    """Repairs as JSON; None where nothing was repaired."""
    rows = [(repair.what, repair.lon_lat, repair.moved_km2) for repair in repairs]
    return json.dumps(rows, ensure_ascii=False) if rows else None


_STATUSES = {status.value: status for status in Status}


def _statuses(text: str) -> frozenset[Status]:
    """The statuses of an `includes` column."""
    return frozenset(_STATUSES[word] for word in text.split(",")) if text else frozenset()


def layer_row(row: tuple[Any, ...]) -> LayerRow:
    """A row of the catalogue as a value."""
    return LayerRow(
        layer=_layer_day(date.fromisoformat(row[0]), row[1:9]),
        reason=row[9],
        released=bool(row[10]),
        number=row[11],
        vintage=(row[12], row[13], row[14]),
        repairs=row[15],
    )


def _layer_day(day: date, row: tuple[Any, ...]) -> LayerDay:
    """The columns party to doubled as a value."""
    party, status, includes, area_km2, published_area_km2, vertices, geometry_hash, doubled = row
    return LayerDay(
        day=day,
        party=Party(party),
        status=_STATUSES[status],
        includes=_statuses(includes),
        area_km2=area_km2,
        published_area_km2=published_area_km2,
        vertices=vertices,
        geometry_hash=geometry_hash,
        doubled=bool(doubled),
    )


def snapshot_of(rows: Sequence[tuple[Any, ...]]) -> Snapshot:
    """A snapshot of the catalogue from the rows of its layers."""
    first = rows[0]
    day = date.fromisoformat(first[3])
    reasons = [f"{row[12]} of {row[11]} {row[19]}" for row in rows if row[19]]
    return Snapshot(
        id=first[1],
        source=first[2],
        day=day,
        day_evidence=first[4],
        published_at=None if first[5] is None else datetime.fromisoformat(first[5]),
        captured_at=datetime.fromisoformat(first[6]),
        address=first[7],
        licence=first[8],
        sha256=first[9],
        geometry_hash=first[10],
        state=State.HELD if reasons else State.OK,
        reason="; ".join(reasons) or None,
        layers=tuple(_layer_day(day, row[11:19]) for row in rows),
    )


def part_of(row: tuple[Any, ...]) -> Part:
    """A part of the catalogue as a value."""
    return Part(source=row[0], month=row[1], name=row[2], sha256=row[3], rows=row[4])
