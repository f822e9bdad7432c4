from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retally.model.story import Qualifier, Span
from retally.reader.dates import dates
from retally.reader.numbers import numbers
from retally.reader.quantities import conversions, quantities
from retally.reader.tags import tagged

PIECES = [
    *(
        "5",
        "1,320",
        "2/3",
        "two-thirds",
        "several hundred",
        "one",
        "half",
        "million",
        "$",
        "€",
        "%",
    ),
    *(
        " ",
        " ",
        " ",
        ", ",
        "-",
        " to ",
        " and ",
        " or ",
        "between ",
        "from ",
        "more than ",
        " or so",
    ),
    *("km2", " square miles", " soldiers", " Sudrian", " a day", "(", ")", "; ", ". ", "\n\n", "'"),
    *(
        "minus ",
        "the number of ",
        "the past ",
        " days",
        " times",
        "x",
        "k",
        "bn",
        "²",
        "½",
        "+",
        "/",
    ),
]


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
    ("text", "read"),
    [
        ("Norland sent 10,000 Sudrian soldiers.", [("10000", "people", "soldier")]),
        ("It has 227 combat engagements.", [("227", "engagement", "engagement")]),
        (
            "Its 12 air strikes and 5 airstrikes.",
            [("12", "strike", "strike"), ("5", "strike", "airstrike")],
        ),
        (
            "It rose six times, seven-fold and 2x.",
            [("6", "times", None), ("7", "times", None), ("2", "times", None)],
        ),
        ("It cost $2.5bn or €3 million.", [("2500000000", "USD", None), ("3000000", "EUR", None)]),
        ("It pays $3,500 a month.", [("3500", "USD/month", None)]),
        ("It lost 1,000 men a day.", [("1000", "people/day", "man")]),
        (
            "It rose 5 percentage points to 18.2%.",
            [("5", "percent", None), ("18.2", "percent", None)],
        ),
        (
            "Anna Berg, 44, met a 42-year-old aged 51.",
            [("44", "years", None), ("42", "years", None), ("51", "years", None)],
        ),
        (
            "A 12-page letter of a 700,000-strong army.",
            [("12", "page", "page"), ("700000", "people", "army")],
        ),
        (
            "Two-thirds of 12 villages fell.",
            [("0.6667", "share", None), ("12", "village", "village")],
        ),
        ("It marched half a mile.", []),
        ("It was 1/2 inch wide.", [("0.5", "inch", None)]),
        ("It lost 50 of the 70 drones.", [("50", "drone", "drone"), ("70", "drone", "drone")]),
        ("It lost 3,000 killed.", [("3000", "people", None)]),
        ("It lost five soldiers for every one there.", [("5", "times", "soldier")]),
        ("Millions of euros went.", [(None, "EUR", None)]),
        ("It sold 500 Model 3 cars.", [("500", "car", "car")]),
    ],
)
def test_a_quantity_has_its_unit_and_noun(text: str, read: list) -> None:
    assert [
        (None if one.value is None else f"{one.value.normalize():f}", one.unit, one.noun)
        for one in found(text)
    ] == read


@pytest.mark.parametrize(
    ("text", "unit", "noun"),
    [
        ("The number of Sudrian troops there stood at more than 3,000.", "people", "troop"),
        ("The number of Sudrians killed or wounded exceeds 3,000.", "people", None),
        ("Total losses exceed 3,000.", "people", "loss"),
        ("It sold 40 ships, and 3,000 in June.", "ship", "ship"),
        ("It took 40 km2 in summer, more than the 30 of the spring.", "km2", None),
        ("It took 40 km2 in May, more than the 30 of the month before.", "km2", None),
        ("It took 40 km2 in May; since then it took more than 3,000.", "km2", None),
        ("It lost 40 drones; 3,000 were found.", "drone", "drone"),
        ("It fell to 40% from 3.", "percent", None),
    ],
)
def test_an_elided_unit_is_that_of_the_words_before(text: str, unit: str, noun: str | None) -> None:
    last = found(text)[-1]
    assert (last.unit, last.noun, last.is_elided) == (unit, noun, True)


