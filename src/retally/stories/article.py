"""Which blocks of a page are the article: trafilatura's answer, held against the page's blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from retally.stories.blocks import Block, Page

LONGEST_FOR_TRAFILATURA = 3_000_000
"""Characters of HTML."""

MOST_TAGS_FOR_TRAFILATURA = 15_000
"""It needs a second for each 5,000 tags or so; a story's page has a few thousand. What is beyond is
read by our own rules alone."""


@dataclass(frozen=True, kw_only=True)
class Article:
    """What is known of a page's article.

    Parameters
    ----------
    grams
        Every run of `GRAM` words of the article's text.
    lines
        Its lines, squeezed; what is shorter than a run is looked up here.
    """

    grams: frozenset[tuple[str, ...]] = frozenset()
    lines: frozenset[str] = field(default=frozenset())

    def inside(self, pieces: Sequence[tuple[str, Block]]) -> list[bool]:
        """For each piece of the page, whether it belongs to the article."""
        told = [self._holds(words) and not _is_elsewhere(block) for words, block in pieces]
        if any(told):
            return _with_dropped(pieces, told)
        told = [is_prose(words) and not _is_elsewhere(block) for words, block in pieces]
        # A page of bare numbers, or of one line, has no sentence at all.
        return told if any(told) else [not _is_elsewhere(block) for _, block in pieces]

    def _holds(self, words: str) -> bool:
        runs = _runs(words)
        if not runs:
            return squeezed(words) in self.lines
        return sum(run in self.grams for run in runs) * 2 >= len(runs)


GRAM = 4
"""Words in a run: fewer are met by chance in other stories' teasers."""


def article(page: Page, html: str) -> Article:
    """The article of a page by trafilatura; empty where it finds none.

    Parameters
    ----------
    page
        The page's blocks.
    html
        Its source.
    """
    is_long = len(html) > LONGEST_FOR_TRAFILATURA or page.tags > MOST_TAGS_FOR_TRAFILATURA
    if page.is_flat or is_long:
        return Article()
    text = _extracted(html)
    return Article(
        grams=frozenset(run for line in text.split("\n") for run in _runs(line)),
        lines=frozenset(squeezed(line) for line in text.split("\n")) - {""},
    )


def _extracted(html: str) -> str:
    """The text of the article as trafilatura gives it, a line a paragraph."""
    from lxml.etree import LxmlError
    from trafilatura import bare_extraction

    try:
        # favor_precision drops whole paragraphs of short stories; what it would take out
        # besides is taken out by our own rules, which keep what they take.
        found = bare_extraction(html, include_comments=False, include_tables=True)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, LxmlError, RecursionError):
        # It guards against most broken pages itself, not against all; our rules read them.
        return ""
    return getattr(found, "text", None) or ""


def squeezed(words: str) -> str:
    """Letters and digits alone, in lower case: how two prints of one line are compared."""
    return _NOT_WORD.sub("", words).casefold()


_NOT_WORD = re.compile(r"[\W_]+")
_WORD = re.compile(r"\w+")


def _runs(words: str) -> list[tuple[str, ...]]:
    found = [word.casefold() for word in _WORD.findall(words)]
    return [tuple(found[at : at + GRAM]) for at in range(len(found) - GRAM + 1)]


def is_prose(words: str, *, fewest: int = 4) -> bool:
    """Whether a piece reads as a sentence: some words, and an end that sentences have."""
    ends = words.rstrip("\"”'’)»").endswith((".", "!", "?", ":", "…"))
    return ends and len(words.split()) >= fewest


# No form: some servers wrap the whole page in one.
_ELSEWHERE = frozenset(("nav", "aside", "footer", "dialog", "menu"))
_OTHER = re.compile(
    r"related|recommend|newsletter|promo|sidebar|\bfooter|\bnav\b|navbar|breadcrumb|cookie|consent|"
    r"comment(?!ary)|subscri(?:be|ption)|most-?(?:read|popular)|social|share-|sharing|paywall|"
    r"read-?more|signup|sign-up|trending|outbrain|taboola|advert|\bad-|banner|modal|popup|gdpr"
)


def _is_elsewhere(block: Block) -> bool:
    """Whether the markup around a block says that it is no part of the article."""
    if block.linked > 0.8 or _ELSEWHERE.intersection((*block.around, block.tag)):
        return True
    return bool(_OTHER.search(block.hints))


def _with_dropped(pieces: Sequence[tuple[str, Block]], told: Sequence[bool]) -> list[bool]:
    """The same, with the paragraphs that lie among the article's and were dropped from it."""
    homes = Counter(
        block.container
        for (words, block), is_told in zip(pieces, told, strict=True)
        if is_told and is_prose(words)
    )
    first = told.index(True)
    last = len(told) - 1 - list(reversed(told)).index(True)
    out = list(told)
    for at, (words, block) in enumerate(pieces):
        if told[at] or _is_elsewhere(block) or block.linked > 0.5:
            continue
        if not is_prose(words, fewest=2 if first < at < last else 4):
            continue
        # Among its siblings, however short; between the article's first and last, if it is long.
        out[at] = homes[block.container] > 0 or (first < at < last and len(words) > _LONG)
    return out


_LONG = 80
