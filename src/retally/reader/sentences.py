"""Where the sentences of a paragraph begin and end."""

from __future__ import annotations

import re

from retally.model.story import Span

_END = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?=\s+[\"'“‘«(\[]{0,2}[^\W_a-z])")
_SHORT = re.compile(
    r"(?:\b(?:sq|approx|no|vs|etc|gen|lt|col|maj|capt|sgt|mr|mrs|ms|dr|prof|sen|rep|gov|st"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|e\.g|i\.e|u\.s|u\.k|u\.n|a\.m|p\.m)"
    r")\.$",
    re.IGNORECASE,
)
_INITIAL = re.compile(r"(?:^|[A-Z]\w*\.?\s|[A-Z]\.)[A-Z]\.$")
LONGEST_SENTENCE = 1500
"""Code points. The longest sentence of the 16 marked stories has under 500."""

_WINDOW = 12
"""Code points looked at before a full stop; the longest short form has six."""


def sentences(text: str, paragraph: Span) -> tuple[Span, ...]:
    """The sentences of a paragraph, as spans of the story's text.

    A full stop after a short form ("sq. km", "Gen. Syrskyi", "Oct. 27") ends none. One after "km"
    does before a capital: within a sentence no capital follows a unit.

    Examples
    --------
    >>> text = "They took 5 sq. km in Oct. 2024. It slowed."
    >>> [span.of(text) for span in sentences(text, Span(start=0, end=len(text)))]
    ['They took 5 sq. km in Oct. 2024.', 'It slowed.']
    """
    found = []
    start = paragraph.start
    for end in _END.finditer(text, paragraph.start, paragraph.end):
        if _is_short_form(text, end):
            continue
        found += _pieces(text, start, end.end())
        start = end.end()
    found += _pieces(text, start, paragraph.end)
    return tuple(found)


def _pieces(text: str, start: int, end: int) -> list[Span]:
    """One sentence; what is far longer than any is cut at white space: cost stays linear."""
    found = []
    while start < end:
        cut = end
        if end - start > LONGEST_SENTENCE:
            gap = text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
            cut = gap if gap > start else start + LONGEST_SENTENCE
        span = _trimmed(text, Span(start=start, end=cut))
        if span.start < span.end:
            found.append(span)
        start = cut
    return found


def _is_short_form(text: str, end: re.Match[str]) -> bool:
    if end.group()[0] != ".":
        return False
    before = text[max(0, end.start() - _WINDOW) : end.start() + 1]
    return bool(_SHORT.search(before) or _INITIAL.search(before))


def _trimmed(text: str, span: Span) -> Span:
    piece = span.of(text)
    start = span.start + len(piece) - len(piece.lstrip())
    return Span(start=start, end=max(start, span.start + len(piece.rstrip())))
