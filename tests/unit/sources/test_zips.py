"""Zips are unpacked in memory, and only when they are safe."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest
import shapely

from map_files import shapefile, square, zipped
from retally.errors import DecodeError, LimitError
from retally.sources import limits, zips

RING = square(36, 48)[::-1]


def test_files_come_back_by_path_without_folders_and_litter():
    content = zipped({"a/x.shp": b"1", "__MACOSX/a/x.shp": b"2", "a/.DS_Store": b"3", "a/": b""})
    assert zips.members(content, "m.zip") == {"a/x.shp": b"1"}


@pytest.mark.parametrize(
    "path", ["../x.shp", "a/../../x.shp", "/etc/x.shp", "..\\x.shp", "C:\\x.shp"]
)
def test_a_path_outside_the_zip_is_refused(path):
    with pytest.raises(
        DecodeError, match=r"m.zip: the zip file has a path outside itself.*do not trust"
    ):
        zips.members(zipped({path: b"1"}), "m.zip")


def test_a_zip_within_a_zip_is_refused():
    with pytest.raises(
        DecodeError, match=r"a zip file within it.*'inner.ZIP'.*unpack the outer one"
    ):
        zips.members(zipped({"inner.ZIP": zipped({"x.shp": b"1"})}), "m.zip")


def test_a_zip_bomb_is_refused_before_it_is_unpacked():
    bomb = zipped({"x.shp": bytes(20 * 1024 * 1024)})
    with pytest.raises(LimitError, match=r"as a zip bomb does \(expected at most 200 times"):
        zips.members(bomb, "m.zip")


def test_a_zip_of_too_much_is_refused(monkeypatch):
    monkeypatch.setattr(zips, "MOST_BYTES", 3)
    with pytest.raises(LimitError, match=r"holds too much.*got 1 files and 4 bytes"):
        zips.members(zipped({"x.shp": b"1234"}), "m.zip")
    monkeypatch.setattr(zips, "MOST_MEMBERS", 0)
    with pytest.raises(LimitError, match=r"at most 0 files"):
        zips.members(zipped({"x.shp": b"1"}), "m.zip")


def test_a_truncated_zip_is_refused():
    content = zipped({"x.shp": b"1" * 1000})
    with pytest.raises(DecodeError, match=r"cut off or damaged .*; fetch it again"):
        zips.members(content[: len(content) // 2], "m.zip")


def test_a_flipped_byte_in_a_zip_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("x.shp", b"abcdefgh")
    content = buffer.getvalue().replace(b"abcdefgh", b"abcdefgX", 1)
    with pytest.raises(DecodeError, match=r"cut off or damaged .*CRC"):
        zips.members(content, "m.zip")


def test_an_encrypted_zip_is_refused():
    content = bytearray(zipped({"x.shp": b"1"}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = content.index(mark) + place
        content[at] |= 1
    with pytest.raises(DecodeError, match=r"is encrypted .*without a password"):
        zips.members(bytes(content), "m.zip")


def test_the_same_path_twice_is_refused():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("x.shp", b"1")
        with pytest.warns(UserWarning, match=r"Duplicate name"):
            archive.writestr("x.shp", b"2")
    with pytest.raises(DecodeError, match=r"holds 'x.shp' twice"):
        zips.members(buffer.getvalue(), "m.zip")


def test_shapefiles_are_grouped_by_their_stem_whatever_the_case():
    files = {
        name.replace(".shp", ".SHP"): content
        for name, content in shapefile("b/x", [[RING]]).items()
    }
    (found,) = zips.shapefiles({**files, "readme.txt": b"", "y.dbf": b""}, "m.zip")
    assert found.name == "x"
    assert set(found.parts) == {".shp", ".shx", ".dbf", ".prj", ".cpg"}


def test_a_cut_shapefile_is_refused():
    files = shapefile("x", [[RING]])
    files["x.shp"] = files["x.shp"][:-8]
    with pytest.raises(
        DecodeError, match=r"m.zip, x.shp: the shapefile is cut off or damaged \(expected 236"
    ):
        zips.shapefiles(files, "m.zip")


def test_a_shapefile_without_index_is_refused():
    files = shapefile("x", [[RING]])
    del files["x.shx"]
    with pytest.raises(DecodeError, match=r"has no index \(expected a .shx beside it\)"):
        zips.shapefiles(files, "m.zip")


def test_ten_million_vertices_are_refused_by_their_count_alone():
    files = shapefile("x", [[RING], None, [RING]])
    at = 100 + 48
    files["x.shp"] = files["x.shp"][:at] + struct.pack("<i", 10_000_000) + files["x.shp"][at + 4 :]
    with pytest.raises(LimitError, match=r"at most 2,000,000, got at least 10,000,005"):
        zips.shapefiles(files, "m.zip")


def test_limits_are_stated_once():
    assert limits.MOST_VERTICES == 2_000_000
    with pytest.raises(LimitError, match=r"too large .*; split it by day or layer"):
        limits.refuse_bytes(limits.MOST_BYTES + 1, "x")
    with pytest.raises(DecodeError, match=r"x: the file is empty; fetch it again"):
        limits.refuse_size(b" \n", "x")
    with pytest.raises(LimitError, match=r"too many vertices"):
        limits.refuse_json_vertices(b"[" * 8_800_000, "x")
    with pytest.raises(LimitError, match=r"too many vertices"):
        limits.refuse_kml_vertices(b"1,2 " * 5_000_002, "x")
    limits.refuse_kml_vertices(b"1,2,3 " * 100, "x")
    flat, deep = shapely.box(0, 0, 1, 1), shapely.force_3d(shapely.box(0, 0, 1, 1))
    for flavor in ("iso", "extended"):
        assert limits._fewest_vertices(shapely.to_wkb(flat, flavor=flavor)) == 4
        assert limits._fewest_vertices(shapely.to_wkb(deep, flavor=flavor)) == 3
