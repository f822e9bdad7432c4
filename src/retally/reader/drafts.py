"""Statements made from the items they cover: span, type, and what the clause beside them tells."""

from __future__ import annotations

from dataclasses import replace

from retally.model.story import Span, Statement, StatementType
from retally.reader.audience import audience_of
from retally.reader.calendar import Calendar
from retally.reader.clauses import Content
from retally.reader.nesting import is_quotes
from retally.reader.people import Speaker
from retally.reader.phrases import Stretch
from retally.reader.quotes import Quote
from retally.reader.said_on import said_on
from retally.reader.verb_classes import NAMING


def pieces(
    text: str, one: Stretch, content: Content, others: set[int]
) -> list[tuple[Span, StatementType]]:
    """The spans and types of the statements that the words of a clause are.

    Quotes alone are a statement each; quotes within words make one mixed statement.

    Parameters
    ----------
    others
        Items of quotes that a clause within the words reports: they are somebody else's.
    """
    held = [
        at
        for at in range(content.first, content.last)
        if one.items[at].quote is not None and at not in others
    ]
    if is_quotes(one, content):
        quoted = [one.items[at].quote for at in held]
        return [(quote.inner, _type(text, content, quote)) for quote in quoted if quote is not None]
    names = content.saying.lemma in NAMING
    is_mixed = any(names or not _is_title(one, at) for at in held)
    span = stripped(text, one.span_of(content.first, content.last))
    return [(span, StatementType.MIXED if is_mixed else StatementType.INDIRECT)]


def draft(
    text: str, span: Span, kind: StatementType, speaker: Speaker | None, mention: str | None
) -> Statement:
    """A statement without an id yet, and without what only a clause tells."""
    return Statement(
        id="",
        span=span,
        text=span.of(text),
        type=kind,
        mention=mention,
        speaker=speaker.name if speaker else None,
        role=speaker.role if speaker else None,
        organisation=speaker.organisation if speaker else None,
    )


def with_clause(
    text: str, one: Stretch, found: Statement, content: Content, calendar: Calendar
) -> Statement:
    """A statement with the cue, the audience and the day of the clause that reports it."""
    saying = content.saying
    return replace(
        found,
        cue=one.span_of(saying.first, saying.last).of(text),
        audience=audience_of(text, one, saying, content),
        day=said_on(text, one, saying, content, calendar),
    )


def with_speaker(found: Statement, speaker: Speaker) -> Statement:
    """A statement whose speaker was told only after it."""
    return replace(
        found, speaker=speaker.name, role=speaker.role, organisation=speaker.organisation
    )


def _type(text: str, content: Content, quote: Quote) -> StatementType:
    """Direct, but for a quote that "that" or the grammar of its sentence takes in."""
    if not content.is_after:
        return StatementType.DIRECT
    before = text[max(0, quote.outer.start - 3) : quote.outer.start].rstrip()
    stands_alone = before.endswith((":", ",")) or quote.inner.of(text)[0].isupper()
    if content.has_that or not stands_alone:
        return StatementType.MIXED
    return StatementType.DIRECT


def _is_title(one: Stretch, at: int) -> bool:
    quote = one.items[at].quote
    return quote is not None and quote.is_title


def stripped(text: str, span: Span) -> Span:
    """The span without a comma, a colon or white space at its end."""
    end = span.end
    while end > span.start and text[end - 1] in ", ;:":
        end -= 1
    return Span(start=span.start, end=end)
