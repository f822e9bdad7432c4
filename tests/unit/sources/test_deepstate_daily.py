"""Dissolved daily files: one layer, and the day found by its area."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import shapely

from map_files import captured, collection, feature, square
from retally.errors import DayError, DecodeError, GeometryError
from retally.model.words import Status
from retally.reference.deepstate import KYIV, PublishedVersion
from retally.sources.deepstate_daily import CONSTANTS_KM2, TOLERANCE_KM2, decode, shown

HEAD = (
    b'{\n"type": "FeatureCollection",\n"name": "deepstatemap_data_20300102",\n"crs": { "type": "name", '
    b'"properties": { "name": "urn:ogc:def:crs:OGC:1.3:CRS84" } },\n"features": [\n{ "type": "Feature", '
    b'"properties": { }, "geometry": { "type": "MultiPolygon", "coordinates": '
)


def daily(*rings) -> bytes:
    """As the public job writes it, exteriors clockwise."""
    return (
        HEAD + str([[[list(p) for p in ring[::-1]]] for ring in rings]).encode() + b" } }\n]\n}\n"
    )


def version(published_at: datetime, occupied_km2: float) -> PublishedVersion:
    return PublishedVersion(
        id=int(published_at.timestamp()),
        day=published_at.astimezone(KYIV).date(),
        published_at=published_at,
        occupied_km2=occupied_km2,
        unspecified_km2=0.0,
        liberated_km2=0.0,
    )


EVENING = datetime(2024, 9, 1, 20, tzinfo=UTC)


def evenings(*occupied_km2: float) -> list[PublishedVersion]:
    return [version(EVENING + timedelta(days=n), area) for n, area in enumerate(occupied_km2)]


def day_shown(area_km2: float, file_day: date, versions) -> date:
    found = shown(area_km2, file_day, versions)
    assert found is not None
    return found.day


def test_a_file_shows_the_version_of_the_evening_before():
    versions = evenings(66_000, 66_010, 66_020)
    assert day_shown(66_020 + CONSTANTS_KM2[0], date(2024, 9, 4), versions) == date(2024, 9, 3)


def test_a_file_that_still_shows_the_version_before_is_two_days_old():
    versions = evenings(66_000, 66_010, 66_020)
    assert day_shown(66_010 + CONSTANTS_KM2[1], date(2024, 9, 4), versions) == date(2024, 9, 2)


def test_a_version_stands_until_the_next():
    versions = evenings(66_000, 66_010)
    assert day_shown(66_010 + CONSTANTS_KM2[2], date(2024, 9, 4), versions) == date(2024, 9, 3)


def test_of_equal_areas_the_newest_before_the_job_ran_counts():
    versions = evenings(66_000, 66_000, 66_000, 66_000)
    assert day_shown(66_000 + CONSTANTS_KM2[3], date(2024, 9, 4), versions) == date(2024, 9, 3)


def test_a_version_of_the_night_belongs_to_its_day_in_kyiv():
    versions = [*evenings(66_000), version(datetime(2024, 9, 2, 22, 30, tzinfo=UTC), 66_010)]
    assert day_shown(66_010 + CONSTANTS_KM2[4], date(2024, 9, 3), versions) == date(2024, 9, 3)


def test_no_version_fits_beyond_the_list_or_with_another_constant():
    versions = evenings(66_000)
    assert shown(66_000 + CONSTANTS_KM2[0], date(2024, 10, 1), versions) is None
    assert shown(66_000 + CONSTANTS_KM2[0] + 2, date(2024, 9, 2), versions) is None
    assert shown(66_000 + CONSTANTS_KM2[1] + 2 * TOLERANCE_KM2, date(2024, 9, 2), versions) is None


def test_beyond_the_published_areas_the_day_is_the_one_before_and_the_doubt_is_noted():
    made = decode(captured(daily(square(36, 48)), "deepstatemap_data_20251102.geojson"))
    (control_map,) = made.maps
    assert control_map.day == date(2025, 11, 1)
    assert "less one day; may be D-2" in made.day_evidence
    assert made.published_at is None


def test_the_layer_is_control_with_what_was_held_before_merged_in():
    made = decode(captured(daily(square(36, 48), square(37, 48)), "x_20251102.geojson"))
    (layer,) = made.maps[0].layers
    assert (layer.party, layer.status) == ("russia", Status.CONTROL)
    assert layer.includes == {Status.PREWAR}
    assert layer.statuses == {Status.CONTROL, Status.PREWAR}
    assert layer.published_area_km2 is None
    assert layer.vertices == 10


def test_orientation_makes_no_difference():
    clockwise = decode(captured(daily(square(36, 48)), "x_20251102.geojson"))
    other = decode(captured(collection(feature([square(36, 48)])), "x_20251102.geojson"))
    assert clockwise.maps[0].layers[0].geometry_hash == other.maps[0].layers[0].geometry_hash


def test_the_users_day_settles_it():
    content = daily(square(36, 48))
    made = decode(captured(content, "x_20251102.geojson", day=date(2025, 10, 30)))
    assert made.maps[0].day == date(2025, 10, 30)
    assert made.day_evidence == "given by the user"


def test_what_the_fast_reader_refuses_the_slow_one_mends_or_explains():
    unclosed = captured(collection(feature([square(36, 48)[:-1]])), "x_20251102.geojson")
    (layer,) = decode(unclosed).maps[0].layers
    assert [one.what for one in layer.repairs] == ["unclosed ring"]
    content = daily(square(36, 48))
    with pytest.raises(DecodeError, match=r"the JSON is cut off"):
        decode(captured(content[:-40], "x_20251102.geojson"))
    with pytest.raises(DecodeError, match=r"the file is empty"):
        decode(captured(b"", "x_20251102.geojson"))


def test_a_lone_geometry_is_read_too():
    content = b'{"type": "Polygon", "coordinates": [[[36,48],[36.1,48],[36.1,48.1],[36,48]]]}'
    assert decode(captured(content, "x_20251102.geojson")).maps


def test_no_day_no_polygons_and_swapped_coordinates_are_refused():
    with pytest.raises(DayError, match=r"no day in its name"):
        decode(captured(daily(square(36, 48)), "deepstate.geojson"))
    with pytest.raises(DecodeError, match=r"holds no polygons"):
        decode(captured(collection(feature([36, 48], kind="Point")), "x_20251102.geojson"))
    with pytest.raises(GeometryError, match=r"swapped"):
        decode(captured(daily([(y, x) for x, y in square(36, 48)]), "x_20251102.geojson"))


def test_geometry_is_the_one_drawn():
    (layer,) = decode(captured(daily(square(36, 48)), "x_20251102.geojson")).maps[0].layers
    assert shapely.equals(layer.geometry, shapely.Polygon(square(36, 48)))
