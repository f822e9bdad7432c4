"""Lists set out in lines: what leads to them and their items are one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retally.model.story import Span


def with_lists_joined(text: str, paragraphs: Sequence[Span]) -> tuple[Span, ...]:
    """The paragraphs, each that ends in a colon joined with the amounts that are listed under it.

    "Norland has also lost:", then "* 12 tanks" and "* 40 guns" as paragraphs of their own: whose
    they are, since when and who said so stands in the lead alone.
    """
    joined: list[Span] = []
    is_open = False
    for paragraph in paragraphs:
        is_item = is_open and _are_items(text, paragraph)
        if is_item:
            joined[-1] = Span(start=joined[-1].start, end=paragraph.end)
        else:
            joined.append(paragraph)
            is_open = bool(
                _LEAD.search(text, max(paragraph.start, paragraph.end - 4), paragraph.end)
            )
    return tuple(joined)


def _are_items(text: str, paragraph: Span) -> bool:
    """Whether every line of a paragraph is an item that gives an amount."""
    lines = [line for line in paragraph.of(text).split("\n") if line.strip()]
    return bool(lines) and all(
        len(line) <= LONGEST_ITEM and _ITEM.match(line) and not _SENTENCE.search(line)
        for line in lines
    )


LONGEST_ITEM = 120
"""Code points of a line that is an item and no sentence of its own."""

_LEAD = re.compile(r":[*_\s]*$")
_ITEM = re.compile(
    r"\s*(?:[*•·▪◦‣–—-]\s*)?(?:(?:about|around|some|over|nearly|almost|approximately|more\s+than|at\s+least)\s+)?"
    r"(?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten)\b)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[.!?]\s+[A-Z]|\b(?:said|says|told)\b")
