"""Windows that a sentence leaves unsaid: taken over from those before it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retally.model.story import Figure, FigureKind, Scope, StatedWindow
from retally.reader.binding import NO_WINDOW, Bound, bound_windows
from retally.reader.calendar import WindowMention
from retally.reader.figures import Found
from retally.reader.window_compared import compared
from retally.reader.window_words import RELATIVE

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
    window
        The one window of that sentence's figures; None where they have several.
    """

    sentence: Found | None = None
    gains: StatedWindow | None = None
    window: StatedWindow | None = None


def only_window(figures: Sequence[Figure]) -> StatedWindow | None:
    """The one window that all dated figures of a sentence have."""
    windows = {(one.window.start, one.window.end): one.window for one in figures if one.window}
    return next(iter(windows.values())) if len(windows) == 1 else None


def bounds(
    text: str, one: Found, earlier: Earlier, pairs: Sequence[tuple[int, int]]
) -> list[Bound]:
    """Windows of a sentence's figures; one that has none takes that of the sentence before.

    It does where the sentence before names a single window and stands in the same paragraph, or
    prints no figure itself: then it tells the news of which the figure is the number.
    """
    found = bound_windows(text, one.quantities, one.windows, pairs)
    taken = _with_carried(text, one, earlier, found)
    if not any(each.shift for each in taken):
        return taken
    return compared(text, one.quantities, taken, _only_window(earlier.sentence))


def _only_window(before: Found | None) -> StatedWindow | None:
    """The one window that a sentence names."""
    windows = [window for mention in before.windows for window in mention.windows] if before else []
    return windows[0] if len(windows) == 1 else None


def _with_carried(text: str, one: Found, earlier: Earlier, found: list[Bound]) -> list[Bound]:
    carried = _carried(text, one, earlier)
    if carried is None:
        return found
    is_same = earlier.sentence is not None and _are_together(text, earlier.sentence, one)
    taking = {
        at
        for at, each in enumerate(found)
        if is_unsaid(each) and (is_same or one.quantities[at].unit in _GROUND_UNITS)
        # "Advanced 725 km2, up from 610 in October" after "in November": only what comes first.
        if not one.windows or at == 0
    }
    return [carried if at in taking else each for at, each in enumerate(found)]


def is_unsaid(bound: Bound) -> bool:
    """Whether a figure's sentence names no window for it."""
    return bound.window is None and bound.unread == NO_WINDOW.unread


def _carried(text: str, one: Found, earlier: Earlier) -> Bound | None:
    """The window of the sentence before, where this one carries on with it."""
    before = earlier.sentence
    if before is None or before.scope is not one.scope:
        return None
    main = _main_clause(text, one)
    points_back = _POINTS_BACK.match(text, *_ends(one))
    if points_back and earlier.window is not None:
        if _DATED.search(text, *main):
            return None
        basis = earlier.window.basis.removesuffix(_BEFORE)
        return Bound(window=replace(earlier.window, basis=f"{basis}{_POINTED}"))
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
    if not one.windows and _DATED.search(text, *main):
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
    """Whether two sentences stand in one paragraph; copy also parts them by a single line break.

    A sentence that begins by pointing back ("This has resulted in") goes with the one before.
    """
    if before.paragraph != one.paragraph:
        return False
    is_parted = "\n" in text[before.span.end : one.span.start + 1]
    points = _POINTS_BACK if is_parted else _ANY
    return bool(points.match(text, *_ends(one)))


def _main_clause(text: str, one: Found) -> tuple[int, int]:
    """Where a sentence stands without a relative clause that begins behind its first figure."""
    first = one.quantities[0].span.end if one.quantities else one.span.end
    clause = RELATIVE.search(text, first, one.span.end)
    return one.span.start, clause.start() if clause else one.span.end


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
    if window is None:
        return figure
    is_held = figure.kind in _HELD and window.start != window.end
    if window.basis.endswith((_BEFORE, _POINTED)) and (is_held or _is_size(figure)):
        return replace(figure, window=None)
    if figure.kind in _CARRYING:
        return figure
    if figure.kind is FigureKind.RATIO or window.basis.endswith(_BEFORE):
        return replace(figure, window=None)
    return figure


def _is_size(figure: Figure) -> bool:
    """Whether a figure is how large something is, which no window told before is about."""
    return figure.kind is FigureKind.COUNT and figure.unit in _AREAS


_AREAS = frozenset({"km2", "mi2", "ha"})
_HELD = frozenset({FigureKind.AREA_HELD, FigureKind.AREA_SHARE_HELD})
_GROUND_UNITS = frozenset({"km2", "mi2", "ha", "percent", "share"})

_BEFORE = "; named in the sentence before"
_POINTED = "; of what the sentence before told of"

_CARRYING = (
    frozenset(FigureKind)
    - {FigureKind.RATIO, FigureKind.SHARE, FigureKind.TROOPS, FigureKind.WEAPONS}
    - {FigureKind.MONEY, FigureKind.DISTANCE, FigureKind.POPULATION}
)

_ANY = re.compile("")

_POINTS_BACK = re.compile(
    r"\s*(?:(?:But|And|Yet|However,)\s+)?(?i:this|that|these|those|such)\b(?!\s+(?:week|month|year))|\s*Of\s+(?:this|that)\b"
    r"|\s*(?:(?:More\s+than|Less\s+than|Nearly|About|Almost|Some|Over)\s+)?(?i:half|two[\s-]thirds"
    r"|three[\s-]quarters|an?\s+(?:third|quarter)|\d[\d.]*\s?(?:%|percent))"
    r"(?=,|\s+(?:were|was|are|is)\b)"
)

_UP_FROM = re.compile(
    r"\b(?:up|down|increase|rise|drop|decrease|jump|decline)\s+(?:\w+\s+)?from\b"
    r"|\bcompared\s+(?:to|with)\b|\b(?:smaller|larger|less|more|fewer|lower|higher)\s+than\b",
    re.IGNORECASE,
)

_DATED = re.compile(
    r"\b(?:since|(?:19|20)\d\d|from\s+[A-Z]\w+\s+\d|(?:last|this|past|previous|next|same)\s+(?:day|week|month|year"
    r"|\d+|two|three|four|few)|(?:bring(?:s|ing)?|brought|took|tak(?:es|ing))\s+(?:the\s+)?total|ago|in\s+total|total(?:led|l?ing|s)|a\s+total\s+of|so\s+far|to\s+date|overall|altogether)\b",
    re.IGNORECASE,
)

_THE_GAINS = re.compile(
    r"\b(?:(?:the|these|those|its|their|his|this)\s+(?:[\w-]+\s+){0,2}?(?:gains?|advances?|conquests?|progress)"
    r"|of\s+(?:it|them|that|this|which)\b|[\w’']+\s+(?:territorial\s+)?gains"
    r"|(?-i:[A-Z])\w+['’]s?\s+(?:\w+\s+)?(?:advances?|conquests?)|(?:territory|area|land|ground)\s+(?:re)?(?:captured|taken|seized)"
    r"|(?:re)?(?:captured|liberated|seized|occupied)\s+(?:territory|areas?|land))",
    re.IGNORECASE,
)
