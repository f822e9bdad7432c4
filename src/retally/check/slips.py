"""The slip that may stand behind an area that fits nothing: looked for in the maps themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from retally.check.asking import AskedOnce
from retally.check.brackets import Bracket, bracket
from retally.check.ground import meets
from retally.check.judge_words import number
from retally.check.query import Measure, Query
from retally.check.units import measured_unit
from retally.model.check import Hint
from retally.model.definition import Definition
from retally.model.quantity import KM2_PER_MI2, Quantity
from retally.series.windows import Window, whole

_TELLING = Fraction(1, 20)
"""Widest printed interval, over its number, of which a coincidence is told as a slip: "about 500"
fits some window or other by chance."""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A slip that would explain a number, in words."""

    hint: Hint
    words: str


def slip(
    ground: AskedOnce,
    query: Query,
    claimed: Quantity,
    definitions: Mapping[str, Definition],
) -> Slip | None:
    """The likeliest slip under which a number would hold, by maps of both end days.

    Tried in turn: the same days of the year before or after, a window since the start of the year
    or of the war's maps, the whole period around a part of it, the period before, and square miles
    printed as square kilometres or the reverse.
    """
    if not _is_telling(claimed):
        return None
    for hint, window in _windows(query):
        found = _holding(ground, query, window, claimed, definitions)
        if found is not None:
            name, one = found
            words = f"{window.start} to {window.end} would hold: {name} ({_told(one, query)})"
            return Slip(hint=hint, words=words)
    return _unit_slip(ground, query, claimed, definitions)


def square_dropped(
    ground: AskedOnce, query: Query, printed: Quantity, definitions: Mapping[str, Definition]
) -> Slip | None:
    """An advance printed in kilometres whose number is the area gained in that window."""
    area = replace(printed, unit="km2")
    if not _is_telling(area):
        return None
    found = _holding(ground, query, query.window, area, definitions)
    if found is None:
        return None
    name, one = found
    words = f"the ground gained over {query.start} to {query.end}: {name} ({_told(one, query)})"
    return Slip(hint=Hint.SQUARE_DROPPED, words=words)


def _is_telling(claimed: Quantity) -> bool:
    """Whether a printed interval is narrow enough for a coincidence to mean something."""
    if claimed.low is None or claimed.high is None or not claimed.value:
        return False
    return (claimed.high - claimed.low) / abs(claimed.value) <= _TELLING


def _windows(query: Query) -> Iterator[tuple[Hint, Window]]:
    """Windows that copy takes for one another, the likeliest first."""
    if query.measure is Measure.HELD:
        for years in (-1, 1):
            moved = _moved(query.window, years)
            if moved:
                yield Hint.YEAR_SLIP, moved
        return
    for years in (-1, 1):
        moved = _moved(query.window, years)
        if moved:
            yield Hint.YEAR_SLIP, moved
    end = query.end
    others = [Window(start=date(end.year, 1, 1), end=end)]
    for period in ("month", "year"):
        around = whole(period, query.start)
        before = whole(period, around.start - timedelta(days=1))
        is_of_period = query.window.days <= around.days
        if is_of_period:
            others += [around, before]
    for window in others:
        if window != query.window:
            yield Hint.WINDOW_SLIP, window


def _moved(window: Window, years: int) -> Window | None:
    """The same days of another year; None where 29 February has none there."""
    try:
        return Window(
            start=window.start.replace(year=window.start.year + years),
            end=window.end.replace(year=window.end.year + years),
        )
    except ValueError:
        return None


def _unit_slip(
    ground: AskedOnce, query: Query, claimed: Quantity, definitions: Mapping[str, Definition]
) -> Slip | None:
    area = query.claim.unit.partition("/")[0]
    factors = {"km2": KM2_PER_MI2, "mi2": 1 / KM2_PER_MI2}
    if area not in factors:
        return None
    other = claimed.times(factors[area], unit=claimed.unit)
    found = _holding(ground, query, query.window, other, definitions)
    if found is None:
        return None
    name, one = found
    said = "square miles" if area == "km2" else "square kilometres"
    return Slip(
        hint=Hint.UNIT_SWAPPED, words=f"in {said} it would hold: {name} ({_told(one, query)})"
    )


def _holding(
    ground: AskedOnce,
    query: Query,
    window: Window,
    claimed: Quantity,
    definitions: Mapping[str, Definition],
) -> tuple[str, Bracket] | None:
    """The first definition left open that gives the number by maps of the very days."""
    for name in query.left_open:
        found = bracket(ground, query, definitions[name], window)
        is_exact = found.value is not None and found.low == found.high
        if is_exact and meets(found, claimed):
            return name, found
    return None


def _told(found: Bracket, query: Query) -> str:
    return number(found.value or 0.0, measured_unit(query.claim.unit))
