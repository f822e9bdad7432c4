"""Rates and averages: "an average of 16 square kilometres a day", "60 a village in 12 villages"."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from retally.model.story import Figure, RelationType, Span
from retally.reader.relation_draft import NO_FIGURE, Draft
from retally.reader.relation_resolve import Known, are_one_window, is_alike, only
from retally.reader.relation_scene import AMOUNT, DURATION, RATE, Scene, are_near

_TIMES_OF_DAY = frozenset({"second", "hour", "day", "week", "month", "year"})


def rates(scenes: Sequence[Scene], at: int, known: Known) -> list[Draft]:
    """Every rate of one sentence whose total the story gives for the same days."""
    here = scenes[at]
    found = []
    for figure in here.figures:
        stem, _, per = figure.unit.partition("/")
        if per not in _TIMES_OF_DAY:
            continue
        total, nearby = _total(scenes, at, figure, stem, known)
        if total is None:
            continue
        duration = _duration(here, figure, total) if nearby else None
        if duration is None and figure.window is None and total.window is None:
            continue
        figures = (figure, total) if duration is None else (figure, total, duration)
        found.append(
            Draft(
                type=RelationType.RATE,
                figures=figures,
                span=_span(here, figure, total if nearby else None),
            )
        )
    return found


def _span(here: Scene, rate: Figure, total: Figure | None) -> Span:
    places = [here.place_of(rate), *([] if total is None else [here.place_of(total)])]
    return here.span(min(places), max(places) + 1)


def _total(
    scenes: Sequence[Scene], at: int, rate: Figure, stem: str, known: Known
) -> tuple[Figure | None, bool]:
    """The total that a rate spreads over its days, and whether its own sentence prints it."""
    here = scenes[at]

    def may_be(figure: Figure) -> bool:
        return (
            figure.unit == stem
            and figure.printed != ()
            and is_alike(figure.kind, rate.kind)
            and are_one_window(figure, rate)
            and figure.place == rate.place
            and (figure.actor is None or rate.actor is None or figure.actor == rate.actor)
        )

    among = [figure for figure in here.around(rate) if figure.unit == stem]
    if among:
        fitting = [figure for figure in among if may_be(figure)]
        if len(fitting) == len(among) and (len(here.found.windows) <= 1 or rate.window):
            return only(fitting), True
        # A list of days with their average: none of them is the total.
        return (_nearest(rate, fitting) if _is_stretch(rate) else None), True
    if rate.window is None:
        return _of_sentence_before(scenes, at, may_be), False
    return only([one for one in known.in_window(stem, rate.window) if may_be(one)]), False


def _is_stretch(rate: Figure) -> bool:
    """Whether a rate is over several days."""
    window = rate.window
    return window is not None and (window.end - window.start).days > 1


def _nearest(rate: Figure, fitting: Sequence[Figure]) -> Figure | None:
    """The one total of the rate's own window."""
    if rate.window is None:
        return None
    return only([one for one in fitting if one.window is not None])


def _of_sentence_before(
    scenes: Sequence[Scene], at: int, may_be: Callable[[Figure], bool]
) -> Figure | None:
    """The one total of the sentence before, for "that is 16 a day"."""
    here = scenes[at]
    if at == 0 or here.found.windows or not AVERAGE.search(here.words):
        return None
    last = scenes[at - 1]
    if not are_near(here, last):
        return None
    among = [figure for figure in last.figures if may_be(figure)]
    total = only(among)
    return total if total is not None and total.window is not None else None


def _duration(here: Scene, rate: Figure, total: Figure) -> Figure | None:
    """The stretch of time that a sentence prints beside total and rate: "in 27 days"."""
    among = [one for one in here.around(rate) if here.words[here.place_of(one)] == DURATION]
    if len(among) != 1:
        return None
    place = here.place_of(among[0])
    lead = here.words[max(0, place - 25) : place]
    return among[0] if IN_TIME.search(lead) else None


def averages(here: Scene) -> list[Draft]:
    """As in "720 soldiers in 12 villages, an average of 60"."""
    found = []
    for match in PER_PIECE.finditer(here.words):
        total, count, mean = (here.figure_at(match.start(n)) for n in ("total", "count", "mean"))
        if mean.unit.partition("/")[0] == total.unit and count.unit != total.unit:
            found.append(
                Draft(
                    type=RelationType.AVERAGE,
                    figures=(mean, total, count),
                    span=here.span(match.start(), match.end()),
                )
            )
    return found


AVERAGE = re.compile(
    r"\b(?:average[sd]?|averaging|mean|equivalent|that\s+is|works\s+out|or|amounts?|rate|pace)\b",
    re.IGNORECASE,
)
IN_TIME = re.compile(
    r"\b(?:in|over|during|within|for|across|throughout)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)
PER_PIECE = re.compile(
    rf"(?P<total>{AMOUNT}){NO_FIGURE}{{0,60}}?\b(?:in|across|over|from|by|among|to|at|into|between)\s+{NO_FIGURE}{{0,15}}?(?P<count>{AMOUNT})"
    rf"{NO_FIGURE}{{0,50}}?\b(?:an\s+average\s+of|averaging|on\s+average)\s+{NO_FIGURE}{{0,15}}?(?P<mean>[{AMOUNT}{RATE}])",
    re.IGNORECASE,
)
