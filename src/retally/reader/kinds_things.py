"""What other quantities measure: settlements, attacks, weapons, money, distances, time."""

from __future__ import annotations

import re

from retally.model.story import FigureKind
from retally.reader.kinds_people import Around
from retally.reader.quantities import PrintedQuantity

_NOUNS: tuple[tuple[FigureKind, str], ...] = (
    (
        FigureKind.SETTLEMENTS_TAKEN,
        (
            r"settlements?|villages?|towns?|localit(?:y|ies)|hamlets?|cit(?:y|ies)|communit(?:y"
            r"|ies)"
            r"|population\s+cent(?:er|re)s?"
        ),
    ),
    (
        FigureKind.ATTACKS,
        (
            r"(?:air\s?|missile\s+|drone\s+|artillery\s+|counter-?)?(?:attacks?|assaults?|strikes?"
            r"|airstrikes?|raids?)"
            r"|shellings?|engagements?|clash(?:es)?|battles?|bombings?|bombardments?|sorties?"
            r"|offensives?"
            r"|incursions?|explosions?|firefights?|skirmish(?:es)?|ambush(?:es)?"
            r"|(?:assault\s+)?operations?"
            r"|drones?|UAVs?|missiles?|rockets?|bombs?|shells?|Shaheds?|projectiles?|mortars?"
        ),
    ),
    (
        FigureKind.WEAPONS,
        (
            r"tanks?|vehicles?|guns?|howitzers?|jets?|aircraft|planes?|helicopters?|launchers?"
            r"|ships?"
            r"|boats?|rounds?|ammunition|systems?|weapons?|rifles?|batter(?:y|ies)|warplanes?"
            r"|fighters?"
            r"|carriers?|airplanes?|artillery|munitions?|submarines?|radars?|mines?|containers?"
        ),
    ),
)
_NOUN = re.compile(
    r"\b(?:" + "|".join(f"(?P<{kind.name}>{words})" for kind, words in _NOUNS) + r")\b",
    re.IGNORECASE,
)
_USED = re.compile(
    r"\b(?:launch(?:ed|es|ing)|fir(?:ed|ing|es?)|us(?:ed|ing|es?)|involv\w+|dropp\w+|hit|struck"
    r"|attack\w*|carried"
    r"|target\w*|shot|intercept\w*|down(?:ed|ing)|repel\w*|raid\w*|overnight|unleash\w*|rain\w*)\b",
    re.IGNORECASE,
)
_SUPPLIED = re.compile(
    r"\b(?:suppl(?:y|ied|ies|ying)|deliver\w*|sen[dt]\w*|provid\w+|donat\w+|produc\w+"
    r"|manufactur\w+|bought"
    r"|buy\w*|purchas\w+|order(?:ed|s)?|receiv\w+|shipp?\w*|stockpil\w*|built|build\w*|pledg\w+"
    r"|lost|destroy\w*|los(?:e|es|ing|ses))\b",
    re.IGNORECASE,
)
_FLYING = re.compile(
    r"(?:drone|UAV|missile|rocket|bomb|shell|Shahed|projectile|mortar)s?", re.IGNORECASE
)
_TAKEN = re.compile(
    r"\b(?:captur\w+|seiz\w+|t[ao]k(?:en?|ing|es)|took|liberat\w+|control\w*|recaptur\w+|retook"
    r"|retaken"
    r"|occup\w+|gain\w*|advanc\w+|lost|fell|fallen|reclaim\w*|conquer\w*|regain\w*|hold\w*|held"
    r"|cleared"
    r"|w[io]n|overr[au]n)\b",
    re.IGNORECASE,
)
_MONEY = re.compile(r"[A-Z]{3}")
_ON_DAYS = re.compile(
    r"\bon\s+(?:only\s+|just\s+|some\s+|about\s+|at\s+least\s+|another\s+)?$", re.I
)


def thing_kind(
    text: str, quantity: PrintedQuantity, around: Around, *, is_time: bool, list_end: int
) -> FigureKind:
    """What a count of anything but people and ground measures.

    Parameters
    ----------
    list_end
        Where the list ends that the number stands in.
    """
    if is_time:
        counted = _ON_DAYS.search(text, *_ends(around.head)) or _ON_DAYS.search(
            text, max(around.sentence.start, quantity.span.start - 30), quantity.span.start
        )
        return FigureKind.COUNT if counted else FigureKind.DURATION
    if _MONEY.fullmatch(quantity.unit.partition("/")[0]):
        return FigureKind.MONEY
    phrase = quantity.noun or quantity.unit
    if _TALKS.match(text, around.number.end, around.sentence.end):
        return FigureKind.COUNT
    if _HIT_AHEAD.search(text, *_ends(around.head)) and _TARGETS.fullmatch(phrase):
        return FigureKind.ATTACKS
    if _PIECES.fullmatch(phrase) and _OF_EQUIPMENT.match(text, around.number.end):
        return FigureKind.WEAPONS
    if _STORES.search(phrase):
        return FigureKind.COUNT
    whole = text[quantity.span.start : around.number.end]
    if _UNMANNED.search(whole):
        phrase = "UAV"
    named = _last_noun(phrase) or _last_noun(whole)
    if named is None:
        return FigureKind.COUNT
    kind, word = named
    told = text[around.sentence.start : max(around.tail.end, list_end + _LONGEST_VERB)]
    if kind is FigureKind.SETTLEMENTS_TAKEN:
        return kind if _TAKEN.search(told) else FigureKind.COUNT
    if kind is FigureKind.ATTACKS and _FLYING.fullmatch(word):
        is_stock = _SUPPLIED.search(told) and not _USED.search(told)
        return FigureKind.WEAPONS if is_stock else FigureKind.ATTACKS
    return kind


