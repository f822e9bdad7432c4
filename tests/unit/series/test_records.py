"""How a window stands among the windows before it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retally.series.gains import GainsRow, Since
from retally.series.records import Standings, record_standing


def month(number, net, *, days=30, low=None, high=None, complete=True, partial=False):
    return GainsRow(
        start=date(2031, number, 1),
        end=date(2031, number, 28),
        from_day=date(2031, number, 1),
        to_day=date(2031, number, 28),
        source="made",
        basis=None,
        exact=low is None,
        complete=complete,
        gained_km2=None,
        lost_km2=None,
        net_km2=net,
        net_low_km2=net if low is None else low,
        net_high_km2=net if high is None else high,
        held_km2=None,
        per_day_km2=None if net is None else net / days,
        partial=partial,
    )


ROWS = [month(1, 50.0), month(2, 80.0), month(3, 60.0), month(4, 70.0)]


def test_rank_counts_larger_earlier_rows():
    record = record_standing(ROWS, ROWS[3])
    assert (record.rank, record.compared, record.series_start) == (2, 3, date(2031, 1, 1))
    assert record.margin_km2 == pytest.approx(-10)


def test_largest_since_is_the_latest_earlier_row_at_least_as_large():
    assert record_standing(ROWS, month(5, 60.0)).largest_since == Since(
        start=date(2031, 4, 1), end=date(2031, 4, 28), net_km2=70.0
    )
    assert record_standing(ROWS, month(5, 80.0)).largest_since.start == date(2031, 2, 1)


def test_noise_of_additions_is_a_tie():
    record = record_standing(ROWS, month(5, 80.0 - 1e-11))
    assert (record.rank, record.largest_since.start) == (1, date(2031, 2, 1))


def test_a_record_has_no_earlier_row_as_large_and_a_margin():
    record = record_standing(ROWS, month(5, 95.0))
    assert (record.rank, record.largest_since, record.margin_km2) == (1, None, 15.0)
    assert record.is_certain


def test_later_incomplete_and_partial_rows_do_not_count():
    rows = [*ROWS, month(5, 999.0, complete=False), month(6, 999.0, partial=True), month(9, 999.0)]
    assert record_standing(rows, month(7, 81.0)).rank == 1


def test_rank_per_day_may_differ_from_rank():
    record = record_standing(ROWS, month(5, 75.0, days=20))
    assert (record.rank, record.rank_per_day) == (2, 1)


def test_an_incomplete_row_has_no_standing():
    record = record_standing(ROWS, month(5, 10.0, complete=False))
    assert (record.rank, record.rank_per_day, record.largest_since) == (None, None, None)
    assert not record.is_certain


def test_a_row_without_a_rate_has_no_rank_per_day():
    row = GainsRow(**{**vars(month(5, 10.0)), "per_day_km2": None})
    assert record_standing(ROWS, row).rank_per_day is None


def test_nothing_to_compare_leaves_rank_one_and_no_margin():
    record = record_standing([], ROWS[0])
    assert (record.rank, record.margin_km2, record.series_start) == (1, None, None)
    assert record.is_certain


def test_a_record_within_the_interval_is_not_certain():
    assert not record_standing(ROWS, month(5, 85.0, low=75.0, high=90.0)).is_certain
    assert record_standing(ROWS, month(5, 40.0, low=30.0, high=45.0)).is_certain is True
    unknown = GainsRow(**{**vars(month(5, 85.0)), "net_low_km2": None})
    assert not record_standing(ROWS, unknown).is_certain


def test_since_is_a_document_of_its_own():
    since = Since(start=date(2031, 1, 1), end=date(2031, 1, 31), net_km2=2.0)
    assert since.to_dict() == {"start": "2031-01-01", "end": "2031-01-31", "net_km2": 2.0}


@given(
    st.lists(
        st.tuples(
            st.sampled_from([None, -3.0, 0.0, 2.0, 2.0 + 1e-11, 5.5]) | st.floats(-9, 9),
            st.integers(20, 31),
            st.booleans(),
            st.booleans(),
        ),
        max_size=12,
    )
)
def test_standings_kept_in_order_are_those_of_each_row_alone(drawn):
    rows = [
        month(number, net, days=days, complete=complete, partial=partial)
        for number, (net, days, complete, partial) in enumerate(drawn, start=1)
    ]
    standings = Standings()
    for at, row in enumerate(rows):
        alone = record_standing(rows[:at], row)
        placed = standings.placed(row)
        assert (placed.rank, placed.rank_per_day, placed.largest_since) == (
            alone.rank,
            alone.rank_per_day,
            alone.largest_since,
        )
        standings.add(row)
