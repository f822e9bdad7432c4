"""The two sides of every relation that is an equation between a story's figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from retally.check.arithmetic_days import days_of, ended_sooner, per_unit, stretch
from retally.check.arithmetic_terms import Case, Sides, digits, named, number, summed
from retally.check.arithmetic_units import factor
from retally.model.quantity import Quantity, printed_fraction, printed_interval
from retally.model.story import Figure, Qualifier, RelationType

Terms = Sequence[Quantity]
Equation = Callable[[Case, Terms], Sides | str]
"""Both sides from a case and its figures' intervals; the reason as words where there are none."""

NOT_PRINTED = "what it is compared with has no number in the story"
NOT_ONE_UNIT = "the numbers are not in one unit"
HUNDRED = Fraction(100)


def sum_of(case: Case, terms: Terms) -> Sides | str:
    """The total, and its parts added up."""
    if len({term.unit for term in terms}) > 1:
        return NOT_ONE_UNIT
    within = inside(case)
    line = " + ".join(digits(case.figures[at]) for at in within)
    return Sides(claimed=terms[0], computed=summed([terms[at] for at in within]), line=line)


def inside(case: Case) -> list[int]:
    """Places of the parts that lie in the window of their total: all, unless windows tell.

    "100 in April, 120 in May and 140 in June, 360 since May": April is not part of it. Only a
    total whose window has two parts or more wholly inside and the others wholly outside is read
    so.
    """
    total, *parts = case.figures
    every = list(range(1, len(case.figures)))
    if total.window is None or any(part.window is None for part in parts):
        return every
    within = [
        at
        for at, part in zip(every, parts, strict=True)
        if part.window is not None
        and total.window.start <= part.window.start
        and part.window.end <= total.window.end
    ]
    apart = [
        part
        for part in parts
        if part.window is not None
        and (part.window.end < total.window.start or part.window.start > total.window.end)
    ]
    return within if len(within) > 1 and len(within) + len(apart) == len(parts) else every


def share_of(case: Case, terms: Terms) -> Sides | str:
    """The share, and the part over the whole in the share's own unit."""
    if len(terms) < 3:
        return "the whole that the share is taken of has no number in the story"
    share, part, whole = terms[:3]
    per = HUNDRED if share.unit == "percent" else Fraction(1)
    computed = part.over(whole, unit="ratio").times(per, unit=share.unit)
    return Sides(claimed=share, computed=computed, line=_quotient(case.figures[1], case.figures[2]))


def complement(case: Case, terms: Terms) -> Sides | str:
    """What the pieces add up to, and the whole."""
    if len({term.unit for term in terms}) > 1:
        return NOT_ONE_UNIT
    if terms[0].unit in _WHOLES:
        return _of_shares(case, terms)
    if len(terms) < 3:
        return "the whole that the two make has no number in the story"
    line = " + ".join(digits(figure) for figure in case.figures[:-1])
    return Sides(claimed=terms[-1], computed=summed(terms[:-1]), line=line)


def _of_shares(case: Case, terms: Terms) -> Sides:
    """Shares and what is left over: the last ones that make a whole, else all of them."""
    unit = terms[0].unit
    whole = Quantity.measured(_WHOLES[unit], unit=unit)
    starts = [at for at in range(len(terms) - 1) if summed(terms[at:]).meets(whole)]
    first = starts[-1] if starts else 0
    line = " + ".join(digits(figure) for figure in case.figures[first:])
    return Sides(claimed=whole, computed=summed(terms[first:]), line=line)


_WHOLES = {"percent": 100, "share": 1}


