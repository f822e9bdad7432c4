"""What the maps give for a query: one row of evidence a definition."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Protocol

from retally.check.query import Query
from retally.errors import NotMeasuredError
from retally.model.check import Evidence
from retally.model.quantity import Quantity
from retally.series.gains import Gains, GainsRow

LONGEST_GAP_DAYS = 31
"""How far the map of a window's end may lie before it. Over longer gaps ground goes back and forth,
so that the neighbouring maps bound nothing: from ISW's few maps of 2022 none tells 2023."""


class Measured(Protocol):
    """What is asked of the ground; `retally.series.ground.Ground` answers it."""

    def gains(
        self, definition: str, *, start: date | None = None, end: date | None = None
    ) -> Gains:
        """Gains of one definition over one window."""


class AskedOnce:
    """A ground of which each question is asked once: copy repeats its windows."""

    def __init__(self, ground: Measured) -> None:
        self._ground = ground
        self._answers: dict[tuple[str, date | None, date | None], Gains | NotMeasuredError] = {}

    def gains(
        self, definition: str, *, start: date | None = None, end: date | None = None
    ) -> Gains:
        """As the ground itself answers; `NotMeasuredError` where it has no map."""
        question = (definition, start, end)
        if question not in self._answers:
            try:
                self._answers[question] = self._ground.gains(definition, start=start, end=end)
            except NotMeasuredError as unanswered:
                self._answers[question] = unanswered
        answer = self._answers[question]
        if isinstance(answer, NotMeasuredError):
            raise answer
        return answer


def evidence(ground: Measured, query: Query, claimed: Quantity) -> tuple[Evidence, ...]:
    """What every fitting definition gives, those left open first.

    Windows shifted by one day are further rows with their own `start` and `end`: shown, never
    folded into low and high. There is one for a definition left open where the shifted window would
    hold and the stated one does not; where an end of the stated window has no map of its day and
    the shifted one has both; and, where none holds, for the nearest.

    Parameters
    ----------
    claimed
        The printed interval in km2.
    """
    window = (query.start, query.end)
    rows = [_row(ground, name, window, claimed) for name in (*query.left_open, *query.others)]
    deciding = [row for row in stated(rows, query) if row.holds is not None]
    holding = any(row.holds for row in deciding)
    nearest = None if holding else min(deciding, key=lambda row: off(row, claimed), default=None)
    shifted = [
        found
        for row in deciding
        if not (row.holds and row.is_exact)
        for found in _shifted(ground, row, claimed)
        if (found.holds and not row.holds) or not row.is_exact or row is nearest
    ]
    return (*rows, *shifted)


def off(row: Evidence, claimed: Quantity) -> float:
    """How far the middle of a row's bracket lies from the printed number, in km2."""
    low = row.low if row.low is not None else row.value or 0.0
    high = row.high if row.high is not None else row.value or 0.0
    target = claimed.value if claimed.value is not None else claimed.low
    return abs((low + high) / 2 - float(target or 0))


def stated(rows: Iterable[Evidence], query: Query) -> list[Evidence]:
    """The rows of the window that the story states, of the definitions left open."""
    return [
        row
        for row in rows
        if (row.start, row.end) == (query.start, query.end) and row.definition in query.left_open
    ]


def _shifted(ground: Measured, row: Evidence, claimed: Quantity) -> list[Evidence]:
    """The windows a day earlier and a day later, where both their ends have a map."""
    found = []
    for days in (timedelta(days=-1), timedelta(days=1)):
        window = (row.start + days, row.end + days)
        other = _row(ground, row.definition, window, claimed)
        if other.holds is not None and other.is_exact:
            found.append(other)
    return found


def _row(
    ground: Measured, definition: str, window: tuple[date, date], claimed: Quantity
) -> Evidence:
    """One definition's answer; without maps it is there with nothing measured."""
    start, end = window
    try:
        answer = ground.gains(definition, start=start, end=end)
    except NotMeasuredError:
        return Evidence(definition=definition, source=None, start=start, end=end)
    measured: GainsRow = answer.rows[0]
    return Evidence(
        definition=definition,
        source=measured.source or answer.source,
        start=start,
        end=end,
        from_day=measured.from_day,
        to_day=measured.to_day,
        basis=measured.basis,
        value=measured.net_km2,
        low=measured.net_low_km2,
        high=measured.net_high_km2,
        holds=_holds(measured, claimed),
    )


def _holds(measured: GainsRow, claimed: Quantity) -> bool | None:
    """Whether the bracket meets the printed interval; None where an end is not bracketed."""
    low, high = measured.net_low_km2, measured.net_high_km2
    if low is None or high is None or _gap_days(measured) > LONGEST_GAP_DAYS:
        return None
    bracket = Quantity.measured(
        measured.net_km2 if measured.net_km2 is not None else low,
        unit="km2",
        bounds=(low, high),
    )
    return bracket.meets(claimed)


def _gap_days(measured: GainsRow) -> int:
    """Days between an end of the window and the map used there, the longer of the two."""
    before = (measured.start - measured.from_day).days - 1 if measured.from_day else 0
    after = (measured.end - measured.to_day).days if measured.to_day else 0
    return max(before, after)
