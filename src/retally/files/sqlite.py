"""SQLite files that are read while another process may be writing them."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

PATIENCE_S = 10.0
"""Seconds to wait for a program that holds the whole file; ours never do for that long."""


def is_begun(path: Path) -> bool:
    """Whether a file is there with anything in it; a killed first writer leaves none."""
    try:
        return path.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False


def tables(connection: sqlite3.Connection) -> set[str]:
    """Names of the tables; none in a file that was only begun."""
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    return {name for (name,) in connection.execute(query)}


def reading_connection(
    path: Path, is_whole: Callable[[sqlite3.Connection], bool]
) -> sqlite3.Connection | None:
    """A connection that reads; None where `is_whole` does not find what should be there.

    On a folder that cannot be written SQLite has no place for its shared memory: the file is then
    read as one that does not change.
    """
    address = f"file:{quote(str(path.absolute()))}"
    try:
        return _probed(f"{address}?mode=rw", is_whole)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        return _probed(f"{address}?mode=ro&immutable=1", is_whole)


def _probed(
    address: str, is_whole: Callable[[sqlite3.Connection], bool]
) -> sqlite3.Connection | None:
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=PATIENCE_S)
    try:
        whole = is_whole(connection)
    except BaseException:
        connection.close()
        raise
    if whole:
        return connection
    connection.close()
    return None
