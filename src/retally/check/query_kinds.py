"""Figures become queries: what of whose ground, when, and under which definitions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from retally.check.prewar import INVASION
from retally.check.query import Claim, Measure, NoQuery, Query, is_of_maps
from retally.check.query_doubts import doubt
from retally.check.query_place import covers, is_whole, near_named
from retally.check.query_reasons import unmapped
from retally.check.query_sources import sources_of
from retally.check.units import is_measured, is_share
from retally.model.definition import Definition
from retally.model.story import Figure, FigureKind, Reading, Relation, RelationType
from retally.series.windows import Window


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a story tells beside its figures.

    Parameters
    ----------
    definitions
        Those at hand, by name.
    leaves_out_prewar
        Names of the definitions that leave out ground held before the war.
    last_day
        The day before it came out, else the last day it speaks of; None where neither is known.
    """

    reading: Reading
    definitions: Mapping[str, Definition]
    leaves_out_prewar: frozenset[str] = frozenset()
    last_day: date | None = None

    def sentence(self, figure: Figure) -> str:
        """The sentence of a figure."""
        return figure.sentence.of(self.reading.story.text)

    def relations(self, figure: Figure, *types: RelationType) -> Iterable[Relation]:
        """The relations of these types whose first figure this is."""
        return (
            one
            for one in self.reading.relations
            if one.type in types and one.figures and one.figures[0] == figure.id
        )


def last_day(reading: Reading) -> date | None:
    """The last day that a story can know: the day before it came out, else the last it names."""
    if reading.story.published is not None:
        return reading.story.published - timedelta(days=1)
    ends = [figure.window.end for figure in reading.figures if figure.window is not None]
    return max(ends, default=None)


def query(figure: Figure, told: Told) -> Query | NoQuery:
    """The query of a figure, or why there is none.

    Definition: docs/methods/ground.md.
    """
    reason = unmapped(figure) or _unmeasured(figure)
    if reason is not None:
        return NoQuery(reason=reason)
    asked = _whose(figure, told)
    if isinstance(asked, NoQuery):
        return asked
    windows = _windows(figure, told, asked.measure)
    if isinstance(windows, NoQuery):
        return windows
    window, than = windows
    days = (window.start, window.end, *((than.start, than.end) if than else ()))
    if not all(map(is_of_maps, days)):
        return NoQuery(reason=f"no map is of {window.start} to {window.end}")
    sources = sources_of(figure, told.reading, told.definitions)
    fitting = _fitting(figure, told, asked)
    if not fitting:
        return NoQuery(reason=asked.nothing)
    measure = asked.measure
    if _is_since_invasion(figure) and measure in (Measure.NET, Measure.HELD):
        # All that was taken since the war began and is still held: a total, not a change.
        measure = Measure.HELD
        fitting = [name for name in fitting if name in told.leaves_out_prewar]
        window = Window(start=window.end, end=window.end)
        if not fitting or (sources and not _rests_on(sources, fitting, told)):
            return NoQuery(reason=SINCE_INVASION)
    named = _rests_on(sources, fitting, told)
    if sources and not named:
        return NoQuery(
            reason=f"no definition at hand rests on {' or '.join(sources)} for {asked.party}"
        )
    left_open = named or fitting
    near = near_named(figure, told.sentence(figure)) if asked.is_near else None
    return Query(
        figure=figure.id,
        claim=_claim(figure),
        measure=measure,
        party=asked.party,
        window=window,
        than=than,
        left_open=tuple(left_open),
        others=tuple(name for name in fitting if name not in left_open),
        sources=sources,
        near=near.name if near else None,
        km=near.km if near else None,
        doubt=doubt(figure, told.reading),
    )


def _claim(figure: Figure) -> Claim:
    """The number of a figure; a vague amount has the ends that the reader gave it."""
    ends = tuple(str(end) for end in (figure.low, figure.high) if end is not None)
    is_vague = not figure.printed and len(ends) == 2
    return Claim(
        printed=ends if is_vague else figure.printed,
        unit=figure.unit,
        qualifier=figure.qualifier,
        scale=1 if is_vague else figure.scale,
    )


