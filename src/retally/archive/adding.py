"""Files and folders on disk as captured files, with what their user says of them."""

from __future__ import annotations

import errno
import os
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from retally.errors import DecodeError, InputError, LimitError
from retally.sources.base import Captured, Source
from retally.sources.captures import Failure
from retally.sources.limits import MOST_BYTES

_SIDECARS = (".shx", ".dbf", ".prj", ".cpg")
"""The files without which a ``.shp`` says less than it does."""


@dataclass(frozen=True, kw_only=True)
class Hints:
    """What the user says of the files: the fields of `Captured` that the bytes do not tell."""

    captured_at: datetime
    day: date | None = None
    licence: str | None = None
    crs: str | None = None
    mapping: Mapping[str, Any] = field(default_factory=dict)


def captured_files(
    paths: Iterable[Path], *, source: Source, hints: Hints
) -> Iterator[Captured | Failure]:
    """Files as captured, one at a time: those named, and in folders those of the source.

    Parameters
    ----------
    paths
        A file is taken whatever its ending. A folder is walked in order of names, links to
        folders followed, each folder once; in it only files with one of the source's `suffixes`
        are taken, and hidden ones are passed over.
    source
        Whose files.
    hints
        Go into each `Captured` as they are.

    Yields
    ------
    Captured or Failure
        A `Failure` stands for a path that is absent, unreadable, no file or too large.
    """
    for path in paths:
        if not os.path.isdir(path):  # noqa: PTH112 - Path.is_dir raises for a name that is too long
            yield _captured(path, hints)
            continue
        unread: list[OSError] = []
        for file in _walked(path, source.suffixes, unread):
            yield _captured(file, hints)
        for error in unread:
            yield Failure(path=_printable(error.filename or path), reason=_in_words(error))


def _walked(folder: Path, suffixes: tuple[str, ...], unread: list[OSError]) -> Iterator[Path]:
    """The files of a folder that belong to a source, in order of names.

    Folders that cannot be read go into `unread`, and the rest is still walked.
    """
    seen: set[tuple[int, int]] = set()
    for parent, folders, names in os.walk(folder, onerror=unread.append, followlinks=True):
        if not _is_first(parent, seen):
            folders.clear()
            continue
        folders[:] = sorted(name for name in folders if not _is_passed_over(name))
        for name in sorted(names):
            if name.lower().endswith(suffixes) and not _is_passed_over(name):
                yield Path(parent) / name


def _is_first(folder: str, seen: set[tuple[int, int]]) -> bool:
    """Whether a folder has not been walked yet, by whatever name: links may go in a circle."""
    known = Path(folder).stat()
    place = (known.st_dev, known.st_ino)
    is_first = place not in seen
    seen.add(place)
    return is_first


def _is_passed_over(name: str) -> bool:
    """Whether a name is one that systems leave in folders and no publisher gives."""
    return name.startswith(".") or name == "__MACOSX"


def _captured(path: Path, hints: Hints) -> Captured | Failure:
    """One file with its hints, or why it cannot be read."""
    try:
        name, content = _content(path)
    except OSError as error:
        return Failure(path=_printable(path), reason=_in_words(error))
    except InputError as error:
        return Failure.of(error, path=_printable(path))
    return Captured(
        content=content,
        name=_printable(name),
        folder=_printable(path.absolute().parent.name),
        address=_printable(path),
        captured_at=hints.captured_at,
        day=hints.day,
        licence=hints.licence,
        crs=hints.crs,
        mapping=hints.mapping,
    )


def _content(path: Path) -> tuple[str, bytes]:
    """Name and bytes of a file; a bare shapefile becomes one zip with the files beside it."""
    beside = _beside(path) if path.suffix.lower() == ".shp" else []
    size = 0
    for file in (path, *beside):
        known = file.stat()
        if not stat.S_ISREG(known.st_mode):
            # A pipe would wait for a writer for ever, a device may never end.
            raise DecodeError(
                "is no file with a size of its own",
                where=_printable(file),
                expected="a file",
                got=_KINDS.get(stat.S_IFMT(known.st_mode), "something else"),
                do="leave it out, or save what it gives as a file",
            )
        size += known.st_size
    if size > MOST_BYTES:
        raise LimitError(
            "the file is too large",
            where=_printable(path),
            expected=f"at most {MOST_BYTES:,} bytes",
            got=f"{size:,}",
            do="split it by day or layer",
        )
    if not beside:
        return path.name, path.read_bytes()
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w") as together:
        for file in (path, *beside):
            # ZipInfo's own fixed date: equal files give equal bytes, whenever they are added.
            together.writestr(zipfile.ZipInfo(file.name), file.read_bytes())
    return f"{path.stem}.zip", sink.getvalue()


_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
    stat.S_IFDIR: "a folder",
}


def _printable(path: Path | str) -> str:
    """A path as text that fits in one line and in UTF-8: other characters as their escapes."""
    return "".join(
        sign if sign.isprintable() else ascii(sign).strip("'") for sign in os.fspath(path)
    )


def _beside(path: Path) -> list[Path]:
    """The sidecars of a shapefile, in order of names."""
    return sorted(
        file
        for file in path.parent.iterdir()
        if file.stem == path.stem and file.suffix.lower() in _SIDECARS
    )


def _in_words(error: OSError) -> str:
    """Why a path could not be read, and what to do."""
    if isinstance(error, FileNotFoundError):
        return "no such file or folder; check the path"
    rights = error.errno in (errno.EACCES, errno.EPERM)
    do = "check its rights" if rights else "check the path and the device"
    return f"cannot be read: {(error.strerror or str(error)).lower()}; {do}"
