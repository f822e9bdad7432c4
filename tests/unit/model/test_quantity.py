"""Printed numbers as intervals, and when two intervals meet."""

from __future__ import annotations

from fractions import Fraction

import pytest

from retally.errors import UsageError
from retally.model.quantity import (
    Quantity,
    printed_fraction,
    printed_interval,
    printed_range,
    significant_place,
    truncated_interval,
)


@pytest.mark.parametrize(
    ("printed", "qualifier", "scale", "low", "high"),
    [
        ("478", "exact", 1, 477.5, 478.5),
        ("500", "exact", 1, 499.5, 500.5),
        ("16.1", "exact", 1, 16.05, 16.15),
        ("27.960", "exact", 1, 27.9595, 27.9605),
        ("10,000", "exact", 1, 9999.5, 10000.5),
        ("500", "about", 1, 450, 550),
        ("478", "about", 1, 477, 479),
        ("14.5", "about", 1, 14.4, 14.6),
        ("10,000", "about", 1, 5000, 15000),
        ("400", "nearly", 1, 350, 400),
        ("19", "nearly", 1, 18, 19),
        ("3,000", "more_than", 1, 3000, None),
        ("335", "at_least", 1, 335, None),
        ("7", "less_than", 1, None, 7),
        ("1376", "up_to", 1, None, 1376),
        ("5", "within", 1, None, 5),
        ("2", "exact", 1_000_000, 1_500_000, 2_500_000),
        ("20", "exact", 1_000_000, 15_000_000, 25_000_000),
        ("1.50", "exact", 1_000_000, 1_495_000, 1_505_000),
        ("0", "about", 1, -1, 1),
        ("-5", "exact", 1, -5.5, -4.5),
    ],
)
def test_printed_number_stands_for_this_interval(printed, qualifier, scale, low, high):
    quantity = printed_interval(printed, qualifier, unit="km2", scale=scale)
    document = quantity.to_dict()
    assert (document["low"], document["high"]) == (low, high)
    assert document["unit"] == "km2"


def test_printed_intervals_are_exact_fractions():
    assert printed_interval("0.1", unit="km2").low == Fraction(1, 20)


def test_range_is_widened_by_half_a_place_at_each_end_and_has_no_value():
    quantity = printed_range("1,150", "1300", unit="km2")
    assert quantity.to_dict() == {"value": None, "low": 1149.5, "high": 1300.5, "unit": "km2"}
    assert printed_range("1", "2", unit="people", scale=1000).high == 2500


def test_truncated_number_reaches_up_to_the_next_one():
    assert truncated_interval("184", unit="mi2").to_dict()["high"] == 185.0
    assert truncated_interval("-3", unit="mi2").to_dict()["low"] == -4.0


def test_zeros_of_an_integer_count_only_when_asked():
    assert significant_place("1200", zeros_count=True) == 1
    assert significant_place("1200", zeros_count=False) == 100
    assert significant_place("12.00", zeros_count=False) == Fraction(1, 100)


def test_intervals_that_touch_meet():
    printed = printed_interval("478", unit="km2")
    assert printed.meets(Quantity.measured(478.5, unit="km2"))
    assert not printed.meets(Quantity.measured(478.6, unit="km2"))
    assert printed.meets(Quantity.measured(440, bounds=(430, 480), unit="km2"))


def test_open_side_meets_any_number_on_that_side():
    over = printed_interval("725", "more_than", unit="km2")
    assert over.meets(Quantity.measured(9999, unit="km2"))
    assert not over.meets(Quantity.measured(724.9, unit="km2"))


def test_different_units_are_refused():
    with pytest.raises(UsageError, match=r"different units.*expected km2, got mi2"):
        printed_interval("1", unit="km2").meets(printed_interval("1", unit="mi2"))


def test_negative_factor_turns_the_interval_round():
    turned = Quantity.measured(2, bounds=(1, 3), unit="km2").times(-1, unit="km2")
    assert (turned.low, turned.value, turned.high) == (-3, -2, -1)
    assert printed_interval("3", "more_than", unit="mi2").times(2, unit="km2").high is None


@pytest.mark.parametrize("printed", ["", "four", "1,23", "1.", "12e3"])
def test_text_that_is_no_printed_number_is_refused(printed):
    with pytest.raises(UsageError, match="not a printed number"):
        printed_interval(printed, unit="km2")


@pytest.mark.parametrize("qualifier", ["range", "roughly"])
def test_qualifier_that_is_none_of_a_single_number_is_refused(qualifier):
    with pytest.raises(UsageError, match="no qualifier of a single printed number"):
        printed_interval("5", qualifier, unit="km2")


@pytest.mark.parametrize(
    ("printed", "qualifier", "low", "high"),
    [
        ("2/3", "exact", Fraction(19, 30), Fraction(17, 24)),
        ("1/2", "exact", Fraction(9, 20), Fraction(11, 20)),
        ("1/10", "exact", Fraction(1, 20), Fraction(3, 20)),
        ("9/10", "exact", Fraction(17, 20), Fraction(19, 20)),
        ("1/20", "exact", Fraction(1, 40), Fraction(3, 40)),
        ("7/10", "exact", Fraction(41, 60), Fraction(29, 40)),
        ("3/2", "exact", Fraction(29, 20), Fraction(31, 20)),
        ("3/4", "nearly", Fraction(17, 24), Fraction(3, 4)),
        ("3/4", "more_than", Fraction(3, 4), None),
        ("1/3", "less_than", None, Fraction(1, 3)),
    ],
)
def test_a_fraction_reaches_halfway_to_its_neighbours(printed, qualifier, low, high):
    quantity = printed_fraction(printed, qualifier)
    assert (quantity.low, quantity.high) == (low, high)
    assert quantity.unit == "share"


@pytest.mark.parametrize("printed", ["3", "1/0", "a/b", "/", "1/2/3"])
def test_what_is_no_fraction_is_refused(printed):
    with pytest.raises(UsageError, match="not a printed fraction"):
        printed_fraction(printed)


def test_quantities_are_added_and_taken_off():
    ten = printed_interval("10", unit="km")
    more = printed_interval("3", "more_than", unit="km")
    assert (ten.plus(more).low, ten.plus(more).high) == (Fraction("12.5"), None)
    assert (ten.minus(more).low, ten.minus(more).high) == (None, Fraction("7.5"))
    assert ten.minus(more).value == 7


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        (("10", "exact"), ("2", "exact"), Fraction("3.8"), Fraction(7)),
        (("10", "exact"), ("3", "more_than"), None, Fraction("3.5")),
        (("10", "more_than"), ("2", "exact"), Fraction(4), None),
        (("10", "exact"), ("2", "up_to"), Fraction("4.75"), None),
        (("10", "exact"), ("0", "exact"), Fraction(19), None),
    ],
)
def test_an_amount_is_divided_by_another_one(one, other, low, high):
    numbers = [printed_interval(printed, hedge, unit="km") for printed, hedge in (one, other)]
    found = numbers[0].over(numbers[1], unit="times")
    assert (found.low, found.high, found.unit) == (low, high, "times")


def test_a_range_has_no_quotient_of_its_own():
    found = printed_range("10", "20", unit="km").over(
        printed_interval("2", unit="km"), unit="times"
    )
    assert found.value is None
