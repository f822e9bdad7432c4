"""Windows counted from an event: "since the full-scale invasion", "the war's fourth year"."""

from __future__ import annotations

import re

from retally.model.story import Span, StatedWindow
from retally.reader.calendar import Calendar, WindowMention, is_nearly_over, known_by
from retally.reader.window_event_days import EVENTS, Event
from retally.reader.window_units import added, before


def event_windows(text: str, sentence: Span, calendar: Calendar) -> list[WindowMention]:
    """Windows since an event, or in a year of it, where the story is one about the event."""
    found = []
    for event in calendar.events:
        found += [
            _total(match, event, calendar)
            for match in _TOTAL.finditer(text, sentence.start, sentence.end)
        ]
        matches = _SINCE[event.name].finditer(text, sentence.start, sentence.end)
        found += [_since(match, event, calendar) for match in matches]
        for match in _YEAR[event.name].finditer(text, sentence.start, sentence.end):
            mention = _year(match, event, calendar)
            found += [mention] if mention else []
    return found


def _total(match: re.Match[str], event: Event, calendar: Calendar) -> WindowMention:
    """What a source's "total losses" count: all since the event began."""
    span = Span(start=match.start(), end=match.end())
    day = calendar.spoken
    total = None
    if day is not None and day >= event.day:
        basis = f"{_words(match)}: a running total since {event.day}, {event.name}, to {day}"
        total = StatedWindow(start=event.day, end=day, basis=basis)
    return WindowMention(span=span, shape="total", total=total)


def event_spans(text: str) -> list[Span]:
    """Where a text names a known event with or without its date."""
    return [
        Span(start=match.start(), end=match.end())
        for event in EVENTS
        if event.belongs.search(text)
        for match in _SINCE[event.name].finditer(text)
    ]


def _since(match: re.Match[str], event: Event, calendar: Calendar) -> WindowMention:
    span = Span(start=match.start(), end=match.end())
    known = calendar.published
    if known is None or calendar.reach[0] < event.day:
        why = (
            f"{_words(match)!r} is since {event.day}, {event.name}; where it ends is not told;"
            " --published states it"
        )
        return WindowMention(span=span, shape="unread", unread=why)
    end, by = calendar.reach
    basis = f"{_words(match)}: since {event.day.isoformat()}, {event.name}"
    window = StatedWindow(start=event.day, end=end, basis=f"{basis}, to {end} ({by})")
    return WindowMention(span=span, shape="since", windows=(window,), through=calendar.spoken)


def _year(match: re.Match[str], event: Event, calendar: Calendar) -> WindowMention | None:
    """The fourth year of the war, from one anniversary to the day before the next."""
    number = _ORDINALS.index(match["ordinal"].lower())
    start = added(event.day, number, "year")
    end = before(added(event.day, number + 1, "year"))
    basis = f"{_words(match)}: counted from {event.day.isoformat()}, {event.name}"
    known = calendar.published
    if (
        known is not None
        and known.last_whole_day < end
        and not is_nearly_over(calendar, start, end)
    ):
        end = known.last_whole_day
        basis += f"; not over by {known_by(known)}"
    if start > end:
        return None
    window = StatedWindow(start=start, end=end, basis=basis)
    span = Span(start=match.start(), end=match.end())
    return WindowMention(span=span, shape="year", windows=(window,))


def _words(match: re.Match[str]) -> str:
    return " ".join(match.group().split())


_TOTAL = re.compile(
    r"\b(?:total|overall|cumulative)\s+(?:[\w-]+\s+)?(?:losses|casualties|deaths)\b"
    r"|\b(?:overall|total)\s+(?:death\s+)?toll\b|\bdeath\s+toll\s+(?:of|in|from)\s+the\s+(?:war|conflict|invasion)\b",
    re.IGNORECASE,
)
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_OWNER = r"(?:(?:the|its|their|this|that|[A-Z][\w-]{1,20}['’]s?|[A-Z][a-z]{2,15}n)\s+)"
_KIND = (
    r"(?:(?:(?:full|large)[\s-]scale|all[\s-]out|wider|ongoing|current|February(?:\s+2022)?|2022"
    r"|Ukraine)\s+)"
)
_WHERE = r"(?:\s+(?:of|in|on|against|between|with)\s+(?:[A-Z]\w+)(?:\s+and\s+[A-Z]\w+)?)?"
_DAY = r"(?:(?:Feb(?:ruary|\.)?(?:\s+24(?:th)?)?|24(?:th)?\s+Feb(?:ruary|\.)?)(?:,?\s+2022)?|2022)"
_WHEN = (
    rf"(?:,?\s+(?:in|on)\s+(?:(?:early|late)\s+)?{_DAY}(?!\w)"
    r"|,?\s+(?:(?:nearly|almost|more\s+than|over|about)\s+)?\w+\s+years?\s+ago)?"
)
_DAWN = (
    r"(?:(?:very\s+)?(?:start|beginning|outbreak|onset|outset|launch|first\s+(?:days?|weeks))"
    r"\s+of\s+)"
)


def _since_pattern(nouns: str) -> re.Pattern[str]:
    begun = r"(?:\s+(?:first\s+)?(?:began|begun|started|broke\s+out|erupted))?"
    noun = rf"{_OWNER}{{0,2}}{_KIND}{{0,2}}(?:{nouns})\b"
    launched = (
        r"(?:[A-Z]\w+|it|he|they)(?:\s+(?:forces|troops))?\s+(?:first\s+)?"
        r"(?:launched|began|started|unleashed|ordered|invaded)\b"
    )
    object_ = rf"(?:\s+{_OWNER}?{_KIND}{{0,2}}(?:{nouns}|Ukraine)\b)?"
    return re.compile(
        rf"\b(?:[Ss]ince|[Ff]rom|[Dd]uring|[Tt]hroughout|(?:[Ii]n|[Oo]ver)\s+the\s+course\s+of)\s+(?:the\s+)?{_DAWN}?{noun}{_WHERE}{begun}{_WHERE}{_WHEN}"
        rf"|\b[Ss]ince\s+{launched}{object_}{_WHERE}{_WHEN}"
    )


_SINCE = {event.name: _since_pattern(event.nouns) for event in EVENTS}
_YEAR = {
    event.name: re.compile(
        rf"\b(?P<ordinal>(?i:{'|'.join(_ORDINALS)}))\s+year\s+of\s+{_OWNER}{{0,2}}{_KIND}{{0,2}}"
        rf"(?:{event.nouns})\b{_WHERE}"
    )
    for event in EVENTS
}
