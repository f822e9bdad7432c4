"""The tables that a file holds, whatever its format."""

from __future__ import annotations

import json
import re
from pathlib import PurePosixPath
from typing import NoReturn

from retally.errors import DecodeError
from retally.sources import gdal, geojson, geoparquet, zips
from retally.sources.limits import refuse_kml_vertices, refuse_size
from retally.sources.tables import Table

SUFFIXES = (
    ".geojson",
    ".json",
    ".topojson",
    ".gpkg",
    ".fgb",
    ".kml",
    ".kmz",
    ".parquet",
    ".geoparquet",
    ".shp",
    ".zip",
)
"""Endings of the formats that `tables` reads; a .shp only zipped together with its sidecars."""

_IN_ZIPS = frozenset(SUFFIXES) - {".zip", ".kmz", ".shp"}


def tables(content: bytes, *, name: str, where: str, layer: str | None = None) -> list[Table]:
    """The tables of a file, told by its bytes and not by its ending.

    Parameters
    ----------
    content
        GeoJSON, TopoJSON, GeoPackage, FlatGeobuf, KML, KMZ, GeoParquet, or a zip of shapefiles or
        of any of these.
    name
        The file's name, for tables that have none of their own.
    where
        The file, for messages.
    layer
        The only layer to read; None for all.

    Raises
    ------
    InputError
        If it is empty, damaged, too large or of no known format.
    """
    refuse_size(content, where)
    if zips.is_zip(content):
        found = _in_zip(content, where)
    else:
        found = _alone(content, name, where)
    if layer is None:
        return found
    chosen = [table for table in found if table.name == layer]
    if not chosen:
        raise DecodeError(
            "no such layer",
            where=where,
            expected=repr(layer),
            got=", ".join(repr(table.name) for table in found),
            do="name one of those in the mapping",
        )
    return chosen


def _in_zip(content: bytes, where: str) -> list[Table]:
    files = zips.members(content, where)
    found = [
        gdal.table(shape.as_zip(), layer=0, name=shape.name, where=f"{where}, {shape.name}.shp")
        for shape in zips.shapefiles(files, where)
    ]
    for path, member in files.items():
        pure = PurePosixPath(path)
        if pure.suffix.lower() in _IN_ZIPS:
            found += _alone(member, pure.name, f"{where}, {pure.name}")
    if not found:
        raise DecodeError(
            "the zip file holds no map",
            where=where,
            expected="a shapefile or GeoJSON",
            got=", ".join(sorted(files)[:5]) or "no file",
        )
    return found


def _alone(content: bytes, name: str, where: str) -> list[Table]:
    """The tables of a file that is no zip."""
    refuse_size(content, where)
    head = content[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    stem = PurePosixPath(name).stem
    if head[:1] in (b"{", b"["):
        return _json(content, stem, where)
    if geoparquet.is_parquet(content):
        return [geoparquet.table(content, name=stem, where=where)]
    if head[:1] == b"<":
        _refuse_other_xml(head, where)
        refuse_kml_vertices(content, where)
    elif not content.startswith(_BINARY):
        _refuse_unknown(content, where)
    return _by_gdal(content, where)


def _json(content: bytes, stem: str, where: str) -> list[Table]:
    read = geojson.document(content, where)
    if read.get("type") == "Topology":
        # Written anew, so that no second key or mark of another format is left for GDAL.
        plain = json.dumps({"type": "Topology", **read}).encode()
        return _by_gdal(plain, where, assumes_lon_lat=True)
    return [geojson.table(read, name=stem, where=where)]


_BINARY = (b"SQLite format 3\x00", b"fgb")
"""How GeoPackage and FlatGeobuf begin. Nothing else binary goes to GDAL: some of its formats
(VRT, GDALG, the web services) name other files or addresses, and it would read those."""


def _refuse_unknown(content: bytes, where: str) -> NoReturn:
    """Raise for bytes of no format that is read, with the likely cause."""
    if content[:4] == b"\x00\x00\x27\x0a":
        raise DecodeError(
            "a .shp file alone has no reference system",
            where=where,
            do="zip it with its .shx, .dbf and .prj, and add the zip",
        )
    # UTF-16 and UTF-32 have a zero byte beside every Latin letter; a bare mark is UTF-16's.
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or content[:8].strip(b"\0")[:1] in (b"{", b"["):
        raise DecodeError(
            "the text has a wrong encoding",
            where=where,
            expected="UTF-8",
            got="UTF-16 or UTF-32",
            do="save it again as UTF-8",
        )
    raise DecodeError(
        "no known format",
        where=where,
        expected="GeoJSON, TopoJSON, GeoPackage, FlatGeobuf, KML, GeoParquet or a zip of these "
        "or of shapefiles",
        got=f"a file that begins with {content[:12]!r}",
        do="convert it to GeoJSON",
    )


def _by_gdal(content: bytes, where: str, *, assumes_lon_lat: bool = False) -> list[Table]:
    names = gdal.layer_names(content, where)
    if not names:
        raise DecodeError(
            "the file holds no layer with geometry, or is cut off", where=where, do="fetch it again"
        )
    return [
        gdal.table(content, layer=name, name=name, where=where, assumes_lon_lat=assumes_lon_lat)
        for name in names
    ]


def _refuse_other_xml(head: bytes, where: str) -> None:
    """Raise for a web page, or XML of another kind than KML."""
    start = head[:200].lower()
    if start.startswith(b"<!doctype html") or b"<html" in start:
        raise DecodeError(
            "a web page, not a map", where=where, do="fetch it again, or look at it in a browser"
        )
    root = _ROOT.match(head)
    if root is None or root["name"].lower() != b"kml":
        got = "no element" if root is None else f"<{root['name'].decode('ascii', 'replace')[:40]}>"
        raise DecodeError(
            "XML of another kind", where=where, expected="KML", got=got, do="convert it to GeoJSON"
        )


_ROOT = re.compile(
    rb"(?:\s+|<\?.*?\?>|<!--.*?-->|<![^\[>]*>)*<(?:[\w.-]+:)?(?P<name>[\w.-]+)", re.DOTALL
)
"""The first element of XML, after its declaration, comments and document type."""
