"""Days in names: every spelling seen, and what is reported instead of guessed."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from retally.errors import DayError
from retally.sources.days import readings, refuse_future, settled

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)

SPELLINGS = [
    ("UkraineControlMapAO27APR2026", date(2026, 4, 27)),
    ("AssessedRussianAdvancesinUkraineAPR272026", date(2026, 4, 27)),
    ("UkraineControlMapAOSEP122024", date(2024, 9, 12)),
    ("UkraineControlMapAO01SEP2024", date(2024, 9, 1)),
    ("ReportedUkrainianPartisanWarfareSEP012024", date(2024, 9, 1)),
    ("ClaimedRussianTerritoryinUkraineMAY52024", date(2024, 5, 5)),
    ("Kursk Incursion Russian Advances in Russia October 26, 2024", date(2024, 10, 26)),
    ("kursk_incursion_claimed_limit_of_ukrainian_advance_september_1_2024", date(2024, 9, 1)),
    ("reportedukrainianpartisanwarfareoct262024", date(2024, 10, 26)),
    ("Sept 14th, 2024", date(2024, 9, 14)),
    ("26 October 2024", date(2024, 10, 26)),
    ("20220929_RussianAssessedCoTinUkraine", date(2022, 9, 29)),
    ("2024-10-26", date(2024, 10, 26)),
    ("map 2024_10_26 (2)", date(2024, 10, 26)),
    ("deepstatemap_data_20240708", date(2024, 7, 8)),
]


@pytest.mark.parametrize(("name", "day"), SPELLINGS, ids=[row[0] for row in SPELLINGS])
def test_a_day_is_read_in_every_spelling(name, day):
    (reading,) = readings(name, "file name")
    assert reading.days == (day,)


@pytest.mark.parametrize(
    "name",
    [
        "SEP2025RUCoT",
        "June_2025_Timelapse",
        "UkrainianCoTTimelapse_FEB_2022_to_DEC_2024_view",
        "VIEW_Russian_controlled_Ukrainian_Territory_before_February_24_2022",
        "DonbasBeforeFeb24_2022",
        "1730409422",
        "ukraine_control_map",
        "",
    ],
)
def test_months_versions_and_the_line_of_2022_are_no_days(name):
    assert readings(name, "file name") == []


def test_a_day_that_does_not_exist_is_reported():
    with pytest.raises(DayError, match=r"gives a day that cannot be.*'FEB302024'"):
        settled(readings("FEB302024", "file name"), given=None, captured_at=NOW, where="x")


def test_an_impossible_day_does_not_yield_to_another_day():
    known = [*readings("FEB302024", "file name"), *readings("2024-03-01", "folder")]
    with pytest.raises(DayError, match=r"contradicts itself"):
        settled(known, given=None, captured_at=NOW, where="x")


def test_a_year_before_the_war_is_passed_over_only_where_another_name_agrees():
    known = readings("OCT261924", "file name")
    with pytest.raises(DayError, match=r"gives a day that cannot be"):
        settled(known, given=None, captured_at=NOW, where="x")
    both = [*known, *readings("2024-10-26", "folder")]
    day, evidence = settled(both, given=None, captured_at=NOW, where="x")
    assert day == date(2024, 10, 26)
    assert evidence == "file name 'OCT261924' with a wrong year, folder '2024-10-26'"


def test_the_day_may_begin_before_utc_says_so():
    refuse_future(date(2026, 6, 2), captured_at=NOW, where="x")
    with pytest.raises(DayError, match=r"x: the day lies in the future .*got 2026-06-03"):
        refuse_future(date(2026, 6, 3), captured_at=NOW, where="x")


def test_the_users_day_must_not_lie_in_the_future_either():
    with pytest.raises(DayError, match=r"lies in the future"):
        settled([], given=date(2027, 1, 1), captured_at=NOW, where="x")