def ratio(case: Case, terms: Terms) -> Sides | str:
    """The multiple that is claimed, and the quotient."""
    factor = _factor(case, terms)
    if factor is None or len(case.figures) < 2 or case.figures[1].unit == "times":
        return NOT_PRINTED
    one, other = terms[0], terms[1]
    if one.unit != other.unit:
        return NOT_ONE_UNIT
    over = [case.figures[0], case.figures[1]]
    computed = one.over(other, unit="times")
    if _FEWER.search(case.words) and len(terms) > 2:
        computed, over = other.over(one, unit="times"), over[::-1]
    others: tuple[tuple[Quantity, str], ...] = ()
    if _TIMES_MORE.search(case.words):
        less = computed.minus(Quantity.measured(1, unit="times"))
        others = ((less, "if the words mean that many times on top of it"),)
    return Sides(claimed=factor, computed=computed, line=_quotient(*over), others=others)


def difference(case: Case, terms: Terms) -> Sides | str:
    """The difference, and the greater less the smaller."""
    if len(terms) < 3:
        return NOT_PRINTED
    line = f"{digits(case.figures[1])} - {digits(case.figures[2])}"
    computed = terms[1].minus(terms[2])
    others: tuple[tuple[Quantity, str], ...] = ()
    if terms[0].unit == "percent" == computed.unit:
        # "A 10 percent drop from 95 percent" may be of the points or of the 95.
        part = computed.over(terms[2], unit="percent").times(HUNDRED, unit="percent")
        others = ((part, "as a percentage of it"),)
    claimed = replace(terms[0], unit=computed.unit)
    return Sides(claimed=claimed, computed=computed, line=line, others=others)


def change(case: Case, terms: Terms) -> Sides | str:
    """The percentage of change, and what after and before come to; below zero for a fall."""
    if len(terms) < 3:
        return NOT_PRINTED
    percent, after, before = terms[:3]
    per = HUNDRED if percent.unit == "percent" else Fraction(1)
    one = Quantity.measured(1, unit="times")
    computed = after.over(before, unit="times").minus(one).times(per, unit=percent.unit)
    fell = case.relation.claimed is not None and case.relation.claimed < 0
    line = f"({digits(case.figures[1])} - {digits(case.figures[2])}) / {digits(case.figures[2])}"
    claimed = percent.times(-1, unit=percent.unit) if fell else percent
    return Sides(claimed=claimed, computed=computed, line=line)


def rate(case: Case, terms: Terms) -> Sides | str:
    """The rate, and the total over the stretch of time it was made in."""
    if len(terms) < 2:
        return "the total that the rate comes from has no number in the story"
    duration = case.figures[2] if len(case.figures) > 2 else None
    spent = days_of(case.figures[:2], duration)
    if isinstance(spent, str):
        return spent
    time = case.figures[0].unit.rpartition("/")[2]
    each = per_unit(time, spent)
    if each is None:
        return "a rate of another kind than by time"
    unit = terms[0].unit
    computed = terms[1].over(each.count, unit=unit)
    line = f"{digits(case.figures[1])} / {each.words}"
    others = tuple(
        (terms[1].over(shifted.count, unit=unit), f"over {shifted.words}")
        for shifted in each.shifted
    )
    if spent.window is not None:
        for sooner in ended_sooner(spent.window, case.reading):
            other = per_unit(time, stretch(sooner))
            assert other is not None
            words = f"to {sooner.end.isoformat()}, where another window of the story ends"
            others += ((terms[1].over(other.count, unit=unit), words),)
    return Sides(claimed=terms[0], computed=computed, line=line, others=others)


def average(case: Case, terms: Terms) -> Sides | str:
    """The average, and the total over the count or the mean of what it is taken of."""
    if len(terms) < 3:
        return "what the average is taken of has no number in the story"
    mean, total, *rest = terms
    if len(rest) == 1 and rest[0].unit != total.unit:
        line = _quotient(case.figures[1], case.figures[2])
        return Sides(claimed=mean, computed=total.over(rest[0], unit=mean.unit), line=line)
    among = terms[1:]
    line = " + ".join(digits(figure) for figure in case.figures[1:])
    computed = summed(among).times(Fraction(1, len(among)), unit=mean.unit)
    return Sides(claimed=mean, computed=computed, line=f"({line}) / {len(among)}")


