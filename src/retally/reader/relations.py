"""Relations between figures that a story claims."""

from __future__ import annotations

from collections.abc import Sequence

from retally.model.story import Figure, Relation, RelationType, Span
from retally.reader.calendar import Calendar
from retally.reader.figures import Found


def relations(
    text: str,
    found: Sequence[Found],
    figures: Sequence[Figure],
    *,
    calendar: Calendar,
    pairs: Sequence[tuple[str, str]] = (),
) -> tuple[Relation, ...]:
    """Every relation that a story claims between its figures, in the order of the text.

    Parameters
    ----------
    found
        The sentences, with their numbers, quantities and windows.
    figures
        In the order of the text; each lies in one of the sentences.
    calendar
        What words of time are resolved against ("since March 2022").
    pairs
        Ids of figures of which the second restates the first in another unit.
    """
    known = {figure.id: figure for figure in figures}
    return tuple(
        Relation(
            id=f"r{at}",
            type=RelationType.CONVERSION,
            figures=(one, other),
            span=Span(start=known[one].span.start, end=known[other].span.end),
            claimed=known[other].value,
        )
        for at, (one, other) in enumerate(pairs, start=1)
    )
