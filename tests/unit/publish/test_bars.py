"""Windows as bars: heights, labels, and what is printed across them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from retally.model.words import Basis
from retally.publish.bars import BARS_HEIGHT, month_bars, window_bars
from retally.series.gains import GainsRow


def row(month: int, *, gained: float = 10.0, lost: float = 0.0, end: int = 28) -> GainsRow:
    return GainsRow(
        start=date(2031, month, 1),
        end=date(2031, month, end),
        from_day=date(2031, month, 1),
        to_day=date(2031, month, end),
        source="atlas",
        basis=Basis.ARCHIVE,
        exact=True,
        complete=True,
        gained_km2=gained,
        lost_km2=lost,
        net_km2=gained - lost,
        net_low_km2=gained - lost,
        net_high_km2=gained - lost,
        held_km2=100.0,
        per_day_km2=None,
    )


def test_heights_are_in_proportion_and_fill_the_drawing():
    drawn = month_bars([row(1, gained=30.0, lost=10.0), row(2, gained=15.0)], record=None)
    first, second = drawn.bars
    assert first.gained_height == pytest.approx(0.75 * BARS_HEIGHT)
    assert first.lost_height == pytest.approx(0.25 * BARS_HEIGHT)
    assert second.gained_height == pytest.approx(first.gained_height / 2)
    assert first.gained_y == 0
    assert drawn.zero_y == pytest.approx(0.75 * BARS_HEIGHT)


def test_net_alone_is_drawn_where_nothing_else_is_known():
    unknown = replace(row(1), gained_km2=None, lost_km2=None, net_km2=-20.0, net_low_km2=None)
    (bar,) = month_bars([unknown], record=None).bars
    assert bar.gained_height == 0
    assert bar.lost_height > 0
    assert bar.is_net_alone


def test_what_is_known_of_the_windows_is_told():
    unknown = replace(row(1), gained_km2=None, lost_km2=None)
    for rows, has_flows, has_net_alone in (
        ([row(1)], True, False),
        ([unknown], False, True),
        ([unknown, row(2)], True, True),
    ):
        drawn = month_bars(rows, record=None)
        assert (drawn.has_flows, drawn.has_net_alone) == (has_flows, has_net_alone)


def test_both_scales_stand_at_the_same_heights_for_the_same_area():
    drawn = month_bars([row(1, gained=300.0, lost=40.0)], record=None)
    per_km2 = (drawn.zero_y - drawn.ticks[-1][0]) / drawn.ticks[-1][1]
    for y, value in drawn.mi2_ticks:
        assert drawn.zero_y - y == pytest.approx(value * 2.589988 * per_km2, abs=0.02)
    assert 3 <= len(drawn.mi2_ticks) <= 8


def test_window_that_nothing_answers_has_no_net():
    unknown = replace(row(1), gained_km2=None, lost_km2=None, net_km2=None, complete=False)
    (bar,) = month_bars([unknown], record=None).bars
    assert (bar.net_y, bar.is_unfinished) == (None, True)


def test_only_the_record_is_marked_as_one():
    rows = [row(1), row(2, gained=20.0)]
    assert [bar.is_record for bar in month_bars(rows, record=rows[1]).bars] == [False, True]


def test_asked_window_is_labelled_by_its_days_where_it_is_no_month():
    rows = [row(1), row(2), replace(row(3, end=27), partial=True)]
    drawn = window_bars(rows, asked=rows[2], printed=(9.5, 10.5))
    assert [bar.is_asked for bar in drawn.bars] == [False, False, True]
    assert drawn.bars[-1].label == "1–27 Mar"


def test_printed_range_lies_where_its_numbers_lie():
    rows = [row(1, gained=20.0)]
    top, bottom = window_bars(rows, asked=rows[0], printed=(5.0, 10.0)).printed_y
    assert top == pytest.approx(BARS_HEIGHT / 2)
    assert bottom == pytest.approx(BARS_HEIGHT * 3 / 4)
    assert window_bars(rows, asked=rows[0], printed=(None, None)).printed_y is None
