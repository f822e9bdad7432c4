"""The ledger: who said which quantity when. Start reading here.

Nothing in it is ever changed: a number that is revised is a new entry that supersedes the old one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from os import PathLike
from pathlib import Path
from typing import Any

from retally.errors import UnknownNameError, UsageError
from retally.ledger.chains import Chain, chains
from retally.ledger.entry import Entry
from retally.ledger.finding import CopyFound, copy_found
from retally.ledger.recording import story_entries
from retally.ledger.stored import (
    RecordedStory,
    differences_kept,
    entries_around,
    entries_where,
    sketch_of,
    stories_where,
)
from retally.ledger.storing import reading, writing
from retally.ledger.writer import Added, Writer
from retally.model.story import Reading

_MOST_AROUND = 100
"""Entries of one key looked at to each side of a day."""

_MOST_NAMED = 8
"""Keys that a message lists before it says how many more there are."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """A ledger's file. Opening one touches nothing; an absent one reads as empty."""

    path: Path

    @classmethod
    def open(cls, path: str | PathLike[str]) -> Ledger:
        """The ledger at a path, there or not."""
        return cls(path=Path(path))

    @property
    def is_there(self) -> bool:
        """Whether there is a file."""
        return self.path.exists()

    def entries(
        self,
        *,
        key: str | None = None,
        side: str | None = None,
        measure: str | None = None,
        source: str | None = None,
        place: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Entry, ...]:
        """Entries in the order they were recorded, each verified by its id.

        Parameters
        ----------
        side, place, source
            Found in any case, within the words; a source also by the speaker or the organisation.
        since, until
            The first and last day spoken of; where that is not known, of publication.

        Raises
        ------
        LedgerError
            If the file cannot be read, is no ledger, or is not as it was written.
        """
        where, values = _condition(
            {"side": side, "place": place},
            {"measure": measure, "key": key},
            source=source,
            days=(since, until),
        )
        with reading(self.path) as connection:
            if connection is None:
                return ()
            return entries_where(connection, self.path, where, values)

    def around(self, entries: Iterable[Entry]) -> tuple[Entry, ...]:
        """What is recorded of the same quantities, nearest in time to the given entries.

        At most two hundred of each key: a total that grows is settled by its neighbours.
        """
        found: dict[str, Entry] = {}
        with reading(self.path) as connection:
            if connection is not None:
                for entry in entries:
                    near = entries_around(connection, self.path, entry, _MOST_AROUND)
                    found |= {one.id: one for one in near}
        return tuple(found.values())

    def stories(self) -> tuple[RecordedStory, ...]:
        """Every story that was added, copies included, in the order they were recorded."""
        with reading(self.path) as connection:
            return () if connection is None else stories_where(connection)

    def keys(self) -> tuple[str, ...]:
        """Every key, in alphabetical order."""
        with reading(self.path) as connection:
            if connection is None:
                return ()
            found = connection.execute("SELECT DISTINCT key FROM entries ORDER BY key")
            return tuple(key for (key,) in found)

    def document(self) -> dict[str, Any]:
        """The whole ledger: the document `ledger export`, which `Writer.restore` takes back."""
        with reading(self.path) as connection:
            if connection is None:
                return {"entries": [], "stories": [], "differences": []}
            stories = stories_where(connection)
            return {
                "entries": [one.to_dict() for one in entries_where(connection, self.path)],
                "stories": [
                    {**one.to_dict(), "sketch": sorted(sketch_of(connection, one.sha256).hashes)}
                    for one in stories
                ],
                "differences": differences_kept(connection),
            }

    def history(self, key: str) -> tuple[Chain, ...]:
        """What each source said of one quantity, oldest first, with the factors of revisions.

        Parameters
        ----------
        key
            A key, or a part of one that no other key has.

        Raises
        ------
        UnknownNameError
            If no key has that part.
        UsageError
            If several have; they are listed.
        """
        return chains(self.entries(key=_one_key(key, self.keys())))

    def copy_found(self, told: Reading) -> CopyFound | None:
        """The recorded story that a story is a copy of; None for the same story and for none."""
        with reading(self.path) as connection:
            if connection is None:
                return None
            now = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
            entries = story_entries(told, recorded=now)
            return copy_found(connection, self.path, told, entries)

    def add(self, told: Reading, *, now: datetime, address: str | None = None) -> Added:
        """Record the figures of a story; as `Writer.add`."""
        with self.writing(now=now) as writer:
            return writer.add(told, now=now, address=address)

    @contextmanager
    def writing(self, *, now: datetime) -> Iterator[Writer]:
        """The ledger's one writer, for several stories in a row.

        Raises
        ------
        LedgerLockedError
            If another process writes, and still does after a few seconds.
        """
        with writing(self.path, now=now) as connection:
            yield Writer(path=self.path, connection=connection)


def _condition(
    words: dict[str, str | None],
    equal: dict[str, str | None],
    *,
    source: str | None,
    days: tuple[date | None, date | None],
) -> tuple[str, list[object]]:
    """A condition of SQL for the filters that are given."""
    parts, values = ["1"], []
    for name, word in words.items():
        if word is not None:
            parts.append(f"instr(lower({name}), lower(?))")
            values.append(word)
    for name, word in equal.items():
        if word is not None:
            parts.append(f"{name} = ?")
            values.append(word)
    if source is not None:
        fields = ("source", "said_by", "organisation")
        parts.append("(" + " OR ".join(f"instr(lower({one}), lower(?))" for one in fields) + ")")
        values += [source] * len(fields)
    spoken_of = "coalesce(nullif(day, ''), published)"
    for day, sign in zip(days, (">=", "<="), strict=True):
        if day is not None:
            parts.append(f"{spoken_of} {sign} ? AND {spoken_of} != ''")
            values.append(day.isoformat())
    return " AND ".join(parts), values


def _one_key(asked: str, keys: Sequence[str]) -> str:
    """The one key that is meant: by its whole name, its beginning, or a part of it."""
    if asked in keys:
        return asked
    part = asked.casefold()
    found = [key for key in keys if key.casefold().startswith(part)] or [
        key for key in keys if part in key.casefold()
    ]
    if len(found) == 1:
        return found[0]
    if not found:
        raise UnknownNameError(
            "no quantity of the ledger has this key",
            got=repr(asked),
            do="retally ledger show lists the keys",
        )
    more = f" and {len(found) - _MOST_NAMED} more" if len(found) > _MOST_NAMED else ""
    raise UsageError(
        "several quantities have this in their key",
        got=repr(asked),
        expected=f"one of {', '.join(found[:_MOST_NAMED])}{more}",
    )
