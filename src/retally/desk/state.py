"""What an archive and a ledger are at a moment, told cheaply: answers are kept by it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from retally.archive.connecting import CATALOGUE
from retally.settings import NAME

_UNSETTLED_NS = 100_000_000
"""Nanoseconds. A file system counts time in steps of up to 10 ms, so two writes within one leave
the same mark; ten steps are waited out before an answer is kept."""

Mark = tuple[int, ...] | None


@dataclass(frozen=True, kw_only=True)
class State:
    """The marks of the files that an answer rests on; equal where nothing was written between.

    Parameters
    ----------
    marks
        Device, number, size and time of change of each file; None for one that is absent.
    """

    marks: tuple[Mark, ...]

    def is_settled(self, now_ns: int) -> bool:
        """Whether the last write is old enough for a later one to leave another mark."""
        newest = max((mark[-1] for mark in self.marks if mark is not None), default=0)
        return not 0 <= now_ns - newest < _UNSETTLED_NS


def archive_state(archive: Path) -> State:
    """The state of an archive: its catalogue with what is not yet folded in, and the settings."""
    folders = dict.fromkeys([archive.resolve(), Path.cwd()])
    return _state([*_database(archive / CATALOGUE), *(folder / NAME for folder in folders)])


def ledger_state(ledger: Path) -> State:
    """The state of a ledger's file."""
    return _state(_database(ledger))


def _database(path: Path) -> list[Path]:
    """An SQLite file and its write-ahead log, into which a commit goes first."""
    return [path, path.with_name(f"{path.name}-wal")]


def _state(paths: Iterable[Path]) -> State:
    return State(marks=tuple(_mark(path) for path in paths))


def _mark(path: Path) -> Mark:
    try:
        found = path.stat()
    except OSError:
        return None
    # Every reader makes an empty log and takes it away again: it says nothing.
    if found.st_size == 0:
        return None
    return (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
