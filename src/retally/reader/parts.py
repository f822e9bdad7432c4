"""Parts of a month or a year: "the first 27 days of October", "the third quarter of 2024"."""

from __future__ import annotations

import re
from datetime import date

from retally.model.story import StatedWindow
from retally.reader.calendar import Calendar, one_window
from retally.reader.dates import DateMention, last_of_month

_ORDINALS = {"first": 1, "opening": 1, "second": 2, "third": 3, "fourth": 4}
_COUNTS = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]
_ENDING = frozenset({"last", "final", "closing"})
_LEAD = re.compile(
    r"\b(?:(?P<which>first|opening|second|third|fourth|last|final|closing)\s+(?:(?P<count>\w+)\s+)?"
    r"(?P<unit>hal(?:f|ves)|quarter|day|month)s?\s+of\s+(?:the\s+year\s+)?|Q(?P<quarter>[1-4])\s+(?:of\s+)?)$",
    re.IGNORECASE,
)


def part_of(
    before: str, mention: DateMention, calendar: Calendar, words: str
) -> tuple[StatedWindow, ...]:
    """The part that the words before a month or a year name; empty where they name none exactly.

    "The first half of October" is no exact stretch of days and gives none.

    Parameters
    ----------
    before
        The text up to the mention, within its sentence.
    words
        The mention as printed.
    """
    lead = _LEAD.search(before)
    year = calendar.year_of(mention)
    if lead is None or year is None or mention.day is not None:
        return ()
    reach = _months(lead, year) if mention.month is None else _days(lead, year, mention.month)
    if reach is None:
        return ()
    start, end = reach
    basis = " ".join(f"{lead.group()}{words}".split())
    known = calendar.published
    if known is not None and start <= known.last_whole_day < end:
        end = known.last_whole_day
        basis += f", not over by {known.basis}"
    return one_window(start, end, basis)


def _months(lead: re.Match[str], year: int) -> tuple[date, date] | None:
    """First and last day of halves, quarters or months of a year."""
    unit = "quarter" if lead["quarter"] else lead["unit"].lower()
    length = {"half": 6, "halve": 6, "halves": 6, "quarter": 3, "month": 1}.get(unit)
    if length is None:
        return None
    reach = _reach(lead, 12 // length)
    if reach is None:
        return None
    first, last = (reach[0] - 1) * length + 1, reach[1] * length
    return date(year, first, 1), last_of_month(year, last)


def _days(lead: re.Match[str], year: int, month: int) -> tuple[date, date] | None:
    """First and last of so many days of a month."""
    if lead["quarter"] or lead["unit"].lower() != "day" or not lead["count"]:
        return None
    reach = _reach(lead, last_of_month(year, month).day)
    return reach and (date(year, month, reach[0]), date(year, month, reach[1]))


def _reach(lead: re.Match[str], whole: int) -> tuple[int, int] | None:
    """First and last of the pieces named, of `whole` pieces; None where that is not told."""
    if lead["quarter"]:
        return int(lead["quarter"]), int(lead["quarter"])
    count, which = _count(lead["count"]), lead["which"].lower()
    if count is None or not 1 <= count <= whole:
        return None
    if which in _ENDING:
        return whole - count + 1, whole
    if lead["count"]:
        return (1, count) if _ORDINALS[which] == 1 else None
    return (_ORDINALS[which], _ORDINALS[which]) if _ORDINALS[which] <= whole else None


def _count(word: str | None) -> int | None:
    """How many pieces a word counts; one where there is no word."""
    if word is None:
        return 1
    if word.lower() in _COUNTS:
        return _COUNTS.index(word.lower()) + 1
    return int(word) if re.fullmatch("[0-9]{1,2}", word) else None
