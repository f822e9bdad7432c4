"""Classes of verbs of saying by what they do with words."""

from __future__ import annotations

from retally.reader.word_sets import word_set

NAMING = word_set("call describe brand dub label hail term portray depict")
"""Verbs that give something a name: what they quote may look like a title."""
