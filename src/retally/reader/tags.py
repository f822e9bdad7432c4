"""Words of a sentence with their part of speech: the tagger behind one interface.

Tags are those of the BNC's C5 tag set (``NP0`` a name, ``NN1`` and ``NN2`` nouns, ``VVD`` a verb in
the past), as HanTa's English model gives them; the model comes in HanTa's own wheel.
Source: Wartena (2019), A Probabilistic Morphology Model for German Lemmatization.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from retally.model.story import Span
from retally.reader.tag_model import WORDS_KEPT, likeliest_tags, model

LONGEST_WORD = 40
"""Code points. A longer run of letters is no word and is not given to the tagger, whose cost grows
with the length of a word it does not know."""

SENTENCES_KEPT = 4096
"""Tagged sentences kept in memory: those of some fifty stories."""

UNKNOWN = "UNC"
"""Tag of what is no word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """One word, number or mark.

    Parameters
    ----------
    tag
        Of the C5 tag set; ``PUN`` for marks, ``CRD`` for numbers, ``UNC`` for what is no word.
    lemma
        The word's base form as the tagger gives it; the word itself where it has none.
    """

    span: Span
    text: str
    tag: str
    lemma: str

    @property
    def is_noun(self) -> bool:
        """Whether it is a noun or a name."""
        return self.tag.startswith(("NN", "NP"))

    @property
    def is_name(self) -> bool:
        """Whether it is a name."""
        return self.tag.startswith("NP")

    @property
    def is_verb(self) -> bool:
        """Whether it is a form of a verb, auxiliaries included."""
        return self.tag.startswith("V")


def tagged(text: str, sentence: Span) -> tuple[Token, ...]:
    """The tokens of one sentence, in order.

    Asked again for the same words, it answers from memory: several readings share one tagging.

    Examples
    --------
    >>> text = "Troops took 5 villages."
    >>> [(t.text, t.tag) for t in tagged(text, Span(start=0, end=len(text)))]
    [('Troops', 'NN2'), ('took', 'VVD'), ('5', 'CRD'), ('villages', 'NN2'), ('.', 'PUN')]
    """
    at = sentence.start
    return tuple(
        Token(
            span=Span(start=at + start, end=at + start + len(word)), text=word, tag=tag, lemma=lemma
        )
        for start, word, tag, lemma in _words(sentence.of(text))
    )


@lru_cache(maxsize=SENTENCES_KEPT)
def _words(sentence: str) -> tuple[tuple[int, str, str, str], ...]:
    """Offset, word, tag and lemma of every word of a sentence."""
    found = list(_TOKEN.finditer(sentence))
    words = [match.group() for match in found]
    return tuple(
        (match.start(), word, tag, lemma)
        for match, word, (lemma, tag) in zip(found, words, _tags(words), strict=True)
    )


def _tags(words: list[str]) -> list[tuple[str, str]]:
    """Lemma and tag of every word of a sentence."""
    if not words:
        return []
    # The model knows the typewriter's apostrophe only.
    # The model knows the typewriter's apostrophe only.
    asked = [word.replace("’", "'") if len(word) <= LONGEST_WORD else "x" for word in words]
    return [_settled(word, tag) for word, tag in zip(words, likeliest_tags(asked), strict=True)]


def _settled(word: str, tag: str) -> tuple[str, str]:
    """The tagger's answer, with what needs no tagger decided by form."""
    if len(word) > LONGEST_WORD:
        return word, UNKNOWN
    if word[0].isdigit():
        return word, "CRD"
    if not any(letter.isalnum() for letter in word):
        return word, "PUN"
    return _lemma(word, tag) or word, tag


@lru_cache(maxsize=WORDS_KEPT)
def _lemma(word: str, tag: str) -> str:
    return str(model().analyze(word, tag, taglevel=1)[0])


_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|\b(?-i:[A-Z][a-z]{2,})\d{1,4}\b"
    r"|(?:[A-Z]\.){2,}"
    r"|['’](?:s|re|ve|ll|d|m)\b"
    r"|\b(?-i:[ODdLl]['’][A-Z])[^\W\d_]+"
    r"|(?:(?!n['’]t\b)[^\W\d_])+(?:[-‑](?:[^\W_])+)*|n['’]t\b"
    r"|[^\W_]+"
    r"|\S",
    re.IGNORECASE,
)
