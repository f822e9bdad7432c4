"""Two made-up publishers who map the same war and disagree.

Longglass is slow and careful: every day it maps what it could confirm, four days late. Gullview
is on time and bold: twice a week it prints the ministry's claims in full, true or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import shapely

from retally.demo.island import SUNDREY, TORVANE
from retally.demo.strips import Curve, Patch
from retally.demo.war import DAYS, FIRST_DAY, LAST_DAY, War, day_number
from retally.model.words import Party, Status

LONGGLASS = "longglass"
GULLVIEW = "gullview"
MISSING_DAY = date(2011, 7, 31)
"""Longglass's map of this day was never published: a month's end, so months bracket."""
HELD_DAY = date(2011, 11, 30)
"""Most of Longglass's control layer is absent from this day's file, by its mistake."""
REVISED_DAY = date(2011, 5, 31)
"""Longglass printed this day's map again three weeks later, moved back in places."""

_CONFIRMED_AFTER = 22
"""Days until Longglass calls assessed ground controlled."""
_LONGGLASS_LATE = 4
_CLAIMED_AHEAD = 14
"""Days by which the ministry's claims run ahead of its army."""


@dataclass(frozen=True, kw_only=True)
class DrawnLayer:
    """One layer as ground between two curves, with what belongs to it besides.

    Parameters
    ----------
    west, east
        Curves over the island's strips; equal where there is no ground.
    islet
        The islet, if it belongs to the layer.
    pocket
        A garrison within it that does not.
    """

    party: Party
    status: Status
    west: Curve
    east: Curve
    islet: Patch | None = None
    pocket: Patch | None = None


def published(
    war: War, publisher: str, day: date, *, revised: bool = False
) -> tuple[DrawnLayer, ...]:
    """What a publisher means to assert of a day.

    Parameters
    ----------
    publisher
        `LONGGLASS` or `GULLVIEW`.
    day
        From `FIRST_DAY` on, `DAYS` days.
    revised
        As printed again later; only `REVISED_DAY` of Longglass differs.

    Returns
    -------
    tuple of DrawnLayer
        One a party and status, Torvane's control first.
    """
    number = day_number(day)
    if publisher == GULLVIEW:
        return _gullview(war, number)
    return _longglass(war, number, revised=revised and day == REVISED_DAY)


def days_published(publisher: str) -> list[date]:
    """The days of which a publisher printed a map, in order."""
    return [day for day in days_meant(publisher) if (publisher, day) != (LONGGLASS, MISSING_DAY)]


def days_meant(publisher: str) -> list[date]:
    """The days of which a publisher would print a map if nothing went wrong, in order."""
    days = [FIRST_DAY + timedelta(days=number) for number in range(DAYS)]
    return [day for day in days if publisher == LONGGLASS or _is_gullview_day(day)]


def _is_gullview_day(day: date) -> bool:
    """Tuesdays and Fridays, the last day of a month, and the war's last day."""
    is_month_end = (day + timedelta(days=1)).day == 1
    return day.weekday() in (1, 4) or is_month_end or day == LAST_DAY


def _longglass(war: War, day: int, *, revised: bool) -> tuple[DrawnLayer, ...]:
    seen = day - _LONGGLASS_LATE
    assessed = war.advance_on(seen)
    if revised:
        # Three weeks later it takes back one thrust it had believed: the front of a week before.
        assessed = np.minimum(assessed, war.advance_on(seen - 7))
    control = np.minimum(assessed, war.advance_on(max(seen - _CONFIRMED_AFTER, -30)))
    believed = assessed + war.rumour_on(day) // 2
    claimed = np.maximum(believed, war.advance_on(day + 3))
    fronts = [war.front(depth) for depth in (control, assessed, claimed)]
    return (
        _torvane(war, seen, Status.CONTROL, fronts[0], war.island.border),
        DrawnLayer(party=TORVANE, status=Status.ADVANCE, west=fronts[1], east=fronts[0]),
        DrawnLayer(party=TORVANE, status=Status.CLAIMED, west=fronts[2], east=fronts[1]),
        _sundrey(war, seen, Status.CLAIMED),
    )


def _gullview(war: War, day: int) -> tuple[DrawnLayer, ...]:
    claimed = np.maximum(war.advance_on(day), war.advance_on(day + _CLAIMED_AHEAD))
    claimed = claimed + war.rumour_on(day)
    # Its claims are drawn from last week's front, so they lie over ground it shows as controlled.
    behind = np.minimum(war.advance_on(day - 7), war.advance_on(day))
    return (
        _torvane(war, day, Status.CONTROL, war.front(war.advance_on(day)), war.island.border),
        DrawnLayer(
            party=TORVANE, status=Status.CLAIMED, west=war.front(claimed), east=war.front(behind)
        ),
        _sundrey(war, day, Status.CONTROL),
    )


def _torvane(war: War, day: int, status: Status, west: Curve, east: Curve) -> DrawnLayer:
    islet = war.island.islet if war.has_islet(day) else None
    pocket = war.garrison(day)
    return DrawnLayer(
        party=TORVANE, status=status, west=west, east=east, islet=islet, pocket=pocket
    )


def _sundrey(war: War, day: int, status: Status) -> DrawnLayer:
    return DrawnLayer(
        party=SUNDREY, status=status, west=war.island.border, east=war.incursion_on(day)
    )


def geometry(war: War, ground: DrawnLayer) -> shapely.MultiPolygon:
    """The polygons of a layer, degrees lon, lat; empty where it holds no ground."""
    polygons = war.island.strips.polygons(ground.west, ground.east)
    if ground.pocket is not None:
        hole = ground.pocket.polygons[0].exterior
        polygons = [
            shapely.Polygon(polygon.exterior, [hole]) if polygon.contains(hole) else polygon
            for polygon in polygons
        ]
    if ground.islet is not None:
        polygons = [*polygons, *ground.islet.polygons]
    return shapely.MultiPolygon(polygons)
