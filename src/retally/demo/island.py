"""The made-up island: its coast, the border across it, its regions, an islet and a garrison.

The island lies in an empty part of the South Pacific. Two made-up countries share it: Sundrey
in the west, Torvane in the east. No name here is a place's or a person's.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import pi
from random import Random

import numpy as np
import shapely

from retally.demo.strips import Curve, Patch, Strips, whole
from retally.model.words import Party

ISLAND = "Iskeld"
TORVANE = Party("torvane")
"""The eastern country, which attacks."""
SUNDREY = Party("sundrey")
"""The western country, which is attacked, and later crosses the border itself."""

_SOUTH, _NORTH = -48_100_000, -45_700_000
_CENTRE = -121_000_000
_HALF_WIDTH = 1_650_000
"""Half the island's width, millionths of a degree of longitude: about 123 km."""
_NODES = 120
"""Nodes of latitude: a strip is 2.2 km high."""

_BANDS = {
    # name: (first node, last node, in Sundrey, west of the divide)
    "Eskmoor": (0, 41, True, True),
    "Fallowgate": (0, 41, True, False),
    "Corrow": (41, 79, True, True),
    "Dunlaith": (41, 79, True, False),
    "Ashmere": (79, 119, True, True),
    "Brinfell": (79, 119, True, False),
    "Hollin": (0, 60, False, False),
    "Gorsedale": (60, 119, False, False),
}


@dataclass(frozen=True, kw_only=True)
class Region:
    """A named part of a country: strips `first` to `last`, between two curves."""

    name: str
    first: int
    last: int
    west: Curve
    east: Curve


@dataclass(frozen=True, kw_only=True)
class Island:
    """The island's fixed lines.

    Parameters
    ----------
    strips
        The strips all its curves stand on.
    west, east
        Its two coasts, which meet at the southern and at the northern cape.
    border
        Between Sundrey and Torvane.
    regions
        Parts of both countries; together the whole island without the islet.
    islet
        The Outer Skerry, off the west coast, in no region.
    garrison
        A pocket behind Torvane's lines, as it stands at each stage of its siege: whole first,
        each later one within the one before; in Dunlaith.
    """

    strips: Strips
    west: Curve
    east: Curve
    border: Curve
    regions: tuple[Region, ...]
    islet: Patch
    garrison: tuple[Patch, ...]

    def region_polygon(self, region: Region) -> shapely.MultiPolygon:
        """A region's ground, degrees lon, lat."""
        nodes = slice(region.first, region.last + 1)
        strips = Strips(lats=self.strips.lats[nodes])
        return shapely.MultiPolygon(strips.polygons(region.west[nodes], region.east[nodes]))

    @cached_property
    def span(self) -> int:
        """Number of nodes of latitude."""
        return len(self.strips.lats)


def made_island(seed: int) -> Island:
    """The island that a seed gives; the same on every machine.

    Parameters
    ----------
    seed
        Any integer.

    Returns
    -------
    Island
        Every line on the lattice of 1e-6 degrees.
    """
    # random.Random keeps its stream across Python versions; numpy's generators do not promise to.
    random = Random(seed)
    lats = _latitudes(random)
    height = (lats - _SOUTH) / (_NORTH - _SOUTH)
    half = _HALF_WIDTH * np.sqrt(np.clip(4 * height * (1 - height), 0, None)) ** 1.2
    west = whole(_CENTRE - half * (1 + _wave(random, height, 0.22)))
    east = whole(_CENTRE + half * (1 + _wave(random, height, 0.22)))
    cape = (west[[0, -1]] + east[[0, -1]]) // 2
    west[[0, -1]] = east[[0, -1]] = cape
    border = np.clip(
        whole(_CENTRE + 420_000 + _wave(random, height, 260_000, rough=0.35)), west, east
    )
    divide = np.clip(border - 420_000 + whole(_wave(random, height, 90_000)), west, border)
    strips = Strips(lats=lats)
    lines = {"west": west, "east": east, "border": border, "divide": divide}
    return Island(
        strips=strips,
        west=west,
        east=east,
        border=border,
        regions=tuple(_region(name, lines) for name in _BANDS),
        islet=_blob(random, lon=int(west[85]) - 210_000, lat=int(lats[85]), radius=60_000),
        garrison=_garrison(random, lon=int(border[60]) - 130_000, lat=int(lats[60])),
    )


def _latitudes(random: Random) -> np.ndarray:
    """Nodes from cape to cape, unevenly spaced so that no grid shows."""
    steps = np.array([0.6 + 0.8 * random.random() for _ in range(_NODES - 1)])
    at = np.concatenate([[0.0], np.cumsum(steps) / steps.sum()])
    return whole(_SOUTH + at * (_NORTH - _SOUTH))


def _wave(random: Random, height: np.ndarray, size: float, *, rough: float = 0.5) -> np.ndarray:
    """A coast-like line: sines of falling size and a little roughness at every node."""
    line = np.zeros(len(height))
    for order in range(1, 7):
        phase, strength = 2 * pi * random.random(), (0.4 + 0.6 * random.random()) / order
        line += strength * np.sin(2 * pi * order * 1.3 * height + phase)
    jitter = np.array([random.random() - 0.5 for _ in height])
    wave: np.ndarray = size * (line / 2 + rough * 0.25 * jitter)
    return wave


def _region(name: str, lines: dict[str, Curve]) -> Region:
    first, last, in_sundrey, behind_divide = _BANDS[name]
    if not in_sundrey:
        west, east = lines["border"], lines["east"]
    elif behind_divide:
        west, east = lines["west"], lines["divide"]
    else:
        west, east = lines["divide"], lines["border"]
    return Region(name=name, first=first, last=last, west=west, east=east)


def _garrison(random: Random, *, lon: int, lat: int) -> tuple[Patch, ...]:
    """The pocket, then what is left of it after each of two assaults."""
    full = _blob(random, lon=lon, lat=lat, radius=62_000)
    left = [full]
    for share in (0.7, 0.35):
        west = lon + whole((full.west - lon) * share)
        east = lon + whole((full.east - lon) * share)
        lats = lat + whole((full.strips.lats - lat) * share)
        left.append(Patch(strips=Strips(lats=lats), west=west, east=east))
    return tuple(left)


def _blob(random: Random, *, lon: int, lat: int, radius: int) -> Patch:
    """A rounded, uneven piece of ground about a point; `radius` in millionths of a degree."""
    turns = np.linspace(-1, 1, 15)
    lats = lat + whole(turns * radius * 0.7)
    reach = radius * np.sqrt(1 - turns**2)
    west = lon - whole(reach * np.array([0.8 + 0.4 * random.random() for _ in turns]))
    east = lon + whole(reach * np.array([0.8 + 0.4 * random.random() for _ in turns]))
    return Patch(strips=Strips(lats=lats), west=west, east=east)
