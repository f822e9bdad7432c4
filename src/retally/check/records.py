"""Orderings, ranks and records on the ground: a window held against other windows.

Definition: docs/methods/ground.md. True at every point of the intervals, at some, or at none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from retally.check.asking import AskedOnce
from retally.check.brackets import Bracket, bracket, of_row
from retally.check.query import Measure, Operator, Query
from retally.check.units import is_share
from retally.errors import NotMeasuredError, UsageError
from retally.model.check import Evidence
from retally.model.definition import Definition
from retally.series.gains import GainsRow
from retally.series.records import record_standing
from retally.series.windows import Window, whole


@dataclass(frozen=True, kw_only=True)
class Standing:
    """How a window stands among others under one definition.

    Parameters
    ----------
    own, best
        The window's bracket, and the one it is held against: the other window of an ordering, or
        the largest (smallest) earlier one.
    best_window
        None where there is nothing to compare with.
    holds
        True at every point of the intervals, False at none, None at some or where nothing tells.
    is_known
        Whether anything could be compared.
    compared
        How many earlier windows a record was compared with.
    ranks
        The least and the greatest rank that the intervals leave open.
    rank_per_day, best_per_day
        The same by net change per day, and the largest earlier one; None where it is not known.
    series_start
        First day of the maps that reach up to the window.
    """

    definition: str
    own: Bracket
    window: Window
    best: Bracket | None = None
    best_window: Window | None = None
    holds: bool | None = None
    is_known: bool = False
    compared: int = 0
    ranks: tuple[int, int] | None = None
    rank_per_day: int | None = None
    best_per_day: float | None = None
    series_start: date | None = None

    def rows(self) -> tuple[Evidence, ...]:
        """The window, and the one it is held against, as evidence; only the first one decides."""
        own = _evidence(self.definition, self.own, self.window, self.holds)
        if self.best is None or self.best_window is None:
            return (own,)
        return own, _evidence(self.definition, self.best, self.best_window, None)


def standings(
    ground: AskedOnce, query: Query, definitions: Mapping[str, Definition]
) -> tuple[Standing, ...]:
    """How the window of a query stands, under every definition left open."""
    one = _ordering if query.operator in (Operator.GREATER, Operator.LESS) else _record
    return tuple(one(ground, query, definitions[name]) for name in query.left_open)


def period_of(window: Window) -> str | None:
    """The period whose windows a window is ranked among; None for one that fits none.

    A part of a month is ranked among months, as the series does it (docs/methods/records.md).
    """
    if window.days == 1:
        return "day"
    if window.days == 7:
        return "week"
    if window.days <= 31:
        return "month"
    return "year" if window == whole("year", window.start) else None


def is_rankable(query: Query) -> bool:
    """Whether the window of a query can be held against others: a net change of all the ground."""
    unit = query.claim.unit
    is_area = not is_share(unit) and "/" not in unit
    return query.measure is Measure.NET and query.near is None and query.than is None and is_area


def reaches_back(query: Query, found: Iterable[Standing]) -> bool:
    """Whether the series at hand goes back as far as a record claims to."""
    starts = [one.series_start for one in found if one.is_known and one.series_start]
    return (
        query.since is not None and bool(starts) and max(starts) <= query.since + timedelta(days=1)
    )


def _ordering(ground: AskedOnce, query: Query, definition: Definition) -> Standing:
    assert query.than is not None, "an ordering names what it is held against"
    own = bracket(ground, query, definition, query.window)
    other = bracket(ground, query, definition, query.than)
    is_known = own.is_bracketed and other.is_bracketed
    return Standing(
        definition=definition.name,
        own=own,
        window=query.window,
        best=other,
        best_window=query.than,
        holds=_is_greater(own, other, query.operator is Operator.LESS) if is_known else None,
        is_known=is_known,
    )


def _is_greater(own: Bracket, other: Bracket, is_reversed: bool) -> bool | None:
    """Whether one bracket lies above the other: everywhere, nowhere (False), or in part (None)."""
    one, two = (other, own) if is_reversed else (own, other)
    assert None not in (one.low, one.high, two.low, two.high), "both are bracketed"
    if float(one.low or 0) > float(two.high or 0):
        return True
    return None if float(one.high or 0) > float(two.low or 0) else False


def _record(ground: AskedOnce, query: Query, definition: Definition) -> Standing:
    own = bracket(ground, query, definition, query.window)
    period = period_of(query.window)
    nothing = Standing(definition=definition.name, own=own, window=query.window)
    if period is None or not own.is_bracketed:
        return nothing
    try:
        found = ground.gains(definition.name, end=query.end, by=period)
        (row,) = ground.gains(definition.name, start=query.start, end=query.end).rows
    except (NotMeasuredError, UsageError):
        return nothing
    earlier = [one for one in found.rows if _counts(one, query)]
    if not earlier:
        return nothing
    sign = -1 if query.operator is Operator.SMALLEST else 1
    best = max(earlier, key=lambda one: sign * (one.net_km2 or 0.0))
    ranks = _ranks(row, earlier, sign)
    standing = record_standing(earlier, row)
    return Standing(
        definition=definition.name,
        own=own,
        window=query.window,
        best=of_row(best, Measure.NET, best.source or found.source),
        best_window=Window(start=best.start, end=best.end),
        holds=_has_rank(query.rank, ranks),
        is_known=True,
        compared=len(earlier),
        ranks=ranks,
        rank_per_day=standing.rank_per_day if sign > 0 else _lowest_per_day(row, earlier),
        best_per_day=max(
            (one.per_day_km2 for one in earlier if one.per_day_km2 is not None),
            key=lambda per_day: sign * per_day,
            default=None,
        ),
        series_start=found.series_start,
    )


def _counts(one: GainsRow, query: Query) -> bool:
    """Whether an earlier window is one that a record is held against."""
    is_after = query.since is None or one.start > query.since
    return (
        is_after
        and one.end < query.start
        and one.is_near
        and not one.partial
        and one.net_km2 is not None
    )


def _ranks(row: GainsRow, earlier: Sequence[GainsRow], sign: int) -> tuple[int, int]:
    """The least and the greatest rank that the intervals leave open."""
    own = sorted(sign * _known(end) for end in (row.net_low_km2, row.net_high_km2))
    others = [
        sorted(sign * _known(end) for end in (one.net_low_km2, one.net_high_km2)) for one in earlier
    ]
    surely_larger = sum(low > own[1] for low, _ in others)
    perhaps_larger = sum(high > own[0] for _, high in others)
    return 1 + surely_larger, 1 + perhaps_larger


def _known(end: float | None) -> float:
    assert end is not None, "a window near its maps is bracketed"
    return end


def _has_rank(rank: int, ranks: tuple[int, int]) -> bool | None:
    if ranks == (rank, rank):
        return True
    return None if ranks[0] <= rank <= ranks[1] else False


def _lowest_per_day(row: GainsRow, earlier: Sequence[GainsRow]) -> int:
    """The rank by net change per day, counted from the smallest."""
    own = row.per_day_km2 or 0.0
    return 1 + sum(one.per_day_km2 is not None and one.per_day_km2 < own for one in earlier)


def _evidence(definition: str, found: Bracket, window: Window, holds: bool | None) -> Evidence:
    return Evidence(
        definition=definition,
        source=found.source,
        start=window.start,
        end=window.end,
        from_day=found.from_day,
        to_day=found.to_day,
        basis=found.basis,
        value=found.value,
        low=found.low,
        high=found.high,
        holds=holds,
    )
