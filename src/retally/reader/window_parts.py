"""Parts of a stretch: early June, the third week of July, the rest of the month."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from retally.reader.dates import last_of_month
from retally.reader.window_dates import Parsed, printed_date, says
from retally.reader.window_named import Frame, Named, fixed, resolved
from retally.reader.window_terms import LEADS, count, relation, term, unit, year_named
from retally.reader.window_tokens import Token
from retally.reader.window_units import Stretch, before, counted, half_or_third, whole

_Cut = Callable[[Stretch], Stretch | None]
_DEEPEST = 4
"""How many parts of parts are followed: "the end of the first week of the third quarter"."""


def period(words: Sequence[Token], at: int, frame: Frame, depth: int = 0) -> Parsed | None:
    """One stretch, not a range: a date, a term, or a part of either."""
    if at >= len(words) or depth > _DEEPEST:
        return None
    forms = (_week_of, _part, _place_of, _month_of_year)
    for form in forms:
        found = form(words, at, frame, depth)
        if found is not None:
            return found
    read = (printed_date(words, at, frame), term(words, at, frame))
    return max((one for one in read if one is not None), key=lambda one: one[1], default=None)


def _inner(words: Sequence[Token], at: int, frame: Frame, depth: int) -> Parsed | None:
    """A stretch after "of", "in", "the"."""
    at += says(words, at, "of", "in", "on", "during")
    led = at < len(words) and words[at].text in LEADS
    return period(words, at + led, frame, depth + 1)


def _part(words: Sequence[Token], at: int, frame: Frame, depth: int) -> Parsed | None:
    """Early June, mid-2031, the end of last week, the rest of the month, later this year."""
    text = words[at].text
    if text in ("rest", "remainder", "later", "earlier"):
        return _beside_today(words, at, frame, depth)
    which = _PARTS.get(text)
    if which is None:
        return None
    after = at + 1 + says(words, at + 1, "-")
    is_of = says(words, after, "of")
    if text in _NEED_OF and not is_of:
        return None
    if text in ("late", "early", "mid", "middle") and says(words, after, "in"):
        after += 1
    found = _inner(words, after, frame, depth)
    if found is None:
        return None
    if which == "all":
        return replace(found[0], is_worded=True), found[1]
    return _made_part(found, lambda whole_one: half_or_third(whole_one, which), frame, rough=True)


def _made_part(found: Parsed, part: _Cut, frame: Frame, *, rough: bool) -> Parsed | None:
    """A part of a stretch whose year may still be missing."""
    named, after = found
    if named.fixed is None and named.year is None and named.month is not None:

        def of_year(number: int) -> Stretch:
            made = part(named.in_year(number))
            if made is None:
                raise ValueError("no such part")
            return made

        if part(named.in_year(2024)) is None:
            return None
        return Named(at=of_year, is_rough=rough or named.is_rough), after
    made = part(resolved(named, frame))
    if made is None:
        return None
    deictic = named.is_deictic or (named.fixed is None and named.year is None)
    return fixed(made, deictic=deictic, rough=rough or named.is_rough), after


def _beside_today(words: Sequence[Token], at: int, frame: Frame, depth: int) -> Parsed | None:
    """The rest of the week, later this year, earlier in the month: up to or from today."""
    is_past = words[at].text == "earlier"
    after = at + 1 + says(words, at + 1, "in", "of", "on")
    after += after < len(words) and words[after].text in LEADS
    here = after + (relation(words, after) == 0)
    one = unit(words, here)
    if one not in ("week", "month", "year", "quarter", "decade"):
        return None
    stretch = whole(frame.reference, one)
    if is_past:
        stretch = replace(stretch, end=before(frame.reference), grain="part")
    else:
        stretch = replace(stretch, start=frame.reference, grain="part")
    return (fixed(stretch), here + 1) if stretch.start <= stretch.end else None


def _week_of(words: Sequence[Token], at: int, frame: Frame, depth: int) -> Parsed | None:
    """The week of June 17, the week commencing 4 February, w/c Feb 4, the month of June 3."""
    if says(words, at, "w") and says(words, at + 1, "/") and says(words, at + 2, "c"):
        return _unit_of(words, at + 3, "week", frame)
    one = unit(words, at)
    if one not in ("week", "month", "weekend"):
        return None
    if not says(words, at + 1, "of", "commencing", "starting", "beginning"):
        return None
    return _unit_of(words, at + 2 + says(words, at + 2, "on"), one, frame)


def _unit_of(words: Sequence[Token], at: int, one: str, frame: Frame) -> Parsed | None:
    at += says(words, at, "the")
    found = printed_date(words, at, frame)
    if found is None and at < len(words) and words[at].kind == "ordinal":
        found = Named(day=words[at].value), at + 1
    if found is None or (found[0].day is None and (one != "month" or found[0].month is None)):
        return None
    named, after = found
    if named.month is None or named.year is not None:
        deictic = named.year is None
        return fixed(whole(resolved(named, frame).start, one), deictic=deictic), after
    return Named(at=lambda year: whole(named.in_year(year).start, one)), after


def _place_of(words: Sequence[Token], at: int, frame: Frame, depth: int) -> Parsed | None:
    """The third week of July, the first ten days of June, the last two quarters of 2030."""
    place = _ENDS.get(words[at].text) or (
        words[at].value if words[at].kind == "ordinal" and words[at].text.isalpha() else None
    )
    if place is None and words[at].kind == "ordinal":
        place = words[at].value
    if place is None:
        return None
    number = count(words, at + 1) if not says(words, at + 1, "a", "an") else None
    many, here, rough = number or (1, at + 1, False)
    one = unit(words, here)
    if one is None and here < len(words) and words[here].kind == "weekday" and place == -1:
        return _last_weekday(words, here, frame)
    if one is None or (many > 1 and place not in (1, -1)) or not 1 <= many <= 1000:
        return None
    is_of = says(words, here + 1, "of", "in")
    is_year = year_named(words, here + 1, frame) is not None
    if not (is_of or is_year):
        return _floating_part(place, many, one, here)
    if is_year:
        said = year_named(words, here + 1, frame)
        assert said is not None
        found: Parsed | None = Named(year=said[0], is_deictic=said[2]), said[1]
    else:
        found = _inner(words, here + 1, frame, depth)
    if found is None:
        return None
    rough = rough or (one == "week" and not found[0].is_bare_year)
    rough = rough or _is_half_month(one, found[0])
    return _made_part(
        found, lambda whole_one: counted(whole_one, place, one, many), frame, rough=rough
    )


def _is_half_month(one: str, named: Named) -> bool:
    return one == "half" and (named.month is not None or named.fixed is not None)


def _floating_part(place: int, many: int, one: str, here: int) -> Parsed | None:
    """The third quarter, the first half: of the year that the preference tells."""
    if one not in ("quarter", "half") or many != 1:
        return None

    def of_year(number: int) -> Stretch:
        found = counted(whole(date(number, 1, 1), "year"), place, one)
        if found is None:
            raise ValueError("no such part")
        return found

    return Named(at=of_year), here + 1


def _last_weekday(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """Last Monday of April, "last Monday April"."""
    after = at + 1 + says(words, at + 1, "of", "in")
    found = printed_date(words, after, frame) if after < len(words) else None
    if found is None or found[0].month is None or found[0].day is not None:
        return None
    month = resolved(found[0], frame)
    day = last_of_month(month.start.year, month.start.month)
    day -= timedelta(days=(day.weekday() - words[at].value) % 7)
    return fixed(Stretch(start=day, end=day), deictic=found[0].year is None), found[1]


def _month_of_year(words: Sequence[Token], at: int, frame: Frame, depth: int) -> Parsed | None:
    """June next year, November of last year; June 5 this year."""
    if words[at].kind not in ("month", "number", "weekday", "ordinal"):
        return None
    found = printed_date(words, at, frame)
    if found is None or found[0].month is None or found[0].year is not None:
        return None
    said = year_named(words, found[1], frame)
    if said is None or not said[2]:
        return None
    return replace(found[0], year=said[0], is_deictic=True), said[1]


_PARTS = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "beginning": "start",
    "start": "start",
    "middle": "centre",
    "end": "end",
    "course": "all",
    "whole": "all",
    "entirety": "all",
    "all": "all",
    "entire": "all",
    "month": "all",
    "year": "all",
}
_NEED_OF = frozenset({"beginning", "start", "course", "whole", "entirety", "month", "year"})
_ENDS = {"last": -1, "final": -1, "closing": -1, "opening": 1}
PART_WORDS = frozenset({*_PARTS, *_ENDS, "rest", "remainder", "later", "earlier"})
"""Words that begin a part of a stretch."""
