"""Windows told by words ("last week", "since the start of the year"), and those not read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from retally.model.story import Span, StatedWindow
from retally.reader.calendar import Calendar, WindowMention, is_nearly_over, known_by
from retally.reader.dates import MONTH_NAMES, Published
from retally.reader.window_expression import Expression
from retally.reader.window_grammar import expression
from retally.reader.window_named import Frame
from retally.reader.window_starts import may_begin
from retally.reader.window_tokens import Token, tokens
from retally.reader.window_words import (
    CALLED,
    EVENT,
    OTHER,
    RECORD,
    RECORD_WORD,
    SAID_AFTER,
    SAID_BEFORE,
)


def worded_windows(
    text: str,
    sentence: Span,
    calendar: Calendar,
    taken: Sequence[Span],
    *,
    said: date | None = None,
) -> list[WindowMention]:
    """Windows that more than months, days and years name, cut off where they were not over.

    Parameters
    ----------
    taken
        Spans that are part of another window.
    said
        The day on which the sentence was said, where somebody says it.
    """
    words = tokens(text, sentence)
    frame = Frame(reference=calendar.today or _NEVER)
    spoken = _seen_from(calendar, said)
    found = []
    at = 0
    while at < len(words):
        parsed = expression(words, at, frame) if may_begin(words, at) else None
        if parsed is None:
            at += 1
            continue
        seen = calendar
        if spoken is not None and _is_of_days(parsed, words):
            parsed = expression(words, at, Frame(reference=spoken.today or _NEVER)) or parsed
            seen = spoken
        at = parsed.last
        span = Span(start=words[parsed.first].span.start, end=words[parsed.last - 1].span.end)
        if any(span.meets(other) for other in taken) or not _is_worded(parsed):
            continue
        mention = _mention(text, sentence, span, parsed, seen)
        found += [mention] if mention else []
    return found


def _seen_from(calendar: Calendar, said: date | None) -> Calendar | None:
    """The calendar of the day on which something was said, where that is not the story's own."""
    if said is None or said == date.min or said == calendar.today:
        return None
    basis = "the day on which it was said"
    published = Published(last_whole_day=said - timedelta(days=1), day=said, basis=basis)
    return replace(calendar, published=published)


def _is_of_days(parsed: Expression, words: Sequence[Token]) -> bool:
    """Whether an expression names a day that hangs on the day of speaking: "the past 24 hours"."""
    is_day = parsed.stretch.start == parsed.stretch.end and parsed.shape == "stretch"
    is_named = any(word.kind == "weekday" for word in words[parsed.first : parsed.last])
    return is_day and parsed.named.is_deictic and not is_named


def _is_worded(parsed: Expression) -> bool:
    return parsed.named.is_worded and parsed.shape != "within"


def _mention(
    text: str, sentence: Span, span: Span, parsed: Expression, calendar: Calendar
) -> WindowMention | None:
    words = " ".join(span.of(text).split())
    before = text[max(sentence.start, span.start - 60) : span.start]
    lowered = words.lower()
    is_day = parsed.stretch.start == parsed.stretch.end and parsed.shape == "stretch"
    if CALLED.search(before) or _BEFORE_IT.search(before):
        return None
    if _OWNER.search(words) and not _OWNED.match(text, span.end, sentence.end):
        return None
    if is_reported(text, sentence, span, is_day=is_day):
        return None
    if RECORD.search(before) or (_reaches(lowered) and _is_record(text, span)):
        return None
    if parsed.named.anaphor is not None:
        why = f"which {parsed.named.anaphor} {lowered!r} means is not told"
        anaphor = parsed.named.anaphor
        return WindowMention(span=span, shape="anaphor", unread=why, anaphor=anaphor)
    if EVENT.match(text, span.end, sentence.end):
        # "Since the beginning of its summer offensive": an event, whose days are not told.
        why = f"when {lowered!r} was is not told"
        return WindowMention(span=span, shape="unread", unread=why)
    known = calendar.published
    hangs = parsed.named.is_deictic or parsed.shape == "since"
    if hangs and (known is None or known.day is None):
        why = f"{lowered!r} needs the day of publication; --published states it"
        return WindowMention(span=span, shape="unread", unread=why)
    if known is None and not _YEAR.search(words):
        why = f"the story does not tell the year of {words}; --published states it"
        return WindowMention(span=span, shape="unread", unread=why)
    if known is not None and parsed.stretch.start > known.last_whole_day and not is_day:
        return None
    if lowered in ("now", "currently", "today", "tonight"):
        is_now = lowered in ("now", "currently") or (
            lowered == "today" and _HOLDS.match(text, span.end, sentence.end)
        )
        return _now(span, words, calendar) if is_now else None
    return _made(text, span, parsed, calendar, before=before)


