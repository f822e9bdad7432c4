"""Left-over edges as segments in small whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from retally.measure.lattice import Boundary, points


@dataclass(frozen=True, kw_only=True)
class Segments:
    """Directed segments in lattice steps from a point near them.

    Local numbers are small, so that products of them are exact and crossings lose no digits.

    Parameters
    ----------
    table
        Shape (n, 4), int64: lon and lat of each segment's start, then of its end.
    origin
        Lon and lat of the point, in lattice steps.
    """

    table: np.ndarray
    origin: tuple[int, int]

    def __len__(self) -> int:
        return len(self.table)

    @property
    def lon(self) -> np.ndarray:
        """Shape (n,): lon of each start."""
        return self.table[:, 0]

    @property
    def lat(self) -> np.ndarray:
        """Shape (n,): lat of each start."""
        return self.table[:, 1]

    @property
    def lon_to(self) -> np.ndarray:
        """Shape (n,): lon of each end."""
        return self.table[:, 2]

    @property
    def lat_to(self) -> np.ndarray:
        """Shape (n,): lat of each end."""
        return self.table[:, 3]

    @property
    def twice_areas(self) -> np.ndarray:
        """Shape (n,): twice the signed area between each segment and the origin, exact."""
        swept: np.ndarray = self.lon * self.lat_to - self.lon_to * self.lat
        return swept

    def taken(self, chosen: np.ndarray) -> Segments:
        """The segments that an array of places, or of true and false, picks."""
        return Segments(table=self.table[chosen], origin=self.origin)


def segments(edges: Boundary) -> Segments:
    """The segments of left-over edges, which are at least one."""
    table = np.empty((len(edges), 4), dtype=np.int64)
    table[:, 0], table[:, 1] = points(edges.start)
    table[:, 2], table[:, 3] = points(edges.end)
    lon, lat = table[0, :2].tolist()
    table -= np.array([lon, lat, lon, lat])
    return Segments(table=table, origin=(lon, lat))