SINCE_INVASION = (
    "all that was taken since the invasion needs maps that tell the ground held before it apart,"
    " which the maps of that source do not"
)


def _is_since_invasion(figure: Figure) -> bool:
    """Whether a figure counts from the first day of the war."""
    return figure.window is not None and figure.window.start == INVASION != figure.window.end


def _rests_on(sources: Iterable[str], names: Iterable[str], told: Told) -> list[str]:
    """Those of some definitions that rest on one of some sources."""
    return [one for one in names if set(told.definitions[one].sources) & set(sources)]


@dataclass(frozen=True, kw_only=True)
class _Whose:
    """Whose ground is measured and how, and the definitions of that party that cover it."""

    measure: Measure
    party: str
    covering: tuple[str, ...]
    is_near: bool = False

    @property
    def nothing(self) -> str:
        """Why there is no query where no definition fits."""
        return f"no definition at hand is about that ground of {self.party}"


def _unmeasured(figure: Figure) -> str | None:
    """Why a figure of a kind that maps answer is not asked, from the figure alone."""
    if not is_measured(figure.unit):
        return f"maps answer areas, shares of a country and rates of them, not {figure.unit}"
    if figure.kind is FigureKind.AREA_HELD and "/" in figure.unit:
        return "ground held is no rate"
    is_held = figure.kind in (FigureKind.AREA_HELD, FigureKind.AREA_SHARE_HELD)
    # What is held needs a day and no window: without one it is held as the story comes out.
    if figure.unread is not None and not (is_held and "window" in figure.unread):
        return figure.unread
    return None


def _whose(figure: Figure, told: Told) -> _Whose | NoQuery:
    """The party whose ground is measured, from who did what to it."""
    parties = {str(one.party) for one in told.definitions.values()}
    if figure.actor is None:
        return NoQuery(reason=_nobody(figure))
    if figure.actor not in parties:
        return NoQuery(reason=f"no definition at hand is about {figure.actor}")
    others = parties - {figure.actor}
    other = figure.counterparty if figure.counterparty in others else None
    if other is None and len(others) == 1:
        (other,) = others
    own, theirs = _of(figure.actor, figure, told), _of(other, figure, told) if other else ()
    measure = _MEASURES.get(figure.kind, Measure.NET)
    party, covering = figure.actor, own
    is_lost, is_net = figure.kind is FigureKind.AREA_LOST, measure is Measure.NET
    if is_lost and own and not theirs:
        measure = Measure.BALANCE
    elif not is_lost and is_net and theirs and not own:
        # A side that gains ground which only the other one's maps show takes it back from it.
        measure, party, covering = Measure.LOST, other or party, theirs
    elif figure.kind in (FigureKind.AREA_LOST, FigureKind.AREA_REGAINED):
        # What one side loses the other gains, and what one takes back the other no longer holds.
        if other is None:
            return NoQuery(reason=_from_nobody(figure))
        party, covering = other, theirs
    found = _Whose(measure=measure, party=party, covering=covering)
    return found if covering else _elsewhere(figure, told, found)


_MEASURES = {
    FigureKind.AREA_REGAINED: Measure.LOST,
    FigureKind.AREA_HELD: Measure.HELD,
    FigureKind.AREA_SHARE_HELD: Measure.HELD,
}
"""What a figure of a kind measures, where it is not the net change."""


def _from_nobody(figure: Figure) -> str:
    if figure.kind is FigureKind.AREA_REGAINED:
        return f"the story does not say from whom {figure.actor} took the area back"
    return f"the story does not say to whom {figure.actor} lost the area"


