"""Plain text to a Story: fixed text, paragraphs, headline, and what is no body text."""

from __future__ import annotations

import re

from retally.model.story import Span, Story
from retally.stories.days import is_day_line
from retally.stories.languages import language_of
from retally.stories.lines import LineKind, line_kind, without_site
from retally.stories.neighbours import by_neighbours
from retally.stories.parts import (
    Line,
    agency,
    caption_and_credit,
    corrections,
    dateline,
    is_above_body,
    left_out,
    paragraphs,
    read_top,
    strip,
    with_strip_heads,
)
from retally.stories.stamps import stamps_apart
from retally.stories.wrapping import Width, ends_sentence, is_next, runs_on, wrapped_at

LONGEST_HEADLINE = 200
"""Code points. The longest headline among the 16 marked stories has under 130."""


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
    spans = _lines(fixed)
    width = wrapped_at(fixed, spans)
    title, site, headline = _headline(fixed, spans, width=width)
    lines = [Line(span=line, kind=_kind(fixed, line, title, headline)) for line in spans]
    if width is None:
        lines = by_neighbours(fixed, lines)
    top = read_top(fixed, with_strip_heads(fixed, lines))
    caption, credit = caption_and_credit(fixed, top.lines)
    body = paragraphs(fixed, top.lines, width=width)
    return Story(
        text=fixed,
        paragraphs=body,
        headline=headline,
        title=title,
        published=top.published,
        published_basis=top.published_basis,
        updated=top.updated,
        agency=agency(fixed, written=top.agency, credit=credit),
        site=site,
        byline=top.byline,
        dateline=dateline(fixed, body),
        language=language_of(" ".join(span.of(fixed) for span in body[:_PARAGRAPHS_HEARD])),
        left_out=left_out(top.lines),
        strip=strip(fixed, top.lines),
        caption=caption,
        credit=credit,
        corrections=corrections(fixed, top.lines, declared=None),
    )


_PARAGRAPHS_HEARD = 20
"""How many paragraphs the language is told from."""


def fixed_text(text: str) -> str:
    """The text with one kind of line end and without control characters or lone surrogates."""
    unified = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unified.translate(_CONTROLS)


_CONTROLS = {code: " " for code in (*range(32), *range(127, 160)) if code not in (9, 10)}
_CONTROLS |= {0x2028: "\n", 0x2029: "\n", 0x85: "\n"}
_CONTROLS |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")


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
    return stamps_apart(text, found)


def _headline(
    text: str, lines: list[Span], *, width: Width | None
) -> tuple[str | None, str | None, Span | None]:
    """Title, site and where the headline stands: a first line that is no sentence."""
    # A caption, a strip or a byline that the page begins with is no headline.
    above = lines
    lines = [line for line in lines if _may_be_headline(line.of(text))]
    is_cut = len(lines) > 2 and _goes_on(text, lines[1], lines[2], width=width)
    if len(lines) > 2 and not is_cut and _is_above_headline(text, above, lines):
        site = lines[0].of(text) if " " in lines[0].of(text) else None
        return lines[1].of(text), site, lines[1]
    if len(lines) < 2:
        return None, None, None
    first = lines[0].of(text)
    if len(first) > LONGEST_HEADLINE or first.rstrip("\"”'’").endswith((".", ":", ";", ",")):
        return None, None, None
    if _goes_on(text, lines[0], lines[1], width=width):
        return None, None, None
    # "Site - Headline" with the headline alone on a later line is a page's title.
    for line in lines[1:]:
        site = without_site(first, line.of(text))
        if site:
            return line.of(text), site, line
    return first, None, lines[0]


def _is_above_headline(text: str, lines: list[Span], may_be: list[Span]) -> bool:
    """Whether the first line is a section of one word, or the site's name above the day."""
    words, below = may_be[0].of(text), may_be[1].of(text)
    if ends_sentence(text, may_be[0]) or ends_sentence(text, may_be[1]):
        return False
    if not len(words) < len(below) <= LONGEST_HEADLINE or len(below.split()) < _FEWEST_WORDS:
        return False
    after = lines[lines.index(may_be[0]) + 1].of(text)
    is_site = len(words.split()) <= 3 and words.istitle() and is_day_line(after)
    return is_site or " " not in words


_FEWEST_WORDS = 4


def _may_be_headline(line: str) -> bool:
    return line_kind(line, title=None) is LineKind.BODY and not is_above_body(line)


def _goes_on(text: str, line: Span, below: Span, *, width: Width | None) -> bool:
    """Whether the first line is the beginning of a sentence that goes on below it."""
    if not is_next(text, line, below):
        return False
    # A sentence that begins below leaves the line a headline, however full it is.
    if _BEGINS_SENTENCE.match(text, below.start, below.end):
        return False
    return text[below.start].islower() or runs_on(text, line, below, width=width)


_BEGINS_SENTENCE = re.compile(r"(?:The|An?|In|It|Its|At|On|After|More than|He|She|They)\b")


def _kind(text: str, line: Span, title: str | None, headline: Span | None) -> LineKind:
    if headline is not None and line == headline:
        return LineKind.HEADLINE
    return line_kind(line.of(text), title=title)
