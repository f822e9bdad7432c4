"""The interval that a printed figure stands for."""

from __future__ import annotations

import re
from dataclasses import replace
from fractions import Fraction

from retally.model.quantity import (
    KM2_PER_MI2,
    Quantity,
    printed_fraction,
    printed_interval,
    printed_range,
    significant_place,
)
from retally.model.story import Figure, Qualifier

_ENDS = frozenset({Qualifier.RANGE, Qualifier.SEVERAL})
_ONE_SIDED = frozenset(
    {
        Qualifier.MORE_THAN,
        Qualifier.AT_LEAST,
        Qualifier.LESS_THAN,
        Qualifier.UP_TO,
        Qualifier.WITHIN,
    }
)


def claimed(figure: Figure) -> Quantity:
    """The interval of a figure, hedge included, in its own unit.

    Definition: docs/methods/printed.md. Defined for every figure: a vague amount has the ends
    that the reader gave it, a fraction those halfway to its neighbours.
    """
    if not is_single(figure):
        return _between(figure)
    return _single(figure, figure.printed[0], figure.qualifier)


def by_rounding(figure: Figure) -> Quantity:
    """The interval of a figure by rounding alone; a hedge only takes its trailing zeros away."""
    if not is_single(figure):
        return _between(figure)
    exact = figure.qualifier is Qualifier.EXACT
    return _single(figure, figure.printed[0], Qualifier.EXACT if exact else Qualifier.ABOUT)


def as_worded(figure: Figure) -> Quantity:
    """The interval of a figure whose hedge is taken at its word.

    "About 10,000" is 10,000, "more than 3,000" is 3,000 or more. This is the narrowest reading;
    `claimed` is the widest.
    """
    whole = claimed(figure)
    if figure.qualifier is Qualifier.EXACT or figure.qualifier in _ONE_SIDED or whole.value is None:
        return whole
    return replace(whole, low=whole.value, high=whole.value)


def if_rounded(figure: Figure) -> Quantity:
    """The interval of a figure whose trailing zeros may come from rounding.

    "1,200 kilometres" is printed without a hedge, and may still be 1,150 to 1,250. The reach is
    never above a twentieth of the number, so that "1,000" is 950 to 1,050.
    """
    whole = claimed(figure)
    if figure.qualifier is not Qualifier.EXACT or whole.value is None or not is_single(figure):
        return whole
    if "/" in figure.printed[0]:
        return whole
    place = significant_place(figure.printed[0], zeros_count=False) * figure.scale
    reach = min(place / 2, abs(whole.value) / 20)
    assert whole.low is not None
    assert whole.high is not None
    return replace(
        whole,
        low=min(whole.low, whole.value - reach),
        high=max(whole.high, whole.value + reach),
    )


def corrected(figure: Figure, printed: str) -> Figure:
    """The figure as it would be with other digits printed."""
    return replace(figure, printed=(printed,))


def in_km2(quantity: Quantity) -> Quantity:
    """The same quantity in km2; one in mi2 is converted."""
    return quantity.times(KM2_PER_MI2, unit="km2") if quantity.unit == "mi2" else quantity


def is_single(figure: Figure) -> bool:
    """Whether one number is printed, in digits or as a fraction."""
    return (
        figure.qualifier not in _ENDS
        and bool(figure.printed)
        and bool(_SINGLE.fullmatch(figure.printed[0]))
    )


def _single(figure: Figure, printed: str, qualifier: Qualifier) -> Quantity:
    read = printed_fraction if "/" in printed else printed_interval
    return read(printed, qualifier.value, unit=figure.unit, scale=figure.scale)


def _between(figure: Figure) -> Quantity:
    """The interval of a figure with two ends, or of one that prints no digits."""
    whole = [end for end in figure.printed if _SINGLE.fullmatch(end) and "/" not in end]
    if figure.qualifier is Qualifier.RANGE and len(figure.printed) == len(whole) == 2:
        low, high = whole
        return printed_range(low, high, unit=figure.unit, scale=figure.scale)
    value, low_end, high_end = (
        None if end is None else Fraction(end) for end in (figure.value, figure.low, figure.high)
    )
    return Quantity(
        value=value,
        low=value if low_end is None else low_end,
        high=value if high_end is None else high_end,
        unit=figure.unit,
        causes=(figure.qualifier.value,),
    )


_SINGLE = re.compile(r"[-+−]?\d{1,40}(?:\.\d{1,40})?|[-+−]?\d{1,9}/0*[1-9]\d{0,8}")
