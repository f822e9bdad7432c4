"""Records: how a window's net change stands among the windows before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retally.series.gains import GainsRow, Since

TIE = 1e-9
"""Net changes, in km2 or km2 a day, that differ by less are equal: the order of additions leaves
1e-11, and gained - lost equals net to 1e-9."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """How a window stands among the complete whole windows of the same period before it.

    Parameters
    ----------
    rank
        1 for the largest net change, itself counted; None where that is not known.
    rank_per_day
        The same by net change per day.
    largest_since
        None when no earlier window is as large, back to `series_start`.
    margin_km2
        Net change less the largest earlier one: above zero for a record; None with nothing to
        compare.
    is_certain
        Whether rank 1, or its absence, holds at every point of the intervals of all windows.
    compared
        How many earlier windows were compared.
    series_start
        First day of the first window compared; None with nothing to compare.
    """

    rank: int | None
    rank_per_day: int | None
    largest_since: Since | None
    margin_km2: float | None
    is_certain: bool
    compared: int
    series_start: date | None


def record_standing(rows: Sequence[GainsRow], row: GainsRow) -> Record:
    """How `row` stands among the rows before it.

    Definition: `rows` that end before `row` starts, are complete and not partial, by
    `net_km2`; equal net changes share a rank. Source: docs/methods/records.md.

    Parameters
    ----------
    rows
        Rows of one definition and one period, in any order; `row` may be among them.
    row
        A row with a net change; without one, or incomplete, nothing is known of its standing.
    """
    earlier = sorted(
        (
            one
            for one in rows
            if one.end < row.start and one.is_near and not one.partial and one.net_km2 is not None
        ),
        key=lambda one: one.start,
    )
    start = earlier[0].start if earlier else None
    if row.net_km2 is None or not row.is_near:
        return Record(
            rank=None,
            rank_per_day=None,
            largest_since=None,
            margin_km2=None,
            is_certain=False,
            compared=len(earlier),
            series_start=start,
        )
    nets = [one.net_km2 for one in earlier if one.net_km2 is not None]
    return Record(
        rank=_rank(row.net_km2, nets),
        rank_per_day=_rank_per_day(row, earlier),
        largest_since=_since(row.net_km2, earlier),
        margin_km2=row.net_km2 - max(nets) if nets else None,
        is_certain=_is_certain(row, earlier),
        compared=len(earlier),
        series_start=start,
    )


def _rank(value: float, others: Sequence[float]) -> int:
    return 1 + sum(other > value + TIE for other in others)


def _rank_per_day(row: GainsRow, earlier: Sequence[GainsRow]) -> int | None:
    if row.per_day_km2 is None:
        return None
    return _rank(
        row.per_day_km2, [one.per_day_km2 for one in earlier if one.per_day_km2 is not None]
    )


def _since(net_km2: float, earlier: Sequence[GainsRow]) -> Since | None:
    for one in reversed(earlier):
        if one.net_km2 is not None and one.net_km2 >= net_km2 - TIE:
            return Since(start=one.start, end=one.end, net_km2=one.net_km2)
    return None


def _is_certain(row: GainsRow, earlier: Sequence[GainsRow]) -> bool:
    """Whether every point of the intervals gives the same answer to "is it the largest"."""
    if row.net_low_km2 is None or row.net_high_km2 is None:
        return False
    highs = [one.net_high_km2 for one in earlier if one.net_high_km2 is not None]
    lows = [one.net_low_km2 for one in earlier if one.net_low_km2 is not None]
    if not highs:
        return True
    return row.net_low_km2 > max(highs) or row.net_high_km2 < max(lows)
