"""The small map of a window, and lines drawn on a map."""

from __future__ import annotations

import json
from datetime import date

import pytest
import shapely

from retally.errors import DecodeError, UsageError
from retally.measure.change import change
from retally.measure.places import Place
from retally.publish.frames import Lattice
from retally.publish.overlays import overlay, overlay_path
from retally.publish.window_map import HEIGHT, WIDTH, window_map

DAYS = (date(2031, 1, 31), date(2031, 2, 28))
BEFORE = shapely.box(30, 48, 31, 49)
AFTER = shapely.union(BEFORE, shapely.box(31, 48.2, 31.2, 48.6))


def made(before, after, *, places=(), most_bytes: int = 5000):
    return window_map(change(before, after), DAYS, lambda seen: list(places), most_bytes=most_bytes)


def test_nothing_changed_has_no_map():
    assert made(BEFORE, BEFORE) is None


def test_gained_ground_is_drawn_in_the_middle_and_nothing_is_lost():
    found = made(BEFORE, AFTER)
    assert found.lost == ""
    x, y = (int(one) for one in found.gained[1:].partition("l")[0].split(","))
    assert 0 < x < WIDTH
    assert 0 < y < HEIGHT
    assert found.held
    assert found.km > 0


def test_paths_are_simplified_until_they_fit():
    circle = shapely.Point(31, 48.5).buffer(0.3, quad_segs=2000)
    assert len(made(BEFORE, shapely.union(BEFORE, circle), most_bytes=400).gained) <= 400


def test_names_outside_the_drawing_are_left_out():
    inside = Place(name="Alpha", lon_lat=(31.05, 48.4), population=9000)
    outside = Place(name="Beta", lon_lat=(10.0, 48.4), population=90000)
    found = made(BEFORE, AFTER, places=[outside, inside])
    assert [label.name for label in found.labels] == ["Alpha"]


def geojson(path, kind: str, coordinates) -> None:
    feature = {
        "type": "Feature",
        "properties": {},
        "geometry": {"type": kind, "coordinates": coordinates},
    }
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))


def test_lines_and_boundaries_of_polygons_are_drawn(tmp_path):
    path = tmp_path / "river.geojson"
    lattice = Lattice.around((0, 0, 2, 2))
    geojson(path, "LineString", [[0.5, 0.5], [1.5, 1.5]])
    assert overlay_path(overlay(path), lattice, 1).count("M") == 1
    assert overlay(path).name == "river.geojson"
    geojson(path, "Polygon", [[[0.5, 0.5], [1.5, 0.5], [1, 1.5], [0.5, 0.5]]])
    assert overlay_path(overlay(path, name="Own"), lattice, 1).count("M") == 1


def test_lines_outside_the_map_are_cut_off(tmp_path):
    path = tmp_path / "river.geojson"
    geojson(path, "LineString", [[50, 50], [51, 51]])
    assert overlay_path(overlay(path), Lattice.around((0, 0, 2, 2)), 1) == ""


def test_file_without_lines_is_refused(tmp_path):
    path = tmp_path / "points.geojson"
    geojson(path, "Point", [1, 1])
    with pytest.raises(UsageError, match="nothing to draw"):
        overlay(path)


def test_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DecodeError, match="No such file"):
        overlay(tmp_path / "absent.geojson")


def test_file_that_is_no_vector_file_is_refused(tmp_path):
    path = tmp_path / "notes.geojson"
    path.write_text("not a map")
    with pytest.raises(DecodeError, match="cannot be read"):
        overlay(path)
