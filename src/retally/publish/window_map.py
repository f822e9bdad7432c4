"""A small map of one window: what was held at its end, gained and lost in it. For drawing only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from retally.publish.frames import Lattice, mercator
from retally.publish.graticule import scale_bars
from retally.publish.map_view import most_of, still
from retally.publish.place_names import Label, labels

if TYPE_CHECKING:
    import shapely

    from retally.measure.change import Change
    from retally.measure.places import Place
    from retally.publish.site_inputs import Places

WIDTH, HEIGHT = 480, 320
"""Steps of the drawing, shown at a pixel each at most."""
_MARGIN = 0.25
"""Part of the larger side that is shown beside what changed."""
_MOST_NAMES = 6


@dataclass(frozen=True, kw_only=True)
class WindowMap:
    """The map.

    Parameters
    ----------
    held, gained, lost
        Paths.
    bar, km
        Width of the scale bar in steps, and its length.
    """

    from_day: date
    to_day: date
    held: str
    gained: str
    lost: str
    labels: tuple[Label, ...]
    bar: int
    km: int
    width: int = WIDTH
    height: int = HEIGHT


def window_map(
    change: Change, days: tuple[date, date], places: Places, *, most_bytes: int
) -> WindowMap | None:
    """The map of a change; None where nothing changed hands.

    Parameters
    ----------
    days
        Of the maps at the two ends.
    most_bytes
        Room for its paths: lines are simplified until they fit.
    """
    bounds = most_of((change.gained, change.lost), part=0.9)
    if bounds is None:
        return None
    lattice, seen = _lattice(bounds)
    coarse = 0.6
    while True:
        held, gained, lost = (
            _drawn(one, seen, lattice, coarse) for one in (change.after, change.gained, change.lost)
        )
        if len(held) + len(gained) + len(lost) <= most_bytes or coarse > 20:
            break
        coarse *= 1.6
    bar, _ = scale_bars(lattice, (0, 0, WIDTH, HEIGHT))
    return WindowMap(
        from_day=days[0],
        to_day=days[1],
        held=held,
        gained=gained,
        lost=lost,
        labels=_labels(places(seen), lattice),
        bar=bar.steps,
        km=bar.length,
    )


def _labels(places: Sequence[Place], lattice: Lattice) -> tuple[Label, ...]:
    """The largest names that cover none of each other and end within the drawing."""
    # A step is half as large as it is drawn on a page with a column of text beside it.
    px = 1 / 0.6
    seen = (0.0, 12.0, WIDTH, HEIGHT - 42.0)
    found = [
        one
        for one in labels(places[:60], lattice, width=WIDTH, drawn_px=WIDTH / px)
        if one.zoom <= 1 and one.is_within(seen, px)
    ]
    return tuple(found[:_MOST_NAMES])


def _lattice(
    bounds: tuple[float, float, float, float],
) -> tuple[Lattice, tuple[float, float, float, float]]:
    """The drawing around a box with a margin, and what it shows in degrees."""
    corners = mercator(np.array([[bounds[0], bounds[1]], [bounds[2], bounds[3]]]))
    (x0, y0), (x1, y1) = corners.tolist()
    step = max((x1 - x0) / WIDTH, (y1 - y0) / HEIGHT, 1e-7) * (1 + 2 * _MARGIN)
    x, y = (x0 + x1) / 2, (y0 + y1) / 2
    west, north = x - step * WIDTH / 2, y + step * HEIGHT / 2
    south = north - step * HEIGHT
    lattice = Lattice(west=west, north=north, step=step, width=WIDTH, height=HEIGHT)
    lat = [float(np.degrees(2 * np.arctan(np.exp(one)) - np.pi / 2)) for one in (south, north)]
    lon = [float(np.degrees(one)) for one in (west, west + step * WIDTH)]
    return lattice, (lon[0], lat[0], lon[1], lat[1])


def _drawn(
    geometry: shapely.Geometry,
    seen: tuple[float, float, float, float],
    lattice: Lattice,
    coarse: float,
) -> str:
    import shapely

    west, south, east, north = seen
    wide, high = (east - west) / 50, (north - south) / 50
    inside = shapely.clip_by_rect(geometry, west - wide, south - high, east + wide, north + high)
    parts = [one for one in shapely.get_parts(inside) if one.geom_type == "Polygon"]
    return still(shapely.MultiPolygon(parts), lattice, coarse)
