"""Figures of a story against figures published elsewhere for the same window, which ship."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import cache

from retally.check.printed import claimed
from retally.check.qualifiers import qualifier_of
from retally.ledger.copies import swapped_digits
from retally.ledger.key import What, quantity_key
from retally.ledger.recording import figure_key
from retally.model.check import Check, CheckKind, Evidence, Hint
from retally.model.quantity import KM2_PER_MI2, Quantity, printed_interval
from retally.model.story import (
    Figure,
    FigureKind,
    Qualifier,
    Reading,
    RelationType,
    Scope,
    StatedWindow,
)
from retally.model.words import Verdict
from retally.reference.published import PublishedFigure, figures

_KINDS = {
    "gain": FigureKind.AREA_GAINED,
    "net_gain": FigureKind.AREA_GAINED,
    "rate_per_day": FigureKind.AREA_GAINED,
    "loss": FigureKind.AREA_LOST,
    "total_controlled": FigureKind.AREA_HELD,
    "share_of_country": FigureKind.AREA_SHARE_HELD,
}
"""Measures of the published figures that a story's figure can be told to be."""

_IN_KM2 = {"km2": Fraction(1), "mi2": KM2_PER_MI2}


def published_checks(reading: Reading) -> list[Check]:
    """One check for each body figure that somebody published for the same window and source."""
    restated = {
        relation.figures[1]
        for relation in reading.relations
        if relation.type is RelationType.CONVERSION and len(relation.figures) > 1
    }
    agency = reading.story.agency
    checks: list[Check] = []
    for figure in reading.figures:
        if figure.scope is not Scope.BODY or figure.id in restated or figure.window is None:
            continue
        others = [
            one for one in _by_key().get(figure_key(figure), ()) if _is_of(figure, one, agency)
        ]
        if others:
            name = f"p{len(checks) + 1}"
            checks.append(_check(name, figure, figure.window, others))
    return checks


@cache
def _by_key() -> Mapping[str, Sequence[PublishedFigure]]:
    """The published figures by the key of their quantity."""
    found: dict[str, list[PublishedFigure]] = {}
    for one in figures():
        kind = _KINDS.get(one.measure)
        if kind is None or one.window_end is None or one.kind != "measurement":
            continue
        window = StatedWindow(
            start=one.window_start or one.window_end, end=one.window_end, basis=""
        )
        what = What(
            kind=kind,
            unit=one.unit,
            side=one.side,
            place=one.region,
            window=window,
        )
        found.setdefault(quantity_key(what), []).append(one)
    return found


def _is_of(figure: Figure, one: PublishedFigure, agency: str | None) -> bool:
    """Whether a published figure of the same key is of the same day, and from the same maps.

    The key of a stock names no day, and that of a window that grows only its first.
    """
    if figure.window is None or one.window_end != figure.window.end:
        return False
    if figure.sources:
        return one.data_source.casefold() in figure.sources
    return agency is not None and one.publisher.casefold() == agency.casefold()


def _check(
    name: str, figure: Figure, window: StatedWindow, others: Sequence[PublishedFigure]
) -> Check:
    """The check of a figure against what was published; one that agrees settles it."""
    printed = claimed(figure)
    agreeing = [one for one in others if _holds(printed, one)]
    swapped = [one for one in others if _is_swapped(figure, one)]
    first = (agreeing or swapped or others)[0]
    if agreeing:
        verdict, words, hint = Verdict.MATCHES, f"printed elsewhere as {_told(first)}", None
    elif swapped:
        words = f"printed elsewhere as {_told(first)}: two digits changed places"
        verdict, hint = Verdict.DOES_NOT_MATCH, Hint.DIGIT_SWAP
    else:
        told = " and ".join(dict.fromkeys(_told(one) for one in others[:3]))
        verdict, words, hint = Verdict.DEPENDS, f"printed elsewhere as {told}", None
    return Check(
        id=name,
        kind=CheckKind.LEDGER,
        figures=(figure.id,),
        verdict=verdict,
        explanation=words,
        claimed=printed,
        computed=_quantity(first, figure.unit),
        hint=hint,
        evidence=tuple(_evidence(window, printed, one) for one in others),
    )


def _told(one: PublishedFigure) -> str:
    """Number, publisher, day, maps and address in one clause."""
    hedge = "" if qualifier_of(one.qualifier) == "exact" else f"{one.qualifier} "
    maps = f", from the maps of {one.data_source}" if one.data_source != "own" else ""
    return (
        f"{hedge}{one.printed} {one.unit} by {one.publisher} ({one.published_on}{maps}),"
        f" {one.address}"
    )


def _is_swapped(figure: Figure, one: PublishedFigure) -> bool:
    exact = figure.qualifier is Qualifier.EXACT and qualifier_of(one.qualifier) == "exact"
    return (
        exact
        and figure.unit == one.unit
        and figure.scale == 1
        and swapped_digits(figure.printed[0], one.printed)
    )


def _holds(printed: Quantity, one: PublishedFigure) -> bool:
    quantity = _quantity(one, printed.unit)
    return quantity is not None and quantity.meets(printed)


def _quantity(one: PublishedFigure, unit: str) -> Quantity | None:
    """A published figure's interval in the unit asked for; None where it does not convert."""
    quantity = printed_interval(one.printed, qualifier_of(one.qualifier), unit=one.unit)
    if one.unit == unit:
        return quantity
    (area, _, per), (asked, _, asked_per) = one.unit.partition("/"), unit.partition("/")
    if per != asked_per or area not in _IN_KM2 or asked not in _IN_KM2:
        return None
    return quantity.times(_IN_KM2[area] / _IN_KM2[asked], unit=unit)


def _evidence(window: StatedWindow, printed: Quantity, one: PublishedFigure) -> Evidence:
    converted = _quantity(one, printed.unit)
    told = (converted or printed_interval(one.printed, unit=one.unit)).to_dict()
    return Evidence(
        definition=f"{one.publisher}, {one.published_on}",
        source=one.data_source.casefold(),
        start=window.start,
        end=window.end,
        unit=printed.unit if converted else one.unit,
        value=_number(told["value"]),
        low=_number(told["low"]),
        high=_number(told["high"]),
        holds=None if converted is None else converted.meets(printed),
    )


def _number(value: float | str | None) -> float | None:
    return value if isinstance(value, float) else None
