"""Which names stand on a drawing, and from which enlargement on."""

from __future__ import annotations

from itertools import combinations

from retally.measure.places import Place
from retally.publish.frames import Lattice
from retally.publish.place_names import labels, without_districts

LATTICE = Lattice.around((30.0, 45.0, 40.0, 52.0))
PX = 700.0


def place(name: str, lon: float, lat: float, people: int, names: int = 0) -> Place:
    others = tuple(f"{name} {at}" for at in range(names))
    return Place(name=name, lon_lat=(lon, lat), population=people, alternatives=others)


def named(places: list[Place]) -> dict[str, float]:
    found = labels(places, LATTICE, width=LATTICE.width, drawn_px=PX)
    return {label.name: label.zoom for label in found}


def test_large_place_comes_first_and_its_neighbour_only_closer():
    found = named([place("Altenburgstadt", 35.0, 48.0, 900_000), place("Ort", 35.2, 48.0, 9_000)])
    assert found["Altenburgstadt"] < found["Ort"]


def test_small_place_with_a_short_name_waits_for_the_large_one_beside_it():
    crowd = [
        place(f"Ort{at}", 30.5 + at % 10 * 0.9, 45.5 + at // 10 * 0.5, 9_000) for at in range(90)
    ]
    far = [place(f"Grossstadt {at}", 31 + at, 50.5, 500_000) for at in range(8)]
    found = named([*far, *crowd])
    assert min(found[one.name] for one in far) <= min(found[one.name] for one in crowd)


def test_no_two_names_meet_at_any_enlargement_at_which_both_are_shown():
    places = [
        place(f"Ort Nummer {at}", 31 + (at * 7 % 40) / 5, 46 + (at * 11 % 50) / 10, 90_000 - at)
        for at in range(120)
    ]
    found = labels(places, LATTICE, width=LATTICE.width, drawn_px=PX)
    assert len(found) > 60
    for one, other in combinations(found, 2):
        px = LATTICE.width / PX / max(one.zoom, other.zoom)
        beside = one.x + one.wide_px * px <= other.x - 3 * px
        beside = beside or other.x + other.wide_px * px <= one.x - 3 * px
        assert beside or abs(one.y - other.y) >= 15 * px, (one, other)


def test_name_that_the_edge_would_cut_is_not_within():
    (one,) = labels(
        [place("Altenburgstadt", 39.9, 48.0, 900_000)], LATTICE, width=LATTICE.width, drawn_px=PX
    )
    assert not one.is_within((0, 0, LATTICE.width, LATTICE.height), LATTICE.width / PX)
    assert one.is_within((0, 0, 2 * LATTICE.width, LATTICE.height), LATTICE.width / PX)


def test_district_with_more_people_than_its_city_is_no_town():
    city = place("Hafenstadt", 37.54, 47.10, 230_000, names=50)
    district = place("Rechtes Ufer", 37.58, 47.11, 352_000, names=4)
    town = place("Nachbarstadt", 37.9, 47.3, 20_000, names=3)
    assert {one.name for one in without_districts([district, city, town])} == {
        "Hafenstadt",
        "Nachbarstadt",
    }
