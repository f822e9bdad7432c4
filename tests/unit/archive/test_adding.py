"""Files and folders on disk as captured files."""

import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from made_up_source import NOW, SOURCE
from retally.archive import adding
from retally.archive.adding import Hints, captured_files
from retally.sources.base import Captured
from retally.sources.captures import Failure

HINTS = Hints(captured_at=NOW)


def found(*paths, hints=HINTS):
    return list(captured_files(paths, source=SOURCE, hints=hints))


@pytest.fixture
def folder(tmp_path):
    for name in (
        "2024-02/b.json",
        "2024-02/a.JSON",
        "2024-01/c.json",
        "2024-01/read.me",
        "2024-01/.hidden.json",
        ".git/d.json",
        "__MACOSX/e.json",
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(name.encode())
    return tmp_path


def test_folder_is_walked_in_order_of_names_for_the_files_of_the_source(folder):
    items = found(folder)
    assert [(one.folder, one.name) for one in items] == [
        ("2024-01", "c.json"),
        ("2024-02", "a.JSON"),
        ("2024-02", "b.json"),
    ]
    assert [one.content for one in items] == [
        b"2024-01/c.json",
        b"2024-02/a.JSON",
        b"2024-02/b.json",
    ]
    assert items[0].address == str(folder / "2024-01" / "c.json")


def test_named_file_is_taken_whatever_its_ending(folder):
    (item,) = found(folder / "2024-01" / "read.me")
    assert (item.name, item.folder) == ("read.me", "2024-01")


def test_folder_of_a_file_named_without_one_is_the_working_folder(folder, monkeypatch):
    monkeypatch.chdir(folder / "2024-01")
    (item,) = found(Path("c.json"))
    assert item.folder == "2024-01"


def test_hints_go_into_every_captured_file(folder):
    hints = Hints(
        captured_at=NOW, day=date(2024, 1, 1), licence="mine", crs="EPSG:3857", mapping={"day": "x"}
    )
    (item,) = found(folder / "2024-01", hints=hints)
    assert (item.captured_at, item.day, item.licence) == (NOW, date(2024, 1, 1), "mine")
    assert (item.crs, item.mapping) == ("EPSG:3857", {"day": "x"})


def test_path_that_is_absent_is_a_failure_and_the_rest_goes_on(folder):
    failure, item = found(folder / "absent", folder / "2024-01")
    assert failure == Failure(
        path=str(folder / "absent"), reason="no such file or folder; check the path"
    )
    assert isinstance(item, Captured)


def test_file_and_folder_that_may_not_be_read_are_failures(open_folder, ordinary_user):
    for name in ("a/closed.json", "b/open.json", "c/inside.json"):
        (open_folder / name).parent.mkdir()
        (open_folder / name).touch()
    (open_folder / "a" / "closed.json").chmod(0)
    (open_folder / "c").chmod(0)
    with ordinary_user():
        items = found(open_folder)
    reasons = {Path(one.path).name: one.reason for one in items if isinstance(one, Failure)}
    assert reasons == {
        "closed.json": "cannot be read: permission denied; check its rights",
        "c": "cannot be read: permission denied; check its rights",
    }
    assert [one.name for one in items if isinstance(one, Captured)] == ["open.json"]


def test_file_beyond_the_limit_is_refused_before_it_is_read(folder, monkeypatch):
    monkeypatch.setattr(adding, "MOST_BYTES", 5)
    (failure,) = found(folder / "2024-01")
    assert failure.path == str(folder / "2024-01" / "c.json")
    assert failure.reason == (
        "the file is too large (expected at most 5 bytes, got 14); split it by day or layer"
    )


def test_bare_shapefile_becomes_one_zip_with_its_sidecars(tmp_path):
    for name in ("front.shp", "front.DBF", "front.shx", "front.prj", "front.txt", "other.dbf"):
        (tmp_path / name).write_bytes(name.encode())
    (item,) = found(tmp_path / "front.shp")
    assert item.name == "front.zip"
    with zipfile.ZipFile(BytesIO(item.content)) as together:
        names = together.namelist()
        assert together.read("front.prj") == b"front.prj"
    assert names == ["front.shp", "front.DBF", "front.prj", "front.shx"]
    assert found(tmp_path / "front.shp")[0].content == item.content


def test_shapefile_without_sidecars_is_read_as_it_is(tmp_path):
    (tmp_path / "front.shp").write_bytes(b"alone")
    (item,) = found(tmp_path / "front.shp")
    assert (item.name, item.content) == ("front.shp", b"alone")
