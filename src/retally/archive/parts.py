"""Geometry of one source and month: a GeoParquet file that other programs can read.

A part is never changed: a writer makes a new file, the catalogue switches to it, and the old one
goes. Its name carries its hash.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

from retally.archive.rows import Part
from retally.archive.troubles import damaged
from retally.archive.writing import write_whole
from retally.model.geometry import on_lattice
from retally.model.words import Party, Status

if TYPE_CHECKING:
    import pyarrow as pa

MAPS = "maps"

LEVEL = 12
"""Zstandard level: a whole month lies in its window, so that a day costs what changed. A year of
daily maps takes 0.37 MB at 9, 12, 15 and 19 alike (the dictionary has taken the rest), and adding
it a fifth less time at 12 than at 19."""

_SPARE_BITS = 16
"""Low bits of a coordinate that are stored as zeros. They say nothing: a coordinate is a multiple
of 1e-6 degrees, and 36 bits of mantissa leave less than 1e-9 degrees (0.1 mm). Reading puts them
back exactly, with `on_lattice`. It makes a year of daily maps a third smaller."""

_WHOLE_FILE = 2**30
"""Bytes of a page that no part reaches: one page a column, or zstd could not see the day before."""

_COLUMNS = ("source", "day", "party", "status", "includes", "snapshot", "geometry_hash", "geometry")


@dataclass(frozen=True, kw_only=True)
class PartRow:
    """One layer of one snapshot, as a row of a part."""

    source: str
    day: date
    party: Party
    status: Status
    includes: str
    snapshot: str
    geometry_hash: str
    geometry: bytes


def stored_geometry(geometry: shapely.MultiPolygon) -> bytes:
    """WKB of a canonical geometry, its coordinates without the bits that say nothing."""
    wkb: bytes = shapely.to_wkb(shapely.transform(geometry, _without_spare_bits))
    return wkb


def write_part(folder: Path, old: Part | None, rows: Sequence[PartRow]) -> Part:
    """Write the part that holds an old part's rows and new ones of the same source and month.

    Raises
    ------
    ArchiveDamagedError
        If the old part is missing or has changed.
    """
    together = [*_rows(folder, old), *rows] if old else list(rows)
    # Beside each other in the file lie the maps that resemble each other.
    together.sort(key=lambda row: (row.party, row.status, row.day))
    content = _parquet(together)
    source, month = rows[0].source, rows[0].day.strftime("%Y-%m")
    sha256 = hashlib.sha256(content).hexdigest()
    name = f"{source}/{month}.{sha256[:12]}.parquet"
    write_whole(folder, folder / MAPS / name, content)
    return Part(source=source, month=month, name=name, sha256=sha256, rows=len(together))


def read_geometries(
    folder: Path, part: Part, wanted: Collection[str]
) -> dict[str, shapely.MultiPolygon]:
    """The canonical geometries of a part by their hash, of those that are wanted.

    Raises
    ------
    FileNotFoundError
        If a writer has put another part in its place since the catalogue was read.
    ArchiveDamagedError
        If its bytes have changed.
    """
    columns = _read(folder, part, ("geometry_hash", "geometry"))
    wkb = dict(zip(columns["geometry_hash"], columns["geometry"], strict=True))
    found = {name: value for name, value in wkb.items() if name in wanted}
    if not found:
        return {}
    geometries = shapely.transform(shapely.from_wkb(list(found.values())), on_lattice)
    return dict(zip(found, geometries, strict=True))


def read_layers(folder: Path, part: Part) -> set[tuple[str, str, str, str]]:
    """Snapshot, party, status and geometry hash of each row of a part.

    Raises
    ------
    FileNotFoundError, ArchiveDamagedError
        As `read_geometries`.
    """
    names = ("snapshot", "party", "status", "geometry_hash")
    columns = _read(folder, part, names)
    return set(zip(*(columns[name] for name in names), strict=True))


def _rows(folder: Path, part: Part) -> list[PartRow]:
    """Every row of a part."""
    try:
        columns = _read(folder, part, _COLUMNS)
    except FileNotFoundError as error:
        raise damaged("a part of the maps is missing", where=folder / MAPS / part.name) from error
    return [
        PartRow(**dict(zip(_COLUMNS, values, strict=True)))
        for values in zip(*(columns[name] for name in _COLUMNS), strict=True)
    ]


def _read(folder: Path, part: Part, names: Sequence[str]) -> dict[str, list[Any]]:
    """Columns of a part, after its bytes are hashed and found to be those that were written."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    path = folder / MAPS / part.name
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != part.sha256:
        raise damaged("a part of the maps has changed", where=path)
    try:
        # One thread: Arrow's pool can abort a process that ends while a worker of it lingers
        # (apache/arrow#34314), and the bytes are in memory already.
        file = ParquetFile(pa.BufferReader(content), pre_buffer=False)
        table = file.read(columns=list(names), use_threads=False)
    except (OSError, pa.ArrowException) as error:
        raise damaged("a part of the maps is no Parquet file", where=path) from error
    return {name: table[name].to_pylist() for name in names}


