"""A cheap first look: whether an expression of time can begin at a word at all."""

from __future__ import annotations

from collections.abc import Sequence

from retally.reader.window_parts import PART_WORDS
from retally.reader.window_terms import TERM_WORDS
from retally.reader.window_tokens import NUMBER_WORDS, Token


def may_begin(words: Sequence[Token], at: int) -> bool:
    """Whether `window_grammar.expression` can find anything at a place.

    Most words of a text can begin none, and a number begins one only beside another word of time
    ("5 days", "5 June", "5-9 June") or as a year.
    """
    word = words[at]
    if word.kind == "word":
        return word.text in _STARTS
    if word.kind == "sign":
        return word.text in ("'", "’")
    if word.kind != "number" or len(word.text) == 4 or at + 1 == len(words):
        return True
    following = words[at + 1]
    return following.kind not in ("word", "number") or following.text in _AFTER_NUMBER


_STARTS = (
    frozenset(
        {"since", "from", "between", "within", "for", "less", "up", "a", "an", "the", "in", "w"}
    )
    | frozenset({"q", "h", "fy", "to", "on", "about"})
    | NUMBER_WORDS
    | PART_WORDS
    | TERM_WORDS
)
_AFTER_NUMBER = (
    frozenset({"of", "to", "until", "till", "through", "and", "up", "s", "the", "in", "on"})
    | NUMBER_WORDS
    | PART_WORDS
    | TERM_WORDS
)
