"""Laws of a change split by regions: nothing is lost, nothing counts twice."""

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.measure.change import change
from retally.measure.regions import OUTSIDE, Regions
from retally.model.geometry import canonical

FIELDS = ("gained_km2", "lost_km2", "net_km2")
steps = st.integers(min_value=0, max_value=60)


@st.composite
def maps(draw):
    """Boxes, triangles and holes on a coarse grid, so that edges often coincide."""
    ground = shapely.MultiPolygon()
    for _ in range(draw(st.integers(0, 4))):
        corners = draw(st.lists(st.tuples(steps, steps), min_size=3, max_size=3))
        part = shapely.Polygon([(30 + lon / 20, 46 + lat / 20) for lon, lat in corners])
        part = part if draw(st.booleans()) else part.envelope
        if part.area > 0:
            ground = (ground.difference if draw(st.booleans()) else ground.union)(part)
    return canonical(ground)


@st.composite
def region_sets(draw):
    """Up to four regions that may overlap, touch or leave gaps."""
    geometries = [draw(maps()) for _ in range(draw(st.integers(0, 4)))]
    return Regions([f"region {number}" for number in range(len(geometries))], geometries)


@settings(max_examples=60, deadline=None)
@given(before=maps(), after=maps(), regions=region_sets())
def test_regions_add_up_to_the_total(before, after, regions):
    found = change(before, after)
    shares = regions.split(found)
    for field in FIELDS:
        assert abs(sum(getattr(share, field) for share in shares) - getattr(found, field)) < 1e-9


@settings(max_examples=60, deadline=None)
@given(before=maps(), after=maps(), regions=region_sets())
def test_no_share_is_negative(before, after, regions):
    for share in regions.split(change(before, after)):
        assert share.gained_km2 >= 0
        assert share.lost_km2 >= 0
        assert share.net_km2 == share.gained_km2 - share.lost_km2


@settings(max_examples=60, deadline=None)
@given(before=maps(), after=maps(), regions=region_sets())
def test_swapping_the_days_swaps_gained_and_lost_in_every_region(before, after, regions):
    forward = regions.split(change(before, after))
    backward = regions.split(change(after, before))
    for there, back in zip(forward, backward, strict=True):
        assert abs(there.gained_km2 - back.lost_km2) < 1e-6
        assert abs(there.lost_km2 - back.gained_km2) < 1e-6


@settings(max_examples=60, deadline=None)
@given(before=maps(), after=maps(), cut=st.integers(1, 59))
def test_regions_that_cover_everything_leave_nothing_outside(before, after, cut):
    middle = 30 + cut / 20
    halves = Regions(
        ["west", "east"], [shapely.box(29, 45, middle, 50), shapely.box(middle, 45, 34, 50)]
    )
    *_, outside = halves.split(change(before, after))
    assert outside.name == OUTSIDE
    assert outside.gained_km2 < 1e-9
    assert outside.lost_km2 < 1e-9


@settings(max_examples=60, deadline=None)
@given(before=maps(), after=maps(), region=maps())
def test_a_region_and_its_mirror_of_holes_share_the_change(before, after, region):
    """What a region does not hold is what the rest of the world holds."""
    found = change(before, after)
    inner, outside = Regions(["inner"], [region]).split(found)
    rest = shapely.box(29, 45, 34, 50).difference(region)
    outer, _ = Regions(["outer"], [rest]).split(found)
    assert abs(outer.gained_km2 - outside.gained_km2) < 1e-6
    assert abs(inner.gained_km2 + outer.gained_km2 - found.gained_km2) < 1e-6
