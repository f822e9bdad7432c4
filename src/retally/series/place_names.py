"""Places of a question: where a name lies, and the places that a change is given by."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from retally.measure.pieces import Changed
    from retally.measure.places import Place, Places
    from retally.sources.geonames import Gazetteer

MARGIN_DEGREES = 1.0
"""How far around a change, in degrees, its nearest place is looked for: no ground of the war at
hand is 70 km from a place of 500 people."""

Extent = tuple[float, float, float, float]


Announce = Callable[[str], None] | None


def lon_lat_of(
    place: str | Place | tuple[float, float],
    extent: Callable[[], Extent],
    announce: Announce = None,
) -> tuple[float, float]:
    """Where a place lies, in degrees; a name is looked up, first within `extent` (w, s, e, n).

    Raises
    ------
    UnknownNameError
        If no place is called so; the nearest names are suggested.
    UsageError
        If several are, which are listed.
    """
    if isinstance(place, tuple):
        return place
    found = _gazetteer(announce).find(place, extent()) if isinstance(place, str) else place
    return found.lon_lat


def places_around(change: Changed, announce: Announce = None) -> Places:
    """The places in and around a change's extent, largest first."""
    from retally.measure.places import Places

    boxes = [one.bounds for one in (change.gained, change.lost) if not one.is_empty]
    if not boxes:
        return Places(())
    west, south = (min(box[axis] for box in boxes) - MARGIN_DEGREES for axis in (0, 1))
    east, north = (max(box[axis] for box in boxes) + MARGIN_DEGREES for axis in (2, 3))
    return Places(_gazetteer(announce).within((west, south, east, north)))


@cache
def _gazetteer(announce: Announce) -> Gazetteer:
    # Opened once a run: its index is a file in the user's cache folder. Building it takes some
    # seconds the first time, which `announce` is told.
    from retally.sources.geonames import gazetteer

    return gazetteer(announce=announce)
