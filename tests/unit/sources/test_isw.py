"""ISW's files: layer and day from names, two projections, null and Z shapes, what is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import shapely

from map_files import (
    ALBERS,
    MERCATOR,
    WGS84,
    captured,
    collection,
    feature,
    isw_zip,
    shapefile,
    square,
    zipped,
)
from retally.errors import (
    CrsError,
    DayError,
    DecodeError,
    GeometryError,
    LimitError,
)
from retally.measure.area import area_km2
from retally.model.words import Status
from retally.sources import limits
from retally.sources.isw import SOURCE, decode

SQUARE = square(36.0, 48.0)
SHAPES = [[SQUARE]]
AREA_KM2 = area_km2(shapely.Polygon(SQUARE))


def layer_of(name: str, folder: str = "2024-10-26", **known):
    made = decode(captured(isw_zip(name, SHAPES), "layer.zip", folder=folder, **known))
    (control_map,) = made.maps
    (layer,) = control_map.layers
    return layer, control_map, made


LAYERS = [
    ("UkraineControlMapAO26OCT2024", "russia", "control"),
    ("UkraineControlMapAOOCT262024", "russia", "control"),
    ("AssessedRussianAdvancesinUkraineOCT262024", "russia", "advance"),
    ("ClaimedRussianTerritoryinUkraineOCT262024", "russia", "claimed"),
    ("AssessedRussianInfiltrationAreasinUkraineOCT262024", "russia", "infiltration"),
    ("ClaimedUkrainianCounteroffensivesOCT262024", "ukraine", "counteroffensive"),
    ("ReportedUkrainianPartisanWarfareOCT262024", "ukraine", "partisan"),
    ("Kursk Incursion Claimed Limit of Ukrainian Advance October 26, 2024", "ukraine", "claimed"),
    ("Claimed Limit of Ukrainian Advance October 26, 2024", "ukraine", "claimed"),
    ("Kursk Incursion Russian Advances in Russia October 26, 2024", "russia-in-russia", "advance"),
    ("Russian Advances in Russia October 26, 2024", "russia-in-russia", "advance"),
    ("Kursk Incursion Russian Claims in Russia October 26, 2024", "russia-in-russia", "claimed"),
    ("Claimed Russian Advances in Russia October 26, 2024", "russia-in-russia", "claimed"),
]


@pytest.mark.parametrize(("name", "party", "status"), LAYERS, ids=[row[0] for row in LAYERS])
def test_a_shapefile_is_told_by_its_name(name, party, status):
    layer, control_map, made = layer_of(name)
    assert (layer.party, layer.status) == (party, status)
    assert control_map.day == date(2024, 10, 26)
    assert "folder '2024-10-26'" in made.day_evidence


SERVICES = [
    ("20220929_RussianAssessedCoTinUkraine.geojson", "russia", "control"),
    ("20220929_RussianAssessedAdvanceinUkraine.geojson", "russia", "advance"),
    ("20220929_RussianClaimedCoTinUkraine.geojson", "russia", "claimed"),
    ("20220929_UkrainianClaimedCounterOffensives.geojson", "ukraine", "counteroffensive"),
    ("20220929_UkrainianReportedPartisanWarfare.geojson", "ukraine", "partisan"),
    ("VIEW_RussiaCoTinUkraine_V3 2022-09-29", "russia", "control"),
    ("MDS_AssessedRussianAdvanceInUkraine_view 2022-09-29", "russia", "advance"),
    ("View_AssessedRussianInfiltrationAreasinUkraine_V4 2022-09-29", "russia", "infiltration"),
    ("VIEW_ClaimedRussianTerritoryinUkraine_V2 2022-09-29", "russia", "claimed"),
    ("UkrainianCoTTimelapse_FEB_2022_to_DEC_2024_view 2022-09-29", "russia", "control"),
    (
        "VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022 2022-09-29",
        "russia",
        "prewar",
    ),
]


@pytest.mark.parametrize(("name", "party", "status"), SERVICES, ids=[row[0] for row in SERVICES])
def test_a_service_or_time_lapse_file_is_told_by_its_name(name, party, status):
    made = decode(captured(collection(feature([SQUARE], FID=1)), name))
    (layer,) = made.maps[0].layers
    assert (layer.party, layer.status) == (party, status)
    assert made.maps[0].day == date(2022, 9, 29)


@pytest.mark.parametrize(
    ("prj", "tolerance_km2"),
    [(MERCATOR, 1e-4), (ALBERS, 1e-4), (WGS84, 1e-4)],
    ids=["3857", "102013", "4326"],
)
def test_each_projection_gives_back_the_ground_it_was_drawn_on(prj, tolerance_km2):
    content = isw_zip("UkraineControlMapAO26OCT2024", SHAPES, prj=prj)
    (layer,) = decode(captured(content, "ukraine_control_map.zip")).maps[0].layers
    assert area_km2(layer.geometry) == pytest.approx(AREA_KM2, abs=tolerance_km2)
    drawn = shapely.Polygon(SQUARE)
    assert shapely.hausdorff_distance(layer.geometry, drawn) < 2e-6


def test_null_shapes_are_passed_over_and_z_is_dropped():
    shapes = [None, [SQUARE], None]
    content = isw_zip("ClaimedRussianTerritoryinUkraineOCT262024", shapes, has_z=True)
    (layer,) = decode(captured(content, "claimed_russian_territory.zip")).maps[0].layers
    assert not layer.geometry.has_z
    assert layer.vertices == 5
    assert area_km2(layer.geometry) == pytest.approx(AREA_KM2, abs=1e-4)


def test_a_file_without_features_is_a_layer_published_as_empty():
    content = isw_zip("ReportedUkrainianPartisanWarfareOCT262024", [])
    (layer,) = decode(captured(content, "partisan.zip")).maps[0].layers
    assert layer.geometry.is_empty
    assert layer.status is Status.PARTISAN


def test_overlapping_polygons_count_once_and_a_doubled_layer_is_marked():
    content = collection(feature([SQUARE]), feature([SQUARE[2:] + SQUARE[1:3]]))
    (layer,) = (
        decode(captured(content, "20220929_RussianClaimedCoTinUkraine.geojson")).maps[0].layers
    )
    assert area_km2(layer.geometry) == pytest.approx(AREA_KM2, abs=1e-6)
    assert layer.doubled


def test_kursk_events_are_passed_over_with_the_reason():
    events = shapefile(
        "Kursk Incursion Events August 25, 2024", [(35.0, 51.3)], kind="point", prj=WGS84
    )
    made = decode(captured(zipped(events), "kursk_incursion_events_august_25_2024.zip"))
    assert made.maps == ()
    assert made.day_evidence == "passed over: events (points), no control map"


def test_points_under_the_name_of_a_layer_are_refused():
    points = shapefile("UkraineControlMapAO26OCT2024", [(35.0, 51.3)], kind="point", prj=WGS84)
    with pytest.raises(DecodeError, match=r"no polygons \(expected polygons, got Point\)"):
        decode(captured(zipped(points), "ukraine_control_map.zip"))


def test_several_shapefiles_of_a_zip_are_layers_of_one_map_each_in_its_own_projection():
    content = zipped(
        {
            **shapefile("UkraineControlMapAO26OCT2024", [[SQUARE[::-1]]], prj=WGS84),
            **shapefile(
                "a/ReportedUkrainianPartisanWarfareOCT262024", [[mercator()]], prj=MERCATOR
            ),
        }
    )
    (control_map,) = decode(captured(content, "isw.zip")).maps
    assert {layer.status for layer in control_map.layers} == {Status.CONTROL, Status.PARTISAN}
    for layer in control_map.layers:
        assert area_km2(layer.geometry) == pytest.approx(AREA_KM2, abs=1e-4)


def mercator():
    from map_files import reprojected

    return reprojected([SQUARE], MERCATOR)[0][::-1]


def test_one_layer_twice_in_a_zip_is_refused():
    content = zipped(
        {
            **shapefile("UkraineControlMapAO26OCT2024", [[SQUARE[::-1]]], prj=WGS84),
            **shapefile("UkraineControlMap AO OCT262024", [[SQUARE[::-1]]], prj=WGS84),
        }
    )
    with pytest.raises(DecodeError, match=r"holds one layer twice"):
        decode(captured(content, "isw.zip"))


def test_names_of_two_layers_are_reported_and_not_guessed_over():
    content = isw_zip("ClaimedUkrainianCounteroffensivesJUL032024", SHAPES)
    with pytest.raises(DecodeError, match=r"names contradict each other.*counteroffensives"):
        decode(captured(content, "russian_advances.zip"))


def test_a_name_that_tells_no_layer_is_refused_unless_the_folder_tells():
    content = collection(feature([SQUARE]))
    with pytest.raises(DecodeError, match=r"tells no layer of ISW's map"):
        decode(captured(content, "20220929.geojson"))
    made = decode(captured(content, "20220929.geojson", folder="RussianAssessedCoTinUkraine"))
    assert made.maps[0].layers[0].status is Status.CONTROL


def test_a_wrong_year_against_the_folder_is_reported():
    with pytest.raises(DayError, match=r"contradicts itself.*25APR2025.*2022-04-25"):
        layer_of("UkraineControlMapAO25APR2025", folder="2022-04-25")


def test_the_users_day_settles_a_contradiction_and_it_is_noted():
    _, control_map, made = layer_of(
        "UkraineControlMapAO25APR2025", folder="2022-04-25", day=date(2022, 4, 25)
    )
    assert control_map.day == date(2022, 4, 25)
    assert made.day_evidence == "given by the user (against layer name '25APR2025')"


def test_a_year_that_cannot_be_yields_to_a_name_with_the_same_day_and_month():
    _, control_map, made = layer_of("UkraineControlMapAOFEB222202", folder="2022-02-22")
    assert control_map.day == date(2022, 2, 22)
    assert "'FEB222202' with a wrong year" in made.day_evidence


def test_a_missing_digit_is_settled_by_another_name_and_reported_without_one():
    _, control_map, _ = layer_of("UkraineControlMapAOFEB22024", folder="2024-02-22")
    assert control_map.day == date(2024, 2, 22)
    with pytest.raises(DayError, match=r"2024-02-02 or 2024-02-22"):
        layer_of("UkraineControlMapAOFEB22024", folder="isw")


def test_a_day_in_the_future_is_refused():
    with pytest.raises(DayError, match=r"day lies in the future.*at most 2026-01-16"):
        layer_of("UkraineControlMapAO26OCT2026", folder="")
    with pytest.raises(DayError, match=r"day lies in the future"):
        layer_of(
            "UkraineControlMapAO26OCT2024",
            folder="",
            captured_at=datetime(2024, 10, 20, tzinfo=UTC),
        )


def test_no_day_at_all_asks_for_one():
    with pytest.raises(DayError, match=r"no day in its name or folder; give it with --day"):
        layer_of("UkraineControlMap", folder="maps")


def test_a_time_lapse_of_several_days_gives_a_map_a_day():
    stamps = ["2025-01-01T20:00:00Z", 1735848000000, "2025-01-01T20:00:00Z"]
    features = [feature([square(36 + n, 48)], datetime=stamp) for n, stamp in enumerate(stamps)]
    made = decode(captured(collection(*features), "JAN2025Timelapse_Ukraine_Russia_War"))
    assert [one.day for one in made.maps] == [date(2025, 1, 1), date(2025, 1, 2)]
    assert [len(one.layers[0].geometry.geoms) for one in made.maps] == [2, 1]
    assert made.day_evidence == "field datetime"


def test_the_users_day_chooses_from_a_time_lapse():
    features = [feature([square(36 + n, 48)], pub_date=f"2026-05-0{n + 1}") for n in range(3)]
    content = collection(*features)
    now = datetime(2026, 6, 1, tzinfo=UTC)
    made = decode(captured(content, "May_CoT_view", day=date(2026, 5, 2), captured_at=now))
    assert [one.day for one in made.maps] == [date(2026, 5, 2)]
    assert len(made.maps[0].layers[0].geometry.geoms) == 1
    with pytest.raises(DayError, match=r"several days, and not the one given .*2026-05-01 to"):
        decode(captured(content, "May_CoT_view", day=date(2026, 4, 2), captured_at=now))


def test_a_feature_without_stamp_among_several_days_is_reported():
    stamps = ["2025-01-01", "2025-01-02", None]
    features = [feature([square(36 + n, 48)], datetime=stamp) for n, stamp in enumerate(stamps)]
    with pytest.raises(DayError, match=r"some features of several days have none"):
        decode(captured(collection(*features), "JAN2025Timelapse"))


def test_a_single_stamp_is_evidence_beside_the_name():
    stamped = collection(feature([SQUARE], datetime="2022-09-29T20:00:00"))
    made = decode(captured(stamped, "20220929_RussianAssessedCoTinUkraine.geojson"))
    assert "field datetime '2022-09-29'" in made.day_evidence
    with pytest.raises(DayError, match=r"contradicts itself"):
        decode(captured(stamped, "20220930_RussianAssessedCoTinUkraine.geojson"))


def test_a_stamp_that_is_no_day_is_reported():
    with pytest.raises(DayError, match=r"field datetime holds no day, got|holds no day"):
        decode(captured(collection(feature([SQUARE], datetime="soon")), "COT_Merge_Jan_2026_view"))


def test_a_shapefile_without_prj_needs_a_reference_system_from_the_user():
    content = zipped(shapefile("UkraineControlMapAO26OCT2024", [[SQUARE[::-1]]], prj=None))
    with pytest.raises(CrsError, match=r"no coordinate reference system.*\.prj.*--crs"):
        decode(captured(content, "ukraine_control_map.zip"))
    made = decode(captured(content, "ukraine_control_map.zip", crs="EPSG:4326"))
    assert area_km2(made.maps[0].layers[0].geometry) == pytest.approx(AREA_KM2, abs=1e-6)


def test_the_users_reference_system_must_not_contradict_the_files():
    content = isw_zip("UkraineControlMapAO26OCT2024", SHAPES)
    assert decode(captured(content, "m.zip", crs="EPSG:3857")).maps
    with pytest.raises(CrsError, match=r"contradict each other.*EPSG:4326 \(--crs\)"):
        decode(captured(content, "m.zip", crs="EPSG:4326"))
    with pytest.raises(CrsError, match=r"unknown coordinate reference system.*'nonsense'"):
        decode(captured(content, "m.zip", crs="nonsense"))


def test_swapped_latitude_and_longitude_are_recognised():
    swapped = [(lat, lon) for lon, lat in SQUARE]
    with pytest.raises(GeometryError, match=r"latitude and longitude are swapped"):
        decode(
            captured(collection(feature([swapped])), "20220929_RussianAssessedCoTinUkraine.geojson")
        )


def test_a_map_of_somewhere_else_is_refused():
    with pytest.raises(GeometryError, match=r"outside what the source maps"):
        decode(
            captured(
                collection(feature([square(-70, -30)])),
                "20220929_RussianAssessedCoTinUkraine.geojson",
            )
        )


def test_a_bow_tie_is_repaired_and_recorded():
    bow_tie = [(36, 48), (36.1, 48.1), (36.1, 48), (36, 48.1), (36, 48)]
    made = decode(
        captured(collection(feature([bow_tie])), "20220929_RussianAssessedCoTinUkraine.geojson")
    )
    (layer,) = made.maps[0].layers
    assert layer.geometry.is_valid
    assert [repair.what for repair in layer.repairs] == ["self-intersection"]


def test_too_many_vertices_are_refused(monkeypatch):
    monkeypatch.setattr(limits, "MOST_VERTICES", 4)
    with pytest.raises(LimitError, match=r"too many vertices \(expected at most 4, got at least 5"):
        decode(captured(isw_zip("UkraineControlMapAO26OCT2024", SHAPES), "m.zip"))


def test_the_source_states_no_licence_and_covers_the_war():
    assert SOURCE.licence == "not stated"
    assert not SOURCE.redistributable
    assert SOURCE.covers_from == date(2022, 2, 24)
