"""Ground cut into strips of latitude, whose areas are known without any polygon clipping.

A *curve* gives one longitude for every node of latitude and is straight between two nodes, so
ground "east of this curve and west of that one" is a chain of trapezoids. Its area is one
integral over latitude. Nothing here shares a line with `retally.measure`: the demo's truth is
worked out another way than the figures that are compared with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import shapely

MICRODEGREE = 1e-6
"""Coordinates are whole millionths of a degree, the lattice that maps are kept on."""
_SEMI_MAJOR_KM = 6378.137
"""Equatorial radius of WGS84, km (NIMA TR8350.2)."""
_FLATTENING = 1 / 298.257223563
"""Flattening of WGS84 (NIMA TR8350.2)."""
_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(4)

Curve = np.ndarray
"""Longitudes at the nodes of one `Strips`, millionths of a degree, int64, shape (nodes,)."""


@dataclass(frozen=True, kw_only=True)
class Strips:
    """The strips between ascending nodes of latitude.

    Parameters
    ----------
    lats
        Nodes, millionths of a degree, int64, ascending, shape (nodes,).
    """

    lats: np.ndarray

    def area_km2(self, *, east_of: list[Curve], west_of: list[Curve]) -> float:
        """Area of the ground that lies east of every curve and west of every other one.

        Definition: the integral over latitude of the width, at least zero, on the WGS84
        ellipsoid, edges straight in lon/lat. Units: km2. Accuracy: better than 1e-12 of the
        area for strips of a few kilometres, from Gauss-Legendre quadrature with 4 nodes
        between any two crossings of curves.

        Parameters
        ----------
        east_of, west_of
            Curves over these strips, at least one each.

        Returns
        -------
        float
            Zero or more.
        """
        lows, highs = np.stack(east_of), np.stack(west_of)
        if len(lows) == len(highs) == 1:
            return self._between(lows, highs)
        # Where one curve is behind another at both nodes, so it is all the way between them.
        strips = np.flatnonzero(~_behind(lows, highs))
        if not len(strips):
            return 0.0
        return float(self._integral(strips, lows, highs).sum())

    def _between(self, low: np.ndarray, high: np.ndarray) -> float:
        """Area between two curves: linear in their distance where they do not cross."""
        width = (high - low)[0]
        crossed = width[:-1] * width[1:] < 0
        open_strips = ~crossed & (width[:-1] + width[1:] > 0)
        south, north = self._node_km2
        area = (south * width[:-1] + north * width[1:])[open_strips].sum()
        strips = np.flatnonzero(crossed)
        return float(area + self._integral(strips, low, high).sum() if len(strips) else area)

    @cached_property
    def _node_km2(self) -> tuple[np.ndarray, np.ndarray]:
        """What a millionth of a degree of width at a strip's south and north node adds, km2."""
        share = (_NODES + 1) / 2
        south, north = self.lats[:-1, None], self.lats[1:, None]
        lat = np.radians((south + (north - south) * share) * MICRODEGREE)
        step = np.radians((north - south) * MICRODEGREE) * _WEIGHTS / 2
        density = _density(lat) * step * np.radians(MICRODEGREE)
        return (density * (1 - share)).sum(axis=1), (density * share).sum(axis=1)

    def _integral(self, strips: np.ndarray, lows: np.ndarray, highs: np.ndarray) -> np.ndarray:
        """Area of each of `strips` in km2, split at every crossing of two curves."""
        curves = np.concatenate([lows, highs])
        cuts = _crossings(curves[:, strips], curves[:, strips + 1])
        start, length = cuts[:, :-1, None], np.diff(cuts, axis=1)[:, :, None]
        share = start + length * (_NODES + 1) / 2
        low, high = (self._at(side, strips, share) for side in (lows, highs))
        width = np.maximum(high.min(axis=0) - low.max(axis=0), 0.0)
        south, north = self.lats[strips], self.lats[strips + 1]
        lat = np.radians((south[:, None, None] + (north - south)[:, None, None] * share) * 1e-6)
        step = np.radians((north - south) * MICRODEGREE)[:, None, None] * length * _WEIGHTS / 2
        area: np.ndarray = (np.radians(width * MICRODEGREE) * _density(lat) * step).sum(axis=(1, 2))
        return area

    @staticmethod
    def _at(curves: np.ndarray, strips: np.ndarray, share: np.ndarray) -> np.ndarray:
        """Longitudes of `curves` at a share of each strip's height, shape (curves, *share)."""
        south = curves[:, strips][:, :, None, None].astype(float)
        north = curves[:, strips + 1][:, :, None, None].astype(float)
        at: np.ndarray = south + (north - south) * share
        return at

    def polygons(self, west: Curve, east: Curve) -> list[shapely.Polygon]:
        """The ground east of `west` and west of `east`, one polygon a connected piece.

        Parameters
        ----------
        west, east
            Curves that do not cross; where they meet there is no ground.

        Returns
        -------
        list of shapely.Polygon
            Degrees lon, lat; from south to north; empty where the curves are equal.
        """
        wide = np.flatnonzero((west[:-1] < east[:-1]) | (west[1:] < east[1:]))
        # A new piece begins after a gap, and at a node where the curves meet.
        parts = (np.diff(wide) > 1) | (west[wide[1:]] == east[wide[1:]])
        runs = np.split(wide, np.flatnonzero(parts) + 1)
        return [self._ring(slice(run[0], run[-1] + 2), west, east) for run in runs if len(run)]

    def _ring(self, nodes: slice, west: Curve, east: Curve) -> shapely.Polygon:
        lons = np.concatenate([east[nodes], west[nodes][::-1]])
        lats = np.concatenate([self.lats[nodes], self.lats[nodes][::-1]])
        new = np.ones(len(lons), dtype=bool)
        new[1:] = (np.diff(lons) != 0) | (np.diff(lats) != 0)
        return shapely.Polygon(np.column_stack([lons[new], lats[new]]) / 1_000_000)


