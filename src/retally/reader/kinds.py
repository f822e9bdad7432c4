"""What a quantity measures, and who did it: the rules for each sort of unit, in one place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retally.model.story import FigureKind, Span
from retally.reader.actors import Action
from retally.reader.carried_places import Ground
from retally.reader.figures import Doing, Found, doing, only_subject
from retally.reader.kinds_people import Around, Fate, fate_of, fates, people_kind, whose_people
from retally.reader.kinds_things import distance_kind, thing_kind
from retally.reader.nations import NationMention, nation_mentions
from retally.reader.quantities import PrintedQuantity

AREA_UNITS = frozenset({"km2", "mi2", "ha", "acre", "m2"})
LENGTH_UNITS = frozenset({"km", "mi", "m", "yd", "ft"})
TIME_UNITS = frozenset(
    {"days", "months", "years", "second", "minute", "hour", "day", "week", "month", "year"}
    | {"weekend", "decade", "century", "night", "seconds", "minutes", "hours", "weeks", "decades"}
)


NOTHING = Doing()
NOWHERE = Ground()


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the sentences so far said, which a later number can carry on.

    Parameters
    ----------
    area, share, people
        The last area, share and count of people.
    nation
        The country that last acted.
    ground
        Places told of.
    enemy, own, speaker
        Whom "the enemy", "we" and "his troops" mean here; None where that cannot be told.
    """

    area: Doing = NOTHING
    share: Doing = NOTHING
    people: Doing = NOTHING
    nation: str | None = None
    ground: Ground = NOWHERE
    enemy: str | None = None
    own: str | None = None
    speaker: str | None = None


@dataclass(frozen=True, kw_only=True)
class Seen:
    """One sentence with what speaks of its quantities."""

    found: Found
    nations: tuple[NationMention, ...]
    fates: tuple[Fate, ...]


