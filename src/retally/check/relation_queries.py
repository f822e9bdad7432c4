"""Orderings, ranks and records that a story claims, as queries."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from retally.check.query import NoQuery, Operator, Query
from retally.check.records import is_rankable, period_of
from retally.model.story import Reading, Relation, RelationType, StatedWindow
from retally.series.windows import Window, whole

RANKED = (RelationType.RECORD, RelationType.RANK)
ORDERED = {RelationType.GREATER: Operator.GREATER, RelationType.LESS: Operator.LESS}

_SMALLEST = re.compile(
    r"\b(?:small|slow|low|weak|few|slight|modest)est\b|\bleast\b|\bworst\b", re.IGNORECASE
)


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
    return tuple(_ordered(relation, first, queries))


def _ranked(relation: Relation, reading: Reading, first: Query) -> Query | NoQuery:
    if period_of(first.window) is None:
        return NoQuery(
            reason="only days, weeks, months and whole years are ranked,"
            f" not {first.start} to {first.end}"
        )
    words = relation.span.of(reading.story.text)
    rank = int(relation.claimed) if relation.type is RelationType.RANK and relation.claimed else 1
    return replace(
        first,
        operator=Operator.SMALLEST if _SMALLEST.search(words) else Operator.LARGEST,
        since=_reach(relation.since, first.window),
        rank=max(rank, 1),
        relation=relation.id,
    )


def _reach(since: StatedWindow | None, window: Window) -> date | None:
    """The last day that a record does not claim to beat.

    "Since March 2022" leaves March 2022 out, whether its window is told as that month or as all
    the days from its first one on.
    """
    if since is None:
        return None
    if since.end < window.start:
        return since.end
    return whole(period_of(window) or "day", since.start).end


def _ordered(
    relation: Relation, first: Query, queries: Mapping[str, Query | NoQuery]
) -> list[Query]:
    """The figure's window against every other one that the relation names."""
    found = []
    for name in relation.figures[1:]:
        other = queries.get(name)
        if isinstance(other, Query) and is_rankable(other) and other.party == first.party:
            common = tuple(one for one in first.left_open if one in other.left_open)
            found.append((other.window, common, other.doubt))
    for stated in relation.than:
        if stated.start <= stated.end:
            window = Window(start=stated.start, end=stated.end)
            found.append((window, first.left_open, None))
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
        if common and window != first.window
    ]
