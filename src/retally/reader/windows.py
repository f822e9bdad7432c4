"""Windows: what stretch of days the words beside a figure name."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from retally.model.story import Span, StatedWindow
from retally.reader.dates import (
    MONTH_NAMES,
    DateMention,
    Published,
    last_of_month,
)


@dataclass(frozen=True, kw_only=True)
class WindowMention:
    """Words that name one or more windows.

    Parameters
    ----------
    windows
        In order of the text; several for "in August and September". Empty where the words name a
        window that is not read, and then `unread` says why.
    shape
        ``month``, ``by``, ``range``, ``since``, ``year``, ``day`` or ``unread``.
    """

    span: Span
    shape: str
    windows: tuple[StatedWindow, ...] = ()
    unread: str | None = None


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """What windows of one story are resolved against.

    Parameters
    ----------
    published
        The day the story came out; None where neither user nor story tells it.
    ends
        Days that the story says its figures reach to ("by October 27"), with the words.
    """

    text: str
    published: Published | None
    ends: tuple[tuple[date, str], ...] = ()

    def year_of(self, mention: DateMention) -> int | None:
        """Year of a mention: as printed, or the latest one that had begun; None where unknown."""
        if mention.year is not None:
            return mention.year
        if self.published is None:
            return None
        last = self.published.last_whole_day
        year = last.year
        return year if mention.first_day(year) <= last else year - 1

    def month(self, year: int, month: int, *, words: str, printed: bool) -> StatedWindow:
        """A month, cut off where the story's own dates or its publication end it."""
        first, last = date(year, month, 1), last_of_month(year, month)
        basis = f"{words} is {MONTH_NAMES[month - 1]} {year}"
        if not printed and self.published is not None:
            basis += f", the latest one begun by {_known_by(self.published)}"
        for day, by in self.ends:
            if first <= day < last:
                return StatedWindow(start=first, end=day, basis=f'{basis}; ends "{by}"')
        known = self.published
        if known is not None and first <= known.last_whole_day < last:
            basis += f"; not over by {_known_by(known)}, so it ends {known.last_whole_day}"
            return StatedWindow(start=first, end=known.last_whole_day, basis=basis)
        return StatedWindow(start=first, end=last, basis=basis)


def _known_by(published: Published) -> str:
    return f"{published.day or published.last_whole_day}, {published.basis}"


def record_spans(text: str, mentions: Sequence[DateMention]) -> list[Span]:
    """Spans of the dates that say how far back something reaches, not when it was."""
    return [m.span for m in mentions if _BACK.search(_before(text, m.span.start, 40))]


def ends_named(
    text: str, sentence: Span, mentions: Sequence[DateMention], calendar: Calendar
) -> list[tuple[date, str]]:
    """The days that a sentence says its figures reach to: "by October 27"."""
    found = []
    for mention in _within(mentions, sentence):
        lead = _BY.search(_before(text, mention.span.start, 30))
        year = calendar.year_of(mention)
        if lead and mention.day is not None and year is not None:
            words = f"{lead.group().strip()} {mention.span.of(text)}"
            found.append((mention.first_day(year), " ".join(words.split())))
    return found


def window_mentions(
    text: str, sentence: Span, mentions: Sequence[DateMention], calendar: Calendar
) -> list[WindowMention]:
    """Every window that a sentence names, read or not, in order of the text.

    A date that follows a word of record ("the most since March 2022") names none.
    """
    inside = _within(mentions, sentence)
    found: list[WindowMention] = []
    at = 0
    while at < len(inside):
        run = _run(text, inside, at)
        mention = _resolved(text, sentence, run, calendar)
        if mention is not None:
            found.append(mention)
        at += len(run)
    found += _unread(text, sentence, found)
    found += _relative(text, sentence, calendar)
    return sorted(found, key=lambda mention: mention.span)


def _within(mentions: Sequence[DateMention], sentence: Span) -> list[DateMention]:
    first = bisect_left(mentions, sentence.start, key=_start)
    return list(mentions[first : bisect_left(mentions, sentence.end, key=_start)])


def _start(mention: DateMention) -> int:
    return mention.span.start


def _run(text: str, inside: list[DateMention], at: int) -> list[DateMention]:
    """The mention at `at` with those it is listed or paired with."""
    run = [inside[at]]
    for mention in inside[at + 1 :]:
        between = text[run[-1].span.end : mention.span.start]
        months = run[-1].day is None and mention.day is None and mention.month and run[-1].month
        days = run[-1].day is not None and mention.day is not None and len(run) == 1
        if (months and _LIST.fullmatch(between)) or (days and _TO.fullmatch(between)):
            run.append(mention)
        else:
            break
    return run


