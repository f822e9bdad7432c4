"""Windows of days and the maps at their ends."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from retally.errors import UsageError
from retally.model.words import DayRule
from retally.series.windows import (
    NEIGHBOUR_DAYS,
    STANDS_DAYS,
    Window,
    end_at,
    run_start,
    run_starts,
    whole,
    windows,
)

DAY = date(2031, 5, 14)


@pytest.mark.parametrize(
    ("by", "start", "end"),
    [
        ("day", DAY, DAY),
        ("week", date(2031, 5, 12), date(2031, 5, 18)),
        ("month", date(2031, 5, 1), date(2031, 5, 31)),
        ("year", date(2031, 1, 1), date(2031, 12, 31)),
    ],
)
def test_a_day_lies_in_its_calendar_period(by, start, end):
    assert whole(by, DAY) == Window(start=start, end=end)


def test_february_ends_on_its_last_day():
    assert whole("month", date(2024, 2, 5)).end == date(2024, 2, 29)


def test_unknown_period_is_refused():
    with pytest.raises(UsageError, match=r"no such period.*day, week, month, year.*'decade'"):
        whole("decade", DAY)


def test_windows_are_cut_at_both_ends_of_the_span():
    found = windows("month", Window(start=date(2031, 1, 30), end=date(2031, 3, 2)))
    assert [(one.start.isoformat(), one.end.isoformat()) for one in found] == [
        ("2031-01-30", "2031-01-31"),
        ("2031-02-01", "2031-02-28"),
        ("2031-03-01", "2031-03-02"),
    ]


def test_window_that_ends_before_it_begins_is_refused():
    with pytest.raises(UsageError, match="ends before it begins; swap the two days"):
        Window(start=DAY, end=DAY - timedelta(days=1))


def test_window_counts_both_days_and_runs_from_the_end_of_its_eve():
    window = Window(start=DAY, end=DAY)
    assert (window.days, window.eve) == (1, date(2031, 5, 13))


def at(days, offset, *, outer_is_before=True, rule=DayRule.MAP_OF_DAY):
    maps = [DAY + timedelta(days=one) for one in days]
    end = end_at(maps, DAY + timedelta(days=offset), outer_is_before=outer_is_before, rule=rule)
    return (
        None if end.day is None else (end.day - DAY).days,
        end.exact,
        tuple((one - DAY).days for one in end.bracket),
        end.complete,
    )


def test_a_map_of_the_day_answers_exactly():
    assert at([0, 3], 0) == (0, True, (0,), True)


@pytest.mark.parametrize("outer_is_before", [True, False])
def test_a_missing_day_takes_the_map_before_and_is_bracketed(outer_is_before):
    assert at([0, 3], 1, outer_is_before=outer_is_before) == (0, False, (0, 3), True)


def test_an_end_without_a_neighbour_on_its_outer_side_is_incomplete():
    assert at([0], 2, outer_is_before=False) == (0, False, (0,), False)
    assert at([0], -2, outer_is_before=True) == (0, False, (0,), False)
    assert at([], 0) == (None, False, (), False)


def test_a_neighbour_brackets_at_whatever_distance():
    far = NEIGHBOUR_DAYS + 1
    assert at([0, far + 5], far, outer_is_before=True) == (0, False, (0, far + 5), True)
    assert at([0, far + 5], far, outer_is_before=False) == (0, False, (0, far + 5), True)


def test_a_run_of_maps_has_no_long_pause():
    maps = [DAY + timedelta(days=one) for one in (0, 31, 63, 70)]
    assert run_start(maps, maps[1]) == maps[0]
    assert run_start(maps, maps[3]) == maps[2]
    assert run_start(maps, DAY - timedelta(days=9)) == maps[0]
    assert run_start(maps, maps[3] + timedelta(days=400)) == maps[2]
    assert run_starts(maps) == [maps[0], maps[2]]


def test_the_last_version_stands_until_the_next():
    assert at([0, 3], 2, rule=DayRule.LAST_VERSION) == (0, True, (0,), True)


def test_the_last_version_does_not_stand_over_a_long_pause_or_the_end_of_the_series():
    days = [0, STANDS_DAYS + 1]
    assert at(days, 2, rule=DayRule.LAST_VERSION)[1] is False
    assert at([0], 1, outer_is_before=False, rule=DayRule.LAST_VERSION)[3] is False
