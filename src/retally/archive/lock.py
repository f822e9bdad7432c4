"""One writer at a time: the archive's lock, which says who holds it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from retally.archive.troubles import archive_errors
from retally.errors import ArchiveLockedError
from retally.files.lock import one_writer

LOCK = "retally.lock"


@contextmanager
def writer_lock(folder: Path, *, now: datetime) -> Iterator[bool]:
    """Hold the archive's lock; yields whether the writer before was killed or failed.

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
    with one_writer(
        folder / LOCK,
        now=now,
        errors=lambda: archive_errors(folder),
        held_by=lambda who: _locked(folder, who),
    ) as was_left:
        yield was_left


def _locked(folder: Path, who: str) -> ArchiveLockedError:
    """The error that tells a second writer who the first is."""
    return ArchiveLockedError(
        f"the archive is being written by {who}",
        where=str(folder),
        do="wait until it is done, or name another archive with --archive",
    )
