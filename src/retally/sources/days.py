"""The day a map speaks of, told from names, with the evidence kept.

Names carry dates in many spellings ("OCT262024", "27APR2026", "October 26, 2024",
"20220929", "2024-10-26") and sometimes with a digit or a year that is wrong. Every name gives
readings; readings that contradict each other are reported, never guessed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from retally.errors import DayError

FIRST_YEAR = 2014
"""First year of the war in Donbas: no control map of it is older."""

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_GAP = r"[\s_.,-]*"
_MONTH_FIRST = re.compile(
    _MONTH + _GAP + r"(?P<day>\d{1,2}?)(?:st|nd|rd|th)?(?P<gap>" + _GAP + r")(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(
    r"(?<!\d)(?P<day>\d{1,2})(?:st|nd|rd|th)?" + _GAP + _MONTH + _GAP + r"(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<!\d)(?P<year>[12]\d{3})(?P<gap>[-_.]?)(?P<month>[01]\d)(?P=gap)(?P<day>[0-3]\d)(?!\d)"
)
# The line of 24 February 2022 names a layer ("… before February 24, 2022"), never its day.
_NO_DAY = re.compile(
    r"before[\s_]*feb(?:ruary)?" + _GAP + r"24(?:th)?" + _GAP + r"2022", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What one piece of evidence says of the day.

    Parameters
    ----------
    evidence
        What was read, as a clause: ``file name 'OCT262024'``.
    days
        The days it can mean: one, or two where a digit is missing. Empty where no such day
        exists; `month_day` still tells what was written.
    month_day
        Month and day of the month as written; None where they do not exist.
    """

    evidence: str
    days: tuple[date, ...]
    month_day: tuple[int, int] | None


def readings(text: str, what: str) -> list[Reading]:
    """Every day that a name gives, in order of appearance.

    Parameters
    ----------
    text
        A file, layer, service or folder name, or the value of a field.
    what
        What kind of name it is, for the evidence: "file name", "folder".
    """
    plain = _NO_DAY.sub(" ", text)
    found: dict[int, Reading] = {}
    for pattern in (_NUMBERS, _DAY_FIRST, _MONTH_FIRST):
        for match in pattern.finditer(plain):
            taken = any(_overlaps(match, start, other) for start, other in found.items())
            if not taken:
                found[match.start()] = _reading(match, what)
    return [found[start] for start in sorted(found)]


def settled(
    named: Iterable[Reading], *, given: date | None, captured_at: datetime, where: str
) -> tuple[date, str]:
    """The one day that all evidence agrees on, and the evidence as a clause.

    A day the user gives settles it, and what contradicts it is noted. A year that cannot be (2202,
    or before the war) is passed over where another name gives the same day and month with a year
    that can; two years that both can be contradict each other.

    Parameters
    ----------
    named
        What the names say.
    given
        The day the user says; None where the names must tell.
    captured_at
        When the bytes were taken, UTC: no map speaks of a later day.

    Raises
    ------
    DayError
        If there is no day, there are several, or it lies in the future.
    """
    known = list(named)
    latest = last_day(captured_at)
    if given is not None:
        _refuse_future(given, latest, where)
        return given, _given_evidence(given, known)
    if not known:
        raise DayError(
            "no day in its name or folder", where=where, do="give it with --day YYYY-MM-DD"
        )
    possible = [reading for reading in known if _can_be(reading, latest)]
    if not possible:
        _refuse_impossible(known, latest, where)
    days = _agreed(possible)
    if len(days) != 1 or not _is_explained(known, possible, days):
        raise DayError(
            "what is known of its day contradicts itself or is open",
            where=where,
            got="; ".join(reading.evidence + _as_days(reading) for reading in known),
            do="give the day with --day YYYY-MM-DD",
        )
    (day,) = days
    return day, ", ".join(dict.fromkeys(_noted(reading, day) for reading in known))


def last_day(captured_at: datetime) -> date:
    """The latest date anywhere on Earth (UTC+14) when bytes were taken."""
    try:
        return (captured_at + timedelta(hours=14)).date()
    except OverflowError:
        return date.max


def refuse_future(day: date, *, captured_at: datetime, where: str) -> None:
    """Raise `DayError` for a day that nowhere on Earth had begun when the bytes were taken."""
    _refuse_future(day, last_day(captured_at), where)


def _reading(match: re.Match[str], what: str) -> Reading:
    """One date as written, as the days it can mean."""
    word = match["month"].lower()
    month = int(word) if word.isdigit() else _MONTHS.index(word[:3]) + 1
    number, year = int(match["day"]), int(match["year"])
    days = [_day(year, month, number)]
    # "FEB22024" is 2 February 2024, or 22 February with a 2 left out: both stay open.
    if match["year"][0] == "2" and len(match["day"]) == 1 and match.groupdict().get("gap") == "":
        days.append(_day(year, month, 10 * number + 2))
    exists = _day(2024, month, number) is not None
    return Reading(
        evidence=f"{what} {match[0].strip()!r}",
        days=tuple(day for day in days if day is not None),
        month_day=(month, number) if exists else None,
    )


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _overlaps(match: re.Match[str], start: int, other: Reading) -> bool:
    written = other.evidence.split("'", 1)[1].rstrip("'")
    return match.start() < start + len(written) and start < match.end()


def _can_be(reading: Reading, latest: date) -> bool:
    return any(date(FIRST_YEAR, 1, 1) <= day <= latest for day in reading.days)


def _agreed(possible: list[Reading]) -> set[date]:
    """The days that every possible reading allows."""
    days = set(possible[0].days)
    for reading in possible[1:]:
        days &= set(reading.days)
    return days


def _is_explained(known: list[Reading], possible: list[Reading], days: set[date]) -> bool:
    """Whether each impossible reading differs from the agreed day in its year alone."""
    month_days = {(day.month, day.day) for day in days}
    return all(reading in possible or reading.month_day in month_days for reading in known)


def _refuse_impossible(known: list[Reading], latest: date, where: str) -> None:
    """Raise for evidence that gives no possible day at all."""
    for reading in known:
        for day in reading.days:
            _refuse_future(day, latest, where, reading.evidence)
    raise DayError(
        "its name gives a day that cannot be",
        where=where,
        got="; ".join(reading.evidence for reading in known),
        do="give the day with --day YYYY-MM-DD",
    )


def _refuse_future(day: date, latest: date, where: str, evidence: str = "") -> None:
    if day > latest:
        raise DayError(
            "the day lies in the future",
            where=where,
            expected=f"at most {latest}, when it was captured",
            got=f"{day} ({evidence})" if evidence else str(day),
            do="give the right day with --day YYYY-MM-DD",
        )


def _given_evidence(given: date, known: list[Reading]) -> str:
    other = [reading.evidence for reading in known if given not in reading.days]
    return "given by the user" + (f" (against {', '.join(other)})" if other else "")


def _noted(reading: Reading, day: date) -> str:
    return reading.evidence if day in reading.days else f"{reading.evidence} with a wrong year"


def _as_days(reading: Reading) -> str:
    return " (" + " or ".join(str(day) for day in reading.days) + ")" if reading.days else ""
