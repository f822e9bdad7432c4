"""The probable slip behind figures that do not fit: one correction that makes them fit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from retally.check.printed import corrected, is_single
from retally.model.check import Hint
from retally.model.quantity import Quantity
from retally.model.story import Figure

LONGEST_SUM = 8
"""Parts of a sum whose subsets are tried; 2 to the power of 8 sums are still nothing."""


@dataclass(frozen=True, kw_only=True)
class Slip:
    """A correction that would make figures fit, and what it is, as a clause."""

    hint: Hint
    clause: str


def digit_swaps(figure: Figure) -> Iterator[Figure]:
    """The figure with two neighbouring digits exchanged, every way that changes it.

    A leading zero is no number that copy prints, nobody mixes up the zeros that end a round one,
    and digits of a range are left alone.
    """
    if not is_single(figure) or "/" in figure.printed[0]:
        return
    digits = figure.printed[0]
    counted = digits.rstrip("0") if digits.endswith("00") and "." not in digits else digits
    at = [place for place, letter in enumerate(counted) if letter.isdigit()]
    for here, following in pairwise(at):
        one, other = digits[here], digits[following]
        leads = here == at[0] and other == "0"
        if one != other and not leads:
            letters = list(digits)
            letters[here], letters[following] = other, one
            yield corrected(figure, "".join(letters))


def swapped(figures: Sequence[Figure], fits: Callable[[Sequence[Figure]], bool]) -> Slip | None:
    """Two digits exchanged in one of the figures, where that makes them fit.

    Parameters
    ----------
    fits
        Whether a corrected list of figures fits.
    """
    for at, figure in enumerate(figures):
        for other in digit_swaps(figure):
            if fits([*figures[:at], other, *figures[at + 1 :]]):
                clause = (
                    f"it would with {grouped(other.printed[0])} for {grouped(figure.printed[0])}"
                )
                return Slip(hint=Hint.DIGIT_SWAP, clause=clause)
    return None


def subtotal(total: Quantity, parts: Sequence[Quantity]) -> tuple[int, ...] | None:
    """Places of the parts that alone make the total, fewest left out first; None without such."""
    if not 2 <= len(parts) <= LONGEST_SUM:
        return None
    for size in range(len(parts) - 1, 0, -1):
        for some in combinations(range(len(parts)), size):
            summed = parts[some[0]]
            for at in some[1:]:
                summed = summed.plus(parts[at])
            if summed.meets(total):
                return some
    return None


def grouped(digits: str) -> str:
    """Printed digits with commas between thousands.

    Examples
    --------
    >>> grouped("6640.5")
    '6,640.5'
    """
    whole, point, decimals = digits.partition(".")
    return f"{int(whole):,}{point}{decimals}" if whole.isdecimal() else digits
