"""What the Ground page of one definition shows: headline numbers, months, days, regions.

Every number is taken from the documents `gains` and `held`; nothing is computed here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from retally.errors import NotMeasuredError
from retally.model.definition import Definition
from retally.series.gains import Gains, GainsRow
from retally.series.ground import Ground
from retally.series.held import Held

if TYPE_CHECKING:
    from retally.measure.regions import Regions

LAST_DAYS = 30
"""Days of the second headline number."""


@dataclass(frozen=True, kw_only=True)
class GroundView:
    """One definition's numbers.

    Parameters
    ----------
    held
        On the last day that any source of the definition has.
    held_first
        On the first day, which no row of days ends on.
    lately
        The last 30 days up to that day.
    by_month, by_day
        The whole series; the last month may be unfinished.
    record
        The whole month with the largest net gain; None where none has one.
    by_region
        The record month and the last days again, each split by region; empty without regions.
    """

    definition: Definition
    first: date
    last: date
    held: Held
    lately: Gains
    by_month: Gains
    by_day: Gains
    record: GainsRow | None
    held_first: Held
    by_region: tuple[GainsRow, ...] = ()

    @property
    def month(self) -> GainsRow:
        """The month of the last day."""
        return self.by_month.rows[-1]


def ground_view(
    ground: Ground, definition: Definition, *, regions: Regions | None = None
) -> GroundView | None:
    """The view of a definition; None where no map and no area at hand answers it.

    Parameters
    ----------
    regions
        What the record month and the last days are split by.
    """
    span = ground.span(definition)
    if span is None:
        return None
    first, last = span
    try:
        by_month = ground.gains(definition, end=last, by="month")
        lately = ground.gains(definition, start=last - timedelta(days=LAST_DAYS - 1), end=last)
        record = _record(by_month.rows)
        split = [row for row in (record, lately.rows[0]) if row is not None and regions is not None]
        return GroundView(
            definition=definition,
            first=first,
            last=last,
            held=ground.held(definition, last),
            held_first=ground.held(definition, first),
            lately=lately,
            by_month=by_month,
            by_day=ground.gains(definition, end=last, by="day"),
            record=record,
            by_region=tuple(
                ground.gains(definition, start=row.start, end=row.end, regions=regions).rows[0]
                for row in split
            ),
        )
    except NotMeasuredError:
        return None


def _record(rows: Sequence[GainsRow]) -> GainsRow | None:
    """The complete, whole row with the largest net gain; None where none gained."""
    whole = [row for row in rows if row.complete and not row.partial and (row.net_km2 or 0.0) > 0]
    return max(whole, key=lambda row: row.net_km2 or 0.0, default=None)


def daily(view: GroundView) -> dict[str, Any]:
    """The days as a page's script reads them: two lists of one length, null where not known.

    ``{"days","held_km2"}``.
    """
    rows = view.by_day.rows
    return {
        "days": [view.first.isoformat(), *(row.end.isoformat() for row in rows)],
        "held_km2": [view.held_first.held_km2, *(row.held_km2 for row in rows)],
    }
