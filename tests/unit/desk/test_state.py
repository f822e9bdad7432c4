from __future__ import annotations

import os
import time

from retally.archive.archive import Archive
from retally.desk.state import State, archive_state, ledger_state


def test_absent_archive_has_a_state_that_does_not_change(tmp_path):
    assert archive_state(tmp_path / "a") == archive_state(tmp_path / "a")


def test_reading_an_archive_leaves_its_state(tmp_path):
    from made_up_site import made_up_archive

    archive = made_up_archive(tmp_path, days=3, vertices=80)
    before = archive_state(archive)
    Archive.open(archive).snapshots()
    assert archive_state(archive) == before


def test_write_and_settings_change_the_state(tmp_path):
    catalogue = tmp_path / "retally.sqlite"
    states = [archive_state(tmp_path)]
    catalogue.write_bytes(b"a")
    states.append(archive_state(tmp_path))
    (tmp_path / "retally.sqlite-wal").write_bytes(b"b")
    states.append(archive_state(tmp_path))
    (tmp_path / "retally.toml").write_text("[units]")
    states.append(archive_state(tmp_path))
    os.utime(catalogue, ns=(1, 1))
    states.append(archive_state(tmp_path))
    assert len(set(states)) == 5


def test_empty_log_of_a_reader_says_nothing(tmp_path):
    before = ledger_state(tmp_path / "l")
    (tmp_path / "l-wal").touch()
    assert ledger_state(tmp_path / "l") == before


def test_state_is_settled_a_tenth_of_a_second_after_the_last_write():
    now = time.time_ns()
    assert State(marks=()).is_settled(now)
    assert State(marks=(None, (1, 1, 1, now - 200_000_000))).is_settled(now)
    assert not State(marks=((1, 1, 1, now - 50_000_000),)).is_settled(now)
    # A clock that was set back leaves marks of the future, which settle nothing by waiting.
    assert State(marks=((1, 1, 1, now + 10**12),)).is_settled(now)
