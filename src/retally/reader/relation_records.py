"""Records and ranks: "the largest monthly gain since March 2022", "second only to May"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retally.model.story import Figure, RelationType, Span, StatedWindow
from retally.reader.calendar import Calendar, one_window
from retally.reader.dates import dates
from retally.reader.relation_draft import NO_FIGURE, Draft
from retally.reader.relation_resolve import only
from retally.reader.relation_scene import AMOUNT, RATE, Scene, are_near


def records(scenes: Sequence[Scene], at: int, text: str, calendar: Calendar) -> list[Draft]:
    """Every record or rank that one sentence claims of a figure."""
    here = scenes[at]
    found: list[Draft] = []
    for match in RECORD.finditer(here.words):
        figure = _figure(scenes, at, match)
        if figure is None or any(figure in draft.figures for draft in found):
            continue
        span = here.span(match.start(), match.end())
        since = SINCE.match(here.words, match.end())
        whole = span if since is None else here.span(match.start(), since.end())
        rank = match["rank"] is not None or match["second"] is not None
        found.append(
            Draft(
                type=RelationType.RANK if rank else RelationType.RECORD,
                figures=(figure,),
                span=whole,
                since=_since(text, whole, here.found.span, calendar) if since else None,
            )
        )
    return found


def _figure(scenes: Sequence[Scene], at: int, match: re.Match[str]) -> Figure | None:
    """What has the record: the nearest amount before, else after, else of the sentence before."""
    here = scenes[at]
    own = RECORD_OF.match(here.words, match.end())
    if own is not None:
        return here.figure_at(own.end() - 1)
    before = [one for one in here.before(match.start()) if here.words[here.place_of(one)] in _HELD]
    if before:
        return _total(here, before, match)
    after = AFTER.match(here.words, match.end())
    if after is not None and after["figure"]:
        return here.figure_at(after.end() - 1)
    if at == 0 or not REFERS.match(here.words):
        return None
    last = scenes[at - 1]
    if not are_near(here, last):
        return None
    held = [one for one in last.figures if last.words[last.place_of(one)] in _HELD]
    amounts = [one for one in held if last.words[last.place_of(one)] == AMOUNT]
    return only(amounts or held)


def _total(here: Scene, before: Sequence[Figure], match: re.Match[str]) -> Figure:
    """The nearest amount; of "449, 14 a day, the biggest monthly gain" it is the 449."""
    nearest = before[0]
    if len(before) > 1 and here.words[here.place_of(nearest)] == RATE:
        of_gain = OF_GAIN.match(here.words, match.end())
        if of_gain and here.words[here.place_of(before[1])] == AMOUNT:
            return before[1]
    return nearest


def _since(text: str, whole: Span, sentence: Span, calendar: Calendar) -> StatedWindow | None:
    """How far back a record reaches: from the first day of what is named after "since"."""
    after = Span(start=whole.start, end=min(sentence.end, whole.end + _LONGEST_DATE))
    mentions = [one for one in dates(text, [after]) if one.span.start <= whole.end + _LONGEST_DATE]
    for mention in mentions:
        lead = text[whole.start : mention.span.start]
        if not LAST_SINCE.search(lead):
            continue
        year = calendar.year_of(mention)
        if year is None:
            return None
        start = mention.first_day(year)
        known = calendar.published
        end = known.last_whole_day if known is not None else start
        words = " ".join(mention.span.of(text).split())
        found = one_window(start, end, f"since {words}")
        return found[0] if found else None
    return None


_HELD = f"{AMOUNT}{RATE}"
_LONGEST_DATE = 60
_SUPERLATIVE = (
    r"largest|biggest|highest|greatest|fastest|most|longest|heaviest|deadliest|worst|bloodiest|best"
    r"|smallest|lowest|slowest|fewest|least|weakest|strongest"
)
RECORD = re.compile(
    rf"(?:\b(?P<second>second\s+only\s+to)\b"
    rf"|\b(?P<rank>second|third|fourth|fifth|sixth)[\s-]+(?:{_SUPERLATIVE})\b"
    rf"|\b(?:an?\s+(?:new\s+)?record|the\s+record|(?:all-time|record)\s+high|(?:all-time|record)\s+low)\b"
    rf"|\b(?:{_SUPERLATIVE})\b(?={NO_FIGURE}{{0,60}}?\bsince\b)"
    rf"|\b(?:the|its|their|[’']s)\s+(?:{_SUPERLATIVE})\b"
    rf"(?={NO_FIGURE}{{0,40}}?\b(?:ever|so\s+far|to\s+date|of\s+the\s+war|on\s+record)\b))",
    re.IGNORECASE,
)
SINCE = re.compile(rf"{NO_FIGURE}{{0,60}}?\bsince\b", re.IGNORECASE)
LAST_SINCE = re.compile(r"\bsince\b[^.;]{0,50}$", re.IGNORECASE)
RECORD_OF = re.compile(rf"(?:\s+of)?\s+[{_HELD}]")
"""As in "a record (of) 100 million": the number that follows at once."""

OF_GAIN = re.compile(
    r"\s+(?:(?:daily|weekly|monthly|quarterly|yearly|annual|territorial|net|such)\s+){0,3}"
    r"(?:gains?|advances?|loss(?:es)?|toll|total|increase)\b",
    re.IGNORECASE,
)
AFTER = re.compile(rf"{NO_FIGURE}{{0,90}}(?P<figure>[{_HELD}])")
REFERS = re.compile(
    r"\W{0,3}(?:it|this|that|these|those|they|the\s+(?:gains?|advance|figure|total|area|month|pace))\b",
    re.IGNORECASE,
)
