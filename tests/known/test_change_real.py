"""The kernel against shapely's difference, on the canonical geometry of real maps."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyogrio
import pyproj
import pytest
import shapely

from kernel_paths import PATHS, take
from random_maps import random_pair
from retally.measure.area import area_km2
from retally.measure.change import change, changes
from retally.measure.union import union
from retally.model.geometry import canonical, polygons_of

# ISW's shapefiles carry a measure that nothing uses.
pytestmark = pytest.mark.filterwarnings("ignore:Measured")

SHORT = 300
LONG = 10_000
LAYERS = {
    "control": "ukraine_control_map",
    "advance": "russian_advances",
    "claimed": "claimed_russian_territory",
    "counteroffensive": "ukrainian_counteroffensives",
}


def valid(geometry: shapely.Geometry) -> shapely.MultiPolygon:
    """Canonical and valid: difference is a reference only where its input is valid."""
    placed = canonical(geometry)
    for _ in range(10):
        if placed.is_valid:
            return placed
        mended = shapely.make_valid(placed, method="structure", keep_collapsed=False)
        placed = canonical(shapely.multipolygons(polygons_of(mended)))
    raise AssertionError("rounding and mending do not settle")


def difference_km2(one: shapely.Geometry, other: shapely.Geometry) -> float:
    return area_km2(shapely.difference(one, other))


def furthest_km2(maps: list[shapely.MultiPolygon]) -> float:
    """The largest disagreement with shapely's difference over consecutive pairs, on every path."""
    expected = [
        (difference_km2(after, before), difference_km2(before, after))
        for before, after in pairwise(maps)
    ]
    worst = 0.0
    for path in PATHS:
        with pytest.MonkeyPatch.context() as patched:
            take(path, patched)
            for (gained_km2, lost_km2), found in zip(expected, changes(maps), strict=True):
                worst = max(
                    worst,
                    abs(found.gained_km2 - gained_km2),
                    abs(found.lost_km2 - lost_km2),
                    abs(found.net_km2 - (found.after_km2 - found.before_km2)),
                )
    return worst


def daily_maps(folder: Path) -> list[shapely.MultiPolygon]:
    files = sorted((folder / "deepstate-daily").glob("*.geojson"))
    return [canonical(shapely.from_geojson(file.read_text())) for file in files]


def isw_layer(folder: Path, day: str, name: str) -> shapely.MultiPolygon:
    path = folder / "isw-zips" / day / f"{LAYERS[name]}.zip"
    about, _, bytes_, _ = pyogrio.raw.read(f"/vsizip/{path}", columns=[], force_2d=True)
    drawn = shapely.from_wkb([one for one in bytes_ if one is not None])
    turned = pyproj.Transformer.from_crs(about["crs"], 4326, always_xy=True)
    placed = shapely.transform(
        drawn, lambda points: np.column_stack(turned.transform(points[:, 0], points[:, 1]))
    )
    return canonical(shapely.union_all(shapely.make_valid(placed)))


def test_kernel_equals_difference_on_every_pair_of_daily_maps(shared_maps):
    maps = daily_maps(shared_maps)
    assert len(maps) == 353
    assert furthest_km2(maps) <= 1e-6


def test_days_of_library_noise_and_repeated_maps_make_no_piece_of_ground(shared_maps):
    """Eight days move vertices by 1e-7 degrees, and 38 equal the day before."""
    found = changes(daily_maps(shared_maps))
    unchanged = [one for one in found if one.pieces == 0]
    assert len(unchanged) == 38
    assert all(one.gained_km2 == one.lost_km2 == 0 for one in unchanged)


def test_kernel_equals_difference_on_every_pair_of_raw_versions(shared_maps):
    maps = []
    for file in sorted((shared_maps / "deepstate-raw").glob("*.geojson")):
        features = json.loads(file.read_text())["features"]
        occupied = [
            shapely.force_2d(shapely.from_geojson(json.dumps(feature["geometry"])))
            for feature in features
            if feature["geometry"]["type"] != "Point" and is_occupied(feature["properties"])
        ]
        maps.append(valid(shapely.union_all(shapely.make_valid(np.array(occupied)))))
    assert len(maps) == 118
    assert furthest_km2(maps) <= 1e-6


def is_occupied(properties: dict[str, str]) -> bool:
    key = re.search(r"geoJSON\.\S+", properties["name"])
    if key:
        return key.group() == "geoJSON.status.occupied"
    return (properties.get("fill") or "").lower() == "#a52714"


@pytest.mark.parametrize("name", LAYERS)
def test_kernel_equals_difference_on_every_pair_of_isw_layers(shared_maps, name):
    days = sorted(folder.name for folder in (shared_maps / "isw-zips").iterdir())
    maps = [valid(isw_layer(shared_maps, day, name)) for day in days]
    assert len(maps) == 13
    assert furthest_km2(maps) <= 1e-6


def test_ground_that_only_changed_layer_is_not_gained_by_the_union(shared_maps):
    """ISW merged most of its advances into control between these two maps."""
    control = [isw_layer(shared_maps, day, "control") for day in ("2024-10-31", "2024-11-10")]
    advance = [isw_layer(shared_maps, day, "advance") for day in ("2024-10-31", "2024-11-10")]
    assert change(*control).gained_km2 == pytest.approx(902.5, abs=0.2)
    united = [union(layers) for layers in zip(control, advance, strict=True)]
    assert change(*united).gained_km2 == pytest.approx(234.3, abs=0.2)


def test_change_with_claims_from_29_september_to_26_october_2024(shared_maps):
    united = [
        union([isw_layer(shared_maps, day, name) for name in ("control", "advance", "claimed")])
        for day in ("2024-09-29", "2024-10-26")
    ]
    found = change(*united)
    assert found.gained_km2 == pytest.approx(451.2, abs=0.2)
    assert found.lost_km2 == pytest.approx(0.6, abs=0.2)
    assert found.net_km2 == pytest.approx(450.6, abs=0.2)


def furthest_of_random_pairs_km2(seeds: range) -> tuple[float, int]:
    pairs = [random_pair(seed) for seed in seeds]
    worst = max(furthest_km2([before, after]) for before, after in pairs)
    return worst, sum(not after.is_empty for _, after in pairs)


def test_kernel_equals_difference_on_random_pairs():
    worst, drawn = furthest_of_random_pairs_km2(range(SHORT))
    assert worst <= 1e-6
    assert drawn > 0.9 * SHORT


@pytest.mark.stress
def test_kernel_equals_difference_on_ten_thousand_random_pairs():
    worst, drawn = furthest_of_random_pairs_km2(range(LONG))
    assert worst <= 1e-6
    assert drawn > 0.9 * LONG
