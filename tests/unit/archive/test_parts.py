"""Parts: geometry exactly as it was, in files that other programs read."""

from datetime import date

import numpy as np
import pytest
import shapely

from made_up_source import RUSSIA, square
from retally.archive.parts import (
    PartRow,
    _without_spare_bits,
    read_geometries,
    stored_geometry,
    write_part,
)
from retally.archive.rows import Part
from retally.errors import ArchiveDamagedError
from retally.model.geometry import canonical, geometry_hash, on_lattice
from retally.model.words import Status


def row(geometry, day=1, **known):
    return PartRow(
        source="made-up",
        day=date(2024, 1, day),
        party=RUSSIA,
        status=known.get("status", Status.CONTROL),
        includes=known.get("includes", ""),
        snapshot=f"snapshot{day}",
        geometry_hash=geometry_hash(geometry),
        geometry=stored_geometry(geometry),
    )


HOLED = canonical(
    shapely.box(-179.999999, -89.999999, 179.999999, 89.999999)
    - shapely.Point(0, 0).buffer(1e-4)
    - shapely.box(33.123456, 47.654321, 33.2, 47.7)
)


@pytest.mark.parametrize(
    "geometry", [square(10), square(0), HOLED], ids=["square", "empty", "holed"]
)
def test_geometry_comes_back_to_the_last_digit(tmp_path, geometry):
    part = write_part(tmp_path, None, [row(geometry)])
    found = read_geometries(tmp_path, part, {geometry_hash(geometry)})
    assert found[geometry_hash(geometry)] == geometry


def test_coordinate_without_its_spare_bits_is_off_by_less_than_a_tenth_of_a_millimetre():
    degrees = on_lattice(np.random.default_rng(7).uniform(-180, 180, (10_000, 2)))
    stored = _without_spare_bits(degrees)
    assert np.abs(stored - degrees).max() < 1e-9
    assert np.array_equal(on_lattice(stored), degrees)


def test_part_reads_as_geoparquet_in_geopandas(tmp_path):
    geopandas = pytest.importorskip("geopandas", exc_type=ImportError)
    part = write_part(tmp_path, None, [row(square(10)), row(square(0), day=2, includes="prewar")])
    frame = geopandas.read_parquet(tmp_path / "maps" / part.name)
    assert list(frame["day"]) == [date(2024, 1, 1), date(2024, 1, 2)]
    assert list(frame["includes"]) == ["", "prewar"]
    assert frame.crs == "OGC:CRS84"
    assert frame.geometry.iloc[0].equals_exact(square(10), tolerance=1e-9)


def test_part_reads_in_duckdb(tmp_path):
    duckdb = pytest.importorskip("duckdb")
    part = write_part(tmp_path, None, [row(square(10)), row(square(10), day=2)])
    query = f"SELECT count(*), count(DISTINCT geometry) FROM '{tmp_path / 'maps' / part.name}'"
    assert duckdb.sql(query).fetchall() == [(2, 1)]


def test_geo_metadata_is_that_of_geoparquet_1_1(tmp_path):
    import json

    from pyarrow.parquet import ParquetFile

    part = write_part(tmp_path, None, [row(square(100))])
    file = ParquetFile(tmp_path / "maps" / part.name)
    geo = json.loads(file.metadata.metadata[b"geo"])
    assert (geo["version"], geo["primary_column"]) == ("1.1.0", "geometry")
    column = geo["columns"]["geometry"]
    assert (column["encoding"], column["geometry_types"]) == ("WKB", ["MultiPolygon"])
    assert column["bbox"] == pytest.approx([30, 48, 31, 49])
    assert file.metadata.num_row_groups == 1
    assert file.metadata.row_group(0).column(7).compression == "ZSTD"
    only_empty = write_part(tmp_path, None, [row(square(0))])
    geo = json.loads(ParquetFile(tmp_path / "maps" / only_empty.name).metadata.metadata[b"geo"])
    assert "bbox" not in geo["columns"]["geometry"]


def test_new_part_holds_the_rows_of_the_old_one(tmp_path):
    old = write_part(tmp_path, None, [row(square(10), day=2)])
    new = write_part(tmp_path, old, [row(square(11), day=1)])
    assert (new.rows, new.month, new.source) == (2, "2024-01", "made-up")
    assert new.name != old.name
    hashes = {geometry_hash(square(10)), geometry_hash(square(11))}
    assert set(read_geometries(tmp_path, new, hashes)) == hashes


def test_equal_rows_make_equal_bytes(tmp_path):
    first = write_part(tmp_path, None, [row(square(10)), row(square(11), day=2)])
    again = write_part(tmp_path, None, [row(square(11), day=2), row(square(10))])
    assert first == again


def test_month_that_repeats_itself_costs_little_more_than_a_day(tmp_path):
    circle = canonical(shapely.Point(36, 48).buffer(1, quad_segs=800))
    one = write_part(tmp_path, None, [row(circle)])
    month = write_part(tmp_path, None, [row(circle, day=day) for day in range(1, 31)])
    size = {part: (tmp_path / "maps" / part.name).stat().st_size for part in (one, month)}
    assert size[month] < 1.1 * size[one]


def test_part_of_which_nothing_is_wanted_gives_nothing(tmp_path):
    part = write_part(tmp_path, None, [row(square(10))])
    assert read_geometries(tmp_path, part, {"f" * 64}) == {}


def test_part_that_is_no_parquet_file_is_damage_even_with_the_right_hash(tmp_path):
    import hashlib

    (tmp_path / "maps").mkdir()
    (tmp_path / "maps" / "x.parquet").write_bytes(b"PAR1 but not")
    sha256 = hashlib.sha256(b"PAR1 but not").hexdigest()
    part = Part(source="made-up", month="2024-01", name="x.parquet", sha256=sha256, rows=1)
    with pytest.raises(ArchiveDamagedError, match="is no Parquet file"):
        read_geometries(tmp_path, part, {"f" * 64})
