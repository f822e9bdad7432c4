"""What stands against trusting a figure that fits nothing: it may have been misread.

A number that no definition gives is only said not to match where its window, its place and its
party are certain. Everything else here is a reason to say that it cannot be checked.
"""

from __future__ import annotations

import re

from retally.model.story import Figure, FigureKind, Reading, RelationType

_PLACE_WORDS = re.compile(
    r"\b(?:(?i:regions?|oblasts?|provinces?|districts?|directions?|sectors?|axis|axes"
    r"|pockets?|salient|bridgehead|outskirts|vicinity|border|front\s+of)\b"
    # "Around 400 sq km" hedges; "around Eastmark" is a place.
    r"|(?i:near|around|outside|towards?)\s+(?:the\s+)?(?:[a-z]+\s+){0,3}[A-Z])"
)
_CARRIED = re.compile(r"\bsentence before\b|\bcarried\b|\bassumed\b", re.IGNORECASE)
_TOTAL = re.compile(
    r"\b(?:already|so\s+far|to\s+date|in\s+total|total(?:l?ed)?|overall|altogether|cumulative\w*"
    r"|combined|including|from\s+\w+\s+\d|since)\b",
    re.IGNORECASE,
)
_RECORD_SINCE = re.compile(
    r"\b(?:record|\w+est|most|more|any)\b[^.;]{0,60}?\bsince\b", re.IGNORECASE
)
"""A record "since March" says how far back it reaches, and nothing of the figure's window."""

_NEXT_CLAUSE = re.compile(
    r"[;()]|\b(?:amid|as|while|after|according|compared|when|where|which|but)\b", re.IGNORECASE
)
_PAIR = re.compile(r"\s*\([^()]{1,60}\)")
_LONG = re.compile(r"\bsince\b", re.IGNORECASE)
_REACH = 120
"""How far around a figure a word of place may stand, in code points: about a clause."""


def doubt(figure: Figure, reading: Reading) -> str | None:
    """Why a number that fits nothing may have been misread; None where nothing speaks for it."""
    if figure.window is not None and _CARRIED.search(figure.window.basis):
        return "its window is taken from another sentence"
    if figure.kind is not FigureKind.AREA_HELD and _is_part(figure, reading):
        return "it may be a part of a larger area that the story prints"
    if figure.place is None and _names_a_place(figure, reading):
        return "the sentence speaks of a part of the ground"
    if _is_total(figure, reading):
        return "it may be a total over more than its window"
    return None


def _is_total(figure: Figure, reading: Reading) -> bool:
    """Whether the clause speaks of a total while the window is read as one month or day."""
    if figure.window is None or _LONG.search(figure.window.basis):
        return False
    return bool(_TOTAL.search(_RECORD_SINCE.sub("", _around(figure, reading))))


def _is_part(figure: Figure, reading: Reading) -> bool:
    """Whether the story gives a figure as a part of another one, in the same window."""
    for relation in reading.relations:
        names = relation.figures
        if relation.type is RelationType.SUM:
            whole, parts = names[:1], names[1:]
        elif relation.type is RelationType.SHARE_OF:
            whole, parts = names[2:3], names[1:2]
        else:
            continue
        windows = {reading.figure(name).window for name in whole} - {None}
        if figure.id in parts and windows <= {figure.window}:
            return True
    return False


def _names_a_place(figure: Figure, reading: Reading) -> bool:
    return bool(_PLACE_WORDS.search(_around(figure, reading)))


def _around(figure: Figure, reading: Reading) -> str:
    """The words of a figure's clause on both its sides, with a nought for the figure itself."""
    text = reading.story.text
    before = text[max(figure.sentence.start, figure.span.start - _REACH) : figure.span.start]
    after = text[figure.span.end : min(figure.sentence.end, figure.span.end + _REACH)]
    opened = max(before.rfind(sign) for sign in ";()")
    # The converted area stands in brackets directly behind: its clause goes on after them.
    pair = _PAIR.match(after)
    behind = after[pair.end() :] if pair else after
    return f"{before[opened + 1 :]}0 {_NEXT_CLAUSE.split(behind, maxsplit=1)[0]}"
