"""One printed area with all that its sentence says of it: what happened, who, where, when."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Figure, FigureKind, Scope, Span
from retally.reader.actors import (
    Action,
    Mention,
    agent_after,
    carries_on,
    is_told_as_done,
    party_pattern,
    subject,
)
from retally.reader.binding import Bound, window_for
from retally.reader.calendar import WindowMention
from retally.reader.dates import MONTH_NAMES
from retally.reader.numbers import PrintedNumber
from retally.reader.places import place_after, place_before
from retally.reader.quantities import PrintedQuantity
from retally.reader.tags import Token


@dataclass(frozen=True, kw_only=True)
class Found:
    """One sentence with all that was found in it."""

    span: Span
    scope: Scope
    paragraph: int
    numbers: tuple[PrintedNumber, ...] = ()
    quantities: tuple[PrintedQuantity, ...] = ()
    actions: tuple[Action, ...] = ()
    mentions: tuple[Mention, ...] = ()
    windows: tuple[WindowMention, ...] = ()
    tokens: tuple[Token, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What happened to an area, and who did it; None where that is not said."""

    kind: FigureKind | None = None
    actor: str | None = None
    unread: str | None = None


NOT_DONE = "the sentence does not say that it happened"


def doing(text: str, sentence: Found, area: PrintedQuantity, last: Doing) -> Doing:
    """What a sentence says happened to an area: the nearest word before it, else the first after.

    Parameters
    ----------
    last
        What the sentence before said, which "it", "the army" or a bare list carries on.
    """
    if _DIFFERENCE.match(text, area.span.end, sentence.span.end):
        return Doing(kind=FigureKind.DIFFERENCE, actor=only_subject(sentence) or last.actor)
    before = [a for a in sentence.actions if a.span.end <= area.span.start]
    after = [a for a in sentence.actions if a.span.start >= area.span.end]
    action = _covering(text, before, area) or _nearest_before(text, before, area)
    action = action or (after[0] if after else None)
    if after and _is_said_after(text, sentence, area, action, after[0]):
        action = after[0]
    if after and _is_portion(text, sentence, area):
        action = after[0]
    start = sentence.span.start
    if action is None:
        who = only_subject(sentence)
        if (
            who is None
            and not _is_compared(text, sentence, area)
            and not carries_on(text, start, area.outer.start)
        ):
            return Doing()
        return Doing(kind=last.kind, actor=who or last.actor)
    is_setting = not _is_taken(area, after) and _is_setting(text, sentence, area)
    if action.kind is FigureKind.COUNT or is_setting:
        return Doing(kind=FigureKind.COUNT)
    agent = agent_after(text, action, sentence.mentions)
    doer = subject(text, action, sentence.mentions)
    who = (agent or doer) if action in after else (doer or agent)
    if who is None and carries_on(text, start, min(action.span.start, area.outer.start)):
        who = last.actor
    done = is_told_as_done(text, sentence.span, action)
    return Doing(kind=action.kind, actor=who, unread=None if done else NOT_DONE)


def _covering(text: str, before: Sequence[Action], area: PrintedQuantity) -> Action | None:
    """The gain whose size a participle tells: "has made progress in the east, covering 5"."""
    if len(before) < 2 or before[-1].kind is not FigureKind.COUNT:
        return None
    if not _SIZE.match(text, before[-1].span.start, area.outer.start):
        return None
    gain = before[-2]
    return gain if _GAIN_NOUN.fullmatch(gain.span.of(text)) else None


def _is_said_after(
    text: str, sentence: Found, area: PrintedQuantity, before: Action | None, after: Action
) -> bool:
    """Whether the word after an area is said of it, and the one before of another amount.

    "Took 42, against 18 lost elsewhere", "gave up 5 after 12 were retaken".
    """
    if before is None or before is after or after.kind in (FigureKind.COUNT, FigureKind.AREA_HELD):
        return False
    between = bisect_left(sentence.quantities, before.span.end, key=lambda one: one.span.start)
    if sentence.quantities[between].span.start >= area.span.start:
        return False
    return bool(_PASSIVE.fullmatch(text, area.span.end, after.span.start))


