"""Windows of days, and the maps that answer at their two ends."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from retally.errors import UsageError
from retally.model.words import DayRule

ONE_DAY = timedelta(days=1)

NEIGHBOUR_DAYS = 31
"""How far from a window's end, in days, a map can be and still speak for it. A month: weekly and
monthly archives do. A bracket over a longer pause (the ISW series at hand has one from October
2022 to November 2023) is shown, but a check does not rest on it and a record does not reach over
it."""

STANDS_DAYS = 7
"""How long, in days, a publisher's version may be taken to stand until the next one. The longest
pause between DeepState's versions is 3 days (1,325 of them, April 2022 to June 2025); a longer one
at hand means that versions are missing here."""

PERIODS = ("day", "week", "month", "year")


@dataclass(frozen=True, kw_only=True, order=True)
class Window:
    """First and last day, both counted: from the end of `eve` to the end of `end`."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise UsageError(
                "the window ends before it begins",
                where=f"{self.start} to {self.end}",
                do="swap the two days",
            )

    @property
    def eve(self) -> date:
        """The day before the first: the window runs from its end."""
        return self.start - ONE_DAY

    @property
    def days(self) -> int:
        """How many days it counts."""
        return (self.end - self.start).days + 1


def whole(by: str, day: date) -> Window:
    """The calendar day, week (from Monday), month or year that a day lies in.

    Raises
    ------
    UsageError
        If `by` is none of `PERIODS`.
    """
    if by == "day":
        return Window(start=day, end=day)
    if by == "week":
        monday = day - ONE_DAY * day.weekday()
        return Window(start=monday, end=monday + 6 * ONE_DAY)
    if by == "month":
        first = day.replace(day=1)
        following = (first + 31 * ONE_DAY).replace(day=1)
        return Window(start=first, end=following - ONE_DAY)
    if by == "year":
        return Window(start=date(day.year, 1, 1), end=date(day.year, 12, 31))
    raise UsageError("no such period", expected=", ".join(PERIODS), got=repr(by))


def windows(by: str, span: Window) -> list[Window]:
    """The calendar windows that a span meets, in order; the first and last are cut to it."""
    found = []
    day = span.start
    while day <= span.end:
        period = whole(by, day)
        found.append(Window(start=day, end=min(period.end, span.end)))
        day = period.end + ONE_DAY
    return found


def is_near(window: Window, from_day: date, to_day: date) -> bool:
    """Whether the maps used at the two ends of a window lie within `NEIGHBOUR_DAYS` of them."""
    far = max(abs((from_day - window.eve).days), abs((to_day - window.end).days))
    return far <= NEIGHBOUR_DAYS


@dataclass(frozen=True, kw_only=True)
class End:
    """The map that answers at one end of a window, and those that bracket it.

    Parameters
    ----------
    day
        The day of the map used for the value; None when there is no map at all.
    exact
        Whether that map speaks of the end's own day.
    bracket
        Days of the maps that the interval spans; one for an exact end.
    complete
        Whether there is a map on the outer side, so that the end is bracketed.
    """

    day: date | None
    exact: bool
    bracket: tuple[date, ...]
    complete: bool


def end_at(days: Sequence[date], day: date, *, outer_is_before: bool, rule: DayRule) -> End:
    """The map that answers at the end of `day`.

    Definition: the map of that day; else the nearest before it, bracketed by the neighbours on
    both sides. Under `DayRule.LAST_VERSION` the version before stands until the next one.

    Parameters
    ----------
    days
        The days that have a map, ascending.
    outer_is_before
        True at a window's start, where the outer side lies before it; False at its end.
    """
    at = bisect_right(days, day)
    before = days[at - 1] if at else None
    after = days[at] if at < len(days) else None
    if before == day:
        return End(day=day, exact=True, bracket=(day,), complete=True)
    if (
        rule is DayRule.LAST_VERSION
        and before is not None
        and after is not None
        and (after - before).days <= STANDS_DAYS
    ):
        return End(day=before, exact=True, bracket=(before,), complete=True)
    outer, inner = (before, after) if outer_is_before else (after, before)
    if outer is not None:
        both = tuple(one for one in (before, after) if one is not None)
        return End(day=both[0], exact=False, bracket=both, complete=True)
    # Without a neighbour outside, what lies inside the window is all that can be measured.
    used = inner if inner is not None else outer
    return End(day=used, exact=False, bracket=(used,) if used else (), complete=False)


def run_start(days: Sequence[date], day: date) -> date:
    """First day of the run of maps that reaches up to a day.

    Definition: a run has no pause of more than `NEIGHBOUR_DAYS` between its maps. A record is
    one of its run: over a longer pause nobody knows what was larger.

    Parameters
    ----------
    days
        The days that have a map, ascending; at least one.
    """
    starts = run_starts(days)
    return starts[max(bisect_right(starts, day) - 1, 0)]


def run_starts(days: Sequence[date]) -> list[date]:
    """First day of every run of maps, ascending: the last at or before a day is that day's.

    Parameters
    ----------
    days
        The days that have a map, ascending; at least one.
    """
    pauses = (after for before, after in pairwise(days) if (after - before).days > NEIGHBOUR_DAYS)
    return [days[0], *pauses]
