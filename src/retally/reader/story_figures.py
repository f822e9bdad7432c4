"""The figures of a story, sentence by sentence, with what each carries on from those before."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retally.model.story import Figure, FigureKind, Scope, Span, StatedWindow, Statement
from retally.reader.actors import sources_named
from retally.reader.carried_windows import Earlier, gains_window, only_window
from retally.reader.figures import Found
from retally.reader.kinds_sentence import NOTHING, Told
from retally.reader.sentence_figures import Assembled, Setting, sentence_figures
from retally.reader.story_sides import sides


def story_figures(
    text: str,
    found: Sequence[Found],
    statements: Sequence[Statement],
    *,
    parties: Sequence[str],
    sources: Sequence[str],
) -> Assembled:
    """Every figure of a story; what a sentence leaves unsaid is carried on from those before."""
    in_story = sources_named(text, Span(start=0, end=len(text)), sources)
    whose = sides(statements, parties, text)
    setting = Setting(text=text, parties=tuple(parties))
    parts: list[Assembled] = []
    told, earlier = Told(), Earlier()
    count = last = 0
    for one in found:
        own, enemy = whose.at(one.span.start)
        is_beside = one.scope in (Scope.CAPTION, Scope.LINK)
        # What is beside the story starts from nothing, and the story goes on without it.
        before, known = (Earlier(), Told()) if is_beside else (earlier, told)
        is_new = bool(parts) and one.paragraph != last
        if is_new and _OWN_SUBJECT.match(text, one.span.start, one.span.end):
            # "The air force said it downed 12": not of whom the paragraph before spoke.
            known = replace(known, nation=None, people=NOTHING)
        last = one.paragraph
        known = replace(known, own=own, enemy=enemy, speaker=whose.speaker(one.span))
        here, known = sentence_figures(setting, one, before, known, first=count)
        named = (sources_named(text, one.span, sources) if one.quantities else ()) or in_story
        here = replace(
            here, figures=tuple(replace(figure, sources=named) for figure in here.figures)
        )
        if not is_beside:
            told = known
            earlier = Earlier(
                sentence=one,
                gains=_later(gains_window(one), earlier.gains),
                window=only_window(here.figures),
            )
        parts.append(here)
        count += len(here.figures)
    return Assembled(
        figures=tuple(figure for part in parts for figure in part.figures),
        bounds=tuple(bound for part in parts for bound in part.bounds),
        pairs=tuple(pair for part in parts for pair in part.pairs),
    )


_OWN_SUBJECT = re.compile(
    r"[\s\"“]*The\s+(?:air\s+force|navy|general\s+staff|(?:\w+\s+)?ministry|police|mayor|governor"
    r"|coast\s+guard"
    r"|prosecutors?|(?:\w+\s+)?service)\s+(?:\w+\s+){0,3}?(?:said|says|reported|reports|claimed"
    r"|claims|announced)\b",
    re.IGNORECASE,
)
"""Who speaks of his own country, which the sentence does not name."""


def _later(one: StatedWindow | None, other: StatedWindow | None) -> StatedWindow | None:
    """The window that ends later: months named for comparison are not what a story is about."""
    if one is None or other is None:
        return one or other
    return one if one.end >= other.end else other


def with_headline(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """A headline says in short what the body says of the same number, from the same source."""
    body = [one for one in figures if one.scope is Scope.BODY]
    same = {(one.value, one.low, one.unit): one for one in reversed(body)}
    alike = {(one.kind, one.actor): one.statement for one in reversed(body)}
    return tuple(
        _filled(one, same.get((one.value, one.low, one.unit)), alike.get((one.kind, one.actor)))
        if one.scope is Scope.HEADLINE
        else one
        for one in figures
    )


def _filled(headline: Figure, body: Figure | None, source: str | None) -> Figure:
    if body is None:
        # "Nearly 4,000" stands for the 3,985 of the text: only who says it is the same.
        return replace(headline, statement=headline.statement or source)
    is_open = headline.kind is FigureKind.COUNT
    return replace(
        headline,
        kind=body.kind if is_open else headline.kind,
        actor=headline.actor or body.actor,
        place=headline.place or body.place,
        window=headline.window or body.window,
        statement=headline.statement or body.statement,
        unread=headline.unread if headline.window else body.unread,
    )
