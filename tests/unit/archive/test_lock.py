"""One writer at a time, and a message that says who it is."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest

from made_up_source import NOW, SOURCE, captured, content, layer
from retally.archive.archive import Archive
from retally.archive.lock import LOCK, writer_lock
from retally.errors import ArchiveLockedError, ArchiveReadOnlyError

HOLDER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from retally.archive.lock import writer_lock
with writer_lock(Path(sys.argv[1]), now=datetime(2024, 6, 1, 12, tzinfo=UTC)):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_second_writer_is_told_who_the_first_is(tmp_path, holder):
    message = (
        f"the archive is being written by process {holder.pid} (-c {tmp_path}), "
        "since 2024-06-01 12:00:00 UTC"
    )
    with pytest.raises(ArchiveLockedError, match=re.escape(message)):
        Archive.open(tmp_path).add([], source=SOURCE, now=NOW)


def test_lock_of_a_killed_writer_goes_with_it(tmp_path, holder):
    holder.kill()
    holder.wait()
    with writer_lock(tmp_path, now=NOW) as was_left:
        assert was_left


def test_writer_that_ended_well_leaves_no_trace_of_itself(tmp_path):
    with writer_lock(tmp_path, now=NOW) as was_left:
        assert not was_left
        assert (tmp_path / LOCK).read_text().startswith(f"process {os.getpid()} (")
    with writer_lock(tmp_path, now=NOW) as was_left:
        assert not was_left


def test_writer_that_failed_leaves_the_sweeping_to_the_next(tmp_path):
    with pytest.raises(KeyError, match="broken"), writer_lock(tmp_path, now=NOW):
        raise KeyError("broken")
    with writer_lock(tmp_path, now=NOW) as was_left:
        assert was_left


def test_holder_that_has_not_said_who_it_is_yet_is_another_process(tmp_path):
    with writer_lock(tmp_path, now=NOW):
        (tmp_path / LOCK).write_bytes(b"")
        with (
            pytest.raises(ArchiveLockedError, match="being written by another process; wait"),
            writer_lock(tmp_path, now=NOW),
        ):
            pass


def test_next_writer_sweeps_what_a_killed_one_left(tmp_path, holder):
    archive = Archive.open(tmp_path)
    holder.kill()
    holder.wait()
    archive.add([captured(content(layer(10)))], source=SOURCE, now=NOW)
    left = [
        tmp_path / "tmp" / "1-x",
        tmp_path / "objects" / "ab" / f"{'ab' * 32}.zst",
        tmp_path / "maps" / "made-up" / "2024-01.000000000000.parquet",
    ]
    for path in left:
        path.parent.mkdir(exist_ok=True)
        path.touch()
    assert archive.verify().problems == ()
    (tmp_path / LOCK).write_text("process 1 (killed)")
    archive.add([], source=SOURCE, now=NOW + timedelta(days=1))
    assert [path for path in left if path.exists()] == []
    assert archive.verify().problems == ()
    assert len(archive.snapshots()) == 1


def test_folder_that_cannot_be_written_says_so(open_folder, ordinary_user):
    with (
        ordinary_user(),
        pytest.raises(
            ArchiveReadOnlyError, match="the archive cannot be written; check the rights"
        ),
    ):
        Archive.open(open_folder).add([], source=SOURCE, now=NOW)
    with (
        ordinary_user(),
        pytest.raises(ArchiveReadOnlyError, match="the archive cannot be written"),
    ):
        Archive.open(open_folder / "new", create=True)


def test_archive_that_cannot_be_written_can_be_read(open_folder, ordinary_user):
    archive = Archive.open(open_folder)
    archive.add([captured(content(layer(10)))], source=SOURCE, now=NOW)
    hashes = [row.geometry_hash for row in archive.layer_days("made-up")]
    archive.geometries(hashes)
    with ordinary_user():
        assert [row.geometry_hash for row in archive.layer_days("made-up")] == hashes
        assert set(archive.geometries(hashes)) == set(hashes)
        assert archive.verify().problems == ()
        archive.remember({"key": {"a": 1}})
        assert archive.remembered("key") is None
