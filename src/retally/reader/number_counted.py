"""What one number counts: its unit or noun, from the words at its side or from those before."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retally.model.story import Qualifier, Span
from retally.reader.nouns import noun_after, people_before
from retally.reader.nouns_people import is_people, singular
from retally.reader.number_labels import is_attacked, labelled_unit, subject_of_change
from retally.reader.number_losses import is_of_a_town, lost_unit, reached_unit
from retally.reader.number_quantity import PrintedQuantity
from retally.reader.numbers import PrintedNumber
from retally.reader.qualifiers import qualifier_after
from retally.reader.tags import Token
from retally.reader.units import (
    far_rate,
    is_money,
    money_before,
    people_rate,
    rate_after,
    rate_ahead,
    unit_after,
)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """The unit of a number, and where the number with its unit begins and ends.

    Parameters
    ----------
    qualifier
        A hedge that stands after the number or its unit.
    is_sign
        Whether the unit stands before the number, as a sign of money.
    """

    unit: str
    start: int
    end: int
    noun: str | None = None
    noun_span: Span | None = None
    qualifier: Qualifier | None = None
    is_sign: bool = False
    is_age: bool = False


def counted(
    text: str, sentence: Span, number: PrintedNumber, tokens: Sequence[Token]
) -> Counted | None:
    """What a number counts by the words at its side; None where they do not say."""
    end = sentence.end
    hedge = qualifier_after(text, number.span.end, end)
    at = hedge[1] if hedge else number.span.end
    named = _named(text, sentence, number, tokens, at)
    if named is None:
        return None
    if hedge is None:
        hedge = qualifier_after(text, named.end, end) or (
            qualifier_after(text, named.noun_span.end, end) if named.noun_span else None
        )
    return replace(named, qualifier=hedge[0] if hedge else None)


def _named(
    text: str, sentence: Span, number: PrintedNumber, tokens: Sequence[Token], at: int
) -> Counted | None:
    money = money_before(text, number.span.start, sentence.start)
    if money:
        return _of_money(text, sentence, number, money)
    if _TO_ONE.match(text, at, sentence.end):
        return Counted(unit="times", start=number.span.start, end=number.span.end)
    if number.is_vague or number.is_fraction:
        of = _OF.match(text, at, sentence.end)
        at = of.end() if of and number.is_vague else at
    if number.is_fraction and not _is_measure(text, at, sentence.end):
        return Counted(unit="share", start=number.span.start, end=number.span.end)
    unit = unit_after(text, at, sentence.end)
    if unit:
        return _of_unit(text, sentence, number, unit)
    if _AGED.search(text, max(sentence.start, number.span.start - 16), number.span.start):
        return Counted(unit="years", start=number.span.start, end=number.span.end, is_age=True)
    if _is_age_set_off(text, sentence, number):
        return Counted(unit="years", start=number.span.start, end=number.span.end, is_age=True)
    named = _of_noun(text, sentence, number, tokens, at)
    is_bare = named is None or named.unit.partition("/")[0] != "people"
    if is_bare and is_of_a_town(text, sentence.start, number.span.start):
        return Counted(unit="people", start=number.span.start, end=number.span.end)
    return named


def _of_money(text: str, sentence: Span, number: PrintedNumber, money: tuple[str, int]) -> Counted:
    end = number.span.end
    unit = unit_after(text, end, sentence.end)
    code = money[0]
    if unit and is_money(unit[0]):
        # "$5 million dollars", "$5 Canadian dollars".
        return Counted(unit=unit[0], start=money[1], end=unit[1], is_sign=True)
    rate = rate_after(text, end, sentence.end)
    if rate:
        code, end = f"{code}/{rate[0]}", rate[1]
    return Counted(unit=code, start=money[1], end=end, is_sign=True)


def _of_unit(text: str, sentence: Span, number: PrintedNumber, unit: tuple[str, int]) -> Counted:
    word, end = unit
    if word == "pound" and number.scale > 1:
        word = "GBP"
    if word == "times" and is_attacked(text, sentence, number.span.start, end):
        return Counted(unit="attack", start=number.span.start, end=end, noun="attack")
    old = _OLD.match(text, end, sentence.end) if word in ("years", "months") else None
    if old:
        return Counted(unit=word, start=number.span.start, end=old.end(), is_age=True)
    rate = far_rate(text, word, end, sentence.end)
    if "/" not in word:
        rate = rate or rate_ahead(text, sentence.start, number.span.start, word)
    return Counted(unit=f"{word}/{rate}" if rate else word, start=number.span.start, end=end)


def _of_noun(
    text: str, sentence: Span, number: PrintedNumber, tokens: Sequence[Token], at: int
) -> Counted | None:
    is_one = number.printed == "1" and number.scale == 1
    partitive = _PARTITIVE.match(text, at, sentence.end)
    strong = _STRONG.match(text, at, sentence.end)
    if strong:
        noun = noun_after(text, tokens, strong.end(), is_one=True)
        return Counted(
            unit="people",
            start=number.span.start,
            end=number.span.end,
            noun=noun.lemma if noun else None,
            noun_span=noun.span if noun else None,
        )
    hyphened = text[at : at + 1] in ("-", "‑") and text[at + 1 : at + 2].isalpha()
    noun = noun_after(
        text, tokens, at + 1 if hyphened else partitive.end() if partitive else at, is_one=is_one
    )
    start, end = number.span.start, number.span.end
    if noun is not None and (noun.lemma in _MARKS or (partitive and _is_time(text, noun.span))):
        # "Losses passed the one million mark", "the 1,160 of the spring": the noun stands before.
        return None
    if noun is None:
        hurt = _HURT.match(text, at, sentence.end)
        unit = _per(text, sentence, number, "people", hurt.end()) if hurt else ""
        return Counted(unit=unit, start=start, end=end) if hurt else None
    unit = "people" if noun.is_people else _UNITS.get(noun.lemma, noun.lemma)
    if unit == "loss":
        unit = lost_unit(text, sentence, noun.span.start) or unit
    rate = rate_after(text, noun.span.end, sentence.end)
    if _FOR_EVERY.match(text, noun.span.end, sentence.end):
        unit = "times"
    elif rate:
        unit = f"{unit}/{rate[0]}"
    elif unit == "people":
        unit = _per(text, sentence, number, unit, noun.span.end)
    return Counted(unit=unit, start=start, end=end, noun=noun.lemma, noun_span=noun.span)


def _is_time(text: str, noun: Span) -> bool:
    """Whether a noun is one stretch of time: what is counted "of the spring" is none."""
    return _TIME.fullmatch(noun.of(text)) is not None


def _per(text: str, sentence: Span, number: PrintedNumber, unit: str, at: int) -> str:
    """People with the time that they are counted per, where the sentence says one."""
    rate = people_rate(text, at, sentence.end) or rate_ahead(
        text, sentence.start, number.span.start, unit
    )
    return f"{unit}/{rate}" if rate else unit


def is_set_in_time(text: str, sentence: Span, number: PrintedNumber, named: Counted) -> bool:
    """Whether a stretch of time is part of a window: "the past 15 days", "three years ago"."""
    if named.unit not in _TIMES:
        return False
    start = number.span.start
    return bool(
        _STRETCH.search(text, max(sentence.start, start - 24), start)
        or _AGO.match(text, named.end, sentence.end)
    )


def is_pointed_at(text: str, sentence: Span, number: PrintedNumber) -> bool:
    """Whether "two" only points at things named before: "the two sides", "those two months"."""
    start = number.span.start
    return number.span.of(text).lower() == "two" and bool(
        _POINTING.search(text, max(sentence.start, start - 8), start)
    )


def _is_measure(text: str, at: int, end: int) -> bool:
    """Whether a fraction is one of a unit ("half a mile", "1/2 inch") and not of a whole."""
    return bool(unit_after(text, at, end)) and not _OF.match(text, at, end)


def _is_age_set_off(text: str, sentence: Span, number: PrintedNumber) -> bool:
    """Whether commas set an age off after a name: "Anna Berg, 44, left"."""
    start, end = number.span.start, number.span.end
    value = number.value
    return (
        value is not None
        and 0 < value < _OLDEST
        and text[end : min(end + 1, sentence.end)] in (",", ")")
        and bool(_NAME_COMMA.search(text, max(sentence.start, start - 24), start))
    )


def elided(
    text: str,
    sentence: Span,
    number: PrintedNumber,
    tokens: Sequence[Token],
    *,
    found: Sequence[PrintedQuantity],
    before: Sequence[PrintedQuantity],
) -> Counted | None:
    """What a bare number counts, from the words before it; None where they do not say.

    Parameters
    ----------
    found
        The quantities of the sentence that stand before the number.
    before
        Those of the sentence before.
    """
    start, end = number.span.start, number.span.end
    floor = found[-1].span.end if found else sentence.start
    named_before = labelled_unit(text, floor, start) or subject_of_change(
        text, tokens, _past_changes(found, sentence.start), start
    )
    if named_before is not None:
        return Counted(unit=named_before[0], start=start, end=end, noun=named_before[1])
    at = max(floor, start - _LONGEST_SUBJECT)
    if _NUMBER_HURT.search(text, at, start) or is_of_a_town(text, at, start):
        return _rated(text, sentence, number, Counted(unit="people", start=start, end=end))
    named = None
    for match in _NUMBER_OF.finditer(text, at, start):
        named = noun_after(text, tokens, match.end()) or named
    people = named or people_before(text, tokens, at, start)
    if people is not None and (named is not None or people.is_people):
        unit = "people" if people.is_people else people.lemma
        if people.lemma == "loss":
            unit = lost_unit(text, sentence, people.span.start) or unit
        carried = Counted(unit=unit, start=start, end=end, noun=people.lemma)
        return _rated(text, sentence, number, carried)
    reached = reached_unit(text, at, start)
    if reached is not None:
        return _rated(text, sentence, number, Counted(unit=reached, start=start, end=end))
    source = _source(
        text,
        number,
        found,
        before,
        is_open=bool(_MORE.match(text, end, sentence.end))
        or _has_verb(text, tokens, start=floor, number=number),
    )
    if source is None:
        spoken_of = _spoken_of(text, tokens, sentence, number)
        return spoken_of and _rated(text, sentence, number, spoken_of)
    carried = Counted(unit=source.unit, start=start, end=end, noun=source.noun)
    return _rated(text, sentence, number, carried)


def _past_changes(found: Sequence[PrintedQuantity], start: int) -> int:
    """Where the last quantity ends that does not only say by how much something changed."""
    for one in reversed(found):
        if one.unit not in ("percent", "share", "times"):
            return one.span.end
    return start


def _spoken_of(
    text: str, tokens: Sequence[Token], sentence: Span, number: PrintedNumber
) -> Counted | None:
    """The people of whom "the number may be as high as 2,000" gives the number."""
    start = number.span.start
    if not THE_NUMBER.search(text, max(sentence.start, start - _LONGEST_CLAUSE * 2), start):
        return None
    at = bisect_left(tokens, start, key=lambda token: token.span.start)
    for token in reversed(tokens[:at]):
        lemma = singular(token.text)
        if token.tag == "NN2" and is_people(lemma, token.text):
            return Counted(unit="people", start=start, end=number.span.end, noun=lemma)
    return None


def _rated(text: str, sentence: Span, number: PrintedNumber, one: Counted) -> Counted:
    """The same with the time that the number is counted per: "losses sat at 913 a day"."""
    if "/" in one.unit or one.unit in _NEVER_CARRIED | {"percent"}:
        return one
    mean = _ON_AVERAGE.match(text, number.span.end, sentence.end)
    rate = rate_after(text, mean.end() if mean else number.span.end, sentence.end)
    word = rate[0] if rate else rate_ahead(text, sentence.start, number.span.start, one.unit)
    return replace(one, unit=f"{one.unit}/{word}") if word else one


def _has_verb(text: str, tokens: Sequence[Token], *, start: int, number: PrintedNumber) -> bool:
    """Whether the number has a verb of its own: "; since then they took 459", "; 77 were lost"."""
    at = max(start, text.rfind(";", start, number.span.start))
    first = bisect_left(tokens, at, key=lambda token: token.span.start)
    for token in tokens[first : first + _LONGEST_CLAUSE]:
        if token.span.start >= number.span.end:
            return token.is_verb
        if token.is_verb:
            return True
    return False


_LONGEST_CLAUSE = 30
"""Words looked through for a verb."""


def _source(
    text: str,
    number: PrintedNumber,
    found: Sequence[PrintedQuantity],
    before: Sequence[PrintedQuantity],
    *,
    is_open: bool,
) -> PrintedQuantity | None:
    """The nearest earlier quantity whose unit a bare number can carry on.

    Parameters
    ----------
    is_open
        Whether a semicolon between the two does not part them.
    """
    for quantities in (found, before):
        for at in range(len(quantities) - 1, max(-1, len(quantities) - 1 - _FARTHEST), -1):
            one = quantities[at]
            if not is_open and ";" in text[one.span.end : number.span.start]:
                return None
            if _is_carried(one, number):
                return _original(text, quantities, at)
    return None


def _original(text: str, quantities: Sequence[PrintedQuantity], at: int) -> PrintedQuantity:
    """A quantity, or the one that it restates: a pair carries on with the unit printed first."""
    from retally.reader.number_pairs import is_conversion

    if at and is_conversion(text, quantities[at - 1], quantities[at]):
        return quantities[at - 1]
    return quantities[at]


def _is_carried(one: PrintedQuantity, number: PrintedNumber) -> bool:
    if one.unit in _NEVER_CARRIED or not one.unit:
        return False
    value = number.value
    if one.unit == "percent":
        return value is not None and abs(value) <= _WHOLE
    return True


_TIMES = frozenset({"days", "months", "years", "week", "hour", "minute", "second", "decade"})
_STRETCH = re.compile(
    r"\b(?:past|last|first|next|previous|preceding|coming|following|final|opening|recent)"
    r"(?:\s+(?:about|almost|nearly|few|or\s+so))?\s+$",
    re.IGNORECASE,
)
_POINTING = re.compile(r"\b(?:the|these|those|its|their)\s$", re.IGNORECASE)
_AGO = re.compile(r"\s+ago\b", re.IGNORECASE)
_NEVER_CARRIED = frozenset(
    {"days", "months", "years", "week", "hour", "minute", "second", "times", "share", "decade"}
)
_WHOLE = 100
"""Percent."""

_OLDEST = 120
"""Years."""

_FARTHEST = 4
"""Quantities looked back at."""

_LONGEST_SUBJECT = 160
"""Code points between "the number of" and the number itself."""

_TIME = re.compile(
    r"(?:.{0,30}\s)?(?:spring|summer|autumn|fall|winter|day|week|fortnight|month|quarter|half"
    r"|year|season|period"
    r"|campaign|war|past)(?:\s+before)?",
    re.IGNORECASE,
)
_MARKS = frozenset({"mark", "threshold", "milestone", "barrier"})
_MORE = re.compile(r"\s+(?:more|fewer|less)\b", re.IGNORECASE)
THE_NUMBER = re.compile(
    r"\b(?:the|this|that|its|their)\s+(?:[\w-]+\s+)?(?:number|figure|total|toll|tally|count"
    r"|rate)s?\s+"
    r"(?:(?:may|might|could|would|can|has|had|have|now|be|been|is|was|were|already|since|then"
    r"|later|only)\s+){0,4}"
    r"(?:as\s+(?:high|low|many)\s+as|at|to|reached|stands?\s+at|stood\s+at|r[io]se(?:n|s)?\s+to"
    r"|f[ae]ll(?:en|s)?\s+to"
    r"|grew\s+to|jumped\s+to|climbed\s+to|hit|exceed(?:s|ed)?|pass(?:es|ed)|around|about|over"
    r"|nearly)\s*(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
"""Words that give the number of what was spoken of before."""
_ON_AVERAGE = re.compile(r",?\s+on\s+average,?(?=\s)", re.IGNORECASE)
_OF = re.compile(r"\s+of\s+")
_AGED = re.compile(r"\b(?:aged?|ages|age\s+of|aged\s+(?:over|under|about))\s+$", re.IGNORECASE)
_OLD = re.compile(r"[\s-]olds?\b|\s+of\s+age\b", re.IGNORECASE)
_NAME_COMMA = re.compile(r"\b[A-Z][\w'’-]+(?:,\s|\s\()$")
_PARTITIVE = re.compile(
    r"\s+of\s+(?:(?:the|these|those|its|their|our|his|her|my|all|them|whom|which)\b"
    r"|(?-i:[A-Z])[\w-]{1,30}['’]s?)(?:\s+\d[\d,]*)?",
    re.IGNORECASE,
)
_HURT = re.compile(
    r"(?:\s+(?:were|was|have\s+been|had\s+been|are|being|got|more|others?))*"
    r"\s+(?:killed|wounded|injured|hurt|dead|missing|displaced|arrested|detained|evacuated"
    r"|infected)\b"
    r"|\s+(?:died|people)\b",
    re.IGNORECASE,
)
_NUMBER_HURT = re.compile(
    r"\b(?:number|total|tally|count|toll)\s+of\s+(?:[\w-]+\s+){0,4}?(?:killed|wounded|dead"
    r"|injured)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(r"[-\s](?:strong|man|member)(?=\s)", re.IGNORECASE)
_TO_ONE = re.compile(r"\s+to\s+one\b(?!\s*(?:million|billion|thousand|hundred)\b)", re.IGNORECASE)
"""A ratio: "outnumbered three to one"."""

_FOR_EVERY = re.compile(r"\s+(?:for|to)\s+every\b", re.IGNORECASE)
_UNITS = {"airstrike": "strike"}
"""One word for what is also written as two ("air strike")."""

_NUMBER_OF = re.compile(
    r"\b(?:number|numbers|total|tally|count|toll|estimate|share|losses|force|contingent"
    r"|population)s?\s+of\s+",
    re.IGNORECASE,
)
