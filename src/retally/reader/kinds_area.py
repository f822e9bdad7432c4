"""What an area measures and whose doing it is, beyond what its own clause says."""

from __future__ import annotations

import re
from dataclasses import replace

from retally.model.story import FigureKind
from retally.reader.figures import Doing, Found, doing
from retally.reader.kinds_holders import holder_beside, remaining
from retally.reader.kinds_levels import level
from retally.reader.kinds_sentence import GROUND_NEXT, REACH, Seen, Told, other_side, stand_in
from retally.reader.quantities import PrintedQuantity


def area_said(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> Doing:
    """An area; "the enemy" and "we" are resolved where the sentence names nobody else."""
    sized = level(text, sentence, quantity, told)
    if sized is not None:
        return sized
    held = holder_beside(text, sentence, quantity)
    if held is not None:
        who = held.nation or told.area.actor or told.nation
        return Doing(kind=FigureKind.AREA_HELD, actor=who)
    here = doing(text, sentence.found, quantity, told.area)
    left = remaining(text, sentence, quantity, here.actor or told.area.actor or told.share.actor)
    if left is not None:
        return Doing(kind=FigureKind.AREA_HELD, actor=left.nation)
    cost = _cost(text, sentence, quantity, told)
    if cost is not None:
        return cost
    if here.kind is None or here.kind is FigureKind.COUNT:
        return here
    if here.kind is FigureKind.AREA_GAINED and _is_won_back(text, sentence.found, quantity):
        here = replace(here, kind=FigureKind.AREA_REGAINED)
    if here.kind is FigureKind.AREA_GAINED and _is_state(text, sentence.found, quantity):
        here = replace(here, kind=FigureKind.AREA_HELD)
    elif here.kind is FigureKind.AREA_HELD and _is_event(text, sentence.found, quantity):
        here = replace(here, kind=FigureKind.AREA_GAINED)
    who = (
        _for_whom(text, sentence, quantity, here)
        or stand_in(text, sentence, quantity, told)
        or _net(text, sentence.found, quantity, told)
    )
    if who is None and not _has_subject(sentence.found, quantity):
        who = gainer(text, sentence.found, quantity.outer.start)
    if here.kind in (FigureKind.AREA_GAINED, FigureKind.AREA_HELD):
        who = _not_its_owner(text, sentence.found, quantity, who)
    if who is None and here.actor is None:
        who = gainer(text, sentence.found, sentence.found.span.end) or _unnamed(
            text, sentence, quantity, told
        )
    if who is None and here.actor is None and here.kind is FigureKind.AREA_REGAINED:
        who = told.own
    return replace(here, actor=who) if who else here


def _cost(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> Doing | None:
    """Ground that something cost a side: "the counter-attacks cost it 20 square kilometres"."""
    end = quantity.outer.start
    cost = _COST.search(text, max(sentence.found.span.start, end - 40), end)
    if cost is None:
        return None
    named = [one.nation for one in sentence.nations if cost.end("verb") <= one.span.start < end]
    ahead = [one.nation for one in sentence.nations if one.span.end <= cost.start()]
    who = named[0] if named else other_side(sentence, ahead[0]) if ahead else told.area.actor
    return Doing(kind=FigureKind.AREA_LOST, actor=who or told.area.actor)


def _is_won_back(text: str, sentence: Found, quantity: PrintedQuantity) -> bool:
    """Whether ground that grows is ground won back: "the liberated area increased by nine km2".

    So is an advance that only says how much was won back: "retook land, advancing 30 km2 a day".
    """
    start, end = sentence.span.start, quantity.outer.start
    if _LIBERATED.search(text, start, end):
        return True
    before = [one for one in sentence.actions if one.span.end <= end]
    return (
        len(before) > 1
        and before[-2].kind is FigureKind.AREA_REGAINED
        and bool(_PARTICIPLE.search(text, before[-2].span.end, end))
    )


def _for_whom(text: str, sentence: Seen, quantity: PrintedQuantity, here: Doing) -> str | None:
    """Whose gain it is, where a country after it says so: "a net gain of 5 km2 for X"."""
    if here.kind not in (FigureKind.AREA_GAINED, FigureKind.AREA_LOST):
        return None
    end = quantity.span.end
    for one in sentence.nations:
        if one.span.start >= end and _FOR.fullmatch(text, end, one.span.start):
            return one.nation
    return None


def _net(text: str, sentence: Found, quantity: PrintedQuantity, told: Told) -> str | None:
    """Whose balance a net gain is, after both flows: the side named first.

    "This is a net gain of 5 km2" speaks of the sentence before.
    """
    start, end = sentence.span.start, quantity.outer.start
    if not _NET.search(text, max(start, end - 40), end):
        return None
    named = next((one.party for one in sentence.mentions if not one.is_object), None)
    return named or told.first


def _not_its_owner(
    text: str, sentence: Found, quantity: PrintedQuantity, who: str | None
) -> str | None:
    """Who took or holds ground, where that cannot be whose ground it is: "of Russian territory"."""
    for one in sentence.mentions:
        between = text[quantity.span.end : one.span.start]
        if one.party == who and one.span.start >= quantity.span.end and _OF.fullmatch(between):
            return None if GROUND_NEXT.match(text, one.span.end) else who
    return who


def _is_state(text: str, sentence: Found, quantity: PrintedQuantity) -> bool:
    """Whether "occupied 5 km2 as of that day" tells what is held and not what was taken."""
    start, end = sentence.span.start, sentence.span.end
    if _WITH_EARLIER.search(text, start, end):
        # "Together with the land it held before the war, N has seized 5 km2."
        return bool(_HAS_TAKEN.search(text, start, quantity.outer.start))
    return bool(
        _OCCUPIED.search(text, max(start, quantity.outer.start - 60), quantity.outer.start)
        and _AS_OF.search(text, start, end)
    )


def _is_event(text: str, sentence: Found, quantity: PrintedQuantity) -> bool:
    """Whether "occupying 464 km2" in a named month tells what was taken in it."""
    start = max(sentence.span.start, quantity.outer.start - 40)
    return bool(
        _OCCUPYING.search(text, start, quantity.outer.start)
        and any(mention.shape in ("month", "months", "range") for mention in sentence.windows)
    )


def _has_subject(sentence: Found, quantity: PrintedQuantity) -> bool:
    """Whether a side is named as a subject ahead of an area."""
    return any(
        one.span.end <= quantity.outer.start and not one.is_object for one in sentence.mentions
    )


def gainer(text: str, sentence: Found, before: int | None = None) -> str | None:
    """Whose gains a sentence speaks of: "90 percent of Russian territorial gains"."""
    for one in sentence.mentions:
        end = min(one.span.end + REACH, sentence.span.end)
        if (before is None or one.span.end <= before) and _GAINER.match(text, one.span.end, end):
            return one.party
    return None


def _unnamed(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> str | None:
    """The side spoken of before, where the ground itself is the subject ahead of an area."""
    start, end = sentence.found.span.start, quantity.outer.start
    if any(one.span.end <= end for one in sentence.nations):
        return None
    return told.area.actor if _GROUND_ITSELF.match(text, start, end) else None


_COST = re.compile(r"\b(?P<verb>cost(?:ing|s)?)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}$", re.IGNORECASE)
_LIBERATED = re.compile(
    r"\b(?:(?:liberated|recaptured|de-?occupied|retaken|reclaimed)\s+(?:area|territory|land|ground)"
    r"|(?:area|territory|land|ground)\s+(?:liberated|recaptured|retaken|reclaimed|won\s+back))\b",
    re.IGNORECASE,
)
_PARTICIPLE = re.compile(
    r"(?:,|\s[–—-]{1,2})\s+(?:advanc|gain|tak|captur|seiz|add"
    r"|claim)ing\s[^.;]{0,30}$",
    re.IGNORECASE,
)
_NET = re.compile(r"\bnet\s+(?:territorial\s+)?(?:gain|advance|loss|change)\b[^.;,]{0,20}$", re.I)
_FOR = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?for\s+(?:the\s+)?", re.IGNORECASE)
_OF = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?of\s+", re.IGNORECASE)
_OCCUPIED = re.compile(r"\b(?:occupied|controlled|held)\s[^.;]{0,40}$", re.IGNORECASE)
_WITH_EARLIER = re.compile(
    r"\b(?:together\s+with|along\s+with|including|counting|plus)\s[^.;]{0,120}?\b(?:annexed"
    r"|annexation"
    r"|(?:already\s+)?(?:held|controlled|occupied|seized|taken)[^.;]{0,40}?\bbefore|Crimea"
    r"|before\s+the\s+(?:war|invasion))",
    re.IGNORECASE,
)
_HAS_TAKEN = re.compile(
    r"\b(?:has|have|had)\s+(?:\w+\s+)?(?:taken|captured|seized|occupied|conquered)\s[^.;]{0,30}$",
    re.IGNORECASE,
)
_OCCUPYING = re.compile(r"\boccupy(?:ing)?\s[^.;]{0,30}$", re.IGNORECASE)
_GROUND_ITSELF = re.compile(
    r"[\s\"'“‘]*(?:(?:the|that|this|its|their|but|and|yet|however,?"
    r"|meanwhile,?)\s+){0,3}(?:[\w-]+\s+){0,2}?"
    r"(?:area|front|territory|zone|foothold|bridgehead|pocket|salient|incursion|offensive"
    r"|operation|land|gains?"
    r"|advances?|total|figure)\b",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\bas\s+of\b", re.IGNORECASE)
_GAINER = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?:gains?|advances?|conquests?|progress|captures?)\b",
    re.IGNORECASE,
)
