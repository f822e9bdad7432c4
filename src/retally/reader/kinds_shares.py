"""What a share measures: of a gain, of ground held, a change, or of something else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retally.model.story import FigureKind, Span
from retally.reader.actors import Action
from retally.reader.figures import Doing
from retally.reader.kinds_area import gainer
from retally.reader.kinds_holders import holder_after
from retally.reader.kinds_people import SPOKEN_OF, Around
from retally.reader.kinds_sentence import Seen, Told, around, doer
from retally.reader.quantities import PrintedQuantity


def share_said(text: str, sentence: Seen, at: int, told: Told) -> tuple[Doing, Told]:
    """A share: of a gain, of ground held, a change, or of something else."""
    quantity = sentence.found.quantities[at]
    place = around(text, sentence, at)
    if _CHANGE.match(text, place.number.end, place.tail.end) or _CHANGED_BY.search(
        text, *_ends(place.head)
    ):
        return Doing(kind=FigureKind.DIFFERENCE, actor=doer(text, sentence, quantity, told)), told
    holder = holder_after(text, sentence, at)
    if holder is not None:
        who = holder.nation or _taker(text, sentence, quantity, told)
        here = Doing(kind=FigureKind.AREA_SHARE_HELD, actor=who)
        return here, replace(told, share=here, nation=who or told.nation)
    kind = _share_kind(text, sentence, place)
    if kind in (None, FigureKind.SHARE) and _TO_TOTAL.search(text, *_ends(place.head)):
        kind = FigureKind.AREA_SHARE_HELD
    before = sentence.found.quantities[at - 1].unit if at else None
    if before in ("km2", "mi2") and _OR.search(text, *_ends(place.head)):
        # "6,000 square kilometres, or one percent of the country": the area in other words.
        is_held = told.area.kind is FigureKind.AREA_HELD
        kind = FigureKind.AREA_SHARE_HELD if is_held else FigureKind.SHARE
        return Doing(kind=kind, actor=told.area.actor), told
    is_listed = before == quantity.unit and told.share.kind is FigureKind.AREA_SHARE_HELD
    if kind in (None, FigureKind.SHARE) and is_listed and not sentence.fates:
        # A list of regions: "A: 99 percent occupied, B: 78 percent".
        return told.share, told
    if kind is None and told.share.kind and SPOKEN_OF.search(text, *_ends(place.head)):
        return told.share, told
    compared = bool(_COMPARED.search(text, *_ends(place.head)))
    if compared and at and told.share.kind and kind in (None, FigureKind.SHARE, told.share.kind):
        return told.share, told
    if (
        told.area.kind is FigureKind.AREA_GAINED
        and (kind in (None, FigureKind.SHARE) or _opens(text, sentence, place))
        and (
            _OF_IT.match(text, place.number.end)
            or (at > 0 and _OF_IT_IN.match(text, place.number.end))
            or (
                (_opens(text, sentence, place) or _of_these(text, sentence, at))
                and _LIES_IN.match(text, place.number.end)
            )
        )
    ):
        kind = FigureKind.SHARE_OF_GAIN
    kind = kind or FigureKind.SHARE
    if kind is FigureKind.SHARE_OF_GAIN:
        actor = (
            gainer(text, sentence.found) or doer(text, sentence, quantity, told) or told.area.actor
        )
    else:
        actor = doer(text, sentence, quantity, told) or told.area.actor
    if kind is FigureKind.SHARE:
        of_people = any(one.kind in _OF_PEOPLE for one in sentence.fates)
        return Doing(kind=kind, actor=told.people.actor if of_people else actor), told
    here = Doing(kind=kind, actor=actor)
    return here, replace(told, share=here, nation=here.actor or told.nation)


def _taker(text: str, sentence: Seen, quantity: PrintedQuantity, told: Told) -> str | None:
    """Who holds a share that no words after it name: whoever acts, not who only tells of it."""
    return doer(text, sentence, quantity, told) or told.area.actor or told.own


def _of_these(text: str, sentence: Seen, at: int) -> bool:
    """Whether a share is of an amount that opens its sentence: "Of the 48, two thirds are"."""
    first = sentence.found.quantities[0]
    start, end = sentence.found.span.start, first.outer.start
    return at > 0 and bool(_OF_THE.fullmatch(text, start, max(start, end)))


def _opens(text: str, sentence: Seen, place: Around) -> bool:
    """Whether a bare share is the first thing of its sentence: "Three quarters lie in the east"."""
    return bool(_OPENING.fullmatch(text, sentence.found.span.start, place.number.start))


def _share_kind(text: str, sentence: Seen, around: Around) -> FigureKind | None:
    ground = [
        one
        for one in sentence.found.actions
        if one.span.end <= around.number.start and _is_clear(text, one, around)
    ]
    if _MARK.match(text, around.number.end, around.sentence.end):
        return FigureKind.AREA_SHARE_HELD
    if _MOST_OF.search(text, *_ends(around.head)):
        return FigureKind.SHARE_OF_GAIN
    last = _told_of(text, ground)
    if _OF_GAINS.match(text, around.number.end, around.tail.end):
        return FigureKind.SHARE_OF_GAIN
    if last is FigureKind.AREA_HELD:
        return FigureKind.AREA_SHARE_HELD
    if last in (FigureKind.AREA_GAINED, FigureKind.AREA_REGAINED, FigureKind.AREA_LOST):
        of_ground = _OF_GROUND.match(text, around.number.end, around.tail.end)
        return (
            FigureKind.AREA_SHARE_HELD
            if of_ground and _TOTAL.search(text, *_ends(around.head))
            else FigureKind.SHARE
        )
    if _STATED.match(text, around.number.end, around.tail.end):
        return FigureKind.AREA_SHARE_HELD
    if sentence.fates:
        return FigureKind.SHARE
    later = [one for one in sentence.found.actions if one.span.start >= around.number.end]
    if later and later[0].kind is FigureKind.AREA_HELD:
        return FigureKind.AREA_SHARE_HELD
    return None


def _told_of(text: str, ground: Sequence[Action]) -> FigureKind | None:
    """What the last word of ground says; "controls or claims" is held."""
    if not ground:
        return None
    before = ground[-2] if len(ground) > 1 else ground[-1]
    if _OR_AND.fullmatch(text, before.span.end, max(before.span.end, ground[-1].span.start)):
        return before.kind if before.kind is FigureKind.AREA_HELD else ground[-1].kind
    return ground[-1].kind


def _is_clear(text: str, action: Action, around: Around) -> bool:
    """Whether no clause parts a word of ground from the number."""
    return not _CLAUSE.search(text, action.span.end, around.number.start)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


_CLAUSE = re.compile(
    r"[;:]|\.\s|,\s+(?:while|whereas|although|but)\b|\b(?:while|whereas|although)\b", re.IGNORECASE
)
_OF_GAINS = re.compile(
    r"[^.;:,()]{0,60}?\b(?:of|in)\s[^.;:,()]{0,60}?\b(?:gain(?:s|ed)?|advances?|advanced"
    r"|conquests?|progress"
    r"|(?:taken|seized|captured|occupied|conquered|won|lost|losses)(?=\s+(?:by|in|over|during"
    r"|from|last|since)\b)"
    r"|(?:area|territory|land|ground)\s+(?:that\s+|which\s+)?(?:it"
    r"|they)\s+(?:\w+\s+){0,2}?(?:held|controlled|seized|captured"
    r"|took|gained|occupied|conquered)"
    r"|(?:occupied|captured|seized|taken|gained)\s+(?:area|territory|land|ground)"
    r"|(?:land|territory|area|ground)\s+(?:gained|taken|seized|captured|lost|occupied))\b",
    re.IGNORECASE,
)
_OF_GROUND = re.compile(
    r"\s*(?:of|in)\s[^.;:()]{0,60}?(?:territor|countr|land|area|region|oblast|province|soil)?",
    re.IGNORECASE,
)
_OR_AND = re.compile(r"\s+(?:or|and|and/or)\s+(?:\w+ly\s+)?", re.IGNORECASE)
_MARK = re.compile(
    r"\s+(?:threshold|mark|level|barrier|share)\s+(?:of|for|in)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:controlled|occupied|captured|held|seized)\b",
    re.IGNORECASE,
)
"""A share that is a mark: "the 5 percent threshold of controlled or claimed territory"."""

_OF_PEOPLE = frozenset(
    {
        FigureKind.KILLED,
        FigureKind.WOUNDED,
        FigureKind.KILLED_OR_WOUNDED,
        FigureKind.DISPLACED,
        FigureKind.POPULATION,
    }
)
_OR = re.compile(
    r"(?:,?\s*\bor\s|\(\s*|,\s*(?:which\s+is\s|(?:the\s+)?equivalent\s+(?:of|to)\s|equal\s+to\s))"
    r"(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
_STATED = re.compile(
    r"\s*(?:of\s[^.;:,()]{0,40}\s)?(?:is\s+|are\s+|was\s+|were\s+)?(?:now\s+)?"
    r"(?:occupied|controlled|held|under\s+[\w'’]+\s+(?:control|occupation))\b",
    re.IGNORECASE,
)
_OF_IT = re.compile(
    r"\s*(?:of\s+(?:it|them|that|this|these)\s+)(?:was|were|is|are|came|lay|fell|occurred"
    r"|took\s+place|happened)\s+"
    r"(?:\w+\s+)?(?:in|near|around|on|along|inside|to)\b",
    re.IGNORECASE,
)
_OF_IT_IN = re.compile(
    r"\s*(?:of\s+(?:it|them|that|this|these|which)\s+)(?:(?:was|were|is|are|came|lay|fell"
    r"|occurred)\s+)?(?:\w+\s+)?"
    r"(?:in|near|around|on|along|inside)\b",
    re.IGNORECASE,
)
_MOST_OF = re.compile(
    r"\b(?:most|the\s+(?:bulk|majority|largest\s+(?:part|share)|lion['’]s\s+share)"
    r"|(?:more\s+than\s+|over\s+)?half|much)\s+of"
    r"\s+(?:[\w'’-]+\s+){0,5}?(?:gains?|advances?|progress|conquests?|(?:captured|seized|taken"
    r"|gained)\s+(?:land|territory"
    r"|ground|area))(?:\s+in\s+\w+)?\s*[,(–—-]+\s*(?:(?:or|about|around|some|nearly|almost"
    r"|i\.e\.,?)\s+){0,2}$",
    re.IGNORECASE,
)
"""A share that says how much "most of the advance" is."""

_OPENING = re.compile(
    r"[\s\"'“‘]*(?:(?:more|less|well|over|about|around|some|nearly|almost|just|roughly|than|but"
    r"|and|under)\s+){0,3}",
    re.IGNORECASE,
)
_OF_THE = re.compile(
    r"[\s\"'“‘]*of\s+(?:the|these|those|its|their|all|an?)?\s*(?:\w+\s+){0,2}", re.I
)
_LIES_IN = re.compile(
    r"(?:\s*(?:,\s*(?:or|i\.e\.,?)|\()[^.;()]{1,60}[,)])?\s+(?:was|were|is|are|came|lay|lies?"
    r"|fell|occurred)\s+"
    r"(?:\w+\s+)?(?:in|near|around|inside)\b",
    re.IGNORECASE,
)
_TOTAL = re.compile(
    r"\b(?:(?:has|have|had)\s+(?:\w+\s+)?(?:taken|captured|seized|occupied|liberated|conquered"
    r"|overrun|annexed|freed|retaken)"
    r"|in\s+total|overall|altogether"
    r"|now|currently|already|total)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:compared\s+(?:to|with)|against|versus|vs\.?|up\s+from|down\s+from|drop\s+from"
    r"|rise\s+from|from|than"
    r"|and|with|or)\b[^.;]{0,30}$",
    re.IGNORECASE,
)
_TO_TOTAL = re.compile(
    r"\bbr(?:ing|ings|inging|ought)\s+(?:the\s+|its\s+)?total\b[^.;,]{0,40}$", re.IGNORECASE
)
_CHANGE = re.compile(
    r"\s*(?:more|less|fewer|larger|smaller|higher|lower|faster|slower|bigger|increase|decrease"
    r"|drop|rise"
    r"|growth|decline|reduction|jump|fall)\b",
    re.IGNORECASE,
)
_CHANGED_BY = re.compile(
    r"\b(?:plummet\w*|plung\w+|tumbl\w+|soar\w*|surg\w+|slump\w*|climb\w*|dwindl\w+|swell\w*"
    r"|swollen|lower|higher"
    r"|expand\w*|contract\w*|diminish\w*|slid|slipp?\w*|dip\w*|narrow\w*|widen\w*|increas\w+"
    r"|decreas\w+|fell|fallen|dropp?\w*|r[io]se[n]?|gr[eo]wn?|declin\w+|shr[aiu]nk|jump\w*"
    r"|slow\w*|accelerat\w+|up|down|reduc\w+)\s+(?:(?:by|of)\s+)?$",
    re.IGNORECASE,
)
