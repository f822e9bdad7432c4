"""Features from any format that GDAL reads (GeoPackage, Shapefile, FlatGeobuf, KML, TopoJSON).

GDAL gets bytes, never a path; its warnings about rings and measures say nothing that the checks
on the way in do not say better, and are silenced.
"""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import shapely

from retally.errors import DecodeError
from retally.model.control_map import Repair
from retally.sources.limits import refuse_bytes, refuse_vertices, refuse_wkb_vertices
from retally.sources.tables import LON_LAT, Feature, Table

_BATCH = 1000
"""Features read at a time, so that the limits are met before memory is."""


def layer_names(content: bytes, where: str) -> list[str]:
    """Names of the layers that have geometry, in order of the file."""
    import pyogrio

    with _quiet(), _as_decode_error(where):
        listed = pyogrio.list_layers(content)
    return [str(name) for name, kind in listed if kind is not None]


def table(
    content: bytes, *, layer: str | int, name: str, where: str, assumes_lon_lat: bool = False
) -> Table:
    """One layer of a file.

    Parameters
    ----------
    content
        The file's bytes; a shapefile as the zip that `Shapefile.as_zip` makes.
    layer
        Name or number of the layer.
    name
        The table's name.
    where
        The file, for messages.
    assumes_lon_lat
        Whether its format prescribes longitude and latitude (TopoJSON).

    Raises
    ------
    DecodeError
        If GDAL cannot read it, or not to its end.
    LimitError
        If it is too large.
    """
    refuse_bytes(len(content), where)
    features: list[Feature] = []
    repairs: list[Repair] = []
    with _quiet(), _as_decode_error(where):
        crs, expected, batches = _open(content, layer)
        count = 0
        for columns, wkb in batches:
            refuse_wkb_vertices(wkb, where)
            geometries = geometries_of(wkb, repairs)
            count += int(shapely.get_num_coordinates(geometries).sum())
            refuse_vertices(count, where)
            features += [
                Feature(properties=properties, geometry=geometry)
                for properties, geometry in zip(columns, geometries, strict=True)
            ]
    if expected is not None and len(features) < expected:
        raise DecodeError(
            "the file is cut off or damaged",
            where=where,
            expected=f"{expected:,} features",
            got=f"{len(features):,}",
            do="fetch it again",
        )
    return Table(
        name=name,
        crs=crs,
        assumed_crs=LON_LAT if assumes_lon_lat else None,
        features=tuple(features),
        repairs=tuple(repairs),
    )


def geometries_of(wkb: list[bytes | None], repairs: list[Repair]) -> list[Any]:
    """Geometries from WKB; unclosed rings are closed, which is recorded.

    Parameters
    ----------
    wkb
        One entry a feature; None where it has no geometry.
    repairs
        Every ring that had to be mended is added to it.
    """
    array = np.array([None, *wkb], dtype=object)[1:]
    try:
        return list(shapely.from_wkb(array))
    except shapely.GEOSException:
        return [_mended(one, repairs) for one in wkb]


def _mended(wkb: bytes | None, repairs: list[Repair]) -> shapely.Geometry | None:
    """One geometry from WKB, its rings closed where they are not."""
    try:
        return shapely.from_wkb(wkb)
    except shapely.GEOSException:
        mended = shapely.from_wkb(wkb, on_invalid="fix")
    if mended is None or mended.is_empty:
        repairs.append(Repair(what="zero-area ring of too few points", lon_lat=None, moved_km2=0.0))
        return None
    # In the file's own reference system, so that no place on Earth can be given yet.
    repairs.append(Repair(what="unclosed ring", lon_lat=None, moved_km2=0.0))
    return mended


def _open(
    content: bytes, layer: str | int
) -> tuple[str | None, int | None, Iterator[tuple[list[dict[str, Any]], list[bytes | None]]]]:
    """Reference system, number of features where the file tells, and its features in batches."""
    import pyogrio
    from pyogrio.raw import open_arrow

    info = pyogrio.read_info(content, layer=layer, force_feature_count=False)
    count = int(info["features"])

    def batches() -> Iterator[tuple[list[dict[str, Any]], list[bytes | None]]]:
        opened = open_arrow(content, layer=layer, batch_size=_BATCH, use_pyarrow=True)
        with opened as (meta, reader):
            geometry = meta["geometry_name"] or "wkb_geometry"
            for batch in reader:
                place = batch.schema.get_field_index(geometry)
                wkb = batch.column(place).to_pylist()
                yield batch.remove_column(place).to_pylist(), wkb

    crs = info["crs"]
    return (str(crs) if crs else None), (count if count >= 0 else None), batches()


@contextmanager
def _quiet() -> Iterator[None]:
    """Without GDAL's warnings, on Python's and on the log's way."""
    log = logging.getLogger("pyogrio")
    was_disabled, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.disabled = was_disabled


@contextmanager
def _as_decode_error(where: str) -> Iterator[None]:
    """GDAL's, Arrow's and GEOS's complaints as one `DecodeError`."""
    from pyarrow.lib import ArrowException
    from pyogrio.errors import DataLayerError, DataSourceError, FeatureError, FieldError
    from pyogrio.errors import GeometryError as GdalGeometryError

    known = (
        ArrowException,
        DataLayerError,
        DataSourceError,
        FeatureError,
        FieldError,
        GdalGeometryError,
        shapely.GEOSException,
        OSError,
        # Arrow's, where a damaged file gives it a negative size.
        SystemError,
    )
    try:
        yield
    except UnicodeDecodeError as error:
        raise DecodeError(
            "the attributes have a wrong encoding",
            where=where,
            expected=f"{error.encoding.upper()}, as the file says",
            got=f"byte {error.object[error.start]:#04x}",
            do="correct the .cpg beside the .shp, or save the file again as UTF-8",
        ) from error
    except known as error:
        raise DecodeError(
            f"GDAL cannot read the file ({_plain(error)})",
            where=where,
            expected="a format with polygons that GDAL knows, whole",
            do="fetch it again, or convert it to GeoJSON",
        ) from error


def _plain(error: Exception) -> str:
    """An error's text without the memory file it was read from."""
    text = str(error).split(";", 1)[0]
    words = ("the file" if "/vsimem/" in word else word for word in text.split())
    return " ".join(words)[:200]
