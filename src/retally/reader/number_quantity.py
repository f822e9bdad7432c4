"""A printed quantity: what a number with its hedge, unit and noun comes to."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from retally.model.story import Qualifier, Span
from retally.reader.numbers import PrintedNumber


@dataclass(frozen=True, kw_only=True)
class PrintedQuantity:
    """One printed quantity: a number with its hedge, unit and noun.

    Parameters
    ----------
    span
        The number, with the unit or the sign of money where that directly touches it.
    outer
        The same with its hedge.
    numbers
        One, or the two ends of a range.
    unit
        A word of the contract's list ("km2", "people", "km2/day"); empty where nothing says what
        is counted.
    noun
        What is counted, lower case and singular ("soldier"); None where only a unit is printed.
    noun_span
        Where that noun stands; None where it is elided.
    listed
        Which place it has in a list that shares one unit, from 0; None where it stands alone.
    of
        How many that list has.
    is_elided
        Whether its unit is that of words before it ("and 459 in September").
    is_age
        Whether it says how old somebody is.
    """

    span: Span
    outer: Span
    numbers: tuple[PrintedNumber, ...]
    unit: str
    qualifier: Qualifier
    noun: str | None = None
    noun_span: Span | None = None
    listed: int | None = None
    of: int = 1
    is_elided: bool = False
    is_age: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number, exact; None for a range and for a vague amount."""
        return None if self.qualifier is Qualifier.RANGE else self.numbers[0].value

    @property
    def low(self) -> Decimal | None:
        """The low end of a range or of a vague amount; None where a value is printed."""
        if self.qualifier is Qualifier.RANGE:
            return self.numbers[0].value
        return self.numbers[0].low

    @property
    def high(self) -> Decimal | None:
        """The high end of a range or of a vague amount; None where a value is printed."""
        if self.qualifier is Qualifier.RANGE:
            return self.numbers[-1].value
        return self.numbers[0].high

    @property
    def printed(self) -> tuple[str, ...]:
        """The printed digits of its numbers; none for a vague amount."""
        return tuple(n.printed for n in self.numbers if n.printed is not None)
