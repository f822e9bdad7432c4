"""A change split by regions."""

import json

import pytest
import shapely

from retally.errors import GeometryError, UsageError
from retally.measure.area import area_km2
from retally.measure.change import change, changes
from retally.measure.regions import OUTSIDE, Regions, RegionShare
from retally.model.geometry import canonical
from retally.model.words import AreaModel

NOTHING = shapely.MultiPolygon()
WEST, EAST = shapely.box(0, 0, 2, 4), shapely.box(2, 0, 4, 4)


def gain(*bounds):
    return change(NOTHING, shapely.box(*bounds))


def gained(shares):
    return {share.name: share.gained_km2 for share in shares}


@pytest.fixture
def halves():
    return Regions(["west", "east"], [WEST, EAST])


def test_a_piece_within_one_region_counts_there_alone(halves):
    found = gain(0.5, 0.5, 1, 1)
    expected = {"west": pytest.approx(found.gained_km2), "east": 0, OUTSIDE: 0}
    assert gained(halves.split(found)) == expected


def test_a_piece_outside_every_region_counts_as_outside(halves):
    found = gain(8, 8, 9, 9)
    assert gained(halves.split(found)) == {"west": 0, "east": 0, OUTSIDE: found.gained_km2}


def test_a_piece_across_a_boundary_is_divided(halves):
    shares = halves.split(gain(1, 1, 5, 2))
    assert gained(shares) == {
        "west": pytest.approx(area_km2(shapely.box(1, 1, 2, 2))),
        "east": pytest.approx(area_km2(shapely.box(2, 1, 4, 2))),
        OUTSIDE: pytest.approx(area_km2(shapely.box(4, 1, 5, 2))),
    }


def test_a_piece_around_a_whole_region_is_divided():
    islet = Regions(["islet"], [shapely.box(1, 1, 2, 2)])
    assert gained(islet.split(gain(0, 0, 3, 3)))["islet"] == pytest.approx(
        area_km2(shapely.box(1, 1, 2, 2))
    )


def test_a_hole_of_a_region_is_outside():
    pierced = Regions(["ring"], [shapely.box(0, 0, 9, 9).difference(shapely.box(3, 3, 6, 6))])
    found = gain(4, 4, 5, 5)
    assert gained(pierced.split(found)) == {"ring": 0, OUTSIDE: found.gained_km2}


def test_gained_lost_and_net_stand_side_by_side(halves):
    found = change(shapely.box(0, 0, 1, 1), shapely.box(3, 0, 4, 1))
    cell = area_km2(shapely.box(0, 0, 1, 1))
    assert halves.split(found) == (
        RegionShare(
            name="west", gained_km2=0, lost_km2=pytest.approx(cell), net_km2=pytest.approx(-cell)
        ),
        RegionShare(
            name="east", gained_km2=pytest.approx(cell), lost_km2=0, net_km2=pytest.approx(cell)
        ),
        RegionShare(name=OUTSIDE, gained_km2=0, lost_km2=0, net_km2=0),
    )


def test_where_nothing_changed_every_row_is_zero(halves):
    assert all(share.net_km2 == 0 for share in halves.split(change(WEST, WEST)))


def test_without_regions_all_is_outside():
    found = gain(0, 0, 1, 1)
    assert gained(Regions([], []).split(found)) == {OUTSIDE: pytest.approx(found.gained_km2)}


@pytest.mark.parametrize("bounds", [(1, 1, 2, 2), (2.5, 1, 5, 2)], ids=["whole", "cut"])
def test_ground_of_two_regions_counts_for_the_first_named(bounds):
    overlapping = Regions(["first", "second"], [shapely.box(0, 0, 3, 3), shapely.box(0, 0, 6, 6)])
    found = gain(*bounds)
    shares = gained(overlapping.split(found))
    within = area_km2(shapely.box(*bounds).intersection(shapely.box(0, 0, 3, 3)))
    assert shares["first"] == pytest.approx(within)
    assert shares["second"] == pytest.approx(found.gained_km2 - within, abs=1e-6)


