"""Measures remembered between commands: a cache beside the catalogue that may go at any time."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

CACHE = "cache.sqlite"

_PATIENCE_S = 0.5
"""Seconds to wait for another process that writes to the cache; then it is done without."""


class Cache:
    """Documents by key, in a file of its own, so that readers may write without the lock.

    Nothing here is ever an error: a cache that cannot be read is empty, one that cannot be
    written stays as it is, one that is damaged starts anew.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.path = folder / CACHE

    def get(self, keys: Iterable[str]) -> dict[str, dict[str, Any]]:
        """The documents that are remembered under these keys."""
        if not self.path.is_file():
            return {}
        try:
            with closing(self._connect("ro")) as connection:
                rows = connection.execute(
                    "SELECT key, value FROM measures WHERE key IN (SELECT value FROM json_each(?))",
                    (json.dumps(list(keys)),),
                ).fetchall()
            return {key: json.loads(value) for key, value in rows}
        except (sqlite3.Error, ValueError):
            return {}

    def put(self, entries: Mapping[str, dict[str, Any]]) -> None:
        """Remember documents by key; only in an archive that is there."""
        if not entries or not self.folder.is_dir():
            return
        rows = [(key, json.dumps(value)) for key, value in entries.items()]
        try:
            self._write(rows)
        except sqlite3.OperationalError:
            # Read-only, full or busy: the next command computes again.
            return
        except sqlite3.DatabaseError:
            self._forget()

    def _write(self, rows: list[tuple[str, str]]) -> None:
        """Write rows in one transaction."""
        with closing(self._connect("rwc")) as connection, connection:
            # What a power cut takes can be computed again.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS measures"
                " (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID"
            )
            connection.executemany("INSERT OR REPLACE INTO measures VALUES (?, ?)", rows)

    def _forget(self) -> None:
        """Remove a cache that is no SQLite file any more."""
        try:
            self.path.unlink(missing_ok=True)
        except OSError:
            return

    def _connect(self, mode: str) -> sqlite3.Connection:
        """A connection to the cache."""
        return sqlite3.connect(
            f"{self.path.absolute().as_uri()}?mode={mode}", uri=True, timeout=_PATIENCE_S
        )
