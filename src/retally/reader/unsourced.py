"""Quotes that no verb of saying reports, and what can still tell whose words they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retally.reader.appositions import FINITE
from retally.reader.cues import NOUNS
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying
from retally.reader.sources import Source, before_verb, subject_of, with_links

FEWEST_WORDS = 4
"""Words of a quote inside a sentence that is no scare quote (tuned on the marked attributions)."""

_DASHES = frozenset({"–", "—", "--", "-", "―", "~"})


@dataclass(frozen=True, kw_only=True)
class Lone:
    """What a quote without a verb of saying is.

    Parameters
    ----------
    is_none
        Whether it is no statement: a title, a nickname, a scare quote.
    is_whole
        Whether it is a sentence of its own.
    """

    source: Source | None = None
    is_none: bool = False
    is_whole: bool = False


def lone_source(
    text: str, one: Stretch, at: int, bounds: tuple[int, int], clauses: Sequence[Saying]
) -> Lone:
    """Whose words a quote is that no clause of its sentence reports."""
    start, end = bounds
    quote = one.items[at].quote
    if quote is None:
        return Lone(is_none=True)
    words = quote.inner.of(text)
    signed = _signed(one, at, end)
    if signed is not None:
        return Lone(source=signed, is_whole=True)
    labelled = _labelled(one, at, start)
    if labelled is not None:
        return Lone(source=labelled, is_whole=True)
    announced = _announced(one, at, start)
    if announced is not None:
        return Lone(source=announced, is_whole=True)
    if _is_whole(one, start, end):
        is_speech = not quote.is_title and (len(words.split()) > 2 or words[-1] in ".!?…")
        return Lone(is_none=not is_speech or quote.is_single, is_whole=True)
    if quote.is_title:
        return Lone(is_none=True)
    owner = _owner(one, at, start)
    if owner is not None:
        return Lone(source=owner)
    many = len(words.split())
    if quote.is_single or (many < FEWEST_WORDS and not _is_noun_of_saying(one, at)):
        return Lone(is_none=True)
    source = _nearest(one, at, start, clauses)
    return Lone(source=source, is_none=source is None)


def _signed(one: Stretch, at: int, end: int) -> Source | None:
    """Who signs a quote with a dash after it."""
    if at + 2 >= len(one.items):
        return None
    if one.items[at + 1].low not in _DASHES:
        return None
    phrase = one.starts.get(at + 2)
    if phrase is None or not phrase.names:
        return None
    after = one.items[phrase.last] if phrase.last < len(one.items) else None
    if after is not None and after.tag.startswith("V"):
        return None
    return with_links(one, phrase, max(end, phrase.last))


def _labelled(one: Stretch, at: int, start: int) -> Source | None:
    """Who is named before a quote with a colon, and nothing else."""
    if at - 1 <= start or one.items[at - 1].low != ":":
        return None
    phrase = one.ends.get(at - 1)
    if phrase is None or phrase.first != start or not phrase.names or phrase.head == "quote":
        return None
    return Source(first=phrase.first, last=phrase.last)


def _announced(one: Stretch, at: int, start: int) -> Source | None:
    """The subject of the clause that a colon before a quote ends: "Smith shot back: "No.""."""
    if at <= start or one.items[at - 1].low != ":":
        return None
    for verb in range(at - 2, start, -1):
        if one.items[verb].tag in FINITE:
            source = before_verb(one, verb, start)
            if source is not None:
                return source
    return None


def _owner(one: Stretch, at: int, start: int) -> Source | None:
    """Whose claim a quote is: "Smith's recent claim to be winning "everywhere"."""
    for position in range(at, max(start, at - NEAR_NOUN), -1):
        phrase = one.ends.get(position)
        if phrase is not None and phrase.head in NOUNS:
            owned = any(item.tag == "POS" for item in one.items[phrase.first : phrase.last])
            return Source(first=phrase.first, last=phrase.last) if owned else None
    return None


NEAR_NOUN = 6
"""Items before a quote in which a noun of saying may stand that introduces it."""


def _is_whole(one: Stretch, start: int, end: int) -> bool:
    return all(
        item.quote is not None
        or item.low == "quote"
        or not any(letter.isalnum() for letter in item.word)
        for item in one.items[start:end]
    )


def _is_noun_of_saying(one: Stretch, at: int) -> bool:
    """Whether a noun of saying introduces a quote: "his promise to "..."."""
    return any(item.low in NOUNS for item in one.items[max(0, at - 4) : at])


def _nearest(one: Stretch, at: int, start: int, clauses: Sequence[Saying]) -> Source | None:
    for saying in reversed(clauses):
        if saying.first < at and saying.source is not None:
            return saying.source
    for saying in clauses:
        if saying.first > at and saying.source is not None:
            return saying.source
    return subject_of(one, start, at)
