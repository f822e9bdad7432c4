"""Invalid geometry made valid, with a record of every change."""

import json
import warnings

import numpy as np
import pytest
import shapely

from retally.errors import GeometryError
from retally.measure import repair
from retally.measure.area import area_km2
from retally.measure.repair import repaired


def square(lon, lat, side=1.0):
    return [(lon, lat), (lon + side, lat), (lon + side, lat + side), (lon, lat + side)]


def polygon(shell, *holes):
    return shapely.Polygon(shell, holes)


BOW_TIE = polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
CELL = polygon(square(0, 0))


@pytest.mark.parametrize(
    "geometry",
    [
        CELL,
        shapely.Polygon(),
        shapely.MultiPolygon(),
        shapely.MultiPolygon([CELL, polygon(square(1, 1))]),
        polygon(square(0, 0, 9), square(1, 1)),
        shapely.force_3d(CELL, 0),
    ],
    ids=["polygon", "empty", "empty multi", "touching in a point", "hole", "with Z"],
)
def test_a_valid_geometry_comes_back_itself(geometry):
    valid, repairs = repaired(geometry)
    assert valid is geometry
    assert repairs == ()


@pytest.mark.parametrize(
    ("geometry", "expected", "what", "lon_lat"),
    [
        (
            BOW_TIE,
            "MULTIPOLYGON (((0 0, 0.5 0.5, 0 1, 0 0)), ((0.5 0.5, 1 0, 1 1, 0.5 0.5)))",
            "self-intersection",
            (0.5, 0.5),
        ),
        (polygon([(0, 0), (1, 1), (0, 0), (0, 0)]), "MULTIPOLYGON EMPTY", "zero-area ring", (0, 0)),
        (polygon([(0, 0), (1, 0), (2, 0)]), "MULTIPOLYGON EMPTY", "zero-area ring", (0, 0)),
        (
            polygon(square(0, 0), [(0.1, 0.1), (0.2, 0.2), (0.3, 0.3)]),
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)))",
            "zero-area ring",
            (0.1, 0.1),
        ),
        (
            polygon(square(0, 0), square(2, 2)),
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((2 2, 3 2, 3 3, 2 3, 2 2)))",
            "hole lies outside shell",
            (2, 2),
        ),
        (
            polygon(square(9, 9), square(0, 0, 4), square(1, 1)),
            (
                "MULTIPOLYGON (((9 9, 10 9, 10 10, 9 10, 9 9)),"
                " ((0 0, 4 0, 4 4, 0 4, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)))"
            ),
            "hole lies outside shell",
            (0, 0),
        ),
        (
            polygon(square(1, 1), square(0, 0, 3)),
            "MULTIPOLYGON (((0 0, 3 0, 3 3, 0 3, 0 0), (1 1, 2 1, 2 2, 1 2, 1 1)))",
            "hole lies outside shell",
            (0, 0),
        ),
        (
            polygon(square(0, 0, 4), [(0, 2), (2, 0), (4, 2), (2, 4)]),
            (
                "MULTIPOLYGON (((0 0, 2 0, 0 2, 0 0)), ((2 0, 4 0, 4 2, 2 0)),"
                " ((0 2, 2 4, 0 4, 0 2)), ((2 4, 4 2, 4 4, 2 4)))"
            ),
            "interior is disconnected",
            (2, 0),
        ),
        (
            polygon([(0, 0), (1, 0), (2, 0), (1, 0), (1, 1), (0, 1)]),
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)))",
            "self-intersection",
            (2, 0),
        ),
        (
            polygon(square(0, 0) + square(0, 0)),
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)))",
            "self-intersection",
            (1, 1),
        ),
        (
            polygon(square(0, 0, 9), square(1, 1, 5), square(2, 2)),
            "MULTIPOLYGON (((0 0, 9 0, 9 9, 0 9, 0 0), (1 1, 6 1, 6 6, 1 6, 1 1)))",
            "holes are nested",
            (2, 2),
        ),
        (polygon(square(0, 0), square(0, 0)), "MULTIPOLYGON EMPTY", "self-intersection", (1, 1)),
        (
            shapely.MultiPolygon([CELL, CELL]),
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)))",
            "duplicate polygon",
            (0, 0),
        ),
        (
            shapely.MultiPolygon([polygon(square(0, 0, 2)), polygon(square(1, 1, 2))]),
            "MULTIPOLYGON (((0 0, 2 0, 2 1, 3 1, 3 3, 1 3, 1 2, 0 2, 0 0)))",
            "parts overlap",
            (1.5, 1.5),
        ),
        (
            shapely.MultiPolygon([polygon(square(0, 0, 4)), polygon(square(1, 1))]),
            "MULTIPOLYGON (((0 0, 4 0, 4 4, 0 4, 0 0)))",
            "parts overlap",
            (1.5, 1.5),
        ),
        (
            shapely.MultiPolygon([CELL, polygon(square(1, 0)), polygon(square(2, 1))]),
            "MULTIPOLYGON (((0 0, 2 0, 2 1, 0 1, 0 0)), ((2 1, 3 1, 3 2, 2 2, 2 1)))",
            "parts share an edge",
            None,
        ),
        (
            shapely.GeometryCollection(
                [
                    shapely.Point(5, 6),
                    CELL,
                    shapely.GeometryCollection([polygon(square(3, 3)), shapely.Polygon()]),
                ]
            ),
            "MULTIPOLYGON (((0 0, 1 0, 1 1, 0 1, 0 0)), ((3 3, 4 3, 4 4, 3 4, 3 3)))",
            "point left out, it encloses nothing",
            (5, 6),
        ),
        (
            shapely.LineString([(1, 2), (3, 4)]),
            "MULTIPOLYGON EMPTY",
            "linestring left out, it encloses nothing",
            (1, 2),
        ),
    ],
    ids=[
        "bow-tie",
        "there and back",
        "flat",
        "flat hole",
        "hole outside",
        "stray rings nested",
        "roles exchanged",
        "interior disconnected",
        "spike",
        "wound twice",
        "nested holes",
        "hole equal to shell",
        "duplicate",
        "overlap",
        "part within part",
        "shared edge",
        "collection",
        "line",
    ],
)
def test_each_fault_is_mended_and_recorded(geometry, expected, what, lon_lat):
    valid, repairs = repaired(geometry)
    assert shapely.is_valid(valid)
    assert valid.normalize().equals(shapely.from_wkt(expected))
    assert [repair.what for repair in repairs] == [what]
    if lon_lat is not None:
        assert repairs[0].lon_lat == pytest.approx(lon_lat)


