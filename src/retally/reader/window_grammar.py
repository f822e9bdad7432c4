"""The grammar of time: what stretch of days an expression names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from retally.reader.dates import last_of_month
from retally.reader.window_anchored import anchored
from retally.reader.window_dates import Parsed, says
from retally.reader.window_expression import Expression
from retally.reader.window_named import Frame, Named, both_ends, fixed, resolved
from retally.reader.window_parts import period
from retally.reader.window_terms import LEADS, count, relation, unit, year_named
from retally.reader.window_tokens import Token
from retally.reader.window_units import Stretch, added, before, moved


def expression(words: Sequence[Token], at: int, frame: Frame) -> Expression | None:
    """The longest expression of time that begins at a place; None where none does.

    An impossible one ("31 February", the year 0) is none.
    """
    for form in (_since, anchored, _range, _plain):
        try:
            found = form(words, at, frame)
        except (ValueError, OverflowError):
            continue
        if found is not None:
            return found
    return None


def _plain(words: Sequence[Token], at: int, frame: Frame) -> Expression | None:
    found = period(words, at, frame)
    if found is None:
        return None
    named, after = found
    shape = "rest" if says(words, at, "rest") else "stretch"
    return Expression(
        named=named, stretch=resolved(named, frame), first=at, last=after, shape=shape
    )


def _since(words: Sequence[Token], at: int, frame: Frame) -> Expression | None:
    """Since May 3, since Monday, from the start of last week: up to the day before writing."""
    if not says(words, at, "since", "from"):
        return None
    start = at + 1 + says(words, at + 1, "the")
    is_start = says(words, start, "start", "beginning", "turn") and says(words, start + 1, "of")
    if is_start:
        start += 2
        start += start < len(words) and words[start].text in LEADS
    found = period(words, start, frame)
    if found is None:
        return None
    is_from = says(words, at, "from")
    if is_from and (not is_start or _joint(words, found[1], "from") is not None):
        return None
    begun = resolved(found[0], Frame(reference=frame.reference)).start
    stretch = Stretch(start=begun, end=before(frame.reference), grain="part")
    if stretch.start > stretch.end:
        return None
    named = fixed(stretch, deictic=True, rough=found[0].is_rough)
    named = replace(named, is_worded=found[0].is_worded)
    return Expression(named=named, stretch=stretch, first=at, last=found[1], shape="since")


def _range(words: Sequence[Token], at: int, frame: Frame) -> Expression | None:
    """From X to Y, between X and Y, X - Y, June between 3 and 9, last week from X to Y."""
    within = None
    here = at
    lead = words[here].text if says(words, here, "from", "between") else None
    if lead is None:
        within = _framing(words, at, frame)
        if within is not None:
            here = within[1]
            lead = words[here].text
    here += 1 if lead else 0
    one = _end_point(words, here, frame, within)
    if one is None or one[0].anaphor is not None:
        return None
    joint = _joint(words, one[1], lead)
    if joint is None:
        return None
    other = _end_point(words, joint, frame, within)
    if other is None:
        return _from_today(words, one, joint, at, frame) if lead == "from" else None
    first, last = one[0], other[0]
    if within is not None and within[0].month is not None:
        month = within[0]
        first = replace(first, month=month.month, year=month.year or last.year)
        last = replace(last, month=month.month, year=month.year or last.year)
    after = other[1]
    if within is not None and within[0].month is not None and last.year is None:
        said = year_named(words, after, frame)
        if said is not None:
            last, after = replace(last, year=said[0]), said[1]
            first = replace(first, year=said[0])
    ends = both_ends(first, last, frame)
    if ends is None or not _are_ends(lead, first, last):
        return None
    stretch = Stretch(start=ends[0].start, end=ends[1].end, grain="part")
    deictic = first.is_deictic or last.is_deictic
    rough = first.is_rough or last.is_rough
    worded = lead is not None and (first.is_worded or last.is_worded)
    named = replace(
        fixed(stretch, deictic=deictic, rough=rough),
        is_worded=worded or first.is_worded or last.is_worded,
    )
    return Expression(
        named=named,
        stretch=stretch,
        first=at,
        last=after,
        shape="range",
        last_named=ends[1].start,
    )


def _are_ends(lead: str | None, one: Named, other: Named) -> bool:
    """Whether two dates without "from" or "between" are of a kind: "2014-2018", "June 3-9"."""
    if lead is not None:
        return not (_is_bare_day(one) and _is_bare_day(other))
    return not _is_bare_day(one) or other.month is not None


def _is_bare_day(named: Named) -> bool:
    return named.fixed is None and named.month is None and named.day is not None


def _framing(words: Sequence[Token], at: int, frame: Frame) -> Parsed | None:
    """A month or a week before "between" or "from": "last week between Friday and Sunday"."""
    found = period(words, at, frame)
    if found is None or not says(words, found[1], "between", "from"):
        return None
    named = found[0]
    is_month = named.month is not None and named.day is None
    is_week = named.fixed is not None and named.fixed.grain == "week"
    return found if is_month or is_week else None


def _end_point(
    words: Sequence[Token], at: int, frame: Frame, within: Parsed | None
) -> Parsed | None:
    """One end of a range: a stretch, a bare day number, a weekday of the week around."""
    at += says(words, at, "in", "on")
    at += says(words, at, "the", "about")
    if at >= len(words):
        return None
    around = within[0].fixed if within is not None else None
    if around is not None and words[at].kind == "weekday":
        day = around.start + timedelta(days=words[at].value)
        return fixed(Stretch(start=day, end=day)), at + 1
    found = period(words, at, frame)
    if found is not None:
        return found
    is_day = words[at].kind in ("number", "ordinal") and 1 <= words[at].value <= 31
    if is_day and unit(words, at + 1) is None and not words[at].text.isalpha():
        return _bare_day(words, at, frame)
    return None


def _bare_day(words: Sequence[Token], at: int, frame: Frame) -> Parsed:
    """A day number; with "this month" after it, of that month."""
    day, after = words[at].value, at + 1
    after += says(words, after, "of", "in")
    which = relation(words, after)
    if which is not None and unit(words, after + 1) == "month":
        month = moved(frame.reference, which, "month").start
        if not 1 <= day <= last_of_month(month.year, month.month).day:
            raise ValueError(f"no day {day} in that month")
        named = Named(year=month.year, month=month.month, day=day, is_deictic=True)
        return named, after + 2
    return Named(day=day, is_worded=False), at + 1


def _joint(words: Sequence[Token], at: int, lead: str | None) -> int | None:
    """The place after the joint of a range; "and" joins one only after "between"."""
    if lead == "between" and says(words, at, "and"):
        return at + 1
    if says(words, at, "up"):
        at += 1
    if says(words, at, "to", "until", "till", "through", "-", "–", "—"):
        return at + 1
    return at + 1 if lead == "between" and says(words, at, "&") else None


def _from_today(
    words: Sequence[Token], one: Parsed, at: int, first: int, frame: Frame
) -> Expression | None:
    """From today to two and a half days later."""
    found = count(words, at)
    if found is None:
        return None
    number, here, _ = found
    if says(words, here, "and"):
        here += 1 + says(words, here + 1, "a")
        here += says(words, here, "half")
    step = unit(words, here)
    if step is None or not says(words, here + 1, "later", "after"):
        return None
    start = resolved(one[0], frame).start
    end = added(start, number, step)
    stretch = Stretch(start=start, end=end, grain="part")
    return Expression(
        named=fixed(stretch),
        stretch=stretch,
        first=first,
        last=here + 2,
        shape="range",
        last_named=end,
    )
