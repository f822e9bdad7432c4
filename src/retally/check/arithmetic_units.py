"""Units that can be converted into each other, as exact factors."""

from __future__ import annotations

from fractions import Fraction

MILE_KM = Fraction("1.609344")
"""Kilometres in an international mile (1959)."""

_LENGTH = {
    "km": Fraction(1),
    "mi": MILE_KM,
    "m": Fraction(1, 1000),
    "cm": Fraction(1, 100_000),
    "mm": Fraction(1, 1_000_000),
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
    "m2": Fraction(1, 1_000_000),
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

LINEAR = {"km2": "km", "mi2": "mi", "m2": "m", "square foot": "foot"}
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


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency code."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()


_WORDS = {
    "km2": "square kilometres",
    "mi2": "square miles",
    "ha": "hectares",
    "km": "kilometres",
    "mi": "miles",
    "m": "metres",
}


def words(unit: str) -> str:
    """A unit as an explanation writes it out, in the plural where it is one of ground.

    Examples
    --------
    >>> words("km2/day")
    'square kilometres a day'
    """
    stem, _, per = unit.partition("/")
    written = _WORDS.get(stem, stem)
    return f"{written} a {per}" if per else written
