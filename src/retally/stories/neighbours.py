"""What a line of plain text is by the lines around it: links in a list, captions, appeals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from retally.stories.line_forms import LINKS_HEAD
from retally.stories.lines import LineKind
from retally.stories.parts import Line
from retally.stories.wrapping import ends_sentence, is_next


def by_neighbours(text: str, lines: Sequence[Line]) -> list[Line]:
    """The same lines, those that only their neighbours give away marked as no body.

    Parameters
    ----------
    lines
        Of a text with a paragraph a line, each told by its form.
    """
    return _appeal(text, _captions(text, _links(text, list(lines))))


def _links(text: str, lines: list[Line]) -> list[Line]:
    """The titles below the head of a list of links ("Related Links"), up to the next sentence."""
    in_list = False
    for at, line in enumerate(lines):
        if line.kind is LineKind.RELATED_LINK:
            in_list = LINKS_HEAD.fullmatch(line.span.of(text)) is not None or in_list
        elif line.kind is LineKind.BODY and in_list:
            is_title = not ends_sentence(text, line.span) and _length(line) <= _LONGEST_LINK
            in_list = is_title
            if is_title:
                lines[at] = replace(line, kind=LineKind.RELATED_LINK)
    return lines


_LONGEST_LINK = 160


def _captions(text: str, lines: list[Line]) -> list[Line]:
    """The line directly above a picture's credit, where it is no sentence."""
    for at, (line, below) in enumerate(pairwise(lines)):
        is_open = line.kind is LineKind.BODY and not ends_sentence(text, line.span)
        if (
            is_open
            and below.kind is LineKind.CREDIT
            and is_next(text, line.span, below.span)
            and _length(line) <= _LONGEST_LINK
        ):
            lines[at] = replace(line, kind=LineKind.CAPTION)
    return lines


def _appeal(text: str, lines: list[Line]) -> list[Line]:
    """The letter to readers that asks for money below a story, to its end."""
    prose = 0
    for at, line in enumerate(lines):
        if line.kind is not LineKind.BODY:
            continue
        words = line.span.of(text)
        if prose >= _FEWEST_ABOVE and _LETTER.fullmatch(words):
            above = lines[at - 1]
            begins = at - 1 if _MESSAGE.fullmatch(above.span.of(text)) else at
            return lines[:begins] + [_left_out(one) for one in lines[begins:]]
        prose += _length(line) > _LONG and ends_sentence(text, line.span)
    return lines


_FEWEST_ABOVE = 3
"""Sentences of body: a story does not begin with the letter below it."""
_LONG = 60
_LETTER = re.compile(r"dear (?:\w{1,12} )?(?:readers?|supporters?|friends?)[,:!.]?", re.IGNORECASE)
_MESSAGE = re.compile(r"an? (?:\w{1,12} )?(?:message|letter|note|word) (?:from|to) .{2,80}", re.I)


def _left_out(line: Line) -> Line:
    return replace(line, kind=LineKind.BOILERPLATE) if line.kind is LineKind.BODY else line


def _length(line: Line) -> int:
    return line.span.end - line.span.start
