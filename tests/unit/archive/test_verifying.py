"""Whether damage of every kind is found, and a whole archive is found whole."""

import json
import sqlite3
from contextlib import closing

import pytest

from made_up_source import NOW, SOURCE, captured, content, layer, nth_day
from retally.archive.archive import Archive
from retally.archive.verifying import _problems_of_part
from retally.errors import ArchiveDamagedError, ArchiveLockedError


@pytest.fixture
def archive(tmp_path):
    archive = Archive.open(tmp_path)
    items = [
        captured(content(layer(size), layer(3, status="claimed"), day=nth_day(number * 20)))
        for number, size in enumerate((10, 11, 12))
    ]
    archive.add(items, source=SOURCE, now=NOW)
    return archive


def problems(archive):
    return [(one.id, one.problem) for one in archive.verify().problems]


def files(archive, kind):
    return sorted((archive.path / kind).glob("*/*"))


def change(path, *, at=-20):
    content_ = bytearray(path.read_bytes())
    content_[at] ^= 1
    path.write_bytes(content_)


def execute(archive, *statements):
    with closing(sqlite3.connect(archive.path / "retally.sqlite")) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def test_whole_archive_has_no_problem(archive):
    report = archive.verify()
    assert report.to_dict() == {"checked": 1 + 3 + 2, "problems": []}


@pytest.mark.parametrize("at", [0, 4, 20, -1])
def test_flipped_byte_of_a_captured_file_is_found(archive, at):
    change(files(archive, "objects")[0], at=at)
    ((name, problem),) = problems(archive)
    assert name in {one.id for one in archive.snapshots()}
    assert "a captured file" in problem
    assert "restore it from a copy of the archive" in problem


def test_truncated_and_missing_captured_files_are_found(archive):
    first, second, _ = files(archive, "objects")
    first.write_bytes(first.read_bytes()[:-5])
    second.unlink()
    (_, one), (_, other) = sorted(problems(archive), key=lambda row: "missing" in row[1])
    assert "cannot be unpacked" in one or "have changed" in one
    assert "a captured file is missing" in other


def test_captured_file_that_holds_other_bytes_is_found(archive):
    first, second, _ = files(archive, "objects")
    first.write_bytes(second.read_bytes())
    assert "bytes have changed" in problems(archive)[0][1] or "unpacked" in problems(archive)[0][1]


@pytest.mark.parametrize("at", [0, 100, -1])
def test_flipped_byte_of_a_part_is_found_and_never_measured(archive, at):
    part = files(archive, "maps")[0]
    change(part, at=at)
    ((name, problem),) = problems(archive)
    assert name == f"made-up/{part.name}"
    assert "a part of the maps has changed" in problem
    with pytest.raises(ArchiveDamagedError, match="a part of the maps has changed"):
        archive.control_map("made-up", nth_day(0))


def test_truncated_and_missing_parts_are_found(archive):
    first, second = files(archive, "maps")
    first.write_bytes(first.read_bytes()[:100])
    second.unlink()
    assert [problem.split(";")[0].split(": ")[-1] for _, problem in problems(archive)] == [
        "a part of the maps has changed",
        "the part is missing",
    ]


def test_part_that_lacks_a_layer_of_the_catalogue_is_found(archive):
    execute(archive, "UPDATE layers SET status = 'advance' WHERE number = 1")
    ((name, problem),) = problems(archive)
    assert name in {one.id for one in archive.snapshots()}
    assert problem.startswith("advance of russia is not in made-up/2024-01.")


def test_month_without_a_part_is_found(archive):
    execute(archive, "DELETE FROM parts WHERE month = '2024-02'")
    assert any("has no part for its month" in problem for _, problem in problems(archive))


def test_geometry_that_is_not_its_hash_is_found(archive, monkeypatch):
    from retally.archive import verifying

    monkeypatch.setattr(verifying, "geometry_hash", lambda geometry: "0" * 64)
    assert all(problem.endswith("has changed") for _, problem in problems(archive))
    assert problems(archive)


def test_part_that_a_writer_replaced_meanwhile_is_no_problem(archive):
    from retally.archive.connecting import reading

    with reading(archive.path) as catalogue:
        old = catalogue.parts()[0]
    item = captured(content(layer(13), day=nth_day(1)))
    archive.add([item], source=SOURCE, now=NOW)
    assert list(_problems_of_part(archive.path, old, set())) == []


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda path: path.write_bytes(b"no catalogue" * 500), id="other bytes"),
        pytest.param(lambda path: path.write_bytes(path.read_bytes()[:1000]), id="truncated"),
        pytest.param(
            lambda path: path.write_bytes(path.read_bytes()[:4096] + b"\xff" * 60_000), id="pages"
        ),
    ],
)
def test_corrupted_catalogue_is_one_clear_error_and_one_problem(archive, spoil):
    spoil(archive.path / "retally.sqlite")
    expected = r"retally\.sqlite: the catalogue cannot be read: .*; restore it from a copy"
    with pytest.raises(ArchiveDamagedError, match=expected):
        archive.layer_days("made-up")
    with pytest.raises(ArchiveDamagedError, match=expected):
        archive.add([captured(content(layer(1)))], source=SOURCE, now=NOW)
    ((name, problem),) = problems(archive)
    assert name == "retally.sqlite"
    assert "the catalogue cannot be read" in problem


def test_catalogue_that_another_program_holds_is_no_damage(archive, monkeypatch):
    monkeypatch.setattr("retally.files.sqlite.PATIENCE_S", 0.01)
    path = archive.path / "retally.sqlite"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(ArchiveLockedError, match="another program holds the catalogue"):
            archive.layer_days("made-up")


def test_fault_that_only_sqlite_sees_is_a_problem(archive):
    execute(
        archive,
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'layers (geometry_hash)', 'layers (status)')"
        " WHERE name = 'layers_by_geometry'",
    )
    assert any("layers_by_geometry" in problem for _, problem in problems(archive))


def test_left_overs_of_a_killed_writer_are_no_problem(archive):
    for name in ("tmp/1-x", "objects/zz/x.zst", "maps/made-up/2024-01.x.parquet"):
        path = archive.path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"half")
    assert problems(archive) == []


def test_report_is_the_contracts_document(archive):
    change(files(archive, "objects")[0])
    document = json.loads(json.dumps(archive.verify().to_dict()))
    assert set(document) == {"checked", "problems"}
    assert set(document["problems"][0]) == {"id", "problem"}
