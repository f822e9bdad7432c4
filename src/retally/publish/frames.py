"""Control maps as frames to draw: integer Web-Mercator rings, each day told by the day before.

For drawing only; nothing is measured on these coordinates. A control map is redrawn every day and
almost every vertex stays where it was, so that a day costs what changed on it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import numpy as np
import shapely
from numpy.typing import NDArray

LATTICE = 65535
"""Steps of the drawing lattice along the longer side of what is drawn: 15 m on 1,000 km, under a
pixel until the map is enlarged thirty times."""

Ring = NDArray[np.int32]
"""One closed ring without its last vertex, shape (n, 2), x to the right and y downward."""


@dataclass(frozen=True, kw_only=True)
class Lattice:
    """What turns degrees lon, lat into whole steps of a drawing, and back.

    Parameters
    ----------
    west, north
        Of the drawing, in radians of Web Mercator.
    step
        Radians a step.
    width, height
        Of the drawing, in steps.
    """

    west: float
    north: float
    step: float
    width: int
    height: int

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float]) -> Lattice:
        """The lattice of a box given as west, south, east, north in degrees.

        A box without an extent gets one of a hundredth of a degree.
        """
        west, south, east, north = bounds
        corners = mercator(np.array([[west, south], [east, north]]))
        (x0, y0), (x1, y1) = corners[0], corners[1]
        longest = max(float(x1 - x0), float(y1 - y0), float(np.radians(0.01)))
        step = longest / LATTICE
        return cls(
            west=float(x0),
            north=float(y1),
            step=step,
            width=int(np.ceil((x1 - x0) / step)) or 1,
            height=int(np.ceil((y1 - y0) / step)) or 1,
        )

    def steps(self, lon_lat: NDArray[np.float64]) -> NDArray[np.int32]:
        """Degrees lon, lat, shape (n, 2), as whole steps from the upper left corner."""
        xy = mercator(lon_lat)
        xy[:, 0] -= self.west
        xy[:, 1] = self.north - xy[:, 1]
        return cast("NDArray[np.int32]", np.rint(xy / self.step).astype(np.int32))

    def to_dict(self) -> dict[str, float | int]:
        """What a page needs to place a point of its own."""
        return {
            "west": self.west,
            "north": self.north,
            "step": self.step,
            "width": self.width,
            "height": self.height,
        }


def mercator(lon_lat: NDArray[np.float64]) -> NDArray[np.float64]:
    """Degrees lon, lat as radians of Web Mercator; beyond 85 degrees of latitude it is cut."""
    lat = np.radians(np.clip(lon_lat[:, 1], -85.0, 85.0))
    return np.column_stack([np.radians(lon_lat[:, 0]), np.log(np.tan(np.pi / 4 + lat / 2))])


def rings(geometry: shapely.Geometry | None, lattice: Lattice) -> list[Ring]:
    """Every ring of polygons as steps, holes among them: drawn with the even-odd rule.

    Vertices that fall on the one before are left out, and rings of fewer than three with them.
    """
    if geometry is None or geometry.is_empty:
        return []
    found = []
    for part in shapely.get_parts(geometry):
        for line in (part.exterior, *part.interiors):
            steps = lattice.steps(shapely.get_coordinates(line))
            kept = np.ones(len(steps), dtype=bool)
            kept[1:] = (steps[1:] != steps[:-1]).any(axis=1)
            ring = steps[kept]
            if len(ring) > 1 and (ring[0] == ring[-1]).all():
                ring = ring[:-1]
            if len(ring) >= 3:
                found.append(ring)
    return found


def path(drawn: Iterable[Ring]) -> str:
    """Rings as the ``d`` of an SVG path, relative and without spare marks."""
    parts = []
    for ring in drawn:
        steps = np.diff(ring, axis=0)
        moves = " ".join(f"{x},{y}" for x, y in steps.tolist())
        parts.append(f"M{ring[0, 0]},{ring[0, 1]}l{moves}z")
    return "".join(parts)


def frames(days: Sequence[Sequence[Ring]]) -> list[Any]:
    """The rings of each day, told by those of the day before.

    A day is 0 where nothing changed, else a list of runs in the order of its rings. A run of two
    numbers ``[first, count]`` takes over so many whole rings of the day before. A run that begins
    with a text is one ring of its own: ``[text, first, count, text, ...]``, where a text holds
    new vertices (`polyline`, from the vertex before it; the first from the corner) and two
    numbers take over a stretch of the day before's vertices, all its rings one after another.
    """
    before: list[Ring] = []
    told: list[Any] = []
    for drawn in days:
        told.append(_frame(before, drawn))
        before = list(drawn)
    return told


def polyline(steps: Iterable[tuple[int, int]], start: tuple[int, int] = (0, 0)) -> str:
    """Vertices as text, each from the one before, in the encoded polyline format.

    Source: the encoded polyline algorithm format (signed integers, five bits a character), with
    the lattice's steps in place of hundred-thousandths of a degree.

    Examples
    --------
    >>> polyline([(1, -2), (40, 0)])
    'ABmBC'
    """
    out: list[str] = []
    last = start
    for point in steps:
        for axis in (0, 1):
            number = point[axis] - last[axis]
            rest = ~(number << 1) if number < 0 else number << 1
            while rest >= 32:
                out.append(chr((32 | (rest & 31)) + 63))
                rest >>= 5
            out.append(chr(rest + 63))
        last = point
    return "".join(out)


def _frame(before: Sequence[Ring], after: Sequence[Ring]) -> Any:
    """One day told by the one before; 0 where they are equal."""
    names = {_name(ring): at for at, ring in enumerate(before)}
    runs: list[list[Any]] = []
    flat: _Flat | None = None
    for ring in after:
        at = names.get(_name(ring))
        if at is None:
            flat = flat or _Flat(before)
            runs.append(flat.told(ring))
        elif runs and not isinstance(runs[-1][0], str) and sum(runs[-1]) == at:
            runs[-1][1] += 1
        else:
            runs.append([at, 1])
    return 0 if runs == ([[0, len(before)]] if before else []) else runs


def _name(ring: Ring) -> bytes:
    return hashlib.blake2b(np.ascontiguousarray(ring).tobytes(), digest_size=16).digest()


class _Flat:
    """The vertices of a day's rings one after another, and where each one stands."""

    def __init__(self, drawn: Sequence[Ring]) -> None:
        self.points: list[tuple[int, int]] = [(x, y) for ring in drawn for x, y in ring.tolist()]
        self.at: dict[tuple[int, int], int] = {}
        for place, point in enumerate(self.points):
            self.at.setdefault(point, place)

    def told(self, ring: Ring) -> list[Any]:
        """A ring as new vertices and stretches of the old ones in turn."""
        run: list[Any] = []
        fresh: list[tuple[int, int]] = []
        start = (0, 0)
        points = [(x, y) for x, y in ring.tolist()]
        place = 0
        while place < len(points):
            old = self.at.get(points[place])
            count = 0 if old is None else self._common(points, place, old)
            if old is None or count < _SHORTEST:
                fresh.append(points[place])
                place += 1
                continue
            run += [polyline(fresh, start), old, count]
            fresh = []
            place += count
            start = points[place - 1]
        if fresh or not run:
            run.append(polyline(fresh, start))
        return run

    def _common(self, points: Sequence[tuple[int, int]], place: int, old: int) -> int:
        count = 0
        most = min(len(points) - place, len(self.points) - old)
        while count < most and points[place + count] == self.points[old + count]:
            count += 1
        return count


_SHORTEST = 3
"""Vertices. Two new ones take about as many characters as naming where old ones stand."""
