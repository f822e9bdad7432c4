"""One writer at a time: the kernel's lock on a file of the archive, which says who holds it."""

from __future__ import annotations

import fcntl
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from retally.archive.troubles import archive_errors
from retally.errors import ArchiveLockedError

LOCK = "retally.lock"

_LONGEST_COMMAND = 120
"""Characters of the holder's command line that are kept for the message."""


@contextmanager
def writer_lock(folder: Path, *, now: datetime) -> Iterator[bool]:
    """Hold the archive's lock; yields whether the writer before was killed or failed.

    The lock is the kernel's and goes with its process, so nothing has to be removed by hand.

    Parameters
    ----------
    folder
        The archive; it exists.
    now
        When the writing starts, for the message that others see.

    Raises
    ------
    ArchiveLockedError
        If another process writes; it names the process, its command and since when.
    ArchiveReadOnlyError
        If the folder cannot be written.
    """
    with archive_errors(folder):
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise _locked(folder, os.pread(handle, 1000, 0)) from error
        was_left = bool(os.fstat(handle).st_size)
        os.ftruncate(handle, 0)
        with archive_errors(folder):
            os.pwrite(handle, _holder(now), 0)
        yield was_left
        # Only a writer that ended well leaves the file empty: the next one then has no sweeping.
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _holder(now: datetime) -> bytes:
    """Who writes, as the message to others has it."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:_LONGEST_COMMAND]
    since = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    return f"process {os.getpid()} ({command}), since {since}".encode()


def _locked(folder: Path, holder: bytes) -> ArchiveLockedError:
    """The error that tells a second writer who the first is."""
    who = holder.decode("utf-8", "replace").strip() or "another process"
    return ArchiveLockedError(
        f"the archive is being written by {who}",
        where=str(folder),
        do="wait until it is done, or name another archive with --archive",
    )
