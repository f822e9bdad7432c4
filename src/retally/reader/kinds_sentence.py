"""One sentence with what speaks of its quantities, and who acts in it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span
from retally.reader.carried_places import Ground
from retally.reader.figures import Doing, Found, only_subject
from retally.reader.kinds_fates import Fate, fates
from retally.reader.kinds_people import SAYS, Around
from retally.reader.nations import NationMention, nation_mentions
from retally.reader.quantities import PrintedQuantity

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
    first
        Who did what the first area of the last sentence with areas measures.
    ground
        Places told of.
    enemy, own, speaker
        Whom "the enemy", "we" and "his troops" mean here; None where that cannot be told.
    """

    area: Doing = NOTHING
    share: Doing = NOTHING
    people: Doing = NOTHING
    nation: str | None = None
    first: str | None = None
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
    parties: tuple[str, ...] = ()


def seen(text: str, sentence: Found, parties: Sequence[str]) -> Seen:
    """A sentence with its countries and with the words that say what became of people."""
    return Seen(
        found=sentence,
        nations=tuple(nation_mentions(text, sentence.span, parties)),
        fates=tuple(fates(text, sentence.span)),
        parties=tuple(parties),
    )


def around(text: str, sentence: Seen, at: int) -> Around:
    """Where the words stand that can speak of the quantity at that place."""
    found = sentence.found
    quantity = found.quantities[at]
    number = _number_span(text, quantity)
    before = found.quantities[at - 1] if at else None
    later = found.quantities[at + 1 : at + 3]
    # The noun of "20 of the 50 soldiers" stands after the 50; what speaks of the 20 comes then.
    after = next((one for one in later if one.outer.start >= number.end), None)
    start = min(_number_span(text, before).end if before else found.span.start, number.start)
    end = max(after.outer.start if after else found.span.end, number.end)
    return Around(
        number=number,
        head=Span(start=start, end=number.start),
        tail=Span(start=number.end, end=end),
        sentence=found.span,
    )


def _number_span(text: str, quantity: PrintedQuantity) -> Span:
    """A quantity with its hedge and its noun, unless a comma parts the two."""
    end, noun = quantity.span.end, quantity.noun_span
    if noun is not None and noun.end > end and ", " not in text[end : noun.start]:
        end = noun.end
    return Span(start=min(quantity.outer.start, quantity.span.start), end=end)


def list_end(text: str, sentence: Seen, at: int) -> int:
    """Where the list that a quantity stands in ends: what follows is said of all it names."""
    end = around(text, sentence, at).number.end
    for place in range(at + 1, min(len(sentence.found.quantities), at + LONGEST_LIST)):
        number = around(text, sentence, place).number
        if number.start < end or not _LISTED.fullmatch(text, end, number.start):
            break
        end = number.end
    return end


def other_side(sentence: Seen, who: str | None) -> str | None:
    """The one side beside the one that acted; None where there are not two."""
    others = [party for party in sentence.parties if party != who]
    return others[0] if who in sentence.parties and len(others) == 1 else None


def stand_in_within(text: str, start: int, end: int, told: Told) -> str | None:
    """The side whose "enemy tanks" or "invaders" a piece of text counts."""
    return told.enemy if _ENEMYS.search(text, start, end) else None


