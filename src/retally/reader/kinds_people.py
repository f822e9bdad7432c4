"""What a count of people measures, and whose people they are.

Who suffers a loss is its actor: "North Korean soldiers killed" are North Korea's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import FigureKind, Span
from retally.reader.kinds_fates import JOINT, Fate, after_aside
from retally.reader.nations import NationMention

_K, _W, _L = FigureKind.KILLED, FigureKind.WOUNDED, FigureKind.LOSSES
_BOTH = FigureKind.KILLED_OR_WOUNDED

MILITARY = re.compile(
    r"\b(?:soldier|troop|service(?:man|men|person|member|woman|women|people)|personnel|fighter"
    r"|combatant|officer|general|colonel|conscript|recruit|reservist|militant|mercenar(?:y|ie)"
    r"|marine"
    r"|paratrooper|infantry(?:man|men)?|forces?|army|contingent|military|invader|occupier|guard"
    r"|commander|sailor|pilot|engineer|instructor|mobili[sz]ed|special\s+forces|men)s?\b",
    re.IGNORECASE,
)
CIVILIAN = re.compile(
    r"\b(?:civilian|child(?:ren)?|resident|women|woman|people|person|worker|patient|refugee"
    r"|journalist"
    r"|inhabitant|passenger|student|pupil|teenager|medic|doctor|citizen)s?\b",
    re.IGNORECASE,
)
_NEXT = re.compile(r"[\s\"'”’]{0,3}")
_AMONG = re.compile(r"\b(?:among|including)\b", re.IGNORECASE)
_OF_THEM = re.compile(r"\bof\s+(?:them|these|those)\b", re.IGNORECASE)
_SHARE_OF_THESE = re.compile(
    r"\b(?:among|of)\s+(?:them|these|those|whom|the\s+(?:dead|killed))\b", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """Where the words stand that can speak of one quantity.

    Parameters
    ----------
    number
        The quantity, hedge and noun included.
    head
        From the quantity before it in the sentence, or the sentence's start, up to it.
    tail
        From its end to the next quantity, or to the sentence's end.
    sentence
        The whole.
    """

    number: Span
    head: Span
    tail: Span
    sentence: Span


def people_kind(
    text: str, around: Around, told: Sequence[Fate], carried: FigureKind | None
) -> FigureKind:
    """What a count of people measures.

    The words after the number come before those ahead of it ("lost 43,000 soldiers who died"), and
    a number that says nothing itself carries on what the one before said.

    Parameters
    ----------
    told
        The words of the sentence that say what became of people.
    """
    if _FOR_EVERY.match(text, around.number.end, around.sentence.end):
        return FigureKind.RATIO
    if _TOWN_OF.search(
        text, max(around.sentence.start, around.number.start - 40), around.number.start
    ):
        return FigureKind.POPULATION
    inside = [one for one in told if one.span.meets(around.number)]
    after = [one for one in told if _lies_in(one.span, around.tail)]
    before = [one for one in told if _lies_in(one.span, around.head)]
    if not inside and _WITHOUT.match(text, around.number.end, around.tail.end):
        return FigureKind.COUNT
    if not inside and not before and _is_trained(text, around):
        return FigureKind.COUNT
    if _POPULATION_MOVED.search(text, around.sentence.start, around.number.start):
        return FigureKind.POPULATION
    if not inside and _FORCE_OF.search(text, around.head.start, around.number.start):
        return FigureKind.TROOPS
    own = _own_kind(text, around, inside, after) or after_aside(
        text, around.number.end, around.sentence.end, told
    )
    if own is not None and own is not _L:
        return own
    earlier = _before(text, around, before)
    if earlier is _L or own is _L:
        return _losses(told, around) or _L
    if earlier is not None:
        return earlier
    if (
        not told
        and _DO_MORE.match(text, around.number.end, around.sentence.end)
        and (
            CIVILIAN.search(text, *_ends(around.number))
            and _HEDGE.fullmatch(text, around.sentence.start, around.number.start)
        )
    ):
        # "Some 300 people spent the night outdoors": what became of others is not said of them.
        return FigureKind.COUNT
    if carried is not None and _COMPARED.search(text, *_ends(around.head)):
        return carried
    if carried is not None and SPOKEN_OF.search(text, *_ends(around.head)):
        return carried
    phrase = Span(start=around.number.start, end=min(around.tail.end, around.number.end + 40))
    is_military = bool(MILITARY.search(text, *_ends(phrase)))
    is_part = _AMONG.search(text, around.sentence.start, around.number.start) or _OF_THEM.search(
        text, around.sentence.start, phrase.end
    )
    if is_part and carried is not None:
        return carried
    if is_military or _SENT.search(text, around.head.start, phrase.end):
        return FigureKind.TROOPS
    if carried is not None and carried is not FigureKind.TROOPS:
        return carried
    return FigureKind.TROOPS if is_military else FigureKind.COUNT


def _is_trained(text: str, around: Around) -> bool:
    """Whether soldiers are counted who were trained or sent home, and not those of a force."""
    start = max(around.sentence.start, around.number.start - 90)
    return bool(
        _TRAINED_AFTER.match(text, around.number.end, around.tail.end)
        or _TRAINED_AHEAD.search(text, start, around.number.start)
    )


def _own_kind(
    text: str, around: Around, inside: Sequence[Fate], after: Sequence[Fate]
) -> FigureKind | None:
    """What the number's own noun or the words after it say."""
    close = [
        one
        for one in after
        if not _PARTS.search(text, around.number.end, one.span.start)
        and not _governs_the_next(text, around, one)
    ]
    if inside and close and inside[-1].kind is FigureKind.POPULATION:
        # "Some 300 residents were evacuated": the verb says more than the noun.
        return close[0].kind
    if inside:
        last = inside[-1]
        joined = close and _JOINED.fullmatch(text, last.span.end, close[0].span.start)
        if joined and {last.kind, close[0].kind} == {_K, _W}:
            return _BOTH
        return last.kind
    return close[0].kind if close else None


