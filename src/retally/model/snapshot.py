"""A control map as captured, and what the archive knows of each of its layers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from retally.model.words import Party, State, Status


@dataclass(frozen=True, kw_only=True)
class LayerDay:
    """One layer of one day, as a row of a series: what hold rules and held areas need.

    Parameters
    ----------
    day
        The day it speaks of.
    area_km2
        Area on the WGS84 ellipsoid.
    published_area_km2
        Area by the publisher's own rule; None where there is none.
    vertices
        Number of vertices as published; None where only the area is known.
    geometry_hash
        Hash of the canonical geometry; None where only the area is known.
    doubled
        Whether every polygon was present twice as published.
    """

    day: date
    party: Party
    status: Status
    area_km2: float
    includes: frozenset[Status] = frozenset()
    published_area_km2: float | None = None
    vertices: int | None = None
    geometry_hash: str | None = None
    doubled: bool = False


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """One captured file as the archive lists it.

    Parameters
    ----------
    id
        Short and unique within the archive.
    day
        The day it speaks of; `day_evidence` says how that is known.
    published_at
        When the publisher put it out; None where that is not known.
    captured_at
        When its bytes were taken, UTC.
    address
        Where the bytes came from: an address, or a file name.
    sha256
        Of the bytes as captured.
    geometry_hash
        Of all its layers together, so that a repeat is recognised.
    state, reason
        ``held`` if any of its layers is held, with the reason in words; else ``ok`` and None.
    """

    id: str
    source: str
    day: date
    day_evidence: str
    published_at: datetime | None
    captured_at: datetime
    address: str
    licence: str
    sha256: str
    geometry_hash: str
    state: State
    reason: str | None
    layers: tuple[LayerDay, ...]

    @property
    def statuses(self) -> tuple[Status, ...]:
        """The statuses it has layers for, in order and without repeats."""
        return tuple(dict.fromkeys(layer.status for layer in self.layers))
