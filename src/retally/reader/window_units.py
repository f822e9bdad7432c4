"""Days, weeks, months and years as stretches of the calendar, and their parts.

A day outside the years 1 to 9999 raises OverflowError or ValueError, which the grammar takes as
"names no window".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from retally.reader.dates import last_of_month


@dataclass(frozen=True, kw_only=True)
class Stretch:
    """Days from the first to the last, both counted, with the unit that names them."""

    start: date
    end: date
    grain: str = "day"


def whole(day: date, unit: str) -> Stretch:
    """The calendar unit in which a day lies; weeks start on Monday.

    Examples
    --------
    >>> str(whole(date(2031, 7, 2), "week").start)
    '2031-06-30'
    """
    start = _first(day, unit)
    return Stretch(start=start, end=before(added(start, 1, unit)), grain=unit)


def _first(day: date, unit: str) -> date:
    if unit in ("week", "fortnight", "weekend"):
        return day - timedelta(days=day.weekday() - (5 if unit == "weekend" else 0))
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12}.get(unit)
    if months:
        return date(day.year, (day.month - 1) // months * months + 1, 1)
    years = {"decade": 10, "century": 100}.get(unit)
    return date(max(day.year // years * years, 1), 1, 1) if years else day


def added(day: date, count: int, unit: str) -> date:
    """A day so many units later; the 31st becomes the last of a shorter month."""
    if unit == "weekend":
        return day + timedelta(days=2 + 7 * (count - 1)) if count > 0 else day + _days(7 * count)
    days = {"hour": 0, "day": 1, "week": 7, "fortnight": 14}.get(unit)
    if days is not None:
        return day + _days(days * count)
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
    ahead = day.year * 12 + day.month - 1 + months[unit] * count
    year, month = divmod(ahead, 12)
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


def reached(day: date, number: int, unit: str) -> date:
    """The day so many units away; hours count as begun days."""
    if unit == "hour":
        days = -(-abs(number) // 24)
        return day + timedelta(days=days if number > 0 else -days)
    return added(day, number, unit)


def moved(day: date, count: int, unit: str) -> Stretch:
    """The calendar unit so many units after the one in which a day lies."""
    if unit == "weekend":
        return whole(day + _days(7 * count), unit)
    return whole(added(_first(day, unit), count, unit), unit)


def _days(count: int) -> timedelta:
    return timedelta(days=count)


def before(day: date) -> date:
    """The day before; the calendar's first day has none."""
    return day - timedelta(days=1)


def half_or_third(stretch: Stretch, which: str) -> Stretch | None:
    """The early, middle or late part of a stretch; "start" and "end" are thirds of a year.

    No exact days are meant by such words; what is taken is stated in docs/methods/windows.md.
    """
    start, end, grain = stretch.start, stretch.end, stretch.grain
    thirds = {"start": "early", "centre": "mid", "end": "late"}
    if grain == "year" and which in thirds:
        first = {"start": 1, "centre": 5, "end": 9}[which]
        return _months(start.year, first, first + 3)
    part = thirds.get(which, which)
    if grain == "week":
        reach = {"early": (0, 2), "mid": (1, 4), "late": (3, 6)}[part]
        return _part(start + _days(reach[0]), start + _days(reach[1]))
    if grain == "month":
        days = {"early": (1, 15), "mid": (10, 20), "late": (16, end.day)}[part]
        return _part(start.replace(day=days[0]), start.replace(day=days[1]))
    if grain == "year":
        months = {"early": (1, 6), "mid": (4, 9), "late": (7, 12)}[part]
        return _months(start.year, *months)
    if grain in ("quarter", "season"):
        month = added(start, {"early": 0, "mid": 1, "late": 2}[part], "month")
        return _part(month, last_of_month(month.year, month.month))
    if grain in ("half", "decade", "century"):
        length = (end - start).days // 3
        left = {"early": 0, "mid": length, "late": 2 * length}[part]
        right = end if part == "late" else start + _days(left + length)
        return _part(start + _days(left), right)
    return None


def _part(start: date, end: date) -> Stretch:
    return Stretch(start=start, end=end, grain="part")


def _months(year: int, first: int, last: int) -> Stretch:
    return _part(date(year, first, 1), last_of_month(year, last))


def counted(stretch: Stretch, place: int, unit: str, count: int = 1) -> Stretch | None:
    """So many units of a stretch from a place on; the last ones where `place` is negative.

    Weeks are whole ones, each in the month or year that has its Thursday, as in ISO 8601. None
    where the stretch has no such unit.

    Parameters
    ----------
    place
        1 for the first; -1 for the last `count` units.
    """
    if unit in ("hour", "weekend", "fortnight") or (unit == "week" and stretch.grain == "week"):
        return None
    if unit == "half" and stretch.grain == "month":
        return half_or_third(stretch, "early" if place == 1 else "late") if count == 1 else None
    first = _first_week(stretch.start) if unit == "week" else stretch.start
    if place > 0:
        start = added(first, place - 1, unit)
    elif unit == "week":
        start = added(_first_week(stretch.end + _days(1)), -count, unit)
    elif unit == "day":
        start = stretch.end - _days(count - 1)
    else:
        start = added(_first(stretch.end, unit), 1 - count, unit)
    end = before(added(start, count, unit))
    slack = _days(3 if unit == "week" else 0)
    if start < stretch.start - slack or end > stretch.end + slack:
        return None
    return Stretch(start=start, end=end, grain=unit if count == 1 else "part")


def _first_week(day: date) -> date:
    """Monday of the first week whose Thursday is that day or later."""
    monday = day - _days(day.weekday())
    return monday if day.weekday() <= 3 else monday + _days(7)


def season(year: int, which: int) -> Stretch:
    """A season of the northern half, by whole months; a winter has the year of its December."""
    start = date(year, 3 + 3 * which, 1)
    return Stretch(start=start, end=before(added(start, 3, "month")), grain="season")
