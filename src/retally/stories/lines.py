"""What each line of a page is: body, or one of the kinds that are left out of it."""

from __future__ import annotations

from enum import Enum

from retally.model.story import LeftOutKind, StripRow
from retally.stories.days import MONTHS
from retally.stories.line_forms import (
    BOILERPLATE,
    BYLINE,
    CORRECTION,
    CROSSHEAD,
    READER_CONTROL,
    RELATED_LINK,
    SIGN_OFF,
    SITE_SIGNATURE,
    STRIP_ROW,
)
from retally.stories.picture_forms import CAPTION_BEGINS, CAPTION_ENDS, CREDIT, CREDIT_BEGINS


class LineKind(Enum):
    """What one line of a page is."""

    BODY = "body"
    HEADLINE = "headline"
    PAGE_TITLE = "page_title"
    HEADLINE_REPEAT = "headline_repeat"
    STRIP = "strip"
    CAPTION = "caption"
    CREDIT = "credit"
    READER_CONTROL = "reader_control"
    CROSSHEAD = "crosshead"
    RELATED_LINK = "related_link"
    SIGN_OFF = "sign_off"
    SITE_SIGNATURE = "site_signature"
    BOILERPLATE = "boilerplate"

    @property
    def left_out(self) -> LeftOutKind | None:
        """The word of the document; None for body and headline, which are kept."""
        if self in (LineKind.BODY, LineKind.HEADLINE):
            return None
        return LeftOutKind(self.value)


def line_kind(line: str, *, title: str | None) -> LineKind:
    """What a line is, from its form alone and the story's title.

    Parameters
    ----------
    line
        One line without the white space around it.
    title
        The headline; None where the story has none.

    Examples
    --------
    >>> line_kind("BCC -0.19% 140.09 $", title=None)
    <LineKind.STRIP: 'strip'>
    """
    if len(line) > _LONGEST_CAPTION:
        return LineKind.BODY
    if title and line == title:
        return LineKind.HEADLINE_REPEAT
    for kind, longest, form in FORMS:
        if len(line) <= longest and form.fullmatch(line):
            return kind
    is_caption = CAPTION_BEGINS.match(line) or CREDIT_BEGINS.search(line)
    if is_caption or CAPTION_ENDS.search(line[-_LONGEST_CREDIT:]):
        return LineKind.CAPTION
    if title and without_site(line, title):
        return LineKind.PAGE_TITLE
    return LineKind.BODY


def byline_of(line: str) -> str | None:
    """The names of a byline: "By Ada Pell and Bo Lind, Port Nora"; None for any other line.

    Examples
    --------
    >>> byline_of("By Ada Pell and Bo Lind, ANP")
    'Ada Pell and Bo Lind'
    """
    found = BYLINE.fullmatch(line) if len(line) <= _LONGEST_BYLINE else None
    if found is None or found["names"].lower() in MONTHS:
        return None
    return found["names"]


def without_site(line: str, title: str) -> str | None:
    """The site's name where a line is "Site - Title" or "Title - Site"; else None."""
    for mark in (" - ", " | ", " – ", " — "):
        if line.endswith(f"{mark}{title}"):
            return line.removesuffix(f"{mark}{title}")
        if line.startswith(f"{title}{mark}"):
            return line.removeprefix(f"{title}{mark}")
    return None


def strip_row(line: str) -> StripRow | None:
    """The row of a stock or currency strip that a line holds; None for a strip's heading."""
    found = STRIP_ROW.fullmatch(line)
    if not found:
        return None
    return StripRow(
        symbol=found["symbol"],
        change_percent=float(found["change"].replace("−", "-")),
        price=float(found["price"].replace(",", "")),
        currency=found["currency"],
    )


_LONGEST_BYLINE = 160
_LONGEST_CAPTION = 600
_LONGEST_CREDIT = 140
FORMS = (
    (LineKind.STRIP, 80, STRIP_ROW),
    (LineKind.RELATED_LINK, 220, RELATED_LINK),
    (LineKind.READER_CONTROL, 120, READER_CONTROL),
    (LineKind.CROSSHEAD, 80, CROSSHEAD),
    (LineKind.SIGN_OFF, 320, SIGN_OFF),
    (LineKind.SITE_SIGNATURE, 80, SITE_SIGNATURE),
    (LineKind.BOILERPLATE, 420, BOILERPLATE),
    (LineKind.BOILERPLATE, 520, CORRECTION),
    (LineKind.CREDIT, 120, CREDIT),
)
"""Each kind with its longest line and its form, the surest first."""
