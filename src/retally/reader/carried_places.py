"""Where a figure's ground lies when its own clause does not name it: "of the region", "there"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retally.model.area_kinds import AREA_KINDS
from retally.model.story import Figure, FigureKind, Span
from retally.reader.actors import party_pattern
from retally.reader.figures import Found
from retally.reader.nations import nation_mentions
from retally.reader.places import named_place

_STOCKS = frozenset({FigureKind.AREA_HELD, FigureKind.AREA_LOST})
_LENGTHS = frozenset({FigureKind.DISTANCE, FigureKind.ADVANCE_DISTANCE})
_PEOPLE = frozenset(
    {
        FigureKind.TROOPS,
        FigureKind.KILLED,
        FigureKind.WOUNDED,
        FigureKind.KILLED_OR_WOUNDED,
        FigureKind.LOSSES,
    }
)


@dataclass(frozen=True, kw_only=True)
class Ground:
    """Places told of so far.

    Parameters
    ----------
    region, town
        The last of each named.
    held, holder
        Where the last ground lay that was said to be held or lost, and whose that was.
    """

    region: str | None = None
    town: str | None = None
    held: str | None = None
    holder: str | None = None


def placed(
    text: str,
    sentence: Found,
    figure: Figure,
    before: Figure | None,
    known: Ground,
    *,
    parties: Sequence[str],
) -> Figure:
    """A figure with the place that its sentence or one before gives it.

    Parameters
    ----------
    before
        The figure before it in the sentence.
    """
    if figure.place is not None:
        return figure
    sides = party_pattern(tuple(parties))
    if figure.kind in _PEOPLE:
        place = _nearest_region(text, sentence, figure, sides) or _country(
            text, sentence, figure, parties
        )
    elif figure.kind in _LENGTHS:
        place = _meant(text, sentence, figure, _IT, known.town or known.region)
    elif figure.kind in AREA_KINDS:
        place = (
            _were_in(text, sentence, figure, sides)
            or _meant(text, sentence, figure, _THE_REGION, known.region)
            or _of_clause(text, sentence, figure, sides)
            or _as_before(text, sentence, figure, before)
            or _still_there(text, sentence, figure, known, sides)
        )
    else:
        return figure
    return replace(figure, place=place) if place else figure


def _meant(
    text: str, sentence: Found, figure: Figure, words: re.Pattern[str], place: str | None
) -> str | None:
    """A place named before, where the words after a figure mean it."""
    if place is None:
        return None
    end = min(sentence.span.end, figure.span.end + _CLAUSE)
    return place if words.match(text, figure.span.end, end) else None


def _were_in(text: str, sentence: Found, figure: Figure, sides: re.Pattern[str]) -> str | None:
    """Where a part of something was: "two thirds of the gains, or 324 km2, were in Donetsk"."""
    end = min(sentence.span.end, figure.span.end + _REACH)
    found = _WERE_IN.match(text, figure.span.end, end)
    return named_place(found["name"], sides) if found else None


def _nearest_region(
    text: str, sentence: Found, figure: Figure, sides: re.Pattern[str]
) -> str | None:
    """The region that a sentence about people names nearest to their number."""
    regions = [
        (abs(found.start() - figure.span.start), place)
        for found in _REGION.finditer(text, sentence.span.start, sentence.span.end)
        if (place := named_place(found["name"] or found["other"], sides))
    ]
    return min(regions)[1] if regions else None


def _of_clause(text: str, sentence: Found, figure: Figure, sides: re.Pattern[str]) -> str | None:
    """The place that a clause speaks of: "Donetsk, which accounts for"."""
    start = max(sentence.span.start, figure.span.start - _REACH)
    for pattern in (_WHICH, _REGION_HAS):
        named = list(pattern.finditer(text, start, figure.span.start))
        found = named[-1] if named else None
        if found is not None and (pattern is _WHICH or found.start("name") - start < _OPENING):
            if _ELSEWHERE.search(text, found.end(), figure.span.start):
                return None
            return named_place(found["name"], sides)
    return None


def _as_before(text: str, sentence: Found, figure: Figure, before: Figure | None) -> str | None:
    """The place of the figure before in a sentence, where the two are compared or restated."""
    if before is None or before.place is None or before.sentence != sentence.span:
        return None
    between = text[before.span.end : figure.span.start]
    shares = {FigureKind.AREA_SHARE_HELD, FigureKind.SHARE_OF_GAIN}
    if before.kind in shares and (figure.kind in shares or _BRACKET.search(between)):
        return before.place
    return None


def _still_there(
    text: str, sentence: Found, figure: Figure, known: Ground, sides: re.Pattern[str]
) -> str | None:
    """Where ground held elsewhere lies: named earlier in the sentence, or the same as before."""
    start = sentence.span.start
    for found in reversed(list(_IN_PLACE.finditer(text, start, figure.span.start))):
        place = named_place(found["name"], sides)
        between = text[found.end() : figure.span.start]
        if place and (found["foray"] or (figure.kind in _STOCKS and _COORDINATED.search(between))):
            return None if _PARTED.search(between) else place
    named = any(True for _ in sides.finditer(text, start, sentence.span.end))
    if figure.kind not in _STOCKS or named or known.holder != figure.actor:
        return None
    return None if _WHOLE.search(text, start, sentence.span.end) else known.held


def _country(text: str, sentence: Found, figure: Figure, parties: Sequence[str]) -> str | None:
    """The country that people are said to be in."""
    end = min(sentence.span.end, figure.span.end + _REACH)
    for one in nation_mentions(text, Span(start=figure.span.end, end=end), parties):
        lead = text[max(figure.span.end, one.span.start - 30) : one.span.start]
        after = text[one.span.end : one.span.end + 2]
        if one.span.of(text).lower() != one.nation and not one.span.of(text).isupper():
            # "In Russian captivity" names no country to be in.
            continue
        if _IN.search(lead) and not _ACCORDING.search(lead) and not after.startswith(("'", "’")):
            return one.span.of(text)
    return None


def after_sentence(
    text: str, sentence: Found, figures: Sequence[Figure], known: Ground, *, parties: Sequence[str]
) -> Ground:
    """The places told of once a sentence is over."""
    sides = party_pattern(tuple(parties))
    start, end = sentence.span.start, sentence.span.end
    for found in _REGION.finditer(text, start, end):
        region = named_place(found["name"] or found["other"], sides)
        known = replace(known, region=region or known.region)
    for found in _TOWN.finditer(text, start, end):
        town = named_place(found["name"], sides)
        known = replace(known, town=town or known.town)
    for figure in figures:
        if figure.kind in AREA_KINDS and figure.place is not None:
            known = replace(known, held=figure.place, holder=figure.actor)
    return known


_CLAUSE = 60
_REACH = 160
_OPENING = 40
_NAME = r"[A-ZÀ-ÞА-Я][\w'’-]*(?:[ -][A-ZÀ-ÞА-Я][\w'’-]*){0,3}"
_REGION_NOUN = r"(?:region|oblast|province|krai|district|sector|direction|area)"
_ACCORDING = re.compile(r"\baccording\s+to\s+(?:the\s+)?$", re.IGNORECASE)
_THE_REGION = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:of\s+[\w'’]+\s+(?:territory|land|soil)\s+)?"
    r"(?:of|in|inside|within|across)\s+(?:the|that|this)\s+(?:whole\s+|entire\s+)?"
    r"(?:region|oblast|province|area|peninsula|district)\b|\s+there\b|\s*of\s+it\b",
    re.IGNORECASE,
)
_IT = re.compile(
    r"\s*(?:\([^()]{0,40}\)\s*)?(?:away\s+)?(?:of|from|to|into|towards?|outside)\s+(?:it|the\s+(?:city|town"
    r"|village|hub))\b",
    re.IGNORECASE,
)
_WHICH = re.compile(rf"\b(?P<name>{_NAME})(?:\s+{_REGION_NOUN})?,\s+(?:which|where|that)\s")
_REGION_HAS = re.compile(rf"(?:\b[Tt]he\s+)?(?P<name>{_NAME})\s+{_REGION_NOUN}\b")
_ELSEWHERE = re.compile(r"[;.]\s|\bin\s+total\b|\boverall\b", re.IGNORECASE)
_BRACKET = re.compile(r"\(\s*$")
_IN_PLACE = re.compile(
    r"(?P<foray>\b(?:incursion|offensive|foray|raid|invasion|operation|assault)\s+)?\b(?:in|into|inside)\s+"
    r"(?:the\s+)?(?:(?:border\s+)?(?:region|oblast|province)\s+of\s+)?"
    rf"(?P<name>{_NAME})"
)
_PARTED = re.compile(r"[;]|\b(?:while|whereas|but|meanwhile)\b", re.IGNORECASE)
_WERE_IN = re.compile(
    r"[^.;()]{0,100}?\b(?:was|were|is|are|came|fell|lies?|lay|occurred)\s+(?:\w+\s+){0,2}?(?:in|on|near|around)\s+"
    r"(?:the\s+)?(?:(?:north|south|east|west)[\w-]*\s+|central\s+|border\s+)?"
    rf"(?:(?:region|oblast|province)\s+of\s+)?(?P<name>{_NAME})"
)
_COORDINATED = re.compile(
    r"\b(?:and|then)\s+(?:now\s+|still\s+|currently\s+)?(?:controls?|holds?|occup(?:y|ies)|keeps?|lost)\b",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"\b(?:in\s+total|overall|altogether|the\s+country|nationwide)\b", re.IGNORECASE
)
_IN = re.compile(
    r"\b(?:in|inside|to|into|within)\s+(?:the\s+)?(?:(?:north|south|east|west)[\w-]*\s+)?$",
    re.IGNORECASE,
)
_REGION = re.compile(
    rf"\b(?P<name>{_NAME})\s+(?:region|oblast|province|krai)\b"
    rf"|\b(?:region|oblast|province)\s+of\s+(?P<other>{_NAME})"
)
_TOWN = re.compile(
    r"\b(?:(?:city|town|village|hub|stronghold|settlement)\s+(?:of\s+)?|(?:near|around|toward|towards)\s+(?:the\s+)?"
    rf"(?:(?:\w+\s+){{0,2}}(?:city|town|village|hub)\s+of\s+)?)(?P<name>{_NAME})(?!\s+{_REGION_NOUN})"
)
