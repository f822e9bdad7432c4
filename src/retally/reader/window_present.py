"""What a sentence says is held, in the present tense: as of the day on which it is told."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retally.model.story import Span, StatedWindow
from retally.reader.calendar import Calendar, WindowMention
from retally.reader.window_event_days import EVENTS, Event
from retally.reader.window_words import RELATIVE

HOLDS = re.compile(
    r"\b(?:(?:controls|holds|occup(?:y|ies)|retains)(?!\s+(?:\w+\s+){0,3}initiative)"
    r"|(?:said|says|told|added|noted|claimed|stated)\b[^.;:]{0,60}?(?<!had )"
    r"\b(?:controlled|held|occupied)(?=\s+(?:\w+\s+){0,3}\d|\s+(?:less|more|about|around|some|nearly|almost|just))"
    r"|(?:claims?|says?\s+it|said\s+it|reportedly|continues?)\s+(?:to\s+)?(?:controls?|holds?|occupy)"
    r"|(?:now|still|currently|also|partially|fully|forces|troops|army|we|they|separatists|militants|rebels)\s+"
    r"(?:control|hold|retain)(?!\s+of\b)(?!\s+(?:\w+\s+){0,3}initiative)"
    r"|(?:is|are|remains?)\s+(?:(?:now|still|currently|already|partially|fully|also)\s+){0,2}(?:under\s+(?:the\s+)?(?:\w+\s+){0,3}?"
    r"(?:control|occupation|rule)|in\s+(?:the\s+hands|control)|in\s+\w+\s+hands|holding|controlling|occupying"
    r"|occupied|controlled|held)"
    r"|ha(?:s|ve)\s+(?:(?:now|already|also|so\s+far)\s+)?(?:seized|occupied|captured|taken|brought|gained|liberated)\s+[^;:]{0,40}?"
    r"(?:\d[\d.,]*\s?(?:%|percent|per\s+cent)|a\s+(?:fifth|quarter|third)|one[\s-]fifth)\s+of\s+(?:the\s+)?"
    r"(?:(?:territory|area|land)\s+of\s+(?:the\s+)?)?(?-i:[A-Z]))",
    re.IGNORECASE,
)
"""Words of holding in the present tense."""


def present_window(
    text: str, sentence: Span, calendar: Calendar, dated: Sequence[Span]
) -> list[WindowMention]:
    """What is held "now" although no word says so; nothing where the sentence names a time.

    Parameters
    ----------
    dated
        Where the sentence names a time; one in a relative clause after the holding is none of it.
    """
    known = calendar.published
    if known is None or known.day is None:
        return []
    holds = HOLDS.search(text, sentence.start, sentence.end)
    if holds is None or _NOT_SO.search(text, sentence.start, holds.start()):
        return []
    clause = RELATIVE.search(text, holds.end(), sentence.end)
    last = clause.start() if clause else sentence.end
    if any(span.start < last for span in dated):
        return []
    day, by = calendar.reach
    state = StatedWindow(start=day, end=day, basis=f"{PRESENT}: {day} ({by})")
    span = Span(start=holds.start(), end=holds.end())
    return [WindowMention(span=span, shape="now", state=state)]


def before_event(text: str, sentence: Span, calendar: Calendar) -> list[WindowMention]:
    """What was held before a known event: "before the invasion" means its first day."""
    found = []
    for event in calendar.events:
        for match in _BEFORE[event.name].finditer(text, sentence.start, sentence.end):
            span = Span(start=match.start(), end=match.end())
            words = " ".join(match.group().split())
            state = StatedWindow(
                start=event.day, end=event.day, basis=f"{words}: {event.day}, {event.name}"
            )
            why = f"since when {words} is not told"
            found.append(WindowMention(span=span, shape="before", unread=why, state=state))
    return found


def _before_pattern(event: Event) -> re.Pattern[str]:
    launched = r"(?:[A-Z]\w+|it|he|they)\s+(?:launched|began|started|invaded|ordered)\s+"
    owner = r"(?:(?:the|its|their|this|[A-Z]\w+['’]s?)\s+)?"
    kind = (
        r"(?:(?:full|large)[\s-]scale\s+|all[\s-]out\s+|2022\s+|February\s+2022\s+|[A-Z]\w+n\s+)*"
    )
    return re.compile(
        rf"\b(?:before|prior\s+to|ahead\s+of)\s+(?:{launched})?(?:the\s+(?:start|beginning)\s+of\s+)?"
        rf"{owner}{kind}(?:{event.nouns})\b(?:\s+(?:began|started))?"
    )


PRESENT = "now"
"""How the basis of what is held at present begins."""
_NOT_SO = re.compile(
    r"\b(?:if|would|could|will|whether|wants?|plans?|seeks?|aims?|hopes?|intends?)\b[^,;]{0,60}$",
    re.IGNORECASE,
)

_BEFORE = {event.name: _before_pattern(event) for event in EVENTS}