def _elsewhere(figure: Figure, told: Told, found: _Whose) -> _Whose | NoQuery:
    """Of a place that no definition is about: the ground around it, where that is what is said."""
    if figure.place is None:
        return found
    near = near_named(figure, told.sentence(figure))
    whole = tuple(
        one.name for one in told.definitions.values() if one.party == found.party and is_whole(one)
    )
    if near is None or not whole or found.measure is not Measure.NET:
        return NoQuery(reason=f"the area is given for {figure.place} alone")
    return _Whose(measure=found.measure, party=found.party, covering=whole, is_near=True)


def _nobody(figure: Figure) -> str:
    done = {
        FigureKind.AREA_HELD: "holds",
        FigureKind.AREA_SHARE_HELD: "holds",
        FigureKind.AREA_LOST: "lost",
        FigureKind.AREA_REGAINED: "took back",
    }.get(figure.kind, "gained")
    return f"the story does not say who {done} the area"


def _of(party: str, figure: Figure, told: Told) -> tuple[str, ...]:
    """The definitions of a party that cover the ground a figure speaks of."""
    parties = {str(one.party) for one in told.definitions.values()}
    sentence = told.sentence(figure)
    return tuple(
        one.name
        for one in told.definitions.values()
        if one.party == party and covers(one, figure, sentence, parties)
    )


def _fitting(figure: Figure, told: Told, asked: _Whose) -> list[str]:
    """Those of the covering definitions that can answer in the figure's unit and extent."""
    return [
        name
        for name in asked.covering
        if not is_share(figure.unit) or told.definitions[name].share_of_km2 is not None
    ]


def _windows(
    figure: Figure, told: Told, measure: Measure
) -> tuple[Window, Window | None] | NoQuery:
    """The window of a figure, and the one it is compared with."""
    if measure is Measure.HELD:
        day = _day_held(figure, told)
        if day is None:
            return NoQuery(reason="the story gives neither the day nor its date of publication")
        return Window(start=day, end=day), None
    if figure.kind is FigureKind.DIFFERENCE:
        return _compared(figure, told)
    if figure.window is None:
        return NoQuery(reason="no window is named")
    if figure.window.start > figure.window.end:
        return NoQuery(reason="its window ends before it begins")
    return _as_known(Window(start=figure.window.start, end=figure.window.end), told), None


def _as_known(window: Window, told: Told) -> Window:
    """A window up to the day before publication: the map of the day itself was not out yet."""
    last = told.last_day
    if (
        told.reading.story.published is None
        or last is None
        or not window.start <= last < window.end
    ):
        return window
    return Window(start=window.start, end=last)


def _compared(figure: Figure, told: Told) -> tuple[Window, Window] | NoQuery:
    """The two windows between which a difference lies."""
    for relation in told.relations(figure, RelationType.DIFFERENCE):
        parts = [told.reading.figure(name).window for name in relation.figures[1:]]
        stated = [one for one in (*parts, *relation.than) if one is not None]
        if not parts and figure.window is not None:
            stated.insert(0, figure.window)
        if len(stated) == 2 and all(one.start <= one.end for one in stated):
            first, second = (Window(start=one.start, end=one.end) for one in stated)
            return first, second
    return NoQuery(reason="the story does not say between which two windows the difference is")


_NOW = re.compile(
    r"\b(?:controls?|holds?|occup(?:y|ies)|has|have|is|are|remains?|currently|now|today|still)\b",
    re.IGNORECASE,
)
_THEN = re.compile(r"\b(?:controlled|held|occupied|had|was|were)\b", re.IGNORECASE)


def _day_held(figure: Figure, told: Told) -> date | None:
    """The day whose map tells what was held.

    "Control" in the present tense speaks of the last day before publication, whatever else the
    sentence dates ("launched an offensive in August and control ...").
    """
    window = figure.window
    if window is None:
        return told.last_day
    is_day = window.start == window.end or window.start == INVASION
    last = told.last_day or window.end
    if is_day:
        return min(window.end, last)
    before = told.reading.story.text[figure.sentence.start : figure.span.start]
    now, then = (
        max((found.start() for found in pattern.finditer(before)), default=-1)
        for pattern in (_NOW, _THEN)
    )
    return last if now > then else window.end
