"""Areas held that Retally itself measured from real maps: numbers only, the maps do not ship."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from retally.reference.files import rows


@dataclass(frozen=True, kw_only=True)
class MeasuredArea:
    """The area held under one definition on one day, from one source's map.

    Parameters
    ----------
    held_km2
        By the definition's area model.
    maps
        Hashes of the canonical geometries it was measured from, shortened to 12 digits.
    """

    definition: str
    source: str
    day: date
    held_km2: float
    maps: tuple[str, ...]


@cache
def measured_areas() -> dict[tuple[str, str], tuple[MeasuredArea, ...]]:
    """The measured areas by (definition, source), in order of days."""
    found: dict[tuple[str, str], list[MeasuredArea]] = {}
    for row in rows("measured_held_areas.csv"):
        area = MeasuredArea(
            definition=row["definition"],
            source=row["source"],
            day=date.fromisoformat(row["day"]),
            held_km2=float(row["held_km2"]),
            maps=tuple(row["maps"].split()),
        )
        found.setdefault((area.definition, area.source), []).append(area)
    return {key: tuple(areas) for key, areas in found.items()}
