"""A ground whose gains are written down, and definitions of a made-up war, for tests of checks."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from retally.errors import NotMeasuredError
from retally.model.definition import Definition
from retally.model.words import AreaModel, Basis, Party, Status
from retally.series.gains import Gains, GainsRow

Bracket = tuple[float | None, float | None, float | None]
"""Value, low and high of a window, in km2."""


def made_up_definition(
    name: str, *, source: str, party: str = "norland", about: str = ""
) -> Definition:
    return Definition(
        name=name,
        sentence=about or f"Ground that {source} shows as held by {party.capitalize()}.",
        sources=(source,),
        party=Party(party),
        statuses=frozenset({Status.CONTROL}),
    )


ISLAND = {
    one.name: one
    for one in (
        made_up_definition("atlas-narrow", source="atlas"),
        made_up_definition("atlas-wide", source="atlas"),
        made_up_definition("gazette", source="gazette"),
        made_up_definition(
            "atlas-cape",
            source="atlas",
            party="sudria",
            about="Ground inside Norland, on the Cape.",
        ),
    )
}


@dataclass
class WrittenGround:
    """Answers from a table of (definition, start, end); anything else is not measured."""

    table: dict[tuple[str, date, date], Bracket] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=lambda: dict(ISLAND))
    gap_days: int = 1

    def gains(
        self, definition: str, *, start: date | None = None, end: date | None = None
    ) -> Gains:
        assert start is not None
        assert end is not None
        if (definition, start, end) not in self.table:
            raise NotMeasuredError("no map at hand answers this", where=definition)
        value, low, high = self.table[definition, start, end]
        exact = low == high == value
        row = GainsRow(
            start=start,
            end=end,
            from_day=start - timedelta(days=1 if exact else 1 + self.gap_days),
            to_day=end if exact else end - timedelta(days=self.gap_days),
            source=self.definitions[definition].sources[0],
            basis=Basis.ARCHIVE,
            exact=exact,
            complete=low is not None,
            gained_km2=None,
            lost_km2=None,
            net_km2=value,
            net_low_km2=low,
            net_high_km2=high,
            held_km2=None,
            per_day_km2=None,
        )
        return Gains(
            definition=definition,
            source=row.source,
            party=Party("norland"),
            area_model=AreaModel.ELLIPSOID,
            as_of=None,
            series_start=None,
            rows=(row,),
        )


def month(year: int, number: int) -> tuple[date, date]:
    first = date(year, number, 1)
    return first, date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def flat(value: float) -> Bracket:
    return value, value, value
