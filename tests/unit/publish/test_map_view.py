"""What the first frame of a map shows, and how its parts are named."""

from __future__ import annotations

import shapely

from retally.publish.frames import Lattice
from retally.publish.graticule import whole_box
from retally.publish.map_view import most_of, opening_box, party_name

LATTICE = Lattice.around((30.0, 44.0, 42.0, 53.0))


def test_opening_shows_the_ground_with_a_margin_in_the_shape_of_the_whole():
    whole = whole_box(LATTICE)
    x, y, width, height = opening_box(LATTICE, [shapely.box(33, 47, 34, 48)])
    left, top = LATTICE.steps(shapely.get_coordinates(shapely.Point(33, 48)))[0]
    right, bottom = LATTICE.steps(shapely.get_coordinates(shapely.Point(34, 47)))[0]
    assert x < left < right < x + width
    assert y < top < bottom < y + height
    assert abs(width / height - whole[2] / whole[3]) < 0.01
    assert width < whole[2] / 4


def test_stray_far_from_the_ground_does_not_shrink_it():
    ground = [shapely.box(33, 47, 34, 48), shapely.box(40, 52, 40.01, 52.01)]
    assert most_of(ground) == (33, 47, 34, 48)
    assert most_of(ground, part=1.0) == (33, 47, 40.01, 52.01)


def test_without_ground_the_whole_map_is_shown():
    assert opening_box(LATTICE, [None, shapely.Polygon()]) == whole_box(LATTICE)


def test_ground_beyond_what_may_be_shown_gives_no_more_than_the_whole():
    assert opening_box(LATTICE, [shapely.box(30, 44, 42, 53)]) == whole_box(LATTICE)


def test_party_is_named_as_a_name():
    assert party_name("norland") == "Norland"
    assert party_name("norland-in-sudria") == "Norland in Sudria"
