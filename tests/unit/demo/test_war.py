"""The made-up island and the made-up war: what every seed keeps to."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from retally.demo.island import made_island
from retally.demo.war import AHEAD, DAYS, FIRST_DAY, LAST_DAY, LEAD, War, day_number, made_war

SEEDS = (1, 7, 2024)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_island_s_lines_keep_their_order(seed: int) -> None:
    island = made_island(seed)
    assert (island.west <= island.border).all()
    assert (island.border <= island.east).all()
    assert (np.diff(island.strips.lats) > 0).all()
    assert island.west[0] == island.east[0]
    assert island.west[-1] == island.east[-1]


@pytest.mark.parametrize("seed", SEEDS)
def test_regions_are_valid_and_make_up_the_whole_island(seed: int) -> None:
    island = made_island(seed)
    regions = [island.region_polygon(region) for region in island.regions]
    assert all(region.is_valid for region in regions)
    whole = shapely.MultiPolygon(island.strips.polygons(island.west, island.east))
    assert shapely.union_all(regions).symmetric_difference(whole).area < 1e-9
    assert sum(region.area for region in regions) == pytest.approx(whole.area, rel=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_islet_lies_off_the_island(seed: int) -> None:
    island = made_island(seed)
    whole = shapely.MultiPolygon(island.strips.polygons(island.west, island.east))
    assert island.islet.polygons[0].disjoint(whole)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_garrison_stays_behind_the_lines_in_one_region_and_shrinks_within_itself(
    seed: int,
) -> None:
    war = made_war(seed)
    island = war.island
    whole, smaller, smallest = (patch.polygons[0] for patch in island.garrison)
    assert whole.contains(smaller)
    assert smaller.contains(smallest)
    (dunlaith,) = (region for region in island.regions if region.name == "Dunlaith")
    assert island.region_polygon(dunlaith).contains(whole)
    first_lines = shapely.MultiPolygon(
        island.strips.polygons(war.front(war.advance.min(axis=0)), island.border)
    )
    assert first_lines.contains_properly(whole)


def test_the_same_seed_gives_the_same_war_and_another_seed_another_one(war: War) -> None:
    again = made_war(7)
    assert (again.advance == war.advance).all()
    assert (again.rumour == war.rumour).all()
    assert (again.incursion == war.incursion).all()
    assert (made_war(8).advance != war.advance).any()


def test_the_war_has_four_hundred_days_of_maps() -> None:
    assert (LAST_DAY - FIRST_DAY).days + 1 == DAYS == 400
    assert day_number(LAST_DAY) == DAYS - 1


def test_days_before_the_first_map_and_after_the_last_are_there_to_look_at(war: War) -> None:
    assert len(war.advance) == LEAD + DAYS + AHEAD
    assert (war.advance_on(-LEAD) <= war.advance_on(DAYS + AHEAD - 1)).all()


def test_ground_is_lost_as_well_as_gained_and_some_days_nothing_moves(war: War) -> None:
    moves = np.diff(war.advance, axis=0)
    assert (moves < 0).any(axis=1).sum() > 50
    assert 20 < (moves == 0).all(axis=1).sum() < 80


def test_the_incursion_comes_late_grows_and_is_pushed_back(war: War) -> None:
    widths = (war.incursion > 0).any(axis=1)
    assert not widths[: LEAD + 262].any()
    depth = war.incursion.sum(axis=1)
    assert 0 < depth[-1] < depth.max() / 2


def test_the_garrison_gives_up_and_the_islet_is_taken(war: War) -> None:
    sizes = [patch.area_km2 if (patch := war.garrison(day)) else 0.0 for day in (0, 101, 119, 133)]
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] == 0.0 < sizes[-2]
    assert not war.has_islet(204)
    assert war.has_islet(205)
