"""Queries run by themselves: what `check --query FILE` does, without a story or a reader."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from retally.check.asking import AskedOnce, Measured, definitions_of
from retally.check.ground_checks import asked_of, judged_all, related
from retally.check.judge import cannot_check
from retally.check.known_use import KnownUse, known_use
from retally.check.prewar import leaving_out_prewar
from retally.check.printed import claimed
from retally.check.query import Claim, Measure, Operator, Query
from retally.check.query_kinds import Told
from retally.check.story_check import StoryCheck, coverage
from retally.check.together import Asked, joints, left_by
from retally.check.units import is_measured
from retally.model.check import Check
from retally.model.definition import Definition
from retally.model.story import Figure, FigureKind, Qualifier, Reading, Span, StatedWindow, Story
from retally.series.definitions import chosen

_WORDS = {
    Operator.GREATER: "more than in",
    Operator.LESS: "less than in",
    Operator.LARGEST: "the largest since",
    Operator.SMALLEST: "the smallest since",
}
_KINDS = {
    Measure.NET: (FigureKind.AREA_GAINED, "net gain"),
    Measure.LOST: (FigureKind.AREA_LOST, "loss"),
    Measure.BALANCE: (FigureKind.AREA_LOST, "loss"),
    Measure.HELD: (FigureKind.AREA_HELD, "ground held"),
}


def check_queries(
    queries: Iterable[Query],
    *,
    ground: Measured,
    name: str = "-",
    definitions: Mapping[str, Definition] | None = None,
    known: Iterable[KnownUse] | None = None,
    published: date | None = None,
) -> StoryCheck:
    """Queries, edited or as they were derived, asked of the ground.

    Parameters
    ----------
    name
        The file they come from, for messages.
    definitions, known
        As for `retally.check.check.check_story`.
    published
        The day the story came out, against which the captures of maps are held; None for no story.

    Returns
    -------
    StoryCheck
        Like a story's: its text has one line a query, in which its number is the figure.

    Raises
    ------
    UnknownNameError
        If a query names a definition that is not at hand; the nearest is suggested.
    """
    asked_of_ground = definitions_of(ground, definitions)
    every = [_with_id(one, at) for at, one in enumerate(queries, start=1)]
    for one in every:
        for wanted in (*one.left_open, *one.others):
            chosen(wanted, asked_of_ground)
    reading = _reading(every, name, published)
    once = AskedOnce(ground)
    told = Told(
        reading=reading,
        definitions=asked_of_ground,
        leaves_out_prewar=leaving_out_prewar(asked_of_ground),
    )
    asked = {
        one.figure: found
        for one in every
        if one.operator is Operator.IS and (found := _asked(one, told, once)) is not None
    }
    together = joints(list(asked.values()), asked_of_ground)
    used = known_use(reading.story, ground, list(asked.values()), known)
    left = left_by(together)
    checks = [_check(one, told, once, asked, left=left, known=used) for one in every]
    return StoryCheck(
        name=name,
        reading=reading,
        checks=tuple(replace(one, id=f"c{at}") for at, one in enumerate(checks, start=1)),
        joint=together,
        coverage=coverage(reading, checks, frozenset(one.figure for one in every)),
        queries=tuple(every),
    )


def _with_id(query: Query, number: int) -> Query:
    """A query under an id of its own: a story asks several of one figure."""
    return replace(query, figure=f"q{number}")


def _asked(query: Query, told: Told, ground: AskedOnce) -> Asked | None:
    if not is_measured(query.claim.unit):
        return None
    printed = claimed(told.reading.figure(query.figure))
    return asked_of(query, printed, ground, told.definitions)


def _check(
    query: Query,
    told: Told,
    ground: AskedOnce,
    asked: Mapping[str, Asked],
    *,
    left: Mapping[str, tuple[str, ...]],
    known: Mapping[str, str],
) -> Check:
    if query.operator is not Operator.IS:
        return related(query, (query.figure,), ground, told, left=(), known=known)
    found = asked.get(query.figure)
    if found is None:
        return cannot_check(query.figure, f"maps answer areas and shares, not {query.claim.unit}")
    return judged_all(
        found, told, ground, left=left.get(query.figure, ()), known=known, is_written=True
    )


def _reading(queries: Sequence[Query], name: str, published: date | None) -> Reading:
    """A text of one line a query, read: its figures are the numbers that the queries claim."""
    lines: list[str] = []
    figures: list[Figure] = []
    spans: list[Span] = []
    at = 0
    for query in queries:
        number = _number(query.claim)
        before = f"{query.figure}: {_KINDS[query.measure][1]} of {query.party}"
        line = f"{before}, {number}, {_when(query)}"
        first = at + len(before) + 2
        sentence = Span(start=at, end=at + len(line))
        span = Span(start=first, end=first + len(number))
        figures.append(_figure(query, number, span, sentence))
        spans.append(sentence)
        lines.append(line)
        at += len(line) + 1
    story = Story(
        text="\n".join(lines),
        paragraphs=tuple(spans),
        title=f"queries of {name}",
        published=published,
        published_basis="stated by the user" if published else None,
    )
    return Reading(
        story=story,
        figures=tuple(figures),
        numbers=tuple(figure.span for figure in figures),
    )


def _number(claim: Claim) -> str:
    digits = " to ".join(claim.printed)
    scaled = f"{digits} x {claim.scale:,}" if claim.scale != 1 else digits
    hedge = claim.qualifier.value.replace("_", " ")
    is_bare = claim.qualifier in (Qualifier.EXACT, Qualifier.RANGE, Qualifier.SEVERAL)
    return f"{scaled} {claim.unit}" if is_bare else f"{hedge} {scaled} {claim.unit}"


def _when(query: Query) -> str:
    days = f"{query.start} to {query.end}" if query.is_over_days else f"at the end of {query.end}"
    if query.operator in _WORDS:
        against = f"{query.than.start} to {query.than.end}" if query.than else query.since
        return f"{days}, {_WORDS[query.operator]} {against or 'ever'}"
    if query.than is not None:
        return f"{days} less {query.than.start} to {query.than.end}"
    return days


def _figure(query: Query, text: str, span: Span, sentence: Span) -> Figure:
    claim = query.claim
    is_range = len(claim.printed) == 2
    ends = [_decimal(one) * claim.scale for one in claim.printed]
    return Figure(
        id=query.figure,
        span=span,
        sentence=sentence,
        text=text,
        value=None if is_range else ends[0],
        printed=claim.printed,
        scale=claim.scale,
        low=ends[0] if is_range else None,
        high=ends[-1] if is_range else None,
        qualifier=claim.qualifier,
        unit=claim.unit,
        kind=_KINDS[query.measure][0],
        actor=query.party,
        window=StatedWindow(start=query.start, end=query.end, basis="as the query says"),
        sources=query.sources,
    )


def _decimal(printed: str) -> Decimal:
    """A printed number, or a fraction, as a decimal."""
    above, _, below = printed.partition("/")
    return Decimal(above) / Decimal(below) if below else Decimal(above)
