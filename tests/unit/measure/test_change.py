"""The change between two maps, on shapes one can draw."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

import retally.measure.change as change_module
import retally.measure.faces as faces_module
from kernel_paths import PATHS, run_as_python, take
from retally.measure.area import area_km2
from retally.measure.arrangement import arrangement
from retally.measure.change import change, changes
from retally.measure.faces import overlaid_faces
from retally.model.geometry import canonical
from retally.model.words import AreaModel
from shapes import (
    APART,
    CORNER,
    EAST,
    EMPTY,
    FRAME,
    ISLET,
    NAMED,
    SHIFTED,
    TALL,
    UNIT,
    island,
    reversed_rings,
)


@pytest.fixture(params=[*PATHS, "compiled, run as Python"])
def path(request, monkeypatch):
    """All ways to the faces, whatever the size of the change."""
    take(request.param.split(",")[0], monkeypatch)
    if request.param not in PATHS:
        run_as_python(monkeypatch)


PAIRS = [(one, other) for one in NAMED for other in NAMED]


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("before, after", PAIRS, ids=[f"{a} to {b}" for a, b in PAIRS])
def test_change_of_named_shapes_is_their_difference(before, after):
    found = change(NAMED[before], NAMED[after])
    gained = shapely.difference(NAMED[after], NAMED[before])
    lost = shapely.difference(NAMED[before], NAMED[after])
    assert found.gained_km2 == pytest.approx(area_km2(gained), abs=1e-6)
    assert found.lost_km2 == pytest.approx(area_km2(lost), abs=1e-6)
    assert shapely.equals(shapely.union_all(shapely.get_parts(found.gained)), gained)
    assert shapely.equals(shapely.union_all(shapely.get_parts(found.lost)), lost)


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize(
    "before, after, pieces",
    [
        (UNIT, UNIT, 0),
        (UNIT, TALL, 1),
        (UNIT, EAST, 2),
        (UNIT, SHIFTED, 2),
        (UNIT, CORNER, 2),
        (UNIT, APART, 2),
        (UNIT, FRAME, 1),
        (FRAME, ISLET, 1),
        (EMPTY, ISLET, 2),
        (EMPTY, EMPTY, 0),
    ],
    ids=[
        "same",
        "north",
        "neighbour",
        "crossing",
        "corner",
        "apart",
        "hole",
        "islet",
        "all",
        "none",
    ],
)
def test_pieces_are_the_faces_one_would_count(before, after, pieces):
    assert change(before, after).pieces == pieces


@pytest.mark.usefixtures("path")
def test_ring_direction_does_not_matter():
    found = change(reversed_rings(UNIT), ISLET)
    again = change(UNIT, reversed_rings(ISLET))
    assert (found.gained_km2, found.lost_km2) == (again.gained_km2, again.lost_km2)


@pytest.mark.usefixtures("path")
def test_noise_below_the_lattice_is_no_change():
    drawn = island(3, 200)
    noisy = shapely.transform(drawn, lambda points: points + 2e-7 * np.sin(points * 1e5))
    assert change(drawn, noisy).pieces == 0


@pytest.mark.usefixtures("path")
def test_parts_that_overlap_count_as_often_as_they_lie_there():
    """Overlapping parts are not valid; the winding number says how often ground is covered."""
    twice = shapely.MultiPolygon([UNIT, SHIFTED])
    found = change(EMPTY, twice)
    assert found.gained_km2 == pytest.approx(area_km2(UNIT) + area_km2(SHIFTED), abs=1e-6)


def test_held_areas_are_those_of_the_two_maps():
    found = change(UNIT, TALL)
    assert found.before_km2 == area_km2(UNIT)
    assert found.after_km2 == area_km2(TALL)
    assert found.net_km2 == pytest.approx(found.after_km2 - found.before_km2, abs=1e-9)


@pytest.mark.usefixtures("path")
@pytest.mark.parametrize("model", AreaModel)
def test_gained_is_measured_under_the_model_asked_for(model):
    found = change(UNIT, TALL, model=model)
    assert found.gained_km2 == pytest.approx(area_km2(shapely.box(0, 1, 1, 2), model=model))
    assert found.before_km2 == area_km2(UNIT, model=model)


def test_change_of_many_edges_takes_loops_apart():
    drawn = island(4, 4000)
    grown = shapely.union(drawn, shapely.box(36.2, 48.2, 36.7, 48.7))
    grown = canonical(shapely.difference(grown, shapely.box(35.5, 47.5, 35.7, 48.4)))
    found = change(drawn, grown)
    gained, lost = shapely.difference(grown, drawn), shapely.difference(drawn, grown)
    assert found.gained_km2 == pytest.approx(area_km2(gained), abs=1e-6)
    assert found.lost_km2 == pytest.approx(area_km2(lost), abs=1e-6)
    assert found.faces.plain is not None


@pytest.mark.parametrize("number", [0, 1], ids=["none", "one"])
def test_changes_of_fewer_than_two_maps_are_none(number):
    assert changes([UNIT] * number) == []


def test_a_face_that_geos_loses_is_found_by_overlaying_the_maps(monkeypatch):
    def losing(found, noded):
        polygons, windings = arrangement(found, noded)
        return polygons[1:], windings[1:]

    take("all through GEOS", monkeypatch)
    monkeypatch.setattr(faces_module, "arrangement", losing)
    found = change(UNIT, SHIFTED)
    assert found.gained_km2 == pytest.approx(area_km2(shapely.difference(SHIFTED, UNIT)), abs=1e-6)
    assert found.pieces == 2


def test_noding_that_geos_refuses_is_tried_robustly(monkeypatch):
    def refused(lines):
        raise shapely.errors.GEOSException("no convergence")

    take("all through GEOS", monkeypatch)
    monkeypatch.setattr(faces_module, "quickly", refused)
    assert change(UNIT, TALL).gained_km2 == pytest.approx(area_km2(shapely.box(0, 1, 1, 2)))


def test_overlaid_faces_are_gained_first_then_lost():
    found = overlaid_faces(UNIT, SHIFTED)
    assert found.windings.tolist() == [1, -1]
    assert found.areas_km2(AreaModel.ELLIPSOID)[0] == pytest.approx(
        area_km2(shapely.difference(SHIFTED, UNIT)), abs=1e-6
    )


def test_ground_whose_faces_touch_along_a_line_comes_out_valid():
    # Two faces that share an edge, as rounding leaves them: valid each, not together.
    left, right = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    ground = change_module._valid(np.array([left, right]))
    assert ground.is_valid
    assert ground.area == 2


def test_change_says_its_areas_as_a_document_and_as_a_table():
    found = change(shapely.box(0, 0, 1, 1), shapely.box(0, 0, 1, 2))
    assert found.to_dict()["gained_km2"] == found.gained_km2
    assert "gained" in found._repr_html_()
