"""Whether some words of a sentence are a clause, and whether a clause reports them."""

from __future__ import annotations

from dataclasses import dataclass

from retally.reader.appositions import FINITE
from retally.reader.cues import strong_forms
from retally.reader.leads import LONGEST_LEAD
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying
from retally.reader.sources import with_links
from retally.reader.word_sets import word_set


@dataclass(frozen=True, kw_only=True)
class Content:
    """The words said: items from `first` up to `last`, and the clause that reports them.

    Parameters
    ----------
    is_after
        Whether the words follow the clause.
    has_that
        Whether "that" introduces them.
    is_sure
        Whether their place alone tells that they were said.
    """

    first: int
    last: int
    saying: Saying
    is_after: bool = False
    has_that: bool = False
    is_sure: bool = False


def has_quote(stretch: Stretch, content: Content) -> bool:
    """Whether a quote is among some words."""
    return any(item.quote is not None for item in stretch.items[content.first : content.last])


def has_verb(stretch: Stretch, content: Content) -> bool:
    """Whether a verb that can have a subject is among some words."""
    return any(
        item.tag in FINITE or item.tag == "VVN"
        for item in stretch.items[content.first : content.last]
    )


def is_subordinate(stretch: Stretch, content: Content) -> bool:
    """Whether words only set the scene: "after the talks ended", "speaking in the capital"."""
    item = stretch.items[content.first]
    if item.tag not in {"CJS", "VVG"}:
        return False
    return not any(one.low == "," for one in stretch.items[content.first : content.last])


def has_clause(stretch: Stretch, content: Content) -> bool:
    """Whether words are a clause or a quote, not only where and when it was said."""
    if content.has_that:
        return True
    first = stretch.items[content.first]
    if _is_amount(stretch, content):
        return has_verb(stretch, content)
    if first.tag in _NO_SUBJECT:
        return _has_main_clause(stretch, content)
    if first.quote is not None or first.low in _NOMINATIVE or first.low in _ASKING:
        return True
    if content.first not in stretch.starts and first.tag not in {"EX0", "AT0", "DT0", "AV0"}:
        return False
    return any(
        item.quote is not None or item.tag in FINITE or item.low in {"'ll", "'d"}
        for item in stretch.items[content.first + 1 : content.first + LONGEST_LEAD]
    )


def _is_amount(stretch: Stretch, content: Content) -> bool:
    """Whether words begin with a number and its hedge: "over 300 men fell", "at least 30 died"."""
    items = stretch.items[content.first : content.first + 3]
    if not items or items[0].low not in HEDGES:
        return False
    return any(item.tag == "CRD" for item in items[1:])


HEDGES = frozenset({"at", "over", "up", "about", "around", "between", "under", "above", "close"})
"""Words that may stand before a number, and before a place too."""

_NOMINATIVE = frozenset({"he", "she", "they", "we", "i", "it", "there"})


_ASKING = frozenset({"how", "why", "what", "whether", "if", "where", "who", "when"})


_NO_SUBJECT = frozenset({"PRP", "PRF", "CJS", "AVQ", "TO0"})


def _has_main_clause(stretch: Stretch, content: Content) -> bool:
    """Whether words that begin with "as of" or "despite" go on to a clause after a comma."""
    items = stretch.items
    for at in range(content.first, min(content.last, content.first + 14)):
        if items[at].low == "," and items[at].quote is None:
            phrase = stretch.starts.get(at + 1)
            return phrase is not None and any(
                item.tag in FINITE
                for item in items[phrase.last : min(content.last, phrase.last + 4)]
            )
    return False


def is_said(stretch: Stretch, saying: Saying, content: Content) -> bool:
    """Whether a clause reports words at all: a weak verb needs a quote, "that" or a number."""
    items = stretch.items[content.first : content.last]
    if saying.lemma == "base on":
        return content.is_after
    if saying.lemma in GOING_ON:
        return all(item.quote is not None for item in items)
    if any(item.quote is not None for item in items):
        return True
    if saying.first > 0 and stretch.items[saying.first - 1].low == "to":
        able = saying.first > 1 and stretch.items[saying.first - 2].low in {"able", "managed"}
        if not able:
            return False
    if _is_negated(stretch, saying):
        return False
    if content.has_that or content.is_sure:
        return True
    before = stretch.items[saying.first - 1] if saying.first else None
    if before is not None and before.tag == "PRP":
        return False
    low = stretch.items[saying.first].low
    if saying.source is None:
        return False
    if saying.lemma == "according to" or not content.is_after:
        return saying.lemma in COUNTING | {"according to"} or low in strong_forms()
    if low in strong_forms():
        if saying.lemma in _OTHER_SENSES and not _is_direct_clause(stretch, content):
            return False
        counts = saying.lemma != "claim" and any(item.tag == "CRD" for item in items)
        return counts or has_clause(stretch, content) or items[0].tag == "TO0"
    return saying.lemma in COUNTING and any(item.tag == "CRD" for item in items)


def _is_negated(stretch: Stretch, saying: Saying) -> bool:
    """Whether it is said that nothing was said: "does not disclose"."""
    first = saying.source.last if saying.source is not None else saying.first
    near = stretch.items[max(first, saying.first - 3) : saying.first]
    return saying.lemma != "deny" and any(item.tag == "XX0" for item in near)


def _is_direct_clause(stretch: Stretch, content: Content) -> bool:
    """Whether the first noun phrase of some words is the subject of a verb right after it."""
    phrase = stretch.starts.get(content.first)
    if phrase is None:
        return has_clause(stretch, content)
    last = with_links(stretch, phrase, content.last).last
    items = stretch.items
    while last < content.last and items[last].tag in {"AV0", "XX0"}:
        last += 1
    return last < content.last and (
        items[last].tag in FINITE or items[last].low in {"'ll", "'d", "'s", "'ve", "'re"}
    )


_OTHER_SENSES = frozenset({"add", "note", "conclude", "observe", "post", "write", "contend"})


GOING_ON = frozenset({"continue", "begin", "finish"})


COUNTING = word_set(
    """put show find calculate count figure project record indicate identify verify establish
    document list"""
)
