"""Changes measured in another process: the same numbers, and never a missing one."""

from __future__ import annotations

from itertools import pairwise

import pytest

from made_up_site import made_up_archive
from retally.archive.archive import Archive
from retally.archive.remembering import CACHE
from retally.model.words import AreaModel
from retally.series import apart
from retally.series import maps as maps_module
from retally.series.maps import Maps
from retally.series.points import Kind, Point

MODEL = AreaModel.ELLIPSOID


@pytest.fixture(scope="module")
def archive(tmp_path_factory) -> Archive:
    return Archive.open(made_up_archive(tmp_path_factory.mktemp("war"), days=5, vertices=80))


@pytest.fixture
def pairs(archive):
    (archive.path / CACHE).unlink(missing_ok=True)
    rows = [row for row in archive.layer_days("made-up") if row.status == "control"]
    days = [(row.geometry_hash,) for row in rows]
    return list(pairwise(days))


def areas(archive, pairs, **options):
    maps = Maps(archive, **options)
    maps.prepare(pairs, MODEL)
    return told(maps.change_areas(pair, MODEL) for pair in pairs)


def told(every):
    """Kilometres as numbers: compiled code and numpy differ in the fifteenth digit."""
    return pytest.approx([km2 for one in every for km2 in (one.gained_km2, one.lost_km2)])


def test_another_process_measures_the_same_and_remembers_it(archive, pairs):
    found = apart.changes_apart(archive.path, pairs, MODEL)
    assert list(found) == pairs
    assert all("change/" in key for key in archive.remembered_of(_keys(pairs)))
    assert len(archive.remembered_of(_keys(pairs))) == len(pairs)
    (archive.path / CACHE).unlink()
    numbers = [km2 for one in found.values() for km2 in (one.gained_km2, one.lost_km2)]
    assert numbers == areas(archive, pairs)


def _keys(pairs):
    return [maps_module._change_key(pair, MODEL) for pair in pairs]


def test_little_work_is_done_here(archive, pairs, monkeypatch):
    monkeypatch.setattr(maps_module, "changes_apart", None)
    assert areas(archive, pairs, is_apart=True).expected


def test_much_work_is_done_apart_and_not_again(archive, pairs, monkeypatch):
    expected = areas(archive, pairs)
    (archive.path / CACHE).unlink()
    monkeypatch.setattr(maps_module, "FEWEST", 2)
    monkeypatch.setattr(Maps, "_measured", None)
    assert areas(archive, pairs, is_apart=True).expected == expected


def test_what_a_process_that_was_ended_leaves_is_measured_here(archive, pairs, monkeypatch):
    expected = areas(archive, pairs)
    (archive.path / CACHE).unlink()
    monkeypatch.setattr(maps_module, "FEWEST", 2)
    # It ends without a word.
    monkeypatch.setattr(apart, "_send", "".format)
    assert areas(archive, pairs, is_apart=True).expected == expected


def test_archive_that_is_not_there_is_left_to_the_caller(tmp_path):
    assert apart.changes_apart(tmp_path / "none", [(("a",), ("b",))], MODEL) == {}


def test_areas_held_are_measured_apart_too(archive, monkeypatch):
    rows = [row for row in archive.layer_days("made-up") if row.status in ("control", "claimed")]
    points = [
        Point(day=one.day, kind=Kind.MAP, layers=(one, other))
        for one, other in zip(rows[::2], rows[1::2], strict=True)
    ]

    def held(**options):
        (archive.path / CACHE).unlink(missing_ok=True)
        maps = Maps(archive, **options)
        maps.prepare_held(points, MODEL)
        return [maps.held_km2(point, MODEL) for point in points]

    expected = held()
    assert len(set(expected)) == len(points)
    monkeypatch.setattr(maps_module, "FEWEST", 2)
    assert held(is_apart=True) == pytest.approx(expected)
    monkeypatch.setattr(Maps, "_load", None)
    assert held(is_apart=True) == pytest.approx(expected)
