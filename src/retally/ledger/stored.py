"""Rows of the ledger's tables as values, and back."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from retally.ledger.copies import Sketch
from retally.ledger.entry import COLUMNS, Entry, moment_text
from retally.ledger.storing import ORDER, damaged

_NAMES = ", ".join(f'"{name}"' for name in ("id", *COLUMNS))
_PLACES = ", ".join("?" for _ in ("id", *COLUMNS))
_STORY = "sha256, title, address, site, agency, published, recorded, copy_of, shingles"
DIFFERENCE = ("story", "kind", "key", "here", "there", "start", "end", "entry")
"""Columns of a difference between copies."""

_AT_ONCE = 500
"""Values in one question; SQLite takes at least 999."""


@dataclass(frozen=True, kw_only=True)
class RecordedStory:
    """A story that was added, without its text.

    Parameters
    ----------
    sha256
        Of the fixed text.
    copy_of
        Hash of the story that it is a copy of.
    shingles
        How many its body has; 0 for one known from an imported table alone.
    """

    sha256: str
    recorded: datetime
    title: str | None = None
    address: str | None = None
    site: str | None = None
    agency: str | None = None
    published: date | None = None
    copy_of: str | None = None
    shingles: int = 0

    def to_dict(self) -> dict[str, Any]:
        """As in the document `ledger export`."""
        return {
            "sha256": self.sha256,
            "title": self.title,
            "address": self.address,
            "site": self.site,
            "agency": self.agency,
            "published": self.published.isoformat() if self.published else None,
            "recorded": moment_text(self.recorded),
            "copy_of": self.copy_of,
            "shingles": self.shingles,
        }

    @classmethod
    def of_dict(cls, told: dict[str, Any]) -> RecordedStory:
        """The story that `to_dict` came from."""
        day = told["published"]
        return cls(
            sha256=told["sha256"],
            title=told["title"],
            address=told["address"],
            site=told["site"],
            agency=told["agency"],
            published=date.fromisoformat(day) if day else None,
            recorded=datetime.fromisoformat(told["recorded"]),
            copy_of=told["copy_of"],
            shingles=int(told["shingles"]),
        )


def entries_where(
    connection: sqlite3.Connection,
    path: Path,
    where: str = "1",
    values: Sequence[object] = (),
    *,
    order: str = "number",
) -> tuple[Entry, ...]:
    """Entries, each verified by its id.

    Parameters
    ----------
    where, values
        A condition of SQL with places for the values.
    order
        What they are ordered by, with a limit where there is one; as recorded by default.
    """
    question = f"SELECT {_NAMES} FROM entries WHERE {where} ORDER BY {order}"
    return tuple(_entry(row, path) for row in connection.execute(question, tuple(values)))


def entries_around(
    connection: sqlite3.Connection, path: Path, entry: Entry, most: int
) -> tuple[Entry, ...]:
    """The entries of one key that are nearest in time, at most so many to each side."""
    found: list[Entry] = []
    for sign, turn in (("<=", " DESC"), (">", "")):
        where = f"key = ? AND ({', '.join(ORDER)}) {sign} (?, ?)"
        order = ", ".join(f"{one}{turn}" for one in ORDER) + f" LIMIT {most}"
        found += entries_where(connection, path, where, _key_and_order(entry), order=order)
    return tuple(found)


def latest_before(connection: sqlite3.Connection, path: Path, entry: Entry) -> Entry | None:
    """The latest entry of the same key and source that is not after this one, nor of its story."""
    where = (
        f"key = ? AND ({', '.join(ORDER)}) <= (?, ?) AND source = ?"
        " AND (story != ? OR story = '') AND id != ?"
    )
    values = (*_key_and_order(entry), entry.source, entry.story or "", entry.id)
    order = ", ".join(f"{one} DESC" for one in (*ORDER, "number")) + " LIMIT 1"
    return next(iter(entries_where(connection, path, where, values, order=order)), None)


def _key_and_order(entry: Entry) -> tuple[str, str, str]:
    spoken_of, published = entry.order
    return (entry.key, spoken_of.isoformat(), published.isoformat())


def insert_entries(connection: sqlite3.Connection, entries: Iterable[Entry]) -> int:
    """Add entries; one that is there already adds nothing. How many were new."""
    before = connection.total_changes
    connection.executemany(
        f"INSERT OR IGNORE INTO entries ({_NAMES}) VALUES ({_PLACES})",
        [(entry.id, *entry.cells().values()) for entry in entries],
    )
    return connection.total_changes - before


def stories_where(
    connection: sqlite3.Connection, where: str = "1", values: Sequence[object] = ()
) -> tuple[RecordedStory, ...]:
    """Stories in the order they were recorded."""
    question = f"SELECT {_STORY} FROM stories WHERE {where} ORDER BY number"
    names = _STORY.split(", ")
    return tuple(
        RecordedStory.of_dict(dict(zip(names, row, strict=True)))
        for row in connection.execute(question, tuple(values))
    )


def insert_story(connection: sqlite3.Connection, story: RecordedStory, own: Sketch) -> None:
    """Add a story with its sketch."""
    places = ", ".join("?" for _ in _STORY.split(", "))
    number = connection.execute(
        f"INSERT INTO stories ({_STORY}) VALUES ({places})", tuple(story.to_dict().values())
    ).lastrowid
    connection.executemany(
        "INSERT INTO sketches VALUES (?, ?)", [(one, number) for one in sorted(own.hashes)]
    )


def insert_differences(connection: sqlite3.Connection, rows: Iterable[Sequence[object]]) -> None:
    """Keep what a copy prints otherwise, in the columns of `DIFFERENCE`."""
    names = ", ".join(f'"{name}"' for name in DIFFERENCE)
    places = ", ".join("?" for _ in DIFFERENCE)
    connection.executemany(f"INSERT INTO differences ({names}) VALUES ({places})", rows)


def differences_kept(connection: sqlite3.Connection) -> list[dict[str, Any]]:
    """What copies print otherwise, in the order it was recorded."""
    names = ", ".join(f'"{name}"' for name in DIFFERENCE)
    found = connection.execute(f"SELECT {names} FROM differences ORDER BY number")
    return [dict(zip(DIFFERENCE, row, strict=True)) for row in found]


def sketch_of(connection: sqlite3.Connection, story: str) -> Sketch:
    """The sketch of a recorded story."""
    ((number, shingles),) = connection.execute(
        "SELECT number, shingles FROM stories WHERE sha256 = ?", (story,)
    ).fetchall()
    found = connection.execute("SELECT hash FROM sketches WHERE story = ?", (number,))
    return Sketch(hashes=frozenset(one for (one,) in found), shingles=shingles)


def alike_stories(connection: sqlite3.Connection, own: Sketch, fewest: int) -> list[str]:
    """Hashes of the stories that share at least `fewest` of a sketch, those with most first.

    A copy of a copy leads to the story that was recorded first.
    """
    shared: dict[int, int] = {}
    asked = sorted(own.hashes)
    for at in range(0, len(asked), _AT_ONCE):
        some = asked[at : at + _AT_ONCE]
        places = ", ".join("?" for _ in some)
        question = f"SELECT story, count(*) FROM sketches WHERE hash IN ({places}) GROUP BY story"
        for story, count in connection.execute(question, some):
            shared[story] = shared.get(story, 0) + count
    numbers = [one for one, count in shared.items() if count >= fewest]
    numbers.sort(key=lambda one: (-shared[one], one))
    found = []
    for number in numbers:
        ((sha256, copy_of),) = connection.execute(
            "SELECT sha256, copy_of FROM stories WHERE number = ?", (number,)
        ).fetchall()
        found.append(copy_of or sha256)
    return list(dict.fromkeys(found))


def _entry(row: tuple[str, ...], path: Path) -> Entry:
    """The entry of a row, if it is still what was recorded."""
    name, *cells = row
    try:
        entry = Entry.of_cells(dict(zip(COLUMNS, cells, strict=True)))
    except (ValueError, KeyError, ArithmeticError) as error:
        raise damaged(path, f"entry {name} of the ledger is damaged") from error
    if entry.id != name:
        raise damaged(path, f"entry {name} of the ledger is not as it was recorded")
    return entry
