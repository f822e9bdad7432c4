"""DeepState's versions: categories by key and by fill, its own areas, its days in Kyiv."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime

import pytest
import shapely

from map_files import captured, collection, feature, square
from retally.errors import DayError, DecodeError, GeometryError
from retally.measure.area import area_km2
from retally.model.words import AreaModel, Status
from retally.sources.deepstate import decode

NAME = "1730409422.geojson"


def polygon(west: float, fill: str, name: str = "", south: float = 48.0, **more):
    ring = [(*position, 0) for position in square(west, south)]
    return feature([ring], name=name, fill=fill, **more)


def keyed(key: str) -> str:
    return f"Окуповано /// Occupied /// {key}\u00a0\n"


OCCUPIED = polygon(36, "#a52714", keyed("geoJSON.status.occupied"))


def layers(*features, name: str = NAME, **known):
    made = decode(captured(collection(*features), name, **known))
    return {(layer.party, layer.status): layer for layer in made.maps[0].layers}


KEYS = [
    ("geoJSON.status.occupied", "#a52714", "russia", "control"),
    ("geoJSON.status.unknown", "#bcaaa4", "russia", "contested"),
    ("geoJSON.status.unknown", "#bdbdbd", "ukraine-in-russia", "contested"),
    ("geoJSON.status.dismissed", "#0f9d58", "ukraine", "liberated"),
    ("geoJSON.status.dismissed", "#0288d1", "ukraine", "liberated"),
    ("geoJSON.status.dismissed", "#bcaaa4", "ukraine", "liberated"),
    ("geoJSON.status.dismissed", "#01579b", "ukraine-in-russia", "liberated"),
    ("geoJSON.status.dismissed_at {{at:27.03 - 31.03}}", "#0f9d58", "ukraine", "liberated"),
    ("geoJSON.zmiinyi_island", "#0f9d58", "ukraine", "liberated"),
    ("geoJSON.territories.crimea", "#880e4f", "russia", "prewar"),
    ("geoJSON.territories.ordlo", "#880e4f", "russia", "prewar"),
    ("geoJSON.territories.tuzla", "#880e4f", "russia", "prewar"),
    ("geoJSON.status.infiltrated", "#bcaaa4", "russia", "contested"),
    ("geoJSON.status.new", "#A52714", "russia", "control"),
]


@pytest.mark.parametrize(
    ("key", "fill", "party", "status"), KEYS, ids=[f"{r[0]} {r[1]}" for r in KEYS]
)
def test_a_category_comes_from_the_key(key, fill, party, status):
    found = layers(OCCUPIED, polygon(37, fill, keyed(key)))
    parts = [part.bounds[0] for part in found[party, status].geometry.geoms]
    assert 37 in parts


FILLS = [
    ("#a52714", "russia", "control"),
    ("#880e4f", "russia", "prewar"),
    ("#bcaaa4", "russia", "contested"),
    ("#bdbdbd", "ukraine-in-russia", "contested"),
    ("#0f9d58", "ukraine", "liberated"),
    ("#0288d1", "ukraine", "liberated"),
    ("#01579b", "ukraine-in-russia", "liberated"),
]


@pytest.mark.parametrize(("fill", "party", "status"), FILLS, ids=[row[0] for row in FILLS])
def test_before_march_2024_a_category_comes_from_the_fill(fill, party, status):
    for name in ("Окуповано /// Occupied", "Окуповано", None):
        found = layers(OCCUPIED, polygon(37, fill, name))
        assert 37 in [part.bounds[0] for part in found[party, status].geometry.geoms]


@pytest.mark.parametrize("key", ["transnistria", "abkhazia", "ichkeria", "kuril", "something-new"])
def test_territories_outside_ukraine_are_left_out(key):
    far = polygon(145, "#ff5252", keyed(f"geoJSON.territories.{key}"), south=44)
    plain = polygon(29, "#000000", "Придністров'я /// Transnistria")
    found = layers(OCCUPIED, far, plain)
    assert sum(len(layer.geometry.geoms) for layer in found.values()) == 1


def test_points_are_passed_over_and_collections_are_read():
    units = feature([36, 48, 0], kind="Point", name="unit")
    member = {"type": "GeometryCollection", "geometries": [OCCUPIED["geometry"]]}
    gathered = {**OCCUPIED, "geometry": member}
    assert len(layers(units, gathered)["russia", "control"].geometry.geoms) == 1


def test_a_status_without_polygons_is_published_as_empty_and_russia_is_unknown():
    found = layers(OCCUPIED)
    assert set(found) == {
        ("russia", "control"),
        ("russia", "prewar"),
        ("russia", "contested"),
        ("ukraine", "liberated"),
    }
    assert found["russia", "contested"].geometry.is_empty


def test_published_areas_follow_the_chord_rule_on_the_coordinates_as_published():
    ring = [
        (36.00000004, 48.00000004),
        (36.1, 48),
        (36.1, 48.1),
        (36, 48.1),
        (36.00000004, 48.00000004),
    ]
    raw = feature([ring], fill="#a52714", name="")
    found = layers(raw, raw)
    layer = found["russia", "control"]
    chord = area_km2(shapely.Polygon(ring), model=AreaModel.SPHERE_CHORD)
    # Overlaps count twice for DeepState and once on the ground.
    assert layer.published_area_km2 == pytest.approx(2 * chord, rel=1e-14)
    assert area_km2(layer.geometry) == pytest.approx(chord, rel=2e-3)
    assert layer.doubled


def test_the_published_grey_counts_by_colour_whatever_the_key():
    freed = polygon(37, "#bcaaa4", keyed("geoJSON.status.dismissed"))
    found = layers(OCCUPIED, freed)
    assert found["russia", "contested"].geometry.is_empty
    assert found["russia", "contested"].published_area_km2 > 80
    assert found["ukraine", "liberated"].published_area_km2 == 0


def test_invalid_polygons_of_2022_are_repaired_and_recorded_but_counted_as_published():
    bow_tie = [(36, 48), (36.1, 48.1), (36.1, 48), (36, 48.1), (36, 48)]
    layer = layers(feature([bow_tie], fill="#a52714"))["russia", "control"]
    assert [repair.what for repair in layer.repairs] == ["self-intersection"]
    assert layer.published_area_km2 < 1
    assert area_km2(layer.geometry) > 40


def test_the_day_is_the_one_in_kyiv():
    made = decode(captured(collection(OCCUPIED), "1730409422.geojson"))
    assert made.maps[0].day == date(2024, 10, 31)
    assert made.published_at == datetime(2024, 10, 31, 21, 17, 2, tzinfo=UTC)
    late = decode(captured(collection(OCCUPIED), "1730412000.geojson"))
    assert late.maps[0].day == date(2024, 11, 1)
    assert late.day_evidence == "id 1730412000, 2024-11-01 00:00 in Kyiv"


def wrapped(version, name: str = "last.json", **known):
    document = {"id": version, "datetime": "31.10 o 23:17", "map": json.loads(collection(OCCUPIED))}
    return decode(captured(json.dumps(document).encode(), name, **known))


def test_the_services_own_object_is_read_by_its_id():
    assert wrapped(1730409422).maps[0].day == date(2024, 10, 31)
    with pytest.raises(DayError, match=r"1730409422 within, 1730495471 in its name"):
        wrapped(1730409422, name="1730495471.json")


def test_a_file_without_id_needs_a_day():
    with pytest.raises(DayError, match=r"no version id .*1730409422.geojson.*--day"):
        layers(OCCUPIED, name="deepstate.geojson")
    made = decode(captured(collection(OCCUPIED), "map.geojson", day=date(2024, 10, 31)))
    assert (made.maps[0].day, made.published_at) == (date(2024, 10, 31), None)


def test_a_version_in_the_future_is_refused():
    with pytest.raises(DayError, match=r"version lies in the future .*got 2027-01-15"):
        layers(OCCUPIED, name="1800000000.geojson")


def test_a_version_without_occupied_ground_is_another_format():
    with pytest.raises(DecodeError, match=r"nothing is marked as occupied"):
        layers(polygon(36, "#123456"))


def test_swapped_coordinates_are_recognised():
    swapped = [(lat, lon) for lon, lat in square(36, 48)]
    with pytest.raises(GeometryError, match=r"latitude and longitude are swapped"):
        layers(feature([swapped], fill="#a52714"))


def test_rings_mended_on_reading_are_noted_once():
    found = layers(feature([square(36, 48)[:-1]], fill="#a52714"))
    assert [one.what for one in found["russia", "control"].repairs] == ["unclosed ring"]
    assert found["russia", Status.PREWAR].repairs == ()
