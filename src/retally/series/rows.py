"""The rows of a question: windows, each measured from its best source, with its standing."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date

from retally.series.day_series import DaySeries, Ends
from retally.series.gains import GainsRow
from retally.series.records import Standings
from retally.series.windows import ONE_DAY, Window, run_starts, whole, windows

MONTH_DAYS = 31
"""A free window of at most so many days is compared with months."""


def measured_rows(
    every: Sequence[DaySeries],
    asked: Window,
    by: str | None,
    *,
    flows: bool = True,
    ranked: bool = True,
) -> list[GainsRow]:
    """The windows of a span measured, each with its standing among the earlier ones.

    Parameters
    ----------
    every
        The series of one definition, one a source, best first.
    by
        ``day``, ``week``, ``month`` or ``year``; None for the whole span as one row.
    flows, ranked
        Whether gained and lost, and the standing, are asked for; leaving them out saves most of
        the work.
    """
    period = by or ("month" if asked.days <= MONTH_DAYS else None)
    wanted = windows(by, asked) if by else [asked]
    pool = _pool(every, asked, period) if ranked else []
    measured = _measured(every, [*pool, *wanted], period, flows=flows)
    rows = [measured[window] for window in wanted]
    if period is None or not ranked:
        return rows
    runs = run_starts(days_of(every) or [asked.start])
    earlier = [measured[window] for window in pool]
    starts = [row.start for row in earlier]
    placed = []
    standings, first, at = Standings(), -1, 0
    for row in rows:
        # The first window of a run begins on the day after its first map.
        run = runs[max(bisect_right(runs, row.end) - 1, 0)]
        begins = bisect_right(starts, run)
        if begins != first:
            standings, first, at = Standings(), begins, begins
        while at < len(earlier) and earlier[at].end < row.start:
            standings.add(earlier[at])
            at += 1
        placed.append(standings.placed(row))
    return placed


def days_of(every: Iterable[DaySeries]) -> list[date]:
    """The days that any of several series has a map of, in order."""
    return sorted({day for series in every for day in series.days})


def _pool(every: Sequence[DaySeries], asked: Window, period: str | None) -> list[Window]:
    """The whole windows of the series up to the last day asked, to compare with."""
    days = days_of(every)
    if period is None or not days or days[0] >= asked.end:
        return []
    span = Window(start=days[0] + ONE_DAY, end=asked.end)
    return [window for window in windows(period, span) if window == whole(period, window.start)]


def _measured(
    every: Sequence[DaySeries], wanted: Iterable[Window], period: str | None, *, flows: bool
) -> dict[Window, GainsRow]:
    """Every window measured from its best source, the kernel run once over all of them."""
    best = {window: _best(every, window) for window in sorted(set(wanted))}
    for series in every:
        series.prepare([ends for one, ends in best.values() if one is series], flows=flows)
    return {
        window: series.row(
            ends,
            partial=period is not None and window != whole(period, window.start),
            flows=flows,
        )
        for window, (series, ends) in best.items()
    }


def _best(every: Sequence[DaySeries], window: Window) -> tuple[DaySeries, Ends]:
    """The source that answers a window best: one window never mixes two."""
    found = [(series, series.ends(window)) for series in every]
    return min(found, key=lambda one: _worth(one[1]))


def _worth(ends: Ends) -> int:
    """Least for the best: maps of both days, areas of both, bracketed, anything, nothing."""
    if ends.exact:
        return 0 if ends.pair is not None else 1
    if ends.complete:
        return 2
    return 3 if ends.points is not None else 4
