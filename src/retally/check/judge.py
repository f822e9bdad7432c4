"""The verdict on a figure against the ground."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from retally.check.brackets import Bracket
from retally.check.ground import meets, off
from retally.check.judge_words import (
    around,
    between_definitions,
    close_to,
    doubted,
    ends,
    explanation,
    far_off,
    meets_print,
    missing,
    not_all_measured,
    prewar_left_out,
    redrawn,
    unanswered,
)
from retally.check.query import Measure
from retally.check.together import Asked
from retally.model.check import Check, CheckKind, Evidence, Hint
from retally.model.quantity import Quantity
from retally.model.words import Verdict

MAY_LEAVE_OUT = 0.75
"""A total held of less than this part of what is measured may leave out the ground held before the
war, about two fifths of what Russia holds of Ukraine; no other slip comes near."""


FAR = 4
"""A number of more than so many times all that the maps give is more likely of another window or
place than read: the figures that ship lie within 1.4 times what their publishers' maps give."""

CLOSE = Fraction(2, 100)
"""Totals of the ground held differ by up to this part although made from the same maps: AFP's lie
1.7 % below the areas measured on ISW's maps of the same days, since each takes another outer bound
and another area for what was held before the war. Changes are free of it."""


BESIDE = Fraction(1, 10)
"""How far beyond the range of all definitions, as a part of its ends, a number may lie that comes
from a map not at hand: of six sums by analysts with maps of their own, that ship, one lies 7 % out
and five within."""

BESIDE_ALONE = Fraction(1, 2)
"""The same beside a single definition, which shows no range: what officials claimed of the ground
in Kursk in August 2024 lies 11 % above ISW's limit of the advance, in November 50 %."""

REDRAWN = Fraction(25, 1000)
"""Part of a change by which sums over the same window differ between maps captured at different
times: the sums by AFP that ship and miss by more than the half percent of areas do so by 2.0 %
(two sums over twelve months), 3.4 % (a week) and 5 % (one month of 33)."""


@dataclass(frozen=True, kw_only=True)
class Knowledge:
    """What is known beside the rows of one figure.

    Parameters
    ----------
    left
        Definitions that the story's figures taken together leave.
    known
        For a definition, the publisher known to use it.
    remarks
        What the maps leave open, as clauses to end with.
    hint, slip
        The probable slip behind a number that fits nothing, and its words.
    leaves_out_prewar
        Definitions that leave out ground held before the war.
    is_country
        Whether the ground measured is what a side holds of a whole country.
    is_of_its_day
        Whether the maps used were captured by the day the story came out.
    is_written
        Whether the query was written by hand, so that nothing in it can have been misread.
    """

    left: Sequence[str] = ()
    known: Mapping[str, str] = field(default_factory=dict)
    remarks: Sequence[str] = ()
    hint: Hint | None = None
    slip: str | None = None
    leaves_out_prewar: frozenset[str] = frozenset()
    is_country: bool = False
    is_of_its_day: bool = True
    is_written: bool = False


def cannot_check(
    figure: str,
    reason: str,
    *,
    claimed: Quantity | None = None,
    kind: CheckKind = CheckKind.GROUND,
    hint: Hint | None = None,
) -> Check:
    """A check that could not be asked, with the reason."""
    return Check(
        id="",
        kind=kind,
        figures=(figure,),
        verdict=Verdict.CANNOT_CHECK,
        claimed=claimed,
        explanation=reason,
        hint=hint,
    )


def judged(asked: Asked, knowledge: Knowledge) -> Check:
    """The verdict on one figure.

    Definition: docs/methods/ground.md. ``matches`` under every definition left open that the maps
    answer, ``depends`` under some, ``does_not_match`` under none, ``cannot_check`` where they
    answer none, or where nothing holds and the figure may have been misread.
    """
    answered = [row for row in asked.open_rows if row.holds is not None]
    if not answered:
        return _unjudged(asked, unanswered(asked))
    verdict = _verdict(answered)
    gross = _gross(asked) if verdict is Verdict.DOES_NOT_MATCH else {}
    is_open = asked.query.is_around or not all(meets_print(row, asked.measured) for row in answered)
    if gross or (verdict is Verdict.MATCHES and is_open):
        verdict = Verdict.DEPENDS
    if verdict is Verdict.DOES_NOT_MATCH:
        reason = (
            asked.query.doubt
            or (around(asked.query) if asked.query.is_around else None)
            or _unmeasured(asked)
            or _redrawn(asked, answered, knowledge)
            or (None if knowledge.is_written else _misread(asked, answered, knowledge))
        )
        if reason is not None:
            return _unjudged(asked, doubted(asked, reason))
    best = _best(answered, asked.measured, knowledge.left)
    slipped = verdict is Verdict.DOES_NOT_MATCH and any(row.holds for row in asked.shifted)
    is_explained = verdict is Verdict.DOES_NOT_MATCH and not slipped
    hint = Hint.WINDOW_SLIP if slipped else (knowledge.hint if is_explained else None)
    clauses = explanation(
        asked,
        left=knowledge.left,
        known=knowledge.known,
        gross=gross,
        slip=knowledge.slip if is_explained else None,
        remarks=knowledge.remarks,
    )
    return Check(
        id="",
        kind=CheckKind.GROUND,
        figures=(asked.query.figure,),
        verdict=verdict,
        claimed=asked.claimed,
        computed=_computed(best),
        hint=hint,
        explanation=clauses,
        evidence=asked.rows,
    )


