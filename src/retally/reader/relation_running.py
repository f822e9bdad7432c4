"""Totals that are said to be still running: "so far in 2023", in a story of a later year."""

from __future__ import annotations

import re
from datetime import date

from retally.model.story import RelationType, Span
from retally.reader.calendar import Calendar
from retally.reader.relation_draft import Draft
from retally.reader.relation_scene import AMOUNT, RATE, Scene


def running_totals(text: str, here: Scene, calendar: Calendar) -> list[Draft]:
    """Figures of a year "to date" that had ended when the story came out.

    They are revisions of one figure: what it stands for was final by then. A story of the first
    weeks of a year may still speak of the last one so, and one that tells what had been gained by
    some day of the past does not speak of its own.
    """
    known = calendar.published
    if known is None or not here.figures:
        return []
    found = []
    for match in TO_DATE.finditer(text, here.found.span.start, here.found.span.end):
        year = int(match["year"] or match["before"])
        if known.last_whole_day < date(year + 1, LATE.month, LATE.day):
            continue
        if PAST.search(text, here.found.span.start, here.found.span.end):
            continue
        amounts = [one for one in here.figures if here.words[here.place_of(one)] in AMOUNT + RATE]
        after = [one for one in amounts if one.span.start >= match.end()]
        figure = after[0] if after else (amounts[-1] if amounts else None)
        if figure is not None and len(amounts) <= MOST:
            span = Span(start=match.start(), end=match.end())
            found.append(Draft(type=RelationType.REVISION, figures=(figure,), span=span))
    return found


LATE = date(2000, 2, 15)
"""Day of the year after which nobody speaks of the year before as running."""

MOST = 2
TO_DATE = re.compile(
    r"\b(?:so\s+far|to\s+date|until\s+now|up\s+to\s+now)\s+(?:in|during|for|this\s+year,?)?\s*"
    r"(?P<year>(?:19|20)\d\d)\b(?![,.]?\d)"
    r"|\b(?:in|during)\s+(?P<before>(?:19|20)\d\d)\s+(?:so\s+far|to\s+date)\b",
    re.IGNORECASE,
)
PAST = re.compile(r"\bhad\b|\bby\s+(?:then|the\s+end)\b|\bat\s+the\s+time\b", re.IGNORECASE)
