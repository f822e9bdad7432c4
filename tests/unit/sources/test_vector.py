"""Any vector file with a mapping: every format, several days, what is not mapped, bad input."""

from __future__ import annotations

import io
import json
from datetime import date

import geopandas
import pytest
import shapely

from map_files import captured, collection, feature, shapefile, square, zipped
from retally.errors import (
    CrsError,
    DayError,
    DecodeError,
    GeometryError,
    LimitError,
    UnknownNameError,
    UsageError,
)
from retally.measure.area import area_km2
from retally.model.words import Status
from retally.sources import limits, registry
from retally.sources.vector import decode, read_polygons

MAPPING = {
    "map": {"day_field": "when", "status_field": "state", "ignore": ["sea"]},
    "status": {
        "held by Reds": {"party": "Reds", "status": "control"},
        "said to be held by Reds": {"party": "reds", "status": "claimed"},
        "held by Blues": {"party": "blues", "status": "control"},
    },
}


def drawn(state: str | None, west: float = 10.0, when: object = "2024-10-26", **more):
    return feature([square(west, 20)], state=state, when=when, **more)


def layers(content: bytes, name: str = "mine.geojson", mapping=MAPPING, **known):
    made = decode(captured(content, name, mapping=mapping, **known))
    return {
        (one.day, layer.party, layer.status.value): len(layer.geometry.geoms)
        for one in made.maps
        for layer in one.layers
    }


DAY = date(2024, 10, 26)


def test_values_are_translated_and_grouped():
    content = collection(
        drawn("held by Reds"),
        drawn(" held by Reds ", 11),
        drawn("said to be held by Reds", 12),
        drawn("held by Blues", 13),
        drawn("sea", 14),
    )
    assert layers(content) == {
        (DAY, "reds", "control"): 2,
        (DAY, "reds", "claimed"): 1,
        (DAY, "blues", "control"): 1,
    }


def test_several_days_give_several_maps():
    whens = ["2024-10-26", "20241027", 1730073600, 1730160000000, 20241030]
    content = collection(*(drawn("held by Reds", when=when) for when in whens))
    made = decode(captured(content, "mine.geojson", mapping=MAPPING))
    assert [one.day.day for one in made.maps] == [26, 27, 28, 29, 30]
    assert made.day_evidence == "field when"
    assert layers(content, day=date(2024, 10, 27)) == {(date(2024, 10, 27), "reds", "control"): 1}
    with pytest.raises(
        DayError, match=r"no feature of the day given, got|no feature of the day given"
    ):
        layers(content, day=date(2024, 9, 1))


def test_without_a_mapping_fields_called_day_party_and_status_are_read():
    content = collection(
        feature([square(10, 20)], day="2024-10-26", party="Reds", status="claimed")
    )
    assert layers(content, mapping={}) == {(DAY, "reds", "claimed"): 1}


def test_one_party_status_and_day_may_hold_for_all():
    mapping = {"map": {"party": "reds", "status": "control", "day": date(2024, 10, 26)}}
    content = collection(feature([square(10, 20)]), feature([square(11, 20)]))
    assert layers(content, mapping=mapping) == {(DAY, "reds", "control"): 2}


def test_the_mapping_may_name_the_mapper():
    content = collection(feature([square(10, 20)], day="2024-10-26", party="r", status="control"))
    made = decode(captured(content, "m.geojson", mapping={"map": {"source": "north-desk"}}))
    assert made.maps[0].source == "north-desk"
    with pytest.raises(UsageError, match=r"source is no name"):
        decode(captured(content, "m.geojson", mapping={"map": {"source": "North Desk/.."}}))


def test_the_day_may_come_from_the_file_name():
    content = collection(feature([square(10, 20)], party="reds", status="control"))
    assert layers(content, "front_26OCT2024.geojson", {}) == {(DAY, "reds", "control"): 1}
    with pytest.raises(DayError, match=r"no day in its name"):
        layers(content, "front.geojson", {})


def test_a_string_in_status_takes_the_party_of_all():
    mapping = {
        "map": {"party": "reds", "status_field": "state", "day_field": "when"},
        "status": {"a": "advance"},
    }
    assert layers(collection(drawn("a")), mapping=mapping) == {(DAY, "reds", "advance"): 1}


