"""Unit pairs of every dimension, with figures written down."""

from __future__ import annotations

import pytest

from relation_figures import checked, figure
from retally.check.arithmetic_units import dimension, factor, is_currency, words
from retally.model.check import CheckKind, Hint, Note
from retally.model.story import RelationType
from retally.model.words import Verdict

PAIR = RelationType.CONVERSION


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("7", "km", "less_than"), figure("4.4", "mi")),
        (figure("100", "km"), figure("62", "mi")),
        (figure("100", "km/hour"), figure("62", "mi/hour")),
        (figure("500", "ha"), figure("1235", "acre")),
        (figure("500", "ha"), figure("5", "km2")),
        (figure("600", "kilogram"), figure("1323", "pound")),
        (figure("200..300", "m"), figure("656..984", "foot")),
        (figure("1.3", "km2", scale=1000), figure("502", "mi2")),
    ],
)
def test_a_right_conversion_of_any_dimension_matches(one, other):
    check = checked(PAIR, one, other)
    assert check.verdict is Verdict.MATCHES
    assert check.kind is CheckKind.UNIT_PAIR


@pytest.mark.parametrize(
    ("one", "other", "hint"),
    [
        (figure("461"), figure("286", "mi2"), Hint.LINEAR_FACTOR),
        (figure("100", "km"), figure("161", "mi"), Hint.DIVIDED_NOT_MULTIPLIED),
        (figure("170", "km"), figure("66", "mi"), Hint.SQUARE_DROPPED),
        (figure("170"), figure("66", "mi"), Hint.SQUARE_DROPPED),
        (figure("170"), figure("106", "mi"), Hint.SQUARE_DROPPED),
        (figure("6640"), figure("2494", "mi2"), Hint.DIGIT_SWAP),
        (figure("725"), figure("500", "mi2"), None),
        (figure("500", "ha"), figure("9000", "acre"), None),
        (figure("10..20"), figure("500..600", "mi2"), None),
        (figure("1/2", "km2"), figure("7", "mi2"), None),
        (figure("600", "kilogram"), figure("272", "pound"), Hint.DIVIDED_NOT_MULTIPLIED),
    ],
)
def test_a_wrong_conversion_is_named(one, other, hint):
    check = checked(PAIR, one, other)
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.hint is hint


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        (figure("1200", "km"), figure("750", "mi"), Verdict.DEPENDS),
        (figure("1000", "km"), figure("620", "mi"), Verdict.DEPENDS),
        (figure("1000", "km"), figure("400", "mi"), Verdict.DOES_NOT_MATCH),
        (figure("1000", "km", "about"), figure("620", "mi"), Verdict.MATCHES),
        (figure("725"), figure("500", "mi2"), Verdict.DOES_NOT_MATCH),
        (figure("725"), figure("270", "mi2", "about"), Verdict.DOES_NOT_MATCH),
    ],
)
def test_round_numbers_may_be_rounded_within_a_twentieth(one, other, verdict):
    check = checked(PAIR, one, other)
    assert check.verdict is verdict
    assert ("is rounded" in check.explanation) == (verdict is Verdict.DEPENDS)


def test_an_area_beside_a_length_says_so():
    check = checked(PAIR, figure("170"), figure("66", "mi"))
    assert check.explanation.startswith("170 km2 is no 66 mi: one is an area, the other a length")
    assert check.computed is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (figure("170"), figure("500", "mi")),
        (figure("170", "acre"), figure("106", "centimetre")),
        (figure("170", "people"), figure("5", "tank")),
        (figure("15", "km2/day"), figure("40", "mi2/week")),
    ],
)
def test_what_is_no_pair_of_units_cannot_be_checked(one, other):
    check = checked(PAIR, one, other)
    assert check.verdict is Verdict.CANNOT_CHECK
    assert "no pair of units" in check.explanation


def test_money_needs_its_printed_rate():
    euros = figure("5", "EUR", scale=10**9)
    dollars = figure("5.4", "USD", scale=10**9)
    alone = checked(PAIR, euros, dollars)
    assert alone.verdict is Verdict.CANNOT_CHECK
    assert "rate of exchange" in alone.explanation
    told = checked(PAIR, euros, dollars, figure("0.92", "EUR"))
    assert told.verdict is Verdict.MATCHES
    assert told.explanation.endswith("at 0.92 EUR")
    turned = checked(PAIR, dollars, euros, figure("0.92", "EUR"))
    assert turned.verdict is Verdict.MATCHES
    wrong = checked(PAIR, euros, figure("6.4", "USD", scale=10**9), figure("0.92", "EUR"))
    assert wrong.verdict is Verdict.DOES_NOT_MATCH
    worthless = checked(PAIR, euros, dollars, figure("0", "EUR"))
    assert worthless.verdict is Verdict.CANNOT_CHECK


def test_a_pair_that_was_cut_matches_and_says_so():
    check = checked(PAIR, figure("478"), figure("184", "mi2"))
    assert (check.verdict, check.note) == (Verdict.MATCHES, Note.TRUNCATED)
    assert "184.56 square miles, cut to 184" in check.explanation
    hedged = checked(PAIR, figure("478"), figure("184", "mi2", "about"))
    assert (hedged.verdict, hedged.note) == (Verdict.MATCHES, None)
    original = checked(PAIR, figure("15", "km2"), figure("6.1", "mi2"))
    assert original.verdict is Verdict.MATCHES


def test_units_exchanged_are_told_by_the_rest_of_the_story():
    check = checked(PAIR, figure("184"), figure("478", "mi2"), others=(figure("478"),))
    assert check.hint is Hint.UNIT_SWAPPED


def test_units_have_dimensions_and_factors():
    assert dimension("km2/day") == "area"
    assert dimension("tank") is None
    assert factor("km", "tank") is None
    assert is_currency("EUR")
    assert not is_currency("km2")
    assert words("km2/day") == "square kilometres a day"
    assert [words(one) for one in ("tank", "percent", "EUR", "battery", "serviceman", "loss")] == [
        "tanks",
        "percent",
        "EUR",
        "batteries",
        "servicemen",
        "losses",
    ]


def test_a_range_that_was_converted_otherwise_is_told_with_both_its_ends() -> None:
    check = checked(PAIR, figure("11..20", "km"), figure("25", "mi"))
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert "is 6.5 to 12.7 miles, not 25 mi" in check.explanation
