"""Who is said to hold what was counted, by the words after it or after its list."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retally.reader.kinds_sentence import LONGEST_LIST, Seen, other_side
from retally.reader.quantities import PrintedQuantity


@dataclass(frozen=True, kw_only=True)
class Holder:
    """Somebody who holds ground; the nation is None where the words do not name it."""

    nation: str | None


def holder_after(text: str, sentence: Seen, at: int) -> Holder | None:
    """Who holds a share of ground: "74% of A and 76% of B are under the control of N forces".

    None where the words after it, or after the list it stands in, do not say that it is held.
    """
    found = sentence.found
    end = found.quantities[at].span.end
    for later in found.quantities[at + 1 : at + LONGEST_LIST]:
        is_listed = later.unit == found.quantities[at].unit and _REGION.fullmatch(
            text, end, later.outer.start
        )
        if not is_listed:
            break
        end = later.span.end
    noun = _OCCUPATION.match(text, end, found.span.end)
    if noun is not None:
        return Holder(nation=None)
    held = _HELD.match(text, end, found.span.end)
    if held is None:
        return None
    return Holder(
        nation=_named(sentence, held.end("state"), held.end()) or _owner(text, sentence, held)
    )


def holder_beside(text: str, sentence: Seen, quantity: PrintedQuantity) -> Holder | None:
    """Who holds an area: "120,000 square kilometres under N control", "800 km2 in N's hands"."""
    held = _UNDER.match(text, quantity.span.end, sentence.found.span.end)
    if held is None:
        return None
    return Holder(nation=_named(sentence, quantity.span.end, held.end()))


def remaining(
    text: str, sentence: Seen, quantity: PrintedQuantity, taker: str | None
) -> Holder | None:
    """Who holds ground that is left: "less than 60 sq km remain", of what somebody else took."""
    left = _LEFT.match(text, quantity.span.end, sentence.found.span.end)
    if left is None:
        return None
    named = _named(sentence, quantity.span.end, left.end())
    return Holder(nation=named or other_side(sentence, taker))


def _named(sentence: Seen, start: int, end: int) -> str | None:
    """The last nation between two places, or right behind the second."""
    within = [one.nation for one in sentence.nations if start <= one.span.start <= end + _NEAR]
    return within[0] if within else None


def _owner(text: str, sentence: Seen, held: re.Match[str]) -> str | None:
    """Whose "control" or "occupation" it is."""
    within = [
        one.nation
        for one in sentence.nations
        if held.start("state") <= one.span.start and one.span.end <= held.end()
    ]
    return within[-1] if within else None


_NEAR = 4
_HEDGE = (
    r"(?:(?:about|around|some|nearly|almost|roughly|over|only|just|more\s+than|less\s+than"
    r"|at\s+least)\s+){0,2}"
)
_WHERE = r"\s+(?:of|in)\s+[^.;:()%\d]{1,60}?"
_REGION = re.compile(rf"{_WHERE}(?:,|,?\s+and|,?\s+as\s+well\s+as)\s+{_HEDGE}", re.IGNORECASE)
_SO = (
    r"(?:now|currently|still|already|also|fully|firmly|completely|partly|partially"
    r"|effectively|thus|therefore|today)\s+"
)
_WHOSE = r"(?:the\s+)?(?:[\w'’-]+\s+){0,4}?"
_STATE = (
    rf"(?:under\s+{_WHOSE}(?:control|occupation|rule)|in\s+(?:the\s+)?{_WHOSE}hands|(?:occupied"
    rf"|controlled|held|dominated"
    r"|liberated|captured|seized|conquered|freed|overrun|annexed))"
)
_HELD = re.compile(
    rf"(?:{_WHERE})?\s+(?:(?:is|are|was|were|remain(?:s|ed)?|lies?|came|come|fell|(?:has|have"
    rf"|had)\s+(?:been|come|fallen))\s+)"
    rf"(?:{_SO}){{0,2}}(?P<state>{_STATE})(?:\s+(?:of|by)\s+(?:the\s+)?(?:[\w-]+\s+)?)?",
    re.IGNORECASE,
)
_OCCUPATION = re.compile(
    r"\s+(?:occupation|control)\s+(?:of|over)\s+(?:\w+['’]s?\s+)?", re.IGNORECASE
)
""" "Reached 19% occupation of the territory"."""

_UNDER = re.compile(
    rf"\.?\s*(?:\([^()]{{0,40}}\)\s*)?(?:of\s+(?:the\s+)?(?:[\w'’-]+\s+){{1,4}})?(?:(?:is|are|was"
    rf"|were|remain(?:s|ed)?)\s+)?"
    rf"(?:{_SO}){{0,2}}(?:under\s+(?:the\s+)?(?:full\s+|direct\s+|effective\s+)?(?:control"
    rf"|occupation)\s+of\s+(?:the\s+)?"
    rf"|under\s+{_WHOSE}(?:control|occupation|rule)\b|in\s+{_WHOSE}hands\b)",
    re.IGNORECASE,
)
_LEFT = re.compile(
    r"\.?\s*(?:\([^()]{0,40}\)\s*)?(?:of\s[^.;()]{0,60}?\s)?(?:still\s+)?(?:remain(?:s|ed|ing)?\b"
    r"|(?:(?:is|are|was|were)\s+)?"
    r"(?:still\s+)?left\b|(?:(?:is|are)\s+)?(?:still\s+)?to\s+be\s+(?:taken|captured|liberated"
    r"|freed|seized))"
    r"(?:\s+(?:under|in)\s+(?:the\s+)?(?:[\w'’-]+\s+){0,3}?(?:control|hands))?",
    re.IGNORECASE,
)
