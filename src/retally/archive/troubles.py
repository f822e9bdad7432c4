"""What the operating system and SQLite complain of, as the archive's own errors."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retally.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
    ArchiveLockedError,
    ArchiveReadOnlyError,
)
from retally.files.troubles import Trouble, trouble


@contextmanager
def archive_errors(folder: Path) -> Iterator[None]:
    """Raise what goes wrong inside with files and SQLite as an `ArchiveError` of this folder."""
    try:
        yield
    except OSError as error:
        raise _of_system(error, folder) from error
    except sqlite3.Error as error:
        raise _of_catalogue(error, folder) from error


def damaged(what: str, *, where: Path | str) -> ArchiveDamagedError:
    """The error of a file of the archive that is not as it was written."""
    return ArchiveDamagedError(
        what,
        where=str(where),
        do="restore it from a copy of the archive, or add the files again to a new one; "
        "retally archive verify lists everything that is damaged",
    )


def _of_system(error: OSError, folder: Path) -> ArchiveError:
    """The archive's error that an operating system's error stands for."""
    kind = trouble(error)
    if kind is Trouble.FULL:
        return _full(folder)
    if kind is Trouble.READ_ONLY:
        return _read_only(folder)
    return ArchiveError(
        f"the archive could not be read or written: {error.strerror or error}",
        where=str(error.filename or folder),
        do="check the device, then run the same command again",
    )


def _of_catalogue(error: sqlite3.Error, folder: Path) -> ArchiveError:
    """The archive's error that an error of SQLite stands for."""
    kind = trouble(error)
    if kind is Trouble.FULL:
        return _full(folder)
    if kind is Trouble.READ_ONLY:
        return _read_only(folder)
    if kind is Trouble.BUSY:
        return ArchiveLockedError(
            "another program holds the catalogue",
            where=str(folder / "retally.sqlite"),
            do="close it, then run the same command again",
        )
    return damaged(f"the catalogue cannot be read: {error}", where=folder / "retally.sqlite")


def _full(folder: Path) -> ArchiveFullError:
    """The error of a device without room."""
    return ArchiveFullError(
        "no room is left on the device; the archive is as it was before the files at hand",
        where=str(folder),
        do="free some room, then run the same command again: what is there counts as repeats",
    )


def _read_only(folder: Path) -> ArchiveReadOnlyError:
    """The error of a folder that may not be written."""
    return ArchiveReadOnlyError(
        "the archive cannot be written",
        where=str(folder),
        do="check the rights of the folder, or name another with --archive",
    )