def _resolved(
    text: str, sentence: Span, run: list[DateMention], calendar: Calendar
) -> WindowMention | None:
    """The window of one mention or of several that belong together."""
    first = run[0]
    before = _before(text, first.span.start, 60)
    before = (
        before[-(first.span.start - sentence.start) :] if first.span.start > sentence.start else ""
    )
    span = Span(start=first.span.start, end=run[-1].span.end)
    words = " ".join(span.of(text).split())
    if _RECORD.search(before) or _BEFORE_AFTER.search(before):
        return None
    if _PART.search(before) and not _SINCE.search(before):
        return WindowMention(span=span, shape="unread", unread=f"part of {words} is not read yet")
    if first.month is None and not _YEAR_LEAD.search(before):
        return None
    if all(m.year is None for m in run) and calendar.published is None:
        why = f"the story does not tell the year of {words}; --published states it"
        return WindowMention(span=span, shape="unread", unread=why)
    shape, windows = _windows(text, run, calendar, before=before, words=words)
    if not windows:
        return WindowMention(
            span=span, shape="unread", unread=f"the window {words!r} is not read yet"
        )
    return WindowMention(span=span, shape=shape, windows=windows)


def _windows(
    text: str, run: list[DateMention], calendar: Calendar, *, before: str, words: str
) -> tuple[str, tuple[StatedWindow, ...]]:
    first = run[0]
    if first.day is not None:
        return _day_windows(text, run, calendar, before=before, words=words)
    if first.month is not None:
        if _SINCE.search(before):
            return "since", _since(first, calendar, words)
        years = _years(run, calendar)
        return "month", tuple(
            calendar.month(
                year,
                mention.month or 1,
                words=" ".join(mention.span.of(text).split()),
                printed=mention.year is not None,
            )
            for mention, year in zip(run, years, strict=True)
        )
    if _SINCE.search(before):
        return "since", _since(first, calendar, words)
    return "year", _whole_year(first.year or 1, calendar, words)


def _day_windows(
    text: str, run: list[DateMention], calendar: Calendar, *, before: str, words: str
) -> tuple[str, tuple[StatedWindow, ...]]:
    last = run[-1]
    year = calendar.year_of(last) or 1
    if last.year is None and run[0].year is not None:
        # "From December 30, 2030 to January 5" turns the year.
        year = run[0].year + ((last.month or 1) < (run[0].month or 1))
    end = last.first_day(year)
    if len(run) == 2:
        start = run[0].first_day(run[0].year or year)
        if start > end and run[0].year is None:
            start = run[0].first_day(year - 1)
        basis = f"{words}: both days are named"
        return "range", _one(start, end, basis)
    if last.from_day is not None:
        return "range", _one(end.replace(day=last.from_day), end, f"{words}: both days are named")
    lead = _BY.search(before)
    if lead:
        basis = f"{lead.group().strip().lower()} {words}: from the first day of its month"
        return "by", _one(end.replace(day=1), end, basis)
    if _SINCE.search(before):
        return "since", _since(last, calendar, words)
    return "day", _one(end, end, f"{words}: one day")


def _since(mention: DateMention, calendar: Calendar, words: str) -> tuple[StatedWindow, ...]:
    known = calendar.published
    if known is None:
        return ()
    year = calendar.year_of(mention) or 1
    basis = f"since {words}, to {known.last_whole_day.isoformat()} ({known.basis})"
    return _one(mention.first_day(year), known.last_whole_day, basis)


def _whole_year(year: int, calendar: Calendar, words: str) -> tuple[StatedWindow, ...]:
    known = calendar.published
    end = date(year, 12, 31)
    basis = f"{words}: the year"
    if known is not None and known.last_whole_day < end:
        end = known.last_whole_day
        basis += f", not over by {_known_by(known)}"
    return _one(date(year, 1, 1), end, basis)


def _one(start: date, end: date, basis: str) -> tuple[StatedWindow, ...]:
    return (StatedWindow(start=start, end=end, basis=basis),) if start <= end else ()


def _years(run: list[DateMention], calendar: Calendar) -> list[int]:
    """Years of listed months: a year printed at the end reaches back over those before it."""
    years: list[int] = []
    following: tuple[int, int] | None = None
    for mention in reversed(run):
        if mention.year is None and following is not None:
            year = following[0] - (1 if (mention.month or 1) > following[1] else 0)
        else:
            year = calendar.year_of(mention) or 1
        following = (year, mention.month or 1)
        years.append(year)
    return years[::-1]


def _relative(text: str, sentence: Span, calendar: Calendar) -> list[WindowMention]:
    """The month before or of the day of publication; without that day they are not read."""
    found = []
    for match in _THIS_MONTH.finditer(text, sentence.start, sentence.end):
        span = Span(start=match.start(), end=match.end())
        words = " ".join(match.group().lower().split())
        known = calendar.published
        if known is None or known.day is None:
            why = f"{words!r} needs the day of publication; --published states it"
            found.append(WindowMention(span=span, shape="unread", unread=why))
            continue
        year, month = known.day.year, known.day.month
        if match["which"].lower() == "last":
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        window = calendar.month(year, month, words=words, printed=True)
        if window.start <= known.last_whole_day:
            found.append(WindowMention(span=span, shape="month", windows=(window,)))
    return found


