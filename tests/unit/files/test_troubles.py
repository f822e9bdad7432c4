"""Errors are sorted by what a reader can do about them."""

import errno
import sqlite3

import pytest

from retally.files.troubles import Trouble, trouble


def sqlite_error(code):
    error = sqlite3.OperationalError("made up")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "error, kind",
    [
        (OSError(errno.ENOSPC, "x"), Trouble.FULL),
        (OSError(errno.EROFS, "x"), Trouble.READ_ONLY),
        (OSError(errno.EIO, "x"), Trouble.OTHER),
        (sqlite_error(sqlite3.SQLITE_FULL), Trouble.FULL),
        (sqlite_error(sqlite3.SQLITE_READONLY_DIRECTORY), Trouble.READ_ONLY),
        (sqlite_error(sqlite3.SQLITE_BUSY_SNAPSHOT), Trouble.BUSY),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), Trouble.DAMAGED),
        (sqlite3.DatabaseError("no code"), Trouble.DAMAGED),
    ],
    ids=repr,
)
def test_error_has_a_kind(error, kind):
    assert trouble(error) is kind
