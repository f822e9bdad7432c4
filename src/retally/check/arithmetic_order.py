"""Orderings between printed numbers: more than, less than, and more than several combined."""

from __future__ import annotations

from retally.check.arithmetic_terms import (
    Case,
    Outcome,
    digits,
    number,
    open_question,
    summed,
)
from retally.check.arithmetic_units import words
from retally.model.quantity import Quantity
from retally.model.story import RelationType
from retally.model.words import Verdict


def ordering(case: Case) -> Outcome:
    """Whether the greater of a relation's figures is greater than the others.

    Definition: docs/methods/arithmetic.md. Two printed numbers are compared as printed, so 478 is
    more than 477; hedges that leave the order open make it depend, and equal numbers too. Several
    on the other side are added up ("more than in May and June combined").
    """
    if len(case.figures) < 2:
        return open_question("what it is compared with has no number in the story")
    if len({figure.unit for figure in case.figures}) > 1:
        return open_question("the two are not in one unit")
    terms = case.widest()
    one, other = terms[0], summed(terms[1:])
    more, less = (one, other) if case.relation.type is RelationType.GREATER else (other, one)
    verdict = _verdict(more, less)
    return Outcome(
        verdict=verdict,
        explanation=_explanation(case, more, less, verdict),
        claimed=one,
        computed=other,
    )


def _verdict(more: Quantity, less: Quantity) -> Verdict:
    """Of an order that is claimed."""
    if more.value is not None and less.value is not None:
        if more.value > less.value:
            return Verdict.MATCHES
        apart = more.value < less.value and not _overlap(more, less)
        return Verdict.DOES_NOT_MATCH if apart else Verdict.DEPENDS
    if more.low is not None and less.high is not None and more.low >= less.high:
        return Verdict.MATCHES
    return Verdict.DEPENDS if _overlap(more, less) else Verdict.DOES_NOT_MATCH


def _overlap(more: Quantity, less: Quantity) -> bool:
    """Whether some point of the first interval lies above some point of the second."""
    return more.high is None or less.low is None or more.high > less.low


def _explanation(case: Case, more: Quantity, less: Quantity, verdict: Verdict) -> str:
    """One line: the two numbers, and by how much they differ."""
    names = [digits(figure) for figure in case.figures]
    others = " + ".join(names[1:])
    if len(names) > 2:
        others = f"{others} = {number(less.value if less.value is not None else less.low)}"
    word = "more" if case.relation.type is RelationType.GREATER else "less"
    by = ""
    if more.value is not None and less.value is not None and more.value != less.value:
        gap = abs(more.value - less.value)
        by = f", by {number(gap)} {words(case.figures[0].unit, value=gap)}"
    if verdict is Verdict.MATCHES:
        return f"{names[0]} is {word} than {others}{by}"
    if verdict is Verdict.DEPENDS:
        return f"whether {names[0]} is {word} than {others} is left open by how they are printed"
    return f"{names[0]} is not {word} than {others}{by}"
