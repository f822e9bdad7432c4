"""Figures of a story as entries of the ledger."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal

from retally.ledger.entry import Entry
from retally.ledger.key import What, counted_noun, quantity_key
from retally.ledger.sources import NOBODY, said_of
from retally.model.story import (
    Figure,
    FigureKind,
    Reading,
    RelationType,
    Scope,
    Story,
)

LEFT_OUT = frozenset(
    {
        FigureKind.RATIO,
        FigureKind.DIFFERENCE,
        FigureKind.DURATION,
        FigureKind.DISTANCE,
    }
)
"""Kinds that are about other figures, or that no two stories measure alike."""

NEEDS_NOUN = frozenset({FigureKind.COUNT, FigureKind.SHARE, FigureKind.MONEY})
"""Kinds that are no quantity without what is counted: "12 percent" of what?"""

_LARGEST = Decimal(10) ** 30
"""Nothing that a story counts is larger; a longer run of digits is no quantity."""


def story_hash(story: Story) -> str:
    """The sha256 of a story's fixed text."""
    return hashlib.sha256(story.text.encode("utf-8", "surrogatepass")).hexdigest()


def story_entries(
    reading: Reading, *, recorded: datetime, address: str | None = None
) -> tuple[Entry, ...]:
    """The entries that a story's body gives, in its order; a restated figure gives none."""
    restated = {
        relation.figures[1]
        for relation in reading.relations
        if relation.type is RelationType.CONVERSION and len(relation.figures) > 1
    }
    story = story_hash(reading.story)
    return tuple(
        _entry(reading, figure, story=story, recorded=recorded, address=address)
        for figure in reading.figures
        if figure.scope is Scope.BODY and figure.id not in restated and _is_quantity(figure)
    )


def figure_key(figure: Figure) -> str:
    """The key of a figure's quantity."""
    return quantity_key(_what(figure))


def _what(figure: Figure) -> What:
    return What(
        kind=figure.kind,
        unit=figure.unit,
        noun=figure.noun,
        side=figure.actor,
        place=figure.place,
        window=figure.window,
    )


def older_within(reading: Reading) -> dict[tuple[int, int], tuple[int, int]]:
    """Spans of figures -> that of the figure they revise, as the story itself says."""
    found = {}
    for relation in reading.relations:
        if relation.type in (RelationType.REVISION, RelationType.RATIO, RelationType.CHANGE):
            names = (
                relation.figures[1:] if relation.type is RelationType.CHANGE else (relation.figures)
            )
            if len(names) > 1:
                new, old = (reading.figure(name).span for name in names[:2])
                found[(new.start, new.end)] = (old.start, old.end)
    return found


def revising(
    entries: Sequence[Entry],
    latest: Callable[[Entry], Entry | None],
    within: Mapping[tuple[int, int], tuple[int, int]],
) -> tuple[Entry, ...]:
    """The entries, each with the id of the one of the same key and source that it revises.

    A repeat of the number revises nothing, and neither does what nobody is named for.

    Parameters
    ----------
    latest
        Gives the latest recorded entry of the same key and source before one.
    within
        What the story itself says is older (`older_within`).
    """
    pairs = _told_pairs(entries, within)
    out = []
    for entry in entries:
        # The new number stands in a headline, a lead and a quote: each of them revises the old one.
        older = next((old for new, old in pairs if _is_same_number(entry, new)), None)
        if older is None and entry.source != NOBODY:
            older = latest(entry)
        is_new = older is not None and _revises(entry, older)
        out.append(replace(entry, supersedes=older.id) if older and is_new else entry)
    return tuple(out)


def _told_pairs(
    entries: Sequence[Entry], within: Mapping[tuple[int, int], tuple[int, int]]
) -> list[tuple[Entry, Entry]]:
    """New and old entries that a story itself sets beside each other."""
    at_span = {(entry.span_start, entry.span_end): entry for entry in entries}
    found = []
    for new, old in within.items():
        pair = at_span.get(new), at_span.get(old)
        if pair[0] is not None and pair[1] is not None and _revises(pair[0], pair[1]):
            found.append((pair[0], pair[1]))
    return found


def _revises(entry: Entry, older: Entry) -> bool:
    """Whether it is another number of the same key by the same source."""
    same = entry.key == older.key and entry.source == older.source
    return same and not _is_same_number(entry, older)


def _is_same_number(entry: Entry, other: Entry) -> bool:
    return all(
        getattr(entry, name) == getattr(other, name)
        for name in ("key", "source", "low", "point", "high", "qualifier", "unit")
    )


def _is_quantity(figure: Figure) -> bool:
    """Whether a figure says of something how much it is."""
    if figure.kind in LEFT_OUT or (figure.kind in NEEDS_NOUN and not counted_noun(_what(figure))):
        return False
    ends = (figure.low, figure.value, figure.high)
    return any(end is not None for end in ends) and all(
        end is None or abs(end) < _LARGEST for end in ends
    )


def _entry(
    reading: Reading, figure: Figure, *, story: str, recorded: datetime, address: str | None
) -> Entry:
    said = said_of(reading, figure)
    told = reading.story
    window = figure.window
    return Entry(
        key=figure_key(figure),
        measure=figure.kind,
        side=figure.actor,
        place=figure.place,
        noun=figure.noun,
        start=window.start if window else None,
        end=window.end if window else None,
        day=window.end if window else _day_said(reading, figure) or told.published,
        low=figure.low,
        point=figure.value,
        high=figure.high,
        unit=figure.unit,
        qualifier=figure.qualifier,
        printed=figure.printed,
        scale=figure.scale,
        text=" ".join(figure.text.split()),
        method=said.method,
        source=said.source,
        said_by=said.said_by,
        role=said.role,
        organisation=said.organisation,
        via=said.via,
        story=story,
        title=told.title,
        address=address,
        span_start=figure.span.start,
        span_end=figure.span.end,
        published=told.published,
        recorded=recorded,
    )


def _day_said(reading: Reading, figure: Figure) -> date | None:
    found = (one for one in reading.statements if one.id == figure.statement)
    statement = next(found, None)
    return statement.day if statement else None
