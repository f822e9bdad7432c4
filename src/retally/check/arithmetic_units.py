"""Units that can be converted into each other, as exact factors."""

from __future__ import annotations

from fractions import Fraction

from retally.reader.relation_money import is_currency

MILE_KM = Fraction("1.609344")
"""Kilometres in an international mile (1959)."""

_LENGTH = {
    "km": Fraction(1),
    "mi": MILE_KM,
    "m": Fraction(1, 1000),
    "centimetre": Fraction(1, 100_000),
    "millimetre": Fraction(1, 1_000_000),
    "foot": MILE_KM / 5280,
    "yard": MILE_KM / 1760,
    "inch": MILE_KM / 63360,
    "nautical mile": Fraction("1.852"),
}
_AREA = {
    "km2": Fraction(1),
    "mi2": MILE_KM**2,
    "ha": Fraction(1, 100),
    "acre": MILE_KM**2 / 640,
    "square metre": Fraction(1, 1_000_000),
    "square foot": (MILE_KM / 5280) ** 2,
}
_MASS = {
    "kilogram": Fraction(1),
    "gram": Fraction(1, 1000),
    "tonne": Fraction(1000),
    "pound": Fraction("0.45359237"),
    "ounce": Fraction("0.45359237") / 16,
}
DIMENSIONS = {"length": _LENGTH, "area": _AREA, "mass": _MASS}
"""Per dimension, each unit in kilometres, square kilometres, kilograms. International yard and
pound agreement (1959); units that differ by country (gallon, ton) are left out."""

LINEAR = {"km2": "km", "mi2": "mi", "square metre": "m", "square foot": "foot"}
"""The length whose square a unit of area is."""


def dimension(unit: str) -> str | None:
    """What a unit measures: ``length``, ``area``, ``mass``; None for any other.

    A rate measures what its unit before the slash does.

    Examples
    --------
    >>> dimension("km2/day")
    'area'
    """
    stem = unit.partition("/")[0]
    return next((name for name, units in DIMENSIONS.items() if stem in units), None)


def factor(one: str, other: str) -> Fraction | None:
    """How many of the second unit one of the first is; None where they are no such pair.

    Rates are a pair when both are over the same stretch of time.

    Examples
    --------
    >>> factor("km2", "ha")
    Fraction(100, 1)
    """
    (stem, _, per), (other_stem, _, other_per) = one.partition("/"), other.partition("/")
    for units in DIMENSIONS.values():
        if stem in units and other_stem in units and per == other_per:
            return units[stem] / units[other_stem]
    return None


_WORDS = {
    "km2": "square kilometre",
    "mi2": "square mile",
    "ha": "hectare",
    "km": "kilometre",
    "mi": "mile",
    "m": "metre",
}
_UNCHANGED = frozenset({"percent", "times", "people", "troops", "personnel", "aircraft", "police"})
_FEET = {"foot": "feet", "square foot": "square feet"}
_ENDS_IN_SIBILANT = ("s", "x", "z", "ch", "sh")


def words(unit: str, *, value: Fraction | None = None) -> str:
    """A unit, or a noun in the singular, as an explanation writes it beside a number.

    In the plural unless the number is one.

    Examples
    --------
    >>> words("km2/day"), words("drone"), words("village", value=Fraction(1))
    ('square kilometres a day', 'drones', 'village')
    """
    stem, _, per = unit.partition("/")
    written = _WORDS.get(stem, stem)
    if value is None or abs(value) != 1:
        written = _plural(written)
    return f"{written} a {per}" if per else written


def _plural(noun: str) -> str:
    """The plural of an English noun: its last word's."""
    if noun in _UNCHANGED or is_currency(noun) or not noun.isascii():
        return noun
    if noun in _FEET:
        return _FEET[noun]
    if noun.endswith("man") and not noun.endswith("human"):
        return f"{noun[:-2]}en"
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(_ENDS_IN_SIBILANT) else f"{noun}s"
