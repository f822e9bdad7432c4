"""Quantities as printed: a number with its unit or noun, alone, listed, as a range or a pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retally.model.story import Qualifier, Span
from retally.reader.numbers import PrintedNumber
from retally.reader.units import area_unit, qualifier_after, qualifier_before


@dataclass(frozen=True, kw_only=True)
class PrintedQuantity:
    """One printed quantity: a number with its hedge, unit and noun.

    Parameters
    ----------
    span
        The number, with the unit where that directly follows.
    outer
        The same with its hedge.
    numbers
        One, or the two ends of a range.
    unit
        A word of the contract's list ("km2", "people", "km2/day").
    noun
        What is counted, lower case and singular ("soldier"); None where only a unit is printed.
    noun_span
        Where that noun stands; None where it is elided.
    listed
        Which place it has in a list that shares one unit, from 0; None where it stands alone.
    of
        How many that list has.
    is_elided
        Whether its unit is that of an area printed before it ("and 459 in September").
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


def quantities(
    text: str, sentence: Span, numbers: Sequence[PrintedNumber]
) -> list[PrintedQuantity]:
    """Every quantity that a sentence prints, in order.

    Parameters
    ----------
    numbers
        The number expressions of that sentence, in order.
    """
    found: list[PrintedQuantity] = []
    at = 0
    while at < len(numbers):
        run = _run(text, sentence, numbers, at)
        if run is None:
            elided = _elided(text, sentence, numbers[at], found)
            found += [elided] if elided else []
            at += 1
            continue
        count, printed = run
        found += printed
        at += count
    return found


def _run(
    text: str, sentence: Span, numbers: Sequence[PrintedNumber], at: int
) -> tuple[int, list[PrintedQuantity]] | None:
    """The numbers from `at` that share the next unit, and how many they are."""
    last = at
    while True:
        unit = area_unit(text, numbers[last].span.end, sentence.end)
        if unit is not None:
            break
        if last + 1 == min(len(numbers), at + LONGEST_LIST) or not _shares(
            text, numbers[last], numbers[last + 1]
        ):
            return None
        last += 1
    run = list(numbers[at : last + 1])
    if any(number.value is None for number in run):
        return None
    floor = numbers[at - 1].span.end if at else sentence.start
    if len(run) == 2 and _is_range(text, run[0], run[1], floor):
        return 2, [_range(text, run, unit, floor)]
    return len(run), _list(text, run, unit, floor)


def _list(
    text: str, run: Sequence[PrintedNumber], unit: tuple[str, int], floor: int
) -> list[PrintedQuantity]:
    """The areas of one unit; a hedge before the first one covers only that one."""
    found = []
    for at, number in enumerate(run):
        is_last = at == len(run) - 1
        qualifier, outer = qualifier_before(text, number.span.start, floor)
        end = unit[1] if is_last else number.span.end
        if is_last and qualifier is Qualifier.EXACT:
            qualifier = qualifier_after(text, end) or qualifier
        found.append(
            PrintedQuantity(
                span=Span(start=number.span.start, end=end),
                outer=Span(start=outer, end=end),
                numbers=(number,),
                unit=unit[0],
                qualifier=qualifier,
                listed=at if len(run) > 1 else None,
                of=len(run),
            )
        )
        floor = number.span.end
    return found


def _range(
    text: str, run: Sequence[PrintedNumber], unit: tuple[str, int], floor: int
) -> PrintedQuantity:
    """One area with two ends; in "1.2 to 1.5 million" both have the scale."""
    low, high = run
    if low.scale == 1 and high.scale != 1 and (low.value or 0) < 1000:
        low = replace(low, scale=high.scale)
    ends = tuple(sorted((low, high), key=lambda number: number.value or 0))
    span = Span(start=low.span.start, end=unit[1])
    _, outer = qualifier_before(text, span.start, floor)
    return PrintedQuantity(
        span=span,
        outer=Span(start=outer, end=unit[1]),
        numbers=ends,
        unit=unit[0],
        qualifier=Qualifier.RANGE,
    )


def _shares(text: str, one: PrintedNumber, other: PrintedNumber) -> bool:
    between = text[one.span.end : other.span.start]
    return len(between) <= _LONGEST_JOINT and bool(_JOINT.fullmatch(between))


def _is_range(text: str, one: PrintedNumber, other: PrintedNumber, floor: int) -> bool:
    between = text[one.span.end : other.span.start].strip().lower()
    before = text[max(floor, one.span.start - 10) : one.span.start]
    if between in ("to", "-", "–", "—"):
        # "Rose from 459 to 478" names two months' figures, not the ends of one.
        return not _FROM.search(before)
    return between == "and" and bool(_BETWEEN.search(before))


