"""Date stamps that archives put before a story's first words: "date 2031-05-04 The army ..."."""

from __future__ import annotations

import re
from collections.abc import Sequence

from retally.model.story import Span
from retally.stories.days import WRITTEN_DAY, is_day_line
from retally.stories.wrapping import ends_sentence


def stamps_apart(text: str, lines: Sequence[Span]) -> list[Span]:
    """The lines, with the stamp at the head of one of the first on its own.

    A stamp is a day after a word such as "date", or a day in figures before a mark or a capital.
    The latter is none where another line begins like it: those are a chronology's entries.

    Parameters
    ----------
    lines
        The lines that hold something, in order.
    """
    for at, line in enumerate(lines[:_LINES_ABOVE]):
        if is_day_line(line.of(text)):
            continue
        found = _SAID.match(text, line.start, line.end) or _GLUED.match(text, line.start, line.end)
        if found is None:
            found = _BARE.match(text, line.start, line.end)
            if found is not None and _is_repeated(text, lines):
                return list(lines)
        if found is not None:
            head = Span(start=line.start, end=found.end("stamp"))
            rest = Span(start=found.end(), end=line.end)
            return [*lines[:at], head, rest, *lines[at + 1 :]]
        if ends_sentence(text, line) and line.end - line.start > _LONG:
            break
    return list(lines)


def _is_repeated(text: str, lines: Sequence[Span]) -> bool:
    return sum(_BARE.match(text, line.start, line.end) is not None for line in lines) > 1


_LINES_ABOVE = 5
"""Headline, kicker, byline and caption may stand above the stamp."""
_LONG = 60
_WORD = r"(?:date|published|posted|updated|date (?:of publication|published))"
_IN_FIGURES = r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?Z?)?"
_SAID = re.compile(
    rf"(?P<stamp>{_WORD}(?: on)?\s?:?\s{{0,3}}(?:{_IN_FIGURES}|{WRITTEN_DAY}))(?!\w)"
    r"\s{0,3}[|:–—-]{0,2}\s{1,9}(?=\S)",
    re.IGNORECASE,
)
_EDGE = r"\b"
_GLUED = re.compile(
    rf"(?P<stamp>{WRITTEN_DAY.removesuffix(_EDGE)})(?=(?-i:[^\W\d_a-z]|[“\"]))", re.IGNORECASE
)
_BARE = re.compile(
    rf"(?P<stamp>{_IN_FIGURES})(?:\s{{0,3}}[|:–—-]{{1,2}}\s{{0,3}}(?=\S)|\s{{1,9}}(?=[^\W\d_a-z]|[\"“‘(]))"
)