def _governs_the_next(text: str, around: Around, one: Fate) -> bool:
    """Whether a word after a number speaks of the next one: "four people and injured 21"."""
    return (
        around.tail.end < around.sentence.end
        and bool(_ACTIVE.fullmatch(text, one.span.start, one.span.end))
        and bool(_OF.fullmatch(text, one.span.end, around.tail.end))
    )


def fate_of(text: str, around: Around, told: Sequence[Fate]) -> FigureKind | None:
    """What the words around a number alone say became of those it counts."""
    inside = [one for one in told if one.span.meets(around.number)]
    after = [one for one in told if _lies_in(one.span, around.tail)]
    own = _own_kind(text, around, inside, after)
    done = [one for one in told if _is_done_to(text, around, one)]
    return own or (done[-1].kind if done else None)


def _before(text: str, around: Around, before: Sequence[Fate]) -> FigureKind | None:
    """What the words ahead of the number say: the nearest, where no clause parts them."""
    for one in reversed(before):
        between = text[one.span.end : around.number.start]
        if _CLAUSE.search(between) or _DEPLOYED.search(between):
            return None
        if one.kind is FigureKind.POPULATION and not _OF.fullmatch(between):
            continue
        return one.kind
    return None


def _losses(told: Sequence[Fate], around: Around) -> FigureKind | None:
    """Losses that the same sentence divides into killed and wounded are both, or the dead."""
    later = {one.kind for one in told if one.span.start >= around.number.end}
    if _W in later:
        # "Lost 198,000 soldiers and another 550,000 wounded": those lost are the dead.
        return _BOTH if _K in later else _K
    return None