def test_values_that_are_not_mapped_are_listed_and_never_dropped():
    content = collection(drawn("held by Reds"), drawn("unclear"), drawn("unclear"), drawn(None))
    with pytest.raises(
        DecodeError,
        match=r"layer 'mine' without status \(1\), state 'unclear' without status \(2\)",
    ):
        layers(content)
    with pytest.raises(DecodeError, match=r"state 'control' without party \(1\)"):
        layers(collection(drawn("control")))


def test_features_without_a_day_among_others_are_reported():
    content = collection(drawn("held by Reds"), drawn("held by Reds", when=None))
    with pytest.raises(DayError, match=r"some features have no day .*field 'when'"):
        layers(content)


def test_a_value_that_is_no_day_and_a_day_in_the_future_are_reported():
    with pytest.raises(DayError, match=r"a value that is no day .*got 'soon'"):
        layers(collection(drawn("held by Reds", when="soon")))
    with pytest.raises(DayError, match=r"lies in the future"):
        layers(collection(drawn("held by Reds", when="2026-10-26")))


TYPOS = [
    ({"maps": {}}, "unknown key 'maps' in mapping .*did you mean 'map'"),
    ({"map": {"day_feild": "x"}}, "unknown key 'day_feild' in .map. .*did you mean 'day_field'"),
    (
        {"status": {"a": "controll"}},
        "unknown status 'controll' in the mapping .*did you mean 'control'",
    ),
    ({"status": {"a": {"status": "xyzzy"}}}, "unknown status 'xyzzy'.*use one of those"),
    ({"map": {"status": "claim"}}, "unknown status 'claim'.*did you mean 'claimed'"),
    ({"status": {"a": {"partei": "x"}}}, "unknown key 'partei' in 'a'"),
    ({"status": {"a": 3}}, "entry 'a' is no table"),
    ({"layers": 3}, "the mapping's .layers. is no table"),
]


@pytest.mark.parametrize(("mapping", "message"), TYPOS, ids=range(len(TYPOS)))
def test_a_slip_in_the_mapping_is_named_with_the_nearest_word(mapping, message):
    with pytest.raises(UsageError, match=message):
        layers(collection(drawn("a")), mapping=mapping)


FRAME = geopandas.GeoDataFrame(
    {"state": ["held by Reds", "held by Blues"], "when": ["2024-10-26", "2024-10-26"]},
    geometry=[shapely.Polygon(square(10, 20)), shapely.Polygon(square(11, 20))],
    crs=4326,
)
BOTH = {(DAY, "reds", "control"): 1, (DAY, "blues", "control"): 1}


@pytest.mark.parametrize("projection", [4326, 3857, 32632])
@pytest.mark.parametrize(
    ("driver", "ending"),
    [("GPKG", "gpkg"), ("FlatGeobuf", "fgb"), ("GeoJSON", "geojson"), ("KML", "kml")],
)
def test_every_format_gives_the_same_map(tmp_path, driver, ending, projection):
    path = tmp_path / f"mine.{ending}"
    (FRAME if ending == "kml" else FRAME.to_crs(projection)).to_file(path, driver=driver)
    made = decode(captured(path.read_bytes(), path.name, mapping=MAPPING))
    areas = [area_km2(layer.geometry) for one in made.maps for layer in one.layers]
    assert layers(path.read_bytes(), path.name) == BOTH
    assert areas == pytest.approx([area_km2(FRAME.geometry[0])] * 2, abs=1e-3)


def test_a_zipped_shapefile_a_kmz_and_a_zip_of_geojson_are_read(tmp_path):
    FRAME.to_file(tmp_path / "mine.shp")
    parts = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert layers(zipped(parts), "mine.zip") == BOTH
    FRAME.to_file(tmp_path / "doc.kml", driver="KML")
    assert layers(zipped({"doc.kml": (tmp_path / "doc.kml").read_bytes()}), "mine.kmz") == BOTH
    assert layers(zipped({"a/b.geojson": FRAME.to_json().encode()}), "mine.zip") == BOTH
    with pytest.raises(DecodeError, match=r"holds no map .*got readme.txt"):
        layers(zipped({"readme.txt": b"hello"}), "mine.zip")


def parquet(frame: geopandas.GeoDataFrame = FRAME, **options) -> bytes:
    buffer = io.BytesIO()
    frame.to_parquet(buffer, **options)
    return buffer.getvalue()


