"""Laws that hold for the change between any two maps."""

from __future__ import annotations

import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kernel_paths import PATHS, take
from random_maps import random_pair
from retally.measure.area import area_km2
from retally.measure.change import change, changes
from retally.model.words import AreaModel

seeds = st.integers(min_value=0, max_value=2**32 - 1)
# The way to the faces is the same for every example, so one fixture for all of them is right.
few = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture(autouse=True, params=PATHS)
def path(request, monkeypatch):
    """All ways to the faces, whatever the size of the change."""
    take(request.param, monkeypatch)


@few
@given(seed=seeds)
def test_net_is_gained_less_lost_and_after_less_before(seed):
    found = change(*random_pair(seed))
    assert found.net_km2 == found.gained_km2 - found.lost_km2
    assert found.net_km2 == pytest.approx(found.after_km2 - found.before_km2, abs=1e-9)


@few
@given(seed=seeds)
def test_swapping_days_swaps_gained_and_lost(seed):
    before, after = random_pair(seed)
    there, back = change(before, after), change(after, before)
    assert there.gained_km2 == pytest.approx(back.lost_km2, abs=1e-9)
    assert there.lost_km2 == pytest.approx(back.gained_km2, abs=1e-9)
    assert there.pieces == back.pieces


@few
@given(seed=seeds)
def test_a_map_has_no_change_from_itself(seed):
    _, drawn = random_pair(seed)
    turned = shapely.reverse(drawn)
    found = change(drawn, turned)
    assert (found.gained_km2, found.lost_km2, found.pieces) == (0, 0, 0)


@few
@given(seed=seeds)
def test_gained_and_lost_polygons_are_disjoint_and_have_the_areas_told(seed):
    before, after = random_pair(seed)
    found = change(before, after)
    assert area_km2(found.gained) == pytest.approx(found.gained_km2, abs=1e-9)
    assert area_km2(found.lost) == pytest.approx(found.lost_km2, abs=1e-9)
    sides = [shapely.union_all(shapely.get_parts(side)) for side in (found.gained, found.lost)]
    assert area_km2(shapely.intersection(*sides)) == pytest.approx(0, abs=1e-7)
    outside = shapely.difference(sides[0], shapely.buffer(after, 1e-9))
    assert area_km2(outside) == pytest.approx(0, abs=1e-7)


@few
@given(seed=seeds)
def test_change_from_nothing_gains_the_whole_map(seed):
    drawn, _ = random_pair(seed)
    found = change(shapely.MultiPolygon(), drawn)
    assert found.gained_km2 == pytest.approx(area_km2(drawn), abs=1e-8)
    assert found.lost_km2 == 0


@few
@given(seed=seeds)
def test_changes_of_three_maps_are_those_of_each_pair(seed):
    one, two = random_pair(seed)
    three, _ = random_pair(seed + 1)
    found = changes([one, two, three])
    alone = [change(one, two), change(two, three)]
    assert [each.gained_km2 for each in found] == [each.gained_km2 for each in alone]
    assert [each.lost_km2 for each in found] == [each.lost_km2 for each in alone]


@few
@given(seed=seeds, model=st.sampled_from([AreaModel.GEODESIC, AreaModel.SPHERE_CHORD]))
def test_other_area_models_agree_nearly(seed, model):
    """Edges of a degree bulge by some 0.1 km, so for slivers the models need not agree."""
    before, after = random_pair(seed)
    found, told = change(before, after), change(before, after, model=model)
    assert told.pieces == found.pieces
    assert told.gained_km2 == pytest.approx(found.gained_km2, rel=5e-3, abs=0.05)
    assert told.lost_km2 == pytest.approx(found.lost_km2, rel=5e-3, abs=0.05)
