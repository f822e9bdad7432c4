"""Where the words stand that say something was said."""

from __future__ import annotations

from retally.reader.cues import DATA, PHRASES, strong_forms, verb_of_saying
from retally.reader.items import Item
from retally.reader.phrases import Stretch, phrase_at
from retally.reader.roles import INSTITUTIONS
from retally.reader.word_sets import word_set


def cues_in(stretch: Stretch, start: int, end: int) -> list[tuple[int, int, str]]:
    """The cues of a sentence: first item, the one after the last, and base form."""
    found = []
    at = start
    while at < end:
        size, lemma = _cue_at(stretch, at, end)
        if lemma is not None:
            found.append((at, at + size, lemma))
        at += size
    return found


def _cue_at(stretch: Stretch, at: int, end: int) -> tuple[int, str | None]:
    """How many items a cue takes that begins here, and its base form; one and None for none."""
    items = stretch.items
    low = items[at].low
    if low == "according" and at + 1 < end and items[at + 1].low == "to":
        return 2, "according to"
    if tuple(item.low for item in items[at : at + 3]) in _IN_LINE and _names_one(stretch, at + 3):
        return 3, "according to"
    if low == "as" and _is_as_told(items, at, end):
        return 3, "according to"
    if low == "as" and at + 1 < end and items[at + 1].low == "per":
        return 2, "according to"
    if low in {"source", "sources"} and _is_label(items, at, end):
        return 2, "source"
    if low == "per" and _is_source(stretch, at):
        return 1, "according to"
    if low in {"by", "in"} and _reckons(stretch, at + 1):
        return 1, "according to"
    if phrase_at(stretch, at) is not None:
        return 1, None
    for words in _FIRST_WORDS.get(low, ()):
        size = len(words)
        if at + size <= end and tuple(item.low for item in items[at : at + size]) == words:
            return size, f"{_STEMS.get(low) or verb_of_saying(low) or low} {words[-1]}"
    lemma = verb_of_saying(low)
    if low in _PLACING and _is_level(stretch, at + 1):
        return 1, "put"
    if lemma is None or not _can_be_verb(items, at):
        return 1, None
    if lemma == "claim" and at and items[at - 1].low == "or":
        # "Controls, or claims to control, a fifth" is of ground and nobody's words.
        return 1, None
    return 1, lemma


_IN_LINE = (("in", "accordance", "with"), ("in", "line", "with"))


_PLACING = word_set(
    """places placed placing updates updated updating revises revised revising raises raised raising
    lowers lowered lowering"""
)


def _is_level(stretch: Stretch, at: int) -> bool:
    """Whether a number of people is what follows: "placing the toll at 300"."""
    phrase = stretch.starts.get(at)
    if phrase is None or phrase.last >= len(stretch.items):
        return False
    return phrase.head in _LEVELS and any(
        item.low in {"at", "to"} for item in stretch.items[phrase.last : phrase.last + NEAR_LEVEL]
    )


NEAR_LEVEL = 4
"""Items after "the toll" in which "at" or "to" may stand: "its losses in Norland to 300"."""

_LEVELS = frozenset({"figure", "number", "toll", "total", "count", "tally", "losses", "casualties"})


def _is_as_told(items: tuple[Item, ...], at: int, end: int) -> bool:
    """Whether "as reported by" begins here, which names a source as "according to" does."""
    if at + 3 >= end or items[at + 2].low != "by":
        return False
    return items[at + 1].low in strong_forms() and items[at + 1].low.endswith(
        ("ed", "told", "said")
    )


def _is_label(items: tuple[Item, ...], at: int, end: int) -> bool:
    """Whether a paragraph begins with "Source:", which names whose words the one before it are."""
    return at == 0 and at + 2 < end and items[at + 1].low == ":"


def _is_source(stretch: Stretch, at: int) -> bool:
    """Whether "per" names a source, and no rate: "per the ministry", not "per day"."""
    items = stretch.items
    if at and items[at - 1].tag.startswith(("N", "CRD", "UNC")):
        return False
    return _names_one(stretch, at + 1) and items[at + 1].low in {"the", "a", "an"}


def _names_one(stretch: Stretch, at: int) -> bool:
    """Whether data, an institution or a name begins here, which may be a source."""
    phrase = stretch.starts.get(at)
    return phrase is not None and (
        phrase.head in DATA or phrase.head in INSTITUTIONS or bool(phrase.names)
    )


_STEMS = {"based": "base"}


_FIRST_WORDS: dict[str, list[tuple[str, ...]]] = {}


for _phrase in sorted(PHRASES, key=len, reverse=True):
    _FIRST_WORDS.setdefault(_phrase.split()[0], []).append(tuple(_phrase.split()))


def _reckons(stretch: Stretch, at: int) -> bool:
    """Whether "by" or "in" is followed by somebody's count or words: "by the ministry's count"."""
    phrase = stretch.starts.get(at)
    if phrase is None or phrase.head not in _RECKONINGS:
        return False
    items = stretch.items[phrase.first : phrase.last]
    return any(item.tag in {"POS", "DPS"} for item in items)


_RECKONINGS = frozenset({"count", "tally", "estimate", "estimates", "words", "view", "telling"})


def _can_be_verb(items: tuple[Item, ...], at: int) -> bool:
    item = items[at]
    before = items[at - 1] if at else None
    if before is not None and (before.tag in {"AT0", "DPS", "POS"} or before.low == "of"):
        return False
    if item.low in {"quote", "source", "text"}:
        return False
    if verb_of_saying(item.low) in _UNWILLING and (
        at + 1 >= len(items) or items[at + 1].low != "to"
    ):
        # "fighting has declined"
        return False
    if item.low in {"citing", "quoting"}:
        # "citing officials" names whose words they are, and reports none by itself.
        return at + 1 < len(items) and items[at + 1].quote is not None
    after = items[at + 1].low if at + 1 < len(items) else ""
    if verb_of_saying(item.low) == "comment" and after == "on":
        return False
    if verb_of_saying(item.low) == "add" and (after == "to" or _adds_things(items, at)):
        return False
    return item.tag.startswith(("V", "N", "AJ", "UNC", "PRP")) and (
        item.low in strong_forms() or item.tag.startswith("V") or _looks_past(item.low)
    )


_UNWILLING = frozenset({"decline", "refuse"})


def _adds_things(items: tuple[Item, ...], at: int) -> bool:
    """Whether what is added are things: "agreed to add 300 men"."""
    if at == 0 or at + 1 >= len(items) or items[at - 1].low not in {"to", "by"}:
        return False
    return items[at + 1].tag in {"CRD", "AT0", "AJ0", "DT0", "NN2"}


def _looks_past(low: str) -> bool:
    return low.endswith(("ed", "ing")) or low in {"put", "read", "found", "shows", "estimates"}
