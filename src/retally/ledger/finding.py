"""Finds the recorded story that a story is a copy of."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from retally.ledger.copies import FEWEST_SHARED, Difference, differences, is_copy, sketch
from retally.ledger.entry import Entry
from retally.ledger.recording import story_hash
from retally.ledger.stored import (
    RecordedStory,
    alike_stories,
    entries_where,
    sketch_of,
    stories_where,
)
from retally.model.story import Reading


@dataclass(frozen=True, kw_only=True)
class CopyFound:
    """A recorded story that another one is a copy of, and what they differ in."""

    story: RecordedStory
    entries: tuple[Entry, ...]
    differences: tuple[Difference, ...]


def copy_found(
    connection: sqlite3.Connection, path: Path, told: Reading, entries: Sequence[Entry]
) -> CopyFound | None:
    """The recorded story that shares most with this one, if it is a copy."""
    own = sketch(told.story)
    sha256 = story_hash(told.story)
    for other in alike_stories(connection, own, FEWEST_SHARED):
        if other == sha256:
            continue
        theirs = entries_where(connection, path, "story = ?", (other,))
        if is_copy(own, sketch_of(connection, other), entries, theirs):
            (story,) = stories_where(connection, "sha256 = ?", (other,))
            return CopyFound(
                story=story, entries=theirs, differences=tuple(differences(entries, theirs))
            )
    return None
