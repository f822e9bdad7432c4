"""Unit pairs: "478 square kilometres (184 square miles)", "5 km (3 miles)", money at a rate."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from retally.check.arithmetic_terms import round_numbers
from retally.check.arithmetic_units import LINEAR, dimension, factor, words
from retally.check.hints import Slip, swapped
from retally.check.printed import by_rounding, if_rounded, is_single
from retally.model.check import Check, CheckKind, Hint, Note
from retally.model.quantity import Quantity, printed_interval, truncated_interval
from retally.model.story import Figure, Qualifier, Relation
from retally.model.words import Verdict
from retally.reader.relation_money import is_currency

Among = Mapping[tuple[Decimal | None, str], int]
"""How often a story gives each value with each unit."""


def unit_pair(name: str, relation: Relation, figures: Sequence[Figure], among: Among) -> Check:
    """Whether the second figure of a pair is the first one in the other unit.

    Definition: docs/methods/unit-pairs.md. A hedge widens neither side; it only says that
    trailing zeros are not significant. The printed conversion may be rounded or cut.

    Parameters
    ----------
    name
        Id of the check.
    figures
        The two, and for money the printed rate.
    among
        How often the story gives each value with each unit, which tells swapped units from a
        division.
    """
    one, other = figures[:2]
    times = _factor(figures)
    if isinstance(times, str):
        slip = _dropped_square(one, other)
        if slip is None:
            return _unasked(name, relation, figures, times)
        return _made(name, relation, figures, None, slip)
    computed = by_rounding(one).times(times, unit=other.unit)
    holds = computed.meets(by_rounding(other)) or _was_cut(one, other, times)
    if holds:
        truncated = _is_truncated(one, other, times)
        return _made(name, relation, figures, computed, None, holds=True, truncated=truncated)
    rounded = if_rounded(one).times(times, unit=other.unit).meets(if_rounded(other))
    if rounded and not (is_hedged(one) or is_hedged(other)):
        found = _made(name, relation, figures, computed, None)
        words = f"{found.explanation}; it holds if {round_numbers((one, other))} is rounded"
        return replace(found, verdict=Verdict.DEPENDS, explanation=words)
    return _made(name, relation, figures, computed, _slip((one, other), times, among))


def is_hedged(figure: Figure) -> bool:
    """Whether a word with a number says that its zeros are not significant: `by_rounding` knows."""
    return figure.qualifier is not Qualifier.EXACT


def _factor(figures: Sequence[Figure]) -> Fraction | str:
    """How many of the second unit one of the first is; the reason where that is not known."""
    one, other = figures[:2]
    found = factor(one.unit, other.unit)
    if found is not None:
        return found
    if not (is_currency(one.unit) and is_currency(other.unit)):
        return "the two are no pair of units with a fixed factor"
    if len(figures) < 3 or figures[2].value is None or not figures[2].value:
        return "the rate of exchange is not printed"
    rate = Fraction(figures[2].value)
    return rate if figures[2].unit == other.unit else 1 / rate


def _unasked(name: str, relation: Relation, figures: Sequence[Figure], why: str) -> Check:
    return Check(
        id=name,
        kind=CheckKind.UNIT_PAIR,
        figures=relation.figures,
        relation=relation.id,
        claimed=by_rounding(figures[1]),
        verdict=Verdict.CANNOT_CHECK,
        explanation=why,
    )


def _made(
    name: str,
    relation: Relation,
    figures: Sequence[Figure],
    computed: Quantity | None,
    slip: Slip | None,
    *,
    holds: bool = False,
    truncated: bool = False,
) -> Check:
    line = _explanation(figures, computed, holds=holds, truncated=truncated)
    return Check(
        id=name,
        kind=CheckKind.UNIT_PAIR,
        figures=relation.figures,
        relation=relation.id,
        claimed=by_rounding(figures[1]),
        computed=computed,
        verdict=Verdict.MATCHES if holds else Verdict.DOES_NOT_MATCH,
        note=Note.TRUNCATED if truncated else None,
        hint=slip.hint if slip else None,
        explanation=f"{line}; {slip.clause}" if slip else line,
    )


def _was_cut(one: Figure, other: Figure, times: Fraction) -> bool:
    """Whether either side is the other one, cut instead of rounded."""
    if not (_is_plain(one) and _is_plain(other)):
        return False
    forth = by_rounding(one).times(times, unit=other.unit).meets(_cut(other))
    if forth or one.scale != 1:
        # "5 billion" counts no millions, so it is not taken for 5.9 billion that was cut.
        return forth
    return _cut(one).times(times, unit=other.unit).meets(by_rounding(other))


def _is_truncated(one: Figure, other: Figure, times: Fraction) -> bool:
    """Whether the second number is the first one converted and cut, and rounding gives another."""
    if not (_is_plain(one) and _is_plain(other)) or Qualifier.EXACT is not other.qualifier:
        return False
    exact = Fraction(one.value or 0) * times
    rounded = printed_interval(other.printed[0], unit=other.unit, scale=other.scale)
    return _lies_in(exact, _cut(other)) and not _lies_in(exact, rounded)


def _is_plain(figure: Figure) -> bool:
    """Whether one number is printed in digits."""
    return figure.value is not None and is_single(figure) and "/" not in figure.printed[0]


def _cut(figure: Figure) -> Quantity:
    return truncated_interval(figure.printed[0], unit=figure.unit, scale=figure.scale)


def _lies_in(value: Fraction, interval: Quantity) -> bool:
    return interval.meets(Quantity.measured(value, unit=interval.unit))


def _slip(pair: tuple[Figure, Figure], times: Fraction, among: Among) -> Slip | None:
    """The probable slip, the likeliest first; None where none explains the pair."""
    one, other = pair
    original, printed = by_rounding(one), by_rounding(other)
    linear = _linear_factor(one.unit, other.unit)
    if linear is not None and original.times(linear, unit=other.unit).meets(printed):
        return Slip(hint=Hint.LINEAR_FACTOR, clause="that is the factor of a length")
    if original.times(1 / times, unit=other.unit).meets(printed):
        if _stands_swapped(pair, among):
            return Slip(hint=Hint.UNIT_SWAPPED, clause="elsewhere the two have each other's unit")
        return Slip(hint=Hint.DIVIDED_NOT_MULTIPLIED, clause="that is the factor turned round")
    if dimension(one.unit) == "length" and original.times(times**2, unit=other.unit).meets(printed):
        return Slip(hint=Hint.SQUARE_DROPPED, clause="that is the factor of an area")

    def fits(figures: Sequence[Figure]) -> bool:
        ends = [by_rounding(figure) for figure in figures]
        return ends[0].times(times, unit=other.unit).meets(ends[1])

    return swapped(pair, fits)


def _linear_factor(one: str, other: str) -> Fraction | None:
    """The factor of a length between two units of area, which is what a slip on an area takes."""
    stems = [LINEAR.get(unit.partition("/")[0]) for unit in (one, other)]
    return factor(stems[0], stems[1]) if stems[0] and stems[1] else None


def _dropped_square(one: Figure, other: Figure) -> Slip | None:
    """An area beside a length whose numbers fit as two areas or as two lengths."""
    stems = [figure.unit.partition("/")[0] for figure in (one, other)]
    if {dimension(stem) for stem in stems} != {"area", "length"}:
        return None
    areas = [_SQUARES.get(stem, stem) for stem in stems]
    times = factor(areas[0], areas[1])
    lengths = [LINEAR.get(stem, stem) for stem in stems]
    linear = factor(lengths[0], lengths[1])
    original, printed = by_rounding(one), by_rounding(other)
    if times is None or linear is None:
        return None
    if original.times(times, unit=other.unit).meets(printed):
        return Slip(hint=Hint.SQUARE_DROPPED, clause="the numbers are those of two areas")
    if original.times(linear, unit=other.unit).meets(printed):
        return Slip(hint=Hint.SQUARE_DROPPED, clause="the numbers are those of two lengths")
    return None


_SQUARES = {"km": "km2", "mi": "mi2", "m": "square metre", "foot": "square foot"}


def _stands_swapped(pair: tuple[Figure, Figure], among: Among) -> bool:
    """Whether the story gives one of the two numbers elsewhere with the other one's unit."""
    exchanged = {(pair[0].value, pair[1].unit), (pair[1].value, pair[0].unit)}
    own = [(figure.value, figure.unit) for figure in pair]
    return any(among.get(one, 0) > own.count(one) for one in exchanged)


def _explanation(
    figures: Sequence[Figure], computed: Quantity | None, *, holds: bool, truncated: bool
) -> str:
    one, other = figures[:2]
    if computed is None:
        return f"{one.text} is no {other.text}: one is an area, the other a length"
    exact = _converted(computed, words(other.unit))
    at = f" at {figures[2].text}" if len(figures) > 2 else ""
    if truncated:
        return f"{one.text} is {exact}{at}, cut to {other.printed[0]} instead of rounded"
    if holds:
        return f"{other.text} is {one.text} converted{at}"
    return f"{one.text} is {exact}{at}, not {other.text}"


def _converted(computed: Quantity, unit: str) -> str:
    """The converted number to two decimals; of a range or a bound its ends."""
    if computed.value is not None:
        return f"{float(computed.value):,.2f} {unit}"
    if computed.low is None or computed.high is None:
        return "another amount"
    return f"{float(computed.low):,.1f} to {float(computed.high):,.1f} {unit}"
