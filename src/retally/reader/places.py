"""Where an area lies, when a story gives it for less than the whole ground."""

from __future__ import annotations

import re

from retally.model.story import Span
from retally.reader.dates import MONTH_NAMES

_NAME = r"[A-ZÀ-ÞА-Я][\w'’-]*(?:[ -][A-ZÀ-ÞА-Я][\w'’-]*){0,4}"
_WHERE = re.compile(
    r"\b(?:in|into|inside|within|around|near|across|of|towards?|outside)\s+"
    r"(?:the\s+)?(?:(?:direction|area|region|town|city|village|outskirts|vicinity"
    r"|sector)\s+of\s+(?:the\s+)?)?"
    r"(?:(?:north|south|east|west)[\w-]*\s+|central\s+|neighbouring\s+|border\s+)?"
    rf"(?P<name>{_NAME})"
)
_AND = re.compile(rf"\s+(?:and|or)\s+(?P<name>{_NAME})")
_STOP = re.compile(
    r"[;:()\[\]\n]|,\s|[,.!?][\"”»’']|\s[-–—]{1,2}\s|\b(?:amid|as|while|after|according|compared"
    r"|more|less|up|down"
    r"|against|from|than|which|when|where|but|versus|said|says|told|tells)\b"
)
_LEAD = re.compile(
    r"(?:^|[;:(]\s*|,\s+(?:while|and|but)\s+|\b(?:of\s+which|including)\s[^,.;]{0,40}?"
    r"|\s(?=in\b[^,.;]{3,60},\s+where\b))"
    r"(?:In|Inside|Around|Near|in|inside|around|near)\s+(?:the\s+)?"
    rf"(?:(?:north|south|east|west)[\w-]*\s+)?(?P<name>{_NAME})[^.;,]{{0,30}}(?:,|\balone\b)"
)
_LONGEST_CLAUSE = 160
_SORTS = frozenset({"Oblast", "Region", "Province", "Krai", "District", "Area", "City", "Town"})
_NO_PLACES = frozenset(MONTH_NAMES) | {
    *("Jan", "Feb", "Mar", "Apr", "Jun", "Jul", "Aug", "Sep", "Sept", "Oct", "Nov", "Dec"),
    *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    *("Institute", "Study", "War", "ISW", "DeepState", "AFP", "Reuters", "The", "Its", "Their"),
}


def place_after(text: str, at: int, end: int, *, sides: re.Pattern[str]) -> str | None:
    """The place that the clause after a figure names; None where it names none but a side's.

    Parameters
    ----------
    at, end
        End of the figure, and of its sentence or parenthesis.
    sides
        Names of the parties, which are no places here: "in Ukraine" is the whole ground.
    """
    stop = _STOP.search(text, at, min(end, at + _LONGEST_CLAUSE))
    clause_end = stop.start() if stop else min(end, at + _LONGEST_CLAUSE)
    for found in _WHERE.finditer(text, at, clause_end):
        place = named_place(found["name"], sides)
        if place:
            return _with_second(text, found.end("name"), place, sides)
    return None


def _with_second(text: str, at: int, place: str, sides: re.Pattern[str]) -> str:
    """Both places of "in the regions of A and B": the figure is neither's alone."""
    second = _AND.match(text, at)
    other = named_place(second["name"], sides) if second else None
    return f"{place} and {other}" if other else place


def place_before(text: str, sentence: Span, at: int, *, sides: re.Pattern[str]) -> str | None:
    """The place that opens the sentence or clause of a figure: "In Donetsk, they took ..."."""
    start = max(sentence.start, at - _LONGEST_CLAUSE)
    for found in reversed(list(_LEAD.finditer(text[start:at]))):
        place = named_place(found["name"], sides)
        if place:
            return place
    return None


def named_place(name: str, sides: re.Pattern[str]) -> str | None:
    """A place's name without the names of sides and months; None where nothing remains."""
    words = [
        word
        for word in re.split(r"[\s]+", name)
        if not sides.fullmatch(word) and re.sub(r"['’]s?$", "", word) not in _NO_PLACES
    ]
    while words and words[-1] in _SORTS:
        words.pop()
    if not words:
        return None
    return re.sub(r"['’]s?$", "", " ".join(words))