def test_geometries_of_one_name_are_one_region():
    split = Regions(["a", "b", "a"], [WEST, shapely.box(9, 9, 10, 10), EAST])
    assert split.names == ("a", "b")
    assert gained(split.split(gain(1, 1, 3, 2)))["a"] == pytest.approx(
        area_km2(shapely.box(1, 1, 3, 2))
    )


@pytest.mark.parametrize("model", AreaModel)
def test_rows_add_up_under_every_area_model(halves, model):
    found = change(
        shapely.Polygon([(1, 1), (5, 0.3), (3, 3.7)]),
        shapely.Polygon([(0.3, 0.2), (3.1, 5), (4.4, 2)]),
        model=model,
    )
    shares = halves.split(found)
    for field in ("gained_km2", "lost_km2", "net_km2"):
        assert sum(getattr(share, field) for share in shares) == pytest.approx(
            getattr(found, field), abs=1e-9
        )


def test_invalid_regions_are_repaired_and_the_repair_is_kept():
    whole = shapely.box(0, 0, 4, 4)
    islet_first = shapely.Polygon([(9, 9), (9.1, 9), (9.1, 9.1)], [whole.exterior.coords])
    repaired = Regions(["oblast", "sound"], [islet_first, shapely.box(20, 20, 21, 21)])
    assert gained(repaired.split(gain(1, 1, 2, 2)))["oblast"] > 12_000
    assert [repair.what for repair in repaired.repairs["oblast"]] == ["hole lies outside shell"]
    assert "sound" not in repaired.repairs


def test_every_geometry_needs_a_name():
    with pytest.raises(UsageError, match=r"every region needs a name \(expected 2 names, got 1\)"):
        Regions(["west"], [WEST, EAST])


def test_no_region_may_take_the_name_of_the_last_row():
    with pytest.raises(UsageError, match=r'a region is named "\(outside\)"'):
        Regions([OUTSIDE], [WEST])


def test_a_region_that_is_no_place_on_earth_is_refused():
    with pytest.raises(GeometryError, match="no longitude and latitude"):
        Regions(["far"], [shapely.box(300, 0, 301, 1)])


def test_long_boundaries_are_found_wherever_a_piece_meets_them():
    round_region = Regions(["disc"], [shapely.Point(0, 0).buffer(5, quad_segs=200)])
    for angle in ((5, 0), (-5, 0), (0, 5), (0, -5), (3.5355, 3.5355)):
        share, outside = round_region.split(change(NOTHING, shapely.Point(angle).buffer(0.01)))
        assert share.gained_km2 > 0
        assert outside.gained_km2 > 0


def test_real_oblasts_agree_with_plain_intersections(shared_maps):
    names, geometries = [], []
    for path in sorted((shared_maps / "boundaries" / "borshch").glob("UA_[0-9]*.geojson")):
        document = json.loads(path.read_text())
        for feature in document.get("features", [document]):
            names.append(path.stem)
            geometries.append(shapely.from_geojson(json.dumps(feature["geometry"])))
    regions = Regions(names, geometries)
    assert len(regions.repairs) == 3
    days = sorted((shared_maps / "deepstate-daily").glob("*.geojson"))[::50]
    for found in changes([canonical(_dissolved(day)) for day in days]):
        shares = regions.split(found)
        assert sum(share.gained_km2 for share in shares) == pytest.approx(
            found.gained_km2, abs=1e-9
        )
        assert sum(share.net_km2 for share in shares) == pytest.approx(found.net_km2, abs=1e-9)
        for share, geometry in zip(shares, regions.geometries, strict=False):
            plain = shapely.get_parts(shapely.intersection(found.gained, geometry))
            ground = [part for part in plain if part.geom_type == "Polygon"]
            # The oblasts overlap each other by a few metres in places.
            assert share.gained_km2 == pytest.approx(sum(map(area_km2, ground)), abs=1e-3)


def _dissolved(path):
    return shapely.from_geojson(json.dumps(json.loads(path.read_text())["features"][0]["geometry"]))
