"""The gained and lost polygons of a change as GeoJSON features."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from retally.measure.pieces import Changed


def change_features(found: Changed, properties: Mapping[str, Any]) -> list[dict[str, Any]]:
    """One feature for what was gained and one for what was lost, each with its area.

    Parameters
    ----------
    properties
        What else both features say.
    """
    import shapely

    return [
        {
            "type": "Feature",
            "properties": {**properties, "change": name, "area_km2": area_km2},
            "geometry": json.loads(shapely.to_geojson(geometry)),
        }
        for name, geometry, area_km2 in (
            ("gained", found.gained, found.gained_km2),
            ("lost", found.lost, found.lost_km2),
        )
    ]


def write_features(features: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Write features as a GeoJSON FeatureCollection."""
    document = {"type": "FeatureCollection", "features": features}
    path.write_text(json.dumps(document), encoding="utf-8")
