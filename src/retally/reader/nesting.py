"""Reporting clauses inside words that another clause reports, and whose the quotes then are."""

from __future__ import annotations

from collections.abc import Sequence

from retally.reader.clauses import Content
from retally.reader.cues import strong_forms
from retally.reader.phrases import Stretch
from retally.reader.saying import Saying


class Nesting:
    """The contents of one sentence, and which of them lie within others.

    "Smith said Jones had called it "a trap"": the quote is of Jones, and what Smith said is
    indirect. "Smith said he would call it "a trap"": the quote is of Smith, and the inner clause
    is only part of the words.
    """

    def __init__(self, stretch: Stretch, said: Sequence[Content]) -> None:
        self._stretch = stretch
        self._said = said
        self._quotes = {
            id(one): [
                at for at in range(one.first, one.last) if stretch.items[at].quote is not None
            ]
            for one in said
        }
        self._owning = [one for one in said if self._quotes[id(one)] and self._owns(one)]

    def reported_within(self, outer: Content) -> set[int]:
        """Items of the quotes within some words that a clause within them reports."""
        if not self._quotes[id(outer)]:
            return set()
        return {
            at
            for inner in self._owning
            if inner is not outer and _is_within(inner.saying, outer)
            for at in self._quotes[id(inner)]
        }

    def is_idle(self, content: Content) -> bool:
        """Whether a clause within other words adds no source: "said he could confirm that"."""
        saying = content.saying
        inside = any(
            other is not content and other.first <= saying.first and content.last <= other.last
            for other in self._said
        )
        if not inside or any(content is one for one in self._owning):
            return False
        return _adds_no_source(self._stretch, saying)

    def _owns(self, inner: Content) -> bool:
        """Whether a clause has a source of its own for the quotes it reports."""
        low = self._stretch.items[inner.saying.first].low
        if is_quotes(self._stretch, inner) and not inner.has_that and low in strong_forms():
            return True
        return not _adds_no_source(self._stretch, inner.saying)


def is_quotes(stretch: Stretch, content: Content) -> bool:
    """Whether words said are quotes and nothing else."""
    return all(
        item.quote is not None or item.low in {",", ".", "–", "—", "-"}
        for item in stretch.items[content.first : content.last]
    )


def _is_within(saying: Saying, outer: Content) -> bool:
    return outer.first <= saying.first and saying.last <= outer.last


def _adds_no_source(stretch: Stretch, saying: Saying) -> bool:
    """Whether a clause within other words is part of them: "could confirm", "they would call"."""
    before = [item.low for item in stretch.items[max(0, saying.first - 2) : saying.first]]
    if saying.source is None or saying.is_carried or set(before) & _UNREAL:
        return True
    if stretch.items[saying.first].low not in strong_forms() and saying.lemma not in _NAMING:
        return True
    phrase = stretch.starts.get(saying.source.first)
    return phrase is None or phrase.is_pronoun


_UNREAL = frozenset(
    {"to", "would", "could", "should", "may", "might", "must", "will", "can", "'ll"}
)
_NAMING = frozenset({"call", "describe", "brand", "dub", "label", "put", "show", "according to"})
