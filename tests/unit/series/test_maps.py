"""Maps measured once, and places of a question."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
import shapely

from retally.errors import NotMeasuredError
from retally.measure.change import change
from retally.model.words import AreaModel
from retally.series import maps as maps_module
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


def test_years_of_maps_are_measured_in_parts_and_let_go(made, monkeypatch):
    widths = {day: 1 + (7 * day) % 30 for day in range(30)}
    archive = made.days_of(date(2031, 1, 1), widths)
    names = [(row.geometry_hash,) for row in archive.layer_days("made")]
    pairs = [*pairwise(names), (names[3], names[9]), (names[9], names[3]), (names[0], names[29])]
    archive.cache.clear()
    whole = Maps(archive)
    whole.prepare(pairs, AreaModel.ELLIPSOID)
    expected = {pair: whole.change_areas(pair, AreaModel.ELLIPSOID) for pair in pairs}
    archive.cache.clear()
    monkeypatch.setattr(maps_module, "AT_ONCE", 4)
    monkeypatch.setattr(maps_module, "KEPT_VERTICES", 20)
    parted = Maps(archive)
    parted.prepare(pairs, AreaModel.ELLIPSOID)
    assert {pair: parted.change_areas(pair, AreaModel.ELLIPSOID) for pair in pairs} == expected
    points = [
        Point(day=row.day, kind=Kind.MAP, layers=(row,)) for row in archive.layer_days("made")
    ]
    parted.prepare_held(points, AreaModel.ELLIPSOID)
    held = [parted.held_km2(point, AreaModel.ELLIPSOID) for point in points]
    assert [round(km2 / made.cell_km2, 6) for km2 in held] == list(widths.values())
    assert len(parted._unions) <= 4
    assert parted.change(pairs[-1], AreaModel.ELLIPSOID).net_km2 == expected[pairs[-1]].net_km2


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
