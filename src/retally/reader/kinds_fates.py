"""Words that say what became of people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import FigureKind, Span

_K, _W, _L = FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.LOSSES
_BOTH = FigureKind.KILLED_OR_WOUNDED

_KILLED = (
    r"kill(?:ed|ing|s)?|dead|died?|dies|dying|deaths?|slain|fatalit(?:y|ies)|perish\w*|death\s+toll"
    r"|obituar\w+|li[fv]es\s+lost|lost\s+(?:his|her|its|their)\s+li[fv]es?|claimed\s+the\s+lives"
    r"|fallen(?!\s+(?:to|by|from|under|below|since|in\b))|irrecoverabl\w+|bodies|corpses?"
)
_WOUNDED = r"wound(?:ed|ing|s)|injur(?:ed|ies|y|ing|es)|hurt|maimed|hospitali[sz]ed"
JOINT = r"\s*(?:,|/|-|,?\s*(?:and|or|and/or|&))\s*(?:(?:were|are|been|another|seriously|badly)\s+)?"
_GONE = r"(?:captured|taken\s+prisoner|missing|surrendered|deserted)"
_WORDS: tuple[tuple[FigureKind, str], ...] = (
    # Those who are gone in every way: "killed, wounded or captured".
    (
        FigureKind.LOSSES,
        (
            rf"(?:{_KILLED}){JOINT}(?:{_WOUNDED}){JOINT}{_GONE}"
            rf"|(?:{_WOUNDED}){JOINT}(?:{_KILLED}){JOINT}{_GONE}"
        ),
    ),
    (
        _BOTH,
        rf"(?:{_KILLED}){JOINT}(?:{_WOUNDED})|(?:{_WOUNDED}){JOINT}(?:{_KILLED})|casualt(?:y|ies)",
    ),
    (_K, _KILLED),
    (_W, _WOUNDED),
    (
        FigureKind.CAPTURED,
        (
            r"captur(?:ed|ing|es?)|prisoners?\s+(?:of\s+war|each)|POWs?|taken\s+prisoners?"
            r"|detain\w*|arrest\w*"
            r"|captive|captives|surrendered|hostages?|abducted|kidnapped|deported"
        ),
    ),
    (
        FigureKind.DISPLACED,
        (
            r"displac\w+|evacuat\w+|fled|flee\w*|refugees?|homeless|uprooted|relocat\w+|resettl\w+"
            r"|left\s+(?:the|their|its)\s+(?:region|area|city|town|village|country|homes?)"
        ),
    ),
    (
        _L,
        (
            r"lost|los(?:e|es|ing|ses)|loss(?=\s+(?:of|rates?|tolls?|figures?)\b)|attrition"
            r"|put\s+out\s+of\s+action|eliminated|neutrali[sz]ed"
        ),
    ),
    (
        FigureKind.POPULATION,
        r"populations?|inhabitants?|residents?|home\s+to|liv(?:e|es|ed|ing)\s+in",
    ),
)
_WORD = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{kind.name}_{at}>{words})" for at, (kind, words) in enumerate(_WORDS))
    + r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """A word that says what became of people."""

    span: Span
    kind: FigureKind


def fates(text: str, piece: Span) -> list[Fate]:
    """Every word of a piece of text that says what became of people, in order."""
    return [
        Fate(
            span=Span(start=m.start(), end=m.end()),
            kind=FigureKind[str(m.lastgroup).rpartition("_")[0]],
        )
        for m in _WORD.finditer(text, piece.start, piece.end)
    ]


def after_aside(text: str, start: int, end: int, told: Sequence[Fate]) -> FigureKind | None:
    """What the verb after an aside says: "seven people, among them two children, were killed".

    Parameters
    ----------
    start, end
        Where the number ends, and its sentence.
    """
    aside = _ASIDE.match(text, start, end)
    if aside is None:
        return None
    verb = aside.start("verb")
    done = [one for one in told if verb <= one.span.start < verb + _NEAR_VERB]
    return done[0].kind if done else None


_NEAR_VERB = 30
_ASIDE = re.compile(
    r"[^.;,()]{0,40}(?:,\s+|\s[–—-]{1,2}\s|\s*\()(?:among\s+(?:them|whom|those)|including"
    r"|one\s+of\s+them"
    r"|(?:\w+\s+)?of\s+(?:them|whom))\b[^.;()]{1,80}?(?:,|\s[–—-]{1,2}|\))\s+"
    r"(?P<verb>were|was|are|had|have|died|lost|suffered|fled|perished)\b",
    re.IGNORECASE,
)
