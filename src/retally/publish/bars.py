"""Windows as bars on a page: gained up, lost down, net marked, with what a story printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.quantity import KM2_PER_MI2
from retally.series.gains import GainsRow

BAR_STEP, BAR_WIDTH, BARS_HEIGHT = 28.0, 20.0, 180.0
"""Units of the drawing: from one bar to the next, a bar, and the whole without its labels."""


@dataclass(frozen=True, kw_only=True)
class DrawnBar:
    """One window as it is drawn; y downward, in units of the drawing.

    Parameters
    ----------
    is_asked
        Whether it is the window that a figure speaks of.
    is_net_alone
        Whether what was gained and lost is not known, so that the block is the net.
    label
        Below the bar; empty where there is no room.
    """

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
    is_asked: bool
    is_net_alone: bool
    label: str
    year: str


@dataclass(frozen=True, kw_only=True)
class DrawnBars:
    """Windows as bars.

    Parameters
    ----------
    zero_y
        Where the line of no change stands.
    ticks, mi2_ticks
        Heights with their round value in km2, at which grid lines stand, and in square miles.
    printed_y
        Top and bottom of the range that a story prints; None without one.
    """

    bars: tuple[DrawnBar, ...]
    width: float
    height: float
    bar_width: float
    zero_y: float
    ticks: tuple[tuple[float, float], ...]
    mi2_ticks: tuple[tuple[float, float], ...]
    printed_y: tuple[float, float] | None = None

    @property
    def has_net_alone(self) -> bool:
        """Whether any window's block is its net."""
        return any(one.is_net_alone for one in self.bars)

    @property
    def has_flows(self) -> bool:
        """Whether what was gained and lost is known of any window."""
        return any(one.row.gained_km2 is not None for one in self.bars)


@dataclass(frozen=True, kw_only=True)
class _Scale:
    top: float
    bottom: float

    @property
    def zero(self) -> float:
        return self.top * self.per_km2

    @property
    def per_km2(self) -> float:
        return BARS_HEIGHT / (self.top - self.bottom)

    def y(self, value: float) -> float:
        return round(self.zero - value * self.per_km2, 2)

    def height(self, value: float) -> float:
        return round(max(value, 0.0) * self.per_km2, 2)


def month_bars(rows: Sequence[GainsRow], *, record: GainsRow | None) -> DrawnBars:
    """A whole series of months.

    Parameters
    ----------
    record
        The row that is labelled as the largest.
    """
    scale = _scale(rows, ())
    bars = [
        _bar(at, row, scale, is_record=row is record, label=_month_label(at, row))
        for at, row in enumerate(rows)
    ]
    return _bars(bars, scale, None)


def window_bars(
    rows: Sequence[GainsRow], *, asked: GainsRow, printed: tuple[float | None, float | None]
) -> DrawnBars:
    """A few windows with the one that a figure speaks of, and what is printed across it.

    Parameters
    ----------
    printed
        Low and high in km2; None for an open side.
    """
    low, high = printed
    ends = [end for end in (low, high) if end is not None]
    scale = _scale(rows, ends)
    bars = [
        _bar(at, row, scale, is_asked=row is asked, label=_short_label(row, len(rows) - at, asked))
        for at, row in enumerate(rows)
    ]
    across = None
    if ends:
        top, bottom = scale.y(max(ends)), scale.y(min(ends))
        across = (top, max(bottom, top + 1.5))
    return _bars(bars, scale, across)


def _bars(
    bars: Sequence[DrawnBar], scale: _Scale, printed_y: tuple[float, float] | None
) -> DrawnBars:
    ticks = _ticks(scale.bottom, scale.top)
    mi2 = float(KM2_PER_MI2)
    mi2_ticks = _ticks(scale.bottom / mi2, scale.top / mi2)
    return DrawnBars(
        bars=tuple(bars),
        width=max(len(bars), 1) * BAR_STEP,
        height=BARS_HEIGHT,
        bar_width=BAR_WIDTH,
        zero_y=scale.y(0.0),
        ticks=tuple((scale.y(value), value) for value in ticks),
        mi2_ticks=tuple((scale.y(value * mi2), value) for value in mi2_ticks),
        printed_y=printed_y,
    )


def _bar(
    at: int,
    row: GainsRow,
    scale: _Scale,
    *,
    label: str,
    is_record: bool = False,
    is_asked: bool = False,
) -> DrawnBar:
    def y(value: float | None) -> float | None:
        return None if value is None else scale.y(value)

    return DrawnBar(
        row=row,
        x=at * BAR_STEP,
        gained_y=scale.y(max(_up(row), 0.0)),
        gained_height=scale.height(_up(row)),
        lost_height=scale.height(_down(row)),
        net_y=y(row.net_km2),
        low_y=None if row.exact else y(row.net_low_km2),
        high_y=None if row.exact else y(row.net_high_km2),
        is_unfinished=row.partial or not row.complete,
        is_record=is_record,
        is_asked=is_asked,
        is_net_alone=row.gained_km2 is None and row.net_km2 is not None,
        label=label,
        year=str(row.start.year) if at == 0 or row.start.month == 1 else "",
    )


def _month_label(at: int, row: GainsRow) -> str:
    # Every third month of the year, so that labels stand apart and none is out of step.
    return f"{row.start:%b}" if at == 0 or row.start.month % 3 == 1 else ""


def _short_label(row: GainsRow, left: int, asked: GainsRow) -> str:
    """The asked window by its days; before it every third month, so that no two labels meet."""
    if row is asked and row.partial:
        return f"{row.start.day}–{row.end.day} {row.end:%b}"
    return f"{row.start:%b}" if row is asked or left % 3 == 1 else ""


def _scale(rows: Sequence[GainsRow], beside: Sequence[float]) -> _Scale:
    top = max([1.0, *beside, *(_top(row) for row in rows)])
    bottom = min([0.0, *beside, *(_bottom(row) for row in rows)])
    return _Scale(top=top, bottom=bottom)


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
