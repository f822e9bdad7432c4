"""Checks what a story claims between its own figures: sums, shares, ratios, rates, orderings.

Start reading here: `arithmetic_checks` takes every relation to its check.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from retally.check.arithmetic_equations import EQUATIONS, NOT_ONE_UNIT, Equation, over
from retally.check.arithmetic_hints import is_resolved, other_whole, slip
from retally.check.arithmetic_order import ordering
from retally.check.arithmetic_running import is_running_total, running_total
from retally.check.arithmetic_terms import (
    Case,
    Outcome,
    Sides,
    digits,
    interval,
    is_round_total,
    number,
    open_question,
    round_numbers,
)
from retally.check.printed import is_single
from retally.check.unit_pair import unit_pair
from retally.model.check import Check, CheckKind, Note
from retally.model.quantity import Quantity, truncated_interval
from retally.model.story import Figure, Qualifier, Reading, RelationType, Scope
from retally.model.words import Verdict

DERIVED = frozenset(
    {RelationType.SHARE_OF, RelationType.RATIO, RelationType.RATE, RelationType.AVERAGE}
)
"""What copy works out from other numbers, and may cut instead of rounding."""

SPREAD = frozenset({RelationType.RATE, RelationType.AVERAGE})
"""What copy rounds without a word: "1,500 a day" is seldom counted to the last one."""

WORKED_OUT = frozenset({RelationType.CHANGE, RelationType.SHARE_OF, RelationType.RATIO})
"""What is worked out from exact totals that copy then prints rounded."""

OF_WHICH = re.compile(r"\bof (?:which|whom|the|them|its|these|those)\b")
"""Words after which a list may be whole; after "including" it need not be."""

INCLUDING = re.compile(r"\bincluding\b", re.IGNORECASE)
"""The word after which a list names some of the whole."""

UNCOMPUTED = frozenset({RelationType.RECORD, RelationType.RANK, RelationType.REVISION})
"""What no arithmetic settles: the ground and the ledger do."""


def arithmetic_checks(reading: Reading) -> list[Check]:
    """A check for every relation of a story's body that its own figures can settle.

    Definition: docs/methods/arithmetic.md. Exact fractions over the intervals of the printed
    numbers. A relation that the story leaves open gives ``cannot_check`` with the reason; records,
    ranks and revisions give none here, since the ground and the ledger answer them.
    """
    among = Counter((figure.value, figure.unit) for figure in reading.figures)
    checks: list[Check] = []
    for relation in reading.relations:
        figures = tuple(reading.figure(name) for name in relation.figures)
        case = Case(relation=relation, figures=figures, reading=reading)
        name = f"c{len(checks) + 1}"
        if not _is_in_body(figures):
            continue
        if relation.type is RelationType.CONVERSION:
            checks.append(unit_pair(name, relation, figures, among))
        elif is_running_total(case):
            checks.append(running_total(name, case))
        elif relation.type not in UNCOMPUTED:
            checks.append(_check(name, case))
    return checks


def _is_in_body(figures: Sequence[Figure]) -> bool:
    return any(figure.scope is Scope.BODY for figure in figures)


def _check(name: str, case: Case) -> Check:
    """One relation that is no conversion."""
    outcome = outcome_of(case)
    found = slip(case, _fits, _fits_closely) if outcome.verdict is Verdict.DOES_NOT_MATCH else None
    words = outcome.explanation
    return Check(
        id=name,
        kind=CheckKind.ARITHMETIC,
        figures=case.relation.figures,
        relation=case.relation.id,
        claimed=outcome.claimed,
        computed=outcome.computed,
        verdict=outcome.verdict,
        note=outcome.note,
        hint=found.hint if found else None,
        explanation=f"{words}; {found.clause}" if found and found.clause else words,
    )


def outcome_of(case: Case) -> Outcome:
    """The verdict on one relation with its line of arithmetic."""
    if case.relation.type in (RelationType.GREATER, RelationType.LESS):
        return ordering(case)
    equation = EQUATIONS[case.relation.type]
    tight = equation(case, case.narrowest())
    if isinstance(tight, str):
        return open_question(tight)
    if tight.claimed.unit != tight.computed.unit:
        return open_question(NOT_ONE_UNIT)
    if tight.computed.low is None and tight.computed.high is None:
        return open_question("the numbers are bounds, and what they come to may be anything")
    if any(_is_below_zero(term) for term in case.widest()):
        return open_question("a number below zero is not computed with")
    # The narrowest reading that fits is shown; only a wider one can make a number fail.
    if tight.claimed.meets(tight.computed):
        return _holding(case, tight)
    return _wide(case, equation)


def _wide(case: Case, equation: Equation) -> Outcome:
    """The verdict with every hedge at its widest."""
    wide = equation(case, case.widest())
    assert isinstance(wide, Sides)
    if wide.claimed.meets(wide.computed):
        return _holding(case, wide)
    if _is_open_list(case) and _reaches(wide.claimed, wide.computed):
        return _partial(case, wide)
    for other, words in wide.others:
        # "Six times more" may be seven times as much; a rate that was cut is settled first.
        if wide.claimed.meets(other) and not _was_cut_rate(case, wide):
            return _depending(case, wide, f"it holds {words} ({number(other.value)})")
    if _was_cut(case, wide):
        return replace(_holding(case, wide), note=Note.TRUNCATED)
    if case.relation.type in SPREAD and _meets(case, case.rounded()):
        return _depending(case, wide, f"it holds if {digits(case.figures[0])} is rounded")
    if case.relation.type in WORKED_OUT and _meets(case, case.with_round_totals()):
        totals = round_numbers([one for one in case.figures if is_round_total(one)])
        return _depending(case, wide, f"it holds if {totals} is rounded")
    elsewhere = other_whole(case, _fits) if case.relation.type is RelationType.SHARE_OF else None
    if elsewhere is not None and is_resolved(case):
        return _depending(case, wide, f"which total is meant is not told: {elsewhere.clause}")
    return Outcome(
        verdict=Verdict.DOES_NOT_MATCH,
        explanation=f"{_line(wide)}, not {_said(case, wide)}",
        claimed=wide.claimed,
        computed=wide.computed,
    )


def _holding(case: Case, sides: Sides) -> Outcome:
    return Outcome(
        verdict=Verdict.MATCHES,
        explanation=f"{_line(sides)}; the story says {_said(case, sides)}",
        claimed=sides.claimed,
        computed=sides.computed,
    )


def _depending(case: Case, sides: Sides, why: str) -> Outcome:
    return Outcome(
        verdict=Verdict.DEPENDS,
        explanation=f"{_line(sides)}, not {_said(case, sides)}; {why}",
        claimed=sides.claimed,
        computed=sides.computed,
    )


def _is_open_list(case: Case) -> bool:
    """Whether the parts of a sum may leave something unnamed ("of which 5 in Aland")."""
    return case.relation.type is RelationType.SUM and case.relation.qualifier is Qualifier.UP_TO


def _reaches(total: Quantity, parts: Quantity) -> bool:
    """Whether a total can be as large as its parts."""
    return total.high is None or parts.low is None or total.high >= parts.low


def _partial(case: Case, sides: Sides) -> Outcome:
    """Parts that leave something of the total unnamed."""
    only_some = INCLUDING.search(_between(case))
    if len(case.figures) < 3 or only_some or not OF_WHICH.search(case.words):
        words = f"{sides.line} is no more than {_said(case, sides)}"
        return replace(_holding(case, sides), explanation=words)
    why = "whether the parts named are all of it is not said"
    return _depending(case, sides, why)


def _between(case: Case) -> str:
    """The words between a total and the first of its parts."""
    total, part = sorted(case.figures[:2], key=lambda figure: figure.span)
    return case.reading.story.text[total.span.end : part.span.start]


def _was_cut_rate(case: Case, sides: Sides) -> bool:
    return case.relation.type is RelationType.RATE and _was_cut(case, sides)


def _was_cut(case: Case, sides: Sides) -> bool:
    """Whether the number that copy worked out is the computed one, cut instead of rounded."""
    figure = case.figures[-1] if case.relation.type is RelationType.RATIO else case.figures[0]
    if case.relation.type not in DERIVED or figure.qualifier is not Qualifier.EXACT:
        return False
    if case.relation.type is RelationType.RATIO and figure.unit != "times":
        return False
    if not is_single(figure) or "/" in figure.printed[0]:
        return False
    cut = truncated_interval(figure.printed[0], unit=sides.claimed.unit, scale=figure.scale)
    return cut.meets(sides.computed)


def _is_below_zero(term: Quantity) -> bool:
    return term.value is not None and term.value < 0


def _fits(case: Case, figures: Sequence[Figure]) -> bool:
    """Whether a relation would match with these figures, hedges at their widest."""
    other = replace(case, figures=tuple(figures))
    return _meets(other, other.widest())


def _fits_closely(case: Case, figures: Sequence[Figure]) -> bool:
    """The same with hedges taken at their word, so that chance fits less often."""
    other = replace(case, figures=tuple(figures))
    return _meets(other, other.narrowest())


def _meets(case: Case, terms: Sequence[Quantity]) -> bool:
    sides = EQUATIONS[case.relation.type](case, terms)
    return isinstance(sides, Sides) and sides.claimed.meets(sides.computed)


def _line(sides: Sides) -> str:
    """The arithmetic with its result, bounded where the figures bound it."""
    computed = sides.computed
    value = computed.value
    unit = " percent" if computed.unit == "percent" else ""
    if value is None:
        return f"{sides.line} = {interval(computed)}{unit}"
    if computed.low is None and computed.high is not None:
        return f"{sides.line} = at most {number(computed.high)}{unit}"
    if computed.high is None and computed.low is not None:
        return f"{sides.line} = at least {number(computed.low)}{unit}"
    return f"{over(sides.line, value)}{unit}"


def _said(case: Case, sides: Sides) -> str:
    """What the story claims, with its hedge where a figure claims it."""
    multiple = case.figures[-1]
    unit = " percent" if sides.claimed.unit == "percent" else ""
    if case.relation.type is RelationType.RATIO:
        return digits(multiple) if multiple.unit == "times" else interval(sides.claimed)
    if case.relation.type in (RelationType.COMPLEMENT, RelationType.CHANGE):
        return f"{interval(sides.claimed)}{unit}"
    return f"{digits(case.figures[0])}{unit}"
