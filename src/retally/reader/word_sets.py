"""Sets of words, written as running text."""

from __future__ import annotations


def word_set(words: str) -> frozenset[str]:
    """The words of a text, each once.

    Examples
    --------
    >>> sorted(word_set("said told said"))
    ['said', 'told']
    """
    return frozenset(words.split())


OBJECTS = {"him": "he", "her": "she", "them": "they"}
"""Pronouns after "according to", with those of a subject."""
