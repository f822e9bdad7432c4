"""The day something was said, where the clause that reports it tells."""

from __future__ import annotations

from datetime import date, timedelta

from retally.model.story import Span
from retally.reader.calendar import Calendar
from retally.reader.clauses import Content
from retally.reader.dates import dates
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
LONGEST_CLAUSE = 20
"""Items looked at on either side of a cue."""


def said_on(
    text: str, one: Stretch, saying: Saying, content: Content, calendar: Calendar
) -> date | None:
    """The day by "on Monday", "yesterday" or a date beside a cue; None where none is told.

    A weekday is the latest such day up to publication: stories tell of the week that is over.
    """
    span = _clause(one, saying, content)
    if span is None:
        return None
    for mention in dates(text, [span]):
        year = calendar.year_of(mention) if mention.day is not None else None
        if year is not None:
            return mention.first_day(year)
    published = calendar.published.day if calendar.published is not None else None
    if published is None:
        return None
    words = {word.strip(".,").lower() for word in span.of(text).split()}
    if "yesterday" in words:
        return published - timedelta(days=1)
    if "today" in words:
        return published
    named = [number for number, name in enumerate(WEEKDAYS) if name in words]
    if len(named) != 1:
        return None
    return published - timedelta(days=(published.weekday() - named[0]) % 7)


def _clause(one: Stretch, saying: Saying, content: Content) -> Span | None:
    """The words around a cue that are not the words said."""
    first = max(0, saying.first - 4)
    last = min(len(one.items), saying.last + LONGEST_CLAUSE)
    if content.is_after:
        last = min(last, max(content.first, saying.last))
    elif content.last <= saying.first:
        first = max(first, content.last)
    for at in range(saying.last, last):
        if one.items[at].stops or one.items[at].quote is not None:
            last = at
            break
    return one.span_of(first, last) if last > first else None
