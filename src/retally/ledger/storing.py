"""The ledger's file: its tables, which only grow, and connections to it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from retally.errors import (
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
)
from retally.files.lock import one_writer
from retally.files.sqlite import PATIENCE_S, is_begun, reading_connection, tables
from retally.files.troubles import Trouble, trouble
from retally.ledger.entry import COLUMNS

PATIENCE_WRITER_S = 5.0
"""Seconds that a second writer waits for the first: an `add` of a story takes well under one."""

_VERSION = 1
"""Of the tables; a file with a higher one was made by a later Retally."""

_TABLES = ("stories", "sketches", "entries", "differences")

ORDER = (
    "coalesce(nullif(day, ''), nullif(published, ''), '0001-01-01')",
    "coalesce(nullif(published, ''), nullif(day, ''), '0001-01-01')",
)
"""What `Entry.order` is in SQL; an index holds it, so that neighbours are found at once."""

_CELLS = ", ".join(f'"{name}" TEXT NOT NULL' for name in COLUMNS)
_NEVER = "".join(
    f"""
CREATE TRIGGER IF NOT EXISTS {table}_never_{act} BEFORE {act} ON {table}
BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;"""
    for table in _TABLES
    for act in ("update", "delete")
)
_SCHEMA = f"""
BEGIN IMMEDIATE;
CREATE TABLE IF NOT EXISTS stories (
    number INTEGER PRIMARY KEY, sha256 TEXT NOT NULL UNIQUE, title TEXT, address TEXT, site TEXT,
    agency TEXT, published TEXT, recorded TEXT NOT NULL, copy_of TEXT, shingles INTEGER NOT NULL
);
CREATE TABLE IF NOT EXISTS sketches (
    hash INTEGER NOT NULL, story INTEGER NOT NULL REFERENCES stories (number),
    PRIMARY KEY (hash, story)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS entries (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, {_CELLS});
CREATE TABLE IF NOT EXISTS differences (
    number INTEGER PRIMARY KEY, story TEXT NOT NULL, kind TEXT NOT NULL, key TEXT, here TEXT,
    there TEXT, start INTEGER, "end" INTEGER, entry TEXT
);
CREATE INDEX IF NOT EXISTS sketches_by_story ON sketches (story);
CREATE INDEX IF NOT EXISTS entries_by_key ON entries (key, {", ".join(ORDER)});
CREATE INDEX IF NOT EXISTS entries_by_story ON entries (story);
{_NEVER}
PRAGMA user_version = {_VERSION};
COMMIT;
"""


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection | None]:
    """A connection that reads; None where there is no ledger yet.

    Raises
    ------
    LedgerDamagedError
        If the file is no ledger, or a broken one.
    """
    with ledger_errors(path):
        connection = (
            reading_connection(path, lambda one: bool(_own_tables(one, path)))
            if is_begun(path)
            else None
        )
        try:
            yield connection
        finally:
            if connection is not None:
                connection.close()


@contextmanager
def writing(path: Path, *, now: datetime) -> Iterator[sqlite3.Connection]:
    """A connection that writes, under the ledger's lock; the file is made where there is none.

    Raises
    ------
    LedgerLockedError
        If another process writes, and still does after a few seconds.
    LedgerDamagedError, LedgerFullError, LedgerReadOnlyError
        If the file cannot be written, and why.
    """
    with ledger_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    lock = one_writer(
        path.with_name(f"{path.name}.lock"),
        now=now,
        errors=lambda: ledger_errors(path),
        held_by=lambda who: _locked(path, f"the ledger is being written by {who}"),
        patience_s=PATIENCE_WRITER_S,
    )
    with lock, ledger_errors(path):
        connection = sqlite3.connect(path, isolation_level=None, timeout=PATIENCE_S)
        try:
            if _own_tables(connection, path):
                _check(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            # A row that was reported as recorded must outlive a power cut.
            connection.execute("PRAGMA synchronous = FULL")
            connection.executescript(_SCHEMA)
            yield connection
        finally:
            connection.close()


@contextmanager
def ledger_errors(path: Path) -> Iterator[None]:
    """Raise what goes wrong inside with files and SQLite as a `LedgerError` of this file."""
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise _of(error, path) from error


def damaged(path: Path, what: str) -> LedgerDamagedError:
    """The error of a file that is no ledger, or a broken one."""
    return LedgerDamagedError(
        what,
        where=str(path),
        do="restore it from a copy, or name another file with --ledger",
    )


def _own_tables(connection: sqlite3.Connection, path: Path) -> set[str]:
    """Names of the tables; none in a file that was only begun.

    Raises
    ------
    LedgerDamagedError
        If there are tables, and not a ledger's.
    """
    found = tables(connection)
    if found and not found <= set(_TABLES):
        raise damaged(path, "is another program's SQLite file, not a ledger")
    ((version,),) = connection.execute("PRAGMA user_version").fetchall()
    if version > _VERSION:
        raise LedgerError(
            "was made by a later version of Retally",
            where=str(path),
            expected=f"tables of version {_VERSION}",
            got=str(version),
        )
    return found if len(found) == len(_TABLES) else set()


def _check(connection: sqlite3.Connection, path: Path) -> None:
    """Raise where the file is broken anywhere: nothing is added to such a ledger."""
    ((answer,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
    if answer != "ok":
        raise damaged(path, f"the ledger is damaged: {answer}")


def _of(error: OSError | sqlite3.Error, path: Path) -> LedgerError:
    """The ledger's error that an error of the system or of SQLite stands for."""
    kind = trouble(error)
    if kind is Trouble.FULL:
        return LedgerFullError(
            "no room is left on the device; the ledger is as it was",
            where=str(path),
            do="free some room, then run the same command again",
        )
    if kind is Trouble.READ_ONLY:
        return LedgerReadOnlyError(
            "the ledger cannot be opened or written",
            where=str(path),
            do="check the rights of the file and its folder, or name another file with --ledger",
        )
    if kind is Trouble.BUSY:
        return _locked(path, "another program holds the ledger")
    if isinstance(error, sqlite3.Error):
        return damaged(path, f"the ledger cannot be read: {error}")
    return LedgerError(
        f"the ledger could not be read or written: {error.strerror or error}",
        where=str(error.filename or path),
        do="check that it is a file, then run the same command again",
    )


def _locked(path: Path, what: str) -> LedgerLockedError:
    return LedgerLockedError(
        what, where=str(path), do="wait until it is done, or name another file with --ledger"
    )
