"""The truth, and that Retally's kernel measures the published polygons to the same areas."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
import shapely

from retally.demo.publishers import (
    GULLVIEW,
    HELD_DAY,
    LONGGLASS,
    MISSING_DAY,
    REVISED_DAY,
    days_published,
    geometry,
    published,
)
from retally.demo.truth import (
    DEFINITIONS,
    OUTSIDE,
    held_ground,
    held_km2,
    months,
    moved,
    moved_by_region,
)
from retally.demo.war import DAYS, FIRST_DAY, LAST_DAY, War
from retally.measure.area import area_km2
from retally.measure.change import changes
from retally.measure.regions import Regions
from retally.measure.union import union
from retally.model.definition import Definition
from retally.model.geometry import canonical

KM2 = 1e-6
"""What the kernel may be off by."""
NAMES = [definition.name for definition in DEFINITIONS]


def polygons(war: War, definition: Definition, day: date) -> shapely.MultiPolygon:
    """The union of the layers that a publisher printed, by Retally's own union."""
    return union(
        [
            canonical(geometry(war, layer))
            for layer in published(war, definition.sources[0], day, revised=True)
            if layer.party == definition.party and layer.status in definition.statuses
        ]
    )


@pytest.mark.parametrize("definition", DEFINITIONS, ids=NAMES)
def test_retally_measures_what_the_truth_says(
    war: War, told: dict[str, Any], definition: Definition
) -> None:
    """Held, gained and lost, over steps of one to some weeks through the whole war."""
    days = [FIRST_DAY + timedelta(days=n) for n in (0, 1, 30, 101, 120, 140, 204, 240, 275, 399)]
    maps = [polygons(war, definition, day) for day in days]
    grounds = [held_ground(war, definition, day) for day in days]
    for change, (before, after) in zip(changes(maps), pairwise(grounds), strict=True):
        move = moved(war.island, before, after)
        assert change.gained_km2 == pytest.approx(move.gained_km2, abs=KM2)
        assert change.lost_km2 == pytest.approx(move.lost_km2, abs=KM2)
        assert change.after_km2 == pytest.approx(held_km2(war.island, after), abs=KM2)


@pytest.mark.parametrize("definition", DEFINITIONS, ids=NAMES)
def test_retally_splits_a_change_by_region_as_the_truth_does(
    war: War, definition: Definition
) -> None:
    first, last = FIRST_DAY, date(2012, 1, 31)
    maps = [polygons(war, definition, day) for day in (first, last)]
    regions = war.island.regions
    shares = Regions(
        [region.name for region in regions],
        [war.island.region_polygon(region) for region in regions],
    ).split(changes(maps)[0])
    moves = moved_by_region(
        war.island, held_ground(war, definition, first), held_ground(war, definition, last)
    )
    assert {share.name for share in shares} == set(moves)
    for share in shares:
        assert share.gained_km2 == pytest.approx(moves[share.name].gained_km2, abs=KM2)
        assert share.lost_km2 == pytest.approx(moves[share.name].lost_km2, abs=KM2)


def test_every_printed_layer_is_valid_once_canonical(war: War) -> None:
    for day in (FIRST_DAY, MISSING_DAY, HELD_DAY, LAST_DAY):
        for publisher in (LONGGLASS, GULLVIEW):
            for layer in published(war, publisher, day):
                drawn = canonical(geometry(war, layer))
                assert drawn.is_valid, shapely.is_valid_reason(drawn)


def test_gullview_draws_its_claims_over_ground_it_shows_as_held(war: War) -> None:
    """So the sum of its layers is more than their union, and only the union is right."""
    (definition,) = (d for d in DEFINITIONS if d.name == "gullview-with-claims")
    day = date(2011, 12, 31)
    layers = [
        area_km2(canonical(geometry(war, layer)))
        for layer in published(war, GULLVIEW, day)
        if layer.party == "torvane"
    ]
    assert sum(layers) > held_km2(war.island, held_ground(war, definition, day)) + 20


def test_a_month_s_regions_add_up_to_the_month(told: dict[str, Any]) -> None:
    for series in told["definitions"].values():
        for row in series["monthly"]:
            total = sum(region["net_km2"] for region in row["regions"])
            assert total == pytest.approx(row["net_km2"], abs=1e-9)


def test_a_month_is_the_sum_of_its_days(told: dict[str, Any]) -> None:
    for series in told["definitions"].values():
        row = series["monthly"][3]
        days = [day for day in series["daily"] if row["start"] <= day["day"] <= row["end"]]
        assert sum(day["net_km2"] for day in days) == pytest.approx(row["net_km2"], abs=1e-9)
        assert sum(day["gained_km2"] for day in days) >= row["gained_km2"] - 1e-9


def test_the_islet_is_the_only_ground_outside_every_region(told: dict[str, Any], war: War) -> None:
    rows = told["definitions"]["gullview-control"]["monthly"]
    outside = {
        row["start"]: region["gained_km2"]
        for row in rows
        for region in row["regions"]
        if region["name"] == OUTSIDE
    }
    assert outside.pop("2011-08-01") == war.island.islet.area_km2 > 0
    assert set(outside.values()) == {0.0}


def test_the_record_month_is_january_2012_but_for_confirmed_control(told: dict[str, Any]) -> None:
    records = {
        name: series["record"]["start"]
        for name, series in told["definitions"].items()
        if series["party"] == "torvane"
    }
    assert records.pop("longglass-control") == "2012-02-01"
    assert set(records.values()) == {"2012-01-01"}


def test_months_begin_after_the_first_map_and_the_last_is_unfinished() -> None:
    spans = list(months())
    assert spans[0] == (date(2011, 3, 1), date(2011, 3, 31))
    assert spans[-1] == (date(2012, 3, 1), LAST_DAY)
    assert len(spans) == 13


def test_longglass_lacks_a_day_and_revises_one(told: dict[str, Any]) -> None:
    every = {FIRST_DAY + timedelta(days=n) for n in range(DAYS)}
    assert every - set(days_published(LONGGLASS)) == {MISSING_DAY}
    assert told["missing"]["day"] == MISSING_DAY.isoformat()
    revised = told["revised"]
    assert revised["day"] == REVISED_DAY.isoformat()
    assert revised["later_km2"]["longglass-assessed"] < revised["first_km2"]["longglass-assessed"]
    assert revised["later_km2"]["gullview-control"] == revised["first_km2"]["gullview-control"]


def test_gullview_prints_twice_a_week_and_at_every_month_s_end() -> None:
    days = days_published(GULLVIEW)
    assert {end for _, end in months()} <= set(days)
    assert max((b - a).days for a, b in pairwise(days)) <= 4
    assert len(days) < DAYS / 3 + 10


def test_the_incursion_is_told_from_its_first_day_to_what_is_left(told: dict[str, Any]) -> None:
    incursion = told["incursion"]
    assert incursion["party"] == "sundrey"
    assert incursion["first_day"] < incursion["peak_day"] < LAST_DAY.isoformat()
    assert 0 < incursion["last_km2"] < incursion["peak_km2"] / 2
