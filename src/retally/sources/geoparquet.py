"""GeoParquet from bytes: a WKB column, and the ``geo`` metadata that describes it."""

from __future__ import annotations

import json
from typing import Any

from retally.errors import DecodeError, LimitError
from retally.model.control_map import Repair
from retally.sources.gdal import geometries_of
from retally.sources.limits import (
    MOST_BYTES,
    refuse_bytes,
    refuse_vertices,
    refuse_wkb_vertices,
)
from retally.sources.tables import LON_LAT, Feature, Table

_BATCH = 256


def is_parquet(content: bytes) -> bool:
    """Whether bytes begin as a Parquet file does."""
    return content[:4] == b"PAR1"


def table(content: bytes, *, name: str, where: str) -> Table:
    """The features of a GeoParquet file, read in batches within the limits.

    Source: GeoParquet 1.1, https://geoparquet.org/releases/v1.1.0/.

    Raises
    ------
    DecodeError
        If it is damaged, no GeoParquet, or its geometry is not WKB.
    LimitError
        If it is too large once unpacked.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq
    import shapely

    refuse_bytes(len(content), where)
    try:
        file = pq.ParquetFile(pa.BufferReader(content))
        _refuse_size(file, where)
        column, crs = _geometry_column(file.schema_arrow.metadata or {}, where)
        repairs: list[Repair] = []
        features: list[Feature] = []
        count = 0
        for batch in file.iter_batches(batch_size=_BATCH):
            rows: list[dict[str, Any]] = batch.to_pylist()
            wkb = [row.pop(column) for row in rows]
            refuse_wkb_vertices(wkb, where)
            geometries = geometries_of(wkb, repairs)
            count += int(shapely.get_num_coordinates(geometries).sum())
            refuse_vertices(count, where)
            features += [
                Feature(properties=row, geometry=geometry)
                for row, geometry in zip(rows, geometries, strict=True)
            ]
    except (
        pa.ArrowException,
        OSError,
        KeyError,
        TypeError,
        UnicodeDecodeError,
        shapely.GEOSException,
    ) as error:
        raise DecodeError(
            f"the Parquet file is cut off or damaged ({str(error)[:200]})",
            where=where,
            do="fetch it again",
        ) from error
    return Table(name=name, crs=crs, features=tuple(features), repairs=tuple(repairs))


def _refuse_size(file: Any, where: str) -> None:
    groups = range(file.metadata.num_row_groups)
    unpacked = sum(file.metadata.row_group(group).total_byte_size for group in groups)
    if unpacked > MOST_BYTES:
        raise LimitError(
            "the Parquet file holds too much",
            where=where,
            expected=f"at most {MOST_BYTES:,} bytes unpacked",
            got=f"{unpacked:,}",
            do="split it by day or layer",
        )


def _geometry_column(metadata: dict[bytes, bytes], where: str) -> tuple[str, str | None]:
    """Name of the geometry column, and its reference system; None where that is unknown."""
    if b"geo" not in metadata:
        raise DecodeError(
            "the Parquet file has no geometry",
            where=where,
            expected="GeoParquet, with 'geo' metadata",
            do="write it with geopandas or GDAL",
        )
    try:
        geo = json.loads(metadata[b"geo"])
        column = str(geo["primary_column"])
        described = dict(geo["columns"][column])
    except (ValueError, KeyError, TypeError) as error:
        raise DecodeError(
            "the Parquet file's 'geo' metadata is damaged", where=where, got=repr(error)[:120]
        ) from error
    if described.get("encoding") != "WKB":
        raise DecodeError(
            "the Parquet file's geometry is not WKB",
            where=where,
            expected="encoding WKB",
            got=repr(described.get("encoding")),
            do="write it with WKB",
        )
    # The standard: no "crs" means OGC:CRS84; "crs": null means unknown.
    if "crs" not in described:
        return column, LON_LAT
    return column, json.dumps(described["crs"]) if described["crs"] else None
