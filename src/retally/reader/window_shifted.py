"""Windows told by another one: "a year earlier", "the same month of the previous year"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from retally.model.story import Span, StatedWindow
from retally.reader.calendar import Shift, WindowMention
from retally.reader.dates import last_of_month


def shifted_windows(text: str, sentence: Span, taken: Sequence[Span]) -> list[WindowMention]:
    """Words that mean a window so many units before the one that a figure is compared with."""
    found = []
    for match in _SHIFT.finditer(text, sentence.start, sentence.end):
        span = Span(start=match.start(), end=match.end())
        if any(span.meets(other) for other in taken):
            continue
        number = _NUMBERS.get((match["number"] or "one").lower())
        if number is None:
            continue
        named = (match[name] for name in ("unit", "other", "last", "before"))
        unit = next((word for word in named if word), "year").lower()
        if match["later"]:
            number = -number
        is_whole = bool(match["last"] or match["before"])
        words = " ".join(match.group().split())
        found.append(
            WindowMention(
                span=span,
                shape="shifted",
                unread=f"the window {words!r} is not read yet",
                shift=Shift(
                    number=number,
                    unit=unit,
                    is_whole=is_whole,
                    of=(match["of"] or match["again"] or "").lower(),
                    year=int(match["printed"]) if match["printed"] else None,
                ),
            )
        )
    for match in _PERIOD.finditer(text, sentence.start, sentence.end):
        span = Span(start=match.start(), end=match.end())
        if any(span.meets(other) for other in (*taken, *(one.span for one in found))):
            continue
        words = " ".join(match.group().split())
        why = f"which period {words!r} means is not told"
        found.append(WindowMention(span=span, shape="anaphor", unread=why, anaphor="period"))
    return found


def previous_to(text: str, found: Sequence[WindowMention], at: int) -> WindowMention:
    """A mention of "the previous 12 months" after a window that the sentence names means those
    that end where that window begins.
    """
    mention = found[at]
    said = _PREVIOUS.match(text, mention.span.start, mention.span.end)
    base = next((one for one in reversed(found[:at]) if len(one.windows) == 1), None)
    if said is None or base is None or not mention.windows or base.shape in ("day", "now"):
        return mention
    number = _NUMBERS.get(said["number"].lower())
    if number is None:
        return mention
    start = base.windows[0].start
    window = shifted(
        StatedWindow(start=start, end=start, basis=base.windows[0].basis),
        Shift(number=number, unit=said["unit"].lower()),
        said.group(),
    )
    if window is None or start == date.min:
        return mention
    return replace(mention, windows=(replace(window, end=start - timedelta(days=1)),))


def shifted(window: StatedWindow | None, shift: Shift, words: str) -> StatedWindow | None:
    """A window moved by so many units; a month stays a whole month.

    "The previous year" is the calendar year before. None where it would leave the calendar, or a
    month is asked of a longer stretch.
    """
    if window is None:
        return None
    number, unit = -shift.number, shift.unit
    if shift.year is not None:
        number = shift.year - window.end.year
    is_month_end = window.end == last_of_month(window.end.year, window.end.month)
    length = (window.end - window.start).days
    longest = {"month": _LONGEST, "week": _LONGEST, "day": 0}.get(unit, length)
    if length > min(longest, _LENGTHS.get(shift.of, length)):
        return None
    words = " ".join(words.split())
    basis = f"{words}: counted from {window.basis}"
    try:
        if shift.is_whole and unit in ("month", "year"):
            before = _moved(window.end.replace(day=1), number, unit)
            before = before.replace(month=1) if unit == "year" else before
            last = last_of_month(before.year, 12 if unit == "year" else before.month)
            return StatedWindow(start=before, end=last, basis=basis)
        start, end = _moved(window.start, number, unit), _moved(window.end, number, unit)
    except (ValueError, OverflowError):
        return None
    if is_month_end and unit not in ("week", "day"):
        end = last_of_month(end.year, end.month)
        if window.start == window.end:
            start = end
    return replace(window, start=start, end=end, basis=basis)


def _moved(day: date, number: int, unit: str) -> date:
    if unit == "week":
        return day + timedelta(weeks=number)
    if unit == "day":
        return day + timedelta(days=number)
    months = day.year * 12 + day.month - 1 + number * (12 if unit == "year" else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, last_of_month(year, month + 1).day))


_PREVIOUS = re.compile(
    r"(?:the\s+)?(?:previous|preceding|prior)\s+(?P<number>\w+)\s+(?P<unit>year|month|week|day)s?\b",
    re.IGNORECASE,
)
_PERIOD = re.compile(
    r"\b(?:in|during|over|within)\s+(?:that|this|the\s+(?:same|specified|said|given|indicated|reporting|reported))\s+(?:same\s+)?(?:period|time(?:\s?frame)?|stretch|span)\b",
    re.IGNORECASE,
)
_LONGEST = 31
_COUNTS = (
    *("a an one 1", "two 2", "three 3", "four 4", "five 5", "six 6", "seven 7", "eight 8"),
    *("nine 9", "ten 10", "eleven 11", "twelve 12"),
)
_LENGTHS = {"month": 31, "week": 7, "day": 1, "date": 1}
"""Days of a window of which "the same month" may be said."""
_NUMBERS = {name: at for at, names in enumerate(_COUNTS, start=1) for name in names.split()}
_SAME = (
    r"(?:(?:in|during|over|on|at)\s+)?(?:the\s+)?same\s+"
    r"(?P<of>month|period|time|week|day|date|quarter|stretch|point)"
)
_SAME_AGAIN = _SAME.replace("?P<of>", "?:")
_SAME_IN = _SAME.replace("?P<of>", "?P<again>")
_UNIT = r"(?:year|month|week)"
_SHIFT = re.compile(
    rf"\b(?:(?:{_SAME_AGAIN}|exactly|just|only)\s+)?(?P<number>an?|one|two|three|four|five|six|seven|eight|[2-8])\s+(?P<unit>{_UNIT}|day)s?\s+"
    rf"(?:ago|earlier|(?:before|prior)(?!\s+(?:the|last|that|its|his|her|their|(?-i:[A-Z])\w+)\b)|previously|(?P<later>later))\b(?:\s+on\s+the\s+same\s+(?:date|day))?"
    rf"|\b{_SAME}\s+(?:of\s+|in\s+)?(?:the\s+)?(?:previous|preceding|prior|last)\s+(?P<other>{_UNIT})\b"
    rf"|\b{_SAME_IN}\s+(?:of|in)\s+(?P<printed>(?:19|20)\d\d)\b"
    rf"|\b(?:the\s+)?(?:previous|preceding|prior)\s+(?P<last>{_UNIT})\b(?!['’])"
    rf"|\bthe\s+(?P<before>{_UNIT})\s+(?:before|earlier)\b(?!\s+(?:the|last|that|it|they|he|in)\b)",
    re.IGNORECASE,
)
