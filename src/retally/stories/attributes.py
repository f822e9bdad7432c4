"""Tags with more attributes than a parser takes in time: it compares each with all before it."""

from __future__ import annotations

import re

from retally.stories.blocks import without_unseen

MOST_ATTRIBUTES = 500
"""Attributes of one tag. Pages have under 100; a million in one would take the parser hours."""


def is_crowded(html: str) -> bool:
    """Whether a tag of a page has more than `MOST_ATTRIBUTES` attributes.

    Quotes are minded, so that a value may hold any sign; scripts and comments are no tags.

    Examples
    --------
    >>> is_crowded("<p " + "a " * 501 + ">"), is_crowded("<p class='a'>" + "a " * 501)
    (True, False)
    """
    if len(html) < 2 * MOST_ATTRIBUTES or not _has_crowded_tag(html):
        return False
    return _has_crowded_tag(without_unseen(_without_comments(html)))


def _without_comments(html: str) -> str:
    """The page without comments; one that is never closed hides the rest."""
    parts = []
    at = 0
    while (begin := html.find("<!--", at)) >= 0:
        parts.append(html[at:begin])
        end = html.find("-->", begin)
        if end < 0:
            return " ".join(parts)
        at = end + 3
    return " ".join([*parts, html[at:]])


def _has_crowded_tag(html: str) -> bool:
    at = 0
    while found := _TAG.search(html, at):
        at = found.end()
        count = 0
        while attribute := _ATTRIBUTE.match(html, at):
            at = attribute.end()
            count += 1
            if count > MOST_ATTRIBUTES:
                return True
    return False


_TAG = re.compile(r"<[a-zA-Z][^\s/<>]{0,100}(?=[\s/])")
_ATTRIBUTE = re.compile(
    r"[\s/]{0,1000}[^\s/>][^\s/>=]{0,5000}"
    r"(?:\s{0,100}=\s{0,100}(?:\"[^\"]*\"|'[^']*'|[^\s>\"'][^\s>]*))?"
)
