"""The box of a drawing, the lines across it and its scale."""

from __future__ import annotations

import pytest
from pyproj import Geod

from retally.publish.frames import Lattice
from retally.publish.graticule import degrees_of, graticule, scale_bars, whole_box

LATTICE = Lattice.around((30.0, 44.0, 42.0, 53.0))
WHOLE = (0, 0, LATTICE.width, LATTICE.height)


def test_degrees_of_the_whole_lattice_are_those_it_was_made_for():
    assert degrees_of(LATTICE, WHOLE) == pytest.approx((30.0, 44.0, 42.0, 53.0), abs=1e-3)


def test_lines_stand_on_round_degrees_and_run_across():
    lines = list(graticule(LATTICE, WHOLE))
    meridians = [one.text for one in lines if one.is_meridian]
    assert meridians == ["30°E", "32°E", "34°E", "36°E", "38°E", "40°E", "42°E"]
    assert next(one.text for one in lines if not one.is_meridian) == "46°N"
    assert all(one.y2 - one.y1 == LATTICE.height for one in lines if one.is_meridian)


@pytest.mark.parametrize(
    ("bounds", "texts"),
    [
        pytest.param((-1.0, -1.0, 1.0, 1.0), {"0.5°W", "0°", "0.5°E", "0.5°S", "0.5°N"}, id="zero"),
        pytest.param((-122.0, -48.0, -120.0, -46.0), {"121°W", "47°S", "46.5°S"}, id="southwest"),
    ],
)
def test_degrees_are_named_by_their_side(bounds, texts):
    lattice = Lattice.around(bounds)
    lines = graticule(lattice, (0, 0, lattice.width, lattice.height))
    assert texts <= {one.text for one in lines}


@pytest.mark.parametrize("part", [1, 4, 16, 60])
def test_few_lines_at_every_enlargement(part):
    box = (10_000, 10_000, LATTICE.width // part, LATTICE.height // part)
    meridians = [one for one in graticule(LATTICE, box) if one.is_meridian]
    assert 2 <= len(meridians) <= 9


def test_bars_are_round_and_as_long_as_on_the_ellipsoid():
    km, mi = scale_bars(LATTICE, WHOLE)
    assert (km.unit, km.length, mi.unit, mi.length) == ("km", 200, "mi", 100)
    assert max(km.steps, mi.steps) <= LATTICE.width / 4
    middle = 48.66
    degrees = km.steps * LATTICE.step * 180 / 3.141592653589793
    _, _, metres = Geod(ellps="WGS84").inv(36.0, middle, 36.0 + degrees, middle)
    assert metres / 1000 == pytest.approx(200, rel=0.01)


def test_narrow_map_is_shown_with_ground_beside_it_and_a_wide_one_above():
    for bounds in ((30, 40, 32, 52), (20, 48, 44, 49)):
        lattice = Lattice.around(bounds)
        x, y, width, height = whole_box(lattice)
        assert 1.19 <= width / height <= 1.61
        assert x <= 0 <= y + height - lattice.height + 1
        assert width >= lattice.width
        assert height >= lattice.height