def test_geoparquet_is_read_in_its_own_reference_system():
    assert layers(parquet(), "mine.parquet") == BOTH
    assert layers(parquet(FRAME.to_crs(3857)), "mine.parquet") == BOTH


def test_geoparquet_of_an_unknown_reference_system_needs_one():
    content = parquet(FRAME.set_crs(None, allow_override=True))
    with pytest.raises(CrsError, match=r"no coordinate reference system"):
        layers(content, "mine.parquet")
    assert layers(content, "mine.parquet", crs="EPSG:4326") == BOTH


def test_parquet_that_is_no_geoparquet_is_refused(monkeypatch):
    import pyarrow as pa
    import pyarrow.parquet as pq

    buffer = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}), buffer)
    with pytest.raises(DecodeError, match=r"the Parquet file has no geometry"):
        layers(buffer.getvalue(), "mine.parquet")
    with pytest.raises(DecodeError, match=r"Parquet file is cut off or damaged"):
        layers(parquet()[:-20], "mine.parquet")
    with pytest.raises(DecodeError, match=r"geometry is not WKB"):
        layers(parquet(geometry_encoding="geoarrow"), "mine.parquet")
    buffer = io.BytesIO()
    pq.write_table(pa.table({"a": [1]}).replace_schema_metadata({"geo": "{"}), buffer)
    with pytest.raises(DecodeError, match=r"'geo' metadata is damaged"):
        layers(buffer.getvalue(), "mine.parquet")
    monkeypatch.setattr("retally.sources.geoparquet.MOST_BYTES", 10)
    with pytest.raises(LimitError, match=r"holds too much"):
        layers(parquet(), "mine.parquet")


def test_topojson_is_read():
    arcs = [[10, 20], [10.1, 20], [10.1, 20.1], [10, 20]]
    shape = {
        "type": "Polygon",
        "arcs": [[0]],
        "properties": {"state": "held by Reds", "when": "2024-10-26"},
    }
    objects = {"front": {"type": "GeometryCollection", "geometries": [shape]}}
    content = json.dumps({"type": "Topology", "objects": objects, "arcs": [arcs]}).encode()
    assert layers(content, "mine.topojson") == {(DAY, "reds", "control"): 1}


def layered(tmp_path) -> bytes:
    for number, name in enumerate(("Red land", "Blue land", "Rivers")):
        FRAME.iloc[[0]].translate(number).to_frame("geometry").to_file(
            tmp_path / "m.gpkg", layer=name, driver="GPKG"
        )
    return (tmp_path / "m.gpkg").read_bytes()


def test_layers_of_a_file_may_carry_the_meaning(tmp_path):
    mapping = {
        "map": {"day": "2024-10-26", "ignore": ["Rivers"]},
        "layers": {
            "Red land": {"party": "reds", "status": "control"},
            "Blue land": {"party": "blues", "status": "control"},
        },
    }
    content = layered(tmp_path)
    assert layers(content, "m.gpkg", mapping) == BOTH
    one = {"map": {"day": "2024-10-26", "layer": "Rivers", "party": "x", "status": "control"}}
    assert layers(content, "m.gpkg", one) == {(DAY, "x", "control"): 1}
    with pytest.raises(DecodeError, match=r"no such layer \(expected 'Lakes', got 'Red land'"):
        layers(content, "m.gpkg", {"map": {"layer": "Lakes"}})


def test_read_polygons_gives_attributes_and_valid_geometry():
    bow_tie = [(10, 20), (11, 21), (11, 20), (10, 21), (10, 20)]
    content = collection(feature([bow_tie], name="a"), feature([10, 20], kind="Point", name="b"))
    ((properties, geometry),) = read_polygons(content, "r.geojson", crs=None, where="r.geojson")
    assert properties["name"] == "a"
    assert geometry.is_valid
    with pytest.raises(
        DecodeError, match=r"r: the file holds no polygons \(expected polygons, got point\)"
    ):
        read_polygons(collection(feature([10, 20], kind="Point")), "r", crs=None, where="r")
    with pytest.raises(DecodeError, match=r"got no geometry"):
        read_polygons(collection(), "r", crs=None, where="r")


