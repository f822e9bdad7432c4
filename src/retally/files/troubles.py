"""What the operating system and SQLite complain of, sorted by what a reader can do about it."""

from __future__ import annotations

import errno
import sqlite3
from enum import Enum, auto


class Trouble(Enum):
    """What went wrong with a file."""

    FULL = auto()
    READ_ONLY = auto()
    BUSY = auto()
    DAMAGED = auto()
    OTHER = auto()


_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}
_CODE = 0xFF
"""Mask that leaves SQLite's primary result code of an extended one."""

_FULL_CODES = {sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_IOERR_FSYNC}
_READ_ONLY_CODES = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM}
_BUSY_CODES = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}


def trouble(error: OSError | sqlite3.Error) -> Trouble:
    """The kind of an error; SQLite's unknown ones count as damage, the system's as other."""
    if isinstance(error, OSError):
        if error.errno in _FULL:
            return Trouble.FULL
        return Trouble.READ_ONLY if error.errno in _READ_ONLY else Trouble.OTHER
    code = getattr(error, "sqlite_errorcode", None) or 0
    if code in _FULL_CODES:
        return Trouble.FULL
    if code & _CODE in _READ_ONLY_CODES:
        return Trouble.READ_ONLY
    return Trouble.BUSY if code & _CODE in _BUSY_CODES else Trouble.DAMAGED
