"""A stretch of days as words name it, before and after its year is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from retally.reader.dates import last_of_month
from retally.reader.window_units import Stretch, whole

Preference = Literal["past", "future"]


@dataclass(frozen=True, kw_only=True)
class Frame:
    """What words of time are resolved against.

    Parameters
    ----------
    reference
        The day on which the words were written.
    prefer
        Which of two years is meant where none is printed: the latest one begun before that day,
        or the earliest one that begins after it.
    """

    reference: date
    prefer: Preference = "past"


@dataclass(frozen=True, kw_only=True)
class Named:
    """What words name: a fixed stretch, or a date whose parts may be missing.

    Parameters
    ----------
    fixed
        The stretch itself, where nothing is missing.
    at
        The stretch in a year, for what has one every year: a quarter, a season.
    is_deictic
        Whether it hangs on the day of writing: "last week".
    is_rough
        Whether the words leave its ends open: "early June".
    is_worded
        Whether more than months, days and years name it.
    anaphor
        The unit of "the week", "that month", which may mean one that was named before.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    fixed: Stretch | None = None
    at: Callable[[int], Stretch] | None = None
    is_deictic: bool = False
    is_rough: bool = False
    is_worded: bool = True
    anaphor: str | None = None

    @property
    def is_bare_year(self) -> bool:
        """Whether it is a year and nothing else."""
        return self.year is not None and not (self.month or self.day or self.at or self.fixed)

    def in_year(self, year: int) -> Stretch:
        """Its stretch in a year; a 29 February of another year becomes the 28th."""
        if self.at is not None:
            return self.at(year)
        if self.month is None:
            return whole(date(year, 1, 1), "year")
        if self.day is None:
            return whole(date(year, self.month, 1), "month")
        day = date(year, self.month, min(self.day, last_of_month(year, self.month).day))
        return Stretch(start=day, end=day)


def fixed(stretch: Stretch, *, deictic: bool = True, rough: bool = False) -> Named:
    """A stretch that needs no more."""
    return Named(fixed=stretch, is_deictic=deictic, is_rough=rough)


def resolved(named: Named, frame: Frame) -> Stretch:
    """The stretch that is meant, by the preference where no year is printed."""
    if named.fixed is not None:
        return named.fixed
    if named.year is not None:
        return named.in_year(named.year)
    if named.month is None and named.day is not None:
        return _day_of_month(named.day, frame)
    year = frame.reference.year
    years = (year + 1, year, year - 1) if frame.prefer == "past" else (year, year + 1)
    for candidate in years:
        found = named.in_year(candidate)
        if (found.start < frame.reference) == (frame.prefer == "past"):
            return found
    return named.in_year(years[-1])


def _day_of_month(day: int, frame: Frame) -> Stretch:
    """A bare "the 18th": of the latest month in which it has come, or of the next to come."""
    month = frame.reference.replace(day=1)
    for _ in range(13):
        if day <= last_of_month(month.year, month.month).day:
            found = month.replace(day=day)
            if frame.prefer == "past" and found <= frame.reference:
                return Stretch(start=found, end=found)
            if frame.prefer == "future" and found > frame.reference:
                return Stretch(start=found, end=found)
        step = timedelta(days=-1 if frame.prefer == "past" else 31)
        month = (month + step).replace(day=1)
    raise ValueError(f"no month has a day {day}")


def both_ends(one: Named, other: Named, frame: Frame) -> tuple[Stretch, Stretch] | None:
    """The stretches that two ends name together; None where the second lies before the first.

    A year or a month printed with one of them holds for the other.
    """
    if one.day and not one.month and other.month:
        one = replace(one, month=other.month, year=one.year or other.year)
    if other.day and not other.month and one.month:
        other = replace(other, month=one.month, year=other.year or one.year)
    if _lacks_year(one) and other.year is not None:
        end = resolved(other, frame)
        first = one.in_year(other.year)
        if first.start > end.end:
            first = one.in_year(other.year - 1)
        return first, end
    if _lacks_year(one) and other.fixed is not None:
        first = _latest_before(one, other.fixed.end)
    elif one.day and not one.month and other.fixed is not None:
        first = _day_of_month(one.day, Frame(reference=other.fixed.end))
    else:
        first = resolved(one, frame)
    if _lacks_year(other) or (other.day and not other.month and other.fixed is None):
        end = _earliest_after(other, first.start)
    else:
        end = resolved(other, frame)
    return (first, end) if first.start <= end.end else None


def _lacks_year(named: Named) -> bool:
    floats = named.month is not None or named.at is not None
    return named.fixed is None and named.year is None and floats


def _latest_before(named: Named, day: date) -> Stretch:
    found = named.in_year(day.year)
    return found if found.start <= day else named.in_year(day.year - 1)


def _earliest_after(named: Named, day: date) -> Stretch:
    if named.month is None and named.day is not None:
        return _day_of_month(named.day, Frame(reference=day, prefer="future"))
    found = named.in_year(day.year)
    return found if found.end >= day else named.in_year(day.year + 1)
