"""Counts that grow, and what is held: as of the day they were told."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from retally.model.story import Figure, FigureKind, StatedWindow, Statement
from retally.reader.attribution import GROUND_KINDS
from retally.reader.attribution_made import is_analysis
from retally.reader.binding import Bound
from retally.reader.calendar import Calendar
from retally.reader.carried_windows import TOLLS, is_unsaid
from retally.reader.window_compared import LED_TO


def with_days_said(
    figures: Sequence[Figure],
    bounds: Sequence[Bound],
    statements: Sequence[Statement],
    *,
    text: str,
    calendar: Calendar,
    maps: re.Pattern[str],
) -> tuple[Figure, ...]:
    """Counts that grow, and what is held, end on the day they were given.

    "More than 3,000 have been killed" without a window is as of that day; where one is open towards
    the present ("since the invasion"), it ends then. What a map or an analysis measures ends with
    the last map instead.

    Parameters
    ----------
    maps
        Names of map sources.
    """
    said = {one.id: one for one in statements}
    known = calendar.published
    ended = []
    for figure, bound in zip(figures, bounds, strict=True):
        statement = said.get(figure.statement or "")
        told = statement.day if statement is not None else None
        day = told or (calendar.spoken if statement is not None else None)
        day = day or (known.day if known is not None else None)
        if day is None:
            ended.append(figure)
            continue
        is_map = statement is None or figure.sources or is_analysis(statement, maps)
        if not is_map:
            figure = _to_words(text, figure, bound, told or calendar.spoken or day)
        ended.append(_as_of(text, figure, bound, day, is_told=told is not None))
    return tuple(ended)


def _to_words(text: str, figure: Figure, bound: Bound, day: date) -> Figure:
    """Ground that a source of its own speaks of, not a map: up to the day on which it speaks."""
    window = figure.window
    is_settled = figure.kind is FigureKind.SETTLEMENTS_TAKEN
    if window is not None and _PAST.match(window.basis) and window.end == day - timedelta(days=1):
        basis = f"{window.basis}; to the words of a source, {day.isoformat()}"
        return replace(figure, window=replace(window, end=day, basis=basis))
    if window is None and _SINCE_EVENT.match(bound.words) and figure.kind in _SINCE:
        basis = f"{' '.join(bound.words.split())}, to {day.isoformat()}; its start is not told"
        return replace(figure, window=StatedWindow(start=day, end=day, basis=basis))
    is_of_week = _A_WEEK.fullmatch(bound.words) and figure.kind in _OF_A_WEEK
    is_ahead = is_of_week and _AHEAD.search(text, figure.sentence.start, figure.span.start)
    if window is None and is_of_week and not is_ahead:
        start = day - timedelta(days=7)
        basis = f"{' '.join(bound.words.split())}: the week up to its telling, {day.isoformat()}"
        return replace(figure, window=StatedWindow(start=start, end=day, basis=basis))
    is_cut = window is not None and _CUT.search(window.basis) is not None
    if window is not None and is_cut and window.start <= day <= window.end + timedelta(days=1):
        return replace(figure, window=replace(window, end=day))
    if window is None or not (is_settled or figure.kind in GROUND_KINDS):
        return figure
    is_present = is_unsaid(bound) and bound.state is not None
    is_present = is_present and window.start == window.end
    is_present = is_present and (is_settled or figure.kind in _HELD)
    is_open = bound.through is not None and window.start <= day
    if not (is_present or (is_open and window.end < day)):
        return figure
    basis = f"{window.basis}; to the words of a source, {day.isoformat()}"
    start = day if is_present else window.start
    return replace(figure, window=StatedWindow(start=start, end=day, basis=basis))


def _is_to_date(text: str, figure: Figure, *, is_told: bool) -> bool:
    """Whether a sentence gives a count as it stands on the day it is told."""
    ends = figure.sentence.start, figure.sentence.end
    if _TO_DATE.search(text, *ends):
        return True
    if figure.kind is FigureKind.SETTLEMENTS_TAKEN and is_told and _HOLDS.search(text, *ends):
        return True
    if figure.kind is FigureKind.CAPTURED and is_told and _CAPTURED.search(text, *ends):
        return True
    is_settled = figure.kind is FigureKind.SETTLEMENTS_TAKEN
    if (
        is_settled
        and is_told
        and _CAPTURE_OF.search(text, figure.sentence.start, figure.span.start)
    ):
        return True
    has_source = is_told or figure.statement is not None
    is_passed = _WERE_KILLED.search(text, *ends) and not _ONE_EVENT.search(text, *ends)
    return bool(has_source and is_passed)


def _held_on(text: str, figure: Figure, bound: Bound, day: date, *, is_told: bool) -> Figure:
    """What is held in the present tense is held on the day that the statement gives."""
    ends = figure.sentence.start, figure.sentence.end
    is_now = bool(is_told and _HOLDS.search(text, *ends))
    now = _TODAY.search(text, *ends)
    if now is not None:
        clause = _CLAUSE.search(text, now.end(), max(now.end(), figure.span.start))
        is_now = is_now or clause is None
    if not is_unsaid(bound) or not is_now:
        return figure
    basis = f"as told on {day.isoformat()}"
    return replace(figure, window=StatedWindow(start=day, end=day, basis=basis), unread=None)


def _as_of(text: str, figure: Figure, bound: Bound, day: date, *, is_told: bool) -> Figure:
    if figure.kind in _HELD and figure.window is None:
        return _held_on(text, figure, bound, day, is_told=is_told)
    if "/" in figure.unit:
        return figure
    if bound.unread == LED_TO and figure.window is None:
        basis = f"a total to date, given on {day.isoformat()}"
        return replace(figure, window=StatedWindow(start=day, end=day, basis=basis))
    if figure.kind in _GAINED:
        return _gained_by(text, figure, bound, day)
    if figure.kind not in (*TOLLS, *_GROWING):
        return figure
    window = figure.window
    if window is not None:
        is_open = bound.through is not None and window.end == bound.through
        if not is_open or day < window.start or day > window.end:
            return figure
        return replace(figure, window=replace(window, end=day))
    if not is_unsaid(bound) or not _is_to_date(text, figure, is_told=is_told):
        return figure
    basis = f"a count to date, given on {day.isoformat()}"
    return replace(figure, window=StatedWindow(start=day, end=day, basis=basis), unread=None)


def _gained_by(text: str, figure: Figure, bound: Bound, day: date) -> Figure:
    """Ground gained "in total" or "so far": by the day of telling; since when is not told."""
    ends = figure.sentence.start, figure.sentence.end
    if not is_unsaid(bound) or figure.window is not None or not _IN_TOTAL.search(text, *ends):
        return figure
    window = StatedWindow(start=day, end=day, basis=f"in total, as told on {day.isoformat()}")
    return replace(figure, window=window, unread="since when it was gained is not told")


_PAST = re.compile(
    r"(?:the\s+)?(?:past|last|previous)\s+(?:week|(?:\w+\s+)?(?:days|weeks))\b(?<!\blast week)",
    re.IGNORECASE,
)
"""A stretch up to the moment of speaking; "last week" is the calendar's."""