def test_an_unclosed_ring_in_wkb_is_closed_and_recorded():
    import struct

    from retally.sources.gdal import geometries_of

    wkb = struct.pack("<BIII", 1, 3, 1, 3) + struct.pack("<6d", 10, 20, 11, 20, 11, 21)
    two = struct.pack("<BIII", 1, 3, 1, 2) + struct.pack("<4d", 10, 20, 10, 20)
    repairs = []
    closed, none, nothing = geometries_of([wkb, None, two], repairs)
    assert closed.is_valid
    assert none is None
    assert nothing is None
    assert [one.what for one in repairs] == ["unclosed ring", "zero-area ring of too few points"]


BAD = [
    (b"", DecodeError, "the file is empty"),
    (b"hello world", DecodeError, "no known format .*begins with b'hello world'"),
    (b"<OGRVRTDataSource/>", DecodeError, "XML of another kind .*got <OGRVRTDataSource>"),
    (b"<html><body>Log in</body></html>", DecodeError, "a web page, not a map"),
    (b"\x00\x00\x27\x0a" + bytes(200), DecodeError, "a .shp file alone.*zip it with its .shx"),
    ('{"type": "x"}'.encode("utf-16"), DecodeError, "wrong encoding"),
    (b'<?xml version="1.0"?><kml><Document>', DecodeError, "GDAL cannot read the file"),
    (
        collection(feature([[(20, 110), (20, 111), (21, 111), (20, 110)]])),
        GeometryError,
        "latitude and longitude are swapped",
    ),
    (
        collection(feature([[(4e6, 6e6), (5e6, 6e6), (5e6, 7e6), (4e6, 6e6)]])),
        CrsError,
        "no degrees",
    ),
]


@pytest.mark.parametrize(("content", "error", "message"), BAD, ids=range(len(BAD)))
def test_bad_input_is_named(content, error, message):
    with pytest.raises(error, match=message):
        layers(content)


@pytest.mark.parametrize(("driver", "ending"), [("GPKG", "gpkg"), ("FlatGeobuf", "fgb")])
def test_a_truncated_file_is_refused(tmp_path, driver, ending):
    FRAME.to_file(tmp_path / f"m.{ending}", driver=driver)
    content = (tmp_path / f"m.{ending}").read_bytes()
    with pytest.raises(DecodeError, match=r"GDAL cannot read the file|cut off"):
        layers(content[: len(content) * 2 // 3], "m")


def test_vertices_are_counted_as_they_are_read(tmp_path, monkeypatch):
    FRAME.to_file(tmp_path / "m.fgb", driver="FlatGeobuf")
    monkeypatch.setattr(limits, "MOST_VERTICES", 6)
    with pytest.raises(LimitError, match=r"at most 6, got at least"):
        layers((tmp_path / "m.fgb").read_bytes(), "m.fgb")


def test_a_shapefile_without_prj_is_refused_unless_given():
    content = zipped(shapefile("m", [[square(10, 20)[::-1]]], prj=None))
    with pytest.raises(CrsError, match=r"no coordinate reference system"):
        read_polygons(content, "m.zip", crs=None, where="m.zip")
    assert read_polygons(content, "m.zip", crs="EPSG:4326", where="m.zip")


def test_a_reference_system_of_no_place_on_earth_is_refused():
    local = 'ENGCRS["Undefined",EDATUM["Unknown"],CS[Cartesian,2],AXIS["x",east],AXIS["y",north],LENGTHUNIT["metre",1]]'
    content = collection(feature([square(10, 20)]))
    with pytest.raises(CrsError, match=r"is no place on Earth"):
        read_polygons(content, "m", crs=local, where="m")


def test_sources_are_found_by_name_and_the_nearest_is_suggested():
    assert set(registry.SOURCES) == {"isw", "deepstate", "deepstate-daily", "vector"}
    assert registry.source("isw").name == "isw"
    with pytest.raises(
        UnknownNameError, match=r"unknown source 'deepstat' .*did you mean 'deepstate'"
    ):
        registry.source("deepstat")
    with pytest.raises(UnknownNameError, match=r"use one of those"):
        registry.source("zzz")


def test_a_layer_may_be_empty():
    content = collection(
        feature(None, state="held by Reds", when="2024-10-26"), drawn("held by Blues")
    )
    assert layers(content) == {(DAY, "reds", "control"): 0, (DAY, "blues", "control"): 1}
    assert Status.CONTROL == "control"
