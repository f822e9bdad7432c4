"""The day of one event: a story tells it once, and its victims and missiles all fall on it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from retally.model.story import Figure, FigureKind, Scope, Span, StatedWindow, Statement
from retally.reader.binding import Bound
from retally.reader.calendar import Calendar
from retally.reader.carried_windows import is_unsaid
from retally.reader.figures import Found
from retally.reader.window_words import WEEKDAYS


@dataclass(frozen=True, kw_only=True)
class _Day:
    """A sentence that tells when an attack was, and that day."""

    at: int
    window: StatedWindow


@dataclass(frozen=True, kw_only=True)
class _Told:
    """The days that a story tells, and the sentences that tell of longer times."""

    days: Sequence[_Day]
    longer: Sequence[_Day]

    def window_for(self, figure: Figure, place: int, found: Sequence[Found]) -> StatedWindow | None:
        """The day told last before a sentence, or in one of the next few where none was.

        What is told of a longer time goes on until a day is told: a list of losses "since May".
        """
        day = self._latest(self.days, place)
        longer = self._latest(self.longer, place)
        is_over = longer is not None and (day is None or longer.at > day.at)
        if is_over and longer is not None and longer.at < place:
            is_next = found[place].paragraph <= found[longer.at].paragraph + 1
            if figure.kind is FigureKind.LOSSES and figure.unit == "people":
                return None
            if figure.kind is FigureKind.LOSSES:
                return self._carried(longer, place) if is_next else None
            if day is None or found[place].paragraph == found[longer.at].paragraph:
                return None
        if day is None:
            following = self.days[0] if self.days else None
            if following is None or is_over or following.at - place > _SOON:
                return None
            day = following
        return self._carried(day, place)

    @staticmethod
    def _latest(among: Sequence[_Day], place: int) -> _Day | None:
        at = bisect_right(among, place, key=lambda one: one.at) - 1
        return among[at] if at >= 0 else None

    @staticmethod
    def _carried(day: _Day, place: int) -> StatedWindow:
        basis = f"{day.window.basis}; the day of what the story tells of"
        return replace(day.window, basis=basis) if day.at != place else day.window


def said_day(
    span: Span, statements: Sequence[Statement], starts: Sequence[int], calendar: Calendar
) -> date | None:
    """The day on which what stands in a span was said; None where nobody says it.

    A statement without a day was made on the one weekday on which the story's sources spoke.
    """
    at = bisect_left(starts, span.end)
    for one in reversed(statements[max(0, at - _NESTED) : at]):
        if one.span.meets(span):
            return one.day or calendar.spoken
    return None


def with_event_days(
    text: str,
    found: Sequence[Found],
    figures: Sequence[Figure],
    bounds: Sequence[Bound],
    statements: Sequence[Statement],
    calendar: Calendar,
) -> tuple[Figure, ...]:
    """Figures of an attack have its day where they name no time of their own.

    "Missiles hit the port late on Friday" holds for those killed by them, told before it or after.
    """
    told = _Told(days=_days(text, found, statements, calendar), longer=_longer(text, found))
    starts = [one.span.start for one in found]
    dated = []
    for figure, bound in zip(figures, bounds, strict=True):
        place = max(0, bisect_left(starts, figure.span.end) - 1)
        window = None
        if _is_of_event(text, figure, bound, found[place]):
            window = told.window_for(figure, place, found)
        dated.append(replace(figure, window=window, unread=None) if window else figure)
    return tuple(dated)


def _is_of_event(text: str, figure: Figure, bound: Bound, one: Found) -> bool:
    """Whether a figure counts what an attack did, at no time that its sentence names."""
    if figure.window is not None or "/" in figure.unit:
        return False
    # No one attack kills or wounds so many.
    is_toll = figure.kind in (FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.KILLED_OR_WOUNDED)
    if is_toll and figure.value is not None and figure.value >= _TOO_MANY:
        return False
    is_thing = figure.kind in _OF_THINGS and _FLOWN.fullmatch(figure.noun or "")
    if figure.kind not in _OF_EVENTS and not is_thing:
        return False
    is_open = is_unsaid(bound) or _SAME_DAY.fullmatch(bound.words)
    return bool(is_open and not _OTHER_TIME.search(text, *_ends(one)))


def _longer(text: str, found: Sequence[Found]) -> list[_Day]:
    """Sentences about attacks or losses over more than a day."""
    told = []
    for at, one in enumerate(found):
        if not one.quantities or not _ATTACK.search(text, *_ends(one)):
            continue
        for mention in one.windows:
            window = mention.windows[0] if len(mention.windows) == 1 else None
            if window is not None and mention.shape != "now" and _length(window) > _LONGEST_NIGHT:
                end = mention.through or window.end
                told.append(_Day(at=at, window=replace(window, end=end)))
                break
    return told


def _days(
    text: str, found: Sequence[Found], statements: Sequence[Statement], calendar: Calendar
) -> list[_Day]:
    starts = [one.span.start for one in statements]
    told: list[_Day] = []
    said: list[_Day] = []
    after: list[_Day] = []
    for at, one in enumerate(found):
        if one.scope not in (Scope.BODY, Scope.HEADLINE):
            continue
        is_news = _ATTACK.search(text, *_ends(one)) and not _BACKGROUND.search(text, *_ends(one))
        if not is_news or _PICTURE.search(one.span.of(text)):
            continue
        window = _named_day(one)
        if window is not None and _RESCUE.search(text, *_ends(one)):
            after.append(_Day(at=at, window=window))
            window = None
        window = window or _its_day(text, one, calendar)
        day = said_day(one.span, statements, starts, calendar)
        if window is None and not told:
            window = _hour(text, one, day, calendar)
        if window is not None and _is_news(window, calendar):
            told.append(_Day(at=at, window=window))
        elif not said and day is not None and _is_told_on(one, day, statements, starts):
            basis = f"the day on which it was told, {day.isoformat()}"
            said.append(_Day(at=at, window=StatedWindow(start=day, end=day, basis=basis)))
    return told or said or after


def _is_told_on(
    one: Found, day: date, statements: Sequence[Statement], starts: Sequence[int]
) -> bool:
    """Whether whoever tells of an attack does so on a day that the story gives, and no other."""
    at = bisect_left(starts, one.span.end)
    near = statements[max(0, at - _NESTED) : at]
    is_given = any(each.day == day and each.span.meets(one.span) for each in near)
    return is_given and not any(mention.windows for mention in one.windows)


def _is_news(window: StatedWindow, calendar: Calendar) -> bool:
    """Whether a day is not long past when the story is told."""
    known = calendar.published
    return known is None or (known.last_whole_day - window.end).days <= _LONGEST_NEWS


def _named_day(one: Found) -> StatedWindow | None:
    """The day that a sentence about an attack names by a date or a weekday."""
    named = [mention for mention in one.windows if mention.shape in ("day", "range")]
    days = [window for mention in named for window in mention.windows]
    return next((day for day in days if _length(day) <= _LONGEST_NIGHT), None)


def _its_day(text: str, one: Found, calendar: Calendar) -> StatedWindow | None:
    """The weekday that an attack is called by: "after Thursday's strike"."""
    called = _CALLED_BY.search(text, *_ends(one))
    today = calendar.today
    if called is None or today is None:
        return None
    back = (today.weekday() - WEEKDAYS.index(called["day"])) % 7
    if back >= today.toordinal():
        return None
    day = today - timedelta(days=back)
    words = " ".join(called.group().split())
    return StatedWindow(start=day, end=day, basis=f"{words}: {day.isoformat()}")


def _hour(text: str, one: Found, said: date | None, calendar: Calendar) -> StatedWindow | None:
    """The day of "overnight" and "this morning": that on which it was told."""
    if any(mention.windows for mention in one.windows):
        return None
    hour = _TODAY.search(text, *_ends(one))
    day = said or calendar.spoken
    if hour is None or day is None:
        return None
    basis = f"{' '.join(hour.group().split()).lower()}: {day.isoformat()}, when it was told"
    return StatedWindow(start=day, end=day, basis=basis)


def _length(window: StatedWindow) -> int:
    return (window.end - window.start).days + 1


def _ends(one: Found) -> tuple[int, int]:
    return one.span.start, one.span.end


_OF_EVENTS = frozenset(
    {FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.KILLED_OR_WOUNDED, FigureKind.ATTACKS}
    | {FigureKind.LOSSES}
)
_OF_THINGS = frozenset({FigureKind.COUNT, FigureKind.WEAPONS, FigureKind.LOSSES})
_NESTED = 8
_SOON = 4
"""Sentences in which a lead's event gets its day."""
_LONGEST_NIGHT = 2
_LONGEST_NEWS = 31
_TOO_MANY = 2000
_FLOWN = re.compile(
    r"drones?|missiles?|rockets?|projectiles?|UAVs?|munitions?|shells?|bombs?|targets?|weapons?"
    r"|buildings?|houses?|homes?|apartments?|explosions?|hits?|strikes?|impacts?",
    re.IGNORECASE,
)
_ATTACK = re.compile(
    r"\b(?:(?:air|drone|missile)?(?:strikes?|raids?)|attack(?:s|ed|ing)?|shell(?:s|ed|ing)|bomb(?:s|ed|ing|ings|ardment)?"
    r"|barrages?|salvos?|blasts?|explosions?|exploded|hit|struck|target(?:ed|ing)|pounded|launch(?:ed|es|ing)"
    r"|fired|missiles?|drones?|rockets?|mortars?|killed|kills|wounded|injured|intercepted"
    r"|eliminat(?:ed|es|ing)|los(?:t|es|s|ses|ing)|casualt(?:y|ies)|destroy(?:ed|s|ing)|neutrali[sz]ed"
    r"|downed|shot\s+down|crash(?:ed)?|clash(?:es|ed)?|ambush(?:ed)?|engagements?|battles?|fighting|assaults?)\b",
    re.IGNORECASE,
)
_BACKGROUND = re.compile(
    r"\binclud(?:es?|ed)\s+(?:\w+\s+)?\d|\b(?:follow(?:s|ed|ing)|came|comes?|coming)\s+(?:\w+\s+){0,3}?(?:days?|weeks?|hours?|after)\b",
    re.IGNORECASE,
)
"""Of a sentence that sets one event against another: the day may be either's."""
_RESCUE = re.compile(
    r"\b(?:rescuers?|rescued?|search(?:ed|es|ing)?|toll\s+(?:rose|rises|climbed)|has\s+risen|debris|rubble)\b",
    re.IGNORECASE,
)
"""Of a sentence that tells what came after an attack, on another day."""
_PICTURE = re.compile(
    r"^\W*Speaking\b|\b(?:a\s+(?:general\s+)?view|photo(?:graph)?|picture|file|handout|REUTERS/|AP\s+Photo)\b|©|\b(?:stands?|walks?|looks?|carr(?:y|ies)|works?|inspects?)\s+(?:\w+\s+){1,8}in\s+this\b",
    re.IGNORECASE,
)
"""Of a caption that lost its picture."""
_CALLED_BY = re.compile(
    rf"\b(?P<day>{'|'.join(WEEKDAYS)})['’]s\s+(?:[\w-]+\s+){{0,3}}?(?:strikes?|attacks?|shelling|raids?|barrage"
    r"|bombardment|assault|bombing|blasts?|explosions?|ambush)\b"
)
_SAME_DAY = re.compile(
    r"overnight|today|tonight|in\s+(?:\w+\s+)*(?:day|hours)", re.IGNORECASE | re.DOTALL
)
_TODAY = re.compile(
    r"\b(?:overnight|last\s+night|(?:during|in|through)\s+the\s+night|this\s+(?:morning|afternoon|evening)"
    r"|today|in\s+the\s+early\s+hours|before\s+dawn|at\s+dawn)\b",
    re.IGNORECASE,
)
_OTHER_TIME = re.compile(
    r"\b(?:since|so\s+far|to\s+date|in\s+total|in\s+all|altogether|overall|ha(?:s|ve)\s+(?:now\s+|already\s+)?"
    r"(?:been\s+)?(?:killed|wounded|died|lost)\s+(?:in|during|over|throughout)\s+the\s+(?:war|conflict)"
    r"|every\s+(?:day|week|month|night)|daily|per\s+(?:day|week|month)|(?:this|last|each)\s+(?:week|month|year)"
    r"|(?:19|20)\d\d|years?|months?|(?:days|weeks|hours)\s+(?:before|after|earlier)|previous(?:ly)?|earlier)\b",
    re.IGNORECASE,
)
"""Words of another time than the event's."""
