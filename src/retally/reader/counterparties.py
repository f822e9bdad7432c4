"""From whom ground was taken or to whom it was lost; who did the killing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from retally.model.story import Figure, FigureKind, Span
from retally.reader.nations import NationMention, nation_mentions

_GROUND = frozenset(
    {
        FigureKind.AREA_GAINED,
        FigureKind.AREA_REGAINED,
        FigureKind.AREA_LOST,
        FigureKind.AREA_HELD,
        FigureKind.SETTLEMENTS_TAKEN,
    }
)
_PEOPLE = frozenset(
    {
        FigureKind.KILLED,
        FigureKind.WOUNDED,
        FigureKind.KILLED_OR_WOUNDED,
        FigureKind.CAPTURED,
    }
)


def with_counterparty(text: str, figure: Figure, *, parties: Sequence[str]) -> Figure:
    """A figure with the other side, where its sentence names it; never the actor itself.

    "Took 5 km2 from N", "of N's land" and "lost 5 km2 to N" name it for ground, "killed by N's
    army" and "N's strikes killed" for people.
    """
    if figure.kind not in _GROUND | _PEOPLE:
        return figure
    end = min(figure.sentence.end, figure.span.end + _REACH)
    start = max(figure.sentence.start, figure.span.start - _REACH)
    after = nation_mentions(text, Span(start=figure.span.end, end=end), parties)
    found = next((one.nation for one in after if _is_other(text, figure, one)), None)
    if found is None and figure.kind in _PEOPLE:
        before = nation_mentions(text, Span(start=start, end=figure.span.start), parties)
        doing = [one.nation for one in before if _did_it(text, figure, one)]
        found = doing[-1] if doing else None
    if found is None or found == figure.actor:
        return figure
    return replace(figure, counterparty=found)


def _is_other(text: str, figure: Figure, one: NationMention) -> bool:
    """Whether a country named after a figure is the other side."""
    lead = text[max(figure.span.end, one.span.start - 40) : one.span.start]
    if figure.kind in _PEOPLE:
        return bool(_BY.search(lead))
    if figure.kind is FigureKind.AREA_LOST:
        return bool(_TO.search(lead))
    whose = _OF.search(lead) and _LAND.match(text, one.span.end)
    return bool(_FROM.search(lead) or whose)


def _did_it(text: str, figure: Figure, one: NationMention) -> bool:
    """Whether a country named ahead of a figure killed or took those it counts."""
    between = text[one.span.end : figure.span.start]
    return bool(_ACTIVE.search(between)) and not _PASSIVE.search(between)


_REACH = 100
_BY = re.compile(r"\bby\s+(?:the\s+)?$", re.IGNORECASE)
_TO = re.compile(r"\bto\s+(?:the\s+)?$", re.IGNORECASE)
_FROM = re.compile(r"\bfrom\s+(?:the\s+)?$", re.IGNORECASE)
_OF = re.compile(r"\bof\s+(?:the\s+)?$", re.IGNORECASE)
_LAND = re.compile(r"(?:['’]s?)?\s+(?:[\w-]+\s+)?(?:territory|land|soil|ground)\b", re.IGNORECASE)
_ACTIVE = re.compile(
    r"\b(?:kill(?:ed|ing|s)|wound(?:ed|ing|s)|captur(?:ed|ing|es)|injur(?:ed|ing|es))\s+"
    r"(?:(?:or|and)\s+\w+\s+)?(?:(?:about|around|some|nearly|almost|over|at|least|more|than)\s+){0,2}$",
    re.IGNORECASE,
)
_PASSIVE = re.compile(r"\b(?:was|were|been|being|be|have|has|had)\s+(?:\w+\s+)?$", re.IGNORECASE)
