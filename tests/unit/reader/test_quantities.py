from __future__ import annotations

import pytest

from retally.model.story import Qualifier, Span
from retally.reader.dates import dates
from retally.reader.numbers import numbers
from retally.reader.quantities import conversions, quantities
from retally.reader.tags import tagged


def found(text: str) -> list:
    whole = Span(start=0, end=len(text))
    counted = numbers(text, among=[whole], dates=[m.span for m in dates(text, [whole])])
    return quantities(text, whole, counted, tagged(text, whole))


@pytest.mark.parametrize(
    ("unit", "word"),
    [
        ("square kilometres", "km2"),
        ("square kilometers", "km2"),
        ("square-kilometre", "km2"),
        ("Square Kilometres", "km2"),
        ("km2", "km2"),
        ("km²", "km2"),
        ("km^2", "km2"),
        ("sq km", "km2"),
        ("sq. km", "km2"),
        ("sq. km.", "km2"),
        ("sq.km", "km2"),
        ("sq kms", "km2"),
        ("sqkm", "km2"),
        ("sq kilometres", "km2"),
        ("square km", "km2"),
        ("kilometres squared", "km2"),
        ("кв. км", "km2"),
        ("square miles", "mi2"),
        ("square mile", "mi2"),
        ("sq mi", "mi2"),
        ("sq. mi.", "mi2"),
        ("sq miles", "mi2"),
        ("mi2", "mi2"),
        ("mi²", "mi2"),
        ("square\nmiles", "mi2"),
        ("square\u00a0miles", "mi2"),
    ],
)
def test_every_spelling_of_a_unit_of_area_is_read(unit: str, word: str) -> None:
    (area,) = found(f"took 478 {unit} of land")
    assert area.unit == word
    assert area.numbers[0].value == 478


@pytest.mark.parametrize(
    ("text", "unit"),
    [("kilometres", "km"), ("miles", "mi"), ("squares", "square"), ("minutes", "minute")],
)
def test_a_unit_that_is_no_area_is_not_taken_for_one(text: str, unit: str) -> None:
    (quantity,) = found(f"took 478 {text} of it")
    assert quantity.unit == unit


@pytest.mark.parametrize(
    ("words", "qualifier"),
    [
        ("about", Qualifier.ABOUT),
        ("some", Qualifier.ABOUT),
        ("around", Qualifier.ABOUT),
        ("an estimated", Qualifier.ABOUT),
        ("nearly", Qualifier.NEARLY),
        ("almost", Qualifier.NEARLY),
        ("just under", Qualifier.NEARLY),
        ("more than", Qualifier.MORE_THAN),
        ("over", Qualifier.MORE_THAN),
        ("well over", Qualifier.MORE_THAN),
        ("at least", Qualifier.AT_LEAST),
        ("less than", Qualifier.LESS_THAN),
        ("under", Qualifier.LESS_THAN),
        ("up to", Qualifier.UP_TO),
        ("no more than", Qualifier.UP_TO),
        ("within", Qualifier.WITHIN),
        ("only", Qualifier.EXACT),
        ("more than the", Qualifier.EXACT),
        ("", Qualifier.EXACT),
    ],
)
def test_a_hedge_is_read_as_worded(words: str, qualifier: Qualifier) -> None:
    (area,) = found(f"They took {words} 478 km2 of land")
    assert area.qualifier is qualifier


@pytest.mark.parametrize(
    ("words", "qualifier"), [("or so", Qualifier.ABOUT), ("or more", Qualifier.AT_LEAST)]
)
def test_a_hedge_after_the_unit_is_read(words: str, qualifier: Qualifier) -> None:
    (area,) = found(f"They took 478 km2 {words} of land")
    assert area.qualifier is qualifier


@pytest.mark.parametrize("words", ["a day", "per day", "/day", "daily", "each day", "every day"])
def test_a_rate_carries_its_time_in_the_unit(words: str) -> None:
    (area,) = found(f"They took 15 km2{'' if words.startswith('/') else ' '}{words} then")
    assert area.unit == "km2/day"


def test_numbers_that_share_a_unit_are_listed_in_order() -> None:
    got = found("(477 and 459 square kilometres respectively)")
    assert [(a.numbers[0].value, a.unit, a.listed, a.of) for a in got] == [
        (477, "km2", 0, 2),
        (459, "km2", 1, 2),
    ]


def test_three_numbers_share_a_unit() -> None:
    assert [a.numbers[0].value for a in found("took 198, 477 and 459 sq km")] == [198, 477, 459]


@pytest.mark.parametrize(
    "text", ["between 1,150 and 1,300 km2", "1,150 to 1,300 km2", "1,150-1,300 km2"]
)
def test_a_range_is_one_area_with_two_ends(text: str) -> None:
    (area,) = found(f"held {text} there")
    assert area.qualifier is Qualifier.RANGE
    assert [number.value for number in area.numbers] == [1150, 1300]


def test_a_range_shares_its_scale_word() -> None:
    (area,) = found("held 1.2 to 1.5 million sq km")
    assert [number.value for number in area.numbers] == [1_200_000, 1_500_000]


def test_from_one_number_to_another_is_two_areas() -> None:
    assert len(found("rose from 459 to 478 sq km")) == 2


def test_an_elided_unit_is_that_of_the_area_before() -> None:
    got = found("took 477 sq km (184 sq mi) in August and 459 in September")
    assert [(a.numbers[0].value, a.unit, a.is_elided) for a in got] == [
        (477, "km2", False),
        (184, "mi2", False),
        (459, "km2", True),
    ]


def test_a_number_of_the_next_clause_is_no_elided_area() -> None:
    assert [one.unit for one in found("they took 5 km2; 459 in September died")] == ["km2", ""]


def test_a_number_that_no_word_gives_a_unit_has_none() -> None:
    (number,) = found("they lost 459 in September")
    assert number.unit == ""
    assert not number.is_elided


def test_a_vague_amount_has_a_range_and_no_value() -> None:
    (area,) = found("control several hundred square kilometres")
    assert (area.unit, area.qualifier) == ("km2", Qualifier.SEVERAL)
    assert (area.value, area.low, area.high) == (None, 200, 999)
    assert area.printed == ()


@pytest.mark.parametrize(
    "text",
    [
        "478 square kilometres (184 square miles)",
        "184 square miles (478 square kilometres)",
        "478 sq. km. (184 sq. mi.)",
        "478 sq km, or 184 sq mi,",
        "478 km2 [184 mi2]",
        "478 km2 / 184 mi2",
        "478 km2 -- 184 mi2 --",
        "478 km2 (or about 184 mi2)",
    ],
)
def test_an_area_restated_in_the_other_unit_is_a_pair(text: str) -> None:
    got = found(text)
    assert len(got) == 2
    assert conversions(text, got) == [(0, 1)]


def test_two_lists_restate_each_other_place_by_place() -> None:
    text = "477 and 459 sq km (184 and 177 sq mi)"
    assert conversions(text, found(text)) == [(0, 2), (1, 3)]


def test_two_areas_of_one_unit_are_no_pair() -> None:
    text = "478 sq km (477 sq km in August)"
    assert conversions(text, found(text)) == []
