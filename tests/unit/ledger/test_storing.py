"""What goes wrong with the ledger's file is said in one line, and one process writes at a time."""

import errno
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from retally.errors import (
    LedgerDamagedError,
    LedgerError,
    LedgerFullError,
    LedgerLockedError,
    LedgerReadOnlyError,
)
from retally.ledger import storing
from retally.ledger.storing import ledger_errors, reading, writing
from told_stories import NOW

PATH = Path("ledger.sqlite")

HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from retally.ledger.storing import writing
with writing(Path(sys.argv[1]), now=datetime(2024, 6, 1, 12, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


def sqlite_error(code):
    error = sqlite3.OperationalError("made up")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    "error, expected, message",
    [
        (OSError(errno.ENOSPC, "x"), LedgerFullError, "no room is left"),
        (OSError(errno.EACCES, "x"), LedgerReadOnlyError, "cannot be opened or written"),
        (OSError(errno.EIO, "Input/output error"), LedgerError, "written: Input/output error"),
        (sqlite_error(sqlite3.SQLITE_FULL), LedgerFullError, "no room is left"),
        (sqlite_error(sqlite3.SQLITE_READONLY), LedgerReadOnlyError, "cannot be opened"),
        (sqlite_error(sqlite3.SQLITE_BUSY), LedgerLockedError, "another program holds"),
        (sqlite_error(sqlite3.SQLITE_CORRUPT), LedgerDamagedError, "cannot be read: made up"),
    ],
    ids=lambda value: None if isinstance(value, str | type) else f"{value!r}",
)
def test_error_of_the_system_becomes_one_of_the_ledger(error, expected, message):
    with pytest.raises(expected, match=message) as found, ledger_errors(PATH):
        raise error
    assert type(found.value) is expected
    assert found.value.do


@pytest.fixture
def held(tmp_path):
    """A ledger that another process is writing."""
    path = tmp_path / "ledger.sqlite"
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield path, process
        process.stdin.close()


def test_second_writer_is_told_who_the_first_is(held, monkeypatch):
    path, process = held
    monkeypatch.setattr(storing, "PATIENCE_WRITER_S", 0.1)
    with (
        pytest.raises(
            LedgerLockedError, match=rf"written by process {process.pid} .*since 2024-06"
        ),
        writing(path, now=NOW),
    ):
        pass


def test_second_writer_waits_for_one_that_ends_soon(held):
    path, process = held
    process.stdin.close()
    with writing(path, now=NOW) as connection:
        assert connection.execute("SELECT count(*) FROM entries").fetchall() == [(0,)]


def test_readers_read_beside_a_writer(held):
    path, _ = held
    with reading(path) as one, reading(path) as other:
        assert one is not None
        assert other is not None


def test_damage_that_the_file_itself_reports_is_said(tmp_path):
    path = tmp_path / "ledger.sqlite"
    with writing(path, now=NOW):
        pass

    class Damaged:
        def execute(self, _):
            return self

        def fetchall(self):
            return [("row 3 missing from index",)]

    with pytest.raises(LedgerDamagedError, match="damaged: row 3 missing"):
        storing._check(Damaged(), path)


def test_writer_that_never_came_far_leaves_an_empty_ledger(tmp_path):
    path = tmp_path / "ledger.sqlite"
    path.write_bytes(b"")
    with reading(path) as connection:
        assert connection is None
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE stories (number INTEGER)")
    connection.close()
    with reading(path) as connection:
        assert connection is None
