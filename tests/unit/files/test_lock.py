"""The lock is one writer's, says whose, and waits as long as it is told to."""

import threading
import time
from contextlib import nullcontext
from datetime import UTC, datetime

import pytest

from retally.files.lock import one_writer

NOW = datetime(2024, 6, 1, 12, tzinfo=UTC)


class HeldError(Exception):
    pass


def lock(path, patience_s=0.0):
    return one_writer(path, now=NOW, errors=nullcontext, held_by=HeldError, patience_s=patience_s)


def test_second_writer_hears_who_the_first_is(tmp_path):
    path = tmp_path / "lock"
    with lock(path), pytest.raises(HeldError, match="since 2024-06-01"), lock(path):
        pass


def test_second_writer_waits_where_it_has_patience(tmp_path):
    def hold():
        with lock(tmp_path / "lock"):
            held.set()
            time.sleep(0.2)

    held = threading.Event()
    first = threading.Thread(target=hold)
    first.start()
    held.wait()
    with lock(tmp_path / "lock", patience_s=10) as was_left:
        assert not was_left
    first.join()


def test_writer_that_failed_is_known_to_the_next(tmp_path):
    with pytest.raises(KeyError), lock(tmp_path / "lock"):
        raise KeyError
    with lock(tmp_path / "lock") as was_left:
        assert was_left
