"""What the system complains of, as the archive's own errors."""

import errno
import sqlite3
from pathlib import Path

import pytest

from retally.archive.troubles import archive_errors
from retally.errors import (
    ArchiveDamagedError,
    ArchiveError,
    ArchiveFullError,
    ArchiveLockedError,
    ArchiveReadOnlyError,
)

FOLDER = Path("archive")


def sqlite_error(code, kind=sqlite3.OperationalError):
    error = kind("made up")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "error, expected, message",
    [
        (OSError(errno.ENOSPC, "x"), ArchiveFullError, "no room is left"),
        (OSError(errno.EDQUOT, "x"), ArchiveFullError, "no room is left"),
        (OSError(errno.EROFS, "x"), ArchiveReadOnlyError, "cannot be written"),
        (OSError(errno.EACCES, "x"), ArchiveReadOnlyError, "cannot be written"),
        (OSError(errno.EIO, "Input/output error"), ArchiveError, "written: Input/output error"),
        (sqlite_error(sqlite3.SQLITE_FULL), ArchiveFullError, "no room is left"),
        (sqlite_error(sqlite3.SQLITE_IOERR_WRITE), ArchiveFullError, "no room is left"),
        (
            sqlite_error(sqlite3.SQLITE_READONLY_DIRECTORY),
            ArchiveReadOnlyError,
            "cannot be written",
        ),
        (sqlite_error(sqlite3.SQLITE_BUSY), ArchiveLockedError, "another program holds"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), ArchiveDamagedError, "cannot be read: made up"),
        (sqlite3.DatabaseError("no code"), ArchiveDamagedError, "cannot be read: no code"),
    ],
    ids=lambda value: None if isinstance(value, str | type) else f"{value!r}",
)
def test_error_of_the_system_becomes_one_of_the_archive(error, expected, message):
    with pytest.raises(expected, match=message) as found, archive_errors(FOLDER):
        raise error
    assert type(found.value) is expected
    assert found.value.__cause__ is error
    assert found.value.do
