"""The interval that a printed figure stands for."""

from __future__ import annotations

from retally.model.quantity import KM2_PER_MI2, Quantity, printed_interval, printed_range
from retally.model.story import Figure, Qualifier


def claimed(figure: Figure) -> Quantity:
    """The interval of a figure, hedge included, in its own unit.

    Definition: docs/methods/printed.md.
    """
    if figure.qualifier is Qualifier.RANGE:
        low, high = figure.printed
        return printed_range(low, high, unit=figure.unit, scale=figure.scale)
    return printed_interval(
        figure.printed[0], figure.qualifier.value, unit=figure.unit, scale=figure.scale
    )


def in_km2(quantity: Quantity) -> Quantity:
    """The same quantity in km2; one in mi2 is converted."""
    return quantity.times(KM2_PER_MI2, unit="km2") if quantity.unit == "mi2" else quantity