@dataclass(frozen=True, kw_only=True)
class Patch:
    """Ground with strips of its own: an islet, or a pocket within other ground."""

    strips: Strips
    west: Curve
    east: Curve

    @cached_property
    def area_km2(self) -> float:
        """Its area in km2, as `Strips.area_km2`."""
        return self.strips.area_km2(east_of=[self.west], west_of=[self.east])

    @cached_property
    def polygons(self) -> list[shapely.Polygon]:
        """Its polygons, degrees lon, lat."""
        return self.strips.polygons(self.west, self.east)


def whole(values: np.ndarray) -> np.ndarray:
    """The nearest whole millionths of a degree, int64."""
    nearest: np.ndarray = np.rint(values).astype(np.int64)
    return nearest


def _behind(lows: np.ndarray, highs: np.ndarray) -> np.ndarray:
    """Strips in which some pair of curves leaves no ground at either node."""
    shut = lows[:, None, :] >= highs[None, :, :]
    both = shut[:, :, :-1] & shut[:, :, 1:]
    return np.asarray(both.any(axis=(0, 1)))


def _crossings(south: np.ndarray, north: np.ndarray) -> np.ndarray:
    """Where in each strip two curves cross, as shares of its height with 0 and 1 at the ends.

    Parameters
    ----------
    south, north
        Longitudes at the strips' two nodes, shape (curves, strips).

    Returns
    -------
    np.ndarray
        Ascending, shape (strips, cuts); a pair that crosses elsewhere gives a repeated 0.
    """
    cuts = [np.zeros(south.shape[1]), np.ones(south.shape[1])]
    for one, other in combinations(range(len(south)), 2):
        at_south = (south[one] - south[other]).astype(float)
        at_north = (north[one] - north[other]).astype(float)
        crosses = at_south * at_north < 0
        if crosses.any():
            cuts.append(np.where(crosses, at_south / np.where(crosses, at_south - at_north, 1), 0))
    return np.sort(np.stack(cuts, axis=1), axis=1)


def _density(lat: np.ndarray) -> np.ndarray:
    """Ellipsoid area of one square radian at `lat` (radians): M N cos(lat), km2."""
    squared = _FLATTENING * (2 - _FLATTENING)
    shrink = 1 - squared * np.sin(lat) ** 2
    density: np.ndarray = _SEMI_MAJOR_KM**2 * (1 - squared) * np.cos(lat) / shrink**2
    return density
