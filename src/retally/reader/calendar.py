"""What windows are resolved against: the day of publication and the story's own dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from retally.model.story import Span, StatedWindow
from retally.reader.dates import MONTH_NAMES, DateMention, Published, last_of_month
from retally.reader.window_event_days import EVENTS, Event
from retally.reader.window_words import WEEKDAY_SAID, WEEKDAYS


@dataclass(frozen=True, kw_only=True)
class Shift:
    """How far before another window something was.

    Parameters
    ----------
    is_whole
        Whether the whole unit before it is meant: "the previous year", not "a year earlier".
    of
        What the other window must be: "month" for "the same month last year"; empty for anything.
    year
        The year itself, where it is printed: "the same period of 2030".
    """

    number: int
    unit: str
    is_whole: bool = False
    of: str = ""
    year: int | None = None


@dataclass(frozen=True, kw_only=True)
class WindowMention:
    """Words that name one or more windows.

    Parameters
    ----------
    windows
        In order of the text; several for "in August and September". Empty where the words name a
        window that is not read, and then `unread` says why.
    shape
        ``month``, ``months`` (a stretch of them), ``by``, ``range``, ``part``, ``since``, ``year``,
        ``day``, ``now``, ``stretch``, ``rest``, ``duration``, ``shifted`` or ``unread``.
    state
        What the words mean for something that is held rather than gained: the one day of "by
        October 27", the last of "at the end of the year". None where it is the window itself.
    is_rough
        Whether the words leave the window's ends open ("early October"); its basis says so.
    through
        Of a window that is open towards the day of publication: that day.
    last_named
        Of a stretch told by its two ends, the first day of what is named as its end.
    total
        What it means for a running total of people: "as of August 8" since the war began.
    anaphor
        The unit of "that month", which means a window named before.
    shift
        How far before a window that is told elsewhere: "a year earlier".
    month
        Of "March of that year": the month.
    """

    span: Span
    shape: str
    windows: tuple[StatedWindow, ...] = ()
    unread: str | None = None
    state: StatedWindow | None = None
    is_rough: bool = False
    through: date | None = None
    last_named: date | None = None
    total: StatedWindow | None = None
    anaphor: str | None = None
    shift: Shift | None = None
    month: int | None = None


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What windows of one story are resolved against.

    Parameters
    ----------
    published
        The day the story came out; None where neither user nor story tells it.
    ends
        Days that the story says its figures reach to ("by October 27"), with the words.
    is_measured_to_event
        Whether the story's last dated event stands in a sentence that prints an area.
    """

    text: str
    published: Published | None
    ends: tuple[tuple[date, str], ...] = ()
    is_measured_to_event: bool = False

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """The dated events that the story may name without their date."""
        return tuple(event for event in EVENTS if event.belongs.search(self.text))

    @property
    def today(self) -> date | None:
        """The day of writing, or the day after the last one that the story tells of."""
        known = self.published
        if known is None:
            return None
        if known.day is not None or known.last_whole_day == date.max:
            return known.day or date.max
        return known.last_whole_day + timedelta(days=1)

    @cached_property
    def spoken(self) -> date | None:
        """The day on which the story's sources spoke: the one weekday it gives, or publication."""
        known = self.published
        if known is None or known.day is None:
            return None
        told = {match["day"] for match in WEEKDAY_SAID.finditer(self.text)}
        if len(told) != 1:
            return known.day
        back = (known.day.weekday() - WEEKDAYS.index(told.pop())) % 7
        return known.day - timedelta(days=min(back, known.day.toordinal() - 1))

    @cached_property
    def reach(self) -> tuple[date, str]:
        """The day to which the story's figures of ground reach, and how that is known.

        It is the last day that was over; or, where the story came out on the last day of a month
        that it names or on one of the first three of the next, that month's end.
        """
        known = self.published
        if known is None:
            return date.max, "nothing tells when the story came out"
        if known.day is not None:
            month_end = self._month_just_over(known.day)
            if month_end is not None and month_end != known.last_whole_day:
                return month_end, f"the end of the month that the story is about; {known.basis}"
        return known.last_whole_day, known.basis

    def _month_just_over(self, day: date) -> date | None:
        last = last_of_month(day.year, day.month)
        if day != last and day.day > _DAYS_AFTER_MONTH:
            return None
        if day != last:
            if day.toordinal() <= day.day:
                return None
            last = day - timedelta(days=day.day)
        # "On June 3" is no word of the whole month.
        name = rf"(?<!\d )(?<!\d\w\w )\b{MONTH_NAMES[last.month - 1]}\b(?!\s+\d{{1,2}}\b)"
        return last if re.search(name, self.text) else None

    def year_of(self, mention: DateMention) -> int | None:
        """Year of a mention: as printed, or the latest one that had begun; None where unknown."""
        if mention.year is not None:
            return mention.year
        if self.published is None:
            return None
        last = self.published.last_whole_day
        if mention.day is not None:
            # "As of August 8" may be the day of publication itself.
            last = self.published.day or last
        year = last.year
        year = year if mention.first_day(year) <= last else year - 1
        return year if year >= date.min.year else None

    def month(self, year: int, month: int, *, words: str, printed: bool) -> StatedWindow:
        """A month, cut off where the story's own dates or its publication end it."""
        first, last = date(year, month, 1), last_of_month(year, month)
        name = f"{MONTH_NAMES[month - 1]} {year}"
        basis = name if words == name else f"{words} is {name}"
        if not printed and self.published is not None:
            basis += f", the latest one begun by {known_by(self.published)}"
        for day, by in self.ends:
            if first <= day < last:
                return StatedWindow(start=first, end=day, basis=f'{basis}; ends "{by}"')
        known = self.published
        if known is not None and known.day == last and self.reach[0] == last:
            return StatedWindow(start=first, end=last, basis=f"{basis}; its last day is counted")
        if known is not None and first <= known.last_whole_day < last:
            by = "by then" if known_by(known) in basis else f"by {known_by(known)}"
            basis += f"; not over {by}, so it ends {known.last_whole_day}"
            return StatedWindow(start=first, end=known.last_whole_day, basis=basis)
        return StatedWindow(start=first, end=last, basis=basis)

    def is_unsure(self, window: StatedWindow) -> bool:
        """Whether a month is cut off at an event that does not say where figures end.

        Copy of 2 December that tells of a shelling on 28 November still speaks of all November.
        """
        known, end = self.published, window.end
        if known is None or known.day is not None or self.is_measured_to_event:
            return False
        is_cut = end == known.last_whole_day and end != last_of_month(end.year, end.month)
        return is_cut and all(day != end for day, _ in self.ends)

    def year(self, year: int, *, words: str) -> tuple[StatedWindow, ...]:
        """A calendar year, cut off where it was not over at publication."""
        end, basis = date(year, 12, 31), f"{words}: the year"
        if self.published is not None and date(year, 1, 1) <= self.reach[0] < end:
            end = self.reach[0]
            basis += f", not over by {known_by(self.published)}"
        return one_window(date(year, 1, 1), end, basis)


def is_nearly_over(calendar: Calendar, start: date, end: date) -> bool:
    """Whether a season, a year or the like had only a few days left: it is spoken of as whole."""
    known = calendar.published
    if known is None or known.day is None or (end - start).days < _SHORTEST_SEASON:
        return False
    return start < known.day <= end and (end - known.day).days <= _DAYS_LEFT


_SHORTEST_SEASON = 80
_DAYS_LEFT = 2
_DAYS_AFTER_MONTH = 3
"""Sums over a month's maps are published on its last day or within so many of the next."""


def known_by(published: Published) -> str:
    """The day of publication and how it is known, as a clause."""
    return f"{published.day or published.last_whole_day}, {published.basis}"


def one_window(start: date, end: date, basis: str) -> tuple[StatedWindow, ...]:
    """The window as a tuple of one; of none where it would end before it begins."""
    return (StatedWindow(start=start, end=end, basis=basis),) if start <= end else ()
