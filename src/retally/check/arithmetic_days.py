"""How long a total took: from the window that the story states, or from a duration it prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from retally.check.arithmetic_terms import digits
from retally.check.printed import claimed
from retally.model.quantity import Quantity
from retally.model.story import Figure, Reading, StatedWindow

PER_DAY = {
    "second": Fraction(1, 86_400),
    "minute": Fraction(1, 1440),
    "hour": Fraction(1, 24),
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction("30.436875"),
    "year": Fraction("365.2425"),
}
"""Days in each unit of time; month and year are the Gregorian means."""

_DURATIONS = PER_DAY | {f"{unit}s": days for unit, days in PER_DAY.items()}


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """A stretch of days, with the window it comes from where it has one."""

    days: Quantity
    words: str
    window: StatedWindow | None = None


@dataclass(frozen=True, kw_only=True)
class Each:
    """How many units of time a stretch has, and the same for windows shifted by one day."""

    count: Quantity
    words: str
    shifted: tuple[Each, ...] = ()


def days_of(figures: Sequence[Figure], duration: Figure | None) -> Stretch | str:
    """The stretch of time that a total was made in; the reason where it is not told."""
    if duration is not None:
        days = _DURATIONS.get(duration.unit)
        if days is None:
            return "how long it took is not told"
        printed = claimed(duration).times(days, unit="days")
        return Stretch(days=printed, words=f"{digits(duration)} {duration.unit.rstrip('s')}s")
    windows = [figure.window for figure in figures if figure.window is not None]
    if not windows:
        return "the window that the rate is over is not told"
    if any(window != windows[0] and not _is_same(window, windows[0]) for window in windows):
        return "the rate and the total speak of different windows"
    return stretch(windows[0])


def stretch(window: StatedWindow) -> Stretch:
    """The days of a window, both ends counted."""
    count = (window.end - window.start).days + 1
    days = Quantity.measured(count, unit="days")
    return Stretch(days=days, words=f"{count} days", window=window)


def per_unit(unit: str, spent: Stretch) -> Each | None:
    """How many units of time a stretch has; None for what is no unit of time."""
    days = PER_DAY.get(unit)
    if days is None:
        return None
    shifted: tuple[Each, ...] = ()
    if spent.window is not None:
        months = _whole_months(spent.window)
        if unit == "month" and months:
            return Each(count=Quantity.measured(months, unit="months"), words=f"{months} months")
        counts = [spent.days.plus(Quantity.measured(by, unit="days")) for by in (-1, 1)]
        shifted = tuple(
            Each(
                count=one.times(1 / days, unit=unit),
                words=f"{int(one.value or 0)} days",
            )
            for one in counts
            if one.value
        )
    is_told = spent.words.endswith(f" {unit}s")
    words = spent.words if is_told else f"({spent.words} in {unit}s)"
    return Each(count=spent.days.times(1 / days, unit=unit), words=words, shifted=shifted)


def _whole_months(window: StatedWindow) -> int | None:
    """How many months a window has, where it is made of whole ones."""
    after = _later(window.end, 1)
    if after is None or window.start.day != 1 or after.day != 1:
        return None
    return (after.year - window.start.year) * 12 + after.month - window.start.month


def _is_same(one: StatedWindow, other: StatedWindow) -> bool:
    return (one.start, one.end) == (other.start, other.end)


def other_years(window: StatedWindow) -> list[StatedWindow]:
    """The window with the year of its start, or of both its ends, moved by up to three."""
    found = []
    for years in (1, -1, 2, -2, 3, -3):
        start = _moved(window.start, years)
        if start is not None and start <= window.end:
            found.append(StatedWindow(start=start, end=window.end, basis="another year"))
    return found


def neighbours(window: StatedWindow, named: Sequence[StatedWindow]) -> list[StatedWindow]:
    """Windows that copy takes for one another: those the story names, and the usual lengths."""
    starts = [(_later(window.end, 1 - days), words) for days, words in _USUAL]
    usual = [
        StatedWindow(start=start, end=window.end, basis=words) for start, words in starts if start
    ]
    others = [one for one in named if not _is_same(one, window)]
    return [*others, *usual, *_months_longer(window)]


def ended_sooner(window: StatedWindow, reading: Reading) -> list[StatedWindow]:
    """A window that is open to the present, ended where another window of its story ends.

    "1,189 this year, 7.9 a day", told on June 4 in a summary of May, may run to the end of May. The
    latest end comes first; none lies more than a month back or halves the window.
    """
    published = reading.story.published
    if published is None or (published - window.end).days > _OPEN_END:
        return []
    ends = {one.window.end for one in reading.figures if one.window is not None}
    return [replace(window, end=end) for end in sorted(ends, reverse=True) if _may_end(window, end)]


def _may_end(window: StatedWindow, end: date) -> bool:
    sooner = (window.end - end).days
    return 0 < sooner <= _LONGEST_DELAY and 2 * sooner < (window.end - window.start).days


_OPEN_END = 1
"""Days between the end of a window that is open to the present and the day of publication."""

_LONGEST_DELAY = 31
"""Days that the data of a story may be older than it."""


def _months_longer(window: StatedWindow) -> list[StatedWindow]:
    """The window begun up to eleven months earlier or later, on the same day of the month."""
    found = []
    for months in (*range(1, 12), *range(-1, -12, -1)):
        at = window.start.year * 12 + window.start.month - 1 + months
        try:
            start = date(at // 12, at % 12 + 1, window.start.day)
        except ValueError:
            continue
        if start <= window.end:
            found.append(StatedWindow(start=start, end=window.end, basis="begun in another month"))
    return found


def _later(day: date, days: int) -> date | None:
    """A day so many days later; None where the calendar has none."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _moved(day: date, years: int) -> date | None:
    """The same day of another year; None for a 29 February without one."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return None


_USUAL = (
    (7, "a week"),
    (14, "two weeks"),
    (28, "four weeks"),
    (30, "a month"),
    (31, "a month"),
    (91, "a quarter"),
    (182, "half a year"),
    (365, "a year"),
)
"""Lengths in days of the windows that copy speaks of."""
