"""Connections to the catalogue: any number that read, one that writes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retally.archive.catalogue import Catalogue
from retally.archive.troubles import archive_errors, damaged
from retally.errors import ArchiveDamagedError
from retally.files.sqlite import PATIENCE_S, is_begun, reading_connection, tables

CATALOGUE = "retally.sqlite"

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
        connection = _connect_reading(path) if is_begun(path) else None
        if connection is None and _has_maps(folder):
            # A first writer may have made both while this was looked at.
            connection = _connect_reading(path) if is_begun(path) else None
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
        if not is_begun(folder / CATALOGUE) and _has_maps(folder):
            raise _lost(folder / CATALOGUE)
        connection = sqlite3.connect(folder / CATALOGUE, isolation_level=None, timeout=PATIENCE_S)
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
    found = tables(connection)
    if found and not found <= _TABLES:
        ((_, _, path),) = connection.execute("PRAGMA database_list").fetchall()
        raise damaged("the catalogue is another program's SQLite database", where=path)
    return found


def _has_maps(folder: Path) -> bool:
    """Whether there are maps, which only a catalogue can name: none is written before it."""
    return any((folder / "maps").glob("*/*.parquet"))


def _lost(path: Path) -> ArchiveDamagedError:
    """The error of an archive whose maps are there, and whose catalogue has gone."""
    return damaged("the catalogue is missing or empty, and the maps are there", where=path)


def _connect_reading(path: Path) -> sqlite3.Connection | None:
    """A connection that reads; None where the tables have not been made."""
    return reading_connection(path, lambda one: {"snapshots", "parts"} <= _tables(one))