def _is_compared(text: str, sentence: Found, area: PrintedQuantity) -> bool:
    """Whether an area is what an earlier one of its sentence is compared with."""
    start = max(sentence.span.start, area.outer.start - 40)
    return (
        bool(_COMPARED.search(text, start, area.outer.start))
        and sentence.quantities[0].span.start < area.span.start
    )


def _is_taken(area: PrintedQuantity, after: Sequence[Action]) -> bool:
    """Whether the word directly after an area says that it changed hands: "the 5 km2 taken"."""
    if not after or after[0].span.start - area.span.end > 1:
        return False
    return after[0].kind not in (FigureKind.COUNT, FigureKind.AREA_HELD)


def _is_portion(text: str, sentence: Found, area: PrintedQuantity) -> bool:
    """Whether a part of an area is spoken of: "half of the 5 km2 that they took"."""
    return bool(_PORTION.search(_lead(text, sentence, area)))


def _lead(text: str, sentence: Found, area: PrintedQuantity) -> str:
    """The words directly before an area, within its sentence."""
    return text[max(sentence.span.start, area.span.start - 45) : area.span.start]


def _is_setting(text: str, sentence: Found, area: PrintedQuantity) -> bool:
    """Whether an area is where something happened: "over a 40 square kilometre zone"."""
    start, end = sentence.span.start, sentence.span.end
    around = text[max(start, area.span.start - 60) : min(end, area.span.end + 40)]
    return bool(_SETTING.search(_lead(text, sentence, area)) or _FATE.search(around))


def only_subject(sentence: Found) -> str | None:
    """The one party that is a subject of a sentence; None where none or several are."""
    parties = {m.party for m in sentence.mentions if not m.is_object}
    return parties.pop() if len(parties) == 1 else None


def figure(
    text: str,
    sentence: Found,
    area: PrintedQuantity,
    *,
    name: str,
    said: Doing,
    bound: Bound,
    parties: Sequence[str],
) -> Figure:
    """The figure that an area is, with the reason where it cannot be replayed."""
    kind = said.kind or FigureKind.COUNT
    place = _place(text, sentence, area, parties)
    numbers = area.numbers
    return Figure(
        id=name,
        span=area.span,
        sentence=sentence.span,
        text=area.span.of(text),
        value=area.value,
        printed=area.printed,
        scale=numbers[-1].scale,
        low=area.low,
        high=area.high,
        qualifier=area.qualifier,
        unit=area.unit,
        noun=area.noun,
        kind=kind,
        actor=said.actor,
        place=place,
        window=window_for(bound, kind),
        scope=sentence.scope,
        unread=said.unread or _unbound(bound, kind) or _unread_total(text, sentence, area, kind),
    )


def _unbound(bound: Bound, kind: FigureKind) -> str | None:
    """Why there is no window, unless what is held has one where a gain would not."""
    return None if window_for(bound, kind) is not bound.window else bound.unread


_OCCUPIED = re.compile(r"\boccupied\s[^.;]{0,40}$", re.IGNORECASE)
_OF = re.compile(r"\s*(?:\([^)]{0,60}\)\s*)?of\b", re.IGNORECASE)
_UP_TO_DAY = re.compile(r"\b(?:by|as\s+of|so\s+far|to\s+date|since)\b", re.IGNORECASE)
_WITHIN = re.compile(
    rf"\b(?:in|during|over|throughout|for)\s+(?:{'|'.join(MONTH_NAMES)})", re.IGNORECASE
)


