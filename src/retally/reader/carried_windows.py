"""Windows that a sentence leaves unsaid: taken over from those before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from retally.model.story import Figure, FigureKind, Scope, StatedWindow, Statement
from retally.reader.binding import NO_WINDOW, Bound, bound_windows
from retally.reader.calendar import WindowMention
from retally.reader.figures import Found

GAINS = frozenset({FigureKind.AREA_GAINED, FigureKind.SHARE_OF_GAIN})
TOLLS = frozenset(
    {FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.KILLED_OR_WOUNDED, FigureKind.LOSSES}
)
"""Counts that grow: each is as of the day it was given."""


@dataclass(frozen=True, kw_only=True)
class Earlier:
    """What a sentence can take its window from.

    Parameters
    ----------
    sentence
        The one before it.
    gains
        Window of the last gain of the whole ground.
    """

    sentence: Found | None = None
    gains: StatedWindow | None = None


def with_meant_windows(text: str, found: Sequence[Found]) -> list[Found]:
    """The sentences, with "that month" as the last month named before it.

    A window of what is told in passing ("Crimea, annexed in 2014", "a town that was retaken in
    September 2022") is left out: no figure speaks of it.
    """
    last: dict[str, StatedWindow] = {}
    told = []
    for one in found:
        windows = []
        for mention in one.windows:
            if _IN_PASSING.search(
                text, max(one.span.start, mention.span.start - _PASSING), mention.span.start
            ):
                continue
            meant = last.get(mention.anaphor or "")
            if meant is not None and not mention.windows and mention.anaphor in _MEANT:
                basis = f"{meant.basis}; named before"
                mention = replace(
                    mention, windows=(replace(meant, basis=basis),), unread=None, shape="stretch"
                )
            windows.append(mention)
            for window in mention.windows:
                last[_unit(window)] = window
        told.append(replace(one, windows=tuple(windows)) if one.windows else one)
    return told


def _unit(window: StatedWindow) -> str:
    """The unit of time that a window is one of."""
    days = (window.end - window.start).days + 1
    if days == 1:
        return "day"
    if days <= _LONGEST_WEEK:
        return "week"
    if window.start.day == 1 and days <= _LONGEST_MONTH:
        return "month"
    is_year = (window.start.month, window.start.day) == (
        1,
        1,
    ) and window.start.year == window.end.year
    return "year" if is_year else "period"


def bounds(
    text: str, one: Found, earlier: Earlier, pairs: Sequence[tuple[int, int]]
) -> list[Bound]:
    """Windows of a sentence's figures; one that has none takes that of the sentence before.

    It does where the sentence before names a single window and stands in the same paragraph, or
    prints no figure itself: then it tells the news of which the figure is the number.
    """
    found = bound_windows(text, one.quantities, one.windows, pairs)
    carried = _carried(text, one, earlier.sentence)
    if carried is None:
        return found
    is_same = earlier.sentence is not None and _are_together(text, earlier.sentence, one)
    taking = {
        at
        for at, each in enumerate(found)
        if _is_unsaid(each) and (is_same or one.quantities[at].unit in _GROUND_UNITS)
        # "Advanced 725 km2, up from 610 in October" after "in November": only what comes first.
        if not one.windows or at == 0
    }
    return [carried if at in taking else each for at, each in enumerate(found)]


def _is_unsaid(bound: Bound) -> bool:
    """Whether a figure's sentence names no window for it."""
    return bound.window is None and bound.unread == NO_WINDOW.unread


def _carried(text: str, one: Found, before: Found | None) -> Bound | None:
    """The window of the sentence before, where this one carries on with it."""
    if before is None or before.scope is not one.scope:
        return None
    is_same = _are_together(text, before, one)
    # A sentence without a number tells the news of which the next paragraph gives the number.
    is_news = (
        one.scope is Scope.BODY
        and not is_same
        and before.paragraph + 1 >= one.paragraph
        and bool(before.actions)
        and not before.quantities
    )
    if not is_same and not is_news:
        return None
    if one.windows and not (is_news and _UP_FROM.search(text, *_ends(one))):
        return None
    if not one.windows and _DATED.search(text, *_ends(one)):
        return None
    named = [mention for mention in before.windows if mention.shape not in ("now", "day")]
    if len(named) > 1:
        # "The largest since March": how far back a record reaches is no window.
        named = [mention for mention in named if mention.shape != "since"]
    windows = [window for mention in named for window in mention.windows]
    if len(named) != 1 or len(windows) != 1:
        return None
    window = replace(windows[0], basis=f"{windows[0].basis}{_BEFORE}")
    return Bound(window=window, unread=_roughly(named[0]))


def _are_together(text: str, before: Found, one: Found) -> bool:
    """Whether two sentences stand in one paragraph; copy also parts them by a single line break."""
    return (
        before.paragraph == one.paragraph and "\n" not in text[before.span.end : one.span.start + 1]
    )


def _roughly(mention: WindowMention) -> str | None:
    return mention.windows[0].basis if mention.is_rough else None


def _ends(one: Found) -> tuple[int, int]:
    return one.span.start, one.span.end


def gains_window(one: Found) -> StatedWindow | None:
    """The window of the gain that a sentence tells of: the first it names, if it is no year."""
    if not any(action.kind in GAINS for action in one.actions):
        return None
    named = [mention for mention in one.windows if mention.shape not in ("now", "day")]
    if not named or len(named[0].windows) != 1 or named[0].shape in ("year", "since"):
        return None
    return named[0].windows[0]


def of_these_gains(text: str, one: Found, figure: Figure, earlier: Earlier) -> Figure:
    """A part of "the gains" that a sentence before told of has their window."""
    if (
        figure.window is not None
        or figure.kind not in GAINS
        or one.windows
        or earlier.gains is None
        or _DATED.search(text, *_ends(one))
        or not _THE_GAINS.search(text, *_ends(one))
    ):
        return figure
    basis = f"{earlier.gains.basis}; the gains told of before"
    return replace(figure, window=replace(earlier.gains, basis=basis), unread=None)


def settled(figure: Figure) -> Figure:
    """A multiple compares two windows and has none; other kinds take only a window of their own."""
    window = figure.window
    if window is None or figure.kind in _CARRYING:
        return figure
    if figure.kind is FigureKind.RATIO or window.basis.endswith(_BEFORE):
        return replace(figure, window=None)
    return figure


def with_days_said(
    figures: Sequence[Figure],
    bounds: Sequence[Bound],
    statements: Sequence[Statement],
    *,
    text: str,
    today: date | None,
) -> tuple[Figure, ...]:
    """Counts that grow end on the day they were given.

    "More than 3,000 have been killed" without a window is as of that day; where one is open towards
    the present ("since the invasion"), it ends then.
    """
    said = {one.id: one for one in statements}
    ended = []
    for figure, bound in zip(figures, bounds, strict=True):
        statement = said.get(figure.statement or "")
        day = (statement.day if statement is not None else None) or today
        ended.append(_as_of(text, figure, bound, day) if day is not None else figure)
    return tuple(ended)


def _as_of(text: str, figure: Figure, bound: Bound, day: date) -> Figure:
    if figure.kind not in TOLLS or "/" in figure.unit:
        return figure
    window = figure.window
    if window is not None:
        is_open = bound.through is not None and window.end == bound.through
        if not is_open or day < window.start or day > window.end:
            return figure
        return replace(figure, window=replace(window, end=day))
    if not _is_unsaid(bound) or not _TO_DATE.search(
        text, figure.sentence.start, figure.sentence.end
    ):
        return figure
    basis = f"a count to date, given on {day.isoformat()}"
    return replace(figure, window=StatedWindow(start=day, end=day, basis=basis), unread=None)


_MEANT = frozenset({"month", "week"})
"""Units of which "that month" is resolved; "that year" may stand beside a month of its own."""

_GROUND_UNITS = frozenset({"km2", "mi2", "ha", "percent", "share"})
_BEFORE = "; named in the sentence before"
_CARRYING = (
    frozenset(FigureKind)
    - {FigureKind.RATIO, FigureKind.SHARE, FigureKind.TROOPS, FigureKind.WEAPONS}
    - {FigureKind.MONEY, FigureKind.DISTANCE, FigureKind.POPULATION}
)
_PASSING = 90
_IN_PASSING = re.compile(
    r"\b[Ii]ncluding\s+(?:the\s+month\s+of\s+)?$|(?:\b[A-Z][\w'’-]+,?|\b(?:that|which|town|city|village|peninsula),?)\s+(?:(?:it|he|they|Russia|Moscow|was|were"
    r"|been|had|has|initially|first|then|later|illegally|but|and)\s+){0,4}"
    r"(?:annexed|retaken|recaptured|liberated|captured|taken|seized|occupied|controlled)"
    r"(?:\s+(?:back\s+)?by\s+(?:the\s+)?(?:\w+\s+){0,2}?\w+)?,?\s*(?:\b(?:in|on|during|since)\s+)?(?:the\s+)?\(?$"
)
_LONGEST_WEEK = 7
_LONGEST_MONTH = 31
_UP_FROM = re.compile(
    r"\b(?:up|down|increase|rise|drop|decrease|jump|decline)\s+(?:\w+\s+)?from\b"
    r"|\bcompared\s+(?:to|with)\b|\b(?:smaller|larger|less|more|fewer|lower|higher)\s+than\b",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"\b(?:since|(?:19|20)\d\d|from\s+[A-Z]\w+\s+\d|(?:last|this|past|previous|next|same)\s+(?:day|week|month|year"
    r"|\d+|two|three|four|few)|ago|total(?:led|s)?|so\s+far|to\s+date|overall|altogether)\b",
    re.IGNORECASE,
)
_THE_GAINS = re.compile(
    r"\b(?:(?:the|these|those|its|their|his|this)\s+(?:[\w-]+\s+){0,2}?(?:gains?|advances?|conquests?|progress)"
    r"|of\s+(?:it|them|that|this|which)\b|[\w’']+\s+(?:territorial\s+)?gains)",
    re.IGNORECASE,
)
_TO_DATE = re.compile(
    r"\b(?:ha(?:s|ve)\s+(?:already\s+|now\s+|so\s+far\s+)?(?:been\s+)?(?:killed|wounded|injured|died|lost|suffered"
    r"|exceeded|reached|passed|surpassed|topped|risen|perished)|(?:now\s+)?exceeds?|now\s+stands?\s+at"
    r"|has\s+cost|losses\s+(?:amount|exceed|stand|total))\b",
    re.IGNORECASE,
)
