"""Which slip explains a relation that does not match."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from retally.check.arithmetic_days import neighbours, other_years, per_unit, stretch
from retally.check.arithmetic_equations import inside
from retally.check.arithmetic_terms import Case, digits, summed
from retally.check.hints import Slip, subtotal, swapped
from retally.check.printed import as_worded, claimed
from retally.model.check import Hint
from retally.model.story import Figure, RelationType, StatedWindow

Fits = Callable[[Case, Sequence[Figure]], bool]


def slip(case: Case, fits: Fits, fits_closely: Fits) -> Slip | None:
    """The simplest correction that makes a relation match; None where no single one does.

    Parameters
    ----------
    fits
        Whether the case matches with other figures in place of its own.
    fits_closely
        The same with hedges taken at their word.
    """
    special = _SPECIAL.get(case.relation.type)
    found = special(case, fits) if special is not None else None
    if found is not None or case.relation.type in (RelationType.GREATER, RelationType.LESS):
        return found
    return swapped(case.figures, lambda figures: fits_closely(case, figures))


def _combined(case: Case, fits: Fits) -> Slip | None:
    """A number that is more than each of several, said to be more than their sum."""
    if len(case.figures) < 3:
        return None
    total, *each = (claimed(figure) for figure in case.figures)
    values = [one.value for one in each]
    if total.value is None or any(one is None or total.value <= one for one in values):
        return None
    return Slip(
        hint=Hint.RESPECTIVELY_SUMMED,
        clause="it is more than each of them, which is what a pair listed one by one says",
    )


def _of_parts(case: Case, fits: Fits) -> Slip | None:
    """A total that is the sum of some of its parts only, or of parts outside its window."""
    total, *parts = (as_worded(figure) for figure in case.figures)
    found = _begun_late(case)
    if found is not None:
        return found
    some = subtotal(total, parts)
    if some is None:
        return None
    line = " + ".join(digits(case.figures[at + 1]) for at in some)
    return Slip(hint=Hint.SUBTOTAL, clause=f"{digits(case.figures[0])} is {line} alone")


def _begun_late(case: Case) -> Slip | None:
    """Parts outside the window of their total that make it with the others all the same."""
    total, *parts = case.figures
    if total.window is None or len(inside(case)) == len(parts):
        return None
    if not summed([as_worded(part) for part in parts]).meets(as_worded(total)):
        return None
    begun = [part.window.start for part in parts if part.window is not None]
    years = [one for one in other_years(total.window) if one.start <= min(begun)]
    is_year = any(one.start.year == min(begun).year for one in years)
    return Slip(
        hint=Hint.YEAR_SLIP if is_year else Hint.WINDOW_SLIP,
        clause=f"it would since {min(begun).isoformat()}",
    )


def other_whole(case: Case, fits: Fits) -> Slip | None:
    """A share that is right of another total of the story, or the wrong way round."""
    share, part, whole = case.figures[:3]
    for other in case.reading.figures:
        if other.unit != whole.unit or other.id in case.relation.figures or other.value is None:
            continue
        if other.kind is whole.kind and fits(case, [share, part, other]):
            wider = other.window is not None and other.window != whole.window
            return Slip(
                hint=Hint.WINDOW_SLIP if wider else Hint.SUBTOTAL,
                clause=f"it is the share of {digits(other)}",
            )
        if other.kind is part.kind and fits(case, [share, other, whole]):
            return Slip(hint=Hint.SUBTOTAL, clause=f"it is the share that {digits(other)} has")
    return None


def is_resolved(case: Case) -> bool:
    """Whether the last figure of a relation stands outside the words that claim it."""
    return not case.figures[-1].span.meets(case.relation.span)


def _turned(case: Case, fits: Fits) -> Slip | None:
    """A ratio that is right the other way round."""
    one, other, *rest = case.figures
    if fits(case, [other, one, *rest]):
        return Slip(
            hint=Hint.DIVIDED_NOT_MULTIPLIED,
            clause=f"{digits(other)} / {digits(one)} is that",
        )
    return None


def _other_window(case: Case, fits: Fits) -> Slip | None:
    """A rate that is right over another stretch of time."""
    windows = [figure.window for figure in case.figures[:2] if figure.window is not None]
    if not windows or len(case.figures) > 2:
        return None
    stated = windows[0]
    for years in other_years(stated):
        if _fits_over(case, years):
            return Slip(hint=Hint.YEAR_SLIP, clause=f"it would since {years.start.isoformat()}")
    named = [figure.window for figure in case.reading.figures if figure.window is not None]
    for window in neighbours(stated, named):
        if _fits_over(case, window):
            days = (window.end - window.start).days + 1
            return Slip(hint=Hint.WINDOW_SLIP, clause=f"it would over {days} days")
    return None


def _fits_over(case: Case, window: StatedWindow) -> bool:
    rate, total = (as_worded(figure) for figure in case.figures[:2])
    each = per_unit(case.figures[0].unit.rpartition("/")[2], stretch(window))
    assert each is not None
    counts = [each.count, *(shifted.count for shifted in each.shifted)]
    return any(total.over(count, unit=rate.unit).meets(rate) for count in counts)


def _one_number(case: Case, fits: Fits) -> Slip | None:
    """One number that stands with two units."""
    one, other = case.figures[:2]
    if one.unit == other.unit or one.value != other.value:
        return None
    return Slip(hint=Hint.UNIT_SWAPPED, clause="it is one number with two units")


_SPECIAL: dict[RelationType, Callable[[Case, Fits], Slip | None]] = {
    RelationType.GREATER: _combined,
    RelationType.SUM: _of_parts,
    RelationType.SHARE_OF: other_whole,
    RelationType.RATIO: _turned,
    RelationType.RATE: _other_window,
    RelationType.SAME: _one_number,
}
