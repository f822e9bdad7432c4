"""Who gained, lost or holds the area that a sentence prints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retally.model.story import FigureKind, Span

WELL_KNOWN: Mapping[str, tuple[str, ...]] = {
    "russia": (r"Russia\w*", "Moscow", "Kremlin", "Putin"),
    "ukraine": (r"Ukrain\w+", "Kyiv", "Kiev", "Zelensky+i?"),
}
"""Names that copy uses for a side beside its own; every other party is known by its name."""

SOURCE_NAMES: Mapping[str, tuple[str, ...]] = {
    "isw": (r"Institute\s+for\s+the\s+Study\s+of\s+War", r"ISW(?:['’]s)?"),
    "deepstate": (r"Deep\s?State\w*",),
}
"""Names that copy uses for a map source; every other source is known by its name."""

_PARTY_STEM = 4
"""Letters of a made-up party's name that must remain once its last vowel is cut."""


@dataclass(frozen=True, kw_only=True)
class Action:
    """A word that says what happened to an area."""

    span: Span
    kind: FigureKind


@dataclass(frozen=True, kw_only=True)
class Mention:
    """A party named in a text, and whether it can be the subject there."""

    span: Span
    party: str
    is_object: bool


@lru_cache(maxsize=64)
def party_pattern(parties: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern of the parties' names, with a group p0, p1, ... for each."""
    if not parties:
        return re.compile(r"(?!)")
    groups = []
    for at, party in enumerate(parties):
        stem = re.sub(r"(?:ia|[aeiouy])$", "", party)
        own = re.escape((stem if len(stem) >= _PARTY_STEM else party).capitalize()) + r"\w*"
        groups.append(f"(?P<p{at}>{'|'.join(WELL_KNOWN.get(party, (own,)))})")
    return re.compile(rf"\b(?:{'|'.join(groups)})(?:['’]s?)?(?!\w)")


def party_mentions(text: str, sentence: Span, parties: Sequence[str]) -> list[Mention]:
    """Every party that a sentence names.

    A party's name before "territory" or "land", or after "into", "in" or "from", says whose ground
    it is and not who took it.

    Parameters
    ----------
    parties
        Lower-case names, as in definitions.
    """
    found = []
    for match in party_pattern(tuple(parties)).finditer(text, sentence.start, sentence.end):
        after = text[match.end() : match.end() + 24]
        before = text[max(sentence.start, match.start() - 40) : match.start()]
        found.append(
            Mention(
                span=Span(start=match.start(), end=match.end()),
                party=parties[int(str(match.lastgroup)[1:])],
                is_object=bool(_GROUND.match(after) or _INTO.search(before)),
            )
        )
    return found


def actions(text: str, sentence: Span) -> list[Action]:
    """Every word of a sentence that says ground was gained, regained, lost or is held."""
    return [
        Action(
            span=Span(start=match.start(), end=match.end()),
            kind=FigureKind[str(match.lastgroup)],
        )
        for match in _ACTION.finditer(text, sentence.start, sentence.end)
        if match.lastgroup != "NONE"
    ]


def subject(action: Action, mentions: Sequence[Mention]) -> str | None:
    """The party that did it: the nearest subject before the word, else the one after "by"."""
    before = [m for m in mentions if m.span.end <= action.span.start and not m.is_object]
    if before:
        return before[-1].party
    within = [m for m in mentions if m.span.meets(action.span)]
    return within[0].party if within else None


def agent_after(text: str, action: Action, mentions: Sequence[Mention]) -> str | None:
    """The party of "seized by", "the advance of" or "came under X control"."""
    for mention in mentions:
        between = text[action.span.end : mention.span.start]
        if mention.span.start >= action.span.end and _BY.fullmatch(between):
            return mention.party
    return None


def sources_named(text: str, piece: Span, sources: Sequence[str]) -> tuple[str, ...]:
    """The map sources that a piece of text names, in the order of `sources`."""
    found = []
    for source in sources:
        names = SOURCE_NAMES.get(source, (re.escape(source),))
        form = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)
        if form.search(text, piece.start, piece.end):
            found.append(source)
    return tuple(found)


