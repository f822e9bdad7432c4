"""Whose a figure is whose sentence names nobody: who had the word before, or who counted."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import lru_cache

from retally.model.story import Figure, FigureKind, Statement

PEOPLE_KINDS = frozenset(
    {
        FigureKind.KILLED,
        FigureKind.WOUNDED,
        FigureKind.KILLED_OR_WOUNDED,
        FigureKind.LOSSES,
        FigureKind.CAPTURED,
        FigureKind.SHARE,
    }
)

COUNTED_KINDS = PEOPLE_KINDS | {FigureKind.DIFFERENCE, FigureKind.RATIO}
"""What a count by name tells of people."""

_OTHER = frozenset({FigureKind.COUNT, FigureKind.POPULATION, FigureKind.DURATION})

MOST_FIRST = 3
"""Statements of a story among which the count stands that it is about."""


def count_source(
    text: str, figures: Sequence[Figure], statements: Sequence[Statement]
) -> Statement | None:
    """The count of people by name that a story is about; None for a story without one.

    "Marrow and volunteers identified 900 soldiers", "according to research by journalists".
    """
    for one in statements[:MOST_FIRST]:
        if one.role is not None and one.role.lower() not in (one.speaker or "").lower():
            continue
        holds = any(
            figure.kind in PEOPLE_KINDS and figure.span.start < one.span.end + _BESIDE
            for figure in figures
            if figure.span.end > one.span.start
        )
        start, stop = _line(text, one.span.start, one.span.end)
        around = text[max(start, one.span.start - _BESIDE) : min(stop, one.span.end + _BESIDE)]
        if holds and _BY_NAME.search(around):
            return one
    return None


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    """Where the paragraph begins and ends in which some words stand."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, stop if stop >= 0 else len(text)


def source_before(
    text: str,
    figure: Figure,
    statements: Sequence[Statement],
    last: tuple[Figure, str | None] | None,
) -> str | None:
    """The statement that a figure's sentence goes on with; None where it stands on its own.

    "This is 54 percent", "of them 30 died", "also", "in total": the sentence right before says
    whose words it is. What follows "according to" somebody in a paragraph is theirs.

    Parameters
    ----------
    last
        The figure before with the statement it belongs to.
    """
    at = bisect_left(statements, figure.sentence.start, key=lambda one: one.span.start) - 1
    near = statements[at] if at >= 0 else None
    told = [
        (near.span.end, near.id) if near is not None else (-1, None),
        (last[0].sentence.end, last[1]) if last is not None else (-1, None),
    ]
    end, name = max(told, key=lambda one: one[0])
    if name is None or end > figure.sentence.start:
        return None
    between = text[end : figure.sentence.start]
    if len(between) > _FAR:
        return None
    is_same = "\n" not in between
    lead = text[figure.sentence.start : figure.span.start]
    if _AFRESH.match(lead):
        return None
    if len(_STOP.findall(between)) <= 1:
        after = text[figure.sentence.start : figure.sentence.end]
        if _GOES_ON.match(after) or (is_same and _ADDS.search(lead[-_LEAD:])):
            return name
        if _HEARSAY.search(after) or (is_same and _MORE.match(text, figure.span.end)):
            return name
    if at >= 0 and _is_between(text, figure, statements, at):
        return statements[at].id
    if figure.kind in _OTHER:
        return None
    return _heading(text, figure, statements[max(0, at - MOST_FIRST) : at + 1])


def _is_between(text: str, figure: Figure, statements: Sequence[Statement], before: int) -> bool:
    """Whether the same body speaks right before and right after, in the figure's paragraph."""
    if before + 1 >= len(statements) or figure.kind in _OTHER:
        return False
    one, other = statements[before], statements[before + 1]
    start, stop = _line(text, figure.sentence.start, figure.sentence.end)
    is_near = start <= other.span.start < stop or start <= one.span.start
    gaps = (
        text[one.span.end : figure.sentence.start],
        text[figure.sentence.end : other.span.start],
    )
    return (
        one.speaker is not None
        and one.speaker == other.speaker
        and is_near
        and all(gap.count("\n") <= 2 and len(gap) < _FAR for gap in gaps)
    )


def labelled_source(text: str, figure: Figure, statements: Sequence[Statement]) -> str | None:
    """The statement of a story's "Source: the navy": all of it is theirs, up to "Background:"."""
    who, begins, ends = _labelled(text)
    if not begins <= figure.span.start <= ends:
        return None
    for one in statements:
        name = (one.speaker or "").split()
        if name and name[-1] in who:
            return one.id
    return None


