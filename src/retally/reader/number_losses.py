"""Numbers whose noun stands before them: losses of men or things, and who live in a town."""

from __future__ import annotations

import re

from retally.model.story import Span
from retally.reader.nouns_people import singular

_FARTHEST = 300
"""Code points before a number in which losses are looked for."""


def lost_unit(text: str, sentence: Span, at: int) -> str | None:
    """What the "losses" at a place are losses of: people, or the thing that is named with them.

    "521 losses" after "tank losses" are tanks. None where nothing tells of men or war.
    """
    floor = max(0, sentence.start - _FARTHEST)
    thing = None
    for match in _THING_LOSSES.finditer(text, floor, min(sentence.end, at + _LONGEST)):
        thing = match["thing"] if match.start() <= at else thing
    if thing is not None:
        return _thing(thing)
    if _OTHER_LOSSES.search(text, max(floor, at - 30), at):
        return None
    return "people" if _WAR.search(text, floor, sentence.end) else None


def reached_unit(text: str, floor: int, at: int) -> str | None:
    """What a number counts that a clause about losses leads up to.

    "Casualty figures for the troops were also reported, hitting 35,000": a verb of reaching stands
    before the number, and its clause speaks of losses.
    """
    if not _REACHED.search(text, max(floor, at - _LONGEST), at):
        return None
    told = None
    for match in _LOSSES.finditer(text, floor, at):
        told = match
    if told is None:
        return None
    return _thing(told["thing"]) if told["thing"] else "people"


def is_of_a_town(text: str, floor: int, at: int) -> bool:
    """Whether a bare number says how many live in a town: "a city of 700,000"."""
    return bool(_TOWN_OF.search(text, max(floor, at - 60), at))


def _thing(word: str) -> str:
    return singular(word)


_LONGEST = 40
_THINGS = (
    r"(?:tanks?|artillery|aircraft|helicopters?|vehicles?|drones?|ships?|vessels?|planes?|jets?"
    r"|howitzers?|guns?|armou?r)"
)
_THING_LOSSES = re.compile(rf"\b(?P<thing>{_THINGS})\s+loss(?:es)?\b", re.IGNORECASE)
_OTHER_LOSSES = re.compile(
    r"\b(?:job|net|straight|consecutive|financial|market|revenue|trading|quarterly|defeats?|wins?\s+and"
    r"|weight|data|power|heat)\s+$",
    re.IGNORECASE,
)
_WAR = re.compile(
    r"\b(?:troops|soldiers|army|military|forces|war|battlefield|killed|wounded|casualt(?:y|ies)|invasion"
    r"|combat|servicemen|personnel|front\s+line)\b",
    re.IGNORECASE,
)
_LOSSES = re.compile(
    rf"\b(?:(?P<thing>{_THINGS})\s+)?(?:loss(?:es)?\b|casualt(?:y|ies)\b|fatalit(?:y|ies)\b|deaths\b"
    r"|death\s+toll\b|wounded\b)",
    re.IGNORECASE,
)
_REACHED = re.compile(
    r"\b(?:hit|hits|hitting|reach\w*|total(?:s|l?ed|l?ing)|exceed\w*|surpass\w*|topp?(?:s|ed|ing)?|pass(?:es|ed|ing)"
    r"|number(?:s|ed|ing)?|stand(?:s|ing)?\s+at|stood\s+at|amount(?:s|ed|ing)?\s+to|com(?:e|es|ing)\s+to"
    r"|(?:rose|ris(?:e|es|en|ing)|climb\w*|jump\w*|escalat\w*|increas\w*|grew|grow\w*|f[ae]ll(?:s|en|ing)?|dropp?\w*"
    r"|swell\w*|soar\w*|surg\w*)\s+to|sat\s+at|put\s+at|estimated\s+at|averag(?:es|ed|ing)|dipped\s+below)"
    r"\s+(?:(?:more\s+than|less\s+than|up\s+to|close\s+to|a\s+staggering|an\s+estimated|a\s+total\s+of|a\s+record"
    r"|at\s+least|over|about|around|nearly|almost|some|roughly|approximately|well|just|only|now)\s+){0,3}$",
    re.IGNORECASE,
)
_TOWN_OF = re.compile(
    r"\b(?:city|town|village|settlement|community|municipality|capital|suburb|hub|port|metropolis|stronghold"
    r"|republic|nation|country|populations?)\s+of\s+(?:(?:more\s+than|less\s+than|fewer\s+than|up\s+to|close\s+to"
    r"|at\s+least|over|under|about|around|nearly|almost|some|roughly|approximately|just|only|an\s+estimated)\s+){0,2}$"
    r"|\bhome\s+to\s+(?:(?:more\s+than|over|about|around|nearly|almost|some|roughly|just|only)\s+){0,2}$",
    re.IGNORECASE,
)
