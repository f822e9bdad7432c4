"""The interval of every printed figure, whatever its unit and hedge."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relation_figures import figure
from retally.check.printed import as_worded, by_rounding, claimed, corrected, if_rounded, in_km2
from retally.model.story import Qualifier


@pytest.mark.parametrize(
    ("one", "low", "high"),
    [
        (figure("478"), 477.5, 478.5),
        (figure("2/3", "share"), 19 / 30, 17 / 24),
        (figure("1/3", "share", "less_than"), None, 1 / 3),
        (figure("2/3", "share", "about"), 19 / 30, 17 / 24),
        (figure("-5", "percent"), -5.5, -4.5),
        (figure("-18", "km2", "about"), -19, -17),
        (figure("18.2", "percent", "nearly"), 18.1, 18.2),
        (figure("200..999", "km2", "several"), 200, 999),
        (figure("200..300", "m/day"), 199.5, 300.5),
        (figure("1.2..1.5", "shell", scale=10**6), 1_150_000, 1_550_000),
        (figure("600000", "people", "more_than"), 600000, None),
        (figure("6", "times"), 5.5, 6.5),
    ],
)
def test_a_figure_stands_for_this_interval(one, low, high):
    found = claimed(one).to_dict()
    assert found["low"] == (None if low is None else pytest.approx(low))
    assert found["high"] == (None if high is None else pytest.approx(high))
    assert found["unit"] == one.unit


def test_a_figure_without_digits_has_its_own_ends():
    vague = replace(figure("200..999", "km2", "several"), printed=())
    assert (claimed(vague).low, claimed(vague).high) == (200, 999)
    unread = replace(figure("5"), printed=("None",))
    assert claimed(unread).low == claimed(unread).high == 5
    fractions = replace(figure("1..2", "share"), printed=("1/3", "1/2"), high=Decimal("0.5"))
    assert claimed(fractions).high == Fraction(1, 2)
    nothing = replace(figure("5"), printed=(), value=None)
    assert claimed(nothing).low is None


def test_rounding_alone_takes_no_side():
    more = figure("1100", "km2", "more_than")
    assert (by_rounding(more).low, by_rounding(more).high) == (1050, 1150)
    assert by_rounding(figure("1100")).low == Fraction("1099.5")
    assert by_rounding(figure("10..20")).low == Fraction("9.5")


def test_a_hedge_at_its_word_is_the_number_itself_or_its_open_side():
    about = as_worded(figure("10000", "people", "about"))
    assert about.low == about.high == 10000
    assert as_worded(figure("3000", "people", "more_than")).high is None
    assert as_worded(figure("478")).low == Fraction("477.5")
    assert as_worded(figure("200..999", "km2", "several")).high == 999


@pytest.mark.parametrize(
    ("one", "low", "high"),
    [
        (figure("1200"), 1150, 1250),
        (figure("1000"), 950, 1050),
        (figure("478"), 477.5, 478.5),
        (figure("0"), -0.5, 0.5),
        (figure("1/2", "share"), 0.45, 0.55),
        (figure("500", "km2", "about"), 450, 550),
        (figure("10..20"), 9.5, 20.5),
    ],
)
def test_trailing_zeros_may_come_from_rounding(one, low, high):
    found = if_rounded(one).to_dict()
    assert (found["low"], found["high"]) == (pytest.approx(low), pytest.approx(high))


def test_square_miles_become_square_kilometres():
    assert in_km2(claimed(figure("100", "mi2"))).unit == "km2"
    assert in_km2(claimed(figure("100", "tank"))).unit == "tank"
    assert corrected(figure("12"), "21").printed == ("21",)


@given(
    st.lists(st.text(max_size=8), max_size=3).map(tuple),
    st.sampled_from(list(Qualifier)),
    st.one_of(st.none(), st.decimals(allow_nan=False, allow_infinity=False, places=2)),
)
def test_no_figure_is_without_an_interval(printed, qualifier, value):
    odd = replace(figure("5"), printed=printed, qualifier=qualifier, value=value)
    found = claimed(odd)
    assert found.unit == "km2"
    assert as_worded(odd).unit == by_rounding(odd).unit == "km2"
