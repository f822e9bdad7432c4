"""A relation before it has an id, and the words that all kinds of relation share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from retally.model.story import Figure, Qualifier, RelationType, Span, StatedWindow
from retally.reader.relation_scene import ANY, WINDOW


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A relation without its id."""

    type: RelationType
    figures: tuple[Figure, ...]
    span: Span
    claimed: Decimal | None = None
    qualifier: Qualifier = Qualifier.EXACT
    than: tuple[StatedWindow, ...] = ()
    since: StatedWindow | None = None
    is_distributive: bool = False


NO_FIGURE = f"[^;:{ANY}]"
"""One letter of a clause that holds no figure."""

_IN_WINDOW = (
    r"(?:\s+(?:in|during|for|over|throughout|of|from|since|through|by|on|at)\s+"
    rf"[^;:,{ANY}{WINDOW}]{{0,30}}{WINDOW})"
)
"""A window with what leads to it: " in the whole of W"."""

LISTED = re.compile(
    rf"{_IN_WINDOW}?(?:\s+[^;:,.{ANY}{WINDOW}]{{0,25}}{_IN_WINDOW}?)?"
    r"\)?\s*(?:,\s*(?:and|then|or|but)?|\band|\bor|\bthen|\bto|&|/)"
    rf"(?:{_IN_WINDOW},?)?\s*(?:(?:then|just|only|another|a|an|the|its|further|with|from)\s+){{0,3}}"
    rf"(?:{WINDOW}\s*)?[(\[]?(?P<figure>[{ANY}])",
    re.IGNORECASE,
)
"""What leads from one figure of a list to the next: " in W and ", ", then "."""

BREAK = re.compile(
    r"\b(?:but|while|whereas|although|though|because|according\s+to|said|says|told|added"
    r"|meanwhile|however|as\s+well\s+as|compared|after|before)\b"
    r"|\band\s+(?:half|twice|double|triple|up|down|more|less|fewer)\b|[.!?]\s",
    re.IGNORECASE,
)
"""What ends a comparison: another clause begins."""

HEDGED = (
    (Qualifier.MORE_THAN, re.compile(r"(?:more\s+than|over|well\s+over|at\s+least)\s+$", re.I)),
    (
        Qualifier.NEARLY,
        re.compile(r"(?:nearly|almost|close\s+to|just\s+under|all\s+but)\s+$", re.I),
    ),
    (Qualifier.ABOUT, re.compile(r"(?:about|around|roughly|some|approximately)\s+$", re.I)),
    (Qualifier.LESS_THAN, re.compile(r"(?:less\s+than|under|not\s+quite|barely)\s+$", re.I)),
)
"""Words directly before a multiple in words ("nearly tripling")."""


def hedge_before(words: str, place: int) -> Qualifier:
    """How a word at a place is hedged by those before it."""
    lead = words[max(0, place - 20) : place]
    return next((hedge for hedge, found in HEDGED if found.search(lead)), Qualifier.EXACT)
