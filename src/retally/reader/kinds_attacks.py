"""Whose attacks are counted: who launched them, also where others met or suffered them."""

from __future__ import annotations

import re

from retally.reader.kinds_sentence import Seen, Told, around, doer, other_side, stand_in_within


def attacker(text: str, sentence: Seen, at: int, told: Told) -> str | None:
    """The side that attacked; None where both did, or where nobody is told.

    The number's own words come first ("26 N drones"), then "by N" after it; who repelled, downed
    or suffered what is counted did not launch it.
    """
    quantity = sentence.found.quantities[at]
    place = around(text, sentence, at)
    if _BOTH_SIDES.search(quantity.noun or quantity.unit):
        return None
    for one in sentence.nations:
        if one.span.meets(place.number):
            return one.nation
        if one.span.start >= place.number.end and _BY.fullmatch(
            text, place.number.end, one.span.start
        ):
            return one.nation
    for one in sentence.nations:
        if one.span.start >= place.number.end and _THAT.fullmatch(
            text, place.number.end, one.span.start
        ):
            return one.nation
    standing = stand_in_within(text, place.number.start, place.number.end, told)
    if standing is not None:
        return standing
    who = doer(text, sentence, quantity, told) or told.nation
    start = max(sentence.found.span.start, place.number.start - _REACH)
    if _MET.search(text, start, place.number.start):
        return other_side(sentence, who)
    return who


_REACH = 90
_BOTH_SIDES = re.compile(
    r"\b(?:engagements?|clash(?:es)?|battles?|firefights?|skirmish\w*)\b", re.IGNORECASE
)
_BY = re.compile(
    r"[^.;:()]{0,30}?\s(?:by|from)\s+(?:the\s+)?|[^.;:()]{0,40}?\s(?:launched|fired|sent|used)"
    r"\s+(?:\w+\s+)?(?:by|from)\s+(?:the\s+)?",
    re.IGNORECASE,
)
_THAT = re.compile(r",?\s+(?:which|that)\s+(?:the\s+)?", re.IGNORECASE)
_MET = re.compile(
    r"\b(?:repel\w*|repuls\w+|fend\w*\s+off|thwart\w*|foil\w*|beat\w*\s+back|stopped|downed|downing"
    r"|(?:shot|shoot\w*|br(?:ought|ing\w*))\s+down|intercept\w*|destroy\w*|neutrali[sz]\w*"
    r"|jamm\w+|suppress\w*"
    r"|endur\w+|suffer\w+|c[ao]me\s+under|faced|withstood|survived|recorded|registered|reported"
    r"|was\s+hit\s+by"
    r"|were\s+hit\s+by|eliminat\w*)\b"
    r"(?![^.;]{0,60}\b(?:launched|fired|used|carried\s+out)\b)[^.;:]{0,80}$",
    re.IGNORECASE,
)
