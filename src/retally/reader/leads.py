"""Where the words said begin after a reporting clause."""

from __future__ import annotations

from retally.reader.appositions import FINITE
from retally.reader.phrases import DAYS, Phrase, Stretch
from retally.reader.sayings import Saying
from retally.reader.verb_classes import NAMING
from retally.reader.word_sets import OBJECTS, word_set

LONGEST_LEAD = 30
"""Items between a cue and the "that" or the quote that begins the words said."""


_TELLING = frozenset({"tell", "inform", "assure", "remind", "advise", "notify"})


_WHOM = frozenset(OBJECTS) | {"me", "us"}

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
    return past_addressee(stretch, saying, base, end), False


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
    past = past_addressee(stretch, saying, base, at)
    if first_verb is not None or saying.lemma.split()[0] in OBJECT or " " in saying.lemma:
        return past, False
    between = stretch.items[past:at]
    if not between or between[-1].low in {",", ":"} or saying.lemma in _TELLING:
        return (at if saying.lemma not in _TELLING or not between else past), False
    return past, False


def past_addressee(stretch: Stretch, saying: Saying, base: int, end: int) -> int:
    """The item after whom is told, and where or when: "told reporters in the capital on Monday"."""
    at = base
    if saying.lemma in _TELLING or (saying.lemma == "warn" and _two_phrases(stretch, at)):
        phrase = stretch.starts.get(at)
        if phrase is not None:
            at = phrase.last
        elif at < end and stretch.items[at].low in _WHOM:
            at += 1
    while at < end:
        past = _past_adverbial(stretch, at, end)
        if past == at:
            break
        at = past
    return at


def _past_adverbial(stretch: Stretch, at: int, end: int) -> int:
    """The item after a day, a time or a place that begins here; the same where none does."""
    items = stretch.items
    low = items[at].low
    following = items[at + 1].low if at + 1 < end else ""
    before = items[at - 1].low if at else ""
    if low == "." and before in _MONTHS and not items[at].stops:
        return at + 1
    if before == "." and at > 1:
        before = items[at - 2].low
    if items[at].tag == "CRD" and before in _MONTHS:
        return at + 1
    is_day = low in DAYS and (at + 1 >= end or items[at + 1].tag != "POS")
    is_before = low in _BEFORE_DAYS and (following in DAYS or following == "on")
    if is_day or is_before or low in {"earlier", "later"}:
        return at + 1
    phrase = stretch.starts.get(at + 1)
    if items[at].tag == "PRP" and low in _PLACED and phrase is not None and phrase.last <= end:
        return phrase.last
    phrase = stretch.starts.get(at)
    if phrase is not None and phrase.last <= end and _is_time(stretch, phrase):
        return phrase.last
    return at


_MONTHS = word_set(
    """january february march april may june july august september october november december jan
    feb mar apr jun jul aug sep sept oct nov dec"""
)


_BEFORE_DAYS = frozenset({"late", "early", "on", "last"})


def _is_time(stretch: Stretch, phrase: Phrase) -> bool:
    """Whether a phrase says when: "this week", "last night", the "night" of "Monday night"."""
    return phrase.head in _TIMES and (
        phrase.last - phrase.first == 1 or stretch.items[phrase.first].low in _TIME_WORDS
    )


_TIMES = word_set("week month year night morning afternoon evening day weekend")


_TIME_WORDS = frozenset({"this", "last", "late", "early", "that", "earlier"})


_PLACED = word_set("in on at during after via through to with from")


def _two_phrases(stretch: Stretch, at: int) -> bool:
    phrase = stretch.starts.get(at)
    return phrase is not None and phrase.last in stretch.starts
