"""Whom something is told, when and where: the words between a verb of saying and what is said."""

from __future__ import annotations

from retally.reader.phrases import DAYS, Phrase, Stretch
from retally.reader.word_sets import OBJECTS, word_set

TELLING = frozenset({"tell", "inform", "assure", "remind", "advise", "notify"})
"""Verbs with whom they tell right after them."""

_WHOM = frozenset(OBJECTS) | {"me", "us"}


def past_addressee(stretch: Stretch, lemma: str, base: int, end: int) -> int:
    """The item after whom is told, and where or when: "told reporters in the capital on Monday"."""
    at = base
    if lemma in TELLING or (lemma == "warn" and _two_phrases(stretch, at)):
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