def whose_people(
    text: str,
    around: Around,
    nations: Sequence[NationMention],
    told: Sequence[Fate],
    carried: str | None,
    stands_in: str | None = None,
) -> str | None:
    """Whose people they are; None where the text does not say.

    The number's own words come first ("12,000 North Korean troops"), then "on the Russian side",
    then the noun ahead that the number counts ("the number of Russian soldiers killed exceeds"),
    then whoever lost, sent or has them.

    Parameters
    ----------
    stands_in
        The side that the number's own noun stands for, as "invaders" do.
    """
    own = [
        one
        for one in nations
        if one.span.meets(around.number) or _NEXT.fullmatch(text, around.number.end, one.span.start)
    ]
    if own:
        return own[0].nation
    for one in nations:
        if _lies_in(one.span, around.tail) and (
            (
                _IN_RANKS.match(text, one.span.end)
                and _SERVING.fullmatch(text, around.number.end, one.span.start)
            )
            or _SIDE_AFTER.search(text, one.span.end, min(one.span.end + 12, around.sentence.end))
            or _OF_NATION.fullmatch(text, around.number.end, one.span.start)
        ):
            return one.nation
    civilians = bool(CIVILIAN.search(text, *_ends(around.number)))
    if civilians and not _SENT.search(text, *_ends(around.head)):
        return None
    if stands_in is not None:
        # "Eliminated 900 invaders", "the bodies of 30 enemy soldiers".
        return stands_in
    ahead = [one for one in nations if one.span.end <= around.number.start]
    if carried is not None and SPOKEN_OF.search(text, *_ends(around.head)):
        # "Kyiv puts the number at 620": whoever was counted before.
        return carried
    if ahead and _OWNED.search(text, *_ends(around.number)):
        # "The president of Sudria says that 700 of his soldiers are there."
        return ahead[0].nation
    for one in reversed(ahead):
        following = text[one.span.end : min(one.span.end + 40, around.number.start)]
        if _SAID.search(text, one.span.end, around.number.start):
            continue
        if one.is_place and _PREDICATE.match(following):
            continue
        if _PEOPLE_NEXT.match(following) or LOSS_NEXT.match(following):
            return one.nation
    if any(one.kind in (_K, _W) and _is_done_to(text, around, one) for one in told):
        # "Strikes killed 12 people": who did it is named, not who suffered.
        return carried if _SHARE_OF_THESE.search(text, *_ends(around.sentence)) else None
    doers = [
        one
        for one in ahead
        if not one.is_place
        and not SAYS.match(text, one.span.end)
        and not _OFFICIAL_NEXT.match(text, one.span.end)
    ]
    if doers:
        return doers[-1].nation
    return carried


def _is_done_to(text: str, around: Around, one: Fate) -> bool:
    """Whether somebody did it to the people counted: "killed 12", not "12 were killed"."""
    return one.span.end <= around.number.start and bool(
        _ACTIVE.fullmatch(text, one.span.start, one.span.end)
        and _OF.fullmatch(text, one.span.end, around.number.start)
    )


def _lies_in(span: Span, piece: Span) -> bool:
    return piece.start <= span.start and span.end <= piece.end


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


_OF = re.compile(r"\s*(?:of|:)?\s*(?:about|around|some|nearly|almost|over|more\s+than)?\s*", re.I)
_JOINED = re.compile(JOINT, re.IGNORECASE)
_CLAUSE = re.compile(
    r"[;:]|\.\s|,\s+(?:who|which|that|while|whereas|although|but|adding|saying|and\s+(?:has|have"
    r"|is|are|was"
    r"|were|said)|after|as|when|where)\b|\b(?:while|whereas|although|fighting|after|when)\b"
    r"|\bsince\b(?!\s+(?:the\s+|its\s+)?(?:start|beginning|outbreak|launch|full|war|invasion"
    r"|[A-Z0-9]))",
    re.IGNORECASE,
)
_PARTS = re.compile(
    r"[;:()]|\.\s|,\s+(?:while|whereas|although|but|adding|saying|after|when|where|as|including"
    r"|and\s+(?:the|its|their|a))\b|\b(?:while|whereas|although|to\s+support|to\s+replace"
    r"|to\s+strengthen|after|since|when|including)\b",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"\b(?:sen[dt]s?|sending|deploy\w*|dispatch\w*|train(?:s|ed|ing)?|station\w*|mobili[sz]\w*"
    r"|recruit\w*"
    r"|contingent|muster\w*|mass(?:ed|ing)|amass\w*|transfer\w*|redeploy\w*|arriv\w+|reinforce\w*"
    r"|fighting\s+in"
    r"|number(?:s|ing|ed)?\s+of\s+(?:\w+\s+){0,3}troops|troops?|conscript\w*)\b",
    re.IGNORECASE,
)
_WITHOUT = re.compile(
    r"\s+(?:(?:were|was|are|is|have\s+been|remain(?:ed|s)?)\s+)?(?:(?:left|still)\s+)?"
    r"(?:missing\b|unaccounted\s+for|without\s|in\s+the\s+(?:dark|cold)|cut\s+off|stranded"
    r"|trapped)",
    re.IGNORECASE,
)
"""What befell people who were not hurt: "121,000 left without power"."""

