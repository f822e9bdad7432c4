"""Classes of verbs of saying by what they do with words."""

from __future__ import annotations

from retally.reader.word_sets import word_set

NAMING = word_set("call describe brand dub label hail term portray depict")
"""Verbs that give something a name: what they quote may look like a title."""

PUTTING_OUT = word_set(
    """published publishes released releases issued issues posted posts presented presents shared
    shares unveiled unveils displayed displays"""
)
"""Verbs by which a document, a map or figures become somebody's."""
