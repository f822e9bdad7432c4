"""What a drawing shows: its box, the graticule across it, and its scale."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from retally.publish.frames import Lattice

Box = tuple[int, int, int, int]
"""x, y, width, height in steps of a lattice."""

_EARTH_KM = 6371.0088
"""Mean radius of the Earth, for the scale bar alone."""
KM_PER_MI = 1.609344
_STEPS = (0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Degrees between two lines."""
_LINES = 8
"""Most lines along the wider side."""
_SHAPES = (1.2, 1.6)
"""Least and most width of the drawing for a height of one: wide enough for names beside a narrow
front, never so wide that a screen shows half of it."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line of the graticule with its degrees: from x1, y1 to x2, y2."""

    x1: int
    y1: int
    x2: int
    y2: int
    text: str

    @property
    def is_meridian(self) -> bool:
        """Whether it runs from north to south."""
        return self.x1 == self.x2


@dataclass(frozen=True, kw_only=True)
class ScaleBar:
    """A round length and how many steps it takes.

    Parameters
    ----------
    unit
        ``km`` or ``mi``.
    """

    length: int
    unit: str
    steps: int


def whole_box(lattice: Lattice) -> Box:
    """The lattice, with ground beside it where it is too narrow or too wide to be looked at."""
    least, most = _SHAPES
    shape = min(max(lattice.width / lattice.height, least), most)
    width = max(lattice.width, round(lattice.height * shape))
    height = max(lattice.height, round(lattice.width / shape))
    return (lattice.width - width) // 2, (lattice.height - height) // 2, width, height


def degrees_of(lattice: Lattice, box: Box) -> tuple[float, float, float, float]:
    """West, south, east, north of a part of a drawing."""
    x, y, width, height = box
    lon = [float(np.degrees(lattice.west + lattice.step * at)) for at in (x, x + width)]
    north, south = (lattice.north - lattice.step * at for at in (y, y + height))
    return lon[0], _lat(south), lon[1], _lat(north)


def _lat(mercator_y: float) -> float:
    return math.degrees(2 * math.atan(math.exp(mercator_y)) - math.pi / 2)


def graticule(lattice: Lattice, box: Box) -> Iterable[Line]:
    """Lines of round degrees across a part of a drawing, at most eight along its wider side."""
    west, south, east, north = degrees_of(lattice, box)
    wide = max(east - west, north - south)
    step = next((one for one in _STEPS if wide / one <= _LINES), _STEPS[-1])
    x, y, width, height = box
    for lon in _round(west, east, step):
        at = int(lattice.steps(np.array([[lon, north]]))[0, 0])
        yield Line(x1=at, y1=y, x2=at, y2=y + height, text=_told(lon, "E", "W"))
    for lat in _round(south, north, step):
        at = int(lattice.steps(np.array([[west, lat]]))[0, 1])
        yield Line(x1=x, y1=at, x2=x + width, y2=at, text=_told(lat, "N", "S"))


def _round(first: float, last: float, step: float) -> list[float]:
    return [at * step for at in range(math.ceil(first / step), math.floor(last / step) + 1)]


def _told(degrees: float, positive: str, negative: str) -> str:
    """As "36°E"; with decimals only where there are any."""
    told = f"{abs(degrees):.2f}".rstrip("0").rstrip(".")
    return f"{told}°{(positive if degrees > 0 else negative) if float(told) else ''}"


def km_per_step(lattice: Lattice, lat: float) -> float:
    """Kilometres that a step takes at a latitude in degrees."""
    return lattice.step * _EARTH_KM * math.cos(math.radians(lat))


def scale_bars(lattice: Lattice, box: Box) -> tuple[ScaleBar, ScaleBar]:
    """Bars of round kilometres and round miles, each at most a quarter of the part's width."""
    _, south, _, north = degrees_of(lattice, box)
    step_km = km_per_step(lattice, (south + north) / 2)
    bars = []
    for unit, length in (("km", 1.0), ("mi", KM_PER_MI)):
        whole = _round_length(box[2] * step_km / length / 4)
        bars.append(ScaleBar(length=whole, unit=unit, steps=round(whole * length / step_km)))
    return bars[0], bars[1]


def _round_length(most: float) -> int:
    """The largest of 1, 2, 5, 10, ... that is no more; at least 1."""
    power = 10 ** max(int(math.log10(most)), 0) if most >= 1 else 1
    return max((one * power for one in (1, 2, 5) if one * power <= most), default=1)
