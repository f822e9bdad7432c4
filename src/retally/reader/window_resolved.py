"""Printed dates as windows: what days a date, a list or a stretch of dates names."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from retally.model.story import Span, StatedWindow
from retally.reader.calendar import Calendar, WindowMention, one_window
from retally.reader.dates import DateMention, last_of_month
from retally.reader.relative import is_reported
from retally.reader.window_words import (
    AND,
    APPOSITION,
    AS_OF,
    BEATEN,
    BEFORE_AFTER,
    BEFORE_EVENT,
    BEGAN,
    BETWEEN,
    BY,
    CALLED,
    COUNTED_IN,
    DONE,
    EVENT,
    FROM,
    LED,
    MOVED,
    NIGHT,
    OTHER_YEAR,
    PART,
    RECORD,
    RECORD_IN,
    RECORD_WORD,
    SAID_IN,
    SINCE,
    SINCE_DOING,
    SINCE_EVENT,
    SO_FAR,
    SO_FAR_AFTER,
    THAT_YEAR,
    TO,
    WHEN,
    YEAR_LEAD,
)


def resolved_dates(
    text: str, sentence: Span, run: list[DateMention], calendar: Calendar
) -> WindowMention | None:
    """The window of one mention or of several that belong together."""
    first = run[0]
    before = text[max(sentence.start, first.span.start - 60) : first.span.start]
    span = Span(start=first.span.start, end=run[-1].span.end)
    words = " ".join(span.of(text).split())
    if RECORD.search(before) or BEFORE_AFTER.search(before) or CALLED.search(before):
        return None
    far = text[max(sentence.start, first.span.start - 110) : first.span.start]
    if BEGAN.search(before) or BEFORE_EVENT.search(far):
        return None
    doing = SINCE_DOING.search(far)
    if doing and len(run) == 1 and first.from_day is None:
        if RECORD_WORD.search(far, max(0, doing.start() - 45), doing.start()):
            return None
        since = first.span.start - len(far) + doing.start()
        found = _since_doing(first, calendar, Span(start=since, end=span.end), words)
        if found is not None:
            return found
    if not SINCE.search(before) and SINCE_EVENT.search(before):
        why = f"since when is not told by {words}"
        return WindowMention(span=span, shape="unread", unread=why)
    if len(run) == 1 and _is_beside_matter(text, sentence, first, calendar):
        return None
    if first.day is None and EVENT.match(text, run[-1].span.end, sentence.end):
        return None
    if first.month is None and RECORD_IN.search(before):
        return None
    if first.day is None and first.month is not None and COUNTED_IN.search(before):
        return _as_of_month(run[-1], calendar, span=span, words=words)
    lead = PART.search(before)
    is_night = lead is not None and first.day is not None and NIGHT.match(lead.group())
    if lead and not is_night and not SINCE.search(before):
        span = Span(start=first.span.start - len(before) + lead.start(), end=span.end)
        return WindowMention(span=span, shape="part", unread=f"part of {words} is not read yet")
    if first.month is None and not YEAR_LEAD.search(before):
        return None
    that = THAT_YEAR.match(text, run[-1].span.end, sentence.end)
    if that is not None and len(run) == 1 and first.day is None and first.month and not first.year:
        why = f"which year {words} was in is not told"
        span = Span(start=span.start, end=that.end())
        anaphor = "month of a year"
        return WindowMention(
            span=span, shape="anaphor", unread=why, anaphor=anaphor, month=first.month
        )
    if all(m.year is None for m in run) and calendar.published is None:
        why = f"the story does not tell the year of {words}; --published states it"
        return WindowMention(span=span, shape="unread", unread=why)
    if _is_open(text, sentence, run, calendar, before):
        why = f"where {words} ends is not told; --published states it"
        return WindowMention(span=span, shape="unread", unread=why)
    try:
        shape, windows = _windows(text, sentence, run, calendar, before=before, words=words)
    except (ValueError, OverflowError):
        # Days before the year 1 and after 9999.
        shape, windows = "unread", ()
    state = None
    if shape == "by" and windows:
        lead = BY.search(before)
        led = " ".join(f"{lead.group() if lead else ''} {words}".split())
        state = replace(windows[0], start=windows[0].end, basis=f"{led}: that day")
    if windows and shape in ("month", "months") and calendar.is_unsure(windows[-1]):
        why = f"whether {words} was over is not told; --published states it"
        return WindowMention(span=span, shape="unread", unread=why)
    if shape == "as of":
        return _as_of_month(run[-1], calendar, span=span, words=words)
    if not windows:
        why = f"the window {words!r} is not read yet"
        return WindowMention(span=span, shape="unread", unread=why)
    through = calendar.spoken if shape == "since" else None
    return WindowMention(
        span=span,
        shape=shape,
        windows=windows,
        state=state,
        through=through,
        total=_running_total(windows, calendar, before) if shape == "by" else None,
    )


def _since_doing(
    mention: DateMention, calendar: Calendar, span: Span, words: str
) -> WindowMention | None:
    """Since something that began at a date: to the day, or from the start of its month or year."""
    begun = words if mention.day else f"the start of {words}"
    windows = _since(mention, calendar, begun)
    if not windows:
        return None
    return WindowMention(
        span=span,
        shape="since",
        windows=windows,
        through=calendar.spoken,
        is_rough=not mention.day,
    )


def _as_of_month(
    mention: DateMention, calendar: Calendar, *, span: Span, words: str
) -> WindowMention:
    """What "as of November 2024" means: the last day of that month that was over."""
    year = calendar.year_of(mention)
    why = f"since when as of {words} is not told"
    if year is None:
        return WindowMention(span=span, shape="unread", unread=why)
    end = mention.last_day(year)
    known = calendar.published
    if known is not None and known.last_whole_day < end:
        end = known.last_whole_day
    state = StatedWindow(start=end, end=end, basis=f"as of {words}: its last day")
    total = _running_total((state,), calendar, "as of ")
    return WindowMention(span=span, shape="unread", unread=why, state=state, total=total)


def _running_total(
    windows: tuple[StatedWindow, ...], calendar: Calendar, before: str
) -> StatedWindow | None:
    """What "as of" a day counts in a war whose beginning is known: all since then."""
    if not calendar.events or not windows or not AS_OF.search(before):
        return None
    event = calendar.events[0]
    if event.day > windows[0].end:
        return None
    basis = f"as of {windows[0].end}: a running total since {event.day}, {event.name}"
    return StatedWindow(start=event.day, end=windows[0].end, basis=basis)


def _is_beside_matter(text: str, sentence: Span, mention: DateMention, calendar: Calendar) -> bool:
    """Whether a date tells of something else: a dateline, a report, what was "annexed in 2014"."""
    before = text[max(sentence.start, mention.span.start - 60) : mention.span.start]
    if APPOSITION.search(before):
        return True
    if mention.day is None:
        return bool(SAID_IN.search(before)) and mention.year is not None
    if is_reported(text, sentence, mention.span):
        return True
    known = calendar.published
    is_today = (
        known is not None and mention.is_whole and known.day == mention.first_day(mention.year or 1)
    )
    return is_today and not LED.search(before)


def _is_open(
    text: str, sentence: Span, run: list[DateMention], calendar: Calendar, before: str
) -> bool:
    """Whether a story says "so far in October" and nothing tells on which day."""
    known = calendar.published
    if run[-1].day is not None or (known is not None and known.day is not None) or calendar.ends:
        return False
    after = SO_FAR_AFTER.match(text, run[-1].span.end, sentence.end)
    return bool(after or SO_FAR.search(before))


def _windows(
    text: str,
    sentence: Span,
    run: list[DateMention],
    calendar: Calendar,
    *,
    before: str,
    words: str,
) -> tuple[str, tuple[StatedWindow, ...]]:
    first = run[0]
    if first.day is not None:
        return _day_windows(text, run, calendar, before=before, words=words)
    if first.month is None:
        if SINCE.search(before):
            return "since", _since(first, calendar, words)
        years = [calendar.year(one.year or 1, words=str(one.year)) for one in run]
        return "year", tuple(window for windows in years for window in windows)
    if SINCE.search(before):
        told = WHEN.match(text, run[-1].span.end, sentence.end)
        months = _months(text, run, calendar) if told else ()
        return ("month", months) if told else ("since", _since(first, calendar, words))
    if OTHER_YEAR.match(text, run[-1].span.end) or MOVED.search(before):
        return "unread", ()
    is_one = len(run) == 2 and is_stretch(text, sentence, run[0], run[1])
    if not is_one and BY.search(before) and not BEATEN.search(before):
        # "By November" tells neither the day nor since when.
        return ("as of" if AS_OF.search(before) else "unread"), ()
    months = _months(text, run, calendar)
    if not is_one:
        return "month", months
    basis = f"{words}: both months are named"
    return "months", one_window(months[0].start, months[-1].end, basis)


def _months(text: str, run: list[DateMention], calendar: Calendar) -> tuple[StatedWindow, ...]:
    return tuple(
        calendar.month(
            year,
            mention.month or 1,
            words=" ".join(mention.span.of(text).split()),
            printed=mention.year is not None,
        )
        for mention, year in zip(run, _years(run, calendar), strict=True)
    )


def _day_windows(
    text: str, run: list[DateMention], calendar: Calendar, *, before: str, words: str
) -> tuple[str, tuple[StatedWindow, ...]]:
    last = run[-1]
    year = calendar.year_of(last) or 1
    if last.year is None and run[0].year is not None:
        # "From December 30, 2030 to January 5" turns the year.
        year = run[0].year + ((last.month or 1) < (run[0].month or 1))
    end = last.first_day(year)
    basis = f"{words}: both days are named"
    if len(run) == 2:
        start = run[0].first_day(run[0].year or year)
        if start > end and run[0].year is None:
            start = run[0].first_day(year - 1)
        if _ends_month(start) and _ends_month(end) and start < end:
            # "Between 31 October and 30 November" counts November.
            start += timedelta(days=1)
            basis = f"{words}: the ends of two months, so that the first day is not counted"
        return "range", one_window(start, end, basis)
    if last.from_day is not None:
        # "On June 3 and 9" names two days, not the stretch between them.
        if " and " in words and not BETWEEN.search(before):
            return "unread", ()
        return "range", one_window(end.replace(day=last.from_day), end, basis)
    lead = BY.search(before)
    if lead:
        basis = f"{lead.group().strip().lower()} {words}: from the first day of its month"
        return "by", one_window(end.replace(day=1), end, basis)
    if SINCE.search(before) or (FROM.search(before) and DONE.match(text, run[-1].span.end)):
        return "since", _since(last, calendar, words)
    return "day", one_window(end, end, f"{words}: one day")


def _ends_month(day: date) -> bool:
    return day == last_of_month(day.year, day.month)


def _since(mention: DateMention, calendar: Calendar, words: str) -> tuple[StatedWindow, ...]:
    known = calendar.published
    if known is None:
        return ()
    year = calendar.year_of(mention) or 1
    end, by = calendar.reach
    basis = f"since {words}, to {end.isoformat()} ({by})"
    return one_window(mention.first_day(year), end, basis)


def _years(run: list[DateMention], calendar: Calendar) -> list[int]:
    """Years of listed months: a printed year reaches over those before it, or else after it."""
    if run[-1].year is None and run[0].year is not None:
        turned = (run[-1].month or 1) < (run[0].month or 1)
        run = [*run[:-1], replace(run[-1], year=run[0].year + turned)]
    years: list[int] = []
    following: tuple[int, int] | None = None
    for mention in reversed(run):
        if mention.year is not None:
            year = mention.year
        elif following is not None:
            year = following[0] - (1 if (mention.month or 1) > following[1] else 0)
        else:
            year = calendar.year_of(mention) or 1
        following = (year, mention.month or 1)
        years.append(year)
    return years[::-1]


def is_stretch(text: str, sentence: Span, one: DateMention, other: DateMention) -> bool:
    """Whether two dates are the ends of one stretch: "from X to Y", "between X and Y"."""
    between = text[one.span.end : other.span.start]
    before = text[max(sentence.start, one.span.start - 30) : one.span.start]
    return bool(TO.fullmatch(between) or (AND.fullmatch(between) and BETWEEN.search(before)))