_CAPTURE_OF = re.compile(
    r"\b(?:capture|seizure|liberation)\s+of\s+(?:\w+\s+){0,2}$|\bha(?:d|ve|s)\s+(?:\w+\s+)?(?:captured|seized|liberated|taken)\b",
    re.IGNORECASE,
)

_CAPTURED = re.compile(r"\bha(?:d|ve|s)\s+(?:\w+\s+)?(?:captured|taken)\b", re.IGNORECASE)

_AHEAD = re.compile(r"\b(?:will|would|could|can|may|might|shall|plans?|aims?)\b")
"""Before what has not happened: "will launch 900 within a week"."""

_CUT = re.compile(r"[;,] not over by\b")
"""In the basis of a window that ends before its month or year does."""

_GAINED = frozenset({FigureKind.AREA_GAINED, FigureKind.AREA_REGAINED, FigureKind.AREA_LOST})

_IN_TOTAL = re.compile(
    r"\b(?:total\s+(?:\w+\s+){1,3}?(?:re)?(?:captured|taken|liberated|seized|occupied)|in\s+total|in\s+all|so\s+far|to\s+date|altogether|as\s+of\s+(?:today|now)"
    r"|has\s+(?:now|already)\s+(?:reached|exceeded|passed))\b",
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
    r"\b(?:tak(?:es|ing)|took|bring(?:s|ing)|brought|push(?:es|ing|ed)|rais(?:es|ing|ed))\s+(?:the|its|their)\s+(?:\w+\s+){0,6}?"
    r"(?:toll|total|number|losses|casualties|deaths)\b|"
    rf"\b{_NOW}\b|\bhad\s+been\s+(?:killed|wounded|injured)\s+in\s+more\s+than\b|"
    r"\bthere\s+(?:have|has)\s+been\b|\b(?:believed|thought|estimated|presumed|reported|understood)\s+to\s+have\s+(?:been|died)\b"
    r"|\b(?:losses|casualties|deaths|fatalities|toll|injured|wounded|dead)\s+(?:is|are|stands?|now)\s+(?:at|approaching|now|nearing|close|estimated)\b|"
    r"\b(?:ha(?:s|ve)\s+(?:(?:already|now|so\s+far|also|since|recently)\s+){0,3}(?:been\s+)?(?:killed|wounded|injured|died|lost|suffered"
    r"|captured|taken\s+prisoner|taken\s+control|displaced|controlled"
    r"|exceeded|reached|passed|surpassed|topped|risen|perished)|(?:now\s+)?exceeds?|now\s+stands?\s+at"
    r"|has\s+cost|losses\s+(?:amount|exceed|stand|total))\b",
    re.IGNORECASE,
)

_SUMMED = _GAINED | _GROWING | TOLLS

_SINCE = _SUMMED | {FigureKind.AREA_HELD, FigureKind.AREA_SHARE_HELD}

_SINCE_EVENT = re.compile(r"since\s+(?:the|its|their|that|it|they|[A-Z])\b", re.IGNORECASE)

_OF_A_WEEK = _SUMMED | {FigureKind.ATTACKS}

_A_WEEK = re.compile(
    r"(?:in|within|over)\s+(?:(?:just|only)\s+)?(?:(?:a|one|this\s+one)(?:\s+single)?|seven|7)\s+(?:week|days)",
    re.IGNORECASE,
)
