"""The areas of ISW's layers, day by day, as others computed them from the same maps."""

from __future__ import annotations

from datetime import date
from functools import cache

from retally.model.snapshot import LayerDay
from retally.model.words import Party, Status
from retally.reference.files import rows


@cache
def layer_days() -> tuple[LayerDay, ...]:
    """One row a layer and day, by day, then as in the file; areas to 0.01 km2, no geometry."""
    return tuple(
        LayerDay(
            day=date.fromisoformat(row["day"]),
            party=Party(row["party"]),
            status=Status(row["status"]),
            area_km2=float(row["area_km2"]),
        )
        for row in rows("isw_layer_areas.csv")
    )