def _elided(
    text: str, sentence: Span, number: PrintedNumber, found: Sequence[PrintedQuantity]
) -> PrintedQuantity | None:
    """An area with the unit of the one before it: "477 square miles in May and 459 in June"."""
    if not found or number.value is None:
        return None
    if not _IN_MONTH.match(text, number.span.end, sentence.end):
        return None
    if not _NO_NOUN.fullmatch(text[found[-1].span.end : number.span.start][-_LONGEST_ELISION:]):
        return None
    # A converted pair carries on with the unit that was printed first.
    source = (
        found[-2] if len(found) > 1 and is_conversion(text, found[-2], found[-1]) else found[-1]
    )
    qualifier, outer = qualifier_before(text, number.span.start, found[-1].span.end)
    return PrintedQuantity(
        span=number.span,
        outer=Span(start=outer, end=number.span.end),
        numbers=(number,),
        unit=source.unit,
        qualifier=qualifier,
        is_elided=True,
    )


def conversions(text: str, found: Sequence[PrintedQuantity]) -> list[tuple[int, int]]:
    """Which of the areas of a sentence restate another one in the other unit, as index pairs.

    Two lists of equal length restate each other place by place.
    """
    pairs = []
    for at in range(1, len(found)):
        other = found[at]
        if other.listed is not None and other.listed > 0:
            continue
        if is_conversion(text, found[at - 1], other):
            size = other.of if other.of == found[at - 1].of else 1
            pairs += [(at - size + place, at + place) for place in range(size)]
    return pairs


def is_conversion(text: str, one: PrintedQuantity, other: PrintedQuantity) -> bool:
    """Whether the second area is the first one in the other unit: "(184 square miles)"."""
    units = {one.unit.partition("/")[0], other.unit.partition("/")[0]}
    between = text[one.span.end : other.outer.start]
    return (
        len(units) == 2
        and not other.is_elided
        and len(between) <= _LONGEST_PHRASE
        and bool(
            _CONVERSION.fullmatch(between)
            or _is_set_off(text, between, other)
            or _is_aside(text, between, other)
        )
    )


def _is_aside(text: str, between: str, other: PrintedQuantity) -> bool:
    """Whether the second area restates the first after a few words: "5 km2 of land (2 sq mi)"."""
    closed = text[other.span.end : other.span.end + 2].lstrip(".")[:1] in _CLOSING
    return closed and bool(_ASIDE.fullmatch(between))


def _is_set_off(text: str, between: str, other: PrintedQuantity) -> bool:
    """Whether commas alone set the second area off: "725 sq km, about 280 sq miles, in June"."""
    return between.strip() == "," and text[other.span.end : other.span.end + 1] in _CLOSING


LONGEST_LIST = 12
"""Numbers that share one unit; a year of months is the longest list seen."""

_LONGEST_JOINT = 40
_LONGEST_PHRASE = 80
_LONGEST_ELISION = 120
_JOINT = re.compile(
    r"\s*(?:,\s*(?:and|or)?|and|or|to|-|–|—|&|/)\s*(?:(?:then|only|just|about|around|nearly|almost|some|roughly|more\s+than"
    r"|over|under|less\s+than|at\s+least|another)\s+)?",
    re.IGNORECASE,
)
_CONVERSION = re.compile(
    r"\.?(?:,?\s*respectively,?)?\s*"
    r"(?:[,;]?\s*[(\[]|[,;]\s*(?:or|i\.e\.,?|that\s+is,?)|or|/|=|[-–—]{1,2}|,?\s*(?:which\s+is|equal\s+to"
    r"|(?:the\s+)?equivalent\s+(?:of|to)))\s*(?:or|equal\s+to|equivalent\s+to|i\.e\.)?\s*",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"\.?[^.;()\[\]]{0,60}(?:[(\[]|,\s*(?:or|(?:the\s+)?equivalent\s+(?:of|to)|equal\s+to))\s*",
    re.IGNORECASE,
)
_CLOSING = frozenset({",", ".", ";", ")", "]", ""})
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s*$", re.IGNORECASE)
_IN_MONTH = re.compile(
    r",?\s+(?:in|for|during|over)\s+(?:January|February|March|April|May|June|July|August|September"
    r"|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)
_NO_NOUN = re.compile(r"[^.;]*")
