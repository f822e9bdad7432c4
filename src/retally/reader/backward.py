"""Clauses that report the sentences before them: "This was stated by the minister."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from retally.reader.appositions import FINITE
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying
from retally.reader.sources import Source, past_helpers, with_links
from retally.reader.word_sets import word_set

MOST_SENTENCES = 12
"""Sentences that one such clause can report."""


@dataclass(frozen=True, kw_only=True)
class Backward:
    """A clause that reports what stands before it.

    Parameters
    ----------
    first
        Item where the clause begins: what it reports ends there.
    cited
        Whom the clause cites; the words are then theirs.
    """

    saying: Saying
    first: int
    cited: Source | None = None


def backward(
    stretch: Stretch, clauses: Sequence[Saying], bounds: tuple[int, int]
) -> Backward | None:
    """The clause of a sentence that reports the words before it; None where none does."""
    for saying in clauses:
        if saying.source is None:
            continue
        if saying.lemma == "source":
            return Backward(saying=saying, first=bounds[0])
        if saying.lemma == "according to":
            if _is_according(stretch, saying, bounds[0]):
                return Backward(saying=saying, first=bounds[0])
            continue
        if saying.lemma not in _REPORTING:
            continue
        first = (
            _this_was_said(stretch, saying, bounds[0])
            if saying.is_inverted
            else _said_this(stretch, saying, bounds)
        )
        if first is not None:
            return Backward(saying=saying, first=first, cited=_cited(stretch, saying, bounds[1]))
    return None


def _cited(stretch: Stretch, saying: Saying, end: int) -> Source | None:
    """Whom an outlet cites: "the paper reports this with reference to the army"."""
    items = stretch.items
    for at in range(saying.ends, min(end, saying.ends + NEAR_CITED)):
        words = tuple(item.low for item in items[at : at + 3])
        size = next((len(one) for one in _CITING if words[: len(one)] == one), 0)
        if size and at + size in stretch.starts:
            return with_links(stretch, stretch.starts[at + size], end)
        if at in stretch.starts or items[at].tag in FINITE:
            break
    return None


NEAR_CITED = 5
"""Items after a clause in which whom it cites may stand: "this, citing"."""

_CITING = (("with", "reference", "to"), ("citing",), ("referring", "to"), ("quoting",))


def _is_according(stretch: Stretch, saying: Saying, start: int) -> bool:
    """Whether a sentence begins with "that is according to" somebody."""
    items = stretch.items
    words = items[start : saying.first]
    return (
        len(words) in {2, 3} and words[0].low in _THIS and words[1].low in {"is", "was", "'s", "’s"}
    )


def _this_was_said(stretch: Stretch, saying: Saying, start: int) -> int | None:
    """Where "this" stands of "this was stated by the minister"."""
    at = past_helpers(stretch, saying.first, start)
    if at < start or at + 1 == saying.first or _goes_on(stretch, saying.ends):
        return None
    phrase = stretch.ends.get(at + 1)
    first = at if phrase is None else phrase.first
    items = stretch.items
    if first > start and items[first - 1].low not in {",", "–", "—", ";", "and"}:
        return None
    points = items[first].low in _THIS and (at == first or items[at].low in _TOLD)
    return first if points or (items[first].low == "the" and items[at].low in _NEWS) else None


def _said_this(stretch: Stretch, saying: Saying, bounds: tuple[int, int]) -> int | None:
    """Where a sentence begins whose verb has "this" for its object: "the minister said this on"."""
    items = stretch.items
    at = saying.last
    if at >= bounds[1] or items[at].low != "this":
        return None
    after = items[at + 1] if at + 1 < bounds[1] else None
    is_object = after is None or after.low in {".", ","} or after.tag in {"PRP", "AV0", "NP0"}
    return bounds[0] if is_object and at not in _nouned(stretch, at) else None


def _nouned(stretch: Stretch, at: int) -> tuple[int, ...]:
    """The item itself where "this" stands before a noun: "this week"."""
    phrase = stretch.starts.get(at)
    return (at,) if phrase is not None and phrase.last > at + 1 else ()


_THIS = frozenset({"this", "that", "it", "these", "which", "such"})
_TOLD = word_set("information news data figure figures number numbers statement announcement")
_NEWS = word_set("information news announcement data figures")
_REPORTING = word_set(
    """say report announce state confirm write tell disclose reveal declare note release publish
    share indicate mention"""
)


def _goes_on(stretch: Stretch, at: int) -> bool:
    """Whether "that" follows: "it was announced by the mayor that"."""
    return at < len(stretch.items) and stretch.items[at].low == "that"


def sentences_before(stretch: Stretch, first: int, taken: set[int]) -> int:
    """First item of the sentences right before an item that nobody else's clause reports.

    Parameters
    ----------
    taken
        Items of words that have a source already.
    """
    begins = first
    for start, end in reversed([one for one in stretch.bounds if one[0] < first][-MOST_SENTENCES:]):
        last = min(end, first)
        if any(at in taken for at in range(start, last)) or _is_quote(stretch, start, last):
            break
        begins = start
    return begins


def _is_quote(stretch: Stretch, start: int, end: int) -> bool:
    """Whether a sentence is a quote alone, which finds its speaker by other rules."""
    return all(
        item.quote is not None or not item.word[:1].isalnum() for item in stretch.items[start:end]
    )
