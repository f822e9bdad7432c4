from __future__ import annotations

from decimal import Decimal

import pytest

from retally.model.story import Span
from retally.reader.numbers import LONGEST_NUMBER, is_decimal_comma, numbers


def found(text: str) -> list:
    return numbers(text, among=[Span(start=0, end=len(text))], dates=[])


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("took 478 of it", "478"),
        ("took 1,320 of it", "1320"),
        ("took 12,345,678 of it", "12345678"),
        ("took 14.5 of it", "14.5"),
        ("took 1 320 of it", "1320"),
        ("took 1\u202f320 of it", "1320"),
        ("took 1'320 of it", "1320"),
        ("took 1.3 million of it", "1300000.0"),
        ("took two hundred and ten of it", "210"),
        ("took twenty-five of it", "25"),
        ("took three thousand of it", "3000"),
        ("took three thousand five hundred of it", "3500"),
        ("took a dozen of it", "12"),
        ("took one hundred of it", "100"),
        ("took a million of it", "1000000"),
        ("took half a million of it", "500000.0"),
        ("took half a dozen of it", "6.0"),
        ("took two and a half million of it", "2500000.0"),
        ("took $2.5bn of it", "2500000000.0"),
        ("took 10k of it", "10000"),
        ("took $5m of it", "5000000"),
        ("took 5m of it", "5"),
        ("took 3 hundred of it", "300"),
        ("took 122 883 of it", "122883"),
        ("took 1 000 000 of it", "1000000"),
        ("took .5 of it", "0.5"),
        ("took 2 1/2 of it", "2.5"),
        ("took 2½ of it", "2.5"),
        ("took minus 18 of it", "-18"),
        ("took -5.2 of it", "-5.2"),
        ("took one soldier of it", "1"),
        ("took a sevenfold part of it", "7"),
    ],
)
def test_a_number_is_read_with_either_separator_and_in_words(text: str, value: str) -> None:
    (number,) = found(text)
    assert number.value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "in 2024 it slowed",
        "the 27th brigade",
        "an F-16 fell",
        "at 10:30 they left",
        "the 1990s were calm",
        "at 9 a.m. they left",
        "one of them",
    ],
    ids=["year", "ordinal", "name", "time", "decade", "hour", "pronoun"],
)
def test_digits_that_count_nothing_are_no_number(text: str) -> None:
    assert found(text) == []


def test_a_year_followed_by_a_unit_is_a_number() -> None:
    assert [number.value for number in found("took 2024 square miles")] == [2024]


@pytest.mark.parametrize(
    ("text", "printed", "value"),
    [
        ("two-thirds of it", "2/3", "0.6667"),
        ("a fifth of it", "1/5", "0.2"),
        ("three quarters of it", "3/4", "0.75"),
        ("less than a third, it said", "1/3", "0.3333"),
        ("half of it", "1/2", "0.5"),
        ("it fell by more than half", "1/2", "0.5"),
        ("it fell by a third then", "1/3", "0.3333"),
        ("1/3 of it", "1/3", "0.3333"),
        ("⅔ of it", "2/3", "0.6667"),
        ("one in five of them", "1/5", "0.2"),
        ("7 out of 10 of them", "7/10", "0.7"),
    ],
)
def test_a_fraction_keeps_its_two_numbers(text: str, printed: str, value: str) -> None:
    (number,) = found(text)
    assert number.printed == printed
    assert number.value == Decimal(value)
    assert number.is_fraction


@pytest.mark.parametrize(
    "text",
    [
        "a third straight month",
        "the final third and the third quarter",
        "the second half of March",
        "a half-hearted attack",
        "twice as many, tripling",
        "a few days and several villages",
    ],
)
def test_words_that_only_look_like_a_fraction_or_an_amount_are_none(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("several hundred square miles", 200, 999),
        ("a few thousand men", 2000, 9999),
        ("a couple of hundred men", 200, 999),
        ("dozens were hurt", 12, 120),
        ("hundreds were hurt", 100, 1000),
        ("tens of thousands of men", 10_000, 100_000),
        ("hundreds of thousands of men", 100_000, 1_000_000),
        ("millions of men", 1_000_000, 10_000_000),
    ],
)
def test_a_vague_amount_is_a_range(text: str, low: int, high: int) -> None:
    (number,) = found(text)
    assert number.printed is None
    assert number.value is None
    assert (number.low, number.high) == (low, high)


def test_a_page_with_decimal_commas_is_told_from_its_own_numbers() -> None:
    text = "64,12 against 4.772 and 1.320 later"
    assert is_decimal_comma(text)
    assert [number.value for number in found(text)] == [Decimal("64.12"), 4772, 1320]


def test_a_number_that_fits_only_the_other_habit_is_read_by_it() -> None:
    text = "12,000 and 7,500 and 1.234.567"
    assert [number.value for number in found(text)] == [12000, 7500, 1234567]


def test_a_number_of_ten_thousand_digits_is_counted_and_not_read() -> None:
    (number,) = found("9" * 10_000)
    assert number.printed is None


def test_a_number_in_words_that_never_ends_is_counted_and_not_read() -> None:
    (number,) = found("two hundred " * LONGEST_NUMBER)
    assert number.printed is None


def test_digits_within_a_date_are_no_number() -> None:
    text = "By October 27 they took 5"
    dates = [Span(start=3, end=13)]
    among = [Span(start=0, end=len(text))]
    assert [n.value for n in numbers(text, among=among, dates=dates)] == [5]


def test_a_number_that_is_no_quantity_in_either_habit_has_no_value() -> None:
    (number,) = found("version 1.2.3")
    assert number.printed is None
