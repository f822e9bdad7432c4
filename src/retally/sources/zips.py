"""What a zip file holds, unpacked in memory and never to disk."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

import numpy as np

from retally.errors import DecodeError, InputError, LimitError
from retally.sources.limits import MOST_BYTES, refuse_vertices

MOST_MEMBERS = 1000
"""Files in one zip; ISW's have 8."""

MOST_RATIO = 200
"""How many times a zip may grow when it is unpacked. Deflate ends at 1,032; control maps grow
1.3 to 4 times, a blank .dbf 50 times."""

_RATIO_MATTERS_FROM = 16 * 1024 * 1024
"""Bytes below which no ratio is dangerous."""

_SHAPEFILE_PARTS = frozenset({".shp", ".shx", ".dbf", ".prj", ".cpg"})
# ESRI Shapefile Technical Description (1998): a 100-byte header; in a polygon's record the kind
# stands 8 bytes in, the number of points 48.
_SHP_HEADER_BYTES = 100
_SHP_KIND_AT = 8
_SHP_COUNT_AT = 48
_SHP_POLYGONS = (5, 15, 25)
_SHP_MAGIC = b"\x00\x00\x27\x0a"


_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, IndexError, struct.error)
"""What Python raises for a zip with some bytes changed: offsets before its start, names that are
no UTF-8 or empty, fields cut off."""


@dataclass(frozen=True, kw_only=True)
class Shapefile:
    """One shapefile as bytes.

    Parameters
    ----------
    name
        Name of its .shp file without folder and ending.
    parts
        Its files by ending: ``.shp``, ``.shx``, ``.dbf``, ``.prj``, ``.cpg``.
    """

    name: str
    parts: Mapping[str, bytes]

    def as_zip(self) -> bytes:
        """An uncompressed zip of this one shapefile, under plain names, for GDAL."""
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
            for ending, content in self.parts.items():
                archive.writestr(f"layer{ending}", content)
        return buffer.getvalue()


def is_zip(content: bytes) -> bool:
    """Whether bytes begin as a zip file does."""
    return content[:4] in (b"PK\x03\x04", b"PK\x05\x06")


