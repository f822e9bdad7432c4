"""The ledger's one writer: adds stories and rows, each whole or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from retally.ledger.copies import Difference, Sketch, sketch
from retally.ledger.entry import Entry
from retally.ledger.exchange import entry_of_document
from retally.ledger.finding import CopyFound, copy_found
from retally.ledger.recording import older_within, revising, story_entries, story_hash
from retally.ledger.stored import (
    DIFFERENCE,
    RecordedStory,
    insert_differences,
    insert_entries,
    insert_story,
    latest_before,
    stories_where,
)
from retally.ledger.storing import ledger_errors
from retally.model.story import Reading


class State(StrEnum):
    """What became of a story that was added."""

    ADDED = "added"
    REPEAT = "repeat"
    COPY = "copy"


@dataclass(frozen=True, kw_only=True)
class Added:
    """What `Ledger.add` did with one story.

    Parameters
    ----------
    entries
        How many entries are new.
    copy_of
        The recorded story that this one is a copy of.
    """

    story: str
    state: State
    entries: int = 0
    copy_of: RecordedStory | None = None
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Writer:
    """Writes to a ledger; every call is whole or leaves the ledger as it was."""

    path: Path
    connection: sqlite3.Connection

    def add(self, told: Reading, *, now: datetime, address: str | None = None) -> Added:
        """Record the figures of a story.

        The same text again adds nothing. Of a copy, only the figures that the recorded story
        lacks are added; what the two print differently is kept beside them.

        Parameters
        ----------
        now
            When it is recorded.
        address
            Where the story is: a file or a URL.
        """
        sha256 = story_hash(told.story)
        entries = story_entries(told, recorded=now, address=address)
        with self._whole() as connection:
            if stories_where(connection, "sha256 = ?", (sha256,)):
                return Added(story=sha256, state=State.REPEAT)
            copied = copy_found(connection, self.path, told, entries)
            self._record_story(told, sha256, now=now, address=address, copied=copied)
            if copied is not None:
                new = {id(one.here) for one in copied.differences if one.there is None}
                entries = tuple(entry for entry in entries if id(entry) in new)
            revised = revising(entries, self._latest, older_within(told))
            added = insert_entries(connection, revised)
        if copied is None:
            return Added(story=sha256, state=State.ADDED, entries=added)
        return Added(
            story=sha256,
            state=State.COPY,
            entries=added,
            copy_of=copied.story,
            differences=copied.differences,
        )

    def record(self, entries: Sequence[Entry]) -> int:
        """Record entries that are no story's, as they are; how many were new."""
        with self._whole() as connection:
            return insert_entries(connection, entries)

    def restore(self, document: Mapping[str, Any]) -> int:
        """Record an exported ledger as it is; how many entries were new.

        A story that is there already is left as it is.

        Raises
        ------
        ValueError, KeyError, ArithmeticError, TypeError
            If it is not what was exported; nothing of it is recorded then.
        """
        entries = [entry_of_document(told) for told in document["entries"]]
        stories = [
            (RecordedStory.of_dict(told), frozenset(map(int, told["sketch"])))
            for told in document["stories"]
        ]
        rows = [tuple(told[name] for name in DIFFERENCE) for told in document["differences"]]
        with self._whole() as connection:
            there = {story.sha256 for story in stories_where(connection)}
            for story, hashes in stories:
                if story.sha256 not in there:
                    own = Sketch(hashes=hashes, shingles=story.shingles)
                    insert_story(connection, story, own)
            insert_differences(connection, [row for row in rows if row[0] not in there])
            return insert_entries(connection, entries)

    def record_revising(self, entries: Sequence[Entry]) -> int:
        """Record entries of a table, each with what it supersedes; how many were new."""
        with self._whole() as connection:
            added = 0
            for entry in entries:
                # Each row is there for the next one of the same table to revise.
                added += insert_entries(connection, revising((entry,), self._latest, {}))
            return added

    def _latest(self, entry: Entry) -> Entry | None:
        return latest_before(self.connection, self.path, entry)

    @contextmanager
    def _whole(self) -> Iterator[sqlite3.Connection]:
        """One transaction: all of it or nothing."""
        with ledger_errors(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")

    def _record_story(
        self,
        told: Reading,
        sha256: str,
        *,
        now: datetime,
        address: str | None,
        copied: CopyFound | None,
    ) -> None:
        own = sketch(told.story)
        story = RecordedStory(
            sha256=sha256,
            title=told.story.title,
            address=address,
            site=told.story.site,
            agency=told.story.agency,
            published=told.story.published,
            recorded=now,
            copy_of=copied.story.sha256 if copied else None,
            shingles=own.shingles,
        )
        insert_story(self.connection, story, own)
        rows = [(sha256, *one.to_dict().values()) for one in copied.differences] if copied else []
        insert_differences(self.connection, rows)
