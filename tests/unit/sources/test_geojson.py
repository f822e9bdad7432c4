"""GeoJSON as drawn: closed and left-out rings are recorded, damage is explained."""

from __future__ import annotations

import json

import pytest
import shapely

from map_files import collection, feature, square
from retally.errors import CrsError, DecodeError, GeometryError, LimitError
from retally.sources import geojson
from retally.sources.tables import in_lon_lat, polygons

RING = square(36, 48)


def read(content: bytes):
    return geojson.table(geojson.document(content, "x"), name="x", where="x")


DAMAGED = [
    (b"", "x: the file is empty"),
    (
        b'{"type": "FeatureCollection", "features": [{"type": "Fea',
        "the JSON is cut off at character",
    ),
    (b'{"type": "FeatureCollection", "features": [}]}', "the JSON is damaged at character 43"),
    ('{"a": "ї"}'.encode("cp1251"), "wrong encoding .*expected UTF-8, got byte 0xbf at position 7"),
    ('{"a": 1}'.encode("utf-16"), "wrong encoding"),
    (b"<!DOCTYPE html><html>", "a web page or XML, not GeoJSON"),
    (b"[1, 2]", "not a JSON object .*got list"),
    (b'{"error": {"code": 429, "message": "Too many requests"}}', "answered with an error.*429"),
    (b'{"type": "Topology"}', "not a GeoJSON object .*got type 'Topology'"),
    (b'{"type": "FeatureCollection", "features": [1]}', "feature 0 is no object"),
    (collection(feature([[["a", "b"]]])), "coordinates are no numbers"),
    (collection(feature([[1, 2, 3]])), "coordinates are no numbers"),
    (collection(feature({"a": 1})), "not a GeoJSON geometry"),
    (collection(feature([3])), "coordinates are no numbers"),
    (collection(feature([3], kind="MultiPolygon")), "no list of rings"),
    (collection(feature([RING], kind="Polygone")), "not a GeoJSON geometry .*'Polygone'"),
    (b'{"a":' * 100_000, "nested too deep|cut off"),
]


@pytest.mark.parametrize(("content", "message"), DAMAGED, ids=range(len(DAMAGED)))
def test_damage_is_explained(content, message):
    with pytest.raises(DecodeError, match=message):
        read(content)


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity"])
def test_no_number_is_refused(word):
    content = collection(feature([RING])).replace(b"48.1", word.encode(), 1)
    with pytest.raises(GeometryError, match=f"not a number .got {word}"):
        read(content)


def test_a_number_beyond_all_numbers_is_refused():
    for number in (b"1e999", b"9" * 400, b"null"):
        with pytest.raises(GeometryError, match=r"NaN or infinite"):
            read(collection(feature([RING])).replace(b"48.1", number, 1))
    with pytest.raises(DecodeError, match=r"more digits than any measure"):
        read(collection(feature([RING])).replace(b"48.1", b"9" * 5000, 1))


def test_an_unclosed_ring_is_closed_and_recorded():
    table = read(collection(feature([RING[:-1]])))
    assert shapely.equals(table.features[0].geometry, shapely.Polygon(RING))
    assert [(one.what, one.lon_lat) for one in table.repairs] == [("unclosed ring", (36.0, 48.0))]


def test_a_ring_of_two_points_is_left_out_and_recorded():
    table = read(
        collection(feature([RING, [(36, 48), (36.1, 48)]]), feature([[(36, 48), (36, 48)]]))
    )
    assert len(polygons(table.features)) == 1
    assert {one.what for one in table.repairs} >= {"zero-area ring of fewer than four points"}


def test_points_and_null_geometries_are_no_ground():
    content = collection(
        feature([36, 48], kind="Point"),
        feature([[36, 48], [37, 48]], kind="LineString"),
        feature(None),
        feature([]),
    )
    table = read(content)
    assert len(table.features) == 4
    assert polygons(table.features) == []


def test_collections_multipolygons_and_a_z_on_some_positions_are_read():
    mixed = [[*position, 0.0] if n % 2 else position for n, position in enumerate(RING)]
    geometries = [
        {"type": "Polygon", "coordinates": [mixed]},
        {"type": "MultiPolygon", "coordinates": [[square(37, 48)], [square(38, 48)]]},
        {"type": "Point", "coordinates": [36, 48]},
    ]
    member = {"type": "GeometryCollection", "geometries": geometries}
    content = json.dumps({"type": "Feature", "properties": None, "geometry": member}).encode()
    (drawn,) = polygons(read(content).features)
    assert len(drawn.geoms) == 3
    assert not drawn.has_z


def test_a_bare_geometry_and_a_byte_order_mark_are_read():
    content = json.dumps({"type": "Polygon", "coordinates": [RING]}).encode("utf-8-sig")
    assert len(polygons(read(content).features)) == 1


def test_the_crs_member_of_2008_is_obeyed():
    mercator = [(lon * 111319.49079327357, lat) for lon, lat in RING]
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3857"}}
    table = in_lon_lat(read(collection(feature([mercator]), crs=crs)), crs=None, where="x")
    assert shapely.bounds(table.features[0].geometry)[0] == pytest.approx(36)
    plain = read(collection(feature([RING]), crs={"type": "name"}))
    assert plain.crs is None


RANGES = [
    (
        [(48, 136), (48.1, 136), (48.1, 136.1), (48, 136)],
        GeometryError,
        "latitude and longitude are swapped",
    ),
    (
        square(179.95, 48),
        GeometryError,
        "over the antimeridian; cut|over the antimeridian .*cut it",
    ),
    (
        [(179, 48), (-179, 48), (-179, 49), (179, 49), (179, 48)],
        GeometryError,
        "over the antimeridian or a pole",
    ),
    ([(0, 80), (120, 80), (-120, 80), (0, 80)], GeometryError, "over the antimeridian or a pole"),
    ([(0, 80), (20, 80), (20, 90), (0, 90), (0, 80)], GeometryError, "a ring touches a pole"),
    ([(200, 100), (201, 100), (201, 101), (200, 100)], GeometryError, "antimeridian|out of range"),
    ([(-100, 100), (-99, 100), (-99, 101), (-100, 100)], GeometryError, "coordinates out of range"),
    (
        [(4e6, 6e6), (4.1e6, 6e6), (4.1e6, 6.1e6), (4e6, 6e6)],
        CrsError,
        "no degrees.*--crs EPSG:3857",
    ),
]


@pytest.mark.parametrize(("ring", "error", "message"), RANGES, ids=range(len(RANGES)))
def test_coordinates_that_are_no_place_are_refused_with_the_likely_cause(ring, error, message):
    with pytest.raises(error, match=message):
        in_lon_lat(read(collection(feature([ring]))), crs=None, where="x")


def test_ten_million_positions_are_refused_before_they_are_read():
    content = b'{"type": "Polygon", "coordinates": [[' + b"[1,2]," * 10_000_000 + b"[1,2]]]}"
    with pytest.raises(LimitError, match=r"too many vertices .*split it"):
        geojson.document(content, "x")
