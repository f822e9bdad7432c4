"""Files that are there whole or not at all: a temporary name, then a move."""

from __future__ import annotations

import os
from pathlib import Path
from shutil import rmtree

TEMPORARY = "tmp"
"""Folder inside the archive for names that are not final. The next writer empties it."""


def write_whole(folder: Path, target: Path, content: bytes) -> None:
    """Write a file of the archive so that a kill leaves it whole or absent.

    Against a power cut it is safe only after `sync`, which a chunk does for all its files.

    Parameters
    ----------
    folder
        The archive.
    target
        The final name, inside it.
    """
    temporary = folder / TEMPORARY / f"{os.getpid()}-{target.name}"
    temporary.parent.mkdir(exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        temporary.write_bytes(content)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def sync(path: Path) -> None:
    """Make a file's bytes, or a folder's names, outlast a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def empty_temporary(folder: Path) -> None:
    """Remove what a killed writer left under temporary names."""
    rmtree(folder / TEMPORARY, ignore_errors=True)
