"""What a line of plain text is by the lines around it: links in a list, captions, appeals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from retally.stories.line_forms import LINKS_HEAD
from retally.stories.lines import LineKind
from retally.stories.parts import Line
from retally.stories.picture_forms import AGENCIES, NAMES
from retally.stories.wrapping import ends_sentence, is_next


def by_neighbours(text: str, lines: Sequence[Line]) -> list[Line]:
    """The same lines, those that only their neighbours give away marked as no body.

    Parameters
    ----------
    lines
        Of a text with a paragraph a line, each told by its form.
    """
    found = _repeats(text, _captions(text, _links(text, list(lines))))
    found = _biography(text, _ends(text, _appeals(text, _crossheads(text, found))))
    return _appeal(text, found)


def _links(text: str, lines: list[Line]) -> list[Line]:
    """The titles below the head of a list of links ("Related Links"), up to the next sentence."""
    in_list = False
    for at, line in enumerate(lines):
        if line.kind is LineKind.RELATED_LINK:
            in_list = LINKS_HEAD.fullmatch(line.span.of(text)) is not None or in_list
        elif line.kind is LineKind.BODY and in_list:
            is_title = _length(line) <= _LONGEST_LINK and not _tells(text, line)
            in_list = is_title
            if is_title:
                lines[at] = replace(line, kind=LineKind.RELATED_LINK)
    return lines


_LONGEST_LINK = 160


def _tells(text: str, line: Line) -> bool:
    """Whether a line is a sentence that tells something; titles may ask."""
    return ends_sentence(text, line.span) and text[line.span.end - 1] != "?"


def _captions(text: str, lines: list[Line]) -> list[Line]:
    """Captions by what is beside them: the credit below, or the same words in another one."""
    for at, (line, below) in enumerate(pairwise(lines)):
        if line.kind is LineKind.BODY and _is_caption(text, line, below):
            lines[at] = replace(line, kind=LineKind.CAPTION)
            if below.kind is LineKind.BODY:
                lines[at + 1] = replace(below, kind=LineKind.CAPTION)
    return lines


def _is_caption(text: str, line: Line, below: Line) -> bool:
    """Whether a line is the caption of a picture, its credit or its other print being below."""
    if below.kind is LineKind.CREDIT:
        is_short = _length(line) <= _LONGEST_LINK
        return (
            is_short and is_next(text, line.span, below.span) and not ends_sentence(text, line.span)
        )
    words, other = line.span.of(text), below.span.of(text)
    if len(words) < _SHORTEST_CAPTION or not other.startswith(words):
        return False
    # Pictures print their caption twice: once for those who see none.
    rest = other[len(words) :]
    is_told = below.kind is LineKind.CAPTION or _BARE_CREDIT.fullmatch(rest) is not None
    return is_told or not (rest or ends_sentence(text, line.span))


_SHORTEST_CAPTION = 25
_BARE_CREDIT = re.compile(rf"\s?\((?:{AGENCIES}|{NAMES})\)")


def _repeats(text: str, lines: list[Line]) -> list[Line]:
    """Paragraphs printed a second time."""
    seen: set[str] = set()
    for at, line in enumerate(lines):
        if line.kind is LineKind.BODY and _length(line) > _LONG:
            words = line.span.of(text)
            if words in seen:
                lines[at] = replace(line, kind=LineKind.BOILERPLATE)
            seen.add(words)
    return lines


def _crossheads(text: str, lines: list[Line]) -> list[Line]:
    """Short lines between two paragraphs: "What Comes Next"; links to a film with its length."""
    for at in range(1, len(lines) - 1):
        line, above, below = lines[at], lines[at - 1], lines[at + 1]
        if not (line.kind is above.kind is below.kind is LineKind.BODY):
            continue
        if _is_paragraph(text, above) and _is_paragraph(text, below):
            words = line.span.of(text)
            if _FILM.fullmatch(words):
                lines[at] = replace(line, kind=LineKind.RELATED_LINK)
            elif _HEADING.fullmatch(words) and _is_heading(words):
                lines[at] = replace(line, kind=LineKind.CROSSHEAD)
    return lines


def _is_heading(words: str) -> bool:
    """Whether a short line is a heading: of a few words without a number, or all in capitals."""
    several = words.split()
    if not 1 < len(several) <= _MOST_WORDS:
        return False
    small = (word for word in several if word[0].islower())
    is_title_case = all(len(word) < _SHORTEST_BIG or word in _SMALL for word in small)
    return is_title_case or not any(sign.isdigit() for sign in words)


def _is_paragraph(text: str, line: Line) -> bool:
    return _length(line) > _LONG and ends_sentence(text, line.span)


_MOST_WORDS = 8
_SHORTEST_BIG = 4
_SMALL = frozenset(("from", "with", "into", "over", "than", "amid", "upon"))
_HEADING = re.compile(r"[^\W\d_a-z][^.!:;…\"“”]{3,58}[^\W_][?’']?")
_FILM = re.compile(r"[^\W_].{8,140}(?<!at)(?<!to)(?<!by)(?<!from)(?<!until)(?<!and) \d{1,2}:\d\d")


def _appeals(text: str, lines: list[Line]) -> list[Line]:
    """An appeal for money within a story: what stands between two lines of "Your support ..."."""
    begins = None
    for at, line in enumerate(lines):
        if _SUPPORT.match(text, line.span.start, line.span.end) is None:
            continue
        if begins is not None and at - begins <= _LONGEST_APPEAL:
            lines[begins : at + 1] = [_left_out(one) for one in lines[begins : at + 1]]
        begins = at
    return lines


_SUPPORT = re.compile(
    r"your (?:support|donation|contribution|gift) (?:helps|makes|allows|keeps)\b", re.I
)
_LONGEST_APPEAL = 8
"""Lines."""


def _ends(text: str, lines: list[Line]) -> list[Line]:
    """The site's own line below the body: "Port Nora Post | World News"."""
    last = max((at for at, line in enumerate(lines) if _is_paragraph(text, line)), default=0)
    for at in range(last + 1, len(lines)):
        line = lines[at]
        if line.kind is LineKind.BODY and _SITE_LINE.fullmatch(line.span.of(text)):
            lines[at] = replace(line, kind=LineKind.SITE_SIGNATURE)
    return lines


_SITE_LINE = re.compile(r"[A-Z][^|.!?\n]{1,40} \| [A-Z][^|.!?\n]{1,40}")


def _biography(text: str, lines: list[Line]) -> list[Line]:
    """Who wrote it, as the last of at least four paragraphs tells."""
    body = [at for at, line in enumerate(lines) if line.kind is LineKind.BODY]
    if len(body) > _FEWEST_ABOVE and _WRITER.match(lines[body[-1]].span.of(text)):
        lines[body[-1]] = replace(lines[body[-1]], kind=LineKind.BOILERPLATE)
    return lines


_WRITER = re.compile(
    rf"{NAMES} (?:is|has (?:worked|been|served) as|joined \S.{{1,60}} as|works as) (?:an? |the )?"
    r"(?:[\w&'’-]{1,20},? ){0,6}(?:reporter|correspondent|journalist|writer|editor|columnist)s?\b"
    r"(?: and \w{1,20})? (?:at|for|with|covering|based|who|in|on|since)\b"
)


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
