"""Things and people that were lost: a list after "lost", "losses of", "losses, including"."""

from __future__ import annotations

import re

from retally.reader.kinds_people import Around
from retally.reader.kinds_sentence import Seen


def is_lost(text: str, sentence: Seen, around: Around) -> bool:
    """Whether a number counts what was lost: "lost eight tanks, four guns and 119 vehicles".

    No verb may stand between the word of loss and the number but those that only give an amount,
    and nothing that opens another clause.
    """
    if _LOSS_NOUN.search(text, around.number.start, around.number.end):
        return True
    start = max(around.sentence.start, around.number.start - _REACH)
    words = list(_LOSS.finditer(text, start, around.number.start))
    word = words[-1] if words else None
    if word is None or _CLAUSE.search(text, word.end(), around.number.start):
        return False
    if word["area"] or (word["noun"] and not _GIVES.search(text, word.end(), around.number.start)):
        return False
    return not any(
        token.tag.startswith(_VERB)
        and word.end() <= token.span.start < around.number.start
        and not _AMOUNTS.fullmatch(token.span.of(text))
        for token in sentence.found.tokens
    )


_REACH = 260
_VERB = "VV"
_LOSS_NOUN = re.compile(
    r"(?<!\bjob )(?<!\bjobs )(?<!\bpower )(?<!\bcrop )(?<!\bdata )(?<!\btax )\blosses\b",
    re.IGNORECASE,
)
_LOSS = re.compile(
    r"\b(?:(?P<noun>losses|loss(?=\s+of))|los(?:t|es?|ing)(?P<area>\s+(?:control|ground|territory|land|touch|to\b))?)\b",
    re.IGNORECASE,
)
_GIVES = re.compile(
    r"\b(?:including|of|to|at|figures|reach\w*|total\w*|number\w*|amount\w*|exceed\w*|surpass\w*|were|are|stand|stood|like"
    r"|with|hit|near\w*|approach\w*)\b|:",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[;!?]|\.\s|,\s+(?:while|whereas|although|but|who|which|that|after|as|when|where|and\s+(?:has|have|is|are|was|were))\b"
    r"|\b(?:while|whereas|although|after|because|when|if)\b",
    re.IGNORECASE,
)
_AMOUNTS = re.compile(
    r"(?:figur|includ|total|reach|exceed|surpass|approach|amount|number|stagger|estimat|hit|trend|remain|near)\w*"
    r"|c[ao]me|st[ao]nd|stood|r[io]sen?|rising|gr[eo]wn?|climb\w*|jump\w*|passed|averag\w*"
    r"|launch\w*|destroyed|damaged|armou?red|unmanned|guided|based|propelled",
    re.IGNORECASE,
)
"""Verbs that only give an amount, and participles in the names of weapons."""
