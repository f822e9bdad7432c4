"""Which window belongs to which area of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

from retally.model.story import FigureKind, Span, StatedWindow
from retally.reader.calendar import WindowMention
from retally.reader.quantities import PrintedQuantity
from retally.reader.window_compared import (
    LEADS_TO,
    NO_WINDOW,
    NOUN_REACH,
    SHARES,
    Bound,
    coordinate,
    restate,
)
from retally.reader.window_words import RELATIVE


def window_for(bound: Bound, kind: FigureKind | None) -> StatedWindow | None:
    """The window of a figure of a kind: "by October 27" is one day of what is held.

    Examples
    --------
    >>> window_for(Bound(), FigureKind.AREA_HELD) is None
    True
    """
    if kind in _STATES:
        return bound.state or bound.window
    is_standing = kind in _STANDING and bound.unread != NO_WINDOW.unread
    is_standing = is_standing or kind is FigureKind.SETTLEMENTS_TAKEN
    return bound.window or (bound.state if is_standing else None)


UNSHARED = Bound(unread="which of the months named together an area belongs to is not told")


def bound_windows(
    text: str,
    found: Sequence[PrintedQuantity],
    windows: Sequence[WindowMention],
    pairs: Sequence[tuple[int, int]],
) -> list[Bound]:
    """The window of every area of a sentence.

    Areas that are listed with a shared unit take listed months in order ("in August and September
    (477 and 459 square kilometres respectively)"). Any other takes the nearest window that no
    other area and no "than" parts from it. A converted area has the window of its original.

    Parameters
    ----------
    pairs
        Which areas restate another one, from `areas.conversions`.
    """
    now = next((mention for mention in windows if mention.shape == "now"), None)
    total = next((mention.total for mention in windows if mention.shape == "total"), None)
    windows = [mention for mention in windows if mention.shape not in ("now", "total")]
    restated = {other: one for one, other in pairs}
    bound: dict[int, Bound] = {}
    taken: set[Span] = set()
    for at, area in enumerate(found):
        if at in restated or area.listed != 0:
            continue
        mention = _months_for(area, windows)
        if mention is not None:
            taken.add(mention.span)
            for place, window in enumerate(mention.windows):
                bound[at + place] = Bound(window=window)
    free = [mention for mention in windows if mention.span not in taken]
    loose = [at for at in range(len(found)) if at not in bound and at not in restated]
    bound |= _in_turn(loose, free)
    restatements: dict[int, list[int]] = {}
    for other, one in restated.items():
        restatements.setdefault(one, []).append(other)
    for at in range(len(found)):
        if at in restated:
            bound[at] = bound[restated[at]]
        elif at not in bound:
            own = {at, *restatements.get(at, ())}
            # A gap that meets any other area meets the next one on that side.
            others = [_whole(found[i]) for i in (min(own) - 1, max(own) + 1) if 0 <= i < len(found)]
            reach = Span(
                start=found[at].outer.start, end=max(_closed(text, found[i].span.end) for i in own)
            )
            bound[at] = _nearest(text, reach, free, others, is_first=at == 0)
    restate(text, found, bound)
    coordinate(text, found, bound)
    restate(text, found, bound)
    bounds = [_shared(text, found, at, bound[at], windows) for at in range(len(found))]
    return [
        _of_unit(
            found[at],
            replace(one, state=now.state if now else one.state, total=total)
            if one is NO_WINDOW and (now or total)
            else one,
        )
        for at, one in enumerate(bounds)
    ]


def _shared(
    text: str,
    found: Sequence[PrintedQuantity],
    at: int,
    bound: Bound,
    windows: Sequence[WindowMention],
) -> Bound:
    """The one window of a sentence for what is coordinated with a quantity that has it.

    "43,000 killed and 370,000 wounded since May", "449 km2 in May, 14 km2 a day": not for areas,
    whose bare lists belong to several windows, and not across a "than".
    """
    is_ground = found[at].unit.partition("/")[0] in (*_AREAS, *SHARES)
    is_rate = "/" in found[at].unit
    if bound is not NO_WINDOW or len(windows) != 1:
        return bound
    mention = windows[0]
    is_opening = bool(
        _OPENING.search(text, max(0, mention.span.start - _CLOSE), mention.span.start)
    )
    if is_ground and not is_rate and not (is_opening and len(mention.windows) == 1):
        return bound
    one, other = sorted((mention.span, found[at].span))
    between = text[one.end : other.start]
    after = text[mention.span.end : max(mention.span.end, found[at].span.start)]
    is_counted = mention.total is not None and found[at].unit == "people" and bool(after)
    is_counted = is_counted and not _is_contrasted(text, mention.span, after)
    is_standing = mention.state is not None and mention.shape == "by" and is_opening
    if is_standing or is_counted:
        return Bound(unread=mention.unread, state=mention.state, total=mention.total)
    if mention.unread is not None or _THAN.search(between) or _UP_FROM.search(between):
        return bound
    if mention.span.start > found[at].span.start and RELATIVE.search(between):
        return bound
    if LEADS_TO.search(between):
        return bound
    is_over = _PRESENT.match(between) or _is_contrasted(text, mention.span, between)
    if mention.span.start < found[at].span.start and is_over:
        return bound
    if _ALTOGETHER.search(text, max(0, mention.span.start - _CLOSE * 2), mention.span.start):
        # "12 tanks at Aford and 9,000 in all since May": only the total is of that time.
        return bound
    return _single(mention)


def _of_unit(quantity: PrintedQuantity, bound: Bound) -> Bound:
    """A multiple compares two windows and has none; what a source counts runs to its words."""
    if quantity.unit == "times":
        return replace(bound, window=None, unread=bound.unread if bound.window is None else None)
    if quantity.unit == "people" and bound.total is not None:
        return replace(bound, window=bound.total)
    window, through = bound.window, bound.through
    is_ground = quantity.unit.partition("/")[0] in (*_AREAS, *SHARES)
    if window is None or through is None or is_ground:
        return bound
    basis = f"{window.basis}; what a source counts runs to its words, so to {through}"
    return replace(bound, window=replace(window, end=through, basis=basis))


def _months_for(area: PrintedQuantity, windows: Sequence[WindowMention]) -> WindowMention | None:
    """The list of as many months as the area's own list has numbers, the nearest one."""
    fitting = [m for m in windows if len(m.windows) == area.of]
    return min(fitting, key=lambda m: _distance(area.span, m.span), default=None)


def _in_turn(loose: Sequence[int], free: Sequence[WindowMention]) -> dict[int, Bound]:
    """Areas of a sentence whose only windows are months named together: one each, in order."""
    if len(free) != 1 or len(free[0].windows) < 2 or len(loose) < 2:
        return {}
    if len(loose) != len(free[0].windows):
        return dict.fromkeys(loose, UNSHARED)
    return {at: Bound(window=window) for at, window in zip(loose, free[0].windows, strict=True)}


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _whole(quantity: PrintedQuantity) -> Span:
    """A quantity with its noun where that stands close behind: "38,000 men"."""
    noun = quantity.noun_span
    is_close = noun is not None and 0 < noun.end - quantity.span.end <= NOUN_REACH
    end = noun.end if noun is not None and is_close else quantity.span.end
    return Span(start=quantity.span.start, end=end)


def _closed(text: str, end: int) -> int:
    """The end of a converted pair, with the bracket that closes it."""
    return end + 1 if text[end : end + 1] in (")", "]") else end


def _nearest(
    text: str,
    area: Span,
    windows: Sequence[WindowMention],
    others: Sequence[Span],
    *,
    is_first: bool,
) -> Bound:
    costs = [
        (cost, at)
        for at, mention in enumerate(windows)
        if (cost := _cost(text, area, mention, others)) is not None
    ]
    if not costs:
        return NO_WINDOW
    mention = windows[min(costs)[1]]
    if mention.shape == "duration":
        # "In August it took 1,300 km2 in two weeks": the weeks lie in the month that opens it.
        opening = [one for one in windows if one.windows and one.span.end <= area.start]
        if is_first and len(opening) == 1 and opening[0].shape == "month":
            return _single(opening[0])
    if mention.unread is not None:
        words = mention.span.of(text)
        return Bound(
            unread=mention.unread,
            state=mention.state,
            total=mention.total,
            shift=mention.shift,
            words=words,
        )
    return _single(mention)


def _one(mention: WindowMention, window: StatedWindow) -> Bound:
    rough = f"{window.basis}" if mention.is_rough else None
    return Bound(
        window=window,
        unread=rough,
        state=mention.state,
        through=mention.through,
        total=mention.total,
    )


def _single(mention: WindowMention) -> Bound:
    """The one window of a mention; months in a row that share one figure are one window."""
    windows = mention.windows
    if len(windows) == 1:
        return _one(mention, windows[0])
    in_a_row = all(one.end + timedelta(days=1) == other.start for one, other in pairwise(windows))
    if not in_a_row:
        return Bound(unread="one figure stands beside several months that do not follow each other")
    basis = f"{'; '.join(window.basis for window in windows)}; taken together"
    return Bound(window=StatedWindow(start=windows[0].start, end=windows[-1].end, basis=basis))


def _cost(text: str, area: Span, mention: WindowMention, others: Sequence[Span]) -> int | None:
    """How far a window stands from an area, in code points with a toll for every joint between.

    None where another area or a "than" parts them.
    """
    is_before = mention.span.end <= area.start
    if mention.shape == "before" and (
        is_before or not _NO_ASIDE.fullmatch(text, area.end, max(area.end, mention.span.start))
    ):
        return None
    gap = (
        Span(start=mention.span.end, end=area.start)
        if is_before
        else Span(start=area.end, end=max(area.end, mention.span.start))
    )
    if any(gap.meets(other) for other in others):
        return None
    between = gap.of(text)
    if is_before and LEADS_TO.search(between):
        return None
    if is_before and (_PRESENT.match(between) or _is_contrasted(text, mention.span, between)):
        return None
    # "Than in August (477 km2)": the month directly before its own figure is not parted.
    if _THAN.search(between) and not (is_before and len(between) < _CLOSE):
        return None
    tolls = len(_JOINTS.findall(between)) + between.count("(") + between.count(")")
    tolls += _CLAUSE * between.count(";")
    reach = gap.end - gap.start
    if not is_before and _BESIDE.fullmatch(between):
        return 0
    # "In September, 459" after the area: a window that the next area leans on is that one's; and
    # so is, before it, one that directly follows another area: "1,171 in May to 483 by June".
    claimed = not is_before and any(
        0 <= o.start - mention.span.end < reach
        and not _NOT_LEANING.match(text, mention.span.end, o.start)
        for o in others
    )
    claimed = claimed or (
        is_before
        and any(
            o.end <= mention.span.start and _BESIDE.fullmatch(text, o.end, mention.span.start)
            for o in others
        )
    )
    return (
        reach + _TOLL * tolls + (_TOLL if claimed else 0) + (_TOLL if mention.shape == "day" else 0)
    )


def _is_contrasted(text: str, window: Span, between: str) -> bool:
    """Whether a clause with a window of its own ends before: "10 fell by May 3, while 20 ran"."""
    is_inner = _INNER.search(text, max(0, window.start - _CLOSE), window.start)
    return bool(is_inner and _CONTRAST.search(between))


_AREAS = ("km2", "mi2", "ha")

_NO_ASIDE = re.compile(r"(?:(?!\bincluding\b)[^,;()])*", re.IGNORECASE)
_OPENING = re.compile(
    r"(?:^|[.!?:\n“\"]\s*)(?:(?:In|During|Over|Throughout|For|As\s+of|By|At|On)\s+)?(?:the\s+)?$"
)
"""Before a window that opens its sentence: all that follows is of it."""
_INNER = re.compile(r"[a-z]\w*\s+(?:as\s+of|by|on|in|until)\s+(?:the\s+)?$")
_CONTRAST = re.compile(r"^[^,;]{0,12}[,;]\s+(?:while|whereas|but|although)\b", re.IGNORECASE)


_STATES = frozenset(
    {FigureKind.AREA_HELD, FigureKind.AREA_SHARE_HELD, FigureKind.DISTANCE, FigureKind.TROOPS}
)

_STANDING = frozenset(
    {FigureKind.MONEY, FigureKind.COUNT, FigureKind.WEAPONS, FigureKind.CAPTURED}
    | {FigureKind.DISPLACED, FigureKind.SETTLEMENTS_TAKEN, FigureKind.LOSSES}
)
"""Counts that stand at what they are "as of" a day or "by the end of" a month."""

_THAN = re.compile(
    r"\b(?:than|compared\s+(?:to|with)(?=\s+(?:in\s+)?$)|exceed\w*|surpass\w*|topp(?:ed|ing)|outpac\w+|beat(?:s|ing)?)\b",
    re.IGNORECASE,
)

_PRESENT = re.compile(
    r",?\s+and\s+(?:now\s+|still\s+)?(?:(?:was|were)\s+(?:now|currently)|controls?|holds?|occup(?:y|ies)|has|have|is|are|plans?"
    r"|expects?|wants?|aims?|will|intends?|hopes?)\b",
    re.IGNORECASE,
)
"""What is held now is not held in the month of the clause before: "landed in May and hold"."""

_JOINTS = re.compile(
    r"[,;]|\b(?:and|while|but|compared|against|versus|after|before|from|when|which)\b",
    re.IGNORECASE,
)

_BESIDE = re.compile(
    r"\s*(?:\([^()]{1,40}\)\s*)?(?:of\s+(?:\w+\s+)?(?:land|territory|ground)\s+)?"
    r"(?:in|during|throughout|over|since|by|as\s+of|at)?\s*(?:the\s+)?(?:(?:start|beginning|end)\s+of\s+)?",
    re.IGNORECASE,
)
"""Nothing but a preposition parts a window from the area before it."""

_NOT_LEANING = re.compile(r",?\s+(?:including|with|compared|of\s+which|against|up|down)\b")

_UP_FROM = re.compile(r"\b(?:up|down|compared|against|versus|from)\b", re.IGNORECASE)
_ALTOGETHER = re.compile(r"\b(?:in\s+all|in\s+total|altogether|overall)\b", re.IGNORECASE)

_CLOSE = 14

_CLAUSE = 4

_TOLL = 40
"""Code points. A comma or an "and" parts more than a plain phrase; both values were chosen on the
made-up sentences of tests/unit/reader/test_read.py."""
