"""The words of a text that a grammar of time needs, as tokens, and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span
from retally.reader.dates import DAY_ORDINALS, DAY_TENS, MONTH_NAMES, MONTHS


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """One word, number or sign.

    Parameters
    ----------
    kind
        ``month``, ``weekday``, ``season``, ``unit``, ``number``, ``ordinal``, ``word`` or ``sign``.
    text
        In lower case, without a closing full stop.
    value
        Number of the month, of the weekday (Monday 0), of the season (spring 0); the value of a
        number or an ordinal; else 0.
    is_capital
        Whether it begins with a capital letter.
    is_spaced
        Whether white space stands before it.
    """

    kind: str
    text: str
    span: Span
    value: int = 0
    is_capital: bool = False
    is_spaced: bool = True


def tokens(text: str, among: Span) -> list[Token]:
    """The tokens of a piece of a text, in order.

    Examples
    --------
    >>> text = "in the last 3 weeks of Sept."
    >>> [token.kind for token in tokens(text, Span(start=0, end=len(text)))]
    ['word', 'word', 'word', 'number', 'unit', 'word', 'month']
    """
    found = []
    for match in _TOKEN.finditer(text, among.start, among.end):
        start = match.start()
        spaced = start == among.start or text[start - 1].isspace()
        found.append(_token(match, is_spaced=spaced))
    return found


def _token(match: re.Match[str], *, is_spaced: bool) -> Token:
    raw = match.group()
    span = Span(start=match.start(), end=match.end())
    if match["digits"]:
        kind = "ordinal" if match["suffix"] else "number"
        value = int(match["digits"])
        return Token(kind=kind, text=raw.lower(), span=span, value=value, is_spaced=is_spaced)
    text = raw.lower().rstrip(".").replace("’", "'")
    kind, value = _LEXICON.get(text, ("word" if raw[0].isalpha() else "sign", 0))
    if raw.endswith(".") and kind not in ("month", "weekday") and raw != ".":
        span = Span(start=span.start, end=span.end - 1)
    return Token(
        kind=kind,
        text=text or raw,
        span=span,
        value=value,
        is_capital=raw[0].isupper(),
        is_spaced=is_spaced,
    )


def spelled(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A whole number in words at a place, with the place after it.

    Examples
    --------
    >>> text = "two thousand and eighteen days"
    >>> spelled(tokens(text, Span(start=0, end=len(text))), 0)
    (2018, 4)
    """
    total = part = 0
    end = at
    while end < min(len(words), at + _LONGEST_NUMBER):
        text = words[end].text
        if text in _SMALL and (part % 100 == 0 or (part % 10 == 0 and _SMALL[text] < 10)):
            part += _SMALL[text]
        elif text == "hundred" and 0 < part < 100:
            part *= 100
        elif text == "thousand" and 0 < part < 1000 and total == 0:
            total, part = part * 1000, 0
        elif text in ("and", "-") and end > at and _goes_on(words, end):
            pass
        else:
            break
        end += 1
    return (total + part, end) if end > at else None


def _goes_on(words: Sequence[Token], at: int) -> bool:
    """Whether a joint within a number in words is followed by more of it."""
    if at + 1 >= len(words) or words[at + 1].text not in _SMALL:
        return False
    before = words[at - 1].text
    if words[at].text == "-":
        return before in _TENS and _SMALL[words[at + 1].text] < 10
    return before in ("hundred", "thousand")


def spelled_year(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A year in words: "nineteen ninety nine", "two thousand and eighteen"."""
    whole = spelled(words, at)
    if whole is not None and 1000 <= whole[0] <= 2999:
        return whole
    if whole is None or not 10 <= whole[0] <= 20:
        return None
    middle = whole[1] + (whole[1] < len(words) and words[whole[1]].text == "-")
    rest = spelled(words, middle)
    if rest is None or not 10 <= rest[0] <= 99:
        return None
    return whole[0] * 100 + rest[0], rest[1]


def spelled_day(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A day of a month as an ordinal in words: "third", "fifteenth", "twenty-eighth".

    Examples
    --------
    >>> text = "twenty-eighth of June"
    >>> spelled_day(tokens(text, Span(start=0, end=len(text))), 0)
    (28, 3)
    """
    if at >= len(words):
        return None
    alone = DAY_ORDINALS.get(words[at].text)
    if alone is not None:
        return alone, at + 1
    tens = DAY_TENS.get(words[at].text, 0)
    last = at + 1 + (at + 1 < len(words) and words[at + 1].text == "-")
    ones = DAY_ORDINALS.get(words[last].text, 0) if last < len(words) else 0
    return (tens + ones, last + 1) if tens and 0 < ones < 10 else None


_LONGEST_NUMBER = 9
"""Tokens; "one thousand seven hundred and eighty-nine" has eight."""
_TOKEN = re.compile(
    r"(?P<digits>(?<!\d)(?<!\d[.,])\d{1,4}(?!\d))(?P<suffix>st|nd|rd|th)?(?![.,]\d{3})"
    r"|\d[\d.,]*|[^\W\d_]+(?:['’](?:s|d)\b)?\.?|[^\w\s]"
)
_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven")
_TEENS = ("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen")
_ALL_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TENS = {name: at * 10 for at, name in enumerate(_ALL_TENS, 2)}
_SMALL = {name: at for at, name in enumerate((*_ONES, *_TEENS, "nineteen"), 1)} | _TENS
NUMBER_WORDS = frozenset({*_SMALL, "hundred", "thousand"})
"""Words that a number in words is made of."""
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_DAY_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_UNITS = {
    "hour": "hour hours hr hrs",
    "day": "day days",
    "week": "week weeks wk",
    "fortnight": "fortnight fortnights",
    "weekend": "weekend weekends",
    "month": "month months",
    "quarter": "quarter quarters",
    "half": "half halves",
    "year": "year years yr yrs",
    "decade": "decade decades",
    "century": "century centuries",
}
UNITS = {form: unit for unit, forms in _UNITS.items() for form in forms.split()}
UNITS |= {f"{form}'s": UNITS[form] for form in ("week", "month", "year")}
"""Unit of time by its printed form in lower case."""

_LEXICON: dict[str, tuple[str, int]] = (
    {name: ("ordinal", at) for at, name in enumerate((*_ORDINALS, "tenth"), 1)}
    | dict.fromkeys(UNITS, ("unit", 0))
    | {name: ("month", number) for name, number in MONTHS.items()}
    | {name.lower(): ("month", number) for number, name in enumerate(MONTH_NAMES, 1)}
    | {"sept": ("month", 9)}
    | {name: ("weekday", at) for at, name in enumerate(_DAY_NAMES)}
    | {name[:3]: ("weekday", at) for at, name in enumerate(_DAY_NAMES)}
    | {"tues": ("weekday", 1), "weds": ("weekday", 2), "thur": ("weekday", 3)}
    | {"thurs": ("weekday", 3)}
    | {"spring": ("season", 0), "summer": ("season", 1), "autumn": ("season", 2)}
    | {"fall": ("season", 2), "winter": ("season", 3)}
)