def _now(span: Span, words: str, calendar: Calendar) -> WindowMention:
    """What is held "now" is held on the last day that the story's figures reach to."""
    day, by = calendar.reach
    state = StatedWindow(start=day, end=day, basis=f"{words}: {day} ({by})")
    return WindowMention(span=span, shape="now", state=state)


def _made(
    text: str, span: Span, parsed: Expression, calendar: Calendar, *, before: str
) -> WindowMention:
    words = " ".join(span.of(text).split())
    known = calendar.published
    stretch, named = parsed.stretch, parsed.named
    basis = words
    if known is not None and (named.is_deictic or parsed.shape == "since"):
        basis += f", seen from {known_by(known)}"
    elif known is not None and not _YEAR.search(words):
        basis += f", the latest one begun by {known_by(known)}"
    end = stretch.end
    if known is not None and parsed.shape == "since" and calendar.reach[0] > stretch.start:
        end = calendar.reach[0]
    is_up_to_now = named.is_deictic and known is not None and end == known.last_whole_day
    is_up_to_now = is_up_to_now or is_nearly_over(calendar, stretch.start, end)
    if known is not None and not is_up_to_now and stretch.start <= calendar.reach[0] < end:
        end = calendar.reach[0]
        basis += f"; not over by then, so it ends {end}"
    if named.is_rough:
        basis += f"; taken as {stretch.start} to {end}, which the words do not say exactly"
    window = StatedWindow(start=stretch.start, end=end, basis=basis)
    is_by = bool(_BY.search(before))
    is_to_now = known is not None and parsed.shape == "range" and end == known.last_whole_day
    return WindowMention(
        span=span,
        shape="by" if is_by else _shape(parsed),
        windows=() if is_by else (window,),
        unread=f"since when by {words} is not told" if is_by else None,
        state=_state(words, window, is_by=is_by),
        is_rough=named.is_rough,
        through=calendar.spoken if parsed.shape == "since" or is_to_now else None,
        anaphor=named.anaphor,
    )


def _shape(parsed: Expression) -> str:
    if parsed.shape != "stretch":
        return parsed.shape
    if parsed.stretch.start == parsed.stretch.end:
        return "day"
    return parsed.stretch.grain if parsed.stretch.grain in ("month", "year") else "stretch"


def _state(words: str, window: StatedWindow, *, is_by: bool) -> StatedWindow | None:
    """The day of what is held "at the end of the year" or "by the start of last week"."""
    if _DAWN.match(words):
        return replace(window, end=window.start, basis=f"{words}: its first day")
    if _DUSK.match(words) or is_by:
        return replace(window, start=window.end, basis=f"{words}: its last day")
    return None


def is_reported(text: str, sentence: Span, span: Span, *, is_day: bool = True) -> bool:
    """Whether a time is the one at which something was said: "officials said on Monday"."""
    before = text[max(sentence.start, span.start - 80) : span.start]
    if _LEANS.search(before):
        return False
    if is_day and SAID_BEFORE.search(before):
        return True
    opens = not before[-30:].strip() or _OPENS.fullmatch(before)
    # "Hit early on Thursday, officials said": a comma closes the clause that the day stands in.
    is_closed = text[span.end : span.end + 1] == "," and not opens
    is_led = (is_day and not is_closed) or opens
    return bool(is_led and SAID_AFTER.match(text, span.end, sentence.end))