def members(content: bytes, where: str) -> dict[str, bytes]:
    """The files in a zip by their path within it; folders and the litter of macOS left out.

    Raises
    ------
    DecodeError
        If it is damaged or encrypted, has a path outside itself, the same path twice or a zip
        within it.
    LimitError
        If it holds too many files or grows too much.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            kept = [info for info in archive.infolist() if not _is_litter(info)]
            _refuse(kept, len(content), where)
            return {info.filename: archive.read(info) for info in kept}
    except InputError:
        raise
    except _DAMAGED as error:
        raise DecodeError(
            f"the zip file is cut off or damaged ({str(error)[:120]})",
            where=where,
            do="fetch it again",
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise DecodeError(
            f"the zip file cannot be unpacked ({error})",
            where=where,
            do="unpack it and zip it again without a password",
        ) from error


def shapefiles(files: Mapping[str, bytes], where: str) -> list[Shapefile]:
    """The shapefiles among the files of a zip, in order of their names.

    Raises
    ------
    DecodeError
        If one lacks its index, or is cut off.
    """
    stems: dict[str, dict[str, bytes]] = {}
    for path, content in files.items():
        pure = PurePosixPath(path.replace("\\", "/"))
        if pure.suffix.lower() in _SHAPEFILE_PARTS:
            stems.setdefault(str(pure.with_suffix("")), {})[pure.suffix.lower()] = content
    found = []
    for stem, parts in sorted(stems.items()):
        if ".shp" in parts:
            name = PurePosixPath(stem).name
            _refuse_cut(parts, f"{where}, {name}.shp")
            found.append(Shapefile(name=name, parts=parts))
    return found


def _is_litter(info: zipfile.ZipInfo) -> bool:
    name = PurePosixPath(info.filename).name
    return info.is_dir() or info.filename.startswith("__MACOSX/") or name == ".DS_Store"


def _refuse(infos: list[zipfile.ZipInfo], packed: int, where: str) -> None:
    """Raise for a zip that is not safe to unpack, judged by its directory alone."""
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_MEMBERS or unpacked > MOST_BYTES:
        raise LimitError(
            "the zip file holds too much",
            where=where,
            expected=f"at most {MOST_MEMBERS:,} files and {MOST_BYTES:,} bytes",
            got=f"{len(infos):,} files and {unpacked:,} bytes",
            do="split it by day or layer",
        )
    if unpacked > _RATIO_MATTERS_FROM and unpacked > MOST_RATIO * packed:
        raise LimitError(
            "the zip file grows too much when it is unpacked, as a zip bomb does",
            where=where,
            expected=f"at most {MOST_RATIO} times",
            got=f"{unpacked / packed:,.0f} times",
            do="unpack it by hand if it is to be trusted",
        )
    seen: set[str] = set()
    for info in infos:
        _refuse_path(info.filename, where)
        _refuse_method(info, where)
        if info.filename in seen:
            raise DecodeError(f"the zip file holds {info.filename!r} twice", where=where)
        seen.add(info.filename)


def _refuse_path(path: str, where: str) -> None:
    """Raise for a path that leads outside the zip, or to another zip."""
    steps = path.replace("\\", "/").split("/")
    if ".." in steps or steps[0] == "" or steps[0].endswith(":"):
        raise DecodeError(
            "the zip file has a path outside itself",
            where=where,
            got=repr(path),
            do="do not trust it; ask its sender",
        )
    if path.lower().endswith(".zip"):
        raise DecodeError(
            "the zip file has a zip file within it",
            where=where,
            got=repr(path),
            do="unpack the outer one and add what it holds",
        )


def _refuse_method(info: zipfile.ZipInfo, where: str) -> None:
    """Raise for a file that is encrypted, or packed in a way that cannot be unpacked safely.

    Python unpacks bzip2 and LZMA a block at a time, however large it becomes, so that a size in
    the directory that is not true is seen too late.
    """
    if info.flag_bits & 1:
        what, do = "the zip file is encrypted", "unpack it and zip it again without a password"
    elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        what = "the zip file is packed in an unusual way"
        do = "unpack it and zip it again with a common program"
    else:
        return
    raise DecodeError(
        what,
        where=where,
        expected="files stored or deflated, without a password",
        got=f"{info.filename!r}, method {info.compress_type}",
        do=do,
    )


def _refuse_cut(parts: Mapping[str, bytes], where: str) -> None:
    """Raise for a .shp shorter than its header says, which GDAL would read as null shapes."""
    shp = parts[".shp"]
    declared = int.from_bytes(shp[24:28], "big") * 2
    if shp[:4] != _SHP_MAGIC or len(shp) < max(declared, _SHP_HEADER_BYTES):
        raise DecodeError(
            "the shapefile is cut off or damaged",
            where=where,
            expected=f"{declared:,} bytes",
            got=f"{len(shp):,}",
            do="fetch it again",
        )
    if ".shx" not in parts:
        raise DecodeError(
            "the shapefile has no index", where=where, expected="a .shx beside it", do="add it"
        )
    refuse_vertices(_vertices(shp, parts[".shx"]), where)


def _vertices(shp: bytes, shx: bytes) -> int:
    """Vertices of a shapefile's polygons, from the count each record begins with."""
    index = np.frombuffer(shx[_SHP_HEADER_BYTES:], dtype=">i4", count=(len(shx) - 100) // 8 * 2)
    starts = index[::2].astype(np.int64) * 2
    starts = starts[(starts >= _SHP_HEADER_BYTES) & (starts + _SHP_COUNT_AT + 4 <= len(shp))]
    content = np.frombuffer(shp, dtype=np.uint8)
    kinds = content[starts + _SHP_KIND_AT]
    places = starts[np.isin(kinds, _SHP_POLYGONS)] + _SHP_COUNT_AT
    counts = content[places[:, None] + np.arange(4)].astype(np.int64) @ (1 << 8 * np.arange(4))
    return int(counts.sum())
