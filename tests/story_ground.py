"""A ground whose gains are written down, and definitions of a made-up war, for tests of checks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from retally.errors import NotMeasuredError, UsageError
from retally.measure.near import NearShare
from retally.model.definition import Definition
from retally.model.words import AreaModel, Basis, Party, Status
from retally.series.gains import Gains, GainsRow
from retally.series.held import Held
from retally.series.windows import whole

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
    """Answers from tables; anything else is not measured.

    Parameters
    ----------
    table
        Net by (definition, start, end).
    flows
        Gained and lost by (definition, start, end), where maps of both ends tell.
    holdings
        Held by (definition, day); its map is of that day, or `gap_days` before.
    near
        Net within the first and the last of the distances asked, by (definition, place).
    """

    table: dict[tuple[str, date, date], Bracket] = field(default_factory=dict)
    definitions: dict[str, Definition] = field(default_factory=lambda: dict(ISLAND))
    gap_days: int = 1
    flows: dict[tuple[str, date, date], tuple[float, float]] = field(default_factory=dict)
    holdings: dict[tuple[str, date], Bracket] = field(default_factory=dict)
    near: dict[tuple[str, str], tuple[float, float]] = field(default_factory=dict)
    captured: dict[date, datetime] = field(default_factory=dict)
    basis: Basis = Basis.ARCHIVE

    def captured_at(self, source: str, day: date) -> datetime | None:
        return self.captured.get(day)

    def shares_within(
        self, definition: str, row: GainsRow, place: str, kms: Sequence[float]
    ) -> tuple[NearShare, ...] | None:
        if place == "Twinton":
            raise UsageError("two places are called so")
        nets = self.near.get((definition, place))
        if nets is None:
            return None
        return tuple(
            NearShare(gained_km2=net, lost_km2=0.0, net_km2=net)
            for net in (nets if len(kms) > 1 else nets[:1])
        )

    def held(self, definition: str, day: date) -> Held:
        if (definition, day) not in self.holdings:
            raise NotMeasuredError("no map at hand answers this", where=definition)
        value, low, high = self.holdings[definition, day]
        assert value is not None
        exact = low == high == value
        rule = self.definitions[definition]
        return Held(
            definition=definition,
            source=rule.sources[0],
            day=day,
            map_day=day if exact else day - timedelta(days=self.gap_days),
            basis=self.basis,
            held_km2=value,
            exact=exact,
            held_low_km2=low,
            held_high_km2=high,
            share_percent=100 * value / rule.share_of_km2 if rule.share_of_km2 else None,
            by_status={},
        )

    def gains(
        self,
        definition: str,
        *,
        start: date | None = None,
        end: date | None = None,
        by: str | None = None,
        flows: bool = True,
        ranked: bool = True,
    ) -> Gains:
        assert end is not None
        if by is not None:
            windows = sorted(
                (first, last)
                for name, first, last in self.table
                if name == definition and last <= end and whole(by, first).end == last
            )
            if not windows:
                raise NotMeasuredError("no map at hand answers this", where=definition)
            return self._gains(definition, [self._row(definition, *one) for one in windows])
        assert start is not None
        if (definition, start, end) not in self.table:
            raise NotMeasuredError("no map at hand answers this", where=definition)
        return self._gains(definition, [self._row(definition, start, end)])

    def _row(self, definition: str, start: date, end: date) -> GainsRow:
        value, low, high = self.table[definition, start, end]
        exact = low == high == value
        gained, lost = self.flows.get((definition, start, end), (None, None))
        days = (end - start).days + 1
        return GainsRow(
            start=start,
            end=end,
            from_day=start - timedelta(days=1 if exact else 1 + self.gap_days),
            to_day=end if exact else end - timedelta(days=self.gap_days),
            source=self.definitions[definition].sources[0],
            basis=self.basis,
            exact=exact,
            complete=low is not None,
            gained_km2=gained,
            lost_km2=lost,
            net_km2=value,
            net_low_km2=low,
            net_high_km2=high,
            held_km2=None,
            per_day_km2=None if value is None else value / days,
        )

    def _gains(self, definition: str, rows: list[GainsRow]) -> Gains:
        return Gains(
            definition=definition,
            source=rows[0].source,
            party=Party("norland"),
            area_model=AreaModel.ELLIPSOID,
            as_of=None,
            series_start=rows[0].start - timedelta(days=1),
            rows=tuple(rows),
        )


def month(year: int, number: int) -> tuple[date, date]:
    first = date(year, number, 1)
    return first, date(year + number // 12, number % 12 + 1, 1) - timedelta(days=1)


def flat(value: float) -> Bracket:
    return value, value, value
