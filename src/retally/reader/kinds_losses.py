"""Things and people that were lost: listed after "lost" or "losses of", or destroyed."""

from __future__ import annotations

import re

from retally.model.story import FigureKind
from retally.reader.figures import Doing
from retally.reader.kinds_people import LOSS_NEXT, Around
from retally.reader.kinds_sentence import (
    Seen,
    Told,
    around,
    doer,
    list_end,
    other_side,
    stand_in_within,
)


def is_lost(text: str, sentence: Seen, around: Around) -> bool:
    """Whether a number counts what was lost: "lost eight tanks, four guns and 119 vehicles".

    No verb may stand between the word of loss and the number but those that only give an amount,
    and nothing that opens another clause. What something cost an army is lost as well.
    """
    if _LOSS_NOUN.search(text, around.number.start, around.number.end):
        return True
    start = max(around.sentence.start, around.number.start - _REACH)
    words = list(_LOSS.finditer(text, start, around.number.start))
    word = words[-1] if words else None
    if word is None or _CLAUSE.search(text, word.end(), around.number.start):
        return False
    if word["area"] or (word["noun"] and not _GIVES.search(text, word.end(), around.number.start)):
        return False
    return _is_listed(text, sentence, word.end(), around.number.start)


def is_destroyed(text: str, sentence: Seen, at: int) -> bool:
    """Whether the things counted were destroyed: by the verb ahead of their list, or after it.

    "Destroyed 8 tanks and 14 guns", "300 tanks and 20 guns were knocked out".
    """
    place = around(text, sentence, at)
    end = list_end(text, sentence, at)
    if _DESTROYED_AFTER.match(text, end, place.sentence.end):
        return True
    start = max(place.sentence.start, place.number.start - _REACH)
    words = list(_DESTROYED.finditer(text, start, place.number.start))
    if not words or _CLAUSE.search(text, words[-1].end(), place.number.start):
        return False
    return _is_listed(text, sentence, words[-1].end(), place.number.start)


def whose_losses(text: str, sentence: Seen, at: int, told: Told) -> str | None:
    """Whose things were lost: whose they are called, else who lost them, else not who hit them."""
    place = around(text, sentence, at)
    owner = stand_in_within(text, place.number.start, place.number.end + _NEAR, told)
    for one in sentence.nations:
        is_own = one.span.meets(place.number) or (
            one.span.start >= place.number.end
            and _OF.fullmatch(text, place.number.end, one.span.start)
        )
        if is_own:
            return one.nation
    if owner:
        return owner
    ahead = [one for one in sentence.nations if one.span.end <= place.number.start]
    for one in reversed(ahead):
        if LOSS_NEXT.match(text, one.span.end, place.number.start):
            return one.nation
    quantity = sentence.found.quantities[at]
    start = max(place.sentence.start, place.number.start - _REACH)
    words = list(_ANY.finditer(text, start, place.number.start))
    if words and words[-1]["cost"]:
        for one in ahead:
            if one.span.start >= words[-1].end() and not one.is_place:
                return one.nation
    if words and words[-1]["hit"]:
        # "Destroyed 9 N soldiers and 3 tanks": all that is listed is N's.
        listed = [one for one in ahead if one.span.start >= words[-1].end() and not one.is_place]
        if listed:
            return listed[-1].nation
        standing = stand_in_within(text, words[-1].end(), place.number.start, told)
        if standing is not None:
            return standing
        return other_side(sentence, doer(text, sentence, quantity, told) or told.nation)
    return doer(text, sentence, quantity, told)


def loss_list(text: str, sentence: Seen, told: Told) -> Doing | None:
    """The losses that a sentence lists on: a line after "the enemy lost:", or "among them: ..."."""
    start = sentence.found.span.start
    floor = max(0, start - _FAR)
    led = _LINES.search(text, floor, start)
    if led is None and _AMONG_THEM.match(text, start, sentence.found.span.end):
        led = _LOST_BEFORE.search(text, floor, start)
    if led is None:
        return None
    who = stand_in_within(text, led.start(), start, told) or told.nation
    return Doing(kind=FigureKind.LOSSES, actor=who)


def _is_listed(text: str, sentence: Seen, start: int, end: int) -> bool:
    """Whether nothing but a list, and verbs that give an amount, lies between two places."""
    return not any(
        token.tag.startswith(_VERB)
        and start <= token.span.start < end
        and not _AMOUNTS.fullmatch(token.span.of(text))
        for token in sentence.found.tokens
    )


