"""A connection that only reads finds what is there, and nothing where nothing is."""

import sqlite3

import pytest

from retally.files.sqlite import is_begun, reading_connection, tables


@pytest.fixture
def path(tmp_path):
    path = tmp_path / "a file?.sqlite"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE soups (name TEXT)")
    connection.close()
    return path


def test_file_is_begun_where_it_holds_something(path, tmp_path):
    (tmp_path / "empty").touch()
    assert is_begun(path)
    assert not is_begun(tmp_path / "empty")
    assert not is_begun(tmp_path / "absent")
    assert not is_begun(path / "below")


def test_connection_is_given_where_the_tables_are(path):
    connection = reading_connection(path, lambda one: "soups" in tables(one))
    assert connection is not None
    connection.close()
    assert reading_connection(path, lambda one: "stews" in tables(one)) is None


def test_file_in_a_folder_that_cannot_be_written_is_read_as_it_is(path):
    asked = []

    def is_whole(connection):
        asked.append(connection)
        if len(asked) == 1:
            error = sqlite3.OperationalError("made up")
            error.sqlite_errorcode = sqlite3.SQLITE_READONLY_CANTINIT
            raise error
        return True

    connection = reading_connection(path, is_whole)
    assert connection is asked[1]
    connection.close()


def test_other_errors_are_handed_on(path):
    def is_whole(_):
        error = sqlite3.OperationalError("made up")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    with pytest.raises(sqlite3.OperationalError, match="made up"):
        reading_connection(path, is_whole)
