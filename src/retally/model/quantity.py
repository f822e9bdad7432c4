"""A number with the interval it may lie in, and the interval that a printed number stands for.

Exact fractions throughout: whether 184.5 "meets" a printed 184 must not hang on the last bit of
a float.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from retally.errors import UsageError

QUALIFIERS = (
    "exact",
    "about",
    "more_than",
    "at_least",
    "nearly",
    "less_than",
    "up_to",
    "within",
    "several",
    "range",
)
"""The closed list of qualifiers (glossary: qualifier)."""

_AT_LEAST = frozenset({"more_than", "at_least"})
_AT_MOST = frozenset({"less_than", "up_to", "within"})
_BETWEEN = frozenset({"several", "range"})
_ZERO = Fraction(0)
_PRINTED = re.compile(r"[-+−]?(\d{1,3}(,\d{3})+|\d+)(?P<decimals>\.\d+)?")

Number = int | float | Fraction

KM2_PER_MI2 = Fraction("1.609344") ** 2
"""Square kilometres in a square mile; the international mile of 1959 is 1,609.344 m, exactly."""


@dataclass(frozen=True, kw_only=True)
class Quantity:
    """A value, the interval it may lie in, its unit, and the causes of the interval.

    Parameters
    ----------
    value
        The best single number; None for a range.
    low, high
        Ends of the interval, both included; None where that side is open.
    unit
        As in the glossary ("km2", "mi2", "percent", "km2/day").
    causes
        Why it is an interval ("printed rounding", "more_than", "no map of 2024-09-30").
    """

    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str
    causes: tuple[str, ...] = ()

    @classmethod
    def measured(
        cls,
        value: Number,
        *,
        unit: str,
        bounds: tuple[Number, Number] | None = None,
        causes: tuple[str, ...] = (),
    ) -> Quantity:
        """A measured value; without bounds its interval is the value itself."""
        low, high = bounds if bounds is not None else (value, value)
        return cls(
            value=Fraction(value),
            low=Fraction(low),
            high=Fraction(high),
            unit=unit,
            causes=causes,
        )

    def meets(self, other: Quantity) -> bool:
        """Whether the two intervals share a point; an open side reaches any number.

        Raises
        ------
        UsageError
            If the units differ.
        """
        if self.unit != other.unit:
            raise UsageError(
                "two quantities of different units cannot be compared",
                expected=self.unit,
                got=other.unit,
                do="convert one of them first",
            )
        return _reaches(self.low, other.high) and _reaches(other.low, self.high)

    def times(self, factor: Number, *, unit: str) -> Quantity:
        """The same quantity in another unit, one of which is 1 / `factor` of this one's.

        A negative factor turns the interval round.
        """
        exact = Fraction(factor)
        ends = (_scaled(self.low, exact), _scaled(self.high, exact))
        low, high = ends if exact >= 0 else ends[::-1]
        return Quantity(
            value=_scaled(self.value, exact), low=low, high=high, unit=unit, causes=self.causes
        )

    def plus(self, other: Quantity) -> Quantity:
        """The sum of two quantities of one unit; a side open in either one is open in it."""
        return Quantity(
            value=_added(self.value, other.value),
            low=_added(self.low, other.low),
            high=_added(self.high, other.high),
            unit=self.unit,
            causes=_united(self.causes, other.causes),
        )

    def minus(self, other: Quantity) -> Quantity:
        """What is left after another one of the same unit is taken off."""
        return self.plus(other.times(-1, unit=other.unit))

    def over(self, other: Quantity, *, unit: str) -> Quantity:
        """The quotient of two amounts, neither of them below zero.

        An open lower side is zero, and what is divided by an interval that reaches zero is open
        above.

        Examples
        --------
        >>> ten, three = printed_interval("10", unit="km"), printed_interval("3", unit="km")
        >>> float(ten.over(three, unit="times").high)
        4.2
        """
        value = self.value / other.value if self.value is not None and other.value else None
        least, most = max(self.low or _ZERO, _ZERO), self.high
        under = max(other.low or _ZERO, _ZERO)
        return Quantity(
            value=value,
            low=least / other.high if other.high else None,
            high=most / under if most is not None and under else None,
            unit=unit,
            causes=_united(self.causes, other.causes),
        )

    def to_dict(self) -> dict[str, float | str | None]:
        """``{"value","low","high","unit"}``, numbers as floats."""
        return {
            "value": _float(self.value),
            "low": _float(self.low),
            "high": _float(self.high),
            "unit": self.unit,
        }


def printed_interval(
    printed: str, qualifier: str = "exact", *, unit: str, scale: Number = 1
) -> Quantity:
    """The interval that a printed number stands for.

    Definition: half the last significant place to both sides. The trailing zeros of an integer
    are significant, unless a qualifier or a scale word stands with the number; decimals always
    are. "about" widens to at least one whole unit of the last printed digit; "nearly" is the
    same, downward only; "more_than", "at_least" and "less_than", "up_to", "within" leave one
    side open. Units: those of `unit`. Source: docs/methods/printed.md.

    Parameters
    ----------
    printed
        Digits as printed, with a decimal point and commas between thousands or neither:
        "478", "10,000", "16.1".
    qualifier
        One of `QUALIFIERS`, bar "several" and "range", whose ends the reader knows
        (`printed_range`).
    scale
        What a scale word multiplies by: 1,000,000 for "1.5 million".

    Raises
    ------
    UsageError
        If `printed` is no such number, or the qualifier is not one of a single number.

    Examples
    --------
    >>> printed_interval("478", unit="km2").to_dict()
    {'value': 478.0, 'low': 477.5, 'high': 478.5, 'unit': 'km2'}
    >>> printed_interval("500", "about", unit="km2").low
    Fraction(450, 1)
    """
    if qualifier not in QUALIFIERS or qualifier in _BETWEEN:
        raise UsageError(
            "no qualifier of a single printed number",
            expected=", ".join(word for word in QUALIFIERS if word not in _BETWEEN),
            got=repr(qualifier),
        )
    value, digit = _value_and_digit(printed)
    place = significant_place(printed, zeros_count=qualifier == "exact" and scale == 1)
    reach = place / 2 if qualifier == "exact" else max(place / 2, digit)
    low, high = _sided(value, reach, qualifier)
    times = Fraction(scale)
    return Quantity(
        value=value * times,
        low=_scaled(low, times),
        high=_scaled(high, times),
        unit=unit,
        causes=("printed rounding",) if qualifier == "exact" else (qualifier,),
    )


def printed_range(
    low: str, high: str, *, unit: str, scale: Number = 1, qualifier: str = "range"
) -> Quantity:
    """The interval of "between `low` and `high`": each end moved out by half its last place.

    Value is None, as the glossary has it for "several" and "range".
    """
    times = Fraction(scale)
    ends = [_value_and_digit(end)[0] for end in (low, high)]
    halves = [significant_place(end, zeros_count=scale == 1) / 2 for end in (low, high)]
    return Quantity(
        value=None,
        low=(ends[0] - halves[0]) * times,
        high=(ends[1] + halves[1]) * times,
        unit=unit,
        causes=(qualifier,),
    )


def printed_fraction(
    printed: str, qualifier: str = "exact", *, unit: str = "share", scale: Number = 1
) -> Quantity:
    """The interval that a fraction stands for: "two thirds" is printed "2/3".

    Definition: half the distance to the neighbouring fractions of `COMMON_FRACTIONS` to both
    sides; a fraction that is none of them reaches halfway to its nearest ones all the same, and
    one above 1 carries its whole number. Qualifiers as in `printed_interval`.
    Source: docs/methods/printed.md.

    Examples
    --------
    >>> half = printed_fraction("1/2")
    >>> float(half.low), float(half.high)
    (0.45, 0.55)
    """
    over, slash, under = printed.partition("/")
    if not (slash and over.strip("+-−").isdecimal() and under.isdecimal() and int(under)):
        raise UsageError("not a printed fraction", expected='such as "2/3"', got=repr(printed))
    value = Fraction(int(over.replace("−", "-")), int(under))
    whole = value // 1
    part = value - whole
    below = max((one for one in COMMON_FRACTIONS if one < part), default=_ZERO)
    above = min((one for one in COMMON_FRACTIONS if one > part), default=Fraction(1))
    low: Fraction | None = whole + (below + part) / 2
    high: Fraction | None = whole + (part + above) / 2
    if qualifier in _AT_LEAST:
        low, high = value, None
    elif qualifier in _AT_MOST:
        low, high = None, value
    elif qualifier == "nearly":
        high = value
    times = Fraction(scale)
    return Quantity(
        value=value * times,
        low=_scaled(low, times),
        high=_scaled(high, times),
        unit=unit,
        causes=("worded fraction",) if qualifier == "exact" else (qualifier,),
    )


COMMON_FRACTIONS = tuple(
    Fraction(one)
    for one in (
        "1/10", "1/5", "1/4", "1/3", "2/5", "1/2", "3/5", "2/3", "3/4", "4/5", "9/10",
    )
)  # fmt: skip
"""The fractions that copy prints in words; who writes one of them passed over its neighbours."""


def truncated_interval(printed: str, *, unit: str, scale: Number = 1) -> Quantity:
    """The interval of a number that was cut, not rounded: 184 stands for 184 up to 185.

    The upper end is one whole last place up, included; a conversion that lands exactly there
    would have been printed as the next number, but no two exact fractions of two units meet so.
    """
    value, digit = _value_and_digit(printed)
    times = Fraction(scale)
    towards = digit if value >= 0 else -digit
    low, high = sorted((value, value + towards))
    return Quantity(
        value=value * times,
        low=low * times,
        high=high * times,
        unit=unit,
        causes=("truncated",),
    )


def significant_place(printed: str, *, zeros_count: bool) -> Fraction:
    """One unit of the last significant place of a printed number.

    Parameters
    ----------
    zeros_count
        Whether the trailing zeros of an integer are significant: 500 has place 1 then, else 100.
    """
    value, digit = _value_and_digit(printed)
    if zeros_count or digit < 1 or value == 0:
        return digit
    digits = str(abs(int(value)))
    return Fraction(10 ** (len(digits) - len(digits.rstrip("0"))))


def _value_and_digit(printed: str) -> tuple[Fraction, Fraction]:
    """The number, and one unit of its last printed digit."""
    text = printed.strip()
    match = _PRINTED.fullmatch(text)
    if match is None:
        raise UsageError(
            "not a printed number",
            expected='digits such as "478", "10,000" or "16.1"',
            got=repr(printed),
        )
    value = Fraction(text.replace(",", "").replace("−", "-"))
    decimals = len(match["decimals"] or ".") - 1
    return value, Fraction(1, 10**decimals)


def _sided(
    value: Fraction, reach: Fraction, qualifier: str
) -> tuple[Fraction | None, Fraction | None]:
    """Low and high, one of them open where the qualifier says so."""
    if qualifier in _AT_LEAST:
        return value, None
    if qualifier in _AT_MOST:
        return None, value
    return value - reach, value if qualifier == "nearly" else value + reach


def _reaches(low: Fraction | None, high: Fraction | None) -> bool:
    return low is None or high is None or low <= high


def _added(one: Fraction | None, other: Fraction | None) -> Fraction | None:
    return None if one is None or other is None else one + other


def _united(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*one, *other]))


def _scaled(number: Fraction | None, factor: Fraction) -> Fraction | None:
    return None if number is None else number * factor


def _float(number: Fraction | None) -> float | None:
    return None if number is None else float(number)