def _unread(text: str, sentence: Span, found: Sequence[WindowMention]) -> list[WindowMention]:
    """Words that name a window of a kind that is not read yet, so that no other is taken."""
    taken = [mention.span for mention in found]
    unread = []
    for match in _OTHER.finditer(text, sentence.start, sentence.end):
        span = Span(start=match.start(), end=match.end())
        if any(span.meets(other) for other in taken):
            continue
        if _RECORD_WORD.search(_before(text, match.start(), 40)) and match.group().startswith(
            "since"
        ):
            continue
        words = " ".join(match.group().split())
        unread.append(
            WindowMention(span=span, shape="unread", unread=f"the window {words!r} is not read yet")
        )
    return unread


def _before(text: str, at: int, length: int) -> str:
    return text[max(0, at - length) : at]


_LIST = re.compile(r"\s*(?:,|and|,\s*and|&|or|/)\s*(?:in\s+|of\s+)?", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|and|until|through|till|-|–|—)\s*", re.IGNORECASE)
_BY = re.compile(
    r"\b(?:by|as of|up to|through|until|till|up until|as at)\s+(?:the\s+)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?$",
    re.IGNORECASE,
)
_RECORD_WORD = re.compile(
    r"\b(?:record|records|most|largest|biggest|fastest|highest|greatest|best|first|smallest|lowest"
    r"|slowest|worst|least|unprecedented|unmatched|unseen|seen|largest-ever|strongest|weakest|sharpest)\b",
    re.IGNORECASE,
)
_RECORD = re.compile(
    _RECORD_WORD.pattern
    + r"[^.;()]{0,45}\b(?:since|in|from)\s+(?:early\s+|late\s+|the\s+|at\s+least\s+)*$",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\b(?:since|before|after)\s+(?:early\s+|late\s+|at\s+least\s+|mid-?\s*)*$", re.IGNORECASE
)
_BEFORE_AFTER = re.compile(
    r"\b(?:before|after|following|until|ahead of)\s+(?:early\s+|late\s+)?$", re.IGNORECASE
)
_SINCE = re.compile(r"\bsince\s+(?:the\s+(?:start|beginning)\s+of\s+)?$", re.IGNORECASE)
_PART = re.compile(
    r"\b(?:early|late|mid|(?:first|second|last)\s+(?:half|week|weeks|fortnight|days)\s+of"
    r"|(?:first|last)\s+\w+\s+(?:days|weeks)\s+of|(?:beginning|start|end|middle)\s+of|(?:weeks?|days?)\s+of)[\s-]*$",
    re.IGNORECASE,
)
_YEAR_LEAD = re.compile(
    r"\b(?:in|during|throughout|of|for|over|since)\s+(?:the\s+)?(?:whole\s+of\s+|all\s+of\s+|entire\s+year\s+(?:of\s+)?"
    r"|year\s+|calendar\s+year\s+|all\s+|(?:start|beginning)\s+of\s+)?$",
    re.IGNORECASE,
)
_THIS_MONTH = re.compile(r"\b(?P<which>last|this)\s+month\b(?!['’]s)", re.IGNORECASE)
_OTHER = re.compile(
    r"\b(?:(?:in|over|during|for|within)\s+)?(?:the\s+)?(?:past|last|previous|preceding|next)\s+"
    r"(?:\w+\s+){0,2}(?:hours?|days?|weeks?|months?|quarter|years?)\b(?<!\blast month)"
    r"|\bthis\s+(?:week|year|quarter|spring|summer|autumn|fall|winter)\b"
    r"|\b(?:yesterday|today|overnight)\b|\bin\s+a\s+(?:single\s+)?(?:day|week|month|year)\b"
    r"|\bsince\s+(?!the\s+(?:start|beginning)\s+of\s+(?:19|20))(?:the|its|their|last|then|that|this|mid|early|late|[A-Z])[\w'’-]*"
    r"|\b(?:in|over|during|last|the)\s+(?:the\s+)?(?:spring|summer|autumn|winter)\b"
    r"|\b(?:the|that)\s+(?:following|next)\s+(?:week|month|year)\b|\bthe\s+(?:month|week|year|day)\s+(?:before|earlier|after)\b|\ba\s+(?:month|week|year|day)\s+(?:earlier|ago|before)\b"
    r"|\bfirst\s+(?:\w+\s+)?(?:half|quarter|days)\b",
    re.IGNORECASE,
)
