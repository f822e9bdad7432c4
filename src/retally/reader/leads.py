"""Where the words said begin after a reporting clause."""

from __future__ import annotations

from retally.reader.adverbials import TELLING, past_addressee
from retally.reader.appositions import FINITE
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying
from retally.reader.verb_classes import NAMING
from retally.reader.word_sets import word_set

LONGEST_LEAD = 30
"""Items between a cue and the "that" or the quote that begins the words said."""


OBJECT = word_set(
    """call describe brand dub label term slam blast denounce condemn criticize criticise dismiss
    hail praise accuse blame put compare liken characterize characterise portray depict threaten
    urge ask refer cite quote reject mock deride defend demand propose"""
)
"""Verbs whose object belongs to the words said: "called the plan "a trap""."""


def lead(stretch: Stretch, saying: Saying, end: int, limit: int) -> tuple[int, bool]:
    """Where the words said begin after a clause, and whether "that" introduces them."""
    items = stretch.items
    base = saying.last if not saying.is_inverted else saying.ends
    if saying.is_inverted:
        return base, False
    if base < end and items[base].tag == "TO0" and _next_quote(stretch, base, limit) is None:
        return base, False
    first_verb: int | None = None
    past_comma = False
    for at in range(base, min(limit, base + LONGEST_LEAD)):
        item = items[at]
        if item.low == "that" and (item.tag == "CJT" or _opens_clause(stretch, at, end)):
            # After a comma, "that" goes with a noun: "a number that nobody confirmed".
            if items[at - 1].low == "," or (first_verb is None and not past_comma):
                return at + 1, True
            break
        if item.quote is not None and not (item.quote.is_title and saying.lemma not in NAMING):
            return _from_quote(stretch, saying, base, at, first_verb)
        if item.low == ":":
            return at + 1, False
        if item.low == "," and _another_clause(stretch, at + 1, limit):
            break
        past_comma = past_comma or item.low == ","
        if item.tag in FINITE and first_verb is None and at > base:
            first_verb = at
    return past_addressee(stretch, saying.lemma, base, end), False


def _next_quote(stretch: Stretch, start: int, end: int) -> int | None:
    """The first quote among some items; None for none."""
    return next((at for at in range(start, end) if stretch.items[at].quote is not None), None)


def _another_clause(stretch: Stretch, at: int, end: int) -> bool:
    """Whether another subject with its verb begins here: "when he asked, the mayor said"."""
    phrase = stretch.starts.get(at)
    if phrase is None or phrase.last >= end:
        return False
    return stretch.items[phrase.last].tag in FINITE


def _opens_clause(stretch: Stretch, at: int, end: int) -> bool:
    following = at + 1
    return following < end and (
        following in stretch.starts or stretch.items[following].quote is not None
    )


def _from_quote(
    stretch: Stretch, saying: Saying, base: int, at: int, first_verb: int | None
) -> tuple[int, bool]:
    """Where words begin that a quote belongs to: at the quote, or before it."""
    past = past_addressee(stretch, saying.lemma, base, at)
    if first_verb is not None or saying.lemma.split()[0] in OBJECT or " " in saying.lemma:
        return past, False
    between = stretch.items[past:at]
    if not between or between[-1].low in {",", ":"} or saying.lemma in TELLING:
        return (at if saying.lemma not in TELLING or not between else past), False
    return past, False
