"""What a quantity measures, and who did it: the rules for each sort of unit, in one place."""

from __future__ import annotations

import re
from dataclasses import replace

from retally.model.story import FigureKind
from retally.reader.figures import Doing
from retally.reader.kinds_area import area_said
from retally.reader.kinds_attacks import attacker
from retally.reader.kinds_losses import is_destroyed, is_lost, loss_list, whose_losses
from retally.reader.kinds_people import MILITARY, fate_of, people_kind, whose_people
from retally.reader.kinds_sentence import (
    Seen,
    Told,
    around,
    doer,
    list_end,
    stand_in,
    stand_in_within,
)
from retally.reader.kinds_shares import share_said
from retally.reader.kinds_things import distance_kind, thing_kind
from retally.reader.quantities import PrintedQuantity

AREA_UNITS = frozenset({"km2", "mi2", "ha", "acre", "square metre"})
LENGTH_UNITS = frozenset({"km", "mi", "m", "yd", "ft"})
TIME_UNITS = frozenset(
    {"days", "months", "years", "second", "minute", "hour", "day", "week", "month", "year"}
    | {"weekend", "decade", "century", "night", "seconds", "minutes", "hours", "weeks", "decades"}
)


def said(text: str, sentence: Seen, at: int, told: Told) -> tuple[Doing, Told]:
    """What the quantity at that place of a sentence measures and who did it.

    Returns
    -------
    tuple[Doing, Told]
        The answer, and what the next number can carry on.
    """
    quantity = sentence.found.quantities[at]
    unit = quantity.unit.partition("/")[0]
    if unit not in _SHARES and _is_change(text, sentence, quantity):
        who = doer(text, sentence, quantity, told) or told.nation
        return Doing(kind=FigureKind.DIFFERENCE, actor=who), told
    if unit in AREA_UNITS:
        here = area_said(text, sentence, quantity, told)
        last = here
        if here.kind in (None, FigureKind.COUNT):
            # What says nothing of the ground leaves who was spoken of.
            last = replace(told.area, actor=here.actor or told.area.actor)
        return here, replace(told, area=last, nation=here.actor or told.nation)
    if unit in _SHARES:
        return share_said(text, sentence, at, told)
    if unit == "times":
        actor = doer(text, sentence, quantity, told) or told.area.actor or told.people.actor
        return Doing(kind=FigureKind.RATIO, actor=actor), told
    if unit in LENGTH_UNITS:
        kind = distance_kind(text, around(text, sentence, at), is_rate="/" in quantity.unit)
        actor = doer(text, sentence, quantity, told) or told.area.actor or told.nation
        return Doing(kind=kind, actor=actor), told
    if unit == "people" or _are_people(text, sentence, at):
        return _people(text, sentence, at, told)
    kind = thing_kind(
        text,
        quantity,
        around(text, sentence, at),
        is_time=unit in TIME_UNITS,
        list_end=list_end(text, sentence, at),
    )
    if (
        kind in _LOSABLE
        and unit not in TIME_UNITS
        and not _is_whole(text, sentence, at)
        and _are_lost(text, sentence, at, kind)
    ):
        who = whose_losses(text, sentence, at, told) or told.nation
        return Doing(kind=FigureKind.LOSSES, actor=who), replace(told, nation=told.nation or who)
    goes_on = loss_list(text, sentence, told) if kind in _LOSABLE else None
    if goes_on is not None and unit not in TIME_UNITS:
        return goes_on, told
    if kind is FigureKind.ATTACKS:
        actor = attacker(text, sentence, at, told)
    else:
        actor = doer(text, sentence, quantity, told)
        if actor is None and kind is not FigureKind.MONEY:
            actor = told.nation
    return Doing(kind=kind, actor=actor), replace(told, nation=actor or told.nation)


def _are_lost(text: str, sentence: Seen, at: int, kind: FigureKind) -> bool:
    """Whether things were lost: what flies counts where weapons lost stand ahead in its list."""
    if is_lost(text, sentence, around(text, sentence, at)):
        return True
    is_weapon = kind is FigureKind.WEAPONS or (
        kind is FigureKind.ATTACKS
        and at > 0
        and _LOSABLE_AHEAD.search(sentence.found.quantities[at - 1].noun or "")
    )
    return bool(is_weapon) and is_destroyed(text, sentence, at)


