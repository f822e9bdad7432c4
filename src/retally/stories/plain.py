"""Plain text to a Story: fixed text, paragraphs, headline, and what is no body text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from retally.model.story import LeftOut, Span, Story, StripRow
from retally.stories.lines import LineKind, line_kind, strip_row, without_site

LONGEST_HEADLINE = 200
"""Code points. The longest headline among the 16 marked stories has under 130."""

SHORTEST_WRAPPED_LINE = 45
"""Code points. Mail and terminals wrap at 60 to 80; a shorter line that stops without a full stop
is a headline, a crosshead or a row of a strip."""


def plain_story(text: str) -> Story:
    """The story that plain text holds.

    Line ends become line feeds and control characters spaces, so that every later span indexes one
    fixed text; nothing is cut out of it.

    Parameters
    ----------
    text
        Any text; empty gives a story without paragraphs.

    Examples
    --------
    >>> plain_story("Gains slow" + 2 * chr(10) + "The army took 3 square miles.").title
    'Gains slow'
    """
    fixed = fixed_text(text)
    lines = _lines(fixed)
    title, site, headline = _headline(fixed, lines)
    marked = [_Marked(span=line, kind=_kind(fixed, line, title, headline)) for line in lines]
    marked = _strip_heads(fixed, marked)
    left_out = tuple(
        LeftOut(span=line.span, kind=line.kind.left_out) for line in marked if line.kind.left_out
    )
    captions = [line.span.of(fixed) for line in marked if line.kind is LineKind.CAPTION]
    caption, credit = _caption(captions)
    return Story(
        text=fixed,
        paragraphs=_paragraphs(fixed, marked),
        headline=headline,
        title=title,
        agency=_agency(fixed, credit),
        site=site,
        left_out=left_out,
        strip=_strip(fixed, marked),
        caption=caption,
        credit=credit,
    )


def fixed_text(text: str) -> str:
    """The text with one kind of line end and without control characters or lone surrogates."""
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unified.translate(_CONTROLS)


_CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if code not in (9, 10)}
_CONTROLS |= {0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


@dataclass(frozen=True, kw_only=True)
class _Marked:
    span: Span
    kind: LineKind


def _lines(text: str) -> list[Span]:
    """The lines that hold something, without the white space around them."""
    found = []
    start = 0
    for line in text.split("\n"):
        stripped = line.strip()
        if stripped:
            at = start + len(line) - len(line.lstrip())
            found.append(Span(start=at, end=at + len(stripped)))
        start += len(line) + 1
    return found


def _headline(text: str, lines: list[Span]) -> tuple[str | None, str | None, Span | None]:
    """Title, site and where the headline stands: a first line that is no sentence."""
    # A caption or a strip that the page begins with is no headline.
    lines = [line for line in lines if line_kind(line.of(text), title=None) is LineKind.BODY]
    if len(lines) < 2:
        return None, None, None
    first = lines[0].of(text)
    if len(first) > LONGEST_HEADLINE or first.rstrip("\"”'’").endswith((".", ":", ";", ",")):
        return None, None, None
    if not _stands_alone(text, lines[0], lines[1]):
        return None, None, None
    # "Site - Headline" with the headline alone on a later line is a page's title.
    for line in lines[1:]:
        site = without_site(first, line.of(text))
        if site:
            return line.of(text), site, line
    return first, None, lines[0]


def _stands_alone(text: str, line: Span, following: Span) -> bool:
    """Whether a line is followed by a blank one, or is too short to be a wrapped sentence."""
    blank = text.count("\n", line.end, following.start) > 1
    return blank or line.end - line.start < SHORTEST_WRAPPED_LINE


def _kind(text: str, line: Span, title: str | None, headline: Span | None) -> LineKind:
    if headline is not None and line == headline:
        return LineKind.HEADLINE
    return line_kind(line.of(text), title=title)


def _strip_heads(text: str, marked: list[_Marked]) -> list[_Marked]:
    """The same lines, a short one in capitals directly above a strip counted as part of it."""
    out = list(marked)
    for at in range(len(out) - 1):
        here, below = out[at], out[at + 1]
        words = here.span.of(text)
        if (
            here.kind is LineKind.BODY
            and below.kind is LineKind.STRIP
            and words.isupper()
            and len(words) < SHORTEST_WRAPPED_LINE
        ):
            out[at] = _Marked(span=here.span, kind=LineKind.STRIP)
    return out


def _paragraphs(text: str, marked: list[_Marked]) -> tuple[Span, ...]:
    """The body's lines, those of a hard-wrapped paragraph joined."""
    found: list[Span] = []
    joins = False
    for line in marked:
        if line.kind is not LineKind.BODY:
            joins = False
            continue
        span = line.span
        if joins and text.count("\n", found[-1].end, span.start) == 1:
            found[-1] = Span(start=found[-1].start, end=span.end)
        else:
            found.append(span)
        joins = span.end - span.start >= SHORTEST_WRAPPED_LINE or (
            joins and text[span.end - 1] not in ".!?"
        )
    return tuple(found)


def _strip(text: str, marked: list[_Marked]) -> tuple[StripRow, ...]:
    rows = (strip_row(line.span.of(text)) for line in marked if line.kind is LineKind.STRIP)
    return tuple(row for row in rows if row is not None)


def _caption(captions: list[str]) -> tuple[str | None, str | None]:
    """Caption and credit, cut at the word that begins the credit."""
    if not captions:
        return None, None
    what, mark, who = captions[0].partition("Photo:")
    return (what.rstrip(" /") or None), (f"{mark}{who}".strip() or None)


def _agency(text: str, credit: str | None) -> str | None:
    """The agency that the copy names as its own: in an analysis, a dateline or the credit."""
    found = _ANALYSIS.search(text) or _DATELINE.search(text)
    if found:
        return found["agency"]
    ends = _CREDIT.search(credit or "")
    return ends["agency"] if ends else None


_ANALYSIS = re.compile(
    r"\b(?:an?|its|the)\s+(?P<agency>[A-Z][\w.&]{1,30})(?:['’]s)?\s+"
    r"(?:analysis|tally|count|calculations?|review)\s+of\b"
)
_DATELINE = re.compile(r"\((?P<agency>AFP|AP|Reuters|REUTERS|dpa|DPA|EFE|ANSA)\)")
_CREDIT = re.compile(r"[-–/(]\s*(?P<agency>[A-Z]{2,10}|Reuters)\)?$")
