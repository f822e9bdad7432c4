"""What the maps behind an answer leave open: only areas at hand, or maps captured afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from retally.check.asking import Captured
from retally.model.check import Evidence
from retally.model.words import Basis


def remarks(ground: Captured, rows: Sequence[Evidence], published: date | None) -> tuple[str, ...]:
    """Clauses that say what the maps used leave open.

    Parameters
    ----------
    rows
        Those that decide.
    published
        The day the story came out; None where that is not known.
    """
    measured = [row for row in rows if row.basis is not None]
    found = []
    if measured and all(row.basis is Basis.REFERENCE for row in measured):
        found.append("from the areas that ship, without the maps themselves")
    captured = max(_captures(ground, measured), default=None)
    if published is not None and captured is not None and captured.date() > published:
        found.append(
            f"by maps captured up to {captured.date()}, after the story of {published}:"
            " their publisher may have redrawn them since"
        )
    return tuple(found)


def are_of_their_day(ground: Captured, rows: Sequence[Evidence], published: date | None) -> bool:
    """Whether the maps behind some rows are those that a story of that day could have used.

    The areas that ship were measured on maps captured later. Where the day of the story is not
    known, the maps of an archive are taken as they are.
    """
    measured = [row for row in rows if row.basis is not None]
    if any(row.basis is not Basis.ARCHIVE for row in measured):
        return False
    captured = max(_captures(ground, measured), default=None)
    return published is None or captured is None or captured.date() <= published


def _captures(ground: Captured, rows: Iterable[Evidence]) -> Iterable[datetime]:
    """When the maps of the archive behind some rows were captured."""
    for row in rows:
        if row.basis is Basis.REFERENCE or row.source is None:
            continue
        for day in (row.from_day, row.to_day):
            moment = None if day is None else ground.captured_at(row.source, day)
            if moment is not None:
                yield moment
