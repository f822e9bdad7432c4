"""Stretches told by words: "last week", "the past 24 hours", "the third quarter", "the 1970s"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from retally.reader.window_dates import Parsed, printed_date, says, year
from retally.reader.window_named import Frame, Named, Preference, fixed, resolved
from retally.reader.window_tokens import UNITS, Token, spelled
from retally.reader.window_units import (
    Stretch,
    added,
    before,
    counted,
    moved,
    reached,
    season,
    whole,
)

LEADS = ("the", "my", "our", "its", "their")
"""Words that may stand before a term without changing it."""


def term(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """A term of time at a place, with the place after it."""
    for form in _FORMS:
        found = form(words, at, frame)
        if found is not None:
            return found
    return None


def count(words: Sequence[Token], at: int) -> tuple[int, int, bool] | None:
    """How many units are named: the number, the place after it, whether it is a vague one."""
    if at >= len(words):
        return None
    if words[at].text in ("a", "an") and not says(words, at + 1, "couple", "few"):
        return 1, at + 1, False
    start = at + (words[at].text == "a")
    if says(words, start, *_VAGUE):
        after = start + 1 + says(words, start + 1, "of")
        return _VAGUE[words[start].text], after, True
    if words[at].kind == "number":
        return words[at].value, at + 1, False
    found = spelled(words, at)
    return (*found, False) if found else None


def unit(words: Sequence[Token], at: int) -> str | None:
    """The unit of time at a place."""
    return UNITS[words[at].text] if at < len(words) and words[at].kind == "unit" else None


def relation(words: Sequence[Token], at: int) -> int | None:
    """-1 for "last", 0 for "this", 1 for "next"."""
    return _RELATIONS.get(words[at].text) if at < len(words) else None


def _day(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """Today, yesterday, tomorrow, now, the day before yesterday."""
    away = _DAYS.get(words[at].text)
    if away is None:
        if not (says(words, at, "day") and says(words, at + 1, "before", "after")):
            return None
        away = _DAYS.get(words[at + 2].text) if at + 2 < len(words) else None
        if away is None:
            return None
        away, at = (away - 1 if words[at + 1].text == "before" else away + 1), at + 2
    day = frame.reference + timedelta(days=away)
    return fixed(Stretch(start=day, end=day)), at + 1


def _related(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """Last week, this past month, the next three days, last summer, next June, last Monday."""
    which = relation(words, at)
    if which is None:
        return None
    word, after = words[at].text, at + 1
    if which == 0 and (following := relation(words, after)) and word == "this":
        word, which, after = words[after].text, following, after + 1
    if after >= len(words):
        return None
    head = words[after]
    if head.kind == "month":
        return _related_month(which, words, after, frame)
    if head.kind == "season":
        return _related_season(which, head.value, after, frame)
    if head.kind == "weekday":
        return fixed(_weekday(which, head.value, frame)), after + 1
    one = unit(words, after)
    # "In the last week": the days just over, not the calendar's week before.
    is_over = word == "last" and one == "week" and at > 1 and says(words, at - 1, "the")
    is_past = word == "past" or (is_over and says(words, at - 2, "in", "over", "during", "within"))
    if one is not None and not (is_past or one in ("hour", "day")):
        return _unit(which, word, one, frame), after + 1
    return _so_many(which, words, after, frame)


def _unit(which: int, word: str, one: str, frame: Frame) -> Named:
    """One calendar unit: last week, this month, the same year."""
    named = fixed(moved(frame.reference, which, one))
    anaphoric = word in ("same", "that", "previous", "preceding", "prior", "following")
    return replace(named, anaphor=one) if anaphoric else named


def _so_many(which: int, words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """So many units up to the day of writing, or after it."""
    if which == 0:
        return None
    found = count(words, at) or (1, at, False)
    number, after, rough = found
    one = unit(words, after)
    if one is None or not 1 <= number <= 1000:
        return None
    start, end, after = reached(frame.reference, which * number, one), None, after + 1
    if one in ("decade", "century"):
        here = whole(frame.reference, one).start
        first = here if which < 0 else added(here, 1, one)
        ends = sorted((first, added(first, which * number, one)))
        return fixed(Stretch(start=ends[0], end=before(ends[1]))), after
    if which > 0:
        start = frame.reference + timedelta(days=1)
        end, after = _more(words, after, reached(start, number, one))
        return fixed(Stretch(start=start, end=before(end)), rough=rough), after
    return fixed(Stretch(start=start, end=before(frame.reference)), rough=rough), after


def _more(words: Sequence[Token], at: int, day: date) -> tuple[date, int]:
    """Further units that are added on: "5 years 1 month 12 days"."""
    for _ in range(3):
        found = count(words, at + says(words, at, "and", ","))
        one = unit(words, found[1]) if found else None
        if found is None or one is None:
            break
        day, at = reached(day, found[0], one), found[1] + 1
    return day, at


def _related_month(which: int, words: Sequence[Token], at: int, frame: Frame) -> Parsed:
    """June of this, the last or the next year; with a day where one follows ("this June 5")."""
    read = printed_date(words, at, frame)
    named, after = read if read else (Named(month=words[at].value), at + 1)
    if named.year is None:
        if which == 0:
            named = replace(named, year=frame.reference.year)
        else:
            prefer: Preference = "past" if which < 0 else "future"
            start = resolved(named, Frame(reference=frame.reference, prefer=prefer)).start
            if start.year == frame.reference.year and start.month == frame.reference.month:
                start = added(start, which, "year")
            named = replace(named, year=start.year)
    return replace(named, is_deictic=True, is_worded=True), after


def _related_season(which: int, season_of: int, at: int, frame: Frame) -> Parsed:
    here = frame.reference
    found = season(here.year, season_of)
    if which < 0 and found.end >= here:
        found = season(here.year - 1, season_of)
    if which > 0 and found.start <= here:
        found = season(here.year + 1, season_of)
    if which == 0 and season_of == 3 and here.month <= 2:
        found = season(here.year - 1, season_of)
    return fixed(found, rough=True), at + 1


def _weekday(which: int | None, day: int, frame: Frame) -> Stretch:
    """A weekday of the last, this or the next week; without any, the nearest as preferred."""
    monday = frame.reference - timedelta(days=frame.reference.weekday())
    if which is None:
        back = (frame.reference.weekday() - day) % 7
        found = frame.reference - timedelta(days=back)
        if frame.prefer == "future":
            found += timedelta(days=7)
    elif which < 0:
        back = (frame.reference.weekday() - day - 1) % 7 + 1
        found = frame.reference - timedelta(days=back)
    else:
        found = monday + timedelta(days=7 * which + day)
    return Stretch(start=found, end=found)


def _bare_weekday(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """On Monday; Monday last week."""
    if words[at].kind != "weekday" or not _is_day_name(words[at]):
        return None
    after = at + 1 + says(words, at + 1, "of")
    which = relation(words, after)
    if which is not None and unit(words, after + 1) == "week":
        monday = moved(frame.reference, which, "week").start
        day = monday + timedelta(days=words[at].value)
        return fixed(Stretch(start=day, end=day)), after + 2
    return fixed(_weekday(None, words[at].value, frame)), at + 1


def _is_day_name(word: Token) -> bool:
    """Whether a word is a weekday: "sun" and "sat" in lower case are others."""
    return word.is_capital or len(word.text) > 4


def _bare_unit(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """The week, my weekend, the week after next: this one, where no other was named."""
    one = unit(words, at)
    if one not in ("week", "weekend", "month", "year", "decade") or words[at].text.endswith("s"):
        return None
    after = at + 1
    if says(words, after, "after", "before"):
        way = 1 if words[after].text == "after" else -1
        which = after + 1 + says(words, after + 1, "the")
        if says(words, which, "next" if way > 0 else "last"):
            return fixed(moved(frame.reference, 2 * way, one)), which + 1
        return None
    is_led = at > 0 and words[at - 1].text in LEADS
    if says(words, after, "to") and says(words, after + 1, "date"):
        stretch = whole(frame.reference, one)
        return fixed(replace(stretch, end=before(frame.reference), grain="part")), after + 2
    if says(words, after, "-") or not (is_led or one == "weekend"):
        return None
    return replace(fixed(whole(frame.reference, one)), anaphor=one), after


def _numbered(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """Week 31; year 247; Q3 2016, 2016 Q3, H1 of 2016, FY; the 15th century."""
    if says(words, at, "week") and at + 1 < len(words) and words[at + 1].kind == "number":
        found = counted(whole(frame.reference, "year"), words[at + 1].value, "week")
        return (fixed(found), at + 2) if found else None
    if says(words, at, "year"):
        spoken = count(words, at + 1)
        if spoken and 1 <= spoken[0] <= 9999 and not spoken[2] and unit(words, spoken[1]) is None:
            return Named(year=spoken[0], is_worded=False), spoken[1]
    if words[at].kind == "ordinal" and unit(words, at + 1) == "century":
        first = (words[at].value - 1) * 100
        stretch = whole(date(max(first, 1), 1, 1), "century")
        return fixed(stretch, deictic=False), at + 2
    return _quarter(words, at, frame)


def _quarter(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    printed = year(words, at)
    here = printed[1] if printed else at
    here += says(words, here, ",")
    here += bool(printed) and says(words, here, "the")
    kind = None
    if says(words, here, "q", "h") and here + 1 < len(words) and words[here + 1].kind == "number":
        if not words[here + 1].is_spaced:
            kind = "quarter" if words[here].text == "q" else "half"
    elif here < len(words) and words[here].kind == "ordinal" and printed:
        kind = unit(words, here + 1)
    if kind is None:
        return None
    place = words[here].value or words[here + 1].value
    if kind not in ("quarter", "half") or not 1 <= place <= (4 if kind == "quarter" else 2):
        return None

    def of_year(number: int) -> Stretch:
        found = counted(whole(date(number, 1, 1), "year"), place, kind)
        if found is None:
            raise ValueError(f"a year has no {kind} {place}")
        return found

    after = here + 2
    if printed is not None:
        return fixed(of_year(printed[0]), deictic=False), after
    named_year = year_named(words, after, frame)
    if named_year is not None:
        stretch = of_year(named_year[0])
        return fixed(stretch, deictic=named_year[2]), named_year[1]
    return (Named(at=of_year), after) if kind == "quarter" else None


def year_named(words: Sequence[Token], at: int, frame: Frame) -> tuple[int, int, bool] | None:
    """A year after a part of it: "2016", "of last year"; the year, the place after, if deictic."""
    start = at + says(words, at, ",")
    start += says(words, start, "of", "in")
    found = year(words, start)
    if found is not None:
        return found[0], found[1], False
    start += says(words, start, "the")
    which = relation(words, start)
    if which is not None and says(words, start + 1, "year") and not _is_anaphoric(words[start]):
        return frame.reference.year + which, start + 2, True
    return None


def _is_anaphoric(word: Token) -> bool:
    return word.text in ("same", "that", "previous", "preceding", "prior", "following")


def _season(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """The summer, summer of 2016, spring last year, the winter months."""
    if words[at].kind != "season" or (words[at].text == "fall" and not _is_fall(words, at)):
        return None
    which, after = words[at].value, at + 1
    last = which
    if says(words, after, "-", "–", "/", "and", "to"):
        other = after + 1 + says(words, after + 1, "the")
        if other < len(words) and words[other].kind == "season" and words[other].value > which:
            last, after = words[other].value, other + 1
    after += says(words, after, "months")

    def of_year(number: int) -> Stretch:
        found = season(number, which)
        return found if last == which else replace(found, end=season(number, last).end)

    named_year = year_named(words, after, frame)
    if named_year is not None:
        stretch = of_year(named_year[0])
        return fixed(stretch, deictic=named_year[2], rough=True), named_year[1]
    return Named(at=of_year, is_rough=True), after


def _is_fall(words: Sequence[Token], at: int) -> bool:
    """Whether "fall" is the season: with a year, or after "the" and a preposition."""
    return says(words, at + 1, "of") and year(words, at + 2) is not None


def _decade(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """The 1970s, the '40s, the seventies, the two thousands."""
    start = at + says(words, at, "'", "’")
    if start < len(words) and words[start].kind == "number" and words[start].value % 10 == 0:
        mark = start + 1 + says(words, start + 1, "'", "’")
        is_suffix = says(words, mark, "s", "'s") and not words[mark].is_spaced
        size = len(words[start].text)
        if is_suffix and (size == 4 or (size == 2 and words[start].value >= 20)):
            return _of_decade(words[start].value, frame), mark + 1
        return None
    names = _DECADES
    lead = spelled(words, at)
    century, here = 0, at
    if lead is not None and 10 <= lead[0] <= 20:
        century, here = lead[0] * 100, lead[1] + says(words, lead[1], "-")
    elif lead is not None and lead[0] % 1000 == 0:
        century, here = lead[0], lead[1] + says(words, lead[1], "and")
    if says(words, here, "thousands") and lead is None:
        return None
    if says(words, at + 1, "thousands") and spelled(words, at) is not None:
        return _of_decade(2000, frame), at + 2
    if century and says(words, here, "tens") and not says(words, here + 1, "of"):
        return _of_decade(century + 10, frame), here + 1
    if here < len(words) and words[here].text in names:
        value = names[words[here].text]
        return _of_decade(century + value if century else value, frame), here + 1
    return None


