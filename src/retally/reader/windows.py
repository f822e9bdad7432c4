"""Windows: what stretch of days the words beside a figure name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retally.model.story import Span, StatedWindow
from retally.reader.calendar import Calendar, WindowMention
from retally.reader.dates import DateMention
from retally.reader.relative import unread_windows, worded_windows
from retally.reader.window_events import event_spans, event_windows
from retally.reader.window_grammar import expression
from retally.reader.window_named import Frame, Preference
from retally.reader.window_present import before_event, present_window
from retally.reader.window_resolved import is_stretch, resolved_dates
from retally.reader.window_shifted import previous_to, shifted_windows
from retally.reader.window_starts import may_begin
from retally.reader.window_tokens import tokens
from retally.reader.window_words import (
    BACK,
    BY,
    CUMULATIVE,
    LAST_YEAR,
    LIST,
    LISTED,
    RECORD_WORD,
)


def record_spans(text: str, mentions: Sequence[DateMention]) -> list[Span]:
    """Spans of the dates that say how far back something reaches, not when it was."""
    events = sorted(event_spans(text))
    # Only a few can reach into a date: names of events are short.
    near = (events[max(0, at - 3) : at] for at in _places(mentions, events))
    return [
        m.span
        for m, beside in zip(mentions, near, strict=True)
        if BACK.search(_before(text, m.span.start, 40)) or any(m.span.meets(e) for e in beside)
    ]


def _places(mentions: Sequence[DateMention], events: Sequence[Span]) -> list[int]:
    """For each date, how many of the events begin before it ends."""
    return [bisect_left(events, one.span.end, key=lambda event: event.start) for one in mentions]


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
    text: str,
    sentence: Span,
    mentions: Sequence[DateMention],
    calendar: Calendar,
    *,
    said: date | None = None,
) -> list[WindowMention]:
    """Every window that a sentence names, read or not, in order of the text.

    A date that follows a word of record ("the most since March 2022") names none.

    Parameters
    ----------
    said
        The day on which the sentence was said; "yesterday" is seen from it.
    """
    found = _events(text, sentence, calendar)
    found += before_event(text, sentence, calendar)
    found += shifted_windows(text, sentence, [one.span for one in found])
    inside, years = _with_years(text, _within(mentions, sentence), calendar)
    found += worded_windows(
        text, sentence, calendar, [*(one.span for one in found), *years], said=said
    )
    taken = [*(one.span for one in found), *years]
    inside = [one for one in inside if not any(one.span.meets(other) for other in taken)]
    at = 0
    while at < len(inside):
        run = _run(text, sentence, inside, at)
        mention = resolved_dates(text, sentence, run, calendar)
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
    told = [_told_before(found, at) for at in range(len(found))]
    told = [previous_to(text, told, at) for at in range(len(told))]
    dated = [one.span for one in told if one.shape in _TIMES]
    return told + present_window(text, sentence, calendar, dated)


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
    return [
        one
        for one in found
        if not RECORD_WORD.search(text, max(0, one.span.start - 45), one.span.start)
    ]


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


_TIMES = frozenset({"now", "by", "month", "months", "range", "day", "year", "stretch", "since"})
"""Shapes of windows beside which nothing else is taken to be so at present."""

_LONGEST_LEAD = 24
"""Code points of "since the beginning of"."""

_LONGEST_AMOUNT = 60


def _run(text: str, sentence: Span, inside: list[DateMention], at: int) -> list[DateMention]:
    """The mention at `at` with those it is listed or paired with."""
    run = [inside[at]]
    for mention in inside[at + 1 :]:
        between = text[run[-1].span.end : mention.span.start]
        months = run[-1].day is None and mention.day is None and mention.month and run[-1].month
        paired = len(run) == 1 and is_stretch(text, sentence, run[0], mention)
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