_REACH = 260
_FAR = 500
_LINES = re.compile(
    r"[^.:\n]{0,60}\b(?:lost|losses|destroyed)\b[^.:\n]{0,60}:\s*(?:\n[^.\n]{1,80}[,;]\s*){0,9}$",
    re.IGNORECASE,
)
_AMONG_THEM = re.compile(
    r"[\s\"“]*(?:in\s+particular,?\s+)?(?:among\s+(?:them|these)|these\s+include|they\s+include"
    r"|this\s+includes?)\b",
    re.IGNORECASE,
)
_LOST_BEFORE = re.compile(r"\b(?:lost|losses)\b[^.\n]{0,160}[.\s]*$", re.IGNORECASE)
_NEAR = 24
_VERB = "VV"
_LOSS_NOUN = re.compile(
    r"(?<!\bjob )(?<!\bjobs )(?<!\bpower )(?<!\bcrop )(?<!\bdata )(?<!\btax )\blosses\b",
    re.IGNORECASE,
)
_COST = (
    r"cost(?!s?\s+of\s+living)|(?:at\s+)?(?:the|a)\s+(?:cost|price)\s+of"
    r"|paid\s+(?:for\s+)?[^.;]{0,40}?\bwith"
)
_HIT = (
    r"destroy(?:ed|ing|s)|destruction\s+of|wip(?:ed|ing)\s+out|tak(?:en|ing)\s+out|took\s+out"
    r"|knock(?:ed|ing)\s+out|eliminat(?:ed|ing|es)|neutrali[sz](?:ed|ing|es)|burn(?:ed|t|ing)"
    r"|blew\s+up|blown\s+up|disabl(?:ed|ing|es)|annihilat(?:ed|ing)|incapacitat(?:ed|ing)"
)
_LOSS = re.compile(
    r"\b(?:(?P<noun>losses|loss(?=\s+of))|los(?:t|es?|ing)(?P<area>\s+(?:control|ground|territory"
    r"|land|touch|to\b(?=\s+\w)))?"
    rf"|(?:{_COST}))\b",
    re.IGNORECASE,
)
_DESTROYED = re.compile(rf"\b(?:{_HIT})\b", re.IGNORECASE)
_ANY = re.compile(
    rf"\b(?:(?P<cost>{_COST})|(?P<hit>{_HIT})|losses|los[ts]|losing|loss)\b", re.IGNORECASE
)
_DESTROYED_AFTER = re.compile(
    r"[^.;:,()\d]{0,40}?(?:\b(?:were|was|are|been|being|got|reportedly|have|has|had|also"
    r"|allegedly)\s+){0,3}"
    rf"\b(?:{_HIT}|put\s+out\s+of\s+action|hit\s+and\s+destroyed|damaged\s+or\s+destroyed)\b",
    re.IGNORECASE,
)
_OF = re.compile(
    r"\s*(?:(?:of|from|belonging\s+to|(?:lost|suffered)\s+by"
    r"|on\s+the)\s+(?:the\s+)?)?",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:including|includ\w+|of|to|at|figures|reach\w*|total\w*|number\w*|amount\w*|exceed\w*"
    r"|surpass\w*|were"
    r"|are|stand|stood|like|with|hit|near\w*|approach\w*)\b|:",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[!?]|;(?!\s*\n)|\.\s|,\s+(?:while|whereas|although|but|who|which|that|after|as(?!\s+well)|when|where"
    r"|and\s+(?:has|have|is|are"
    r"|was|were))\b|\b(?:while|whereas|although|after|because|when|if)\b",
    re.IGNORECASE,
)
_AMOUNTS = re.compile(
    r"(?:accord|figur|includ|total|reach|exceed|surpass|approach|amount|number|stagger|estimat|hit|trend"
    r"|remain|near)\w*"
    r"|c[ao]me|st[ao]nd|stood|r[io]sen?|rising|gr[eo]wn?|climb\w*|jump\w*|passed|averag\w*"
    r"|launch\w*|destroyed|damaged|armou?red|unmanned|guided|based|propelled|fighting|fuelling"
    r"|moving|tracked|towed",
    re.IGNORECASE,
)
"""Verbs that only give an amount, and participles in the names of weapons."""