_TRAINED_AFTER = re.compile(
    r"[^.;:,()\d]{0,40}?\b(?<!to be )(?<!better )(?:(?:being\s+)?trained(?!\s+(?:soldiers|troops"
    r"|men))|repatriated"
    r"|sent\s+(?:back|home)|returned\s+(?:home|to)|graduated|(?:completed|underwent|undergone"
    r"|received)\s+(?:\w+\s+){0,2}training"
    r"|to\s+those\s+being\s+trained)\b",
    re.IGNORECASE,
)
_TRAINED_AHEAD = re.compile(
    r"\b(?:(?:has|have|had|helped|been)\s+(?:\w+\s+){0,2}?train(?:ed)?"
    r"|(?:number|total)\s+of\s+[^.;,]{0,50}?\btrained\s[^.;]{0,60}?)\s*(?:(?:more|less|fewer|than"
    r"|about|around|some|nearly|almost"
    r"|over|up|to|at|least|reached|exceed\w+|a|total|of|is|was|now|stands|passed|topped)\s+){0,5}$",
    re.IGNORECASE,
)
_POPULATION_MOVED = re.compile(
    r"\bpopulation\b[^.;]{0,50}?\b(?:fell|fallen|dropp\w+|shr[aiu]nk|plummet\w+|plung\w+"
    r"|dwindl\w+|declin\w+|decreas\w+"
    r"|r[io]sen?|gr[eo]wn?|swell\w*|swollen|increas\w+|went|reduced|collapsed|halved"
    r"|doubled)\b[^.;]{0,80}?\b(?:from|to)\s+"
    r"(?:(?:about|around|some|nearly|almost|just|only|over|under|more|less|than|an|estimated"
    r"|fewer|barely)\s+){0,3}$",
    re.IGNORECASE,
)
_FORCE_OF = re.compile(
    r"\b(?:force|contingent|army|garrison|brigade|deployment|group(?:ing)?|corps)\s+of\s*$",
    re.IGNORECASE,
)
_SIDE_AFTER = re.compile(r"\s+side\b", re.IGNORECASE)
_IN_RANKS = re.compile(
    r"['’]s?\s+(?:military|army|armed\s+forces|forces|ranks|side)\b", re.IGNORECASE
)
_SERVING = re.compile(r"[^.;,]{0,30}?\b(?:in|of|for|from|with)\s+(?:the\s+)?", re.IGNORECASE)
SAYS = re.compile(
    r"\s+(?:[a-z]+\s+){0,3}?(?:has\s+|had\s+|have\s+)?(?:said|says?|estimat\w+|put|report(?:s|ed)"
    r"|claim(?:s|ed)"
    r"|believ\w+|confirm\w*|warn\w*|announc\w+|stat(?:es|ed)|added|not(?:es|ed)|assess\w*"
    r"|record\w*|document\w*|count\w*|verif\w+)\b"
    r"|['’]s?\s+(?:[\w-]+\s+){0,4}?(?:has\s+|had\s+|have\s+)?(?:said|says|estimat\w+|put"
    r"|report(?:s|ed)"
    r"|record(?:s|ed)|verif\w+|document(?:s|ed)|count(?:s|ed))\b|\s+(?:[a-z]+\s+){0,4}?office\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\b(?:said|says?|estimat(?:ed|es)|claim(?:s|ed)|believes?|confirm(?:s|ed)|warn(?:s|ed)"
    r"|announc(?:ed|es)"
    r"|report(?:s|ed)|stat(?:es|ed))\b",
    re.IGNORECASE,
)
_DEPLOYED = re.compile(
    r"\b(?:sen[dt]s?|sending|deploy\w*|dispatch\w*|train(?:s|ed|ing)?|mobili[sz]\w*|recruit\w*"
    r"|redeploy\w*|transfer\w*)\b",
    re.IGNORECASE,
)
_OF_NATION = re.compile(
    r"\s*(?:of|from|(?:sent|deployed|dispatched|fielded|lost|suffered)\s+(?:by"
    r"|from))\s+(?:the\s+)?(?:\w+\s+)?",
    re.IGNORECASE,
)
_PEOPLE_NEXT = re.compile(
    r"(?:['’]s?)?\s+(?:[^\W\d][\w-]*\s+){0,2}?(?:soldier|troop|service(?:m[ae]n|member|people"
    r"|personnel)|personnel"
    r"|fighter|force|army|officer|generals|killed|dead|wounded|casualt|contingent|conscript"
    r"|recruit|mercenar)",
    re.IGNORECASE,
)
LOSS_NEXT = re.compile(
    r"(?:['’]s?)?\s+(?:[^\W\d][\w-]*\s+){0,3}?(?:loss(?:es)?|deaths?|toll|casualties|fatalities"
    r"|killed|wounded|lost)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:(?:up|down)\s+from|compared\s+(?:with|to)|against|versus|than)\s+(?:the\s+|some\s+"
    r"|about\s+)?$",
    re.IGNORECASE,
)
_OWNED = re.compile(
    r"\bof\s+(?:his|her|its|our|their\s+own|his\s+own)\s+(?:own\s+)?(?:\w+\s+)?(?:soldiers|troops"
    r"|men|forces"
    r"|servicem[ae]n|fighters|personnel|people|citizens|civilians|army|military)\b",
    re.IGNORECASE,
)
SPOKEN_OF = re.compile(
    r"\b(?:the|that|this|those|its|their)\s+(?:(?:real|actual|true|total|overall|final|current"
    r"|same)\s+)?"
    r"(?:number|figure|share|total|toll|tally|count|size|proportion|percentage)s?\b(?!\s+(?:of"
    r"|for|who|that)\b)",
    re.IGNORECASE,
)
"""The number of what was spoken of before: "puts the number at", "that figure rose to"."""
_TOWN_OF = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|regions?|countr(?:y|ies)|nations?|hubs?|suburbs?"
    r"|districts?|settlements?"
    r"|provinces?)\s+of\s+(?:some\s+|about\s+|around\s+|nearly\s+|almost\s+|over\s+)?$",
    re.IGNORECASE,
)
_HEDGE = re.compile(r"[\s\"'“‘]*", re.IGNORECASE)
_DO_MORE = re.compile(
    r"\s+(?!(?:in|on|at|of|and|or|from|near|by|to|as|for|with|this|last|since|during|over|among"
    r"|after|are|were|have"
    r"|had|was|is|each|per|every|a|the|more)\b)[a-z]+",
)
_PREDICATE = re.compile(r"\s+(?:\w+\s+)?(?:was|were|is|are|has|have|had)\s", re.IGNORECASE)
"""What follows a place in which something happened: "stationed in X were killed"."""

_OFFICIAL_NEXT = re.compile(
    r"\s+(?:[\w-]+\s+){0,2}?(?:officials?|diplomats?|lawmakers?|ministers?|spokes\w+|analysts?"
    r"|experts?|MPs?"
    r"|media|newspapers?|broadcasters?|agenc(?:y|ies)|ambassadors?|sources?|journalists?|website"
    r"|outlets?)\b",
    re.IGNORECASE,
)
"""People of a country who tell of losses and do not suffer them."""

_FOR_EVERY = re.compile(r"\s+(?:[\w-]+\s+){0,3}?(?:for\s+(?:every|each)|to\s+one)\b", re.IGNORECASE)
_ACTIVE = re.compile(r"(?:kill|wound|injur)(?:ed|ing|s)", re.IGNORECASE)
