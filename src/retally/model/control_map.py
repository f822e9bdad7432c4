"""What one source asserts on one day: polygons by party and status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import shapely

from retally.model.geometry import geometry_hash
from retally.model.words import Party, Status


@dataclass(frozen=True, kw_only=True)
class Repair:
    """One change that was made to a geometry on the way in, never silently.

    Parameters
    ----------
    what
        What was wrong, in GEOS's words or ours ("self-intersection", "hole outside shell").
    lon_lat
        Where, in degrees; None when the fault has no single place.
    moved_km2
        Area after the repair minus area before it, as the absolute value, in km2.
    """

    what: str
    lon_lat: tuple[float, float] | None
    moved_km2: float


@dataclass(frozen=True, kw_only=True)
class Layer:
    """The polygons of one party and one status.

    Parameters
    ----------
    geometry
        Canonical multipolygon: EPSG:4326, 2-D, on the lattice of 1e-6 degrees, valid.
    includes
        Other statuses that the source merged into this layer and that cannot be told apart.
    published_area_km2
        Area by the publisher's own rule, on the coordinates as published; None where the
        publisher has no such rule.
    vertices
        Number of vertices as published.
    doubled
        Whether every polygon was present twice as published.
    repairs
        What was repaired on the way in.
    """

    party: Party
    status: Status
    geometry: shapely.MultiPolygon
    includes: frozenset[Status] = frozenset()
    published_area_km2: float | None = None
    vertices: int = 0
    doubled: bool = False
    repairs: tuple[Repair, ...] = ()

    @property
    def statuses(self) -> frozenset[Status]:
        """Every status this layer answers for: its own and those merged into it."""
        return self.includes | {self.status}

    @cached_property
    def geometry_hash(self) -> str:
        """Hash of the canonical geometry, as 64 hexadecimal digits."""
        return geometry_hash(self.geometry)


@dataclass(frozen=True, kw_only=True)
class ControlMap:
    """What one source asserts on one day.

    A (party, status) without a layer is *unknown* that day, never empty; a status that the
    source published as empty has a layer with an empty geometry.
    """

    source: str
    day: date
    layers: tuple[Layer, ...]

    def layer(self, party: Party, status: Status) -> Layer | None:
        """The layer of that party and status, or None where the source did not publish it."""
        for layer in self.layers:
            if layer.party == party and layer.status == status:
                return layer
        return None
