"""Names of places on a drawing: which are shown, and from which enlargement on."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from retally.publish.frames import Lattice

if TYPE_CHECKING:
    from retally.measure.places import Place

SMALLEST_PLACE = 5000
"""People; smaller places name nothing a reader of a map of a country looks for."""
MOST_PLACES = 400
BIG_PLACE = 250_000
"""People from whom on a name is set bold."""

ZOOMS = (0.35, 0.5, 0.7, 1.0, 1.4, 2.0, 2.8, 4.0, 5.6, 8.0, 16.0, 32.0)
"""Enlargements at which more names appear; below one on a screen narrower than is drawn for."""
_SHOWN_AT_ONE = 60
"""How many of the largest places may be named where the whole drawing is shown at its full width;
with the square of the enlargement more. Else a village with a short name stands where the long
name of the city beside it found no room."""
_LABEL_PX = (6.8, 15.0)
"""Pixels that a letter takes in width, and a name in height, at the size that pages use."""
_DOT_PX = 9.0
"""Pixels from the left edge of a place's dot to its name."""

_PEOPLE_PER_KM2 = 4000.0
"""How densely a large city is settled; tells how far its districts lie from its centre."""
_LEAST_KM = 2.0
_KM_PER_DEGREE = 111.2


@dataclass(frozen=True, kw_only=True)
class Label:
    """A place name.

    Parameters
    ----------
    zoom
        The least enlargement at which it does not cover another.
    wide_px
        How wide it is, from its dot.
    """

    name: str
    x: int
    y: int
    zoom: float
    wide_px: float
    is_big: bool = False

    def is_within(self, box: Sequence[float], px: float) -> bool:
        """Whether it stands whole within x, y, width, height, at so many steps a pixel."""
        left, top, right, bottom = _box_of(self, px)
        x, y, width, height = box
        return x <= left and right <= x + width and y <= top and bottom <= y + height


def map_places(
    extent: tuple[float, float, float, float], *, announce: Callable[[str], None] | None = None
) -> list[Place]:
    """The towns of west, south, east, north that a map of a country names, largest first.

    Parameters
    ----------
    announce
        Is told before the gazetteer is built, which takes its time.
    """
    from retally.sources.geonames import gazetteer

    found = gazetteer(announce=announce).within(extent, SMALLEST_PLACE, with_alternatives=True)
    towns = without_districts(found)
    return sorted(towns, key=lambda place: (-place.population, place.name))[:MOST_PLACES]


def without_districts(places: Iterable[Place]) -> list[Place]:
    """Places without the districts of their cities.

    A gazetteer lists the districts of a city beside it, some with more people than the city
    itself. A city is known by more names than its districts; a place nearer to one of more names
    than the larger of both reaches is left out.
    """
    kept: list[Place] = []
    for place in sorted(places, key=lambda one: (-len(one.alternatives), -one.population)):
        if not any(_is_near(place, other) for other in kept):
            kept.append(place)
    return kept


def _is_near(one: Place, other: Place) -> bool:
    people = max(one.population, other.population)
    reach_km = max(math.sqrt(people / _PEOPLE_PER_KM2 / math.pi), _LEAST_KM)
    (lon, lat), (other_lon, other_lat) = one.lon_lat, other.lon_lat
    east = (lon - other_lon) * math.cos(math.radians(lat))
    return math.hypot(east, lat - other_lat) * _KM_PER_DEGREE < reach_km


def labels(
    places: Sequence[Place], lattice: Lattice, *, width: int, drawn_px: float
) -> list[Label]:
    """Names by size, each from the first enlargement at which it covers none of a larger place.

    Parameters
    ----------
    places
        Largest first.
    width, drawn_px
        Of the whole drawing, in steps and in pixels.
    """
    if not places:
        return []
    spots = lattice.steps(np.array([place.lon_lat for place in places])).tolist()
    found: list[Label] = []
    for rank, (place, (x, y)) in enumerate(zip(places, spots, strict=True)):
        for zoom in ZOOMS:
            if rank >= _SHOWN_AT_ONE * zoom * zoom:
                continue
            one = _label(place, x, y, zoom)
            # A name takes less ground the closer one looks: apart here is apart from here on.
            if not any(_meet(one, other, width / drawn_px) for other in found):
                found.append(one)
                break
    return found


def _label(place: Place, x: int, y: int, zoom: float) -> Label:
    is_big = place.population >= BIG_PLACE
    letter = _LABEL_PX[0] * (1.1 if is_big else 1.0)
    wide = _DOT_PX + letter * len(place.name)
    return Label(name=place.name, x=x, y=y, zoom=zoom, wide_px=wide, is_big=is_big)


def _meet(one: Label, other: Label, px: float) -> bool:
    """Whether two names meet at the least enlargement at which both are shown."""
    at = px / max(one.zoom, other.zoom)
    a, b = _box_of(one, at), _box_of(other, at)
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _box_of(label: Label, px: float) -> tuple[float, float, float, float]:
    """Left, top, right, bottom of a name with its dot, at so many steps a pixel."""
    half = _LABEL_PX[1] / 2 * px
    return label.x - 3 * px, label.y - half, label.x + label.wide_px * px, label.y + half
