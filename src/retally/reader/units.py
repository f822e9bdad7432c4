"""The unit that a number stands with: after it, before it as a sign of money, and its rate."""

from __future__ import annotations

import re

from retally.reader.number_units import MONEY_SIGNS, MONEY_WORDS, UNIT_WORDS

AREA_UNITS = ("km2", "mi2")

LENGTHS = frozenset(
    {"km", "mi", "m", "centimetre", "millimetre", "foot", "inch", "yard", "nautical mile"}
)
_DIMENSIONS = (
    frozenset({"km2", "mi2", "ha", "acre", "square metre", "square foot"}),
    LENGTHS,
    frozenset({"celsius", "fahrenheit"}),
    frozenset({"kilogram", "gram", "tonne", "ton", "pound", "ounce"}),
    frozenset({"litre", "gallon", "barrel"}),
    frozenset({"horsepower", "kilowatt"}),
    frozenset({"newton metre", "pound-foot"}),
    frozenset(MONEY_WORDS),
)


def unit_after(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The unit that begins within three code points of `start`, and where it ends.

    The unit carries its rate: "15 square kilometres a day" gives ``km2/day``.

    Examples
    --------
    >>> unit_after("478 sq. km in October", 3, 21)
    ('km2', 10)
    """
    gap = _GAP.match(text, start, end)
    found = _UNIT.match(text, gap.end() if gap else start, end)
    if not found:
        return None
    unit = _BY_GROUP[str(found.lastgroup)]
    return _rated(text, unit, found.end(), end)


def is_glued_unit(text: str, at: int, end: int) -> bool:
    """Whether digits that end at `at` stand free or are glued to a unit ("50mph"), not to "5D"."""
    if at >= end or not (text[at].isalpha() or text[at] == "_"):
        return True
    found = _UNIT.match(text, at, end)
    return bool(found and not text[found.end() : found.end() + 1].isalnum())


def area_unit(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The unit of area that begins within three code points of `start`, and where it ends."""
    found = unit_after(text, start, end)
    return found if found and found[0].partition("/")[0] in AREA_UNITS else None


def rate_after(text: str, start: int, end: int) -> tuple[str, int] | None:
    """The time or area that something is counted per ("a day", "/month"), and where it ends."""
    found = _RATE.match(text, start, end)
    if not found:
        return None
    word = found["slash"] or found["per"] or _LY[found["ly"].lower()]
    word = word.lower()
    if word.startswith(("square", "sq", "km2", "mi2", "km²")):
        word = "mi2" if "mi" in word.removeprefix("square") else "km2"
    return word, found.end()


def far_rate(text: str, unit: str, at: int, end: int) -> str | None:
    """The time that an area or a length is counted per, where a few words stand between.

    "14.5 square kilometres (5.6 square miles) taken each day", "5 km2 of land a week".
    """
    if unit.partition("/")[0] not in _SPREAD or "/" in unit:
        return None
    found = _FAR_RATE.match(text, at, min(end, at + _LONGEST_FAR_RATE))
    return found["per"].lower() if found else None


def people_rate(text: str, at: int, end: int) -> str | None:
    """The time that people are counted per, behind what became of them.

    "10,000 people are killed every week", "1,000 men killed or wounded a day"; but "killed in a
    day" is no rate.
    """
    found = _PEOPLE_RATE.match(text, at, min(end, at + _LONGEST_FAR_RATE))
    return (found["per"] or found["one"]).lower() if found else None


def rate_ahead(text: str, floor: int, at: int, unit: str) -> str | None:
    """The time that a word before a number counts it per: "daily losses of", "a weekly average of".

    A "monthly gain of 478 km2" is the gain of one month, not a rate; a monthly average is one.
    """
    found = _RATE_AHEAD.search(text, max(floor, at - _LONGEST_FAR_RATE), at)
    if not found:
        return None
    is_mean = bool(found["mean"]) or bool(_MEAN.search(found.group()))
    is_short = found["ly"].lower() in ("hourly", "daily", "weekly")
    if unit != "people" and not (unit in _SPREAD and is_mean):
        return None
    return _LY[found["ly"].lower()] if is_mean or is_short else None


def money_before(text: str, start: int, floor: int) -> tuple[str, int] | None:
    """The currency whose sign or code stands directly before a number, and where that begins."""
    found = _SIGN.search(text, max(floor, start - _LONGEST_SIGN), start)
    if not found:
        return None
    return _SIGN_BY_GROUP[str(found.lastgroup)], found.start()


def is_money(unit: str) -> bool:
    """Whether a unit is a currency code, alone or as a rate."""
    return unit.partition("/")[0] in MONEY_WORDS


def is_convertible(one: str, other: str) -> bool:
    """Whether two different units measure the same thing ("km2" and "mi2", "km" and "mi")."""
    first, _, per = one.partition("/")
    second, _, other_per = other.partition("/")
    if first == second:
        return False
    return (per == other_per or not per or not other_per) and any(
        first in same and second in same for same in _DIMENSIONS
    )


def _rated(text: str, unit: str, at: int, end: int) -> tuple[str, int]:
    if "/" in unit or unit in _UNRATED:
        return unit, at
    rate = rate_after(text, at, end)
    return (f"{unit}/{rate[0]}", rate[1]) if rate else (unit, at)


_UNRATED = frozenset({"days", "months", "years", "week", "hour", "minute", "second", "decade"})
_GAP = re.compile(r"[\s-]{0,3}")
_BY_GROUP = {f"u{at}": unit for at, unit in enumerate([*UNIT_WORDS, *MONEY_WORDS])}
_UNIT = re.compile(
    "|".join(
        f"(?P<u{at}>{words})"
        for at, words in enumerate([*UNIT_WORDS.values(), *MONEY_WORDS.values()])
    ),
    re.IGNORECASE,
)
_SIGN_BY_GROUP = {f"s{at}": code for at, (code, _) in enumerate(MONEY_SIGNS)}
_SIGN = re.compile(
    r"(?<!\w)(?:"
    + "|".join(f"(?P<s{at}>{sign})" for at, (_, sign) in enumerate(MONEY_SIGNS))
    + ")$"
)
_LONGEST_SIGN = 6
_RATE = re.compile(
    r"\.?\s?/\s?(?P<slash>second|hour|day|week|month|year)\b"
    r"|\.?\s+(?:a|an|per|each|every)\s+(?P<per>second|hour|day|week|month|year"
    r"|square\s+kilomet(?:er|re)"
    r"|square\s+mile|sq\.?\s?km|sq\.?\s?mi|km2|km²)\b"
    r"(?!\s+(?:later|ago|earlier|before|after))"
    r"|\s+(?P<ly>hourly|daily|weekly|monthly|annually|yearly)\b",
    re.IGNORECASE,
)
_SPREAD = frozenset({"km2", "mi2", "ha", "km", "mi", "m"})
_LONGEST_FAR_RATE = 80
_FAR_RATE = re.compile(
    r"\.?\s*(?:\([^()]{1,40}\))?(?:\s+[a-z]+){0,3}?\s+(?:a|per|each|every)\s+(?P<per>day|week"
    r"|month|year)\b"
    r"(?!\s+(?:later|ago|earlier|before|after))"
)
_TIME = r"(?:day|week|month|year)\b(?!\s+(?:later|ago|earlier|before|after)|['’-])"
_NOT_IN = (
    r"(?!(?:in|within|for|over|during|of|than|from|to|at|by|until|after|before|nearly|almost|about"
    r"|once|twice|just|half|since|only|under|around)\s)"
)
_PEOPLE_RATE = re.compile(
    rf"(?:,?\s+{_NOT_IN}[a-z-]+){{0,7}}?,?\s+(?:per|each|every)\s+(?P<per>{_TIME})"
    r"|(?:,?\s+(?:killed|wounded|dead|injured|lost|and|or|being|dying|captured|recruited"
    r"|mobili[sz]ed"
    r"|on\s+average|troops|soldiers|men|people|fighters|casualties)){0,5},?\s+a\s+"
    rf"(?P<one>{_TIME})"
)
_MEAN = re.compile(r"\b(?:average|mean|rate|pace)\b", re.IGNORECASE)
_RATE_AHEAD = re.compile(
    r"(?<!highest )(?<!heaviest )(?<!worst )(?<!deadliest )(?<!record )(?<!biggest )(?<!largest )"
    r"\b(?P<mean>(?:average|mean|averaged)\s+)?(?P<ly>hourly|daily|weekly|monthly|annual"
    r"|yearly)\s+(?:[a-z-]+\s+){0,2}?"
    r"(?:average|mean|rate|pace|loss(?:es)?|casualt(?:y|ies)|deaths?|fatalit(?:y|ies)|toll"
    r"|attrition|recruitment"
    r"|intake|advances?)\b(?:\s+(?!(?:while|but|and\s+then|compared)\b)[\w’'-]+){0,9}?\s*$",
    re.IGNORECASE,
)
_LY = {
    "annual": "year",
    "hourly": "hour",
    "daily": "day",
    "weekly": "week",
    "monthly": "month",
    "annually": "year",
    "yearly": "year",
}
