"""Unit pairs: "478 square kilometres (184 square miles)"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from retally.model.check import Check, CheckKind, Hint, Note
from retally.model.quantity import (
    KM2_PER_MI2,
    Quantity,
    printed_interval,
    printed_range,
    truncated_interval,
)
from retally.model.story import Figure, Qualifier, Relation
from retally.model.words import Verdict

FACTORS = {("km2", "mi2"): 1 / KM2_PER_MI2, ("mi2", "km2"): KM2_PER_MI2}
LINEAR = {("km2", "mi2"): 1 / Fraction("1.609344"), ("mi2", "km2"): Fraction("1.609344")}
"""The factor of a length, which is what a slip on an area takes."""

UNIT_WORDS = {"km2": "square kilometres", "mi2": "square miles"}
"""Units as an explanation writes them out."""


def unit_pair(
    name: str,
    relation: Relation,
    pair: tuple[Figure, Figure],
    among: Mapping[tuple[Decimal | None, str], int],
) -> Check:
    """Whether the second figure of a pair is the first one in the other unit.

    Definition: docs/methods/unit-pairs.md. A hedge widens neither side; it only says that
    trailing zeros are not significant. The printed conversion may be rounded or cut.

    Parameters
    ----------
    name
        Id of the check.
    among
        How often the story gives each value with each unit, which tells swapped units from a
        division.
    """
    one, other = pair
    units = (_area(one), _area(other))
    factor = FACTORS[units]
    original, printed = _printed(one), _printed(other)
    computed = original.times(factor, unit=other.unit)
    holds = computed.meets(printed) or _was_cut(one, other, factor)
    truncated = holds and _is_truncated(one, other, factor)
    return Check(
        id=name,
        kind=CheckKind.UNIT_PAIR,
        figures=(one.id, other.id),
        relation=relation.id,
        claimed=printed,
        computed=computed,
        verdict=Verdict.MATCHES if holds else Verdict.DOES_NOT_MATCH,
        note=Note.TRUNCATED if truncated else None,
        hint=None if holds else _hint(pair, units, among),
        explanation=_explanation(pair, computed, holds=holds, truncated=truncated),
    )


def _area(figure: Figure) -> str:
    """The unit of area without its rate."""
    return figure.unit.partition("/")[0]


def _printed(figure: Figure) -> Quantity:
    """The printed interval by rounding alone."""
    if figure.qualifier is Qualifier.RANGE:
        low, high = figure.printed
        return printed_range(low, high, unit=figure.unit, scale=figure.scale)
    hedge = "exact" if figure.qualifier is Qualifier.EXACT else "about"
    return printed_interval(figure.printed[0], hedge, unit=figure.unit, scale=figure.scale)


def _was_cut(one: Figure, other: Figure, factor: Fraction) -> bool:
    """Whether either side is the other one, cut instead of rounded."""
    if Qualifier.RANGE in (one.qualifier, other.qualifier):
        return False
    cut_other = truncated_interval(other.printed[0], unit=other.unit, scale=other.scale)
    cut_one = truncated_interval(one.printed[0], unit=one.unit, scale=one.scale)
    forth = _printed(one).times(factor, unit=other.unit).meets(cut_other)
    return forth or cut_one.times(factor, unit=other.unit).meets(_printed(other))


def _is_truncated(one: Figure, other: Figure, factor: Fraction) -> bool:
    """Whether the second number is the first one converted and cut, and rounding gives another."""
    if one.value is None or other.value is None or Qualifier.EXACT is not other.qualifier:
        return False
    exact = Fraction(one.value) * factor
    cut = truncated_interval(other.printed[0], unit=other.unit, scale=other.scale)
    rounded = printed_interval(other.printed[0], unit=other.unit, scale=other.scale)
    return _lies_in(exact, cut) and not _lies_in(exact, rounded)


def _lies_in(value: Fraction, interval: Quantity) -> bool:
    return interval.meets(Quantity.measured(value, unit=interval.unit))


def _hint(
    pair: tuple[Figure, Figure],
    units: tuple[str, str],
    among: Mapping[tuple[Decimal | None, str], int],
) -> Hint | None:
    """The probable slip, the likeliest first; None where none explains the pair."""
    one, other = pair
    original, printed = _printed(one), _printed(other)
    if original.times(LINEAR[units], unit=other.unit).meets(printed):
        return Hint.LINEAR_FACTOR
    if original.times(1 / FACTORS[units], unit=other.unit).meets(printed):
        return Hint.UNIT_SWAPPED if _stands_swapped(pair, among) else Hint.DIVIDED_NOT_MULTIPLIED
    for side, figure in enumerate(pair):
        for swapped in _digit_swaps(figure):
            ends = [original, printed]
            ends[side] = printed_interval(swapped, unit=figure.unit, scale=figure.scale)
            if ends[0].times(FACTORS[units], unit=other.unit).meets(ends[1]):
                return Hint.DIGIT_SWAP
    return None


def _stands_swapped(
    pair: tuple[Figure, Figure], among: Mapping[tuple[Decimal | None, str], int]
) -> bool:
    """Whether the story gives one of the two numbers elsewhere with the other one's unit."""
    swapped = {(pair[0].value, pair[1].unit), (pair[1].value, pair[0].unit)}
    own = [(figure.value, figure.unit) for figure in pair]
    return any(among.get(one, 0) > own.count(one) for one in swapped)


def _digit_swaps(figure: Figure) -> Iterator[str]:
    """The printed number with two neighbouring digits exchanged, every way that changes it."""
    if figure.qualifier is Qualifier.RANGE:
        return
    digits = figure.printed[0]
    for at in range(len(digits) - 1):
        here, following = digits[at], digits[at + 1]
        if here != following and here.isdigit() and following.isdigit():
            yield digits[:at] + following + here + digits[at + 2 :]


def _explanation(
    pair: tuple[Figure, Figure], computed: Quantity, *, holds: bool, truncated: bool
) -> str:
    one, other = pair
    exact = (
        "" if computed.value is None else f"{float(computed.value):,.2f} {UNIT_WORDS[_area(other)]}"
    )
    if truncated:
        return f"{one.text} is {exact}, cut to {other.printed[0]} instead of rounded"
    if holds:
        return f"{other.text} is {one.text} converted"
    return f"{one.text} is {exact or 'another area'}, not {other.text}"