def test_an_elided_unit_may_stand_in_the_sentence_before() -> None:
    before = found("It took 584 km2 in 2030.")
    text = "It has since taken more than 2,660, an area as big as the capital."
    whole = Span(start=0, end=len(text))
    counted = numbers(text, among=[whole], dates=[])
    (area,) = quantities(text, whole, counted, tagged(text, whole), before=before)
    assert (area.value, area.unit, area.is_elided) == (2660, "km2", True)


def test_a_share_or_a_duration_is_never_carried_on() -> None:
    assert [one.unit for one in found("It took 5 days, and 3,000 in June.")] == ["days", ""]
    assert [one.unit for one in found("It rose 5 percent to 3,000 in June.")] == ["percent", ""]


@pytest.mark.parametrize(
    "text",
    [
        "It slowed in the past 15 days.",
        "It slowed in the first 30 days of June.",
        "It began three years ago.",
        "The two sides met.",
        "It is one of the largest.",
        "The two of them met.",
    ],
)
def test_a_stretch_of_a_window_and_things_pointed_at_are_no_figures(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "ends", "unit"),
    [
        ("lost 10-15 tanks", [10, 15], "tank"),
        ("lost five or six soldiers", [5, 6], "people"),
        ("rose 45% to 65% there", [], "percent"),
        ("covers between 45% and 65% of it", [45, 65], "percent"),
        ("costs $3 to $5 now", [3, 5], "USD"),
        ("costs $3-5 billion now", [3 * 10**9, 5 * 10**9], "USD"),
        ("advanced 200-300 metres a day", [200, 300], "m/day"),
        ("could range from 189 000 to 273 000", [189_000, 273_000], ""),
        ("costs 25 or 40 euros", [], "EUR"),
    ],
)
def test_ends_of_a_range_are_one_quantity(text: str, ends: list, unit: str) -> None:
    got = found(text)
    ranged = [one for one in got if one.qualifier is Qualifier.RANGE]
    assert [end for one in ranged for end in (one.low, one.high)] == ends
    assert len(got) == (1 if ends else 2)
    assert got[-1].unit == unit


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("5,000 soldiers or so", Qualifier.ABOUT),
        ("5,000 or so soldiers", Qualifier.ABOUT),
        ("5,000 soldiers at the most", Qualifier.UP_TO),
        ("5,000-plus soldiers", Qualifier.AT_LEAST),
        ("5,000+ soldiers", Qualifier.AT_LEAST),
        ("more than $5,000", Qualifier.MORE_THAN),
    ],
)
def test_a_hedge_after_the_number_or_its_noun_is_read(text: str, qualifier: Qualifier) -> None:
    (quantity,) = found(f"They counted {text} there.")
    assert quantity.qualifier is qualifier


def test_an_age_is_told_from_a_stretch_of_time() -> None:
    got = found("A 42-year-old, aged 51, and Anna Berg, 44, waited 3 years.")
    assert [(one.unit, one.is_age) for one in got] == [
        ("years", True),
        ("years", True),
        ("years", True),
        ("years", False),
    ]


def test_both_units_of_a_pair_have_the_rate_behind_them() -> None:
    got = found("an average of 14.5 square kilometres (5.6 square miles) taken each day")
    assert [one.unit for one in got] == ["km2/day", "mi2/day"]


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=200))
@settings(deadline=None, max_examples=150)
def test_any_text_is_read_without_an_error(text: str) -> None:
    got = found(text)
    assert all(one.span.start < one.span.end <= len(text) for one in got)
    assert [one.span for one in got] == sorted(one.span for one in got)
    for one in got:
        assert (one.value is None) == (one.low is not None and one.high is not None)


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(["km2", "soldiers"]))
@settings(deadline=None)
def test_a_printed_number_is_read_exactly(value: Decimal, noun: str) -> None:
    (quantity,) = found(f"They counted {value:,} {noun} there.")
    assert quantity.value == value


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


def test_a_number_told_again_as_a_share_keeps_what_it_counts() -> None:
    text = "Of 970 drones launched, 97, or 12 percent, got through."
    assert [one.unit for one in found(text)] == ["drone", "drone", "percent"]
    assert [one.unit for one in found("It rose 10 or 12 percent.")] == ["percent", "percent"]
