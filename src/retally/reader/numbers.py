"""Number expressions: digits with either separator, scale words, and numbers in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from retally.model.story import Span

LONGEST_NUMBER = 24
"""Code points of a printed number that is read. A longer one is counted and not read: nothing a
story measures has 24 digits, and reading ten thousand of them costs quadratic time."""


@dataclass(frozen=True, kw_only=True)
class PrintedNumber:
    """One number expression.

    Parameters
    ----------
    span
        From the first digit or word to the last, the scale word included.
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


def is_decimal_comma(text: str) -> bool:
    """Whether the page writes decimals with a comma ("64,12") and thousands with a point.

    Decided by counting the forms that only one of the two habits can produce; a tie is English.
    """
    habit = {"comma": 0, "point": 0}
    for found in _DIGITS.finditer(text):
        parts = re.split(r"[.,]", found.group())
        if len(parts) != 2:
            continue
        mark = found.group()[len(parts[0])]
        is_thousand = len(parts[1]) == 3 and 1 <= len(parts[0]) <= 3 and parts[0] != "0"
        habit["comma" if (mark == ",") != is_thousand else "point"] += 1
    return habit["comma"] > habit["point"]


def numbers(text: str, *, among: Sequence[Span], dates: Sequence[Span]) -> list[PrintedNumber]:
    """All number expressions of some pieces of a text, in order.

    Years, days of a month, ordinals, ages, times of day and the digits of names ("F-16") are
    none.

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
        found += _digits(text, piece, decimal_comma=comma)
        found += _words(text, piece)
    found.sort(key=lambda number: number.span)
    return _merged(text, _outside(found, dates))


def _digits(text: str, piece: Span, *, decimal_comma: bool) -> list[PrintedNumber]:
    found = []
    for match in _DIGITS.finditer(text, piece.start, piece.end):
        if _is_no_quantity(text, match):
            continue
        printed = _canonical(match.group(), decimal_comma=decimal_comma)
        scale = _SCALE.match(text, match.end(), piece.end)
        found.append(
            PrintedNumber(
                span=Span(start=match.start(), end=scale.end() if scale else match.end()),
                printed=printed,
                scale=SCALES[scale["scale"].lower()] if scale else 1,
            )
        )
    return found


def _is_no_quantity(text: str, match: re.Match[str]) -> bool:
    """Whether digits are a year, an ordinal, an age, a time of day or part of a name."""
    before = text[max(0, match.start() - 2) : match.start()]
    if _NAME_BEFORE.search(before):
        return True
    after = text[match.end() : match.end() + 12]
    if _ORDINAL_AFTER.match(after):
        return True
    return bool(_YEAR.fullmatch(match.group())) and not _COUNTED_AFTER.match(after)


def _canonical(printed: str, *, decimal_comma: bool) -> str | None:
    """The digits with a decimal point; None where they are no number or too long to read."""
    if len(printed) > LONGEST_NUMBER:
        return None
    digits = _SPACES.sub("", printed)
    thousands, point = (".", ",") if decimal_comma else (",", ".")
    for mark, decimal in ((thousands, point), (point, thousands)):
        # The habit of the page first; then the other one, for the odd number out.
        if re.fullmatch(
            rf"\d{{1,3}}(?:\{mark}\d{{3}})+(?:\{decimal}\d+)?|\d+(?:\{decimal}\d+)?", digits
        ):
            return digits.replace(mark, "").replace(decimal, ".")
    return None


def _words(text: str, piece: Span) -> list[PrintedNumber]:
    found = []
    for match in _WORDS.finditer(text, piece.start, piece.end):
        words = re.findall(r"[a-z]+", match.group().lower())
        value = None if match["vague"] or len(words) > LONGEST_NUMBER else _worded(words)
        if value is None:
            printed, scale = None, 1
        else:
            printed, scale = value
        found.append(
            PrintedNumber(
                span=Span(start=match.start(), end=match.end()), printed=printed, scale=scale
            )
        )
    return found


def _worded(words: list[str]) -> tuple[str, int] | None:
    """A number in words as digits and scale; "two hundred and ten" is 210."""
    total = part = 0
    for word in words:
        if word in _SMALL:
            part += _SMALL[word]
        elif word == "hundred":
            part = max(part, 1) * 100
        elif word == "dozen":
            part = max(part, 1) * 12
        elif word in SCALES:
            total += max(part, 1) * SCALES[word]
            part = 0
    if words[-1] in SCALES and part == 0 and total % SCALES[words[-1]] == 0:
        scale = SCALES[words[-1]]
        return str(total // scale), scale
    return str(total + part), 1


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


def _merged(text: str, found: list[PrintedNumber]) -> list[PrintedNumber]:
    """The same, with "1 320" as one number."""
    kept: list[PrintedNumber] = []
    for number in found:
        last = kept[-1] if kept else None
        if last is not None and _is_group_of_three(text, last, number):
            joined = f"{last.printed}{number.printed}"
            kept[-1] = PrintedNumber(
                span=Span(start=last.span.start, end=number.span.end),
                printed=joined,
                scale=number.scale,
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
        and re.fullmatch(r"[1-9]\d{0,2}", one.span.of(text))
        and re.match(r"\d{3}(?!\d)", digits)
    )


def _words_of(line: str) -> list[str]:
    return line.split()


SCALES = {"thousand": 10**3, "million": 10**6, "mln": 10**6, "billion": 10**9, "bn": 10**9}
SCALES["trillion"] = 10**12

_SMALL = {
    word: value
    for value, word in enumerate(
        _words_of(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen"
            " fourteen fifteen sixteen seventeen eighteen nineteen"
        )
    )
}
_SMALL |= {
    word: 10 * value
    for value, word in enumerate(
        _words_of("twenty thirty forty fifty sixty seventy eighty ninety"), start=2
    )
}
_DIGITS = re.compile(r"(?<!\w)(?<!\d[.,:])\d+(?:[.,'’\u00a0\u202f\u2009]\d+)*")
_SPACES = re.compile(r"['’\u00a0\u202f\u2009]")
_SCALE = re.compile(
    r"[ \u00a0-](?P<scale>thousand|million|mln|billion|bn|trillion)\b", re.IGNORECASE
)
_NAME_BEFORE = re.compile(r"[^\W\d_]-$")
_ORDINAL_AFTER = re.compile(
    r"(?:st|nd|rd|th)\b|-year-old|-years-old|:\d|\s?[ap]\.?m\b|['’]?s\b", re.IGNORECASE
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNTED_AFTER = re.compile(
    r"\s?(?:square|sq|km|mi|per ?cent|%|people|troops|soldiers|hectares|thousand|million)",
    re.IGNORECASE,
)
_ONES = "|".join(word for word in _SMALL if word not in ("zero", "one"))
_TENS = "hundred|thousand|million|billion|trillion|dozen"
_WORDS = re.compile(
    rf"\b(?P<vague>(?:several|many|a\s+few|a\s+couple\s+of)\s+(?:{_TENS})s?"
    rf"|(?:hundreds|thousands|millions|billions|dozens|tens)\s+of)\b"
    rf"|(?<![\w-])(?:(?:a|one)[\s-]+(?:{_TENS})|{_ONES})\b"
    rf"(?:(?:[\s-]+|(?<=d)\s+and\s+)(?:one|{_ONES}|{_TENS})\b)*(?![\w-])",
    re.IGNORECASE,
)
