"""One writer at a time: the kernel's lock on a file, which says who holds it."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path

_LONGEST_COMMAND = 120
"""Characters of the holder's command line that are kept for the message."""

_PAUSE_S = 0.05
"""Seconds between two looks at a lock that another process holds."""


@contextmanager
def one_writer(
    path: Path,
    *,
    now: datetime,
    errors: Callable[[], AbstractContextManager[None]],
    held_by: Callable[[str], Exception],
    patience_s: float = 0.0,
) -> Iterator[bool]:
    """Hold the lock at `path`; yields whether the writer before was killed or failed.

    The lock is the kernel's and goes with its process, so nothing has to be removed by hand.

    Parameters
    ----------
    now
        When the writing starts, for the message that others see.
    errors
        Turns what the operating system complains of into the caller's errors.
    held_by
        The error that tells a second writer who the first is.
    patience_s
        How long to wait for another writer before that error is raised.
    """
    with errors():
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        _take(handle, held_by, patience_s)
        was_left = bool(os.fstat(handle).st_size)
        os.ftruncate(handle, 0)
        with errors():
            os.pwrite(handle, _holder(now), 0)
        yield was_left
        # Only a writer that ended well leaves the file empty: the next one then has no sweeping.
        os.ftruncate(handle, 0)
    finally:
        os.close(handle)


def _take(handle: int, held_by: Callable[[str], Exception], patience_s: float) -> None:
    """Take the lock, looking again until patience ends."""
    looks = int(patience_s / _PAUSE_S)
    while True:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if looks <= 0:
                who = os.pread(handle, 1000, 0).decode("utf-8", "replace").strip()
                raise held_by(who or "another process") from error
            looks -= 1
            time.sleep(_PAUSE_S)
        else:
            return


def _holder(now: datetime) -> bytes:
    """Who writes, as the message to others has it."""
    command = " ".join([Path(sys.argv[0]).name, *sys.argv[1:]])[:_LONGEST_COMMAND]
    since = now.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
    # A file name from another system need not be Unicode.
    return f"process {os.getpid()} ({command}), since {since}".encode(errors="replace")
