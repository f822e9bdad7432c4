"""Quantities as printed: a number with its unit or noun, alone, listed, as a range or a pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from retally.model.story import Qualifier, Span
from retally.reader.number_counted import Counted, counted, elided, is_pointed_at, is_set_in_time
from retally.reader.number_pairs import conversions, is_conversion
from retally.reader.number_quantity import PrintedQuantity
from retally.reader.numbers import PrintedNumber
from retally.reader.qualifiers import qualifier_after, qualifier_before
from retally.reader.tags import Token

__all__ = ["PrintedQuantity", "conversions", "is_conversion", "quantities", "told_before"]

LONGEST_LIST = 12
"""Numbers that share one unit; a year of months is the longest list seen."""


@dataclass(frozen=True, kw_only=True)
class _Place:
    """A sentence with its words, as the functions below hand it on."""

    text: str
    sentence: Span
    numbers: Sequence[PrintedNumber]
    tokens: Sequence[Token]
    before: Sequence[PrintedQuantity]


def told_before(
    text: str, sentence: Span, earlier: Sequence[Sequence[PrintedQuantity]]
) -> Sequence[PrintedQuantity]:
    """The quantities whose unit a sentence can carry on: those of the sentence before.

    "The figure stood at 400" may have to look farther back, over sentences without any.

    Parameters
    ----------
    earlier
        The quantities of the sentences before, the nearest one last.
    """
    if not earlier or earlier[-1]:
        return earlier[-1] if earlier else ()
    opening = Span(start=sentence.start, end=min(sentence.end, sentence.start + _LONGEST_OPENING))
    if not _THE_FIGURE.match(text, opening.start, opening.end):
        return ()
    return next((one for one in reversed(earlier) if one), ())


def quantities(
    text: str,
    sentence: Span,
    numbers: Sequence[PrintedNumber],
    tokens: Sequence[Token] = (),
    *,
    before: Sequence[PrintedQuantity] = (),
) -> list[PrintedQuantity]:
    """Every quantity that a sentence prints, in order.

    Parameters
    ----------
    numbers
        The number expressions of that sentence, in order.
    tokens
        Its words, in order; without them only units are read, and no nouns.
    before
        The quantities of the sentence before, whose unit an elided one carries on.
    """
    place = _Place(text=text, sentence=sentence, numbers=numbers, tokens=tokens, before=before)
    named = [counted(text, sentence, number, tokens) for number in numbers]
    found: list[PrintedQuantity] = []
    at = 0
    while at < len(numbers):
        if _is_idle(place, at, named[at]):
            at += 1
            continue
        run = _run(place, named, at)
        if run is None:
            last, printed = _bare(place, at, found)
        else:
            last, printed = run[0], _printed(place, at, run[0], named, run[1])
        found += printed
        at = last + 1
    return _with_hedges(text, _with_rates(text, _with_wholes(text, found)))


def _with_hedges(text: str, found: list[PrintedQuantity]) -> list[PrintedQuantity]:
    """The same, where "more than 400 drones and 40 missiles" are more than 40 missiles too.

    Only a round number of things shares the hedge of a round one.
    """
    for at in range(len(found) - 1):
        one, other = found[at : at + 2]
        if one.noun_span is None or other.noun_span is None:
            continue
        is_shared = (
            one.qualifier is Qualifier.MORE_THAN
            and other.qualifier is Qualifier.EXACT
            and _is_round(one)
            and _is_round(other)
            and "people" not in (one.unit, other.unit)
            and _AND.fullmatch(text, one.noun_span.end, other.span.start)
        )
        if is_shared:
            found[at + 1] = replace(other, qualifier=one.qualifier)
    return found


def _is_round(one: PrintedQuantity) -> bool:
    return one.value is not None and one.value > 0 and one.value % _TEN == 0


def _with_wholes(text: str, found: list[PrintedQuantity]) -> list[PrintedQuantity]:
    """The same, where the 87 of "87 of 125 drones" are drones, whatever stands before."""
    for at in range(len(found) - 1):
        part, whole = found[at : at + 2]
        # The "kilometres" of "40 of the 75 square kilometres" were taken for what the 40 count.
        is_within = part.noun_span is not None and part.noun_span.meets(whole.outer)
        named = whole.noun_span is not None and (part.is_elided or not part.unit)
        measured = is_within and whole.unit.partition("/")[0] in _MEASURES
        if (named or measured) and _PART_OF.fullmatch(text, part.span.end, whole.outer.start):
            found[at] = replace(
                part,
                unit=whole.unit,
                noun=whole.noun,
                noun_span=whole.noun_span,
                is_elided=False,
            )
    return found


def _is_idle(place: _Place, at: int, named: Counted | None) -> bool:
    """Whether a number is counted and not read as a figure."""
    number = place.numbers[at]
    if number.printed is None and not number.is_vague:
        return True
    if _IN_ONE.search(
        place.text, max(place.sentence.start, number.span.start - 8), number.span.end
    ):
        return True
    return named is not None and (
        is_set_in_time(place.text, place.sentence, number, named)
        or is_pointed_at(place.text, place.sentence, number)
    )


def _with_rates(text: str, found: list[PrintedQuantity]) -> list[PrintedQuantity]:
    """The same, where "14.5 km2 (5.6 square miles) each day" has its rate in both units."""
    for one, other in conversions(text, found):
        rate = found[one].unit.partition("/")[2]
        if rate and "/" not in found[other].unit:
            found[other] = replace(found[other], unit=f"{found[other].unit}/{rate}")
    return found


def _run(place: _Place, named: Sequence[Counted | None], at: int) -> tuple[int, Counted] | None:
    """The last of the numbers from `at` that share one unit, and that unit."""
    first = named[at]
    limit = min(len(named), at + LONGEST_LIST)
    if first is not None:
        other = named[at + 1] if at + 1 < limit else None
        if at + 1 < limit and _is_joined_range(place, at, first, other):
            return at + 1, other if other is not None else first
        return at, first
    if _is_told_as_a_share(place, named, at, limit):
        return None
    last = at
    while True:
        here = named[last]
        if here is not None:
            return last, here
        if (
            last + 1 == limit
            or not _shares(place.text, place.numbers[last], place.numbers[last + 1])
            or place.numbers[last + 1].printed is None
        ):
            return None
        last += 1


def _is_told_as_a_share(
    place: _Place, named: Sequence[Counted | None], at: int, limit: int
) -> bool:
    """Whether a bare number is told again as a share: "of 970, 97, or 10 percent, got through"."""
    following = named[at + 1] if at + 1 < limit else None
    if following is None or following.unit not in ("percent", "share"):
        return False
    between = place.text[place.numbers[at].span.end : place.numbers[at + 1].span.start]
    return len(between) <= _LONGEST_JOINT and bool(_OR_SHARE.fullmatch(between))


def _is_joined_range(place: _Place, at: int, first: Counted, other: Counted | None) -> bool:
    """Whether two numbers with units of their own are the ends of one range: "45% to 65%"."""
    one, two = place.numbers[at], place.numbers[at + 1]
    if one.value is None or two.value is None:
        return False
    if one.value >= two.value and not (one.scale == 1 < two.scale):
        return False
    if other is None:
        # "$3 to 5": the sign stands before the first one only.
        if not first.is_sign:
            return False
    elif first.unit != other.unit or first.noun != other.noun:
        return False
    if not first.is_sign and _CHANGING.search(place.text, max(0, first.start - 24), first.start):
        # "Rose 5 percent to 18 percent": a change and what it led to.
        return False
    start = first.end if not first.is_sign else one.span.end
    end = other.start if other is not None else two.span.start
    between = place.text[start:end]
    floor = place.numbers[at - 1].span.end if at else place.sentence.start
    return len(between) <= _LONGEST_JOINT and _is_range(
        place.text, between, first.start, floor, (one, two)
    )


def _printed(
    place: _Place,
    at: int,
    last: int,
    named: Sequence[Counted | None],
    shared: Counted,
) -> list[PrintedQuantity]:
    """The quantities of a run: one, a range, or a list."""
    run = list(place.numbers[at : last + 1])
    floor = place.numbers[at - 1].span.end if at else place.sentence.start
    if len(run) == 2 and run[0].value is not None and run[1].value is not None:
        first = named[at]
        between = place.text[
            first.end if first and not first.is_sign else run[0].span.end : (
                shared.start if first else run[1].span.start
            )
        ]
        start = first.start if first else run[0].span.start
        if first or _is_range(place.text, between, start, floor, (run[0], run[1])):
            return [_range(place, run, shared, start, floor)]
    return _list(place, run, shared, floor)


def _list(
    place: _Place, run: Sequence[PrintedNumber], shared: Counted, floor: int
) -> list[PrintedQuantity]:
    """The quantities of one unit; a hedge before the first one covers only that one."""
    found = []
    for at, number in enumerate(run):
        is_last = at == len(run) - 1
        start = min(shared.start, number.span.start) if is_last else number.span.start
        end = shared.end if is_last else number.span.end
        qualifier, outer = qualifier_before(place.text, start, floor)
        if is_last and qualifier is Qualifier.EXACT:
            qualifier = shared.qualifier or qualifier
        found.append(
            PrintedQuantity(
                span=Span(start=start, end=end),
                outer=Span(start=outer, end=end),
                numbers=(number,),
                unit=shared.unit,
                qualifier=Qualifier.SEVERAL if number.is_vague else qualifier,
                noun=shared.noun,
                noun_span=shared.noun_span,
                is_age=shared.is_age,
                listed=at if len(run) > 1 else None,
                of=len(run),
            )
        )
        floor = number.span.end
    return found


def _range(
    place: _Place, run: Sequence[PrintedNumber], shared: Counted, start: int, floor: int
) -> PrintedQuantity:
    """One quantity with two ends; in "1.2 to 1.5 million" both have the scale."""
    low, high = run
    if low.scale == 1 and high.scale != 1 and (low.value or 0) < 1000:
        low = replace(low, scale=high.scale)
    ends = tuple(sorted((low, high), key=lambda number: number.value or Decimal(0)))
    end = max(shared.end, run[1].span.end)
    _, outer = qualifier_before(place.text, start, floor)
    return PrintedQuantity(
        span=Span(start=start, end=end),
        outer=Span(start=outer, end=end),
        numbers=ends,
        unit=shared.unit,
        qualifier=Qualifier.RANGE,
        noun=shared.noun,
        noun_span=shared.noun_span,
        is_age=shared.is_age,
    )


def _shares(text: str, one: PrintedNumber, other: PrintedNumber) -> bool:
    between = text[one.span.end : other.span.start]
    return len(between) <= _LONGEST_JOINT and bool(_JOINT.fullmatch(between))


def _is_range(
    text: str,
    between: str,
    start: int,
    floor: int,
    ends: tuple[PrintedNumber, PrintedNumber],
) -> bool:
    """Whether two numbers are the ends of a range, by what stands between and before them."""
    word = between.strip().lower()
    before = text[max(floor, start - 40) : start]
    if word in ("to", "-", "–", "—", "‑"):
        # "Rose from 459 to 478" names two months' figures, not the ends of one.
        return not _FROM.search(before) or bool(_RANGING.search(before))
    if word == "and":
        return bool(_BETWEEN.search(before))
    low, high = ends
    # "Five or six": two neighbours are one amount, "25 or 40" are two.
    return word == "or" and (high.value or 0) - (low.value or 0) == max(low.scale, high.scale)


def _bare(
    place: _Place, at: int, found: Sequence[PrintedQuantity]
) -> tuple[int, list[PrintedQuantity]]:
    """A number or a range without a unit of its own, with the unit that words before give it."""
    number = place.numbers[at]
    if number.span.of(place.text).lower() in ("one", "two"):
        # "The two of them", "one who left": no amount.
        return at, []
    floor = place.numbers[at - 1].span.end if at else place.sentence.start
    if at + 1 < len(place.numbers):
        other = place.numbers[at + 1]
        between = place.text[number.span.end : other.span.start]
        if (
            number.value is not None
            and other.value is not None
            and _shares(place.text, number, other)
            and _is_range(place.text, between, number.span.start, floor, (number, other))
        ):
            carried = _carried(place, number, found)
            shared = carried or Counted(unit="", start=number.span.start, end=other.span.end)
            one = _range(place, [number, other], shared, number.span.start, floor)
            return at + 1, [replace(one, is_elided=carried is not None)]
    return at, [_alone(place, number, floor, found)]


def _carried(
    place: _Place, number: PrintedNumber, found: Sequence[PrintedQuantity]
) -> Counted | None:
    return elided(
        place.text, place.sentence, number, place.tokens, found=found, before=place.before
    )


def _alone(
    place: _Place, number: PrintedNumber, floor: int, found: Sequence[PrintedQuantity]
) -> PrintedQuantity:
    """A number without a unit of its own, with the unit that the words before give it."""
    qualifier, outer = qualifier_before(place.text, number.span.start, floor)
    after = qualifier_after(place.text, number.span.end, place.sentence.end)
    if qualifier is Qualifier.EXACT and after:
        qualifier = after[0]
    carried = _carried(place, number, found)
    return PrintedQuantity(
        span=number.span,
        outer=Span(start=outer, end=number.span.end),
        numbers=(number,),
        unit=carried.unit if carried else "",
        qualifier=Qualifier.SEVERAL if number.is_vague else qualifier,
        noun=carried.noun if carried else None,
        is_elided=carried is not None,
    )


_TEN = 10
_AND = re.compile(r"\s+and\s+", re.IGNORECASE)
_MEASURES = frozenset({"km2", "mi2", "ha", "acre", "square metre", "km", "mi", "m"})
_PART_OF = re.compile(r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+)?", re.IGNORECASE)
_IN_ONE = re.compile(r"\b(?:in|during|at|with|by)\s+one$", re.IGNORECASE)
"""In "captured in one operation" the word is an article."""
_LONGEST_OPENING = 80
_THE_FIGURE = re.compile(
    r"\W*(?:The|This|That)\s+(?:\w+\s+)?(?:figure|number|total|toll|tally|count|rate"
    r"|average)s?\s+\w+",
)
_LONGEST_JOINT = 40
_OR_SHARE = re.compile(
    r",\s+or\s+(?:(?:about|around|some|nearly|almost|just|only|roughly|over)\s+){0,2}",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\s*(?:,\s*(?:and|or)?|and|or|to|-|–|—|&|/)\s*(?:(?:then|only|just|about|around|nearly"
    r"|almost|some|roughly|more\s+than"
    r"|over|under|less\s+than|at\s+least|another|up\s+to|as\s+many\s+as)\s+)?",
    re.IGNORECASE,
)
_FROM = re.compile(r"\bfrom\s*$", re.IGNORECASE)
_CHANGING = re.compile(
    r"\b(?:rose|risen|rises?|rising|fell|fall\w*|up|down|grew|grow\w*|gain\w*|los[ste]\w*"
    r"|climb\w*|drop\w*|jump\w*"
    r"|increas\w*|declin\w*|decreas\w*|widen\w*|by)\s+(?:about\s+|nearly\s+|almost\s+|by\s+)?$",
    re.IGNORECASE,
)
_RANGING = re.compile(
    r"\b(?:rang\w+|anywhere|anything|var\w+|(?:advanc\w+|mov(?:ed|ing)|push\w+|retreat\w+"
    r"|withdr[ae]w\w*"
    r"|penetrat\w+|depths?|distances?)(?:\s+\w+){0,2}?)\s+from\s*$",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s*(?:about\s*|around\s*|roughly\s*)?$", re.IGNORECASE)
