"""A made-up archive in memory, with the questions that series asks of the real one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import shapely

from retally.measure.area import area_km2
from retally.model.definition import Definition
from retally.model.geometry import canonical, geometry_hash
from retally.model.snapshot import LayerDay, Snapshot
from retally.model.words import Party, State, Status

RED, BLUE = Party("red"), Party("blue")
CAPTURED = datetime(2031, 1, 1, tzinfo=UTC)


def strip(width: int, *, west: int = 0) -> shapely.MultiPolygon:
    """A box 0.1 degrees high and `width` hundredths of a degree wide, at the equator."""
    if width == 0:
        return shapely.MultiPolygon()
    return canonical(shapely.box(west / 100, 0, (west + width) / 100, 0.1))


CELL_KM2 = area_km2(strip(1))
"""Area of a strip of width 1: every other strip is a multiple."""


class MadeArchive:
    """Layers by source, given as (day, party, status, geometry, more)."""

    def __init__(self) -> None:
        self.rows: dict[str, list[LayerDay]] = {}
        self.stored: dict[str, shapely.MultiPolygon] = {}
        self.cache: dict[str, dict] = {}
        self.reads = 0

    def put(self, source, day, party, status, geometry, **more):
        digest = geometry_hash(geometry)
        self.stored[digest] = geometry
        self.rows.setdefault(source, []).append(
            LayerDay(
                day=day,
                party=party,
                status=status,
                area_km2=area_km2(geometry),
                geometry_hash=digest,
                **more,
            )
        )
        return self

    def layer_days(self, source, *, as_of=None):
        rows = self.rows.get(source, [])
        return tuple(row for row in rows if as_of is None or row.day <= as_of.date())

    def geometries(self, hashes):
        self.reads += 1
        return {one: self.stored[one] for one in hashes if one in self.stored}

    def snapshots(self, *, source=None, state=None):
        return tuple(
            Snapshot(
                id=f"{row.day}-{row.status}",
                source=source,
                day=row.day,
                day_evidence="made",
                published_at=None,
                captured_at=CAPTURED,
                address="made",
                licence=f"licence of {row.day.year}",
                sha256="0" * 64,
                geometry_hash=row.geometry_hash or "",
                state=State.OK,
                reason=None,
                layers=(row,),
            )
            for row in self.rows.get(source, [])
        )

    def remembered_of(self, keys):
        return {key: self.cache[key] for key in keys if key in self.cache}

    def remembered(self, key):
        return self.cache.get(key)

    def remember(self, entries):
        self.cache.update(entries)


def rule(name="red-control", *statuses, sources=("made",), party=RED, **more) -> Definition:
    """A made-up definition."""
    return Definition(
        name=name,
        sentence="Made up.",
        sources=tuple(sources),
        party=party,
        statuses=frozenset(statuses or {Status.CONTROL}),
        **more,
    )


def days_of(start: date, widths: dict[int, int]) -> MadeArchive:
    """An archive whose control strip has the given width so many days after `start`."""
    archive = MadeArchive()
    for after, width in widths.items():
        day = date.fromordinal(start.toordinal() + after)
        archive.put("made", day, RED, Status.CONTROL, strip(width))
    return archive


@pytest.fixture(name="made")
def _made():
    """The helpers of this file, as attributes."""

    class Made:
        Archive = MadeArchive
        red, blue, cell_km2 = RED, BLUE, CELL_KM2

    Made.strip = staticmethod(strip)
    Made.rule = staticmethod(rule)
    Made.days_of = staticmethod(days_of)
    return Made
