"""Units of ground, and how a measured area becomes the number that a story prints."""

from __future__ import annotations

from fractions import Fraction

from retally.model.quantity import KM2_PER_MI2, Quantity

KM2_PER = {"km2": Fraction(1), "mi2": KM2_PER_MI2, "ha": Fraction(1, 100)}
"""Square kilometres in a unit of area."""

DAYS_PER = {
    "day": Fraction(1),
    "week": Fraction(7),
    "month": Fraction(365.25) / 12,
    "year": Fraction(365.25),
}
"""Days in a unit of time; months and years of the mean length, leap days included."""

_PERCENT = {"percent": Fraction(100), "share": Fraction(1)}


def is_measured(unit: str) -> bool:
    """Whether maps measure a unit: an area or a share of a country, or a known rate of one."""
    area, slash, per = unit.partition("/")
    return (area in KM2_PER or area in _PERCENT) and (not slash or per in DAYS_PER)


def is_share(unit: str) -> bool:
    """Whether a unit is a share of a whole."""
    return unit.partition("/")[0] in _PERCENT


def measured_unit(unit: str) -> str:
    """The unit that evidence for a printed unit is told in: km2, km2/day or percent."""
    area, _, per = unit.partition("/")
    return ("percent" if area in _PERCENT else "km2") + ("/day" if per else "")


def in_measured_unit(printed: Quantity) -> Quantity:
    """A printed quantity in the unit that evidence is told in."""
    area, _, per = printed.unit.partition("/")
    factor = 100 / _PERCENT[area] if area in _PERCENT else KM2_PER[area]
    factor /= DAYS_PER[per] if per else 1
    return printed.times(factor, unit=measured_unit(printed.unit))
