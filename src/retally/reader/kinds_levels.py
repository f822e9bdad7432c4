"""Ground whose size is told from one time to another: "it shrank from 5 to 3 by May"."""

from __future__ import annotations

import re

from retally.model.story import FigureKind
from retally.reader.figures import Doing
from retally.reader.kinds_sentence import Seen, Told
from retally.reader.quantities import PrintedQuantity


def level(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> Doing | None:
    """What is held, where its size is what changes; None where no such change is told.

    "The zone decreased from 5 to 3, falling to 2": the zone, or what "it" stands for, has a size.
    Where gains or a pace are the last such noun, the amounts are gains.
    """
    start, at = sentence.found.span.start, quantity.outer.start
    moves = list(_MOVED.finditer(text, max(start, at - _REACH), at))
    moved = moves[-1] if moves else None
    if moved is None or not _CHAIN.fullmatch(text, moved.end(), at):
        return None
    if any(moved.end() <= one.span.start < at for one in sentence.found.actions):
        return None
    first = moves[0].start()
    if any(one.span.end <= first for one in sentence.found.actions) and not _WHICH.search(
        text, max(start, first - 12), first
    ):
        # "Took 5 of its territory, growing from 3": what is taken grew.
        return None
    noun = _last(text, start, first)
    if noun is None and _IT.search(text, start, first):
        noun = _last(text, max(0, start - _BEFORE), start)
    if noun is None or noun.lastgroup == "flow":
        return None
    owners = [
        one.nation
        for one in sentence.nations
        if one.span.end <= noun.start() and noun.start() - one.span.end < _NEAR and not one.is_place
    ]
    actor = owners[-1] if owners else told.area.actor or told.nation
    return Doing(kind=FigureKind.AREA_HELD, actor=actor)


def _last(text: str, start: int, end: int) -> re.Match[str] | None:
    """The last noun for ground that has a size, or for what is gained."""
    found = list(_NOUN.finditer(text, max(start, end - _BEFORE), end))
    return found[-1] if found else None


_REACH = 220
_BEFORE = 240
_NEAR = 40
_MOVED = re.compile(
    r"\b(?:decreas|shr[aiu]nk|dwindl|contract|f[ae]ll|drop|declin|gr[eo]w|r[io]s[ei]|expand|increas|widen|swell"
    r"|swoll|slid|slip|narrow|diminish|reduced|went|gone)\w*\s+(?:\w+\s+){0,3}?(?:from|to)\s",
    re.IGNORECASE,
)
"""A word for how something grows or shrinks, up to the amount it begins or ends with."""

_CHAIN = re.compile(
    r"(?:(?:about|around|some|just|only|nearly|almost|roughly|over|under|more\s+than|less\s+than|an?|the)\s+){0,2}"
    r"|[^.;:!?\n]{0,120}?\b(?:to|then)\s+(?:(?:about|around|some|just|only|nearly|almost|roughly|over|under)\s+){0,2}",
    re.IGNORECASE,
)
_NOUN = re.compile(
    r"\b(?:(?P<flow>gains?|advances?|progress|pace|rate|captures?|conquests?|losses|amount|haul)"
    r"|(?P<extent>zones?|areas?|territor(?:y|ies)|footholds?|bridgeheads?|pockets?|enclaves?|salients?|swathes?"
    r"|incursions?|holdings?|land|ground|presence|control))\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\b(?:which|that)\s+(?:has\s+|had\s+)?$", re.IGNORECASE)
_IT = re.compile(r"\b(?:it|this|that|which)\s+(?:\w+\s+){0,3}$|^\W*$", re.IGNORECASE)
