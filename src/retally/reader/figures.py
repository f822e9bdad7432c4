"""One printed area with all that its sentence says of it: what happened, who, where, when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Figure, FigureKind, Qualifier, Scope, Span
from retally.reader.actors import Action, Mention, agent_after, party_pattern, subject
from retally.reader.areas import PrintedArea
from retally.reader.binding import Bound
from retally.reader.numbers import PrintedNumber
from retally.reader.places import place_after, place_before
from retally.reader.windows import WindowMention


@dataclass(frozen=True, kw_only=True)
class Found:
    """One sentence with all that was found in it."""

    span: Span
    scope: Scope
    paragraph: int
    numbers: tuple[PrintedNumber, ...] = ()
    areas: tuple[PrintedArea, ...] = ()
    actions: tuple[Action, ...] = ()
    mentions: tuple[Mention, ...] = ()
    windows: tuple[WindowMention, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Doing:
    """What happened to an area, and who did it; None where that is not said."""

    kind: FigureKind | None = None
    actor: str | None = None


def doing(text: str, sentence: Found, area: PrintedArea, last: Doing) -> Doing:
    """What a sentence says happened to an area: the nearest word before it, else the first after.

    Parameters
    ----------
    last
        What the sentence before said, which "it", "the army" or a bare list carries on.
    """
    if _DIFFERENCE.match(text, area.span.end, sentence.span.end):
        return Doing(kind=FigureKind.DIFFERENCE, actor=last.actor)
    before = [a for a in sentence.actions if a.span.end <= area.span.start]
    after = [a for a in sentence.actions if a.span.start >= area.span.end]
    action = _nearest_before(text, before, area) or (after[0] if after else None)
    if action is None:
        return Doing(kind=last.kind, actor=only_subject(sentence) or last.actor)
    actor = (
        agent_after(text, action, sentence.mentions)
        if action in after
        else subject(action, sentence.mentions) or agent_after(text, action, sentence.mentions)
    )
    return Doing(kind=action.kind, actor=actor or subject(action, sentence.mentions) or last.actor)


def only_subject(sentence: Found) -> str | None:
    """The one party that is a subject of a sentence; None where none or several are."""
    parties = {m.party for m in sentence.mentions if not m.is_object}
    return parties.pop() if len(parties) == 1 else None


def figure(
    text: str,
    sentence: Found,
    area: PrintedArea,
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
    is_range = area.qualifier is Qualifier.RANGE
    return Figure(
        id=name,
        span=area.span,
        sentence=sentence.span,
        text=area.span.of(text),
        value=None if is_range else numbers[0].value,
        printed=tuple(str(number.printed) for number in numbers),
        scale=numbers[-1].scale,
        low=numbers[0].value if is_range else None,
        high=numbers[-1].value if is_range else None,
        qualifier=area.qualifier,
        unit=area.unit,
        kind=kind,
        actor=said.actor,
        place=place,
        window=bound.window,
        scope=sentence.scope,
        unread=bound.unread,
    )


def _nearest_before(text: str, before: Sequence[Action], area: PrintedArea) -> Action | None:
    """The last word of ground before an area, but for "the area it controls by 478"."""
    for action in reversed(before):
        if action.kind is FigureKind.AREA_HELD and _BY.search(
            text, action.span.end, area.outer.start
        ):
            continue
        return action
    return None


def _place(text: str, sentence: Found, area: PrintedArea, parties: Sequence[str]) -> str | None:
    sides = party_pattern(tuple(parties))
    following = [a.span.start for a in sentence.areas if a.span.start > area.span.end]
    end = min([*following, sentence.span.end])
    at = area.span.end
    # A converted pair stands between an area and its place: "5 km2 (2 square miles) in Donetsk".
    pair = _PAIR.match(text, at, sentence.span.end)
    if pair:
        at, later = pair.end(), [start for start in following if start >= pair.end()]
        end = min([*later, sentence.span.end])
    return place_after(text, at, end, sides=sides) or place_before(
        text, sentence.span, area.outer.start, sides=sides
    )


_DIFFERENCE = re.compile(
    r"\.?\s*(?:\([^()]{1,40}\)\s*)?(?:more|less|fewer|larger|smaller|higher|lower)\b\s*(?:than|in)?",
    re.IGNORECASE,
)
_BY = re.compile(r"\bby\b", re.IGNORECASE)
_PAIR = re.compile(r"\.?\s*[(\[][^()\[\]]{1,60}[)\]]")
