"""What the ground says to a published figure, under one definition."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from retally.check.prewar import leaving_out_prewar
from retally.model.definition import Definition
from retally.model.quantity import KM2_PER_MI2, Quantity
from retally.reference.published import PublishedFigure
from retally.series.gains import GainsRow
from retally.series.ground import Ground

COUNTRY = "Ukraine"
"""The region that the maps at hand cover whole; a part of it needs boundaries that do not ship."""


class Unanswered(Exception):  # noqa: N818
    """No map at hand answers a figure; caught where figures are counted, never shown as an error.

    Parameters
    ----------
    reason
        Why, as words that complete "12 figures ...".
    fits
        Whether the definition speaks of what the figure counts, so that maps were all it lacked.
    """

    def __init__(self, reason: str, *, fits: bool = True) -> None:
        self.reason = reason
        self.fits = fits
        super().__init__(reason)


NO_MAPS = "of days without maps here"
OTHER_SIDE = "of a side that no definition of its source speaks of"


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A recomputed quantity in the figure's unit, and whether maps of its very days gave it."""

    quantity: Quantity
    exact: bool


def answer(figure: PublishedFigure, definition: Definition, ground: Ground) -> Answer:
    """A figure recomputed under a definition.

    Definition: "gain" is the net change, as map makers and agencies print it, unless the side
    is the other party's, whose gain is what this party lost (docs/methods/verify.md).

    Raises
    ------
    Unanswered
        If no map at hand can answer it, with the reason.
    NotMeasuredError
        If there is no map near its days.
    """
    measure = _MEASURES.get(figure.measure)
    if measure is None:
        raise Unanswered("of a kind that maps do not answer")
    return measure(figure, definition, ground)


def _change(figure: PublishedFigure, definition: Definition, ground: Ground) -> Answer:
    """Gain, net gain or loss of a side over a window."""
    row = _row(figure, definition, ground)
    is_holders = _is_holders(figure, definition)
    if figure.measure == "gain" and not is_holders:
        return _regained(figure, row)
    # What one side loses the other gains.
    sign = 1 if is_holders == (figure.measure != "loss") else -1
    return _net(figure, row, Fraction(sign))


def _rate(figure: PublishedFigure, definition: Definition, ground: Ground) -> Answer:
    """Net change per day that the window counts."""
    row = _row(figure, definition, ground)
    sign = 1 if _is_holders(figure, definition) else -1
    return _net(figure, row, Fraction(sign, (row.end - row.start).days + 1))


def _share_change(figure: PublishedFigure, definition: Definition, ground: Ground) -> Answer:
    """Net change as percentage points of the country."""
    row = _row(figure, definition, ground)
    sign = 1 if _is_holders(figure, definition) else -1
    return _net(figure, row, sign * 100 / Fraction(definition.share_of_km2 or 1))


def _held(figure: PublishedFigure, definition: Definition, ground: Ground) -> Answer:
    """Ground held on the figure's day, whole or as a share."""
    _require_country(figure, definition)
    if not _is_holders(figure, definition):
        raise Unanswered(OTHER_SIDE, fits=False)
    since_invasion = figure.measure == "total_controlled_since_invasion"
    if since_invasion != (definition.name in leaving_out_prewar(ground.definitions)):
        raise Unanswered(
            "with or without the ground held before 2022, which the maps do not split", fits=False
        )
    is_share = figure.measure == "share_of_country"
    factor = 100 / Fraction(definition.share_of_km2 or 1) if is_share else Fraction(1)
    return _on_day(figure, definition, ground, factor)


def _incursion(figure: PublishedFigure, definition: Definition, ground: Ground) -> Answer:
    """Ground that the other side holds across the border, on the figure's last day."""
    if definition.share_of_km2 is not None or figure.region == COUNTRY:
        raise Unanswered("of an incursion that no map here shows", fits=False)
    if not _is_holders(figure, definition):
        raise Unanswered(OTHER_SIDE, fits=False)
    return _on_day(figure, definition, ground, Fraction(1))


_MEASURES: dict[str, Callable[[PublishedFigure, Definition, Ground], Answer]] = {
    "gain": _change,
    "net_gain": _change,
    "loss": _change,
    "rate_per_day": _rate,
    "share_of_country_change": _share_change,
    "total_controlled": _held,
    "total_controlled_since_invasion": _held,
    "share_of_country": _held,
    "incursion_area": _incursion,
}


def _row(figure: PublishedFigure, definition: Definition, ground: Ground) -> GainsRow:
    """The figure's window measured; `Unanswered` unless maps answer or bracket both ends."""
    _require_country(figure, definition)
    if figure.window_start is None or figure.window_end is None:
        raise Unanswered("whose window the page does not give")
    found = ground.gains(definition, start=figure.window_start, end=figure.window_end, ranked=False)
    row = found.rows[0]
    if not row.is_near:
        raise Unanswered(NO_MAPS)
    return row


def _require_country(figure: PublishedFigure, definition: Definition) -> None:
    """`Unanswered` unless figure and definition both speak of the whole country."""
    if figure.region != COUNTRY:
        raise Unanswered("of a region whose boundary does not ship")
    if definition.share_of_km2 is None:
        raise Unanswered("of the country, where the definition is of another", fits=False)


def _is_holders(figure: PublishedFigure, definition: Definition) -> bool:
    """Whether the figure is told from the side of the party whose ground is measured."""
    return figure.side.casefold() == definition.party


def _net(figure: PublishedFigure, row: GainsRow, factor: Fraction) -> Answer:
    if row.net_km2 is None or row.net_low_km2 is None or row.net_high_km2 is None:
        raise Unanswered(NO_MAPS)
    quantity = Quantity.measured(
        row.net_km2, bounds=(row.net_low_km2, row.net_high_km2), unit="km2", causes=_causes(row)
    )
    return Answer(quantity=_in_unit(quantity, figure, factor), exact=row.exact)


def _regained(figure: PublishedFigure, row: GainsRow) -> Answer:
    """What the other side took back: what this one lost, which needs geometry at both ends."""
    if row.lost_km2 is None or not row.exact:
        raise Unanswered("of ground regained, where an end has no map at hand")
    quantity = Quantity.measured(row.lost_km2, unit="km2")
    return Answer(quantity=_in_unit(quantity, figure, Fraction(1)), exact=True)


def _on_day(
    figure: PublishedFigure, definition: Definition, ground: Ground, factor: Fraction
) -> Answer:
    """What was held on the figure's last day, times a factor."""
    if figure.window_end is None:
        raise Unanswered("whose day the page does not give")
    held = ground.held(definition, figure.window_end)
    if held.held_low_km2 is None or held.held_high_km2 is None:
        raise Unanswered(NO_MAPS)
    quantity = Quantity.measured(
        held.held_km2,
        bounds=(held.held_low_km2, held.held_high_km2),
        unit="km2",
        causes=() if held.exact else (f"no map of {held.day}",),
    )
    return Answer(quantity=_in_unit(quantity, figure, factor), exact=held.exact)


def _in_unit(quantity: Quantity, figure: PublishedFigure, factor: Fraction) -> Quantity:
    """A quantity in km2, times a factor, in the unit that the figure was printed in."""
    if figure.unit.startswith("mi2"):
        factor /= KM2_PER_MI2
    return quantity.times(factor, unit=figure.unit)


def _causes(row: GainsRow) -> tuple[str, ...]:
    return () if row.exact else (f"an end of {row.start} to {row.end} has no map",)