def seen(text: str, sentence: Found, parties: Sequence[str]) -> Seen:
    """A sentence with its countries and with the words that say what became of people."""
    return Seen(
        found=sentence,
        nations=tuple(nation_mentions(text, sentence.span, parties)),
        fates=tuple(fates(text, sentence.span)),
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
    if unit in AREA_UNITS:
        here = _area(text, sentence, quantity, told)
        return here, replace(told, area=here, nation=here.actor or told.nation)
    if unit in ("percent", "share", "percentage point"):
        return _share(text, sentence, at, told)
    if unit == "times":
        actor = _doer(text, sentence, quantity, told) or told.area.actor or told.people.actor
        return Doing(kind=FigureKind.RATIO, actor=actor), told
    if unit in LENGTH_UNITS:
        kind = distance_kind(text, _around(sentence, at), is_rate="/" in quantity.unit)
        actor = _doer(text, sentence, quantity, told) or told.area.actor or told.nation
        return Doing(kind=kind, actor=actor), told
    if unit == "people" or _are_people(text, sentence, at):
        return _people(text, sentence, at, told)
    kind = thing_kind(text, quantity, _around(sentence, at), is_time=unit in TIME_UNITS)
    actor = _doer(text, sentence, quantity, told)
    if actor is None and kind is not FigureKind.MONEY:
        actor = told.nation
    if kind is FigureKind.ATTACKS and _BOTH_SIDES.search(text, *_ends(quantity.span)):
        actor = None
    return Doing(kind=kind, actor=actor), replace(told, nation=actor or told.nation)


def _area(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> Doing:
    """An area; "the enemy" and "we" are resolved where the sentence names nobody else."""
    here = doing(text, sentence.found, quantity, told.area)
    if here.kind is None or here.kind is FigureKind.COUNT:
        return here
    if here.kind is FigureKind.AREA_GAINED and _is_state(text, sentence.found, quantity):
        here = replace(here, kind=FigureKind.AREA_HELD)
    elif here.kind is FigureKind.AREA_HELD and _is_event(text, sentence.found, quantity):
        here = replace(here, kind=FigureKind.AREA_GAINED)
    who = _stand_in(text, sentence, quantity, told)
    if who is None and not _has_subject(sentence.found, quantity):
        who = _gainer(text, sentence.found, quantity.outer.start)
    if here.kind in (FigureKind.AREA_GAINED, FigureKind.AREA_HELD):
        who = _not_its_owner(text, sentence.found, quantity, who)
    if who is None and here.actor is None:
        who = _gainer(text, sentence.found, sentence.found.span.end) or _unnamed(
            text, sentence, quantity, told
        )
    return replace(here, actor=who) if who else here


def _not_its_owner(
    text: str, sentence: Found, quantity: PrintedQuantity, who: str | None
) -> str | None:
    """Who took or holds ground, where that cannot be whose ground it is: "of Russian territory"."""
    for one in sentence.mentions:
        between = text[quantity.span.end : one.span.start]
        if one.party == who and one.span.start >= quantity.span.end and _OF.fullmatch(between):
            return None if _GROUND_NEXT.match(text, one.span.end) else who
    return who


def _is_state(text: str, sentence: Found, quantity: PrintedQuantity) -> bool:
    """Whether "occupied 5 km2 as of that day" tells what is held and not what was taken."""
    start, end = sentence.span.start, sentence.span.end
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


def _gainer(text: str, sentence: Found, before: int | None = None) -> str | None:
    """Whose gains a sentence speaks of: "90 percent of Russian territorial gains"."""
    for one in sentence.mentions:
        end = min(one.span.end + _REACH, sentence.span.end)
        if (before is None or one.span.end <= before) and _GAINER.match(text, one.span.end, end):
            return one.party
    return None


def _unnamed(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> str | None:
    """The side spoken of before, where the ground itself is the subject ahead of an area."""
    start, end = sentence.found.span.start, quantity.outer.start
    if any(one.span.end <= end for one in sentence.nations):
        return None
    return told.area.actor if _GROUND_ITSELF.match(text, start, end) else None


def _people(text: str, sentence: Seen, at: int, told: Told) -> tuple[Doing, Told]:
    around = _around(sentence, at)
    kind = people_kind(text, around, sentence.fates, told.people.kind)
    stands_in = _stand_in(text, sentence, sentence.found.quantities[at], told)
    actor = whose_people(text, around, sentence.nations, sentence.fates, told.people.actor)
    here = Doing(kind=kind, actor=actor or stands_in)
    return here, replace(told, people=here, nation=here.actor or told.nation)


def _are_people(text: str, sentence: Seen, at: int) -> bool:
    """Whether what is counted was killed or hurt, whatever it is called: "3,932 natives killed"."""
    unit = sentence.found.quantities[at].unit
    if not unit.isalpha() or unit.isupper() or unit in TIME_UNITS or not sentence.fates:
        return False
    fate = fate_of(text, _around(sentence, at), sentence.fates)
    return fate in (FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.KILLED_OR_WOUNDED)


def _share(text: str, sentence: Seen, at: int, told: Told) -> tuple[Doing, Told]:
    """A share: of a gain, of ground held, a change, or of something else."""
    quantity = sentence.found.quantities[at]
    around = _around(sentence, at)
    if _CHANGE.match(text, around.number.end, around.tail.end) or _CHANGED_BY.search(
        text, *_ends(around.head)
    ):
        return Doing(kind=FigureKind.DIFFERENCE, actor=_doer(text, sentence, quantity, told)), told
    kind = _share_kind(text, sentence, around)
    if kind in (None, FigureKind.SHARE) and _TO_TOTAL.search(text, *_ends(around.head)):
        kind = FigureKind.AREA_SHARE_HELD
    compared = bool(_COMPARED.search(text, *_ends(around.head)))
    if (kind is None or kind is FigureKind.SHARE) and compared and at and told.share.kind:
        return told.share, told
    kind = kind or FigureKind.SHARE
    if kind is FigureKind.SHARE_OF_GAIN:
        actor = (
            _gainer(text, sentence.found)
            or _doer(text, sentence, quantity, told)
            or told.area.actor
        )
    else:
        actor = _doer(text, sentence, quantity, told) or told.area.actor
    if kind is FigureKind.SHARE:
        return Doing(kind=kind, actor=told.people.actor if sentence.fates else actor), told
    here = Doing(kind=kind, actor=actor)
    return here, replace(told, share=here, nation=here.actor or told.nation)


def _share_kind(text: str, sentence: Seen, around: Around) -> FigureKind | None:
    if _OF_GAINS.match(text, around.number.end, around.tail.end):
        return FigureKind.SHARE_OF_GAIN
    ground = [
        one
        for one in sentence.found.actions
        if one.span.end <= around.number.start and _is_clear(text, one, around)
    ]
    last = ground[-1].kind if ground else None
    if last is FigureKind.AREA_HELD:
        return FigureKind.AREA_SHARE_HELD
    if last in (FigureKind.AREA_GAINED, FigureKind.AREA_REGAINED, FigureKind.AREA_LOST):
        of_ground = _OF_GROUND.match(text, around.number.end, around.tail.end)
        return (
            FigureKind.AREA_SHARE_HELD
            if of_ground and _TOTAL.search(text, *_ends(around.head))
            else FigureKind.SHARE
        )
    if sentence.fates:
        return FigureKind.SHARE
    later = [one for one in sentence.found.actions if one.span.start >= around.number.end]
    if later and later[0].kind is FigureKind.AREA_HELD:
        return FigureKind.AREA_SHARE_HELD
    return None


def _is_clear(text: str, action: Action, around: Around) -> bool:
    """Whether no clause parts a word of ground from the number."""
    return not _CLAUSE.search(text, action.span.end, around.number.start)


def _doer(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> str | None:
    """Who acts where a quantity stands: the nearest subject ahead of it, else after "by"."""
    stands_in = _stand_in(text, sentence, quantity, told)
    if stands_in:
        return stands_in
    ahead = [one for one in sentence.nations if one.span.end <= quantity.outer.start]
    doers = [one for one in ahead if not one.is_place and not _of_place(text, one)]
    if doers:
        return doers[-1].nation
    for one in sentence.nations:
        if one.span.start >= quantity.span.end and _BY.search(
            text, max(quantity.span.end, one.span.start - 30), one.span.start
        ):
            return one.nation
    return only_subject(sentence.found)


def _of_place(text: str, mention: NationMention) -> bool:
    """Whether a country says whose ground it is: "Ukrainian territory"."""
    return bool(_GROUND_NEXT.match(text, mention.span.end))


def _stand_in(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> str | None:
    """The side that "the enemy" or "we" means, where one is the last subject ahead."""
    start, end = sentence.found.span.start, quantity.outer.start
    ahead = [one.span.end for one in sentence.nations if one.span.end <= end and not one.is_place]
    last = max(ahead, default=start)
    for match in _STAND_IN.finditer(text, max(last, end - _REACH), end):
        if match.lastgroup == "theirs":
            named = [one.nation for one in sentence.nations if one.span.end <= match.start()]
            return told.speaker or (named[-1] if named else None)
        return told.own if match.lastgroup == "own" else told.enemy
    return None


def _around(sentence: Seen, at: int) -> Around:
    """Where the words stand that can speak of the quantity at that place."""
    found = sentence.found
    quantity = found.quantities[at]
    number = _number_span(quantity)
    before = found.quantities[at - 1] if at else None
    after = found.quantities[at + 1] if at + 1 < len(found.quantities) else None
    start = min(_number_span(before).end if before else found.span.start, number.start)
    end = max(after.outer.start if after else found.span.end, number.end)
    return Around(
        number=number,
        head=Span(start=start, end=number.start),
        tail=Span(start=number.end, end=end),
        sentence=found.span,
    )


def _number_span(quantity: PrintedQuantity) -> Span:
    """A quantity with its hedge and its noun."""
    end = quantity.span.end
    noun = quantity.noun_span
    return Span(
        start=min(quantity.outer.start, quantity.span.start),
        end=max(end, noun.end) if noun is not None and noun.start >= quantity.span.start else end,
    )


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


_REACH = 200
_OF = re.compile(r"\s*(?:\([^()]{0,40}\)\s*)?of\s+", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_OCCUPIED = re.compile(r"\b(?:occupied|controlled|held)\s[^.;]{0,40}$", re.IGNORECASE)
_OCCUPYING = re.compile(r"\boccupy(?:ing)?\s[^.;]{0,30}$", re.IGNORECASE)
_GROUND_ITSELF = re.compile(
    r"[\s\"'“‘]*(?:(?:the|that|this|its|their|but|and|yet|however,?|meanwhile,?)\s+){0,3}(?:[\w-]+\s+){0,2}?"
    r"(?:area|front|territory|zone|foothold|bridgehead|pocket|salient|incursion|offensive|operation|land|gains?"
    r"|advances?|total|figure)\b",
    re.IGNORECASE,
)
_AS_OF = re.compile(r"\bas\s+of\b", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:]|\.\s|,\s+(?:while|whereas|although|but)\b|\b(?:while|whereas|although)\b", re.IGNORECASE
)
_GAINER = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+){0,2}?(?:gains?|advances?|conquests?|progress|captures?)\b",
    re.IGNORECASE,
)
_OF_GAINS = re.compile(
    r"[^.;:,()]{0,60}?\b(?:of|in)\s[^.;:,()]{0,60}?\b(?:gain(?:s|ed)?|advances?|advanced|conquests?|progress"
    r"|(?:taken|seized|captured|occupied|conquered|won|lost|losses)(?=\s+(?:by|in|over|during|from|last|since)\b)"
    r"|(?:land|territory|area|ground)\s+(?:gained|taken|seized|captured|lost|occupied))\b",
    re.IGNORECASE,
)
_OF_GROUND = re.compile(
    r"\s*(?:of|in)\s[^.;:()]{0,60}?(?:territor|countr|land|area|region|oblast|province|soil)?",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:in\s+total|overall|altogether|now|currently|already|total)\b", re.IGNORECASE
)
_COMPARED = re.compile(
    r"\b(?:compared\s+(?:to|with)|against|versus|vs\.?|up\s+from|down\s+from|drop\s+from|rise\s+from|from|than"
    r"|and|with|or)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_TO_TOTAL = re.compile(
    r"\bbr(?:ing|ings|inging|ought)\s+(?:the\s+|its\s+)?total\b[^.;,]{0,40}$", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\s*(?:more|less|fewer|larger|smaller|higher|lower|faster|slower|bigger|increase|decrease|drop|rise"
    r"|growth|decline|reduction|jump|fall)\b",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\b(?:increas\w+|decreas\w+|fell|fallen|dropp?\w*|r[io]se[n]?|gr[eo]wn?|declin\w+|shr[aiu]nk|jump\w*"
    r"|slow\w*|accelerat\w+|up|down|reduc\w+)\s+(?:by\s+)?$",
    re.IGNORECASE,
)
_GROUND_NEXT = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:territor(?:y|ies)|land|soil|ground|region|oblast|province|border)\b",
    re.IGNORECASE,
)
_STAND_IN = re.compile(
    r"\b(?:(?P<enemy>(?:the|their)\s+(?:enem(?:y|ies)|occupiers?|invaders?|aggressors?|adversar(?:y|ies)))"
    r"|(?P<theirs>(?:his|her)\s+(?:troops|forces|soldiers|army|units))"
    r"|(?P<own>we|our\s+(?:\w+\s+){0,2}?(?:troops|forces|soldiers|army|units|defenders)))\b",
    re.IGNORECASE,
)
_BOTH_SIDES = re.compile(
    r"\b(?:engagements?|clashes|battles|firefights?|skirmish\w*)\b", re.IGNORECASE
)