@pytest.mark.parametrize(
    ("geometry", "lobes_after", "area_before"),
    [
        (BOW_TIE, 1, 0.0),
        (polygon(square(0, 0), square(2, 2)), 1, area_km2(CELL) - area_km2(polygon(square(2, 2)))),
    ],
    ids=["bow-tie", "hole outside"],
)
def test_moved_is_area_after_less_signed_area_before(geometry, lobes_after, area_before):
    valid, repairs = repaired(geometry)
    assert len(repairs) == lobes_after
    assert repairs[0].moved_km2 == pytest.approx(area_km2(valid) - area_before, abs=1.0)
    assert repairs[0].moved_km2 > 1000


def test_an_overlap_moves_the_area_that_was_counted_twice():
    _, repairs = repaired(
        shapely.MultiPolygon([polygon(square(0, 0, 2)), polygon(square(1, 1, 2))])
    )
    assert repairs[0].moved_km2 == pytest.approx(area_km2(polygon(square(1, 1))), abs=1e-6)


def test_parts_that_overlap_in_a_row_are_one_repair():
    row = shapely.MultiPolygon([polygon(square(lon * 0.8, 0)) for lon in (0, 2, 1, 9, 10, 5)])
    valid, repairs = repaired(row)
    assert len(valid.geoms) == 3
    assert [repair.what for repair in repairs] == ["parts overlap"] * 2


def test_a_polygon_with_two_faults_keeps_its_flat_ring_on_record():
    bow_tie = [(0, 0), (8, 8), (8, 0), (0, 8)]
    _, repairs = repaired(polygon(bow_tie, [(1, 4), (1.2, 4), (1.4, 4)]))
    assert [repair.what for repair in repairs] == ["zero-area ring", "self-intersection"]


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        (polygon([(0, 0), (1, float("inf")), (1, 1)]), "not a finite number"),
        (polygon(square(200, 0)), r"no longitude and latitude .*got 200, 0"),
        (polygon(square(0, 90)), r"no longitude and latitude .*got 1, 91"),
        (polygon([(170, 0), (-170, 0), (-170, 5)]), "crosses the antimeridian or a pole"),
    ],
    ids=["infinite", "longitude", "latitude", "antimeridian"],
)
def test_coordinates_that_are_no_place_are_refused(geometry, message):
    with pytest.raises(GeometryError, match=message):
        repaired(geometry)


def test_not_a_number_is_refused():
    with np.errstate(invalid="ignore"):
        missing = shapely.from_wkt("POLYGON ((0 0, 1 NaN, 1 1, 0 0))")
    with pytest.raises(GeometryError, match=r"not a finite number .*got 1, nan"):
        repaired(missing)


