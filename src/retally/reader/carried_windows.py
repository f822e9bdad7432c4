"""Windows that a sentence leaves unsaid: taken over from those before it."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from retally.model.story import Figure, FigureKind, Scope, Span, StatedWindow, Statement
from retally.reader.binding import NO_WINDOW, Bound, bound_windows, compared
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


def with_meant_windows(text: str, found: Sequence[Found]) -> list[Found]:
    """The sentences, with "that month" as the last month named before it.

    A window of what is told in passing ("Crimea, annexed in 2014", "a town that was retaken in
    September 2022") is left out: no figure speaks of it.
    """
    last: dict[str, StatedWindow] = {}
    defined: dict[str, StatedWindow] = {}
    told = []
    for one in found:
        mentions = _without_defined(text, one, defined)
        windows = []
        for mention in mentions:
            if is_in_passing(text, one, mention.span):
                continue
            meant = defined.get(_named(text, mention))
            if meant is None and not mention.windows and mention.anaphor in _MEANT:
                meant = last.get(mention.anaphor)
            if meant is not None:
                basis = f"{meant.basis}; named before"
                mention = replace(
                    mention, windows=(replace(meant, basis=basis),), unread=None, shape="stretch"
                )
            windows.append(mention)
            if _COMPARED.search(
                text, max(one.span.start, mention.span.start - 24), mention.span.start
            ):
                continue
            for window in mention.windows:
                last[_unit(window)] = window
                if mention.shape not in ("now", "day"):
                    last["period"] = window
        told.append(replace(one, windows=tuple(windows)) if one.windows else one)
    return told


def _without_defined(
    text: str, one: Found, defined: dict[str, StatedWindow]
) -> list[WindowMention]:
    """The windows of a sentence, without those that it says exactly right after.

    "Over the past year, from March to February" tells what the story's past year is.
    """
    kept = []
    for at, mention in enumerate(one.windows):
        other = one.windows[at + 1] if at + 1 < len(one.windows) else None
        between = text[mention.span.end : other.span.start] if other is not None else ""
        is_defined = (
            other is not None
            and other.shape in ("months", "range")
            and len(other.windows) == 1
            and len(between) <= _SHORTEST
            and bool(_EXACTLY.fullmatch(between))
        )
        if is_defined and other is not None:
            defined[_named(text, mention)] = other.windows[0]
        else:
            kept.append(mention)
    return kept


def _named(text: str, mention: WindowMention) -> str:
    """The words of a window, so that the same words later are known again."""
    return _LEADING.sub("", " ".join(mention.span.of(text).lower().split()))


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
    taken = _with_carried(text, one, earlier, found)
    if not any(each.shift for each in taken):
        return taken
    return compared(one.quantities, taken, _only_window(earlier.sentence))


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
        if _is_unsaid(each) and (is_same or one.quantities[at].unit in _GROUND_UNITS)
        # "Advanced 725 km2, up from 610 in October" after "in November": only what comes first.
        if not one.windows or at == 0
    }
    return [carried if at in taking else each for at, each in enumerate(found)]


def _is_unsaid(bound: Bound) -> bool:
    """Whether a figure's sentence names no window for it."""
    return bound.window is None and bound.unread == NO_WINDOW.unread


def _carried(text: str, one: Found, earlier: Earlier) -> Bound | None:
    """The window of the sentence before, where this one carries on with it."""
    before = earlier.sentence
    if before is None or before.scope is not one.scope:
        return None
    main = _main_clause(text, one)
    points_back = _POINTS_BACK.match(text, *_ends(one))
    if points_back and not before.windows and earlier.window is not None:
        if _DATED.search(text, *main):
            return None
        basis = earlier.window.basis.removesuffix(_BEFORE)
        return Bound(window=replace(earlier.window, basis=f"{basis}{_BEFORE}"))
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
    clause = _RELATIVE.search(text, first, one.span.end)
    return one.span.start, clause.start() if clause else one.span.end


def is_in_passing(text: str, one: Found, span: Span) -> bool:
    """Whether a window belongs to something told in passing, of which no figure speaks.

    "Crimea, annexed in 2014"; "in Larvik, parts of which have been held since 2014"; "the main
    area of clashes for the past two years"; "represents 0.2 percent of the territory in 2014".
    """
    start = one.span.start
    if _IN_PASSING.search(text, max(start, span.start - _PASSING), span.start):
        return True
    if _OF_A_WHOLE.search(text, max(start, span.start - _PASSING), span.start):
        return True
    aside = _ASIDE.search(text, max(start, span.start - _PASSING), span.start)
    if aside is None or not any(each.span.end <= aside.start() for each in one.quantities):
        return False
    if any(aside.start() < each.span.start for each in one.quantities):
        return False
    if aside["relative"]:
        return True
    first = bisect_left(one.tokens, aside.start(), key=lambda token: token.span.start)
    last = bisect_left(one.tokens, span.start, key=lambda token: token.span.start)
    return not any(token.is_verb for token in one.tokens[first:last])


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
        is_told = statement is not None and statement.day is not None
        ended.append(
            _as_of(text, figure, bound, day, is_told=is_told) if day is not None else figure
        )
    return tuple(ended)


def _is_to_date(text: str, figure: Figure, *, is_told: bool) -> bool:
    """Whether a sentence gives a count as it stands on the day it is told."""
    ends = figure.sentence.start, figure.sentence.end
    if _TO_DATE.search(text, *ends):
        return True
    if figure.kind is FigureKind.SETTLEMENTS_TAKEN and is_told and _HOLDS.search(text, *ends):
        return True
    has_source = is_told or figure.statement is not None
    is_passed = _WERE_KILLED.search(text, *ends) and not _ONE_EVENT.search(text, *ends)
    return bool(has_source and is_passed)


def _held_on(text: str, figure: Figure, bound: Bound, day: date, *, is_told: bool) -> Figure:
    """What is held in the present tense is held on the day that the statement gives."""
    ends = figure.sentence.start, figure.sentence.end
    now = _TODAY.search(text, *ends)
    is_now = now and not _CLAUSE.search(text, now.end(), max(now.end(), figure.span.start))
    is_now = is_now or (is_told and _HOLDS.search(text, *ends))
    if not _is_unsaid(bound) or not is_now:
        return figure
    basis = f"as told on {day.isoformat()}"
    return replace(figure, window=StatedWindow(start=day, end=day, basis=basis), unread=None)


def _as_of(text: str, figure: Figure, bound: Bound, day: date, *, is_told: bool) -> Figure:
    if figure.kind in _HELD and figure.window is None:
        return _held_on(text, figure, bound, day, is_told=is_told)
    if figure.kind not in (*TOLLS, *_GROWING) or "/" in figure.unit:
        return figure
    window = figure.window
    if window is not None:
        is_open = bound.through is not None and window.end == bound.through
        if not is_open or day < window.start or day > window.end:
            return figure
        return replace(figure, window=replace(window, end=day))
    if not _is_unsaid(bound) or not _is_to_date(text, figure, is_told=is_told):
        return figure
    basis = f"a count to date, given on {day.isoformat()}"
    return replace(figure, window=StatedWindow(start=day, end=day, basis=basis), unread=None)


_MEANT = frozenset({"month", "week", "period"})
"""Units of which "that month" is resolved; "that year" may stand beside a month of its own."""

_GROUND_UNITS = frozenset({"km2", "mi2", "ha", "percent", "share"})
_BEFORE = "; named in the sentence before"
_CARRYING = (
    frozenset(FigureKind)
    - {FigureKind.RATIO, FigureKind.SHARE, FigureKind.TROOPS, FigureKind.WEAPONS}
    - {FigureKind.MONEY, FigureKind.DISTANCE, FigureKind.POPULATION}
)
_PASSING = 110
_ANY = re.compile("")
_SHORTEST = 12
_EXACTLY = re.compile(r"\s*[,(–—-]?\s*(?:from\s+|between\s+)?", re.IGNORECASE)
_LEADING = re.compile(r"^(?:(?:over|in|during|for|the|of)\s+)+")
_COMPARED = re.compile(
    r"\b(?:than|against|from|versus|since)\s+(?:in\s+|those\s+of\s+)?(?:the\s+)?$",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\s*(?:This|That|These|Those|Such)\b(?!\s+(?:week|month|year))|\s*Of\s+(?:this|that)\b"
    r"|\s*(?:(?:More\s+than|Less\s+than|Nearly|About|Almost|Some|Over)\s+)?(?i:half|two[\s-]thirds"
    r"|three[\s-]quarters|an?\s+(?:third|quarter)|\d[\d.]*\s?(?:%|percent))"
    r"(?=,|\s+(?:were|was|are|is)\b)"
)
_RELATIVE = re.compile(
    r",\s+(?:(?:parts?|areas?|much)\s+of\s+)?(?:which|where|whose|who)\b", re.IGNORECASE
)
_ASIDE = re.compile(
    rf"(?P<relative>{_RELATIVE.pattern})[^,;.]{{0,90}}$"
    r"|,\s+(?:the|an?)\s+(?:[\w’'-]+\s+){1,4}?(?:of|for|in)\b[^,;.]{0,70}$",
    re.IGNORECASE,
)
_OF_A_WHOLE = re.compile(
    r"\b(?:represent\w*|amount\w*\s+to|equal\w*|equivalent|corresponds?|accounts?\s+for)\s+(?:\w+\s+){0,3}"
    r"[\d.,]+\s?(?:%|percent|per\s+cent)\s+of\s+[^,;.]{0,40}\b(?:territory|land|area|country)\s+(?:in|as\s+of)\s+$",
    re.IGNORECASE,
)
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
    r"|\d+|two|three|four|few)|ago|in\s+total|total(?:led|l?ing|s)|a\s+total\s+of|so\s+far|to\s+date|overall|altogether)\b",
    re.IGNORECASE,
)
_THE_GAINS = re.compile(
    r"\b(?:(?:the|these|those|its|their|his|this)\s+(?:[\w-]+\s+){0,2}?(?:gains?|advances?|conquests?|progress)"
    r"|of\s+(?:it|them|that|this|which)\b|[\w’']+\s+(?:territorial\s+)?gains)",
    re.IGNORECASE,
)
_GROWING = frozenset({FigureKind.CAPTURED, FigureKind.DISPLACED, FigureKind.SETTLEMENTS_TAKEN})
_HELD = frozenset({FigureKind.AREA_HELD, FigureKind.AREA_SHARE_HELD, FigureKind.TROOPS})
_NOW = (
    r"(?:as\s+of\s+(?:today|now|this\s+\w+)|so\s+far|to\s+date|until\s+now|up\s+to\s+now"
    r"|at\s+(?:present|the\s+moment))"
)
_CLAUSE = re.compile(r"[;–—]|\b(?:which|who|while|but)\b")
_TODAY = re.compile(rf"\b{_NOW}\b", re.IGNORECASE)
_HOLDS = re.compile(
    r"\b(?:controls?|holds?|occup(?:y|ies)|(?:is|are)\s+(?:now\s+|still\s+)?(?:in\s+control|holding|controlling"
    r"|occupying))\b",
    re.IGNORECASE,
)
_WERE_KILLED = re.compile(
    r"\b(?:were|was)\s+(?:killed|wounded|injured|captured)\b|\blost\s+(?:[\w,.]+\s+){1,4}(?:personnel|soldiers|troops|men)"
    r"\s+(?:killed|dead|in\s+dead)",
    re.IGNORECASE,
)
_ONE_EVENT = re.compile(
    r"\b(?:strikes?|attacks?|attacked|shelling|blasts?|explosions?|exploded|crash(?:ed)?|raids?|missiles?|drones?"
    r"|bomb\w*|rockets?|fires?|ambush\w*|clash(?:es)?|quake|flood\w*|accident|hit|struck|when)\b",
    re.IGNORECASE,
)
"""Words of one event, at whose time its victims fell."""
_TO_DATE = re.compile(
    rf"\b{_NOW}\b|"
    r"\bthere\s+(?:have|has)\s+been\b|\b(?:believed|thought|estimated|presumed|reported|understood)\s+to\s+have\s+(?:been|died)\b"
    r"|\b(?:losses|casualties|deaths|fatalities|toll|injured|wounded|dead)\s+(?:is|are|stands?|now)\s+(?:at|approaching|now|nearing|close|estimated)\b|"
    r"\b(?:ha(?:s|ve)\s+(?:(?:already|now|so\s+far|also|since|recently)\s+){0,3}(?:been\s+)?(?:killed|wounded|injured|died|lost|suffered"
    r"|captured|taken\s+prisoner|taken\s+control|displaced|controlled"
    r"|exceeded|reached|passed|surpassed|topped|risen|perished)|(?:now\s+)?exceeds?|now\s+stands?\s+at"
    r"|has\s+cost|losses\s+(?:amount|exceed|stand|total))\b",
    re.IGNORECASE,
)
