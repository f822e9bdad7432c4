"""Writes a site into a folder: an unchanged page keeps its file, a killed run the old site.

Everything is written into a folder beside it and moved into place at the end, in one step where
the system can swap two folders.
"""

from __future__ import annotations

import ctypes
import errno
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from retally.errors import UsageError

MARK = ".retally-site"
"""A file of this name says that a folder is a site of ours, which may be replaced."""


@dataclass(frozen=True, kw_only=True)
class SiteFile:
    """One file of a site.

    Parameters
    ----------
    path
        Relative, with forward slashes.
    content
        The bytes, or what makes them.
    stamp
        What the content is made from, as a text: while it stays the same the old file is kept
        and `content` is not called. None compares the bytes.
    """

    path: str
    content: bytes | Callable[[], bytes]
    stamp: str | None = None


@dataclass(frozen=True, kw_only=True)
class Written:
    """What `write_site` did, as counts of files."""

    written: int
    kept: int
    removed: int


def write_site(files: Iterable[SiteFile], out: Path) -> Written:
    """Write a site; files whose content did not change are kept as they are.

    Parameters
    ----------
    files
        In any order; taken one by one, so that a large site need not lie in memory.
    out
        Absent, empty, or a site written before.

    Raises
    ------
    UsageError
        If `out` holds something else, or a path leads out of it.
    OSError
        If there is no room, or the folder cannot be written; the old site then stands.
    """
    out = out.absolute()
    _require_ours(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    fresh = out.with_name(f".{out.name}.{os.getpid()}.new")
    _clear_up(out)
    counts = {"written": 0, "kept": 0}
    paths: set[str] = set()
    try:
        fresh.mkdir()
        old_stamps, stamps = _stamps(out), {}
        for file in files:
            is_same = file.stamp is not None and old_stamps.get(file.path) == file.stamp
            counts["kept" if _put(file, fresh, out, is_same=is_same) else "written"] += 1
            paths.add(file.path)
            if file.stamp is not None:
                stamps[file.path] = file.stamp
        (fresh / MARK).write_text(json.dumps(stamps, indent=0), encoding="utf-8")
        removed = sum(1 for path in _paths(out) if path not in paths)
        _swap(fresh, out)
    finally:
        # After the swap this is the old site.
        shutil.rmtree(fresh, ignore_errors=True)
    return Written(removed=removed, **counts)


def _clear_up(out: Path) -> None:
    """Remove what runs that were killed have left beside the site, and never a running one's."""
    for path in out.parent.glob(f".{out.name}.*.new"):
        number = path.name.removeprefix(f".{out.name}.").removesuffix(".new")
        if number.isdigit() and (int(number) == os.getpid() or not _is_running(int(number))):
            shutil.rmtree(path, ignore_errors=True)


def _is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        # It runs, and belongs to somebody else.
        return True
    return True


def _require_ours(out: Path) -> None:
    """Refuse a folder that holds something else: it would be replaced."""
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / MARK).is_file()):
        raise UsageError(
            "is not a site that Retally wrote, and would be replaced",
            where=str(out),
            expected="a new or empty folder, or a site written before",
            do="name another folder with --out",
        )


def _stamps(out: Path) -> Mapping[str, str]:
    """What the files of the old site were made from; empty where that cannot be told."""
    try:
        found = json.loads((out / MARK).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _put(file: SiteFile, fresh: Path, out: Path, *, is_same: bool) -> bool:
    """Put one file into the new folder; true where the old one was kept."""
    relative = PurePosixPath(file.path)
    if relative.is_absolute() or ".." in relative.parts or not relative.parts:
        raise UsageError("a page's path leads out of its site", got=file.path)
    target, old = fresh / relative, out / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    if is_same and old.is_file():
        _link(old, target)
        return True
    content = file.content if isinstance(file.content, bytes) else file.content()
    if _holds(old, content):
        _link(old, target)
        return True
    target.write_bytes(content)
    return False


def _link(old: Path, target: Path) -> None:
    try:
        os.link(old, target)
    except OSError:
        # A file system without links; the copy keeps the times.
        shutil.copy2(old, target)


def _holds(old: Path, content: bytes) -> bool:
    try:
        return old.stat().st_size == len(content) and old.read_bytes() == content
    except OSError:
        return False


def _paths(out: Path) -> list[str]:
    """The files of the site as it was."""
    if not out.is_dir():
        return []
    found = (path for path in out.rglob("*") if path.is_file() and path.name != MARK)
    return [path.relative_to(out).as_posix() for path in found]


def _swap(fresh: Path, out: Path) -> None:
    """Put the new folder in the old one's place, and the old one where the new one was."""
    if not out.exists():
        fresh.rename(out)
        return
    if _exchanged(fresh, out):
        return
    aside = out.with_name(f".{out.name}.{os.getpid()}.old")
    out.rename(aside)
    fresh.rename(out)
    aside.rename(fresh)


def _exchanged(one: Path, other: Path) -> bool:
    """Swap two folders in one step; false where the system cannot."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        rename = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    failed = rename(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE)
    if failed and ctypes.get_errno() not in (errno.EINVAL, errno.ENOSYS, errno.ENOTSUP):
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number), str(other))
    return not failed


_HERE = -100
"""AT_FDCWD of Linux: paths are relative to the working folder."""
_EXCHANGE = 2
"""RENAME_EXCHANGE of renameat2(2)."""