def _last_noun(words: str) -> tuple[FigureKind, str] | None:
    """The last word of a phrase that names a sort of thing: "800 drone strikes" are strikes."""
    found = list(_NOUN.finditer(words[-_LONGEST_PHRASE:]))
    if not found:
        return None
    return FigureKind[str(found[-1].lastgroup)], found[-1].group()


def is_thing(words: str) -> bool:
    """Whether words name a weapon or what is fired: what is lost is then no people."""
    named = _last_noun(words)
    return named is not None and named[0] in (FigureKind.WEAPONS, FigureKind.ATTACKS)


def distance_kind(text: str, around: Around, *, is_rate: bool) -> FigureKind:
    """Whether a length says how far somebody came, or how far it is."""
    if is_rate:
        return FigureKind.ADVANCE_DISTANCE
    if _FROM_THERE.match(text, around.number.end, around.sentence.end):
        return FigureKind.DISTANCE
    if _WITHIN.search(
        text, max(around.sentence.start, around.number.start - 40), around.number.end
    ):
        return FigureKind.DISTANCE
    moved = _ADVANCE.search(text, *_ends(around.head))
    return FigureKind.ADVANCE_DISTANCE if moved else FigureKind.DISTANCE


def _ends(span: object) -> tuple[int, int]:
    return span.start, span.end  # type: ignore[attr-defined]


_LONGEST_PHRASE = 80
_LONGEST_VERB = 30
_TALKS = re.compile(
    r"\s+(?:of|in)\s+(?:[\w-]+\s+){0,4}?(?:talks|negotiations|discussions|consultations|voting"
    r"|sanctions)\b",
    re.I,
)
_HIT_AHEAD = re.compile(
    r"\b(?:(?:strikes?|attacks?|raids?|hits?)\s+(?:\w+\s+){0,4}?(?:against|on|at)|struck|hit"
    r"|attacked|targeted|targeting"
    r"|bombed|shelled|pounded)\s+(?:(?:a\s+total\s+of|at\s+least|about|around|some|nearly|almost"
    r"|over|more\s+than|another)\s+)?$",
    re.IGNORECASE,
)
_TARGETS = re.compile(
    r"(?:.*\s)?(?:facilit(?:y|ies)|targets?|sites?|objects?|objectives?|installations?|depots?"
    r"|airfields?|refiner(?:y|ies)"
    r"|substations?|warehouses?|command\s+posts?)",
    re.IGNORECASE,
)
_STORES = re.compile(r"\b(?:depot|warehouse|dump|stockpile|plant|factory|station)s?$", re.I)
"""Where weapons lie or are made; "ammunition depots" are no ammunition."""

_UNMANNED = re.compile(
    r"\bunmanned\s+(?:combat\s+)?(?:aerial|aircraft|air)\b[^.,;]{0,20}$", re.IGNORECASE
)
_PIECES = re.compile(r"pieces?|units?|items?", re.IGNORECASE)
_OF_EQUIPMENT = re.compile(
    r"\s+of\s+(?:\w+\s+){0,2}?(?:equipment|hardware|armou?r|weapon(?:s|ry)|machinery|arms"
    r"|vehicles|artillery)\b",
    re.I,
)
_FROM_THERE = re.compile(
    r"\s*(?:\([^()]{0,30}\)\s*)?(?:away|off|from|of\b|(?:north|south|east|west)\w*\s+of|outside"
    r"|long|wide"
    r"|deep\s+(?:buffer|zone)|short\s+of|to\s+the\s+(?:north|south|east|west))",
    re.IGNORECASE,
)
_WITHIN = re.compile(r"\b(?:within|distance|radius|range|diameter|length|width)\b", re.IGNORECASE)
_ADVANCE = re.compile(
    r"\b(?:advanc\w+|push\w*|mov(?:e|ed|es|ing)|penetrat\w+|progress\w*|went|driv\w+|drove"
    r"|retreat\w*"
    r"|withdr\w+|fell\s+back|gain\w*|pull\w*\s+back|thrust\w*|broke\w*)\b",
    re.IGNORECASE,
)
