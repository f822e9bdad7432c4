"""Reads a story: figures with kinds, windows, actors and sources, statements, relations."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retally.model.story import LeftOutKind, Reading, Scope, Span, Statement, Story
from retally.reader.actors import actions, party_mentions, source_names
from retally.reader.attribution import attributed, with_meant_sources
from retally.reader.attribution_made import with_sources
from retally.reader.calendar import Calendar
from retally.reader.dates import DateMention, Published, dates, published_day, stated_day
from retally.reader.event_days import said_day, with_event_days
from retally.reader.figures import Found
from retally.reader.lists import with_lists_joined
from retally.reader.numbers import PrintedNumber, numbers
from retally.reader.quantities import quantities, told_before
from retally.reader.relations import relations
from retally.reader.sentences import sentences
from retally.reader.statements import statements
from retally.reader.story_figures import story_figures, with_headline
from retally.reader.tags import tagged
from retally.reader.topic_month import with_topic_month
from retally.reader.window_meant import with_meant_windows
from retally.reader.window_to_date import with_days_said
from retally.reader.windows import ends_named, record_spans, window_mentions

PARTIES = ("russia", "ukraine")
SOURCES = ("isw", "deepstate")


def read(
    story: Story,
    *,
    published: date | None = None,
    parties: Sequence[str] = PARTIES,
    sources: Sequence[str] = SOURCES,
) -> Reading:
    """All that can be read in a story.

    Parameters
    ----------
    published
        The day it came out, as the user states it; overrides what the story says.
    parties, sources
        Lower-case names of the sides and map sources to look for.

    Returns
    -------
    Reading
        The same for the same text, whatever the machine. A figure whose window, place or actor
        is not read says so in `unread`; nothing is guessed.
    """
    text = story.text
    paragraphs = with_lists_joined(text, story.paragraphs)
    pieces = _pieces(story, paragraphs)
    mentions = dates(text, [piece for _, piece in pieces])
    captions = [one.span for one in story.left_out if one.kind in _DATES_OF_THEIR_OWN]
    told = [
        mention
        for mention in dates(text, [Span(start=0, end=len(text))])
        if not any(mention.span.meets(caption) for caption in captions)
    ]
    counted = numbers(
        text, among=[piece for _, piece in pieces], dates=[mention.span for mention in mentions]
    )
    found = _found(text, pieces, counted, parties=parties)
    story_proper = [one for one in found if one.scope in (Scope.BODY, Scope.HEADLINE)]
    calendar = _calendar(text, story_proper, told, _stated(story, published))
    stated = statements(text, _without_dateline(story, paragraphs), calendar=calendar)
    found = _with_windows(text, found, mentions, stated, calendar)
    names = source_names(tuple(sources))
    said = with_sources(text, found, stated, names)
    read_all = story_figures(text, found, said, parties=parties, sources=sources)
    said = with_meant_sources(text, read_all.figures, said, names)
    figures = attributed(text, read_all.figures, said, names, pairs=read_all.pairs)
    figures = with_event_days(text, found, figures, read_all.bounds, said, calendar)
    figures = with_topic_month(text, found, figures, read_all.bounds)
    figures = with_days_said(
        figures, read_all.bounds, said, text=text, calendar=calendar, maps=names
    )
    figures = with_headline(figures)
    return Reading(
        story=_dated(story, calendar),
        figures=figures,
        relations=relations(text, found, figures, calendar=calendar, pairs=read_all.pairs),
        statements=said,
        numbers=tuple(n.span for one in found if one.scope is Scope.BODY for n in one.numbers),
    )


def _with_windows(
    text: str,
    found: Sequence[Found],
    mentions: Sequence[DateMention],
    stated: Sequence[Statement],
    calendar: Calendar,
) -> list[Found]:
    """The sentences with the windows they name, seen from the day on which each was said."""
    starts = [one.span.start for one in stated]
    dated = []
    for one in found:
        said = said_day(one.span, stated, starts, calendar)
        windows = window_mentions(text, one.span, mentions, calendar, said=said)
        dated.append(replace(one, windows=tuple(windows)))
    return with_meant_windows(text, dated)


def _without_dateline(story: Story, paragraphs: tuple[Span, ...]) -> tuple[Span, ...]:
    """The paragraphs; the one with the dateline begins behind it, for nobody said it."""
    if not story.dateline:
        return paragraphs
    return tuple(
        replace(one, start=behind.end())
        if story.text.startswith(story.dateline, one.start)
        and (behind := _DASH.match(story.text, one.start + len(story.dateline), one.end))
        else one
        for one in paragraphs
    )


_DASH = re.compile(r"[\s,]{0,3}(?:--?|[–—:])\s{0,3}(?=\S)")
"""What stands between a dateline and the story."""


def _pieces(story: Story, paragraphs: Sequence[Span]) -> list[tuple[Scope, Span]]:
    """Headline, body, captions and lines of links in the order of the text."""
    pieces = [(Scope.BODY, paragraph) for paragraph in paragraphs]
    if story.headline is not None:
        pieces.append((Scope.HEADLINE, story.headline))
    pieces += [(_BESIDE[one.kind], one.span) for one in story.left_out if one.kind in _BESIDE]
    return sorted(pieces, key=lambda piece: piece[1])


_BESIDE = {LeftOutKind.CAPTION: Scope.CAPTION, LeftOutKind.RELATED_LINK: Scope.LINK}
"""What is beside the body and still says something in words."""

_DATES_OF_THEIR_OWN = frozenset({LeftOutKind.CAPTION, LeftOutKind.CREDIT, LeftOutKind.RELATED_LINK})
"""Pieces whose dates say nothing of the story's day."""


