"""Orderings, ranks and records that a story claims, as queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

from retally.check.prewar import INVASION
from retally.check.query import NoQuery, Operator, Query, is_of_maps
from retally.check.records import is_rankable, period_of
from retally.model.story import Reading, Relation, RelationType, StatedWindow
from retally.reader.dates import MONTH_NAMES
from retally.series.windows import Window, whole

RANKED = (RelationType.RECORD, RelationType.RANK)
ORDERED = {RelationType.GREATER: Operator.GREATER, RelationType.LESS: Operator.LESS}

_SMALLEST = re.compile(
    r"\b(?:small|slow|low|weak|few|slight|modest)est\b|(?<!\bat )\bleast\b", re.IGNORECASE
)

_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_ORDINAL = re.compile(rf"\b(?:{'|'.join(_ORDINALS)})\b", re.IGNORECASE)
_CLOSE_DAYS = 31
"""A month of the year before that lies so near is meant without its year: December, in January."""

_AFTER = 90
"""How far after a claim the event may stand that it reaches back to, in code points."""

_MONTH = re.compile(
    rf"\bsince\s+(?:\w+\s+){{0,2}}(?P<month>{'|'.join(MONTH_NAMES)})\s+(?:of\s+)?(?P<year>20\d\d)\b",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"\b(?:since|from)\s+(?:the\s+)?(?:(?:very\s+)?(?:first|early|earliest|opening|initial)\s+"
    r"(?:\w+\s+)?(?P<part>days?|weeks?|months?)\s+of\s+|(?:start|beginning|outbreak|launch)\s+of\s+)?"
    r"(?:the\s+|its\s+|Russia['’]s\s+|Moscow['’]s\s+)?(?:full-scale\s+|all-out\s+)?"
    r"(?:war|invasion|conflict|offensive|fighting)\b",
    re.IGNORECASE,
)
"""The war's first weeks as copy names them; the first of them end with March 2022."""


def relation_queries(
    relation: Relation, reading: Reading, queries: Mapping[str, Query | NoQuery]
) -> tuple[Query | NoQuery, ...]:
    """What a relation asks of the ground: a query a window it is held against.

    Parameters
    ----------
    queries
        By figure, what each figure itself asks.

    Returns
    -------
    tuple
        Empty for a relation that is none between windows.
    """
    if not relation.figures or relation.type not in (*RANKED, *ORDERED):
        return ()
    first = queries.get(relation.figures[0])
    if first is None:
        return ()
    if isinstance(first, NoQuery) or not is_rankable(first):
        reason = first.reason if isinstance(first, NoQuery) else "only gains are ranked"
        return (NoQuery(reason=reason),) if relation.type in RANKED else ()
    if relation.type in RANKED:
        return (_ranked(relation, reading, first),)
    return tuple(_ordered(relation, reading, first, queries))


def _ranked(relation: Relation, reading: Reading, first: Query) -> Query | NoQuery:
    if period_of(first.window) is None:
        return NoQuery(
            reason="only days, weeks, months and whole years are ranked,"
            f" not {first.start} to {first.end}"
        )
    words, claim = _words(relation, reading), relation.span.of(reading.story.text)
    since = _reach(relation.since, first.window) or _since_month(words) or _since_event(words)
    return replace(
        first,
        operator=Operator.SMALLEST if _SMALLEST.search(claim) else Operator.LARGEST,
        since=since,
        rank=_rank(relation, words),
        relation=relation.id,
    )


def _words(relation: Relation, reading: Reading) -> str:
    """The words of a claim and a few after it, within its sentence."""
    text = reading.story.text
    sentence = reading.figure(relation.figures[0]).sentence
    end = relation.span.end + _AFTER
    if relation.span.start < sentence.end:
        end = min(end, max(sentence.end, relation.span.end))
    return text[relation.span.start : end]


def _rank(relation: Relation, words: str) -> int:
    """The place that a rank claims; a record claims the first."""
    if relation.type is RelationType.RECORD:
        return 1
    if relation.claimed is not None and relation.claimed >= 1:
        return int(relation.claimed)
    found = _ORDINAL.search(words)
    return _ORDINALS.index(found.group().lower()) + 1 if found else 1


def _since_month(words: str) -> date | None:
    """The last day of a month that is named with its year after "since"."""
    found = _MONTH.search(words)
    if found is None:
        return None
    month = [name.lower() for name in MONTH_NAMES].index(found["month"].lower()) + 1
    return whole("month", date(int(found["year"]), month, 1)).end


def _since_event(words: str) -> date | None:
    """The last day of what is named after "since" by an event: the first weeks of the war."""
    found = _EVENT.search(words)
    if found is None:
        return None
    part = (found["part"] or "").lower()
    days = {"day": 0, "week": 31, "month": 92}.get(part.removesuffix("s"), 0)
    return whole("month", INVASION + timedelta(days=days)).end


def _reach(since: StatedWindow | None, window: Window) -> date | None:
    """The last day that a record does not claim to beat.

    "Since March 2022" leaves March 2022 out, whether its window is told as that month or as all
    the days from its first one on.
    """
    if since is None:
        return None
    if since.end < window.start:
        return since.end
    if not is_of_maps(since.start):
        return since.start
    return whole(period_of(window) or "day", since.start).end


def _ordered(
    relation: Relation,
    reading: Reading,
    first: Query,
    queries: Mapping[str, Query | NoQuery],
) -> list[Query]:
    """The figure's window against every other one that the relation names."""
    found = []
    for name in relation.figures[1:]:
        other = queries.get(name)
        if isinstance(other, Query) and is_rankable(other) and other.party == first.party:
            common = tuple(one for one in first.left_open if one in other.left_open)
            found.append((other.window, common, other.doubt))
    words = _words(relation, reading)
    for stated in relation.than:
        if stated.start <= stated.end and is_of_maps(stated.start) and is_of_maps(stated.end):
            window = Window(start=stated.start, end=stated.end)
            found.append((window, first.left_open, _year_doubt(window, first.window, words)))
    return [
        replace(
            first,
            operator=ORDERED[relation.type],
            than=window,
            left_open=common,
            others=(),
            relation=relation.id,
            doubt=first.doubt or doubt,
        )
        for window, common, doubt in found
        if common and not _overlap(window, first.window)
    ]


def _year_doubt(window: Window, own: Window, words: str) -> str | None:
    """Why a window without a number may be of another year than it was read as."""
    is_near = window.end.year == own.start.year or (own.start - window.end).days <= _CLOSE_DAYS
    if is_near or str(window.start.year) in words or str(window.end.year) in words:
        return None
    return "the year of what it is compared with is not printed"


def _overlap(one: Window, other: Window) -> bool:
    """Whether two windows share a day: "since December" is no window to compare January with."""
    return one.start <= other.end and other.start <= one.end
