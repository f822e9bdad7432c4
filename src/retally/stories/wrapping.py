"""Whether a text's lines are cut at a width, and which of them make one paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from retally.model.story import Span

SHORTEST_WRAPPED_LINE = 45
"""Code points. Mail and terminals wrap at 60 to 80; a shorter line that stops without a full stop
is a headline, a crosshead or a row of a strip."""

WIDEST_WRAPPED_LINE = 132
"""Code points: the widest terminal that was ever usual. A longer line was not cut at a width."""


FEWEST_EVEN = 4
"""Lines that are not full, and are held to be wrapped all the same."""

SHORTEST_PART = 20
"""Code points. A shorter line above a small letter is an entry of a list or a name."""


@dataclass(frozen=True, kw_only=True)
class Width:
    """The width that a text's lines are cut at.

    Parameters
    ----------
    widest
        Code points of the longest line.
    room
        What a line may hold before a word goes to the next: less where some lines are cut early,
        as by programs that even out the right edge.
    """

    widest: int
    room: int


def wrapped_at(text: str, spans: Sequence[Span]) -> Width | None:
    """The width that lines are cut at; None where each line is a paragraph.

    A page's text has a paragraph a line: lines of any length, most of which end a sentence. A mail
    or a terminal cuts wherever its width comes: few lines end a sentence, and none of the others
    has room left for the word that the next one begins with.

    Parameters
    ----------
    spans
        The lines that hold something, in order.
    """
    inner = [
        (line, below)
        for line, below in pairwise(spans)
        if _length(line) >= SHORTEST_WRAPPED_LINE
        and is_next(text, line, below)
        and " " in line.of(text)  # An address is not cut at all.
        and line.of(text) != below.of(text)
    ]
    if len(inner) > 1 and inner[0][0] == spans[0] and _begins_sentence(text, inner[0][1]):
        inner = inner[1:]  # It may be a headline.
    within = [_length(line) for line, _ in inner if _length(line) <= WIDEST_WRAPPED_LINE]
    if not within or _is_long_lined(text, spans):
        return None
    widest = max(within)
    cut = [(line, below) for line, below in inner if not ends_sentence(text, line)]
    if 2 * len(cut) <= len(inner):
        return None
    # Two or three lines may be of almost one length by chance.
    rooms = (widest, 9 * widest // 10) if len(cut) > FEWEST_EVEN else (widest,)
    for width in (Width(widest=widest, room=room) for room in rooms):
        full = sum(not has_room(text, line, below, width) for line, below in cut)
        if 4 * full >= 3 * len(cut):
            return width
    return None


def _is_long_lined(text: str, spans: Sequence[Span]) -> bool:
    """Whether more than one line in ten is beyond every usual width; a table may have a few."""
    full = [line for line in spans if _length(line) >= SHORTEST_WRAPPED_LINE]
    long = [line for line in full if _length(line) > WIDEST_WRAPPED_LINE and " " in line.of(text)]
    return 10 * len(long) > len(full)


def joined(text: str, lines: Sequence[Span], *, width: Width | None) -> tuple[Span, ...]:
    """The paragraphs that the lines of a body make.

    Parameters
    ----------
    lines
        In order, without what is left out of the body.
    width
        The width that lines are cut at (`wrapped_at`).
    """
    found: list[Span] = []
    last: Span | None = None
    for line in lines:
        begun = last is not None and found[-1].start < last.start
        if last is not None and runs_on(text, last, line, width=width, begun=begun):
            found[-1] = Span(start=found[-1].start, end=line.end)
        else:
            found.append(line)
        last = line
    return tuple(found)


def runs_on(
    text: str, line: Span, below: Span, *, width: Width | None, begun: bool = False
) -> bool:
    """Whether the line below goes on with the paragraph.

    Parameters
    ----------
    begun
        Whether the line itself goes on with one: only then may it be short.
    """
    if not is_next(text, line, below):
        return False
    is_short = _length(line) < SHORTEST_WRAPPED_LINE
    if is_short and ends_sentence(text, line):
        return False
    if is_short and not begun:
        # Not cut at a width: a link within a sentence may have a line of its own.
        is_part = width is None and _length(line) >= SHORTEST_PART
        return is_part and text[below.start].islower()
    if width is None or has_room(text, line, below, width):
        return not ends_sentence(text, line) and _goes_on(text, line, below)
    return True


def is_next(text: str, line: Span, below: Span) -> bool:
    """Whether one line feed alone lies between two lines."""
    return text.count("\n", line.end, below.start) == 1


def has_room(text: str, line: Span, below: Span, width: Width) -> bool:
    """Whether a line was not cut: it is beyond the width, or the next word would have fitted."""
    word = _WORD.match(text, below.start, below.end)
    assert word is not None  # Lines hold something.
    length = _length(line)
    return length > width.widest or length + 1 + len(word[0]) <= width.room


def ends_sentence(text: str, line: Span) -> bool:
    """Whether a line ends with a full stop or the like; not with the ".." of a cut teaser."""
    return _SENTENCE_END.search(text, max(line.start, line.end - 6), line.end) is not None


_SENTENCE_END = re.compile(r"(?:[!?:…]|(?<!\.)\.|\.\.\.)[\"”’')\]»]{0,2}$")
_WORD = re.compile(r"\S+")
_LAST_WORD = re.compile(r"([^\W\d_]{1,7})$")
_LEADS_ON = frozenset(
    {
        *("a", "an", "the", "and", "or", "but", "than", "that", "which", "who", "whose", "as"),
        *("of", "in", "on", "at", "by", "to", "for", "from", "with", "into", "near"),
        *("is", "are", "was", "were", "has", "had", "have", "its", "their", "his", "her"),
    }
)


def _goes_on(text: str, line: Span, below: Span) -> bool:
    """Whether a sentence that a line leaves open goes on below it."""
    first = text[below.start]
    if first.islower() or first == "(" or text[line.end - 1] in ",;":
        return True
    last = _LAST_WORD.search(text, line.end - 8, line.end)
    return last is not None and last[1] in _LEADS_ON


def _begins_sentence(text: str, line: Span) -> bool:
    return text[line.start].isupper() or not text[line.start].isalpha()


def _length(line: Span) -> int:
    return line.end - line.start