@lru_cache(maxsize=2)
def _labelled(text: str) -> tuple[str, int, int]:
    """Who a story's first label names, and from where to where it speaks; looked for once."""
    label = _LABEL.search(text)
    if label is None:
        return "", len(text) + 1, -1
    background = _BACKGROUND.search(text, label.end())
    return label["who"], label.end(), background.start() if background else len(text)


def _heading(text: str, figure: Figure, near: Sequence[Statement]) -> str | None:
    """The statement "according to" somebody whose paragraph goes on with nobody else's words."""
    speaker = near[-1].speaker if near else None
    for one in reversed(near):
        if one.speaker != speaker or "\n" in text[one.span.end : figure.sentence.start]:
            return None
        if _heads(text, one):
            return one.id
    return None


def _heads(text: str, one: Statement) -> bool:
    """Whether "according to" somebody stands before the words: it rules what follows them too."""
    if (one.cue or "").lower() not in _PREPOSITIONS:
        return False
    return bool(_ACCORDING.search(text, max(0, one.span.start - _BESIDE), one.span.start))


_BESIDE = 200
_FAR = 600
_LEAD = 80
_PREPOSITIONS = frozenset({"according to", "per"})
_ACCORDING = re.compile(r"(?:according to|per)\b[^.!?]*$", re.IGNORECASE)
_STOP = re.compile(r"[.!?][\"”’)]*(?=\s|$)")
_BY_NAME = re.compile(
    r"\bnames\b|\bidentit(?:y|ies)\b|\bobituar|\bopen[- ]source|\bby name\b|\bjournalists\b"
    r"|\banaly[sz]ed by\b|\bresearch\b|\binvestigation\b|\bvolunteers\b",
    re.IGNORECASE,
)
_LABEL = re.compile(r"^[ \t]{0,40}Sources?:\s{0,9}(?P<who>[^\n]{1,300})", re.MULTILINE)
_BACKGROUND = re.compile(
    r"\n\s{0,9}(?:background|reference|reminder|previously|for reference|context|as reported)\b",
    re.IGNORECASE,
)
_NOUNS = (
    r"(?:numbers?|figures?|totals?|tolls?|tally|counts?|lists?|dead|victims|casualties|losses|rest"
    r"|others|attacks?|strikes?|data|amount|share|increase|decrease|area)"
)
_GOES_ON = re.compile(
    r"[\"“]?(?:(?:This|That|These|Those|It|They|Which)\s+(?:\w+\s+){0,2}?(?:represent|bring|brought"
    r"|takes?\b|took|puts?\b|is\b|are\b|was\b|were\b|amount|mean|mark|include|equal|correspond|account"
    r"|compare|averag|translat|comes?\b|came\b|total|exceed|makes?\b|made\b)"
    r"|(?:Of|Among)\s+(?:these|those|them|the\s+(?:dead|wounded|killed|injured|victims|total))\b"
    rf"|(?:The|This|That|These|Its|Their)\s+(?:(?:new|latest|death|overall|actual|same)\s+)?{_NOUNS}\s+(?:has\s+|have\s+)?"
    r"(?:also\s+)?(?:includ|rose|risen|bring|brought|took|takes|exclud|compris|covers|mark|mean|represent|left|wounded|killed|injured)"
    r"|(?:Also|Furthermore|Moreover|Besides|In\s+addition|Additionally|In\s+total|In\s+all|Overall"
    r"|Altogether|In\s+particular|Specifically|In\s+other\s+words|At\s+the\s+same\s+time)\b"
    rf"|(?:In|During|By|For)\s+[^.;]{{1,60}}?\b(?:the|this)\s+(?:figure|number|rate|share|total|toll)\s+(?:was|is|were|rose|fell)\b"
    r"|(?:Another|A\s+further|An\s+additional|The\s+remaining|The\s+other)\b)"
)
_ADDS = re.compile(
    r"\b(?:also|another|a\s+further|an\s+additional|the\s+remaining|as\s+well\s+as)\b",
    re.IGNORECASE,
)
_HEARSAY = re.compile(
    r"\b(?:is|are|was|were)\s+(?:\w+ly\s+)?(?:believed|thought|reported|estimated|said|feared|known"
    r"|understood)\s+to\b"
)
_MORE = re.compile(r"\s*(?:\w+\s+)?(?:of\s+(?:them|these|those|whom)|others?|more)\b")
_AFRESH = re.compile(
    r"[\"“]?(?:As\s+(?:\w+\s+)?reported|Earlier|Previously|Meanwhile|Separately)\b"
)
