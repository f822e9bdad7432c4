"""What each line of a page is: body, or one of the kinds that are left out of it."""

from __future__ import annotations

import re
from enum import Enum

from retally.model.story import LeftOutKind, StripRow


class LineKind(Enum):
    """What one line of a page is."""

    BODY = "body"
    HEADLINE = "headline"
    PAGE_TITLE = "page_title"
    HEADLINE_REPEAT = "headline_repeat"
    STRIP = "strip"
    CAPTION = "caption"
    READER_CONTROL = "reader_control"
    CROSSHEAD = "crosshead"
    SIGN_OFF = "sign_off"
    SITE_SIGNATURE = "site_signature"

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
    if title and line == title:
        return LineKind.HEADLINE_REPEAT
    if _CREDIT.search(line[:_LONGEST_CAPTION]) and len(line) <= _LONGEST_CAPTION:
        return LineKind.CAPTION
    if title and without_site(line, title):
        return LineKind.PAGE_TITLE
    for kind, form in _FORMS:
        if len(line) <= _LONGEST_FURNITURE and form.fullmatch(line):
            return kind
    return LineKind.BODY


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
    found = _STRIP_ROW.fullmatch(line)
    if not found:
        return None
    return StripRow(
        symbol=found["symbol"],
        change_percent=float(found["change"].replace("−", "-")),
        price=float(found["price"].replace(",", "")),
        currency=found["currency"],
    )


_LONGEST_CAPTION = 600
_LONGEST_FURNITURE = 80
_CREDIT = re.compile(
    r"(?:^|[/|(]\s?)(?:(?:File )?Photo(?:graph)?|Picture|Image|Caption)(?: credit)?:", re.IGNORECASE
)
_STRIP_ROW = re.compile(
    r"(?P<symbol>[A-Z][A-Z0-9.=/&-]{0,11})\s+(?P<change>[-+−]?\d{1,4}(?:\.\d{1,4})?)\s?%\s+"
    r"(?P<price>\d{1,3}(?:,\d{3}){1,3}(?:\.\d{1,4})?|\d{1,9}(?:\.\d{1,6})?)\s*"
    r"(?P<currency>[$€£¥]|[A-Z]{3})"
)
_FORMS = (
    (LineKind.STRIP, _STRIP_ROW),
    (
        LineKind.READER_CONTROL,
        re.compile(r"(?:Text size|Font size|Listen to this article):?.{0,9}"),
    ),
    (LineKind.CROSSHEAD, re.compile(r"[-–—]\s.{1,70}\s[-–—]")),
    (
        LineKind.SIGN_OFF,
        re.compile(r"[a-z]{2,5}(?:-[a-z]{2,4})*(?:/[a-z]{1,4}(?:-[a-z]{2,4})*){1,4}"),
    ),
    (LineKind.SITE_SIGNATURE, re.compile(r"[A-Z]\.?\s?[A-Za-zÀ-ÿ'’-]{1,30}--[A-Z]{2,5}")),
)
