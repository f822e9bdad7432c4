"""What the maps give for a query: one row of evidence a definition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from fractions import Fraction

from retally.check.asking import AskedOnce
from retally.check.brackets import Bracket, bracket, gained_km2
from retally.check.query import Measure, Query
from retally.check.units import KM2_PER, measured_unit
from retally.model.check import Evidence
from retally.model.definition import Definition
from retally.model.quantity import Quantity
from retally.series.windows import Window

ACCURACY = 0.005
"""How far, as a part of it, a change measured here may lie from what its publisher printed of the
same maps and days: the figures by AFP and ISW that ship lie 0.2 to 0.3 % off at the median, half a
percent at the nearer three quarters. Only asked where nothing holds to the printed digit."""


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The rows of evidence, and what else was measured on the way.

    Parameters
    ----------
    gained_km2
        For a definition, the ground gained without what was lost, where maps of both ends tell.
    """

    rows: tuple[Evidence, ...]
    gained_km2: Mapping[str, float] = field(default_factory=dict, hash=False)


def evidence(
    ground: AskedOnce,
    query: Query,
    claimed: Quantity,
    definitions: Mapping[str, Definition],
) -> Answers:
    """What every fitting definition gives, those left open first.

    Windows shifted by one day are further rows with their own `start` and `end`: shown, never
    folded into low and high. There is one for a definition left open where the shifted window would
    hold and the stated one does not; where an end of the stated window has no map of its day and
    the shifted one has both; and, where none holds, for the nearest.

    Parameters
    ----------
    claimed
        The printed interval in the unit that evidence is told in (`units.in_measured_unit`).
    """
    found = {
        name: bracket(ground, query, definitions[name], query.window)
        for name in (*query.left_open, *(() if query.near else query.others))
    }
    rows = [_row(name, one, query, query.window, claimed) for name, one in found.items()]
    if query.is_over_days and not any(row.holds for row in stated(rows, query)):
        rows = [_within_accuracy(row, claimed) for row in rows]
    deciding = [row for row in stated(rows, query) if row.holds is not None]
    holding = any(row.holds for row in deciding)
    nearest = None if holding else min(deciding, key=lambda row: off(row, claimed), default=None)
    shifted = [
        other
        for row in deciding
        if _has_shifts(query) and not (row.holds and row.is_exact)
        for other in _shifted(ground, query, definitions[row.definition], claimed)
        if (other.holds and not row.holds) or not row.is_exact or row is nearest
    ]
    gained = {} if holding else _gained(ground, query)
    return Answers(rows=(*rows, *shifted), gained_km2=gained)


def _has_shifts(query: Query) -> bool:
    """Whether windows shifted by one day are of use: for a change of the whole ground."""
    return query.is_over_days and query.than is None and query.near is None


def _gained(ground: AskedOnce, query: Query) -> dict[str, float]:
    """Ground gained without what was lost, by definition, where that may be what is printed."""
    is_plain = query.measure is Measure.NET and query.than is None and query.near is None
    if not is_plain or query.claim.unit not in KM2_PER:
        return {}
    found = {name: gained_km2(ground, query, name) for name in query.left_open}
    return {name: value for name, value in found.items() if value is not None}


def off(row: Evidence, claimed: Quantity) -> float:
    """How far the middle of a row's bracket lies from the printed number."""
    low = row.low if row.low is not None else row.value or 0.0
    high = row.high if row.high is not None else row.value or 0.0
    target = claimed.value
    if target is None:
        ends = [end for end in (claimed.low, claimed.high) if end is not None]
        target = sum(ends, Fraction(0)) / len(ends) if ends else None
    return abs((low + high) / 2 - float(target or 0))


def stated(rows: Iterable[Evidence], query: Query) -> list[Evidence]:
    """The rows of the window that the story states, of the definitions left open."""
    return [
        row
        for row in rows
        if (row.start, row.end) == (query.start, query.end) and row.definition in query.left_open
    ]


def meets(row: Bracket, claimed: Quantity) -> bool | None:
    """Whether a bracket meets the printed interval; None where an end is not bracketed."""
    if row.low is None or row.high is None or not row.is_near:
        return None
    value = row.value if row.value is not None else row.low
    bounds = (row.low, row.high)
    return Quantity.measured(value, unit=claimed.unit, bounds=bounds).meets(claimed)


def _within_accuracy(row: Evidence, claimed: Quantity) -> Evidence:
    """A row that holds where it lies within the accuracy of areas, its numbers as they were."""
    if row.holds is not False:
        return row
    low, high = float(row.low or 0), float(row.high or 0)
    ends = (low - ACCURACY * abs(low), high + ACCURACY * abs(high))
    near = Quantity.measured(ends[0], unit=claimed.unit, bounds=ends).meets(claimed)
    return replace(row, holds=True) if near else row


def _shifted(
    ground: AskedOnce, query: Query, definition: Definition, claimed: Quantity
) -> list[Evidence]:
    """The windows a day earlier and a day later, where both their ends have a map."""
    found = []
    for days in (timedelta(days=-1), timedelta(days=1)):
        window = Window(start=query.start + days, end=query.end + days)
        one = bracket(ground, query, definition, window)
        other = _row(definition.name, one, query, window, claimed)
        if other.holds is not None and other.is_exact:
            found.append(other)
    return found


def _row(name: str, found: Bracket, query: Query, window: Window, claimed: Quantity) -> Evidence:
    """One definition's answer; without maps it is there with nothing measured."""
    return Evidence(
        definition=name,
        source=found.source,
        start=window.start,
        end=window.end,
        from_day=found.from_day,
        to_day=found.to_day,
        basis=found.basis,
        value=found.value,
        low=found.low,
        high=found.high,
        unit=measured_unit(query.claim.unit),
        holds=meets(found, claimed),
    )
