"""Maps measured once, and places of a question."""

from __future__ import annotations

from datetime import date

import pytest
import shapely

from retally.errors import NotMeasuredError
from retally.measure.change import change
from retally.model.words import AreaModel
from retally.series import place_names
from retally.series.maps import Maps
from retally.series.points import Kind, Point


def test_no_archive_measures_and_remembers_nothing():
    maps = Maps(None)
    maps.prepare([(("a",), ("a",))], AreaModel.ELLIPSOID)
    assert maps.change_areas((("a",), ("a",)), AreaModel.ELLIPSOID).net_km2 == 0
    point = Point(day=date(2031, 1, 1), kind=Kind.SUMMED, held_km2=3.0)
    assert maps.held_km2(point, AreaModel.ELLIPSOID) == 3.0


def test_geometry_without_an_archive_is_refused():
    with pytest.raises(NotMeasuredError, match="without an archive there is no geometry"):
        Maps(None).geometry(("a",))


def test_a_change_asked_alone_is_measured_and_remembered(made):
    archive = made.days_of(date(2031, 1, 1), {0: 1, 1: 3})
    hashes = [(row.geometry_hash,) for row in archive.layer_days("made")]
    pair = (hashes[0], hashes[1])
    first = Maps(archive).change_areas(pair, AreaModel.ELLIPSOID)
    reads = archive.reads
    assert Maps(archive).change_areas(pair, AreaModel.ELLIPSOID) == first
    assert (archive.reads, round(first.net_km2 / made.cell_km2, 6)) == (reads, 2)


def test_extent_of_a_map_is_that_of_all_its_layers(made):
    archive = made.days_of(date(2031, 1, 1), {0: 1})
    archive.put("made", date(2031, 1, 1), made.red, "advance", made.strip(3, west=7))
    hashes = tuple(sorted(row.geometry_hash for row in archive.layer_days("made")))
    assert Maps(archive).extent(hashes) == (0.0, 0.0, 0.1, 0.1)


class _Gazetteer:
    def find(self, text, extent):
        assert extent == (0, 0, 1, 1)
        return _Found(text)

    def within(self, extent):
        self.extent = extent
        return ()


class _Found:
    def __init__(self, text):
        self.text = text
        self.lon_lat = (7.0, 8.0)


def test_a_name_is_looked_up_within_the_extent(monkeypatch):
    monkeypatch.setattr(place_names, "_gazetteer", lambda announce: _Gazetteer())
    assert place_names.lon_lat_of("Norden", lambda: (0, 0, 1, 1)) == (7.0, 8.0)
    assert place_names.lon_lat_of((1.0, 2.0), lambda: (0, 0, 1, 1)) == (1.0, 2.0)


def test_places_are_looked_for_in_and_around_what_changed(monkeypatch):
    found = _Gazetteer()
    monkeypatch.setattr(place_names, "_gazetteer", lambda announce: found)
    boxes = [shapely.MultiPolygon([shapely.box(0, 0, at, 0.1)]) for at in (1, 2)]
    assert place_names.places_around(change(*boxes)).all == ()
    west, south, east, north = found.extent
    assert (west, south) == (0.0, -1.0)
    assert (round(east, 6), round(north, 6)) == (3.0, 1.1)
    assert place_names.places_around(change(boxes[0], boxes[0])).all == ()
