"""Dates as printed, within the grammar of time: days, months and years in any order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from retally.reader.dates import last_of_month
from retally.reader.window_named import Frame, Named
from retally.reader.window_tokens import Token, spelled_day, spelled_year

Parsed = tuple[Named, int]


def printed_date(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """A date at a place, with the place after it; an impossible one ("31 February") is none."""
    for form in (_of_numbers, _day_first, _month_first, _year_first, _weekday_and_day):
        found = form(words, at, frame)
        if found is not None:
            return found
    return None


def year(words: Sequence[Token], at: int) -> tuple[int, int] | None:
    """A year in four digits or in words at a place, with the place after it."""
    if _is(words, at, "number") and len(words[at].text) == 4 and 1000 <= words[at].value <= 2999:
        unspaced = at + 2 < len(words) and words[at + 1].text in (".", ",", "'")
        is_more = unspaced and words[at + 2].kind == "number" and not words[at + 2].is_spaced
        return None if is_more and not words[at + 1].is_spaced else (words[at].value, at + 1)
    return spelled_year(words, at)


def _is(words: Sequence[Token], at: int, *kinds: str) -> bool:
    return at < len(words) and words[at].kind in kinds


def says(words: Sequence[Token], at: int, *texts: str) -> bool:
    """Whether the token at a place is one of these words."""
    return at < len(words) and words[at].text in texts


def _skipped(words: Sequence[Token], at: int, *texts: str) -> int:
    return at + 1 if says(words, at, *texts) else at


def _made(at: int, **parts: int | None) -> Parsed | None:
    named = Named(**parts, is_worded=False)  # type: ignore[arg-type]
    if named.month is not None and not 1 <= named.month <= 12:
        return None
    if named.day is not None:
        longest = last_of_month(named.year or 2024, named.month).day if named.month else 31
        if not 1 <= named.day <= longest:
            return None
    return named, at


def _of_numbers(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """Dates in numbers: 2016-11-07, 2016/11, 11/2016, 01/22/2016, 10/25; months may be names."""
    if not _is(words, at, "number") or not says(words, at + 1, "-", "/"):
        return None
    if not _is(words, at + 2, "number", "month"):
        return None
    one, other = words[at], words[at + 2]
    third = words[at + 4] if _is(words, at + 4, "number") else None
    if third is not None and words[at + 3].text != words[at + 1].text:
        third = None
    is_tight = not (words[at + 1].is_spaced or other.is_spaced)
    if third is not None and is_tight:
        if len(one.text) == 4:
            return _made(at + 5, year=one.value, month=other.value, day=third.value)
        if len(third.text) == 4 and other.kind == "number":
            return _made(at + 5, year=third.value, month=one.value, day=other.value)
        if len(third.text) == 4:
            return _made(at + 5, year=third.value, month=other.value, day=one.value)
    if len(one.text) == 4 and len(other.text) <= 2 and 1000 <= one.value <= 2999:
        return _made(at + 3, year=one.value, month=other.value)
    if len(other.text) == 4 and len(one.text) <= 2 and 1000 <= other.value <= 2999:
        return _made(at + 3, year=other.value, month=one.value)
    if words[at + 1].text == "/" and is_tight and len(one.text) <= 2 and len(other.text) <= 2:
        return _made(at + 3, month=one.value, day=other.value)
    return None


def _day_first(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """[Wednesday,] [the] 22 [of] January [, 2016]; in words only "the third of January"."""
    if _is(words, at, "weekday"):
        at = _skipped(words, at + 1, ",")
    worded = spelled_day(words, at + 1) if says(words, at, "the") else None
    if worded is not None and says(words, worded[1], "of") and _is(words, worded[1] + 1, "month"):
        after = worded[1] + 2
        return _with_year(words, after, month=words[after - 1].value, day=worded[0])
    at = _skipped(words, at, "the")
    if not _is(words, at, "number", "ordinal") or words[at].value > 31:
        return None
    if words[at].kind == "ordinal" and words[at].text.isalpha():
        return None
    month = _skipped(words, at + 1, "of")
    if not _is(words, month, "month"):
        return None
    return _with_year(words, month + 1, month=words[month].value, day=words[at].value)


def _month_first(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """[Wednesday,] January [the] 22[nd] [, 2016], or January [, 2016]."""
    if _is(words, at, "weekday"):
        at = _skipped(words, at + 1, ",")
    if not _is(words, at, "month") or _has_day_before(words, at):
        return None
    month = words[at].value
    if says(words, at + 1, ".") and at + 2 < len(words) and not words[at + 2].is_spaced:
        at += 1
    day = _skipped(words, at + 1, "the")
    is_day = _is(words, day, "number", "ordinal") and 1 <= words[day].value <= 31
    if is_day and len(words[day].text) <= 4 and not words[day].text.isalpha():
        if not _is_amount(words, day):
            return _with_year(words, day + 1, month=month, day=words[day].value)
        return _made(at + 1, month=month)
    is_short_year = _is(words, day, "number") and day == at + 1 and len(words[day].text) == 2
    if is_short_year and not _is_amount(words, day):
        return _made(day + 1, month=month, year=1900 + words[day].value)
    return _with_year(words, at + 1, month=month)


def _has_day_before(words: Sequence[Token], at: int) -> bool:
    """Whether a day stands before a month: one that is no day of it ("31 February") takes it."""
    at -= 1 + (at > 0 and words[at - 1].text == "of")
    if at < 0 or not _is(words, at, "ordinal", "number") or words[at].text.isalpha():
        return False
    return words[at].value <= 99 and len(words[at].text) <= 4 and not _is_led(words, at)


def _is_led(words: Sequence[Token], at: int) -> bool:
    """Whether a number is the end of "from 3 to", whose month it then is not."""
    return at > 0 and words[at - 1].text in ("q", "h", "/", "week")


def _is_amount(words: Sequence[Token], at: int) -> bool:
    """Whether a number after a month counts something: "in October 10 square miles fell"."""
    if words[at].kind != "number" or at + 1 >= len(words):
        return False
    return words[at + 1].text in _MEASURES


def _with_year(words: Sequence[Token], at: int, **parts: int) -> Parsed | None:
    """The date with the year that follows it, where one does."""
    after = _skipped(words, at, ",")
    after = _skipped(words, after, "of", "in")
    found = year(words, after)
    if found is not None:
        return _made(found[1], year=found[0], **parts)
    return _made(at, **parts)


def _year_first(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """2016 November, 2016, nov; or a year alone."""
    found = year(words, at)
    if found is None:
        return None
    after = _skipped(words, found[1], ",")
    if _is(words, after, "month") and not _is(words, after + 1, "number", "ordinal"):
        return _made(after + 1, year=found[0], month=words[after].value)
    if says(words, found[1], *_MEASURES):
        return None
    return _made(found[1], year=found[0])


def _weekday_and_day(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """Friday the 11th: of the month of writing."""
    if not (_is(words, at, "weekday") and says(words, at + 1, "the")):
        return None
    if not _is(words, at + 2, "ordinal") or words[at + 2].text.isalpha():
        return None
    day = date(frame.reference.year, frame.reference.month, words[at + 2].value)
    made = _made(at + 3, year=day.year, month=day.month, day=day.day)
    return (replace(made[0], is_worded=True, is_deictic=True), at + 3) if made else None


_MEASURES = frozenset(
    {"square", "sq", "km", "km2", "kilometres", "kilometers", "mi", "miles", "percent", "%"}
    | {"thousand", "million", "hundred", "people", "soldiers", "troops"}
)
"""After a number that follows a month: the number counts something and is no day."""
