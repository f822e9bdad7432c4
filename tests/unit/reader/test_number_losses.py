"""Rates of people, losses of men and of things, towns, and hedges that only look like one."""

from __future__ import annotations

from datetime import date

import pytest

from retally.model.story import Figure, Qualifier
from retally.reader.read import read
from retally.stories.plain import plain_story


def figures(text: str) -> tuple[Figure, ...]:
    story = plain_story(text)
    return read(story, published=date(2031, 7, 2), parties=("norland", "sudria")).figures


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("Over 900 people are killed and wounded every week in Sudria.", "people/week"),
        ("Norland loses 700 killed or wounded soldiers a day.", "people/day"),
        ("The army recruits 3,000 men a month.", "people/month"),
        ("Some 300 soldiers were killed in a day.", "people"),
        ("Some 300 soldiers fell within a week.", "people"),
        ("Weekly fatalities of volunteers stood at 120.", "people/week"),
        ("Daily losses of 1,200 men were reported.", "people/day"),
        ("Losses sat at 913 a day in March.", "people/day"),
        ("Losses fell by 74 on average per day.", "people/day"),
        ("The monthly rate of losses fell from 3,800 men in May to 3,100 in June.", "people/month"),
        ("The average daily advance was 15 sq km.", "km2/day"),
        ("It was the largest monthly gain, 478 sq km.", "km2"),
    ],
)
def test_people_are_counted_per_time_where_the_sentence_says_so(text: str, unit: str) -> None:
    assert {one.unit for one in figures(text)} == {unit}


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("June had the highest tank losses for Norland, totalling 428.", "tank"),
        ("Norland's tank losses grew in May. June saw 521 losses.", "tank"),
        ("The war went on, with over one million losses.", "people"),
        ("The firm announced 5,000 job losses.", "loss"),
        (
            "Casualty figures for the troops were also reported, hitting over 3,500 in June.",
            "people",
        ),
        ("Norland's losses passed the one million mark in June.", "people"),
        ("At least 932 natives of the region were killed.", "people"),
        ("It is a city of 70,000, and 40,000 have fled.", "people"),
        ("Places with populations of less than 10,000 are spared.", "people"),
        ("The port town of 35,000 lies near the front.", "people"),
    ],
)
def test_what_stands_before_a_number_says_what_it_counts(text: str, unit: str) -> None:
    assert figures(text)[0].unit == unit


def test_a_city_counts_people_also_behind_a_distance() -> None:
    text = "Troops are 12 km (7.5 miles) from Port Nora, a city of 70,000."
    assert [one.unit for one in figures(text)] == ["km", "mi", "people"]


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("Norland regained control over 26 sq km.", Qualifier.EXACT),
        ("Norland took over 26 sq km.", Qualifier.MORE_THAN),
        ("Weekly deaths have not dipped below 100.", Qualifier.AT_LEAST),
        ("Losses never exceeded 1,500 men.", Qualifier.UP_TO),
        ("Losses dipped below 100.", Qualifier.LESS_THAN),
        (
            "Norland's troops took ground, passing the 5% threshold in the area.",
            Qualifier.MORE_THAN,
        ),
        ("Its losses are nearing the 900,000 mark.", Qualifier.NEARLY),
        ("Norland took the 5% that was left.", Qualifier.EXACT),
    ],
)
def test_a_hedge_belongs_to_the_number(text: str, qualifier: Qualifier) -> None:
    assert figures(text)[0].qualifier is qualifier


def test_an_advance_from_one_length_to_another_is_a_range() -> None:
    (one,) = figures("Assault units advanced from 100 metres to 1,400 metres in places.")
    assert (one.low, one.high, one.unit) == (100, 1400, "m")


def test_in_one_operation_counts_nothing() -> None:
    assert figures("Norland took most of its prisoners in one operation.") == ()
