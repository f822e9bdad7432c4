"""How numbers, units and days are written on pages."""

from __future__ import annotations

from datetime import date

import pytest

from retally.publish.pages import grouped, long_day, unit_sign
from retally.publish.words import marked_words


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("107956", "107,956"),
        ("478", "478"),
        ("1246.5", "1,246.5"),
        ("0.90", "0.90"),
        ("~3k", "~3k"),
    ],
)
def test_printed_number_keeps_its_digits(printed, told):
    assert grouped(printed) == told


def test_units_have_their_sign():
    assert [unit_sign(one) for one in ("km2", "percent", "km")] == ["km²", "%", "km"]


def test_day_in_words_carries_the_day_itself():
    assert long_day(date(2031, 2, 3)) == '<time datetime="2031-02-03">3 February 2031</time>'


def test_what_is_put_into_words_is_escaped_unless_it_is_markup():
    assert "&lt;b&gt;" in marked_words("from_map", start="<b>", end="", source="")
    assert "<time " in marked_words("held_on_day", day=long_day(date(2031, 2, 3)))
