"""A writer that is killed at any moment leaves an archive that verifies, and loses little."""

import random
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from made_up_source import NOW, SOURCE, steady_series
from retally.archive.archive import Archive

FILES = 160
TESTS = Path(__file__).resolve().parent.parent

WRITER = f"""
import sys
sys.path.insert(0, {str(TESTS)!r})
from datetime import timedelta
import pyarrow.parquet
from made_up_source import NOW, SOURCE, steady_series
from retally.archive import chunks
from retally.archive.archive import Archive
chunks.FILES_A_CHUNK = 5
archive = Archive.open(sys.argv[1])
items = steady_series({FILES})
print("ready", flush=True)
archive.add(items, source=SOURCE, now=NOW + timedelta(days=1000))
"""


def kill_after(folder, seconds):
    """Start adding, and kill the process so many seconds after it began; whether it was alive."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(seconds)
        process.kill()
        return process.wait() == -signal.SIGKILL


def check_kills(folder, times, seed):
    moments = random.Random(seed)
    archive = Archive.open(folder, create=True)
    killed = 0
    for number in range(times):
        if number % 10 == 0:
            # Start over, so that kills hit first writes as well as repeats and sweeps.
            folder = folder / "next"
            archive = Archive.open(folder, create=True)
        before = len(archive.snapshots())
        killed += kill_after(folder, moments.uniform(0, 0.5))
        assert archive.verify().problems == ()
        assert len(archive.snapshots()) >= before
        rows = archive.layer_days("made-up")
        hashes = {row.geometry_hash for row in rows}
        assert set(archive.geometries(hashes)) == hashes
    assert killed
    archive.add(steady_series(FILES), source=SOURCE, now=NOW + timedelta(days=1000))
    assert len(archive.days("made-up")) == FILES
    assert archive.verify().problems == ()
    known = 2 * FILES
    assert sum(len(one.layers) for one in archive.snapshots()) == known
    assert not (folder / "tmp").exists()


def test_archive_verifies_after_each_of_ten_kills(tmp_path):
    check_kills(tmp_path / "archive", times=10, seed=1)


@pytest.mark.stress
def test_archive_verifies_after_each_of_two_hundred_kills(tmp_path):
    check_kills(tmp_path / "archive", times=200, seed=2)