_GROUND = re.compile(
    r"\s+(?:territor\w+|land|soil|ground|area|areas|positions?|lines|villages?|towns?|settlements?"
    r"|territorial|oblasts?|regions?|provinces?|defen[cs]\w+|President|Prime)\b",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"\b(?:into|in|inside|within|across|from|against|over|near|of(?=\s+(?:\w+\s+)?$)|with|than|to|for)\s+"
    r"(?:the\s+|all\s+|occupied\s+)?(?:(?:north|south|east|west)[\w-]*\s+|central\s+)?$",
    re.IGNORECASE,
)
_BY = re.compile(r"(?:[^.;()]{0,60}?\s)?(?:by|of|to|under)\s+(?:the\s+)?|\s*", re.IGNORECASE)
_TAKE = (
    r"(?:t[ao]k(?:es?|en|ing)|took|seiz(?:e[sd]?|ing)|gain(?:s|ed|ing)?|establish\w*|won|wrested"
    r"|extend\w*|expand\w*|assum\w+)"
)
_WORDS_OF_GROUND = {
    # Words that look like one of the others and say nothing of the figure.
    "NONE": (
        r"(?:areas?|territor\w+|land)\s+(?:it|they|which\s+it|that\s+it)\s+controls?",
        r"\w+-(?:held|controlled|occupied)",
        r"(?:occupied|seized|captured|annexed)\s+(?:territor\w+|land|areas?|regions?|Crimea|parts)",
        r"territorial\s+control",
        r"counter-?offensive",
        r"losses\s+of\s+(?:men|troops|equipment)",
        r"took\s+(?:place|part|office|over\s+the\s+reins)",
    ),
    "AREA_REGAINED": (
        r"retook|retak\w+|recaptur\w+|reclaim\w+|regain\w+|liberat\w+|w[io]n\s+back",
        r"t[ao]ken?\s+back|took\s+back|recover\w+|reconquer\w+|restored?\s+control|cleared",
        r"(?:push|drove|drive|driven)\w*\s+\w+\s+(?:\w+\s+)?(?:back|out)",
    ),
    "AREA_LOST": (
        r"lost\s+(?:control\s+(?:of|over))?|los(?:e[sd]?|ing|s|ses)\b|ced(?:e[sd]?|ing)",
        r"gave\s+up|given\s+up|surrender\w*|withdrew|withdrawn|conced\w+|forfeit\w*|yield\w*",
    ),
    "AREA_GAINED": (
        rf"{_TAKE}\s+(?:\w+\s+)?control|(?:c[ao]me|fell|fallen|brought|put|placed)\s+under",
        r"advanc\w+|seiz\w+|captur\w+|took|tak(?:e|en|es|ing)|gain\w*|grab\w*|occupied|conquer\w*",
        r"overr[au]n|annex\w*|push(?:ed|es)?\s+(?:forward|ahead|deeper|into)|expand\w*|enlarg\w+",
        r"swallow\w*|snatch\w*|wrest\w*|conquest\w*|progress\w*|mov(?:ed?|ing)\s+forward|won",
        r"increas\w+|gr[eo]wn?|growth|ad(?:d|ds|ded)\b|acquir\w*|rolled\s+forward|swept|overtook|inched",
        r"claim(?:ed)?\s+(?:another|a\s+further)",
    ),
    "AREA_HELD": (
        r"control(?:s|led|ling)?|hold(?:s|ing)?|held|occup(?:y|ies|ying)",
        r"in\s+\w+\s+hands|under\s+\w+\s+control",
    ),
}
_ACTION = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _WORDS_OF_GROUND.items())
    + r")\b",
    re.IGNORECASE,
)
