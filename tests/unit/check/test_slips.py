from __future__ import annotations

from datetime import date

import pytest

from made_reading import checked, reading, said
from retally.check.slips import Slip
from retally.model.check import Check, Hint
from retally.model.quantity import KM2_PER_MI2
from retally.model.story import Qualifier
from retally.model.words import Verdict
from story_ground import ISLAND, WrittenGround, flat, month

JUNE, MAY = month(2031, 6), month(2031, 5)
NARROW = {"atlas-narrow": ISLAND["atlas-narrow"]}
SO_FAR = (date(2031, 1, 1), JUNE[1])


def check_of(one, *rows: tuple[date, date, float], **more) -> Check:
    table = {("atlas-narrow", start, end): flat(value) for start, end, value in rows}
    ground = WrittenGround(table=table, definitions=NARROW, **more)
    return checked(reading(one), ground).checks[0]


@pytest.mark.parametrize(
    ("days", "hint"),
    [
        (month(2030, 6), Hint.YEAR_SLIP),
        (month(2032, 6), Hint.YEAR_SLIP),
        (SO_FAR, Hint.WINDOW_SLIP),
        (MAY, Hint.WINDOW_SLIP),
        ((date(2031, 1, 1), date(2031, 12, 31)), Hint.WINDOW_SLIP),
    ],
    ids=["year before", "year after", "since January", "month before", "whole year"],
)
def test_another_window_that_gives_the_number_is_the_probable_slip(
    days: tuple[date, date], hint: Hint
) -> None:
    check = check_of(said("161.0", days=JUNE), (*JUNE, 60.0), (*days, 161.0))
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.hint is hint
    assert f"{days[0]} to {days[1]} would hold: atlas-narrow (161.0 km2)" in check.explanation


def test_a_part_of_a_month_may_stand_for_the_whole_one() -> None:
    part = (date(2031, 6, 1), date(2031, 6, 10))
    check = check_of(said("161.0", days=part), (*part, 60.0), (*JUNE, 161.0))
    assert check.hint is Hint.WINDOW_SLIP


@pytest.mark.parametrize(
    ("unit", "value", "words"),
    [
        ("km2", 161 * float(KM2_PER_MI2), "in square miles it would hold"),
        ("mi2", 161.0, "in square kilometres it would hold"),
    ],
)
def test_the_other_unit_of_area_is_a_slip(unit: str, value: float, words: str) -> None:
    check = check_of(said("161.0", unit, days=JUNE), (*JUNE, value))
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.hint is Hint.UNIT_SWAPPED
    assert words in check.explanation


def test_hectares_are_not_swapped_with_anything() -> None:
    check = check_of(said("16100", "ha", days=JUNE), (*JUNE, 60.0))
    assert check.hint is None


@pytest.mark.parametrize(
    "more",
    [
        {"qualifier": Qualifier.ABOUT},
        {"qualifier": Qualifier.MORE_THAN},
    ],
    ids=["wide", "open"],
)
def test_a_wide_interval_fits_some_window_by_chance_and_hints_at_nothing(more: dict) -> None:
    check = check_of(said("160", days=JUNE, **more), (*JUNE, 60.0), (*MAY, 161.0))
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.hint is None


def test_a_window_shifted_by_a_day_comes_before_any_other_slip() -> None:
    shifted = (date(2031, 5, 31), date(2031, 6, 29))
    check = check_of(said("161.0", days=JUNE), (*JUNE, 60.0), (*shifted, 161.0), (*MAY, 161.0))
    assert check.hint is Hint.WINDOW_SLIP
    assert "a window shifted by one day would hold" in check.explanation
    assert f"{MAY[0]} to {MAY[1]} would hold" not in check.explanation


def test_what_is_held_may_be_of_another_year() -> None:
    day = date(2031, 6, 30)
    holdings = {
        ("atlas-narrow", day): flat(60.0),
        ("atlas-narrow", date(2030, 6, 30)): flat(161.0),
    }
    held = said("161.0", kind="area_held", before="Norland held ", days=(day, day))
    check = check_of(held, holdings=holdings)
    assert check.hint is Hint.YEAR_SLIP


def test_a_leap_day_has_no_other_year() -> None:
    day = date(2032, 2, 29)
    check = check_of(said("161.0", days=(day, day)), (day, day, 60.0))
    assert check.verdict is Verdict.DOES_NOT_MATCH
    assert check.hint is None
    held = said("161.0", kind="area_held", before="Norland held ", days=(day, day))
    assert check_of(held, holdings={("atlas-narrow", day): flat(60.0)}).hint is None


def test_a_quarter_is_a_part_of_a_year_and_not_of_a_month() -> None:
    quarter = (date(2031, 4, 1), date(2031, 6, 30))
    april = month(2031, 4)
    check = check_of(said("161.0", days=quarter), (*quarter, 60.0), (*april, 161.0))
    assert check.hint is None


def test_more_than_a_year_is_a_part_of_nothing() -> None:
    long = (date(2030, 1, 1), date(2031, 6, 30))
    check = check_of(said("161.0", days=long), (*long, 60.0))
    assert check.hint is None


def test_a_slip_says_what_and_why() -> None:
    assert Slip(hint=Hint.YEAR_SLIP, words="so").words == "so"
