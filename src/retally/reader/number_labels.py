"""Numbers whose noun is a label before them, or the subject of a verb of change."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from retally.model.story import Span
from retally.reader.nouns_people import is_people, singular
from retally.reader.tags import Token


def labelled_unit(text: str, floor: int, at: int) -> tuple[str, str] | None:
    """The unit and noun of a number under a label: "tanks – 10,100", "Personnel: about 830,000"."""
    found = _LABEL.search(text, max(floor, at - _LONGEST_LABEL), at)
    if found is None:
        return None
    words = found["label"].split()
    lemma = singular(words[-1])
    people = lemma in _MEN or is_people(lemma, words[-1])
    return ("people" if people else lemma), lemma


def subject_of_change(
    text: str, tokens: Sequence[Token], floor: int, at: int
) -> tuple[str, str] | None:
    """The unit and noun that a change speaks of: "assaults rose by a third, to 5,520".

    None where the number is no end of a change, or where what changes is no plural noun that is
    counted, such as gains or an area.
    """
    if not _TO.search(text, max(floor, at - _LONGEST_LEAD), at):
        return None
    verbs = list(_CHANGED.finditer(text, max(floor, at - _LONGEST_CLAUSE), at))
    if not verbs:
        return None
    place = bisect_left(tokens, verbs[-1].start(), key=lambda token: token.span.start)
    named = None
    for token in reversed(tokens[max(0, place - _WORDS) : place]):
        if token.span.start < floor or token.tag.startswith(("PU", "VV")):
            break
        lemma = singular(token.text)
        if token.tag == "NN2" and lemma not in _NOT_COUNTED:
            named = lemma, token.text
        elif lemma in ("by", "from", "in", "on", "against", "at"):
            # What stands before "by N" or "in May" is the noun, not what stands in it.
            named = None
    if named is None:
        return None
    return ("people" if is_people(*named) else named[0]), named[0]


def is_attacked(text: str, sentence: Span, start: int, end: int) -> bool:
    """Whether "times" counts attacks: "fired 11,753 times in a week", not "five times more"."""
    return bool(
        _ATTACKED.search(text, max(sentence.start, start - _LONGEST_LEAD), start)
    ) and not _COMPARING.match(text, end, sentence.end)


_LONGEST_LABEL = 90
_LONGEST_LEAD = 60
_LONGEST_CLAUSE = 160
_WORDS = 12
_MEN = frozenset({"personnel", "manpower", "loss", "casualty"})
_NOT_COUNTED = frozenset(
    {
        "loss",
        "gain",
        "advance",
        "number",
        "figure",
        "region",
        "area",
        "force",
        "month",
        "week",
        "year",
        "day",
    }
    | {
        "rate",
        "total",
        "hour",
        "percent",
        "kilometre",
        "kilometer",
        "mile",
        "price",
        "sale",
        "export",
    }
)
_THINGS = (
    r"personnel|manpower|troops|soldiers|service(?:men|members|personnel)|tanks?|vehicles?"
    r"|carriers?|systems?"
    r"|guns?|howitzers?|mortars?|cannons?|launchers?|MLRSs?|aircraft|planes?|jets?|helicopters?"
    r"|UAVs?|drones?"
    r"|missiles?|rockets?|ships?|boats?|vessels?|submarines?|tankers?|equipment|trucks?|radars?"
    r"|casualties|losses"
    r"|killed|wounded|captured|prisoners|dead|injured"
)
_LABEL = re.compile(
    rf"(?:^|[,;:•*\n]\s*|\band\s+|[-–—‒]\s+)(?P<label>(?:[A-Za-z][\w/’'-]*\s+){{0,4}}?(?:{_THINGS}))"
    r"(?:\s+(?:and|or)\s+(?:[a-z]+\s+){0,3}[a-z]+|\s*/\s*[A-Za-z]+)?(?:\s*\([^()]{1,30}\))?"
    r"\s*(?:\s[-–—‒]|:)\s*(?:(?:about|around|approximately|over|more\s+than|some|nearly|almost"
    r"|up\s+to|\+|~)\s*)?$",
    re.IGNORECASE,
)
_CHANGED = re.compile(
    r"\b(?:r[io]se[ns]?|rising|increas(?:ed|es|ing)|gr[eo]wn?|grows|growing|climb(?:ed|s|ing)"
    r"|jump(?:ed|s|ing)"
    r"|surg(?:ed|es|ing)|soar(?:ed|s|ing)|f[ae]ll(?:en|s|ing)?|dropp?(?:ed|s|ing)?|declin(?:ed|es"
    r"|ing)"
    r"|decreas(?:ed|es|ing)|shr[aiu]nk|went\s+(?:up|down)|doubl(?:ed|es|ing)|tripl(?:ed|es|ing)"
    r"|slump(?:ed|s)"
    r"|plung(?:ed|es|ing)|halved)\b",
    re.IGNORECASE,
)
_TO = re.compile(
    r"(?:\bto|\bfrom)\s+(?:(?:about|around|some|nearly|almost|over|just|only|more\s+than"
    r"|less\s+than|as\s+many\s+as"
    r"|a\s+record|a\s+total\s+of)\s+){0,2}$",
    re.IGNORECASE,
)
_ATTACKED = re.compile(
    r"\b(?:fir(?:ed|ing)|shell(?:ed|ing)|attack(?:ed|ing)?|str(?:uck|ike|iking)|hit|bomb(?:ed"
    r"|ing)|storm(?:ed|ing)"
    r"|assault(?:ed|ing)|target(?:ed|ing)|raid(?:ed|ing)|opened\s+fire|bombard(?:ed"
    r"|ing))\b[^.;:]{0,40}$",
    re.IGNORECASE,
)
_COMPARING = re.compile(
    r"\s+(?:more|less|fewer|as|larger|smaller|bigger|higher|lower|the|its|that|faster|greater"
    r"|stronger|over)\b",
    re.IGNORECASE,
)
