"""One definition's answer to a query: a value with the bracket of what the maps leave open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from retally.check.asking import AskedOnce
from retally.check.query import Measure, Operator, Query
from retally.check.units import is_share
from retally.errors import NotMeasuredError, UsageError
from retally.model.definition import Definition
from retally.model.words import Basis
from retally.series.gains import GainsRow
from retally.series.windows import Window

LONGEST_GAP_DAYS = 31
"""How far the map of a window's end may lie before it. Over longer gaps ground goes back and forth,
so that the neighbouring maps bound nothing: from ISW's few maps of 2022 none tells 2023."""

AROUND_KM = (10.0, 30.0)
"""Radii, in km, between which "around Pokrovsk" is taken to lie where no distance is printed: the
town with its outskirts, and about the half of the way to the next towns that copy names so."""


@dataclass(frozen=True, kw_only=True)
class Bracket:
    """A measured value and what it may lie between, in the unit of the evidence.

    Parameters
    ----------
    low, high
        None where an end has no map on its outer side, or the measure needs maps that are not
        there.
    is_near
        Whether the maps used lie near enough to the ends for the bracket to bind.
    per_day
        Net change per day between the maps used.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    source: str | None = None
    from_day: date | None = None
    to_day: date | None = None
    basis: Basis | None = None
    is_near: bool = True
    per_day: float | None = None

    @property
    def is_bracketed(self) -> bool:
        """Whether it can be compared with anything."""
        return self.low is not None and self.high is not None and self.is_near


def bracket(ground: AskedOnce, query: Query, definition: Definition, window: Window) -> Bracket:
    """What a definition gives for a query over a window; nothing measured where no map answers."""
    found = _in_km2(ground, query, definition.name, window)
    if query.than is not None and query.operator is Operator.IS:
        found = _minus(found, _in_km2(ground, query, definition.name, query.than))
    _, _, per = query.claim.unit.partition("/")
    factor = 1.0
    if is_share(query.claim.unit):
        if not definition.share_of_km2:
            return Bracket()
        factor = 100 / definition.share_of_km2
    if per and query.measure is not Measure.HELD:
        factor /= window.days
    return found if factor == 1.0 else _times(found, factor)


def _in_km2(ground: AskedOnce, query: Query, name: str, window: Window) -> Bracket:
    try:
        if query.measure is Measure.HELD:
            return _held(ground, name, window.end)
        found = ground.gains(
            name,
            start=window.start,
            end=window.end,
            flows=query.measure is not Measure.NET,
        )
        row = found.rows[0]
        if query.near is not None:
            return _around(ground, query, name, row)
    except (NotMeasuredError, UsageError):
        return Bracket()
    return of_row(row, query.measure, row.source or found.source)


def _around(ground: AskedOnce, query: Query, name: str, row: GainsRow) -> Bracket:
    """The net change around a place; over a stated distance, or between two where none is."""
    kms = AROUND_KM if query.km is None else (query.km,)
    shares = ground.shares_within(name, row, str(query.near), kms) if row.exact else None
    if shares is None:
        return Bracket()
    nets = [share.net_km2 for share in shares]
    return Bracket(
        value=nets[0] if len(nets) == 1 else None,
        low=min(nets),
        high=max(nets),
        source=row.source,
        from_day=row.from_day,
        to_day=row.to_day,
        basis=row.basis,
    )


def of_row(row: GainsRow, measure: Measure, source: str | None) -> Bracket:
    """A measured window as a bracket of what is asked."""
    net = Bracket(
        value=row.net_km2,
        low=row.net_low_km2,
        high=row.net_high_km2,
        source=source,
        from_day=row.from_day,
        to_day=row.to_day,
        basis=row.basis,
        is_near=_gap_days(row) <= LONGEST_GAP_DAYS,
        per_day=row.per_day_km2,
    )
    if measure is Measure.NET:
        return net
    # What was lost and what was gained elsewhere are told apart by geometry alone.
    lost = row.lost_km2 if row.exact else None
    if lost is None:
        return replace(net, value=None, low=None, high=None)
    balance = -row.net_km2 if measure is Measure.BALANCE and row.net_km2 is not None else lost
    low, high = sorted((lost, balance)) if balance > 0 else (lost, lost)
    return replace(net, value=lost, low=low, high=high)


def gained_km2(ground: AskedOnce, query: Query, name: str) -> float | None:
    """Ground gained without what was lost; None without the maps of both end days."""
    try:
        found = ground.gains(name, start=query.start, end=query.end, flows=True)
    except (NotMeasuredError, UsageError):
        return None
    row = found.rows[0]
    return row.gained_km2 if row.exact else None


def _held(ground: AskedOnce, name: str, day: date) -> Bracket:
    found = ground.held(name, day)
    return Bracket(
        value=found.held_km2,
        low=found.held_low_km2,
        high=found.held_high_km2,
        source=found.source,
        to_day=found.map_day,
        basis=found.basis,
        is_near=(day - found.map_day).days <= LONGEST_GAP_DAYS,
    )


def _minus(one: Bracket, other: Bracket) -> Bracket:
    """The difference of two windows; nothing is assumed of how their intervals go together."""
    return replace(
        one,
        value=_less(one.value, other.value),
        low=_less(one.low, other.high),
        high=_less(one.high, other.low),
        is_near=one.is_near and other.is_near,
        per_day=None,
    )


def _less(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _times(found: Bracket, factor: float) -> Bracket:
    def scaled(value: float | None) -> float | None:
        return None if value is None else value * factor

    return replace(
        found,
        value=scaled(found.value),
        low=scaled(found.low),
        high=scaled(found.high),
    )


def _gap_days(row: GainsRow) -> int:
    """Days between an end of the window and the map used there, the longer of the two."""
    before = (row.start - row.from_day).days - 1 if row.from_day else 0
    after = (row.end - row.to_day).days if row.to_day else 0
    return max(before, after)