@pytest.mark.parametrize(
    "geometry",
    [
        shapely.box(-180, -90, 180, 90),
        polygon([(-180, -90), (179, -90), (180, -60), (0, -65), (-180, -60)]),
        shapely.MultiPolygon([polygon(square(-179, 0)), polygon(square(178, 0))]),
    ],
    ids=["whole world", "round the pole with an edge along it", "parts on both sides"],
)
def test_wide_geometry_that_crosses_nothing_is_left_alone(geometry):
    assert repaired(geometry)[0] is geometry


def failing(*_args, **_kwargs):
    raise shapely.GEOSException("TopologyException: side location conflict")


def test_a_topology_exception_is_tried_again_on_a_finer_grid(monkeypatch):
    rings_tried = []

    def failing_once(polygon):
        rings_tried.append(polygon)
        if len(rings_tried) == 1:
            failing()
        return restructured(polygon)

    restructured = repair._restructured
    monkeypatch.setattr(repair, "_restructured", failing_once)
    valid, repairs = repaired(polygon([(0, 0), (1, 1), (1, 1e-11), (0, 1)]))
    assert valid.area == pytest.approx(0.5)
    assert rings_tried[1].equals(BOW_TIE)
    assert shapely.get_precision(valid) == 0
    assert repairs[0].what == "self-intersection"


def test_where_the_second_attempt_fails_too_the_buffer_serves(monkeypatch):
    monkeypatch.setattr(repair, "_restructured", failing)
    spike = polygon([(0, 0), (1, 0), (2, 0), (1, 0), (1, 1), (0, 1)])
    assert repaired(spike)[0].equals(CELL)


def test_where_nothing_helps_the_error_says_where(monkeypatch):
    monkeypatch.setattr(repair, "_restructured", failing)
    monkeypatch.setattr(shapely, "buffer", failing)
    with pytest.raises(GeometryError, match=r"side location conflict.*0\.500000, 0\.500000"):
        repaired(BOW_TIE)


def test_a_result_that_is_not_valid_is_united_once_more(monkeypatch):
    overlapping = [polygon(square(0, 0, 2)), polygon(square(1, 1, 2))]
    monkeypatch.setattr(repair, "_apart", lambda parts, _repairs: parts)
    valid, _ = repaired(shapely.MultiPolygon(overlapping))
    assert valid.area == pytest.approx(7)


def test_a_result_that_stays_invalid_is_an_error(monkeypatch):
    monkeypatch.setattr(repair, "_apart", lambda parts, _repairs: parts)
    monkeypatch.setattr(shapely, "union_all", lambda _: BOW_TIE)
    with pytest.raises(GeometryError, match=r"could not be made valid .*self-intersection"):
        repaired(shapely.MultiPolygon([polygon(square(0, 0, 2)), polygon(square(1, 1, 2))]))


def test_a_fault_without_a_place_is_given_the_first_vertex(monkeypatch):
    monkeypatch.setattr(shapely, "is_valid_reason", lambda _: "Invalid")
    assert repaired(BOW_TIE)[1][0].lon_lat == (0.0, 0.0)


def test_real_oblasts_stored_as_the_hole_of_an_islet_are_whole_again(shared_maps):
    moved = 0.0
    total = 0.0
    for path in sorted((shared_maps / "boundaries" / "borshch").glob("UA_[0-9]*.geojson")):
        document = json.loads(path.read_text())
        for feature in document.get("features", [document]):
            valid, repairs = repaired(shapely.from_geojson(json.dumps(feature["geometry"])))
            total += area_km2(valid)
            moved += sum(repair.moved_km2 for repair in repairs)
    assert total == pytest.approx(599_093, rel=1e-3)
    assert moved == pytest.approx(599_093 - 433_829, rel=1e-3)


def test_real_versions_of_2022_lose_no_ground(shared_maps):
    paths = sorted((shared_maps / "deepstate-raw").glob("1662*.geojson"))[:2]
    for path in paths:
        parts = [
            shapely.from_geojson(json.dumps(feature["geometry"]))
            for feature in json.loads(path.read_text())["features"]
            if feature["geometry"]["type"] != "Point" and feature["properties"]["fill"] == "#a52714"
        ]
        valid, repairs = repaired(shapely.GeometryCollection(parts))
        assert shapely.is_valid(valid)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            united = shapely.union_all(shapely.make_valid(parts))
        assert shapely.symmetric_difference(valid, united).area < 1e-9
        assert sum(repair.moved_km2 for repair in repairs) < 1
