"""The ground held on one day, as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from retally.model.words import Basis


@dataclass(frozen=True, kw_only=True)
class HeldInRegion:
    """The part of the ground held that lies in one region."""

    name: str
    held_km2: float

    def __getitem__(self, key: str) -> Any:
        """The field of that name, so that it reads like the document's object."""
        return self.to_dict()[key]

    def to_dict(self) -> dict[str, str | float]:
        """``{"name","held_km2"}``."""
        return {"name": self.name, "held_km2": self.held_km2}


@dataclass(frozen=True, kw_only=True)
class Held:
    """Ground held at the end of a day, by the nearest map at or before it.

    Parameters
    ----------
    source
        The source whose map answers.
    day, map_day
        The day asked, and the day of the map.
    basis
        ``archive`` for a map at hand, ``reference`` for an area that ships with the package.
    exact
        Whether the map speaks of `day` itself, or its publisher's version stood that day.
    held_low_km2, held_high_km2
        The span over the neighbouring maps on both sides; None where there is none after it.
    share_percent
        Of the definition's `share_of_km2`; None where it states none.
    by_status
        Area of each status's layer; they may overlap, so they need not add up. None where only
        the whole is known.
    contact_line_km
        None where it was not asked for, or the map names no ground of another party.
    regions
        None where they were not asked for, or there is no geometry.
    """

    definition: str
    source: str
    day: date
    map_day: date
    basis: Basis
    held_km2: float
    exact: bool
    held_low_km2: float | None
    held_high_km2: float | None
    share_percent: float | None
    by_status: Mapping[str, float | None] = field(hash=False)
    contact_line_km: float | None = None
    regions: tuple[HeldInRegion, ...] | None = None

    def to_dict(self) -> dict[str, Any]:
        """The ``held`` document."""
        return {
            "definition": self.definition,
            "source": self.source,
            "day": self.day.isoformat(),
            "map_day": self.map_day.isoformat(),
            "basis": self.basis.value,
            "held_km2": self.held_km2,
            "exact": self.exact,
            "held_low_km2": self.held_low_km2,
            "held_high_km2": self.held_high_km2,
            "share_percent": self.share_percent,
            "by_status": dict(self.by_status),
            "contact_line_km": self.contact_line_km,
            "regions": None if self.regions is None else [one.to_dict() for one in self.regions],
        }

    def _repr_html_(self) -> str:
        """The table that a notebook shows: the whole, then each status."""
        rows = [("held", self.held_km2), *self.by_status.items()]
        cells = "".join(
            f"<tr><th>{name}</th><td>{'-' if km2 is None else f'{km2:,.1f}'}</td></tr>"
            for name, km2 in rows
        )
        head = f"{self.definition}, end of {self.day}, map of {self.map_day}, km2"
        return f"<table><caption>{head}</caption>{cells}</table>"
