"""Who gained, lost or holds the area that a sentence prints."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from retally.model.story import FigureKind, Span

WELL_KNOWN: Mapping[str, tuple[str, ...]] = {
    "russia": (r"[Rr]ussia\w*", "Moscow", "Kremlin", "Putin"),
    "ukraine": (r"[Uu]krain\w+", "Kyiv", "Kiev", "Zelensky+i?"),
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
        known = re.escape(stem if len(stem) >= _PARTY_STEM else party)
        # A name that is a common noun stands in lower case behind its article: "the reds".
        own = rf"{known.capitalize()}\w*|(?<=\b[Tt]he ){known}\w*"
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
                is_object=bool(
                    _GROUND.match(after)
                    or (
                        _INTO.search(before)
                        and not _FORCES_OF.search(before)
                        and not _ACTING.match(text, match.end())
                    )
                ),
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


def is_told_as_done(text: str, sentence: Span, action: Action) -> bool:
    """Whether a sentence says that it happened: not "could take", "aims to", "has not"."""
    before = text[max(sentence.start, action.span.start - _LONGEST_DOUBT) : action.span.start]
    return not _DOUBT.search(before)


def carries_on(text: str, start: int, end: int) -> bool:
    """Whether the words before a verb speak of whoever the sentence before spoke of.

    They do where a pronoun or "the army" is the last name in them, or where nobody is named.
    """
    words = list(_WORD.finditer(text, max(start, end - _REACH), end))[-_WORDS_LOOKED_AT:]
    for word in reversed(words):
        if _SAME.fullmatch(word.group()):
            return True
        if word.group()[0].isupper() and not _NO_NAME.fullmatch(word.group()):
            return False
    return all(_NO_NAME.fullmatch(word.group()) for word in words)


def subject(text: str, action: Action, mentions: Sequence[Mention]) -> str | None:
    """The party that did it: the nearest subject before the word, else the one after "by".

    "The enemy" is the other side of the last party named, where there are two.
    """
    before = [m for m in mentions if m.span.end <= action.span.start and not m.is_object]
    start = before[-1].span.end if before else max(0, action.span.start - _LONGEST_DOUBT)
    if _ENEMY.search(text, start, action.span.start):
        return None
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


_LONGEST_DOUBT = 45
"""Code points before a verb; "has so far been unable to" has 25."""

_DOUBT = re.compile(
    r"\b(?:(?:[Cc]ould|[Ww]ould|may|might|will|shall|should|must|cannot"
    r"|can)\s+(?:\w+\s+)?(?:have\s+)?"
    r"|(?:aim|plan|want|hop|seek|sought|intend|expect|threaten|attempt|tr(?:y|ied)|fail|need|likely"
    r"|unlikely|set|poised|due|prepar|order|vow|promis|pledg|goal|target|bid|unable|struggl|enough"
    r"|chance|ambition|effort|ask|demand|task)\w*\s+(?:\w+\s+){0,2}to\s+(?:\w+\s+)?"
    r"|(?:[Nn]ot|[Nn]ever|\w+n['’]t|[Ww]ithout|[Nn]either|nor"
    r"|[Ii]nstead\s+of)\s+(?!only)(?:\w+\s+)?"
    r"|(?:den(?:y|ied|ies)|[Ii]f|[Uu]nless|whether|dismissed)\s+(?:[\w'’]+\s+){0,4})$"
)
_ENEMY = re.compile(
    r"\b(?:the|its|their)\s+(?:enem(?:y|ies)|adversary|foes?|opponents?|other\s+side)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_WORDS_LOOKED_AT = 12
_REACH = 120
_SAME = re.compile(
    r"it|they|its|their|he|she|this|that|which|who|these|those|army|troops|forces|soldiers"
    r"|military|units"
    r"|gains?|advances?|progress|pace|figures?|total|invaders|occupiers|increase|rise|amount",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"the|a|an|in|on|at|by|of|for|to|and|but|or|then|since|during|over|last|next|first|again|also"
    r"|had|has|have"
    r"|was|were|been|is|are|from|with|after|before|another|further|more|some|about|only|just"
    r"|another|meanwhile"
    r"|moreover|however|yet|so|far|month|week|year|day|alone|all|once|put|there|when|while|as"
    r"|earlier|later|ISW"
    r"|Institute|Study|War|DeepState|January|February|March|April|May|June|July|August|September"
    r"|October"
    r"|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|square|sq|kilomet\w+|km2?"
    r"|miles?|mi",
    re.IGNORECASE,
)


def sources_named(text: str, piece: Span, sources: Sequence[str]) -> tuple[str, ...]:
    """The map sources that a piece of text names, in the order of `sources`."""
    return tuple(
        source for source in sources if _source_form(source).search(text, piece.start, piece.end)
    )


@lru_cache(maxsize=64)
def _source_form(source: str) -> re.Pattern[str]:
    """How copy writes a source: "harbour-desk" is the "Harbour Desk" of a story."""
    own = r"[\s_-]*".join(re.escape(word) for word in re.split(r"[\s_-]+", source))
    names = SOURCE_NAMES.get(source, (own,))
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)", re.IGNORECASE)


@lru_cache(maxsize=64)
def source_names(sources: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the map sources, as copy writes them."""
    return re.compile(
        "|".join(_source_form(one).pattern for one in sources) or "(?!)", re.IGNORECASE
    )


