from __future__ import annotations

import pytest

from retally.reader.units import (
    area_unit,
    far_rate,
    is_convertible,
    is_glued_unit,
    is_money,
    money_before,
    rate_after,
    unit_after,
)


@pytest.mark.parametrize(
    ("words", "unit"),
    [
        ("%", "percent"),
        (" per cent", "percent"),
        (" percentage points", "percent"),
        (" km", "km"),
        ("-kilometre", "km"),
        (" miles", "mi"),
        (" metres", "m"),
        ("m", "m"),
        (" hectares", "ha"),
        (" days", "days"),
        (" months", "months"),
        ("-year", "years"),
        (" weeks", "week"),
        (" times", "times"),
        ("-fold", "times"),
        ("x", "times"),
        (" hp", "horsepower"),
        ("GB", "gigabyte"),
        ("G", "generation"),
        (" kWh", "kilowatt hour"),
        (" mph", "mi/hour"),
        (" tonnes", "tonne"),
        (" barrels a day", "barrel/day"),
        (" dollars", "USD"),
        (" Australian dollars", "AUD"),
        (" hryvnias", "UAH"),
        (" roubles", "RUB"),
        (" euros a month", "EUR/month"),
        (" metres a day", "m/day"),
        (" degrees Celsius", "celsius"),
        (" mm", "millimetre"),
        (" centimetres", "centimetre"),
        (" square metres", "square metre"),
        (" km/s", "km/second"),
        (" Mbps", "megabit/second"),
        (" frames per second", "frame/second"),
        (" apples", None),
        (" mice", None),
    ],
)
def test_a_unit_is_named_by_the_closed_list_or_in_the_singular(
    words: str, unit: str | None
) -> None:
    text = f"5{words} of it"
    found = unit_after(text, 1, len(text))
    assert (found[0] if found else None) == unit


def test_only_an_area_is_a_unit_of_area() -> None:
    assert area_unit("5 km2", 1, 5) == ("km2", 5)
    assert area_unit("5 km", 1, 4) is None


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("It cost $", "USD"),
        ("It cost US$", "USD"),
        ("It cost €", "EUR"),
        ("It cost £", "GBP"),
        ("It cost UAH ", "UAH"),
        ("It cost A$", "AUD"),
        ("It cost ", None),
        ("The PLUS", None),
    ],
)
def test_the_sign_of_money_before_a_number_names_the_currency(text: str, code: str | None) -> None:
    found = money_before(text, len(text), 0)
    assert (found[0] if found else None) == code


def test_a_currency_code_is_money_also_as_a_rate() -> None:
    assert is_money("USD/month")
    assert not is_money("km2")


@pytest.mark.parametrize(
    ("words", "rate"),
    [
        ("/day", "day"),
        (" a day", "day"),
        (" per month", "month"),
        (" daily", "day"),
        (" per square kilometre", "km2"),
        (" per square mile", "mi2"),
        (" a year earlier", None),
        (" a day later", None),
        (" a dayroom", None),
    ],
)
def test_a_rate_names_its_time_or_area(words: str, rate: str | None) -> None:
    text = f"5{words}."
    found = rate_after(text, 1, len(text))
    assert (found[0] if found else None) == rate


def test_a_rate_may_stand_behind_a_pair_and_a_few_words() -> None:
    text = "5 km2 (2 square miles) taken each day."
    assert far_rate(text, "km2", 5, len(text)) == "day"
    assert far_rate("5 km2 taken a week later", "km2", 5, 24) is None
    assert far_rate("5 men taken each day", "man", 5, 20) is None


@pytest.mark.parametrize(
    ("one", "other", "converts"),
    [
        ("km2", "mi2", True),
        ("km2/day", "mi2/day", True),
        ("km2/day", "mi2", True),
        ("km", "mi", True),
        ("USD", "EUR", True),
        ("km2", "km2", False),
        ("km2", "mi", False),
        ("people", "percent", False),
    ],
)
def test_two_units_of_one_measure_convert(one: str, other: str, converts: bool) -> None:
    assert is_convertible(one, other) is converts


@pytest.mark.parametrize(("text", "stands"), [("5mph", True), ("5D", False), ("5 D", True)])
def test_digits_stand_free_or_are_glued_to_a_unit(text: str, stands: bool) -> None:
    assert is_glued_unit(text, 1, len(text)) is stands
