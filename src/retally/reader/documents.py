"""Documents in which somebody said something: "the report" afterwards is whoever wrote it."""

from __future__ import annotations

from dataclasses import dataclass

from retally.reader.cues import DATA
from retally.reader.phrases import Phrase, Stretch
from retally.reader.sources import SPOKEN_IN, Source, before_verb
from retally.reader.verb_classes import PUTTING_OUT
from retally.reader.word_sets import word_set

DOCUMENTS = (DATA | SPOKEN_IN | word_set("publication summary bulletin briefing article paper")) - (
    word_set("call phone video address maps map count tally")
)
"""Nouns for what is written and read again: "the update", "the statement"."""


@dataclass(frozen=True, kw_only=True)
class Written:
    """A document that a sentence introduces.

    Parameters
    ----------
    at
        Its first item.
    author
        Who put it out, where a verb says so; else whoever speaks in the sentence.
    """

    at: int
    author: Source | None = None


def document_in(stretch: Stretch, bounds: tuple[int, int]) -> Written | None:
    """The document that a sentence introduces as its place of saying or as what is put out."""
    items = stretch.items
    for at in range(*bounds):
        phrase = stretch.starts.get(at)
        if phrase is None or phrase.head not in DOCUMENTS or at == bounds[0]:
            continue
        before = items[at - 1]
        if before.low in {"in", "via"} and not _is_known(stretch, phrase):
            return Written(at=at)
        if before.low in PUTTING_OUT:
            author = before_verb(stretch, at - 1, bounds[0])
            return None if author is None else Written(at=at, author=author)
    return None


def _is_known(stretch: Stretch, phrase: Phrase) -> bool:
    """Whether "the" points to a document that was named before."""
    return stretch.items[phrase.first].low == "the" and phrase.last - phrase.first == 2