def _people(text: str, sentence: Seen, at: int, told: Told) -> tuple[Doing, Told]:
    place = around(text, sentence, at)
    kind = people_kind(text, place, sentence.fates, told.people.kind)
    if kind in (FigureKind.TROOPS, FigureKind.COUNT) and (
        is_lost(text, sentence, place) or is_destroyed(text, sentence, at)
    ):
        kind = FigureKind.LOSSES
    goes_on = loss_list(text, sentence, told) if kind is FigureKind.TROOPS else None
    if goes_on is not None:
        return goes_on, replace(told, people=goes_on)
    if kind in _FATES and _is_whole(text, sentence, at):
        is_military = MILITARY.search(text, place.number.start, place.number.end)
        kind = FigureKind.TROOPS if is_military else FigureKind.COUNT
    stands_in = stand_in(text, sentence, sentence.found.quantities[at], told)
    within = stand_in_within(text, place.number.start, place.number.end, told)
    actor = whose_people(text, place, sentence.nations, sentence.fates, told.people.actor, within)
    here = Doing(kind=kind, actor=actor or stands_in)
    return here, replace(told, people=here, nation=here.actor or told.nation)


def _is_whole(text: str, sentence: Seen, at: int) -> bool:
    """Whether a number is that of which the one before is a part: "20 of the 50 men died".

    What is said is said of the 20, unless the noun says it: "20 of the 50 dead".
    """
    if not at:
        return False
    part, whole = sentence.found.quantities[at - 1 : at + 1]
    number = around(text, sentence, at).number
    return bool(_PART_OF.fullmatch(text, part.numbers[-1].span.end, whole.outer.start)) and not any(
        one.span.meets(number) for one in sentence.fates
    )


def _is_change(text: str, sentence: Seen, quantity: PrintedQuantity) -> bool:
    """Whether an amount is by how much something changed: "a drop of 74 from the month before"."""
    start = max(sentence.found.span.start, quantity.outer.start - 40)
    return bool(
        _CHANGE_OF.search(text, start, quantity.outer.start)
        and _COMPARED_WITH.match(text, quantity.span.end, sentence.found.span.end)
    )


def _are_people(text: str, sentence: Seen, at: int) -> bool:
    """Whether what is counted was killed or hurt, whatever it is called: "3,932 natives killed".

    A number without a unit in a sentence about losses counts people: "casualties reached 300".
    """
    quantity = sentence.found.quantities[at]
    unit, noun = quantity.unit, quantity.noun_span
    if MILITARY.fullmatch(quantity.noun or ""):
        return True
    is_bare = noun is not None and ", " in text[quantity.span.end : noun.start]
    if not unit or is_bare:
        return bool(sentence.fates)
    if not unit.isalpha() or unit.isupper() or unit in TIME_UNITS or not sentence.fates:
        return False
    fate = fate_of(text, around(text, sentence, at), sentence.fates)
    return fate in (FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.KILLED_OR_WOUNDED)


_FATES = frozenset(
    {FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.KILLED_OR_WOUNDED, FigureKind.LOSSES}
)
_PART_OF = re.compile(
    r"\s+(?:out\s+)?of\s+(?:the\s+|its\s+|their\s+|a\s+total\s+of\s+)?(?:estimated\s+|some\s+)?",
    re.IGNORECASE,
)
_SHARES = frozenset({"percent", "share", "percentage point"})
_LOSABLE = frozenset({FigureKind.WEAPONS, FigureKind.ATTACKS, FigureKind.COUNT, FigureKind.TROOPS})
_LOSABLE_AHEAD = re.compile(
    r"tank|vehicle|gun|howitzer|system|launcher|carrier|unit|piece|soldier|troop|service"
    r"|personnel|invader|occupier",
    re.IGNORECASE,
)
_CHANGE_OF = re.compile(
    r"\b(?:drop|fall|rise|increase|decrease|decline|jump|reduction|difference|gap|surge)\s+of\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only)\s+)?$",
    re.IGNORECASE,
)
_COMPARED_WITH = re.compile(
    r"[^.;,()]{0,50}?\s(?:from|on|over|compared|against|versus)\s+"
    r"(?:(?:with|to)\s+)?(?:the\s+|last\s+)?(?:previous|preceding|prior|last|month|week|year|day"
    r"|earlier|January"
    r"|February|March|April|May|June|July|August|September|October|November|December)\b",
    re.IGNORECASE,
)
