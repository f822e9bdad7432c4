"""Words between quotation marks, whatever the marks, balanced or not."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span

LONGEST_SINGLE = 1500
"""Code points. Between single marks, where an apostrophe may be taken for a closing one."""

LONGEST_OWNED = 300
"""Code points looked on after an apostrophe of a plural for the mark that closes the quote."""


@dataclass(frozen=True, kw_only=True)
class Quote:
    """Words in quotation marks within one paragraph.

    Parameters
    ----------
    outer
        With the marks.
    inner
        Without them, and without a comma before the closing mark.
    is_open
        Whether no mark closes it in its paragraph.
    is_title
        Whether the words look like the title of a work.
    label
        Who speaks, where a transcript says so before the words: "SMITH: We agree."; the words
        begin after it.
    """

    paragraph: int
    outer: Span
    inner: Span
    is_open: bool = False
    is_single: bool = False
    is_title: bool = False
    label: Span | None = None


def quotes(text: str, paragraphs: Sequence[Span]) -> tuple[Quote, ...]:
    r"""All quotes of the paragraphs, in order.

    Single marks count where no double ones stand around them. A quote that nothing closes ends
    with its paragraph, or before the next opening mark.

    Examples
    --------
    >>> text = 'They spoke of "a new plan", and \u201cof hope\u201d.'
    >>> [q.inner.of(text) for q in quotes(text, [Span(start=0, end=len(text))])]
    ['a new plan', 'of hope']
    """
    return tuple(
        quote
        for number, paragraph in enumerate(paragraphs)
        for quote in _of_paragraph(text, paragraph, number)
    )


def _of_paragraph(text: str, paragraph: Span, number: int) -> list[Quote]:
    found: list[Quote] = []
    opened: re.Match[str] | None = None
    nested = 0
    closing = _SingleMarks(text, paragraph)
    at = paragraph.start
    while mark := _MARK.search(text, at, paragraph.end):
        at = mark.end()
        if opened is None:
            closed = closing.after(mark)
            if closed is not None:
                found.append(_quote(text, number, mark.span(), closed))
                at = closed[1]
            elif _opens(text, mark, paragraph):
                opened, nested = mark, 0
            elif not found and _closes_from_start(text, mark, paragraph):
                begins = (paragraph.start, paragraph.start)
                found.append(_quote(text, number, begins, mark.span()))
        elif opened.group() == '"' and (mark.group() == "“" or (mark.group() == "”" and nested)):
            # Typographic marks within straight ones stand for a quote in a quote.
            nested = max(0, nested + (1 if mark.group() == "“" else -1))
        elif _closes(text, mark, opened, paragraph):
            found.append(_quote(text, number, opened.span(), mark.span()))
            opened = None
        elif _opens_anew(text, mark, opened, paragraph):
            found.append(_quote(text, number, opened.span(), (mark.start(), mark.start())))
            opened = mark
    if opened is not None:
        end = paragraph.end
        found.append(_quote(text, number, opened.span(), (end, end)))
    return [quote for quote in found if quote.inner.start < quote.inner.end]


def _quote(text: str, number: int, opened: tuple[int, int], closed: tuple[int, int]) -> Quote:
    start, end = opened[1], closed[0]
    while start < end and text[start].isspace():
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    labelled = _LABEL.match(text, start, end)
    if labelled is not None:
        start = labelled.end()
    return Quote(
        paragraph=number,
        outer=Span(start=opened[0], end=closed[1]),
        inner=Span(start=start, end=end),
        is_open=closed[0] == closed[1],
        is_single=text[opened[0]] in _SINGLE,
        is_title=is_title(text[start:end]),
        label=Span(start=labelled.start("who"), end=labelled.end("who")) if labelled else None,
    )


_LABEL = re.compile(r"(?P<who>[A-Z][A-Z.'’-]{2,20}(?: [A-Z.'’-]{1,20}){0,3}):\s+(?=\S)")
_SINGLE = "'‘’‚`"
_MARK = re.compile(r"``|''|[\"“”„«»]|(?<![^\W_])['‘’‚`](?=[^\W_]|[\[(…])")
_PARTNER = {
    "“": '”“"',
    "„": '“”"',
    "«": "»",
    "»": "«",
    '"': '"”',
    "”": '”"',
    "``": ("''",),
    "''": ("''",),
}


def _opens(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a double mark can open: words follow it directly, and none stand before it."""
    kind = mark.group()
    if kind in _SINGLE:
        return False
    if kind in "“„«":
        return True
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    if kind in "”»" and not before.isspace():
        return False
    return not after.isspace() and not (before.isalnum() and not after.isalnum())


