"""What the arithmetic of a relation is made of: its figures, and what they come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from retally.check.arithmetic_units import words
from retally.check.printed import as_worded, claimed, if_rounded, is_single
from retally.model.check import Note
from retally.model.quantity import Quantity, significant_place
from retally.model.story import Figure, Qualifier, Reading, Relation
from retally.model.words import Verdict


@dataclass(frozen=True, kw_only=True)
class Case:
    """One relation with its figures, in the order that the relation states."""

    relation: Relation
    figures: tuple[Figure, ...]
    reading: Reading

    @property
    def words(self) -> str:
        """The words that claim it, in lower case."""
        return " ".join(self.relation.span.of(self.reading.story.text).lower().split())

    def widest(self) -> list[Quantity]:
        """The figures as intervals, hedges at their widest."""
        return [claimed(figure) for figure in self.figures]

    def rounded(self) -> list[Quantity]:
        """The same where the zeros of the first one may come from rounding."""
        return [if_rounded(self.figures[0]), *self.widest()[1:]]

    def with_round_totals(self) -> list[Quantity]:
        """The same where the zeros of every round total may come from rounding."""
        pairs = zip(self.figures, self.widest(), strict=True)
        return [if_rounded(one) if is_round_total(one) else term for one, term in pairs]

    def narrowest(self) -> list[Quantity]:
        """The same with hedges taken at their word."""
        return [as_worded(figure) for figure in self.figures]


@dataclass(frozen=True, kw_only=True)
class Sides:
    """What the story claims and what its figures come to.

    Parameters
    ----------
    line
        The arithmetic that a reader can follow, without its result: "629 / 725".
    others
        What they come to under another reading that the story leaves open, with the words for it.
    """

    claimed: Quantity
    computed: Quantity
    line: str
    others: tuple[tuple[Quantity, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The verdict on a relation, before it has a name."""

    verdict: Verdict
    explanation: str
    claimed: Quantity | None = None
    computed: Quantity | None = None
    note: Note | None = None
    figures: tuple[str, ...] = field(default=())


def open_question(reason: str) -> Outcome:
    """What cannot be computed from the story alone, and why."""
    return Outcome(verdict=Verdict.CANNOT_CHECK, explanation=reason)


def summed(parts: Sequence[Quantity]) -> Quantity:
    """The sum of one quantity or more."""
    total = parts[0]
    for part in parts[1:]:
        total = total.plus(part)
    return total


def round_numbers(figures: Sequence[Figure]) -> str:
    """Those of some figures whose trailing zeros may come from rounding, as a list in words."""
    named = [digits(one) for one in figures if if_rounded(one) != claimed(one)]
    return " or ".join(dict.fromkeys(named))


def is_round_total(figure: Figure) -> bool:
    """Whether an amount of 1,000 or more is printed to the hundred or coarser: seldom exact.

    Percentages, shares and multiples are what is worked out, never what it is worked out from.
    """
    if figure.unit in _WORKED_OUT or not is_single(figure) or "/" in figure.printed[0]:
        return False
    if figure.value is None or abs(figure.value) < _LARGE:
        return False
    return significant_place(figure.printed[0], zeros_count=False) * figure.scale >= _ROUND


_WORKED_OUT = frozenset({"percent", "share", "times"})
_ROUND = 100
"""The place to which a round total is printed: "3,800" is, "3,810" is not."""

_LARGE = 1000


def number(value: Fraction | None) -> str:
    """A number as an explanation prints it: four significant digits, more for whole ones.

    Examples
    --------
    >>> number(Fraction(2390, 27)), number(Fraction(10_000))
    ('88.52', '10,000')
    """
    if value is None:
        return "open"
    if value.denominator == 1:
        return f"{int(value):,}"
    size = abs(value)
    places = 4 if size < Fraction(1, 10) else 2 if size < 100 else 1 if size < 1000 else 0
    text = f"{float(value):,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def interval(quantity: Quantity) -> str:
    """An interval in words: its value, or the side that bounds it.

    Examples
    --------
    >>> interval(Quantity.measured(4, unit="km"))
    '4'
    """
    low, high = quantity.low, quantity.high
    if quantity.value is not None and low is not None and high is not None:
        return number(quantity.value)
    if low is not None and high is not None:
        return f"{number(low)} to {number(high)}"
    if low is None and high is None:
        return "any number"
    return f"at most {number(high)}" if low is None else f"at least {number(low)}"


def digits(figure: Figure) -> str:
    """The number of a figure as an explanation prints it, with its hedge where it bounds."""
    printed = claimed(figure)
    if printed.value is None:
        return interval(printed)
    hedge = _HEDGES.get(figure.qualifier, "")
    if figure.printed and "/" in figure.printed[0]:
        return f"{hedge}{figure.printed[0]}"
    return f"{hedge}{number(printed.value)}"


def named(figure: Figure) -> str:
    """The number of a figure with its unit or noun."""
    if figure.unit == "share":
        return digits(figure)
    return f"{digits(figure)} {words(figure.noun or figure.unit, value=claimed(figure).value)}"


_HEDGES = {
    Qualifier.ABOUT: "about ",
    Qualifier.NEARLY: "nearly ",
    Qualifier.MORE_THAN: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.LESS_THAN: "less than ",
    Qualifier.UP_TO: "up to ",
    Qualifier.WITHIN: "within ",
}
