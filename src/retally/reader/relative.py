"""Windows told from the day of publication, and words of windows that are not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from retally.model.story import Span
from retally.reader.calendar import Calendar, WindowMention, one_window
from retally.reader.dates import Published
from retally.reader.window_words import OTHER, RECORD_WORD, RELATIVE_MONTH, RELATIVE_YEAR


def relative_windows(
    text: str, sentence: Span, calendar: Calendar, taken: Sequence[Span]
) -> list[WindowMention]:
    """Last or this month or year; without the day of publication they are not read.

    Parameters
    ----------
    taken
        Spans that are part of another window ("in November last year").
    """
    found = []
    for form in (RELATIVE_MONTH, RELATIVE_YEAR):
        for match in form.finditer(text, sentence.start, sentence.end):
            span = Span(start=match.start(), end=match.end())
            if not (_is_record(text, span) or any(span.meets(other) for other in taken)):
                mention = _relative(match, span, calendar, is_month=form is RELATIVE_MONTH)
                found += [mention] if mention else []
    return found


def unread_windows(text: str, sentence: Span, taken: Sequence[Span]) -> list[WindowMention]:
    """Words that name a window of a kind that is not read, so that no other is taken."""
    unread = []
    for match in OTHER.finditer(text, sentence.start, sentence.end):
        span = Span(start=match.start(), end=match.end())
        is_reach = match.group().lower().startswith(("since", "this"))
        if any(span.meets(other) for other in taken) or (is_reach and _is_record(text, span)):
            continue
        words = " ".join(text[match.start() : _some_words(text, match, sentence)].split())
        why = f"the window {words!r} is not read yet"
        unread.append(WindowMention(span=span, shape="unread", unread=why))
    return unread


def _is_record(text: str, span: Span) -> bool:
    """Whether words say how far a record reaches: "the most this year"."""
    return bool(RECORD_WORD.search(text[max(0, span.start - 40) : span.start]))


def _some_words(text: str, match: re.Match[str], sentence: Span) -> int:
    """Where the words to quote end: "since the start" is quoted with what follows."""
    if not match.group().lower().startswith("since"):
        return match.end()
    following = _FOLLOWING.match(text, match.end(), sentence.end)
    return following.end() if following else match.end()


def _relative(
    match: re.Match[str], span: Span, calendar: Calendar, *, is_month: bool
) -> WindowMention | None:
    words = " ".join(match.group().lower().split())
    known = calendar.published
    if known is None or known.day is None:
        why = f"{words!r} needs the day of publication; --published states it"
        return WindowMention(span=span, shape="unread", unread=why)
    back = (match["which"] or "").lower() == "last"
    if is_month:
        year, month = known.day.year, known.day.month
        if back:
            year, month = (year, month - 1) if month > 1 else (year - 1, 12)
        window = calendar.month(year, month, words=words, printed=True)
        begun = window.start <= known.last_whole_day
        return WindowMention(span=span, shape="month", windows=(window,)) if begun else None
    return _year(words, span, known, known.day.year - back)


def _year(words: str, span: Span, known: Published, year: int) -> WindowMention | None:
    end = min(date(year, 12, 31), known.last_whole_day)
    basis = f"{words} is {year}"
    basis += "" if end.month == 12 and end.day == 31 else f", to {end} ({known.basis})"
    windows = one_window(date(year, 1, 1), end, basis)
    return WindowMention(span=span, shape="year", windows=windows) if windows else None


_FOLLOWING = re.compile(r"(?:\s+[\w'’-]+){1,3}")