def _parquet(rows: Sequence[PartRow]) -> bytes:
    """Rows as the bytes of a GeoParquet 1.1 file."""
    import pyarrow as pa
    from pyarrow.parquet import ParquetWriter

    columns = {name: _text_column([getattr(row, name) for row in rows]) for name in _COLUMNS}
    columns["day"] = _day_column([row.day for row in rows])
    columns["geometry"] = _column([row.geometry for row in rows], pa.binary())
    table = pa.table(columns)
    sink = pa.BufferOutputStream()
    with ParquetWriter(
        sink,
        table.schema,
        compression="zstd",
        compression_level=LEVEL,
        # The dictionary keeps each distinct geometry once; every day still has its own row.
        use_dictionary=True,
        dictionary_pagesize_limit=_WHOLE_FILE,
        data_page_size=_WHOLE_FILE,
        write_statistics=["day"],
        store_schema=False,
    ) as writer:
        writer.write_table(table, row_group_size=max(len(rows), 1))
        writer.add_key_value_metadata({"geo": json.dumps(_geo(rows))})
    content: bytes = sink.getvalue().to_pybytes()
    return content


def _text_column(values: Sequence[Any]) -> pa.Array:
    """Words as a column of strings."""
    import pyarrow as pa

    return _column([str(value).encode() for value in values], pa.string())


def _day_column(days: Sequence[date]) -> pa.Array:
    """Days as a column of dates."""
    import pyarrow as pa

    counted = np.array(days, dtype="datetime64[D]").astype("<i4")
    return pa.Array.from_buffers(pa.date32(), len(days), [None, pa.py_buffer(counted)])


def _column(values: Sequence[bytes], kind: pa.DataType) -> pa.Array:
    """Byte strings as a column.

    From buffers, because `pyarrow.array` imports pandas where that is installed (0.4 s).
    """
    import pyarrow as pa

    ends = np.cumsum([0, *map(len, values)], dtype="<i4")
    buffers = [None, pa.py_buffer(ends), pa.py_buffer(b"".join(values))]
    return pa.Array.from_buffers(kind, len(values), buffers)


def _geo(rows: Sequence[PartRow]) -> dict[str, Any]:
    """The ``geo`` metadata of GeoParquet 1.1 (https://geoparquet.org/releases/v1.1.0/)."""
    geometries = shapely.from_wkb([row.geometry for row in rows])
    column: dict[str, Any] = {
        # Without a crs member the standard says OGC:CRS84: degrees, lon before lat.
        "encoding": "WKB",
        "geometry_types": ["MultiPolygon"],
        "orientation": "counterclockwise",
        "edges": "planar",
    }
    bounds = shapely.total_bounds(geometries)
    if not np.isnan(bounds).any():
        column["bbox"] = [float(bound) for bound in bounds]
    return {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": column}}


def _without_spare_bits(degrees: np.ndarray) -> np.ndarray:
    """Coordinates rounded to the nearest double whose spare bits are zero."""
    bits = np.ascontiguousarray(degrees).view(np.int64)
    half = 1 << (_SPARE_BITS - 1)
    rounded: np.ndarray = ((bits + half) >> _SPARE_BITS << _SPARE_BITS).view(np.float64)
    return rounded