_GROUND = re.compile(
    r"\s+(?:territor(?:y|ies)|land|soil|ground|area|areas|positions?|lines|villages?|towns?"
    r"|settlements?"
    r"|territorial\s+(?:integrity|waters)|oblasts?|regions?|provinces?|President"
    r"|defen[cs](?:es?\s+lines?|es?(?!\s+(?:forces?|ministr\w+|army|troops|units?|chief|officials?))|ive\s+lines?)"
    r"|Prime)\b",
    re.IGNORECASE,
)
_INTO = re.compile(
    r"\b(?:into|in|inside|within|across|from|against|over|near|of(?=\s+(?:\w+\s+)?$)|with|than|to"
    r"|for)\s+"
    r"(?:the\s+|all\s+|occupied\s+)?(?:(?:north|south|east|west)[\w-]*\s+|central\s+)?$",
    re.IGNORECASE,
)
_FORCES_OF = re.compile(
    r"\b(?:army|armies|troops|forces|soldiers|military|units|militia)\s+of\s+(?:the\s+)?$",
    re.IGNORECASE,
)
"""Before a side whose soldiers act: "the army of Norland advanced"."""

_ACTING = re.compile(r"\s+\w+ing\s")
"""What a side does in "with the Russians taking"."""

_BY = re.compile(
    r"(?:[^.;()]{0,60}?\s)?(?:by|under)\s+(?:the\s+)?|(?:[^.;()\d]{0,60}?\s)?(?:of"
    r"|to)\s+(?:the\s+)?|\s*",
    re.IGNORECASE,
)
_TAKE = (
    r"(?:t[ao]k(?:es?|en|ing)|took|seiz(?:e[sd]?|ing)|gain(?:s|ed|ing)?|establish\w*|won|wrested"
    r"|extend\w*|expand\w*|assum\w+)"
)
_WORDS_OF_GROUND = {
    # Words that say how large something is, whoever holds it.
    "COUNT": (
        r"the\s+size\s+of|cover(?:s|ed|ing)?|spann?(?:s|ed|ing)|measur(?:es|ed|ing)|sprawl\w*",
        r"(?:has|have|had|with|of)\s+an?\s+(?:\w+\s+)?area\s+of|\w+\s+area\s+(?:is|was)",
        r"(?:larger|bigger|smaller)\s+than(?-i:(?=\s+[A-Z]))|as\s+(?:large|big)\s+as",
    ),
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
        r"(?:regain|restor)\w*\s+control(?:\s+(?:of|over))?",
        r"retook|retak\w+|recaptur\w+|reclaim\w+|regain\w+|liberat\w+|w[io]n\s+back",
        r"t[ao]ken?\s+back|took\s+back|recover\w+|reconquer\w+|restored?\s+control|cleared",
        (
            r"(?:claw|snatch|wrest|grab|seiz|gain|claim)\w*\s+back|re-?(?:seiz\w+|occupied"
            r"|conquest\w*)"
        ),
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
        (
            r"increas\w+|gr[eo]wn?|growth|ad(?:d|ds|ded)\b|acquir\w*|rolled\s+forward|swept"
            r"|overtook"
            r"|inched"
        ),
        r"manag(?:ed|ing)\s+to\s+occupy|brought(?=\s+[A-Z])",
        r"gobbl\w+\s+up|carv\w+\s+out|secur(?:ed|ing)|scoop\w+\s+up|chew\w+\s+(?:up|through)",
        r"claim(?:ed)?\s+(?:another|a\s+further)|claimed(?=\s+(?:[a-z]+\s+){0,2}\d)",
        r"claimed(?=\s+(?:each|every|per|a)\s+day)",
    ),
    "AREA_HELD": (
        r"retain(?:s|ed|ing)?|ke(?:eps?|pt)\s+(?:control|hold)(?:\s+(?:of|over))?",
        r"control(?:s|led|ling)?|hold(?:s|ing)?|held|occup(?:y|ies|ying)",
        r"in\s+\w+\s+hands|under\s+\w+\s+control",
        r"(?:extend|stretch)(?:s|ed|ing)?\s+(?:over|across)|peak(?:s|ed|ing)\s+at",
        r"(?:solidif|stabili[sz])(?:y\w*|ied|ies|e[sd]?|ing)\s+(?:to|at)",
        r"(?:reduc\w+|shr[aiu]nk\w*|dwindl\w+|whittled\s+down|cut)\s+(?:down\s+)?to",
    ),
}
_ACTION = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{kind}>{'|'.join(words)})" for kind, words in _WORDS_OF_GROUND.items())
    + r")\b",
    re.IGNORECASE,
)
