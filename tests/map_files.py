"""Made-up map files in each publisher's exact format, as bytes."""

from __future__ import annotations

import io
import json
import struct
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import shapely

from retally.sources.base import Captured

MERCATOR = 'PROJCS["WGS_1984_Web_Mercator_Auxiliary_Sphere",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Mercator_Auxiliary_Sphere"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",0.0],PARAMETER["Auxiliary_Sphere_Type",0.0],UNIT["Meter",1.0]]'
ALBERS = 'PROJCS["Europe_Albers_Equal_Area_Conic",GEOGCS["GCS_European_1950",DATUM["D_European_1950",SPHEROID["International_1924",6378388.0,297.0]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Albers"],PARAMETER["False_Easting",0.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",10.0],PARAMETER["Standard_Parallel_1",43.0],PARAMETER["Standard_Parallel_2",62.0],PARAMETER["Latitude_Of_Origin",30.0],UNIT["Meter",1.0]]'
WGS84 = 'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]'

NOW = datetime(2026, 1, 15, 12, tzinfo=UTC)

Ring = Sequence[tuple[float, float]]


def square(west: float, south: float, size: float = 0.1) -> list[tuple[float, float]]:
    """A closed ring, counter-clockwise."""
    east, north = west + size, south + size
    return [(west, south), (east, south), (east, north), (west, north), (west, south)]


def captured(content: bytes, name: str, **known: Any) -> Captured:
    """Bytes as captured in January 2026."""
    return Captured(content=content, name=name, **{"captured_at": NOW, **known})


def feature(rings: Any, kind: str = "Polygon", **properties: Any) -> dict[str, Any]:
    """A GeoJSON feature; `rings` are its coordinates."""
    geometry = None if rings is None else {"type": kind, "coordinates": rings}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def collection(*features: dict[str, Any], **members: Any) -> bytes:
    """A GeoJSON FeatureCollection as bytes."""
    return json.dumps({"type": "FeatureCollection", **members, "features": features}).encode()


def reprojected(rings: Sequence[Ring], crs: str) -> list[Ring]:
    """Rings in lon/lat moved to another reference system."""
    from pyproj.transformer import TransformerGroup

    move = TransformerGroup(crs, "OGC:CRS84", always_xy=True).transformers[0]
    return [[move.transform(*position, direction="INVERSE") for position in ring] for ring in rings]


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def shapefile(
    name: str,
    shapes: Sequence[Sequence[Ring] | None],
    *,
    prj: str | None = MERCATOR,
    has_z: bool = False,
    kind: str = "polygon",
) -> dict[str, bytes]:
    """The files of one shapefile; a shape is its rings, exteriors clockwise, None a null shape."""
    records = [_record(shape, has_z=has_z, kind=kind) for shape in shapes]
    code = _code(has_z=has_z, kind=kind)
    shp = b"".join(
        struct.pack(">2i", number, len(record) // 2) + record
        for number, record in enumerate(records, 1)
    )
    offset, index = 50, b""
    for record in records:
        index += struct.pack(">2i", offset, len(record) // 2)
        offset += 4 + len(record) // 2
    files = {
        f"{name}.shp": _header(len(shp), code) + shp,
        f"{name}.shx": _header(len(index), code) + index,
        f"{name}.dbf": _dbf(len(shapes)),
        f"{name}.cpg": b"UTF-8",
    }
    return files if prj is None else {**files, f"{name}.prj": prj.encode()}


def isw_zip(name: str, shapes: Sequence[Sequence[Ring] | None], **options: Any) -> bytes:
    """A zip as ISW mails it: polygons given in lon/lat, stored in the projection of `prj`."""
    prj = options.setdefault("prj", MERCATOR)
    crs = "ESRI:102013" if prj == ALBERS else prj or MERCATOR
    moved = [
        None if shape is None else [ring[::-1] for ring in reprojected(shape, crs)]
        for shape in shapes
    ]
    return zipped(shapefile(name, moved, **options))


def as_clockwise(polygon: shapely.Polygon) -> list[list[tuple[float, float]]]:
    """The rings of a polygon, exterior clockwise."""
    oriented = shapely.orient_polygons(polygon, exterior_cw=True)
    return [list(ring.coords) for ring in (oriented.exterior, *oriented.interiors)]


def _code(*, has_z: bool, kind: str) -> int:
    return (5 if kind == "polygon" else 1) + (10 if has_z else 0)


def _record(shape: Any, *, has_z: bool, kind: str) -> bytes:
    if shape is None:
        return struct.pack("<i", 0)
    code = struct.pack("<i", _code(has_z=has_z, kind=kind))
    if kind == "point":
        return code + struct.pack("<2d", *shape)
    positions = [position for ring in shape for position in ring]
    starts, count = [], 0
    for ring in shape:
        starts.append(count)
        count += len(ring)
    box = struct.pack("<4d", *(_corner(positions, which) for which in range(4)))
    body = struct.pack(f"<2i{len(shape)}i", len(shape), count, *starts)
    body += b"".join(struct.pack("<2d", *position) for position in positions)
    if has_z:
        body += struct.pack(f"<{2 + count}d", *([0.0] * (2 + count)))
        body += struct.pack(f"<{2 + count}d", *([0.0] * (2 + count)))
    return code + box + body


def _corner(positions: Sequence[tuple[float, float]], which: int) -> float:
    values = [position[which % 2] for position in positions]
    return min(values) if which < 2 else max(values)


def _header(size: int, code: int) -> bytes:
    words = (100 + size) // 2
    return struct.pack(">7i", 9994, 0, 0, 0, 0, 0, words) + struct.pack(
        "<2i8d", 1000, code, *[0.0] * 8
    )


def _dbf(rows: int) -> bytes:
    """One text field, ``Creator``, as ISW's files have."""
    width = 8
    head = struct.pack("<4B I 2H 20x", 3, 124, 10, 26, rows, 65, 1 + width)
    column = b"Creator".ljust(11, b"\0") + b"C" + b"\0" * 4 + bytes([width, 0]) + b"\0" * 14
    return head + column + b"\r" + b" mapper  " * rows + b"\x1a"
