"""The words of a paragraph outside its quotes, each quote as one item, and where sentences end."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retally.model.story import Span
from retally.reader.cues import DATA, NOUNS
from retally.reader.quotes import Quote
from retally.reader.roles import GROUPS, INSTITUTIONS, is_role
from retally.reader.sentences import sentences
from retally.reader.tags import Token, tagged
from retally.reader.word_sets import word_set


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A word outside quotes, or a whole quote.

    Parameters
    ----------
    stops
        Whether a sentence ends with it.
    opens
        Whether a sentence begins with it.
    """

    span: Span
    low: str
    tag: str
    word: str = ""
    quote: Quote | None = None
    stops: bool = False
    opens: bool = False

    @property
    def is_capital(self) -> bool:
        """Whether it is a word that begins with a capital, other than one a sentence gives."""
        if not self.word[:1].isupper():
            return False
        return not (self.opens and (self.tag == "CRD" or is_common(self.low)))


def is_common(low: str) -> bool:
    """Whether a word is a common noun for sources: a role, a group, an office, data."""
    return low in GROUPS or low in DATA or low in NOUNS or low in INSTITUTIONS or is_role(low)


def items_of(text: str, paragraph: Span, found: Sequence[Quote]) -> tuple[Item, ...]:
    """The items of a paragraph, in order."""
    out: list[Item] = []
    at = 0
    skipped = _asides(text, paragraph)
    aside = 0
    for sentence in sentences(text, paragraph):
        tokens = tagged(text, sentence)
        for number, token in enumerate(tokens):
            start = token.span.start
            while at < len(found) and found[at].outer.end <= start:
                _take(text, paragraph, found[at], out)
                at += 1
            if at < len(found) and token.span.end > found[at].outer.start:
                continue
            while aside < len(skipped) and skipped[aside].end <= start:
                aside += 1
            is_last = number == len(tokens) - 1
            if aside < len(skipped) and skipped[aside].start <= start:
                if is_last and token.text in _FINAL and out:
                    _stop(out)
                continue
            stops = is_last and token.text in _FINAL
            out.append(
                Item(
                    span=token.span,
                    low=token.text.lower().replace("’", "'"),
                    word=token.text,
                    tag=_tag(
                        token,
                        tokens[number + 1].text if not is_last else "",
                        out[-1] if out and out[-1].span.end == start else None,
                    ),
                    stops=stops,
                    opens=not out or out[-1].stops or out[-1].quote is not None,
                )
            )
    for quote in found[at:]:
        _take(text, paragraph, quote, out)
    return tuple(out)


def _take(text: str, paragraph: Span, quote: Quote, out: list[Item]) -> None:
    out.append(
        Item(
            span=quote.outer,
            low="",
            tag="QUOTE",
            quote=quote,
            stops=_quote_stops(text, quote, paragraph),
        )
    )


def _stop(out: list[Item]) -> None:
    last = out.pop()
    out.append(
        Item(
            span=last.span,
            low=last.low,
            tag=last.tag,
            word=last.word,
            quote=last.quote,
            stops=True,
        )
    )


def _tag(token: Token, after: str, touching: Item | None = None) -> str:
    """The tagger's answer, put right where the form of the word tells more."""
    word = token.text
    if word in {"'", "’", "ʼ"} and touching is not None and touching.low.endswith("s"):
        # "the journalists' research"
        return "POS" if after[:1].isalpha() else token.tag
    if word.isupper() and len(word) > 1 and word.isalpha() and token.tag not in _FUNCTION:
        return "NP0"
    if word in _QUARTERS and token.tag == "AV0" and after[:1].isupper():
        return "NP0"
    if word[:1].isupper() and token.tag in {"DPS", "AT0"} and word.lower() not in _ARTICLES:
        # A surname that the tagger takes for a possessive: "Mer", "Thy".
        return "NP0"
    return token.tag


_QUARTERS = frozenset({"South", "North", "East", "West"})
_ARTICLES = word_set("a an the my your his her its our their no every")
_FUNCTION = frozenset({"AT0", "PNP", "PRP", "PRF", "CJC", "CJS", "CJT", "TO0"})


_FINAL = frozenset(".!?…")


def _asides(text: str, paragraph: Span) -> list[Span]:
    """Short pieces in brackets, which stand outside the grammar of their sentence."""
    return [
        Span(start=one.start(), end=one.end())
        for one in _BRACKETS.finditer(text, paragraph.start, paragraph.end)
    ]


_BRACKETS = re.compile(r"\([^()\"“”\n]{1,60}\)|\[[^\[\]\"“”\n]{1,60}\]")


def _quote_stops(text: str, quote: Quote, paragraph: Span) -> bool:
    """Whether a sentence ends with a quote: a full stop inside, a capital after."""
    last = text[quote.inner.end - 1]
    if quote.is_open:
        return True
    if last not in ".!?…":
        return False
    after = text[quote.outer.end : min(paragraph.end, quote.outer.end + 90)]
    if not after.strip():
        return True
    begins = after.lstrip()
    if begins[0] in "–—―-,;:" or begins[0].islower():
        return False
    return not (_CUE_AFTER.match(after) and last != ".") and after[0].isspace()


_CUE_AFTER = re.compile(
    r"\s+(?:[\w.'’-]{1,20},?\s+){1,7}?(?:said|says|asked|asks|wrote|writes|told|added|shouted|tweeted"
    r"|exclaimed|wondered|replied)\b"
)


LONGEST_RUN = 250
"""Items of a sentence; what has no full stop for longer is cut: cost stays linear."""


def bounds_of(items: Sequence[Item]) -> tuple[tuple[int, int], ...]:
    """Where each sentence begins and ends, as items."""
    found = []
    start = 0
    for at, item in enumerate(items):
        if item.stops or at - start >= LONGEST_RUN:
            found.append((start, at + 1))
            start = at + 1
    if start < len(items):
        found.append((start, len(items)))
    return tuple(found)
