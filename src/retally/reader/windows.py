"""Windows: what stretch of days the words beside a figure name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from retally.model.story import Span, StatedWindow
from retally.reader.calendar import Calendar, WindowMention, one_window
from retally.reader.dates import DateMention, last_of_month
from retally.reader.relative import is_reported, unread_windows, worded_windows
from retally.reader.window_events import event_spans, event_windows
from retally.reader.window_grammar import expression
from retally.reader.window_named import Frame, Preference
from retally.reader.window_shifted import shifted_windows
from retally.reader.window_starts import may_begin
from retally.reader.window_tokens import tokens
from retally.reader.window_words import (
    AND,
    APPOSITION,
    AS_OF,
    BACK,
    BEATEN,
    BEFORE_AFTER,
    BEFORE_EVENT,
    BEGAN,
    BETWEEN,
    BY,
    CALLED,
    CUMULATIVE,
    DONE,
    EVENT,
    FROM,
    LAST_YEAR,
    LED,
    LIST,
    LISTED,
    MOVED,
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
    TO,
    YEAR_LEAD,
)


def record_spans(text: str, mentions: Sequence[DateMention]) -> list[Span]:
    """Spans of the dates that say how far back something reaches, not when it was."""
    events = event_spans(text)
    return [
        m.span
        for m in mentions
        if BACK.search(_before(text, m.span.start, 40)) or any(m.span.meets(e) for e in events)
    ]


def ends_named(
    text: str, sentence: Span, mentions: Sequence[DateMention], calendar: Calendar
) -> list[tuple[date, str]]:
    """The days that a sentence says its figures reach to: "by October 27"."""
    found = []
    for mention in _within(mentions, sentence):
        lead = BY.search(_before(text, mention.span.start, 30))
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
    found = _events(text, sentence, calendar)
    found += shifted_windows(text, sentence, [one.span for one in found])
    inside, years = _with_years(text, _within(mentions, sentence), calendar)
    found += worded_windows(text, sentence, calendar, [*(one.span for one in found), *years])
    taken = [*(one.span for one in found), *years]
    inside = [one for one in inside if not any(one.span.meets(other) for other in taken)]
    at = 0
    while at < len(inside):
        run = _run(text, sentence, inside, at)
        mention = _resolved(text, sentence, run, calendar)
        if mention is not None:
            found.append(mention)
        at += len(run)
    led = [
        Span(start=max(sentence.start, one.span.start - _LONGEST_LEAD), end=one.span.end)
        for one in found
        if one.shape == "since"
    ]
    found += unread_windows(text, sentence, [*(one.span for one in found), *years, *led])
    found = _ended(text, sorted(found, key=lambda mention: mention.span))
    return [_told_before(found, at) for at in range(len(found))]


def _told_before(found: Sequence[WindowMention], at: int) -> WindowMention:
    """A mention of "the month" after a month that the sentence names means that one."""
    mention = found[at]
    if mention.anaphor is None:
        return mention
    earlier = [one for one in found[:at] if one.shape == mention.anaphor and len(one.windows) == 1]
    if not earlier:
        return mention
    window = earlier[-1].windows[0]
    basis = f"{window.basis}; named before in the sentence"
    return replace(
        mention, shape=earlier[-1].shape, windows=(replace(window, basis=basis),), unread=None
    )


def _events(text: str, sentence: Span, calendar: Calendar) -> list[WindowMention]:
    """Windows counted from an event; a record since then names none."""
    found = event_windows(text, sentence, calendar)
    return [one for one in found if not RECORD_WORD.search(_before(text, one.span.start, 45))]


def stated_windows(
    text: str, *, reference: date, prefer: Preference = "past"
) -> list[WindowMention]:
    """Every stretch of days that a bare text names, whole, in the order of the text.

    Unlike the windows of a story, none is cut off at the day of writing, and none needs words
    around it. Documented in docs/methods/windows.md.

    Parameters
    ----------
    reference
        The day on which the text was written.
    prefer
        Whether "in June" is the latest June begun before that day or the next one to begin.

    Returns
    -------
    list[WindowMention]
        One window each. An impossible one ("31 February") is none.

    Examples
    --------
    >>> (found,) = stated_windows("in the third week of June", reference=date(2031, 7, 2))
    >>> str(found.windows[0].start), str(found.windows[0].end)
    ('2031-06-16', '2031-06-22')
    """
    words = tokens(text, Span(start=0, end=len(text)))
    frame = Frame(reference=reference, prefer=prefer)
    found = []
    at = 0
    while at < len(words):
        parsed = expression(words, at, frame) if may_begin(words, at) else None
        at = parsed.last if parsed else at + 1
        if parsed is None:
            continue
        span = Span(start=words[parsed.first].span.start, end=words[parsed.last - 1].span.end)
        basis = " ".join(span.of(text).split()) + f", seen from {reference.isoformat()}"
        stretch = parsed.stretch
        window = StatedWindow(start=stretch.start, end=stretch.end, basis=basis)
        found.append(
            WindowMention(
                span=span,
                shape=parsed.shape,
                windows=(window,),
                is_rough=parsed.named.is_rough,
                last_named=parsed.last_named,
            )
        )
    return found


def _within(mentions: Sequence[DateMention], sentence: Span) -> list[DateMention]:
    first = bisect_left(mentions, sentence.start, key=_start)
    return list(mentions[first : bisect_left(mentions, sentence.end, key=_start)])


def _start(mention: DateMention) -> int:
    return mention.span.start


def _with_years(
    text: str, inside: Sequence[DateMention], calendar: Calendar
) -> tuple[list[DateMention], list[Span]]:
    """Months with the year that is told after them, and where such words stand apart from them.

    "November of last year"; "October (610 km2) and November (725 km2) of last year".
    """
    known = calendar.published
    told: list[DateMention] = []
    apart = []
    year = None
    for at in range(len(inside) - 1, -1, -1):
        one = inside[at]
        is_listed = at + 1 < len(inside) and _are_listed(text, one, inside[at + 1])
        year = year if is_listed else None
        said = LAST_YEAR.match(text, one.span.end)
        if said is not None and one.month is not None and one.year is None:
            if said["printed"]:
                year = int(said["printed"])
            elif known is not None and known.day is not None:
                year = known.day.year - (said["which"].lower() == "last")
            if year is not None and said["amount"] is None:
                one = replace(one, span=Span(start=one.span.start, end=said.end()))
            elif year is not None:
                apart.append(Span(start=said.start("year"), end=said.end()))
        if year is not None and one.month is not None and one.year is None:
            one = replace(one, year=year)
        told.append(one)
    return told[::-1], apart


def _are_listed(text: str, one: DateMention, other: DateMention) -> bool:
    """Whether two months, each with its amount in brackets, are named together."""
    between = text[one.span.end : other.span.start]
    return len(between) <= _LONGEST_AMOUNT and bool(LISTED.fullmatch(between))


_LONGEST_LEAD = 24
"""Code points of "since the beginning of"."""
_LONGEST_AMOUNT = 60


def _run(text: str, sentence: Span, inside: list[DateMention], at: int) -> list[DateMention]:
    """The mention at `at` with those it is listed or paired with."""
    run = [inside[at]]
    for mention in inside[at + 1 :]:
        between = text[run[-1].span.end : mention.span.start]
        months = run[-1].day is None and mention.day is None and mention.month and run[-1].month
        paired = len(run) == 1 and _is_stretch(text, sentence, run[0], mention)
        days = run[-1].day is not None and mention.day is not None
        if _is_bare_year(run[-1]) and _is_bare_year(mention) and LIST.fullmatch(between):
            run.append(mention)
            continue
        if (months and (paired or LIST.fullmatch(between))) or (days and paired):
            run.append(mention)
            if paired:
                break
        else:
            break
    return run


def _is_bare_year(mention: DateMention) -> bool:
    return mention.month is None and mention.year is not None


def _is_stretch(text: str, sentence: Span, one: DateMention, other: DateMention) -> bool:
    """Whether two dates are the ends of one stretch: "from X to Y", "between X and Y"."""
    between = text[one.span.end : other.span.start]
    before = text[max(sentence.start, one.span.start - 30) : one.span.start]
    return bool(TO.fullmatch(between) or (AND.fullmatch(between) and BETWEEN.search(before)))


def _resolved(
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
    doing = SINCE_DOING.search(before)
    if first.month and not first.day and doing:
        span = Span(start=first.span.start - len(before) + doing.start(), end=span.end)
        windows = _since(first, calendar, f"the start of {words}") if len(run) == 1 else ()
        through = calendar.spoken
        if windows:
            return WindowMention(
                span=span, shape="since", windows=windows, through=through, is_rough=True
            )
    if not SINCE.search(before) and SINCE_EVENT.search(before):
        why = f"since when is not told by {words}"
        return WindowMention(span=span, shape="unread", unread=why)
    if len(run) == 1 and _is_beside_matter(text, sentence, first, calendar):
        return None
    if first.day is None and EVENT.match(text, run[-1].span.end, sentence.end):
        return None
    if first.month is None and RECORD_IN.search(before):
        return None
    lead = PART.search(before)
    if lead and not SINCE.search(before):
        span = Span(start=first.span.start - len(before) + lead.start(), end=span.end)
        return WindowMention(span=span, shape="part", unread=f"part of {words} is not read yet")
    if first.month is None and not YEAR_LEAD.search(before):
        return None
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
        return "since", _since(first, calendar, words)
    if OTHER_YEAR.match(text, run[-1].span.end) or MOVED.search(before):
        return "unread", ()
    is_stretch = len(run) == 2 and _is_stretch(text, sentence, run[0], run[1])
    if not is_stretch and BY.search(before) and not BEATEN.search(before):
        # "By November" tells neither the day nor since when.
        return ("as of" if AS_OF.search(before) else "unread"), ()
    months = _months(text, run, calendar)
    if not is_stretch:
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


def _ended(text: str, found: list[WindowMention]) -> list[WindowMention]:
    """The same, where "since X" or "this year" says when a "by Y" of the sentence began."""
    ends = [one for one in found if one.shape == "by" and one.windows]
    starts = [one for one in found if _begins_before(text, one, ends)]
    if len(ends) != 1 or not starts:
        return found
    end = ends[0].windows[0]
    begun = starts[0].windows
    if len(starts) > 1 or not begun or begun[0].start > end.start:
        why = f"since when the area was gained by {end.end} is not read yet"
        joined = WindowMention(span=ends[0].span, shape="unread", unread=why)
    else:
        basis = f"{begun[0].basis}; ends {end.end}, as the same sentence says"
        window = StatedWindow(start=begun[0].start, end=end.end, basis=basis)
        joined = replace(ends[0], windows=(window,))
    return [replace(joined, span=one.span) if one in (*ends, *starts) else one for one in found]


def _begins_before(text: str, one: WindowMention, ends: Sequence[WindowMention]) -> bool:
    """Whether a mention says since when something adds up to the "by" of its sentence."""
    if one.shape == "unread":
        return bool(CUMULATIVE.match(one.span.of(text)))
    if one.shape == "year" and one.windows:
        return any(one.windows[0].start.year == end.windows[0].start.year for end in ends)
    return one.shape == "since"


def _before(text: str, at: int, length: int) -> str:
    return text[max(0, at - length) : at]
