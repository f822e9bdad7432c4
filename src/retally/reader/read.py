"""Reads a story: figures with their windows, actors and sources, and the pairs among them.

Only areas are read so far; every other number is counted and left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retally.model.story import (
    Figure,
    LeftOutKind,
    Reading,
    Scope,
    Span,
    Story,
)
from retally.reader.actors import actions, party_mentions, sources_named
from retally.reader.binding import Bound, bound_windows
from retally.reader.calendar import Calendar
from retally.reader.dates import DateMention, dates, published_day, stated_day
from retally.reader.figures import Doing, Found, doing, figure, only_subject
from retally.reader.numbers import PrintedNumber, numbers
from retally.reader.quantities import conversions, quantities
from retally.reader.relations import relations
from retally.reader.sentences import sentences
from retally.reader.statements import statements
from retally.reader.tags import tagged
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
    pieces = _pieces(story)
    mentions = dates(text, [piece for _, piece in pieces])
    captions = [one.span for one in story.left_out if one.kind is LeftOutKind.CAPTION]
    told = [
        mention
        for mention in dates(text, [Span(start=0, end=len(text))])
        if not any(mention.span.meets(caption) for caption in captions)
    ]
    counted = numbers(
        text, among=[piece for _, piece in pieces], dates=[mention.span for mention in mentions]
    )
    found = _found(text, pieces, counted, parties=parties)
    calendar = _calendar(text, found, told, published)
    found = [
        replace(one, windows=tuple(window_mentions(text, one.span, mentions, calendar)))
        for one in found
    ]
    figures, pairs = _figures(text, found, parties=parties, sources=sources)
    return Reading(
        story=_dated(story, calendar),
        figures=figures,
        relations=relations(text, found, figures, calendar=calendar, pairs=pairs),
        statements=statements(text, story.paragraphs, calendar=calendar),
        numbers=tuple(n.span for one in found if one.scope is Scope.BODY for n in one.numbers),
    )


def _pieces(story: Story) -> list[tuple[Scope, Span]]:
    """Headline and body in the order of the text."""
    pieces = [(Scope.BODY, paragraph) for paragraph in story.paragraphs]
    if story.headline is not None:
        pieces.append((Scope.HEADLINE, story.headline))
    return sorted(pieces, key=lambda piece: piece[1])


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
            found.append(
                Found(
                    span=span,
                    scope=scope,
                    paragraph=paragraph,
                    numbers=inside,
                    quantities=tuple(quantities(text, span, inside)),
                    actions=tuple(actions(text, span)),
                    mentions=tuple(party_mentions(text, span, parties)),
                    tokens=tagged(text, span),
                )
            )
    return found


def _calendar(
    text: str, found: Sequence[Found], mentions: Sequence[DateMention], published: date | None
) -> Calendar:
    """The day of publication, and the days that sentences about ground end at."""
    known = (
        stated_day(published)
        if published is not None
        else published_day(text, mentions, ignore=record_spans(text, mentions))
    )
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


def _figures(
    text: str, found: Sequence[Found], *, parties: Sequence[str], sources: Sequence[str]
) -> tuple[tuple[Figure, ...], tuple[tuple[str, str], ...]]:
    """Every figure, and the pairs that restate each other; what is left unsaid is carried on."""
    in_story = sources_named(text, Span(start=0, end=len(text)), sources)
    figures: list[Figure] = []
    restated_by: list[tuple[str, str]] = []
    last = Doing()
    before: Found | None = None
    for one in found:
        pairs = conversions(text, one.quantities)
        bounds = _bounds(text, one, before, pairs)
        first = len(figures)
        here = (sources_named(text, one.span, sources) if one.quantities else ()) or in_story
        said = Doing(kind=last.kind, actor=only_subject(one) or last.actor)
        for area, bound in zip(one.quantities, bounds, strict=True):
            said = doing(text, one, area, last)
            name = f"f{len(figures) + 1}"
            read_area = figure(text, one, area, name=name, said=said, bound=bound, parties=parties)
            figures.append(replace(read_area, sources=here))
        for one_at, other_at in pairs:
            original, restated = figures[first + one_at], figures[first + other_at]
            figures[first + other_at] = _restating(restated, original)
            restated_by.append((original.id, restated.id))
        last = said
        before = one
    return tuple(figures), tuple(restated_by)


def _bounds(
    text: str, one: Found, before: Found | None, pairs: Sequence[tuple[int, int]]
) -> list[Bound]:
    """Windows of a sentence's areas; without any of its own, the one of the sentence before."""
    if one.windows or before is None or before.paragraph != one.paragraph:
        return bound_windows(text, one.quantities, one.windows, pairs)
    carried = [window for mention in before.windows for window in mention.windows]
    if len(before.windows) != 1 or len(carried) != 1:
        return bound_windows(text, one.quantities, (), pairs)
    window = replace(carried[0], basis=f"{carried[0].basis}; named in the sentence before")
    return [Bound(window=window) for _ in one.quantities]


def _restating(restated: Figure, original: Figure) -> Figure:
    """A converted figure speaks of what its original speaks of."""
    return replace(
        restated,
        kind=original.kind,
        actor=original.actor,
        place=original.place,
        window=original.window,
        unread=original.unread,
    )
