"""A cache that may fail in any way and is never an error."""

import sqlite3
from contextlib import closing

import pytest

from retally.archive.archive import Archive
from retally.archive.remembering import CACHE, Cache


@pytest.fixture
def archive(tmp_path):
    return Archive.open(tmp_path)


def test_what_was_remembered_comes_back(archive):
    archive.remember({"one": {"gained_km2": 0.1}, "two": {}})
    archive.remember({"one": {"gained_km2": 0.2}})
    assert archive.remembered("one") == {"gained_km2": 0.2}
    assert archive.remembered("three") is None
    assert archive.remembered_of(["one", "two", "three"]) == {"one": {"gained_km2": 0.2}, "two": {}}


def test_nothing_to_remember_makes_no_file(archive):
    archive.remember({})
    assert not (archive.path / CACHE).exists()


def test_archive_without_a_cache_remembers_nothing(archive):
    assert archive.remembered("one") is None


def test_damaged_cache_is_empty_and_starts_anew(archive):
    (archive.path / CACHE).write_bytes(b"no database" * 500)
    assert archive.remembered("one") is None
    archive.remember({"one": {}})
    assert not (archive.path / CACHE).exists()
    archive.remember({"one": {}})
    assert archive.remembered("one") == {}


def test_value_that_is_no_document_is_forgotten(archive):
    archive.remember({"one": {}})
    with closing(sqlite3.connect(archive.path / CACHE)) as connection, connection:
        connection.execute("UPDATE measures SET value = 'cut o'")
    assert archive.remembered("one") is None


def test_cache_that_another_process_writes_is_left_alone(archive, monkeypatch):
    monkeypatch.setattr("retally.archive.remembering._PATIENCE_S", 0.01)
    archive.remember({"one": {}})
    with closing(sqlite3.connect(archive.path / CACHE)) as other:
        other.execute("BEGIN EXCLUSIVE")
        archive.remember({"two": {}})
    assert archive.remembered("two") is None


def test_damaged_cache_that_cannot_be_removed_is_left(open_folder, ordinary_user):
    (open_folder / CACHE).write_bytes(b"no database" * 500)
    (open_folder / CACHE).chmod(0o666)
    with ordinary_user():
        Cache(open_folder).put({"one": {}})
        assert Cache(open_folder).get(["one"]) == {}
    assert (open_folder / CACHE).exists()
