from __future__ import annotations

import pytest

from made_reading import reading, said
from retally.check.query_place import covers, is_whole, near_named
from retally.model.definition import Definition
from retally.model.words import Party, Status
from story_ground import ISLAND, made_up_definition

PARTIES = frozenset({"norland", "sudria"})
CAPE, NARROW = ISLAND["atlas-cape"], ISLAND["atlas-narrow"]
WITH_AREA = Definition(
    name="bold",
    sentence="Ground that Norland holds.",
    sources=("atlas",),
    party=Party("norland"),
    statuses=frozenset({Status.CONTROL}),
    share_of_km2=1000.0,
    share_source="Eastmark within the borders of 2001, Cape included",
)


def figure(place: str | None):
    return reading(said(place=place)).figures[0]


@pytest.mark.parametrize(
    ("definition", "place", "is_covered"),
    [
        (NARROW, None, True),
        (NARROW, "Sudria", True),
        (NARROW, "Norland", False),
        (NARROW, "Eastmark", False),
        (NARROW, "the region", False),
        (CAPE, "Cape", True),
        (CAPE, "the Cape region", True),
        (CAPE, "Norland's Cape region", True),
        (CAPE, "Norland", True),
        (CAPE, "Sudria", False),
        (CAPE, "Eastmark", False),
        (WITH_AREA, "Eastmark", True),
        (WITH_AREA, "Cape", False),
    ],
)
def test_a_place_is_all_the_ground_or_the_one_place_of_a_definition(
    definition: Definition, place: str | None, is_covered: bool
) -> None:
    assert covers(definition, figure(place), "It took ground.", PARTIES) is is_covered


@pytest.mark.parametrize(
    ("sentence", "is_covered"),
    [
        ("Sudria took ground inside Norland.", True),
        ("Sudria took Norland's soil.", True),
        ("Sudria took ground on the cape.", True),
        ("Sudria took ground from Norland.", False),
    ],
)
def test_ground_abroad_is_meant_where_the_sentence_says_so(sentence: str, is_covered: bool) -> None:
    assert covers(CAPE, figure(None), sentence, PARTIES) is is_covered


def test_a_definition_of_one_place_abroad_is_not_the_whole() -> None:
    assert is_whole(NARROW)
    assert not is_whole(CAPE)
    assert is_whole(made_up_definition("other", source="atlas"))


@pytest.mark.parametrize(
    ("sentence", "place", "near"),
    [
        ("61 km2 within 12.5 km of Eastmark.", "Eastmark", ("Eastmark", 12.5)),
        ("61 km2 within 10 miles of the town of Eastmark.", "Eastmark", ("Eastmark", 16.09344)),
        ("61 km2 within 0 km of Eastmark.", "Eastmark", None),
        ("61 km2 around Eastmark.", "Eastmark", ("Eastmark", None)),
        ("61 km2 near the key eastern hub of Eastmark.", "Eastmark", ("Eastmark", None)),
        ("61 km2 within 10 km of Westmark and near Westmark.", "Eastmark", None),
        ("61 km2 in Eastmark.", "Eastmark", None),
        ("61 km2 around Eastmark.", None, None),
    ],
)
def test_the_ground_around_a_place_is_what_the_sentence_says(
    sentence: str, place: str | None, near: tuple | None
) -> None:
    found = near_named(figure(place), sentence)
    assert (None if found is None else (found.name, found.km)) == near
