"""So many units that end or begin at a day: "the four weeks to 3 March"."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from retally.reader.window_dates import says
from retally.reader.window_expression import Expression
from retally.reader.window_named import Frame, fixed, resolved
from retally.reader.window_parts import period
from retally.reader.window_terms import count, relation, unit
from retally.reader.window_tokens import Token
from retally.reader.window_units import Stretch, before, reached


def anchored(words: Sequence[Token], at: int, frame: Frame) -> Expression | None:
    """So many units that end or begin at a day: "the four weeks to 3 March", "within 5 days"."""
    here = at + says(words, at, "within", "for")
    is_within = says(words, at, "within")
    if says(words, here, "less") and says(words, here + 1, "than"):
        here, is_within = here + 2, True
    here += is_within and says(words, here, "the")
    here += is_within and relation(words, here) == 1
    found = count(words, here) or ((1, here, False) if unit(words, here) else None)
    if found is None:
        return None
    number, after, rough = found
    one = unit(words, after)
    if one is None or not 1 <= number <= 1000 or one == "weekend":
        return None
    after += 1
    if (
        says(words, after, "in")
        and says(words, after + 1, "the")
        and says(words, after + 2, "future")
    ):
        return _counted_from(frame.reference + timedelta(days=1), number, one, (at, after + 3))
    if says(words, after, "hence"):
        return _counted_from(frame.reference + timedelta(days=1), number, one, (at, after + 1))
    anchor = _anchor(words, after, frame)
    if anchor is None:
        return _within(words, number, one, (at, after), frame) if is_within else None
    way, stretch, last, deictic = anchor
    if way > 0:
        end = before(reached(stretch.start, number, one))
        made = Stretch(start=stretch.start, end=end, grain="part")
    else:
        end = stretch.end if way == -1 else before(stretch.start)
        following = end + timedelta(days=1)
        made = Stretch(start=reached(following, -number, one), end=end, grain="part")
    named = fixed(made, deictic=deictic, rough=rough)
    return Expression(named=named, stretch=made, first=at, last=last)


def _within(
    words: Sequence[Token], number: int, one: str, place: tuple[int, int], frame: Frame
) -> Expression | None:
    """Within 5 days; more units may follow ("5 years 1 month")."""
    end, after = reached(frame.reference, number, one), place[1]
    for _ in range(3):
        found = count(words, after)
        step = unit(words, found[1]) if found else None
        if found is None or step is None:
            break
        end, after = reached(end, found[0], step), found[1] + 1
    made = Stretch(start=frame.reference, end=before(end), grain="part")
    return Expression(named=fixed(made), stretch=made, first=place[0], last=after, shape="within")


def _counted_from(day: date, number: int, one: str, place: tuple[int, int]) -> Expression:
    made = Stretch(start=day, end=before(reached(day, number, one)), grain="part")
    return Expression(named=fixed(made), stretch=made, first=place[0], last=place[1])


def _anchor(words: Sequence[Token], at: int, frame: Frame) -> tuple[int, Stretch, int, bool] | None:
    """The day that so many units end at (-1), end before (-2) or begin at (1)."""
    start = at + says(words, at, ",")
    way = None
    if says(words, start, "from", "starting", "beginning", "after", "following"):
        way = 1
        start += 1 + says(words, start + 1, "from", "on")
    elif says(words, at, "to", "ending", "ended", "until", "till", "through"):
        way = -1
        start = at + 1 + says(words, at + 1, "on", "in")
    elif says(words, at, "up") and says(words, at + 1, "to"):
        way, start = -1, at + 2
    elif says(words, at, "before"):
        way, start = -2, at + 1
    if way is None:
        return None
    start += says(words, start, "the")
    found = period(words, start, frame)
    if found is None:
        return None
    return way, resolved(found[0], frame), found[1], found[0].is_deictic
