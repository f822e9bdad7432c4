"""Records: how a window's net change stands among the windows before it."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, replace
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


class Standings:
    """The rows before a moment, kept in order, so that every standing costs a look-up.

    A row added later must not start earlier. Gives what `record_standing` gives, without the
    margin and the certainty.
    """

    def __init__(self) -> None:
        self._nets: list[float] = []
        self._per_day: list[float] = []
        # Rows of which none later is as large, the latest last: their net changes fall.
        self._largest: list[GainsRow] = []

    def add(self, row: GainsRow) -> None:
        """Count a row among the earlier ones, if it is complete and whole."""
        if not row.is_near or row.partial or row.net_km2 is None:
            return
        insort(self._nets, row.net_km2)
        if row.per_day_km2 is not None:
            insort(self._per_day, row.per_day_km2)
        while self._largest and (self._largest[-1].net_km2 or 0.0) <= row.net_km2:
            self._largest.pop()
        self._largest.append(row)

    def placed(self, row: GainsRow) -> GainsRow:
        """A row with its ranks and the latest earlier row as large."""
        if row.net_km2 is None or not row.is_near:
            return replace(row, rank=None, rank_per_day=None, largest_since=None)
        per_day = row.per_day_km2
        return replace(
            row,
            rank=_rank_among(row.net_km2, self._nets),
            rank_per_day=None if per_day is None else _rank_among(per_day, self._per_day),
            largest_since=self._since(row.net_km2),
        )

    def _since(self, net_km2: float) -> Since | None:
        at = bisect_right(self._largest, TIE - net_km2, key=lambda one: -(one.net_km2 or 0.0))
        if at == 0:
            return None
        found = self._largest[at - 1]
        return Since(start=found.start, end=found.end, net_km2=found.net_km2 or 0.0)


def _rank_among(value: float, others: Sequence[float]) -> int:
    """One more than how many of the others, in rising order, are larger."""
    return 1 + len(others) - bisect_right(others, value + TIE)


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