def _found(
    text: str,
    pieces: Sequence[tuple[Scope, Span]],
    counted: Sequence[PrintedNumber],
    *,
    parties: Sequence[str],
) -> list[Found]:
    """The sentences, each with its numbers, areas, and what is said of them."""
    found = []
    at = 0
    for paragraph, (scope, piece) in enumerate(pieces):
        for span in sentences(text, piece):
            start = at
            while at < len(counted) and counted[at].span.start < span.end:
                at += 1
            inside = tuple(counted[start:at])
            tokens = tagged(text, span)
            before = told_before(text, span, [one.quantities for one in found[-3:]])
            found.append(
                Found(
                    span=span,
                    scope=scope,
                    paragraph=paragraph,
                    numbers=inside,
                    quantities=tuple(quantities(text, span, inside, tokens, before=before)),
                    actions=tuple(actions(text, span)),
                    mentions=tuple(party_mentions(text, span, parties)),
                    tokens=tokens,
                )
            )
    return found


def _stated(story: Story, published: date | None) -> Published | None:
    """The day as the user states it, else as the page declares it; else the text must tell."""
    if published is not None:
        return stated_day(published)
    if story.published is None or story.published == date.min:
        return None
    basis = story.published_basis or "declared by the page"
    return replace(stated_day(story.published), basis=basis)


def _calendar(
    text: str, found: Sequence[Found], mentions: Sequence[DateMention], stated: Published | None
) -> Calendar:
    """The day of publication, and the days that sentences about ground end at."""
    known = stated or published_day(text, mentions, ignore=record_spans(text, mentions))
    calendar = Calendar(text=text, published=known)
    ends = {
        end
        for one in found
        if one.actions and _is_about_ground(text, one)
        for end in ends_named(text, one.span, mentions, calendar)
    }
    event = known.event if known else None
    told = event is not None and any(one.quantities and one.span.meets(event) for one in found)
    return replace(calendar, ends=tuple(sorted(ends)), is_measured_to_event=told)


def _is_about_ground(text: str, one: Found) -> bool:
    """Whether a sentence with a word of ground speaks of the war's ground and nothing else."""
    named = _ARMY.search(text, one.span.start, one.span.end)
    return bool(one.mentions or one.quantities or named)


_ARMY = re.compile(r"\b(?:army|troops|forces|soldiers|territor\w+|front)\b", re.IGNORECASE)


def _dated(story: Story, calendar: Calendar) -> Story:
    """The story with the day it came out, or with what bounds that day."""
    known = calendar.published
    if known is None:
        return story
    if known.day is not None:
        return replace(story, published=known.day, published_basis=known.basis)
    basis = f"not before {known.last_whole_day.isoformat()}: {known.basis}"
    return replace(story, published_basis=basis)
