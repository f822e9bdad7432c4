"""Keys name one quantity, whoever states it and however it is worded."""

from datetime import date

import pytest

from retally.ledger.key import (
    What,
    is_closed,
    is_open,
    is_running_total,
    is_without_window,
    quantity_key,
)
from retally.model.story import FigureKind, StatedWindow
from told_stories import OCTOBER, WAR, since


def key(kind=FigureKind.KILLED, unit="people", **said):
    return quantity_key(What(kind=kind, unit=unit, **said))


@pytest.mark.parametrize(
    "window, name",
    [
        (None, "-"),
        (OCTOBER, "2024-10"),
        (StatedWindow(start=date(2024, 1, 1), end=date(2024, 12, 31), basis="2024"), "2024"),
        (
            StatedWindow(start=date(2024, 8, 1), end=date(2024, 9, 30), basis="two months"),
            "2024-08..2024-09",
        ),
        (
            StatedWindow(start=date(2024, 10, 1), end=date(2024, 10, 27), basis="by October 27"),
            "2024-10-01..2024-10-27",
        ),
        (StatedWindow(start=WAR, end=WAR, basis="that day"), "2022-02-24"),
        (since(WAR, date(2024, 10, 27)), "since 2022-02-24"),
        (since(date(2022, 1, 1), date(2024, 10, 27)), "since 2022-02-24"),
        (since(date(2024, 1, 1), date(2024, 10, 27)), "since 2024-01-01"),
        (
            StatedWindow(start=WAR, end=date(2024, 10, 27), basis="in the war"),
            "since 2022-02-24",
        ),
        (
            StatedWindow(start=WAR, end=date(2022, 3, 5), basis="first weeks"),
            "2022-02-24..2022-03-05",
        ),
    ],
)
def test_window_has_one_name(window, name):
    assert key(side="russia", window=window) == f"killed/russia/-/{name}"


def test_stock_has_no_window_in_its_key():
    assert key(FigureKind.TROOPS, window=OCTOBER) == "troops/-/-/-"
    assert not is_open(What(kind=FigureKind.TROOPS, unit="people", window=since(WAR, WAR)))


@pytest.mark.parametrize("noun", [None, "soldiers", "Russian troops", "personnel", "people", "men"])
def test_generic_nouns_name_one_quantity(noun):
    assert key(noun=noun) == "killed/-/-/-"


@pytest.mark.parametrize(
    "noun, measure",
    [("civilians", "killed:civilian"), ("children", "killed:child"), ("boss", "killed:boss")],
)
def test_telling_noun_is_part_of_the_key(noun, measure):
    assert key(noun=noun).startswith(f"{measure}/")


def test_unit_that_is_a_noun_is_part_of_the_key():
    assert key(FigureKind.WEAPONS, unit="tank").startswith("weapons:tank/")
    assert key(FigureKind.WEAPONS, unit="drone/day").startswith("weapons:drone per day/")


def test_area_has_one_key_in_every_unit_of_area():
    said = {"side": "Russia", "window": OCTOBER}
    keys = {key(FigureKind.AREA_GAINED, unit=unit, **said) for unit in ("km2", "mi2", "ha")}
    assert keys == {"area_gained/russia/-/2024-10"}


def test_rate_share_and_money_are_other_quantities():
    assert key(FigureKind.AREA_GAINED, unit="km2/day").startswith("area_gained per day/")
    assert key(FigureKind.AREA_GAINED, unit="percent").startswith("area_gained in percent/")
    assert key(FigureKind.AREA_SHARE_HELD, unit="percent").startswith("area_share_held/")
    assert key(FigureKind.MONEY, unit="EUR", noun="aid").startswith("money:aid in EUR/")
    assert key(FigureKind.MONEY, unit="EUR", noun="eur").startswith("money in EUR/")


def test_event_without_a_window_is_told_from_what_holds_on_a_day():
    assert is_without_window("killed:child/russia/-/-")
    assert not is_without_window("troops/russia/-/-")
    assert not is_without_window("killed/russia/-/2024-10")


@pytest.mark.parametrize("place", ["Kursk", "the Kursk region", "Kursk oblast"])
def test_region_words_do_not_make_another_place(place):
    assert key(place=place) == "killed/-/kursk/-"


def test_gain_on_the_countrys_ground_needs_no_place():
    assert key(FigureKind.AREA_GAINED, unit="km2", place="Ukraine") == "area_gained/-/-/-"
    assert key(side="Russia", place="Ukraine") == "killed/russia/-/-"
    assert key(place="Ukraine") == "killed/-/ukraine/-"
    assert key(side="Atlantis", place="Ukraine") == "killed/atlantis/ukraine/-"


def test_stroke_in_a_name_does_not_split_a_key():
    assert key(side="a/b", place="c/d").count("/") == 3


@pytest.mark.parametrize(
    "name, total, closed",
    [
        ("killed/russia/-/since 2022-02-24", True, False),
        ("killed:child/russia/-/since 2022-02-24", True, False),
        ("area_gained/russia/-/since 2024-01-01", False, False),
        ("killed/russia/-/2024-10", False, True),
        ("killed/russia/-/-", False, False),
    ],
)
def test_key_tells_running_totals_and_windows_that_are_over(name, total, closed):
    assert (is_running_total(name), is_closed(name)) == (total, closed)