def _closes(text: str, mark: re.Match[str], opened: re.Match[str], paragraph: Span) -> bool:
    kind = mark.group()
    if kind not in _PARTNER.get(opened.group(), ()):
        return False
    if kind != "“":
        return True
    # A second opening mark closes only where it stands as one: after a word, before none.
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    return not after.isalnum() and not text[mark.start() - 1].isspace()


def _closes_from_start(text: str, mark: re.Match[str], paragraph: Span) -> bool:
    """Whether a mark that nothing opened ends words of somebody named right after it."""
    if mark.group() not in {'"', "”", "''"} or text[mark.start() - 1] not in ",.!?…":
        return False
    return mark.start() > paragraph.start and bool(
        _SAID_AFTER.match(text, mark.end(), min(paragraph.end, mark.end() + 120))
    )


_SAID_AFTER = re.compile(
    r",?\s+(?:[\w.'’-]{1,20},?\s+){0,7}?(?:said|says|added|adds|wrote|writes|told|stressed|noted|explained"
    r"|emphasi[sz]ed|stated|concluded|replied)\b"
)


def _opens_anew(text: str, mark: re.Match[str], opened: re.Match[str], paragraph: Span) -> bool:
    """Whether a quote that nothing closed is followed by another one."""
    if mark.group() != "“" or opened.group() == "„":
        return False
    before = text[max(opened.end(), mark.start() - 2) : mark.start()].rstrip()
    return _opens(text, mark, paragraph) and before.endswith((".", "!", "?"))


class _SingleMarks:
    """Where quotes in single marks close, asked in the order of the text."""

    def __init__(self, text: str, paragraph: Span) -> None:
        self._text = text
        self._paragraph = paragraph
        self._next: re.Match[str] | None = None
        self._sought = paragraph.start

    def after(self, mark: re.Match[str]) -> tuple[int, int] | None:
        """The closing mark after an opening one; None where the mark opens no quote."""
        if mark.group() not in _SINGLE or mark.group() == "’":
            return None
        close = self._closing(mark.end())
        if close is None or close.start() - mark.end() > LONGEST_SINGLE:
            return None
        if close.group() in '"“':
            return None
        if self._is_owner(close):
            # "the soldiers' base": a plural owner, unless nothing else closes the quote.
            limit = min(self._paragraph.end, close.end() + LONGEST_OWNED)
            other = _SINGLE_CLOSE.search(self._text, close.end(), limit)
            if other is not None and other.group() not in '"“':
                return other.span()
        return close.span()

    def _closing(self, at: int) -> re.Match[str] | None:
        """The first closing mark from a place on; each stretch of text is searched once."""
        if self._sought <= at and (self._next is None or self._next.start() < at):
            self._next = _SINGLE_CLOSE.search(self._text, at, self._paragraph.end)
            self._sought = self._paragraph.end if self._next is None else self._next.start()
        return self._next

    def _is_owner(self, close: re.Match[str]) -> bool:
        before = self._text[close.start() - 1]
        return before == "s" and not _ends_clause(self._text, close.end(), self._paragraph.end)


def _ends_clause(text: str, at: int, end: int) -> bool:
    return at >= end or text[at] in ".,;:!?)" or text[at - 2] in ".,!?"


_SINGLE_CLOSE = re.compile(r"[\"“]|(?<=\S)['’](?![^\W_])")


def is_title(words: str) -> bool:
    """Whether quoted words look like the title of a work: capitals throughout, no full stop.

    Examples
    --------
    >>> is_title("Morning Report"), is_title("We will not go back")
    (True, False)
    """
    if len(words) > LONGEST_TITLE or words.endswith((".", "!", "…")):
        return False
    parts = words.split()
    if not any(part[:1].isupper() for part in parts) or any(part.isupper() for part in parts[1:]):
        return False
    return len(parts) > 1 and all(
        part[:1].isupper() or part[:1].isdigit() or part in _IN_TITLES for part in parts
    )


_IN_TITLES = frozenset(
    {"the", "a", "an", "of", "in", "on", "to", "for", "and", "or", "at", "by", "vs", "with", "from"}
)
LONGEST_TITLE = 80
"""Code points of a work's title in quotation marks."""