def unread_windows(text: str, sentence: Span, taken: Sequence[Span]) -> list[WindowMention]:
    """Words that name a window of a kind that is not read, so that no other is taken."""
    unread = []
    for match in OTHER.finditer(text, sentence.start, sentence.end):
        span = Span(start=match.start(), end=match.end())
        is_reach = match.group().lower().startswith(("since", "this"))
        if _AS_OF.search(text, max(0, span.start - 8), span.start):
            continue
        is_reach = is_reach or bool(_RECENT.match(match.group()))
        if any(span.meets(other) for other in taken) or (is_reach and _is_record(text, span)):
            continue
        if match.group().lower() in _HOURS and is_reported(text, sentence, span):
            continue
        if match.group().lower() == "overnight" and _BESIDE_DAY.match(text, span.end):
            continue
        words = " ".join(text[match.start() : _some_words(text, match, sentence)].split())
        why = f"the window {words!r} is not read yet"
        shape = "duration" if _DURATION.match(match.group()) else "unread"
        unread.append(WindowMention(span=span, shape=shape, unread=why))
    return unread


def _reaches(words: str) -> bool:
    return words.startswith(("since", "this", "so far"))


def _is_record(text: str, span: Span) -> bool:
    """Whether words say how far a record reaches: "the most this year"."""
    start = max(0, span.start - 40)
    start = max(start, text.rfind("\n", start, span.start), text.rfind(". ", start, span.start))
    return bool(RECORD_WORD.search(text, start, span.start))


def _some_words(text: str, match: re.Match[str], sentence: Span) -> int:
    """Where the words to quote end: "since the start" is quoted with what follows."""
    if not match.group().lower().startswith("since"):
        return match.end()
    following = _FOLLOWING.match(text, match.end(), sentence.end)
    return following.end() if following else match.end()


_NEVER = date(2000, 1, 3)
"""Stands in where the day of writing is unknown; nothing that hangs on it is given then."""
_FOLLOWING = re.compile(r"(?:\s+[\w'’-]+){1,3}")
_YEAR = re.compile(r"\b(?:1[0-9]|2[0-9])\d\d")
_DURATION = re.compile(r"(?:in|within)\s+(?!the\b)", re.IGNORECASE)
_HOLDS = re.compile(
    r",?\s+(?:\w+\s+){0,3}?(?:still\s+|only\s+)?(?:holds?|controls?|occup(?:y|ies)|has|have|is|are)\b",
    re.IGNORECASE,
)
"""After "today": what is so now."""
_HOURS = ("overnight", "today", "yesterday")
_RECENT = re.compile(r"(?:in|over|for)\s+(?:the\s+)?(?:recent|many|several)\s", re.IGNORECASE)
_BESIDE_DAY = re.compile(
    r"\s+(?:on\s+|into\s+|to\s+|from\s+|of\s+|between\s+)?(?:the\s+)?(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
    rf"|(?:{'|'.join(MONTH_NAMES)})\s+\d|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:{'|'.join(MONTH_NAMES)}))"
)
"""After "overnight": the day that it belongs to."""
_AS_OF = re.compile(r"\bas\s+of\s$", re.IGNORECASE)
_OWNER = re.compile(r"['’]s$", re.IGNORECASE)
_OWNED = re.compile(
    r"\s+(?:[\w’'-]+\s+){0,3}?(?:advances?|gains?|loss(?:es)?|total|figure|toll|tally|casualties|deaths"
    r"|progress|conquests?|captures?|strikes?|attacks?|shelling|raids?|barrage|bombardment|assault|bombing"
    r"|blasts?|explosions?|ambush|clashes)\b",
    re.IGNORECASE,
)
"""What "last month's" is the window of; a meeting or a report is none."""
_BY = re.compile(r"\b(?:by|as\s+of|as\s+at|until|till|up\s+to)\s+(?:the\s+)?$", re.IGNORECASE)
_OPENS = re.compile(r"\W*(?:(?:earlier|late|on|in|the)\s+)*", re.IGNORECASE)
_LEANS = re.compile(
    r"\b(?:since|from|between|until|till|through|to|by|as\s+of|as\s+at|before|after)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a date: it bounds what was done, and is no day of a saying."""
_BEFORE_IT = re.compile(r"\b(?:before|after|following|ahead\s+of)\s+(?:the\s+)?$", re.IGNORECASE)
_DAWN = re.compile(r"(?:start|beginning)\s+of\b", re.IGNORECASE)
_DUSK = re.compile(r"end\s+of\b", re.IGNORECASE)
