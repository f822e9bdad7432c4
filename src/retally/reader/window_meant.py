"""What "that month" and "the past year" mean in a story, and which windows are told in passing."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retally.model.story import Span, StatedWindow
from retally.reader.calendar import WindowMention
from retally.reader.dates import MONTH_NAMES, last_of_month
from retally.reader.figures import Found
from retally.reader.window_words import RELATIVE


def with_meant_windows(text: str, found: Sequence[Found]) -> list[Found]:
    """The sentences, with "that month" as the last month named before it.

    A window of what is told in passing ("Crimea, annexed in 2014", "a town that was retaken in
    September 2022") is left out: no figure speaks of it.
    """
    last: dict[str, StatedWindow] = {}
    defined: dict[str, StatedWindow] = {}
    told = []
    for one in found:
        mentions = _without_defined(text, one, defined)
        windows = []
        for mention in mentions:
            if is_in_passing(text, one, mention.span):
                continue
            meant = defined.get(_named(text, mention))
            if meant is None and not mention.windows and mention.anaphor in _MEANT:
                meant = last.get(mention.anaphor)
            if mention.month is not None and "any" in last:
                meant = _month_of(last["any"], mention.month)
            if meant is not None:
                basis = f"{meant.basis}; named before"
                mention = replace(
                    mention, windows=(replace(meant, basis=basis),), unread=None, shape="stretch"
                )
            windows.append(mention)
            if _COMPARED.search(
                text, max(one.span.start, mention.span.start - 24), mention.span.start
            ) or _is_compared(text, one, mention.span):
                continue
            for window in mention.windows:
                last[_unit(window)] = last["any"] = window
                is_hours = _HOURS.search(text, mention.span.start, mention.span.end)
                if mention.shape not in ("now", "day") or is_hours:
                    last["period"] = window
        told.append(replace(one, windows=tuple(windows)) if one.windows else one)
    return told


def _is_compared(text: str, one: Found, window: Span) -> bool:
    """Whether a window is that of an amount compared with: "down on the 634 taken in July"."""
    before = [each for each in one.quantities if each.span.end <= window.start]
    if not before or window.start - before[-1].span.end > _CLOSE:
        return False
    start = before[-1].outer.start
    return bool(_HELD_AGAINST.search(text, max(one.span.start, start - _CLOSE), start))


def _month_of(window: StatedWindow, month: int) -> StatedWindow:
    """A month of the year in which a window named before ended."""
    year = window.end.year
    first, last = date(year, month, 1), last_of_month(year, month)
    basis = f"{MONTH_NAMES[month - 1]} {year}, the year of {window.basis}"
    return StatedWindow(start=first, end=last, basis=basis)


def _without_defined(
    text: str, one: Found, defined: dict[str, StatedWindow]
) -> list[WindowMention]:
    """The windows of a sentence, without those that it says exactly right after.

    "Over the past year, from March to February" tells what the story's past year is.
    """
    kept = []
    for at, mention in enumerate(one.windows):
        other = one.windows[at + 1] if at + 1 < len(one.windows) else None
        between = text[mention.span.end : other.span.start] if other is not None else ""
        is_defined = (
            other is not None
            and other.shape in ("months", "range")
            and len(other.windows) == 1
            and len(between) <= _SHORTEST
            and bool(_EXACTLY.fullmatch(between))
        )
        if is_defined and other is not None:
            defined[_named(text, mention)] = other.windows[0]
        else:
            kept.append(mention)
    return kept


def _named(text: str, mention: WindowMention) -> str:
    """The words of a window, so that the same words later are known again."""
    return _LEADING.sub("", " ".join(mention.span.of(text).lower().split()))


def _unit(window: StatedWindow) -> str:
    """The unit of time that a window is one of."""
    days = (window.end - window.start).days + 1
    if days == 1:
        return "day"
    if days <= _LONGEST_WEEK:
        return "week"
    if window.start.day == 1 and days <= _LONGEST_MONTH:
        return "month"
    is_year = (window.start.month, window.start.day) == (
        1,
        1,
    ) and window.start.year == window.end.year
    return "year" if is_year else "period"


def is_in_passing(text: str, one: Found, span: Span) -> bool:
    """Whether a window belongs to something told in passing, of which no figure speaks.

    "Crimea, annexed in 2014"; "in Larvik, parts of which have been held since 2014"; "the main
    area of clashes for the past two years"; "represents 0.2 percent of the territory in 2014".
    """
    start = one.span.start
    if _IN_PASSING.search(text, max(start, span.start - _PASSING), span.start):
        return True
    if _OF_A_WHOLE.search(text, max(start, span.start - _PASSING), span.start):
        return True
    aside = _ASIDE.search(text, max(start, span.start - _PASSING), span.start)
    if aside is None:
        return False
    if any(aside.start() < each.span.start < span.start for each in one.quantities):
        return False
    if aside["relative"] and text[span.end : span.end + 1] == ",":
        return True
    is_last = not any(aside.start() < each.span.start for each in one.quantities)
    if not is_last or not one.quantities:
        return False
    if aside["relative"]:
        return True
    first = bisect_left(one.tokens, aside.start(), key=lambda token: token.span.start)
    last = bisect_left(one.tokens, span.start, key=lambda token: token.span.start)
    return not any(token.is_verb for token in one.tokens[first:last])


_MEANT = frozenset({"month", "week", "period"})
"""Units of which "that month" is resolved; "that year" may stand beside a month of its own."""

_PASSING = 110
_CLOSE = 45
_HELD_AGAINST = re.compile(
    r"\b(?:than|from|against|versus|compared\s+(?:with|to)|(?:up|down)\s+on|exceed(?:s|ed)|surpass(?:es|ed))\s+(?:the\s+|its\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)

_HOURS = re.compile(r"\b(?:hours|(?:past|last|previous|preceding)\s+day)\b", re.IGNORECASE)
"""Of a day that is told as a stretch."""

_SHORTEST = 12

_EXACTLY = re.compile(r"\s*[,(–—-]?\s*(?:from\s+|between\s+)?", re.IGNORECASE)

_LEADING = re.compile(r"^(?:(?:over|in|during|for|the|of)\s+)+")

_COMPARED = re.compile(
    r"\b(?:than|against|from|versus|since)\s+(?:in\s+|those\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)

_ASIDE = re.compile(
    rf"(?P<relative>{RELATIVE.pattern})[^,;.]{{0,90}}$"
    r"|,\s+(?:the|an?)\s+(?:[\w’'-]+\s+){1,4}?(?:of|for|in)\b[^,;.]{0,70}$",
    re.IGNORECASE,
)

_OF_A_WHOLE = re.compile(
    r"\b(?:represent\w*|amount\w*\s+to|equal\w*|equivalent|corresponds?|accounts?\s+for)\s+(?:\w+\s+){0,3}"
    r"[\d.,]+\s?(?:%|percent|per\s+cent)\s+of\s+[^,;.]{0,40}\b(?:territory|land|area|country)\s+(?:in|as\s+of)\s+$",
    re.IGNORECASE,
)

_IN_PASSING = re.compile(
    r"\b[Ii]ncluding\s+(?:the\s+month\s+of\s+)?$|(?:\b[A-Z][\w'’-]+,?|\b(?:that|which|town|city|village|peninsula),?)\s+(?:(?:it|he|they|Russia|Moscow|was|were"
    r"|been|had|has|initially|first|then|later|illegally|but|and)\s+){0,4}"
    r"(?:annexed|retaken|recaptured|liberated|captured|taken|seized|occupied|controlled)"
    r"(?:\s+(?:back\s+)?by\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+)?,?\s*(?:\b(?:in|on|during|since)\s+)?(?:the\s+)?\(?$"
)

_LONGEST_WEEK = 7

_LONGEST_MONTH = 31