def _unread_total(
    text: str, sentence: Found, area: PrintedQuantity, kind: FigureKind
) -> str | None:
    """Why an "occupied N km2 of the country by that day" is no gain of a month.

    "Occupied" tells of an event or of a state; with "of" a country and a day up to which it is
    counted, and no month in which it happened, it may be all that is held.
    """
    start, end = sentence.span.start, sentence.span.end
    whole = text[start:end]
    is_total = (
        kind is FigureKind.AREA_GAINED
        and _OCCUPIED.search(text, start, area.outer.start)
        and _OF.match(text, area.span.end, end)
        and _UP_TO_DAY.search(whole)
        and not _WITHIN.search(whole)
    )
    return "it may be all the ground occupied, or what was taken lately" if is_total else None


def _nearest_before(text: str, before: Sequence[Action], area: PrintedQuantity) -> Action | None:
    """The last word of ground before an area, but for "the area it controls by 478"."""
    for action in reversed(before):
        if action.kind is FigureKind.AREA_HELD and _BY.search(
            text, action.span.end, area.outer.start
        ):
            continue
        return action
    return None


def _place(text: str, sentence: Found, area: PrintedQuantity, parties: Sequence[str]) -> str | None:
    sides = party_pattern(tuple(parties))
    end = _next_area(sentence, area.span.end)
    at = area.span.end
    # A converted pair stands between an area and its place: "5 km2 (2 square miles) in Donetsk".
    pair = _PAIR.match(text, at, sentence.span.end)
    if pair:
        at, end = pair.end(), _next_area(sentence, pair.end())
    return place_after(text, at, end, sides=sides) or place_before(
        text, sentence.span, area.outer.start, sides=sides
    )


def _next_area(sentence: Found, at: int) -> int:
    """Where the next area of a sentence begins, else where the sentence ends."""
    following = bisect_left(sentence.quantities, at, key=lambda area: area.span.start)
    return (
        sentence.quantities[following].span.start
        if following < len(sentence.quantities)
        else sentence.span.end
    )


_DIFFERENCE = re.compile(
    r"\.?\s*(?:\([^()]{1,40}\)\s*)?(?:more|less|fewer|larger|smaller|higher|lower)\b\s*(?:than|in)?",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\s(?:(?:were|was|had\s+been|have\s+been|has\s+been|being)\s(?:\w+ly\s)?)?", re.IGNORECASE
)
_SIZE = re.compile(r"(?:cover|measur|spann?)ing\s", re.IGNORECASE)
_GAIN_NOUN = re.compile(r"progress|advances?|gains?|conquests?|push|losses", re.IGNORECASE)
_COMPARED = re.compile(
    r"\b(?:than|compared\s+(?:with|to)|against|versus|half(?:\s+of)?|double|twice|triple|third\s+of)\s+"
    r"(?:(?:the|its|some|about|around|nearly|only|just)\s+){0,2}$",
    re.IGNORECASE,
)
_FATE = re.compile(
    r"\b(?:burn(?:s|ed|t|ing)?|flood\w*|scorch\w*|wildfires?|contaminat\w*|pollut\w*|demin\w*|mined|mines"
    r"|minefields?|(?:un)?harvest\w*|wheat|crops?|farmland|sown|planted|evacuat\w*|drought)\b",
    re.IGNORECASE,
)
"""What happens to ground beside changing hands."""

_PORTION = re.compile(
    r"(?:percent|per cent|%|half|thirds?|quarters?|most|much|part|some)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_SETTING = re.compile(
    r"\b(?:over|at|on|across|through|throughout|within|inside|in|into|around|near)\s+(?:an?|the)\s+$"
    r"|\b(?:town|city|village|park|forest|reserve|peninsula|island|lake|reservoir|country|nation|zone)"
    r"\s+of\s+$"
    r"|\b(?:total|whole|entire|land|overall)\s+(?:land\s+|surface\s+)?(?:territory|area|size|surface)\s+"
    r"(?:of\s+(?:the\s+)?[A-Z][\w-]+\s+)?(?:of|is|was|at)\s+$",
    re.IGNORECASE,
)
_PAIR = re.compile(r"\.?\s*[(\[][^()\[\]]{1,60}[)\]]")