def doer(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> str | None:
    """Who acts where a quantity stands: the nearest subject ahead of it, else after "by"."""
    stands_in = stand_in(text, sentence, quantity, told)
    if stands_in:
        return stands_in
    for one in sentence.nations:
        if one.span.start >= quantity.span.end and _DONE_BY.fullmatch(
            text, quantity.span.end, one.span.start
        ):
            return one.nation
    ahead = [one for one in sentence.nations if one.span.end <= quantity.outer.start]
    if ahead and _WHICH.match(text, ahead[-1].span.end, quantity.outer.start):
        return ahead[-1].nation
    doers = [one for one in ahead if not one.is_place and not _of_place(text, one)]
    doers = _without_speakers(text, sentence, doers)
    if doers:
        return doers[-1].nation
    start = sentence.found.span.start
    if told.nation is not None and not ahead and _PRONOUN.match(text, start, quantity.outer.start):
        return told.nation
    for one in sentence.nations:
        if one.span.start >= quantity.span.end and _BY.search(
            text, max(quantity.span.end, one.span.start - 30), one.span.start
        ):
            return one.nation
    who = only_subject(sentence.found)
    first = min((one.span.start for one in sentence.found.mentions), default=start)
    # Whoever another clause names did what that clause says: "they took 5; the others took 3".
    return None if _APART.search(text, quantity.span.end, max(first, quantity.span.end)) else who


def _without_speakers(
    text: str, sentence: Seen, doers: Sequence[NationMention]
) -> list[NationMention]:
    """The same without who only tells of it: "the UN mission said"; a side may speak of itself."""
    sides = {one.span.start for one in sentence.found.mentions}
    acting = [one for one in doers if not SAYS.match(text, one.span.end)]
    return acting or [one for one in doers if one.span.start in sides]


def _of_place(text: str, mention: NationMention) -> bool:
    """Whether a country says whose ground it is: "Ukrainian territory"."""
    return bool(GROUND_NEXT.match(text, mention.span.end))


def stand_in(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> str | None:
    """The side that "the enemy" or "we" means, where one is the last subject ahead."""
    start, end = sentence.found.span.start, quantity.outer.start
    ahead = [one.span.end for one in sentence.nations if one.span.end <= end and not one.is_place]
    last = max(ahead, default=start)
    for match in _STAND_IN.finditer(text, max(last, end - REACH), end):
        if match.lastgroup == "theirs":
            named = [one.nation for one in sentence.nations if one.span.end <= match.start()]
            return told.speaker or (named[-1] if named else None)
        return told.own if match.lastgroup == "own" else told.enemy or told.area.actor
    return None


LONGEST_LIST = 20
"""Things of one list that are looked through; more would cost the square of its length."""

REACH = 200
"""Code points ahead of a quantity in which its subject is looked for."""

_PRONOUN = re.compile(
    r"[\s\"'“‘]*(?:(?:and|but|now|today|currently|so|yet|still|meanwhile|in\s+all"
    r"|together),?\s+)?(?:it|they)\s",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\s*[,–—-]{0,2}\s*(?:which|who)\s", re.IGNORECASE)
"""What makes the country before it the subject, wherever that stands: "from X, which holds 5"."""

_LISTED = re.compile(
    r"\s*(?:\([^()]{0,30}\)\s*)?(?:,|,?\s*(?:and|or|plus|as\s+well\s+as|along\s+with"
    r"|together\s+with)\b)?\s*"
    r"(?:(?:also|up\s+to|another|a\s+further|about|around|some)\s+)?",
    re.IGNORECASE,
)
_ENEMYS = re.compile(
    r"\b(?:enem(?:y|ies)(?:['’]s)?|occupiers?|occupants?|invaders?|aggressors?|occupying"
    r"|invading)\b",
    re.IGNORECASE,
)
_APART = re.compile(r";|,\s+(?:while|whereas|but|and)\b|\bwhile\b|\bwhereas\b", re.IGNORECASE)
_DONE_BY = re.compile(r"[^.;,()]{0,30}?\s\w+ed\s+by\s+(?:the\s+)?", re.IGNORECASE)
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
GROUND_NEXT = re.compile(
    r"(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:territor(?:y|ies)|land|soil|ground|region|oblast|province"
    r"|border)\b",
    re.IGNORECASE,
)
_STAND_IN = re.compile(
    r"\b(?:(?P<enemy>(?:the|their)\s+(?:enem(?:y|ies)|occupiers?|occupants?|invaders?|aggressors?"
    r"|adversar(?:y|ies))|enemy|occupiers|invaders)"
    r"|(?P<theirs>(?:his|her)\s+(?:troops|forces|soldiers|army|units))"
    r"|(?P<own>we|our\s+(?:\w+\s+){0,2}?(?:troops|forces|soldiers|army|units|defenders)))\b",
    re.IGNORECASE,
)
