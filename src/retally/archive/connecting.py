"""Connections to the catalogue: any number that read, one that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from retally.archive.catalogue import Catalogue
from retally.archive.troubles import archive_errors, damaged
from retally.errors import ArchiveDamagedError

CATALOGUE = "retally.sqlite"

_PATIENCE_S = 10.0
"""Seconds to wait for a program that holds the whole catalogue; ours never do."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS sources (
    name TEXT PRIMARY KEY, title TEXT NOT NULL, covers_from TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS snapshots (
    number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, source TEXT NOT NULL, day TEXT NOT NULL,
    day_evidence TEXT NOT NULL, published_at TEXT, captured_at TEXT NOT NULL,
    version_at TEXT NOT NULL, address TEXT NOT NULL, licence TEXT NOT NULL,
    sha256 TEXT NOT NULL, size INTEGER NOT NULL, geometry_hash TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS layers (
    number INTEGER PRIMARY KEY, snapshot INTEGER NOT NULL REFERENCES snapshots (number),
    party TEXT NOT NULL, status TEXT NOT NULL, includes TEXT NOT NULL, area_km2 REAL NOT NULL,
    published_area_km2 REAL, vertices INTEGER NOT NULL, geometry_hash TEXT NOT NULL,
    doubled INTEGER NOT NULL, repairs TEXT, reason TEXT, released INTEGER NOT NULL DEFAULT 0,
    UNIQUE (snapshot, party, status)
);
CREATE TABLE IF NOT EXISTS parts (
    source TEXT NOT NULL, month TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    rows INTEGER NOT NULL, PRIMARY KEY (source, month)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS releases (
    snapshot TEXT NOT NULL, party TEXT NOT NULL, status TEXT NOT NULL, reason TEXT NOT NULL,
    why TEXT NOT NULL, released_at TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS snapshots_by_day ON snapshots (source, day);
CREATE INDEX IF NOT EXISTS snapshots_by_bytes ON snapshots (sha256);
CREATE INDEX IF NOT EXISTS layers_by_geometry ON layers (geometry_hash);
"""


_TABLES = {"sources", "snapshots", "layers", "parts", "releases"}
"""Every table of the schema; a killed first writer may have made some of them."""


@contextmanager
def reading(folder: Path) -> Iterator[Catalogue | None]:
    """The catalogue of an archive, for reading; None where there is none yet.

    Raises
    ------
    ArchiveDamagedError
        If the file is no SQLite catalogue any more.
    """
    path = folder / CATALOGUE
    with archive_errors(folder):
        connection = _connect_reading(path) if _is_there(path) else None
        if connection is None and _has_maps(folder):
            # A first writer may have made both while this was looked at.
            connection = _connect_reading(path) if _is_there(path) else None
            if connection is None:
                raise _lost(path)
        if connection is None:
            yield None
            return
        try:
            yield Catalogue(connection)
        finally:
            connection.close()


@contextmanager
def writing(folder: Path) -> Iterator[Catalogue]:
    """The catalogue of an archive, for writing; made where there is none. Hold the lock first.

    Raises
    ------
    ArchiveDamagedError, ArchiveFullError, ArchiveReadOnlyError
        If it cannot be opened for writing, and why.
    """
    with archive_errors(folder):
        # Before the file is made or written to: it may be lost, or another program's.
        if not _is_there(folder / CATALOGUE) and _has_maps(folder):
            raise _lost(folder / CATALOGUE)
        connection = sqlite3.connect(folder / CATALOGUE, isolation_level=None, timeout=_PATIENCE_S)
    try:
        with archive_errors(folder):
            if not _tables(connection) and _has_maps(folder):
                raise _lost(folder / CATALOGUE)
            connection.execute("PRAGMA journal_mode = WAL")
            # A row must not outlive a power cut that its files did not: sync every commit.
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_SCHEMA)
        yield Catalogue(connection)
    finally:
        connection.close()


def _tables(connection: sqlite3.Connection) -> set[str]:
    """Names of the tables; none in a file that was only begun.

    Raises
    ------
    ArchiveDamagedError
        If there are tables, and not the archive's.
    """
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    tables = {name for (name,) in connection.execute(query)}
    if tables and not tables <= _TABLES:
        ((_, _, path),) = connection.execute("PRAGMA database_list").fetchall()
        raise damaged("the catalogue is another program's SQLite database", where=path)
    return tables


def _has_maps(folder: Path) -> bool:
    """Whether there are maps, which only a catalogue can name: none is written before it."""
    return any((folder / "maps").glob("*/*.parquet"))


def _lost(path: Path) -> ArchiveDamagedError:
    """The error of an archive whose maps are there, and whose catalogue has gone."""
    return damaged("the catalogue is missing or empty, and the maps are there", where=path)


def _is_there(path: Path) -> bool:
    """Whether there is a catalogue with anything in it; a killed first writer leaves none."""
    try:
        return path.stat().st_size > 0
    except (FileNotFoundError, NotADirectoryError):
        return False


def _connect_reading(path: Path) -> sqlite3.Connection | None:
    """A connection that reads; None where the tables have not been made."""
    address = f"file:{quote(str(path.absolute()))}"
    try:
        return _probed(f"{address}?mode=rw")
    except sqlite3.OperationalError as error:
        # On a folder that cannot be written SQLite has no place for its shared memory.
        if error.sqlite_errorcode & 0xFF not in (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY):
            raise
        return _probed(f"{address}?mode=ro&immutable=1")


def _probed(address: str) -> sqlite3.Connection | None:
    """A connection on which the tables were found; None where they were not."""
    connection = sqlite3.connect(address, uri=True, isolation_level=None, timeout=_PATIENCE_S)
    try:
        tables = _tables(connection)
    except (sqlite3.Error, ArchiveDamagedError):
        connection.close()
        raise
    if {"snapshots", "parts"} <= tables:
        return connection
    connection.close()
    return None
