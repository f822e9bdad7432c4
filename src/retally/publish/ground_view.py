"""What the Ground page of one definition shows: headline numbers, months, days.

Every number is taken from the documents `gains` and `held`; nothing is computed here but where a
bar stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from retally.errors import NotMeasuredError
from retally.model.definition import Definition
from retally.series.gains import Gains, GainsRow
from retally.series.ground import Ground
from retally.series.held import Held

LAST_DAYS = 30
"""Days of the second headline number."""


@dataclass(frozen=True, kw_only=True)
class GroundView:
    """One definition's numbers.

    Parameters
    ----------
    held
        On the last day that any source of the definition has.
    lately
        The last 30 days up to that day.
    by_month, by_day
        The whole series; the last month may be unfinished.
    record
        The month with the largest net gain; None where no month is complete.
    """

    definition: Definition
    first: date
    last: date
    held: Held
    lately: Gains
    by_month: Gains
    by_day: Gains
    record: GainsRow | None

    @property
    def month(self) -> GainsRow:
        """The month of the last day."""
        return self.by_month.rows[-1]


def ground_view(ground: Ground, definition: Definition) -> GroundView | None:
    """The view of a definition; None where no map and no area at hand answers it."""
    span = ground.span(definition)
    if span is None:
        return None
    first, last = span
    try:
        by_month = ground.gains(definition, end=last, by="month")
        return GroundView(
            definition=definition,
            first=first,
            last=last,
            held=ground.held(definition, last),
            lately=ground.gains(definition, start=last - timedelta(days=LAST_DAYS - 1), end=last),
            by_month=by_month,
            by_day=ground.gains(definition, end=last, by="day"),
            record=_record(by_month.rows),
        )
    except NotMeasuredError:
        return None


def _record(rows: Sequence[GainsRow]) -> GainsRow | None:
    """The complete, whole row with the largest net gain."""
    whole = [row for row in rows if row.complete and not row.partial and row.net_km2 is not None]
    return max(whole, key=lambda row: row.net_km2 or 0.0, default=None)


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """One month as it is drawn; y downward, in units of the drawing."""

    row: GainsRow
    x: float
    gained_y: float
    gained_height: float
    lost_height: float
    net_y: float | None
    low_y: float | None
    high_y: float | None
    is_unfinished: bool
    is_record: bool


@dataclass(frozen=True, kw_only=True)
class DrawnBars:
    """The months of a view as bars.

    Parameters
    ----------
    zero_y
        Where the line of no change stands.
    ticks
        Heights of the grid lines with their value in km2.
    """

    bars: tuple[DrawnBar, ...]
    width: float
    height: float
    bar_width: float
    zero_y: float
    ticks: tuple[tuple[float, float], ...]


BAR_STEP, BAR_WIDTH, BARS_HEIGHT = 28.0, 20.0, 180.0
"""Units of the drawing: from one bar to the next, a bar, and the whole without its labels."""


def drawn_bars(view: GroundView) -> DrawnBars:
    """The months as bars: gained up, lost down, net marked; the net alone where nothing else."""
    rows = view.by_month.rows
    top = max([1.0, *(_top(row) for row in rows)])
    bottom = min([0.0, *(_bottom(row) for row in rows)])
    scale = BARS_HEIGHT / (top - bottom)
    zero = top * scale

    def y(value: float | None) -> float | None:
        return None if value is None else round(zero - value * scale, 2)

    bars = tuple(
        DrawnBar(
            row=row,
            x=at * BAR_STEP,
            gained_y=y(max(_up(row), 0.0)) or 0.0,
            gained_height=round(max(_up(row), 0.0) * scale, 2),
            lost_height=round(max(_down(row), 0.0) * scale, 2),
            net_y=y(row.net_km2),
            low_y=None if row.exact else y(row.net_low_km2),
            high_y=None if row.exact else y(row.net_high_km2),
            is_unfinished=row.partial or not row.complete,
            is_record=row is view.record,
        )
        for at, row in enumerate(rows)
    )
    return DrawnBars(
        bars=bars,
        width=max(len(rows), 1) * BAR_STEP,
        height=BARS_HEIGHT,
        bar_width=BAR_WIDTH,
        zero_y=round(zero, 2),
        ticks=tuple((round(zero - value * scale, 2), value) for value in _ticks(bottom, top)),
    )


def _up(row: GainsRow) -> float:
    return row.gained_km2 if row.gained_km2 is not None else row.net_km2 or 0.0


def _down(row: GainsRow) -> float:
    return row.lost_km2 if row.lost_km2 is not None else -(row.net_km2 or 0.0)


def _top(row: GainsRow) -> float:
    return max(_up(row), row.net_high_km2 or 0.0)


def _bottom(row: GainsRow) -> float:
    return min(-_down(row), row.net_low_km2 or 0.0)


def _ticks(bottom: float, top: float) -> list[float]:
    """Three to seven round values."""
    step = 1.0
    for factor in (2.0, 2.5, 2.0) * 8:
        if (top - bottom) / step <= 6:
            break
        step *= factor
    first = -int(-bottom // step) if bottom < 0 else 0
    return [at * step for at in range(first, int(top // step) + 1)]


def daily(view: GroundView) -> dict[str, Any]:
    """The days as a page's script reads them: two lists of one length, null where not known.

    ``{"days","held_km2"}``.
    """
    rows = view.by_day.rows
    return {
        "days": [row.end.isoformat() for row in rows],
        "held_km2": [row.held_km2 for row in rows],
    }