def _of_decade(value: int, frame: Frame) -> Named:
    if value < 100:
        value += frame.reference.year // 100 * 100
        if value > frame.reference.year:
            value -= 100
    return fixed(whole(date(value, 1, 1), "decade"), deictic=False)


_RELATIONS = (
    dict.fromkeys(("last", "past", "previous", "preceding", "prior"), -1)
    | dict.fromkeys(("this", "current", "same", "that", "present"), 0)
    | dict.fromkeys(("next", "coming", "upcoming", "following"), 1)
)
_DAYS = {"today": 0, "now": 0, "currently": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_VAGUE = {"couple": 2, "few": 3, "several": 3}
"""What a vague count is taken for; a window made of one is marked as rough."""
_DECADES = {
    "twenties": 20,
    "thirties": 30,
    "forties": 40,
    "fifties": 50,
    "sixties": 60,
    "seventies": 70,
    "eighties": 80,
    "nineties": 90,
    "noughties": 2000,
}
_FORMS = (_day, _decade, _numbered, _related, _season, _bare_weekday, _bare_unit)
TERM_WORDS = frozenset({*_RELATIONS, *_DAYS, *_VAGUE, *_DECADES, "thousands"})
"""Words that are no unit, month, weekday, season or number and yet begin a term of time."""
