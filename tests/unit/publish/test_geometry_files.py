"""Periods of a status: unbroken runs of one geometry."""

from __future__ import annotations

from datetime import date

from retally.publish.drawn_map import DrawnLayer, DrawnMap
from retally.publish.geometry_files import periods


def drawn(*hashes: str | None) -> DrawnMap:
    days = tuple(
        date(2031, 1, 30 + at) if at < 2 else date(2031, 2, at - 1) for at in range(len(hashes))
    )
    layer = DrawnLayer(party="norland", status="control", hashes=hashes, frames=())
    return DrawnMap(source="atlas", days=days, bounds=(0, 0, 1, 1), layers=(layer,))


def told(one: DrawnMap) -> list[tuple[str, int, int, str]]:
    return [
        (found.geometry_hash, found.valid_from.day, found.valid_to.day, found.month)
        for found in periods(one)
    ]


def test_equal_days_make_one_period():
    assert told(drawn("a", "a", "b")) == [("a", 30, 31, "2031-01"), ("b", 1, 1, "2031-02")]


def test_day_without_a_map_ends_a_period_since_it_is_unknown():
    assert told(drawn("a", None, "a")) == [("a", 30, 30, "2031-01"), ("a", 1, 1, "2031-02")]


def test_layer_without_any_map_has_no_period():
    assert told(drawn(None, None)) == []


def test_period_stands_in_the_month_in_which_it_begins():
    assert told(drawn("a", "a", "a", "a")) == [("a", 30, 2, "2031-01")]