def same(case: Case, terms: Terms) -> Sides | str:
    """Two numbers for one thing, the second in the unit of the first."""
    times = factor(terms[1].unit, terms[0].unit) if len(terms) > 1 else None
    other = terms[1].times(times, unit=terms[0].unit) if times is not None else terms[-1]
    return Sides(claimed=terms[0], computed=other, line=named(case.figures[-1]))


def in_range(case: Case, terms: Terms) -> Sides | str:
    """A figure, and the range it is said to lie in."""
    if len(terms) < 2 or terms[0].unit != terms[1].unit:
        return NOT_ONE_UNIT
    if len(terms) == 2 and terms[1].value is None:
        return Sides(claimed=terms[0], computed=terms[1], line=digits(case.figures[1]))
    inside = terms[-2:]
    low, high = inside[0].low, inside[1].high
    computed = Quantity(value=None, low=low, high=high, unit=terms[0].unit)
    line = " to ".join(digits(figure) for figure in case.figures[-2:])
    return Sides(claimed=terms[0], computed=computed, line=line)


EQUATIONS: Mapping[RelationType, Equation] = {
    RelationType.SUM: sum_of,
    RelationType.SHARE_OF: share_of,
    RelationType.COMPLEMENT: complement,
    RelationType.RATIO: ratio,
    RelationType.DIFFERENCE: difference,
    RelationType.CHANGE: change,
    RelationType.RATE: rate,
    RelationType.AVERAGE: average,
    RelationType.SAME: same,
    RelationType.RANGE: in_range,
}


def worded_factor(case: Case) -> Quantity | None:
    """The multiple that a verb or adverb claims: 2.5 to 3.5 for "tripling"."""
    if case.relation.claimed is None:
        return None
    value, hedge = Fraction(case.relation.claimed), case.relation.qualifier
    if hedge is Qualifier.EXACT and value in _LOOSE:
        low, high = _LOOSE[value]
        return Quantity.measured(value, unit="times", bounds=(low, high))
    printed = printed_factor(value)
    if "/" in printed:
        return printed_fraction(printed, hedge.value, unit="times")
    return printed_interval(printed, hedge.value, unit="times")


_LOOSE = {
    Fraction(1, 2): (Fraction(2, 5), Fraction(3, 5)),
    Fraction(2): (Fraction(17, 10), Fraction(5, 2)),
}
"""What "half" and "twice" stand for: copy says "half" of 44 percent, but not "doubled" of 1.6."""


def printed_factor(value: Fraction) -> str:
    """A worded multiple as digits: "3", "1.5", or "1/2" for one below 1."""
    if value < 1:
        near = value.limit_denominator(10)
        return f"{near.numerator}/{near.denominator}"
    return str(value.numerator) if value.denominator == 1 else f"{float(value):.3f}".rstrip("0")


def _factor(case: Case, terms: Terms) -> Quantity | None:
    """The multiple of a ratio, printed or worded."""
    figure = case.figures[-1]
    if len(case.figures) < 2 or figure.unit != "times":
        return worded_factor(case)
    if figure.qualifier is Qualifier.EXACT and len(figure.printed) == 1:
        # "Ten times" counts no ones: its zero is no more significant than that of "about ten".
        printed = figure.printed[0]
        if printed.isdecimal() and printed.endswith("0") and len(printed) < 10:
            return printed_interval(printed, "about", unit="times")
    return terms[-1]


def _quotient(one: Figure, other: Figure) -> str:
    return f"{digits(one)} / {digits(other)}"


def over(line: str, value: Fraction | None) -> str:
    """A line of arithmetic with its result."""
    return f"{line} = {number(value)}"


_FEWER = re.compile(r"\b(?:fewer|less|smaller|lower|slower)\b")
_TIMES_MORE = re.compile(
    r"\b(?:times|fold|-fold)\b[^.;]{0,30}?\b(?:more|larger|bigger|greater|higher|faster)\b"
)