def is_missed(asked: Asked) -> bool:
    """Whether maps answer and nothing holds, so that a slip is worth looking for."""
    answered = [row for row in asked.open_rows if row.holds is not None]
    return bool(answered) and not any(row.holds for row in answered) and not asked.query.doubt


def _unjudged(asked: Asked, reason: str) -> Check:
    return Check(
        id="",
        kind=CheckKind.GROUND,
        figures=(asked.query.figure,),
        verdict=Verdict.CANNOT_CHECK,
        claimed=asked.claimed,
        explanation=reason,
        evidence=asked.rows,
    )


def _verdict(answered: Sequence[Evidence]) -> Verdict:
    holding = sum(1 for row in answered if row.holds)
    if holding == len(answered):
        return Verdict.MATCHES
    return Verdict.DEPENDS if holding else Verdict.DOES_NOT_MATCH


def _gross(asked: Asked) -> dict[str, float]:
    """Definitions under which the ground gained, without what was lost, is what is printed."""
    return {
        name: gained
        for name, gained in asked.gained_km2.items()
        if meets(Bracket(value=gained, low=gained, high=gained), asked.measured)
    }


def _misread(asked: Asked, answered: Sequence[Evidence], knowledge: Knowledge) -> str | None:
    """Why a number of a story that fits nothing may be of other ground or of another map."""
    return _other_extent(asked, answered, knowledge) or _of_another_map(asked, answered)


def _other_extent(asked: Asked, answered: Sequence[Evidence], knowledge: Knowledge) -> str | None:
    """Why a number that fits nothing may be of other ground than the maps' whole."""
    if knowledge.hint is None and _is_far(asked, answered):
        return far_off()
    if asked.query.measure is not Measure.HELD:
        return None
    if knowledge.is_country and _is_close(asked, answered):
        return close_to()
    if asked.measured.high is None:
        return None
    whole = [row for row in answered if row.definition not in knowledge.leaves_out_prewar]
    lows = [row.low for row in whole if row.low is not None]
    if lows and len(whole) == len(answered) and asked.measured.high < MAY_LEAVE_OUT * min(lows):
        return prewar_left_out() if knowledge.leaves_out_prewar else None
    return None


def _unmeasured(asked: Asked) -> str | None:
    """Why nothing is ruled out where a definition left open has no maps."""
    unknown = [row.definition for row in asked.open_rows if row.holds is None]
    return not_all_measured(unknown) if unknown else None


def _redrawn(asked: Asked, answered: Sequence[Evidence], knowledge: Knowledge) -> str | None:
    """Why a near miss is not told as one where the maps are not those of the story's day."""
    if knowledge.is_of_its_day:
        return None
    near = any(meets(_widened(row, REDRAWN), asked.measured) for row in answered)
    return redrawn() if near else None


def _of_another_map(asked: Asked, answered: Sequence[Evidence]) -> str | None:
    """Why a number within the range of the definitions is not told as wrong without a source.

    A story that names no map may rest on one that is not at hand, or on an analyst's own.
    """
    lows = [low for row in answered for low in (row.low,) if low is not None]
    highs = [high for row in answered for high in (row.high,) if high is not None]
    if asked.query.sources or not lows or not highs:
        return None
    least, most = min(lows), max(highs)
    reach = float(BESIDE if len(answered) > 1 else BESIDE_ALONE)
    between = Bracket(value=least, low=least - reach * abs(least), high=most + reach * abs(most))
    return between_definitions() if meets(between, asked.measured) else None


def _widened(row: Evidence, part: Fraction) -> Bracket:
    """A row's interval, moved out at both ends by a part of them."""
    low, high = row.low or 0.0, row.high or 0.0
    return Bracket(
        value=row.value, low=low - float(part) * abs(low), high=high + float(part) * abs(high)
    )


def _is_far(asked: Asked, answered: Sequence[Evidence]) -> bool:
    """Whether the printed number is several times everything that the maps give."""
    largest = max(abs(end) for row in answered for end in (row.low or 0.0, row.high or 0.0))
    return asked.measured.low is not None and asked.measured.low > FAR * max(largest, 1e-9)


def _is_close(asked: Asked, answered: Sequence[Evidence]) -> bool:
    """Whether a total lies so near to one that the maps give that their outer bounds decide."""
    return any(meets(_widened(row, CLOSE), asked.measured) for row in answered)


def _best(answered: Sequence[Evidence], claimed: Quantity, left: Sequence[str]) -> Evidence:
    """The row to show: one that holds before one that does not, then the one left, then nearest."""
    return min(
        answered,
        key=lambda row: (not row.holds, row.definition not in left, off(row, claimed)),
    )


def _computed(row: Evidence) -> Quantity:
    low, high = ends(row)
    value = row.value if row.value is not None else (low + high) / 2
    return Quantity.measured(value, unit=row.unit, bounds=(low, high), causes=missing(row))
