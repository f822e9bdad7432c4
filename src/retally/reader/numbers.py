"""Number expressions: digits with either separator, words, fractions and vague amounts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from retally.model.story import Span
from retally.reader.number_names import is_name_of_word, is_no_quantity, is_score
from retally.reader.number_words import (
    FOLD,
    FRACTION,
    ODDS,
    ONE,
    SCALES,
    VAGUE,
    WORDED,
    fraction,
    odds,
    vague,
    worded,
)
from retally.reader.units import is_glued_unit, money_before

LONGEST_NUMBER = 24
"""Code points of a printed number that is read. A longer one is counted and not read: nothing a
story measures has 24 digits, and reading ten thousand of them costs quadratic time."""


@dataclass(frozen=True, kw_only=True)
class PrintedNumber:
    """One number expression.

    Parameters
    ----------
    span
        From the sign, first digit or word to the last, the scale word included.
    printed
        The digits with a decimal point and no other separator, with a minus where the number is
        negative; "2/3" for a worded or printed fraction; None where no single value is printed
        ("several hundred") or it is too long to read.
    scale
        What the scale word multiplies by; 1 without one.
    low, high
        The range of a vague amount ("several hundred"); else None.
    """

    span: Span
    printed: str | None
    scale: int = 1
    low: Decimal | None = None
    high: Decimal | None = None

    @property
    def value(self) -> Decimal | None:
        """The number itself, exact; a fraction ("2/3") to four decimals."""
        if self.printed is None:
            return None
        over, _, under = self.printed.partition("/")
        if under:
            return round(Decimal(over) / Decimal(under), 4) * self.scale
        return Decimal(self.printed) * self.scale

    @property
    def is_vague(self) -> bool:
        """Whether only a range is printed."""
        return self.low is not None

    @property
    def is_fraction(self) -> bool:
        """Whether it is printed as a part of a whole."""
        return self.printed is not None and "/" in self.printed


def is_decimal_comma(text: str) -> bool:
    """Whether the page writes decimals with a comma ("64,12") and thousands with a point.

    Decided by counting the forms that only one of the two habits can produce; a tie is English.
    """
    habit = {"comma": 0, "point": 0}
    for found in _DIGITS.finditer(text):
        parts = re.split(r"[.,]", found.group())
        if len(parts) != 2 or not parts[0]:
            continue
        mark = found.group()[len(parts[0])]
        is_thousand = len(parts[1]) == 3 and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
        habit["comma" if (mark == ",") != is_thousand else "point"] += 1
    return habit["comma"] > habit["point"]


def numbers(text: str, *, among: Sequence[Span], dates: Sequence[Span]) -> list[PrintedNumber]:
    """All number expressions of some pieces of a text, in order.

    Years, days of a month, ordinals, times of day, scores and the digits of names ("F-16") are
    none; docs/methods/numbers.md lists them.

    Parameters
    ----------
    among
        The pieces to look in, in order.
    dates
        Spans of the dates in the text, in order; digits within one are part of the date.
    """
    comma = is_decimal_comma(text)
    found: list[PrintedNumber] = []
    for piece in among:
        found += _apart(
            [
                *_vague(text, piece),
                *_fractions(text, piece),
                *_words(text, piece),
                *_digits(text, piece, decimal_comma=comma),
            ]
        )
    return _without_scores(text, _merged(text, _outside(found, dates)))


def _apart(found: list[PrintedNumber]) -> list[PrintedNumber]:
    """The numbers in order; of two that overlap, the one that begins first, then the longer."""
    kept: list[PrintedNumber] = []
    for number in sorted(found, key=lambda number: (number.span.start, -number.span.end)):
        if not kept or number.span.start >= kept[-1].span.end:
            kept.append(number)
    return kept


def _digits(text: str, piece: Span, *, decimal_comma: bool) -> Iterator[PrintedNumber]:
    for match in _DIGITS.finditer(text, piece.start, piece.end):
        span = Span(start=match.start(), end=match.end())
        if is_no_quantity(text, span, piece):
            continue
        scale, end = _scale(text, span, piece.end)
        if scale == 1 and not is_glued_unit(text, span.end, piece.end):
            continue
        sign = _sign(text, span, piece)
        printed = _canonical(match.group(), decimal_comma=decimal_comma)
        yield PrintedNumber(
            span=Span(start=sign, end=end),
            printed=f"-{printed}" if sign < span.start and printed else printed,
            scale=scale,
        )


def _sign(text: str, span: Span, piece: Span) -> int:
    """Where a number begins with its minus, in a sign or in words."""
    if text[span.start - 1 : span.start] not in _BEFORE_NUMBER:
        return span.start
    sign = _SIGN.search(text, max(piece.start, span.start - _LONGEST_SIGN), span.start)
    return sign.start() if sign else span.start


def _scale(text: str, digits: Span, end: int) -> tuple[int, int]:
    """What the scale after some digits multiplies by, and where the number ends."""
    found = _SCALE.match(text, digits.end, end)
    if not found:
        return 1, digits.end
    word = found["scale"]
    if word in ("m", "b") and not money_before(text, digits.start, 0):
        # "5 m" are metres; "£5m" are millions.
        return 1, digits.end
    return _SCALE_VALUES[word.lower()], found.end()


def _canonical(printed: str, *, decimal_comma: bool) -> str | None:
    """The digits with a decimal point; None where they are no number or too long to read."""
    if len(printed) > LONGEST_NUMBER:
        return None
    digits = _SPACES.sub("", printed)
    if digits.startswith("."):
        return f"0{digits}"
    thousands, point = (".", ",") if decimal_comma else (",", ".")
    for mark, decimal in ((thousands, point), (point, thousands)):
        # The habit of the page first; then the other one, for the odd number out.
        if re.fullmatch(
            rf"\d{{1,3}}(?:\{mark}\d{{3}})+(?:\{decimal}\d+)?|\d+(?:\{decimal}\d+)?", digits
        ):
            return digits.replace(mark, "").replace(decimal, ".")
    return None


def _fractions(text: str, piece: Span) -> Iterator[PrintedNumber]:
    for match in FRACTION.finditer(text, piece.start, piece.end):
        under = next(match[name] for name in ("many", "one", "fell", "cut", "half") if match[name])
        printed = fraction(match["over"] or "one", under)
        if printed is not None:
            yield PrintedNumber(span=Span(start=match.start(), end=match.end()), printed=printed)
    for match in ODDS.finditer(text, piece.start, piece.end):
        printed = odds(match["over"], match["under"])
        if printed is not None:
            yield PrintedNumber(span=Span(start=match.start(), end=match.end()), printed=printed)
    for match in _SLASHED.finditer(text, piece.start, piece.end):
        whole = int(match["whole"] or match["before"] or 0)
        if match["sign"]:
            over, under = _SIGNED[match["sign"]]
        else:
            over, under = int(match["over"]), int(match["under"])
        if 0 < over < under <= _LARGEST_UNDER and (over, under) not in _NO_FRACTIONS:
            yield PrintedNumber(
                span=Span(start=match.start(), end=match.end()),
                printed=_mixed(whole, over, under),
            )


def _mixed(whole: int, over: int, under: int) -> str:
    """Digits of a fraction after a whole: "2.5" for "2 1/2", "7/3" for "2⅓"."""
    if not whole:
        return f"{over}/{under}"
    if 1000 % under:
        return f"{whole * under + over}/{under}"
    return str(whole + Decimal(over) / under)


def _words(text: str, piece: Span) -> Iterator[PrintedNumber]:
    for pattern in (WORDED, FOLD, ONE):
        for match in pattern.finditer(text, piece.start, piece.end):
            span = Span(start=match.start(), end=match.end())
            if is_name_of_word(text, span, piece):
                continue
            value = worded(re.findall(r"[a-z]+", match.group().lower()))
            sign = _sign(text, span, piece)
            printed, scale = value if value is not None else (None, 1)
            yield PrintedNumber(
                span=Span(start=sign, end=span.end),
                printed=f"-{printed}" if sign < span.start and printed else printed,
                scale=scale,
            )


def _vague(text: str, piece: Span) -> Iterator[PrintedNumber]:
    for match in VAGUE.finditer(text, piece.start, piece.end):
        low, high = vague(match.group())
        yield PrintedNumber(
            span=Span(start=match.start(), end=match.end()), printed=None, low=low, high=high
        )


def _outside(found: list[PrintedNumber], dates: Sequence[Span]) -> list[PrintedNumber]:
    """The numbers that are not part of a date; both lists are in order."""
    kept = []
    at = 0
    for number in found:
        while at < len(dates) and dates[at].end <= number.span.start:
            at += 1
        if at == len(dates) or not dates[at].meets(number.span):
            kept.append(number)
    return kept


def _without_scores(text: str, found: list[PrintedNumber]) -> list[PrintedNumber]:
    """The same without the two numbers of a score."""
    scored = set()
    for at in range(1, len(found)):
        if is_score(text, found[at - 1].span, found[at].span, len(text)):
            scored |= {at - 1, at}
    return [number for at, number in enumerate(found) if at not in scored]


def _merged(text: str, found: list[PrintedNumber]) -> list[PrintedNumber]:
    """The same, with "1 320" as one number."""
    kept: list[PrintedNumber] = []
    for number in found:
        last = kept[-1] if kept else None
        if last is not None and _is_group_of_three(text, last, number):
            kept[-1] = replace(
                number,
                span=Span(start=last.span.start, end=number.span.end),
                printed=f"{last.printed}{number.printed}",
            )
        else:
            kept.append(number)
    return kept


def _is_group_of_three(text: str, one: PrintedNumber, other: PrintedNumber) -> bool:
    between = text[one.span.end : other.span.start]
    digits = text[other.span.start : other.span.start + 4]
    return bool(
        between == " "
        and one.scale == 1
        and one.span.end - one.span.start <= LONGEST_NUMBER
        and re.fullmatch(r"[1-9]\d{0,2}(?: \d{3})*", one.span.of(text))
        and re.match(r"\d{3}(?!\d)", digits)
    )


_SCALE_VALUES = {**SCALES, "hundred": 100, "lakh": 10**5, "crore": 10**7}
_DIGITS = re.compile(
    r"(?:(?<!\w)|(?<=\bPS)|(?<=\b(?:EUR|USD|GBP|UAH|RUB|AUD|CAD))|(?<=\b(?:Rs|RM)))(?<!\d[.,:])(?<!\^)"
    r"(?:\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*|(?<![\w.,:])\.\d+)"
)
_SPACES = re.compile(r"['’\u00a0\u202f\u2009]")
_SCALE = re.compile(
    r"(?:[ \u00a0-](?=[htmblc])|(?=[A-Za-z]))"
    r"(?P<scale>hundred|thousand|million|billion|trillion|lakh|crore|mln|mn|MN|bln|bn|Bn|BN|trn|tn"
    r"|k|K|m|M|b|B)(?![\w/²])"
)
_BEFORE_NUMBER = frozenset({"-", "−", " ", "\n", "\xa0"})
_SIGN = re.compile(r"(?:(?<![\w-])minus\s|(?<![^\s(])[-−])$", re.IGNORECASE)
_LONGEST_SIGN = 7
_SLASHED = re.compile(
    r"(?<![\w/.,])(?:(?:(?P<whole>\d{1,4})[\s-])?(?P<over>\d{1,2})/(?P<under>\d{1,2})(?![\w/]|[.,]\d)"
    r"|(?P<before>\d{0,4})\s?(?P<sign>[½⅓⅔¼¾⅕⅖⅗⅘⅛⅜⅝⅞]))"
)
_SIGNED = {
    "½": (1, 2),
    "⅓": (1, 3),
    "⅔": (2, 3),
    "¼": (1, 4),
    "¾": (3, 4),
    "⅕": (1, 5),
    "⅖": (2, 5),
    "⅗": (3, 5),
    "⅘": (4, 5),
    "⅛": (1, 8),
    "⅜": (3, 8),
    "⅝": (5, 8),
    "⅞": (7, 8),
}
_LARGEST_UNDER = 20
_NO_FRACTIONS = frozenset({(9, 11), (7, 7)})
